"""The opportunity landscape: importance over satisfaction, the bands tinted and named, a numbered dot an outcome.

A dot is solid where customers answered and hollow where it is an estimate; an estimate can be dragged. This module must
not know the document.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.model.landscape import HIGHEST, Spot, place_labels, spots
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.landscape_ground import LandscapeGround

_NAMED = 3
"""Where more dots coincide, the label counts the others."""
_FAR = 4.0
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Dot(msgspec.Struct, frozen=True):
    """An outcome on the landscape."""

    key: int
    number: int
    satisfaction: float
    importance: float
    estimate: bool = False
    strong: bool = True
    """Whether it stands out: it belongs to the job that is shown."""
    movable: bool = False
    tip: str = ""


class Landscape(QWidget):
    """Draws dots, in their order; arrow keys walk from one number to the next, Enter opens."""

    chosen = Signal(int)
    """A dot was clicked or walked to."""
    opened = Signal(int)
    """A dot was double-clicked, or Enter was pressed on it."""
    grasped = Signal(int)
    """A movable dot begins to be dragged."""
    dragged = Signal(float, float)
    """The dot is dragged to this satisfaction and importance."""
    released = Signal(bool)
    """The drag has ended; whether it holds."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._dots: dict[int, Dot] = {}
        self._spots: list[Spot] = []
        self._labels: list[Rect | None] = []
        self._sizes: list[tuple[float, float]] = []
        self._current: int | None = None
        self._hovered: int | None = None
        self._press: QPointF | None = None
        self._dragging = False
        self._hint = ""
        self._ground = LandscapeGround(appearance)
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self._strong = appearance.font("semibold", theme.SIZE_SMALL)
        self._halo = self._ground.halo()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Opportunity landscape"))

    # what is shown

    def show_dots(self, dots: Sequence[Dot], hint: str = "") -> None:
        """Show these dots; ``hint`` stands in the middle while there are none."""
        new = {dot.key: dot for dot in dots}
        self._hint = hint
        if list(new.items()) != list(self._dots.items()):
            self._dots = new
            self._settle()
        self.update()

    def show_current(self, key: int | None) -> None:
        """Mark the selected dot."""
        if key != self._current:
            self._current = key
            self._settle()
            dot = self._dots.get(key) if key is not None else None
            self.setAccessibleDescription(dot.tip if dot is not None else "")
            self.update()

    @property
    def dots(self) -> list[Dot]:
        """The dots shown, in their order."""
        return list(self._dots.values())

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(340), self._appearance.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(220), self._appearance.px(200))

    # geometry

    @property
    def plot(self) -> QRectF:
        """Where 0 to 10 lie on the widget."""
        return self._ground.plot(self.width(), self.height())

    def place(self, satisfaction: float, importance: float) -> QPointF:
        """Where a pair of figures lies on the widget."""
        plot = self.plot
        x = plot.left() + satisfaction / HIGHEST * plot.width()
        return QPointF(x, plot.bottom() - importance / HIGHEST * plot.height())

    def figures(self, place: QPointF) -> tuple[float, float]:
        """The satisfaction and importance of a place, to a tenth, within the axes."""
        plot = self.plot
        across = (place.x() - plot.left()) / plot.width() * HIGHEST
        up = (plot.bottom() - place.y()) / plot.height() * HIGHEST
        return min(HIGHEST, max(0.0, round(across, 1))), min(HIGHEST, max(0.0, round(up, 1)))

    @property
    def _radius(self) -> float:
        return float(self._appearance.px(4.5 if len(self._dots) <= 60 else 3.5))

    def _settle(self) -> None:
        """Find which dots coincide and where their numbers stand: the selected one chooses first, then the strong."""
        if self.width() < 2 or self.height() < 2:
            return

        def importance(dot: Dot) -> tuple[bool, bool, int]:
            return dot.key != self._current, not dot.strong, dot.number

        places = {}
        for dot in sorted(self._dots.values(), key=importance):
            at = self.place(dot.satisfaction, dot.importance)
            places[dot.key] = (at.x(), at.y())
        self._spots = spots(places, self._radius)
        metrics = QFontMetricsF(self._strong)
        pad = self._appearance.px(2)
        self._sizes = [
            (metrics.horizontalAdvance(self._label(spot)) + pad * 2, metrics.capHeight() + pad * 2)
            for spot in self._spots
        ]
        plot = self.plot
        bounds = Rect(plot.left() - pad, plot.top() - pad * 4, plot.width() + pad * 6, plot.height() + pad * 8)
        dots = [spot.place for spot in self._spots]
        words = self._ground.words(plot)
        self._labels = place_labels(dots, self._sizes, self._radius, bounds, words=words)

    def _label(self, spot: Spot) -> str:
        numbers = [str(self._dots[key].number) for key in spot.keys[:_NAMED]]
        more = len(spot.keys) - _NAMED
        return "\u2009\u00b7\u2009".join(numbers) + (f"\u2009+{more}" if more > 0 else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground.paint(painter, self.plot, "" if self._dots else self._hint)
        order = range(len(self._spots) - 1, -1, -1)  # what matters most comes last, on top
        for number in order:
            self._paint_lead(painter, number)
        for number in order:
            self._paint_dot(painter, self._spots[number])
        for number in order:
            self._paint_label(painter, number)

    def _paint_lead(self, painter: QPainter, number: int) -> None:
        """A line from the dot to a label that stands further off."""
        label, (x, y) = self._labels[number], self._spots[number].place
        if label is None:
            return
        near_x, near_y = min(max(x, label.x), label.right), min(max(y, label.y), label.bottom)
        if (near_x - x) ** 2 + (near_y - y) ** 2 > (self._radius + self._appearance.px(_FAR)) ** 2:
            painter.setPen(self._ground.pen(self._appearance.palette.link, 1))
            painter.drawLine(QPointF(x, y), QPointF(near_x, near_y))

    def _paint_dot(self, painter: QPainter, spot: Spot) -> None:
        px, palette, radius = self._appearance.px, self._appearance.palette, self._radius
        dots = [self._dots[key] for key in spot.keys]
        current, place = self._current in spot.keys, QPointF(*spot.place)
        strong = any(dot.strong for dot in dots)
        tint = palette.accent if strong else palette.link
        if current or self._hovered in spot.keys:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground.tint(palette.accent, 70 if current else 40))
            painter.drawEllipse(place, radius + px(3.5), radius + px(3.5))
        if current and self.hasFocus():
            painter.setPen(self._ground.pen(palette.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, radius + px(3.5), radius + px(3.5))
        first = self._dots[self._current] if current and self._current is not None else dots[0]
        size = radius + (px(1) if current else 0)
        if first.estimate:
            painter.setPen(self._ground.pen(tint, 2))
            painter.setBrush(self._ground.tint(palette.surface))
            painter.drawEllipse(place, size - px(1), size - px(1))
        else:
            painter.setPen(self._ground.pen(palette.surface, 1))
            painter.setBrush(self._ground.tint(tint))
            painter.drawEllipse(place, size, size)

    def _paint_label(self, painter: QPainter, number: int) -> None:
        label, spot, palette = self._labels[number], self._spots[number], self._appearance.palette
        if label is None:
            return
        current = self._current in spot.keys
        strong = any(self._dots[key].strong for key in spot.keys)
        font, words = self._strong if current else self._small, self._label(spot)
        metrics = QFontMetricsF(font)
        left = label.centre_x - metrics.horizontalAdvance(words) / 2
        outline = QPainterPath()
        outline.addText(QPointF(left, label.centre_y + metrics.capHeight() / 2), font, words)
        painter.strokePath(outline, self._halo)  # legible on a band's name and on a line, too
        tint = palette.accent if current else palette.ink if strong else palette.second
        painter.fillPath(outline, self._ground.tint(tint))

    # hands

    def _spot_at(self, place: QPointF) -> Spot | None:
        def distance(spot: Spot) -> float:
            return float((QPointF(*spot.place) - place).manhattanLength())

        nearest = min(self._spots, key=distance, default=None)
        if nearest is not None and distance(nearest) < self._radius + self._appearance.px(6):
            return nearest
        for spot, label in zip(self._spots, self._labels, strict=True):
            if label is not None and label.contains(place.x(), place.y()):
                return spot
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        if spot is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        keys = sorted(spot.keys, key=lambda key: self._dots[key].number)
        again = keys.index(self._current) + 1 if self._current in keys else 0
        self._press = event.position()
        self.chosen.emit(keys[again % len(keys)])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is not None:
            self._drag(event.position())
            return
        spot = self._spot_at(event.position())
        hovered = spot.keys[0] if spot is not None else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(Qt.CursorShape.PointingHandCursor if spot is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def _drag(self, place: QPointF) -> None:
        dot = self._dots.get(self._current) if self._current is not None else None
        assert self._press is not None
        if dot is None or not dot.movable:
            return
        if not self._dragging:
            if (place - self._press).manhattanLength() < self._appearance.px(_FAR):
                return
            self._dragging = True
            self.grasped.emit(dot.key)
        satisfaction, importance = self.figures(place)
        self.dragged.emit(satisfaction, importance)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go(True)
        super().mouseReleaseEvent(event)

    def _let_go(self, holds: bool) -> None:
        self._press = None
        if self._dragging:
            self._dragging = False
            self.released.emit(holds)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._current is not None and self._spot_at(event.position()) is not None:
            self.opened.emit(self._current)

    def leaveEvent(self, event: QEvent) -> None:
        if self._hovered is not None:
            self._hovered = None
            self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tabbed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if tabbed and self._current not in self._dots:
            self._walk(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._dragging:
            self._let_go(False)
        elif key in _STEPS:
            self._walk(_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(None if key == Qt.Key.Key_End else 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current in self._dots:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int | None) -> None:
        """To the next number; 0 to the first, None to the last."""
        keys = sorted(self._dots, key=lambda key: self._dots[key].number)
        if not keys:
            return
        if not step or self._current not in keys:
            self.chosen.emit(keys[-1] if step is None or step < 0 else keys[0])
        else:
            self.chosen.emit(keys[(keys.index(self._current) + step) % len(keys)])

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if Qt.Key(event.key()) in own or (self._dragging and event.key() == Qt.Key.Key_Escape):
                event.accept()  # the landscape's own keys, not the window's
                return True
        elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self._spot_at(QPointF(event.pos()))
            tips = [self._dots[key].tip for key in spot.keys[:8]] if spot is not None else []
            if spot is not None and len(spot.keys) > 8:
                tips.append(_("and {count} more").format(count=len(spot.keys) - 8))
            QToolTip.showText(event.globalPos(), plain_tip("\n\n".join(tips)), self)
            return True
        return super().event(event)
