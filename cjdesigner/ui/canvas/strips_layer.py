"""The strips under the map on the canvas: where they lie now, and what lies at a point of them.

The geometry is made when it is first asked for after a change that may touch it. A journey without lanes and activities
costs one look at two indexes.

This module must not know how a strip is painted, nor what a press there begins.
"""

from __future__ import annotations

from cjdesigner.model import strips
from cjdesigner.model.document import Change
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Activity, Attachment, Lane, LaneEntry, Node, Phase
from cjdesigner.model.strips import Box, Column, Strip, Strips
from cjdesigner.ui.canvas.placement import Placement
from cjdesigner.ui.canvas.tools.base import NOTHING, Hit
from cjdesigner.ui.editor import Editor

_ROOM = 64.0
"""Between the lowest card and the first strip."""
_POINT = 9.0
"""How near, in scene units, a point of a curve is grabbed."""

_TOUCHING = (Activity, Attachment, Lane, LaneEntry, Node, Phase)


class StripsLayer:
    """The strips of the journey that a canvas shows."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._strips: Strips | None = None
        self._columns: list[Column] = []
        self._journey = 0

    def follow(self, change: Change) -> None:
        """Forget what a change may have moved."""
        if self._strips is not None and any(isinstance(a or b, _TOUCHING) for b, a in change.patch.values()):
            self._strips = None

    def at(self, placement: Placement) -> Strips | None:
        """The strips as they lie now; None where the journey has none."""
        state, journey = self._editor.state, placement.journey
        if journey not in state or not strips.has_strips(state, journey):
            self._strips = None
            return None
        if self._strips is None or self._journey != journey:
            bands = [(band.phase, band.left, band.right) for band in placement.bands]
            self._columns = strips.columns_of(bands, placement.rects)
            top = placement.bounds.bottom + _ROOM
            # With one activity all levels stand there, so that the mouse can reach each.
            levels = bool(state.members(journey, Activity))
            self._strips = strips.strips_of(state, journey, self._columns, placement.rects, top, all_levels=levels)
            self._journey = journey
        return self._strips

    def bounds(self, placement: Placement) -> Rect | None:
        """What the strips take up."""
        found = self.at(placement)
        return Rect(found.left, found.top, found.right - found.left, found.bottom - found.top) if found else None

    def hit(self, placement: Placement, x: float, y: float) -> Hit:
        """What of the strips lies at a point of the scene."""
        found = self.at(placement)
        if found is None or not found.top <= y <= found.bottom:
            return NOTHING
        for curve in found.curves:
            for identity, (px, py) in curve.points.items():
                if abs(px - x) <= _POINT and abs(py - y) <= _POINT:
                    return Hit("point", identity)
        for box in found.boxes:
            if box.rect.contains(x, y):
                part = "activity" if isinstance(self._editor.state[box.id], Activity) else "entry"
                return Hit(part, box.id)  # type: ignore[arg-type]
        strip = self.strip_at(placement, y)
        if strip is not None and isinstance(strip.key, int):
            return Hit("lane", strip.key)
        return NOTHING

    def strip_at(self, placement: Placement, y: float) -> Strip | None:
        """The strip at a height."""
        found = self.at(placement)
        return next((s for s in found.strips if s.top <= y <= s.bottom), None) if found else None

    def column_at(self, x: float) -> Column:
        """The column at, or nearest to, a place across."""
        return min(self._columns, key=lambda column: max(column.left - x, x - column.right, 0.0))

    def box_of(self, placement: Placement, identity: int) -> Box | None:
        """The box of an activity, text or image."""
        found = self.at(placement)
        return next((box for box in found.boxes if box.id == identity), None) if found else None

    def rect_of(self, placement: Placement, identity: int) -> Rect | None:
        """Where an activity, an entry or a lane lies."""
        found = self.at(placement)
        if found is None:
            return None
        box = self.box_of(placement, identity)
        if box is not None:
            return box.rect
        points = [curve.points[identity] for curve in found.curves if identity in curve.points]
        if points:
            return Rect(points[0][0] - _POINT, points[0][1] - _POINT, 2 * _POINT, 2 * _POINT)
        strip = next((strip for strip in found.strips if strip.key == identity), None)
        return Rect(found.left, strip.top, 240.0, strip.bottom - strip.top) if strip is not None else None

    def point_at(self, placement: Placement, lane: int, x: float, y: float) -> tuple[int | None, float, float]:
        """What a place on an emotion curve means: phase, place across it, value from -2 to +2."""
        found = self.at(placement)
        assert found is not None
        return strips.point_at(found, self._columns, lane, x, y)
