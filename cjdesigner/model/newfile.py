"""A document written whole into a new file: when it is made, saved under another name, or copied.

This module must not know how a file that is there is opened or edited.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from cjdesigner.errors import WriteFailed
from cjdesigner.i18n import mark
from cjdesigner.model import images, migrations
from cjdesigner.model.document import Document
from cjdesigner.model.projectfile import ProjectFile, put_new, write_failure
from cjdesigner.model.writer_lock import WriterLock


def made(target: Path, real: Path, lock: WriterLock, document: Document, *, overwrite: bool) -> ProjectFile:
    """Write the document with its history and hold the file open, by ``lock``. Raises as :func:`write_new`."""
    write_new(target, real, document, history=True, overwrite=overwrite)
    try:
        return ProjectFile(target, real, lock)
    except sqlite3.Error as error:
        failure = write_failure(error, target)
        if failure is None:
            raise
        raise failure from error


def write_new(target: Path, real: Path, document: Document, *, history: bool, overwrite: bool) -> None:
    """Write the document, its history if it is wanted, and the images that these name.

    Raises FileExists, WriteFailed; whatever stood there is then as it was.
    """
    from cjdesigner.model import rows

    state = document.state
    done, undone = document.steps() if history else ((), ())
    contents = rows.Contents(list(state.records.values()), state.next_id, done, undone)
    found = (document.images.image(name) for name in sorted(wanted_images(document, history=history)))
    pictures = (image for image in found if image is not None)

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {migrations.FORMAT}")
        rows.write_contents(connection, contents, pictures, migrations.FORMAT)
        connection.execute("COMMIT")

    put_new(target, real, fill, overwrite=overwrite)


def wanted_images(document: Document, *, history: bool) -> set[str]:
    """The names of the images that the records name, and with history what it may bring back."""
    done, undone = document.steps() if history else ((), ())
    wanted = images.named(document.state.records.values())
    return wanted | images.mentioned(step.patch for step in (*done, *undone))


def real_path(target: Path) -> Path:
    """The path without links. Raises WriteFailed where there can be no such path."""
    try:
        return Path(os.path.realpath(target))
    except (OSError, ValueError) as error:
        raise WriteFailed(mark("“{path}” cannot be written: {reason}."), path=target, reason=error) from error
