"""One writer at a time: a file in the data folder that the operating system locks for as long as a project is open.

The lock goes with the process, however it ends, so a crash never leaves a project locked. The file holds who has the
lock, in order that the second comer can be told.

This module must not know what is written, nor how.
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from cjdesigner import paths
from cjdesigner.errors import FileInUse, FileRefused
from cjdesigner.i18n import mark

_held: set[Path] = set()


class Holder(msgspec.Struct, frozen=True):
    """Who has a project open: process id, and since when in local time."""

    pid: int
    since: str


class WriterLock:
    """The right to write to one project, taken on construction. Raises FileInUse where somebody else has it."""

    def __init__(self, real_path: Path) -> None:
        self.path = real_path
        try:
            self._file, self._handle = _locked(real_path)
        except OSError as error:
            raise FileRefused(
                mark("“{path}” cannot be reserved for writing, because the data folder is not usable: {reason}."),
                path=real_path,
                reason=error.strerror or error,
            ) from error
        _held.add(real_path)

    def release(self) -> None:
        """Let others write. Doing it twice does nothing."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        _held.discard(self.path)
        if sys.platform == "win32":
            os.close(handle)
            try:
                self._file.unlink(missing_ok=True)
            except OSError:
                pass  # the next holder has it open already
        else:
            self._file.unlink(missing_ok=True)  # while still locked, so nobody else's lock is removed
            os.close(handle)


def held_here(real_path: Path) -> bool:
    """Whether this very process has the project open for writing."""
    return real_path in _held


def lock_file(real_path: Path) -> Path:
    """Where the lock of a project lies."""
    name = hashlib.sha256(os.fsencode(os.path.normcase(real_path))).hexdigest()[:32]
    return paths.data("locks") / f"{name}.lock"


def _locked(real_path: Path) -> tuple[Path, int | None]:
    file = lock_file(real_path)
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o600)
        try:
            if not _take(handle):
                raise _in_use(real_path, os.read(handle, 4096))
            if _is(file, handle):
                holder = Holder(os.getpid(), f"{datetime.now():%Y-%m-%d %H:%M}")
                os.ftruncate(handle, 0)
                os.write(handle, msgspec.json.encode(holder))
                return file, handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its holder removed it between our opening and our locking: there is a new one, or none


def _in_use(real_path: Path, content: bytes) -> FileInUse:
    try:
        holder = msgspec.json.decode(content, type=Holder)
    except msgspec.DecodeError:
        return FileInUse(
            mark("“{path}” is open in another window. Close it there, or open it for reading only."), path=real_path
        )
    return FileInUse(
        mark(
            "“{path}” has been open in another window since {since} (process {pid}). "
            "Close it there, or open it for reading only."
        ),
        path=real_path,
        since=holder.since,
        pid=holder.pid,
    )


def _is(file: Path, handle: int) -> bool:
    try:
        there = file.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(handle)
    return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """The byte that is locked: far behind the content, because Windows keeps others from reading what is locked."""

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            # flock belongs to this very handle: unlike lockf it also keeps out a second opening in this process, and
            # is not lost when some other handle on the file is closed.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
