"""The pages after the poster: in full what was cut on it or had no room, to be read in the hand.

This module must not know journeys.
"""

from __future__ import annotations

from cjdesigner import text
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.look import INK
from cjdesigner.export.paper import Paper
from cjdesigner.export.sheet import Page
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect

_COLUMNS = 2
_NARROWEST, _WIDEST = 22.0, 44.0
"""Of a column, in sizes of type: narrower there is one alone, wider the type is larger."""
_TOGETHER = 12
"""Lines. A longer entry goes on in the next column."""
_SIZE = 1.3
"""Times the smallest type of the paper."""


def list_pages(notes: Notes, title: str, paper: Paper, margin: float) -> list[Page]:
    """As many pages as it takes, set in columns; none if nothing was cut."""
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    if notes.cut:
        sections.append((_("In full"), [(f"[{number}]", full) for full, number in notes.cut.items()]))
    sections += [(heading, [("", entry) for entry in entries]) for heading, entries in notes.lists.items() if entries]
    if not sections:
        return []
    flow = _Flow(paper, margin, title)
    for heading, entries in sections:
        flow.heading(heading)
        flow.indent = max(text.width(mark, "semibold", flow.size, tabular=True) for mark, _entry in entries)
        for mark, entry in entries:
            flow.entry(mark, entry)
    return flow.finished()


def list_title(title: str) -> str:
    """What stands on top of each of these pages."""
    return _("{title}: what the poster had no room for").format(title=title)


class _Flow:
    """Columns that fill one after another, and pages after them."""

    def __init__(self, paper: Paper, margin: float, title: str) -> None:
        self.paper, self.margin, self.title = paper, margin, title
        self.size = _SIZE * paper.smallest
        inner = paper.width - 2 * margin
        self.columns = _COLUMNS if inner > (_COLUMNS * _NARROWEST + 2.5) * self.size else 1
        self.size = max(self.size, inner / (self.columns * _WIDEST + (self.columns - 1) * 2.5))
        self.gap = 2.5 * self.size
        self.width = (inner - (self.columns - 1) * self.gap) / self.columns
        self.pages: list[Page] = []
        self.indent = 0.0
        self._begin()

    def _begin(self) -> None:
        self.pen = Pen(Notes(), self.paper.smallest)
        self.column = 0
        box = Rect(self.margin, self.margin, self.paper.width - 2 * self.margin, 6 * self.size)
        words = list_title(self.title)
        self.top = (
            self.margin + self.pen.text(words, box, "semibold", 1.5 * self.size, INK.ink, max_lines=3) + self.size
        )
        self.y = self.top

    def _next_column(self) -> None:
        self.column += 1
        self.y = self.top
        if self.column >= self.columns:
            self._end()
            self._begin()

    def _end(self) -> None:
        items, outline = tuple(self.pen.items), tuple(self.pen.outline)
        self.pages.append(Page(self.paper.width, self.paper.height, items, outline, in_hand=True))

    @property
    def _room(self) -> float:
        return self.paper.height - self.margin - self.y

    @property
    def _x(self) -> float:
        return self.margin + self.column * (self.width + self.gap)

    def heading(self, words: str) -> None:
        if self.y > self.top:
            self.y += self.size
        if self._room < 5 * self.size:
            self._next_column()
        self.pen.entry(words, 0, self.y)
        box = Rect(self._x, self.y, self.width, 4 * self.size)
        self.y += self.pen.text(words.upper(), box, "semibold", self.size, INK.second, max_lines=3) + 0.4 * self.size

    def entry(self, mark: str, words: str) -> None:
        indent = self.indent + 0.6 * self.size if self.indent else 0.0
        rest = [line.text for line in text.lines(words, "regular", self.size, self.width - indent).lines]
        while rest:
            room = int(self._room / (1.3 * self.size))
            whole = len(rest) <= _TOGETHER and self.y > self.top
            if room < (len(rest) if whole else min(2, len(rest))):
                self._next_column()
                continue
            part, rest = rest[:room], rest[room:]
            if mark:
                baseline = self.y + text.baseline("semibold", self.size)
                self.pen.figure(mark, self._x, baseline, "semibold", self.size, INK.second)
                mark = ""
            for line in part:
                box = Rect(self._x + indent, self.y, self.width - indent + 0.1, 1.3 * self.size)
                self.pen.text(line, box, "regular", self.size, INK.ink, max_lines=1)
                self.y += 1.3 * self.size
        self.y += 0.35 * self.size

    def finished(self) -> list[Page]:
        self._end()
        return self.pages
