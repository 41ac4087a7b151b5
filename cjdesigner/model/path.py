"""The figures of one path: its product, what averages would say of it, its weakest touchpoint.

This module must not know the graph; who has walked it says what lies on the path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, fsum, log

import msgspec

EQUAL = 1e-12
"""Figures nearer than this are equal."""


class Step(msgspec.Struct, frozen=True):
    """One touchpoint of a path: its factor and the path's product before and after it."""

    id: int
    factor: float
    before: float
    after: float


class Path(msgspec.Struct, frozen=True):
    """A path's figures. ``nodes`` are ids, need points included; ``touchpoints`` counts those that are one.

    ``per_touchpoint`` is None without touchpoints; ``mean``, ``peak_end`` and ``weakest`` (an id) take the scored
    touchpoints only and are None without any.
    """

    nodes: tuple[int, ...]
    excellence: float
    probability: float
    upper_bound: bool
    touchpoints: int
    per_touchpoint: float | None
    mean: float | None
    peak_end: float | None
    weakest: int | None
    steps: tuple[Step, ...]


def path_of(
    nodes: tuple[int, ...],
    touchpoints: Sequence[tuple[int, float | None]],
    probability: float,
    unsure: bool,
    slope: Callable[[int], float],
) -> Path:
    """The path over ``nodes``; ``touchpoints`` are those among them that are one, with their scores, in order.

    ``unsure`` says that something lies on it, besides unscored touchpoints, that makes its figures upper bounds.
    ``slope`` tells dE/ds of a touchpoint and is asked only where the weakest are equally weak.
    """
    product = 1.0
    steps = []
    for identity, score in touchpoints:
        factor = 1.0 if score is None else score
        steps.append(Step(identity, factor, product, product * factor))
        product *= factor
    scored = [(identity, score) for identity, score in touchpoints if score is not None]
    values = [score for _, score in scored]
    return Path(
        nodes=nodes,
        excellence=product,
        probability=probability,
        upper_bound=unsure or len(scored) < len(touchpoints),
        touchpoints=len(touchpoints),
        per_touchpoint=_geometric_mean([step.factor for step in steps], product) if steps else None,
        mean=fsum(values) / len(values) if values else None,
        peak_end=(_peak(values) + values[-1]) / 2 if values else None,
        weakest=_weakest(scored, slope) if scored else None,
        steps=tuple(steps),
    )


def _weakest(scored: list[tuple[int, float]], slope: Callable[[int], float]) -> int:
    """The lowest score; among equals the larger lever, which at equal scores is the larger slope; then the earlier."""
    lowest = min(score for _, score in scored)
    tied = [identity for identity, score in scored if score == lowest]
    if len(tied) == 1:
        return tied[0]
    levers = [slope(identity) * (1 - lowest) for identity in tied]
    largest = max(levers)
    return next(identity for identity, lever in zip(tied, levers, strict=True) if lever >= largest - EQUAL)


def _geometric_mean(factors: list[float], product: float) -> float:
    if product > 1e-290 or not all(factors):
        return float(product ** (1 / len(factors)))
    return exp(fsum(map(log, factors)) / len(factors))  # so long a path that its product leaves the floats


def _peak(scores: list[float]) -> float:
    """The score farthest from 0.5, the lower on a tie."""
    farthest = max(abs(score - 0.5) for score in scores)
    return min(score for score in scores if abs(score - 0.5) >= farthest - EQUAL)
