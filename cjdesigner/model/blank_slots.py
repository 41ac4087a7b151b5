"""The numbered boxes and lines of a blank sheet: which there are, and in which order they are typed back.

The order is the same whatever paper the sheet is printed on: boxes phase by phase, in a phase column by column from the
left, in a column from the top; then the lines of the head and of the phases; then spare boxes, which a small sheet may
lack. This module must not know how a box is drawn, nor who types.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cjdesigner.model.cards import CARD_WIDTH, MIN_CARD_HEIGHT, card_size
from cjdesigner.model.edits import with_fields
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.patch import Patch, added, changed
from cjdesigner.model.records import Journey, NeedPoint, Node, Phase, Touchpoint
from cjdesigner.model.state import State

__all__ = ["LINES", "Slot", "SlotKind", "bands_of", "columns_of", "numbered", "slots", "typed_back"]

SlotKind = Literal["need", "touchpoint", "message", "persona", "goal", "phase", "question"]
"""What is written there: a card's words; the journey's key message, persona or goal; a phase's title, or where it has
one its question."""

LINES: dict[SlotKind, str] = {
    "message": "key_message", "persona": "persona", "goal": "goal", "phase": "title", "question": "question",
}  # fmt: skip
"""The fields that lines fill, of journey and phase."""

_BANDS = 4
"""Of a journey that has no phases yet."""
_TOUCHPOINT_ROWS = 2
_PITCH, _INSET, _TOP = CARD_WIDTH + 64.0, 40.0, 100.0
"""Where typed cards stand: from one to the next, from their phase's edge, from the top."""
_MOST_SPARE, _PER_SPARE, _SPARSE = 3, 2.6, 3
"""Spare boxes of a phase at most; for how many cards there is one where columns are fewer; of how many times fewer rows
than the highest phase a phase gets one more."""
_BESIDE = 0.6 * CARD_WIDTH
"""Cards whose left edges lie no further apart stand in one column."""


class Slot(msgspec.Struct, frozen=True):
    """A numbered box: a card's, a spare one, or an empty place of a journey without cards; or a line, whose ``record``
    is the journey or the phase. ``band`` counts the phases from the left, ``column`` and ``row`` the empty places in
    it; a row 0 is one of need points."""

    number: int
    kind: SlotKind
    record: int | None = None
    phase: int | None = None
    band: int = 0
    column: int = 0
    row: int = 0
    spare: bool = False

    @property
    def is_line(self) -> bool:
        """Whether it is a line to write on, not a box."""
        return self.kind in LINES


def slots(state: State, journey: int) -> list[Slot]:
    """Boxes and lines in order; of a journey without cards, the places of an empty grid."""
    columns = _in_columns(state, journey)
    found = [
        Slot(0, "need" if isinstance(node, NeedPoint) else "touchpoint", node.id, node.phase)
        for column in columns
        for node in column
    ]
    spare = _spare(state, journey, columns) if found else []
    found = [*(found or _empty(state, journey)), *_lines(state, journey), *spare]
    return [msgspec.structs.replace(slot, number=number) for number, slot in enumerate(found, 1)]


def _lines(state: State, journey: int) -> list[Slot]:
    kinds: tuple[SlotKind, ...] = ("message", "persona", "goal")
    found = [Slot(0, kind, journey) for kind in kinds]
    for band, phase in enumerate(state.phases(journey)):
        found.append(Slot(0, "question" if phase.title.strip() else "phase", phase.id, phase.id, band))
    return found


def _spare(state: State, journey: int, columns: list[list[Node]]) -> list[Slot]:
    """One for each column of a phase, more where many cards stand in it, and one more where it is nearly empty."""
    phases: list[int | None] = [phase.id for phase in state.phases(journey)]
    most = max(map(len, columns))
    found: list[Slot] = []
    for band, phase in enumerate(phases or [None]):
        own = [len(column) for column in columns if column[0].phase == phase]
        count = min(_MOST_SPARE, max(1, len(own), round(sum(own) / _PER_SPARE))) + (
            _SPARSE * max(own, default=0) <= most
        )
        found += [Slot(0, "touchpoint", None, phase, band, column, spare=True) for column in range(count)]
    return found


def numbered(state: State, journey: int) -> list[int]:
    """The ids of the cards on the sheet, in the order of their numbers."""
    return [node.id for column in _in_columns(state, journey) for node in column]


def bands_of(state: State, journey: int) -> int:
    """How many bands an empty grid has."""
    return len(state.phases(journey)) or _BANDS


def columns_of(state: State, journey: int) -> int:
    """How many columns each band of an empty grid has: the fewer phases, the more."""
    return _columns(bands_of(state, journey))


def _columns(count: int) -> int:
    return 4 if count == 1 else 3 if count <= 3 else 2 if count <= 6 else 1


def typed_back(state: State, journey: int, slot: Slot, words: str, score: float | None) -> Patch:
    """What was written into a box, into its card; of an empty place a new card in its phase, where it has words; what
    was written on a line into the field it is for, where that still is.

    Only touchpoints have a score. Phases become as wide as their places want when the first card comes.
    """
    if slot.is_line:
        record = state.get(slot.record, Journey) or state.get(slot.record, Phase)
        return changed([(record, with_fields(record, **{LINES[slot.kind]: words}))]) if record is not None else {}
    if slot.record is None:
        return _new(state, journey, slot, words, score) if words.strip() else {}
    card = state.get(slot.record, Node)
    if isinstance(card, NeedPoint):
        return changed([(card, with_fields(card, question=words))])
    if isinstance(card, Touchpoint):
        return changed([(card, with_fields(card, name=words, score=score))])
    return {}


def _new(state: State, journey: int, slot: Slot, words: str, score: float | None) -> Patch:
    if slot.spare:
        return added([_more(state, journey, slot, words, score)])
    columns = _columns(bands_of(state, journey))
    wide = columns * _PITCH + _INSET
    phases = state.phases(journey)
    patch = changed((phase, with_fields(phase, width=max(phase.width, wide))) for phase in phases)
    left = sum(max(phase.width, wide) for phase in phases[: slot.band]) if phases else slot.band * wide
    x = left + _INSET + slot.column * _PITCH
    y = _TOP + slot.row * (MIN_CARD_HEIGHT + _INSET)
    identity, phase = state.allocate(), slot.phase if state.get(slot.phase, Phase) is not None else None
    card: Node
    if slot.kind == "need":
        card = NeedPoint(id=identity, journey=journey, phase=phase, x=x, y=y, question=words)
    else:
        card = Touchpoint(id=identity, journey=journey, phase=phase, x=x, y=y, name=words, score=score)
    return patch | added([card])


def _more(state: State, journey: int, slot: Slot, words: str, score: float | None) -> Touchpoint:
    """A card of a spare box, beneath those of its phase."""
    there = [node for node in state.nodes(journey) if node.phase == slot.phase]
    phases = state.phases(journey)
    left = sum(phase.width for phase in phases[: slot.band]) if phases else 0.0
    x = min((node.x for node in there), default=left + _INSET)
    y = max((node.y + card_size(node)[1] + _INSET for node in there), default=_TOP)
    phase = slot.phase if state.get(slot.phase, Phase) is not None else None
    return Touchpoint(id=state.allocate(), journey=journey, phase=phase, x=x, y=y, name=words, score=score)


def _empty(state: State, journey: int) -> list[Slot]:
    phases: list[int | None] = [phase.id for phase in state.phases(journey)]
    phases = phases or [None] * _BANDS
    found: list[Slot] = []
    for band, phase in enumerate(phases):
        for column in range(columns_of(state, journey)):
            for row in range(1 + _TOUCHPOINT_ROWS):
                kind: SlotKind = "touchpoint" if row else "need"
                found.append(Slot(0, kind, None, phase, band, column, row))
    return found


def _in_columns(state: State, journey: int) -> list[list[Node]]:
    """The cards of the map in reading order, column by column."""
    phases = state.phases(journey)
    end = sum(phase.width for phase in phases)
    order = {phase.id: place for place, phase in enumerate(phases, 1)}

    def band(node: Node) -> int:
        if node.phase is not None:
            return order.get(node.phase, 0)
        return len(phases) + 1 if phases and node.x >= end else 0

    found: list[list[Node]] = []
    parked = set(Analysis(JourneyGraph(state, journey)).parked_ids)
    nodes = state.nodes(journey)
    shown = [node for node in nodes if node.id not in parked] or nodes
    for node in sorted(shown, key=lambda node: (band(node), node.x, node.id)):
        if not found or band(node) != band(found[-1][0]) or node.x - found[-1][0].x > _BESIDE:
            found.append([])
        found[-1].append(node)
    return [_downwards(column) for column in found]


def _downwards(column: list[Node]) -> list[Node]:
    return sorted(column, key=lambda node: (node.y, node.x, node.id))
