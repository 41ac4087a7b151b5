"""A project without what is only for the team: what a client's copy is printed from.

Owners and departments, notes, mandates, guard rails and degrees of freedom, what is known of customers and what is
handed over are gone; journeys arranged by owner are arranged by flow. What customers do, feel and say, scores and how
well they are founded stay. This module must not know what is printed.
"""

from __future__ import annotations

import msgspec

from cjdesigner.model.records import (
    Activity,
    Attachment,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    Principle,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State

INTERNAL: dict[type[Record], tuple[str, ...]] = {
    Touchpoint: ("owner", "mandate", "known", "note"),
    Link: ("hands_over",),
    Activity: ("owner", "note"),
    Insight: ("department",),
    Indicator: ("owner",),
    Job: ("note",),
    EmpathyMap: ("designed_by",),
}
"""The fields that a client's copy has empty, by record."""


def for_client(state: State) -> State:
    """The state without what is only for the team."""
    gone = {record.id for record in state.records.values() if isinstance(record, Principle)}
    kept: list[Record] = []
    for record in state.records.values():
        hangs = isinstance(record, Attachment) and (record.subject in gone or record.target in gone)
        if record.id not in gone and not hangs:
            kept.append(_emptied(record))
    return State(kept)


def _emptied(record: Record) -> Record:
    found = {field: "" for field in INTERNAL.get(type(record), ()) if getattr(record, field)}
    if isinstance(record, Journey) and record.arrangement == "owner":
        return msgspec.structs.replace(record, arrangement="flow")
    return msgspec.structs.replace(record, **found) if found else record
