"""Insights as a table for spreadsheets: CSV in UTF-8 with a byte order mark, as Excel opens it by a double click.

The separator is the one that a spreadsheet in the language in force expects: a semicolon in German, where the comma is
the decimal sign, else a comma. A cell that a spreadsheet would take for a formula begins with an apostrophe instead.

This module must not know files.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language
from cjdesigner.model import insights
from cjdesigner.model.insight_words import confidence_words, kind_words, valence_words
from cjdesigner.model.records import Insight
from cjdesigner.model.state import State

_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that spreadsheets compute or run; some of them skip the blanks before it."""


def write(state: State, found: Sequence[Insight]) -> bytes:
    """The table of these insights, a heading first."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=separator(), lineterminator="\r\n")
    table.writerow(
        [
            _("Insight"),
            _("Kind"),
            _("Valence"),
            _("Source"),
            _("Date"),
            _("Confidence"),
            _("Department"),
            _("Hangs on"),
        ]
    )
    for insight in found:
        places = [insights.place_name(state, place) for place in insights.places(state, insight.id)]
        cells = (
            insight.text,
            kind_words(insight.kind),
            valence_words(insight.valence),
            insight.source,
            insight.date,
            confidence_words(insight.confidence),
            insight.department,
            "; ".join(places),
        )
        table.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def separator() -> str:
    """What spreadsheets of the language in force expect between cells."""
    return ";" if language() == "de" else ","


def harmless(cell: str) -> str:
    """The text as a spreadsheet shows it and never computes it."""
    cell = cell.replace("\0", "")
    return f"'{cell}" if _FORMULA.match(cell) else cell
