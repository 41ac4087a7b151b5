"""The figures of EXCELLENCE.md by brute force: lists every walk, straight from the definitions, in exact fractions.

Independent of the implementation on purpose: it knows the records and nothing of graph, compiled or passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cjdesigner.model.records import Link, NeedPoint, Touchpoint
from cjdesigner.model.state import State

ONE = Fraction(1)


def exact(value: float) -> Fraction:
    """The number as it was typed: 0.1 is a tenth."""
    return Fraction(str(value))


@dataclass
class Walk:
    """A walk from an entry until no customer goes on, or to a node on the way."""

    nodes: tuple[int, ...]
    probability: Fraction


class Oracle:
    """Every figure of a small journey; ``blocked`` are all the nodes that are closed."""

    def __init__(
        self,
        state: State,
        journey: int,
        blocked: Iterable[int] | None = None,
        scores: Mapping[int, float | None] | None = None,
    ) -> None:
        self.nodes = {node.id: node for node in state.nodes(journey)}
        self.next = [link for link in state.links(journey) if link.kind == "next"]
        self.returns = [link for link in state.links(journey) if link.kind == "return"]
        if blocked is None:
            blocked = [n.id for n in self.nodes.values() if isinstance(n, Touchpoint) and n.blocked]
        self.blocked = set(blocked)
        self.scores = {
            node.id: None if node.score is None else exact(node.score)
            for node in self.nodes.values()
            if isinstance(node, Touchpoint)
        }
        for identity, score in (scores or {}).items():
            self.scores[identity] = None if score is None else exact(score)
        self.out: dict[int, list[Link]] = {node: [] for node in self.nodes}
        self.incoming: dict[int, list[Link]] = {node: [] for node in self.nodes}
        for link in self.next:
            self.out[link.source].append(link)
            self.incoming[link.target].append(link)
        self.parked = {n for n in self.nodes if not self.out[n] and not self.incoming[n]}
        self.linked = set(self.nodes) - self.parked
        self.entries = {n for n in self.linked if not self.incoming[n]}
        self.exits = {n for n in self.linked if not self.out[n]}
        self.unanswered = {n for n in self.exits if isinstance(self.nodes[n], NeedPoint)}
        self.share = {link.id: share for n in self.nodes for link, share in self._shares(n)}
        self.open_share = dict(self.share)
        for n in self.nodes:
            self._spread({link.id: link.target for link in self.out[n]}, self.open_share)
        self.weight = self._entry_weights()
        self._spread({n: n for n in self.entries}, self.weight)
        self.walks = [walk for n in sorted(self.entries) for walk in self.onward(n, self.weight[n])]
        self.paths = [walk for walk in self.walks if self.arrives(walk)]

    # shares, as the page says

    def _shares(self, node: int) -> Iterator[tuple[Link, Fraction]]:
        links = self.out[node]
        given = {link.id: exact(link.share) for link in links if link.share is not None}
        total = sum(given.values(), Fraction(0))
        for link in links:
            if total > 1:
                yield link, given.get(link.id, Fraction(0)) / total
            elif link.id in given:
                yield link, given[link.id]
            else:
                yield link, (ONE - total) / (len(links) - len(given))

    def _entry_weights(self) -> dict[int, Fraction]:
        given = {n: exact(s) for n in self.entries if (s := self.nodes[n].entry_share) is not None}
        rest = max(ONE - sum(given.values()), Fraction(0))
        unset = len(self.entries) - len(given)
        weights = {n: given[n] if n in given else rest / unset for n in self.entries}
        total = sum(weights.values(), Fraction(0))
        return {n: weight / total if total else Fraction(0) for n, weight in weights.items()}

    def _spread(self, leads_to: dict[int, int], shares: dict[int, Fraction]) -> None:
        before = sum((shares[key] for key in leads_to), Fraction(0))
        for key, node in leads_to.items():
            if node in self.blocked:
                shares[key] = Fraction(0)
        left = sum((shares[key] for key in leads_to), Fraction(0))
        if left:
            for key in leads_to:
                shares[key] *= before / left

    # walks

    def onward(self, node: int, probability: Fraction) -> Iterator[Walk]:
        """Every walk from a node, also those that are not yet at their end."""
        if node in self.blocked or not probability:
            return
        yield Walk((node,), probability)
        for link in self.out[node]:
            for rest in self.onward(link.target, probability * self.open_share[link.id]):
                yield Walk((node, *rest.nodes), rest.probability)

    def arrives(self, walk: Walk) -> bool:
        last = walk.nodes[-1]
        return last in self.exits and self.nodes[last].outcome != "leaves"

    def factor(self, node: int, scores: Mapping[int, Fraction | None] | None = None) -> Fraction:
        score = (self.scores if scores is None else scores).get(node)
        return ONE if score is None else score

    def excellence(self, nodes: Iterable[int], scores: Mapping[int, Fraction | None] | None = None) -> Fraction:
        product = ONE
        for node in nodes:
            product *= self.factor(node, scores)
        return product

    # figures

    def mean_excellence(self, scores: Mapping[int, Fraction | None] | None = None) -> Fraction:
        return sum((p.probability * self.excellence(p.nodes, scores) for p in self.paths), Fraction(0))

    @property
    def any_scored(self) -> bool:
        return any(self.scores.get(node) is not None for node in self.linked)

    @property
    def expected(self) -> Fraction | None:
        if not self.linked or (self.paths and not self.any_scored):
            return None
        return self.mean_excellence()

    @property
    def lost(self) -> Fraction | None:
        return ONE - sum((p.probability for p in self.paths), Fraction(0)) if self.linked else None

    def reach(self, node: int) -> Fraction:
        return sum((walk.probability for walk in self.walks if walk.nodes[-1] == node), Fraction(0))

    def slope(self, node: int) -> Fraction:
        with_, without = {**self.scores, node: ONE}, {**self.scores, node: Fraction(0)}
        return self.mean_excellence(with_) - self.mean_excellence(without)

    def lever(self, node: int) -> Fraction:
        if self.scores[node] is None:
            return Fraction(0)
        return self.mean_excellence({**self.scores, node: ONE}) - self.mean_excellence()

    def fulfilment(self, need: int) -> Fraction | None:
        answers = [link for link in self.out[need] if isinstance(self.nodes[link.target], Touchpoint)]
        total = sum((self.open_share[link.id] for link in answers), Fraction(0))
        if not total:
            return None
        return sum((self.open_share[link.id] * self.factor(link.target) for link in answers), Fraction(0)) / total

    def unsure(self, nodes: Iterable[int]) -> bool:
        return any((n in self.scores and self.scores[n] is None) or n in self.unanswered for n in nodes)

    @property
    def upper_bound(self) -> bool:
        return any(self.unsure(path.nodes) for path in self.paths)

    @property
    def single_points(self) -> set[int]:
        if not self.paths:
            return set()
        return set.intersection(*(set(path.nodes) for path in self.paths)) & set(self.scores)

    def _is_happy_end(self, node: int) -> bool:
        return node in self.exits and self.nodes[node].outcome != "leaves"

    @property
    def again(self) -> int:
        return sum(not self._is_happy_end(link.source) for link in self.returns)

    @property
    def per_round(self) -> Fraction | None:
        if self.expected is None:
            return None
        rounds = []
        for link in self.returns:
            if self._is_happy_end(link.source) and link.target not in self.parked:
                walks = [walk for walk in self.onward(link.target, ONE) if self.arrives(walk)]
                rounds.append(sum((w.probability * self.excellence(w.nodes) for w in walks), Fraction(0)))
        return sum(rounds, Fraction(0)) / len(rounds) if rounds else self.expected

    # one path

    def scored_on(self, nodes: Iterable[int]) -> list[tuple[int, Fraction]]:
        return [(n, score) for n in nodes if (score := self.scores.get(n)) is not None]

    def peak_end(self, nodes: Iterable[int]) -> Fraction | None:
        scores = [score for _, score in self.scored_on(nodes)]
        if not scores:
            return None
        peak = sorted(scores, key=lambda score: (-abs(score - Fraction(1, 2)), score))[0]
        return (peak + scores[-1]) / 2

    def weakest(self, nodes: Iterable[int]) -> int | None:
        scored = self.scored_on(nodes)
        if not scored:
            return None
        lowest = min(score for _, score in scored)
        tied = [n for n, score in scored if score == lowest]
        largest = max(self.lever(n) for n in tied)
        return next(n for n in tied if self.lever(n) >= largest - Fraction(1, 10**12))
