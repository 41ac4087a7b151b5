"""An indicator's readings over time on paper: the target's band, the limit, the smoothed line of a drift.

This module must not know where the chart stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import INK, score_colour
from cjdesigner.export.sheet import circle
from cjdesigner.i18n import gettext as _
from cjdesigner.model import dates
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.indicator_words import in_unit
from cjdesigner.model.indicators import beyond_limit, dated
from cjdesigner.model.records import Indicator, Reading
from cjdesigner.model.tipping import Drift, Tipping, drift
from cjdesigner.theme import mix


class _Scale(msgspec.Struct, frozen=True):
    """Where days and values lie."""

    plot: Rect
    first: int
    days: int
    low: float
    high: float

    def x(self, iso: str) -> float:
        if not self.days:
            return self.plot.centre_x
        return self.plot.x + (dates.start(iso).toordinal() - self.first) / self.days * self.plot.width

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.plot.bottom - share * self.plot.height


def draw_chart(
    pen: Pen, indicator: Indicator, readings: Sequence[Reading], rect: Rect, unit: float, flag: Tipping | None
) -> None:
    """Draw it into ``rect``; without dated readings an empty ground that says so is enough."""
    shown = dated(readings)
    small = pen.smallest
    if not shown:
        pen.box(rect, INK.surface, INK.hairline, 0.5 * unit, radius=3 * unit)
        return
    found = drift(indicator, shown)
    low, high = _span(indicator, shown, found)
    first, last = (dates.start(reading.date).toordinal() for reading in (shown[0], shown[-1]))
    right = max((text.width(word, "regular", small) for word, _value, _ink in _marks(indicator)), default=0.0)
    right = min(right + 0.5 * small if right else 0.0, 0.4 * rect.width)
    plot = Rect(
        rect.x + 2 * unit, rect.y + 2 * unit, rect.width - right - 4 * unit, rect.height - 1.5 * small - 3 * unit
    )
    scale = _Scale(plot, first, last - first, low, high)
    pen.box(Rect(rect.x, rect.y, rect.width - right, plot.bottom - rect.y + unit), INK.surface, role="chart")
    _draw_ground(pen, indicator, scale, Rect(rect.x, rect.y, rect.width - right, plot.bottom - rect.y + unit), unit)
    if found is not None:
        _draw_drift(pen, found, scale, unit)
    line = [(scale.x(reading.date), scale.y(reading.value)) for reading in shown]
    if len(line) > 1:
        pen.line(line, INK.accent, 1.2 * unit, role="readings")
    for reading, (x, y) in zip(shown, line, strict=True):
        off = beyond_limit(indicator, [reading]) or (flag is not None and reading.date >= flag.since)
        pen.shape(circle(x, y, 1.5 * unit), INK.danger if off else INK.accent, role="reading")
    _draw_labels(pen, indicator, shown, scale, rect, right)


def _span(indicator: Indicator, shown: Sequence[Reading], found: Drift | None) -> tuple[float, float]:
    """The lowest and highest value drawn."""
    values = [reading.value for reading in shown]
    values += [value for value in (indicator.target, indicator.limit) if value is not None]
    if found is not None:
        values += [edge for point in found.points for edge in (point.low, point.high, point.smooth)]
    low, high = min(values), max(values)
    room = (high - low) or abs(high) * 0.2 or 1.0
    return low - 0.1 * room, high + 0.1 * room


def _marks(indicator: Indicator) -> list[tuple[str, float, str]]:
    found = []
    if indicator.target is not None:
        found.append((in_unit(indicator, indicator.target), indicator.target, INK.ink))
    if indicator.limit is not None:
        found.append((in_unit(indicator, indicator.limit), indicator.limit, INK.danger))
    return found


def _draw_ground(pen: Pen, indicator: Indicator, scale: _Scale, area: Rect, unit: float) -> None:
    """The band of what reaches the target, and the lines of target and limit."""
    if indicator.target is not None:
        edge = scale.y(indicator.target)
        top, bottom = (area.y, edge) if indicator.direction == "up" else (edge, area.bottom)
        pen.box(Rect(area.x, top, area.width, bottom - top), mix(score_colour(1.0), INK.surface, 0.88), role="target")
        pen.line([(area.x, edge), (area.right, edge)], INK.ink, 0.6 * unit, dash=(0.6 * unit, 1.6 * unit))
    if indicator.limit is not None:
        y = scale.y(indicator.limit)
        pen.line([(area.x, y), (area.right, y)], INK.danger, 0.7 * unit, dash=(2.6 * unit, 1.8 * unit), role="limit")


def _draw_drift(pen: Pen, found: Drift, scale: _Scale, unit: float) -> None:
    """The control limits as a grey band, the smoothed line in it."""
    places = [scale.x(point.date) for point in found.points]
    upper: list[Point] = [(x, scale.y(point.high)) for x, point in zip(places, found.points, strict=True)]
    lower: list[Point] = [(x, scale.y(point.low)) for x, point in zip(places, found.points, strict=True)]
    if len(places) > 1:
        corners = [*upper, *reversed(lower)]
        path = [("M" if not place else "L", *corner) for place, corner in enumerate(corners)]
        pen.shape([*path, ("Z",)], INK.grey, role="drift")
        smooth = [(x, scale.y(point.smooth)) for x, point in zip(places, found.points, strict=True)]
        colour = INK.danger if found.side == "worse" else INK.second
        pen.line(smooth, colour, 0.8 * unit, dash=(1.6 * unit, 1.2 * unit), role="smoothed")


def _draw_labels(
    pen: Pen, indicator: Indicator, shown: Sequence[Reading], scale: _Scale, rect: Rect, right: float
) -> None:
    """First and last date beneath; target and limit at the right, where they do not meet."""
    small = pen.smallest
    baseline = scale.plot.bottom + 1.35 * small
    start, end = shown[0].date, shown[-1].date
    width = rect.width - right
    first = pen.figure(start, rect.x, baseline, "regular", small, INK.second)
    wide = text.width(end, "regular", small, tabular=True)
    if start != end and rect.x + width - wide > first.right + 0.5 * small:
        pen.figure(end, rect.x + width, baseline, "regular", small, INK.second, align="right")
    arrow = _("↑ more is better") if indicator.direction == "up" else _("↓ less is better")
    middle = (first.right + rect.x + width - wide) / 2
    half = text.width(arrow, "regular", small) / 2 + 0.8 * small
    if middle - half > first.right and middle + half < rect.x + width - wide:
        pen.figure(arrow, middle, baseline, "regular", small, INK.second, align="centre", tabular=False)
    taken: list[float] = []
    for words, value, ink in _marks(indicator):
        y = min(max(scale.y(value) + 0.36 * small, rect.y + 0.8 * small), scale.plot.bottom)
        if any(abs(y - other) < 1.1 * small for other in taken):
            continue
        if text.width(words, "regular", small) <= right:
            taken.append(y)
            pen.figure(words, rect.right, y, "regular", small, ink, align="right", tabular=False)
