"""The balance of forces as two bars from one line: what drives to the new above, what holds to the present beneath.

The longer one wins. Each force is a block as long as it is strong. This module must not know the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.job_text import force_line
from cjdesigner.model.jobs import DRIVING, HOLDING
from cjdesigner.model.records import Force, ForceKind
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.plain import plain_tip

_LEAST = 10
"""So much strength at least fills the width, so that a single force does not look like all there can be."""


class BalanceBars(QWidget):
    """Draws the forces of one job; a click on a block chooses its force."""

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._forces: tuple[Force, ...] = ()
        self._current: int | None = None
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self._figure = appearance.font("semibold", theme.SIZE_STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Balance of forces"))

    def show_forces(self, forces: Sequence[Force], current: int | None, verdict: str) -> None:
        """Show these forces, in order; ``verdict`` says in words what the bars show."""
        self._forces, self._current = tuple(forces), current
        self.setAccessibleDescription(verdict)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(260), round(self._line * 2 + self._bar * 2 + self._appearance.px(18)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(160), self.sizeHint().height())

    # geometry

    @property
    def _line(self) -> float:
        return QFontMetricsF(self._small).height()

    @property
    def _bar(self) -> float:
        return float(self._appearance.px(20))

    def _sum(self, kinds: tuple[ForceKind, ...]) -> int:
        return sum(force.strength for force in self._forces if force.kind in kinds)

    def _unit(self) -> float:
        room = self.width() - self._appearance.px(36)
        return room / max(_LEAST, self._sum(DRIVING), self._sum(HOLDING))

    def _top(self, kinds: tuple[ForceKind, ...]) -> float:
        """The top of a bar; its name stands above it."""
        px = self._appearance.px
        return self._line + px(2) if kinds == DRIVING else self._line * 2 + self._bar + px(14)

    def blocks(self) -> list[tuple[Force, QRectF]]:
        """Each force that has a strength, and its block."""
        found, unit = [], self._unit()
        for kinds in (DRIVING, HOLDING):
            x = 0.0
            for force in self._forces:
                if force.kind in kinds and force.strength:
                    found.append((force, QRectF(x, self._top(kinds), force.strength * unit, self._bar)))
                    x += force.strength * unit
        return found

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tints = {
            "push": palette.accent,
            "pull": theme.mix(palette.accent, palette.surface, 0.35),
            "anxiety": palette.second,
            "habit": theme.mix(palette.second, palette.surface, 0.35),
        }
        for force, block in self.blocks():
            inner = block.adjusted(0, 0, -px(1), 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tints[force.kind]))
            painter.drawRoundedRect(inner, px(3), px(3))
            if force.id == self._current:
                painter.setPen(QPen(colour(palette.surface), px(1)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                inset = px(2.5)
                painter.drawRoundedRect(inner.adjusted(inset, inset, -inset, -inset), px(1.5), px(1.5))
        self._paint_words(painter, DRIVING, _("Drives to the new: push and pull"))
        self._paint_words(painter, HOLDING, _("Holds to the present: anxiety and habit"))
        self._paint_mark(painter)

    def _paint_words(self, painter: QPainter, kinds: tuple[ForceKind, ...], words: str) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        top, total = self._top(kinds), self._sum(kinds)
        painter.setFont(self._small)
        painter.setPen(colour(palette.second))
        name = QRectF(0, top - self._line - px(2), self.width(), self._line)
        metrics = QFontMetricsF(self._small)
        painter.drawText(
            name, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        )
        painter.setFont(self._figure)
        painter.setPen(colour(palette.ink))
        beside = QRectF(total * self._unit() + px(6), top, px(34), self._bar)
        painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(total))

    def _paint_mark(self, painter: QPainter) -> None:
        """Where what holds ends: what drives must pass it."""
        palette, holding = self._appearance.palette, self._sum(HOLDING)
        if not holding:
            return
        x = holding * self._unit() - 0.5
        painter.setPen(QPen(colour(palette.ink), 1, Qt.PenStyle.DashLine))
        bottom = self._top(HOLDING) + self._bar
        painter.drawLine(QPointF(x, self._top(DRIVING) - self._appearance.px(2)), QPointF(x, bottom))

    # hands

    def _force_at(self, place: QPointF) -> Force | None:
        return next((force for force, block in self.blocks() if block.contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        force = self._force_at(event.position())
        if force is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(force.id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            force = self._force_at(QPointF(event.pos()))
            text = force_line(force) if force is not None else _("A switch takes more to drive it than holds it back.")
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)
