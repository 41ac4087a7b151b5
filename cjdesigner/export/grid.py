"""Where cards stand on paper: the designer's columns and rows, fitted to the room there is.

The canvas has room without end; a sheet has not. So the columns and rows that the cards stand in are read off the
canvas, and set anew with the largest type that fits. Order and neighbourhood stay; distances do not.

This module must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from cjdesigner.export.cards import CardStyle, card_height, shown_of
from cjdesigner.model.layout import CARD_WIDTH
from cjdesigner.model.records import NeedPoint, Node, Phase, node_title
from cjdesigner.text import width

_CARD_HEIGHT = 84.0
GUTTER = 84.0
"""Units between two columns: what links need to leave, to turn and to arrive."""
_BELOW_NEED = 48.0
_BELOW = 26.0
_FEW_ROWS = 6
_EMPTY = 0.55  # of a column: the width of a phase without cards
_WIDEST = 230.0  # points on A4
_LARGEST = 15.0
_TALLER = 1.25
_GUTTER_SHARES = ((0.28, 1.0), (0.21, 0.95), (0.16, 0.88))
_MOST_LINES = 5
_LONG = 90
"""Characters. A longer text may be cut on its card before all others are set small for its sake."""


class Grid(msgspec.Struct, frozen=True):
    """Cards in cells. ``bands`` are the phases from left to right (None first, or last, where cards without a phase
    stand), ``columns`` the place in ``bands`` of each column, ``cells`` the column and row of each card."""

    bands: tuple[Phase | None, ...]
    columns: tuple[int, ...]
    cells: dict[int, tuple[int, int]]
    rows: int
    worth: float = 1.0
    """Lower where the grid departs further from how the cards were laid."""


class Fit(msgspec.Struct, frozen=True):
    """A grid on paper, in points: ``lefts`` of the bands and the right end, ``cards`` as (x, y, width, height), and
    ``unit``, the points of a unit of the map."""

    grid: Grid
    style: CardStyle
    unit: float
    lefts: tuple[float, ...]
    cards: dict[int, tuple[float, float, float, float]]
    height: float
    quality: float
    whole: bool = False
    """Whether every text of usual length is shown in full."""


def grids(nodes: Sequence[Node], phases: Sequence[Phase], lane_of: Mapping[int, int]) -> Iterator[Grid]:
    """The ways to read columns and rows off the canvas: finest rows first, then coarser, then with columns split.

    ``lane_of`` are the lanes of cards, counted from the top; empty where there are none.
    """
    seen = set()
    for split in (1,) if lane_of else (1, 2, 3):
        for tolerance in (0.5, 0.9, 1.6):
            grid = _read(nodes, phases, lane_of, tolerance * _CARD_HEIGHT, split)
            key = (len(grid.columns), grid.rows)
            if key not in seen:
                seen.add(key)
                yield msgspec.structs.replace(grid, worth=(1.0, 0.7, 0.55)[split - 1])


def _read(
    nodes: Sequence[Node], phases: Sequence[Phase], lane_of: Mapping[int, int], tolerance: float, split: int
) -> Grid:
    bands, places = _bands(nodes, phases)
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


def _bands(nodes: Sequence[Node], phases: Sequence[Phase]) -> tuple[list[Phase | None], dict[int, int]]:
    """The bands from left to right, and the place of each card's among them."""
    end = sum(phase.width for phase in phases)
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


def fitted(
    nodes: Sequence[Node],
    phases: Sequence[Phase],
    lane_of: Mapping[int, int],
    room: tuple[float, float],
    scale: float,
    smallest: float,
    below: int,
) -> Fit:
    """The best way to set the cards into ``room`` (width, height in points).

    ``scale`` is the paper's, ``smallest`` its smallest type, ``below`` the number of return links to leave room for.
    """
    best: Fit | None = None
    for grid in grids(nodes, phases, lane_of):
        for share, worth in _GUTTER_SHARES:
            fit = _fit(grid, nodes, room, scale, smallest, below, share)
            fit = msgspec.structs.replace(fit, quality=fit.quality * worth * grid.worth)
            if best is None or fit.quality > best.quality * 1.02:
                best = fit
            if best.quality >= smallest:
                return best
    assert best is not None
    return best


def _fit(
    grid: Grid,
    nodes: Sequence[Node],
    room: tuple[float, float],
    scale: float,
    smallest: float,
    below: int,
    gutter_share: float,
) -> Fit:
    taken = {grid.columns[column] for column, _ in grid.cells.values()}
    weights = [1.0 if place in taken else _EMPTY for place in grid.columns]
    pitch = room[0] / max(1.0, sum(weights))
    gutter = min(gutter_share * pitch, 60 * scale)
    card = min(pitch - gutter, _WIDEST * scale)
    unit = gutter / GUTTER
    most = max(smallest, min(_LARGEST * scale, card / 9.5))
    foot = 26 * unit + 18 * unit * below if below else 13 * unit
    for style in _styles(card, most, smallest, len(nodes)):
        if grid.rows * style.least_height > room[1]:
            continue
        tops, heights = _rows(grid, nodes, style, unit)
        high = (tops[-1] + heights[-1] if tops else 0.0) + foot
        if high > room[1]:
            continue
        shown = [shown_of(node, style) for node in nodes]
        short = [part for part, node in zip(shown, nodes, strict=True) if len(node_title(node)) <= _LONG]
        if style.size > smallest and any(part < 1 for part in short):
            continue
        quality = style.size * sum(shown) / max(1, len(shown)) * (0.75 if style.tight else 0.8 if style.snug else 1.0)
        if style.size >= 0.99 * most and nodes:
            grown = min(_TALLER, 1 + (room[1] - high) / sum(heights))
            tops, heights = _rows(grid, nodes, style, unit, grown)
            high = tops[-1] + heights[-1] + foot
        fit = _placed(grid, nodes, style, unit, weights, pitch, (tops, heights), high, quality)
        return msgspec.structs.replace(fit, whole=all(part >= 0.8 for part in short))
    # More cards than rows of bars fit: they are pressed together; the list pages have them all.
    style = CardStyle(smallest, smallest, card, 0)
    tops, heights = _rows(grid, nodes, style, unit)
    high = (tops[-1] + heights[-1]) if tops else 1.0
    squeeze = min(1.0, max(0.05, (room[1] - foot) / high))
    rows = [top * squeeze for top in tops], [height * squeeze for height in heights]
    return _placed(grid, nodes, style, unit * squeeze, weights, pitch, rows, high * squeeze + foot, 0.01)


def _styles(card: float, most: float, smallest: float, count: int) -> Iterator[CardStyle]:
    size = most
    while size > smallest * 1.01:
        yield CardStyle(size, max(smallest, 0.84 * size), card, _MOST_LINES)
        size *= 0.94
    # At the smallest type texts are cut: a card must hold the number that then refers to the list.
    mark = width(f"[{count + 30}]", "semibold", smallest)
    for lines in range(_MOST_LINES, 0, -1):
        for snug in (False, True):
            style = CardStyle(smallest, smallest, card, lines, snug=snug)
            if style.room >= max(mark, width(style.score(1), "semibold", 1.08 * smallest, tabular=True)):
                yield style
        tight = CardStyle(smallest, smallest, card, lines, tight=True)
        if lines <= 2 and tight.room - tight.score_room >= max(mark, 5 * smallest):
            yield tight


def _rows(
    grid: Grid, nodes: Sequence[Node], style: CardStyle, unit: float, grown: float = 1.0
) -> tuple[list[float], list[float]]:
    """The tops and heights of the rows; below a need point there is room for the trunk of its links."""
    heights = [0.0] * grid.rows
    need = [False] * grid.rows
    for node in nodes:
        row = grid.cells[node.id][1]
        heights[row] = max(heights[row], card_height(node, style) * grown)
        need[row] |= isinstance(node, NeedPoint)
    tops: list[float] = []
    y = 14 * unit
    for row, height in enumerate(heights):
        tops.append(y)
        gap = (_BELOW_NEED if need[row] else _BELOW) * unit
        # Where there are few rows there is room between them for the share of a link that goes straight down.
        y += height + (max(gap, 1.4 * style.foot) if grid.rows <= _FEW_ROWS else gap)
    return tops, heights


def _placed(
    grid: Grid,
    nodes: Sequence[Node],
    style: CardStyle,
    unit: float,
    weights: Sequence[float],
    pitch: float,
    rows: tuple[Sequence[float], Sequence[float]],
    high: float,
    quality: float,
) -> Fit:
    starts = [0.0]
    for weight in weights:
        starts.append(starts[-1] + weight * pitch)
    lefts = [starts[next(group)[0]] for _, group in groupby(enumerate(grid.columns), key=lambda pair: pair[1])]
    cards = {}
    for node in nodes:
        column, row = grid.cells[node.id]
        x = (starts[column] + starts[column + 1] - style.width) / 2
        cards[node.id] = (x, rows[0][row], style.width, rows[1][row])
    return Fit(grid, style, unit, (*lefts, starts[-1]), cards, high, quality)


def stretched(fit: Fit, height: float, most: float) -> Fit:
    """The same with rows moved apart to fill ``height``, by at most ``most`` times the gaps there are."""
    rows = sorted({(y, high) for _, y, _, high in fit.cards.values()})
    gaps = sum(max(0.0, low[0] - up[0] - up[1]) for up, low in zip(rows, rows[1:], strict=False))
    if not gaps or height <= fit.height:
        return fit
    factor = min(most, (height - fit.height) / gaps)
    moved: dict[float, float] = {}
    push = 0.0
    for up, low in zip([None, *rows], rows, strict=False):
        if up is not None:
            push += max(0.0, low[0] - up[0] - up[1]) * factor
        moved.setdefault(low[0], low[0] + push)
    cards = {node: (x, moved[y], wide, high) for node, (x, y, wide, high) in fit.cards.items()}
    return msgspec.structs.replace(fit, cards=cards, height=fit.height + push)


def positions(fit: Fit) -> Mapping[int, tuple[float, float, float, float]]:
    """Cards in the map's units: x from the first phase's left edge, y from the top."""
    offset = fit.lefts[1] if fit.grid.bands and fit.grid.bands[0] is None and len(fit.grid.bands) > 1 else 0.0
    scale = 1 / fit.unit
    return {
        node: ((x - offset) * scale, y * scale, wide * scale, high * scale)
        for node, (x, y, wide, high) in fit.cards.items()
    }
