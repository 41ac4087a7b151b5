"""The table of a job's desired outcomes: typed into, pasted into, moved and walked by keys.

Rows are alike in height, so that two hundred of them scroll as quickly as two. This module must not know the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.records import DesiredOutcome
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.views.jobs_cells import LINES, OutcomeDelegate
from cjdesigner.ui.views.jobs_model import (
    ANSWERS,
    IMPORTANCE,
    OPPORTUNITY,
    SATISFACTION,
    WORDS,
    OutcomeModel,
)

_MOST = 8
_NARROW, _NARROWER, _NARROWEST = 220, 150, 110
"""Where the words have less room, they take a line more, and another; less than the last they never have."""


class OutcomeTable(QTableView):
    """As high as its rows, up to eight; beyond that it scrolls."""

    chosen = Signal(list)
    """The ids of the rows selected by hand."""
    removed = Signal(list)
    duplicated = Signal(list)
    copied = Signal(list)
    pasted = Signal()
    moved = Signal(int, int)
    """An outcome shall stand at another place among its job's."""
    menu_asked = Signal(object)
    """A context menu was asked for: where on the screen."""

    def __init__(self, appearance: Appearance, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._following = False
        self.rows = OutcomeModel(read_only, self)
        self.setModel(self.rows)
        self._cells = OutcomeDelegate(appearance, self.rows, self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(_("Desired outcomes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_up_headers()
        self.selectionModel().selectionChanged.connect(self._selected)

    def _set_up_headers(self) -> None:
        px = self._appearance.px
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(self._cells.height)
        across = self.horizontalHeader()
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setStyleSheet(f"QHeaderView::section {{ padding: {px(4)}px {px(4)}px; }}")
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(px(28))

    def _share_width(self) -> None:
        """As wide as their headers ask. Where the words would be left with too little, the bands' names give way.

        Where there is next to nothing, so do the number of answers (the tooltips have it) and at last the headers.
        """
        px = self._appearance.px
        across = self.horizontalHeader()
        small = QFontMetrics(self._appearance.font("regular", theme.SIZE_SMALL))
        bands = max(small.horizontalAdvance(_(name)) for name in jobs.BANDS.values()) + px(26)
        wanted = {
            column: across.sectionSizeFromContents(column).width() for column in (IMPORTANCE, SATISFACTION, OPPORTUNITY)
        }
        wanted[ANSWERS] = px(36)
        wanted[OPPORTUNITY] = max(px(72), wanted[OPPORTUNITY])
        spare = self.viewport().width() - px(_NARROW) - sum(wanted.values())
        wanted[OPPORTUNITY] += max(0, min(spare, bands - wanted[OPPORTUNITY]))
        room = self.viewport().width() - px(_NARROWEST)
        tiny = sum(wanted.values()) > room
        if tiny:
            wanted[ANSWERS] = 0
        self.setColumnHidden(ANSWERS, tiny)
        short = max(0, sum(wanted.values()) - room)
        for column in (IMPORTANCE, SATISFACTION):
            wanted[column] = max(px(50), wanted[column] - short // 2)
        for column, width in wanted.items():
            if width:
                self.setColumnWidth(column, width)

    # showing

    def show_outcomes(self, outcomes: Sequence[DesiredOutcome], numbers: Mapping[int, int]) -> None:
        """Show these outcomes; ``numbers`` are theirs on the landscape."""
        before = len(self.rows.outcomes)
        self._following = True
        self.rows.show(outcomes, numbers)
        self._following = False
        if len(outcomes) != before:
            self.updateGeometry()

    def show_selection(self, ids: Sequence[int]) -> None:
        """Mark the rows of these outcomes."""
        wanted = [row for key in ids if (row := self.rows.row_of(key)) is not None]
        chosen = self.selectionModel()
        if sorted(wanted) == sorted(index.row() for index in chosen.selectedRows()):
            return
        self._following = True
        picked = QItemSelection()
        for row in wanted:
            picked.select(self.rows.index(row, 0), self.rows.index(row, OPPORTUNITY))
        chosen.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if wanted and self.currentIndex().row() not in wanted:
            at = self.rows.index(wanted[0], max(0, self.currentIndex().column()))
            chosen.setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(at)
        self._following = False

    def selected_ids(self) -> list[int]:
        """The ids of the selected outcomes, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.outcomes[row].id for row in rows]

    def edit_words(self, key: int) -> None:
        """Begin typing an outcome's words."""
        row = self.rows.row_of(key)
        if row is not None:
            self.setCurrentIndex(self.rows.index(row, WORDS))
            self.edit(self.rows.index(row, WORDS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        others = sum(self.columnWidth(column) for column in (IMPORTANCE, SATISFACTION, ANSWERS, OPPORTUNITY))
        room = self.viewport().width() - others
        lines = LINES + sum(room < self._appearance.px(width) for width in (_NARROW, _NARROWER))
        if lines != self._cells.lines:
            self._cells.lines = lines
            self.verticalHeader().setDefaultSectionSize(self._cells.height)
            self.updateGeometry()

    def _selected(self) -> None:
        if not self._following:
            self.chosen.emit(self.selected_ids())

    def sizeHint(self) -> QSize:
        rows = min(_MOST, len(self.rows.outcomes))
        return QSize(self._appearance.px(320), self.horizontalHeader().sizeHint().height() + rows * self._cells.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self.sizeHint().height())

    # hands

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._mine(event):
            event.accept()  # the table's own keys, not the window's
            return True
        return super().event(event)

    def _mine(self, event: QKeyEvent) -> bool:
        if self._command(event) is not None:
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        own = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F2, Qt.Key.Key_Return)
        return plain and (event.key() in own or (event.text().isprintable() and bool(event.text())))

    @staticmethod
    def _command(event: QKeyEvent) -> str | None:
        key, alone = event.key(), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            return "copy"
        if event.matches(QKeySequence.StandardKey.Paste):
            return "paste"
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return "remove"
        if alone == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            return "duplicate"
        if alone == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return "up" if key == Qt.Key.Key_Up else "down"
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command, ids = self._command(event), self.selected_ids()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif command == "paste":
            self.pasted.emit()
        elif command in ("up", "down") and ids:
            target = self.currentIndex().row() + (1 if command == "down" else -1)
            if 0 <= target < len(self.rows.outcomes):
                self.moved.emit(self.rows.outcomes[self.currentIndex().row()].id, target)
        elif command is not None and ids:
            {"copy": self.copied, "remove": self.removed, "duplicate": self.duplicated}[command].emit(ids)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())
