"""The looks of a poster, its client's copy, its key message and the voices under its map."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cjdesigner.export.exporters import EXPORTERS
from cjdesigner.export.look import BLEED, INK, accent_in_use, look, look_of, wearing
from cjdesigner.export.options import SIDE, Options
from cjdesigner.export.poster import compose
from cjdesigner.export.printed import printed
from cjdesigner.export.sheet import (
    Box,
    Composition,
    Line,
    Page,
    Picture,
    Shape,
    TextLine,
    flattened,
    overlaps,
    strays,
    texts,
)
from cjdesigner.model import samples
from cjdesigner.model.client_copy import INTERNAL, for_client
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import (
    Activity,
    Attachment,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    Persona,
    Principle,
    Reading,
    Touchpoint,
)
from cjdesigner.model.state import State
from cjdesigner.theme import contrast, rgb

THEMES = ("paper", "bold", "mono")


@functools.cache
def sample(name: str = "little-sport", **options: Any) -> Composition:
    state = State(samples.records(name, "en"))
    return compose(state, state.journeys()[0].id, Options(**{"language": "en", "paper": "A4", **options}))


def words_of(*pages: Page) -> str:
    return " ".join(line.text for page in pages for line in texts(page))


def colours(page: Page) -> Iterator[str]:
    for item in page.items:
        if isinstance(item, TextLine):
            yield item.colour
        elif isinstance(item, (Box, Shape)):
            yield from filter(None, (item.fill, item.stroke))
        elif isinstance(item, Line):
            yield item.stroke


# looks


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("name", ["little-sport", "endless-journey"])
def test_every_sheet_of_a_look_is_sound(name: str, theme: str, landscape: bool) -> None:
    composition = sample(name, theme=theme, landscape=landscape)
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [line.text for line in strays(page)] == []
        paper = Rect(0, 0, page.width, page.height).inflated(0.01)
        beyond = [item.role for item in page.items if isinstance(item, Box) and paper.united(item.rect) != paper]
        assert set(beyond) <= {"bleed"}


ACCENTS = (
    *((theme, "") for theme in THEMES),
    ("bold", "#FFE94A"),
    ("bold", "#101010"),
    ("paper", "#FFFFFF"),
    ("paper", "#D81B60"),
    ("bold", "#D81B60"),
)


@pytest.mark.parametrize(("theme", "accent"), ACCENTS)
def test_all_text_is_readable_on_what_lies_beneath_it(theme: str, accent: str) -> None:
    some: dict[str, Any] = {"sections": ("head", "map", "jobs")} if accent else {"landscape": True}
    for page in sample(theme=theme, accent=accent, **some).pages:
        ground: list[tuple[Rect, str]] = []
        for item in page.items:
            if isinstance(item, Box) and item.fill:
                ground.append((item.rect, item.fill))
            elif isinstance(item, Shape) and item.fill and item.role != "icon":
                xs, ys = zip(*flattened(item.commands), strict=True)
                ground.append((Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)), item.fill))
            elif isinstance(item, TextLine) and item.text.strip():
                x, y = item.ink.centre_x, item.ink.centre_y
                beneath = [fill for rect, fill in ground if rect.contains(x, y)]
                assert contrast(item.colour, beneath[-1] if beneath else "#FFFFFF") >= 4.49, item.text


def test_an_accent_of_ones_own_colours_paper_and_bold_and_not_mono() -> None:
    for theme in ("paper", "bold"):
        assert "#0B7A53" in set(colours(sample("closed-branch", theme=theme, accent="#0B7A53").pages[0]))
    assert "#0B7A53" not in set(colours(sample("closed-branch", theme="mono", accent="#0B7A53").pages[0]))


@pytest.mark.parametrize("theme", ["paper", "bold"])
def test_an_accent_stays_what_it_is_where_it_can_be_read_and_is_darkened_no_more_than_needed(theme: Any) -> None:
    assert accent_in_use(theme, "#d81b60") == "#d81b60"
    assert "#d81b60" in set(colours(sample("closed-branch", theme=theme, accent="#d81b60").pages[0]))
    for light in ("#FFE94A", "#FFFFFF", "#4aa3ff"):
        assert 4.5 <= contrast(accent_in_use(theme, light), "#FFFFFF") < 4.7
    found = look_of(theme, "#d81b60")
    assert contrast(found.accent_ink, found.palette.band) >= 4.5
    assert accent_in_use("mono", "#d81b60") == accent_in_use("mono", "")


def test_bold_heads_stand_on_a_ground_that_runs_into_the_bleed() -> None:
    for page in sample(theme="bold", landscape=True).pages[:-1]:
        ground = page.items[0]
        assert isinstance(ground, Box)
        assert ground.role == "bleed"
        assert (ground.rect.x, ground.rect.y) == (-BLEED, -BLEED)
        assert ground.rect.right == pytest.approx(page.width + BLEED)
        head = [line for line in texts(page) if ground.rect.contains(line.ink.centre_x, line.ink.centre_y)]
        assert head
        assert {contrast(line.colour, ground.fill or "") >= 4.5 for line in head} == {True}
    phases = [
        item
        for item in sample(theme="bold", landscape=True).pages[0].items
        if isinstance(item, Box) and item.role == "phase"
    ]
    assert len(phases) == 5
    assert len({item.fill for item in phases}) == 2


def test_bold_is_heavier_and_larger_than_paper() -> None:
    paper, bold = (sample(theme=theme, landscape=True).pages[0] for theme in ("paper", "bold"))

    def heaviest(page: Page) -> float:
        return max(item.width for item in page.items if isinstance(item, Line) and item.role == "link")

    assert heaviest(bold) > 1.2 * heaviest(paper)
    assert max(line.size for line in texts(bold)) > 1.2 * max(line.size for line in texts(paper))


def test_mono_has_only_greys_and_tells_by_dashes_hatching_and_weight_what_colours_told() -> None:
    composition = sample(theme="mono", landscape=True)
    for page in composition.pages:
        assert {colour for colour in colours(page) if len(set(rgb(colour))) > 1} == set()
    page = composition.pages[0]
    lines = [item for item in page.items if isinstance(item, Line)]
    assert all(item.dash for item in lines if item.role == "exit")
    assert any(item.role == "exit" for item in lines)
    coloured = [item for item in sample(theme="paper", landscape=True).pages[0].items if isinstance(item, Line)]
    both = ([line for line in found if line.role == "link"] for found in (lines, coloured))
    links = list(zip(*both, strict=True))
    chosen = {a.width / b.width for a, b in links if b.stroke == look_of("paper").palette.accent}
    assert min(chosen) > 1.4
    assert {round(a.width / b.width, 2) for a, b in links} - {round(c, 2) for c in chosen} == {1}
    losses = [item for item in page.items if isinstance(item, Box) and item.role == "loss"]
    assert sum(item.fill == "#262626" for item in losses) == 1  # the largest is solid, the others are hatched
    assert all(item.stroke for item in losses)


def test_a_look_holds_only_within() -> None:
    with wearing(look_of("mono")):
        assert INK.danger == "#000000"
        assert not look().coloured
    assert look().coloured
    assert INK.danger != "#000000"


# the head


def test_the_head_says_the_message_asked_for_else_the_journeys_else_its_title(sport: Any) -> None:
    def head(**options: Any) -> str:
        page = sport.composed(**options).pages[0]
        return max(texts(page), key=lambda line: line.size * (not line.text.endswith("%"))).text

    assert head().startswith("Two thirds")
    assert head(key_message=" Call them back ") == "Call them back"
    assert head(key_message="") == "A little sport"


def test_a_key_message_that_is_cut_is_told(sport: Any) -> None:
    warnings = sport.composed(key_message="Nobody called back. " * 60, paper="A4").warnings
    assert sum("key message" in words for words in warnings) == 1
    assert not any("key message" in words for words in sport.composed(paper="A4").warnings)


def test_the_blocks_beside_the_map_stand_in_the_order_asked_for() -> None:
    def order(**options: Any) -> list[str]:
        page = sample(paper="A0", landscape=True, sections=("map", *SIDE), **options).pages[0]
        x = max(line.box.x for line in texts(page) if line.text == "GAPS")
        return [line.text for line in sorted(texts(page), key=lambda line: line.y)
                if line.text.isupper() and line.box.x == x]  # fmt: skip

    usual = order()
    turned = order(side=("by-persona", "gaps"))
    assert usual.index("FIX THIS FIRST") == 0
    assert turned[:2] == ["BY PERSONA", "GAPS"]
    assert turned[2] == "FIX THIS FIRST"


# the client's copy


def planted(draw: Callable[..., Any]) -> tuple[Any, list[str]]:
    """A journey with a word of its own in every field that is only for the team."""
    drawn = draw(arrangement="owner")
    words: list[str] = []

    def word(where: str) -> str:
        words.append(f"Secret{where}")
        return words[-1]

    phase = drawn.phase("Choice", side="buy")
    one = drawn.touchpoint("Site", phase, 0, 100, score=0.5, owner=word("One"), mandate=word("Two"),
                           known=word("Three"), note=word("Note"))  # fmt: skip
    two = drawn.touchpoint("Desk", phase, 264, 100, score=0.6, owner=word("Five"))
    drawn.link(one, two, hands_over=word("Six"))
    drawn._add(Activity, journey=drawn.journey, phase=phase, name="Answer", owner=word("Seven"), note=word("Eight"))
    said = drawn._add(Insight, text="Nobody calls back", valence="pain", department=word("Nine"))
    drawn._add(Attachment, subject=said, target=one)
    drawn._add(Insight, text="Kept", department=word("Ten"))
    drawn._add(Principle, journey=drawn.journey, text=word("Eleven"), touchpoint=one)
    drawn._add(Principle, journey=drawn.journey, text=word("Twelve"), kind="freedom")
    drawn._add(Indicator, name="Rate", owner=word("Thirteen"))
    drawn._add(Reading, indicator=len(drawn.records), date="2026-01-01", value=3.0)
    person = drawn._add(Persona, name="Mia")
    drawn._add(Job, persona=person, situation="I come home", motivation="move", outcome="rest", note=word("Fourteen"))
    drawn._add(EmpathyMap, persona=person, title="Evening", designed_by=word("Fifteen"))
    return drawn, words


@pytest.mark.parametrize("theme", THEMES)
def test_the_clients_copy_holds_nothing_that_is_only_for_the_team(draw: Callable[..., Any], theme: str) -> None:
    drawn, words = planted(draw)
    for paper, landscape in (("A4", False), ("A2", True)):
        composition = drawn.composed(client=True, theme=theme, paper=paper, landscape=landscape)
        said = words_of(*composition.pages) + " ".join(e.title for page in composition.pages for e in page.outline)
        assert "Secret" not in said.replace(" ", "")
        assert "client copy" in said
        assert "Nobody calls back" in said
        assert "Experience strategy" not in said
    team = words_of(*drawn.composed(theme=theme, paper="A2").pages)
    assert [word for word in words if word not in team] == ["SecretNote", "SecretEight"]  # these are printed nowhere
    assert "client copy" not in team


def test_every_field_that_is_only_for_the_team_is_emptied(draw: Callable[..., Any]) -> None:
    drawn, _words = planted(draw)
    state = for_client(State(drawn.records))
    for record in state.records.values():
        assert all(getattr(record, field) == "" for field in INTERNAL.get(type(record), ()))
    assert state.all(Principle) == []
    assert state[drawn.journey].arrangement == "flow"
    assert {type(r) for r in state.records.values()} >= {Journey, Touchpoint, Link, Insight, Job}


# voices


@pytest.fixture
def heard(draw: Callable[..., Any]) -> Any:
    drawn = draw(title="Heard")
    first, second = drawn.phase("Impulse"), drawn.phase("Choice")
    tip = drawn.touchpoint("Tip", first, 40, 100, score=0.9)
    site = drawn.touchpoint("Site", second, 304, 100, score=0.4)
    drawn.link(tip, site)
    for words, place, valence, sure, kind in (
        ("A neutral remark", site, "neutral", "high", "observation"),
        ("A gain is here", site, "gain", "high", "quote"),
        ("An unsure pain", second, "pain", "low", "quote"),
        ("A sure pain", site, "pain", "high", "quote"),
        ("A word on the tip", tip, "gain", "medium", "quote"),
    ):
        said = drawn._add(Insight, text=words, valence=valence, confidence=sure, kind=kind)
        drawn._add(Attachment, subject=said, target=place)
    return drawn


@pytest.mark.parametrize("landscape", [True, False])
def test_voices_stand_under_their_phase_the_gravest_first(heard: Any, landscape: bool) -> None:
    composition = heard.composed(paper="A3", landscape=landscape)
    page = composition.pages[0]
    lines = {line.text: line for line in texts(page)}
    pains, unsure, gain, tip = (lines[w] for w in ("A sure pain", "An unsure pain", "A gain is here",
                                                   "A word on the tip"))  # fmt: skip
    assert pains.y < unsure.y < gain.y
    assert tip.y == pains.y
    assert pains.face == "italic"
    assert "1 more under Insights" in lines
    assert "A neutral remark" not in lines
    heads = {word: lines[word].ink.centre_x for word in ("Impulse", "Choice")}
    for line, phase in ((pains, "Choice"), (tip, "Impulse")):
        assert min(heads, key=lambda word: abs(heads[word] - line.ink.centre_x)) == phase
    assert sum(isinstance(item, Line) and item.role == "voice" for item in page.items) == 4
    assert "Voices" in {entry.title for entry in page.outline}
    assert "A neutral remark" in words_of(*composition.pages[1:])
    assert not any("A sure pain" in words_of(each) and "no room for" in words_of(each) for each in composition.pages)


def test_without_the_insights_or_in_columns_too_narrow_there_are_no_voices(heard: Any) -> None:
    assert "A sure pain" not in words_of(*heard.composed(sections=("map", "staircase")).pages)
    for _place in range(40):
        heard.touchpoint("T", heard.phase("P"), 600 + 264 * _place, 100, score=0.9)
    composition = heard.composed(paper="A4", landscape=False)
    assert "A sure pain" not in words_of(composition.pages[0])
    assert "A sure pain" in words_of(*composition.pages[1:])


def test_a_long_voice_is_shortened_and_numbered(heard: Any) -> None:
    said = heard._add(Insight, text="Endless words " * 60, valence="pain", confidence="high", kind="quote", rank=-1)
    heard._add(Attachment, subject=said, target=heard.journey + 1)
    composition = heard.composed(paper="A3", landscape=True)
    ends = [line.text for line in texts(composition.pages[0]) if "Endless words" in line.text]
    assert ends
    assert re.search(r"… \[\d+\]$", ends[-1])
    assert not any(isinstance(item, Picture) for item in composition.pages[0].items)


@pytest.mark.parametrize("suffix", [".csv", ".html", ".mmd", ".canvas"])
def test_other_formats_for_the_client_hold_nothing_of_it_either(draw: Callable[..., Any], suffix: str) -> None:
    drawn, _words = planted(draw)
    exporter = EXPORTERS[suffix]
    content = exporter.content(State(drawn.records), drawn.journey, Options(client=True, language="en"))
    assert b"Secret" not in content
    assert b"Site" in content


def test_the_book_for_the_client_holds_nothing_of_it_either(draw: Callable[..., Any]) -> None:
    drawn, _words = planted(draw)
    state = State(drawn.records)
    said = words_of(*printed(state, drawn.journey, Options(client=True, book=True, language="en")).pages)
    assert "Secret" not in said.replace(" ", "")
    assert "Secret" in words_of(*printed(state, drawn.journey, Options(book=True, language="en")).pages)
