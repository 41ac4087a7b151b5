"""The page of a method's sheet: its head, its foot, and the small things that all sheets set alike.

A sheet is begun (:meth:`Frame.begin`), drawn upon in its ``body``, and finished. This module must not know any method.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export import logo
from cjdesigner.export.drawing import TIGHT, Notes, Pen, fitting_size
from cjdesigner.export.foot import imprint
from cjdesigner.export.head import draw_ground
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look
from cjdesigner.export.paper import Paper
from cjdesigner.export.sheet import Page, circle
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.text import Face

BODY = 7.4
CAPS = 6.2
_TITLE = 20.0
_SMALL = 7.2
_SAID = 8.2
_GAP = 14.0
_LOGO = 24.0
_PADDING = 11.0
"""Beneath what stands on a ground of colour."""
_PITCH = 1.75
_MOST_TITLE_LINES = 2

Sample = Callable[[Pen, float, float, float], float]
"""``sample(pen, x, baseline, size)`` draws a legend's sample and returns its right end."""
Legend = Sequence[tuple[Sample | None, str]]


class Sheet(msgspec.Struct, frozen=True):
    """A page under way: draw with ``pen`` in ``body``."""

    pen: Pen
    body: Rect


class Frame:
    """What the pages of a section have in common."""

    def __init__(self, told: Told, paper: Paper, margin: float, notes: Notes) -> None:
        self.told, self.paper, self.notes = told, paper, notes
        self.scale = paper.unit
        self.inner = Rect(margin, margin, paper.width - 2 * margin, paper.height - 2 * margin)
        self.lying = paper.width > paper.height

    def begin(
        self, title: str, said: str = "", *, legend: Legend = (), fields: Sequence[tuple[str, str]] = (), entry: int = 0
    ) -> Sheet:
        """A page with a title, what is said in a sentence beneath it, and fields with captions at the right.

        ``legend`` explains at the foot what is drawn. ``entry`` is the level of its entry in the outline.
        """
        pen, inner = Pen(self.notes, self.paper.smallest), self.inner
        pen.entry(title, entry, inner.y)
        filled, gap = look().filled, 24 * self.scale
        room = Rect(inner.x, inner.y, inner.width, 0.2 * inner.height)
        drawn = logo.draw(pen, self.told.options.logo, room, _LOGO * self.scale, on_ground=filled)
        right = inner.right if drawn is None else drawn.x - 0.8 * gap
        wide = 0.4 * (right - inner.x) if fields else 0.0
        left = Rect(inner.x, inner.y, right - inner.x - wide - (gap if fields else 0.0), inner.height)
        head = self._draw_title(pen, title, said, left)
        if fields:
            box = Rect(right - wide, inner.y, wide, inner.height)
            head = max(head, self._draw_fields(pen, fields, box))
        if drawn is not None:
            head = max(head, drawn.bottom - inner.y)
        if filled:
            head += _PADDING * self.scale
            draw_ground(pen, 0, inner, head)
        top = inner.y + head + _GAP * self.scale
        bottom = self._draw_foot(pen, legend) - 0.7 * _GAP * self.scale
        return Sheet(pen, Rect(inner.x, top, inner.width, bottom - top))

    def room(self, title: str, said: str = "", **more: object) -> Rect:
        """The body that a page of :meth:`begin` has."""
        kept, self.notes = self.notes, Notes()
        try:
            return self.begin(title, said, **more).body  # type: ignore[arg-type]
        finally:
            self.notes = kept

    def finished(self, sheet: Sheet) -> Page:
        """The page as it is drawn by now."""
        outline = tuple(sorted(sheet.pen.outline, key=lambda entry: entry.y))
        return Page(self.paper.width, self.paper.height, tuple(sheet.pen.items), outline)

    def _draw_title(self, pen: Pen, title: str, said: str, rect: Rect) -> float:
        scale, told = self.scale, self.told
        small = max(pen.smallest, _SMALL * scale)
        y = rect.y
        project = told.project.title.strip()
        parts = [told.title, "" if project == told.title else project]
        whose = "  ·  ".join(" ".join(part.split()) for part in parts if part)
        y = set_text(pen, whose, rect.x, y, rect.width, "regular", small, look().head_second, 1) + 0.35 * small
        size = fitting_size(title, "bold", rect.width, _TITLE * scale, 11 * scale, _MOST_TITLE_LINES)
        room = Rect(rect.x, y, rect.width, (_MOST_TITLE_LINES * TIGHT + 0.2) * size)
        y += pen.text(
            title, room, "bold", size, look().head_ink, leading=TIGHT, balance=True, max_lines=_MOST_TITLE_LINES
        )
        if said:
            size = _SAID * scale
            y = set_text(pen, said, rect.x, y + 0.45 * size, rect.width, "regular", size, look().head_second, 2)
        return y - rect.y

    def _draw_fields(self, pen: Pen, fields: Sequence[tuple[str, str]], rect: Rect) -> float:
        """Captions with what was filled in, each over a hairline, two beside each other."""
        size = BODY * self.scale
        gap = 12 * self.scale
        wide = (rect.width - gap) / 2
        tops = [rect.y, rect.y]
        for place, (caption, value) in enumerate(fields):
            column = place % 2
            x, y = rect.x + column * (wide + gap), tops[column]
            y = set_text(pen, caption, x, y, wide, "regular", pen.smallest, look().head_second, 1)
            y = set_text(pen, value.strip() or "–", x, y, wide, "semibold", size, look().head_ink, 2) + 0.15 * size
            rule = look().head_second if look().filled else INK.hairline
            pen.line([(x, y), (x + wide, y)], rule, 0.5 * self.scale)
            tops[column] = y + 0.55 * size
            if column:
                tops = [max(tops)] * 2
        return max(tops) - rect.y

    def _draw_foot(self, pen: Pen, legend: Legend) -> float:
        """The legend and the imprint at the lower end; returns the upper end."""
        inner, scale = self.inner, self.scale
        size = max(pen.smallest, 6.1 * scale)
        words = imprint(self.told)
        rows, used = _rows(legend, inner.width, size)
        if used + text.width(words, "regular", size) + 1.1 * size > inner.width:
            rows.append([])  # the imprint stands beneath
        top = inner.bottom - max(1, len(rows)) * _PITCH * size - 0.4 * size
        pen.line([(inner.x, top), (inner.right, top)], INK.hairline, 0.6 * scale)
        for number, row in enumerate(rows):
            x, baseline = inner.x, top + (0.45 + number * _PITCH + 1.15) * size
            for sample, meaning in row:
                x = sample(pen, x, baseline, size) + 0.6 * size if sample else x
                x = pen.figure(meaning, x, baseline, "regular", size, INK.second, tabular=False).right + 1.9 * size
        baseline = inner.bottom - 0.55 * size
        pen.figure(
            words, inner.right, baseline, "regular", size, INK.second, align="right", tabular=False, role="imprint"
        )
        return top


def _rows(legend: Legend, width: float, size: float) -> tuple[list[list[tuple[Sample | None, str]]], float]:
    """The legend in rows, and how much of the last one is used; what is wider than a row goes on in the next."""
    rows: list[list[tuple[Sample | None, str]]] = []
    used = 0.0
    for sample, words in legend:
        beside = sample(Pen(Notes(), size), 0.0, 0.0, size) + 0.6 * size if sample else 0.0
        wide = text.width(words, "regular", size) + beside
        if not rows or used + wide > width:
            rows.append([])
            used = 0.0
        if wide > width:
            first, *rest = [line.text for line in text.lines(words, "regular", size, width - beside).lines]
            rows[-1].append((sample, first))
            rows += [[(None, more)] for more in rest]
            used = (text.width(rest[-1], "regular", size) if rest else wide) + 1.9 * size
            continue
        rows[-1].append((sample, words))
        used += wide + 1.9 * size
    return rows, used


# setting


def set_text(
    pen: Pen,
    words: str,
    x: float,
    y: float,
    width: float,
    face: Face,
    size: float,
    colour: str,
    lines: int,
    *,
    leading: float = 1.3,
) -> float:
    """Set a text in at most so many lines and return its lower end; what is cut is printed in full on a list page."""
    size = max(size, pen.smallest)
    box = Rect(x, y, max(width, size), (lines * leading + 0.06) * size)
    return y + pen.text(words, box, face, size, colour, max_lines=lines, leading=leading)


def set_points(pen: Pen, words: str, x: float, y: float, width: float, size: float, colour: str, lines: int) -> float:
    """Set a text of one point a line, each point with a dot; as :func:`set_text` where there is one, or no room."""
    size = max(size, pen.smallest)
    found = points(words)
    indent = 0.85 * size
    counts = [len(text.lines(point, "regular", size, width - indent).lines) for point in found]
    if len(found) < 2 or sum(counts) > lines:
        return set_text(pen, words.strip(), x, y, width, "regular", size, colour, lines)
    for point, count in zip(found, counts, strict=True):
        pen.shape(circle(x + 0.22 * size, y + 0.68 * size, 0.13 * size), INK.link, role="dot")
        y = set_text(pen, point, x + indent, y, width - indent, "regular", size, colour, count)
    return y


def points_lines(words: str, width: float, size: float) -> int:
    """How many lines :func:`set_points` takes where it has room."""
    found = points(words)
    indent = 0.85 * size if len(found) > 1 else 0.0
    return sum(len(text.lines(point, "regular", size, width - indent).lines) for point in found)


def points(words: str) -> list[str]:
    """The points of a text: its lines that are not blank."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def caps(pen: Pen, words: str, x: float, y: float, width: float, size: float, colour: str = "") -> float:
    """A small heading in capitals; returns its lower end with the space beneath it."""
    size = max(size, pen.smallest)
    return set_text(pen, words.upper(), x, y, width, "semibold", size, colour or INK.second, 2) + 0.3 * size


def shared_lines(needs: Sequence[int], room: int) -> list[int]:
    """How many lines each of several texts gets of those there are: the longest give way first."""
    given = [min(need, 1) for need in needs]
    left = room - sum(given)
    while left > 0:
        hungry = [place for place, need in enumerate(needs) if given[place] < need]
        if not hungry:
            break
        for place in sorted(hungry, key=lambda place: given[place]):
            if left > 0:
                given[place] += 1
                left -= 1
    return given


def overleaf(count: int) -> str:
    """That so many more are on the list pages."""
    return _("and {count} more, listed overleaf").format(count=count)
