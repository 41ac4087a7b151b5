"""The workbook, opened again by another program's eyes."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner import i18n
from cjdesigner.export import tables, tables_methods
from cjdesigner.export.exporters import EXPORTERS
from cjdesigner.export.journey import Told
from cjdesigner.export.options import Options
from cjdesigner.export.xlsx_book import LONGEST, fitting, sheet_name
from cjdesigner.model import samples
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    Indicator,
    Insight,
    Job,
    Persona,
    Reading,
)
from cjdesigner.model.state import State

DAY = datetime.date(2026, 11, 22)
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example","x")',
    "+1",
    "-1",
    "@x",
    "{=1}",
    "http://x.example/y",
    "internal:Sheet2!A1",
    "mailto:a@x.example",
    "0123",
    "1e5",
    "TRUE",
    "#N/A",
    "<b>&amp;</b>",
    "_x0041_ and so on",
    "é日本🙂مرحبا",
    "one\ntwo",
    "'quoted'",
    " blanks ",
]


def written(state: State, journey: int, **options: Any) -> bytes:
    chosen = Options(**{"language": "en", "date": DAY, **options})
    raw = EXPORTERS[".xlsx"].content(state, journey, chosen)
    assert raw == EXPORTERS[".xlsx"].content(state, journey, chosen)
    return raw


def opened(raw: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))  # well formed, every part
            assert b"<f>" not in archive.read(name) or name.startswith("xl/charts/")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no data bars
        return openpyxl.load_workbook(io.BytesIO(raw))


def book(drawn: Any, *more: Any, **options: Any) -> Any:
    return opened(written(State([*drawn.records, *more]), drawn.journey, **options))


def rows(sheet: Any) -> list[dict[str, Any]]:
    heading, *found = sheet.iter_rows()
    return [dict(zip([cell.value for cell in heading], row, strict=True)) for row in found]


def values(sheet: Any) -> list[dict[str, Any]]:
    return [{heading: cell.value for heading, cell in row.items()} for row in rows(sheet)]


def test_numbers_are_numbers_and_keys_join_the_sheets(sport: Any) -> None:
    found = book(sport)
    assert found.sheetnames == [
        *("Overview", "Touchpoints", "Need points", "Links", "Paths", "Levers", "Staircase", "Jobs", "Indicators"),
    ]
    touchpoints = {row["Name"].value: row for row in rows(found["Touchpoints"])}
    site = touchpoints["Club website"]
    assert (site["Score"].value, site["Score"].number_format, site["Score"].data_type) == (0.45, "0.0%", "n")
    assert (site["Evidence"].value, site["Signature"].value, site["Blocked"].value) == ("measured", True, False)
    assert touchpoints["Newsletter"]["Comes here"].value is None
    assert [touchpoints["Buys elsewhere"][name].value for name in ("Score", "Evidence", "Lever")] == [None] * 3
    keys = {row["Key"].value for sheet in ("Touchpoints", "Need points") for row in rows(found[sheet])}
    assert len(keys) == 8
    links = values(found["Links"])
    assert {link["From"] for link in links} | {link["To"] for link in links} <= keys
    assert {link["Leads"] for link in links} == {"onward", "back"}
    (given,) = [link for link in links if link["To (name)"] == "Club website"]
    assert (given["Share as given"], given["Share"], given["Assumed"], given["Label"]) == (0.7, 0.7, False, "at home")
    assert given["Of all customers"] == 0.7
    levers = values(found["Levers"])
    assert [row["Place"] for row in levers] == list(range(1, len(levers) + 1))
    assert levers[0]["Name"] == "Club website"
    assert {row["Key"] for row in levers} <= keys
    assert [row["Lever"] for row in levers] == sorted((row["Lever"] for row in levers), reverse=True)
    steps = values(found["Staircase"])
    assert [(row["Name"], row["Before"], row["What is left"]) for row in steps] == [
        ("Reel in social feed", 1, 0.8),
        ("Club website", 0.8, 0.36),
    ]
    assert steps[1]["Lost here"] == 0.44


def test_paths_are_called_what_they_are(sport: Any) -> None:
    found = values(book(sport)["Paths"])
    names = [row["Path"] for row in found]
    assert names == ["Most travelled path"] * 4 + ["Best path"] * 4 + ["Worst path"] * 4
    best = next(row for row in found if row["Path"] == "Best path")
    worst = next(row for row in found if row["Path"] == "Worst path")
    assert best["Excellence"] == 0.475
    assert worst["Excellence"] == 0.36
    assert best["Way"] == "A friend's tip → Phone call to the club"
    assert best["Weakest"] == "Phone call to the club"


def test_charts_frozen_headings_filters_and_print_setup(sport: Any) -> None:
    found = book(sport)
    assert len(found["Overview"]._charts) == 2
    for sheet in found.worksheets[1:]:
        assert sheet.freeze_panes in ("B2", "C2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
    for sheet in found:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    ramps = [rule for area in found["Touchpoints"].conditional_formatting for rule in area.rules]
    assert {rule.type for rule in ramps} >= {"colorScale", "dataBar"}
    with zipfile.ZipFile(io.BytesIO(written(State(sport.records), sport.journey))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/")]
    assert any('barDir val="bar"' in chart and "Levers!$G$2" in chart for chart in charts)
    assert any("Staircase!$H$2:$H$3" in chart for chart in charts)


def test_the_overview_tells_the_figures(sport: Any) -> None:
    sheet = book(sport)["Overview"]
    told = {row[0].value: row for row in reversed(list(sheet.iter_rows())) if row[0].value}
    assert sheet["A1"].value == "A little sport"
    assert told["Journey excellence"][1].number_format == "0.0%"
    assert told["Journey excellence"][1].value == pytest.approx(0.3612, abs=0.01)
    assert "get through without a disappointment" in told["Journey excellence"][2].value
    assert (told["Paths"][1].value, told["Need points"][1].value) == (4, 2)
    assert told["Date"][1].value == datetime.datetime(2026, 11, 22)
    assert told["Lost"][1].value == 0.1
    assert told["Levers"][0].hyperlink.location == "'Levers'!A1"


def test_methods_have_their_sheets(draw: Callable[..., Any]) -> None:
    drawn = draw()
    need, one = drawn.need("?"), drawn.touchpoint("One", score=0.5)
    drawn.link(need, one)
    methods = [
        Persona(id=50, name="Mia"),
        Job(id=51, persona=50, motivation="be fit", note="secret"),
        DesiredOutcome(id=52, job=51, text="less waiting", importance=9, satisfaction=3, answers=40),
        DesiredOutcome(id=53, job=51, rank=1, text="unrated"),
        Indicator(id=54, name="NPS", owner="Sales", target=20),
        Reading(id=55, indicator=54, date="2026", value=-10),
        Reading(id=56, indicator=54, date="2026-03", value=5.5, answers=12),
        Reading(id=57, indicator=54, date="2026-03-31", value=15),
        Reading(id=58, indicator=54, date="1850-01-01", value=1),
        Insight(id=59, text="=cmd", department="Sales", date="2026-02"),
    ]
    hung = [
        Attachment(id=60 + place, subject=subject, target=target)
        for place, (subject, target) in enumerate([(50, drawn.journey), (51, need), (54, one), (59, one)])
    ]
    found = book(drawn, *methods, *hung)
    jobs = values(found["Jobs"])
    assert [(row["Desired outcome"], row["Opportunity"], row["Answers"]) for row in jobs] == [
        ("less waiting", 15, 40),
        ("unrated", None, 0),
    ]
    assert jobs[0]["Worth it"] == "low-hanging fruit"
    assert {row["Key"] for row in jobs} == {values(found["Need points"])[0]["Jobs"]}
    (indicator,) = values(found["Indicators"])
    assert (indicator["Latest value"], indicator["Target"], indicator["Off target"]) == (15, 20, True)
    dates = [(row["Date"].value, row["Date"].number_format, row["Value"].value) for row in rows(found["Readings"])]
    assert dates == [
        ("1850-01-01", "General", 1),
        (datetime.datetime(2026, 1, 1), "yyyy", -10),
        (datetime.datetime(2026, 3, 1), "yyyy-mm", 5.5),
        (datetime.datetime(2026, 3, 31), "yyyy-mm-dd", 15),
    ]
    (insight,) = rows(found["Insights"])
    assert (insight["Insight"].value, insight["Insight"].data_type) == ("=cmd", "s")
    assert insight["Hangs on"].value == "One"
    client = book(drawn, *methods, *hung, client=True)
    text = str([[cell.value for cell in row] for sheet in client for row in sheet.iter_rows()])
    assert "Sales" not in text
    assert "secret" not in text
    assert "Department" not in text
    assert "Copy for the client" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_texts(draw: Callable[..., Any], text: str) -> None:
    drawn = draw(title=text, key_message=text, scenario=text)
    phase = drawn.phase(text)
    one, two = drawn.touchpoint("One", phase, note=text, reason=text, score=0.5), drawn.touchpoint("Two", score=1)
    drawn.link(one, two, label=text)
    found = book(drawn)
    row = next(row for row in rows(found["Touchpoints"]) if row["Name"].value == "One")
    link = rows(found["Links"])[0]
    for cell in (row["Note"], row["Reason"], link["Label"]):
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert cell.value == text
    title = found["Overview"]["A1"]
    assert title.data_type == "s"
    assert title.value == " ".join(text.split())


def test_what_no_cell_holds_is_cut_and_told(draw: Callable[..., Any]) -> None:
    drawn = draw()
    drawn.touchpoint("One", note="é" * 40_000, owner="\x00\x08\ufffe\ud800x")
    found = book(drawn)
    (row,) = values(found["Touchpoints"])
    assert len(row["Note"]) == LONGEST
    assert row["Note"].endswith("é…")
    assert row["Owner"] == "\ufffd" * 4 + "x"
    warning = next(row for row in found["Overview"].iter_rows(values_only=True) if row[0] == "Cut texts")
    assert warning[1] == 1
    assert re.search(r"Touchpoints![A-Z]+2\b", warning[2])
    assert "Cut texts" not in [row[0] for row in book(draw())["Overview"].iter_rows(values_only=True)]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_title_makes_a_sheets_name(title: str) -> None:
    name = sheet_name(title)
    assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name.strip("'") == name
    assert name.casefold() != "history"
    again = sheet_name(title, {name.casefold()})
    assert again.casefold() != name.casefold()
    assert len(again.encode("utf-16-le")) // 2 <= 31


def test_a_text_is_measured_as_spreadsheets_do() -> None:
    assert fitting("🙂" * 16_383) == "🙂" * 16_383
    cut = fitting("🙂" * 16_384)
    assert cut.endswith("🙂…")
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST


@pytest.mark.parametrize("linked", [False, True])
def test_an_empty_journey_has_all_sheets_and_no_chart(draw: Callable[..., Any], linked: bool) -> None:
    drawn = draw(title="")
    if linked:
        drawn.link(drawn.need("A?"), drawn.need("B?"))
    found = book(drawn)
    assert {"Touchpoints", "Need points", "Links", "Paths", "Levers", "Jobs", "Indicators"} <= set(found.sheetnames)
    assert not found["Overview"]._charts
    assert values(found["Touchpoints"]) == []
    assert len(values(found["Need points"])) == 2 * linked


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", samples.SAMPLES)
def test_samples_have_every_card_and_headings_that_differ(name: str, language: str) -> None:
    state = State(samples.records(name, language))
    journey = state.journeys()[0].id
    with i18n.using(language):
        told = Told(state, journey, Options(language=language))
        found = [*tables.of_journey(told), *tables_methods.of_methods(told)]
        assert len({table.name for table in found}) == len(found)
        for table in found:
            headings = [column.heading for column in table.columns]
            assert len(set(headings)) == len(headings)
            assert all(len(row) == len(headings) for row in table.rows)
    raw = opened(written(state, journey, language=language))
    assert len(raw.sheetnames) == len(found) + 1
    assert all(len(title) <= 31 for title in raw.sheetnames)
    names = {row[1] for sheet in raw.worksheets[1:3] for row in sheet.iter_rows(values_only=True)}
    assert {told.name(node) for node in told.nodes} <= names


def test_the_theme_colours_it(sport: Any) -> None:
    paper, mono = (written(State(sport.records), sport.journey, theme=theme) for theme in ("paper", "mono"))
    styles = [zipfile.ZipFile(io.BytesIO(raw)).read("xl/charts/chart2.xml") for raw in (paper, mono)]
    assert b"3B4CC0" in styles[0]
    assert b"3B4CC0" not in styles[1]
