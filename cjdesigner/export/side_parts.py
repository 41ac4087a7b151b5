"""What the blocks beside the map are made of: headings, rows with a figure, remarks; and how blocks are stacked.

This module must not know what any block tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.model.geometry import Rect
from cjdesigner.theme import LIGHT

BODY = 7.4


class Column(msgspec.Struct, frozen=True):
    """Where a block stands: left end, width, scale of the paper."""

    x: float
    width: float
    scale: float


class Block(msgspec.Struct, frozen=True):
    """A block: ``draw(pen, column, top, shown)`` returns its lower end. ``most`` is how many entries it has to show,
    0 where it cannot be shortened; ``least`` how many it keeps when there is little room."""

    draw: Callable[[Pen, Column, float, int], float]
    most: int = 0
    least: int = 0
    extra: bool = False
    """Left out where there is no room, and then not listed either."""


def stack(pen: Pen, shown: Sequence[tuple[Block, int]], column: Column, top: float, gap: float) -> float:
    """Draw blocks beneath each other and return the last one's lower end."""
    y = top
    for place, (block, count) in enumerate(shown):
        y = block.draw(pen, column, y + (gap if place else 0.0), count)
    return y


def fitted(pen: Pen, wanted: Sequence[Block], column: Column, height: float, gap: float) -> list[tuple[Block, int]]:
    """The blocks with as many entries each as fit into ``height``: the longest list gives way first, then whole blocks
    of those that find no room after the ones before them."""

    def fits(shown: Sequence[tuple[Block, int]]) -> bool:
        return stack(pen.trial(), shown, column, 0.0, gap) <= height

    shown = [(block, block.most) for block in wanted]
    if not fits(shown):
        shown = [(block, count) for block, count in shown if not block.extra]
    while not fits(shown):
        spare = [place for place, (block, count) in enumerate(shown) if count > block.least]
        if not spare:
            return _grown(_some(shown, fits), fits)
        place = max(spare, key=lambda place: shown[place][1] / max(1, shown[place][0].least))
        shown[place] = (shown[place][0], shown[place][1] - 1)
    return shown


_Shown = list[tuple[Block, int]]


def _some(shown: _Shown, fits: Callable[[_Shown], bool]) -> _Shown:
    """The blocks that fit beneath those before them."""
    found: _Shown = []
    for pair in shown:
        if fits([*found, pair]):
            found.append(pair)
    return found


def _grown(shown: _Shown, fits: Callable[[_Shown], bool]) -> _Shown:
    """The same with as many more entries as the room that is left holds, in turn."""
    grows = True
    while grows:
        grows = False
        for place, (block, count) in enumerate(shown):
            more = [*shown[:place], (block, count + 1), *shown[place + 1 :]]
            if count < block.most and fits(more):
                shown, grows = more, True
    return shown


def heading(pen: Pen, column: Column, top: float, words: str) -> float:
    """A small heading in capitals; returns the lower end with the space beneath it."""
    size = max(pen.smallest, 6.2 * column.scale)
    box = Rect(column.x, top, column.width, 2.7 * size)
    pen.entry(words, 1, top)
    return top + pen.text(words.upper(), box, "semibold", size, LIGHT.second) + 0.45 * size


def row(
    pen: Pen,
    column: Column,
    top: float,
    lead: str,
    words: str,
    figure: str,
    *,
    lines: int = 2,
    rule: bool = True,
    strong: bool = False,
    below: str = "",
) -> float:
    """One entry: a number or mark, a text, a figure at the right, what that is in other terms ``below`` it, a hairline
    beneath."""
    size = max(pen.smallest, BODY * column.scale)
    indent = 1.5 * size if lead else 0.0
    right = text.width(figure, "semibold", size, tabular=True) + 0.7 * size if figure else 0.0
    y = top + 0.28 * size
    baseline = y + text.baseline("regular", size)
    if lead:
        pen.figure(lead, column.x, baseline, "regular", size, LIGHT.second)
    box = Rect(column.x + indent, y, column.width - indent - right, lines * 1.3 * size)
    used = pen.text(words, box, "semibold" if strong else "regular", size, LIGHT.ink, max_lines=lines)
    if below:
        place = Rect(box.x, y + used, column.width - indent, 1.3 * pen.smallest + 0.01)
        used += pen.text(below, place, "regular", pen.smallest, LIGHT.second, max_lines=1)
    if figure:
        pen.figure(figure, column.x + column.width, baseline, "semibold", size, LIGHT.ink, align="right")
    bottom = y + max(used, 1.3 * size) + 0.28 * size
    if rule:
        pen.line([(column.x, bottom), (column.x + column.width, bottom)], LIGHT.hairline, 0.5 * column.scale)
    return bottom


def remark(pen: Pen, column: Column, top: float, words: str, lines: int = 4) -> float:
    size = pen.smallest
    box = Rect(column.x, top + 0.35 * size, column.width, lines * 1.3 * size)
    return box.y + pen.text(words, box, "regular", size, LIGHT.second)
