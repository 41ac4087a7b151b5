"""One project file under SQLite: how it is opened, held, written in transactions, and put in place when it is new.

Rollback journal, synchronous FULL: one file at every moment, and every edit wholly in it or not at all.

This module must not know what an edit or an undo step is.
"""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import tempfile
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from cjdesigner.errors import WriteFailed
from cjdesigner.i18n import mark
from cjdesigner.model.writer_lock import WriterLock

BUSY_SECONDS = 2.0
"""How long another program (a backup, a virus scanner) may hold the file before an edit gives up."""

_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
)
_log = logging.getLogger(__name__)


class FileReplaced(WriteFailed):
    """Another program replaced or changed the open file. Editing has stopped; a copy should be offered."""


class FileExists(WriteFailed):
    """A file is there already and was not to be replaced."""


def connect(real: Path | None, mode: Literal["ro", "rw"] = "rw") -> sqlite3.Connection:
    """A connection that begins and ends no transaction by itself and trusts no schema; in memory without a path.

    Raises sqlite3.Error, also where there is no file.
    """
    if real is None:
        uri = "file::memory:"
    else:
        text = real.as_posix()
        uri = f"file://{'' if text.startswith('/') else '/'}{urllib.parse.quote(os.fsencode(text))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


class ProjectFile:
    """A project file held open by its one writer. ``path`` is as the user named it, ``real`` without links."""

    def __init__(self, path: Path, real: Path, lock: WriterLock) -> None:
        """Takes over ``lock``. Raises sqlite3.Error; then the lock is still the caller's."""
        self.path = path
        self.real = real
        self.replaced = False
        self.lock = lock
        self._identity = _identity(real)
        self.connection = connect(real, "rw")
        try:
            self._version = self._data_version()
        except BaseException:
            self.connection.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that reads. What the file holds at its end is what edits start from."""
        self.connection.execute("BEGIN")
        try:
            yield self.connection
            self._version = self._data_version()
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes. Raises WriteFailed; the file is then as it was before."""
        if self.replaced or _identity(self.real) != self._identity:
            raise self._replaced()
        connection = self.connection
        checked = False
        try:
            connection.execute("BEGIN IMMEDIATE")
            if self._data_version() != self._version:
                raise self._replaced()
            checked = True
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            self._roll_back(checked)
            failure = write_failure(error, self.path) if isinstance(error, sqlite3.Error) else None
            if failure is not None:
                raise failure from error
            raise

    def use_rollback_journal(self) -> None:
        """Make sure of the journal: one file at every moment. Raises sqlite3.Error.

        A journal that a crash left before anything was written is not hot, and SQLite would let it lie; on the way
        from PERSIST to DELETE it goes.
        """
        self.connection.execute("PRAGMA journal_mode = PERSIST")
        self.connection.execute("PRAGMA journal_mode = DELETE")

    def close(self, *, keep_lock: bool = False) -> None:
        """Let go of the file, and of the lock unless somebody has taken it over. Doing it twice does nothing."""
        self.connection.close()
        if not keep_lock:
            self.lock.release()

    def _data_version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _replaced(self) -> FileReplaced:
        self.replaced = True
        return FileReplaced(
            mark(
                "Another program has replaced or changed “{path}” while it was open. "
                "Nothing more is written to it; save a copy under another name."
            ),
            path=self.path,
        )

    def _roll_back(self, checked: bool) -> None:
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if checked:  # taking back what had reached the file counts as a new version, though it is the old one
                self._version = self._data_version()
        except sqlite3.Error:
            # the journal stays beside the file, and SQLite takes the edit back at the next access
            _log.exception("rollback of %s is left to the next access", self.real)


def put_new(path: Path, real: Path, fill: Callable[[sqlite3.Connection], None], *, overwrite: bool) -> None:
    """Make a database beside ``real`` and put it in place whole. ``fill`` makes all of it.

    Raises FileExists, WriteFailed; whatever stood at ``real`` is then as it was.
    """
    if os.path.isdir(real):
        raise WriteFailed(mark("“{path}” is a folder. Name a file in it."), path=path)
    if not overwrite and os.path.lexists(real):
        raise exists(path)
    try:
        handle, name = tempfile.mkstemp(prefix=".cjd-", suffix=".tmp", dir=real.parent)
        os.close(handle)
    except OSError as error:
        raise _os_failure(error, path) from error
    made = Path(name)
    try:
        _build(made, fill)
        os.chmod(made, _usual_mode(real))
        for rest in ("-journal", "-wal", "-shm"):  # of an older file of this name: SQLite would take them for ours
            Path(f"{real}{rest}").unlink(missing_ok=True)
        _put_in_place(made, real, overwrite)
    except FileExistsError as error:
        raise exists(path) from error
    except OSError as error:
        raise _os_failure(error, path) from error
    except sqlite3.Error as error:
        failure = write_failure(error, path)
        if failure is None:
            raise
        raise failure from error
    finally:
        made.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Delete a file that is not needed any more; one that cannot be deleted stays, and the log says so."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        _log.warning("%s stays behind", path, exc_info=True)


def write_failure(error: sqlite3.Error, path: Path) -> WriteFailed | None:
    """What an error of SQLite while writing means to the user; None where it is a bug of ours."""
    match getattr(error, "sqlite_errorcode", -1) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            return _forbidden(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return WriteFailed(
                mark("“{path}” was not written, because another program is using it. Try again in a moment."), path=path
            )
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_NOLFS:
            return _failed(path, error)
    return None


def _full(path: Path) -> WriteFailed:
    return WriteFailed(mark("“{path}” was not written, because the disk is full. Make room and try again."), path=path)


def _forbidden(path: Path) -> WriteFailed:
    return WriteFailed(
        mark("“{path}” was not written, because you have no permission. Save a copy in a folder of yours."), path=path
    )


def _failed(path: Path, reason: object) -> WriteFailed:
    return WriteFailed(
        mark("“{path}” was not written: {reason}. Save a copy in another place."), path=path, reason=reason
    )


def exists(path: Path) -> FileExists:
    """The refusal to replace a file."""
    return FileExists(mark("“{path}” exists already and was not replaced. Choose another name."), path=path)


def _os_failure(error: OSError, path: Path) -> WriteFailed:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return WriteFailed(mark("The folder of “{path}” does not exist. Make it first."), path=path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _forbidden(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _full(path)
    return _failed(path, error.strerror or error)


def _build(made: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    with closing(connect(made, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # what fails is thrown away
        connection.execute("PRAGMA synchronous = OFF")  # and what does not is flushed below
        fill(connection)
    _flush(made)


def _put_in_place(made: Path, real: Path, overwrite: bool) -> None:
    if overwrite:
        os.replace(made, real)
    else:
        try:
            os.link(made, real)  # the one way that never replaces a file which has just come into being
        except FileExistsError:
            raise
        except OSError:  # a file system without links, such as a stick's
            if os.path.lexists(real):
                raise FileExistsError(real) from None
            os.rename(made, real)
    if os.name == "posix":
        _flush(real.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _usual_mode(real: Path) -> int:
    try:
        return real.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _identity(real: Path) -> tuple[int, int] | None:
    try:
        found = real.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
