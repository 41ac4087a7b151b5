"""A grid of cards on paper: set with the largest type that fits into a room.

This module must not know how the grid was read off the canvas, nor how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import inf

import msgspec

from cjdesigner.export.card_texts import MOST_LINES, Levels, Texts
from cjdesigner.export.cards import CardStyle
from cjdesigner.export.grid import GUTTER, Grid
from cjdesigner.model.records import Node
from cjdesigner.text import width

_BELOW_NEED = 48.0
_BELOW = 26.0
_FEW_ROWS = 6
_WIDEST = 230.0
"""Points on A4 of the widest card."""
_LARGEST = 15.0
"""Points on A4 of the largest type on cards."""
_TALLER = 1.25
_FEW = 12
"""With fewer cards than these, all three maxima grow."""
_MOST_GROWN = 1.6
_GUTTERS = ((0.28, 1.0), (0.21, 0.95), (0.16, 0.88))
"""Parts of a column that gutters take, and what type is worth with them."""
_AIRS = ((1.0, 1.0), (0.65, 0.97), (0.35, 0.945))
"""How much air cards have, and what type is worth with it."""
_SNUG, _TIGHT, _BROKEN = 0.8, 0.75, 0.7
"""What type is worth on cards without air, without a foot, with words that break."""
_STEP = 0.95
"""Of the sizes that are tried."""


class Fit(msgspec.Struct, frozen=True):
    """A grid on paper, in points: ``lefts`` of the bands and the right end, ``cards`` as (x, y, width, height), and
    ``unit``, the points of a unit of the map."""

    grid: Grid
    style: CardStyle
    unit: float
    lefts: tuple[float, ...]
    cards: dict[int, tuple[float, float, float, float]]
    height: float
    quality: float
    whole: bool = False
    """Whether every text of usual length is shown in full."""


class Limits(msgspec.Struct, frozen=True):
    """What cards may take: ``scale`` is the paper's, ``smallest`` its smallest type, ``below`` the number of return
    links to leave room for, ``size`` and ``width`` the largest type and the widest card, in points."""

    scale: float
    smallest: float
    below: int = 0
    size: float = inf
    width: float = inf


class _Way(msgspec.Struct, frozen=True):
    """A way to set cards that fits: rows as their tops and heights."""

    setting: _Setting
    style: CardStyle
    rows: tuple[list[float], list[float]]
    quality: float
    whole: bool


def fitted(texts: Texts, found: Sequence[Grid], room: tuple[float, float], limits: Limits) -> Fit:
    """The best way to set the cards into ``room`` (width, height in points); ``found`` are the :func:`grids`."""
    settings = [
        (_Setting(grid, texts, room, limits, share), worth * grid.worth) for grid in found for share, worth in _GUTTERS
    ]
    best: _Way | None = None
    for setting, worth in settings:
        for air, worn in _AIRS:
            if best is None or setting.most * worth * worn > best.quality * 1.02:
                best = _better(best, setting.large(air), worth * worn)
    if best is None:
        for setting, worth in settings:
            if best is None or limits.smallest * worth > best.quality * 1.02:
                best = _better(best, setting.small(), worth)
    if best is None:
        best = max((setting.pressed() for setting, _worth in settings), key=lambda way: way.quality)
    return best.setting.placed(best)


def _better(best: _Way | None, way: _Way | None, worth: float) -> _Way | None:
    if way is None or (best is not None and way.quality * worth <= best.quality * 1.02):
        return best
    return msgspec.structs.replace(way, quality=way.quality * worth)


class _Setting:
    """Cards of one grid in a room, with gutters that take so much of a column."""

    def __init__(
        self, grid: Grid, texts: Texts, room: tuple[float, float], limits: Limits, gutter_share: float
    ) -> None:
        nodes = texts.nodes
        scale, below = limits.scale, limits.below
        self.grid, self.texts, self.nodes, self.room, self.smallest = grid, texts, nodes, room, limits.smallest
        self.levels: Levels = texts.levels(grid)
        self.weights = self.levels.weights
        self.few = min(_MOST_GROWN, max(1.0, (_FEW / max(1, len(nodes))) ** 0.4))
        self.pitch = room[0] / max(1.0, sum(self.weights))
        gutter = min(gutter_share * self.pitch, 60 * scale)
        self.card = min(self.pitch - gutter, self.few * _WIDEST * scale, limits.width)
        self.unit = gutter / GUTTER
        self.most = max(self.smallest, min(self.few * _LARGEST * scale, self.card / 9.5, limits.size))
        self.foot = 26 * self.unit + 18 * self.unit * below if below else 13 * self.unit

    def large(self, air: float) -> _Way | None:
        """In the largest type in which all texts of usual length are shown in full, if there is one."""
        sizes = list(_sizes(self.most, self.smallest))
        low, high = 0, len(sizes) - 1
        found = self._whole(sizes[-1], air)
        while found is not None and low < high:
            middle = (low + high) // 2
            tried = self._whole(sizes[middle], air)
            if tried is not None:
                found, high = tried, middle
            else:
                low = middle + 1
        return found

    def _whole(self, size: float, air: float) -> _Way | None:
        """In that type, if there is room and no text of usual length is cut."""
        style = CardStyle(size, max(self.smallest, 0.84 * size), self.card, MOST_LINES, air=air)
        rooms = self._rooms(style)
        if any(self.texts.least[need] > room for need, room in rooms.items()):
            return None
        lines = self.levels.whole(rooms, style.lines)
        tops, heights = self._rows(style, lines)
        high = self._height(tops, heights)
        if high > self.room[1]:
            return None
        if style.size >= 0.99 * self.most and self.nodes:
            grown = min(self.few * _TALLER, 1 + (self.room[1] - high) / sum(heights))
            tops, heights = self._rows(style, lines, grown)
        return _Way(self, style, (tops, heights), style.size, whole=True)

    def small(self) -> _Way | None:
        """In the smallest type, with the least that is cut."""
        lowest = CardStyle(self.smallest, self.smallest, self.card, 1, tight=True, air=0.0)
        if self.grid.rows * lowest.least_height > self.room[1]:
            return None
        for style in _small(self.card, self.smallest, len(self.nodes)):
            found = self._cut(style)
            if found is not None:
                return found
        return None

    def _cut(self, style: CardStyle) -> _Way | None:
        """In that style, if there is room; texts may be cut."""
        texts, rooms = self.texts, self._rooms(style)
        # Breaking words is dear: at first only how many lines they take at least.
        if self._height(*self._rows(style, self.levels.fewest(rooms, style.lines))) > self.room[1]:
            return None
        found = [texts.lines(place, rooms[need], style.lines) for place, need in enumerate(texts.needs)]
        lines = self.levels.most([count for count, _full in found], texts.needs)
        tops, heights = self._rows(style, lines)
        if self._height(tops, heights) > self.room[1]:
            return None
        shown = {place: self._shown(place, style, rooms) for place, (_count, full) in enumerate(found) if not full}
        broken = {place for place in shown if texts.longest[place] > rooms[texts.needs[place]]}
        total = len(found) - len(shown) + sum(part * (_BROKEN if at in broken else 1.0) for at, part in shown.items())
        worth = _TIGHT if style.tight else _SNUG if style.snug else 1.0
        complete = all(part >= 0.8 for place, part in shown.items() if place in texts.short)
        return _Way(self, style, (tops, heights), style.size * worth * total / max(1, len(found)), complete)

    def pressed(self) -> _Way:
        """More cards than rows of bars fit: they are pressed together; the list pages have them all."""
        style = CardStyle(self.smallest, self.smallest, self.card, 0)
        tops, heights = self._rows(style, dict.fromkeys(self.levels.rooms, 0))
        high = (tops[-1] + heights[-1]) if tops else 1.0
        squeeze = min(1.0, max(0.05, (self.room[1] - self.foot) / high))
        self.unit *= squeeze
        rows = [top * squeeze for top in tops], [height * squeeze for height in heights]
        return _Way(self, style, rows, 0.01 * squeeze, whole=False)

    def _rooms(self, style: CardStyle) -> dict[bool, float]:
        """The rooms of texts on need points and touchpoints, in sizes of type."""
        room = style.room
        score = style.score_room if style.tight else 0.0
        return {True: max(1e-6, room / style.size), False: max(1e-6, (room - score) / style.size)}

    def _shown(self, place: int, style: CardStyle, rooms: Mapping[bool, float]) -> float:
        """About how much of a card's text is shown, from 0 to 1."""
        room = rooms[self.texts.needs[place]]
        return min(1.0, style.lines * room / max(1e-6, 1.1 * self.texts.wide[place]))

    def _height(self, tops: Sequence[float], heights: Sequence[float]) -> float:
        return (tops[-1] + heights[-1] if tops else 0.0) + self.foot

    def _rows(
        self, style: CardStyle, lines: Mapping[tuple[int, bool], int], grown: float = 1.0
    ) -> tuple[list[float], list[float]]:
        """The tops and heights of the rows of cards with so many lines; below a need point there is room for the trunk
        of its links."""
        unit, count = self.unit, self.grid.rows
        first = {need: style.height(need, 1) for need in (False, True)}
        further = style.size * style.leading
        heights = [0.0] * count
        needs = [False] * count
        for (row, need), line in lines.items():
            wanted = (first[need] + (line - 1) * further if line > 1 else first[need]) * grown
            if wanted > heights[row]:
                heights[row] = wanted
            if need:
                needs[row] = True
        # Where there are few rows there is room between them for the share of a link that goes straight down.
        least = 1.4 * style.foot if count <= _FEW_ROWS else 0.0
        below, below_need = max(_BELOW * unit, least), max(_BELOW_NEED * unit, least)
        tops: list[float] = []
        y = 14 * unit
        for need, height in zip(needs, heights, strict=True):
            tops.append(y)
            y += height + (below_need if need else below)
        return tops, heights

    def placed(self, way: _Way) -> Fit:
        """The cards where they stand that way."""
        rows = way.rows
        high = self._height(*rows)
        return _placed(self.grid, self.nodes, way.style, self.unit, self.pitch, rows, high, way.quality, way.whole)


def _sizes(most: float, smallest: float) -> Iterator[float]:
    """Sizes of type from the largest down to the smallest."""
    size = most
    while size > smallest * 1.01:
        yield size
        size *= _STEP
    yield smallest


def _small(card: float, smallest: float, count: int) -> Iterator[CardStyle]:
    """Styles of the smallest type: texts are cut, and a card must hold the number that then refers to the list."""
    mark = width(f"[{count + 30}]", "semibold", smallest)
    for most_lines in range(MOST_LINES, 0, -1):
        for air in (1.0, 0.0):
            style = CardStyle(smallest, smallest, card, most_lines, air=air)
            if style.room >= max(mark, width(style.score(1), "semibold", 1.08 * smallest, tabular=True)):
                yield style
        tight = CardStyle(smallest, smallest, card, most_lines, tight=True)
        if most_lines <= 2 and tight.room - tight.score_room >= max(mark, 5 * smallest):
            yield tight


def _placed(
    grid: Grid,
    nodes: Sequence[Node],
    style: CardStyle,
    unit: float,
    pitch: float,
    rows: tuple[Sequence[float], Sequence[float]],
    high: float,
    quality: float,
    whole: bool,
) -> Fit:
    starts = [0.0]
    for weight in grid.weights:
        starts.append(starts[-1] + weight * pitch)
    lefts = [starts[next(group)[0]] for _, group in groupby(enumerate(grid.columns), key=lambda pair: pair[1])]
    cards = {}
    for node in nodes:
        column, row = grid.cells[node.id]
        x = (starts[column] + starts[column + 1] - style.width) / 2
        cards[node.id] = (x, rows[0][row], style.width, rows[1][row])
    return Fit(grid, style, unit, (*lefts, starts[-1]), cards, high, quality, whole)


def stretched(fit: Fit, height: float, most: float) -> Fit:
    """The same with rows moved apart to fill ``height``, by at most ``most`` times the gaps there are."""
    rows = sorted({(y, high) for _, y, _, high in fit.cards.values()})
    gaps = sum(max(0.0, low[0] - up[0] - up[1]) for up, low in zip(rows, rows[1:], strict=False))
    if not gaps or height <= fit.height:
        return fit
    factor = min(most, (height - fit.height) / gaps)
    moved: dict[float, float] = {}
    push = 0.0
    for up, low in zip([None, *rows], rows, strict=False):
        if up is not None:
            push += max(0.0, low[0] - up[0] - up[1]) * factor
        moved.setdefault(low[0], low[0] + push)
    cards = {node: (x, moved[y], wide, high) for node, (x, y, wide, high) in fit.cards.items()}
    return msgspec.structs.replace(fit, cards=cards, height=fit.height + push)


def origin(fit: Fit) -> float:
    """Where the first phase begins, in points from the columns' left end: the map's x = 0."""
    return fit.lefts[1] if fit.grid.bands and fit.grid.bands[0] is None and len(fit.grid.bands) > 1 else 0.0


def positions(fit: Fit) -> Mapping[int, tuple[float, float, float, float]]:
    """Cards in the map's units: x from the first phase's left edge, y from the top."""
    offset, scale = origin(fit), 1 / fit.unit
    return {
        node: ((x - offset) * scale, y * scale, wide * scale, high * scale)
        for node, (x, y, wide, high) in fit.cards.items()
    }
