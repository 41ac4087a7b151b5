"""Boxes on the paper by their place: which of them may meet an area, found without looking at each.

A box lies in the cells of the first level whose cells are as large as it, four at most, so one link across the whole
paper costs no more than a short one.

This module must not know what the boxes stand for.
"""

from __future__ import annotations

from collections.abc import Iterator

from cjdesigner.model.geometry import Rect

_CELL = 512.0

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Cells = dict[tuple[int, int], set[int]]


class Grid:
    """Boxes by id."""

    def __init__(self) -> None:
        self._levels: dict[float, Cells] = {}  # by the size of the cells
        self._boxes: dict[int, tuple[float, Box]] = {}  # with the size of the cells they lie in

    def put(self, identity: int, left: float, top: float, right: float, bottom: float) -> None:
        """Place a box, or place it anew."""
        if identity in self._boxes:
            self.drop(identity)
        size, width, height = _CELL, right - left, bottom - top
        while size < width or size < height:
            size *= 2
        box = (left, top, right, bottom)
        self._boxes[identity] = (size, box)
        cells = self._levels.setdefault(size, {})
        for key in _keys(box, size):
            if key in cells:
                cells[key].add(identity)
            else:
                cells[key] = {identity}

    def drop(self, identity: int) -> None:
        """Take a box away, if it is there."""
        if identity not in self._boxes:
            return
        size, box = self._boxes.pop(identity)
        cells = self._levels[size]
        for key in _keys(box, size):
            cells[key].discard(identity)
            if not cells[key]:
                del cells[key]

    def meeting(self, area: Rect) -> Iterator[int]:
        """The boxes whose interior has a point in common with an area's, each once."""
        seen: set[int] = set()
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        for size, cells in self._levels.items():
            columns = range(int(left // size), int(right // size) + 1)
            rows = range(int(top // size), int(bottom // size) + 1)
            if len(columns) * len(rows) > len(cells):
                members = [found for (x, y), found in cells.items() if x in columns and y in rows]
            else:
                members = [cells[x, y] for x in columns for y in rows if (x, y) in cells]
            for found in members:
                for identity in found:
                    if identity not in seen:
                        seen.add(identity)
                        box = self._boxes[identity][1]
                        if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top:
                            yield identity


def _keys(box: Box, size: float) -> list[tuple[int, int]]:
    x1, y1, x2, y2 = int(box[0] // size), int(box[1] // size), int(box[2] // size), int(box[3] // size)
    if x1 == x2 and y1 == y2:
        return [(x1, y1)]
    return [(x, y) for x in range(x1, x2 + 1) for y in range(y1, y2 + 1)]
