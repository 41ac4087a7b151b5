"""The legend of a blank sheet: how it is filled in and typed back, and the imprint.

This module must not know what stands above it.
"""

from __future__ import annotations

from collections.abc import Callable

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.foot import imprint
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.theme import mix

Sample = Callable[[Pen, float, float, float], float]
"""``sample(pen, x, baseline, size)`` draws a legend's sample and returns its right end."""
_PITCH, _BETWEEN, _AFTER = 1.75, 1.9, 0.6
"""In sizes of type: from row to row, from one entry to the next, from a sample to its meaning."""


class Legend:
    """The legend at the lower end of ``inner``; ``weight`` is that of boxes' edges, ``spare`` whether there are spare
    ones."""

    def __init__(self, told: Told, pen: Pen, inner: Rect, scale: float, weight: float, *, spare: bool) -> None:
        self.pen, self.inner, self.weight, self.has_spare = pen, inner, weight, spare
        self.size = max(pen.smallest, 6.1 * scale)
        self.imprint = imprint(told)
        self.rows = self._rows()
        self.top = inner.bottom - (0.55 + _PITCH * len(self.rows)) * self.size

    def _rows(self) -> list[list[tuple[Sample, str]]]:
        """The entries in rows, the last of which leaves room for the imprint."""
        parts: list[tuple[Sample, str]] = [
            (self._sample(need=True), _("a need, in the customer's words")),
            (self._sample(need=False), _("a touchpoint, where it is answered")),
            *([(self._sample(need=False, spare=True), _("one more touchpoint"))] if self.has_spare else []),
            (_draw_bar, _("shade it: of 100 customers, how many got what they came for")),
            (_draw_number, _("typed back in the order of the numbers: File, “Type back a blank sheet”")),
        ]
        rows: list[list[tuple[Sample, str]]] = [[]]
        x = 0.0
        for sample, meaning in parts:
            wide = sample(self.pen.trial(), 0.0, 0.0, self.size) + _AFTER * self.size
            wide += text.width(meaning, "regular", self.size)
            if rows[-1] and x + wide > self.inner.width:
                rows.append([])
                x = 0.0
            rows[-1].append((sample, meaning))
            x += wide + _BETWEEN * self.size
        if x + text.width(self.imprint, "regular", self.size) > self.inner.width:
            rows.append([])
        return rows

    def draw(self) -> None:
        """Draw it."""
        pen, inner, size = self.pen, self.inner, self.size
        pen.line([(inner.x, self.top), (inner.right, self.top)], INK.hairline, self.weight)
        y = self.top
        for row in self.rows:
            x, y = inner.x, y + _PITCH * size
            for sample, meaning in row:
                x = sample(pen, x, y, size) + _AFTER * size
                x = pen.figure(meaning, x, y, "regular", size, INK.second, tabular=False).right + _BETWEEN * size
        pen.figure(self.imprint, inner.right, y, "regular", size, INK.second, align="right", tabular=False)

    def _sample(self, *, need: bool, spare: bool = False) -> Sample:
        def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
            rect = Rect(x, baseline - 0.85 * size, 1.9 * size, 1.05 * size)
            edge = INK.need_edge if need else INK.link
            dash = (0.3 * size, 0.2 * size) if spare else ()
            pen.box(rect, INK.surface, edge, self.weight, radius=(0.45 if need else 0.12) * size, dash=dash)
            return rect.right

        return draw


def _draw_bar(pen: Pen, x: float, baseline: float, size: float) -> float:
    rect = Rect(x, baseline - 0.6 * size, 3.2 * size, 0.6 * size)
    pen.box(Rect(rect.x, rect.y, 0.6 * rect.width, rect.height), mix(INK.link, INK.surface, 0.35))
    pen.box(rect, None, INK.link, 0.08 * size)
    return rect.right


def _draw_number(pen: Pen, x: float, baseline: float, size: float) -> float:
    words = " · ".join(decimal(number) for number in (1, 2, 3))
    return pen.figure(words, x, baseline, "regular", size, INK.link, tabular=False).right
