"""The sheets after the map: which there are, in which order, and which of them are printed.

A new section is a module with ``draw(frame)``, a line in each table here and one in ``options.PAGES``. This module
must not know how any of them is drawn, nor load those that have nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from cjdesigner.errors import BadInput
from cjdesigner.export.concerning import concerning
from cjdesigner.export.drawing import Notes
from cjdesigner.export.journey import Told
from cjdesigner.export.options import PAGES, SECTIONS, SIDE, Options, known_sections
from cjdesigner.export.paper import Paper
from cjdesigner.export.sheet import Page
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.records import (
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Link,
    Persona,
    Principle,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State

MAP_PAGE = frozenset({"map", "lanes", "staircase", *SIDE})
"""The sections that want the map's page; head and legend alone do not."""

_KINDS: dict[str, type[Record]] = {
    "personas": Persona,
    "empathy": EmpathyMap,
    "jobs": Job,
    "indicators": Indicator,
    "insights": Insight,
}
_MODULES = {
    "eight": "eight_sheet",
    "personas": "persona_sheet",
    "empathy": "empathy_sheet",
    "jobs": "jobs_sheet",
    "indicators": "indicators_sheet",
    "insights": "insights_section",
    "strategy": "strategy_sheet",
}


NOTHING = mark("This journey has nothing to print in these sections: {names}.")


def with_content(state: State, journey: int) -> tuple[str, ...]:
    """The sections of a journey's poster that have something to say, in order; those of the map's page always have."""
    return tuple(name for name in SECTIONS if name not in PAGES or _has(state, journey, name))


def chosen(state: State, journey: int, options: Options) -> tuple[str, ...]:
    """The sections to print, in order. Raises BadInput where one is unknown or none of them has anything to say."""
    there = with_content(state, journey)
    if options.sections is None:
        return there
    wanted = known_sections(options.sections)
    found = tuple(name for name in there if name in wanted)
    if not any(name in PAGES or name in MAP_PAGE for name in found):
        names = ", ".join(_(SECTIONS[name]) for name in wanted)
        if not names:
            raise BadInput(mark("No section of the poster is chosen, so there is nothing to print."))
        raise BadInput(NOTHING, names=names)
    return found


def method_pages(told: Told, sections: Sequence[str], paper: Paper, margin: float, notes: Notes) -> list[Page]:
    """The pages of the chosen sections but the map's."""
    if not any(name in _MODULES for name in sections):
        return []
    from cjdesigner.export.method_page import Frame

    frame = Frame(told, paper, margin, notes)
    pages: list[Page] = []
    for name in sections:
        if name in _MODULES:
            draw: Callable[[Frame], Iterator[Page]] = import_module(f"cjdesigner.export.{_MODULES[name]}").draw
            pages += draw(frame)
    return pages


def _has(state: State, journey: int, name: str) -> bool:
    if name in _KINDS:
        return bool(concerning(state, journey, _KINDS[name]))
    return _has_eight(state, journey) if name == "eight" else _has_strategy(state, journey)


def _has_eight(state: State, journey: int) -> bool:
    """Phases in which customers buy, and phases in which they own."""
    return {phase.side for phase in state.phases(journey)} >= {"buy", "own"}


def _has_strategy(state: State, journey: int) -> bool:
    """A guard rail, a mandate, or what is known or handed over; owners and stars alone are on the map already."""
    return (
        bool(state.members(journey, Principle))
        or any(point.mandate.strip() or point.known.strip() for point in state.members(journey, Touchpoint))
        or any(link.hands_over.strip() for link in state.members(journey, Link))
    )
