"""The navigator, by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.panels.example import FIRST, JOURNEY, OTHER, PARKED, SECOND

from cjdesigner.model import edits
from cjdesigner.model.records import Journey, Phase
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.navigator import NavigatorPanel
from cjdesigner.ui.panels.rows import RowList


def shown(qtbot: QtBot, editor: Editor, look: Appearance) -> NavigatorPanel:
    panel = NavigatorPanel(editor, look)
    qtbot.addWidget(panel)
    panel.resize(220, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def click(rows: RowList, number: int) -> None:
    place = rows.visualRect(rows.model().index(number, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def type_name(rows: RowList, name: str) -> None:
    field = rows.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.qWait(1)  # Qt commits the field from the event loop


def titles(rows: RowList) -> list[str]:
    return [row.title for row in rows.rows]


def test_it_shows_journeys_phases_and_parked_cards(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    assert titles(panel.journeys) == ["First", "Second"]
    assert titles(panel.phases) == ["Ask", "Get"]
    assert titles(panel.parked) == ["Newsletter"]
    assert panel.journeys.currentIndex().row() == 0


def test_clicking_shows_a_journey_and_selects_phases_and_parked_cards(
    qtbot: QtBot, editor: Editor, look: Appearance
) -> None:
    panel = shown(qtbot, editor, look)
    click(panel.phases, 1)
    assert editor.selection == (SECOND,)
    click(panel.parked, 0)
    assert editor.selection == (PARKED,)
    assert not panel.phases.selectionModel().hasSelection()
    click(panel.journeys, 1)
    assert editor.journey == OTHER
    qtbot.waitUntil(lambda: titles(panel.phases) == [])
    assert panel.phases.isHidden()


def test_arrows_walk_through_the_phases(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    click(panel.phases, 0)
    QTest.keyClick(panel.phases, Qt.Key.Key_Down)
    assert editor.selection == (SECOND,)


def test_f2_renames_in_place_and_undo_takes_it_back(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    click(panel.journeys, 0)
    QTest.keyClick(panel.journeys, Qt.Key.Key_F2)
    type_name(panel.journeys, "Renamed")
    assert editor.journey_record.title == "Renamed"
    assert titles(panel.journeys)[0] == "Renamed"
    editor.undo()
    qtbot.waitUntil(lambda: titles(panel.journeys)[0] == "First")


def test_alt_and_arrows_reorder(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    click(panel.phases, 0)
    QTest.keyClick(panel.phases, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [phase.id for phase in editor.state.phases(JOURNEY)] == [SECOND, FIRST]
    assert panel.phases.currentIndex().row() == 1
    click(panel.journeys, 0)
    QTest.keyClick(panel.journeys, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [journey.id for journey in editor.state.journeys()] == [OTHER, JOURNEY]


def test_dropping_a_row_reorders(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    model = panel.phases.model()
    data = model.mimeData([model.index(1, 0)])
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index(-1, -1))
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index(-1, -1))
    assert [phase.id for phase in editor.state.phases(JOURNEY)] == [SECOND, FIRST]
    other = panel.journeys.model()
    assert not other.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, other.index(-1, -1))


def test_delete_removes_a_phase_and_its_cards_stay(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    click(panel.phases, 0)
    QTest.keyClick(panel.phases, Qt.Key.Key_Delete)
    assert [phase.id for phase in editor.state.phases(JOURNEY)] == [SECOND]
    assert {node.phase for node in editor.state.nodes(JOURNEY)} == {SECOND}


def test_the_last_journey_stays(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    click(panel.journeys, 0)
    QTest.keyClick(panel.journeys, Qt.Key.Key_Delete)
    assert [journey.id for journey in editor.state.journeys()] == [OTHER]
    assert editor.journey == OTHER
    with qtbot.waitSignal(editor.told) as told:
        panel.remove_journey(OTHER)
    assert told.args == ["A file keeps at least one journey; add another before you delete this one."]
    assert [journey.id for journey in editor.state.journeys()] == [OTHER]


def test_adding_shows_the_new_one_with_its_name_open(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    panel.add_journey()
    type_name(panel.journeys, "Third")
    assert editor.journey_record.title == "Third"
    assert titles(panel.journeys) == ["First", "Second", "Third"]
    assert titles(panel.phases) == []
    panel.add_phase()
    type_name(panel.phases, "Only")
    assert [phase.title for phase in editor.state.phases(editor.journey)] == ["Only"]


def test_a_phase_is_added_after_the_selected_one(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    click(panel.phases, 0)
    panel.add_phase()
    type_name(panel.phases, "Between")
    assert [phase.title for phase in editor.state.phases(JOURNEY)] == ["Ask", "Between", "Get"]


def test_duplicating_copies_all_it_holds(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    panel.duplicate_journey(JOURNEY)
    assert editor.journey not in (JOURNEY, OTHER)
    assert editor.journey_record.title == "First, copy"
    assert editor.analysis.expected is not None
    assert abs(editor.analysis.expected - 0.648) < 1e-12


def test_linking_a_parked_card_takes_it_off_the_list(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    editor.edit("Link", lambda state: edits.link(state, 13, PARKED))
    qtbot.waitUntil(lambda: titles(panel.parked) == [])
    assert panel.parked.isHidden()
    editor.undo()
    qtbot.waitUntil(lambda: titles(panel.parked) == ["Newsletter"])


def test_thousands_of_parked_cards_are_cut_short(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit(
        "Paste", lambda state: edits.add_lines(state, JOURNEY, "\n".join(f"Card {n}" for n in range(600)), 0, 0)
    )
    panel = shown(qtbot, editor, look)
    assert len(panel.parked.rows) == 501
    assert titles(panel.parked)[-1] == "and 101 more"
    click(panel.phases, 0)
    panel.parked.chosen.emit(None)
    assert editor.selection == (FIRST,)


def test_names_are_no_markup(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Name", lambda state: edits.set_fields(state, [PARKED], name="<b>x</b>"))
    panel = shown(qtbot, editor, look)
    index = panel.parked.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "<b>x</b>"
    assert "<b>" not in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_untitled_things_can_still_be_seen(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Name", lambda state: edits.set_fields(state, [JOURNEY, FIRST], title=""))
    panel = shown(qtbot, editor, look)
    assert isinstance(editor.state[JOURNEY], Journey)
    assert isinstance(editor.state[FIRST], Phase)
    assert (titles(panel.journeys)[0], titles(panel.phases)[0]) == ("Untitled journey", "Untitled phase")


def test_texts_of_several_lines_stand_on_one(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    words = "a\nb\r\nc\rd\u2028e\u2029f\x85g" + "\nx" * 800
    editor.edit("Name", lambda state: edits.set_fields(state, [JOURNEY, FIRST], title=words))
    editor.edit("Name", lambda state: edits.set_fields(state, [PARKED], name=words))
    editor.edit("Name", lambda state: edits.set_fields(state, [OTHER, SECOND], title=" \n "))
    panel = shown(qtbot, editor, look)
    for rows in (panel.journeys, panel.phases, panel.parked):
        assert titles(rows)[0].startswith("a b c d e f g x x")
        assert titles(rows)[0].split() == words.split()
    assert (titles(panel.journeys)[1], titles(panel.phases)[1]) == ("Untitled journey", "Untitled phase")
    click(panel.phases, 0)
    QTest.keyClick(panel.phases, Qt.Key.Key_F2)
    QTest.keyClick(panel.phases.findChild(QLineEdit), Qt.Key.Key_Return)
    QTest.qWait(1)
    phase = editor.state[FIRST]
    assert isinstance(phase, Phase)
    assert phase.title == words, "a name that was only looked at stays as it is"


def test_a_low_window_scrolls_the_lists_and_the_current_row_is_seen(
    qtbot: QtBot, editor: Editor, look: Appearance
) -> None:
    for number in range(12):
        editor.edit("Add", lambda state, title=f"Phase {number}": edits.add_phase(state, JOURNEY, title))
    panel = shown(qtbot, editor, look)
    panel.resize(220, 900)
    QTest.qWait(1)
    whole = panel.phases.height()
    assert whole == panel.phases.sizeHint().height()
    assert panel.minimumSizeHint().height() < 150
    panel.resize(220, 380)
    QTest.qWait(1)
    assert panel.phases.height() < whole
    click(panel.phases, 0)
    for _number in range(13):
        QTest.keyClick(panel.phases, Qt.Key.Key_Down)
    last = panel.phases.visualRect(panel.phases.currentIndex())
    assert panel.phases.currentIndex().row() == 13
    assert panel.phases.viewport().rect().contains(last)
