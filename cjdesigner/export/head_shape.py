"""The head in the middle of an empathy map: a profile that looks to the right.

This module must not know what stands in it.
"""

from __future__ import annotations

from cjdesigner.export.sheet import Command
from cjdesigner.model.geometry import Rect

NOSE = 24.0
"""What the nose takes at the right, for A4."""
_NECK = 26.0
_FACE = (
    ((2, -140), (3, -136), (-1, -124)),  # brow and bridge
    ((4, -112), (18, -98), (22, -88)),  # the nose
    ((23, -82), (14, -80), (6, -79)),
    ((5, -74), (9, -68), (11, -64)),  # the lips
    ((11, -60), (5, -58), (4, -57)),
    ((8, -55), (10, -50), (7, -46)),
    ((2, -42), (3, -36), (6, -28)),  # the chin
    ((8, -12), (-4, 0), (-26, 0)),
)
"""Curves from the brow down, from where the chin meets the jaw."""


def neck_of(scale: float) -> float:
    """How much of the lower end the neck takes."""
    return _NECK * scale


def head_shape(box: Rect, scale: float) -> tuple[Command, ...]:
    """The outline, nose and neck within the box; forehead and nape stretch with it."""
    left, top = box.x, box.y
    right, bottom = box.right - NOSE * scale, box.bottom - neck_of(scale)
    size = scale * min(0.95, max(0.5, box.height / scale / 420))
    high = min(80 * scale, (right - left) * 0.24, (bottom - top) * 0.3)
    throat = left + (right - left) * 0.64
    nape = left + (right - left) * 0.3
    unit = 0.7 * scale

    def face(point: tuple[float, float]) -> tuple[float, float]:
        return right + point[0] * size, bottom + point[1] * size

    curves = [("C", *(number for point in curve for number in face(point))) for curve in _FACE]
    return (
        ("M", left, top + high),
        ("C", left, top + high * 0.4, left + high * 0.4, top, left + high, top),
        ("L", right - high, top),
        ("C", right - high * 0.35, top, right, top + high * 0.45, right, top + high),
        ("L", *face((0, -150))),
        *curves,
        ("L", throat + 24 * unit, bottom),
        ("C", throat + 6 * unit, bottom, throat, bottom + 12 * unit, throat, box.bottom),
        ("L", nape, box.bottom),
        ("C", nape, bottom + 14 * unit, nape - 6 * unit, bottom, nape - 30 * unit, bottom),
        ("L", left + 46 * unit, bottom),
        ("C", left + 18 * unit, bottom, left, bottom - 22 * unit, left, bottom - 60 * unit),
        ("Z",),
    )
