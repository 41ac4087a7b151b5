"""A journey's graph as plain lists in topological order: what every figure of EXCELLENCE.md is computed over.

Three layers, each cheap to keep when only the next one changes: :class:`Topology` (who is linked to whom),
:class:`Shares` (who goes where), :class:`Flow` (who goes where once some nodes are closed). Nodes are positions in the
topological order here, ids only at the edges. All three are immutable; scores are in none of them.

This module must not know records, scores or networkx.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import chain, compress
from math import fsum

from cjdesigner.model.sweeps import Sweep

_EXACT = 1e-9
"""Shares are typed as decimals: sums this near to 1 are 1."""


class Topology:
    """The linked nodes in topological order; parked ones apart.

    ``ids[i]`` is the id of position i and ``index`` its inverse; ``targets[i]`` and ``links[i]`` are the positions and
    the link ids that lead on from i, in the order of the links. ``entries`` and ``exits`` are positions. ``levels`` are
    ranges of positions, first and stop, among which no link leads from one to another.
    """

    def __init__(self, onward: Mapping[int, list[tuple[int, int]]], needs: Collection[int]) -> None:
        """``onward`` has each node's (link, target) pairs, in any order, and is taken over.

        Raises ValueError where the links form a cycle.
        """
        for row in onward.values():
            row.sort()
        waiting = dict.fromkeys(sorted(onward), 0)
        for row in onward.values():
            for _, target in row:
                waiting[target] += 1
        arrivals = waiting.copy()
        self.parked = tuple(node for node, count in waiting.items() if not count and not onward[node])
        level = [node for node, count in waiting.items() if not count and onward[node]]
        self.entries = range(len(level))
        self.ids: list[int] = []
        self.levels: list[tuple[int, int]] = []
        while level:
            self.levels.append((len(self.ids), len(self.ids) + len(level)))
            self.ids += level
            after = []
            for node in level:
                for _, target in onward[node]:
                    waiting[target] -= 1
                    if not waiting[target]:
                        after.append(target)
            level = sorted(after, key=lambda node: (len(onward[node]), arrivals[node]))  # alike ones side by side
        if len(self.ids) + len(self.parked) != len(onward):
            raise ValueError("next links form a cycle")
        self.index = {node: position for position, node in enumerate(self.ids)}
        index = self.index
        self.targets = [tuple([index[target] for _, target in onward[node]]) for node in self.ids]
        self.links = [tuple([link for link, _ in onward[node]]) for node in self.ids]
        self.need = [node in needs for node in self.ids]
        self.exits = [position for position, row in enumerate(self.targets) if not row]

    def __len__(self) -> int:
        return len(self.ids)


class Shares:
    """Each link's share at its source and each entry's weight, split and normalised, with nothing blocked.

    ``rows[i]`` goes with ``topology.targets[i]``; ``weights`` with ``topology.entries``; ``leaves[i]`` is true
    where who ends is lost; ``wanting`` are the positions that want a score.
    """

    def __init__(
        self,
        topology: Topology,
        links: Mapping[int, float | None],
        entry_shares: Sequence[float | None],
        leaves: list[bool],
    ) -> None:
        """``links`` are the given shares by link id, ``entry_shares`` and ``leaves`` by position."""
        self.topology = topology
        self.leaves = leaves
        self.wanting = [i for i, need in enumerate(topology.need) if not need and not leaves[i]]
        self._given = [[links[link] for link in ids] for ids in topology.links]
        self._entry_shares = [entry_shares[entry] for entry in topology.entries]
        self.rows = [split(given) for given in self._given]
        self.weights = weights_of(self._entry_shares)

    def otherwise(self, given: Mapping[int, float | None]) -> Shares:
        """The shares with these given instead, by the id of a link or an entry; only what they touch is split anew.

        What is given for others is passed over.
        """
        topology = self.topology
        result = copy(self)
        result._given, result.rows = self._given.copy(), self.rows.copy()
        for name in ("assumed", "dry", "oversubscribed"):
            result.__dict__.pop(name, None)
        for position, ids in enumerate(topology.links):
            if not given.keys().isdisjoint(ids):
                own = zip(ids, self._given[position], strict=True)
                result._given[position] = [given.get(link, share) for link, share in own]
                result.rows[position] = split(result._given[position])
        entries = zip(topology.ids, self._entry_shares, strict=False)  # entries stand first
        result._entry_shares = [given.get(node, share) for node, share in entries]
        result.weights = weights_of(result._entry_shares)
        return result

    @cached_property
    def assumed(self) -> frozenset[int]:
        """The links whose share is not given."""
        rows = zip(self.topology.links, self._given, strict=True)
        mixed = [(ids, given) for ids, given in rows if None in given]
        return frozenset(
            [link for ids, given in mixed for link, share in zip(ids, given, strict=True) if share is None]
        )

    @cached_property
    def dry(self) -> tuple[int, ...]:
        """The links whose share comes out as 0."""
        rows = [(ids, row) for ids, row in zip(self.topology.links, self.rows, strict=True) if 0 in row]
        return tuple([link for ids, row in rows for link, share in zip(ids, row, strict=True) if not share])

    @cached_property
    def oversubscribed(self) -> tuple[int, ...]:
        """The nodes whose given shares sum above 1."""
        rows = zip(self.topology.ids, self._given, strict=True)
        return tuple([node for node, given in rows if _total(given) > 1 + _EXACT])


def weights_of(given: Sequence[float | None]) -> tuple[float, ...]:
    """The weights that come of given shares of a whole: as :func:`split`, then scaled to sum 1, or all 0."""
    weights = split(given)
    total = fsum(weights)
    return tuple(weight / total for weight in weights) if total else weights


def split(given: Sequence[float | None]) -> tuple[float, ...]:
    """The shares that come of the given ones.

    Unset ones (None) share equally what the set ones leave; a sum above 1 is scaled to 1. The result may sum below 1.
    """
    count, unset = len(given), given.count(None)
    if unset == count:
        return (1 / count,) * count if count else ()
    total = _total(given)
    if total > 1 + _EXACT:
        return tuple(0.0 if share is None else share / total for share in given)
    rest = 1 - total if 1 - total > _EXACT else 0.0
    if not rest and total != 1:
        return tuple(0.0 if share is None else share / total for share in given)
    each = rest / unset if unset else 0.0
    return tuple(each if share is None else float(share) for share in given)


def _total(given: Sequence[float | None]) -> float:
    return fsum(share for share in given if share is not None)


class Flow:
    """How customers run with some nodes closed. Positions and lists as in :class:`Topology` and :class:`Shares`.

    ``rows`` and ``weights`` are the shares after those of closed nodes spread; ``ends[i]`` is true where a path ends.
    """

    def __init__(self, shares: Shares, closed: frozenset[int]) -> None:
        """``closed`` are positions."""
        topology = shares.topology
        self.topology = topology
        self.shares = shares
        self.closed = closed
        self.rows = shares.rows
        self.weights = shares.weights
        if closed:
            self.rows = [
                _spread(row, [target in closed for target in targets]) if not closed.isdisjoint(targets) else row
                for row, targets in zip(shares.rows, topology.targets, strict=True)
            ]
            self.weights = _spread(shares.weights, [entry in closed for entry in topology.entries])
        self.ends = [False] * len(topology)
        for position in topology.exits:
            self.ends[position] = not shares.leaves[position] and position not in closed

    @cached_property
    def ways(self) -> list[tuple[tuple[int, float], ...]]:
        """From each position the targets, with their shares, over which customers reach the end of a path."""
        targets, rows, closed = self.topology.targets, self.rows, self.closed
        arrives = list(self.ends)
        ways: list[tuple[tuple[int, float], ...]] = [()] * len(targets)
        for position in range(len(targets) - 1, -1, -1):
            if targets[position] and position not in closed:
                way = tuple(
                    [
                        step
                        for step in zip(targets[position], rows[position], strict=True)
                        if step[1] and arrives[step[0]]
                    ]
                )
                if way:
                    ways[position] = way
                    arrives[position] = True
        return ways

    @cached_property
    def backward(self) -> Sweep:
        """The sweep over the ways from the ends of paths back."""
        return Sweep(self.ways, self.topology.levels[::-1])

    @cached_property
    def forward(self) -> Sweep:
        """The sweep over the ways from the starts of paths forward."""
        sources: list[list[tuple[int, float]]] = [[] for _ in self.ways]
        for position in compress(range(len(self.ways)), self.live):
            for target, share in self.ways[position]:
                sources[target].append((position, share))
        return Sweep(sources, self.topology.levels)

    @cached_property
    def arrived(self) -> list[float]:
        """1 where a path ends, else 0."""
        return [1.0 if end else 0.0 for end in self.ends]

    @cached_property
    def starts(self) -> list[tuple[int, float]]:
        """The entries at which a path begins, with their weights."""
        ways, ends = self.ways, self.ends
        entries = zip(self.topology.entries, self.weights, strict=True)
        return [(entry, weight) for entry, weight in entries if weight and (ways[entry] or ends[entry])]

    @cached_property
    def live(self) -> list[bool]:
        """Whether a position lies on a path."""
        ways = self.ways
        live = [False] * len(ways)
        for entry, _ in self.starts:
            live[entry] = True
        for position, alive in enumerate(live):
            if alive:
                for target, _ in ways[position]:
                    live[target] = True
        return live

    @cached_property
    def reach(self) -> list[float]:
        """The probability that a customer passes a position."""
        reach = [0.0] * len(self.rows)
        for entry, weight in zip(self.topology.entries, self.weights, strict=True):
            reach[entry] = weight
        for position, (targets, row) in enumerate(zip(self.topology.targets, self.rows, strict=True)):
            here = reach[position]
            if here:
                for target, share in zip(targets, row, strict=True):
                    reach[target] += here * share
        return reach

    @cached_property
    def arriving(self) -> float:
        """The share of all customers who run a path to its end."""
        return min(1.0, fsum(compress(self.reach, self.ends)))

    @cached_property
    def paths(self) -> int:
        """The number of paths, exactly."""
        ways, ends = self.ways, self.ends
        count = [0] * len(ways)
        for position in range(len(ways) - 1, -1, -1):
            count[position] = 1 if ends[position] else sum([count[target] for target, _ in ways[position]])
        return sum(count[entry] for entry, _ in self.starts)

    @cached_property
    def on_every_path(self) -> list[int]:
        """The positions that no path avoids: those that no step of a path jumps over in the topological order."""
        size = len(self.topology)
        change = [0] * (size + 1)

        def jump(start: int, stop: int) -> None:
            change[start + 1] += 1
            change[stop] -= 1

        for entry, _ in self.starts:
            jump(-1, entry)
        for position in compress(range(size), self.live):
            for target, _ in self.ways[position]:
                jump(position, target)
            if self.ends[position]:
                jump(position, size)
        found, over = [], 0
        for position in range(size):
            over += change[position]
            if self.live[position] and not over:
                found.append(position)
        return found

    @cached_property
    def likeliest(self) -> list[float]:
        """The highest probability of what follows a position on a path."""
        ways = self.ways
        likeliest = [1.0] * len(ways)
        for position in range(len(ways) - 1, -1, -1):
            if ways[position]:
                likeliest[position] = max([share * likeliest[target] for target, share in ways[position]])
        return likeliest

    # by ids: kept here because scores are in none of them

    @cached_property
    def share_by_link(self) -> dict[int, float]:
        """Each link's share at its source."""
        return dict(zip(chain.from_iterable(self.topology.links), chain.from_iterable(self.rows), strict=True))

    @cached_property
    def flow_by_link(self) -> dict[int, float]:
        """The probability that a customer passes a link."""
        return {
            link: here * share
            for ids, row, here in zip(self.topology.links, self.rows, self.reach, strict=True)
            for link, share in zip(ids, row, strict=True)
        }

    @cached_property
    def reach_by_node(self) -> dict[int, float]:
        """The probability that a customer passes a node."""
        return dict(zip(self.topology.ids, self.reach, strict=True))

    @cached_property
    def lost_by_node(self) -> dict[int, float]:
        """The share of all customers who leave the journey at a node; only where some may."""
        lost: dict[int, float] = {}
        for identity, row, here, leaves in zip(
            self.topology.ids, self.rows, self.reach, self.shares.leaves, strict=True
        ):
            if leaves:
                lost[identity] = here
            elif row and (staying := fsum(row)) < 1 - _EXACT:
                lost[identity] = here * (1 - staying)
        return lost


def _spread(row: tuple[float, ...], closed: list[bool]) -> tuple[float, ...]:
    """Shares after those of closed targets went to the others in proportion; with nothing left all are 0."""
    kept = [0.0 if shut else share for share, shut in zip(row, closed, strict=True)]
    left = fsum(kept)
    if not left:
        return tuple(kept)
    scale = fsum(row) / left
    return tuple(share * scale for share in kept)
