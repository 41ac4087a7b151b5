"""Shows the logo, or where one goes, and takes what is dropped.

This module must not know whether a file is a logo.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from cjdesigner import theme
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap


class LogoFrame(QWidget):
    """Shows the logo, or where one goes, and takes what is dropped."""

    brought = Signal(Path)
    asked = Signal()
    removed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look, self._picture, self._over = appearance, QPixmap(), False
        self._words = ""
        self.setFixedHeight(appearance.px(72))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_logo(self, data: bytes | None, words: str) -> None:
        """Show a logo; without one, the words."""
        self._picture, self._words = QPixmap(), words
        if data:
            self._picture.loadFromData(data)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, px = self._look.palette, self._look.px
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self._over or self.hasFocus()
        there = not self._picture.isNull()
        style = Qt.PenStyle.SolidLine if there else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour(palette.accent if lit else palette.hairline if there else palette.link), 1, style))
        painter.setBrush(colour("#FFFFFF" if there else palette.paper))
        painter.drawRoundedRect(box, px(6), px(6))
        if there:
            room = box.adjusted(px(12), px(10), -px(12), -px(10))
            size = self._picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
            return
        painter.setPen(colour(palette.second))
        painter.setFont(self._look.font("regular", theme.SIZE_SMALL + 1))
        side = px(18)
        words = self._words
        wide = min(painter.fontMetrics().horizontalAdvance(words), round(box.width()) - px(56))
        left = round(box.center().x() - (wide + side + px(8)) / 2)
        painter.drawPixmap(
            left, round(box.center().y()) - side // 2, icon_pixmap("ri.image-add-line", palette.second, side)
        )
        room = QRectF(left + side + px(8), box.y(), box.width(), box.height())
        room.setRight(box.right() - px(8))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)

    # hands

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.brought.emit(path)

    def _show_over(self, over: bool) -> None:
        self._over = over
        self.update()


def _dropped(data: QMimeData) -> Path | None:
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None)
