"""The strips under the map on paper: how modest they are where there is little height, and how they are drawn.

Their geometry is ``model/strips.py``'s, in the columns of the map. Where height is short they give way in the order of
:data:`STEPS`: texts get fewer lines, then the ties go to the list pages, then lanes, then all of it. Before lanes go,
map and strips stand once more on a page of their own (``body.py``, ``strips_page.py``).

This module must not know how the map finds its ways, nor the staircase.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export import lanes
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK
from cjdesigner.export.phases import draw_company
from cjdesigner.export.pictures import draw_picture
from cjdesigner.export.sheet import TextLine
from cjdesigner.export.ties import ways
from cjdesigner.export.voices import Voices, name_of_voices
from cjdesigner.i18n import gettext as _
from cjdesigner.model.company import LEVELS, lanes_of, ties
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.records import Activity, Attachment, Lane, LaneEntry, Phase
from cjdesigner.model.state import State
from cjdesigner.model.strips import Box, Column, Letters, Strip, company_words, strips_of


class Step(msgspec.Struct, frozen=True):
    """How much of the strips stands on the map's page. ``size`` is that of their texts in smallest types."""

    size: float = 1.0
    lines: int = 1
    ties: bool = False
    lanes: bool = False
    company: bool = True
    curve: float = 5.0
    """The height of an emotion curve in sizes of type."""
    voices: int = 0
    """How many quotes a phase."""
    apart: bool = False
    """What is left out stands on a page of its own: it is not listed."""


STEPS = (
    Step(1.15, 6, ties=True, lanes=True, curve=9.0, voices=3),
    Step(1.15, 4, ties=True, lanes=True, curve=8.0, voices=3),
    Step(1.0, 3, ties=True, lanes=True, curve=6.5, voices=2),
    Step(1.0, 2, ties=True, lanes=True, voices=2),
    Step(1.0, 1, ties=True, lanes=True, voices=1),
    Step(1.0, 1, ties=True, lanes=True),
    Step(1.0, 1, lanes=True, curve=4.0),
    Step(1.0, 1),
    Step(1.0, 1, company=False),
)
"""The last has nothing on the page."""

VOICES = (
    Step(1.15, 6, company=False, voices=3, apart=True),
    Step(1.0, 6, company=False, voices=3, apart=True),
    Step(1.0, 6, company=False, voices=2, apart=True),
    Step(1.0, 6, company=False, voices=1, apart=True),
    Step(1.0, 3, company=False, voices=1, apart=True),
)
"""Where nothing but the voices stands on the map's page."""


def steps_of(voices: bool) -> tuple[Step, ...]:
    """The steps with voices or, where there are none or they stand elsewhere, without."""
    if voices:
        return STEPS
    return tuple(dict.fromkeys(msgspec.structs.replace(step, voices=0) for step in STEPS))


class Beneath:
    """The strips of a journey at one step, in the columns of one map. ``height`` is what they take, in points.

    ``edges`` are the bands as (phase, left, right) and ``cards`` where they stand, on the page; ``title`` is the room
    left of the columns for the strips' names, or 0: then they stand above.
    """

    def __init__(
        self,
        pen: Pen,
        told: Told,
        step: Step,
        columns: Sequence[Column],
        cards: Mapping[int, Rect],
        card_width: float,
        card_size: float,
        title: float,
        scale: float,
        top: float = 0.0,
    ) -> None:
        self.told, self.step, self.scale, self.title = told, step, scale, title
        self.columns, self.cards = columns, cards
        self.small = pen.smallest
        self.size = max(pen.smallest, min(step.size * pen.smallest, card_size))
        self.letters = self._letters(card_width)
        state = _without(told, step)
        above = 0.0 if title else 1.5 * pen.smallest
        self.top = top
        self.voices = Voices(told, columns, step.voices, max(2, step.lines), self.size, above)
        self.found = strips_of(state, told.journey.id, columns, cards, top + self.voices.height, self.letters)

    @property
    def height(self) -> float:
        """What the strips take, in points."""
        return self.found.bottom - self.top

    def _letters(self, card_width: float) -> Letters:
        size, small, step = self.size, self.small, self.step
        gap = (0.8 if step.ties else 0.66) * small
        narrowest = min((column.right - column.left for column in self.columns), default=card_width)
        return Letters(
            size=size,
            small=small,
            box_width=max(min(card_width, 1.6 * narrowest), 5 * size),
            title=0.2 * small if self.title else 1.5 * small,
            padding=0.4 * size,
            gap=gap,
            curve=step.curve * small,
            picture=(5.0 + step.lines) * size,
            chart=lanes.chart_height(self.told, self.columns, small),
            max_lines=step.lines,
            company_lines=max(3, step.lines),
        )

    # drawing

    def ways(self, pen: Pen) -> list[list[Point]]:
        """The ties as lines on the page, past all cards but their own; those that find no way are listed."""
        if not self.step.ties:
            return []
        return ways(self.told, pen, self.found, self.cards, self.columns, self.small)

    def draw(
        self, pen: Pen, left: float, lines: Sequence[Sequence[Point]], backgrounds: Sequence[tuple[float, str]]
    ) -> None:
        """Draw all but the ties; ``left`` is where the names at the side begin. ``backgrounds`` are the bands' right
        edges and colours, to clear ``lines`` behind a text."""
        if self.voices.height:
            self._draw_voices(pen, left, lines, backgrounds)
        if self.found.strips:
            pen.entry(_("The company") if self.step.company else self._name(self.found.strips[0]), 1, self.found.top)
        for strip in self.found.strips:
            self._draw_strip(pen, strip, left, lines, backgrounds)
        for box in self.found.boxes:
            open_ = Pen(pen.notes, pen.smallest)
            self._draw_box(open_, box)
            self._lay(pen, open_, lines if self._is_open(box) else (), backgrounds)
        for curve in self.found.curves:
            open_ = Pen(pen.notes, pen.smallest)
            lanes.draw_curve(open_, self.told.state, self.found, curve, self.scale)
            self._lay(pen, open_, lines, backgrounds)
        for boundary in self.found.boundaries:
            colour = INK.second
            ends = [(left if self.title else self.found.left, boundary.y), (self.found.right, boundary.y)]
            open_ = Pen(pen.notes, pen.smallest)
            baseline = boundary.y - 0.34 * self.small
            open_.figure(
                boundary.title, self.found.right, baseline, "italic", self.small, colour, align="right", tabular=False
            )
            self._lay(pen, open_, lines, backgrounds)
            pen.line(ends, colour, 0.7 * self.scale, dash=(2.6 * self.scale, 1.8 * self.scale), role="boundary")

    def keep_left_out(self, pen: Pen) -> None:
        """List what this step leaves to the list pages."""
        if self.step.apart:
            return
        state, journey = self.told.state, self.told.journey.id
        if not self.step.lanes:
            for lane in lanes_of(state, journey):
                pen.notes.keep(self._lane_name(lane), lanes.entries_in_words(self.told, lane))
        for activity in sorted(state.members(journey, Activity), key=lambda a: (a.rank, a.id)):
            names = [self.told.name(t.id) for t in ties(state, activity.id) if t.id in self.told.nodes]
            said = " ".join(activity.name.split()) or _("Unnamed activity")
            if not self.step.company:
                phase = state.get(activity.phase, Phase)
                said = ": ".join(part for part in ((phase.title if phase else ""), said) if part)
                said += f" ({activity.owner.strip()})" if activity.owner.strip() else ""
            if names and not self.step.ties:
                said += " \u2192 " + ", ".join(names)
            if not self.step.company:
                pen.notes.keep(_(LEVELS[activity.level]), [said])
            elif names and not self.step.ties:
                pen.notes.keep(_("Activities and their touchpoints"), [said])

    def _draw_voices(
        self, pen: Pen, left: float, lines: Sequence[Sequence[Point]], backgrounds: Sequence[tuple[float, str]]
    ) -> None:
        first, last = self.columns[0].left, self.columns[-1].right
        pen.line([(left if self.title else first, self.top), (last, self.top)], INK.hairline, 0.5 * self.scale)
        pen.entry(name_of_voices(), 1, self.top)
        open_ = Pen(pen.notes, pen.smallest)
        if self.title:
            room = Rect(left, self.top + 0.45 * self.size, self.title - 4 * self.scale, self.voices.height)
        else:
            inset = 0.4 * self.size
            room = Rect(first + inset, self.top + 0.1 * self.small, last - first - 2 * inset, 1.4 * self.small)
        open_.text(name_of_voices(), room, "semibold", self.small, INK.second, leading=1.15 if self.title else 1.3)
        self.voices.draw(open_, self.top, self.scale)
        self._lay(pen, open_, lines, backgrounds)

    def _draw_strip(
        self,
        pen: Pen,
        strip: Strip,
        left: float,
        lines: Sequence[Sequence[Point]],
        backgrounds: Sequence[tuple[float, str]],
    ) -> None:
        found, place = self.found, self.found.strips.index(strip)
        pen.place("strip", Rect(left, strip.top, found.right - left, strip.bottom - strip.top), words=self._name(strip))
        if isinstance(strip.key, int):
            start = left if self.title else found.left
            pen.line([(start, strip.top), (found.right, strip.top)], INK.hairline, 0.5 * self.scale)
        open_ = Pen(pen.notes, pen.smallest)
        name = self._name(strip)
        if self.title:
            high = max(strip.height - 0.1 * self.small, 1.3 * self.small)
            # The scale of an emotion curve stands at the right of its name.
            beside = 2.0 * self.small if strip.kind == "emotion" else 0.0
            box = Rect(left, strip.content + 0.1 * self.small, self.title - beside - 4 * self.scale, high)
        else:
            inset = 0.5 * self.small
            box = Rect(
                found.left + inset, strip.top + 0.1 * self.small, found.right - found.left - 2 * inset, 1.3 * self.small
            )
        open_.text(name, box, "semibold", self.small, INK.second, leading=1.15 if self.title else 1.3)
        cells = [cell for cell in found.cells if cell.strip == place]
        if strip.kind == "company":
            for cell in cells:
                self._draw_company(open_, cell.phase, cell.rect, self._has_houses([cell.rect for cell in cells]))
        elif strip.kind == "emotion":
            lanes.draw_scale(open_, found, strip, self.small, self.scale)
        elif strip.kind in ("channel", "indicator"):
            lane = self.told.state.get(int(strip.key), Lane)
            draw = lanes.draw_channels if strip.kind == "channel" else lanes.draw_indicators
            for cell in cells:
                if lane is not None:
                    draw(open_, self.told, lane, cell.phase, cell.rect, self.scale)
        self._lay(pen, open_, lines, backgrounds)

    def _lay(
        self, pen: Pen, drawn: Pen, lines: Sequence[Sequence[Point]], backgrounds: Sequence[tuple[float, str]]
    ) -> None:
        """Put what was drawn on the page; behind texts on a tie the tie is cleared."""
        for item in drawn.items:
            if isinstance(item, TextLine):
                ink = item.ink.inflated(0.12 * item.size)
                if any(_crosses(points, ink) for points in lines):
                    behind = next((colour for right, colour in backgrounds if ink.centre_x < right), INK.surface)
                    pen.box(ink, behind)
            pen.items.append(item)
        pen.outline += drawn.outline

    def _name(self, strip: Strip) -> str:
        return strip.title.strip() or _("Unnamed lane")

    def _lane_name(self, lane: Lane) -> str:
        return " ".join(lane.title.split()) or _("Unnamed lane")

    def _has_houses(self, cells: Sequence[Rect]) -> bool:
        """Whether the company's sign stands beside its words: in all cells or in none."""
        narrowest = min(cell.width for cell in cells) - 2 * self.letters.padding - 3.2 * self.small
        said = [company_words(phase)[0] for phase in self.told.phases]
        return all(text.width(words, "semibold", self.small) <= narrowest for words in said)

    def _draw_company(self, pen: Pen, phase: int | None, cell: Rect, house: bool) -> None:
        record = self.told.state.get(phase, Phase)
        if record is None:
            return
        pad, size = self.letters.padding, self.small
        y = cell.y + pad
        room = Rect(cell.x + pad, y, cell.width - 2 * pad, cell.bottom - y)
        said, asked = company_words(record)
        faces: tuple[tuple[str, text.Face, str], ...] = (
            (said, "semibold", INK.ink), (asked, "italic", INK.second),
        )  # fmt: skip
        for words, face, colour in faces:
            if not words.strip():
                continue
            if face == "semibold" and house:
                draw_company(pen, words, room, face, size, INK.second)
            used = pen.text(words, room, face, size, colour, align="centre", max_lines=self.letters.company_lines)
            room = Rect(room.x, room.y + used, room.width, room.height - used)

    def _is_open(self, box: Box) -> bool:
        """Whether its text stands on the page itself, not in a box of its own."""
        entry = self.told.state.get(box.id, LaneEntry)
        return entry is not None and bool(entry.image)

    def _draw_box(self, pen: Pen, box: Box) -> None:
        state, size, pad = self.told.state, self.size, self.letters.padding
        entry, activity = state.get(box.id, LaneEntry), state.get(box.id, Activity)
        radius = 0.5 * size
        if entry is not None and entry.image:
            self._draw_image(pen, box, entry, radius)
            return
        room = Rect(box.rect.x + pad, box.rect.y + pad, box.rect.width - 2 * pad, box.rect.height - 2 * pad)
        if activity is not None:
            pen.box(box.rect, INK.surface, INK.hairline, 0.09 * size, radius=radius, role="activity")
            name = activity.name.strip() or _("Unnamed activity")
            foot = self.small * 1.3 if box.foot.strip() else 0.0
            high = room.height - foot + 0.01
            pen.text(name, Rect(room.x, room.y, room.width, high), "semibold", size, INK.ink, max_lines=self.step.lines)
            if foot:
                below = Rect(room.x, room.bottom - foot, room.width, foot + 0.3 * self.small)
                pen.text(" ".join(box.foot.split()), below, "regular", self.small, INK.second, max_lines=1)
        elif entry is not None:
            pen.box(box.rect, INK.paper, radius=0.3 * size, role="entry")
            room = Rect(room.x, box.rect.y + 0.5 * pad, room.width, box.rect.height - 0.5 * pad)
            pen.text(entry.text, room, "regular", size, INK.ink, max_lines=2 * self.step.lines)

    def _draw_image(self, pen: Pen, box: Box, entry: LaneEntry, radius: float) -> None:
        words = " ".join(entry.text.split())
        lines = min(2, len(text.lines(words, "regular", self.small, box.rect.width).lines)) if words else 0
        high = box.rect.height - lines * 1.3 * self.small - (0.2 * self.small if lines else 0.0)
        frame = Rect(box.rect.x, box.rect.y, box.rect.width, high)
        data = self.told.options.images.get(entry.image)
        draw_picture(pen, data, words or self._lane_of(entry), frame, radius, fill=False)
        if lines:
            room = Rect(frame.x, frame.bottom + 0.2 * self.small, frame.width, lines * 1.3 * self.small)
            pen.text(words, room, "regular", self.small, INK.second, max_lines=lines)

    def _lane_of(self, entry: LaneEntry) -> str:
        lane = self.told.state.get(entry.lane, Lane)
        return self._lane_name(lane) if lane is not None else ""


def _crosses(points: Sequence[Point], rect: Rect) -> bool:
    """Whether a polyline of upright and level pieces passes a rectangle."""
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        if min(x1, x2) < rect.right and max(x1, x2) > rect.x and min(y1, y2) < rect.bottom and max(y1, y2) > rect.y:
            return True
    return False


def _without(told: Told, step: Step) -> State:
    """The state without what a step leaves out."""
    state, journey = told.state, told.journey.id
    if step.lanes and step.company:
        return state
    gone: set[int] = set()
    if not step.lanes:
        gone |= {lane.id for lane in state.members(journey, Lane)}
    if not step.company:
        gone |= {activity.id for activity in state.members(journey, Activity)}
    kept = []
    for record in state.records.values():
        hangs = isinstance(record, Attachment) and (record.subject in gone or record.target in gone)
        if record.id not in gone and not hangs and not (isinstance(record, LaneEntry) and record.lane in gone):
            kept.append(record)
    return State(kept)
