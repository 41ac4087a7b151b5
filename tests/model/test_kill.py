"""A process killed in the middle of an edit loses nothing that was committed, and leaves nothing half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from model import random_edits, victim

from cjdesigner.errors import FileRefused
from cjdesigner.model.document import Document
from cjdesigner.model.records import Record, Touchpoint
from cjdesigner.model.store import create, open_document

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing to fork and to kill so")

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


def large() -> list[Record]:
    """A project in which an edit of all cards takes a while to write."""
    cards = [Touchpoint(id=number, journey=2, name=f"Touchpoint {number}", note="x" * 400) for number in range(20, 220)]
    return [*random_edits.start(), *cards]


@pytest.fixture
def killer() -> Iterator[subprocess.Popen[str]]:
    """The process that makes victims."""
    with subprocess.Popen(
        [sys.executable, victim.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env=ENVIRONMENT,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


def killed_after(killer: subprocess.Popen[str], path: Path, seed: int, edits: int, delay: float) -> int:
    """Let a process edit and kill it ``delay`` seconds after some edits; how many it said it had committed."""
    assert killer.stdin is not None
    assert killer.stdout is not None
    killer.stdin.write(f"{path} {seed}\n")
    killer.stdin.flush()
    pid = int(killer.stdout.readline().split()[1])
    said = 0
    while said < edits:
        line = killer.stdout.readline()
        assert line == "edit\n", "the victim died by itself"
        said += 1
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    while killer.stdout.readline() == "edit\n":
        said += 1
    return said


def test_fifty_kills_lose_nothing(tmp_path: Path, killer: subprocess.Popen[str]) -> None:
    path = tmp_path / "journey.cjd"
    create(path, large()).close()
    chance = random.Random(50)
    interrupted = 0
    for seed in range(50):
        before, view = open_document(path, read_only=True)
        view.close()
        said = killed_after(killer, path, seed, chance.randrange(1, 12), chance.random() * 0.004)
        interrupted += Path(f"{path}-journal").exists()
        found, opened = open_document(path)
        opened.close()
        assert os.listdir(tmp_path) == [path.name]
        again = replayed(before, seed, said)
        if holds(found) != holds(again):
            # the edit in hand was committed, and the word of it did not come through
            again = replayed(before, seed, said + 1)
        assert holds(found) == holds(again), f"seed {seed}, {said} edits"
        assert found.state.next_id >= 1 + max(found.state)
    assert interrupted, "no kill met a write, so this shows nothing"


def replayed(start: Document, seed: int, committed: int) -> Document:
    """What the victim did, done again in memory."""
    done, undone = start.steps()
    document = Document(start.state.records.values(), None, done, undone, start.state.next_id)
    chance = random.Random(seed)
    while committed:
        committed -= victim.edit(document, chance)
    return document


def holds(document: Document) -> tuple[object, ...]:
    return document.state.records, document.steps()


HALF_WAY = """
import sys, time
from model import random_edits
from cjdesigner.model import rows
from cjdesigner.model.patch import changed
from cjdesigner.model.records import Touchpoint
from cjdesigner.model.store import open_document
import msgspec
document, opened = open_document(sys.argv[1])
opened._file.connection.execute("PRAGMA cache_size = 5")
cards = document.state.all(Touchpoint)
with opened._file.writing() as connection:
    rows.write_patch(connection, changed((c, msgspec.structs.replace(c, note="half done " * 500)) for c in cards))
    print("half way", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def half_written(tmp_path: Path) -> Path:
    """A project whose writer was killed when much of an edit had reached the file."""
    path = tmp_path / "journey.cjd"
    create(path, large()).close()
    whole = path.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", HALF_WAY, str(path)], stdout=subprocess.PIPE, env=ENVIRONMENT
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half way\n"
        child.kill()
    assert b"half done" in path.read_bytes()
    assert path.read_bytes() != whole
    assert Path(f"{path}-journal").stat().st_size > 0
    return path


def test_a_half_written_edit_is_taken_back(half_written: Path) -> None:
    document, opened = open_document(half_written)
    assert document.state.records == {record.id: record for record in large()}
    opened.close()
    assert os.listdir(half_written.parent) == [half_written.name]
    assert b"half done" not in half_written.read_bytes()


def test_a_half_written_edit_is_taken_back_for_a_view(half_written: Path) -> None:
    document, view = open_document(half_written, read_only=True)
    view.close()
    assert document.state.records == {record.id: record for record in large()}


def test_a_half_written_edit_that_may_not_be_taken_back(half_written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder where nothing may be written there is no whole project to be seen."""
    before = half_written.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda path, mode: mode != os.W_OK)
        with pytest.raises(FileRefused, match="crash interrupted"):
            open_document(half_written, read_only=True)
    assert half_written.read_bytes() == before


def test_a_copy_put_over_a_half_written_project_is_whole(half_written: Path) -> None:
    create(half_written, random_edits.start(), overwrite=True).close()
    document, view = open_document(half_written, read_only=True)
    view.close()
    assert document.state.records == {record.id: record for record in random_edits.start()}
