"""Python's search for cyclic garbage, held to the window's thread.

Left to itself it runs in whichever thread happens to allocate. A Qt object that is destroyed in another thread than its
own cannot stop its timers, and the next one that fires takes the program down.

This module must not know what is collected.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks."""

_YOUNG = 10_000
"""So many new objects are worth a look."""
_OFTEN = 20
"""Every so many looks all objects are gone through, not only those that are new."""


class Collector(QObject):
    """Collects from now on, and until :meth:`stop` nobody else does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect if enough has come together."""
        if gc.get_count()[0] < _YOUNG:
            return
        self._looks += 1
        gc.collect(2 if self._looks % _OFTEN == 0 else 1)

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
