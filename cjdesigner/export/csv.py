"""A journey's touchpoints and need points as one table (CSV), phase by phase from left to right.

How the file is written, and why it can do a spreadsheet no harm, says ``csv_cells.py``. Scores, shares, reach and
fulfilment are numbers from 0 to 1 with a point as their decimal sign in every language, so that any program reads them;
who wants percentages that a German spreadsheet computes with takes the workbook (``xlsx.py``). What a row has no answer
to is empty. ``Key`` is the card's id in the interchange form.

This module must not know what the columns are (``tables.py``).
"""

from __future__ import annotations

from cjdesigner import i18n
from cjdesigner.export.csv_cells import Cell, encoded
from cjdesigner.export.journey import Told
from cjdesigner.export.options import Options
from cjdesigner.export.tables import Table, need_points, touchpoints
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language
from cjdesigner.model.state import State


def write(state: State, journey: int, options: Options) -> bytes:
    """The table, the headings first."""
    with i18n.using(options.language or language()):
        told = Told(state, journey, options)
        tables = {_("Touchpoint"): touchpoints(told), _("Need point"): need_points(told)}
        headings = list(dict.fromkeys(column.heading for table in tables.values() for column in table.columns))
        placed = [
            (place, (kind, *cells))
            for kind, table in tables.items()
            for place, cells in zip(table.order, _cells(table, headings), strict=True)
        ]
        return encoded([(_("Kind"), *headings), *(cells for _place, cells in sorted(placed, key=lambda pair: pair[0]))])


def _cells(table: Table, headings: list[str]) -> list[list[Cell]]:
    """The rows of a table, each with a cell for each of these headings."""
    places = {column.heading: place for place, column in enumerate(table.columns)}
    return [[row[places[heading]] if heading in places else None for heading in headings] for row in table.rows]
