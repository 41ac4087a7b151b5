"""Editing a card's or a phase's text in place.

Typing is written after a rest, squashed into one undo step; Escape gives back what stood there.

This module must not know how cards are painted or routed.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.records import Activity, LaneEntry, NeedPoint, Phase, Record, Touchpoint
from cjdesigner.ui.appearance import Appearance, font

if TYPE_CHECKING:
    from cjdesigner.ui.editor import Editor

REST = 250
"""Milliseconds without a key after which what was typed is written."""

_visits = itertools.count()


def text_field(record: Record) -> str | None:
    """The field that is edited in place."""
    return _FIELDS.get(type(record))


def inline_text(record: Record) -> str:
    """The text of that field as it stands; empty where there is none."""
    field = text_field(record)
    return str(getattr(record, field)) if field is not None else ""


_FIELDS: dict[type[Record], str] = {
    NeedPoint: "question",
    Touchpoint: "name",
    Phase: "title",
    Activity: "name",
    LaneEntry: "text",
}


class InlineEditor(QPlainTextEdit):
    """A text field over a card. It ends by Enter, Escape, Tab, or a click elsewhere."""

    ended = Signal(int, str, bool)
    """The record's id; what ended it: "enter", "tab", "escape", "leave" (a click on the paper, another view) or "focus"
    (the keyboard went on to where the record can be edited); whether the keyboard was here until then."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._record = 0
        self._field = ""
        self._before = ""
        self.fresh = False
        """Whether what is edited has just been made."""
        self._made: object = None
        """The step of history that made it."""
        self.companion: QWidget | None = None
        """Where the record is edited as well: one may go on there without having named it."""
        self._merge: object = None
        self._timer = QTimer(self, interval=REST, singleShot=True)
        self._timer.timeout.connect(self._write)
        palette = appearance.palette
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {palette.surface}; color: {palette.ink}; padding: 0;"
            f" border: 2px solid {palette.accent}; border-radius: 6px; }}"
        )
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._typed)
        self.hide()

    @property
    def record(self) -> int:
        """The id of the record being edited; 0 where none is."""
        return self._record

    def open(self, record: Record, place: QRect, size: float, *, centred: bool, fresh: bool) -> None:
        """Edit a record's text at a place of the viewport, set at ``size`` px. ``fresh``: the first key replaces it."""
        field = text_field(record)
        if field is None:
            return
        self._record, self._field = record.id, field
        self._before = getattr(record, field)
        self.fresh = fresh
        self._made = self._newest_step() if fresh else None
        self._merge = ("inline", record.id, next(_visits))
        self.setFont(font("semibold", size))
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(3)
        self.blockSignals(True)
        self.setPlainText(self._before)
        self.blockSignals(False)
        self.selectAll()
        self.follow(place)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not fresh:
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.selectAll()

    def follow(self, place: QRect) -> None:
        """Stay over the card when the view moves."""
        self.setGeometry(place)

    def close_editing(self, reason: str) -> None:
        """Write what was typed (or, by "escape", give back what stood there) and go."""
        if not self._record:
            return
        record, self._record = self._record, 0
        self._timer.stop()
        if reason == "escape":
            self._put(record, self._before)
        else:
            self._put(record, self._text())
        had_focus = self.hasFocus()
        self.hide()
        self.ended.emit(record, reason, had_focus)

    def unmeant(self, identity: int) -> bool:
        """Whether undoing takes back a thing that has just been made and got neither a name nor anything else."""
        record = self._editor.state.get(identity, Record)
        named = record is None or isinstance(record, Phase) or bool(inline_text(record).strip())
        return self.fresh and not named and self._made is self._newest_step()

    def _newest_step(self) -> object:
        done, _undone = self._editor.document.steps()
        return done[-1] if done else None

    def _text(self) -> str:
        return self.toPlainText().strip()

    def _typed(self) -> None:
        if self._record:
            self._timer.start()

    def _write(self) -> None:
        if self._record:
            self._put(self._record, self._text())

    def _put(self, identity: int, words: str) -> None:
        record = self._editor.state.get(identity, Record)
        if record is None or getattr(record, self._field) == words:
            return
        field = self._field
        self._editor.edit(
            mark("Edit text"),
            lambda state: edits.set_fields(state, [identity], **{field: words}),
            merge=self._merge,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_editing("escape")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.close_editing("enter")
        elif key == Qt.Key.Key_Tab:
            self.close_editing("tab")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            goal = QApplication.focusWidget()
            beside = self.companion is not None and goal is not None and self.companion.isAncestorOf(goal)
            self.close_editing("focus" if beside else "leave")

    def event(self, event: QEvent) -> bool:
        # These keys end or belong to the editing, whatever shortcut the window has for them.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key()
            in (
                Qt.Key.Key_Escape,
                Qt.Key.Key_Tab,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_F2,
            )
        ):
            event.accept()
            return True
        return super().event(event)
