"""The endless journey: its phases on a lying eight.

The customer buys on the left loop and owns on the right, the company acquires and looks after; the way leads from the
middle around one loop, back through the middle, around the other, and on. Each phase is a station; what its
touchpoints on the chosen path are worth stands with it.

The eight is Gerono's lemniscate, x = cos t, y = sin t cos t, in units of half its width, y downwards.

This module must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, pi, sin

import msgspec

from cjdesigner.model.geometry import Point
from cjdesigner.model.path import Path
from cjdesigner.model.records import Node, Side
from cjdesigner.model.state import State

HEIGHT = 0.5
"""Half the height of the eight, in units of half its width."""


class Station(msgspec.Struct, frozen=True):
    """A phase on the eight: its number from 1, its place (x, y), and where the way leads there (radians).

    ``worth`` is the product of the scores of its touchpoints on the chosen path; None where it has none there.
    """

    phase: int
    number: int
    side: Side
    place: Point
    heading: float
    worth: float | None


class Eight(msgspec.Struct, frozen=True):
    """The stations in the customer's order; ``unsided`` are phases of which nobody said whether customers buy or own.

    ``worths`` are the products over each loop.
    """

    stations: tuple[Station, ...]
    unsided: tuple[int, ...]
    worths: dict[Side, float | None]


def eight_of(state: State, journey: int, path: Path | None = None) -> Eight:
    """A journey's phases on the eight, in their order on each loop. ``path`` is the one whose scores are told."""
    phases = state.phases(journey)
    worth = _worths(state, path)
    stations: list[Station] = []
    numbers = {phase.id: number for number, phase in enumerate(phases, 1)}
    for side in SIDES:
        loop = [phase for phase in phases if phase.side == side]
        for phase, t in zip(loop, _turns(side, len(loop)), strict=True):
            stations.append(Station(phase.id, numbers[phase.id], side, point(t), _heading(t), worth.get(phase.id)))
    worths = {side: _product([worth[p.id] for p in phases if p.side == side and p.id in worth]) for side in SIDES}
    return Eight(tuple(stations), tuple(phase.id for phase in phases if phase.side is None), worths)


SIDES: tuple[Side, ...] = ("buy", "own")


def point(t: float) -> Point:
    """The eight at ``t`` radians: the middle at pi/2 and 3 pi/2, the right end at 0, the left end at pi."""
    return cos(t), sin(t) * cos(t)


def outward(station: Station) -> Point:
    """Which way is out of the loop at a station, as a vector of length 1: where its name has room."""
    x, y = -sin(station.heading), cos(station.heading)
    centre = -0.5 if station.side == "buy" else 0.5
    inside = (centre - station.place[0]) * x - station.place[1] * y > 0
    return (-x, -y) if inside else (x, y)


def outline(steps: int = 160) -> list[Point]:
    """The whole eight as points, from the middle around the left loop, then around the right; the last is the first."""
    return [point(pi / 2 + 2 * pi * step / steps) for step in range(steps + 1)]


def _turns(side: Side, count: int) -> Sequence[float]:
    """Where on its loop each of so many phases stands: evenly, and clear of the middle, which both loops share."""
    start = pi / 2 if side == "buy" else 3 * pi / 2
    if count == 1:
        return [start + pi / 2]
    clear = _CLEAR + max(0, 4 - count) * 0.18  # few stations need no room near the middle
    first, last = clear, pi - clear
    return [start + first + (last - first) * number / (count - 1) for number in range(count)]


_CLEAR = 0.42
"""Radians of each end of a loop that stay free of stations."""


def _heading(t: float) -> float:
    return atan2(cos(2 * t), -sin(t))


def _worths(state: State, path: Path | None) -> dict[int, float]:
    """What each phase's touchpoints on a path are worth."""
    found: dict[int, list[float]] = {}
    for step in path.steps if path is not None else ():
        node = state.get(step.id, Node)
        if node is not None and node.phase is not None:
            found.setdefault(node.phase, []).append(step.factor)
    return {phase: value for phase, factors in found.items() if (value := _product(factors)) is not None}


def _product(factors: Sequence[float]) -> float | None:
    if not factors:
        return None
    result = 1.0
    for factor in factors:
        result *= factor
    return result
