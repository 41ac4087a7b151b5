"""What a page of the help is built of: headings, sentences, definitions, examples on a tinted ground, sources.

This module must not know what the help says.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Record
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.help_examples import Drawn
from cjdesigner.ui.picture import picture_of
from cjdesigner.ui.plain import plain_label

Rows = Sequence[tuple[str, str]]
"""Terms and what they mean."""

_WIDEST_TERM = 190
_MEASURE = 640
"""The longest line of words that is still read with ease, in px at 100 %."""


class Page(QWidget):
    """A column of words. Each method adds what it says beneath what is there."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.appearance = appearance
        px = appearance.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(20), px(20), px(20))
        self._column.setSpacing(px(10))

    def heading(self, words: str) -> None:
        """A part begins."""
        if self._column.count():
            self._column.addSpacing(self.appearance.px(10))
        self.say(words, "heading")

    def say(self, words: str, role: str = "") -> None:
        """A paragraph."""
        self._column.addWidget(self._wrapped(words, role))

    def sources(self, *names: str) -> None:
        """Where the method comes from: author, title, year."""
        self.say(_("Source: {names}").format(names=" · ".join(names)), "small")

    def definitions(self, rows: Rows) -> None:
        """Terms at the left, what they mean at the right."""
        self._column.addWidget(self._table(rows))

    def example(self, rows: Rows, words: str = "", *, shown: QWidget | None = None) -> None:
        """Something worked out, on a ground of its own: a sentence, a drawing, then its figures."""
        appearance, px = self.appearance, self.appearance.px
        ground = QFrame()
        ground.setObjectName("example")
        ground.setStyleSheet(f"QFrame#example {{ background: {appearance.palette.paper}; border-radius: {px(8)}px; }}")
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(16), px(12), px(16), px(14))
        column.setSpacing(px(8))
        column.addWidget(plain_label(_("For example").upper(), "section"))
        if words:
            column.addWidget(self._wrapped(words))
        if shown is not None:
            column.addWidget(shown)
        if rows:
            column.addWidget(self._table(rows))
        ground.setMaximumWidth(px(_MEASURE) + px(32))
        self._column.addWidget(ground)

    def drawn(self, records: Sequence[Record]) -> QWidget:
        """A picture of a journey, to be shown."""
        return Drawn(self.appearance, picture_of(records, self.appearance.palette, 640, 220, 2.0).image)

    def show_beneath(self, widget: QWidget) -> None:
        """Any other thing."""
        self._column.addWidget(widget)

    def end(self) -> None:
        """What room is left stays empty."""
        self._column.addStretch(1)

    def _wrapped(self, words: str, role: str = "") -> QWidget:
        label = plain_label(words, role)
        label.setWordWrap(True)
        label.setMaximumWidth(self.appearance.px(_MEASURE))
        return label

    def _table(self, rows: Rows) -> QWidget:
        px = self.appearance.px
        table = QWidget()
        table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        table.setMaximumWidth(px(_MEASURE))
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        for row, (term, meaning) in enumerate(rows):
            name = plain_label(term, "strong")
            name.ensurePolished()
            if name.sizeHint().width() > px(_WIDEST_TERM):
                name.setWordWrap(True)
                name.setFixedWidth(px(_WIDEST_TERM))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._wrapped(meaning), row, 1, Qt.AlignmentFlag.AlignTop)
        return table


def scrolled(page: QWidget) -> QScrollArea:
    """A page that scrolls up and down only."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
