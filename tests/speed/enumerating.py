"""The expected excellence by listing every path with networkx, which is how it must not be computed."""

from __future__ import annotations

from math import prod

import networkx

from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.state import State


def by_analysis(state: State, journey: int) -> tuple[float | None, float, float]:
    """Expected, best and worst, from the records."""
    analysis = Analysis(JourneyGraph(state, journey))
    assert analysis.best is not None
    assert analysis.worst is not None
    return analysis.expected, analysis.best.excellence, analysis.worst.excellence


def by_paths(state: State, journey: int) -> tuple[float, float, float]:
    """The same of a journey of scored touchpoints with equal shares, path by path."""
    graph = JourneyGraph(state, journey)
    web, scores = graph.next, graph.scores
    entries = [node for node in web if not web.in_degree(node)]
    exits = [node for node in web if not web.out_degree(node)]
    total, best, worst = 0.0, 0.0, 1.0
    for entry in entries:
        for path in networkx.all_simple_paths(web, entry, exits):
            excellence = prod(scores[node] or 0.0 for node in path)
            share = prod(1 / web.out_degree(node) for node in path[:-1]) / len(entries)
            total += share * excellence
            best, worst = max(best, excellence), min(worst, excellence)
    return total, best, worst
