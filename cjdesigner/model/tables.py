"""The tables of a project file.

One table a record type, one column a field; what came with a later format stands last, where a migration put it. A
field of several values is JSON. ``node`` lists the ids of need points and touchpoints, so that a link can refer to
either; what may refer to several kinds (an attachment, an override) is a plain id, which the rules hold to what it may
be. ``image`` holds pictures by the hash of their bytes, ``history`` the undo steps, ``meta`` one row with the id that
is given next.

This module must not know what is done with the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement, Executable

from cjdesigner.model import record

MAX_ID = 2**53
_DIALECT = dialect()


# columns


def _id(*more: Any) -> Column[int]:
    return Column("id", Integer, CheckConstraint(f"id BETWEEN 1 AND {MAX_ID}"), *more, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    return [_text(name) for name in names]


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _between(name: str, lowest: float, highest: float, *, optional: bool = False) -> Column[float]:
    # quoted: an indicator's limit has the name of a keyword
    return Column(name, REAL, CheckConstraint(f'"{name}" BETWEEN {lowest:f} AND {highest:f}'), nullable=optional)


def _fraction(name: str) -> Column[float]:
    return _between(name, 0, 1, optional=True)


def _amount(name: str, *, optional: bool = True) -> Column[float]:
    return _between(name, -1e15, 1e15, optional=optional)


def _count(name: str, highest: int = 1_000_000_000) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} BETWEEN 0 AND {highest}"), nullable=False)


def _several(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, info={"several": True})


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} IN (0, 1)"), nullable=False, info={"flag": True})


def _one_of(name: str, words: Any, *, optional: bool = False) -> Column[str]:
    listed = ", ".join(f"'{word}'" for word in get_args(words))
    return Column(name, Text, CheckConstraint(f"{name} IN ({listed})"), nullable=optional)


def _refers(name: str, to: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, _foreign(to), nullable=optional)


def _refers_to_any(name: str) -> Column[int]:
    """An id of one of several kinds, which no foreign key can say."""
    return Column(name, Integer, CheckConstraint(f"{name} BETWEEN 1 AND {MAX_ID}"), nullable=False)


def _foreign(to: str) -> ForeignKey:
    return ForeignKey(f"{to}.id", deferrable=True, initially="DEFERRED")


def _node_columns() -> list[Column[Any]]:
    return [
        _id(_foreign("node")),
        _refers("journey", "journey"),
        _text("key"),
        _refers("phase", "phase", optional=True),
        _between("x", -1e7, 1e7),
        _between("y", -1e7, 1e7),
        _one_of("outcome", record.Outcome, optional=True),
        _text("reason"),
        _fraction("entry_share"),
    ]


metadata = MetaData()

project = Table("project", metadata, _id(), _text("title"), _text("paper"), _flag("landscape"), _text("scoring_note"))
channel = Table("channel", metadata, _id(), _text("name"), _text("icon"))
journey = Table(
    "journey",
    metadata,
    _id(),
    _whole("rank"),
    _text("title"),
    _text("scenario"),
    _text("goal"),
    _text("key_message"),
    _text("persona"),
    _one_of("kind", record.Kind),
    _one_of("arrangement", record.Arrangement),
    _between("customers", 0, 1e15, optional=True),
    _between("customer_value", 0, 1e15, optional=True),
    _text("currency"),
)
phase = Table(
    "phase",
    metadata,
    _id(),
    _refers("journey", "journey"),
    _whole("rank"),
    _text("title"),
    _text("wording"),
    _text("question"),
    _text("verb"),
    _one_of("side", record.Side, optional=True),
    _between("width", 120, 100_000),
)
node = Table("node", metadata, _id())
need_point = Table("need_point", metadata, *_node_columns(), _text("question"))
touchpoint = Table(
    "touchpoint",
    metadata,
    *_node_columns(),
    _text("name"),
    _text("channel"),
    _text("owner"),
    _text("mandate"),
    _fraction("score"),
    _text("basis"),
    _text("date"),
    _one_of("evidence", record.Evidence),
    _one_of("expectation", record.Expectation, optional=True),
    _flag("signature"),
    _flag("blocked"),
    _one_of("actor", record.Actor),
    _text("note"),
    _text("known"),
    _refers("indicator", "indicator", optional=True),
    _amount("score_zero"),
    _amount("score_one"),
)
Index("touchpoint_indicator", touchpoint.c.indicator, sqlite_where=touchpoint.c.indicator.is_not(None))
link = Table(
    "link",
    metadata,
    _id(),
    _refers("journey", "journey"),
    _refers("source", "node"),
    _refers("target", "node"),
    _one_of("kind", record.LinkKind),
    _fraction("share"),
    _text("label"),
    _text("hands_over"),
    Index("link_source", "source"),  # removing a card asks for its links; without these, once over the whole table
    Index("link_target", "target"),
)
persona = Table(
    "persona",
    metadata,
    _id(),
    _whole("rank"),
    _text("name"),
    _one_of("kind", record.Actor),
    *_texts("portrait", "role", "goals", "context", "frustrations", "quotes", "habits", "criteria"),
    _several("channels"),
    _fraction("share"),
    _text("share_source"),
)
empathy_map = Table(
    "empathy_map",
    metadata,
    _id(),
    _whole("rank"),
    _text("title"),
    _refers("persona", "persona", optional=True),
    *_texts("designed_for", "designed_by", "date", "version"),
)
note = Table(
    "note",
    metadata,
    _id(),
    _refers("map", "empathy_map"),
    _whole("rank"),
    _one_of("section", record.Section),
    _text("text"),
    _one_of("mark", record.NoteMark),
    _text("source"),
    Index("note_map", "map"),
)
job = Table(
    "job",
    metadata,
    _id(),
    _whole("rank"),
    _refers("persona", "persona", optional=True),
    _one_of("kind", record.JobKind),
    *_texts("situation", "motivation", "outcome", "note"),
)
desired_outcome = Table(
    "desired_outcome",
    metadata,
    _id(),
    _refers("job", "job"),
    _whole("rank"),
    _text("text"),
    _between("importance", 0, 10, optional=True),
    _between("satisfaction", 0, 10, optional=True),
    _count("answers"),
    _several("importance_counts"),
    _several("satisfaction_counts"),
    _text("source"),
    Index("desired_outcome_job", "job"),
)
force = Table(
    "force",
    metadata,
    _id(),
    _refers("job", "job"),
    _whole("rank"),
    _one_of("kind", record.ForceKind),
    _text("text"),
    _count("strength", 5),
    Index("force_job", "job"),
)
indicator = Table(
    "indicator",
    metadata,
    _id(),
    _whole("rank"),
    _text("name"),
    _several("kinds"),
    *_texts("question", "definition", "formula", "unit"),
    _one_of("direction", record.Direction),
    _amount("target"),
    _amount("limit"),
    _amount("lowest"),
    _amount("highest"),
    _text("owner"),
)
reading = Table(
    "reading",
    metadata,
    _id(),
    _refers("indicator", "indicator"),
    _text("date"),
    _amount("value", optional=False),
    _count("answers"),
    _text("source"),
    Index("reading_indicator", "indicator"),
)
insight = Table(
    "insight",
    metadata,
    _id(),
    _whole("rank"),
    _text("text"),
    _one_of("kind", record.InsightKind),
    _one_of("valence", record.Valence),
    *_texts("source", "date"),
    _one_of("confidence", record.Confidence),
    *_texts("department", "image"),
)
activity = Table(
    "activity",
    metadata,
    _id(),
    _refers("journey", "journey"),
    _whole("rank"),
    _one_of("level", record.Level),
    _refers("phase", "phase", optional=True),
    *_texts("name", "owner", "note"),
)
lane = Table(
    "lane",
    metadata,
    _id(),
    _refers("journey", "journey"),
    _whole("rank"),
    _text("title"),
    _one_of("kind", record.LaneKind),
    _refers("indicator", "indicator", optional=True),
)
lane_entry = Table(
    "lane_entry",
    metadata,
    _id(),
    _refers("lane", "lane"),
    _refers("phase", "phase", optional=True),
    _between("place", 0, 1),
    _text("text"),
    _between("value", -2, 2, optional=True),
    _text("image"),
    Index("lane_entry_lane", "lane"),
)
principle = Table(
    "principle",
    metadata,
    _id(),
    _refers("journey", "journey"),
    _whole("rank"),
    _refers("touchpoint", "touchpoint", optional=True),
    _one_of("kind", record.PrincipleKind),
    _text("text"),
    Index("principle_touchpoint", "touchpoint"),
)
override = Table(
    "override",
    metadata,
    _id(),
    _refers("persona", "persona"),
    _refers_to_any("target"),
    _one_of("field", record.Overridden),
    _fraction("value"),
    Index("override_persona", "persona"),
)
attachment = Table("attachment", metadata, _id(), _refers_to_any("subject"), _refers_to_any("target"), _whole("rank"))
preset = Table(
    "preset",
    metadata,
    _id(),
    _whole("rank"),
    *_texts("name", "paper"),
    _flag("landscape"),
    _between("margin", 0, 1000, optional=True),
    _between("bleed", 0, record.MOST_BLEED),
    _flag("crop_marks"),
    _text("tile"),
    _between("overlap", 0, 500),
    *map(_flag, ("book", "blank", "client")),
    *_texts("theme", "accent", "logo", "language", "path"),
    *map(_several, ("sections", "side")),
    _between("side_width", 0.1, 0.4, optional=True),
    _between("dpi", 10, 1200, optional=True),
    _flag("transparent"),
)
image = Table(
    "image",
    metadata,
    Column("hash", Text, primary_key=True, nullable=False),
    _text("media_type"),
    Column("bytes", LargeBinary, nullable=False),
)
history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True),
    _flag("undone"),
    _whole("format"),
    _text("label"),
    Column("patch", LargeBinary, nullable=False),
)
meta = Table("meta", metadata, Column("id", Integer, CheckConstraint("id = 1"), primary_key=True), _whole("next_id"))


def ddl() -> Iterator[str]:
    """The statements that make the tables of the current format."""
    for table in metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=_DIALECT))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=_DIALECT))


def sql(statement: Executable) -> str:
    """A statement as SQLite takes it, parameters by position."""
    assert isinstance(statement, ClauseElement)
    return str(statement.compile(dialect=_DIALECT))
