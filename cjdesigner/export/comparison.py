"""A journey's figures by persona, the worst first, their weighted sum last: a row each.

This module must not know where the rows stand.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.flow import Draw, Piece
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, score_colour
from cjdesigner.export.method_page import BODY, CAPS, caps, set_text
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import points
from cjdesigner.model import wording
from cjdesigner.model.excellence import Lever
from cjdesigner.model.geometry import Rect
from cjdesigner.model.personas import persona_name
from cjdesigner.model.weighing import WeighedLever

_COLUMNS = (0.0, 0.23, 0.49, 0.77)
"""Where name, figure, meaning and the first thing to fix begin, of the width."""


class _Row(msgspec.Struct, frozen=True):
    name: str
    share: str
    expected: float | None
    upper_bound: bool
    sentences: tuple[str, ...]
    lever: Lever | WeighedLever | None
    strong: bool = False


def comparison_pieces(told: Told, scale: float, heading: str) -> list[Piece]:
    """The rows under a heading, ``heading`` over the names; none where there are not two personas."""
    if told.comparison is None:
        return []
    found = [Piece(_heading(heading, scale), keep=True)]
    rows = _rows(told)
    return found + [Piece(_drawn(told, row, scale), keep=place == len(rows) - 2) for place, row in enumerate(rows)]


def _rows(told: Told) -> list[_Row]:
    comparison = told.comparison
    assert comparison is not None
    rows = [
        _Row(
            persona_name(part.persona),
            _("{share} of customers").format(share=wording.figure(part.weight)),
            part.analysis.expected,
            part.analysis.upper_bound,
            tuple(wording.sentences(part.analysis)[:2]),
            _first(part.analysis.levers),
        )
        for part in comparison.figures
    ]
    weighed = comparison.weighed
    said = (wording.meaning(weighed.expected, weighed.upper_bound),) if weighed.expected is not None else ()
    rows.append(
        _Row(
            _("All together"),
            _("weighted by their shares"),
            weighed.expected,
            weighed.upper_bound,
            said,
            _first(weighed.levers),
            strong=True,
        )
    )
    return rows


def _first(levers: Sequence[Lever | WeighedLever]) -> Lever | WeighedLever | None:
    return levers[0] if levers and levers[0].lever > 1e-9 else None


def _heading(title: str, scale: float) -> Draw:
    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        pen.entry(title, 1, y)
        size = CAPS * scale
        heads = (title, _("Excellence"), _("What it means"), _("Fix this first"))
        lower = y
        for start, end, words in zip(_COLUMNS, (*_COLUMNS[1:], 1.0), heads, strict=True):
            wide = (end - start) * width - 8 * scale
            lower = max(lower, caps(pen, words, x + start * width, y, wide, size))
        return lower + 0.2 * size

    return draw


def _drawn(told: Told, row: _Row, scale: float) -> Draw:
    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size, small = max(pen.smallest, BODY * scale), max(pen.smallest, 6.4 * scale)
        colour, rule = (INK.ink, 1.0) if row.strong else (INK.hairline, 0.5)
        pen.line([(x, y), (x + width, y)], colour, rule * scale)
        top = y + 0.5 * size
        lefts = [x + start * width for start in _COLUMNS]
        wides = [(end - start) * width - 8 * scale for start, end in zip(_COLUMNS, (*_COLUMNS[1:], 1.0), strict=True)]
        lower = set_text(pen, row.name, lefts[0], top, wides[0], "semibold", size, INK.ink, 2)
        lower = set_text(pen, row.share, lefts[0], lower, wides[0], "regular", small, INK.second, 1)
        lower = max(lower, _draw_bar(pen, row, Rect(lefts[1], top, wides[1], 0), scale))
        y3 = top
        for words in row.sentences:
            y3 = set_text(pen, words, lefts[2], y3, wides[2], "regular", small, INK.second, 3)
        y4 = top
        if row.lever is not None:
            gain = points(row.lever.lever)
            wide = text.width(gain, "semibold", size, tabular=True)
            baseline = top + text.baseline("semibold", size)
            pen.figure(gain, x + width, baseline, "semibold", size, INK.ink, align="right")
            room = x + width - wide - 0.7 * size - lefts[3]
            y4 = set_text(pen, told.name(row.lever.id), lefts[3], top, room, "regular", size, INK.ink, 2)
        return max(lower, y3, y4) + 0.5 * size

    return draw


def _draw_bar(pen: Pen, row: _Row, rect: Rect, scale: float) -> float:
    """The excellence as a bar with its figure; at most, where not all is scored."""
    size = 12.5 * scale
    baseline = rect.y + text.baseline("bold", size)
    words = wording.figure(row.expected)
    room = text.width(wording.figure(1.0), "bold", size, tabular=True) + 0.5 * size
    pen.figure(words, rect.x, baseline, "bold", size, INK.ink)
    track = Rect(rect.x + room, baseline - 0.62 * size, max(2.0, rect.width - room), 0.55 * size)
    pen.box(track, INK.field, radius=0.15 * size)
    if row.expected:
        fill = Rect(track.x, track.y, max(0.02, row.expected) * track.width, track.height)
        pen.box(fill, score_colour(row.expected), radius=0.15 * size, role="excellence")
    lower = rect.y + 1.3 * size
    if wording.is_bound(row.expected, row.upper_bound):
        small = max(pen.smallest, 6.4 * scale)
        lower = set_text(pen, _("at most"), rect.x, lower, rect.width, "regular", small, INK.second, 1)
    return lower
