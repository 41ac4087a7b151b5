"""Which links close a cycle with those before them.

Links are taken in order; one that would close a cycle is set aside and does not count for those after it. A topological
order is kept while links are added (Pearce and Kelly, "A dynamic topological sort algorithm for directed acyclic
graphs", 2006), so thousands of links cost about as much as reading them.

This module must not know what nodes and links mean.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def closing(links: Sequence[tuple[N, N]]) -> list[int]:
    """The positions in ``links`` of those that close a cycle with the kept ones before them, ascending."""
    numbers: dict[N, int] = {}
    for source, target in links:
        numbers.setdefault(source, len(numbers))
        numbers.setdefault(target, len(numbers))
    pairs = [(numbers[source], numbers[target]) for source, target in links]
    order = _Order(_first_guess(pairs, len(numbers)))
    return [index for index, (source, target) in enumerate(pairs) if not order.add(source, target)]


class _Order:
    """A topological order of the nodes 0..n-1 that follows the links added to it."""

    def __init__(self, places: list[int]) -> None:
        self._place = places
        self._after: list[list[int]] = [[] for _ in places]
        self._before: list[list[int]] = [[] for _ in places]

    def add(self, source: int, target: int) -> bool:
        """Add a link; False, and nothing changed, where it would close a cycle."""
        if source == target:
            return False
        place = self._place
        if place[target] < place[source]:
            onward = self._reached(target, self._after, source, lowest=None)
            if onward is None:
                return False
            back = self._reached(source, self._before, None, lowest=place[target])
            self._reorder(back or [], onward)
        self._after[source].append(target)
        self._before[target].append(source)
        return True

    def _reached(self, start: int, ways: list[list[int]], goal: int | None, lowest: int | None) -> list[int] | None:
        """What lies between the two ends of a new link: onward up to ``goal``, or back down to ``lowest``.

        None where ``goal`` itself is reached.
        """
        place = self._place
        limit = place[goal] if goal is not None else 0
        seen, stack = {start}, [start]
        while stack:
            for node in ways[stack.pop()]:
                if node == goal:
                    return None
                if node not in seen and (place[node] > lowest if lowest is not None else place[node] < limit):
                    seen.add(node)
                    stack.append(node)
        return list(seen)

    def _reorder(self, back: list[int], onward: list[int]) -> None:
        """Put all of ``back`` before all of ``onward``, in the places that they hold together."""
        place = self._place
        nodes = sorted(back, key=place.__getitem__) + sorted(onward, key=place.__getitem__)
        for node, free in zip(nodes, sorted(place[node] for node in nodes), strict=True):
            place[node] = free


def _first_guess(pairs: Sequence[tuple[int, int]], count: int) -> list[int]:
    """Places by reversed postorder of a walk: without cycles, no link contradicts them."""
    after: list[list[int]] = [[] for _ in range(count)]
    for source, target in pairs:
        after[source].append(target)
    done = [False] * count
    left: list[int] = []
    for start in range(count):
        if done[start]:
            continue
        done[start] = True
        stack = [(start, iter(after[start]))]
        while stack:
            node, ways = stack[-1]
            for target in ways:
                if not done[target]:
                    done[target] = True
                    stack.append((target, iter(after[target])))
                    break
            else:
                stack.pop()
                left.append(node)
    places = [0] * count
    for place, node in enumerate(reversed(left)):
        places[node] = place
    return places
