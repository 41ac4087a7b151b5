"""The strips under the map as geometry: the designer's lanes, then the company's side of the service blueprint.

From top to bottom: further lanes in their order; the line of interaction; a strip that says per phase what the company
does (acquire, look after), its verb and guiding question; frontstage; the line of visibility; backstage; the line of
internal interaction; support. Levels without activities are left out, unless ``all_levels``; lines come with their
level. Units are those of the columns given: canvas and poster both ask, each with columns and letters of its own.

This module must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from cjdesigner import text
from cjdesigner.i18n import gettext as _
from cjdesigner.model.company import LEVELS, LINES, lanes_of, ties
from cjdesigner.model.curve import Bezier, smooth
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.records import Activity, LaneEntry, Level, Phase
from cjdesigner.model.state import State

StripKind = Literal["text", "image", "emotion", "channel", "indicator", "company", "level"]


class Column(msgspec.Struct, frozen=True):
    """A phase's band, or (None) all there is besides."""

    phase: int | None
    left: float
    right: float


class Letters(msgspec.Struct, frozen=True):
    """The measures of what stands in the strips, in the columns' units."""

    size: float = 12.0
    """Of text."""
    small: float = 11.0
    box_width: float = 164.0
    title: float = 22.0
    """Above a strip's content, for its title."""
    padding: float = 8.0
    gap: float = 10.0
    curve: float = 112.0
    """The height of an emotion curve from -2 to +2."""
    picture: float = 96.0
    chart: float = 64.0
    max_lines: int = 4
    company_lines: int = 3
    """Of what the company does in a phase, and of the question that guides it."""


NEAR = Letters()
"""As the canvas sets them."""


class Strip(msgspec.Struct, frozen=True):
    """A lane or level across all columns. ``key`` is a lane's id, or a level's name, or "company"."""

    kind: StripKind
    key: int | str
    title: str
    top: float
    content: float
    """Where what it holds begins, beneath its title."""
    bottom: float

    @property
    def height(self) -> float:
        """Of what it holds."""
        return self.bottom - self.content


class Box(msgspec.Struct, frozen=True):
    """An activity, a text or an image: the record's id, where it stands, its set lines and its owner's line."""

    id: int
    rect: Rect
    lines: text.Lines
    foot: str = ""


class Cell(msgspec.Struct, frozen=True):
    """Where a phase meets a strip: for what is shown rather than entered, and for adding."""

    strip: int
    """Index among the strips."""
    phase: int | None
    rect: Rect


class Boundary(msgspec.Struct, frozen=True):
    """One of the blueprint's three lines."""

    level: Level
    title: str
    y: float


class Tie(msgspec.Struct, frozen=True):
    """That an activity serves a touchpoint: a line from the card's foot to the box's top."""

    activity: int
    touchpoint: int
    start: Point
    end: Point


class Curve(msgspec.Struct, frozen=True):
    """An emotion curve: its points by entry, and its smooth line."""

    lane: int
    points: dict[int, Point]
    pieces: list[Bezier]


class Strips(msgspec.Struct, frozen=True):
    """All strips of a journey. Empty (no strips) where there is nothing to show."""

    left: float
    right: float
    top: float
    bottom: float
    strips: list[Strip]
    cells: list[Cell]
    boxes: list[Box]
    boundaries: list[Boundary]
    ties: list[Tie]
    curves: list[Curve]


def has_strips(state: State, journey: int) -> bool:
    """Whether a journey has lanes or activities."""
    return bool(lanes_of(state, journey) or state.members(journey, Activity))


def columns_of(bands: Sequence[tuple[Phase | None, float, float]], cards: Mapping[int, Rect]) -> list[Column]:
    """The columns under a map of these bands (phase, left, right); without phases, one under all cards."""
    phases = [Column(phase.id, left, right) for phase, left, right in bands if phase is not None]
    left = min((rect.x for rect in cards.values()), default=0.0)
    right = max((rect.right for rect in cards.values()), default=264.0)
    if not phases:
        return [Column(None, left, right)]
    result = list(phases)
    if left < phases[0].left - 1:
        result.insert(0, Column(None, left, phases[0].left))
    return result


def strips_of(
    state: State,
    journey: int,
    columns: Sequence[Column],
    cards: Mapping[int, Rect],
    top: float,
    letters: Letters = NEAR,
    *,
    all_levels: bool = False,
) -> Strips:
    """The strips of a journey beneath ``top``. ``columns`` from left to right, ``cards`` where they stand."""
    builder = _Builder(state, journey, columns, cards, letters)
    for lane in lanes_of(state, journey):
        builder.add_lane(lane.id, lane.kind, lane.title)
    activities = sorted(state.members(journey, Activity), key=lambda activity: (activity.rank, activity.id))
    if activities or all_levels:
        builder.add_company()
    for level in LEVELS:
        held = [activity for activity in activities if activity.level == level]
        if held or all_levels:
            builder.add_level(level, held)
    return builder.finish(top)


def point_at(
    strips: Strips, columns: Sequence[Column], lane: int, x: float, y: float
) -> tuple[int | None, float, float]:
    """What a place on an emotion curve's strip means: phase, place across it by hundredths, value from -2 to +2 by
    tenths: nobody means more exactly what a hand points at."""
    strip = next(strip for strip in strips.strips if strip.key == lane)
    column = min(columns, key=lambda c: max(c.left - x, x - c.right, 0.0))
    place = (x - column.left) / (column.right - column.left)
    inset = _INSET * strip.height
    value = 2 - 4 * (y - strip.content - inset) / (strip.height - 2 * inset)
    return column.phase, round(max(0.0, min(1.0, place)), 2), round(max(-2.0, min(2.0, value)), 1)


_INSET = 0.1
"""Of a curve's strip, left free above +2 and below -2."""


class _Builder:
    """Stacks strips; works from 0 downwards and shifts all in the end."""

    def __init__(
        self, state: State, journey: int, columns: Sequence[Column], cards: Mapping[int, Rect], letters: Letters
    ) -> None:
        self.state = state
        self.journey = journey
        self.columns = columns
        self.cards = cards
        self.letters = letters
        self.y = 0.0
        self.strips: list[Strip] = []
        self.cells: list[Cell] = []
        self.boxes: list[Box] = []
        self.boundaries: list[Boundary] = []
        self.ties: list[tuple[int, int]] = []
        self.curves: list[Curve] = []

    # strips

    def add_lane(self, lane: int, kind: StripKind, title: str) -> None:
        """A lane with its entries."""
        letters = self.letters
        entries = self.state.referring(lane, LaneEntry)
        top = self.y + letters.title
        if kind == "text":
            height = self._texts(entries, top)
        elif kind == "emotion":
            height = letters.curve * (1 + 2 * _INSET)
        elif kind == "image":
            height = letters.picture + 2 * letters.padding
            self._pictures(entries, top, height)
        else:
            height = (letters.chart if kind == "indicator" else letters.chart * 0.6) + letters.padding
        self._close(kind, lane, title, height)
        if kind == "emotion":
            self._curve(lane, entries)

    def add_company(self) -> None:
        """What the company does meanwhile, per phase."""
        letters = self.letters
        self._boundary("frontstage")
        phases = {phase.id: phase for phase in self.state.phases(self.journey)}
        words = [company_words(phases[c.phase]) if c.phase in phases else ("", "") for c in self.columns]
        if not any(said or asked for said, asked in words):
            return
        lines = 0
        for (said, asked), column in zip(words, self.columns, strict=True):
            room = column.right - column.left - 2 * letters.padding
            most = letters.company_lines
            set_ = (
                text.lines(said, "semibold", letters.small, room, most),
                text.lines(asked, "italic", letters.small, room, most),
            )
            lines = max(lines, sum(len(part.lines) for part in set_))
        self._close("company", "company", _("The company"), lines * letters.small * 1.4 + 2 * letters.padding)

    def add_level(self, level: Level, activities: Sequence[Activity]) -> None:
        """A level of the blueprint with its activities, in as many rows as they need."""
        letters = self.letters
        if not any(boundary.level == level for boundary in self.boundaries):
            self._boundary(level)
        top = self.y + letters.title
        rows: list[float] = []  # the right end of each row
        heights: list[float] = []
        placed: list[tuple[int, int, float, text.Lines, str]] = []
        for x, activity in sorted(((self._centre(a), a) for a in activities), key=lambda pair: pair[0]):
            lines = text.lines(
                activity.name or _("Unnamed activity"),
                "semibold",
                letters.size,
                letters.box_width - 2 * letters.padding,
                letters.max_lines,
            )
            left = min(x - letters.box_width / 2, self.columns[-1].right - letters.box_width)
            left = max(self.columns[0].left, left)
            row = next((n for n, right in enumerate(rows) if right + letters.gap <= left), len(rows))
            if row == len(rows):
                rows.append(0.0)
                heights.append(0.0)
            rows[row] = left + letters.box_width
            foot = letters.small * 1.4 if activity.owner else 0.0
            height = len(lines.lines) * text.line_height(letters.size) + foot + 2 * letters.padding
            heights[row] = max(heights[row], height)
            placed.append((row, activity.id, left, lines, activity.owner))
            self.ties += [(activity.id, touchpoint.id) for touchpoint in ties(self.state, activity.id)]
        tops = [top]
        for height in heights:
            tops.append(tops[-1] + height + letters.gap)
        for row, identity, left, lines, owner in placed:
            rect = Rect(left, tops[row], letters.box_width, heights[row])
            self.boxes.append(Box(identity, rect, lines, owner))
        least = text.line_height(letters.size) * 2 + 2 * letters.padding if activities else 2 * letters.padding
        self._close("level", level, _(LEVELS[level]), max(tops[-1] - top, least))

    def finish(self, top: float) -> Strips:
        """All strips, shifted to where they begin."""
        boxes = [Box(b.id, b.rect.moved(0, top), b.lines, b.foot) for b in self.boxes]
        by_id = {box.id: box.rect for box in boxes}
        drawn = []
        for activity, touchpoint in self.ties:
            card, box = self.cards.get(touchpoint), by_id.get(activity)
            if card is not None and box is not None:
                drawn.append(Tie(activity, touchpoint, (card.centre_x, card.bottom), (box.centre_x, box.y)))
        return Strips(
            self.columns[0].left,
            self.columns[-1].right,
            top,
            top + self.y,
            [Strip(s.kind, s.key, s.title, s.top + top, s.content + top, s.bottom + top) for s in self.strips],
            [Cell(c.strip, c.phase, c.rect.moved(0, top)) for c in self.cells],
            boxes,
            [Boundary(b.level, b.title, b.y + top) for b in self.boundaries],
            drawn,
            [_lowered(curve, top) for curve in self.curves],
        )

    # parts

    def _close(self, kind: StripKind, key: int | str, title: str, height: float) -> None:
        content = self.y + self.letters.title
        self.strips.append(Strip(kind, key, title, self.y, content, content + height))
        for column in self.columns:
            rect = Rect(column.left, content, column.right - column.left, height)
            self.cells.append(Cell(len(self.strips) - 1, column.phase, rect))
        self.y = content + height

    def _boundary(self, level: Level) -> None:
        self.y += 2 * self.letters.gap
        self.boundaries.append(Boundary(level, _(LINES[level]), self.y))

    def _centre(self, activity: Activity) -> float:
        """Under the touchpoints it is tied to, else in the middle of its phase."""
        xs = [self.cards[t.id].centre_x for t in ties(self.state, activity.id) if t.id in self.cards]
        if xs:
            return sum(xs) / len(xs)
        column = self._column(activity.phase)
        return (column.left + column.right) / 2

    def _column(self, phase: int | None) -> Column:
        return next((column for column in self.columns if column.phase == phase), self.columns[0])

    def _texts(self, entries: Sequence[LaneEntry], top: float) -> float:
        """Texts of one phase stand one below the other."""
        letters = self.letters
        below: dict[int | None, float] = {}
        for entry in sorted(entries, key=lambda entry: (entry.place, entry.id)):
            column = self._column(entry.phase)
            room = column.right - column.left - 2 * letters.padding
            lines = text.lines(entry.text, "regular", letters.size, room - 2 * letters.padding, letters.max_lines * 2)
            height = max(1, len(lines.lines)) * text.line_height(letters.size) + letters.padding
            y = below.get(column.phase, top + letters.padding)
            self.boxes.append(Box(entry.id, Rect(column.left + letters.padding, y, room, height), lines))
            below[column.phase] = y + height + letters.padding / 2
        least = text.line_height(letters.size) * 2 + 2 * letters.padding
        return max([least, *(y - top + letters.padding / 2 for y in below.values())])

    def _pictures(self, entries: Sequence[LaneEntry], top: float, height: float) -> None:
        letters = self.letters
        held: dict[int | None, list[LaneEntry]] = {}
        for entry in sorted(entries, key=lambda entry: (entry.place, entry.id)):
            held.setdefault(self._column(entry.phase).phase, []).append(entry)
        for phase, found in held.items():
            column = self._column(phase)
            width = (column.right - column.left - letters.padding) / len(found) - letters.padding
            for number, entry in enumerate(found):
                left = column.left + letters.padding + number * (width + letters.padding)
                caption = text.lines(entry.text, "regular", letters.small, width, 1)
                rect = Rect(left, top + letters.padding, width, height - 2 * letters.padding)
                self.boxes.append(Box(entry.id, rect, caption))

    def _curve(self, lane: int, entries: Sequence[LaneEntry]) -> None:
        strip = self.strips[-1]
        inset = _INSET * strip.height
        room = strip.height - 2 * inset
        points: dict[int, Point] = {}
        for entry in entries:
            column = self._column(entry.phase)
            x = column.left + entry.place * (column.right - column.left)
            points[entry.id] = (x, strip.content + inset + (2 - (entry.value or 0.0)) / 4 * room)
        self.curves.append(Curve(lane, points, smooth(list(points.values()))))


def company_words(phase: Phase) -> tuple[str, str]:
    """What the company does in a phase, and the question that guides it."""
    side = {"buy": _("acquire"), "own": _("look after")}.get(phase.side or "", "")
    said = " · ".join(dict.fromkeys(part for part in (side, phase.verb) if part))
    return said, phase.question


def _lowered(curve: Curve, dy: float) -> Curve:
    def down(point: Point) -> Point:
        return point[0], point[1] + dy

    pieces = [(down(a), down(b), down(c), down(d)) for a, b, c, d in curve.pieces]
    return Curve(curve.lane, {key: down(point) for key, point in curve.points.items()}, pieces)
