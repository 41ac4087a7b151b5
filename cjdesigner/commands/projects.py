"""Finding what a command speaks of: the project in a file, a journey by title, a card by name or id.

This module must not know what is done with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from cjdesigner.errors import BadInput, UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import images
from cjdesigner.model.interchange_reading import short
from cjdesigner.model.records import Journey, Node, Persona, Preset, Touchpoint, node_title
from cjdesigner.model.state import State

PROJECT = ".cjd"


class Opened(msgspec.Struct, frozen=True):
    """A project as it is read: its state, and what is to be told about the reading."""

    path: Path
    state: State
    notes: list[str]
    images: Mapping[str, bytes]
    """Those that records name, by their hashes."""


def open_project(name: str) -> Opened:
    """Read a project, or its interchange form where the name ends in .json. Nothing is written."""
    path = Path(name)
    if path.suffix.lower() == ".json":
        from cjdesigner.model import interchange

        imported = interchange.load(interchange.read(path), name)
        return Opened(path, State(imported.records), imported.notes, imported.images)
    from cjdesigner.model.store import open_document

    document, store = open_document(path, read_only=True)
    found = {name: document.images.get(name) for name in images.named(document.state.records.values())}
    store.close()
    return Opened(path, document.state, [], {name: data for name, data in found.items() if data is not None})


def project_target(name: str, *, force: bool) -> Path:
    """Where a new project goes. Refused where the name is no project's, or the file is there and is to be kept."""
    path = Path(name)
    if path.suffix.lower() != PROJECT:
        raise BadInput(mark("{file}: a project's name ends in {suffix}."), file=name, suffix=PROJECT)
    refuse_existing([path], force=force)
    return path


def refuse_existing(paths: Sequence[Path], *, force: bool) -> None:
    """Refuse before anything is written, unless ``force``."""
    there = [str(path) for path in paths if path.exists() or path.is_symlink()]
    if there and not force:
        template = mark("{files} exists already; --force replaces it.")
        if len(there) > 1:
            template = mark("{files} exist already; --force replaces them.")
        raise BadInput(template, files=", ".join(there))


def journey_of(opened: Opened, title: str | None) -> Journey:
    """The journey of that title; the first where none is given."""
    journeys = opened.state.journeys()
    if not journeys:
        raise BadInput(mark("{file} holds no journey."), file=opened.path)
    if title is None:
        return journeys[0]
    found = [journey for journey in journeys if journey.title == title]
    found = found or [journey for journey in journeys if journey.title.casefold() == title.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(mark("{file}: several journeys are called “{title}”."), file=opened.path, title=short(title))
    raise BadInput(
        mark("{file}: there is no journey “{title}”; there are {titles}."),
        file=opened.path,
        title=short(title),
        titles=_quoted([journey.title for journey in journeys]),
    )


def persona_of(opened: Opened, journey: Journey, name: str) -> Persona:
    """The persona of that name who takes part in the journey."""
    personas = opened.state.personas(journey.id)
    found = [persona for persona in personas if persona.name == name]
    found = found or [persona for persona in personas if persona.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    option = f"--persona {short(name)}"
    template = mark("{file}: {option}: there is no such persona in this journey; there are {names}.")
    if found:
        template = mark("{file}: {option}: several personas of this journey have that name.")
    elif not personas:
        template = mark("{file}: {option}: this journey has no persona yet.")
    elif len(personas) == 1:
        template = mark("{file}: {option}: there is no such persona in this journey; there is {names}.")
    raise BadInput(template, file=opened.path, option=option, names=_quoted([persona.name for persona in personas]))


def preset_of(opened: Opened, name: str) -> Preset:
    """The preset of that name: one of the project's, else one to start from, in the language in force or in English."""
    from cjdesigner.export.presets import STARTS, started

    presets = opened.state.ranked(Preset)
    found = [preset for preset in presets if preset.name == name]
    found = found or [preset for preset in presets if preset.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    for key, start in STARTS.items():
        if not found and name.casefold() in (start.name.casefold(), _(start.name).casefold()):
            return started(key, opened.state)
    template = mark("{file}: --preset {name}: there is no such preset; there are {names}.")
    if found:
        template = mark("{file}: --preset {name}: several presets have that name.")
    names = _quoted([*(preset.name for preset in presets), *(_(start.name) for start in STARTS.values())], most=16)
    raise BadInput(template, file=opened.path, name=short(name), names=names)


def touchpoint_named(opened: Opened, journey: Journey, name: str, option: str) -> Touchpoint:
    """The touchpoint of that id or name. ``option`` is told where there is none, or more than one."""
    from cjdesigner.model.interchange import keys

    ids = keys(opened.state, journey.id)
    nodes = opened.state.nodes(journey.id)
    found = [node for node in nodes if ids[node.id] == name]
    found = found or [node for node in nodes if node_title(node) == name]
    found = found or [node for node in nodes if node_title(node).casefold() == name.casefold()]
    if len(found) > 1:
        raise BadInput(
            mark("{file}: {option}: several cards are called “{name}”; take an id: {candidates}."),
            file=opened.path,
            option=option,
            name=short(name),
            candidates=", ".join(short(ids[node.id]) for node in found),
        )
    if not found:
        raise _nothing_named(opened, name, option, nodes)
    touchpoint = found[0]
    if not isinstance(touchpoint, Touchpoint):
        raise BadInput(
            mark("{file}: {option}: “{name}” is a need point; only touchpoints are blocked or scored."),
            file=opened.path,
            option=option,
            name=short(name),
        )
    return touchpoint


def _nothing_named(opened: Opened, name: str, option: str, nodes: Sequence[Node]) -> UserError:
    import difflib

    names = [node_title(node) for node in nodes if isinstance(node, Touchpoint)]
    close = difflib.get_close_matches(name, names, 1)
    template = mark("{file}: {option}: there is no touchpoint “{name}” in this journey.")
    if close:
        template = mark("{file}: {option}: there is no touchpoint “{name}” in this journey; is “{close}” meant?")
    return BadInput(template, file=opened.path, option=option, name=short(name), close=short(close[0]) if close else "")


def _quoted(titles: Sequence[str], most: int = 8) -> str:
    shown = [f"“{short(title)}”" for title in titles[:most]]
    return ", ".join(shown) + (" …" if len(titles) > most else "")
