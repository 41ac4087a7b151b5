"""The figures of journey excellence, as EXCELLENCE.md defines them: all but resilience.

An :class:`Analysis` is a snapshot of a graph: made anew after each change, it computes each figure when it is first
read, over what the graph keeps compiled. What depends on scores takes one pass forward or one back over the topological
order; no figure lists the paths.

This module must not know how figures are shown or rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import compress
from math import fsum
from operator import not_

import msgspec

from cjdesigner.model.compiled import Flow
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.kbest import Step as Way
from cjdesigner.model.kbest import best_walks
from cjdesigner.model.passes import Passes
from cjdesigner.model.path import EQUAL, Path, Step, path_of

__all__ = ["Analysis", "Lever", "Path", "Step", "needed_score"]


class Lever(msgspec.Struct, frozen=True, gc=False):
    """What a touchpoint does to the journey: ``lever`` is the gain were its score 1; unscored it is 0."""

    id: int
    score: float | None
    slope: float
    lever: float
    reach: float


class Analysis:
    """All figures of a journey as its graph stands now.

    Parked nodes are in no figure, only in the counts. Mappings have every linked node of their kind, closed ones
    with 0; they are to be read only. What is undefined is None, or empty where it is a collection.
    """

    def __init__(
        self,
        graph: JourneyGraph,
        *,
        blocked: Iterable[int] = (),
        opened: Iterable[int] = (),
        scores: Mapping[int, float | None] | None = None,
        shares: Mapping[int, float | None] | None = None,
    ) -> None:
        """What if: ``blocked`` nodes are closed besides those whose records say so, ``opened`` ones are not.

        ``scores`` and ``shares`` (of next links and of entries) stand for the records' own; None is unscored, unset.
        Ids that are not in the graph are passed over. Raises ValueError for a score or share outside [0, 1].
        """
        for share in (shares or {}).values():
            if share is not None and not 0 <= share <= 1:
                raise ValueError(f"share {share} is not between 0 and 1")
        self._flow: Flow = graph.flow((graph.blocked | frozenset(blocked)) - frozenset(opened), shares)
        self._topology = self._flow.topology
        self._all_scores = graph.scores.copy()
        self._scores = graph.scores_in_order.copy()  # by position; need points have none
        for identity, score in (scores or {}).items():
            if score is not None and not 0 <= score <= 1:
                raise ValueError(f"score {score} is not between 0 and 1")
            if identity in self._all_scores:
                self._all_scores[identity] = score
                if identity in self._topology.index:
                    self._scores[self._topology.index[identity]] = score
        self._returns = graph.return_ends

    # what there is

    @property
    def touchpoints(self) -> int:
        """How many touchpoints the journey has, parked ones included."""
        return len(self._all_scores)

    @property
    def need_points(self) -> int:
        """How many need points the journey has, parked ones included."""
        return len(self._topology) + self.parked - self.touchpoints

    @cached_property
    def scored(self) -> int:
        """How many touchpoints have a score, parked ones included."""
        return sum(score is not None for score in self._all_scores.values())

    @property
    def linked(self) -> int:
        """How many nodes are linked, that is not parked. With 0 every figure is undefined."""
        return len(self._topology)

    @property
    def linked_touchpoints(self) -> int:
        """How many linked touchpoints want a score: all but those where customers leave."""
        return len(self._flow.shares.wanting)

    @cached_property
    def linked_scored(self) -> int:
        """How many of :attr:`linked_touchpoints` have a score. With 0 the expected excellence is undefined."""
        return self.linked_touchpoints - len(self.unscored_ids)

    @property
    def parked(self) -> int:
        """How many nodes have no next link."""
        return len(self.parked_ids)

    @property
    def parked_ids(self) -> tuple[int, ...]:
        """The nodes that have no next link."""
        return self._topology.parked

    @property
    def unanswered(self) -> int:
        """How many need points lead nowhere."""
        return len(self.unanswered_ids)

    @cached_property
    def unanswered_ids(self) -> tuple[int, ...]:
        """The linked need points that lead nowhere, in topological order."""
        topology = self._topology
        return tuple(topology.ids[position] for position in topology.exits if topology.need[position])

    @cached_property
    def unscored_ids(self) -> tuple[int, ...]:
        """The linked touchpoints that want a score and have none, in topological order."""
        ids, scores = self._topology.ids, self._scores
        return tuple([ids[position] for position in self._flow.shares.wanting if scores[position] is None])

    @cached_property
    def upper_bound(self) -> bool:
        """Whether an unscored touchpoint or an unanswered need lies on a path."""
        index, live = self._topology.index, self._flow.live
        return any(live[index[identity]] for identity in (*self.unscored_ids, *self.unanswered_ids))

    @property
    def again_links(self) -> int:
        """How many return links start elsewhere than at an exit that does not leave."""
        return sum(not self._is_happy_end(source) for source, _ in self._returns)

    # shares

    @property
    def shares(self) -> dict[int, float]:
        """Each next link's share of the customers at its source, split, normalised and spread."""
        return self._flow.share_by_link

    @property
    def flows(self) -> dict[int, float]:
        """The probability that a customer passes a next link."""
        return self._flow.flow_by_link

    @cached_property
    def entry_weights(self) -> dict[int, float]:
        """The share of all customers that starts at each entry."""
        entries = zip(self._topology.entries, self._flow.weights, strict=True)
        return {self._topology.ids[entry]: weight for entry, weight in entries}

    @property
    def assumed(self) -> frozenset[int]:
        """The next links whose share is not given."""
        return self._flow.shares.assumed

    @property
    def oversubscribed(self) -> tuple[int, ...]:
        """The nodes whose given shares sum above 1."""
        return self._flow.shares.oversubscribed

    @property
    def dry(self) -> tuple[int, ...]:
        """The next links whose share comes out as 0 with nothing blocked: they make no path."""
        return self._flow.shares.dry

    @property
    def reach(self) -> dict[int, float]:
        """The probability that a customer passes a node."""
        return self._flow.reach_by_node

    @property
    def losses(self) -> dict[int, float]:
        """The share of all customers who leave the journey at a node.

        Only nodes that are marked so, and those whose shares do not add up to all their customers.
        """
        return self._flow.lost_by_node

    # the journey

    @property
    def paths(self) -> int | None:
        """The number of paths, exactly; None where no node is linked."""
        return self._flow.paths if self.linked else None

    @cached_property
    def expected(self) -> float | None:
        """The journey's excellence; None where no node is linked, or paths exist and no touchpoint is scored."""
        if not self.linked or (self._flow.starts and not self.linked_scored):
            return None
        factors, after = self._passes.factors, self._passes.after
        return min(1.0, fsum([weight * factors[entry] * after[entry] for entry, weight in self._flow.starts]))

    @property
    def lost(self) -> float | None:
        """The share of customers who do not reach the end of a path; None where no node is linked."""
        if not self.linked:
            return None
        lost = 1 - self._flow.arriving
        return lost if lost > EQUAL else 0.0

    @property
    def arriving(self) -> float | None:
        """The excellence for those who arrive; None where it is undefined or nobody does."""
        if self.expected is None or not self._flow.arriving:
            return None
        return min(1.0, self.expected / self._flow.arriving)

    @cached_property
    def best(self) -> Path | None:
        """The path of the highest excellence; None where there is no path."""
        return next(iter(self.best_paths(1)), None)

    @cached_property
    def worst(self) -> Path | None:
        """The path of the lowest excellence; None where there is no path."""
        return next(iter(self.worst_paths(1)), None)

    @cached_property
    def single_points(self) -> tuple[int, ...]:
        """The touchpoints that are on every path, in topological order."""
        topology = self._topology
        found = self._flow.on_every_path
        return tuple(topology.ids[position] for position in found if not topology.need[position])

    @cached_property
    def trust_per_round(self) -> float | None:
        """L, the excellence kept from one round to the next; None where the expected excellence is."""
        if self.expected is None:
            return None
        index, factors, after = self._topology.index, self._passes.factors, self._passes.after
        targets = [index[target] for source, target in self._returns if target in index and self._is_happy_end(source)]
        rounds = [factors[position] * after[position] for position in targets]
        return min(1.0, fsum(rounds) / len(rounds)) if rounds else self.expected

    def trust(self, rounds: int) -> float | None:
        """T(n), the probability of never being disappointed in n rounds, n at least 1."""
        if rounds < 1:
            raise ValueError("trust takes at least one round")
        if self.expected is None or self.trust_per_round is None:
            return None
        return float(self.expected * self.trust_per_round ** (rounds - 1))

    @cached_property
    def equivalent(self) -> tuple[int, float] | None:
        """(n, x): the most travelled path is like n touchpoints at x each; None where undefined."""
        path = next(iter(self.most_travelled(1)), None)
        if path is None or path.per_touchpoint is None or not self.linked_scored:
            return None
        return path.touchpoints, path.per_touchpoint

    # the touchpoints

    @cached_property
    def slopes(self) -> dict[int, float]:
        """dE/ds of each touchpoint."""
        rows = zip(self._topology.ids, self._passes.slopes, self._topology.need, strict=True)
        return {identity: slope for identity, slope, need in rows if not need}

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """Every touchpoint's lever, the largest first, equals in topological order."""
        return self._levers(sorted(range(self.linked), key=self._gains.__getitem__, reverse=True))

    def largest_levers(self, count: int) -> tuple[Lever, ...]:
        """The first ``count`` of :attr:`levers` without making them all: for a list that follows the pointer."""
        if "levers" in self.__dict__:
            return self.levers[:count]
        touchpoints = compress(range(self.linked), map(not_, self._topology.need))
        return self._levers(nlargest(count, touchpoints, key=self._gains.__getitem__))

    def _levers(self, positions: Iterable[int]) -> tuple[Lever, ...]:
        ids, need, reach = self._topology.ids, self._topology.need, self._flow.reach
        scores, slopes, gains = self._scores, self._passes.slopes, self._gains
        return tuple([Lever(ids[i], scores[i], slopes[i], gains[i], reach[i]) for i in positions if not need[i]])

    @cached_property
    def _gains(self) -> list[float]:
        """The lever at each position."""
        return [slope * (1 - factor) for slope, factor in zip(self._passes.slopes, self._passes.factors, strict=True)]

    @cached_property
    def fulfilment(self) -> dict[int, float | None]:
        """How well each need point is answered; None where no customer is led to a touchpoint."""
        topology = self._topology
        return {topology.ids[i]: self._met(i) for i in compress(range(len(topology)), topology.need)}

    def fulfilment_of(self, need: int) -> float | None:
        """One of :attr:`fulfilment` without making them all; None also for what is no linked need point."""
        position = self._topology.index.get(need)
        return self._met(position) if position is not None and self._topology.need[position] else None

    def _met(self, position: int) -> float | None:
        need, factors = self._topology.need, self._passes.factors
        steps = zip(self._topology.targets[position], self._flow.rows[position], strict=True)
        answers = [(share, factors[target]) for target, share in steps if share and not need[target]]
        total = fsum([share for share, _ in answers])
        met = fsum([share * factor for share, factor in answers])
        return min(1.0, met / total) if total else None

    @cached_property
    def fulfilment_at_most(self) -> frozenset[int]:
        """The need points that lead customers to an unscored touchpoint, so that their fulfilment is an upper bound."""
        topology = self._topology
        positions = compress(range(len(topology)), topology.need)
        return frozenset([topology.ids[position] for position in positions if self._is_unsure(position)])

    def is_fulfilment_at_most(self, need: int) -> bool:
        """Whether one is in :attr:`fulfilment_at_most`, without finding them all."""
        position = self._topology.index.get(need)
        return position is not None and self._topology.need[position] and self._is_unsure(position)

    def _is_unsure(self, position: int) -> bool:
        need, scores = self._topology.need, self._scores
        steps = zip(self._topology.targets[position], self._flow.rows[position], strict=True)
        return any(share and not need[target] and scores[target] is None for target, share in steps)

    # paths

    def best_paths(self, count: int) -> list[Path]:
        """Up to ``count`` paths, the highest excellence first."""
        found = self._walked(self._starts, self._steps, self._passes.highest, count)
        return sorted(found, key=lambda path: -path.excellence)

    def worst_paths(self, count: int) -> list[Path]:
        """Up to ``count`` paths, the lowest excellence first."""
        found = self._walked(self._starts, self._steps, self._passes.lowest, count, largest=False)
        return sorted(found, key=lambda path: path.excellence)

    def most_travelled(self, count: int) -> list[Path]:
        """Up to ``count`` paths, those that most customers take first."""
        found = self._walked(self._flow.starts, self._flow.ways.__getitem__, self._flow.likeliest, count)
        return sorted(found, key=lambda path: -path.probability)

    def path(self, nodes: Sequence[int]) -> Path:
        """The figures of the walk over these nodes. Its probability is 0 where it is no path as things stand.

        Raises ValueError where the nodes are not in the graph or not linked one after another.
        """
        topology, index = self._topology, self._topology.index
        if len(nodes) == 1 and nodes[0] in topology.parked:
            alone = [(node, self._all_scores[node]) for node in nodes if node in self._all_scores]
            return path_of(tuple(nodes), alone, 0.0, not alone, lambda _: 0.0)
        positions = [index[node] for node in nodes if node in index]
        linked = all(there in topology.targets[here] for here, there in zip(positions, positions[1:], strict=False))
        if not nodes or len(positions) < len(nodes) or not linked:
            raise ValueError("these nodes are not linked one after another")
        weight = dict(self._flow.starts).get(positions[0], 0.0)
        return self._path(positions, weight if self._flow.ends[positions[-1]] else 0.0)

    # what the figures are made from

    @cached_property
    def _passes(self) -> Passes:
        return Passes(self._flow, self._scores)

    @property
    def _starts(self) -> list[Way]:
        return [(entry, self._passes.factors[entry]) for entry, _ in self._flow.starts]

    def _steps(self, position: int) -> list[Way]:
        factors = self._passes.factors
        return [(target, factors[target]) for target, _ in self._flow.ways[position]]

    def _is_happy_end(self, node: int) -> bool:
        position = self._topology.index.get(node)
        if position is None:
            return False
        return not self._topology.targets[position] and not self._flow.shares.leaves[position]

    def _walked(
        self,
        starts: list[Way],
        steps: Callable[[int], Iterable[Way]],
        completion: list[float],
        count: int,
        *,
        largest: bool = True,
    ) -> list[Path]:
        weights = dict(self._flow.starts)
        found = []
        for walk in best_walks(starts, steps, completion, count, largest=largest):
            found.append(self._path(walk, weights[walk[0]]))
        return found

    def _path(self, positions: Sequence[int], weight: float) -> Path:
        """The path over ``positions``; ``weight`` of all customers are at the first."""
        topology, scores, rows = self._topology, self._scores, self._flow.rows
        probability = weight
        for here, there in zip(positions, positions[1:], strict=False):
            probability *= rows[here][topology.targets[here].index(there)]
        return path_of(
            tuple(topology.ids[position] for position in positions),
            [(topology.ids[position], scores[position]) for position in positions if not topology.need[position]],
            probability,
            any(topology.need[position] and not topology.targets[position] for position in positions),
            lambda identity: self._passes.slopes[topology.index[identity]],
        )


def needed_score(target: float, touchpoints: int) -> float:
    """The score that each of so many touchpoints needs for their path to reach ``target`` in [0, 1]."""
    if touchpoints < 1 or not 0 <= target <= 1:
        raise ValueError("needs a target between 0 and 1 and at least one touchpoint")
    return float(target ** (1 / touchpoints))
