"""A view that zooms to a point, fits what is asked for, and scrolls over the paper beneath the cards.

This module must not know tools, keys or what lies under the pointer.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsView, QWidget

from cjdesigner.model.cards import PADDING, card_boxes
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Activity, LaneEntry, Node, Phase, Record
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.canvas import paper
from cjdesigner.ui.canvas.guarded import guarded
from cjdesigner.ui.canvas.placement import Placement
from cjdesigner.ui.canvas.scene import CanvasScene
from cjdesigner.ui.canvas.strips_drawing import StripsPainter
from cjdesigner.ui.canvas.strips_layer import StripsLayer
from cjdesigner.ui.editor import Editor

MOST_ZOOM = 4.0
LEAST_ZOOM = 0.02
_STEP = 1.2
_READABLE = 0.5
"""Screen px a unit below which no card can be read."""


class ZoomingView(QGraphicsView):
    """A view of one editor's scene."""

    zoom_changed = Signal(float)

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.appearance = appearance
        self.scene_ = CanvasScene(editor, appearance)
        self.setScene(self.scene_)

    @property
    def placement(self) -> Placement:
        """Where everything stands."""
        return self.scene_.placement

    @property
    def strips(self) -> StripsLayer:
        """The strips under the map."""
        return self.scene_.strips

    @property
    def zoom(self) -> float:
        """Screen px for one scene unit."""
        return self.transform().m11()

    def visible_area(self) -> Rect:
        """The part of the scene that is seen."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        return Rect(seen.x(), seen.y(), seen.width(), seen.height())

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping what lies at a point of the viewport (the middle by default) where it is."""
        factor = min(MOST_ZOOM * self.appearance.scale, max(LEAST_ZOOM, self.zoom * factor)) / self.zoom
        spot = at if at is not None else QPointF(self.viewport().rect().center())
        before = self.mapToScene(spot.toPoint())
        self.scale(factor, factor)
        after = self.mapFromScene(before)
        self.scroll_by(after.x() - spot.x(), after.y() - spot.y())
        self.viewport().update()
        self.zoom_changed.emit(self.zoom / self.appearance.scale)

    def zoom_to(self, zoom: float) -> None:
        """Zoom to a factor of the interface scale."""
        self.zoom_by(zoom * self.appearance.scale / self.zoom)

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self.zoom_by(1 / _STEP)

    def fit(self) -> None:
        """Show all cards, phases and the strips under them."""
        self._show_rect(self._whole(), most=1.25)

    def _whole(self) -> Rect:
        beneath = self.strips.bounds(self.placement)
        return self.placement.bounds if beneath is None else self.placement.bounds.united(beneath)

    def begin_looking(self) -> None:
        """Show a journey that is seen for the first time: all of it, or its beginning where all would be unreadable."""
        self._show_rect(self.placement.bounds, most=1.25, least=_READABLE)

    def fit_selection(self) -> None:
        """Show all selected cards."""
        rects = [self.placement.rects[key] for key in self.editor.selection if key in self.placement.rects]
        if rects:
            whole = rects[0]
            for rect in rects[1:]:
                whole = whole.united(rect)
            self._show_rect(whole, most=2.0)

    def look_at(self, zoom: float, x: float, y: float) -> None:
        """Show the scene at a zoom (screen px a unit) with a point of it in the middle."""
        self._fitted = True
        self.zoom_by(zoom / self.zoom)
        place, middle = self.mapFromScene(QPointF(x, y)), self.viewport().rect().center()
        self.scroll_by(place.x() - middle.x(), place.y() - middle.y())

    def _show_rect(self, rect: Rect, most: float, least: float = LEAST_ZOOM) -> None:
        view = self.viewport().rect()
        margin = self.appearance.px(24)
        top = 0 if rect.y > 0 else rect.y
        height = rect.bottom - top
        zoom = min(
            (view.width() - 2 * margin) / max(1.0, rect.width),
            (view.height() - margin) / max(1.0, height),
            most * self.appearance.scale,
        )
        self.zoom_by(max(least, zoom) / self.zoom)
        place = self.mapFromScene(QPointF(rect.x, top))
        left = max(margin, (view.width() - rect.width * self.zoom) / 2)
        if rect.width * self.zoom > view.width() - 2 * margin:
            left = margin
        self.scroll_by(place.x() - left, place.y() - (0 if top <= 0 else margin))

    def reveal(self, identity: int) -> None:
        """Scroll as little as it takes to show a card, or what stands in a strip."""
        rect = self.placement.rects.get(identity) or self.strips.rect_of(self.placement, identity)
        if rect is None:
            return
        box = self.mapFromScene(QRectF(rect.x, rect.y, rect.width, rect.height)).boundingRect()
        header = round(paper.header_height(self.zoom) * self.zoom)
        view = self.viewport().rect().adjusted(24, header + 16, -48, -24)
        dx = min(0, box.left() - view.left()) + max(0, box.right() - view.right())
        dy = min(0, box.top() - view.top()) + max(0, box.bottom() - view.bottom())
        if dx or dy:
            self.scroll_by(dx, dy)

    def scroll_by(self, dx: float, dy: float) -> None:
        """Scroll by screen px."""
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(round(horizontal.value() + dx))
        vertical.setValue(round(vertical.value() + dy))

    def text_place(self, record: Record) -> QRect | None:
        """Where a record's text is edited in place, in the viewport; None where it has no such place."""
        if isinstance(record, Node) and record.id in self.placement.rects:
            rect, boxes = self.placement.rects[record.id], card_boxes(record)
            height = max(boxes.text.height, 34.0) + 8
            area = QRectF(rect.x + PADDING - 6, rect.y + PADDING - 6, rect.width - 2 * PADDING + 12, height)
        elif isinstance(record, Phase):
            band = next((b for b in self.placement.bands if b.phase is not None and b.phase.id == record.id), None)
            if band is None:
                return None
            top = paper.header_top(self.mapToScene(QPoint(0, 0)).y())
            area = QRectF(band.left + 8, top + 6, band.width - 16, 32)
        elif isinstance(record, (Activity, LaneEntry)):
            box = self.strips.box_of(self.placement, record.id)
            if box is None:
                return None
            area = QRectF(box.rect.x + 2, box.rect.y + 2, box.rect.width - 4, max(box.rect.height - 4, 40))
        else:
            return None
        return self.mapFromScene(area).boundingRect()

    # painting

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        with guarded(painter):
            self._paint_beneath(painter, QRectF(rect))

    def _paint_beneath(self, painter: QPainter, area: QRectF) -> None:
        paper.paint_bands(painter, area, self.placement.bands, self.appearance.palette)
        seen = self.visible_area()
        whole = QRectF(seen.x, seen.y, seen.width, seen.height)
        paper.paint_lanes(painter, whole, self.placement.lanes, self.zoom, self.appearance.palette)
        found = self.strips.at(self.placement)
        if found is not None:
            StripsPainter(painter, self.scene_, found, self.appearance.palette).paint(whole, self.zoom)
