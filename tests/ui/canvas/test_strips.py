"""The strips under the map by hand: activities added, tied, moved, a curve dragged, lanes ordered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot
from ui.canvas.driver import Hands

from cjdesigner.model import company, edits
from cjdesigner.model.records import (
    Activity,
    Attachment,
    Indicator,
    Insight,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Phase,
    Project,
    Touchpoint,
)
from cjdesigner.ui.canvas import drawing, paper
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


def test_enter_on_an_activity_adds_the_next_on_its_level_in_its_phase(window: MainWindow, hands: Hands) -> None:
    editor = window.editor_
    editor.edit("Add", lambda state: company.add_activity(state, 2, "greet", "backstage", phase=4))
    editor.edit("Add", lambda state: company.add_activity(state, 2, "sign", touchpoints=[6]))
    cards = len(editor.state.nodes(2))
    for name, next_name, where in (("greet", "wash", ("backstage", 4)), ("sign", "pay", ("frontstage", 4))):
        window.canvas_.reveal(the(window, name).id)
        hands.click(middle(window, the(window, name).id))
        hands.keys("Return")
        hands.type(next_name)
        hands.keys("Return")
        added = the(window, next_name)
        assert (added.level, added.phase) == where
        assert editor.selection == (added.id,)
    assert len(editor.state.nodes(2)) == cards


def test_enter_on_a_text_of_a_lane_makes_no_card(window: MainWindow, hands: Hands) -> None:
    editor = window.editor_
    window.run_action("add-lane-text")
    (lane,) = editor.state.members(2, Lane)
    editor.edit("Add", lambda state: company.add_entry(state, lane.id, 3, text="key"))
    (entry,) = editor.state.referring(lane.id, LaneEntry)
    before = dict(editor.state.records)
    hands.canvas.setFocus()
    for identity in (entry.id, lane.id):
        editor.select((identity,))
        hands.keys("Return")
    assert dict(editor.state.records) == before


def test_with_one_activity_all_levels_can_be_reached_by_a_double_click(window: MainWindow, hands: Hands) -> None:
    window.editor_.edit("Add", lambda state: company.add_activity(state, 2, "greet", phase=3))
    window.canvas_.fit()
    for level in ("backstage", "support"):
        hands.double_click(strip(window, level, 420))
        hands.type(level)
        hands.keys("Return")
        added = the(window, level)
        assert (added.level, added.phase) == (level, 4)


@pytest.mark.parametrize("key", ["Return", "Escape", "Tab", "Alt+7"])
def test_what_got_no_name_in_a_strip_goes_again(window: MainWindow, hands: Hands, key: str) -> None:
    editor = window.editor_
    editor.edit("Add", lambda state: company.add_activity(state, 2, "greet", phase=3))
    window.run_action("add-lane-text")
    (lane,) = editor.state.members(2, Lane)
    window.canvas_.fit()
    before, chosen = dict(editor.state.records), editor.selection
    hands.double_click(strip(window, "support", 420))
    assert len(editor.state.records) == len(before) + 1
    hands.keys(key)
    assert dict(editor.state.records) == before
    if key != "Alt+7":
        assert editor.selection == chosen
        hands.double_click(strip(window, lane.id, 420))
        hands.keys(key)
        assert dict(editor.state.records) == before


def test_a_point_put_or_dragged_by_hand_has_a_round_value_and_place(window: MainWindow, hands: Hands) -> None:
    editor = window.editor_
    window.run_action("add-lane-emotion")
    (lane,) = editor.state.members(2, Lane)
    known = {entry.id for entry in editor.state.referring(lane.id, LaneEntry)}
    window.canvas_.fit()
    x, y = strip(window, lane.id, 87.3)
    hands.double_click((x, y - 17))
    (added,) = [entry for entry in editor.state.referring(lane.id, LaneEntry) if entry.id not in known]
    hands.drag(middle(window, added.id), (x + 31, y + 23))
    moved = editor.state[added.id]
    assert isinstance(moved, LaneEntry)
    for entry in (added, moved):
        assert entry.value == round(entry.value or 0.0, 1) != 0
        assert entry.place == round(entry.place, 2)
    assert moved != added


def test_blank_texts_are_painted(open_window: Open, qtbot: QtBot) -> None:
    for blank in (" ", "\n", "\u2028", "\u200b", " \r\n\t "):
        named = open_window(
            f"blank-{ord(blank[0])}-{len(blank)}.cjd",
            records=[
                Project(id=1),
                Journey(id=2, title=blank, persona=blank, arrangement="channel"),
                Phase(id=3, journey=2, title=blank, wording=blank, verb=blank, question=blank, side="buy"),
                Touchpoint(id=5, journey=2, phase=3, x=40, y=120, name=blank, channel=blank, owner=blank, score=0.5),
                NeedPoint(id=6, journey=2, phase=3, x=40, y=300, question=blank),
                Link(id=7, journey=2, source=6, target=5, label=blank, hands_over=blank),
                Activity(id=8, journey=2, phase=3, name=blank, owner=blank),
                Lane(id=9, journey=2, title=blank, kind="text"),
                LaneEntry(id=10, lane=9, phase=3, text=blank),
                Lane(id=11, journey=2, rank=1, title=blank, kind="emotion"),
                LaneEntry(id=12, lane=11, phase=3, text=blank, value=1.0),
                Lane(id=13, journey=2, rank=2, title=blank, kind="channel"),
                Lane(id=14, journey=2, rank=3, title=blank, kind="image"),
                LaneEntry(id=15, lane=14, phase=3, text=blank),
                Lane(id=16, journey=2, rank=4, title=blank, kind="indicator"),
                Indicator(id=17, name=blank, unit=blank),
                Attachment(id=18, subject=17, target=5),
                Insight(id=19, text=blank),
                Attachment(id=20, subject=19, target=5),
            ],
        )
        with qtbot.captureExceptions() as caught:
            for zoom in (1.0, 0.5, 0.2):
                named.canvas_.fit()
                named.canvas_.zoom_to(zoom)
                assert not named.grab().isNull()
        assert not caught, caught
        named.close()


@pytest.mark.parametrize("part", ["paint_headers", "paint_bands", "paint_lanes"])
def test_painting_that_fails_is_told_and_the_canvas_lives_on(
    window: MainWindow, hands: Hands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def failing(painter: QPainter, *others: object) -> None:
        painter.setOpacity(0.0)
        raise ValueError("cannot be painted")

    with monkeypatch.context() as broken, qtbot.captureExceptions() as caught:
        broken.setattr(paper, part, failing)
        window.canvas_.viewport().repaint()
    assert caught
    assert {kind for kind, _value, _trace in caught} == {ValueError}
    assert {str(value) for _kind, value, _trace in caught} == {"cannot be painted"}
    with qtbot.captureExceptions() as caught:
        hands.click(hands.at("Desk"))
        assert not window.grab().isNull()
    assert not caught
    assert window.editor_.selection == (6,)


def test_a_card_that_cannot_be_painted_harms_no_other(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []

    def failing(painter: QPainter, node: Touchpoint, *others: object) -> None:
        painted.append(node.name)
        if node.name == "App":
            raise ValueError(node.name)

    monkeypatch.setattr(drawing, "paint_card", failing)
    with qtbot.captureExceptions() as caught:
        window.canvas_.viewport().repaint()
        window.canvas_.viewport().repaint()
    assert {str(value) for _kind, value, _trace in caught} == {"App"}
    assert "Desk" in painted
