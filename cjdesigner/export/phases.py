"""The phases of the map: bands with what the customer says above and what the company does below.

This module must not know cards or links.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from cjdesigner import text
from cjdesigner.export.drawing import Pen, fitting_size
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Phase
from cjdesigner.text import Face
from cjdesigner.theme import LIGHT

_LEADING = 1.22
_SIDES = 13.0
"""Points on A4 that the line above phases of one side takes."""


_Row = tuple[Callable[[Phase], str], Face, float, float, str]


class Header:
    """The heads of all phases, aligned row by row. ``lefts`` are the bands' left edges and the right end.

    To stay within ``most_height`` type gets smaller; only well beyond it are texts cut. ``learned`` is what stands last
    of a phase, where there is room. ``bare`` leaves out what the company does and asks: that stands beneath the map.
    """

    def __init__(
        self,
        pen: Pen,
        bands: Sequence[Phase | None],
        lefts: Sequence[float],
        scale: float,
        most_height: float,
        learned: Mapping[int, str] | None = None,
        bare: bool = False,
    ) -> None:
        self.bands, self.lefts, self.scale = bands, lefts, scale
        self._learned, self._bare = learned or {}, bare
        self._rows: list[_Row] = []
        widths = [right - left - 2 * self._padding(right - left) for left, right in zip(lefts, lefts[1:], strict=False)]
        phases = [(phase, wide) for phase, wide in zip(bands, widths, strict=True) if phase is not None]
        self._sides = _SIDES * scale if any(phase.side for phase, _ in phases) else 0.0
        sizes = (10.5, 8.0, 7.0, 7.0)
        while True:
            self._rows, self.height = self._measured(pen, phases, sizes)
            if self.height <= most_height:
                break
            if max(sizes) * scale <= pen.smallest:
                if not self._learned:
                    break
                self._learned = {}
                continue
            sizes = (sizes[0] * 0.92, sizes[1] * 0.94, sizes[2] * 0.94, sizes[3] * 0.94)
        most_height *= 1.45
        if self.height > most_height and self._rows:
            # Even the smallest type is too much: every row gives up lines.
            share = max(1.0, most_height / len(self._rows))
            self._rows = [(*row[:3], min(row[3], max(share, row[2] * _LEADING)), row[4]) for row in self._rows]
            self.height = self._sides + sum(row[3] for row in self._rows) + 8 * scale

    def _padding(self, width: float) -> float:
        return min(6 * self.scale, 0.06 * width)

    def _measured(
        self, pen: Pen, phases: Sequence[tuple[Phase, float]], sizes: tuple[float, ...]
    ) -> tuple[list[_Row], float]:
        kinds: list[tuple[Callable[[Phase], str], Face, float, str]] = [
            (lambda phase: phase.title, "semibold", sizes[0], LIGHT.ink),
            (lambda phase: phase.wording, "italic", sizes[1], LIGHT.second),
            (lambda phase: phase.question, "regular", sizes[2], LIGHT.second),
            (_verb, "semibold", sizes[3], LIGHT.second),
        ]
        if self._bare:
            kinds = kinds[:2]
        if self._learned:
            kinds.append((self._said_of, "regular", 0.0, LIGHT.second))
        rows: list[_Row] = []
        for content, face, most, colour in kinds:
            said = [(content(phase), wide) for phase, wide in phases if content(phase).strip()]
            if not said:
                continue
            least = pen.smallest
            size = min(fitting_size(words, face, wide, max(least, most * self.scale), least, 2) for words, wide in said)
            size = min([size, *(row[2] for row in rows[:1])])  # nothing in the head is larger than the title
            high = max(pen.height(words, face, size, wide, None, _LEADING) for words, wide in said)
            rows.append((content, face, size, high + 0.35 * size, colour))
        total = self._sides + sum(row[3] for row in rows)
        return rows, total + (8 * self.scale if rows else 0.0)

    def _said_of(self, phase: Phase) -> str:
        return self._learned.get(phase.id, "")

    def draw_bands(self, pen: Pen, left: float, top: float, bottom: float) -> None:
        """The bands themselves, every second one tinted."""
        phases = [(at, phase) for at, phase in enumerate(self.bands) if phase is not None]
        for place, (at, phase) in enumerate(phases):
            if place % 2 == 1:
                x = left + self.lefts[at]
                pen.box(Rect(x, top, self.lefts[at + 1] - self.lefts[at], bottom - top), LIGHT.band, role="band")
            pen.entry(phase.title, 1, top)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The texts."""
        if self._sides:
            self._draw_sides(pen, left, top)
        for place, phase in enumerate(self.bands):
            if phase is None:
                continue
            wide = self.lefts[place + 1] - self.lefts[place]
            padding = self._padding(wide)
            y = top + self._sides + 5 * self.scale
            for content, face, size, high, colour in self._rows:
                box = Rect(left + self.lefts[place] + padding, y, wide - 2 * padding, high)
                pen.text(content(phase), box, face, size, colour, align="centre", leading=_LEADING)
                if content is _verb and phase.verb.strip():
                    draw_company(pen, phase.verb, box, face, size, colour)
                y += high

    def _draw_sides(self, pen: Pen, left: float, top: float) -> None:
        scale, size = self.scale, pen.smallest
        places = range(len(self.bands))
        for side, group in groupby(places, key=lambda place: phase.side if (phase := self.bands[place]) else None):
            members = list(group)
            if side is None:
                continue
            x1 = left + self.lefts[members[0]] + 3 * scale
            x2 = left + self.lefts[members[-1] + 1] - 3 * scale
            colour = LIGHT.accent if side == "buy" else LIGHT.need_ink
            long = _("the customer buys · the company acquires")
            short = _("buying")
            if side == "own":
                long, short = _("the customer owns · the company looks after"), _("owning")
            said = next((words for words in (long, short) if text.width(words, "semibold", size) <= x2 - x1), "")
            if said:
                pen.figure(said, x1, top + size, "semibold", size, colour, tabular=False)
            pen.line([(x1, top + size * 1.5), (x2, top + size * 1.5)], colour, 1.2 * scale)


def _verb(phase: Phase) -> str:
    return phase.verb


def draw_company(pen: Pen, said: str, box: Rect, face: Face, size: float, colour: str) -> None:
    """A small house beside what stands centred in a box tells that the company speaks, not the customer."""
    wide = max((line.width for line in text.lines(said, face, size, box.width).lines), default=0.0)
    if wide + 3.2 * size <= box.width:
        pen.icon("ri.building-line", box.centre_x - wide / 2 - 1.45 * size, box.y + 0.1 * size, size, colour)
