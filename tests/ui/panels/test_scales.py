"""How typed answers become scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.ui.panels import scales
from cjdesigner.ui.panels.scales import BY_KEY, PER_CENT, SCALES


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("85", 0.85),
        ("85%", 0.85),
        ("85 %", 0.85),
        ("85\u00a0%", 0.85),
        ("0.85", 0.85),
        ("0,85", 0.85),
        (".5", 0.5),
        ("1.0", 1.0),
        ("1", 0.01),
        ("0.5%", 0.005),
        ("4/5", 0.8),
        ("95 of 212", 95 / 212),
        ("0", 0.0),
        ("100", 1.0),
    ],
)
def test_per_cent_takes_what_people_type(typed: str, score: float) -> None:
    assert scales.parse(typed) == pytest.approx(score)


@pytest.mark.parametrize("typed", ["", "  ", "-", "–", "—", "?"])
def test_nothing_is_unscored(typed: str) -> None:
    assert scales.parse(typed) is None


@pytest.mark.parametrize("typed", ["abc", "101", "120%", "-5", "5/4", "3/0", "8 5", "1e2", "4/", "nan"])
def test_what_is_no_score_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        scales.parse(typed)


@pytest.mark.parametrize(
    ("key", "answer", "score"),
    [
        ("csat", "1", 0),
        ("csat", "3,8", 0.7),
        ("csat", "5", 1),
        ("nps", "7", 0.7),
        ("ces", "4", 0.5),
        ("grade", "1", 1),
        ("grade", "6", 0),
        ("grade", "2", 0.8),
        ("csat", "80%", 0.8),
        ("grade", "4/5", 0.8),
    ],
)
def test_other_scales_are_linear(key: str, answer: str, score: float) -> None:
    assert scales.parse(answer, BY_KEY[key]) == pytest.approx(score)


@pytest.mark.parametrize(
    ("key", "answer"), [("csat", "0"), ("csat", "6"), ("grade", "0"), ("ces", "7.5"), ("nps", "11")]
)
def test_answers_off_the_scale_are_refused(key: str, answer: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        scales.parse(answer, BY_KEY[key])


@given(st.sampled_from(SCALES), st.integers(0, 100))
def test_what_is_shown_can_be_typed_again(scale: scales.Scale, percentage: int) -> None:
    score = percentage / 100
    tolerance = 0.006 if scale is not PER_CENT else 1e-9
    assert scales.parse(scales.shown(score, scale), scale) == pytest.approx(score, abs=tolerance)


@given(st.sampled_from(SCALES), st.floats(0, 1), st.floats(0, 1))
def test_a_better_answer_is_a_higher_score(scale: scales.Scale, one: float, other: float) -> None:
    low, high = sorted((one, other))
    better = abs(scale.answer(high) - scale.best) <= abs(scale.answer(low) - scale.best) + 1e-9
    assert better
    assert scale.score(scale.answer(one)) == pytest.approx(one)


def test_share_of_satisfied_answers() -> None:
    assert scales.share(95, 212) == pytest.approx(0.4481, abs=1e-4)
    for satisfied, answers in ((1, 0), (5, 4), (-1, 4)):
        with pytest.raises(ValueError, match=r".*"):
            scales.share(satisfied, answers)


def test_the_mapping_is_told() -> None:
    assert scales.mapping(BY_KEY["csat"], satisfied=False) == "Linear: 1 → 0%, 3 → 50%, 5 → 100%"
    assert scales.mapping(BY_KEY["grade"], satisfied=False) == "Linear: 6 → 0%, 3.5 → 50%, 1 → 100%"
    assert scales.mapping(BY_KEY["grade"], satisfied=True) == "Score = share of answers 1 and 2"
