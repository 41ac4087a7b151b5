"""Drawing links: by the Link tool from card to card, or from a card's edge, which may make the next card."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.cards import MIN_CARD_HEIGHT
from cjdesigner.model.records import NeedPoint, Touchpoint
from cjdesigner.ui.canvas.tools.base import DRAG_DISTANCE, Pointer, Tool

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


class Linking(Tool):
    """A link under the pointer. On a card it ends there; on empty ground it makes the next card (Alt: a need point)."""

    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CanvasView, *, creates: bool = True) -> None:
        super().__init__(canvas)
        self._creates = creates
        self._start: Pointer | None = None
        self._dragged = False

    def press(self, pointer: Pointer) -> None:
        self._start = pointer

    def move(self, pointer: Pointer) -> None:
        start = self._start
        if start is None or (not self._dragged and pointer.away_from(start) < DRAG_DISTANCE):
            return
        self._dragged = True
        target = self._target(pointer)
        self.canvas.show_link_preview(start.hit.id, (pointer.x, pointer.y), target, creates=self._creates)

    def _target(self, pointer: Pointer) -> int | None:
        found = self.canvas.placement.card_at(pointer.x, pointer.y, 4.0)
        return found if self._start is not None and found != self._start.hit.id else None

    def release(self, pointer: Pointer) -> None:
        start = self._start
        self.canvas.show_link_preview(None)
        self.canvas.leave_state()
        if start is None:
            return
        source, target = start.hit.id, self._target(pointer)
        if target is not None:
            draw_link(self, source, target)
        elif self._dragged and self.canvas.placement.card_at(pointer.x, pointer.y) == source:
            draw_link(self, source, source)  # the rules say why that cannot be
        elif self._dragged and self._creates:
            kind = NeedPoint if pointer.alt else Touchpoint
            at = (pointer.x, pointer.y - MIN_CARD_HEIGHT / 2)
            self.canvas.create_card(
                mark("Add next card"), lambda state: edits.add_following(state, source, kind, at=at)
            )
        elif not self._dragged and self._creates:
            self.canvas.create_card(mark("Add next card"), lambda state: edits.add_following(state, source))

    def cancel(self) -> None:
        self.canvas.show_link_preview(None)
        self.canvas.leave_state()


class LinkTool(Tool):
    """Press on a card, release on another. A click on each does the same."""

    name: ClassVar[str] = "link"
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._first: int | None = None

    def press(self, pointer: Pointer) -> None:
        card = pointer.hit.id if pointer.hit.part in ("card", "bar", "edge") else None
        if card is None:
            self._forget()
            return
        if self._first is not None and self._first != card:
            first = self._first
            self._forget()
            draw_link(self, first, card)
            return
        self._first = card
        self.editor.select((card,))
        self.canvas.enter_state(Linking(self.canvas, creates=False), pointer)

    def move(self, pointer: Pointer) -> None:
        self.canvas.hover(pointer.hit)
        if self._first is not None and self._first in self.editor.state:
            self.canvas.show_link_preview(self._first, (pointer.x, pointer.y), None)

    def _forget(self) -> None:
        self._first = None
        self.canvas.show_link_preview(None)

    def cancel(self) -> None:
        self._forget()
        self.canvas.use_tool("select")


def draw_link(tool: Tool, source: int, target: int) -> None:
    """Draw a link and say so where it became a return link."""
    patch = tool.editor.edit(mark("Link"), lambda state: edits.link(state, source, target))
    for _before, after in patch.values():
        if after is not None and getattr(after, "kind", "next") == "return":
            tool.editor.told.emit(_("This link leads back, so it was drawn as a return link."))
        if after is not None:
            tool.editor.select((after.id,))
