"""Where a phase's cards stand on slides: in columns as links lead, on as many slides as there need be.

A short phase stands in layers: a card right of all that lead to it. A longer one is filled in column by column in that
order, so that links still lead downwards or to the right. Lengths are points. This module must not know slides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cjdesigner.model.geometry import Rect

GAP_X, GAP_Y = 40.0, 16.0
_LEAST = (128.0, 58.0)
_MOST = (264.0, 120.0)


class Placing(msgspec.Struct, frozen=True):
    """The cards of one slide."""

    cards: dict[int, Rect]
    columns: dict[int, tuple[int, int]]
    """Column and row of each card."""


def capacity(room: Rect) -> tuple[int, int]:
    """How many columns and rows of cards stand in a room at their smallest."""
    columns = int((room.width + GAP_X) / (_LEAST[0] + GAP_X))
    return max(1, columns), max(1, int((room.height + GAP_Y) / (_LEAST[1] + GAP_Y)))


def layers(order: Sequence[int], targets: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """The cards in layers: each right of all that lead to it. ``order`` is kept within a layer; links form no cycle."""
    members = set(order)
    incoming = dict.fromkeys(order, 0)
    for node in order:
        for target in targets.get(node, ()):
            if target in members:
                incoming[target] += 1
    depth = dict.fromkeys(order, 0)
    ready = [node for node in order if not incoming[node]]
    for node in ready:  # grows while it is read
        for target in targets.get(node, ()):
            if target in members:
                depth[target] = max(depth[target], depth[node] + 1)
                incoming[target] -= 1
                if not incoming[target]:
                    ready.append(target)
    found: list[list[int]] = [[] for _layer in range(max(depth.values(), default=-1) + 1)]
    for node in order:
        found[depth[node]].append(node)
    return found


def placed(order: Sequence[int], targets: Mapping[int, Sequence[int]], room: Rect) -> list[Placing]:
    """The cards slide by slide, in ``room`` on each."""
    columns, rows = capacity(room)
    found = layers(order, targets)
    if not found:
        return []
    if len(found) <= columns and max(map(len, found)) <= rows:
        return [_set(found, room)]
    flat = [node for layer in found for node in layer]
    slides = -(-len(flat) // (columns * rows))
    each = -(-len(flat) // slides)
    result = []
    for start in range(0, len(flat), each):
        part = flat[start : start + each]
        high = -(-len(part) // columns)
        result.append(_set([part[top : top + high] for top in range(0, len(part), high)], room))
    return result


def _set(columns: Sequence[Sequence[int]], room: Rect) -> Placing:
    """Columns in the middle of the room, cards as large as fit."""
    most = max(map(len, columns))
    width = min(_MOST[0], (room.width + GAP_X) / len(columns) - GAP_X)
    height = min(_MOST[1], (room.height + GAP_Y) / most - GAP_Y)
    gap_x = min(1.6 * GAP_X, (room.width - len(columns) * width) / max(1, len(columns) - 1))
    left = room.centre_x - (len(columns) * (width + gap_x) - gap_x) / 2
    whole = most * (height + GAP_Y) - GAP_Y
    top = room.y + (room.height - whole) * 0.4
    cards, places = {}, {}
    for column, nodes in enumerate(columns):
        above = top + (whole - len(nodes) * (height + GAP_Y) + GAP_Y) / 2
        for row, node in enumerate(nodes):
            cards[node] = Rect(left + column * (width + gap_x), above + row * (height + GAP_Y), width, height)
            places[node] = (column, row)
    return Placing(cards, places)
