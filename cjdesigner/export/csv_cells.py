"""Tables as CSV that a spreadsheet opens by a double click, and that can do it no harm: one place for all of them.

RFC 4180 in UTF-8 with a byte order mark, lines ending in CR LF. The separator is the one that a spreadsheet in the
language in force expects: a semicolon in German, where the comma is the decimal sign, else a comma. A text that a
spreadsheet would take for a formula begins with an apostrophe instead; a number is a number whatever its sign, with a
point as its decimal sign.

This module must not know what the tables tell, nor files.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language

Cell = str | float | bool | None
"""What stands in a cell; None is nothing."""

_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that spreadsheets compute or run; some of them skip the blanks before it."""
_DIGITS = 12


def encoded(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file that holds these rows, the headings first."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=separator(), lineterminator="\r\n")
    for row in rows:
        table.writerow([_written(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def separator() -> str:
    """What spreadsheets of the language in force expect between cells."""
    return ";" if language() == "de" else ","


def harmless(cell: str) -> str:
    """The text as a spreadsheet shows it and never computes it."""
    cell = cell.replace("\0", "")
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    text = f"{cell:.{_DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
