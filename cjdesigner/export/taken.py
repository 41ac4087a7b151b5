"""Which places of a page are taken, to set small labels where nothing else stands.

This module must not know what stands there.
"""

from __future__ import annotations

from cjdesigner.model.geometry import Rect

_Edges = tuple[float, float, float, float]


class Taken:
    """Rectangles in a grid of cells, so that asking is quick however many there are."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._cells: dict[tuple[int, int], list[_Edges]] = {}

    def add(self, rect: Rect) -> None:
        """Take a place."""
        edges = left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
        for key in self._keys(left, top, right, bottom):
            self._cells.setdefault(key, []).append(edges)

    def overlap(self, rect: Rect) -> float:
        """How much of ``rect`` is taken, in square points; what overlaps twice counts twice."""
        left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
        # The same place in several cells is the same tuple; another one of the same edges counts for itself.
        seen: set[int] = set()
        total = 0.0
        for key in self._keys(left, top, right, bottom):
            for edges in self._cells.get(key, ()):
                x1, y1, x2, y2 = edges
                if x1 < right and x2 > left and y1 < bottom and y2 > top and id(edges) not in seen:
                    seen.add(id(edges))
                    total += (min(right, x2) - max(left, x1)) * (min(bottom, y2) - max(top, y1))
        return total

    def is_free(self, rect: Rect) -> bool:
        """Whether nothing of ``rect`` is taken."""
        left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
        for key in self._keys(left, top, right, bottom):
            for x1, y1, x2, y2 in self._cells.get(key, ()):
                if x1 < right and x2 > left and y1 < bottom and y2 > top:
                    return False
        return True

    def _keys(self, left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
        cell = self._cell
        columns = range(int(left // cell), int(right // cell) + 1)
        return [(column, row) for row in range(int(top // cell), int(bottom // cell) + 1) for column in columns]
