"""“Score follows” in the inspector, by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from cjdesigner.model import indicators
from cjdesigner.model.indicators import Entry
from cjdesigner.model.records import Indicator, Journey, Project, Reading, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.score_binding import ScoreBinding

NPS, CSAT, DESK, APP = 10, 11, 20, 21


@pytest.fixture
def editor(edit: Callable[..., Editor]) -> Editor:
    return edit(
        [
            Project(id=1),
            Journey(id=2),
            Indicator(id=NPS, name="NPS <b>", lowest=-100, highest=100),
            Indicator(id=CSAT, rank=1, name="CSAT", unit="%"),
            Reading(id=12, indicator=NPS, date="2026-01", value=40),
            Touchpoint(id=DESK, journey=2, name="Desk", score=0.5),
            Touchpoint(id=APP, journey=2, name="App"),
        ]
    )


@pytest.fixture
def follows(qtbot: QtBot, editor: Editor, look: Appearance) -> ScoreBinding:
    widget = ScoreBinding(editor, look)
    qtbot.addWidget(widget)
    widget.resize(300, 300)
    widget.show()
    widget.activateWindow()
    widget.bind((DESK,))
    return widget


def choose(box: QComboBox, index: int) -> None:
    box.setCurrentIndex(index)
    box.activated.emit(index)


def desk(editor: Editor, key: int = DESK) -> Touchpoint:
    record = editor.state[key]
    assert isinstance(record, Touchpoint)
    return record


def test_choosing_an_indicator_binds_by_the_likeliest_mapping(follows: ScoreBinding, editor: Editor) -> None:
    assert not follows.mapping_box.isVisible()
    assert not follows.release_button.isVisible()
    choose(follows.indicator_box, 1)
    assert (desk(editor).indicator, desk(editor).score) == (NPS, 0.7)
    assert follows.said.text() == "40 (2026-01) \u2192 70%; linear, 0% at \u2212100 and 100% at 100."
    assert follows.mapping_box.currentText() == "NPS, \u2212100 to 100"
    choose(follows.mapping_box, 1)
    assert (desk(editor).score_zero, desk(editor).score_one, desk(editor).score) == (1, 5, 1)
    editor.undo()
    editor.undo()
    follows.load()
    assert desk(editor).indicator is None
    assert follows.indicator_box.currentIndex() == 0


def test_own_ends_are_typed(follows: ScoreBinding, editor: Editor) -> None:
    choose(follows.indicator_box, 1)
    follows.zero.selectAll()
    QTest.keyClicks(follows.zero, "0")
    follows.one.selectAll()
    QTest.keyClicks(follows.one, "80")
    follows.one.editingFinished.emit()
    assert (desk(editor).score_zero, desk(editor).score_one, desk(editor).score) == (0, 80, 0.5)
    assert follows.mapping_box.currentText() == "Own ends"
    follows.zero.selectAll()
    QTest.keyClicks(follows.zero, "80")
    follows.zero.editingFinished.emit()
    assert follows.fault.isVisible()
    assert desk(editor).score_zero == 0


def test_release_and_no_indicator_both_release(follows: ScoreBinding, editor: Editor) -> None:
    for let_go in (follows.release_button.click, lambda: choose(follows.indicator_box, 0)):
        choose(follows.indicator_box, 1)
        let_go()
        assert (desk(editor).indicator, desk(editor).score) == (None, 0.7)


def test_without_a_reading_it_says_what_will_be(follows: ScoreBinding, editor: Editor) -> None:
    choose(follows.indicator_box, 2)
    assert desk(editor).score == 0.5
    assert "no reading yet" in follows.said.text()
    editor.edit("x", lambda state: indicators.add_readings(state, CSAT, [Entry("2026", 71)]))
    follows.load()
    assert desk(editor).score == pytest.approx(0.71)
    assert "71%" in follows.said.text()


def test_many_touchpoints_at_once(follows: ScoreBinding, editor: Editor) -> None:
    choose(follows.indicator_box, 1)
    follows.bind((DESK, APP))
    assert follows.indicator_box.currentIndex() == -1
    choose(follows.indicator_box, 1)
    assert desk(editor, APP).score == 0.7
    follows.release_button.click()
    assert desk(editor, APP).indicator is None


def test_covered_figures_and_plain_texts(follows: ScoreBinding, editor: Editor) -> None:
    choose(follows.indicator_box, 1)
    editor.cover(True)
    assert "70" not in follows.said.text()
    assert follows.indicator_box.itemText(1) == "NPS <b>"
    assert all("<b>" not in found.toolTip() for found in follows.findChildren(QLabel))
