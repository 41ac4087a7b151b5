"""The map of a journey as geometry: phases as bands, lanes, cards, and the routes of links.

Phases are vertical bands that follow each other from x = 0, each as wide as it says; cards without a phase stand left
of that, or right of the last phase. Units are 1/96 inch. The canvas asks for bands and lanes and routes its links one
by one; the poster asks for the whole :class:`Map`.

This module must not know how anything is drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.model.cards import (
    CARD_LINE_HEIGHT,
    CARD_TEXT_FACE,
    CARD_TEXT_LINES,
    CARD_TEXT_SIZE,
    CARD_WIDTH,
    MIN_CARD_HEIGHT,
    CardBoxes,
    card_boxes,
    card_rect,
    card_size,
)
from cjdesigner.model.geometry import Point, Rect, Size, around
from cjdesigner.model.labels import place_labels
from cjdesigner.model.records import (
    BUILT_IN_CHANNELS,
    PHASE_WIDTH,
    Journey,
    Link,
    NeedPoint,
    Node,
    Phase,
    Touchpoint,
)
from cjdesigner.model.routes import ExitStub, Route, Router, exit_stub
from cjdesigner.model.snapping import Guide, Snapped, snap
from cjdesigner.model.spreading import spread_cards
from cjdesigner.model.state import State

__all__ = [
    "CARD_LINE_HEIGHT",
    "CARD_TEXT_FACE",
    "CARD_TEXT_LINES",
    "CARD_TEXT_SIZE",
    "CARD_WIDTH",
    "HEADER_HEIGHT",
    "MIN_CARD_HEIGHT",
    "Band",
    "CardBoxes",
    "Guide",
    "Lane",
    "Map",
    "Point",
    "Rect",
    "Size",
    "Snapped",
    "band_at",
    "bands",
    "card_boxes",
    "card_rect",
    "card_size",
    "lane_at",
    "lanes",
    "loses_customers",
    "map_of",
    "router_of",
    "snap",
]

HEADER_HEIGHT = 88.0
"""Phases bear their title, the customer's wording and the company's verb from y = 0 to here."""

GUTTER = 40.0
"""What a band leaves beside its outermost cards."""

LANE_PADDING = 24.0

Sizes = Callable[[Node], Size]


class Band(msgspec.Struct, frozen=True):
    """A phase's part of the paper, from ``left`` up to but without ``right``.

    The first band has no phase. Where there are phases it ends at x = 0 and is empty (``left`` equals ``right``) if no
    card without a phase begins left of that; where there are none it is the only one. It takes all that lies left of it
    as well.
    """

    phase: Phase | None
    left: float
    right: float

    @property
    def width(self) -> float:
        """From the left to the right edge."""
        return self.right - self.left


class Lane(msgspec.Struct, frozen=True):
    """A row of cards that share a channel or an owner, or of need points. ``key`` is the record's value, "" is none."""

    kind: Literal["need", "channel", "owner"]
    key: str
    title: str
    top: float
    bottom: float


class Map(msgspec.Struct, frozen=True):
    """All that a picture of a journey consists of. ``bounds`` lies around the cards, routes, stubs, lanes and, where
    there are phases, their headers and bands."""

    bands: list[Band]
    lanes: list[Lane]
    cards: dict[int, Rect]
    routes: dict[int, Route]
    exits: dict[int, ExitStub]
    bounds: Rect


def bands(state: State, journey: int) -> list[Band]:
    """The bands from left to right, the one without a phase first."""
    nodes = state.standing_in(journey, None)
    return _bands(state.phases(journey), {}, ((node.x, node.x + CARD_WIDTH) for node in nodes))


def band_at(bands: Sequence[Band], x: float) -> Band | None:
    """The band at ``x``; None right of the last phase. Without phases, everything is the first band."""
    if not bands:
        return None
    if len(bands) == 1 or x < bands[1].left:
        return bands[0]
    found = bands[bisect_right(bands, x, key=lambda band: band.left) - 1]
    return found if x < found.right else None


def lanes(state: State, journey: int) -> list[Lane]:
    """The lanes from top to bottom, those with cards only; none unless the journey is arranged by channel or owner."""
    record = state.get(journey, Journey)
    if record is None or record.arrangement == "flow":
        return []
    return _lanes(state, state.nodes(journey), record.arrangement, {})


def lane_at(lanes: Sequence[Lane], y: float) -> Lane | None:
    """The lane at ``y``, or None above the first and below the last."""
    return next((lane for lane in lanes if lane.top <= y < lane.bottom), None)


def loses_customers(state: State, node: int) -> float:
    """The share of a node's customers that its next links do not take on: 0 unless all shares are given and fall short.

    Of a node that leaves it is 1.
    """
    record = state.get(node, Node)
    if record is not None and record.outcome == "leaves":
        return 1.0
    return _shortfall([link.share for link in state.outgoing(node)])


def router_of(state: State, journey: int, cards: Mapping[int, Rect]) -> Router:
    """A router for a journey's links among these cards."""
    return Router(
        cards,
        (node.id for node in state.members(journey, NeedPoint)),
        (link for link in state.links(journey) if link.kind == "return"),
    )


def map_of(state: State, journey: int, *, size: Sizes = card_size, spread: bool = False) -> Map:
    """The whole map. ``size`` measures a node; ``spread`` pushes overlapping cards apart and widens bands for it."""
    nodes, phases = state.nodes(journey), state.phases(journey)
    cards = {node.id: Rect(node.x, node.y, *size(node)) for node in nodes}
    widths: dict[int, float] = {}
    if spread:
        cards, widths = spread_cards(cards, {node.id: node.phase for node in nodes}, phases)
    unphased = [cards[node.id] for node in nodes if node.phase is None]
    found_bands = _bands(phases, widths, ((card.x, card.right) for card in unphased))
    record = state.get(journey, Journey)
    found_lanes: list[Lane] = []
    if record is not None and record.arrangement != "flow":
        found_lanes = _lanes(state, nodes, record.arrangement, cards)
    links = state.links(journey)
    router = router_of(state, journey, cards)
    routes = {link.id: router.route(link) for link in links}
    exits = _exits(nodes, links, cards)
    routes = place_labels(routes, links, cards, [stub.label for stub in exits.values()])
    return Map(found_bands, found_lanes, cards, routes, exits, _bounds(found_bands, found_lanes, cards, routes, exits))


def _bands(phases: Sequence[Phase], widths: Mapping[int, float], unphased: Iterable[tuple[float, float]]) -> list[Band]:
    edges = list(unphased)
    left = min((edge for edge, _right in edges), default=None)
    if not phases:
        right = max((edge for _left, edge in edges), default=PHASE_WIDTH - GUTTER)
        return [Band(None, min(0.0, GUTTER if left is None else left) - GUTTER, max(PHASE_WIDTH, right + GUTTER))]
    result = [Band(None, 0.0 if left is None or left >= 0 else min(-PHASE_WIDTH, left - GUTTER), 0.0)]
    for phase in phases:
        start = result[-1].right
        result.append(Band(phase, start, start + widths.get(phase.id, phase.width)))
    return result


def _lanes(
    state: State, nodes: Sequence[Node], by: Literal["channel", "owner"], cards: Mapping[int, Rect]
) -> list[Lane]:
    """Boundaries lie where the fewest cards are on the wrong side, so that a card astray moves no lane."""
    members: dict[tuple[Literal["need", "channel", "owner"], str], list[Rect]] = {}
    for node in nodes:
        rect = cards[node.id] if node.id in cards else card_rect(node)
        members.setdefault(_lane_of(node, by), []).append(rect)
    if not members:
        return []

    def level(rects: list[Rect]) -> float:
        return sorted(rect.centre_y for rect in rects)[(len(rects) - 1) // 2]

    ordered = sorted(members, key=lambda lane: (level(members[lane]), lane))
    top = min(rect.y for rect in members[ordered[0]]) - LANE_PADDING
    edges = [top]
    for upper, lower in zip(ordered, ordered[1:], strict=False):
        edges.append(max(edges[-1], _boundary(members[upper], members[lower])))
    edges.append(max(edges[-1], max(rect.bottom for rect in members[ordered[-1]]) + LANE_PADDING))
    return [
        Lane(kind, key, _lane_title(kind, key), edges[place], edges[place + 1])
        for place, (kind, key) in enumerate(ordered)
    ]


def _boundary(upper: list[Rect], lower: list[Rect]) -> float:
    """The level with the fewest centres of ``upper`` below it and of ``lower`` above it, in the midst of the gap."""
    steps = sorted(
        [(rect.centre_y, 0, rect) for rect in upper] + [(rect.centre_y, 1, rect) for rect in lower], key=_step
    )
    wrong = len(upper)
    best, place = wrong, 0
    for index, (_y, side, _rect) in enumerate(steps):
        wrong += 1 if side else -1
        if wrong < best:
            best, place = wrong, index + 1
    above = [rect.bottom for _y, side, rect in steps[:place] if not side]
    below = [rect.y for _y, side, rect in steps[place:] if side]
    if not above or not below:
        return (steps[place - 1][0] + steps[min(place, len(steps) - 1)][0]) / 2 if place else steps[0][0]
    return (max(above) + min(below)) / 2


def _step(step: tuple[float, int, Rect]) -> tuple[float, int]:
    return step[0], step[1]


def _lane_of(node: Node, by: Literal["channel", "owner"]) -> tuple[Literal["need", "channel", "owner"], str]:
    if not isinstance(node, Touchpoint):
        return "need", ""
    return by, node.channel if by == "channel" else node.owner


def _lane_title(kind: str, key: str) -> str:
    if kind == "need":
        return _("Needs")
    if not key:
        return _("No channel") if kind == "channel" else _("No owner")
    if kind == "channel" and key in BUILT_IN_CHANNELS:
        return _(BUILT_IN_CHANNELS[key].name)
    return key


def _exits(nodes: Sequence[Node], links: Sequence[Link], cards: Mapping[int, Rect]) -> dict[int, ExitStub]:
    shares: dict[int, list[float | None]] = {}
    for link in links:
        if link.kind == "next":
            shares.setdefault(link.source, []).append(link.share)
    result: dict[int, ExitStub] = {}
    for node in nodes:
        if node.outcome == "leaves":
            result[node.id] = exit_stub(cards[node.id])
        elif _shortfall(shares.get(node.id, [])) > 0:
            result[node.id] = exit_stub(cards[node.id], beside_links=isinstance(node, Touchpoint))
    return result


def _shortfall(shares: Sequence[float | None]) -> float:
    given = [share for share in shares if share is not None]
    if not given or len(given) < len(shares):
        return 0.0
    lost = 1 - sum(given)
    return lost if lost > 1e-9 else 0.0


def _bounds(
    bands: Sequence[Band],
    lanes: Sequence[Lane],
    cards: Mapping[int, Rect],
    routes: Mapping[int, Route],
    exits: Mapping[int, ExitStub],
) -> Rect:
    points: list[Point] = []
    for card in cards.values():
        points += [(card.x, card.y), (card.right, card.bottom)]
    for route in routes.values():
        points += route.points
    for stub in exits.values():
        points += stub.points
    if len(bands) > 1 or not points:
        points += [(bands[0].left, 0.0), (bands[-1].right, HEADER_HEIGHT)]
    if lanes:
        left = bands[0].left
        points += [(left, lanes[0].top), (left, lanes[-1].bottom)]
    return around(points)
