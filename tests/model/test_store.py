"""A project in its file: what goes in comes out, whole or not at all, and nothing deleted stays in the bytes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
from model import random_edits

from cjdesigner import paths
from cjdesigner.errors import EditRefused, FileInUse, FileRefused, UserError, WriteFailed
from cjdesigner.model import migrations, projectfile, rows, rules, store, tables, writer_lock
from cjdesigner.model.document import Document
from cjdesigner.model.patch import Patch, added, changed, removed
from cjdesigner.model.records import (
    RECORD_TYPES,
    Activity,
    Attachment,
    Channel,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Note,
    Override,
    Persona,
    Phase,
    Preset,
    Principle,
    Project,
    Reading,
    Record,
    Settings,
    Touchpoint,
)
from cjdesigner.model.store import (
    FileExists,
    FileReplaced,
    create,
    create_untitled,
    open_document,
    untitled_projects,
)

FULL: list[Record] = [
    Project(id=1, title="Project", settings=Settings(paper="A0", landscape=False, scoring_note="Top boxes")),
    Channel(id=2, name="fax", icon="ri.printer-line"),
    Journey(
        id=3,
        rank=4,
        title="First",
        scenario="s",
        goal="g",
        key_message="k",
        persona="p",
        kind="to-be",
        arrangement="owner",
        customers=12_000.5,
        customer_value=1e15,
        currency="€",
    ),
    Phase(id=5, journey=3, rank=2, title="Own", wording="w", question="q", verb="v", side="own", width=333.25),
    NeedPoint(
        id=6,
        journey=3,
        key="n1",
        phase=5,
        x=-1.5,
        y=0.1 + 0.2,
        reason="r",
        entry_share=1 / 3,
        question="Wer?\nZürich 🚗",
    ),
    Touchpoint(
        id=7,
        journey=3,
        key="t1",
        phase=5,
        x=1e7,
        y=-1e7,
        outcome="leaves",
        reason="nul\0inside",
        entry_share=0.0,
        name="“App”",
        channel="fax",
        owner="o'",
        mandate='m"',
        score=1.0,
        basis="CSAT",
        date="2026-09",
        evidence="measured",
        expectation="exceeded",
        signature=True,
        blocked=True,
        actor="machine",
        note="x" * 100_000,
        known="k",
        indicator=26,
        score_zero=-1e15,
        score_one=0.1,
    ),
    Link(id=9, journey=3, source=6, target=7, kind="next", share=0.7, label="l", hands_over="h"),
    Link(id=11, journey=3, source=7, target=6, kind="return"),
    Persona(
        id=20,
        rank=2,
        name="Zoë",
        kind="machine",
        portrait="0f" * 32,
        role="r",
        goals="g\nh",
        context="c",
        frustrations="f",
        quotes="“q”",
        habits="h",
        criteria="price\0",
        channels=("app", 'fa"x\\\n', "", "🚗"),
        share=1 / 3,
        share_source="CRM",
    ),
    EmpathyMap(
        id=21, rank=2, title="t", persona=20, designed_for="d", designed_by="e", date="2026-09-30", version="1.1"
    ),
    Note(id=22, map=21, rank=3, section="thought", text="a\nb", mark="heard", source="interview 3"),
    Job(id=23, rank=1, persona=20, kind="social", situation="s", motivation="m", outcome="o", note="n"),
    DesiredOutcome(
        id=24,
        job=23,
        rank=2,
        text="minimise",
        importance=9.1,
        satisfaction=3.2,
        answers=10**9,
        importance_counts=(0, 1, 2, 3, 10**9),
        satisfaction_counts=(5, 4, 3, 2, 1),
        source="s",
    ),
    Force(id=25, job=23, rank=3, kind="anxiety", text="a", strength=5),
    Indicator(
        id=26,
        rank=1,
        name="NPS",
        kinds=("cpi", "brand"),
        question="q",
        definition="d",
        formula="f",
        unit="points",
        direction="down",
        target=0.1 + 0.2,
        limit=-1e15,
        lowest=-100.0,
        highest=1e15,
        owner="Brand",
    ),
    Reading(id=27, indicator=26, date="2026-08", value=-31.25, answers=80, source="panel"),
    Insight(
        id=28,
        rank=1,
        text="Nobody calls",
        kind="photo",
        valence="pain",
        source="s",
        date="2026",
        confidence="high",
        department="Service",
        image="1e" * 32,
    ),
    Activity(id=29, journey=3, rank=1, level="support", phase=5, name="Plans", owner="Workshop", note="n"),
    Lane(id=30, journey=3, rank=1, title="Mood", kind="indicator", indicator=26),
    LaneEntry(id=31, lane=30, phase=5, place=0.25, text="low", value=-1.5, image="2d" * 32),
    Principle(id=32, journey=3, rank=1, touchpoint=7, kind="freedom", text="may refund"),
    Override(id=33, persona=20, target=9, field="share", value=0.25),
    Attachment(id=34, subject=20, target=3, rank=1),
    Preset(
        id=35,
        rank=2,
        name="Client",
        paper="A0",
        landscape=False,
        margin=10.5,
        bleed=3.0,
        crop_marks=True,
        tile="A4",
        overlap=8.0,
        book=True,
        blank=True,
        client=True,
        theme="bold",
        accent="#112233",
        logo="l",
        language="de",
        path="best",
        sections=("map", 'a"b'),
        side=("paths",),
        side_width=0.25,
        dpi=150.0,
        transparent=True,
    ),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journey.cjd"


@pytest.fixture
def project(path: Path) -> Path:
    create(path, random_edits.start()).close()
    return path


def scored(document: Document, score: float | None, identity: int = 6, **more: Any) -> Patch:
    record = document.state[identity]
    return changed([(record, msgspec.structs.replace(record, score=score, **more))])


def reread(path: Path) -> Document:
    document, view = open_document(path, read_only=True)
    view.close()
    return document


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# what goes in comes out


def test_every_field_of_every_record_comes_back(path: Path) -> None:
    create(path, FULL).close()
    found = reread(path).state
    assert found.records == {record.id: record for record in FULL}
    assert all(type(found[record.id]) is type(record) for record in FULL)
    assert found[7].signature is True  # type: ignore[attr-defined]
    assert found.next_id == 36


REFERRING = {"journey", "source", "target", "subject", "phase", "persona", "map", "job", "lane", "touchpoint"}


def test_every_field_is_written_when_it_changes(path: Path) -> None:
    """One edit a field, from something else to what the fullest record has, and back by undoing."""
    create(path, [plainest(record) for record in FULL]).close()
    document, opened = open_document(path)
    for record in FULL:
        for field in msgspec.structs.fields(type(record)):
            now = document.state[record.id]
            value = getattr(record, field.name)
            if getattr(now, field.name) != value:
                document.apply(changed([(now, msgspec.structs.replace(now, **{field.name: value}))]), "Edit")
                assert reread(path).state[record.id] == document.state[record.id], (type(record), field.name)
    assert reread(path).state.records == {record.id: record for record in FULL}
    while document.undo():
        pass
    opened.close()
    assert reread(path).state.records == {record.id: plainest(record) for record in FULL}


def plainest(record: Record) -> Record:
    """The record with every field at its default that has one, but for what it refers to."""
    values = {
        field.name: field.default
        for field in msgspec.structs.fields(type(record))
        if field.default is not msgspec.NODEFAULT and not {field.name} & REFERRING
    }
    if isinstance(record, Journey):
        values["persona"] = ""
    return msgspec.structs.replace(record, **{name: value for name, value in values.items() if name != "kind"})


def test_tables_and_records_say_the_same() -> None:
    for kind, table in rows.RECORD_TABLES.items():
        fields = {field.name for field in msgspec.structs.fields(kind)}
        if kind is Project:
            fields = fields - {"settings"} | {field.name for field in msgspec.structs.fields(Settings)}
        assert set(table.columns) == fields
    assert list(rows.RECORD_TABLES) == list(RECORD_TYPES)


def test_tables_hold_what_the_records_state(project: Path) -> None:
    """Every range and every list of words of records.py is a constraint of the file."""
    with closing(sqlite3.connect(project, isolation_level=None)) as connection:
        for kind, table in rows.RECORD_TABLES.items():
            for name, lowest, highest in rules._ranges(kind):
                for value in (lowest - 0.001 - 1e-9 * abs(lowest), highest + 0.001 + 1e-9 * highest):
                    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
                        connection.execute(*_replacing(table, name, value))
            for name in words_of(kind):
                with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
                    connection.execute(*_replacing(table, name, "neither"))
        for statement in ("UPDATE touchpoint SET signature = 2", "UPDATE touchpoint SET name = NULL"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
        connection.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "UPDATE link SET source = 99",
            "UPDATE touchpoint SET phase = 99",
            "DELETE FROM journey",
            "DELETE FROM node",
            "UPDATE touchpoint SET indicator = 99",
            "INSERT INTO note VALUES (50, 99, 0, 'pain', '', 'heard', '')",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
                connection.execute(statement)


def words_of(kind: type[Record]) -> list[str]:
    """The fields of a type that choose one of some words."""
    hints = {name: hint for name, hint in get_type_hints(kind).items() if get_origin(hint) is not tuple}
    return [name for name, hint in hints.items() if Literal in map(get_origin, (hint, *get_args(hint)))]


def _replacing(table: rows.RecordTable, name: str, value: object) -> tuple[str, tuple[object, ...]]:
    """A statement that adds a row like the fullest one, but for one value."""
    full = next(record for record in FULL if isinstance(record, table.kind))
    row = dict(zip(table.columns, table.row(full), strict=True)) | {name: value, "id": 1000}
    return table.insert, tuple(row.values())


def test_a_file_is_what_the_design_says(project: Path) -> None:
    document, opened = open_document(project)
    assert opened._file is not None
    found = {
        name: opened._file.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "application_id",
            "user_version",
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "secure_delete",
            "trusted_schema",
        )
    }
    assert found == {
        "application_id": migrations.APPLICATION_ID,
        "user_version": migrations.FORMAT,
        "journal_mode": "delete",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    document.apply(scored(document, 0.5), "Score")
    assert os.listdir(project.parent) == [project.name], "one file at every moment"
    opened.close()


@pytest.mark.parametrize("name", ["with space & %41 #1?.cjd", "Zürich „Reise“.cjd", "'quoted'.cjd", "-rf"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    with create(tmp_path / name, random_edits.start()) as made:
        made.document.apply(scored(made.document, 0.5), "Score")
    assert reread(tmp_path / name).state[6].score == 0.5  # type: ignore[attr-defined]
    assert os.listdir(tmp_path) == [name]


def test_a_relative_path_means_the_same_after_a_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with create("journey.cjd", random_edits.start()) as made:
        (tmp_path / "below").mkdir()
        monkeypatch.chdir(tmp_path / "below")
        made.document.apply(scored(made.document, 0.5), "Score")
    assert reread(tmp_path / "journey.cjd").undo_label == "Score"


# making


def test_making_replaces_nothing_unless_told(project: Path) -> None:
    before = project.read_bytes()
    with pytest.raises(FileExists, match="exists already"):
        create(project, FULL)
    assert files_in(project.parent) == {project.name: before}
    project.chmod(0o640)
    create(project, FULL, overwrite=True).close()
    assert reread(project).state.records == {record.id: record for record in FULL}
    assert os.listdir(project.parent) == [project.name]
    assert project.stat().st_mode & 0o777 == 0o640


def test_making_refuses_what_could_not_be_opened(path: Path) -> None:
    with pytest.raises(EditRefused):
        create(path, FULL[1:])
    with pytest.raises(EditRefused):
        create(path, [*random_edits.start(), Link(id=20, journey=2, source=7, target=5)])
    assert os.listdir(path.parent) == []


def test_making_where_nothing_can_be(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    for place, words in (
        ("folder", "is a folder"),
        ("nowhere/journey.cjd", "does not exist"),
        ("file/journey.cjd", "does not exist"),
        ("x" * 300 + ".cjd", "was not written"),
        ("nul\0.cjd", "cannot be written"),
    ):
        with pytest.raises(WriteFailed, match=words):
            create(tmp_path / place, random_edits.start(), overwrite=True)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def test_making_fails_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full in the middle of writing leaves nothing behind, nor touches what was there."""

    def small(real: Path, mode: str = "rw") -> sqlite3.Connection:
        connection = projectfile_connect(real, mode)  # type: ignore[arg-type]
        connection.execute("PRAGMA max_page_count = 5")
        return connection

    projectfile_connect = projectfile.connect
    path.write_bytes(b"precious")
    monkeypatch.setattr(projectfile, "connect", small)
    with pytest.raises(WriteFailed, match="disk is full"):
        create(path, FULL, overwrite=True)
    assert files_in(path.parent) == {path.name: b"precious"}
    assert not writer_lock.held_here(path)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "no permission"),
        (OSError(30, "Read-only file system"), "no permission"),
        (OSError(28, "No space left on device"), "disk is full"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
@pytest.mark.parametrize("call", ["link", "replace", "fsync"])
def test_making_fails_whole_at_the_last_moment(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: OSError, words: str
) -> None:
    def failing(*args: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing)
        if call == "link":
            patched.setattr(os, "rename", failing)
        with pytest.raises(WriteFailed, match=words) as caught:
            create(path, FULL, overwrite=call == "replace")
    assert f"“{path}”" in str(caught.value)
    assert os.listdir(path.parent) == []


def test_making_without_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a stick, whose file system knows no hard links."""

    def none(*args: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    create(path, FULL).close()
    assert reread(path).state.records == {record.id: record for record in FULL}
    with pytest.raises(FileExists):
        create(path, FULL)


def test_making_in_a_moment_when_another_does(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that comes into being between the first look and the last is not replaced."""
    build = projectfile._build

    def slow(made: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
        build(made, fill)
        path.write_bytes(b"precious")

    monkeypatch.setattr(projectfile, "_build", slow)
    with pytest.raises(FileExists):
        create(path, FULL)
    assert files_in(path.parent) == {path.name: b"precious"}


def test_what_an_older_file_left_beside_does_not_reach_the_new_one(path: Path) -> None:
    for rest in ("-journal", "-wal", "-shm"):
        Path(f"{path}{rest}").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\1" * 5000)
    create(path, FULL).close()
    assert os.listdir(path.parent) == [path.name]
    assert reread(path).state.records == {record.id: record for record in FULL}


# writing


def test_undo_survives_closing(project: Path) -> None:
    document, opened = open_document(project)
    for number in range(4):
        document.apply(scored(document, number / 10), f"Score {number}")
    document.undo()
    opened.close()
    document, opened = open_document(project)
    assert (document.undo_label, document.redo_label) == ("Score 2", "Score 3")
    document.redo()
    opened.close()
    document, opened = open_document(project)
    while document.undo():
        pass
    assert document.state.records == {record.id: record for record in random_edits.start()}
    opened.close()
    document, opened = open_document(project)
    assert (document.undo_label, document.redo_label) == (None, "Score 0")
    document.apply(scored(document, 1.0), "New")
    opened.close()
    assert len(reread(project).steps()[0]) == 1
    assert reread(project).redo_label is None


def test_ids_are_never_given_twice_across_closing(project: Path) -> None:
    document, opened = open_document(project)
    first = document.state.allocate()
    document.apply(added([Journey(id=first)]), "Add")
    document.undo()
    document.apply(scored(document, 0.1), "Score")
    opened.close()
    assert reread(project).state.allocate() == first + 1


def test_history_keeps_the_newest(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "HISTORY_BYTES", 2000)
    document, opened = open_document(project)
    for number in range(60):
        document.apply(scored(document, number / 100), f"Score {number}")
    steps = document.steps()[0]
    assert 1500 < sum(len(step.patch) for step in steps) <= 2000
    assert steps[-1].label == "Score 59"
    for _ in range(5):
        document.undo()
    for _ in range(3):
        document.redo()
    document.apply(scored(document, 0.99), "Again", merge="typing")
    document.apply(scored(document, 0.98, note="y" * 1900), "Again", merge="typing")
    assert sum(len(step.patch) for step in document.steps()[0]) <= 2000
    document.apply(scored(document, 0.97, note="x" * 5000), "Huge")
    assert [step.label for step in document.steps()[0]] == ["Huge"], "the newest stays, whatever its size"
    document.undo()
    document.redo()
    document.apply(scored(document, 0.96), "Small")
    assert [step.label for step in document.steps()[0]] == ["Small"]
    opened.close()
    assert reread(project).steps() == document.steps()
    document, opened = open_document(project)
    document.undo()
    assert document.undo() is None
    document.redo()
    opened.close()


def test_history_is_capped_at_64_mb() -> None:
    assert store.HISTORY_BYTES == 64 * 1024 * 1024


def test_a_failed_edit_leaves_file_and_screen_as_they_were(project: Path) -> None:
    document, opened = open_document(project)
    document.apply(scored(document, 0.1), "Score")
    assert opened._file is not None
    connection = opened._file.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    before, records, bytes_before = document.steps(), dict(document.state.records), project.read_bytes()
    with pytest.raises(WriteFailed, match="disk is full"):
        document.apply(scored(document, 0.2, note="x" * 100_000), "Long")
    assert (document.steps(), document.state.records) == (before, records)
    assert project.read_bytes() == bytes_before
    gesture = document.begin("Drag")
    gesture.update(scored(document, 0.2, note="x" * 100_000))
    with pytest.raises(WriteFailed):
        gesture.commit()
    assert document.state.records == records
    document.apply(scored(document, 0.3), "Short")
    document.undo()
    connection.execute("PRAGMA max_page_count = 1000000")
    document.apply(scored(document, 0.2, note="x" * 100_000), "Long")
    opened.close()
    assert reread(project).state.records == document.state.records
    assert reread(project).steps() == document.steps()


@pytest.mark.parametrize("call", ["undo", "redo"])
def test_a_failed_undo_leaves_file_and_screen_as_they_were(project: Path, call: str) -> None:
    document, opened = open_document(project)
    document.apply(scored(document, 0.1, note="x" * 100_000), "Long")
    document.apply(scored(document, 0.1, note=""), "Short")
    document.undo()
    assert opened._file is not None
    bytes_before, records, steps = project.read_bytes(), dict(document.state.records), document.steps()
    connection = opened._file.connection
    # the write is refused as on a medium that has become read-only
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(WriteFailed, match="no permission"):
        getattr(document, call)()
    assert (project.read_bytes(), document.state.records, document.steps()) == (bytes_before, records, steps)
    connection.execute("PRAGMA query_only = OFF")
    assert getattr(document, call)() is not None
    opened.close()
    assert reread(project).steps() == document.steps()


FULL_DISK = """
import resource, sys
from model import random_edits
from cjdesigner.errors import WriteFailed
from cjdesigner.model.patch import changed
from cjdesigner.model.store import create, open_document
import msgspec
path, other = sys.argv[1:]
document, opened = open_document(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
node = document.state[6]
long = changed([(node, msgspec.structs.replace(node, note="x" * 1_000_000))])
before = dict(document.state.records), document.steps()
try:
    document.apply(long, "Long")
except WriteFailed as error:
    print(error)
assert before == (dict(document.state.records), document.steps())
try:
    create(other, [*document.state.records.values(), msgspec.structs.replace(node, id=50, note="x" * 1_000_000)])
except WriteFailed as error:
    print(error)
document.apply(changed([(node, msgspec.structs.replace(node, score=0.125))]), "Short")
opened.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
def test_a_disk_that_takes_no_more(project: Path) -> None:
    """The system itself refuses to let the files grow."""
    other = project.with_name("other.cjd")
    found = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(project), str(other)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert found.returncode == 0, found.stderr
    told = found.stdout.splitlines()
    assert len(told) == 2
    assert f"“{project}” was not written" in told[0]
    assert f"“{other}” was not written" in told[1]
    assert os.listdir(project.parent) == [project.name]
    document = reread(project)
    assert [step.label for step in document.steps()[0]] == ["Short"]
    assert document.state[6].score == 0.125  # type: ignore[attr-defined]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do everything")
def test_no_permission_to_make_a_journal(project: Path) -> None:
    document, opened = open_document(project)
    project.parent.chmod(0o555)
    try:
        with pytest.raises(WriteFailed, match="no permission"):
            document.apply(scored(document, 0.5), "Score")
        with pytest.raises(WriteFailed, match="no permission"):
            create(project.with_name("other.cjd"), FULL)
    finally:
        project.parent.chmod(0o755)
    document.apply(scored(document, 0.5), "Score")
    opened.close()


def test_a_journal_that_cannot_be_made(project: Path) -> None:
    """As without permission in the folder, also for root: a folder stands where SQLite makes its journal."""
    document, opened = open_document(project)
    before = project.read_bytes()
    Path(f"{project}-journal").mkdir()
    with pytest.raises(WriteFailed, match=f"“{project}” was not written"):
        document.apply(scored(document, 0.5), "Score")
    Path(f"{project}-journal").rmdir()
    assert document.state.records == {record.id: record for record in random_edits.start()}
    assert project.read_bytes() == before
    document.apply(scored(document, 0.5), "Score")
    opened.close()
    assert reread(project).undo_label == "Score"


def test_a_busy_file_delays_an_edit_and_then_refuses_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projectfile, "BUSY_SECONDS", 0.01)
    document, opened = open_document(project)
    with closing(sqlite3.connect(project, isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT count(*) FROM touchpoint").fetchone()
        with pytest.raises(WriteFailed, match="another program is using it"):
            document.apply(scored(document, 0.5), "Score")
        backup.execute("ROLLBACK")
    document.apply(scored(document, 0.5), "Score")
    opened.close()
    assert reread(project).state.records == document.state.records


def test_a_bug_is_no_user_error(project: Path) -> None:
    """A patch the rules did not see fails loudly, and the file stays."""
    document, opened = open_document(project)
    before = project.read_bytes()
    step = store.Step("Bug", b"{}")
    ghost = Touchpoint(id=400, journey=2, name="ghost")
    for patch, kind in (
        (changed([(ghost, msgspec.structs.replace(ghost, name="other"))]), rows.Mismatch),
        (removed([ghost]), rows.Mismatch),
        (added([msgspec.structs.replace(ghost, journey=99)]), sqlite3.IntegrityError),
        (added([msgspec.structs.replace(ghost, score=2.0)]), sqlite3.IntegrityError),
        (added([msgspec.structs.replace(ghost, id=6)]), sqlite3.IntegrityError),
    ):
        with pytest.raises(kind) as caught:
            opened.commit(patch, step, amend=False)
        assert not isinstance(caught.value, UserError)
        assert project.read_bytes() == before
    document.apply(scored(document, 0.5), "Score")
    opened.close()
    assert len(reread(project).steps()[0]) == 1


# replaced underneath


def test_a_replaced_file_is_not_written(project: Path) -> None:
    """A sync tool puts another version in the place of the open file."""
    document, opened = open_document(project)
    document.apply(scored(document, 0.5), "Score")
    theirs = project.with_name("theirs")
    create(theirs, FULL).close()
    os.replace(theirs, project)
    before = project.read_bytes()
    for attempt in (lambda: document.apply(scored(document, 0.7), "Score"), document.undo):
        with pytest.raises(FileReplaced, match="replaced or changed"):
            attempt()
    assert opened.replaced
    assert not opened.read_only
    assert document.state[6].score == 0.5  # type: ignore[attr-defined]
    assert project.read_bytes() == before
    rescue_by_copy(document, opened, project, before)


def test_a_file_changed_in_place_is_not_written(project: Path) -> None:
    document, opened = open_document(project)
    document.apply(scored(document, 0.5), "Score")
    with closing(sqlite3.connect(project)) as other:
        other.execute("UPDATE touchpoint SET score = 0.25")
        other.commit()
    before = project.read_bytes()
    for _ in range(2):
        with pytest.raises(FileReplaced):
            document.apply(scored(document, 0.7), "Score")
    assert project.read_bytes() == before
    rescue_by_copy(document, opened, project, before)


def test_a_file_overwritten_in_place_is_not_written(project: Path) -> None:
    """As cp does it: the same inode, other bytes."""
    document, opened = open_document(project)
    document.apply(scored(document, 0.5), "Score")
    theirs = project.with_name("theirs")
    with create(theirs, FULL) as made:
        for number in range(5):
            made.document.apply(scored(made.document, number / 7, 7), "Score")
    before = theirs.read_bytes()
    project.write_bytes(before)
    with pytest.raises(FileReplaced):
        document.apply(scored(document, 0.7), "Score")
    assert project.read_bytes() == before
    rescue_by_copy(document, opened, project, before)


def rescue_by_copy(document: Document, opened: store.Store, project: Path, theirs: bytes) -> None:
    copy = project.with_name("copy.cjd")
    opened.save_copy(copy)
    assert reread(copy).state.records == document.state.records
    assert reread(copy).steps() == document.steps()
    opened.relocate(project.with_name("mine.cjd"))
    document.apply(scored(document, 0.9), "Score")
    document.undo()
    opened.close()
    assert project.read_bytes() == theirs
    assert reread(project.with_name("mine.cjd")).steps() == document.steps()


def test_a_deleted_file_can_be_saved_again_in_its_place(project: Path) -> None:
    document, opened = open_document(project)
    document.apply(scored(document, 0.5), "Score")
    project.unlink()
    with pytest.raises(FileReplaced):
        document.apply(scored(document, 0.7), "Score")
    assert not project.exists()
    opened.relocate(project)
    assert not opened.replaced
    document.apply(scored(document, 0.7), "Score")
    with pytest.raises(FileInUse):
        open_document(project)
    opened.close()
    assert reread(project).steps() == document.steps()
    open_document(project)[1].close()


# copies


SECRETS = ("Mandant Müller AG", "geheimer Lieferant", "SECRET-REASON", "SECRET-PHASE", "SECRET-JOURNEY", "SECRET-TYPED")


def with_deleted_secrets(path: Path) -> store.Store:
    """A project from which much was deleted that a client said."""
    made = create(path, random_edits.start())
    document, state = made.document, made.document.state
    secret = Journey(id=state.allocate(), title=SECRETS[4])
    phase = Phase(id=state.allocate(), journey=secret.id, title=SECRETS[3])
    cards: list[Record] = [
        Touchpoint(
            id=state.allocate(), journey=secret.id, phase=phase.id, name=SECRETS[0], owner=SECRETS[1], note="x" * number
        )
        for number in range(0, 4000, 40)
    ]
    cards.append(NeedPoint(id=state.allocate(), journey=secret.id, question="?", reason=SECRETS[2]))
    document.apply(added([secret, phase, *cards]), "Add")
    document.apply(scored(document, 0.5, note=SECRETS[5]), "Type", merge="note")
    document.apply(scored(document, 0.5, note="harmless"), "Type", merge="note")
    document.apply(removed([*cards, phase, secret]), "Delete")
    return made


def secrets_in(path: Path) -> list[str]:
    content = path.read_bytes()
    return [secret for secret in SECRETS if secret.encode() in content]


def test_a_copy_without_history_holds_nothing_deleted(path: Path) -> None:
    made = with_deleted_secrets(path)
    document = made.document
    copy = path.with_name("copy.cjd")
    made.copy_without_history(copy)
    assert secrets_in(path), "the history has them, or this test shows nothing"
    assert secrets_in(copy) == []
    found = reread(copy)
    assert found.state.records == document.state.records
    assert found.steps() == ((), ())
    assert found.state.next_id == document.state.next_id
    document.apply(scored(document, 0.7), "On")
    made.close()
    assert reread(path).undo_label == "On"


def test_what_leaves_the_history_leaves_the_bytes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """secure_delete: rows that go are overwritten, in records, indexes and history."""
    made = with_deleted_secrets(path)
    monkeypatch.setattr(store, "HISTORY_BYTES", 1)
    made.document.apply(scored(made.document, 0.1), "Last")
    made.close()
    assert secrets_in(path) == []


def test_what_can_no_longer_be_redone_leaves_the_bytes(project: Path) -> None:
    document, opened = open_document(project)
    card = Touchpoint(id=document.state.allocate(), journey=2, name=SECRETS[0], note=SECRETS[1] * 1000)
    document.apply(added([card]), "Add")
    document.undo()
    assert secrets_in(project)
    document.apply(scored(document, 0.1), "Score")
    opened.close()
    assert secrets_in(project) == []


def test_a_copy_keeps_the_history(project: Path) -> None:
    document, opened = open_document(project)
    for number in range(3):
        document.apply(scored(document, number / 10), f"Score {number}")
    document.undo()
    document.begin("Drag").update(scored(document, 0.9, 7))
    copy = project.with_name("copy.cjd")
    document.gesture.cancel()  # type: ignore[union-attr]
    opened.save_copy(copy)
    assert reread(copy).steps() == document.steps()
    with pytest.raises(FileExists):
        opened.save_copy(copy)
    with pytest.raises(FileExists):
        opened.save_copy(project, overwrite=True)
    opened.save_copy(copy, overwrite=True)
    opened.close()
    document, opened = open_document(copy)
    document.redo()
    while document.undo():
        pass
    assert document.state.records == {record.id: record for record in random_edits.start()}
    opened.close()


def test_a_copy_is_not_put_over_a_project_that_is_open(project: Path) -> None:
    other = project.with_name("other.cjd")
    with create(other, FULL), create(project.with_name("third.cjd"), FULL) as third:
        with pytest.raises(FileInUse):
            third.save_copy(other, overwrite=True)
        with pytest.raises(FileInUse):
            third.relocate(other, overwrite=True)
        third.document.apply(scored(third.document, 0.5, 7), "Still working")
    assert reread(other).state.records == {record.id: record for record in FULL}


def test_a_view_can_be_saved_and_edited(project: Path) -> None:
    before = project.read_bytes()
    document, view = open_document(project, read_only=True)
    view.relocate(project.with_name("mine.cjd"))
    assert not view.read_only
    document.apply(scored(document, 0.5), "Score")
    view.close()
    assert project.read_bytes() == before
    assert reread(project.with_name("mine.cjd")).undo_label == "Score"


def test_save_as_goes_on_in_the_new_file(project: Path) -> None:
    document, opened = open_document(project)
    document.apply(scored(document, 0.1), "Before")
    kept = project.read_bytes()
    target = project.with_name("target.cjd")
    opened.relocate(project)
    opened.relocate(target)
    assert opened.path == target
    document.apply(scored(document, 0.2), "After")
    document.undo()
    assert project.read_bytes() == kept
    open_document(project)[1].close()
    with pytest.raises(FileInUse):
        open_document(target)
    with pytest.raises(FileExists):
        opened.relocate(project)
    assert opened.path == target
    document.redo()
    opened.close()
    assert [step.label for step in reread(target).steps()[0]] == ["Before", "After"]


# untitled


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))
    return tmp_path


def test_an_untitled_project_gets_a_name(home: Path) -> None:
    opened = create_untitled(random_edits.start())
    assert opened.untitled
    assert opened.path.parent == paths.data("untitled")
    opened.document.apply(scored(opened.document, 0.5), "Score")
    assert untitled_projects() == [opened.path]
    with pytest.raises(WriteFailed):
        opened.relocate(home / "nowhere" / "named.cjd")
    assert opened.untitled
    opened.relocate(home / "named.cjd")
    assert not opened.untitled
    assert untitled_projects() == []
    opened.document.undo()
    opened.close()
    assert reread(home / "named.cjd").redo_label == "Score"
    with pytest.raises(ValueError, match="untitled"):
        opened.discard()


def test_untitled_projects_lie_side_by_side_newest_first(home: Path) -> None:
    opened = [create_untitled(random_edits.start()) for _ in range(3)]
    for number, each in enumerate(opened):
        each.document.apply(scored(each.document, 0.5), "Score")
        each.close()
        os.utime(each.path, (1000 + number, 1000 + number))
    assert untitled_projects() == [each.path for each in reversed(opened)]
    document, again = open_document(opened[0].path)
    assert again.untitled
    assert document.undo_label == "Score"
    again.document.begin("Drag").update(scored(document, 0.7))
    again.discard()
    assert untitled_projects() == [each.path for each in reversed(opened[1:])]


def test_an_untitled_project_nobody_edited_disappears(home: Path) -> None:
    create_untitled(random_edits.start()).close()
    assert untitled_projects() == []
    kept = create_untitled(random_edits.start())
    kept.document.apply(scored(kept.document, 0.5), "Score")
    kept.document.undo()
    kept.close()
    assert untitled_projects() == [kept.path]
    open_document(kept.path)[1].close()
    assert untitled_projects() == [kept.path]


# closing


def test_closing_commits_the_gesture_under_way(project: Path) -> None:
    document, opened = open_document(project)
    document.begin("Drag").update(scored(document, 0.5))
    opened.close()
    opened.close()
    assert reread(project).undo_label == "Drag"
    with pytest.raises(WriteFailed):
        document.apply(scored(document, 0.7), "Late")


def test_closing_lets_go_even_if_the_last_gesture_cannot_be_written(project: Path) -> None:
    before = os.listdir(paths.data("locks"))
    document, opened = open_document(project)
    document.begin("Drag").update(scored(document, 0.5))
    project.unlink()
    with pytest.raises(FileReplaced):
        opened.close()
    create(project, random_edits.start()).close()
    assert os.listdir(paths.data("locks")) == before


def test_constraints_of_all_tables_are_known_to_the_format() -> None:
    shape = migrations.SHAPES[migrations.FORMAT]
    found = {str(table.name): tuple(str(c.name) for c in table.columns) for table in tables.metadata.sorted_tables}
    assert found == shape.tables, "a changed table is a new format: see migrations.py"
    indexes = {str(i.name): str(t.name) for t in tables.metadata.sorted_tables for i in t.indexes}
    own = {name: table for name, table in shape.indexes.items() if name.startswith("sqlite_autoindex")}  # SQLite's own
    assert indexes | own == shape.indexes
    assert set(own.values()) == {"image"}


def test_the_program_starts_without_sqlalchemy() -> None:
    code = "import sys, cjdesigner.model.store; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_refusals_and_failures_are_user_errors() -> None:
    assert issubclass(FileReplaced, WriteFailed)
    assert issubclass(FileExists, WriteFailed)
    assert issubclass(store.FileNotWritable, FileRefused)
