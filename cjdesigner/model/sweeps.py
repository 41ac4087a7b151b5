"""Sweeping over a graph in topological order, fast in plain Python.

A sweep gives each position a value made of what its neighbours send (those after it in a sweep back, those before it in
a sweep forward). A position sends its value times a factor of its own. A plain loop spends most of its time on starting
the inner loop; so positions of one level with equally many neighbours are taken together.

This module must not know what is swept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul
from typing import Any

Row = Sequence[tuple[int, float]]
"""A position's neighbours with their shares."""

_WORTHWHILE = 4


class Sweep:
    """The order of one sweep over one graph; as many sets of factors as wanted run through it."""

    def __init__(self, rows: Sequence[Row], levels: Iterable[tuple[int, int]]) -> None:
        """``levels`` are ranges (first, stop) of positions in the order they are swept, none with neighbours inside."""
        # (first, stop, number of neighbours, rows), flattened up to two neighbours; number 0: (position, row) as rows
        self._runs: list[tuple[int, int, int, list[Any]]] = []
        for first, stop in levels:
            while first < stop:
                count = len(rows[first])
                end = first + 1
                while end < stop and len(rows[end]) == count:
                    end += 1
                if count:
                    self._append(rows, first, end, count)
                first = end

    def _append(self, rows: Sequence[Row], first: int, stop: int, count: int) -> None:
        run = rows[first:stop]
        if stop - first < _WORTHWHILE:
            if not self._runs or self._runs[-1][2]:
                self._runs.append((0, 0, 0, []))
            self._runs[-1][3].extend(zip(range(first, stop), run, strict=True))
        elif count == 1:
            self._runs.append((first, stop, 1, [row[0] for row in run]))
        elif count == 2:
            self._runs.append((first, stop, 2, [(*one, *other) for one, other in run]))
        else:
            self._runs.append((first, stop, count, list(run)))

    def sums(self, start: list[float], factors: list[float]) -> list[float]:
        """Each value is the sum of what neighbours send, times their shares; ``start`` where there are none."""
        values = start.copy()
        sent = list(map(mul, values, factors))
        for first, stop, count, rows in self._runs:
            if count == 1:
                part = [share * sent[a] for a, share in rows]
            elif count == 2:
                part = [share * sent[a] + other * sent[b] for a, share, b, other in rows]
            elif count:
                part = [sum([share * sent[a] for a, share in row]) for row in rows]
            else:
                for position, row in rows:
                    total = 0.0
                    for a, share in row:
                        total += share * sent[a]
                    values[position] = total
                    sent[position] = total * factors[position]
                continue
            values[first:stop] = part
            sent[first:stop] = map(mul, part, factors[first:stop])
        return values

    def largest(self, factors: list[float]) -> list[float]:
        """Each value is the largest that a neighbour sends; 1 where there are none."""
        values = [1.0] * len(factors)
        sent = factors.copy()
        for first, stop, count, rows in self._runs:
            if count == 1:
                part = [sent[a] for a, _ in rows]
            elif count == 2:
                part = [one if (one := sent[a]) >= (two := sent[b]) else two for a, _, b, _ in rows]
            elif count:
                part = [max([sent[a] for a, _ in row]) for row in rows]
            else:
                for position, row in rows:
                    values[position] = most = max([sent[a] for a, _ in row])
                    sent[position] = most * factors[position]
                continue
            values[first:stop] = part
            sent[first:stop] = map(mul, part, factors[first:stop])
        return values

    def smallest(self, factors: list[float]) -> list[float]:
        """Each value is the smallest that a neighbour sends; 1 where there are none."""
        values = [1.0] * len(factors)
        sent = factors.copy()
        for first, stop, count, rows in self._runs:
            if count == 1:
                part = [sent[a] for a, _ in rows]
            elif count == 2:
                part = [one if (one := sent[a]) <= (two := sent[b]) else two for a, _, b, _ in rows]
            elif count:
                part = [min([sent[a] for a, _ in row]) for row in rows]
            else:
                for position, row in rows:
                    values[position] = least = min([sent[a] for a, _ in row])
                    sent[position] = least * factors[position]
                continue
            values[first:stop] = part
            sent[first:stop] = map(mul, part, factors[first:stop])
        return values
