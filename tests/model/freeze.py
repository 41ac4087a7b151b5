"""Freezes the format in force as a file in ``tests/files``, for the tests of all later programs.

Run once when a format is made, from the folder ``tests``: ``python -m model.freeze``. It writes ``format-N.cjd`` and,
beside it, ``format-N.json`` with the records that the file holds, and never replaces either.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from cjdesigner.model.migrations import FORMAT
from cjdesigner.model.patch import added, changed
from cjdesigner.model.records import (
    TYPE_NAMES,
    Channel,
    Journey,
    Link,
    NeedPoint,
    Phase,
    Project,
    Record,
    Settings,
    Touchpoint,
)
from cjdesigner.model.state import State
from cjdesigner.model.store import create

FILES = Path(__file__).parents[1] / "files"

RECORDS: list[Record] = [
    Project(id=1, title="Car service", settings=Settings(paper="A0", landscape=False, scoring_note="CSAT top-2")),
    Channel(id=2, name="fax", icon="ri.printer-line"),
    Journey(id=3, title="Appointment", scenario="s", goal="g", key_message="k", persona="Zoë", kind="to-be", rank=1),
    Phase(id=4, journey=3, title="Book", wording="w", question="q", verb="v", side="buy", width=320.5),
    Phase(id=5, journey=3, rank=1, title="Own", side="own"),
    NeedPoint(id=6, journey=3, key="n1", phase=4, x=12.5, y=-3.25, entry_share=0.4, question="When?\nWhere?"),
    Touchpoint(
        id=7,
        journey=3,
        key="t1",
        phase=5,
        x=0.1,
        y=1e6,
        outcome="leaves",
        reason="too slow",
        entry_share=0.0,
        name="“Fax” 📠",
        channel="fax",
        owner="Sales",
        mandate="m",
        score=0.1,
        basis="n = 212",
        date="2026-09",
        evidence="measured",
        expectation="missed",
        signature=True,
        blocked=True,
        actor="machine",
        note="a\nb",
    ),
    Touchpoint(id=8, journey=3, name="Desk"),
    Link(id=9, journey=3, source=6, target=8, share=0.7, label="l"),
    Link(id=10, journey=3, source=8, target=6, kind="return"),
]


def by_type(state: State) -> dict[str, list[object]]:
    """The records of a state as plain values, by the name of their type."""
    found: dict[str, list[object]] = {name: [] for name in TYPE_NAMES.values()}
    for record in state.records.values():
        found[TYPE_NAMES[type(record)]].append(msgspec.to_builtins(record))
    return found


def freeze() -> None:
    """Write both files: the records above, with two steps done and one undone."""
    target = FILES / f"format-{FORMAT}.cjd"
    with create(target, RECORDS) as made:
        document = made.document
        desk = document.state[8]
        better = msgspec.structs.replace(desk, score=0.5)
        document.apply(changed([(desk, better)]), "Score")
        document.apply(added([Link(id=document.state.allocate(), journey=3, source=8, target=7)]), "Link")
        document.apply(changed([(better, msgspec.structs.replace(better, name="Counter"))]), "Rename")
        document.undo()
        with target.with_suffix(".json").open("xb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(by_type(document.state)), indent=2) + b"\n")


if __name__ == "__main__":
    freeze()
