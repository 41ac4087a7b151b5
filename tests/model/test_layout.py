from __future__ import annotations

from itertools import combinations, pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.model import layout
from cjdesigner.model.geometry import Rect, around
from cjdesigner.model.layout import band_at, bands, card_boxes, card_rect, card_size, lane_at, lanes, map_of, snap
from cjdesigner.model.records import Journey, Link, NeedPoint, Node, Phase, Project, Record, Touchpoint
from cjdesigner.model.routes import LABEL_HEIGHT, LABEL_WIDTH
from cjdesigner.model.spreading import spread_cards
from cjdesigner.model.state import State

JOURNEY = 2
LONG = (
    "Where do I find somebody who explains to me, in words that I understand, what all of this is going to cost? " * 2
)

law = settings(deadline=None, max_examples=80)


def state_of(*records: Record, arrangement: str = "flow") -> State:
    return State([Project(id=1), Journey(id=JOURNEY, arrangement=arrangement), *records])


def phase(identity: int, rank: int, width: float = 264.0) -> Phase:
    return Phase(id=identity, journey=JOURNEY, rank=rank, title=f"Phase {rank}", width=width)


def touchpoint(identity: int, x: float, y: float, **fields: object) -> Touchpoint:
    return Touchpoint(id=identity, journey=JOURNEY, name=f"Touchpoint {identity}", x=x, y=y, **fields)


def need(identity: int, x: float, y: float, **fields: object) -> NeedPoint:
    return NeedPoint(id=identity, journey=JOURNEY, question=f"Question {identity}?", x=x, y=y, **fields)


def link(identity: int, source: int, target: int, **fields: object) -> Link:
    return Link(id=identity, journey=JOURNEY, source=source, target=target, **fields)


def apart(rects: list[Rect]) -> bool:
    return not any(one.intersects(two) for one, two in combinations(rects, 2))


# cards


@pytest.mark.parametrize("kind", ["need", "touchpoint"])
@pytest.mark.parametrize(("words", "height"), [("", 84), ("Web", 84), ("A name of\ntwo lines", 84), (LONG, 118)])
def test_a_card_grows_with_its_text_up_to_four_lines(kind: str, words: str, height: float) -> None:
    node: Node = (
        NeedPoint(id=3, journey=JOURNEY, question=words)
        if kind == "need"
        else Touchpoint(id=3, journey=JOURNEY, name=words)
    )
    assert card_size(node) == (184.0, height)
    assert card_rect(msgspec.structs.replace(node, x=5.0, y=7.0)) == Rect(5.0, 7.0, 184.0, height)


def test_three_lines_lie_between() -> None:
    node = Touchpoint(id=3, journey=JOURNEY, name="one\ntwo\nthree")
    assert card_size(node) == (184.0, 101.0)


@pytest.mark.parametrize("words", ["", "Web", "one\ntwo\nthree", LONG])
def test_boxes_lie_within_the_card_and_beside_each_other(words: str) -> None:
    for node in (Touchpoint(id=3, journey=JOURNEY, name=words), NeedPoint(id=3, journey=JOURNEY, question=words)):
        boxes = card_boxes(node)
        assert boxes.size == card_size(node)
        parts = [boxes.text, boxes.foot, boxes.bar]
        assert apart(parts)
        for part in parts:
            assert part.x >= 0
            assert part.y >= 0
            assert part.right <= boxes.size[0]
            assert part.bottom <= boxes.size[1]
    assert card_boxes(Touchpoint(id=3, journey=JOURNEY, name=words)).bar.width == boxes.size[0]
    assert boxes.bar.height == 0


# bands


@law
@given(st.lists(st.integers(120, 900), max_size=6), st.booleans())
def test_bands_follow_each_other_and_band_at_is_their_inverse(widths: list[int], unphased: bool) -> None:
    phases = [phase(10 + rank, rank, float(width)) for rank, width in enumerate(widths)]
    found = bands(state_of(*phases, *([touchpoint(50, -500.0, 0.0)] if unphased else [])), JOURNEY)
    assert [band.phase for band in found] == [None, *phases]
    assert all(one.right == two.left for one, two in pairwise(found))
    for band in found:
        if band.width:
            for x in (band.left, (band.left + band.right) / 2, band.right - 1e-6):
                assert band_at(found, x) is band
    assert band_at(found, found[0].left - 1e5) is found[0]
    if phases:
        assert found[0].right == 0
        assert band_at(found, found[-1].right) is None
        assert (found[0].width > 0) == unphased
    else:
        assert band_at(found, 1e6) is found[0]


def test_the_first_band_reaches_round_cards_without_a_phase() -> None:
    found = bands(state_of(phase(10, 0), touchpoint(50, -900.0, 0.0), touchpoint(51, 20.0, 0.0, phase=10)), JOURNEY)
    assert found[0].left < -900


def test_cards_without_a_phase_right_of_the_last_are_in_no_band() -> None:
    found = bands(state_of(phase(10, 0), touchpoint(50, 300.0, 0.0), touchpoint(51, 20.0, 0.0, phase=10)), JOURNEY)
    assert found[0].width == 0
    assert band_at(found, 300.0) is None


def test_nothing_is_in_no_band() -> None:
    assert band_at([], 0.0) is None


# lanes


def laned() -> list[Record]:
    return [
        need(10, 40, 136),
        touchpoint(11, 40, 268, channel="phone", owner="Service"),
        touchpoint(12, 304, 290, channel="phone"),
        touchpoint(13, 40, 430, channel="own channel", owner="Service"),
        touchpoint(14, 40, 600, owner="Sales"),
    ]


def test_lanes_appear_with_the_arrangement() -> None:
    assert lanes(state_of(*laned()), JOURNEY) == []
    by_channel = lanes(state_of(*laned(), arrangement="channel"), JOURNEY)
    assert [(lane.kind, lane.key) for lane in by_channel] == [
        ("need", ""),
        ("channel", "phone"),
        ("channel", "own channel"),
        ("channel", ""),
    ]
    assert [lane.title for lane in by_channel] == ["Needs", "phone", "own channel", "No channel"]
    assert all(one.bottom == two.top for one, two in pairwise(by_channel))
    for node in laned():
        assert isinstance(node, Node)
        lane = lane_at(by_channel, card_rect(node).centre_y)
        assert lane is not None
        assert lane.key == (node.channel if isinstance(node, Touchpoint) else "")
        assert lane.top < node.y
        assert card_rect(node).bottom < lane.bottom
    assert lane_at(by_channel, by_channel[0].top - 1) is None
    assert lane_at(by_channel, by_channel[-1].bottom) is None


def test_a_card_astray_moves_no_lane() -> None:
    cards: list[Record] = [touchpoint(10 + i, 264.0 * i, 100.0, channel="web") for i in range(4)]
    cards += [touchpoint(20 + i, 264.0 * i, 300.0, channel="app") for i in range(4)]
    before = lanes(state_of(*cards, arrangement="channel"), JOURNEY)
    astray = lanes(state_of(*cards, touchpoint(30, 2000.0, 310.0, channel="web"), arrangement="channel"), JOURNEY)
    assert [lane.key for lane in astray] == ["web", "app"]
    assert astray[0].bottom == before[0].bottom == 242.0


def test_no_cards_make_no_lanes() -> None:
    assert lanes(state_of(arrangement="owner"), JOURNEY) == []


# snapping

numbers = st.integers(-2000, 2000).map(lambda n: n / 4)
rects = st.builds(Rect, numbers, numbers, st.sampled_from((184.0, 100.0)), st.sampled_from((84.0, 101.0)))


@law
@given(rects, st.lists(rects, max_size=6), st.floats(0, 12))
def test_snapping_is_exact_near_and_explained(rect: Rect, others: list[Rect], tolerance: float) -> None:
    snapped = snap(rect, others, tolerance)
    assert abs(snapped.dx) <= tolerance
    assert abs(snapped.dy) <= tolerance
    moved = rect.moved(snapped.dx, snapped.dy)
    anchors = (moved.x, moved.centre_x, moved.right), (moved.y, moved.centre_y, moved.bottom)
    for guide in snapped.guides:
        (x1, y1), (x2, y2) = guide.start, guide.end
        assert x1 == x2 or y1 == y2
        if guide.kind == "line":
            assert (
                any(abs(x1 - x) < 1e-6 for x in anchors[0]) if x1 == x2 else any(abs(y1 - y) < 1e-6 for y in anchors[1])
            )
    if snapped.dx:
        assert any(guide.start[0] == guide.end[0] or guide.kind == "gap" for guide in snapped.guides)
    # The nearest alignment within reach is always taken.
    offsets = [b - a for o in others for a, b in zip((rect.x, rect.right), (o.x, o.right), strict=True)]
    if any(abs(offset) <= tolerance for offset in offsets):
        assert abs(snapped.dx) <= min(abs(offset) for offset in offsets) + 1e-9


def test_snapping_to_edges_and_centres() -> None:
    other = Rect(100.0, 0.0, 184.0, 84.0)
    snapped = snap(Rect(103.0, 200.0, 184.0, 84.0), [other], 6.0)
    assert (snapped.dx, snapped.dy) == (-3.0, 0.0)
    assert [(guide.start, guide.end) for guide in snapped.guides] == [
        ((100.0, 0.0), (100.0, 284.0)),
        ((284.0, 0.0), (284.0, 284.0)),
    ]
    narrow = snap(Rect(145.0, 200.0, 100.0, 84.0), [other], 6.0)
    assert narrow.dx == -3.0  # centre on centre
    assert snap(Rect(500.0, 200.0, 184.0, 84.0), [other], 6.0) == layout.Snapped(0.0, 0.0, ())


def test_snapping_to_equal_gaps() -> None:
    one, two = Rect(0.0, 0.0, 184.0, 84.0), Rect(264.0, 3.0, 184.0, 84.0)
    after = snap(Rect(524.0, 40.0, 184.0, 90.0), [one, two], 6.0)
    assert after.dx == 4.0  # gap 80 once more
    assert {guide.kind for guide in after.guides} == {"gap"}
    assert sorted((guide.start[0], guide.end[0]) for guide in after.guides) == [(184.0, 264.0), (448.0, 528.0)]
    before = snap(Rect(-260.0, 40.0, 184.0, 90.0), [one, two], 6.0)
    assert before.dx == -4.0
    between = snap(Rect(260.0, 40.0, 184.0, 90.0), [one, Rect(520.0, 0.0, 184.0, 84.0)], 6.0)
    assert between.dx == 0.0
    between = snap(Rect(263.0, 40.0, 184.0, 90.0), [one, Rect(528.0, 0.0, 184.0, 84.0)], 6.0)
    assert between.dx == 1.0


# spreading


@st.composite
def crowds(draw: st.DrawFn) -> tuple[dict[int, Rect], dict[int, int | None], list[Phase]]:
    phases = [phase(10 + rank, rank) for rank in range(draw(st.integers(0, 3)))]
    cards: dict[int, Rect] = {}
    phase_of: dict[int, int | None] = {}
    for identity in range(100, 100 + draw(st.integers(0, 12))):
        place = draw(st.integers(-1, len(phases) - 1))
        x = place * 264 + draw(st.integers(0, 80))
        cards[identity] = Rect(
            float(x), float(draw(st.integers(100, 500))), 184.0, draw(st.sampled_from((84.0, 118.0)))
        )
        phase_of[identity] = phases[place].id if place >= 0 else None
    return cards, phase_of, phases


@law
@given(crowds())
def test_spreading_leaves_no_overlap_and_keeps_everybody_in_their_band(
    crowd: tuple[dict[int, Rect], dict[int, int | None], list[Phase]],
) -> None:
    cards, phase_of, phases = crowd
    moved, widths = spread_cards(cards, phase_of, phases)
    assert list(moved) == list(cards)
    assert apart(list(moved.values()))
    assert (moved, widths) == spread_cards(cards, phase_of, phases)
    left = 0.0
    edges: dict[int | None, tuple[float, float]] = {None: (float("-inf"), 0.0 if phases else float("inf"))}
    for one in phases:
        assert widths[one.id] >= one.width
        edges[one.id] = left, left + widths[one.id]
        left += widths[one.id]
    for identity, rect in moved.items():
        assert (rect.width, rect.height) == (cards[identity].width, cards[identity].height)
        assert edges[phase_of[identity]][0] <= rect.x
        assert rect.right <= edges[phase_of[identity]][1]
    if apart(list(cards.values())):
        assert moved == cards
    for one, two in combinations(cards, 2):  # whoever stood beneath another still does
        if cards[one].x == cards[two].x and cards[one].bottom <= cards[two].y and phase_of[one] == phase_of[two]:
            assert moved[one].bottom <= moved[two].y


def test_cards_beside_each_other_stay_beside_each_other() -> None:
    cards = {1: Rect(40.0, 112.0, 184.0, 84.0), 2: Rect(200.0, 112.0, 184.0, 84.0), 3: Rect(200.0, 220.0, 184.0, 84.0)}
    moved, widths = spread_cards(cards, dict.fromkeys(cards, 10), [phase(10, 0, 400.0)])
    assert moved[1] == cards[1]
    assert moved[2].y == 112.0
    assert moved[2].x == moved[3].x > moved[1].right  # the column stays a column
    assert widths[10] > 400.0


def test_cards_beyond_the_last_phase_go_on_with_its_edge() -> None:
    cards = {1: Rect(40.0, 112.0, 184.0, 84.0), 2: Rect(200.0, 112.0, 184.0, 84.0), 3: Rect(440.0, 112.0, 184.0, 84.0)}
    moved, widths = spread_cards(cards, {1: 10, 2: 10, 3: None}, [phase(10, 0, 400.0)])
    assert moved[3].x - widths[10] == cards[3].x - 400.0


def test_a_stack_is_laid_out_in_its_order() -> None:
    cards = {identity: Rect(40.0, 112.0 + identity, 184.0, 84.0) for identity in range(5)}
    moved, _ = spread_cards(cards, dict.fromkeys(cards), [])
    assert {rect.x for rect in moved.values()} == {40.0}
    assert [moved[identity].y for identity in range(5)] == sorted(rect.y for rect in moved.values())


# the map


def sport() -> State:
    records: list[Record] = [phase(10, 0), phase(11, 1)]
    records += [need(20, 40, 112, phase=10), touchpoint(21, 40, 248, phase=10), touchpoint(22, 40, 356, phase=10)]
    records += [need(23, 304, 112, phase=11), touchpoint(24, 304, 248, phase=11, outcome="leaves")]
    records += [touchpoint(25, 304, 356, phase=11)]
    records += [link(30, 20, 21, share=0.6), link(31, 20, 22, share=0.4), link(32, 21, 23, share=0.5)]
    records += [link(33, 21, 25, share=0.3), link(34, 22, 23), link(35, 23, 24), link(36, 23, 25, share=0.2)]
    records += [link(37, 25, 20, kind="return")]
    return state_of(*records)


def test_the_map_holds_everything_within_its_bounds() -> None:
    state = sport()
    found = map_of(state, JOURNEY)
    assert set(found.cards) == {node.id for node in state.nodes(JOURNEY)}
    assert set(found.routes) == {each.id for each in state.links(JOURNEY)}
    assert [band.phase.id for band in found.bands if band.phase] == [10, 11]
    corners = [(rect.x, rect.y) for rect in found.cards.values()]
    corners += [(rect.right, rect.bottom) for rect in found.cards.values()]
    corners += [point for route in found.routes.values() for point in route.points]
    assert found.bounds.united(around(corners)) == found.bounds
    assert found.bounds.y == 0.0
    assert (found.bounds.x, found.bounds.right) == (0.0, 528.0)


def test_stubs_show_where_customers_are_lost() -> None:
    found = map_of(sport(), JOURNEY)
    assert set(found.exits) == {21, 24}  # 0.5 + 0.3 of 1; an unset share takes the rest elsewhere
    state = sport()
    assert layout.loses_customers(state, 21) == pytest.approx(0.2)
    assert layout.loses_customers(state, 24) == 1.0
    assert layout.loses_customers(state, 23) == 0.0
    assert layout.loses_customers(state, 25) == 0.0


def test_labels_stand_on_no_card_and_not_on_each_other() -> None:
    found = map_of(sport(), JOURNEY)
    boxes = [
        Rect(x - LABEL_WIDTH / 2 + 6, y - LABEL_HEIGHT / 2, LABEL_WIDTH - 12, LABEL_HEIGHT)
        for x, y in (route.label for route in found.routes.values())
    ]
    assert apart(boxes)
    assert not any(box.intersects(rect) for box in boxes for rect in found.cards.values())


def test_the_map_spreads_on_demand() -> None:
    state = state_of(touchpoint(20, 40, 112), touchpoint(21, 40, 130))
    assert map_of(state, JOURNEY).cards[20].intersects(map_of(state, JOURNEY).cards[21])
    found = map_of(state, JOURNEY, spread=True)
    assert not found.cards[20].intersects(found.cards[21])
    assert map_of(state, JOURNEY, size=lambda _node: (10.0, 10.0)).cards[21] == Rect(40.0, 130.0, 10.0, 10.0)


def test_an_empty_journey_has_a_map() -> None:
    found = map_of(state_of(), JOURNEY)
    assert found.cards == {}
    assert found.bounds.width > 0
    assert map_of(state_of(phase(10, 0)), JOURNEY).bounds.width == 264.0
