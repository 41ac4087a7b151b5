"""What all forms of the interchange JSON share: the base, and how one part of a file names another.

This module must not know which parts a file has.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from cjdesigner.model.records import LinkKind

FORMAT = "cjdesigner"
FRAGMENT_FORMAT = "cjdesigner-fragment"
VERSION = 1

Id = Annotated[str, Meta(description="Any text that is unique among the need points and touchpoints of its journey.")]
OwnId = Annotated[str, Meta(description="Any text that is unique among its kind. Its name serves where it has none.")]
PhaseName = Annotated[str, Meta(description="The title of a phase of this journey, or its id where it has one.")]
LinkEnd = Annotated[str, Meta(description="The id of a need point or touchpoint of this journey.")]
TouchpointId = Annotated[str, Meta(description="The id of a touchpoint of this journey.")]
PersonaName = Annotated[str, Meta(description="The id of a persona, or its name where it has no id.")]
IndicatorName = Annotated[str, Meta(description="The id of an indicator, or its name where it has no id.")]
ImageName = Annotated[str, Meta(description="The hash of one of the project's images.")]
IsoDate = Annotated[str, Meta(description="A year, month or day: 2026, 2026-09, 2026-09-30.")]


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all forms share: a field that is not known is a mistake."""


class LinkNameForm(Form, frozen=True, kw_only=True):
    """A link, by what it joins."""

    source: LinkEnd
    target: LinkEnd
    kind: LinkKind = "next"


class PlaceForm(Form, frozen=True, kw_only=True):
    """One thing that something hangs on: a journey; a phase, card or link of it; or what else is named, alone."""

    journey: (
        Annotated[str, Meta(description="Its title or id; may be left out where only one can be meant.")] | None
    ) = None
    phase: Annotated[str, Meta(description="The title or id of a phase of the journey.")] | None = None
    card: Annotated[str, Meta(description="The id of a need point or touchpoint of the journey.")] | None = None
    link: LinkNameForm | None = None
    persona: PersonaName | None = None
    empathy_map: (
        Annotated[str, Meta(description="The id of an empathy map, or its title where it has no id.")] | None
    ) = None
    job: Annotated[str, Meta(description="The id of a job.")] | None = None
    indicator: IndicatorName | None = None
    insight: Annotated[str, Meta(description="The id of an insight.")] | None = None
    rank: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=1_000_000_000,
                description="Its place among those of its kind there, from 0; as in the file if left out.",
            ),
        ]
        | None
    ) = None


def shared(source: msgspec.Struct, kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The values in ``source`` that ``kind`` has fields for, but for those that tie it to other parts or records."""
    return {name: getattr(source, name) for name in _shared_names(type(source), kind)}


_TIES = frozenset(
    {
        *("id", "key", "journey", "rank", "phase", "phases", "need_points", "touchpoints", "links"),
        *("personas", "indicator", "indicators", "on", "touchpoint"),
    }
)

_ENDS = frozenset({"source", "target"})
"""A link's. An insight's source and an indicator's target are values of their own."""


@cache
def _shared_names(source: type[msgspec.Struct], kind: type[msgspec.Struct]) -> tuple[str, ...]:
    known = {field.name for field in msgspec.structs.fields(source)} - _TIES
    if known >= _ENDS:
        known -= _ENDS
    return tuple(field.name for field in msgspec.structs.fields(kind) if field.name in known)
