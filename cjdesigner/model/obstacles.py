"""Where cards stand in the way: a grid of cells over the paper that answers for straight lines.

Every card is kept with :data:`CLEARANCE` around it, so that a line that passes here also keeps its width clear of it.

This module must not know links or what a card shows.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping

from cjdesigner.model.geometry import Rect

CLEARANCE = 5.0
"""How near a line's middle may come to a card it does not belong to."""

_CELL_WIDTH = 256.0
_CELL_HEIGHT = 128.0
_STRIDE = 1 << 24

Box = tuple[float, float, float, float, int]
"""Left, top, right, bottom with the clearance, and the card's id."""


class Obstacles:
    """Cards by id, found by cell. All questions cost what the line is long, never more than one look at every card."""

    def __init__(self, cards: Mapping[int, Rect]) -> None:
        self._boxes: dict[int, Box] = {}
        self._cells: dict[int, list[Box]] = {}
        self._columns: dict[int, dict[int, Box]] = {}  # cell column -> its cards by id
        self._lowest: dict[int, float] = {}  # cell column -> its largest lower edge, where asked for
        for identity, rect in cards.items():
            self.put(identity, rect)

    def put(self, identity: int, rect: Rect | None) -> None:
        """Place a card, move it, or with None take it away."""
        old = self._boxes.pop(identity, None)
        if old is not None:
            for key in self._keys(old):
                cell = [box for box in self._cells[key] if box[4] != identity]
                if cell:
                    self._cells[key] = cell
                else:
                    del self._cells[key]
            for column in self._columns_of(old):
                del self._columns[column][identity]
                self._lowest.pop(column, None)
        if rect is not None:
            box = (
                rect.x - CLEARANCE,
                rect.y - CLEARANCE,
                rect.x + rect.width + CLEARANCE,
                rect.y + rect.height + CLEARANCE,
                identity,
            )
            self._boxes[identity] = box
            for key in self._keys(box):
                insort(self._cells.setdefault(key, []), box, key=_identity)  # the same however it came about
            for column in self._columns_of(box):
                self._columns.setdefault(column, {})[identity] = box
                self._lowest.pop(column, None)

    def on_horizontal(
        self, y: float, start: float, end: float, skip: int | None = None, also: int | None = None
    ) -> Box | None:
        """A card that the horizontal line meets, or None; ``skip`` and ``also`` are cards it may touch."""
        if start > end:
            start, end = end, start
        first, last = int(start // _CELL_WIDTH), int(end // _CELL_WIDTH)
        row = int(y // _CELL_HEIGHT)
        cells = self._cells
        if last - first > len(self._boxes):
            for box in self._boxes.values():
                if box[1] < y < box[3] and box[0] < end and box[2] > start and box[4] != skip and box[4] != also:
                    return box
            return None
        for column in range(first, last + 1):
            cell = cells.get(column * _STRIDE + row)
            if cell is not None:
                for box in cell:
                    if box[1] < y < box[3] and box[0] < end and box[2] > start and box[4] != skip and box[4] != also:
                        return box
        return None

    def on_vertical(
        self, x: float, start: float, end: float, skip: int | None = None, also: int | None = None
    ) -> Box | None:
        """A card that the vertical line meets, or None; ``skip`` and ``also`` are cards it may touch."""
        if start > end:
            start, end = end, start
        first, last = int(start // _CELL_HEIGHT), int(end // _CELL_HEIGHT)
        base = int(x // _CELL_WIDTH) * _STRIDE
        cells = self._cells
        if last - first > len(self._boxes):
            for box in self._boxes.values():
                if box[0] < x < box[2] and box[1] < end and box[3] > start and box[4] != skip and box[4] != also:
                    return box
            return None
        for row in range(first, last + 1):
            cell = cells.get(base + row)
            if cell is not None:
                for box in cell:
                    if box[0] < x < box[2] and box[1] < end and box[3] > start and box[4] != skip and box[4] != also:
                        return box
        return None

    def within(self, left: float, top: float, right: float, bottom: float) -> list[Box]:
        """The cards that reach into a region, each once, by id."""
        columns = range(int(left // _CELL_WIDTH), int(right // _CELL_WIDTH) + 1)
        rows = range(int(top // _CELL_HEIGHT), int(bottom // _CELL_HEIGHT) + 1)
        found: dict[int, Box] = {}
        if len(columns) * len(rows) > len(self._boxes):
            found = self._boxes
        else:
            for column in columns:
                for row in rows:
                    for box in self._cells.get(column * _STRIDE + row, ()):
                        found[box[4]] = box
        return sorted(
            (b for b in found.values() if b[0] < right and b[2] > left and b[1] < bottom and b[3] > top),
            key=_identity,
        )

    def lowest_between(self, left: float, right: float) -> float | None:
        """The largest lower edge of the cards that stand, or partly stand, between two x; None if there is none."""
        first, last = int(left // _CELL_WIDTH), int(right // _CELL_WIDTH)
        columns: Iterable[int] = range(first, last + 1)
        if last - first > len(self._columns):
            columns = [column for column in self._columns if first <= column <= last]
        found: list[float] = []
        for column in columns:
            boxes = self._columns.get(column)
            if not boxes:
                continue
            if column in (first, last):
                found += [box[3] for box in boxes.values() if box[0] < right and box[2] > left]
                continue
            if column not in self._lowest:
                self._lowest[column] = max(box[3] for box in boxes.values())
            found.append(self._lowest[column])
        return max(found) - CLEARANCE if found else None

    def _keys(self, box: Box) -> list[int]:
        rows = range(int(box[1] // _CELL_HEIGHT), int(box[3] // _CELL_HEIGHT) + 1)
        return [column * _STRIDE + row for column in self._columns_of(box) for row in rows]

    @staticmethod
    def _columns_of(box: Box) -> range:
        return range(int(box[0] // _CELL_WIDTH), int(box[2] // _CELL_WIDTH) + 1)


def _identity(box: Box) -> int:
    return box[4]
