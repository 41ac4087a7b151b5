"""When a panel draws itself anew: once per turn of the event loop, only while it can be seen, and never all the time.

A panel says :meth:`Refresher.later` as often as it likes. While a drag redraws sixty times a second, a panel whose
refreshing is dear (a journey of 10,000 touchpoints) pauses between two refreshings, so that it takes no more than its
share of the time and the pointer has most of it. A cheap refresh is never held back.

This module must not know what is refreshed.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_CHEAP = 4.0
_LONGEST = 600.0


class Refresher(QObject):
    """Calls ``refresh`` for a widget.

    ``share`` is the part of the time that it may take while it is told without end. With ``rest`` it waits until
    nothing has been said for so many milliseconds.
    """

    def __init__(
        self, widget: QWidget, refresh: Callable[[], None], *, rest: int | None = None, share: float = 0.1
    ) -> None:
        super().__init__(widget)
        self._share = share
        self._widget = widget
        self._refresh = refresh
        self._rest = rest
        self._stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(rest or 0)
        self._timer.timeout.connect(self._due)
        widget.installEventFilter(self)

    def later(self) -> None:
        """What is shown is out of date."""
        self._stale = True
        if self._widget.isVisible() and (self._rest is not None or not self._timer.isActive()):
            self._timer.start()

    def now(self) -> None:
        """Refresh at once, seen or not."""
        self._timer.stop()
        self._stale = False
        self._refresh()

    @property
    def stale(self) -> bool:
        """Whether a refresh is outstanding."""
        return self._stale

    def _due(self) -> None:
        if not self._stale or not self._widget.isVisible():
            return
        start = perf_counter()
        self.now()
        if self._rest is None:
            took = (perf_counter() - start) * 1000
            pause = took * (1 / self._share - 1) if took > _CHEAP else 0.0
            self._timer.setInterval(round(min(_LONGEST, pause)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale and watched is self._widget:
            self._timer.start(0 if self._rest is None else self._timer.interval())
        return False
