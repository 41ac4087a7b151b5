"""What a department should know, as a sheet to print: its insights, pains first, on as many A4 pages as they need.

Nothing is cut: a text that no longer fits goes on on the next page. This module must not know any file format.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from cjdesigner import text
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.look import INK, score_colour
from cjdesigner.export.paper import PAPERS
from cjdesigner.export.sheet import Composition, Page, circle, texts
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, mark
from cjdesigner.model import insights
from cjdesigner.model.geometry import Rect
from cjdesigner.model.insight_words import KIND_ICONS, confidence_words, count_words, kind_words, title_for
from cjdesigner.model.records import Insight, Valence
from cjdesigner.model.state import State
from cjdesigner.model.wording import grouped

_MARGIN = 56.7  # 20 mm
_TITLE, _BODY, _SMALL = 24.0, 10.5, 8.5
_GUTTER = 20.0
"""Left of the texts, where the mark of an insight stands."""
_SMALLEST = 8.0
_MOST_TITLE_LINES = 4
_KEPT_TOGETHER = 120.0
"""An insight is not broken over two pages unless it is higher than this."""

_GROUPS: tuple[tuple[Valence, str], ...] = (
    ("pain", mark("Pains")),
    ("gain", mark("Gains")),
    ("neutral", mark("Also good to know")),
)


def compose(
    state: State, found: Sequence[Insight], department: str | None, date: datetime.date | None = None
) -> Composition:
    """The sheet of these insights in the language in force; ``department`` is what its title names (see title_for)."""
    title = " ".join(title_for(department).split())
    flow = _Flow(title)
    flow.head(state, found, date or datetime.date.today())
    for valence, words in _GROUPS:
        group = [insight for insight in found if insight.valence == valence]
        if group:
            flow.heading(_(words), len(group), valence)
            for insight in group:
                flow.insight(state, insight, department)
    if not found:
        flow.remark(_("There are no insights here yet."))
    pages = flow.finished()
    return Composition(tuple(pages), title, language(), _SMALLEST, tuple(_warnings(pages)))


class _Flow:
    """One column that goes on from page to page."""

    def __init__(self, title: str) -> None:
        self.paper = PAPERS["A4"]
        self.title = title
        self.pens: list[Pen] = []
        self.width = self.paper.width - 2 * _MARGIN
        self.bottom = self.paper.height - _MARGIN - 2 * _SMALL
        self._begin()

    def _begin(self) -> None:
        self.pen = Pen(Notes(), _SMALLEST)
        self.pens.append(self.pen)
        self.y = _MARGIN
        if len(self.pens) > 1:
            self._line(self.title, _SMALL, INK.second)
            self.y += 6
            self._rule()
            self.y += 10

    # parts

    def head(self, state: State, found: Sequence[Insight], date: datetime.date) -> None:
        """Title, project, counts and date."""
        project = " ".join(state.project.title.split())
        if project:
            self._line(project, _SMALL, INK.second)
            self.y += 2
        self.pen.entry(self.title, 0, self.y)
        box = Rect(_MARGIN, self.y, self.width, _MOST_TITLE_LINES * _TITLE * 1.2)
        self.y += self.pen.text(
            self.title, box, "bold", _TITLE, INK.ink, leading=1.15, balance=True, ending=text.ELLIPSIS
        )
        self.y += 4
        said = [*count_words(insights.counted(found)), date.isoformat()]
        self._line(" \u00b7 ".join(said), _BODY, INK.second)
        self.y += 12
        self._rule()

    def heading(self, words: str, count: int, valence: Valence) -> None:
        """The heading of a group; it never stands alone at the foot of a page."""
        if self._room < 80:
            self._begin()
        self.y += 18
        self.pen.entry(words, 1, self.y)
        colour = valence_colour(valence)
        self.pen.shape(circle(_MARGIN + 4, self.y + 8.2, 4), colour, role=valence)
        box = Rect(_MARGIN + _GUTTER, self.y, self.width - _GUTTER, 20)
        self.pen.text(f"{words} ({grouped(count)})", box, "semibold", 13, INK.ink, max_lines=1)
        self.y += 24

    def insight(self, state: State, insight: Insight, department: str | None) -> None:
        """One insight: its text, then what it rests on and where it hangs."""
        meta = self._meta(state, insight, department)
        lines = text.lines(insight.text or _("Without words"), "regular", _BODY, self.width - _GUTTER).lines
        height = len(lines) * 1.4 * _BODY + len(meta) * 1.35 * _SMALL
        if self._room < min(height, _KEPT_TOGETHER):
            self._begin()
        top = self.y
        self.pen.icon(KIND_ICONS[insight.kind], _MARGIN - 1, top + 0.5, 12, INK.second)
        self._lines([line.text for line in lines], _BODY, INK.ink if insight.text else INK.second, 1.4)
        for words in meta:
            broken = text.lines(words, "regular", _SMALL, self.width - _GUTTER).lines
            self._lines([line.text for line in broken], _SMALL, INK.second, 1.35)
        self.y += 9

    def remark(self, words: str) -> None:
        """A sentence in place of insights."""
        self.y += 18
        self._line(words, _BODY, INK.second)

    def _meta(self, state: State, insight: Insight, department: str | None) -> list[str]:
        kept = [kind_words(insight.kind), insight.source, insight.date, confidence_words(insight.confidence)]
        if department is None:
            kept.append(insight.department)
        parts = [" ".join(part.split()) for part in kept]
        rows = [" \u00b7 ".join(part for part in parts if part)]
        places = [insights.place_name(state, place) for place in insights.places(state, insight.id)]
        if places:
            rows.append("\u2192 " + ", ".join(places))
        return rows

    # setting

    @property
    def _room(self) -> float:
        return self.bottom - self.y

    def _lines(self, lines: Sequence[str], size: float, colour: str, leading: float) -> None:
        """Set lines that are broken already, over as many pages as they take."""
        for line in lines:
            if self._room < leading * size:
                self._begin()
            box = Rect(_MARGIN + _GUTTER, self.y, self.width - _GUTTER + 0.1, leading * size)
            self.pen.text(line, box, "regular", size, colour, max_lines=1, leading=leading, ending=text.ELLIPSIS)
            self.y += leading * size

    def _line(self, words: str, size: float, colour: str) -> None:
        box = Rect(_MARGIN, self.y, self.width, 1.3 * size)
        self.pen.text(words, box, "regular", size, colour, max_lines=1, ending=text.ELLIPSIS)
        self.y += 1.3 * size

    def _rule(self) -> None:
        self.pen.line([(_MARGIN, self.y), (_MARGIN + self.width, self.y)], INK.hairline, 0.75)

    def finished(self) -> list[Page]:
        """The pages, each with its number."""
        pages = []
        for place, pen in enumerate(self.pens, 1):
            words = _("Page {page} of {pages}").format(page=grouped(place), pages=grouped(len(self.pens)))
            foot = self.paper.height - _MARGIN
            pen.figure(words, self.paper.width - _MARGIN, foot, "regular", _SMALL, INK.second, align="right")
            pages.append(Page(self.paper.width, self.paper.height, tuple(pen.items), tuple(pen.outline)))
        return pages


def valence_colour(valence: Valence) -> str:
    """The colour of the mark that tells a pain from a gain."""
    return {"pain": score_colour(0.0), "gain": score_colour(1.0), "neutral": INK.link}[valence]


def _warnings(pages: Sequence[Page]) -> list[str]:
    missing = {
        pair for page in pages for line in texts(page) if not line.text.isascii() for pair in text.missing(line.text)
    }
    if not missing:
        return []
    names = ", ".join(name for _character, name in sorted(missing))
    return [_("No font on this computer shows these characters: {names}.").format(names=names)]
