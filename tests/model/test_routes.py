from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Link
from cjdesigner.model.routes import EXIT_LENGTH, Route, Router, exit_stub

GAP = 24.0
WIDTH, HEIGHT = 184.0, 84.0


def link(identity: int, source: int, target: int, kind: str = "next") -> Link:
    return Link(id=identity, journey=1, source=source, target=target, kind=kind)


def card(x: float, y: float, height: float = HEIGHT) -> Rect:
    return Rect(x, y, WIDTH, height)


def enters(route: Route, rect: Rect) -> bool:
    """Whether a piece of the way runs through the inside of a card."""
    for (x1, y1), (x2, y2) in pairwise(route.points):
        if (
            min(x1, x2) < rect.right - 1e-6
            and max(x1, x2) > rect.x + 1e-6
            and min(y1, y2) < rect.bottom - 1e-6
            and max(y1, y2) > rect.y + 1e-6
        ):
            return True
    return False


def assert_sound(route: Route, link: Link, cards: dict[int, Rect], needs: set[int]) -> None:
    points = route.points
    assert len(points) >= 2
    for (x1, y1), (x2, y2) in pairwise(points):
        assert (x1 == x2) != (y1 == y2)  # rectangular, no point twice
    for (x1, y1), (x2, y2), (x3, y3) in zip(points, points[1:], points[2:], strict=False):
        assert not (x1 == x2 == x3)
        assert not (y1 == y2 == y3)
    source, target = cards[link.source], cards[link.target]
    (x1, y1), (x2, y2) = points[0], points[-1]
    if link.kind == "return":
        assert y1 == source.bottom
        assert source.x < x1 < source.right
        assert y2 == target.bottom
        assert target.x < x2 < target.right
        return
    if link.source in needs:
        assert (x1, y1) == (source.centre_x, source.bottom)
    else:
        beneath = y1 == source.bottom and y2 == target.y and len(points) == 2
        assert beneath or (x1, y1) == (source.right, source.centre_y)
        if beneath:
            return
    assert x2 == target.x
    assert abs(y2 - target.centre_y) <= 9


@st.composite
def scattered(draw: st.DrawFn) -> dict[int, Rect]:
    """Cards anywhere, but no two nearer than the gap."""
    cards: dict[int, Rect] = {}
    for identity in range(1, draw(st.integers(2, 14)) + 1):
        x, y = draw(st.integers(-300, 1100)), draw(st.integers(-200, 700))
        rect = card(float(x), float(y), float(draw(st.sampled_from((84, 101, 118)))))
        grown = rect.inflated(GAP)
        if not any(grown.intersects(other) for other in cards.values()):
            cards[identity] = rect
    return cards


@st.composite
def packed(draw: st.DrawFn) -> dict[int, Rect]:
    """Columns of cards as near to each other as they may be, not aligned."""
    cards: dict[int, Rect] = {}
    x = 0.0
    for _ in range(draw(st.integers(1, 4))):
        y = float(draw(st.integers(0, 90)))
        for _ in range(draw(st.integers(1, 5))):
            height = float(draw(st.sampled_from((84, 101, 118))))
            cards[len(cards) + 1] = card(x, y, height)
            y += height + GAP + draw(st.sampled_from((0.0, 0.0, 7.0, 130.0)))
        x += WIDTH + GAP + draw(st.sampled_from((0.0, 5.0, 56.0)))
    return cards


@st.composite
def journeys(draw: st.DrawFn) -> tuple[dict[int, Rect], set[int], list[Link]]:
    cards = draw(st.one_of(scattered(), packed()))
    ids = sorted(cards)
    needs = draw(st.sets(st.sampled_from(ids)))
    ends = st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(("next", "next", "return")))
    links = [
        link(100 + place, source, target, kind)
        for place, (source, target, kind) in enumerate(draw(st.lists(ends, max_size=12, unique=True)))
        if source != target
    ]
    return cards, needs, links


@settings(deadline=None, max_examples=150)
@given(journeys())
def test_no_link_enters_a_card_and_ends_are_at_the_right_sides(
    journey: tuple[dict[int, Rect], set[int], list[Link]],
) -> None:
    cards, needs, links = journey
    router = Router(cards, needs, links)
    for each in links:
        route = router.route(each)
        assert_sound(route, each, cards, needs)
        assert route.clear
        for identity, rect in cards.items():
            assert not enters(route, rect), (each, identity)


@settings(deadline=None, max_examples=100)
@given(journeys(), st.data())
def test_a_router_that_was_moved_along_routes_like_a_fresh_one(
    journey: tuple[dict[int, Rect], set[int], list[Link]], data: st.DataObject
) -> None:
    cards, needs, links = journey
    router = Router(cards, needs, links)
    shown = {each.id: router.route(each) for each in links}
    gone: set[int] = set()
    for _ in range(data.draw(st.integers(1, 4))):
        identity = data.draw(st.sampled_from(sorted(cards)))
        if data.draw(st.integers(0, 5)) == 0:
            fresh = max(cards) + 1
            cards[fresh] = card(float(data.draw(st.integers(-300, 1100))), 300.0)
            router.move(fresh, cards[fresh], need=True)
            needs = needs | {fresh}
        else:
            place = cards[identity].moved(data.draw(st.integers(-400, 400)), data.draw(st.integers(-200, 200)))
            cards[identity] = place
            router.move(identity, place)
        if links and data.draw(st.integers(0, 5)) == 0:
            dropped = links.pop(data.draw(st.integers(0, len(links) - 1)))
            router.disconnect(dropped.id)
            gone.add(dropped.id)
        stale = router.stale()
        assert not stale & gone
        fresh_router = Router(cards, needs, links)
        for each in links:
            if each.id in stale:
                shown[each.id] = router.route(each)
            # What was not named as stale is still what a fresh router would give.
            assert shown[each.id] == fresh_router.route(each)
        assert not router.stale()


def test_a_need_fans_out_on_one_trunk() -> None:
    cards = {1: card(40, 112), 2: card(40, 248), 3: card(40, 356), 4: card(40, 464)}
    router = Router(cards, needs={1})
    routes = [router.route(link(10 + target, 1, target)) for target in (2, 3, 4)]
    trunk = routes[0].points[:3]
    for route, target in zip(routes, (2, 3, 4), strict=True):
        assert route.points[:3] == trunk
        assert route.points[0] == (132, 196)
        assert route.points[-1] == (40, cards[target].centre_y)
        assert len(route.points) == 5
        assert route.label[0] < 40
        assert route.label[1] < cards[target].centre_y


def test_touchpoints_merge_into_the_next_need_through_the_gutter() -> None:
    cards = {1: card(40, 248), 2: card(40, 356), 3: card(304, 112)}
    router = Router(cards, needs={3})
    one, two = router.route(link(10, 1, 3)), router.route(link(11, 2, 3))
    assert len(one.points) == len(two.points) == 4
    assert one.points[1][0] == two.points[1][0]
    assert cards[1].right < one.points[1][0] < cards[3].x
    assert one.points[-1] == two.points[-1] == (304, 154)


def test_a_card_straight_below_is_entered_from_the_top() -> None:
    cards = {1: card(40, 248), 2: card(40, 356), 3: card(40, 464)}
    router = Router(cards)
    assert router.route(link(10, 1, 2)).points == ((132, 332), (132, 356))
    assert len(router.route(link(11, 1, 3)).points) > 2  # not through the card between
    needs = Router(cards, needs={1})
    assert needs.route(link(10, 1, 2)).points[-1] == (40, cards[2].centre_y)


def test_cards_on_a_level_are_joined_by_a_straight_line() -> None:
    router = Router({1: card(40, 112), 2: card(304, 112)})
    assert router.route(link(10, 1, 2)).points == ((224, 154), (304, 154))


def test_unrelated_links_in_a_gutter_do_not_lie_on_each_other() -> None:
    cards = {1: card(40, 112), 2: card(40, 220), 3: card(304, 112), 4: card(304, 220)}
    router = Router(cards)
    down, up = router.route(link(10, 1, 4)), router.route(link(11, 2, 3))
    assert down.points[1][0] != up.points[1][0]


def test_return_links_run_beneath_everything_and_nest() -> None:
    cards = {place: card(40 + 264 * place, 248) for place in range(5)}
    cards[9] = card(40 + 264 * 2, 600)
    links = [link(20, 4, 0, "return"), link(21, 3, 1, "return"), link(22, 4, 1, "return"), link(23, 1, 0, "return")]
    router = Router(cards, returns=links)
    levels = {}
    for each in links:
        route = router.route(each)
        assert route.kind == "return"
        assert_sound(route, each, cards, set())
        levels[each.id] = max(y for _, y in route.points)
    assert levels[20] > levels[22] > levels[21] > cards[9].bottom
    assert cards[0].bottom < levels[23] < cards[9].bottom  # beneath the cards between its ends, no deeper
    router.move(9, None)
    assert router.stale() == {20, 21, 22, 23}
    assert max(y for _, y in router.route(links[1]).points) < cards[9].bottom
    assert router.stale() == {20, 22, 23}


def test_a_return_link_that_comes_or_goes_moves_those_around_it() -> None:
    cards = {place: card(40 + 264 * place, 248) for place in range(4)}
    outer, inner = link(20, 3, 0, "return"), link(21, 2, 1, "return")
    router = Router(cards, returns=[outer])
    shallow = router.route(outer)
    router.connect(inner)
    assert router.stale() == {20}
    deep = router.route(outer)
    assert max(y for _, y in deep.points) > max(y for _, y in router.route(inner).points)
    router.disconnect(21)
    assert router.stale() == {20}
    assert router.route(outer) == shallow
    assert router.stale() == set()


def test_a_return_link_leaves_a_column_by_the_gutter() -> None:
    cards = {1: card(40, 112), 2: card(40, 220), 3: card(304, 112)}
    back = link(20, 3, 1, "return")
    route = Router(cards, returns=[back]).route(back)
    assert not any(enters(route, rect) for rect in cards.values())
    assert route.points[-1][1] == cards[1].bottom
    assert max(y for _, y in route.points) > cards[2].bottom


def test_a_light_route_is_plain_and_ignores_cards() -> None:
    cards = {1: card(0, 0), 2: card(264, 0), 3: card(528, 108)}
    router = Router(cards)
    light = router.route(link(10, 1, 3), light=True)
    assert len(light.points) == 4  # three pieces
    assert not light.clear
    assert router.stale() == set()
    back = router.route(link(11, 3, 1, "return"), light=True)
    assert len(back.points) == 4
    need = Router(cards, needs={1}).route(link(10, 1, 3), light=True)
    assert need.points[0] == (92, 84)


def test_cards_without_a_way_between_get_the_least_bad_one() -> None:
    walls = {1: card(0, 0), 2: card(600, 0)}
    for place, (x, y) in enumerate(((500, -60), (500, 24), (416, 0), (600, -84), (600, 84), (784, 0))):
        walls[10 + place] = card(x, y)
    route = Router(walls).route(link(50, 1, 2))
    assert not route.clear
    assert_sound(route, link(50, 1, 2), walls, set())


def test_overlapping_cards_are_no_error() -> None:
    cards = {1: card(0, 0), 2: card(0, 0), 3: card(10, 10), 4: card(184, 0)}
    router = Router(cards, needs={3}, returns=[link(90, 1, 2, "return")])
    for place, (source, target) in enumerate(((1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1))):
        route = router.route(link(10 + place, source, target))
        assert len(route.points) >= 2
    assert router.route(link(90, 1, 2, "return")).points


def test_far_away_cards_cost_no_more_than_a_look_at_every_card() -> None:
    cards = {1: card(-9e6, -9e6), 2: card(9e6, 9e6), 3: card(0, 0)}
    route = Router(cards).route(link(10, 1, 2))
    assert route.clear
    assert Router(cards).route(link(11, 2, 1)).points[0] == (9e6 + WIDTH, 9e6 + HEIGHT / 2)


def test_an_end_without_a_card_is_an_error() -> None:
    with pytest.raises(KeyError):
        Router({1: card(0, 0)}).route(link(10, 1, 2))


def test_the_exit_stub_points_outwards() -> None:
    rect = card(40, 112)
    stub = exit_stub(rect)
    assert stub.points == ((rect.right, rect.centre_y), (rect.right + EXIT_LENGTH, rect.centre_y))
    lower = exit_stub(rect, beside_links=True)
    assert rect.centre_y + 10 < lower.points[0][1] < rect.bottom
    assert stub.label[0] > rect.right


def test_the_middle_of_a_route_lies_on_its_longest_piece() -> None:
    route = Route(((0, 0), (10, 0), (10, 100), (30, 100)), (0, 0))
    assert route.middle == (10, 50)
