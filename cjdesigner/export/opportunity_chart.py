"""The opportunity landscape on paper: importance over satisfaction, the bands, a numbered point for each outcome.

This module must not know jobs' records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import INK
from cjdesigner.export.method_page import Sample
from cjdesigner.export.sheet import circle
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.jobs import BANDS, EDGES, Band
from cjdesigner.model.landscape import HIGHEST, areas, place_labels, spots
from cjdesigner.theme import mix

_TINTS: dict[Band, float] = {"extreme": 0.3, "low-hanging": 0.18, "worth": 0.08, "unattractive": 0.0}
_LABELS = 4
"""Numbers named at a place where several points lie; the others are counted."""


class Dot(msgspec.Struct, frozen=True):
    """An outcome: its number, (satisfaction, importance), and whether that is an estimate."""

    number: int
    place: Point
    estimate: bool


def draw_landscape(pen: Pen, rect: Rect, scale: float, dots: Sequence[Dot]) -> None:
    """Draw it into ``rect``."""
    size = max(pen.smallest, 6.4 * scale)
    margin = text.width(decimal(HIGHEST), "regular", size, tabular=True) + 0.7 * size
    plot = Rect(rect.x + margin, rect.y + 1.9 * size, rect.width - margin, rect.height - 5.2 * size)

    def at(point: Point) -> Point:
        return plot.x + point[0] / HIGHEST * plot.width, plot.bottom - point[1] / HIGHEST * plot.height

    for band, corners in areas().items():
        path = [("M" if not place else "L", *at(corner)) for place, corner in enumerate(corners)]
        pen.shape([*path, ("Z",)], mix(INK.paper, INK.accent, _TINTS[band]), role=band)
    for edge in EDGES:
        pen.line([at((0.0, edge / 2)), at((2 * HIGHEST - edge, HIGHEST))], INK.surface, 1.1 * scale)
    pen.line([at((0, 0)), at((HIGHEST, HIGHEST))], INK.link, 0.6 * scale, dash=(2 * scale, 2 * scale))
    pen.box(plot, None, INK.link, 0.6 * scale)
    _draw_axes(pen, rect, plot, size, at)
    names = _band_names(plot, size, at)
    taken = _draw_dots(pen, plot, size, scale, dots, at, list(names.values()))
    for band, ink in names.items():
        if not any(ink.intersects(other) for other in taken):
            face: text.Face = "semibold" if band == "extreme" else "regular"
            pen.figure(_(BANDS[band]), ink.x, ink.bottom - 0.22 * size, face, size, INK.need_ink, tabular=False)


def _draw_axes(pen: Pen, rect: Rect, plot: Rect, size: float, at: Callable[[Point], Point]) -> None:
    for value in (0, 5, 10):
        x, y = at((value, value))
        words = decimal(value)
        align = "left" if value == 0 else "right" if value == 10 else "centre"
        pen.figure(words, x, plot.bottom + 1.25 * size, "regular", size, INK.second, align=align)  # type: ignore[arg-type]
        baseline = min(max(y + 0.36 * size, plot.y + 0.75 * size), plot.bottom)
        pen.figure(words, plot.x - 0.4 * size, baseline, "regular", size, INK.second, align="right")
    pen.figure(_("Importance ↑"), rect.x, rect.y + size, "semibold", size, INK.ink, tabular=False)
    below = plot.bottom + 2.7 * size
    pen.figure(_("Satisfaction →"), plot.right, below, "semibold", size, INK.ink, align="right", tabular=False)


def _band_names(plot: Rect, size: float, at: Callable[[Point], Point]) -> dict[Band, Rect]:
    """Where the names of the bands stand, at the left edge, each halfway down its strip."""
    found: dict[Band, Rect] = {}
    edges = (HIGHEST, *(edge / 2 for edge in EDGES))
    for band, top, bottom in zip(BANDS, edges, (*edges[1:], 0.0), strict=True):
        x, upper = at((0.0, top))
        lower = at((0.0, bottom))[1]
        wide = text.width(_(BANDS[band]), "semibold", size)
        # The strip rises to the right: the name stands as high in it as lets its end stay within.
        rises = (0.7 * size + wide) / plot.width * plot.height / 2
        middle = max(upper + 0.75 * size, min((upper + lower) / 2, lower - rises - 0.6 * size))
        middle = upper + 2.2 * size if band == "unattractive" else middle
        if lower - upper >= 1.3 * size and wide <= 0.6 * plot.width:
            found[band] = Rect(x + 0.7 * size, middle - 0.37 * size, wide, 0.95 * size)
    return found


def _draw_dots(
    pen: Pen,
    plot: Rect,
    size: float,
    scale: float,
    dots: Sequence[Dot],
    at: Callable[[Point], Point],
    words: Sequence[Rect],
) -> list[Rect]:
    """Points, those that coincide taken together, with the numbers of their outcomes beside them; what they take."""
    by_number = {dot.number: dot for dot in dots}
    radius = 2.9 * scale
    found = spots({dot.number: at(dot.place) for dot in dots}, 2.0 * radius)
    labels = [_label(spot.keys) for spot in found]
    sizes = [(text.width(label, "semibold", size, tabular=True), 0.98 * size) for label in labels]
    bounds = plot.inflated(-0.1 * size)
    places = place_labels([spot.place for spot in found], sizes, radius, bounds, words=words, reach=6)
    taken: list[Rect] = []
    for spot, label, place in zip(found, labels, places, strict=True):
        estimate = all(by_number[key].estimate for key in spot.keys)
        fill = INK.surface if estimate else INK.accent
        role = "estimate" if estimate else "point"
        pen.shape(circle(*spot.place, radius), fill, INK.accent, 0.9 * scale, role=role)
        x, y = spot.place
        taken.append(Rect(x - radius, y - radius, 2 * radius, 2 * radius))
        if place is None:
            continue
        taken.append(place)
        baseline = place.y + text.cap_height("semibold", size)
        pen.figure(label, place.x, baseline, "semibold", size, INK.ink)
    return taken


def _label(numbers: Sequence[int]) -> str:
    shown = ", ".join(decimal(number) for number in numbers[:_LABELS])
    return shown if len(numbers) <= _LABELS else f"{shown} +{len(numbers) - _LABELS}"


def dot_sample(*, estimate: bool) -> Sample:
    """A legend's sample of a point."""

    def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
        fill = INK.surface if estimate else INK.accent
        pen.shape(circle(x + 0.42 * size, baseline - 0.36 * size, 0.4 * size), fill, INK.accent, 0.12 * size)
        return x + 0.85 * size

    return draw
