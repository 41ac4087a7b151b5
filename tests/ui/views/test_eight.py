"""The endless journey's view by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cjdesigner.model.records import Journey, Phase, Project, Touchpoint
from cjdesigner.ui.main_window import MainWindow
from cjdesigner.ui.views.eight import EightView

Open = Callable[..., MainWindow]


def view(window: MainWindow) -> EightView:
    shown = window.workspace_.show_view("eight")
    assert isinstance(shown, EightView)
    QApplication.processEvents()
    return shown


def phases(sides: bool) -> list[Phase]:
    return [
        Phase(
            id=3 + n,
            journey=2,
            rank=n,
            title=f"<b>{n}</b> &amp; Ünïcode 😀 שלום",
            side=("buy" if n < 2 else "own") if sides else None,
            verb="inform",
            question="Do they know us?" * (400 if n == 1 else 1),
        )
        for n in range(4)
    ]


def test_the_phases_are_divided_and_chosen_by_key_and_pointer(open_window: Open) -> None:
    window = open_window(records=[Project(id=1), Journey(id=2), *phases(False), Touchpoint(id=9, journey=2, name="a")])
    eight = view(window)
    assert eight.empty.divide.isVisible()
    assert not eight.title.isVisible()
    QTest.mouseClick(eight.empty.divide, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert [phase.side for phase in window.editor_.state.phases(2)] == ["buy", "buy", "own", "own"]
    assert not eight.empty.isVisible()
    assert eight.title.isVisible()
    eight.figure.setFocus()
    for expected in (3, 4, 5, 6, 3):
        QTest.keyClick(eight.figure, Qt.Key.Key_Right)
        assert window.editor_.selection == (expected,)
    window.editor_.undo()
    assert window.editor_.state.phases(2)[0].side is None


def test_what_stands_there_without_sides_is_one_block_in_the_middle(open_window: Open) -> None:
    window = open_window(records=[Project(id=1), Journey(id=2), *phases(False)])
    eight = view(window)
    parts = [label for label in eight.empty.findChildren(QLabel) if label.isVisible()] + [eight.empty.divide]
    tops = sorted(part.mapTo(eight, part.rect().topLeft()).y() for part in parts)
    bottoms = sorted(part.mapTo(eight, part.rect().bottomLeft()).y() for part in parts)
    assert max(top - bottom for top, bottom in zip(tops[1:], bottoms, strict=False)) < 40
    assert abs((tops[0] + bottoms[-1]) / 2 - eight.height() / 2) < eight.height() / 5


def test_enter_shows_the_phase_on_the_map(open_window: Open) -> None:
    window = open_window(records=[Project(id=1), Journey(id=2), *phases(True)])
    eight = view(window)
    eight.figure.setFocus()
    QTest.keyClick(eight.figure, Qt.Key.Key_Right)
    QTest.keyClick(eight.figure, Qt.Key.Key_Return)
    assert window.workspace_.view == "map"
    assert window.editor_.selection == (3,)


def test_it_teaches_where_there_are_no_phases_and_paints_what_is_typed(open_window: Open) -> None:
    window = open_window(records=[Project(id=1), Journey(id=2)])
    empty = view(window).empty
    assert "P" in empty.hint.text()
    assert not empty.divide.isVisible()
    window.close()
    window = open_window("other.cjd", records=[Project(id=1), Journey(id=2), *phases(True)])
    eight = view(window)
    assert not eight.grab().isNull()
    assert not eight.hint.isVisible()
