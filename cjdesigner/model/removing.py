"""Removing records with all that cannot be without them, and what is said of what hung on them.

Removing a card removes its links; removing a phase hands its cards to the neighbour; removing a journey removes all it
holds. What hangs on a card (an insight, an indicator) stays in the project: only that it hung there is removed. All of
it is one patch, so that one undo brings all of it back.

This module must not know Qt, history or storage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cjdesigner.model.edits import with_fields
from cjdesigner.model.patch import Patch, changed, removed
from cjdesigner.model.record import MOST_WIDTH
from cjdesigner.model.records import Journey, LaneEntry, Node, Phase, Project, Record
from cjdesigner.model.references import MEMBERS, REFERENCES
from cjdesigner.model.state import State


def remove(state: State, ids: Iterable[int]) -> Patch:
    """Remove records of any kind with what cannot be without them; what may stay forgets them."""
    gone: dict[int, Record] = {}
    todo = [state[identity] for identity in dict.fromkeys(ids) if identity in state]
    forgetting: dict[int, Record] = {}
    while todo:
        record = todo.pop()
        if record.id in gone or isinstance(record, Project):
            continue
        gone[record.id] = record
        if isinstance(record, Node):
            todo += state.links_at(record.id)
        elif isinstance(record, Journey):
            todo += [member for kind in MEMBERS for member in state.members(record.id, kind)]
        if state.is_referred_to(record.id):
            for other in state.referring(record.id, Record):
                if any(r.gone == "goes" and getattr(other, r.field) == record.id for r in REFERENCES[type(other)]):
                    todo.append(other)
                else:
                    forgetting[other.id] = other
    kept: Patch = {}
    for journey in {record.journey for record in gone.values() if isinstance(record, Phase)}:
        kept |= _handed_over(state, journey, gone)
    for other in forgetting.values():
        after = kept[other.id][1] if other.id in kept else other
        lost = [
            r.field
            for r in REFERENCES[type(other)]
            if r.gone == "forgets" and getattr(other, r.field) in gone and after is not None
        ]
        if lost and after is not None:
            kept |= {other.id: (other, with_fields(after, **dict.fromkeys(lost)))}
    return {key: pair for key, pair in kept.items() if key not in gone} | removed(gone.values())


def hanging(state: State, ids: Iterable[int]) -> Counter[type[Record]]:
    """How many records of each kind hang on these; what several of them share counts once."""
    subjects = {a.subject for identity in ids for a in state.attachments(identity)}
    return Counter(type(state[subject]) for subject in subjects)


def _handed_over(state: State, journey: int, gone: dict[int, Record]) -> Patch:
    """Where phases go, the neighbour takes over their cards and their width, so that nothing moves on the paper."""
    if journey in gone:
        return {}
    heirs: dict[int, Phase | None] = {}
    phases = state.phases(journey)
    staying = [phase for phase in phases if phase.id not in gone]
    widths = {phase.id: phase.width for phase in staying}
    heir = staying[0] if staying else None
    for phase in phases:
        if phase.id not in gone:
            heir = phase
            continue
        heirs[phase.id] = heir
        if heir is not None:
            widths[heir.id] = min(MOST_WIDTH, widths[heir.id] + phase.width)
    pairs: list[tuple[Record, Record]] = []
    for rank, phase in enumerate(staying):
        pairs.append((phase, with_fields(phase, rank=rank, width=widths[phase.id])))
    for node in state.nodes(journey):
        if node.phase in heirs:
            to = heirs[node.phase]
            pairs.append((node, with_fields(node, phase=to.id if to is not None else None)))
    places = _Places(phases, heirs, widths)
    moving = {r.id: r for phase in phases for r in state.referring(phase.id, Record)}
    pairs += [(record, places.taken_over(record)) for record in moving.values()]
    return changed(pairs)


class _Places:
    """Where in its lane an entry comes to lie when phases are joined: at the same place on the paper."""

    def __init__(self, phases: list[Phase], heirs: dict[int, Phase | None], widths: dict[int, float]) -> None:
        self._heirs = heirs
        self._widths = widths
        self._old = {phase.id: phase.width for phase in phases}
        self._lefts: dict[int, float] = {}
        starts: dict[int, float] = {}  # where each phase that stays begins, with what it took over
        x = 0.0
        for phase in phases:
            self._lefts[phase.id] = x
            to = heirs.get(phase.id) if phase.id in heirs else phase
            if to is not None:
                starts.setdefault(to.id, x)
            x += phase.width
        self._starts = starts

    def taken_over(self, record: Record) -> Record:
        """The record in the phase that took over, where its own goes or has grown."""
        phase = getattr(record, "phase", None)
        if phase is None or isinstance(record, Node):
            return record
        to = self._heirs.get(phase)
        home = to.id if to is not None else (None if phase in self._heirs else phase)
        if not isinstance(record, LaneEntry):
            return with_fields(record, phase=home)
        x = self._lefts[phase] + record.place * self._old[phase]
        start, width = (0.0, sum(self._old.values())) if home is None else (self._starts[home], self._widths[home])
        place = (x - start) / width
        return with_fields(record, phase=home, place=min(1.0, max(0.0, place)))
