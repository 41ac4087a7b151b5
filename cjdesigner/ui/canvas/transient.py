"""What a view shows only while something is done: guides, the rubber band, a link to be, where a card would go, and the
label at the card under the pointer.

This module must not know who shows it, nor edit anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent, points
from cjdesigner.model.cards import CARD_WIDTH, MIN_CARD_HEIGHT
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Node, Touchpoint
from cjdesigner.model.snapping import Guide
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.canvas import drawing
from cjdesigner.ui.canvas.tools.base import Hit, Pointer
from cjdesigner.ui.canvas.zooming import ZoomingView
from cjdesigner.ui.editor import Editor


class TransientView(ZoomingView):
    """A zooming view with what passes."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(editor, appearance, parent)
        self.busy = False
        """Whether a state of interaction is under way."""
        self._guides: Sequence[Guide] = ()
        self._frame: Rect | None = None
        self._preview: tuple[int, tuple[float, float], int | None, bool] | None = None
        self._ghost: tuple[str, float, float] | None = None
        self._chip: tuple[int, str] | None = None
        self._hover_timer = QTimer(self, interval=350, singleShot=True)
        self._hover_timer.timeout.connect(self._show_hover)
        editor.figures_changed.connect(self._drop_chip)
        editor.cover_changed.connect(self._drop_chip)

    def card_origin(self, pointer: Pointer) -> tuple[float, float]:
        """Where a new card's top left comes to lie so that it stands under the pointer."""
        return round(pointer.x - CARD_WIDTH / 2), round(pointer.y - MIN_CARD_HEIGHT / 2)

    def drop_transient(self) -> None:
        """Show nothing of it any more."""
        self._ghost = self._preview = self._chip = None

    def show_guides(self, guides: Sequence[Guide]) -> None:
        """Show with what the dragged cards align."""
        self._guides = guides
        self.viewport().update()

    def show_frame(self, frame: Rect | None) -> None:
        """Show the rubber band."""
        self._frame = frame
        self.viewport().update()

    def show_link_preview(
        self,
        source: int | None,
        end: tuple[float, float] = (0.0, 0.0),
        target: int | None = None,
        *,
        creates: bool = False,
    ) -> None:
        """Show a link from a card to the pointer, or to the card that would be its end, or that it ``creates``."""
        self._preview = None if source is None else (source, end, target, creates)
        self.viewport().update()

    def show_ghost(self, tool: str, pointer: Pointer) -> None:
        """Show where a click would put a card."""
        self._ghost = (tool, *self.card_origin(pointer))
        self.viewport().update()

    def hover(self, hit: Hit) -> None:
        """The pointer is over another thing."""
        on_badge = hit.part == "badge" and hit.id in self.placement.rects
        card = hit.id if on_badge or hit.part in ("card", "bar", "edge") else 0
        if card != self.scene_.hovered:
            self.scene_.hover(card)
            self._chip = None
            self.viewport().update()
            if card:
                self._hover_timer.start()
            else:
                self._hover_timer.stop()
        if on_badge:  # its tooltip says what it counts
            self._hover_timer.stop()

    def _drop_chip(self) -> None:
        """What the label at the hovered card says may be no longer true: say it anew after a rest."""
        if self._chip is not None:
            self._chip = None
            self._hover_timer.start()
            self.viewport().update()

    def _show_hover(self) -> None:
        card = self.scene_.hovered
        words = self._hover_words(card)
        if card and words and not self.busy:
            self._chip = (card, words)
            self.viewport().update()

    def _hover_words(self, card: int) -> str:
        """A card's reach and lever."""
        editor = self.editor
        record = editor.state.get(card, Node)
        if record is None or editor.covered:
            return ""
        reach = editor.analysis.reach.get(card)
        if reach is None:
            return _("parked: no link leads here or on")
        parts = [_("reached by {share}").format(share=percent(reach))]
        if isinstance(record, Touchpoint) and record.score is not None:
            lever = editor.analysis.slopes.get(card, 0.0) * (1 - record.score)
            parts.append(_("at {full} the journey gains {points} points").format(full=percent(1), points=points(lever)))
        elif isinstance(record, Touchpoint) and record.score is None:
            parts.append(_("not scored yet"))
        return " · ".join(parts)

    def paint_transient(self, painter: QPainter, area: QRectF) -> None:
        palette, zoom = self.appearance.palette, self.zoom
        accent = QPen(colour(palette.accent), 1.0)
        accent.setCosmetic(True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for guide in self._guides:
            painter.setPen(accent)
            painter.drawLine(QPointF(*guide.start), QPointF(*guide.end))
        if self._frame is not None:
            painter.setPen(accent)
            painter.setBrush(colour(palette.accent, 28))
            painter.drawRect(QRectF(self._frame.x, self._frame.y, self._frame.width, self._frame.height))
        if self._ghost is not None:
            tool, x, y = self._ghost
            need = tool == "need-point"
            painter.setPen(QPen(colour(palette.accent), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(colour(palette.need if need else palette.raised, 170))
            radius = drawing.NEED_RADIUS if need else drawing.RADIUS
            painter.drawRoundedRect(QRectF(x, y, CARD_WIDTH, MIN_CARD_HEIGHT), radius, radius)
        if self._preview is not None:
            self._paint_preview(painter)
        if self._chip is not None and self._chip[0] in self.placement.rects:
            rect = self.placement.rects[self._chip[0]]
            drawing.paint_chip(painter, self._chip[1], rect, area, self.appearance.scale / zoom, palette)

    def _paint_preview(self, painter: QPainter) -> None:
        assert self._preview is not None
        source, (x, y), target, creates = self._preview
        rect = self.placement.rects.get(source)
        if rect is None:
            return
        palette = self.appearance.palette
        painter.setPen(QPen(colour(palette.accent), 2.0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        end = QPointF(x, y)
        if target is not None:
            goal = self.placement.rects[target]
            painter.drawRoundedRect(QRectF(goal.x - 3, goal.y - 3, goal.width + 6, goal.height + 6), 10, 10)
            end = QPointF(goal.x, goal.centre_y)
        elif creates:
            painter.drawRoundedRect(QRectF(x, y - MIN_CARD_HEIGHT / 2, CARD_WIDTH, MIN_CARD_HEIGHT), 8, 8)
        painter.drawLine(QPointF(rect.right, rect.centre_y), end)
