"""Letting go of an export under way: who draws asks now and then whether anybody still waits for it.

This module must not know what is drawn.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextvars import ContextVar


class Halted(Exception):
    """Nobody waits any longer for what was being made."""


_halt: ContextVar[threading.Event | None] = ContextVar("halt", default=None)


@contextlib.contextmanager
def halted_by(event: threading.Event) -> Iterator[None]:
    """Within this, in this thread, work ends with :class:`Halted` soon after the event is set."""
    token = _halt.set(event)
    try:
        yield
    finally:
        _halt.reset(token)


def check() -> None:
    """Raise Halted where the work is to end."""
    event = _halt.get()
    if event is not None and event.is_set():
        raise Halted
