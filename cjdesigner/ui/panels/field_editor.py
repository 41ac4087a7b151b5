"""What all widgets have in common by which the inspector edits one attribute of one or many records.

Each reads its records and writes through the document editor; what is typed is written after 250 ms of rest or on
leaving the field, and all of one visit to a field is one undo step. Values that differ among many records show as a
dash; a new value sets all.

This module must not know which attributes there are.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import edits
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Record
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.undo_keys import forget_own, is_for_the_document
from cjdesigner.ui.plain import plain_tip

REST = 250
"""Milliseconds without a key after which what was typed is written."""


class FieldEditor(QWidget):
    """One attribute of the records it is bound to."""

    rewritten = Signal()
    """It wrote a value."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor
        self.appearance = appearance
        self.ids: tuple[int, ...] = ()
        self._visit = 0
        self._pending = False
        self._unfinished = False
        self._loading = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.flush)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.px(4))

    # what a kind of field tells

    def show_value(self, value: Any, mixed: bool) -> None:
        """Show a value, or that there are several."""
        raise NotImplementedError

    def typed(self) -> Any:
        """The value as it stands in the widget. Raises ValueError where it is none yet."""
        raise NotImplementedError

    def patch(self, state: State, value: Any) -> Patch:
        """The edit that gives all records the value."""
        return edits.set_fields(state, self.ids, **{self.field.name: value})

    # reading and writing

    def bind(self, ids: tuple[int, ...]) -> None:
        """Edit these records from now on; what is typed for others is written first."""
        if ids != self.ids:
            self.flush()
            self._unfinished = False
            self._visit += 1
            self.ids = ids
        self.load()

    def records(self) -> list[Record]:
        """The records it edits, those that still exist."""
        state = self.editor.state
        return [state[identity] for identity in self.ids if identity in state]

    def values(self) -> list[Any]:
        """The different values among its records, in order."""
        return list(dict.fromkeys(getattr(record, self.field.name) for record in self.records()))

    def load(self) -> None:
        """Show what the records hold, unless something typed is unfinished or waits to be written."""
        if self._pending or self._unfinished:
            return
        values = self.values()
        self._loading = True
        try:
            self.show_value(values[0] if len(values) == 1 else None, len(values) > 1)
        finally:
            self._loading = False

    def typing(self) -> None:
        """Something was typed: write it when the hands rest."""
        if not self._loading:
            self._pending = True
            self._unfinished = False
            self._rest.start()

    def flush(self) -> None:
        """Write what was typed, if anything waits."""
        self._rest.stop()
        if not self._pending:
            return
        self._pending = False
        try:
            value = self.typed()
        except ValueError:
            self._unfinished = True
            return
        self.write(value, merge=True)

    def entered(self) -> None:
        """Enter was pressed: write; undo takes it back as a whole, and what is typed next is another step."""
        self.flush()
        if not self._unfinished:
            self._visit += 1
            forget_own(self.focusWidget())

    def leave(self) -> None:
        """The field was left: write, show what the records hold, and begin another undo step next time."""
        self.flush()
        self._unfinished = False
        self._visit += 1
        self.load()

    def write(self, value: Any, *, merge: bool = False) -> None:
        """Give the records the value."""
        if not self.records() or self.values() == [value]:
            return
        token = (id(self), self.ids, self.field.name, self._visit) if merge else None
        if self.editor.edit(self.field.edit, lambda state: self.patch(state, value), merge=token):
            self.rewritten.emit()
        else:
            self.load()  # refused: what stands in the records stays

    # shared by the widgets inside

    def _stands(self, widget: QWidget, value: Any) -> bool:
        """Whether the value is what is being typed, perhaps worded otherwise: then the hands are not disturbed."""
        if not widget.hasFocus():
            return False
        try:
            return bool(self.typed() == value)
        except ValueError:
            return False

    def _dress(self, widget: QWidget) -> QWidget:
        widget.setAccessibleName(_(self.field.label or self.field.hint))
        widget.setToolTip(plain_tip(_(self.field.tip)))
        self.setFocusProxy(widget)
        self._column.addWidget(widget)
        return widget

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.leave()
        elif is_for_the_document(watched, event):
            self.flush()
            event.ignore()
            return True
        elif (
            kind == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and (self._pending or self._unfinished)
        ):
            self._rest.stop()
            self._pending = self._unfinished = False
            self.load()
            return True
        return super().eventFilter(watched, event)
