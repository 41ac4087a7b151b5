"""Scoring in the inspector: slider, typing, scales, many at once, covered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, DESK, PARKED

from cjdesigner.model.records import Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels import scales
from cjdesigner.ui.panels.inspector import InspectorPanel
from cjdesigner.ui.panels.score_field import ScoreField
from cjdesigner.ui.panels.score_slider import ANCHORS, ScoreSlider


@pytest.fixture
def panel(qtbot: QtBot, editor: Editor, look: Appearance) -> InspectorPanel:
    result = InspectorPanel(editor, look)
    qtbot.addWidget(result)
    result.resize(320, 900)
    editor.select((APP,))
    with qtbot.waitExposed(result):
        result.show()
    result.activateWindow()
    return result


def score_field(panel: InspectorPanel) -> ScoreField:
    widget = panel.form.fields["score"]
    assert isinstance(widget, ScoreField)
    return widget


def score(editor: Editor, key: int = APP) -> float | None:
    record = editor.state[key]
    assert isinstance(record, Touchpoint)
    return record.score


def at(slider: ScoreSlider, value: float) -> QPoint:
    track = slider._track()
    return QPoint(round(track.left() + value * track.width()), round(track.center().y()))


def choose_scale(field: ScoreField, key: str, *, satisfied: bool = False) -> None:
    number = scales.SCALES.index(scales.BY_KEY[key])
    field.mapping_box.setCurrentIndex(0 if satisfied else 1)
    field.scale_box.setCurrentIndex(number)
    field.scale_box.activated.emit(number)


def test_a_drag_is_live_and_one_step(panel: InspectorPanel, editor: Editor) -> None:
    slider = score_field(panel).slider
    steps = len(editor.document._done)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, 0.5))
    assert score(editor) == pytest.approx(0.5, abs=0.011)
    QTest.mouseMove(slider, at(slider, 0.3))
    assert score(editor) == pytest.approx(0.3, abs=0.011)
    assert editor.analysis.expected == pytest.approx((0.7 * (score(editor) or 0) + 0.3 * 0.6) * 0.8)
    assert score_field(panel).figure.text() == f"{round((score(editor) or 0) * 100)}%"
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, 0.3))
    assert len(editor.document._done) == steps + 1
    editor.undo()
    assert score(editor) == 0.9


def test_escape_takes_a_drag_back(panel: InspectorPanel, editor: Editor) -> None:
    slider = score_field(panel).slider
    slider.setFocus()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, 0.2))
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    assert score(editor) == 0.9
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, 0.2))
    assert score(editor) == 0.9


@pytest.mark.parametrize("number", range(5))
def test_an_anchor_scores_at_a_click(panel: InspectorPanel, editor: Editor, number: int) -> None:
    slider = score_field(panel).slider
    place = slider._places()[number].center().toPoint()
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert score(editor) == ANCHORS[number][0]


def test_keys_on_the_slider(panel: InspectorPanel, editor: Editor) -> None:
    slider = score_field(panel).slider
    slider.setFocus()
    for key, value in (
        (Qt.Key.Key_Left, 0.89),
        (Qt.Key.Key_PageDown, 0.79),
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_Down, 0.0),
        (Qt.Key.Key_End, 1.0),
        (Qt.Key.Key_U, None),
    ):
        QTest.keyClick(slider, key)
        assert score(editor) == (pytest.approx(value) if value is not None else None)
    assert score_field(panel).evidence.text() == "unscored"


def test_anchors_never_overlap(qtbot: QtBot, look: Appearance) -> None:
    slider = ScoreSlider(look)
    qtbot.addWidget(slider)
    for width in (150, 200, 260, 400):
        slider.resize(width, slider.height())
        QTest.qWait(1)
        places = slider._places()
        for number, place in enumerate(places):
            assert not any(place.intersects(other) for other in places[number + 1 :])
            assert place.bottom() <= slider._height(2)
            assert place.left() >= 0
            assert place.right() <= width + 1


@pytest.mark.parametrize(("typed", "value"), [("85", 0.85), ("85%", 0.85), ("0.85", 0.85), ("4/5", 0.8), ("", None)])
def test_typing_a_score(panel: InspectorPanel, editor: Editor, typed: str, value: float | None) -> None:
    entry = score_field(panel).entry
    entry.setFocus()
    entry.selectAll()
    if typed:
        QTest.keyClicks(entry, typed)
    else:
        QTest.keyClick(entry, Qt.Key.Key_Delete)
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert score(editor) == value


def test_what_is_no_score_is_marked_and_not_written(panel: InspectorPanel, editor: Editor) -> None:
    field = score_field(panel)
    field.entry.setFocus()
    field.entry.selectAll()
    QTest.keyClicks(field.entry, "lots")
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    assert score(editor) == 0.9
    assert field.entry.text() == "lots"
    assert field.mapping.property("role") == "error"
    QTest.keyClick(field.entry, Qt.Key.Key_Tab)
    assert field.entry.text() == "90%"
    assert field.mapping.property("role") == "small"


def test_scoring_in_school_grades(panel: InspectorPanel, editor: Editor) -> None:
    field = score_field(panel)
    choose_scale(field, "grade")
    assert field.mapping.text() == "Linear: 6 → 0%, 3.5 → 50%, 1 → 100%"
    assert field.entry.text() == "1.50"
    field.entry.setFocus()
    field.entry.selectAll()
    QTest.keyClicks(field.entry, "2")
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    assert score(editor) == pytest.approx(0.8)


def test_the_share_of_satisfied_answers(panel: InspectorPanel, editor: Editor) -> None:
    field = score_field(panel)
    choose_scale(field, "csat", satisfied=True)
    assert field.entry.isHidden()
    assert field.mapping.text() == "Score = share of answers 4 and 5"
    field.satisfied.setValue(159)
    panel.flush()
    assert score(editor) == 0.9  # all answers are missing yet
    field.answers.setValue(212)
    panel.flush()
    assert score(editor) == pytest.approx(0.75)
    record = editor.state[APP]
    assert isinstance(record, Touchpoint)
    assert record.basis == "159 of 212 answers satisfied"
    editor.select((CALL,))
    assert (field.satisfied.value(), field.answers.value()) == (0, 0)
    panel.flush()
    assert score(editor, CALL) == 0.6


def test_the_scale_is_remembered(qtbot: QtBot, panel: InspectorPanel, editor: Editor, look: Appearance) -> None:
    choose_scale(score_field(panel), "ces")
    again = InspectorPanel(editor, look)
    qtbot.addWidget(again)
    assert score_field(again).scale_box.currentText() == "1–7 (CES)"
    assert score_field(again).mapping_box.currentText() == "linear, from the mean answer"


def test_one_score_for_many(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((APP, CALL, DESK))
    field = score_field(panel)
    assert (field.figure.text(), field.entry.placeholderText()) == ("—", "—")
    assert field.slider.value is None
    field.entry.setFocus()
    QTest.keyClicks(field.entry, "70")
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    assert [score(editor, key) for key in (APP, CALL, DESK)] == [0.7] * 3


def test_covered_figures_stay_covered_while_scoring(qtbot: QtBot, panel: InspectorPanel, editor: Editor) -> None:
    field = score_field(panel)
    editor.cover(True)
    qtbot.waitUntil(lambda: field.figure.text() == "••")
    assert field.entry.text() == ""
    field.entry.setFocus()
    panel.flush()
    assert score(editor) == 0.9
    QTest.keyClicks(field.entry, "40")
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    assert score(editor) == pytest.approx(0.4)
    assert field.figure.text() == "••"
    editor.cover(False)
    qtbot.waitUntil(lambda: field.figure.text() == "40%")


def test_an_unscored_card(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((PARKED,))
    field = score_field(panel)
    assert (field.figure.text(), field.evidence.text(), field.entry.text()) == ("–", "unscored", "")


def test_read_only_scores_nothing(
    qtbot: QtBot, editor: Editor, look: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Editor, "read_only", property(lambda self: True))
    panel = InspectorPanel(editor, look)
    qtbot.addWidget(panel)
    editor.select((APP,))
    panel.show()
    field = score_field(panel)
    QTest.keyClicks(field.entry, "40")
    QTest.mouseClick(field.slider, Qt.MouseButton.LeftButton, pos=at(field.slider, 0.2))
    panel.flush()
    assert score(editor) == 0.9
