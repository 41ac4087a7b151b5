"""How the strips under the map are painted, in scene units.

This module must not know the pointer or any edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from cjdesigner import text
from cjdesigner.i18n import gettext as _
from cjdesigner.model import company, strips
from cjdesigner.model.indicator_words import name_of_indicator
from cjdesigner.model.indicators import readings_of, trace
from cjdesigner.model.records import Activity, Indicator, Lane, LaneEntry, Phase, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.strips import Box, Curve, Strip, Strips
from cjdesigner.theme import Palette
from cjdesigner.ui import pictures
from cjdesigner.ui.appearance import colour, font
from cjdesigner.ui.canvas.drawing import channel_look, paint_icon
from cjdesigner.ui.sparkline import paint_sparkline

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.scene import CanvasScene

_RADIUS = 6.0


class StripsPainter:
    """Paints the strips of one journey once."""

    def __init__(self, painter: QPainter, scene: CanvasScene, found: Strips, palette: Palette) -> None:
        self.painter = painter
        self.scene = scene
        self.state: State = scene.editor.state
        self.found = found
        self.selected = scene.selected
        self.palette = palette

    def paint(self, area: QRectF, zoom: float) -> None:
        """Paint what of the strips may be seen in ``area``."""
        self._paint_ties()
        if area.bottom() < self.found.top - 40:
            return
        for number, strip in enumerate(self.found.strips):
            self._paint_strip(strip, number, area, zoom)
        for box in self.found.boxes:
            self._paint_box(box, self.scene.editing)
        for curve in self.found.curves:
            self._paint_curve(curve)
        for boundary in self.found.boundaries:
            self._paint_boundary(boundary.title, boundary.y, area, zoom)

    # strips

    def _paint_strip(self, strip: Strip, number: int, area: QRectF, zoom: float) -> None:
        painter, palette = self.painter, self.palette
        pen = QPen(colour(palette.hairline), 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        if strip.kind != "level" and not (number and self.found.strips[number - 1].kind == "company"):
            painter.drawLine(QPointF(self.found.left, strip.top), QPointF(self.found.right, strip.top))
        if strip.key in self.selected:
            painter.fillRect(
                QRectF(self.found.left, strip.top, self.found.right - self.found.left, strip.bottom - strip.top),
                colour(palette.accent, 18),
            )
        size = min(15.0, max(11.0, 11.0 / zoom))  # grows when seen from afar, as far as its row allows
        left = max(area.left(), self.found.left) + 10 / max(zoom, 0.6)
        painter.setFont(font("semibold", size))
        painter.setPen(colour(palette.accent if strip.key in self.selected else palette.second))
        title = strip.title.strip() or _("Unnamed lane")
        line = text.line(title, "semibold", size, max(60.0, self.found.right - left))
        painter.drawText(QPointF(left, strip.top + size + 4), line.text)
        if strip.kind == "company":
            self._paint_company(strip)
        elif strip.kind == "emotion":
            self._paint_scale(strip)
        elif strip.kind == "channel":
            self._paint_channels(strip)
        elif strip.kind == "indicator":
            self._paint_indicators(strip)

    def _cells(self, strip: Strip) -> list[strips.Cell]:
        return [cell for cell in self.found.cells if self.found.strips[cell.strip] is strip]

    def _paint_company(self, strip: Strip) -> None:
        for cell in self._cells(strip):
            phase = self.state.get(cell.phase, Phase)
            if phase is None:
                continue
            said, asked = strips.company_words(phase)
            y = cell.rect.y
            told: tuple[tuple[str, text.Face, str], ...] = (
                (said, "semibold", self.palette.ink),
                (asked, "italic", self.palette.second),
            )
            for words, face, tint in told:
                for line in text.lines(words, face, 11.0, cell.rect.width - 16, 3).lines if words else ():
                    y += 15.4
                    self._clear(QRectF(cell.rect.centre_x - line.width / 2 - 3, y - 11, line.width + 6, 14))
                    self.painter.setFont(font(face, 11.0))
                    self.painter.setPen(colour(tint))
                    self.painter.drawText(QPointF(cell.rect.centre_x - line.width / 2, y), line.text)

    def _paint_scale(self, strip: Strip) -> None:
        """The line of indifference and the ends of the scale."""
        painter = self.painter
        pen = QPen(colour(self.palette.hairline), 1.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        middle = (strip.content + strip.bottom) / 2
        painter.setPen(pen)
        painter.drawLine(QPointF(self.found.left, middle), QPointF(self.found.right, middle))
        painter.setFont(font("regular", 10.0))
        painter.setPen(colour(self.palette.second))
        reach = strip.height * 0.4
        for words, y in (("+2", middle - reach), ("0", middle), ("−2", middle + reach)):
            painter.drawText(QPointF(self.found.left + 4, y + 3.5), words)

    def _paint_channels(self, strip: Strip) -> None:
        """The channels of each phase's touchpoints, most used first."""
        own = {channel.name: channel.icon for channel in self.state.channels()}
        journey = self._journey(strip)
        for cell in self._cells(strip):
            counts: dict[str, int] = {}
            for node in self.state.standing_in(journey, cell.phase) if journey else ():
                if isinstance(node, Touchpoint) and node.channel:
                    counts[node.channel] = counts.get(node.channel, 0) + 1
            x, y = cell.rect.x + 10, cell.rect.y + 18
            for channel, count in sorted(counts.items(), key=lambda pair: -pair[1]):
                icon, name = channel_look(channel, own)
                words = name if count == 1 else f"{name} × {count}"
                room = cell.rect.right - 10 - x - 20
                line = text.line(words, "regular", 11.0, max(40.0, cell.rect.width - 40))
                if line.width > room:
                    x, y = cell.rect.x + 10, y + 20
                    if y > cell.rect.bottom:
                        break
                paint_icon(self.painter, icon, x, y - 4, 14, self.palette.second)
                self.painter.setFont(font("regular", 11.0))
                self.painter.setPen(colour(self.palette.ink))
                self.painter.drawText(QPointF(x + 19, y), line.text)
                x += 19 + line.width + 14

    def _journey(self, strip: Strip) -> int:
        lane = self.state.get(int(strip.key), Lane)
        return lane.journey if lane is not None else 0

    # what stands in them

    def _paint_box(self, box: Box, editing: int) -> None:
        record = self.state.get(box.id, Activity) or self.state.get(box.id, LaneEntry)
        painter, palette = self.painter, self.palette
        area = QRectF(box.rect.x, box.rect.y, box.rect.width, box.rect.height)
        chosen = box.id in self.selected
        painter.setPen(QPen(colour(palette.accent if chosen else palette.hairline), 2.0 if chosen else 1.0))
        painter.setBrush(colour(palette.raised))
        if isinstance(record, LaneEntry) and record.image:
            picture = pictures.pixmap(self.scene.editor, record.image)
            if not picture.isNull():
                self._paint_picture(picture, area, chosen)
                return
        if isinstance(record, LaneEntry) and not chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.paper))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        if box.id == editing:
            return
        size = 12.0
        y = box.rect.y + 8 + text.ascent("regular", size)
        face: text.Face = "semibold" if isinstance(record, Activity) else "regular"
        painter.setFont(font(face, size))
        painter.setPen(colour(palette.ink))
        for line in box.lines.lines:
            painter.drawText(QPointF(box.rect.x + 8, y), line.text)
            y += text.line_height(size)
        if box.foot:
            foot = text.line(box.foot, "regular", 11.0, box.rect.width - 16)
            painter.setFont(font("regular", 11.0))
            painter.setPen(colour(palette.second))
            painter.drawText(QPointF(box.rect.x + 8, box.rect.bottom - 9), foot.text)

    def _paint_picture(self, picture: QPixmap, area: QRectF, chosen: bool) -> None:
        painter = self.painter
        size = picture.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(area.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, picture, QRectF(picture.rect()))
        if chosen:
            painter.setPen(QPen(colour(self.palette.accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(target)

    def _paint_curve(self, curve: Curve) -> None:
        painter, palette = self.painter, self.palette
        path = QPainterPath()
        for number, (start, one, two, end) in enumerate(curve.pieces):
            if not number:
                path.moveTo(*start)
            path.cubicTo(*one, *two, *end)
        painter.setPen(QPen(colour(palette.accent), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        for identity, (x, y) in curve.points.items():
            chosen = identity in self.selected
            painter.setPen(QPen(colour(palette.accent), 2.0))
            painter.setBrush(colour(palette.accent if chosen else palette.surface))
            radius = 6.5 if chosen else 5.0
            painter.drawEllipse(QPointF(x, y), radius, radius)
            entry = self.state.get(identity, LaneEntry)
            if entry is not None and entry.text:
                line = text.line(entry.text, "regular", 11.0, 150.0)
                left = min(max(self.found.left + 24, x - line.width / 2), self.found.right - line.width - 4)
                painter.setFont(font("regular", 11.0))
                painter.setPen(colour(palette.ink))
                above = (entry.value or 0.0) >= 0
                painter.drawText(QPointF(left, y - 11 if above else y + 20), line.text)

    # lines

    def _paint_ties(self) -> None:
        """Thin, and emphasised where one of the two is selected."""
        painter, palette = self.painter, self.palette
        for tie in self.found.ties:
            chosen = tie.activity in self.selected or tie.touchpoint in self.selected
            tint = colour(palette.accent) if chosen else colour(palette.second, 90)
            painter.setPen(QPen(tint, 1.6 if chosen else 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(*tie.start), QPointF(*tie.end))

    def _paint_boundary(self, title: str, y: float, area: QRectF, zoom: float) -> None:
        painter, palette = self.painter, self.palette
        pen = QPen(colour(palette.second), 1.2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(QPointF(self.found.left, y), QPointF(self.found.right, y))
        size = min(13.0, max(10.0, 10.0 / zoom))
        line = text.line(title, "italic", size, 400.0)
        right = min(area.right(), self.found.right) - 10 / max(zoom, 0.6)
        self._clear(QRectF(right - line.width - 4, y - size - 6, line.width + 8, size + 5))
        painter.setFont(font("italic", size))
        painter.setPen(colour(palette.second))
        painter.drawText(QPointF(right - line.width, y - 5), line.text)

    def _clear(self, area: QRectF) -> None:
        """Paint the paper anew where words will stand, so that ties pass beneath them."""
        phases = [band for band in self.scene.placement.bands if band.phase is not None]
        x, palette = area.center().x(), self.palette
        grounds = (palette.band if n % 2 else palette.surface for n, b in enumerate(phases) if b.left <= x < b.right)
        self.painter.fillRect(area, colour(next(grounds, palette.paper), 235))

    # indicators

    def _paint_indicators(self, strip: Strip) -> None:
        """The indicators that hang on each phase or on its cards, or the lane's own."""
        lane = self.state.get(int(strip.key), Lane)
        if lane is None:
            return
        for cell in self._cells(strip):
            y = cell.rect.y + 4
            for indicator in company.indicators_in(self.state, lane, cell.phase):
                if y + 30 > cell.rect.bottom:
                    break
                self._paint_indicator(indicator, cell.rect.x + 10, y, cell.rect.width - 20)
                y += 32

    def _paint_indicator(self, indicator: Indicator, x: float, y: float, width: float) -> None:
        """Its name, and its readings as a line."""
        painter, palette = self.painter, self.palette
        name = text.line(name_of_indicator(indicator), "regular", 11.0, max(40.0, width * 0.55))
        painter.setFont(font("regular", 11.0))
        painter.setPen(colour(palette.ink))
        painter.drawText(QPointF(x, y + 18), name.text)
        found = trace(indicator, readings_of(self.state, indicator.id))
        if found is not None:
            paint_sparkline(painter, QRectF(x + width * 0.58, y + 2, width * 0.42, 24), found, palette)
