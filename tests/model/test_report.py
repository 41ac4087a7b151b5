"""The report: what a project holds, and by name what still wants a hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cjdesigner import cli
from cjdesigner.model.records import (
    DesiredOutcome,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    NeedPoint,
    Project,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.report import report
from cjdesigner.model.state import State
from cjdesigner.model.store import create

NASTY = "<b>late</b>\x1b[31m & [b]\n" + "x" * 5000


def records() -> list[Record]:
    touch = {"journey": 2}
    return [
        Project(id=1, title="Project"),
        Journey(id=2, title="Journey"),
        NeedPoint(id=3, question="Where?", **touch),
        NeedPoint(id=4, question="How much?", **touch),
        NeedPoint(id=5, question="And then?", **touch),
        Touchpoint(id=6, name="App", owner="IT", score=0.5, **touch),
        Touchpoint(id=7, name="Desk", owner="Service", mandate="welcome", **touch),
        Touchpoint(id=8, name="Leaflet", score=1.0, **touch),
        Touchpoint(id=9, name="Buys elsewhere", outcome="leaves", **touch),
        Link(id=10, source=3, target=4, **touch),
        Link(id=11, source=4, target=6, **touch),
        Link(id=12, source=6, target=7, **touch),
        Link(id=13, source=6, target=9, **touch),
        Job(id=20, situation="it rains", motivation="stay dry", outcome="arrive"),
        DesiredOutcome(id=21, job=20, text="less rain", importance=9.1, satisfaction=3.2),
        Job(id=22, rank=1, motivation=NASTY),
        Indicator(id=30, name="FCR", target=80, unit="%"),
        Reading(id=31, indicator=30, date="2026-01", value=85),
        Reading(id=32, indicator=30, date="2026-03", value=71),
        Indicator(id=33, name="Wait", target=5, direction="down", rank=1),
        Reading(id=34, indicator=33, date="2026-03", value=4),
        Insight(id=40, text=NASTY),
        Insight(id=41, text="known", department="Service", rank=1),
    ]


def test_it_names_what_wants_a_hand() -> None:
    found = report(State(records()))
    (journey,) = found.journeys
    assert [need.id for need in journey.needs_without_touchpoints] == [5]
    assert [touchpoint.id for touchpoint in journey.touchpoints_without_need] == [8]
    assert [touchpoint.id for touchpoint in journey.unscored] == [7]
    assert journey.owners_without_mandate == ["IT"]
    assert journey.handoffs == 1
    assert [(handoff.source, handoff.target) for handoff in journey.silent_handoffs] == [(6, 7)]
    assert [(job.id, score) for job, score in found.jobs] == [(20, pytest.approx(15.0)), (22, None)]
    assert [(indicator.id, reading.id) for indicator, reading in found.off_target] == [(30, 32)]
    assert [insight.id for insight in found.unowned_insights] == [40]
    assert (found.counts["need_points"], found.counts["touchpoints"], found.counts["readings"]) == (3, 4, 3)


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    path = tmp_path / "project.cjd"
    create(path, records()).close()

    def go(*more: str) -> str:
        assert cli.main(["report", str(path), "--language", "en", *more]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return go


def test_it_is_told_as_text_that_steers_nothing(told: Callable[..., str]) -> None:
    out = told()
    assert "\x1b" not in out
    assert "<b>late</b>" in out
    assert "[b]" in out
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0] == "Project"
    for line in (
        "Needs without touchpoints",
        "And then?",
        "Touchpoints without a need before them",
        "Leaflet",
        "App → Desk (IT → Service)",
        "1 hand-off between owners",
        "When it rains, I want to stay dry, so I can arrive. – 15.0 · low-hanging fruit",
        "FCR: 71% on 2026-03, target 80%",
    ):
        assert line in lines


def test_it_is_told_as_json(told: Callable[..., str]) -> None:
    found = json.loads(told("--json"))
    assert found["counts"]["insights"] == 2
    assert found["journeys"][0]["handoffs_where_nothing_is_handed_over"] == [
        {"from": "App", "to": "Desk", "owners": ["IT", "Service"]}
    ]
    assert found["jobs"][0]["opportunity"] == pytest.approx(15.0)
    assert found["insights_nobody_owns"] == [NASTY]
    assert found["indicators_off_target"][0] == {
        "indicator": "FCR",
        "date": "2026-03",
        "value": 71.0,
        "target": 80.0,
        "unit": "%",
    }


def test_an_empty_project_misses_nothing() -> None:
    found = report(State([Project(id=1), Journey(id=2)]))
    assert found.jobs == []
    assert found.journeys[0].handoffs == 0
    assert found.counts["journeys"] == 1
