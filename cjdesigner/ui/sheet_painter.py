"""Paints a page of the sheet by Qt, in points: vectors, with letters as the outlines that the PDF embeds.

This module must not know what it paints on, nor what the pages are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from cjdesigner.export.sheet import Box, Command, Page, Picture, TextLine, Window, bounds, commands
from cjdesigner.fonts import FontFile
from cjdesigner.model.geometry import Rect
from cjdesigner.shaping import opened

_HINTS = (
    QPainter.RenderHint.Antialiasing
    | QPainter.RenderHint.TextAntialiasing
    | QPainter.RenderHint.SmoothPixmapTransform
    | QPainter.RenderHint.LosslessImageRendering
)


def paint_page(painter: QPainter, page: Page) -> None:
    """Paint a page, its top left at the painter's origin and a point its unit; nothing leaves the page."""
    painter.save()
    painter.setRenderHints(_HINTS)
    painter.setClipRect(QRectF(0, 0, page.width, page.height), Qt.ClipOperation.IntersectClip)
    _paint_items(painter, page, Rect(0, 0, page.width, page.height))
    painter.restore()


def _paint_items(painter: QPainter, page: Page, seen: Rect) -> None:
    """Paint what of a page lies where it is seen."""
    for item in page.items:
        if not bounds(item).inflated(1.0).intersects(seen):  # of a tile's poster, most
            continue
        if isinstance(item, TextLine):
            painter.fillPath(_letters(item), QColor(item.colour))
        elif isinstance(item, Window):
            painter.save()
            painter.setClipRect(_rect(item.clip), Qt.ClipOperation.IntersectClip)
            painter.translate(item.left, item.top)
            painter.scale(item.scale, item.scale)
            _paint_items(painter, item.page, _through(item))
            painter.restore()
        elif isinstance(item, Picture):
            painter.save()
            painter.setClipPath(path_of(commands(item)), Qt.ClipOperation.IntersectClip)
            painter.drawImage(_rect(item.whole), QImage.fromData(item.data))
            painter.restore()
        elif isinstance(item, Box) and not item.radius and not item.stroke:
            if item.fill:
                painter.fillRect(_rect(item.rect), QColor(item.fill))
        else:
            path = path_of(commands(item))
            if fill := getattr(item, "fill", None):
                painter.fillPath(path, QColor(fill))
            if item.stroke:
                painter.strokePath(path, _pen(item.stroke, item.width, getattr(item, "dash", ())))


def _through(window: Window) -> Rect:
    """What of its page a window shows."""
    clip, scale = window.clip, window.scale
    x, y = (clip.x - window.left) / scale, (clip.y - window.top) / scale
    return Rect(x, y, clip.width / scale, clip.height / scale)


def path_of(path: Iterable[Command]) -> QPainterPath:
    """A path of the sheet as Qt's."""
    result = QPainterPath()
    result.setFillRule(Qt.FillRule.WindingFill)
    for command in path:
        match command:
            case ("M", x, y):
                result.moveTo(x, y)
            case ("L", x, y):
                result.lineTo(x, y)
            case ("C", x1, y1, x2, y2, x, y):
                result.cubicTo(x1, y1, x2, y2, x, y)
            case ("Z",):
                result.closeSubpath()
    return result


def _pen(colour: str, width: float, dash: tuple[float, ...]) -> QPen:
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
    if dash and width > 0:
        even = dash if len(dash) % 2 == 0 else dash * 2
        pen.setDashPattern([length / width for length in even])  # Qt counts dashes in widths of the pen
    return pen


def _rect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


# letters


def _letters(line: TextLine) -> QPainterPath:
    """The outlines of a set line where it stands."""
    result = QPainterPath()
    result.setFillRule(Qt.FillRule.WindingFill)
    x = line.x
    for run in line.runs:
        for glyph in run.glyphs:
            outline = _outline(run.font, glyph.id, line.size)
            if not outline.isEmpty():
                result.addPath(outline.translated(x + glyph.dx * line.size, line.y - glyph.dy * line.size))
            x += glyph.advance * line.size
    return result


class _Outline:
    """Draws a glyph, y downwards, as fontTools' pens are called."""

    def __init__(self, scale: float) -> None:
        self.path = QPainterPath()
        self.path.setFillRule(Qt.FillRule.WindingFill)
        self._scale = scale

    def _point(self, point: tuple[float, float]) -> QPointF:
        return QPointF(point[0] * self._scale, -point[1] * self._scale)

    def moveTo(self, point: tuple[float, float]) -> None:
        self.path.moveTo(self._point(point))

    def lineTo(self, point: tuple[float, float]) -> None:
        self.path.lineTo(self._point(point))

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        self.path.quadTo(self._point(control), self._point(end))

    def curveTo(self, *points: tuple[float, float]) -> None:
        self.path.cubicTo(*map(self._point, points))

    def closePath(self) -> None:
        self.path.closeSubpath()

    def endPath(self) -> None:
        pass


@functools.lru_cache(maxsize=8192)
def _outline(font: FontFile, glyph: int, size: float) -> QPainterPath:
    """The outline of a glyph at the origin."""
    drawn = opened(font)
    pen = _Outline(size / drawn.face.upem)
    drawn.draw_glyph_with_pen(glyph, pen)
    return pen.path
