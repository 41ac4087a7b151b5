"""A journey's strategy: principles in order, hand-offs through need points, mandates, signature interactions."""

from __future__ import annotations

import random

import pytest

from cjdesigner.model import strategy
from cjdesigner.model.document import Document
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import Journey, Link, NeedPoint, Principle, Project, Record, Touchpoint
from cjdesigner.model.state import State

J = 2


def base() -> list[Record]:
    return [Project(id=1), Journey(id=J)]


def point(identity: int, owner: str = "", **fields: object) -> Touchpoint:
    return Touchpoint(id=identity, journey=J, name=f"T{identity}", owner=owner, **fields)  # type: ignore[arg-type]


def link(identity: int, source: int, target: int, told: str = "", **fields: object) -> Link:
    return Link(id=identity, journey=J, source=source, target=target, hands_over=told, **fields)  # type: ignore[arg-type]


def pairs(records: list[Record]) -> list[tuple[int, int, int, bool]]:
    return [(h.link, h.source, h.target, h.silent) for h in strategy.handoffs(State([*base(), *records]), J)]


# hand-offs


def test_between_different_named_owners_only() -> None:
    records = [point(10, "IT"), point(11, " it "), point(12, "Desk"), point(13)]
    records += [link(20, 10, 11), link(21, 11, 12), link(22, 12, 13)]
    assert pairs(records) == [(21, 11, 12, True)]


def test_return_links_hand_nothing_over() -> None:
    assert pairs([point(10, "IT"), point(11, "Desk"), link(20, 10, 11, kind="return")]) == []


def test_the_silent_ones_come_first() -> None:
    records = [point(10, "A"), point(11, "B"), point(12, "C"), link(20, 10, 11, "name"), link(21, 11, 12, "  ")]
    assert pairs(records) == [(21, 11, 12, True), (20, 10, 11, False)]


def test_a_need_point_passes_through() -> None:
    need, other = NeedPoint(id=15, journey=J, question="?"), NeedPoint(id=16, journey=J, question="?")
    records = [point(10, "A"), need, other, point(11, "B"), point(12, "A"), point(13, "C")]
    records += [link(20, 10, 15), link(21, 15, 16), link(22, 16, 11), link(23, 16, 12), link(24, 15, 13, "wish")]
    found = strategy.handoffs(State([*base(), *records]), J)
    assert [(h.source, h.target, h.links, h.link, h.hands_over) for h in found] == [
        (10, 11, (20, 21, 22), 20, ""),
        (10, 13, (20, 24), 24, "wish"),
    ]
    assert strategy.handoff_links(found) == {20: True, 21: True, 22: True, 24: False}


def test_two_ways_through_need_points_are_one_handoff_and_a_direct_link_another() -> None:
    records = [point(10, "A"), *(NeedPoint(id=n, journey=J, question="?") for n in (15, 16, 17)), point(11, "B")]
    records += [link(20, 10, 15), link(21, 15, 16), link(22, 15, 17), link(23, 16, 11), link(24, 17, 11, "x")]
    records += [link(25, 10, 11)]
    assert pairs(records) == [(25, 10, 11, True), (24, 10, 11, False)]


def test_layers_of_need_points_are_not_enumerated() -> None:
    records: list[Record] = [point(10, "A"), point(11, "B")]
    layers = [[1000 + 10 * n + k for k in range(6)] for n in range(40)]
    records += [NeedPoint(id=n, journey=J, question="?") for layer in layers for n in layer]
    number = 5000
    for one, other in [([10], layers[0]), *zip(layers, layers[1:], strict=False), (layers[-1], [11])]:
        for source in one:
            for target in other:
                number += 1
                records.append(link(number, source, target))
    assert len(pairs(records)) == 6  # one for each way out of the first touchpoint


@pytest.mark.parametrize("seed", range(8))
def test_a_link_tells_by_itself_whether_it_lies_on_a_handoff(seed: int) -> None:
    chance = random.Random(seed)
    records: list[Record] = []
    for identity in range(10, 24):
        if chance.random() < 0.5:
            records.append(NeedPoint(id=identity, journey=J, question="?"))
        else:
            records.append(point(identity, chance.choice(["A", "B", ""])))
    ends = {(a, b) for a in range(10, 24) for b in range(a + 1, 24) if chance.random() < 0.2}
    records += [link(100 + n, a, b) for n, (a, b) in enumerate(sorted(ends))]
    state = State([*base(), *records])
    marked = strategy.handoff_links(strategy.handoffs(state, J))
    assert {found.id for found in state.links(J) if strategy.hands_off(state, found)} == set(marked)


def test_counted_in_words() -> None:
    records = [point(10, "A"), point(11, "B"), point(12, "C"), link(20, 10, 11, "name"), link(21, 11, 12)]
    found = strategy.handoffs(State([*base(), *records]), J)
    assert strategy.handoff_words(found) == "2 hand-offs · at 1 nothing is handed over"
    assert strategy.handoff_words(found[1:]) == "1 hand-off"
    assert strategy.silent_handoffs(State([*base(), *records]), J) == found[:1]


# mandates


def test_owners_without_any_mandate_come_first_and_nobody_last() -> None:
    records = [
        point(10, "Web", x=5),
        point(11, "web ", mandate="quick"),
        point(12, "Desk"),
        point(13),
        point(14, "Acc"),
    ]
    records += [point(15, outcome="leaves")]
    state = State([*base(), *records])
    assert [(o.name, o.mandated, o.unmandated) for o in strategy.owners(state, J)] == [
        ("Acc", (), (14,)),
        ("Desk", (), (12,)),
        ("web", (11,), (10,)),
        ("", (), (13,)),
    ]
    assert strategy.owners_without_mandate(state, J) == ["Acc", "Desk"]


# principles


def texts(document: Document, kind: str) -> list[str]:
    return [p.text for p in strategy.principles(document.state, J, kind)]  # type: ignore[arg-type]


def test_principles_are_added_ordered_and_moved_between_the_kinds() -> None:
    document = Document(base())
    document.apply(strategy.add_principles(document.state, J, ["a", "b", "c"], "guard-rail"), "Add")
    document.apply(strategy.add_principles(document.state, J, ["x"], "freedom"), "Add")
    by_text = {p.text: p.id for p in document.state.all(Principle)}
    document.apply(strategy.move_principle(document.state, by_text["c"], "guard-rail", 0), "Move")
    assert texts(document, "guard-rail") == ["c", "a", "b"]
    document.apply(strategy.move_principle(document.state, by_text["a"], "freedom", 0), "Move")
    assert (texts(document, "guard-rail"), texts(document, "freedom")) == (["c", "b"], ["a", "x"])
    document.undo()
    assert (texts(document, "guard-rail"), texts(document, "freedom")) == (["c", "a", "b"], ["x"])
    assert strategy.move_principle(document.state, by_text["c"], "guard-rail", 0) == {}


def test_a_touchpoints_principles_stand_after_the_journeys_and_are_ordered_apart() -> None:
    document = Document([*base(), point(10)])
    document.apply(strategy.add_principles(document.state, J, ["here"], "freedom", 10), "Add")
    document.apply(strategy.add_principles(document.state, J, ["everywhere"], "freedom"), "Add")
    assert texts(document, "freedom") == ["everywhere", "here"]
    assert [p.rank for p in strategy.principles(document.state, J, "freedom")] == [0, 0]


# signature interactions


def starred() -> list[Record]:
    scores = {10: 0.9, 11: 0.45, 12: None, 13: 0.6}
    records: list[Record] = [point(n, signature=True, score=score) for n, score in scores.items()]
    return [
        *records,
        point(14, score=0.5),
        *(link(20 + n, 10 + n, 11 + n) for n in (0, 1)),
        link(22, 12, 14),
        link(23, 13, 14),
    ]


def test_weak_ones_first_and_the_product_on_the_path() -> None:
    state = State([*base(), *starred()])
    path = Analysis(JourneyGraph(state, J)).path((10, 11, 12, 14))
    found = strategy.signature(state, J, path)
    assert [moment.id for moment in found.moments] == [11, 13, 12, 10]
    assert (round(found.product or 0, 9), found.upper_bound, found.on_path) == (0.405, True, 3)
    assert [strategy.moment_words(moment) for moment in found.moments] == [
        "a moment people remember, at 45%",
        "a moment people remember, at 60%",
        "a moment people remember, not scored yet",
        "",
    ]
    assert strategy.too_many_words(found) == ""


def test_at_three_quarters_it_is_not_weak() -> None:
    assert not strategy.Moment(1, 0.75, True).weak
    assert strategy.Moment(1, 0.7499, True).weak


def test_more_than_five_are_asked_about() -> None:
    state = State([*base(), *(point(n, signature=True) for n in range(10, 16))])
    found = strategy.signature(state, J, None)
    assert strategy.too_many_words(found) == "6 signature interactions: which are the few?"
    assert found.product is None


def test_other_scores_stand_for_the_records() -> None:
    state = State([*base(), *starred()])
    path = Analysis(JourneyGraph(state, J)).path((10, 11, 12, 14))
    found = strategy.signature(state, J, path, {11: 1.0, 12: 0.5})
    assert (found.product, found.upper_bound) == (0.45, False)
