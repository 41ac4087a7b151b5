"""Rectangles and points on the paper, in units of 1/96 inch, y downwards.

This module must not know what stands in a rectangle.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

Point = tuple[float, float]
Size = tuple[float, float]


class Rect(msgspec.Struct, frozen=True):
    """A rectangle by its top left corner and its size. Edges are not part of its interior."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def centre_x(self) -> float:
        """The x of the centre."""
        return self.x + self.width / 2

    @property
    def centre_y(self) -> float:
        """The y of the centre."""
        return self.y + self.height / 2

    def intersects(self, other: Rect) -> bool:
        """Whether the interiors have a point in common; touching edges have none."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the left or upper edge."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height

    def inflated(self, by: float) -> Rect:
        """The rectangle grown by ``by`` on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: float, dy: float) -> Rect:
        """The rectangle moved."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle around both."""
        left, top = min(self.x, other.x), min(self.y, other.y)
        return Rect(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)


def around(points: Iterable[Point]) -> Rect:
    """The smallest rectangle around one or more points."""
    xs, ys = zip(*points, strict=True)
    left, top = min(xs), min(ys)
    return Rect(left, top, max(xs) - left, max(ys) - top)
