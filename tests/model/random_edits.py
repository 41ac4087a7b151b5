"""Random edits for the laws of the document and the kill test, without the program's own edits."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from model import freeze

from cjdesigner.model.patch import Patch, added, changed, removed
from cjdesigner.model.records import (
    RECORD_TYPES,
    Activity,
    Attachment,
    Channel,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Node,
    Phase,
    Project,
    Record,
    Settings,
    Touchpoint,
)
from cjdesigner.model.references import ATTACHABLE, REFERENCES
from cjdesigner.model.removing import remove
from cjdesigner.model.state import State

Numbers = Sequence[int]
"""Four whole numbers, from which an edit takes all its choices."""

TEXTS = ("", "Booking", "Empfang beim Händler", "a\nb", "“quoted” 'it''s' \"x\"", "nul\0inside", "Zürich 🚗", "x" * 300)
FRACTIONS = (None, 0.0, 0.1, 1 / 3, 0.5, 0.7, 1.0, 1.5, -0.1, float("nan"))
METHODS = RECORD_TYPES[RECORD_TYPES.index(Link) + 1 :]
SEVERAL: dict[str, Sequence[Any]] = {
    "channels": ((), ("app", ""), ('fa"x\\',)),
    "importance_counts": ((), (1, 2, 3, 4, 5), (0, 0, 0, 0, 10**9), (1,)),
    "satisfaction_counts": ((), (5, 4, 3, 2, 1), (-1, 0, 0, 0, 0)),
    "kinds": (("kpi",), ("cpi", "brand"), ()),
    "sections": ((), ("map", "staircase"), ("",)),
    "side": ((), ("paths",), ('fa"x\\',)),
}
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


ELSEWHERE: list[Record] = [
    Journey(id=60, rank=2, title="Another"),
    Phase(id=61, journey=60, title="Elsewhere", width=200.0),
    Touchpoint(id=62, journey=60, phase=61, name="There", score=0.5),
    NeedPoint(id=63, journey=60, question="Where?"),
    Link(id=64, journey=60, source=63, target=62),
    Lane(id=65, journey=60),
    LaneEntry(id=66, lane=65, phase=61, text="t"),
    Activity(id=67, journey=60, phase=61, name="Does"),
    Attachment(id=68, subject=42, target=62),
]


def everything() -> list[Record]:
    """A project with records of every type, and a second journey for what must not mix."""
    return [*freeze.RECORDS[3], *ELSEWHERE]


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
    if type(record) in METHODS:
        name = _any(sorted(set(record.__struct_fields__) - {"id", "journey"}), n[1])
        value = _any(_values(state, type(record), name, random.Random(n[3])), n[2])
        return changed([(record, msgspec.structs.replace(record, **{name: value}))])
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


def _add_method(state: State, n: Numbers) -> Patch:
    """A method's record, of any type, its fields by chance; most of them keep the rules."""
    kind: Any = _any(METHODS, n[0])
    chance = random.Random(repr(n[1:]))
    if kind is Attachment:
        return _attach(state, n)
    values = {}
    for field in msgspec.structs.fields(kind):
        if field.name != "id" and (field.required or chance.random() < 0.5):
            values[field.name] = chance.choice(_values(state, kind, field.name, chance))
    return added([kind(id=state.allocate(), **values)])


def _values(state: State, kind: type[Record], name: str, chance: random.Random) -> Sequence[Any]:
    """Values for a field of a method's record; few break a rule, and all are of its type."""
    if name in SEVERAL:
        return SEVERAL[name]
    hint = get_type_hints(kind)[name]
    parts = (hint, *get_args(hint))
    none = [None] if type(None) in parts else []
    if name == "journey":
        return [journey.id for journey in state.journeys()] or [999]
    for reference in REFERENCES.get(kind, ()):
        if reference.field == name:
            found = [record.id for to in reference.kinds for record in state.all(to)]
            return [*none, *(found or [999]), *([1, 999] if chance.random() < 0.1 else [])]
    for part in parts:
        if get_origin(part) is Literal:
            return [*none, *get_args(part)]
    if hint is bool:
        return (True, False)
    if hint is str:
        return TEXTS
    return (0, 1, 3, 7) if hint is int else [*none, 0.0, 0.1, 1 / 3, 1.0, *([7e99] if chance.random() < 0.1 else [])]


def _attach(state: State, n: Numbers) -> Patch:
    subjects = [record for kind in ATTACHABLE for record in state.all(kind)]
    subject = _any(subjects, n[1])
    if subject is None:
        return {}
    kinds = ATTACHABLE[type(subject)] if n[0] % 8 else (Phase, Channel, Project)
    target = _any([record for kind in kinds for record in state.all(kind)], n[2])
    if target is None:
        return {}
    return added([Attachment(id=state.allocate(), subject=subject.id, target=target.id, rank=n[3] % 3)])


def _remove_with_all(state: State, n: Numbers) -> Patch:
    ids = sorted(state)
    return remove(state, [ids[number % len(ids)] for number in n[: 1 + n[3] % 3]])


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
    _add_method,
    _add_method,
    _add_method,
    _add_method,
    _attach,
    _attach,
    _remove_with_all,
)
