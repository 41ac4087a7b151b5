"""Notes under the pointer: dragging them within and between sections, and drawing a frame around some.

This module must not know Qt's events; the board tells places in its own units.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cjdesigner.i18n import mark
from cjdesigner.model import empathy
from cjdesigner.model.document import Gesture
from cjdesigner.model.geometry import Rect
from cjdesigner.model.record import Section

if TYPE_CHECKING:
    from cjdesigner.ui.views.empathy_board import EmpathyBoard


class NotesDrag:
    """Notes that make room for themselves where the pointer is; ``ids`` in the order they shall have."""

    def __init__(self, board: EmpathyBoard, ids: Sequence[int], gesture: Gesture) -> None:
        self._board = board
        self._gesture = gesture
        self.ids = tuple(ids)
        self.x = self.y = 0.0
        self._goal: tuple[Section, int] | None = None

    @property
    def open(self) -> bool:
        """Whether it is still under way."""
        return self._gesture.open

    def move(self, x: float, y: float) -> None:
        """Carry the notes to a place."""
        self.x, self.y = x, y
        goal = self._goal_at(x, y)
        if goal is None or goal == self._goal:
            return
        section, index = goal
        editor, ids = self._board.editor, self.ids
        if editor.draft(self._gesture, lambda state: empathy.move_notes(state, ids, section, index)):
            self._goal = goal

    def finish(self) -> None:
        """Put them down."""
        self._board.editor.finish(self._gesture)

    def cancel(self) -> None:
        """Put them back."""
        self._gesture.cancel()

    def _goal_at(self, x: float, y: float) -> tuple[Section, int] | None:
        """The section there and how many other notes of it come before; None keeps what is."""
        board = self._board.board
        section = board.section_at(x, y)
        if section is None:
            return None
        order = board.order[section]
        carried = set(self.ids)
        others = [identity for identity in order if identity not in carried]
        over = board.note_at(x, y, margin=5.0)
        if over in carried:
            return None
        if over is not None and over in others:
            after = any(identity in carried for identity in order[: order.index(over)])
            return section, others.index(over) + (1 if after else 0)
        here = self._goal is not None and self._goal[0] == section
        foot = max((board.notes[identity].bottom for identity in order), default=0.0)
        if here and y < foot:
            return None  # between notes: what is shown stays
        if not here and y < foot and any(identity in carried for identity in order):
            return None
        return section, len(others)


class Band:
    """A frame that selects what it touches, besides what was selected."""

    def __init__(self, board: EmpathyBoard, x: float, y: float, kept: Sequence[int]) -> None:
        self._board = board
        self._start = (x, y)
        self._kept = tuple(kept)
        self.rect = Rect(x, y, 0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        """Draw it to a place."""
        left, top = self._start
        self.rect = Rect(min(left, x), min(top, y), abs(x - left), abs(y - top))
        touched = [key for key, rect in self._board.board.notes.items() if rect.intersects(self.rect)]
        self._board.editor.select([*self._kept, *touched] or [self._board.map])


def begin_drag(board: EmpathyBoard, ids: Sequence[int]) -> NotesDrag | None:
    """Take up notes; None where nothing can be changed."""
    gesture = board.editor.begin(mark("Move notes"))
    return NotesDrag(board, ids, gesture) if gesture is not None else None
