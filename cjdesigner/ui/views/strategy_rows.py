"""Lists of the strategy view: rows whose texts wrap instead of being cut, and hand-offs drawn as known, handed, known.

This module must not know the document.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import msgspec
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from cjdesigner import text
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.panels.rows import Row, RowDelegate, RowList

Index = QModelIndex | QPersistentModelIndex

_READ = 1500
"""More characters than these never fit into a row."""


class WrappedRows(RowList):
    """Rows as wide as the list, as high as their texts up to a few lines; it takes the room it is given."""

    opened = Signal(object)
    """A row was double-clicked: its key."""

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


class Cells(msgspec.Struct, frozen=True):
    """A hand-off in words: at either end a touchpoint, its owner and what is known there; between them what is told."""

    names: tuple[str, str]
    owners: tuple[str, str]
    known: tuple[str, str]
    hands_over: str


class HandoffRows(WrappedRows):
    """Hand-offs, each in three cells: known, handed over, known."""

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(appearance, name, parent=parent)
        self._handoffs = HandoffDelegate(appearance, self)
        self._use(self._handoffs)
        self.setUniformItemSizes(True)

    def minimumSizeHint(self) -> QSize:
        row = self._handoffs.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        return QSize(self._handoffs.narrowest, row + row // 2)

    def set_cells(self, rows: list[Row], cells: Mapping[Hashable, Cells]) -> None:
        """Show these hand-offs; a row's key finds its cells."""
        self._handoffs.cells = cells
        self.set_rows(rows)


class HandoffDelegate(WrappedDelegate):
    """Paints a hand-off."""

    _KNOWN_LINES = 3

    def __init__(self, appearance: Appearance, parent: RowList) -> None:
        super().__init__(appearance, 1, 1, parent)
        self.cells: Mapping[Hashable, Cells] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._appearance.px
        lines = QFontMetrics(self._chosen).height() + (1 + self._KNOWN_LINES) * QFontMetrics(self._detail).height()
        return QSize(px(60), lines + px(32))

    @property
    def narrowest(self) -> int:
        """The least width in which a hand-off can be read."""
        return self._appearance.px(300)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        cells = self.cells.get(row.key) if row is not None else None
        if cells is None:
            super().paint(painter, option, index)
            return
        px, palette = self._appearance.px, self._appearance.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rect.adjusted(1, px(2), -2, -px(6))
        fill = palette.accent_soft if selected else palette.field if state & _OVER else palette.surface
        painter.setBrush(colour(fill))
        painter.setPen(QPen(colour(palette.accent if selected else palette.hairline), 1))
        painter.drawRoundedRect(ground, px(8), px(8))
        inner = ground.adjusted(px(12), px(9), -px(12), -px(9))
        gap = px(14)
        wide = (inner.width() - 2 * gap) // 3
        lefts = [inner.left() + place * (wide + gap) for place in range(3)]
        for side, left in ((0, lefts[0]), (1, lefts[2])):
            self._paint_end(painter, QRect(left, inner.top(), wide, inner.height()), cells, side)
        self._paint_between(painter, QRect(lefts[1], inner.top(), wide, inner.height()), cells)
        painter.restore()

    def _paint_end(self, painter: QPainter, rect: QRect, cells: Cells, side: int) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        elide, room = Qt.TextElideMode.ElideRight, rect.width()
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        top = rect.top()
        for words, font, ink in (
            (cells.names[side], self._chosen, palette.ink),
            (cells.owners[side], self._detail, palette.second),
        ):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(colour(ink))
            painter.drawText(
                QRect(rect.left(), top, room, metrics.height()), flags, metrics.elidedText(words, elide, room)
            )
            top += metrics.height()
        known = cells.known[side]
        words = known or _("nothing known of the customer")
        lines = self._lines(words, self._detail, room, self._KNOWN_LINES)
        ink = palette.ink if known else palette.second
        paint_lines(painter, lines, self._detail, ink, rect.left(), top + px(6), room)

    def _paint_between(self, painter: QPainter, rect: QRect, cells: Cells) -> None:
        """An arrow from the one to the other, and beneath it what it carries."""
        px, palette = self._appearance.px, self._appearance.palette
        tint = palette.second if cells.hands_over else palette.danger
        y = rect.top() + QFontMetrics(self._chosen).height() // 2
        pen = QPen(colour(tint), px(1.5))
        if not cells.hands_over:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(rect.left(), y, rect.right() - px(2), y)
        painter.setPen(QPen(colour(tint), px(1.5)))
        for step in (-px(4), px(4)):
            painter.drawLine(rect.right() - px(5), y + step, rect.right() - px(1), y)
        top = rect.top() + QFontMetrics(self._chosen).height()
        high = QFontMetrics(self._detail).height()
        painter.setFont(self._detail)
        painter.setPen(colour(palette.second))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        if cells.hands_over:
            painter.drawText(QRect(rect.left(), top, rect.width(), high), flags, _("hands over"))
        words = cells.hands_over or _("nothing is handed over")
        lines = self._lines(words, self._detail, rect.width(), self._KNOWN_LINES)
        ink = palette.ink if cells.hands_over else palette.danger
        paint_lines(painter, lines, self._detail, ink, rect.left(), top + high + px(6), rect.width())


_OVER = QStyle.StateFlag.State_MouseOver
