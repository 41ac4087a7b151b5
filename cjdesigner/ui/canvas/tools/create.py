"""The tools that put something on the canvas by a click."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.patch import Patch
from cjdesigner.ui.canvas.tools.base import Pointer, Tool


class _CardTool(Tool):
    """A click puts a card there and opens its text; Shift keeps the tool for more."""

    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.CrossCursor
    label: ClassVar[str]
    add: ClassVar[Callable[..., Patch]]

    def press(self, pointer: Pointer) -> None:
        if pointer.hit.part in ("card", "bar", "edge"):
            self.editor.select((pointer.hit.id,))
            return
        x, y = self.canvas.card_origin(pointer)
        journey, add = self.editor.journey, type(self).add
        self.canvas.create_card(self.label, lambda state: add(state, journey, x, y))
        if not pointer.shift:
            self.canvas.use_tool("select")

    def move(self, pointer: Pointer) -> None:
        self.canvas.show_ghost(self.name, pointer)

    def cancel(self) -> None:
        self.canvas.use_tool("select")


class NeedPointTool(_CardTool):
    """Puts a need point where one clicks."""

    name: ClassVar[str] = "need-point"
    label: ClassVar[str] = mark("Add need point")
    add = staticmethod(edits.add_need_point)


class TouchpointTool(_CardTool):
    """Puts a touchpoint where one clicks."""

    name: ClassVar[str] = "touchpoint"
    label: ClassVar[str] = mark("Add touchpoint")
    add = staticmethod(edits.add_touchpoint)


class PhaseTool(Tool):
    """A click puts a phase there: before the band whose left half was clicked, after it otherwise."""

    name: ClassVar[str] = "phase"
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.CrossCursor

    def press(self, pointer: Pointer) -> None:
        bands = [band for band in self.canvas.placement.bands if band.phase is not None]
        index = sum(1 for band in bands if pointer.x > (band.left + band.right) / 2)
        title = _("New phase")
        patch = self.editor.edit(
            mark("Add phase"), lambda state: edits.add_phase(state, self.editor.journey, title, index)
        )
        self.canvas.use_tool("select")
        added = [key for key, (before, _after) in patch.items() if before is None]
        if added:
            self.editor.select(added)
            self.canvas.edit_text(added[0], fresh=True)

    def cancel(self) -> None:
        self.canvas.use_tool("select")
