"""Freezes the format in force as a file in ``tests/files``, for the tests of all later programs.

Run once when a format is made, from the folder ``tests``: ``python -m model.freeze``. It writes ``format-N.cjd`` and,
beside it, ``format-N.json`` with the records that the file holds, and never replaces either.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from model.pictures import drawing, jpeg, name_of, png

from cjdesigner.model.migrations import FORMAT
from cjdesigner.model.patch import added, changed
from cjdesigner.model.records import (
    TYPE_NAMES,
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
    Note,
    Override,
    Persona,
    Phase,
    Preset,
    Principle,
    Project,
    Reading,
    Record,
    Settings,
    Touchpoint,
)
from cjdesigner.model.removing import remove
from cjdesigner.model.state import State
from cjdesigner.model.store import create

FILES = Path(__file__).parents[1] / "files"

FORMAT_1: list[Record] = [
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

"""What the file of format 1 began with, in the fields it had."""


def _more(record: Record) -> Record:
    """A record of format 1 with the fields that format 2 brought."""
    match record:
        case Journey():
            return msgspec.structs.replace(record, customers=12_000.0, customer_value=1e-3, currency="€")
        case Touchpoint(id=7):
            return msgspec.structs.replace(
                record, known="the number plate", indicator=40, score_zero=-100.0, score_one=60.5
            )
        case Link(id=9):
            return msgspec.structs.replace(record, hands_over="what was asked")
        case _:
            return record


FORMAT_2: list[Record] = [
    *map(_more, FORMAT_1),
    Persona(
        id=20,
        rank=1,
        name="Zoë",
        portrait=name_of(png(1)),
        role="r",
        goals="g\nh",
        context="c",
        frustrations="f",
        quotes="“q”",
        habits="h",
        channels=("app", 'fa"x\n', ""),
        share=0.7,
        share_source="CRM",
    ),
    Persona(id=21, name="Fridge", kind="machine", criteria="price", share=0.3),
    Override(id=22, persona=20, target=8, field="score", value=0.25),
    Override(id=23, persona=21, target=9, field="share"),
    Override(id=24, persona=21, target=6, field="entry_share", value=1.0),
    EmpathyMap(
        id=25, rank=2, title="t", persona=20, designed_for="d", designed_by="e", date="2026-09-30", version="1.1"
    ),
    Note(id=26, map=25, section="pain", text="waits", mark="heard", source="interview 3"),
    Note(id=27, map=25, rank=1, section="thought", text=""),
    Job(id=28, rank=1, persona=20, kind="social", situation="s", motivation="m", outcome="o", note="n"),
    DesiredOutcome(id=29, job=28, text="minimise the time", importance=9.1, satisfaction=3.2, answers=212, source="s"),
    DesiredOutcome(
        id=30, job=28, rank=1, text="u", importance_counts=(0, 1, 2, 3, 10**9), satisfaction_counts=(5, 4, 3, 2, 1)
    ),
    Force(id=31, job=28, rank=3, kind="anxiety", text="a", strength=5),
    Indicator(
        id=40,
        rank=1,
        name="NPS",
        kinds=("cpi", "brand"),
        question="q",
        definition="d",
        formula="f",
        unit="points",
        direction="down",
        target=40.0,
        limit=-5.5,
        lowest=-100.0,
        highest=100.0,
        owner="Brand",
    ),
    Reading(id=41, indicator=40, date="2026-08", value=31.25, answers=80, source="panel"),
    Insight(
        id=42,
        rank=1,
        text="Nobody calls back",
        kind="photo",
        valence="pain",
        source="s",
        date="2026",
        confidence="high",
        department="Service",
        image=name_of(jpeg(1)),
    ),
    Activity(id=43, journey=3, rank=1, level="backstage", phase=4, name="Plans", owner="Workshop", note="n"),
    Lane(id=44, journey=3, rank=1, title="Mood", kind="emotion"),
    Lane(id=45, journey=3, kind="indicator", indicator=40),
    LaneEntry(id=46, lane=44, phase=5, place=0.25, text="low", value=-1.5, image=name_of(png(2))),
    Principle(id=47, journey=3, rank=1, touchpoint=8, kind="freedom", text="may refund"),
    Principle(id=48, journey=3, text="never ask twice"),
    Attachment(id=49, subject=20, target=3, rank=1),
    Attachment(id=50, subject=42, target=9),
    Attachment(id=51, subject=26, target=28),
    Attachment(id=52, subject=43, target=7),
]
FORMAT_3: list[Record] = [
    *FORMAT_2,
    Preset(id=53, rank=1, name="Client A0"),
    Preset(
        id=54,
        name="Druckerei “groß” 🖨",
        paper="914mm-roll",
        landscape=False,
        margin=12.5,
        bleed=3.0,
        crop_marks=True,
        tile="A4",
        overlap=0.0,
        book=True,
        blank=True,
        client=True,
        theme="of a later program",
        accent="#1F6FEB",
        logo=name_of(drawing(1)),
        language="de",
        path="worst",
        sections=("map", "staircase", 'odd "one"'),
        side=("paths", ""),
        side_width=0.1,
        dpi=1200.0,
        transparent=True,
    ),
]
RECORDS = {1: FORMAT_1, 2: FORMAT_2, 3: FORMAT_3}
"""What the frozen file of each format began with."""
PICTURES = [png(1), png(2), jpeg(1), jpeg(2)]
DRAWINGS = [drawing(1)]


def by_type(state: State) -> dict[str, list[object]]:
    """The records of a state as plain values, by the name of their type."""
    found: dict[str, list[object]] = {name: [] for name in TYPE_NAMES.values()}
    for record in state.records.values():
        found[TYPE_NAMES[type(record)]].append(msgspec.to_builtins(record))
    return found


def freeze() -> None:
    """Write both files: the records above, with steps done and one undone, and an image that only history names."""
    target = FILES / f"format-{FORMAT}.cjd"
    with create(target, RECORDS[FORMAT], pictures=[*PICTURES, *DRAWINGS]) as made:
        document = made.document
        insight = document.state[42]
        document.images.put(jpeg(2))
        document.apply(changed([(insight, msgspec.structs.replace(insight, image=name_of(jpeg(2))))]), "Photo")
        document.apply(remove(document.state, [20, 40]), "Delete")
        document.apply(added([Note(id=document.state.allocate(), map=25, section="say", text="new")]), "Note")
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
