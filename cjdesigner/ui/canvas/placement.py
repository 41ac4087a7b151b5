"""Where everything of the shown journey stands: rects, bands, lanes and routes, moved along by patches.

Routes are found when they are first asked for and kept until a card in their way moves, so opening ten thousand cards
routes only the links that are seen.

This module must not know Qt or how anything looks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import msgspec

from cjdesigner.model import layout
from cjdesigner.model.cards import card_rect
from cjdesigner.model.geometry import Rect, around
from cjdesigner.model.layout import Band, Lane
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Journey, Link, NeedPoint, Node, Phase
from cjdesigner.model.routes import Route, Router
from cjdesigner.model.state import State
from cjdesigner.ui.canvas.grid import Box, Grid

_AROUND = 120.0
"""How far beyond its two ends a link may run, twice as far up and down."""
_DEEP = 1e5
"""A return link runs beneath all cards between its ends, nobody knows how deep before it is routed."""
_HUB = 24
"""From so many links on, the links of a dragged card are routed lightly."""

_MOST_RETURNS = 200
"""Beyond so many return links, what they take up is not measured."""


class Touched(msgspec.Struct):
    """What a patch moved: ids of cards and links to draw anew, and whether bands or lanes did."""

    cards: set[int]
    links: set[int]
    ground: bool


class Placement:
    """The geometry of one journey. Lengths in scene units (1/96 inch)."""

    def __init__(self, state: State, journey: int) -> None:
        self.state = state
        self.journey = journey
        nodes = state.nodes(journey)
        self.rects: dict[int, Rect] = {node.id: card_rect(node) for node in nodes}
        self.links: dict[int, Link] = {link.id: link for link in state.links(journey)}
        self._standing = Grid()
        for identity, rect in self.rects.items():
            self._standing.put(identity, rect.x, rect.y, rect.right, rect.bottom)
        needs = (node.id for node in nodes if isinstance(node, NeedPoint))
        self._router = Router(self.rects, needs, self.links.values())
        self._routes: dict[int, Route] = {}
        self._ways = Grid()  # links, by their known ways or by the box of their ends
        self._astray: set[int] = set(self.links)  # links that are not in that grid as they should
        self._light: set[int] = set()
        self._lay_ground()

    def _lay_ground(self) -> None:
        self.bands: list[Band] = layout.bands(self.state, self.journey)
        self.lanes: list[Lane] = layout.lanes(self.state, self.journey)

    # following

    def advance(self, patch: Patch, *, draft: bool) -> Touched:
        """Follow a patch that the state has followed already."""
        touched = Touched(set(), set(), False)
        for identity, (before, after) in patch.items():
            record = after if after is not None else before
            if isinstance(record, (Phase, Journey)):
                touched.ground = True
            elif isinstance(record, Node) and record.journey == self.journey:
                touched.cards.add(identity)
                self._place(identity, after if isinstance(after, Node) else None)
                touched.ground = touched.ground or self._moves_ground(before, after)
            elif isinstance(record, Link) and record.journey == self.journey:
                touched.links.add(identity)
                self._join(identity, after if isinstance(after, Link) else None)
        touched.links |= self._router.stale()
        if draft and len(touched.links) > _HUB:
            self._light |= {identity for identity in touched.links if identity in self.links}
        elif not draft and self._light:
            touched.links |= self._light
            self._light.clear()
        for identity in touched.links:
            self._drop_route(identity)
        if touched.ground:
            self._lay_ground()
        return touched

    def _moves_ground(self, before: object, after: object) -> bool:
        """Whether a change of a card can change the bands' or lanes' extent."""
        record = self.state.get(self.journey, Journey)
        lanes = record is not None and record.arrangement != "flow"
        if lanes or not isinstance(before, Node) or not isinstance(after, Node):
            return True
        return before.phase is None or after.phase is None

    def _place(self, identity: int, node: Node | None) -> None:
        old = self.rects.get(identity)
        new = card_rect(node) if node is not None else None
        if old == new:
            return
        if new is None:
            self.rects.pop(identity, None)
            self._standing.drop(identity)
        else:
            self.rects[identity] = new
            self._standing.put(identity, new.x, new.y, new.right, new.bottom)
        self._router.move(identity, new, need=isinstance(node, NeedPoint))
        self._astray.update(link.id for link in self.state.links_at(identity))

    def _join(self, identity: int, link: Link | None) -> None:
        if link is None:
            self.links.pop(identity, None)
            self._router.disconnect(identity)
        else:
            self.links[identity] = link
            self._router.connect(link)

    def _drop_route(self, identity: int) -> None:
        self._routes.pop(identity, None)
        self._astray.add(identity)

    # asking

    def route(self, identity: int) -> Route:
        """The way of a link, found when first asked for."""
        route = self._routes.get(identity)
        if route is None:
            link = self.links[identity]
            route = self._router.route(link, light=identity in self._light)
            self._routes[identity] = route
            self._astray.add(identity)
        return route

    @property
    def bounds(self) -> Rect:
        """What all cards, return links and phases take up; a first screen's worth where there is nothing."""
        rects = list(self.rects.values())
        corners = []
        if rects:
            corners.append((min([rect.x for rect in rects]), min([rect.y for rect in rects])))
            corners.append((max([r.x + r.width for r in rects]), max([r.y + r.height for r in rects])))
        returns = [key for key, link in self.links.items() if link.kind == "return"]
        if len(returns) <= _MOST_RETURNS:  # next links run among the cards, return links beneath them
            corners += [point for key in returns for point in self.route(key).points]
        phases = [band for band in self.bands if band.phase is not None]
        if phases:
            corners += [(phases[0].left, 0.0), (phases[-1].right, layout.HEADER_HEIGHT + 120)]
        return around(corners) if corners else Rect(x=0.0, y=0.0, width=960.0, height=480.0)

    def cards_in(self, area: Rect) -> Iterator[int]:
        """The cards that meet an area."""
        return self._standing.meeting(area)

    def links_near(self, area: Rect) -> Iterator[int]:
        """The links that may pass an area: by their known ways, or by the box of their two ends."""
        for identity in self._astray:
            box = self._box_of(identity)
            if box is not None:
                self._ways.put(identity, *box)
            else:
                self._ways.drop(identity)
        self._astray.clear()
        return self._ways.meeting(area)

    def _box_of(self, identity: int) -> Box | None:
        """Where a link may run; None for one that is gone."""
        route, link = self._routes.get(identity), self.links.get(identity)
        if route is not None:
            known = around(route.points)
            return known.x - 12, known.y - 12, known.right + 12, known.bottom + 12
        if link is None or link.source not in self.rects or link.target not in self.rects:
            return None
        a, b = self.rects[link.source], self.rects[link.target]
        left, right = (a.x, b.x) if a.x < b.x else (b.x, a.x)
        top, bottom = (a.y, b.y) if a.y < b.y else (b.y, a.y)
        below = 2 * _AROUND if link.kind == "next" else _DEEP
        return left - _AROUND, top - 2 * _AROUND, right + a.width + _AROUND, bottom + a.height + below

    def card_at(self, x: float, y: float, margin: float = 0.0) -> int | None:
        """The topmost card at a point, or within ``margin`` of it; the newest lies on top."""
        area = Rect(x=x - margin, y=y - margin, width=2 * margin + 1e-6, height=2 * margin + 1e-6)
        return max(self.cards_in(area), default=None)

    def link_at(self, x: float, y: float, tolerance: float, among: Iterable[int]) -> int | None:
        """The link nearest to a point, within a tolerance."""
        best, found = tolerance, None
        for identity in among:
            if identity not in self.links:
                continue
            points = self.route(identity).points
            for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
                distance = _distance(x, y, x1, y1, x2, y2)
                if distance < best:
                    best, found = distance, identity
        return found


def _distance(x: float, y: float, x1: float, y1: float, x2: float, y2: float) -> float:
    """The distance of a point from a segment."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
    px, py = x1 + t * dx - x, y1 + t * dy - y
    return math.hypot(px, py)
