"""Large journeys that look like real ones: phases, needs, alternative touchpoints, shares, gaps, a few that leave.

The same numbers give the same journey. This module must not know Qt.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from cjdesigner.model.records import (
    BUILT_IN_CHANNELS,
    Journey,
    Link,
    NeedPoint,
    Phase,
    Project,
    Record,
    Touchpoint,
)

JOURNEY = 2
PITCH_X, PITCH_Y = 264.0, 136.0
_LEFT, _TOP = 40.0, 112.0
_NEEDS_EVERY = 5
"""Every fifth column holds need points."""

_PHASES = (
    "Awareness",
    "Inform",
    "Compare",
    "Convince",
    "Close",
    "Logistics",
    "Implementation",
    "Support",
    "Loyalty programme",
    "Up-selling",
    "Cross-selling",
)
_PLACES = ("Hotline", "Website", "App", "Branch", "Letter", "Technician", "Reception", "Chat", "Newsletter", "Invoice")
_MATTERS = (
    "for the first appointment",
    "about delivery",
    "after a complaint",
    "on opening hours",
    "with an offer that nobody asked for",
    "on the price of an extension",
    "about a repair under warranty, with a call back on the next working day",
)
_TOWNS = ("Aachen", "Bern", "Dresden", "Graz", "Kassel", "Leipzig", "Linz", "Rostock", "Ulm", "Vienna", "Zurich")
_QUESTIONS = (
    "When can it be done?",
    "What will it cost me?",
    "Who helps me if it does not work on the first day?",
    "Which one fits what I want to do with it?",
    "How do I get out of this again?",
)


def big_journey(touchpoints: int, links: int | None = None, seed: int = 7) -> list[Record]:
    """A project of one journey with so many touchpoints, a quarter as many need points, and so many next links.

    ``links`` is twice the touchpoints unless it is given; one touchpoint in five hundred leads back.
    """
    chance = random.Random(seed)
    nodes = touchpoints + touchpoints // (_NEEDS_EVERY - 1)
    rows = max(3, round((nodes / 0.55) ** 0.5))
    answering = -(-touchpoints // rows)
    columns = answering + -(-answering // (_NEEDS_EVERY - 1))
    records: list[Record] = [Project(id=1, title="A large project"), Journey(id=JOURNEY, title="All of it")]
    phases = _phases(columns)
    records += phases
    ids = iter(range(JOURNEY + 1 + len(phases), 10**9))
    grid: list[list[int]] = []
    leaving: set[int] = set()
    owners = [phase for phase in phases for _ in range(round(phase.width / PITCH_X))]
    left = touchpoints
    for column in range(columns):
        is_need = column % _NEEDS_EVERY == 0
        count = rows if is_need else min(rows, left)
        left -= 0 if is_need else count
        grid.append([next(ids) for _ in range(count)])
        for row, identity in enumerate(grid[-1]):
            place = {
                "id": identity,
                "journey": JOURNEY,
                "phase": owners[column].id,
                "x": _LEFT + column * PITCH_X,
                "y": _TOP + row * PITCH_Y + (14 if column % 2 else 0),
            }
            if is_need:
                words = _QUESTIONS[(row + column) % len(_QUESTIONS)]
                records.append(NeedPoint(question=f"{words[:-1]} ({row + 1})?", **place))
                continue
            leaves = chance.random() < 0.004 and row > 0
            if leaves:
                leaving.add(identity)
            records.append(_touchpoint(chance, row, column, place, leaves))
    return records + _links(chance, grid, leaving, 2 * touchpoints if links is None else links, ids)


def _phases(columns: int) -> list[Phase]:
    count = min(len(_PHASES), columns)
    edges = [columns * number // count for number in range(count + 1)]
    return [
        Phase(
            id=JOURNEY + 1 + number,
            journey=JOURNEY,
            rank=number,
            title=_PHASES[number],
            wording="as the customer says it",
            width=(edges[number + 1] - edges[number]) * PITCH_X,
        )
        for number in range(count)
    ]


def _touchpoint(chance: random.Random, row: int, column: int, place: dict[str, Any], leaves: bool) -> Touchpoint:
    return Touchpoint(
        name=f"{chance.choice(_PLACES)} {chance.choice(_MATTERS)}, {chance.choice(_TOWNS)} {row + 1}",
        channel=chance.choice(tuple(BUILT_IN_CHANNELS)),
        owner=chance.choice(("Service", "Sales", "Claims", "")),
        score=None if chance.random() < 0.03 else round(1 - 0.5 * chance.random() ** 2, 2),
        evidence=chance.choice(("guess", "observed", "measured")),
        basis="CSAT top-2, n = 212" if chance.random() < 0.4 else "",
        signature=chance.random() < 0.02,
        blocked=chance.random() < 0.001,
        outcome="leaves" if leaves else None,
        reason="goes to a competitor" if leaves else "",
        **place,
    )


def _links(
    chance: random.Random, grid: list[list[int]], leaving: set[int], count: int, ids: Iterator[int]
) -> list[Record]:
    """Each card leads to its right neighbour, and some to alternatives a few rows up or down, until it is enough."""
    pairs: dict[tuple[int, int], None] = {}
    for here, there in zip(grid, grid[1:], strict=False):
        for row, target in enumerate(there):
            if row < len(here) and here[row] not in leaving:
                pairs[here[row], target] = None
    while len(pairs) < count:
        column = chance.randrange(len(grid) - 1)
        row = chance.randrange(len(grid[column]))
        goal = row + chance.choice((-3, -2, -1, 1, 2, 3))
        if grid[column][row] not in leaving and 0 <= goal < len(grid[column + 1]):
            pairs[grid[column][row], grid[column + 1][goal]] = None
    given: dict[int, float] = {}
    records: list[Record] = []
    for source, target in pairs:
        share = None
        if chance.random() < 0.2 and given.get(source, 0.0) < 0.6:
            share = chance.choice((0.1, 0.2, 0.3))
            given[source] = given.get(source, 0.0) + share
        records.append(Link(id=next(ids), journey=JOURNEY, source=source, target=target, share=share))
    for number in range(sum(map(len, grid)) // 500):
        back = grid[-1 - number % 3], grid[number % 4]
        source, target = (chance.choice(column) for column in back)
        if (source, target) not in pairs and source not in leaving:
            pairs[source, target] = None
            records.append(Link(id=next(ids), journey=JOURNEY, source=source, target=target, kind="return"))
    return records


def layers(depth: int, width: int, score: float = 0.9) -> list[Record]:
    """``depth`` columns of ``width`` touchpoints, each column fully linked to the next: width ** depth paths."""
    records: list[Record] = [Project(id=1), Journey(id=JOURNEY)]
    first = JOURNEY + 1
    for number in range(depth * width):
        records.append(Touchpoint(id=first + number, journey=JOURNEY, name=f"t{number}", score=score))
    identity = first + depth * width
    for column in range(depth - 1):
        for here in range(width):
            for there in range(width):
                source, target = first + column * width + here, first + (column + 1) * width + there
                records.append(Link(id=identity, journey=JOURNEY, source=source, target=target))
                identity += 1
    return records
