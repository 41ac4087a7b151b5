"""The figures of a journey by persona in words: one line a persona, the worst first, the weighted sum last.

This module must not know how a figure is computed, nor how a line is shown.
"""

from __future__ import annotations

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import Node, Persona
from cjdesigner.model.state import State
from cjdesigner.model.weighing import Comparison, PersonaFigures, Weighed
from cjdesigner.model.wording import COVERED, at_most, figure, is_bound, name_of, path_name, path_worth
from cjdesigner.ui.panels.effects import gained

COLUMNS = PERSONA, EXCELLENCE, LOST, PATHS, FIRST = range(5)


class Line(msgspec.Struct, frozen=True):
    """One row in words. ``upper`` and ``lower`` are what stands in each column, the one above the other."""

    upper: tuple[str, ...]
    lower: tuple[str, ...]
    tips: tuple[str, ...]
    expected: float | None = None
    bound: bool = False
    persona: Persona | None = None
    """None in the row of the weighted sum."""
    first: int | None = None
    """The touchpoint to fix first."""


def lines_of(comparison: Comparison, state: State, covered: bool) -> list[Line]:
    """The rows for a comparison. Covered, they stand in the journey's order and tell no figure."""
    figures = list(comparison.figures)
    if covered:
        figures = list(comparison.in_order)
    return [_line(part, state, covered) for part in figures] + [_sum_line(comparison.weighed, state, covered)]


def _line(part: PersonaFigures, state: State, covered: bool) -> Line:
    analysis, name = part.analysis, persona_name(part.persona)
    weight = _("{share} of customers").format(share=figure(part.weight))
    expected = at_most(analysis.expected, analysis.upper_bound, covered)
    lever = next(iter(analysis.largest_levers(1)), None) if analysis.expected is not None else None
    first = lever if lever is not None and lever.lever > 0.0005 else None
    ways = ["", ""]
    tips: list[str] = []
    if analysis.expected is not None and not covered:
        found = [analysis.best] if analysis.paths == 1 else [analysis.best, analysis.worst]
        for place, path in enumerate(found):
            if path is not None:
                ways[place] = f"{path_worth(path)}  {path_name(path.nodes, state)}"
        words = (_("Best path") if ways[1] else _("The only path"), _("Worst path"))
        tips = [f"{word}: {way}" for word, way in zip(words, ways, strict=True) if way]
    fix, gain = _first(None if first is None else (first.id, first.lever), state, covered)
    return Line(
        upper=(name, expected, figure(analysis.lost, covered), ways[0], fix),
        lower=(weight, "", "", ways[1], gain),
        tips=(f"{name}\n{weight}", "", "", "\n".join(tips), "\n".join(t for t in (fix, gain) if t)),
        expected=None if covered else analysis.expected,
        bound=is_bound(analysis.expected, analysis.upper_bound),
        persona=part.persona,
        first=None if first is None or covered else first.id,
    )


def _sum_line(weighed: Weighed, state: State, covered: bool) -> Line:
    top = next(iter(weighed.levers), None) if weighed.expected is not None else None
    first = top if top is not None and top.lever > 0.0005 else None
    fix, gain = _first(None if first is None else (first.id, first.lever), state, covered)
    expected = at_most(weighed.expected, weighed.upper_bound, covered)
    return Line(
        upper=(_("All together"), expected, figure(weighed.lost, covered), "", fix),
        lower=(_("weighted by their shares"), "", "", "", gain),
        tips=(
            _("Each persona is analysed apart; then the figures are weighted by their shares of the customers."),
            "",
            "",
            _("Best and worst paths are each persona's own."),
            "\n".join(t for t in (fix, gain) if t),
        ),
        expected=None if covered else weighed.expected,
        bound=is_bound(weighed.expected, weighed.upper_bound),
        first=None if first is None or covered else first.id,
    )


def _first(lever: tuple[int, float] | None, state: State, covered: bool) -> tuple[str, str]:
    if covered:
        return COVERED, ""
    if lever is None:
        return "", ""
    return name_of(state.get(lever[0], Node)), gained(lever[1])
