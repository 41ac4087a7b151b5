"""The ways of links between cards: rectangular polylines that pass no card, for canvas and poster alike.

From a need point a link leaves at the bottom centre, on one trunk that fans out to the left edges of its targets. From
a touchpoint it leaves at the right and runs through the gutter to the target's left edge; a card straight below is
entered from the top. Return links run beneath all cards between their ends, nested. Whoever draws rounds the corners.

This module must not know widths of lines, colours, phases or shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.nesting import DEPTH, Nesting
from cjdesigner.model.obstacles import CLEARANCE, Obstacles
from cjdesigner.model.records import Link, LinkKind
from cjdesigner.model.ways import find_way, simplified

LABEL_WIDTH = 30.0
LABEL_HEIGHT = 14.0
EXIT_LENGTH = 18.0

_OUT = 26.0  # from a card's right edge to the first channel of links that leave it
_IN = 26.0  # from a card's left edge to the first channel of links that fan out to it: room for the label
_TRUNK = 20.0  # from a need point's lower edge to the first level at which its trunk turns
_SLOTS = 3  # channels of unrelated links lie beside each other in so many places
_SLOT = 5.0
_FIRST_ROW, _ROW, _COLUMN = 112.0, 108.0, 264.0  # as tidied cards stand
_BESIDE = 10.0  # how far from a card's edge a line passes it, more or less, so that not all lie on one another
_NEAR = 8.0  # the same where there is little room
_STEP = 14.0  # from a card's lower edge to where a return link turns: room for an arrowhead
_STRAIGHT = 9.0  # so far beside the middle of its edge a link may arrive if it can be straight for it
_BELOW = 46.0  # a card whose centre is so little aside counts as standing straight below
_STEPS = 16
_REGION = 600.0  # what a link that had to look for its way may have looked at around it


class Route(msgspec.Struct, frozen=True):
    """A link's way from its source's edge to its target's, without needless points.

    ``label`` is the centre of the place for the share, :data:`LABEL_WIDTH` by :data:`LABEL_HEIGHT`. ``clear`` is False
    where cards left no way and the least bad one was taken, and for a light route, which did not look.
    """

    points: tuple[Point, ...]
    label: Point
    kind: LinkKind = "next"
    clear: bool = True

    @property
    def middle(self) -> Point:
        """The middle of the longest piece: a place for the link's own text."""
        pieces = zip(self.points, self.points[1:], strict=False)
        (x1, y1), (x2, y2) = max(
            pieces, key=lambda piece: abs(piece[1][0] - piece[0][0]) + abs(piece[1][1] - piece[0][1])
        )
        return (x1 + x2) / 2, (y1 + y2) / 2


class ExitStub(msgspec.Struct, frozen=True):
    """The short arrow of customers who leave the journey here: from the card's right edge outwards, and its share."""

    points: tuple[Point, Point]
    label: Point


def exit_stub(card: Rect, *, beside_links: bool = False) -> ExitStub:
    """Where the stub of a card stands; ``beside_links`` where links leave the card's right edge as well."""
    y = card.bottom - 14 if beside_links else card.centre_y
    end = card.right + EXIT_LENGTH
    return ExitStub(((card.right, y), (end, y)), (card.right + 13, y + 4 + LABEL_HEIGHT / 2))


class Router:
    """Routes of links among cards that move, one link at a time.

    A route depends on the cards and, for a return link, on the other return links; never on what was asked before. So
    the canvas asks for the links it shows, and after cards moved again for those that :meth:`stale` names.
    """

    def __init__(self, cards: Mapping[int, Rect], needs: Iterable[int] = (), returns: Iterable[Link] = ()) -> None:
        """``needs`` are the ids of cards that are need points; ``returns`` the return links, which nest."""
        self._cards = dict(cards)
        self._needs = set(needs)
        self._obstacles = Obstacles(cards)
        self._nesting = Nesting(self._cards, self._obstacles, (link for link in returns if link.kind == "return"))
        self._looked_at: dict[int, tuple[float, float, float, float]] = {}  # link id -> left, top, right, bottom
        self._dirty: list[Rect] = []
        self._stale: set[int] = set()
        self._pushed = False  # whether the route being made had to look around

    @property
    def cards(self) -> Mapping[int, Rect]:
        """The cards as they stand. To be read only."""
        return self._cards

    def move(self, identity: int, rect: Rect | None, *, need: bool | None = None) -> None:
        """Place a card, move it, or with None take it away. ``need`` tells of a new card whether it is a need point."""
        old = self._cards.pop(identity, None)
        if rect is not None:
            self._cards[identity] = rect
        if need is not None:
            (self._needs.add if need else self._needs.discard)(identity)
        self._obstacles.put(identity, rect)
        self._renest(self._nesting.moved(identity, old, rect))
        self._dirty.extend(place for place in (old, rect) if place is not None)

    def connect(self, link: Link) -> None:
        """Take note of a link that is new or has changed. Only return links matter: they nest."""
        self.disconnect(link.id)
        if link.kind == "return":
            self._renest(self._nesting.connect(link))

    def disconnect(self, link: int) -> None:
        """Forget a link by its id."""
        self._looked_at.pop(link, None)
        self._stale.discard(link)
        self._renest(self._nesting.disconnect(link))

    def _renest(self, links: Iterable[int]) -> None:
        self._stale.update(link for link in links if link in self._looked_at)

    def stale(self) -> set[int]:
        """The ids of links routed so far whose route may be another since cards moved or return links changed.

        Each is named until it is routed again. Links at a card that moved are among them.
        """
        dirty, self._dirty = self._dirty, []
        found = self._stale
        if dirty:
            left, top = min(rect.x for rect in dirty), min(rect.y for rect in dirty)
            right, bottom = max(rect.right for rect in dirty), max(rect.bottom for rect in dirty)
            for link, (x1, y1, x2, y2) in self._looked_at.items():
                if x1 > right or x2 < left or y1 > bottom or y2 < top or link in found:
                    continue
                if any(r.x <= x2 and r.x + r.width >= x1 and r.y <= y2 and r.y + r.height >= y1 for r in dirty):
                    found.add(link)
        return set(found)

    def route(self, link: Link, light: bool = False) -> Route:
        """The link's way. ``light`` draws the plain shape without looking for cards: for a hub under the pointer.

        Raises KeyError where an end has no card.
        """
        source, target = self._cards[link.source], self._cards[link.target]
        if not light:
            self._stale.discard(link.id)
        if link.kind == "return":
            return self._return(link, source, target, light)
        if link.source in self._needs:
            found = self._from_need(link, source, target, light)
        else:
            found = self._from_touchpoint(link, source, target, light)
        if light:
            return Route(tuple(simplified(found)), _label(found, target), "next", False)
        clear, points = True, found
        if not found:
            points = self._detour(link, source, target)
            if not points:
                clear, points = False, self._least_bad(link, source, target)
        route = Route(tuple(simplified(points)), _label(points, target), "next", clear)
        self._looked_at[link.id] = _region(route.points, source, target, self._pushed)
        return route

    # the simple patterns: the points if the way is clear, or nothing

    def _from_touchpoint(self, link: Link, source: Rect, target: Rect, light: bool) -> list[Point]:
        x1, y1 = source.x + source.width, source.y + source.height / 2
        x2, y2 = target.x, target.y + target.height / 2
        on_horizontal, on_vertical = self._obstacles.on_horizontal, self._obstacles.on_vertical
        self._pushed = False
        gap = target.y - source.y - source.height
        centre = source.x + source.width / 2
        aside = target.x + target.width / 2 - centre
        if gap > 0 and abs(aside) <= min(_BELOW, source.width / 4, target.width / 4):
            x, top, bottom = centre + aside / 2, source.y + source.height, target.y
            if light or on_vertical(x, top, bottom, link.source, link.target) is None:
                return [(x, top), (x, bottom)]
        room = x2 - x1
        slot = (_row(target) + _columns(source, target) - 1) % _SLOTS * _SLOT
        if room >= 16:
            if abs(y2 - y1) <= _STRAIGHT and (light or on_horizontal(y1, x1, x2, link.source, link.target) is None):
                return [(x1, y1), (x2, y1)]
            x = x1 + min(_OUT + slot, room / 2)
            if light or (
                on_horizontal(y1, x1, x, link.source) is None
                and on_horizontal(y2, x, x2, link.target) is None
                and on_vertical(x, y1, y2) is None
            ):
                return [(x1, y1), (x, y1), (x, y2), (x2, y2)]
            far = x2 - min(_IN + slot, room / 2)
            if (
                far != x
                and on_vertical(far, y1, y2) is None
                and on_horizontal(y1, x1, far, link.source) is None
                and on_horizontal(y2, far, x2, link.target) is None
            ):
                self._pushed = True
                return [(x1, y1), (far, y1), (far, y2), (x2, y2)]
        if light:
            x, far = x1 + _OUT, x2 - _IN
            y = (y1 + y2) / 2
            return [(x1, y1), (x, y1), (x, y), (far, y), (far, y2), (x2, y2)]
        self._pushed = True
        return self._by_corridor(link, (x1, y1), (x2, y2), slot)

    def _by_corridor(self, link: Link, start: Point, end: Point, slot: float) -> list[Point]:
        """Out into the gutter, along a corridor between rows of cards, and by the target's gutter in."""
        (x1, y1), (x2, y2) = start, end
        obstacles = self._obstacles
        out, into = x1 + _OUT + slot, x2 - _IN - slot
        if obstacles.on_horizontal(y1, x1, out, link.source) or obstacles.on_horizontal(y2, into, x2, link.target):
            return []
        beside = _beside(link.target)
        levels = {
            level
            for y in (y1, y2)
            for up in (True, False)
            if (level := self._corridor(y, out, into, up, beside)) is not None and abs(level - y) <= _REGION
        }
        for y in sorted(levels, key=lambda level: (abs(level - y1) + abs(level - y2), level)):
            if obstacles.on_vertical(out, y1, y) is None and obstacles.on_vertical(into, y, y2) is None:
                return [start, (out, y1), (out, y), (into, y), (into, y2), end]
        return []

    def _corridor(self, y: float, start: float, end: float, up: bool, beside: float) -> float | None:
        """The nearest level above or below ``y`` at which a horizontal line is clear."""
        for _ in range(_STEPS):
            box = self._obstacles.on_horizontal(y, start, end)
            if box is None:
                return y
            y = box[1] - beside if up else box[3] + beside
        return None

    def _from_need(self, link: Link, source: Rect, target: Rect, light: bool) -> list[Point]:
        x1, y1 = source.x + source.width / 2, source.y + source.height
        x2, y2 = target.x, target.y + target.height / 2
        self._pushed = False
        away = _columns(source, target)
        turn = y1 + _TRUNK + (_SLOT * (1 + away % 2) if away else 0.0)  # the trunk to its own column stays free
        into = x2 - _IN - (_row(source) + away) % _SLOTS * _SLOT
        shape = [(x1, y1), (x1, turn), (into, turn), (into, y2), (x2, y2)]
        if light:
            return shape
        obstacles = self._obstacles
        below = obstacles.on_vertical(x1, y1, turn, link.source)
        if below is not None:
            turn = (y1 + below[1] + CLEARANCE) / 2
            self._pushed = True
            if turn - y1 < _NEAR / 2 or obstacles.on_vertical(x1, y1, turn, link.source) is not None:
                return []
        if obstacles.on_horizontal(y2, into, x2, link.target) is not None:
            return []
        for _ in range(_STEPS):
            box = obstacles.on_horizontal(turn, x1, into)
            if box is None:
                break
            turn = box[3] + _beside(link.source)
            self._pushed = True
            if turn - y1 > _REGION or obstacles.on_vertical(x1, y1, turn, link.source) is not None:
                return []
        else:
            return []
        if obstacles.on_vertical(into, turn, y2) is not None:
            return []
        return [(x1, y1), (x1, turn), (into, turn), (into, y2), (x2, y2)]

    # where these do not do

    def _detour(self, link: Link, source: Rect, target: Rect) -> list[Point]:
        self._pushed = True
        obstacles = self._obstacles
        x2, y2 = target.x, target.y + target.height / 2
        goal = next((x2 - d for d in (_OUT, _NEAR) if not obstacles.on_horizontal(y2, x2 - d, x2, link.target)), None)
        need = link.source in self._needs
        start: Point | None
        if need:
            x1, y1 = source.x + source.width / 2, source.y + source.height
            free = (d for d in (_TRUNK, _NEAR) if not obstacles.on_vertical(x1, y1, y1 + d, link.source))
            start = next(((x1, y1 + d) for d in free), None)
        else:
            x1, y1 = source.x + source.width, source.y + source.height / 2
            free = (d for d in (_OUT, _NEAR) if not obstacles.on_horizontal(y1, x1, x1 + d, link.source))
            start = next(((x1 + d, y1) for d in free), None)
        if goal is None or start is None:
            return []
        way = find_way(obstacles, start, (goal, y2), starts_down=need)
        return [(x1, y1), *way, (x2, y2)] if way else []

    def _least_bad(self, link: Link, source: Rect, target: Rect) -> list[Point]:
        """Of the plain shapes the one that lies behind cards for the shortest length."""
        x2, y2 = target.x, target.y + target.height / 2
        into = x2 - _NEAR
        shapes: list[list[Point]] = []
        if link.source in self._needs:
            x1, y1 = source.x + source.width / 2, source.y + source.height
            shapes = [[(x1, y1), (x1, y), (into, y), (into, y2), (x2, y2)] for y in (y1 + _NEAR, y1 + _TRUNK)]
        else:
            x1, y1 = source.x + source.width, source.y + source.height / 2
            out = x1 + _NEAR
            if x2 - x1 >= _NEAR:
                shapes = [[(x1, y1), (x, y1), (x, y2), (x2, y2)] for x in (min(out, x2), max(into, x1))]
            for y in (source.y - _NEAR, source.bottom + _NEAR, target.y - _NEAR, target.bottom + _NEAR):
                shapes.append([(x1, y1), (out, y1), (out, y), (into, y), (into, y2), (x2, y2)])
        return min(shapes, key=self._hidden)

    def _hidden(self, points: list[Point]) -> float:
        """How much of a way lies on cards."""
        total = 0.0
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            for box in self._obstacles.within(left - 1, top - 1, right + 1, bottom + 1):
                rect = self._cards[box[4]]
                if rect.y < y1 < rect.bottom and y1 == y2:
                    total += max(0.0, min(right, rect.right) - max(left, rect.x))
                elif rect.x < x1 < rect.right and x1 == x2:
                    total += max(0.0, min(bottom, rect.bottom) - max(top, rect.y))
        return total

    # return links

    def _return(self, link: Link, source: Rect, target: Rect, light: bool) -> Route:
        x1, x2 = source.centre_x + source.width * 0.28, target.centre_x + target.width * 0.15
        if light:
            y = max(source.bottom, target.bottom) + DEPTH
            points = [(x1, source.bottom), (x1, y), (x2, y), (x2, target.bottom)]
            return Route(tuple(simplified(points)), ((x1 + x2) / 2, y - 9), "return", False)
        y, place = self._nesting.depth(link)
        aside = _NEAR + place % 3 * 5
        down, down_clear = self._leg(link.source, source, x1, y, aside)
        up, up_clear = self._leg(link.target, target, x2, y, aside)
        points = simplified([*down, *up[::-1]])
        self._looked_at[link.id] = (
            min(source.x, target.x) - _REGION,
            -_INFINITE,
            max(source.right, target.right) + _REGION,
            _INFINITE,
        )
        return Route(tuple(points), ((down[-1][0] + up[-1][0]) / 2, y - 9), "return", down_clear and up_clear)

    def _leg(self, identity: int, card: Rect, x: float, y: float, aside: float) -> tuple[list[Point], bool]:
        """From a card's lower edge at ``x`` down to the level ``y``, and whether it is clear of cards.

        With cards beneath, it runs ``aside`` of the card's edge.
        """
        obstacles = self._obstacles
        bottom = card.bottom
        if obstacles.on_vertical(x, bottom, y, identity) is None:
            return [(x, bottom), (x, y)], True
        turn = next(
            (bottom + d for d in (_STEP, _NEAR) if not obstacles.on_vertical(x, bottom, bottom + d, identity)), None
        )
        if turn is not None:
            for gutter in (card.right + aside, card.x - aside):
                if obstacles.on_horizontal(turn, x, gutter) is None and obstacles.on_vertical(gutter, turn, y) is None:
                    return [(x, bottom), (x, turn), (gutter, turn), (gutter, y)], True
            way = find_way(obstacles, (x, turn), (x, y), starts_down=True, ends_down=True)
            if way:
                return [(x, bottom), *way], True
        return [(x, bottom), (x, y)], False


_INFINITE = float("inf")


def _beside(key: int) -> float:
    """How far from a card's box, which has the clearance, the links of one key pass it."""
    return _BESIDE - CLEARANCE + (key % 3 - 1) * 3


def _row(card: Rect) -> int:
    """Roughly the row a card stands in. Links by which it is told apart lie in different channels of a gutter."""
    return round((card.y - _FIRST_ROW) / _ROW)


def _columns(source: Rect, target: Rect) -> int:
    """Roughly how many columns the target stands to the right."""
    return round((target.x - source.x) / _COLUMN)


def _label(points: list[Point], target: Rect) -> Point:
    """Just above the line before the target's edge, or beside a line that comes from above."""
    (x1, y1), (x2, y2) = points[-2:]
    if x1 == x2:
        return x2 + 4 + LABEL_WIDTH / 2, (y1 + y2) / 2
    return target.x - 13, y2 - 12


def _region(points: tuple[Point, ...], source: Rect, target: Rect, wide: bool) -> tuple[float, float, float, float]:
    around = source.united(target)
    by = _REGION if wide else 8.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (
        min(around.x, *xs) - by,
        min(around.y, *ys) - by,
        max(around.right, *xs) + by,
        max(around.bottom, *ys) + by,
    )
