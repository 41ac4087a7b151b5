"""How figures are worded."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.model import wording
from cjdesigner.model.document import Document
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import Journey, Link, NeedPoint, Project, Touchpoint


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0.0, "0%"),
        (0.21, "21%"),
        (0.004, "0.4%"),
        (0.00001, "<0.1%"),
        (0.997, "99.7%"),
        (0.99999, ">99.9%"),
        (0.995, "99.5%"),
        (0.0095, "1%"),
        (0.725, "73%"),
        (1.0, "100%"),
    ],
)
def test_a_figure_is_never_rounded_to_nothing_or_all(value: float | None, text: str) -> None:
    assert wording.figure(value) == text
    assert wording.figure(value, covered=True) == wording.COVERED


@given(st.floats(1e-5, 1 - 1e-5))
def test_of_so_many_somebody_and_not_everybody(value: float) -> None:
    base, count = wording.out_of(value)
    assert 0 < count < base
    assert count / base == pytest.approx(value, abs=0.5 / base + 1e-12)


@given(st.integers(0, 1000))
def test_sentence_and_figure_say_the_same(thousandths: int) -> None:
    value = thousandths / 1000
    base, count = wording.out_of(value)
    assert wording.number(value) == f"{count * 100 / base:g}"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_losses_add_up_with_the_figures_beside_them(scores: list[float]) -> None:
    left = 1.0
    for score in scores:
        before, left = left, left * score
        shown = [wording.number(value) for value in (before, left)]
        if all(text[0] not in "<>" for text in shown):
            loss = float(wording.loss(before, left).replace("\u2212", "-"))
            assert float(shown[0]) + loss == pytest.approx(float(shown[1]))


def test_losses() -> None:
    assert wording.loss(1.0, 0.8) == "\u221220"
    assert wording.loss(0.65, 0.325) == "\u221232"  # 65, and 33 are left
    assert wording.loss(1.0, 0.995) == "\u22120.5"
    assert wording.loss(0.995, 0.5) == "\u221249.5"
    assert wording.loss(0.5, 0.5) == wording.loss(0.323, 0.318) == "0"


def test_nothing_and_the_undefined_are_no_upper_bounds() -> None:
    assert wording.at_most(0.4, True) == "at most 40%"
    assert wording.at_most(0.4, False) == "40%"
    assert wording.at_most(0.0, True) == "0%"
    assert wording.at_most(None, True) == wording.DASH
    assert wording.at_most(0.4, True, covered=True) == wording.COVERED
    assert wording.meaning(0.0, True) == "of 100 who start, 0 get through without a disappointment"


def test_a_name_that_is_missing() -> None:
    assert wording.name_of(Touchpoint(id=3, journey=2, name=" ")) == "Unnamed touchpoint"
    assert wording.name_of(NeedPoint(id=3, journey=2, question="")) == "Unnamed need point"
    assert wording.name_of(None) == wording.DASH


def test_a_name_among_other_words_is_brief() -> None:
    assert wording.brief("Reception") == "Reception"
    assert wording.brief("x" * 30_000) == "x" * 59 + "…"


def test_renaming_is_told_from_other_changes() -> None:
    card = Touchpoint(id=3, journey=2, name="A")
    assert wording.renames({3: (card, msgspec.structs.replace(card, name="B"))})
    assert not wording.renames({3: (card, msgspec.structs.replace(card, x=5.0, score=0.5))})
    assert not wording.renames({3: (None, card), 4: (card, None)})


def test_the_sentence_agrees_in_number() -> None:
    assert wording.meaning(0.21, False) == "of 100 who start, 21 get through without a disappointment"
    assert wording.meaning(0.01, False) == "of 100 who start, 1 gets through without a disappointment"
    assert wording.meaning(0.004, True) == "of 1,000 who start, at most 4 get through without a disappointment"
    assert wording.meaning(0.0, False) == "of 100 who start, 0 get through without a disappointment"


@pytest.mark.parametrize(
    ("number", "text", "exact"),
    [
        (24, "24", ""),
        (1_234_567, "1,234,567", ""),
        (10**9, "1.0 × 10⁹", "1,000,000,000"),
        (6**40, "1.3 × 10³¹", f"{6**40:,}"),
        (999_999_999_999_999, "1.0 × 10¹⁵", "999,999,999,999,999"),
    ],
)
def test_numbers_of_any_size(number: int, text: str, exact: str) -> None:
    assert wording.large(number) == text
    assert wording.exactly(number) == exact


def test_a_number_too_long_to_write_out() -> None:
    assert wording.large(10**40_000) == "1.0 × 10⁴⁰⁰⁰⁰"
    assert wording.exactly(10**40_000) == ""


def test_names_are_joined_as_language_joins_them() -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["A"]) == "A"
    assert wording.listed(["A", "B", "C"]) == "A, B and C"


def test_who_arrives() -> None:
    """The fourth worked example: half are lost, those who arrive keep 72 %."""
    records = [
        Project(id=1),
        Journey(id=2),
        Touchpoint(id=3, journey=2, name="A", score=0.9),
        Touchpoint(id=4, journey=2, name="B", score=0.8),
        Touchpoint(id=5, journey=2, name="buys elsewhere", outcome="leaves"),
        Link(id=6, journey=2, source=3, target=4, share=0.5),
        Link(id=7, journey=2, source=3, target=5, share=0.3),
    ]
    analysis = Analysis(JourneyGraph(Document(records).state, 2))
    assert wording.arriving(analysis) == "of 100: 50 arrive, those keep 72%"
    assert wording.scored(analysis) == ""  # where customers leave, a score is on no path


def test_what_those_who_arrive_keep_is_not_said_where_it_is_the_journeys_figure() -> None:
    records = [
        Project(id=1),
        Journey(id=2),
        Touchpoint(id=3, journey=2, name="A", score=0.21),
        Touchpoint(id=4, journey=2, name="B", score=1.0),
        Touchpoint(id=5, journey=2, name="buys elsewhere", outcome="leaves"),
        Link(id=6, journey=2, source=3, target=4, share=0.98),
        Link(id=7, journey=2, source=3, target=5, share=0.02),
    ]
    analysis = Analysis(JourneyGraph(Document(records).state, 2))
    assert wording.figure(analysis.expected) == wording.figure(analysis.arriving) == "21%"
    assert wording.arriving(analysis) == "of 100: 98 arrive"
