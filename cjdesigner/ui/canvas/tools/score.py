"""Scoring by dragging the bar at a card's foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.ui.canvas.tools.base import GestureTool, Pointer

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


class Scoring(GestureTool):
    """The pointer is down on a bar: the score follows it, and with the score every figure. Shift: steps of 5 %."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._ids: list[int] = []
        self._under = 0

    def press(self, pointer: Pointer) -> None:
        self._under = pointer.hit.id
        self._ids = self.editor.scorable()
        self._gesture = self.editor.begin(mark("Score"))
        self._score(pointer)

    def move(self, pointer: Pointer) -> None:
        self._score(pointer)

    def _score(self, pointer: Pointer) -> None:
        rect = self.canvas.placement.rects.get(self._under)
        if self._gesture is None or rect is None:
            return
        step = 0.05 if pointer.shift else 0.01
        part = min(1.0, max(0.0, (pointer.x - rect.x) / rect.width))
        score = round(round(part / step) * step, 4)
        self.editor.draft(self._gesture, lambda state: edits.set_fields(state, self._ids, score=score))
