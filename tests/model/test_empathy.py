"""Empathy maps: notes keep order and section, merging loses nothing, what a note became stays tied to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.model import attaching, edits, empathy, rules
from cjdesigner.model.cards import card_rect
from cjdesigner.model.document import Document
from cjdesigner.model.empathy import NoteText
from cjdesigner.model.empathy_canvas import CLASSIC, CLASSIC_ORDER, NOT_CLASSIC, ORDER, SECTIONS
from cjdesigner.model.empathy_merging import merge
from cjdesigner.model.patch import Patch
from cjdesigner.model.promoting import Promotion, became, origins, promote, promoted
from cjdesigner.model.record import NoteMark, Section
from cjdesigner.model.records import (
    Attachment,
    EmpathyMap,
    Insight,
    Job,
    Journey,
    NeedPoint,
    Note,
    Persona,
    Phase,
    Project,
    Record,
    Touchpoint,
)
from cjdesigner.model.removing import remove
from cjdesigner.model.state import State

JOURNEY, LAURA, FRIDGE, PHASE, CARD = 2, 3, 4, 5, 6


class Table:
    """A document with two personas and short ways to put notes on maps."""

    def __init__(self) -> None:
        records: list[Record] = [
            Project(id=1),
            Journey(id=JOURNEY, title="Sport"),
            Persona(id=LAURA, name="Laura"),
            Persona(id=FRIDGE, name="Fridge"),
            Phase(id=PHASE, journey=JOURNEY, title="Start"),
            Touchpoint(id=CARD, journey=JOURNEY, phase=PHASE, x=40, y=200, name="Website"),
        ]
        self.document = Document(records)

    @property
    def state(self) -> State:
        return self.document.state

    def do(self, patch: Patch) -> list[int]:
        self.document.apply(patch, "test")
        rules.check_all(self.state)
        return [key for key, (before, _after) in patch.items() if before is None]

    def map(self, title: str = "", persona: int | None = None, **fields: str) -> int:
        (new,) = self.do(empathy.add_map(self.state, title, persona))
        self.do(edits.set_fields(self.state, [new], **fields))
        return new

    def note(self, map_id: int, section: Section, text: str, mark: NoteMark = "imagined", source: str = "") -> int:
        return self.do(empathy.add_notes(self.state, map_id, section, [NoteText(text, mark, source)]))[0]

    def texts(self, map_id: int, section: Section) -> list[str]:
        return [note.text for note in empathy.notes(self.state, map_id, section)]


@pytest.fixture
def table() -> Table:
    return Table()


# the canvas


def test_the_canvas_has_its_seven_sections_in_order_the_goal_first_and_the_head_last() -> None:
    assert ORDER == ("who", "need", "see", "say", "do", "hear", "pain", "gain", "thought")
    assert [words.number for words in SECTIONS.values()] == [1, 2, 3, 4, 5, 6, 7, 7, 7]


def test_the_classic_form_takes_what_is_said_thought_done_and_felt() -> None:
    assert CLASSIC == {"says": ("say",), "thinks": ("thought",), "does": ("do",), "feels": ("pain", "gain")}
    assert NOT_CLASSIC == ("who", "need", "see", "hear")
    assert set(CLASSIC_ORDER) | set(NOT_CLASSIC) == set(ORDER)


def test_the_classic_form_counts_what_it_does_not_show(table: Table) -> None:
    where = table.map()
    for section in ("see", "see", "hear", "say"):
        table.note(where, section, "x")  # type: ignore[arg-type]
    assert empathy.unshown(table.state, where) == {"who": 0, "need": 0, "see": 2, "hear": 1}


# notes


def test_pasted_lines_become_notes_without_their_bullets(table: Table) -> None:
    where = table.map()
    text = "- one\n\n  • two\n3. three\n* <b>four</b> &amp; [b]\n"
    table.do(empathy.add_notes(table.state, where, "see", empathy.from_lines(text)))
    assert table.texts(where, "see") == ["one", "two", "three", "<b>four</b> &amp; [b]"]


def test_new_notes_come_where_they_are_wanted(table: Table) -> None:
    where = table.map()
    for text in ("a", "b", "c"):
        table.note(where, "do", text)
    table.do(empathy.add_notes(table.state, where, "do", [NoteText("x"), NoteText("y")], 1))
    assert table.texts(where, "do") == ["a", "x", "y", "b", "c"]


def test_notes_move_between_sections_and_keep_what_they_say(table: Table) -> None:
    where = table.map()
    a, b, c = (table.note(where, "pain", text, "heard", "interview 3") for text in "abc")
    d = table.note(where, "gain", "d")
    table.do(empathy.move_notes(table.state, [c, a], "gain", 1))
    assert table.texts(where, "pain") == ["b"]
    assert table.texts(where, "gain") == ["d", "c", "a"]
    moved = table.state.get(c, Note)
    assert moved is not None
    assert (moved.mark, moved.source) == ("heard", "interview 3")
    table.do(empathy.move_notes(table.state, [d], "gain"))
    assert table.texts(where, "gain") == ["c", "a", "d"]
    table.do(empathy.shift_notes(table.state, [d], -1))
    assert table.texts(where, "gain") == ["c", "d", "a"]
    assert table.state.get(b, Note) is not None


def test_shifting_goes_no_farther_than_the_ends(table: Table) -> None:
    where = table.map()
    a, _b, c = (table.note(where, "pain", text) for text in "abc")
    assert empathy.shift_notes(table.state, [a], -1) == {}
    assert empathy.shift_notes(table.state, [c], 1) == {}


def test_the_mark_goes_round(table: Table) -> None:
    note = table.note(table.map(), "say", "a", "heard")
    seen = []
    for _round in range(3):
        value = empathy.next_mark(table.state, [note])
        table.do(empathy.set_mark(table.state, [note], value))
        seen.append(value)
    assert seen == ["observed", "imagined", "heard"]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 7), max_size=4, unique=True), st.sampled_from(ORDER), st.integers(-1, 9)),
        max_size=8,
    )
)
def test_moving_loses_no_note_and_undo_brings_all_back(moves: list[tuple[list[int], Section, int]]) -> None:
    table = Table()
    where = table.map()
    ids = [table.note(where, ORDER[place % 3], str(place)) for place in range(8)]
    start = dict(table.state.records)
    done = 0
    for places, section, index in moves:
        moving = [ids[place] for place in places]
        patch = empathy.move_notes(table.state, moving, section, index if index >= 0 else None)
        table.document.apply(patch, "test")
        done += bool(patch)
        assert sorted(note.id for note in empathy.notes(table.state, where)) == sorted(ids)
        order = [note.id for note in empathy.notes(table.state, where, section)]
        assert [key for key in order if key in moving] == moving
    for _step in range(done):
        table.document.undo()
    assert table.state.records == start


# maps


def test_a_copy_of_a_map_has_its_notes_and_hangs_where_it_hangs(table: Table) -> None:
    first, last = table.map("First", LAURA), table.map("Last")
    note = table.note(first, "gain", "sleep", "observed", "diary")
    table.do(attaching.attach(table.state, first, CARD))
    table.do(promote(table.state, [note], "insight", JOURNEY))
    copy = empathy.map_added(empathy_patch := empathy.duplicate_map(table.state, first, "Copy"))
    table.do(empathy_patch)
    assert copy is not None
    assert [record.id for record in empathy.maps(table.state)] == [first, copy, last]
    (twin,) = empathy.notes(table.state, copy)
    assert (twin.text, twin.mark, twin.source) == ("sleep", "observed", "diary")
    assert table.state.targets(copy, Record) == [table.state[CARD]]
    assert became(table.state, twin.id) == became(table.state, note)


def test_maps_keep_the_designers_order(table: Table) -> None:
    a, b, c = table.map("a"), table.map("b"), table.map("c")
    table.do(empathy.move_map(table.state, c, 0))
    assert [record.id for record in empathy.maps(table.state)] == [c, a, b]


# merging


def test_merging_keeps_all_notes_once_with_all_their_sources(table: Table) -> None:
    one, two = table.map("One", LAURA), table.map("Two", LAURA)
    table.note(one, "pain", "No  time", "imagined", "interview 1")
    table.note(two, "pain", "No time ", "observed", "interview 2")
    table.note(two, "pain", "No time", "heard", "interview 1")
    table.note(two, "gain", "No time", "heard", "interview 2")
    table.note(two, "say", "Later", "heard")
    patch = merge(table.state, [two, one])
    table.do(patch)
    whole = empathy.map_added(patch)
    assert whole is not None
    found = [(note.section, note.source, note.mark) for note in empathy.notes(table.state, whole)]
    assert found == [
        ("say", "Two", "heard"),
        ("pain", "interview 1; interview 2", "observed"),
        ("gain", "interview 2", "heard"),
    ]
    assert len(empathy.notes(table.state, one)) == 1
    assert len(empathy.notes(table.state, two)) == 4


def test_merging_composes_title_header_and_persona(table: Table) -> None:
    one = table.map("One", LAURA, designed_for="Club", designed_by="Ana", date="2026-03", version="1")
    two = table.map("Two", None, designed_for="Club", designed_by="Ben", date="2026-04", version="2")
    patch = merge(table.state, [one, two])
    table.do(patch)
    whole = table.state.get(empathy.map_added(patch), EmpathyMap)
    assert whole is not None
    assert (whole.title, whole.persona) == ("One + Two", LAURA)
    assert (whole.designed_for, whole.designed_by) == ("Club", "Ana, Ben")
    assert (whole.date, whole.version) == ("2026-03, 2026-04", "1, 2")
    three = table.map("Three", FRIDGE)
    other = merge(table.state, [one, three], "Both")
    table.do(other)
    both = table.state.get(empathy.map_added(other), EmpathyMap)
    assert both is not None
    assert (both.title, both.persona) == ("Both", None)


def test_merging_keeps_what_hangs_and_what_notes_became_and_can_remove_the_originals_in_one_step(table: Table) -> None:
    one, two = table.map("One"), table.map("Two")
    a, b = table.note(one, "pain", "Same"), table.note(two, "pain", "Same")
    table.do(attaching.attach(table.state, one, CARD))
    table.do(attaching.attach(table.state, two, CARD))
    table.do(attaching.attach(table.state, two, PHASE))
    table.do(promote(table.state, [a], "job", JOURNEY))
    table.do(promote(table.state, [b], "insight", JOURNEY))
    (insight,) = table.state.all(Insight)
    table.do(attaching.attach(table.state, insight.id, two))
    before = dict(table.state.records)
    patch = merge(table.state, [one, two], remove_originals=True)
    table.do(patch)
    whole = empathy.map_added(patch)
    assert whole is not None
    assert [record.id for record in empathy.maps(table.state)] == [whole]
    assert {record.id for record in table.state.targets(whole, Record)} == {CARD, PHASE}
    assert table.state.attached(whole, Insight) == [insight]
    (note,) = empathy.notes(table.state, whole)
    assert {type(record) for record in became(table.state, note.id)} == {Job, Insight}
    assert note.source == "One; Two"
    table.document.undo()
    assert table.state.records == before


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(ORDER[:3]),
            st.sampled_from(["a", "b", " a", "c"]),
            st.sampled_from(["", "s1", "s2"]),
        ),
        max_size=14,
    )
)
def test_merging_loses_no_text_and_no_source(said: list[tuple[int, Section, str, str]]) -> None:
    table = Table()
    maps = [table.map(f"m{number}") for number in range(3)]
    for number, section, text, source in said:
        table.note(maps[number], section, text, "heard", source)
    patch = merge(table.state, maps)
    table.do(patch)
    whole = empathy.map_added(patch)
    assert whole is not None
    notes = empathy.notes(table.state, whole)
    assert len({(note.section, note.text.strip()) for note in notes}) == len(notes)
    for number, section, text, source in said:
        (found,) = [note for note in notes if (note.section, note.text.strip()) == (section, text.strip())]
        assert (source or f"m{number}") in found.source.split("; ")


# promoting


@pytest.mark.parametrize(("to", "kind"), [("need", NeedPoint), ("job", Job), ("insight", Insight)])
def test_a_promoted_note_stays_tied_to_what_it_became_both_ways(
    table: Table, to: Promotion, kind: type[Record]
) -> None:
    where = table.map("Map", LAURA)
    note = table.note(where, "pain", "How do I begin?", "heard", "interview 3")
    patch = promote(table.state, [note], to, JOURNEY)
    table.do(patch)
    (new,) = promoted(patch)
    assert isinstance(table.state[new], kind)
    assert became(table.state, note) == [table.state[new]]
    assert [origin.id for origin in origins(table.state, new)] == [note]
    table.do(remove(table.state, [new]))
    assert became(table.state, note) == []
    assert table.state.get(note, Note) is not None
    assert not table.state.all(Attachment)


def test_a_need_point_asks_in_the_notes_words_and_is_parked_beneath_the_cards_of_the_maps_phase(table: Table) -> None:
    where = table.map()
    notes = [table.note(where, "need", f"Question {number}?") for number in range(3)]
    table.do(attaching.attach(table.state, where, PHASE))
    patch = promote(table.state, notes, "need", JOURNEY)
    table.do(patch)
    cards = [table.state[key] for key in promoted(patch)]
    rects = []
    for number, card in enumerate(cards):
        assert isinstance(card, NeedPoint)
        assert (card.question, card.phase) == (f"Question {number}?", PHASE)
        assert not table.state.links_at(card.id)
        rects.append(card_rect(card))
    website = table.state.get(CARD, Touchpoint)
    assert website is not None
    assert rects[0].y > card_rect(website).bottom
    assert not any(a.intersects(b) for a in rects for b in rects if a is not b)


def test_a_job_takes_what_is_wanted_as_motivation_and_where_one_is_as_situation(table: Table) -> None:
    where = table.map("Map", LAURA)
    wanted, felt = table.note(where, "gain", "sleep through"), table.note(where, "pain", "nights are short")
    table.do(promote(table.state, [wanted, felt], "job", JOURNEY))
    first, second = table.state.ranked(Job)
    assert (first.motivation, first.situation, first.persona) == ("sleep through", "", LAURA)
    assert (second.motivation, second.situation) == ("", "nights are short")


def test_an_insight_takes_text_valence_source_and_how_sure_it_is(table: Table) -> None:
    where = table.map()
    ids = [
        table.note(where, "pain", "fear", "heard", "interview 3"),
        table.note(where, "gain", "hope", "imagined"),
        table.note(where, "see", "posters", "observed", "walk"),
    ]
    table.do(promote(table.state, ids, "insight", JOURNEY))
    found = [(i.text, i.valence, i.kind, i.source, i.confidence) for i in table.state.ranked(Insight)]
    assert found == [
        ("fear", "pain", "quote", "interview 3", "medium"),
        ("hope", "gain", "observation", "", "low"),
        ("posters", "neutral", "observation", "walk", "medium"),
    ]
