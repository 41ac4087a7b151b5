"""Refusals as dialogues: every kind of file that is not opened, and what is offered instead."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QToolButton
from pytestqt.qtbot import QtBot

from cjdesigner.errors import BadInput, EditRefused, FileRefused, UserError, WriteFailed
from cjdesigner.model import edits, store
from cjdesigner.model.records import Journey, Project
from cjdesigner.ui import file_dialogs
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.message import Message
from cjdesigner.ui.plain import breakable


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Appearance:
    look = Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))
    return look


@pytest.fixture
def answers(qtbot: QtBot) -> Iterator[tuple[Callable[..., None], list[tuple[str, str]]]]:
    """``answer(*keys)`` clicks these in the messages to come; what they said is noted. "" is Escape."""
    seen: list[tuple[str, str]] = []
    waiting: list[str] = []
    timer = QTimer()
    timer.setInterval(5)

    def look_for() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, Message) and waiting:
            key = waiting.pop(0)
            seen.append((shown.heading.text(), shown.sentence.text().replace("\u200b", "")))
            assert shown.sentence.textFormat() == Qt.TextFormat.PlainText
            if key:
                qtbot.mouseClick(shown.buttons[key], Qt.MouseButton.LeftButton)
            else:
                qtbot.keyClick(shown, Qt.Key.Key_Escape)

    def answer(*keys: str) -> None:
        waiting.extend(keys)

    timer.timeout.connect(look_for)
    timer.start()
    yield answer, seen
    timer.stop()
    assert waiting == []


Answers = tuple[Callable[..., None], list[tuple[str, str]]]


def _project(path: Path) -> Path:
    store.create(path, [Project(id=1, title="P"), Journey(id=2, title="J")]).close()
    return path


def _not_sqlite(path: Path) -> None:
    path.write_text("<b>hello</b>" * 50)


def _truncated(path: Path) -> None:
    _project(path)
    path.write_bytes(path.read_bytes()[:3000])


def _of_another_application(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table t (x)")
    connection.close()


def _newer(path: Path) -> None:
    _project(path)
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 9999")
    connection.close()


def _with_a_trigger(path: Path) -> None:
    _project(path)
    connection = sqlite3.connect(path)
    table = connection.execute("select name from sqlite_master where type = 'table'").fetchone()[0]
    connection.execute(f"create trigger evil after insert on {table} begin select 1; end")
    connection.commit()
    connection.close()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    pass


@pytest.mark.parametrize(
    "make",
    [_not_sqlite, _truncated, _of_another_application, _newer, _with_a_trigger, _empty, _folder, _missing],
)
def test_what_is_refused_is_told_and_untouched(
    make: Callable[[Path], None], look: Appearance, answers: Answers, tmp_path: Path
) -> None:
    answer, seen = answers
    path = tmp_path / "a <b>file.cjd"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    answer("close")
    assert file_dialogs.open_or_tell(path, look, None) is None
    ((heading, sentence),) = seen
    assert heading == "This file was not opened"
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_good_file_is_opened_without_a_word(look: Appearance, answers: Answers, tmp_path: Path) -> None:
    opened = file_dialogs.open_or_tell(_project(tmp_path / "a.cjd"), look, None)
    assert opened is not None
    document, held = opened
    assert document.state.project.title == "P"
    assert not held.read_only
    assert answers[1] == []
    held.close()
    assert QApplication.overrideCursor() is None


def test_a_file_in_use_is_offered_for_reading(look: Appearance, answers: Answers, tmp_path: Path) -> None:
    answer, seen = answers
    path = _project(tmp_path / "a.cjd")
    _document, first = store.open_document(path)
    answer("")
    assert file_dialogs.open_or_tell(path, look, None) is None
    answer("view")
    opened = file_dialogs.open_or_tell(path, look, None)
    assert opened is not None
    assert opened[1].read_only
    assert {heading for heading, _sentence in seen} == {"This file is open elsewhere"}
    opened[1].close()
    first.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anything")
def test_a_file_without_permission_is_offered_for_reading(look: Appearance, answers: Answers, tmp_path: Path) -> None:
    answer, seen = answers
    path = _project(tmp_path / "a.cjd")
    path.chmod(0o444)
    answer("view")
    opened = file_dialogs.open_or_tell(path, look, None)
    assert opened is not None
    assert opened[1].read_only
    assert seen[0][0] == "This file cannot be changed"
    opened[1].close()


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        (FileRefused("“{path}” is a folder.", path="x"), "This file was not opened"),
        (WriteFailed("no room"), "This was not written"),
        (BadInput("no journey"), "This file does not fit"),
        (EditRefused("not so"), "That did not work"),
    ],
)
def test_errors_are_told_under_their_heading(
    error: UserError, heading: str, look: Appearance, answers: Answers
) -> None:
    answer, seen = answers
    answer("close")
    file_dialogs.tell_error(error, look, None)
    assert seen == [(heading, str(error))]


def test_a_replaced_file_offers_a_copy(look: Appearance, answers: Answers, tmp_path: Path) -> None:
    answer, seen = answers
    path = _project(tmp_path / "a.cjd")
    document, held = store.open_document(path)
    other = _project(tmp_path / "b.cjd")
    os.replace(other, path)
    with pytest.raises(WriteFailed) as caught:
        document.apply(edits.add_journey(document.state, "new"), "Add journey")
    answer("copy")
    assert file_dialogs.ask_copy(caught.value, held, look, None)
    assert seen[0][0] == "Another program has replaced this file"
    assert str(path) in seen[0][1]
    held.relocate(tmp_path / "c.cjd")
    document.apply(edits.add_journey(document.state, "new"), "Add journey")
    held.close()


def test_a_failed_write_closes_by_default(look: Appearance, answers: Answers, tmp_path: Path) -> None:
    answer, seen = answers
    held = store.create(tmp_path / "a.cjd", [Project(id=1), Journey(id=2)])
    answer("close", "copy", "")
    outcomes = [file_dialogs.ask_copy(WriteFailed("no room"), held, look, None) for _ in range(3)]
    assert outcomes == [False, True, False]
    assert seen[0] == ("Your last change could not be saved", "no room")
    held.close()


@pytest.mark.parametrize("key", ["save", "keep", "discard", ""])
def test_an_untitled_project_asks_what_to_do(key: str, look: Appearance, answers: Answers) -> None:
    answer, _seen = answers
    answer(key)
    assert file_dialogs.ask_untitled(look, None) == key


def test_the_file_dialogues_ask_and_remember_the_folder(
    look: Appearance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QFileDialog] = []
    target = tmp_path / "deep" / "new.cjd"
    target.parent.mkdir()

    def accept(dialog: QFileDialog) -> int:
        asked.append(dialog)
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(target)])
    assert file_dialogs.ask_save(look, None, "new.cjd") == target
    assert asked[0].acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert asked[0].defaultSuffix() == "cjd"
    assert file_dialogs.ask_open(look, None) == target
    assert asked[1].directory().absolutePath() == str(target.parent)
    assert file_dialogs.ask_import(look, None) == target
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: 0)
    assert file_dialogs.ask_open(look, None) is None
    assert file_dialogs.ask_save(look, None, str(tmp_path / "x.cjd")) is None


def test_long_words_can_be_broken() -> None:
    path = "/home/somebody/a-folder/" + "x" * 100
    broken = breakable(f"short “{path}” words")
    assert broken.replace("\u200b", "") == f"short “{path}” words"
    assert max(len(part) for part in broken.replace(" ", "\u200b").split("\u200b")) <= 32
    assert breakable("a short sentence") == "a short sentence"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_dialog_without_a_system_one_shows_its_icons_and_places(
    qtbot: QtBot, look: Appearance, tmp_path: Path, scale: float
) -> None:
    look.set(theme="light", scale=scale)
    try:
        dialog = QFileDialog(None, "Open", str(tmp_path))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        button = dialog.findChild(QToolButton, "toParentButton")
        assert button is not None
        image = button.grab(button.rect().adjusted(4, 4, -4, -4)).toImage()  # without its border
        rows = [y for y in range(image.height()) if len({image.pixel(x, y) for x in range(image.width())}) > 1]
        assert rows[-1] - rows[0] >= 8 * scale  # a dot remained of an icon that was squeezed
        places = dialog.findChild(QListView, "sidebar")
        assert places is not None
        assert places.minimumWidth() >= 120 * scale
    finally:
        look.set(theme="light", scale=1.0)
