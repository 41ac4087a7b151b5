"""What notes of an empathy map become: need points, jobs and insights, tied back to the note by an Attachment.

This module must not know Qt, history or storage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from cjdesigner.model import edits, layout
from cjdesigner.model.attaching import attach
from cjdesigner.model.cards import CARD_WIDTH, MIN_CARD_HEIGHT, card_rect
from cjdesigner.model.ordering import next_rank
from cjdesigner.model.patch import Patch, added
from cjdesigner.model.record import Section, Valence
from cjdesigner.model.records import EmpathyMap, Insight, Job, NeedPoint, Node, Note, Phase, Record
from cjdesigner.model.state import State

Promotion = Literal["need", "job", "insight"]

_SITUATION: tuple[Section, ...] = ("who", "see", "hear", "do", "pain")
"""Sections that tell in what situation somebody is; the others tell what they want."""

_VALENCE: dict[Section, Valence] = {"pain": "pain", "gain": "gain"}


def became(state: State, note: int) -> list[Record]:
    """What a note was promoted to, in the order it was."""
    return state.targets(note, Record)


def origins(state: State, identity: int) -> list[Note]:
    """The notes that a need point, job or insight came from; of any other record, none."""
    return state.attached(identity, Note)


def promote(state: State, ids: Sequence[int], to: Promotion, journey: int) -> Patch:
    """Make each of these notes a need point (parked in ``journey``), a job or an insight, and tie it to the note."""
    chosen = [note for identity in ids if (note := state.get(identity, Note)) is not None]
    make: dict[Promotion, Callable[[State, list[Note]], list[Record]]] = {
        "need": lambda state, notes: list(_need_points(state, notes, journey)),
        "job": lambda state, notes: list(_jobs(state, notes)),
        "insight": lambda state, notes: list(_insights(state, notes)),
    }
    records = make[to](state, chosen)
    patch = added(records)
    for note, record in zip(chosen, records, strict=True):
        patch |= attach(state, note.id, record.id)
    return patch


def promoted(patch: Patch) -> list[int]:
    """The ids of the records that notes became by a patch of :func:`promote`."""
    return [key for key, (_, after) in patch.items() if isinstance(after, (NeedPoint, Job, Insight))]


def _jobs(state: State, notes: list[Note]) -> list[Job]:
    first = next_rank(state.all(Job))
    result = []
    for number, note in enumerate(notes):
        slot = "situation" if note.section in _SITUATION else "motivation"
        home = state.get(note.map, EmpathyMap)
        persona = home.persona if home is not None else None
        job = Job(id=state.allocate(), rank=first + number, persona=persona)
        result.append(edits.with_fields(job, **{slot: note.text}))
    return result


def _insights(state: State, notes: list[Note]) -> list[Insight]:
    """What was said is a quote; what was only imagined is told with low confidence."""
    first = next_rank(state.all(Insight))
    return [
        Insight(
            id=state.allocate(),
            rank=first + number,
            text=note.text,
            kind="quote" if note.mark == "heard" else "observation",
            valence=_VALENCE.get(note.section, "neutral"),
            source=note.source,
            confidence="low" if note.mark == "imagined" else "medium",
        )
        for number, note in enumerate(notes)
    ]


def _need_points(state: State, notes: list[Note], journey: int) -> list[NeedPoint]:
    """Cards that nothing leads to, beneath all others, under the phase or card that the note's map hangs on."""
    result: list[NeedPoint] = []
    rects = [card_rect(node) for node in state.nodes(journey)]
    top = max((rect.bottom for rect in rects), default=layout.HEADER_HEIGHT) + edits.GAP_Y
    below: dict[float, float] = {}
    for note in notes:
        x = _column(state, note.map, journey)
        y = below.get(x, top)
        patch = edits.add_need_point(state, journey, x, y, note.text)
        (card,) = (after for _, after in patch.values() if isinstance(after, NeedPoint))
        below[x] = y + max(MIN_CARD_HEIGHT, card_rect(card).height) + edits.GAP_Y
        result.append(card)
    return result


def _column(state: State, map_id: int, journey: int) -> float:
    """Where across the paper a map's need points go."""
    for target in state.targets(map_id, Record):
        if isinstance(target, Node) and target.journey == journey:
            return target.x
        if isinstance(target, Phase) and target.journey == journey:
            for band in layout.bands(state, journey):
                if band.phase is not None and band.phase.id == target.id:
                    return band.left + max(0.0, (band.right - band.left - CARD_WIDTH) / 2)
    return min((card_rect(node).x for node in state.nodes(journey)), default=24.0)
