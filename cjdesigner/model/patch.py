"""A patch: what an edit changes, and all that an edit is.

``{id: (before, after)}``; before is None where a record is added, after is None where it is removed. The same patch is
the undo step, the write to the file, the list of what to repaint and what the figures must recompute.

This module must not know what the records mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from cjdesigner.model.records import TYPE_NAMES, TYPES_BY_NAME, Record

Patch = dict[int, tuple[Record | None, Record | None]]


def added(records: Iterable[Record]) -> Patch:
    """The patch that adds these records."""
    return {record.id: (None, record) for record in records}


def removed(records: Iterable[Record]) -> Patch:
    """The patch that removes these records."""
    return {record.id: (record, None) for record in records}


def changed(pairs: Iterable[tuple[Record, Record]]) -> Patch:
    """The patch that replaces each first record by its second; pairs that are equal fall out."""
    return {before.id: (before, after) for before, after in pairs if before != after}


def invert(patch: Patch) -> Patch:
    """The patch that takes ``patch`` back."""
    return {identity: (after, before) for identity, (before, after) in patch.items()}


def squash(first: Patch, second: Patch) -> Patch:
    """One patch that does what ``first`` and then ``second`` do. What comes back to where it was falls out."""
    result = dict(first)
    for identity, (before, after) in second.items():
        if identity in result:
            before = result[identity][0]
        if before == after:
            result.pop(identity, None)
        else:
            result[identity] = (before, after)
    return result


def encode(patch: Patch) -> bytes:
    """The patch as JSON, by field differences: what history in the file is made of.

    ``{"7": ["+", type, fields]}`` added, ``["-", type, fields]`` removed, ``["~", type, {field: [before, after]}]``
    changed. Fields at their default are left out of added and removed records.
    """
    out: dict[str, list[Any]] = {}
    for identity, (before, after) in patch.items():
        record = after if after is not None else before
        if record is None:
            continue
        name = TYPE_NAMES[type(record)]
        if before is None or after is None:
            out[str(identity)] = ["-" if after is None else "+", name, _fields(record)]
        else:
            old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
            out[str(identity)] = ["~", name, {key: [old[key], new[key]] for key in new if old[key] != new[key]}]
    return msgspec.json.encode(out)


def decode(data: bytes, records: Mapping[int, Record], *, applied: bool) -> Patch:
    """The patch that :func:`encode` wrote, against the records as they stand now.

    ``applied`` tells whether the patch is part of ``records`` (an undo step) or not yet (a redo step). Raises
    ValueError where the two do not fit.
    """
    result: Patch = {}
    try:
        for key, (operation, name, fields) in msgspec.json.decode(data).items():
            identity, kind = int(key), TYPES_BY_NAME[name]
            if operation not in ("+", "-", "~"):
                raise ValueError(operation)
            if operation == "~":
                if any(type(pair) is not list or len(pair) != 2 for pair in fields.values()):
                    raise ValueError("not a pair")
                current = records[identity]
                values = {field: pair[0 if applied else 1] for field, pair in fields.items()}
                other = _converted(msgspec.to_builtins(current) | values, kind)
                result[identity] = (other, current) if applied else (current, other)
            else:
                record = _converted({"id": identity, **fields}, kind)
                result[identity] = (None, record) if operation == "+" else (record, None)
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        msgspec.ValidationError,
        msgspec.DecodeError,
    ) as error:
        raise ValueError("history does not fit the records") from error
    return result


def _converted(fields: dict[str, Any], kind: type[Record]) -> Record:
    record = msgspec.convert(fields, kind)
    if abs(getattr(record, "rank", 0)) >= 2**53:
        raise ValueError("a rank that no file can hold")
    return record


def _fields(record: Record) -> dict[str, Any]:
    values = msgspec.to_builtins(record)
    defaults = {field.name: field.default for field in msgspec.structs.fields(type(record))}
    return {
        name: value
        for name, value in values.items()
        if name != "id" and (name not in defaults or getattr(record, name) != defaults[name])
    }
