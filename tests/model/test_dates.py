"""Dates as records keep them, and as people type them."""

from __future__ import annotations

import pytest

from cjdesigner.model import dates


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2026", "2026"),
        ("2026-3", "2026-03"),
        ("2026/03", "2026-03"),
        ("2026-03-09", "2026-03-09"),
        ("2026-03-09T10:15:00Z", "2026-03-09"),
        ("2026-03-09 10:15", "2026-03-09"),
        ("31.03.2026", "2026-03-31"),
        ("3.4.2026", "2026-04-03"),
        ("31/03/2026", "2026-03-31"),
        ("03/31/2026", "2026-03-31"),
        ("05/05/2026", "2026-05-05"),
        ("03.2026", "2026-03"),
        ("3/2026", "2026-03"),
        ("March 2026", "2026-03"),
        ("März 2026", "2026-03"),
        ("Okt. 2026", "2026-10"),
        ("Sept 2026", "2026-09"),
        ("Mar-2026", "2026-03"),
        ("9 March 2026", "2026-03-09"),
        ("9. Dezember 2026", "2026-12-09"),
        ("March 9, 2026", "2026-03-09"),
        ("Q1 2026", "2026-03"),
        ("2026-Q4", "2026-12"),
        ("\u00a02026\u00a0", "2026"),
    ],
)
def test_what_people_type(typed: str, iso: str) -> None:
    assert dates.read_date(typed) == iso
    assert dates.is_date(iso)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "2026-13", "2026-02-30", "31.04.2026", "0000", "26-03", "2026-03-", "Foo 2026", "1" * 500, "٢٠٢٦"],
)
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        dates.read_date(typed)
    assert not dates.is_date(typed)


def test_day_and_month_are_not_guessed() -> None:
    with pytest.raises(dates.AmbiguousDate):
        dates.read_date("03/04/2026")


def test_a_spreadsheets_numbers() -> None:
    assert dates.from_serial(46082) == "2026-03-01"
    assert dates.from_serial(1) == "1900-01-01"
    assert dates.from_serial(61) == "1900-03-01"
    assert dates.from_serial(0.5 + 44620, since_1904=True) == "2026-03-01"
    for number in (0, -1, 1e9):
        with pytest.raises(ValueError):  # noqa: PT011
            dates.from_serial(number)
