"""What hangs on a journey as tables: jobs with their outcomes, indicators with their readings, insights.

They hold what concerns the journey (``concerning.py``); rows are joined by keys, as in ``tables.py``. This module must
not know what kind of file the tables are for.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cjdesigner.export.concerning import concerning
from cjdesigner.export.journey import Told
from cjdesigner.export.tables import Column, Filled, Table, filled, for_team
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.indicator_words import name_of_indicator
from cjdesigner.model.indicators import KIND_WORDS, beyond_limit, off_target, readings_of
from cjdesigner.model.insight_words import confidence_words, kind_words, valence_words
from cjdesigner.model.insights import place_name
from cjdesigner.model.insights import places as hanging_on
from cjdesigner.model.interchange_names import Names
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import DesiredOutcome, Indicator, Insight, Job, Persona, Reading, Record


class _Outcome(msgspec.Struct, frozen=True):
    """A job with one of its outcomes; one without any has None."""

    job: Job
    outcome: DesiredOutcome | None


def of_methods(told: Told) -> list[Table]:
    """The tables in the order of a workbook's sheets; readings and insights only where there are any."""
    indicators, readings = indicator_tables(told)
    found = [readings, insight_table(told)]
    return [job_table(told), indicators, *(table for table in found if table.rows)]


def job_table(told: Told) -> Table:
    """A row for each desired outcome, with its job; a job without any has a row as well."""
    state, keys = told.state, Names(told.state).jobs
    rows: list[_Outcome] = []
    for job in jobs.by_opportunity(state, concerning(state, told.journey.id, Job)):
        outcomes = state.referring(job.id, DesiredOutcome)
        rows += [_Outcome(job, outcome) for outcome in outcomes] or [_Outcome(job, None)]

    def of(row: _Outcome, figure: Callable[[DesiredOutcome], float | None]) -> float | None:
        return None if row.outcome is None else figure(row.outcome)

    columns: list[Filled | None] = [
        (Column(_("Key"), "key", 10), lambda row: keys[row.job.id]),
        (Column(_("Job"), width=46), lambda row: jobs.sentence(row.job)),
        (Column(_("Kind"), width=12), lambda row: _(jobs.JOB_KINDS[row.job.kind])),
        (Column(_("Persona"), width=18), lambda row: _persona(told, row.job)),
        (Column(_("Hangs on"), width=28), lambda row: _hangs_on(told, row.job)),
        (Column(_("Desired outcome"), width=42), lambda row: row.outcome and row.outcome.text),
        (Column(_("Importance"), "number", 12), lambda row: of(row, jobs.importance)),
        (Column(_("Satisfaction"), "number", 12), lambda row: of(row, jobs.satisfaction)),
        (Column(_("Opportunity"), "number", 12, "bar"), lambda row: of(row, jobs.opportunity)),
        (Column(_("Worth it"), width=18), lambda row: _band(of(row, jobs.opportunity))),
        (Column(_("Answers"), "count", 10), lambda row: row.outcome and jobs.answers(row.outcome)),
        (Column(_("Source"), width=22), lambda row: row.outcome and row.outcome.source),
        for_team(told, Column(_("Note"), width=36), lambda row: row.job.note),
    ]
    return filled(_("Jobs"), columns, rows)


def indicator_tables(told: Told) -> tuple[Table, Table]:
    """The indicators with their latest readings, and all their readings."""
    state, keys = told.state, Names(told.state).indicators
    found = concerning(state, told.journey.id, Indicator)
    readings = {indicator.id: readings_of(state, indicator.id) for indicator in found}

    def latest(indicator: Indicator) -> Reading | None:
        return readings[indicator.id][-1] if readings[indicator.id] else None

    columns: list[Filled | None] = [
        (Column(_("Key"), "key", 18), lambda i: keys[i.id]),
        (Column(_("Name"), width=30), name_of_indicator),
        (Column(_("Kind"), width=12), lambda i: ", ".join(_(KIND_WORDS[kind]) for kind in i.kinds)),
        (Column(_("Question"), width=32), lambda i: i.question),
        (Column(_("Definition"), width=32), lambda i: i.definition),
        (Column(_("Formula"), width=26), lambda i: i.formula),
        (Column(_("Unit"), width=10), lambda i: i.unit),
        (Column(_("Better"), width=10), lambda i: _("more") if i.direction == "up" else _("less")),
        (Column(_("Target"), "amount", 10), lambda i: i.target),
        (Column(_("Limit"), "amount", 10), lambda i: i.limit),
        (Column(_("Latest value"), "amount", 12), lambda i: r.value if (r := latest(i)) else None),
        (Column(_("Date"), "date", 12), lambda i: r.date if (r := latest(i)) else None),
        (Column(_("Off target"), "flag", 11), lambda i: off_target(i, readings[i.id])),
        (Column(_("Beyond the limit"), "flag", 12), lambda i: beyond_limit(i, readings[i.id])),
        (Column(_("Hangs on"), width=28), lambda i: _hangs_on(told, i)),
        for_team(told, Column(_("Owner"), width=16), lambda i: i.owner),
    ]
    several: list[Filled | None] = [
        (Column(_("Key"), "key", 18), lambda row: keys[row[0].id]),
        (Column(_("Indicator"), width=30), lambda row: name_of_indicator(row[0])),
        (Column(_("Date"), "date", 12), lambda row: row[1].date),
        (Column(_("Value"), "amount", 12), lambda row: row[1].value),
        (Column(_("Unit"), width=10), lambda row: row[0].unit),
        (Column(_("Answers"), "count", 10), lambda row: row[1].answers or None),
        (Column(_("Source"), width=36), lambda row: row[1].source),
    ]
    taken = [(indicator, reading) for indicator in found for reading in readings[indicator.id]]
    return filled(_("Indicators"), columns, found), filled(_("Readings"), several, taken)


def insight_table(told: Told) -> Table:
    """The insights with what they rest on and where they hang."""
    keys = Names(told.state).insights
    columns: list[Filled | None] = [
        (Column(_("Key"), "key", 12), lambda i: keys[i.id]),
        (Column(_("Insight"), width=56), lambda i: i.text),
        (Column(_("Valence"), width=10), lambda i: valence_words(i.valence)),
        (Column(_("Kind"), width=13), lambda i: kind_words(i.kind)),
        (Column(_("Source"), width=24), lambda i: i.source),
        (Column(_("Date"), "date", 12), lambda i: i.date),
        (Column(_("Confidence"), width=18), lambda i: confidence_words(i.confidence)),
        for_team(told, Column(_("Department"), width=18), lambda i: i.department),
        (Column(_("Hangs on"), width=34), lambda i: _hangs_on(told, i)),
    ]
    return filled(_("Insights"), columns, concerning(told.state, told.journey.id, Insight))


def _hangs_on(told: Told, record: Record) -> str:
    return "; ".join(place_name(told.state, place) for place in hanging_on(told.state, record.id))


def _persona(told: Told, job: Job) -> str:
    persona = told.state.get(job.persona, Persona)
    return "" if persona is None else persona_name(persona)


def _band(value: float | None) -> str:
    return "" if value is None else _(jobs.BANDS[jobs.band(value)])
