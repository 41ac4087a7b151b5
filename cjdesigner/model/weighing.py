"""A journey's figures for each of its personas, and their weighted sum.

Each persona is analysed apart, with its own scores and shares over the cards'. The weights are the personas' shares of
the customers, taken as EXCELLENCE.md takes the entries': those without a share split what the others leave of 1, then
all are scaled to sum 1. Who has no weight is no customer and counts for nothing. E, reach, lost and levers are sums;
nothing else is: the best path of several personas at once is nobody's.

This module must not know how figures are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import fsum
from operator import attrgetter

import msgspec

from cjdesigner.model.compiled import weights_of
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.path import EQUAL
from cjdesigner.model.records import Override, Persona
from cjdesigner.model.state import State

_EXACT = 1e-9


class OwnValues(msgspec.Struct, frozen=True):
    """What is otherwise for one persona, by id: scores of touchpoints, shares of links and entries."""

    scores: dict[int, float | None]
    shares: dict[int, float | None]


def own_values(state: State, persona: int) -> OwnValues:
    """What is otherwise for a persona; wherever in the project."""
    result = OwnValues({}, {})
    for override in state.referring(persona, Override):
        (result.scores if override.field == "score" else result.shares)[override.target] = override.value
    return result


def weights(personas: Iterable[Persona]) -> dict[int, float]:
    """Each persona's part of the customers, by id; all 0 where every share is given as 0."""
    found = list(personas)
    return {
        persona.id: weight
        for persona, weight in zip(found, weights_of([persona.share for persona in found]), strict=True)
    }


def scaled_from(personas: Iterable[Persona]) -> float | None:
    """What the given shares add up to where they are scaled to make the weights; None where they need not be."""
    given = [persona.share for persona in personas]
    total = fsum(share for share in given if share is not None)
    short = None not in given and 0 < total < 1 - _EXACT
    return total if total > 1 + _EXACT or short else None


def analysis_for(
    graph: JourneyGraph,
    persona: int,
    *,
    blocked: Iterable[int] = (),
    scores: Mapping[int, float | None] | None = None,
) -> Analysis:
    """The journey as one persona has it. What is supposed in ``scores`` goes over the persona's own scores too."""
    own = own_values(graph.state, persona)
    return Analysis(graph, blocked=blocked, scores={**own.scores, **(scores or {})}, shares=own.shares)


class PersonaFigures(msgspec.Struct, frozen=True):
    """One persona, its part of the customers, and the journey's figures as it has them."""

    persona: Persona
    weight: float
    analysis: Analysis


class WeighedLever(msgspec.Struct, frozen=True, gc=False):
    """A touchpoint's lever for all personas together; it has no score, because theirs may differ."""

    id: int
    slope: float
    lever: float
    reach: float


class Weighed:
    """The weighted sums. None, or empty, where nobody has weight or the figure of somebody who has is undefined."""

    def __init__(self, figures: Iterable[PersonaFigures]) -> None:
        self._parts = [part for part in figures if part.weight]

    @property
    def upper_bound(self) -> bool:
        """Whether any persona's figures are upper bounds."""
        return any(part.analysis.upper_bound for part in self._parts)

    @cached_property
    def expected(self) -> float | None:
        """The excellence over all personas."""
        return self._sum([(part.weight, part.analysis.expected) for part in self._parts])

    @cached_property
    def lost(self) -> float | None:
        """The share of customers who do not reach the end of a path."""
        lost = self._sum([(part.weight, part.analysis.lost) for part in self._parts])
        return lost if lost is None or lost > EQUAL else 0.0

    @property
    def arriving(self) -> float | None:
        """The excellence for those who arrive; None where it is undefined or nobody does."""
        if self.expected is None or self.lost is None or 1 - self.lost <= EQUAL:
            return None
        return min(1.0, self.expected / (1 - self.lost))

    @cached_property
    def reach(self) -> dict[int, float]:
        """The probability that a customer, whoever it is, passes a node."""
        return self._sums([(part.weight, part.analysis.reach) for part in self._parts])

    @cached_property
    def levers(self) -> tuple[WeighedLever, ...]:
        """Every touchpoint's lever, the largest first, equals in topological order.

        For whom a touchpoint is unscored its lever is 0, as in a single analysis.
        """
        found = [(part.weight, {lever.id: lever for lever in part.analysis.levers}) for part in self._parts]
        order = [identity for identity in self.reach if found and identity in found[0][1]]
        gains = [
            WeighedLever(
                identity,
                fsum([weight * levers[identity].slope for weight, levers in found]),
                fsum([weight * levers[identity].lever for weight, levers in found]),
                self.reach[identity],
            )
            for identity in order
        ]
        return tuple(sorted(gains, key=attrgetter("lever"), reverse=True))

    def _sum(self, parts: list[tuple[float, float | None]]) -> float | None:
        known = [weight * value for weight, value in parts if value is not None]
        return min(1.0, fsum(known)) if parts and len(known) == len(parts) else None

    def _sums(self, parts: list[tuple[float, dict[int, float]]]) -> dict[int, float]:
        if not parts:
            return {}
        return {key: min(1.0, fsum([weight * values[key] for weight, values in parts])) for key in parts[0][1]}


class Comparison(msgspec.Struct, frozen=True):
    """A journey's figures for its personas, the worst first, and their weighted sum.

    Whose excellence is undefined stands after the others; equals stand in the journey's order of personas.
    """

    figures: tuple[PersonaFigures, ...]
    weighed: Weighed
    in_order: tuple[PersonaFigures, ...]
    """The same in the journey's order of personas."""


def compare(
    graph: JourneyGraph,
    *,
    blocked: Iterable[int] = (),
    scores: Mapping[int, float | None] | None = None,
) -> Comparison:
    """The figures of a journey for each of its personas; figures are computed when they are first read but for E."""
    personas = graph.state.personas(graph.journey)
    parts = weights(personas)
    closed = tuple(blocked)
    figures = [
        PersonaFigures(persona, parts[persona.id], analysis_for(graph, persona.id, blocked=closed, scores=scores))
        for persona in personas
    ]
    return Comparison(tuple(sorted(figures, key=_badness)), Weighed(figures), tuple(figures))


def _badness(figures: PersonaFigures) -> float:
    expected = figures.analysis.expected
    return 2.0 if expected is None else round(expected, 12)
