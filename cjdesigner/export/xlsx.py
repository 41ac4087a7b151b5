"""A journey as a workbook: an overview with charts, and its tables, joined by keys, with numbers as numbers.

What is on which sheet say ``tables.py`` and ``tables_methods.py``; percentages, points and dates are numbers with a
format. A text longer than a cell holds is cut, and the overview says where. In a client's copy there is nothing for the
team alone. This module must not know how a cell is written (``xlsx_book.py``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from cjdesigner import __version__, i18n
from cjdesigner.export import tables, tables_methods
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look_of, score_colour, wearing
from cjdesigner.export.options import Options
from cjdesigner.export.tables import Kind, Table
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, ngettext
from cjdesigner.model import money, wording
from cjdesigner.model.personas import persona_name
from cjdesigner.model.state import State
from cjdesigner.theme import mix

_CHARTED = 12
"""As many levers as a chart shows and is still read."""
_MOST_STEPS = 40
_EXACT = 2**53
_CHART_WIDTH = 620
_WORDS = 62
"""How wide the overview's words are, in characters."""
_LINE = 14.0

_Row = tuple[str, Kind, "str | float | None", str]
"""A row of the overview: what it is about, the kind of its value, the value, and words."""


def write(state: State, journey: int, options: Options) -> bytes:
    """The workbook."""
    with i18n.using(options.language or language()), wearing(look_of(options.theme, options.accent)):
        return _Workbook(Told(state, journey, options)).finished()


class _Workbook:
    def __init__(self, told: Told) -> None:
        from cjdesigner.export.xlsx_book import Book

        self.told = told
        self.book = Book(told.title, told.options.date)
        self.overview = self.book.sheet(_("Overview"))
        self.sheets: dict[str, tuple[Any, Table]] = {}
        for table in [*tables.of_journey(told), *tables_methods.of_methods(told)]:
            self.sheets[table.name] = (self.book.table(table), table)

    def finished(self) -> bytes:
        self._write_overview()
        self._draw_staircase()
        self._draw_levers()
        return self.book.finished()

    # the overview

    def _write_overview(self) -> None:
        book, sheet, told = self.book, self.overview, self.told
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 14)
        sheet.set_column(2, 2, _WORDS)
        sheet.set_column(3, 3, 3)
        self._line(0, told.title, book.format(bold=True, font_size=18), 28)
        row = 1
        if told.key_message:
            self._line(row, told.key_message, book.format(font_size=12, font_color=INK.accent), 20)
            row += 1
        if told.client:
            self._line(row, _("Copy for the client"), book.format(font_color=INK.second))
            row += 1
        for heading, rows in (
            (_("Journey"), self._about()),
            (_("Figures"), self._figures()),
            (_("By persona"), self._personas()),
            (_("How scores were made"), self._made()),
            (_("Sheets"), []),
        ):
            found = list(rows)
            if not found and heading != _("Sheets"):
                continue
            row += 1
            for place in range(3):
                style = book.format(bold=True, font_color=INK.second, bottom=1, bottom_color=INK.hairline)
                sheet.write_string(row, place, heading if place == 0 else "", style)
            row += 1
            for label, kind, value, words in found:
                self._row(row, label, kind, value, words)
                row += 1
        for name, (_sheet, table) in self.sheets.items():
            link = book.format(font_color=INK.accent, underline=1)
            target = "'" + _sheet.get_name().replace("'", "''") + "'"
            sheet.write_url(row, 0, f"internal:{target}!A1", link, name)
            sheet.write_number(row, 1, len(table.rows), book.format(num_format="#,##0", align="left"))
            row += 1

    def _line(self, row: int, text: str, style: Any, height: float | None = None) -> None:
        self.book.write(self.overview, row, 0, "text", " ".join(text.split()), style)
        if height:
            self.overview.set_row(row, height)

    def _row(self, row: int, label: str, kind: Kind, value: str | float | None, words: str) -> None:
        book, sheet = self.book, self.overview
        book.write(sheet, row, 0, "text", label)
        strong = kind == "percent" and label == _("Journey excellence")
        style = book.format(num_format="0.0%", bold=True, align="left") if strong else None
        if kind != "text" and style is None and not isinstance(value, str):
            style = book.format(num_format="0.0%" if kind == "percent" else "#,##0", align="left")
        book.write(sheet, row, 1, kind, value, style)
        book.write(sheet, row, 2, "text", words)
        sheet.set_row(row, _LINE * max(_lines(label, 24), _lines(words, _WORDS)))  # else the charts are stretched

    def _about(self) -> Iterator[_Row]:
        told, journey = self.told, self.told.journey
        state = _("as it shall be") if journey.kind == "to-be" else _("as it is")
        for label, text in (
            (_("Project"), told.project.title),
            (_("Persona"), told.persona),
            (_("Scenario"), journey.scenario),
            (_("Goal"), journey.goal),
            (_("State"), state),
        ):
            if text.strip():
                yield label, "text", None, text.strip()
        yield _("Date"), "date", (told.options.date or datetime.date.today()).isoformat(), f"cjdesigner {__version__}"
        cut = self.book.cut
        if cut:
            words = ngettext(
                "{count} text is longer than a cell holds; it was cut and ends in …: {cells}",
                "{count} texts are longer than a cell holds; they were cut and end in …: {cells}",
                len(cut),
            )
            cells = ", ".join(cut[:20]) + (" …" if len(cut) > 20 else "")
            yield _("Cut texts"), "count", len(cut), words.format(count=len(cut), cells=cells)

    def _figures(self) -> Iterator[_Row]:
        told, analysis = self.told, self.told.analysis
        yield _("Journey excellence"), "percent", analysis.expected, "; ".join(wording.sentences(analysis))
        if analysis.lost:
            yield _("Lost"), "percent", analysis.lost, money.told(told.journey, analysis.lost)
            yield _("For those who arrive"), "percent", analysis.arriving, ""
        for label, path in (
            (_("Most travelled path"), next(iter(analysis.most_travelled(1)), None)),
            (_("Best path"), analysis.best),
            (_("Worst path"), analysis.worst),
        ):
            if path is not None:
                known = not path.touchpoints or path.mean is not None
                words = "  ·  ".join((wording.path_worth(path), wording.path_name(path.nodes, told.state)))
                yield label, "percent", path.excellence if known else None, words
        if analysis.paths is not None:
            exact = analysis.paths < _EXACT
            yield _("Paths"), "count", analysis.paths if exact else wording.large(analysis.paths), ""
        yield _("Touchpoints"), "count", analysis.touchpoints, wording.scored(analysis)
        unanswered = wording.listed(told.names(analysis.unanswered_ids))
        words = _("unanswered: {names}").format(names=unanswered) if unanswered else ""
        yield _("Need points"), "count", analysis.need_points, words
        if analysis.single_points:
            names = wording.listed(told.names(analysis.single_points))
            yield _("On every path"), "count", len(analysis.single_points), names

    def _personas(self) -> Iterator[_Row]:
        comparison = self.told.comparison
        for part in comparison.figures if comparison else ():
            analysis, share = part.analysis, wording.figure(part.weight)
            words = [_("{share} of customers").format(share=share)]
            if wording.is_bound(analysis.expected, analysis.upper_bound):
                words.insert(0, wording.at_most(analysis.expected, True))
            yield persona_name(part.persona), "percent", analysis.expected, "  ·  ".join(words)

    def _made(self) -> Iterator[_Row]:
        note = self.told.project.settings.scoring_note.strip()
        law = _("Excellence is the product of the scores along each path, weighted by customers")
        for text in (note, law):
            if text:
                yield "", "text", None, text

    # charts

    def _draw_staircase(self) -> None:
        name = _("Staircase")
        sheet, table = self.sheets[name]
        steps, path = len(table.rows), self.told.path
        if not steps or path is None or steps > _MOST_STEPS:
            return
        chart = self.book.chart({"type": "column", "subtype": "stacked"})
        places = {column.heading: place for place, column in enumerate(table.columns)}
        names = [sheet.get_name(), 1, places[_("Name")], steps, places[_("Name")]]
        left, lost = (
            [sheet.get_name(), 1, places[_(word)], steps, places[_(word)]] for word in ("What is left", "Lost here")
        )
        chart.add_series({
            "name": _("What is left"), "categories": names, "values": left, "gap": 8,
            "fill": {"color": INK.hairline}, "border": {"none": True},
        })  # fmt: skip
        drops = [step.before - step.after for step in path.steps]
        points = []
        for step, drop in zip(path.steps, drops, strict=True):
            colour = score_colour(step.factor)
            points.append({"fill": {"color": colour if drop >= max(drops) else mix(colour, INK.surface, 0.35)}})
        chart.add_series({
            "name": _("Lost here"), "categories": names, "values": lost, "points": points, "border": {"none": True},
            "data_labels": {"value": True, "num_format": '"\u2212"0%;;', "font": {"color": INK.ink, "size": 9}},
        })  # fmt: skip
        title = _("Excellence staircase") + f": {wording.path_worth(path)}"
        self._finish(chart, title, {"min": 0, "max": 1}, 360)
        self.overview.insert_chart(1, 4, chart, {"description": title})

    def _draw_levers(self) -> None:
        sheet, table = self.sheets[_("Levers")]
        places = {column.heading: place for place, column in enumerate(table.columns)}
        shown = sum(1 for row in table.rows[:_CHARTED] if isinstance(v := row[places[_("Lever")]], float) and v > 0)
        if not shown:
            return
        chart = self.book.chart({"type": "bar"})
        chart.add_series({
            "name": _("Lever"), "gap": 45, "fill": {"color": INK.accent}, "border": {"none": True},
            "categories": [sheet.get_name(), 1, places[_("Name")], shown, places[_("Name")]],
            "values": [sheet.get_name(), 1, places[_("Lever")], shown, places[_("Lever")]],
            "data_labels": {"value": True, "num_format": "+0.0%", "font": {"color": INK.ink, "size": 9}},
        })  # fmt: skip
        title = _("Fix this first: what the journey would gain")
        self._finish(chart, title, {"min": 0}, 110 + 26 * shown, upright=False)
        self.overview.insert_chart(1, 4, chart, {"description": title, "y_offset": 380 if self._has_staircase else 0})

    @property
    def _has_staircase(self) -> bool:
        return 0 < len(self.sheets[_("Staircase")][1].rows) <= _MOST_STEPS

    def _finish(self, chart: Any, title: str, values: dict[str, float], height: int, *, upright: bool = True) -> None:
        """Title, axes and size alike in all charts; ``upright`` where the values run upwards."""
        font = {"color": INK.second, "size": 9}
        line = {"line": {"color": INK.hairline}}
        names = {"num_font": font, "major_tick_mark": "none", "reverse": not upright, **line}
        figures = {"num_format": "0%", "num_font": font, "major_gridlines": {"visible": False}, "visible": upright}
        figures |= {**values, "major_tick_mark": "none", "line": {"none": True}}
        chart.set_title({
            "name": title, "overlay": False, "layout": {"x": 0.02, "y": 0.03},
            "name_font": {"size": 12, "bold": True, "color": INK.ink},
        })  # fmt: skip
        chart.set_legend({"none": True})
        chart.set_x_axis(names if upright else figures)
        chart.set_y_axis(figures if upright else names)
        chart.set_chartarea({"border": {"none": True}, "fill": {"color": INK.surface}})
        chart.set_size({"width": _CHART_WIDTH, "height": height})


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column of so many characters."""
    wide = (sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line) for line in text.split("\n"))
    return min(28, sum(max(1, ceil(length / (0.95 * width))) for length in wide))
