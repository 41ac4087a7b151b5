"""The excellence staircase: where its steps stand, what it says, what a click does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, DESK, FIRST, SECOND

from cjdesigner import theme
from cjdesigner.model import edits
from cjdesigner.model.records import Journey, Link, Project, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.staircase import Stair, StaircasePanel, placed


def shown(qtbot: QtBot, editor: Editor, look: Appearance, width: int = 800) -> StaircasePanel:
    panel = StaircasePanel(editor, look)
    qtbot.addWidget(panel)
    panel.resize(width, 260)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.make_plot()
    QTest.qWait(1)
    panel.refresh()
    return panel


def stair(number: int, phase: int | None = None) -> Stair:
    return Stair(number, f"T{number}", phase, 1.0, 0.9, True, True, False)


# where steps stand


@law(max_examples=60)
@given(st.integers(1, 60), st.floats(200, 2000), st.sampled_from([1.0, 1.5, 2.0]))
def test_evenly_spaced_steps_never_touch(count: int, width: float, scale: float) -> None:
    steps = placed([stair(number) for number in range(count)], width, None, scale)
    assert all(one.right <= other.left + 1e-6 for one, other in pairwise(steps))
    assert all(0 <= step.left < step.right <= width + count for step in steps)
    gaps = {round(other.left - one.left, 6) for one, other in pairwise(steps)}
    assert len(gaps) <= 1


@law(max_examples=60)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.floats(0, 200))
def test_steps_stand_under_their_phase_and_divide_it(counts: list[int], offset: float) -> None:
    spans = [(phase, offset + phase * 180.0, offset + (phase + 1) * 180.0) for phase in range(len(counts))]
    phases = [phase for phase, count in enumerate(counts) for _ in range(count)]
    steps = placed([stair(number, phase) for number, phase in enumerate(phases)], 2000.0, spans)
    for step in steps:
        assert step.phase is not None
        _phase, left, right = spans[step.phase]
        assert left <= step.left < step.right <= right
        assert step.room == pytest.approx(180 / counts[step.phase])
    assert all(one.right < other.left for one, other in pairwise(steps))


SPANS = [(1, 0.0, 200.0), (2, 200.0, 400.0)]


def is_even(phases: list[int | None], spans: list[tuple[int | None, float, float]], width: float = 800.0) -> bool:
    steps = [stair(number, phase) for number, phase in enumerate(phases)]
    return placed(steps, width, spans) == placed(steps, width, None)


def test_a_path_that_goes_back_is_spaced_evenly() -> None:
    assert is_even([1, 2, 1], [*SPANS])
    assert not is_even([1, 2, 2], [*SPANS])


def test_a_phase_that_is_not_there_or_out_of_view_or_too_narrow_spaces_evenly() -> None:
    assert is_even([1, None], [*SPANS])
    assert is_even([1, 2], [(1, -900.0, -700.0), (2, 200.0, 400.0)])
    assert is_even([1, 2], [(1, 0.0, 20.0), (2, 20.0, 400.0)])
    assert is_even([1, 2], [(1, 0.0, 200.0), (2, 780.0, 1500.0)])
    assert not is_even([1, None], [*SPANS, (None, 400.0, 600.0)])


# what is said


def test_the_title_compares(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    assert panel.title.full == "Most travelled path: 72%"
    assert panel.beside.full == (
        "70% of customers · whole journey 65% · the average of its scores would say 85% · peak and end 85%"
    )
    editor.choose_path("worst")
    qtbot.waitUntil(lambda: panel.title.full == "Worst path: 48%")
    assert [step.id for step in panel.stairs] == [CALL, DESK]


def test_what_has_no_room_in_the_title_is_left_out_whole(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    share, whole, average, peak = panel.beside.full.split(" · ")
    seen = {}
    for width in range(1100, 100, -5):
        panel.resize(width, 260)
        seen.setdefault(panel.beside.text(), width)
        assert panel.beside.text() == panel.beside.full or share in panel.beside.toolTip()
    left = ((share, whole, average, peak), (share, whole, average), (whole, average), (average,), ())
    assert list(seen) == [" · ".join(parts) for parts in left]
    panel.resize(seen[average], 260)
    assert panel.title.text() == panel.title.full  # the path's own figure gives way last


def test_it_follows_the_pointer(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    gesture = editor.begin("Score")
    assert gesture is not None
    editor.draft(gesture, lambda state: edits.set_fields(state, [DESK], score=0.5))
    qtbot.waitUntil(lambda: panel.title.full == "Most travelled path: 45%")
    assert panel.plot is not None
    assert [step.after for step in panel.plot._stairs] == pytest.approx([0.9, 0.45])
    gesture.cancel()


def test_steps_under_the_bands(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    panel.set_phase_spans([(FIRST, 100.0, 300.0), (SECOND, 300.0, 500.0)])
    middles = [(step.left + step.right) / 2 for step in panel.stairs]
    assert middles == pytest.approx([200, 400])
    panel.set_phase_spans(None)
    assert [(step.left + step.right) / 2 for step in panel.stairs] != pytest.approx([200, 400])


def pixel(panel: StaircasePanel, step: Stair, share: float) -> str:
    assert panel.plot is not None
    image = panel.plot.grab().toImage()
    x, y = round(step.left) + 4, round(panel.plot._y(share))
    return image.pixelColor(x, y).name().upper()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_only_the_largest_drop_is_saturated(qtbot: QtBot, editor: Editor, look: Appearance, name: str) -> None:
    look.set(theme=name)  # type: ignore[arg-type]
    panel = shown(qtbot, editor, look)
    app, desk = panel.stairs
    palette = look.palette
    assert pixel(panel, desk, 0.81) == theme.score_colour(0.8)
    assert pixel(panel, app, 0.95) == theme.mix(theme.score_colour(0.9), palette.surface, 0.62)
    assert pixel(panel, desk, 0.3) == palette.grey.upper()


def test_a_click_selects_the_card_and_arrows_walk(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    assert panel.plot is not None
    step = panel.stairs[1]
    place = QPoint(round((step.left + step.right) / 2), 100)
    QTest.mouseClick(panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.selection == (DESK,)
    QTest.keyClick(panel.plot, Qt.Key.Key_Left)
    assert editor.selection == (APP,)
    QTest.keyClick(panel.plot, Qt.Key.Key_Left)
    assert editor.selection == (APP,)


def test_unscored_steps_and_bounds(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Score", lambda state: edits.set_fields(state, [DESK], score=None))
    panel = shown(qtbot, editor, look)
    assert panel.title.full == "Most travelled path: at most 90%"
    assert [(step.scored, step.known, step.bound) for step in panel.stairs] == [
        (True, True, False),
        (False, True, True),
    ]
    assert panel.plot is not None
    assert "unscored" in panel.plot.accessibleDescription()
    editor.edit("Score", lambda state: edits.set_fields(state, [APP, CALL], score=None))
    qtbot.waitUntil(lambda: panel.title.full == "Most travelled path: –")


def test_covered(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    editor.cover(True)
    qtbot.waitUntil(lambda: panel.title.full == "Most travelled path: ••")
    assert panel.beside.full == ""
    assert panel.plot is not None
    assert "%" not in panel.plot.accessibleDescription()
    app = panel.stairs[0]
    assert pixel(panel, app, 0.95) == look.palette.grey.upper()


def test_an_empty_journey_teaches(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    panel = shown(qtbot, edit([Project(id=1), Journey(id=2)]), look)
    assert panel.hint.isVisible()
    assert panel.hint.text().startswith("Here the journey steps down")
    assert panel.plot is not None
    assert panel.plot.isHidden()


def test_everybody_lost_is_told(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Block", lambda state: edits.set_fields(state, [DESK], blocked=True))
    panel = shown(qtbot, editor, look)
    assert panel.hint.text() == "No way leads to an end that is reached: every customer is lost."


def test_pyqtgraph_comes_after_the_window(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = StaircasePanel(editor, look)
    qtbot.addWidget(panel)
    panel.resize(600, 250)
    panel.show()
    assert panel.plot is None
    qtbot.waitUntil(lambda: panel.plot is not None)
    qtbot.waitUntil(lambda: panel.plot is not None and panel.plot.isVisible())


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_path_of_three_hundred_steps_is_drawn(
    qtbot: QtBot, edit: Callable[..., Editor], look: Appearance, scale: float
) -> None:
    look.set(scale=scale)
    cards = [Touchpoint(id=10 + n, journey=2, name=f"Touchpoint {n}", score=0.99) for n in range(300)]
    links = [Link(id=1000 + n, journey=2, source=10 + n, target=11 + n) for n in range(299)]
    panel = shown(qtbot, edit([Project(id=1), Journey(id=2), *cards, *links]), look)
    assert len(panel.stairs) == 300
    assert not panel.grab().isNull()
    assert panel.title.full == "Most travelled path: 5%"
