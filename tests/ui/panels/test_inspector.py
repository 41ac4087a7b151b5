"""The inspector, by keys and mouse: every attribute, typing, many at once."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, DESK, FIRST, JOURNEY, NEED, PARKED, SECOND, TO_APP, TO_CALL

from cjdesigner.model import edits, removing
from cjdesigner.model.records import Channel, Journey, Link, NeedPoint, Phase, Record, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.choice_fields import ChannelField, ChoiceField, FlagField, WidthField
from cjdesigner.ui.panels.field_editor import REST
from cjdesigner.ui.panels.fields.table import TABLE
from cjdesigner.ui.panels.inspector import FIELD_EDITORS, InspectorPanel
from cjdesigner.ui.panels.text_fields import DateField, LineField, OwnerField, ShareField, TextField


@pytest.fixture
def panel(qtbot: QtBot, editor: Editor, look: Appearance) -> InspectorPanel:
    result = InspectorPanel(editor, look)
    qtbot.addWidget(result)
    result.resize(320, 900)
    with qtbot.waitExposed(result):
        result.show()
    result.activateWindow()
    return result


def field(panel: InspectorPanel, name: str, kind: type[Any]) -> Any:
    widget = panel.form.fields[name]
    assert isinstance(widget, kind)
    return widget


def touchpoint(editor: Editor, key: int) -> Touchpoint:
    record = editor.state[key]
    assert isinstance(record, Touchpoint)
    return record


def link(editor: Editor, key: int) -> Link:
    record = editor.state[key]
    assert isinstance(record, Link)
    return record


def undo_steps(editor: Editor) -> int:
    return len(editor.document._done)


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(widget, text)


def choose(box: QComboBox, index: int) -> None:
    box.setCurrentIndex(index)
    box.activated.emit(index)


# the table


@pytest.mark.parametrize("kind", [Journey, Phase, NeedPoint, Touchpoint, Link])
def test_every_attribute_has_its_row(kind: type[Record]) -> None:
    elsewhere = {"id", "journey", "key", "phase", "x", "y", "rank", "source", "target", "arrangement"}
    elsewhere |= {"indicator", "score_zero", "score_one"}  # ScoreBinding
    assert {row.name for row in TABLE[kind]} == set(kind.__struct_fields__) - elsewhere


def test_every_kind_of_field_has_a_widget() -> None:
    assert {row.kind for rows in TABLE.values() for row in rows} == set(FIELD_EDITORS)


# what is shown


def test_nothing_selected_shows_the_journey(panel: InspectorPanel, editor: Editor) -> None:
    texts = {"title", "kind", "persona", "key_message", "scenario", "goal"}
    assert set(panel.form.fields) == texts | {"customers", "customer_value", "currency"}
    retype(field(panel, "goal", TextField).text, "Done well")
    panel.flush()
    assert editor.journey_record.goal == "Done well"


def test_it_shows_only_the_selection(panel: InspectorPanel, editor: Editor) -> None:
    for key, names in ((NEED, "question"), (APP, "score"), (TO_APP, "share"), (FIRST, "wording")):
        editor.select((key,))
        assert panel.form.ids == (key,)
        assert names in panel.form.fields
    editor.select(())
    assert panel.form.ids == (JOURNEY,)


def test_begin_and_end_show_where_they_mean_something(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    assert panel.form.fields["outcome"].isHidden()
    assert panel.form.fields["entry_share"].isHidden()
    editor.select((DESK,))
    assert not panel.form.fields["outcome"].isHidden()
    assert panel.form.fields["reason"].isHidden()
    choose(field(panel, "outcome", ChoiceField).box, 2)
    assert touchpoint(editor, DESK).outcome == "leaves"
    assert not panel.form.fields["reason"].isHidden()
    editor.select((NEED,))
    assert not panel.form.fields["entry_share"].isHidden()


def test_changes_made_elsewhere_are_followed(qtbot: QtBot, panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    editor.edit("Owner", lambda state: edits.set_fields(state, [APP], owner="Sales"))
    qtbot.waitUntil(lambda: field(panel, "owner", OwnerField).line.text() == "Sales")
    editor.undo()
    qtbot.waitUntil(lambda: field(panel, "owner", OwnerField).line.text() == "IT")


# typing


def test_typing_is_written_after_a_rest_as_one_step(qtbot: QtBot, panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    before = undo_steps(editor)
    line = field(panel, "basis", LineField).line
    retype(line, "CSAT")
    assert touchpoint(editor, APP).basis == ""
    qtbot.waitUntil(lambda: touchpoint(editor, APP).basis == "CSAT", timeout=REST * 8)
    QTest.keyClicks(line, " top-2")
    qtbot.waitUntil(lambda: touchpoint(editor, APP).basis == "CSAT top-2", timeout=REST * 8)
    assert undo_steps(editor) == before + 1
    editor.undo()
    assert touchpoint(editor, APP).basis == ""


def test_the_hands_are_not_disturbed_by_what_is_written(qtbot: QtBot, panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    line = field(panel, "basis", LineField).line
    retype(line, "CSAT ")
    qtbot.waitUntil(lambda: touchpoint(editor, APP).basis == "CSAT", timeout=REST * 8)
    QTest.qWait(20)
    assert line.text() == "CSAT "


def test_leaving_writes_and_begins_another_step(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    before = undo_steps(editor)
    line = field(panel, "basis", LineField).line
    retype(line, "One")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert touchpoint(editor, APP).basis == "One"
    retype(line, "Two")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert undo_steps(editor) == before + 2
    editor.undo()
    assert touchpoint(editor, APP).basis == "One"


def test_what_is_typed_belongs_to_the_card_it_was_typed_for(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    retype(field(panel, "name", TextField).text, "New app")
    editor.select((CALL,))
    assert touchpoint(editor, APP).name == "New app"
    assert touchpoint(editor, CALL).name == "Call"
    assert field(panel, "name", TextField).text.toPlainText() == "Call"


def test_escape_forgets_what_is_not_written_yet(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    line = field(panel, "basis", LineField).line
    retype(line, "Oops")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    panel.flush()
    assert touchpoint(editor, APP).basis == ""
    assert line.text() == ""


def test_enter_in_a_heading_writes_and_adds_no_line(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((NEED,))
    text = field(panel, "question", TextField).text
    retype(text, "How soon?")
    QTest.keyClick(text, Qt.Key.Key_Return)
    need = editor.state[NEED]
    assert isinstance(need, NeedPoint)
    assert need.question == "How soon?"
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text.toPlainText() == "How soon?\n"


def test_a_heading_grows_with_its_text(qtbot: QtBot, panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    text = field(panel, "name", TextField).text
    low = text.height()
    retype(text, "A name that is so long that it takes several lines in so narrow a panel")
    qtbot.waitUntil(lambda: text.height() > low * 1.7)


@pytest.mark.parametrize("name", ["x" * 30_000, "word " * 6000])
def test_an_endless_name_leaves_room_for_the_fields(
    qtbot: QtBot, panel: InspectorPanel, editor: Editor, name: str
) -> None:
    editor.select((APP,))
    text = field(panel, "name", TextField).text
    line = text.height()
    assert not text.toolTip()
    editor.edit("Rename", lambda state: edits.set_fields(state, [APP], name=name.strip()))
    qtbot.waitUntil(lambda: text.height() > 2 * line)
    assert text.height() < 5 * line
    assert text.toPlainText() == name.strip()
    assert name[:1000] in text.toolTip()
    editor.select((TO_APP,))
    title = panel.form.title
    assert title is not None
    assert len(title.text()) < 130
    assert title.text().startswith("When? → ")
    assert name[:1000] in title.toolTip()


def test_a_date_is_a_date(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    line = panel.form.fields["date"].focusProxy()
    assert line is not None
    date = field(panel, "date", DateField)
    assert date.line is line
    dates = (("2026-0", ""), ("2026-09", "2026-09"), ("2026-13", "2026-09"), ("last tuesday", "2026-09"),
             ("2026-02-30", "2026-09"), ("2026-02-28", "2026-02-28"), ("", ""))  # fmt: skip
    for typed, kept in dates:
        retype(line, typed)
        if not typed:
            QTest.keyClick(line, Qt.Key.Key_Delete)
        panel.flush()
        assert touchpoint(editor, APP).date == kept
        QTest.keyClick(line, Qt.Key.Key_Tab)
        assert not line.hasFocus()
        assert line.text() == typed  # what is none stays to be mended, and is marked
        assert date.hint.isVisible() == (typed != kept)
        assert bool(line.styleSheet()) == (typed != kept)


def test_a_date_that_is_none_goes_with_escape_or_another_card(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    date = field(panel, "date", DateField)
    retype(date.line, "last tuesday")
    QTest.keyClick(date.line, Qt.Key.Key_Tab)
    date.line.setFocus()
    QTest.keyClick(date.line, Qt.Key.Key_Escape)
    assert (date.line.text(), date.hint.isVisible()) == ("", False)
    retype(date.line, "last tuesday")
    editor.select((DESK,))
    assert (date.line.text(), date.hint.isVisible()) == ("", False)
    assert touchpoint(editor, APP).date == touchpoint(editor, DESK).date == ""


def test_the_dates_placeholder_is_not_cut(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    line = field(panel, "date", DateField).line
    assert line.fontMetrics().horizontalAdvance(line.placeholderText()) < line.width() - 24


# channel, owner, choices


def test_a_new_channel_joins_the_vocabulary_in_one_step(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    box = field(panel, "channel", ChannelField).box
    assert box.currentText() == "app"
    before = undo_steps(editor)
    line = box.lineEdit()
    assert line is not None
    retype(line, "Kiosk")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert touchpoint(editor, APP).channel == "Kiosk"
    assert [channel.name for channel in editor.state.channels()] == ["Kiosk"]
    assert undo_steps(editor) == before + 1
    editor.select((CALL,))
    retype(line, "kiosk")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert touchpoint(editor, CALL).channel == "Kiosk"
    assert len(editor.state.all(Channel)) == 1
    editor.undo()
    editor.undo()
    assert not editor.state.all(Channel)
    assert touchpoint(editor, APP).channel == "app"


def test_a_built_in_channel_is_found_by_its_shown_name(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    line = field(panel, "channel", ChannelField).box.lineEdit()
    assert line is not None
    retype(line, "In Person")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert touchpoint(editor, APP).channel == "in-person"
    assert not editor.state.channels()


def test_owners_complete_from_owners(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((CALL,))
    line = field(panel, "owner", OwnerField).line
    line.setFocus()
    completer = line.completer()
    assert completer is not None
    model = completer.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["IT"]


def test_the_wheel_scrolls_and_changes_nothing(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    box = field(panel, "evidence", ChoiceField).box
    panel.setFocus()
    centre = QPointF(box.rect().center())
    wheel = QWheelEvent(
        centre,
        centre,
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentIndex() == 0
    assert touchpoint(editor, APP).evidence == "guess"


def test_a_refused_choice_goes_back(qtbot: QtBot, panel: InspectorPanel, editor: Editor) -> None:
    editor.edit("Return", lambda state: edits.link(state, DESK, NEED, "return"))
    back = next(record.id for record in editor.state.links(JOURNEY) if record.kind == "return")
    editor.select((back,))
    box = field(panel, "kind", ChoiceField).box
    with qtbot.waitSignal(editor.told):
        choose(box, 0)
    assert link(editor, back).kind == "return"
    assert box.currentIndex() == 1


# links and phases


def test_a_share_makes_room_when_the_field_is_left(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((TO_CALL,))
    line = field(panel, "share", ShareField).line
    assert line.placeholderText() == "≈ 30% assumed"
    before = undo_steps(editor)
    retype(line, "50")
    panel.flush()
    assert (link(editor, TO_CALL).share, link(editor, TO_APP).share) == (0.5, 0.7)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert link(editor, TO_CALL).share == 0.5
    assert link(editor, TO_APP).share == pytest.approx(0.5)
    assert undo_steps(editor) == before + 1
    editor.undo()
    assert (link(editor, TO_CALL).share, link(editor, TO_APP).share) == (None, 0.7)


def test_equal_shares_forget_the_given_ones(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((TO_APP,))
    button = panel.form.equal_button
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert link(editor, TO_APP).share is None
    assert editor.analysis.shares[TO_APP] == pytest.approx(0.5)
    title = panel.form.title
    assert title is not None
    assert title.text() == "When? → App"


def test_a_wider_phase_moves_what_stands_right_of_it(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((FIRST,))
    box = field(panel, "width", WidthField).box
    x = touchpoint(editor, DESK).x
    box.setValue(box.value() + 40)
    assert touchpoint(editor, DESK).x == pytest.approx(x + 40)


# many at once


def test_values_in_common_are_shown_and_others_are_a_dash(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP, CALL))
    title = panel.form.title
    assert title is not None
    assert title.text() == "2 touchpoints"
    assert "name" not in panel.form.fields
    owner = field(panel, "owner", OwnerField).line
    assert (owner.text(), owner.placeholderText()) == ("", "—")
    assert field(panel, "evidence", ChoiceField).box.currentText() == "guess"
    editor.select((APP, DESK))
    assert field(panel, "evidence", ChoiceField).box.currentIndex() == -1


def test_one_value_sets_all_in_one_step(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP, CALL, DESK))
    before = undo_steps(editor)
    line = field(panel, "owner", OwnerField).line
    retype(line, "Service")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert [touchpoint(editor, key).owner for key in (APP, CALL, DESK)] == ["Service"] * 3
    assert undo_steps(editor) == before + 1


def test_leaving_a_mixed_field_untouched_changes_nothing(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP, CALL))
    before = undo_steps(editor)
    for widget in panel.form.fields.values():
        widget.setFocus()
    panel.flush()
    panel.setFocus()
    assert undo_steps(editor) == before


def test_a_mixed_mark_is_set_and_then_taken(panel: InspectorPanel, editor: Editor) -> None:
    editor.edit("Block", lambda state: edits.set_fields(state, [APP], signature=True))
    editor.select((APP, CALL))
    box = field(panel, "signature", FlagField).box
    assert box.checkState() == Qt.CheckState.PartiallyChecked
    box.click()
    assert [touchpoint(editor, key).signature for key in (APP, CALL)] == [True, True]
    box.click()
    assert [touchpoint(editor, key).signature for key in (APP, CALL)] == [False, False]


def test_cards_of_two_kinds_share_where_they_begin_and_end(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((NEED, PARKED))
    assert set(panel.form.fields) == {"outcome", "reason", "entry_share"}
    editor.select((FIRST, SECOND))
    assert "side" in panel.form.fields


def test_a_removed_card_leaves_the_inspector(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP,))
    editor.edit("Delete", lambda state: removing.remove(state, [APP]))
    assert panel.form.ids == (JOURNEY,)
    editor.undo()
    assert panel.form.ids == (APP,)
