"""Random edits for the laws of the document and the kill test, without the program's own edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from cjdesigner.model.patch import Patch, added, changed, removed
from cjdesigner.model.records import (
    Channel,
    Journey,
    Link,
    NeedPoint,
    Node,
    Phase,
    Project,
    Record,
    Settings,
    Touchpoint,
)
from cjdesigner.model.state import State

Numbers = Sequence[int]
"""Four whole numbers, from which an edit takes all its choices."""

TEXTS = ("", "Booking", "Empfang beim Händler", "a\nb", "“quoted” 'it''s' \"x\"", "nul\0inside", "Zürich 🚗", "x" * 300)
FRACTIONS = (None, 0.0, 0.1, 1 / 3, 0.5, 0.7, 1.0, 1.5, -0.1, float("nan"))
PLACES = (0.0, -12.5, 1e6, 0.1 + 0.2, 2e7)


def start() -> list[Record]:
    """A small project to begin with: two journeys, a phase, four cards, two links."""
    return [
        Project(id=1, title="Project"),
        Journey(id=2, title="First"),
        Journey(id=3, rank=1, title="Second"),
        Phase(id=4, journey=2, title="Book"),
        NeedPoint(id=5, journey=2, phase=4, question="When?"),
        Touchpoint(id=6, journey=2, phase=4, name="App", score=0.9),
        Touchpoint(id=7, journey=2, name="Desk"),
        Touchpoint(id=8, journey=3, name="Elsewhere"),
        Link(id=9, journey=2, source=5, target=6, share=0.5),
        Link(id=10, journey=2, source=6, target=7),
    ]


def edit(state: State, kind: int, numbers: Numbers) -> Patch:
    """Some edit of the state; many are against the rules."""
    return EDITS[kind % len(EDITS)](state, numbers)


def _any(records: Sequence[Any], number: int) -> Any:
    return records[number % len(records)] if records else None


def _add_node(state: State, n: Numbers) -> Patch:
    kind: Callable[..., Node] = NeedPoint if n[0] % 4 == 0 else Touchpoint
    text = {"question" if kind is NeedPoint else "name": _any(TEXTS, n[1])}
    journey = _any([*state.journeys(), Journey(id=999)], n[2])
    return added([kind(id=state.allocate(), journey=journey.id, x=_any(PLACES, n[3]), **text)])


def _add_link(state: State, n: Numbers) -> Patch:
    nodes = state.all(Touchpoint) + state.all(NeedPoint)
    if not nodes:
        return {}
    source, target = _any(nodes, n[0]), _any(nodes, n[1])
    kind: Any = "return" if n[2] % 4 == 0 else "next"
    link = Link(id=state.allocate(), journey=source.journey, source=source.id, target=target.id, kind=kind)
    return added([msgspec.structs.replace(link, share=_any(FRACTIONS, n[3]))])


def _add_others(state: State, n: Numbers) -> Patch:
    made: list[Record] = [Channel(id=state.allocate(), name=_any(TEXTS, n[1]))]
    if n[0] % 2:
        journey = Journey(id=state.allocate(), title=_any(TEXTS, n[2]), rank=n[3] % 5)
        made += [journey, Phase(id=state.allocate(), journey=journey.id, title=_any(TEXTS, n[3]))]
    return added(made)


def _change(state: State, n: Numbers) -> Patch:
    record = _any([state[key] for key in sorted(state)], n[0])
    fields: dict[str, Sequence[Any]] = {
        "title": TEXTS,
        "name": TEXTS,
        "question": TEXTS,
        "label": TEXTS,
        "score": FRACTIONS,
        "share": FRACTIONS,
        "x": PLACES,
        "rank": (0, 1, 7),
        "width": (264.0, 120.0, 1.0),
        "phase": [None, *(phase.id for phase in state.all(Phase))],
        "outcome": (None, "reached", "leaves"),
        "signature": (True, False),
        "evidence": ("guess", "observed", "measured"),
        "kind": ("return", "next") if isinstance(record, Link) else ("as-is", "to-be"),
        "target": [node.id for node in state.all(Touchpoint)] or [0],
        "settings": (Settings(), Settings(paper="A0", landscape=False)),
    }
    own = [name for name in fields if hasattr(record, name)]
    name = _any(own, n[1])
    return changed([(record, msgspec.structs.replace(record, **{name: _any(fields[name], n[2])}))]) if name else {}


def _remove(state: State, n: Numbers) -> Patch:
    record = _any([state[key] for key in sorted(state)], n[0])
    gone: list[Record] = [record]
    if isinstance(record, Node) and n[1] % 4:
        gone += state.links_at(record.id)
    if isinstance(record, Journey) and n[1] % 4:
        gone += [*state.phases(record.id), *state.nodes(record.id), *state.links(record.id)]
    return removed(gone)


def _many(state: State, n: Numbers) -> Patch:
    nodes = state.all(Touchpoint)
    return changed(
        (node, msgspec.structs.replace(node, y=float(n[0] % 1000), note=_any(TEXTS, n[1]))) for node in nodes
    )


def _new_before_link(state: State, n: Numbers) -> Patch:
    nodes = state.all(Touchpoint)
    if not nodes:
        return {}
    target = _any(nodes, n[0])
    made = Touchpoint(id=state.allocate(), journey=target.journey, name=_any(TEXTS, n[1]), score=0.25)
    return added([made, Link(id=state.allocate(), journey=made.journey, source=made.id, target=target.id)])


EDITS: tuple[Callable[[State, Numbers], Patch], ...] = (
    _add_node,
    _add_link,
    _add_link,
    _change,
    _change,
    _change,
    _remove,
    _add_others,
    _many,
    _new_before_link,
)
