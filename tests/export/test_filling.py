"""That a journey fills its sheet however long it is: in rows where it is long, on as much of a roll as it needs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from export import lifelike
from export.measuring import hidden_links, plain

from cjdesigner.export.options import SIDE, Options
from cjdesigner.export.paper import MM, MOST, named
from cjdesigner.export.poster import compose, sheet_of
from cjdesigner.export.sheet import Box, Composition, Line, Page, Shape, TextLine, overlaps, strays, texts
from cjdesigner.model import samples
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Activity, Touchpoint
from cjdesigner.model.state import State


def printed(
    touchpoints: int, paper: str, landscape: bool = True, *, company: bool = False, **options: Any
) -> Composition:
    state = State(lifelike.journey(touchpoints, company=company))
    day = datetime.date(2026, 11, 22)
    chosen = Options(paper=paper, landscape=landscape, language="en", date=day, **options)
    composition = compose(state, lifelike.JOURNEY, chosen)
    sound(composition)
    return composition


def sound(composition: Composition) -> None:
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [line.text for line in strays(page)] == []
        assert page.in_hand or all(line.size >= composition.smallest - 1e-9 for line in texts(page))
        assert list(hidden_links(page)) == []


def boxes(page: Page, role: str) -> list[Rect]:
    return [item.rect for item in page.items if isinstance(item, Box) and item.role == role]


def lines(page: Page, role: str) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line) and item.role == role]


def on_cards(page: Page) -> list[TextLine]:
    cards = boxes(page, "card")
    return [line for line in texts(page) if any(card.contains(line.x + 1, line.y) for card in cards)]


def words_of(page: Page) -> str:
    return " ".join(line.text for line in texts(page))


def rows_of(page: Page) -> list[float]:
    """The upper ends of the rows that phases' heads stand in."""
    tops = sorted({round(line.y) for line in texts(page) if line.text in lifelike.PHASES})
    return [top for place, top in enumerate(tops) if place == 0 or top - tops[place - 1] > 40]


def test_the_fewer_cards_the_larger() -> None:
    largest = []
    for count in (1, 2, 5, 20):
        page = printed(count, "A0").pages[0]
        largest.append(max(line.size for line in on_cards(page)))
    assert all(one > 0.95 * other for one, other in zip(largest, largest[1:], strict=False))
    assert largest[0] > 70  # 17 on A4
    assert largest[2] > 45
    assert largest[3] > 24


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_cards_are_no_strip_in_an_empty_sheet(count: int, landscape: bool) -> None:
    page = printed(count, "A0", landscape).pages[0]
    cards = boxes(page, "card")
    room = Rect(0, 0, page.width, page.height)
    assert max(card.right for card in cards) - min(card.x for card in cards) > 0.25 * room.width
    # From the head to the foot nothing is left empty for long.
    edges = sorted(
        [(line.ink.y, line.ink.bottom) for line in texts(page)]
        + [(card.y, card.bottom) for card in cards]
        + [(rect.y, rect.bottom) for rect in boxes(page, "remains")]
    )
    reached, widest = edges[0][1], 0.0
    for top, bottom in edges:
        widest, reached = max(widest, top - reached), max(reached, bottom)
    assert widest < 0.1 * page.height
    assert reached > 0.94 * page.height


@pytest.mark.parametrize("landscape", [True, False])
def test_two_hundred_touchpoints_are_not_dust(landscape: bool) -> None:
    composition = printed(200, "A0", landscape)
    page = composition.pages[0]
    assert len(rows_of(page)) >= 3
    assert composition.smallest >= 8
    assert any("it can be read from" in warning for warning in composition.warnings)
    said = plain(" ".join(line.text for line in on_cards(page)))
    names = [record.name for record in lifelike.journey(200) if isinstance(record, Touchpoint)]
    assert len(boxes(page, "card")) > 200
    assert sum(said.count(plain(name)) for name in set(names)) >= 0.97 * len(names)
    sizes = sorted(line.size for line in on_cards(page) if line.face == "semibold")
    assert sizes[-1] < 1.3 * sizes[0]  # alike in all rows


def test_rows_are_used_only_where_one_would_not_be_legible() -> None:
    assert len(rows_of(printed(20, "A0").pages[0])) == 1
    assert len(rows_of(printed(60, "A1", False).pages[0])) > 1


def test_links_from_row_to_row_end_in_ports_of_one_number() -> None:
    page = printed(60, "A0", False).pages[0]
    ports = [item for item in page.items if isinstance(item, Shape) and item.role == "port"]
    discs = [Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)) for xs, ys in map(_corners, ports)]
    numbers = [
        next(line.text for line in texts(page) if disc.contains(line.ink.centre_x, line.ink.centre_y)) for disc in discs
    ]
    cards = boxes(page, "card")
    left = [number for number, disc in zip(numbers, discs, strict=True) if disc.right <= min(card.x for card in cards)]
    right = [number for number, disc in zip(numbers, discs, strict=True) if disc.x >= max(card.right for card in cards)]
    assert sorted(left) == sorted(set(right)) != []
    assert len(left) + len(right) == len(numbers)
    # Every link is drawn: those from row to row end at a disc, and go on from the one of its number.
    state = State(lifelike.journey(60))
    drawn = len(lines(page, "link")) + len(lines(page, "return"))
    assert drawn == len(state.links(lifelike.JOURNEY)) + len(left)


def _corners(shape: Shape) -> tuple[Sequence[float], Sequence[float]]:
    numbers = [command[1:] for command in shape.commands]
    return [x for each in numbers for x in each[::2]], [y for each in numbers for y in each[1::2]]


@pytest.mark.parametrize(("count", "paper"), [(5, "A3"), (60, "A1")])
def test_map_lanes_and_staircase_share_one_grid(count: int, paper: str) -> None:
    page = printed(count, paper, False, company=True).pages[0]
    columns = sorted({round(card.centre_x, 1) for card in boxes(page, "card")})
    tints = boxes(page, "band")
    for step in lines(page, "level"):
        (x1, _y), (x2, _y2) = step.points
        for tint in tints:  # a step stands in one phase: it crosses no edge of a band
            for edge in (tint.x, tint.right):
                assert not x1 + 0.1 < edge < x2 - 0.1
    for activity in boxes(page, "activity"):
        assert any(abs(activity.centre_x - column) < 1.5 * activity.width for column in columns)


def test_what_stands_under_the_map_stands_once_and_in_its_row() -> None:
    composition = printed(60, "A0", False, company=True)
    state = State(lifelike.journey(60, company=True))
    said = [line.text for page in composition.pages[:2] for line in texts(page)]
    for activity in state.members(lifelike.JOURNEY, Activity):
        assert activity.name in said
    for place in range(len(state.phases(lifelike.JOURNEY))):
        assert said.count(f"Paper {place}") == 1
        assert said.count(f"Mood {place}") == 1


@pytest.mark.parametrize("count", [1, 20, 60, 700])
def test_a_roll_is_cut_as_long_as_the_journey_is(count: int) -> None:
    state = State(lifelike.journey(count))
    options = Options(paper="914mm-roll", language="en", sections=("head", "map", "staircase", "legend"))
    paper = sheet_of(state, lifelike.JOURNEY, options)
    composition = compose(state, lifelike.JOURNEY, options)
    sound(composition)
    page = composition.pages[0]
    assert (page.width, page.height) == (paper.width, paper.height)
    assert page.height == pytest.approx(914 * MM)
    assert 1.41 * page.height < page.width <= MOST + 1e-6
    usual = named("A0")
    assert usual is not None
    if count == 60:
        assert 3 * page.height < page.width < MOST - 1
        assert composition.smallest > usual.smallest
        assert len(rows_of(page)) == 1
    if count == 700:
        assert page.width == pytest.approx(MOST)
        assert len(rows_of(page)) > 1
    assert all(other.width < 1.5 * other.height for other in composition.pages[1:])


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize(
    "sections",
    [
        ("map",),
        ("staircase",),
        ("lanes",),
        ("lanes", "staircase"),
        ("head", "map", "legend"),
        ("map", "lanes"),
        ("fix-first",),
        tuple(SIDE),
        ("head", "gaps", "scale", "staircase"),
        ("map", "fix-first"),
    ],
)
def test_any_sections(sections: tuple[str, ...], landscape: bool) -> None:
    composition = printed(20, "A3", landscape, company=True, sections=sections)
    page = composition.pages[0]
    assert bool(boxes(page, "card")) == ("map" in sections)
    assert bool(lines(page, "level")) == ("staircase" in sections)
    said = words_of(page)
    assert ("FIX THIS FIRST" in said) == ("fix-first" in sections)
    assert ("Half the promise" in said) == ("head" in sections)
    assert ("score, 0 to 100" in said) == ("legend" in sections)
    assert any(boxes(page, "activity") for page in composition.pages) == ("lanes" in sections)
    if sections == ("staircase",):
        steps = [y for line in lines(page, "level") for _x, y in line.points]
        assert max(steps) - min(steps) > 0.3 * page.height


def test_without_blocks_the_map_has_the_width() -> None:
    def reach(**options: Any) -> float:
        page = printed(20, "A3", **options).pages[0]
        return max(card.right for card in boxes(page, "card")) / page.width

    assert reach(sections=("map", "staircase")) > reach() + 0.1
    assert reach(side_width=0.12) > reach() > reach(side_width=0.38)


@pytest.mark.parametrize("margin", [0.0, 3.0, 40.0])
def test_the_margin_is_kept(margin: float) -> None:
    page = printed(5, "A3", margin=margin).pages[0]
    left = min(line.x for line in texts(page) if line.text.startswith("Half"))
    assert left == pytest.approx(margin * MM, abs=1)


@pytest.mark.parametrize("count", [1, 5, 20])
@pytest.mark.parametrize("landscape", [True, False])
def test_a5_works(count: int, landscape: bool) -> None:
    composition = printed(count, "A5", landscape)
    assert composition.smallest == pytest.approx(6)


@pytest.mark.parametrize("theme", ["bold", "mono"])
def test_rows_in_all_themes(theme: Any, draw: Callable[..., Any]) -> None:
    printed(60, "A2", False, theme=theme)


def test_a_journey_without_phases_wraps_as_well(draw: Callable[..., Any]) -> None:
    drawn = draw()
    before = None
    for place in range(60):
        card = drawn.touchpoint(f"A step with a name {place}", x=264 * place, score=0.99)
        if before:
            drawn.link(before, card)
        before = card
    composition = drawn.composed(paper="A3", landscape=False)
    sound(composition)
    tops = {round(card.y) for card in boxes(composition.pages[0], "card")}
    assert len(tops) >= 3


def test_cards_without_a_phase_stay_at_their_end_in_rows(draw: Callable[..., Any]) -> None:
    drawn = draw()
    phases = [drawn.phase(f"Phase {place}", width=2640) for place in range(4)]
    cards = [drawn.touchpoint("Before it all", None, -224, 100, score=0.9)]
    for place in range(40):
        x = 40 + 264 * place
        cards.append(drawn.touchpoint(f"Step number {place}", phases[place // 10], x, 100, score=0.99))
    cards.append(drawn.touchpoint("After it all", None, 10700, 100, score=0.9))
    for one, other in zip(cards, cards[1:], strict=False):
        drawn.link(one, other)
    page = drawn.composed(paper="A1", landscape=False).pages[0]
    found = sorted((card.y, card.x) for card in boxes(page, "card"))
    assert len(found) == 42
    assert len({round(y) for y, _x in found}) > 1
    tops = sorted({round(y) for y, _x in found})
    counts = [sum(round(y) == top for y, _x in found) for top in tops]
    assert (counts[0], counts[-1]) == (11, 11)  # each with ten of the phase's cards
    assert counts[1:-1] == [10] * (len(counts) - 2)


@pytest.mark.parametrize("name", ["little-sport", "car-service"])
def test_a_chosen_path_goes_on_in_the_next_row(name: str) -> None:
    state = State(samples.records(name, "en"))
    sound(compose(state, state.journeys()[0].id, Options(paper="A4", landscape=False, language="en")))
