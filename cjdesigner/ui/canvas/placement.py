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

_CELL = 512.0
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
        self._cells: dict[tuple[int, int], set[int]] = {}
        for identity, rect in self.rects.items():
            self._enter(identity, rect)
        needs = (node.id for node in nodes if isinstance(node, NeedPoint))
        self._router = Router(self.rects, needs, self.links.values())
        self._routes: dict[int, Route] = {}
        self._boxes: dict[int, Rect] = {}
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
        if old is not None:
            self._leave(identity, old)
        if new is None:
            self.rects.pop(identity, None)
        else:
            self.rects[identity] = new
            self._enter(identity, new)
        self._router.move(identity, new, need=isinstance(node, NeedPoint))

    def _join(self, identity: int, link: Link | None) -> None:
        if link is None:
            self.links.pop(identity, None)
            self._router.disconnect(identity)
        else:
            self.links[identity] = link
            self._router.connect(link)

    def _drop_route(self, identity: int) -> None:
        self._routes.pop(identity, None)
        self._boxes.pop(identity, None)

    # asking

    def route(self, identity: int) -> Route:
        """The way of a link, found when first asked for."""
        route = self._routes.get(identity)
        if route is None:
            link = self.links[identity]
            route = self._router.route(link, light=identity in self._light)
            self._routes[identity] = route
            self._boxes[identity] = around(route.points).inflated(12.0)
        return route

    @property
    def bounds(self) -> Rect:
        """What all cards, return links and phases take up; a first screen's worth where there is nothing."""
        corners = [(rect.x, rect.y) for rect in self.rects.values()]
        corners += [(rect.x + rect.width, rect.y + rect.height) for rect in self.rects.values()]
        returns = [key for key, link in self.links.items() if link.kind == "return"]
        if len(returns) <= _MOST_RETURNS:  # next links run among the cards, return links beneath them
            corners += [point for key in returns for point in self.route(key).points]
        phases = [band for band in self.bands if band.phase is not None]
        if phases:
            corners += [(phases[0].left, 0.0), (phases[-1].right, layout.HEADER_HEIGHT + 120)]
        return around(corners) if corners else Rect(x=0.0, y=0.0, width=960.0, height=480.0)

    def cards_in(self, area: Rect) -> Iterator[int]:
        """The cards that meet an area."""
        seen: set[int] = set()
        for cell in _cells(area):
            for identity in self._cells.get(cell, ()):
                if identity not in seen and self.rects[identity].intersects(area):
                    seen.add(identity)
                    yield identity

    def links_near(self, area: Rect) -> Iterator[int]:
        """The links that may pass an area: by their known ways, or by the box of their two ends."""
        rects, boxes = self.rects, self._boxes
        left, top, right, bottom = area.x - 120, area.y - 240, area.right + 120, area.bottom + 240
        for identity, link in self.links.items():
            box = boxes.get(identity)
            if box is not None:
                if box.intersects(area):
                    yield identity
                continue
            a, b = rects.get(link.source), rects.get(link.target)
            if a is None or b is None:
                continue
            if (
                (a.x < right or b.x < right)
                and (a.x + a.width > left or b.x + b.width > left)
                and (a.y < bottom or b.y < bottom)
                and (a.y + a.height > top or b.y + b.height > top)
            ):
                yield identity

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

    def phase_at(self, x: float) -> Phase | None:
        """The phase whose band lies at x."""
        band = layout.band_at(self.bands, x)
        return band.phase if band is not None else None

    # the grid

    def _enter(self, identity: int, rect: Rect) -> None:
        for cell in _cells(rect):
            self._cells.setdefault(cell, set()).add(identity)

    def _leave(self, identity: int, rect: Rect) -> None:
        for cell in _cells(rect):
            members = self._cells.get(cell)
            if members is not None:
                members.discard(identity)
                if not members:
                    del self._cells[cell]


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    for column in range(int(rect.x // _CELL), int(rect.right // _CELL) + 1):
        for row in range(int(rect.y // _CELL), int(rect.bottom // _CELL) + 1):
            yield column, row


def _distance(x: float, y: float, x1: float, y1: float, x2: float, y2: float) -> float:
    """The distance of a point from a segment."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
    px, py = x1 + t * dx - x, y1 + t * dy - y
    return math.hypot(px, py)
