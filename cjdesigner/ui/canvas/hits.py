"""What lies at a point of the paper: a card, its bar or edge, a link, a phase's header or edge.

This module must not know what a press there begins.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint

from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Node, Touchpoint
from cjdesigner.ui.canvas import paper
from cjdesigner.ui.canvas.scene import FAR
from cjdesigner.ui.canvas.tools.base import Hit
from cjdesigner.ui.canvas.zooming import ZoomingView

_EDGE = 10.0
_BAR_GRAB = 14.0
"""The bar is 8 high but easy to grab: so many scene units above the card's foot."""


def hit_at(view: ZoomingView, x: float, y: float) -> Hit:
    """What lies at a point of the scene."""
    placement, zoom = view.placement, view.zoom
    header = _header_hit(view, x, y)
    if header is not None and header.part == "phase-header":
        return header
    if zoom >= FAR and not view.editor.read_only:
        near = placement.card_at(x, y, _EDGE)
        hovered = view.scene_.hovered if view.scene_.hovered in placement.rects else near
        for card in (near, hovered):
            if card is not None and _on_edge(view, card, x, y):
                return Hit("edge", card)
    card = placement.card_at(x, y)
    if card is not None:
        rect = placement.rects[card]
        record = view.editor.state.get(card, Node)
        scorable = isinstance(record, Touchpoint) and record.outcome != "leaves"
        if zoom >= FAR and scorable and y > rect.bottom - _BAR_GRAB:
            return Hit("bar", card)
        return Hit("card", card)
    if header is not None:
        return header
    if zoom >= FAR:
        reach = 6.0 / zoom
        around = Rect(x - reach, y - reach, 2 * reach, 2 * reach)
        link = placement.link_at(x, y, reach, list(placement.links_near(around)))
        if link is not None:
            return Hit("link", link)
    return view.strips.hit(placement, x, y)


def _on_edge(view: ZoomingView, card: int, x: float, y: float) -> bool:
    """Whether a point is on the handle at a card's right edge."""
    record = view.editor.state.get(card, Node)
    if record is None or record.outcome == "leaves":
        return False
    rect = view.placement.rects[card]
    return abs(x - rect.right - 2) <= _EDGE and abs(y - rect.centre_y) <= _EDGE + 4


def _header_hit(view: ZoomingView, x: float, y: float) -> Hit | None:
    top = paper.header_top(view.mapToScene(QPoint(0, 0)).y())
    inside = top <= y < top + paper.header_height(view.zoom)
    for band in view.placement.bands:
        if band.phase is None:
            continue
        if abs(x - band.right) <= 5.0 / view.zoom and (inside or view.placement.card_at(x, y) is None):
            return Hit("phase-edge", band.phase.id) if inside or view.zoom >= FAR else None
        if inside and band.left <= x < band.right:
            return Hit("phase-header", band.phase.id)
    return None
