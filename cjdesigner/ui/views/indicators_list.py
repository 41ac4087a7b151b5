"""The list of indicators under hands: keys and mouse.

This module must not know the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.views.indicators_rows import Index, IndicatorDelegate, IndicatorModel, Line


class IndicatorList(QListView):
    """Up and Down walk, Alt with them moves, N adds, Delete removes, H hangs, Enter goes to the readings."""

    chosen = Signal(int)
    place_clicked = Signal(int, QPoint)
    """What an indicator hangs on was clicked: the indicator, and where on the screen."""
    asked = Signal(str)
    """A key asked for something: new, remove, hang, readings, paste, up, down."""
    menu_asked = Signal(int, QPoint)

    _KEYS = {  # noqa: RUF012
        Qt.Key.Key_N: "new",
        Qt.Key.Key_Insert: "new",
        Qt.Key.Key_Delete: "remove",
        Qt.Key.Key_Backspace: "remove",
        Qt.Key.Key_H: "hang",
        Qt.Key.Key_Return: "readings",
        Qt.Key.Key_Enter: "readings",
    }

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = IndicatorModel(self)
        self._painter = IndicatorDelegate(appearance, self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Indicators"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # what a group means wraps
        self.setTabKeyNavigation(False)

    @property
    def lines(self) -> list[Line]:
        """The rows shown. To be read only."""
        return self._model.lines

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows instead."""
        group = self.current.group if self.current is not None else ""
        identity = self.current.indicator if self.current is not None else None
        self._model.set_lines(lines)
        self.show_current(identity, group)

    @property
    def current(self) -> Line | None:
        """The row that is current."""
        index = self.currentIndex()
        return self._model.lines[index.row()] if index.isValid() and index.row() < len(self._model.lines) else None

    def show_current(self, identity: int | None, group: str = "") -> None:
        """Mark an indicator's row: that of the group where it stands in several, else its first."""
        rows = [n for n, line in enumerate(self._model.lines) if identity is not None and line.indicator == identity]
        if not rows:
            self.selectionModel().clear()
            return
        row = next((n for n in rows if self._model.lines[n].group == group), rows[0])
        if self.currentIndex().row() not in rows or (group and self.currentIndex().row() != row):
            index = self._model.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if row and self._model.lines[row - 1].indicator is None:
                self.scrollTo(self._model.index(row - 1))  # the heading of its group comes into sight with it
            self.scrollTo(index)
        elif not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        line = self._model.lines[current.row()] if current.isValid() else None
        if line is not None and line.indicator is not None:
            self.chosen.emit(line.indicator)

    # hands

    def _line_at(self, place: QPoint) -> tuple[QModelIndex, Line | None]:
        index = self.indexAt(place)
        return index, self._model.lines[index.row()] if index.isValid() else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index, line = self._line_at(place)
        if event.button() != Qt.MouseButton.LeftButton or line is None or line.indicator is None:
            return
        if self._painter.is_place(self.visualRect(index), line, place):
            self.place_clicked.emit(line.indicator, event.globalPosition().toPoint())
        else:
            self.chosen.emit(line.indicator)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        index, line = self._line_at(place)
        over = line is not None and self._painter.is_place(self.visualRect(index), line, place)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        line = self._model.lines[index.row()] if index.isValid() else None
        if line is not None and line.indicator is not None:
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if by_key else event.globalPos()
            self.menu_asked.emit(line.indicator, place)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._wish(event):
            event.accept()  # the list's own keys, not the window's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = self._wish(event)
        if wish and wish != "walk":
            self.asked.emit(wish)
        else:
            super().keyPressEvent(event)

    def _wish(self, event: QKeyEvent) -> str:
        """What a key asks for; "walk" is the list's own walking."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Paste):
            return "paste"
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if held == Qt.KeyboardModifier.AltModifier:
                return "up" if key == Qt.Key.Key_Up else "down"
            return "walk" if not held else ""
        if held & ~Qt.KeyboardModifier.KeypadModifier:
            return ""
        return self._KEYS.get(key, "")
