"""Measures posters of samples, templates and generated journeys: nothing overlaps, strays, is too small, or is lost."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from export import lifelike
from export.measuring import hidden_links, plain

from cjdesigner.export.options import Options
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import Composition, overlaps, smallest_type, strays, texts
from cjdesigner.model import samples
from cjdesigner.model.records import Activity, LaneEntry, NeedPoint, Phase, Record, Touchpoint
from cjdesigner.model.state import State

PAPERS = (
    ("A4", True),
    ("A4", False),
    ("A3", True),
    ("A1", False),
    ("A0", True),
    ("A0", False),
    ("36x48in", False),
    ("914mm-roll", True),
    ("594x1200mm", False),
    ("A5", True),
)
COUNTS = {
    1: "A0", 2: "A3", 5: "A4", 20: "914mm-roll", 60: "A1", 200: "A0", 1000: "A0",
}  # fmt: skip
SCRIPTS = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
    "a booking that goes through at once",
    "🙂👨\u200d👩\u200d👧🇩🇪 party",
    "Ελληνικά ερώτηση",
    "Кириллица и вопрос",
    "مرحبا كيف يمكنني البدء",
    "中文字符測試，很長的一段文字。",
    "x" * 40,
    "ok",
    "?",
)
MISSING = "\U0010fffd"


def named(count: int) -> list[Record]:
    """A journey whose texts have 1 to 300 characters of many scripts."""
    chance = random.Random(count)

    def words() -> str:
        length = chance.choice((1, 4, 12, 30, 30, 60, 120, 300))
        said = ""
        while len(said) < length:
            said += chance.choice(SCRIPTS) + " "
        return said[:length].rstrip("\u200d ") or "x"

    records: list[Record] = []
    for record in lifelike.journey(count, seed=count, company=count in (5, 20)):
        if isinstance(record, Touchpoint):
            record = msgspec.structs.replace(record, name=words(), owner=chance.choice(("", "Vertrieb")))
        elif isinstance(record, NeedPoint):
            record = msgspec.structs.replace(record, question=words())
        elif isinstance(record, Phase):
            record = msgspec.structs.replace(record, title=words()[:60].strip("\u200d "), verb=words())
        elif isinstance(record, Activity):
            record = msgspec.structs.replace(record, name=words(), owner=words())
        elif isinstance(record, LaneEntry):
            record = msgspec.structs.replace(record, text=words())
        records.append(record)
    return records


def sound(composition: Composition) -> None:
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [(line.text, line.box) for line in strays(page)] == []
        assert list(hidden_links(page)) == []
    assert (smallest_type(composition) or 99) >= composition.smallest - 1e-9


def said_in(composition: Composition) -> str:
    """All that is said, without the titles of list pages, which may part an entry."""
    lines = (line.text for page in composition.pages for line in texts(page))
    return plain(" ".join(words for words in lines if not words.endswith("what the poster had no room for")))


def texts_of(records: list[Record]) -> Iterator[str]:
    for record in records:
        if isinstance(record, (Touchpoint, NeedPoint, Activity)):
            yield getattr(record, "name", "") or getattr(record, "question", "")
        elif isinstance(record, Phase):
            yield from (record.title, record.verb)
        elif isinstance(record, LaneEntry):
            yield record.text


@pytest.fixture(scope="module")
def composed() -> dict[int, tuple[list[Record], Composition]]:
    found = {}
    for count, paper in COUNTS.items():
        records = named(count)
        options = Options(paper=paper, landscape=count % 3 != 0, language="en", date=datetime.date(2026, 11, 22))
        found[count] = records, compose(State(records), lifelike.JOURNEY, options)
    return found


@pytest.mark.parametrize("count", COUNTS)
def test_generated_journeys_are_sound(composed: Any, count: int) -> None:
    _records, composition = composed[count]
    sound(composition)
    assert composition.smallest >= 6 - 1e-9


@pytest.mark.parametrize("count", COUNTS)
def test_nothing_of_them_is_lost(composed: Any, count: int) -> None:
    records, composition = composed[count]
    said = said_in(composition)
    lost = [words for words in texts_of(records) if plain(words) not in said]
    assert lost == []
    if composition.pages[1:]:
        assert composition.warnings


def test_what_no_font_shows_is_told_by_name() -> None:
    records = [
        msgspec.structs.replace(record, name=f"Desk {MISSING}") if isinstance(record, Touchpoint) else record
        for record in lifelike.journey(60)
    ]
    for options in (Options(paper="A1"), Options(paper="A4", landscape=False)):
        composition = compose(State(records), lifelike.JOURNEY, options)
        assert any("U+10FFFD" in warning for warning in composition.warnings)


@pytest.mark.parametrize("name", sorted({*samples.SAMPLES, *samples.TEMPLATES}))
@pytest.mark.parametrize("paper", [("A3", True), ("A0", False)])
def test_samples_and_templates(name: str, paper: tuple[str, bool]) -> None:
    language = "de" if paper[1] else "en"
    state = State(samples.records(name, language))
    for journey in state.journeys():
        composition = compose(state, journey.id, _options(*paper, language=language))
        sound(composition)
        said = said_in(composition)
        for node in state.nodes(journey.id):
            assert plain(getattr(node, "name", "") or getattr(node, "question", "")) in said
        for activity in state.members(journey.id, Activity):
            assert plain(activity.name) in said


@pytest.mark.parametrize(("paper", "landscape"), PAPERS)
def test_every_paper(paper: str, landscape: bool) -> None:
    state = State(samples.records("service-blueprint", "en"))
    composition = compose(state, state.journeys()[0].id, _options(paper, landscape, theme="bold"))
    sound(composition)


def _options(paper: str, landscape: bool, **more: Any) -> Options:
    return Options(paper=paper, landscape=landscape, date=datetime.date(2026, 11, 22), **more)
