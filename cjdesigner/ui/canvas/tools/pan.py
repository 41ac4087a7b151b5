"""Moving the paper under the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt

from cjdesigner.ui.canvas.tools.base import Pointer, Tool

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


class Panning(Tool):
    """The pointer holds the paper."""

    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._last: Pointer | None = None

    def press(self, pointer: Pointer) -> None:
        self._last = pointer

    def move(self, pointer: Pointer) -> None:
        if self._last is not None:
            self.canvas.scroll_by(self._last.screen_x - pointer.screen_x, self._last.screen_y - pointer.screen_y)
        self._last = pointer

    def release(self, pointer: Pointer) -> None:
        self.canvas.leave_state()


class PanTool(Tool):
    """Press and drag moves the paper, wherever it is pressed."""

    name: ClassVar[str] = "pan"
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.OpenHandCursor

    def press(self, pointer: Pointer) -> None:
        self.canvas.enter_state(Panning(self.canvas), pointer)

    def cancel(self) -> None:
        self.canvas.use_tool("select")
