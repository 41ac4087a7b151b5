"""Edits of personas: whose journey, in what order, what is otherwise for them."""

from __future__ import annotations

import pytest

from cjdesigner.errors import EditRefused
from cjdesigner.model import attaching, edits, personas, removing
from cjdesigner.model.document import Document
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    Attachment,
    Insight,
    Journey,
    Link,
    NeedPoint,
    Override,
    Persona,
    Project,
    Touchpoint,
)

ODD = "<b>Laura</b> &amp; [b] <img src=x> \u202eabc e\u0301 \U0001f469\u200d\U0001f4bb " + "x" * 5000


@pytest.fixture
def document() -> Document:
    return Document(
        [
            Project(id=1),
            Journey(id=2, title="J", persona="  Laura, 41 "),
            Touchpoint(id=3, journey=2, name="App", score=0.5),
            Touchpoint(id=4, journey=2, name="Desk", score=0.5),
            Link(id=5, journey=2, source=3, target=4),
            Link(id=6, journey=2, source=4, target=3, kind="return"),
            NeedPoint(id=7, journey=2, question="Parked?"),
            Insight(id=8, text="hangs there"),
            Attachment(id=9, subject=8, target=2),
        ]
    )


def apply(document: Document, patch: Patch) -> Patch:
    document.apply(patch, "edit")
    return patch


def add(document: Document, name: str, journey: int | None = 2) -> int:
    (identity,) = personas.personas_added(apply(document, personas.add_persona(document.state, name, journey=journey)))
    return identity


def names(document: Document) -> list[str]:
    return [persona.name for persona in document.state.personas(2)]


def ranked(document: Document) -> list[str]:
    return [persona.name for persona in document.state.ranked(Persona)]


def test_a_new_persona_stands_last_and_takes_part(document: Document) -> None:
    for name in "ABC":
        add(document, name)
    add(document, "elsewhere", None)
    assert names(document) == ["A", "B", "C"]
    assert ranked(document) == ["A", "B", "C", "elsewhere"]


def test_order_in_the_journey_and_in_the_project_are_apart(document: Document) -> None:
    a, b, c = (add(document, name) for name in "ABC")
    apply(document, personas.move_in_journey(document.state, 2, c, 0))
    assert names(document) == ["C", "A", "B"]
    assert ranked(document) == ["A", "B", "C"]
    apply(document, personas.move_persona(document.state, a, 2))
    assert ranked(document) == ["B", "C", "A"]
    assert names(document) == ["C", "A", "B"]
    apply(document, personas.move_in_journey(document.state, 2, c, 99))
    assert names(document) == ["A", "B", "C"]
    assert [insight.text for insight in document.state.attached(2, Insight)] == ["hangs there"]
    assert [a.rank for a in document.state.attachments(2)] == [0, 1, 2, 3]
    assert personas.move_in_journey(document.state, 2, b, 1) == {}
    assert personas.move_in_journey(document.state, 2, 8, 0) == {}


def test_describing_makes_whom_the_journey_names_a_persona_in_one_step(document: Document) -> None:
    add(document, "B")
    apply(document, personas.describe_persona(document.state, 2))
    assert names(document) == ["Laura, 41", "B"]
    assert document.state.get(2, Journey).persona == ""
    assert personas.describe_persona(document.state, 2) == {}
    document.undo()
    assert names(document) == ["B"]
    assert document.state.get(2, Journey).persona == "  Laura, 41 "
    assert len(document.state.all(Persona)) == 1


@pytest.mark.parametrize("attached", [True, False])
def test_describing_takes_a_persona_of_that_name_that_there_is(document: Document, attached: bool) -> None:
    add(document, "B")
    laura = add(document, "Laura, 41", 2 if attached else None)
    apply(document, personas.describe_persona(document.state, 2))
    assert document.state.personas(2)[0].id == laura
    assert names(document) == ["Laura, 41", "B"]
    assert document.state.get(2, Journey).persona == ""


def test_a_copy_takes_part_where_the_original_does_and_has_its_values(document: Document) -> None:
    laura = add(document, "Laura")
    add(document, "B")
    apply(document, edits.set_fields(document.state, [laura], share=0.7, share_source="survey", role="lead"))
    apply(document, personas.set_own_value(document.state, laura, 3, "score", 0.2))
    apply(document, attaching.attach(document.state, 8, laura))
    patch = apply(document, personas.duplicate_persona(document.state, laura, "Laura 2"))
    (copy,) = personas.personas_added(patch)
    record = document.state.get(copy, Persona)
    assert (record.name, record.role, record.share, record.share_source) == ("Laura 2", "lead", None, "")
    assert ranked(document) == ["Laura", "Laura 2", "B"]
    assert names(document) == ["Laura", "B", "Laura 2"]
    assert personas.own_value(document.state, copy, 3, "score").value == 0.2
    assert [insight.id for insight in document.state.attached(copy, Insight)] == [8]
    document.undo()
    assert ranked(document) == ["Laura", "B"]
    assert len(document.state.all(Override)) == 1


def test_removing_takes_its_values_along_and_undo_brings_all_back(document: Document) -> None:
    laura = add(document, "Laura")
    apply(document, personas.set_own_value(document.state, laura, 3, "score", 0.2))
    before = dict(document.state.records)
    apply(document, removing.remove(document.state, [laura]))
    assert document.state.all(Persona) == document.state.all(Override) == []
    assert names(document) == []
    document.undo()
    assert dict(document.state.records) == before


def test_own_values_are_set_changed_and_cleared(document: Document) -> None:
    laura = add(document, "Laura")
    state = document.state
    assert personas.own_value(state, laura, 3, "score") is None
    apply(document, personas.set_own_value(state, laura, 3, "score", 0.2))
    apply(document, personas.set_own_value(state, laura, 3, "score", None))
    assert personas.own_value(state, laura, 3, "score").value is None
    assert personas.set_own_value(state, laura, 3, "score", None) == {}
    apply(document, personas.set_own_value(state, laura, 3, "entry_share", 1.0))
    apply(document, personas.set_own_value(state, laura, 5, "share", 0.0))
    assert len(state.all(Override)) == 3
    apply(document, personas.clear_own_value(state, laura, 3, "score"))
    assert personas.own_value(state, laura, 3, "score") is None
    assert personas.own_value(state, laura, 3, "entry_share").value == 1.0
    assert personas.clear_own_value(state, laura, 3, "score") == {}


def test_what_is_no_share_is_refused(document: Document) -> None:
    laura = add(document, "Laura")
    with pytest.raises(EditRefused):
        personas.set_own_value(document.state, laura, 3, "score", 1.2)
    with pytest.raises(EditRefused):
        apply(document, personas.set_own_value(document.state, laura, 5, "score", 0.2))


def test_which_value_may_differ(document: Document) -> None:
    state = document.state
    assert [personas.field_of(state, key) for key in (2, 3, 5, 6, 7)] == [None, "score", "share", None, None]
    assert [personas.begins(state, key) for key in (2, 3, 4, 5, 7)] == [False, True, False, False, False]


def test_who_takes_part_in_a_cards_figures(document: Document) -> None:
    laura, gone = add(document, "Laura"), add(document, "Gone", None)
    assert [p.id for p in personas.taking_part(document.state, 3)] == [laura]
    apply(document, personas.set_own_value(document.state, gone, 3, "score", 0.1))
    assert [p.id for p in personas.taking_part(document.state, 3)] == [laura, gone]
    assert [p.id for p in personas.taking_part(document.state, 5)] == [laura]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Laura", "L"),
        ("Laura Maria Brunner, 41", "LB"),
        ("", ""),
        ("\U0001f600", ""),
        ("\U0001f600 laura", "L"),
        ("e\u0301mile zola", "E\u0301Z"),
        ("<b>", "B"),
        ("4 friends", "4F"),
        ("\u05d3\u05d5\u05d3 \u05db\u05d4\u05df", "\u05d3\u05db"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert personas.initials(Persona(id=1, name=name)) == letters


def test_names_are_as_typed_on_one_line() -> None:
    assert personas.persona_name(Persona(id=1, name=ODD)) == " ".join(ODD.split())
    assert personas.persona_name(Persona(id=1, name=" \n")) == "Unnamed persona"
    assert personas.persona_name(Persona(id=1, name="", kind="machine")) == "Unnamed machine"


def test_whose_journey_it_is(document: Document) -> None:
    def said() -> str:
        return personas.whose_journey(document.state, document.state.get(2, Journey))

    assert said() == "Laura, 41"
    add(document, "B")
    add(document, "C")
    assert said() == "B"


def test_taking_part_at_a_place(document: Document) -> None:
    for name in "AB":
        add(document, name)
    c, d = add(document, "C", None), add(document, "D", None)
    apply(document, personas.take_part(document.state, c, 2, 1))
    apply(document, personas.take_part(document.state, d, 2, 99))
    assert names(document) == ["A", "C", "B", "D"]
    assert personas.take_part(document.state, c, 2, 0) == {}
    assert [insight.text for insight in document.state.attached(2, Insight)] == ["hangs there"]
    assert sorted(a.rank for a in document.state.attachments(2)) == [0, 1, 2, 3, 4]
