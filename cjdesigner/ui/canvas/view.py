"""The view: turns Qt's events into pointers for the tool in force, zooms and scrolls, and shows what is transient.

This module must not know what an edit does; tools and keys call the editor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import edits
from cjdesigner.model.cards import CARD_WIDTH, MIN_CARD_HEIGHT
from cjdesigner.model.document import Change
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    Link,
    NeedPoint,
    Node,
    Phase,
    Record,
)
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.canvas import paper
from cjdesigner.ui.canvas.badge_hits import badge_at, open_badge, tell
from cjdesigner.ui.canvas.badges import Sign
from cjdesigner.ui.canvas.guarded import guarded
from cjdesigner.ui.canvas.hits import hit_at
from cjdesigner.ui.canvas.inline import InlineEditor
from cjdesigner.ui.canvas.keys import Keyboard
from cjdesigner.ui.canvas.scene import FAR
from cjdesigner.ui.canvas.strips_adding import added_in_strip
from cjdesigner.ui.canvas.tools import TOOLS, Hit, Pointer, Tool
from cjdesigner.ui.canvas.tools.base import NOTHING
from cjdesigner.ui.canvas.tools.pan import Panning
from cjdesigner.ui.canvas.transient import TransientView
from cjdesigner.ui.editor import Editor


class CanvasView(TransientView):
    """The drawing surface of one window."""

    tool_changed = Signal(str)
    area_changed = Signal()
    """Another part of the paper is seen: bands lie elsewhere in the window."""
    menu_requested = Signal(object, object)
    """Global position and the :class:`Hit` beneath."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(editor, appearance, parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)  # CanvasScene.repaint asks
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(_("Canvas"))
        self._tool: Tool = TOOLS["select"](self)
        self._state: Tool | None = None
        self._keyboard = Keyboard(self)
        self._pointer: QPoint | None = None
        self._fitted = False
        self._space = False
        self.inline = InlineEditor(editor, appearance, self.viewport())
        self.inline.ended.connect(self._editing_ended)
        self._selected_before: tuple[int, ...] = ()
        editor.changed.connect(self._follow)
        editor.journey_changed.connect(self._journey_changed)
        self.setTransform(self.transform().scale(appearance.scale, appearance.scale))

    # asking

    @property
    def tool(self) -> str:
        """The name of the tool in force."""
        return self._tool.name

    @property
    def state(self) -> Tool | None:
        """The state of interaction under way, if any."""
        return self._state

    def free_place(self) -> tuple[float, float]:
        """A place in view for a card that nothing points to: the pointer's, or the middle."""
        place = self.mapToScene(self._spot())
        y = max(place.y(), paper.header_height(self.zoom) + MIN_CARD_HEIGHT / 2 + 24)
        return round(place.x() - CARD_WIDTH / 2), round(y - MIN_CARD_HEIGHT / 2)

    def _spot(self) -> QPoint:
        """The pointer's place in the viewport, or the middle where it is elsewhere."""
        inside = self._pointer is not None and self.viewport().rect().contains(self._pointer)
        return self._pointer if inside and self._pointer is not None else self.viewport().rect().center()

    def band_spans(self) -> list[tuple[int | None, float, float]]:
        """Each phase with the left and right edge of its band in px of the viewport."""
        left, zoom = self.mapToScene(QPoint(0, 0)).x(), self.zoom
        return [
            (band.phase.id, (band.left - left) * zoom, (band.right - left) * zoom)
            for band in self.placement.bands
            if band.phase is not None
        ]

    def hit(self, x: float, y: float) -> Hit:
        """What lies at a point of the scene."""
        badge = badge_at(self, x, y) if self._tool.name == "select" else None
        return badge or hit_at(self, x, y)

    def open_badge(self, hit: Hit, pointer: Pointer) -> None:
        """Open what the badge under the pointer counts."""
        place = self.viewport().mapToGlobal(QPoint(round(pointer.screen_x), round(pointer.screen_y) + 8))
        open_badge(self, hit.id, cast(Sign, hit.badge), place)

    # tools

    def use_tool(self, name: str) -> None:
        """Take another tool."""
        self._end_state()
        self.drop_transient()
        self._tool = TOOLS[name](self)
        self.viewport().setCursor(self._tool.cursor)
        self.viewport().update()
        self.tool_changed.emit(name)

    def enter_state(self, state: Tool, pointer: Pointer) -> None:
        """Begin a state of interaction with the press that started it."""
        self._state = state
        self.busy = True
        self.drop_transient()
        state.press(pointer)
        if self._state is state:
            self.viewport().setCursor(state.cursor_at(pointer))

    def leave_state(self) -> None:
        """The state of interaction is over; the tool is in force again."""
        self._state = None
        self.busy = False
        self.viewport().setCursor(self._tool.cursor)
        self.viewport().update()

    def _end_state(self) -> None:
        if self._state is not None:
            self._state.cancel()

    def create_card(self, label: str, edit: Callable[[State], Patch]) -> None:
        """Make an edit that adds a card, or something in a strip; select it, show it and open its text."""
        self._selected_before = self.editor.selection
        patch = self.editor.edit(label, edit, select=True)
        added = edits.nodes_added(patch) or added_in_strip(patch)
        if added:
            self.editor.select(added)
            self.reveal(added[-1])
            self.edit_text(added[-1], fresh=True)

    def edit_text(self, identity: int, *, fresh: bool = False) -> None:
        """Edit a card's or phase's text in place."""
        record = self.editor.state.get(identity, Record)
        if record is None or self.editor.read_only:
            return
        if self.zoom < 0.6:
            self.zoom_by(1.0 / self.zoom)
        place = self.text_place(record)
        if place is None:
            return
        self.reveal(identity)
        place = self.text_place(record) or place
        size = 16 if isinstance(record, Phase) else 13 if isinstance(record, Node) else 12
        self.scene_.editing = identity
        centred = isinstance(record, (NeedPoint, Phase))
        self.inline.open(record, place, size * self.zoom, centred=centred, fresh=fresh)
        self.viewport().update()

    def flush(self) -> None:
        """Write what is being typed; a new card that got no name goes."""
        self.inline.close_editing("leave")

    def _editing_ended(self, record: int, reason: str, had_focus: bool) -> None:
        self.scene_.editing = 0
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if reason != "focus" and self.inline.unmeant(record):
            self.editor.undo()
            self.editor.select(self._selected_before)
        self.viewport().update()
        if reason == "tab" and record in self.editor.selection:
            self._keyboard.add_alternative()

    # zooming and scrolling

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._see()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._fitted and event.size().width() > 50:
            self._fitted = True
            self.begin_looking()
        self._see()

    def _see(self) -> None:
        """Another part of the scene is seen."""
        self.viewport().update()
        self.scene_.show_area(self.visible_area(), far=self.zoom < FAR)
        if self.inline.record:
            record = self.editor.state.get(self.inline.record, Record)
            place = self.text_place(record) if record is not None else None
            if place is not None:
                self.inline.follow(place)
        self.area_changed.emit()

    # following

    def _follow(self, change: Change) -> None:
        if change.cause != "edit":
            self._end_state()  # what the pointer holds is not what it took
        if self.inline.record and self.inline.record not in self.editor.state:
            self.inline.close_editing("focus")
        elif self.inline.record in change.patch:
            self._see()
        if any(isinstance(after or before, Phase) for before, after in change.patch.values()):
            self.area_changed.emit()
        self.viewport().update()

    def _journey_changed(self) -> None:
        self._end_state()
        self.flush()
        self.begin_looking()
        self._see()

    # events

    def _pointer_of(self, position: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> Pointer:
        place = self._to_scene(position)
        hit = self.hit(place.x(), place.y()) if self._state is None else NOTHING
        return Pointer(place.x(), place.y(), position.x(), position.y(), button, modifiers, hit)

    def _to_scene(self, position: QPointF) -> QPointF:
        inverse, _invertible = self.viewportTransform().inverted()
        return inverse.map(position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.flush()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        pointer = self._pointer_of(event.position(), event.button(), event.modifiers())
        if self._state is not None:
            if event.button() == Qt.MouseButton.RightButton:
                self._end_state()
            return
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        ):
            self.enter_state(Panning(self), pointer)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._tool.press(pointer)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().toPoint()
        pointer = self._pointer_of(event.position(), event.button(), event.modifiers())
        if self._state is not None:
            self._state.move(pointer)
        else:
            self._tool.move(pointer)
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._space else self._tool.cursor_at(pointer))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer_of(event.position(), event.button(), event.modifiers())
        if self._state is not None:
            self._state.release(pointer)
        else:
            self._tool.release(pointer)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end_state()
            self._tool.double_click(self._pointer_of(event.position(), event.button(), event.modifiers()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hover(NOTHING)
        self._pointer = None
        self._ghost = None
        self.viewport().update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._state is not None:
            return
        place = self.mapToScene(event.pos())
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        hit = self.hit(place.x(), place.y()) if by_mouse else self._hit_of_selection()
        if hit.part == "badge":
            hit = hit_at(self, place.x(), place.y())
        if hit.part == "edge":
            hit = Hit("card", hit.id)
        if hit.id and hit.id not in self.editor.selection:
            self.editor.select((hit.id,))
        self.menu_requested.emit(event.globalPos(), hit)

    def _hit_of_selection(self) -> Hit:
        """What the menu key asks about: the first of what is selected."""
        first = self.editor.selection[:1]
        record = self.editor.state.get(first[0], Record) if first else None
        if isinstance(record, Node):
            return Hit("card", record.id)
        if isinstance(record, Link):
            return Hit("link", record.id)
        return Hit("phase-header", record.id) if isinstance(record, Phase) else NOTHING

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        else:
            fine, coarse = event.pixelDelta(), event.angleDelta()
            dx, dy = (coarse.x() / 2, coarse.y() / 2) if fine.isNull() else (float(fine.x()), float(fine.y()))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dx:
                dx, dy = dy, 0.0
            self.scroll_by(-dx, -dy)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.NativeGesture:
            gesture = cast(QNativeGestureEvent, event)
            if gesture.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + gesture.value(), gesture.position())
                return True
        if event.type() == QEvent.Type.Gesture:
            pinch = cast(QGestureEvent, event).gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._end_state()
                at = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoom_by(pinch.scaleFactor(), QPointF(at))
                return True
        if event.type() == QEvent.Type.ToolTip:
            ask = cast(QHelpEvent, event)
            place = self._to_scene(QPointF(ask.pos()))
            tell(self, self.hit(place.x(), place.y()) if self._state is None else NOTHING, ask.pos(), ask.globalPos())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Escape:
            (self._state or self._tool).cancel()
        elif self._state is not None or not self._keyboard.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().setCursor(self._tool.cursor)
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False  # Tab adds an alternative; Ctrl+Tab and F6 leave the canvas

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        super().focusOutEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasText() and not event.mimeData().hasUrls() and not self.editor.read_only:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        place = self._to_scene(event.position())
        self.add_lines(event.mimeData().text(), place.x(), place.y())
        event.acceptProposedAction()

    # text from elsewhere

    def add_lines(self, words: str, x: float, y: float) -> None:
        """A card of each line, with the first one's top left at a place of the scene."""
        editor = self.editor
        patch = editor.edit(
            mark("Paste lines"), lambda state: edits.add_lines(state, editor.journey, words, x, y), select=True
        )
        added = edits.nodes_added(patch)
        if added:
            self.reveal(added[0])
            count = len(added)
            said = ngettext(
                "{count} card was made, parked until it is linked.",
                "{count} cards were made, parked until they are linked.",
                count,
            )
            editor.told.emit(said.format(count=count))

    def paste_place(self) -> tuple[float, float]:
        """Where pasted things go: under the pointer, or the middle of what is seen."""
        place = self.mapToScene(self._spot())
        return place.x(), place.y()

    # painting

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        with guarded(painter):
            self._paint_above(painter)

    def _paint_above(self, painter: QPainter) -> None:
        palette, zoom = self.appearance.palette, self.zoom
        seen = self.visible_area()
        area = QRectF(seen.x, seen.y, seen.width, seen.height)
        paper.paint_headers(
            painter, area, self.placement.bands, self.scene_.selected, self.scene_.editing, zoom, palette
        )
        paper.paint_header_badges(
            painter, area, self.placement.bands, self.scene_.hung_on, self.editor.covered, zoom, palette
        )
        if not self.placement.rects and self._ghost is None:
            paper.paint_empty(painter, area, zoom / self.appearance.scale, palette)
        self.paint_transient(painter, area)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(colour(self.appearance.palette.accent, 120), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.end()
