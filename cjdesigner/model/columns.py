"""Which cards of a journey stand in one column: phase by phase, by how far into the phase they are.

This module must not know sizes, positions to come, or in which order a column's cards end up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cjdesigner.model.records import NeedPoint, Node

AFTER = -1
"""In place of a phase: right of the last one, where cards without a phase stand that follow cards with one."""

_CHAIN = 3  # touchpoints that simply follow each other stand above each other, up to so many
_NEED_STACK = 3  # need points that nothing in their column answers stand above each other, if they are more than two


class Column(msgspec.Struct):
    """Cards above each other: need points on top, touchpoints, parked cards; ``band`` is their phase or :data:`AFTER`.

    ``chain`` tells that the touchpoints follow each other from top to bottom.
    """

    band: int | None
    needs: list[int]
    cards: list[int]
    chain: bool = False
    parked: list[int] = msgspec.field(default_factory=list)

    def everything(self) -> list[int]:
        """All cards from top to bottom."""
        return [*self.needs, *self.cards, *self.parked]


def columns_of(
    nodes: Iterable[Node],
    links: Sequence[tuple[int, int]],
    band_of: Mapping[int, int | None],
    bands: Sequence[int | None],
    *,
    stack: bool,
) -> list[Column]:
    """The columns from left to right, bands in the order given.

    ``links`` are next links and form no cycle. Within a column cards are sorted as they stand now. ``stack`` puts
    touchpoints that simply follow each other in a phase into one column.
    """
    by_id = {node.id: node for node in nodes}
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for source, target in links:
        before.setdefault(target, []).append(source)
        after.setdefault(source, []).append(target)
    depths = _depths(by_id, before, after, band_of)
    levels: dict[tuple[int, int], list[Node]] = {}
    place = {band: number for number, band in enumerate(bands)}
    for identity, depth in depths.items():
        levels.setdefault((place[band_of[identity]], depth), []).append(by_id[identity])
    result: list[Column] = []
    for (number, _), members in sorted(levels.items(), key=lambda item: item[0]):
        for column in _side_by_side(members, before, bands[number]):
            if not (stack and result and _continues(result[-1], column, before, after)):
                result.append(column)
                continue
            result[-1].cards.extend(column.cards)
            result[-1].chain = True
    return result


def _depths(
    nodes: Mapping[int, Node],
    before: Mapping[int, list[int]],
    after: Mapping[int, list[int]],
    band_of: Mapping[int, int | None],
) -> dict[int, int]:
    """How many columns into its band a card stands; an answer stands in the column of the need point it answers."""
    depths: dict[int, int] = {}
    missing = {identity: len(before.get(identity, ())) for identity in nodes}
    ready = deque(identity for identity, count in missing.items() if not count)
    while ready:
        identity = ready.popleft()
        depth = 0
        for source in before.get(identity, ()):
            if band_of[source] == band_of[identity]:
                answers = isinstance(nodes[source], NeedPoint) and not isinstance(nodes[identity], NeedPoint)
                depth = max(depth, depths[source] + (0 if answers else 1))
        depths[identity] = depth
        for target in after.get(identity, ()):
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    return depths


def _side_by_side(members: Sequence[Node], before: Mapping[int, list[int]], band: int | None) -> list[Column]:
    """The columns of one depth: need points with their answers, need points without, then the rest."""
    needs = sorted((n for n in members if isinstance(n, NeedPoint)), key=lambda n: (n.x, n.y, n.id))
    heads: dict[int, list[int]] = {need.id: [] for need in needs}
    rank = {need: place for place, need in enumerate(heads)}
    rest: list[int] = []
    for node in sorted((n for n in members if not isinstance(n, NeedPoint)), key=lambda n: (n.y, n.x, n.id)):
        asked = [source for source in before.get(node.id, ()) if source in heads]
        if asked:
            heads[min(asked, key=rank.__getitem__)].append(node.id)
        else:
            rest.append(node.id)
    alone = [need for need, cards in heads.items() if not cards]
    result = [Column(band, [need], cards) for need, cards in heads.items() if cards]
    high = _NEED_STACK if len(alone) > 2 else 1
    result += [Column(band, alone[start : start + high], []) for start in range(0, len(alone), high)]
    if rest:
        result.append(Column(band, [], rest))
    return result


def _continues(upper: Column, lower: Column, before: Mapping[int, list[int]], after: Mapping[int, list[int]]) -> bool:
    """Whether the single touchpoint of ``lower`` simply follows the last one of ``upper``, which stands alone too."""
    if (
        upper.band in (None, AFTER)
        or upper.band != lower.band
        or lower.needs
        or len(lower.cards) != 1
        or not upper.cards
    ):
        return False
    if not (upper.chain or len(upper.cards) == 1) or len(upper.cards) >= _CHAIN:
        return False
    last, following = upper.cards[-1], lower.cards[0]
    return after.get(last) == [following] and before.get(following) == [last]
