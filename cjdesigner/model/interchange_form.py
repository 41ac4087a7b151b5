"""The form of the interchange JSON, as structs that msgspec reads, writes and describes.

A field is named as in records.py and has its default; what is at its default is left out of the file. This module must
not know how the form becomes records, nor how a mistake in it is told.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from cjdesigner.model.records import (
    PHASE_WIDTH,
    Actor,
    Arrangement,
    Evidence,
    Expectation,
    Fraction,
    Kind,
    Length,
    LinkKind,
    Outcome,
    Side,
    Width,
)

FORMAT = "cjdesigner"
FRAGMENT_FORMAT = "cjdesigner-fragment"
VERSION = 1

Id = Annotated[str, Meta(description="Any text that is unique among the need points and touchpoints of its journey.")]
PhaseName = Annotated[str, Meta(description="The title of a phase of this journey, or its id where it has one.")]
LinkEnd = Annotated[str, Meta(description="The id of a need point or touchpoint of this journey.")]


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all forms share: a field that is not known is a mistake."""


class SettingsForm(Form, frozen=True, kw_only=True):
    """What the project remembers for printing."""

    paper: str = "A3"
    landscape: bool = True
    scoring_note: Annotated[str, Meta(description="How scores were made, for the poster's small print.")] = ""


class ChannelForm(Form, frozen=True, kw_only=True):
    """A channel beside the built-in ones."""

    name: str
    icon: Annotated[str, Meta(description="A name of the icon font; empty is the neutral icon.")] = ""


class PhaseForm(Form, frozen=True, kw_only=True):
    """A phase; one that has only a title may be written as a plain text."""

    title: str
    id: Annotated[str, Meta(description="Tells phases of the same title apart; left out otherwise.")] = ""
    wording: Annotated[str, Meta(description="The phase in the customer's words.")] = ""
    question: Annotated[str, Meta(description="The guiding question.")] = ""
    verb: Annotated[str, Meta(description="What the company does meanwhile.")] = ""
    side: Side | None = None
    width: Annotated[Width, Meta(description="In units of 1/96 inch.")] = PHASE_WIDTH


class NodeForm(Form, frozen=True, kw_only=True):
    """What need points and touchpoints share."""

    id: Id
    phase: PhaseName | None = None
    outcome: Outcome | None = None
    reason: Annotated[str, Meta(description="Why the customer leaves, or what was reached.")] = ""
    entry_share: Fraction | None = None
    x: Annotated[Length, Meta(description="The card's left edge in units of 1/96 inch.")] | None = None
    y: Annotated[Length, Meta(description="The card's top edge in units of 1/96 inch.")] | None = None


class NeedPointForm(NodeForm, frozen=True, kw_only=True):
    """A question in the customer's head."""

    question: str


class TouchpointForm(NodeForm, frozen=True, kw_only=True):
    """Where an answer is found."""

    name: str
    channel: Annotated[str, Meta(description="A built-in channel or the name of one in channels.")] = ""
    owner: str = ""
    mandate: str = ""
    score: Fraction | None = None
    basis: Annotated[str, Meta(description="What the score rests on, such as CSAT top-2, n = 212, Q3.")] = ""
    date: Annotated[str, Meta(description="When the score was taken: 2026, 2026-09, 2026-09-30.")] = ""
    evidence: Evidence = "guess"
    expectation: Expectation | None = None
    signature: bool = False
    blocked: bool = False
    actor: Actor = "human"
    note: str = ""


class LinkForm(Form, frozen=True, kw_only=True):
    """A way from one node to another. Links are taken in the order they are written."""

    source: LinkEnd
    target: LinkEnd
    kind: LinkKind = "next"
    share: Annotated[Fraction, Meta(description="Of the customers at the source.")] | None = None
    label: str = ""


class JourneyForm(Form, frozen=True, kw_only=True):
    """One journey of one persona."""

    title: str
    scenario: str = ""
    goal: str = ""
    key_message: str = ""
    persona: str = ""
    kind: Kind = "as-is"
    arrangement: Arrangement = "flow"
    phases: list[str | PhaseForm] = []
    need_points: list[NeedPointForm] = []
    touchpoints: list[TouchpointForm] = []
    links: list[LinkForm] = []


class ProjectForm(Form, frozen=True, kw_only=True):
    """A project of cjdesigner in its interchange form."""

    format: Literal["cjdesigner"] = "cjdesigner"
    version: Literal[1] = 1
    title: str
    settings: SettingsForm = SettingsForm()
    channels: list[ChannelForm] = []
    journeys: list[JourneyForm] = []


class FragmentForm(Form, frozen=True, kw_only=True):
    """A copied piece of a journey; positions are relative to its top left, phases are named by title."""

    format: Literal["cjdesigner-fragment"] = "cjdesigner-fragment"
    version: Literal[1] = 1
    channels: list[ChannelForm] = []
    need_points: list[NeedPointForm] = []
    touchpoints: list[TouchpointForm] = []
    links: list[LinkForm] = []


def shared(source: msgspec.Struct, kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The values in ``source`` that ``kind`` has fields for, but for those that tie it to other parts or records."""
    return {name: getattr(source, name) for name in _shared_names(type(source), kind)}


@cache
def _shared_names(source: type[msgspec.Struct], kind: type[msgspec.Struct]) -> tuple[str, ...]:
    ties = {
        "id",
        "key",
        "journey",
        "rank",
        "phase",
        "phases",
        "need_points",
        "touchpoints",
        "links",
        "source",
        "target",
    }
    known = {field.name for field in msgspec.structs.fields(source)} - ties
    return tuple(field.name for field in msgspec.structs.fields(kind) if field.name in known)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of :class:`ProjectForm`."""
    (reference,), parts = msgspec.json.schema_components([ProjectForm], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cjdesigner interchange, version 1",
        **reference,
        "$defs": dict(sorted(parts.items())),
    }


if __name__ == "__main__":
    import json

    from cjdesigner import paths

    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    paths.resource("schema", "cjdesigner.schema.json").write_text(text, "utf-8")
