"""A window on a large file: opening it until it is painted, and the steps of drags with the pointer down.

Everything goes through the real thing: file, editor, canvas and all panels; the pointer's events are sent to the canvas
as Qt would. As a script it is a program that has stood at the welcome page for a while and then does one of these, and
says the seconds: ``window.py open FILE``, ``window.py move|score near|far FILE STEPS``.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from cjdesigner.model import cards
from cjdesigner.model.records import Node, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.main_window import MainWindow

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_PATIENCE = 30.0


class Painted(QObject):
    """Whether a widget has been painted since it was asked for."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def wait_for_paint(widget: QWidget) -> None:
    """Let Qt work until the widget has been painted."""
    painted, start = Painted(widget), perf_counter()
    while not painted.seen:
        QApplication.processEvents()
        if perf_counter() - start > _PATIENCE:
            raise TimeoutError("the window was never painted")


def settle(seconds: float = 0.0) -> None:
    """Let Qt work for so long, and then until what is due is done."""
    end = perf_counter() + seconds
    QApplication.processEvents()
    while perf_counter() < end:
        QApplication.processEvents()


@contextmanager
def welcome_window() -> Iterator[MainWindow]:
    """A window as it stands after the start: the welcome page, painted."""
    gc.disable()  # as ui/collector.py does; a second of a benchmark is shorter than between two of its looks
    appearance = Appearance()
    appearance.set(theme="light", scale=1.0, language="en")
    window = MainWindow(appearance)
    window.resize(1400, 900)
    window.show()
    settle(0.05)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def forget_sizes() -> None:
    """Forget what was measured of other files' texts."""
    cards._boxes.cache_clear()


def open_and_paint(window: MainWindow, file: Path) -> float:
    """Open a file as by double click, and the seconds until its canvas is first painted."""
    start = perf_counter()
    if not window.files.open_path(file):
        raise OSError(f"{file} was not opened")
    wait_for_paint(window.canvas_.viewport())
    return perf_counter() - start


class Drag:
    """The pointer is down on a card in the middle of the journey; each step moves it a little.

    ``kind`` is "move" (the card follows) or "score" (the bar follows, which is possible only ``near``, at actual size;
    else the whole journey is seen).
    """

    def __init__(self, window: MainWindow, kind: str, *, near: bool = True, rest: float = 0.5) -> None:
        """``rest``: seconds until what the press caused is done, such as lists that wait for the figures to rest."""
        self.window = window
        self.canvas = window.canvas_
        self.kind = kind
        self._step = 0
        self.card = self._middle_card()
        rect = self.canvas.placement.rects[self.card]
        if near:
            self.canvas.look_at(1.0, rect.centre_x, rect.centre_y)
        else:
            self.canvas.fit()
        settle()
        aim = (rect.centre_x, rect.bottom - 4) if kind == "score" else (rect.centre_x - 40, rect.y + 20)
        self._start = QPointF(self.canvas.mapFromScene(QPointF(*aim)))
        self._send(QEvent.Type.MouseMove, self._start, _NONE, _NONE)
        self._send(QEvent.Type.MouseButtonPress, self._start, _LEFT, _LEFT)
        settle()
        self.step()
        if self.canvas.editor.document.gesture is None:
            raise RuntimeError("no gesture is under way")
        settle(rest)

    def _middle_card(self) -> int:
        """The touchpoint nearest to the middle of all that is scored, linked and not blocked."""
        editor, placement = self.canvas.editor, self.canvas.placement
        middle = placement.bounds
        best, found = float("inf"), 0
        for identity, rect in placement.rects.items():
            record = editor.state.get(identity, Node)
            if not isinstance(record, Touchpoint) or record.blocked or record.score is None:
                continue
            away = abs(rect.centre_x - middle.centre_x) + abs(rect.centre_y - middle.centre_y)
            if away < best and editor.analysis.reach.get(identity, 0.0) > 0 and editor.state.outgoing(identity):
                best, found = away, identity
        return found

    def _send(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        paper = self.canvas.viewport()
        event = QMouseEvent(kind, place, paper.mapToGlobal(place), button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(paper, event)

    def step(self) -> float | None:
        """One more event of the pointer: the draft, what follows it at once, and the journey's figure; no painting."""
        self._step += 1
        away = self._step % 60 - 30 if self._step % 120 < 60 else 30 - self._step % 60
        place = self._start + QPointF(away * 2 + 5, 0 if self.kind == "score" else away + 5)
        self._send(QEvent.Type.MouseMove, place, _NONE, _LEFT)
        return self.canvas.editor.analysis.expected

    def step_and_paint(self) -> None:
        """One more event of the pointer and the whole turn of the event loop after it: panels and painting."""
        self.step()
        QApplication.processEvents()

    def cancel(self) -> None:
        """Let go, and everything is as before."""
        state = self.canvas.state
        if state is not None:
            state.cancel()
        self._send(QEvent.Type.MouseButtonRelease, self._start, _LEFT, _NONE)
        settle()


def timed_steps(drag: Drag, count: int, *, paint: bool) -> list[float]:
    """The seconds that each of so many steps took. Without ``paint`` the painting is done between the steps."""
    gc.collect()
    took = []
    for _ in range(count):
        start = perf_counter()
        if paint:
            drag.step_and_paint()
            took.append(perf_counter() - start)
        else:
            drag.step()
            took.append(perf_counter() - start)
            QApplication.processEvents()
    return took


# in a process of its own


def in_fresh_process(variables: Mapping[str, str], *words: str) -> list[float]:
    """Run this script with these words; the seconds that it says."""
    done = subprocess.run(
        [sys.executable, __file__, *words], capture_output=True, text=True, env=dict(variables), check=True
    )
    return [float(word) for word in done.stdout.split()]


def _main(words: list[str]) -> None:
    application = QApplication(words)
    with welcome_window() as window:
        settle(3.0)
        if words[1] == "open":
            print(open_and_paint(window, Path(words[2])))
        else:
            kind, where, file, steps = words[1:]
            open_and_paint(window, Path(file))
            settle(1.0)
            drag = Drag(window, kind, near=where == "near", rest=1.0)
            for paint in (False, True):
                print(median(timed_steps(drag, int(steps), paint=paint)))
            drag.cancel()
        sys.stdout.flush()
    del application


if __name__ == "__main__":
    _main(sys.argv)
