"""What may be chosen about an export.

This module must not know how any of it is done.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.i18n import mark

SECTIONS: dict[str, str] = {
    "map": mark("Map"),
    "eight": mark("The endless journey"),
    "personas": mark("Personas"),
    "empathy": mark("Empathy maps"),
    "jobs": mark("Jobs"),
    "indicators": mark("Indicators"),
    "insights": mark("Insights"),
    "strategy": mark("Strategy"),
}
"""The parts of a poster by their names, in order, with what they are called."""


def known_sections(
    names: Iterable[str], refusal: str = mark("There is no section “{name}” of a poster; there are {known}.")
) -> tuple[str, ...]:
    """Sections as people name them, in the poster's order. Raises BadInput, in these words, for one there is not."""
    found = {name.strip().casefold() for name in names if name.strip()}
    for name in sorted(found - set(SECTIONS)):
        raise BadInput(refusal, name=name, known=", ".join(SECTIONS))
    return tuple(name for name in SECTIONS if name in found)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a journey is exported. None takes the project's paper, the language in force, today, the path most take."""

    paper: str | None = None
    landscape: bool | None = None
    language: str | None = None
    dpi: float | None = None
    """Of pictures only."""
    date: datetime.date | None = None
    path: tuple[int, ...] | None = None
    """The nodes of the path that is marked and told step by step."""
    sections: tuple[str, ...] | None = None
    """Which of :data:`SECTIONS`; None is the map and all that have something to say."""
    images: Mapping[str, bytes] = {}
    """The project's images by their hashes, as far as they are to be printed (``pictures.collected``)."""
