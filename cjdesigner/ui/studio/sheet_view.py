"""The page that is about to be printed, on the table with its shadow: fitted, or as near as one likes, always sharp.

Near, only the part that is seen is drawn in full resolution; until that is there, the whole page stands in for it,
enlarged. This module must not know how a page is made.
"""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.studio.proofs import Key, Rasters

Fit = Literal["page", "width", ""]
"""Whether the whole page is shown, its width, or a size of its own."""

REST = 60
"""Milliseconds of rest after which what is seen is drawn sharp."""
LEAST, MOST = 0.02, 16.0
STEP = 1.25
_SOFT = 1600
"""Pixels of the longer side of the whole page, which stands in until the sharp part is there."""
_POINT = 72.0


class SheetView(QAbstractScrollArea):
    """Shows one page of a proof. ``zoom`` 1 is the size on paper, as far as the screen tells its own."""

    zoom_changed = Signal()
    turned = Signal(int)
    """Another page is wanted: so many on, or back."""

    def __init__(self, appearance: Appearance, rasters: Rasters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance, self._rasters = appearance, rasters
        self._size: tuple[float, float] | None = None
        self._page = 0
        self._words = ""
        self._waiting = False
        self._whole: QImage | None = None
        self._sharp: tuple[Key, QImage] | None = None
        self.fit: Fit = "page"
        self.zoom = 1.0
        self._held: QPoint | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask_sharp)
        rasters.drawn.connect(self._drawn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(appearance.px(260), appearance.px(200))
        self.setAccessibleName(_("Preview"))
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)

    # what is shown

    @property
    def resting(self) -> bool:
        """Whether the page is shown as sharp as it gets."""
        return not self._rest.isActive() and not self._rasters.busy

    @property
    def waiting(self) -> bool:
        """Whether another page is on its way."""
        return self._waiting

    @property
    def words(self) -> str:
        """What stands where there is no page."""
        return self._words

    def show_page(self, page: int, size: tuple[float, float]) -> None:
        """Show a page of the proof at hand; ``size`` in points. Where one looked stays where it was."""
        same = self._size == size
        if not same or page != self._page:
            self._sharp = None
        self._page, self._size = page, size
        self._words, self._waiting = "", False
        key = self._whole_key()
        held = self._rasters.held(key)
        if held is not None:
            self._whole = held
        elif not same:
            self._whole = None
        self._place(None if same else QPointF(0.5, 0.0))
        self._rasters.ask("page", [key])
        self._rest.start(0)

    def show_words(self, words: str) -> None:
        """Show words where there is no page."""
        self._size, self._whole, self._sharp = None, None, None
        self._words, self._waiting = words, False
        self._place(None)
        self.viewport().update()

    def wait(self, waiting: bool = True) -> None:
        """Another page is coming, or no longer; the one before stays, paler."""
        self._waiting = waiting
        if self._size is None and waiting:
            self._words = _("Drawing the poster …")
        self.viewport().update()

    def _whole_key(self) -> Key:
        assert self._size is not None
        return (self._page, round(min(_SOFT / max(self._size), 4.0), 6), None)

    # size and place

    @property
    def actual(self) -> float:
        """Pixels a point at which the page is as large as on paper, on this screen."""
        screen = self.screen()
        inch = screen.physicalDotsPerInch() if screen is not None else 96.0
        if not 40 <= inch <= 700:
            inch = screen.logicalDotsPerInch() if screen is not None else 96.0
        return inch / _POINT

    @property
    def _scale(self) -> float:
        return self.zoom * self.actual

    def _margin(self) -> int:
        return self._appearance.px(28)

    def fit_page(self) -> None:
        """Show the whole page."""
        self._fit("page")

    def fit_width(self) -> None:
        """Show the page's whole width."""
        self._fit("width")

    def _fit(self, fit: Fit) -> None:
        self.fit = fit
        self._place(QPointF(0.5, 0.0))
        self._rest.start()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Show the page at a zoom; what lies at ``at``, a place of the view, stays there."""
        if self._size is None:
            return
        at = at or QPointF(self.viewport().rect().center())
        page = self._page_rect()
        x, y = at.x() - page.x(), at.y() - page.y()
        before = self._scale
        self.fit = ""
        self.zoom = min(MOST, max(LEAST, zoom))
        ratio = self._scale / before
        self._place(None)
        page = self._page_rect()
        self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() + page.x() + x * ratio - at.x()))
        self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() + page.y() + y * ratio - at.y()))
        self._rest.start()

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_to(self.zoom * STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self.zoom_to(self.zoom / STEP)

    def zoom_actual(self) -> None:
        """As large as on paper."""
        self.zoom_to(1.0)

    def _place(self, towards: QPointF | None) -> None:
        """Make zoom and scroll bars agree; ``towards`` scrolls to that part of the page's rest, 0 to 1 each way."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        room = self.maximumViewportSize()
        if self._size is None:
            across.setRange(0, 0)
            down.setRange(0, 0)
            return
        wide, high = self._size
        margin = 2 * self._margin()
        if self.fit == "page":
            scale = min((room.width() - margin) / wide, (room.height() - margin) / high)
        elif self.fit == "width":
            beside = down.sizeHint().width()
            scale = (room.width() - margin) / wide
            if scale * high + margin > room.height():
                scale = (room.width() - margin - beside) / wide
        else:
            scale = self._scale
        self.zoom = max(scale, 0.01) / self.actual
        whole = math.ceil(wide * self._scale) + margin, math.ceil(high * self._scale) + margin
        if self.fit == "page":
            whole = 0, 0
        for bar, length, seen in ((across, whole[0], room.width()), (down, whole[1], room.height())):
            bar.setRange(0, max(0, length - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(self._appearance.px(40))
        if towards is not None:
            across.setValue(round(across.maximum() * towards.x()))
            down.setValue(round(down.maximum() * towards.y()))
        self.viewport().update()
        self.zoom_changed.emit()

    def _page_rect(self) -> QRectF:
        """Where the page lies in the view."""
        assert self._size is not None
        wide, high = (length * self._scale for length in self._size)
        margin = self._margin()
        view = self.viewport().rect()
        x = (
            (view.width() - wide) / 2
            if wide + 2 * margin <= view.width()
            else margin - self.horizontalScrollBar().value()
        )
        y = (
            (view.height() - high) / 2
            if high + 2 * margin <= view.height()
            else margin - self.verticalScrollBar().value()
        )
        return QRectF(round(x), round(y), wide, high)

    # drawing

    def _ask_sharp(self) -> None:
        if self._size is None:
            return
        ratio = self.devicePixelRatioF()
        page = self._page_rect()
        scale = round(self._scale * ratio, 6)
        over = self._appearance.px(80)  # a little more than is seen, for panning
        seen = QRectF(self.viewport().rect().adjusted(-over, -over, over, over)).intersected(page)
        if seen.isEmpty():
            return
        local = seen.translated(-page.topLeft())
        x, y = math.floor(local.x() * ratio), math.floor(local.y() * ratio)
        width, height = math.ceil(local.width() * ratio), math.ceil(local.height() * ratio)
        self._rasters.ask("region", [])
        key: Key = (self._page, scale, (x, y, width, height))
        held = self._rasters.held(key)
        if held is not None:
            self._sharp = (key, held)
            self.viewport().update()
        else:
            self._rasters.ask("region", [key])

    def _drawn(self, purpose: str, key: Key, image: QImage) -> None:
        if self._size is None or key[0] != self._page:
            return
        if purpose == "page":
            self._whole = image
        elif purpose == "region":
            self._sharp = (key, image)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self._appearance, self._appearance.px
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colour(look.palette.band))
        if self._size is None:
            painter.setPen(colour(look.palette.second))
            inner = self.viewport().rect().adjusted(px(32), px(32), -px(32), -px(32))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            painter.end()
            return
        page = self._page_rect()
        for step in range(px(7), 0, -1):
            painter.fillRect(page.adjusted(-step, -step + px(3), step, step + px(3)), colour(look.palette.shadow, 5))
        painter.fillRect(page, Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(page)
        if self._whole is not None:
            painter.drawImage(page, self._whole)
        if self._sharp is not None:
            (_page, scale, region), image = self._sharp
            assert region is not None
            shown = self._scale / scale
            x, y, width, height = (length * shown for length in region)
            painter.drawImage(QRectF(page.x() + x, page.y() + y, width, height), image)
        if self._waiting:
            painter.fillRect(page, colour("#FFFFFF", 130))
        painter.end()

    # hands

    def _moved(self) -> None:
        self.viewport().update()
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(None)
        self._rest.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.zoom_to(self.zoom * STEP**steps, event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._held = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        here = event.position().toPoint()
        by = here - self._held
        self._held = here
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.fit == "page":
            self.zoom_to(1.0, event.position())
        else:
            self.fit_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        ways = {
            Qt.Key.Key_Left: (across, -1),
            Qt.Key.Key_Right: (across, 1),
            Qt.Key.Key_Up: (down, -1),
            Qt.Key.Key_Down: (down, 1),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit_page()
        elif key == Qt.Key.Key_1:
            self.zoom_actual()
        elif key in ways:
            bar, way = ways[key]
            if bar.maximum() == 0:
                self.turned.emit(way)
            else:
                bar.setValue(bar.value() + way * bar.singleStep())
        else:
            super().keyPressEvent(event)

    def visible_part(self) -> QRect:
        """Which of the page's pixels at this zoom are seen."""
        if self._size is None:
            return QRect()
        page = self._page_rect()
        return QRectF(self.viewport().rect()).intersected(page).translated(-page.topLeft()).toRect()
