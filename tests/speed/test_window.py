"""Opening a large file until it is painted, and the steps of drags with every figure following."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot
from speed.window import Drag, forget_sizes, open_and_paint, settle, welcome_window

from cjdesigner.model.records import Node, Touchpoint
from cjdesigner.ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    with welcome_window() as made:
        yield made


@pytest.mark.parametrize("touchpoints", [1_000, 10_000])
def test_open_and_first_paint(
    benchmark: BenchmarkFixture, window: MainWindow, journey_file: Callable[[int], Path], touchpoints: int
) -> None:
    file = journey_file(touchpoints)

    def welcome() -> None:
        window.show_welcome()
        forget_sizes()
        settle()

    benchmark.pedantic(open_and_paint, args=(window, file), setup=welcome, rounds=5)
    assert window.editor_.analysis.touchpoints == len(window.editor_.state.all(Touchpoint))
    assert len(window.canvas_.placement.rects) == len(window.editor_.state.all(Node))


@pytest.mark.parametrize("paint", [False, True], ids=["draft", "painted"])
@pytest.mark.parametrize(("kind", "near"), [("move", True), ("move", False), ("score", True)])
def test_a_step_of_a_drag(
    benchmark: BenchmarkFixture,
    window: MainWindow,
    journey_file: Callable[[int], Path],
    kind: str,
    near: bool,
    paint: bool,
    measuring: bool,
) -> None:
    open_and_paint(window, journey_file(10_000))
    before = window.editor_.state.records.copy()
    drag = Drag(window, kind, near=near, rest=1.0 if measuring else 0.0)
    benchmark.pedantic(drag.step_and_paint if paint else drag.step, rounds=200, warmup_rounds=5)
    old, new = before[drag.card], window.editor_.state[drag.card]
    assert isinstance(old, Touchpoint)
    assert isinstance(new, Touchpoint)
    if kind == "move":
        assert (old.x, old.y) != (new.x, new.y)
    else:
        assert old.score != new.score
    drag.cancel()
    assert window.editor_.state.records == before
