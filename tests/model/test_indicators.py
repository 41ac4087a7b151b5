"""Indicators and readings: targets, limits, replacing, the library, words."""

from __future__ import annotations

import pytest

from cjdesigner import i18n
from cjdesigner.errors import EditRefused
from cjdesigner.model import indicators, rules
from cjdesigner.model.document import Document
from cjdesigner.model.indicator_library import BY_KEY, LIBRARY, add_common
from cjdesigner.model.indicator_words import amount, difference, in_unit, reading_words
from cjdesigner.model.indicators import Entry
from cjdesigner.model.records import Indicator, Journey, Project, Reading, Touchpoint
from cjdesigner.model.state import State


@pytest.fixture
def document() -> Document:
    return Document(
        [Project(id=1), Journey(id=2), Touchpoint(id=3, journey=2, name="Desk"), Indicator(id=4, name="CSAT", unit="%")]
    )


def reading(value: float, date: str = "2026") -> Reading:
    return Reading(id=9, indicator=4, date=date, value=value)


def dated(document: Document) -> list[tuple[str, float]]:
    return [(record.date, record.value) for record in indicators.readings_of(document.state, 4)]


def test_off_target_and_beyond_the_limit() -> None:
    up = Indicator(id=4, name="x", target=80, limit=60)
    down = Indicator(id=4, name="x", target=5, limit=10, direction="down")
    assert [indicators.off_target(up, [reading(v)]) for v in (79, 80, 81)] == [True, False, False]
    assert [indicators.off_target(down, [reading(v)]) for v in (4, 5, 6)] == [False, False, True]
    assert [indicators.beyond_limit(up, [reading(v)]) for v in (59, 60)] == [True, False]
    assert [indicators.beyond_limit(down, [reading(v)]) for v in (10, 11)] == [False, True]
    assert indicators.off_target(up, []) is None
    assert indicators.off_target(Indicator(id=4, name="x"), [reading(1)]) is None
    assert indicators.off_target(up, [reading(90, "2026-02"), reading(10, "2026-01")]) is False


def test_readings_stand_by_date_and_a_second_one_of_a_date_replaces(document: Document) -> None:
    entries = [Entry("2026-03", 3), Entry("2026-01", 1), Entry("2026", 0), Entry("2026-01-15", 2), Entry("2026-01", 9)]
    assert indicators.replaced(document.state, 4, entries) == ["2026-01"]
    document.apply(indicators.add_readings(document.state, 4, entries), "add")
    assert dated(document) == [("2026", 0), ("2026-01", 9), ("2026-01-15", 2), ("2026-03", 3)]
    again = [Entry("2026-03", 5, 12, "shop")]
    assert indicators.replaced(document.state, 4, again) == ["2026-03"]
    document.apply(indicators.add_readings(document.state, 4, again), "again")
    assert dated(document)[-1] == ("2026-03", 5)
    assert len(dated(document)) == 4
    document.undo()
    assert dated(document)[-1] == ("2026-03", 3)


def test_changing_a_readings_date_to_one_that_is_taken_replaces(document: Document) -> None:
    document.apply(indicators.add_readings(document.state, 4, [Entry("2026-01", 1), Entry("2026-02", 2)]), "add")
    first = indicators.readings_of(document.state, 4)[0]
    document.apply(indicators.change_reading(document.state, first.id, date="2026-02"), "change")
    assert dated(document) == [("2026-02", 1)]
    document.undo()
    assert dated(document) == [("2026-01", 1), ("2026-02", 2)]


@pytest.mark.parametrize("date", ["", "soon", "2026-13", "26"])
def test_a_reading_needs_a_date(document: Document, date: str) -> None:
    with pytest.raises(EditRefused):
        indicators.add_readings(document.state, 4, [Entry(date, 1)])


def test_an_indicator_that_is_several_stands_in_each_group(document: Document) -> None:
    document.apply(add_common(document.state, "fcr", 3), "add")
    names = {kind: [i.name for i in indicators.shown_in(document.state, kind)] for kind in indicators.KINDS}
    assert names == {"cpi": ["First contact resolution"], "kpi": ["CSAT", "First contact resolution"], "brand": []}
    assert [i.name for i in document.state.attached(3, Indicator)] == ["First contact resolution"]


def test_the_library_is_complete_and_can_be_taken(document: Document) -> None:
    assert len(BY_KEY) == len(LIBRARY) >= 17
    assert {"nps", "csat", "ces", "fcr", "churn", "trust", "unaided-awareness"} <= set(BY_KEY)
    for common in LIBRARY:
        assert all(getattr(common, name).strip() for name in ("name", "question", "definition", "formula"))
        document.apply(add_common(document.state, common.key), "add")
    assert len(document.state.all(Indicator)) == len(LIBRARY) + 1
    assert [i.rank for i in document.state.ranked(Indicator)] == list(range(len(LIBRARY) + 1))
    nps = BY_KEY["nps"]
    assert (nps.lowest, nps.highest, nps.kinds) == (-100, 100, ("kpi",))


def test_a_trace_lies_between_nothing_and_one() -> None:
    indicator = Indicator(id=4, name="x", target=30, limit=0)
    found = indicators.trace(
        indicator, [reading(10, "2026-01-01"), reading(20, "2026-01-11"), reading(20, "2026-01-05")]
    )
    assert found is not None
    assert [place for place, _height in found.points] == pytest.approx([0, 0.4, 1])
    assert [height for _place, height in found.points] == pytest.approx([1 / 3, 2 / 3, 2 / 3])
    assert (found.target, found.limit, found.off) == (1, 0, True)
    assert indicators.trace(indicator, []) is None
    alone = indicators.trace(Indicator(id=4, name="x"), [reading(7)])
    assert alone is not None
    assert alone.points == ((1.0, 0.5),)
    assert indicators.trace(indicator, [reading(7, "nonsense")]) is None


def test_values_in_words() -> None:
    percent, minutes = Indicator(id=1, name="x", unit="%"), Indicator(id=1, name="x", unit="min")
    assert [in_unit(percent, v) for v in (71, 71.5, 99.5, None)] == ["71%", "71.5%", "99.5%", "\u2013"]
    assert in_unit(minutes, -4.25) == "\u22124.25\u00a0min"
    assert [difference(percent, 2), difference(minutes, -2)] == ["+2", "\u22122\u00a0min"]
    assert [amount(v) for v in (1234567, -12345, 0.125)] == ["1,234,567", "\u221212,345", "0.13"]
    with i18n.using("de"):
        assert in_unit(percent, 71.5) == "71,5\u00a0%"
    assert reading_words(percent, Reading(id=1, indicator=1, date="2026-03", value=71, answers=1212)) == (
        "71% (2026-03, n = 1,212)"
    )


@pytest.mark.parametrize("date", ["", "yesterday", "2026-13", "2026-02-30"])
def test_a_reading_without_a_date_is_refused(date: str) -> None:
    state = State([Project(id=1), Indicator(id=2, name="NPS"), Reading(id=3, indicator=2, date=date, value=1)])
    with pytest.raises(EditRefused, match="date"):
        rules.check_all(state)
