"""The EWMA control chart against cases computed by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from cjdesigner.model.records import Direction, Indicator, Reading
from cjdesigner.model.tipping import drift, tipping


def indicator(**fields: object) -> Indicator:
    return Indicator(id=1, name="NPS", **fields)  # type: ignore[arg-type]


def readings(values: Sequence[float]) -> list[Reading]:
    return [
        Reading(id=10 + n, indicator=1, date=f"{2025 + n // 12}-{n % 12 + 1:02}", value=v) for n, v in enumerate(values)
    ]


BASE = [48, 52, 50, 49, 51, 50]
"""Mean 50; squares 4 + 4 + 0 + 1 + 1 + 0 = 10, so the standard deviation is sqrt(10 / 5) = 1.41421."""


def test_nothing_is_said_before_the_seventh_reading() -> None:
    assert drift(indicator(), readings(BASE)) is None
    assert tipping(indicator(), readings(BASE)) is None


def test_the_chart_is_as_computed_by_hand() -> None:
    found = drift(indicator(), readings([*BASE, 49, 47, 46]))
    assert found is not None
    assert found.mean == 50
    assert found.spread == pytest.approx(math.sqrt(2))
    # z1 = 0.2 * 49 + 0.8 * 50, z2 = 0.2 * 47 + 0.8 * 49.8, z3 = 0.2 * 46 + 0.8 * 49.24
    assert [point.smooth for point in found.points] == pytest.approx([49.8, 49.24, 48.592])
    # 3 sqrt(2) sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 i))): 1 - 0.64 = 0.36, 1 - 0.4096 = 0.5904, 1 - 0.262144 = 0.737856
    reaches = [3 * math.sqrt(2 / 9 * part) for part in (0.36, 0.5904, 0.737856)]
    assert reaches == pytest.approx([0.848528, 1.086646, 1.214789], abs=1e-5)
    assert [point.high for point in found.points] == pytest.approx([50 + reach for reach in reaches])
    assert [point.low for point in found.points] == pytest.approx([50 - reach for reach in reaches])
    # 49.8 > 49.151 and 49.24 > 48.913 lie within, 48.592 < 48.785 does not
    assert (found.side, found.since) == ("worse", "2025-09")


@pytest.mark.parametrize(("direction", "side"), [("up", "worse"), ("down", "better")])
def test_the_direction_says_what_is_worse(direction: Direction, side: str) -> None:
    found = drift(indicator(direction=direction), readings([*BASE, 49, 47, 46]))
    assert found is not None
    assert found.side == side
    assert (tipping(indicator(direction=direction), readings([*BASE, 49, 47, 46])) is None) == (side == "better")


def test_a_drift_that_came_back_is_not_flagged_and_one_that_lasts_keeps_its_date() -> None:
    assert tipping(indicator(), readings([*BASE, 40, 60, 52, 50])) is None
    lasting = tipping(indicator(), readings([*BASE, 49, 47, 46, 45, 44]))
    assert lasting is not None
    assert (lasting.cause, lasting.since) == ("drift", "2025-09")


def test_readings_that_never_varied_have_the_spread_of_rounding() -> None:
    found = drift(indicator(), readings([100] * 6 + [100]))
    assert found is not None
    assert found.spread == pytest.approx(1 / math.sqrt(12))
    assert found.side is None
    fine = drift(indicator(), readings([7.25] * 6 + [7.2]))
    assert fine is not None
    assert fine.spread == pytest.approx(0.01 / math.sqrt(12))
    assert tipping(indicator(), readings([100] * 6 + [50])) is not None


def test_the_limit_comes_first() -> None:
    values = [*BASE, 49, 39, 38]
    found = tipping(indicator(limit=40), readings(values))
    assert found is not None
    assert (found.cause, found.since) == ("limit", "2025-08")
    assert tipping(indicator(limit=40), readings([38])) is not None
    assert tipping(indicator(limit=40), readings([38, 41])) is None
    assert tipping(indicator(limit=40), readings([40])) is None
    assert tipping(indicator(limit=40, direction="down"), readings([41])) is not None
