"""Settings and command palette, driven by mouse and keys."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from cjdesigner import i18n
from cjdesigner.model.document import Document
from cjdesigner.model.records import Journey, Project
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.help_dialog import HelpDialog
from cjdesigner.ui.help_keys import shortcuts
from cjdesigner.ui.palette_dialog import SHOWN, Entry, PaletteDialog, fold, found
from cjdesigner.ui.settings_dialog import SettingsDialog


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Appearance]:
    look = Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    look.set(theme="light", scale=1.0, language="en")
    yield look
    look.set(theme="light", scale=1.0, language="en")


@pytest.fixture
def editor(look: Appearance) -> Iterator[Editor]:
    editor = Editor(Document([Project(id=1, title="Before"), Journey(id=2, title="J")]))
    yield editor
    editor.close()


# settings


@pytest.fixture
def dialog(look: Appearance, editor: Editor, qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(look, editor)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _labels(dialog: SettingsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_theme_and_scale_change_at_once_and_are_remembered(
    dialog: SettingsDialog, look: Appearance, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(look.changed):
        qtbot.mouseClick(dialog.theme.buttons["dark"], Qt.MouseButton.LeftButton)
    assert look.theme == "dark"
    QApplication.processEvents()
    assert dialog.theme.current == "dark"
    with qtbot.waitSignal(look.changed):
        qtbot.mouseClick(dialog.scale.buttons["1.5"], Qt.MouseButton.LeftButton)
    assert Appearance().scale == 1.5
    assert Appearance().theme == "dark"


def test_the_dialogue_itself_speaks_the_new_language_and_keeps_the_focus(
    dialog: SettingsDialog, look: Appearance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shouting(i18n._gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"{message}!"

    monkeypatch.setattr(i18n, "_load", lambda code: Shouting())
    assert "Theme" in _labels(dialog)
    qtbot.mouseClick(dialog.language.buttons["de"], Qt.MouseButton.LeftButton)
    assert look.language == "de"
    QApplication.processEvents()
    assert "Theme!" in _labels(dialog)
    assert "Theme" not in _labels(dialog)
    assert dialog.windowTitle() == "Settings!"
    assert dialog.language.current == "de"
    assert dialog.focusWidget() is dialog.language.buttons["de"]


def test_arrow_keys_choose_among_segments(dialog: SettingsDialog, look: Appearance, qtbot: QtBot) -> None:
    dialog.theme.buttons["light"].setFocus()
    with qtbot.waitSignal(look.changed):
        qtbot.keyClick(dialog.theme.buttons["light"], Qt.Key.Key_Right)
    assert look.theme == "dark"
    QApplication.processEvents()
    with qtbot.waitSignal(look.changed):
        qtbot.keyClick(dialog.theme.buttons["dark"], Qt.Key.Key_Left)
    assert look.theme == "light"


def test_it_survives_that_the_window_rebuilds_beneath(look: Appearance, editor: Editor, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QLabel("old"))
    look.changed.connect(lambda: window.setCentralWidget(QLabel("new")))
    window.show()
    dialog = SettingsDialog(look, editor, window)
    dialog.show()
    for name in ("dark", "light"):
        qtbot.mouseClick(dialog.theme.buttons[name], Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert dialog.isVisible()
        assert dialog.theme.current == name


def test_typing_is_written_after_a_rest_as_one_step(dialog: SettingsDialog, editor: Editor, qtbot: QtBot) -> None:
    dialog.title.setFocus()
    dialog.title.selectAll()
    qtbot.keyClicks(dialog.title, "Af")
    assert editor.state.project.title == "Before"
    qtbot.waitUntil(lambda: editor.state.project.title == "Af")
    qtbot.keyClicks(dialog.title, "ter")
    qtbot.waitUntil(lambda: editor.state.project.title == "After")
    editor.undo()
    assert editor.state.project.title == "Before"
    assert editor.document.undo_label is None
    assert dialog.title.text() == "Before"
    editor.redo()
    assert dialog.title.text() == "After"


def test_another_visit_is_another_step(dialog: SettingsDialog, editor: Editor, qtbot: QtBot) -> None:
    for text in ("1", "2"):
        dialog.title.setFocus()
        qtbot.keyClicks(dialog.title, text)
        dialog.note.setFocus()
    assert editor.state.project.title == "Before12"
    editor.undo()
    assert editor.state.project.title == "Before1"


def test_leaving_and_closing_write_at_once(dialog: SettingsDialog, editor: Editor, qtbot: QtBot) -> None:
    dialog.note.setFocus()
    qtbot.keyClicks(dialog.note, "top boxes")
    dialog.title.setFocus()
    assert editor.state.project.settings.scoring_note == "top boxes"
    qtbot.keyClicks(dialog.title, "!")
    dialog.write()
    assert editor.state.project.title.endswith("!")


def test_paper_and_orientation_are_the_projects(dialog: SettingsDialog, editor: Editor, qtbot: QtBot) -> None:
    dialog.paper.setCurrentText("A0")
    qtbot.mouseClick(dialog.turned.buttons["portrait"], Qt.MouseButton.LeftButton)
    kept = editor.state.project.settings
    assert (kept.paper, kept.landscape) == ("A0", False)
    editor.undo()
    editor.undo()
    assert dialog.paper.currentText() == "A3"
    assert editor.state.project.settings.landscape


def test_without_a_document_only_the_window_is_set(look: Appearance, qtbot: QtBot) -> None:
    dialog = SettingsDialog(look)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "PROJECT" not in _labels(dialog)
    qtbot.mouseClick(dialog.theme.buttons["dark"], Qt.MouseButton.LeftButton)
    assert look.theme == "dark"


# the palette


def test_the_palette_finds_and_does(look: Appearance, qtbot: QtBot) -> None:
    done: list[str] = []
    entries = [(name, "Card", lambda name=name: done.append(name)) for name in ("Café", "Club website", "Web shop")]
    palette = PaletteDialog(look, entries)
    qtbot.addWidget(palette)
    palette.show()
    assert palette.results() == ["Café", "Club website", "Web shop"]
    qtbot.keyClicks(palette.field, "web")
    assert palette.results() == ["Web shop", "Club website"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.accepted):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["Club website"]


def test_nothing_found_does_nothing(look: Appearance, qtbot: QtBot) -> None:
    palette = PaletteDialog(look, [("a", "", lambda: pytest.fail("done"))])
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClicks(palette.field, "zzz")
    assert palette.results() == []
    assert palette.nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    with qtbot.waitSignal(palette.rejected):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)


def test_up_from_the_first_goes_to_the_last(look: Appearance, qtbot: QtBot) -> None:
    palette = PaletteDialog(look, [(str(number), "", lambda: None) for number in range(5)])
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 4
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0


def test_ten_thousand_cards_are_searched_between_two_keys(look: Appearance, qtbot: QtBot) -> None:
    import time

    entries = [(f"Touchpoint number {number} of a journey", "Touchpoint", lambda: None) for number in range(10_000)]
    palette = PaletteDialog(look, entries)
    qtbot.addWidget(palette)
    begun = time.perf_counter()
    palette.search("number 9999")
    assert time.perf_counter() - begun < 0.25
    assert palette.results() == ["Touchpoint number 9999 of a journey"]
    palette.search("touch")
    assert len(palette.results()) == SHOWN


_WORDS = st.text(alphabet="aäbcé ", max_size=8)


@settings(max_examples=60)
@given(titles=st.lists(_WORDS, max_size=8), wanted=_WORDS)
def test_what_is_found_holds_every_word_and_nothing_that_does_is_missing(titles: list[str], wanted: str) -> None:
    entries = [Entry(title, "", lambda: None) for title in titles]
    folded = [fold(title) for title in titles]
    hits = found(entries, folded, wanted)
    assert len(set(hits)) == len(hits)
    words = fold(wanted).split()
    assert set(hits) == {index for index, text in enumerate(folded) if all(word in text for word in words)}
    if len(words) == 1:
        begins = [folded[index].startswith(words[0]) for index in hits]
        assert all(first or not second for first, second in itertools.pairwise(begins))


# every dialogue


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_button_has_room_for_its_words(
    look: Appearance, editor: Editor, qtbot: QtBot, theme: str, scale: float
) -> None:
    look.set(theme="dark" if theme == "dark" else "light", scale=scale)
    for dialog in (SettingsDialog(look, editor), HelpDialog(look, shortcuts()), PaletteDialog(look, [])):
        qtbot.addWidget(dialog)
        dialog.show()
        QApplication.processEvents()
        for button in dialog.findChildren(QPushButton):
            assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()
        dialog.hide()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
