"""Which phases have slides, and which of their cards stand on which.

This module must not know how slides are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner.export.journey import Told
from cjdesigner.export.pptx_deck import FOOT, MARGIN, WIDTH
from cjdesigner.export.pptx_places import Placing, placed
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Phase

SIDE = 106.0
"""The width of what names other phases, at the left and right."""
SIDE_GAP = 34.0
TOP = 128.0
"""Where the cards begin."""


class Section(msgspec.Struct, frozen=True):
    """A phase and its cards slide by slide; without a phase what stands in none."""

    phase: Phase | None
    title: str
    slides: tuple[Placing, ...]


def sections(told: Told) -> list[Section]:
    """The phases that have slides, each with its cards: in the order of the phases, what stands in none last."""
    targets: dict[int, list[int]] = {}
    for link in told.links:
        if link.kind == "next":
            targets.setdefault(link.source, []).append(link.target)
    parked = set(told.analysis.parked_ids)
    found = []
    for phase in [*told.phases, None]:
        nodes = sorted(
            (node for node in told.nodes.values() if node.phase == (phase.id if phase else None)),
            key=lambda node: (node.id in parked, node.y, node.x, node.id),
        )
        if not nodes and (phase is None or not (phase.wording or phase.question)):
            continue
        title = " ".join(phase.title.split()) if phase else (_("Without a phase") if told.phases else told.title)
        order = [node.id for node in nodes]
        found.append(Section(phase, title or _("Unnamed phase"), tuple(_placings(told, order, targets))))
    return found


def _placings(told: Told, order: Sequence[int], targets: dict[int, list[int]]) -> list[Placing]:
    members = set(order)
    comes = any(link.target in members and link.source not in members for link in told.links)
    goes = any(link.source in members and link.target not in members for link in told.links)
    whole = placed(order, targets, _room(comes, goes))
    # Where cards go on to a further slide, ways lead there too.
    return whole if len(whole) < 2 or (comes and goes) else placed(order, targets, _room(True, True))


def _room(comes: bool, goes: bool) -> Rect:
    left = MARGIN + (SIDE + SIDE_GAP if comes else 0.0)
    right = WIDTH - MARGIN - (SIDE + SIDE_GAP if goes else 0.0)
    return Rect(left, TOP, right - left, FOOT - 22 - TOP)
