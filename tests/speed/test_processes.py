"""The poster, and the start of the program, each as whole as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from speed.poster import write_poster
from speed.starting import environment, seconds_until_painted


def test_poster_on_a0(benchmark: BenchmarkFixture, journey_file: Callable[[int], Path]) -> None:
    data, _seconds = benchmark.pedantic(write_poster, args=(journey_file(200),), rounds=3)
    assert data.startswith(b"%PDF-")
    assert len(data) > 20_000


@pytest.mark.benchmark(group="start")
@pytest.mark.parametrize("kind", ["bare", "welcome", "file"])
def test_start_until_painted(
    benchmark: BenchmarkFixture, tmp_path: Path, journey_file: Callable[[int], Path], measuring: bool, kind: str
) -> None:
    if not measuring and kind == "welcome":
        pytest.skip("a process of its own: seen by the test with a file")
    words = {"bare": ("bare",), "welcome": ("program",), "file": ("program", str(journey_file(200)))}[kind]
    variables = environment(tmp_path)
    benchmark.pedantic(seconds_until_painted, args=(variables, *words), rounds=5, warmup_rounds=1 if measuring else 0)
