"""The words of a chart: where those of target and limit stand, and which dates are round.

This module must not know what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF

Line = Sequence[QPointF]

MONTHS = 62
"""Beyond so many days the axis shows months."""
_STEP = 2.0
"""How finely a line is walked along, in px."""


def place_words(
    plot: QRectF, y: float, wide: float, high: float, lines: Sequence[Line], taken: Sequence[QRectF]
) -> QRectF:
    """A box of that size above or beneath the mark at ``y``, at the plot's left end where that is free.

    It lies within the plot and on none of ``taken`` as far as there is room, and covers as little of ``lines`` as may
    be.
    """
    lefts = (plot.left() + 4, plot.right() - wide - 4, plot.center().x() - wide / 2)
    tops = (y - high - 2, y + 2)
    boxes = [QRectF(left, top, wide, high) for left in lefts for top in tops]
    within = [box for box in boxes if box.top() >= plot.top() - 1 and box.bottom() <= plot.bottom() + 1]
    return min(within or boxes, key=lambda box: (any(map(box.intersects, taken)), covered(box, lines)))


def covered(box: QRectF, lines: Sequence[Line]) -> float:
    """How much of these lines a box covers, in px."""
    return sum(_inside(box, a, b) for line in lines for a, b in zip(line, line[1:], strict=False))


def _inside(box: QRectF, a: QPointF, b: QPointF) -> float:
    if max(a.x(), b.x()) < box.left() or min(a.x(), b.x()) > box.right():
        return 0.0
    length = abs(b.x() - a.x()) + abs(b.y() - a.y())
    count = max(1, round(length / _STEP))
    walked = (a + (b - a) * (step / count) for step in range(count + 1))
    return sum(_STEP for point in walked if box.contains(point))


def day_ticks(first: date, last: date, most: int = 9) -> list[tuple[date, str]]:
    """Round dates from first to last, about ``most``, with their words: years, months or days, as the span is."""
    span = (last - first).days
    most = max(1, most)
    if span > 3 * 366:
        years = list(range(first.year + (first > date(first.year, 1, 1)), last.year + 1))
        step = _step(len(years), most, (1, 2, 5, 10, 20, 50, 100, 500, 2000))
        return [(date(year, 1, 1), f"{year:04}") for year in years if year % step == 0]
    if span > MONTHS:
        months = range(first.year * 12 + first.month - 1 + (first.day > 1), last.year * 12 + last.month)
        step = _step(len(months), most, (1, 2, 3, 4, 6, 12))
        starts = [date(number // 12, number % 12 + 1, 1) for number in months if number % step == 0]
        return [(day, day.isoformat()[:7]) for day in starts]
    step = _step(span + 1, most, (1, 2, 5, 7, 14, 28))
    days = [date.fromordinal(first.toordinal() + offset) for offset in range(0, span + 1, step)]
    return [(day, day.isoformat()) for day in days]


def _step(count: int, most: int, steps: Sequence[int]) -> int:
    return next((step for step in steps if count / step <= most), steps[-1])
