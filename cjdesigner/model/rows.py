"""The way from records to rows of a project file and back, and the undo steps and images beside them.

The statements are SQLAlchemy's, compiled once; they run on the file's own sqlite3 connection, because a committed edit
takes 1 ms and another layer a third of that again.

This module must not know when a transaction begins or ends, or where the file lies. It takes a while to import
(SQLAlchemy); import it where a file is opened, not where the program starts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, cached_property
from itertools import repeat
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Table,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from cjdesigner.model import tables
from cjdesigner.model.document import Step
from cjdesigner.model.images import LARGEST, Image
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    Activity,
    Attachment,
    Channel,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Node,
    Note,
    Override,
    Persona,
    Phase,
    Preset,
    Principle,
    Project,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.tables import MAX_ID, sql

Row = tuple[Any, ...]


class DamagedRow(ValueError):
    """A row that is no record. The text says which table, which id and which column."""


class StoredStep(msgspec.Struct, frozen=True):
    """An undo step with its place in the file."""

    seq: int
    undone: bool
    step: Step


class Contents(msgspec.Struct, frozen=True):
    """All that a project file holds. ``done`` is oldest first, ``undone`` in the order it would be redone."""

    records: list[Record]
    next_id: int
    done: Sequence[Step] = ()
    undone: Sequence[Step] = ()


# records and rows


class RecordTable:
    """One record type's table: its statements, and its rows as records."""

    def __init__(self, kind: type[Record], table: Table) -> None:
        self.kind = kind
        self.table = table
        self.columns = tuple(str(column.name) for column in table.columns)  # SQLAlchemy's names are of a kind of str
        self.is_node = issubclass(kind, Node)
        self._flags = tuple(str(column.name) for column in table.columns if "flag" in column.info)
        self._several = tuple(str(column.name) for column in table.columns if "several" in column.info)
        self._values: Callable[[Any], Row] = attrgetter(*self.columns) if kind is not Project else _project_row
        self.row: Callable[[Any], Row] = self._values if not self._several else self._row_with_several

    def _row_with_several(self, record: Record) -> Row:
        pairs = zip(self.columns, self._values(record), strict=True)
        return tuple(_written(value) if name in self._several else value for name, value in pairs)

    @cached_property
    def insert(self) -> str:
        """Takes a row as :attr:`row` makes it."""
        return sql(insert(self.table))

    @cached_property
    def delete(self) -> str:
        """Takes an id."""
        return sql(delete(self.table).where(self.table.c.id == bindparam("the_id")))

    @cached_property
    def select(self) -> str:
        """Gives rows by id."""
        return sql(select(self.table).order_by(self.table.c.id))

    def difference(self, before: Record, after: Record) -> tuple[str, Row]:
        """The update of just the columns that differ, with its parameters; no statement where none does."""
        pairs = zip(self.columns, self.row(before), self.row(after), strict=True)
        new = {name: new for name, old, new in pairs if old != new}
        return (_update(self, tuple(new)), (*new.values(), after.id)) if new else ("", ())

    def read(self, connection: sqlite3.Connection) -> list[Record]:
        """All rows as records, types and ranges checked. Raises DamagedRow."""
        rows = connection.execute(self.select)
        found: list[dict[str, Any]] = list(map(dict, map(zip, repeat(self.columns), rows)))  # no Python for each row
        for name in self._flags:
            for values in found:
                values[name] = _FLAGS.get(values[name], values[name])
        for name in self._several:
            for values in found:
                values[name] = _several_of(values[name])
        if self.kind is Project:
            for values in found:
                values["settings"] = {name: values.pop(name) for name in ("paper", "landscape", "scoring_note")}
        try:
            return msgspec.convert(found, list[self.kind])  # type: ignore[name-defined]
        except msgspec.ValidationError:
            for values in found:
                try:
                    msgspec.convert(values, self.kind)
                except msgspec.ValidationError as error:
                    raise DamagedRow(f"{self.table.name} {values['id']}: {_column(error)}") from error
            raise


_FLAGS = {0: False, 1: True}


def _column(error: msgspec.ValidationError) -> str:
    """The column whose value does not fit; the value itself may be anything, and is not repeated."""
    _said, _at, place = str(error).rpartition(" - at `$.")
    return place.rstrip("`").removeprefix("settings.").partition("[")[0]


def _project_row(record: Project) -> Row:
    settings = record.settings
    return record.id, record.title, settings.paper, settings.landscape, settings.scoring_note


def _written(several: tuple[object, ...]) -> str:
    return msgspec.json.encode(several).decode()


def _several_of(stored: object) -> object:
    """The values of a JSON column; what is none stays what it is, and is refused for its type."""
    try:
        return msgspec.json.decode(stored) if isinstance(stored, str) else stored
    except (msgspec.DecodeError, RecursionError):
        return stored


@cache
def _update(of: RecordTable, columns: tuple[str, ...]) -> str:
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    return sql(update(of.table).where(of.table.c.id == bindparam("the_id")).values(values))


RECORD_TABLES: dict[type[Record], RecordTable] = {
    kind: RecordTable(kind, table)
    for kind, table in (
        (Project, tables.project),
        (Channel, tables.channel),
        (Journey, tables.journey),
        (Phase, tables.phase),
        (NeedPoint, tables.need_point),
        (Touchpoint, tables.touchpoint),
        (Link, tables.link),
        (Persona, tables.persona),
        (EmpathyMap, tables.empathy_map),
        (Note, tables.note),
        (Job, tables.job),
        (DesiredOutcome, tables.desired_outcome),
        (Force, tables.force),
        (Indicator, tables.indicator),
        (Reading, tables.reading),
        (Insight, tables.insight),
        (Activity, tables.activity),
        (Lane, tables.lane),
        (LaneEntry, tables.lane_entry),
        (Principle, tables.principle),
        (Override, tables.override),
        (Attachment, tables.attachment),
        (Preset, tables.preset),
    )
}

_ADD_NODE = sql(insert(tables.node))
_REMOVE_NODE = sql(delete(tables.node).where(tables.node.c.id == bindparam("the_id")))
_READ_NODES = sql(select(tables.node.c.id))
_READ_META = sql(select(tables.meta.c.next_id))
_ADD_META = sql(insert(tables.meta))
_SET_META = sql(update(tables.meta).values(next_id=bindparam("next_id")))

_READ_STEPS = sql(select(tables.history).order_by(tables.history.c.seq))
_ADD_STEP = sql(insert(tables.history))
_THE_STEP = tables.history.c.seq == bindparam("the_seq")
_REPLACE_STEP = sql(update(tables.history).where(_THE_STEP).values(label=bindparam("label"), patch=bindparam("patch")))
_MARK_STEP = sql(update(tables.history).where(_THE_STEP).values(undone=bindparam("undone")))
_REMOVE_STEPS = sql(delete(tables.history).where(tables.history.c.seq.between(bindparam("first"), bindparam("last"))))

_ADD_IMAGE = sql(insert(tables.image).prefix_with("OR REPLACE"))
_ROW: ColumnElement[int] = literal_column("rowid")
_REMOVE_IMAGE = sql(delete(tables.image).where(bindparam("the_row") == _ROW))
_LIST_IMAGES = sql(select(_ROW, cast(tables.image.c.hash, LargeBinary)).select_from(tables.image))
_READ_IMAGE = sql(
    select(tables.image.c.bytes).where(
        tables.image.c.hash == bindparam("the_name"), func.length(tables.image.c.bytes) <= bindparam("most")
    )
)


class Mismatch(RuntimeError):
    """A row to be changed is not there: document and file have come apart."""


def write_patch(connection: sqlite3.Connection, patch: Patch) -> None:
    """Make the rows what the patch says, inside the transaction of the caller."""
    inserts: dict[RecordTable, list[Row]] = {}
    deletes: dict[RecordTable, list[Row]] = {}
    updates: dict[str, list[Row]] = {}
    for identity, (before, after) in patch.items():
        if after is not None and before is not None:
            statement, values = RECORD_TABLES[type(after)].difference(before, after)
            if statement:
                updates.setdefault(statement, []).append(values)
        elif after is not None:
            of = RECORD_TABLES[type(after)]
            inserts.setdefault(of, []).append(of.row(after))
        elif before is not None:
            deletes.setdefault(RECORD_TABLES[type(before)], []).append((identity,))
    for of, rows in deletes.items():
        _each(connection, of.delete, rows)
        if of.is_node:
            _each(connection, _REMOVE_NODE, rows)
    for of, rows in inserts.items():
        if of.is_node:
            _each(connection, _ADD_NODE, [row[:1] for row in rows])
        _each(connection, of.insert, rows)
    for statement, rows in updates.items():
        _each(connection, statement, rows)


def _each(connection: sqlite3.Connection, statement: str, rows: Sequence[Row]) -> None:
    run = connection.execute(statement, rows[0]) if len(rows) == 1 else connection.executemany(statement, rows)
    if run.rowcount != len(rows):
        raise Mismatch(f"{statement!r} met {run.rowcount} of {len(rows)} rows")


def write_contents(
    connection: sqlite3.Connection, contents: Contents, images: Iterable[Image], format_number: int
) -> None:
    """Make the tables of a new file and fill them; each image is asked for when its turn has come."""
    for statement in tables.ddl():
        connection.execute(statement)
    write_patch(connection, {record.id: (None, record) for record in contents.records})
    connection.execute(_ADD_META, (1, contents.next_id))
    steps = [StoredStep(seq, False, step) for seq, step in enumerate(contents.done, 1)]
    steps += [StoredStep(seq, True, step) for seq, step in enumerate(contents.undone, 1 + len(steps))]
    add_steps(connection, steps, format_number)
    for image in images:
        write_image(connection, image)


def write_next_id(connection: sqlite3.Connection, next_id: int) -> None:
    """Remember the id that is given next."""
    connection.execute(_SET_META, (next_id,))


def read_records(connection: sqlite3.Connection) -> tuple[list[Record], int]:
    """All records, and the id that is given next. Raises DamagedRow."""
    records: list[Record] = []
    listed: set[int] = set()
    for of in RECORD_TABLES.values():
        found = of.read(connection)
        records += found
        if of.is_node:
            listed.update(record.id for record in found)
    ids = {record.id for record in records}
    if len(ids) != len(records):
        raise DamagedRow("two records have the same id")
    nodes = {row[0] for row in connection.execute(_READ_NODES)}
    if nodes != listed:
        raise DamagedRow("need points and touchpoints are not those that are listed")
    rows = connection.execute(_READ_META).fetchall()
    highest = max(ids, default=0)
    if len(rows) != 1 or not isinstance(rows[0][0], int) or not highest < rows[0][0] <= MAX_ID // 2:
        raise DamagedRow("the next id is not known")
    return records, rows[0][0]


# history


def read_history(connection: sqlite3.Connection, format_number: int) -> list[StoredStep]:
    """All undo steps, oldest first and without a gap, those that are undone last. Raises DamagedRow."""
    steps: list[StoredStep] = []
    for seq, undone, number, label, data in connection.execute(_READ_STEPS):
        fits = (
            type(seq) is int
            and 0 < seq <= MAX_ID // 2
            and type(undone) is int
            and undone in (0, 1)
            and isinstance(label, str)
            and isinstance(data, bytes)
            and number == format_number
        )
        if not fits or (steps and (seq != steps[-1].seq + 1 or steps[-1].undone > undone)):
            raise DamagedRow(f"history {seq}")
        steps.append(StoredStep(seq, bool(undone), Step(label, data)))
    return steps


def add_steps(connection: sqlite3.Connection, steps: Iterable[StoredStep], format_number: int) -> None:
    """Put undo steps into the file."""
    rows = [(each.seq, each.undone, format_number, each.step.label, each.step.patch) for each in steps]
    connection.executemany(_ADD_STEP, rows)


def replace_step(connection: sqlite3.Connection, seq: int, step: Step) -> None:
    """Put another undo step in the place of one."""
    _each(connection, _REPLACE_STEP, [(step.label, step.patch, seq)])


def remove_steps(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Remove the undo steps from ``first`` to ``last``, both included."""
    connection.execute(_REMOVE_STEPS, (first, last))


def mark_step(connection: sqlite3.Connection, seq: int, undone: bool) -> None:
    """Say of an undo step whether it is undone."""
    _each(connection, _MARK_STEP, [(undone, seq)])


# images


def write_image(connection: sqlite3.Connection, image: Image) -> None:
    """Put an image into the file, in the place of one that goes by its name."""
    connection.execute(_ADD_IMAGE, (image.name, image.media_type, image.data))


def read_image(connection: sqlite3.Connection, name: str) -> bytes | None:
    """The bytes that go by a name, unless they are too many; they may be anything."""
    row = connection.execute(_READ_IMAGE, (name, LARGEST)).fetchone()
    return row[0] if row is not None and isinstance(row[0], bytes) else None


def image_rows(connection: sqlite3.Connection) -> dict[int, bytes]:
    """The rows of all images, with their names; of a file that came from elsewhere these may be anything."""
    return dict(connection.execute(_LIST_IMAGES))


def remove_images(connection: sqlite3.Connection, image_rows: Collection[int]) -> None:
    """Remove the images of these rows."""
    _each(connection, _REMOVE_IMAGE, [(row,) for row in image_rows])
