"""Where the shares of links stand on a whole map: near the targets, on no card and not on one another where avoidable.

This module must not know what the labels say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.obstacles import CLEARANCE, Obstacles
from cjdesigner.model.records import Link
from cjdesigner.model.routes import LABEL_HEIGHT, LABEL_WIDTH, Route

_ASIDE = LABEL_WIDTH / 2 + 3
_ABOVE = LABEL_HEIGHT / 2 + 3


def place_labels(
    routes: Mapping[int, Route], links: Sequence[Link], cards: Mapping[int, Rect], taken: Iterable[Point] = ()
) -> dict[int, Route]:
    """The routes, with labels moved along their ways where the usual place is taken.

    Links that are the only way on from their source come last: their share goes without saying. ``taken`` are the
    centres of labels that stand already.
    """
    obstacles = Obstacles(cards)
    ways_on = Counter(link.source for link in links if link.kind == "next")
    occupied: dict[tuple[int, int], list[Point]] = {}
    for label in taken:
        _occupy(occupied, label)
    result = dict(routes)
    for link in sorted(links, key=lambda link: (link.kind != "next", ways_on[link.source] < 2, link.id)):
        route = routes.get(link.id)
        if route is None:
            continue
        best = min(_places(route), key=lambda place: _cost(place, obstacles, occupied))
        _occupy(occupied, best)
        if best != route.label:
            result[link.id] = msgspec.structs.replace(route, label=best)
    return result


def _places(route: Route) -> list[Point]:
    """Places along a way, the best first; ``min`` keeps to the first of equally good ones."""
    places = [route.label]
    if route.kind == "return":
        return [*places, *((route.label[0] + dx, route.label[1]) for dx in (40, -40, 80, -80))]
    pieces = list(zip(route.points, route.points[1:], strict=False))
    (_, last_y), (end_x, end_y) = pieces[-1]
    if last_y == end_y:
        places.append((end_x - 13, end_y + 12))
    for (x1, y1), (x2, y2) in pieces[::-1]:
        if x1 == x2 and abs(y2 - y1) > LABEL_HEIGHT:
            towards = 1 if y2 > y1 else -1
            for back in (18.0, 36.0, abs(y2 - y1) / 2):
                if back <= abs(y2 - y1):
                    y = y2 - towards * back
                    places += [(x1 + _ASIDE, y), (x1 - _ASIDE, y)]
        elif y1 == y2 and abs(x2 - x1) > LABEL_WIDTH:
            x = (x1 + x2) / 2
            places += [(x, y1 - _ABOVE), (x, y1 + _ABOVE)]
    (x1, y1), (x2, _) = pieces[0]
    if x2 > x1:
        places += [(x1 + 4 + LABEL_WIDTH / 2, y1 - _ABOVE), (x1 + 4 + LABEL_WIDTH / 2, y1 + _ABOVE)]
    return places


def _cost(place: Point, obstacles: Obstacles, occupied: Mapping[tuple[int, int], list[Point]]) -> float:
    """0 where the label stands free; a card beneath it is worse than another label."""
    x, y = place
    wide, high = LABEL_WIDTH / 2 - 6, LABEL_HEIGHT / 2
    cost = 0.0
    for left, top, right, bottom, _ in obstacles.within(x - wide, y - high, x + wide, y + high):
        across = min(right - CLEARANCE, x + wide) - max(left + CLEARANCE, x - wide)
        down = min(bottom - CLEARANCE, y + high) - max(top + CLEARANCE, y - high)
        if across > 0 and down > 0:
            cost += 10 + across * down
    column, row = _cell(place)
    for near_column in (column - 1, column, column + 1):
        for near_row in (row - 1, row, row + 1):
            for other_x, other_y in occupied.get((near_column, near_row), ()):
                if abs(other_x - x) < LABEL_WIDTH - 6 and abs(other_y - y) < LABEL_HEIGHT:
                    cost += 1
    return cost


def _occupy(occupied: dict[tuple[int, int], list[Point]], place: Point) -> None:
    occupied.setdefault(_cell(place), []).append(place)


def _cell(place: Point) -> tuple[int, int]:
    return int(place[0] // LABEL_WIDTH), int(place[1] // LABEL_HEIGHT)
