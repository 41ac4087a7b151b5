"""A sentence that appears at the canvas' foot for a while: what was refused, what an edit did.

This module must not know who tells.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from cjdesigner.ui.appearance import Appearance


class Toast(QLabel):
    """Shown long enough to be read twice; a click dismisses it."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        palette = appearance.palette
        self._margin = appearance.px(16)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setStyleSheet(
            f"background: {palette.ink}; color: {palette.surface}; border-radius: {appearance.px(8)}px;"
            f" padding: {appearance.px(8)}px {appearance.px(14)}px;"
        )
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence."""
        self.setText(sentence)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(3000 + 70 * len(sentence))

    def take_back(self) -> None:
        """What it says is no longer true, or not to be seen."""
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        room = self._parent.size()
        widest = min(room.width() - 2 * self._margin, 720)
        self.setMinimumWidth(0)
        natural = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self._margin + 8
        self.setFixedWidth(max(120, min(widest, natural)))
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - self._margin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QEvent) -> None:
        self.hide()
