"""Indicators in words, alike in window, poster and command line: a value with its unit, a reading, a mapping, a change.

This module must not know where the words are shown.
"""

from __future__ import annotations

from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent
from cjdesigner.model.records import Indicator, Reading
from cjdesigner.model.wording import DASH, brief, grouped

_DIGITS = 2


def amount(value: float) -> str:
    """A number with as many digits after the decimal sign as it has, two at most."""
    digits = next((count for count in range(_DIGITS) if abs(value * 10**count - round(value * 10**count)) < 1e-6), 2)
    if digits == 0 and abs(value) >= 10_000:
        return ("\u2212" if value < 0 else "") + grouped(round(abs(value)))
    return decimal(value, digits)


def in_unit(indicator: Indicator, value: float | None) -> str:
    """A value with the indicator's unit; a dash for None."""
    if value is None:
        return DASH
    unit = " ".join(indicator.unit.split())
    if unit == "%":
        return amount(value) + _percent(0).removeprefix(decimal(0))
    return f"{amount(value)}\u00a0{brief(unit, 20)}" if unit else amount(value)


def difference(indicator: Indicator, value: float) -> str:
    """What lies between two values, with its sign; of percentages in points."""
    words = amount(value) if " ".join(indicator.unit.split()) == "%" else in_unit(indicator, value)
    return "+" + words if value > 0 else words


def name_of_indicator(indicator: Indicator) -> str:
    """An indicator's name on one line, or what stands for it while it has none."""
    return " ".join(indicator.name.split()) or _("Unnamed indicator")


def reading_words(indicator: Indicator, reading: Reading) -> str:
    """“71% (2026-03, n = 212)”."""
    value = in_unit(indicator, reading.value)
    if reading.answers:
        return _("{value} ({date}, n = {answers})").format(
            value=value, date=reading.date, answers=grouped(reading.answers)
        )
    return _("{value} ({date})").format(value=value, date=reading.date)


def mapping_words(indicator: Indicator, zero: float, one: float) -> str:
    """How a value becomes a score: “linear, 0% at −100 and 100% at 100”."""
    return _("linear, {none} at {zero} and {all} at {one}").format(
        none=_percent(0), zero=in_unit(indicator, zero), all=_percent(1), one=in_unit(indicator, one)
    )


def basis_words(indicator: Indicator, reading: Reading, zero: float, one: float) -> str:
    """What a score rests on that follows an indicator: which, which reading, which mapping."""
    return _("{indicator}: {reading}; {mapping}").format(
        indicator=brief(name_of_indicator(indicator)),
        reading=reading_words(indicator, reading),
        mapping=mapping_words(indicator, zero, one),
    )
