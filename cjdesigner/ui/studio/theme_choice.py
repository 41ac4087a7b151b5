"""The poster's themes, each shown by a small poster in it; and a button that shows a colour.

This module must not know what is done with the choice.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from cjdesigner import theme
from cjdesigner.export.look import look_of
from cjdesigner.export.options import ThemeName
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.ui.appearance import Appearance, colour

THEMES: dict[ThemeName, tuple[str, str]] = {
    "paper": (mark("Paper"), mark("Calm, for reading")),
    "bold": (mark("Bold"), mark("Strong, to be seen from afar")),
    "mono": (mark("Mono"), mark("Black on white, for copying")),
}
_STAIRS = (1.0, 0.86, 0.7, 0.36, 0.3)


class Swatch(QAbstractButton):
    """A theme, shown by a small poster in it."""

    def __init__(self, appearance: Appearance, name: ThemeName) -> None:
        super().__init__()
        self._look, self.name, self.accent = appearance, name, ""
        self.setCheckable(True)
        words, tip = (_(text) for text in THEMES[name])
        self.setText(words)
        self.setToolTip(tip)
        self.setAccessibleName(words)
        self.setAccessibleDescription(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(appearance.px(92))

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(104), self._look.px(98))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -px(22))
        chosen = self.isChecked()
        edge = look.palette.accent if chosen or self.hasFocus() else look.palette.hairline
        painter.setPen(QPen(colour(edge), px(2) if chosen else 1))
        painter.setBrush(colour("#FFFFFF"))
        painter.drawRoundedRect(frame, px(6), px(6))
        self._paint_poster(painter, frame.adjusted(px(8), px(8), -px(8), -px(8)))
        painter.setFont(look.font("semibold" if chosen else "regular", theme.SIZE_SMALL + 1))
        painter.setPen(colour(look.palette.accent if chosen else look.palette.ink))
        below = QRectF(0, self.height() - px(20), self.width(), px(20))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_poster(self, painter: QPainter, box: QRectF) -> None:
        """Head, phases, cards and stairs, as the theme has them."""
        worn = look_of(self.name, self.accent)
        ink = worn.palette
        painter.setPen(Qt.PenStyle.NoPen)
        unit = box.width() / 40
        head = QRectF(box.x(), box.y(), box.width(), 9 * unit)
        if worn.filled:
            painter.fillRect(head, colour(ink.accent))
        painter.fillRect(
            QRectF(box.x() + (2 * unit if worn.filled else 0), box.y() + 3 * unit, 19 * unit, 2.6 * unit),
            colour(ink.surface if worn.filled else ink.ink),
        )
        painter.fillRect(
            QRectF(box.right() - 9 * unit, box.y() + 2 * unit, 7 * unit, 5 * unit),
            colour(ink.surface if worn.filled else ink.accent, 255),
        )
        top = box.y() + 11 * unit
        for place in range(3):
            x = box.x() + place * 13.6 * unit
            painter.fillRect(
                QRectF(x, top, 12.6 * unit, 2.2 * unit), colour(ink.accent_soft if worn.filled else ink.band)
            )
            card = QRectF(x + 1.4 * unit, top + 4 * unit, 9.8 * unit, 4.6 * unit)
            painter.setPen(QPen(colour(ink.hairline), 1))
            painter.setBrush(colour(ink.need if place == 0 else ink.surface))
            painter.drawRoundedRect(card, unit, unit)
            painter.setPen(Qt.PenStyle.NoPen)
            foot = QRectF(
                card.x() + 0.6 * unit, card.bottom() - 1.2 * unit, card.width() * (0.9, 0.4, 0.7)[place], unit
            )
            if place:
                painter.fillRect(foot, QColor(worn.score((0.9, 0.35, 0.75)[place])))
        base, wide = box.bottom(), box.width() / len(_STAIRS)
        for place, kept in enumerate(_STAIRS):
            high = kept * (base - top - 11 * unit)
            step = QRectF(box.x() + place * wide, base - high, wide - unit * 0.6, high)
            painter.fillRect(step, colour(ink.accent if place == 3 else ink.grey))


class ThemeChoice(QWidget):
    """The themes side by side. Arrow keys choose the neighbour."""

    chosen = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.px(8))
        self._group = QButtonGroup(self)
        self.swatches = {name: Swatch(appearance, name) for name in THEMES}
        for swatch in self.swatches.values():
            self._group.addButton(swatch)
            row.addWidget(swatch, 1)
        self._group.buttonClicked.connect(self._choose)

    def show_theme(self, name: str, accent: str) -> None:
        """Show what is chosen."""
        for key, swatch in self.swatches.items():
            swatch.accent = accent
            with QSignalBlocker(swatch):
                swatch.setChecked(key == name)
            swatch.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == name else Qt.FocusPolicy.ClickFocus)
            swatch.update()
            if key == name:
                self.setFocusProxy(swatch)

    def _choose(self, swatch: Swatch) -> None:
        self.chosen.emit(swatch.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        swatches = list(self.swatches.values())
        here = next((place for place, swatch in enumerate(swatches) if swatch.isChecked()), 0)
        if step:
            other = swatches[(here + step) % len(swatches)]
            other.setFocus()
            other.click()
            return
        super().keyPressEvent(event)


class ColourButton(QPushButton):
    """Shows a colour, and opens the dialogue that chooses one."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look, self.shown = appearance, "#000000"
        self.setFixedSize(appearance.px(40), appearance.px(30))
        self.setAutoDefault(False)
        self.setAccessibleName(_("Choose a colour"))
        self.setToolTip(_("Choose a colour"))

    def show_colour(self, name: str) -> None:
        """Show a colour."""
        self.shown = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(self.shown)
        shade.setAlpha(255 if self.isEnabled() else 90)
        painter.setBrush(shade)
        edge = self._look.px(5)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 4, 4)
