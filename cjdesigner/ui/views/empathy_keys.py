"""What the keyboard does on an empathy map: type, walk, move, mark, copy and paste notes.

This module must not know how the map is painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from cjdesigner.i18n import mark
from cjdesigner.model import empathy
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.views.empathy_clipboard import copied, pasted

if TYPE_CHECKING:
    from cjdesigner.ui.views.empathy_board import EmpathyBoard

Direction = Literal["left", "right", "up", "down"]

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_OURS = frozenset(
    {
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_F2,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        *_ARROWS,
    }
)
_OURS_WITH_CONTROL = frozenset(
    {
        Qt.Key.Key_A,
        Qt.Key.Key_C,
        Qt.Key.Key_X,
        Qt.Key.Key_V,
        Qt.Key.Key_D,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Equal,
        Qt.Key.Key_Minus,
        Qt.Key.Key_0,
        Qt.Key.Key_9,
    }
)


def _types(event: QKeyEvent) -> bool:
    """Whether a key is a character that begins a note."""
    held = event.modifiers() & (_CONTROL | Qt.KeyboardModifier.AltModifier)
    alt_gr = event.modifiers() & Qt.KeyboardModifier.GroupSwitchModifier
    words = event.text()
    return (not held or bool(alt_gr)) and bool(words) and words.isprintable() and not words.isspace()


class Keyboard:
    """The keys of one map."""

    def __init__(self, board: EmpathyBoard) -> None:
        self._board = board
        self._editor = board.editor

    @staticmethod
    def wants(event: QKeyEvent) -> bool:
        """Whether a key belongs to the map, whatever shortcut the window has for it."""
        if event.modifiers() & _CONTROL:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return True
            return event.key() in _OURS_WITH_CONTROL and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return event.key() in _OURS or event.key() == Qt.Key.Key_Space or _types(event)

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; False where it means nothing here."""
        if event.modifiers() & _CONTROL:
            return self._control(event)
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        board = self._board
        if key in _ARROWS:
            if alt:
                self._shift(_ARROWS[key])
            else:
                self._walk(_ARROWS[key], extend=shift)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin("")
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step_section(-1 if shift or key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete()
        elif key == Qt.Key.Key_F2:
            if board.here is not None:
                board.edit_note(board.here)
            else:
                board.edit_field("title")
        elif key == Qt.Key.Key_Escape:
            if not board.cancel():
                board.choose(None)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            order = board.board.order[board.current]
            if order:
                board.choose(order[0 if key == Qt.Key.Key_Home else -1], extend=shift)
        elif key == Qt.Key.Key_Space:
            self.switch_mark()
        elif _types(event):
            self._begin(event.text())
        else:
            return False
        return True

    def _control(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = event.key() == Qt.Key.Key_Backtab or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._board.leave(-1 if back else 1)
            return True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        board = self._board
        run = {
            Qt.Key.Key_A: self.select_all,
            Qt.Key.Key_C: self.copy,
            Qt.Key.Key_X: self.cut,
            Qt.Key.Key_V: self.paste,
            Qt.Key.Key_D: self.duplicate,
            Qt.Key.Key_Plus: board.zoom_in,
            Qt.Key.Key_Equal: board.zoom_in,
            Qt.Key.Key_Minus: board.zoom_out,
            Qt.Key.Key_0: board.zoom_actual,
            Qt.Key.Key_9: board.fit,
        }.get(Qt.Key(event.key()))
        if run is None:
            return False
        run()
        return True

    # typing

    def _begin(self, first: str) -> None:
        """A new note after the one the keyboard is on, or at the end of its section."""
        board = self._board
        order = board.board.order[board.current]
        here = board.here
        board.type_note(board.current, order.index(here) + 1 if here in order else None, first)

    def delete(self) -> None:
        """Remove the selected notes; the keyboard stays where they were."""
        board = self._board
        gone = board.chosen_in_order()
        if not gone:
            return
        order = board.board.order[board.current]
        place = order.index(gone[0]) if gone[0] in order else 0
        if delete(self._editor, mark("Delete notes"), gone):
            left = board.board.order[board.current]
            board.choose(left[min(place, len(left) - 1)] if left else None)

    # walking

    def _step_section(self, step: int) -> None:
        board = self._board
        section = board.section_after(step)
        order = board.board.order[section]
        board.choose(order[0] if order else None)
        board.go_to(section)

    def _walk(self, direction: Direction, *, extend: bool) -> None:
        """To the nearest note that way; from no note, to the first of the section."""
        board = self._board
        notes = board.board.notes
        if board.here is None:
            order = board.board.order[board.current] or tuple(notes)
            if order:
                board.choose(order[0])
            return
        here = notes[board.here]
        best: tuple[float, int] | None = None
        for key, rect in notes.items():
            across = direction in ("left", "right")
            along = rect.centre_x - here.centre_x if across else rect.centre_y - here.centre_y
            if direction in ("left", "up"):
                along = -along
            aside = (
                max(0.0, rect.y - here.bottom, here.y - rect.bottom)
                if across
                else max(0.0, rect.x - here.right, here.x - rect.right)
            )
            slope = abs(rect.centre_y - here.centre_y if across else rect.centre_x - here.centre_x)
            if key != board.here and along > 4:
                far = along + 3 * aside + slope * 0.2
                best = min(best, (far, key)) if best is not None else (far, key)
        if best is not None:
            board.choose(best[1], extend=extend)

    # changing

    def _shift(self, direction: Direction) -> None:
        """Move the selected notes in their order; left and right, to the section before or after."""
        board = self._board
        ids = board.chosen_in_order()
        if not ids:
            return
        step = -1 if direction in ("up", "left") else 1
        if direction in ("up", "down"):
            self._editor.edit(mark("Move notes"), lambda state: empathy.shift_notes(state, ids, step))
        else:
            section = board.section_after(step)
            self._editor.edit(mark("Move notes"), lambda state: empathy.move_notes(state, ids, section))
            board.go_to(section)
        if board.here is not None:
            board.show_note(board.here)

    def switch_mark(self) -> None:
        """Heard, observed, imagined, and round again."""
        ids = self._board.chosen_in_order()
        value = empathy.next_mark(self._editor.state, ids)
        if ids:
            self._editor.edit(mark("Change how notes are known"), lambda state: empathy.set_mark(state, ids, value))

    def select_all(self) -> None:
        """All notes of the section; of the map where they are selected already."""
        board = self._board
        order = board.board.order[board.current]
        chosen = set(board.chosen())
        everything = bool(chosen) and chosen.issuperset(order)
        self._editor.select(board.board.notes if everything or not order else order)

    def copy(self) -> None:
        """Put the selected notes on the clipboard."""
        board = self._board
        notes = [note for key in board.chosen_in_order() if (note := board.note(key)) is not None]
        if notes:
            QGuiApplication.clipboard().setMimeData(copied(notes))

    def cut(self) -> None:
        """Copy and delete."""
        self.copy()
        self.delete()

    def paste(self) -> None:
        """Notes from the clipboard after the one the keyboard is on; of any text, a note of each line."""
        board = self._board
        texts = pasted(QGuiApplication.clipboard().mimeData())
        if not texts or board.record is None:
            return
        order = board.board.order[board.current]
        index = order.index(board.here) + 1 if board.here in order else None
        map_id, section = board.map, board.current
        patch = self._editor.edit(
            mark("Paste notes"), lambda state: empathy.add_notes(state, map_id, section, texts, index)
        )
        new = empathy.notes_added(patch)
        if new:
            self._editor.select(new)
            board.show_note(new[-1])

    def duplicate(self) -> None:
        """Copies of the selected notes right after the last of them, section by section."""
        board = self._board
        ids = board.chosen_in_order()
        patch = self._editor.edit(mark("Duplicate notes"), lambda state: empathy.duplicate_notes(state, ids))
        new = empathy.notes_added(patch)
        if new:
            self._editor.select(new)
