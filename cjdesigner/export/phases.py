"""The phases of the map: bands with what the customer says above and what the company does below.

This module must not know cards or links.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from cjdesigner import text
from cjdesigner.export.drawing import Pen, fitting_size
from cjdesigner.export.look import INK, look
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Phase
from cjdesigner.text import Face

_LEADING = 1.22
_ROUGHLY = 1.3
"""Times the height that heads should have at most they may be rather than not tell what was learned."""
_SIDES = 13.0
"""Points on A4 that the line above phases of one side takes."""


_TITLE, _LARGEST_TITLE = 10.5, 18.0
_LEAST_TITLE, _ENOUGH = 1.35, 8.5
"""In smallest types: with so much height phases are named in larger type."""
_BLOCK = 0.42
"""Above and beneath a phase's title on its block, in sizes of its type."""

_Row = tuple[Callable[[Phase], str], Face, float, float, str]


class Header:
    """The heads of all phases, aligned row by row. ``lefts`` are the bands' left edges and the right end.

    To stay within ``most_height`` type gets smaller; only well beyond it are texts cut. ``learned`` is what stands last
    of a phase, where there is room. ``bare`` leaves out what the company does and asks: that stands beneath the map.
    Where it is ``dense`` titles too get as small as anything. ``card`` is the size of names on cards.
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
        dense: bool = False,
        card: float = 0.0,
    ) -> None:
        self.bands, self.lefts, self.scale = bands, lefts, scale
        self._learned, self._bare = learned or {}, bare
        self._rows: list[_Row] = []
        widths = [right - left - 2 * self._padding(right - left) for left, right in zip(lefts, lefts[1:], strict=False)]
        phases = [(phase, wide) for phase, wide in zip(bands, widths, strict=True) if phase is not None]
        self._sides = _SIDES * scale if any(phase.side for phase, _ in phases) else 0.0
        # Where cards are set large the phases they stand in are not named smaller.
        sizes = (max(_TITLE, min(1.1 * card / scale, _LARGEST_TITLE)), 8.0, 7.0, 7.0)
        least_title = (_LEAST_TITLE if most_height > _ENOUGH * pen.smallest and not dense else 1.0) * pen.smallest
        while True:
            self._rows, self.height = self._measured(pen, phases, sizes, most_height)
            if self.height <= most_height:
                break
            # Titles are the last to get smaller.
            if max(sizes[1:]) * scale > pen.smallest:
                sizes = (sizes[0], sizes[1] * 0.94, sizes[2] * 0.94, sizes[3] * 0.94)
            elif sizes[0] * scale > least_title:
                sizes = (sizes[0] * 0.94, *sizes[1:])
            elif self._learned and self.height > _ROUGHLY * most_height:
                self._learned = {}
            else:
                break
        most_height *= 1.45
        if self.height > most_height and self._rows:
            # Even the smallest type is too much: every row gives up lines.
            share = max(1.0, most_height / len(self._rows))
            self._rows = [(*row[:3], min(row[3], max(share, row[2] * _LEADING)), row[4]) for row in self._rows]
            self.height = self._sides + sum(row[3] for row in self._rows) + 8 * scale

    def _padding(self, width: float) -> float:
        return min(6 * self.scale, 0.06 * width)

    def _measured(
        self, pen: Pen, phases: Sequence[tuple[Phase, float]], sizes: tuple[float, ...], enough: float
    ) -> tuple[list[_Row], float]:
        kinds: list[tuple[Callable[[Phase], str], Face, float, str]] = [
            (_title, "bold" if look().filled else "semibold", sizes[0], look().head_ink),
            (lambda phase: phase.wording, "italic", sizes[1], INK.second),
            (lambda phase: phase.question, "regular", sizes[2], INK.second),
            (_verb, "semibold", sizes[3], INK.second),
        ]
        if self._bare:
            kinds = kinds[:2]
        if self._learned:
            kinds.append((self._said_of, "regular", 0.0, INK.second))
        rows: list[_Row] = []
        for content, face, most, colour in kinds:
            said = [(content(phase), wide) for phase, wide in phases if content(phase).strip()]
            if not said:
                continue
            least = pen.smallest
            size = min(fitting_size(words, face, wide, max(least, most * self.scale), least, 2) for words, wide in said)
            size = min([size, *(row[2] for row in rows[:1])])  # nothing in the head is larger than the title
            most_lines = 2 + int(1.45 * max(0.0, enough) / (size * _LEADING))  # more are given up in any case
            high = max(pen.height(words, face, size, wide, most_lines, _LEADING) for words, wide in said)
            block = 2 * _BLOCK * size if content is _title and look().filled else 0.0
            rows.append((content, face, size, high + 0.35 * size + block, colour))
        total = self._sides + sum(row[3] for row in rows)
        return rows, total + (8 * self.scale if rows else 0.0)

    def _said_of(self, phase: Phase) -> str:
        return self._learned.get(phase.id, "")

    def draw_bands(self, pen: Pen, left: float, top: float, bottom: float) -> None:
        """The bands themselves, every second one tinted."""
        phases = [(at, phase) for at, phase in enumerate(self.bands) if phase is not None]
        for place, (at, phase) in enumerate(phases):
            x = left + self.lefts[at]
            if place and not look().coloured:
                # A tint may be lost on a copy.
                pen.line([(x, top + self._sides), (x, bottom)], INK.hairline, 0.5 * self.scale)
            if place % 2 == 1:
                pen.box(Rect(x, top, self.lefts[at + 1] - self.lefts[at], bottom - top), INK.band, role="band")
            pen.entry(phase.title, 1, top)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The texts."""
        if self._sides:
            self._draw_sides(pen, left, top)
        for place, phase in enumerate(self.bands):
            if phase is None:
                continue
            wide = self.lefts[place + 1] - self.lefts[place]
            pen.place("phase", Rect(left + self.lefts[place], top, wide, self.height), phase.id)
            padding = self._padding(wide)
            y = top + self._sides + (2 if look().filled else 5) * self.scale
            box_left = left + self.lefts[place] + padding
            for content, face, size, high, colour in self._rows:
                if content is _title and look().filled:
                    block = Rect(left + self.lefts[place], y, wide, high - 0.35 * size)
                    self._draw_block(pen, phase, block)
                    taken = pen.height(phase.title, face, size, wide - 2 * padding, None, _LEADING)
                    inset = max(_BLOCK * size, (block.height - taken) / 2)
                    box = Rect(box_left, y + inset, wide - 2 * padding, high - inset)
                    pen.text(phase.title, box, face, size, colour, align="centre", leading=_LEADING)
                    y += high
                    continue
                box = Rect(box_left, y, wide - 2 * padding, high)
                pen.text(content(phase), box, face, size, colour, align="centre", leading=_LEADING)
                if content is _verb and phase.verb.strip():
                    draw_company(pen, phase.verb, box, face, size, colour)
                y += high

    def _draw_block(self, pen: Pen, phase: Phase, rect: Rect) -> None:
        """The block a title stands on, darker where customers own."""
        gap = min(1.5 * self.scale, 0.04 * rect.width)
        block = Rect(rect.x + gap, rect.y, rect.width - 2 * gap, rect.height)
        pen.box(block, INK.accent if phase.side == "buy" else look().deep, role="phase")

    def _draw_sides(self, pen: Pen, left: float, top: float) -> None:
        scale, size = self.scale, pen.smallest
        places = range(len(self.bands))
        for side, group in groupby(places, key=lambda place: phase.side if (phase := self.bands[place]) else None):
            members = list(group)
            if side is None:
                continue
            x1 = left + self.lefts[members[0]] + 3 * scale
            x2 = left + self.lefts[members[-1] + 1] - 3 * scale
            colour = look().accent_ink if side == "buy" else look().deep if look().filled else INK.need_ink
            long = _("the customer buys · the company acquires")
            short = _("buying")
            if side == "own":
                long, short = _("the customer owns · the company looks after"), _("owning")
            said = next((words for words in (long, short) if text.width(words, "semibold", size) <= x2 - x1), "")
            if said:
                pen.figure(said, x1, top + size, "semibold", size, colour, tabular=False)
            pen.line([(x1, top + size * 1.5), (x2, top + size * 1.5)], colour, 1.2 * scale * look().weight)


def _title(phase: Phase) -> str:
    return phase.title


def _verb(phase: Phase) -> str:
    return phase.verb


def draw_company(pen: Pen, said: str, box: Rect, face: Face, size: float, colour: str) -> None:
    """A small house beside what stands centred in a box tells that the company speaks, not the customer."""
    wide = max((line.width for line in text.lines(said, face, size, box.width).lines), default=0.0)
    if wide + 3.2 * size <= box.width:
        pen.icon("ri.building-line", box.centre_x - wide / 2 - 1.45 * size, box.y + 0.1 * size, size, colour)
