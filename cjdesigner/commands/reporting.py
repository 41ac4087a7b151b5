"""The command report: what a project holds and what in it still wants a hand, in words or as one JSON object.

This module must not know how the findings come about.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from cjdesigner.commands.parser import Parser
from cjdesigner.commands.projects import open_project
from cjdesigner.commands.saying import notes, plain
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import jobs
from cjdesigner.model.indicator_words import in_unit, name_of_indicator
from cjdesigner.model.naming import called, counted
from cjdesigner.model.record import Record
from cjdesigner.model.records import Indicator, Node, Reading, Touchpoint, node_title
from cjdesigner.model.report import JourneyReport, Report, report
from cjdesigner.model.state import State
from cjdesigner.model.strategy import Handoff
from cjdesigner.model.wording import grouped


def parser() -> Parser:
    """``report FILE``"""
    result = Parser(
        "report",
        _("Tell what a project holds, and by name what in it still wants a hand."),
        ("report journey.cjd", "report journey.cjd --json"),
    )
    result.takes("file", _("a project, .cjd, or its interchange form, .json"))
    result.switch("--json", help=_("one JSON object instead of the text"))
    return result


def run(words: Namespace) -> int:
    """Print the report of a project."""
    opened = open_project(words.file)
    found = report(opened.state)
    if words.json:
        told = json.dumps(as_json(opened.state, found), ensure_ascii=False, indent=2, allow_nan=False)
        sys.stdout.write(told + "\n")
    else:
        notes(opened.notes)
        sys.stdout.write("\n".join(lines(opened.state, found)) + "\n")
    return 0


# as JSON


def as_json(state: State, found: Report) -> dict[str, Any]:
    """The report as the object that ``--json`` prints."""
    return {
        "title": state.project.title,
        "counts": found.counts,
        "journeys": [_journey(state, part) for part in found.journeys],
        "jobs": [
            {
                "job": called(state, job),
                "kind": job.kind,
                "opportunity": score,
                "band": None if score is None else jobs.band(score),
            }
            for job, score in found.jobs
        ],
        "indicators_off_target": [
            {
                "indicator": indicator.name,
                "date": reading.date,
                "value": reading.value,
                "target": indicator.target,
                "unit": indicator.unit,
            }
            for indicator, reading in found.off_target
        ],
        "insights_nobody_owns": [insight.text for insight in found.unowned_insights],
    }


def _journey(state: State, part: JourneyReport) -> dict[str, Any]:
    return {
        "journey": part.journey.title,
        "needs_without_touchpoints": [need.question for need in part.needs_without_touchpoints],
        "touchpoints_without_need": [touchpoint.name for touchpoint in part.touchpoints_without_need],
        "unscored": [touchpoint.name for touchpoint in part.unscored],
        "owners_without_mandate": part.owners_without_mandate,
        "handoffs": part.handoffs,
        "handoffs_where_nothing_is_handed_over": [
            {"from": _name(state, h.source), "to": _name(state, h.target), "owners": list(h.owners)}
            for h in part.silent_handoffs
        ],
    }


def _name(state: State, identity: int) -> str:
    node = state.get(identity, Node)
    return node_title(node) if node is not None else ""


# in words


def lines(state: State, found: Report) -> list[str]:
    """The report as lines of plain text."""
    title = plain(state.project.title) or _("Unnamed project")
    result = [title, ", ".join(counted(state.records.values()))]
    for part in found.journeys:
        result += _section(plain(part.journey.title) or _("Unnamed journey"), _journey_lines(state, part))
    result += _section(_("Jobs by opportunity"), [_job(state, job, score) for job, score in found.jobs])
    result += _section(_("Indicators off target"), [_indicator(*pair) for pair in found.off_target])
    result += _section(_("Insights nobody owns"), [plain(insight.text) for insight in found.unowned_insights])
    return result


def _section(heading: str, items: Sequence[str]) -> list[str]:
    return ["", heading, *(f"  {item}" for item in items)] if items else []


def _journey_lines(state: State, part: JourneyReport) -> list[str]:
    owners = [plain(owner) for owner in part.owners_without_mandate]
    result = [
        *_list(_("Needs without touchpoints"), _called(state, part.needs_without_touchpoints)),
        *_list(_("Touchpoints without a need before them"), _called(state, part.touchpoints_without_need)),
        *_list(_("Not scored yet"), _called(state, part.unscored)),
        *_list(_("Owners without a mandate"), owners),
        *_list(_("Hand-offs where nothing is handed over"), [_handoff(state, h) for h in part.silent_handoffs]),
    ]
    if part.handoffs:
        words = ngettext("{count} hand-off between owners", "{count} hand-offs between owners", part.handoffs)
        result.append(words.format(count=grouped(part.handoffs)))
    return result or [_("nothing is missing")]


def _list(heading: str, items: Sequence[str]) -> list[str]:
    return [heading, *(f"  {item}" for item in items)] if items else []


def _called(state: State, records: Sequence[Record]) -> list[str]:
    return [plain(called(state, record)) for record in records]


def _handoff(state: State, handoff: Handoff) -> str:
    ends = [state.get(end, Touchpoint) for end in (handoff.source, handoff.target)]
    names = [plain(called(state, end)) for end in ends if end is not None]
    return f"{' → '.join(names)} ({' → '.join(plain(owner) for owner in handoff.owners)})"


def _job(state: State, job: Record, score: float | None) -> str:
    told = _("not rated") if score is None else f"{jobs.worded(score)} · {_(jobs.BANDS[jobs.band(score)])}"
    return f"{plain(called(state, job))} – {told}"


def _indicator(indicator: Indicator, reading: Reading) -> str:
    words = _("{name}: {value} on {date}, target {target}")
    return words.format(
        name=plain(name_of_indicator(indicator)),
        value=plain(in_unit(indicator, reading.value)),
        date=plain(reading.date),
        target=plain(in_unit(indicator, indicator.target)),
    )
