"""Refusing what is no project, before anything is written.

A project comes by mail and from sticks, so it is not trusted: neither its header, nor its schema, nor its rows. Every
refusal is one FileRefused that names the file, says what is the matter, and what to do.

This module must not know what the tables mean, and never writes.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from cjdesigner.errors import FileRefused
from cjdesigner.i18n import mark
from cjdesigner.model import writer_lock
from cjdesigner.model.migrations import APPLICATION_ID, FORMAT, SHAPES

_HEADER = 100
_MOST = 100
_MAGIC = b"SQLite format 3\0"

_NOT_A_PROJECT = mark("“{path}” is not a cjdesigner project.")
_DAMAGED = mark("“{path}” is damaged and was not opened ({reason}). Take an earlier copy of it.")
_UNREADABLE = mark("You have no permission to read “{path}”. Ask its owner, or copy it to a folder of yours.")
_BUSY = mark("“{path}” is being used by another program. Try again when that has finished.")


class FileNotWritable(FileRefused):
    """The file can be read and not be written. A read-only view may be offered."""


def real_file(path: Path) -> Path:
    """The real path of an ordinary file with something in it. Raises FileRefused."""
    try:
        real = Path(os.path.realpath(path))
        found = real.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise FileRefused(mark("“{path}” does not exist. Check the name."), path=path) from None
    except PermissionError:
        raise FileRefused(_UNREADABLE, path=path) from None
    except (OSError, ValueError) as error:
        raise FileRefused(mark("“{path}” cannot be read: {reason}."), path=path, reason=_reason(error)) from error
    if stat.S_ISDIR(found.st_mode):
        raise FileRefused(mark("“{path}” is a folder. Name a file in it."), path=path)
    if not stat.S_ISREG(found.st_mode):
        raise FileRefused(_NOT_A_PROJECT, path=path)
    if found.st_size == 0:
        raise FileRefused(mark("“{path}” is empty. Take an earlier copy of it."), path=path)
    return real


def check_writable(path: Path, real: Path) -> None:
    """Raise FileNotWritable where the file or its folder (for SQLite's journal) cannot be written."""
    if not os.access(real, os.W_OK):
        raise FileNotWritable(
            mark("You have no permission to change “{path}”. Open it for reading only, or copy it."), path=path
        )
    if not os.access(real.parent, os.W_OK):
        raise FileNotWritable(
            mark("You have no permission to write in the folder of “{path}”. Open it for reading only, or copy it."),
            path=path,
        )


def check_header(path: Path, real: Path) -> None:
    """Look at the first bytes: is it ours, and not newer? Raises FileRefused.

    They are read as plain bytes, for SQLite itself would bring an interrupted write of another program's database to
    its end. Closing a plain handle drops the locks this process has on the file, so a file that is open here for
    writing, which has passed already, is not read again.
    """
    if writer_lock.held_here(real):
        return
    try:
        with real.open("rb") as stream:
            header = stream.read(_HEADER)
    except PermissionError:
        raise FileRefused(_UNREADABLE, path=path) from None
    except OSError as error:
        raise FileRefused(mark("“{path}” cannot be read: {reason}."), path=path, reason=_reason(error)) from error
    if not header.startswith(_MAGIC[: len(header)]):
        raise FileRefused(_NOT_A_PROJECT, path=path)
    if len(header) < _HEADER:
        raise _cut_off(path)
    _check_numbers(path, int.from_bytes(header[68:72]), int.from_bytes(header[60:64], signed=True))
    if header[18:20] != b"\x01\x01" or Path(f"{real}-wal").exists():
        raise FileRefused(
            mark("“{path}” was changed by a database program and is not opened. Take an earlier copy of it."), path=path
        )
    # the last page may have been empty, and SQLite would not miss it; a crash's journal says more than the header
    if real.stat().st_size < _size(header) and not Path(f"{real}-journal").exists():
        raise _cut_off(path)


def _size(header: bytes) -> int:
    """How large the file is by its header: its pages, where their number is kept, times their size."""
    page = int.from_bytes(header[16:18])
    return int.from_bytes(header[28:32]) * (page if page > 1 else 65_536) if header[24:28] == header[92:96] else 0


def _cut_off(path: Path) -> FileRefused:
    return FileRefused(mark("“{path}” is cut off and was not opened. Take an earlier copy of it."), path=path)


def check_contents(connection: sqlite3.Connection, path: Path) -> int:
    """Check numbers, schema, pages and references inside the caller's transaction; the format's number.

    Raises FileRefused, and sqlite3.Error which :func:`refusal` words.
    """
    number = check_format(connection, path)
    report = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if report != "ok":
        raise damaged(path, report)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise damaged(path, f"{broken[0]} {broken[1]} -> {broken[2]}")
    return number


def check_format(connection: sqlite3.Connection, path: Path) -> int:
    """Check numbers and schema; the format's number. Raises FileRefused, sqlite3.Error."""
    application_id, number = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    _check_numbers(path, application_id, number)
    check_schema(connection, path, number)
    return int(number)


def check_schema(connection: sqlite3.Connection, path: Path, number: int) -> None:
    """Refuse whatever is in the schema and not of this format: triggers, views, tables, indexes, columns."""
    shape = SHAPES[number]
    missing = {("table", name) for name in shape.tables} | {("index", name) for name in shape.indexes}
    for kind, name, of, page in connection.execute("SELECT type, name, tbl_name, rootpage FROM sqlite_master"):
        belongs = shape.indexes.get(name) == of if kind == "index" else kind == "table" and name in shape.tables
        if not belongs or not page or (kind, name) not in missing:  # a virtual table has no page
            raise FileRefused(
                mark("“{path}” was not opened: it contains what does not belong in a project ({kind} “{name}”)."),
                path=path,
                kind=brief(kind),
                name=brief(name),
            )
        missing.discard((kind, name))
    for kind, name in missing:
        raise damaged(path, f"{kind} {name}")
    for name, columns in shape.tables.items():
        found = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
        if tuple(row[1] for row in found) != columns or any(row[6] for row in found):
            raise damaged(path, f"table {name}")


def damaged(path: Path, reason: object) -> FileRefused:
    """The refusal of a file whose contents do not hold together."""
    return FileRefused(_DAMAGED, path=path, reason=brief(reason))


def brief(reason: object) -> str:
    """What the file itself says, or SQLite of it, as it can stand in a sentence: one line, and not endless."""
    line = " ".join(str(reason)[:1000].split())
    return line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…"


def refusal(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> FileRefused | None:
    """What an error of SQLite while opening means to the user; None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # of the module itself: a text, or a name in the schema, that is not UTF-8
        return damaged(path, error) if isinstance(error, (sqlite3.OperationalError, UnicodeDecodeError)) else None
    match code & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return FileRefused(_NOT_A_PROJECT, path=path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR | sqlite3.SQLITE_FORMAT:
            return damaged(path, error)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return FileRefused(_BUSY, path=path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_AUTH:
            return FileRefused(_UNREADABLE, path=path)
        case sqlite3.SQLITE_FULL:
            return FileRefused(mark("“{path}” was not opened, because the disk is full. Make room first."), path=path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_TOOBIG:
            return FileRefused(mark("“{path}” cannot be read: {reason}."), path=path, reason=error)
    return None


def _check_numbers(path: Path, application_id: int, number: int) -> None:
    if application_id != APPLICATION_ID:
        raise FileRefused(mark("“{path}” belongs to another program; it is not a cjdesigner project."), path=path)
    if number > FORMAT:
        raise FileRefused(
            mark(
                "“{path}” was made by a newer cjdesigner (format {found}, this one reads up to {known}). "
                "Install the newer one to open it."
            ),
            path=path,
            found=number,
            known=FORMAT,
        )
    if number not in SHAPES:
        raise damaged(path, f"format {number}")


def _reason(error: Exception) -> object:
    return getattr(error, "strerror", None) or error
