"""What keys and wheel do in the inspector's fields, with the whole window around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, FIRST, JOURNEY, example

from cjdesigner.model import edits
from cjdesigner.model.records import (
    Attachment,
    Indicator,
    Insight,
    Job,
    LaneEntry,
    Override,
    Persona,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.ui.main_window import MainWindow
from cjdesigner.ui.panels.amount_fields import AmountField
from cjdesigner.ui.panels.inspector import Form
from cjdesigner.ui.panels.score_field import ScoreField
from cjdesigner.ui.panels.text_fields import LineField, ShareField, TextField

ANNA, BEN, SPEED = 40, 41, 50
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def records() -> list[Record]:
    return [
        *example(),
        Persona(id=ANNA, rank=0, name="Anna", share=0.4),
        Persona(id=BEN, rank=1, name="Ben"),
        Attachment(id=42, subject=ANNA, target=JOURNEY, rank=0),
        Attachment(id=43, subject=BEN, target=JOURNEY, rank=1),
        Override(id=44, persona=ANNA, target=APP, field="score", value=0.5),
        Indicator(id=SPEED, name="Speed", kinds=("cpi",)),
        Reading(id=51, indicator=SPEED, date="2026", value=1.25),
        Insight(id=60, rank=0, text="One"),
        Insight(id=61, rank=1, text="Two"),
        Job(id=70),
    ]


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    result = open_window("hands.cjd", records())
    result.workspace_._tabs.setCurrentIndex(0)
    return result


def form(window: MainWindow) -> Form:
    return window.workspace_.inspector.form


def score(window: MainWindow, key: int) -> float | None:
    record = window.editor_.state[key]
    assert isinstance(record, Touchpoint)
    return record.score


def roll(widget: QWidget) -> None:
    """Turn the wheel over a widget, as it comes from the window system."""
    place = widget.mapTo(widget.window(), widget.rect().center())
    QTest.wheelEvent(widget.window().windowHandle(), QPointF(place), QPoint(0, -120))
    QApplication.processEvents()


def turn(widget: QWidget) -> None:
    """Turn the wheel over just this widget."""
    centre, down = QPointF(widget.rect().center()), QPoint(0, -120)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        centre, widget.mapToGlobal(centre), down, down, none, Qt.KeyboardModifier.NoModifier, phase, False
    )
    QApplication.sendEvent(widget, event)


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()  # type: ignore[attr-defined]
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        QApplication.clipboard().setText(text)
        QTest.keyClick(widget, Qt.Key.Key_V, CTRL)


# the wheel


def _is_for_choosing(widget: QWidget) -> bool:
    return isinstance(widget, (QComboBox, QAbstractSpinBox, QLineEdit)) and widget.isVisible() and widget.isEnabled()


@pytest.mark.parametrize("key", [APP, FIRST, ANNA, SPEED, 60, 70, JOURNEY])
def test_the_wheel_scrolls_the_inspector_over_every_field(window: MainWindow, key: int) -> None:
    window.resize(1200, 420)
    window.editor_.select((key,))
    window.workspace_._tabs.setCurrentIndex(0)
    QTest.qWait(1)
    area = form(window)
    boxes = [widget for widget in area.widget().findChildren(QWidget) if _is_for_choosing(widget)]
    assert boxes
    before = window.editor_.document.steps()
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    for box in boxes:
        for held in (False, True):
            (box if held else window.canvas_).setFocus()
            area.ensureWidgetVisible(box)
            bar.setValue(bar.value() - 1 if bar.value() == bar.maximum() else bar.value())
            place = bar.value()
            texts = [line.text() for line in area.widget().findChildren(QLineEdit)]
            roll(box)
            assert bar.value() > place, box
            assert box.hasFocus() is held or not isinstance(box, (QComboBox, QAbstractSpinBox))
            assert [line.text() for line in area.widget().findChildren(QLineEdit)] == texts
    assert window.editor_.document.steps() == before


def test_the_wheel_changes_nothing_in_a_combo_box_that_has_the_focus(window: MainWindow) -> None:
    window.editor_.select((APP,))
    for box in form(window).widget().findChildren(QComboBox):
        if box.isVisible():
            box.setFocus()
            index = box.currentIndex()
            turn(box)
            assert box.currentIndex() == index


def test_the_list_of_a_combo_box_scrolls_while_it_is_open(window: MainWindow, qtbot: QtBot) -> None:
    window.editor_.select((APP,))
    box = form(window).fields["channel"].box  # type: ignore[attr-defined]
    box.setFocus()
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    bar = box.view().verticalScrollBar()
    bar.setValue(0)
    turn(box.view().viewport())
    assert bar.value() > 0
    box.hidePopup()


@pytest.mark.parametrize("name", ["jobs", "insights", "empathy"])
def test_the_wheel_passes_over_the_boxes_of_the_views(window: MainWindow, name: str) -> None:
    view = window.workspace_.show_view(name)
    boxes = view.findChildren(QComboBox)
    assert boxes
    for box in boxes:
        assert not box.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
        if box.count() < 2:
            box.addItems(["one", "two"])
        box.setCurrentIndex(0)
        box.setFocus()
        turn(box)
        assert box.currentIndex() == 0


def test_the_wheel_leaves_the_target_of_the_journey(window: MainWindow) -> None:
    window.workspace_._tabs.setCurrentIndex(1)
    target = window.workspace_.journey_panel.target
    target.setFocus()
    value = target.value()
    roll(target)
    assert target.value() == value


# undo while the caret is in a field


def test_undo_reaches_the_document_from_a_field(window: MainWindow, qtbot: QtBot) -> None:
    editor = window.editor_
    editor.edit("Owner", lambda state: edits.set_fields(state, [APP], owner="Sales"))
    editor.select((APP,))
    field = form(window).fields["score"]
    assert isinstance(field, ScoreField)
    for typed in ("70", "50"):
        retype(field.entry, typed)
        QTest.keyClick(field.entry, Qt.Key.Key_Return)
    assert score(window, APP) == 0.5
    for expected in (0.7, 0.9):
        QTest.keyClick(field.entry, Qt.Key.Key_Z, CTRL)
        assert score(window, APP) == expected
        qtbot.waitUntil(lambda expected=expected: field.entry.text() == f"{expected:.0%}")  # type: ignore[misc]
    QTest.keyClick(field.entry, Qt.Key.Key_Z, CTRL)
    assert editor.state[APP].owner == "IT"  # type: ignore[attr-defined]
    assert field.entry.hasFocus()
    for _time in range(2):
        QTest.keyClick(field.entry, Qt.Key.Key_Z, CTRL | SHIFT)
    assert score(window, APP) == 0.7
    QTest.keyClick(field.entry, Qt.Key.Key_Y, CTRL)
    assert score(window, APP) == 0.5


def test_words_that_are_being_typed_are_taken_back_first(window: MainWindow) -> None:
    editor = window.editor_
    editor.edit("Score", lambda state: edits.set_fields(state, [CALL], score=0.1))
    editor.select((APP,))
    field = form(window).fields["note"]
    assert isinstance(field, TextField)
    retype(field.text, "Words")
    QTest.keyClick(field.text, Qt.Key.Key_Z, CTRL)
    assert field.text.toPlainText() == ""
    assert score(window, CALL) == 0.1
    QTest.keyClick(field.text, Qt.Key.Key_Z, CTRL)
    assert score(window, CALL) == 0.6


@pytest.mark.parametrize("name", ["channel", "owner", "name", "date"])
def test_no_field_swallows_undo(window: MainWindow, name: str) -> None:
    editor = window.editor_
    editor.edit("Score", lambda state: edits.set_fields(state, [APP], score=0.1))
    editor.select((APP,))
    inner = form(window).fields[name].focusProxy()
    assert inner is not None
    inner.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert score(window, APP) == 0.9


def test_undo_from_a_personas_own_value_and_from_a_new_insight(window: MainWindow) -> None:
    editor = window.editor_
    editor.select((APP,))
    by_persona, hanging = form(window).by_persona, form(window).hanging
    assert by_persona is not None
    assert hanging is not None
    entry = by_persona.lines[BEN, "score"].entry
    retype(entry, "30")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert len(editor.state.referring(BEN, Override)) == 1
    QTest.keyClick(entry, Qt.Key.Key_Z, CTRL)
    assert not editor.state.referring(BEN, Override)
    retype(hanging.field, "Learned")
    QTest.keyClick(hanging.field, Qt.Key.Key_Return)
    assert len(editor.state.all(Insight)) == 3
    QTest.keyClick(hanging.field, Qt.Key.Key_Z, CTRL)
    assert len(editor.state.all(Insight)) == 2


# leaving


def test_escape_leaves_a_field_to_the_map_or_the_view(window: MainWindow) -> None:
    window.editor_.select((APP,))
    for name in ("name", "score", "channel", "evidence", "owner"):
        field = form(window).fields[name]
        field.setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert window.canvas_.hasFocus(), name
    view = window.workspace_.show_view("personas")
    window.editor_.select((ANNA,))
    form(window).fields["role"].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    focused = QApplication.focusWidget()
    assert focused is view or view.isAncestorOf(focused)


def test_when_undo_takes_the_record_away_no_other_gets_the_caret(window: MainWindow) -> None:
    editor = window.editor_
    patch = editor.edit("Add", lambda state: edits.add_touchpoint(state, JOURNEY, 600, 600), select=True)
    (made,) = edits.nodes_added(patch)
    editor.select((made,))
    name = form(window).fields["name"].focusProxy()
    assert isinstance(name, QPlainTextEdit)
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Z, CTRL)
    assert made not in editor.state
    assert window.canvas_.hasFocus()
    title = editor.journey_record.title
    QTest.keyClicks(QApplication.focusWidget(), "x")
    window.settle()
    assert editor.journey_record.title == title


def test_words_waiting_for_a_record_that_goes_are_forgotten(window: MainWindow) -> None:
    editor = window.editor_
    patch = editor.edit("Add", lambda state: edits.add_touchpoint(state, JOURNEY, 600, 600))
    (made,) = edits.nodes_added(patch)
    editor.select((made,))
    field = form(window).fields["owner"]
    assert isinstance(field, LineField)
    retype(field.line, "Sales")
    editor.undo()
    assert made not in editor.state
    assert window.canvas_.hasFocus()


# several


def test_several_insights_are_counted_and_keep_their_texts(window: MainWindow) -> None:
    window.editor_.select((60, 61))
    title = form(window).title
    assert title is not None
    assert title.text() == "2 insights"
    assert "text" not in form(window).fields
    assert "source" in form(window).fields
    window.editor_.select((ANNA, BEN))
    assert {"goals", "context", "quotes"}.isdisjoint(form(window).fields)
    window.editor_.select((APP, 60))
    assert form(window).title.text() == "1 touchpoint, 1 insight"  # type: ignore[union-attr]


# what does not fit


@pytest.mark.parametrize("text", ["120", "abc", "-4"])
def test_a_share_that_is_none_says_so(window: MainWindow, text: str) -> None:
    window.editor_.select((ANNA,))
    field = form(window).fields["share"]
    assert isinstance(field, ShareField)
    retype(field.line, text)
    QTest.keyClick(field.line, Qt.Key.Key_Tab)
    assert field.hint.isVisible()
    assert field.hint.text().startswith("Not written")
    assert field.line.text() == text
    assert window.editor_.state[ANNA].share == 0.4  # type: ignore[attr-defined]
    retype(field.line, "20")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert not field.hint.isVisible()
    assert window.editor_.state[ANNA].share == 0.2  # type: ignore[attr-defined]


def test_an_emotion_is_shown_with_two_digits_and_stays_what_it_is(window: MainWindow) -> None:
    editor = window.editor_
    window.lanes.add_lane("emotion")
    lane = next(record for record in editor.selected(Record) if hasattr(record, "kind"))
    entry = LaneEntry(id=editor.state.allocate(), lane=lane.id, value=-1.2202380952380958)
    editor.edit("Add", lambda state: {entry.id: (None, entry)})
    editor.select((entry.id,))
    field = form(window).fields["value"]
    assert isinstance(field, AmountField)
    assert field.line.text() == "\u22121.22"
    retype(field.line, "\u22121.22")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert editor.state[entry.id] == entry
    for typed in ("-1.5", "\u22121.5"):
        retype(field.line, typed)
        QTest.keyClick(field.line, Qt.Key.Key_Return)
        assert editor.state[entry.id].value == -1.5  # type: ignore[attr-defined]
        editor.undo()


# the order of Tab


def test_tab_goes_from_a_personas_name_to_its_role_and_once_to_its_picture(window: MainWindow) -> None:
    window.workspace_.show_view("personas")
    window.editor_.select((ANNA,))
    fields = form(window).fields
    fields["name"].setFocus()
    for expected in ("role", "portrait", "kind", "share"):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert fields[expected].isAncestorOf(focused), (expected, focused)


def test_the_entry_of_an_own_value_shows_all_of_its_hint(window: MainWindow) -> None:
    window.editor_.select((APP,))
    by_persona = form(window).by_persona
    assert by_persona is not None
    entry = by_persona.lines[BEN, "score"].entry
    assert entry.fontMetrics().horizontalAdvance("not scored") + 18 <= entry.width()
