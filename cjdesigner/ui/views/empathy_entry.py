"""Typing on an empathy map: a new note, a note's text, or a field of the header, in place.

What is typed is written after a rest and all of one visit is one undo step; a new note comes to be with its first
words. Escape gives back what stood there.

This module must not know where on the map it stands or what follows when it ends.
"""

from __future__ import annotations

import itertools

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from cjdesigner.fonts import Face
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits, empathy
from cjdesigner.model.empathy import NoteText
from cjdesigner.model.patch import Patch
from cjdesigner.model.record import Section
from cjdesigner.model.records import Record
from cjdesigner.model.removing import remove
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import Appearance, font
from cjdesigner.ui.canvas.inline import REST
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.views.empathy_clipboard import pasted

_visits = itertools.count()

_ENDING = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class Entry(QPlainTextEdit):
    """One text field over the map. It ends by Enter, Tab, Escape or a click elsewhere."""

    ended = Signal(str)
    """What ended it: "enter", "tab", "backtab", "escape" or "focus"."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self.map = 0
        self.section: Section = "who"
        self.index = 0
        """How many notes of the section stand before a new one."""
        self.record = 0
        """The id of what is edited; 0 for a new note that has no words yet."""
        self.field = "text"
        self.fresh = False
        """Whether a note is being made."""
        self.active = False
        self._before = ""
        self._before_selection: tuple[int, ...] = ()
        self._merge: object = None
        self._timer = QTimer(self, interval=REST, singleShot=True)
        self._timer.timeout.connect(self._write)
        palette = appearance.palette
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {palette.surface}; color: {palette.ink}; padding: 0;"
            f" border: 2px solid {palette.accent}; border-radius: 6px; }}"
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.textChanged.connect(self._typed)
        self.hide()

    # opening

    def open_new(self, map_id: int, section: Section, index: int, first: str = "") -> None:
        """Type a new note; ``first`` are the characters that started it."""
        self.map, self.section, self.index = map_id, section, index
        self.record, self.field, self.fresh = 0, "text", True
        self.setAccessibleName(_("New note"))
        self._open("", first, "regular")

    def open_record(self, record: Record, field: str, face: Face = "regular") -> None:
        """Edit a field of a note or of a map's header."""
        self.record, self.field, self.fresh = record.id, field, False
        self.setAccessibleName(_("Text"))
        self._open(getattr(record, field), getattr(record, field), face)
        self.selectAll()

    def _open(self, before: str, words: str, face: Face) -> None:
        self._before = before
        self._before_selection = self._editor.selection
        self._face = face
        self._merge = ("empathy", next(_visits))
        self.blockSignals(True)
        self.setPlainText(words)
        self.blockSignals(False)
        self.active = True
        self.moveCursor(self.textCursor().MoveOperation.End)
        if words != before:
            self._timer.start()

    def place(self, rect: QRect, size: float, inset: tuple[float, float]) -> None:
        """Stand at a place of the viewport, set at ``size`` px; the words begin ``inset`` px from its corner."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setFont(font(self._face, size))
        # The style sheet of the program states a size for all widgets; this one follows the zoom.
        self.document().setDefaultFont(font(self._face, size))
        left, top = (max(0, round(length) - 3) for length in inset)  # less the border and the page's own margin
        self.setViewportMargins(left, top, 0, 0)
        self.setGeometry(rect)
        if not self.isVisible():
            self.show()
            self.raise_()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ending

    def finish(self, reason: str) -> None:
        """Write what was typed (or, by "escape", give back what stood there) and go."""
        if not self.active:
            return
        self.active = False
        self._timer.stop()
        if reason == "escape":
            self._put(self._before)
            if self.fresh:
                self._editor.select(self._before_selection)
        else:
            self._put(self.words)
        self.hide()
        self.ended.emit(reason)

    def abandon(self) -> None:
        """Go without writing: what was edited is gone or has been taken back."""
        if self.active:
            self.active = False
            self._timer.stop()
            self.hide()
            self.ended.emit("focus")

    # writing

    @property
    def words(self) -> str:
        """What is typed so far."""
        text = self.toPlainText().strip()
        return text if self.field == "text" else " ".join(text.split())

    def _typed(self) -> None:
        if self.active:
            self._timer.start()

    def _write(self) -> None:
        if self.active:
            self._put(self.words)

    def _put(self, words: str) -> None:
        editor, identity = self._editor, self.record
        if self.fresh and not identity:
            if words:
                self._add([NoteText(words)])
            return
        record = editor.state.get(identity, Record)
        if record is None or getattr(record, self.field) == words:
            return
        if self.fresh and not words:
            self.record = 0
            editor.edit(mark("Add note"), lambda state: remove(state, [identity]), merge=self._merge)
            return
        field = self.field
        label = mark("Add note") if self.fresh else mark("Edit text")
        editor.edit(label, lambda state: edits.set_fields(state, [identity], **{field: words}), merge=self._merge)

    def _add(self, texts: list[NoteText]) -> None:
        """Make new notes here; the last of them is edited then."""
        map_id, section, index = self.map, self.section, self.index
        patch = self._editor.edit(
            mark("Add note"),
            lambda state: empathy.add_notes(state, map_id, section, texts, index),
            merge=self._merge,
        )
        new = empathy.notes_added(patch)
        if new:
            self.record = new[-1]
            self.index = index + len(new) - 1
            self._editor.select(new[-1:])

    def insertFromMimeData(self, source: QMimeData) -> None:
        texts = pasted(source)
        if not self.fresh or len(texts) < 2:
            super().insertFromMimeData(source)
            return
        first = texts[0]
        self.textCursor().insertText(first.text)
        self._timer.stop()
        identity, words = self.record, self.words
        texts[0] = NoteText(words, first.mark, first.source)
        map_id, section, index = self.map, self.section, self.index

        def replace(state: State) -> Patch:
            """The lines in place of what was typed."""
            if identity:
                patch = edits.set_fields(state, [identity], text=words)
                return patch | empathy.add_notes(state, map_id, section, texts[1:], index + 1)
            return empathy.add_notes(state, map_id, section, texts, index)

        new = empathy.notes_added(self._editor.edit(mark("Paste notes"), replace, merge=self._merge))
        if new:
            self.active = False
            self.record = new[-1]
            self.index = index + len(texts) - 1
            self._editor.select(new[-1:])
            self.hide()
            self.ended.emit("enter")

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.finish("escape")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (shift and self.field == "text"):
            self.finish("enter")
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and shift):
            self.finish("backtab")
        elif key == Qt.Key.Key_Tab:
            self.finish("tab")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish("focus")

    def event(self, event: QEvent) -> bool:
        # These keys end or belong to the editing, whatever shortcut the window has for them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENDING:
            event.accept()
            return True
        return super().event(event)
