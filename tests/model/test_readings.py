"""Readings from lines, tables and files, the hostile ones too."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner import i18n
from cjdesigner.errors import BadInput
from cjdesigner.model.indicators import Entry
from cjdesigner.model.reading_files import read_bytes, read_file
from cjdesigner.model.readings import read_lines
from cjdesigner.model.records import Indicator

CSAT = Indicator(id=1, name="CSAT", unit="%")


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("2026-03; 71 %; n=212", Entry("2026-03", 71, 212)),
        ("2026-03\t71,5\t212\tShop survey", Entry("2026-03", 71.5, 212, "Shop survey")),
        ("2026-03, 71.5, n = 1,212", Entry("2026-03", 71.5, 1212)),
        ("2026-03, 71,5 %, 212", Entry("2026-03", 71.5, 212)),
        ("2026-03,71.5,212", Entry("2026-03", 71.5, 212)),
        ("2026-03 71,5", Entry("2026-03", 71.5)),
        ("March 2026: 71 % (n=20)", Entry("2026-03", 71, 20)),
        ("31.03.2026; 71; 212 Antworten; Laden; Nord", Entry("2026-03-31", 71, 212, "Laden; Nord")),
        ("2026-03|71|5", Entry("2026-03", 71, 5)),
        ("2026-03; \u22123", Entry("2026-03", -3)),
        ("2026-03; +3", Entry("2026-03", 3)),
        ("2026-03; 1.234,5", Entry("2026-03", 1234.5)),
        ("2026-03; 1,234.5", Entry("2026-03", 1234.5)),
        ("2026-03; 1'234.5", Entry("2026-03", 1234.5)),
        ("2026-03; 1,234,567", Entry("2026-03", 1234567)),
        ("2026-03; 0,125", Entry("2026-03", 0.125)),
        ("2026-03; 71; n=212; <b>shop</b> &amp; \U0001f600", Entry("2026-03", 71, 212, "<b>shop</b> &amp; \U0001f600")),
    ],
)
def test_lines_as_people_paste_them(line: str, entry: Entry) -> None:
    read = read_lines(line, "%")
    assert (read.entries, read.faults) == ((entry,), ())


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("2026-03,71,5", "semicolons"),
        ("03/04/2026; 3", "told apart"),
        ("soon; 3", "no date"),
        ("2026-13; 3", "no date"),
        ("2026-03;", "no value"),
        ("2026-03", "no value"),
        ("2026-03; many", "no number"),
        ("2026-03; 1e5", "no number"),
        ("2026-03; 7.1.2", "no number"),
        ("2026-03; 71 kg", "no number"),
        ("2026-03; 9999999999999999", "too large"),
        ("2026-03; NaN", "no number"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(line: str, part: str) -> None:
    read = read_lines(f"2026-01; 1\n\n{line}\n2026-02; 2", "%")
    assert [entry.date for entry in read.entries] == ["2026-01", "2026-02"]
    (fault,) = read.faults
    assert fault.line == 3
    assert part in fault.told()


def test_a_header_and_empty_lines_are_passed_over() -> None:
    assert [e.value for e in read_lines("Month; Value\n\n2026-01; 1\n2026-02; 2\n").entries] == [1, 2]
    assert read_lines("").entries == ()


def test_a_lone_group_or_decimals_are_told_by_the_numbers_beside() -> None:
    assert [e.value for e in read_lines("2026-01; 1,234\n2026-02; 2,5").entries] == [1.234, 2.5]
    assert [e.value for e in read_lines("2026-01; 1,234\n2026-02; 2.5").entries] == [1234, 2.5]
    assert read_lines("2026-01; 1,234").entries[0].value == 1234
    with i18n.using("de"):
        assert read_lines("2026-01; 1,234").entries[0].value == 1.234
        assert read_lines("2026-01; 1.234").entries[0].value == 1234


def test_too_many_lines_are_refused() -> None:
    read = read_lines("2026; 1\n" * 10_001)
    assert (read.entries, len(read.faults)) == ((), 1)


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_any_text_is_read_or_named(text: str) -> None:
    read = read_lines(text, "%")
    assert all(fault.told() for fault in read.faults)
    assert len(read.entries) + len(read.faults) <= max(1, len(text.splitlines()))


# tables


def table(text: str, encoding: str = "utf-8") -> list[Entry]:
    read = read_bytes(text.encode(encoding), "a.csv", CSAT)
    assert not read.faults
    return list(read.entries)


@pytest.mark.parametrize(
    "text",
    [
        "Date,Value,Answers,Source\n2026-03,71.5,212,Shop",
        "Datum;Wert;Antworten;Quelle\n2026-03;71,5;212;Shop",
        "Quelle;n;CSAT;Monat\nShop;212;71,5 %;03.2026",
        "Source\tSample size\tNPS\tCSAT\tMonth\nShop\t212\t12\t71.5\tMarch 2026",
        "2026-03,71.5,212,Shop",
        "Survey 2026\n\nMonth;Share satisfied (%);n;Source\n2026-03;71.5;212;Shop",
        "sep=;\nDate;Value;n;Source\n2026-03;71.5;212;Shop",
        '"Date","Value","n","Source"\n"2026-03","71.5","212","Shop"',
    ],
)
def test_columns_are_found_by_header_or_content(text: str) -> None:
    assert table(text) == [Entry("2026-03", 71.5, 212, "Shop")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert table("Datum;Wert;Quelle\n2026-03;71;K\u00fcche", encoding) == [Entry("2026-03", 71, 0, "K\u00fcche")]


def test_mixed_encodings_in_one_file() -> None:
    data = "Datum;Wert;Quelle\n2026-03;71;M\u00fcller\n".encode() + "2026-04;72;M\u00f6bel\n".encode("cp1252")
    assert [e.source for e in read_bytes(data, "a.csv", CSAT).entries] == ["M\u00fcller", "M\u00f6bel"]


def test_a_tables_faults_are_named_by_row() -> None:
    read = read_bytes(b"Date;Value\n2026-01;1\nsoon;2\n2026-03;=A1+1\n2026-04;#DIV/0!\n;;\n2026-05;\n", "a.csv", CSAT)
    assert [fault.line for fault in read.faults] == [3, 4, 5, 7]
    assert "formula" in read.faults[1].told()


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "empty"),
        (b"\n \n;;\n", "empty"),
        (bytes(range(256)) * 9, "neither"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "neither"),
        (b"\xff\xfea", "neither"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
        (b"PK\x03\x04 something", "no Excel workbook"),
        (b"PK\x03\x04 xl/workbook.xml", "damaged"),
        (b"a,b\n1,2\n3,4\n", "no column"),
        (b"just words\n", "no column"),
        (b"2026-03;1\n" * 10_100, "10,000"),
        (b"2026-03;1\n" * 1_700_000, "16 MB"),
        (b"2026-03;1\n2026-04;2;" + b"x" * 140_000, "line 2"),
        (b'2026-03;1\n2026-04;"' + b"x\n" * 140_000, "line 2"),
    ],
)
def test_hostile_files_are_refused_in_a_sentence(data: bytes, part: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_bytes(data, "<b>a</b>.csv", CSAT)
    assert part in str(caught.value)
    assert "<b>a</b>.csv" in str(caught.value)


@pytest.mark.parametrize("data", [b"a," * 4_000_000, (b"a," * 200_000 + b"\n") * 40], ids=["a row", "rows"])
def test_wide_files_are_refused_at_once(data: bytes) -> None:
    start = time.perf_counter()
    with pytest.raises(BadInput, match="no column"):
        read_bytes(data, "a.csv", CSAT)
    assert time.perf_counter() - start < 5


def test_columns_far_right_are_passed_over() -> None:
    assert read_bytes(b"Date;Value" + b";x" * 5000 + b"\n2026-03;7\n", "a.csv", CSAT).entries == (Entry("2026-03", 7),)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_bytes(data, "a", CSAT)
    except BadInput:
        return


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(BadInput):
            read_file(path, CSAT)


# workbooks

_NS = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def workbook(
    rows: str, texts: Sequence[str] = (), head: str = "", prolog: str = "", method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A workbook of one sheet. Styles: 0 general, 1 a date, 2 per cent, 3 a month of one's own."""
    parts = {
        "xl/workbook.xml": f"<workbook {_NS}>{head}"
        '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships xmlns="
        '"http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {_NS}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>",
        "xl/styles.xml": f"<styleSheet {_NS}>"
        '<numFmts><numFmt numFmtId="164" formatCode="mmm\\ yyyy"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"{prolog}<worksheet {_NS}><sheetData>{rows}</sheetData></worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return buffer.getvalue()


GOOD = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="C1" t="inlineStr"><is><t>n</t></is></c></row>'
    '<row r="2"><c r="A2" s="1"><v>46082</v></c><c r="B2" s="2"><v>0.71</v></c><c r="C2"><v>212</v></c></row>'
    '<row r="4"><c r="A4" s="3"><v>46113</v></c><c r="B4" s="2"><f>B2</f><v>0.725</v></c></row>'
)


def test_a_workbook_with_dates_and_per_cent_as_numbers() -> None:
    read = read_bytes(workbook(GOOD, ["Monat", "Wert"]), "a.xlsx", CSAT)
    assert read.entries == (Entry("2026-03-01", 71, 212), Entry("2026-04-01", 72.5))
    assert not read.faults
    since_1904 = read_bytes(workbook(GOOD, ["Monat", "Wert"], '<workbookPr date1904="1"/>'), "a.xlsx", CSAT)
    assert since_1904.entries[0].date == "2030-03-02"


def test_formulas_without_result_and_errors_are_named() -> None:
    more = '<row r="5"><c r="A5" s="1"><v>46143</v></c><c r="B5"><f>1+1</f></c></row>'
    more += '<row r="6"><c r="A6" s="1"><v>46143</v></c><c r="B6" t="e"><v>#DIV/0!</v></c></row>'
    read = read_bytes(workbook(GOOD + more, ["Monat", "Wert"]), "a.xlsx", CSAT)
    assert [(fault.line, len(fault.told()) > 20) for fault in read.faults] == [(5, True), (6, True)]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 50}">' for n in range(8)
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(workbook("<a/>" * 700_000), id="many elements"),
        pytest.param(workbook("<row>" + "<c/>" * 700_000 + "</row>"), id="a long row"),
        pytest.param(workbook("<row>" * 200_000), id="nested"),
        pytest.param(workbook('<row r="1048576"><c r="A1"><v>1</v></c></row>'), id="far below"),
        pytest.param(workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), id="far right"),
        pytest.param(workbook('<row r="x"><c r="A1"><v>1</v></c></row>'), id="no row number"),
        pytest.param(workbook('<row r="1"><c r="A1"><v>one</v></c></row>'), id="no number"),
        pytest.param(workbook('<row r="1"><c r="A1" t="s"><v>-9</v></c></row>'), id="no such text"),
        pytest.param(workbook("<row><c><v>&h;</v></c></row>", prolog=LAUGHS + "]>"), id="laughs"),
        pytest.param(workbook("<row><c>"), id="cut XML"),
        pytest.param(workbook(GOOD)[:-200], id="cut file"),
        pytest.param(workbook(""), id="empty"),
    ],
)
def test_hostile_workbooks_are_refused(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read_bytes(data, "a.xlsx", CSAT)
    assert "a.xlsx" in str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_workbook_packed_as_none_is_packed_is_refused(method: int) -> None:
    """Damaged or whole: what nobody packs so is not unpacked."""
    whole = workbook(GOOD, ["Monat", "Wert"], method=method)
    for data in (whole, whole[:100] + bytes(byte ^ 0xFF for byte in whole[100:140]) + whole[140:]):
        with pytest.raises(BadInput, match="damaged"):
            read_bytes(data, "a.xlsx", CSAT)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(workbook(GOOD, ["x" * 200] * 350_000), id="bytes"),
        pytest.param(workbook(GOOD, [""] * 350_000), id="elements"),
    ],
)
def test_a_workbook_of_few_rows_that_holds_much_else_is_told_so(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read_bytes(data, "a.xlsx", CSAT)
    assert "10,000 rows" not in str(caught.value)
    assert "a workbook of their own" in str(caught.value)
    far = workbook('<row r="30000"><c r="A30000"><v>1</v></c></row>')
    with pytest.raises(BadInput, match="10,000 rows"):
        read_bytes(far, "a.xlsx", CSAT)


def test_a_workbook_with_any_byte_changed_is_read_or_refused() -> None:
    good, chance = workbook(GOOD, ["Monat", "Wert"]), random.Random(7)
    for _turn in range(150):
        data = bytearray(good)
        for _change in range(chance.randrange(1, 4)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        try:
            read_bytes(bytes(data), "a.xlsx", CSAT)
        except BadInput:
            continue
