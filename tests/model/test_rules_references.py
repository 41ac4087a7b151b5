"""What the rules say of the methods' records: references, attachments, overrides, values in lists."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from model import random_edits

from cjdesigner.errors import EditRefused
from cjdesigner.model import rules
from cjdesigner.model.patch import Patch, added, changed, removed
from cjdesigner.model.records import (
    RECORD_TYPES,
    Activity,
    Attachment,
    DesiredOutcome,
    Indicator,
    Insight,
    Journey,
    Note,
    Override,
    Persona,
    Principle,
    Record,
)
from cjdesigner.model.references import ATTACHABLE, REFERENCES, Reference
from cjdesigner.model.state import State

CASES = [(kind, reference) for kind, references in REFERENCES.items() for reference in references]
NAMES = [f"{kind.__name__}.{reference.field}" for kind, reference in CASES]


@pytest.fixture
def state() -> State:
    return State(random_edits.everything())


def holds(state: State, patch: Patch) -> bool:
    """Whether the rules let a patch through; for the patch and for the whole that it leads to."""
    after = State(state.records.values())
    after.advance(patch)
    try:
        rules.check(state, patch)
    except EditRefused:
        with pytest.raises(EditRefused):
            rules.check_all(after)
        return False
    rules.check_all(after)
    return True


def of(state: State, kind: type[Record], reference: Reference) -> Iterator[Record]:
    """The records of a kind that refer by a field; there is one at least."""
    found = [record for record in state.all(kind) if getattr(record, reference.field) is not None]
    assert found
    yield from found


def pointed(record: Record, reference: Reference, to: int | None) -> Patch:
    return changed([(record, msgspec.structs.replace(record, **{reference.field: to}))])


@pytest.mark.parametrize(("kind", "reference"), CASES, ids=NAMES)
def test_a_reference_to_nothing_is_refused(state: State, kind: type[Record], reference: Reference) -> None:
    for record in of(state, kind, reference):
        assert not holds(state, pointed(record, reference, 999))
        assert not holds(state, added([msgspec.structs.replace(record, id=500, **{reference.field: 999})]))


@pytest.mark.parametrize(("kind", "reference"), CASES, ids=NAMES)
def test_a_reference_to_another_kind_is_refused(state: State, kind: type[Record], reference: Reference) -> None:
    record = next(of(state, kind, reference))
    for other in RECORD_TYPES:
        if not issubclass(other, reference.kinds):
            assert not holds(state, pointed(record, reference, state.all(other)[0].id)), other


@pytest.mark.parametrize(("kind", "reference"), CASES, ids=NAMES)
def test_what_is_referred_to_is_not_removed_before(state: State, kind: type[Record], reference: Reference) -> None:
    record = next(of(state, kind, reference))
    assert not holds(state, removed([state[getattr(record, reference.field)]]))


OPTIONAL = [(kind, reference) for kind, reference in CASES if reference.gone != "goes" or kind is Principle]


@pytest.mark.parametrize(("kind", "reference"), OPTIONAL)
def test_what_may_be_forgotten_may_be_none(state: State, kind: type[Record], reference: Reference) -> None:
    for record in of(state, kind, reference):
        assert holds(state, pointed(record, reference, None))


HERE, THERE = 3, 60


@pytest.mark.parametrize(
    ("identity", "field", "there"),
    [
        (43, "phase", 61),
        (46, "phase", 61),
        (47, "touchpoint", 62),
    ],
)
def test_what_belongs_to_a_journey_refers_to_that_journeys_own(
    state: State, identity: int, field: str, there: int
) -> None:
    record = state[identity]
    assert not holds(state, changed([(record, msgspec.structs.replace(record, **{field: there}))]))
    assert holds(state, changed([(record, msgspec.structs.replace(record, **{field: None}))]))


def test_a_lane_with_entries_does_not_change_its_journey(state: State) -> None:
    lane = state[44]
    assert not holds(state, changed([(lane, msgspec.structs.replace(lane, journey=THERE))]))
    entry = state[46]
    moved = msgspec.structs.replace(entry, phase=61)
    with pytest.raises(EditRefused):  # not even along with them
        rules.check(state, changed([(lane, msgspec.structs.replace(lane, journey=THERE)), (entry, moved)]))


@pytest.mark.parametrize("identity", [43, 44, 47])
def test_what_belongs_to_a_journey_belongs_to_one_that_exists(state: State, identity: int) -> None:
    record = state[identity]
    for journey in (999, 1, 42):
        assert not holds(state, added([msgspec.structs.replace(record, id=500, journey=journey)]))


def test_a_journey_is_not_removed_before_what_it_holds() -> None:
    for kind, member in (
        ("activity", Activity(id=3, journey=2, name="a")),
        ("rule", Principle(id=3, journey=2, text="")),
    ):
        state = State([*random_edits.start()[:1], Journey(id=2), member])
        assert not holds(state, removed([state[2]])), kind
        assert holds(state, removed([state[2], state[3]])), kind


# attachments


PAIRS = [(subject, target) for subject in RECORD_TYPES for target in RECORD_TYPES]


def test_what_may_hang_on_what(state: State) -> None:
    """Every pair of kinds: what is in the table is let through, all else is not."""
    hangs = {(a.subject, a.target) for a in state.all(Attachment)}
    for subject, target in PAIRS:
        allowed = subject in ATTACHABLE and target in ATTACHABLE[subject]
        pairs = [
            (one.id, other.id)
            for one in state.all(subject)
            for other in state.all(target)
            if (one.id, other.id) not in hangs
            and getattr(one, "journey", HERE) == getattr(other, "journey", HERE) == HERE
        ]
        for one, other in pairs[:2]:
            patch = added([Attachment(id=500, subject=one, target=other)])
            assert holds(state, patch) == allowed, (subject, target)


def test_an_activity_is_tied_to_its_own_journeys_touchpoints(state: State) -> None:
    assert holds(state, added([Attachment(id=500, subject=43, target=8)]))
    assert not holds(state, added([Attachment(id=500, subject=43, target=62)]))
    assert holds(state, added([Attachment(id=500, subject=67, target=62)]))


def test_nothing_hangs_twice_on_the_same(state: State) -> None:
    there = state.get(50, Attachment)
    assert there is not None
    assert not holds(state, added([msgspec.structs.replace(there, id=500, rank=7)]))
    twins: list[Record] = [Attachment(id=number, subject=42, target=8) for number in (500, 501)]
    assert not holds(state, added(twins))
    assert holds(state, added(twins[:1]))
    other = Attachment(id=500, subject=42, target=8)
    state.advance(added([other]))
    assert not holds(state, changed([(other, msgspec.structs.replace(other, target=9))]))
    assert holds(state, changed([(other, msgspec.structs.replace(other, target=9))]) | removed([there])), (
        "the place was made free"
    )
    assert holds(state, changed([(other, msgspec.structs.replace(other, rank=4))]))


# overrides


def test_nothing_is_overridden_twice_for_one_persona(state: State) -> None:
    again = Override(id=500, persona=20, target=8, field="score", value=0.5)
    assert not holds(state, added([again]))
    assert holds(state, added([msgspec.structs.replace(again, persona=21)]))
    assert holds(state, added([msgspec.structs.replace(again, field="entry_share")]))
    assert holds(state, added([msgspec.structs.replace(again, target=7)]))
    assert not holds(state, added([msgspec.structs.replace(again, persona=21, id=i) for i in (500, 501)]))


@pytest.mark.parametrize(("field", "targets"), [("score", {7, 8}), ("share", {9, 10}), ("entry_share", {6, 7, 8})])
def test_what_may_be_overridden(state: State, field: str, targets: set[int]) -> None:
    state.advance(removed(state.all(Override)))
    let = {
        identity
        for identity in sorted(state)
        if identity < 60 and holds(state, added([Override(id=500, persona=20, target=identity, field=field)]))  # type: ignore[arg-type]
    }
    assert let == targets
    for value in (-0.1, 1.1, float("nan")):
        override = Override(id=500, persona=20, target=min(targets), field=field, value=value)  # type: ignore[arg-type]
        assert not holds(state, added([override]))


# values


@pytest.mark.parametrize(
    ("counts", "fits"),
    [
        ((), True),
        ((0, 0, 0, 0, 0), True),
        ((1, 2, 3, 4), False),
        ((1, 2, 3, 4, 5, 6), False),
        ((1, 2, 3, 4, -1), False),
    ],
)
def test_answers_are_five_counts(state: State, counts: tuple[int, ...], fits: bool) -> None:
    for field in ("importance_counts", "satisfaction_counts"):
        assert holds(state, added([DesiredOutcome(id=500, job=28, text="t", **{field: counts})])) == fits  # type: ignore[arg-type]


def test_an_indicator_is_of_one_kind_at_least_and_of_none_twice(state: State) -> None:
    for kinds, fits in ((("cpi",), True), ((), False), (("kpi", "kpi"), False), (("brand", "cpi", "kpi"), True)):
        assert holds(state, added([Indicator(id=500, name="n", kinds=kinds)])) == fits  # type: ignore[arg-type]


def test_numbers_are_within_their_ranges(state: State) -> None:
    for record in random_edits.everything():
        for name, lowest, highest in rules._ranges(type(record)):
            for value in (lowest - 0.001 - 1e-9 * abs(lowest), highest + 0.001 + 1e-9 * highest, float("nan")):
                assert not holds(state, changed([(record, msgspec.structs.replace(record, **{name: value}))])), name


def test_what_is_fine_is_let_through(state: State) -> None:
    rules.check_all(state)
    assert holds(state, added([Persona(id=500, name="x"), Attachment(id=501, subject=500, target=3)]))
    assert holds(state, added([Note(id=500, map=25, section="do", text="t"), Insight(id=501, text="i")]))
    assert holds(state, removed([state[49]]))
