"""The personas of a journey: a panel each, side by side, and beneath them the journey's figures for each.

This module must not know the other sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjdesigner import text
from cjdesigner.export.cards import channel_icons, channel_name
from cjdesigner.export.comparison import comparison_pieces
from cjdesigner.export.concerning import concerning
from cjdesigner.export.drawing import Pen
from cjdesigner.export.flow import Flow, column_count, pour, split
from cjdesigner.export.look import INK
from cjdesigner.export.method_page import (
    BODY,
    CAPS,
    Frame,
    Sheet,
    caps,
    points_lines,
    set_points,
    set_text,
    shared_lines,
)
from cjdesigner.export.pictures import draw_picture
from cjdesigner.export.sheet import Page, circle
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext, percent
from cjdesigner.model.geometry import Rect
from cjdesigner.model.personas import initials, persona_name
from cjdesigner.model.records import BuiltInChannel, Persona
from cjdesigner.model.weighing import weights
from cjdesigner.model.wording import grouped

_WIDE = 158.0
"""No panel is narrower, where the paper has room for one."""
_PADDING = 10.0
_GROWTH = (1.5, 1.35, 1.2, 1.1, 1.0)
_MOST_TABLE = 0.4
"""Of the body: a higher comparison has pages of its own."""


def draw(frame: Frame) -> Iterator[Page]:
    """The pages of the section."""
    told = frame.told
    personas = concerning(told.state, told.journey.id, Persona)
    sheet = _Personas(frame, personas)
    for sheets in (sheet.panels(), sheet.table()):
        for page in sheets:
            yield frame.finished(page)


class _Personas:
    def __init__(self, frame: Frame, personas: Sequence[Persona]) -> None:
        self.frame, self.personas = frame, personas
        self.title = _("Personas")
        count = len(personas)
        said = ngettext("{count} persona", "{count} personas", count).format(count=grouped(count))
        machines = sum(persona.kind == "machine" for persona in personas)
        if machines:
            words = ngettext("{count} is a machine", "{count} are machines", machines)
            said += "  ·  " + words.format(count=grouped(machines))
        self.said = said
        body = frame.room(self.title, said)
        self.gap = 12 * frame.scale
        self.flow = Flow(comparison_pieces(frame.told, frame.scale, _("The journey by persona")), frame.paper.smallest)
        high = self.flow.total(body.width)
        self.own_pages = bool(self.flow.pieces) and high > _MOST_TABLE * body.height
        self.below = 0.0 if self.own_pages or not self.flow.pieces else high + 18 * frame.scale
        columns = column_count(body.width, _WIDE * frame.scale, self.gap)
        rows = 2 if not frame.lying and len(personas) > columns else 1
        rows = 1 if len(personas) <= columns else rows
        pages = -(-len(personas) // (columns * rows))
        self.columns = min(columns, -(-len(personas) // (pages * rows)))
        if rows == 2 and len(personas) <= 2 * columns:
            self.columns = -(-len(personas) // 2)
        self.rows = rows

    def panels(self) -> Iterator[Sheet]:
        """Panels, as many pages as it takes; the comparison beneath those of the first."""
        step = self.columns * self.rows
        for start in range(0, len(self.personas), step):
            page = self.frame.begin(self.title, self.said, entry=0 if not start else 1)
            below = 0.0 if start else self.below
            bottom = self._draw_panels(page, self.personas[start : start + step], below)
            if below:
                area = Rect(page.body.x, bottom + 18 * self.frame.scale, page.body.width, self.below)
                self.flow.draw(page.pen, [area])
            yield page

    def table(self) -> Iterator[Sheet]:
        """The comparison, where it is too high to stand beneath the panels."""
        if self.own_pages:
            title = _("The journey by persona")
            flow = Flow(comparison_pieces(self.frame.told, self.frame.scale, _("Persona")), self.frame.paper.smallest)
            yield from pour(flow, lambda _n: self.frame.begin(title, entry=1), lambda _n, sheet: [sheet.body])

    def _draw_panels(self, page: Sheet, personas: Sequence[Persona], below: float) -> float:
        frame, body = self.frame, page.body
        gap = self.gap
        high = (body.height - below - (self.rows - 1) * gap) / self.rows
        slots = split(Rect(body.x, body.y, body.width, high), self.columns, gap)
        if self.columns == 1 and frame.lying:
            slots = split(Rect(body.x, body.y, body.width, high), 2, gap)[:1]
        needs = 0.0
        for growth in _GROWTH:
            unit = growth * frame.scale
            needs = max(
                _draw_panel(page.pen.trial(), frame, persona, Rect(0, 0, slots[0].width, 1e5), unit, trial=True)
                for persona in personas
            )
            if needs <= high:
                break
        tall = min(high, needs)
        bottom = body.y
        for place, persona in enumerate(personas):
            row, column = divmod(place, self.columns)
            slot = slots[column]
            rect = Rect(slot.x, body.y + row * (tall + gap), slot.width, tall)
            page.pen.entry(persona_name(persona), 1, rect.y)
            _draw_panel(page.pen, frame, persona, rect, unit)
            bottom = max(bottom, rect.bottom)
        return bottom


def _draw_panel(pen: Pen, frame: Frame, persona: Persona, rect: Rect, unit: float, *, trial: bool = False) -> float:
    """A persona's panel; returns the lower end of what it says. A ``trial`` has no end."""
    pad = _PADDING * unit
    if not trial:
        pen.box(rect, INK.paper, INK.hairline, 0.5 * unit, radius=7 * unit, role="persona")
    x, wide = rect.x + pad, rect.width - 2 * pad
    y = _draw_head(pen, frame, persona, Rect(x, rect.y + pad, wide, rect.height), unit)
    channels = _Channels(frame, persona, wide, max(pen.smallest, 6.6 * unit))
    foot = channels.height + (pad * 0.7 if channels.height else 0.0)
    bottom = rect.bottom - pad - foot
    y = _draw_quotes(pen, persona, x, y, wide, bottom, unit)
    y = _draw_fields(pen, persona, Rect(x, y, wide, max(0.0, bottom - y)), unit)
    if channels.height:
        top = y + pad * 0.7 if trial else rect.bottom - pad - channels.height
        channels.draw(pen, x, top)
        y = top + channels.height
    return y + pad - rect.y


def _draw_head(pen: Pen, frame: Frame, persona: Persona, rect: Rect, unit: float) -> float:
    """Portrait, name, role, and which part of the customers it is."""
    side = 38 * unit
    _draw_portrait(pen, frame, persona, Rect(rect.x, rect.y, side, side), unit)
    x, wide = rect.x + side + 8 * unit, rect.width - side - 8 * unit
    size = BODY * unit
    y = set_text(pen, persona_name(persona), x, rect.y, wide, "bold", 12.5 * unit, INK.ink, 2, leading=1.15)
    kind = _("Machine") if persona.kind == "machine" else ""
    if persona.kind == "machine":
        y = set_text(pen, kind, x, y, wide, "semibold", 6.6 * unit, INK.accent, 1)
    if persona.role.strip():
        y = set_text(pen, persona.role.strip(), x, y + 0.1 * size, wide, "regular", size, INK.second, 3)
    y = max(y, rect.y + side) + 0.8 * size
    own = {person.id for person in frame.told.personas}
    weight = weights(frame.told.personas).get(persona.id) if persona.id in own else None
    share, words = "", ""
    if persona.share is not None:
        share, words = percent(persona.share), _("of customers")
    elif weight is not None and len(own) > 1:
        share, words = "≈ " + percent(weight), _("of customers, assumed")
    if share:
        baseline = y + text.baseline("bold", 15 * unit)
        ink = pen.figure(share, rect.x, baseline, "bold", 15 * unit, INK.ink, tabular=False)
        left = ink.right + 0.6 * size
        pen_width = rect.right - left
        said = " · ".join(part for part in (words, " ".join(persona.share_source.split())) if part)
        small = max(pen.smallest, 6.4 * unit)
        lines = min(3, len(text.lines(said, "regular", small, pen_width).lines))
        top = max(y + 0.3 * size, baseline - 0.3 * small - lines * 0.65 * small)
        end = set_text(pen, said, left, top, pen_width, "regular", small, INK.second, 3)
        y = max(y + 1.3 * 15 * unit, end) + 0.5 * size
    elif persona.share_source.strip():
        y = set_text(pen, persona.share_source.strip(), rect.x, y, rect.width, "regular", size, INK.second, 2)
        y += 0.5 * size
    return y


def _draw_portrait(pen: Pen, frame: Frame, persona: Persona, rect: Rect, unit: float) -> None:
    """The portrait in a round; else initials; a machine has its sign."""
    if persona.portrait:
        images = frame.told.options.images
        draw_picture(pen, images.get(persona.portrait), persona_name(persona), rect, rect.width / 2, role="portrait")
        return
    machine = persona.kind == "machine"
    fill, ink = (INK.accent_soft, INK.accent) if machine else (INK.need, INK.need_ink)
    pen.shape(circle(rect.centre_x, rect.centre_y, rect.width / 2), fill, role="portrait")
    letters = initials(persona)
    if machine or not letters or text.width(letters, "semibold", 14 * unit) > 0.8 * rect.width:
        side = 19 * unit
        name = "ri.robot-line" if machine else "ri.user-line"
        pen.icon(name, rect.centre_x - side / 2, rect.centre_y - side / 2, side, ink)
        return
    size = 14 * unit
    baseline = rect.centre_y + text.cap_height("semibold", size) / 2
    pen.figure(letters, rect.centre_x, baseline, "semibold", size, ink, align="centre", tabular=False)


def _draw_quotes(pen: Pen, persona: Persona, x: float, y: float, width: float, bottom: float, unit: float) -> float:
    """What the persona says, in italics beside a rule."""
    words = persona.quotes.strip()
    size = 8.8 * unit
    if not words or persona.kind == "machine":
        return y
    lines = min(5, int((bottom - y) * 0.4 / (1.3 * size)))
    if lines < 1:
        pen.notes.keep(persona_name(persona), [words])
        return y
    inset = 7 * unit
    end = set_text(pen, words, x + inset, y, width - inset, "italic", size, INK.ink, lines)
    pen.line([(x + 0.9 * unit, y + 0.15 * size), (x + 0.9 * unit, end)], INK.need_edge, 1.8 * unit)
    return end + 0.8 * size


def fields_of(persona: Persona) -> list[tuple[str, str]]:
    """What a persona's panel tells under headings."""
    machine = persona.kind == "machine"
    found = [(_("Goals"), persona.goals), (_("Decides by"), persona.criteria), (_("Context"), persona.context)]
    found += [(_("Frustrations"), persona.frustrations), (_("Habits"), persona.habits)]
    if machine:
        found.append((_("Quotes"), persona.quotes))
    return [(heading, words) for heading, words in found if words.strip()]


def _draw_fields(pen: Pen, persona: Persona, rect: Rect, unit: float) -> float:
    size, small = max(pen.smallest, BODY * unit), max(pen.smallest, CAPS * unit)
    fields = fields_of(persona)
    over, gap = 1.3 * small + 0.3 * small, 0.75 * size

    def fixed(count: int) -> float:
        return count * over + max(0, count - 1) * gap

    while fields and fixed(len(fields)) + len(fields) * 1.3 * size > rect.height + 0.01:
        heading, words = fields.pop()
        pen.notes.keep(persona_name(persona), [f"{heading}: {words.strip()}"])
    if not fields:
        return rect.y
    room = int((rect.height - fixed(len(fields)) + 0.01) / (1.3 * size))
    needs = [points_lines(words, rect.width, size) for _heading, words in fields]
    y = rect.y
    for (heading, words), lines in zip(fields, shared_lines(needs, room), strict=True):
        y = caps(pen, heading, rect.x, y, rect.width, small)
        y = set_points(pen, words, rect.x, y, rect.width, size, INK.ink, lines) + gap
    return y - gap


class _Channels:
    """The channels that a persona uses, with their icons, in rows."""

    def __init__(self, frame: Frame, persona: Persona, width: float, size: float) -> None:
        self.size, self.width = size, width
        self.icons = channel_icons(frame.told.state)
        self.rows: list[list[str]] = []
        used = width
        for key in persona.channels:
            wide = 1.5 * size + text.width(channel_name(key), "regular", size) + 1.1 * size
            if not self.rows or used + wide > width:
                self.rows.append([])
                used = 0.0
            self.rows[-1].append(key)
            used += wide

    @property
    def height(self) -> float:
        return len(self.rows) * 1.6 * self.size

    def draw(self, pen: Pen, x: float, y: float) -> None:
        size = self.size
        for row in self.rows:
            left = x
            for key in row:
                icon = self.icons.get(key, BuiltInChannel.NEUTRAL_ICON)
                pen.icon(icon, left, y + 0.13 * size, 1.15 * size, INK.second)
                name = channel_name(key)
                room = max(3 * size, x + self.width - left - 1.5 * size)
                wide = min(room, text.width(name, "regular", size))
                set_text(pen, name, left + 1.5 * size, y, wide + 0.01, "regular", size, INK.second, 1)
                left += 2.6 * size + wide
            y += 1.6 * size
