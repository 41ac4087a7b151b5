"""Snapping a rectangle that is moved to the edges, centres and gaps of those around it, with guides to show why.

This module must not know what is moved, nor which keys suspend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from cjdesigner.model.geometry import Point, Rect


class Guide(msgspec.Struct, frozen=True):
    """A line that shows an alignment, or one that measures a gap which is equal to another."""

    kind: Literal["line", "gap"]
    start: Point
    end: Point


class Snapped(msgspec.Struct, frozen=True):
    """By how much to move on so that the rectangle snaps, 0 where nothing is near, and what it aligns with then."""

    dx: float
    dy: float
    guides: tuple[Guide, ...]


# One axis of a rectangle: start and size along it, start and size across it.
_Span = tuple[float, float, float, float]


def snap(rect: Rect, others: Iterable[Rect], tolerance: float) -> Snapped:
    """Snap each axis on its own to what is nearest within ``tolerance``; an alignment wins over an equal gap."""
    others = list(others)
    across = [(other.x, other.width, other.y, other.height) for other in others]
    down = [(other.y, other.height, other.x, other.width) for other in others]
    dx = _nearest((rect.x, rect.width, rect.y, rect.height), across, tolerance)
    dy = _nearest((rect.y, rect.height, rect.x, rect.width), down, tolerance)
    guides: list[Guide] = []
    x, y = rect.x + (dx or 0.0), rect.y + (dy or 0.0)
    if dx is not None:
        guides += _guides((x, rect.width, y, rect.height), across, upright=True)
    if dy is not None:
        guides += _guides((y, rect.height, x, rect.width), down, upright=False)
    return Snapped(dx or 0.0, dy or 0.0, tuple(guides))


def _nearest(span: _Span, others: Sequence[_Span], tolerance: float) -> float | None:
    start, size, _, _ = span
    best: float | None = None
    for other, other_size, _, _ in others:
        edge = other - start
        grown = other_size - size
        for offset in (edge, edge + grown / 2, edge + grown):
            if abs(offset) <= tolerance and (best is None or abs(offset) < abs(best)):
                best = offset
    if best is not None:
        return best
    for place, *_ in _equal_gaps(span, others):
        if abs(place - start) <= tolerance and (best is None or abs(place - start) < abs(best)):
            best = place - start
    return best


def _equal_gaps(span: _Span, others: Sequence[_Span]) -> list[tuple[float, tuple[_Span, _Span], bool]]:
    """Places with equal gaps: where, to which two neighbours, and whether the rectangle stands between them."""
    start, size, _, _ = span
    middle = start + size / 2
    row = sorted(other for other in others if _beside(span, other))
    before = [other for other in row if other[0] + other[1] / 2 < middle]
    after = [other for other in row if other[0] + other[1] / 2 >= middle]
    places: list[tuple[float, tuple[_Span, _Span], bool]] = []
    if len(before) >= 2:
        far, near = before[-2:]
        gap = near[0] - (far[0] + far[1])
        if gap > 0:
            places.append((near[0] + near[1] + gap, (far, near), False))
    if len(after) >= 2:
        near, far = after[:2]
        gap = far[0] - (near[0] + near[1])
        if gap > 0:
            places.append((near[0] - gap - size, (near, far), False))
    if before and after:
        left, right = before[-1], after[0]
        gap = (right[0] - (left[0] + left[1]) - size) / 2
        if gap > 0:
            places.append((left[0] + left[1] + gap, (left, right), True))
    return places


def _beside(span: _Span, other: _Span) -> bool:
    return other[2] < span[2] + span[3] and span[2] < other[2] + other[3]


def _guides(span: _Span, others: Sequence[_Span], *, upright: bool) -> list[Guide]:
    start, size, cross, cross_size = span
    found: dict[float, list[_Span]] = {}  # anchor as a part of the size -> those that share it
    for other in others:
        for part in (0.0, 0.5, 1.0):
            if abs(other[0] + other[1] * part - (start + size * part)) < 1e-6:
                found.setdefault(part, []).append(other)
    if 0.0 in found and 1.0 in found:
        found.pop(0.5, None)
    guides = []
    for part, mates in sorted(found.items()):
        low = min(cross, *(mate[2] for mate in mates))
        high = max(cross + cross_size, *(mate[2] + mate[3] for mate in mates))
        at = start + size * part
        guides.append(_guide("line", (at, low), (at, high), swap=not upright))
    if guides:
        return guides
    for place, pair, between in _equal_gaps(span, others):
        if abs(place - start) < 1e-6:
            first, second = sorted((*pair, span))[:2]
            last = sorted((*pair, span))[2]
            for one, two in ((first, second), (second, last)):
                level = (max(one[2], two[2]) + min(one[2] + one[3], two[2] + two[3])) / 2
                guides.append(_guide("gap", (one[0] + one[1], level), (two[0], level), swap=not upright))
            if between:
                break
    return guides


def _guide(kind: Literal["line", "gap"], start: Point, end: Point, *, swap: bool) -> Guide:
    return Guide(kind, start[::-1], end[::-1]) if swap else Guide(kind, start, end)
