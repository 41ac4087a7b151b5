"""Hands on a window: real mouse and key events, spoken in the scene's coordinates.

``hands.click(100, 200)``, ``hands.press("card").drag_to(...)``, ``hands.keys("Enter")``: a test reads like what a user
does. Every step lets Qt handle what it caused.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cjdesigner.model.records import Link, Node, Phase, Touchpoint, node_title
from cjdesigner.ui.canvas.view import CanvasView

NO = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class Hands:
    """Mouse and keyboard on one canvas."""

    def __init__(self, canvas: CanvasView) -> None:
        self.canvas = canvas
        self.editor = canvas.editor

    # finding

    def named(self, title: str) -> int:
        """The id of the one card of that name."""
        (found,) = [n.id for n in self.editor.state.nodes(self.editor.journey) if node_title(n) == title]
        return found

    def phase(self, title: str) -> int:
        (found,) = [p.id for p in self.editor.state.phases(self.editor.journey) if p.title == title]
        return found

    def titles(self) -> list[str]:
        return [node_title(node) for node in self.editor.state.nodes(self.editor.journey)]

    def links(self) -> set[tuple[str, str, str]]:
        """Every link as the names of its ends and its kind."""
        state = self.editor.state
        found = set()
        for link in state.links(self.editor.journey):
            source, target = state.get(link.source, Node), state.get(link.target, Node)
            assert source is not None
            assert target is not None
            found.add((node_title(source), node_title(target), link.kind))
        return found

    def link(self, source: str, target: str) -> Link:
        (found,) = [
            link
            for link in self.editor.state.links(self.editor.journey)
            if (link.source, link.target) == (self.named(source), self.named(target))
        ]
        return found

    def score(self, title: str) -> float | None:
        touchpoint = self.editor.state.get(self.named(title), Touchpoint)
        assert touchpoint is not None
        return touchpoint.score

    def phase_of(self, title: str) -> str | None:
        node = self.editor.state.get(self.named(title), Node)
        assert node is not None
        phase = self.editor.state.get(node.phase, Phase)
        return phase.title if phase is not None else None

    def at(self, card: str, x: float = 0.5, y: float = 0.3) -> tuple[float, float]:
        """A place on a card, in parts of its size."""
        rect = self.canvas.placement.rects[self.named(card)]
        return rect.x + rect.width * x, rect.y + rect.height * y

    def handle(self, card: str) -> tuple[float, float]:
        """The handle at a card's right edge."""
        rect = self.canvas.placement.rects[self.named(card)]
        return rect.right + 2, rect.centre_y

    def on_screen(self, place: tuple[float, float]) -> QPoint:
        return self.canvas.mapFromScene(QPointF(*place))

    # doing

    def rest(self) -> None:
        QApplication.processEvents()

    @property
    def paper(self) -> QWidget:
        return self.canvas.viewport()

    def click(self, place: tuple[float, float], modifiers: Qt.KeyboardModifier = NO) -> None:
        QTest.mouseMove(self.paper, self.on_screen(place))
        QTest.mouseClick(self.paper, LEFT, modifiers, self.on_screen(place))
        self.rest()

    def double_click(self, place: tuple[float, float]) -> None:
        QTest.mouseMove(self.paper, self.on_screen(place))
        QTest.mouseDClick(self.paper, LEFT, NO, self.on_screen(place))
        self.rest()

    def press(self, place: tuple[float, float], modifiers: Qt.KeyboardModifier = NO) -> None:
        QTest.mouseMove(self.paper, self.on_screen(place))
        QTest.mousePress(self.paper, LEFT, modifiers, self.on_screen(place))
        self.rest()

    def move(self, place: tuple[float, float], modifiers: Qt.KeyboardModifier = NO) -> None:
        """Move with the button held; Qt's own test mouse carries no modifiers while moving, so the event is made."""
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        spot = QPointF(self.on_screen(place))
        where = self.paper.mapToGlobal(spot)
        event = QMouseEvent(QEvent.Type.MouseMove, spot, where, Qt.MouseButton.NoButton, LEFT, modifiers)
        QApplication.sendEvent(self.paper, event)
        self.rest()

    def release(self, place: tuple[float, float], modifiers: Qt.KeyboardModifier = NO) -> None:
        QTest.mouseRelease(self.paper, LEFT, modifiers, self.on_screen(place))
        self.rest()

    def drag(
        self, start: tuple[float, float], end: tuple[float, float], modifiers: Qt.KeyboardModifier = NO, steps: int = 4
    ) -> None:
        """Press, move in steps, release."""
        self.press(start, modifiers & ~(CTRL | SHIFT))
        for step in range(1, steps + 1):
            part = step / steps
            self.move((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part), modifiers)
        self.release(end, modifiers)

    def keys(self, *names: str) -> None:
        """Press keys by name, such as "Return", "Ctrl+Z", "8"."""
        from PySide6.QtGui import QKeySequence

        for name in names:
            combination = QKeySequence(name)[0]
            target = QApplication.focusWidget() or self.canvas
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            self.rest()

    def type(self, words: str) -> None:
        """Type into what has the focus."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, words)
        self.rest()

    def paste(self, words: str) -> None:
        """Put words on the clipboard and paste."""
        QGuiApplication.clipboard().setText(words)
        self.keys("Ctrl+V")
