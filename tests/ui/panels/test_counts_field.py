"""The field of five counts, and the inspector's rows for jobs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cjdesigner.model import jobs
from cjdesigner.model.records import DesiredOutcome, Force, Job, Journey, Project, Record
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.counts_field import CountsField
from cjdesigner.ui.panels.field_editor import REST
from cjdesigner.ui.panels.fields.jobs import TABLE
from cjdesigner.ui.panels.inspector import InspectorPanel

JOB, ONE, OTHER, FORCE = 10, 20, 21, 30


@pytest.fixture
def editor(edit: Callable[..., Editor]) -> Editor:
    return edit(
        [
            Project(id=1),
            Journey(id=2),
            Job(id=JOB),
            DesiredOutcome(id=ONE, job=JOB, text="One"),
            DesiredOutcome(id=OTHER, job=JOB, text="Other", importance_counts=(1, 0, 3, 16, 20)),
            Force(id=FORCE, job=JOB, kind="push"),
        ]
    )


@pytest.fixture
def panel(qtbot: QtBot, editor: Editor, look: Appearance) -> InspectorPanel:
    result = InspectorPanel(editor, look)
    qtbot.addWidget(result)
    result.resize(320, 900)
    with qtbot.waitExposed(result):
        result.show()
    result.activateWindow()
    return result


def counts(panel: InspectorPanel) -> CountsField:
    widget = panel.form.fields["importance_counts"]
    assert isinstance(widget, CountsField)
    return widget


def given(editor: Editor, key: int = ONE) -> tuple[int, ...]:
    record = editor.state.get(key, DesiredOutcome)
    assert record is not None
    return record.importance_counts


@pytest.mark.parametrize("kind", [Job, DesiredOutcome, Force])
def test_every_attribute_has_its_row(kind: type[Record]) -> None:
    assert {row.name for row in TABLE[kind]} == set(kind.__struct_fields__) - {"id", "job", "rank"}


def test_counts_are_shown_and_summed_up(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((OTHER,))
    assert [box.text() for box in counts(panel).boxes] == ["1", "0", "3", "16", "20"]
    assert counts(panel).total.text() == "40 answers, 90% gave 4 or 5: 9.0"
    assert panel.form.fields["importance"].isHidden()
    editor.select((ONE,))
    assert [box.text() for box in counts(panel).boxes] == [""] * 5
    assert not panel.form.fields["importance"].isHidden()


def test_a_visit_to_all_five_is_one_step(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((ONE,))
    field = counts(panel)
    field.boxes[0].setFocus()
    for box, text in zip(field.boxes, ("1", "", "2", "3", "4"), strict=True):
        QTest.keyClicks(box, text)
        QTest.qWait(REST + 20) if text == "2" else None
        if box is not field.boxes[-1]:
            QTest.keyClick(box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field.boxes[-1]
    panel.flush()
    assert given(editor) == (1, 0, 2, 3, 4)
    assert len(editor.document._done) == 1
    editor.undo()
    assert given(editor) == ()


def test_five_numbers_are_pasted_at_once(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((ONE,))
    QApplication.clipboard().setText("10\t8\t10\t8\t4\n")
    counts(panel).boxes[2].setFocus()
    QTest.keyClick(counts(panel).boxes[2], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert given(editor) == (10, 8, 10, 8, 4)
    assert counts(panel).total.text() == "40 answers, 30% gave 4 or 5: 3.0"


def test_what_is_no_count_is_told_and_not_written(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((OTHER,))
    box = counts(panel).boxes[0]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "1.5")
    panel.flush()
    assert given(editor, OTHER) == (1, 0, 3, 16, 20)
    assert counts(panel).total.text() == "Not written: answers are whole numbers."
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "1"


def test_a_wrong_box_keeps_no_right_one_from_being_written(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((OTHER,))
    boxes = counts(panel).boxes
    for box, text in ((boxes[0], "abc"), (boxes[1], "7")):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Tab)
    boxes[4].setFocus()
    QTest.keyClick(boxes[4], Qt.Key.Key_Tab)
    assert given(editor, OTHER) == (1, 7, 3, 16, 20)
    assert boxes[0].text() == "abc"
    red = panel._appearance.palette.danger
    assert [red in box.styleSheet() for box in boxes] == [True, False, False, False, False]
    assert counts(panel).total.text().startswith("Not written")
    editor.undo()
    panel.refresh()
    assert [box.text() for box in boxes] == ["abc", "0", "3", "16", "20"]
    boxes[0].setFocus()
    boxes[0].selectAll()
    QTest.keyClicks(boxes[0], "2")
    panel.flush()
    assert given(editor, OTHER) == (2, 0, 3, 16, 20)
    assert not any(red in box.styleSheet() for box in boxes)


def test_emptied_boxes_are_no_answers(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((OTHER,))
    for box in counts(panel).boxes:
        box.setFocus()
        box.selectAll()
        QTest.keyClick(box, Qt.Key.Key_Delete)
    panel.flush()
    assert given(editor, OTHER) == ()


def test_several_outcomes_at_once(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((ONE, OTHER))
    assert all(box.text() == "" for box in counts(panel).boxes)
    assert all(box.placeholderText() for box in counts(panel).boxes)


def test_a_force_and_a_job_can_be_edited(panel: InspectorPanel, editor: Editor) -> None:
    editor.select((FORCE,))
    assert set(panel.form.fields) == {"text", "kind", "strength"}
    box = panel.form.fields["strength"].findChildren(type(panel.form.fields["strength"].box))[0]  # type: ignore[attr-defined]
    box.setCurrentIndex(5)
    box.activated.emit(5)
    assert jobs.balance(editor.state, JOB) == jobs.Balance(push=5)
    editor.select((JOB,))
    assert {"situation", "motivation", "outcome", "kind", "persona", "note"} == set(panel.form.fields)
