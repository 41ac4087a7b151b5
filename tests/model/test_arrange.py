from __future__ import annotations

import random
import time
from itertools import combinations, pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.model.arrange import Arranged, arrange
from cjdesigner.model.crossings import crossings, ordered
from cjdesigner.model.layout import HEADER_HEIGHT, Map, band_at, card_size, lane_at, map_of
from cjdesigner.model.records import Arrangement, Journey, Link, NeedPoint, Node, Phase, Project, Record, Touchpoint
from cjdesigner.model.state import State

JOURNEY = 2
ARRANGEMENTS: tuple[Arrangement, ...] = ("flow", "channel", "owner")


def state_of(*records: Record) -> State:
    return State([Project(id=1), Journey(id=JOURNEY), *records])


def phase(identity: int, rank: int) -> Phase:
    return Phase(id=identity, journey=JOURNEY, rank=rank, title=f"Phase {rank}")


def touchpoint(identity: int, **fields: object) -> Touchpoint:
    return Touchpoint(id=identity, journey=JOURNEY, name=f"Touchpoint {identity}", **fields)


def need(identity: int, **fields: object) -> NeedPoint:
    return NeedPoint(id=identity, journey=JOURNEY, question=f"Question {identity}?", **fields)


def links(*ends: tuple[int, int], kind: str = "next", first: int = 1000) -> list[Link]:
    return [
        Link(id=first + place, journey=JOURNEY, source=source, target=target, kind=kind)
        for place, (source, target) in enumerate(ends)
    ]


def tidied(state: State, by: Arrangement = "flow") -> tuple[State, Arranged]:
    """The state with the arrangement taken over, as the edit does it."""
    result = arrange(state, JOURNEY, by)
    after: list[Record] = []
    for record in state.records.values():
        if isinstance(record, Node):
            x, y = result.positions[record.id]
            record = msgspec.structs.replace(record, x=x, y=y)
        elif isinstance(record, Phase):
            record = msgspec.structs.replace(record, width=result.widths[record.id])
        elif isinstance(record, Journey):
            record = msgspec.structs.replace(record, arrangement=by)
        after.append(record)
    return State(after), result


def mapped(state: State, by: Arrangement = "flow") -> Map:
    return map_of(tidied(state, by)[0], JOURNEY)


@st.composite
def journeys(draw: st.DrawFn) -> State:
    phases = [phase(10 + rank, rank) for rank in range(draw(st.integers(0, 3)))]
    homes = st.sampled_from([None, *(each.id for each in phases)])
    records: list[Record] = [*phases]
    count = draw(st.integers(0, 16))
    for identity in range(100, 100 + count):
        words = " ".join(["word"] * draw(st.integers(1, 20)))
        if draw(st.integers(0, 3)) == 0:
            records.append(NeedPoint(id=identity, journey=JOURNEY, question=words, phase=draw(homes)))
        else:
            channel, owner = draw(st.sampled_from(("", "web", "phone"))), draw(st.sampled_from(("", "Sales")))
            records.append(
                Touchpoint(
                    id=identity, journey=JOURNEY, name=words, phase=draw(homes), channel=channel, owner=owner,
                    x=float(draw(st.integers(0, 3))), y=float(draw(st.integers(0, 3))),
                )
            )  # fmt: skip
    order = draw(st.permutations(range(100, 100 + count)))
    pairs = list(combinations(order, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * count)) if pairs else []
    back = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2)) if pairs else []
    return state_of(*records, *links(*chosen), *links(*back, kind="return", first=5000))


@settings(deadline=None, max_examples=100)
@given(journeys(), st.sampled_from(ARRANGEMENTS))
def test_no_two_cards_overlap_and_each_is_in_its_band(state: State, by: Arrangement) -> None:
    after, result = tidied(state, by)
    nodes = after.nodes(JOURNEY)
    assert set(result.positions) == {node.id for node in nodes}
    assert set(result.widths) == {each.id for each in after.phases(JOURNEY)}
    assert all(width >= 264 for width in result.widths.values())
    found = map_of(after, JOURNEY)
    for one, two in combinations(found.cards.values(), 2):
        assert not one.inflated(11).intersects(two.inflated(11))  # gaps of at least 22
    for node in nodes:
        rect = found.cards[node.id]
        assert rect.y > HEADER_HEIGHT
        for x in (rect.x - 30, rect.right + 30):
            band = band_at(found.bands, x)
            if band is None:  # right of the last phase
                assert node.phase is None
                assert rect.x > found.bands[-1].right
            else:
                assert (band.phase.id if band.phase else None) == node.phase
    for route in found.routes.values():
        assert route.clear
    assert arrange(state, JOURNEY, by) == result
    for lane in found.lanes:
        for node in nodes:
            if isinstance(node, Touchpoint):
                inside = lane_at(found.lanes, found.cards[node.id].centre_y)
                assert inside is not None
                assert inside.key == (node.channel if by == "channel" else node.owner)
                assert inside.top < found.cards[node.id].y
                assert found.cards[node.id].bottom < inside.bottom
        assert lane.top < lane.bottom


def crossings_by_hand(columns: list[list[int]], ends: list[tuple[int, int]]) -> int:
    """Pairs of links between the same two columns whose ends are in opposite order."""
    place = {card: (column, row) for column, cards in enumerate(columns) for row, card in enumerate(cards)}
    total = 0
    for (a, b), (c, d) in combinations(ends, 2):
        if place[a][0] == place[c][0]:
            total += (place[a][1] - place[c][1]) * (place[b][1] - place[d][1]) < 0
    return total


@settings(deadline=None, max_examples=80)
@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.randoms(use_true_random=False), st.booleans())
def test_sweeps_never_add_crossings(sizes: list[int], rng: random.Random, grouped: bool) -> None:
    numbers = iter(range(100))
    columns = [[next(numbers) for _ in range(size)] for size in sizes]
    ends = [
        (rng.choice(left), rng.choice(right))
        for left, right in pairwise(columns)
        for _ in range(len(left) + len(right))
    ]
    ends = sorted(set(ends))
    assert crossings(columns, ends) == crossings_by_hand(columns, ends)
    groups = {card: row // 3 for column in columns for row, card in enumerate(column)} if grouped else None
    best = ordered(columns, ends, fixed=frozenset({0}), groups=groups)
    assert [sorted(column) for column in best] == columns
    assert best[0] == columns[0]
    assert crossings_by_hand(best, ends) <= crossings_by_hand(columns, ends)
    if groups:
        assert all(groups[one] <= groups[two] for column in best for one, two in pairwise(column))


def test_sweeps_untangle_what_can_be_untangled() -> None:
    columns = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
    ends = [(1, 8), (2, 7), (3, 6), (4, 5), (8, 10), (7, 9), (6, 12), (5, 11)]
    assert crossings(columns, ends) > 0
    assert crossings(ordered(columns, ends), ends) == 0


def test_a_link_past_columns_counts_where_it_leaves_and_arrives() -> None:
    columns = [[1, 2], [3, 4], [5, 6], [7, 8]]
    assert crossings(columns, [(1, 8), (2, 4)]) == 0
    assert crossings(columns, [(1, 8), (2, 3)]) == 1
    assert crossings(columns, [(1, 8), (6, 7)]) == 1
    assert crossings(columns, [(2, 1), (1, 2)]) == 0  # within a column


def test_a_need_stands_on_top_and_its_touchpoints_beneath_on_common_rows() -> None:
    state = state_of(
        phase(10, 0), phase(11, 1),
        need(20, phase=10), touchpoint(21, phase=10), touchpoint(22, phase=10),
        need(23, phase=11), touchpoint(24, phase=11), touchpoint(25, phase=11),
        *links((20, 21), (20, 22), (21, 23), (22, 23), (23, 24), (23, 25)),
    )  # fmt: skip
    cards = mapped(state).cards
    assert {cards[i].x for i in (20, 21, 22)} == {40.0}
    assert {cards[i].x for i in (23, 24, 25)} == {304.0}
    assert cards[20].y == cards[23].y == 112.0
    assert cards[21].y == cards[24].y >= cards[20].bottom + 48
    assert cards[22].y == cards[25].y > cards[21].bottom
    assert arrange(state, JOURNEY).widths == {10: 264.0, 11: 264.0}


def test_touchpoints_that_simply_follow_each_other_stand_above_each_other_within_a_phase() -> None:
    chain = [touchpoint(21, phase=10), touchpoint(22, phase=10), touchpoint(23, phase=10), touchpoint(24, phase=10)]
    state = state_of(phase(10, 0), need(20, phase=10), *chain, *links((20, 21), (21, 22), (22, 23), (23, 24)))
    found = mapped(state)
    cards = found.cards
    assert cards[21].x == cards[22].x == cards[23].x
    assert cards[21].bottom < cards[22].y < cards[23].y
    assert found.routes[1001].points == ((132, cards[21].bottom), (132, cards[22].y))
    assert cards[24].x > cards[23].x  # not all of them
    alone = [touchpoint(30), touchpoint(31)]
    flow = arrange(state_of(*alone, *links((30, 31))), JOURNEY).positions
    assert flow[30][1] == flow[31][1]  # without phases, time runs to the right
    assert flow[30][0] < flow[31][0]


def test_alternatives_that_go_on_side_by_side_do_not_stand_above_each_other() -> None:
    state = state_of(
        phase(10, 0), touchpoint(21, phase=10), touchpoint(22, phase=10), touchpoint(23, phase=10),
        *links((21, 22), (21, 23)),
    )  # fmt: skip
    positions = arrange(state, JOURNEY).positions
    assert positions[21][0] < positions[22][0] == positions[23][0]


def test_need_points_at_the_same_time_stand_side_by_side_over_their_answers() -> None:
    state = state_of(
        phase(10, 0), need(20, phase=10), need(21, phase=10), touchpoint(22, phase=10), touchpoint(23, phase=10),
        *links((20, 22), (21, 23)),
    )  # fmt: skip
    result = arrange(state, JOURNEY)
    positions = result.positions
    assert positions[20][0] == positions[22][0] != positions[21][0] == positions[23][0]
    assert positions[20][1] == positions[21][1]
    assert result.widths[10] == 2 * 264


def test_parked_cards_stand_in_rows_of_their_own_beneath() -> None:
    pasted = [touchpoint(identity, phase=10) for identity in range(50, 70)]
    state = state_of(phase(10, 0), phase(11, 1), touchpoint(20, phase=10), touchpoint(21, phase=11), *pasted,
                     touchpoint(71, phase=11), *links((20, 21)))  # fmt: skip
    after, result = tidied(state)
    linked = max(after[i].y for i in (20, 21))  # type: ignore[attr-defined]
    assert all(result.positions[i][1] > linked + 84 for i in (*range(50, 70), 71))
    assert result.positions[71][1] == result.positions[50][1]
    assert result.widths[10] > 264.0  # rather than a tower


def test_cards_without_a_phase_stand_left_of_the_first_or_from_the_start_where_there_are_none() -> None:
    loose = [touchpoint(20), touchpoint(21), *links((20, 21))]
    positions = arrange(state_of(phase(10, 0), *loose), JOURNEY).positions
    assert positions[20][0] < positions[21][0] < -184
    assert arrange(state_of(*loose), JOURNEY).positions[20][0] == 40.0


def test_cards_without_a_phase_that_follow_phased_ones_stand_right_of_the_last() -> None:
    state = state_of(
        phase(10, 0), phase(11, 1), touchpoint(20), touchpoint(21, phase=10), touchpoint(22), touchpoint(23),
        touchpoint(24, phase=11), touchpoint(25),
        *links((20, 21), (21, 22), (22, 23), (21, 24)),
    )  # fmt: skip
    for by in ARRANGEMENTS:
        after, result = tidied(state, by)
        places = result.positions
        end = sum(result.widths.values())
        assert places[20][0] < 0 < places[21][0] < places[24][0] < end < places[22][0] < places[23][0]
        assert places[25][0] < 0  # parked
        first = map_of(after, JOURNEY).bands[0]
        assert (first.left, first.right) == (places[20][0] - 40, 0)
    only = state_of(phase(10, 0), touchpoint(21, phase=10), touchpoint(22), *links((21, 22)))
    assert map_of(tidied(only)[0], JOURNEY).bands[0].width == 0


def test_a_crowded_column_is_wrapped() -> None:
    crowd = [touchpoint(identity, phase=10) for identity in range(100, 600)]
    state = state_of(phase(10, 0), need(20, phase=10), *crowd, *links(*((20, node.id) for node in crowd)))
    result = arrange(state, JOURNEY)
    xs = {x for x, _ in result.positions.values()}
    assert 4 < len(xs) < 40
    assert result.widths[10] == 264 * len(xs)
    low = max(y for _, y in result.positions.values())
    assert low < 2 * result.widths[10]


def test_lanes_come_in_order_of_first_use_with_needs_on_top_and_the_nameless_last() -> None:
    state = state_of(
        phase(10, 0), phase(11, 1), need(20, phase=10),
        touchpoint(21, phase=10, channel="phone", owner="Service"), touchpoint(22, phase=10, channel="web"),
        touchpoint(23, phase=11, channel="app", owner="Sales"), touchpoint(24, phase=11, channel="phone"),
        touchpoint(25, phase=11, channel="letter"),
        *links((20, 21), (20, 22), (21, 23), (22, 24)),
    )  # fmt: skip
    found = mapped(state, "channel")
    assert [lane.key for lane in found.lanes] == ["", "phone", "web", "app", "letter"]
    assert found.cards[21].y == found.cards[24].y
    assert found.cards[20].bottom < found.lanes[0].bottom <= found.lanes[1].top < found.cards[21].y
    owners = mapped(state, "owner")
    assert [(lane.kind, lane.key) for lane in owners.lanes] == [
        ("need", ""), ("owner", "Service"), ("owner", "Sales"), ("owner", ""),
    ]  # fmt: skip


def test_arranging_again_changes_nothing() -> None:
    state, first = tidied(crowd_of(60, 100, phases=4))
    assert arrange(state, JOURNEY) == first


def test_return_links_move_nothing() -> None:
    state = crowd_of(40, 60, phases=3)
    plain = arrange(state, JOURNEY)
    more = State([*state.records.values(), *links((130, 101), (139, 100), kind="return", first=9000)])
    assert arrange(more, JOURNEY) == plain


def crowd_of(count: int, ways: int, phases: int) -> State:
    rng = random.Random(7)
    bands = [phase(10 + rank, rank) for rank in range(phases)]
    records: list[Record] = [*bands]
    for place in range(count):
        home = bands[place * phases // count].id if bands else None
        make = need if place % 5 == 0 else touchpoint
        records.append(make(100 + place, phase=home))
    ends: set[tuple[int, int]] = set()
    while len(ends) < ways:
        source = rng.randrange(count - 1)
        ends.add((100 + source, 100 + min(count - 1, source + 1 + int(rng.expovariate(1 / 8)))))
    return state_of(*records, *links(*sorted(ends), first=100_000))


@pytest.mark.parametrize("by", ARRANGEMENTS)
def test_a_thousand_cards_are_tidied_within_a_second(by: Arrangement) -> None:
    state = crowd_of(1000, 2000, phases=11)
    arrange(state, JOURNEY, by)  # measures the texts
    start = time.process_time()
    arrange(state, JOURNEY, by)
    assert time.process_time() - start < 1.0


def test_the_size_of_cards_can_be_given() -> None:
    state = state_of(touchpoint(20), touchpoint(21), need(22), *links((22, 20), (22, 21)))
    positions = arrange(state, JOURNEY, size=lambda _node: (184.0, 400.0)).positions
    assert positions[21][1] - positions[20][1] > 400.0
    assert card_size(state.nodes(JOURNEY)[0]) == (184.0, 84.0)


def test_an_empty_journey_is_tidy() -> None:
    assert arrange(state_of(), JOURNEY) == Arranged({}, {})
    assert arrange(state_of(phase(10, 0)), JOURNEY, "owner") == Arranged({}, {10: 264.0})
