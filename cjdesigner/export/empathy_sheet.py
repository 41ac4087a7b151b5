"""The empathy maps: the seven-section canvas, a page each, goal on top, the sections around the head.

The type is as large as lets all notes fit. What does not fit at the smallest size is listed on the pages that follow.
This module must not know the other sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cjdesigner import text
from cjdesigner.export.concerning import concerning
from cjdesigner.export.drawing import Pen
from cjdesigner.export.head_shape import NOSE, head_shape, neck_of
from cjdesigner.export.look import INK
from cjdesigner.export.method_page import Frame, Sample, overleaf, set_text
from cjdesigner.export.sheet import Page, circle
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import empathy, naming
from cjdesigner.model.empathy_canvas import MARKS, SECTIONS, THINK_AND_FEEL
from cjdesigner.model.geometry import Rect
from cjdesigner.model.personas import persona_name
from cjdesigner.model.promoting import became
from cjdesigner.model.record import NoteMark, Section
from cjdesigner.model.records import EmpathyMap, Insight, Job, NeedPoint, Note, Persona, Record
from cjdesigner.model.state import State

_SIZES = tuple(10.4 * 0.96**step for step in range(15))
"""Of the notes' type for A4, from the largest that is tried; the smallest legible ends it."""
_NOTE_LINES = 10
_PAD = 1.15
_GAP = 0.75
_NOTE_WIDE = 14.0
"""In sizes of type: no column of notes is narrower, where its section has room for one."""
_NARROWEST = 5.5
"""In sizes of type: of a note's words."""
_SOURCE = 4.0
"""In sizes of type: the least room for where a note comes from."""
_FINEST = 2.5
"""Points, on sheets with hardly any room."""
_SIDE = 0.24
"""Of the width: the columns left and right of the head."""

MARK_ICONS: dict[NoteMark, str] = {
    "heard": "ri.double-quotes-l",
    "observed": "ri.eye-line",
    "imagined": "ri.cloud-line",
}
_SIGNS: dict[type[Record], str] = {
    NeedPoint: "ri.question-line",
    Job: "ri.briefcase-line",
    Insight: "ri.lightbulb-line",
}
_SIGN_WORDS: dict[type[Record], str] = {
    NeedPoint: mark("became a need point"),
    Job: mark("became a job"),
    Insight: mark("became an insight"),
}


def draw(frame: Frame) -> Iterator[Page]:
    """A page for each map."""
    told = frame.told
    for number, record in enumerate(concerning(told.state, told.journey.id, EmpathyMap)):
        yield _draw_map(frame, record, number)


def _draw_map(frame: Frame, record: EmpathyMap, number: int) -> Page:
    state = frame.told.state
    name = " ".join(record.title.split()) or _("Unnamed empathy map")
    fields = [
        (_("Designed for"), record.designed_for),
        (_("Designed by"), record.designed_by),
        (_("Date"), record.date),
        (_("Version"), record.version),
    ]
    notes = empathy.by_section(state, record.id)
    signs = {note.id: _signs(state, note) for found in notes.values() for note in found}
    sheet = frame.begin(
        _("Empathy map: {name}").format(name=name),
        _said(state, record),
        fields=[(caption, " ".join(value.split())) for caption, value in fields],
        legend=_legend(notes, signs),
        entry=0 if not number else 1,
    )
    _Canvas(sheet.pen, sheet.body, frame.scale, notes, signs, name).draw()
    return frame.finished(sheet)


def _said(state: State, record: EmpathyMap) -> str:
    """Whose map it is and where it hangs."""
    persona = state.get(record.persona, Persona)
    parts = [persona_name(persona)] if persona is not None else []
    places = [naming.called(state, place) for place in state.targets(record.id, Record)]
    if places:
        parts.append("→ " + ", ".join(places))
    return "  ".join(parts)


def _signs(state: State, note: Note) -> tuple[type[Record], ...]:
    return tuple(dict.fromkeys(type(record) for record in became(state, note.id) if type(record) in _SIGNS))


def _legend(
    notes: Mapping[Section, Sequence[Note]], signs: Mapping[int, Sequence[type[Record]]]
) -> list[tuple[Sample | None, str]]:
    used = {note.mark for found in notes.values() for note in found}
    promoted = {kind for found in signs.values() for kind in found}
    legend: list[tuple[Sample | None, str]] = [
        (_sample(MARK_ICONS[key], INK.second), _(words)) for key, words in MARKS.items() if key in used
    ]
    return legend + [
        (_sample(icon, INK.accent), _(_SIGN_WORDS[kind])) for kind, icon in _SIGNS.items() if kind in promoted
    ]


def _sample(icon: str, colour: str) -> Sample:
    def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
        pen.icon(icon, x, baseline - 0.93 * size, 1.12 * size, colour)
        return x + 1.12 * size

    return draw


class _Canvas:
    """One map laid out in a body. All heights are measured before anything is drawn."""

    def __init__(
        self,
        pen: Pen,
        body: Rect,
        scale: float,
        notes: Mapping[Section, Sequence[Note]],
        signs: Mapping[int, Sequence[type[Record]]],
        name: str,
    ) -> None:
        self.pen, self.body, self.scale, self.notes, self.signs, self.name = pen, body, scale, notes, signs, name
        side = _SIDE * body.width
        half = body.width / 2
        self.widths: dict[Section, float] = {"who": half, "need": half, "do": body.width}
        self.widths |= dict.fromkeys(("hear", "see", "say"), side)
        self.head = body.width - 2 * side
        self.asked = True
        self.smallest = pen.smallest
        for size in _SIZES:
            self.size = max(self.smallest, size * scale)
            self._measure()
            if self.needed <= body.height and not self._is_narrow():
                return
        # Where there is little room, the canvas goes without its questions; where there is hardly any, in finer type.
        while (high := self._least_height() > body.height) or self._is_narrow():
            if high and self.asked:
                self.asked = False
            elif self.smallest <= _FINEST:
                break
            else:
                self.smallest = self.size = 0.94 * self.smallest
            self._measure()

    # measuring

    def _measure(self) -> None:
        size = self.size
        self.small = max(self.smallest, 0.82 * size)
        self.nose = NOSE * self.scale
        self.inner = self.head - self.nose - 2.0 * size
        self.head_top = 1.1 * size
        self.title_lines = len(text.lines(_(THINK_AND_FEEL), "semibold", size, self.inner - 5 * size, 2).lines)
        self.head_title = (1.3 * self.title_lines + 1.6) * size
        self.widths |= {"pain": self.inner / 2, "gain": self.inner / 2, "thought": self.inner}
        self.heights = {section: self._section_height(section) for section in SECTIONS}
        heights = self.heights
        self.goal = max(heights["who"], heights["need"])
        self.feelings = max(heights["pain"], heights["gain"])
        neck = neck_of(self.scale) + 0.8 * size
        self.inside = self.head_top + self.head_title + self.feelings + heights["thought"] + neck
        self.middle = max(heights["hear"], heights["see"] + heights["say"], self.inside)
        self.needed = self.goal + self.middle + heights["do"]

    def _over(self, section: Section) -> float:
        """The height of a section's heading and questions, padding above included."""
        size, wide = self.size, self.widths[section] - 2 * _PAD * self.size
        title = text.lines(_(SECTIONS[section].title), "semibold", size, wide - 1.9 * size, 2).lines
        questions = self._questions(section)
        asked = text.lines(questions, "regular", self.small, wide, 9).lines if questions else ()
        return (_PAD + 1.3 * len(title) + 0.25) * size + 1.3 * self.small * len(asked) + 0.6 * size

    def _questions(self, section: Section) -> str:
        return " ".join(_(SECTIONS[section].questions).split("\n")) if self.asked else ""

    def _section_height(self, section: Section) -> float:
        placed = self._placed(section, 1e6)
        bottom = max((rect.bottom for _note, rect in placed), default=1.6 * self.size)
        return self._over(section) + bottom + _PAD * self.size

    def _placed(self, section: Section, height: float) -> list[tuple[Note, Rect]]:
        """Notes in their columns, each in the one that ends first, as many as there is height for."""
        size = self.size
        wide = self.widths[section] - 2 * _PAD * size
        gap = _GAP * size
        count = max(1, int((wide + gap) // (_NOTE_WIDE * size + gap)))
        each = (wide - gap * (count - 1)) / count
        ends = [0.0] * count
        found = []
        for note in self.notes[section]:
            column = min(range(count), key=lambda place: ends[place])
            high = self._note_height(note, each)
            if ends[column] + high > height:
                break
            found.append((note, Rect(column * (each + gap), ends[column], each, high)))
            ends[column] += high + gap
        return found

    def _note_height(self, note: Note, width: float) -> float:
        size = self.size
        lines = len(text.lines(note.text.strip() or " ", "regular", size, width - 2.6 * size, _NOTE_LINES).lines)
        foot = 1.3 * self.small if note.source.strip() or self.signs.get(note.id) else 0.0
        return 1.3 * size * max(1, lines) + foot + 0.9 * size

    # drawing

    def draw(self) -> None:
        """Draw it. The type may be finer than what stands around it."""
        usually, self.pen.smallest = self.pen.smallest, self.smallest
        self._draw()
        self.pen.smallest = usually

    def _draw(self) -> None:
        body, pen, heights = self.body, self.pen, self.heights
        goal, middle, do = self._rows()
        left, right, top = body.x, body.right, body.y
        side = _SIDE * body.width
        thin = 0.6 * self.scale
        pen.box(body, INK.surface, INK.link, 0.8 * self.scale, radius=9 * self.scale, role="canvas")
        half, down = body.centre_x, top + goal
        pen.line([(half, top + self.size), (half, down - self.size)], INK.hairline, thin)
        pen.line([(left, down), (right, down)], INK.hairline, thin)
        pen.line([(left, down + middle), (right, down + middle)], INK.hairline, thin)
        head = Rect(left + side, down + self.head_top, self.head, middle - self.head_top)
        pen.shape(head_shape(head, self.scale), INK.paper, INK.link, 1.2 * self.scale, role="head")
        see = self._split(middle, heights["see"], heights["say"])
        pen.line([(right - side + self.size, down + see), (right, down + see)], INK.hairline, thin)
        self._section("who", Rect(left, top, body.width / 2, goal))
        self._section("need", Rect(half, top, body.width / 2, goal))
        self._section("hear", Rect(left, down, side, middle))
        self._section("see", Rect(right - side, down, side, see))
        self._section("say", Rect(right - side, down + see, side, middle - see))
        self._section("do", Rect(left, down + middle, body.width, do))
        self._feelings(Rect(head.x + self.size, head.y, self.inner, head.height))

    def _rows(self) -> tuple[float, float, float]:
        """The heights of the three rows: spare room mostly to the middle one, and where there is too little, less."""
        body = self.body.height
        spare = body - self.needed
        if spare >= 0:
            return self.goal + 0.18 * spare, self.middle + 0.64 * spare, self.heights["do"] + 0.18 * spare
        least = self._least_rows()
        wanted = [self.goal, self.middle, self.heights["do"]]
        more = [max(0.0, want - low) for want, low in zip(wanted, least, strict=True)]
        room = max(0.0, body - sum(least))
        part = room / (sum(more) or 1.0)
        goal, _middle, do = (low + part * want for low, want in zip(least, more, strict=True))
        return goal, body - goal - do, do

    def _is_narrow(self) -> bool:
        return min(self.widths.values()) < (2 * _PAD + 2.6 + _NARROWEST) * self.size

    def _least_rows(self) -> list[float]:
        return [self._least("who", "need"), self._least_middle(), self._least("do")]

    def _least_height(self) -> float:
        return sum(self._least_rows())

    def _least(self, *sections: Section) -> float:
        return max(self._over(section) + (1.3 + _PAD) * self.size for section in sections)

    def _least_middle(self) -> float:
        inside = (
            self.inside - self.feelings - self.heights["thought"] + self._least("pain", "gain") + self._least("thought")
        )
        return max(inside, self._least("see") + self._least("say"), self._least("hear"))

    def _split(self, room: float, first: float, second: float) -> float:
        """Where two sections beneath each other part: spare room in halves; what is missing in proportion."""
        if first + second <= room:
            return first + (room - first - second) / 2
        least = self._least("see")
        return min(room - least, max(least, room * first / (first + second)))

    def _feelings(self, area: Rect) -> None:
        """What is in the head: its heading, pains beside gains, other thoughts beneath."""
        pen, size = self.pen, self.size
        title = _(THINK_AND_FEEL)
        number = 1.9 * size
        box = Rect(
            area.x + 2.5 * size, area.y + 0.9 * size, area.width - 5 * size, 1.3 * size * self.title_lines + 0.01
        )
        wide = text.lines(title, "semibold", size, box.width, 2).width
        self._number(7, box.centre_x - wide / 2 - number / 2 - 0.2 * size, box.y + 0.68 * size)
        pen.text(title, box, "semibold", size, INK.ink, align="centre", max_lines=2)
        top = area.y + self.head_title
        bottom = area.bottom - neck_of(self.scale) - 0.8 * size
        room = bottom - top
        if self.feelings + self.heights["thought"] <= room:
            thought = self.heights["thought"] + 0.4 * (room - self.feelings - self.heights["thought"])
        else:
            least = self._least("thought")
            part = room * self.heights["thought"] / (self.feelings + self.heights["thought"])
            thought = min(room - self._least("pain", "gain"), max(least, part))
        middle = bottom - thought
        half = area.width / 2
        thin = 0.6 * self.scale
        pen.line([(area.x + half, top + size), (area.x + half, middle - size)], INK.hairline, thin)
        pen.line([(area.x + size, middle), (area.right - size, middle)], INK.hairline, thin)
        self._section("pain", Rect(area.x, top, half, middle - top))
        self._section("gain", Rect(area.x + half, top, half, middle - top))
        self._section("thought", Rect(area.x, middle, area.width, thought))

    def _number(self, number: int, x: float, y: float) -> None:
        """The section's number in a small round."""
        size = self.size
        self.pen.shape(circle(x, y, 0.78 * size), INK.need, role="number")
        face_size = max(self.smallest, 0.85 * size)
        baseline = y + text.cap_height("semibold", face_size) / 2
        self.pen.figure(str(number), x, baseline, "semibold", face_size, INK.need_ink, align="centre")

    def _section(self, section: Section, rect: Rect) -> None:
        pen, size = self.pen, self.size
        pad = _PAD * size
        x, y, wide = rect.x + pad, rect.y + pad, rect.width - 2 * pad
        words = SECTIONS[section]
        if words.number < 7:
            self._number(words.number, x + 0.78 * size, y + 0.66 * size)
        else:
            icons = {"pain": "ri.emotion-unhappy-line", "gain": "ri.emotion-happy-line"}
            icon = icons.get(section, "ri.lightbulb-line")
            pen.icon(icon, x, y + 0.02 * size, 1.3 * size, INK.need_ink)
        y = set_text(pen, _(words.title), x + 1.9 * size, y, wide - 1.9 * size, "semibold", size, INK.ink, 2)
        y += 0.25 * size
        if self.asked:
            y = set_text(pen, self._questions(section), x, y, wide, "regular", self.small, INK.second, 9)
        y += 0.6 * size
        self._draw_notes(section, Rect(x, y, wide, rect.bottom - pad * 0.6 - y))

    def _draw_notes(self, section: Section, area: Rect) -> None:
        notes = self.notes[section]
        placed = self._placed(section, area.height)
        if len(placed) < len(notes):
            placed = self._placed(section, area.height - 1.3 * self.small)
            rest = [note_line(note) for note in notes[len(placed) :]]
            heading = f"{self.name}: {_(SECTIONS[section].short)}"
            self.pen.notes.keep(heading, rest)
            lower = max((rect.bottom for _note, rect in placed), default=0.0)
            top = area.y + lower + 0.2 * self.small
            set_text(self.pen, overleaf(len(rest)), area.x, top, area.width, "regular", self.small, INK.second, 1)
        for note, rect in placed:
            self._note(note, rect.moved(area.x, area.y))

    def _note(self, note: Note, rect: Rect) -> None:
        pen, size = self.pen, self.size
        dash = (2.4 * self.scale, 1.8 * self.scale) if note.mark == "imagined" else ()
        edge = INK.link if dash else INK.hairline
        pen.box(rect, INK.surface, edge, 0.6 * self.scale, radius=3.5 * self.scale, dash=dash, role="note")
        pen.icon(MARK_ICONS[note.mark], rect.x + 0.55 * size, rect.y + 0.58 * size, size, INK.second)
        x, y, wide = rect.x + 2.0 * size, rect.y + 0.45 * size, rect.width - 2.6 * size
        if note.text.strip():
            y = set_text(pen, note.text.strip(), x, y, wide, "regular", size, INK.ink, _NOTE_LINES)
        else:
            y += 1.3 * size
        right = rect.right - 0.5 * size
        for kind in self.signs.get(note.id, ()):
            right -= 1.25 * self.small
            pen.icon(_SIGNS[kind], right, y + 0.05 * self.small, 1.15 * self.small, INK.accent)
        if note.source.strip():
            words, room = " ".join(note.source.split()), right - 0.3 * size - x
            if room >= _SOURCE * self.small:
                set_text(pen, words, x, y, room, "regular", self.small, INK.second, 1)
            else:
                pen.notes.keep(self.name, [note_line(note)])


def note_line(note: Note) -> str:
    """A note with its mark and source, for the list pages."""
    source = " ".join(note.source.split())
    known = f"{_(MARKS[note.mark])}, {source}" if source else _(MARKS[note.mark])
    return f"{note.text.strip()} ({known})"
