"""Ordering the cards of each column so that few links cross: sweeps to and fro that keep the best order seen.

Columns stand from left to right; a card's row is its place in its column. The method is that of Sugiyama, Tagawa and
Toda (1981), with the neighbours' mean row and exchanges of adjacent cards. A link that passes several columns counts
where it leaves and where it arrives.

This module must not know phases, needs or measures.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence

Columns = list[list[int]]
Pair = tuple[int, int]

_ROUNDS = 8
_PATIENCE = 2  # rounds without a better order after which it is good enough


def ordered(
    columns: Sequence[Sequence[int]],
    links: Sequence[Pair],
    *,
    fixed: frozenset[int] = frozenset(),
    groups: Mapping[int, int] | None = None,
) -> Columns:
    """The columns with their cards reordered: never more crossings than before.

    ``fixed`` are places of columns whose order stays. Cards stay sorted by their number in ``groups``, by which the
    columns are expected to be sorted.
    """
    sweep = _Sweep(columns, links, fixed, groups or {})
    best, fewest = [list(column) for column in columns], sweep.count()
    idle = 0
    for turn in range(_ROUNDS):
        if not fewest or idle >= _PATIENCE:
            break
        sweep.pull(rightwards=turn % 2 == 0)
        sweep.exchange()
        crossings = sweep.count()
        if crossings < fewest:
            best, fewest, idle = [list(column) for column in sweep.columns], crossings, 0
        else:
            idle += 1
    return best


def crossings(columns: Sequence[Sequence[int]], links: Sequence[Pair]) -> int:
    """How many crossings the links have, drawn straight from column to column."""
    return _Sweep(columns, links, frozenset(), {}).count()


class _Sweep:
    def __init__(
        self,
        columns: Sequence[Sequence[int]],
        links: Sequence[Pair],
        fixed: frozenset[int],
        groups: Mapping[int, int],
    ) -> None:
        self.columns: Columns = [list(column) for column in columns]
        self._fixed = fixed
        self._groups = groups
        self._column_of = {card: place for place, column in enumerate(columns) for card in column}
        self._row: dict[int, float] = {}
        for column in self.columns:
            self._number(column)
        self._before: dict[int, list[int]] = {}  # card -> cards in columns further left that it is linked with
        self._after: dict[int, list[int]] = {}
        self._spans: list[tuple[int, int, int, int]] = []  # columns of both ends, left first, and the ends
        column_of = self._column_of
        for one, two in links:
            if one not in column_of or two not in column_of or column_of[one] == column_of[two]:
                continue
            left, right = (one, two) if column_of[one] < column_of[two] else (two, one)
            self._after.setdefault(left, []).append(right)
            self._before.setdefault(right, []).append(left)
            self._spans.append((column_of[left], column_of[right], left, right))

    def _number(self, column: Sequence[int]) -> None:
        for row, card in enumerate(column):
            self._row[card] = float(row)

    def count(self) -> int:
        """Crossings between neighbouring columns, at both ends of every link."""
        gaps: dict[int, list[tuple[float, float]]] = {}
        row = self._row
        for first, last, left, right in self._spans:
            a, b = row[left], row[right]
            if last - first == 1:
                gaps.setdefault(first, []).append((a, b))
            else:
                slope = (b - a) / (last - first)
                gaps.setdefault(first, []).append((a, a + slope))
                gaps.setdefault(last - 1, []).append((b - slope, b))
        return sum(_inversions(gap) for gap in gaps.values())

    def pull(self, *, rightwards: bool) -> None:
        """Sort each column by the mean row of what its cards are linked with in the columns passed already."""
        linked = self._before if rightwards else self._after
        row = self._row
        places = range(len(self.columns))
        for place in places if rightwards else reversed(places):
            if place in self._fixed or len(self.columns[place]) < 2:
                continue
            column = self.columns[place]
            keys: dict[int, tuple[int, float]] = {}
            for card in column:
                mates = linked.get(card)
                mean = sum(row[mate] for mate in mates) / len(mates) if mates else row[card]
                keys[card] = (self._groups.get(card, 0), mean)
            column.sort(key=keys.__getitem__)
            self._number(column)

    def exchange(self) -> None:
        """Exchange neighbours in a column wherever that saves crossings."""
        row = self._row
        for place, column in enumerate(self.columns):
            if place in self._fixed:
                continue
            sides = {
                card: (
                    sorted(row[mate] for mate in self._before.get(card, ())),
                    sorted(row[mate] for mate in self._after.get(card, ())),
                )
                for card in column
            }
            for _ in range(3):
                better = False
                for upper in range(len(column) - 1):
                    one, two = column[upper], column[upper + 1]
                    if self._groups.get(one, 0) != self._groups.get(two, 0):
                        continue
                    kept = swapped = 0
                    for ones, twos in zip(sides[one], sides[two], strict=True):
                        if ones and twos:
                            kept += _above(twos, ones)
                            swapped += _above(ones, twos)
                    if swapped < kept:
                        column[upper], column[upper + 1] = two, one
                        better = True
                if not better:
                    break
            self._number(column)


def _above(these: Sequence[float], those: Sequence[float]) -> int:
    """How many pairs there are of one of these that lies above one of those; ``these`` and ``those`` are sorted."""
    total = place = 0
    for row in those:
        while place < len(these) and these[place] < row:
            place += 1
        total += place
    return total


def _inversions(pairs: list[tuple[float, float]]) -> int:
    """How many pairs of lines cross properly; lines that share an end do not."""
    pairs.sort()
    seen: list[float] = []
    total = 0
    waiting: list[float] = []
    start: float | None = None
    for left, right in pairs:
        if left != start:
            for value in waiting:
                insort(seen, value)
            waiting.clear()
            start = left
        total += len(seen) - bisect_right(seen, right)
        waiting.append(right)
    return total
