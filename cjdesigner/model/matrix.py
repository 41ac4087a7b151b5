"""Needs by channels: which need is met in which channel, how well, and where nothing is: a gap.

A row is a need point, a column a channel; a cell holds the touchpoints of that channel that the need's next links lead
to directly. A last row holds the touchpoints that no need comes before. This module must not know how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cjdesigner.model import edits
from cjdesigner.model.cards import card_rect
from cjdesigner.model.edits import GAP_Y, nodes_added, with_fields
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import BUILT_IN_CHANNELS, NeedPoint, Node, Record, Touchpoint
from cjdesigner.model.state import State


class Entry(msgspec.Struct, frozen=True):
    """A touchpoint in a cell. ``share`` is that of the need's customers who take it; None in the last row."""

    touchpoint: int
    score: float | None
    share: float | None = None
    reach: float | None = None
    """The share of all customers who come there, by whatever way."""


class MatrixRow(msgspec.Struct, frozen=True):
    """A need point, or (None) no need, with its cells by channel; channels without touchpoints have none."""

    need: int | None
    phase: int | None
    cells: dict[str, tuple[Entry, ...]]
    fulfilment: float | None = None
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether the need leads to any touchpoint."""
        return bool(self.cells)


class Column(msgspec.Struct, frozen=True):
    """A channel: how many needs it meets, how many touchpoints it has, and the mean of their scores.

    The mean is weighted by how many customers come to each; where nobody is known to come, all weigh the same.
    """

    channel: str
    needs: int
    touchpoints: int
    mean: float | None


class Matrix(msgspec.Struct, frozen=True):
    """All needs of a journey by all its channels."""

    rows: tuple[MatrixRow, ...]
    columns: tuple[Column, ...]

    @property
    def needs(self) -> int:
        """How many need points there are."""
        return sum(row.need is not None for row in self.rows)

    @property
    def unmet(self) -> int:
        """How many needs lead to no touchpoint at all."""
        return sum(row.need is not None and not row.met for row in self.rows)


def matrix_of(state: State, journey: int, analysis: Analysis, channels: Iterable[str] = ()) -> Matrix:
    """The matrix of a journey; ``channels`` are columns besides those in use and those the project has of its own."""
    order = {phase.id: place for place, phase in enumerate(state.phases(journey))}

    def place(node: Node) -> tuple[float, ...]:
        return (-1 if node.phase is None else order.get(node.phase, -1), node.x // 48, node.y, node.id)

    needs = sorted(state.members(journey, NeedPoint), key=place)
    rows = [_row(state, need, analysis) for need in needs]
    alone = sorted(without_need(state, journey), key=place)
    if alone:
        cells: dict[str, tuple[Entry, ...]] = {}
        for touchpoint in alone:
            entry = Entry(touchpoint.id, touchpoint.score, None, analysis.reach.get(touchpoint.id))
            cells[touchpoint.channel] = (*cells.get(touchpoint.channel, ()), entry)
        rows.append(MatrixRow(None, None, cells))
    keys = _columns(state, rows, channels)
    return Matrix(tuple(rows), tuple(_column(key, rows) for key in keys))


def without_need(state: State, journey: int) -> list[Touchpoint]:
    """The touchpoints of a journey that no need point comes before, by next links, however far."""
    touchpoints = state.members(journey, Touchpoint)
    reached: set[int] = set()
    todo: list[int] = [need.id for need in state.members(journey, NeedPoint)]
    while todo:
        for link in state.outgoing(todo.pop()):
            if link.target not in reached:
                reached.add(link.target)
                todo.append(link.target)
    return [touchpoint for touchpoint in touchpoints if touchpoint.id not in reached]


def _row(state: State, need: NeedPoint, analysis: Analysis) -> MatrixRow:
    cells: dict[str, tuple[Entry, ...]] = {}
    for link in state.outgoing(need.id):
        touchpoint = state.get(link.target, Touchpoint)
        if touchpoint is not None:
            entry = Entry(
                touchpoint.id, touchpoint.score, analysis.shares.get(link.id), analysis.reach.get(touchpoint.id)
            )
            cells[touchpoint.channel] = (*cells.get(touchpoint.channel, ()), entry)
    return MatrixRow(
        need.id, need.phase, cells, analysis.fulfilment_of(need.id), analysis.is_fulfilment_at_most(need.id)
    )


def _columns(state: State, rows: Sequence[MatrixRow], channels: Iterable[str]) -> list[str]:
    """The channels in the vocabulary's order; touchpoints without a channel stand last."""
    used = {key for row in rows for key in row.cells}
    own = [channel.name for channel in state.channels()]
    wanted = used | set(own) | set(channels)
    known = [key for key in (*BUILT_IN_CHANNELS, *own) if key in wanted]
    rest = sorted(wanted - set(known) - {""})
    return list(dict.fromkeys([*known, *rest, *([""] if "" in wanted else [])]))


def _column(key: str, rows: Sequence[MatrixRow]) -> Column:
    entries = {entry.touchpoint: entry for row in rows for entry in row.cells.get(key, ())}
    scored = [(entry.score, entry.reach or 0.0) for entry in entries.values() if entry.score is not None]
    weights = sum(reach for _score, reach in scored)
    mean = None
    if weights > 0:
        mean = sum(score * reach for score, reach in scored) / weights
    elif scored:
        mean = sum(score for score, _reach in scored) / len(scored)
    return Column(key, sum(row.need is not None and key in row.cells for row in rows), len(entries), mean)


# filling a gap


def fill(state: State, need: int | None, channel: str, name: str, journey: int) -> Patch:
    """A new touchpoint of a channel that a need leads to; without a need it is parked beneath the other cards."""
    if need is not None:
        patch = edits.add_following(state, need)
    else:
        rects = [card_rect(node) for node in state.nodes(journey)]
        x = min((rect.x for rect in rects), default=0.0)
        y = max((rect.bottom + 2 * GAP_Y for rect in rects), default=160.0)
        patch = edits.add_touchpoint(state, journey, x, y)
    (new,) = nodes_added(patch)
    record: Record | None = patch[new][1]
    assert isinstance(record, Touchpoint)
    return patch | {new: (None, with_fields(record, name=name, channel=channel))}
