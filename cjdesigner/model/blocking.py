"""Customers are like water: what closing a touchpoint does, and where its customers go.

This module must not know how figures are shown or rounded.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.path import EQUAL


class Blocking(msgspec.Struct, frozen=True):
    """What closing a node does. ``takers`` are (touchpoint, its reach before, after), the largest gain first."""

    expected_before: float | None
    expected_after: float | None
    lost_before: float | None
    lost_after: float | None
    takers: tuple[tuple[int, float, float], ...]
    at_most_before: bool = False
    at_most_after: bool = False
    """Whether the expected excellence is an upper bound, before and after."""

    @property
    def rises(self) -> bool:
        """Whether the journey's excellence rises: the ways that remain score higher."""
        if self.expected_before is None or self.expected_after is None:
            return False
        return self.expected_after > self.expected_before + EQUAL


def blocking(graph: JourneyGraph, node: int, *, scores: Mapping[int, float | None] | None = None) -> Blocking:
    """What closing ``node`` does, compared with leaving it open, whatever its record says; others stay as they are."""
    before = Analysis(graph, opened=(node,), scores=scores)
    after = Analysis(graph, blocked=(node,), scores=scores)
    reach = after.reach
    gains = [
        (identity, was, reach[identity])
        for identity, was in before.reach.items()
        if reach[identity] > was + EQUAL and identity in graph.scores
    ]
    gains.sort(key=lambda gain: gain[1] - gain[2])
    return Blocking(
        before.expected,
        after.expected,
        before.lost,
        after.lost,
        tuple(gains),
        before.upper_bound,
        after.upper_bound,
    )
