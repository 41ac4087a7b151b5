"""One journey of the interchange form made into records: its phases, cards and links.

What its parts mean to each other is checked here. This module must not know the methods' records, nor where a card
without a position comes to stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import cycles
from cjdesigner.model import interchange_form as form
from cjdesigner.model.interchange_reading import Place, Words, refused, short, spelled
from cjdesigner.model.records import Journey, Link, LinkKind, NeedPoint, Node, Phase, Record, Touchpoint, node_title

NodeForm: TypeAlias = form.NeedPointForm | form.TouchpointForm


class JourneyReader:
    """Makes the records of one journey, and checks what its parts mean to each other."""

    def __init__(self, journey: form.JourneyForm, index: int, name: str, next_id: Callable[[], int]) -> None:
        self.form = journey
        self.name = name
        self.place: Place = ("journeys", index)
        self.next_id = next_id
        fields = form.shared(journey, Journey)
        self.journey = Journey(id=next_id(), rank=index, **fields)
        self.records: list[Record] = [self.journey]
        self.notes: list[str] = []
        self.phases: dict[str, int] = {}
        """Ids of the phases by what cards call them."""
        self.nodes: dict[str, Node] = {}
        """The cards by their id in the file."""
        self.unplaced: list[int] = []
        """Ids of the cards without a position, in order."""
        self.placed = 0
        """How many cards have a position."""
        self._links: list[Link] = []
        self._by_ends: dict[tuple[str, str, str], Link] | None = None

    def read(self) -> None:
        """Fill ``records`` and ``notes``. Raises BadInput."""
        self._read_phases()
        nodes = self.nodes
        for index, need_point in enumerate(self.form.need_points):
            nodes[need_point.id] = self._node(need_point, (*self.place, "need_points", index))
        for index, touchpoint in enumerate(self.form.touchpoints):
            nodes[touchpoint.id] = self._node(touchpoint, (*self.place, "touchpoints", index))
        self.records += nodes.values()
        self._links = joined(
            self.form.links, nodes, self.journey.id, self.name, (*self.place, "links"), self.next_id, self.notes
        )
        self.records += self._links

    def link(self, named: form.LinkNameForm) -> Link | None:
        """The link of these ends, as it was written or as it came in."""
        if self._by_ends is None:
            self._by_ends = {}
            for written, link in zip(self.form.links, self._links, strict=True):
                self._by_ends[written.source, written.target, written.kind] = link
                self._by_ends[written.source, written.target, link.kind] = link
        return self._by_ends.get((named.source, named.target, named.kind))

    def _read_phases(self) -> None:
        for index, entry in enumerate(self.form.phases):
            phase = form.PhaseForm(title=entry) if isinstance(entry, str) else entry
            called = phase.id or phase.title
            if called in self.phases:
                reason = Words(mark("this phase is declared twice"))
                raise refused(self.name, (*self.place, "phases", index), reason, called)
            self.phases[called] = self.next_id()
            values = form.shared(phase, Phase)
            self.records.append(Phase(id=self.phases[called], journey=self.journey.id, rank=index, **values))

    def _node(self, node: NodeForm, place: Place) -> Node:
        if not node.id or node.id in self.nodes:
            template = mark("the id “{id}” is used twice in this journey") if node.id else mark("the id is empty")
            raise refused(self.name, place, Words(template, id=short(node.id)), titled(node))
        if node.phase is not None and node.phase not in self.phases:
            reason = Words(mark("the phase “{phase}” is not among the journey's phases"), phase=short(node.phase))
            raise refused(self.name, place, reason, titled(node))
        if (node.x is None) != (node.y is None):
            raise refused(self.name, place, Words(mark("a position needs both x and y")), titled(node))
        identity = self.next_id()
        if node.x is None:
            self.unplaced.append(identity)
        else:
            self.placed += 1
        kind = kind_of(node)
        values = form.shared(node, kind)
        values["phase"] = None if node.phase is None else self.phases[node.phase]
        values["x"], values["y"] = node.x or 0.0, node.y or 0.0
        return kind(id=identity, journey=self.journey.id, key=node.id, **values)


def joined(
    forms: Sequence[form.LinkForm],
    nodes: dict[str, Node],
    journey: int,
    name: str,
    place: Place,
    next_id: Callable[[], int],
    notes: list[str],
) -> list[Link]:
    """The links among ``nodes``, in order; next links that close a cycle become return links, told in ``notes``."""
    taken: set[tuple[str, str, str]] = set()
    for index, link in enumerate(forms):
        reason = _link_fault(link, nodes, taken)
        if reason is not None:
            raise refused(name, (*place, index), reason)
        taken.add((link.source, link.target, link.kind))
    forward = [index for index, link in enumerate(forms) if link.kind == "next"]
    turned = {forward[n] for n in cycles.closing([(forms[n].source, forms[n].target) for n in forward])}
    records = []
    for index, link in enumerate(forms):
        kind: LinkKind = link.kind
        if index in turned:
            kind = "return"
            ends = {end: short(node_title(nodes[getattr(link, end)])) for end in ("source", "target")}
            if (link.source, link.target, "return") in taken:
                template = mark("this link closes a cycle, and “{source}” has a return link to “{target}” already")
                raise refused(name, (*place, index), Words(template, **ends))
            where = spelled((*place, index))
            notes.append(
                _(
                    "{place}: the link from “{source}” to “{target}” closes a cycle and comes in as a return link."
                ).format(place=where, **ends)
            )
        records.append(
            Link(
                id=next_id(),
                journey=journey,
                source=nodes[link.source].id,
                target=nodes[link.target].id,
                **form.shared(link, Link) | {"kind": kind},
            )
        )
    return records


def _link_fault(link: form.LinkForm, nodes: dict[str, Node], taken: set[tuple[str, str, str]]) -> Words | None:
    for end in (link.source, link.target):
        if end not in nodes:
            return Words(mark("there is no need point or touchpoint “{id}”"), id=short(end))
    source, target = nodes[link.source], nodes[link.target]
    names = {"source": short(node_title(source)), "target": short(node_title(target))}
    if link.source == link.target:
        return Words(mark("“{source}” is linked to itself"), **names)
    if (link.source, link.target, link.kind) in taken:
        return Words(mark("a second {kind} link from “{source}” to “{target}”"), kind=Words(_KINDS[link.kind]), **names)
    if link.kind == "next" and source.outcome == "leaves":
        return Words(mark("customers leave at “{source}”, so no next link can lead on from it"), **names)
    return None


_KINDS = {"next": mark("next"), "return": mark("return")}


def kind_of(node: NodeForm) -> type[NeedPoint] | type[Touchpoint]:
    return NeedPoint if isinstance(node, form.NeedPointForm) else Touchpoint


def titled(node: NodeForm) -> str:
    return node.question if isinstance(node, form.NeedPointForm) else node.name
