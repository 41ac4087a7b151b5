"""The designer's columns and rows, read off the canvas.

The canvas has room without end; a sheet has not. So the columns and rows that the cards stand in are read off the
canvas, and set anew on paper (``fit.py``). Order and neighbourhood stay; distances do not.

This module must not know how large anything is on paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from cjdesigner.model.layout import CARD_WIDTH
from cjdesigner.model.records import NeedPoint, Node, Phase

_CARD_HEIGHT = 84.0
GUTTER = 84.0
"""Units between two columns: what links need to leave, to turn and to arrive."""
EMPTY = 0.55
"""Of a column: the width of a phase without cards."""
_FOLDED, _MOST_FOLDED, _WORTH_FOLDED = 60, 1.45, 0.92
"""With at most so many cards high columns go on beside themselves, if there then are at most so many times the columns;
and what that is worth."""


class Grid(msgspec.Struct, frozen=True):
    """Cards in cells. ``bands`` are the phases from left to right (None first, or last, where cards without a phase
    stand), ``columns`` the place in ``bands`` of each column, ``cells`` the column and row of each card."""

    bands: tuple[Phase | None, ...]
    columns: tuple[int, ...]
    cells: dict[int, tuple[int, int]]
    rows: int
    worth: float = 1.0
    """Lower where the grid departs further from how the cards were laid."""

    @property
    def weights(self) -> list[float]:
        """How wide each column is, where one with cards is 1."""
        taken = {self.columns[column] for column, _row in self.cells.values()}
        return [1.0 if place in taken else EMPTY for place in self.columns]


def grids(
    nodes: Sequence[Node], phases: Sequence[Phase], lane_of: Mapping[int, int], end: float | None = None
) -> Iterator[Grid]:
    """The ways to read columns and rows off the canvas: finest rows first, then coarser, then with columns split.

    ``lane_of`` are the lanes of cards, counted from the top; empty where there are none. Cards without a phase stand
    right of the phases from ``end`` on, in the map's units; None is where the phases end.
    """
    if end is None:
        end = sum(phase.width for phase in phases)
    seen = set()
    found: list[Grid] = []
    for split in (1,) if lane_of else (1, 2, 3):
        for tolerance in (0.5, 0.9, 1.6):
            grid = _read(nodes, phases, lane_of, end, tolerance * _CARD_HEIGHT, split)
            key = (len(grid.columns), grid.rows)
            if key not in seen:
                seen.add(key)
                found.append(grid)
                yield msgspec.structs.replace(grid, worth=(1.0, 0.7, 0.55)[split - 1])
        if split == 1 and not lane_of and len(nodes) <= _FOLDED:
            needs = {node.id for node in nodes if isinstance(node, NeedPoint)}
            for grid in list(found):
                for rows in range(grid.rows - 1, max(1, grid.rows // 2), -1):
                    folded = _folded(grid, rows, needs)
                    key = (len(folded.columns), folded.rows)
                    if key not in seen and len(folded.columns) <= _MOST_FOLDED * len(grid.columns):
                        seen.add(key)
                        yield folded


def _read(
    nodes: Sequence[Node], phases: Sequence[Phase], lane_of: Mapping[int, int], end: float, tolerance: float, split: int
) -> Grid:
    bands, places = _bands(nodes, phases, end)
    level_of = _levels(nodes, lane_of, tolerance)
    columns: list[int] = []
    cells: dict[int, tuple[int, tuple[int, int]]] = {}
    found = _columns(nodes, places, len(bands))
    most = max((len(column) for band in found for column in band), default=1)
    for place, band in enumerate(found):
        for column in band or [[]]:
            column.sort(key=lambda node: (level_of[node.id], node.y, node.x, node.id))
            parts = split if split > 1 and len(column) > most / split else 1
            for part in range(parts):
                lane, taken = -1, -1
                for node in column[part::parts]:
                    its_lane, level = level_of[node.id]
                    taken = taken if its_lane == lane else -1
                    # Of two cards at one level the lower one moves down; in a split column all close up.
                    lane, taken = its_lane, max(taken + 1, level if split == 1 else 0)
                    cells[node.id] = len(columns), (lane, taken)
                columns.append(place)
    rows = {row: place for place, row in enumerate(sorted({row for _, row in cells.values()}))}
    return Grid(
        tuple(bands), tuple(columns), {node: (column, rows[row]) for node, (column, row) in cells.items()}, len(rows)
    )


def _folded(grid: Grid, rows: int, needs: Collection[int]) -> Grid:
    """The same with at most so many rows: what stands lower in a column goes on beside it, beneath the height of the
    need points it begins with."""
    columns: list[int] = []
    cells: dict[int, tuple[int, int]] = {}
    standing: dict[int, list[tuple[int, int]]] = {}
    for node, (column, row) in grid.cells.items():
        standing.setdefault(column, []).append((row, node))
    for column, band in enumerate(grid.columns):
        found = sorted(standing.get(column, ()))
        first = 0
        while any(row == first and node in needs for row, node in found):
            first += 1
        first = min(first, rows - 1)
        over = [node for row, node in found if row >= rows]
        cells |= {node: (len(columns), row) for row, node in found if row < rows}
        columns.append(band)
        for place, node in enumerate(over):
            if place % (rows - first) == 0:
                columns.append(band)
            cells[node] = len(columns) - 1, first + place % (rows - first)
    return Grid(grid.bands, tuple(columns), {node: cells[node] for node in grid.cells}, rows, _WORTH_FOLDED)


def _bands(nodes: Sequence[Node], phases: Sequence[Phase], end: float) -> tuple[list[Phase | None], dict[int, int]]:
    """The bands from left to right, and the place of each card's among them."""
    loose = [node for node in nodes if node.phase is None]
    after = {node.id for node in loose if phases and node.x >= end}
    bands: list[Phase | None] = [*phases]
    if not phases or len(loose) > len(after):
        bands.insert(0, None)
    if after:
        bands.append(None)
    place_of = {band.id: place for place, band in enumerate(bands) if band}
    places = {node.id: len(bands) - 1 if node.id in after else 0 for node in loose}
    places |= {node.id: place_of[node.phase] for node in nodes if node.phase is not None}
    return bands, places


def _columns(nodes: Sequence[Node], places: Mapping[int, int], count: int) -> list[list[list[Node]]]:
    """For each of ``count`` bands the cards that stand beneath each other, from left to right."""
    found: list[list[list[Node]]] = [[] for _ in range(count)]
    for node in sorted(nodes, key=lambda node: (places[node.id], node.x, node.id)):
        beside = found[places[node.id]]
        if beside and node.x - beside[-1][0].x <= 0.6 * CARD_WIDTH:
            beside[-1].append(node)
        else:
            beside.append([node])
    return found


def _levels(nodes: Sequence[Node], lane_of: Mapping[int, int], tolerance: float) -> dict[int, tuple[int, int]]:
    """Lane and level of each card: a level ends where a card stands more than ``tolerance`` below its first."""
    levels: dict[int, tuple[int, int]] = {}
    lane, level, first = -1, -1, 0.0
    for node in sorted(nodes, key=lambda node: (lane_of.get(node.id, 0), node.y, node.x, node.id)):
        its_lane = lane_of.get(node.id, 0)
        if its_lane != lane:
            lane, level, first = its_lane, 0, node.y
        elif node.y - first > tolerance:
            level, first = level + 1, node.y
        levels[node.id] = lane, level
    return levels
