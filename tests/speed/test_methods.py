"""A key among hundreds of notes and insights, painting included."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from speed import methods
from speed.window import settle, welcome_window

from cjdesigner.model.records import Insight, Note
from cjdesigner.model.store import create


def test_each_step_does_what_is_measured(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "methods.cjd"
    create(file, methods.project(60, 30)).close()
    with welcome_window() as window:
        window.files.open_path(file)
        settle()
        before = {note.id: note for note in window.editor_.state.all(Note)}
        took = methods.steps(window, 3)
        after = {note.id: note for note in window.editor_.state.all(Note)}
        assert {name: len(times) for name, times in took.items()} == {"note": 3, "mark": 3, "filter": 3}
        assert len(after) == len(before) + 3
        assert sum(before[key].mark != after[key].mark for key in before) == 3
        assert len(window.editor_.state.all(Insight)) == 30
        window.show_welcome()
