"""The sheet's head: what the journey is, its key message, and its excellence with what that means.

This module must not know the other parts of the sheet.
"""

from __future__ import annotations

from cjdesigner import text
from cjdesigner.export import logo
from cjdesigner.export.drawing import TIGHT, Pen, fitting_size
from cjdesigner.export.journey import Told
from cjdesigner.export.look import BLEED, look
from cjdesigner.export.sheet import Box, TextLine
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.geometry import Rect

_FIGURE, _FAR_FIGURE = 56.0, 78.0
_TITLE, _FAR_TITLE = 26.0, 29.0
"""Points on A4; the second of each where the head is filled, to be seen from afar."""
_SMALL = 7.2
_SENTENCE = 8.2
_UNSCORED = 12.0
_ROOM, _FAR_ROOM = 0.19, 0.205
"""The parts of the sheet's height that a head takes at most."""
_PADDING = 11.0
"""Beneath what stands on a ground of colour."""
_LOGO = 46.0
_NARROW = 12.0
"""In sizes of the title: where a head is narrower, the message may take a third line."""


def head_room(inner: Rect) -> Rect:
    """The room that a head has at most, at the top of what is drawn on."""
    return Rect(inner.x, inner.y, inner.width, (_FAR_ROOM if look().filled else _ROOM) * inner.height)


def draw_head(pen: Pen, told: Told, rect: Rect, scale: float) -> float:
    """Draw it from the top of ``rect`` and return the height it takes, at most that of ``rect``.

    In a filled look its ground runs to the page's edges, and beyond them into the bleed; the margins left and right of
    ``rect`` are alike.
    """
    first = len(pen.items)
    padding = _PADDING * scale if look().filled else 0.0
    inner = Rect(rect.x, rect.y, rect.width, rect.height - padding)
    gap = 24 * scale
    drawn = logo.draw(pen, told.options.logo, inner, _LOGO * scale, on_ground=look().filled)
    if drawn is not None:
        inner = Rect(inner.x, inner.y, drawn.x - 0.8 * gap - inner.x, inner.height)
    wide = _figure_width(told, inner, scale)
    figure = Rect(inner.right - wide, inner.y, wide, inner.height)
    left = Rect(inner.x, inner.y, inner.width - wide - gap, inner.height)
    pen.entry(told.key_message or told.title, 0, rect.y)
    high = _draw_message(pen, told, left, scale)
    if told.analysis.expected is None:
        title = next(item.y for item in pen.items[first:] if isinstance(item, TextLine) and item.face == "bold")
        _draw_unscored(pen, told, figure, title, scale)
    else:
        high = max(high, _draw_excellence(pen, told, figure, scale))
    if drawn is not None:
        high = max(high, drawn.bottom - rect.y)
    if padding:
        high += padding
        draw_ground(pen, first, rect, high)
    return high


def draw_ground(pen: Pen, first: int, rect: Rect, high: float) -> None:
    """Lay a head's ground beneath what was drawn since item number ``first``: from above the page to ``high`` below
    the top of ``rect``, over the page's whole width; margins left and right are alike."""
    ground = look().ground
    if ground is not None:
        wide = rect.width + 2 * rect.x
        box = Rect(-BLEED, -BLEED, wide + 2 * BLEED, rect.y + high + BLEED)
        pen.items.insert(first, Box(box, ground, role="bleed"))


def _figure_width(told: Told, rect: Rect, scale: float) -> float:
    if told.analysis.expected is None:
        return min(0.34 * rect.width, text.width(_unscored(told), "semibold", _UNSCORED * scale) + 0.1 * scale)
    return min((0.38 if rect.width > 600 * scale else 0.34) * rect.width, (290 if look().filled else 232) * scale)


def _draw_message(pen: Pen, told: Told, rect: Rect, scale: float) -> float:
    """A small line that says whose journey it is, the key message large, the goal beneath."""
    journey, ink, second = told.journey, look().head_ink, look().head_second
    title = (_FAR_TITLE if look().filled else _TITLE) * scale
    message = told.key_message or told.title
    kind = _("to be") if journey.kind == "to-be" else _("as is")
    person = ", ".join(part.strip() for part in (told.persona, journey.scenario) if part.strip())
    parts = [told.title if told.key_message else told.project.title.strip(), kind, person]
    small = _SMALL * scale
    y = rect.y
    said = "  ·  ".join(part for part in parts if part)
    small = max(pen.smallest, fitting_size(said, "regular", rect.width, small, pen.smallest))
    y += pen.text(
        said,
        Rect(rect.x, y, rect.width, max(1.4 * small, 0.22 * rect.height)),
        "regular",
        small,
        second,
    )
    y += 0.35 * small
    goal_room = 2.6 * small if journey.goal.strip() else 0.0
    room = max(1.4 * pen.smallest, rect.bottom - y - goal_room)
    lines = 2 if rect.width > _NARROW * title else 3
    size = fitting_size(message, "bold", rect.width, title, 17 * scale, lines)
    size = min(
        size,
        fitting_size(message, "bold", rect.width, title, 9 * scale, max(1, int(room / (17 * scale * TIGHT)))),
    )
    while size > 9 * scale and pen.height(message, "bold", size, rect.width, None, TIGHT) > room:
        size *= 0.95
    y += pen.text(message, Rect(rect.x, y, rect.width, room), "bold", size, ink, leading=TIGHT, balance=True)
    if message.strip() in pen.notes.cut:
        pen.notes.remarks[_("The key message is too long for the head of the sheet; it was cut there.")] = None
    if journey.goal.strip():
        y += 0.5 * small
        goal = _("Goal: {goal}").format(goal=journey.goal.strip())
        y += pen.text(goal, Rect(rect.x, y, rect.width, max(1.3 * small, rect.bottom - y)), "regular", small, second)
    return y - rect.y


def _unscored(told: Told) -> str:
    return _("not scored yet") if told.analysis.linked else wording.sentences(told.analysis)[0]


def _draw_unscored(pen: Pen, told: Told, rect: Rect, baseline: float, scale: float) -> None:
    """Instead of a figure, where there is none: a word on the title's baseline."""
    size = max(pen.smallest, fitting_size(_unscored(told), "semibold", rect.width, _UNSCORED * scale, 6 * scale))
    pen.figure(
        _unscored(told), rect.right, baseline, "semibold", size, look().head_second, align="right", tabular=False
    )


def _draw_excellence(pen: Pen, told: Told, rect: Rect, scale: float) -> float:
    ink_colour, second = look().head_ink, look().head_second
    figure, sentences = wording.figure(told.analysis.expected), wording.sentences(told.analysis)
    small = _SENTENCE * scale
    size = min((_FAR_FIGURE if look().filled else _FIGURE) * scale, (0.7 if look().filled else 0.62) * rect.height)
    at_most = _("at most") if wording.is_bound(told.analysis.expected, told.analysis.upper_bound) else ""
    beside = text.width(at_most, "semibold", 1.3 * small) + 0.8 * small if at_most else 0.0
    size = min(size, fitting_size(figure, "bold", rect.width - beside, size, 20 * scale))
    baseline = rect.y + text.cap_height("bold", size) + 0.06 * size
    colour = second if at_most else ink_colour
    ink = pen.figure(figure, rect.right, baseline, "bold", size, colour, align="right", tabular=False)
    if at_most:
        pen.figure(
            at_most, ink.x - 0.8 * small, baseline, "semibold", 1.3 * small, second, align="right", tabular=False
        )
    y = baseline + 0.22 * size
    for sentence in sentences:
        room = Rect(rect.x, y, rect.width, max(1.3 * small, rect.bottom - y))
        y += pen.text(sentence, room, "regular", small, second, align="right", max_lines=2, balance=True) + 0.15 * small
    return y - rect.y
