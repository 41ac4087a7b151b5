"""Files of every older format are opened, and what brings them along leaves nothing half done.

The frozen files are made by ``freeze.py``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from model import freeze, random_edits

from cjdesigner.errors import FileRefused
from cjdesigner.model import migrations, projectfile, writer_lock
from cjdesigner.model.migrations import FORMAT, MIGRATIONS, SHAPES, Migration, Shape
from cjdesigner.model.records import Touchpoint
from cjdesigner.model.store import create, open_document

FORMATS = range(1, FORMAT + 1)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of format 1 with history."""
    path = tmp_path / "journey.cjd"
    shutil.copy(freeze.FILES / "format-1.cjd", path)
    return path


@pytest.mark.parametrize("number", FORMATS)
def test_a_frozen_file_is_opened(number: int, tmp_path: Path) -> None:
    path = tmp_path / "frozen.cjd"
    shutil.copy(freeze.FILES / f"format-{number}.cjd", path)
    expected = msgspec.json.decode((freeze.FILES / f"format-{number}.json").read_bytes())
    document, opened = open_document(path)
    assert freeze.by_type(document.state) == expected
    assert (document.undo_label, document.redo_label) == ("Link", "Rename")
    while document.undo():
        pass
    assert document.state.records == {record.id: record for record in freeze.RECORDS}
    while document.redo():
        pass
    assert document.state[8] == Touchpoint(id=8, journey=3, name="Counter", score=0.5)
    opened.close()


def test_every_step_and_every_shape_is_there() -> None:
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))
    assert sorted(SHAPES) == list(FORMATS)


def test_the_table_of_formats_names_the_format_in_force() -> None:
    assert migrations.__doc__ is not None
    rows = [line.split()[0] for line in migrations.__doc__.splitlines() if line[:1].isdigit()]
    assert rows == [str(number) for number in FORMATS]


# the mechanism, by a format that adds a colour to touchpoints


NEXT = FORMAT + 1


def add_colour(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE touchpoint ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE touchpoint SET name = name || ' (new)'")


def rename_in_history(patch: bytes) -> bytes:
    return patch.replace(b'"Counter"', b'"Counter (new)"').replace(b'"Desk"', b'"Desk (new)"')


Install = Callable[[Migration], None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Makes this a program of the next format."""

    def installed(migration: Migration) -> None:
        before = SHAPES[FORMAT]
        tables = before.tables | {"touchpoint": (*before.tables["touchpoint"], "colour")}
        monkeypatch.setattr(migrations, "FORMAT", NEXT)
        monkeypatch.setattr("cjdesigner.model.guard.FORMAT", NEXT)
        monkeypatch.setitem(SHAPES, NEXT, Shape(tables, before.indexes))
        monkeypatch.setitem(MIGRATIONS, FORMAT, migration)

    return installed


def version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64])


def test_an_older_file_is_copied_aside_and_brought_along(old: Path, install: Install) -> None:
    before, view = open_document(old, read_only=True)
    view.close()
    install(Migration(add_colour, rename_in_history))
    document, opened = open_document(old)
    assert version(old) == NEXT
    assert document.state[8].name == "Desk (new)"  # type: ignore[attr-defined]
    assert document.steps() != before.steps()
    document.redo()
    assert document.state[8].name == "Counter (new)"  # type: ignore[attr-defined]
    while document.undo():
        pass
    opened.close()
    aside = old.with_name(f"journey (format {FORMAT}).cjd")
    assert sorted(os.listdir(old.parent)) == sorted([old.name, aside.name])
    assert len(opened.notes) == 1
    assert f"“{aside}”" in opened.notes[0]
    assert version(aside) == FORMAT
    _, again = open_document(old)
    assert again.notes == ()
    again.close()


def test_the_copy_aside_is_the_old_file(old: Path, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    before, view = open_document(old, read_only=True)
    view.close()
    with monkeypatch.context():
        install(Migration(add_colour, rename_in_history))
        open_document(old)[1].close()
    monkeypatch.undo()
    after, view = open_document(old.with_name(f"journey (format {FORMAT}).cjd"), read_only=True)
    view.close()
    assert (after.state.records, after.steps()) == (before.state.records, before.steps())
    with pytest.raises(FileRefused, match="newer cjdesigner"):
        open_document(old)


def test_no_earlier_copy_is_replaced(old: Path, install: Install) -> None:
    taken = old.with_name(f"journey (format {FORMAT}).cjd")
    taken.write_bytes(b"precious")
    install(Migration(add_colour, rename_in_history))
    open_document(old)[1].close()
    assert taken.read_bytes() == b"precious"
    assert old.with_name(f"journey (format {FORMAT}) 2.cjd").exists()


def test_history_that_cannot_be_brought_along_is_cleared_and_said(old: Path, install: Install) -> None:
    install(Migration(add_colour, None))
    document, opened = open_document(old)
    opened.close()
    assert document.steps() == ((), ())
    assert len(opened.notes) == 2
    assert "no longer be undone" in opened.notes[1]


def break_reference(connection: sqlite3.Connection) -> None:
    add_colour(connection)
    connection.execute("DELETE FROM phase")


def break_rule(connection: sqlite3.Connection) -> None:
    add_colour(connection)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE touchpoint SET score = 7")


def forget_column(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE touchpoint SET name = ''")


def fill_disk(connection: sqlite3.Connection) -> None:
    add_colour(connection)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    connection.execute("UPDATE touchpoint SET note = CAST(zeroblob(1000000) AS TEXT)")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (break_reference, "damaged"),
        (break_rule, "damaged"),
        (forget_column, "damaged"),
        (fill_disk, "disk is full"),
    ],
)
def test_a_step_that_fails_leaves_the_old_file(
    old: Path, install: Install, step: Callable[[sqlite3.Connection], None], words: str
) -> None:
    before = old.read_bytes()
    install(Migration(step, rename_in_history))
    with pytest.raises(FileRefused, match=words):
        open_document(old)
    assert old.read_bytes() == before
    assert os.listdir(old.parent) == [old.name]
    assert not writer_lock.held_here(old)


def test_a_step_with_a_bug_leaves_the_old_file(old: Path, install: Install) -> None:
    def wrong(connection: sqlite3.Connection) -> None:
        add_colour(connection)
        raise ZeroDivisionError

    before = old.read_bytes()
    install(Migration(wrong, None))
    with pytest.raises(ZeroDivisionError):
        open_document(old)
    assert old.read_bytes() == before
    assert os.listdir(old.parent) == [old.name]


def test_where_no_copy_can_be_made_nothing_is_changed(
    old: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    install(Migration(add_colour, None))

    def none(**where: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(projectfile.tempfile, "mkstemp", none)
    with pytest.raises(FileRefused, match="disk is full"):
        open_document(old)
    assert old.read_bytes() == before


def test_a_view_of_an_older_file_changes_nothing(old: Path, install: Install) -> None:
    before = old.read_bytes()
    install(Migration(add_colour, rename_in_history))
    document, view = open_document(old, read_only=True)
    assert document.state[8].name == "Desk (new)"  # type: ignore[attr-defined]
    assert old.read_bytes() == before
    assert os.listdir(old.parent) == [old.name]
    view.close()


def test_an_older_file_with_something_strange_is_refused_before_it_is_touched(old: Path, install: Install) -> None:
    connection = sqlite3.connect(old)
    connection.execute("CREATE TRIGGER sneaky AFTER UPDATE ON touchpoint BEGIN DELETE FROM link; END")
    connection.close()
    before = old.read_bytes()
    install(Migration(add_colour, None))
    with pytest.raises(FileRefused, match="sneaky"):
        open_document(old)
    assert old.read_bytes() == before
    assert os.listdir(old.parent) == [old.name]


def test_a_new_file_is_of_the_format_in_force(tmp_path: Path) -> None:
    create(tmp_path / "new.cjd", random_edits.start()).close()
    assert version(tmp_path / "new.cjd") == FORMAT
