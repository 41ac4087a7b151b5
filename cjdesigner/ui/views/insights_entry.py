"""The line in which records are typed one after another: Enter makes one, pasted lines make one each.

This module must not know what is made.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from cjdesigner.model.edits import pasted_lines
from cjdesigner.ui.appearance import Appearance

_MOST_LINES = 5
_MARGIN = 3


class LineEntry(QPlainTextEdit):
    """A field that grows with what is typed; Enter gives it away, Shift+Enter breaks the line, Escape empties it."""

    entered = Signal(list)
    """Texts, each to become a record."""
    brought = Signal(object)
    """A picture was pasted or dropped where they are taken: its QMimeData."""

    takes_pictures = False

    def __init__(self, appearance: Appearance, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName(name)
        self._hint = hint
        self.setPlaceholderText(hint)
        self.setToolTip("")
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(appearance.px(_MARGIN))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(160), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 2 * self._appearance.px(_MARGIN) - 2
        self.setPlaceholderText(self.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, room))

    def _fit(self) -> None:
        """As high as its lines, up to a few; beyond that it scrolls."""
        self.ensurePolished()  # the margins come with the style
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * self._appearance.px(_MARGIN) + self._appearance.px(4)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return super().canInsertFromMimeData(source) or self._is_picture(source)

    def _is_picture(self, source: QMimeData) -> bool:
        """A picture with no words beside it; a copied cell of a table is both, and its words are meant."""
        local = any(url.isLocalFile() for url in source.urls())
        return self.takes_pictures and (local or (source.hasImage() and not source.hasText()))

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.isReadOnly():
            return
        if self._is_picture(source):
            self.brought.emit(source)
            return
        lines = pasted_lines(source.text()) if source.hasText() else []
        if len(lines) < 2:
            super().insertFromMimeData(source)
            return
        before = self.toPlainText().strip()
        self.clear()
        self.entered.emit([before, *lines] if before else lines)

    def take(self, source: QMimeData) -> None:
        """Take what was pasted beside the line: each line is given away, a single one too."""
        lines = pasted_lines(source.text()) if source.hasText() else []
        if self.isReadOnly():
            return
        if self._is_picture(source):
            self.brought.emit(source)
        elif lines:
            self.entered.emit(lines)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain:
                event.accept()  # letters and Escape are typed here, not the window's keys
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        broken = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not broken:
            text = self.toPlainText().strip()
            if text:
                self.clear()
                self.entered.emit([text])
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText():
            self.clear()
        else:
            super().keyPressEvent(event)
