"""Where cards stand that came without a position.

A journey without any positions is arranged; a card without one among others is parked beneath them. This module must
not know what a file says of the cards beyond that.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner.model.interchange_journeys import JourneyReader
from cjdesigner.model.records import Journey, Node, Record
from cjdesigner.model.state import State

_MARGIN = 12.0
"""Left free between a card and its phase's border, at least."""


def placed(records: list[Record], loose: Sequence[JourneyReader]) -> list[Record]:
    """The records with every card in a place. Journeys without positions are arranged by what they say."""
    if not loose:
        return records
    state = State(records)
    moved: dict[int, Record] = {}
    for reader in loose:
        if reader.placed:
            moved |= _parked_beneath(state, reader)
            continue
        moved |= _arranged(state, reader.journey)
    return [moved.get(record.id, record) for record in records]


def _arranged(state: State, journey: Journey) -> dict[int, Record]:
    """The journey tidied up as it says. A phase keeps its width where its cards fit, and is widened where not."""
    from cjdesigner.model.arrange import arrange
    from cjdesigner.model.layout import CARD_WIDTH

    arranged = arrange(state, journey.id, journey.arrangement)
    nodes = state.nodes(journey.id)
    lefts: dict[int | None, list[float]] = {}
    for node in nodes:
        lefts.setdefault(node.phase, []).append(arranged.positions[node.id][0])
    moved: dict[int, Record] = {}
    shifts: dict[int | None, float] = {None: 0.0}
    shift = 0.0
    for phase in state.phases(journey.id):
        width = arranged.widths[phase.id]
        xs = lefts.get(phase.id, [0.0])
        if phase.width >= max(xs) - min(xs) + CARD_WIDTH + 2 * _MARGIN:
            width = phase.width
        shifts[phase.id] = shift + (width - arranged.widths[phase.id]) / 2
        shift += width - arranged.widths[phase.id]
        moved[phase.id] = msgspec.structs.replace(phase, width=width)
    for node in nodes:
        x, y = arranged.positions[node.id]
        beyond = node.phase is None and x >= 0  # right of the last phase, or there is none and nothing shifts
        moved[node.id] = msgspec.structs.replace(node, x=x + (shift if beyond else shifts[node.phase]), y=y)
    return moved


def _parked_beneath(state: State, reader: JourneyReader) -> dict[int, Record]:
    """Cards without a position stand one below the other beneath the others, each in its phase's band."""
    from cjdesigner.model import layout

    unplaced = set(reader.unplaced)
    journey = reader.journey.id
    foot = max(layout.card_rect(node).bottom for node in state.nodes(journey) if node.id not in unplaced)
    lefts: dict[int | None, float] = {None: min(n.x for n in state.nodes(journey) if n.id not in unplaced)}
    left = 0.0
    for phase in state.phases(journey):
        lefts[None] = -layout.CARD_WIDTH - 40
        lefts[phase.id] = left + max(0.0, (phase.width - layout.CARD_WIDTH) / 2)
        left += phase.width
    tops = dict.fromkeys(lefts, foot + 48)
    moved: dict[int, Record] = {}
    for identity in reader.unplaced:
        node = state.get(identity, Node)
        if node is not None:
            moved[identity] = msgspec.structs.replace(node, x=lefts[node.phase], y=tops[node.phase])
            tops[node.phase] += layout.card_size(node)[1] + 24
    return moved
