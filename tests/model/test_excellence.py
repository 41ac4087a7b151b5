from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model.oracle import Oracle
from model.strategies import JOURNEY, fractions, journeys

from cjdesigner.model.blocking import blocking
from cjdesigner.model.excellence import Analysis, Path, needed_score
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import Journey, Link, NeedPoint, Record, Touchpoint
from cjdesigner.model.state import State

law = settings(deadline=None, max_examples=100, derandomize=True)


def near(value: object) -> object:
    return pytest.approx(float(value), abs=1e-9) if value is not None else None  # type: ignore[arg-type]


def drawn(*parts: object, returns: Iterable[tuple[str, str]] = (), **nodes: dict[str, object]) -> JourneyGraph:
    """A journey from (source, target) or (source, target, share) by name, and each node's fields.

    A name that ends in a question mark is a need point.
    """
    names: dict[str, int] = {}
    records: list[Record] = [Journey(id=1)]
    for part in (*parts, *((name,) for name in nodes)):
        assert isinstance(part, tuple)
        for name in part[:2]:
            if name not in names:
                names[name] = len(records) + 1
                fields = {"id": names[name], "journey": 1} | nodes.get(name.rstrip("?"), {})
                made = NeedPoint(question=name, **fields) if name.endswith("?") else Touchpoint(name=name, **fields)
                records.append(made)
    for source, target, *share in (part for part in parts if isinstance(part, tuple)):
        records.append(
            Link(id=len(records) + 1, journey=1, source=names[source], target=names[target], share=(share or [None])[0])
        )
    for source, target in returns:
        records.append(Link(id=len(records) + 1, journey=1, source=names[source], target=names[target], kind="return"))
    return JourneyGraph(State(records), 1)


def names(graph: JourneyGraph, ids: Iterable[int]) -> list[str]:
    found = [graph.state[identity] for identity in ids]
    return [node.question if isinstance(node, NeedPoint) else node.name for node in found]  # type: ignore[attr-defined]


def levers(graph: JourneyGraph, analysis: Analysis) -> dict[str, float]:
    return {names(graph, [lever.id])[0]: lever.lever for lever in analysis.levers}


# the worked examples


def test_example_1_booking_and_reception() -> None:
    graph = drawn(("Booking", "Reception"), Booking={"score": 1.0}, Reception={"score": 0.5})
    analysis = Analysis(graph)
    assert analysis.expected == analysis.best.excellence == analysis.worst.excellence == 0.5
    assert analysis.paths == 1
    assert levers(graph, analysis) == {"Reception": 0.5, "Booking": 0.0}
    assert analysis.trust(3) == near(0.125)
    assert not analysis.upper_bound
    assert [(step.before, step.after) for step in analysis.best.steps] == [(1.0, 1.0), (1.0, 0.5)]
    assert names(graph, [analysis.best.weakest]) == ["Reception"]


def car() -> JourneyGraph:
    return drawn(
        ("Need?", "App", 0.7),
        ("Need?", "Call"),
        ("App", "Desk"),
        ("Call", "Desk"),
        App={"score": 0.9},
        Call={"score": 0.6},
        Desk={"score": 0.8},
    )


def test_example_2_need_with_two_answers() -> None:
    graph = car()
    analysis = Analysis(graph)
    assert analysis.paths == 2
    assert analysis.expected == near(0.648)
    assert analysis.best.excellence == near(0.72)
    assert names(graph, analysis.best.nodes) == ["Need?", "App", "Desk"]
    assert analysis.worst.excellence == near(0.48)
    assert list(analysis.fulfilment.values()) == [near(0.81)]
    assert levers(graph, analysis) == {"Desk": near(0.162), "Call": near(0.096), "App": near(0.056)}
    assert [lever.lever for lever in analysis.levers] == sorted(levers(graph, analysis).values(), reverse=True)
    assert names(graph, analysis.single_points) == ["Desk"]
    assert analysis.equivalent == (2, near(0.72**0.5))


def test_example_2_blocked() -> None:
    graph = car()
    need, app, call, desk = graph.topology.ids
    without_app = Analysis(graph, blocked={app})
    assert without_app.expected == near(0.48)
    assert without_app.lost == 0
    without_desk = Analysis(graph, blocked={desk})
    assert (without_desk.expected, without_desk.lost, without_desk.best, without_desk.worst) == (0, 1, None, None)
    assert without_desk.single_points == ()
    assert without_desk.paths == 0
    closing = blocking(graph, app)
    assert closing.expected_before == near(0.648)
    assert closing.expected_after == near(0.48)
    assert (closing.lost_before, closing.lost_after) == (0, 0)
    assert closing.takers == ((call, near(0.3), near(1.0)),)
    assert not closing.rises
    assert blocking(graph, call).rises
    assert blocking(graph, need).lost_after == 1


def layers(count: int, width: int) -> JourneyGraph:
    records: list[Record] = [Journey(id=1)]
    records += [Touchpoint(id=i + 2, journey=1, name=f"t{i}", score=0.9) for i in range(count * width)]
    for layer in range(count - 1):
        for source in range(width):
            for target in range(width):
                first = layer * width + 2
                identity = len(records) + 2
                records.append(Link(id=identity, journey=1, source=first + source, target=first + width + target))
    return JourneyGraph(State(records), 1)


def test_example_3_layers() -> None:
    graph = layers(40, 6)
    start = time.perf_counter()
    analysis = Analysis(graph)
    assert analysis.paths == 6**40
    assert analysis.expected == near(0.9**40)
    assert analysis.best.excellence == near(0.9**40)
    assert analysis.worst.excellence == near(0.9**40)
    assert len(analysis.levers) == 240
    found = [analysis.best_paths(10), analysis.worst_paths(10), analysis.most_travelled(10)]
    assert time.perf_counter() - start < 1  # milliseconds; the bound only tells it from listing paths
    for paths in found:
        assert len({path.nodes for path in paths}) == 10
        assert [path.probability for path in paths] == [pytest.approx(6.0**-40)] * 10


def test_example_4_leaving_and_dropping_off() -> None:
    graph = drawn(("A", "B", 0.5), ("A", "Elsewhere", 0.3), A={"score": 0.9}, B={"score": 0.8}, Elsewhere=LEAVES)
    analysis = Analysis(graph)
    assert analysis.paths == 1
    assert analysis.lost == near(0.5)
    assert analysis.expected == near(0.36)
    assert analysis.arriving == near(0.72)
    assert not analysis.upper_bound  # the unscored one lies on no path


LEAVES: dict[str, object] = {"outcome": "leaves"}


def test_example_5_trust_over_a_return_link() -> None:
    graph = drawn(("A", "B"), ("B", "C"), returns=[("C", "B")], A={"score": 0.9}, B={"score": 0.8}, C={"score": 0.5})
    analysis = Analysis(graph)
    assert analysis.expected == near(0.36)
    assert analysis.trust_per_round == near(0.4)
    assert analysis.trust(2) == near(0.144)
    assert analysis.again_links == 0
    with pytest.raises(ValueError, match="at least one"):
        analysis.trust(0)


# single rules, said one by one


def test_nothing_linked_leaves_every_figure_undefined() -> None:
    analysis = Analysis(drawn(A={"score": 0.5}, B={}))
    assert (analysis.touchpoints, analysis.scored, analysis.parked, analysis.linked) == (2, 1, 2, 0)
    assert (analysis.paths, analysis.expected, analysis.lost, analysis.arriving) == (None, None, None, None)
    assert (analysis.best, analysis.worst, analysis.trust(1), analysis.equivalent) == (None, None, None, None)
    assert (analysis.levers, analysis.single_points, analysis.fulfilment, analysis.reach) == ((), (), {}, {})
    assert not analysis.upper_bound


def test_nothing_scored_gives_no_expected_excellence() -> None:
    analysis = Analysis(drawn(("A", "B"), C={"score": 0.5}))
    assert analysis.expected is None
    assert analysis.trust(1) is None
    assert analysis.paths == 1
    assert analysis.lost == 0
    assert analysis.upper_bound
    assert analysis.best.upper_bound


def test_no_path_is_worth_nothing_scored_or_not() -> None:
    analysis = Analysis(drawn(("A", "B"), B=LEAVES))
    assert (analysis.paths, analysis.expected, analysis.lost, analysis.best) == (0, 0, 1, None)
    assert analysis.trust(3) == 0
    assert analysis.arriving is None


def test_given_shares_above_one_leave_nothing_to_unset_ones() -> None:
    graph = drawn(("A", "B", 0.8), ("A", "C", 0.8), ("A", "D"), B={"score": 0.5}, C={"score": 1.0})
    analysis = Analysis(graph)
    assert [analysis.shares[link] for link in graph.topology.links[0]] == [0.5, 0.5, 0.0]
    assert names(graph, analysis.oversubscribed) == ["A"]
    assert analysis.dry == graph.topology.links[0][2:]
    assert analysis.assumed == set(graph.topology.links[0][2:])
    assert analysis.paths == 2
    assert analysis.expected == near(0.75)


def test_shares_that_sum_to_one_but_for_rounding_lose_nobody() -> None:
    graph = drawn(*(("A", f"B{i}", 0.1) for i in range(10)), A={"score": 0.5})
    assert Analysis(graph).lost == 0
    assert Analysis(graph).oversubscribed == ()
    rest = drawn(("A", "B", 0.7), ("A", "C", 0.2), ("A", "D", 0.1), ("A", "E"), A={"score": 0.5})
    assert Analysis(rest).dry == rest.topology.links[0][3:]
    assert Analysis(rest).paths == 3


def test_an_entry_that_nobody_enters_starts_no_path() -> None:
    graph = drawn(("A", "C"), ("B", "C"), A={"score": 0.5, "entry_share": 1.0}, B={"score": 0.1}, C={"score": 1.0})
    analysis = Analysis(graph)
    assert analysis.paths == 1
    assert analysis.worst.excellence == 0.5
    assert names(graph, analysis.single_points) == ["A", "C"]


def test_fulfilment_is_an_upper_bound_while_an_answer_is_unscored() -> None:
    graph = drawn(("Need?", "A"), ("Need?", "B"), ("Last?", "C", 0.0), A={"score": 0.5})
    analysis = Analysis(graph)
    assert {names(graph, [need])[0]: value for need, value in analysis.fulfilment.items()} == {
        "Need?": 0.75,
        "Last?": None,
    }
    assert names(graph, analysis.fulfilment_at_most) == ["Need?"]


def test_equal_weakest_ones_are_told_apart_by_lever_then_place() -> None:
    graph = drawn(
        ("A", "B", 0.5), ("A", "X", 0.5), ("B", "C"), ("X", "C"),
        A={"score": 0.9}, B={"score": 0.4}, X={"score": 0.9}, C={"score": 0.4},
    )  # fmt: skip
    assert names(graph, [Analysis(graph).worst.weakest]) == ["C"]
    chain = drawn(("A", "B"), ("B", "C"), A={"score": 0.4}, B={"score": 0.4}, C={"score": 0.4})
    assert names(chain, [Analysis(chain).worst.weakest]) == ["A"]


def test_long_paths_stay_comparable_beyond_the_floats() -> None:
    graph = drawn(*((f"t{i}", f"t{i + 1}") for i in range(4000)), **{f"t{i}": {"score": 0.8} for i in range(4001)})
    best = Analysis(graph).best
    assert best.excellence < 1e-300
    assert best.per_touchpoint == near(0.8)


def test_a_walk_that_is_no_path_has_probability_0() -> None:
    graph = car()
    need, app, call, desk = graph.topology.ids
    analysis = Analysis(graph)
    assert analysis.path((need, app, desk)) == analysis.best
    assert analysis.path((app, desk)).probability == 0
    assert analysis.path((need, app)).probability == 0
    assert Analysis(graph, blocked={app}).path((need, app, desk)).probability == 0
    for wrong in [(), (need, desk), (app, call), (999,), (need, 999)]:
        with pytest.raises(ValueError, match="not linked"):
            analysis.path(wrong)
    parked = drawn(("A", "B"), P={"score": 0.5})
    assert Analysis(parked).path(parked.topology.parked).excellence == 0.5


def test_what_if_scores_and_opened_nodes() -> None:
    graph = drawn(("A", "B"), A={"score": 0.5, "blocked": True}, B={})
    entry, last = graph.topology.ids
    assert Analysis(graph).expected == 0
    assert Analysis(graph, opened={entry}, scores={last: 0.5}).expected == 0.25
    assert Analysis(graph, opened={entry}, scores={entry: None}).expected is None
    assert Analysis(graph, blocked={999}, scores={999: 0.5}).expected == 0
    with pytest.raises(ValueError, match="between 0 and 1"):
        Analysis(graph, scores={last: 1.5})
    closing = blocking(graph, entry)
    assert (closing.expected_before, closing.expected_after) == (0.5, 0)


def test_needed_score() -> None:
    assert needed_score(0.5, 2) == near(0.5**0.5)
    assert needed_score(0.0, 3) == 0
    for target, count in [(0.5, 0), (1.1, 1), (-0.1, 1)]:
        with pytest.raises(ValueError, match="target"):
            needed_score(target, count)


# figures equal enumeration


def compare(analysis: Analysis, oracle: Oracle) -> None:
    assert set(analysis.parked_ids) == oracle.parked
    assert set(analysis.unanswered_ids) == oracle.unanswered
    wanted = {n for n in oracle.linked & set(oracle.scores) if oracle.nodes[n].outcome != "leaves"}
    assert set(analysis.unscored_ids) == {n for n in wanted if oracle.scores[n] is None}
    assert analysis.touchpoints == len(oracle.scores)
    assert analysis.need_points == len(oracle.nodes) - len(oracle.scores)
    assert analysis.scored == sum(score is not None for score in oracle.scores.values())
    assert analysis.linked_touchpoints == len(wanted)
    assert analysis.linked_scored == sum(oracle.scores[n] is not None for n in wanted)
    assert analysis.paths == (len(oracle.paths) if oracle.linked else None)
    assert analysis.expected == near(oracle.expected)
    assert analysis.lost == near(oracle.lost)
    arriving = 1 - oracle.lost if oracle.lost is not None else 0
    assert analysis.arriving == near(oracle.expected / arriving if oracle.expected is not None and arriving else None)
    assert analysis.upper_bound == oracle.upper_bound
    assert set(analysis.single_points) == oracle.single_points
    assert analysis.shares == {link: near(share) for link, share in oracle.open_share.items()}
    assert set(analysis.dry) == {link for link, share in oracle.share.items() if not share}
    assert analysis.assumed == {link.id for link in oracle.next if link.share is None}
    assert analysis.entry_weights == {node: near(weight) for node, weight in oracle.weight.items()}
    reach = {node: oracle.reach(node) for node in oracle.linked}
    assert analysis.reach == {node: near(value) for node, value in reach.items()}
    assert analysis.flows == {link.id: near(reach[link.source] * oracle.open_share[link.id]) for link in oracle.next}
    stay = {n: sum(oracle.open_share[link.id] for link in oracle.out[n]) for n in oracle.linked - oracle.exits}
    gone = {n: reach[n] * (1 - part) for n, part in stay.items() if part < 1}
    gone |= {n: reach[n] for n in oracle.exits if oracle.nodes[n].outcome == "leaves"}
    assert analysis.losses == {node: near(lost) for node, lost in gone.items()}
    touchpoints = oracle.linked & set(oracle.scores)
    assert analysis.slopes == {node: near(oracle.slope(node)) for node in touchpoints}
    assert {lever.id: lever.lever for lever in analysis.levers} == {n: near(oracle.lever(n)) for n in touchpoints}
    assert [lever.lever for lever in analysis.levers] == sorted((v.lever for v in analysis.levers), reverse=True)
    assert analysis.largest_levers(3) == analysis.levers[:3]
    for lever in analysis.levers:
        score = oracle.scores[lever.id]
        assert (lever.score, lever.slope, lever.reach) == (
            near(score), near(oracle.slope(lever.id)), near(reach[lever.id])
        )  # fmt: skip
    needs = oracle.linked - touchpoints
    assert analysis.fulfilment == {need: near(oracle.fulfilment(need)) for need in needs}
    of_each = {node: analysis.fulfilment_of(node) for node in oracle.nodes}
    assert of_each == {node: analysis.fulfilment.get(node) for node in oracle.nodes}
    assert analysis.again_links == oracle.again
    per_round = oracle.per_round
    assert analysis.trust_per_round == near(per_round)
    assert analysis.trust(3) == near(None if per_round is None else oracle.expected * per_round**2)


def compare_path(path: Path, oracle: Oracle) -> None:
    known = {walk.nodes: walk.probability for walk in oracle.paths}
    nodes = path.nodes
    assert path.probability == near(known[nodes])
    assert path.excellence == near(oracle.excellence(nodes))
    assert path.upper_bound == oracle.unsure(nodes)
    touchpoints = [n for n in nodes if n in oracle.scores]
    assert path.touchpoints == len(touchpoints)
    assert path.per_touchpoint == (
        pytest.approx(float(oracle.excellence(nodes)) ** (1 / len(touchpoints))) if touchpoints else None
    )
    scores = [score for _, score in oracle.scored_on(nodes)]
    assert path.mean == near(sum(scores) / len(scores) if scores else None)
    assert path.peak_end == near(oracle.peak_end(nodes))
    assert path.weakest == oracle.weakest(nodes)
    assert [(step.id, step.factor) for step in path.steps] == [(n, near(oracle.factor(n))) for n in touchpoints]
    assert path.steps == () or (path.steps[0].before, path.steps[-1].after) == (1, path.excellence)
    assert all(one.after == two.before for one, two in zip(path.steps, path.steps[1:], strict=False))


@law
@given(journeys())
def test_figures_equal_enumeration(state: State) -> None:
    compare(Analysis(JourneyGraph(state, JOURNEY)), Oracle(state, JOURNEY))


@law
@given(journeys(), st.sets(st.integers(2, 15), max_size=3), st.dictionaries(st.integers(2, 15), st.none() | fractions))
def test_what_ifs_equal_enumeration(state: State, closed: set[int], scores: dict[int, float | None]) -> None:
    touchpoints = {node.id: node for node in state.nodes(JOURNEY) if isinstance(node, Touchpoint)}
    scores = {node: score for node, score in scores.items() if node in touchpoints}
    analysis = Analysis(JourneyGraph(state, JOURNEY), blocked=frozenset(closed), scores=scores)
    own = {node for node, record in touchpoints.items() if record.blocked}
    compare(analysis, Oracle(state, JOURNEY, blocked=own | closed, scores=scores))


@law
@given(journeys(), st.integers(1, 12))
def test_first_paths_equal_enumeration(state: State, count: int) -> None:
    analysis, oracle = Analysis(JourneyGraph(state, JOURNEY)), Oracle(state, JOURNEY)
    excellences = sorted(oracle.excellence(path.nodes) for path in oracle.paths)
    probabilities = sorted((path.probability for path in oracle.paths), reverse=True)
    best, worst = analysis.best_paths(count), analysis.worst_paths(count)
    travelled = analysis.most_travelled(count)
    assert [path.excellence for path in best] == [near(value) for value in excellences[::-1][:count]]
    assert [path.excellence for path in worst] == [near(value) for value in excellences[:count]]
    assert [path.probability for path in travelled] == [near(value) for value in probabilities[:count]]
    for paths in (best, worst, travelled):
        assert len({path.nodes for path in paths}) == len(paths)
        for path in paths:
            compare_path(path, oracle)
            assert analysis.path(path.nodes) == path
    assert analysis.best == next(iter(best), None)
    assert analysis.worst == next(iter(worst), None)


@law
@given(journeys(), st.data())
def test_blocking_equals_enumeration(state: State, data: st.DataObject) -> None:
    touchpoints = [node for node in state.nodes(JOURNEY) if isinstance(node, Touchpoint)]
    if not touchpoints:
        return
    node = data.draw(st.sampled_from(touchpoints)).id
    own = {touchpoint.id for touchpoint in touchpoints if touchpoint.blocked}
    before, after = Oracle(state, JOURNEY, blocked=own - {node}), Oracle(state, JOURNEY, blocked=own | {node})
    closing = blocking(JourneyGraph(state, JOURNEY), node)
    assert (closing.expected_before, closing.lost_before) == (near(before.expected), near(before.lost))
    assert (closing.expected_after, closing.lost_after) == (near(after.expected), near(after.lost))
    gains = {
        taker.id: (before.reach(taker.id), after.reach(taker.id))
        for taker in touchpoints
        if after.reach(taker.id) > before.reach(taker.id)
    }
    assert {taker: (was, now) for taker, was, now in closing.takers} == {
        taker: (near(was), near(now)) for taker, (was, now) in gains.items()
    }
    rises = [now - was for _, was, now in closing.takers]
    assert rises == sorted(rises, reverse=True)


@law
@given(journeys())
def test_ties_come_out_alike_however_the_records_lie(state: State) -> None:
    shuffled = State(reversed(list(state.records.values())))
    one, two = Analysis(JourneyGraph(state, JOURNEY)), Analysis(JourneyGraph(shuffled, JOURNEY))
    assert one.best_paths(5) == two.best_paths(5)
    assert one.worst_paths(5) == two.worst_paths(5)
    assert one.most_travelled(5) == two.most_travelled(5)
    for count in (0, 1, 3):
        assert one.largest_levers(count) == two.levers[:count]
    assert one.levers == two.levers
