"""The page that is about to be printed, on the table with its shadow; or words where there is none.

This module must not know how a page is made.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cjdesigner import i18n, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.exporting import Preview

_REST = 120
"""Milliseconds of rest after which a new size counts."""


class PreviewSheet(QWidget):
    """Shows one page. ``resized`` runs out when its room has changed."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._page: Preview | None = None
        self._words = ""
        self._waiting = False
        self.resized = QTimer(self, singleShot=True, interval=_REST)
        self.setMinimumWidth(appearance.px(260))
        self.setAccessibleName(_("Preview"))

    def room(self) -> QSize:
        """How large the page may be, in px."""
        margin = self._appearance.px(64)
        return QSize(max(80, self.width() - margin), max(80, self.height() - margin))

    def show_page(self, page: Preview) -> None:
        """Show a page."""
        self._page, self._words, self._waiting = page, "", False
        self.update()

    def show_words(self, words: str) -> None:
        """Show words where there is no page."""
        self._page, self._words, self._waiting = None, words, False
        self.update()

    def wait(self) -> None:
        """Another page is coming; the one before stays, paler."""
        self._waiting = True
        if self._page is None:
            self._words = _("Drawing the poster …")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self._appearance, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour(look.palette.band))
        if self._page is None:
            painter.setPen(colour(look.palette.second))
            inner = self.rect().adjusted(px(32), px(32), -px(32), -px(32))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            painter.end()
            return
        room, page = self.room(), self._page
        scale = min(room.width() / page.width, room.height() / page.height)
        wide, high = page.width * scale, page.height * scale
        rect = QRectF((self.width() - wide) / 2, (self.height() - high) / 2 - px(6), wide, high)
        for step in range(px(7), 0, -1):
            painter.fillRect(rect.adjusted(-step, -step + px(3), step, step + px(3)), colour(look.palette.shadow, 5))
        painter.drawImage(rect, page.image)
        if self._waiting:
            painter.fillRect(rect, colour(look.palette.surface, 110))
        small = f"{i18n.decimal(page.width)} × {i18n.decimal(page.height)} mm"
        painter.setFont(look.font("regular", theme.SIZE_SMALL))
        painter.setPen(colour(look.palette.second))
        below = QRectF(0, rect.bottom() + px(8), self.width(), px(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, small)
        painter.end()
