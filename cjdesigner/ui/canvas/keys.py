"""What the keyboard does on the canvas: walk along links, add, score by digits.

This module must not know pixels or the pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.records import Activity, Lane, LaneEntry, NeedPoint, Node, Touchpoint
from cjdesigner.ui.canvas.strips_adding import add_activity_after
from cjdesigner.ui.digits import Digits

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView

Direction = Literal["left", "right", "up", "down"]

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_NUDGES: dict[Direction, tuple[float, float]] = {
    "left": (-1.0, 0.0),
    "right": (1.0, 0.0),
    "up": (0.0, -1.0),
    "down": (0.0, 1.0),
}


class Keyboard:
    """The keys of one canvas."""

    def __init__(self, canvas: CanvasView) -> None:
        self._canvas = canvas
        self._editor = canvas.editor
        self._digits = Digits(canvas.editor)

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; False where it means nothing here."""
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier))
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS:
            if shift:
                self._nudge(_ARROWS[key], 24.0 if control else 4.0)
            elif not control:
                self._walk(_ARROWS[key])
            return True
        if control:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add_next(NeedPoint if shift else Touchpoint)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.add_alternative()
            return True
        digit = event.text()
        if len(digit) == 1 and digit in "0123456789":
            return self._digits.press(digit)
        return False

    # adding

    def _add_next(self, kind: type[Node]) -> None:
        canvas, editor = self._canvas, self._editor
        nodes = editor.selected(Node)
        in_strips = [*editor.selected(Activity), *editor.selected(LaneEntry), *editor.selected(Lane)]
        if in_strips:
            if isinstance(in_strips[0], Activity):
                add_activity_after(canvas, in_strips[0])
        elif len(nodes) == 1:
            source = nodes[0].id
            canvas.create_card(mark("Add next card"), lambda state: edits.add_following(state, source, kind))
        elif not nodes:
            x, y = canvas.free_place()
            add = edits.add_need_point if kind is NeedPoint else edits.add_touchpoint
            label = mark("Add need point") if kind is NeedPoint else mark("Add touchpoint")
            canvas.create_card(label, lambda state: add(state, editor.journey, x, y))

    def add_alternative(self) -> None:
        """A card of the same kind beside the selected one."""
        nodes = self._editor.selected(Node)
        if len(nodes) == 1:
            twin = nodes[0].id
            self._canvas.create_card(mark("Add alternative"), lambda state: edits.add_alternative(state, twin))

    # walking

    def _nudge(self, direction: Direction, step: float) -> None:
        editor = self._editor
        ids = [node.id for node in editor.selected(Node)]
        dx, dy = _NUDGES[direction]
        if ids:
            editor.edit(
                mark("Move"),
                lambda state: edits.move(state, ids, dx * step, dy * step),
                merge=("nudge", tuple(ids)),
            )

    def _walk(self, direction: Direction) -> None:
        editor = self._editor
        nodes = editor.selected(Node)
        if not nodes:
            first = self._first()
            if first is not None:
                editor.select((first,))
                self._canvas.reveal(first)
            return
        here = nodes[-1].id
        goal = self._neighbour(here, direction)
        if goal is not None:
            editor.select((goal,))
            self._canvas.reveal(goal)

    def _first(self) -> int | None:
        """Where walking begins: the leftmost, uppermost card, entries first."""
        rects = self._canvas.placement.rects
        state = self._editor.state
        return min(rects, key=lambda key: (bool(state.incoming(key)), rects[key].x, rects[key].y), default=None)

    def _neighbour(self, here: int, direction: Direction) -> int | None:
        """Along a link where there is one in that direction, else the nearest card there."""
        state, rects = self._editor.state, self._canvas.placement.rects
        if direction in ("right", "left"):
            ahead = direction == "right"
            links = state.outgoing(here) if ahead else state.incoming(here)
            ends = [link.target if ahead else link.source for link in links]
            path = self._canvas.scene_.path_nodes
            if ends:
                return min(ends, key=lambda key: (key not in path, rects[key].y, key))
        else:
            siblings = {other.target for link in state.incoming(here) for other in state.outgoing(link.source)} | {
                other.source for link in state.outgoing(here) for other in state.incoming(link.target)
            }
            siblings.discard(here)
            y = rects[here].centre_y
            side = [key for key in siblings if (rects[key].centre_y > y) == (direction == "down")]
            if side:
                return min(side, key=lambda key: (abs(rects[key].centre_y - y), abs(rects[key].x - rects[here].x), key))
        return self._nearest(here, direction)

    def _nearest(self, here: int, direction: Direction) -> int | None:
        rects = self._canvas.placement.rects
        dx, dy = _NUDGES[direction]
        x, y = rects[here].centre_x, rects[here].centre_y
        best, found = float("inf"), None
        for key, rect in rects.items():
            along = (rect.centre_x - x) * dx + (rect.centre_y - y) * dy
            across = abs((rect.centre_x - x) * dy) + abs((rect.centre_y - y) * dx)
            if key != here and along > 8 and across <= 2.5 * along:
                cost = along + 2 * across
                if cost < best:
                    best, found = cost, key
        return found
