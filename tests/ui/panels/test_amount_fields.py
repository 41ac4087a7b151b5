"""Numbers that may be missing, and several of a few choices, by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cjdesigner import i18n
from cjdesigner.model.records import Indicator, Journey, Project, Reading
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.amount_fields import AmountField, SeveralField, amount_typed, written
from cjdesigner.ui.panels.fields.indicators import TABLE

ONE, TWO, READING = 10, 11, 20


@pytest.fixture
def editor(edit: Callable[..., Editor]) -> Editor:
    return edit(
        [
            Project(id=1),
            Journey(id=2),
            Indicator(id=ONE, name="One", unit="%", kinds=("kpi",)),
            Indicator(id=TWO, name="Two", kinds=("cpi", "kpi"), target=7),
            Reading(id=READING, indicator=ONE, date="2026", value=3, answers=5),
        ]
    )


@pytest.fixture
def make(qtbot: QtBot, editor: Editor, look: Appearance) -> Callable[..., AmountField | SeveralField]:
    parents: list[QWidget] = []

    def made(name: str, *ids: int) -> AmountField | SeveralField:
        parent = QWidget()
        parents.append(parent)
        qtbot.addWidget(parent)
        row = next(row for row in TABLE[type(editor.state[ids[0]])] if row.name == name)
        kind = AmountField if row.kind == "amount" else SeveralField
        field = kind(row, editor, look, parent)
        field.bind(ids)
        parent.show()
        parent.activateWindow()
        return field

    return made


def enter(field: AmountField, text: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, text) if text else QTest.keyClick(field.line, Qt.Key.Key_Delete)
    QTest.keyClick(field.line, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [("80", 80), ("80 %", 80), ("80,5", 80.5), ("-3", -3), ("1,234.5", 1234.5)],
)
def test_numbers_are_typed(make: Callable[..., AmountField], editor: Editor, text: str, value: float) -> None:
    enter(make("target", ONE), text)
    record = editor.state[ONE]
    assert isinstance(record, Indicator)
    assert record.target == value


def test_empty_is_none_and_undo_brings_it_back(make: Callable[..., AmountField], editor: Editor) -> None:
    enter(make("target", TWO), "")
    assert editor.state[TWO].target is None  # type: ignore[attr-defined]
    editor.undo()
    assert editor.state[TWO].target == 7  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["many", "1e5", "7..", "2e15", "99999999999999999"])
def test_what_is_no_number_is_marked_and_not_written(
    make: Callable[..., AmountField], editor: Editor, text: str
) -> None:
    field = make("target", TWO)
    enter(field, text)
    assert editor.state[TWO].target == 7  # type: ignore[attr-defined]
    assert field.hint.isVisible()
    assert field.line.text() == text


def test_counts_are_whole_and_in_their_range(make: Callable[..., AmountField], editor: Editor) -> None:
    field = make("answers", READING)
    for text in ("2,5", "-1", "2000000000"):
        enter(field, text)
        assert field.hint.isVisible()
    enter(field, "12")
    assert editor.state[READING].answers == 12  # type: ignore[attr-defined]
    enter(field, "")
    assert editor.state[READING].answers == 0  # type: ignore[attr-defined]


def test_a_reading_keeps_a_value(make: Callable[..., AmountField], editor: Editor) -> None:
    field = make("value", READING)
    enter(field, "")
    assert editor.state[READING].value == 3  # type: ignore[attr-defined]
    assert field.hint.isVisible()


def test_many_at_once(make: Callable[..., AmountField], editor: Editor) -> None:
    field = make("target", ONE, TWO)
    assert field.line.placeholderText() == "\u2014"
    enter(field, "9")
    assert [editor.state[key].target for key in (ONE, TWO)] == [9, 9]  # type: ignore[attr-defined]


def test_numbers_are_written_as_they_are_typed() -> None:
    for value in (0.0, 71.0, -3.25, 0.1, 1e-7, 1e15, 1234567.5):
        assert amount_typed(written(value)) == value
        with i18n.using("de"):
            assert amount_typed(written(value)) == value


def test_several_are_ticked_and_one_stays(make: Callable[..., SeveralField], editor: Editor) -> None:
    field = make("kinds", ONE)
    field.boxes["brand"].click()
    assert editor.state[ONE].kinds == ("kpi", "brand")  # type: ignore[attr-defined]
    field.boxes["cpi"].click()
    assert editor.state[ONE].kinds == ("cpi", "kpi", "brand")  # type: ignore[attr-defined]
    for key in ("cpi", "kpi"):
        field.boxes[key].click()
    said: list[str] = []
    editor.told.connect(said.append)
    field.boxes["brand"].click()
    assert editor.state[ONE].kinds == ("brand",)  # type: ignore[attr-defined]
    assert field.boxes["brand"].isChecked()
    assert said


def test_several_of_many_records(make: Callable[..., SeveralField], editor: Editor) -> None:
    field = make("kinds", ONE, TWO)
    assert field.boxes["cpi"].checkState() == Qt.CheckState.PartiallyChecked
    assert field.boxes["kpi"].checkState() == Qt.CheckState.Checked
    field.boxes["cpi"].click()
    assert [editor.state[key].kinds for key in (ONE, TWO)] == [("cpi", "kpi")] * 2  # type: ignore[attr-defined]
    QTest.keyClick(field.boxes["brand"], Qt.Key.Key_Space)
    assert "brand" in editor.state[TWO].kinds  # type: ignore[attr-defined]


def test_numbers_are_written_short_with_a_true_minus() -> None:
    assert [written(value) for value in (-1.2202380952380958, 0.00123, -0.0)] == ["\u22121.22", "0.0012", "0"]
