"""The help: how excellence is computed, with worked examples that are computed, and the sheet of keys.

The words follow the mathematics; the figures of the examples come from the code itself, so that help and program cannot
differ. This module must not know the open document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, percent, points
from cjdesigner.model.records import Record, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.help_examples import Bar, Drawn, first_example, second_example
from cjdesigner.ui.picture import picture_of
from cjdesigner.ui.plain import plain_label

Shortcut = tuple[str, str, str]
"""Group, what it does, the key: all in the language in force. A key may be a QKeySequence in its portable text."""

ANCHORS = (
    (1.0, mark("promise kept")),
    (0.75, mark("small friction")),
    (0.5, mark("done, but annoyed")),
    (0.25, mark("only at the second attempt, or elsewhere")),
    (0.0, mark("failed")),
)

_TERMS = (
    (
        mark("At most"),
        mark(
            "While a touchpoint on a path has no score, or a need has no answer, the figure is an upper bound. Nothing "
            "scored, no figure: a dash."
        ),
    ),
    (
        mark("Shares"),
        mark(
            "Links out of one card are alternatives: each customer takes one. Shares that are not given split what the "
            "given ones leave, equally. Using two channels for one need is a sequence, not an alternative."
        ),
    ),
    (
        mark("Lost"),
        mark(
            "Customers who end where somebody leaves, or whom no link takes on. The sentence under the large figure "
            "tells them apart from those who arrive."
        ),
    ),
    (
        mark("Lever"),
        mark(
            "What the journey gains, in points, if this score alone were 100. The largest come first under “fix this "
            "first”. Single levers do not add up."
        ),
    ),
    (
        mark("Need fulfilment"),
        mark("The scores of the touchpoints that answer a need, weighted by how many customers choose each."),
    ),
    (
        mark("Parked"),
        mark("A card without a next link, in or out, is in no figure until it is linked."),
    ),
    (
        mark("Blocked"),
        mark(
            "Customers are like water: where a touchpoint is closed they spread over the remaining ways, in "
            "proportion. Where no way remains, they are lost to a competitor."
        ),
    ),
    (
        mark("Trust"),
        mark(
            "Excellence kept over a long distance: the chance of never being disappointed in n rounds. Return links "
            "from an exit make the next round."
        ),
    ),
    (
        mark("Exceeded"),
        mark("A mark, never a score above 100. Emotion is a curve of its own and never turned into a score."),
    ),
    (
        mark("One card"),
        mark("One touchpoint is one intent, one channel, one moment. Splitting a card lowers the journey's figure."),
    ),
)


class HelpDialog(QDialog):
    """Two pages; ``page`` is the one shown first."""

    def __init__(
        self,
        appearance: Appearance,
        shortcuts: Sequence[Shortcut],
        parent: QWidget | None = None,
        *,
        page: Literal["excellence", "shortcuts"] = "excellence",
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        px = appearance.px
        self.setWindowTitle(_("Help"))
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(12))
        column.setSpacing(px(10))
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        self.pages.addTab(self._scrolled(self._excellence()), _("How excellence is computed"))
        self.pages.addTab(self._scrolled(self._shortcuts(shortcuts)), _("Keys and mouse"))
        self.pages.setCurrentIndex(0 if page == "excellence" else 1)
        column.addWidget(self.pages)
        close = QPushButton(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(self._size())
        self.pages.currentWidget().setFocus()

    def _size(self) -> QSize:
        wanted = QSize(self._appearance.px(820), self._appearance.px(720))
        screen = self.screen()
        return wanted.boundedTo(screen.availableGeometry().size() * 0.92) if screen is not None else wanted

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    # excellence

    def _excellence(self) -> QWidget:
        px = self._appearance.px
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(20), px(20), px(20), px(20))
        column.setSpacing(px(10))

        def say(text: str, role: str = "") -> None:
            label = plain_label(text, role)
            label.setWordWrap(True)
            column.addWidget(label)

        say(_("A customer does not average a journey"), "heading")
        say(
            _(
                "One bad touchpoint spoils what the good ones built. So the excellence of a path is the product of its "
                "touchpoints' scores: what one touchpoint has lost, no later one brings back."
            )
        )
        records, expected = first_example()
        column.addWidget(self._picture(records))
        say(
            _("{one} × {two} = {product}. The average would have said {mean}.").format(
                one=percent(1.0), two=percent(0.5), product=percent(expected), mean=percent(0.75)
            ),
            "strong",
        )
        say(
            _(
                "Engineers know the same law as series reliability (Lusser) and rolled throughput yield (Six Sigma). "
                "The staircase under the canvas shows it step by step, from {whole} to what is left."
            ).format(whole=percent(1.0)),
            "second",
        )
        column.addSpacing(px(10))
        say(_("What a score says"), "heading")
        say(_("Of 100 customers here, how many got what they came for, without a disappointment?"))
        column.addLayout(self._anchors())
        column.addSpacing(px(10))
        say(_("What the large figure says"), "heading")
        say(
            _(
                "Of 100 who start, so many get through without a disappointment, if touchpoints fail independently. It "
                "is the excellence of every path, weighted by the share of customers who take it."
            )
        )
        self._add_second_example(column)
        column.addSpacing(px(10))
        say(_("What else it says"), "heading")
        column.addLayout(self._definitions([(_(term), _(meaning)) for term, meaning in _TERMS]))
        column.addStretch(1)
        return page

    def _add_second_example(self, column: QVBoxLayout) -> None:
        from cjdesigner.model.excellence import Analysis
        from cjdesigner.model.graph import JourneyGraph
        from cjdesigner.model.state import State

        records = second_example()
        column.addWidget(self._picture(records))
        state = State(records)
        figures = Analysis(JourneyGraph(state, 2))
        assert figures.best is not None
        assert figures.worst is not None
        first, second, last = (state.get(key, Touchpoint) for key in (4, 5, 6))
        assert first is not None
        assert second is not None
        assert last is not None
        share, other = figures.shares[7], figures.shares[8]
        rows = [
            (
                _("The journey"),
                _("{share_a} × {first} × {last} + {share_b} × {second} × {last} = {expected}").format(
                    share_a=percent(share),
                    share_b=percent(other),
                    first=percent(first.score or 0),
                    second=percent(second.score or 0),
                    last=percent(last.score or 0),
                    expected=percent(figures.expected or 0, 1),
                ),
            ),
            (_("Best and worst path"), f"{percent(figures.best.excellence)} · {percent(figures.worst.excellence)}"),
            (_("Need fulfilment"), percent(figures.fulfilment[3] or 0)),
            (
                _("Fix this first"),
                " · ".join(
                    f"{record.name} {points(lever.lever)}"
                    for lever in figures.levers
                    if (record := state.get(lever.id, Touchpoint)) is not None
                ),
            ),
        ]
        column.addLayout(self._definitions(rows))

    def _picture(self, records: Sequence[Record]) -> QWidget:
        return Drawn(self._appearance, picture_of(records, self._appearance.palette, 640, 220, 2.0).image)

    def _anchors(self) -> QGridLayout:
        px = self._appearance.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(2, 1)
        for row, (score, meaning) in enumerate(ANCHORS):
            figure = plain_label(percent(score), "strong")
            grid.addWidget(figure, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Bar(self._appearance, score), row, 1)
            words = plain_label(_(meaning))
            words.setWordWrap(True)
            grid.addWidget(words, row, 2)
        return grid

    def _definitions(self, rows: Sequence[tuple[str, str]]) -> QGridLayout:
        px = self._appearance.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        for row, (term, meaning) in enumerate(rows):
            grid.addWidget(plain_label(term, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = plain_label(meaning)
            words.setWordWrap(True)
            grid.addWidget(words, row, 1)
        return grid

    # keys

    def _shortcuts(self, shortcuts: Sequence[Shortcut]) -> QWidget:
        px = self._appearance.px
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(px(20), px(20), px(20), px(20))
        row.setSpacing(px(40))
        groups: dict[str, list[Shortcut]] = {}
        for shortcut in shortcuts:
            groups.setdefault(shortcut[0], []).append(shortcut)
        columns: tuple[list[str], list[str]] = ([], [])
        heights = [0, 0]
        narrow = self._size().width() < px(760)
        for group, members in groups.items():
            shorter = 0 if narrow or heights[0] <= heights[1] else 1
            columns[shorter].append(group)
            heights[shorter] += len(members) + 3
        for names in columns:
            column = QVBoxLayout()
            column.setSpacing(px(6))
            for number, name in enumerate(names):
                if number:
                    column.addSpacing(px(16))
                column.addWidget(plain_label(name.upper(), "section"))
                for _group, text, key in groups[name]:
                    column.addLayout(self._shortcut(text, key))
            column.addStretch(1)
            row.addLayout(column, 1)
        return page

    def _shortcut(self, text: str, key: str) -> QHBoxLayout:
        px, palette = self._appearance.px, self._appearance.palette
        row = QHBoxLayout()
        row.setSpacing(px(12))
        words = plain_label(text)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        cap = plain_label(spoken_key(key))
        cap.setStyleSheet(
            f"background: {palette.field}; border-radius: {px(4)}px; padding: {px(2)}px {px(7)}px;"
            f" font-size: {px(theme.SIZE_SMALL)}px;"
        )
        cap.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        cap.setMaximumWidth(px(190))
        cap.setWordWrap(len(key) > 24)
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)
        return row


def spoken_key(key: str) -> str:
    """A key, or several with " / " between them, as this system names it; what is no key sequence stays as it is."""
    return " / ".join(map(_spoken, key.split(" / ")))


def _spoken(key: str) -> str:
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.toString(QKeySequence.SequenceFormat.PortableText) == key:
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    if key.startswith("Shift+") and not key.isascii():  # with arrows, which are no key names
        return _spoken("Shift+X").removesuffix("X") + key.removeprefix("Shift+")
    return key
