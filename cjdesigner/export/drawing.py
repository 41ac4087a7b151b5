"""Placing primitives: a pen that sets texts into boxes, and the notes that keep in full what it had to cut.

This module must not know journeys, nor any file format.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from typing import Any, Literal

import msgspec

from cjdesigner import fonts, text
from cjdesigner.export.halting import check
from cjdesigner.export.sheet import Box, Command, Entry, Item, Line, Picture, Shape, TextLine, rounded_rect
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.text import Face

Align = Literal["left", "centre", "right"]

TIGHT = 1.12
"""The leading of headings and large figures."""


class Place(msgspec.Struct, frozen=True):
    """Where a part of the page stands, and which record it shows: for whoever draws another page of the same build."""

    role: str
    rect: Rect
    record: int = 0
    words: str = ""


class Notes:
    """What is printed in full on the pages that follow: numbered texts that were cut, and lists that had no room.

    ``sheets`` are the sections that are printed; what one of them shows in full is not listed.
    """

    def __init__(self, sheets: Collection[str] = ()) -> None:
        self.sheets = sheets
        self.cut: dict[str, int] = {}
        self.lists: dict[str, list[str]] = {}
        self.channels: set[str] = set()
        """Channels that stand on a card as an icon without a name."""
        self.damaged: dict[str, None] = {}
        """What pictures belong to that cannot be shown."""
        self.remarks: dict[str, None] = {}
        """What else is told before a file is written, in sentences."""

    def number(self, full: str) -> int:
        """The number that stands for a text that was cut."""
        return self.cut.setdefault(full, len(self.cut) + 1)

    def keep(self, heading: str, entries: Sequence[str], sheet: str = "") -> None:
        """List ``entries`` under a heading, where the ``sheet`` that shows them in full is not printed."""
        if sheet in self.sheets:
            return
        known = self.lists.setdefault(heading, [])
        known += [entry for entry in entries if entry not in known]

    def __bool__(self) -> bool:
        return bool(self.cut or self.lists)


class Pen:
    """Draws on one page. Lengths are points."""

    def __init__(self, notes: Notes, smallest: float) -> None:
        self.items: list[Item] = []
        self.outline: list[Entry] = []
        self.places: list[Place] = []
        self.notes = notes
        self.smallest = smallest

    def trial(self) -> Pen:
        """A pen whose drawing is thrown away: to measure."""
        return Pen(Notes(), self.smallest)

    # shapes

    def box(
        self, rect: Rect, fill: str | None = None, stroke: str | None = None, width: float = 0.0, **more: Any
    ) -> None:
        """A rectangle; ``more`` are the further fields of :class:`Box`."""
        self.items.append(Box(rect, fill, stroke, width, **more))

    def line(self, points: Sequence[Point], stroke: str, width: float, **more: Any) -> None:
        """A polyline; ``more`` are the further fields of :class:`Line`."""
        self.items.append(Line(tuple(points), stroke, width, **more))

    def shape(
        self,
        path: Sequence[Command],
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.0,
        role: str = "",
    ) -> None:
        """A free path."""
        self.items.append(Shape(tuple(path), fill, stroke, width, role))

    def bar(self, rect: Rect, radii: tuple[float, float, float, float], fill: str) -> None:
        """A rectangle with differently rounded corners."""
        self.shape(tuple(rounded_rect(rect, radii)), fill)

    def picture(self, data: bytes, rect: Rect, whole: Rect, radius: float = 0.0, role: str = "") -> None:
        """A bitmap; the fields of :class:`Picture`."""
        self.items.append(Picture(data, rect, whole, radius, role))

    def icon(self, name: str, x: float, y: float, size: float, colour: str) -> bool:
        """An icon of the icon font in a square; False if the font has none of that name."""
        path = _icon(name)
        if not path:
            return False
        placed: list[Command] = []
        for command in path:
            numbers = command[1:]
            places = [(x if i % 2 == 0 else y) + number * size for i, number in enumerate(numbers)]
            placed.append((command[0], *places))
        self.shape(placed, colour, role="icon")
        return True

    # texts

    def text(
        self,
        content: str,
        rect: Rect,
        face: Face,
        size: float,
        colour: str,
        *,
        align: Align = "left",
        max_lines: int | None = None,
        leading: float = 1.3,
        balance: bool = False,
        ending: str | None = None,
    ) -> float:
        """Set a text into a box from its top and return the height it takes.

        What the box has no room for is cut with an ellipsis and a number, and kept for the list pages. ``balance``
        makes lines of like width, as headings want. With an ``ending`` the caller has numbered the text already.
        """
        check()
        size = max(size, self.smallest)
        height = size * leading
        first = (leading - 1.3) / 2 * size + text.baseline(face, size)
        room = 1 + max(0, int((rect.height - first - 0.2 * size) / height))
        allowed = room if max_lines is None else min(room, max_lines)
        found = text.lines(content, face, size, rect.width, allowed)
        if found.cut:
            if ending is None:
                number = f"[{self.notes.number(content.strip())}]"
                wide = text.width(f"{text.ELLIPSIS} {number}", face, size) <= rect.width
                ending = f"{text.ELLIPSIS} {number}" if wide else number
            found = text.lines(content, face, size, rect.width, allowed, ending)
        elif balance and len(found.lines) > 1:
            found = _balanced(content, face, size, rect.width, found)
        for row, line in enumerate(found.lines):
            side = {"left": "right", "right": "left"}.get(align, align) if line.rtl else align
            x = rect.x + {"left": 0.0, "centre": 0.5, "right": 1.0}[side] * (rect.width - line.width)
            y = rect.y + row * height + first
            self.items.append(TextLine(line.text, x, y, face, size, colour, line.width, rect, False, line.rtl))
        return len(found.lines) * height

    def height(
        self, content: str, face: Face, size: float, width: float, max_lines: int | None = None, leading: float = 1.3
    ) -> float:
        """The height that :meth:`text` would take."""
        size = max(size, self.smallest)
        return len(text.lines(content, face, size, width, max_lines).lines) * size * leading

    def figure(
        self,
        content: str,
        x: float,
        baseline: float,
        face: Face,
        size: float,
        colour: str,
        *,
        align: Align = "left",
        tabular: bool = True,
        box: Rect | None = None,
        role: str = "",
    ) -> Rect:
        """One short line at a baseline, never cut; returns where its letters stand."""
        size = max(size, self.smallest)
        wide = text.width(content, face, size, tabular=tabular)
        left = x - {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * wide
        room = box or Rect(left, baseline - size, wide, size * 1.3)
        line = TextLine(content, left, baseline, face, size, colour, wide, room, tabular, role=role)
        self.items.append(line)
        return line.ink

    def place(self, role: str, rect: Rect, record: int = 0, words: str = "") -> None:
        """Note where something stands; nothing is drawn."""
        self.places.append(Place(role, rect, record, words))

    def entry(self, title: str, level: int, y: float) -> None:
        """An entry of the document's outline."""
        if title.strip():
            self.outline.append(Entry(" ".join(title.split()), level, y))


def fitting_size(content: str, face: Face, width: float, most: float, least: float, max_lines: int = 1) -> float:
    """The largest type from ``most`` to ``least`` in which a text takes at most so many lines and no word breaks."""
    if most <= least:
        return least
    longest, together = _extent(content, face)
    size = most
    while size > least:
        # What is too long by far need not be broken into lines to know; at each end of a line a space goes.
        hopeless = (together - max_lines) * size > max_lines * width
        fits = longest * size <= width and not hopeless
        if fits and len(text.lines(content, face, size, width).lines) <= max_lines:
            return size
        size *= 0.96
    return least


@functools.lru_cache(maxsize=1 << 12)
def _extent(content: str, face: Face) -> tuple[float, float]:
    """The widths of the longest word and of all of them on one line, in sizes of type."""
    words = content.split()
    return max((text.width(word, face, 1.0) for word in words), default=0.0), text.width(" ".join(words), face, 1.0)


def _balanced(content: str, face: Face, size: float, width: float, found: text.Lines) -> text.Lines:
    """The lines at the smallest width that needs no more of them, and breaks no word."""
    least = max((text.width(word, face, size) for word in content.split()), default=0.0)
    low, high = min(least, width), width
    for _step in range(10):
        middle = (low + high) / 2
        tried = text.lines(content, face, size, middle)
        if len(tried.lines) <= len(found.lines):
            found, high = tried, middle
        else:
            low = middle
    return found


@functools.lru_cache(maxsize=256)
def _icon(name: str) -> tuple[Command, ...]:
    """An icon in a square of side 1, y downwards."""
    character = fonts.icon_character(name)
    if not character:
        return ()
    font = text.opened(fonts.FontFile(str(fonts.icon_file())))
    collected = _Collector(font.face.upem)
    extents = font.get_font_extents("ltr")
    collected.top = extents.ascender / font.face.upem
    font.draw_glyph_with_pen(font.get_nominal_glyph(ord(character)), collected)
    return tuple(collected.commands)


class _Collector:
    """A fontTools segment pen that collects path commands."""

    def __init__(self, upem: float) -> None:
        self.scale = 1 / upem
        self.top = 1.0
        self.commands: list[Command] = []
        self._at = (0.0, 0.0)

    def _point(self, point: Point) -> Point:
        return point[0] * self.scale, self.top - point[1] * self.scale

    def moveTo(self, point: Point) -> None:
        self._at = self._point(point)
        self.commands.append(("M", *self._at))

    def lineTo(self, point: Point) -> None:
        self._at = self._point(point)
        self.commands.append(("L", *self._at))

    def qCurveTo(self, control: Point, point: Point) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self._at, self._point(control), self._point(point)
        self._at = x2, y2
        one = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        two = (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3)
        self.commands.append(("C", *one, *two, x2, y2))

    def curveTo(self, one: Point, two: Point, point: Point) -> None:
        self._at = self._point(point)
        self.commands.append(("C", *self._point(one), *self._point(two), *self._at))

    def closePath(self) -> None:
        self.commands.append(("Z",))

    def endPath(self) -> None:
        self.closePath()
