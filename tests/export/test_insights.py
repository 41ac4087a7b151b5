"""Insights on paper and in a table."""

from __future__ import annotations

import csv
import datetime
import io
import unicodedata

import pytest

from cjdesigner import i18n
from cjdesigner.export import insight_csv, insight_sheet, pdf, png, svg
from cjdesigner.export.sheet import Composition, overlaps, smallest_type, strays, texts
from cjdesigner.model.records import Attachment, Insight, Journey, Project, Record, Touchpoint
from cjdesigner.model.state import State

MARKUP = "<b>bold</b> &amp; <img src=http://x.example/y.png> [b]it[/b]"
DAY = datetime.date(2026, 11, 22)


def state_of(*insights: Insight) -> State:
    records: list[Record] = [Project(id=1, title="Car"), Journey(id=2), Touchpoint(id=3, journey=2, name="Desk & till")]
    return State([*records, *insights, Attachment(id=99, subject=insights[0].id, target=3)] if insights else records)


def composed(*insights: Insight, department: str | None = "Service") -> Composition:
    return insight_sheet.compose(state_of(*insights), insights, department, DAY)


def words(composition: Composition) -> str:
    return "\n".join(line.text for page in composition.pages for line in texts(page))


def test_pains_come_first_and_everything_is_said() -> None:
    sheet = composed(
        Insight(id=10, text="It works", valence="gain", source="visit", date="2026-05"),
        Insight(id=11, text=MARKUP, valence="pain", kind="quote", confidence="high"),
    )
    told = words(sheet)
    assert told.index("Pains (1)") < told.index(MARKUP) < told.index("Gains (1)") < told.index("It works")
    assert "What Service should know" in told
    assert "2 insights · 1 pain · 1 gain · 2026-11-22" in told
    assert "observation · visit · 2026-05 · medium confidence" in told
    assert "→ Desk & till" in told
    assert "Page 1 of 1" in told
    assert sheet.title == "What Service should know"


@pytest.mark.parametrize(
    "text", ["long words " * 455, "x" * 5000, "שלום עולם " * 500, "日本語" * 1600, "e\u0301" * 2500]
)
def test_long_texts_go_on_over_pages_uncut(text: str) -> None:
    many = [Insight(id=10 + n, text=f"number {n}", valence="pain") for n in range(60)]
    sheet = composed(*many, Insight(id=200, text=text, valence="pain"), Insight(id=201, text="the last"))
    told = words(sheet)
    assert len(sheet.pages) > 2
    assert f"Page {len(sheet.pages)} of {len(sheet.pages)}" in told
    assert "the last" in told
    for page in sheet.pages:
        assert (round(page.width), round(page.height)) == (595, 842)
        assert not overlaps(page)
        assert not strays(page)
    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    printed = [c for c in unicodedata.normalize("NFC", told) if c.isalnum()]
    assert len(printed) > len(letters)
    assert printed.count(letters[-1]) >= letters.count(letters[-1])


def test_a_title_however_long_and_no_insight_at_all() -> None:
    sheet = insight_sheet.compose(state_of(), [], "Service and all the rest " * 200, DAY)
    assert not strays(sheet.pages[0])
    assert "There are no insights here yet." in words(sheet)
    assert "Insights nobody owns" in words(insight_sheet.compose(state_of(), [], "", DAY))


def test_the_smallest_type_is_told_rightly() -> None:
    sheet = composed(Insight(id=10, text="x"))
    assert (smallest_type(sheet) or 0) >= sheet.smallest


def test_every_writer_writes_it() -> None:
    sheet = composed(Insight(id=10, text=MARKUP))
    assert pdf.write(sheet) == pdf.write(composed(Insight(id=10, text=MARKUP)))
    assert pdf.write(sheet).startswith(b"%PDF")
    drawing = svg.write(sheet).decode()
    assert "&lt;b&gt;bold&lt;/b&gt; &amp;amp; &lt;img" in drawing
    assert "<img" not in drawing
    assert png.write(sheet, 40).startswith(b"\x89PNG")


# the table


def table(*insights: Insight) -> list[list[str]]:
    raw = insight_csv.write(state_of(*insights), insights)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=insight_csv.separator()))


def test_a_row_each_with_its_places() -> None:
    rows = table(Insight(id=10, text='two\nlines; "quoted", 👋 שלום', kind="quote", valence="pain", department="IT"))
    assert rows[0][0] == "Insight"
    assert rows[1] == [
        'two\nlines; "quoted", 👋 שלום',
        "quote",
        "pain",
        "",
        "",
        "medium confidence",
        "IT",
        "Desk & till",
    ]
    assert len(rows) == 2


def test_the_separator_is_the_languages() -> None:
    insight = Insight(id=10, text="a;b,c")
    assert insight_csv.write(state_of(insight), [insight]).splitlines()[1].startswith(b'"a;b,c",')
    with i18n.using("de"):
        assert insight_csv.write(state_of(insight), [insight]).splitlines()[1].startswith(b'"a;b,c";')


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "\u00a0=1", "\ufeff=1", "＝1+1", "－1", "＠x"],
)
def test_no_cell_is_a_formula(text: str) -> None:
    insight = Insight(id=10, text=text, source=text, department=text, date="2026")
    cells = table(insight)[1]
    for column in (0, 3, 6):
        assert cells[column] == f"'{text}"


@pytest.mark.parametrize("text", ["1 + 1", "a=b", "e-mail", "\u201c=1\u201d", "5 %"])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert insight_csv.harmless(text) == text
