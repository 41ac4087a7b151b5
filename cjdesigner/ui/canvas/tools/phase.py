"""Dragging phases: their right edge resizes, their header moves them to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.records import Phase
from cjdesigner.ui.canvas.tools.base import DRAG_DISTANCE, GestureTool, Pointer

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


class ResizingPhase(GestureTool):
    """The pointer holds a phase's right edge: what stands right of it moves along."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._phase = 0
        self._grip = 0.0

    def press(self, pointer: Pointer) -> None:
        phase = self.editor.state.get(pointer.hit.id, Phase)
        if phase is not None:
            self._phase = phase.id
            self._grip = phase.width - pointer.x
            self._gesture = self.editor.begin(mark("Resize phase"))

    def move(self, pointer: Pointer) -> None:
        if self._gesture is not None:
            width = round((self._grip + pointer.x) / 4) * 4.0
            self.editor.draft(self._gesture, lambda state: edits.resize_phase(state, self._phase, width))


class MovingPhase(GestureTool):
    """The pointer holds a phase's header: it takes the place of the phase over which it comes to lie."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._centres: list[float] = []

    def press(self, pointer: Pointer) -> None:
        self._start = pointer
        bands = [band for band in self.canvas.placement.bands if band.phase is not None]
        self._centres = [
            (band.left + band.right) / 2 for band in bands if band.phase is not None and band.phase.id != pointer.hit.id
        ]

    def move(self, pointer: Pointer) -> None:
        start = self._start
        if start is None:
            return
        if self._gesture is None:
            if pointer.away_from(start) < DRAG_DISTANCE * 2:
                return
            self._gesture = self.editor.begin(mark("Move phase"))
            if self._gesture is None:
                self._start = None
                return
        index = sum(1 for centre in self._centres if pointer.x > centre)
        self.editor.draft(self._gesture, lambda state: edits.move_phase(state, start.hit.id, index))
