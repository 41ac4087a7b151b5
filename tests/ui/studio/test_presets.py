"""Presets: kept in the file as edits with undo, built-in ones to start from, told when something has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cjdesigner.model import presets
from cjdesigner.model.records import Journey, Preset
from cjdesigner.model.store import open_document
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.studio import presets_bar
from cjdesigner.ui.studio.window import StudioWindow

LONG = 20_000
Wait = Callable[[StudioWindow], None]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers to the question for a name, one after the other."""
    answers: list[str] = []
    monkeypatch.setattr(presets_bar, "ask_name", lambda *asked: answers.pop(0))
    return answers


def _choose(studio: StudioWindow, key: int | str) -> None:
    choice = studio.body.presets.choice
    choice.setCurrentIndex(choice.findData(key))
    choice.activated.emit(choice.currentIndex())


def test_settings_are_saved_under_a_name_and_undone(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, named: list[str]
) -> None:
    bar = studio.body.presets
    assert bar.choice.currentText() == "Usual poster"
    studio.desk.set(paper="A1", theme="bold")
    assert bar.choice.currentText() == "Usual poster •"
    named.append("Lobby <b>")
    qtbot.mouseClick(bar.save_button, Qt.MouseButton.LeftButton)
    (preset,) = editor.state.ranked(Preset)
    assert (preset.name, preset.paper, preset.theme) == ("Lobby <b>", "A1", "bold")
    assert bar.choice.currentText() == "Lobby <b>"
    assert not bar.save_button.isVisible()
    studio.desk.set(paper="A0")
    assert bar.choice.currentText() == "Lobby <b> •"
    qtbot.mouseClick(bar.save_button, Qt.MouseButton.LeftButton)
    assert editor.state.ranked(Preset)[0].paper == "A0"
    assert bar.choice.currentText() == "Lobby <b>"
    editor.undo()
    assert editor.state.ranked(Preset)[0].paper == "A1"
    assert bar.choice.currentText() == "Lobby <b> •"
    bar.go_back()
    assert studio.desk.now.paper == "A1"
    editor.undo()
    assert editor.state.ranked(Preset) == []
    assert bar.choice.currentText() == "Not saved: Lobby <b>"
    assert studio.desk.now.paper == "A1"


def test_a_preset_is_renamed_and_deleted_with_undo(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, named: list[str]
) -> None:
    bar = studio.body.presets
    assert not bar.rename.isEnabled()
    named += ["One", "Two", "One"]
    bar.save_as.trigger()
    bar.save_as.trigger()
    assert [preset.name for preset in editor.state.ranked(Preset)] == ["One", "Two"]
    bar.rename.trigger()  # the second, which is chosen, to a name that is taken
    assert [preset.name for preset in editor.state.ranked(Preset)] == ["One", "One 2"]
    bar.delete.trigger()
    assert [preset.name for preset in editor.state.ranked(Preset)] == ["One"]
    assert editor.document.undo_label == "Delete preset"
    assert bar.choice.currentText() == "Not saved: One 2"
    assert "deleted" in studio.body.delivery.outcome.text()
    qtbot.keyClick(studio, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [preset.name for preset in editor.state.ranked(Preset)] == ["One", "One 2"]
    assert bar.choice.currentText() == "One 2"
    assert not bar.choice.currentText().startswith("Not saved")
    assert all("Not saved" not in bar.choice.itemText(row) for row in range(bar.choice.count()))


def test_settings_that_were_not_saved_are_not_lost(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, named: list[str], open_studio: Callable[..., StudioWindow]
) -> None:
    bar, desk = studio.body.presets, studio.desk
    desk.set(paper="A2", margin=33.0)
    _choose(studio, "hand-out")
    assert (desk.now.paper, desk.now.margin) == ("A4", None)
    unsaved = bar.choice.findText("Not saved: Usual poster")
    assert unsaved >= 0
    _choose(studio, bar.choice.itemData(unsaved))
    assert (desk.now.paper, desk.now.margin) == ("A2", 33.0)
    desk.set(margin=34.0)
    assert bar.choice.currentText() == "Not saved: Usual poster"
    _choose(studio, "wall")
    assert [loose.margin for loose in desk.loose.values()] == [34.0]
    _choose(studio, next(iter(desk.loose)))
    named.append("Kept")
    qtbot.mouseClick(bar.save_button, Qt.MouseButton.LeftButton)
    assert bar.choice.currentText() == "Kept"
    assert desk.loose == {}
    for width in range(11, 19):
        desk.set(side_width=width / 100)
        _choose(studio, "usual")
    assert [loose.side_width for loose in desk.loose.values()] == [0.14, 0.15, 0.16, 0.17, 0.18]
    studio.close()
    again = open_studio().body.presets
    assert all("Not saved" not in again.choice.itemText(row) for row in range(again.choice.count()))


def test_thinking_better_of_a_name_saves_nothing(studio: StudioWindow, editor: Editor, named: list[str]) -> None:
    named.append("")
    studio.body.presets.save_as.trigger()
    assert editor.state.ranked(Preset) == []
    assert editor.document.undo_label is None


def test_starting_points_set_the_whole_desk(studio: StudioWindow, wait: Wait) -> None:
    studio.desk.set(margin=40.0, accent="#aa0000")
    _choose(studio, "wall")
    now = studio.desk.now
    assert (now.paper, now.theme, now.margin, now.accent) == ("A0", "bold", None, "")
    _choose(studio, "tiled")
    assert studio.desk.now.tile == "A4"
    assert studio.body.presets.choice.currentText() == "Tiled on A4"
    wait(studio)
    assert studio.body.proof is not None
    assert len(studio.body.proof.sizes) > 5
    _choose(studio, "client")
    assert studio.desk.now.client
    assert studio.body.content_tab.client.isChecked()


def test_a_file_for_reading_only_says_why_nothing_is_saved(
    editor: Editor, appearance: Appearance, qtbot: QtBot, tmp_path: Path, named: list[str]
) -> None:
    document, store = open_document(tmp_path / "garage.cjd", read_only=True)
    looking = Editor(document, store)
    studio = StudioWindow(looking, appearance)
    studio.show()
    bar = studio.body.presets
    for action in (bar.save, bar.save_as, bar.rename, bar.delete):
        assert not action.isEnabled()
        assert "reading only" in action.toolTip()
    assert not bar.save_button.isEnabled()
    assert "reading only" in bar.save_button.toolTip()
    studio.body.tabs.setCurrentIndex(1)
    message = studio.body.content_tab.message
    assert studio.body.content_tab.alone.isVisible()
    message.selectAll()
    qtbot.keyClicks(message, "For today")
    qtbot.keyClick(message, Qt.Key.Key_Return)
    assert studio.wish().options(looking.state).key_message == "For today"
    qtbot.mouseClick(studio.body.content_tab.propose, Qt.MouseButton.LeftButton)
    assert studio.wish().options(looking.state).key_message == message.text() != "For today"
    record = looking.state.get(2, Journey)
    assert record is not None
    assert record.key_message == "Said before"
    bar.save_settings()
    assert looking.state.ranked(Preset) == []
    qtbot.waitUntil(lambda: studio.proofs.resting and studio.body.sheet.resting, timeout=LONG)
    studio.close()
    looking.close()


def test_the_studio_comes_back_as_it_was_left(
    open_studio: Callable[..., StudioWindow], editor: Editor, named: list[str]
) -> None:
    studio = open_studio()
    named.append("Mine")
    studio.desk.set(paper="A2", theme="mono")
    studio.body.presets.save_as.trigger()
    studio.desk.set(margin=12.5)
    studio.close()
    again = open_studio()
    assert (again.desk.now.paper, again.desk.now.theme, again.desk.now.margin) == ("A2", "mono", 12.5)
    assert again.body.presets.choice.currentText() == "Mine •"


def test_a_preset_that_this_program_cannot_follow_is_told(
    studio: StudioWindow, editor: Editor, wait: Wait, qtbot: QtBot
) -> None:
    strange = Preset(
        id=0,
        name="<b>From tomorrow",
        paper="0x0",
        theme="neon",
        accent="#zzzzzz",
        language="xx",
        path="scenic",
        tile="banana",
        side=("nothing", "gaps"),
        sections=("sound",),
        logo="0" * 64,
    )
    (identity,) = editor.edit("x", lambda state: presets.add(state, strange))
    _choose(studio, identity)
    wait(studio)
    for tab in range(4):
        studio.body.tabs.setCurrentIndex(tab)
        assert not studio.grab().isNull()
    assert "<b>From tomorrow" in studio.body.sheet.words
    assert "0x0" in studio.body.sheet.words
    qtbot.mouseClick(studio.body.content_tab.propose, Qt.MouseButton.LeftButton)
    _choose(studio, "usual")
    wait(studio)
    assert studio.body.proof is not None
    assert studio.body.proof.sizes
