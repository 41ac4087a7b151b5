"""Touchpoints and need points as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from cjdesigner import i18n
from cjdesigner.export import csv_cells
from cjdesigner.export.exporters import EXPORTERS
from cjdesigner.export.options import Options
from cjdesigner.model.reading_files import read_bytes
from cjdesigner.model.records import Indicator
from cjdesigner.model.state import State


def rows(drawn: Any, **options: Any) -> list[dict[str, str]]:
    state, chosen = State(drawn.records), Options(**{"language": "en", **options})
    raw = EXPORTERS[".csv"].content(state, drawn.journey, chosen)
    assert raw == EXPORTERS[".csv"].content(state, drawn.journey, chosen)
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert text.endswith("\r\n")
    separator = ";" if chosen.language == "de" else ","
    heading, *found = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    assert len(set(heading)) == len(heading)
    assert all(len(row) == len(heading) for row in found)
    return [dict(zip(heading, row, strict=True)) for row in found]


def test_cards_stand_phase_by_phase_with_their_figures(sport: Any) -> None:
    found = rows(sport)
    assert [row["Name"] for row in found] == [
        "What is the easiest way to begin?",
        "Reel in social feed",
        "A friend's tip",
        "Newsletter",
        "Where can I get it near me?",
        "Club website",
        "Phone call to the club",
        "Buys elsewhere",
    ]
    need, reel, site = found[0], found[1], found[5]
    assert (need["Kind"], need["Answered"], need["Score"]) == ("Need point", "0.86", "")
    assert (reel["Kind"], reel["Score"], reel["Comes here"], reel["Answered"]) == ("Touchpoint", "0.8", "0.6", "")
    assert (site["Phase"], site["Channel"], site["Signature"], site["Blocked"]) == ("Choice", "web", "yes", "no")
    assert found[7]["Outcome"] == "leaves"
    assert found[3]["Comes here"] == ""


def test_nothing_is_computed_by_a_spreadsheet(draw: Callable[..., Any]) -> None:
    drawn = draw()
    hostile = ["=1+1", "+1", "-1", "@x", "\tx", " =x", "＝x", 'a"b,c;d', "line\nbreak"]
    for place, text in enumerate(hostile):
        drawn.touchpoint(text, note=text, owner=text, x=place)
    found = rows(drawn)
    assert [row["Note"] for row in found] == ["'" + text for text in hostile[:7]] + hostile[7:]
    assert all(row["Name"][0] not in "=+-@＝\t" for row in found)


def test_numbers_stay_numbers_whatever_their_sign() -> None:
    raw = csv_cells.encoded([("-5", -5, -0.25, 1 / 3, 1e-20, 12.0, None, True)])
    assert raw.decode("utf-8-sig") == "'-5,-5,-0.25,0.333333333333,0,12,,yes\r\n"


def test_a_client_sees_nothing_of_the_team(draw: Callable[..., Any]) -> None:
    drawn = draw()
    drawn.touchpoint("A", owner="Sales", note="secret", mandate="sell", known="name", basis="survey", score=1)
    whole, (row,) = rows(drawn)[0], rows(drawn, client=True)
    assert {whole["Owner"], whole["Note"], whole["Mandate"]} == {"Sales", "secret", "sell"}
    assert not {"Owner", "Note", "Mandate", "Known of the customer"} & set(row)
    assert not {"Sales", "secret", "sell"} & set(row.values())
    assert row["Basis"] == "survey"


def test_german_spreadsheets_expect_semicolons(sport: Any) -> None:
    found = rows(sport, language="de")
    assert any("0.45" in row.values() for row in found)
    with i18n.using("de"):
        assert csv_cells.separator() == ";"


def test_no_cards_and_no_phases(draw: Callable[..., Any]) -> None:
    drawn = draw()
    assert rows(drawn) == []
    drawn.touchpoint("B", x=300)
    drawn.need("A", x=10)
    assert [(row["Kind"], row["Name"], row["Phase"]) for row in rows(drawn)] == [
        ("Need point", "A", ""),
        ("Touchpoint", "B", ""),
    ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_program_reads_it_as_a_table(draw: Callable[..., Any], language: str) -> None:
    """Its own reader of tables finds the columns, separator and numbers: here those of dates and scores."""
    drawn = draw()
    for month in range(1, 6):
        drawn.touchpoint(f"T{month}; x, y", score=month / 10, date=f"2026-0{month}", x=month)
    raw = EXPORTERS[".csv"].content(State(drawn.records), drawn.journey, Options(language="en"))
    with i18n.using(language):
        read = read_bytes(raw, "cards.csv", Indicator(id=1, name="Score"))
    assert [(entry.date, entry.value) for entry in read.entries] == [(f"2026-0{m}", m / 10) for m in range(1, 6)]
    assert not read.faults
