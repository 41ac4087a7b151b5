"""Jobs: the sentence in its slots, Ulwick's figures by hand, the balance at a switch."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.i18n import using
from cjdesigner.model import jobs
from cjdesigner.model.job_text import job_text, verdict
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    Force,
    ForceKind,
    Job,
    Journey,
    NeedPoint,
    Project,
    Record,
)
from cjdesigner.model.state import State

JOB = Job(id=10, situation="my car is due", motivation="book without calling", outcome="plan my week")


def outcome(**values: Any) -> DesiredOutcome:
    return DesiredOutcome(**{"id": 20, "job": 10, "text": "Minimise the time it takes to book", **values})


def state(*records: Record) -> State:
    return State([Project(id=1), Journey(id=2), NeedPoint(id=3, journey=2, question="When?"), JOB, *records])


# the sentence


def test_the_slots_read_as_one_sentence() -> None:
    assert jobs.sentence(JOB) == "When my car is due, I want to book without calling, so I can plan my week."
    assert jobs.leads() == {"situation": "When", "motivation": "I want to", "outcome": "so I can"}


def test_an_empty_slot_is_an_ellipsis() -> None:
    assert jobs.sentence(Job(id=1)) == "When …, I want to …, so I can …"
    assert jobs.sentence(Job(id=1, motivation="sleep")) == "When …, I want to sleep, so I can …"
    assert jobs.is_blank(Job(id=1, situation="  "))
    assert not jobs.is_blank(JOB)


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("Plan My Week.", "so I can Plan My Week."),
        ("relax...", "so I can relax..."),
        ("relax!", "so I can relax!"),
        ("relax \n", "so I can relax."),
        ("{motivation} <b>&amp; [b]", "so I can {motivation} <b>&amp; [b]."),
        (".", "so I can …"),
    ],
)
def test_what_was_typed_stays_but_for_a_final_full_stop(typed: str, end: str) -> None:
    assert jobs.sentence(Job(id=1, outcome=typed)).endswith(end)


def test_its_words_know_their_slots() -> None:
    assert [(part.text, part.slot) for part in jobs.words(JOB)] == [
        ("When ", None),
        ("my car is due", "situation"),
        (", I want to ", None),
        ("book without calling", "motivation"),
        (", so I can ", None),
        ("plan my week", "outcome"),
        (".", None),
    ]


def test_the_order_of_the_slots_is_the_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_", lambda message: "Damit ich {outcome}, möchte ich {motivation}, wenn {situation}.")
    assert jobs.sentence(JOB) == "Damit ich plan my week, möchte ich book without calling, wenn my car is due."
    assert list(jobs.leads()) == ["outcome", "motivation", "situation"]


# opportunity


@pytest.mark.parametrize(
    ("importance", "satisfaction", "expected", "band"),
    [
        (9.1, 3.2, 15.0, "low-hanging"),  # exactly 15 is not above 15
        (9.2, 3.2, 15.2, "extreme"),
        (10.0, 0.0, 20.0, "extreme"),
        (8.0, 4.0, 12.0, "low-hanging"),
        (8.0, 4.1, 11.9, "worth"),
        (5.0, 0.0, 10.0, "worth"),
        (10.0, 10.0, 10.0, "worth"),
        (9.9, 9.9, 9.9, "unattractive"),
        (4.0, 9.0, 4.0, "unattractive"),  # over-served: never less than the importance
        (0.0, 0.0, 0.0, "unattractive"),
    ],
)
def test_opportunity_by_hand(importance: float, satisfaction: float, expected: float, band: str) -> None:
    value = jobs.opportunity(outcome(importance=importance, satisfaction=satisfaction))
    assert value == expected
    assert jobs.band(value) == band


@given(st.floats(0, 10), st.floats(0, 10))
def test_opportunity_lies_between_importance_and_twice_it(wanted: float, served: float) -> None:
    value = jobs.score(wanted, served)
    assert 0 <= value <= 20
    assert wanted - 1e-9 <= value <= 2 * wanted + 1e-9


def test_answers_give_the_share_of_four_and_five() -> None:
    asked = outcome(importance_counts=(1, 0, 3, 16, 20), satisfaction_counts=(10, 8, 10, 8, 4), importance=1.0)
    assert jobs.importance(asked) == 9.0  # 36 of 40, whatever else is given
    assert jobs.satisfaction(asked) == 3.0  # 12 of 40
    assert jobs.opportunity(asked) == 15.0
    assert jobs.answers(asked) == 40
    assert not jobs.is_estimate(asked)


def test_counts_of_nobody_are_no_answers() -> None:
    nobody = outcome(importance_counts=(0,) * 5, importance=7.0)
    assert jobs.importance(nobody) == 7.0
    assert jobs.is_estimate(nobody)


def test_the_weaker_evidence_decides_whether_it_is_an_estimate() -> None:
    half = outcome(importance_counts=(0, 0, 0, 0, 9), satisfaction=3.0)
    assert jobs.answers(half) == 0
    assert jobs.is_estimate(half)
    given_with = outcome(importance_counts=(0, 0, 0, 0, 9), satisfaction=3.0, answers=7)
    assert jobs.answers(given_with) == 7
    assert not jobs.is_estimate(given_with)
    assert not jobs.is_estimate(outcome())  # nothing is not even estimated


def test_half_a_figure_is_no_opportunity() -> None:
    assert jobs.opportunity(outcome(importance=9.0)) is None
    assert jobs.opportunity(outcome(satisfaction=9.0)) is None


@pytest.mark.parametrize(
    ("value", "text"), [(15.0, "15.0"), (15.04, "15.04"), (11.96, "11.96"), (12.04, "12.0"), (9.1, "9.1"), (0, "0.0")]
)
def test_a_figure_never_denies_its_band(value: float, text: str) -> None:
    assert jobs.worded(value) == text


def test_a_job_and_a_need_take_the_highest() -> None:
    second = Job(id=11, rank=1)
    world = state(
        outcome(id=20, importance=6.0, satisfaction=2.0),
        outcome(id=21, rank=1, importance=9.1, satisfaction=3.2),
        outcome(id=22, rank=2, importance=10.0),
        second,
        outcome(id=23, job=11, importance=9.0, satisfaction=1.0),
        Job(id=12, rank=2),
        Attachment(id=30, subject=10, target=3),
    )
    assert jobs.job_opportunity(world, 10) == 15.0
    assert jobs.need_opportunity(world, 3) == 15.0
    assert jobs.job_opportunity(world, 12) is None
    assert jobs.need_opportunity(world, 99) is None
    world.advance({31: (None, Attachment(id=31, subject=11, target=3))})
    assert jobs.need_opportunity(world, 3) == 17.0
    assert [job.id for job in jobs.by_opportunity(world, world.ranked(Job))] == [11, 10, 12]


# forces


def force(identity: int, kind: ForceKind, strength: int, text: str = "") -> Force:
    return Force(id=identity, job=10, rank=identity, kind=kind, strength=strength, text=text)


def test_a_switch_takes_more_than_what_holds() -> None:
    forces = [force(40, "habit", 4), force(41, "push", 5), force(42, "pull", 2), force(43, "anxiety", 3)]
    world = state(*forces)
    found = jobs.balance(world, 10)
    assert found == jobs.Balance(push=5, pull=2, anxiety=3, habit=4)
    assert (found.driving, found.holding, found.switches) == (7, 7, False)
    assert verdict(world, 10) == "No switch: 7 drive to the new, as many hold to the present."
    world.advance({44: (None, force(44, "pull", 1))})
    assert verdict(world, 10) == "A switch happens: 8 drive to the new, 7 hold to the present."
    assert [f.id for f in jobs.forces_of(world, 10)] == [41, 42, 44, 43, 40]
    assert jobs.balance(world, 99) is None
    assert verdict(world, 99) == ""


# as text


def test_a_job_as_text() -> None:
    world = state(
        outcome(importance=9.1, satisfaction=3.2, answers=40),
        outcome(id=21, rank=1, text="Two\nlines"),
        outcome(id=22, rank=2, text="Half", importance=4.0),
        force(40, "push", 3, "<b>Waiting</b>"),
    )
    assert job_text(world, 10) == (
        "When my car is due, I want to book without calling, so I can plan my week.\n\n"
        "Minimise the time it takes to book\t9.1\t3.2\t40\nTwo lines\nHalf\t4.0\t\t0\n\n"
        "Push of the situation (3): <b>Waiting</b>\nA switch happens: 3 drive to the new, 0 hold to the present.\n"
    )
    with using("de"):
        assert "\t9,1\t3,2\t40\n" in job_text(world, 10)
