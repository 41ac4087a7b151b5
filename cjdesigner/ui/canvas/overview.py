"""The far view: all cards of one colour in one call, because ten thousand items painted one by one are slow.

What stands still is painted once into a picture; what a drag moves is painted over it, so that a step of a drag costs
what it moves.

This module must not know records beyond what colours them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjdesigner import theme
from cjdesigner.model.records import NeedPoint, Node, Touchpoint
from cjdesigner.ui.appearance import colour
from cjdesigner.ui.canvas.guarded import guarded

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.scene import CanvasScene

_STEPS = 20
"""Score colours are gathered in so many steps."""


class OverviewItem(QGraphicsItem):
    """Every card as a coloured rectangle and every link as a line."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__()
        self._canvas = scene
        self._tints: dict[int, str] = {}
        self._boxes: dict[str, dict[int, QRectF]] = {}
        self._lines: dict[int, QLineF] = {}
        self._lively_cards: set[int] = set()
        self._lively_links: set[int] = set()
        self._still: tuple[object, QPixmap] | None = None
        self._bounds = QRectF(-1e6, -1e6, 2e6, 2e6)
        self.setZValue(1)
        for identity in scene.placement.rects:
            self._put(identity)
        for identity in scene.placement.links:
            self._join(identity)

    def follow(self, cards: set[int], links: set[int], *, draft: bool) -> None:
        """Take on what these cards and links have become; in a draft they may soon become something else."""
        touched = set(links)
        for identity in cards:
            self._put(identity)
            touched.update(link.id for link in self._canvas.editor.state.links_at(identity))
        for identity in touched:
            self._join(identity)
        if not draft:
            self._lively_cards, self._lively_links = set(), set()
            self._still = None
        elif not (cards <= self._lively_cards and touched <= self._lively_links):
            self._lively_cards |= cards
            self._lively_links |= touched
            self._still = None

    def _put(self, identity: int) -> None:
        before = self._tints.pop(identity, None)
        if before is not None:
            del self._boxes[before][identity]
        rect = self._canvas.placement.rects.get(identity)
        record = self._canvas.editor.state.get(identity, Node)
        if rect is None or record is None:
            return
        tint = self._tint(record)
        self._tints[identity] = tint
        self._boxes.setdefault(tint, {})[identity] = QRectF(rect.x, rect.y, rect.width, rect.height)

    def _tint(self, record: Node) -> str:
        palette = self._canvas.palette_
        if isinstance(record, NeedPoint):
            return palette.need_edge
        if isinstance(record, Touchpoint) and record.score is not None and not self._canvas.editor.covered:
            full = theme.score_colour(round(record.score * _STEPS) / _STEPS)
            return theme.mix(full, palette.surface, 0.75) if record.blocked else full
        return palette.link

    def _join(self, identity: int) -> None:
        link = self._canvas.placement.links.get(identity)
        rects = self._canvas.placement.rects
        if link is None or link.source not in rects or link.target not in rects:
            self._lines.pop(identity, None)
            return
        a, b = rects[link.source], rects[link.target]
        self._lines[identity] = QLineF(a.right, a.centre_y, b.x, b.centre_y)

    def recolour(self) -> None:
        """Figures were covered or revealed."""
        for identity in tuple(self._tints):
            self._put(identity)
        self._still = None

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        with guarded(painter):
            self._paint(painter, widget)

    def _paint(self, painter: QPainter, widget: QWidget | None) -> None:
        palette = self._canvas.palette_
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if widget is None:
            self._paint_still(painter)
        else:
            where = painter.worldTransform()
            picture = self._picture(widget, where)
            painter.resetTransform()
            painter.drawPixmap(QPoint(0, 0), picture)
            painter.setWorldTransform(where)
        self._paint_lines(painter, [self._lines[key] for key in self._lively_links if key in self._lines])
        for key in self._lively_cards & self._tints.keys():
            self._paint_cards(painter, self._tints[key], [self._boxes[self._tints[key]][key]])
        pen = QPen(colour(palette.accent), 3)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLines([line for key in self._canvas.path_links if (line := self._lines.get(key)) is not None])
        marked = [self._boxes[self._tints[key]][key] for key in self._canvas.selected if key in self._tints]
        painter.drawRects(marked)

    def _picture(self, widget: QWidget, where: QTransform) -> QPixmap:
        """What stands still, as large as the widget and as seen through a transform."""
        ratio = widget.devicePixelRatioF()
        key = (where, widget.size(), ratio)
        if self._still is None or self._still[0] != key:
            picture = QPixmap(widget.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            try:
                painter.setWorldTransform(where)
                self._paint_still(painter)
            finally:
                painter.end()
            self._still = (key, picture)
        return self._still[1]

    def _paint_still(self, painter: QPainter) -> None:
        lively = self._lively_links
        self._paint_lines(painter, [line for key, line in self._lines.items() if key not in lively])
        for tint, boxes in self._boxes.items():
            self._paint_cards(painter, tint, [box for key, box in boxes.items() if key not in self._lively_cards])

    def _paint_lines(self, painter: QPainter, lines: Sequence[QLineF]) -> None:
        palette = self._canvas.palette_
        pen = QPen(colour(palette.hairline if len(self._lines) > 2000 else palette.link))
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLines(lines)

    def _paint_cards(self, painter: QPainter, tint: str, boxes: Sequence[QRectF]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tint))
        painter.drawRects(boxes)
