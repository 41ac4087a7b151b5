"""The strips under the map by hand: activities added, tied, moved, a curve dragged, lanes ordered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot
from ui.canvas.driver import Hands

from cjdesigner.model import company, edits
from cjdesigner.model.records import Activity, Journey, Lane, LaneEntry, Phase, Project, Touchpoint
from cjdesigner.ui.main_window import MainWindow

Open = Callable[..., MainWindow]
Place = tuple[float, float]


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window(
        records=[
            Project(id=1),
            Journey(id=2, title="Journey"),
            Phase(id=3, journey=2, rank=0, title="First"),
            Phase(id=4, journey=2, rank=1, title="Second"),
            Touchpoint(id=5, journey=2, phase=3, x=40, y=120, name="App"),
            Touchpoint(id=6, journey=2, phase=4, x=304, y=120, name="Desk"),
        ]
    )


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window.canvas_)


def the(window: MainWindow, name: str) -> Activity:
    (found,) = [a for a in window.editor_.state.members(2, Activity) if a.name == name]
    return found


def middle(window: MainWindow, identity: int) -> Place:
    rect = window.canvas_.strips.rect_of(window.canvas_.placement, identity)
    assert rect is not None
    return rect.centre_x, rect.centre_y


def strip(window: MainWindow, key: int | str, x: float) -> Place:
    found = window.canvas_.strips.at(window.canvas_.placement)
    assert found is not None
    (one,) = [s for s in found.strips if s.key == key]
    return x, (one.content + one.bottom) / 2


def test_an_activity_is_added_at_a_touchpoint_named_and_taken_back(window: MainWindow, hands: Hands) -> None:
    hands.click(hands.at("Desk"))
    hands.keys("Shift+A")
    hands.type("Hand over the car")
    hands.keys("Return")
    activity = the(window, "Hand over the car")
    assert activity.level == "frontstage"
    assert [t.name for t in company.ties(window.editor_.state, activity.id)] == ["Desk"]
    assert window.editor_.selection == (activity.id,)
    hands.keys("Ctrl+Z")
    hands.keys("Ctrl+Z")
    assert not window.editor_.state.members(2, Activity)
    hands.keys("Ctrl+Shift+Z")
    hands.keys("Ctrl+Shift+Z")
    assert the(window, "Hand over the car") == activity


def test_an_activity_that_is_not_named_was_not_meant(window: MainWindow, hands: Hands) -> None:
    hands.click(hands.at("Desk"))
    hands.keys("Shift+A")
    hands.keys("Escape")
    assert not window.editor_.state.members(2, Activity)


def test_an_activity_is_dragged_to_another_phase_and_onto_a_touchpoint(window: MainWindow, hands: Hands) -> None:
    editor = window.editor_
    editor.edit("Add", lambda state: company.add_activity(state, 2, "greet", phase=3))
    editor.edit("Add", lambda state: company.add_activity(state, 2, "file", "support", phase=3))
    greet = the(window, "greet").id
    hands.drag(middle(window, greet), strip(window, "support", 400))
    moved = the(window, "greet")
    assert (moved.level, moved.phase) == ("support", 4)
    hands.drag(middle(window, greet), hands.at("App"))
    assert [t.name for t in company.ties(editor.state, greet)] == ["App"]
    assert the(window, "greet") == moved, "tying moves nothing"
    hands.drag(middle(window, greet), hands.at("App"))
    assert company.ties(editor.state, greet) == []


def test_a_double_click_in_a_level_adds_an_activity_there(window: MainWindow, hands: Hands) -> None:
    window.editor_.edit("Add", lambda state: company.add_activity(state, 2, "greet", "backstage", phase=3))
    hands.double_click(strip(window, "backstage", 420))
    hands.type("<b>wash</b>")
    hands.keys("Return")
    added = the(window, "<b>wash</b>")
    assert (added.level, added.phase) == ("backstage", 4)


def test_an_emotion_curve_is_dragged_grows_and_goes(window: MainWindow, hands: Hands) -> None:
    editor = window.editor_
    window.run_action("add-lane-emotion")
    (lane,) = editor.state.members(2, Lane)
    first, second = editor.state.referring(lane.id, LaneEntry)
    window.canvas_.fit()
    x, y = middle(window, first.id)
    hands.drag((x, y), (x, y - 500))
    dragged = editor.state[first.id]
    assert isinstance(dragged, LaneEntry)
    assert (dragged.phase, dragged.value) == (3, 2.0), "the curve ends at +2"
    hands.keys("Ctrl+Z")
    assert editor.state[first.id] == first
    hands.double_click(strip(window, lane.id, 200))
    assert len(editor.state.referring(lane.id, LaneEntry)) == 3
    hands.click(middle(window, second.id))
    assert editor.selection == (second.id,)
    hands.keys("Del")
    assert second.id not in editor.state


def test_lanes_are_ordered_and_a_text_is_typed_in_place(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    editor = window.editor_
    window.run_action("add-lane-channel")
    window.run_action("add-lane-text")
    first, second = company.lanes_of(editor.state, 2)
    assert editor.selection == (second.id,)
    window.run_action("lane-up")
    assert [lane.id for lane in company.lanes_of(editor.state, 2)] == [second.id, first.id]
    window.canvas_.fit()
    hands.double_click(strip(window, second.id, 100))
    hands.type("key & invoice")
    hands.keys("Return")
    (entry,) = editor.state.referring(second.id, LaneEntry)
    assert (entry.text, entry.phase) == ("key & invoice", 3)
    editor.edit("Score", lambda state: edits.set_fields(state, [5], score=0.5))
    assert not window.canvas_.grab().isNull()


def test_strips_stand_beneath_the_lowest_card(window: MainWindow, hands: Hands) -> None:
    window.editor_.edit("Add", lambda state: company.add_activity(state, 2, "greet", touchpoints=[5]))
    layer, canvas = window.canvas_.strips, window.canvas_
    before = layer.at(canvas.placement)
    assert before is not None
    hands.drag(hands.at("App"), (120, 420))
    after = layer.at(canvas.placement)
    assert after is not None
    assert after.top > canvas.placement.rects[5].bottom
    assert after.top > before.top
    (tie,) = after.ties
    assert tie.start == (canvas.placement.rects[5].centre_x, canvas.placement.rects[5].bottom)
