"""The tables of a project file.

One table a record type, one column a field. ``node`` lists the ids of need points and touchpoints, so that a link can
refer to either. ``history`` holds the undo steps, ``meta`` one row with the id that is given next.

This module must not know what is done with the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement, Executable

from cjdesigner.model.records import Actor, Arrangement, Evidence, Expectation, Kind, LinkKind, Outcome, Side

MAX_ID = 2**53
_DIALECT = dialect()


# columns


def _id(*more: Any) -> Column[int]:
    return Column("id", Integer, CheckConstraint(f"id BETWEEN 1 AND {MAX_ID}"), *more, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _between(name: str, lowest: float, highest: float, *, optional: bool = False) -> Column[float]:
    return Column(name, REAL, CheckConstraint(f"{name} BETWEEN {lowest:f} AND {highest:f}"), nullable=optional)


def _fraction(name: str) -> Column[float]:
    return _between(name, 0, 1, optional=True)


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} IN (0, 1)"), nullable=False, info={"flag": True})


def _one_of(name: str, words: Any, *, optional: bool = False) -> Column[str]:
    listed = ", ".join(f"'{word}'" for word in get_args(words))
    return Column(name, Text, CheckConstraint(f"{name} IN ({listed})"), nullable=optional)


def _refers(name: str, to: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, _foreign(to), nullable=optional)


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
        _one_of("outcome", Outcome, optional=True),
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
    _one_of("kind", Kind),
    _one_of("arrangement", Arrangement),
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
    _one_of("side", Side, optional=True),
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
    _one_of("evidence", Evidence),
    _one_of("expectation", Expectation, optional=True),
    _flag("signature"),
    _flag("blocked"),
    _one_of("actor", Actor),
    _text("note"),
)
link = Table(
    "link",
    metadata,
    _id(),
    _refers("journey", "journey"),
    _refers("source", "node"),
    _refers("target", "node"),
    _one_of("kind", LinkKind),
    _fraction("share"),
    _text("label"),
    Index("link_source", "source"),  # removing a card asks for its links; without these, once over the whole table
    Index("link_target", "target"),
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
