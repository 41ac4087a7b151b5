"""Dragging in the strips under the map: an activity to another level or phase or onto a touchpoint, a point of a curve.

This module must not know how strips are laid out or painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cjdesigner.i18n import mark
from cjdesigner.model import attaching, company
from cjdesigner.model.records import Activity, LaneEntry, Touchpoint
from cjdesigner.ui.canvas.tools.base import DRAG_DISTANCE, GestureTool, Pointer

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


class MovingPoint(GestureTool):
    """The pointer holds a point of an emotion curve."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._point = 0
        self._lane = 0

    def press(self, pointer: Pointer) -> None:
        entry = self.editor.state.get(pointer.hit.id, LaneEntry)
        self.editor.select((pointer.hit.id,), toggle=pointer.shift or pointer.control)
        if entry is not None:
            self._start, self._point, self._lane = pointer, entry.id, entry.lane

    def move(self, pointer: Pointer) -> None:
        if self._start is None:
            return
        if self._gesture is None:
            if pointer.away_from(self._start) < DRAG_DISTANCE:
                return
            self._gesture = self.editor.begin(mark("Move a point of the curve"))
            if self._gesture is None:
                self._start = None
                return
        phase, place, value = self.canvas.strips.point_at(self.canvas.placement, self._lane, pointer.x, pointer.y)
        if pointer.shift:
            value = round(value * 2) / 2
        point = self._point
        self.editor.draft(self._gesture, lambda state: company.move_point(state, point, phase, place, value))


class MovingActivity(GestureTool):
    """The pointer holds an activity; dropped on a touchpoint it is tied to it, or no longer."""

    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._activity = 0

    def press(self, pointer: Pointer) -> None:
        self._start = pointer
        self._activity = pointer.hit.id
        self.editor.select((pointer.hit.id,), toggle=pointer.shift or pointer.control)

    def move(self, pointer: Pointer) -> None:
        if self._start is None:
            return
        if self._gesture is None:
            if pointer.away_from(self._start) < DRAG_DISTANCE:
                return
            self._gesture = self.editor.begin(mark("Move the activity"))
            if self._gesture is None:
                self._start = None
                return
        strip = self.canvas.strips.strip_at(self.canvas.placement, pointer.y)
        level = strip.key if strip is not None and strip.kind == "level" else None
        phase = self.canvas.strips.column_at(pointer.x).phase
        activity = self.editor.state.get(self._activity, Activity)
        if activity is not None:
            wanted = next((known for known in company.LEVELS if known == level), activity.level)
            self.editor.draft(self._gesture, lambda state: company.place_activity(state, activity.id, wanted, phase))

    def release(self, pointer: Pointer) -> None:
        card = self.canvas.placement.card_at(pointer.x, pointer.y)
        touchpoint = self.editor.state.get(card, Touchpoint) if card is not None else None
        if self._gesture is None or touchpoint is None:
            super().release(pointer)
            return
        self._gesture.cancel()
        self.canvas.leave_state()
        activity, target = self._activity, touchpoint.id
        if attaching.find(self.editor.state, activity, target) is None:
            self.editor.edit(mark("Tie the activity"), lambda state: attaching.attach(state, activity, target))
        else:
            self.editor.edit(mark("Untie the activity"), lambda state: attaching.detach(state, activity, target))
