"""The page of the endless journey: its phases on the lying eight, and in words beside or beneath it.

This module must not know the map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import INK, score_colour
from cjdesigner.export.method_page import BODY, CAPS, Frame, caps
from cjdesigner.export.sheet import Page, circle
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.endless import HEIGHT, SIDES, Eight, Station, eight_of, outline, outward
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.records import Phase, Side
from cjdesigner.text import Face

_LEADING = 1.28
_GAP = 26.0


class _Words(msgspec.Struct, frozen=True):
    """How the phases are set in words: size, most lines of each text, how many of the texts."""

    size: float
    lines: int
    parts: int


def draw(frame: Frame) -> Iterator[Page]:
    """The page."""
    told = frame.told
    path = told.path if told.analysis.linked_scored else None
    eight = eight_of(told.state, told.journey.id, path)
    if path is None:
        said = _("Customers buy and own; the company acquires and looks after.")
    elif told.path_is_most_travelled:
        said = _("What each phase keeps of what customers came for, on the path most take.")
    else:
        said = _("What each phase keeps of what customers came for, on the chosen path.")
    sheet = frame.begin(_("The endless journey"), said)
    drawing = _Drawing(frame, sheet.pen, eight)
    body, gap = sheet.body, _GAP * frame.scale
    beneath = _beneath(body, gap)
    words = drawing.fitted(beneath)
    if not frame.lying or (words.lines > 2 and words.size >= BODY * frame.scale):
        sides = beneath
        drawing.figure(Rect(body.x, body.y, body.width, sides[0].y - 0.5 * gap - body.y))
    else:  # beside the figure there is more room for words
        wide = 0.215 * body.width
        sides = [Rect(body.x, body.y, wide, body.height), Rect(body.right - wide, body.y, wide, body.height)]
        words = drawing.fitted(sides)
        high = max(drawing.high(side, words, rect) for side, rect in zip(SIDES, sides, strict=True))
        left, right = body.x + wide + gap, body.right - wide - gap
        drawing.figure(Rect(left, body.y, right - left, min(body.height, max(high, 0.6 * body.height))))
    for side, rect in zip(SIDES, sides, strict=True):
        drawing.words(side, rect, words)
    drawing.unsided()
    yield frame.finished(sheet)


def _beneath(body: Rect, gap: float) -> list[Rect]:
    """Two columns under a figure that takes somewhat less than half of the height."""
    wide = (body.width - gap) / 2
    top = body.y + (0.44 if body.height > body.width else 0.5) * body.height + 0.5 * gap
    return [Rect(x, top, wide, body.bottom - top) for x in (body.x, body.x + wide + gap)]


class _Drawing:
    def __init__(self, frame: Frame, pen: Pen, eight: Eight) -> None:
        self.frame, self.pen, self.eight, self.scale = frame, pen, eight, frame.scale
        self.state = frame.told.state

    # the figure

    def figure(self, room: Rect) -> None:
        """The eight with its stations, what each loop is about, and what it keeps."""
        small = self.pen.smallest
        label = max(1.5 * small, *(self._beyond(station) for station in self.eight.stations))
        half = min((room.width - 2 * label) / 2, (room.height - 6 * small) / (2.36 * HEIGHT))
        middle = (room.centre_x, room.centre_y)

        def at(place: Point) -> Point:
            return middle[0] + place[0] * half, middle[1] + place[1] * half

        way = [at(place) for place in outline()]
        broad = min(13 * self.scale, 0.09 * half)
        self.pen.line(way, INK.field, broad, role="eight")
        self.pen.line(way, INK.link, 0.9 * self.scale)
        radius = min(8.5 * self.scale, max(0.95 * small, 0.07 * half))
        spots = [(station, at(station.place)) for station in self.eight.stations]
        inner = 0.7 * radius
        taken = [Rect(x - inner, y - inner, 2 * inner, 2 * inner) for _station, (x, y) in spots]
        halves = [(side, at((x, 0.0))) for side, x in zip(SIDES, (-0.62, 0.62), strict=True)]
        # What small loops have no room for is left out: the words beside them say it too.
        for parts in (3, 2, 1):
            rects = [self._half(self.pen.trial(), side, spot, half, parts) for side, spot in halves]
            if not any(rect.intersects(other) for rect in rects for other in taken):
                taken += [self._half(self.pen, side, spot, half, parts) for side, spot in halves]
                break
        numbers: list[Rect] = []
        for station, spot in spots:
            self._disc(station, spot, radius, numbers)
            self._label(station, spot, radius, room, taken, half)

    def _beyond(self, station: Station) -> float:
        """What a station's title takes beside the loop's end."""
        phase, small = self.state.get(station.phase, Phase), self.pen.smallest
        if phase is None or abs(station.place[0]) < 0.9:
            return 0.0
        lines = text.lines(phase.title, "semibold", 1.15 * small, 10 * small, 2).lines
        return max((line.width for line in lines), default=0.0) + 2.6 * small

    def _half(self, pen: Pen, side: Side, spot: Point, half: float, parts: int) -> Rect:
        """So many parts of what a loop is about: its name, what the company does, what it keeps."""
        small = pen.smallest
        customer, company = (_("buy"), _("acquire")) if side == "buy" else (_("own"), _("look after"))
        worth = self.eight.worths.get(side) if parts > 2 else None
        x, y = spot
        large, second = max(1.6 * small, 0.1 * half), max(small, 0.055 * half)
        y -= 0.75 * second if worth is not None else 0.0
        taken = pen.figure(customer, x, y, "bold", large, INK.ink, align="centre", tabular=False)
        if parts < 2:
            return taken
        y += 1.5 * second
        below = pen.figure(company, x, y, "regular", second, INK.second, align="centre", tabular=False)
        taken = taken.united(below)
        if worth is not None:
            y += 1.75 * second
            words = wording.figure(worth)
            taken = taken.united(pen.figure(words, x, y, "semibold", 1.15 * second, INK.ink, align="centre"))
        return taken

    def _disc(self, station: Station, spot: Point, radius: float, numbers: list[Rect]) -> None:
        """A station, with its number where that has room among the other ``numbers``, which it joins."""
        pen, small = self.pen, self.pen.smallest
        colour = score_colour(station.worth) if station.worth is not None else INK.link
        pen.shape(circle(*spot, radius), colour, INK.surface, 1.2 * self.scale, role="station")
        pen.shape(circle(*spot, 0.72 * radius), INK.surface)
        number = str(station.number)
        wide = text.width(number, "semibold", small, tabular=True)
        taken = Rect(spot[0] - wide / 2, spot[1] - 0.4 * small, wide, 0.8 * small)
        if wide <= 1.3 * radius and not any(taken.intersects(other) for other in numbers):
            numbers.append(taken)
            pen.figure(number, spot[0], spot[1] + 0.36 * small, "semibold", small, INK.ink, align="centre")

    def _label(self, station: Station, spot: Point, radius: float, room: Rect, taken: list[Rect], half: float) -> None:
        """The phase's title out of the loop, or in it, where it covers nothing; its number tells it else."""
        phase = self.state.get(station.phase, Phase)
        title = " ".join(phase.title.split()) if phase is not None else ""
        if not title:
            return
        size = max(self.pen.smallest, 0.052 * half)
        across, down = outward(station)
        for sizes in (size, self.pen.smallest):
            for wide, most in ((9 * sizes, 2), (13 * sizes, 1), (6 * sizes, 3)):
                broken = text.lines(title, "semibold", sizes, wide)
                if len(broken.lines) > most or any(text.width(w, "semibold", sizes) > wide for w in title.split()):
                    continue
                width = max(line.width for line in broken.lines)
                high = len(broken.lines) * 1.2 * sizes
                for turn in (1.0, -1.0):
                    rect = _beside(spot, (across * turn, down * turn), radius + 0.45 * sizes, width, high)
                    if _within(rect, room) and not any(rect.intersects(other) for other in taken):
                        taken.append(rect)
                        box = Rect(rect.x - 0.1, rect.y, rect.width + 0.2, rect.height)
                        align = "centre" if abs(across) <= 0.5 else "left" if across * turn > 0 else "right"
                        self.pen.text(title, box, "semibold", sizes, INK.ink, align=align, leading=1.2)  # type: ignore[arg-type]
                        return

    # the words

    def fitted(self, sides: Sequence[Rect]) -> _Words:
        """How the words are set that both columns fit."""
        size, small = BODY * self.scale, self.pen.smallest
        tries = [_Words(max(small, size * share), 4, 4) for share in (1.3, 1.15, 1.0, 0.9)]
        tries += [_Words(small, lines, parts) for lines, parts in ((4, 4), (2, 4), (1, 4), (1, 3), (1, 2), (1, 1))]
        for words in tries:
            if all(self.high(side, words, rect) <= rect.height for side, rect in zip(SIDES, sides, strict=True)):
                return words
        return _Words(small, 1, 0)

    def _loop(self, side: Side) -> list[Station]:
        return [station for station in self.eight.stations if station.side == side]

    def high(self, side: Side, words: _Words, rect: Rect) -> float:
        """What the words of a loop take."""
        room = rect.width - 2.2 * words.size
        high = 2.2 * max(self.pen.smallest, CAPS * self.scale)
        for station in self._loop(side):
            for said, face, size, _colour in self._parts(station, words):
                high += (
                    len(text.lines(said, face, size, room - self._figure_room(words), words.lines).lines)
                    * size
                    * _LEADING
                )
            high += 0.9 * words.size
        return high

    def _figure_room(self, words: _Words) -> float:
        return text.width(wording.figure(1.0), "semibold", words.size, tabular=True) + 0.6 * words.size

    def _parts(self, station: Station, words: _Words) -> list[tuple[str, Face, float, str]]:
        """What is said of a phase, as far as there is room."""
        phase = self.state.get(station.phase, Phase)
        assert phase is not None
        size, small = words.size, max(self.pen.smallest, 0.92 * words.size)
        verb = _("We: {verb}").format(verb=phase.verb.strip()) if phase.verb.strip() else ""
        parts: list[tuple[str, Face, float, str]] = [
            (phase.title.strip() or _("Unnamed phase"), "semibold", size, INK.ink),
            (phase.wording.strip(), "italic", small, INK.ink),
            (verb, "regular", small, INK.second),
            (phase.question.strip(), "regular", small, INK.second),
        ]
        return [part for part in parts[: words.parts] if part[0]]

    def words(self, side: Side, rect: Rect, words: _Words) -> None:
        """The phases of one loop, one below the other, from the top of ``rect``."""
        pen, size = self.pen, words.size
        title = _("Buy · the company acquires") if side == "buy" else _("Own · the company looks after")
        y = caps(pen, title, rect.x, rect.y, rect.width, CAPS * self.scale) + 0.3 * size
        if not words.parts:
            pen.notes.keep(title, [self._in_full(station) for station in self._loop(side)])
            return
        indent, right = 2.2 * size, self._figure_room(words)
        for station in self._loop(side):
            baseline = y + text.baseline("semibold", size)
            pen.figure(str(station.number), rect.x, baseline, "semibold", size, INK.second)
            if station.worth is not None:
                worth = wording.figure(station.worth)
                pen.figure(worth, rect.right, baseline, "semibold", size, INK.ink, align="right")
            for said, face, letter, colour in self._parts(station, words):
                box = Rect(rect.x + indent, y, rect.width - indent - right, words.lines * letter * _LEADING + 0.01)
                y += pen.text(said, box, face, letter, colour, max_lines=words.lines, leading=_LEADING)
            y += 0.45 * size
            pen.line([(rect.x, y), (rect.right, y)], INK.hairline, 0.5 * self.scale)
            y += 0.45 * size
            if words.parts < 4:
                pen.notes.keep(title, [self._in_full(station)])

    def _in_full(self, station: Station) -> str:
        parts = self._parts(station, _Words(self.pen.smallest, 1, 4))
        return f"{station.number}  " + " · ".join(part[0] for part in parts)

    def unsided(self) -> None:
        """Name on the list pages the phases that stand on neither loop."""
        phases = [phase for each in self.eight.unsided if (phase := self.state.get(each, Phase)) is not None]
        if phases:
            names = [phase.title.strip() or _("Unnamed phase") for phase in phases]
            self.pen.notes.keep(_("Phases that are not on the eight"), names)


def _within(rect: Rect, room: Rect) -> bool:
    return room.x <= rect.x and room.y <= rect.y and rect.right <= room.right and rect.bottom <= room.bottom


def _beside(spot: Point, way: Point, far: float, width: float, high: float) -> Rect:
    """A label of that size out from a point that way."""
    x, y = spot[0] + way[0] * far, spot[1] + way[1] * far
    left = x if way[0] > 0.5 else x - width if way[0] < -0.5 else x - width / 2 + way[0] * width * 0.5
    top = y - high / 2 + way[1] * high / 2
    return Rect(left, top, width, high)
