"""The lying eight: where its stations stand and what its halves are worth."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.model import company, endless
from cjdesigner.model.document import Document
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import Journey, Link, Phase, Project, Record, Side, Touchpoint
from cjdesigner.model.state import State


def journey(*sides: Side | None) -> State:
    records: list[Record] = [Project(id=1), Journey(id=2)]
    for number, side in enumerate(sides):
        records.append(Phase(id=10 + number, journey=2, rank=number, title=f"{number}", side=side))
        score = 0.5 + number / 10
        records.append(Touchpoint(id=30 + number, journey=2, phase=10 + number, name=f"{number}", score=score))
        if number:
            records.append(Link(id=60 + number, journey=2, source=29 + number, target=30 + number))
    return State(records)


def test_what_is_bought_lies_left_and_what_is_owned_right() -> None:
    state = journey("buy", "buy", None, "own")
    path = Analysis(JourneyGraph(state, 2)).best
    eight = endless.eight_of(state, 2, path)
    assert [(s.phase, s.number, s.side) for s in eight.stations] == [(10, 1, "buy"), (11, 2, "buy"), (13, 4, "own")]
    assert all((s.place[0] < 0) == (s.side == "buy") for s in eight.stations)
    assert eight.unsided == (12,)
    assert [s.worth for s in eight.stations] == pytest.approx([0.5, 0.6, 0.8])
    assert eight.worths["buy"] == pytest.approx(0.3)
    assert eight.worths["own"] == pytest.approx(0.8)


def test_without_a_path_nothing_is_worth_anything_yet() -> None:
    eight = endless.eight_of(journey("buy", "own"), 2)
    assert [s.worth for s in eight.stations] == [None, None]
    assert eight.worths == {"buy": None, "own": None}


@given(st.integers(0, 9), st.integers(0, 9))
def test_stations_follow_the_way_and_stand_apart(buying: int, owning: int) -> None:
    eight = endless.eight_of(journey(*["buy"] * buying, *["own"] * owning), 2)
    places = [s.place for s in eight.stations]
    assert len(places) == buying + owning
    for number, one in enumerate(places):
        assert all(hypot(one[0] - o[0], one[1] - o[1]) > 0.1 for o in places[:number])
        assert hypot(*one) > 0.3, "the middle belongs to both loops"
    for station in eight.stations:
        assert hypot(*endless.outward(station)) == pytest.approx(1)
        beyond = [p + 0.05 * o for p, o in zip(station.place, endless.outward(station), strict=True)]
        centre = -0.5 if station.side == "buy" else 0.5
        assert hypot(beyond[0] - centre, beyond[1]) > hypot(station.place[0] - centre, station.place[1])


def test_the_outline_is_endless() -> None:
    outline = endless.outline()
    assert outline[0] == pytest.approx(outline[-1], abs=1e-12)
    assert all(abs(y) <= endless.HEIGHT + 1e-9 for _x, y in outline)
    assert min(x for x, _y in outline[: len(outline) // 2]) == pytest.approx(-1, abs=1e-3), "the left loop comes first"


def test_phases_are_divided_in_one_step() -> None:
    document = Document(journey(None, None, None).records.values())
    document.apply(company.divide(document.state, 2), "Divide")
    assert [phase.side for phase in document.state.phases(2)] == ["buy", "buy", "own"]
    document.undo()
    assert {phase.side for phase in document.state.phases(2)} == {None}
