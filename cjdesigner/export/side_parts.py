"""What the blocks beside the map are made of: headings, rows with a figure, remarks; and how blocks are stacked.

This module must not know what any block tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import INK
from cjdesigner.model.geometry import Rect

BODY = 7.4


FLOWS = (20, 6, 4, 3, 2, 1, 0)
"""How many lines more than usual texts may take, where there is room, from the most on."""


class Column(msgspec.Struct, frozen=True):
    """Where a block stands: left end, width, scale of the paper; how many lines more than usual its texts may take."""

    x: float
    width: float
    scale: float
    more: int = 0

    def flowing(self, more: int) -> Column:
        """The same with so many more lines."""
        return Column(self.x, self.width, self.scale, more)


class Block(msgspec.Struct, frozen=True):
    """A block: ``draw(pen, column, top, shown)`` returns its lower end. ``most`` is how many entries it has to show,
    0 where it cannot be shortened; ``least`` how many it keeps when there is little room."""

    title: str
    draw: Callable[[Pen, Column, float, int], float]
    most: int = 0
    least: int = 0
    extra: bool = False
    """Left out where there is no room, and then not listed either."""
    listed: Callable[[], list[str]] = list
    """What it says, an entry each, for the list pages where it is left out."""
    sheet: str = ""
    """The section whose sheet shows it in full."""


def stack(pen: Pen, shown: Sequence[tuple[Block, int]], column: Column, top: float, gap: float) -> float:
    """Draw blocks beneath each other and return the last one's lower end."""
    y = top
    for place, (block, count) in enumerate(shown):
        y = block.draw(pen, column, y + (gap if place else 0.0), count)
    return y


def flowing(pen: Pen, shown: Sequence[tuple[Block, int]], column: Column, height: float, gap: float) -> Column:
    """The column with as many more lines for its texts as the height that is left holds."""
    for more in FLOWS:
        found = column.flowing(more)
        if stack(pen.trial(), shown, found, 0.0, gap) <= height:
            break
    return found


def heading(pen: Pen, column: Column, top: float, words: str, figures: str = "") -> float:
    """A small heading in capitals, at the right what the figures beneath it are, where there is room; returns the lower
    end with the space beneath it."""
    size = max(pen.smallest, 6.2 * column.scale)
    box = Rect(column.x, top, column.width, 2.7 * size)
    pen.entry(words, 1, top)
    wide = text.width(words.upper(), "semibold", size) + text.width(figures, "regular", pen.smallest) + size
    if figures and wide <= column.width:
        baseline = top + text.baseline("semibold", size)
        pen.figure(
            figures,
            column.x + column.width,
            baseline,
            "regular",
            pen.smallest,
            INK.second,
            align="right",
            tabular=False,
        )
    bottom = top + pen.text(words.upper(), box, "semibold", size, INK.second) + 0.45 * size
    return remark(pen, column, bottom - 0.45 * size, figures) if figures and wide > column.width else bottom


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
    lines += column.more
    indent = 1.5 * size if lead else 0.0
    right = text.width(figure, "semibold", size, tabular=True) + 0.7 * size if figure else 0.0
    y = top + 0.28 * size
    baseline = y + text.baseline("regular", size)
    if lead:
        pen.figure(lead, column.x, baseline, "regular", size, INK.second)
    box = Rect(column.x + indent, y, column.width - indent - right, lines * 1.3 * size)
    used = pen.text(words, box, "semibold" if strong else "regular", size, INK.ink, max_lines=lines)
    if below:
        place = Rect(box.x, y + used, column.width - indent, 1.3 * pen.smallest + 0.01)
        used += pen.text(below, place, "regular", pen.smallest, INK.second, max_lines=1)
    if figure:
        pen.figure(figure, column.x + column.width, baseline, "semibold", size, INK.ink, align="right")
    bottom = y + max(used, 1.3 * size) + 0.28 * size
    if rule:
        pen.line([(column.x, bottom), (column.x + column.width, bottom)], INK.hairline, 0.5 * column.scale)
    return bottom


def remark(pen: Pen, column: Column, top: float, words: str, lines: int = 4) -> float:
    size = pen.smallest
    box = Rect(column.x, top + 0.35 * size, column.width, (lines + column.more) * 1.3 * size)
    return box.y + pen.text(words, box, "regular", size, INK.second)
