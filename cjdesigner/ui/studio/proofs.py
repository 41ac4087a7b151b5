"""Proofs and rasters, made in threads, one at a time of each; what is asked last is what is wanted.

This module must not know widgets.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from cjdesigner.export.halting import Halted
from cjdesigner.model.state import State
from cjdesigner.ui.background import Task
from cjdesigner.ui.studio.exporting import Proof, preview, raster
from cjdesigner.ui.studio.wish import Wish

REST = 120
"""Milliseconds of rest after which a proof is made anew."""


def _proof(state: State, wish: Wish, halt: threading.Event) -> Proof | None:
    try:
        return preview(state, wish.journey, wish.options(state), halt)
    except Halted:
        return None


class Proofs(QObject):
    """Makes the proof of what is wished; a newer wish ends the work on the one before."""

    ready = Signal(object)
    """A :class:`Proof`."""
    failed = Signal(object)
    """The exception that came instead."""
    working_changed = Signal()
    cancelled = Signal()
    """The work was let go of: what is shown is not what is wished."""

    def __init__(self, wish: Callable[[], tuple[State, Wish]], parent: QObject) -> None:
        super().__init__(parent)
        self._wish = wish
        self._halt: threading.Event | None = None
        self._again = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._start)

    @property
    def working(self) -> bool:
        """Whether what is shown is about to change."""
        return self._rest.isActive() or (self._halt is not None and not self._halt.is_set()) or self._again

    @property
    def resting(self) -> bool:
        """Whether no thread is at work either."""
        return not self.working and self._halt is None

    def ask(self) -> None:
        """What is wished has changed."""
        if self._halt is not None:
            self._halt.set()
        self._rest.start()
        self.working_changed.emit()

    def cancel(self) -> None:
        """Let go of the proof under way; what was there stays."""
        worked = self.working
        self._rest.stop()
        self._again = False
        if self._halt is not None:
            self._halt.set()
        self.working_changed.emit()
        if worked:
            self.cancelled.emit()

    def _start(self) -> None:
        if self._halt is not None:
            self._again = True  # the one before is ending
            return
        state, wish = self._wish()
        self._halt = threading.Event()
        task = Task(functools.partial(_proof, state, wish, self._halt))
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.start()
        self.working_changed.emit()

    def _ended(self) -> bool:
        """The thread has ended; whether its result is still wanted."""
        wanted = self._halt is not None and not self._halt.is_set()
        self._halt = None
        if self._again:
            self._again = False
            self._start()
            return False
        self.working_changed.emit()
        return wanted and not self._rest.isActive()

    def _done(self, proof: Proof | None) -> None:
        if self._ended() and proof is not None:
            self.ready.emit(proof)

    def _failed(self, error: Exception) -> None:
        if self._ended():
            self.failed.emit(error)


Region = tuple[int, int, int, int]
Key = tuple[int, float, Region | None]
"""Page, pixels a point, and which of those pixels."""

_HELD_PIXELS = 40_000_000


class Rasters(QObject):
    """Pages of one proof as pictures. What is asked under a purpose replaces what was asked under it before."""

    drawn = Signal(str, object, object)
    """Purpose, :data:`Key` and QImage."""

    ORDER = ("page", "region", "thumb")
    """What is drawn first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._proof: Proof | None = None
        self._asked: dict[str, list[Key]] = {}
        self._busy = False
        self._held: OrderedDict[Key, QImage] = OrderedDict()

    @property
    def busy(self) -> bool:
        """Whether pictures are still to come."""
        return self._busy or any(self._asked.values())

    def show(self, proof: Proof | None) -> None:
        """Draw another proof from now on."""
        self._proof = proof
        self._asked.clear()
        self._held.clear()

    def held(self, key: Key) -> QImage | None:
        """What has been drawn already."""
        return self._held.get(key)

    def ask(self, purpose: str, keys: list[Key]) -> None:
        """Draw these, those that are there already excepted."""
        self._asked[purpose] = [key for key in keys if key not in self._held]
        self._next()

    def _next(self) -> None:
        if self._busy or self._proof is None:
            return
        for purpose in self.ORDER:
            if self._asked.get(purpose):
                key = self._asked[purpose].pop(0)
                self._busy = True
                task = Task(functools.partial(_drawn, self._proof, purpose, key))
                task.done.connect(self._done)
                task.failed.connect(self._failed)
                task.start()
                return

    def _done(self, result: tuple[Proof, str, Key, QImage]) -> None:
        self._busy = False
        proof, purpose, key, image = result
        if proof is self._proof:
            self._hold(key, image)
            self.drawn.emit(purpose, key, image)
        self._next()

    def _hold(self, key: Key, image: QImage) -> None:
        self._held[key] = image
        held = sum(image.width() * image.height() for image in self._held.values())
        while held > _HELD_PIXELS and len(self._held) > 1:
            _key, old = self._held.popitem(last=False)
            held -= old.width() * old.height()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._next()
        raise error


def _drawn(proof: Proof, purpose: str, key: Key) -> tuple[Proof, str, Key, QImage]:
    number, scale, region = key
    return proof, purpose, key, raster(proof.pdf, number, scale, region)
