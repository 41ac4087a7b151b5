"""The records of a document with the indexes that edits, rules and figures read: no history, no file.

The indexes are moved along by each patch and never rebuilt; a test rebuilds them to compare.

This module must not know undo, storage or who listens.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import TypeVar

from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Attachment, Channel, Journey, Link, Node, Persona, Phase, Project, R, Record
from cjdesigner.model.references import MEMBERS, REFERENCES, referred


class State:
    """Records by id, and who belongs to whom."""

    def __init__(self, records: Iterable[Record] = (), next_id: int = 1) -> None:
        self._records: dict[int, Record] = {}
        self._members: dict[tuple[int, type[Record]], dict[int, None]] = {}  # (journey, family) -> ids, see _family
        self._standing: dict[tuple[int, int | None], dict[int, None]] = {}  # (journey, phase or None) -> ids of cards
        self._loose: dict[type[Record], dict[int, None]] = {}  # ids of what belongs to no journey
        self._links: dict[int, dict[int, None]] = {}  # node id -> ids of links that touch it
        self._referring: dict[int, dict[int, None]] = {}  # id -> ids of methods' records that refer to it
        for record in records:
            self._records[record.id] = record
        for record in self._records.values():
            self._index(record, True)
        self._next_id = max(next_id, 1 + max(self._records, default=0))

    # reading

    def __getitem__(self, identity: int) -> Record:
        return self._records[identity]

    def __contains__(self, identity: object) -> bool:
        return identity in self._records

    def __iter__(self) -> Iterator[int]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    @property
    def records(self) -> dict[int, Record]:
        """All records by id. To be read only."""
        return self._records

    def get(self, identity: int | None, kind: type[R]) -> R | None:
        """The record of that id if it is of that kind, else None."""
        record = self._records.get(identity) if identity is not None else None
        return record if isinstance(record, kind) else None

    @property
    def project(self) -> Project:
        """The one project record."""
        return self.all(Project)[0]

    def all(self, kind: type[R]) -> list[R]:
        """All records of a kind, by id."""
        if issubclass(kind, MEMBERS) or kind is Record:
            found = (self._records[identity] for identity in sorted(self._records))
            return [record for record in found if isinstance(record, kind)]
        records = self._records
        return [r for identity in sorted(self._loose.get(kind, ())) if isinstance(r := records[identity], kind)]

    def ranked(self, kind: type[R]) -> list[R]:
        """All records of a kind in the designer's order."""
        return sorted(self.all(kind), key=_place)

    def journeys(self) -> list[Journey]:
        """The journeys in the file's order."""
        return sorted(self.all(Journey), key=lambda journey: (journey.rank, journey.id))

    def channels(self) -> list[Channel]:
        """The channels that were added to the built-in ones."""
        return self.all(Channel)

    def members(self, journey: int, kind: type[R]) -> list[R]:
        """The records of a kind that belong to a journey, by id."""
        records = self._records
        found = (records[identity] for identity in sorted(self._members.get((journey, _family(kind)), ())))
        return [record for record in found if isinstance(record, kind)]

    def phases(self, journey: int) -> list[Phase]:
        """A journey's phases from left to right."""
        return sorted(self.members(journey, Phase), key=lambda phase: (phase.rank, phase.id))

    def nodes(self, journey: int) -> list[Node]:
        """A journey's need points and touchpoints, by id."""
        return self.members(journey, Node)

    def standing_in(self, journey: int, phase: int | None) -> list[Node]:
        """The cards of a journey that stand in a phase, or (None) in none, by id."""
        records = self._records
        found = sorted(self._standing.get((journey, phase), ()))
        return [record for identity in found if isinstance(record := records[identity], Node)]

    def links(self, journey: int) -> list[Link]:
        """A journey's links in the order they are taken in."""
        return self.members(journey, Link)

    def links_at(self, node: int) -> list[Link]:
        """The links that touch a node, either end, in order."""
        records = self._records
        return [r for identity in sorted(self._links.get(node, ())) if isinstance(r := records[identity], Link)]

    def outgoing(self, node: int, kind: str = "next") -> list[Link]:
        """The links of a kind that start at a node, in order."""
        return [link for link in self.links_at(node) if link.source == node and link.kind == kind]

    def incoming(self, node: int, kind: str = "next") -> list[Link]:
        """The links of a kind that end at a node, in order."""
        return [link for link in self.links_at(node) if link.target == node and link.kind == kind]

    def referring(self, identity: int, kind: type[R]) -> list[R]:
        """The records of a method's kind that refer to a record, in the designer's order: a job's outcomes."""
        records = self._records
        found = (records[key] for key in self._referring.get(identity, ()))
        return sorted((record for record in found if isinstance(record, kind)), key=_place)

    def is_referred_to(self, identity: int) -> bool:
        """Whether any method's record refers to a record; quick, for ten thousand cards."""
        return identity in self._referring

    def attachments(self, target: int) -> list[Attachment]:
        """What hangs on a record, as attachments, in order."""
        if target not in self._referring:
            return []
        return [attachment for attachment in self.referring(target, Attachment) if attachment.target == target]

    def attached(self, target: int, kind: type[R]) -> list[R]:
        """The records of a kind that hang on a record, in order: a touchpoint's insights."""
        found = (self._records[attachment.subject] for attachment in self.attachments(target))
        return [record for record in found if isinstance(record, kind)]

    def targets(self, subject: int, kind: type[R]) -> list[R]:
        """The records of a kind that a method's record hangs on, in the order they were attached."""
        found = [a for a in self.referring(subject, Attachment) if a.subject == subject]
        records = [self._records[attachment.target] for attachment in sorted(found, key=lambda a: a.id)]
        return [record for record in records if isinstance(record, kind)]

    def personas(self, journey: int) -> list[Persona]:
        """The personas of a journey; the first is the one whose journey it is."""
        return self.attached(journey, Persona)

    def leads_to(self, start: int, goal: int) -> bool:
        """Whether next links lead from ``start`` to ``goal``; a node leads to itself."""
        seen, stack = {start}, [start]
        while stack:
            node = stack.pop()
            if node == goal:
                return True
            for link in self.outgoing(node):
                if link.target not in seen:
                    seen.add(link.target)
                    stack.append(link.target)
        return False

    # moving on

    def allocate(self) -> int:
        """A new id, larger than any that was ever used in this document."""
        identity = self._next_id
        self._next_id += 1
        return identity

    @property
    def next_id(self) -> int:
        """The id that :meth:`allocate` gives next."""
        return self._next_id

    def advance(self, patch: Patch) -> None:
        """Make every record in the patch what the patch says it is after. Doing it twice changes nothing."""
        records = self._records
        for identity, (_, after) in patch.items():
            current = records.get(identity)
            if current is after:
                continue
            if current is not None and after is not None and _filed(current) == _filed(after):
                records[identity] = after
                continue
            if current is not None:
                self._index(current, False)
            if after is None:
                records.pop(identity, None)
            else:
                records[identity] = after
                self._index(after, True)
                if identity >= self._next_id:
                    self._next_id = identity + 1

    def _index(self, record: Record, present: bool) -> None:
        family = _family(type(record))
        if family in MEMBERS:
            _keep(self._members, (getattr(record, "journey"), family), record.id, present)  # noqa: B009
        else:
            _keep(self._loose, family, record.id, present)
        if isinstance(record, Node):
            _keep(self._standing, (record.journey, record.phase), record.id, present)
        elif isinstance(record, Link):
            _keep(self._links, record.source, record.id, present)
            _keep(self._links, record.target, record.id, present)
        if type(record) in REFERENCES:
            for identity in referred(record):
                _keep(self._referring, identity, record.id, present)


@functools.cache
def _family(kind: type[Record]) -> type[Record]:
    return Node if issubclass(kind, Node) else kind


def _filed(record: Record) -> tuple[object, ...]:
    """By what the indexes find a record."""
    if isinstance(record, Node):
        return Node, record.journey, record.phase, getattr(record, "indicator", None)
    if isinstance(record, Link):
        return Link, record.journey, record.source, record.target
    return (
        type(record),
        getattr(record, "journey", None),
        *(getattr(record, reference.field) for reference in REFERENCES.get(type(record), ())),
    )


def _place(record: Record) -> tuple[int, int]:
    return getattr(record, "rank", 0), record.id


K = TypeVar("K")


def _keep(index: dict[K, dict[int, None]], key: K, identity: int, present: bool) -> None:
    if present:
        if key in index:
            index[key][identity] = None
        else:
            index[key] = {identity: None}
    elif key in index:
        index[key].pop(identity, None)
        if not index[key]:
            del index[key]
