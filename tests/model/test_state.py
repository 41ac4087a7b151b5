"""The indexes of a state: moved along they are what a fresh state builds, and they find what looking finds."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from model import random_edits

from cjdesigner.errors import EditRefused
from cjdesigner.model import rules
from cjdesigner.model.patch import Patch, changed, invert, removed
from cjdesigner.model.records import (
    RECORD_TYPES,
    Attachment,
    DesiredOutcome,
    Insight,
    Journey,
    Link,
    Node,
    Persona,
    Phase,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.references import MEMBERS, REFERENCES, referred
from cjdesigner.model.state import State

edits = st.lists(st.tuples(st.integers(0, 99), st.tuples(*[st.integers(0, 60)] * 4)), max_size=12)
KINDS = (*RECORD_TYPES, Node, Record)


def reached(drawn: list[Any]) -> tuple[State, list[Patch]]:
    """The state that random edits lead to, of those that the rules let through."""
    state = State(random_edits.everything())
    done = []
    for kind, numbers in drawn:
        patch = random_edits.edit(state, kind, numbers)
        try:
            rules.check(state, patch)
        except EditRefused:
            continue
        state.advance(patch)
        done.append(patch)
    return state, done


@given(edits)
@settings(max_examples=80)
def test_moved_along_and_built_anew_are_the_same(drawn: list[Any]) -> None:
    state, done = reached(drawn)
    same(state, State(state.records.values()))
    for patch in reversed(done):
        state.advance(invert(patch))
        state.advance(invert(patch))
        same(state, State(state.records.values()))
    assert state.records == {record.id: record for record in random_edits.everything()}


def same(state: State, fresh: State) -> None:
    for name in ("_records", "_members", "_standing", "_loose", "_links", "_referring"):
        assert getattr(state, name) == getattr(fresh, name), name
    for kind in KINDS:
        assert state.all(kind) == fresh.all(kind)
        assert state.ranked(kind) == fresh.ranked(kind)


@given(edits)
@settings(max_examples=50)
def test_what_is_found_is_what_looking_finds(drawn: list[Any]) -> None:
    state, _ = reached(drawn)
    records = [state[identity] for identity in sorted(state)]
    for kind in KINDS:
        assert state.all(kind) == [record for record in records if isinstance(record, kind)]
        assert state.ranked(kind) == in_order(state.all(kind))
    for journey in state.all(Journey):
        for kind in (*MEMBERS, Record, Touchpoint):
            assert state.members(journey.id, kind) == [
                record
                for record in records
                if isinstance(record, kind)
                and getattr(record, "journey", None) == journey.id
                and (kind is not Record or type(record) is Record)
            ]
        assert state.personas(journey.id) == [state[a.subject] for a in hanging(records, journey.id, Persona, state)]
        for phase in (None, *(phase.id for phase in state.all(Phase))):
            assert state.standing_in(journey.id, phase) == [
                node for node in state.nodes(journey.id) if node.phase == phase
            ]
    for record in records:
        pointing = [other for other in records if record.id in referred(other)]
        assert state.is_referred_to(record.id) == bool(pointing)
        assert state.referring(record.id, Record) == in_order(pointing)
        assert state.attachments(record.id) == hanging(records, record.id, Record, state)
        assert state.attached(record.id, Insight) == [
            state[a.subject] for a in hanging(records, record.id, Insight, state)
        ]
        assert state.targets(record.id, Touchpoint) == [
            state[a.target]
            for a in records
            if isinstance(a, Attachment) and a.subject == record.id and isinstance(state[a.target], Touchpoint)
        ]
        assert state.links_at(record.id) == [
            link for link in records if isinstance(link, Link) and record.id in (link.source, link.target)
        ]


def in_order(records: list[Any]) -> list[Any]:
    return sorted(records, key=lambda record: (getattr(record, "rank", 0), record.id))


def hanging(records: list[Record], target: int, kind: type[Record], state: State) -> list[Attachment]:
    found = [record for record in records if isinstance(record, Attachment) and record.target == target]
    return in_order([attachment for attachment in found if isinstance(state[attachment.subject], kind)])


def test_a_reference_that_changes_is_found_anew() -> None:
    """Each field that refers, on its own: to another record, to none where it may, and back."""
    for record in random_edits.everything():
        for reference in REFERENCES.get(type(record), ()):
            state = State(random_edits.everything())
            before = getattr(record, reference.field)
            others = [r.id for kind in reference.kinds for r in state.all(kind) if r.id != before]
            for value in (*others[:1], *([None] if before is None else [])):
                after = replaced(record, reference.field, value)
                state.advance(changed([(record, after)]))
                same(state, State(state.records.values()))
                assert before is None or (record.id in {r.id for r in state.referring(before, Record)}) == (
                    before in referred(after)
                )
                state.advance(changed([(after, record)]))
                same(state, State(random_edits.everything()))


def replaced(record: Record, field: str, value: object) -> Record:
    return msgspec.structs.replace(record, **{field: value})


def test_a_record_that_comes_and_goes_leaves_nothing_in_the_indexes() -> None:
    state = State(random_edits.everything())
    for record in random_edits.everything():
        state.advance(removed([record]))
    assert len(state) == 0
    assert not any((state._members, state._standing, state._loose, state._links, state._referring))


def test_in_the_designers_order() -> None:
    state = State(
        [
            Reading(id=1, indicator=9, date="2026", value=1.0),
            DesiredOutcome(id=3, job=9, rank=1, text="b"),
            DesiredOutcome(id=2, job=9, rank=2, text="c"),
            DesiredOutcome(id=4, job=9, rank=0, text="a"),
        ]
    )
    assert [outcome.text for outcome in state.referring(9, DesiredOutcome)] == ["a", "b", "c"]
    assert [outcome.text for outcome in state.ranked(DesiredOutcome)] == ["a", "b", "c"]
    assert [outcome.text for outcome in state.all(DesiredOutcome)] == ["c", "b", "a"]
