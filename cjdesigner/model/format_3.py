"""The step of a project file from format 2 to format 3, in plain SQL: it adds a table, and rewrites nothing.

The history stays as it is too: what was done to records of format 2 is undone and redone as it was.

This module must not know ``tables.py``, which moves on, while this stays as it is for ever.
"""

from __future__ import annotations

import sqlite3

_STATEMENT = """
CREATE TABLE preset (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), rank INTEGER NOT NULL,
    name TEXT NOT NULL, paper TEXT NOT NULL, landscape INTEGER NOT NULL CHECK (landscape IN (0, 1)),
    margin REAL CHECK ("margin" BETWEEN 0.000000 AND 1000.000000),
    bleed REAL NOT NULL CHECK ("bleed" BETWEEN 0.000000 AND 30.000000),
    crop_marks INTEGER NOT NULL CHECK (crop_marks IN (0, 1)), tile TEXT NOT NULL,
    overlap REAL NOT NULL CHECK ("overlap" BETWEEN 0.000000 AND 500.000000),
    book INTEGER NOT NULL CHECK (book IN (0, 1)), blank INTEGER NOT NULL CHECK (blank IN (0, 1)),
    client INTEGER NOT NULL CHECK (client IN (0, 1)), theme TEXT NOT NULL, accent TEXT NOT NULL, logo TEXT NOT NULL,
    language TEXT NOT NULL, path TEXT NOT NULL, sections TEXT NOT NULL, side TEXT NOT NULL,
    side_width REAL CHECK ("side_width" BETWEEN 0.100000 AND 0.400000),
    dpi REAL CHECK ("dpi" BETWEEN 10.000000 AND 1200.000000),
    transparent INTEGER NOT NULL CHECK (transparent IN (0, 1)), PRIMARY KEY (id))
"""


def tables(connection: sqlite3.Connection) -> None:
    """Add what format 3 brought."""
    connection.execute(_STATEMENT)


def history(patch: bytes) -> bytes:
    """An undo step of format 2, which is one of format 3."""
    return patch
