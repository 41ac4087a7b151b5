"""A frame that shows a picture, or where one goes, and takes what is dropped on it or pasted.

This module must not know what becomes of the picture.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from cjdesigner.model.records import Persona
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.views import portrait


class PictureFrame(QWidget):
    """Shows a picture, or where one goes, and takes what is dropped or pasted."""

    brought = Signal(object)
    """A QMimeData that may hold a picture."""
    asked = Signal()
    """A file is to be chosen."""
    removed = Signal()

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._name = ""
        self._persona: Persona | None = None
        self._over = False
        self.setFixedSize(appearance.px(72), appearance.px(72))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(not editor.read_only)
        if not editor.read_only:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def name(self) -> str:
        """The picture shown; empty where there is none."""
        return self._name

    def show_picture(self, name: str, persona: Persona | None) -> None:
        """Show a kept picture; a persona's has its round frame."""
        if (name, persona) != (self._name, self._persona):
            self._name, self._persona = name, persona
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, px = self._appearance.palette, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        shape = QPainterPath()
        round_ = self._persona is not None and self._persona.kind == "human"
        radius = box.width() / 2 if round_ else box.width() * 0.26 if self._persona is not None else px(8)
        shape.addRoundedRect(box, radius, radius)
        if self._persona is not None:
            portrait.paint_portrait(painter, box, self._persona, self._editor.document.images, self._appearance)
        else:
            self._paint_plain(painter, box, shape)
        if self._over or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(palette.accent), px(2)))
            painter.drawPath(shape)

    def _paint_plain(self, painter: QPainter, box: QRectF, shape: QPainterPath) -> None:
        palette, px = self._appearance.palette, self._appearance.px
        side = round(box.width() * self.devicePixelRatioF())
        picture = portrait.pixmap(self._editor.document.images, self._name, side)
        if picture is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(box, picture, QRectF(picture.rect()))
            painter.setClipping(False)
            return
        painter.setPen(QPen(colour(palette.link), 1, Qt.PenStyle.DashLine))
        painter.setBrush(colour(palette.paper))
        painter.drawPath(shape)
        size = px(22)
        at = box.center().toPoint() - QPoint(size // 2, size // 2)
        painter.drawPixmap(at, icon_pixmap("ri.image-add-line", palette.second, size))

    # hands

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.asked.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._mine(event):
            event.accept()  # the picture is pasted or taken off, not a card
            return True
        return super().event(event)

    def _mine(self, event: QKeyEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        return event.matches(QKeySequence.StandardKey.Paste) or event.key() in keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.brought.emit(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if portrait.holds_picture(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        event.acceptProposedAction()
        self.brought.emit(event.mimeData())

    def _show_over(self, over: bool) -> None:
        self._over = over
        self.update()
