"""The product's mark, drawn by code: a small excellence staircase, from 100 % to what is left.

This module must not know where the mark stands.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap

from cjdesigner import theme
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import colour

_SCORES = (0.8, 0.55, 0.9, 0.45)
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def paint_mark(painter: QPainter, rect: QRectF, palette: Palette) -> None:
    """Draw the staircase into ``rect``: what remains in grey, losses in their score's colour, the largest saturated."""
    _paint_steps(painter, rect, remains=palette.field, line=palette.ink, ground=palette.surface)


def paint_icon(painter: QPainter, rect: QRectF) -> None:
    """Draw the application's icon: the staircase on a plate, the same in every theme."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme.DARK.surface))
    painter.drawRoundedRect(rect, rect.width() * 0.2, rect.width() * 0.2)
    painter.restore()
    margin = rect.width() * 0.17
    inner = rect.adjusted(margin, margin, -margin, -margin)
    _paint_steps(painter, inner, remains=theme.LIGHT.field, line=theme.LIGHT.surface, ground=theme.DARK.surface)


def application_icon() -> QIcon:
    """The icon of windows and task bar."""
    icon = QIcon()
    for size in _ICON_SIZES:
        drawn = QPixmap(size, size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        paint_icon(painter, QRectF(0, 0, size, size))
        painter.end()
        icon.addPixmap(drawn)
    return icon


def _paint_steps(painter: QPainter, rect: QRectF, *, remains: str, line: str, ground: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    width, gap = rect.width() / len(_SCORES), rect.width() * 0.035
    losses, level = [], 1.0
    for score in _SCORES:
        losses.append(level * (1 - score))
        level *= score
    level = 1.0
    stroke = max(1.0, rect.height() * 0.035)
    for number, (score, loss) in enumerate(zip(_SCORES, losses, strict=True)):
        left = rect.left() + number * width
        top = rect.bottom() - rect.height() * level
        level -= loss
        step = rect.bottom() - rect.height() * level
        fill = theme.score_colour(score)
        fill = fill if loss == max(losses) else theme.mix(fill, ground, 0.45)
        painter.fillRect(QRectF(left, top, width - gap, step - top), colour(fill))
        painter.fillRect(QRectF(left, step, width - gap, rect.bottom() - step), colour(remains))
        pen = QPen(colour(line), stroke)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, step), QPointF(left + width - gap, step))
    painter.restore()
