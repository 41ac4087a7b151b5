"""A sparkline: an indicator's readings as a small line, with target and limit, painted wherever there is a painter.

Cards on the canvas and rows of lists paint it; colours come from the palette, lengths from the rectangle.

This module must not know widgets, nor the document.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from cjdesigner.model.indicators import Trace
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import colour


def paint_sparkline(painter: QPainter, rect: QRectF, trace: Trace, palette: Palette, *, dot: float = 2.5) -> None:
    """Paint a trace into ``rect``: line in second ink, the target dotted, the limit dashed in the danger colour.

    The latest reading is a dot of radius ``dot``: in the accent colour, or, off target or beyond the limit, ringed in
    the danger colour, so that it shows without colour too. The painter is left as it was found.
    """
    if rect.width() < 4 * dot or rect.height() < 2 * dot:
        return
    inner = rect.adjusted(dot, dot, -dot * 1.6, -dot)

    def at(x: float, y: float) -> QPointF:
        return QPointF(inner.left() + x * inner.width(), inner.bottom() - y * inner.height())

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for height, tint, style in (
        (trace.target, palette.second, Qt.PenStyle.DotLine),
        (trace.limit, palette.danger, Qt.PenStyle.DashLine),
    ):
        if height is not None:
            painter.setPen(QPen(colour(tint), max(1.0, dot * 0.4), style))
            painter.drawLine(at(0, height), at(1, height))
    points = [at(x, y) for x, y in trace.points]
    painter.setPen(
        QPen(
            colour(palette.second),
            max(1.0, dot * 0.6),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    if len(points) > 1:
        painter.drawPolyline(QPolygonF(points))
    if trace.off:
        painter.setPen(QPen(colour(palette.danger), dot * 0.7))
        painter.setBrush(colour(palette.surface))
        painter.drawEllipse(points[-1], dot, dot)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.accent))
        painter.drawEllipse(points[-1], dot, dot)
    painter.restore()
