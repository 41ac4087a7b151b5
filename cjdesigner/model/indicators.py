"""Indicators and their readings: what they say now, and every edit of them as a pure function from a state to a patch.

Each edit brings along the scores that follow an indicator (``binding.py``). A reading at a date that has one already
replaces it.

This module must not know Qt, how readings are typed, nor how a figure is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import mark
from cjdesigner.model import dates
from cjdesigner.model.attaching import attach
from cjdesigner.model.binding import following
from cjdesigner.model.edits import with_fields
from cjdesigner.model.ordering import next_rank
from cjdesigner.model.patch import Patch, added, changed, removed, squash
from cjdesigner.model.records import Indicator, IndicatorKind, Reading
from cjdesigner.model.state import State

KINDS: dict[IndicatorKind, str] = {
    "cpi": mark("Customer performance indicators"),
    "kpi": mark("KPIs"),
    "brand": mark("Brand KPIs"),
}
"""The kinds in the order they are shown, with the heading of each."""

KIND_WORDS: dict[IndicatorKind, str] = {"cpi": mark("CPI"), "kpi": mark("KPI"), "brand": mark("Brand")}
"""The kinds as marks beside a name."""

KIND_MEANINGS: dict[IndicatorKind, str] = {
    "cpi": mark("Is the result reached that the customer wanted, in the customer's measure?"),
    "kpi": mark("How the company does, in the company's measure."),
    "brand": mark("What people know of the brand and think of it."),
}


class Entry(msgspec.Struct, frozen=True):
    """A reading as it is typed or imported, before it is a record."""

    date: str
    value: float
    answers: int = 0
    source: str = ""


# reading


def readings_of(state: State, indicator: int) -> list[Reading]:
    """An indicator's readings from the first to the latest."""
    return in_order(state.referring(indicator, Reading))


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """Readings from the first to the latest."""
    return sorted(readings, key=lambda reading: (reading.date, reading.id))


def dated(readings: Iterable[Reading]) -> list[Reading]:
    """The readings whose date is one, from the first to the latest: those that have a place in time."""
    return [reading for reading in in_order(readings) if dates.is_date(reading.date)]


def is_worse(indicator: Indicator, value: float, than: float) -> bool:
    """Whether a value is worse than another, by the indicator's direction."""
    return value < than if indicator.direction == "up" else value > than


def off_target(indicator: Indicator, readings: Sequence[Reading]) -> bool | None:
    """Whether the latest reading misses the target; None without a target or a reading."""
    latest = max(readings, key=lambda reading: (reading.date, reading.id), default=None)
    if indicator.target is None or latest is None:
        return None
    return is_worse(indicator, latest.value, indicator.target)


def beyond_limit(indicator: Indicator, readings: Sequence[Reading]) -> bool:
    """Whether the latest reading lies beyond the limit that must not be crossed."""
    latest = max(readings, key=lambda reading: (reading.date, reading.id), default=None)
    return latest is not None and indicator.limit is not None and is_worse(indicator, latest.value, indicator.limit)


def shown_in(state: State, kind: IndicatorKind) -> list[Indicator]:
    """The indicators of a kind in the designer's order; one that is several stands in each."""
    return [indicator for indicator in state.ranked(Indicator) if kind in indicator.kinds]


class Trace(msgspec.Struct, frozen=True):
    """An indicator's readings for a small drawing: places in [0, 1] by their dates, and heights in [0, 1]."""

    points: tuple[tuple[float, float], ...]
    target: float | None
    limit: float | None
    off: bool
    """The latest reading misses the target or lies beyond the limit."""


def trace(indicator: Indicator, readings: Sequence[Reading]) -> Trace | None:
    """The readings as a line between 0 and 1 both ways, target and limit among the heights; None without readings."""
    ordered = dated(readings)
    if not ordered:
        return None
    days = [dates.start(reading.date).toordinal() for reading in ordered]
    values = [reading.value for reading in ordered]
    marks = [value for value in (indicator.target, indicator.limit) if value is not None]
    low, high = min(values + marks), max(values + marks)
    room, span = high - low, days[-1] - days[0]

    def height(value: float) -> float:
        return (value - low) / room if room else 0.5

    return Trace(
        tuple(
            ((day - days[0]) / span if span else 1.0, height(value)) for day, value in zip(days, values, strict=True)
        ),
        None if indicator.target is None else height(indicator.target),
        None if indicator.limit is None else height(indicator.limit),
        bool(off_target(indicator, ordered)) or beyond_limit(indicator, ordered),
    )


# editing indicators


def add_indicator(state: State, target: int | None = None, **fields: Any) -> Patch:
    """A new indicator at the end; with ``target`` it hangs there."""
    record = Indicator(id=state.allocate(), rank=next_rank(state.all(Indicator)), **fields)
    patch = added([record])
    return patch | attach(state, record.id, target) if target is not None else patch


def added_indicator(patch: Patch) -> int | None:
    """The id of the indicator that a patch adds."""
    return next(
        (key for key, (before, after) in patch.items() if before is None and isinstance(after, Indicator)), None
    )


def change_indicator(state: State, indicator: int, **fields: Any) -> Patch:
    """Give an indicator these values; the basis of the scores that follow it names it anew."""
    record = _indicator(state, indicator)
    return following(state, changed([(record, with_fields(record, **fields))]))


# editing readings


def add_readings(state: State, indicator: int, entries: Sequence[Entry]) -> Patch:
    """Take readings; one at a date that has one already replaces it, and so does the later of two entries."""
    _indicator(state, indicator)
    standing = {reading.date: reading for reading in readings_of(state, indicator)}
    patch: Patch = {}
    for date, entry in {entry.date: entry for entry in entries}.items():
        _check_date(date)
        fields = {"value": entry.value, "answers": entry.answers, "source": entry.source}
        before = standing.get(date)
        if before is None:
            patch |= added([Reading(id=state.allocate(), indicator=indicator, date=date, **fields)])  # type: ignore[arg-type]
        else:
            patch |= changed([(before, with_fields(before, **fields))])
    return following(state, patch)


def replaced(state: State, indicator: int, entries: Sequence[Entry]) -> list[str]:
    """The dates at which :func:`add_readings` replaces an earlier reading or entry, to be told."""
    seen = {reading.date for reading in readings_of(state, indicator)}
    dates_replaced: dict[str, None] = {}
    for entry in entries:
        if entry.date in seen:
            dates_replaced[entry.date] = None
        seen.add(entry.date)
    return sorted(dates_replaced)


def change_reading(state: State, reading: int, **fields: Any) -> Patch:
    """Give a reading these values; another one at the date it gets is replaced by it."""
    return change_readings(state, {reading: fields})


def change_readings(state: State, fields: Mapping[int, Mapping[str, Any]]) -> Patch:
    """Give several readings values at once."""
    patch: Patch = {}
    for identity, values in fields.items():
        before = state.get(identity, Reading)
        if before is None:
            continue
        after = with_fields(before, **values)
        _check_date(after.date)
        others = [r for r in readings_of(state, after.indicator) if r.date == after.date and r.id != identity]
        patch = squash(patch, removed(other for other in others if other.id not in patch and other.id not in fields))
        patch = squash(patch, changed([(before, after)]))
    return following(state, patch)


def remove_readings(state: State, ids: Iterable[int]) -> Patch:
    """Remove readings. A score that followed the last one stays as it is."""
    found = (state.get(identity, Reading) for identity in dict.fromkeys(ids))
    return following(state, removed(reading for reading in found if reading is not None))


def _indicator(state: State, identity: int) -> Indicator:
    record = state.get(identity, Indicator)
    if record is None:
        raise EditRefused(mark("This indicator is not there any more."))
    return record


def _check_date(text: str) -> None:
    if not dates.is_date(text):
        raise EditRefused(mark("“{text}” is no date: a date is 2026, 2026-09 or 2026-09-30."), text=text[:60])
