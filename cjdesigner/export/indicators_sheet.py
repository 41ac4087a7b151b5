"""The indicators: a panel each, what customers measure, what the company measures and the brand kept apart.

An indicator of several kinds stands in each of them. This module must not know the other sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cjdesigner import text
from cjdesigner.export.concerning import concerning
from cjdesigner.export.drawing import Pen
from cjdesigner.export.indicator_chart import draw_chart
from cjdesigner.export.look import INK, score_colour
from cjdesigner.export.method_page import BODY, Frame, Legend, Sample, Sheet, caps, set_text
from cjdesigner.export.sheet import Page
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import naming
from cjdesigner.model.geometry import Rect
from cjdesigner.model.indicator_words import amount, in_unit, name_of_indicator
from cjdesigner.model.indicators import KIND_MEANINGS, KINDS, beyond_limit, off_target, readings_of
from cjdesigner.model.records import Indicator, IndicatorKind, Reading, Record
from cjdesigner.model.state import State
from cjdesigner.model.tipping import Tipping, drift, tipping
from cjdesigner.model.wording import grouped
from cjdesigner.theme import mix

_COLUMNS = {True: 4, False: 3}
"""Of a lying and of a standing sheet."""
_HIGH, _LEAST = 226.0, 150.0
"""How high a panel is at most and at least, for A4."""
_GROWTH = (1.3, 1.15, 1.0)


def draw(frame: Frame) -> Iterator[Page]:
    """The pages of the section."""
    told = frame.told
    found = concerning(told.state, told.journey.id, Indicator)
    readings = {indicator.id: readings_of(told.state, indicator.id) for indicator in found}
    yield from _Indicators(frame, found, readings).pages()


class _Indicators:
    def __init__(self, frame: Frame, found: Sequence[Indicator], readings: Mapping[int, list[Reading]]) -> None:
        self.frame, self.readings = frame, readings
        self.groups = {kind: [indicator for indicator in found if kind in indicator.kinds] for kind in KINDS}
        self.groups = {kind: group for kind, group in self.groups.items() if group}
        self.title = _("Indicators")
        self.tipped = {i.id: flag for i in found if (flag := tipping(i, readings[i.id])) is not None}
        self.said = self._said(found)
        self.across = _COLUMNS[frame.lying]
        self.columns = _columns({kind: len(group) for kind, group in self.groups.items()}, self.across)
        self.drifts = any(drift(indicator, readings[indicator.id]) is not None for indicator in found)
        self.high = 0.0

    def pages(self) -> Iterator[Page]:
        """As many pages as it takes, each with the same columns."""
        done = dict.fromkeys(self.groups, 0)
        number = 0
        while any(done[kind] < len(group) for kind, group in self.groups.items()):
            sheet = self.frame.begin(self.title, self.said, legend=self._legend(), entry=0 if not number else 1)
            self._draw_page(sheet, done)
            yield self.frame.finished(sheet)
            number += 1

    def _said(self, found: Sequence[Indicator]) -> str:
        parts = [ngettext("{count} indicator", "{count} indicators", len(found)).format(count=grouped(len(found)))]
        off = sum(bool(off_target(indicator, self.readings[indicator.id])) for indicator in found)
        if off:
            parts.append(ngettext("{count} off target", "{count} off target", off).format(count=grouped(off)))
        if self.tipped:
            count = len(self.tipped)
            parts.append(ngettext("{count} has tipped", "{count} have tipped", count).format(count=grouped(count)))
        return "  ·  ".join(parts)

    def _legend(self) -> Legend:
        legend: list[tuple[Sample | None, str]] = [
            (_good, _("target reached")),
            (_dashes, _("limit not to be crossed")),
        ]
        if self.drifts:
            legend.append((_smooth, _("smoothed, tips where it leaves its band (EWMA, λ = 0.2, L = 3; Roberts 1959)")))
        return legend

    def _draw_page(self, sheet: Sheet, done: dict[IndicatorKind, int]) -> None:
        frame, body, pen = self.frame, sheet.body, sheet.pen
        gap = 14 * frame.scale
        wide = (body.width - (self.across - 1) * gap) / self.across
        column = 0
        top = body.y
        places: list[tuple[IndicatorKind, float, float]] = []
        for kind, count in self.columns.items():
            x, span = body.x + column * (wide + gap), count * wide + (count - 1) * gap
            places.append((kind, x, span))
            top = max(top, self._draw_heading(pen, kind, x, body.y, span))
            column += count
        rows = max(-(-(len(self.groups[kind]) - done[kind]) // self.columns[kind]) for kind in self.groups)
        fitting = max(1, int((body.bottom - top + gap) / (_LEAST * frame.scale + gap)))
        rows = min(rows, fitting)
        self.high = self.high or min((body.bottom - top - (rows - 1) * gap) / rows, _HIGH * 1.25 * frame.scale)
        high = self.high
        unit = frame.scale * next((growth for growth in _GROWTH if high >= growth * 190 * frame.scale), 1.0)
        for kind, x, _span in places:
            for place in range(rows * self.columns[kind]):
                if done[kind] >= len(self.groups[kind]):
                    break
                row, across = divmod(place, self.columns[kind])
                rect = Rect(x + across * (wide + gap), top + row * (high + gap), wide, high)
                self._draw_panel(pen, self.groups[kind][done[kind]], rect, unit)
                done[kind] += 1

    def _draw_heading(self, pen: Pen, kind: IndicatorKind, x: float, y: float, width: float) -> float:
        scale = self.frame.scale
        pen.entry(_(KINDS[kind]), 1, y)
        pen.line([(x, y), (x + width, y)], INK.ink, 0.9 * scale)
        size = BODY * scale
        y = caps(pen, _(KINDS[kind]), x, y + 0.6 * size, width, size, INK.ink)
        return set_text(pen, _(KIND_MEANINGS[kind]), x, y, width, "regular", size, INK.second, 2) + 0.8 * size

    def _draw_panel(self, pen: Pen, indicator: Indicator, rect: Rect, unit: float) -> None:
        state, readings = self.frame.told.state, self.readings[indicator.id]
        flag = self.tipped.get(indicator.id)
        pen.box(rect, INK.paper, INK.hairline, 0.5 * unit, radius=6 * unit, role="indicator")
        pad, size, small = 8 * unit, max(pen.smallest, BODY * unit), max(pen.smallest, 6.4 * unit)
        x, wide = rect.x + pad, rect.width - 2 * pad
        y = set_text(pen, name_of_indicator(indicator), x, rect.y + pad, wide, "semibold", 9.4 * unit, INK.ink, 2)
        if indicator.question.strip():
            y = set_text(pen, indicator.question.strip(), x, y, wide, "regular", size, INK.second, 2)
        y = _draw_value(pen, indicator, readings, flag, Rect(x, y + 0.4 * size, wide, 0), unit)
        foot = _foot(state, indicator, readings)
        lines = [min(2, len(text.lines(words, "regular", small, wide).lines)) for words in foot]
        while foot and rect.bottom - pad - 1.3 * small * sum(lines) - y < 34 * unit:
            pen.notes.keep(name_of_indicator(indicator), [foot.pop()])
            lines.pop()
        bottom = rect.bottom - pad - 1.3 * small * sum(lines)
        chart = Rect(x, y + 0.3 * size, wide, bottom - 0.5 * size - y - 0.3 * size)
        if chart.height > 4.5 * small:
            draw_chart(pen, indicator, readings, chart, unit, flag)
        y = bottom
        for words, count in zip(foot, lines, strict=True):
            y = set_text(pen, words, x, y, wide, "regular", small, INK.second, count)


def _columns(counts: Mapping[IndicatorKind, int], across: int) -> dict[IndicatorKind, int]:
    """How many columns each kind gets: one, and those that are over go where panels stand highest."""
    found = dict.fromkeys(counts, 1)
    while found and sum(found.values()) < across:
        kind = max(found, key=lambda kind: counts[kind] / found[kind])
        found[kind] += 1
    return found


def _draw_value(
    pen: Pen, indicator: Indicator, readings: Sequence[Reading], flag: Tipping | None, rect: Rect, unit: float
) -> float:
    """The latest value large; beside it its date and answers, the target, and what is flagged."""
    small = max(pen.smallest, 6.4 * unit)
    latest = readings[-1] if readings else None
    words, size = in_unit(indicator, latest.value if latest else None), 19 * unit
    said: list[tuple[str, str]] = []
    if latest and text.width(words, "bold", 11 * unit, tabular=True) > 0.55 * rect.width:
        words = amount(latest.value)
        said.append((" ".join(indicator.unit.split()), INK.second))
    while size > 9 * unit and text.width(words, "bold", size, tabular=True) > 0.55 * rect.width:
        size *= 0.94
    baseline = rect.y + text.cap_height("bold", size) + 0.1 * size
    missed, crossed = bool(off_target(indicator, readings)), beyond_limit(indicator, readings)
    ink = pen.figure(words, rect.x, baseline, "bold", size, INK.danger if crossed else INK.ink)
    if indicator.target is not None:
        target = _("Target {value}").format(value=in_unit(indicator, indicator.target))
        said.append((target + (" · " + _("missed") if missed else " · " + _("reached") if latest else ""), INK.ink))
    if latest is None:
        said.append((_("No reading yet"), INK.second))
    else:
        day = latest.date + (" · " + _("n = {count}").format(count=grouped(latest.answers)) if latest.answers else "")
        said.append((day, INK.second))
    if flag is not None:
        crossed_words = _("Beyond its limit since {date}") if flag.cause == "limit" else _("Drifts since {date}")
        said.append(("⚑ " + crossed_words.format(date=flag.since), INK.danger))
    x, y = ink.right + 8 * unit, rect.y
    if rect.right - x < 0.3 * rect.width:
        x, y = rect.x, baseline + 0.3 * size
    for line, colour in said:
        face: text.Face = "semibold" if colour != INK.second else "regular"
        y = set_text(pen, line, x, y, rect.right - x, face, small, colour, 2)
    return max(y, baseline + 0.3 * size)


def _foot(state: State, indicator: Indicator, readings: Sequence[Reading]) -> list[str]:
    """Who answers for it, what it is the figure of, how it is computed, and where it hangs."""
    found = []
    if indicator.owner.strip():
        found.append(_("Owner: {owner}").format(owner=" ".join(indicator.owner.split())))
    places = [naming.called(state, place) for place in state.targets(indicator.id, Record)]
    if places:
        found.append("→ " + ", ".join(places))
    found += [" ".join(words.split()) for words in (indicator.definition, indicator.formula) if words.strip()]
    if readings and readings[-1].source.strip():
        found.append(_("Source: {source}").format(source=" ".join(readings[-1].source.split())))
    return found


def _good(pen: Pen, x: float, baseline: float, size: float) -> float:
    rect = Rect(x, baseline - 0.7 * size, 2.2 * size, 0.8 * size)
    pen.box(rect, mix(score_colour(1.0), INK.surface, 0.8))
    pen.line([(rect.x, rect.bottom), (rect.right, rect.bottom)], INK.ink, 0.1 * size, dash=(0.1 * size, 0.25 * size))
    return rect.right


def _dashes(pen: Pen, x: float, baseline: float, size: float) -> float:
    y = baseline - 0.33 * size
    pen.line([(x, y), (x + 2.2 * size, y)], INK.danger, 0.12 * size, dash=(0.45 * size, 0.3 * size))
    return x + 2.2 * size


def _smooth(pen: Pen, x: float, baseline: float, size: float) -> float:
    pen.box(Rect(x, baseline - 0.7 * size, 2.2 * size, 0.8 * size), INK.grey)
    y = baseline - 0.3 * size
    pen.line([(x, y), (x + 2.2 * size, y)], INK.second, 0.1 * size, dash=(0.25 * size, 0.2 * size))
    return x + 2.2 * size
