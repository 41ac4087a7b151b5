"""The export dialogue: what comes out is seen and told before, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cjdesigner.errors import BadInput
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.model import edits, interchange, samples
from cjdesigner.model.document import Document
from cjdesigner.model.records import Journey, Project, Touchpoint
from cjdesigner.ui import export_dialog, exporting, file_dialogs
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.background import _running
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.export_dialog import ExportDialog

LONG = 20_000


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Appearance:
    look = Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))
    look.set(theme="light", scale=1.0, language="en")
    return look


@pytest.fixture
def editor(look: Appearance) -> Iterator[Editor]:
    editor = Editor(Document(samples.load("car-service", "en").records))
    yield editor
    editor.close()


@pytest.fixture
def dialog(look: Appearance, editor: Editor, qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(editor, look)
    qtbot.addWidget(dialog)
    dialog.show()
    _wait(dialog, qtbot)
    return dialog


def _wait(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog._rest.isActive() and not dialog.sheet.resized.isActive(), timeout=LONG)
    qtbot.waitUntil(lambda: dialog.preview is not None and not dialog._drawing, timeout=LONG)


def _notes(dialog: ExportDialog) -> list[str]:
    found = []
    for place in range(dialog._notes.count()):
        widget = dialog._notes.itemAt(place).widget()
        if widget is not None:
            found += [label.text().replace("\u200b", "") for label in widget.findChildren(QLabel) if label.text()]
    return found


def _asks_for(target: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    proposals: list[str] = []

    def ask(look: Appearance, parent: object, proposal: str, *, suffix: str, kind: str) -> Path:
        proposals.append(proposal)
        return target

    monkeypatch.setattr(file_dialogs, "ask_save", ask)
    return proposals


def test_every_format_is_offered(dialog: ExportDialog) -> None:
    assert list(dialog.format.buttons) == list(EXPORTERS)


def test_the_poster_is_seen_and_its_reading_distance_told(dialog: ExportDialog, qtbot: QtBot) -> None:
    assert dialog.preview is not None
    assert dialog.preview.image.width() > dialog.preview.image.height() > 100
    assert _notes(dialog)[0] == "Smallest text 8.5 pt: readable from 0.4 m."
    dialog.paper.setCurrentText("A0")
    _wait(dialog, qtbot)
    assert _notes(dialog)[0] == "Smallest text 24 pt: readable from 1.1 m."
    qtbot.mouseClick(dialog.turned.buttons["portrait"], Qt.MouseButton.LeftButton)
    _wait(dialog, qtbot)
    assert dialog.preview.image.height() > dialog.preview.image.width()
    assert round(dialog.preview.height) == 1189


def test_what_the_composition_warns_of_is_told_before(look: Appearance, qtbot: QtBot) -> None:
    editor = Editor(Document(samples.load("car-service", "en").records))
    card = editor.state.members(editor.journey, Touchpoint)[0]
    editor.edit("x", lambda state: edits.set_fields(state, [card.id], name="Words that go on and on. " * 60))
    dialog = ExportDialog(editor, look)
    qtbot.addWidget(dialog)
    dialog.show()
    _wait(dialog, qtbot)
    assert dialog.preview is not None
    assert dialog.preview.warnings
    for warning in dialog.preview.warnings:
        assert warning in _notes(dialog)
    editor.close()


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".pdf", b"%PDF-"), (".svg", b"<"), (".png", b"\x89PNG"), (".json", b"{")]
)
def test_each_format_is_written_and_the_folder_offered(
    suffix: str, begins: bytes, dialog: ExportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"poster{suffix}"
    target.write_bytes(b"old")
    proposals = _asks_for(target, monkeypatch)
    dialog.dpi.setValue(72)
    qtbot.mouseClick(dialog.format.buttons[suffix], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert dialog.progress.isVisible()
    assert not dialog.export_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.written is not None, timeout=LONG)
    assert target.read_bytes().startswith(begins)
    assert proposals == [f"{'Car service' if suffix == '.json' else 'Car service appointment'}{suffix}"]
    assert dialog.outcome.text() == f"poster{suffix} is written."
    assert dialog.folder_button.isVisible()
    assert dialog.export_button.isEnabled()
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [target.name]


def test_the_paper_is_kept_with_the_project_as_one_edit(
    dialog: ExportDialog, editor: Editor, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _asks_for(tmp_path / "a.pdf", monkeypatch)
    dialog.paper.setCurrentText("A1")
    qtbot.mouseClick(dialog.turned.buttons["portrait"], Qt.MouseButton.LeftButton)
    assert editor.state.project.settings.paper == "A3"
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.written is not None, timeout=LONG)
    kept = editor.state.project.settings
    assert (kept.paper, kept.landscape) == ("A1", False)
    editor.undo()
    assert (editor.state.project.settings.paper, editor.state.project.settings.landscape) == ("A3", True)
    assert editor.document.undo_label is None


def test_a_folder_that_is_gone_is_told_plainly(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "gone" / "a.pdf"
    _asks_for(target, monkeypatch)
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=LONG)
    said = dialog.outcome.text().replace("\u200b", "")
    assert said.startswith(f"“{target}” cannot be written: ")
    assert dialog.outcome.property("role") == "error"
    assert not dialog.folder_button.isVisible()
    assert dialog.export_button.isEnabled()


def test_what_an_exporter_refuses_leaves_the_old_file(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    _asks_for(target, monkeypatch)

    def refuse(state: object, journey: int, path: Path, options: Options) -> Path:
        raise BadInput("too large")

    monkeypatch.setattr(export_dialog, "export", refuse)
    qtbot.mouseClick(dialog.format.buttons[".png"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=LONG)
    assert dialog.outcome.text() == "too large"
    assert target.read_bytes() == b"old"


def test_thinking_better_of_it_writes_nothing(
    dialog: ExportDialog, editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *given, **named: None)
    dialog.paper.setCurrentText("A1")
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert not dialog.progress.isVisible()
    assert editor.state.project.settings.paper == "A3"


def test_the_chosen_path_is_told_on_the_poster_of_its_journey_only(dialog: ExportDialog, editor: Editor) -> None:
    assert dialog.options.path is None
    editor.choose_path("best")
    assert editor.path is not None
    assert dialog.options.path == editor.path.nodes
    dialog.journey.setCurrentIndex(1)
    assert dialog.options.path is None


def test_only_what_a_format_asks_for_is_shown(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.format.buttons[".png"], Qt.MouseButton.LeftButton)
    assert dialog.dpi.isVisible()
    assert any("pixels" in note for note in _notes(dialog))
    qtbot.mouseClick(dialog.format.buttons[".json"], Qt.MouseButton.LeftButton)
    assert not dialog.dpi.isVisible()
    assert not dialog.paper.isVisible()
    qtbot.waitUntil(lambda: "JSON" in dialog.sheet._words)
    assert _notes(dialog) == []


def test_the_export_is_of_the_moment_it_was_asked_for(editor: Editor, tmp_path: Path) -> None:
    held = exporting.snapshot(editor.state)
    editor.edit("x", lambda state: edits.set_fields(state, [editor.journey], title="Changed meanwhile"))
    target = exporting.export(held, editor.journey, tmp_path / "a.json", Options())
    loaded = interchange.load(target.read_bytes(), "a.json").records
    titles = [record.title for record in loaded if isinstance(record, Journey)]
    assert "Car service appointment" in titles
    assert "Changed meanwhile" not in titles


def test_closing_while_a_preview_is_drawn_does_no_harm(
    look: Appearance, editor: Editor, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    dialog = ExportDialog(editor, look)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._drawing, timeout=LONG)
    assert _running
    dialog.reject()
    qtbot.waitUntil(lambda: not _running, timeout=LONG)
    assert "Traceback" not in capfd.readouterr().err


# sections and pages


@pytest.fixture
def sport(look: Appearance, qtbot: QtBot) -> Iterator[ExportDialog]:
    editor = Editor(Document(samples.load("little-sport", "en").records))
    dialog = ExportDialog(editor, look)
    qtbot.addWidget(dialog)
    dialog.show()
    _wait(dialog, qtbot)
    yield dialog
    editor.close()


def test_sections_that_have_something_to_say_are_offered(sport: ExportDialog, qtbot: QtBot) -> None:
    shown = [name for name, box in sport.sections.boxes.items() if not box.isHidden()]
    assert shown[0] == "map"
    assert {"personas", "empathy", "jobs", "indicators", "insights", "strategy"} <= set(shown)
    assert sport.options.sections is None
    for name in shown:
        if name not in ("jobs", "personas"):
            sport.sections.boxes[name].click()
    assert sport.options.sections == ("personas", "jobs")
    _wait(sport, qtbot)
    assert sport.preview is not None
    assert sport.preview.pages <= 4


def test_nothing_chosen_is_told_in_place_of_the_preview(sport: ExportDialog, qtbot: QtBot) -> None:
    for box in sport.sections.boxes.values():
        box.setChecked(False)
    qtbot.waitUntil(lambda: "nothing to print" in sport.sheet._words, timeout=LONG)
    assert sport.pages.isHidden()


def test_pages_are_turned_by_buttons_and_keys(sport: ExportDialog, qtbot: QtBot) -> None:
    assert sport.preview is not None
    assert sport.preview.pages > 3
    first = sport.preview.image
    assert not sport.pages.back.isEnabled()
    sport.pages.onward.click()
    qtbot.waitUntil(lambda: sport.preview is not None and sport.preview.page == 1, timeout=LONG)
    assert sport.preview.image != first
    assert sport.pages.label.text().startswith("Page 2 of ")
    sport.pages.back.click()
    qtbot.waitUntil(lambda: sport.preview is not None and sport.preview.page == 0, timeout=LONG)
    assert sport.pages.back.shortcut() != sport.pages.onward.shortcut()


def test_what_is_left_out_is_remembered(
    sport: ExportDialog, look: Appearance, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sport.sections.boxes["insights"].click()
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *args, **more: tmp_path / "poster.pdf")
    sport._export()
    qtbot.waitUntil(lambda: sport.written is not None, timeout=LONG)
    again = ExportDialog(sport._editor, look)
    qtbot.addWidget(again)
    assert not again.sections.boxes["insights"].isChecked()
    assert again.sections.boxes["jobs"].isChecked()


def test_a_journey_with_a_map_alone_offers_no_sections(look: Appearance, qtbot: QtBot) -> None:
    editor = Editor(Document([Project(id=1), Journey(id=2, title="Alone"), Touchpoint(id=3, journey=2, name="Desk")]))
    dialog = ExportDialog(editor, look)
    qtbot.addWidget(dialog)
    dialog.show()
    _wait(dialog, qtbot)
    assert not dialog.sections.isVisible()
    assert not dialog.pages.isVisible()
    assert dialog.options.sections is None
    editor.close()
