"""What the studio remembers of a project between two visits, in the data folder: the last settings, and what the tiles
of a poster looked like when they were last printed.

What cannot be read is forgotten. This module must not know widgets.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from pathlib import Path

import msgspec

from cjdesigner import paths
from cjdesigner.model.records import Preset

_MOST = 4 * 1024 * 1024
"""Bytes; a file that is larger is none of ours."""


class Printing(msgspec.Struct, frozen=True):
    """The tiles of a poster as they were last exported or printed."""

    date: datetime.date
    tiles: dict[str, str]
    """Fingerprints by the tiles' names."""
    before: dict[str, str] = {}
    """What they looked like before, where only what had changed was printed: so that it can be printed once more."""


class Memory(msgspec.Struct, frozen=True):
    """Of one project. ``printings`` are by journey."""

    settings: Preset | None = None
    preset: int | None = None
    start: str = ""
    paper: str = ""
    """What the project's settings named when the studio's were kept."""
    printings: dict[int, Printing] = {}


def recalled(project: Path | None) -> Memory:
    """What is remembered of a project; nothing of one without a file."""
    if project is None:
        return Memory()
    try:
        file = _file(project)
        if file.stat().st_size > _MOST:
            return Memory()
        return msgspec.json.decode(file.read_bytes(), type=Memory)
    except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return Memory()


def remember(project: Path | None, memory: Memory) -> None:
    """Keep it. A data folder that cannot be written costs the memory, not the export."""
    if project is None:
        return
    try:
        paths.replace_atomically(_file(project), msgspec.json.encode(memory))
    except OSError:
        return


def _file(project: Path) -> Path:
    name = hashlib.sha256(os.path.realpath(project).encode(errors="surrogateescape")).hexdigest()[:32]
    return paths.data("studio") / f"{name}.json"
