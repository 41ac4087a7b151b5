"""Removing with all that cannot be without it: nothing dangles, one undo brings all back, nothing moves on paper."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model import random_edits
from model.test_state import edits, reached

from cjdesigner.model import rules
from cjdesigner.model.patch import invert
from cjdesigner.model.records import (
    Activity,
    Attachment,
    Indicator,
    Insight,
    Journey,
    Lane,
    LaneEntry,
    Node,
    Override,
    Persona,
    Phase,
    Project,
    Record,
    Touchpoint,
)
from cjdesigner.model.references import REFERENCES
from cjdesigner.model.removing import hanging, remove
from cjdesigner.model.state import State


@given(edits, st.lists(st.integers(0, 500), min_size=1, max_size=6))
@settings(max_examples=150)
def test_removing_anything_leaves_nothing_dangling_and_can_be_undone(drawn: list[Any], numbers: list[int]) -> None:
    state, _ = reached(drawn)
    keys = sorted(state)
    ids = [keys[number % len(keys)] for number in numbers]
    before = dict(state.records)
    patch = remove(state, ids)
    rules.check(state, patch)
    state.advance(patch)
    rules.check_all(state)
    assert not any(identity in state for identity in ids if not isinstance(before[identity], Project))
    assert state.project == before[state.project.id]
    stays(before, state, patch.keys())
    back = invert(patch)
    rules.check(state, back)
    state.advance(back)
    assert state.records == before


def stays(before: dict[int, Record], state: State, touched: Any) -> None:
    """What was not asked to go and does not depend on it is there, and differs only in what it refers to."""
    for identity, record in before.items():
        if identity not in state:
            continue
        now = state[identity]
        differing = {name for name in record.__struct_fields__ if getattr(record, name) != getattr(now, name)}
        assert bool(differing) <= (identity in touched)
        forgets = {r.field for r in REFERENCES.get(type(record), ()) if r.gone == "forgets"}
        match record:
            case Phase():
                assert differing <= {"rank", "width"}
            case LaneEntry():
                assert differing <= {"phase", "place"}
            case Node():
                assert differing <= {"phase"} | forgets
            case Activity():
                assert differing <= {"phase"}
            case _:
                assert differing <= forgets
        for field in differing & forgets:
            assert getattr(now, field) is None
            assert getattr(record, field) not in state


@given(edits, st.lists(st.integers(0, 500), min_size=1, max_size=4))
@settings(max_examples=80)
def test_phases_that_go_move_nothing_on_the_paper(drawn: list[Any], numbers: list[int]) -> None:
    """A lane's entry stays where it was, as long as a phase is left to stand in."""
    state, _ = reached(drawn)
    phases = state.all(Phase)
    if not phases:
        return
    ids = {phases[number % len(phases)].id for number in numbers}
    before = on_paper(state)
    journeys = {journey.id: sum(p.width for p in state.phases(journey.id)) for journey in state.journeys()}
    state.advance(remove(state, ids))
    for entry, x in on_paper(state).items():
        assert x == pytest.approx(before[entry], abs=1e-6)
    for journey, width in journeys.items():
        if state.phases(journey):
            assert sum(phase.width for phase in state.phases(journey)) == pytest.approx(width)


def on_paper(state: State) -> dict[int, float]:
    """Where in its journey each entry lies that stands in a phase."""
    found = {}
    for journey in state.journeys():
        left = 0.0
        for phase in state.phases(journey.id):
            for entry in state.referring(phase.id, LaneEntry):
                found[entry.id] = left + entry.place * phase.width
            left += phase.width
    return found


def five_phases() -> State:
    records: list[Record] = [Project(id=1), Journey(id=2), Lane(id=3, journey=2, kind="emotion")]
    for number, width in enumerate((120.0, 200.0, 130.0, 400.0, 150.0)):
        records.append(Phase(id=10 + number, journey=2, rank=number, title=str(number), width=width))
        for point, place in enumerate((0.0, 0.3, 1.0)):
            identity = 100 + 10 * number + point
            records.append(LaneEntry(id=identity, lane=3, phase=10 + number, place=place, value=1.0))
        records.append(Activity(id=200 + number, journey=2, phase=10 + number, name="a"))
    return State(records)


@pytest.mark.parametrize(
    "ids", [{10}, {14}, {12}, {10, 11}, {11, 13}, {10, 12, 14}, {10, 11, 12, 13}, {11, 12, 13, 14}]
)
def test_entries_keep_their_place_on_the_paper(ids: set[int]) -> None:
    state = five_phases()
    before = on_paper(state)
    state.advance(remove(state, ids))
    rules.check_all(state)
    after = on_paper(state)
    assert after == pytest.approx(before)
    assert {activity.phase for activity in state.all(Activity)} <= {phase.id for phase in state.all(Phase)}


def test_without_phases_entries_spread_over_the_whole() -> None:
    state = five_phases()
    before = on_paper(state)
    patch = remove(state, range(10, 15))
    state.advance(patch)
    rules.check_all(state)
    entries = state.all(LaneEntry)
    assert all(entry.phase is None for entry in entries)
    assert {entry.id: entry.place * 1000 for entry in entries} == pytest.approx(before)
    state.advance(invert(patch))
    assert state.records == five_phases().records


def test_a_card_takes_along_that_something_hung_there_and_not_what_hung() -> None:
    state = State(random_edits.everything())
    gone = {identity for identity, (_, after) in remove(state, [62]).items() if after is None}
    assert gone == {62, 64, 68}
    assert hanging(state, [62]) == {Insight: 1}
    assert hanging(state, [62, 9]) == {Insight: 1}, "what several share counts once"
    assert hanging(state, [3]) == {Persona: 1}
    assert hanging(state, [8]) == {}


def test_what_a_method_record_takes_along() -> None:
    state = State(random_edits.everything())
    patch = remove(state, [20])
    assert {identity for identity, (_, after) in patch.items() if after is None} == {20, 22, 49}
    assert {identity for identity, (_, after) in patch.items() if after is not None} == {25, 28}
    state.advance(patch)
    patch = remove(state, [40])
    assert {identity for identity, (_, after) in patch.items() if after is None} == {40, 41}
    touchpoint, lane = patch[7][1], patch[45][1]
    assert isinstance(touchpoint, Touchpoint)
    assert isinstance(lane, Lane)
    assert (touchpoint.indicator, lane.indicator) == (None, None)
    assert touchpoint.score == 0.1, "the score stays as it was last"


def test_a_journey_takes_along_all_it_holds_and_leaves_the_projects_own() -> None:
    state = State(random_edits.everything())
    state.advance(remove(state, [3, 60]))
    rules.check_all(state)
    assert not state.all(Attachment)[1:], "only the note's promotion to a job is left"
    assert {type(record) for record in state.records.values()} >= {Persona, Indicator, Insight}
    assert not any(hasattr(record, "journey") for record in state.records.values())
    assert not state.all(LaneEntry)
    assert {override.id for override in state.all(Override)} == set()


def test_removing_nothing_and_the_project() -> None:
    state = State(random_edits.everything())
    assert remove(state, []) == {}
    assert remove(state, [1, 999]) == {}
    assert remove(state, [52, 52]) == {52: (state[52], None)}


def test_two_records_forgotten_at_once_are_both_forgotten() -> None:
    """A phase that goes and an indicator that goes touch the same card."""
    state = State(random_edits.everything())
    card = state[7]
    state.advance({7: (card, msgspec.structs.replace(card, phase=4))})
    patch = remove(state, [4, 40])
    after = patch[7][1]
    assert isinstance(after, Touchpoint)
    assert (after.phase, after.indicator) == (5, None)
    rules.check(state, patch)
