"""The documented JSON form of a project, both ways, and the fragments that copies travel as.

Reading: bytes become the form (interchange_reading.py), the form becomes records here, where what its parts mean to
each other is checked. Every mistake is a BadInput that names file, place and reason; nothing is repaired silently.
Writing leaves out what is at its default; what is written and read again is the same, ids aside.

This module must not know files of the program's own format, nor who asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import cycles
from cjdesigner.model import interchange_form as form
from cjdesigner.model import interchange_reading as reading
from cjdesigner.model import interchange_writing as writing
from cjdesigner.model.interchange_form import schema
from cjdesigner.model.interchange_reading import Place, Words, read, refused, short, spelled
from cjdesigner.model.interchange_writing import dump, keys
from cjdesigner.model.records import (
    BUILT_IN_CHANNELS,
    Channel,
    Journey,
    Link,
    LinkKind,
    NeedPoint,
    Node,
    Phase,
    Project,
    Record,
    Settings,
    Touchpoint,
    node_title,
)
from cjdesigner.model.state import State

__all__ = ["Imported", "dump", "fragment", "keys", "load", "paste", "read", "schema"]


NodeForm: TypeAlias = form.NeedPointForm | form.TouchpointForm


_MARGIN = 12.0
"""Left free between a card and its phase's border, at least."""


class Imported(msgspec.Struct, frozen=True):
    """What a file holds: records with ids from 1 on, the project first; and what the user should be told, in words."""

    records: list[Record]
    notes: list[str]


def load(data: bytes, name: str) -> Imported:
    """The project in ``data``; ``name`` names the file in errors. Raises BadInput.

    A journey without any positions is arranged; a card without a position among others is parked beneath them.
    """
    project = reading.form_of(data, name, form.ProjectForm)
    next_id = iter(range(1, 1 << 62)).__next__
    settings = msgspec.convert(project.settings, Settings, from_attributes=True)
    records: list[Record] = [Project(id=next_id(), title=project.title, settings=settings)]
    records += _channels(project, name, next_id)
    notes: list[str] = []
    loose: list[_JourneyReader] = []
    for index, journey in enumerate(project.journeys):
        reader = _JourneyReader(journey, index, name, next_id)
        reader.read()
        records += reader.records
        notes += reader.notes
        if reader.unplaced:
            loose.append(reader)
    return Imported(_placed(records, loose), notes)


def _channels(project: form.ProjectForm, name: str, next_id: Callable[[], int]) -> list[Record]:
    """The channels declared, and those that touchpoints use without declaring them."""
    found: dict[str, Record] = {}
    for index, channel in enumerate(project.channels):
        if channel.name in found or not channel.name:
            template = mark("this channel is declared twice") if channel.name else mark("a channel needs a name")
            raise refused(name, ("channels", index), Words(template), channel.name)
        found[channel.name] = Channel(id=next_id(), name=channel.name, icon=channel.icon)
    for journey in project.journeys:
        for touchpoint in journey.touchpoints:
            used = touchpoint.channel
            if used and used not in BUILT_IN_CHANNELS and used not in found:
                found[used] = Channel(id=next_id(), name=used)
    return list(found.values())


class _JourneyReader:
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
        self.unplaced: list[int] = []
        """Ids of the cards without a position, in order."""
        self.placed = 0
        """How many cards have a position."""

    def read(self) -> None:
        """Fill ``records`` and ``notes``. Raises BadInput."""
        phases = self._phases()
        nodes: dict[str, Node] = {}
        for index, need_point in enumerate(self.form.need_points):
            nodes[need_point.id] = self._node(need_point, phases, nodes, (*self.place, "need_points", index))
        for index, touchpoint in enumerate(self.form.touchpoints):
            nodes[touchpoint.id] = self._node(touchpoint, phases, nodes, (*self.place, "touchpoints", index))
        self.records += nodes.values()
        self.records += _links(
            self.form.links, nodes, self.journey.id, self.name, (*self.place, "links"), self.next_id, self.notes
        )

    def _phases(self) -> dict[str, int]:
        """Phases by the name that cards call them by."""
        result: dict[str, int] = {}
        for index, entry in enumerate(self.form.phases):
            phase = form.PhaseForm(title=entry) if isinstance(entry, str) else entry
            called = phase.id or phase.title
            if called in result:
                reason = Words(mark("this phase is declared twice"))
                raise refused(self.name, (*self.place, "phases", index), reason, called)
            result[called] = self.next_id()
            values = form.shared(phase, Phase)
            self.records.append(Phase(id=result[called], journey=self.journey.id, rank=index, **values))
        return result

    def _node(self, node: NodeForm, phases: dict[str, int], known: dict[str, Node], place: Place) -> Node:
        if not node.id or node.id in known:
            template = mark("the id “{id}” is used twice in this journey") if node.id else mark("the id is empty")
            raise refused(self.name, place, Words(template, id=short(node.id)), _titled(node))
        if node.phase is not None and node.phase not in phases:
            reason = Words(mark("the phase “{phase}” is not among the journey's phases"), phase=short(node.phase))
            raise refused(self.name, place, reason, _titled(node))
        if (node.x is None) != (node.y is None):
            raise refused(self.name, place, Words(mark("a position needs both x and y")), _titled(node))
        identity = self.next_id()
        if node.x is None:
            self.unplaced.append(identity)
        else:
            self.placed += 1
        kind = _kind(node)
        values = form.shared(node, kind)
        values["phase"] = None if node.phase is None else phases[node.phase]
        values["x"], values["y"] = node.x or 0.0, node.y or 0.0
        return kind(id=identity, journey=self.journey.id, key=node.id, **values)


def _links(
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
                kind=kind,
                share=link.share,
                label=link.label,
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


def _placed(records: list[Record], loose: Sequence[_JourneyReader]) -> list[Record]:
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


def _parked_beneath(state: State, reader: _JourneyReader) -> dict[int, Record]:
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


def _kind(node: NodeForm) -> type[NeedPoint] | type[Touchpoint]:
    return NeedPoint if isinstance(node, form.NeedPointForm) else Touchpoint


def _titled(node: NodeForm) -> str:
    return node.question if isinstance(node, form.NeedPointForm) else node.name


def fragment(state: State, ids: Iterable[int]) -> bytes:
    """These cards and the links among them, to be pasted elsewhere; empty where no card is among ``ids``."""
    nodes = [node for identity in sorted(set(ids)) if (node := state.get(identity, Node)) is not None]
    if not nodes:
        return b""
    left, top = min(node.x for node in nodes), min(node.y for node in nodes)
    names = {f"{index}": node for index, node in enumerate(nodes)}
    keyed = {node.id: key for key, node in names.items()}
    titles = {node.phase: phase.title for node in nodes if (phase := state.get(node.phase, Phase)) and node.phase}
    moved = [msgspec.structs.replace(node, x=node.x - left, y=node.y - top) for node in nodes]
    links = {link.id: link for node in nodes for link in state.outgoing(node.id) + state.outgoing(node.id, "return")}
    used = {node.channel for node in nodes if isinstance(node, Touchpoint)}
    result = form.FragmentForm(
        channels=[form.ChannelForm(name=c.name, icon=c.icon) for c in state.channels() if c.name in used],
        need_points=[writing.need_point_form(node, keyed, titles) for node in moved if isinstance(node, NeedPoint)],
        touchpoints=[writing.touchpoint_form(node, keyed, titles) for node in moved if isinstance(node, Touchpoint)],
        links=[writing.link_form(link, keyed) for _id, link in sorted(links.items()) if link.target in keyed],
    )
    return writing.written(result, form.FRAGMENT_FORMAT)


def paste(state: State, journey: int, data: bytes, offset: tuple[float, float]) -> list[Record] | None:
    """The records that a fragment adds to a journey, its top left at ``offset``; None where ``data`` is no fragment.

    Ids are new, taken from ``state.allocate()``; phases are found by title, and a card whose phase the journey does not
    have stands in none. Channels that the project lacks come along.
    """
    if form.FRAGMENT_FORMAT.encode() not in data:
        return None
    try:
        piece = reading.form_of(data, "", form.FragmentForm)
        return _pasted(state, journey, piece, offset)
    except BadInput:
        return None


def _pasted(state: State, journey: int, piece: form.FragmentForm, offset: tuple[float, float]) -> list[Record]:
    phases: dict[str | None, int] = {}
    for phase in state.phases(journey):
        phases.setdefault(phase.title, phase.id)
    known = {channel.name for channel in state.channels()} | set(BUILT_IN_CHANNELS) | {""}
    icons = {channel.name: channel.icon for channel in piece.channels}
    channels = [name for name in dict.fromkeys(t.channel for t in piece.touchpoints) if name not in known]
    records: list[Record] = [Channel(id=state.allocate(), name=name, icon=icons.get(name, "")) for name in channels]
    nodes: dict[str, Node] = {}
    forms: list[NodeForm] = [*piece.need_points, *piece.touchpoints]
    repeated = [key for key, count in Counter(node.id for node in forms).items() if count > 1]
    if repeated or not forms:
        raise BadInput(mark("What was copied is damaged."))
    for node in forms:
        kind = _kind(node)
        values = form.shared(node, kind)
        values["phase"] = phases.get(node.phase)
        values["x"], values["y"] = (node.x or 0.0) + offset[0], (node.y or 0.0) + offset[1]
        nodes[node.id] = kind(id=state.allocate(), journey=journey, **values)
    records += nodes.values()
    return records + _links(piece.links, nodes, journey, "", ("links",), state.allocate, [])
