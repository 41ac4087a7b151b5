"""A job as plain text, for the clipboard: its sentence, its outcomes as lines that can be pasted back, its forces.

This module must not know where the text goes.
"""

from __future__ import annotations

from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.records import DesiredOutcome, Force, Job
from cjdesigner.model.state import State


def job_text(state: State, job: int) -> str:
    """The whole job."""
    record = state[job]
    assert isinstance(record, Job)
    parts = [[jobs.sentence(record)]]
    outcomes = state.referring(job, DesiredOutcome)
    if outcomes:
        parts.append([outcome_line(outcome) for outcome in outcomes])
    forces = jobs.forces_of(state, job)
    if forces:
        parts.append([force_line(force) for force in forces] + [verdict(state, job)])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def outcome_line(outcome: DesiredOutcome) -> str:
    """The words, importance, satisfaction and number of answers, parted by tabs; words alone where none is given."""
    figures = (jobs.importance(outcome), jobs.satisfaction(outcome))
    words = " ".join(outcome.text.split())
    if figures == (None, None):
        return words
    cells = [words, *("" if value is None else decimal(value, 1) for value in figures)]
    return "\t".join([*cells, str(jobs.answers(outcome))])


def force_line(force: Force) -> str:
    """The force's kind and strength, and its words."""
    name = f"{_(jobs.FORCE_KINDS[force.kind])} ({force.strength})"
    return f"{name}: {' '.join(force.text.split())}" if force.text.strip() else name


def verdict(state: State, job: int) -> str:
    """Whether a switch happens, in a sentence; empty where no force is named."""
    found = jobs.balance(state, job)
    if found is None:
        return ""
    if found.switches:
        text = _("A switch happens: {driving} drive to the new, {holding} hold to the present.")
    elif found.driving == found.holding:
        text = _("No switch: {driving} drive to the new, as many hold to the present.")
    else:
        text = _("No switch: {driving} drive to the new, {holding} hold to the present.")
    return text.format(driving=found.driving, holding=found.holding)
