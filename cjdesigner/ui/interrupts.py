"""Ends the program quietly when the terminal (Ctrl+C) or the system asks it to.

Qt's event loop would let Python's signal handlers wait; a socket that the signal writes to wakes it.
This module must not know windows.
"""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier


class Interrupts(QObject):
    """Quits the application at SIGINT and SIGTERM, until :meth:`stop`. To be made in the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._wakeup_before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _quit) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(self) -> None:
        """Handle signals as before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    def _woken(self) -> None:
        """Python runs here, and so runs the handlers of the signals that have come."""
        try:
            self._reader.recv(64)
        except OSError:
            pass


def _quit(number: int, frame: FrameType | None) -> None:
    QCoreApplication.quit()
