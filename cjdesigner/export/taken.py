"""Which places of a page are taken, to set small labels where nothing else stands.

This module must not know what stands there.
"""

from __future__ import annotations

from cjdesigner.model.geometry import Rect


class Taken:
    """Rectangles in a grid of cells, so that asking is quick however many there are."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._cells: dict[tuple[int, int], list[Rect]] = {}

    def add(self, rect: Rect) -> None:
        """Take a place."""
        for key in self._keys(rect):
            self._cells.setdefault(key, []).append(rect)

    def overlap(self, rect: Rect) -> float:
        """How much of ``rect`` is taken, in square points; what overlaps twice counts twice."""
        seen: set[int] = set()
        total = 0.0
        for key in self._keys(rect):
            for other in self._cells.get(key, ()):
                if id(other) in seen:
                    continue
                seen.add(id(other))
                wide = min(rect.right, other.right) - max(rect.x, other.x)
                high = min(rect.bottom, other.bottom) - max(rect.y, other.y)
                if wide > 0 and high > 0:
                    total += wide * high
        return total

    def _keys(self, rect: Rect) -> list[tuple[int, int]]:
        cell = self._cell
        return [
            (column, row)
            for column in range(int(rect.x // cell), int(rect.right // cell) + 1)
            for row in range(int(rect.y // cell), int(rect.bottom // cell) + 1)
        ]
