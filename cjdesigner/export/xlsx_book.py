"""A workbook by XlsxWriter: tables as sheets to filter, sort and print, and the formats that all its cells share.

Texts are texts: no cell is ever a formula, an address or a number because of how it begins. What a cell cannot hold is
cut and noted. The same tables give the same bytes. This module must not know what the tables tell.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from cjdesigner.export.csv_cells import Cell
from cjdesigner.export.look import INK, score_colour
from cjdesigner.export.tables import Column, Kind, Table
from cjdesigner.i18n import gettext as _
from cjdesigner.model import dates
from cjdesigner.theme import mix

LONGEST = 32_767
"""What a cell holds, in units of UTF-16."""

_LONGEST_NAME = 31
_SIZE = 10
_ELLIPSIS = "\u2026"
_BAD_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMATS: dict[Kind, str] = {
    "percent": "0.0%",
    "points": "+0.0%;-0.0%;0.0%",
    "number": "0.0",
    "amount": "General",
    "count": "#,##0",
}
_DAYS = {4: "yyyy", 7: "yyyy-mm", 10: "yyyy-mm-dd"}
"""How a date is shown that is known as exactly as its length in ISO says."""


class Book:
    """A workbook that is being written; :meth:`finished` gives its bytes."""

    def __init__(self, title: str, date: datetime.date | None) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._bytes,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        day = date or datetime.date(2000, 1, 1)  # a file says when it was made, but not differently each time
        made = datetime.datetime(day.year, day.month, day.day)
        self._book.set_properties({"title": fitting(title)[:255], "author": "cjdesigner", "created": made})
        self._title = fitting(title)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._names: set[str] = set()
        self.cut: list[str] = []
        """The cells whose texts were too long."""

    def sheet(self, name: str) -> Any:
        """A new sheet, set up to be printed: lying, as wide as the paper."""
        sheet = self._book.add_worksheet(sheet_name(name, self._names))
        self._names.add(sheet.get_name().casefold())
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        short = self._title if len(self._title) <= 80 else self._title[:79].rstrip() + _ELLIPSIS
        sheet.set_footer("&L&8" + " " + short.replace("&", "&&") + "&R&8 &A  &P / &N")
        return sheet

    def table(self, table: Table) -> Any:
        """A sheet that holds a table: the headings stay in sight and on every page, and every column filters."""
        sheet = self.sheet(table.name)
        head = self.format(
            bold=True, font_color=INK.second, bg_color=INK.band, bottom=1, bottom_color=INK.link, text_wrap=True
        )
        sheet.set_row(0, 30)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width, self.of_kind(column.kind))
            sheet.write_string(0, place, column.heading, head)
        for row, cells in enumerate(table.rows, 1):
            for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
                self.write(sheet, row, place, column.kind, cell)
        last = max(1, len(table.rows))
        for place, column in enumerate(table.columns):
            self._colour(sheet, place, last, column)
        named = next((place for place, column in enumerate(table.columns) if column.kind != "key"), 0)
        sheet.freeze_panes(1, min(named + 1, 2))
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(0)
        sheet.hide_gridlines(2)
        return sheet

    def write(self, sheet: Any, row: int, place: int, kind: Kind, cell: Cell, style: Any = None) -> None:
        """Write one cell; nothing where it is None or empty."""
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            sheet.write_boolean(row, place, cell, style or self.of_kind("flag"))
        elif isinstance(cell, str):
            day = _day(cell) if kind == "date" else None
            if day is not None:
                sheet.write_datetime(row, place, day, self.format(num_format=_DAYS[len(cell)], align="left"))
                return
            text = fitting(cell)
            if text != _clean(cell):
                self.cut.append(f"{sheet.get_name()}!{xl_rowcol_to_cell(row, place)}")
            sheet.write_string(row, place, text, style or self.of_kind(kind))
        else:
            sheet.write_number(row, place, round(cell, 12), style or self.of_kind(kind))  # 0.2, not 0.19999999999999998

    def of_kind(self, kind: Kind) -> Any:
        """The format of the cells of a kind."""
        if kind == "key":
            return self.format(font_color=INK.second, font_size=_SIZE - 1, text_wrap=True)
        if kind == "flag":
            return self.format(align="center")
        if kind in _FORMATS:
            return self.format(num_format=_FORMATS[kind])
        return self.format(text_wrap=True)

    def format(self, **fields: Any) -> Any:
        """A format of these properties; cells stand at the top, in the ink of the look in force."""
        wanted = {"font_size": _SIZE, "font_color": INK.ink, "valign": "top", **fields}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    def chart(self, kind: dict[str, str]) -> Any:
        """A chart of a kind, to be put on a sheet."""
        return self._book.add_chart(kind)

    def finished(self) -> bytes:
        """The file."""
        self._book.close()
        return self._bytes.getvalue()

    def _colour(self, sheet: Any, place: int, last: int, column: Column) -> None:
        """Scores on the ramp, paler so that their figures are read; other columns with bars; “no” is pale."""
        if column.kind == "flag":
            rule: dict[str, Any] = {"type": "cell", "criteria": "==", "value": "FALSE"}
            sheet.conditional_format(
                1, place, last, place, rule | {"format": self._book.add_format({"font_color": INK.link})}
            )
        elif column.bar == "ramp":
            low, middle, high = (mix(score_colour(score), "#FFFFFF", 0.5) for score in (0.0, 0.5, 1.0))
            rule = {"type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num"}
            rule |= {"min_value": 0, "mid_value": 0.5, "max_value": 1}
            rule |= {"min_color": low, "mid_color": middle, "max_color": high}
            sheet.conditional_format(1, place, last, place, rule)
        elif column.bar == "bar":
            rule = {"type": "data_bar", "bar_solid": True, "bar_color": mix(INK.accent, "#FFFFFF", 0.55)}
            rule |= {"min_type": "num", "min_value": 0, "data_bar_2010": True}
            if column.kind == "percent":
                rule |= {"max_type": "num", "max_value": 1}
            sheet.conditional_format(1, place, last, place, rule)


def sheet_name(title: str, taken: Sequence[str] | set[str] = ()) -> str:
    """A title as a sheet may be called: at most 31 characters, none that Excel forbids, like no other's in any case."""
    base = " ".join(_BAD_NAME.sub(" ", _clean(title)).split()).strip("' ") or _("Sheet")
    name, number = _short(base, _LONGEST_NAME).strip("' "), 2
    while name.casefold() in taken or name.casefold() == "history":
        ending = f" ({number})"
        name, number = _short(base, _LONGEST_NAME - len(ending)).strip("' ") + ending, number + 1
    return name


def fitting(text: str) -> str:
    """A text as a cell can hold it: without what XML forbids, cut with an ellipsis where it is too long."""
    text = _clean(text)
    return text if _units(text) <= LONGEST else _short(text, LONGEST - 1).rstrip() + _ELLIPSIS


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text) if not text.isascii() else len(text)


def _short(text: str, most: int) -> str:
    while (over := _units(text) - most) > 0:
        text = text[: -max(1, over // 2)]
    return text


def _day(iso: str) -> datetime.date | None:
    """A date as a spreadsheet counts it; None for what is no date, or before 1900."""
    if not dates.is_date(iso):
        return None
    day = dates.start(iso)
    return day if day.year >= 1900 else None
