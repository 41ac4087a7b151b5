"""How an empathy map is painted, in units at 100 %, from its layout and records.

This module must not know the widget, the keyboard or the pointer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from cjdesigner import fonts, text
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.empathy_canvas import CLASSIC_TITLES, SECTIONS, THINK_AND_FEEL
from cjdesigner.model.geometry import Rect
from cjdesigner.model.record import NoteMark, Section
from cjdesigner.model.records import EmpathyMap, Insight, Job, NeedPoint, Note, Record
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import colour, font, icon_font
from cjdesigner.ui.views import empathy_layout as layout
from cjdesigner.ui.views.empathy_layout import Board

SECTION_ICONS: dict[Section, str] = {
    "who": "ri.user-line",
    "need": "ri.focus-3-line",
    "see": "ri.eye-line",
    "say": "ri.chat-3-line",
    "do": "ri.walk-line",
    "hear": "ri.volume-up-line",
    "pain": "ri.emotion-unhappy-line",
    "gain": "ri.emotion-happy-line",
    "thought": "ri.lightbulb-line",
}
MARK_ICONS: dict[NoteMark, str] = {
    "heard": "ri.double-quotes-l",
    "observed": "ri.eye-line",
    "imagined": "ri.cloud-line",
}
SIGN_ICONS: dict[type[Record], str] = {
    NeedPoint: "ri.question-line",
    Job: "ri.briefcase-line",
    Insight: "ri.lightbulb-line",
}

FIELD_CAPTIONS = {
    "designed_for": mark("Designed for"),
    "designed_by": mark("Designed by"),
    "date": mark("Date"),
    "version": mark("Version"),
}
_RADIUS = 6.0
_FRAME_RADIUS = 14.0
_MARGIN = 3.0
"""Around a note's picture: its shadow and frame."""
_PICTURES = 2000
_FAINT = 8.0
"""Screen px of type below which bars stand for the words."""


class NoteLook(msgspec.Struct, frozen=True):
    """What a note shows besides its record."""

    selected: bool = False
    dragged: bool = False
    editing: bool = False
    signs: tuple[type[Record], ...] = ()


class Pictures:
    """Notes as they were painted last, because texts are dear to paint: what is painted twice alike is kept."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[object, QPixmap | None]] = {}

    def paint(self, painting: Painting, painter: QPainter, note: Note, rect: Rect, look: NoteLook) -> None:
        """Paint a note, from its picture where there is one."""
        where, device = painter.worldTransform(), painter.device()
        ratio = device.devicePixelRatio()
        unit = where.m11()
        key = (msgspec.structs.replace(note, rank=0), look, rect.width, rect.height, unit, ratio)
        kept = self._kept.get(note.id)
        if kept is None or kept[0] != key:
            if len(self._kept) > _PICTURES:
                self._kept.clear()
            self._kept[note.id] = key, None
            painting.note(note, rect, look)
            return
        picture = kept[1]
        if picture is None:
            picture = self._drawn(painting, note, rect, look, unit, ratio)
            self._kept[note.id] = key, picture
        at = where.map(QPointF(rect.x - _MARGIN, rect.y - _MARGIN))
        painter.resetTransform()
        painter.drawPixmap(QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), picture)
        painter.setWorldTransform(where)

    @staticmethod
    def _drawn(painting: Painting, note: Note, rect: Rect, look: NoteLook, unit: float, ratio: float) -> QPixmap:
        width, height = rect.width + 2 * _MARGIN, rect.height + 2 * _MARGIN
        picture = QPixmap(math.ceil(width * unit * ratio), math.ceil(height * unit * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(unit, unit)
        painter.translate(_MARGIN - rect.x, _MARGIN - rect.y)
        painting.on(painter).note(note, rect, look)
        painter.end()
        return picture


class Painting:
    """One painting of a board, of which ``area`` is seen. ``zoom`` is px for a unit."""

    def __init__(
        self, painter: QPainter, board: Board, palette: Palette, area: QRectF, zoom: float, pictures: Pictures
    ) -> None:
        self._pictures = pictures
        self._zoom = zoom
        self._painter = painter
        self._board = board
        self._palette = palette
        self._area = area
        self._readable = zoom * layout.NOTE_SIZE >= _FAINT * 0.6

    def on(self, painter: QPainter) -> Painting:
        """The same painting with another painter."""
        return Painting(painter, self._board, self._palette, self._area, self._zoom, self._pictures)

    # the ground

    def ground(self, record: EmpathyMap, current: Section | None, hidden: str) -> None:
        """Everything but the notes. ``current`` is the section that the keyboard is in."""
        board, palette, painter = self._board, self._palette, self._painter
        self._header(record)
        frame = _rectf(board.frame)
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.setBrush(colour(palette.surface))
        painter.drawRoundedRect(frame, _FRAME_RADIUS, _FRAME_RADIUS)
        if board.head is not None:
            painter.setPen(QPen(colour(palette.link), 1.6))
            painter.setBrush(colour(palette.paper))
            painter.drawPath(head_path(board.head))
        painter.setPen(QPen(colour(palette.hairline), 1))
        for x1, y1, x2, y2 in board.lines:
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        if board.head_title is not None:
            self._head_title(board.head_title)
        for section, area in board.areas.items():
            self._section(area, section == current)
        if board.form == "classic":
            self._classic(hidden)

    def _header(self, record: EmpathyMap) -> None:
        painter, palette = self._painter, self._palette
        title = self._board.title
        words = record.title or _("Unnamed empathy map")
        self._line(words, title, "bold", 24, palette.ink if record.title else palette.second, title.y + 26)
        for name, rect in self._board.fields.items():
            self._line(_(FIELD_CAPTIONS[name]), rect, "regular", 11, palette.second, rect.y + 11)
            value = getattr(record, name)
            self._line(value or "–", rect, "semibold", 13, palette.ink if value else palette.second, rect.y + 29)
            painter.setPen(QPen(colour(palette.hairline), 1))
            painter.drawLine(QPointF(rect.x, rect.bottom - 1), QPointF(rect.right, rect.bottom - 1))

    def _line(self, words: str, rect: Rect, face: text.Face, size: float, ink: str, baseline: float) -> None:
        for line in text.lines(" ".join(words.split()), face, size, rect.width, 1).lines:
            self._painter.setFont(font(face, size))
            self._painter.setPen(colour(ink))
            x = rect.right - line.width if line.rtl else rect.x
            self._painter.drawText(QPointF(x, baseline), line.text)

    def _head_title(self, rect: Rect) -> None:
        lines = text.lines(_(THINK_AND_FEEL), "semibold", layout.HEADING_SIZE, rect.width - 22, 2).lines
        painter, palette = self._painter, self._palette
        painter.setFont(font("semibold", layout.HEADING_SIZE))
        for place, line in enumerate(lines):
            x, y = rect.centre_x - line.width / 2, rect.y + 12 + place * layout.HEADING_LINE
            if not place:
                self._number(7, x - 11, y - 4)
                painter.setFont(font("semibold", layout.HEADING_SIZE))
            painter.setPen(colour(palette.ink))
            painter.drawText(QPointF(x + 4, y), line.text)

    def _section(self, area: layout.Area, current: bool) -> None:
        painter, palette = self._painter, self._palette
        tint = palette.accent if current else palette.ink
        if area.heading.height:
            y = area.heading.y + 12
            if SECTIONS[area.section].number == 7:
                self._icon(SECTION_ICONS[area.section], area.heading.x, y - 4, 15, tint if current else palette.second)
            else:
                self._number(SECTIONS[area.section].number, area.heading.x + 8, y - 4, current)
            painter.setFont(font("semibold", layout.HEADING_SIZE))
            painter.setPen(colour(tint))
            for line in layout.heading_lines(area.section, area.heading.width).lines:
                painter.drawText(QPointF(area.heading.x + layout.HEADING_INDENT, y), line.text)
                y += layout.HEADING_LINE
            words = layout.heading_lines(area.section, area.heading.width).width + layout.HEADING_INDENT
            if SECTIONS[area.section].number < 7 and words + 24 < area.heading.width:
                icon = SECTION_ICONS[area.section]
                x = area.rect.right - layout.PAD - 16
                self._icon(icon, x, area.heading.y + 8, 16, tint if current else palette.link)
        y = area.heading.bottom + 4 + 11
        painter.setFont(font("regular", layout.QUESTION_SIZE))
        painter.setPen(colour(palette.second))
        for line in area.questions:
            painter.drawText(QPointF(area.heading.x, y), line.text)
            y += layout.QUESTION_LINE

    def _number(self, number: int, x: float, y: float, current: bool = False) -> None:
        """The section's number on the canvas, in a small round."""
        painter, palette = self._painter, self._palette
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.accent if current else palette.field))
        painter.drawEllipse(QPointF(x, y), 8, 8)
        painter.setFont(font("semibold", 10))
        painter.setPen(colour(palette.on_accent if current else palette.second))
        painter.drawText(QRectF(x - 8, y - 8, 16, 16), Qt.AlignmentFlag.AlignCenter, str(number))

    def _classic(self, hidden: str) -> None:
        painter, palette, board = self._painter, self._palette, self._board
        for quarter in board.quarters:
            painter.setFont(font("bold", 18))
            painter.setPen(colour(palette.ink))
            painter.drawText(QPointF(quarter.heading.x, quarter.heading.y + 18), _(CLASSIC_TITLES[quarter.quadrant]))
        if board.centre is not None:
            x, y = board.centre
            painter.setPen(QPen(colour(palette.hairline), 1))
            painter.setBrush(colour(palette.paper))
            painter.drawEllipse(QPointF(x, y), layout.CENTRE, layout.CENTRE)
            self._icon("ri.user-line", x - 11, y, 22, palette.second)
        if board.remark is not None:
            self._line(hidden, board.remark, "regular", 12, palette.second, board.remark.y + 16)

    # notes

    def notes(self, notes: Mapping[int, Note], looks: Mapping[int, NoteLook]) -> None:
        """The notes that are seen."""
        for identity, rect in self._board.notes.items():
            note = notes.get(identity)
            if note is not None and self._area.intersects(_rectf(rect).adjusted(-8, -8, 8, 8)):
                self._pictures.paint(self, self._painter, note, rect, looks.get(identity, NoteLook()))

    def note(self, note: Note, rect: Rect, look: NoteLook) -> None:
        """One note."""
        painter, palette = self._painter, self._palette
        box = _rectf(rect)
        if look.dragged:
            painter.setPen(QPen(colour(palette.accent), 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(colour(palette.accent_soft))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.shadow, 16 if palette.name == "light" else 60))
        painter.drawRoundedRect(box.translated(0, 1.2), _RADIUS, _RADIUS)
        edge = QPen(colour(palette.accent if look.selected else palette.hairline), 2.0 if look.selected else 1.0)
        if note.mark == "imagined" and not look.selected:
            edge.setColor(colour(palette.link))
            edge.setDashPattern([4.0, 3.0])
        painter.setPen(edge)
        painter.setBrush(colour(palette.accent_soft if look.selected else palette.raised))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if look.editing:
            return
        lines = layout.note_lines(note, rect.width).lines
        x, y = rect.x + layout.NOTE_PAD + layout.MARK_WIDTH, rect.y + layout.NOTE_PAD + 12.5
        right = rect.right - layout.NOTE_PAD
        if not self._readable:
            self._bars(lines, x, y)
            return
        self._icon(MARK_ICONS[note.mark], rect.x + layout.NOTE_PAD - 1, y - 4, 13, palette.second)
        painter.setFont(font("regular", layout.NOTE_SIZE))
        painter.setPen(colour(palette.ink))
        for line in lines:
            painter.drawText(QPointF(right - line.width if line.rtl else x, y), line.text)
            y += layout.NOTE_LINE
        self._foot(note, rect, look.signs)

    def _bars(self, lines: Sequence[text.Line], x: float, y: float) -> None:
        for line in lines:
            self._painter.fillRect(QRectF(x, y - 8, line.width, 6), colour(self._palette.link, 120))
            y += layout.NOTE_LINE

    def _foot(self, note: Note, rect: Rect, signs: tuple[type[Record], ...]) -> None:
        painter, palette = self._painter, self._palette
        y = rect.bottom - layout.NOTE_PAD - 4
        for place, kind in enumerate(signs):
            box = sign_box(rect, place)
            self._icon(SIGN_ICONS[kind], box.x, box.centre_y, 14, palette.accent)
        room = rect.width - 2 * layout.NOTE_PAD - layout.MARK_WIDTH - len(signs) * layout.SIGN - 4
        source = text.lines(" ".join(note.source.split()), "regular", 11, max(10.0, room), 1).lines
        if source:
            painter.setFont(font("regular", 11))
            painter.setPen(colour(palette.second))
            painter.drawText(QPointF(rect.x + layout.NOTE_PAD + layout.MARK_WIDTH, y), source[0].text)

    def slot(self, rect: Rect, words: str) -> None:
        """The place for a note to come, and what to do there."""
        painter, palette = self._painter, self._palette
        painter.setPen(QPen(colour(palette.link), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_rectf(rect), _RADIUS, _RADIUS)
        inside = Rect(rect.x + 10, rect.y, rect.width - 20, rect.height)
        self._line(words, inside, "italic", 12, palette.second, rect.centre_y + 4)

    def _icon(self, name: str, x: float, centre_y: float, size: int, tint: str) -> None:
        painter = self._painter
        painter.setFont(icon_font(size))
        painter.setPen(colour(tint))
        box = QRectF(x - 2, centre_y - size, size + 4, size * 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, fonts.icon_character(name))


def sign_box(rect: Rect, place: int) -> Rect:
    """Where the n-th sign of what a note became stands on it, from the right."""
    right = rect.right - layout.NOTE_PAD - place * layout.SIGN
    return Rect(right - layout.SIGN, rect.bottom - layout.NOTE_PAD - layout.SIGN, layout.SIGN, layout.SIGN)


def _rectf(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def head_path(box: Rect) -> QPainterPath:
    """A head in profile that looks to the right, nose and neck within the box; forehead and nape stretch with it."""
    left, top = box.x, box.y
    right, bottom = box.right - layout.NOSE, box.bottom - layout.NECK
    size = min(1.5, max(0.85, box.height / 420))
    high = min(110.0, (right - left) * 0.24, (bottom - top) * 0.3)
    chin = bottom

    def at(dx: float, dy: float) -> QPointF:
        """A point of the face, from where the chin meets the jaw."""
        return QPointF(right + dx * size, chin + dy * size)

    path = QPainterPath(QPointF(left, top + high))
    path.cubicTo(QPointF(left, top + high * 0.4), QPointF(left + high * 0.4, top), QPointF(left + high, top))
    path.lineTo(right - high, top)
    path.cubicTo(QPointF(right - high * 0.35, top), QPointF(right, top + high * 0.45), QPointF(right, top + high))
    path.lineTo(at(0, -150))
    path.cubicTo(at(2, -140), at(3, -136), at(-1, -124))  # brow and bridge
    path.cubicTo(at(4, -112), at(18, -98), at(22, -88))  # the nose
    path.cubicTo(at(23, -82), at(14, -80), at(6, -79))
    path.cubicTo(at(5, -74), at(9, -68), at(11, -64))  # the lips
    path.cubicTo(at(11, -60), at(5, -58), at(4, -57))
    path.cubicTo(at(8, -55), at(10, -50), at(7, -46))
    path.cubicTo(at(2, -42), at(3, -36), at(6, -28))  # the chin
    path.cubicTo(at(8, -12), at(-4, 0), at(-26, 0))
    throat = left + (right - left) * 0.64
    nape = left + (right - left) * 0.3
    path.lineTo(throat + 24, bottom)
    path.cubicTo(QPointF(throat + 6, bottom), QPointF(throat, bottom + 12), QPointF(throat, bottom + layout.NECK))
    path.lineTo(nape, bottom + layout.NECK)
    path.cubicTo(QPointF(nape, bottom + 14), QPointF(nape - 6, bottom), QPointF(nape - 30, bottom))
    path.lineTo(left + 46, bottom)
    path.cubicTo(QPointF(left + 18, bottom), QPointF(left, bottom - 22), QPointF(left, bottom - 60))
    path.closeSubpath()
    return path
