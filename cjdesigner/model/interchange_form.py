"""The form of the interchange JSON, as structs that msgspec reads, writes and describes.

A field is named as in records.py and has its default; what is at its default is left out of the file. This module must
not know how the form becomes records, nor how a mistake in it is told.
"""

# ruff: noqa: RUF012  (msgspec gives each form a list of its own)

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from cjdesigner.model.interchange_base import (
    FORMAT,
    FRAGMENT_FORMAT,
    VERSION,
    Form,
    Id,
    ImageName,
    IndicatorName,
    LinkEnd,
    LinkNameForm,
    PersonaName,
    PhaseName,
    PlaceForm,
    shared,
)
from cjdesigner.model.interchange_methods_form import (
    ActivityForm,
    EmpathyMapForm,
    ForceForm,
    ImageForm,
    IndicatorForm,
    InsightForm,
    JobForm,
    LaneEntryForm,
    LaneForm,
    NoteForm,
    OutcomeForm,
    OverrideForm,
    PersonaForm,
    PrincipleForm,
    ReadingForm,
)
from cjdesigner.model.record import Bleed, Dpi, Margin, Overlap, SideShare
from cjdesigner.model.records import (
    PHASE_WIDTH,
    Actor,
    Amount,
    Arrangement,
    Evidence,
    Expectation,
    Fraction,
    Kind,
    Length,
    LinkKind,
    Outcome,
    Quantity,
    Side,
    Width,
)

__all__ = [
    "FORMAT",
    "FRAGMENT_FORMAT",
    "VERSION",
    "ActivityForm",
    "ChannelForm",
    "EmpathyMapForm",
    "ForceForm",
    "Form",
    "FragmentForm",
    "ImageForm",
    "IndicatorForm",
    "InsightForm",
    "JobForm",
    "JourneyForm",
    "LaneEntryForm",
    "LaneForm",
    "LinkForm",
    "LinkNameForm",
    "NeedPointForm",
    "NodeForm",
    "NoteForm",
    "OutcomeForm",
    "OverrideForm",
    "PersonaForm",
    "PhaseForm",
    "PlaceForm",
    "PresetForm",
    "PrincipleForm",
    "ProjectForm",
    "ReadingForm",
    "SettingsForm",
    "TouchpointForm",
    "schema",
    "shared",
]


class SettingsForm(Form, frozen=True, kw_only=True):
    """What the project remembers for printing."""

    paper: str = "A3"
    landscape: bool = True
    scoring_note: Annotated[str, Meta(description="How scores were made, for the poster's small print.")] = ""


class PresetForm(Form, frozen=True, kw_only=True):
    """Settings of an export under a name. Lengths are millimetres; null is what is usual."""

    name: str
    paper: Annotated[str, Meta(description="A4, Letter, 36x48in, 594x1200mm, 914mm-roll.")] = "A3"
    landscape: bool = True
    margin: Annotated[Margin, Meta(description="From the sheet's edge to what is drawn.")] | None = None
    bleed: Bleed = 0.0
    crop_marks: bool = False
    tile: Annotated[str, Meta(description="The paper of tiles; empty prints the poster whole.")] = ""
    overlap: Annotated[Overlap, Meta(description="What a tile repeats of its neighbour.")] = 10.0
    book: Annotated[bool, Meta(description="The whole project instead of one journey.")] = False
    blank: Annotated[bool, Meta(description="Empty, numbered boxes, for pens.")] = False
    client: Annotated[bool, Meta(description="Without notes and owners.")] = False
    theme: Annotated[str, Meta(description="paper, bold or mono.")] = "paper"
    accent: Annotated[str, Meta(description="#rrggbb, instead of the theme's own.")] = ""
    logo: ImageName = ""
    language: Annotated[str, Meta(description="Of the poster, such as en; empty is that of the program.")] = ""
    path: Annotated[str, Meta(description="The path that is marked: travelled (by most), best or worst.")] = "travelled"
    sections: Annotated[tuple[str, ...], Meta(description="By name; empty is all that have something to say.")] = ()
    side: Annotated[tuple[str, ...], Meta(description="Blocks that stand first in the side column, by name.")] = ()
    side_width: Annotated[SideShare, Meta(description="The side column's share of a lying sheet.")] | None = None
    dpi: Annotated[Dpi, Meta(description="Of pictures.")] | None = None
    transparent: Annotated[bool, Meta(description="Of pictures: no paper behind what is drawn.")] = False


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
    mandate: Annotated[str, Meta(description="What the experience strategy asks of it.")] = ""
    known: Annotated[str, Meta(description="What is known of the customer here.")] = ""
    score: Fraction | None = None
    basis: Annotated[str, Meta(description="What the score rests on, such as CSAT top-2, n = 212, Q3.")] = ""
    date: Annotated[str, Meta(description="When the score was taken: 2026, 2026-09, 2026-09-30.")] = ""
    evidence: Evidence = "guess"
    expectation: Expectation | None = None
    signature: bool = False
    blocked: bool = False
    actor: Actor = "human"
    note: str = ""
    indicator: (
        Annotated[IndicatorName, Meta(description="The indicator whose latest reading gives the score.")] | None
    ) = None
    score_zero: Annotated[Amount, Meta(description="The reading at which the score is 0.")] | None = None
    score_one: Annotated[Amount, Meta(description="The reading at which the score is 1; linear between.")] | None = None


class LinkForm(Form, frozen=True, kw_only=True):
    """A way from one node to another. Links are taken in the order they are written."""

    source: LinkEnd
    target: LinkEnd
    kind: LinkKind = "next"
    share: Annotated[Fraction, Meta(description="Of the customers at the source.")] | None = None
    label: str = ""
    hands_over: Annotated[str, Meta(description="What the one end tells the other of the customer.")] = ""


class JourneyForm(Form, frozen=True, kw_only=True):
    """One journey of one or more personas."""

    title: str
    id: Annotated[str, Meta(description="Tells journeys of the same title apart; left out otherwise.")] = ""
    scenario: str = ""
    goal: str = ""
    key_message: str = ""
    persona: Annotated[
        str, Meta(description="Whose journey it is, in a word: the first one's name where there are personas.")
    ] = ""
    personas: Annotated[list[PersonaName], Meta(description="Whose journey it is, the first one first.")] = []
    kind: Kind = "as-is"
    arrangement: Arrangement = "flow"
    customers: Annotated[Quantity, Meta(description="How many start it in a year; an estimate.")] | None = None
    customer_value: Annotated[Quantity, Meta(description="What a customer is worth; an estimate.")] | None = None
    currency: str = ""
    phases: list[str | PhaseForm] = []
    need_points: list[NeedPointForm] = []
    touchpoints: list[TouchpointForm] = []
    links: list[LinkForm] = []
    activities: list[ActivityForm] = []
    lanes: list[LaneForm] = []
    principles: list[PrincipleForm] = []
    overrides: list[OverrideForm] = []


class ProjectForm(Form, frozen=True, kw_only=True):
    """A project of cjdesigner in its interchange form."""

    format: Literal["cjdesigner"] = "cjdesigner"
    version: Literal[1] = 1
    title: str
    settings: SettingsForm = SettingsForm()
    channels: list[ChannelForm] = []
    journeys: list[JourneyForm] = []
    personas: list[PersonaForm] = []
    empathy_maps: list[EmpathyMapForm] = []
    jobs: list[JobForm] = []
    indicators: list[IndicatorForm] = []
    insights: list[InsightForm] = []
    presets: list[PresetForm] = []
    images: list[ImageForm] = []


class FragmentForm(Form, frozen=True, kw_only=True):
    """A copied piece of a journey; positions are relative to its top left, phases are named by title."""

    format: Literal["cjdesigner-fragment"] = "cjdesigner-fragment"
    version: Literal[1] = 1
    channels: list[ChannelForm] = []
    need_points: list[NeedPointForm] = []
    touchpoints: list[TouchpointForm] = []
    links: list[LinkForm] = []


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of :class:`ProjectForm`."""
    (reference,), parts = msgspec.json.schema_components([ProjectForm], ref_template="#/$defs/{name}")
    parts = msgspec.json.decode(msgspec.json.encode(parts))  # tuples become the lists that they are in JSON
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
