"""The graphics items of what is near: cards and links. They hold no state but what they paint.

This module must not edit anything or know the pointer.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjdesigner.i18n import decimal
from cjdesigner.model import routes
from cjdesigner.model.records import Link, Node
from cjdesigner.ui.appearance import colour
from cjdesigner.ui.canvas import badges, drawing
from cjdesigner.ui.canvas.guarded import guarded

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.scene import CanvasScene

_MARGIN = 34.0
"""Around a card: its shadow, selection glow, handle and exit stub."""


class CardItem(QGraphicsItem):
    """A need point or touchpoint. What is painted twice alike is kept as a picture: texts are dear to paint."""

    def __init__(self, scene: CanvasScene, node: int) -> None:
        super().__init__()
        self._canvas = scene
        self.node = node
        self._box = QRectF()
        self._key: object = None
        self._picture: QPixmap | None = None
        self.setZValue(2)
        self.refresh()

    def refresh(self) -> None:
        """Take on the record's place and size."""
        rect = self._canvas.placement.rects[self.node]
        box = QRectF(0, 0, rect.width, rect.height)
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box
        self.setPos(rect.x, rect.y)

    def forget_picture(self) -> None:
        """Nobody sees the card."""
        self._key = self._picture = None

    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-10, -12, _MARGIN + 14, 24)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        with guarded(painter):
            self._paint_on(painter, widget)

    def _paint_on(self, painter: QPainter, widget: QWidget | None) -> None:
        record = self._canvas.editor.state.get(self.node, Node)
        if record is None:
            return
        look, lost = self._canvas.card_look(record), self._canvas.lost_at(record)
        if widget is None:
            self._paint(painter, record, look, lost)
            return
        where = painter.worldTransform()
        ratio = widget.devicePixelRatioF()
        # A card stands on whole pixels, so that its picture lies where the card was painted.
        x, y = round(where.dx() * ratio) / ratio, round(where.dy() * ratio) / ratio
        still = msgspec.structs.replace(record, x=0.0, y=0.0, phase=None)
        beside_links = lost is not None and bool(self._canvas.editor.state.outgoing(self.node))
        key = (still, look, lost, beside_links, where.m11(), ratio)
        if key != self._key:
            self._key, self._picture = key, None
            painter.setWorldTransform(QTransform(where.m11(), 0, 0, where.m22(), x, y))
            self._paint(painter, record, look, lost)
        else:  # for the second time: it may stay so for a while
            if self._picture is None:
                self._picture = self._pictured(record, look, lost, where.m11(), ratio)
            box, zoom = self.boundingRect(), where.m11()
            painter.resetTransform()
            painter.drawPixmap(
                QPointF(x + math.floor(box.left() * zoom), y + math.floor(box.top() * zoom)), self._picture
            )

    def _pictured(self, record: Node, look: drawing.CardLook, lost: float | None, zoom: float, ratio: float) -> QPixmap:
        """The card as it is painted, on nothing."""
        box = self.boundingRect()
        left, top = math.floor(box.left() * zoom), math.floor(box.top() * zoom)
        width, height = math.ceil(box.right() * zoom) - left, math.ceil(box.bottom() * zoom) - top
        picture = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        try:
            painter.translate(-left, -top)
            painter.scale(zoom, zoom)
            self._paint(painter, record, look, lost)
        finally:
            painter.end()  # or the picture would go while it is painted on
        return picture

    def _paint(self, painter: QPainter, record: Node, look: drawing.CardLook, lost: float | None) -> None:
        scene = self._canvas
        drawing.paint_card(painter, record, self._box.width(), self._box.height(), look, scene.palette_)
        if lost is not None:
            self._paint_exit(painter, record, lost)
        if look.hovered and not scene.editor.read_only and record.outcome != "leaves":
            self._paint_handle(painter)

    def _paint_handle(self, painter: QPainter) -> None:
        """The round handle at the right edge, from which the next card is drawn."""
        palette = self._canvas.palette_
        centre = QPointF(self._box.right() + 2, self._box.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.accent))
        painter.drawEllipse(centre, 8, 8)
        painter.setPen(QPen(colour(palette.on_accent), 1.8))
        painter.drawLine(centre + QPointF(-3.5, 0), centre + QPointF(3.5, 0))
        painter.drawLine(centre + QPointF(0, -3.5), centre + QPointF(0, 3.5))

    def _paint_exit(self, painter: QPainter, record: Node, lost: float) -> None:
        """The stub of those who leave the journey here, with their share of all customers."""
        scene = self._canvas
        palette = scene.palette_
        stub = routes.exit_stub(
            scene.placement.rects[self.node], beside_links=bool(scene.editor.state.outgoing(self.node))
        )
        origin = self.pos()
        start, end = (QPointF(x, y) - origin for x, y in stub.points)
        painter.setPen(QPen(colour(palette.danger), 1.6))
        painter.drawLine(start, end)
        painter.drawLine(end, end + QPointF(-5, -4))
        painter.drawLine(end, end + QPointF(-5, 4))
        painter.drawLine(end + QPointF(3, -6), end + QPointF(3, 6))
        if lost > 0:
            words = drawing.COVER if scene.editor.covered else decimal(lost * 100, 0 if lost >= 0.0095 else 1)
            at = QPointF(*stub.label) - origin
            drawing.paint_tag(painter, words, at.x(), at.y() + 4, italic=False, palette=palette, strong=True)


class LinkItem(QGraphicsItem):
    """A next or return link, as wide as the share of all customers who pass it."""

    def __init__(self, scene: CanvasScene, link: int) -> None:
        super().__init__()
        self._canvas = scene
        self.link = link
        self._take(scene.placement.route(link))

    def refresh(self) -> None:
        """Take on the link's way."""
        route = self._canvas.placement.route(self.link)
        if route != self._route:
            self.prepareGeometryChange()
            self._take(route)

    def _take(self, route: routes.Route) -> None:
        self._route = route
        self._path = drawing.link_path(route, shorten=drawing.ARROW - 2)
        x, y = route.label
        tag = QRectF(x - 60, y - 12, 120, 24)
        mx, my = route.middle
        own = QRectF(mx - 170, my - 12, 340, 24)
        self._bounds = self._path.boundingRect().adjusted(-12, -12, 12, 12).united(tag).united(own)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        with guarded(painter):
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self._canvas
        link = scene.editor.state.get(self.link, Link)
        if link is None:
            return
        palette = scene.palette_
        selected = self.link in scene.selected
        marked = selected or self.link in scene.path_links
        flow = scene.flow_of(link)
        width = 1.4 + 5.0 * flow
        if selected:
            painter.setPen(QPen(colour(palette.accent, 60), width + 8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._path)
        drawing.paint_link(
            painter,
            self._route,
            self._path,
            width,
            palette.accent if marked else palette.link,
            dashed=link.kind == "return",
            dotted=link.kind == "next" and flow == 0,
        )
        words, given = scene.share_words(link)
        x, y = self._route.label
        if words:
            end = self._route.points[-1][0]
            if x < end:  # beside the card where the link ends, not under it
                x = min(x, end - 2 - drawing.tag_width(words) / 2)
            drawing.paint_tag(painter, words, x, y, italic=not given, palette=palette, strong=marked or given)
        self._paint_middle(painter, link)

    def _paint_middle(self, painter: QPainter, link: Link) -> None:
        palette = self._canvas.palette_
        found, pill = self._canvas.link_signs(link)
        if found:
            badges.paint(painter, pill, found, palette)
        if link.label:
            x, y = self._route.middle
            if found and pill.left() < x < pill.right() and pill.top() < y < pill.bottom():
                x += pill.width() / 2 + 2
            drawing.paint_tag(painter, drawing.shortened(link.label), x, y, italic=False, palette=palette, strong=False)
