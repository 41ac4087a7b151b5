"""Files of every older format are opened, and what brings them along leaves nothing half done.

The frozen files are made by ``freeze.py``.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from model import freeze, random_edits
from model.pictures import name_of, png

from cjdesigner.errors import FileRefused
from cjdesigner.model import migrations, projectfile, rules, writer_lock
from cjdesigner.model.document import Document
from cjdesigner.model.migrations import FORMAT, MIGRATIONS, SHAPES, Migration, Shape
from cjdesigner.model.records import RECORD_TYPES, TYPES_BY_NAME, Record, Touchpoint
from cjdesigner.model.store import create, open_document

FORMATS = range(1, FORMAT + 1)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of the format in force with history, for the tests of the next one."""
    return frozen(FORMAT, tmp_path)


def frozen(number: int, folder: Path) -> Path:
    path = folder / "journey.cjd"
    shutil.copy(freeze.FILES / f"format-{number}.cjd", path)
    return path


def written(number: int) -> dict[int, Record]:
    """The records that a frozen file holds, as its program wrote them down."""
    found = msgspec.json.decode((freeze.FILES / f"format-{number}.json").read_bytes())
    records = [msgspec.convert(fields, TYPES_BY_NAME[name]) for name, each in found.items() for fields in each]
    return {record.id: record for record in records}


@pytest.mark.parametrize("number", FORMATS)
def test_a_view_of_an_older_file_finds_its_images(
    number: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, picture = frozen(number, tmp_path), png(7)
    if "image" in SHAPES[number].tables:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("INSERT INTO image VALUES (?, 'image/png', ?)", (name_of(picture), picture))
            connection.commit()
    before = path.read_bytes()
    document, opened = open_document(path, read_only=True)
    found = document.images.get(name_of(picture))
    opened.close()
    assert found == (picture if "image" in SHAPES[number].tables else None)
    assert not caplog.records
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", FORMATS)
def test_a_frozen_file_is_opened(number: int, tmp_path: Path) -> None:
    path = frozen(number, tmp_path)
    document, opened = open_document(path)
    assert document.state.records == written(number)
    assert (document.undo_label, document.redo_label) == ("Link", "Rename")
    while document.undo():
        assert keeps_the_rules(document)
    assert document.state.records == {record.id: record for record in freeze.RECORDS[number]}
    while document.redo():
        assert keeps_the_rules(document)
    assert document.state[8] == Touchpoint(id=8, journey=3, name="Counter", score=0.5)
    document.undo()
    assert document.state.records == written(number)
    document.redo()
    opened.close()
    again, opened = open_document(path)
    assert (again.state.records, again.steps()) == (document.state.records, document.steps())
    assert opened.notes == ()
    opened.close()


def keeps_the_rules(document: Document) -> bool:
    """Whether the records keep the rules; raises EditRefused with what they break."""
    rules.check_all(document.state)
    return True


def test_a_frozen_file_is_read_for_a_view(tmp_path: Path) -> None:
    for number in FORMATS:
        path = frozen(number, tmp_path)
        before = path.read_bytes()
        document, view = open_document(path, read_only=True)
        view.close()
        assert document.state.records == written(number)
        assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["journey.cjd"]


def test_a_frozen_file_holds_every_type_of_record_and_its_images(tmp_path: Path) -> None:
    assert {type(record) for record in freeze.RECORDS[FORMAT]} == set(RECORD_TYPES)
    document, opened = open_document(frozen(FORMAT, tmp_path))
    assert {picture: document.images.get(name_of(picture)) for picture in freeze.PICTURES} == {
        picture: picture for picture in freeze.PICTURES
    }
    assert [document.images.media_type(name_of(drawing)) for drawing in freeze.DRAWINGS] == ["image/svg+xml"]
    opened.close()


def test_what_format_1_held_is_brought_along_unchanged(tmp_path: Path) -> None:
    """History word by word, and each table of format 1 column by column."""
    path = frozen(1, tmp_path)
    before = rows_of(path, SHAPES[1])
    open_document(path)[1].close()
    after = rows_of(path, SHAPES[1])
    assert [(seq, undone, label, patch) for seq, undone, _format, label, patch in after.pop("history")] == [
        (seq, undone, label, patch) for seq, undone, _format, label, patch in before.pop("history")
    ]
    assert after == before
    assert rows_of(path.with_name("journey (format 1).cjd"), SHAPES[1]).keys() == SHAPES[1].tables.keys()


def rows_of(path: Path, shape: Shape) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            for table, columns in shape.tables.items()
        }


@pytest.mark.parametrize("number", FORMATS)
def test_a_file_brought_along_is_made_as_a_new_one(number: int, tmp_path: Path) -> None:
    """The same tables, columns, constraints, references and indexes."""
    old = frozen(number, tmp_path)
    open_document(old)[1].close()
    new = tmp_path / "new.cjd"
    create(new, random_edits.start()).close()
    assert made_as(old) == made_as(new)


def made_as(path: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    with closing(sqlite3.connect(path)) as connection:
        for name, statement in connection.execute("SELECT name, sql FROM sqlite_master").fetchall():
            if name in SHAPES[FORMAT].tables:
                columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
                found[name] = (
                    [(column, kind, needed, key) for _, column, kind, needed, _default, key in columns],
                    {row[2:] for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')},
                    statement.count("DEFERRED"),
                    sorted(" ".join(check.split()) for check in re.findall(r"CHECK \((.*?\)?)\)", plain(statement))),
                )
            else:
                found[name] = plain(statement or "")
    return found


def plain(statement: str) -> str:
    """A statement without what does not matter: how numbers are written, quotes of names, and blanks."""
    return " ".join(re.sub(r"\.0+\b", "", statement).replace('"', "").split())


@pytest.mark.parametrize("number", [*FORMATS][1:])
def test_what_came_with_a_format_can_be_used_at_once(number: int, tmp_path: Path) -> None:
    path = frozen(number - 1, tmp_path)
    document, opened = open_document(path)
    while document.undo():
        pass
    before = dict(document.state.records)
    after = {record.id: record for record in freeze.RECORDS[number]}
    patch = {
        key: (before.get(key), after.get(key)) for key in sorted(before | after) if before.get(key) != after.get(key)
    }
    document.apply(patch, "All")
    opened.close()
    document, opened = open_document(path)
    assert document.state.records == after
    while document.undo():
        pass
    assert document.state.records == {record.id: record for record in freeze.RECORDS[number - 1]}
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


def test_a_copy_that_a_killed_step_left_is_taken(old: Path, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(connection: sqlite3.Connection) -> None:
        add_colour(connection)
        raise ZeroDivisionError

    taken = old.with_name(f"journey (format {FORMAT}).cjd")
    taken.write_bytes(b"precious")
    install(Migration(killed, rename_in_history))
    with monkeypatch.context() as patched:
        patched.setattr("cjdesigner.model.opening.remove", lambda path: None)
        with pytest.raises(ZeroDivisionError):
            open_document(old)
    copy = old.with_name(f"journey (format {FORMAT}) 2.cjd")
    names = sorted([old.name, taken.name, copy.name])
    assert sorted(os.listdir(old.parent)) == names
    with pytest.raises(ZeroDivisionError):  # what was there before stays there
        open_document(old)
    assert sorted(os.listdir(old.parent)) == names
    monkeypatch.setitem(MIGRATIONS, FORMAT, Migration(add_colour, rename_in_history))
    _, opened = open_document(old)
    opened.close()
    assert sorted(os.listdir(old.parent)) == names
    assert f"“{copy}”" in opened.notes[0]
    assert taken.read_bytes() == b"precious"
    assert version(copy) == FORMAT


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
