"""The excellence staircase: along a path the running product steps down from 100 to what is left.

This module must not know the other parts of the sheet; it is told where phases lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look, score_colour
from cjdesigner.export.sheet import hatch
from cjdesigner.i18n import decimal, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.excellence import Path, Step
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Lane, Touchpoint
from cjdesigner.theme import mix

_TITLE, _FAR_TITLE = 9.0, 10.5
_LETTERS = (1.7, 1.5, 1.35, 1.2, 1.1, 1.0)
"""Sizes of names under steps that are tried, in smallest types."""
_MOST_FOOT = 0.22
"""Of the height is what names take at most."""
_LOWEST = 4.5
"""In smallest types: beneath its title a lower staircase is not drawn."""
_NAME_WIDTH = 1.16
"""In widths of a step."""


def is_told(told: Told) -> bool:
    """Whether there are steps to show: a path with a touchpoint that has a score."""
    records = [told.nodes[step.id] for step in told.path.steps] if told.path else []
    scored = any(isinstance(record, Touchpoint) and record.score is not None for record in records)
    return scored and told.options.shows("staircase")


def draw_staircase(
    pen: Pen,
    told: Told,
    rect: Rect,
    bands: Sequence[tuple[int | None, float, float]],
    scale: float,
    whole: Path | None = None,
) -> None:
    """Draw it into ``rect``; ``bands`` are (phase, left, right) in page coordinates, from left to right.

    Of a staircase in rows ``whole`` is the path of which this one has some of the steps: its title stands above its
    first step, its steps are numbered through, and its largest drop is the only one that stands out.
    """
    title = (_FAR_TITLE if look().filled else _TITLE) * scale
    pen.entry(_("What is left of 100, step by step"), 1, rect.y)
    pen.place("stairs", rect)
    heading = Rect(rect.x, rect.y, rect.width, 2.7 * title)
    path = told.path
    if path is None or not is_told(told):
        _draw_untold(pen, path, rect, 7.5 * scale)
        return
    goes_on = whole is not None and path.steps[:1] != whole.steps[:1]
    used = 0.0 if goes_on else _draw_title(pen, told, heading, title)
    if rect.height - used < _LOWEST * pen.smallest:
        keep_steps(pen, told, whole)
        return
    slots = _slots(told, path, rect, bands)
    narrow = min(right - left for left, right in slots)
    small = pen.smallest
    room = rect.height - used
    letter, most = _letter(told, path, slots, small, room)
    names = _names(pen, told, path, whole or path, slots, letter, most)
    foot = max((len(lines) for lines in names), default=1) * 1.25 * letter + 0.5 * letter
    size = _figure_size(small, scale, narrow, room - foot)
    # Beside the loss, what is left stands above a bar as well where the bar is too low for it.
    low = rect.bottom - foot - rect.y - used < 13 * small
    top = rect.y + used + max((2.9 if low else 1.7) * small, 1.55 * size)
    floor = rect.bottom - foot
    beneath = len(pen.items)
    figures: list[Rect] = []
    largest = max((whole or path).steps, key=lambda step: step.before - step.after)
    for place, (step, (left, right)) in enumerate(zip(path.steps, slots, strict=True)):
        worst = step is largest and step.before - step.after > 0.0005
        bar = Rect(left, top, right - left, floor - top)
        figures += _draw_step(pen, told, step, bar, worst, scale, size)
        if place + 1 < len(slots):
            y = floor - step.after * (floor - top)
            pen.line([(right, y), (slots[place + 1][0], y)], INK.second, 0.6 * scale, dash=(1.2 * scale, 1.6 * scale))
        centre = (left + right) / 2
        for row, words in enumerate(names[place]):
            pen.figure(
                words, centre, floor + (1.25 * row + 1.3) * letter, "regular", letter, INK.second,
                align="centre", tabular=False,
            )  # fmt: skip
    axis = Pen(pen.notes, small)
    _draw_axis(axis, Rect(bands[0][1], top, rect.right - bands[0][1], floor - top), scale, figures)
    pen.items[beneath:beneath] = axis.items


def _draw_untold(pen: Pen, path: Path | None, rect: Rect, size: float) -> None:
    """In one line what will stand here, and what is missing for it."""
    words = _("No path leads through a touchpoint yet.")
    if path is not None and path.steps:
        words = _("It appears as soon as a touchpoint of this path has a score.")
    lead = _("What is left of 100, step by step")
    size = max(size, pen.smallest)
    baseline = rect.y + text.baseline("semibold", size)
    x = pen.figure(lead, rect.x, baseline, "semibold", size, INK.ink, tabular=False).right + 1.2 * size
    if x + text.width(words, "regular", size) <= rect.right:
        pen.figure(words, x, baseline, "regular", size, INK.second, tabular=False)
    else:
        below = Rect(rect.x, rect.y + 1.3 * size, rect.width, 2.7 * pen.smallest)
        pen.text(words, below, "regular", pen.smallest, INK.second)


def _letter(
    told: Told, path: Path, slots: Sequence[tuple[float, float]], small: float, room: float
) -> tuple[float, int]:
    """The largest type in which all names stand under their steps in full, and how many lines they take at most."""
    said = [f"{told.letters[step.id]} · {told.name(step.id)}" if step.id in told.letters else told.name(step.id)
            for step in path.steps]  # fmt: skip
    for larger in _LETTERS:
        size = larger * small
        for most in (1, 2, 3):
            if (1.25 * most + 0.5) * size > _MOST_FOOT * room:
                break
            wide = [(right - left) * _NAME_WIDTH for left, right in slots]
            if all(_holds(words, size, width, most) for words, width in zip(said, wide, strict=True)):
                return size, most
    return small, 3 if room > 12 * small else 2


def _holds(words: str, size: float, width: float, most: int) -> bool:
    longest = max((text.width(word, "regular", size) for word in words.split()), default=0.0)
    return longest <= width and len(text.lines(words, "regular", size, width).lines) <= most


def _draw_title(pen: Pen, told: Told, rect: Rect, size: float) -> float:
    path, analysis = told.path, told.analysis
    lead = _("What is left of 100, step by step")
    parts = []
    if path is not None and path.mean is not None:
        parts.append(wording.path_ends(path, told.path_is_most_travelled))
        parts.append(_("taken by {share} of customers").format(share=wording.figure(path.probability)))
        if analysis.expected is not None:
            whole = wording.at_most(analysis.expected, analysis.upper_bound)
            parts.append(_("whole journey {figure}").format(figure=whole))
    size = max(size, pen.smallest)
    baseline = rect.y + text.baseline("semibold", size)
    ink = pen.figure(lead, rect.x, baseline, "semibold", size, INK.ink, tabular=False)
    detail = "   ·   ".join(parts)
    x = ink.right + 1.2 * size
    small = max(pen.smallest, 0.88 * size)
    if detail and text.width(detail, "regular", small, tabular=True) <= rect.right - x:
        pen.figure(detail, x, baseline, "regular", small, INK.second)
        return size * 1.6
    box = Rect(rect.x, rect.y + 1.35 * size, rect.width, 2.6 * small)
    return 1.35 * size + pen.text(detail, box, "regular", small, INK.second) + 0.4 * size


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
    pen: Pen, told: Told, path: Path, whole: Path, slots: Sequence[tuple[float, float]], size: float, most: int
) -> list[list[str]]:
    """What stands under each bar: the touchpoint's name, else its letter or number, with the names listed apart."""
    result: list[list[str]] = []
    for step, (left, right) in zip(path.steps, slots, strict=True):
        name = told.name(step.id)
        letter = told.letters.get(step.id, "")
        wide = (right - left) * _NAME_WIDTH
        words = f"{letter} · {name}" if letter else name
        lines = text.lines(words, "regular", size, wide, most)
        if wide < 6 * size and not _holds(words, size, wide, most):
            result.append([])
            continue
        if lines.cut:
            lines = text.lines(words, "regular", size, wide, most, f"{text.ELLIPSIS} [{pen.notes.number(name)}]")
        result.append([line.text for line in lines.lines])
    if all(result):
        return result
    marks = _marks(told, path, whole)
    _keep_steps(pen, told, path, marks)
    fits = max(text.width(mark, "regular", size) for mark in marks) <= min(right - left for left, right in slots)
    return [[mark] for mark in marks] if fits else [[] for _mark in marks]


def _marks(told: Told, path: Path, whole: Path) -> list[str]:
    """The steps' letters, or their numbers on the whole path."""
    numbers = {step.id: decimal(place) for place, step in enumerate(whole.steps, start=1)}
    return [told.letters.get(step.id) or numbers[step.id] for step in path.steps]


def _keep_steps(pen: Pen, told: Told, path: Path, marks: Sequence[str]) -> None:
    entries = [
        f"{mark}  {told.name(step.id)}: {_factor(told, step)} → {wording.figure(step.after)}"
        for mark, step in zip(marks, path.steps, strict=True)
    ]
    pen.notes.keep(_("The steps of the path"), entries)


def keep_steps(pen: Pen, told: Told, whole: Path | None = None) -> None:
    """List the steps: there is no room for the staircase."""
    if told.path is not None and is_told(told):
        _keep_steps(pen, told, told.path, _marks(told, told.path, whole or told.path))


def _factor(told: Told, step: Step) -> str:
    record = told.nodes[step.id]
    return percent(step.factor) if isinstance(record, Touchpoint) and record.score is not None else _("not scored")


def axis_room(told: Told, smallest: float, scale: float) -> float:
    """What its scale, and that of curves of emotion, takes at the left of the columns; 0 where there are none."""
    moods = told.has_strips and any(lane.kind == "emotion" for lane in told.state.members(told.journey.id, Lane))
    wide = text.width(decimal(100), "regular", smallest, tabular=True) + 2 * scale
    return wide if is_told(told) or moods else 0.0


def _draw_axis(pen: Pen, rect: Rect, scale: float, figures: Sequence[Rect]) -> None:
    """The lines of 0, 50 and 100; none goes through ``figures``. Their own stand at the left of ``rect``, as many as
    there is room for."""
    roomy, low = rect.height > 3 * pen.smallest, rect.height < 1.35 * pen.smallest
    for share in (0.0, 0.5, 1.0) if roomy else (0.0, 1.0):
        y = rect.bottom - share * rect.height
        x = rect.x
        crossed = sorted((ink.x, ink.right) for ink in figures if ink.y - 0.1 * ink.height < y < ink.bottom + scale)
        for left, right in [*crossed, (rect.right, rect.right)]:
            if left - x > 2 * scale:
                end = left if left == rect.right else left - 1.5 * scale
                pen.line([(x, y), (end, y)], INK.hairline, 0.5 * scale)
            x = max(x, right + 1.5 * scale)
        if low and share < 1.0:
            continue
        baseline = y + 0.36 * pen.smallest
        pen.figure(
            decimal(share * 100), rect.x - 2 * scale, baseline, "regular", pen.smallest, INK.second, align="right"
        )


def _figure_size(least: float, scale: float, narrow: float, high: float) -> float:
    """The type of a step's figures: larger where steps are few and high, never wider than a step."""
    usual = (9.4 if look().filled else 7.6) * scale
    most = max(usual, min(narrow / 8, high / 9, 15 * scale))
    return max(least, min(most, narrow / 3.2, high / 5.5))


def _draw_step(pen: Pen, told: Told, step: Step, slot: Rect, worst: bool, scale: float, size: float) -> list[Rect]:
    """One step: what is lost coloured by its score, what remains grey, the level between them a line of ink.

    Returns where figures stand above its bar.
    """
    floor, high = slot.bottom, slot.height
    before, after = floor - step.before * high, floor - step.after * high
    record = told.nodes[step.id]
    unscored = isinstance(record, Touchpoint) and record.score is None
    if floor - after > 0.01:
        edge = () if look().coloured else (INK.hairline, 0.5 * scale)
        pen.box(Rect(slot.x, after, slot.width, floor - after), INK.grey, *edge, role="remains")
    if after - before > 0.01:
        _draw_loss(pen, Rect(slot.x, before, slot.width, after - before), score_colour(step.factor), worst, scale)
    dash = (1.6 * scale, 1.2 * scale) if unscored else ()
    pen.line([(slot.x, after), (slot.right, after)], INK.ink, 1.1 * scale * look().weight, dash=dash, role="level")
    lost = wording.loss(step.before, step.after) if not unscored else "?"
    left = wording.figure(step.after)
    if text.width(left, "semibold", size, tabular=True) > slot.width * 1.15:
        left = wording.number(step.after)
    above = before - 0.4 * size
    figures = []
    if text.width(left, "semibold", size, tabular=True) <= slot.width * 1.15:
        inside = floor - after >= 1.35 * size
        baseline = after + 1.12 * size if inside else above
        ink = pen.figure(left, slot.centre_x, baseline, "semibold", size, INK.ink, align="centre")
        if not inside:
            figures.append(ink)
            above -= 1.15 * size
    face: text.Face = "semibold" if worst else "regular"
    if lost != decimal(0) and text.width(lost, face, size, tabular=True) <= slot.width * 1.15:
        colour = INK.ink if worst else INK.second
        figures.append(pen.figure(lost, slot.centre_x, above, face, size, colour, align="centre"))
    return figures


def _draw_loss(pen: Pen, rect: Rect, colour: str, worst: bool, scale: float) -> None:
    """What a step loses: the largest loss is saturated; where there are no colours it is solid, the others hatched."""
    if look().coloured:
        pen.box(rect, colour if worst else mix(colour, INK.surface, 0.32 if look().filled else 0.52), role="loss")
        return
    pen.box(rect, colour if worst else INK.surface, colour, 0.5 * scale, role="loss")
    if not worst:
        corners = [(rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom)]
        pen.shape(hatch(corners, 2.2 * scale), stroke=colour, width=0.5 * scale)
