"""Lists of the strategy view: rows whose texts wrap instead of being cut.

This module must not know the document.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyleOptionViewItem, QWidget

from cjdesigner import text
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.panels.rows import Row, RowDelegate, RowList

Index = QModelIndex | QPersistentModelIndex

_READ = 1500
"""More characters than these never fit into a row."""


class WrappedRows(RowList):
    """Rows as wide as the list, as high as their texts up to a few lines; it takes the room it is given."""

    opened = Signal(object)
    """Ctrl+Enter was pressed on a row, or it was double-clicked where nothing is typed in place: its key."""

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        *,
        editable: bool = False,
        movable: bool = False,
        title_lines: int = 3,
        detail_lines: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, name, most=6, editable=editable, movable=movable, parent=parent)
        self._use(WrappedDelegate(appearance, title_lines, detail_lines, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.doubleClicked.connect(self._double_clicked)

    def _use(self, delegate: WrappedDelegate) -> None:
        self._rows_delegate = delegate
        self.setItemDelegate(delegate)

    def set_rows(self, rows: list[Row]) -> None:  # type: ignore[override]
        """Show these rows instead."""
        before = [(row.title, row.detail) for row in self.rows]
        super().set_rows(rows)
        if before != [(row.title, row.detail) for row in rows]:
            self.scheduleDelayedItemsLayout()  # heights follow the texts
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._rows_delegate.height(True) * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # heights follow the width

    def _double_clicked(self, index: QModelIndex) -> None:
        key = self._key_at(index)
        if key is not None and not self._editable:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, held = self.currentIndex(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.state() == QAbstractItemView.State.EditingState or not index.isValid():
            super().keyPressEvent(event)
        elif enter and held == Qt.KeyboardModifier.ControlModifier:
            self.opened.emit(self._key_at(index))
        elif held or not (enter or event.key() == Qt.Key.Key_F2) or not self.begin(index):
            super().keyPressEvent(event)

    def begin(self, index: QModelIndex) -> bool:
        """Begin typing in a row; False where nothing is typed."""
        if not self._editable or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edit(index)
        return True


class WrappedDelegate(RowDelegate):
    """Paints a row whose title and detail wrap."""

    def __init__(self, appearance: Appearance, title_lines: int, detail_lines: int, parent: RowList) -> None:
        super().__init__(appearance, detail_lines, parent)
        self._title_lines = title_lines
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        px = self._appearance.px
        if row is None or row.heading:
            return QSize(px(60), QFontMetrics(self._caption).height() + px(18))
        room = self._room(row)
        high = len(self._lines(row.title, self._title, room - self._beside(row), self._title_lines))
        height = max(1, high) * QFontMetrics(self._title).height() + px(13)
        if row.detail:
            lines = len(self._lines(row.detail, self._detail, room, self._detail_lines))
            height += lines * QFontMetrics(self._detail).height() + px(2)
        return QSize(px(60), height)

    def _room(self, row: Row) -> int:
        px = self._appearance.px
        return max(px(40), self._list.viewport().width() - px(16) - (px(20) if row.icon else 0))

    def _beside(self, row: Row) -> int:
        """What the figure takes of the title's room."""
        return QFontMetrics(self._chosen).horizontalAdvance(row.figure) + self._appearance.px(10) if row.figure else 0

    @staticmethod
    def _lines(words: str, font: QFont, room: int, most: int) -> tuple[text.Line, ...]:
        return text.lines(words[:_READ], "regular", float(font.pixelSize()), room, most).lines

    def _paint_texts(self, painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        ink = palette.accent if selected else palette.ink
        left, top, room = rect.left(), rect.top() + px(1), self._room(row)
        metrics = QFontMetrics(self._title)
        if row.icon:
            size = px(14)
            tint = palette.accent if selected else palette.second
            painter.drawPixmap(left, top + (metrics.height() - size) // 2, icon_pixmap(row.icon, tint, size))
            left += px(20)
        if row.figure:
            painter.setFont(self._chosen)
            painter.setPen(colour(ink))
            line = QRect(left, top, rect.right() - left + 1, metrics.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.figure)
        font = self._placeholder if row.placeholder else self._title
        faint = row.placeholder and not selected
        lines = self._lines(row.title, self._title, room - self._beside(row), self._title_lines)
        top = paint_lines(painter, lines, font, palette.second if faint else ink, left, top, room - self._beside(row))
        if row.detail:
            lines = self._lines(row.detail, self._detail, room, self._detail_lines)
            paint_lines(painter, lines, self._detail, palette.second, left, top + px(2), room)


def paint_lines(
    painter: QPainter, lines: tuple[text.Line, ...], font: QFont, ink: str, left: int, top: int, room: int
) -> int:
    """Paint set lines beneath each other and return where they end."""
    high = QFontMetrics(font).height()
    painter.setFont(font)
    painter.setPen(colour(ink))
    for line in lines:
        side = Qt.AlignmentFlag.AlignRight if line.rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRect(left, top, room, high), flags, line.text)
        top += high
    return top
