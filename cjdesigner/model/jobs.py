"""Jobs to be done: the sentence of a job story, Ulwick's opportunity scores, and the forces at a switch.

An outcome's importance and satisfaction are the share of answers 4 or 5 on a scale of five, times ten. Its opportunity
is ``importance + max(importance - satisfaction, 0)``, 0 to 20 (Ulwick, What Customers Want, 2005). The edges of the
bands: above 15 is extreme, 15 itself is not; 12 and 10 belong to the band above them.

This module must not know how jobs are edited (``job_edits.py``) or drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import Literal

import msgspec

from cjdesigner.i18n import decimal, mark
from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import DesiredOutcome, Force, ForceKind, Job, JobKind
from cjdesigner.model.state import State

Band = Literal["extreme", "low-hanging", "worth", "unattractive"]
Slot = Literal["situation", "motivation", "outcome"]

BANDS: dict[Band, str] = {
    "extreme": mark("extreme"),
    "low-hanging": mark("low-hanging fruit"),
    "worth": mark("worth considering"),
    "unattractive": mark("unattractive"),
}
"""The bands from the highest, with their names."""

EDGES = (15.0, 12.0, 10.0)
"""Where one band ends and the next begins, from the highest."""

JOB_KINDS: dict[JobKind, str] = {
    "functional": mark("functional"),
    "emotional": mark("emotional"),
    "social": mark("social"),
}

FORCE_KINDS: dict[ForceKind, str] = {
    "push": mark("Push of the situation"),
    "pull": mark("Pull of the new"),
    "anxiety": mark("Anxiety of the new"),
    "habit": mark("Habit of the present"),
}
"""The first two drive a switch, the last two hold it back."""

DRIVING: tuple[ForceKind, ...] = ("push", "pull")
HOLDING: tuple[ForceKind, ...] = ("anxiety", "habit")

SENTENCE = mark("When {situation}, I want to {motivation}, so I can {outcome}.")
BLANK = "…"


# the sentence


class Words(msgspec.Struct, frozen=True):
    """A stretch of a job story: the language's own words, or what fills a slot (empty where nothing does)."""

    text: str
    slot: Slot | None = None


def words(job: Job) -> tuple[Words, ...]:
    """The job story as its stretches, in the order of the language in force; empty slots have no text.

    What was typed stays as it is, but for blanks and a full stop at its end: the sentence has its own.
    """
    found: list[Words] = []
    for literal, field, _spec, _conversion in Formatter().parse(_(SENTENCE)):
        if literal:
            closed = literal == "." and found and found[-1].text.endswith((".", "!", "?", BLANK))
            if not closed:
                found.append(Words(literal))
        if field:
            found.append(Words(_filling(getattr(job, field)), _slot(field)))
    return tuple(found)


def sentence(job: Job) -> str:
    """The job story as one sentence, an ellipsis for each empty slot."""
    parts = words(job)
    text = "".join(part.text or BLANK for part in parts)
    return text[:-1] if text.endswith(BLANK + ".") else text


def is_blank(job: Job) -> bool:
    """Whether no slot of the job story is filled."""
    return not any(part.text for part in words(job) if part.slot)


def leads() -> dict[Slot, str]:
    """The words before each slot, without punctuation: When, I want to, so I can."""
    return {
        _slot(field): literal.strip(" ,.;")
        for literal, field, _spec, _conversion in Formatter().parse(_(SENTENCE))
        if field
    }


def _slot(field: str) -> Slot:
    slots: dict[str, Slot] = {"situation": "situation", "motivation": "motivation", "outcome": "outcome"}
    return slots[field]


def _filling(text: str) -> str:
    kept = text.rstrip()
    return kept[:-1] if kept.endswith(".") and not kept.endswith("..") else kept


# opportunity


def importance(outcome: DesiredOutcome) -> float | None:
    """How important the outcome is to customers, 0 to 10."""
    counted = top_boxes(outcome.importance_counts)
    return outcome.importance if counted is None else counted


def satisfaction(outcome: DesiredOutcome) -> float | None:
    """How satisfied customers are with it today, 0 to 10."""
    counted = top_boxes(outcome.satisfaction_counts)
    return outcome.satisfaction if counted is None else counted


def top_boxes(counts: Iterable[int]) -> float | None:
    """The share of answers 4 or 5 times ten, from how many gave 1, 2, 3, 4 and 5; None where nobody answered."""
    given = tuple(counts)
    total = sum(given)
    return sum(given[3:]) / total * 10 if total else None


def answers(outcome: DesiredOutcome) -> int:
    """On how many answers the figures rest: where the two differ, on the fewer. 0 is an estimate."""
    found = []
    for counts, value in (
        (outcome.importance_counts, outcome.importance),
        (outcome.satisfaction_counts, outcome.satisfaction),
    ):
        if sum(counts):
            found.append(sum(counts))
        elif value is not None:
            found.append(outcome.answers)
    return min(found, default=0)


def is_estimate(outcome: DesiredOutcome) -> bool:
    """Whether a figure of the outcome rests on nobody's answers."""
    has_figure = importance(outcome) is not None or satisfaction(outcome) is not None
    return has_figure and answers(outcome) == 0


def opportunity(outcome: DesiredOutcome) -> float | None:
    """Ulwick's opportunity score, 0 to 20; None while importance or satisfaction is missing."""
    wanted, served = importance(outcome), satisfaction(outcome)
    return None if wanted is None or served is None else score(wanted, served)


def score(wanted: float, served: float) -> float:
    """The opportunity of an importance and a satisfaction; the noise of floating point decides no band."""
    return round(wanted + max(wanted - served, 0.0), 9)


def band(value: float) -> Band:
    """In which band an opportunity score lies; exactly 15 is not above 15."""
    if value > EDGES[0]:
        return "extreme"
    if value >= EDGES[1]:
        return "low-hanging"
    return "worth" if value >= EDGES[2] else "unattractive"


def worded(value: float) -> str:
    """An opportunity score with one digit, or as many as it takes to show in which band it lies."""
    for digits in (1, 2, 3):
        if band(round(value, digits)) == band(value):
            return decimal(value, digits)
    return decimal(value, 4)


def best_outcome(state: State, job: int) -> DesiredOutcome | None:
    """The outcome by which a job's opportunity is told: the one with the highest, the first of equals."""
    scored = [(value, o) for o in state.referring(job, DesiredOutcome) if (value := opportunity(o)) is not None]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def job_opportunity(state: State, job: int) -> float | None:
    """The highest opportunity among a job's outcomes."""
    best = best_outcome(state, job)
    return None if best is None else opportunity(best)


def best_of_need(state: State, need: int) -> DesiredOutcome | None:
    """The outcome with the highest opportunity among the jobs that hang on a need point."""
    found = [best for job in state.attached(need, Job) if (best := best_outcome(state, job.id)) is not None]
    return max(found, key=lambda outcome: opportunity(outcome) or 0.0, default=None)


def need_opportunity(state: State, need: int) -> float | None:
    """The highest opportunity among the jobs that hang on a need point."""
    best = best_of_need(state, need)
    return None if best is None else opportunity(best)


def by_opportunity(state: State, jobs: Iterable[Job]) -> list[Job]:
    """The jobs, highest opportunity first; those without one last, equals in the order given."""
    scored = [(job_opportunity(state, job.id), job) for job in jobs]
    return [job for value, job in sorted(scored, key=lambda pair: -1.0 if pair[0] is None else pair[0], reverse=True)]


# forces


class Balance(msgspec.Struct, frozen=True):
    """The forces at a switch, strengths summed by kind."""

    push: int = 0
    pull: int = 0
    anxiety: int = 0
    habit: int = 0

    @property
    def driving(self) -> int:
        """What drives to the new."""
        return self.push + self.pull

    @property
    def holding(self) -> int:
        """What holds to the present."""
        return self.anxiety + self.habit

    @property
    def switches(self) -> bool:
        """Whether a switch happens: what drives must be more than what holds."""
        return self.driving > self.holding


def forces_of(state: State, job: int) -> list[Force]:
    """A job's forces: push, pull, anxiety, habit, each in the designer's order."""
    kinds = list(FORCE_KINDS)
    return sorted(state.referring(job, Force), key=lambda force: kinds.index(force.kind))


def balance(state: State, job: int) -> Balance | None:
    """The balance of a job's forces; None where none is named."""
    forces = state.referring(job, Force)
    if not forces:
        return None
    sums = dict.fromkeys(FORCE_KINDS, 0)
    for force in forces:
        sums[force.kind] += force.strength
    return Balance(**sums)
