"""How a journey fills a sheet: in how many rows, how high each, and in how large a type.

Whatever is legible in one row stands in one. Where it is not, it is set in rows if that makes type clearly larger; and
where even rows do not make it legible, everything on the map gets smaller, down to the type of a sheet in the hand.
This module must not know what else stands on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

import msgspec

from cjdesigner.export import body
from cjdesigner.export.drawing import Pen
from cjdesigner.export.fit import Fit
from cjdesigner.export.grid import Grid
from cjdesigner.export.journey import Told
from cjdesigner.export.map import JourneyMap, grids_of
from cjdesigner.export.mapless import draw_mapless
from cjdesigner.export.rows import Cap, Part, divided
from cjdesigner.export.staircase import is_told
from cjdesigner.export.strips import STEPS
from cjdesigner.model.geometry import Rect

_LEGIBLE = 0.94
"""The quality of a map, in sizes of the smallest type, from which on it is left in one row."""
_CLEARLY = 1.15
"""So many times better each further row must make it."""
_GOOD_ENOUGH = 0.7
"""The quality for which type is made smaller."""
_STEP = 0.89
"""Of the sizes that are tried."""
_IN_HAND = 6.0
"""Points: never smaller than this."""
_SMALLER_FOR_STRIPS = (1.0, 0.89, 0.8)
_CUT = 0.75
"""What quality is worth where texts are cut."""
_BETWEEN = 24.0
"""Points on A4 between rows."""
_LEAST_ROW = 17.0
"""In sizes of the smallest type: no row is lower."""
_FEWEST = 5
"""Columns: fewer stand in one row always."""
_MOST_ROWS = 14
_HEAD, _LEVEL, _STRIPS = 10.0, 6.0, 26.0
"""About what a row's phase heads, each level of cards and the strips take, in sizes of type."""
_CARD, _FILLED = 78.0, 0.6
"""About what a card takes, in sizes of type squared, and how much of the place cards fill."""
_TRIED = STEPS[3]
"""How modest the strips are when rows are tried for size."""


class _Filling(msgspec.Struct, frozen=True):
    """A way to fill the sheet: rows, and what they are worth in sizes of the smallest type."""

    rows: body.Rows
    fits: tuple[Fit, ...]
    quality: float
    factor: float = 1.0

    @property
    def shows(self) -> tuple[float, float]:
        """How much can be read, and how large cards are where nothing can, in square points."""
        area = sum(wide * high for fit in self.fits for _x, _y, wide, high in fit.cards.values())
        return round(self.quality, 2), area


def draw_body(pen: Pen, told: Told, rect: Rect, scale: float, lying: bool) -> bool:
    """Draw map, strips and staircase, as far as they are wanted; on a ``lying`` sheet, where height is dear, strips
    have their names at the left.

    ``pen.smallest`` becomes the smallest type used here. False where the strips found no room and want a page of their
    own.
    """
    if not told.options.shows("map"):
        draw_mapless(pen, told, rect, scale, lying)
        return True
    filler = _Filler(pen, told, rect, scale, lying)
    alone = filler.filling(strips=False)
    factor = alone.factor
    # Where nothing is scored yet what stands under the map is the poster: rather everything gets a little smaller.
    for share in _SMALLER_FOR_STRIPS if not is_told(told) else _SMALLER_FOR_STRIPS[:1]:
        smaller = max(share * factor, min(factor, _IN_HAND / filler.smallest))
        pen.smallest = filler.smallest * smaller
        rows = filler.at(smaller, strips=True).rows if told.has_strips else ()
        for tried in (rows, [(told, rect)]) if len(rows) > 1 else (rows,):
            if tried and body.draw_with_strips(pen, tried, scale * smaller, lying):
                return True
    pen.smallest = filler.smallest * factor
    if told.voices and body.draw_with_voices(pen, alone.rows, scale * factor, lying):
        return not told.has_strips
    body.draw_alone(pen, alone.rows, scale * factor)
    return not told.has_strips


def is_empty(told: Told) -> bool:
    """Whether there is nothing that a map could show but phases."""
    return not told.shown and not told.has_strips


def draw_empty(pen: Pen, told: Told, rect: Rect, scale: float) -> None:
    """Draw the phases, if there are any, and that there are no cards yet."""
    JourneyMap(told, pen, rect.width, rect.height, scale).draw(pen, rect.x, rect.y, rect.height)


def draw_strips_page(pen: Pen, told: Told, rect: Rect, scale: float, lying: bool) -> bool:
    """Draw the map with its strips on a page without anything else; False where there is no room for them here either.

    ``pen.smallest`` becomes the smallest type used.
    """
    filler = _Filler(pen, told, rect, scale, lying)
    tried = [filler.at(1.0, strips=True)]
    smaller = filler.filling(strips=True)
    if smaller.factor < 1.0:
        tried.append(smaller)
    for complete in (True, False):
        for found in tried:
            pen.smallest = filler.smallest * found.factor
            if body.draw_strips_alone(pen, found.rows, scale * found.factor, lying, complete):
                return True
    pen.smallest = filler.smallest
    return False


class _Filler:
    """Tries fillings of one place."""

    def __init__(self, pen: Pen, told: Told, rect: Rect, scale: float, lying: bool) -> None:
        self.pen, self.told, self.rect, self.scale, self.lying = pen, told, rect, scale, lying
        self.smallest = pen.smallest
        self.grid: Grid = grids_of(told)[0]
        self._parts: dict[int, list[Part]] = {}

    def filling(self, *, strips: bool) -> _Filling:
        """The best filling in the largest type in which most is legible."""
        factors = _factors(self)
        best: _Filling | None = None
        least: list[_Filling] = []
        place, misses = len(factors), 0
        for count in range(1, self._most_rows(factors[-1]) + 1):
            if place == 0 or misses > 1:
                break
            parts = self._divided(count)
            if len(parts) < count:
                continue
            low = max(0, place - 1)
            found = self._try(parts, factors[low], strips)
            if found.quality < _GOOD_ENOUGH:
                # Where nothing can be read, a further row must at least show more.
                misses = 0 if best is None and all(found.shows > other.shows for other in least) else misses + 1
                least.append(found)
                continue
            best, misses, high, low = found, 0, low, 0
            while low < high:
                middle = (low + high) // 2
                found = self._try(parts, factors[middle], strips)
                if found.quality >= _GOOD_ENOUGH:
                    best, high = found, middle
                else:
                    low = middle + 1
            place = high
        if best is None:
            best = max(least, key=lambda filling: filling.shows)
        return self.at(1.0, strips=strips) if place == 0 and factors[0] == 1.0 else self._evened(best, strips)

    def at(self, factor: float, *, strips: bool) -> _Filling:
        """The best filling with everything so much smaller."""
        best = self._try([self.told], factor, strips)
        worse = 0
        for count in range(2, self._most_rows(factor) + 1):
            if best.quality >= _LEGIBLE or worse > 1:
                break
            parts = self._divided(count)
            if len(parts) < count:
                continue
            found = self._try(parts, factor, strips)
            if found.quality >= best.quality * _CLEARLY ** (count - len(best.rows)):
                best, worse = found, 0
            else:
                worse += 1
        return self._evened(best, strips)

    def _most_rows(self, factor: float) -> int:
        columns = len(self.grid.columns)
        if columns < _FEWEST:
            return 1
        return max(1, min(_MOST_ROWS, columns // 2, int(self.rect.height / (_LEAST_ROW * self.smallest * factor))))

    def _divided(self, count: int) -> Sequence[Told]:
        if count == 1:
            return [self.told]
        if count not in self._parts:
            self._parts[count] = divided(self.told, self.grid, count)
        return self._parts[count]

    def _try(self, parts: Sequence[Told], factor: float, strips: bool) -> _Filling:
        """Rows as high as they probably have to be."""
        heights = []
        for part in parts:
            levels = len({self.grid.cells[node.id][1] for node in part.shown})
            stairs = body.least_stairs(self.pen, part) / self.pen.smallest
            heights.append(_HEAD + _LEVEL * levels + stairs + (_STRIPS if strips and part.has_strips else 0.0))
        return self._fitted(parts, heights, factor, strips)

    def _fitted(self, parts: Sequence[Told], heights: Sequence[float], factor: float, strips: bool) -> _Filling:
        before, self.pen.smallest = self.pen.smallest, self.smallest * factor
        try:
            rows, fits, worth = [], [], []
            for part, place in zip(parts, self._places(heights, self.scale * factor), strict=True):
                if strips:
                    attempt = body.Attempt(
                        self.pen, part, place, self.scale * factor, _TRIED, self.lying, body.LOW_STAIRS
                    )
                    fit, room = attempt.map.fit, attempt.has_room
                else:
                    fit = body.map_alone(self.pen, part, place.width, place.height, self.scale * factor)[0].fit
                    room = True
                rows.append((part, place))
                fits.append(fit)
                worth.append(fit.quality * (1.0 if fit.whole else _CUT) * (1.0 if room else _CUT))
            return _Filling(tuple(rows), tuple(fits), min(worth) / self.pen.smallest, factor)
        finally:
            self.pen.smallest = before

    def _places(self, heights: Sequence[float], scale: float) -> Iterator[Rect]:
        """Places beneath each other, as high in proportion."""
        rect, gap = self.rect, _BETWEEN * scale
        share = (rect.height - gap * (len(heights) - 1)) / sum(heights)
        y = rect.y
        for height in heights:
            yield Rect(rect.x, y, rect.width, share * height)
            y += share * height + gap

    def _evened(self, found: _Filling, strips: bool) -> _Filling:
        """The same with type and cards alike in all rows, each as high as it then has to be."""
        parts = [part for part, _rect in found.rows if isinstance(part, Part)]
        if not parts:
            return found
        cap = Cap(min(fit.style.size for fit in found.fits), min(fit.style.width for fit in found.fits))
        for part in parts:
            part.cap = cap
        before = [rect.height for _part, rect in found.rows]
        if not strips:
            evened = self._fitted(parts, self._natural(found), found.factor, strips)
            if evened.quality >= 0.97 * found.quality:
                return evened
        return self._fitted(parts, before, found.factor, strips)

    def _natural(self, found: _Filling) -> list[float]:
        """How high rows are that have room enough."""
        before, self.pen.smallest = self.pen.smallest, self.smallest * found.factor
        heights = []
        for part, rect in found.rows:
            stairs = body.least_stairs(self.pen, part)
            whole = JourneyMap(part, self.pen, rect.width, 1.5 * self.rect.height, self.scale * found.factor)
            heights.append(whole.header.height + whole.fit.height + 1.1 * stairs)
        self.pen.smallest = before
        return heights


def _factors(filler: _Filler) -> list[float]:
    """How much smaller everything may be, but those that are certainly not small enough."""
    rect, count = filler.rect, max(1, len(filler.told.shown))
    size = sqrt(_FILLED * max(0.0, rect.width) * max(0.0, rect.height) / (count * _CARD))
    least = min(1.0, _IN_HAND / filler.smallest)
    found = [_STEP**place for place in range(40) if _STEP**place > 1.05 * least or place == 0]
    if least < 1.0:
        found.append(least)
    return [factor for factor in found if factor * filler.smallest <= 2.0 * size] or found[-1:]
