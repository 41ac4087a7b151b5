"""The command analyse: a journey's figures as a table or as one JSON object.

This module must not know how figures are computed.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from cjdesigner.commands.parser import Parser
from cjdesigner.commands.projects import Opened, journey_of, open_project, persona_of, touchpoint_named
from cjdesigner.commands.saying import notes
from cjdesigner.errors import BadInput
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.excellence import Analysis, Lever, Path
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.interchange_reading import short
from cjdesigner.model.records import Journey, Node, Persona, node_title
from cjdesigner.model.state import State
from cjdesigner.model.weighing import Comparison, analysis_for, compare

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
            'analyse journey.cjd --persona "Laura, 41"',
        ),
    )
    result.takes("file", _("a project, .cjd, or its interchange form, .json"))
    result.may("--journey", metavar="TITLE", help=_("the journey; the first by default"))
    result.may("--persona", metavar="NAME", help=_("the figures as this persona of the journey has them"))
    result.may("--block", metavar="NAME", many=True, help=_("as if this touchpoint, by name or id, were closed"))
    result.may("--set", metavar="NAME=SCORE", many=True, help=_("as if this touchpoint had this score, 0.8 or 80%"))
    result.switch("--json", help=_("one JSON object instead of the table"))
    return result


def run(words: Namespace) -> int:
    """Print the figures of a journey."""
    opened = open_project(words.file)
    journey = journey_of(opened, words.journey)
    persona = None if words.persona is None else persona_of(opened, journey, words.persona)
    blocked = {touchpoint_named(opened, journey, name, f"--block {short(name)}").id for name in words.block or ()}
    scores = dict(_score(opened, journey, text) for text in words.set or ())
    if words.json:
        figures = figures_of(opened.state, journey, blocked, scores, persona)
        sys.stdout.write(_encoded(figures) + "\n")
    else:
        notes(opened.notes)
        show(opened.state, journey, blocked, scores, persona)
    return 0


def _encoded(figures: dict[str, Any]) -> str:
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # a count of paths may have thousands of digits
    try:
        return json.dumps(figures, ensure_ascii=False, indent=2, allow_nan=False)
    finally:
        sys.set_int_max_str_digits(limit)


def figures_of(
    state: State,
    journey: Journey,
    blocked: set[int] | None = None,
    scores: Mapping[int, float] | None = None,
    persona: Persona | None = None,
) -> dict[str, Any]:
    """The figures as the object that ``--json`` prints; None where undefined.

    Of two and more personas, and of one that is asked for, it tells besides; else its fields are those of the journey.
    """
    graph = JourneyGraph(state, journey.id)
    if persona is not None:
        analysis = analysis_for(graph, persona.id, blocked=blocked or (), scores=scores)
    else:
        analysis = Analysis(graph, blocked=blocked or (), scores=scores)
    trust = None
    if analysis.trust_per_round is not None:
        trust = [analysis.trust(rounds) for rounds in range(1, ROUNDS + 1)]
    figures: dict[str, Any] = {
        "journey": journey.title,
        "touchpoints": analysis.touchpoints,
        "need_points": analysis.need_points,
        "scored": analysis.scored,
        "parked": analysis.parked,
        "unanswered": analysis.unanswered,
        "upper_bound": analysis.upper_bound,
        "paths": analysis.paths,
        "expected": analysis.expected,
        "best": _told(state, analysis.best),
        "worst": _told(state, analysis.worst),
        "lost": analysis.lost,
        "levers": [_lever(state, lever) for lever in analysis.levers],
        "fulfilment": [
            {"name": _names(state, [identity])[0], "value": value} for identity, value in analysis.fulfilment.items()
        ],
        "single_points": _names(state, analysis.single_points),
        "trust": trust,
    }
    if persona is not None:
        figures["persona"] = persona.name
    elif len(state.personas(journey.id)) > 1:
        figures |= _by_persona(state, compare(graph, blocked=blocked or (), scores=scores))
    return figures


def _by_persona(state: State, comparison: Comparison) -> dict[str, Any]:
    """Each persona's figures, the worst first, and their weighted sum."""
    weighed = comparison.weighed
    return {
        "personas": [
            {
                "name": part.persona.name,
                "kind": part.persona.kind,
                "share": part.persona.share,
                "weight": part.weight,
                "upper_bound": part.analysis.upper_bound,
                "expected": part.analysis.expected,
                "best": _told(state, part.analysis.best),
                "worst": _told(state, part.analysis.worst),
                "lost": part.analysis.lost,
                "levers": [_lever(state, lever) for lever in part.analysis.levers],
            }
            for part in comparison.figures
        ],
        "weighted": {
            "upper_bound": weighed.upper_bound,
            "expected": weighed.expected,
            "lost": weighed.lost,
            "reach": [
                {"name": _names(state, [identity])[0], "reach": reach} for identity, reach in weighed.reach.items()
            ],
            "levers": [
                {"name": _names(state, [one.id])[0], "slope": one.slope, "lever": one.lever, "reach": one.reach}
                for one in weighed.levers
            ],
        },
    }


def _names(state: State, ids: Iterable[int]) -> list[str]:
    return [node_title(node) for identity in ids if (node := state.get(identity, Node)) is not None]


def _told(state: State, path: Path | None) -> dict[str, Any] | None:
    return None if path is None else {"excellence": path.excellence, "path": _names(state, path.nodes)}


def _lever(state: State, lever: Lever) -> dict[str, Any]:
    return {
        "name": _names(state, [lever.id])[0],
        "score": lever.score,
        "slope": lever.slope,
        "lever": lever.lever,
        "reach": lever.reach,
    }


def show(
    state: State,
    journey: Journey,
    blocked: set[int] | None = None,
    scores: Mapping[int, float] | None = None,
    persona: Persona | None = None,
) -> None:
    """Print the figures as a table, beside those without ``blocked`` and ``scores`` where these are given."""
    from cjdesigner.commands.table import table

    graph = JourneyGraph(state, journey.id)

    def analysed(closed: set[int], supposed: Mapping[int, float]) -> Analysis:
        if persona is not None:
            return analysis_for(graph, persona.id, blocked=closed, scores=supposed)
        return Analysis(graph, blocked=closed, scores=supposed)

    before = analysed(set(), {})
    after = analysed(blocked or set(), scores or {}) if blocked or scores else before
    several = persona is None and len(state.personas(journey.id)) > 1
    comparison = compare(graph, blocked=blocked or (), scores=scores) if several else None
    sys.stdout.write(table(state, journey, after, before, persona, comparison))


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
