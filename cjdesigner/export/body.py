"""The sheet's middle: the map, the strips under it and the staircase, all in one grid of columns.

The map and the staircase take what they need; strips take what is left, and give way step by step where that is little
(``strips.STEPS``). A long journey stands in rows (``layers.py``), each with all three. This module must not know what
stands around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjdesigner.export.drawing import Pen
from cjdesigner.export.grid import GUTTER
from cjdesigner.export.journey import Told
from cjdesigner.export.map import JourneyMap
from cjdesigner.export.rows import Part
from cjdesigner.export.staircase import draw_staircase, is_told, keep_steps
from cjdesigner.export.strips import STEPS, VOICES, Beneath, Step, steps_of
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Activity
from cjdesigner.model.strips import Column

GAP = 18.0
"""Points on A4 between the parts."""
_STAIRS = ((27.0, 1.8), (24.0, 1.5), (21.5, 1.25), (19.0, 1.15), (17.0, 1.1), (14.5, 1.0))
"""Heights of the staircase in sizes of the smallest type, tried until the type on cards is so many times the smallest,
or hardly smaller than it would be above the lowest staircase; where it is large it stays so."""
_HARDLY, _RATHER, _LARGE = 0.93, 0.85, 2.4
_LARGEST_SHARE = 0.4
"""Of the height is what a staircase takes at most of the map's room."""
_LEAST_STAIRS, _LEAST_STAIRS_ON = 10.5, 7.8
"""In sizes of the smallest type: below that steps cannot be told apart; where the staircase goes on from the row above
it has no title."""
_NO_STAIRS = 2.6
"""What it takes to say that there are no steps yet."""
_MOST_STAIRS = 0.46
_MOST_STAIRS_OF_ROW = 2.0
"""Times its least height that the staircase of a row takes at most."""
LOW_STAIRS, _MODEST_STAIRS, _FAIR_STAIRS, _MOST_LOW_STAIRS = (15.5, 0.22), (18.7, 0.29), (21.0, 0.34), 0.4
"""Where strips stand above it: the staircase's height in sizes of the smallest type, and its part of the height at
most; over voices alone it is fair or, where there is less room, modest. The last is the most it ever takes there."""
_LOW_GAP = 9.0
"""Points on A4 between map and strips."""
_STAIRS_GAP = 10.0
"""Between strips and staircase."""
_LEAST_MAP = 0.2
_MOST_AIR = 1.25
"""Times its height that a map takes at most on a page without a staircase."""
_MOST_CUT = 0.34
"""Of the strips' texts: where more are cut, they rather stand on a page of their own."""
_ENOUGH = ((1.3, 1.15, 0.95, 0.82), (0.68,))
"""What the map needs: its quality in sizes of the smallest type. Ties go before the last is taken."""
_RATHER_THAN_NONE = 0.93
"""Of the type on cards is enough, rather than that no voice is heard on the sheet."""
_MOST_CUT_FOR_TYPE = 0.12
"""Of the strips' texts may be cut for the sake of type that is larger than the smallest."""

Stairs = tuple[float, float] | None
"""One of these, or None where no staircase is wanted."""
Rows = Sequence[tuple[Told, Rect]]
"""The journey and where it stands; or, in rows, each of its parts and where that stands."""


# without strips


def least_stairs(pen: Pen, told: Told) -> float:
    """How high the staircase is at least; 0 where there is none."""
    if not told.options.shows("staircase") or (isinstance(told, Part) and not is_told(told)):
        return 0.0
    if not is_told(told):
        return _NO_STAIRS * pen.smallest
    goes_on = isinstance(told, Part) and not told.is_first
    return (_LEAST_STAIRS_ON if goes_on else _LEAST_STAIRS) * pen.smallest


def map_alone(pen: Pen, told: Told, width: float, height: float, scale: float) -> tuple[JourneyMap, float]:
    """The map above its staircase in so much height, and how high that is at least."""
    least_high = least_stairs(pen, told)
    if not least_high:
        return JourneyMap(told, pen, width, height, scale), 0.0
    room = height - GAP * scale
    lowest = JourneyMap(told, pen, width, room - least_high, scale)
    if isinstance(told, Part) or not is_told(told) or not lowest.fit.whole:
        return lowest, least_high
    for sizes, enough in _STAIRS:
        high = min(sizes * pen.smallest, _LARGEST_SHARE * height)
        if high > least_high:
            journey_map = JourneyMap(told, pen, width, room - high, scale)
            size = lowest.fit.style.size
            rather = min(_RATHER * size, _LARGE * pen.smallest)
            enough = min(max(enough * pen.smallest, rather), _HARDLY * size)
            if journey_map.fit.whole and journey_map.fit.style.size >= enough:
                return journey_map, high
    return lowest, least_high


def draw_alone(pen: Pen, rows: Rows, scale: float) -> None:
    """The map and, beneath it, the staircase: the map takes what it needs, the staircase the rest within reason."""
    for told, rect in rows:
        _draw_alone(pen, told, rect, scale)


def _draw_alone(pen: Pen, told: Told, rect: Rect, scale: float) -> None:
    journey_map, stairs = map_alone(pen, told, rect.width, rect.height, scale)
    gap = GAP * scale if stairs else 0.0
    journey_map = _within(journey_map, pen, rect.height - gap - stairs)
    if stairs:
        most = max(stairs, _MOST_STAIRS * rect.height) if is_told(told) else stairs
        if isinstance(told, Part):
            most = _MOST_STAIRS_OF_ROW * stairs
        stairs = min(most, max(0.95 * stairs, rect.height - gap - journey_map.height))
    high = rect.height - gap - stairs
    journey_map.stretch(high)
    journey_map.draw(pen, rect.x, rect.y, high)
    if stairs and journey_map.height > high + stairs / 3:
        keep_steps(pen, told)
    elif stairs:
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
    bands = list(zip(phases, lefts, lefts[1:], strict=False))
    draw_staircase(pen, told, rect, bands, scale, told.whole.path if isinstance(told, Part) else None)


# with strips


class Attempt:
    """A map with strips beneath at one of their steps, in the room that its staircase leaves."""

    def __init__(self, pen: Pen, told: Told, rect: Rect, scale: float, step: Step, lying: bool, low: Stairs) -> None:
        self.pen, self.told, self.rect, self.scale, self.step = pen, told, rect, scale, step
        self.stairs = stairs = _low_stairs(pen, told, rect, low)
        titled = lying and (step.company or step.lanes)  # for voices alone a column of names is too much
        bare = step.company and bool(told.state.members(told.journey.id, Activity))
        whole = rect.height - _LOW_GAP * scale - (stairs + _STAIRS_GAP * scale if stairs else 0.0)
        quoted = step.voices > 0 and bool(told.voices)
        self.map = JourneyMap(told, pen, rect.width, whole, scale, titled=titled, bare=bare, quoted=quoted)
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

    @property
    def has_room(self) -> bool:
        """Whether there is room for the map at all."""
        return self.room >= _LEAST_MAP * self.rect.height and self.map.height <= self.room * 1.001

    def is_enough(self, quality: float) -> bool:
        """Whether the map keeps what it needs: so much quality, or what it has without anything beneath it."""
        fit, before = self.map.fit, self.unhampered
        if not self.has_room:
            return False
        if quality <= 0:
            return True
        if quality >= 1.0:
            return fit.whole and fit.style.size >= quality * self.pen.smallest
        if before.whole:
            return fit.whole and fit.quality >= quality * self.pen.smallest
        return fit.quality >= min(quality * self.pen.smallest, 0.97 * before.quality)

    def is_legible(self, quality: float) -> bool:
        """Whether most of what stands beneath is said in full, for a map of such quality."""
        boxes = self.beneath(0.0).found.boxes
        share = _MOST_CUT_FOR_TYPE if quality > 1.0 else _MOST_CUT
        return sum(box.lines.cut for box in boxes) <= share * len(boxes)

    def beneath(self, top: float, rects: dict[int, Rect] | None = None) -> Beneath:
        """The strips in the map's columns, from ``top`` on; ``rects`` are the cards, when they stand."""
        fit, left = self.map.fit, self.rect.x
        lefts = [left + edge for edge in self.map.lefts]
        phases = [phase.id if phase else None for phase in fit.grid.bands]
        columns = [Column(*each) for each in zip(phases, lefts, lefts[1:], strict=False)]
        start = left + self.map.start
        cards = rects or {n: Rect(start + x, top - y - high, wide, high) for n, (x, y, wide, high) in fit.cards.items()}
        width = fit.style.width + 0.55 * GUTTER * fit.unit
        letter, title = fit.style.size, self.map.lane_room
        return Beneath(self.pen, self.told, self.step, columns, cards, width, letter, title, self.scale, top)


def draw_with_strips(pen: Pen, rows: Rows, scale: float, lying: bool) -> bool:
    """Draw the first attempt in which the map keeps what it needs, with the least given up; False where none is."""
    tries = list(_whole_tries(any(told.voices for told, _rect in rows)))
    return _draw_first(pen, rows, scale, lying, tries, LOW_STAIRS)


def draw_with_voices(pen: Pen, rows: Rows, scale: float, lying: bool) -> bool:
    """Draw map and staircase with voices between them, without other strips; False where cards would have to be
    smaller for their sake."""
    found = [map_alone(pen, told, rect.width, rect.height, scale) for told, rect in rows]
    enough = min(journey_map.fit.style.size for journey_map, _stairs in found) / pen.smallest
    for low, steps, share in ((_FAIR_STAIRS, VOICES, 0.97), (_MODEST_STAIRS, VOICES[-2:], _RATHER_THAN_NONE)):
        if any(stairs < _low_stairs(pen, *row, low) for row, (_map, stairs) in zip(rows, found, strict=True)):
            continue
        tries = [(step, max(1.0, min(1.3, share * enough))) for step in steps]
        if _draw_first(pen, rows, scale, lying, tries, low):
            return True
    return False


def draw_strips_alone(pen: Pen, rows: Rows, scale: float, lying: bool, complete: bool) -> bool:
    """The same on a page of their own, without staircase and voices. Where they need not be ``complete`` strips may
    give up anything rather than stay away."""
    tries = list(_whole_tries(voices=False))
    if not complete:
        rest = [step for step in steps_of(False) if not (step.lanes and step.company)][:-1]
        tries = [(step, enough) for enough in (*_ENOUGH[0], *_ENOUGH[1], 0.0) for step in rest]
    return _draw_first(pen, rows, scale, lying, tries, None)


def _draw_first(
    pen: Pen, rows: Rows, scale: float, lying: bool, tries: Sequence[tuple[Step, float]], low: Stairs
) -> bool:
    attempts: dict[Step, list[Attempt]] = {}
    for step, enough in tries:
        found = attempts.get(step) or [Attempt(pen, told, rect, scale, step, lying, low) for told, rect in rows]
        attempts[step] = found
        if all(each.is_enough(enough) and (low is None or each.is_legible(enough)) for each in found):
            for each in found:
                _draw(pen, each, 4.0 if low else _MOST_AIR)
            return True
    return False


def _whole_tries(voices: bool) -> Iterator[tuple[Step, float]]:
    """Which steps are tried in turn, and what quality the map must keep with each; all strips stand on the page."""
    whole = [step for step in steps_of(voices) if step.lanes and step.company]
    for qualities in _ENOUGH:
        for tied in (True, False):
            for enough in qualities:
                yield from ((step, enough) for step in whole if step.ties == tied)


def _low_stairs(pen: Pen, told: Told, rect: Rect, low: Stairs) -> float:
    if low is None or not is_told(told):
        return 0.0  # that it has nothing to tell yet needs no room here
    if isinstance(told, Part):
        return least_stairs(pen, told)
    sizes, share = low
    return max(min(sizes * pen.smallest, share * rect.height), least_stairs(pen, told))


def _draw(pen: Pen, found: Attempt, air: float) -> None:
    """Draw it; the map is stretched to at most ``air`` times its height."""
    told, rect, scale, journey_map, stairs = found.told, found.rect, found.scale, found.map, found.stairs
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
