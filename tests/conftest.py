"""What all tests share: their own data folder, no display, and Hypothesis without chance or memory."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

_HOME = tempfile.mkdtemp(prefix="cjdesigner-tests-")
# Before anything of the program is imported, so that no test ever meets the user's own folders or display.
os.environ["CJDESIGNER_HOME"] = _HOME
os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile("cjdesigner", deadline=None, derandomize=True, database=None)
settings.load_profile("cjdesigner")


@pytest.fixture(scope="session", autouse=True)
def _own_home() -> Iterator[None]:
    yield
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _collect_here() -> Iterator[None]:
    """Garbage is looked for in this thread only, as the program does while a window is open (ui/collector.py)."""
    gc.disable()
    yield
    if gc.get_count()[0] > 20_000:
        gc.collect()
