"""Boxes that leave the wheel to what scrolls: over them it changes no value, whether they have the focus or not.

A box takes the focus by Tab or a click, never by the wheel. The list that opens from one scrolls as ever.

This module must not know what is chosen or counted in a box.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

_W = TypeVar("_W", bound=QWidget)


def leave_wheel(box: _W) -> _W:
    """Let the wheel pass over this widget to whatever scrolls beneath it."""
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.installEventFilter(_Passing(box))
    return box


class _Passing(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()  # it goes on to the parent
            return True
        return False
