"""The lying eight as a widget: stations on it, what each half is about, and the phases in words beneath.

Clicks and arrow keys choose a phase; Enter and a double click ask for it. This module must not know the document, nor
what is done with a phase that is chosen.
"""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjdesigner import text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.endless import HEIGHT, SIDES, Eight, outline, outward
from cjdesigner.model.records import Side
from cjdesigner.ui.appearance import Appearance, colour, font

_DISC = 15.0
_WIDEST = 560.0
"""Half the eight's width, at most."""


class PhaseWords(msgspec.Struct, frozen=True):
    """What is said of a phase."""

    title: str
    wording: str
    verb: str
    question: str
    worth: str
    """The figure as it is shown; empty where there is none."""


class EightFigure(QWidget):
    """Paints an :class:`Eight`. Lengths inside are in px at 100 %, scaled by the interface."""

    chosen = Signal(int)
    """A phase was chosen."""
    asked = Signal(int)
    """A phase shall be shown on the map."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._eight = Eight((), (), {})
        self._words: dict[int, PhaseWords] = {}
        self._halves: dict[Side, str] = {}
        self._selected = 0
        self._rows: list[tuple[QRectF, int]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The endless journey"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMouseTracking(True)

    def show_eight(self, eight: Eight, words: dict[int, PhaseWords], halves: dict[Side, str], selected: int) -> None:
        """Show this; ``halves`` are the figures of the two loops."""
        self._eight, self._words, self._halves, self._selected = eight, words, halves, selected
        self._measure()
        self.update()

    # measures

    @property
    def _width(self) -> float:
        return self.width() / self._appearance.scale

    @property
    def _half(self) -> float:
        """Half the width of the eight."""
        return min(_WIDEST, (self._width - 2 * 110) / 2)

    @property
    def _middle(self) -> QPointF:
        return QPointF(self._width / 2, self._half * HEIGHT + 62)

    def _measure(self) -> None:
        """Where the rows beneath stand, and how high all is."""
        top = self._middle.y() + self._half * HEIGHT + 84
        self._rows.clear()
        bottom = top
        column = (self._width - 3 * 32) / 2
        for number, side in enumerate(SIDES):
            y, left = top + 34, 32 + number * (column + 32)
            for station in self._eight.stations:
                if station.side == side:
                    height = self._row_height(self._words[station.phase], column - 40)
                    self._rows.append((QRectF(left, y, column, height), station.phase))
                    y += height + 6
            bottom = max(bottom, y)
        self.setMinimumHeight(round((bottom + 24) * self._appearance.scale))

    def _row_height(self, words: PhaseWords, room: float) -> float:
        return 16 + sum(text.line_height(size) * len(found.lines) for found, _face, size, _ink in _set(words, room))

    def sizeHint(self) -> QSize:
        return QSize(round(900 * self._appearance.scale), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        super().resizeEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._appearance.scale, self._appearance.scale)
            self._paint_way(painter)
            self._paint_halves(painter)
            self._paint_stations(painter)
            self._paint_rows(painter)
        finally:
            painter.end()

    def _at(self, place: tuple[float, float]) -> QPointF:
        return self._middle + QPointF(place[0] * self._half, place[1] * self._half)

    def _paint_way(self, painter: QPainter) -> None:
        palette = self._appearance.palette
        path = QPainterPath()
        for number, place in enumerate(outline()):
            spot = self._at(place)
            path.lineTo(spot) if number else path.moveTo(spot)
        for width, tint in ((26.0, palette.field), (2.0, palette.link)):
            pen = QPen(colour(tint), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

    def _paint_halves(self, painter: QPainter) -> None:
        """What each loop is about: the customer's side, and beneath the company's."""
        palette = self._appearance.palette
        words = {"buy": (_("buy"), _("acquire")), "own": (_("own"), _("look after"))}
        for side, x in (("buy", -0.62), ("own", 0.62)):
            spot = self._at((x, 0.0))
            customer, company = words[side]
            figure = self._halves.get(side, "")  # type: ignore[call-overload]
            self._centred(painter, customer, "bold", 22, spot.x(), spot.y() - (10 if figure else 2), palette.ink)
            self._centred(painter, company, "regular", 14, spot.x(), spot.y() + (10 if figure else 18), palette.second)
            if figure:
                self._centred(painter, figure, "semibold", 16, spot.x(), spot.y() + 34, palette.ink)

    def _centred(
        self, painter: QPainter, words: str, face: text.Face, size: float, x: float, y: float, ink: str
    ) -> None:
        painter.setFont(font(face, size))
        painter.setPen(colour(ink))
        painter.drawText(QPointF(x - text.width(words, face, size) / 2, y), words)

    def _paint_stations(self, painter: QPainter) -> None:
        palette = self._appearance.palette
        for station in self._eight.stations:
            spot, words = self._at(station.place), self._words[station.phase]
            self._disc(painter, spot, station.number, station.worth, station.phase == self._selected)
            ink = palette.accent if station.phase == self._selected else palette.ink
            across, down = outward(station)
            x, y = spot.x() + across * (_DISC + 9), spot.y() + down * (_DISC + 9)
            inwards = (across > 0.3) if station.side == "buy" else (across < -0.3)
            room = abs(self._middle.x() - x) - 8 if inwards else 132.0  # the other loop's names have the other half
            lines = text.lines(words.title, "semibold", 12, max(48.0, min(132.0, room)), 2).lines
            y += 4 - 7.5 * (len(lines) - 1) + down * (7 + 7.5 * (len(lines) - 1))
            for line in lines:
                left = x if across > 0.3 else x - line.width if across < -0.3 else x - line.width / 2
                painter.setFont(font("semibold", 12))
                painter.setPen(colour(ink))
                painter.drawText(QPointF(min(max(8.0, left), self._width - line.width - 8), y), line.text)
                y += 15

    def _disc(self, painter: QPainter, spot: QPointF, number: int, worth: float | None, chosen: bool) -> None:
        palette = self._appearance.palette
        painter.setPen(QPen(colour(palette.accent if chosen else palette.surface), 3.0))
        painter.setBrush(colour(theme.score_colour(worth) if worth is not None else palette.link))
        painter.drawEllipse(spot, _DISC, _DISC)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.surface))
        painter.drawEllipse(spot, _DISC - 4.5, _DISC - 4.5)
        self._centred(painter, str(number), "semibold", 12, spot.x(), spot.y() + 4.3, palette.ink)

    def _paint_rows(self, painter: QPainter) -> None:
        palette = self._appearance.palette
        titles = {"buy": _("Buy · the company acquires"), "own": _("Own · the company looks after")}
        column = (self._width - 3 * 32) / 2
        top = self._middle.y() + self._half * HEIGHT + 84
        for number, side in enumerate(SIDES):
            left = 32 + number * (column + 32)
            line = text.line(titles[side].upper(), "semibold", 11, column)
            painter.setFont(font("semibold", 11))
            painter.setPen(colour(palette.second))
            painter.drawText(QPointF(left + 8, top + 18), line.text)
        stations = {station.phase: station for station in self._eight.stations}
        for area, phase in self._rows:
            if phase == self._selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(palette.accent_soft))
                painter.drawRoundedRect(area, 6, 6)
            self._paint_row(painter, area, self._words[phase], stations[phase].number)

    def _paint_row(self, painter: QPainter, area: QRectF, words: PhaseWords, number: int) -> None:
        palette = self._appearance.palette
        y = area.top() + 8
        painter.setFont(font("semibold", 12))
        painter.setPen(colour(palette.second))
        painter.drawText(QPointF(area.left() + 8, y + text.ascent("semibold", 12)), str(number))
        if words.worth:
            width = text.width(words.worth, "semibold", 12)
            painter.setPen(colour(palette.ink))
            painter.drawText(QPointF(area.right() - 8 - width, y + text.ascent("semibold", 12)), words.worth)
        for found, face, size, ink in _set(words, area.width() - 40):
            painter.setFont(font(face, size))
            painter.setPen(colour(getattr(palette, ink)))
            for line in found.lines:
                painter.drawText(QPointF(area.left() + 32, y + text.ascent(face, size)), line.text)
                y += text.line_height(size)

    # choosing

    def _phase_at(self, spot: QPointF) -> int:
        scale = self._appearance.scale
        place = QPointF(spot.x() / scale, spot.y() / scale)
        for station in self._eight.stations:
            away = self._at(station.place) - place
            if away.x() ** 2 + away.y() ** 2 <= (_DISC + 3) ** 2:
                return station.phase
        return next((phase for area, phase in self._rows if area.contains(place)), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        phase = self._phase_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and phase:
            self.chosen.emit(phase)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        phase = self._phase_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and phase:
            self.asked.emit(phase)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self._phase_at(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = [station.phase for station in self._eight.stations]
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and order:
            here = order.index(self._selected) if self._selected in order else -1 if step > 0 else 0
            self._selected = order[(here + step) % len(order)]  # endless
            self.chosen.emit(self._selected)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected in order:
            self.asked.emit(self._selected)
        else:
            super().keyPressEvent(event)


_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


def _set(words: PhaseWords, room: float) -> list[tuple[text.Lines, text.Face, float, str]]:
    """A phase's texts as set lines, each with face, size and the palette's ink."""
    parts: list[tuple[str, text.Face, float, str]] = [
        (words.title, "semibold", 13, "ink"),
        (words.wording, "italic", 12, "ink"),
        (words.verb, "regular", 12, "second"),
        (words.question, "regular", 12, "second"),
    ]
    return [(text.lines(said, face, size, room - 48, 4), face, size, ink) for said, face, size, ink in parts if said]
