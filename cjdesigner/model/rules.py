"""The invariants of a document, checked on a patch and its neighbourhood before the patch is applied.

- A patch speaks of the records as they are: each ``before`` is the record in force.
- Exactly one project; it is never added or removed by an edit.
- Phases, nodes and links belong to a journey that exists; a node's phase belongs to the node's journey.
- A link joins two different nodes of its journey; no second link of its kind joins the same two the same way.
- Next links never form a cycle. A node that leaves has no outgoing next link.
- What a method's record refers to exists and is of a kind that ``references.py`` allows; what belongs to a journey
  refers to that journey's own. Nothing hangs twice on the same, and nothing is overridden twice for one persona.
- Numbers are within the ranges that record.py states.

This module must not know how an edit came about, nor repair anything: it says yes, or raises EditRefused.
"""

from __future__ import annotations

import functools
from operator import attrgetter
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import mark
from cjdesigner.model import method_rules
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    Journey,
    Link,
    Node,
    Phase,
    Project,
    Record,
    node_title,
)
from cjdesigner.model.references import MEMBERS, REFERENCES, referred
from cjdesigner.model.state import State


def check(state: State, patch: Patch) -> None:
    """Raise EditRefused if ``patch``, applied to ``state``, would break an invariant. Cost follows the patch."""
    view = _After(state, patch)
    for identity, (before, after) in patch.items():
        if state.records.get(identity) != before:
            raise EditRefused(mark("This edit speaks of a record that has changed meanwhile."))
        if before is not None and after is not None and type(before) is not type(after):
            raise EditRefused(mark("A record cannot change its type."))
        if (before is None or after is None) and isinstance(before or after, Project):
            raise EditRefused(mark("A file holds exactly one project."))
        if after is not None:
            if after.id != identity:
                raise EditRefused(mark("A record cannot change its id."))
            _check_ranges(after, before)
            _check_record(view, after)
        if before is not None and (after is None or _moved(before, after)):
            _check_left(view, before)
    _check_cycles(view, patch)


def check_all(state: State) -> None:
    """Check every record of a state: what a file is held to when it is opened."""
    if sum(type(record) is Project for record in state.records.values()) != 1:
        raise EditRefused(mark("A file holds exactly one project."))
    if not _holds(state):
        # the slow way finds the words
        check(State(), {key: (None, record) for key, record in state.records.items() if type(record) is not Project})
        raise AssertionError("the quick check of all records is stricter than the check of each")


def _holds(state: State) -> bool:
    """Whether all records keep the rules: :func:`check` for a whole file at once, ten times as fast."""
    by_kind: dict[type[Record], list[Any]] = {}
    for record in state.records.values():
        by_kind.setdefault(type(record), []).append(record)
    for kind, records in by_kind.items():
        for name, lowest, highest in _ranges(kind):
            value = attrgetter(name)
            if not all(found is None or lowest <= found <= highest for found in set(map(value, records))):
                return False
    journeys = {record.id for record in by_kind.get(Journey, ())}
    phases = {record.id: record.journey for record in by_kind.get(Phase, ())}
    homes: dict[int, int] = {}
    leaving = set()
    for node in (record for kind, records in by_kind.items() if issubclass(kind, Node) for record in records):
        homes[node.id] = node.journey
        if node.phase is not None and phases.get(node.phase) != node.journey:
            return False
        if node.outcome == "leaves":
            leaving.add(node.id)
    links = by_kind.get(Link, ())
    onward: dict[int, list[int]] = {}
    for link in links:
        if link.source == link.target or not homes.get(link.source) == link.journey == homes.get(link.target):
            return False
        if link.kind == "next":
            onward.setdefault(link.source, []).append(link.target)
    members = (record for kind, found in by_kind.items() if issubclass(kind, MEMBERS) for record in found)
    return (
        journeys.issuperset(map(_JOURNEY, members))
        and method_rules.hold(state, by_kind)
        and leaving.isdisjoint(onward)
        and len({(link.source, link.target, link.kind) for link in links}) == len(links)
        and _is_acyclic(onward)
    )


_JOURNEY = attrgetter("journey")


def _is_acyclic(onward: dict[int, list[int]]) -> bool:
    """Whether taking off nodes that nothing leads to takes off all of them."""
    waiting: dict[int, int] = {}
    for targets in onward.values():
        for target in targets:
            waiting[target] = waiting.get(target, 0) + 1
    free = [node for node in onward if node not in waiting]
    while free:
        for target in onward.get(free.pop(), ()):
            waiting[target] -= 1
            if not waiting[target]:
                del waiting[target]
                free.append(target)
    return not waiting


class _After:
    """The state as the patch would leave it, without applying it."""

    def __init__(self, state: State, patch: Patch) -> None:
        self._state = state
        self._patch = patch
        self._new: dict[int, list[Link]] = {}
        for _, after in patch.values():
            if isinstance(after, Link):
                self._new.setdefault(after.source, []).append(after)
                self._new.setdefault(after.target, []).append(after)
        self._referring: dict[int, list[Record]] | None = None

    def get(self, identity: int) -> Record | None:
        if identity in self._patch:
            return self._patch[identity][1]
        return self._state.records.get(identity)

    def links_at(self, node: int) -> list[Link]:
        kept = [link for link in self._state.links_at(node) if link.id not in self._patch]
        return kept + self._new.get(node, [])

    def referring(self, identity: int) -> list[Record]:
        """The methods' records that refer to a record."""
        if self._referring is None:
            self._referring = {}
            for _, after in self._patch.values():
                if after is not None and type(after) in REFERENCES:
                    for to in referred(after):
                        self._referring.setdefault(to, []).append(after)
        new = self._referring.get(identity, [])
        if not self._state.is_referred_to(identity):
            return new
        return [r for r in self._state.referring(identity, Record) if r.id not in self._patch] + new

    def members_left(self, journey: int) -> bool:
        kept = (r for kind in MEMBERS for r in self._state.members(journey, kind))
        return any(record.id not in self._patch for record in kept) or any(
            getattr(after, "journey", None) == journey for _, after in self._patch.values()
        )

    def nodes_in(self, phase: Phase) -> bool:
        kept = (n for n in self._state.members(phase.journey, Node) if n.id not in self._patch)
        new = (after for _, after in self._patch.values() if isinstance(after, Node))
        return any(node.phase == phase.id for found in (kept, new) for node in found)


def _moved(before: Record, after: Record) -> bool:
    return getattr(before, "journey", None) != getattr(after, "journey", None)


def _check_left(view: _After, record: Record) -> None:
    """Nothing may point to a record that goes away."""
    if isinstance(record, Journey) and view.members_left(record.id):
        raise EditRefused(mark("The journey “{name}” cannot be removed before what it holds."), name=record.title)
    if isinstance(record, Phase) and view.nodes_in(record):
        raise EditRefused(mark("The phase “{name}” cannot be removed before its cards."), name=record.title)
    if isinstance(record, Node) and view.links_at(record.id):
        raise EditRefused(mark("“{name}” cannot be removed before its links."), name=node_title(record))
    if any(_refers(other, record.id) for other in view.referring(record.id)):
        raise EditRefused(mark("A record cannot be removed before what refers to it."))


def _refers(record: Record, identity: int) -> bool:
    return identity in referred(record)


def _check_record(view: _After, record: Record) -> None:
    journey = getattr(record, "journey", None)
    if journey is not None and not isinstance(view.get(journey), Journey):
        raise EditRefused(mark("A record belongs to a journey that does not exist."))
    if isinstance(record, Node):
        if record.phase is not None:
            phase = view.get(record.phase)
            if not isinstance(phase, Phase) or phase.journey != record.journey:
                raise EditRefused(mark("“{name}” stands in a phase that does not exist."), name=node_title(record))
        if record.outcome == "leaves" and any(
            link.source == record.id and link.kind == "next" for link in view.links_at(record.id)
        ):
            raise EditRefused(
                mark("Customers leave at “{name}”, so no link can lead on from it."), name=node_title(record)
            )
    if isinstance(record, Link):
        _check_link(view, record)
    fault = method_rules.fault(view.get, record)
    if fault is not None:
        raise fault
    pairing = method_rules.pairing(record)
    if pairing is not None and any(
        other.id != record.id and method_rules.pairing(other) == pairing
        for other in view.referring(referred(record)[1])
    ):
        raise EditRefused(mark("This hangs there already."))


def _check_link(view: _After, link: Link) -> None:
    source, target = view.get(link.source), view.get(link.target)
    if (
        not isinstance(source, Node)
        or not isinstance(target, Node)
        or source.journey != link.journey
        or target.journey != link.journey
    ):
        raise EditRefused(mark("A link leads to or from a card that does not exist."))
    if link.source == link.target:
        raise EditRefused(mark("“{name}” cannot be linked to itself."), name=node_title(source))
    if link.kind == "next" and source.outcome == "leaves":
        raise EditRefused(mark("Customers leave at “{name}”, so no link can lead on from it."), name=node_title(source))
    for other in view.links_at(link.source):
        if other.id != link.id and (other.source, other.target, other.kind) == (link.source, link.target, link.kind):
            raise EditRefused(
                mark("“{source}” and “{target}” are linked already."),
                source=node_title(source),
                target=node_title(target),
            )


def _check_cycles(view: _After, patch: Patch) -> None:
    """No next link that the patch adds or turns may close a cycle; links that were there before form none."""
    fresh = {
        after.id: after
        for before, after in patch.values()
        if isinstance(after, Link)
        and after.kind == "next"
        and not (
            isinstance(before, Link)
            and (before.source, before.target, before.kind) == (after.source, after.target, after.kind)
        )
    }
    if len(fresh) > 8:
        _check_cycles_at_once(view, {link.source for link in fresh.values()})
        return
    for link in fresh.values():
        seen, stack = {link.target}, [link.target]
        while stack:
            node = stack.pop()
            if node == link.source:
                _refuse_cycle(view, node)
            for onward in view.links_at(node):
                if onward.source == node and onward.kind == "next" and onward.target not in seen:
                    seen.add(onward.target)
                    stack.append(onward.target)


def _check_cycles_at_once(view: _After, starts: set[int]) -> None:
    """One depth-first walk from all starts: for patches that add many links."""
    closed: set[int] = set()
    for start in starts:
        if start in closed:
            continue
        on_way = {start}
        stack = [(start, iter(view.links_at(start)))]
        while stack:
            node, links = stack[-1]
            for link in links:
                if link.source != node or link.kind != "next" or link.target in closed:
                    continue
                if link.target in on_way:
                    _refuse_cycle(view, link.target)
                on_way.add(link.target)
                stack.append((link.target, iter(view.links_at(link.target))))
                break
            else:
                stack.pop()
                on_way.discard(node)
                closed.add(node)


def _refuse_cycle(view: _After, node: int) -> None:
    record = view.get(node)
    name = node_title(record) if isinstance(record, Node) else ""
    raise EditRefused(mark("A next link at “{name}” would close a cycle; draw it as a return link."), name=name)


def _check_ranges(record: Record, before: Record | None) -> None:
    for name, lowest, highest in _ranges(type(record)):
        value = getattr(record, name)
        if value is None or (before is not None and getattr(before, name) is value):
            continue
        if not lowest <= value <= highest:
            raise EditRefused(
                _OUT_OF_RANGE.get(name, _OTHER_RANGE), value=f"{value:g}", lowest=f"{lowest:g}", highest=f"{highest:g}"
            )


_OTHER_RANGE = mark("A value lies between {lowest} and {highest}, not at {value}.")
_OUT_OF_RANGE = {
    "score": mark("A score lies between {lowest} and {highest}, not at {value}."),
    "share": mark("A share lies between {lowest} and {highest}, not at {value}."),
    "entry_share": mark("An entry share lies between {lowest} and {highest}, not at {value}."),
    "width": mark("A phase is between {lowest} and {highest} wide, not {value}."),
    "importance": mark("Importance lies between {lowest} and {highest}, not at {value}."),
    "satisfaction": mark("Satisfaction lies between {lowest} and {highest}, not at {value}."),
    "answers": mark("The number of answers lies between {lowest} and {highest}, not at {value}."),
    "strength": mark("A force's strength lies between {lowest} and {highest}, not at {value}."),
    "place": mark("A place in a lane lies between {lowest} and {highest}, not at {value}."),
    "customers": mark("The number of customers lies between {lowest} and {highest}, not at {value}."),
    "customer_value": mark("A customer's value lies between {lowest} and {highest}, not at {value}."),
    "x": mark("A card stands between {lowest} and {highest}, not at {value}."),
    "y": mark("A card stands between {lowest} and {highest}, not at {value}."),
}


@functools.cache
def _ranges(kind: type[Record]) -> tuple[tuple[str, float, float], ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple((name, *limits) for name, hint in hints.items() for limits in _limits(hint))


def _limits(hint: Any) -> list[tuple[float, float]]:
    if get_origin(hint) is Annotated:
        metas = [meta for meta in get_args(hint)[1:] if isinstance(meta, msgspec.Meta)]
        return [(meta.ge, meta.le) for meta in metas if meta.ge is not None and meta.le is not None]
    if get_origin(hint) is tuple:
        return []  # see method_rules.py
    return [limits for part in get_args(hint) for limits in _limits(part)]
