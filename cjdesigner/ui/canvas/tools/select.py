"""The Select tool: decides what a press begins."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt

from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.ui.canvas.strips_adding import add_in_strip
from cjdesigner.ui.canvas.tools.base import Pointer, Tool
from cjdesigner.ui.canvas.tools.link import Linking
from cjdesigner.ui.canvas.tools.phase import MovingPhase, ResizingPhase
from cjdesigner.ui.canvas.tools.rubber_band import RubberBand
from cjdesigner.ui.canvas.tools.score import Scoring
from cjdesigner.ui.canvas.tools.strip import MovingActivity, MovingPoint
from cjdesigner.ui.canvas.tools.translate import Translating

_CURSORS = {
    "bar": Qt.CursorShape.SizeHorCursor,
    "edge": Qt.CursorShape.CrossCursor,
    "phase-edge": Qt.CursorShape.SplitHCursor,
    "link": Qt.CursorShape.PointingHandCursor,
    "phase-header": Qt.CursorShape.PointingHandCursor,
    "activity": Qt.CursorShape.PointingHandCursor,
    "entry": Qt.CursorShape.PointingHandCursor,
    "point": Qt.CursorShape.SizeAllCursor,
    "badge": Qt.CursorShape.PointingHandCursor,
}


class SelectTool(Tool):
    """Select, move, score by the bar, draw a link from a card's edge, resize phases, rubber band."""

    name: ClassVar[str] = "select"

    def press(self, pointer: Pointer) -> None:
        hit, editor, canvas = pointer.hit, self.editor, self.canvas
        if hit.part == "none":
            if not (pointer.shift or pointer.control):
                editor.select(())
            canvas.enter_state(RubberBand(canvas), pointer)
        elif hit.part == "bar" and not (pointer.shift or pointer.control):
            if hit.id not in editor.selection:
                editor.select((hit.id,))
            canvas.enter_state(Scoring(canvas), pointer)
        elif hit.part == "edge":
            canvas.enter_state(Linking(canvas), pointer)
        elif hit.part in ("card", "bar"):
            canvas.enter_state(Translating(canvas), pointer)
        elif hit.part == "activity":
            canvas.enter_state(MovingActivity(canvas), pointer)
        elif hit.part == "point":
            canvas.enter_state(MovingPoint(canvas), pointer)
        elif hit.part in ("link", "entry", "lane"):
            editor.select((hit.id,), toggle=pointer.shift or pointer.control)
        elif hit.part == "badge":
            canvas.open_badge(hit, pointer)
        elif hit.part == "phase-edge":
            canvas.enter_state(ResizingPhase(canvas), pointer)
        elif hit.part == "phase-header":
            editor.select((hit.id,), toggle=pointer.shift or pointer.control)
            canvas.enter_state(MovingPhase(canvas), pointer)

    def double_click(self, pointer: Pointer) -> None:
        if pointer.hit.part in ("card", "bar", "phase-header", "activity", "entry"):
            self.editor.select((pointer.hit.id,))
            self.canvas.edit_text(pointer.hit.id)
        elif self.canvas.strips.strip_at(self.canvas.placement, pointer.y) is not None:
            add_in_strip(self.canvas, pointer.x, pointer.y)
        elif pointer.hit.part == "none":
            x, y = self.canvas.card_origin(pointer)
            self.canvas.create_card(
                mark("Add touchpoint"), lambda state: edits.add_touchpoint(state, self.editor.journey, x, y)
            )

    def move(self, pointer: Pointer) -> None:
        self.canvas.hover(pointer.hit)

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape:
        return _CURSORS.get(pointer.hit.part, self.cursor)

    def cancel(self) -> None:
        self.editor.select(())
