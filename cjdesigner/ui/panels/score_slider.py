"""The slider by which people score by feel: anchors beneath it say what a score means.

This module must not know the document; whoever uses it decides what a moved handle does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.i18n import percent as _percent
from cjdesigner.model.records import Evidence
from cjdesigner.model.wording import COVERED, figure
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.plain import plain_tip

ANCHORS: tuple[tuple[float, str, str], ...] = (
    (0.0, mark("failed"), mark("failed")),
    (0.25, mark("second try"), mark("only at the second attempt, or elsewhere")),
    (0.5, mark("annoyed"), mark("done, but annoyed")),
    (0.75, mark("friction"), mark("small friction")),
    (1.0, mark("kept"), mark("promise kept")),
)
"""Score, short word, meaning."""


class ScoreSlider(QWidget):
    """A score in [0, 1] or none, on a bar coloured by the score, solid, hatched or outlined by evidence."""

    pressed = Signal()
    dragged = Signal(float)
    released = Signal()
    cancelled = Signal()
    set_to = Signal(object)
    """A key or a click on an anchor asked for a score at once; None for unscored."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._value: float | None = None
        self._evidence: Evidence = "measured"
        self._covered = False
        self._mixed = False
        self._dragging = False
        self._font = appearance.font("regular", theme.SIZE_SMALL)
        self._near = appearance.font("semibold", theme.SIZE_SMALL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Score"))
        self.setFixedHeight(self._height(1))

    @property
    def value(self) -> float | None:
        """The score shown."""
        return self._value

    @property
    def dragging(self) -> bool:
        """Whether the handle is under the pointer."""
        return self._dragging

    def show_value(
        self, value: float | None, evidence: Evidence = "measured", *, mixed: bool = False, covered: bool = False
    ) -> None:
        """Show a score, or none; ``mixed`` where several are meant, ``covered`` where none may be seen."""
        self._value, self._evidence, self._mixed, self._covered = value, evidence, mixed, covered
        self.setAccessibleDescription(COVERED if covered else figure(value))
        self.update()

    # geometry

    def _height(self, rows: int) -> int:
        line = QFontMetrics(self._near).height()
        return self._appearance.px(26) + line * rows

    def _track(self) -> QRectF:
        px = self._appearance.px
        return QRectF(px(8), px(9), max(1, self.width() - px(16)), px(8))

    def _at(self, x: float) -> float:
        track = self._track()
        return round(min(1.0, max(0.0, (x - track.left()) / track.width())), 2)

    def _places(self) -> list[QRectF]:
        """Where the anchors' words stand: centred under their score, on two rows where they do not fit on one."""
        track, metrics = self._track(), QFontMetrics(self._near)
        boxes = []
        for score, word, _meaning in ANCHORS:
            wide = metrics.horizontalAdvance(_(word)) + 2
            left = track.left() + score * track.width() - wide / 2
            left = min(max(0.0, left), self.width() - wide)
            boxes.append(QRectF(left, track.bottom() + self._appearance.px(7), wide, metrics.height()))
        gap = self._appearance.px(6)
        if any(after.left() < before.right() + gap for before, after in zip(boxes, boxes[1:], strict=False)):
            for box in boxes[1::2]:
                box.translate(0, metrics.height())
        return boxes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        places = self._places()
        rows = 2 if places[1].top() > places[0].top() else 1
        self.setFixedHeight(self._height(rows))

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(240), self._height(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self.minimumHeight())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        track = self._track()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.field))
        painter.drawRoundedRect(track, px(4), px(4))
        seen = self._value if not self._covered or self._dragging else None
        if seen is not None:
            self._paint_fill(painter, track, seen)
            middle = QPointF(track.left() + seen * track.width(), track.center().y())
            painter.setPen(QPen(colour(palette.accent if self.hasFocus() else palette.ink), px(2)))
            painter.setBrush(colour(palette.surface))
            painter.drawEllipse(middle, px(7), px(7))
        elif self.hasFocus():
            painter.setPen(QPen(colour(palette.accent), px(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track, px(4), px(4))
        self._paint_anchors(painter, seen)

    def _paint_fill(self, painter: QPainter, track: QRectF, value: float) -> None:
        shade = theme.score_colour(value)
        filled = QRectF(track.left(), track.top(), value * track.width(), track.height())
        radius = self._appearance.px(4)
        if self._evidence == "guess":
            painter.setPen(QPen(colour(shade), max(1.5, radius / 2.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(filled.adjusted(1, 1, -1, -1), radius, radius)
            return
        painter.setBrush(colour(shade))
        painter.drawRoundedRect(filled, radius, radius)
        if self._evidence == "observed":
            painter.save()
            painter.setClipRect(filled)
            painter.setPen(QPen(colour(self._appearance.palette.surface), max(1.0, radius / 2.5)))
            step, height = radius * 1.6, track.height()
            x = filled.left() - height
            while x < filled.right():
                painter.drawLine(QPointF(x, filled.bottom()), QPointF(x + height, filled.top()))
                x += step
            painter.restore()

    def _paint_anchors(self, painter: QPainter, seen: float | None) -> None:
        palette = self._appearance.palette
        near = self._nearest(seen) if seen is not None else None
        for number, (place, (_score, word, _meaning)) in enumerate(zip(self._places(), ANCHORS, strict=True)):
            painter.setFont(self._near if number == near else self._font)
            painter.setPen(colour(palette.ink if number == near else palette.second))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _(word))

    @staticmethod
    def _nearest(value: float) -> int:
        return min(range(len(ANCHORS)), key=lambda number: abs(ANCHORS[number][0] - value))

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position()
        anchor = self._anchor_at(place)
        if anchor is not None:
            self.set_to.emit(ANCHORS[anchor][0])
        elif place.y() <= self._track().bottom() + self._appearance.px(6):
            self._dragging = True
            self.pressed.emit()
            self.dragged.emit(self._at(place.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.dragged.emit(self._at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = False
            self.released.emit()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._dragging:
            self._dragging = False
            self.cancelled.emit()
            return
        steps = {
            Qt.Key.Key_Left: -0.01,
            Qt.Key.Key_Down: -0.01,
            Qt.Key.Key_Right: 0.01,
            Qt.Key.Key_Up: 0.01,
            Qt.Key.Key_PageDown: -0.1,
            Qt.Key.Key_PageUp: 0.1,
        }
        if key in steps:
            start = 0.5 if self._value is None else self._value
            self.set_to.emit(round(min(1.0, max(0.0, start + steps[Qt.Key(key)])), 4))
        elif key == Qt.Key.Key_Home:
            self.set_to.emit(0.0)
        elif key == Qt.Key.Key_End:
            self.set_to.emit(1.0)
        elif key in (Qt.Key.Key_U, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_to.emit(None)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            anchor = self._anchor_at(QPointF(event.pos()))
            score = ANCHORS[self._nearest(self._at(event.pos().x())) if anchor is None else anchor]
            QToolTip.showText(event.globalPos(), plain_tip(f"{_percent(score[0])}: {_(score[2])}"), self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not event.modifiers():
            own = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_U, Qt.Key.Key_Left, Qt.Key.Key_Right)
            if event.key() in (*own, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
                event.accept()
                return True
        return super().event(event)

    def _anchor_at(self, place: QPointF) -> int | None:
        return next((number for number, box in enumerate(self._places()) if box.contains(place)), None)
