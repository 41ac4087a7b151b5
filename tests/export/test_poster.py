"""What stands on a poster, and that it stands where it should."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from export.measuring import hidden_links, plain

from cjdesigner.errors import BadInput
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.export.paper import PAPERS, named
from cjdesigner.export.poster import compose, paper_of
from cjdesigner.export.sheet import (
    Box,
    Composition,
    Line,
    Page,
    Shape,
    TextLine,
    overlaps,
    smallest_type,
    strays,
    texts,
)
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Settings
from cjdesigner.model.state import State
from cjdesigner.theme import LIGHT

LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle " * 5,
    "x" * 300,
    "🙂👨\u200d👩\u200d👧🇩🇪 party " * 20,
    "Ελληνικά και Кириллица " * 14,
    "مرحبا كيف يمكنني البدء " * 13,
    "中文字符測試，很長的一段文字。" * 20,
    "one\ntwo\nthree\nfour\nfive\nsix\nseven",
)


def words_of(page: Page) -> str:
    return " ".join(line.text for line in texts(page))


def sound(composition: Composition) -> None:
    """Nothing overlaps, leaves its box or the page, or is smaller than allowed; no link lies behind a card."""
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [(line.text, line.box) for line in strays(page)] == []
        assert list(hidden_links(page)) == []
    assert (smallest_type(composition) or 99) >= composition.smallest - 1e-9


@pytest.mark.parametrize(("paper", "landscape"), [(name, place % 2 == 0) for place, name in enumerate(PAPERS)])
def test_every_paper_both_ways(sport: Any, paper: str, landscape: bool) -> None:
    composition = sport.composed(paper=paper, landscape=landscape)
    sound(composition)
    page = composition.pages[0]
    assert (page.width > page.height) == landscape
    assert composition.smallest >= 6
    if paper == "A0":
        assert composition.smallest == pytest.approx(24, abs=0.1)


def test_it_says_all_there_is_to_say(sport: Any) -> None:
    composition = sport.composed(paper="A3", landscape=True)
    assert [page.outline[0].title for page in composition.pages[1:]] == ["The endless journey"]
    said = words_of(composition.pages[0])
    for words in (
        "A little sport · as is · Mia, 34, wants to feel fit again",
        "Goal: Keep at it",
        "of 100 who start, 36 get through without a disappointment",
        "of 100: 90 arrive, those keep 40%",
        "Impulse",
        "I should move more",
        "Who knows us?",
        "Be seen",
        "Club website ★",
        "answered 86%",
        "next year",
        "at home",
        "60",
        "≈40",
        "FIX THIS FIRST",
        "GAPS",
        "Leaves: Buys elsewhere (no answer)",
        "Not linked: Newsletter",
        "WHAT A SCORE MEANS",
        "4 PATHS, 36% TO 48%",
        "What is left of 100, step by step",
        "the most travelled path ends at 36%",
        "2 scores guessed",
        "22 Nov 2026",
    ):
        assert plain(words) in plain(said), words
    title = [line for line in texts(composition.pages[0]) if line.face == "bold"]
    assert plain(" ".join(line.text for line in title[:-1])) in plain(sport.records[1].key_message)


def test_parked_cards_are_listed_not_drawn(sport: Any) -> None:
    page = sport.composed(paper="A3", landscape=True).pages[0]
    cards = [item for item in page.items if isinstance(item, Box) and item.role == "card"]
    assert len(cards) == 7


def test_largest_figure_is_the_excellence(sport: Any) -> None:
    page = sport.composed(paper="A2", landscape=True).pages[0]
    assert max(texts(page), key=lambda line: line.size).text == "36%"


def test_links_are_as_wide_as_customers_pass(draw: Callable[..., Any]) -> None:
    drawn = draw()
    need, wide, narrow = drawn.need("Q?"), drawn.touchpoint("A", x=264, score=0.5), drawn.touchpoint("B", x=264, y=120)
    drawn.link(need, wide, 0.9)
    drawn.link(need, narrow, 0.1)
    lines = [item for item in drawn.composed().pages[0].items if isinstance(item, Line) and item.role == "link"]
    assert len(lines) == 2
    assert max(line.width for line in lines) > 2.5 * min(line.width for line in lines)


def test_bars_tell_score_and_evidence(draw: Callable[..., Any]) -> None:
    drawn = draw()
    before = None
    for place, evidence in enumerate(("measured", "observed", "guess")):
        card = drawn.touchpoint(evidence, x=264 * place, score=0.8, evidence=evidence)
        if before:
            drawn.link(before, card)
        before = card
    said = words_of(drawn.composed().pages[0])
    assert plain("1 score measured · 1 score observed · 1 score guessed").replace("·", "") in plain(said).replace(
        ",", ""
    )
    for words in ("measured", "observed", "guessed"):
        assert words in said


def test_staircase_steps_stand_under_their_phase(sport: Any) -> None:
    page = sport.composed(paper="A3", landscape=True).pages[0]
    levels = [item for item in page.items if isinstance(item, Line) and item.role == "level"]
    cards = [item.rect for item in page.items if isinstance(item, Box) and item.role == "card"]
    assert len(levels) == 2
    middle = (min(card.x for card in cards) + max(card.right for card in cards)) / 2
    assert levels[0].points[1][0] < middle < levels[1].points[0][0]
    heights = [level.points[0][1] for level in levels]
    assert heights == sorted(heights)
    losses = [item for item in page.items if isinstance(item, Box) and item.role == "loss"]
    assert [loss.rect.height > 0 for loss in losses] == [True, True]


def test_a_path_that_goes_back_is_lettered(draw: Callable[..., Any]) -> None:
    drawn = draw()
    first, second = drawn.phase("One"), drawn.phase("Two")
    a = drawn.touchpoint("Start", second, 304, 100, score=0.9)
    b = drawn.touchpoint("Back", first, 40, 100, score=0.8)
    drawn.link(a, b)
    said = words_of(drawn.composed(paper="A3", landscape=True).pages[0])
    assert said.count("A · Start") == 2  # on the card and under the stair
    assert said.count("B · Back") == 2


def test_a_chosen_path_is_told(sport: Any) -> None:
    named = {getattr(record, "name", "") or getattr(record, "question", ""): record.id for record in sport.records}
    easy, near = named["What is the easiest way to begin?"], named["Where can I get it near me?"]
    tip, call = named["A friend's tip"], named["Phone call to the club"]
    page = sport.composed(path=(easy, tip, near, call)).pages[0]
    assert "the chosen path ends at 48%" in words_of(page)
    assert "the most travelled path ends at" in words_of(sport.composed(path=(easy, call)).pages[0])


def test_upper_bounds_say_at_most(draw: Callable[..., Any]) -> None:
    drawn = draw()
    drawn.link(drawn.touchpoint("A", score=0.8), drawn.touchpoint("B", x=264))
    said = words_of(drawn.composed().pages[0])
    assert "at most" in said
    assert plain("of 100 who start, at most 80 get through") in plain(said)
    assert "1 of 2 scored" in said
    assert "Not scored: B" in said


def test_where_customers_leave_there_is_nothing_to_score(draw: Callable[..., Any]) -> None:
    drawn = draw()
    need = drawn.need("Where?")
    drawn.link(need, drawn.touchpoint("Site", x=264, score=0.8), 0.5)
    drawn.link(need, drawn.touchpoint("Buys elsewhere", x=264, y=200, outcome="leaves", reason="no answer"), 0.3)
    drawn.link(need, drawn.touchpoint("Gives up", x=264, y=400, outcome="leaves", score=0.4, reason="long " * 30), 0.2)
    page = drawn.composed(paper="A3", landscape=True).pages[0]
    bars = [item.commands[0][1:] for item in page.items if isinstance(item, Shape) and item.fill == LIGHT.field]
    told = set()
    for card in (item.rect for item in page.items if isinstance(item, Box) and item.role == "card"):

        def stands(x: float, y: float, card: Rect = card) -> bool:
            return card.x <= x <= card.right and card.y <= y <= card.bottom

        words = sorted(line.text for line in texts(page) if stands(line.x, line.y))
        told.add((*words, sum(stands(x, y) for x, y in bars)))
    assert {card for card in told if card[0] != "Where?"} == {
        ("80%", "Site", 1),
        ("Buys elsewhere", "leaves: no answer", 0),
        ("Gives up", "leaves", 0),
    }


def test_cards_without_a_phase_that_follow_phased_ones_are_printed_right_of_the_last(draw: Callable[..., Any]) -> None:
    drawn = draw()
    first, second = drawn.phase("One"), drawn.phase("Two")
    chain = [
        drawn.touchpoint("Before", None, -224, 100, score=0.9),
        drawn.touchpoint("A", first, 40, 100, score=0.9),
        drawn.touchpoint("B", second, 304, 100, score=0.9),
        drawn.touchpoint("After", None, 568, 100, score=0.9),
    ]
    for source, target in pairwise(chain):
        drawn.link(source, target)
    composition = drawn.composed(paper="A3", landscape=True)
    sound(composition)
    cards = sorted(item.rect.x for item in composition.pages[0].items if isinstance(item, Box) and item.role == "card")
    (band,) = [item.rect for item in composition.pages[0].items if isinstance(item, Box) and item.role == "band"]
    assert band.x < cards[2] < band.right < cards[3]
    assert cards[1] < band.x


@pytest.mark.parametrize("theme", ["paper", "bold"])
def test_where_nothing_is_scored_a_word_says_so_and_no_figure(draw: Callable[..., Any], theme: str) -> None:
    drawn = draw()
    need = drawn.need("Q?")
    page = drawn.composed(theme=theme).pages[0]
    assert "no card is linked yet" in words_of(page)
    drawn.link(need, drawn.touchpoint("B", x=264))
    page = drawn.composed(theme=theme).pages[0]
    said = next(line for line in texts(page) if line.text == "not scored yet")
    title = next(line for line in texts(page) if line.face == "bold")
    assert said.y == title.y
    assert said.size < title.size
    words = words_of(page)
    assert "–" not in words.split()
    assert "whole journey" not in words
    assert "of customers" not in words.replace("share of customers", "")


def test_blank_journeys_make_posters(draw: Callable[..., Any]) -> None:
    blank = draw(title="")
    sound(blank.composed())
    assert "This journey has no cards yet." in words_of(blank.composed().pages[0])
    assert blank.composed().title == "Project"
    phases = draw()
    phases.phase("Only a phase")
    sound(phases.composed())
    one = draw()
    one.touchpoint("Only card", score=0.5)
    page = one.composed().pages[0]
    assert len([item for item in page.items if isinstance(item, Box) and item.role == "card"]) == 1
    assert "Only card" in words_of(page)
    assert "no card is linked yet" in words_of(page)


def test_blocked_and_lost_are_told(draw: Callable[..., Any]) -> None:
    drawn = draw()
    need = drawn.need("Who helps?")
    branch = drawn.touchpoint("Branch", x=264, score=0.9, blocked=True)
    video = drawn.touchpoint("Video", x=264, y=120, score=0.7)
    drawn.link(need, branch, 0.5)
    drawn.link(need, video, 0.3)
    page = drawn.composed().pages[0]
    said = words_of(page)
    assert "Closed: Branch" in said
    assert "Lost after: Who helps?" in said
    assert "20%" in said
    assert any(isinstance(item, Line) and item.role == "exit" for item in page.items)


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("paper", ["A4", "A2"])
def test_long_texts_lose_nothing(draw: Callable[..., Any], paper: str, landscape: bool) -> None:
    drawn = draw(title=LONG[0], persona=LONG[3], scenario=LONG[4], goal=LONG[5], key_message=LONG[2])
    first = drawn.phase(LONG[0], wording=LONG[4], question=LONG[3], verb=LONG[5])
    second = drawn.phase("Two", wording="w", verb=LONG[0])
    need = drawn.need(LONG[0], first, 0, 0)
    for place, words in enumerate(LONG):
        card = drawn.touchpoint(words, first, 0, 120 * (place + 1), score=0.5, channel=words[:100], owner=words)
        other = drawn.touchpoint(words[::-1], second, 300, 120 * (place + 1), score=0.9)
        drawn.link(need, card, label=words)
        drawn.link(card, other)
    composition = drawn.composed(paper=paper, landscape=landscape)
    sound(composition)
    everything = plain(" ".join(words_of(page) for page in composition.pages))
    for words in LONG:
        assert plain(words) in everything
        assert plain(words[::-1]) in everything
    assert len(composition.warnings) >= 2


def test_what_no_font_has_is_told_by_name(draw: Callable[..., Any]) -> None:
    drawn = draw(title="A \U0010fffd")
    assert any("U+10FFFD" in warning for warning in drawn.composed().warnings)


def crowded(draw: Callable[..., Any], count: int, phases: int, seed: int) -> Any:
    chance = random.Random(seed)
    drawn = draw(title="Crowded", key_message="Nobody can hold so many promises", persona="Everybody")
    words = "Booking reception advice portal shop visit delivery hotline chat invoice reminder letter"
    before: list[int] = []
    for place in range(phases):
        phase = drawn.phase(f"Phase {place}", wording="What now?")
        now = []
        for row in range(count // phases):
            name = " ".join(chance.choice(words.split()) for _ in range(chance.randint(1, 4)))
            x, y = place * 264 + 40 + chance.randint(-20, 20), 100 + row * 90 + chance.randint(-30, 30)
            make = drawn.need if chance.random() < 0.2 else drawn.touchpoint
            fields = {} if make == drawn.need else {"score": chance.choice([None, 0.5, 0.9]), "channel": "web"}
            now.append(make(name, phase, x, y, **fields))
        for card in now:
            for other in chance.sample(before, min(2, len(before))):
                drawn.link(other, card, chance.choice([None, 0.2, 0.5]))
        if before and chance.random() < 0.5:
            drawn.link(now[0], before[0], kind="return")
        before = now
    return drawn


@pytest.mark.parametrize(("count", "phases", "paper"), [(12, 3, "A4"), (30, 5, "A4"), (60, 6, "A3"), (200, 10, "A0")])
def test_crowded_journeys_stay_sound(draw: Callable[..., Any], count: int, phases: int, paper: str) -> None:
    drawn = crowded(draw, count, phases, count)
    for landscape in (True, False):
        composition = drawn.composed(paper=paper, landscape=landscape)
        sound(composition)
        everything = plain(" ".join(words_of(page) for page in composition.pages))
        for record in drawn.records:
            assert plain(getattr(record, "name", "")) in everything


def test_more_cards_than_the_paper_holds_are_listed(draw: Callable[..., Any]) -> None:
    drawn = crowded(draw, 400, 20, 1)
    composition = drawn.composed(paper="A4", landscape=True)
    sound(composition)
    everything = plain(" ".join(words_of(page) for page in composition.pages[1:]))
    assert all(plain(getattr(record, "name", "")) in everything for record in drawn.records)


def test_lanes_keep_their_cards(draw: Callable[..., Any]) -> None:
    drawn = draw(arrangement="channel")
    before = None
    levels = {"web": 0, "phone": 150, "shop": 300}
    for place, channel in enumerate(("web", "phone", "web", "shop")):
        name, y = f"At {channel} {place}", levels[channel]
        card = drawn.touchpoint(name, x=264 * place, y=y, channel=channel, score=0.8)
        if before:
            drawn.link(before, card)
        before = card
    page = drawn.composed(paper="A3").pages[0]
    said = {line.text: line.y for line in texts(page) if line.face == "semibold"}
    assert said["At web 0"] == said["At web 2"] < said["At phone 1"] < said["At shop 3"]
    assert {"web", "phone", "shop"} <= set(said)


def test_language_is_the_posters_own(sport: Any) -> None:
    composition = sport.composed(language="de")
    assert composition.language == "de"
    assert "22.11.2026" in words_of(composition.pages[0])
    assert "36\u00a0%" in words_of(composition.pages[0])


def test_project_chooses_the_paper(draw: Callable[..., Any]) -> None:
    drawn = draw(settings=Settings(paper="A2", landscape=False, scoring_note="By survey of 212 customers"))
    page = drawn.composed().pages[0]
    assert page.height > page.width
    assert page.height == pytest.approx(PAPERS["A2"].height)
    assert "How scores were made: By survey of 212 customers" in words_of(page)


def test_unknown_paper_and_journey_are_refused(sport: Any) -> None:
    state = State(sport.records)
    with pytest.raises(BadInput, match="A9"):
        paper_of(state, Options(paper="A9"))
    with pytest.raises(BadInput):
        compose(state, 999)


def test_two_compositions_are_equal(sport: Any) -> None:
    assert sport.composed() == sport.composed()


def test_every_exporter_writes(sport: Any, tmp_path: Any) -> None:
    state = State(sport.records)
    starts = {".pdf": b"%PDF", ".svg": b"<?xml", ".png": b"\x89PNG", ".json": b"{"}
    assert set(EXPORTERS) >= set(starts)
    for suffix in starts:
        exporter = EXPORTERS[suffix]
        target = tmp_path / f"poster{suffix}"
        exporter.write(state, sport.journey, target, Options(paper="A4", dpi=50))
        assert target.read_bytes().startswith(starts[suffix])
        assert exporter.label


def test_shapes_have_something_to_show(sport: Any) -> None:
    for item in sport.composed().pages[0].items:
        if not isinstance(item, TextLine):
            assert getattr(item, "fill", None) or item.stroke
            assert not isinstance(item, Shape) or item.commands or item.role == ""


@pytest.mark.parametrize("name", ["ARCH E", "arch e", " ARCHE ", "36x48in", "36 x 48 in"])
def test_a_sheet_is_known_by_its_name_or_its_inches(name: str) -> None:
    paper = named(name)
    assert paper is not None
    assert (paper.name, paper.width, paper.height) == ("ARCH E", 36 * 72, 48 * 72)
    other = named("36x49in")
    assert other is not None
    assert (other.width, other.height) == (36 * 72, 49 * 72)
