"""The form of the methods' records in the interchange JSON: personas, empathy maps, jobs, indicators and the others.

A field is named as in methods.py and has its default. What belongs to a record stands in it: notes in their map,
readings in their indicator. This module must not know how the form becomes records.
"""

# ruff: noqa: RUF012  (msgspec gives each form a list of its own)

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from cjdesigner.model.interchange_base import (
    Form,
    ImageName,
    IndicatorName,
    IsoDate,
    LinkNameForm,
    OwnId,
    PersonaName,
    PhaseName,
    PlaceForm,
    TouchpointId,
)
from cjdesigner.model.records import (
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
    PrincipleKind,
    Section,
    Strength,
    Tenth,
    Valence,
)

Points = Annotated[str, Meta(description="One point a line.")]
Counts = Annotated[tuple[Count, ...], Meta(description="Five counts: how many gave 1, 2, 3, 4 and 5.")]
Hanging = Annotated[list[PlaceForm], Meta(description="What it hangs on.")]


class PersonaForm(Form, frozen=True, kw_only=True):
    """A kind of customer, told as one. A machine has criteria instead of feelings."""

    id: OwnId = ""
    name: str
    kind: Actor = "human"
    portrait: ImageName = ""
    role: str = ""
    goals: Points = ""
    context: str = ""
    frustrations: Points = ""
    quotes: Points = ""
    habits: Points = ""
    criteria: Annotated[str, Meta(description="What a machine decides by, one point a line.")] = ""
    channels: Annotated[tuple[str, ...], Meta(description="Those it uses, named as at a touchpoint.")] = ()
    share: Annotated[Fraction, Meta(description="Of all customers.")] | None = None
    share_source: Annotated[str, Meta(description="Where the share comes from.")] = ""


class NoteForm(Form, frozen=True, kw_only=True):
    """A note on an empathy map."""

    section: Section
    text: str
    mark: NoteMark = "imagined"
    source: Annotated[str, Meta(description="Who said it or where it was seen: interview 3.")] = ""
    promoted_to: Annotated[list[PlaceForm], Meta(description="The need points, jobs and insights it became.")] = []


class EmpathyMapForm(Form, frozen=True, kw_only=True):
    """An empathy map canvas."""

    id: OwnId = ""
    title: str = ""
    persona: PersonaName | None = None
    designed_for: str = ""
    designed_by: str = ""
    date: str = ""
    version: str = ""
    on: Annotated[list[PlaceForm], Meta(description="The journeys, phases and cards it hangs on.")] = []
    notes: Annotated[list[NoteForm], Meta(description="Within each section in this order.")] = []


class OutcomeForm(Form, frozen=True, kw_only=True):
    """By what customers tell that a job is done well: direction of change, unit of measure, object, clarifier."""

    text: str
    importance: (
        Annotated[Tenth, Meta(description="The share of answers 4 or 5, times ten; unread where there are counts.")]
        | None
    ) = None
    satisfaction: (
        Annotated[Tenth, Meta(description="The share of answers 4 or 5, times ten; unread where there are counts.")]
        | None
    ) = None
    answers: Annotated[Count, Meta(description="How many answered; 0 is an estimate.")] = 0
    importance_counts: Counts = ()
    satisfaction_counts: Counts = ()
    source: str = ""


class ForceForm(Form, frozen=True, kw_only=True):
    """One of the forces at a switch to another way to get a job done."""

    kind: ForceKind
    text: str = ""
    strength: Strength = 3


class JobForm(Form, frozen=True, kw_only=True):
    """A job to be done: when (situation), I want to (motivation), so I can (outcome)."""

    id: OwnId = ""
    persona: PersonaName | None = None
    kind: JobKind = "functional"
    situation: str = ""
    motivation: str = ""
    outcome: str = ""
    note: str = ""
    on: Annotated[list[PlaceForm], Meta(description="The need points it hangs on.")] = []
    outcomes: list[OutcomeForm] = []
    forces: list[ForceForm] = []


class ReadingForm(Form, frozen=True, kw_only=True):
    """A value of an indicator at a date."""

    date: IsoDate
    value: Amount
    answers: Count = 0
    source: str = ""


class IndicatorForm(Form, frozen=True, kw_only=True):
    """A customer performance indicator, KPI or brand KPI; one may be several of them."""

    id: OwnId = ""
    name: str
    kinds: tuple[IndicatorKind, ...] = ("kpi",)
    question: Annotated[str, Meta(description="What it answers.")] = ""
    definition: str = ""
    formula: str = ""
    unit: str = ""
    direction: Annotated[Direction, Meta(description="Whether more is better or less.")] = "up"
    target: Amount | None = None
    limit: Annotated[Amount, Meta(description="The value that must not be crossed.")] | None = None
    lowest: Annotated[Amount, Meta(description="The lower end of its scale, where it has one.")] | None = None
    highest: Annotated[Amount, Meta(description="The upper end of its scale, where it has one.")] | None = None
    owner: str = ""
    on: Annotated[list[PlaceForm], Meta(description="The journeys, phases and cards it hangs on.")] = []
    readings: list[ReadingForm] = []


class InsightForm(Form, frozen=True, kw_only=True):
    """Something learned, with its evidence and the department that should know it."""

    id: OwnId = ""
    text: str
    kind: InsightKind = "observation"
    valence: Valence = "neutral"
    source: str = ""
    date: IsoDate = ""
    confidence: Confidence = "medium"
    department: Annotated[str, Meta(description="Who should know it.")] = ""
    image: ImageName = ""
    on: Hanging = []


class ActivityForm(Form, frozen=True, kw_only=True):
    """What the company does meanwhile."""

    name: str
    level: Level = "frontstage"
    phase: PhaseName | None = None
    owner: Annotated[str, Meta(description="The department.")] = ""
    note: str = ""
    on: Annotated[
        list[str | PlaceForm],
        Meta(description="The touchpoints it is tied to; the id of one may be written as a text."),
    ] = []


class LaneEntryForm(Form, frozen=True, kw_only=True):
    """A text, an image or a point of an emotion curve."""

    phase: PhaseName | None = None
    place: Annotated[Fraction, Meta(description="How far across its phase.")] = 0.5
    text: str = ""
    value: Annotated[Mood, Meta(description="Of an emotion curve, from -2 to 2.")] | None = None
    image: ImageName = ""


class LaneForm(Form, frozen=True, kw_only=True):
    """A further lane under the map."""

    title: str = ""
    kind: LaneKind = "text"
    indicator: IndicatorName | None = None
    entries: list[LaneEntryForm] = []


class PrincipleForm(Form, frozen=True, kw_only=True):
    """A guard rail or a degree of freedom, of the journey or of one touchpoint."""

    kind: PrincipleKind = "guard-rail"
    text: str
    touchpoint: TouchpointId | None = None


class OverrideForm(Form, frozen=True, kw_only=True):
    """What is otherwise for one persona: a card's score or entry share, or a link's share; null is unset."""

    persona: PersonaName
    card: Annotated[str, Meta(description="The id of a need point or touchpoint of this journey.")] | None = None
    link: LinkNameForm | None = None
    score: Fraction | msgspec.UnsetType | None = msgspec.UNSET
    share: Fraction | msgspec.UnsetType | None = msgspec.UNSET
    entry_share: Fraction | msgspec.UnsetType | None = msgspec.UNSET


class ImageForm(Form, frozen=True, kw_only=True):
    """A picture, PNG or JPEG; a logo may be an SVG. Portraits, insights, lanes and presets name it by its hash."""

    hash: Annotated[str, Meta(description="The SHA-256 of its bytes, in lower-case hexadecimal digits.")]
    data: Annotated[str, Meta(description="Its bytes in base64.")]
