"""How many lines the texts of cards take, measured once for all sizes of type.

A text breaks alike in all sizes where its room is as many sizes wide. So of each text it is kept how wide the room must
be for one line, for two and so on; and of cards that stand in one row only what the most demanding of them need.

This module must not know how large cards are, nor how they are drawn.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from math import ceil, inf

from cjdesigner import text
from cjdesigner.export.cards import title_of
from cjdesigner.export.grid import Grid
from cjdesigner.model.records import NeedPoint, Node, node_title

MOST_LINES = 5
_LONG = 90
"""Characters. A longer text may be cut on its card before all others are set small for its sake."""
_FEW_PIECES = 18
_MARGIN = 1.0005
"""Of what was measured: what rounding may take."""

Rooms = tuple[float, ...]
"""The least room for one line, for two, …, in sizes of type; infinite where so many lines never are enough."""


class Texts:
    """The texts of cards; ``letters`` are those that stand before some. Widths are in sizes of type."""

    def __init__(self, nodes: Sequence[Node], letters: Mapping[int, str] | None = None) -> None:
        self.nodes = nodes
        self.titles = [title_of(node, (letters or {}).get(node.id, "")) for node in nodes]
        self.needs = [isinstance(node, NeedPoint) for node in nodes]
        measures = [_measures(title) for title in self.titles]
        self.longest = [longest for longest, _wide, _rooms in measures]
        self.wide = [wide for _longest, wide, _rooms in measures]
        self.rooms = [rooms for _longest, _wide, rooms in measures]
        self.short = {place for place, node in enumerate(nodes) if len(node_title(node)) <= _LONG}
        self.least = {
            need: max((self.rooms[place][-1] for place in self.short if self.needs[place] == need), default=0.0)
            for need in (False, True)
        }
        """The rooms in which all usual texts, on touchpoints and on need points, are whole and break no word."""
        self._levels: dict[int, tuple[Grid, Levels]] = {}
        self._broken: dict[tuple[int, float], int] = {}

    def levels(self, grid: Grid) -> Levels:
        """What the rows of a grid need."""
        found = self._levels.get(id(grid))
        if found is None or found[0] is not grid:
            found = self._levels[id(grid)] = grid, Levels(grid, self)
        return found[1]

    def lines(self, place: int, room: float, most: int) -> tuple[int, bool]:
        """How many lines of at most ``most`` a text takes, and whether it is shown in full and breaks no word."""
        rooms = self.rooms[place]
        if self.longest[place] <= room:
            count = next((count for count, least in enumerate(rooms[:most], start=1) if least <= room), 0)
            return count or most, bool(count)
        key = place, room
        if key not in self._broken:
            self._broken[key] = max(1, len(text.lines(self.titles[place], "semibold", 1.0, room).lines))
        return min(most, self._broken[key]), False


class Levels:
    """Rows of a grid: for each row and kind of card (row, whether a need point) what all of its cards need."""

    def __init__(self, grid: Grid, texts: Texts) -> None:
        self.weights = grid.weights
        self.rows = [grid.cells[node.id][1] for node in texts.nodes]
        self.rooms: dict[tuple[int, bool], Rooms] = {}
        self.wide: dict[tuple[int, bool], float] = {}
        for key, rooms, wide in zip(zip(self.rows, texts.needs, strict=True), texts.rooms, texts.wide, strict=True):
            known = self.rooms.get(key)
            self.rooms[key] = rooms if known is None else tuple(map(max, known, rooms))
            self.wide[key] = max(wide, self.wide.get(key, 0.0))

    def whole(self, rooms: Mapping[bool, float], most: int) -> dict[tuple[int, bool], int]:
        """The lines of rows in which words do not break."""
        found = {}
        for key, least in self.rooms.items():
            room = rooms[key[1]]
            found[key] = next((count for count, wide in enumerate(least[:most], start=1) if wide <= room), most)
        return found

    def fewest(self, rooms: Mapping[bool, float], most: int) -> dict[tuple[int, bool], int]:
        """The lines that rows take at least."""
        return {key: max(1, min(most, ceil(wide / rooms[key[1]] - 1e-9))) for key, wide in self.wide.items()}

    def most(self, counts: Sequence[int], needs: Sequence[bool]) -> dict[tuple[int, bool], int]:
        """The lines of rows whose cards have so many each."""
        found: dict[tuple[int, bool], int] = {}
        for key, count in zip(zip(self.rows, needs, strict=True), counts, strict=True):
            if count > found.get(key, 0):
                found[key] = count
        return found


@functools.lru_cache(maxsize=1 << 14)
def _measures(title: str) -> tuple[float, float, Rooms]:
    """The width of the longest piece that cannot be broken, that of all words together, and the rooms."""
    paragraphs = [_pieces(paragraph) for paragraph in text.paragraphs(title)]
    longest = max((wide for pieces in paragraphs for _gap, wide in pieces), default=0.0)
    wide = sum(wide for pieces in paragraphs for _gap, wide in pieces)
    if len(paragraphs) == 1 and len(paragraphs[0]) <= _FEW_PIECES:
        rooms = _exactly(paragraphs[0])
    else:
        rooms = [_nearly(paragraphs, longest, wide, count) for count in range(1, MOST_LINES + 1)]
    return longest * _MARGIN, wide, tuple(room * _MARGIN for room in rooms)


def _pieces(paragraph: str) -> list[tuple[float, float]]:
    """What a paragraph may be broken into: the gap before each piece and its width."""
    found = []
    for word in text.words(paragraph):
        for place, piece in enumerate(text.pieces(word)):
            found.append((0.0 if place else text.width(" ", "semibold", 1.0), text.width(piece, "semibold", 1.0)))
    return found


def _exactly(pieces: Sequence[tuple[float, float]]) -> list[float]:
    """The least rooms of one paragraph: in the best of all ways to break it."""
    count = len(pieces)
    ends = [0.0]
    for gap, wide in pieces:
        ends.append(ends[-1] + gap + wide)
    starts = [ends[place] + pieces[place][0] for place in range(count)]
    # The least room for what stands from each piece on.
    best = [ends[-1] - start for start in starts]
    found = [best[0] if best else 0.0]
    for _line in range(1, MOST_LINES):
        for place, start in enumerate(starts):
            least = best[place]
            for end in range(place + 1, count):
                first = ends[end] - start
                if first >= least:
                    break
                least = min(least, max(first, best[end]))
            best[place] = least
        found.append(best[0] if best else 0.0)
    return found


def _nearly(paragraphs: Sequence[Sequence[tuple[float, float]]], longest: float, wide: float, count: int) -> float:
    """The least room in which paragraphs take so many lines, or a little more."""
    if len(paragraphs) > count:
        return inf
    low, high = max(longest, wide / count), 1.3 * wide + 1.0
    if _taken(paragraphs, low) <= count:
        return low
    while high - low > 0.004 * high:
        middle = (low + high) / 2
        if _taken(paragraphs, middle) <= count:
            high = middle
        else:
            low = middle
    return high


def _taken(paragraphs: Sequence[Sequence[tuple[float, float]]], room: float) -> int:
    lines = 0
    for pieces in paragraphs:
        lines += 1
        used = 0.0
        for gap, wide in pieces:
            if used and used + gap + wide > room:
                lines, used = lines + 1, wide
            else:
                used += (gap if used else 0.0) + wide
    return lines
