"""Lists of the jobs view: rows that can be deleted, copied, doubled and given a strength by a key; jobs as sentences.

This module must not know the document.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from cjdesigner import text
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.panels.rows import Index, Row, RowDelegate, RowList

_LINES = 3
_LONGEST = 400
"""So many characters are more than the lines hold."""


class PartRows(RowList):
    """Rows with the keys of a list that is edited: Del, Ctrl+D, Ctrl+C, and digits where they are wanted."""

    duplicated = Signal(object)
    copied = Signal(object)
    digit = Signal(object, int)
    """A digit was typed on a row: its key, and 0 to 5."""

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        *,
        most: int = 8,
        editable: bool = False,
        digits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, name, most=most, editable=editable, movable=True, parent=parent)
        self._digits = digits

    def _mine(self, event: QKeyEvent) -> bool:
        return super()._mine(event) or self._command(event) is not None

    def _command(self, event: QKeyEvent) -> str | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return "copy"
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_D:
            return "duplicate"
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return "remove"
        return "digit" if self._digits and event.text() in tuple("012345") else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._command(event)
        index = self.currentIndex()
        if command is None or not index.isValid() or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        key = self.rows[index.row()].key
        if command == "digit":
            self.digit.emit(key, int(event.text()))
        else:
            {"copy": self.copied, "duplicate": self.duplicated, "remove": self.removed}[command].emit(key)


class SentenceRows(PartRows):
    """Jobs: the sentence in up to three lines, beneath it kind and persona, the opportunity at the right."""

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(appearance, name, parent=parent)
        self._sentences = SentenceDelegate(appearance, self)
        self.setItemDelegate(self._sentences)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.scheduleDelayedItemsLayout()
        return super().event(event)


class SentenceDelegate(RowDelegate):
    """Paints a job."""

    def __init__(self, appearance: Appearance, rows: QListView) -> None:
        super().__init__(appearance, 1, rows)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        px = self._appearance.px
        wide = max(px(80), self._rows.viewport().width())
        count = len(self._broken(row, wide - px(16))) if row is not None else 1
        height = QFontMetrics(self._title).height() * count + QFontMetrics(self._chosen).height() + px(14)
        return QSize(px(80), height)

    def _broken(self, row: Row, room: float) -> list[str]:
        face: text.Face = "italic" if row.placeholder else "regular"
        words = " ".join(row.title[:_LONGEST].split())
        found = text.lines(words, face, float(self._title.pixelSize()), max(40.0, room), _LINES)
        return [line.text for line in found.lines]

    def _paint_texts(self, painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        ink = palette.accent if selected else palette.second if row.placeholder else palette.ink
        font = self._placeholder if row.placeholder else self._title
        high = QFontMetrics(self._title).height()
        painter.setFont(font)
        painter.setPen(colour(ink))
        top = rect.top()
        for line in self._broken(row, rect.width()):
            painter.drawText(QRect(rect.left(), top, rect.width() + px(4), high), Qt.AlignmentFlag.AlignVCenter, line)
            top += high
        foot = QRect(rect.left(), top + px(1), rect.width(), QFontMetrics(self._chosen).height())
        if row.figure:
            painter.setFont(self._chosen)
            painter.setPen(colour(palette.accent if selected else palette.ink))
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.figure)
            foot.setRight(foot.right() - QFontMetrics(self._chosen).horizontalAdvance(row.figure) - px(8))
        painter.setFont(self._detail)
        painter.setPen(colour(palette.second))
        detail = QFontMetrics(self._detail).elidedText(
            " ".join(row.detail.split()), Qt.TextElideMode.ElideRight, foot.width()
        )
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, detail)
