"""The contents of a book: chapters and sheets with dotted leaders, page numbers, and links to them.

This module must not know what the chapters hold.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.look import INK
from cjdesigner.export.paper import Paper
from cjdesigner.export.sheet import Jump, Page, TextLine
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.text import Face

_TITLE = 24.0
_SIZES = (10.5, 8.4)
"""Points on A4, by level."""
_PITCH = 1.75
_ABOVE = 0.9
"""Free above a chapter, in sizes of its type."""
_INDENT = 16.0
_WIDEST = 470.0
"""On A4: on a lying sheet the contents stand in the middle third and more, not from edge to edge."""


class Line(msgspec.Struct, frozen=True):
    """A line of the contents: its page counts from 0, the height is the page's."""

    title: str
    level: int
    page: int
    y: float = 0.0


def contents_size(lines: Sequence[Line], paper: Paper, margin: float) -> int:
    """How many pages the contents take."""
    return len(_pages(lines, paper, margin))


def contents_pages(lines: Sequence[Line], paper: Paper, margin: float) -> list[Page]:
    """The contents, as many pages as they take."""
    found = []
    digits = max(
        (text.width(decimal(line.page + 1), "semibold", _size(0, paper), tabular=True) for line in lines), default=0.0
    )
    for number, part in enumerate(_pages(lines, paper, margin)):
        pen = Pen(Notes(), paper.smallest)
        title = _("Contents")
        area = _area(paper, margin)
        if not number:
            pen.entry(title, 0, area.y)
            size = _TITLE * paper.unit
            pen.text(title, Rect(area.x, margin, area.width, 1.4 * size), "bold", size, INK.ink, max_lines=1)
        y = area.y
        jumps = []
        for place, line in enumerate(part):
            y += _above(line, paper) if place else 0.0
            high = _PITCH * _size(line.level, paper)
            _draw(pen, line, Rect(area.x, y, area.width, high), digits, paper)
            jumps.append(Jump(Rect(area.x, y, area.width, high), line.page, line.y))
            y += high
        found.append(Page(paper.width, paper.height, tuple(pen.items), tuple(pen.outline), tuple(jumps)))
    return found


def _area(paper: Paper, margin: float) -> Rect:
    top = margin + 1.4 * _TITLE * paper.unit + 18 * paper.unit
    inner = paper.width - 2 * margin
    return Rect(margin, top, min(inner, _WIDEST * paper.unit), paper.height - margin - top)


def _size(level: int, paper: Paper) -> float:
    return max(paper.smallest, _SIZES[min(level, 1)] * paper.unit)


def _above(line: Line, paper: Paper) -> float:
    return _ABOVE * _size(0, paper) if line.level == 0 else 0.0


def _pages(lines: Sequence[Line], paper: Paper, margin: float) -> list[list[Line]]:
    """The lines of each page; a chapter does not stand alone at a page's foot."""
    room = _area(paper, margin).height
    pages: list[list[Line]] = [[]]
    used = 0.0
    for place, line in enumerate(lines):
        high = _PITCH * _size(line.level, paper)
        above = _above(line, paper) if pages[-1] else 0.0
        alone = line.level == 0 and place + 1 < len(lines) and lines[place + 1].level > 0
        need = above + high + (_PITCH * _size(1, paper) if alone else 0.0)
        if pages[-1] and used + need > room:
            pages.append([])
            used = above = 0.0
        pages[-1].append(line)
        used += above + high
    return pages


def _draw(pen: Pen, line: Line, rect: Rect, digits: float, paper: Paper) -> None:
    size = _size(line.level, paper)
    face: Face = "semibold" if line.level == 0 else "regular"
    indent = _INDENT * paper.unit * min(line.level, 1)
    words = " ".join(line.title.split())
    room = Rect(rect.x + indent, rect.y, rect.width - indent - digits - 3 * size, rect.height)
    baseline = rect.y + text.baseline(face, size)
    colour = INK.ink if line.level == 0 else INK.second
    pen.text(words, room, face, size, colour, max_lines=1, ending=text.ELLIPSIS)
    set_ = pen.items[-1]
    end = set_.x + set_.width if isinstance(set_, TextLine) else room.x
    pen.figure(decimal(line.page + 1), rect.right, baseline, face, size, colour, align="right")
    number = text.width(decimal(line.page + 1), face, size, tabular=True)
    left, right = end + 0.8 * size, rect.right - number - 0.7 * size
    # From right to left, so that the dots of all lines stand beneath each other.
    step = 0.55 * _size(1, paper)
    steps = int(max(0.0, right - left) / step)
    if steps:
        weight = 0.09 * _size(1, paper)
        pen.line(
            [(right, baseline - weight), (right - steps * step, baseline - weight)],
            INK.link, weight, dash=(weight, step - weight), role="leader",
        )  # fmt: skip
