"""What the methods' records are held to besides the ranges of their fields: what they refer to, and their values.

This module must not know patches, nor the rules of the map (``rules.py``), which asks here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import mark
from cjdesigner.model.dates import is_date
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    Indicator,
    Lane,
    LaneEntry,
    Link,
    Node,
    Override,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.references import ATTACHABLE, MEMBERS, REFERENCES
from cjdesigner.model.state import State

Find = Callable[[int], Record | None]


def fault(find: Find, record: Record) -> EditRefused | None:
    """What is wrong with a record: its values, or what it refers to, which ``find`` gives by id."""
    return _value_fault(record) or (_reference_fault(find, record) if type(record) in REFERENCES else None)


def hold(state: State, by_kind: dict[type[Record], list[Any]]) -> bool:
    """Whether the methods' records keep the rules; a touchpoint has to do with them where it names an indicator."""
    methods = [record for kind in REFERENCES if kind is not Touchpoint for record in by_kind.get(kind, ())]
    methods += [touchpoint for touchpoint in by_kind.get(Touchpoint, ()) if touchpoint.indicator is not None]
    pairs = [pair for record in methods if (pair := pairing(record)) is not None]
    valued = (record for kind in (DesiredOutcome, Indicator, Reading) for record in by_kind.get(kind, ()))
    return (
        not any(_reference_fault(state.records.get, record) for record in methods)
        and not any(map(_value_fault, valued))
        and len(set(pairs)) == len(pairs)
    )


def _reference_fault(find: Find, record: Record) -> EditRefused | None:
    """What is wrong with what a method's record refers to."""
    for reference in REFERENCES.get(type(record), ()):
        identity = getattr(record, reference.field)
        if identity is None:
            continue
        found = find(identity)
        if not isinstance(found, reference.kinds):
            return EditRefused(mark("A record refers to one that does not exist."))
        home = _home(find, record)
        if home is not None and getattr(found, "journey", home) != home:
            return EditRefused(mark("A record refers to one of another journey."))
    if isinstance(record, Attachment):
        subject, target = find(record.subject), find(record.target)
        if not isinstance(target, ATTACHABLE[type(subject)]):  # type: ignore[index]
            return EditRefused(mark("This cannot hang there."))
        home = _home(find, subject) if isinstance(subject, MEMBERS) else None
        if home is not None and getattr(target, "journey", home) != home:
            return EditRefused(mark("A record refers to one of another journey."))
    if isinstance(record, Override):
        fits: dict[str, type[Record]] = {"score": Touchpoint, "share": Link, "entry_share": Node}
        if not isinstance(find(record.target), fits[record.field]):
            return EditRefused(
                mark("A persona's own value must be a touchpoint's score, or a link's or entry's share.")
            )
    return None


def _home(find: Find, record: Record) -> int | None:
    """The journey that a record lies in, if it lies in one."""
    if isinstance(record, LaneEntry):
        lane = find(record.lane)
        return lane.journey if isinstance(lane, Lane) else None
    return getattr(record, "journey", None)


def pairing(record: Record) -> tuple[object, ...] | None:
    """What no two records may have alike."""
    if isinstance(record, Attachment):
        return record.subject, record.target
    if isinstance(record, Override):
        return record.persona, record.target, record.field
    return None


def _value_fault(record: Record) -> EditRefused | None:
    """Numbers in lists, which the ranges of fields do not reach, and what an indicator's kinds must be."""
    if isinstance(record, DesiredOutcome):
        for counts in (record.importance_counts, record.satisfaction_counts):
            if len(counts) not in (0, 5) or any(not 0 <= count <= 1_000_000_000 for count in counts):
                return EditRefused(mark("Answers are five counts: how many gave 1, 2, 3, 4 and 5."))
    if isinstance(record, Reading) and not is_date(record.date):
        return EditRefused(mark("A reading needs a date: 2026, 2026-09 or 2026-09-30."))
    if isinstance(record, Indicator) and (not record.kinds or len(set(record.kinds)) < len(record.kinds)):
        return EditRefused(mark("An indicator is of at least one kind."))
    return None
