"""The boxes of a blank sheet as a table, for typing them back.

This module must not know how they are typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.blank_slots import LINES, Slot, SlotKind
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Node, Phase, Record, Touchpoint, node_title
from cjdesigner.model.state import State
from cjdesigner.model.wording import COVERED, grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels import scales
from cjdesigner.ui.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex

NUMBER, KIND, PHASE, WORDS, SCORE = range(5)

ICONS: dict[SlotKind, str] = {
    "need": "ri.question-line",
    "touchpoint": "ri.checkbox-blank-line",
    "message": "ri.chat-quote-line",
    "persona": "ri.user-line",
    "goal": "ri.flag-line",
    "phase": "ri.layout-column-line",
    "question": "ri.chat-1-line",
}
_KINDS: dict[SlotKind, str] = {
    "need": mark("Need point"),
    "touchpoint": mark("Touchpoint"),
    "message": mark("Key message"),
    "persona": mark("Persona"),
    "goal": mark("Goal"),
    "phase": mark("Phase"),
    "question": mark("Guiding question"),
}
HINTS: dict[SlotKind, str] = {
    "need": mark("The question in the customer's words"),
    "touchpoint": mark("What the touchpoint is called"),
    "message": mark("What the sheet is to say, in one sentence"),
    "persona": mark("Whose journey it is, in a word"),
    "goal": mark("What the customer wants to reach"),
    "phase": mark("What the phase is called"),
    "question": mark("The phase's guiding question"),
}


def kind_words(slot: Slot) -> str:
    """What a box is for."""
    return _(_KINDS[slot.kind])


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in (NUMBER, SCORE) else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class SlotModel(QAbstractTableModel):
    """The boxes as Qt reads a table: number, kind, phase, words, score."""

    def __init__(self, editor: Editor, appearance: Appearance, found: Sequence[Slot], parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self.slots = list(found)
        self._made: dict[int, int] = {}
        """The records that were made of empty places, by row: they may be taken back and come again."""
        second = appearance.palette.second
        self._icons = {kind: appearance.icon(name, second, 18) for kind, name in ICONS.items()}

    @property
    def _state(self) -> State:
        return self._editor.state

    def words(self, slot: Slot) -> str:
        """What stands in a box."""
        record = self._state.get(slot.record, Record)
        if slot.is_line:
            return str(getattr(record, LINES[slot.kind], ""))
        return node_title(record) if isinstance(record, Node) else ""

    def fill(self, row: int, record: int) -> None:
        """Say which card an empty place has become."""
        self._made[row] = record
        self.slots[row] = msgspec.structs.replace(self.slots[row], record=record)
        self.refresh()

    def is_of(self, slot: Slot, patch: Patch) -> bool:
        """Whether a step changed what stands in a box."""
        row = self.slots.index(slot)
        identity = slot.record if slot.record is not None else self._made.get(row)
        if identity not in patch:
            return False
        before, after = patch[identity]
        field = LINES.get(slot.kind)
        return field is None or getattr(before, field, None) != getattr(after, field, None)

    def value(self, slot: Slot) -> float | None:
        """A touchpoint's score."""
        record = self._state.get(slot.record, Touchpoint)
        return record.score if record is not None else None

    def score(self, slot: Slot) -> str:
        """The score as it is typed; empty while figures are covered."""
        return "" if self._editor.covered else scales.shown(self.value(slot))

    def refresh(self) -> None:
        """Read everything anew; a card that is gone leaves an empty place."""
        for row, slot in enumerate(self.slots):
            if slot.record is not None and slot.record not in self._state:
                self.slots[row] = msgspec.structs.replace(slot, record=None)
            elif slot.record is None and self._made.get(row) in self._state:
                self.slots[row] = msgspec.structs.replace(slot, record=self._made[row])
        if self.slots:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.slots) - 1, SCORE))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.slots)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SCORE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("No."), "", _("Phase"), _("Text"), _("Score"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        slot = self.slots[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(slot, column)
        if role == Qt.ItemDataRole.DecorationRole and column == KIND:
            return self._icons[slot.kind]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(kind_words(slot) if column == KIND else self.words(slot) if column == WORDS else "")
        if role == Qt.ItemDataRole.AccessibleTextRole and column == KIND:
            return kind_words(slot)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def _shown(self, slot: Slot, column: int) -> str:
        if column == NUMBER:
            return grouped(slot.number)
        if column == PHASE:
            if slot.is_line and slot.phase is None:
                return kind_words(slot)
            record = self._state.get(slot.record, Node)
            phase = self._state.get(record.phase if record is not None else slot.phase, Phase)
            return " ".join(phase.title.split()) if phase is not None else ""
        if column == WORDS:
            return " ".join(self.words(slot).split())
        if column == SCORE and slot.kind == "touchpoint":
            return COVERED if self._editor.covered and self.value(slot) is not None else self.score(slot)
        return ""
