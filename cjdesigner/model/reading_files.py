"""Readings from files: CSV in whatever encoding and with whatever separator, and XLSX.

A file that is not one, that is damaged, empty or far too large is refused in a sentence that names it.

This module must not know Qt, nor what is done with what was read.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from cjdesigner.errors import BadInput
from cjdesigner.i18n import mark
from cjdesigner.model.reading_tables import Row, read_table
from cjdesigner.model.readings import MOST, Read
from cjdesigner.model.records import Indicator

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
MOST_BYTES = 16 * 1024 * 1024
MOST_COLUMNS = 256
"""As many as are read of a workbook; what stands further right is no reading."""

_LARGE = mark("“{name}” is larger than 16 MB; a list of readings is far smaller.")
_NO_TABLE = mark("“{name}” is neither a CSV file nor an Excel workbook (.xlsx).")
_OLD = mark("“{name}” is an old Excel file or protected by a password; save it as .xlsx without one, or as CSV.")
_OTHER = mark("“{name}” is no Excel workbook; save it as .xlsx or as CSV.")
_DAMAGED = mark("“{name}” is damaged: its cells cannot be read.")
_ROWS = mark("“{name}” has more than 10,000 rows; readings of one indicator are far fewer.")
_HUGE = mark("“{name}” holds far more than readings; copy the readings into a workbook of their own.")
_LONG_CELL = mark("“{name}”, line {line}: a cell has more than 131,072 characters; is a quotation mark missing?")


def read_file(path: Path, indicator: Indicator) -> Read:
    """The readings of an indicator in a file. Raises BadInput."""
    try:
        if not path.is_file():
            raise BadInput(mark("“{name}” cannot be read: it is no file."), name=path.name)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(
            mark("“{name}” cannot be read: {reason}."), name=path.name, reason=error.strerror or "error"
        ) from None
    return read_bytes(data, path.name, indicator)


def read_bytes(data: bytes, name: str, indicator: Indicator) -> Read:
    """The readings in a file's bytes; what kind of file it is shows in them, not in its name. Raises BadInput."""
    if len(data) > MOST_BYTES:
        raise BadInput(_LARGE, name=name)
    if data.startswith(b"PK\x03\x04"):
        rows = _workbook(data, name)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(_OLD, name=name)
    else:
        rows = _separated(_decoded(data, name), name)
    return read_table(rows, indicator, name)


def _workbook(data: bytes, name: str) -> list[Row]:
    from cjdesigner.model.workbook import BadWorkbook, HugeWorkbook, ManyRows, first_sheet

    if b"xl/workbook" not in data:
        raise BadInput(_OTHER, name=name)
    try:
        return list(first_sheet(data))
    except ManyRows:
        raise BadInput(_ROWS, name=name) from None
    except HugeWorkbook:
        raise BadInput(_HUGE, name=name) from None
    except BadWorkbook:
        raise BadInput(_DAMAGED, name=name) from None


def _decoded(data: bytes, name: str) -> str:
    """The text of a CSV file: by its byte order mark, else each line as UTF-8, else as Windows writes it."""
    for mark_, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark_):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise BadInput(_NO_TABLE, name=name) from None
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in data[:65536])
    if controls:
        raise BadInput(_NO_TABLE, name=name)
    return "".join(_decoded_line(line) for line in data.splitlines(keepends=True))


def _decoded_line(line: bytes) -> str:
    """Line by line, because files that were put together of others mix encodings."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _separated(text: str, name: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows: list[Row] = []
    line = 1
    try:
        for row in reader:
            rows.append(row[:MOST_COLUMNS])
            line = reader.line_num + 1
            if len(rows) > MOST + 20:
                raise BadInput(_ROWS, name=name)
    except csv.Error as error:
        if "field larger" in str(error):
            raise BadInput(_LONG_CELL, name=name, line=line) from None
        raise BadInput(_NO_TABLE, name=name) from None
    return rows


def _separator(text: str) -> str:
    """What parts the columns: what occurs alike often in the first lines, semicolons and tabs before commas."""
    head = text[:65536].splitlines()[:30]
    if head and head[0][:4].lower() == "sep=" and len(head[0]) == 5:
        return head[0][4]
    lines = [line for line in head if line.strip()]
    counts = {sign: sum(sign in line for line in lines) for sign in ("\t", ";", "|", ",")}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ","
