"""What hangs on what: counted, listed, hung and taken off, and told when it goes."""

from __future__ import annotations

import pytest

from cjdesigner.model import hanging
from cjdesigner.model.document import Document
from cjdesigner.model.naming import called
from cjdesigner.model.patch import Patch, added, changed
from cjdesigner.model.records import (
    Activity,
    Attachment,
    DesiredOutcome,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    NeedPoint,
    Phase,
    Principle,
    Project,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.removing import remove
from cjdesigner.model.state import State


def records() -> list[Record]:
    """A need with a job, a reception with three insights, an indicator and a guard rail, and a bare card."""
    return [
        Project(id=1),
        Journey(id=2, title="Service"),
        Phase(id=3, journey=2, title="Hand over"),
        NeedPoint(id=4, journey=2, phase=3, question="When?"),
        Touchpoint(id=5, journey=2, phase=3, name="Reception", score=0.5, owner="Service"),
        Touchpoint(id=6, journey=2, name="Invoice"),
        Link(id=7, journey=2, source=4, target=5),
        Link(id=8, journey=2, source=5, target=6),
        Insight(id=10, rank=0, text="They ask twice", valence="pain"),
        Insight(id=11, rank=1, text="<b>Friendly</b>", valence="gain"),
        Insight(id=12, rank=2, text="Queue at eight", valence="pain"),
        Indicator(id=13, name="CSAT", target=80.0),
        Reading(id=14, indicator=13, date="2026-01", value=70.0),
        Job(id=15, motivation="bring my car"),
        DesiredOutcome(id=16, job=15, text="less time", importance=9.1, satisfaction=3.2),
        EmpathyMap(id=17, title="Laura"),
        Principle(id=18, journey=2, touchpoint=5, text="No second question"),
        *(Attachment(id=20 + n, subject=subject, target=5, rank=n) for n, subject in enumerate((10, 11, 12, 13))),
        Attachment(id=30, subject=15, target=4),
        Attachment(id=31, subject=17, target=3),
        Attachment(id=32, subject=10, target=7),
    ]


@pytest.fixture
def state() -> State:
    return State(records())


def test_badges_count_what_hangs(state: State) -> None:
    found = hanging.hung(state, 5)
    assert found is not None
    assert (found.pains, found.insights, found.indicators, found.rails, found.maps, found.jobs) == (2, 1, 1, 1, 0, 0)
    assert found.trace is not None
    assert found.trace.off
    need = hanging.hung(state, 4)
    assert need is not None
    assert need.jobs == 1
    assert need.opportunity == pytest.approx(15.0)
    assert hanging.hung(state, 6) is None
    assert hanging.hung(state, 2) is None
    assert [record.id for record in hanging.behind(state, 5, "pains")] == [10, 12]
    assert [record.id for record in hanging.behind(state, 5, "insights")] == [11]
    assert [record.id for record in hanging.behind(state, 5, "rails")] == [18]


def test_lists_both_ways(state: State) -> None:
    assert [record.id for record in hanging.on(state, 5)] == [13, 10, 11, 12, 18]
    assert [record.id for record in hanging.places(state, 10)] == [5, 7]
    assert [record.id for record in hanging.places(state, 18)] == [5]
    assert called(state, state[11]) == "<b>Friendly</b>"
    assert called(state, state[15]).startswith("When …, I want to bring my car")


@pytest.mark.parametrize(
    ("identity", "fields", "touched"),
    [
        (10, {"valence": "gain"}, {5, 7}),
        (14, {"value": 90.0}, {5}),
        (13, {"target": 60.0}, {5}),
        (16, {"satisfaction": 9.0}, {4}),
        (18, {"text": "x"}, {5}),
        (5, {"score": 0.1}, set()),
    ],
)
def test_a_patch_concerns_only_what_it_shows_on(
    state: State, identity: int, fields: dict[str, object], touched: set[int]
) -> None:
    from cjdesigner.model.edits import set_fields

    patch = set_fields(state, [identity], **fields)
    state.advance(patch)
    assert hanging.concerned(state, patch) == touched


def test_removing_a_method_record_concerns_where_it_hung(state: State) -> None:
    patch = remove(state, [13])
    state.advance(patch)
    assert 5 in hanging.concerned(state, patch)


def test_new_ones_are_made_and_hung_at_once(state: State) -> None:
    for kind, target in ((Insight, 5), (EmpathyMap, 4), (Job, 4), (Indicator, 5), (Activity, 5)):
        patch = hanging.hang_new(state, kind, target, "words")
        state.advance(patch)
        new = next(iter(patch))
        assert isinstance(state[new], kind)
        assert new in [record.id for record in hanging.on(state, target)]
    patch = hanging.add_principle(state, 2, "freedom", "may improvise")
    state.advance(patch)
    assert next(iter(patch)) in [record.id for record in hanging.on(state, 2)]


def test_what_can_be_attached_and_taken_off(state: State) -> None:
    assert {record.id for record in hanging.attachable(state, 4)} == {10, 11, 12, 13, 17}
    assert {record.id for record in hanging.attachable(state, 7)} == {11, 12}
    state.advance(hanging.take_off(state, 10, 5))
    assert 10 in state
    assert 10 not in [record.id for record in hanging.on(state, 5)]
    state.advance(hanging.take_off(state, 18, 5))
    assert 18 not in state


def test_a_card_that_goes_names_what_stays(state: State) -> None:
    assert hanging.deletion_told(state, [5]) == (
        "“Reception” deleted with 2 links and 1 guard rail. 3 insights and 1 indicator that hung on it stay in the "
        "project. Ctrl+Z brings it back."
    )
    assert hanging.deletion_told(state, [4]) == (
        "“When?” deleted with 1 link. 1 job and 1 insight that hung on it stay in the project. Ctrl+Z brings it back."
    )
    assert hanging.deletion_told(state, [3]) == (
        "“Hand over” deleted. 1 empathy map that hung on it stays in the project. Ctrl+Z brings it back."
    )
    assert hanging.deletion_told(state, [4, 5]).startswith("1 need point and 1 touchpoint deleted with 2 links and")
    assert hanging.deletion_told(state, [8]) == ""
    assert hanging.deletion_told(state, []) == ""


def test_deleting_tells_of_methods_records_too(state: State) -> None:
    assert hanging.deletion_told(state, [15]) == (
        "“When …, I want to bring my car, so I can …” deleted with 1 desired outcome. Ctrl+Z brings it back."
    )
    assert "1 reading" in hanging.deletion_told(state, [13])


def test_undo_brings_all_of_it_back() -> None:
    document = Document(records())
    before = dict(document.state.records)
    document.apply(remove(document.state, [5]), "Delete")
    assert {10, 11, 12, 13} <= set(document.state)
    assert 18 not in document.state
    document.undo()
    assert dict(document.state.records) == before


def test_ten_thousand_bare_cards_cost_nothing() -> None:
    from time import perf_counter

    state = State([Project(id=1), Journey(id=2), *(Touchpoint(id=n, journey=2, name="") for n in range(3, 10_003))])
    patch: Patch = changed((state[n], Touchpoint(id=n, journey=2, name="", x=1.0)) for n in range(3, 10_003))
    start = perf_counter()
    assert all(hanging.hung(state, n) is None for n in range(3, 10_003))
    assert hanging.concerned(state, patch) == set()
    assert perf_counter() - start < 0.25
    assert added([]) == {}
