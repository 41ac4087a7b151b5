"""The record types a document is made of.

Those of the map are here: project, channels, journeys, phases, need points, touchpoints and links. Those of the service
designer's methods are in ``methods.py``, that of printing in ``printing.py``; all are listed in :data:`RECORD_TYPES`.
Nodes also keep ``key``, their id in the interchange JSON, unique in the journey; empty for a record born in the window
and made up when it is exported.

Lengths are units of 1/96 inch; ``x, y`` is a card's top left, stored as given. Scores and shares are in [0, 1]; None is
unscored, unset. An empty text is no text.

This module must not know how records are stored, drawn or computed with.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

import msgspec

from cjdesigner.i18n import mark
from cjdesigner.model.methods import (
    Activity,
    Attachment,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Lane,
    LaneEntry,
    Note,
    Override,
    Persona,
    Principle,
    Reading,
)
from cjdesigner.model.printing import Preset
from cjdesigner.model.record import (
    Actor,
    Amount,
    Arrangement,
    Confidence,
    Count,
    Direction,
    Evidence,
    Expectation,
    ForceKind,
    Fraction,
    IndicatorKind,
    InsightKind,
    JobKind,
    Kind,
    LaneKind,
    Length,
    Level,
    LinkKind,
    Mood,
    NoteMark,
    Outcome,
    Overridden,
    PrincipleKind,
    Quantity,
    Record,
    Section,
    Side,
    Strength,
    Tenth,
    Valence,
    Width,
)

__all__ = [
    "BUILT_IN_CHANNELS",
    "PHASE_WIDTH",
    "RECORD_TYPES",
    "TYPES_BY_NAME",
    "TYPE_NAMES",
    "Activity",
    "Actor",
    "Amount",
    "Arrangement",
    "Attachment",
    "BuiltInChannel",
    "Channel",
    "Confidence",
    "Count",
    "DesiredOutcome",
    "Direction",
    "EmpathyMap",
    "Evidence",
    "Expectation",
    "Force",
    "ForceKind",
    "Fraction",
    "Indicator",
    "IndicatorKind",
    "Insight",
    "InsightKind",
    "Job",
    "JobKind",
    "Journey",
    "Kind",
    "Lane",
    "LaneEntry",
    "LaneKind",
    "Length",
    "Level",
    "Link",
    "LinkKind",
    "Mood",
    "NeedPoint",
    "Node",
    "Note",
    "NoteMark",
    "Outcome",
    "Overridden",
    "Override",
    "Persona",
    "Phase",
    "Preset",
    "Principle",
    "PrincipleKind",
    "Project",
    "Quantity",
    "R",
    "Reading",
    "Record",
    "Section",
    "Settings",
    "Side",
    "Strength",
    "Tenth",
    "Touchpoint",
    "Valence",
    "Width",
    "node_title",
]

PHASE_WIDTH = 264.0


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the project remembers for printing; part of the project record."""

    paper: str = "A3"
    landscape: bool = True
    scoring_note: str = ""
    """How scores were made, in the author's words, for the poster's small print."""


class Project(Record, frozen=True, kw_only=True):
    """The project itself; there is exactly one, and it is never removed."""

    title: str = ""
    settings: Settings = Settings()


class Channel(Record, frozen=True, kw_only=True):
    """A channel that the designers added to the built-in vocabulary."""

    name: str
    icon: str = ""
    """A name of the icon font; empty is the neutral icon."""


class Journey(Record, frozen=True, kw_only=True):
    """One journey of one or more personas. ``rank`` orders the journeys of the file."""

    rank: int = 0
    title: str = ""
    scenario: str = ""
    goal: str = ""
    key_message: str = ""
    persona: str = ""
    """Whose journey it is, in a word: where no Persona is attached that says more."""
    kind: Kind = "as-is"
    arrangement: Arrangement = "flow"
    customers: Quantity | None = None
    """How many customers start it in a year; an estimate."""
    customer_value: Quantity | None = None
    """What a customer is worth, in ``currency``; an estimate."""
    currency: str = ""


class Phase(Record, frozen=True, kw_only=True):
    """A vertical band. ``rank`` orders the phases of a journey from left to right."""

    journey: int
    rank: int = 0
    title: str
    wording: str = ""
    """The phase in the customer's words."""
    question: str = ""
    """The guiding question."""
    verb: str = ""
    """What the company does meanwhile."""
    side: Side | None = None
    width: Width = PHASE_WIDTH


class Node(Record, frozen=True, kw_only=True):
    """What need points and touchpoints share: a place in the graph and on the paper."""

    journey: int
    key: str = ""
    phase: int | None = None
    x: Length = 0.0
    y: Length = 0.0
    outcome: Outcome | None = None
    reason: str = ""
    """Why the customer leaves, or what was reached."""
    entry_share: Fraction | None = None


class NeedPoint(Node, frozen=True, kw_only=True):
    """A question in the customer's head."""

    question: str


class Touchpoint(Node, frozen=True, kw_only=True):
    """Where an answer is found: one intent, one channel, one moment."""

    name: str
    channel: str = ""
    """A key of :data:`BUILT_IN_CHANNELS` or the name of a Channel record."""
    owner: str = ""
    mandate: str = ""
    """What the experience strategy asks of it."""
    known: str = ""
    """What is known of the customer here."""
    score: Fraction | None = None
    basis: str = ""
    date: str = ""
    """When the score was taken, as an ISO date or part of one: 2026, 2026-09, 2026-09-30."""
    evidence: Evidence = "guess"
    expectation: Expectation | None = None
    signature: bool = False
    blocked: bool = False
    actor: Actor = "human"
    note: str = ""
    indicator: int | None = None
    """The indicator whose latest reading gives the score: 0 at ``score_zero``, 1 at ``score_one``, linear between."""
    score_zero: Amount | None = None
    score_one: Amount | None = None


class Link(Record, frozen=True, kw_only=True):
    """A way from one node to another. Links are taken in the order of their ids."""

    journey: int
    source: int
    target: int
    kind: LinkKind = "next"
    share: Fraction | None = None
    label: str = ""
    hands_over: str = ""
    """What the one end tells the other of the customer."""


R = TypeVar("R", bound=Record)

RECORD_TYPES: tuple[type[Record], ...] = (
    *(Project, Channel, Journey, Phase, NeedPoint, Touchpoint, Link),
    *(Persona, EmpathyMap, Note, Job, DesiredOutcome, Force, Indicator, Reading, Insight),
    *(Activity, Lane, LaneEntry, Principle, Override, Attachment),
    Preset,
)
TYPE_NAMES: dict[type[Record], str] = {kind: kind.__name__ for kind in RECORD_TYPES}
TYPES_BY_NAME: dict[str, type[Record]] = {name: kind for kind, name in TYPE_NAMES.items()}


class BuiltInChannel(msgspec.Struct, frozen=True):
    """A channel every project has: its English name (translated where shown) and icon."""

    NEUTRAL_ICON: ClassVar[str] = "ri.radio-button-line"

    name: str
    icon: str


BUILT_IN_CHANNELS: dict[str, BuiltInChannel] = {
    "in-person": BuiltInChannel(mark("in person"), "ri.user-smile-line"),
    "phone": BuiltInChannel(mark("phone"), "ri.phone-line"),
    "web": BuiltInChannel(mark("web"), "ri.global-line"),
    "app": BuiltInChannel(mark("app"), "ri.smartphone-line"),
    "email": BuiltInChannel(mark("email"), "ri.mail-line"),
    "chat": BuiltInChannel(mark("chat"), "ri.chat-3-line"),
    "video": BuiltInChannel(mark("video"), "ri.vidicon-line"),
    "social": BuiltInChannel(mark("social media"), "ri.share-line"),
    "letter": BuiltInChannel(mark("letter"), "ri.mail-open-line"),
    "shop": BuiltInChannel(mark("shop"), "ri.store-2-line"),
    "device": BuiltInChannel(mark("device"), "ri.cpu-line"),
    "advertising": BuiltInChannel(mark("advertising"), "ri.advertisement-line"),
    "print": BuiltInChannel(mark("print"), "ri.newspaper-line"),
    "delivery": BuiltInChannel(mark("delivery"), "ri.truck-line"),
}


def node_title(node: Node) -> str:
    """The text that names a node: a need point's question, a touchpoint's name."""
    return node.question if isinstance(node, NeedPoint) else node.name if isinstance(node, Touchpoint) else ""
