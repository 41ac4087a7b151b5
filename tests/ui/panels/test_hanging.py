"""What hangs on the selection: listed, opened, made, hung and taken off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, DESK, FIRST, JOURNEY, NEED, TO_APP

from cjdesigner.model import attaching
from cjdesigner.model.patch import added
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Note,
    Principle,
)
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.palette_entries import entries
from cjdesigner.ui.panels.hanging import HangingPart
from cjdesigner.ui.panels.inspector import InspectorPanel
from cjdesigner.ui.panels.journey_panel import JourneyPanel
from cjdesigner.ui.panels.navigator import NavigatorPanel

NASTY = "<b>x</b> &amp; [b] <img src=x> 🙂 \u05e9\u05dc\u05d5\u05dd " + "long " * 900


@pytest.fixture
def panel(qtbot: QtBot, editor: Editor, look: Appearance) -> InspectorPanel:
    editor.edit(
        "Fill",
        lambda state: added(
            [
                Insight(id=100, rank=0, text=NASTY, valence="pain"),
                Insight(id=101, rank=1, text="Friendly"),
                Indicator(id=102, name="CSAT"),
                Job(id=103, motivation="park"),
                DesiredOutcome(id=104, job=103, text="less time", importance=9.1, satisfaction=3.2),
                EmpathyMap(id=105, title="Laura"),
                Note(id=106, map=105, section="say", text="Where?"),
                Attachment(id=110, subject=100, target=APP),
                Attachment(id=111, subject=102, target=APP),
                Attachment(id=112, subject=103, target=NEED),
                Attachment(id=113, subject=106, target=NEED),
            ]
        ),
    )
    result = InspectorPanel(editor, look)
    qtbot.addWidget(result)
    result.resize(320, 900)
    with qtbot.waitExposed(result):
        result.show()
    result.activateWindow()
    return result


def part(panel: InspectorPanel, editor: Editor, identity: int) -> HangingPart:
    editor.select((identity,))
    found = panel.form.hanging
    assert found is not None
    return found


def keys_of(found: HangingPart) -> list[object]:
    return [row.key for row in found.list.rows]


def test_it_lists_what_hangs_and_a_click_opens(panel: InspectorPanel, editor: Editor, qtbot: QtBot) -> None:
    found = part(panel, editor, APP)
    assert keys_of(found) == [102, 100]
    assert found.list.rows[1].title.startswith("<b>x</b> &amp; [b] <img src=x>")
    tip = str(found.list.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "<img" not in tip
    place = found.list.visualRect(found.list.model().index(0, 0)).center()
    with qtbot.waitSignal(editor.opened) as opened:
        QTest.mouseClick(found.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [102]


def test_arrows_walk_and_enter_opens(panel: InspectorPanel, editor: Editor, qtbot: QtBot) -> None:
    found = part(panel, editor, APP)
    found.list.setCurrentIndex(found.list.model().index(0, 0))
    with qtbot.assertNotEmitted(editor.opened):
        QTest.keyClick(found.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.opened) as opened:
        QTest.keyClick(found.list, Qt.Key.Key_Return)
    assert opened.args == [100]


def test_a_need_point_shows_its_jobs_opportunity_and_the_note_it_came_from(
    panel: InspectorPanel, editor: Editor
) -> None:
    found = part(panel, editor, NEED)
    assert keys_of(found) == [106, 103]
    assert found.list.rows[0].title == "came from note “Where?”"
    assert found.list.rows[0].detail == "Laura"
    assert found.list.rows[1].figure == "15.0"
    editor.cover(True)
    found.refresh()
    assert found.list.rows[1].figure == "••"


def test_an_insight_is_typed_right_there(panel: InspectorPanel, editor: Editor) -> None:
    found = part(panel, editor, DESK)
    assert not found.empty.isHidden()
    QTest.keyClicks(found.field, "Queue at eight")
    QTest.keyClick(found.field, Qt.Key.Key_Return)
    (insight,) = editor.state.attached(DESK, Insight)
    assert insight.text == "Queue at eight"
    assert found.field.text() == ""
    assert keys_of(found) == [insight.id]
    editor.undo()
    assert editor.state.attached(DESK, Insight) == []
    assert insight.id not in editor.state


def test_delete_and_the_cross_take_off_and_undo_hangs_again(panel: InspectorPanel, editor: Editor) -> None:
    found = part(panel, editor, APP)
    found.list.setCurrentIndex(found.list.model().index(1, 0))
    QTest.keyClick(found.list, Qt.Key.Key_Delete)
    assert keys_of(found) == [102]
    assert 100 in editor.state
    row = found.list.visualRect(found.list.model().index(0, 0))
    QTest.mouseClick(found.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.right() - 6, row.center().y()))
    assert keys_of(found) == []
    editor.undo()
    editor.undo()
    found.refresh()
    assert keys_of(found) == [102, 100]


@pytest.mark.parametrize(
    ("identity", "offered"),
    [
        (
            APP,
            ["New insight", "New empathy map", "New indicator", "New activity", "New guard rail"],
        ),
        (NEED, ["New insight", "New empathy map", "New job", "New indicator"]),
        (FIRST, ["New insight", "New empathy map", "New indicator"]),
        (TO_APP, ["New insight"]),
    ],
)
def test_the_menu_offers_what_may_hang_there(
    panel: InspectorPanel, editor: Editor, identity: int, offered: list[str]
) -> None:
    words = [action.text() for action in part(panel, editor, identity).menu().actions()]
    assert words[: len(offered)] == offered
    assert words[-1] == "One there is already …"


def test_new_ones_are_opened(panel: InspectorPanel, editor: Editor, qtbot: QtBot) -> None:
    found = part(panel, editor, NEED)
    with qtbot.waitSignal(editor.opened) as opened:
        found.add_new(Job)
    assert isinstance(editor.state[opened.args[0]], Job)
    found = part(panel, editor, APP)
    with qtbot.waitSignal(editor.opened) as opened:
        found.add_principle("freedom")
    assert isinstance(editor.state[opened.args[0]], Principle)


def test_a_method_record_says_what_it_hangs_on(panel: InspectorPanel, editor: Editor) -> None:
    found = part(panel, editor, 100)
    assert [row.key for row in found.places.rows] == [APP]
    editor.edit("Hang", lambda state: attaching.attach(state, 100, JOURNEY))
    found.refresh()
    assert [row.key for row in found.places.rows] == [APP, JOURNEY]
    found.places.taken_off.emit(APP)
    assert [row.key for row in found.places.rows] == [JOURNEY]


def test_a_note_became_what_it_was_promoted_to(panel: InspectorPanel, editor: Editor) -> None:
    found = part(panel, editor, 106)
    assert [row.key for row in found.places.rows] == [NEED]
    assert found.places.accessibleName() == "Became"


def test_it_follows_what_others_hang(panel: InspectorPanel, editor: Editor, qtbot: QtBot) -> None:
    found = part(panel, editor, APP)
    editor.edit("Hang", lambda state: attaching.attach(state, 101, APP))
    qtbot.waitUntil(lambda: keys_of(found) == [102, 100, 101])


def test_deleting_tells_what_stays(panel: InspectorPanel, editor: Editor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.told) as told:
        delete(editor, "Delete", [APP])
    assert told.args == [
        "“App” deleted with 2 links. 1 insight and 1 indicator that hung on it stay in the project. "
        "Ctrl+Z brings it back."
    ]
    assert {100, 102} <= set(editor.state)
    editor.undo()
    assert [record.id for record in editor.state.attached(APP, Insight)] == [100]


def test_the_palette_finds_methods_records(panel: InspectorPanel, editor: Editor, qtbot: QtBot) -> None:
    found = {entry.title: entry for entry in entries(editor)}
    assert found["Friendly"].hint == "Insight"
    with qtbot.waitSignal(editor.opened) as opened:
        found["Where?"].run()
    assert opened.args == [106]


def test_the_navigator_counts_methods_and_opens_them(
    panel: InspectorPanel, editor: Editor, look: Appearance, qtbot: QtBot
) -> None:
    navigator = NavigatorPanel(editor, look)
    qtbot.addWidget(navigator)
    rows = [(row.title, row.figure) for row in navigator.methods.rows]
    assert rows == [("Empathy maps", "1"), ("Jobs to be done", "1"), ("Indicators", "1"), ("Insights", "2")]
    with qtbot.waitSignal(editor.opened) as opened:
        navigator.methods.chosen.emit(Insight)
    assert opened.args == [100]


def test_the_journey_panel_shows_what_hangs_on_the_journey(
    panel: InspectorPanel, editor: Editor, look: Appearance, qtbot: QtBot
) -> None:
    journey = JourneyPanel(editor, look)
    qtbot.addWidget(journey)
    assert journey.badges.isHidden()
    editor.edit("Hang", lambda state: attaching.attach(state, 100, JOURNEY))
    assert not journey.badges.isHidden()
    assert list(journey.badges.buttons) == ["pains"]
    assert "<img" not in journey.badges.buttons["pains"].toolTip()
    with qtbot.waitSignal(editor.opened) as opened:
        journey.badges.buttons["pains"].click()
    assert opened.args == [100]
    editor.undo()
    assert journey.badges.isHidden()
