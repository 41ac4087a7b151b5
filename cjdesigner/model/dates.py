"""Dates as the records keep them, ISO and as exact as is known: 2026, 2026-09, 2026-09-30; and as people type them.

This module must not know what a date is the date of.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])\s?([0-9]{1,2})\2\s?([0-9]{4})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
_QUARTER = re.compile(r"q([1-4])[\s/.-]*([0-9]{4})|([0-9]{4})[\s/.-]*q([1-4])", re.IGNORECASE)
_NAMED = re.compile(r"(?:([0-9]{1,2})\.?\s+)?([a-zäé]{3,9})\.?(?:\s+([0-9]{1,2}),)?[\s-]+([0-9]{4})", re.IGNORECASE)
_CLOCK = re.compile(r"[T\s]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
_FULL = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
    *("januar", "februar", "märz", "april", "mai", "juni", "juli"),
    *("august", "september", "oktober", "november", "dezember"),
)


class AmbiguousDate(ValueError):
    """A date that may be read in two ways, as 03/04/2026."""


def is_date(text: str) -> bool:
    """Whether a text is a date as the records keep it."""
    if not _ISO.fullmatch(text):
        return False
    try:
        start(text)
    except ValueError:
        return False  # the 31st of a month that has none, the year 0
    return True


def start(iso: str) -> date:
    """The first day of a year, month or day. Raises ValueError where it is none."""
    return date.fromisoformat(iso if len(iso) == 10 else f"{iso[:7]}-01" if len(iso) == 7 else f"{iso}-01-01")


def read_date(text: str) -> str:
    """The ISO date that was typed: 2026-3, 31.03.2026, 3/2026, March 2026, Q1 2026; a quarter is its last month.

    Raises AmbiguousDate where day and month cannot be told apart, ValueError where it is no date.
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    if len(text) > 40:
        raise ValueError(text)
    if found := _CLOCK.search(text):
        text = text[: found.start()] if found.end() == len(text) else text
    if re.fullmatch(r"[0-9]{4}", text):
        return _iso(int(text))
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _DAY_FIRST.fullmatch(text):
        return _day_first(int(found[1]), int(found[3]), int(found[4]), certain=found[2] == ".")
    if found := _MONTH_FIRST.fullmatch(text):
        return _iso(int(found[2]), int(found[1]))
    if found := _QUARTER.fullmatch(text):
        return _iso(int(found[2] or found[3]), 3 * int(found[1] or found[4]))
    if found := _NAMED.fullmatch(text):
        day = found[1] or found[3]
        return _iso(int(found[4]), _month(found[2]), int(day) if day else None)
    raise ValueError(text)


def from_serial(number: float, *, since_1904: bool = False) -> str:
    """The day that a spreadsheet's number means. Raises ValueError outside 1900 to 9999."""
    if not 1 <= number < 2_958_466:
        raise ValueError(number)
    epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    days = int(number) + (not since_1904 and number < 60)  # the 29th of February 1900 that spreadsheets believe in
    try:
        return (epoch + timedelta(days=days)).isoformat()
    except OverflowError:
        raise ValueError(number) from None


def _day_first(first: int, second: int, year: int, *, certain: bool) -> str:
    if not certain and first <= 12 and second <= 12 and first != second:
        raise AmbiguousDate
    if not certain and second > 12:
        first, second = second, first
    return _iso(year, second, first)


def _month(name: str) -> int:
    name = name.lower()
    if name in _FULL:
        return _FULL.index(name) % 12 + 1
    if name == "sept":
        return 9
    if name in _GERMAN:
        return _GERMAN[name]
    return _MONTHS.index(name) + 1


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    date(year, 1 if month is None else month, 1 if day is None else day)  # raises where there is no such day
    parts = (f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None))
    return "-".join(parts)
