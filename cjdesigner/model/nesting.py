"""How deep return links run: beneath all cards between their ends, and nested, the short ones above the long ones.

This module must not know how a return link comes to its depth.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from cjdesigner.model.geometry import Rect
from cjdesigner.model.obstacles import CLEARANCE, Obstacles
from cjdesigner.model.records import Link

DEPTH = 26.0
"""From the lowest card to the first return link."""

_LEVEL = 18.0  # between two nested links
_MARGIN = 26.0  # how far beyond its ends' cards a link may reach sideways

_INFINITE = float("inf")


class Nesting:
    """The return links among cards that move; depths are worked out when asked for."""

    def __init__(self, cards: Mapping[int, Rect], obstacles: Obstacles, links: Iterable[Link]) -> None:
        """``cards`` and ``obstacles`` are kept, not copied: who moves them says so by :meth:`moved`."""
        self._cards = cards
        self._obstacles = obstacles
        self._links = {link.id: link for link in links}
        self._depths: dict[int, tuple[float, int]] | None = None
        self._floors: list[tuple[float, float, float]] = []  # each link's span and the lowest card in it

    def connect(self, link: Link) -> Iterable[int]:
        """Take in a return link. Returns, as the others do, the ids of links whose depth may now be another."""
        self._links[link.id] = link
        return self._forget()

    def disconnect(self, identity: int) -> Iterable[int]:
        """Forget a link, known or not."""
        return self._forget() if self._links.pop(identity, None) is not None else ()

    def moved(self, identity: int, old: Rect | None, new: Rect | None) -> Iterable[int]:
        """A card has moved, come or gone: depths change if it is an end, or was or becomes the lowest card above."""
        if self._depths is None:
            return ()
        if any(identity in (link.source, link.target) for link in self._links.values()):
            return self._forget()
        for left, right, floor in self._floors:
            for rect in (old, new):
                if (
                    rect is not None
                    and rect.y + rect.height >= floor - 1e-6
                    and rect.x - CLEARANCE < right
                    and rect.x + rect.width + CLEARANCE > left
                ):
                    return self._forget()
        return ()

    def depth(self, link: Link) -> tuple[float, int]:
        """The y at which a return link runs, and its place in the order of nesting. An unknown one lies uppermost."""
        if self._depths is None:
            self._depths = self._nested()
        found = self._depths.get(link.id)
        return found if found is not None else (self._floor(*self._span(link)) + DEPTH, 0)

    def _forget(self) -> Iterable[int]:
        if self._depths is None:
            return ()  # told before, and none has been asked for since
        self._depths = None
        return self._links

    def _span(self, link: Link) -> tuple[float, float]:
        source, target = self._cards[link.source], self._cards[link.target]
        return min(source.x, target.x) - _MARGIN, max(source.right, target.right) + _MARGIN

    def _floor(self, left: float, right: float) -> float:
        return self._obstacles.lowest_between(left, right) or 0.0

    def _nested(self) -> dict[int, tuple[float, int]]:
        cards = self._cards
        known = [link for link in self._links.values() if link.source in cards and link.target in cards]
        spans = sorted((right - left, link.id, left, right) for link in known for left, right in (self._span(link),))
        edges = sorted({edge for _, _, left, right in spans for edge in (left, right)})
        taken = [-_INFINITE] * len(edges)  # between an edge and the next: the deepest link so far
        self._floors = []
        depths: dict[int, tuple[float, int]] = {}
        for place, (_, identity, left, right) in enumerate(spans):
            first, last = bisect_left(edges, left), bisect_left(edges, right)
            floor = self._floor(left, right)
            depth = max(floor + DEPTH, max(taken[first:last]) + _LEVEL)
            taken[first:last] = [depth] * (last - first)
            depths[identity] = depth, place
            self._floors.append((left, right, floor))
        return depths
