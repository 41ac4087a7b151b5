"""The opportunity landscape by mouse and keys: numbers, dots that coincide, tooltips, hollow estimates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.views.landscape import Dot, Landscape


@pytest.fixture
def look(qtbot: QtBot) -> Appearance:
    result = Appearance()
    result.set(theme="light", scale=1.0, language="en")
    return result


@pytest.fixture
def land(qtbot: QtBot, look: Appearance) -> Landscape:
    result = Landscape(look)
    qtbot.addWidget(result)
    result.resize(420, 400)
    with qtbot.waitExposed(result):
        result.show()
    return result


DOTS = [
    Dot(1, 1, 3.2, 9.1, tip="First <b>"),
    Dot(2, 2, 3.2, 9.1, tip="Second"),
    Dot(3, 3, 2.0, 7.0, estimate=True, movable=True),
    Dot(4, 4, 8.0, 2.0, strong=False),
]


def colour_at(land: Landscape, place: QPointF) -> QColor:
    image = land.grab().toImage()
    ratio = image.width() / land.width()
    return image.pixelColor(QPoint(round(place.x() * ratio), round(place.y() * ratio)))


def test_a_dot_stands_at_its_figures(land: Landscape) -> None:
    land.show_dots(DOTS)
    assert land.figures(land.place(3.2, 9.1)) == (3.2, 9.1)
    plot = land.plot
    assert land.place(0, 10) == plot.topLeft()
    assert land.place(10, 0) == plot.bottomRight()
    assert land.figures(QPointF(-50, -50)) == (0.0, 10.0)


def test_answers_are_solid_and_estimates_hollow(land: Landscape, look: Appearance) -> None:
    land.show_dots(DOTS)
    assert colour_at(land, land.place(3.2, 9.1)) == QColor(look.palette.accent)
    assert colour_at(land, land.place(2.0, 7.0)) == QColor(look.palette.surface)
    assert colour_at(land, land.place(8.0, 2.0)) == QColor(look.palette.link)


def test_dots_that_coincide_share_a_label_and_are_chosen_in_turn(land: Landscape) -> None:
    land.show_dots(DOTS)
    chosen: list[int] = []
    land.chosen.connect(chosen.append)
    land.chosen.connect(land.show_current)
    assert [land._label(spot) for spot in land._spots] == ["1\u2009·\u20092", "3", "4"]
    for _click in range(3):
        QTest.mouseClick(land, Qt.MouseButton.LeftButton, pos=land.place(3.2, 9.1).toPoint())
    assert chosen == [1, 2, 1]


def test_arrows_walk_by_number_and_round(land: Landscape) -> None:
    land.show_dots(DOTS)
    chosen: list[int] = []
    land.chosen.connect(chosen.append)
    land.chosen.connect(land.show_current)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(land, key)
    assert chosen == [1, 2, 4, 1, 4, 1]
    assert land.accessibleDescription() == "First <b>"


def test_the_bands_are_tinted_from_the_highest(land: Landscape) -> None:
    land.show_dots([])
    lightness = [colour_at(land, land.place(x, y)).lightness() for x, y in ((2.5, 9.2), (2.0, 7.7), (3.0, 7.0), (8, 2))]
    assert lightness == sorted(lightness)
    assert len(set(lightness)) == 4


def test_labels_never_lie_on_one_another(land: Landscape) -> None:
    land.show_dots([Dot(n, n, 3 + n % 7 / 2, 3 + n % 11 / 2.5) for n in range(1, 78)])
    standing = [label for label in land._labels if label is not None]
    assert len(standing) > 20
    for number, one in enumerate(standing):
        assert not any(one.intersects(other) for other in standing[number + 1 :])


def test_the_selected_one_always_has_its_number(land: Landscape) -> None:
    land.show_dots([Dot(n, n, 5 + n % 13 / 20, 5 + n % 17 / 20) for n in range(1, 221)])
    for key in (1, 110, 220):
        land.show_current(key)
        first = land._spots[0]
        assert key in first.keys
        assert land._labels[0] is not None


def test_without_dots_a_hint_is_drawn_and_keys_do_nothing(land: Landscape) -> None:
    land.show_dots([], "Give outcomes figures")
    QTest.keyClick(land, Qt.Key.Key_Right)
    QTest.keyClick(land, Qt.Key.Key_Home)
    assert not land.grab().isNull()


def test_the_hint_lies_on_no_words(land: Landscape) -> None:
    hint = "Give desired outcomes importance and satisfaction, and each has its place here."
    ground, plot = land._ground, land.plot
    everything = [name[0] for name in ground.shown_names(plot, "")]
    assert [name[0] for name in ground.shown_names(plot, hint)] == everything[:-1]
    land.resize(220, 200)
    assert "unattractive" not in [name[0] for name in ground.shown_names(land.plot, hint * 2)]
