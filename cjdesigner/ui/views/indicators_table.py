"""An indicator's readings as a table that is edited in place, the latest first.

This module must not know how a reading is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import dates
from cjdesigner.model.indicator_words import in_unit
from cjdesigner.model.readings import Unreadable, count
from cjdesigner.model.records import Indicator, Reading
from cjdesigner.model.wording import COVERED, grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.amount_fields import amount_typed, written
from cjdesigner.ui.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex

COLUMNS = (mark("Date"), mark("Value"), mark("Answers"), mark("Source"))
FIELDS = ("date", "value", "answers", "source")

BAD_DATE = mark("Not written: a date is 2026, 2026-09 or 2026-09-30.")
BAD_VALUE = mark("Not written: the value is no number.")
BAD_ANSWERS = mark("Not written: the answers are no whole number.")


class NotWritten(ValueError):
    """Why a cell or an entry cannot be written: an English message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def typed(field: str, text: str, unit: str) -> Any:
    """What was typed for a reading's field. Raises NotWritten."""
    text = text.strip()
    try:
        if field == "date":
            return dates.read_date(text)
        if field == "value":
            return amount_typed(text, unit)
        if field == "answers":
            return count(text) if text else 0
    except Unreadable:
        raise NotWritten(BAD_ANSWERS) from None
    except ValueError:
        raise NotWritten(BAD_DATE if field == "date" else BAD_VALUE) from None
    return text


class ReadingModel(QAbstractTableModel):
    """Readings as Qt reads them. Changing is told, not done: the document changes, then the rows."""

    changed = Signal(int, str, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget, *, editable: bool) -> None:
        super().__init__(parent)
        self._indicator: Indicator | None = None
        self._editable = editable
        self._covered = False
        self.readings: list[Reading] = []

    def set_readings(self, indicator: Indicator | None, readings: Sequence[Reading], *, covered: bool) -> None:
        """Show these, given from the first to the latest."""
        new = list(reversed(readings))
        same = [reading.id for reading in new] == [reading.id for reading in self.readings]
        self._indicator, self._covered = indicator, covered
        if same:
            self.readings = new
            if new:
                self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.readings = new
        self.endResetModel()

    def row_of(self, reading: int) -> int | None:
        """The row of a reading."""
        return next((row for row, record in enumerate(self.readings) if record.id == reading), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.readings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, number: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[number])
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(number))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._indicator is None:
            return None
        reading, field = self.readings[index.row()], FIELDS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(index.column()))
        if role == Qt.ItemDataRole.DisplayRole:
            if field == "value":
                return COVERED if self._covered else in_unit(self._indicator, reading.value)
            if field == "answers":
                return grouped(reading.answers) if reading.answers else ""
            return " ".join(str(getattr(reading, field)).split())[:500]
        if role == Qt.ItemDataRole.EditRole:
            if field == "value":
                return written(reading.value)
            return str(getattr(reading, field) or "")
        if role == Qt.ItemDataRole.ToolTipRole and field == "source":
            return plain_tip(reading.source)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self._indicator is None:
            return False
        reading, field = self.readings[index.row()], FIELDS[index.column()]
        if str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        try:
            self.changed.emit(reading.id, field, typed(field, str(value), self._indicator.unit))
        except NotWritten as error:
            self.refused.emit(_(error.reason))
            return False
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        hidden = self._covered and index.column() == 1
        return flags | Qt.ItemFlag.ItemIsEditable if self._editable and not hidden else flags


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (1, 2) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class ReadingTable(QTableView):
    """The table. Delete removes the selected readings, a paste is told."""

    removed = Signal(list)
    pasted = Signal()

    def __init__(self, appearance: Appearance, model: ReadingModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._readings = model
        self.setModel(model)
        self.setAccessibleName(_("Readings"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        palette = appearance.palette
        self.setStyleSheet(
            f"QTableView {{ selection-background-color: {palette.accent_soft}; selection-color: {palette.ink}; }}"
            f"QTableView::item {{ padding: 0 {appearance.px(5)}px; }}"
            f"QTableView::item:selected {{ background: {palette.accent_soft}; color: {palette.ink}; }}"
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(appearance.px(28))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(60)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(appearance.px(64))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )

    def selected(self) -> list[int]:
        """The ids of the selected readings."""
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        return [self._readings.readings[row].id for row in sorted(rows)]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._mine(event):
            event.accept()
            return True
        return super().event(event)

    def _mine(self, event: QKeyEvent) -> bool:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        plain = event.key() in (*keys, *arrows) or bool(event.text() and event.text().isprintable())
        return event.matches(QKeySequence.StandardKey.Paste) or (plain and not _held(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.selected())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _held(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return bool(event.modifiers() & held)
