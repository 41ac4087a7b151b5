"""The room of a blank sheet: the map's page with heads of phases drawn together and boxes grown into the height that is
free, columns and rows kept, and where spare boxes find a place.

Whatever was drawn is moved up and down by one function per row of the map, so that links stay where they meet boxes.
This module must not know what is written into a box.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

import msgspec

from cjdesigner.export.drawing import Pen, Place
from cjdesigner.export.paper import MM, Paper
from cjdesigner.export.sheet import Box, Line, Shape
from cjdesigner.model.geometry import Point, Rect

LEAST_BOX = 15 * MM
"""What a hand can write a few words into."""
_TALLEST = 0.7
"""Of its width a box is high at most."""
_WIDEST_GAP = 2.0
"""Times what it is on the poster is a gap between rows at most."""
_STAIRS, _MOST_STAIRS = 0.2, 0.27
"""Of the height: what the staircase's grid takes at most, and where boxes need no more room."""
_LEAST_STAIRS = 9.0
"""In sizes of the smallest type."""
_NOTES = 6.0
"""In writing lines: so much room may be left for notes."""
_TWO_LINES = 2.6
"""In sizes of the smallest type: what the name of an empty row takes."""
_STRIPS = 0.2
"""Of the height: what empty rows take at most, if a word fits."""
_GAP, _BETWEEN = 14.0, 7.0
"""Points on A4: around the staircase, and from one box to the next."""
_SLACK = 5.0
"""Points on A4 above the highest box or link."""
_STRIP, _TALL_STRIP = 1.0, 1.6
"""In writing lines: how high an empty row is, and how high at most."""
WAYS = ("link", "return", "exit")
"""Lines that are links."""


class Way(msgspec.Struct, frozen=True):
    """A link as it is drawn: where it runs, its last point being the arrow's tip."""

    points: tuple[Point, ...]
    radius: float
    role: str


class Room(msgspec.Struct, frozen=True):
    """What stands where: the poster's places, moved; its links; the grids of staircases; free places for boxes by the
    phase's id, in order."""

    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    bands: tuple[Rect, ...]
    stairs: tuple[Rect, ...]
    free: dict[int, list[Rect]]
    bottom: float

    def rects(self, role: str) -> list[Rect]:
        """The places of a role."""
        return [place.rect for place in self.places if place.role == role]


class Heights(msgspec.Struct, frozen=True):
    """What is asked of a room: the head of a phase, and a writing line."""

    head: float
    line: float


def roomy(
    drawn: Pen,
    paper: Paper,
    top: float,
    bottom: float,
    heights: Heights,
    wanted: Sequence[int],
    named: Sequence[str],
    stairs: bool,
) -> Room:
    """The room from ``top`` to ``bottom`` for what was ``drawn``, with a spare box for each phase of ``wanted``;
    ``named`` are empty rows, and ``stairs`` tells of a staircase's grid, to be there even where none were drawn."""
    maps = sorted((place.rect for place in drawn.places if place.role == "map"), key=lambda rect: rect.y)
    if not maps:
        found = tuple(place.rect for place in drawn.places if place.role == "stairs")
        return Room(tuple(drawn.places), (), (), found, {}, max((rect.bottom for rect in found), default=top))
    ends = [*(rect.y for rect in maps[1:]), max(maps[-1].bottom, *(p.rect.bottom for p in drawn.places)) + 1.0]
    rows = [_Row(drawn, paper, rect, end, heights, len(maps) == 1) for rect, end in zip(maps, ends, strict=True)]
    # In several rows each keeps its share of the height.
    old, at = ends[-1] - maps[0].y, top
    for row in rows:
        high = (row.end - row.map.y) / old * (bottom - top)
        last = row is rows[-1]
        below = at + high - (0.0 if last else _GAP * paper.unit)
        alone = len(rows) == 1
        more = named if alone and not row.strips else ()
        for names in (more, ()) if more else ((),):
            row.lay(at, below, wanted, names, stairs and alone)
            if row.box >= LEAST_BOX and (row.has_spare or not wanted):
                break
        at += high
    free: dict[int, list[Rect]] = {}
    for row in rows:
        for phase, rects in row.free(wanted).items():
            free.setdefault(phase, []).extend(rects)
    return Room(
        tuple(place for row in rows for place in row.moved),
        tuple(way for row in rows for way in row.ways),
        tuple(band for row in rows for band in row.bands),
        tuple(row.stairs for row in rows if row.stairs is not None),
        free,
        rows[-1].bottom,
    )


class _Row:
    """One row of the map with what stands beneath it, down to ``end``."""

    def __init__(self, drawn: Pen, paper: Paper, rect: Rect, end: float, heights: Heights, alone: bool) -> None:
        self.map, self.end, self.heights, self.alone = rect, end, heights, alone
        self.scale, self.size = paper.unit, paper.smallest
        self.places = [place for place in drawn.places if rect.y - 0.1 <= place.rect.centre_y < end]
        self.cards = self._of("card")
        heads = self._of("phase")
        self.head = max((head.bottom for head in heads), default=rect.y)
        self.strips = sorted(self._of("strip"), key=lambda strip: strip.y)
        self.old_stairs = next(iter(self._of("stairs")), None)
        self._ways = [way for way in _ways(drawn) if rect.y - 0.1 <= way.points[0][1] < end]
        bands = [item.rect for item in drawn.items if isinstance(item, Box) and item.role == "band"]
        self._bands = [band for band in bands if rect.y - 0.1 <= band.centre_y < end]
        content = [*(card.bottom for card in self.cards), *(y for way in self._ways for _x, y in way.points)]
        self.content = min(max(content, default=rect.bottom), max(rect.bottom, *(card.bottom for card in self.cards)))
        first = [*(card.y for card in self.cards), *(y for way in self._ways for _x, y in way.points if y > self.head)]
        self.first = min(first, default=self.head)
        self.map_end = max(min([rect.bottom, *(strip.y for strip in self.strips)]), self.content)
        self.stairs: Rect | None = None
        self.has_spare = False
        self.lowest = self.box = self.bottom = 0.0

    def _of(self, role: str) -> list[Rect]:
        return [place.rect for place in self.places if place.role == role]

    def lay(self, top: float, bottom: float, wanted: Sequence[int], named: Sequence[str], stairs: bool) -> None:
        """Find where everything goes between ``top`` and ``bottom``."""
        gap = _GAP * self.scale
        high = bottom - top
        line = max(self.heights.line, _TWO_LINES * self.size)
        strips = [max(_STRIP * line, min(strip.height, _TALL_STRIP * line)) for strip in self.strips]
        strips = strips or [_STRIP * line] * len(named)
        lower = min(1.0, _STRIPS * high / sum(strips)) if strips else 1.0
        strips = [max(lower * strip, _TWO_LINES * self.size) for strip in strips]
        head = min(self.heights.head, max(self.head - self.map.y, 0.3 * self.heights.head))
        head = head if self.head > self.map.y else 0.0
        intervals = list(_united((card.y, card.bottom) for card in self.cards))
        lowest = _LEAST_STAIRS * self.size if self.alone else 0.0
        before = 0.0 if not stairs else high
        before = self.old_stairs.height if self.old_stairs is not None else before
        grid = max(min(before, _STAIRS * high), lowest) if before else 0.0
        for tried in (grid, min(grid, lowest or 0.6 * grid)):
            grid = tried
            below = (grid + gap if grid else 0.0) + (sum(strips) + gap if strips else 0.0)
            room, start = high - head - below - 0.4 * gap, top + head
            knots, used = self._stretched(intervals, start, room, wanted)
            if self.box >= LEAST_BOX and (self.has_spare or not wanted):
                break
        spare = max(0.0, room - used)
        if grid and self.alone:
            more = min(spare, max(0.0, _MOST_STAIRS * high - grid))
            more = more if spare - more > _NOTES * line else spare
            grid, below, spare = grid + more, below + more, spare - more
        self.lowest = bottom - below - (spare if self.alone else 0.0)
        at = self.lowest
        knots = [(self.map.y, top), (self.head, start), *knots, (self.map_end, at)]
        at += gap if strips else 0.0
        for strip, tall in zip(self.strips, strips, strict=False):
            knots += [(strip.y, at), (strip.bottom, at + tall)]
            at += tall
        added: list[Place] = []
        for words, tall in zip(() if self.strips else named, strips, strict=False):
            added.append(Place("strip", Rect(self.map.x, at, self.map.width, tall), words=words))
            at += tall
        if grid:
            at += gap
            old = self.old_stairs or self.map
            self.stairs = Rect(old.x, at, old.width, grid)
            at += grid
        self.bottom = at
        self._move = _Moving(knots)
        self.moved = [*(self._moved(place) for place in self.places if place.role != "stairs"), *added]
        self.ways = [
            msgspec.structs.replace(way, points=tuple((x, self._move(y)) for x, y in way.points)) for way in self._ways
        ]
        self.bands = [
            Rect(band.x, top, band.width, max(self.lowest, self._move(band.bottom)) - top) for band in self._bands
        ]

    def _moved(self, place: Place) -> Place:
        rect = place.rect
        y = self._move(rect.y)
        return msgspec.structs.replace(place, rect=Rect(rect.x, y, rect.width, self._move(rect.bottom) - y))

    def _stretched(
        self, intervals: Sequence[tuple[float, float]], start: float, room: float, wanted: Sequence[int]
    ) -> tuple[list[tuple[float, float]], float]:
        """Where the rows of boxes go, and what they take of the ``room``: boxes grow, gaps stay as they are, until
        boxes are as high as a hand wants; a row for spare boxes is kept free where all are high enough."""
        if not intervals:
            return [], room
        boxes = sum(bottom - top for top, bottom in intervals)
        # Rows in which cards stand side by side become alike; the words on the poster made them differ.
        highest = [max(c.height for c in self.cards if top <= c.y < bottom) for top, bottom in intervals]
        plain = [high > 0.9 * (bottom - top) for high, (top, bottom) in zip(highest, intervals, strict=True)]
        alike = sum(itertools.compress(highest, plain)) / max(1, sum(plain))
        shares = [
            alike / (bottom - top) if is_plain else 1.0
            for is_plain, (top, bottom) in zip(plain, intervals, strict=True)
        ]
        lowest = [
            min(c.height for c in self.cards if top <= c.y < bottom) * share
            for share, (top, bottom) in zip(shares, intervals, strict=True)
        ]
        slack = min(self.first - self.head, _SLACK * self.scale)
        gaps, room = self.content - self.first - boxes, room - slack
        typical = median(card.height for card in self.cards)
        between = _BETWEEN * self.scale
        grown = (room - gaps - between) / (boxes + typical)
        spare = self.has_spare = bool(wanted) and grown * min(lowest) >= min(LEAST_BOX, 0.9 * typical)
        if not spare:
            grown, between, typical = (room - gaps) / boxes, 0.0, 0.0
        grown = max(grown, 0.5 * room / (boxes + gaps))
        grown = min(grown, _TALLEST * self.cards[0].width / max(*lowest, typical))
        self.box = grown * (typical or median(card.height for card in self.cards))
        rest = room - grown * (boxes + typical) - between
        apart = min(rest / gaps, _WIDEST_GAP) if gaps else 1.0
        knots: list[tuple[float, float]] = []
        before, at = self.first, start + slack
        knots.append((before, at))
        for share, (top, bottom) in zip(shares, intervals, strict=True):
            at += apart * (top - before)
            knots.append((top, at))
            at += grown * share * (bottom - top)
            knots.append((bottom, at))
            before = bottom
        at += apart * (self.content - before)
        knots.append((self.content, at))
        return knots, at + (grown * typical + between) - start

    def free(self, wanted: Sequence[int]) -> dict[int, list[Rect]]:
        """Places for spare boxes by phase, beneath all cards of their column, the highest first."""
        cards = [place.rect for place in self.moved if place.role == "card"]
        if not cards or not self.box:
            return {}
        wide = median(card.width for card in cards)
        clear = 0.5 * _BETWEEN * self.scale
        beneath = max([self._move(self.content), *(card.bottom for card in cards)]) + _BETWEEN * self.scale
        tops = sorted({round(card.y, 2) for card in cards} | {beneath})
        tops = [y for y in tops if y + self.box <= self.lowest + 0.1]
        segments = [Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])).inflated(clear)
                    for way in self.ways for a, b in zip(way.points, way.points[1:], strict=False)]  # fmt: skip
        taken = [*(card.inflated(clear) for card in cards), *segments]
        found: dict[int, list[Rect]] = {}
        for place in self.moved:
            if place.role != "phase" or place.record not in wanted:
                continue
            band = place.rect
            lefts = sorted({round(card.x, 2) for card in cards if band.x <= card.centre_x < band.right})
            lefts = lefts or [band.centre_x - min(wide, 0.86 * band.width) / 2]
            spots = [Rect(x, y, min(wide, 0.86 * band.width if len(lefts) == 1 else wide), self.box)
                     for y in tops for x in lefts]  # fmt: skip
            spots = [spot for spot in spots if not any(_stands_under(spot, card) for card in cards)]
            found[place.record] = [spot for spot in spots if not any(spot.intersects(other) for other in taken)]
        return found


def _stands_under(spot: Rect, card: Rect) -> bool:
    """Whether a card of the same column stands lower than a place."""
    return card.y > spot.y and card.x < spot.right and spot.x < card.right


class _Moving:
    """Heights from where they were drawn to where they go: straight between knots, never downwards."""

    def __init__(self, knots: Iterable[tuple[float, float]]) -> None:
        self.old: list[float] = []
        self.new: list[float] = []
        for old, new in sorted(knots):
            if not self.old or old > self.old[-1] + 1e-6:
                self.old.append(old)
                self.new.append(max([new, *self.new[-1:]]))

    def __call__(self, y: float) -> float:
        place = min(max(bisect_right(self.old, y), 1), len(self.old) - 1)
        before, after = place - 1, place
        share = (y - self.old[before]) / (self.old[after] - self.old[before])
        return self.new[before] + share * (self.new[after] - self.new[before])


def _united(intervals: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Intervals in order, those that overlap as one."""
    first = last = 0.0
    begun = False
    for top, bottom in sorted(intervals):
        if begun and top <= last:
            last = max(last, bottom)
            continue
        if begun:
            yield first, last
        first, last, begun = top, bottom, True
    if begun:
        yield first, last


def _ways(drawn: Pen) -> Iterator[Way]:
    """Links with the tips of their arrows, each of which is drawn just before its line."""
    tip: Point | None = None
    for item in drawn.items:
        if isinstance(item, Shape) and item.role == "head":
            tip = (item.commands[0][1], item.commands[0][2])
        elif isinstance(item, Line) and item.role in WAYS and tip is not None:
            yield Way((*item.points[:-1], tip), item.radius, item.role)
            tip = None
