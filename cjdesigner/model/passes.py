"""What scores and flow make together: one pass forward or back over the topological order for each figure.

This module must not know ids, nor what the figures are called where they are shown.
"""

from __future__ import annotations

from functools import cached_property
from operator import mul

from cjdesigner.model.compiled import Flow


class Passes:
    """The passes over one flow with one set of scores; every list goes by position."""

    def __init__(self, flow: Flow, scores: list[float | None]) -> None:
        """``scores`` by position; None is unscored, or a need point."""
        self.flow = flow
        self.factors = [1.0 if score is None else score for score in scores]

    @cached_property
    def after(self) -> list[float]:
        """The expected product of what follows a position; 1 where a path ends, 0 where customers are lost."""
        return self.flow.backward.sums(self.flow.arrived, self.factors)

    @cached_property
    def slopes(self) -> list[float]:
        """The expected product of all else on the paths over a position, each path by its probability."""
        start = [0.0] * len(self.factors)
        for entry, weight in self.flow.starts:
            start[entry] = weight
        return list(map(mul, self.flow.forward.sums(start, self.factors), self.after))

    @cached_property
    def highest(self) -> list[float]:
        """The highest excellence of what follows a position on a path, its own factor not included."""
        return self.flow.backward.largest(self.factors)

    @cached_property
    def lowest(self) -> list[float]:
        """The lowest excellence of what follows a position on a path, its own factor not included."""
        return self.flow.backward.smallest(self.factors)
