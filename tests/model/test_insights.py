"""Insights: finding them, hanging them, and what they prove."""

from __future__ import annotations

import pytest

from cjdesigner.model import insights, removing
from cjdesigner.model.document import Document
from cjdesigner.model.insights import Wanted
from cjdesigner.model.records import (
    Attachment,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    Persona,
    Phase,
    Project,
    Record,
    Touchpoint,
)

JOURNEY, PHASE, DESK, APP, LINK = 2, 3, 4, 5, 6


def project() -> list[Record]:
    return [
        Project(id=1),
        Journey(id=JOURNEY, title="Service"),
        Phase(id=PHASE, journey=JOURNEY, title="Hand over"),
        Touchpoint(id=DESK, journey=JOURNEY, phase=PHASE, name="Desk"),
        Touchpoint(id=APP, journey=JOURNEY, name="App", evidence="observed", basis="team"),
        Link(id=LINK, journey=JOURNEY, source=APP, target=DESK),
        Insight(id=10, rank=1, text="They asked for the plate", kind="quote", valence="pain", source="interview 3"),
        Insight(id=11, rank=0, text="61 % call again", kind="figure", department=" service "),
        Insight(id=12, rank=2, text="A smile", valence="gain", department="Service", source="Visit in May"),
    ]


def test_narrowed_down_by_all_filters_together() -> None:
    state = Document(project()).state
    assert [i.id for i in insights.matching(state, Wanted())] == [11, 10, 12]
    assert [i.id for i in insights.matching(state, Wanted(department="SERVICE"))] == [11, 12]
    assert [i.id for i in insights.matching(state, Wanted(department=""))] == [10]
    assert [i.id for i in insights.matching(state, Wanted(kind="figure"))] == [11]
    assert [i.id for i in insights.matching(state, Wanted(valence="gain", department="Service"))] == [12]
    assert [i.id for i in insights.matching(state, Wanted(words="PLATE interview"))] == [10]
    assert [i.id for i in insights.matching(state, Wanted(words="plate service"))] == []


def test_counts_and_departments() -> None:
    state = Document(project()).state
    assert insights.counted(state.all(Insight)) == insights.Counts(3, 1, 1, 1)
    assert insights.departments(state) == ["service"]
    assert [i.id for i in insights.unowned(state)] == [10]


def test_added_at_the_end_and_hung_in_order() -> None:
    document = Document(project())
    patch = insights.add(document.state, ["one", "two"], valence="pain", department="IT", places=[DESK, LINK])
    document.apply(patch, "Add")
    new = [i for i in document.state.ranked(Insight) if i.id > 12]
    assert [(i.text, i.rank, i.valence, i.department) for i in new] == [
        ("one", 3, "pain", "IT"),
        ("two", 4, "pain", "IT"),
    ]
    for place in (DESK, LINK):
        assert [i.text for i in document.state.attached(place, Insight)] == ["one", "two"]
        assert [a.rank for a in document.state.attachments(place)] == [0, 1]
    assert insights.pains(document.state, DESK) == 2
    document.undo()
    assert document.state.attached(DESK, Insight) == []


def test_hangs_on_every_kind_of_place_once_and_comes_off() -> None:
    more = [
        Persona(id=20, name=" Laura \n"),
        Job(id=21, motivation="park"),
        EmpathyMap(id=22),
        Indicator(id=23, name="NPS"),
    ]
    document = Document([*project(), *more])
    places = [JOURNEY, PHASE, DESK, LINK, 20, 21, 22, 23]
    document.apply(insights.hang(document.state, [10], places), "Hang")
    assert [place.id for place in insights.places(document.state, 10)] == places
    names = [insights.place_name(document.state, place) for place in insights.places(document.state, 10)]
    assert names == ["Service", "Hand over", "Desk", "App → Desk", "Laura", "park", "Untitled empathy map", "NPS"]
    assert insights.hang(document.state, [10], [DESK]) == {}
    document.apply(insights.take_off(document.state, [10, 11], DESK), "Take off")
    assert DESK not in [place.id for place in insights.places(document.state, 10)]


def test_removed_with_its_attachments_and_undone() -> None:
    document = Document(project())
    document.apply(insights.hang(document.state, [10, 11], [DESK]), "Hang")
    document.apply(removing.remove(document.state, [10]), "Delete")
    assert [i.id for i in document.state.attached(DESK, Insight)] == [11]
    document.undo()
    assert [i.id for i in document.state.attached(DESK, Insight)] == [10, 11]


@pytest.mark.parametrize(
    ("kinds", "before", "after"),
    [
        (["quote"], "guess", "observed"),
        (["photo", "observation"], "guess", "observed"),
        (["quote", "figure"], "guess", "measured"),
        (["figure"], "observed", "measured"),
        (["quote"], "measured", "measured"),
        ([], "guess", "guess"),
    ],
)
def test_evidence_is_raised_and_never_lowered(kinds: list[str], before: str, after: str) -> None:
    records: list[Record] = [Project(id=1), Journey(id=2), Touchpoint(id=3, journey=2, name="T", evidence=before)]
    for place, kind in enumerate(kinds):
        records += [
            Insight(id=10 + place, text="x", kind=kind),
            Attachment(id=20 + place, subject=10 + place, target=3),
        ]
    document = Document(records)
    assert insights.raisable(document.state, [3]) == ([3] if before != after else [])
    document.apply(insights.raise_evidence(document.state, [3]), "Raise")
    touchpoint = document.state.get(3, Touchpoint)
    assert touchpoint is not None
    assert touchpoint.evidence == after


def test_the_basis_is_completed_only_where_it_is_empty() -> None:
    document = Document(project())
    document.apply(insights.hang(document.state, [10, 11, 12], [DESK, APP]), "Hang")
    document.apply(insights.raise_evidence(document.state, [DESK, APP]), "Raise")
    desk, app = document.state.get(DESK, Touchpoint), document.state.get(APP, Touchpoint)
    assert desk is not None
    assert app is not None
    assert (desk.evidence, desk.basis) == ("measured", "61 % call again")  # the figure names no source
    assert (app.evidence, app.basis) == ("measured", "team")
    document.undo()
    assert document.state[DESK].basis == ""  # type: ignore[attr-defined]
    assert document.state[APP].evidence == "observed"  # type: ignore[attr-defined]


def test_the_basis_names_each_source_once() -> None:
    records = [
        *project(),
        Insight(id=13, text="y", kind="quote", source="interview  3"),
        Insight(id=14, text="z", source="visit"),
    ]
    document = Document(records)
    document.apply(insights.hang(document.state, [10, 13, 14], [DESK]), "Hang")
    document.apply(insights.raise_evidence(document.state, [DESK]), "Raise")
    assert document.state[DESK].basis == "interview 3; visit"  # type: ignore[attr-defined]
