"""The inspector's table: which attributes of which records can be edited there, and how.

One row an attribute, in one module a family of records. A new attribute of a record needs its row there and nothing
else in the window. This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.model.records import Record
from cjdesigner.ui.panels.fields import company, empathy, indicators, insights, jobs, map, personas, strategy
from cjdesigner.ui.panels.fields.field import Field

TABLE: dict[type[Record], tuple[Field, ...]] = {
    kind: fields
    for family in (map, personas, empathy, jobs, indicators, insights, strategy, company)
    for kind, fields in family.TABLE.items()
}


def fields_of(kinds: frozenset[type[Record]]) -> tuple[Field, ...]:
    """The fields that records of all these kinds have in common, in the table's order."""
    tables = [TABLE[kind] for kind in sorted(kinds, key=lambda kind: kind.__name__)]
    if len(tables) == 1:
        return tables[0]
    common = set.intersection(*({field.name for field in table} for table in tables)) if tables else set()
    return tuple(field for field in tables[0] if field.name in common and field.kind != "heading") if tables else ()
