"""The excellence staircase: along a path the running product steps down from 100 to what is left.

This module must not know the other parts of the sheet; it is told where phases lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.i18n import decimal, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.excellence import Path, Step
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Touchpoint
from cjdesigner.theme import LIGHT, mix, score_colour

_TITLE = 9.0


def is_told(told: Told) -> bool:
    """Whether there are steps to show: a path with a touchpoint that has a score."""
    records = [told.nodes[step.id] for step in told.path.steps] if told.path else []
    return any(isinstance(record, Touchpoint) and record.score is not None for record in records)


def draw_staircase(
    pen: Pen, told: Told, rect: Rect, bands: Sequence[tuple[int | None, float, float]], scale: float
) -> None:
    """Draw it into ``rect``; ``bands`` are (phase, left, right) in page coordinates, from left to right."""
    title = _TITLE * scale
    pen.entry(_("What is left of 100, step by step"), 1, rect.y)
    heading = Rect(rect.x, rect.y, rect.width, 2.7 * title)
    used = _draw_title(pen, told, heading, title)
    path = told.path
    if path is None or not is_told(told):
        words = _("No path leads through a touchpoint yet.")
        if path is not None and path.steps:
            words = _("It appears as soon as a touchpoint of this path has a score.")
        pen.text(words, Rect(rect.x, rect.y + used, rect.width, 2 * title), "regular", 7.5 * scale, LIGHT.second)
        return
    slots = _slots(told, path, rect, bands)
    narrow = min(right - left for left, right in slots)
    small = pen.smallest
    names = _names(pen, told, path, slots, small, 3 if rect.height > 22 * small else 2)
    foot = max((len(lines) for lines in names), default=1) * 1.25 * small + 0.5 * small
    # Beside the loss, what is left stands above a bar as well where the bar is too low for it.
    low = rect.bottom - foot - rect.y - used < 13 * small
    top = rect.y + used + (2.9 if low else 1.7) * small
    floor = rect.bottom - foot
    _draw_axis(pen, rect, top, floor, scale)
    largest = max(path.steps, key=lambda step: step.before - step.after)
    for place, (step, (left, right)) in enumerate(zip(path.steps, slots, strict=True)):
        worst = step is largest and step.before - step.after > 0.0005
        bar = Rect(left, top, right - left, floor - top)
        _draw_step(pen, told, step, bar, worst, scale, narrow)
        if place + 1 < len(slots):
            y = floor - step.after * (floor - top)
            pen.line([(right, y), (slots[place + 1][0], y)], LIGHT.second, 0.6 * scale, dash=(1.2 * scale, 1.6 * scale))
        centre = (left + right) / 2
        for row, words in enumerate(names[place]):
            pen.figure(
                words, centre, floor + (1.25 * row + 1.3) * small, "regular", small, LIGHT.second,
                align="centre", tabular=False,
            )  # fmt: skip


def _draw_title(pen: Pen, told: Told, rect: Rect, size: float) -> float:
    path, analysis = told.path, told.analysis
    lead = _("What is left of 100, step by step")
    parts = []
    if path is not None:
        template = _("the path most take: {figure}") if told.path_is_most_travelled else _("the chosen path: {figure}")
        parts.append(template.format(figure=wording.path_worth(path)))
        parts.append(_("{share} of customers take it").format(share=wording.figure(path.probability)))
        if analysis.expected is not None:
            whole = wording.at_most(analysis.expected, analysis.upper_bound)
            parts.append(_("whole journey {figure}").format(figure=whole))
    size = max(size, pen.smallest)
    baseline = rect.y + text.baseline("semibold", size)
    ink = pen.figure(lead, rect.x, baseline, "semibold", size, LIGHT.ink, tabular=False)
    detail = "   ·   ".join(parts)
    x = ink.right + 1.2 * size
    small = max(pen.smallest, 0.88 * size)
    if detail and text.width(detail, "regular", small, tabular=True) <= rect.right - x:
        pen.figure(detail, x, baseline, "regular", small, LIGHT.second)
        return size * 1.6
    box = Rect(rect.x, rect.y + 1.35 * size, rect.width, 2.6 * small)
    return 1.35 * size + pen.text(detail, box, "regular", small, LIGHT.second) + 0.4 * size


def _slots(
    told: Told, path: Path, rect: Rect, bands: Sequence[tuple[int | None, float, float]]
) -> list[tuple[float, float]]:
    """Where each step's bar stands: its share of its phase's band, or evenly where the path goes back."""
    by_phase = {phase: (left, right) for phase, left, right in bands}
    phases = [told.nodes[step.id].phase for step in path.steps]
    slots: list[tuple[float, float]] = []
    if told.letters or any(phase not in by_phase for phase in phases):
        left, right = bands[0][1], bands[-1][2]
        pitch = (right - left) / len(phases)
        slots = [(left + place * pitch, left + (place + 1) * pitch) for place in range(len(phases))]
    else:
        for phase, group in groupby(phases):
            count = len(list(group))
            left, right = by_phase[phase]
            inset = 0.06 * (right - left)
            pitch = (right - left - 2 * inset) / count
            slots += [(left + inset + n * pitch, left + inset + (n + 1) * pitch) for n in range(count)]
    return [(left + 0.08 * (right - left), right - 0.08 * (right - left)) for left, right in slots]


def _names(
    pen: Pen, told: Told, path: Path, slots: Sequence[tuple[float, float]], size: float, most: int
) -> list[list[str]]:
    """What stands under each bar: the touchpoint's name, else its letter or number, with the names listed apart."""
    result: list[list[str]] = []
    for step, (left, right) in zip(path.steps, slots, strict=True):
        name = told.name(step.id)
        letter = told.letters.get(step.id, "")
        wide = (right - left) * 1.16
        words = f"{letter} · {name}" if letter else name
        lines = text.lines(words, "regular", size, wide, most)
        if wide < 6 * size:
            result.append([])
            continue
        if lines.cut:
            lines = text.lines(words, "regular", size, wide, most, f"{text.ELLIPSIS} [{pen.notes.number(name)}]")
        result.append([line.text for line in lines.lines])
    if all(result):
        return result
    marks = [told.letters.get(step.id) or decimal(place + 1) for place, step in enumerate(path.steps)]
    entries = [
        f"{mark}  {told.name(step.id)}: {_factor(told, step)} → {wording.figure(step.after)}"
        for mark, step in zip(marks, path.steps, strict=True)
    ]
    pen.notes.keep(_("The steps of the path"), entries)
    fits = max(text.width(mark, "regular", size) for mark in marks) <= min(right - left for left, right in slots)
    return [[mark] for mark in marks] if fits else [[] for _mark in marks]


def _factor(told: Told, step: Step) -> str:
    record = told.nodes[step.id]
    return percent(step.factor) if isinstance(record, Touchpoint) and record.score is not None else _("not scored")


def _draw_axis(pen: Pen, rect: Rect, top: float, floor: float, scale: float) -> None:
    for share in (0.0, 0.5, 1.0) if floor - top > 3 * pen.smallest else (0.0, 1.0):
        y = floor - share * (floor - top)
        pen.line([(rect.x, y), (rect.right, y)], LIGHT.hairline, 0.5 * scale)
        baseline = y + 0.36 * pen.smallest
        pen.figure(
            decimal(share * 100), rect.x - 3 * scale, baseline, "regular", pen.smallest, LIGHT.second, align="right"
        )


def _draw_step(pen: Pen, told: Told, step: Step, slot: Rect, worst: bool, scale: float, narrow: float) -> None:
    """One step: what is lost coloured by its score, what remains grey, the level between them a line of ink."""
    floor, high = slot.bottom, slot.height
    before, after = floor - step.before * high, floor - step.after * high
    small = pen.smallest
    record = told.nodes[step.id]
    unscored = isinstance(record, Touchpoint) and record.score is None
    if floor - after > 0.01:
        pen.box(Rect(slot.x, after, slot.width, floor - after), LIGHT.grey, role="remains")
    if after - before > 0.01:
        colour = score_colour(step.factor)
        fill = colour if worst else mix(colour, LIGHT.surface, 0.52)
        pen.box(Rect(slot.x, before, slot.width, after - before), fill, role="loss")
    dash = (1.6 * scale, 1.2 * scale) if unscored else ()
    pen.line([(slot.x, after), (slot.right, after)], LIGHT.ink, 1.1 * scale, dash=dash, role="level")
    size = max(small, min(7.6 * scale, narrow / 3.2))
    lost = wording.loss(step.before, step.after) if not unscored else "?"
    left = wording.figure(step.after)
    if text.width(left, "semibold", size, tabular=True) > slot.width * 1.15:
        left = wording.number(step.after)
    above = before - 0.4 * size
    if text.width(left, "semibold", size, tabular=True) <= slot.width * 1.15:
        inside = floor - after >= 1.35 * size
        pen.figure(
            left, slot.centre_x, after + 1.12 * size if inside else above, "semibold", size, LIGHT.ink, align="centre"
        )
        above -= 0.0 if inside else 1.15 * size
    face: text.Face = "semibold" if worst else "regular"
    if lost != decimal(0) and text.width(lost, face, size, tabular=True) <= slot.width * 1.15:
        pen.figure(lost, slot.centre_x, above, face, size, LIGHT.ink if worst else LIGHT.second, align="centre")
