"""Edits into the file, and figures, against the plain way to the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from speed.committing import Pair
from speed.enumerating import by_analysis, by_paths
from speed.journeys import JOURNEY, big_journey, layers

from cjdesigner.model.records import Link, Touchpoint
from cjdesigner.model.state import State


@pytest.fixture
def pair(journey_file: Callable[[int], Path], tmp_path: Path) -> Iterator[Pair]:
    copies = [tmp_path / name for name in ("ours.cjd", "theirs.cjd")]
    for copy in copies:
        shutil.copyfile(journey_file(1_000), copy)
    made = Pair(*copies)
    yield made
    made.close()


@pytest.mark.benchmark(group="commit")
def test_commit_an_edit(benchmark: BenchmarkFixture, pair: Pair) -> None:
    benchmark.pedantic(pair.ours, rounds=100, warmup_rounds=3)
    record = pair.document.state[pair.card]
    assert isinstance(record, Touchpoint)
    score, steps = pair.written(pair.own)
    assert score == record.score
    assert steps == len(pair.document.steps()[0]) > 0


@pytest.mark.benchmark(group="commit")
def test_write_the_same_rows_by_raw_sqlite3(benchmark: BenchmarkFixture, pair: Pair) -> None:
    before, _none = pair.written(pair.raw)
    benchmark.pedantic(pair.theirs, rounds=100, warmup_rounds=3)
    score, steps = pair.written(pair.raw)
    assert score != before
    assert steps > 0


@pytest.mark.benchmark(group="figures")
def test_figures_by_analysis(benchmark: BenchmarkFixture) -> None:
    state = State(layers(6, 4))
    assert benchmark(by_analysis, state, JOURNEY) == pytest.approx(by_paths(state, JOURNEY))


@pytest.mark.benchmark(group="figures")
def test_figures_by_listing_paths(benchmark: BenchmarkFixture, measuring: bool) -> None:
    state = State(layers(6 if measuring else 4, 4))
    found = benchmark(by_paths, state, JOURNEY)
    assert found == pytest.approx(by_analysis(state, JOURNEY))


def test_big_journeys_are_as_large_as_they_say() -> None:
    records = big_journey(500)
    assert sum(isinstance(record, Touchpoint) for record in records) == 500
    assert sum(isinstance(record, Link) and record.kind == "next" for record in records) == 1000
    assert records == big_journey(500)
