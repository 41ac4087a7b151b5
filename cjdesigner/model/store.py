"""A project in its file: opening it, writing each edit into it, and copying it.

The store is the document's journal: one edit, one transaction, records and history together. The history lies in the
file, so undo survives closing and crashing; ``save_copy(..., history=False)`` leaves it out.

It is also the shelf of the document's images. An image stays as long as records or history name it: a copy is given no
others, a copy without history those that records name, and closing drops the rest from the file.

This module must not know what an edit means, nor Qt.
"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from cjdesigner import paths
from cjdesigner.errors import FileInUse, FileRefused, WriteFailed
from cjdesigner.i18n import mark
from cjdesigner.model import migrations, rules
from cjdesigner.model.document import Document, Step
from cjdesigner.model.guard import FileNotWritable
from cjdesigner.model.images import Image
from cjdesigner.model.newfile import made, real_path, wanted_images, write_new
from cjdesigner.model.opening import open_project, viewed_image
from cjdesigner.model.patch import Patch
from cjdesigner.model.projectfile import FileExists, FileReplaced, ProjectFile, exists, remove
from cjdesigner.model.records import Journey, Project, Record
from cjdesigner.model.writer_lock import WriterLock

__all__ = [
    "FileExists",
    "FileNotWritable",
    "FileReplaced",
    "Store",
    "create",
    "create_untitled",
    "open_document",
    "untitled_projects",
]

HISTORY_BYTES = 64 * 1024 * 1024
"""How much history a file keeps; the newest step stays whatever its size."""

_log = logging.getLogger(__name__)

Steps = deque[tuple[int, int]]
"""Place in the file and size of undo steps, oldest first."""


class Store:
    """An open project: the journal of :attr:`document`. To be closed, or used in a ``with`` statement."""

    def __init__(
        self, path: Path, document: Document, file: ProjectFile | None, first: int = 1, notes: Iterable[str] = ()
    ) -> None:
        """Made by :func:`open_document` and :func:`create`.

        Without ``file``, the store is read-only. ``first`` is the place of the first undo step in the file.
        """
        self.path = path
        self.document = document
        self.notes = tuple(notes)
        """Sentences to be shown after opening: what a migration did."""
        self._file = file
        self._fresh = False
        self._attach(first)

    def _attach(self, first: int) -> None:
        done, undone = self.document.steps()
        self._done: Steps = deque((seq, len(step.patch)) for seq, step in enumerate(done, first))
        self._undone: Steps = deque((seq, len(step.patch)) for seq, step in enumerate(undone, first + len(done)))
        self._bytes = sum(size for _, size in self._done)
        self._next_id = self.document.state.next_id
        self.document.journal = self
        self.document.images.keep_in(self)

    @property
    def read_only(self) -> bool:
        """Whether edits are refused."""
        return self._file is None

    @property
    def replaced(self) -> bool:
        """Whether editing has stopped because another program replaced or changed the file."""
        return self._file is not None and self._file.replaced

    @property
    def untitled(self) -> bool:
        """Whether the project has no name yet and lies in the data folder."""
        return self.path.resolve().parent == _untitled_folder().resolve()

    # the journal

    def commit(self, patch: Patch, step: Step | None, *, amend: bool) -> int:
        """Write the patch and its undo step; see :class:`~cjdesigner.model.document.Journal`."""
        from cjdesigner.model import rows

        file = self._writable()
        highest = max((key for key, (_, after) in patch.items() if after is not None), default=0)
        next_id = max(self._next_id, 1 + highest)
        newest = self._done[-1] if self._done else (0, 0)
        seq = newest[0] if amend else newest[0] + 1
        size = len(step.patch) if step is not None else 0
        gone = self._too_old(size - newest[1], len(self._done) - 1) if amend else self._too_old(size, len(self._done))
        with file.writing() as connection:
            rows.write_patch(connection, patch)
            if next_id != self._next_id:
                rows.write_next_id(connection, next_id)
            if self._undone:
                rows.remove_steps(connection, self._undone[0][0], self._undone[-1][0])
            if step is None:
                rows.remove_steps(connection, seq, seq)
            elif amend:
                rows.replace_step(connection, seq, step)
            else:
                rows.add_steps(connection, [rows.StoredStep(seq, False, step)], migrations.FORMAT)
            if gone:
                rows.remove_steps(connection, gone[0][0], gone[-1][0])
        if amend:
            self._bytes -= self._done.pop()[1]
        if step is not None:
            self._done.append((seq, size))
            self._bytes += size
        for _step in gone:
            self._bytes -= self._done.popleft()[1]
        self._undone.clear()
        self._next_id = next_id
        self._fresh = False
        return len(self._done)

    def _too_old(self, growth: int, most: int) -> list[tuple[int, int]]:
        """The oldest steps, at most so many, that have to go if the history grows by so many bytes."""
        excess = self._bytes + growth - HISTORY_BYTES
        gone: list[tuple[int, int]] = []
        for step in islice(self._done, most):
            if excess <= 0:
                break
            gone.append(step)
            excess -= step[1]
        return gone

    def undo(self, patch: Patch) -> None:
        """Write the patch, already inverted, and mark the newest step as undone."""
        seq, size = self._done[-1]
        self._step(patch, seq, True)
        self._undone.appendleft(self._done.pop())
        self._bytes -= size

    def redo(self, patch: Patch) -> None:
        """Write the patch and mark the newest undone step as done."""
        seq, size = self._undone[0]
        self._step(patch, seq, False)
        self._done.append(self._undone.popleft())
        self._bytes += size

    def _step(self, patch: Patch, seq: int, undone: bool) -> None:
        from cjdesigner.model import rows

        with self._writable().writing() as connection:
            rows.write_patch(connection, patch)
            rows.mark_step(connection, seq, undone)

    def _writable(self) -> ProjectFile:
        if self._file is None:
            raise WriteFailed(
                mark("“{path}” is open for reading only. Save a copy under another name to edit it."), path=self.path
            )
        return self._file

    # images

    def read_image(self, name: str) -> bytes | None:
        """The bytes that go by a name; see :class:`~cjdesigner.model.images.Shelf`. Read each time they are wanted."""
        from cjdesigner.model import rows

        try:
            return viewed_image(self.path, name) if self._file is None else rows.read_image(self._file.connection, name)
        except sqlite3.ProgrammingError:
            raise
        except (sqlite3.Error, FileRefused):
            _log.warning("an image of %s cannot be read", self.path, exc_info=True)
            return None

    def write_image(self, image: Image) -> None:
        """Put an image into the file; see :class:`~cjdesigner.model.images.Shelf`."""
        from cjdesigner.model import rows

        with self._writable().writing() as connection:
            rows.write_image(connection, image)

    def _drop_images(self, file: ProjectFile) -> None:
        """Remove what neither records nor history name; where that cannot be done, the next closing will."""
        from cjdesigner.model import rows

        try:
            found = rows.image_rows(file.connection)
            wanted = {name.encode() for name in wanted_images(self.document, history=True)} if found else set()
            unwanted = [row for row, name in found.items() if name not in wanted]
            if unwanted and not file.replaced:
                with file.writing() as connection:
                    rows.remove_images(connection, unwanted)
        except (sqlite3.DatabaseError, WriteFailed):
            _log.warning("images that nothing names stay in %s", self.path, exc_info=True)

    # copies

    def save_copy(self, path: str | os.PathLike[str], *, history: bool = True, overwrite: bool = False) -> None:
        """Write the project to another file and go on with this one.

        The copy is made from what is in memory, so it works also when the file has been replaced underneath. What was
        deleted is not in it, but for the history. Images come from the file, as far as it can still be read. Raises
        FileExists, WriteFailed, FileInUse.
        """
        self.document.settle()
        target = Path(path)
        real = real_path(target)
        if self._file is not None and real == self._file.real:
            raise exists(target)
        lock = WriterLock(real)
        try:
            write_new(target, real, self.document, history=history, overwrite=overwrite)
        finally:
            lock.release()

    def copy_without_history(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write the project to another file without anything that was deleted or changed before. See save_copy."""
        self.save_copy(path, history=False, overwrite=overwrite)

    def relocate(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Save under another name and go on there, with all history; an untitled project moves.

        Also the way on from a read-only view and from a file that was replaced underneath. Raises FileExists,
        WriteFailed, FileInUse; then the store is as it was.
        """
        self.document.settle()
        target = Path(path)
        real = real_path(target)
        before, left, was_untitled = self._file, self.path, self.untitled
        stays = before is not None and real == before.real
        if stays and not self.replaced:
            return
        lock = before.lock if before is not None and stays else WriterLock(real)
        try:
            self._file = made(target, real, lock, self.document, overwrite=overwrite)
        except BaseException:
            if not stays:
                lock.release()
            raise
        self.path = target
        self._attach(1)
        if before is not None:
            if not stays:
                self._drop_images(before)
            before.close(keep_lock=stays)
        if was_untitled and not stays:
            remove(left)

    # the end

    def close(self) -> None:
        """Let go of the file; the gesture under way is committed. An untitled project nobody edited disappears."""
        file = self._file
        if file is None:
            return
        try:
            self.document.settle()
            self._drop_images(file)
        finally:
            file.close()
            self._file = None
            if self._fresh and self.untitled:
                remove(self.path)

    def discard(self) -> None:
        """Close an untitled project and delete it. Raises ValueError where the project has a name."""
        if not self.untitled:
            raise ValueError("only an untitled project is discarded")
        if self.document.gesture is not None:
            self.document.gesture.cancel()
        self.close()
        remove(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


# opening


def open_document(path: str | os.PathLike[str], *, read_only: bool = False) -> tuple[Document, Store]:
    """Open a project with its history.

    Raises FileRefused (FileInUse, FileNotWritable: a read-only view may be offered); nothing was written then, but that
    a write which a crash interrupted has been brought to its end.
    """
    opened = open_project(Path(path), read_only=read_only)
    store = Store(Path(path), opened.document, opened.file, opened.first, opened.notes)
    return opened.document, store


# making


def create(
    path: str | os.PathLike[str], records: Iterable[Record], *, pictures: Iterable[bytes] = (), overwrite: bool = False
) -> Store:
    """Make a project of these records, whole or not at all, and hold it open.

    Of ``pictures`` those are kept that records name. Raises FileExists (unless ``overwrite``), WriteFailed, FileInUse,
    EditRefused where the records break a rule, and BadInput where a picture is none.
    """
    document = Document(records)
    rules.check_all(document.state)
    for picture in pictures:
        document.images.put(picture, logo=True)
    target = Path(path)
    real = real_path(target)
    lock = WriterLock(real)
    try:
        file = made(target, real, lock, document, overwrite=overwrite)
    except BaseException:
        lock.release()
        raise
    return Store(target, document, file)


def create_untitled(records: Iterable[Record], *, pictures: Iterable[bytes] = ()) -> Store:
    """Make a project in the data folder, to be named later by :meth:`Store.relocate`; see :func:`create`."""
    held, shown = list(records), list(pictures)
    titles = [record.title for record in held if isinstance(record, (Project, Journey)) and record.title.strip()]
    title = re.sub(r'[\s/\\:*?"<>|\x00-\x1f]+', " ", titles[0] if titles else "").strip(" .")[:60]
    start = f"{title} {datetime.now():%Y-%m-%d %H.%M.%S}".strip()
    number = 1
    while True:
        name = start if number == 1 else f"{start} ({number})"
        try:
            store = create(_untitled_folder() / f"{name}.cjd", held, pictures=shown)
        except (FileExists, FileInUse):
            number += 1
            continue
        store._fresh = True
        return store


def untitled_projects() -> list[Path]:
    """The untitled projects in the data folder, newest first: also what a crash left behind."""
    found = [(path.stat().st_mtime_ns, path) for path in _untitled_folder().glob("*.cjd")]
    return [path for _time, path in sorted(found, reverse=True)]


def _untitled_folder() -> Path:
    return paths.data("untitled")
