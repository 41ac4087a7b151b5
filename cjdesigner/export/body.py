"""The sheet's middle: the map, the strips under it and the staircase, all in one grid of columns.

The map and the staircase take what they need; strips take what is left, and give way step by step where that is little
(``strips.STEPS``). This module must not know what stands around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cjdesigner.export.drawing import Pen
from cjdesigner.export.grid import GUTTER
from cjdesigner.export.journey import Told
from cjdesigner.export.map import JourneyMap
from cjdesigner.export.staircase import draw_staircase, is_told
from cjdesigner.export.strips import STEPS, Beneath, Step
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Activity
from cjdesigner.model.strips import Column

GAP = 18.0
"""Points on A4 between the parts."""
_STAIRS = ((0.32, 1.25), (0.25, 1.05), (0.2, 0.95), (0.17, 0.0))
_NO_STAIRS = ((0.12, 0.0),)
"""The staircase's least part of the height, tried until the map's type is so many times the smallest."""
_LEAST_STAIRS = 10.5
"""In sizes of the smallest type: below that steps cannot be told apart."""
_MOST_STAIRS = 0.46
_LOW_STAIRS, _MOST_LOW_STAIRS = 0.16, 0.24
"""The staircase's parts of the height where strips stand above it."""
_LOW_GAP = 9.0
"""Points on A4 between map and strips."""
_STAIRS_GAP = 12.0
"""Between strips and staircase."""
_LEAST_MAP = 0.2
_MOST_AIR = 1.25
"""Times its height that a map takes at most on a page without a staircase."""
_MOST_CUT = 0.34
"""Of the strips' texts: where more are cut, they rather stand on a page of their own."""
_ENOUGH = ((0.95, 0.82), (0.68,))
"""What the map needs: its quality in sizes of the smallest type. Ties go before the first two are given up."""


def draw_body(pen: Pen, told: Told, rect: Rect, scale: float, lying: bool) -> bool:
    """Draw all three; on a ``lying`` sheet, where height is dear, strips have their names at the left.

    False where the strips found no room and want a page of their own.
    """
    if told.has_strips and draw_with_strips(pen, told, rect, scale, lying):
        return True
    _draw_alone(pen, told, rect, scale)
    return not told.has_strips


def _draw_alone(pen: Pen, told: Told, rect: Rect, scale: float) -> None:
    """The map and, beneath it, the staircase: the map takes what it needs, the staircase the rest within reason."""
    gap = GAP * scale
    for least, enough in _STAIRS if is_told(told) else _NO_STAIRS:
        stairs = max(least * rect.height, _LEAST_STAIRS * pen.smallest)
        room = rect.height - gap - stairs
        journey_map = JourneyMap(told, pen, rect.width, room, scale)
        if journey_map.fit.whole and journey_map.fit.quality >= enough * pen.smallest:
            break
    journey_map = _within(journey_map, pen, room)
    most = _MOST_STAIRS * rect.height if is_told(told) else stairs
    stairs = min(most, max(0.8 * stairs, rect.height - gap - journey_map.height))
    high = rect.height - gap - stairs
    journey_map.stretch(high)
    journey_map.draw(pen, rect.x, rect.y, high)
    _draw_stairs(pen, told, journey_map, Rect(rect.x, rect.bottom - stairs, rect.width, stairs), scale)


def _within(journey_map: JourneyMap, pen: Pen, room: float, attempts: int = 3, least: float = 0.0) -> JourneyMap:
    """The map as high as ``room``: how deep return links nest shows only when they are routed.

    Each attempt takes at least ``least`` of the height away.
    """
    for _attempt in range(attempts):
        over = journey_map.height - room
        if over <= 0:
            break
        journey_map = journey_map.again(pen, journey_map.given - max(1.1 * over, least * room))
    return journey_map


def _draw_stairs(pen: Pen, told: Told, journey_map: JourneyMap, rect: Rect, scale: float) -> None:
    phases = [phase.id if phase else None for phase in journey_map.fit.grid.bands]
    lefts = [rect.x + left for left in journey_map.lefts]
    draw_staircase(pen, told, rect, list(zip(phases, lefts, lefts[1:], strict=False)), scale)


# with strips


class _Attempt:
    """A map with strips beneath at one of their steps, in the room that a staircase of that height leaves."""

    def __init__(self, pen: Pen, told: Told, rect: Rect, scale: float, step: Step, stairs: float, lying: bool) -> None:
        self.pen, self.told, self.rect, self.scale, self.step = pen, told, rect, scale, step
        bare = step.company and bool(told.state.members(told.journey.id, Activity))
        whole = rect.height - _LOW_GAP * scale - (stairs + _STAIRS_GAP * scale if stairs else 0.0)
        self.map = JourneyMap(told, pen, rect.width, whole, scale, titled=lying, bare=bare)
        self.unhampered = self.map.fit
        self.high = self.room = 0.0
        for _round in range(3):
            # How high the strips are depends on the columns, and these may change with the map's height.
            self.high = self.beneath(0.0).height
            self.room = whole - self.high
            if self.room < _LEAST_MAP * rect.height:
                return
            lefts = self.map.fit.lefts
            self.map = self.map.again(pen, self.room)
            if self.map.fit.lefts == lefts:
                break
        self.map = _within(self.map, pen, self.room, attempts=4, least=0.02)
        self.high = self.beneath(0.0).height
        self.room = whole - self.high

    def is_enough(self, quality: float) -> bool:
        """Whether the map keeps what it needs: so much quality, or what it has without anything beneath it."""
        fit, before = self.map.fit, self.unhampered
        if self.room < _LEAST_MAP * self.rect.height or self.map.height > self.room * 1.001:
            return False
        if quality <= 0:
            return True
        if before.whole:
            return fit.whole and fit.quality >= quality * self.pen.smallest
        return fit.quality >= min(quality * self.pen.smallest, 0.97 * before.quality)

    def is_legible(self) -> bool:
        """Whether most of what stands beneath is said in full."""
        boxes = self.beneath(0.0).found.boxes
        return sum(box.lines.cut for box in boxes) <= _MOST_CUT * len(boxes)

    def beneath(self, top: float, rects: dict[int, Rect] | None = None) -> Beneath:
        """The strips in the map's columns, from ``top`` on; ``rects`` are the cards, when they stand."""
        fit, left = self.map.fit, self.rect.x
        lefts = [left + edge for edge in self.map.lefts]
        phases = [phase.id if phase else None for phase in fit.grid.bands]
        columns = [Column(*each) for each in zip(phases, lefts, lefts[1:], strict=False)]
        start = left + self.map.lane_room
        cards = rects or {n: Rect(start + x, top - y - high, wide, high) for n, (x, y, wide, high) in fit.cards.items()}
        width = fit.style.width + 0.55 * GUTTER * fit.unit
        letter, title = fit.style.size, self.map.lane_room
        return Beneath(self.pen, self.told, self.step, columns, cards, width, letter, title, self.scale, top)


def draw_with_strips(pen: Pen, told: Told, rect: Rect, scale: float, lying: bool, *, alone: bool = False) -> bool:
    """Draw the first attempt in which the map keeps what it needs, with the least of it given up; False where none is.

    On a page of their own (``alone``) there is no staircase, and strips may give up anything rather than stay away.
    """
    stairs = 0.0 if alone else _least_stairs(pen, told, rect)
    attempts: dict[Step, _Attempt] = {}
    for step, enough in _tries(alone):
        attempt = attempts.get(step) or _Attempt(pen, told, rect, scale, step, stairs, lying)
        attempts[step] = attempt
        if attempt.is_enough(enough) and (alone or attempt.is_legible()):
            _draw(pen, attempt, stairs, _MOST_AIR if alone else 4.0)
            return True
    return False


def _tries(alone: bool) -> Iterator[tuple[Step, float]]:
    """Which steps are tried in turn, and what quality the map must keep with each."""
    whole = [step for step in STEPS if step.lanes and step.company]
    for qualities in _ENOUGH:
        for tied in (True, False):
            for enough in qualities:
                yield from ((step, enough) for step in whole if step.ties == tied)
    if alone:
        rest = [step for step in STEPS if step not in whole]
        for enough in (*_ENOUGH[0], *_ENOUGH[1], 0.0):
            yield from ((step, enough) for step in rest[:-1])


def _least_stairs(pen: Pen, told: Told, rect: Rect) -> float:
    if not is_told(told):
        return 0.0  # that it has nothing to tell yet needs no room here
    return max(_LOW_STAIRS * rect.height, _LEAST_STAIRS * pen.smallest)


def _draw(pen: Pen, found: _Attempt, stairs: float, air: float) -> None:
    """Draw it; the map is stretched to at most ``air`` times its height."""
    told, rect, scale, journey_map = found.told, found.rect, found.scale, found.map
    between, foot = _LOW_GAP * scale, _STAIRS_GAP * scale if stairs else 0.0
    rest = rect.height - between - foot - found.high
    if stairs:
        stairs = min(_MOST_LOW_STAIRS * rect.height, max(stairs, rest - journey_map.height))
    high = min(rest - stairs, air * journey_map.height)
    journey_map.stretch(high)
    rects = journey_map.rects(rect.x, rect.y, high)
    beneath = found.beneath(rect.y + high + between, rects)
    lines = beneath.ways(pen)
    journey_map.draw(pen, rect.x, rect.y, high, below=between + beneath.height, ties=lines)
    beneath.draw(pen, rect.x, lines, journey_map.backgrounds(rect.x))
    beneath.keep_left_out(pen)
    if stairs:
        _draw_stairs(pen, told, journey_map, Rect(rect.x, rect.bottom - stairs, rect.width, stairs), scale)


def keep_strips(pen: Pen, told: Told, rect: Rect, scale: float) -> None:
    """List all of the strips: there is room for none of them."""
    column = Column(None, rect.x, rect.right)
    Beneath(pen, told, STEPS[-1], [column], {}, rect.width, pen.smallest, 0.0, scale).keep_left_out(pen)
