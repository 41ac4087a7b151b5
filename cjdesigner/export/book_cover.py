"""The cover of a book: the project's title, what the first journey says, and its staircase as the ornament.

This module must not know what is in the book.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from cjdesigner import text
from cjdesigner.export import logo
from cjdesigner.export.drawing import TIGHT, Notes, Pen, fitting_size
from cjdesigner.export.journey import Told
from cjdesigner.export.look import BLEED, INK, look, score_colour
from cjdesigner.export.options import Options
from cjdesigner.export.paper import Paper
from cjdesigner.export.sheet import Box, Page, circle
from cjdesigner.i18n import language
from cjdesigner.model import key_message, wording
from cjdesigner.model.geometry import Rect
from cjdesigner.model.path import Step
from cjdesigner.model.records import Journey, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.theme import mix

_TITLE, _MESSAGE, _SMALL = 44.0, 19.0, 9.0
_LOGO = 60.0
_ORNAMENT = 0.36
"""Of the height: where the staircase stands."""
_MOST_DOTS = 60


def cover_page(state: State, title: str, options: Options, paper: Paper, margin: float) -> Page:
    """The cover. Raises BadInput for a logo that cannot be drawn."""
    pen = Pen(Notes(), paper.smallest)
    told = _first(state, options)
    scale, wide = paper.unit, paper.width - 2 * margin
    split = paper.height * (1 - _ORNAMENT)
    if look().ground is not None:
        ground = Rect(-BLEED, -BLEED, paper.width + 2 * BLEED, split + BLEED)
        pen.items.append(Box(ground, look().ground, role="bleed"))
    top = Rect(margin, margin, wide, split - margin)
    pen.entry(title, 0, 0.0)
    taken = logo.draw(pen, options.logo, top, _LOGO * scale, on_ground=look().ground is not None)
    _draw_words(pen, told, title, top, taken.bottom if taken is not None else margin, options, scale)
    if told is not None:
        _draw_ornament(pen, told, Rect(margin, split, wide, paper.height - margin - split), scale)
    return Page(paper.width, paper.height, tuple(pen.items), tuple(pen.outline))


def _first(state: State, options: Options) -> Told | None:
    """The first journey that has cards."""
    journeys = state.journeys()
    found: Journey | None = next((journey for journey in journeys if state.nodes(journey.id)), None)
    return Told(state, found.id, options) if found is not None else None


def _draw_words(
    pen: Pen, told: Told | None, title: str, rect: Rect, least: float, options: Options, scale: float
) -> None:
    """From the lower end up: date, message, title, so that they stand on one line whatever their lengths."""
    ink, second = look().head_ink, look().head_second
    small = max(pen.smallest, _SMALL * scale)
    wide = 0.8 * rect.width if rect.width > rect.height else rect.width
    date = _date(options.date or datetime.date.today())
    bottom = rect.bottom - 22 * scale
    pen.figure(date, rect.x, bottom, "regular", small, second, tabular=False)
    bottom -= 2.6 * small
    message = _message(told) if told is not None else ""
    room = bottom - least - 8 * scale
    if message:
        size = fitting_size(message, "regular", wide, _MESSAGE * scale, 11 * scale, 2)
        high = pen.height(message, "regular", size, wide, 2, 1.25)
        pen.text(
            message, Rect(rect.x, bottom - high, wide, high + 0.3 * size), "regular", size, second,
            max_lines=2, leading=1.25, ending=text.ELLIPSIS, balance=True,
        )  # fmt: skip
        bottom -= high + 0.5 * size
        room -= high + 0.5 * size
    size = fitting_size(title, "bold", wide, _TITLE * scale, 14 * scale, 3)
    while size > 10 * scale and pen.height(title, "bold", size, wide, None, TIGHT) > room:
        size *= 0.94
    lines = max(1, int(room / (TIGHT * size)))
    high = pen.height(title, "bold", size, wide, lines, TIGHT)
    box = Rect(rect.x, bottom - high, wide, high + 0.3 * size)
    pen.text(title, box, "bold", size, ink, max_lines=lines, leading=TIGHT, balance=True, ending=text.ELLIPSIS)


def _message(told: Told) -> str:
    """The journey's key message, else one computed from its figures."""
    said = " ".join(told.key_message.split())
    return said or key_message.proposal(told.analysis, told.state, told.journey.id)


def _draw_ornament(pen: Pen, told: Told, rect: Rect, scale: float) -> None:
    """The staircase without words: what is left, and in colour what each step loses."""
    path = told.path
    records = [told.nodes[step.id] for step in path.steps] if path is not None else []
    scored = any(isinstance(record, Touchpoint) and record.score is not None for record in records)
    small = max(pen.smallest, 7.4 * scale)
    if path is None or not scored:
        _draw_dots(pen, told, rect, scale)
        return
    expected, bound = told.analysis.expected, told.analysis.upper_bound
    if expected is not None:
        baseline = rect.bottom - 0.25 * small
        figure = wording.at_most(expected, bound)
        ink = pen.figure(figure, rect.x, baseline, "semibold", small, INK.ink, tabular=False)
        sentence = wording.meaning(expected, bound)
        left = ink.right + 0.7 * small
        if left + text.width(sentence, "regular", small) <= rect.right:
            pen.figure(sentence, left, baseline, "regular", small, INK.second, tabular=False)
    stairs = Rect(rect.x, rect.y + 26 * scale, rect.width, rect.height - 26 * scale - 2.6 * small)
    _draw_stairs(pen, path.steps, stairs, scale)


def _draw_stairs(pen: Pen, steps: Sequence[Step], rect: Rect, scale: float) -> None:
    pitch = rect.width / len(steps)
    gap = min(0.14 * pitch, 5 * scale)
    worst = max(steps, key=lambda step: step.before - step.after)
    for place, step in enumerate(steps):
        x = rect.x + place * pitch
        wide = pitch - (gap if place + 1 < len(steps) else 0.0)
        before, after = rect.bottom - step.before * rect.height, rect.bottom - step.after * rect.height
        if rect.bottom - after > 0.01:
            edge = None if look().coloured else INK.link
            pen.box(Rect(x, after, wide, rect.bottom - after), INK.grey, edge, 0.5 * scale, role="left")
        if after - before > 0.01:
            colour = score_colour(step.factor)
            colour = colour if step is worst else mix(colour, INK.surface, 0.42)
            pen.box(Rect(x, before, wide, after - before), colour, role="loss")
    pen.line([(rect.x, rect.bottom), (rect.right, rect.bottom)], INK.link, 0.6 * scale)


def _draw_dots(pen: Pen, told: Told, rect: Rect, scale: float) -> None:
    """Where nothing is scored yet: a dot for each touchpoint, a ring for each need point, in one line."""
    nodes = told.shown[:_MOST_DOTS]
    if not nodes:
        return
    pitch = min(rect.width / len(nodes), 26 * scale)
    radius = 0.3 * pitch
    y = rect.y + 0.35 * rect.height
    pen.line([(rect.x + radius, y), (rect.x + (len(nodes) - 1) * pitch + radius, y)], INK.link, 0.8 * scale)
    for place, node in enumerate(nodes):
        x = rect.x + radius + place * pitch
        if isinstance(node, Touchpoint):
            pen.shape(circle(x, y, radius), INK.grey, INK.link, 0.8 * scale)
        else:
            pen.shape(circle(x, y, radius), INK.need, INK.need_edge, 0.8 * scale)


def _date(date: datetime.date) -> str:
    from babel.dates import format_date

    return str(format_date(date, "long", locale="en_GB" if language() == "en" else language()))
