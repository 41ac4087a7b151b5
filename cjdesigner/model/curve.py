"""A smooth curve through points, left to right, that never rises above or falls below the points beside it.

Monotone cubic interpolation (F. N. Fritsch, R. E. Carlson: Monotone Piecewise Cubic Interpolation, 1980, with the
harmonic mean of the slopes as F. N. Fritsch and J. Butland gave it in 1984): an emotion between two moments is between
their emotions, not beyond.

This module must not know what the points mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner.model.geometry import Point

Bezier = tuple[Point, Point, Point, Point]
"""Start, two control points, end."""


def smooth(points: Sequence[Point]) -> list[Bezier]:
    """The curve through the points, sorted by x, as cubic Bézier pieces; points of one x are joined by their mean."""
    joined = _joined(points)
    if len(joined) < 2:
        return []
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in zip(joined, joined[1:], strict=False)]
    tangents = [slopes[0], *(_between(a, b) for a, b in zip(slopes, slopes[1:], strict=False)), slopes[-1]]
    pieces: list[Bezier] = []
    for number, ((x0, y0), (x1, y1)) in enumerate(zip(joined, joined[1:], strict=False)):
        third = (x1 - x0) / 3
        first = (x0 + third, y0 + third * tangents[number])
        second = (x1 - third, y1 - third * tangents[number + 1])
        pieces.append(((x0, y0), first, second, (x1, y1)))
    return pieces


def _between(before: float, after: float) -> float:
    """The tangent at a point: level where the curve turns, else the harmonic mean of the slopes beside it."""
    return 0.0 if before * after <= 0 else 2 * before * after / (before + after)


def _joined(points: Sequence[Point]) -> list[Point]:
    heights: dict[float, list[float]] = {}
    for x, y in points:
        heights.setdefault(x, []).append(y)
    return [(x, sum(ys) / len(ys)) for x, ys in sorted(heights.items())]
