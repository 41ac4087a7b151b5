"""The sheet's head: what the journey is, its key message, and its excellence with what that means.

This module must not know the other parts of the sheet.
"""

from __future__ import annotations

from cjdesigner import text
from cjdesigner.export.drawing import TIGHT, Pen, fitting_size
from cjdesigner.export.journey import Told
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.geometry import Rect
from cjdesigner.theme import LIGHT

_FIGURE = 56.0
_TITLE = 26.0
_SMALL = 7.2
_SENTENCE = 8.2


def draw_head(pen: Pen, told: Told, rect: Rect, scale: float) -> float:
    """Draw it from the top of ``rect`` and return the height it takes, at most that of ``rect``."""
    wide = _figure_width(rect, scale)
    figure = Rect(rect.right - wide, rect.y, wide, rect.height)
    gap = 24 * scale
    left = Rect(rect.x, rect.y, rect.width - wide - gap, rect.height)
    pen.entry(told.journey.key_message or told.title, 0, rect.y)
    return max(_draw_message(pen, told, left, scale), _draw_excellence(pen, told, figure, scale))


def _figure_width(rect: Rect, scale: float) -> float:
    return min(0.38 * rect.width, 232 * scale)


def _draw_message(pen: Pen, told: Told, rect: Rect, scale: float) -> float:
    """A small line that says whose journey it is, the key message large, the goal beneath."""
    journey = told.journey
    message = journey.key_message.strip() or told.title
    kind = _("to be") if journey.kind == "to-be" else _("as is")
    person = ", ".join(part.strip() for part in (told.persona, journey.scenario) if part.strip())
    parts = [told.title if journey.key_message.strip() else told.project.title.strip(), kind, person]
    small = _SMALL * scale
    y = rect.y
    said = "  ·  ".join(part for part in parts if part)
    small = max(pen.smallest, fitting_size(said, "regular", rect.width, small, pen.smallest))
    y += pen.text(
        said,
        Rect(rect.x, y, rect.width, 0.22 * rect.height),
        "regular",
        small,
        LIGHT.second,
    )
    y += 0.35 * small
    goal_room = 2.6 * small if journey.goal.strip() else 0.0
    room = rect.bottom - y - goal_room
    size = fitting_size(message, "bold", rect.width, _TITLE * scale, 17 * scale, 2)
    size = min(
        size,
        fitting_size(message, "bold", rect.width, _TITLE * scale, 9 * scale, max(1, int(room / (17 * scale * TIGHT)))),
    )
    while size > 9 * scale and pen.height(message, "bold", size, rect.width, None, TIGHT) > room:
        size *= 0.95
    y += pen.text(message, Rect(rect.x, y, rect.width, room), "bold", size, LIGHT.ink, leading=TIGHT, balance=True)
    if journey.goal.strip():
        y += 0.5 * small
        goal = _("Goal: {goal}").format(goal=journey.goal.strip())
        y += pen.text(
            goal, Rect(rect.x, y, rect.width, max(1.3 * small, rect.bottom - y)), "regular", small, LIGHT.second
        )
    return y - rect.y


def _draw_excellence(pen: Pen, told: Told, rect: Rect, scale: float) -> float:
    figure, sentences = wording.figure(told.analysis.expected), wording.sentences(told.analysis)
    small = _SENTENCE * scale
    size = min(_FIGURE * scale, 0.62 * rect.height)
    at_most = _("at most") if wording.is_bound(told.analysis.expected, told.analysis.upper_bound) else ""
    beside = text.width(at_most, "semibold", 1.3 * small) + 0.8 * small if at_most else 0.0
    size = min(size, fitting_size(figure, "bold", rect.width - beside, size, 20 * scale))
    baseline = rect.y + text.cap_height("bold", size) + 0.06 * size
    colour = LIGHT.second if at_most or told.analysis.expected is None else LIGHT.ink
    ink = pen.figure(figure, rect.right, baseline, "bold", size, colour, align="right", tabular=False)
    if at_most:
        pen.figure(
            at_most, ink.x - 0.8 * small, baseline, "semibold", 1.3 * small, LIGHT.second, align="right", tabular=False
        )
    y = baseline + 0.22 * size
    for sentence in sentences:
        room = Rect(rect.x, y, rect.width, max(1.3 * small, rect.bottom - y))
        y += (
            pen.text(sentence, room, "regular", small, LIGHT.second, align="right", max_lines=2, balance=True)
            + 0.15 * small
        )
    return y - rect.y
