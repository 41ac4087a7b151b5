"""Work that would make the window wait, done in a thread; its result comes back in the window's thread.

This module must not know what the work is. The work must not touch widgets, nor records that can still change.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QMetaMethod, QObject, Qt, Signal

_running: set[Task] = set()


class Task(QObject):
    """One piece of work. Whoever has been deleted meanwhile is not told."""

    done = Signal(object)
    """What the work returned."""
    failed = Signal(object)
    """The exception it raised; where nobody listens, it is raised again in the window's thread."""
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; connect :attr:`done` and :attr:`failed` before."""
        _running.add(self)  # kept until the result is here, so that Qt's side is not deleted in the other thread
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as raised:
            result, error = None, raised
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile, and Qt with it
            self._ended.emit(result, error)

    def _end(self, result: object, error: Exception | None) -> None:
        _running.discard(self)
        if error is None:
            self.done.emit(result)
        elif self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
            self.failed.emit(error)
        else:
            raise error
