"""The insights on the poster: what hurts and what helps, by the department that should know it, or by phase.

Where all stand on one sheet, departments are columns with pains above and gains beneath; else they flow. This module
must not know the sheet of one department (``insight_sheet.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cjdesigner.export.concerning import concerning
from cjdesigner.export.drawing import Pen
from cjdesigner.export.flow import Draw, Flow, Piece, column_count, pour, split
from cjdesigner.export.look import INK
from cjdesigner.export.marks import draw_valence
from cjdesigner.export.method_page import BODY, CAPS, Frame, Legend, Sample, Sheet, caps, set_text
from cjdesigner.export.pictures import draw_picture
from cjdesigner.export.sheet import Page
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import insights
from cjdesigner.model.geometry import Rect
from cjdesigner.model.insight_words import KIND_ICONS, confidence_words, count_words, kind_words
from cjdesigner.model.records import Insight, Link, Node, Phase, Record, Valence
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief

_WIDE = 118.0
_FLOWING = 150.0
_GROWTH = (1.5, 1.35, 1.2, 1.1, 1.0)
_TEXT_LINES = 12
_PICTURE = 52.0
_ROW_HEAD, _ROW_FOOT = 15.0, 8.0

_GROUPS: dict[Valence, str] = {"pain": mark("Pains"), "gain": mark("Gains"), "neutral": mark("Also good to know")}


class _Group(msgspec.Struct, frozen=True):
    name: str
    insights: tuple[Insight, ...]

    def of(self, valence: Valence) -> list[Insight]:
        return [insight for insight in self.insights if insight.valence == valence]


def draw(frame: Frame) -> Iterator[Page]:
    """The pages of the section."""
    told = frame.told
    found = concerning(told.state, told.journey.id, Insight)
    section = _Section(frame, found)
    for sheet in section.sheets():
        yield frame.finished(sheet)


class _Section:
    def __init__(self, frame: Frame, found: Sequence[Insight]) -> None:
        self.frame, self.state = frame, frame.told.state
        self.title = _("Insights")
        self.said = "  ·  ".join(count_words(insights.counted(found)))
        self.by_department = any(insight.department.strip() for insight in found)
        groups = _departments(self.state, found) if self.by_department else _phases(frame, found)
        self.groups = [_Group(name, tuple(members)) for name, members in groups if members]
        self.legend: Legend = [
            (_dot(valence), _(words)) for valence, words in _GROUPS.items() if any(i.valence == valence for i in found)
        ]

    def _begin(self, number: int) -> Sheet:
        return self.frame.begin(self.title, self.said, legend=self.legend, entry=0 if not number else 1)

    def sheets(self) -> Iterator[Sheet]:
        """One sheet in columns where all fits, else as many as it takes."""
        body = self.frame.room(self.title, self.said, legend=self.legend)
        smallest = self.frame.paper.smallest
        for growth in _GROWTH:
            unit = growth * self.frame.scale
            gap = 14 * self.frame.scale
            if column_count(body.width, _WIDE * unit, gap, 8) < len(self.groups):
                continue
            columns = split(body, max(len(self.groups), 2), gap)[: len(self.groups)]
            rows = self._rows(unit, columns[0].width, smallest)
            if sum(rows.values()) <= body.height:
                sheet = self._begin(0)
                columns = split(sheet.body, max(len(self.groups), 2), gap)[: len(self.groups)]
                self._draw_grid(sheet.pen, columns, rows, unit)
                yield sheet
                return
        yield from self._flowing(body)

    def _rows(self, unit: float, width: float, smallest: float) -> dict[str, float]:
        """The height of the heads of the columns, and of each row of insights."""
        trial = self.frame.begin(self.title).pen.trial()
        rows = {"": max(_heading(group, unit)(trial, 0, 0, width) for group in self.groups)}
        for valence in _GROUPS:
            flows = [Flow(self._pieces(group.of(valence), unit), smallest) for group in self.groups]
            high = max(flow.total(width) for flow in flows)
            if high:
                rows[valence] = high + (_ROW_HEAD + _ROW_FOOT) * unit
        return rows

    def _draw_grid(self, pen: Pen, columns: Sequence[Rect], rows: dict[str, float], unit: float) -> None:
        tops, y = {}, columns[0].y
        for row, high in rows.items():
            tops[row] = y
            y += high
        left, right = columns[0].x, columns[-1].right
        for place, (row, top) in enumerate(list(tops.items())[1:]):
            if place:
                pen.line([(left, top), (right, top)], INK.hairline, 0.6 * unit)
            caps(pen, _(_GROUPS[row]), left, top + 4 * unit, right - left, CAPS * unit)  # type: ignore[index]
        for group, column in zip(self.groups, columns, strict=True):
            _heading(group, unit)(pen, column.x, column.y, column.width)
            for valence in _GROUPS:
                if valence in tops:
                    flow = Flow(self._pieces(group.of(valence), unit), pen.smallest)
                    flow.draw(pen, [Rect(column.x, tops[valence] + _ROW_HEAD * unit, column.width, 1e6)])

    def _flowing(self, body: Rect) -> Iterator[Sheet]:
        unit = gap = 0.0
        for growth in (1.6, 1.4, 1.2, 1.0):
            unit, gap = growth * self.frame.scale, 14 * self.frame.scale
            count = column_count(body.width, _FLOWING * unit, gap)
            pieces: list[Piece] = []
            for group in self.groups:
                pieces.append(Piece(_heading(group, unit), above=14 * unit if pieces else 0.0, keep=True))
                pieces += self._pieces([i for valence in _GROUPS for i in group.of(valence)], unit)
            flow = Flow(pieces, self.frame.paper.smallest)
            if flow.fits(split(body, count, gap)):
                break
        yield from pour(flow, self._begin, lambda _number, sheet: split(sheet.body, count, gap))

    def _pieces(self, found: Sequence[Insight], unit: float) -> list[Piece]:
        return [
            Piece(self._insight(insight, unit), above=6 * unit if place else 0.0) for place, insight in enumerate(found)
        ]

    def _insight(self, insight: Insight, unit: float) -> Draw:
        """An insight: its picture, its text, and beneath what it rests on and where it hangs."""

        def draw(pen: Pen, x: float, y: float, width: float) -> float:
            size, small = max(pen.smallest, BODY * unit), max(pen.smallest, 6.4 * unit)
            draw_valence(pen, insight.valence, x, y + 0.13 * size, 1.08 * size)
            left, wide = x + 1.4 * size, width - 1.4 * size
            if insight.image:
                frame = Rect(left, y + 0.2 * size, wide, min(_PICTURE * unit, 0.7 * wide))
                data = self.frame.told.options.images.get(insight.image)
                owner = brief(" ".join(insight.text.split()) or kind_words(insight.kind))
                y = draw_picture(pen, data, owner, frame, 3 * unit, fill=False, role="photo").bottom + 0.4 * size
            words = insight.text.strip() or _("Without words")
            face = "italic" if insight.kind == "quote" else "regular"
            y = set_text(pen, words, left, y, wide, face, size, INK.ink, _TEXT_LINES)  # type: ignore[arg-type]
            pen.icon(KIND_ICONS[insight.kind], left - 0.05 * small, y + 0.13 * small, 1.1 * small, INK.second)
            meta = _meta(self.state, insight, self.by_department)
            y = set_text(pen, meta, left + 1.5 * small, y, wide - 1.5 * small, "regular", small, INK.second, 3)
            places = [insights.place_name(self.state, place) for place in insights.places(self.state, insight.id)]
            if places:
                y = set_text(pen, "→ " + ", ".join(places), left, y, wide, "regular", small, INK.second, 3)
            return y

        return draw


def _meta(state: State, insight: Insight, by_department: bool) -> str:
    parts = [insight.source, insight.date, confidence_words(insight.confidence)]
    if not by_department:
        parts.append(insight.department)
    if not insight.source.strip():
        parts.insert(0, kind_words(insight.kind))
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())


def _heading(group: _Group, unit: float) -> Draw:
    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size = 9.0 * unit
        pen.entry(group.name, 1, y)
        pen.line([(x, y), (x + width, y)], INK.ink, 0.9 * unit)
        y = set_text(pen, group.name, x, y + 0.45 * size, width, "semibold", size, INK.ink, 2)
        counts = insights.counted(group.insights)
        words = " · ".join(count_words(counts)[1:]) or count_words(counts)[0]
        return set_text(pen, words, x, y, width, "regular", 6.4 * unit, INK.second, 2) + 0.6 * size

    return draw


def _departments(state: State, found: Sequence[Insight]) -> list[tuple[str, list[Insight]]]:
    """By department, the one with most pains first; those that nobody owns last."""
    names: dict[str, str] = {}
    members: dict[str, list[Insight]] = {}
    for insight in found:
        key = insights.folded(insight.department)
        names.setdefault(key, " ".join(insight.department.split()) or _("Owned by nobody"))
        members.setdefault(key, []).append(insight)

    def place(key: str) -> tuple[bool, int, int]:
        counts = insights.counted(members[key])
        return not key, -counts.pains, -counts.total

    return [(names[key], members[key]) for key in sorted(members, key=place)]


def _phases(frame: Frame, found: Sequence[Insight]) -> list[tuple[str, list[Insight]]]:
    """By the phase where an insight hangs first; what hangs in none comes last."""
    told = frame.told
    members: dict[int | None, list[Insight]] = {phase.id: [] for phase in told.phases}
    members[None] = []
    for insight in found:
        places = told.state.targets(insight.id, Record)
        phases = [phase for place in places if (phase := _phase_of(told.state, place)) in members]
        members[phases[0] if phases else None].append(insight)
    titles = {phase.id: " ".join(phase.title.split()) or _("Untitled phase") for phase in told.phases}
    last = _("The whole journey") if told.phases else _("All insights")
    return [(titles[phase] if phase is not None else last, group) for phase, group in members.items()]


def _phase_of(state: State, place: Record) -> int | None:
    if isinstance(place, Phase):
        return place.id
    if isinstance(place, Link):
        place = state[place.source]
    return place.phase if isinstance(place, Node) else None


def _dot(valence: Valence) -> Sample:
    def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
        return draw_valence(pen, valence, x, baseline - 0.93 * size, 1.12 * size)

    return draw
