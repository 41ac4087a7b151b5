"""Moving cards, with snapping and guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjdesigner.i18n import mark
from cjdesigner.model import edits, layout
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Node
from cjdesigner.ui.canvas.tools.base import DRAG_DISTANCE, GestureTool, Pointer

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView

SNAP_DISTANCE = 7.0
"""Screen px within which an edge snaps to another."""

MOST_SNAPPED_TO = 1000
"""Among more cards than these in view, some edge is always near by chance."""


class Translating(GestureTool):
    """A pressed card: a click until the pointer has wandered, then a drag of all selected cards."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._ids: list[int] = []
        self._frame: Rect | None = None
        self._others: list[Rect] = []
        self._narrow = False

    def press(self, pointer: Pointer) -> None:
        self._start = pointer
        editor = self.editor
        if pointer.shift or pointer.control:
            editor.select((pointer.hit.id,), toggle=True)
        elif pointer.hit.id in editor.selection:
            self._narrow = len(editor.selection) > 1
        else:
            editor.select((pointer.hit.id,))

    def move(self, pointer: Pointer) -> None:
        start = self._start
        if start is None:
            return
        if self._gesture is None and (pointer.away_from(start) < DRAG_DISTANCE or not self._lift()):
            return
        assert self._gesture is not None
        assert self._frame is not None
        dx, dy = pointer.x - start.x, pointer.y - start.y
        if pointer.shift:  # along one axis
            dx, dy = (dx, 0.0) if abs(dx) > abs(dy) else (0.0, dy)
        moved = Rect(x=self._frame.x + dx, y=self._frame.y + dy, width=self._frame.width, height=self._frame.height)
        if not pointer.control:  # Control: no snapping
            snapped = layout.snap(moved, self._others, SNAP_DISTANCE / self.canvas.zoom)
            dx = dx + snapped.dx if snapped.dx else round(dx)
            dy = dy + snapped.dy if snapped.dy else round(dy)
            self.canvas.show_guides(snapped.guides)
        else:
            dx, dy = round(dx), round(dy)
            self.canvas.show_guides(())
        self.editor.draft(self._gesture, lambda state: edits.move(state, self._ids, dx, dy, keep_phase=pointer.alt))

    def _lift(self) -> bool:
        """Begin the drag; False where nothing can be moved."""
        editor = self.editor
        self._ids = [node.id for node in editor.selected(Node)]
        if not self._ids:
            return False
        self._gesture = editor.begin(mark("Move"))
        if self._gesture is None:
            self._start = None
            return False
        rects = self.canvas.placement.rects
        frame = rects[self._ids[0]]
        for identity in self._ids[1:]:
            frame = frame.united(rects[identity])
        self._frame = frame
        moving = set(self._ids)
        near = self.canvas.visible_area()
        others = [rects[key] for key in self.canvas.placement.cards_in(near) if key not in moving]
        self._others = others if len(others) <= MOST_SNAPPED_TO else []
        return True

    def release(self, pointer: Pointer) -> None:
        self.canvas.show_guides(())
        if self._gesture is None and self._narrow and self._start is not None:
            self.editor.select((self._start.hit.id,))
        super().release(pointer)

    def cancel(self) -> None:
        self.canvas.show_guides(())
        super().cancel()
