"""The opportunity landscape as pure geometry: where the bands lie, which dots coincide, where their numbers stand.

Axes are satisfaction (to the right) and importance (upwards), both 0 to 10. This module must not know who draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi, sin

import msgspec

from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.jobs import BANDS, EDGES, Band

HIGHEST = 10.0


def areas() -> dict[Band, tuple[Point, ...]]:
    """Each band as a polygon of (satisfaction, importance), from the highest.

    Where satisfaction is at most importance, an opportunity of c is the line importance = (c + satisfaction) / 2.
    """
    corner = (0.0, HIGHEST)
    found: list[tuple[Point, ...]] = []
    above: list[Point] = [corner]
    for edge in EDGES:
        start, end = (0.0, edge / 2), (2 * HIGHEST - edge, HIGHEST)
        found.append((start, *above, end))
        above = [start, end]
    found.append(((0.0, 0.0), *above, (HIGHEST, 0.0)))
    return dict(zip(BANDS, found, strict=True))


class Spot(msgspec.Struct, frozen=True):
    """A place where one or more dots lie on one another; ``keys`` in the order given."""

    keys: tuple[int, ...]
    place: Point


def spots(dots: Mapping[int, Point], near: float) -> list[Spot]:
    """The dots, those within ``near`` of the first of them taken together, in the order given."""
    cells: dict[tuple[int, int], list[int]] = {}
    groups: list[tuple[list[int], Point]] = []
    for key, (x, y) in dots.items():
        column, row = int(x // near), int(y // near)
        around = (
            group
            for across in (column - 1, column, column + 1)
            for down in (row - 1, row, row + 1)
            for group in cells.get((across, down), ())
        )
        home = next((g for g in around if _distance(groups[g][1], (x, y)) <= near), None)
        if home is None:
            cells.setdefault((column, row), []).append(len(groups))
            groups.append(([key], (x, y)))
        else:
            groups[home][0].append(key)
    return [Spot(tuple(keys), place) for keys, place in groups]


_WORD = 24.0
_GAP = 2.5
_TURNS = (0, -2, 2, 4, -1, 1, -3, 3)
"""Where a label is tried, in eighths of a turn from the right: right, above, below, left, then between."""


def place_labels(
    dots: Sequence[Point],
    sizes: Sequence[Point],
    radius: float,
    bounds: Rect,
    *,
    words: Iterable[Rect] = (),
    reach: int = 3,
) -> list[Rect | None]:
    """A place for the label of each dot, on no dot and no other label; None where there is no room.

    ``sizes`` are the labels' widths and heights; those who come first choose first. ``reach`` is how many steps away
    from its dot a label may stand. On ``words`` a label stands only where there is no other room.
    """
    written = _Ground(bounds, _WORD)
    for rect in words:
        written.take(rect)
    ground = _Ground(bounds, max([radius * 2, *(side for size in sizes for side in size)], default=radius * 2))
    for x, y in dots:
        ground.take(Rect(x - radius, y - radius, radius * 2, radius * 2))
    result: list[Rect | None] = []
    for dot, size in zip(dots, sizes, strict=True):
        free = [rect for rect in _places(dot, size, radius, reach) if ground.is_free(rect)]
        place = next((rect for rect in free if written.is_free(rect)), free[0] if free else None)
        if place is not None:
            ground.take(place)
        result.append(place)
    return result


def _places(dot: Point, size: Point, radius: float, reach: int) -> Iterable[Rect]:
    (x, y), (wide, high) = dot, size
    for step in range(reach):
        gap = radius + _GAP + step * radius * 1.6
        for turn in _TURNS:
            angle = turn * pi / 4
            centre_x = x + cos(angle) * (gap + wide / 2)
            centre_y = y + sin(angle) * (gap + high / 2)
            yield Rect(centre_x - wide / 2, centre_y - high / 2, wide, high)


class _Ground:
    """What is taken, in cells as large as the largest thing, so that few are asked."""

    def __init__(self, bounds: Rect, cell: float) -> None:
        self._bounds = bounds
        self._cell = max(1.0, cell)
        self._taken: dict[tuple[int, int], list[Rect]] = {}

    def take(self, rect: Rect) -> None:
        for cell in self._cells(rect):
            self._taken.setdefault(cell, []).append(rect)

    def is_free(self, rect: Rect) -> bool:
        within = self._bounds
        if rect.x < within.x or rect.y < within.y or rect.right > within.right or rect.bottom > within.bottom:
            return False
        return not any(rect.intersects(other) for cell in self._cells(rect) for other in self._taken.get(cell, ()))

    def _cells(self, rect: Rect) -> Iterable[tuple[int, int]]:
        size = self._cell
        for column in range(int(rect.x // size), int(rect.right // size) + 1):
            for row in range(int(rect.y // size), int(rect.bottom // size) + 1):
                yield column, row


def _distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
