"""Scores that follow an indicator: mapped, moved with every edit of readings in one step, released by hand."""

from __future__ import annotations

import pytest

from cjdesigner import i18n
from cjdesigner.errors import EditRefused
from cjdesigner.model import binding, edits, indicators, removing
from cjdesigner.model.document import Document
from cjdesigner.model.indicators import Entry
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Indicator, Journey, Project, Reading, Touchpoint

NPS, DESK, APP = 10, 20, 21


@pytest.fixture
def document() -> Document:
    return Document(
        [
            Project(id=1),
            Journey(id=2),
            Indicator(id=NPS, name="NPS", lowest=-100, highest=100),
            Reading(id=11, indicator=NPS, date="2026-01", value=20, answers=212),
            Reading(id=12, indicator=NPS, date="2026-02", value=40),
            Touchpoint(id=DESK, journey=2, name="Desk", score=0.5, basis="by feel", date="2025"),
            Touchpoint(id=APP, journey=2, name="App"),
        ]
    )


def desk(document: Document) -> Touchpoint:
    record = document.state[DESK]
    assert isinstance(record, Touchpoint)
    return record


def apply(document: Document, patch: Patch) -> None:
    document.apply(binding.following(document.state, patch), "x")


def bound(document: Document) -> Document:
    document.apply(binding.bind(document.state, [DESK], NPS, -100, 100), "bind")
    return document


@pytest.mark.parametrize(
    ("value", "zero", "one", "score"),
    [
        (40, -100, 100, 0.7),
        (71, 0, 100, 0.71),
        (3, 100, 0, 0.97),
        (4, 1, 5, 0.75),
        (2, 6, 1, 0.8),
        (9, 1, 5, 1),
        (-9, 1, 5, 0),
    ],
)
def test_the_mapping_is_linear_and_clamped(value: float, zero: float, one: float, score: float) -> None:
    assert binding.score_of(value, zero, one) == pytest.approx(score)


def test_a_bound_score_is_measured_and_says_what_it_rests_on(document: Document) -> None:
    record = desk(bound(document))
    assert (record.score, record.evidence, record.date) == (pytest.approx(0.7), "measured", "2026-02")
    assert record.basis == "NPS: 40 (2026-02); linear, 0% at \u2212100 and 100% at 100"


@pytest.mark.parametrize("direction", ["up", "down"])
def test_the_likeliest_mapping_comes_first(direction: str) -> None:
    def first(**fields: object) -> tuple[float, float]:
        found = binding.proposals(Indicator(id=1, name="x", direction=direction, **fields))[0]  # type: ignore[arg-type]
        return (found.zero, found.one) if direction == "up" else (found.one, found.zero)

    assert first(unit="%") == (0, 100)
    assert first(lowest=-100, highest=100) == (-100, 100)
    assert first(lowest=1, highest=7) == (1, 7)
    limit, target = (20, 50) if direction == "up" else (50, 20)
    assert first(limit=limit, target=target) == (20, 50)
    ends = {(m.zero, m.one) for m in binding.proposals(Indicator(id=1, name="x"))}
    assert {(-100, 100), (1, 5), (1, 7), (6, 1)} <= ends


def test_every_edit_of_readings_moves_the_score_in_the_same_step(document: Document) -> None:
    bound(document)
    before = document.state.records.copy()
    document.apply(indicators.add_readings(document.state, NPS, [Entry("2026-03", 60, 99)]), "add")
    assert desk(document).score == pytest.approx(0.8)
    assert "60 (2026-03, n = 99)" in desk(document).basis
    document.undo()
    assert document.state.records == before
    document.apply(indicators.change_reading(document.state, 12, value=0), "change")
    assert desk(document).score == pytest.approx(0.5)
    document.apply(indicators.remove_readings(document.state, [12]), "remove")
    assert (desk(document).score, desk(document).date) == (pytest.approx(0.6), "2026-01")
    document.apply(indicators.add_readings(document.state, NPS, [Entry("2025-12", -100)]), "earlier")
    assert desk(document).score == pytest.approx(0.6)


def test_without_a_reading_left_the_score_stays_and_it_is_told(document: Document) -> None:
    record = desk(bound(document))
    patch = indicators.remove_readings(document.state, [11, 12])
    assert "NPS" in binding.said(document.state, patch)
    document.apply(patch, "remove")
    assert desk(document) == record
    document.apply(indicators.add_readings(document.state, NPS, [Entry("2027", -100)]), "add")
    assert desk(document).score == 0


def test_binding_before_the_first_reading_leaves_the_score(document: Document) -> None:
    document.apply(indicators.remove_readings(document.state, [11, 12]), "remove")
    record = desk(bound(document))
    assert (record.score, record.basis, record.indicator) == (0.5, "by feel", NPS)


def test_scoring_by_hand_releases_and_takes_back_what_the_binding_said(document: Document) -> None:
    bound(document)
    patch = binding.following(document.state, edits.set_fields(document.state, [DESK], score=0.25))
    assert "Desk" in binding.said(document.state, patch)
    document.apply(patch, "score")
    record = desk(document)
    assert (record.score, record.indicator, record.score_zero, record.score_one) == (0.25, None, None, None)
    assert (record.evidence, record.basis, record.date) == ("guess", "", "")
    document.undo()
    assert desk(document).indicator == NPS


def test_a_basis_of_ones_own_stays_when_released_by_hand(document: Document) -> None:
    bound(document)
    apply(document, edits.set_fields(document.state, [DESK], basis="see the report"))
    assert desk(document).indicator == NPS
    apply(document, edits.set_fields(document.state, [DESK], score=0.1))
    assert desk(document).basis == "see the report"


def test_the_bindings_words_are_known_in_another_language(document: Document) -> None:
    with i18n.using("de"):
        bound(document)
    apply(document, edits.set_fields(document.state, [DESK], score=0.1))
    assert desk(document).basis == ""


def test_releasing_keeps_everything_else(document: Document) -> None:
    before = desk(bound(document))
    document.apply(binding.release(document.state, [DESK]), "release")
    after = desk(document)
    assert after.indicator is None
    assert (after.score, after.basis, after.evidence, after.date) == (before.score, before.basis, "measured", "2026-02")


def test_following_twice_changes_nothing(document: Document) -> None:
    bound(document)
    for patch in (
        indicators.add_readings(document.state, NPS, [Entry("2026-05", 1)]),
        binding.following(document.state, edits.set_fields(document.state, [DESK], score=0.3)),
        binding.bind(document.state, [DESK, APP], NPS, 0, 50),
        removing.remove(document.state, [DESK]),
    ):
        once = binding.following(document.state, patch)
        assert binding.following(document.state, once) == once


def test_removing_the_indicator_releases_and_keeps_the_score(document: Document) -> None:
    bound(document)
    apply(document, removing.remove(document.state, [NPS]))
    record = desk(document)
    assert (record.indicator, record.score_zero, record.score_one) == (None, None, None)
    assert record.score == pytest.approx(0.7)
    document.undo()
    assert desk(document).score_one == 100


def test_a_mapping_needs_two_ends(document: Document) -> None:
    with pytest.raises(EditRefused):
        binding.bind(document.state, [DESK], NPS, 5, 5)


def test_renaming_the_indicator_renames_it_in_the_basis(document: Document) -> None:
    bound(document)
    document.apply(indicators.change_indicator(document.state, NPS, name="Recommendation"), "rename")
    assert desk(document).basis.startswith("Recommendation:")
