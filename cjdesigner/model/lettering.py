"""The letters that tie a path's cards to the staircase's steps where these cannot stand under their phases.

This module must not know how a letter or a step is drawn.
"""

from __future__ import annotations

from cjdesigner.model.path import Path
from cjdesigner.model.records import Node
from cjdesigner.model.state import State


def letters(path: Path | None, state: State) -> dict[int, str]:
    """A letter for each touchpoint of a path that goes back to an earlier phase, in the path's order; else none."""
    if path is None:
        return {}
    nodes = [node for identity in path.nodes if (node := state.get(identity, Node)) is not None]
    if not nodes:
        return {}
    places = {phase.id: place for place, phase in enumerate(state.phases(nodes[0].journey))}
    order = [-1 if node.phase is None else places.get(node.phase, -1) for node in nodes]
    if order == sorted(order):
        return {}
    return {step.id: letter(place) for place, step in enumerate(path.steps)}


def letter(place: int) -> str:
    """A, B, … Z, AA, AB … for 0, 1, … 25, 26, 27 …"""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found
