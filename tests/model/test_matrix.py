"""Needs by channels: rows, columns, cells, gaps and filling them."""

from __future__ import annotations

import pytest

from cjdesigner.model.document import Document
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.matrix import Matrix, fill, matrix_of, without_need
from cjdesigner.model.records import Channel, Journey, Link, NeedPoint, Phase, Project, Record, Touchpoint
from cjdesigner.model.state import State


def records() -> list[Record]:
    return [
        Project(id=1),
        Journey(id=2),
        Phase(id=3, journey=2, rank=0, title="Ask"),
        Phase(id=4, journey=2, rank=1, title="Get"),
        NeedPoint(id=10, journey=2, phase=4, x=300, question="Later?"),
        NeedPoint(id=11, journey=2, phase=3, x=20, question="When?"),
        Touchpoint(id=12, journey=2, phase=3, name="App", channel="app", score=0.9),
        Touchpoint(id=13, journey=2, phase=3, name="Call", channel="phone", score=0.6),
        Touchpoint(id=14, journey=2, phase=4, name="Desk", channel="in-person", score=0.8),
        Touchpoint(id=15, journey=2, name="Flyer", channel="print"),
        Channel(id=16, name="Fair"),
        Link(id=20, journey=2, source=11, target=12, share=0.7),
        Link(id=21, journey=2, source=11, target=13),
        Link(id=22, journey=2, source=12, target=14),
        Link(id=23, journey=2, source=13, target=14),
    ]


def matrix(state: State, *channels: str) -> Matrix:
    return matrix_of(state, 2, Analysis(JourneyGraph(state, 2)), channels)


def test_rows_columns_and_cells() -> None:
    found = matrix(State(records()))
    assert [row.need for row in found.rows] == [11, 10, None]
    assert {column.channel for column in found.columns} == {"app", "phone", "print", "Fair"}
    first = found.rows[0]
    (app,) = first.cells["app"]
    assert (app.touchpoint, app.score) == (12, 0.9)
    assert app.share == pytest.approx(0.7)
    assert app.reach == pytest.approx(0.7)
    assert first.fulfilment == pytest.approx(0.81)
    assert not found.rows[1].met
    assert (found.needs, found.unmet) == (2, 1)
    assert [entry.touchpoint for entry in found.rows[2].cells["print"]] == [15]


def test_a_touchpoint_behind_another_has_a_need_before_it() -> None:
    assert [touchpoint.id for touchpoint in without_need(State(records()), 2)] == [15]


def test_columns_are_summed_by_who_comes() -> None:
    state = State(records())
    app = next(column for column in matrix(state).columns if column.channel == "app")
    assert (app.needs, app.touchpoints, app.mean) == (1, 1, 0.9)
    fair = next(column for column in matrix(state).columns if column.channel == "Fair")
    assert (fair.needs, fair.touchpoints, fair.mean) == (0, 0, None)
    assert "web" in [column.channel for column in matrix(state, "web").columns]


def test_channels_stand_in_the_vocabularys_order_and_none_is_last() -> None:
    state = State([*records(), Touchpoint(id=30, journey=2, name="Somewhere")])
    keys = [column.channel for column in matrix(state).columns]
    assert keys[-2:] == ["Fair", ""]


def test_filling_a_gap_is_one_step_and_undo_takes_it_back() -> None:
    document = Document(records())
    before = dict(document.state.records)
    document.apply(fill(document.state, 10, "Fair", "<b>Stand</b>", 2), "Fill")
    row = matrix(document.state).rows[1]
    (entry,) = row.cells["Fair"]
    touchpoint = document.state.get(entry.touchpoint, Touchpoint)
    assert touchpoint is not None
    assert (touchpoint.name, touchpoint.channel) == ("<b>Stand</b>", "Fair")
    document.undo()
    assert dict(document.state.records) == before


def test_filling_without_a_need_parks_the_card() -> None:
    document = Document(records())
    document.apply(fill(document.state, None, "web", "Site", 2), "Fill")
    assert "web" in matrix(document.state).rows[-1].cells
    assert len(document.state.links(2)) == 4


def test_an_empty_journey_has_nothing() -> None:
    found = matrix(State([Project(id=1), Journey(id=2)]))
    assert (found.rows, found.columns) == ((), ())
