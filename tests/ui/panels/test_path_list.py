"""The path list and its dots."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, DESK, NEED

from cjdesigner.model import edits
from cjdesigner.model.records import Journey, Link, Project, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.path_list import PathListPanel

TRAVELLED, WORST = (NEED, APP, DESK), (NEED, CALL, DESK)


def shown(qtbot: QtBot, editor: Editor, look: Appearance) -> PathListPanel:
    panel = PathListPanel(editor, look)
    qtbot.addWidget(panel)
    panel.resize(300, 260)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.refresh()
    return panel


def test_each_path_once_with_share_and_excellence(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    assert panel.number.full == "2 paths"
    assert [(row.key, row.title, row.figure, row.detail) for row in panel.list.rows] == [
        (TRAVELLED, "70% · most travelled, best", "72%", "App → Desk"),
        (WORST, "30% · worst", "48%", "Call → Desk"),
    ]


def test_choosing_works_both_ways(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    assert panel.list.currentIndex().row() == 0
    place = panel.list.visualRect(panel.list.model().index(1, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.choice == WORST
    editor.choose_path("best")
    assert panel.list.currentIndex().row() == 0
    dot, _radius = panel.dots._place(next(path for path in panel.dots._paths if path.nodes == WORST))
    QTest.mouseClick(panel.dots, Qt.MouseButton.LeftButton, pos=dot.toPoint())
    assert editor.choice == WORST
    assert panel.dots._nodes == WORST


def test_dots_stand_at_their_excellence_and_grow_with_their_share(
    qtbot: QtBot, editor: Editor, look: Appearance
) -> None:
    panel = shown(qtbot, editor, look)
    dots = panel.dots
    assert dots.top_value == 1.0
    travelled, worst = (next(path for path in dots._paths if path.nodes == nodes) for nodes in (TRAVELLED, WORST))
    (here, large), (there, small) = dots._place(travelled), dots._place(worst)
    left, right, _y = dots._axis()
    assert abs(here.x() - (left + 0.72 * (right - left))) < 1e-6
    assert there.x() < here.x()
    assert large > small
    editor.edit("Score", lambda state: edits.set_fields(state, [DESK], score=0.05))
    panel.refresh()
    assert dots.top_value == 0.1


def test_it_waits_for_rest(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    editor.edit("Score", lambda state: edits.set_fields(state, [DESK], score=1.0))
    QTest.qWait(5)
    assert panel.list.rows[0].figure == "72%"
    qtbot.waitUntil(lambda: panel.list.rows[0].figure == "90%")


def test_as_many_as_there_are_named_exactly(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    """The third worked example, 6^40 paths."""
    layers = [[10 + layer * 6 + n for n in range(6)] for layer in range(40)]
    cards = [Touchpoint(id=key, journey=2, name=f"T{key}", score=0.9) for layer in layers for key in layer]
    ends = [(a, b) for one, other in zip(layers, layers[1:], strict=False) for a in one for b in other]
    links = [Link(id=1000 + n, journey=2, source=a, target=b) for n, (a, b) in enumerate(ends)]
    panel = shown(qtbot, edit([Project(id=1), Journey(id=2), *cards, *links]), look)
    assert panel.number.full == "1.3 × 10³¹ paths"
    assert f"{6**40:,}" in panel.number.toolTip()
    assert 5 <= len(panel.list.rows) <= 15


def test_nothing_linked_teaches(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    panel = shown(qtbot, edit([Project(id=1), Journey(id=2)]), look)
    assert panel.number.full == "No path yet"
    assert panel.hint.text().startswith("Link cards")
    assert panel.dots.isHidden()


def test_a_renamed_card_is_renamed_here(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    editor.edit("Rename", lambda state: edits.set_fields(state, [DESK], name="Reception"))
    qtbot.waitUntil(lambda: panel.list.rows[0].detail == "App → Reception")


def test_before_the_first_score_no_path_is_best_or_worst(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Score", lambda state: edits.set_fields(state, [APP, CALL, DESK], score=None))
    panel = shown(qtbot, editor, look)
    assert [(row.title, row.figure) for row in panel.list.rows] == [
        ("70% · most travelled", "–"),
        ("30% of customers", "–"),
    ]


def test_covered(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    editor.cover(True)
    panel.refresh()
    assert not any("%" in part for row in panel.list.rows for part in (row.title, row.figure))
    assert not panel.dots._paths
