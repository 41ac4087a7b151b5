"""Who refers to whom among the methods' records, and what becomes of it when that is removed.

Rules, indexes and the cascade of a removal read this one table. What nodes and links refer to has rules of its own
(rules.py), but for a touchpoint's indicator.

This module must not know how an edit comes about.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cjdesigner.model.records import (
    Activity,
    Attachment,
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
    Principle,
    Reading,
    Record,
    Touchpoint,
)

Kinds = tuple[type[Record], ...]


class Reference(msgspec.Struct, frozen=True):
    """A field that holds an id, or None. ``kinds`` are what it may point to.

    When that is removed, the record ``goes`` too, ``forgets`` it (the field becomes None), or (a phase) ``moves`` to
    the phase that takes over.
    """

    field: str
    kinds: Kinds
    gone: Literal["goes", "forgets", "moves"]


ATTACHABLE: dict[type[Record], Kinds] = {
    Persona: (Journey,),
    EmpathyMap: (Journey, Phase, NeedPoint, Touchpoint),
    Note: (NeedPoint, Job, Insight),
    Job: (NeedPoint,),
    Indicator: (Journey, Phase, NeedPoint, Touchpoint),
    Insight: (Journey, Phase, NeedPoint, Touchpoint, Link, Persona, Job, EmpathyMap, Indicator),
    Activity: (Touchpoint,),
}
"""What may hang on what."""

REFERENCES: dict[type[Record], tuple[Reference, ...]] = {
    Attachment: (
        Reference("subject", tuple(ATTACHABLE), "goes"),
        Reference("target", tuple(dict.fromkeys(kind for kinds in ATTACHABLE.values() for kind in kinds)), "goes"),
    ),
    Override: (Reference("persona", (Persona,), "goes"), Reference("target", (NeedPoint, Touchpoint, Link), "goes")),
    EmpathyMap: (Reference("persona", (Persona,), "forgets"),),
    Note: (Reference("map", (EmpathyMap,), "goes"),),
    Job: (Reference("persona", (Persona,), "forgets"),),
    DesiredOutcome: (Reference("job", (Job,), "goes"),),
    Force: (Reference("job", (Job,), "goes"),),
    Reading: (Reference("indicator", (Indicator,), "goes"),),
    Touchpoint: (Reference("indicator", (Indicator,), "forgets"),),
    Activity: (Reference("phase", (Phase,), "moves"),),
    Lane: (Reference("indicator", (Indicator,), "forgets"),),
    LaneEntry: (Reference("lane", (Lane,), "goes"), Reference("phase", (Phase,), "moves")),
    Principle: (Reference("touchpoint", (Touchpoint,), "goes"),),
}

MEMBERS: Kinds = (Phase, Node, Link, Activity, Lane, Principle)
"""The families of records that belong to one journey, by their field ``journey``."""


def referred(record: Record) -> list[int]:
    """The ids that a record refers to by :data:`REFERENCES`."""
    fields = _FIELDS.get(type(record), ())
    return [identity for field in fields if (identity := getattr(record, field)) is not None]


_FIELDS = {kind: tuple(reference.field for reference in found) for kind, found in REFERENCES.items()}
