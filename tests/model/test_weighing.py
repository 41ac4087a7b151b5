"""The figures for each persona and their weighted sums, against the enumeration of paths."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model.oracle import Oracle, exact
from model.strategies import JOURNEY, records, scores, shares

from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Attachment, Journey, Link, Node, Override, Persona, Record, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.weighing import compare, own_values, scaled_from, weights

law = settings(deadline=None, max_examples=100, derandomize=True)
FIRST = 1000


def near(value: object) -> object:
    return pytest.approx(float(value), abs=1e-9) if value is not None else None  # type: ignore[arg-type]


@st.composite
def projects(draw: st.DrawFn) -> State:
    """A random journey of up to four personas, each with values of its own; one more that takes no part in it."""
    found: list[Record] = draw(records(10))
    nodes = [record for record in found if isinstance(record, Node)]
    links = [record for record in found if isinstance(record, Link)]
    number = 2 * FIRST
    for place in range(draw(st.integers(1, 4))):
        persona = Persona(id=FIRST + place, name=f"p{place}", rank=place, share=draw(shares))
        found += [persona, Attachment(id=number, subject=persona.id, target=JOURNEY, rank=place)]
        number += 1
        for record in draw(st.lists(st.sampled_from([*nodes, *links]), unique_by=id, max_size=6)) if nodes else []:
            fields = ["share"] if isinstance(record, Link) else ["entry_share"]
            fields += ["score"] if isinstance(record, Touchpoint) else []
            for field in fields:
                value = draw(scores if field == "score" else shares)
                found.append(Override(id=number, persona=persona.id, target=record.id, field=field, value=value))
                number += 1
    found.append(Persona(id=FIRST + 9, name="elsewhere", share=0.5))
    return State(found)


def as_had_by(state: State, persona: int) -> Oracle:
    """The journey written anew with one persona's values, and nothing of personas known."""
    values = {(o.target, o.field): o.value for o in state.all(Override) if o.persona == persona}
    changed = []
    for record in state.records.values():
        own = {field: value for (target, field), value in values.items() if target == record.id}
        changed.append(type(record)(**{f: getattr(record, f) for f in record.__struct_fields__} | own))
    return Oracle(State(changed), JOURNEY)


def exact_weights(personas: list[Persona]) -> list[Fraction]:
    given = [None if persona.share is None else exact(persona.share) for persona in personas]
    known = sum((share for share in given if share is not None), Fraction(0))
    unset = given.count(None)
    parts = [max(1 - known, Fraction(0)) / unset if share is None else share for share in given]
    total = sum(parts, Fraction(0))
    return [part / total if total else Fraction(0) for part in parts]


@law
@given(projects())
def test_each_persona_has_the_figures_of_a_journey_with_its_values(state: State) -> None:
    for part in compare(JourneyGraph(state, JOURNEY)).figures:
        oracle = as_had_by(state, part.persona.id)
        analysis = part.analysis
        assert analysis.expected == near(oracle.expected)
        assert analysis.lost == near(oracle.lost)
        assert analysis.upper_bound == oracle.upper_bound
        assert analysis.paths == (len(oracle.paths) if oracle.linked else None)
        assert {n: near(oracle.reach(n)) for n in analysis.reach} == analysis.reach
        worths = [oracle.excellence(path.nodes) for path in oracle.paths]
        assert (analysis.best.excellence if analysis.best else None) == near(max(worths, default=None))
        assert (analysis.worst.excellence if analysis.worst else None) == near(min(worths, default=None))


@law
@given(projects())
def test_weighted_sums_are_those_of_the_personas_paths(state: State) -> None:
    personas = state.personas(JOURNEY)
    parts = [
        (weight, as_had_by(state, persona.id))
        for persona, weight in zip(personas, exact_weights(personas), strict=True)
        if weight
    ]
    weighed = compare(JourneyGraph(state, JOURNEY)).weighed

    def total(values: list[Fraction | None]) -> Fraction | None:
        if not values or None in values:
            return None
        return sum((w * v for (w, _), v in zip(parts, values, strict=True) if v is not None), Fraction(0))

    assert weighed.expected == near(total([oracle.expected for _, oracle in parts]))
    assert weighed.lost == near(total([oracle.lost for _, oracle in parts]))
    assert weighed.upper_bound == any(oracle.upper_bound for _, oracle in parts)
    linked = parts[0][1].linked if parts else set()
    assert weighed.reach == {n: near(total([oracle.reach(n) for _, oracle in parts])) for n in linked}
    found = {lever.id: lever.lever for lever in weighed.levers}
    assert found == {n: near(total([o.lever(n) for _, o in parts])) for n in linked if n in parts[0][1].scores}
    assert list(found.values()) == sorted(found.values(), reverse=True)


@law
@given(projects())
def test_the_worst_off_stands_first(state: State) -> None:
    comparison = compare(JourneyGraph(state, JOURNEY))
    known = [part.analysis.expected for part in comparison.figures]
    defined = [value for value in known if value is not None]
    assert known[: len(defined)] == defined
    assert defined == pytest.approx(sorted(defined), abs=1e-11)
    assert {part.persona.id for part in comparison.figures} == {persona.id for persona in state.personas(JOURNEY)}


@law
@given(projects(), st.data())
def test_shares_given_otherwise_are_as_if_the_records_had_them(state: State, data: st.DataObject) -> None:
    """What is compiled for a persona's shares agrees with compiling the changed records, after any edit."""
    graph = JourneyGraph(state, JOURNEY)
    personas = state.personas(JOURNEY)
    for _round in range(2):
        for persona in personas:
            own = own_values(state, persona.id)
            analysis = Analysis(graph, scores=own.scores, shares=own.shares)
            records = [
                type(r)(
                    **{f: getattr(r, f) for f in r.__struct_fields__}
                    | ({"share" if isinstance(r, Link) else "entry_share": own.shares[r.id]})
                )
                if r.id in own.shares
                else r
                for r in state.records.values()
            ]
            fresh = Analysis(JourneyGraph(State(records), JOURNEY), scores=own.scores)
            for name in ("shares", "assumed", "dry", "oversubscribed", "reach", "entry_weights", "losses", "flows"):
                assert getattr(analysis, name) == getattr(fresh, name), name
        links = state.links(JOURNEY)
        if not links:
            return
        link = data.draw(st.sampled_from(links))
        patch: Patch = {link.id: (link, type(link)(**{**_fields(link), "share": data.draw(shares)}))}
        state.advance(patch)
        graph.advance(patch)


def _fields(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_weights_are_shares_of_the_whole() -> None:
    def of(*given: float | None) -> list[object]:
        return list(weights(Persona(id=i + 1, name="p", share=share) for i, share in enumerate(given)).values())

    assert of(0.6, None, None) == [near(0.6), near(0.2), near(0.2)]
    assert of(None, None) == [0.5, 0.5]
    assert of(0.3, 0.3) == [0.5, 0.5]
    assert of(0.9, 0.6, None) == [near(0.6), near(0.4), 0.0]
    assert of(0.0, 0.0) == [0.0, 0.0]
    assert of(0.2) == [1.0]


def test_shares_that_do_not_add_up_are_told() -> None:
    def of(*given: float | None) -> float | None:
        return scaled_from(Persona(id=i + 1, name="p", share=share) for i, share in enumerate(given))

    assert [of(), of(None), of(0.5, None), of(0.7, 0.3), of(0.1, 0.2, 0.7), of(0.0, 0.0)] == [None] * 6
    assert of(0.9, 0.6, None) == near(1.5)
    assert of(0.3, 0.3) == near(0.6)


def project(*extra: Record, share: float | None = 0.75) -> JourneyGraph:
    """App 0.9 or Call 0.5, half of the customers each; Laura has her 75 %, the refrigerator the rest."""
    return JourneyGraph(
        State(
            [
                Journey(id=1),
                Touchpoint(id=2, journey=1, name="Door", score=1.0),
                Touchpoint(id=3, journey=1, name="App", score=0.9),
                Touchpoint(id=4, journey=1, name="Call", score=0.5),
                Link(id=5, journey=1, source=2, target=3),
                Link(id=6, journey=1, source=2, target=4),
                Persona(id=7, name="Laura", share=share),
                Persona(id=8, name="Refrigerator", kind="machine", rank=1),
                Attachment(id=9, subject=7, target=1),
                Attachment(id=10, subject=8, target=1, rank=1),
                *extra,
            ]
        ),
        1,
    )


def test_by_hand() -> None:
    graph = project(
        Override(id=20, persona=8, target=6, field="share", value=0.0),
        Override(id=21, persona=8, target=3, field="score", value=0.2),
    )
    comparison = compare(graph)
    assert [part.persona.name for part in comparison.figures] == ["Refrigerator", "Laura"]
    assert [part.analysis.expected for part in comparison.figures] == [near(0.2), near(0.7)]
    weighed = comparison.weighed
    assert weighed.expected == near(0.25 * 0.2 + 0.75 * 0.7)
    assert weighed.reach == {2: near(1), 3: near(0.25 + 0.375), 4: near(0.375)}
    assert {lever.id: lever.lever for lever in weighed.levers} == {
        3: near(0.25 * 0.8 + 0.75 * 0.05),
        4: near(0.75 * 0.25),
        2: near(0),
    }
    assert weighed.lost == 0
    assert weighed.arriving == weighed.expected


def test_nothing_undefined_is_invented() -> None:
    unscored = [
        Override(id=20 + place, persona=8, target=target, field="score", value=None)
        for place, target in enumerate((2, 3, 4))
    ]
    comparison = compare(project(*unscored))
    assert [part.persona.name for part in comparison.figures] == ["Laura", "Refrigerator"]
    assert comparison.figures[1].analysis.expected is None
    assert comparison.weighed.expected is None
    assert comparison.weighed.arriving is None
    assert comparison.weighed.lost == 0
    assert compare(project(unscored[0])).weighed.upper_bound
    nobody = compare(project(*unscored, share=1.0)).weighed  # the refrigerator is no customer then
    assert nobody.expected == near(0.7)
    assert not nobody.upper_bound


def test_without_anybody_of_weight_nothing_is_summed() -> None:
    weighed = compare(JourneyGraph(State([Journey(id=1)]), 1)).weighed
    assert (weighed.expected, weighed.lost, weighed.arriving, weighed.reach, weighed.levers) == (
        None,
        None,
        None,
        {},
        (),
    )
    assert not weighed.upper_bound


def test_what_is_supposed_goes_over_a_personas_own() -> None:
    graph = project(Override(id=20, persona=8, target=3, field="score", value=0.2))
    parts = {part.persona.id: part.analysis for part in compare(graph, scores={3: 1.0}, blocked=(4,)).figures}
    assert parts[7].expected == parts[8].expected == 1.0
    assert parts[8].reach[4] == 0


def test_shares_of_the_own_are_compiled_once_and_kept_while_scores_move() -> None:
    graph = project(Override(id=20, persona=8, target=6, field="share", value=0.0))
    flows = [part.analysis._flow for part in compare(graph).figures]
    touchpoint = graph.state[3]
    assert isinstance(touchpoint, Touchpoint)
    patch: Patch = {3: (touchpoint, Touchpoint(id=3, journey=1, name="App", score=0.1))}
    graph.state.advance(patch)
    graph.advance(patch)
    assert {id(part.analysis._flow) for part in compare(graph).figures} == {id(flow) for flow in flows}
    assert len({id(flow) for flow in flows}) == 2


def test_shares_equal_to_the_records_own_share_the_flow() -> None:
    graph = project(Override(id=20, persona=8, target=6, field="share", value=None))
    assert len({id(part.analysis._flow) for part in compare(graph).figures}) == 1


def test_a_share_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="between"):
        Analysis(project(), shares={6: 1.5})
