"""Opening a project file: refusing, reading, recovering, and bringing an older format along.

This module must not know how edits are written, nor Qt.
"""

from __future__ import annotations

import filecmp
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from cjdesigner.errors import EditRefused, FileRefused, WriteFailed
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import guard, migrations, rules
from cjdesigner.model.document import Document
from cjdesigner.model.projectfile import FileExists, ProjectFile, connect, put_new, remove, write_failure
from cjdesigner.model.writer_lock import WriterLock


class Opened(msgspec.Struct, frozen=True):
    """A project as it was found. ``file`` is None for a view; ``first`` is the place of the first undo step."""

    document: Document
    first: int
    file: ProjectFile | None = None
    notes: tuple[str, ...] = ()


def open_project(path: Path, *, read_only: bool) -> Opened:
    """Open a project for its one writer, or read it for a view. Raises FileRefused."""
    real = guard.real_file(path)
    guard.check_header(path, real)
    try:
        return _view(path, real) if read_only else _opened(path, real)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        refusal = guard.refusal(error, path)
        if refusal is None:
            raise
        raise refusal from error


def _opened(shown: Path, real: Path) -> Opened:
    guard.check_writable(shown, real)
    lock = WriterLock(real)
    try:
        file = ProjectFile(shown, real, lock)
    except BaseException:
        lock.release()
        raise
    try:
        with file.reading() as connection:
            found = guard.check_contents(connection, shown)
            if found == migrations.FORMAT:
                document, first = _read(connection, shown)
        notes: list[str] = []
        if found != migrations.FORMAT:
            document, first = _brought_along(file.connection, shown, real, found, notes)
        file.use_rollback_journal()
        return Opened(document, first, file, tuple(notes))
    except BaseException:
        file.close()
        raise


def _view(shown: Path, real: Path) -> Opened:
    try:
        return _viewed(shown, real)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    _recover(shown, real)
    return _viewed(shown, real)


def _viewed(shown: Path, real: Path) -> Opened:
    with closing(connect(real, "ro")) as connection:
        connection.execute("BEGIN")
        found = guard.check_contents(connection, shown)
        if found == migrations.FORMAT:
            document, first = _read(connection, shown)
        else:
            connection.execute("ROLLBACK")
            with closing(connect(None)) as memory:
                connection.backup(memory)
                (document, first), _kept = migrations.upgrade(memory, found, lambda: _checked(memory, shown))
    return Opened(document, first)


def viewed_image(shown: Path, name: str) -> bytes | None:
    """An image of a file that is only viewed, which is opened anew for it, of whatever format; None where it has none.

    Raises FileRefused, sqlite3.Error.
    """
    from cjdesigner.model import rows

    with closing(connect(guard.real_file(shown), "ro")) as connection:
        connection.execute("BEGIN")
        found = guard.check_format(connection, shown)
        return rows.read_image(connection, name) if "image" in migrations.SHAPES[found].tables else None


def _recover(shown: Path, real: Path) -> None:
    """Let SQLite take back a write that a crash interrupted."""
    if not (os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)):
        raise FileRefused(
            mark("A crash interrupted the last write to “{path}”. Somebody who may change it has to open it once."),
            path=shown,
        )
    lock = WriterLock(real)
    try:
        with closing(connect(real, "rw")) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    finally:
        lock.release()


def _brought_along(
    connection: sqlite3.Connection, shown: Path, real: Path, found: int, notes: list[str]
) -> tuple[Document, int]:
    """Copy an older file aside and bring it to the current format; ``notes`` gets what is to be told."""
    try:
        aside, made = _copied_aside(connection, real, found)
    except WriteFailed as error:
        raise _not_brought(shown, error) from error
    try:
        outcome, kept = migrations.upgrade(connection, found, lambda: _checked(connection, shown))
    except BaseException as error:
        if made:
            remove(aside)
        failure = write_failure(error, shown) if isinstance(error, sqlite3.Error) else None
        if failure is None:
            raise
        raise _not_brought(shown, failure) from error
    notes.append(_(migrations.BROUGHT_ALONG).format(path=shown, copy=aside))
    if not kept:
        notes.append(_(migrations.HISTORY_CLEARED).format(path=shown))
    return outcome


def _copied_aside(connection: sqlite3.Connection, real: Path, found: int) -> tuple[Path, bool]:
    """A copy of the file beside it, and whether it is new: one that an interrupted opening left is taken again.

    Raises WriteFailed.
    """
    earlier: list[Path] = []
    while True:
        count = f" {len(earlier) + 1}" if earlier else ""
        aside = real.with_name(f"{real.stem} (format {found}){count}{real.suffix}")
        try:
            put_new(aside, aside, connection.backup, overwrite=False)
            break
        except FileExists:
            earlier.append(aside)
    for copy in earlier:
        if _alike(copy, aside):
            remove(aside)
            return copy, False
    return aside, True


def _alike(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:  # that may not be read
        return False


def _not_brought(shown: Path, reason: WriteFailed) -> FileRefused:
    return FileRefused(
        mark("“{path}” comes from an older cjdesigner and could not be brought up to date. {reason}"),
        path=shown,
        reason=reason,
    )


def _checked(connection: sqlite3.Connection, shown: Path) -> tuple[Document, int]:
    guard.check_contents(connection, shown)
    return _read(connection, shown)


def _read(connection: sqlite3.Connection, shown: Path) -> tuple[Document, int]:
    """The document, and the place of its first undo step."""
    from cjdesigner.model import rows

    try:
        records, next_id = rows.read_records(connection)
        steps = rows.read_history(connection, migrations.FORMAT)
    except rows.DamagedRow as error:
        raise guard.damaged(shown, error) from error
    done = [each.step for each in steps if not each.undone]
    undone = [each.step for each in steps if each.undone]
    document = Document(records, done=done, undone=undone, next_id=next_id)
    try:
        rules.check_all(document.state)
    except EditRefused as error:
        reason = EditRefused(error.template, **{key: guard.brief(value) for key, value in error.parameters.items()})
        raise FileRefused(
            mark("“{path}” is damaged and was not opened. {reason} Take an earlier copy of it."),
            path=shown,
            reason=reason,
        ) from error
    return document, steps[0].seq if steps else 1
