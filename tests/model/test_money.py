"""A journey's money: rounded honestly, grouped as the language does, always an estimate."""

from __future__ import annotations

import pytest

from cjdesigner import i18n
from cjdesigner.model import money
from cjdesigner.model.records import Journey


def journey(customers: float | None = None, value: float | None = None, currency: str = "€") -> Journey:
    return Journey(id=1, customers=customers, customer_value=value, currency=currency)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0, 0), (3, 3), (34, 34), (344, 340), (345, 350), (3449, 3400), (995, 1000), (1_249_999, 1_200_000)],
)
def test_two_significant_digits(value: float, rounded: float) -> None:
    assert money.honest(value) == rounded


def test_said_with_customers_and_money() -> None:
    words = "about 3,400 customers a year, about 1.2\u00a0m\u00a0€; an estimate"
    assert money.told(journey(13_700, 353), 0.25) == words


def test_said_in_german_figures() -> None:
    with i18n.using("de"):
        assert "3.400" in money.people(journey(13_700), 0.25)


@pytest.mark.parametrize(
    ("customers", "share", "words"),
    [
        (None, 0.5, ""),
        (0, 0.5, ""),
        (1000, 0.0, ""),
        (1000, 0.0001, "fewer than one customer a year"),
        (1000, 0.001, "about one customer a year"),
        (1000, 0.0034, "about 3 customers a year"),
        (2_000_000, 1.0, "about 2\u00a0m customers a year"),
        (87_000_000, 0.5, "about 44\u00a0m customers a year"),
    ],
)
def test_people(customers: float | None, share: float, words: str) -> None:
    assert money.people(journey(customers), share) == words


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        (None, "€", ""),
        (0, "€", ""),
        (0.002, "€", "less than 1\u00a0€"),
        (340, "CHF", "about 17,000\u00a0CHF"),
        (20_000_000, "", "about 1\u00a0bn"),
        (1e12, "$", "about 50\u00a0tn\u00a0$"),
        (340, "x" * 5000, "about 17,000\u00a0" + "x" * 11 + "…"),
    ],
)
def test_worth_of_fifty_customers(value: float | None, currency: str, words: str) -> None:
    assert money.worth(journey(100, value, currency), 0.5) == words


def test_nothing_is_told_without_customers() -> None:
    assert money.told(journey(None, 350), 0.5) == ""
    assert money.estimate(journey(None, 350), 0.5) == money.Estimate(None, None)
    assert money.estimate(journey(200), 0.5) == money.Estimate(100, None)
    assert not money.is_told(journey())
