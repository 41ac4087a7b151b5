"""Lists of rows: a title with a figure at its right, and perhaps a line of detail beneath.

One list view serves navigator, gaps, levers and paths. Rows are plain values; setting new rows moves the model to them
without a reset, so that selection, hover and scroll position survive a drag that changes the figures.

This module must not know the document, nor what a row stands for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cjdesigner import text, theme
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex

_MIME = "application/x-cjdesigner-row"


class Row(msgspec.Struct, frozen=True):
    """One row. ``key`` is what it stands for; ``fill`` paints a bar of that score's colour and length behind it."""

    key: Hashable
    title: str
    figure: str = ""
    detail: str = ""
    icon: str = ""
    tip: str = ""
    placeholder: bool = False
    """The title stands for a text that is missing."""
    heading: bool = False
    """It names the rows beneath it, and cannot be chosen."""


class RowModel(QAbstractListModel):
    """The rows as Qt reads them. Renaming and moving are told, not done: the document changes, then the rows."""

    renamed = Signal(object, str)
    moved = Signal(object, int)

    def __init__(self, editable: bool, movable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._editable = editable
        self._movable = movable

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        new, old = list(rows), len(self.rows)
        kept = min(len(new), old)
        if len(new) < old:
            self.beginRemoveRows(QModelIndex(), len(new), old - 1)
            del self.rows[len(new) :]
            self.endRemoveRows()
        differing = [number for number in range(kept) if self.rows[number] != new[number]]
        self.rows[:kept] = new[:kept]
        if differing:
            self.dataChanged.emit(self.index(differing[0]), self.index(differing[-1]))
        if len(new) > old:
            self.beginInsertRows(QModelIndex(), old, len(new) - 1)
            self.rows.extend(new[old:])
            self.endInsertRows()

    def position(self, key: Hashable) -> int | None:
        """Where the row of that key stands."""
        return next((number for number, row in enumerate(self.rows) if row.key == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.EditRole:
            return "" if row.placeholder else row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.detail, row.figure) if part)
        return row if role == Qt.ItemDataRole.UserRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row = self.rows[index.row()]
        if str(value) != self.data(index, Qt.ItemDataRole.EditRole):
            self.renamed.emit(row.key, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._movable else Qt.ItemFlag.NoItemFlags
        row = self.rows[index.row()]
        if row.heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        if row.key is None:
            return flags
        if self._editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self._movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    # dragging rows

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, f"{id(self)} {indexes[0].row()}".encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return self._dragged(data) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        source = self._dragged(data)
        if source is None:
            return False
        target = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        target -= target > source
        if target != source:
            self.moved.emit(self.rows[source].key, target)
        return False  # the rows follow the document, Qt must not remove any

    def _dragged(self, data: QMimeData) -> int | None:
        if not self._movable or not data.hasFormat(_MIME):
            return None
        model, row = bytes(data.data(_MIME).data()).decode().split()
        return int(row) if model == str(id(self)) and int(row) < len(self.rows) else None


class RowDelegate(QStyledItemDelegate):
    """Paints a row: icon, title cut with an ellipsis, figure at the right, detail beneath."""

    def __init__(self, appearance: Appearance, detail_lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._detail_lines = detail_lines
        self._title = appearance.font()
        self._chosen = appearance.font("semibold")
        self._detail = appearance.font("regular", theme.SIZE_SMALL)
        self._placeholder = appearance.font("italic")
        self._caption = appearance.font("semibold", theme.SIZE_SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        return QSize(self._appearance.px(80), self.height_of(row) if row is not None else self.height(False))

    def height_of(self, row: Row) -> int:
        """The height of a row; line breaks in its detail make it higher."""
        return self.height(bool(row.detail), row.detail.count("\n"))

    def height(self, detail: bool, breaks: int = 0) -> int:
        """The height of a row with or without a line of detail."""
        height = QFontMetrics(self._title).height() + self._appearance.px(10)
        lines = self._detail_lines + breaks
        return height + QFontMetrics(self._detail).height() * lines if detail else height

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if row is None:
            return
        px, palette = self._appearance.px, self._appearance.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            self._paint_heading(painter, rect.adjusted(px(8), px(4), -px(8), -px(4)), row)
            painter.restore()
            return
        ground = rect.adjusted(0, 0, 0, -px(1))
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.accent_soft if selected else palette.field))
            painter.drawRoundedRect(ground, px(5), px(5))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0, 0, -1, -1), px(5), px(5))
        self._paint_texts(painter, ground.adjusted(px(8), px(4), -px(8), -px(4)), row, selected)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        metrics = QFontMetrics(self._caption)
        painter.setFont(self._caption)
        painter.setPen(colour(palette.second))
        flags = Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | flags, row.figure)
        room = rect.width() - (metrics.horizontalAdvance(row.figure) + px(10) if row.figure else 0)
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | flags, title)

    def _paint_texts(self, painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        ink = palette.accent if selected else palette.ink
        font = self._placeholder if row.placeholder else self._chosen if selected else self._title
        metrics = QFontMetrics(font)
        line = QRect(rect.left(), rect.top(), rect.width(), metrics.height())
        if row.icon:
            size = px(14)
            top = line.top() + (line.height() - size) // 2
            painter.drawPixmap(
                line.left(), top, icon_pixmap(row.icon, palette.accent if selected else palette.second, size)
            )
            line.setLeft(line.left() + size + px(6))
        if row.figure:
            painter.setFont(self._chosen)
            painter.setPen(colour(ink))
            wide = QFontMetrics(self._chosen).horizontalAdvance(row.figure)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.figure)
            line.setRight(line.right() - wide - px(10))
        painter.setFont(font)
        painter.setPen(colour(palette.second if row.placeholder and not selected else ink))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        if row.detail:
            painter.setFont(self._detail)
            painter.setPen(colour(palette.second))
            high, top, room = QFontMetrics(self._detail).height(), line.bottom() + 1, rect.right() - line.left()
            em = float(self._detail.pixelSize())
            most = self._detail_lines + row.detail.count("\n")
            for part in text.lines(row.detail, "regular", em, room, most).lines:
                beneath = QRect(line.left(), top, room, high)
                painter.drawText(beneath, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, part.text)
                top += high

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setStyleSheet(f"padding: 0 {self._appearance.px(4)}px;")
        return field

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text().strip(), Qt.ItemDataRole.EditRole)


class RowList(QListView):
    """A list of rows as high as its rows, up to ``most`` of them; beyond that it scrolls."""

    chosen = Signal(object)
    """A row was clicked, or walked to or activated by a key: its key."""
    menu_asked = Signal(object, QPoint)
    """A context menu was asked for: the row's key or None, and where on the screen."""
    removed = Signal(object)
    """Delete or Backspace was pressed on a row: its key."""

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        *,
        most: int = 8,
        editable: bool = False,
        movable: bool = False,
        detail_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._editable = editable
        self._movable = movable
        self._model = RowModel(editable, movable, self)
        self._rows_delegate = RowDelegate(appearance, detail_lines, self)
        self.renamed = self._model.renamed
        self.moved = self._model.moved
        self.setModel(self._model)
        self.setItemDelegate(self._rows_delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
            if editable
            else QAbstractItemView.EditTrigger.NoEditTriggers
        )
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDropIndicatorShown(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)

    @property
    def rows(self) -> list[Row]:
        """The rows shown. To be read only."""
        return self._model.rows

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows instead; the current one is not chosen anew."""
        before = self._fitting()
        self._model.set_rows(list(rows))
        if self._fitting() != before:
            self.updateGeometry()

    def show_current(self, key: Hashable | None) -> None:
        """Mark the row of that key as the one selected; None marks none."""
        row = self._model.position(key) if key is not None else None
        if row is None:
            self.selectionModel().clear()
        elif self.currentIndex().row() != row or not self.selectionModel().hasSelection():
            index = self._model.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def edit_row(self, key: Hashable) -> None:
        """Begin renaming a row in place."""
        row = self._model.position(key)
        if row is not None and self._editable:
            self.show_current(key)
            self.setFocus()
            self.edit(self._model.index(row))

    def sizeHint(self) -> QSize:
        return QSize(self._rows_delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).width(), self._fitting())

    def minimumSizeHint(self) -> QSize:
        policy = self.sizePolicy().verticalPolicy()
        height = self._fitting() if policy == QSizePolicy.Policy.Fixed else self._rows_delegate.height(False) * 2
        return QSize(40, height)

    def _fitting(self) -> int:
        return sum(self._rows_delegate.height_of(row) for row in self._model.rows[: self._most]) + 2

    def _key_at(self, index: QModelIndex) -> Hashable | None:
        return self._model.rows[index.row()].key if index.isValid() else None

    # hands

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.chosen.emit(self._key_at(index))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._mine(event):
            event.accept()  # the list's own keys, not the window's
            return True
        return super().event(event)

    def _mine(self, event: QKeyEvent) -> bool:
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return not event.modifiers() or (alt and self._movable)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return True
        return self._editable and key in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if self.state() == QAbstractItemView.State.EditingState or not index.isValid():
            super().keyPressEvent(event)
            return
        here = self._key_at(index)
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and self._movable and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            target = index.row() + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= target < len(self._model.rows):
                self.moved.emit(here, target)
        elif self._editable and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(here)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(here)
        else:
            super().keyPressEvent(event)
            if self.currentIndex() != index:
                self.chosen.emit(self._key_at(self.currentIndex()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if by_key else event.globalPos()
        self.menu_asked.emit(self._key_at(index), place)
