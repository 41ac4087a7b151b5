"""The command analyse: a journey's figures as a table or as one JSON object.

This module must not know how figures are computed.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from cjdesigner.commands.parser import Parser
from cjdesigner.commands.projects import Opened, journey_of, open_project, touchpoint_named
from cjdesigner.commands.saying import notes
from cjdesigner.errors import BadInput
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.excellence import Analysis, Path
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.interchange_reading import short
from cjdesigner.model.records import Journey, Node, node_title
from cjdesigner.model.state import State

ROUNDS = 10


def parser() -> Parser:
    """``analyse FILE``"""
    result = Parser(
        "analyse",
        _("Tell a journey's excellence, what to fix first, and what would be if."),
        (
            "analyse journey.cjd",
            'analyse journey.cjd --block "Branch in the village"',
            'analyse journey.cjd --set "Club website=80%" --json',
        ),
    )
    result.takes("file", _("a project, .cjd, or its interchange form, .json"))
    result.may("--journey", metavar="TITLE", help=_("the journey; the first by default"))
    result.may("--block", metavar="NAME", many=True, help=_("as if this touchpoint, by name or id, were closed"))
    result.may("--set", metavar="NAME=SCORE", many=True, help=_("as if this touchpoint had this score, 0.8 or 80%"))
    result.switch("--json", help=_("one JSON object instead of the table"))
    return result


def run(words: Namespace) -> int:
    """Print the figures of a journey."""
    opened = open_project(words.file)
    journey = journey_of(opened, words.journey)
    blocked = {touchpoint_named(opened, journey, name, f"--block {short(name)}").id for name in words.block or ()}
    scores = dict(_score(opened, journey, text) for text in words.set or ())
    if words.json:
        figures = figures_of(opened.state, journey, blocked, scores)
        sys.stdout.write(_encoded(figures) + "\n")
    else:
        notes(opened.notes)
        show(opened.state, journey, blocked, scores)
    return 0


def _encoded(figures: dict[str, Any]) -> str:
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # a count of paths may have thousands of digits
    try:
        return json.dumps(figures, ensure_ascii=False, indent=2, allow_nan=False)
    finally:
        sys.set_int_max_str_digits(limit)


def figures_of(
    state: State, journey: Journey, blocked: set[int] | None = None, scores: Mapping[int, float] | None = None
) -> dict[str, Any]:
    """The figures as the object that ``--json`` prints; None where undefined."""
    analysis = Analysis(JourneyGraph(state, journey.id), blocked=blocked or (), scores=scores)

    def names(ids: Any) -> list[str]:
        return [node_title(node) for identity in ids if (node := state.get(identity, Node)) is not None]

    def told(path: Path | None) -> dict[str, Any] | None:
        return None if path is None else {"excellence": path.excellence, "path": names(path.nodes)}

    trust = None
    if analysis.trust_per_round is not None:
        trust = [analysis.trust(rounds) for rounds in range(1, ROUNDS + 1)]
    return {
        "journey": journey.title,
        "touchpoints": analysis.touchpoints,
        "need_points": analysis.need_points,
        "scored": analysis.scored,
        "parked": analysis.parked,
        "unanswered": analysis.unanswered,
        "upper_bound": analysis.upper_bound,
        "paths": analysis.paths,
        "expected": analysis.expected,
        "best": told(analysis.best),
        "worst": told(analysis.worst),
        "lost": analysis.lost,
        "levers": [
            {
                "name": names([lever.id])[0],
                "score": lever.score,
                "slope": lever.slope,
                "lever": lever.lever,
                "reach": lever.reach,
            }
            for lever in analysis.levers
        ],
        "fulfilment": [
            {"name": names([identity])[0], "value": value} for identity, value in analysis.fulfilment.items()
        ],
        "single_points": names(analysis.single_points),
        "trust": trust,
    }


def show(
    state: State, journey: Journey, blocked: set[int] | None = None, scores: Mapping[int, float] | None = None
) -> None:
    """Print the figures as a table, beside those without ``blocked`` and ``scores`` where these are given."""
    from cjdesigner.commands.table import table

    graph = JourneyGraph(state, journey.id)
    before = Analysis(graph)
    after = Analysis(graph, blocked=blocked or (), scores=scores) if blocked or scores else before
    sys.stdout.write(table(state, journey, after, before))


def _score(opened: Opened, journey: Journey, text: str) -> tuple[int, float]:
    """``NAME=SCORE``, split at the last "="; the score as 0.5 or 50%."""
    name, sign, number = text.rpartition("=")
    option = f"--set {short(text)}"
    if not sign or not name.strip():
        raise BadInput(mark("{file}: {option}: must be NAME=SCORE."), file=opened.path, option=option)
    number = number.strip()
    percent = number.endswith("%")
    try:
        value = float(number.removesuffix("%").strip().replace(",", ".")) / (100 if percent else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise BadInput(
            mark("{file}: {option}: “{number}” is no score; a score is a number from 0 to 1, or from 0% to 100%."),
            file=opened.path,
            option=option,
            number=short(number),
        )
    return touchpoint_named(opened, journey, name.strip(), option).id, value
