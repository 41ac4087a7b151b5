"""The ports of a row: where links leave it at the right for another row, and come into it at the left.

This module must not know how links find their ways, nor how the journey is divided into rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK
from cjdesigner.export.rows import Part, Port
from cjdesigner.export.sheet import circle
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect

_LINES = 2
_LEADING = 1.22
_LETTERS = 12.0
"""The width of a name in sizes of type."""


class Ports:
    """A row's ports, measured; all zero where it has none."""

    def __init__(self, told: Told, width: float, size: float) -> None:
        self.size = size
        self.out: tuple[Port, ...] = told.out if isinstance(told, Part) else ()
        self.into: tuple[Port, ...] = told.into if isinstance(told, Part) else ()
        self.told = told
        there = isinstance(told, Part) and told.has_ports
        most = max((port.number for port in (*self.out, *self.into)), default=0)
        self.circle = max(1.75 * size, text.width(decimal(most), "semibold", size, tabular=True) + 0.9 * size)
        self.gap = 0.5 * size
        self.left = self.circle + self.gap if there else 0.0
        """The room at the row's left."""
        self.name = min(_LETTERS * size, 0.1 * width)
        self.right = self.circle + self.name + 1.6 * self.gap if there else 0.0

    def stacked(
        self, ports: Sequence[Port], left: float, levels: Mapping[int, float], top: float, bottom: float
    ) -> dict[int, Rect]:
        """Where ports stand beneath each other at ``left``, each near the ``levels`` of the cards it joins; those that
        find no room from ``top`` to ``bottom`` are left out."""
        out = ports is self.out
        wide = self.circle + (self.gap + self.name if out else 0.0)
        high = {
            port.number: max(self.circle, self._lines(port) * _LEADING * self.size if out else 0.0) for port in ports
        }
        wanted = sorted(ports, key=lambda port: (sum(levels[end] for end in port.ends) / len(port.ends), port.number))
        pitch = 0.45 * self.size
        while wanted and sum(high[port.number] + pitch for port in wanted) - pitch > bottom - top:
            wanted.remove(max(wanted, key=lambda port: port.number))
        found: dict[int, Rect] = {}
        rest = sum(high[port.number] + pitch for port in wanted) - pitch
        y = top
        for port in wanted:
            level = sum(levels[end] for end in port.ends) / len(port.ends) - high[port.number] / 2
            y = max(y, min(level, bottom - rest))
            found[port.number] = Rect(left, y, wide, high[port.number])
            y += high[port.number] + pitch
            rest -= high[port.number] + pitch
        return found

    def _lines(self, port: Port) -> int:
        return len(text.lines(self.told.name(port.card), "regular", self.size, self.name, _LINES).lines)

    def draw(self, pen: Pen, rects: Mapping[int, Rect], into: bool) -> None:
        """A numbered disc each; beside those at the right the card that the links lead to."""
        size, half = self.size, self.circle / 2
        chosen = self.told.path_links
        for port in self.into if into else self.out:
            rect = rects.get(port.number)
            if rect is None:
                self._keep(pen, port)
                continue
            x, y = rect.x + half, rect.centre_y
            on_path = any(link.id in chosen for link in port.links)
            colour = INK.accent if on_path else INK.second
            pen.shape(circle(x, y, half), INK.surface if into else colour, colour, 0.12 * size, role="port")
            number = decimal(port.number)
            ink = colour if into else INK.surface
            box = Rect(rect.x, rect.y, self.circle, rect.height)
            pen.figure(number, x, y + 0.36 * size, "semibold", size, ink, align="centre", box=box)
            if not into:
                high = self._lines(port) * _LEADING * size
                room = Rect(rect.x + self.circle + self.gap, y - high / 2, self.name, high + 0.01 * size)
                pen.text(
                    self.told.name(port.card), room, "regular", size, INK.ink if on_path else INK.second,
                    max_lines=_LINES, leading=_LEADING, ending=text.ELLIPSIS,
                )  # fmt: skip

    def _keep(self, pen: Pen, port: Port) -> None:
        names = self.told.names([link.source for link in port.links])
        entries = [f"{name} → {self.told.name(port.card)}" for name in names]
        pen.notes.keep(_("Links from row to row without room on the map"), entries)
