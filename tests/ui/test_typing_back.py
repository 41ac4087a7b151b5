"""Typing a blank sheet back, by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cjdesigner.model import samples
from cjdesigner.model.document import Document
from cjdesigner.model.records import Journey, NeedPoint, Phase, Project, Record, Touchpoint
from cjdesigner.ui.actions import ACTIONS, MENUS
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.main_window import MainWindow
from cjdesigner.ui.typing_back import SCORE, WORDS, TypingBack

Typed = Callable[..., TypingBack]


@pytest.fixture
def typing(appearance: Appearance, qtbot: QtBot) -> Iterator[Typed]:
    """Opens the dialogue on records."""
    editors: list[Editor] = []

    def opened(records: list[Record]) -> TypingBack:
        editor = Editor(Document(records))
        editors.append(editor)
        dialog = TypingBack(editor, appearance)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    yield opened
    QApplication.processEvents()
    for editor in editors:
        editor.close()


def keys(qtbot: QtBot, text: str, *ending: Qt.Key) -> None:
    """Type into what has the focus, and press keys after it."""
    focused = QApplication.focusWidget()
    qtbot.keyClicks(focused, text)
    for key in ending:
        qtbot.keyClick(QApplication.focusWidget(), key)


def empty(*titles: str) -> list[Record]:
    records: list[Record] = [Project(id=1, title="P"), Journey(id=2, title="J")]
    return [*records, *(Phase(id=3 + n, journey=2, rank=n, title=title) for n, title in enumerate(titles))]


def test_enter_writes_and_goes_on(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(samples.records("little-sport", "en"))
    state = dialog._editor.state
    first, second = (dialog.model.slots[row].record for row in (0, 1))
    keys(qtbot, "How do I start?", Qt.Key.Key_Return)
    assert state[first].question == "How do I start?"  # type: ignore[index, attr-defined]
    assert dialog.number.text() == "2"
    keys(qtbot, "Poster at the gym", Qt.Key.Key_Tab)
    assert dialog.score.hasFocus()
    dialog.score.selectAll()
    keys(qtbot, "65", Qt.Key.Key_Return)
    point = state[second]  # type: ignore[index]
    assert isinstance(point, Touchpoint)
    assert (point.name, point.score) == ("Poster at the gym", 0.65)
    assert dialog.number.text() == "3"
    assert dialog.words.hasFocus()
    index = dialog.model.index(1, WORDS)
    assert index.data() == "Poster at the gym"
    assert dialog.model.index(1, SCORE).data() == "65%"


def test_each_box_is_one_step_of_undo_and_nothing_typed_is_none(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(samples.records("little-sport", "en"))
    editor = dialog._editor
    record = dialog.model.slots[1].record
    before = editor.state[record]  # type: ignore[index]
    for _box in range(3):
        keys(qtbot, "", Qt.Key.Key_Return)
    assert editor.document.undo_label is None
    dialog.go(1)
    keys(qtbot, "New name", Qt.Key.Key_Tab)
    dialog.score.selectAll()
    keys(qtbot, "10", Qt.Key.Key_Return)
    assert editor.document.undo_label is not None
    editor.undo()
    assert editor.state[record] == before  # type: ignore[index]
    assert editor.document.undo_label is None


def test_a_number_goes_there_from_the_line_and_from_the_list(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(samples.records("little-sport", "en"))
    qtbot.keyClick(dialog.words, Qt.Key.Key_Backtab)
    assert dialog.number.hasFocus()
    dialog.number.selectAll()
    keys(qtbot, "12", Qt.Key.Key_Return)
    assert dialog.number.text() == "12"
    assert dialog.words.hasFocus()
    assert dialog.words.text() == "How soon will I see results?"
    assert dialog.score.isHidden()
    dialog.list.setFocus()
    keys(qtbot, "7", Qt.Key.Key_Return)
    assert dialog.slot is not None
    assert dialog.slot.number == 7
    dialog.number.setFocus()
    dialog.number.selectAll()
    keys(qtbot, "99", Qt.Key.Key_Return)
    assert dialog.slot.number == 7
    assert "99" in dialog.said.text()
    dialog.words.setFocus()
    keys(qtbot, "", Qt.Key.Key_Down)
    assert dialog.slot.number == 8
    dialog.list.setFocus()
    keys(qtbot, "", Qt.Key.Key_Up)
    assert dialog.slot.number == 7


def test_a_score_that_is_none_is_not_written(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(samples.records("little-sport", "en"))
    dialog.go(1)
    record = dialog.model.slots[1].record
    before = dialog._editor.state[record]  # type: ignore[index]
    dialog.score.setFocus()
    dialog.score.selectAll()
    keys(qtbot, "lots", Qt.Key.Key_Return)
    assert dialog.slot is not None
    assert dialog.slot.number == 2
    assert dialog.said.text()
    assert dialog._editor.state[record] is before  # type: ignore[index]
    keys(qtbot, "", Qt.Key.Key_Escape)
    assert dialog._editor.state[record] is before  # type: ignore[index]


def test_empty_places_become_cards_of_their_phases(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(empty("Before", "After"))
    boxes = list(dialog.model.slots)
    editor = dialog._editor
    keys(qtbot, "What do I need?", Qt.Key.Key_Return)
    keys(qtbot, "Shop <b>", Qt.Key.Key_Tab)
    keys(qtbot, "8/10", Qt.Key.Key_Return)
    keys(qtbot, "", Qt.Key.Key_Return)
    later = next(slot.number for slot in boxes if slot.phase == 4 and slot.kind == "touchpoint")
    dialog.number.setFocus()
    dialog.number.selectAll()
    keys(qtbot, str(later), Qt.Key.Key_Return)
    keys(qtbot, "Desk", Qt.Key.Key_Return)
    need, shop, desk = sorted(editor.state.nodes(2), key=lambda node: node.id)
    assert isinstance(need, NeedPoint)
    assert isinstance(shop, Touchpoint)
    assert isinstance(desk, Touchpoint)
    assert (need.question, shop.name, shop.score, desk.name) == ("What do I need?", "Shop <b>", 0.8, "Desk")
    assert (need.phase, shop.phase, desk.phase) == (3, 3, 4)
    from cjdesigner.model.layout import band_at, bands

    for node in (need, shop, desk):
        band = band_at(bands(editor.state, 2), node.x + 92)
        assert band is not None
        assert band.phase is not None
        assert band.phase.id == node.phase
    assert len(dialog.model.slots) == len(boxes)
    dialog.go(1)
    dialog.words.selectAll()
    keys(qtbot, "Shop in town")
    dialog.close_button.click()
    assert editor.state[shop.id].name == "Shop in town"  # type: ignore[attr-defined]
    assert len(editor.state.nodes(2)) == 3


def test_a_number_alone_leads_there_and_with_a_colon_the_text_goes_there(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(samples.records("little-sport", "en"))
    editor, slots = dialog._editor, list(dialog.model.slots)

    def words(number: int) -> str:
        return dialog.model.words(dialog.model.slots[number - 1])

    before = [words(slot.number) for slot in slots]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        dialog.go(2)
        keys(qtbot, " 12", key)
        assert dialog.number.text() == "12"
        assert dialog.words.hasFocus()
    keys(qtbot, "99", Qt.Key.Key_Return)
    assert dialog.number.text() == "12"
    assert "There is no box 99" in dialog.said.text()
    keys(qtbot, "", Qt.Key.Key_Escape)
    assert [words(slot.number) for slot in slots] == before
    assert editor.document.undo_label is None
    keys(qtbot, "9: Reception", Qt.Key.Key_Return)
    assert words(9) == "Reception"
    assert words(12) == before[11]
    assert dialog.number.text() == "10"
    assert "9" in dialog.said.text()
    dialog.go(2)
    for typed in ("9 Apple Maps", "1. Mahnung", "9:30 Appointment"):
        row = dialog._row
        dialog.words.selectAll()
        keys(qtbot, typed, Qt.Key.Key_Return)
        assert words(row + 1) == typed
        assert dialog._row == row + 1
    assert words(9) == "Reception"


def test_a_card_that_is_called_by_a_number_is_left_alone(typing: Typed, qtbot: QtBot) -> None:
    cards = [Touchpoint(id=9, journey=2, phase=3, name="3"), Touchpoint(id=10, journey=2, name="B")]
    dialog = typing([*empty("Before"), *cards])
    dialog.go(0)
    keys(qtbot, "", Qt.Key.Key_Return)
    assert dialog.number.text() == "2"
    assert dialog._editor.document.undo_label is None


def test_escape_drops_what_is_half_typed_and_then_closes(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(samples.records("little-sport", "en"))
    before = dialog.words.text()
    keys(qtbot, "Half a", Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.words.text() == before
    assert dialog._editor.document.undo_label is None
    keys(qtbot, "", Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog._editor.document.undo_label is None


def test_undo_and_redo_work_inside(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(empty("Before"))
    editor = dialog._editor

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)

    keys(qtbot, "How?", Qt.Key.Key_Return)
    keys(qtbot, "Shop", Qt.Key.Key_Return)
    assert len(editor.state.nodes(2)) == 2
    keys(qtbot, "x")
    press(Qt.Key.Key_Z)  # first what is typed in the field
    assert dialog.words.text() == ""
    assert len(editor.state.nodes(2)) == 2
    press(Qt.Key.Key_Z)
    assert [type(node) for node in editor.state.nodes(2)] == [NeedPoint]
    assert (dialog.number.text(), dialog.words.text()) == ("2", "")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(editor.state.nodes(2)) == 2
    assert (dialog.number.text(), dialog.words.text()) == ("2", "Shop")
    dialog.words.selectAll()
    keys(qtbot, "Store", Qt.Key.Key_Return)
    assert sorted(n.name for n in editor.state.nodes(2) if isinstance(n, Touchpoint)) == ["Store"]


def test_lines_fill_the_journey_and_its_phases_and_spare_boxes_become_cards(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing([*empty("Before", ""), Touchpoint(id=9, journey=2, phase=3, x=40.0, y=100.0, name="Shop")])
    editor = dialog._editor
    typed = {"message": "Too late", "persona": "Mia", "goal": "Fit", "phase": "After", "question": "What now?"}
    for row, slot in enumerate(dialog.model.slots):
        if slot.is_line:
            dialog.go(row)
            assert dialog.score.isHidden()
            keys(qtbot, typed[slot.kind], Qt.Key.Key_Return)
            assert dialog.model.index(row, WORDS).data() == typed[slot.kind]
    journey = editor.state[2]
    assert isinstance(journey, Journey)
    assert (journey.key_message, journey.persona, journey.goal) == ("Too late", "Mia", "Fit")
    before, after = editor.state.phases(2)
    assert (before.title, before.question, after.title) == ("Before", "What now?", "After")
    spare = [slot for slot in dialog.model.slots if slot.spare]
    assert {slot.phase for slot in spare} == {3, 4}
    for slot in spare:
        dialog.go(dialog.model.slots.index(slot))
        keys(qtbot, f"New {slot.number}", Qt.Key.Key_Return)
    cards = {node.name: node for node in editor.state.nodes(2) if isinstance(node, Touchpoint)}
    from cjdesigner.model.layout import band_at, bands, card_rect

    rects = [card_rect(card) for card in cards.values()]
    assert not any(one.intersects(other) for one in rects for other in rects if one is not other)
    for slot in spare:
        card = cards[f"New {slot.number}"]
        band = band_at(bands(editor.state, 2), card.x + 92)
        assert card.phase == slot.phase
        assert band is not None
        assert band.phase is not None
        assert band.phase.id == slot.phase


def test_without_phases_cards_come_too(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(empty())
    dialog.go(4)
    keys(qtbot, "Call", Qt.Key.Key_Return)
    (call,) = dialog._editor.state.nodes(2)
    assert isinstance(call, Touchpoint)
    assert call.phase is None


def test_covered_scores_stay_covered_and_as_they_are(typing: Typed, qtbot: QtBot) -> None:
    dialog = typing(samples.records("little-sport", "en"))
    editor = dialog._editor
    record = dialog.model.slots[1].record
    score = editor.state[record].score  # type: ignore[index, attr-defined]
    editor.cover(True)
    dialog.go(1)
    assert dialog.score.text() == ""
    assert dialog.model.index(1, SCORE).data() == "••"
    keys(qtbot, "Other", Qt.Key.Key_Return)
    assert editor.state[record].score == score  # type: ignore[index, attr-defined]


def test_it_is_in_the_menu_and_only_where_something_can_be_written(open_window: Callable[..., MainWindow]) -> None:
    assert any("type-back" in names for _title, names in MENUS)
    window = open_window()
    assert ACTIONS["type-back"].enabled(window)
