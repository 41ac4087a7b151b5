"""What a tool is: pointer events in scene coordinates in, edits out.

This module must not know Qt events; the view turns them into pointers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import msgspec
from PySide6.QtCore import Qt

from cjdesigner.model.document import Gesture

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView

Part = Literal[
    "none", "card", "bar", "edge", "link", "phase-header", "phase-edge", "activity", "entry", "point", "lane", "badge"
]

DRAG_DISTANCE = 4.0
"""Screen px a pressed pointer may wander and still be a click."""


class Hit(msgspec.Struct, frozen=True):
    """What lies under the pointer: a part of the record ``id``; 0 where nothing is."""

    part: Part = "none"
    id: int = 0
    badge: str = ""
    """Which of a record's badges."""


NOTHING = Hit()


class Pointer(msgspec.Struct, frozen=True):
    """A pointer event: scene position, screen position in px, what is held down, what lies beneath."""

    x: float
    y: float
    screen_x: float
    screen_y: float
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    hit: Hit

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def control(self) -> bool:
        """Whether Control (Command on a Mac) is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)

    @property
    def alt(self) -> bool:
        """Whether Alt is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.AltModifier)

    def away_from(self, other: Pointer) -> float:
        """The distance from another event in screen px."""
        return float(((self.screen_x - other.screen_x) ** 2 + (self.screen_y - other.screen_y) ** 2) ** 0.5)


class Tool:
    """A tool or a state of interaction. The default does nothing."""

    name: ClassVar[str] = ""
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: CanvasView) -> None:
        self.canvas = canvas
        self.editor = canvas.editor

    def press(self, pointer: Pointer) -> None:
        """A button went down."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moved, with or without a button down."""

    def release(self, pointer: Pointer) -> None:
        """A button went up."""

    def double_click(self, pointer: Pointer) -> None:
        """The second press of a double click."""

    def cancel(self) -> None:
        """Escape, or the window lost the pointer: take back what is under way."""
        self.canvas.leave_state()

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape:
        """The cursor that tells what a press would do here."""
        return self.cursor


class GestureTool(Tool):
    """A state that edits under the pointer: release commits its gesture, Escape takes it back."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._gesture: Gesture | None = None

    def release(self, pointer: Pointer) -> None:
        if self._gesture is not None:
            self.editor.finish(self._gesture)
        self.canvas.leave_state()

    def cancel(self) -> None:
        if self._gesture is not None:
            self._gesture.cancel()
        self.canvas.leave_state()
