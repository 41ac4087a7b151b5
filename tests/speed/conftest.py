"""Sizes: large where speed is measured, small where the ordinary test run only sees that the measuring works.

Measure with ``python -m pytest tests/speed --benchmark-enable --benchmark-only``, or, side by side in one table, with
``python tests/speed/report.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from speed.journeys import big_journey

from cjdesigner.model.store import create

_SMALL = 60


@pytest.fixture(scope="session")
def measuring(request: pytest.FixtureRequest) -> bool:
    """Whether speed is measured in this run."""
    options = request.config.option
    return bool(options.benchmark_enable or not options.benchmark_disable)


@pytest.fixture(scope="session")
def journey_file(tmp_path_factory: pytest.TempPathFactory, measuring: bool) -> Callable[[int], Path]:
    """A file of a journey with so many touchpoints, or with few where nothing is measured. To be only read."""
    folder, made = tmp_path_factory.mktemp("speed"), dict[int, Path]()

    def file(touchpoints: int) -> Path:
        size = touchpoints if measuring else min(touchpoints, _SMALL)
        if size not in made:
            made[size] = folder / f"{size}.cjd"
            create(made[size], big_journey(size)).close()
        return made[size]

    return file
