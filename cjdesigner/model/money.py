"""The journey's money: a share of its customers as customers a year, and as what they are worth. Always an estimate.

A journey that says how many customers start it in a year, and what one is worth, turns every share (a reach, what is
lost, a lever) into people and money. Both are rounded to two significant digits, because an estimate knows no more.

This module must not know where shares come from, nor where the words are shown.
"""

from __future__ import annotations

import math

import msgspec

from cjdesigner.i18n import decimal, pgettext
from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Journey
from cjdesigner.model.wording import brief, grouped

_DIGITS = 2
_LONGEST_CURRENCY = 12


class Estimate(msgspec.Struct, frozen=True):
    """A share of a journey's customers: how many in a year, and their worth; None where the journey does not say."""

    customers: float | None
    money: float | None


def is_told(journey: Journey) -> bool:
    """Whether a journey says how many customers it has."""
    return bool(journey.customers)


def estimate(journey: Journey, share: float) -> Estimate:
    """A share in [0, 1] of a journey's customers."""
    if journey.customers is None:
        return Estimate(None, None)
    customers = journey.customers * share
    return Estimate(customers, None if journey.customer_value is None else customers * journey.customer_value)


def honest(value: float) -> float:
    """A number of at most two significant digits, half away from zero."""
    if value <= 0 or not math.isfinite(value):
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(value)) - _DIGITS + 1)
    return math.floor(round(value / unit, 9) + 0.5) * unit


# in words


def people(journey: Journey, share: float) -> str:
    """“about 3,400 customers a year”; empty where the journey does not say, or nobody is concerned."""
    customers = estimate(journey, share).customers
    if not customers:
        return ""
    if customers < 0.95:
        return _("fewer than one customer a year")
    # From 0.95 to 10 there are whole customers: half a customer is nobody.
    shown = honest(customers) if customers >= 10 else math.floor(round(customers, 9) + 0.5)
    if round(shown) == 1:
        return _("about one customer a year")
    return _("about {count} customers a year").format(count=_scaled(shown))


def worth(journey: Journey, share: float) -> str:
    """“about 1.2 m €”; empty where the journey does not say what a customer is worth, or it is nothing."""
    money = estimate(journey, share).money
    if not money:
        return ""
    currency = brief(" ".join(journey.currency.split()), _LONGEST_CURRENCY)
    if money < 0.95:
        return _("less than {amount}").format(amount=_paid("1", currency))
    shown = honest(money) if money >= 10 else math.floor(round(money, 9) + 0.5)
    return _("about {amount}").format(amount=_paid(_scaled(shown), currency))


def amount(journey: Journey, share: float) -> str:
    """People and money in a row, for a list whose heading says that it estimates; empty where nothing is told."""
    return ", ".join(part for part in (people(journey, share), worth(journey, share)) if part)


def told(journey: Journey, share: float) -> str:
    """“about 3,400 customers a year, about 1.2 m €; an estimate”; empty where nothing is told."""
    text = amount(journey, share)
    return _("{amount}; an estimate").format(amount=text) if text else ""


def _paid(number: str, currency: str) -> str:
    return f"{number}\u00a0{currency}" if currency else number


def _scaled(value: float) -> str:
    """A number that :func:`honest` made, grouped up to a million, then in millions, and so on."""
    for size, word in (
        (1e12, pgettext("amount", "{number} tn")),
        (1e9, pgettext("amount", "{number} bn")),
        (1e6, pgettext("amount", "{number} m")),
    ):
        if value >= size * (1 - 1e-12):
            small = value / size
            digits = 1 if small < 9.95 and round(small * 10) % 10 else 0
            shown = grouped(round(small)) if small >= 1e3 else decimal(small, digits)
            return word.format(number=shown).replace(" ", "\u00a0")  # never parted from its unit
    return grouped(round(value))
