"""The sheets of the methods: what stands on them, that all of it is there, and that it stands where it should."""

from __future__ import annotations

import datetime
import io
import random
import time
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from cjdesigner.errors import BadInput
from cjdesigner.export import Options
from cjdesigner.export.concerning import concerning
from cjdesigner.export.methods import with_content
from cjdesigner.export.options import PAGES, SECTIONS
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import (
    Box,
    Composition,
    Line,
    Page,
    Picture,
    Shape,
    overlaps,
    smallest_type,
    strays,
    texts,
)
from cjdesigner.model import samples
from cjdesigner.model.record import Confidence, InsightKind, NoteMark, Section, Valence
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Note,
    Override,
    Persona,
    Principle,
    Reading,
    Record,
)
from cjdesigner.model.state import State

SHEETS = ("personas", "empathy", "jobs", "indicators", "insights", "strategy")
DAY = datetime.date(2026, 11, 22)
TEXTS = (
    "",
    "Short",
    "A day at the desk, and an hour of sport before supper",
    "<b>bold</b> &amp; <img src=x> [b]this[/b] & that",
    "word " * 1000,
    "x" * 300,
    "مرحبا كيف يمكنني البدء " * 13,
    "🙂👨\u200d👩\u200d👧🇩🇪 party " * 20,
    "e\u0301a\u0308 combining, שלום and 中文字符" * 3,
    "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight",
)


def words_of(*pages: Page) -> str:
    return " ".join(line.text for page in pages for line in texts(page))


def plain(words: str) -> str:
    """A text without what setting it adds or takes away."""
    return "".join(c for c in words if not c.isspace() and c not in "-…\u00ad\u200d\ufe0f").casefold()


def sound(composition: Composition, pages: range | None = None, *, least: float = 0.0) -> None:
    """Nothing overlaps, leaves its box or the page, or is smaller than allowed."""
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [(line.text, line.box) for line in strays(page)] == []
        for item in page.items:
            if isinstance(item, Box):
                assert item.rect.width >= 0, item
                assert item.rect.height >= 0, item
    assert (smallest_type(composition) or 99) >= composition.smallest - 1e-9
    assert composition.smallest >= least


class Project:
    """Records of every method around a small journey."""

    def __init__(self, draw: Callable[..., Any]) -> None:
        self.drawn = draw(title="A little sport")
        self.add = self.drawn._add
        self.phase = self.drawn.phase("Begin")
        self.need = self.drawn.need("Where?", self.phase, 40, 100)
        self.site = self.drawn.touchpoint("Website", self.phase, 40, 240, score=0.5, owner="Marketing")
        self.call = self.drawn.touchpoint("Call", self.phase, 40, 380, score=0.8, owner="Service", signature=True)
        self.drawn.link(self.need, self.site, 0.6)
        self.drawn.link(self.site, self.call)

    @property
    def records(self) -> list[Record]:
        return self.drawn.records

    def hang(self, subject: int, target: int) -> int:
        return self.add(Attachment, subject=subject, target=target)

    def composed(self, **options: Any) -> Composition:
        return self.drawn.composed(**options)


@pytest.fixture
def project(draw: Callable[..., Any]) -> Project:
    return Project(draw)


@pytest.fixture(scope="module")
def sport_state() -> State:
    return State(samples.load("little-sport", "en").records)


def sample(state: State, **options: Any) -> Composition:
    return compose(
        state, state.journeys()[0].id, Options(**{"date": DAY, "language": "en", "sections": SHEETS, **options})
    )


@pytest.mark.parametrize(
    ("paper", "landscape"), [("A4", False), ("A4", True), ("A3", True), ("A0", True), ("A0", False), ("Letter", True)]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sample_is_sound_on_every_paper(paper: str, landscape: bool, language: str) -> None:
    state = State(samples.load("little-sport", language).records)
    composition = sample(state, paper=paper, landscape=landscape, language=language)
    sound(composition)
    assert len(composition.pages) >= len(SHEETS)
    size = {(page.width, page.height) for page in composition.pages if not page.in_hand}
    assert len(size) == 1


SMALL: list[dict[str, Any]] = [
    {"paper": "A5", "landscape": True, "margin": 40.0},
    {"paper": "A5", "landscape": False, "margin": 37.0},
    {"paper": "A3", "landscape": True, "margin": 200.0},
    {"paper": "594x1200mm", "landscape": False},
    {"paper": "594x1200mm", "landscape": False, "margin": 1000.0},
    {"paper": "300x2000mm", "landscape": True},
    {"paper": "100x100mm"},
    {"paper": "36x48in", "landscape": True, "margin": 200.0},
]
"""Little room, or a strange shape of it."""


@pytest.mark.parametrize("sheet", SMALL, ids=str)
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sheets_are_sound_where_there_is_little_room(sheet: dict[str, Any], language: str) -> None:
    state = State(samples.load("little-sport", language).records)
    sound(sample(state, language=language, sections=(*SHEETS, "eight"), **sheet), least=2.5)
    eight = State(samples.load("endless-journey", language).records)
    sound(sample(eight, language=language, sections=("eight",), **sheet), least=2.5)


def test_an_empathy_map_with_hardly_any_room_goes_without_its_questions(project: Project) -> None:
    filled_map(project, 9)
    wide = project.composed(sections=("empathy",), paper="A3", landscape=True).pages[0]
    small = project.composed(sections=("empathy",), paper="A5", landscape=True, margin=40.0)
    sound(small, least=2.5)
    assert "What jobs do they want" in words_of(wide)
    assert "What jobs do they want" not in words_of(small.pages[0])
    assert plain("What do they HEAR?") in plain(words_of(small.pages[0]))


def test_every_text_of_the_sample_is_there(sport_state: State) -> None:
    said = plain(words_of(*sample(sport_state, paper="A4", landscape=False).pages))
    fields: dict[type[Record], tuple[str, ...]] = {
        Persona: ("name", "role", "share_source"),
        EmpathyMap: ("title", "designed_for", "designed_by", "date", "version"),
        Note: ("text", "source"),
        Job: ("situation", "motivation", "outcome", "note"),
        DesiredOutcome: ("text", "source"),
        Force: ("text",),
        Indicator: ("name", "question", "definition", "formula", "owner"),
        Insight: ("text", "source", "date", "department"),
        Principle: ("text",),
    }
    for kind, names in fields.items():
        records = sport_state.all(kind)
        assert records
        for record in records:
            for name in names:
                assert plain(getattr(record, name)) in said, (kind, name)
    for persona in sport_state.all(Persona):
        for name in ("goals", "context", "frustrations", "quotes", "habits", "criteria"):
            for point in getattr(persona, name).splitlines():
                assert plain(point) in said


def test_each_sheet_has_its_entry_in_the_outline(sport_state: State) -> None:
    composition = sample(sport_state, paper="A3", landscape=True)
    tops = [entry.title for page in composition.pages for entry in page.outline if entry.level == 0]
    titles = ["Personas", "Empathy map: Before the first training", "Jobs to be done"]
    assert tops[:6] == [*titles, "Indicators", "Insights", "Experience strategy"]
    inner = [entry.title for page in composition.pages for entry in page.outline if entry.level == 1]
    for title in ("Mia, 34", "Net Promoter Score", "Guard rails", "Coaching"):
        assert title in inner or title == "Net Promoter Score"


# personas


def test_personas_are_compared_worst_first_and_weighted_last(project: Project) -> None:
    one = project.add(Persona, name="Mia", share=0.75)
    two = project.add(Persona, name="Watch", kind="machine", criteria="Answers within a second")
    for persona in (one, two):
        project.hang(persona, project.drawn.journey)
    project.add(Override, persona=two, target=project.site, field="score", value=0.1)
    page = project.composed(sections=("personas",), paper="A3", landscape=True).pages[0]
    lines = [line.text for line in texts(page)]
    rows = [place for place, words in enumerate(lines) if words in ("Mia", "Watch", "All together")]
    assert [lines[place] for place in rows[-3:]] == ["Watch", "Mia", "All together"]
    said = words_of(page)
    for words in ("75%", "≈ 25%", "of customers, assumed", "Machine", "DECIDES BY"):
        assert words in said
    bars = [item.rect.width for item in page.items if isinstance(item, Box) and item.role == "excellence"]
    assert bars == [min(bars), max(bars), bars[2]]
    assert bars[0] < bars[2] < bars[1]


def test_one_persona_is_not_compared(project: Project) -> None:
    project.hang(project.add(Persona, name="Mia"), project.drawn.journey)
    said = words_of(*project.composed(sections=("personas",)).pages)
    assert "All together" not in said
    assert "MI" not in said
    assert " M " in f" {said} "  # initials stand for a portrait


def png(mode: str = "RGB", size: tuple[int, int] = (60, 40), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128 if mode in ("L", "P") else (200, 30, 60, 90)[: len(mode)]).save(out, kind)
    return out.getvalue()


def test_a_portrait_is_a_picture_and_a_damaged_one_a_quiet_frame_that_is_told(project: Project) -> None:
    good, bad, gone = "a" * 64, "b" * 64, "c" * 64
    for name, image in (("Mia", good), ("Damaged", bad), ("Gone", gone)):
        project.add(Persona, name=name, portrait=image)
    images = {good: png(), bad: b"\x89PNG\r\n\x1a\nnot really"}
    composition = project.composed(sections=("personas",), paper="A3", landscape=True, images=images)
    sound(composition)
    page = composition.pages[0]
    (portrait,) = [item for item in page.items if isinstance(item, Picture)]
    assert portrait.role == "portrait"
    assert portrait.rect.width == pytest.approx(portrait.rect.height)
    assert portrait.whole.width == pytest.approx(1.5 * portrait.whole.height)
    assert portrait.whole.height == pytest.approx(portrait.rect.height)
    assert sum(isinstance(item, Box) and item.role == "missing picture" for item in page.items) == 2
    (warning,) = composition.warnings
    assert "“Damaged”, “Gone”" in warning


def test_many_personas_take_more_pages(project: Project) -> None:
    for place in range(13):
        persona = project.add(Persona, name=f"Person number {place}", goals="Something\nand more", share=0.05)
        project.hang(persona, project.drawn.journey)
    composition = project.composed(sections=("personas",), paper="A4", landscape=True)
    sound(composition)
    said = words_of(*composition.pages)
    assert all(said.count(f"Person number {place}") >= 2 for place in range(13))


# empathy maps


def filled_map(project: Project, notes: int, text: str = "Something that was heard", **fields: Any) -> int:
    found = project.add(EmpathyMap, title="Before", **fields)
    sections, marks = get_args(Section), get_args(NoteMark)
    for place in range(notes):
        section, mark = sections[place % len(sections)], marks[place % len(marks)]
        project.add(Note, map=found, rank=place, section=section, text=f"{text} {place}", mark=mark, source="interview")
    return found


def test_notes_stand_in_their_sections_around_the_head(project: Project) -> None:
    filled_map(project, 18, designed_by="Team")
    page = project.composed(sections=("empathy",), paper="A3", landscape=True).pages[0]
    notes = [item.rect for item in page.items if isinstance(item, Box) and item.role == "note"]
    assert len(notes) == 18
    assert not any(one.intersects(other) for place, one in enumerate(notes) for other in notes[:place])
    (canvas,) = [item.rect for item in page.items if isinstance(item, Box) and item.role == "canvas"]
    assert all(canvas.x < note.x and note.right < canvas.right and note.bottom < canvas.bottom for note in notes)
    (head,) = [item for item in page.items if isinstance(item, Shape) and item.role == "head"]
    xs = [number for command in head.commands for number in command[1::2]]
    places = {line.text: line.x for line in texts(page)}
    assert places["PAINS"] > min(xs)
    assert places["What do they HEAR?"] < min(xs)
    assert places["What do they SEE?"] > max(xs) - 30
    imagined = [item for item in page.items if isinstance(item, Box) and item.role == "note" and item.dash]
    assert len(imagined) == 6


def test_what_does_not_fit_the_map_is_listed_and_told(project: Project) -> None:
    filled_map(project, 270, "A note that takes its room on the paper, as notes do")
    composition = project.composed(sections=("empathy",), paper="A4", landscape=True)
    sound(composition)
    said = plain(words_of(*composition.pages))
    for place in range(270):
        assert plain(f"as notes do {place}") in said
    assert any("Before: Pains" in warning for warning in composition.warnings)
    assert "listed overleaf" in words_of(composition.pages[0])


def test_type_is_as_large_as_lets_all_notes_fit(project: Project) -> None:
    filled_map(project, 9)
    few = project.composed(sections=("empathy",), paper="A3", landscape=True).pages[0]
    filled_map(project, 90)
    many = project.composed(sections=("empathy",), paper="A3", landscape=True).pages[1]

    def size(page: Page) -> float:
        return next(line.size for line in texts(page) if line.text.startswith("Something that"))

    assert size(few) > 1.2 * size(many)


# jobs


def test_the_landscape_has_a_point_for_each_scored_outcome_hollow_where_estimated(project: Project) -> None:
    job = project.add(Job, situation="I pass", motivation="train", outcome="sleep well")
    project.hang(job, project.need)
    fields = ((9.1, 3.2, 200), (9.0, 2.5, 0), (None, 2.0, 0))
    for importance, satisfaction, answers in fields:
        project.add(
            DesiredOutcome,
            job=job,
            text="Minimise it",
            importance=importance,
            satisfaction=satisfaction,
            answers=answers,
        )
    project.add(Force, job=job, kind="push", text="It hurts", strength=4)
    project.add(Force, job=job, kind="habit", text="The sofa", strength=2)
    page = project.composed(sections=("jobs",), paper="A3", landscape=True).pages[0]
    said = words_of(page)
    for words in (
        "When I pass, I want to train, so I can sleep well.",
        "15.0",
        "≈ 15.5",
        "low-hanging fruit · importance 9.1 · satisfaction 3.2 · n = 200",
        "an estimate",
        "→ Where?",
        "A switch happens: 4 drive to the new, 2 hold to the present.",
        "It hurts",
    ):
        assert plain(words) in plain(said), words
    shapes = [item for item in page.items if isinstance(item, Shape)]
    # in the landscape and before the outcome
    assert sum(item.role == "point" for item in shapes) == 2
    assert sum(item.role == "estimate" for item in shapes) == 2
    assert {"extreme", "low-hanging", "worth", "unattractive"} <= {item.role for item in shapes}


def test_a_hundred_outcomes_and_coinciding_points_stay_sound(project: Project) -> None:
    for number in range(10):
        job = project.add(Job, situation="I pass", motivation=f"train {number}", outcome="sleep")
        for place in range(10):
            project.add(
                DesiredOutcome,
                job=job,
                text=f"Outcome {place}",
                importance=place / 2 + 4,
                satisfaction=place % 4,
                answers=place,
            )
    for landscape in (True, False):
        composition = project.composed(sections=("jobs",), paper="A4", landscape=landscape)
        sound(composition)
        assert words_of(*composition.pages).count("Outcome 9") == 10


# indicators


def test_indicators_stand_by_kind_with_value_target_and_flag(project: Project) -> None:
    both = project.add(
        Indicator, name="Resolution", kinds=("cpi", "kpi"), unit="%", target=75.0, limit=50.0, owner="Service"
    )
    project.add(Indicator, name="Awareness", kinds=("brand",), question="Who knows us?")
    for month, value in enumerate((60, 61, 60, 62, 61, 60, 58, 54, 48), 1):
        project.add(Reading, indicator=both, date=f"2026-{month:02}", value=value, answers=100)
    page = project.composed(sections=("indicators",), paper="A3", landscape=True).pages[0]
    said = words_of(page)
    assert said.count("Resolution") == 2
    for words in ("CUSTOMER PERFORMANCE INDICATORS", "KPIS", "BRAND KPIS", "48%", "Target 75% · missed"):
        assert words in said
    assert "⚑ Beyond its limit since 2026-09" in said
    assert "No reading yet" in said
    roles = [item.role for item in page.items if isinstance(item, (Box, Line, Shape))]
    assert roles.count("indicator") == 3
    assert roles.count("reading") == 2 * 9
    assert roles.count("target") == roles.count("limit") == roles.count("smoothed") == 2


def test_forty_indicators_take_as_many_pages_as_they_need(project: Project) -> None:
    for place in range(40):
        project.add(Indicator, name=f"Indicator {place}", definition="What it is. " * 9, formula="a ÷ b")
    composition = project.composed(sections=("indicators",), paper="A4", landscape=True)
    sound(composition)
    said = words_of(*composition.pages)
    assert all(f"Indicator {place}" in said for place in range(40))


# insights


def test_insights_stand_in_columns_by_department_pains_above(project: Project) -> None:
    for department, valence in (("Sales", "pain"), ("sales ", "gain"), ("IT", "neutral"), ("", "pain")):
        insight = project.add(Insight, text=f"About {department}{valence}", department=department, valence=valence)
        project.hang(insight, project.site)
    page = project.composed(sections=("insights",), paper="A3", landscape=True).pages[0]
    place = {line.text: line for line in texts(page)}
    assert place["Sales"].y == place["IT"].y == place["Owned by nobody"].y
    assert place["Sales"].x < place["IT"].x < place["Owned by nobody"].x
    assert place["About Salespain"].y < place["About sales gain"].y < place["About ITneutral"].y
    assert place["PAINS"].y < place["GAINS"].y < place["ALSO GOOD TO KNOW"].y
    assert "→ Website" in words_of(page)


def test_without_departments_insights_stand_by_phase(project: Project) -> None:
    project.hang(project.add(Insight, text="Here", valence="pain"), project.site)
    project.add(Insight, text="Everywhere", valence="gain")
    said = words_of(*project.composed(sections=("insights",), paper="A3", landscape=True).pages)
    for words in ("Begin", "Here", "The whole journey", "Everywhere"):
        assert words in said


def test_two_hundred_insights_flow_over_pages_and_none_is_lost(project: Project) -> None:
    for place in range(200):
        project.add(Insight, text=f"Learned number {place}, with some more words", department=f"Team {place % 9}")
    start = time.process_time()
    composition = project.composed(sections=("insights",), paper="A4", landscape=True)
    assert time.process_time() - start < 3
    sound(composition)
    said = words_of(*composition.pages)
    assert all(f"number {place}," in said for place in range(200))


def test_photos_are_small_pictures(project: Project) -> None:
    project.add(Insight, text="The list", kind="photo", image="d" * 64)
    composition = project.composed(sections=("insights",), paper="A4", landscape=True, images={"d" * 64: png()})
    (photo,) = [item for item in composition.pages[0].items if isinstance(item, Picture)]
    assert (photo.rect.x, photo.rect.width) == pytest.approx((photo.whole.x, photo.whole.width))
    assert photo.rect.height < 0.25 * composition.pages[0].height
    assert composition.warnings == ()


# strategy


def test_the_strategy_tells_principles_hand_offs_mandates_and_signatures(project: Project) -> None:
    project.add(Principle, journey=project.drawn.journey, text="Nobody is asked twice")
    project.add(
        Principle, journey=project.drawn.journey, touchpoint=project.call, kind="freedom", text="May give a date"
    )
    project.drawn.touchpoint("Desk", project.phase, 300, 100, owner="Desk", mandate="Greet by name", known="The plate")
    composition = project.composed(sections=("strategy",), paper="A3", landscape=True)
    sound(composition)
    said = words_of(*composition.pages)
    for words in (
        "GUARD RAILS", "Nobody is asked twice", "DEGREES OF FREEDOM", "May give a date", "at “Call”", "★ Call", "80%",
        "Marketing → Service", "Website → Call", "nothing is handed over", "MANDATES: DESK", "Greet by name",
        "Known: The plate", "without mandate",
    ):  # fmt: skip
        assert words in said, words


# which sections


def sheets_of(state: State, journey: int) -> tuple[str, ...]:
    """The sheets after the map that have something to say; what stands on the map's page always is there."""
    found = with_content(state, journey)
    assert set(found) >= set(SECTIONS) - set(PAGES)
    return tuple(name for name in found if name in PAGES)


def test_only_what_has_something_to_say_and_concerns_the_journey(project: Project) -> None:
    state = State(project.records)
    assert sheets_of(state, project.drawn.journey) == ()
    other = project.add(Journey, rank=1, title="Another")
    persona = project.add(Persona, name="Theirs")
    project.hang(persona, other)
    job = project.add(Job, persona=persona, motivation="be elsewhere")
    project.hang(project.add(Insight, text="Of theirs"), job)
    assert sheets_of(State(project.records), project.drawn.journey) == ()
    project.add(Insight, text="Of all")
    state = State(project.records)
    assert sheets_of(state, project.drawn.journey) == ("insights",)
    assert [i.text for i in concerning(state, project.drawn.journey, Insight)] == ["Of all"]
    assert [i.text for i in concerning(state, other, Insight)] == ["Of theirs", "Of all"]
    assert sheets_of(state, other) == ("personas", "jobs", "insights")


def test_sections_are_chosen_in_the_posters_order(project: Project) -> None:
    project.add(Insight, text="Learned")
    project.add(Persona, name="Mia")
    titles = [page.outline[0].title for page in project.composed(sections=("insights", " Personas ", "jobs")).pages]
    assert titles == ["Personas", "Insights"]
    assert len(project.composed().pages) == 3
    assert len(project.composed(sections=("map",)).pages) == 1


def test_unknown_and_empty_sections_are_refused(project: Project) -> None:
    with pytest.raises(BadInput, match="“sketches”.*" + ", ".join(SECTIONS)):
        project.composed(sections=("map", "sketches"))
    with pytest.raises(BadInput, match="Empathy maps, Jobs"):
        project.composed(sections=("jobs", "empathy"))
    with pytest.raises(BadInput, match="nothing to print"):
        project.composed(sections=())


def test_without_method_records_no_sheet_is_loaded_or_slow(draw: Callable[..., Any]) -> None:
    drawn = draw()
    before = None
    for place in range(2000):
        card = drawn.touchpoint(f"T{place}", x=264 * (place % 40), y=110 * (place // 40), score=0.9, owner="Team")
        if before:
            drawn.link(before, card)
        before = card
    state = State(drawn.records)
    start = time.process_time()
    assert sheets_of(state, drawn.journey) == ()
    assert time.process_time() - start < 0.05


# anything


def fill(project: Project, seed: random.Random) -> None:
    """Fill a project with records of all methods, with all kinds of texts."""
    counts = [seed.randrange(5) for _ in range(6)]
    words = seed.choices(TEXTS, k=8)

    def some() -> str:
        return seed.choice(words)

    def name() -> str:
        return some() or "n"

    targets = [project.drawn.journey, project.phase, project.site]
    people = []
    for _ in range(counts[0]):
        people.append(
            project.add(
                Persona, name=name(), kind=seed.choice(["human", "machine"]), role=some(), goals=some(),
                context=some(), frustrations=some(), quotes=some(), habits=some(), criteria=some(),
                share_source=some(),
                share=seed.choice([None, 0.5, 0.01]), channels=("web", "phone", name()[:100]),
                portrait=seed.choice(["", "e" * 64]),
            )
        )  # fmt: skip
        if seed.random() < 0.7:
            project.hang(people[-1], project.drawn.journey)
    for _ in range(counts[1]):
        found = project.add(
            EmpathyMap, title=some(), designed_for=some(), date=some(), persona=seed.choice([None, *people])
        )
        for _note in range(seed.randrange(20)):
            section, mark = seed.choice(get_args(Section)), seed.choice(get_args(NoteMark))
            project.add(Note, map=found, section=section, text=some(), mark=mark, source=some())
    for _ in range(counts[2]):
        job = project.add(Job, situation=some(), motivation=some(), outcome=some(), note=some())
        for _outcome in range(seed.randrange(5)):
            figures = {"importance": seed.choice([None, 9.0]), "satisfaction": seed.choice([None, 3.0, 0.0])}
            project.add(DesiredOutcome, job=job, text=some(), source=some(), answers=seed.choice([0, 9]), **figures)
        for kind in ("push", "habit"):
            project.add(Force, job=job, kind=kind, text=some(), strength=seed.randrange(6))
    for _ in range(counts[3]):
        kinds = seed.choice([("cpi",), ("kpi", "brand"), ("cpi", "kpi", "brand")])
        indicator = project.add(
            Indicator, name=name(), kinds=kinds, question=some(), definition=some(), formula=some(),
            unit=some()[:90], owner=some(), target=seed.choice([None, 5.0]), limit=seed.choice([None, 1e12]),
        )  # fmt: skip
        for month in range(seed.randrange(12)):
            value = seed.choice([1.0, 2.0, -1e9])
            project.add(Reading, indicator=indicator, date=f"2026-{month + 1:02}", value=value, source=some())
    for _ in range(counts[4]):
        insight = project.add(
            Insight, text=some(), kind=seed.choice(get_args(InsightKind)), valence=seed.choice(get_args(Valence)),
            source=some(), date=some(), confidence=seed.choice(get_args(Confidence)), department=some(),
            image=seed.choice(["", "e" * 64, "f" * 64]),
        )  # fmt: skip
        project.hang(insight, seed.choice(targets))
    for _ in range(counts[5]):
        project.add(Principle, journey=project.drawn.journey, text=some(), kind=seed.choice(["guard-rail", "freedom"]))
        project.drawn.touchpoint(name(), project.phase, 500, 100, mandate=some(), known=some(), owner=some())


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 10**9), st.sampled_from(["A4", "A2", "Legal"]), st.booleans())
def test_any_project_is_sound_and_loses_nothing(
    draw: Callable[..., Any], seed: int, paper: str, landscape: bool
) -> None:
    project = Project(draw)
    fill(project, random.Random(seed))
    project.add(Insight, text="The last")
    images = {"e" * 64: png(), "f" * 64: b"\xff\xd8\xff damaged"}
    composition = project.composed(paper=paper, landscape=landscape, sections=SHEETS, images=images)
    sound(composition)
    said = plain(words_of(*composition.pages))
    choices = {"kind", "direction", "valence", "confidence", "section", "mark"}
    skipped = {"portrait", "image", "unit", *choices}
    kinds = (Persona, EmpathyMap, Note, DesiredOutcome, Force, Indicator, Insight, Principle)
    for record in project.records:
        for field in record.__struct_fields__ if isinstance(record, kinds) else ():
            value = getattr(record, field)
            if not isinstance(value, str) or field in skipped:
                continue
            if isinstance(record, Persona) and field in ("criteria",) and record.kind != "machine":
                continue
            for part in value.splitlines():
                assert plain(part) in said, (type(record), field, part[:50])
