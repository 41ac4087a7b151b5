"""Undo and redo while the caret is in a field: of the words just typed while there are any, else of the document.

Qt's fields take these keys for themselves even where they have nothing to undo; then they go to the window's actions.

This module must not know what a field edits.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget


def is_for_the_document(widget: QObject, event: QEvent) -> bool:
    """Whether ``event`` asks a field for an undo or redo that it has not. Whoever filters it ignores it then."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not _has(widget, redo=False)
    return event.matches(QKeySequence.StandardKey.Redo) and not _has(widget, redo=True)


def share_undo(field: QWidget) -> None:
    """Let undo and redo reach the document while this field has none of its own."""
    field.installEventFilter(_Sharing(field))


def forget_own(widget: QWidget | None) -> None:
    """What was typed is an edit of the document now: the field has nothing to undo by itself."""
    if isinstance(widget, QPlainTextEdit):
        widget.document().clearUndoRedoStacks()
    elif isinstance(widget, QLineEdit) and (widget.isUndoAvailable() or widget.isRedoAvailable()):
        modified, caret = widget.isModified(), widget.cursorPosition()
        widget.setText(widget.text())
        widget.setModified(modified)
        widget.setCursorPosition(caret)


def _has(widget: QObject, *, redo: bool) -> bool:
    line = widget.lineEdit() if isinstance(widget, (QComboBox, QAbstractSpinBox)) else widget
    if isinstance(line, QLineEdit):
        return line.isRedoAvailable() if redo else line.isUndoAvailable()
    if isinstance(line, QPlainTextEdit):
        return line.document().isRedoAvailable() if redo else line.document().isUndoAvailable()
    return False


class _Sharing(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_for_the_document(watched, event):
            event.ignore()
            return True
        return False
