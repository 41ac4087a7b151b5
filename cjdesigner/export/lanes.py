"""What the lanes under the map show on paper: emotion curves, channels, indicators; and lanes in words, for lists.

This module must not know where lanes stand, nor what gives way when there is little room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cjdesigner import text
from cjdesigner.export.cards import channel_icons, channel_name
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK
from cjdesigner.export.sheet import Command, circle
from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model.company import indicators_in, lanes_of
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.indicator_words import in_unit, name_of_indicator
from cjdesigner.model.indicators import Trace, readings_of, trace
from cjdesigner.model.records import BuiltInChannel, Indicator, Lane, LaneEntry, Phase, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.strips import Column, Curve, Strip, Strips

_ROW = 1.5
_BROAD = 22.0
"""In sizes of type: from this width on an indicator takes one row, else two."""
_MOST_ROWS = 4


def chart_height(told: Told, columns: Sequence[Column], size: float) -> float:
    """How high ``Letters.chart`` must be for what channel and indicator lanes show, within reason."""
    rows = 1.0
    for lane in lanes_of(told.state, told.journey.id):
        for column in columns:
            room = column.right - column.left
            if lane.kind == "indicator":
                found = len(indicators_in(told.state, lane, column.phase))
                rows = max(rows, min(found, _MOST_ROWS) * _rows_each(room, size))
            elif lane.kind == "channel":
                # A channel lane takes 0.6 of a chart (model/strips.py).
                lines = _channel_rows(told, lane, column.phase, room - size, size)
                rows = max(rows, min(len(lines), _MOST_ROWS) / 0.6)
    return rows * _ROW * size


def _rows_each(room: float, size: float) -> int:
    return 1 if room >= _BROAD * size else 2


def entries_in_words(told: Told, lane: Lane) -> list[str]:
    """A lane in words, phase by phase: for the list pages."""
    state, said = told.state, []
    if lane.kind in ("text", "image", "emotion"):
        order = {phase.id: place for place, phase in enumerate(told.phases)}
        entries = state.referring(lane.id, LaneEntry)
        for entry in sorted(entries, key=lambda e: (order.get(e.phase or 0, -1), e.place, e.id)):
            value = _mood(entry.value) if lane.kind == "emotion" else ""
            words = " ".join(part for part in (value, entry.text.strip()) if part)
            said.append((entry.phase, words))
    else:
        for place in [None, *(phase.id for phase in told.phases)]:
            if lane.kind == "channel":
                words = ", ".join(_counted(channel, count) for channel, count in _channels(told, place))
            else:
                words = ", ".join(_latest(state, i)[0] for i in indicators_in(state, lane, place))
            said.append((place, words))
    return [_in_phase(state, phase, words) for phase, words in said if words]


def _in_phase(state: State, phase: int | None, words: str) -> str:
    record = state.get(phase, Phase)
    title = " ".join(record.title.split()) if record is not None else ""
    return f"{title}: {words}" if title else words


def _mood(value: float | None) -> str:
    value = value or 0.0
    digits = 0 if value == round(value) else 1
    return ("+" if value > 0 else "") + decimal(value, digits)


# emotion curves


def draw_scale(pen: Pen, found: Strips, strip: Strip, size: float, scale: float) -> None:
    """The line of indifference and the ends of the scale."""
    middle, reach = (strip.content + strip.bottom) / 2, strip.height * 0.4
    pen.line([(found.left, middle), (found.right, middle)], INK.hairline, 0.6 * scale, dash=(2 * scale, 1.5 * scale))
    # Beside the columns, as the staircase has its scale.
    for value, y in ((2, middle - reach), (0, middle), (-2, middle + reach)):
        x = found.left - 2 * scale
        pen.figure(_mood(value), x, y + 0.36 * size, "regular", size, INK.second, align="right")


def draw_curve(pen: Pen, state: State, found: Strips, curve: Curve, scale: float) -> None:
    """The smooth line with its points, and at each what is said of it, where the line leaves room."""
    path: list[Command] = []
    for place, (start, one, two, end) in enumerate(curve.pieces):
        if place == 0:
            path.append(("M", *start))
        path.append(("C", *one, *two, *end))
    if path:
        pen.shape(path, stroke=INK.accent, width=1.5 * scale, role="curve")
    for spot in curve.points.values():
        pen.shape(circle(*spot, 2.1 * scale), INK.surface, INK.accent, 1.1 * scale, role="mood")
    strip = next(strip for strip in found.strips if strip.key == curve.lane)
    line = _sampled(curve)
    taken: list[Rect] = [
        Rect(x - 2.4 * scale, y - 2.4 * scale, 4.8 * scale, 4.8 * scale) for x, y in curve.points.values()
    ]
    for identity, spot in sorted(curve.points.items(), key=lambda pair: pair[1]):
        entry = state.get(identity, LaneEntry)
        if entry is not None and entry.text.strip():
            _say(pen, found, strip, spot, entry.text, line, taken, scale)


def _say(
    pen: Pen,
    found: Strips,
    strip: Strip,
    spot: Point,
    words: str,
    line: Sequence[Point],
    taken: list[Rect],
    scale: float,
) -> None:
    """Set a moment's words by its point where neither the curve nor another's words stand; else a number."""
    size = pen.smallest
    whole = " ".join(words.split())
    for most, lines in ((26 * size, 1), (15 * size, 2), (9 * size, 3)):
        broken = text.lines(whole, "regular", size, most)
        if len(broken.lines) <= lines:
            wide = max(row.width for row in broken.lines)
            for rect in _places(spot, wide, len(broken.lines) * 1.2 * size, found, strip, scale):
                if _is_free(rect, line, taken):
                    taken.append(rect)
                    room = Rect(rect.x - 0.1, rect.y, rect.width + 0.2, rect.height)
                    pen.text(whole, room, "regular", size, INK.ink, align="centre", leading=1.2)
                    return
    number = f"[{pen.notes.number(words.strip())}]"
    wide = text.width(number, "regular", size)
    for rect in _places(spot, wide, 1.2 * size, found, strip, scale):
        if _is_free(rect, line, taken):
            taken.append(rect)
            pen.figure(number, rect.centre_x, rect.y + size, "regular", size, INK.second, align="centre", tabular=False)
            return
    # It stays numbered, and is told in full on the list pages.


def _places(spot: Point, wide: float, high: float, found: Strips, strip: Strip, scale: float) -> list[Rect]:
    """Above and below a point, centred or to a side, within the strip."""
    x, y = spot
    gap = 3.2 * scale
    tops = [y - gap - high, y + gap, y + 2.4 * gap, y - 2.4 * gap - high]
    if y > (strip.content + strip.bottom) / 2:
        tops = [tops[1], tops[0], *tops[2:]]
    lefts = [x - wide / 2, x - 0.2 * wide, x - 0.8 * wide, x + gap, x - gap - wide]
    found_ = []
    for left in lefts:
        left = min(max(found.left, left), found.right - wide)
        for top in [*tops, y - high / 2]:
            if strip.content <= top and top + high <= strip.bottom:
                found_.append(Rect(left, top, wide, high))
    return found_


def _is_free(rect: Rect, line: Sequence[Point], taken: Sequence[Rect]) -> bool:
    return not any(rect.contains(x, y) for x, y in line) and not any(rect.intersects(other) for other in taken)


def _sampled(curve: Curve) -> list[Point]:
    points: list[Point] = []
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in curve.pieces:
        for step in range(33):
            t = step / 32
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


# channels


def _channels(told: Told, phase: int | None) -> list[tuple[str, int]]:
    """The channels of a phase's touchpoints, most used first."""
    standing = told.state.standing_in(told.journey.id, phase)
    return Counter(n.channel for n in standing if isinstance(n, Touchpoint) and n.channel).most_common()


def _counted(channel: str, count: int) -> str:
    name = " ".join(channel_name(channel).split())
    return name if count == 1 else f"{name} \u00d7 {count}"


def _channel_rows(told: Told, lane: Lane, phase: int | None, room: float, size: float) -> list[list[tuple[str, str]]]:
    """The channels of a phase as rows of (channel, words) that fit into ``room``."""
    rows: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for channel, count in _channels(told, phase):
        words = _counted(channel, count)
        wide = 1.5 * size + text.width(words, "regular", size) + 1.0 * size
        if rows[-1] and used + wide - size > room:
            rows.append([])
            used = 0.0
        rows[-1].append((channel, words))
        used += wide
    return rows if rows[0] else []


def draw_channels(pen: Pen, told: Told, lane: Lane, phase: int | None, cell: Rect, scale: float) -> None:
    """The channels of a phase's touchpoints with their icons; those without room go to the list pages."""
    size = pen.smallest
    icons = channel_icons(told.state)
    rows = _channel_rows(told, lane, phase, cell.width - size, size)
    count = min(len(rows), int(cell.height / (_ROW * size) + 1e-6))
    for place, row in enumerate(rows[:count]):
        x, top = cell.x + 0.5 * size, cell.y + (place + 0.1) * _ROW * size
        for channel, words in row:
            pen.icon(icons.get(channel, BuiltInChannel.NEUTRAL_ICON), x, top + 0.1 * size, 1.12 * size, INK.second)
            x += 1.5 * size
            wide = text.width(words, "regular", size)
            room = Rect(x, top, max(size, min(wide + 0.01, cell.right - 0.3 * size - x)), _ROW * size)
            pen.text(words, room, "regular", size, INK.ink, max_lines=1)
            x += wide + size
    rest = [words for row in rows[count:] for _channel, words in row]
    if rest:
        name = " ".join(lane.title.split()) or _("Unnamed lane")
        pen.notes.keep(name, [_in_phase(told.state, phase, ", ".join(rest))])


# indicators


def draw_indicators(pen: Pen, told: Told, lane: Lane, phase: int | None, cell: Rect, scale: float) -> None:
    """A phase's indicators with their readings as a line and the latest; those without room go to the list pages."""
    size = pen.smallest
    found = indicators_in(told.state, lane, phase)
    each = _rows_each(cell.width, size) * _ROW * size
    count = min(len(found), int(cell.height / each + 1e-6))
    for place, indicator in enumerate(found[:count]):
        room = Rect(cell.x + 0.5 * size, cell.y + place * each + 0.1 * size, cell.width - size, each)
        _draw_indicator(pen, told.state, indicator, room, scale)
    if found[count:]:
        name = " ".join(lane.title.split()) or _("Unnamed lane")
        said = [_in_phase(told.state, phase, _latest(told.state, indicator)[0]) for indicator in found[count:]]
        pen.notes.keep(name, said)


def _latest(state: State, indicator: Indicator) -> tuple[str, str]:
    """An indicator with its latest reading in words, and the reading alone."""
    readings = readings_of(state, indicator.id)
    name = name_of_indicator(indicator)
    if not readings:
        return name, ""
    value = in_unit(indicator, readings[-1].value)
    return f"{name}: {value}", value


def _draw_indicator(pen: Pen, state: State, indicator: Indicator, room: Rect, scale: float) -> None:
    size = pen.smallest
    _words, value = _latest(state, indicator)
    found = trace(indicator, readings_of(state, indicator.id))
    wide = text.width(value, "semibold", size, tabular=True)
    if room.height > 2 * _ROW * size * 0.9:
        pen.text(name_of_indicator(indicator), Rect(room.x, room.y, room.width, 1.4 * size), "regular", size, INK.ink)
        box = Rect(room.x, room.y + 1.45 * size, room.width - wide - 0.6 * size, 1.1 * size)
        baseline = room.y + 2.45 * size
    else:
        name = Rect(room.x, room.y, 0.5 * room.width, 1.4 * size)
        pen.text(name_of_indicator(indicator), name, "regular", size, INK.ink)
        box = Rect(
            name.right + 0.6 * size, room.y + 0.1 * size, room.right - wide - 1.2 * size - name.right, 1.1 * size
        )
        baseline = room.y + size
    colour = INK.danger if found is not None and found.off else INK.ink
    if wide <= room.width:
        pen.figure(value, room.right, baseline, "semibold", size, colour, align="right")
    if found is not None and box.width >= 2.5 * size:
        draw_trace(pen, found, box, scale)


def draw_trace(pen: Pen, found: Trace, rect: Rect, scale: float) -> None:
    """Readings as a line, the target dotted, the limit dashed, the latest a dot, ringed where it is off target."""
    radius = 1.3 * scale
    inner = Rect(rect.x + radius, rect.y + radius, rect.width - 2.6 * radius, rect.height - 2 * radius)

    def at(point: Point) -> Point:
        return inner.x + point[0] * inner.width, inner.bottom - point[1] * inner.height

    marks = ((found.target, INK.second, (0.7, 1.1)), (found.limit, INK.danger, (1.8, 1.2)))
    for height, colour, dash in marks:
        if height is not None:
            ends = [at((0.0, height)), at((1.0, height))]
            pen.line(ends, colour, 0.45 * scale, dash=(dash[0] * scale, dash[1] * scale))
    points = [at(point) for point in found.points]
    if len(points) > 1:
        pen.line(points, INK.second, 0.75 * scale, role="readings")
    last = circle(*points[-1], radius)
    if found.off:
        pen.shape(last, INK.surface, INK.danger, 0.8 * scale)
    else:
        pen.shape(last, INK.accent)
