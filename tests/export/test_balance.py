"""That type on cards is large before anything else is, that the staircase is tall, and that lanes stay on the sheet."""

from __future__ import annotations

from typing import Any

import pytest
from export.test_filling import boxes, lines, on_cards, words_of

from cjdesigner.export import body
from cjdesigner.export.journey import Told
from cjdesigner.export.options import Options
from cjdesigner.export.paper import named
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import Composition, texts
from cjdesigner.i18n import using
from cjdesigner.model import samples
from cjdesigner.model.records import NeedPoint, Touchpoint
from cjdesigner.model.state import State


def sample(name: str, language: str = "en") -> State:
    return State(samples.records(name, language))


def poster(state: State, paper: str = "A0", landscape: bool = True, **options: Any) -> Composition:
    return compose(
        state, state.journeys()[0].id, Options(paper=paper, landscape=landscape, **{"language": "en", **options})
    )


@pytest.mark.parametrize("theme", ["paper", "bold", "mono"])
@pytest.mark.parametrize("paper", ["A0", "A3", "A4"])
@pytest.mark.parametrize("name", ["little-sport", "closed-branch"])
def test_names_are_whole_and_large_and_the_staircase_tall(name: str, paper: str, theme: Any) -> None:
    page = poster(sample(name), paper, theme=theme).pages[0]
    found = named(paper)
    assert found is not None
    names = [line for line in on_cards(page) if line.face == "semibold"]
    assert not any("…" in line.text or "[" in line.text for line in names)
    assert sorted(line.size for line in names)[len(names) // 2] >= 1.2 * found.smallest  # a few are figures of marks
    levels = [y for line in lines(page, "level") for _x, y in line.points]
    bars = boxes(page, "remains") + boxes(page, "loss")
    plot = max(bar.bottom for bar in bars) - min(bar.y for bar in bars)
    assert plot >= 0.1 * page.height
    assert max(levels) - min(levels) > 0.05 * page.height


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_name_of_the_sample_stands_on_its_card(language: str) -> None:
    state = sample("little-sport", language)
    page = poster(state, language=language).pages[0]
    said = "".join(line.text for line in on_cards(page)).replace(" ", "").replace("-", "")
    journey = state.journeys()[0].id
    shown = {place for link in state.links(journey) for place in (link.source, link.target)}
    for node in [*state.members(journey, Touchpoint), *state.members(journey, NeedPoint)]:
        title = node.name if isinstance(node, Touchpoint) else node.question
        if node.id in shown:
            assert title.replace(" ", "").replace("-", "") in said


def test_voices_give_way_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    state = sample("little-sport")
    standing, lying = (poster(state, landscape=landscape, theme="bold").pages[0] for landscape in (False, True))
    sizes = [max(line.size for line in on_cards(page)) for page in (standing, lying)]
    monkeypatch.setattr(body, "draw_with_voices", lambda *args, **more: False)
    without = [poster(state, landscape=landscape, theme="bold").pages[0] for landscape in (False, True)]
    for size, page in zip(sizes, without, strict=True):
        assert size >= 0.9 * max(line.size for line in on_cards(page))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("theme", ["paper", "bold", "mono"])
@pytest.mark.parametrize("landscape", [True, False])
def test_what_was_learned_is_told_at_its_phase(landscape: bool, theme: Any, language: str) -> None:
    state = sample("little-sport", language)
    options: dict[str, Any] = {"theme": theme, "language": language}
    page = poster(state, "A0", landscape, **options).pages[0]
    journey = state.journeys()[0].id
    with using(language):
        told = Told(state, journey, Options(language=language))
        counts = set(told.learned.values())
    quotes = len(lines(page, "voice"))
    assert quotes >= len(told.voices) or counts <= {line.text for line in texts(page)}
    assert len(told.voices) == 5


@pytest.mark.parametrize("theme", ["paper", "bold"])
@pytest.mark.parametrize("name", ["service-blueprint", "endless-journey"])
def test_lanes_of_what_is_not_scored_stay_on_the_sheet(name: str, theme: Any) -> None:
    composition = poster(sample(name), theme=theme)
    assert boxes(composition.pages[0], "activity")
    assert not any("no room under the map" in warning for warning in composition.warnings)


def test_names_under_few_steps_are_large(draw: Any) -> None:
    drawn = draw()
    phase = drawn.phase("One", width=800)
    cards = [drawn.touchpoint(f"Step {place}", phase, 264 * place, 0, score=0.8) for place in range(3)]
    for one, other in zip(cards, cards[1:], strict=False):
        drawn.link(one, other)
    page = drawn.composed(paper="A3", landscape=True).pages[0]
    floor = max(bar.bottom for bar in boxes(page, "remains"))
    below = [line for line in texts(page) if line.text.startswith("Step") and line.y > floor]
    assert len(below) == 3
    assert min(line.size for line in below) >= 1.4 * min(line.size for line in texts(page))


def test_no_line_goes_through_a_figure_of_the_staircase() -> None:
    for theme in ("paper", "bold", "mono"):
        options: dict[str, Any] = {"theme": theme}
        page = poster(sample("little-sport"), **options).pages[0]
        bars = boxes(page, "remains")
        floor, top = max(bar.bottom for bar in bars), min(bar.y for bar in bars) - 0.1 * page.height
        figures = [line for line in texts(page) if line.text.startswith("−") and top < line.y < floor]
        assert len(figures) >= 5
        for item in lines(page, ""):
            (x1, y), (x2, y2) = item.points[0], item.points[-1]
            if y == y2 and not item.dash:
                assert not any(
                    ink.y < y < ink.bottom and x1 < ink.right and ink.x < x2 for ink in (f.ink for f in figures)
                )


def test_three_levers_come_before_the_rest() -> None:
    state = sample("little-sport")
    for paper, landscape in (("A0", True), ("A3", True), ("A4", False)):
        page = poster(state, paper, landscape).pages[0]
        assert "FIX THIS FIRST" in words_of(page)
        gains = [line for line in texts(page) if line.text.startswith("+") and line.face == "semibold"]
        assert len(gains) >= 3
