"""The inspector's rows for jobs, their desired outcomes and forces.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import mark
from cjdesigner.model.jobs import FORCE_KINDS, JOB_KINDS
from cjdesigner.model.records import DesiredOutcome, Force, Job, Persona, Record
from cjdesigner.model.state import State
from cjdesigner.ui.panels.fields.field import Field


def _importance_is_given(state: State, outcome: DesiredOutcome) -> bool:
    return not sum(outcome.importance_counts)


def _satisfaction_is_given(state: State, outcome: DesiredOutcome) -> bool:
    return not sum(outcome.satisfaction_counts)


def _one_is_given(state: State, outcome: DesiredOutcome) -> bool:
    return _importance_is_given(state, outcome) or _satisfaction_is_given(state, outcome)


TABLE: dict[type[Record], tuple[Field, ...]] = {
    Job: (
        Field(
            name="situation",
            kind="text",
            label=mark("When"),
            edit=mark("Change the situation"),
            hint=mark("the service light comes on"),
            tip=mark("The situation: when and where the job comes up"),
        ),
        Field(
            name="motivation",
            kind="text",
            label=mark("I want to"),
            edit=mark("Change the motivation"),
            hint=mark("book an appointment without calling"),
            tip=mark("The motivation: what the customer wants to do"),
        ),
        Field(
            name="outcome",
            kind="text",
            label=mark("so I can"),
            edit=mark("Change the expected outcome"),
            hint=mark("plan my week"),
            tip=mark("The expected outcome: what it is good for"),
        ),
        Field(
            name="kind",
            kind="choice",
            label=mark("Kind"),
            edit=mark("Change the kind of the job"),
            choices=tuple(JOB_KINDS.items()),
            tip=mark("Functional: to get something done. Emotional: how one wants to feel. Social: how to be seen."),
        ),
        Field(
            name="persona",
            kind="record",
            of=Persona,
            label=mark("Persona"),
            edit=mark("Change the job's persona"),
            hint=mark("any customer"),
        ),
        Field(name="note", kind="text", label=mark("Note"), edit=mark("Change the note"), part=mark("Note")),
    ),
    DesiredOutcome: (
        Field(
            name="text",
            kind="heading",
            label=mark("Desired outcome"),
            edit=mark("Change the desired outcome"),
            hint=mark("Minimise the time it takes to …"),
            tip=mark("Direction of change, unit of measure, object and clarifier: minimise the time it takes to book"),
        ),
        Field(
            name="importance",
            kind="amount",
            label=mark("Importance"),
            edit=mark("Change the importance"),
            hint=mark("0 to 10"),
            lowest=0.0,
            highest=10.0,
            tip=mark("The share of customers who gave 4 or 5, times ten; or your estimate. Counted answers below win."),
            shown=_importance_is_given,
        ),
        Field(
            name="satisfaction",
            kind="amount",
            label=mark("Satisfaction"),
            edit=mark("Change the satisfaction"),
            hint=mark("0 to 10"),
            lowest=0.0,
            highest=10.0,
            tip=mark("The share of customers who gave 4 or 5, times ten; or your estimate. Counted answers below win."),
            shown=_satisfaction_is_given,
        ),
        Field(
            name="answers",
            kind="amount",
            label=mark("Answers"),
            edit=mark("Change the number of answers"),
            hint=mark("none: an estimate"),
            lowest=0.0,
            highest=1e9,
            tip=mark("How many customers were asked. None is an estimate, drawn hollow."),
            shown=_one_is_given,
        ),
        Field(
            name="importance_counts",
            kind="counts",
            label=mark("How important is it?"),
            edit=mark("Change the answers on importance"),
            tip=mark("How many gave 1 (not important) to 5 (very important). Paste five numbers at once."),
            part=mark("How important is it?"),
        ),
        Field(
            name="satisfaction_counts",
            kind="counts",
            label=mark("How satisfied are you?"),
            edit=mark("Change the answers on satisfaction"),
            tip=mark("How many gave 1 (not satisfied) to 5 (very satisfied). Paste five numbers at once."),
            part=mark("How satisfied are you?"),
        ),
        Field(
            name="source",
            kind="line",
            label=mark("Evidence"),
            edit=mark("Change the evidence"),
            hint=mark("Survey of owners, September"),
            part=mark("Evidence"),
        ),
    ),
    Force: (
        Field(
            name="text",
            kind="heading",
            label=mark("Force"),
            edit=mark("Change the force"),
            hint=mark("What drives or holds back"),
        ),
        Field(
            name="kind",
            kind="choice",
            label=mark("Kind"),
            edit=mark("Change the kind of force"),
            choices=tuple(FORCE_KINDS.items()),
            tip=mark("Push and pull drive to the new; anxiety and habit hold back."),
        ),
        Field(
            name="strength",
            kind="choice",
            label=mark("Strength"),
            edit=mark("Change the strength"),
            choices=tuple(zip(range(6), ("0", "1", "2", "3", "4", "5"), strict=True)),
            tip=mark("0 is none, 5 is the strongest."),
        ),
    ),
}
