"""Where a slow drift tips: an exponentially weighted moving average (EWMA) control chart of an indicator's readings.

The method is that of S. W. Roberts, Control Chart Tests Based on Geometric Moving Averages, Technometrics 1 (1959),
239-250, as the NIST/SEMATECH e-Handbook of Statistical Methods sets it out in 6.3.2.4. With the readings ``x`` after
the baseline and ``z(0) = m``

    z(i) = lambda x(i) + (1 - lambda) z(i-1)

drift shows where ``z(i)`` leaves ``m +- L s sqrt(lambda / (2 - lambda) (1 - (1 - lambda)^(2i)))``. ``lambda`` is 0.2,
``L`` is 3. ``m`` and ``s`` are mean and standard deviation (n - 1) of the baseline, the first six readings. Recorded
values are rounded, so ``s`` is never taken as less than what rounding alone makes of it: the step of the last digit
divided by the square root of 12. Readings count in their order; how far apart they lie does not.

This module must not know how it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from statistics import fmean, stdev
from typing import Literal

import msgspec

from cjdesigner.i18n import mark
from cjdesigner.model.indicators import beyond_limit, in_order, is_worse
from cjdesigner.model.records import Indicator, Reading

WEIGHT = 0.2
WIDTH = 3.0
BASELINE = 6

METHOD = mark(
    "Drift: EWMA control chart (Roberts 1959; NIST/SEMATECH e-Handbook 6.3.2.4) with \u03bb = 0.2 and L = 3. Mean and"
    " spread come from the first 6 readings; from the 7th on, the smoothed line tips where it leaves the grey band."
)
"""The method and its source, for screen and help."""


class Point(msgspec.Struct, frozen=True):
    """A reading after the baseline: the smoothed value and the limits it is held to."""

    date: str
    smooth: float
    low: float
    high: float


class Drift(msgspec.Struct, frozen=True):
    """The control chart. ``since`` is the date at which the drift left the limits, where it still lies outside."""

    mean: float
    spread: float
    points: tuple[Point, ...]
    side: Literal["worse", "better"] | None
    since: str | None


class Tipping(msgspec.Struct, frozen=True):
    """What is flagged: a drift to the worse, or a latest reading beyond the indicator's own limit."""

    cause: Literal["drift", "limit"]
    since: str


def drift(indicator: Indicator, readings: Sequence[Reading]) -> Drift | None:
    """The control chart of the readings; None while there are none after the baseline."""
    ordered = in_order(readings)
    if len(ordered) <= BASELINE:
        return None
    baseline = [reading.value for reading in ordered[:BASELINE]]
    mean = fmean(baseline)
    spread = max(stdev(baseline), _step(baseline) / math.sqrt(12))
    points: list[Point] = []
    smooth = mean
    for number, reading in enumerate(ordered[BASELINE:], 1):
        smooth = WEIGHT * reading.value + (1 - WEIGHT) * smooth
        reach = WIDTH * spread * math.sqrt(WEIGHT / (2 - WEIGHT) * (1 - (1 - WEIGHT) ** (2 * number)))
        points.append(Point(reading.date, smooth, mean - reach, mean + reach))
    sides = [_side(indicator, point, mean) for point in points]
    since = None
    for point, side in zip(reversed(points), reversed(sides), strict=True):
        if side is None or side != sides[-1]:
            break
        since = point.date
    return Drift(mean, spread, tuple(points), sides[-1], since)


def tipping(indicator: Indicator, readings: Sequence[Reading]) -> Tipping | None:
    """Whether the indicator has tipped and since when; the limit that must not be crossed comes first."""
    if beyond_limit(indicator, readings):
        since = ""
        for reading in reversed(in_order(readings)):
            if indicator.limit is None or not is_worse(indicator, reading.value, indicator.limit):
                break
            since = reading.date
        return Tipping("limit", since)
    found = drift(indicator, readings)
    if found is not None and found.side == "worse" and found.since is not None:
        return Tipping("drift", found.since)
    return None


def _side(indicator: Indicator, point: Point, mean: float) -> Literal["worse", "better"] | None:
    if point.low <= point.smooth <= point.high:
        return None
    return "worse" if is_worse(indicator, point.smooth, mean) else "better"


def _step(values: Sequence[float]) -> float:
    """The smallest step between values as they are written: 0.1 where one digit after the decimal sign is the most."""
    digits = [Decimal(repr(value)).normalize().as_tuple().exponent for value in values]
    return float(10.0 ** min(0, *(exponent for exponent in digits if isinstance(exponent, int))))
