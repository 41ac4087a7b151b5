"""Finding a rectangular way between cards where no simple one is free: A* on the lines that run along the cards' edges.

This module must not know links, nor which side of a card a way starts at.
"""

from __future__ import annotations

from heapq import heappop, heappush

from cjdesigner.model.geometry import Point
from cjdesigner.model.obstacles import Obstacles

BEND = 40.0
"""What a bend costs, as a length: a longer way with fewer bends is calmer."""

_EDGE = 3.0  # beyond the clearance, so that the lines are not on the boxes' edges
_REACH = 300.0  # how far beyond start and goal a way may wander


def find_way(
    obstacles: Obstacles,
    start: Point,
    goal: Point,
    *,
    starts_down: bool = False,
    ends_down: bool = False,
    effort: int = 2500,
) -> list[Point] | None:
    """The cheapest way from ``start`` to ``goal`` past all cards, both included, without needless points.

    It comes to ``start`` and goes on from ``goal`` horizontally, or vertically where ``starts_down`` and ``ends_down``
    say so: a first or last step the other way counts as a bend. None if there is no way in the neighbourhood, or none
    was found in ``effort`` steps.
    """
    left, right = min(start[0], goal[0]) - _REACH, max(start[0], goal[0]) + _REACH
    top, bottom = min(start[1], goal[1]) - _REACH, max(start[1], goal[1]) + _REACH
    across, down = {start[0], goal[0]}, {start[1], goal[1]}
    for box_left, box_top, box_right, box_bottom, _ in obstacles.within(left, top, right, bottom):
        if box_left < start[0] < box_right and box_top < start[1] < box_bottom:
            return None
        if box_left < goal[0] < box_right and box_top < goal[1] < box_bottom:
            return None
        across.update((box_left - _EDGE, box_right + _EDGE))
        down.update((box_top - _EDGE, box_bottom + _EDGE))
    xs, ys = sorted(across), sorted(down)
    count = len(ys)
    first = xs.index(start[0]) * count + ys.index(start[1])
    last = xs.index(goal[0]) * count + ys.index(goal[1])
    goal_x, goal_y = goal
    # A state is (line crossing, direction it was reached in: 0 across, 1 down).
    begin = first * 2 + int(starts_down)
    costs = {begin: 0.0}
    came: dict[int, int] = {}
    heap = [(abs(goal_x - start[0]) + abs(goal_y - start[1]), begin)]
    closed: set[int] = set()
    free: dict[int, bool] = {}
    while heap:
        _, state = heappop(heap)
        if state in closed:
            continue
        crossing, direction = divmod(state, 2)
        if crossing == last:
            return _points(came, state, xs, ys)
        closed.add(state)
        if len(closed) > effort:
            return None
        column, row = divmod(crossing, count)
        x, y, cost = xs[column], ys[row], costs[state]
        for turn, step in ((0, -1), (0, 1), (1, -1), (1, 1)):
            if turn:
                if not 0 <= row + step < count:
                    continue
                other = crossing + step
                key = min(crossing, other) * 2 + 1
                next_x, next_y = x, ys[row + step]
            else:
                if not 0 <= column + step < len(xs):
                    continue
                other = crossing + step * count
                key = min(crossing, other) * 2
                next_x, next_y = xs[column + step], y
            clear = free.get(key)
            if clear is None:
                meets = obstacles.on_vertical(x, y, next_y) if turn else obstacles.on_horizontal(y, x, next_x)
                clear = free[key] = meets is None
            if not clear:
                continue
            total = cost + abs(next_x - x) + abs(next_y - y) + (BEND if turn != direction else 0.0)
            if other == last and turn != int(ends_down):
                total += BEND
            reached = other * 2 + turn
            if total < costs.get(reached, float("inf")):
                costs[reached] = total
                came[reached] = state
                heappush(heap, (total + abs(goal_x - next_x) + abs(goal_y - next_y), reached))
    return None


def simplified(points: list[Point]) -> list[Point]:
    """The same way without repeated points and without points amid a straight line."""
    result: list[Point] = []
    for point in points:
        if result and point == result[-1]:
            continue
        while len(result) >= 2 and (
            result[-2][0] == result[-1][0] == point[0] or result[-2][1] == result[-1][1] == point[1]
        ):
            result.pop()
        if result and point == result[-1]:
            continue
        result.append(point)
    return result


def _points(came: dict[int, int], state: int, xs: list[float], ys: list[float]) -> list[Point]:
    points: list[Point] = []
    while True:
        column, row = divmod(state // 2, len(ys))
        points.append((xs[column], ys[row]))
        if state not in came:
            break
        state = came[state]
    return simplified(points[::-1])
