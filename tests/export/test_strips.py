"""Lanes and the company's activities on the poster: in the map's columns, sound, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjdesigner.export.options import PARTS, SIDE, Options
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import Box, Composition, Line, Page, Picture, Shape, TextLine, overlaps, strays, texts
from cjdesigner.model import samples
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Activity, Attachment, Indicator, Lane, LaneEntry, Reading
from cjdesigner.model.state import State

LEVELS = ("frontstage", "backstage", "support")
NASTY = (
    "x" * 5000,
    "🙂👨\u200d👩\u200d👧🇩🇪 party " * 30,
    "مرحبا كيف يمكنني البدء " * 20,
    "e\u0301\u0323 combining " * 20,
    '<b>bold</b> <img src="http://example.org/x.png"> &amp; [b]',
    "one\ntwo\nthree\nfour\nfive\nsix\nseven",
)


def words_of(page: Page) -> str:
    return " ".join(line.text for line in texts(page))


def everything(composition: Composition) -> str:
    """All that is said, without the titles of list pages, which may part an entry."""
    said = (line.text for page in composition.pages for line in texts(page))
    return plain(" ".join(words for words in said if not words.endswith("what the poster had no room for")))


def plain(words: str) -> str:
    return "".join(c for c in words if not c.isspace() and c not in "-…\u00ad\u200d\ufe0f")


def sound(composition: Composition) -> None:
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [line.text for line in strays(page)] == []
        assert page.in_hand or all(line.size >= composition.smallest - 1e-9 for line in texts(page))
        assert list(struck(page)) == []
        paper = Rect(0, 0, page.width, page.height).inflated(0.01)
        for item in page.items:
            if isinstance(item, Box):
                assert _within(item.rect, paper)


def _within(rect: Rect, paper: Rect) -> bool:
    return paper.x <= rect.x and paper.y <= rect.y and rect.right <= paper.right and rect.bottom <= paper.bottom


def struck(page: Page) -> list[tuple[Line, TextLine]]:
    """Ties that are seen across a text: nothing is laid over the tie between them."""
    found: list[tuple[Line, TextLine]] = []
    ties = [(place, item) for place, item in enumerate(page.items) if isinstance(item, Line) and item.role == "tie"]
    if not ties:
        return found
    lines = [(place, item) for place, item in enumerate(page.items) if isinstance(item, TextLine)]
    covers = [(place, item.rect) for place, item in enumerate(page.items) if isinstance(item, Box) and item.fill]
    for at, tie in ties:
        for (x1, y1), (x2, y2) in zip(tie.points, tie.points[1:], strict=False):
            for place, line in lines:
                ink = line.ink
                crosses = (
                    min(x1, x2) < ink.right and max(x1, x2) > ink.x and min(y1, y2) < ink.bottom and max(y1, y2) > ink.y
                )
                hidden = any(at < cover < place and _within(ink.inflated(-0.1), rect) for cover, rect in covers)
                if crosses and not hidden:
                    found.append((tie, line))
    return found


def _map_with_lanes(*more: str, **options: Any) -> Options:
    """All of the map's page, and no others but these."""
    return Options(sections=(*PARTS, *SIDE, *more), **options)


def boxes(page: Page, role: str) -> list[Rect]:
    return [item.rect for item in page.items if isinstance(item, Box) and item.role == role]


@pytest.fixture
def blueprint(draw: Callable[..., Any]) -> Any:
    """Three phases, a chain of touchpoints, an activity on each level for each, a text lane and a curve."""
    drawn = draw(title="Blueprint")
    before = None
    lane = drawn._add(Lane, journey=drawn.journey, title="Evidence", kind="text")
    curve = drawn._add(Lane, journey=drawn.journey, rank=1, title="Feeling", kind="emotion")
    for place in range(3):
        phase = drawn.phase(f"Phase {place}", question=f"Question {place}?", verb=f"do {place}")
        card = drawn.touchpoint(f"Step {place}", phase, 40 + 264 * place, 100, score=0.8, owner="Desk")
        if before:
            drawn.link(before, card)
        before = card
        for level in LEVELS:
            name = f"{level} {place}"
            activity = drawn._add(
                Activity, journey=drawn.journey, level=level, phase=phase, name=name, owner=f"Owner {place}"
            )
            drawn._add(Attachment, subject=activity, target=card)
        drawn._add(LaneEntry, lane=lane, phase=phase, text=f"Paper {place}")
        drawn._add(LaneEntry, lane=curve, phase=phase, value=float(place - 1), text=f"Mood {place}")
    return drawn


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("paper", ["A4", "A0", "Letter"])
def test_strips_stand_between_map_and_staircase_in_the_columns(blueprint: Any, paper: str, landscape: bool) -> None:
    composition = blueprint.composed(paper=paper, landscape=landscape)
    sound(composition)
    assert len(composition.pages) == 1
    page = composition.pages[0]
    cards, activities = sorted(boxes(page, "card"), key=lambda r: r.x), boxes(page, "activity")
    assert len(activities) == 9
    assert min(box.y for box in activities) > max(card.bottom for card in cards)
    steps = [item for item in page.items if isinstance(item, Line) and item.role == "level"]
    assert max(box.bottom for box in activities) < min(y for step in steps for _x, y in step.points)
    for place, card in enumerate(cards):
        assert sum(abs(box.centre_x - card.centre_x) < 1 for box in activities) == 3, place
    said = words_of(page)
    for words in ("Line of interaction", "Line of visibility", "Line of internal interaction", "Evidence", "Feeling"):
        assert words in said
    assert len([item for item in page.items if isinstance(item, Line) and item.role == "boundary"]) == 3
    assert len([item for item in page.items if isinstance(item, Line) and item.role == "tie"]) == 9
    assert any(isinstance(item, Shape) and item.role == "curve" for item in page.items)
    for place in range(3):
        for words in (f"Paper {place}", f"Mood {place}", f"Owner {place}", f"Question {place}?", f"do {place}"):
            assert words in said
        assert said.count(f"Question {place}?") == 1  # said beneath the map, so not in the phase's head as well
    assert "serves this touchpoint" in said


def test_a_journey_without_strips_has_none_of_it(sport: Any) -> None:
    page = sport.composed(paper="A3", landscape=True).pages[0]
    roles = {getattr(item, "role", "") for item in page.items}
    assert not roles & {"tie", "boundary", "activity", "entry", "curve", "pill", "hand-off", "silent hand-off"}
    assert "serves this touchpoint" not in words_of(page)


def test_without_height_strips_stand_on_a_page_of_their_own() -> None:
    state = State(samples.records("little-sport", "en"))
    journey = state.journeys()[0].id
    composition = compose(state, journey, _map_with_lanes(paper="A3", landscape=True, language="en"))
    sound(composition)
    assert boxes(composition.pages[0], "activity") == []
    assert len(boxes(composition.pages[1], "activity")) == len(state.members(journey, Activity))
    assert "Customer and company" in words_of(composition.pages[1])
    assert any("they stand on the page after it" in warning for warning in composition.warnings)
    said = everything(composition)
    assert all(plain(activity.name) in said for activity in state.members(journey, Activity))


def test_lanes_of_channels_and_indicators_show_what_the_map_holds(blueprint: Any) -> None:
    drawn = blueprint
    phase = next(record.id for record in drawn.records if type(record).__name__ == "Phase")
    drawn.touchpoint("Called", phase, 40, 260, channel="phone")
    drawn._add(Lane, journey=drawn.journey, rank=2, title="Ways", kind="channel")
    drawn._add(Lane, journey=drawn.journey, rank=3, title="Measured", kind="indicator")
    indicator = drawn._add(Indicator, name="First contact resolution", unit="%", target=90.0)
    for month, value in (("2026-01", 80.0), ("2026-03", 71.0)):
        drawn._add(Reading, indicator=indicator, date=month, value=value)
    drawn._add(Attachment, subject=indicator, target=phase)
    composition = drawn.composed(paper="A2", landscape=False)
    sound(composition)
    said = everything(composition)
    for words in ("Ways", "Measured", "phone", "First contact resolution", "71%"):
        assert plain(words) in said, words
    assert any(isinstance(item, Line) and item.role == "readings" for page in composition.pages for item in page.items)


def test_an_image_stands_with_its_caption_and_a_missing_one_keeps_its_frame(blueprint: Any) -> None:
    drawn = blueprint
    lane = drawn._add(Lane, journey=drawn.journey, rank=2, title="Photos", kind="image")
    drawn._add(LaneEntry, lane=lane, image="0" * 64, text="A photo that is lost")
    composition = drawn.composed(paper="A2", landscape=False)
    sound(composition)
    assert plain("A photo that is lost") in everything(composition)
    assert not any(isinstance(item, Picture) for item in composition.pages[0].items)


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("words", NASTY)
def test_any_text_is_printed_as_typed(blueprint: Any, words: str, landscape: bool) -> None:
    drawn = blueprint
    lane = next(record.id for record in drawn.records if isinstance(record, Lane))
    curve = next(record.id for record in drawn.records if isinstance(record, Lane) and record.kind == "emotion")
    drawn._add(LaneEntry, lane=lane, text=words)
    drawn._add(LaneEntry, lane=curve, value=1.0, place=0.1, text="curve " + words)
    drawn._add(Activity, journey=drawn.journey, name="act " + words, owner="own " + words)
    drawn._add(Lane, journey=drawn.journey, rank=9, title="lane " + words)
    composition = drawn.composed(paper="A4", landscape=landscape)
    sound(composition)
    said = everything(composition)
    for start in ("", "curve ", "act ", "own ", "lane "):
        assert plain(start + words) in said, start


names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], max_codepoint=0x24F), max_size=60)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_journeys_with_strips_stay_sound(draw: Callable[..., Any], data: st.DataObject) -> None:
    drawn = draw(title="Random", arrangement=data.draw(st.sampled_from(["flow", "channel", "owner"])))
    phases: list[int | None] = [drawn.phase(data.draw(names)) for _ in range(data.draw(st.integers(0, 5)))]
    places = phases or [None]
    cards: list[int] = []
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, len(places) - 1))
        x, y = 264 * at + 40, data.draw(st.integers(0, 600))
        name, owner = data.draw(names), data.draw(st.sampled_from(["", "Sales", "Desk"]))
        cards.append(drawn.touchpoint(name, places[at], x, y, owner=owner, score=0.5, channel="web"))
    for one, other in zip(cards, cards[1:], strict=False):
        if data.draw(st.booleans()):
            drawn.link(one, other)
    for _ in range(data.draw(st.integers(0, 8))):
        level, phase = data.draw(st.sampled_from(LEVELS)), data.draw(st.sampled_from([None, *places]))
        activity = drawn._add(
            Activity, journey=drawn.journey, level=level, phase=phase, name=data.draw(names), owner=data.draw(names)
        )
        for card in data.draw(st.lists(st.sampled_from(cards), max_size=3, unique=True)) if cards else []:
            drawn._add(Attachment, subject=activity, target=card)
    for rank in range(data.draw(st.integers(0, 3))):
        kind = data.draw(st.sampled_from(["text", "emotion", "channel", "image", "indicator"]))
        lane = drawn._add(Lane, journey=drawn.journey, rank=rank, title=data.draw(names), kind=kind)
        for _ in range(data.draw(st.integers(0, 4)) if kind in ("text", "emotion", "image") else 0):
            drawn._add(
                LaneEntry,
                lane=lane,
                phase=data.draw(st.sampled_from([None, *places])),
                place=data.draw(st.floats(0, 1)),
                value=data.draw(st.floats(-2, 2)) if kind == "emotion" else None,
                text=data.draw(names),
            )
    composition = drawn.composed(paper=data.draw(st.sampled_from(["A4", "A3"])), landscape=data.draw(st.booleans()))
    sound(composition)
    said = everything(composition)
    for record in drawn.records:
        if isinstance(record, (Activity, LaneEntry)):
            for words in (getattr(record, "name", ""), getattr(record, "owner", ""), getattr(record, "text", "")):
                assert plain(words) in said


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["little-sport", "car-service", "service-blueprint", "endless-journey"])
def test_samples_are_sound(name: str, language: str) -> None:
    state = State(samples.records(name, language))
    for journey in state.journeys():
        for paper, landscape in (("A3", True), ("A4", False)):
            options = _map_with_lanes("eight", paper=paper, landscape=landscape, language=language)
            sound(compose(state, journey.id, options))


def test_the_service_blueprint_stands_on_one_page() -> None:
    state = State(samples.records("service-blueprint", "en"))
    composition = compose(state, state.journeys()[0].id, _map_with_lanes(paper="A3", landscape=True))
    page = composition.pages[0]
    assert len(boxes(page, "activity")) == 21
