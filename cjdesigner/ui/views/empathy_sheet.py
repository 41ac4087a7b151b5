"""The sheet of one empathy map: its layout, what is seen of it at which size, and its painting.

Sizes change by zooming as in a browser: the notes always fill the width, larger or smaller. This module must not know
the pointer, the keyboard or any edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import empathy
from cjdesigner.model.empathy_canvas import CLASSIC_ORDER, MARKS, ORDER
from cjdesigner.model.geometry import Rect
from cjdesigner.model.promoting import became
from cjdesigner.model.record import Section
from cjdesigner.model.records import EmpathyMap, Note, Record
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views import empathy_drawing as drawing
from cjdesigner.ui.views import empathy_layout as layout
from cjdesigner.ui.views.empathy_dragging import Band, NotesDrag
from cjdesigner.ui.views.empathy_entry import Entry
from cjdesigner.ui.views.empathy_words import became_words, hidden_words

if TYPE_CHECKING:
    from cjdesigner.ui.views.empathy_layout import Board, Form

MOST_ZOOM = 3.0
LEAST_ZOOM = 0.25
_READABLE = 0.85
"""A map is shown whole from the first where its notes are at least so large."""
_STEP = 1.2


class EmpathySheet(QAbstractScrollArea):
    """Shows a map."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.appearance = appearance
        self.map = 0
        self.form: Form = "canvas"
        self.current: Section = "who"
        """The section that the keyboard is in."""
        self.zoom = 0.0
        """1 at 100 %; 0 for as large as the width allows, up to 1."""
        self._zoomed = False
        self._board: Board | None = None
        self._notes: dict[int, Note] = {}
        self._signs: dict[int, tuple[Record, ...]] = {}
        self._pictures = drawing.Pictures()
        self._drag: NotesDrag | None = None
        self._band: Band | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.entry = Entry(editor, appearance, self.viewport())

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections shown, in order."""
        return ORDER if self.form == "canvas" else CLASSIC_ORDER

    @property
    def record(self) -> EmpathyMap | None:
        """The map shown."""
        return self.editor.state.get(self.map, EmpathyMap)

    @property
    def board(self) -> Board:
        """Where everything stands."""
        if self._board is None:
            self._board = self._laid_out(self.unit)
        return self._board

    @property
    def unit(self) -> float:
        """Px for a unit of the layout."""
        scale = self.appearance.scale
        if self.zoom:
            return self.zoom * scale
        fitting = self.viewport().width() / layout.LEAST_WIDTH
        return max(LEAST_ZOOM * scale, min(scale, fitting))

    def _laid_out(self, unit: float) -> Board:
        notes = empathy.by_section(self.editor.state, self.map)
        self._notes = {note.id: note for found in notes.values() for note in found}
        signs = {key: tuple(became(self.editor.state, key)) for key in self._notes}
        self._signs = {key: found for key, found in signs.items() if found}
        sizes = layout.Sizes({key: len(found) for key, found in self._signs.items()})
        view = self.viewport().size()
        return layout.LAYOUTS[self.form](
            notes, sizes, view.width() / unit, (view.height() - 1) / unit, self._slot(unit)
        )

    def _slot(self, unit: float) -> layout.Slot | None:
        entry = self.entry
        if entry.active and entry.fresh and not entry.record:
            return layout.Slot(entry.section, entry.index)
        if self.editor.read_only or entry.active:
            return None
        return layout.Slot(self.current)

    def remeasure(self) -> None:
        """Lay out anew: records, width or zoom are others."""
        self._board = None
        unit = self.unit
        view = self.viewport().size()
        for bar, length, page in (
            (self.verticalScrollBar(), self.board.height, view.height()),
            (self.horizontalScrollBar(), self.board.width, view.width()),
        ):
            bar.setRange(0, max(0, round(length * unit) - page))
            bar.setPageStep(page)
            bar.setSingleStep(self.appearance.px(40))
        self._place_entry()
        self.viewport().update()

    def note(self, identity: int) -> Note | None:
        """A note of the map that is shown."""
        return self._notes.get(identity)

    def _place_entry(self) -> None:
        """Let what is typed stand where it belongs."""

    # zooming and scrolling

    def begin_looking(self) -> None:
        """Show a map anew: all of it where that can be read, else as large as the width allows."""
        self._zoomed = False
        scale = self.appearance.scale
        unit = _READABLE * scale
        whole = self.viewport().height() > 100 and self._laid_out(unit).height * unit <= self.viewport().height() + 1
        if whole:
            self.fit()
        else:
            self.zoom = 0.0
            self.remeasure()
        self._zoomed = False

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom; the notes fill the width anew, and what lies at a point of the viewport stays near it."""
        unit = self.unit
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, unit / self.appearance.scale * factor))
        spot = at if at is not None else QPointF(self.viewport().rect().center())
        bar = self.verticalScrollBar()
        part = (bar.value() + spot.y()) / max(1.0, self.board.height * unit)
        self.zoom = zoom
        self._zoomed = True
        self.remeasure()
        bar.setValue(round(part * self.board.height * self.unit - spot.y()))

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self.zoom_by(1 / _STEP)

    def zoom_actual(self) -> None:
        """Notes at the size of the window's own words, or as near as the width allows."""
        self.zoom = 0.0
        self._zoomed = True
        self.remeasure()

    def fit(self) -> None:
        """The largest size at which the whole map is seen."""
        scale, high = self.appearance.scale, self.viewport().height()
        low, top = LEAST_ZOOM, min(1.25, self.viewport().width() / layout.LEAST_WIDTH / scale)
        for _step in range(7):
            middle = (low + top) / 2
            if self._laid_out(middle * scale).height * middle * scale <= high + 1:
                low = middle
            else:
                top = middle
        self.zoom = low
        self._zoomed = True
        self.remeasure()

    def show_note(self, identity: int) -> None:
        """Scroll as little as it takes to show a note."""
        rect = self.board.notes.get(identity)
        if rect is not None:
            self._make_visible(rect)

    def _make_visible(self, rect: Rect) -> None:
        box = self._on_screen(rect).adjusted(0, -24, 0, 24)
        view = self.viewport().rect()
        bar = self.verticalScrollBar()
        if box.top() < 0 or box.height() > view.height():
            bar.setValue(bar.value() + box.top())
        elif box.bottom() > view.bottom():
            bar.setValue(bar.value() + box.bottom() - view.bottom())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._place_entry()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoomed or self.entry.active:
            self.remeasure()
        else:
            self.begin_looking()

    def _on_screen(self, rect: Rect) -> QRect:
        unit, dx, dy = self.unit, self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRectF(rect.x * unit - dx, rect.y * unit - dy, rect.width * unit, rect.height * unit).toAlignedRect()

    def _at(self, position: QPointF) -> tuple[float, float]:
        unit = self.unit
        x = (position.x() + self.horizontalScrollBar().value()) / unit
        return x, (position.y() + self.verticalScrollBar().value()) / unit

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        record = self.record
        palette, unit, board = self.appearance.palette, self.unit, self.board
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(palette.paper))
        if record is None:
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter.scale(unit, unit)
        x, y = self._at(QPointF(event.rect().topLeft()))
        area = QRectF(x, y, event.rect().width() / unit, event.rect().height() / unit)
        painting = drawing.Painting(painter, board, palette, area, unit, self._pictures)
        focused = self.hasFocus() or self.entry.hasFocus()
        hidden = hidden_words(empathy.unshown(self.editor.state, self.map)) if self.form == "classic" else ""
        painting.ground(record, self.current if focused else None, hidden)
        painting.notes(self._notes, self._looks())
        if board.slot is not None and not self.entry.active and self._drag is None:
            words = _("Type a line, then Enter") if not self._notes else _("Type a note …")
            painting.slot(board.slot, words)
        self._paint_transient(painter, painting)

    def _looks(self) -> dict[int, drawing.NoteLook]:
        chosen = set(self.editor.selection)
        carried = set(self._drag.ids) if self._drag is not None else set()
        edited = self.entry.record if self.entry.active else 0
        special = (chosen | carried | set(self._signs) | {edited}) & set(self._notes)
        return {
            key: drawing.NoteLook(
                selected=key in chosen,
                dragged=key in carried,
                editing=key == edited,
                signs=tuple(type(record) for record in self._signs.get(key, ())),
            )
            for key in special
        }

    def _paint_transient(self, painter: QPainter, painting: drawing.Painting) -> None:
        palette = self.appearance.palette
        if self._drag is not None:
            painter.setOpacity(0.9)
            for place, identity in enumerate(self._drag.ids[:3]):
                note, rect = self._notes.get(identity), self.board.notes.get(identity)
                if note is not None and rect is not None:
                    at = Rect(self._drag.x - 20 + place * 7, self._drag.y - 14 + place * 7, rect.width, rect.height)
                    painting.note(note, at, drawing.NoteLook(selected=True))
            painter.setOpacity(1.0)
        if self._band is not None:
            rect = self._band.rect
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.setBrush(colour(palette.accent, 30))
            painter.drawRect(QRectF(rect.x, rect.y, rect.width, rect.height))

    def sign_at(self, x: float, y: float) -> Record | None:
        """What a note became, where a sign of it is at a place."""
        note = self.board.note_at(x, y)
        if note is None:
            return None
        for place, record in enumerate(self._signs.get(note, ())):
            if drawing.sign_box(self.board.notes[note], place).contains(x, y):
                return record
        return None

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            help_event = cast(QHelpEvent, event)
            QToolTip.showText(help_event.globalPos(), self._tip(QPointF(help_event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, position: QPointF) -> str:
        x, y = self._at(position)
        sign = self.sign_at(x, y)
        if sign is not None:
            return plain_tip(became_words(sign))
        identity, field = self.board.note_at(x, y), self.board.field_at(x, y)
        note = self._notes.get(identity) if identity is not None else None
        if note is not None:
            cut = layout.note_lines(note, self.board.notes[note.id].width).cut
            parts = [note.text] if cut else []
            parts += [_(MARKS[note.mark])] + ([note.source] if note.source else [])
            return plain_tip("\n".join(parts) if cut else " · ".join(parts))
        return plain_tip(getattr(self.record, field) or "") if field and self.record else ""
