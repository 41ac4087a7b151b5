"""What may be chosen about an export.

This module must not know how any of it is done.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.i18n import mark

PARTS: dict[str, str] = {
    "head": mark("Head"),
    "map": mark("Map"),
    "lanes": mark("Lanes"),
    "staircase": mark("Excellence staircase"),
    "legend": mark("Legend"),
}
"""What the map's page is made of, besides its side column."""

SIDE: dict[str, str] = {
    "fix-first": mark("Fix this first"),
    "paths": mark("Paths"),
    "gaps": mark("Gaps"),
    "by-persona": mark("By persona"),
    "signature": mark("Signature interactions"),
    "hand-offs": mark("Hand-offs"),
    "single-points": mark("Single points"),
    "scale": mark("What scores mean"),
    "ways": mark("Best and worst path"),
}
"""The blocks of its side column, in their usual order."""

PAGES: dict[str, str] = {
    "eight": mark("The endless journey"),
    "personas": mark("Personas"),
    "empathy": mark("Empathy maps"),
    "jobs": mark("Jobs"),
    "indicators": mark("Indicators"),
    "insights": mark("Insights"),
    "strategy": mark("Strategy"),
}
"""The sheets after the map. Insights also stand at their phases on it."""

SECTIONS: dict[str, str] = PARTS | SIDE | PAGES
"""The sections of a poster by their names, in order, with what they are called."""

ThemeName = Literal["paper", "bold", "mono"]
Diagram = Literal["journey", "flowchart"]
Tile = tuple[int, int]
"""Row and column of a tile, from 0."""


class Tiling(msgspec.Struct, frozen=True, kw_only=True):
    """How a poster is cut into sheets for an office printer."""

    paper: str = "A4"
    landscape: bool | None = None
    """None takes what needs fewer tiles."""
    overlap: float = 10.0
    """Millimetres that a tile repeats of its neighbour."""
    only: tuple[Tile, ...] | None = None
    """The tiles to print; None is all of them."""
    printed: Mapping[str, str] = {}
    """Fingerprints by tile of an earlier printing: those that are still the same are left out."""


def known_sections(
    names: Iterable[str], refusal: str = mark("There is no section “{name}” of a poster; there are {known}.")
) -> tuple[str, ...]:
    """Sections as people name them, in the poster's order. Raises BadInput, in these words, for one there is not."""
    found = {"-".join(name.casefold().split()) for name in names if name.strip()}
    for name in sorted(found - set(SECTIONS)):
        raise BadInput(refusal, name=name, known=", ".join(SECTIONS))
    return tuple(name for name in SECTIONS if name in found)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a journey is exported. None takes the project's paper, the language in force, today, the path most take.

    Lengths are millimetres.
    """

    paper: str | None = None
    """A name that ``paper.named`` knows."""
    landscape: bool | None = None
    margin: float | None = None
    """From the sheet's edge to what is drawn; None grows with the paper."""
    bleed: float = 0.0
    crop_marks: bool = False
    tiling: Tiling | None = None
    book: bool = False
    """The whole project as a book instead of one journey's poster."""
    blank: bool = False
    """The same sheet with empty, numbered boxes, for pens."""
    client: bool = False
    """A copy for the client, and said to be one: without owners, hand-offs between them, departments, notes, guard
    rails, mandates and what is known of customers (``model/client_copy.py``). How well scores are founded, how they
    were made, insights and what they rest on stay."""
    theme: ThemeName = "paper"
    accent: str = ""
    """The theme's accent instead of its own, ``#rrggbb``."""
    logo: bytes | None = None
    """A PNG, JPEG or SVG for the head."""
    logo_missing: bool = False
    """A logo is wanted that the project does not hold."""
    language: str | None = None
    date: datetime.date | None = None
    path: tuple[int, ...] | None = None
    """The nodes of the path that is marked and told step by step."""
    key_message: str | None = None
    """Instead of the journey's own; empty sets none."""
    sections: tuple[str, ...] | None = None
    """Which of :data:`SECTIONS`; None is all that have something to say."""
    side: tuple[str, ...] = ()
    """Blocks of :data:`SIDE` that stand first in the side column, in this order; the others follow in theirs."""
    side_width: float | None = None
    """The side column's share of the width on a lying sheet, 0.1 to 0.4."""
    dpi: float | None = None
    """Of pictures only."""
    transparent: bool = False
    """Of pictures only: no paper behind what is drawn."""
    diagram: Diagram = "journey"
    """Of Mermaid only."""
    images: Mapping[str, bytes] = {}
    """The project's images by their hashes, as far as they are to be printed (``pictures.collected``)."""

    def shows(self, section: str) -> bool:
        """Whether a section is wanted."""
        return self.sections is None or section in self.sections
