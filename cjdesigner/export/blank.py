"""The blank twin of a poster: the same sheet with empty, numbered boxes, for pens.

It is drawn from the places that the poster's parts noted while they were drawn (:meth:`Pen.place`), so that every box
stands in the column and the row of its card on the poster, as high as there is room for (``blank_room.py``). No figure
is on it. What was written is typed back in the order of the numbers (``model/blank_slots.py``). This module must not
know how the poster finds its places, nor any file format.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.blank_legend import Legend
from cjdesigner.export.blank_room import Heights, Room, roomy
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK
from cjdesigner.export.options import SECTIONS, SIDE, Options
from cjdesigner.export.paper import MM, Paper
from cjdesigner.export.sheet import Page, arrowhead
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model.blank_slots import SlotKind, bands_of, columns_of, numbered, slots
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import NeedPoint, Phase
from cjdesigner.model.strips import Column, strips_of

__all__ = ["blank_page", "for_pens", "numbered", "slots"]

_RULE, _MOST_RULE = 19.0, 12 * MM
"""From one writing line to the next: points on A4, and never more than a hand wants."""
_GAP = 14.0
_STAIRS = 0.25
"""Of the height of a sheet whose grid is empty."""
_WIDEST, _TALLEST = 2.3, 0.52
"""Times the other side that an empty box is at most."""
_LEAST_BAR = 4 * MM
"""What can be shaded with a pen."""
_MOST_HEAD = 0.14
"""Of the height takes a head with two lines for the key message at most; else it has one."""

Heads = Sequence[tuple[Rect, Phase | None]]


def for_pens(options: Options) -> Options:
    """The options of the sheet that the twin is drawn from: without what only figures fill."""
    left_out = {*SIDE, "insights"}
    return msgspec.structs.replace(
        options, sections=tuple(name for name in SECTIONS if options.shows(name) and name not in left_out)
    )


def blank_page(told: Told, drawn: Pen, paper: Paper, inner: Rect) -> Page:
    """The twin of the map's page that was ``drawn``: within ``inner``."""
    pen = Pen(Notes(), paper.smallest)
    _Blank(told, pen, drawn, paper, inner).draw()
    outline = tuple(sorted(pen.outline, key=lambda entry: entry.y))
    return Page(paper.width, paper.height, tuple(pen.items), outline)


class _Blank:
    def __init__(self, told: Told, pen: Pen, drawn: Pen, paper: Paper, inner: Rect) -> None:
        self.told, self.pen, self.drawn, self.paper, self.inner = told, pen, drawn, paper, inner
        self.scale, self.size = paper.unit, pen.smallest
        self.rule = min(_RULE * paper.unit, _MOST_RULE)
        self.weight = 0.6 * paper.unit
        self.slots = slots(told.state, told.journey.id)
        self.numbers = {(slot.kind, slot.record): slot.number for slot in self.slots}
        spare = any(slot.spare for slot in self.slots)
        legend = told.options.shows("legend")
        self.legend = Legend(told, pen, inner, paper.unit, self.weight, spare=spare) if legend else None
        self.top = inner.y
        if told.options.shows("head"):
            self.top += self._head_height() + 0.9 * _GAP * paper.unit
        self.bottom = self.legend.top - 0.6 * _GAP * paper.unit if self.legend else inner.bottom

    def draw(self) -> None:
        told, pen = self.told, self.pen
        pen.entry(_("Blank sheet: {title}").format(title=told.title), 0, self.inner.y)
        if told.options.shows("head"):
            self._head()
        if told.shown:
            self._draw_map()
        else:
            self._empty_grid()
        if self.legend:
            self.legend.draw()

    def _draw_map(self) -> None:
        told = self.told
        heads = [(p.rect, told.state.get(p.record, Phase)) for p in self.drawn.places if p.role == "phase"]
        high = self._title_lines(heads) * 1.2 * self._phase_size(heads) + 4 * self.scale + 1.2 * self.rule
        heights = Heights(high, self.rule)
        wanted = list(dict.fromkeys(slot.phase for slot in self.slots if slot.spare and slot.phase is not None))
        stairs = self.told.options.shows("staircase")
        rows = self._rows() if told.has_strips else []
        room = roomy(self.drawn, self.paper, self.top, self.bottom, heights, wanted, rows, stairs)
        self._map(room)
        for rect in room.stairs:
            self._stairs(rect, self._edges(room, rect))
        self._strips(room)
        self._notes(room.bottom)

    def _rows(self) -> list[str]:
        """The names of lanes and levels."""
        found = strips_of(self.told.state, self.told.journey.id, [Column(None, 0.0, 1000.0)], {}, 0.0)
        return [strip.title.strip() or _("Unnamed lane") for strip in found.strips]

    # the head

    @property
    def _title_size(self) -> float:
        return max(self.size, 9.5 * self.scale)

    def _head_height(self) -> float:
        title = 1.3 * self._title_size
        for rows in (3, 2):
            high = title + rows * 1.2 * self.rule
            if high <= _MOST_HEAD * self.inner.height:
                break
        return high

    def _head(self) -> None:
        inner, scale, journey = self.inner, self.scale, self.told.journey.id
        high = 1.3 * self._title_size
        rows = round((self._head_height() - high) / (1.2 * self.rule))
        gap, wide = 26 * scale, 0.27 * inner.width
        left = Rect(inner.x, inner.y, inner.width - wide - gap, high)
        self.pen.text(self.told.title, left, "semibold", self._title_size, INK.ink, max_lines=1, ending=text.ELLIPSIS)
        message = (self.numbers["message", journey], _("Key message"))
        person = [(self.numbers["persona", journey], _("Persona")), (self.numbers["goal", journey], _("Goal"))]
        lines: list[list[tuple[int, str]]] = [[message], *([[(0, "")]] if rows == 3 else []), person]
        beside = [[(0, _("Filled in by"))], [(0, _("Date"))]]
        pitch = 1.2 * self.rule
        for row, words in enumerate(lines):
            self._lines(words, Rect(left.x, inner.y + high + row * pitch, left.width, pitch))
        for row, words in enumerate(beside, rows - 2):
            self._lines(words, Rect(inner.right - wide, inner.y + high + row * pitch, wide, pitch))

    def _lines(self, captions: Sequence[tuple[int, str]], rect: Rect) -> None:
        """Lines to write on beside each other, each with its number, if it has one, and its caption."""
        gap = 16 * self.scale
        wide = (rect.width - gap * (len(captions) - 1)) / len(captions)
        y = rect.bottom - 0.3 * self.size
        for place, (number, caption) in enumerate(captions):
            x = rect.x + place * (wide + gap)
            self._captioned(number, caption, x, x + wide, y)

    def _captioned(self, number: int, caption: str, left: float, right: float, y: float) -> None:
        """A line with its number, and a caption where that leaves most of it."""
        start = left
        if number:
            start = self.pen.figure(decimal(number), left, y, "regular", self.size, INK.second).right + 0.6 * self.size
        if caption and text.width(caption, "regular", self.size) <= 0.5 * (right - start):
            drawn = self.pen.figure(caption, start, y, "regular", self.size, INK.second, tabular=False)
            start = drawn.right + 0.6 * self.size
        self._line(start, right, y)

    def _line(self, left: float, right: float, y: float) -> None:
        self.pen.line([(left, y), (right, y)], INK.link, 0.5 * self.scale, role="write")

    # the map

    def _map(self, room: Room) -> None:
        pen, told = self.pen, self.told
        for rect in room.bands:
            pen.box(rect, INK.band, role="band")
        self._phases([(p.rect, told.state.get(p.record, Phase)) for p in room.places if p.role == "phase"])
        weight = 0.9 * self.scale
        for way in room.ways:  # all of one width
            dash = () if way.role == "link" else (3 * weight, 2.2 * weight)
            pen.line(way.points, INK.link, weight, radius=way.radius, dash=dash, role=way.role)
            head = arrowhead(way.points[-1], way.points[-2], 5.5 * weight, 4.5 * weight)
            pen.shape(head, INK.link, role="head")
        for place in room.places:
            if place.role == "card":
                kind: SlotKind = "need" if isinstance(told.nodes[place.record], NeedPoint) else "touchpoint"
                self._box(place.rect, kind == "need", self.numbers[kind, place.record])
        for slot in self.slots:
            spots = room.free.get(slot.phase or 0, []) if slot.spare else []
            if spots:
                spot = spots.pop(0)
                self._box(spot, False, slot.number, spare=True)
                room.free[slot.phase or 0] = [other for other in spots if not other.intersects(spot)]

    def _phase_size(self, rects: Heads) -> float:
        """The size in which no word of a title breaks, if that can be read."""
        size = max(self.size, 10.5 * self.scale)
        for rect, phase in rects:
            for word in (phase.title if phase is not None else "").split():
                wide = text.width(word, "semibold", size)
                size = max(self.size, size * min(1.0, (rect.width - 2 * self._inset(rects)) / wide))
        return size

    def _inset(self, rects: Heads) -> float:
        return min([8 * self.scale, *(0.08 * rect.width for rect, _phase in rects)])

    def _title_lines(self, rects: Heads) -> int:
        """How many lines titles take, at most two."""
        size, inset = self._phase_size(rects), self._inset(rects)
        titles = [(phase.title.strip(), rect.width - 2 * inset) for rect, phase in rects if phase is not None]
        return min(2, max((len(text.lines(t, "semibold", size, wide).lines) for t, wide in titles if t), default=1))

    def _phases(self, rects: Heads) -> None:
        """Heads of phases: the title, in one size for all, or a line for it; beneath it a line to write on."""
        size, inset, lines = self._phase_size(rects), self._inset(rects), self._title_lines(rects)
        seen: set[int] = set()
        for rect, phase in rects:
            titled = phase is not None and bool(phase.title.strip())
            room = Rect(rect.x + inset, rect.y + 4 * self.scale, rect.width - 2 * inset, rect.height)
            y = room.y
            if phase is not None and titled:
                self.pen.entry(phase.title, 1, rect.y)
                y += self.pen.text(
                    phase.title.strip(), room, "semibold", size, INK.ink,
                    align="centre", max_lines=lines, leading=1.2, ending=text.ELLIPSIS,
                )  # fmt: skip
            last = rect.bottom - 0.5 * self.size
            if phase is None or phase.id in seen or (titled and last - y < 1.1 * self.size):
                continue
            seen.add(phase.id)
            number = self.numbers["question" if titled else "phase", phase.id]
            self._captioned(number, _("Question") if titled else "", room.x, room.right, last)

    def _box(self, rect: Rect, need: bool, number: int, *, spare: bool = False) -> None:
        """An empty card with its number; a touchpoint's has a bar to shade and a line for the score."""
        pen, size = self.pen, self.size
        edge = INK.need_edge if need else INK.link
        radius = min(0.42 * rect.height, 10 * self.scale) if need else min(2.2 * self.scale, 0.1 * rect.height)
        dash = (3 * self.scale, 2 * self.scale) if spare else ()
        pen.box(
            rect, INK.surface, edge, self.weight * (1.4 if need else 1.0), radius=radius, dash=dash,
            role="spare" if spare else "blank",
        )  # fmt: skip
        pen.place("blank", rect, number)
        words = decimal(number)
        wide = text.width(words, "regular", size, tabular=True)
        inset = max(0.4 * size, 0.5 * radius) if need else 0.45 * size
        drop = max(1.1 * size, 0.32 * radius + 0.75 * size) if need else 1.1 * size
        if rect.height >= 1.3 * size and rect.width >= wide + inset:
            pen.figure(words, rect.x + inset, rect.y + drop, "regular", size, INK.second)
        if need or rect.height < 2.4 * size:
            return
        bar = min(max(0.12 * rect.height, _LEAST_BAR), max(1.6 * size, _LEAST_BAR), 0.3 * rect.height)
        track = Rect(rect.x, rect.bottom - bar, rect.width, bar)
        pen.box(track, None, edge, self.weight, role="bar")
        for quarter in (0.25, 0.5, 0.75):
            x = track.x + quarter * track.width
            pen.line([(x, track.y), (x, track.bottom)], INK.hairline, 0.5 * self.scale, role="quarter")
        sign = text.width("%", "regular", size)
        line = min(3.2 * size, 0.4 * rect.width)
        if track.y - rect.y >= 2.6 * size and rect.width >= line + sign + 2.5 * size:
            y = track.y - 0.5 * size
            right = rect.right - 0.5 * size
            pen.figure("%", right, y, "regular", size, INK.second, align="right", tabular=False)
            self._line(right - sign - 0.3 * size - line, right - sign - 0.3 * size, y)

    # the staircase and the lanes

    def _stairs(self, rect: Rect, edges: Sequence[float]) -> None:
        """An empty grid from 100 to 0 in the columns of the phases above."""
        pen, size, scale = self.pen, self.size, self.scale
        title = max(size, 9 * scale)
        words = _("What is left of 100, step by step")
        pen.entry(words, 1, rect.y)
        used = 0.0
        if rect.height >= 8 * size:
            used = pen.text(words, rect, "semibold", title, INK.ink, max_lines=1, ending=text.ELLIPSIS) + 1.1 * size
        top, floor = rect.y + used, rect.bottom - 0.5 * size
        if floor - top < 2 * size:
            return
        steps = 4 if floor - top >= 5.5 * size else 2 if floor - top >= 3 * size else 1
        wide = text.width(decimal(100), "regular", size, tabular=True) + 0.6 * size
        left = rect.x + wide
        for step in range(steps + 1):
            y = floor - step / steps * (floor - top)
            strong = step in (0, steps)
            pen.line([(left, y), (rect.right, y)], INK.link if strong else INK.hairline, 0.5 * scale, role="grid")
            pen.figure(
                decimal(100 * step / steps),
                left - 0.6 * size,
                y + 0.36 * size,
                "regular",
                size,
                INK.second,
                align="right",
            )
        for x in edges:
            if left < x < rect.right + 0.1:
                pen.line(
                    [(x, top), (x, floor)], INK.hairline, 0.5 * scale, dash=(1.5 * scale, 1.5 * scale), role="grid"
                )

    def _edges(self, room: Room, rect: Rect) -> list[float]:
        """Where phases end, of those nearest above a part of the sheet."""
        above = [phase for phase in room.rects("phase") if phase.y <= rect.y]
        row = max((phase.y for phase in above), default=0.0)
        return [phase.right for phase in above if phase.y == row]

    def _strips(self, room: Room) -> None:
        """Lanes as empty rows with their names."""
        pen, size, scale = self.pen, self.size, self.scale
        first = min((phase.x for phase in room.rects("phase")), default=0.0)
        for strip in (place for place in room.places if place.role == "strip"):
            rect = strip.rect
            pen.line([(rect.x, rect.y), (rect.right, rect.y)], INK.hairline, 0.5 * scale, role="lane")
            wide = first - rect.x - 0.8 * size if first - rect.x > 5 * size else rect.width
            words = Rect(rect.x, rect.y + 0.2 * size, wide, max(rect.height, 1.4 * size))
            pen.text(strip.words, words, "semibold", size, INK.second, leading=1.15, ending=text.ELLIPSIS)
            for x in self._edges(room, rect):
                if x < rect.right - 1:
                    pen.line([(x, rect.y + 2 * scale), (x, rect.bottom)], INK.hairline, 0.5 * scale, role="lane")

    # a journey without cards

    def _empty_grid(self) -> None:
        """Numbered boxes for each phase: a row of need points above rows of touchpoints; beneath them the grid of the
        staircase."""
        told, pen, scale = self.told, self.pen, self.scale
        state, journey = told.state, told.journey.id
        area = Rect(self.inner.x, self.top, self.inner.width, self.bottom - self.top)
        count = bands_of(state, journey)
        wide = area.width / count
        head = 1.3 * self._title_size + 4 * scale + 1.25 * self.rule
        clear = 0.6 * _GAP * scale
        stairs = _STAIRS * area.height
        middle = Rect(area.x, area.y + head + clear, area.width, area.height - head - clear - stairs - _GAP * scale)
        bands: list[tuple[Rect, Phase | None]] = []
        for band in range(count):
            x = area.x + band * wide
            if band % 2:
                pen.box(Rect(x, area.y, wide, middle.bottom - area.y), INK.band, role="band")
            bands.append((Rect(x, area.y, wide, head), told.phases[band] if told.phases else None))
        self._phases(bands)
        columns = columns_of(state, journey)
        found = [slot for slot in self.slots if not slot.is_line]
        rows = 1 + max(slot.row for slot in found)
        pitch = (wide / columns, middle.height / (rows - 0.15))
        width, height = 0.86 * pitch[0], 0.8 * pitch[1]
        width, height = min(width, _WIDEST * height), min(height, width / _TALLEST)
        for slot in found:
            need = slot.kind == "need"
            high = 0.8 * height if need else height
            x = area.x + slot.band * wide + (slot.column + 0.5) * pitch[0] - width / 2
            y = middle.y + slot.row * pitch[1] + (0.0 if need else -0.15 * pitch[1])
            self._box(Rect(x, y, width, high), need, slot.number)
        edges = [area.x + band * wide for band in range(1, count)]
        self._stairs(Rect(area.x, area.bottom - stairs, area.width, stairs), edges)

    # notes

    def _notes(self, top: float) -> None:
        """Lines beneath the map, where the sheet has room left."""
        room = Rect(self.inner.x, top + _GAP * self.scale, self.inner.width, self.bottom - top - _GAP * self.scale)
        if room.height >= 3.5 * self.rule:
            self._ruled(room, 3)

    def _ruled(self, rect: Rect, columns: int) -> None:
        pen, size = self.pen, self.size
        words = _("Notes")
        pen.entry(words, 1, rect.y)
        heading = max(size, 6.2 * self.scale)
        pen.text(words.upper(), rect, "semibold", heading, INK.second, max_lines=1)
        gap = 22 * self.scale
        wide = (rect.width - gap * (columns - 1)) / columns
        y = rect.y + 1.3 * heading + self.rule
        while y <= rect.bottom + 0.1:
            for column in range(columns):
                x = rect.x + column * (wide + gap)
                pen.line([(x, y), (x + wide, y)], INK.hairline, 0.5 * self.scale, role="write")
            y += self.rule
