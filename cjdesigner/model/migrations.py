"""The formats of a project file, and the numbered steps from each to the next.

The format's number is the file's ``user_version``.

=======  =================================================================================================
Format   What it brought
=======  =================================================================================================
1        The first: project, channel, journey, phase, node, need_point, touchpoint, link, history, meta.
2        The methods: a table for each of their record types, image, a journey's customers and their value,
         what is known at a touchpoint and handed over by a link, a score's indicator.
3        Presets of exports: a table for them.
=======  =================================================================================================

A change of the tables takes four things, all in one commit: ``FORMAT`` raised by one with a line in the table above;
the shape of the new format in ``SHAPES`` (shapes of old formats are never touched again); the step in ``MIGRATIONS``;
and a file of the old format in ``tests/files``. A step is plain SQL against the old tables, never against
``tables.py``, which moves on.

This module must not know records, nor who opens the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar

import msgspec

from cjdesigner.i18n import mark
from cjdesigner.model import format_2, format_3

APPLICATION_ID = 0x636A6401
"""``cjd`` and a byte: what tells a project from other programs' SQLite files."""

FORMAT = 3
"""The format that this program reads and writes."""


T = TypeVar("T")


class Shape(msgspec.Struct, frozen=True):
    """What a file of some format consists of: tables with their columns, and indexes with their tables."""

    tables: dict[str, tuple[str, ...]]
    indexes: dict[str, str]


# format 1
_NODE_1 = ("id", "journey", "key", "phase", "x", "y", "outcome", "reason", "entry_share")

SHAPES: dict[int, Shape] = {
    1: Shape(
        tables={
            "project": ("id", "title", "paper", "landscape", "scoring_note"),
            "channel": ("id", "name", "icon"),
            "journey": (*("id", "rank", "title", "scenario", "goal", "key_message", "persona", "kind", "arrangement"),),
            "phase": ("id", "journey", "rank", "title", "wording", "question", "verb", "side", "width"),
            "node": ("id",),
            "need_point": (*_NODE_1, "question"),
            "touchpoint": (
                *_NODE_1,
                *("name", "channel", "owner", "mandate", "score", "basis", "date", "evidence", "expectation"),
                *("signature", "blocked", "actor", "note"),
            ),
            "link": ("id", "journey", "source", "target", "kind", "share", "label"),
            "history": ("seq", "undone", "format", "label", "patch"),
            "meta": ("id", "next_id"),
        },
        indexes={"link_source": "link", "link_target": "link"},
    )
}
SHAPES[2] = Shape(
    tables=SHAPES[1].tables
    | {
        "journey": (*SHAPES[1].tables["journey"], "customers", "customer_value", "currency"),
        "touchpoint": (*SHAPES[1].tables["touchpoint"], "known", "indicator", "score_zero", "score_one"),
        "link": (*SHAPES[1].tables["link"], "hands_over"),
        "persona": (
            *("id", "rank", "name", "kind", "portrait", "role", "goals", "context", "frustrations", "quotes"),
            *("habits", "criteria", "channels", "share", "share_source"),
        ),
        "empathy_map": ("id", "rank", "title", "persona", "designed_for", "designed_by", "date", "version"),
        "note": ("id", "map", "rank", "section", "text", "mark", "source"),
        "job": ("id", "rank", "persona", "kind", "situation", "motivation", "outcome", "note"),
        "desired_outcome": (
            *("id", "job", "rank", "text", "importance", "satisfaction", "answers", "importance_counts"),
            *("satisfaction_counts", "source"),
        ),
        "force": ("id", "job", "rank", "kind", "text", "strength"),
        "indicator": (
            *("id", "rank", "name", "kinds", "question", "definition", "formula", "unit", "direction"),
            *("target", "limit", "lowest", "highest", "owner"),
        ),
        "reading": ("id", "indicator", "date", "value", "answers", "source"),
        "insight": ("id", "rank", "text", "kind", "valence", "source", "date", "confidence", "department", "image"),
        "activity": ("id", "journey", "rank", "level", "phase", "name", "owner", "note"),
        "lane": ("id", "journey", "rank", "title", "kind", "indicator"),
        "lane_entry": ("id", "lane", "phase", "place", "text", "value", "image"),
        "principle": ("id", "journey", "rank", "touchpoint", "kind", "text"),
        "override": ("id", "persona", "target", "field", "value"),
        "attachment": ("id", "subject", "target", "rank"),
        "image": ("hash", "media_type", "bytes"),
    },
    indexes=SHAPES[1].indexes
    | {
        "note_map": "note",
        "desired_outcome_job": "desired_outcome",
        "force_job": "force",
        "reading_indicator": "reading",
        "lane_entry_lane": "lane_entry",
        "principle_touchpoint": "principle",
        "override_persona": "override",
        "touchpoint_indicator": "touchpoint",
        "sqlite_autoindex_image_1": "image",
    },
)

SHAPES[3] = Shape(
    tables=SHAPES[2].tables
    | {
        "preset": (
            *("id", "rank", "name", "paper", "landscape", "margin", "bleed", "crop_marks", "tile", "overlap"),
            *("book", "blank", "client", "theme", "accent", "logo", "language", "path", "sections", "side"),
            *("side_width", "dpi", "transparent"),
        ),
    },
    indexes=SHAPES[2].indexes,
)


class Migration(msgspec.Struct, frozen=True):
    """One step from a format to the next."""

    tables: Callable[[sqlite3.Connection], None]
    """Changes the tables. Runs inside the transaction, foreign keys unchecked until its end."""
    history: Callable[[bytes], bytes] | None
    """Brings one encoded patch of the history along; None where that cannot be done: the history is cleared."""


MIGRATIONS: dict[int, Migration] = {
    1: Migration(format_2.tables, format_2.history),
    2: Migration(format_3.tables, format_3.history),
}
"""By the format that a step starts from."""

HISTORY_CLEARED = mark("“{path}” comes from an older cjdesigner; what was done there can no longer be undone.")
BROUGHT_ALONG = mark(
    "“{path}” comes from an older cjdesigner and was brought up to date; it lies as it was in “{copy}”."
)


def upgrade(connection: sqlite3.Connection, found: int, check: Callable[[], T]) -> tuple[T, bool]:
    """Bring the tables from format ``found`` to :data:`FORMAT` in one transaction.

    Returns what ``check`` found in the outcome before it was committed, and whether the history was kept. Any
    exception, those of ``check`` included, means that nothing has changed. Raises sqlite3.Error.
    """
    kept = True
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(found, FORMAT):
            migration = MIGRATIONS[number]
            migration.tables(connection)
            kept = _bring_history(connection, migration.history, number + 1) and kept
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        outcome = check()
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return outcome, kept


def _bring_history(connection: sqlite3.Connection, bring: Callable[[bytes], bytes] | None, number: int) -> bool:
    if bring is None:
        return connection.execute("DELETE FROM history").rowcount == 0
    rows = connection.execute("SELECT seq, patch FROM history").fetchall()
    connection.executemany(
        "UPDATE history SET patch = ?, format = ? WHERE seq = ?", [(bring(patch), number, seq) for seq, patch in rows]
    )
    return True
