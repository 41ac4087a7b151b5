"""What may be chosen about an export.

This module must not know how any of it is done.
"""

from __future__ import annotations

import datetime

import msgspec


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a journey is exported. None takes the project's paper, the language in force, today, the path most take."""

    paper: str | None = None
    landscape: bool | None = None
    language: str | None = None
    dpi: float | None = None
    """Of pictures only."""
    date: datetime.date | None = None
    path: tuple[int, ...] | None = None
    """The nodes of the path that is marked and told step by step."""
