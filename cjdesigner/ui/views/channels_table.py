"""The table of needs by channels: walking, scoring and filling gaps by mouse and keys.

This module must not know how a cell is painted.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QTableView, QToolTip, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.matrix import Entry, Matrix
from cjdesigner.model.records import Touchpoint
from cjdesigner.model.wording import figure, name_of
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.digits import Digits
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.channels_cells import (
    CellDelegate,
    ChannelHeader,
    NeedHeader,
    entry_rect,
    entry_words,
    stack_height,
)
from cjdesigner.ui.views.channels_model import MatrixModel

_NARROW, _WIDE = 176, 260


class MatrixTable(QTableView):
    """The table. Arrows walk, digits score, Enter fills a gap or goes to the card, Insert adds beside what is there."""

    filled = Signal(object, str, str)
    """A name was typed into a cell: the need or None, the channel, the name."""
    opened = Signal(int)
    """A record shall be shown on the map."""
    removed = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._look = appearance
        self.field = QLineEdit(self.viewport())
        self.field.setPlaceholderText(_("Name; Enter adds it"))
        self.field.setAccessibleName(_("Name of the new touchpoint"))
        self.field.installEventFilter(self)
        self.field.hide()
        self._place = 0
        self._adding: tuple[int, int] | None = None
        self._digits = Digits(editor)
        self.matrix_model = MatrixModel(editor, self)
        self.setModel(self.matrix_model)
        self._cells = CellDelegate(editor, appearance, self.matrix_model.entries, self)
        self.setItemDelegate(self._cells)
        self._needs = NeedHeader(editor, appearance, self.matrix_model.row_at, self)
        self.setVerticalHeader(self._needs)
        self.setHorizontalHeader(ChannelHeader(editor, appearance, self.matrix_model.column_at, self))
        self.setAccessibleName(_("Needs and channels"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        palette = appearance.palette
        self.setStyleSheet(
            f"QTableCornerButton::section {{ background: {palette.surface}; border: none;"
            f" border-bottom: 1px solid {palette.hairline}; }}"
        )
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().sectionClicked.connect(self._choose_need)
        self.verticalHeader().sectionDoubleClicked.connect(self._open_need)

    # showing

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another matrix; the keyboard stays where it was."""
        here = self.place()
        if self.matrix_model.show(matrix):
            self.fit()
            if here is not None:
                self.go_to(*here)
        self.viewport().update()
        self.verticalHeader().viewport().update()
        self.horizontalHeader().viewport().update()

    def fit(self) -> None:
        """Give rows the height of what is stacked in them, and columns the room there is."""
        model = self.matrix_model
        for number, row in enumerate(model.matrix.rows):
            most = max((len(cell) for cell in row.cells.values()), default=0)
            if self._adding is not None and self._adding[0] == number:
                most = max(most, len(model.entries(*self._adding)) + 1)
            self.setRowHeight(number, stack_height(most, self._look))
        count = max(1, len(model.matrix.columns))
        width = min(self._look.px(_WIDE), max(self._look.px(_NARROW), self.viewport().width() // count))
        for number in range(len(model.matrix.columns)):
            self.setColumnWidth(number, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._needs.fit(self.width())
        super().resizeEvent(event)
        self.fit()

    # where the keyboard is

    def place(self) -> tuple[int | None, str, int] | None:
        """The need (or None), the channel and the place in the stack of what is current."""
        index, matrix = self.currentIndex(), self.matrix_model.matrix
        if not index.isValid() or index.row() >= len(matrix.rows) or index.column() >= len(matrix.columns):
            return None
        return matrix.rows[index.row()].need, matrix.columns[index.column()].channel, self._place

    def go_to(self, need: int | None, channel: str, place: int = 0) -> None:
        """Make a cell current, if it is there."""
        matrix = self.matrix_model.matrix
        row = next((n for n, found in enumerate(matrix.rows) if found.need == need), None)
        column = next((n for n, found in enumerate(matrix.columns) if found.channel == channel), None)
        if row is not None and column is not None:
            self._make_current(row, column, place)

    def show_touchpoint(self, identity: int) -> bool:
        """Make a touchpoint's cell current; False where it stands in none."""
        for number, row in enumerate(self.matrix_model.matrix.rows):
            for channel, cell in row.cells.items():
                for place, entry in enumerate(cell):
                    if entry.touchpoint == identity:
                        if self.current_entry() != entry:
                            self.go_to(row.need, channel, place)
                            self.scrollTo(self.model().index(number, self.currentIndex().column()))
                        return True
        return False

    def current_entry(self) -> Entry | None:
        """The touchpoint that the keyboard is on."""
        index = self.currentIndex()
        entries = self.matrix_model.entries(index.row(), index.column()) if index.isValid() else ()
        return entries[self._place] if self._place < len(entries) else None

    def _make_current(self, row: int, column: int, place: int) -> None:
        entries = self.matrix_model.entries(row, column)
        self._place = max(0, min(place, len(entries) - 1))
        self._cells.current = (row, column, self._place)
        self.setCurrentIndex(self.model().index(row, column))
        self.viewport().update()

    def _choose(self) -> None:
        """Select what is current: the touchpoint, or in a gap the need."""
        entry, index = self.current_entry(), self.currentIndex()
        need = self.matrix_model.matrix.rows[index.row()].need if index.isValid() else None
        chosen = entry.touchpoint if entry is not None else need
        self._editor.select((chosen,) if chosen is not None else ())
        self.verticalHeader().viewport().update()

    def _choose_need(self, row: int) -> None:
        need = self.matrix_model.matrix.rows[row].need
        self._editor.select((need,) if need is not None else ())
        self.verticalHeader().viewport().update()

    def _open_need(self, row: int) -> None:
        need = self.matrix_model.matrix.rows[row].need
        if need is not None:
            self.opened.emit(need)

    # filling

    def begin_filling(self) -> None:
        """Type a name into the current cell."""
        index = self.currentIndex()
        if not index.isValid() or self._editor.read_only:
            return
        self._adding = self._cells.adding = (index.row(), index.column())
        self.fit()
        self.scrollTo(index)
        place = len(self.matrix_model.entries(index.row(), index.column()))
        box = entry_rect(self.visualRect(index), place, self._look)
        height = min(box.height(), self.field.sizeHint().height())
        self.field.setGeometry(box.left(), box.top(), box.width(), height)
        self.field.clear()
        self.field.show()
        self.field.setFocus()

    def end_filling(self, *, keep: bool) -> None:
        """Close the field; with ``keep`` what was typed becomes a touchpoint."""
        if self._adding is None:
            return
        row, column = self._adding
        self._adding = self._cells.adding = None
        words = self.field.text().strip()
        had_focus = self.field.hasFocus()
        self.field.hide()
        if had_focus:
            self.setFocus()
        matrix = self.matrix_model.matrix
        if keep and words and row < len(matrix.rows) and column < len(matrix.columns):
            self.filled.emit(matrix.rows[row].need, matrix.columns[column].channel, words)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                ends = {Qt.Key.Key_Return: True, Qt.Key.Key_Enter: True, Qt.Key.Key_Escape: False}
                keep = ends.get(Qt.Key(event.key()))
                if keep is not None and event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if keep is not None:
                    self.end_filling(keep=keep)
                    return True
            elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and not _passing(event):
                self.end_filling(keep=True)
        return super().eventFilter(watched, event)

    # hands

    def _at(self, spot: QPoint) -> tuple[QModelIndex, int | None]:
        """The cell at a point, and the place in its stack."""
        index = self.indexAt(spot)
        if not index.isValid():
            return index, None
        cell = self.visualRect(index)
        for place in range(len(self.matrix_model.entries(index.row(), index.column()))):
            if entry_rect(cell, place, self._look).contains(spot):
                return index, place
        return index, None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index, place = self._at(event.position().toPoint())
        if not index.isValid():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._make_current(index.row(), index.column(), place or 0)
        self._choose()
        gap = not self.matrix_model.entries(index.row(), index.column())
        if event.button() == Qt.MouseButton.LeftButton and gap:
            self.begin_filling()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index, place = self._at(event.position().toPoint())
        if index.isValid() and place is not None:
            self.opened.emit(self.matrix_model.entries(index.row(), index.column())[place].touchpoint)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index, place = self._at(event.position().toPoint())
        hovered = (index.row(), index.column()) if index.isValid() else (-1, -1)
        if hovered != self._cells.hovered:
            self._cells.hovered = hovered
            self.viewport().update()
        gap = index.isValid() and not self.matrix_model.entries(*hovered)
        hand = Qt.CursorShape.PointingHandCursor if gap or place is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def leaveEvent(self, event: QEvent) -> None:
        self._cells.hovered = (-1, -1)
        self.viewport().update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index, place = self._at(event.pos())
            told = self._tip(index, place) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), plain_tip(told), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, index: QModelIndex, place: int | None) -> str:
        if place is None:
            entries = self.matrix_model.entries(index.row(), index.column())
            return "" if entries else _("A gap: click to add a touchpoint here")
        entry = self.matrix_model.entries(index.row(), index.column())[place]
        touchpoint = self._editor.state.get(entry.touchpoint, Touchpoint)
        covered = self._editor.covered
        parts = [name_of(touchpoint), figure(entry.score, covered), entry_words(entry, covered)]
        if entry.share is not None and entry.reach is not None:
            parts.append(_("reached by {share}").format(share=figure(entry.reach, covered)))
        return "\n".join(parts)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            digit = len(event.text()) == 1 and event.text() in "0123456789" and not event.modifiers()
            if digit or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Insert):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, digit = event.key(), event.text()
        if key in _STEPS:
            self._walk(*_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            entry = self.current_entry()
            if entry is not None:
                self.opened.emit(entry.touchpoint)
            else:
                self.begin_filling()
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_Plus):
            self.begin_filling()
        elif key == Qt.Key.Key_Delete and (entry := self.current_entry()) is not None:
            self.removed.emit(entry.touchpoint)
        elif len(digit) == 1 and digit in "0123456789" and self.current_entry() is not None:
            self._digits.press(digit)
        else:
            event.ignore()

    def _walk(self, across: int, down: int) -> None:
        matrix, index = self.matrix_model.matrix, self.currentIndex()
        if not matrix.rows or not matrix.columns:
            return
        if not index.isValid():
            row, column, place = 0, 0, 0
        else:
            row, column, place = index.row(), index.column() + across, self._place + down
            count = max(1, len(self.matrix_model.entries(row, index.column())))
            if down and not 0 <= place < count:
                row, place = row + down, 0 if down > 0 else 10_000
                if not 0 <= row < len(matrix.rows):
                    return
        self._make_current(row, max(0, min(column, len(matrix.columns) - 1)), place)
        self.scrollTo(self.currentIndex())
        self._choose()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._cells.focused = True
        if not self.currentIndex().isValid() and self.matrix_model.matrix.rows and self.matrix_model.matrix.columns:
            self._make_current(0, 0, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cells.focused = False
        self.viewport().update()


_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _passing(event: QFocusEvent) -> bool:
    """Whether the keyboard goes only for a while: to a menu or another window."""
    return event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
