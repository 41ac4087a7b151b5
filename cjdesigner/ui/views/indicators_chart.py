"""An indicator's readings over time: points at their dates, the target's band, the limit, and where a drift tips.

Values show on hover and, with the focus, by the arrow keys. This module must not know the document.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model import dates
from cjdesigner.model.indicator_words import amount, in_unit, reading_words
from cjdesigner.model.indicators import beyond_limit, dated, is_worse
from cjdesigner.model.records import Indicator, Reading
from cjdesigner.model.tipping import Drift, drift
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.views.indicators_marks import MONTHS, covered, day_ticks, place_words

_REACH = 18.0
"""How near, in px at 100 %, the pointer must be to a point."""


class IndicatorChart(QWidget):
    """One indicator's chart."""

    pointed = Signal(int)
    """A point was walked to or clicked: its reading's id."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._indicator: Indicator | None = None
        self._readings: list[Reading] = []
        self._drift: Drift | None = None
        self._covered = False
        self._current: int | None = None
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self._strong = appearance.font("semibold", theme.SIZE_BODY)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Chart of the readings"))
        self.setMinimumHeight(appearance.px(200))

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(420), self._appearance.px(260))

    def show_indicator(self, indicator: Indicator | None, readings: Sequence[Reading], *, covered: bool) -> None:
        """Show these readings."""
        if indicator is None or self._indicator is None or indicator.id != self._indicator.id:
            self._current = None
        self._indicator = indicator
        self._readings = dated(readings)
        self._drift = drift(indicator, self._readings) if indicator is not None else None
        self._covered = covered
        if self._current is not None and self._current >= len(self._readings):
            self._current = None
        if indicator is not None:
            told = [] if covered else [reading_words(indicator, reading) for reading in self._readings[-30:]]
            self.setAccessibleDescription("; ".join(told))
        self.update()

    @property
    def current(self) -> Reading | None:
        """The reading whose value is shown."""
        return self._readings[self._current] if self._current is not None else None

    # geometry

    def _plot(self) -> QRectF:
        px, metrics = self._appearance.px, QFontMetricsF(self._small)
        labels = [self._tick_word(tick) for tick in self._ticks()]
        left = max((metrics.horizontalAdvance(word) for word in labels), default=0.0) + px(10)
        return QRectF(self.rect()).adjusted(left, px(22), -px(16), -metrics.height() - px(10))

    def _span(self) -> tuple[float, float]:
        """The lowest and highest value drawn."""
        assert self._indicator is not None
        values = [reading.value for reading in self._readings]
        values += [v for v in (self._indicator.target, self._indicator.limit) if v is not None]
        if self._drift is not None:
            values += [edge for point in self._drift.points for edge in (point.low, point.high, point.smooth)]
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        room = (high - low) or abs(high) * 0.2 or 1.0
        low, high = low - room * 0.12, high + room * 0.12
        ends = (self._indicator.lowest, self._indicator.highest)
        if ends[0] is not None and low < ends[0] <= min(values, default=ends[0]):
            low = ends[0]
        if ends[1] is not None and high > ends[1] >= max(values, default=ends[1]):
            high = ends[1]
        return low, high

    def _ticks(self) -> list[float]:
        if self._indicator is None:
            return []
        low, high = self._span()
        rough = (high - low) / 4
        unit = 10.0 ** math.floor(math.log10(rough))
        step = next(factor * unit for factor in (1, 2, 2.5, 5, 10) if factor * unit >= rough * 0.999)
        first = math.ceil(low / step - 1e-9)
        return [number * step for number in range(first, math.floor(high / step + 1e-9) + 1)]

    def _tick_word(self, value: float) -> str:
        assert self._indicator is not None
        return in_unit(self._indicator, value) if self._indicator.unit.strip() == "%" else amount(value)

    def _y(self, plot: QRectF, value: float) -> float:
        low, high = self._span()
        return plot.bottom() - (value - low) / (high - low) * plot.height()

    def _x(self, plot: QRectF, day: int) -> float:
        days = [dates.start(self._readings[0].date).toordinal(), dates.start(self._readings[-1].date).toordinal()]
        span = days[1] - days[0]
        return plot.center().x() if not span else plot.left() + (day - days[0]) / span * plot.width()

    def _points(self) -> list[QPointF]:
        plot = self._plot()
        return [QPointF(self._x(plot, dates.start(r.date).toordinal()), self._y(plot, r.value)) for r in self._readings]

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._appearance.palette
        if self._indicator is None or not self._readings or self._covered:
            painter.setPen(colour(palette.second))
            painter.setFont(self._appearance.font())
            words = _("Figures are covered.") if self._covered else _("No reading yet: the chart grows with them.")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), words)
        else:
            plot = self._plot()
            self._paint_ground(painter, plot, self._indicator)
            self._paint_days(painter, plot)
            if self._drift is not None:
                self._paint_drift(painter, plot, self._drift)
            self._paint_marks(painter, plot, self._indicator)
            self._paint_readings(painter, self._indicator)
            self._paint_mark_words(painter, plot, self._indicator)
            self._paint_direction(painter, plot, self._indicator)
            if self._current is not None:
                self._paint_bubble(painter, self._current, self._indicator)
        if self.hasFocus():
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _paint_ground(self, painter: QPainter, plot: QRectF, indicator: Indicator) -> None:
        palette = self._appearance.palette
        if indicator.target is not None:
            edge = self._y(plot, indicator.target)
            good = QRectF(plot.left(), plot.top(), plot.width(), edge - plot.top())
            if indicator.direction == "down":
                good = QRectF(plot.left(), edge, plot.width(), plot.bottom() - edge)
            painter.fillRect(good, colour(theme.mix(theme.score_colour(1.0), palette.surface, 0.88)))
        painter.setFont(self._small)
        for tick in self._ticks():
            y = self._y(plot, tick)
            painter.setPen(QPen(colour(palette.hairline), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(colour(palette.second))
            box = QRectF(0, y - 20, plot.left() - self._appearance.px(6), 40)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._tick_word(tick))

    def _paint_days(self, painter: QPainter, plot: QRectF) -> None:
        palette, px = self._appearance.palette, self._appearance.px
        painter.setFont(self._small)
        for x, left, word in self._day_words(plot):
            painter.setPen(QPen(colour(palette.link), 1))
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + px(4)))
            painter.setPen(colour(palette.second))
            painter.drawText(QPointF(left, plot.bottom() + px(6) + QFontMetricsF(self._small).ascent()), word)

    def _day_words(self, plot: QRectF) -> list[tuple[float, float, str]]:
        """The dates beneath the axis: where each is, where its words begin, the words.

        The first and the last reading are named, and round dates between them as far as there is room.
        """
        px, metrics = self._appearance.px, QFontMetricsF(self._small)
        first, last = (dates.start(self._readings[place].date) for place in (0, -1))
        longest = "2026-09" if (last - first).days > MONTHS else "2026-09-30"
        most = int(plot.width() // (metrics.horizontalAdvance(longest) + px(12)))
        named = [(last, self._readings[-1].date), (first, self._readings[0].date), *day_ticks(first, last, most)]
        found: list[tuple[float, float, str]] = []
        for day, word in named if last != first else named[:1]:
            x, wide = self._x(plot, day.toordinal()), metrics.horizontalAdvance(word)
            left = min(max(x - wide / 2, plot.left()), self.width() - wide)
            if all(
                left + wide + px(10) <= other or left >= other + metrics.horizontalAdvance(said) + px(10)
                for _x, other, said in found
            ):
                found.append((x, left, word))
        return found

    def _paint_marks(self, painter: QPainter, plot: QRectF, indicator: Indicator) -> None:
        palette = self._appearance.palette
        styles = {"target": (palette.ink, Qt.PenStyle.DotLine), "limit": (palette.danger, Qt.PenStyle.DashLine)}
        for name, (tint, style) in styles.items():
            value = getattr(indicator, name)
            if value is not None:
                y = self._y(plot, value)
                painter.setPen(QPen(colour(tint), 1.2, style))
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_mark_words(self, painter: QPainter, plot: QRectF, indicator: Indicator) -> None:
        """What target and limit say; on a patch where a line has to pass beneath."""
        palette = self._appearance.palette
        painter.setFont(self._small)
        for box, words, is_limit in self._mark_words(plot, indicator):
            if covered(box, self._drawn_lines(plot)):
                painter.fillRect(box, colour(palette.surface, 225))
            painter.setPen(colour(palette.danger if is_limit else palette.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _mark_words(self, plot: QRectF, indicator: Indicator) -> list[tuple[QRectF, str, bool]]:
        """Where the words of target and limit stand, what they say, and whether they are the limit's."""
        metrics, found = QFontMetricsF(self._small), list[tuple[QRectF, str, bool]]()
        marks = ((indicator.target, _("Target {value}"), False), (indicator.limit, _("Limit {value}"), True))
        for value, words, is_limit in marks:
            if value is None:
                continue
            text = words.format(value=in_unit(indicator, value))
            wide, high = metrics.horizontalAdvance(text) + self._appearance.px(6), metrics.height()
            taken = [box for box, *_rest in found]
            box = place_words(plot, self._y(plot, value), wide, high, self._drawn_lines(plot), taken)
            found.append((box, text, is_limit))
        return found

    def _drawn_lines(self, plot: QRectF) -> list[list[QPointF]]:
        """All lines of the chart: readings, the smoothed ones, marks, the ground's."""
        assert self._indicator is not None
        levels = [v for v in (self._indicator.target, self._indicator.limit, *self._ticks()) if v is not None]
        heights = [self._y(plot, level) for level in levels]
        across = [[QPointF(plot.left(), y), QPointF(plot.right(), y)] for y in heights]
        return [self._points(), *self._drift_lines(plot), *across]

    def _drift_lines(self, plot: QRectF) -> list[list[QPointF]]:
        """The smoothed line, if there is one."""
        if self._drift is None:
            return []
        points = ((dates.start(p.date).toordinal(), p.smooth) for p in self._drift.points)
        return [[QPointF(self._x(plot, day), self._y(plot, value)) for day, value in points]]

    def _paint_drift(self, painter: QPainter, plot: QRectF, found: Drift) -> None:
        palette = self._appearance.palette
        places = [self._x(plot, dates.start(point.date).toordinal()) for point in found.points]
        upper = [QPointF(x, self._y(plot, p.high)) for x, p in zip(places, found.points, strict=True)]
        lower = [QPointF(x, self._y(plot, p.low)) for x, p in zip(places, found.points, strict=True)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.grey, 150))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
        tipped = found.side == "worse"
        painter.setPen(QPen(colour(palette.danger if tipped else palette.link), 2 if tipped else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(self._drift_lines(plot)[0]))

    def _paint_readings(self, painter: QPainter, indicator: Indicator) -> None:
        palette, px = self._appearance.palette, self._appearance.px
        points = self._points()
        painter.setPen(QPen(colour(palette.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        size = px(3.5) if len(points) <= 120 else px(2)
        for reading, point in zip(self._readings, points, strict=True):
            if _is_off(indicator, reading):
                painter.setPen(QPen(colour(palette.danger), 1.6))
                painter.setBrush(colour(palette.surface))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(palette.accent))
            painter.drawEllipse(point, size, size)

    def _paint_direction(self, painter: QPainter, plot: QRectF, indicator: Indicator) -> None:
        words = _("\u2191 more is better") if indicator.direction == "up" else _("\u2193 less is better")
        unit = " ".join(indicator.unit.split())
        if unit not in ("", "%"):
            words = f"{words} \u00b7 {unit}"
        metrics = QFontMetricsF(self._small)
        painter.setFont(self._small)
        painter.setPen(colour(self._appearance.palette.second))
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, plot.width())
        painter.drawText(QPointF(plot.left(), metrics.ascent() + self._appearance.px(2)), words)

    def _paint_bubble(self, painter: QPainter, number: int, indicator: Indicator) -> None:
        palette, px = self._appearance.palette, self._appearance.px
        point = self._points()[number]
        painter.setPen(QPen(colour(palette.ink), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(point, px(6), px(6))
        text = reading_words(indicator, self._readings[number])
        metrics = QFontMetricsF(self._strong)
        wide, high = metrics.horizontalAdvance(text) + px(16), metrics.height() + px(8)
        left = min(max(point.x() - wide / 2, 2.0), self.width() - wide - 2)
        top = point.y() - high - px(10)
        box = QRectF(left, top if top > 0 else point.y() + px(10), wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.ink))
        painter.drawRoundedRect(box, px(5), px(5))
        painter.setPen(colour(palette.surface))
        painter.setFont(self._strong)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    # hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self._point_at(event.position())
        if self.current is not None:
            self.pointed.emit(self.current.id)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._show(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._readings)
        here = self._current
        targets = {
            Qt.Key.Key_Left: (count if here is None else here) - 1,
            Qt.Key.Key_Right: count - 1 if here is None else here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is None or not count or self._covered:
            super().keyPressEvent(event)
            return
        self._show(min(max(0, target), count - 1))
        if self.current is not None:
            self.pointed.emit(self.current.id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
            if event.key() in keys and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def _point_at(self, place: QPointF) -> None:
        if self._indicator is None or not self._readings or self._covered:
            return
        points = self._points()
        near = min(range(len(points)), key=lambda number: abs(points[number].x() - place.x()))
        self._show(near if abs(points[near].x() - place.x()) <= self._appearance.px(_REACH) else None)

    def _show(self, number: int | None) -> None:
        if number != self._current:
            self._current = number
            self.update()


def _is_off(indicator: Indicator, reading: Reading) -> bool:
    missed = indicator.target is not None and is_worse(indicator, reading.value, indicator.target)
    return missed or beyond_limit(indicator, [reading])
