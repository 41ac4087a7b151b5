"""Where everything stands on an empathy map: the header, the sections around the head, and the notes in them.

Pure geometry in units of 1/96 inch at 100 %, for a given width; heights follow the notes. Notes fill the columns of
their section in order, each the column that ends first, so that a new note moves no other.

This module must not know Qt or who looks at the map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from cjdesigner import text
from cjdesigner.i18n import gettext as _
from cjdesigner.model.empathy_canvas import CLASSIC, CLASSIC_ORDER, ORDER, SECTIONS, Quadrant
from cjdesigner.model.geometry import Rect
from cjdesigner.model.record import Section
from cjdesigner.model.records import Note

LEAST_WIDTH = 800.0
MARGIN = 20.0
PAD = 14.0
GAP = 8.0
NOTE_WIDTH = 150.0
"""No column of notes is narrower, where its section has room for one."""
NOTE_SIZE = 13.0
NOTE_LINE = 17.0
NOTE_PAD = 8.0
MARK_WIDTH = 20.0
"""The column of a note's mark, left of its text."""
FOOT = 17.0
SIGN = 16.0
NOTE_LINES = 10
"""A longer text ends in an ellipsis on its note."""
QUESTION_SIZE = 11.0
QUESTION_LINE = 15.0
HEADING_SIZE = 12.0
HEADING_LINE = 16.0
HEADING_INDENT = 22.0
"""Where a heading begins, right of its icon."""
CENTRE = 28.0
"""The radius of the round sign where the classic form's quadrants meet."""
SLOT_HEIGHT = 33.0
"""Of a place for a note to come."""

HEADER: tuple[str, ...] = ("designed_for", "designed_by", "date", "version")
"""The fields of a map on top of the canvas, beneath its title."""

Form = Literal["canvas", "classic"]


class Slot(msgspec.Struct, frozen=True):
    """A place for a note to come, with so many notes of the section before it; at the end where None."""

    section: Section
    index: int | None = None
    height: float = SLOT_HEIGHT


class Area(msgspec.Struct, frozen=True):
    """A section: its region, where its heading begins, its questions as set lines, and where its notes begin."""

    section: Section
    rect: Rect
    heading: Rect
    questions: tuple[text.Line, ...]
    body: Rect


class Quarter(msgspec.Struct, frozen=True):
    """A quadrant of the classic form, with its heading."""

    quadrant: Quadrant
    rect: Rect
    heading: Rect


class Board(msgspec.Struct, frozen=True):
    """A laid out map. ``head`` is the drawn head's box, its nose and neck within; ``slot`` where a note is to come."""

    form: Form
    width: float
    height: float
    frame: Rect
    title: Rect
    fields: dict[str, Rect]
    areas: dict[Section, Area]
    notes: dict[int, Rect]
    order: dict[Section, tuple[int, ...]]
    lines: tuple[tuple[float, float, float, float], ...]
    head: Rect | None = None
    head_title: Rect | None = None
    slot: Rect | None = None
    quarters: tuple[Quarter, ...] = ()
    centre: tuple[float, float] | None = None
    """Of the classic form: where the quadrants meet."""
    remark: Rect | None = None
    """Of the classic form: what it does not show is said here."""

    def section_at(self, x: float, y: float) -> Section | None:
        """The section whose region a point lies in; the head's parts lie above what is around them."""
        found = [area for area in self.areas.values() if area.rect.contains(x, y)]
        return min(found, key=lambda area: area.rect.width * area.rect.height).section if found else None

    def note_at(self, x: float, y: float, margin: float = 0.0) -> int | None:
        """The note at a point, or within a margin of it."""
        return next((key for key, rect in self.notes.items() if rect.inflated(margin).contains(x, y)), None)

    def field_at(self, x: float, y: float) -> str | None:
        """The header's field at a point."""
        fields = {"title": self.title, **self.fields}
        return next((name for name, rect in fields.items() if rect.contains(x, y)), None)


class Sizes:
    """How high notes are; ``signs`` are the ids of notes that became something."""

    def __init__(self, signs: Mapping[int, int]) -> None:
        self._signs = signs

    def height(self, note: Note, width: float) -> float:
        """A note's height at a width."""
        count = max(1, len(note_lines(note, width).lines))
        foot = FOOT if note.source.strip() or self._signs.get(note.id) else 0.0
        return 2 * NOTE_PAD + count * NOTE_LINE + foot


def note_lines(note: Note, width: float) -> text.Lines:
    """A note's text as it is set on a note of a width."""
    return text.lines(note.text, "regular", NOTE_SIZE, width - MARK_WIDTH - 2 * NOTE_PAD, NOTE_LINES)


def heading_lines(section: Section, width: float) -> text.Lines:
    """A section's heading as it is set in a width."""
    return text.lines(_(SECTIONS[section].title), "semibold", HEADING_SIZE, width - HEADING_INDENT, 2)


class _Column:
    """Fills one section."""

    def __init__(self, notes: Sequence[Note], sizes: Sizes, slot: Slot | None) -> None:
        self._notes = notes
        self._sizes = sizes
        self._slot = slot

    def fill(self, x: float, y: float, width: float, placed: dict[int, Rect]) -> tuple[float, Rect | None]:
        """Place the notes beneath y; their height, and where the slot is."""
        count = max(1, int((width + GAP) // (NOTE_WIDTH + GAP)))
        wide = (width - GAP * (count - 1)) / count
        ends = [y] * count
        slot: Rect | None = None
        items: list[Note | None] = list(self._notes)
        if self._slot is not None:
            index = len(items) if self._slot.index is None else min(self._slot.index, len(items))
            items.insert(index, None)
        for note in items:
            column = min(range(count), key=lambda number: ends[number])
            high = self._sizes.height(note, wide) if note is not None else self._slot.height if self._slot else 0.0
            rect = Rect(x + column * (wide + GAP), ends[column], wide, high)
            ends[column] = rect.bottom + GAP
            if note is None:
                slot = rect
            else:
                placed[note.id] = rect
        return max(0.0, max(ends) - GAP - y), slot


class _Layout:
    """One laying out."""

    def __init__(
        self, notes: Mapping[Section, Sequence[Note]], sizes: Sizes, width: float, least: float, slot: Slot | None
    ) -> None:
        self.notes = notes
        self.sizes = sizes
        self.width = max(LEAST_WIDTH, width)
        self.least = least
        self.slot = slot
        self.areas: dict[Section, Area] = {}
        self.placed: dict[int, Rect] = {}
        self.slot_rect: Rect | None = None
        self.lines: list[tuple[float, float, float, float]] = []

    def part(self, section: Section, x: float, y: float, width: float, *, bare: bool = False) -> float:
        """Lay a section's heading, questions and notes within a width; the y where it ends, padding included.

        A ``bare`` one has no heading. Its region is set by :meth:`close` when the height of its row is known.
        """
        words = SECTIONS[section]
        inner = width - 2 * PAD
        title = heading_lines(section, inner)
        heading = Rect(x + PAD, y + PAD, inner, 0.0 if bare else max(1, len(title.lines)) * HEADING_LINE)
        asked = " ".join(_(words.questions).split("\n")) if width > 420 else _(words.questions)
        questions = text.lines(asked, "regular", QUESTION_SIZE, inner).lines
        top = heading.bottom + 4 + len(questions) * QUESTION_LINE + 10
        slot = self.slot if self.slot is not None and self.slot.section == section else None
        high, found = _Column(self.notes.get(section, ()), self.sizes, slot).fill(x + PAD, top, inner, self.placed)
        self.slot_rect = found or self.slot_rect
        body = Rect(x + PAD, top, inner, max(40.0, high))
        self.areas[section] = Area(section, Rect(x, y, width, 0), heading, questions, body)
        return body.bottom + PAD

    def close(self, section: Section, bottom: float) -> None:
        """Give a section its region, down to ``bottom``."""
        area = self.areas[section]
        rect = Rect(area.rect.x, area.rect.y, area.rect.width, bottom - area.rect.y)
        self.areas[section] = msgspec.structs.replace(area, rect=rect)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A hairline between sections."""
        self.lines.append((x1, y1, x2, y2))


def canvas(
    notes: Mapping[Section, Sequence[Note]], sizes: Sizes, width: float, least: float = 0.0, slot: Slot | None = None
) -> Board:
    """The seven-section canvas, at least ``least`` high."""
    lay = _Layout(notes, sizes, width, least, slot)
    title, fields, top = _header(lay.width)
    left, right = MARGIN, lay.width - MARGIN
    half = (right - left) / 2
    goal = max(lay.part("who", left, top, half), lay.part("need", left + half, top, half))
    for section in ("who", "need"):
        lay.close(section, goal)
    lay.line(left + half, top + PAD, left + half, goal - PAD)
    lay.line(left, goal, right, goal)
    side = max(184.0, (right - left) * 0.235)
    middle = right - left - 2 * side
    # what is needed, before the room that is left is shared out
    hear = lay.part("hear", left, goal, side)
    see = lay.part("see", right - side, goal, side)
    say = lay.part("say", right - side, see, side) - see
    box, head_title, inside = _head(lay, left + side, goal, middle, 0.0)
    down = max(hear, see + say, inside)
    do = lay.part("do", left, down, right - left) - down
    spare = max(0.0, lay.least - MARGIN - down - do)
    down += spare
    # and now where everything stands
    lay.close("hear", down)
    parting = see + max(0.0, down - see - say) * see_part(see - goal, say)
    lay.part("say", right - side, parting, side)
    lay.close("see", parting)
    lay.close("say", down)
    box, head_title, inside = _head(lay, left + side, goal, middle, down)
    bottom = lay.part("do", left, down, right - left)
    lay.close("do", bottom)
    lay.line(right - side + 14, parting, right, parting)
    lay.line(left, down, right, down)
    frame = Rect(left, top, right - left, bottom - top)
    return Board(
        form="canvas",
        width=lay.width,
        height=bottom + MARGIN,
        frame=frame,
        title=title,
        fields=fields,
        areas=lay.areas,
        notes=lay.placed,
        order={section: tuple(note.id for note in notes.get(section, ())) for section in ORDER},
        lines=tuple(lay.lines),
        head=box,
        head_title=head_title,
        slot=lay.slot_rect,
    )


def see_part(see: float, say: float) -> float:
    """The part of spare room that goes to the upper of two sections: the less one needs, the more it gets."""
    return say / (see + say)


NOSE = 34.0
NECK = 40.0


def _head(lay: _Layout, x: float, y: float, width: float, bottom: float) -> tuple[Rect, Rect, float]:
    """The head's box, its heading's, and the y its neck ends at; ``bottom`` 0 asks for the height it needs."""
    top = y + 16
    inner_left, inner_right = x + 14, x + width - NOSE - 12
    half = (inner_right - inner_left) / 2
    heading = Rect(inner_left + 40, top + 18, inner_right - inner_left - 80, 32.0)
    start = heading.bottom - 4
    feelings = max(
        lay.part("pain", inner_left, start, half),
        lay.part("gain", inner_left + half, start, half),
    )
    thoughts = lay.part("thought", inner_left, feelings, inner_right - inner_left)
    need = thoughts + 10 + NECK
    end = max(need, bottom)
    if bottom:
        spare = end - need
        feelings += spare * 0.6
        lay.part("thought", inner_left, feelings, inner_right - inner_left)
        for section in ("pain", "gain"):
            lay.close(section, feelings)
        lay.close("thought", end - NECK - 10)
        lay.line(inner_left + half, start + PAD, inner_left + half, feelings - PAD)
        lay.line(inner_left + PAD, feelings, inner_right - PAD, feelings)
    return Rect(x, top, width, end - top), heading, end


def classic(
    notes: Mapping[Section, Sequence[Note]], sizes: Sizes, width: float, least: float = 0.0, slot: Slot | None = None
) -> Board:
    """The classic form: says, thinks, does, feels."""
    lay = _Layout(notes, sizes, width, least, slot)
    title, fields, top = _header(lay.width)
    left, right = MARGIN, lay.width - MARGIN
    half = (right - left) / 2
    head = 30.0
    room = 44.0  # for the round sign where the four meet

    def row(y: float, upper: bool) -> float:
        heads = y + (0 if upper else room / 2) + head
        if upper:
            return room + max(
                lay.part("say", left, heads, half, bare=True), lay.part("thought", left + half, heads, half, bare=True)
            )
        return max(
            lay.part("do", left, heads, half, bare=True),
            lay.part("pain", left + half, heads, half / 2),
            lay.part("gain", left + half * 1.5, heads, half / 2),
        )

    upper = row(top, True) - top
    lower = row(top + upper, False) - top - upper
    remark = 34.0
    spare = max(0.0, lay.least - MARGIN - top - upper - lower - remark)
    middle = top + upper + spare / 2
    bottom = middle + lower + spare / 2
    row(middle, False)
    for section in ("say", "thought"):
        lay.close(section, middle)
    for below in ("do", "pain", "gain"):
        lay.close(below, bottom)
    across = left + half
    lay.line(across, top, across, bottom)
    lay.line(left, middle, right, middle)
    quarters = []
    for quadrant, place in zip(CLASSIC, range(4), strict=True):
        x, y = (left, across)[place % 2], (top, middle)[place // 2]
        high = (middle if place < 2 else bottom) - y
        heading = Rect(x + PAD, y + PAD + (0 if place < 2 else room / 2), half - 2 * PAD, 24)
        quarters.append(Quarter(quadrant, Rect(x, y, half, high), heading))
    return Board(
        form="classic",
        width=lay.width,
        height=bottom + remark + MARGIN,
        frame=Rect(left, top, right - left, bottom - top),
        title=title,
        fields=fields,
        areas=lay.areas,
        notes=lay.placed,
        order={section: tuple(note.id for note in notes.get(section, ())) for section in CLASSIC_ORDER},
        lines=tuple(lay.lines),
        slot=lay.slot_rect,
        quarters=tuple(quarters),
        centre=(across, middle),
        remark=Rect(left, bottom + 8, right - left, remark - 8),
    )


def _header(width: float) -> tuple[Rect, dict[str, Rect], float]:
    """The title's box, the fields' boxes, and the y beneath them."""
    title = Rect(MARGIN, 14, width - 2 * MARGIN, 34)
    wide = (width - 2 * MARGIN - 3 * 12) / 4
    fields = {name: Rect(MARGIN + place * (wide + 12), 54, wide, 40) for place, name in enumerate(HEADER)}
    return title, fields, 106.0


LAYOUTS = {"canvas": canvas, "classic": classic}
"""How each form is laid out."""
