"""Which blocks stand in a column, and how many of its entries each shows.

Every block keeps the least it has to say before another one says more; where even that is too much, blocks at the end
give way. This module must not know what any block tells, nor where its column stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner.export.drawing import Pen
from cjdesigner.export.side_parts import FLOWS, Block, Column, flowing

Shown = list[tuple[Block, int]]
"""Blocks with how many entries each shows."""


class Stacking:
    """Blocks beneath each other in one column with so much between them; each is measured once."""

    def __init__(self, pen: Pen, column: Column, gap: float) -> None:
        self.pen, self.column, self.gap = pen, column, gap
        self._measured: dict[tuple[int, int], tuple[float, Block]] = {}

    def height(self, shown: Sequence[tuple[Block, int]]) -> float:
        """How high blocks are together."""
        return sum(self._height(block, count) for block, count in shown) + self.gap * max(0, len(shown) - 1)

    def _height(self, block: Block, count: int) -> float:
        key = id(block), count
        if key not in self._measured:
            self._measured[key] = block.draw(self.pen.trial(), self.column, 0.0, count), block
        return self._measured[key][0]

    def fitted(self, wanted: Sequence[Block], height: float) -> Shown:
        """The blocks with as many entries each as fit into ``height``."""
        shown = [(block, block.most) for block in wanted]
        if self.height(shown) <= height:
            return shown
        shown = []
        for block in wanted:
            if not block.extra and self.height([*shown, (block, block.least)]) <= height:
                shown.append((block, block.least))
        return self._grown(shown, height)

    def _grown(self, shown: Shown, height: float) -> Shown:
        """The same with as many more entries as the room that is left holds, in turn."""
        grows = True
        while grows:
            grows = False
            for place, (block, count) in enumerate(shown):
                more = [*shown[:place], (block, count + 1), *shown[place + 1 :]]
                if count < block.most and self.height(more) <= height:
                    shown, grows = more, True
        return shown


def is_all(wanted: Sequence[Block], shown: Sequence[tuple[Block, int]]) -> bool:
    """Whether every block is there with all of its entries."""
    return len(shown) == len(wanted) and all(count == block.most for block, count in shown)


def shared_out(pen: Pen, wanted: Sequence[Block], column: Column, gap: float, count: int) -> list[list[Block]]:
    """Blocks in so many stacks of like height, in order."""
    heights = [block.draw(pen.trial(), column, 0.0, block.most) + gap for block in wanted]
    stacks: list[list[Block]] = [[] for _ in range(count)]
    used = 0.0
    for block, high in zip(wanted, heights, strict=True):
        place = min(count - 1, int((used + high / 2) / (sum(heights) / count + 0.01)))
        stacks[place].append(block)
        used += high
    return stacks


def in_stacks(pen: Pen, wanted: Sequence[Block], column: Column, most: float, gap: float, count: int) -> list[Shown]:
    """The blocks in so many stacks, each at most ``most`` high; what finds no room in its stack stands beneath another
    one, where what is extra gives way."""
    stacking = Stacking(pen, column, gap)
    shown = [stacking.fitted(part, most) for part in shared_out(pen, wanted, column, gap, count)]
    there = {id(block) for part in shown for block, _count in part}
    for block in wanted:
        if block.extra or id(block) in there:
            continue
        for place, part in enumerate(shown):
            more = [*(pair for pair in part if not pair[0].extra), (block, block.least)]
            if stacking.height(more) <= most:
                shown[place] = more
                break
    return shown


def in_column(
    pen: Pen, wanted: Sequence[Block], column: Column, height: float, gaps: Sequence[float]
) -> tuple[Column, float, Shown]:
    """The blocks in one column, in type as large as there is room for, with what then is between them.

    ``gaps`` are those of the column's scale, the widest first. Texts flow on more lines before they are set larger, and
    are cut last; before blocks are left out they are set smaller and closer.
    """
    everything = [(block, block.most) for block in wanted]
    for larger, more in (*((larger, FLOWS[0]) for larger in _LARGER), *((1.0, more) for more in FLOWS[1:])):
        tried = Stacking(pen, Column(column.x, column.width, column.scale * larger, more), gaps[0] * larger)
        if tried.height(everything) <= height:
            return tried.column, tried.gap, everything
    best: tuple[list[bool], Column, float, Shown] | None = None
    for smaller in _SMALLER:
        narrow = Column(column.x, column.width, column.scale * smaller)
        for gap in gaps:
            shown = Stacking(pen, narrow, gap).fitted(wanted, height)
            there = [block.extra or any(block is other for other, _count in shown) for block in wanted]
            if best is None or there > best[0]:
                best = there, narrow, gap, shown
            if all(there):
                break
        if best is not None and all(best[0]):
            break
    assert best is not None
    _there, column, gap, shown = best
    return flowing(pen, shown, column, height, gap), gap, shown


_LARGER = (1.5, 1.35, 1.22, 1.1, 1.0)
"""Few blocks are set larger, so that the column is not an empty corner beneath them."""
_SMALLER = (1.0, 0.92, 0.85)
