"""Readings from a table: which columns hold dates, values, answers and sources, by header words or by content.

Headers are known in English and German. A table without any is read by content: the first column of dates, the first
of numbers, then one of whole numbers as answers, then one of texts as source.

This module must not know files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.i18n import mark
from cjdesigner.model import dates
from cjdesigner.model.indicators import Entry
from cjdesigner.model.readings import MOST, Fault, Read, Unreadable, count, decimal_sign, number, read_day
from cjdesigner.model.records import Indicator

Cell = str | float
"""A text, or a number that needs no reading. Dates are texts."""
Row = Sequence[Cell]

_DATE = ("date", "datum", "month", "monat", "period", "periode", "zeitraum", "day", "tag", "year", "jahr", "quarter")
_DATES = (*_DATE, "quartal", "stichtag", "erhoben", "when", "wann", "time", "zeit", "zeitpunkt", "messdatum")
_VALUES = ("value", "wert", "messwert", "reading", "result", "ergebnis", "score", "mean", "mittelwert", "rate", "quote")
_SHARES = ("anteil", "share", "percent", "prozent", "%", "kennzahl", "figure", "average", "durchschnitt")
_ANSWERS = ("n", "answers", "antworten", "responses", "respondents", "sample", "stichprobe", "fallzahl", "befragte")
_COUNTS = ("sample size", "number of answers", "anzahl antworten", "anzahl", "count", "basis", "base", "n =", "n=")
_SOURCES = ("source", "quelle", "herkunft", "comment", "kommentar", "bemerkung", "note", "notiz", "survey", "umfrage")
_WORDS = {"date": _DATES, "value": (*_VALUES, *_SHARES), "answers": (*_ANSWERS, *_COUNTS), "source": _SOURCES}

_FORMULA = mark("a formula without a result; let your spreadsheet program compute it and save the file")
_MISTAKE = mark("the cell holds an error")
_NO_VALUE = mark("there is no value")
_NO_NUMBER = mark("the value is no number")


class Columns(msgspec.Struct, frozen=True):
    """Which column is what, and in how many rows above the readings the header stands."""

    date: int
    value: int
    answers: int | None
    source: int | None
    header: int


def read_table(rows: Sequence[Row], indicator: Indicator, name: str) -> Read:
    """The readings in a table. Raises BadInput where no columns of dates and values are found, or too many rows."""
    numbered = [(line, list(row)) for line, row in enumerate(rows, 1) if any(_text(cell) for cell in row)]
    if not numbered:
        raise BadInput(mark("“{name}” is empty: there is no reading in it."), name=name)
    if len(numbered) > MOST + 20:
        raise BadInput(mark("“{name}” has more than 10,000 rows; readings of one indicator are far fewer."), name=name)
    columns = find_columns([row for _line, row in numbered], indicator)
    if columns is None:
        raise BadInput(
            mark("“{name}” has no column of dates beside one of values; name them “Date” and “Value”."), name=name
        )
    body = numbered[columns.header :]
    point = decimal_sign(cell for _line, row in body if isinstance(cell := _cell(row, columns.value), str))
    entries: list[Entry] = []
    faults: list[Fault] = []
    for line, row in body:
        if not _text(_cell(row, columns.date)) and not _text(_cell(row, columns.value)):
            continue
        try:
            entries.append(_entry(row, columns, point, indicator.unit))
        except Unreadable as fault:
            faults.append(Fault(line, "; ".join(_text(cell) for cell in row if _text(cell)), fault.reason))
    return Read(tuple(entries), tuple(faults))


def find_columns(rows: Sequence[Row], indicator: Indicator) -> Columns | None:
    """The columns by header words within the first rows, completed by content; None without dates and values."""
    for above, row in enumerate(rows[:20]):
        named = _named(row, indicator)
        if "date" in named or "value" in named:
            found = _by_content(rows[above + 1 :], named)
            if found is not None:
                return msgspec.structs.replace(found, header=above + 1)
    for above in range(min(5, len(rows))):  # a title or unknown headings above
        found = _by_content(rows[above:], {})
        if found is not None and _is_day(_cell(rows[above], found.date)):
            return msgspec.structs.replace(found, header=above)
    return None


def _named(row: Row, indicator: Indicator) -> dict[str, int]:
    """What the cells of a header row say they are; a column named as the indicator is its values."""
    found: dict[str, int] = {}
    cells = [" ".join(cell.casefold().split()) if isinstance(cell, str) else "" for cell in row]
    own = " ".join(indicator.name.casefold().split())
    if own and own in cells:
        found["value"] = cells.index(own)
    for meaning, words in _WORDS.items():
        for column, cell in enumerate(cells):
            first = re.split(r"[\s(\[/:]", cell, maxsplit=1)[0] if cell else ""
            if column not in found.values() and (cell in words or first in words):
                found.setdefault(meaning, column)
    return found


def _by_content(rows: Sequence[Row], named: dict[str, int]) -> Columns | None:
    sample = rows[:200]
    width = max((len(row) for row in sample), default=0)
    free = [column for column in range(min(width, 200)) if column not in named.values()]
    date = named.get("date", _first(sample, free, _is_day))
    if date is None:
        return None
    free = [column for column in free if column != date]
    value = named.get("value", _first(sample, free, _is_number))
    if value is None:
        return None
    free = [column for column in free if column != value]
    answers = named.get("answers", _first(sample, free, _is_count) if "value" not in named else None)
    free = [column for column in free if column != answers]
    source = named.get("source", _first(sample, free, _is_words) if not named else None)
    return Columns(date, value, answers, source, 0)


def _first(rows: Sequence[Row], columns: Sequence[int], fits: object) -> int | None:
    """The first column in which more than half of what stands there fits."""
    assert callable(fits)
    for column in columns:
        cells = [cell for row in rows if _text(cell := _cell(row, column))]
        if cells and sum(bool(fits(cell)) for cell in cells) * 2 > len(cells):
            return column
    return None


def _entry(row: Row, columns: Columns, point: str, unit: str) -> Entry:
    date = read_day(_text(_cell(row, columns.date)))
    cell = _cell(row, columns.value)
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            raise Unreadable(_NO_VALUE)
        if text.startswith("="):
            raise Unreadable(_FORMULA)
        if text.startswith("#"):
            raise Unreadable(_MISTAKE)
        value = number(text, point, unit)
    elif abs(cell) <= 1e15:
        value = cell
    else:
        raise Unreadable(_NO_NUMBER)
    given = _text(_cell(row, columns.answers)).removeprefix("n").strip(" =")
    source = _text(_cell(row, columns.source))
    return Entry(date, value, count(given) if given else 0, source[:5000])


def _cell(row: Row, column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else ""


def _text(cell: Cell) -> str:
    """A cell as a text; whole numbers without a decimal sign."""
    if isinstance(cell, str):
        return cell.strip()
    return str(int(cell)) if cell == cell and abs(cell) < 1e15 and cell == int(cell) else repr(cell)


def _is_day(cell: Cell) -> bool:
    try:
        dates.read_date(_text(cell))
    except dates.AmbiguousDate:
        return True
    except ValueError:
        return False
    return not isinstance(cell, float) or 1900 <= cell <= 2100


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, float):
        return True
    try:
        number(re.sub(r"[^\d.,'%+\u2212-]+$", "", cell), ".")
    except Unreadable:
        return False
    return True


def _is_count(cell: Cell) -> bool:
    try:
        count(_text(cell).removeprefix("n").strip(" ="))
    except Unreadable:
        return False
    return True


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(character.isalpha() for character in cell)
