"""Pieces of a journey as they travel by copying, within a window and between two.

This module must not know the clipboard, nor what becomes of the records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.i18n import mark
from cjdesigner.model import interchange_form as form
from cjdesigner.model import interchange_reading as reading
from cjdesigner.model import interchange_writing as writing
from cjdesigner.model.interchange_journeys import NodeForm, joined, kind_of
from cjdesigner.model.interchange_text import written
from cjdesigner.model.records import BUILT_IN_CHANNELS, Channel, NeedPoint, Node, Phase, Record, Touchpoint
from cjdesigner.model.state import State


def fragment(state: State, ids: Iterable[int]) -> bytes:
    """These cards and the links among them, to be pasted elsewhere; empty where no card is among ``ids``.

    What hangs on them stays where it is, and a score that an indicator gives is a plain score in the copy.
    """
    nodes = [node for identity in sorted(set(ids)) if (node := state.get(identity, Node)) is not None]
    if not nodes:
        return b""
    left, top = min(node.x for node in nodes), min(node.y for node in nodes)
    names = {f"{index}": node for index, node in enumerate(nodes)}
    keyed = {node.id: key for key, node in names.items()}
    titles = {node.phase: phase.title for node in nodes if (phase := state.get(node.phase, Phase)) and node.phase}
    moved = [msgspec.structs.replace(_unbound(node), x=node.x - left, y=node.y - top) for node in nodes]
    links = {link.id: link for node in nodes for link in state.outgoing(node.id) + state.outgoing(node.id, "return")}
    used = {node.channel for node in nodes if isinstance(node, Touchpoint)}
    result = form.FragmentForm(
        channels=[form.ChannelForm(name=c.name, icon=c.icon) for c in state.channels() if c.name in used],
        need_points=[writing.need_point_form(node, keyed, titles) for node in moved if isinstance(node, NeedPoint)],
        touchpoints=[
            writing.touchpoint_form(node, keyed, titles, None) for node in moved if isinstance(node, Touchpoint)
        ],
        links=[writing.link_form(link, keyed) for _id, link in sorted(links.items()) if link.target in keyed],
    )
    return written(result, form.FRAGMENT_FORMAT)


def _unbound(node: Node) -> Node:
    """The card without its tie to an indicator."""
    if not isinstance(node, Touchpoint):
        return node
    return msgspec.structs.replace(node, indicator=None, score_zero=None, score_one=None)


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
        kind = kind_of(node)
        values = form.shared(node, kind)
        if isinstance(node, form.TouchpointForm):
            values |= {"score_zero": None, "score_one": None}
        values["phase"] = phases.get(node.phase)
        values["x"], values["y"] = (node.x or 0.0) + offset[0], (node.y or 0.0) + offset[1]
        nodes[node.id] = kind(id=state.allocate(), journey=journey, **values)
    records += nodes.values()
    return records + joined(piece.links, nodes, journey, "", ("links",), state.allocate, [])
