"""From records to the interchange form, and the form to text: one card or link a line, defaults left out.

This module must not know how the text is read again, but that reading it gives the same records, ids aside.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from cjdesigner.model import interchange_form as form
from cjdesigner.model.records import BUILT_IN_CHANNELS, Journey, Link, NeedPoint, Phase, Touchpoint
from cjdesigner.model.state import State


def dump(state: State) -> bytes:
    """The whole project as interchange JSON, one card or link a line, with an end of line at the end."""
    project = state.project
    settings = msgspec.convert(project.settings, form.SettingsForm, from_attributes=True)
    journeys = [_journey_form(state, journey) for journey in state.journeys()]
    result = form.ProjectForm(
        title=project.title, settings=settings, channels=_channel_forms(state, journeys), journeys=journeys
    )
    return written(result, form.FORMAT)


def keys(state: State, journey: int) -> dict[int, str]:
    """The interchange id of each card of a journey; made up from its record's id where it has none yet."""
    nodes = state.nodes(journey)
    taken = {node.key for node in nodes if node.key}
    result: dict[int, str] = {}
    used: set[str] = set()
    for node in nodes:
        key = node.key
        if not key or key in used:
            key = base = f"{'n' if isinstance(node, NeedPoint) else 't'}{node.id}"
            number = 2
            while key in taken or key in used:
                key, number = f"{base}-{number}", number + 1
        used.add(key)
        result[node.id] = key
    return result


def _journey_form(state: State, journey: Journey) -> form.JourneyForm:
    phases = state.phases(journey.id)
    called = _phase_names(phases)
    ids = keys(state, journey.id)
    nodes = state.nodes(journey.id)
    return form.JourneyForm(
        **form.shared(journey, form.JourneyForm),
        phases=[_phase_form(phase, called[phase.id]) for phase in phases],
        need_points=[need_point_form(node, ids, called) for node in nodes if isinstance(node, NeedPoint)],
        touchpoints=[touchpoint_form(node, ids, called) for node in nodes if isinstance(node, Touchpoint)],
        links=[link_form(link, ids) for link in state.links(journey.id)],
    )


def _phase_names(phases: Sequence[Phase]) -> dict[int, str]:
    """What cards call their phase: its title, or an id made up where the title is taken."""
    titles = {phase.title for phase in phases}
    result: dict[int, str] = {}
    used: set[str] = set()
    for phase in phases:
        called, number = phase.title, 2
        while called in used or (number > 2 and called in titles):
            called, number = f"{phase.title} ({number})", number + 1
        used.add(called)
        result[phase.id] = called
    return result


def _phase_form(phase: Phase, called: str) -> form.PhaseForm:
    return form.PhaseForm(id="" if called == phase.title else called, **form.shared(phase, form.PhaseForm))


def need_point_form(node: NeedPoint, ids: dict[int, str], called: dict[int, str]) -> form.NeedPointForm:
    values = form.shared(node, form.NeedPointForm)
    values["phase"] = None if node.phase is None else called[node.phase]
    return form.NeedPointForm(id=ids[node.id], **values)


def touchpoint_form(node: Touchpoint, ids: dict[int, str], called: dict[int, str]) -> form.TouchpointForm:
    values = form.shared(node, form.TouchpointForm)
    values["phase"] = None if node.phase is None else called[node.phase]
    return form.TouchpointForm(id=ids[node.id], **values)


def link_form(link: Link, ids: dict[int, str]) -> form.LinkForm:
    return form.LinkForm(
        source=ids[link.source], target=ids[link.target], kind=link.kind, share=link.share, label=link.label
    )


def _channel_forms(state: State, journeys: Sequence[form.JourneyForm]) -> list[form.ChannelForm]:
    """The channels that reading would not find by itself at the touchpoints that use them."""
    channels = [form.ChannelForm(name=channel.name, icon=channel.icon) for channel in state.channels()]
    used = dict.fromkeys(touchpoint.channel for journey in journeys for touchpoint in journey.touchpoints)
    unknown = [name for name in used if name and name not in BUILT_IN_CHANNELS]
    for count in range(len(channels) + 1):
        declared = {channel.name for channel in channels[:count]}
        if channels[count:] == [form.ChannelForm(name=name) for name in unknown if name not in declared]:
            return channels[:count]
    return channels


def written(value: form.Form, kind: str) -> bytes:
    lines = _lines({"format": kind, "version": form.VERSION} | _builtins(value), "")
    return (lines + "\n").encode("utf-8", "replace")


def _builtins(value: form.Form) -> dict[str, Any]:
    """The form without what is at its default; a phase that has only a title is its title."""
    result: dict[str, Any] = {}
    for name, default in _defaults(type(value)):
        item = getattr(value, name)
        if item != default:
            result[name] = _plain(name, item)
    return result


def _plain(name: str, item: Any) -> Any:
    if isinstance(item, form.PhaseForm):
        values = _builtins(item)
        return item.title if len(values) == 1 else values
    if isinstance(item, form.Form):
        return _builtins(item)
    if isinstance(item, list):
        return [_plain(name, part) for part in item]
    return int(item) if name in _LENGTHS and item % 1 == 0 else item


_LENGTHS = frozenset({"x", "y", "width"})


@cache
def _defaults(kind: type[form.Form]) -> tuple[tuple[str, Any], ...]:
    """The fields as they are written, each with its default; a required one with NODEFAULT, which equals nothing."""
    fields = list(msgspec.structs.fields(kind))
    if issubclass(kind, form.NodeForm):
        fields.sort(key=lambda field: _NODE_ORDER.get(field.name, 3))
    return tuple(
        (field.name, field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory())
        for field in fields
    )


_NODE_ORDER = {
    "id": 0,
    "name": 1,
    "question": 1,
    "phase": 2,
    "outcome": 4,
    "reason": 4,
    "entry_share": 4,
    "x": 5,
    "y": 5,
}


def _lines(value: Any, indent: str) -> str:
    """JSON with an object or list that holds lists spread over lines, and everything else on one."""
    inner = indent + "  "
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + _lines(item, inner) for item in value) + f"\n{indent}]"
    if isinstance(value, dict) and any(isinstance(item, list) for item in value.values()):
        parts = (f"{inner}{json.dumps(key)}: {_lines(item, inner)}" for key, item in value.items())
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    return json.dumps(value, ensure_ascii=False)
