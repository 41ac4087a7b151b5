"""What is not opened: each refusal is one sentence that names the file, and the file stays as it is, byte by byte."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from model import random_edits

from cjdesigner.errors import FileInUse, FileRefused
from cjdesigner.model import guard, migrations, store, writer_lock
from cjdesigner.model.patch import changed
from cjdesigner.model.store import FileNotWritable, create, open_document


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project file with a step of history."""
    path = tmp_path / "journey.cjd"
    with create(path, random_edits.start()) as made:
        made.document.apply(random_edits.edit(made.document.state, 8, (3, 1, 0, 0)), "Many")
    return path


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refused(path: Path, words: str, kind: type[FileRefused] = FileRefused) -> FileRefused:
    """Opening is refused, for editing and for reading, in one sentence or two; nothing has changed."""
    before = files_in(path.parent)
    for read_only in (False, True) if kind is FileRefused else (False,):
        with pytest.raises(kind) as caught:
            open_document(path, read_only=read_only)
        sentence = str(caught.value)
        assert words in sentence
        assert f"“{path}”" in sentence
        assert "\n" not in sentence
        assert sentence.endswith(".")
        assert files_in(path.parent) == before
        assert not writer_lock.held_here(path)
        assert not writer_lock.lock_file(Path(os.path.realpath(path))).exists()
    return caught.value


def sql(path: Path, *statements: str) -> None:
    """Change a file as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_missing(tmp_path: Path) -> None:
    refused(tmp_path / "nothing.cjd", "does not exist")
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileRefused, match="does not exist"):
        open_document(tmp_path / "file" / "below.cjd")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.cjd").mkdir()
    refused(tmp_path / "folder.cjd", "is a folder")


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.cjd").touch()
    refused(tmp_path / "empty.cjd", "is empty")


@pytest.mark.parametrize("content", [b"x", b"%PDF-1.7\n" + b"x" * 5000, b"\0" * 4096, b'{"format": "cjdesigner"}'])
def test_not_sqlite(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.cjd"
    path.write_bytes(content)
    refused(path, "is not a cjdesigner project")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.cjd")
    with pytest.raises(FileRefused, match="is not a cjdesigner project"):
        open_document(tmp_path / "pipe.cjd")


def test_a_path_that_cannot_be() -> None:
    for name in ("nul\0inside.cjd", "x" * 5000 + ".cjd"):
        with pytest.raises(FileRefused, match="cannot be read"):
            open_document(name)


def test_cut_off_at_any_page(project: Path) -> None:
    whole = project.read_bytes()
    for length in (10, 50, 99):
        project.write_bytes(whole[:length])
        refused(project, "is cut off")
    for length in (100, 1000, 4096, 4097, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        project.write_bytes(whole[:length])
        refused(project, "is cut off")
    project.write_bytes(whole[:28] + (1).to_bytes(4) + whole[32 : len(whole) // 2])
    refused(project, "is damaged")


def torn(whole: bytes, start: int) -> bytes:
    return whole[:start] + bytes(byte ^ 0xFF for byte in whole[start : start + 64]) + whole[start + 64 :]


def test_torn_at_the_head_of_any_page(project: Path) -> None:
    whole = project.read_bytes()
    for start in (100, *range(4096, len(whole), 4096)):
        project.write_bytes(torn(whole, start))
        refused(project, "is damaged")


def test_torn_anywhere(project: Path) -> None:
    """Where nothing stands a file may be torn; it is never an error of another kind."""
    whole = project.read_bytes()
    refusals = 0
    for start in range(32, len(whole), 600):
        project.write_bytes(torn(whole, start))
        try:
            open_document(project)[1].close()
        except FileRefused:
            refusals += 1
    assert refusals


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "photos.cjd"
    sql(path, "CREATE TABLE photo (id INTEGER)")
    refused(path, "belongs to another program")
    sql(path, "PRAGMA application_id = 12345")
    refused(path, "belongs to another program")


def test_another_programs_interrupted_write_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "photos.cjd"
    sql(path, "CREATE TABLE photo (id INTEGER)")
    (tmp_path / "photos.cjd-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)
    refused(path, "belongs to another program")


def test_a_newer_format(project: Path) -> None:
    sql(project, f"PRAGMA user_version = {migrations.FORMAT + 1}")
    error = refused(project, "newer cjdesigner")
    assert error.parameters["found"] == migrations.FORMAT + 1


@pytest.mark.parametrize("number", [0, -1])
def test_a_format_that_never_was(project: Path, number: int) -> None:
    sql(project, f"PRAGMA user_version = {number}")
    refused(project, "is damaged")


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER sneaky AFTER UPDATE ON touchpoint BEGIN DELETE FROM link; END", "sneaky"),
        ("CREATE VIEW looks AS SELECT * FROM touchpoint", "looks"),
        ("CREATE TABLE extra (id INTEGER)", "extra"),
        ("CREATE INDEX quick ON touchpoint (name)", "quick"),
        ("CREATE UNIQUE INDEX one ON link (source)", "one"),
        ("CREATE VIRTUAL TABLE search USING fts5(text)", "search"),
        ("ANALYZE", "sqlite_stat1"),
    ],
)
def test_what_does_not_belong_in_the_schema(project: Path, statement: str, name: str) -> None:
    sql(project, statement)
    refused(project, f"“{name}”")


@pytest.mark.parametrize(
    "statements",
    [
        ["ALTER TABLE touchpoint ADD COLUMN colour TEXT"],
        ["ALTER TABLE touchpoint RENAME COLUMN note TO remark"],
        ["DROP TABLE channel"],
        ["DROP INDEX link_source"],
        ["DROP TABLE channel", "CREATE VIRTUAL TABLE channel USING fts5(id, name, icon)"],
        ["DROP TABLE channel", "CREATE VIEW channel AS SELECT 1 AS id, 'fax' AS name, '' AS icon"],
        ["DROP TABLE channel", "CREATE TABLE channel (id INTEGER, name TEXT, icon TEXT AS (upper(name)))"],
        ["DROP INDEX link_source", "CREATE INDEX link_source ON phase (title)"],
    ],
)
def test_tables_that_are_not_ours(project: Path, statements: list[str]) -> None:
    sql(project, *statements)
    with pytest.raises(FileRefused):
        open_document(project)
    before = project.read_bytes()
    with pytest.raises(FileRefused):
        open_document(project, read_only=True)
    assert project.read_bytes() == before


IGNORE = "PRAGMA ignore_check_constraints = ON"
PERSONA = "0, 'x', 'human', '', '', '', '', '', '', '', ''"
INDICATOR = "'', '', '', '', 'up', NULL, NULL, NULL, NULL, ''"
BROKEN = {
    "UPDATE touchpoint SET score = 1.5 WHERE id = 6": "(touchpoint 6: score)",
    "UPDATE touchpoint SET score = 'high' WHERE id = 6": "(touchpoint 6: score)",
    "UPDATE touchpoint SET name = x'00ff' WHERE id = 6": "(touchpoint 6: name)",
    "UPDATE touchpoint SET name = CAST(x'ff' AS TEXT) WHERE id = 6": "UTF-8",
    "UPDATE touchpoint SET evidence = 'rumour' WHERE id = 6": "(touchpoint 6: evidence)",
    "UPDATE touchpoint SET signature = 2 WHERE id = 6": "(touchpoint 6: signature)",
    "UPDATE touchpoint SET x = 9e999 WHERE id = 6": "(touchpoint 6: x)",
    "UPDATE touchpoint SET phase = 400 WHERE id = 6": "touchpoint 6 -> phase",
    "UPDATE touchpoint SET journey = 3 WHERE id = 6": "“App” stands in a phase that does not exist.",
    "UPDATE need_point SET outcome = 'leaves' WHERE id = 5": "Customers leave at “When?”",
    "UPDATE phase SET width = 1 WHERE id = 4": "(phase 4: width)",
    "UPDATE link SET target = source WHERE id = 9": "“When?” cannot be linked to itself.",
    "UPDATE link SET target = 77 WHERE id = 9": "link 9 -> node",
    "INSERT INTO link VALUES (11, 2, 7, 5, 'next', NULL, '', '')": "would close a cycle",
    "INSERT INTO link VALUES (11, 2, 5, 6, 'next', NULL, '', '')": "are linked already",
    "INSERT INTO channel VALUES (6, '', '')": "two records have the same id",
    "INSERT INTO node VALUES (50)": "not those that are listed",
    "DELETE FROM node WHERE id = 8": "touchpoint 8 -> node",
    "DELETE FROM project": "exactly one project",
    "INSERT INTO project VALUES (60, '', '', 1, '')": "exactly one project",
    "DELETE FROM meta": "the next id is not known",
    "UPDATE meta SET next_id = 6": "the next id is not known",
    "UPDATE meta SET next_id = 9007199254740999": "the next id is not known",
    "INSERT INTO attachment VALUES (20, 6, 2, 0)": "refers to one that does not exist",
    "INSERT INTO attachment VALUES (20, 77, 2, 0)": "refers to one that does not exist",
    "INSERT INTO override VALUES (20, 6, 6, 'score', 0.5)": "override 20 -> persona",
    "INSERT INTO note VALUES (20, 6, 0, 'pain', '', 'heard', '')": "note 20 -> empathy_map",
    "UPDATE touchpoint SET indicator = 77 WHERE id = 6": "touchpoint 6 -> indicator",
    "UPDATE touchpoint SET score_one = 9e999 WHERE id = 6": "(touchpoint 6: score_one)",
    "UPDATE link SET hands_over = x'00' WHERE id = 9": "(link 9: hands_over)",
    "UPDATE journey SET customers = -1 WHERE id = 2": "(journey 2: customers)",
    f"INSERT INTO persona VALUES (20, {PERSONA}, 'no json', NULL, '')": "(persona 20: channels)",
    f"INSERT INTO persona VALUES (20, {PERSONA}, 7.5, NULL, '')": "(persona 20: channels)",
    f"INSERT INTO persona VALUES (20, {PERSONA}, x'5b5d', NULL, '')": "(persona 20: channels)",
    f"INSERT INTO persona VALUES (20, {PERSONA}, '{{}}', NULL, '')": "(persona 20: channels)",
    f"INSERT INTO persona VALUES (20, {PERSONA}, '[1]', NULL, '')": "(persona 20: channels)",
    f"INSERT INTO persona VALUES (20, {PERSONA}, '{'[' * 5000}', NULL, '')": "(persona 20: channels)",
    f"INSERT INTO indicator VALUES (20, 0, 'x', '[]', {INDICATOR})": "An indicator is of at least one kind.",
    f"INSERT INTO indicator VALUES (20, 0, 'x', '[\"api\"]', {INDICATOR})": "(indicator 20: kinds)",
    "UPDATE history SET patch = 'text'": "history 1",
    "UPDATE history SET format = 7": "history 1",
    "INSERT INTO history VALUES (20, 0, 1, 'gap', x'7b7d')": "history 20",
}


@pytest.mark.parametrize(("statement", "words"), BROKEN.items())
def test_rows_that_break_a_rule(project: Path, statement: str, words: str) -> None:
    sql(project, IGNORE, "UPDATE meta SET next_id = 100", statement)
    error = refused(project, "damaged")
    assert words in (f"({error.parameters['reason']})" if words.startswith("(") else str(error.parameters["reason"]))


LONG = "x" * 300_000


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE touchpoint SET evidence = ? WHERE id = 6", LONG),
        ("UPDATE touchpoint SET name = ?, phase = NULL, journey = 3 WHERE id = 6", LONG),
        ("UPDATE need_point SET question = ?, outcome = 'leaves' WHERE id = 5", LONG),
        ("INSERT INTO history VALUES (20, 0, 1, ?, x'7b7d')", LONG),
    ],
)
def test_a_refusal_is_never_long(project: Path, statement: str, value: str) -> None:
    with closing(sqlite3.connect(project, isolation_level=None)) as connection:
        connection.execute(IGNORE)
        connection.execute("UPDATE meta SET next_id = 100")
        connection.execute(statement, (value,))
    error = refused(project, "damaged")
    assert len(str(error)) - 2 * len(str(project)) < 400


@pytest.mark.parametrize("name", ["TABLE {name} (id INTEGER)", "VIEW {name} AS SELECT 1"])
def test_a_long_name_in_the_schema_is_cut(project: Path, name: str) -> None:
    sql(project, "CREATE " + name.format(name=LONG))
    assert len(str(refused(project, "does not belong"))) < len(str(project)) + 400


def test_a_twin_of_a_rule_breaking_row_that_breaks_none(project: Path) -> None:
    """What the rows above are refused for is their content, not that somebody else wrote them."""
    sql(project, "UPDATE touchpoint SET score = 0.25 WHERE id = 6")
    document, opened = open_document(project)
    opened.close()
    assert document.state.records[6].score == 0.25  # type: ignore[attr-defined]


def test_a_file_turned_to_another_journal(project: Path) -> None:
    sql(project, "PRAGMA journal_mode = WAL")
    refused(project, "was changed by a database program")


def test_changes_left_beside_the_file(project: Path) -> None:
    Path(f"{project}-wal").write_bytes(b"x" * 64)
    refused(project, "was changed by a database program")


def test_functions_in_the_schema_are_not_trusted(project: Path) -> None:
    document, opened = open_document(project)
    assert opened._file is not None
    assert opened._file.connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
    opened.close()
    assert document.state.records


def test_a_busy_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjdesigner.model.projectfile.BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(project, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(project, "is being used by another program")
        other.execute("ROLLBACK")


# permissions


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do everything")
def test_no_permission(project: Path) -> None:
    project.chmod(0o000)
    try:
        with pytest.raises(FileRefused, match="no permission to read"):
            open_document(project)
    finally:
        project.chmod(0o644)
    project.chmod(0o444)
    refused(project, "no permission to change", FileNotWritable)
    project.chmod(0o644)
    project.parent.chmod(0o555)
    try:
        refused(project, "no permission to write in the folder", FileNotWritable)
    finally:
        project.parent.chmod(0o755)


def denying(denied: Path, mode: int) -> Callable[[Path, int], bool]:
    return lambda path, asked: not (Path(path) == denied and asked == mode)


def test_a_file_that_may_only_be_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system answers somebody who is not root."""
    monkeypatch.setattr(os, "access", denying(project, os.W_OK))
    refused(project, "no permission to change", FileNotWritable)
    document, opened = open_document(project, read_only=True)
    assert opened.read_only
    assert document.state.records
    monkeypatch.setattr(os, "access", denying(project.parent, os.W_OK))
    refused(project, "no permission to write in the folder", FileNotWritable)


def test_a_file_that_may_not_be_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Path.open

    def opened(self: Path, *args: object, **kwargs: object) -> object:
        if self == project:
            raise PermissionError(13, "Permission denied")
        return usual(self, *args, **kwargs)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", opened)
        with pytest.raises(FileRefused, match="no permission to read"):
            open_document(project)


# one writer


def test_a_second_writer_here(project: Path) -> None:
    _, first = open_document(project)
    with pytest.raises(FileInUse) as caught:
        open_document(project)
    assert str(os.getpid()) in str(caught.value)
    assert f"“{project}”" in str(caught.value)
    assert "reading only" in str(caught.value)
    first.document.apply(random_edits.edit(first.document.state, 8, (9, 1, 0, 0)), "Still ours")
    first.close()
    _, again = open_document(project)
    again.close()


def test_a_second_writer_by_another_name(project: Path) -> None:
    other = project.with_name("link.cjd")
    try:
        other.symlink_to(project)
    except OSError:
        pytest.skip("no symbolic links here")
    _, first = open_document(project)
    with pytest.raises(FileInUse):
        open_document(other)
    first.close()


HOLDER = """
import sys
from cjdesigner.model.store import open_document
document, store = open_document(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(project: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that has the project open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"open"
        yield process
        process.kill()


def test_a_second_writer_elsewhere(project: Path, holder: subprocess.Popen[bytes]) -> None:
    before = files_in(project.parent)
    with pytest.raises(FileInUse) as caught:
        open_document(project)
    assert caught.value.parameters["pid"] == holder.pid
    assert files_in(project.parent) == before
    with pytest.raises(FileInUse):
        create(project, random_edits.start(), overwrite=True)
    document, view = open_document(project, read_only=True)
    assert view.read_only
    assert document.state.records
    holder.kill()
    holder.wait()
    _, mine = open_document(project)
    mine.close()


def test_a_lock_that_says_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, first = open_document(project)
    writer_lock.lock_file(project).write_bytes(b"")
    with pytest.raises(FileInUse, match="is open in another window"):
        open_document(project)
    first.close()
    monkeypatch.setattr(os, "open", _denied)
    with pytest.raises(FileRefused, match="data folder is not usable"):
        open_document(project)


def _denied(*args: object, **kwargs: object) -> int:
    raise PermissionError(13, "Permission denied")


# views


def test_a_view_is_not_written(project: Path) -> None:
    before = files_in(project.parent)
    document, view = open_document(project, read_only=True)
    records = dict(document.state.records)
    node = document.state[6]
    for attempt in (
        lambda: document.apply(changed([(node, random_edits.Touchpoint(id=6, journey=2, name="x"))]), "Edit"),
        document.undo,
    ):
        with pytest.raises(store.WriteFailed, match="reading only"):
            attempt()
    assert document.state.records == records
    view.close()
    assert files_in(project.parent) == before


def test_a_view_beside_the_writer(project: Path) -> None:
    document, opened = open_document(project)
    viewed, view = open_document(project, read_only=True)
    assert viewed.state.records == document.state.records
    document.undo()
    assert viewed.state.records != document.state.records
    view.close()
    opened.close()


def test_errors_of_sqlite_that_are_bugs_stay_bugs(project: Path) -> None:
    assert guard.refusal(sqlite3.ProgrammingError("closed"), project) is None
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (a INTEGER NOT NULL)")
        with pytest.raises(sqlite3.IntegrityError) as caught:
            connection.execute("INSERT INTO t VALUES (NULL)")
    assert guard.refusal(caught.value, project) is None
