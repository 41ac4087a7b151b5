"""Selecting cards by a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjdesigner.model.geometry import Rect
from cjdesigner.ui.canvas.tools.base import DRAG_DISTANCE, Pointer, Tool

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


class RubberBand(Tool):
    """The pointer is down on empty ground: the frame selects the cards it meets, besides those held by Shift."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._kept: tuple[int, ...] = ()

    def press(self, pointer: Pointer) -> None:
        self._start = pointer
        self._kept = self.editor.selection

    def move(self, pointer: Pointer) -> None:
        start = self._start
        if start is None or pointer.away_from(start) < DRAG_DISTANCE:
            return
        frame = Rect(
            x=min(start.x, pointer.x),
            y=min(start.y, pointer.y),
            width=abs(pointer.x - start.x),
            height=abs(pointer.y - start.y),
        )
        self.canvas.show_frame(frame)
        self.editor.select((*self._kept, *sorted(self.canvas.placement.cards_in(frame))))

    def release(self, pointer: Pointer) -> None:
        self.canvas.show_frame(None)
        self.canvas.leave_state()

    def cancel(self) -> None:
        self.canvas.show_frame(None)
        self.editor.select(self._kept)
        self.canvas.leave_state()
