"""The studio's fields: each changes what is wished, and what makes no sense is told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cjdesigner.export import EXPORTERS
from cjdesigner.export.look import look_of
from cjdesigner.export.options import SECTIONS, SIDE
from cjdesigner.model.job_edits import add_job
from cjdesigner.model.personas import add_persona
from cjdesigner.model.records import Journey
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.studio.window import StudioWindow

LONG = 20_000
Wait = Callable[[StudioWindow], None]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#123456"/></svg>'


def _type(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.setText("")
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:
        line.insert(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def _own_size(studio: StudioWindow) -> None:
    paper = studio.body.sheet_tab.paper
    paper.setCurrentIndex(paper.findData("own"))
    paper.activated.emit(paper.currentIndex())


def test_a_sheet_of_ones_own(studio: StudioWindow, qtbot: QtBot) -> None:
    tab = studio.body.sheet_tab
    assert not tab.own.isVisible()
    _own_size(studio)
    assert tab.own.isVisible()
    assert (tab.own.width_line.text(), tab.own.height_line.text()) == ("420", "297")
    _type(qtbot, tab.own.width_line, "48")
    tab.own.unit.setCurrentText("in")
    _type(qtbot, tab.own.height_line, "36")
    assert studio.desk.now.paper == "ARCH E"
    _type(qtbot, tab.own.width_line, "594x1200mm")
    assert studio.desk.now.paper == "594x1200mm"
    assert not studio.desk.now.landscape
    assert not tab.own.fault.isVisible()


def test_turning_a_sheet_of_ones_own_turns_its_figures(studio: StudioWindow, qtbot: QtBot) -> None:
    _own_size(studio)
    own, turned = studio.body.sheet_tab.own, studio.body.sheet_tab.turned
    _type(qtbot, own.width_line, "594x1200mm")
    qtbot.mouseClick(turned.buttons["landscape"], Qt.MouseButton.LeftButton)
    turned.buttons["landscape"].setFocus()
    studio.desk.changed.emit()
    assert (own.width_line.text(), own.height_line.text()) == ("1200", "594")
    assert (studio.desk.now.paper, studio.desk.now.landscape) == ("594x1200mm", True)
    _type(qtbot, own.width_line, "36x48in")
    qtbot.mouseClick(turned.buttons["landscape"], Qt.MouseButton.LeftButton)
    turned.buttons["landscape"].setFocus()
    studio.desk.changed.emit()
    assert (own.width_line.text(), own.height_line.text(), own.unit.key) == ("48", "36", "in")
    _type(qtbot, own.width_line, "36")
    _type(qtbot, own.height_line, "48")
    assert (studio.desk.now.paper, studio.desk.now.landscape) == ("ARCH E", False)


def test_another_unit_tells_the_same_sheet_or_takes_what_was_typed(studio: StudioWindow, qtbot: QtBot) -> None:
    studio.activateWindow()
    _own_size(studio)
    own, before = studio.body.sheet_tab.own, studio.desk.now.paper
    own.unit.setCurrentText("in")
    assert (own.width_line.text(), own.height_line.text()) == ("16.54", "11.69")
    assert studio.desk.now.paper == before
    own.unit.setCurrentText("mm")
    own.width_line.setFocus()
    own.width_line.selectAll()
    qtbot.keyClicks(own.width_line, "36")
    qtbot.keyClick(own.width_line, Qt.Key.Key_Tab)
    assert own.height_line.hasFocus()
    assert not own.fault.isVisible()  # 36 mm are too little, but the unit is still to come
    own.height_line.selectAll()
    qtbot.keyClicks(own.height_line, "48")
    qtbot.keyClick(own.height_line, Qt.Key.Key_Tab)
    assert own.unit.hasFocus()
    assert not own.fault.isVisible()
    own.unit.setCurrentText("in")
    assert (studio.desk.now.paper, studio.desk.now.landscape) == ("ARCH E", False)
    own.unit.setCurrentText("mm")
    assert studio.desk.now.paper == "ARCH E"
    assert (own.width_line.text(), own.height_line.text()) == ("914", "1219")


def test_a_size_that_cannot_be_printed_is_told_and_changes_nothing(studio: StudioWindow, qtbot: QtBot) -> None:
    _own_size(studio)
    tab, before = studio.body.sheet_tab, studio.desk.now.paper
    for typed in ("0x0", "-5x10", "1e9x10", "99999x10mm", "<b>x", "10x10mm", "1.2.3", "٣"):
        tab.own.show_size("420x297mm")
        assert not tab.own.fault.isVisible()
        _type(qtbot, tab.own.width_line, typed)
        assert tab.own.fault.isVisible(), typed
        assert "cannot be printed" in tab.own.fault.text()
        assert studio.desk.now.paper == before


def test_an_accent_is_digits_and_anything_else_is_told(studio: StudioWindow, qtbot: QtBot) -> None:
    studio.body.tabs.setCurrentIndex(2)
    tab = studio.body.look_tab
    for typed, kept in (("#0F7B6C", "#0f7b6c"), ("0f7", "#00ff77"), ("  #123456 ", "#123456")):
        _type(qtbot, tab.accent, typed)
        assert (studio.desk.now.accent, tab.accent.text()) == (kept, kept)
        assert not tab.accent_fault.isVisible()
    for typed in ("red", "#12345", "<img src=x>", "#gggggg", "#12345678"):
        _type(qtbot, tab.accent, typed)
        assert tab.accent_fault.isVisible(), typed
        assert "#1f6feb" in tab.accent_fault.text()
        assert studio.desk.now.accent == "#123456"
    qtbot.mouseClick(tab.usual, Qt.MouseButton.LeftButton)
    assert studio.desk.now.accent == ""
    assert tab.accent.text() == ""
    assert not tab.accent_fault.isVisible()


def test_an_accent_that_is_darkened_is_shown_as_it_is_printed_and_said(studio: StudioWindow, qtbot: QtBot) -> None:
    studio.body.tabs.setCurrentIndex(2)
    tab = studio.body.look_tab
    _type(qtbot, tab.accent, "#123456")
    assert tab.accent_button.shown.casefold() == "#123456"
    assert "printed as" not in tab.accent_hint.text()
    _type(qtbot, tab.accent, "#ffcc00")
    printed = look_of("paper", "#ffcc00").palette.accent
    assert printed.casefold() != "#ffcc00"
    assert tab.accent_button.shown == printed
    assert tab.accent_hint.text() == f"#ffcc00 is too light to be read: printed as {printed.lower()}."


def test_a_theme_is_chosen_by_its_picture_or_the_arrow_keys(studio: StudioWindow, qtbot: QtBot, wait: Wait) -> None:
    studio.body.tabs.setCurrentIndex(2)
    tab = studio.body.look_tab
    qtbot.mouseClick(tab.themes.swatches["bold"], Qt.MouseButton.LeftButton)
    assert studio.desk.now.theme == "bold"
    qtbot.keyClick(tab.themes.swatches["bold"], Qt.Key.Key_Right)
    assert studio.desk.now.theme == "mono"
    assert not tab.accent_row.isEnabled()
    wait(studio)
    assert studio.body.proof is not None
    colours = {item.colour for item in studio.body.proof.poster.pages[0].items if hasattr(item, "colour")}
    assert "#000000" in colours


def test_a_logo_is_dropped_kept_and_removed(
    studio: StudioWindow, editor: Editor, tmp_path: Path, qtbot: QtBot, wait: Wait
) -> None:
    studio.body.tabs.setCurrentIndex(2)
    tab = studio.body.look_tab
    file = tmp_path / "logo.svg"
    file.write_bytes(SVG)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    tab.logo.dropEvent(drop)
    name = studio.desk.now.logo
    assert editor.document.images.get(name) == SVG
    wait(studio)
    assert studio.wish().options(editor.state).logo == SVG
    assert tab.remove.isVisible()
    qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    assert studio.desk.now.logo == ""


def test_what_is_no_logo_is_told(studio: StudioWindow, tmp_path: Path) -> None:
    studio.body.tabs.setCurrentIndex(2)
    tab = studio.body.look_tab
    wrong = tmp_path / "<b>logo.svg"
    wrong.write_bytes(b"<svg><image href='http://example.org/x.png'/></svg>")
    tab.take_logo(wrong)
    assert tab.logo_fault.isVisible()
    assert "<b>logo.svg" in tab.logo_fault.text()
    assert tab.logo_fault.textFormat() == Qt.TextFormat.PlainText
    tab.take_logo(tmp_path / "gone.png")
    assert tab.logo_fault.text() == "gone.png cannot be read."
    assert studio.desk.now.logo == ""


def test_sections_are_chosen_and_none_at_all_is_told(studio: StudioWindow, qtbot: QtBot, wait: Wait) -> None:
    studio.body.tabs.setCurrentIndex(1)
    tab = studio.body.content_tab
    tab.parts.boxes["legend"].click()
    assert studio.desk.now.sections == tuple(name for name in SECTIONS if name != "legend")
    tab.parts.boxes["legend"].click()
    assert studio.desk.now.sections == ()
    assert not tab.pages.boxes["jobs"].isEnabled()
    for name in SECTIONS:
        studio.desk.show_section(name, False)
    wait(studio)
    assert "nothing to print" in studio.body.sheet.words
    assert not studio.body.delivery.print_button.isEnabled()
    tab.parts.boxes["map"].click()
    wait(studio)
    assert studio.body.proof is not None
    assert studio.desk.now.sections == ("map",)


def test_further_sheets_are_taken_all_or_none_by_one_box(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, wait: Wait
) -> None:
    studio.resize(1280, 1400)
    studio.body.tabs.setCurrentIndex(1)
    pages = studio.body.content_tab.pages
    assert pages.all is not None
    assert not pages.all.isEnabled()
    editor.edit("x", lambda state: add_persona(state, "Ada", journey=2))
    editor.edit("x", lambda state: add_job(state, motivation="Arrive", needs=[5]))
    wait(studio)
    assert studio.body.bar.size_label.full.endswith("1 poster · 2 further sheets")
    assert pages.all.checkState() == Qt.CheckState.Checked
    pages.boxes["jobs"].click()
    assert pages.all.checkState() == Qt.CheckState.PartiallyChecked
    pages.all.setFocus()
    qtbot.keyClick(pages.all, Qt.Key.Key_Space)
    assert pages.all.checkState() == Qt.CheckState.Unchecked
    assert not studio.desk.shows("personas")
    assert studio.desk.shows("map")
    wait(studio)
    assert studio.body.proof is not None
    assert len(studio.body.proof.sizes) == 1
    qtbot.keyClick(pages.all, Qt.Key.Key_Space)
    assert studio.desk.now.sections == ()
    studio.desk.take("wall")
    wait(studio)
    assert len(studio.body.proof.sizes) == 1


def test_the_side_column_is_ordered_by_keys_and_by_dragging(studio: StudioWindow, qtbot: QtBot) -> None:
    studio.body.tabs.setCurrentIndex(1)
    side = studio.body.content_tab.side
    side.setCurrentRow(2)
    side.setFocus()
    qtbot.keyClick(side, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert studio.desk.now.side[:3] == ("fix-first", "gaps", "paths")
    assert side.currentRow() == 1
    place = QPointF(20, side.visualItemRect(side.item(8)).bottom())
    drop = QDropEvent(
        place, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    side.dropEvent(drop)
    assert studio.desk.now.side[-1] == "gaps"
    assert sorted(studio.desk.now.side) == sorted(SIDE)
    side.setCurrentRow(8)
    for _step in range(6):
        qtbot.keyClick(side, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert studio.desk.now.side == ()  # the usual order again
    box = side.visualItemRect(side.item(0))
    qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 10, box.center().y()))
    assert not studio.desk.shows("fix-first")


def test_the_side_columns_width(studio: StudioWindow, qtbot: QtBot) -> None:
    tab = studio.body.content_tab
    tab.side_width.setValue(30)
    assert studio.desk.now.side_width == 0.3
    tab.width_usual.click()
    assert studio.desk.now.side_width is None


def test_the_key_message_is_an_edit_of_the_journey(studio: StudioWindow, editor: Editor, qtbot: QtBot) -> None:
    studio.body.tabs.setCurrentIndex(1)
    line = studio.body.content_tab.message
    assert line.text() == "Said before"
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Said <b>now</b>")
    qtbot.waitUntil(lambda: _message(editor) == "Said <b>now</b>", timeout=LONG)
    assert editor.document.undo_label == "Change key message"
    editor.undo()
    assert _message(editor) == "Said before"
    qtbot.waitUntil(lambda: line.text() == "Said before", timeout=LONG)


def test_a_key_message_is_proposed_from_the_figures(studio: StudioWindow, editor: Editor, qtbot: QtBot) -> None:
    studio.body.tabs.setCurrentIndex(1)
    tab = studio.body.content_tab
    qtbot.mouseClick(tab.propose, Qt.MouseButton.LeftButton)
    first = _message(editor)
    assert first not in ("", "Said before")
    assert tab.message.text() == first
    qtbot.mouseClick(tab.propose, Qt.MouseButton.LeftButton)
    assert _message(editor) != first
    assert "“Said before”" in tab.propose.toolTip()
    editor.undo()
    assert _message(editor) == first
    editor.undo()
    assert _message(editor) == "Said before"
    assert tab.message.text() == "Said before"
    assert "Said before" not in tab.propose.toolTip()


def test_a_long_key_message_is_seen_on_two_lines(studio: StudioWindow, editor: Editor, qtbot: QtBot) -> None:
    studio.body.tabs.setCurrentIndex(1)
    line = studio.body.content_tab.message
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Half of the promise is lost before anybody has had a single good day")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert _message(editor) == "Half of the promise is lost before anybody has had a single good day"
    assert line.document().size().height() == 2  # in lines
    assert not line.verticalScrollBar().isVisible()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert not line.hasFocus()


def _message(editor: Editor) -> str:
    record = editor.state.get(2, Journey)
    assert record is not None
    return record.key_message


def test_the_path_by_name_and_the_one_chosen_on_the_map(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, wait: Wait
) -> None:
    tab = studio.body.content_tab
    tab.path.setCurrentIndex(tab.path.findData("worst"))
    tab.path.activated.emit(0)
    assert studio.wish().options(editor.state).path == (5, 7, 8)
    editor.choose_path((5, 6, 8))
    tab.path.setCurrentIndex(tab.path.findData("map"))
    tab.path.activated.emit(0)
    assert studio.wish().options(editor.state).path == (5, 6, 8)
    tab.journey.setCurrentIndex(tab.journey.findData(3))
    tab.journey.activated.emit(1)
    assert tab.path.findData("map") == -1
    assert studio.wish().nodes is None
    wait(studio)
    assert studio.body.proof is not None
    assert studio.body.proof.poster.title == "Tyres"


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".mmd", ".xlsx", ".json"])
def test_only_what_a_format_heeds_is_shown(suffix: str, studio: StudioWindow, wait: Wait) -> None:
    body = studio.body
    body.format.setCurrentIndex(body.format.findData(suffix))
    body.format.activated.emit(0)
    wait(studio)
    tabs = [body.tabs.tabText(tab) for tab in range(4) if body.tabs.isTabVisible(tab)]
    assert (
        tabs
        == {
            ".pdf": ["Sheet", "Content", "Look", "Output"],
            ".png": ["Sheet", "Content", "Look", "Output"],
            ".mmd": ["Content", "Look", "Output"],
            ".xlsx": ["Content", "Look"],
            ".json": [],
        }[suffix]
    )
    assert body.delivery.print_button.isEnabled() == (suffix in (".pdf", ".png"))
    assert (body.output_tab.dpi.isHidden(), body.output_tab.diagram.isHidden()) == (suffix != ".png", suffix != ".mmd")
    assert body.look_tab.themes.isHidden() == ("look" not in EXPORTERS[suffix].uses)
    assert body.about.isVisible() == (suffix == ".json")
    assert any("pixels" in line for line in body.notes.lines) == (suffix == ".png")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_a_third_longer_are_not_cut(
    theme: str, editor: Editor, appearance: Appearance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton

    from cjdesigner import i18n
    from cjdesigner.ui.studio import (
        body,
        content_tab,
        delivery,
        key_message,
        look_tab,
        notes,
        output_tab,
        presets_bar,
        sheet_tab,
        tally,
        theme_choice,
    )

    def longer(message: str) -> str:
        said = i18n.gettext(message)
        return said + " " + "ühl" * max(1, len(said) // 9) if said else said

    modules = body, content_tab, delivery, key_message, look_tab, notes, output_tab, presets_bar, sheet_tab
    for module in (*modules, tally, theme_choice):
        monkeypatch.setattr(module, "_", longer)
    appearance.set(theme=theme)  # type: ignore[arg-type]
    studio = StudioWindow(editor, appearance)
    studio.resize(1280, 800)
    studio.show()
    for tab in range(4):
        studio.body.tabs.setCurrentIndex(tab)
        qtbot.wait(1)
        for kind in (QPushButton, QCheckBox):
            for button in studio.findChildren(kind):
                if button.isVisible() and isinstance(button, QAbstractButton) and button.text():
                    assert button.width() >= button.minimumSizeHint().width(), button.text()
                    right = button.mapTo(studio, QPoint(button.width(), 0)).x()
                    assert right <= studio.width(), button.text()
        for label in studio.findChildren(QLabel):
            if label.isVisible() and label.text() and not label.wordWrap():
                assert label.width() >= label.minimumSizeHint().width() - 1, label.text()
    studio.close()
