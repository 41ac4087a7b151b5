"""Tidy-up: where the cards of a journey stand best, by flow, by channel or by owner.

By flow, a phase's cards stand in columns by how far into the phase they are. A need point stands on top of its column
and the touchpoints that answer it beneath; rows lie on common levels across the journey, so that links find straight
corridors between them. By channel and by owner the same columns are cut into lanes, need points in a lane of their own
on top. Cards without next links are parked beneath, or in their lane. Cards without a phase stand left of the first
phase, and those of them that follow cards with a phase right of the last, so that links run to the right.

This module must not know how links are routed, nor change records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, islice
from math import ceil, sqrt

import msgspec

from cjdesigner.model.columns import AFTER, Column, columns_of
from cjdesigner.model.crossings import ordered
from cjdesigner.model.geometry import Point
from cjdesigner.model.layout import CARD_WIDTH, GUTTER, HEADER_HEIGHT, LANE_PADDING, Sizes, card_size
from cjdesigner.model.records import Arrangement, NeedPoint, Node, Touchpoint
from cjdesigner.model.state import State

TOP = HEADER_HEIGHT + 24
ROW_GAP = 24.0
NEED_GAP = 52.0
"""Between need points and touchpoints: room for trunks to turn."""

PITCH = CARD_WIDTH + 2 * GUTTER
PARKED_GAP = 64.0

_TALL = 14  # a column of more touchpoints than these is wrapped
_LOW = 8  # parked cards stand in so many rows before their band widens


class Arranged(msgspec.Struct, frozen=True):
    """Top left corners by node id and widths by phase id, for every node and phase of the journey."""

    positions: dict[int, Point]
    widths: dict[int, float]


def arrange(state: State, journey: int, by: Arrangement = "flow", *, size: Sizes = card_size) -> Arranged:
    """The tidied journey: no two cards overlap, every card is in its phase's band, or beside all bands if it has none.

    ``size`` measures a node.
    """
    nodes = {node.id: node for node in state.nodes(journey)}
    phases = state.phases(journey)
    links = [(link.source, link.target) for link in state.links(journey) if link.kind == "next"]
    linked = {end for link in links for end in link}
    keys: list[int | None] = [None, *(phase.id for phase in phases), AFTER]
    band_of = {node.id: node.phase if node.phase in keys else None for node in nodes.values()}
    band_of |= dict.fromkeys(_following(links, band_of), AFTER)
    parked: dict[int | None, list[int]] = {key: [] for key in keys}
    for node in sorted(nodes.values(), key=_reading):
        if node.id not in linked:
            parked[band_of[node.id]].append(node.id)

    flow = [nodes[identity] for identity in nodes if identity in linked]
    columns = columns_of(flow, links, band_of, keys, stack=by == "flow")
    heights = {identity: size(node)[1] for identity, node in nodes.items()}
    if by == "flow":
        columns = _untangled(columns, links)
        columns = [part for column in columns for part in _wrapped(column)]
        levels = _flow_levels(columns, heights)
        _park(columns, parked, levels, heights, keys)
    else:
        lane_of = _lanes_by_first_use(columns, parked, keys, nodes, by)
        columns = _untangled(columns, links, lane_of)
        _park_in_lanes(columns, parked, lane_of, keys)
        columns = [part for column in columns for part in _wrapped_in_lanes(column, lane_of)]
        levels = _lane_levels(columns, lane_of, heights)

    counts = {key: sum(column.band == key for column in columns) for key in keys}
    widths = {phase.id: PITCH * max(1, counts[phase.id]) for phase in phases}
    starts: dict[int | None, float] = {None: -PITCH * counts[None] if phases else 0.0}
    edge = 0.0
    for phase in phases:
        starts[phase.id] = edge
        edge += widths[phase.id]
    starts[AFTER] = edge
    positions: dict[int, Point] = {}
    placed = dict.fromkeys(keys, 0)
    for column in columns:
        x = starts[column.band] + PITCH * placed[column.band] + GUTTER
        placed[column.band] += 1
        for identity in column.everything():
            positions[identity] = (x, levels[identity])
    return Arranged({identity: positions[identity] for identity in nodes}, widths)


def _following(links: Sequence[tuple[int, int]], band_of: Mapping[int, int | None]) -> set[int]:
    """The cards without a phase to which a way leads from a card that has one, past none but such cards."""
    after: dict[int, list[int]] = {}
    for source, target in links:
        after.setdefault(source, []).append(target)
    found: set[int] = set()
    ready = [card for card, band in band_of.items() if band is not None]
    while ready:
        for target in after.get(ready.pop(), ()):
            if band_of[target] is None and target not in found:
                found.add(target)
                ready.append(target)
    return found


def _reading(node: Node) -> tuple[float, float, int]:
    return node.y, node.x, node.id


def _untangled(
    columns: Sequence[Column], links: Sequence[tuple[int, int]], lane_of: Mapping[int, int] | None = None
) -> list[Column]:
    """The columns with their touchpoints in the order with the fewest crossings."""
    needs = max((len(column.needs) for column in columns), default=0)
    blanks = count(-1, -1)  # they keep touchpoints' rows beneath those of needs
    rows = [[*column.needs, *islice(blanks, needs - len(column.needs)), *column.cards] for column in columns]
    groups: dict[int, int] = {card: place - needs for row in rows for place, card in enumerate(row[:needs])}
    for column in columns:
        for card in column.cards:
            groups[card] = lane_of[card] + 1 if lane_of is not None else 1
    if lane_of is not None:
        rows = [sorted(row, key=groups.__getitem__) for row in rows]
    fixed = frozenset(place for place, column in enumerate(columns) if column.chain)
    best = ordered(rows, links, fixed=fixed, groups=groups)
    return [msgspec.structs.replace(column, cards=row[needs:]) for column, row in zip(columns, best, strict=True)]


# by flow


def _wrapped(column: Column) -> list[Column]:
    """A column that is too tall beside itself, in parts of equal height."""
    tall = max(_TALL, ceil(sqrt(2.5 * len(column.cards))))
    if len(column.cards) <= tall:
        return [column]
    parts = _parts(column.cards, ceil(len(column.cards) / tall))
    return [Column(column.band, column.needs, parts[0]), *(Column(column.band, [], part) for part in parts[1:])]


def _parts(cards: Sequence[int], number: int) -> list[list[int]]:
    each = ceil(len(cards) / number)
    return [list(cards[place * each : (place + 1) * each]) for place in range(number)]


def _flow_levels(columns: Sequence[Column], heights: Mapping[int, float]) -> dict[int, float]:
    """The top of every card: rows lie on common levels across the journey."""
    levels: dict[int, float] = {}
    below = _rows([column.needs for column in columns], TOP, heights, levels)
    start = below - ROW_GAP + NEED_GAP if below > TOP else TOP
    _rows([column.cards for column in columns], start, heights, levels)
    return levels


def _rows(stacks: Sequence[Sequence[int]], top: float, heights: Mapping[int, float], levels: dict[int, float]) -> float:
    """Stand stacks beside each other from ``top`` on, row by row; returns where the next row would begin."""
    for row in range(max(map(len, stacks), default=0)):
        cards = [stack[row] for stack in stacks if row < len(stack)]
        for card in cards:
            levels[card] = top
        top += max(heights[card] for card in cards) + ROW_GAP
    return top


def _park(
    columns: list[Column],
    parked: Mapping[int | None, list[int]],
    levels: dict[int, float],
    heights: Mapping[int, float],
    keys: Iterable[int | None],
) -> None:
    """Parked cards in rows of their own beneath everything, each within its band."""
    top = max((levels[card] + heights[card] for card in levels), default=TOP - PARKED_GAP) + PARKED_GAP
    stacks: list[list[int]] = []
    for key in keys:
        cards = parked[key]
        if not cards:
            continue
        here = [column for column in columns if column.band == key]
        while len(here) < ceil(len(cards) / max(_LOW, ceil(sqrt(2.5 * len(cards))))):
            here.append(Column(key, [], []))
            columns.append(here[-1])
        for place, column in enumerate(here):
            column.parked.extend(cards[place :: len(here)])
            stacks.append(column.parked)
    _rows(stacks, top, heights, levels)


# by channel or owner


def _lanes_by_first_use(
    columns: Sequence[Column],
    parked: Mapping[int | None, list[int]],
    keys: Iterable[int | None],
    nodes: Mapping[int, Node],
    by: Arrangement,
) -> dict[int, int]:
    """The lane of every card, counted from the top: needs in the first, then lanes as they are first used.

    The last lane is that of the cards which have no channel or owner.
    """
    lanes: dict[str, int] = {}
    last = len(nodes) + 1
    result: dict[int, int] = {}
    cards = [card for column in columns for card in column.everything()]
    cards += [card for key in keys for card in parked[key]]
    for card in cards:
        node = nodes[card]
        if isinstance(node, NeedPoint):
            result[card] = 0
        elif isinstance(node, Touchpoint):
            key = node.channel if by == "channel" else node.owner
            result[card] = lanes.setdefault(key, len(lanes) + 1) if key else last
    return result


def _park_in_lanes(
    columns: list[Column],
    parked: Mapping[int | None, list[int]],
    lane_of: Mapping[int, int],
    keys: Iterable[int | None],
) -> None:
    """Parked cards stand in their lane, where the fewest cards are."""
    for key in keys:
        here = [column for column in columns if column.band == key]
        if parked[key] and not here:
            here = [Column(key, [], [])]
            columns.extend(here)
        counts = [Counter(lane_of[card] for card in column.everything()) for column in here]
        for card in parked[key]:
            lane = lane_of[card]
            place = min(range(len(here)), key=lambda place: (counts[place][lane], place))
            here[place].parked.append(card)
            counts[place][lane] += 1


def _wrapped_in_lanes(column: Column, lane_of: Mapping[int, int]) -> list[Column]:
    cells = _cells(column, lane_of)
    longest = max(map(len, cells.values()), default=0)
    tall = max(_TALL, ceil(sqrt(2.5 * longest)))
    if longest <= tall:
        return [column]
    number = ceil(longest / tall)
    split = [_parts(cell, number) for _, cell in sorted(cells.items())]
    return [Column(column.band, [], [card for parts in split for card in parts[place]]) for place in range(number)]


def _lane_levels(
    columns: Sequence[Column], lane_of: Mapping[int, int], heights: Mapping[int, float]
) -> dict[int, float]:
    levels: dict[int, float] = {}
    top = TOP
    cells = [_cells(column, lane_of) for column in columns]
    for lane in sorted(set(lane_of.values())):
        top += LANE_PADDING
        top = _rows([cell.get(lane, []) for cell in cells], top, heights, levels) - ROW_GAP + LANE_PADDING
    return levels


def _cells(column: Column, lane_of: Mapping[int, int]) -> dict[int, list[int]]:
    """A column's cards by lane."""
    cells: dict[int, list[int]] = {}
    for card in column.everything():
        cells.setdefault(lane_of[card], []).append(card)
    return cells
