"""The ways of links among the cards as they stand on paper, in the map's units.

This module must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cjdesigner.export.fit import Fit, origin, positions
from cjdesigner.export.journey import Told
from cjdesigner.export.ports import Ports
from cjdesigner.export.rows import Port
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.layout import Lane, loses_customers, map_of
from cjdesigner.model.records import NeedPoint, Record, Touchpoint
from cjdesigner.model.routes import Router, exit_stub
from cjdesigner.model.state import State

_BESIDE = 0.5
"""In sizes of type: between the outermost columns and the ports."""

Way = Sequence[Point]


class Ways(msgspec.Struct, frozen=True):
    """``routes`` by link (those to another row end at a port), ``arriving`` by the number of the port they come from,
    ``exits`` by card; ``out`` and ``into`` are ports by their numbers."""

    cards: dict[int, Rect]
    routes: dict[int, Way]
    exits: dict[int, Way]
    lanes: list[Lane]
    out: dict[int, Rect]
    into: dict[int, Rect]
    arriving: dict[int, Way]

    def all(self) -> list[Way]:
        """All ways of links."""
        return [*self.routes.values(), *self.arriving.values()]


def ways_of(told: Told, fit: Fit, ports: Ports) -> Ways:
    """The ways of a map's links; ``ports`` stand beside its outermost columns."""
    cards = {node: Rect(*place) for node, place in positions(fit).items()}
    out, into = _ports(fit, ports, cards)
    shown = {node.id for node in told.shown}
    links = [link for link in told.links if link.source in shown and link.target in shown]
    # Ports are cards as well, for links to lead to and to pass by.
    ends = {-2 * number: rect for number, rect in out.items()} | {
        -2 * number - 1: rect for number, rect in into.items()
    }
    needs = [node.id for node in told.shown if isinstance(node, NeedPoint)]
    router = Router(cards | ends, needs, (link for link in links if link.kind == "return"))
    routes: dict[int, Way] = {link.id: router.route(link).points for link in links}
    for port in ports.out:
        for link in port.links if port.number in out else ():
            led = msgspec.structs.replace(link, target=-2 * port.number, kind="next")
            routes[link.id] = router.route(led).points
    arriving: dict[int, Way] = {}
    for port in ports.into:
        if port.number in into:
            led = msgspec.structs.replace(port.links[0], source=-2 * port.number - 1, kind="next")
            arriving[port.number] = router.route(led).points
    exits: dict[int, Way] = {}
    for node in told.shown:
        if loses_customers(told.state, node.id) > 0:
            beside = isinstance(node, Touchpoint) and node.outcome != "leaves"
            exits[node.id] = exit_stub(cards[node.id], beside_links=beside).points
    return Ways(cards, routes, exits, _lanes(told, cards), out, into, arriving)


def _ports(fit: Fit, ports: Ports, cards: dict[int, Rect]) -> tuple[dict[int, Rect], dict[int, Rect]]:
    """Where ports stand, by their numbers."""
    if not cards or not (ports.out or ports.into):
        return {}, {}
    unit = fit.unit
    first = origin(fit)
    levels = {node: card.centre_y * unit for node, card in cards.items()}
    top = min(card.y for card in cards.values()) * unit
    bottom = max(card.bottom for card in cards.values()) * unit
    beside = _BESIDE * ports.size
    right = fit.lefts[-1] - first + beside
    sides = ((ports.out, right), (ports.into, -first - beside - ports.circle))

    def placed(side: tuple[Port, ...], left: float) -> dict[int, Rect]:
        found = ports.stacked(side, left, levels, top, bottom)
        return {
            number: Rect(rect.x / unit, rect.y / unit, rect.width / unit, rect.height / unit)
            for number, rect in found.items()
        }

    return placed(*sides[0]), placed(*sides[1])


def _lanes(told: Told, cards: dict[int, Rect]) -> list[Lane]:
    """The lanes around the cards, where the journey is arranged by them."""
    if told.journey.arrangement == "flow":
        return []
    records: list[Record] = [told.project, told.journey, *told.phases]
    records += [msgspec.structs.replace(n, x=cards[n.id].x, y=cards[n.id].y) for n in told.shown]

    def size(node: object) -> tuple[float, float]:
        card = cards[node.id]  # type: ignore[attr-defined]
        return card.width, card.height

    return map_of(State(records), told.journey.id, size=size).lanes
