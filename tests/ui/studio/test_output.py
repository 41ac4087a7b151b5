"""What leaves the studio: files whole or not at all, chosen tiles, what changed since, and the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cjdesigner.errors import BadInput
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.model import edits, interchange
from cjdesigner.model.personas import add_persona
from cjdesigner.model.records import Journey
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.main_window import MainWindow
from cjdesigner.ui.studio import delivery, exporting
from cjdesigner.ui.studio.output_tab import OutputTab
from cjdesigner.ui.studio.window import StudioWindow

LONG = 20_000
Wait = Callable[[StudioWindow], None]
SavesAs = Callable[[Path | None], list[str]]


def _export(studio: StudioWindow, qtbot: QtBot) -> None:
    studio.body.delivery.file = None
    qtbot.mouseClick(studio.body.delivery.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: studio.body.delivery._halt is None, timeout=LONG)


def test_every_format_is_offered_by_itself(studio: StudioWindow) -> None:
    assert studio.body.format.keys == list(EXPORTERS)


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".pdf", b"%PDF-"), (".svg", b"<"), (".png", b"\x89PNG"), (".json", b"{")]
)
def test_each_format_is_written_over_the_old_file(
    suffix: str,
    begins: bytes,
    open_studio: Callable[..., StudioWindow],
    qtbot: QtBot,
    tmp_path: Path,
    saves_as: SavesAs,
) -> None:
    studio = open_studio(suffix)
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / f"poster{suffix}"
    target.write_bytes(b"old")
    proposals = saves_as(target)
    studio.desk.set(dpi=50.0)
    qtbot.mouseClick(studio.body.delivery.export_button, Qt.MouseButton.LeftButton)
    assert studio.body.delivery.busy.isVisible()
    assert not studio.body.delivery.export_button.isEnabled()
    qtbot.waitUntil(lambda: studio.body.delivery.file is not None, timeout=LONG)
    assert target.read_bytes().startswith(begins)
    assert [Path(proposal).name for proposal in proposals] == [
        f"{'Garage' if suffix == '.json' else 'Service'}{suffix}"
    ]
    assert studio.body.delivery.outcome.text() == f"poster{suffix} is written."
    assert studio.body.delivery.open_folder.isVisible()
    assert studio.body.delivery.open_file.isVisible()
    assert [file.name for file in folder.iterdir()] == [target.name]


def test_the_paper_is_kept_with_the_project_as_one_edit(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, tmp_path: Path, saves_as: SavesAs
) -> None:
    saves_as(tmp_path / "a.pdf")
    studio.desk.set(paper="A5", landscape=False)
    assert editor.state.project.settings.paper == "A3"
    _export(studio, qtbot)
    kept = editor.state.project.settings
    assert (kept.paper, kept.landscape) == ("A5", False)
    editor.undo()
    assert editor.state.project.settings.paper == "A3"
    assert editor.document.undo_label is None


def test_a_folder_that_is_gone_is_told_plainly(
    studio: StudioWindow, qtbot: QtBot, tmp_path: Path, saves_as: SavesAs
) -> None:
    target = tmp_path / "gone" / "a.pdf"
    saves_as(target)
    _export(studio, qtbot)
    said = studio.body.delivery.outcome.text().replace("\u200b", "")
    assert said.startswith(f"“{target}” cannot be written: ")
    assert studio.body.delivery.outcome.property("role") == "error"
    assert not studio.body.delivery.links.isVisible()
    assert studio.body.delivery.export_button.isEnabled()


def test_what_is_refused_or_cancelled_leaves_the_old_file(
    studio: StudioWindow, qtbot: QtBot, tmp_path: Path, saves_as: SavesAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    saves_as(target)

    def refuse(*given: object) -> Path:
        raise BadInput("too large")

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "export", refuse)
        _export(studio, qtbot)
    assert studio.body.delivery.outcome.text() == "too large"
    assert target.read_bytes() == b"old"
    qtbot.mouseClick(studio.body.delivery.export_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(studio.body.delivery.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: studio.body.delivery._halt is None, timeout=LONG)
    assert studio.body.delivery.outcome.text() == "Cancelled: nothing was written."
    assert target.read_bytes() == b"old"


def test_the_export_is_of_the_moment_it_was_asked_for(editor: Editor, tmp_path: Path) -> None:
    held = exporting.snapshot(editor.state)
    editor.edit("x", lambda state: edits.set_fields(state, [2], title="Changed meanwhile"))
    target = exporting.export(held, 2, tmp_path / "a.json", Options()).path
    loaded = interchange.load(target.read_bytes(), "a.json").records
    titles = [record.title for record in loaded if isinstance(record, Journey)]
    assert titles == ["Service", "Tyres"]


# tiles


@pytest.fixture
def tiles(studio: StudioWindow, wait: Wait) -> OutputTab:
    """The output's fields with a poster on A3 cut into tiles of A4."""
    studio.body.tabs.setCurrentIndex(3)
    studio.desk.set(tile="A4")
    wait(studio)
    return studio.body.output_tab


def _middle(tab: OutputTab, tile: tuple[int, int]) -> QPoint:
    return tab.grid._rect(tile).center().toPoint()


def test_tiles_are_chosen_by_clicks_and_keys(tiles: OutputTab, studio: StudioWindow, qtbot: QtBot, wait: Wait) -> None:
    grid = tiles.grid
    assert len(grid.tiles) >= 4
    assert grid.chosen == set(grid.tiles)
    assert studio.body.proof is not None
    whole = len(studio.body.proof.sizes)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=_middle(tiles, (0, 0)))
    assert studio.desk.which == "chosen"
    assert (0, 0) not in studio.desk.only
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert (0, 1) not in studio.desk.only
    wait(studio)
    assert studio.body.proof is not None
    assert len(studio.body.proof.sizes) == whole - 2
    assert tiles.summary.text() == f"{len(grid.tiles) - 2} of {len(grid.tiles)} tiles are printed."
    assert studio.body.bar.size_label.full.endswith(f"{len(grid.tiles) - 2} tiles · 1 assembly sheet")
    qtbot.mouseClick(tiles.none, Qt.MouseButton.LeftButton)
    wait(studio)
    assert studio.body.sheet.words == "No tile was chosen."
    assert studio.body.notes.lines == []
    for button in (studio.body.delivery.print_button, studio.body.delivery.export_button):
        assert not button.isEnabled()
    assert "No tile was chosen" in studio.body.delivery.export_button.toolTip()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=_middle(tiles, (0, 1)))
    wait(studio)
    assert studio.wish().only == ((0, 1),)
    qtbot.mouseClick(tiles.all, Qt.MouseButton.LeftButton)
    assert studio.desk.which == "all"


def test_only_what_changed_since_the_last_export(
    tiles: OutputTab, studio: StudioWindow, editor: Editor, qtbot: QtBot, tmp_path: Path, wait: Wait, saves_as: SavesAs
) -> None:
    assert "since" not in tiles.which.keys
    saves_as(tmp_path / "tiles.pdf")
    _export(studio, qtbot)
    wait(studio)
    assert "since" in tiles.which.keys
    tiles.which.setCurrentIndex(tiles.which.findData("since"))
    tiles.which.activated.emit(0)
    wait(studio)
    assert studio.body.sheet.words.startswith("Nothing has changed since the last printing")
    assert tiles.grid.chosen == frozenset()
    editor.edit("x", lambda state: edits.set_fields(state, [8], name="Counter"))
    wait(studio)
    assert 0 < len(tiles.grid.chosen) < len(tiles.grid.tiles)
    assert studio.body.proof is not None
    assert studio.body.proof.sizes


def test_what_had_changed_can_be_printed_once_more(
    tiles: OutputTab, studio: StudioWindow, editor: Editor, qtbot: QtBot, tmp_path: Path, wait: Wait, saves_as: SavesAs
) -> None:
    saves_as(tmp_path / "tiles.pdf")
    _export(studio, qtbot)
    assert tiles.which.keys == ["all", "chosen", "since"]
    editor.edit("x", lambda state: edits.set_fields(state, [8], name="Counter"))
    tiles.which.setCurrentIndex(tiles.which.findData("since"))
    tiles.which.activated.emit(0)
    wait(studio)
    changed = tiles.grid.chosen
    assert 0 < len(changed) < len(tiles.grid.tiles)
    for _time in range(2):
        _export(studio, qtbot)
        wait(studio)
        assert tiles.which.key == "again"
        assert tiles.grid.chosen == changed
        assert studio.body.proof is not None
        assert studio.body.proof.tiles == len(changed)
    tiles.which.setCurrentIndex(tiles.which.findData("since"))
    tiles.which.activated.emit(0)
    wait(studio)
    assert tiles.grid.chosen == frozenset()
    qtbot.mouseClick(tiles.all, Qt.MouseButton.LeftButton)
    wait(studio)
    _export(studio, qtbot)
    assert "again" not in tiles.which.keys


def test_further_sheets_are_counted_and_left_out_in_words(
    tiles: OutputTab, studio: StudioWindow, editor: Editor, qtbot: QtBot, wait: Wait
) -> None:
    editor.edit("x", lambda state: add_persona(state, "Ada", journey=2))
    wait(studio)
    proof = studio.body.proof
    assert proof is not None
    count = len(tiles.grid.tiles)
    assert proof.further > 0
    assert count + 1 + proof.further == len(proof.sizes)
    said = f"{count} tiles · 1 assembly sheet · {proof.further} further sheet"
    assert any(line.startswith(said) for line in studio.body.notes.lines)
    assert tiles.alone.isHidden()
    qtbot.mouseClick(tiles.grid, Qt.MouseButton.LeftButton, pos=_middle(tiles, (0, 0)))
    wait(studio)
    assert studio.body.notes.lines[1] == f"{count - 1} tiles · 1 assembly sheet"
    assert tiles.alone.isVisible()


def test_names_tell_tiles_blanks_books_and_client_copies_apart(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, saves_as: SavesAs
) -> None:
    proposals = saves_as(None)
    for settings in (
        {},
        {"tile": "A4"},
        {"tile": "", "client": True},
        {"blank": True},
        {"blank": False, "client": False, "book": True},
    ):
        studio.desk.set(**settings)
        qtbot.mouseClick(studio.body.delivery.export_button, Qt.MouseButton.LeftButton)
    names = [Path(proposal).name for proposal in proposals]
    assert names == [
        "Service.pdf", "Service tiles.pdf", "Service for the client.pdf", "Service blank.pdf", "Garage book.pdf"
    ]  # fmt: skip


@pytest.mark.parametrize("change", ["settings", "document"])
def test_what_was_told_goes_with_the_next_change(
    change: str, studio: StudioWindow, editor: Editor, qtbot: QtBot, tmp_path: Path, saves_as: SavesAs
) -> None:
    saves_as(tmp_path / "a.pdf")
    studio.desk.set(paper="A4")
    _export(studio, qtbot)
    assert studio.body.delivery.outcome.text() == "a.pdf is written."
    assert studio.body.delivery.links.isVisible()
    if change == "settings":
        studio.body.tabs.setCurrentIndex(0)
        qtbot.mouseClick(studio.body.sheet_tab.turned.buttons["portrait"], Qt.MouseButton.LeftButton)
    else:
        editor.edit("x", lambda state: edits.set_fields(state, [8], name="Counter"))
    assert not studio.body.delivery.outcome.isVisible()
    assert not studio.body.delivery.links.isVisible()


def test_an_old_pdf_is_compared_with(
    tiles: OutputTab, studio: StudioWindow, editor: Editor, qtbot: QtBot, tmp_path: Path, wait: Wait, saves_as: SavesAs
) -> None:
    old = tmp_path / "old.pdf"
    saves_as(old)
    _export(studio, qtbot)
    editor.edit("x", lambda state: edits.set_fields(state, [8], name="Counter"))
    wait(studio)
    tiles.take_compare(old)
    wait(studio)
    assert studio.desk.which == "compared"
    assert 0 < len(tiles.grid.chosen) < len(tiles.grid.tiles)
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4 nothing of ours")
    tiles.take_compare(other)
    assert tiles.fault.text().startswith("other.pdf holds no tiles")
    tiles.take_compare(tmp_path / "gone.pdf")
    assert tiles.fault.text() == "gone.pdf cannot be read."
    assert studio.desk.which == "compared"


def test_printing_hands_over_what_is_seen(studio: StudioWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[object] = []
    from cjdesigner.ui import printing

    def ask(parent: object, composition: object, look: object, options: object, export: object) -> bool:
        handed.append(composition)
        return True

    monkeypatch.setattr(printing, "ask_and_print", ask)
    qtbot.mouseClick(studio.body.delivery.print_button, Qt.MouseButton.LeftButton)
    assert studio.body.proof is not None
    assert handed == [studio.body.proof.composition]
    assert studio.body.delivery.outcome.text() == "Handed over to the printer."


# from the main window


def test_the_menu_lists_every_exporter_and_opens_one_studio(
    open_window: Callable[..., MainWindow], qtbot: QtBot, wait: Wait
) -> None:
    window = open_window()
    listed = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "Export as"][-1]
    assert [action.text() for action in listed.actions()] == [row.label for row in EXPORTERS.values()]
    assert all(action.isEnabled() for action in listed.actions())
    window.run_action("export-png")
    (studio,) = window.findChildren(StudioWindow)
    assert studio.desk.suffix == ".png"
    assert not studio.isModal()
    window.run_action("export-svg")
    assert window.findChildren(StudioWindow) == [studio]
    assert studio.body.format.key == ".svg"
    wait(studio)
    window.show_welcome()
    assert not studio.isVisible()


def test_a_format_without_sheets_goes_straight_to_the_file(
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
    tmp_path: Path,
    saves_as: SavesAs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    target = tmp_path / "all.json"
    saves_as(target)
    told: list[str] = []
    monkeypatch.setattr(window, "tell", told.append)
    window.run_action("export-json")
    qtbot.waitUntil(target.exists, timeout=LONG)
    assert window.findChildren(StudioWindow) == []
    qtbot.waitUntil(lambda: told == ["all.json is written."], timeout=LONG)
