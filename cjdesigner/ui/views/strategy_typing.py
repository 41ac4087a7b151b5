"""Rows whose texts are typed in place: a double-click, F2 or Enter begins, Enter writes, Escape gives back.

Tab writes and goes on to the row's next text. This module must not know the document.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import msgspec
from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit, QStyleOptionViewItem, QWidget

from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.rows import Row
from cjdesigner.ui.views.strategy_rows import Index, WrappedDelegate, WrappedRows

_LINES = 3
"""The lines that one sees while typing, at least."""


class Slot(msgspec.Struct, frozen=True):
    """A text of a row: whose it is, its field, what it says, what it is called, and how the row's detail shows it."""

    record: int
    field: str
    text: str
    name: str
    shown: str = ""


class SlotRows(WrappedRows):
    """Rows with texts that are typed in place."""

    written = Signal(int, str, str)
    """Another text was typed: the record, its field, the text. It is told, not done."""

    def __init__(
        self, appearance: Appearance, name: str, *, editable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, name, editable=editable, parent=parent)
        self._typed = editable
        self._editable = False  # rows are neither renamed nor removed here
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._use_slots(SlotDelegate(appearance, 3, 4, self))

    def _use_slots(self, delegate: SlotDelegate) -> None:
        self._delegate = delegate
        self._use(delegate)

    def set_slots(self, rows: list[Row], slots: Mapping[Hashable, tuple[Slot, ...]]) -> None:
        """Show these rows; a row's key finds its texts. The row that is current stays so wherever it moves to."""
        current = self.currentIndex()
        before = self._key_at(current) if self.selectionModel().hasSelection() else None
        self._delegate.slots = slots
        self.set_rows(rows)
        if before is not None:
            self.show_current(self._same(before))

    def _same(self, key: Hashable) -> Hashable:
        """The key that a row has now."""
        return key

    def slots_of(self, key: Hashable) -> tuple[Slot, ...]:
        """The texts of a row that can be typed."""
        return self._delegate.slots.get(key, ()) if self._typed else ()

    def type_in(self, key: Hashable, place: int = 0) -> bool:
        """Begin typing one of a row's texts; False where there is none."""
        row = self._model.position(key)
        if row is None or not 0 <= place < len(self.slots_of(key)):
            return False
        self.show_current(key)
        self.setFocus()
        self._delegate.place = place
        self.scrollTo(self._model.index(row))
        self.edit(self._model.index(row))
        return True

    def begin(self, index: QModelIndex) -> bool:
        return self.type_in(self._key_at(index))

    def _mine(self, event: QKeyEvent) -> bool:
        return super()._mine(event) or (self._typed and event.key() == Qt.Key.Key_F2)

    def _double_clicked(self, index: QModelIndex) -> None:
        """Where in the row it was, the event knows."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            row = self._model.rows[index.row()]
            self.type_in(row.key, self._delegate.place_at(self.visualRect(index), row, at))


class SlotField(QPlainTextEdit):
    """Where one of a row's texts is typed."""

    def __init__(self, slot: Slot, key: Hashable, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.slot, self.key, self.place = slot, key, place
        self.setAccessibleName(slot.name)
        self.setPlaceholderText(slot.name)
        self.setPlainText(slot.text)
        self.selectAll()


class SlotDelegate(WrappedDelegate):
    """Paints wrapped rows whose detail are their texts beneath each other, and has them typed."""

    def __init__(self, appearance: Appearance, title_lines: int, detail_lines: int, parent: SlotRows) -> None:
        super().__init__(appearance, title_lines, detail_lines, parent)
        self._rows = parent
        self.slots: Mapping[Hashable, tuple[Slot, ...]] = {}
        self.place = 0

    # where the texts stand

    def rects(self, rect: QRect, row: Row) -> list[QRect]:
        """Where a row's texts stand; empty where one is not shown."""
        px, room = self._appearance.px, self._room(row)
        titles = len(self._lines(row.title, self._title, room - self._beside(row), self._title_lines))
        left = rect.left() + px(8) + (px(20) if row.icon else 0)
        top = rect.top() + px(7) + max(1, titles) * QFontMetrics(self._title).height()
        spare, found = self._detail_lines, []
        for slot in self.slots.get(row.key, ()):
            count = len(self._lines(slot.shown, self._detail, room, spare)) if slot.shown and spare else 0
            high = count * QFontMetrics(self._detail).height()
            found.append(QRect(left, top, room, high))
            top, spare = top + high, spare - count
        return found

    def place_at(self, rect: QRect, row: Row, at: QPoint) -> int:
        """Which of a row's texts stands at a point, or above or beneath it; the first where none does."""
        found = self.rects(rect, row)
        for place, box in enumerate(found):
            if box.contains(at):
                return place
        return next((n for n, box in enumerate(found) if box.left() <= at.x() <= box.right()), 0)

    # typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row = index.data(Qt.ItemDataRole.UserRole)
        field = SlotField(self.slots[row.key][self.place], row.key, self.place, parent)
        field.setStyleSheet(f"padding: 0 {self._appearance.px(2)}px;")
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """It was filled when it was made: what changes elsewhere must not overwrite what is typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, SlotField)
        slot, words = editor.slot, editor.toPlainText().strip()
        if words != slot.text.strip():
            self._rows.written.emit(slot.record, slot.field, words)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        assert isinstance(editor, SlotField)
        px, row = self._appearance.px, index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        found = self.rects(rect, row) if row is not None else []
        box = found[editor.place] if editor.place < len(found) else rect
        room = self._rows.viewport().rect()
        lines = max(_LINES * editor.fontMetrics().lineSpacing(), box.height())
        wide = min(max(box.width() + px(12), px(190)), room.width())
        high = min(lines + px(14), room.height())
        left = max(room.left(), min(box.left() - px(8), room.right() - wide))
        top = max(room.top(), min(box.top() - px(3), room.bottom() - high))
        editor.setGeometry(left, top, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, SlotField):
            key, broken = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(key), 0)
            if step or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not broken):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched)
                if step:
                    self._rows.type_in(watched.key, watched.place + step)
                return True
        return super().eventFilter(watched, event)
