"""Pushing overlapping cards apart for the poster: nobody is hidden, and everybody keeps their place among the others.

Cards that overlap a little at their sides move on to the right, whole columns at a time, and their band widens; what
still overlaps moves down. Cards that do not overlap stay where they are, unless they stand in the way.

This module must not know links, nor change records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import PHASE_WIDTH, Phase

GAP = 20.0
"""What lies between two cards that were pushed apart."""

_CELL = 512.0
_COLUMN = 1.5  # cards whose left edges differ by no more than this stand in a column


def spread_cards(
    cards: Mapping[int, Rect], phase_of: Mapping[int, int | None], phases: Sequence[Phase]
) -> tuple[dict[int, Rect], dict[int, float]]:
    """The cards moved apart, and the widths of the bands by phase id. No two of them overlap afterwards."""
    shifts = _sideways(cards, phase_of)
    left = 0.0
    moved: dict[int, Rect] = {}
    widths: dict[int, float] = {}
    members: dict[int | None, list[int]] = {}
    for identity in sorted(cards):
        members.setdefault(phase_of.get(identity), []).append(identity)
    known = {phase.id for phase in phases}
    widening = 0.0
    for phase in phases:
        right = left + phase.width
        grown = right
        for identity in members.get(phase.id, ()):
            card, shift = cards[identity], shifts.get(identity, 0.0)
            if shift and card.right <= right:
                grown = max(grown, card.right + shift + min(GAP, right - card.right))
            moved[identity] = card.moved(shift + widening, 0.0)
        widths[phase.id] = phase.width + grown - right
        widening += grown - right
        left = right
    rest = [identity for phase in members if phase not in known for identity in members[phase]]
    if phases:
        for identity in rest:
            if cards[identity].x >= left:  # beyond the last phase: on with its right edge
                moved[identity] = cards[identity].moved(shifts.get(identity, 0.0) + widening, 0.0)
        rest = [identity for identity in rest if identity not in moved]
    # Left of the first phase there is room to the left: the cards' right edge stays where it was.
    overflow = 0.0
    if phases:
        old = max((cards[identity].right for identity in rest if cards[identity].right <= 0), default=-PHASE_WIDTH)
        new = max((cards[i].right + shifts.get(i, 0.0) for i in rest if cards[i].right <= 0), default=old)
        overflow = max(0.0, new - old)
    for identity in rest:
        moved[identity] = cards[identity].moved(shifts.get(identity, 0.0) - overflow, 0.0)
    moved = _downwards(moved)
    return {identity: moved[identity] for identity in cards}, widths


def _sideways(cards: Mapping[int, Rect], phase_of: Mapping[int, int | None]) -> dict[int, float]:
    """By how much each card moves to the right, for those that overlap rather beside than above each other."""
    columns: list[list[int]] = []
    ordered = sorted(cards, key=lambda i: (phase_of.get(i) or 0, cards[i].x, cards[i].y, i))
    for identity in ordered:
        last = columns[-1][0] if columns else None
        if (
            last is not None
            and phase_of.get(last) == phase_of.get(identity)
            and cards[identity].x - cards[last].x <= _COLUMN
        ):
            columns[-1].append(identity)
        else:
            columns.append([identity])
    shifts: dict[int, float] = {}
    cells: dict[tuple[int | None, int, int], list[int]] = {}
    for column in columns:
        push = 0.0
        for identity in column:
            card = cards[identity]
            for other in _near(cells, phase_of.get(identity), card):
                before = cards[other]
                wide, high = before.right - card.x, min(card.bottom, before.bottom) - max(card.y, before.y)
                if before.intersects(card) and wide < high:
                    push = max(push, wide + shifts.get(other, 0.0) + GAP)
                elif high > 0 and card.x - before.right >= 0 and shifts.get(other, 0.0):
                    # A neighbour that the push would close up to keeps its distance, up to the usual gap.
                    push = max(push, shifts[other] - max(0.0, card.x - before.right - GAP))
        for identity in column:
            if push:
                shifts[identity] = push
            for key in _cells(phase_of.get(identity), cards[identity]):
                cells.setdefault(key, []).append(identity)
    return shifts


def _near(cells: Mapping[tuple[int | None, int, int], list[int]], phase: int | None, card: Rect) -> list[int]:
    wide = card.inflated(_CELL / 2)
    return sorted({identity for key in _cells(phase, wide) for identity in cells.get(key, ())})


def _cells(phase: int | None, card: Rect) -> list[tuple[int | None, int, int]]:
    return [
        (phase, column, row)
        for column in range(int(card.x // _CELL), int(card.right // _CELL) + 1)
        for row in range(int(card.y // _CELL), int(card.bottom // _CELL) + 1)
    ]


def _downwards(cards: Mapping[int, Rect]) -> dict[int, Rect]:
    """Cards from top to bottom, each moved down until it overlaps none of those above."""
    placed: dict[int, list[Rect]] = {}  # cell column -> the cards placed there
    result: dict[int, Rect] = {}
    for identity in sorted(cards, key=lambda i: (cards[i].y, cards[i].x, i)):
        card = cards[identity]
        columns = range(int(card.x // _CELL), int(card.right // _CELL) + 1)
        others = [
            other
            for column in columns
            for other in placed.get(column, ())
            if other.x < card.right and card.x < other.right and other.bottom > card.y
        ]
        y = card.y
        for other in sorted(others, key=lambda rect: rect.y):
            if other.y >= y + card.height:
                break
            if other.bottom > y:
                y = other.bottom + GAP
        if y != card.y:
            card = Rect(card.x, y, card.width, card.height)
        result[identity] = card
        for column in columns:
            placed.setdefault(column, []).append(card)
    return result
