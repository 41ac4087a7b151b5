"""The staircase as pyqtgraph plots it: bars, levels and connectors in px, words painted over them.

Imported late, by the panel, because it imports pyqtgraph. This module must not know the document.
"""

from __future__ import annotations

from typing import Any

import numpy
import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cjdesigner import text, theme
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent
from cjdesigner.model.wording import COVERED, figure, loss
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.panels.staircase import Stair
from cjdesigner.ui.plain import plain_tip

_PALE = 0.62
_LEVELS = (0.0, 0.5, 1.0)


class StaircasePlot(pyqtgraph.GraphicsView):  # type: ignore[misc]
    """The steps of one path. x is px of the view, y a share of 1."""

    chosen = Signal(int)
    resized = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=appearance.palette.surface)
        self._appearance = appearance
        self._stairs: list[Stair] = []
        self._covered = False
        self._selected: frozenset[int] = frozenset()
        px, palette = appearance.px, appearance.palette
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self._plain = appearance.font("regular", theme.SIZE_BODY)
        self._strong = appearance.font("semibold", theme.SIZE_BODY)
        self._metrics = {True: QFontMetricsF(self._strong), False: QFontMetricsF(self._plain)}
        self._line = self._metrics[True].height()
        self._small_line = QFontMetricsF(self._small).height()
        self.setAccessibleName(_("Excellence staircase"))
        self.setMinimumHeight(px(90))
        self._box = pyqtgraph.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.setCentralItem(self._box)
        none = pyqtgraph.mkPen(None)
        ink = pyqtgraph.mkPen(palette.ink, width=px(2))
        ink.setCapStyle(Qt.PenCapStyle.FlatCap)
        dotted = pyqtgraph.mkPen(palette.second, width=1, style=Qt.PenStyle.DotLine)
        self._grid = self._curve(pyqtgraph.mkPen(palette.hairline, width=1))
        self._remains = pyqtgraph.BarGraphItem(x0=[], x1=[], y0=[], y1=[], pen=none, brush=palette.grey)
        self._losses = pyqtgraph.BarGraphItem(x0=[], x1=[], y0=[], y1=[], pen=none, brush=palette.grey)
        self._unscored = self._curve(pyqtgraph.mkPen(palette.second, width=1, style=Qt.PenStyle.DashLine))
        self._connectors = self._curve(dotted)
        self._levels = self._curve(ink)
        items = (self._grid, self._remains, self._losses, self._unscored, self._connectors, self._levels)
        for item in items:
            self._box.addItem(item, ignoreBounds=True)

    @staticmethod
    def _curve(pen: Any) -> Any:
        return pyqtgraph.PlotCurveItem(pen=pen, connect="pairs", antialias=False)

    # showing

    def show_stairs(self, stairs: list[Stair], *, covered: bool, selected: frozenset[int]) -> None:
        """Show these steps."""
        self._stairs, self._covered, self._selected = stairs, covered, selected
        self._set_range()
        x0 = numpy.array([stair.left for stair in stairs])
        x1 = numpy.array([stair.right for stair in stairs])
        before = numpy.array([1.0 if covered else stair.before for stair in stairs])
        after = numpy.array([1.0 if covered else stair.after for stair in stairs])
        zero = numpy.zeros(len(stairs))
        grey = pyqtgraph.mkBrush(self._appearance.palette.grey)
        bare = pyqtgraph.mkBrush(None)
        self._remains.setOpts(
            x0=x0, x1=x1, y0=zero, y1=after, brushes=[grey if stair.scored else bare for stair in stairs]
        )
        self._losses.setOpts(x0=x0, x1=x1, y0=after, y1=before, brushes=self._brushes())
        self._levels.setData(_pairs(x0, x1), numpy.repeat(after, 2))
        self._connectors.setData(_pairs(x1[:-1], x0[1:]), numpy.repeat(after[:-1], 2))
        edges_x, edges_y = [], []
        for stair in stairs:
            if not stair.scored:
                top = 1.0 if covered else stair.after
                left, right = stair.left, stair.right
                edges_x += [left, left, left, right, right, right]
                edges_y += [0.0, top, top, top, top, 0.0]
        self._unscored.setData(numpy.array(edges_x), numpy.array(edges_y))
        self._grid.setData(numpy.array([0.0, self.width()] * 3), numpy.repeat(numpy.array(_LEVELS), 2))
        self.setAccessibleDescription("; ".join(self._told(stair) for stair in stairs[:30]))
        self.viewport().update()

    def show_selected(self, selected: frozenset[int]) -> None:
        """Mark the selected cards' names."""
        if selected != self._selected:
            self._selected = selected
            self.viewport().update()

    def _brushes(self) -> list[Any]:
        """Each loss in its score's colour: the largest drop saturated, the others pale; what is unscored has none."""
        surface, grey = self._appearance.palette.surface, self._appearance.palette.grey
        drops = [stair.before - stair.after for stair in self._stairs]
        largest = drops.index(max(drops))
        brushes = []
        for number, stair in enumerate(self._stairs):
            shade = grey
            if drops[number] > 0:
                shade = theme.score_colour(stair.after / stair.before)
                if number != largest:
                    shade = theme.mix(shade, surface, _PALE)
            brushes.append(pyqtgraph.mkBrush(shade))
        return brushes

    # geometry

    @property
    def _top(self) -> float:
        return self._line + self._appearance.px(4)

    @property
    def _bottom(self) -> float:
        return self._small_line * 2 + self._appearance.px(8)

    def _set_range(self) -> None:
        """Make x px and let 0 and 1 leave room for the words above and below."""
        inner = max(1.0, self.height() - self._top - self._bottom)
        self._box.setRange(
            xRange=(0, max(1, self.width())),
            yRange=(-self._bottom / inner, 1 + self._top / inner),
            padding=0,
            disableAutoRange=True,
        )

    def _y(self, share: float) -> float:
        inner = max(1.0, self.height() - self._top - self._bottom)
        return float(self._top + (1 - share) * inner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_levels"):
            self._set_range()
            self.resized.emit()

    # words

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        palette, px = self._appearance.palette, self._appearance.px
        painter.setFont(self._small)
        painter.setPen(colour(palette.second))
        for level in _LEVELS:
            box = QRectF(px(8), self._y(level) - self._small_line, px(34), self._small_line)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, str(round(level * 100)))
        drops = [stair.before - stair.after for stair in self._stairs]
        largest = drops.index(max(drops)) if drops else -1
        for number, stair in enumerate(self._stairs):
            if stair.room < px(12):
                break  # too many steps for any word
            self._paint_figures(painter, stair, strong=number == largest and drops[largest] > 0)
            self._paint_name(painter, stair)
        painter.end()

    def _paint_figures(self, painter: QPainter, stair: Stair, *, strong: bool) -> None:
        if self._covered:
            self._paint_word(painter, stair, COVERED, self._y(0.5), bold=True)
            return
        left = figure(stair.after) if stair.known else ""
        lost = loss(stair.before, stair.after) if stair.scored else "?"
        top, level, ground = self._y(stair.before), self._y(stair.after), self._y(0.0)
        above = top - self._line - 1
        if level + self._line + self._appearance.px(4) <= ground:
            self._paint_word(painter, stair, left, level + self._appearance.px(3), bold=True, second=stair.bound)
        else:
            self._paint_word(painter, stair, left, above, bold=True, second=stair.bound)
            above -= self._line
        if lost != decimal(0):
            self._paint_word(painter, stair, lost, above, bold=strong, second=not strong)

    def _paint_word(
        self, painter: QPainter, stair: Stair, word: str, top: float, *, bold: bool, second: bool = False
    ) -> None:
        font = self._strong if bold else self._plain
        if self._metrics[bold].horizontalAdvance(word) > stair.room - 2:
            return  # too many steps for words; the tooltip says it
        palette = self._appearance.palette
        painter.setFont(font)
        painter.setPen(colour(palette.second if second else palette.ink))
        middle = (stair.left + stair.right) / 2
        box = QRectF(middle - stair.room / 2, top, stair.room, self._line)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)

    def _paint_name(self, painter: QPainter, stair: Stair) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        room = stair.room - px(6)
        if room < px(34):
            return
        face: text.Face = "semibold" if stair.id in self._selected else "regular"
        painter.setFont(self._appearance.font(face, theme.SIZE_SMALL))
        painter.setPen(colour(palette.accent if stair.id in self._selected else palette.second))
        middle, top = (stair.left + stair.right) / 2, self._y(0.0) + px(4)
        size = float(painter.font().pixelSize())
        for line in text.lines(stair.name, face, size, room, 2).lines:
            box = QRectF(middle - stair.room / 2, top, stair.room, self._small_line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.text)
            top += self._small_line

    def _told(self, stair: Stair) -> str:
        if self._covered:
            return f"{stair.name}: {COVERED}"
        if not stair.scored:
            return _("{name}: unscored, {left} left").format(name=stair.name, left=figure(stair.after))
        return _("{name}: {score}, {loss} points, {left} left").format(
            name=stair.name,
            score=_percent(stair.after / stair.before) if stair.before else figure(None),
            loss=loss(stair.before, stair.after),
            left=figure(stair.after),
        )

    # hands

    def _stair_at(self, place: QPointF) -> Stair | None:
        middle = [(abs((stair.left + stair.right) / 2 - place.x()), stair) for stair in self._stairs]
        distance, stair = min(middle, key=lambda pair: pair[0], default=(0.0, None))
        return stair if stair is not None and distance <= stair.room / 2 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        stair = self._stair_at(event.position())
        if stair is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(stair.id)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._stair_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        event.accept()

    def wheelEvent(self, event: Any) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() not in steps or not self._stairs:
            event.ignore()
            return
        ids = [stair.id for stair in self._stairs]
        here = next((number for number, key in enumerate(ids) if key in self._selected), None)
        step = steps[Qt.Key(event.key())]
        goal = (0 if step > 0 else len(ids) - 1) if here is None else min(len(ids) - 1, max(0, here + step))
        self.chosen.emit(ids[goal])

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            stair = self._stair_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self._told(stair)) if stair is not None else "", self)
            return True
        return bool(super().viewportEvent(event))


def _pairs(first: Any, second: Any) -> Any:
    """Two arrays interleaved: a, b, a, b."""
    return numpy.column_stack((first, second)).ravel()
