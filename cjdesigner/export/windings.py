"""Which way the contours of a path run, so that holes are holes.

All writers fill what a path winds around; a file may count crossings instead. Turned the right way, its contours come
to the same in both. This module must not know where paths come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner.export.sheet import Command, flattened
from cjdesigner.model.geometry import Point


class TooMany(ValueError):
    """It takes more steps than were allowed."""


def wound(contours: Sequence[list[Command]], most: int) -> tuple[list[list[Command]], int]:
    """Contours of which crossings are counted, each turned against the one it lies in, and the steps that it took.

    A step is a corner of a contour that another may lie in. Raises TooMany before it takes more than ``most``.
    """
    polygons = [flattened(contour) for contour in contours]
    frames = [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in (zip(*polygon, strict=True) for polygon in polygons)]
    taken = 0
    found = []
    for place, (contour, polygon) in enumerate(zip(contours, polygons, strict=True)):
        left, top, right, bottom = frames[place]
        depth = 0
        for other, (x1, y1, x2, y2) in enumerate(frames):
            if other != place and x1 <= left and y1 <= top and right <= x2 and bottom <= y2:
                taken += len(polygons[other])
                if taken > most:
                    raise TooMany
                depth += _is_in(polygon[0], polygons[other])
        found.append(contour if (_area(polygon) > 0) == (depth % 2 == 0) else _turned(contour))
    return found, taken


def _is_in(point: Point, polygon: Sequence[Point]) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def _area(polygon: Sequence[Point]) -> float:
    ends = [*polygon[1:], polygon[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(polygon, ends, strict=True))


def _turned(contour: Sequence[Command]) -> list[Command]:
    """The same contour the other way round."""
    closed = contour[-1] == ("Z",)
    pieces = contour[:-1] if closed else contour
    ends = [tuple(command[-2:]) for command in pieces]
    found: list[Command] = [("M", *ends[-1])]
    for command, end in zip(reversed(pieces[1:]), reversed(ends[:-1]), strict=True):
        if command[0] == "C":
            found.append(("C", *command[3:5], *command[1:3], *end))
        else:
            found.append(("L", *end))
    return [*found, ("Z",)] if closed else found
