"""A choice among a few, all in sight: one button each, side by side.

This module must not know what is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from cjdesigner.ui.appearance import Appearance

_Key = str


class Segments(QWidget):
    """``choices`` are key -> word. Arrow keys choose the neighbour; one button at a time takes the focus by Tab."""

    chosen = Signal(str)
    """The user chose another one."""

    def __init__(
        self,
        appearance: Appearance,
        choices: Mapping[_Key, str],
        current: _Key,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        palette, px = appearance.palette, appearance.px
        self.setAccessibleName(name)
        self.setStyleSheet(
            f"QToolButton {{ padding: {px(5)}px {px(12)}px; font-size: {px(13)}px; }}"
            f"QToolButton:checked {{ background: {palette.accent_soft}; color: {palette.accent};"
            f" border-color: {palette.accent}; font-weight: 600; }}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self._group = QButtonGroup(self)
        self.buttons: dict[_Key, QToolButton] = {}
        for key, word in choices.items():
            button = _Segment(word)
            button.setAccessibleName(f"{name}: {word}")
            button.setProperty("key", key)
            button.setChecked(key == current)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == current else Qt.FocusPolicy.ClickFocus)
            self._group.addButton(button)
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        if current in self.buttons:
            self.setFocusProxy(self.buttons[current])
        self._group.buttonClicked.connect(self._choose)
        self._current = current

    @property
    def current(self) -> _Key:
        """The key of what is chosen."""
        return self._current

    def show_key(self, key: _Key) -> None:
        """Show another choice, without telling."""
        if key == self._current or key not in self.buttons:
            return
        button = self.buttons[key]
        self._current = key
        button.setChecked(True)
        for other in self.buttons.values():
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is button else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(button)

    def _choose(self, button: QToolButton) -> None:
        key = str(button.property("key"))
        if key != self._current:
            self.show_key(key)
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self.buttons)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0
        )
        if not step or self._current not in keys:
            super().keyPressEvent(event)
            return
        button = self.buttons[keys[(keys.index(self._current) + step) % len(keys)]]
        button.setFocus()
        button.click()


class _Segment(QToolButton):
    """A button that leaves the arrow keys to the row it stands in."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.setText(word)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as when it is chosen, so that nothing moves when it is."""
        hint = super().sizeHint()
        return QSize(round(hint.width() * 1.06), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
