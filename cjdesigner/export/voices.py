"""The customers' voices under the map: of each phase the gravest of what was learned there, as short quotes.

All of it stands in full on the sheet of insights, so what has no room here is only counted. This module must not know
what else stands under the map.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look
from cjdesigner.export.marks import draw_valence, valence_ink
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Insight
from cjdesigner.model.strips import Column
from cjdesigner.model.wording import grouped
from cjdesigner.text import Face

_NARROWEST = 9.0
"""In sizes of type: in a narrower column no quote can be read."""
_LEADING = 1.22
_INDENT = 2.15
_BETWEEN = 0.5
_AROUND = 0.45


class Voices:
    """At most ``count`` quotes a phase, together of at most so many times as many ``lines``.

    ``title`` is what their name takes above them, 0 where it stands at the left. ``height`` is what they take in
    points, 0 where none of it can be read.
    """

    def __init__(
        self, told: Told, columns: Sequence[Column], count: int, lines: int, size: float, title: float
    ) -> None:
        self.told, self.columns, self.count, self.lines, self.size, self.title = (
            told,
            columns,
            count,
            lines,
            size,
            title,
        )
        held = [column for column in columns if told.voices.get(column.phase)]
        narrow = any(self._width(column) < _NARROWEST * size for column in held)
        highest = max((self._high(column) for column in held), default=0.0) if count and not narrow else 0.0
        self.height = highest + title + 2 * _AROUND * size if highest else 0.0

    def _width(self, column: Column) -> float:
        return column.right - column.left - (_INDENT + 0.8) * self.size

    def _said(self, column: Column) -> tuple[list[Insight], int]:
        """The quotes of a phase, and how many more there are."""
        found = self.told.voices.get(column.phase, ())
        shown: list[Insight] = []
        left = self._most
        for insight in found[: self.count]:
            # Rather fewer quotes than such as are cut; only of the first there is a piece at least.
            taken = self._lines(insight, self._width(column), self._longest + 1)
            if shown and taken > min(left, self._longest):
                break
            taken = min(taken, self._longest)
            shown.append(insight)
            left -= taken
        return shown, len(found) - len(shown)

    @property
    def _most(self) -> int:
        """Lines that the quotes of a phase have together."""
        return self.count * self.lines

    @property
    def _longest(self) -> int:
        """Lines that one quote has at most."""
        return min(self._most, self.lines + 2)

    def _lines(self, insight: Insight, width: float, most: int) -> int:
        return max(1, len(text.lines(words_of(insight), face_of(insight), self.size, width, most).lines))

    def _high(self, column: Column) -> float:
        shown, more = self._said(column)
        wide = self._width(column)
        lines = sum(self._lines(insight, wide, self._longest) for insight in shown) + (1 if more else 0)
        return (lines * _LEADING + (len(shown) - 1 + bool(more)) * _BETWEEN) * self.size

    def draw(self, pen: Pen, top: float, scale: float) -> None:
        """Draw them beneath each other in their columns."""
        size = self.size
        for column in self.columns:
            shown, more = self._said(column)
            y = top + self.title + _AROUND * size
            left, wide = column.left + _INDENT * size, self._width(column)
            for insight in shown:
                high = self._lines(insight, wide, self._longest) * _LEADING * size
                x = column.left + 0.4 * size
                colour = valence_ink(insight.valence)
                pen.line([(x, y), (x, y + high)], colour, 1.1 * scale * look().weight, role="voice")
                draw_valence(pen, insight.valence, x + 0.45 * size, y + 0.08 * size, 1.08 * size)
                pen.text(
                    words_of(insight), Rect(left, y, wide, high + 0.1 * size), face_of(insight), size, INK.ink,
                    leading=_LEADING,
                )  # fmt: skip
                y += high + _BETWEEN * size
            if more:
                said = ngettext("{count} more under Insights", "{count} more under Insights", more)
                room = Rect(left, y, wide, _LEADING * size + 0.1 * size)
                words = said.format(count=grouped(more))
                if text.width(words, "regular", size) > wide:
                    words = f"+{grouped(more)}"
                pen.text(words, room, "regular", size, INK.second, max_lines=1, leading=_LEADING)


def name_of_voices() -> str:
    """What the strip is called."""
    return _("Voices")


def words_of(insight: Insight) -> str:
    """What was learned, in one paragraph."""
    return " ".join(insight.text.split())


def face_of(insight: Insight) -> Face:
    """Quotes are italic."""
    return "italic" if insight.kind == "quote" else "regular"
