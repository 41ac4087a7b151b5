"""The ground of the opportunity landscape: tinted bands with their names, the axes, the diagonal.

This module must not know which outcomes there are.
"""

from __future__ import annotations

from math import atan2, cos, degrees, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from cjdesigner import theme
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.model.jobs import BANDS, EDGES, Band
from cjdesigner.model.landscape import HIGHEST, areas
from cjdesigner.ui.appearance import Appearance, colour

_TINTS: dict[Band, int] = {"extreme": 64, "low-hanging": 38, "worth": 18, "unattractive": 0}
_HINT_FLAGS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)

Name = tuple[str, QPointF, float]


class LandscapeGround:
    """Paints what lies beneath the dots."""

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self._areas = areas()

    def plot(self, width: float, height: float) -> QRectF:
        """Where 0 to 10 lie on a widget of that size."""
        px, line = self._appearance.px, QFontMetricsF(self._small).height()
        left, top, foot = px(26), line + px(8), line * 2 + px(8)
        return QRectF(left, top, max(10.0, width - left - px(14)), max(10.0, height - top - foot))

    def tint(self, name: str, alpha: int = 255) -> QColor:
        """A colour token."""
        return colour(name, alpha)

    def pen(self, name: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A line in a colour token."""
        return QPen(colour(name), max(1.0, self._appearance.px(width * 2) / 2), style)

    def halo(self) -> QPen:
        """What parts a number from what lies beneath it."""
        pen = QPen(colour(self._appearance.palette.surface, 215), self._appearance.px(4))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def paint(self, painter: QPainter, plot: QRectF, hint: str = "") -> None:
        """Bands with their names, diagonal, axes; what is in a hint's way is left out."""
        palette = self._appearance.palette
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.paper))
        painter.drawRect(plot)
        for band, corners in self._areas.items():
            painter.setBrush(colour(palette.accent, _TINTS[band]))
            painter.drawPolygon(QPolygonF([self._at(plot, x, y) for x, y in corners]))
        if not hint:
            painter.setPen(self.pen(palette.link, 1, Qt.PenStyle.DashLine))
            painter.drawLine(plot.bottomLeft(), plot.topRight())
        painter.setPen(self.pen(palette.hairline, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(plot)
        self._paint_axes(painter, plot)
        self._paint_names(painter, self.shown_names(plot, hint))
        if hint:
            self._paint_hint(painter, plot, hint)

    def _paint_hint(self, painter: QPainter, plot: QRectF, hint: str) -> None:
        """What to do while there is nothing to show, on the free ground below the bands."""
        painter.setFont(self._appearance.font())
        painter.setPen(colour(self._appearance.palette.second))
        painter.drawText(self._hint_box(plot), _HINT_FLAGS, hint)

    def _hint_box(self, plot: QRectF) -> QRectF:
        box = QRectF(plot.left() + plot.width() * 0.3, plot.top() + plot.height() * 0.45, plot.width() * 0.66, 0)
        box.setBottom(plot.bottom() - self._appearance.px(8))
        return box

    @staticmethod
    def _at(plot: QRectF, satisfaction: float, importance: float) -> QPointF:
        x = plot.left() + satisfaction / HIGHEST * plot.width()
        return QPointF(x, plot.bottom() - importance / HIGHEST * plot.height())

    def _paint_axes(self, painter: QPainter, plot: QRectF) -> None:
        px, line = self._appearance.px, QFontMetricsF(self._small).height()
        painter.setFont(self._small)
        painter.setPen(colour(self._appearance.palette.second))
        for step in range(0, 11, 2):
            word = decimal(step)
            x = self._at(plot, step, 0).x()
            painter.drawText(QRectF(x - 20, plot.bottom() + px(2), 40, line), Qt.AlignmentFlag.AlignCenter, word)
            y = self._at(plot, 0, step).y()
            box = QRectF(plot.left() - px(26), y - line / 2, px(21), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word)
        up, onward = _("Importance") + " \u2191", _("Satisfaction") + " \u2192"
        painter.drawText(QRectF(px(4), 0, plot.width(), line + px(2)), Qt.AlignmentFlag.AlignLeft, up)
        foot = QRectF(plot.left(), plot.bottom() + line + px(4), plot.width(), line + px(2))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, onward)

    def _names(self, plot: QRectF) -> list[Name]:
        """What is written, where it starts (halfway up its letters), and how it is turned, in degrees.

        Each band's name stands along its strip; the highest and the lowest stand upright in their corners.
        """
        px, metrics = self._appearance.px, QFontMetricsF(self._small)
        half = metrics.capHeight() / 2
        turn = -degrees(atan2(plot.height(), 2 * plot.width()))
        first, *between, last = BANDS
        found = [(_(BANDS[first]), plot.topLeft() + QPointF(px(6), px(8) + half), 0.0)]
        for number, band in enumerate(between):
            middle = (EDGES[number] + EDGES[number + 1]) / 4  # importance at satisfaction 0, halfway down the strip
            found.append((_(BANDS[band]), self._at(plot, 0.3, middle + 0.15), turn))
        wide = metrics.horizontalAdvance(_(BANDS[last]))
        found.append((_(BANDS[last]), plot.bottomRight() - QPointF(wide + px(6), px(8) + half), 0.0))
        slope = -degrees(atan2(plot.height(), plot.width()))
        found.append((_("as satisfied as it is important"), self._at(plot, 1.2, 0.75), slope))
        return found

    def words(self, plot: QRectF) -> list[Rect]:
        """Where something is written, as small boxes along it."""
        return [box for name in self._names(plot) for box in self._boxes(name)]

    def _boxes(self, name: Name) -> list[Rect]:
        text, start, turn = name
        metrics = QFontMetricsF(self._small)
        half = metrics.capHeight() / 2
        across, down = cos(radians(turn)), sin(radians(turn))
        boxes = []
        for step in range(int(metrics.horizontalAdvance(text) / half) + 1):
            x, y = start.x() + step * half * across, start.y() + step * half * down
            boxes.append(Rect(x - half, y - half, half * 2, half * 2))
        return boxes

    def shown_names(self, plot: QRectF, hint: str) -> list[Name]:
        """What is written: all, or beside a hint the bands' names that it does not lie on."""
        if not hint:
            return self._names(plot)
        found = QFontMetricsF(self._appearance.font()).boundingRect(self._hint_box(plot), _HINT_FLAGS, hint)
        room = Rect(found.x(), found.y(), found.width(), found.height()).inflated(self._appearance.px(4))
        *bands, _diagonal = self._names(plot)
        return [name for name in bands if not any(box.intersects(room) for box in self._boxes(name))]

    def _paint_names(self, painter: QPainter, names: list[Name]) -> None:
        painter.setFont(self._small)
        painter.setPen(colour(self._appearance.palette.second))
        half = QFontMetricsF(self._small).capHeight() / 2
        for text, start, turn in names:
            painter.save()
            painter.translate(start)
            painter.rotate(turn)
            painter.drawText(QPointF(0, half), text)
            painter.restore()
