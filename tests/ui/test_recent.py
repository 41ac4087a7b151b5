"""The files opened last."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjdesigner.ui import recent
from cjdesigner.ui.appearance import settings


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))


def _paths() -> list[Path]:
    return [file.path for file in recent.recent_files()]


def test_the_newest_is_first_and_stands_once(tmp_path: Path) -> None:
    one, two = tmp_path / "ä, ö = 1.cjd", tmp_path / "two.cjd"
    for path in (one, two, one):
        recent.add(path)
    assert _paths() == [one, two]


def test_no_more_than_twelve_are_kept(tmp_path: Path) -> None:
    for number in range(20):
        recent.add(tmp_path / f"{number}.cjd")
    assert _paths() == [tmp_path / f"{number}.cjd" for number in range(19, 7, -1)]


def test_removing_and_clearing_forget_and_delete_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "one.cjd", tmp_path / "two.cjd"
    one.write_text("kept")
    recent.add(one)
    recent.add(two)
    assert [file.exists for file in recent.recent_files()] == [False, True]
    recent.remove(two)
    assert _paths() == [one]
    recent.clear()
    assert _paths() == []
    assert one.read_text() == "kept"


def test_a_relative_path_is_remembered_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    recent.add(Path("here.cjd"))
    monkeypatch.chdir("/")
    assert _paths() == [tmp_path / "here.cjd"]
    recent.remove(tmp_path / "here.cjd")
    assert _paths() == []


@pytest.mark.parametrize("kept", ["", "nonsense", "[1]", '[{"path": 3, "opened": "x"}]', '{"a": 1}'])
def test_settings_that_make_no_sense_are_an_empty_list(kept: str) -> None:
    settings().setValue("recent/files", kept)
    assert recent.recent_files() == []
