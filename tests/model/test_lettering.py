"""Letters appear where a path goes back to an earlier phase, and only there."""

from __future__ import annotations

from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.lettering import letter, letters
from cjdesigner.model.records import Journey, Link, NeedPoint, Phase, Project, Record, Touchpoint
from cjdesigner.model.state import State


def path_through(*phases: int | None) -> dict[int, str]:
    """The letters of a need in the first phase and touchpoints in these phases, linked one after another."""
    records: list[Record] = [Project(id=1), Journey(id=2), NeedPoint(id=9, journey=2, question="?", phase=3)]
    records += [Phase(id=3 + n, journey=2, rank=n, title=str(n)) for n in range(3)]
    records += [
        Touchpoint(id=10 + n, journey=2, name=str(n), phase=None if p is None else 3 + p, score=0.9)
        for n, p in enumerate(phases)
    ]
    records += [Link(id=50 + n, journey=2, source=9 + n, target=10 + n) for n in range(len(phases))]
    state = State(records)
    analysis = Analysis(JourneyGraph(state, 2))
    return letters(analysis.best, state)


def test_a_path_that_goes_on_needs_no_letters() -> None:
    assert path_through(0, 0, 1, 2) == {}
    assert letters(None, State()) == {}


def test_a_path_that_goes_back_is_lettered_in_its_order() -> None:
    assert path_through(0, 2, 1) == {10: "A", 11: "B", 12: "C"}


def test_a_card_without_a_phase_stands_before_all_phases() -> None:
    assert path_through(0, None) == {10: "A", 11: "B"}


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
