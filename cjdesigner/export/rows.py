"""A long journey in rows, as lines of a text: phases to the right, then on in the next row.

A row is told as if it were a journey of its own (:class:`Part`): its cards, its phases, what stands under them, its
steps of the path. A link that leads to another row ends at the right in a numbered port, and begins again at the left
of that row at the port of that number; there is one for each card that is reached from other rows.

This module must not know how anything is drawn, nor how large it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

import msgspec

from cjdesigner.export.grid import EMPTY, Grid
from cjdesigner.export.journey import Told
from cjdesigner.model.company import ties
from cjdesigner.model.records import Activity, Attachment, Lane, LaneEntry, Link, Node
from cjdesigner.model.state import State
from cjdesigner.model.strips import has_strips

_WHOLE_PHASES = 1.35
"""So much wider than without it a row may be for the sake of phases that are not parted."""


class Port(msgspec.Struct, frozen=True):
    """Where links leave a row or come into it. ``card`` is the one they lead to, ``ends`` are the cards in this row
    that they join."""

    number: int
    card: int
    links: tuple[Link, ...]
    ends: tuple[int, ...]

    @property
    def again(self) -> bool:
        """Whether only return links lead there."""
        return all(link.kind == "return" for link in self.links)


class Cap(msgspec.Struct, frozen=True):
    """The largest type and the widest card, in points, so that all rows look alike."""

    size: float
    width: float


class Part(Told):
    """A row of a journey. ``whole`` is the journey, ``end`` where its phases end in the map's units."""

    def __init__(self, whole: Told, nodes: Sequence[Node], columns: Sequence[int], grid: Grid, first: bool) -> None:
        self.__dict__.update(whole.__dict__)
        bands = [grid.bands[band] for band, _ in groupby(grid.columns[column] for column in columns)]
        self.whole, self.is_first = whole, first
        self.phases = [band for band in bands if band is not None]
        # Only where the row ends with cards without a phase they are those right of the last phase.
        self.end = sum(phase.width for phase in whole.phases) if bands[-1] is None else float("inf")
        self.out: tuple[Port, ...] = ()
        self.into: tuple[Port, ...] = ()
        self.has_ports = False
        self.cap: Cap | None = None
        for name in ("hung", "has_strips", "voices"):
            self.__dict__.pop(name, None)
        self.__dict__["shown"] = list(nodes)

    def take_steps(self, place: int, count: int) -> None:
        """Its steps of the path: those in its cards; where the path goes back, its share of all in their order."""
        path = self.whole.path
        if path is None:
            return
        here = {node.id for node in self.shown}
        steps = tuple(step for step in path.steps if step.id in here)
        if self.whole.letters:
            each = ceil(len(path.steps) / count)
            steps = path.steps[place * each : (place + 1) * each]
        self.__dict__["path"] = msgspec.structs.replace(path, steps=steps)


def divided(told: Told, grid: Grid, count: int) -> list[Part]:
    """The journey in at most so many rows of like width; ``grid`` are its columns. Rows break between phases, and
    within one only where that is far too wide."""
    in_column: dict[int, list[Node]] = {}
    for node in told.shown:
        in_column.setdefault(grid.cells[node.id][0], []).append(node)
    weights = [1.0 if column in in_column else EMPTY for column in range(len(grid.columns))]
    broken = _broken(grid.columns, weights, count)
    parts = []
    for place, columns in enumerate(broken):
        nodes = [node for column in columns for node in in_column.get(column, ())]
        parts.append(Part(told, nodes, columns, grid, place == 0))
    for place, part in enumerate(parts):
        part.take_steps(place, len(parts))
    if told.has_strips:
        _share_strips(told, parts)
    _connect(told, parts)
    return parts


def widest(told: Told, grid: Grid, count: int) -> float:
    """How many columns the widest of so many rows has."""
    taken = {column for column, _row in grid.cells.values()}
    weights = [1.0 if column in taken else EMPTY for column in range(len(grid.columns))]
    return max(sum(weights[column] for column in row) for row in _broken(grid.columns, weights, count))


def _broken(bands: Sequence[int], weights: Sequence[float], count: int) -> list[list[int]]:
    """The columns of each row."""
    total = sum(weights)
    blocks = [[column for column, _band in group] for _, group in groupby(enumerate(bands), key=lambda pair: pair[1])]

    def least(splits: bool) -> tuple[float, list[list[int]]]:
        width = max(total / count, 1.0)
        while True:
            rows = _poured(list(_pieces(blocks, weights, width)) if splits else blocks, weights, width)
            if len(rows) <= count or width > total:
                return max(sum(weights[column] for column in row) for row in rows), rows
            width += 0.25 if total < 400 else total / 1600

    parted, kept = least(splits=True), least(splits=False)
    return kept[1] if kept[0] <= _WHOLE_PHASES * parted[0] else parted[1]


def _pieces(blocks: Sequence[list[int]], weights: Sequence[float], width: float) -> Iterator[list[int]]:
    for block in blocks:
        number = ceil(sum(weights[column] for column in block) / width - 1e-9)
        for piece in range(number):
            yield block[len(block) * piece // number : len(block) * (piece + 1) // number]


def _poured(blocks: Sequence[list[int]], weights: Sequence[float], width: float) -> list[list[int]]:
    rows: list[list[int]] = []
    used = width
    for block in filter(None, blocks):
        wide = sum(weights[column] for column in block)
        if not rows or used + wide > width + 1e-9:
            rows.append([])
            used = 0.0
        rows[-1] += block
        used += wide
    return rows


def _connect(told: Told, parts: Sequence[Part]) -> None:
    """Give every row its ports, numbered as their cards are read."""
    row_of = {node.id: place for place, part in enumerate(parts) for node in part.shown}
    crossing: dict[int, list[Link]] = {}
    for link in told.links:
        if link.source in row_of and link.target in row_of and row_of[link.source] != row_of[link.target]:
            crossing.setdefault(link.target, []).append(link)
    order = {node.id: place for place, node in enumerate(node for part in parts for node in part.shown)}
    out: dict[int, list[Port]] = {}
    into: dict[int, list[Port]] = {}
    for number, card in enumerate(sorted(crossing, key=order.__getitem__), start=1):
        links = tuple(crossing[card])
        into.setdefault(row_of[card], []).append(Port(number, card, links, (card,)))
        for row in sorted({row_of[link.source] for link in links}):
            here = tuple(link for link in links if row_of[link.source] == row)
            ends = tuple(dict.fromkeys(link.source for link in here))
            out.setdefault(row, []).append(Port(number, card, here, ends))
    for place, part in enumerate(parts):
        part.out, part.into = tuple(out.get(place, ())), tuple(into.get(place, ()))
        part.has_ports = bool(crossing)


# what stands beneath


def _share_strips(told: Told, parts: Sequence[Part]) -> None:
    """Each row shows the entries of its phases, and activities where what they serve stands."""
    state, journey = told.state, told.journey.id
    home: dict[int | None, int] = {}
    for place, part in reversed(list(enumerate(parts))):
        home |= {phase.id: place for phase in part.phases}
    row_of = {node.id: place for place, part in enumerate(parts) for node in part.shown}
    activities: dict[int, set[int]] = {}
    for activity in state.members(journey, Activity):
        rows = {row_of[touchpoint.id] for touchpoint in ties(state, activity.id) if touchpoint.id in row_of}
        activities[activity.id] = rows or {home.get(activity.phase, 0)}
    entries = {entry.id: home.get(entry.phase, 0) for entry in state.all(LaneEntry)}
    held: dict[int, set[int]] = {}
    for entry in state.all(LaneEntry):
        held.setdefault(entry.lane, set()).add(entries[entry.id])
    for place, part in enumerate(parts):
        gone = {identity for identity, rows in activities.items() if place not in rows}
        gone |= {identity for identity, row in entries.items() if row != place}
        for lane in state.members(journey, Lane):
            if lane.kind in ("text", "image", "emotion") and place not in held.get(lane.id, {0}):
                gone.add(lane.id)
        part.state = _without(state, gone)
        part.__dict__["has_strips"] = has_strips(part.state, journey)


def _without(state: State, gone: set[int]) -> State:
    return State(
        record
        for record in state.records.values()
        if record.id not in gone
        and not (isinstance(record, Attachment) and (record.subject in gone or record.target in gone))
    )
