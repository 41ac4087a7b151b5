from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model.strategies import JOURNEY, records

from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.patch import Patch, changed, invert, removed
from cjdesigner.model.records import Journey, Link, NeedPoint, Phase, Record, Touchpoint
from cjdesigner.model.state import State

law = settings(deadline=None, max_examples=100, derandomize=True)

FIGURES = ["paths", "expected", "lost", "best", "worst", "levers", "shares", "reach", "flows", "fulfilment"]
FIGURES += ["single_points", "trust_per_round", "again_links", "parked_ids", "upper_bound", "oversubscribed", "dry"]
FIGURES += ["assumed", "touchpoints", "need_points", "scored", "unanswered_ids", "unscored_ids", "entry_weights"]


def read(graph: JourneyGraph) -> dict[str, object]:
    """All that can be seen of a graph."""
    analysis = Analysis(graph)
    return {
        "nodes": sorted(graph.next),
        "return nodes": sorted(graph.returns),
        "next": sorted(graph.next.edges(data="link")),
        "returns": sorted(graph.returns.edges(data="link")),
        "scores": graph.scores,
        "blocked": graph.blocked,
        "ids": graph.topology.ids,
        "targets": graph.topology.targets,
        "links": graph.topology.links,
    } | {name: getattr(analysis, name) for name in FIGURES}


def difference(before: list[Record], after: list[Record]) -> Patch:
    old, new = ({record.id: record for record in records} for records in (before, after))
    return {
        identity: (old.get(identity), new.get(identity))
        for identity in old | new
        if old.get(identity) != new.get(identity)
    }


@law
@given(st.lists(records(largest=8), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_moved_along_equals_made_anew(versions: list[list[Record]], random) -> None:  # type: ignore[no-untyped-def]
    state = State(versions[0])
    graph = JourneyGraph(state, JOURNEY)
    read(graph)
    for before, after in zip(versions, versions[1:], strict=False):
        pairs = list(difference(before, after).items())
        random.shuffle(pairs)
        patch = dict(pairs)
        state.advance(patch)
        graph.advance(patch)
        assert read(graph) == read(JourneyGraph(State(after), JOURNEY))
        assert graph.advance(patch) == set()
        assert read(graph) == read(JourneyGraph(State(after), JOURNEY))
    back = invert(difference(versions[0], versions[-1]))
    state.advance(back)
    graph.advance(back)
    assert read(graph) == read(JourneyGraph(State(versions[0]), JOURNEY))


def small() -> dict[int, Record]:
    made: list[Record] = [
        Journey(id=1, title="Journey"),
        Phase(id=2, journey=1, title="Book"),
        NeedPoint(id=3, journey=1, question="Where?"),
        Touchpoint(id=4, journey=1, name="App", score=0.9),
        Touchpoint(id=5, journey=1, name="Desk", score=0.8),
        Link(id=6, journey=1, source=3, target=4),
        Link(id=7, journey=1, source=4, target=5),
        Link(id=8, journey=1, source=5, target=4, kind="return"),
        Journey(id=9),
        Touchpoint(id=10, journey=9, name="Elsewhere"),
    ]
    return {record.id: record for record in made}


@pytest.mark.parametrize(
    ("identity", "fields", "moved"),
    [
        (3, {"x": 5.0}, {"positions"}),
        (3, {"phase": 2}, {"positions"}),
        (3, {"question": "When?"}, {"texts"}),
        (3, {"entry_share": 0.5}, {"shares"}),
        (4, {"score": None}, {"scores"}),
        (4, {"score": 0.5, "y": 3.0, "owner": "Sales"}, {"scores", "positions", "texts"}),
        (4, {"blocked": True}, {"shares"}),
        (5, {"outcome": "leaves"}, {"shares"}),
        (5, {"signature": True}, {"texts"}),
        (6, {"share": 0.4}, {"shares"}),
        (6, {"label": "mostly"}, {"texts"}),
        (6, {"kind": "return"}, {"structure"}),
        (7, {"target": 3, "source": 5, "kind": "return"}, {"structure"}),
        (2, {"width": 300.0}, {"positions", "texts"}),
        (2, {"verb": "sell"}, {"texts"}),
        (1, {"goal": "home"}, {"texts"}),
        (1, {"arrangement": "owner"}, {"positions", "texts"}),
        (9, {"goal": "home"}, set()),
        (10, {"score": 0.5}, set()),
    ],
)
def test_tells_what_moved(identity: int, fields: dict[str, object], moved: set[str]) -> None:
    made = small()
    graph = JourneyGraph(State(made.values()), 1)
    read(graph)
    after = msgspec.structs.replace(made[identity], **fields)
    assert graph.advance(changed([(made[identity], after)])) == moved
    assert read(graph) == read(JourneyGraph(State((made | {identity: after}).values()), 1))


def test_removing_a_node_with_its_links_in_any_order() -> None:
    made = small()
    gone = [made[4], made[6], made[7], made[8]]
    for order in (gone, gone[::-1]):
        graph = JourneyGraph(State(made.values()), 1)
        assert graph.advance(removed(order)) == {"structure"}
        assert sorted(graph.next) == sorted(graph.returns) == [3, 5]
        assert not graph.next.edges
        assert not graph.returns.edges
        assert graph.advance(invert(removed(order))) == {"structure"}
        assert read(graph) == read(JourneyGraph(State(made.values()), 1))


def test_two_links_that_change_places() -> None:
    made = small() | {11: Link(id=11, journey=1, source=3, target=5, share=0.25)}
    graph = JourneyGraph(State(made.values()), 1)
    crossed = {
        6: (made[6], msgspec.structs.replace(made[6], target=5)),
        11: (made[11], msgspec.structs.replace(made[11], target=4)),
    }
    assert graph.advance(crossed) == {"structure"}
    assert {(source, target): link for source, target, link in graph.next.edges(data="link")} == {
        (3, 5): 6,
        (3, 4): 11,
        (4, 5): 7,
    }
    assert Analysis(graph).shares == {6: 0.75, 11: 0.25, 7: 1.0}


def test_what_is_compiled_outlives_what_does_not_touch_it() -> None:
    made = small()
    graph = JourneyGraph(State(made.values()), 1)
    topology, shares, flow = graph.topology, graph.shares, graph.flow(graph.blocked)
    for fields in ({"x": 9.0}, {"name": "Web"}, {"score": 0.1}):
        after = msgspec.structs.replace(made[4], **fields)
        graph.advance({4: (made[4], after)})
        made[4] = after
        assert (graph.topology, graph.shares, graph.flow(graph.blocked)) == (topology, shares, flow)
    graph.advance(changed([(made[6], msgspec.structs.replace(made[6], share=0.5))]))
    assert graph.topology is topology
    assert graph.shares is not shares


def test_an_analysis_is_a_snapshot() -> None:
    made = small()
    graph = JourneyGraph(State(made.values()), 1)
    analysis = Analysis(graph)
    graph.advance(changed([(made[4], msgspec.structs.replace(made[4], score=0.0))]))
    assert analysis.expected == pytest.approx(0.72)
    assert Analysis(graph).expected == 0
    graph.advance(removed([made[7]]))
    assert analysis.paths == 1
    assert analysis.worst is not None
    assert analysis.worst.nodes == (3, 4, 5)


def test_flows_under_many_blocked_sets_do_not_pile_up() -> None:
    nodes = [Touchpoint(id=i, journey=1, name="t", score=0.5) for i in range(2, 42)]
    links = [Link(id=100 + i, journey=1, source=i, target=i + 1) for i in range(2, 41)]
    graph = JourneyGraph(State([Journey(id=1), *nodes, *links]), 1)
    for node in nodes:
        assert Analysis(graph, blocked=(node.id,)).expected == 0
    assert len(graph._flows) <= 16
    assert graph.flow(frozenset({41})) is graph.flow(frozenset({41}))


def test_a_cycle_of_next_links_is_a_bug_and_raises() -> None:
    made = small() | {8: Link(id=8, journey=1, source=5, target=4)}
    with pytest.raises(ValueError, match="cycle"):
        _ = JourneyGraph(State(made.values()), 1).topology
