"""The records of the service designer's methods: personas, empathy maps, jobs, indicators, insights and more.

A method's record belongs to the project and hangs on the map by :class:`Attachment` records, any number of them; what
belongs to one journey says so. Who may refer to whom, and what becomes of it when that goes, is in ``references.py``.
``rank`` orders the records of a kind, within what they belong to. Texts of several points have one a line. An image is
named by its hash; its bytes lie beside the records (``images.py``).

This module must not know how records are stored, drawn or computed with.
"""

from __future__ import annotations

from cjdesigner.model.record import (
    Actor,
    Amount,
    Confidence,
    Count,
    Direction,
    ForceKind,
    Fraction,
    IndicatorKind,
    InsightKind,
    JobKind,
    LaneKind,
    Level,
    Mood,
    NoteMark,
    Overridden,
    PrincipleKind,
    Record,
    Section,
    Strength,
    Tenth,
    Valence,
)


class Attachment(Record, frozen=True, kw_only=True):
    """That a method's record hangs on something: an insight on a touchpoint, a persona on a journey.

    What may hang on what is in ``references.ATTACHABLE``. ``rank`` orders what hangs on one target; a journey's first
    persona is the one whose journey it is.
    """

    subject: int
    target: int
    rank: int = 0


class Persona(Record, frozen=True, kw_only=True):
    """A kind of customer, told as one. A machine (a device that orders by itself) has criteria instead of feelings."""

    rank: int = 0
    name: str
    kind: Actor = "human"
    portrait: str = ""
    role: str = ""
    goals: str = ""
    context: str = ""
    frustrations: str = ""
    quotes: str = ""
    habits: str = ""
    criteria: str = ""
    """What a machine decides by."""
    channels: tuple[str, ...] = ()
    """Those it uses, as in Touchpoint.channel."""
    share: Fraction | None = None
    """Of all customers."""
    share_source: str = ""
    """Where the share comes from."""


class Override(Record, frozen=True, kw_only=True):
    """What is otherwise for one persona: a touchpoint's score, a link's share, an entry's share. None is unset."""

    persona: int
    target: int
    field: Overridden
    value: Fraction | None = None


class EmpathyMap(Record, frozen=True, kw_only=True):
    """An empathy map canvas."""

    rank: int = 0
    title: str = ""
    persona: int | None = None
    designed_for: str = ""
    designed_by: str = ""
    date: str = ""
    version: str = ""


class Note(Record, frozen=True, kw_only=True):
    """A note on an empathy map. An Attachment of a note says what it was promoted to."""

    map: int
    rank: int = 0
    section: Section
    text: str
    mark: NoteMark = "imagined"
    source: str = ""
    """Who said it or where it was seen: interview 3."""


class Job(Record, frozen=True, kw_only=True):
    """A job to be done, as a job story: when ``situation``, I want to ``motivation``, so I can ``outcome``."""

    rank: int = 0
    persona: int | None = None
    kind: JobKind = "functional"
    situation: str = ""
    motivation: str = ""
    outcome: str = ""
    note: str = ""


class DesiredOutcome(Record, frozen=True, kw_only=True):
    """By what customers tell that a job is done well: direction of change, unit of measure, object, clarifier.

    Importance and satisfaction come from ``..._counts``, how many gave 1, 2, 3, 4 and 5, where there are any; else they
    are as given, and an estimate where ``answers`` is 0.
    """

    job: int
    rank: int = 0
    text: str
    importance: Tenth | None = None
    satisfaction: Tenth | None = None
    answers: Count = 0
    importance_counts: tuple[Count, ...] = ()
    satisfaction_counts: tuple[Count, ...] = ()
    source: str = ""


class Force(Record, frozen=True, kw_only=True):
    """One of the forces at a switch to another way to get a job done."""

    job: int
    rank: int = 0
    kind: ForceKind
    text: str = ""
    strength: Strength = 3


class Indicator(Record, frozen=True, kw_only=True):
    """A customer performance indicator, KPI or brand KPI; one may be several of them."""

    rank: int = 0
    name: str
    kinds: tuple[IndicatorKind, ...] = ("kpi",)
    question: str = ""
    """What it answers."""
    definition: str = ""
    formula: str = ""
    unit: str = ""
    direction: Direction = "up"
    target: Amount | None = None
    limit: Amount | None = None
    """The value that must not be crossed."""
    lowest: Amount | None = None
    """The ends of its scale; None where it has none."""
    highest: Amount | None = None
    owner: str = ""


class Reading(Record, frozen=True, kw_only=True):
    """A value of an indicator at a date (a year, month or day, ISO)."""

    indicator: int
    date: str
    value: Amount
    answers: Count = 0
    source: str = ""


class Insight(Record, frozen=True, kw_only=True):
    """Something learned, with its evidence and the department that should know it."""

    rank: int = 0
    text: str
    kind: InsightKind = "observation"
    valence: Valence = "neutral"
    source: str = ""
    date: str = ""
    confidence: Confidence = "medium"
    department: str = ""
    image: str = ""


class Activity(Record, frozen=True, kw_only=True):
    """What the company does meanwhile. Attachments tie it to touchpoints; untied, it stands in its phase."""

    journey: int
    rank: int = 0
    level: Level = "frontstage"
    phase: int | None = None
    name: str
    owner: str = ""
    """The department."""
    note: str = ""


class Lane(Record, frozen=True, kw_only=True):
    """A further lane under the map. Text, image and emotion lanes have entries; the others show what there is."""

    journey: int
    rank: int = 0
    title: str = ""
    kind: LaneKind = "text"
    indicator: int | None = None


class LaneEntry(Record, frozen=True, kw_only=True):
    """A text, an image or a point of an emotion curve, ``place`` of the way across its phase's band."""

    lane: int
    phase: int | None = None
    place: Fraction = 0.5
    text: str = ""
    value: Mood | None = None
    image: str = ""


class Principle(Record, frozen=True, kw_only=True):
    """A guard rail or a degree of freedom, of a journey or of one touchpoint."""

    journey: int
    rank: int = 0
    touchpoint: int | None = None
    kind: PrincipleKind = "guard-rail"
    text: str
