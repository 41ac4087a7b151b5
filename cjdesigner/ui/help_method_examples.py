"""The worked examples of the help's methods, as records that the model itself computes with.

This module must not know the help's words, nor how an example is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import pgettext
from cjdesigner.model import indicators, insights, jobs, promoting, strategy
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.indicator_library import BY_KEY
from cjdesigner.model.matrix import Matrix, matrix_of
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    Note,
    Override,
    Persona,
    Phase,
    Project,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State
from cjdesigner.model.weighing import Comparison, compare
from cjdesigner.ui.help_examples import second_example

JOURNEY = 2
"""The journey of every example, as in help_examples."""


# customers


def two_personas() -> Comparison:
    """The journey of the second example for a person and for a machine that has values of its own."""
    records = [
        *second_example(),
        Persona(id=20, rank=0, name=_("Laura, 41"), share=0.75),
        Persona(id=21, rank=1, name=_("Ordering system (machine)"), kind="machine"),
        Attachment(id=22, subject=20, target=JOURNEY, rank=0),
        Attachment(id=23, subject=21, target=JOURNEY, rank=1),
        Override(id=24, persona=21, target=7, field="share", value=1.0),
        Override(id=25, persona=21, target=4, field="score", value=0.5),
    ]
    return compare(JourneyGraph(State(records), JOURNEY))


def promoted_note() -> tuple[Note, Insight, Job]:
    """A note, and the insight and the job it becomes."""
    words = _("I never know whether my old shoes will do.")
    note = Note(id=4, map=3, section="pain", text=words, mark="heard", source=_("interview 3"))
    state = State([Project(id=1), Journey(id=JOURNEY), EmpathyMap(id=3), note])
    insight = next(r for _b, r in promoting.promote(state, [4], "insight", JOURNEY).values() if type(r) is Insight)
    job = next(r for _b, r in promoting.promote(state, [4], "job", JOURNEY).values() if type(r) is Job)
    assert isinstance(insight, Insight)
    assert isinstance(job, Job)
    return note, insight, job


def job_story() -> Job:
    """A job with its three slots filled."""
    return Job(
        id=3,
        situation=_("I have an hour to myself in the evening"),
        motivation=_("do a little sport near home"),
        outcome=_("sleep well"),
    )


def outcomes() -> list[DesiredOutcome]:
    """Four outcomes: the first from a hundred answers (importance 9.1, satisfaction 3.2), the others estimates."""
    return [
        DesiredOutcome(
            id=4,
            job=3,
            text=_("Minimise the time it takes to find a sport that fits"),
            importance_counts=(1, 3, 5, 46, 45),
            satisfaction_counts=(20, 28, 20, 22, 10),
        ),
        DesiredOutcome(id=5, job=3, text=_("Minimise the risk of being laughed at"), importance=9.4, satisfaction=2.6),
        DesiredOutcome(id=6, job=3, text=_("Minimise the way to the place"), importance=7.4, satisfaction=4.2),
        DesiredOutcome(id=7, job=3, text=_("Minimise what the first lesson costs"), importance=6.0, satisfaction=8.1),
    ]


def switch(anxiety: int) -> jobs.Balance:
    """The balance of the forces at a switch, with an anxiety of this strength."""
    strengths = (("push", 4), ("pull", 3), ("anxiety", anxiety), ("habit", 5))
    forces: list[Record] = [
        Force(id=4 + number, job=3, kind=kind, strength=strength)  # type: ignore[arg-type]
        for number, (kind, strength) in enumerate(strengths)
    ]
    found = jobs.balance(State([Project(id=1), Job(id=3), *forces]), 3)
    assert found is not None
    return found


def needs_by_channels() -> Matrix:
    """The second example's need by its channels, and one in which nothing is."""
    channels = {4: "app", 5: "phone"}
    records = [
        msgspec.structs.replace(record, channel=channels[record.id])
        if isinstance(record, Touchpoint) and record.id in channels
        else record
        for record in second_example()
        if record.id in (1, JOURNEY, 3, 4, 5, 7, 8)
    ]
    state = State(records)
    return matrix_of(state, JOURNEY, Analysis(JourneyGraph(state, JOURNEY)), ["shop"])


# indicators


def resolution(values: Sequence[float], limit: float = 65) -> tuple[Indicator, list[Reading]]:
    """First contact resolution with a reading a month and the target 80."""
    indicator = Indicator(id=3, target=80, limit=limit, **BY_KEY["fcr"].fields())
    readings = [
        Reading(id=4 + number, indicator=3, date=f"2026-{number + 1:02}", value=value, answers=212)
        for number, value in enumerate(values)
    ]
    return indicator, indicators.in_order(readings)


SLOW_DRIFT = (79, 81, 80, 82, 80, 81, 80, 79, 79, 78, 77)
"""A year's readings that no single month would alarm by."""

SURVEY = (2, 8, 30, 50, 10)
"""How many of a hundred answered 1, 2, 3, 4 and 5."""


# the company


def raised() -> tuple[Touchpoint, Touchpoint]:
    """A touchpoint whose score is a guess, and what the insights that hang on it make of that."""
    touchpoint = Touchpoint(id=3, journey=JOURNEY, name=_("Reception at the dealer"), score=0.5)
    records = [
        Project(id=1),
        Journey(id=JOURNEY),
        touchpoint,
        Insight(id=4, text=_("They ask for the number plate, never for me."), kind="quote", source=_("interview 3")),
        Insight(id=5, text=_("Half had to tell their story twice."), kind="figure", source=_("survey, n = 212")),
        Attachment(id=6, subject=4, target=3, rank=0),
        Attachment(id=7, subject=5, target=3, rank=1),
    ]
    after = insights.raise_evidence(State(records), [3])[3][1]
    assert isinstance(after, Touchpoint)
    return touchpoint, after


def handing_over(words: str) -> list[strategy.Handoff]:
    """The hand-offs between two owners' touchpoints whose link says that it hands this over."""
    records = [
        Project(id=1),
        Journey(id=JOURNEY),
        Touchpoint(id=3, journey=JOURNEY, name=_("Booking in the app"), owner=_("Sales")),
        Touchpoint(id=4, journey=JOURNEY, name=_("Reception at the dealer"), owner=_("Workshop")),
        Link(id=5, journey=JOURNEY, source=3, target=4, hands_over=words),
    ]
    return strategy.handoffs(State(records), JOURNEY)


def three_moments() -> tuple[State, strategy.Signature]:
    """Three signature interactions on one path."""
    names = (_("Welcome"), _("Handing the keys over"), _("Thanks after a week"))
    scores = (0.9, 0.45, 0.8)
    records: list[Record] = [Project(id=1), Journey(id=JOURNEY)]
    records += [
        Touchpoint(id=3 + number, journey=JOURNEY, name=name, score=score, signature=True)
        for number, (name, score) in enumerate(zip(names, scores, strict=True))
    ]
    records += [Link(id=6, journey=JOURNEY, source=3, target=4), Link(id=7, journey=JOURNEY, source=4, target=5)]
    state = State(records)
    return state, strategy.signature(state, JOURNEY, Analysis(JourneyGraph(state, JOURNEY)).best)


def two_loops() -> tuple[State, Analysis]:
    """A journey of four phases, customers buying in two of them and owning in two."""
    titles = (_("Inform"), pgettext("phase", "Close"), _("Implementation"), _("Support"))
    scores = (0.9, 0.8, 0.95, 0.6)
    records: list[Record] = [Project(id=1), Journey(id=JOURNEY)]
    for number, (title, score) in enumerate(zip(titles, scores, strict=True)):
        side = "buy" if number < 2 else "own"
        records.append(Phase(id=10 + number, journey=JOURNEY, rank=number, title=title, side=side))  # type: ignore[arg-type]
        records.append(Touchpoint(id=20 + number, journey=JOURNEY, name=title, phase=10 + number, score=score))
    records += [Link(id=30 + n, journey=JOURNEY, source=20 + n, target=21 + n) for n in range(3)]
    state = State(records)
    return state, Analysis(JourneyGraph(state, JOURNEY))


def yearly() -> tuple[Journey, Analysis]:
    """A journey that says how many customers it has, and the figures of the second example."""
    journey = Journey(id=JOURNEY, customers=12_000, customer_value=340, currency="€")
    return journey, Analysis(JourneyGraph(State(second_example()), JOURNEY))
