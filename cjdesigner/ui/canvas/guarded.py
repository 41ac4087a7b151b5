"""Painting that may fail without taking the program along.

An exception that leaves an override called by Qt in the middle of painting fails every other one of the same paint
event, and may end the process. So it is caught where it arises and handed to the hook for what nobody caught, which
logs it and tells it later; Qt paints on.

This module must not know what is painted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPainter


@contextmanager
def guarded(painter: QPainter) -> Iterator[None]:
    """Give the painter back as it was, whatever is painted meanwhile."""
    painter.save()
    try:
        yield
    except Exception:
        sys.excepthook(*sys.exc_info())
    finally:
        painter.restore()
