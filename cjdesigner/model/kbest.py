"""The k best walks through a directed graph without cycles, found lazily: never by listing all walks.

A walk's value is the product of its steps' factors. With the exact best completion known from every node, the best
walk follows from choosing the best step at each node, and every other walk is such a walk with one choice made
otherwise: each walk found proposes its neighbours, a heap hands out the next one. The cost is about that of writing
the k walks down.

This module must not know what the factors mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush

Step = tuple[int, float]
"""Where a step leads, and its factor, which must not be negative."""


def best_walks(
    starts: Iterable[Step],
    steps: Callable[[int], Iterable[Step]],
    completion: Sequence[float],
    count: int,
    *,
    largest: bool = True,
) -> list[tuple[int, ...]]:
    """Up to ``count`` walks by falling value, or by rising value unless ``largest``; equals in the order of the steps.

    ``steps(node)`` is empty where a walk ends. ``completion[node]`` is the best value of what follows the node, 1 where
    a walk ends. Every node that is reached must lead to an end.
    """
    sign = -1.0 if largest else 1.0

    def rank(choices: Iterable[Step]) -> list[tuple[float, float, int]]:
        return sorted(
            [(sign * factor * completion[node], factor, node) for node, factor in choices], key=lambda choice: choice[0]
        )

    known: dict[int, list[tuple[float, float, int]]] = {}
    first = rank(starts)
    if not first or count < 1:
        return []

    def choices_at(walk: Sequence[int], depth: int) -> list[tuple[float, float, int]]:
        if not depth:
            return first
        node = walk[depth - 1]
        if node not in known:
            known[node] = rank(steps(node))
        return known[node]

    found: list[tuple[int, ...]] = []
    tickets = 0
    # key; ticket: the order among equals; the walk to deviate from, its running products, where, and which choice
    heap: list[tuple[float, int, list[int], list[float], int, int]] = [(first[0][0], 0, [], [1.0], 0, 0)]
    while heap and len(found) < count:
        _, _, origin, values, depth, place = heappop(heap)
        walk, products = origin[:depth], values[: depth + 1]
        while choices := choices_at(walk, depth):
            if len(choices) > place + 1:
                tickets += 1
                key = products[depth] * choices[place + 1][0]
                heappush(heap, (key, tickets, walk, products, depth, place + 1))
            _, factor, node = choices[place]
            walk.append(node)
            products.append(products[depth] * factor)
            depth += 1
            place = 0
        found.append(tuple(walk))
    return found
