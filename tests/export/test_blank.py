"""The blank twin: boxes in the columns and rows of the poster's cards, numbered in reading order, with no figure."""

from __future__ import annotations

import re

import pytest

from cjdesigner.export.blank import numbered, slots
from cjdesigner.export.options import Options
from cjdesigner.export.paper import MM
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import Box, Composition, Line, Page, overlaps, smallest_type, strays, texts
from cjdesigner.model import samples
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Journey, NeedPoint, Node, Phase, Project, Record, node_title
from cjdesigner.model.state import State

PAPERS = [("A4", True), ("A1", False), ("914mm-roll", True)]


def boxes(page: Page, role: str) -> list[Box]:
    return [item for item in page.items if isinstance(item, Box) and item.role == role]


def twin(state: State, journey: int, **options: object) -> Composition:
    return compose(state, journey, Options(blank=True, language="en", **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sport() -> State:
    return State(samples.records("little-sport", "en"))


def columns(rects: dict[int, Rect]) -> list[list[int]]:
    """What stands beneath each other, from the left, each from the top."""
    found: dict[float, list[int]] = {}
    for key, rect in sorted(rects.items(), key=lambda pair: (pair[1].centre_x, pair[1].y)):
        same = next((x for x in found if abs(x - rect.centre_x) < 0.3 * rect.width), rect.centre_x)
        found.setdefault(same, []).append(key)
    return list(found.values())


def numbers_in(page: Page) -> dict[int, Rect]:
    """The cards' boxes by the number that is written in them."""
    lines = [line for line in texts(page) if line.text.isdigit()]
    found = {}
    for box in boxes(page, "blank"):
        (line,) = (line for line in lines if box.rect.contains(line.ink.centre_x, line.ink.centre_y))
        found[int(line.text)] = box.rect
    return found


@pytest.mark.parametrize(("paper", "landscape"), PAPERS)
def test_boxes_stand_in_the_columns_and_rows_of_the_cards(sport: State, paper: str, landscape: bool) -> None:
    journey = sport.journeys()[0].id
    poster = compose(sport, journey, Options(paper=paper, landscape=landscape, language="en")).pages[0]
    blank = twin(sport, journey, paper=paper, landscape=landscape).pages[0]

    def said(rect: Rect) -> str:
        lines = [line.text for line in texts(poster) if rect.contains(line.ink.centre_x, line.ink.centre_y)]
        return "".join("".join(lines).split())

    cards = {}
    for number, node in enumerate(numbered(sport, journey), 1):
        title = "".join(node_title(sport.get(node, Node)).split())[:12]  # type: ignore[arg-type]
        (cards[number],) = (box.rect for box in boxes(poster, "card") if title in said(box.rect))
    assert columns(numbers_in(blank)) == columns(cards)
    assert (blank.width, blank.height) == (poster.width, poster.height)


@pytest.mark.parametrize(("name", "paper", "landscape"), [
    ("little-sport", "A4", True), ("little-sport", "A3", True), ("closed-branch", "A3", True),
    ("car-service", "A4", True), ("little-sport", "A0", True),
])  # fmt: skip
def test_boxes_are_for_pens(name: str, paper: str, landscape: bool) -> None:
    state = State(samples.records(name, "en"))
    page = twin(state, state.journeys()[0].id, paper=paper, landscape=landscape).pages[0]
    found = [*boxes(page, "blank"), *boxes(page, "spare")]
    assert min(box.rect.height for box in found) >= 15 * MM
    assert min(box.rect.height for box in boxes(page, "bar")) >= 4 * MM - 0.01


@pytest.mark.parametrize("paper", ["A4", "A0", "594x1200mm"])
@pytest.mark.parametrize("name", ["little-sport", "closed-branch", "endless-journey", "car-service"])
def test_spare_boxes_stand_clear_of_boxes_and_links(name: str, paper: str) -> None:
    state = State(samples.records(name, "en"))
    page = twin(state, state.journeys()[0].id, paper=paper, landscape=paper != "594x1200mm").pages[0]
    spare = [box.rect for box in boxes(page, "spare")]
    taken = [box.rect for box in boxes(page, "blank")]
    for item in page.items:
        if isinstance(item, Line) and item.role in ("link", "return", "exit"):
            ends = zip(item.points, item.points[1:], strict=False)
            taken += [Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])).inflated(0.5)
                      for a, b in ends]  # fmt: skip
    assert spare
    for place, rect in enumerate(spare):
        assert not any(rect.intersects(other) for other in [*taken, *spare[place + 1 :]])
    stairs = min(line.points[0][1] for line in page.items if isinstance(line, Line) and line.role == "grid")
    assert max(rect.bottom for rect in spare) < stairs


def test_links_still_end_at_boxes(sport: State) -> None:
    page = twin(sport, sport.journeys()[0].id, paper="A4", landscape=True).pages[0]
    rects = [box.rect.inflated(0.5) for box in boxes(page, "blank")]
    ways = [item for item in page.items if isinstance(item, Line) and item.role == "link"]
    assert len(ways) > 10
    for way in ways:
        assert any(rect.contains(*way.points[0]) for rect in rects)
        assert any(rect.contains(*way.points[-1]) for rect in rects)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("car-service", "de"),
        ("little-sport", "en"),
        ("closed-branch", "de"),
        ("endless-journey", "de"),
        ("blank", "en"),
    ],
)
def test_nothing_overlaps_and_nothing_is_told(name: str, language: str) -> None:
    state = State(samples.records(name, language))
    for journey in state.journeys():
        found = compose(state, journey.id, Options(blank=True, language=language, paper="A4", landscape=True))
        assert len(found.pages) == 1
        (page,) = found.pages
        assert not overlaps(page)
        assert not strays(page)
        assert (smallest_type(found) or 0) >= found.smallest
        said = {line.text for line in texts(page)}
        assert not any(re.search(r"\d\s?%", words) for words in said)
        titles = {" ".join(node_title(node).split()) for node in state.nodes(journey.id)}
        assert not titles & said
        numbers = [str(slot.number) for slot in slots(state, journey.id)]
        assert said.issuperset(str(slot.number) for slot in slots(state, journey.id) if not slot.spare)
        figures = {words for words in said if words.isdigit()} - set(numbers)
        assert figures <= {"0", "25", "50", "75", "100"}


def test_numbers_follow_phases_columns_and_rows(draw: object) -> None:
    drawn = draw()  # type: ignore[operator]
    one, two = drawn.phase("One"), drawn.phase("Two")
    last = drawn.touchpoint("last", two, 300, 400)
    right = drawn.touchpoint("right", one, 220, 90)
    below = drawn.touchpoint("below", one, 20, 300)
    need = drawn.need("need", two, 310, 90)
    first = drawn.touchpoint("first", one, 30, 100)
    after = drawn.touchpoint("after", None, 900, 0)
    before = drawn.touchpoint("before", None, -300, 0)
    state = State(drawn.records)
    assert numbered(state, drawn.journey) == [before, first, below, right, need, last, after]
    found = slots(state, drawn.journey)
    kinds = [slot.kind for slot in found]
    assert kinds[4] == "need"
    assert kinds[:7].count("touchpoint") == 6
    assert kinds[7:12] == ["message", "persona", "goal", "question", "question"]
    assert [slot.record for slot in found[10:12]] == [one, two]
    assert all(slot.spare for slot in found[12:])
    assert {slot.phase for slot in found[12:]} == {one, two}
    assert [slot.number for slot in found] == list(range(1, len(found) + 1))


def test_parked_cards_are_not_on_the_sheet(sport: State) -> None:
    for journey in sport.journeys():
        order = numbered(sport, journey.id)
        assert len(order) == len(set(order))
        assert all(sport.links_at(node) for node in order)


def test_an_empty_journey_gets_boxes_for_each_phase() -> None:
    records: list[Record] = [Project(id=1, title="P"), Journey(id=2, title="J")]
    records += [Phase(id=3 + place, journey=2, rank=place, title=title) for place, title in enumerate(("A", "", "C"))]
    state = State(records)
    found = slots(state, 2)
    assert [slot.number for slot in found] == list(range(1, len(found) + 1))
    grid = [slot for slot in found if not slot.is_line]
    assert {slot.phase for slot in grid} == {3, 4, 5}
    assert [slot.kind for slot in found[len(grid) :]] == ["message", "persona", "goal", "question", "phase", "question"]
    assert [slot.kind for slot in found[:3]] == ["need", "touchpoint", "touchpoint"]
    page = twin(state, 2, paper="A4", landscape=False).pages[0]
    rects = [box.rect for box in boxes(page, "blank")]
    assert len(rects) == len(grid)
    assert {line.text for line in texts(page)}.issuperset(str(slot.number) for slot in found)
    assert not any(one.intersects(other) for one in rects for other in rects if one is not other)
    assert all(0.5 <= rect.width / rect.height <= 2.5 for rect in rects)
    assert len({round(rect.width, 3) for rect in rects}) == 1


def test_touchpoints_have_a_bar_and_needs_have_none(sport: State) -> None:
    journey = sport.journeys()[0].id
    page = twin(sport, journey, paper="A3", landscape=True).pages[0]
    needs = sum(isinstance(sport[node], NeedPoint) for node in numbered(sport, journey))
    assert len(boxes(page, "bar")) == len(boxes(page, "blank")) + len(boxes(page, "spare")) - needs


def test_head_and_legend_can_be_left_out(sport: State) -> None:
    journey = sport.journeys()[0].id
    page = twin(sport, journey, paper="A4", sections=("map",)).pages[0]
    said = {line.text for line in texts(page)}
    assert "Key message" not in said
    assert not any("typed back" in words for words in said)
