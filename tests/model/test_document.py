"""The laws of patches, documents and their history, by random edits against a plain model."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model import random_edits

from cjdesigner.errors import EditRefused, WriteFailed
from cjdesigner.model import patch as patches
from cjdesigner.model import rules, store
from cjdesigner.model.document import Change, Document, Step
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Journey, Link, Phase, Project, Record, Touchpoint
from cjdesigner.model.references import REFERENCES
from cjdesigner.model.state import State

numbers = st.tuples(*[st.integers(0, 30)] * 4)
kinds = st.integers(0, len(random_edits.EDITS) - 1)
edits = st.tuples(kinds, numbers)
operations = st.one_of(
    st.tuples(st.just("apply"), edits),
    st.tuples(st.just("apply"), edits),
    st.tuples(st.just("merge"), edits, st.integers(0, 1)),
    st.tuples(st.just("merge"), edits, st.just(0)),
    st.tuples(st.just("gesture"), st.lists(edits, max_size=3), st.booleans()),
    st.tuples(st.just("undo")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("fail"), edits),
    st.tuples(st.just("reopen")),
)

Records = dict[int, Record]


def after(records: Records, patch: Patch) -> Records:
    """What a patch makes of plain records."""
    result = dict(records)
    for identity, (before, then) in patch.items():
        assert result.get(identity) == before
        if then is None:
            del result[identity]
        else:
            result[identity] = then
    return result


class Failing:
    """A journal whose disk is full."""

    def commit(self, patch: Patch, step: Step | None, *, amend: bool) -> int:
        raise WriteFailed("full")

    def undo(self, patch: Patch) -> None:
        raise WriteFailed("full")

    redo = undo


class Model:
    """A document beside the plainest thing that does the same: a list of whole states and a place in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.states: list[Records] = [dict(document.state.records)]
        self.place = 0
        self.merge: object = None
        self.screen = dict(document.state.records)
        self.follow()

    def follow(self) -> None:
        """Keep a second copy by what listeners are told, as the canvas does."""

        def hear(change: Change) -> None:
            for identity, (_, then) in change.patch.items():
                self.screen.pop(identity, None)
                if then is not None:
                    self.screen[identity] = then

        self.document.subscribe(hear)

    @property
    def records(self) -> Records:
        return self.states[self.place]

    def step(self, patch: Patch, merge: object = None) -> None:
        reached = after(self.records, patch)
        if merge is not None and merge == self.merge and self.place:
            self.place -= 1
            if reached == self.states[self.place]:
                merge = None
                del self.states[self.place + 1 :]
                self.merge = None
                return
        del self.states[self.place + 1 :]
        self.states.append(reached)
        self.place += 1
        self.merge = merge

    def do(self, operation: tuple[Any, ...]) -> None:
        document, state = self.document, self.document.state
        match operation:
            case ("apply" | "merge" | "fail" as what, (kind, values), *rest):
                patch = random_edits.edit(state, kind, values)
                if what == "fail":
                    self.refused_by_the_file(patch)
                    return
                merge = f"field {rest[0]}" if rest else None
                try:
                    document.apply(patch, "Edit", merge)
                except EditRefused:
                    return
                if patch:
                    self.step(patch, merge)
            case ("gesture", drawn, commits):
                self.gesture(drawn, commits)
            case ("undo",):
                change = document.undo()
                assert (change is None) == (self.place == 0)
                if change:
                    self.place -= 1
                    self.merge = None
            case ("redo",):
                change = document.redo()
                assert (change is None) == (self.place == len(self.states) - 1)
                if change:
                    self.place += 1
                    self.merge = None

    def refused_by_the_file(self, patch: Patch) -> None:
        journal, self.document.journal = self.document.journal, Failing()
        try:
            for attempt in (lambda: self.document.apply(patch, "Edit"), self.document.undo, self.document.redo):
                try:
                    attempt()
                except (EditRefused, WriteFailed):
                    pass
        finally:
            self.document.journal = journal

    def gesture(self, drawn: list[tuple[int, tuple[int, ...]]], commits: bool) -> None:
        document = self.document
        gesture = document.begin("Drag")
        base = State(self.records.values(), document.state.next_id)
        reached: Patch = {}
        for kind, values in drawn:
            patch = random_edits.edit(base, kind, values)
            try:
                gesture.update(patch)
            except EditRefused:
                continue
            reached = patch
        assert document.state.records == after(self.records, reached)
        if commits:
            gesture.commit()
            if reached:
                self.step(reached)
        else:
            gesture.cancel()
        assert not gesture.open

    def check(self) -> None:
        state = self.document.state
        assert state.records == self.records
        assert self.screen == self.records
        assert all(key == record.id < state.next_id for key, record in self.records.items())
        assert (self.document.undo_label is None) == (self.place == 0)
        assert (self.document.redo_label is None) == (self.place == len(self.states) - 1)
        assert_indexes(state)
        assert_acyclic(state)


def assert_indexes(state: State) -> None:
    """The indexes that patches moved along are those that a fresh state builds."""
    fresh = State(state.records.values())
    for name in ("_records", "_members", "_standing", "_links", "_loose", "_referring"):
        moved, built = getattr(state, name), getattr(fresh, name)
        assert moved == built, name
    for journey in fresh.journeys():
        assert state.members(journey.id, Record) == fresh.members(journey.id, Record)
    for identity in fresh:
        assert state.links_at(identity) == fresh.links_at(identity)


def assert_acyclic(state: State) -> None:
    """Taking off, again and again, the next links into nodes that lead nowhere takes off all of them."""
    links = [(link.source, link.target) for link in state.all(Link) if link.kind == "next"]
    while links:
        sources = {source for source, _ in links}
        left = [pair for pair in links if pair[1] in sources]
        assert len(left) < len(links), "the next links form a cycle"
        links = left


@given(st.lists(operations, max_size=25))
@settings(max_examples=60)
def test_random_edits_do_what_a_plain_model_does_also_across_closing(drawn: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journey.cjd"
        opened = store.create(path, random_edits.start())
        try:
            model = Model(opened.document)
            for operation in drawn:
                if operation[0] == "reopen":
                    opened = reopened(path, opened)
                    model.document, model.merge = opened.document, None
                    model.follow()
                else:
                    model.do(operation)
                model.check()
            opened = reopened(path, opened)
            model.document = opened.document
            model.follow()
            model.check()
            while model.place:
                model.do(("undo",))
                model.check()
            assert model.document.state.records == {record.id: record for record in random_edits.start()}
            for _ in model.states[1:]:
                model.do(("redo",))
                model.check()
            assert model.document.redo_label is None
        finally:
            opened.close()


def reopened(path: Path, opened: store.Store) -> store.Store:
    """Close and open; what is in the file is what was in memory."""
    document = opened.document
    opened.close()
    found, again = store.open_document(path)
    assert found.state.records == document.state.records
    assert found.steps() == document.steps()
    assert found.state.next_id > max(found.state)
    return again


def patches_of(drawn: list[tuple[int, tuple[int, ...]]]) -> tuple[State, list[Patch]]:
    """The patches that the rules let through, one after the other, and the state they lead to."""
    state = State(random_edits.start())
    found = []
    for kind, values in drawn:
        patch = random_edits.edit(state, kind, values)
        try:
            rules.check(state, patch)
        except EditRefused:
            continue
        state.advance(patch)
        found.append(patch)
    return state, found


sequences = st.lists(edits, max_size=12)


@given(sequences)
def test_inverting_twice_gives_the_patch(drawn: list[Any]) -> None:
    _, found = patches_of(drawn)
    for patch in found:
        assert patches.invert(patches.invert(patch)) == patch


@given(sequences)
def test_inverted_patches_lead_back_to_the_start(drawn: list[Any]) -> None:
    state, found = patches_of(drawn)
    for patch in reversed(found):
        back = patches.invert(patch)
        rules.check(state, back)
        state.advance(back)
    assert state.records == {record.id: record for record in random_edits.start()}
    assert_indexes(state)


@given(sequences)
def test_one_squashed_patch_does_what_the_sequence_does(drawn: list[Any]) -> None:
    state, found = patches_of(drawn)
    whole: Patch = {}
    for patch in found:
        whole = patches.squash(whole, patch)
    once = State(random_edits.start())
    rules.check(once, whole)
    once.advance(whole)
    assert once.records == state.records
    assert_indexes(once)
    assert all(before != then for before, then in whole.values())


@given(sequences, st.integers(0, 12), st.integers(0, 12))
def test_squashing_may_be_done_in_any_grouping(drawn: list[Any], first: int, second: int) -> None:
    _, found = patches_of(drawn)
    cuts = sorted((min(first, len(found)), min(second, len(found))))
    groups: list[Patch] = [{}, {}, {}]
    for group, part in zip(groups, (found[: cuts[0]], found[cuts[0] : cuts[1]], found[cuts[1] :]), strict=True):
        for patch in part:
            squashed = patches.squash(group, patch)
            group.clear()
            group.update(squashed)
    left = patches.squash(patches.squash(groups[0], groups[1]), groups[2])
    right = patches.squash(groups[0], patches.squash(groups[1], groups[2]))
    assert left == right


@given(sequences)
def test_an_encoded_patch_comes_back_from_either_side(drawn: list[Any]) -> None:
    state = State(random_edits.start())
    for patch in patches_of(drawn)[1]:
        data = patches.encode(patch)
        assert patches.decode(data, state.records, applied=False) == patch
        state.advance(patch)
        assert patches.decode(data, state.records, applied=True) == patch


@given(st.lists(edits, max_size=25), st.lists(st.integers(0, 40), max_size=4), st.integers(0, 3))
def test_a_whole_file_is_judged_as_its_records_are(drawn: list[Any], twisted: list[int], how: int) -> None:
    """check_all is a quick check of everything; it says what the check of each record says."""
    records = dict(patches_of(drawn)[0].records)
    for number in twisted:
        keys = sorted(records)
        record = records[keys[number % len(keys)]]
        if isinstance(record, Link):
            values: dict[str, Any] = [
                {"source": record.target, "target": record.source},
                {"target": keys[how % len(keys)]},
                {"kind": "next", "share": 2.0},
                {"journey": 77},
            ][how]
        elif isinstance(record, Touchpoint):
            values = [{"outcome": "leaves"}, {"score": 1.1}, {"phase": 4}, {"journey": 3}][how]
        elif isinstance(record, Phase):
            values = [{"journey": 3}, {"width": 1.0}, {"journey": 88}, {"rank": 2}][how]
        elif type(record) in REFERENCES:
            references = REFERENCES[type(record)]
            values = {references[how % len(references)].field: keys[(number + how) % len(keys)]}
        else:
            continue
        records[record.id] = msgspec.structs.replace(record, **values)
    state = State(records.values())
    assert rules._holds(state) == one_by_one(state)


def one_by_one(state: State) -> bool:
    try:
        rules.check(State(), {key: (None, r) for key, r in state.records.items() if not isinstance(r, Project)})
    except EditRefused:
        return False
    return True


# what the laws do not say


def document() -> Document:
    return Document(random_edits.start())


def scored(of: Document, score: float | None, identity: int = 6) -> Patch:
    record = of.state[identity]
    return patches.changed([(record, msgspec.structs.replace(record, score=score))])


def test_typing_is_one_step() -> None:
    edited = document()
    for number in range(1, 6):
        edited.apply(scored(edited, number / 10), "Score", merge=("score", 6))
    assert len(edited.steps()[0]) == 1
    edited.undo()
    assert edited.state[6] == random_edits.start()[5]


def test_typing_that_ends_where_it_began_leaves_no_step() -> None:
    edited = document()
    edited.apply(scored(edited, 0.1), "Before")
    edited.apply(scored(edited, 0.2), "Typing", merge="score")
    edited.apply(scored(edited, 0.1), "Typing", merge="score")
    assert edited.undo_label == "Before"
    edited.apply(scored(edited, 0.3), "Typing", merge="score")
    edited.undo()
    assert edited.undo_label == "Before", "typing again begins a step of its own"


def test_an_edit_between_ends_the_merging() -> None:
    edited = document()
    edited.apply(scored(edited, 0.1), "Typing", merge="score")
    edited.apply(scored(edited, 0.4, 7), "Other")
    edited.apply(scored(edited, 0.2), "Typing", merge="score")
    assert [step.label for step in edited.steps()[0]] == ["Typing", "Other", "Typing"]


def test_a_gesture_is_drafts_and_one_final_change() -> None:
    edited = document()
    heard: list[Change] = []
    edited.subscribe(heard.append)
    gesture = edited.begin("Score")
    base = edited.state[6]
    for number in (0.3, 0.5, 0.7):
        gesture.update(patches.changed([(base, msgspec.structs.replace(base, score=number))]))
    gesture.commit()
    assert [change.draft for change in heard] == [True, True, True, False]
    assert heard[-1].patch == {6: (base, msgspec.structs.replace(base, score=0.7))}
    with pytest.raises(RuntimeError):
        gesture.update({})


def test_an_edit_settles_the_gesture_under_way() -> None:
    edited = document()
    gesture = edited.begin("Score")
    gesture.update(scored(edited, 0.3))
    edited.apply(scored(edited, 0.4, 7), "Other")
    assert not gesture.open
    assert [step.label for step in edited.steps()[0]] == ["Score", "Other"]


def test_a_failed_write_takes_the_gesture_back() -> None:
    edited = document()
    edited.journal = Failing()
    before = dict(edited.state.records)
    gesture = edited.begin("Score")
    gesture.update(scored(edited, 0.3))
    with pytest.raises(WriteFailed):
        gesture.commit()
    assert edited.state.records == before
    assert edited.undo_label is None
    assert edited.gesture is None


def test_history_that_does_not_fit_is_refused_and_changes_nothing() -> None:
    strange = [
        b"no json",
        b'{"6": ["~", "Touchpoint", {"colour": ["red", "blue"]}]}',
        b'{"99": ["~", "Touchpoint", {"score": [0.1, 0.2]}]}',
        b'{"6": ["~", "Touchpoint", {"score": [7, 0.9]}]}',
        b'{"6": ["+", "Touchpoint", {"journey": 2, "name": "App"}]}',
        b'{"2": ["+", "Journey", {"title": "First"}]}',
    ]
    for data in strange:
        edited = Document(random_edits.start(), done=[Step("Strange", data)])
        with pytest.raises(EditRefused):
            edited.undo()
        assert edited.state.records == {record.id: record for record in random_edits.start()}
        assert edited.undo_label == "Strange"


def test_a_text_that_no_file_can_hold_is_refused() -> None:
    edited = document()
    before = dict(edited.state.records)
    with pytest.raises(EditRefused, match="cannot be stored"):
        edited.apply(patches.added([Journey(id=edited.state.allocate(), title="half \ud83d")]), "Add")
    assert edited.state.records == before
    assert edited.undo_label is None


def test_ids_are_never_given_twice() -> None:
    edited = document()
    first = edited.state.allocate()
    edited.apply(patches.added([Journey(id=first)]), "Add")
    edited.undo()
    assert edited.state.allocate() > first


def test_a_state_keeps_the_next_id_it_is_given() -> None:
    assert State(random_edits.start(), 500).next_id == 500
    assert State(random_edits.start(), 3).next_id == 11


@pytest.mark.parametrize(
    "garbage",
    [
        b"[]",
        b'"x"',
        b"1",
        b"{",
        b"[" * 100_000,
        b'{"3":["~","Journey","abc"]}',
        b'{"3":["~","Journey",{"title":[]}]}',
        b'{"3":["~","Journey",{"title":"x"}]}',
        b'{"3":["?","Journey",{"title":"x"}]}',
        b'{"2":["~","Journey",{"rank":[9223372036854775808,9223372036854775808]}]}',
        b'{"99":["-","Channel",{"name":"q"}]}',
        b'{"-5":["-","Channel",{"name":"q"}]}',
        b'{" 9_9 ":["-","Channel",{"name":"q"}]}',
    ],
)
@pytest.mark.parametrize("undo", [True, False])
def test_history_from_elsewhere_that_is_garbage_is_refused_and_changes_nothing(garbage: bytes, undo: bool) -> None:
    records = [Project(id=1), Journey(id=2, title="Journey")]
    steps = [Step("Foreign", garbage)]
    document = Document(records, done=steps if undo else (), undone=() if undo else steps)
    before = dict(document.state.records)
    with pytest.raises(EditRefused):
        document.undo() if undo else document.redo()
    assert dict(document.state.records) == before
