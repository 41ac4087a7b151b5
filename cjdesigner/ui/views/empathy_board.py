"""The board of one empathy map: its sheet, on which one selects, types and drags.

Keys are in ``empathy_keys.py``. This module must not know which map is chosen or what menus offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.document import Change
from cjdesigner.model.empathy_canvas import SECTIONS
from cjdesigner.model.geometry import Rect
from cjdesigner.model.record import Section
from cjdesigner.model.records import Attachment, EmpathyMap, Note
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.canvas.tools.base import DRAG_DISTANCE
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.views import empathy_layout as layout
from cjdesigner.ui.views.empathy_dragging import Band, begin_drag
from cjdesigner.ui.views.empathy_keys import Keyboard
from cjdesigner.ui.views.empathy_sheet import EmpathySheet

if TYPE_CHECKING:
    from cjdesigner.ui.views.empathy_layout import Form

_EDGE = 36
"""Px from the edge in which a drag scrolls."""


class EmpathyBoard(EmpathySheet):
    """The drawing of one map. Its own selection is the editor's."""

    menu_requested = Signal(QPoint)
    """The global place where a menu for the selection is wanted."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(editor, appearance, parent)
        self._press: tuple[QPointF, int, bool] | None = None
        self._keyboard = Keyboard(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Empathy map"))
        self.entry.ended.connect(self._entry_ended)
        self._scrolling = QTimer(self, interval=30)
        self._scrolling.timeout.connect(self._scroll_dragging)
        editor.changed.connect(self._follow)
        editor.selection_changed.connect(self._selected)

    # what is shown

    def show_map(self, map_id: int) -> None:
        """Show another map."""
        if map_id != self.map:
            self.end_entry()
            self.map = map_id
            self.current = "who" if self.form == "canvas" else "say"
            self.begin_looking()
            self.verticalScrollBar().setValue(0)
        self.remeasure()

    def show_form(self, form: Form) -> None:
        """Show the canvas or the classic form."""
        if form == self.form:
            return
        self.end_entry()
        self.form = form
        if self.current not in self.sections:
            self.current = self.sections[0]
        self.begin_looking()

    # selection

    def chosen(self) -> list[int]:
        """The ids of the selected notes that are shown, in the order they were selected."""
        shown = self.board.notes
        return [identity for identity in self.editor.selection if identity in shown]

    def chosen_in_order(self) -> list[int]:
        """The selected notes in the canvas's order."""
        chosen = set(self.chosen())
        return [key for section in self.sections for key in self.board.order[section] if key in chosen]

    @property
    def here(self) -> int | None:
        """The note that the keyboard is on: the last that was selected."""
        chosen = self.chosen()
        return chosen[-1] if chosen else None

    def choose(self, note: int | None, *, extend: bool = False) -> None:
        """Put the keyboard on a note; on the map itself where there is none."""
        if note is None:
            self.editor.select([self.map] if self.map else [])
            return
        self.editor.select([note], add=extend)
        self.show_note(note)

    def go_to(self, section: Section) -> None:
        """Put the keyboard into a section."""
        if section not in self.sections:
            return
        self.current = section
        self.remeasure()
        area = self.board.areas[section]
        self._make_visible(Rect(area.rect.x, area.rect.y, area.rect.width, min(area.rect.height, 160)))
        self.setAccessibleDescription(_(SECTIONS[section].title))

    def _selected(self) -> None:
        here = self.here
        note = self._notes.get(here) if here is not None else None
        if note is not None:
            self.setAccessibleDescription(note.text)
            if note.section != self.current or self.entry.active:
                self.current = note.section
                self.remeasure()
        self.viewport().update()

    # typing

    def type_note(self, section: Section | None = None, index: int | None = None, first: str = "") -> None:
        """Open the place for a new note: in a section at its end, or at ``index``."""
        if self.editor.read_only or self.record is None:
            return
        self.end_entry()
        self.current = section or self.current
        count = len(self.board.order[self.current])
        self.entry.open_new(self.map, self.current, count if index is None else min(index, count), first)
        self.remeasure()
        if self.board.slot is not None:
            self._make_visible(self.board.slot)

    def edit_note(self, identity: int) -> None:
        """Edit a note's text in place."""
        note = self._notes.get(identity)
        if note is None or self.editor.read_only:
            return
        self.end_entry()
        self.editor.select([identity])
        self.show_note(identity)
        self.entry.open_record(note, "text")
        self.remeasure()

    def edit_field(self, field: str) -> None:
        """Edit the title or a field of the header in place."""
        record = self.record
        if record is None or self.editor.read_only:
            return
        self.end_entry()
        self.editor.select([record.id])
        self.entry.open_record(record, field, "bold" if field == "title" else "semibold")
        self.remeasure()

    def end_entry(self) -> None:
        """Write what is being typed."""
        self.entry.finish("focus")

    def _place_entry(self) -> None:
        entry, board = self.entry, self.board
        if not entry.active:
            return
        size, inset = layout.NOTE_SIZE, (3.0, 0.0)
        if entry.field == "text":
            inset = layout.NOTE_PAD + layout.MARK_WIDTH, layout.NOTE_PAD
            rect = board.notes.get(entry.record) if entry.record else board.slot
            rect = Rect(rect.x, rect.y, rect.width, max(rect.height, layout.SLOT_HEIGHT)) if rect else None
        elif entry.field == "title":
            rect, size = board.title, 22.0
        else:
            field = board.fields[entry.field]
            rect = Rect(field.x - 6, field.y + 13, field.width + 6, 28)
        if rect is not None:
            entry.place(self._on_screen(rect), size * self.unit, (inset[0] * self.unit, inset[1] * self.unit))

    def _entry_ended(self, reason: str) -> None:
        """Go on where the keyboard goes on: Enter makes the next note, Tab goes to the next section or field."""
        entry = self.entry
        step = {"tab": 1, "backtab": -1}.get(reason, 0)
        if step and entry.field != "text":
            names = ("title", *layout.HEADER)
            place = names.index(entry.field) + step
            if 0 <= place < len(names):
                self.edit_field(names[place])
            else:
                self.type_note(self.sections[0 if step > 0 else -1])
        elif step:
            self.type_note(self.section_after(step))
        elif reason == "enter" and entry.fresh and entry.record:
            self.type_note(entry.section, entry.index + 1)
        else:
            self.remeasure()
            if reason != "focus":
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def section_after(self, step: int) -> Section:
        """The next or previous section of those shown, round and round."""
        sections = self.sections
        return sections[(sections.index(self.current) + step) % len(sections)]

    # following

    def _follow(self, change: Change) -> None:
        if not any(
            isinstance(after or before, (EmpathyMap, Note, Attachment)) for before, after in change.patch.values()
        ):
            return
        if change.cause != "edit":
            self._drag = None
            self.entry.abandon()
        elif self.entry.active and self.entry.record and self.entry.record not in self.editor.state:
            self.entry.abandon()
        before, after = change.patch.get(self.here or 0, (None, None))
        moved = isinstance(before, Note) and isinstance(after, Note) and before.section != after.section
        if moved and self._drag is None:
            self._go_with(self.editor.state.get(self.here, Note))
        self.remeasure()

    def _go_with(self, note: Note | None) -> None:
        """Put the keyboard where a note went: what is typed next stands beneath it."""
        if note is not None and note.section in self.sections:
            self.current = note.section

    # the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.end_entry()
        x, y = self._at(event.position())
        note = self.board.note_at(x, y)
        if event.button() == Qt.MouseButton.RightButton and self._drag is not None:
            self.cancel()
        if event.button() != Qt.MouseButton.LeftButton or self.record is None:
            return
        sign = self.sign_at(x, y)
        if sign is not None:
            self.editor.open(sign.id)
            return
        many = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if note is not None:
            self._press_note(note, event)
            return
        field = self.board.field_at(x, y)
        if field is not None:
            self.edit_field(field)
            return
        section = self.board.section_at(x, y)
        self._press = (event.position(), 0, bool(self.board.slot and self.board.slot.contains(x, y)))
        kept = self.chosen() if many else []
        if not many:
            self.choose(None)
        if section is not None and section != self.current:
            self.current = section
            self.remeasure()
        self._band = Band(self, x, y, kept)

    def _press_note(self, note: int, event: QMouseEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to(note)
        elif control:
            self.editor.select([note], toggle=True)
            return
        elif note not in self.editor.selection:
            self.editor.select([note])
        self._press = (event.position(), note, False)

    def _select_to(self, note: int) -> None:
        """Select all from the note that the keyboard is on to another, in the canvas's order."""
        order = [key for section in self.sections for key in self.board.order[section]]
        start = order.index(self.here) if self.here in order else order.index(note)
        end = order.index(note)
        span = order[min(start, end) : max(start, end) + 1]
        self.editor.select([*[key for key in span if key != note], note], add=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, y = self._at(event.position())
        if self._drag is not None:
            self._drag.move(x, y)
            self._scrolling.start()
            self.viewport().update()
        elif self._press is not None and self._press[1]:
            if (event.position() - self._press[0]).manhattanLength() > DRAG_DISTANCE:
                self._drag = begin_drag(self, self.chosen_in_order())
                self._press = None
                self.remeasure()
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._band is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._band.move(x, y)
            self.viewport().update()
        else:
            self._show_cursor(x, y)

    def _show_cursor(self, x: float, y: float) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.sign_at(x, y) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self.board.field_at(x, y) is not None or (self.board.slot and self.board.slot.contains(x, y)):
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        press, band = self._press, self._band
        self._press = self._band = None
        if self._drag is not None:
            drag, self._drag = self._drag, None
            self._end_drag()
            drag.finish()
            self._go_with(self.editor.state.get(self.here, Note))
        elif press is not None and press[2]:
            self.type_note()
        elif press is not None and press[1] and not event.modifiers() and len(self.chosen()) > 1:
            self.editor.select([press[1]])
        elif band is not None:
            self.viewport().update()
        self.remeasure()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = self._at(event.position())
        note, section = self.board.note_at(x, y), self.board.section_at(x, y)
        self._press = self._band = None
        if note is not None:
            self.edit_note(note)
        elif section is not None:
            self.type_note(section)

    def cancel(self) -> bool:
        """Take back what is under the pointer; False where nothing is."""
        if self._drag is None:
            return False
        drag, self._drag = self._drag, None
        self._end_drag()
        drag.cancel()
        self.remeasure()
        return True

    def _end_drag(self) -> None:
        self._scrolling.stop()
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def _scroll_dragging(self) -> None:
        """While notes are held near the edge, what lies beyond it comes into view."""
        if self._drag is None or not self._drag.open:
            self._scrolling.stop()
            return
        place = self.viewport().mapFromGlobal(self.cursor().pos())
        high = self.viewport().height()
        step = -14 if place.y() < _EDGE else 14 if place.y() > high - _EDGE else 0
        if step and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step)
            self._drag.move(*self._at(QPointF(place)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._drag is not None:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            x, y = self._at(QPointF(self.viewport().mapFromGlobal(place)))
            note, section = self.board.note_at(x, y), self.board.section_at(x, y)
            self.current = section or self.current
            if note is None or note not in self.editor.selection:
                self.choose(note)
        elif self.here is not None:
            place = self.viewport().mapToGlobal(self._on_screen(self.board.notes[self.here]).center())
        self.menu_requested.emit(place)

    # keys and focus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.press(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and Keyboard.wants(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes on to the next section; see :meth:`leave`."""
        return False

    def leave(self, step: int) -> None:
        """Give the keyboard to the widget after or before the map."""
        super().focusNextPrevChild(step > 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
