"""Edits of presets: settings of exports, kept in the file by name.

This module must not know what the settings mean (``export/presets.py`` does).
"""

from __future__ import annotations

import msgspec

from cjdesigner.model.ordering import next_rank
from cjdesigner.model.patch import Patch, added, changed, removed
from cjdesigner.model.records import Preset
from cjdesigner.model.state import State


def named(state: State, name: str) -> Preset | None:
    """The preset of that name, however it is capitalised and spaced; None where there is none."""
    wanted = _alike(name)
    return next((preset for preset in state.ranked(Preset) if _alike(preset.name) == wanted), None)


def free_name(state: State, name: str, *, beside: int | None = None) -> str:
    """The name on one line, numbered where another preset than ``beside`` has it: “Client A0”, “Client A0 2”."""
    wanted = " ".join(name.split())
    taken = {_alike(preset.name) for preset in state.all(Preset) if preset.id != beside}
    free, number = wanted, 2
    while _alike(free) in taken:
        free, number = f"{wanted} {number}", number + 1
    return free


def add(state: State, preset: Preset) -> Patch:
    """Add a preset at the end, with an id of its own and, where its name is taken, a number after it."""
    rank = next_rank(state.all(Preset))
    name = free_name(state, preset.name)
    return added([msgspec.structs.replace(preset, id=state.allocate(), rank=rank, name=name)])


def rename(state: State, identity: int, name: str) -> Patch:
    """Give a preset another name, numbered where it is taken; an empty one changes nothing."""
    preset = state.get(identity, Preset)
    if preset is None or not name.strip():
        return {}
    renamed = msgspec.structs.replace(preset, name=free_name(state, name, beside=identity))
    return changed([(preset, renamed)])


def replace(state: State, identity: int, preset: Preset) -> Patch:
    """Give a preset the settings of another; name and place stay."""
    before = state.get(identity, Preset)
    if before is None:
        return {}
    return changed([(before, msgspec.structs.replace(preset, id=before.id, rank=before.rank, name=before.name))])


def remove(state: State, identity: int) -> Patch:
    """Remove a preset."""
    preset = state.get(identity, Preset)
    return removed([preset]) if preset is not None else {}


def _alike(name: str) -> str:
    return " ".join(name.split()).casefold()
