"""The endless journey's page: its stations, loops and words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cjdesigner.export.options import Options
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import Composition, Page, Shape, overlaps, strays, texts
from cjdesigner.model import samples
from cjdesigner.model.state import State


def eight_page(composition: Composition) -> Page | None:
    found = [page for page in composition.pages if page.outline and page.outline[0].title == "The endless journey"]
    return found[0] if found else None


def words_of(page: Page) -> str:
    return " ".join(line.text for line in texts(page))


def sound(composition: Composition) -> None:
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [line.text for line in strays(page)] == []
        assert page.in_hand or all(line.size >= composition.smallest - 1e-9 for line in texts(page))


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("paper", ["A4", "A3", "A0", "Letter"])
def test_every_phase_is_a_station_and_told_in_words(paper: str, landscape: bool) -> None:
    state = State(samples.records("endless-journey", "en"))
    journey = state.journeys()[0].id
    composition = compose(state, journey, Options(paper=paper, landscape=landscape, language="en", sections=("eight",)))
    sound(composition)
    page = composition.pages[0]
    assert sum(isinstance(item, Shape) and item.role == "station" for item in page.items) == 11
    said = words_of(page)
    for words in ("buy", "acquire", "own", "look after", "BUY · THE COMPANY ACQUIRES", "OWN · THE COMPANY LOOKS AFTER"):
        assert words in said
    for phase in state.phases(journey):
        for words in (phase.title, phase.wording, phase.question):
            assert "".join(words.split()) in "".join(said.split())


def test_loops_and_phases_tell_what_they_keep(sport: Any) -> None:
    page = eight_page(sport.composed(paper="A3", landscape=True))
    assert page is not None
    figures = [line.text for line in texts(page) if line.text.endswith("%")]
    assert sorted(figures) == ["45%", "45%", "80%", "80%"]  # each loop and each phase, on the path most take


def test_without_two_sides_there_is_no_such_page(draw: Callable[..., Any]) -> None:
    drawn = draw()
    drawn.phase("Only buying", side="buy")
    drawn.phase("Nobody said")
    assert eight_page(drawn.composed()) is None


def test_it_is_left_out_where_it_is_not_chosen(sport: Any) -> None:
    assert eight_page(sport.composed(sections=("map",))) is None


def test_long_and_many_phases_lose_nothing(draw: Callable[..., Any]) -> None:
    drawn = draw()
    for place in range(24):
        words = f"{place} " + "Donaudampfschifffahrtsgesellschaft " * (6 if place % 5 == 0 else 1)
        drawn.phase(words, wording=words, question=words, verb=words, side="buy" if place < 12 else "own")
    drawn.phase("On neither side")
    for landscape in (True, False):
        composition = drawn.composed(paper="A4", landscape=landscape, sections=("eight",))
        sound(composition)
        said = " ".join(words_of(page) for page in composition.pages)
        assert "On neither side" in said
        assert all(f"{place} " in said for place in range(24))
