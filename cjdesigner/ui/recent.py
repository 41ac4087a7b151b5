"""The files opened last, remembered in the settings.

This module must not know how they are shown or opened.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import msgspec

from cjdesigner import paths
from cjdesigner.ui.appearance import settings

LIMIT = 12
_KEY = "recent/files"


class RecentFile(msgspec.Struct, frozen=True):
    """A file and when it was opened last, in local time."""

    path: Path
    opened: datetime

    @property
    def untitled(self) -> bool:
        """Whether it has no name of the user's yet and lies in the data folder."""
        return self.path.parent == paths.data("untitled")

    @property
    def exists(self) -> bool:
        """Whether the file still lies there."""
        return os.path.isfile(self.path)


def recent_files() -> list[RecentFile]:
    """What nobody has named yet, also what a crash left behind; then the files opened last, newest first."""
    try:
        named = msgspec.json.decode(str(settings().value(_KEY, "[]")), type=list[RecentFile], dec_hook=_decoded)
    except (msgspec.MsgspecError, ValueError):
        named = []
    return _untitled() + [file for file in named[:LIMIT] if not file.untitled]


def _untitled() -> list[RecentFile]:
    found = []
    for path in paths.data("untitled").glob("*.cjd"):
        try:
            changed = datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)
        except OSError:
            continue  # it went away meanwhile
        found.append(RecentFile(path, changed))
    return sorted(found, key=lambda file: file.opened, reverse=True)


def add(path: Path) -> None:
    """Put a file first: it has just been opened or saved."""
    path = Path(os.path.abspath(path))
    _write([RecentFile(path, datetime.now().replace(microsecond=0)), *(f for f in recent_files() if f.path != path)])


def remove(path: Path) -> None:
    """Forget a file; it is not deleted."""
    path = Path(os.path.abspath(path))
    _write([file for file in recent_files() if file.path != path])


def clear() -> None:
    """Forget all files; none is deleted."""
    _write([])


def _write(files: list[RecentFile]) -> None:
    kept = settings()
    kept.setValue(_KEY, msgspec.json.encode(files[:LIMIT], enc_hook=str).decode())
    kept.sync()


def _decoded(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise ValueError(value)
