"""What a project holds, counted, and by name what still wants a hand.

Everything here is a question a review asks: which needs nobody answers, which touchpoints answer no need, who has no
mandate, where nothing is handed over, what to do first, what drifts, what nobody owns.

This module must not know how a report is told.
"""

from __future__ import annotations

import msgspec

from cjdesigner.model import indicators, insights, jobs, strategy
from cjdesigner.model.records import (
    Activity,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Lane,
    Link,
    NeedPoint,
    Node,
    Note,
    Persona,
    Principle,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State
from cjdesigner.model.strategy import Handoff

COUNTED: dict[str, type[Record]] = {
    "journeys": Journey,
    "need_points": NeedPoint,
    "touchpoints": Touchpoint,
    "links": Link,
    "personas": Persona,
    "empathy_maps": EmpathyMap,
    "notes": Note,
    "jobs": Job,
    "indicators": Indicator,
    "readings": Reading,
    "insights": Insight,
    "activities": Activity,
    "lanes": Lane,
    "principles": Principle,
}
"""What is counted, by the name that the JSON has for it."""


class JourneyReport(msgspec.Struct, frozen=True):
    """What wants a hand in one journey; cards in the order they were made."""

    journey: Journey
    needs_without_touchpoints: list[NeedPoint]
    touchpoints_without_need: list[Touchpoint]
    unscored: list[Touchpoint]
    owners_without_mandate: list[str]
    handoffs: int
    silent_handoffs: list[Handoff]


class Report(msgspec.Struct, frozen=True):
    """What wants a hand in a project. Jobs with the largest opportunity first; None where no outcome is rated."""

    counts: dict[str, int]
    journeys: list[JourneyReport]
    jobs: list[tuple[Job, float | None]]
    off_target: list[tuple[Indicator, Reading]]
    unowned_insights: list[Insight]


def report(state: State) -> Report:
    """The report of a whole project."""
    ordered = jobs.by_opportunity(state, state.ranked(Job))
    off = [
        (indicator, readings[-1])
        for indicator in state.ranked(Indicator)
        if (readings := indicators.readings_of(state, indicator.id)) and indicators.off_target(indicator, readings)
    ]
    return Report(
        {name: sum(isinstance(r, kind) for r in state.records.values()) for name, kind in COUNTED.items()},
        [of_journey(state, journey) for journey in state.journeys()],
        [(job, jobs.job_opportunity(state, job.id)) for job in ordered],
        off,
        insights.unowned(state),
    )


def of_journey(state: State, journey: Journey) -> JourneyReport:
    """The report of one journey."""
    touchpoints = state.members(journey.id, Touchpoint)
    asked = _after_needs(state, journey.id)
    found = strategy.handoffs(state, journey.id)
    return JourneyReport(
        journey,
        [need for need in state.members(journey.id, NeedPoint) if not _is_answered(state, need)],
        [t for t in touchpoints if t.id not in asked and t.outcome != "leaves"],
        [t for t in touchpoints if t.score is None and t.outcome != "leaves"],
        strategy.owners_without_mandate(state, journey.id),
        len(found),
        [handoff for handoff in found if handoff.silent],
    )


def _is_answered(state: State, need: NeedPoint) -> bool:
    """Whether next links lead to a touchpoint, perhaps by way of further need points."""
    seen, waiting = {need.id}, [need.id]
    while waiting:
        for link in state.outgoing(waiting.pop()):
            target = state.get(link.target, Node)
            if isinstance(target, Touchpoint):
                return True
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return False


def _after_needs(state: State, journey: int) -> set[int]:
    """The cards that next links lead to from some need point."""
    waiting = [need.id for need in state.members(journey, NeedPoint)]
    seen: set[int] = set()
    while waiting:
        for link in state.outgoing(waiting.pop()):
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return seen
