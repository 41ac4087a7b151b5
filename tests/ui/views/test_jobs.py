"""The view of jobs, by keys and mouse: list, sentence, outcomes, forces, needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cjdesigner.i18n import set_language
from cjdesigner.model import edits, jobs
from cjdesigner.model.document import Document
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    Force,
    Job,
    Journey,
    NeedPoint,
    Persona,
    Project,
    R,
    Record,
)
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.palette_dialog import PaletteDialog
from cjdesigner.ui.views.jobs import JobsView
from cjdesigner.ui.views.jobs_model import ANSWERS, IMPORTANCE, OPPORTUNITY, SATISFACTION, WORDS

NEED, FIT, MIA, SCALE = 5, 6, 8, 9
MOVE, BELONG, TELL = 10, 11, 12
TIME, HURT, BOOK, UNKNOWN, GREET, SHARE = 20, 21, 22, 23, 24, 25
PUSH, HABIT = 30, 31

HOSTILE = "<b>bold</b> <img src=http://x/y.png> &amp; [b] \u202bשלום\u202c e\u0301 😀 "


def example() -> list[Record]:
    return [
        Project(id=1),
        Journey(id=2, title="A little sport"),
        NeedPoint(id=NEED, journey=2, question="What is the easiest way to start?"),
        NeedPoint(id=FIT, journey=2, question="Which sport fits me?"),
        Persona(id=MIA, name="Mia & Co"),
        Persona(id=SCALE, rank=1, name="Smart scale", kind="machine"),
        Job(id=MOVE, persona=MIA, situation="my back aches", motivation="move a little", outcome="feel fit."),
        Job(id=BELONG, rank=1, persona=SCALE, kind="emotional", motivation="not feel out of place"),
        Job(id=TELL, rank=2, kind="social"),
        DesiredOutcome(id=TIME, job=MOVE, text="Find it fast", importance=9.1, satisfaction=3.2, answers=40),
        DesiredOutcome(id=HURT, job=MOVE, rank=1, text="Not be hurt", importance=8.2, satisfaction=6.1, answers=40),
        DesiredOutcome(id=BOOK, job=MOVE, rank=2, text="No booking", importance=7.0, satisfaction=2.0),
        DesiredOutcome(id=UNKNOWN, job=MOVE, rank=3, text="See results"),
        DesiredOutcome(id=GREET, job=BELONG, text="Be greeted", importance=9.0, satisfaction=2.0, answers=25),
        DesiredOutcome(id=SHARE, job=TELL, text="Share", importance_counts=(0, 0, 1, 1, 2), satisfaction=5.0),
        Force(id=PUSH, job=MOVE, kind="push", text="Pain", strength=4),
        Force(id=HABIT, job=MOVE, rank=1, kind="habit", text="Sofa", strength=2),
        Attachment(id=40, subject=MOVE, target=NEED),
    ]


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Appearance]:
    result = Appearance()
    result.set(theme="light", scale=1.0, language="en")
    yield result
    result.set(theme="light", scale=1.0, language="en")


@pytest.fixture
def show(qtbot: QtBot, look: Appearance) -> Iterator[Callable[..., JobsView]]:
    """Shows the view of an editor with these records, the example by default."""
    editors: list[Editor] = []

    def shown(records: list[Record] | None = None) -> JobsView:
        editors.append(Editor(Document(example() if records is None else records)))
        view = JobsView(editors[-1], look)
        qtbot.addWidget(view)
        view.resize(900, 1000)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        return view

    yield shown
    for editor in editors:
        editor.close()


@pytest.fixture
def view(show: Callable[..., JobsView]) -> JobsView:
    return show()


def record(view: JobsView, key: int, kind: type[R]) -> R:
    found = view._editor.state.get(key, kind)
    assert found is not None
    return found


def listed(view: JobsView) -> list[tuple[object, str]]:
    return [(row.key, row.figure) for row in view.list.rows.rows]


def outcomes(view: JobsView) -> list[str]:
    return [outcome.text for outcome in view.detail.table.rows.outcomes]


def choose(box: QComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def steps(view: JobsView) -> int:
    return len(view._editor.document._done)


# the list


def test_jobs_stand_by_opportunity(view: JobsView) -> None:
    assert listed(view) == [(BELONG, "16.0"), (MOVE, "15.0"), (TELL, "≈\u202f10.0")]
    first, second, third = view.list.rows.rows
    assert first.title == "When …, I want to not feel out of place, so I can …"
    assert second.title == "When my back aches, I want to move a little, so I can feel fit."
    assert (first.detail, second.detail) == ("emotional · Smart scale", "functional · Mia & Co")
    assert third.placeholder
    choose(view.list.order, "rank")
    assert [key for key, _figure in listed(view)] == [MOVE, BELONG, TELL]


def test_jobs_are_filtered_by_kind_and_persona(view: JobsView) -> None:
    choose(view.list.kind, "emotional")
    assert [key for key, _figure in listed(view)] == [BELONG]
    assert [dot.key for dot in view.landscape.dots] == [GREET]
    choose(view.list.persona, MIA)
    assert listed(view) == []
    assert not view.list.nothing.isHidden()
    view.reveal(TIME)
    assert [key for key, _figure in listed(view)] == [MOVE]
    choose(view.list.kind, None)
    choose(view.list.persona, None)
    assert len(listed(view)) == 3


def test_a_new_job_fits_the_filters_and_is_typed_at_once(qtbot: QtBot, view: JobsView) -> None:
    choose(view.list.kind, "social")
    choose(view.list.persona, SCALE)
    view.landscape.setFocus()
    QTest.keyClick(view.landscape, Qt.Key.Key_N)
    (job,) = view._editor.selected(Job)
    assert (job.kind, job.persona, job.rank) == ("social", SCALE, 3)
    QTest.keyClicks(QApplication.focusWidget(), "I wake up")
    view.flush()
    assert record(view, job.id, Job).situation == "I wake up"
    assert steps(view) == 2


def test_jobs_are_moved_in_the_designers_order_only(view: JobsView) -> None:
    said: list[str] = []
    view._editor.told.connect(said.append)
    view._editor.select((MOVE,))
    QTest.keyClick(view.list.rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert len(said) == 1
    assert "In your order" in said[0]
    choose(view.list.order, "rank")
    for _press in range(2):  # quicker than the event loop turns
        QTest.keyClick(view.list.rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [job.id for job in view._editor.state.ranked(Job)] == [BELONG, TELL, MOVE]


def test_a_job_is_doubled_copied_and_deleted_by_keys(view: JobsView) -> None:
    view._editor.select((MOVE,))
    QTest.keyClick(view.list.rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("When my back aches, I want to move a little")
    QTest.keyClick(view.list.rows, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    (copy,) = view._editor.selected(Job)
    assert copy.id != MOVE
    assert len(view._editor.state.referring(copy.id, DesiredOutcome)) == 4
    view.refresh()
    view.list.show_current(MOVE)
    before = len(view._editor.state)
    QTest.keyClick(view.list.rows, Qt.Key.Key_Delete)
    assert MOVE not in view._editor.state
    assert view._editor.selected(Job)  # the next one
    view._editor.undo()
    assert len(view._editor.state) == before


# the sentence


def test_the_three_slots_are_typed_in_place(view: JobsView) -> None:
    view._editor.select((MOVE,))
    field = view.detail.story.fields["motivation"]
    field.text.setFocus()
    field.text.selectAll()
    QTest.keyClicks(field.text, "Move {outcome} 20%.")
    QTest.keyClick(field.text, Qt.Key.Key_Return)
    assert record(view, MOVE, Job).motivation == "Move {outcome} 20%."
    assert jobs.sentence(record(view, MOVE, Job)).startswith("When my back aches, I want to Move {outcome} 20%, so I")
    assert steps(view) == 1
    view._editor.undo()
    assert record(view, MOVE, Job).motivation == "move a little"


def test_what_is_typed_for_a_job_that_goes_meanwhile_goes_with_it(view: JobsView) -> None:
    view._editor.select((MOVE,))
    QTest.keyClicks(view.detail.story.fields["motivation"].text, "More")
    view.commands.remove_job(MOVE)
    view.flush()
    assert MOVE not in view._editor.state
    assert steps(view) == 1


def test_the_leads_are_the_languages(show: Callable[..., JobsView], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_", lambda text: "Wenn {situation}, möchte ich {motivation}, damit ich {outcome}.")
    view = show()
    texts = [label.text() for label in view.detail.story.findChildren(QLabel)]
    assert [text for text in texts if text in ("Wenn", "möchte ich", "damit ich")] == [
        "Wenn",
        "möchte ich",
        "damit ich",
    ]
    set_language("en")


# outcomes


def cell(view: JobsView, key: int, column: int) -> str:
    table = view.detail.table.rows
    row = table.row_of(key)
    assert row is not None
    return str(table.index(row, column).data())


def test_the_table_tells_figures_answers_and_bands(view: JobsView) -> None:
    view._editor.select((MOVE,))
    assert [cell(view, TIME, c) for c in range(5)] == ["Find it fast", "9.1", "3.2", "40", "15.0 low-hanging fruit"]
    assert [cell(view, BOOK, c) for c in range(1, 5)] == ["7.0", "2.0", "–", "≈\u202f12.0 low-hanging fruit"]
    assert [cell(view, UNKNOWN, c) for c in range(1, 5)] == ["–", "–", "–", "–"]
    view._editor.select((TELL,))
    assert [cell(view, SHARE, c) for c in range(1, 5)] == ["7.5", "5.0", "–", "≈\u202f10.0 worth considering"]


def type_into(view: JobsView, key: int, column: int, text: str) -> None:
    table = view.detail.table
    row = table.rows.row_of(key)
    assert row is not None
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert field is not table
    field.selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()  # a line is committed once it has processed the key itself


def test_cells_are_typed_into(qtbot: QtBot, view: JobsView) -> None:
    view._editor.select((MOVE,))
    type_into(view, UNKNOWN, IMPORTANCE, "8,4")
    type_into(view, UNKNOWN, SATISFACTION, "6")
    type_into(view, UNKNOWN, ANSWERS, "12")
    type_into(view, UNKNOWN, WORDS, "See them soon")
    found = record(view, UNKNOWN, DesiredOutcome)
    assert (found.importance, found.satisfaction, found.answers, found.text) == (8.4, 6.0, 12, "See them soon")
    assert type(found.answers) is int
    qtbot.waitUntil(lambda: cell(view, UNKNOWN, OPPORTUNITY) == "10.8 worth considering")
    assert steps(view) == 4


@pytest.mark.parametrize("typed", ["11", "-1", "many", "1e1"])
def test_what_is_no_figure_is_told_and_not_written(view: JobsView, typed: str) -> None:
    said: list[str] = []
    view._editor.told.connect(said.append)
    view._editor.select((MOVE,))
    type_into(view, TIME, IMPORTANCE, typed)
    assert said == [f"“{typed}” is no number from 0 to 10."]
    assert record(view, TIME, DesiredOutcome).importance == 9.1


def test_what_is_counted_cannot_be_typed(view: JobsView) -> None:
    view._editor.select((TELL,))
    table = view.detail.table.rows
    editable = [bool(table.flags(table.index(0, c)) & Qt.ItemFlag.ItemIsEditable) for c in range(5)]
    assert editable == [True, False, True, True, False]


def test_outcomes_are_added_by_a_line_and_by_pasting_many(view: JobsView) -> None:
    view._editor.select((MOVE,))
    entry = view.detail.entry
    entry.setFocus()
    QTest.keyClicks(entry, "Be outdoors; 9; 4")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert entry.text() == ""
    QApplication.clipboard().setText("A\t9.1\t3.2\nB")
    QTest.keyClick(entry, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    view.refresh()
    assert outcomes(view)[4:] == ["Be outdoors", "A", "B"]
    view.detail.table.setFocus()
    QTest.keyClick(view.detail.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    view.refresh()
    assert outcomes(view)[4:] == ["Be outdoors", "A", "B", "A", "B"]
    assert steps(view) == 3


def test_what_is_no_figure_stays_in_the_text_and_is_told(view: JobsView) -> None:
    told: list[str] = []
    view._editor.told.connect(told.append)
    view._editor.select((MOVE,))
    entry = view.detail.entry
    entry.setFocus()
    QTest.keyClicks(entry, "Be outdoors; 11; x")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    view.refresh()
    assert outcomes(view)[-1] == "Be outdoors; 11; x"
    assert told == ["“11” is no number from 0 to 10; it stays in the text."]
    QTest.keyClicks(entry, "Be outdoors; 9; 4")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert len(told) == 1


def test_headers_are_whole_and_the_words_take_the_rest(view: JobsView) -> None:
    table = view.detail.table
    header = table.horizontalHeader()
    for width in (760, 900, 1300):
        view.resize(width, 900)
        QApplication.processEvents()
        for column in (IMPORTANCE, SATISFACTION, OPPORTUNITY):
            assert header.sectionSize(column) >= header.sectionSizeFromContents(column).width()
        assert sum(header.sectionSize(column) for column in range(5)) == table.viewport().width()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_where_it_is_narrow_all_stands_beneath_each_other(
    qtbot: QtBot, look: Appearance, show: Callable[..., JobsView], scale: float
) -> None:
    look.set(scale=scale)
    view = show()
    view.resize(look.px(320), look.px(430))
    QApplication.processEvents()
    assert view.width() == look.px(320)
    tops = [part.mapTo(view._whole, QPoint(0, 0)).y() for part in (view.list, view.landscape, view.legend, view.detail)]
    assert tops == sorted(set(tops))
    for part in (view.list, view.landscape, view.legend, view.detail, view.detail.forces, view.detail.story):
        assert part.mapTo(view, QPoint(part.width(), 0)).x() <= view.width()
    view.add_job()
    assert view.detail.story.visibleRegion().isEmpty() is False
    view.resize(look.px(900), look.px(800))
    QApplication.processEvents()
    assert view.list.height() == view.height()


def test_outcomes_are_moved_doubled_copied_and_deleted_by_keys(view: JobsView) -> None:
    view._editor.select((HURT,))
    table = view.detail.table
    table.setFocus()
    assert table.selected_ids() == [HURT]
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    view.refresh()
    assert outcomes(view)[:2] == ["Not be hurt", "Find it fast"]
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Not be hurt\t8.2\t6.1\t40"
    QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    view.refresh()
    assert outcomes(view).count("Not be hurt") == 2
    QTest.keyClick(table, Qt.Key.Key_Delete)
    view.refresh()
    assert outcomes(view).count("Not be hurt") == 1
    assert table.selected_ids() == [UNKNOWN]  # the one before, as there is none after
    view._editor.select((TIME,))
    view.landscape.setFocus()
    QTest.keyClick(view.landscape, Qt.Key.Key_Delete)
    view.refresh()
    assert outcomes(view) == ["Not be hurt", "No booking", "See results"]
    assert view._editor.selection == (BOOK,)


def test_selecting_works_every_way(qtbot: QtBot, view: JobsView) -> None:
    view.reveal(GREET)
    assert view._editor.selection == (GREET,)
    assert outcomes(view) == ["Be greeted"]
    assert view.landscape._current == GREET
    view.legend.chosen.emit(BOOK)
    assert view.detail.table.selected_ids() == [BOOK]
    assert view.list.rows.currentIndex().row() == 1
    view.landscape.setFocus()
    QTest.keyClick(view.landscape, Qt.Key.Key_Home)
    assert view._editor.selection == (GREET,)
    QTest.keyClick(view.landscape, Qt.Key.Key_Down)
    assert view._editor.selection == (TIME,)
    QTest.keyClick(view.landscape, Qt.Key.Key_Return)
    assert view.detail.table.hasFocus()


def test_the_legend_is_numbered_from_the_highest(view: JobsView) -> None:
    assert [(row.key, row.title[:2].strip(), row.figure) for row in view.legend.rows] == [
        (GREET, "1", "16.0"),
        (TIME, "2", "15.0"),
        (BOOK, "3", "≈\u202f12.0"),
        (HURT, "4", "10.3"),
        (SHARE, "5", "≈\u202f10.0"),
    ]
    assert view.unplaced.text() == "1 outcome without figures yet"
    view._editor.cover(True)  # opportunity is no figure of the journey
    assert view.legend.rows[0].figure == "16.0"


def test_an_estimate_is_dragged_as_one_step_and_escape_gives_it_back(qtbot: QtBot, view: JobsView) -> None:
    land = view.landscape
    view._editor.select((BOOK,))
    start, goal = land.place(2.0, 7.0).toPoint(), land.place(1.0, 9.0).toPoint()

    def drag() -> None:
        QTest.mousePress(land, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(land, (start + goal) / 2)
        QTest.mouseMove(land, goal)

    land._current = None  # the press must choose it
    drag()
    QTest.keyClick(land, Qt.Key.Key_Escape)
    assert record(view, BOOK, DesiredOutcome).importance == 7.0
    assert steps(view) == 0
    QTest.mouseRelease(land, Qt.MouseButton.LeftButton, pos=goal)
    view._editor.select(())
    drag()
    QTest.mouseRelease(land, Qt.MouseButton.LeftButton, pos=goal)
    found = record(view, BOOK, DesiredOutcome)
    assert found.importance == pytest.approx(9.0, abs=0.11)
    assert found.satisfaction == pytest.approx(1.0, abs=0.11)
    assert steps(view) == 1


def test_what_was_asked_is_not_dragged(view: JobsView) -> None:
    land = view.landscape
    start = land.place(3.2, 9.1).toPoint()
    QTest.mousePress(land, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(land, start + QPoint(40, 40))
    QTest.mouseRelease(land, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 40))
    assert view._editor.selection == (TIME,)
    assert steps(view) == 0


# forces


def test_forces_are_added_named_weighed_and_deleted(qtbot: QtBot, view: JobsView) -> None:
    view._editor.select((MOVE,))
    forces = view.detail.forces
    assert forces.verdict.text() == "A switch happens: 4 drive to the new, 2 hold to the present."
    forces.buttons["anxiety"].click()
    QTest.keyClicks(QApplication.focusWidget(), "They will look")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    (force,) = view._editor.selected(Force)
    assert (force.kind, force.text, force.strength) == ("anxiety", "They will look", 3)
    view.refresh()
    assert forces.verdict.text() == "No switch: 4 drive to the new, 5 hold to the present."
    QTest.keyClick(forces.lists[1], Qt.Key.Key_5)
    QTest.keyClick(forces.lists[1], Qt.Key.Key_2)
    assert record(view, force.id, Force).strength == 2
    view.refresh()
    assert forces.verdict.text() == "No switch: 4 drive to the new, as many hold to the present."
    QTest.keyClick(forces.lists[1], Qt.Key.Key_Delete)
    assert force.id not in view._editor.state
    assert view._editor.selection == (HABIT,)


def test_the_balance_is_as_long_as_it_is_strong(view: JobsView) -> None:
    view._editor.select((MOVE,))
    bars = view.detail.forces.bars
    (push, long), (habit, short) = bars.blocks()
    assert (push.id, habit.id) == (PUSH, HABIT)
    assert long.left() == short.left()
    assert long.width() == pytest.approx(2 * short.width())
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=short.center().toPoint())
    assert view._editor.selection == (HABIT,)


# needs


def test_needs_open_and_are_linked_and_unlinked(view: JobsView, monkeypatch: pytest.MonkeyPatch) -> None:
    view._editor.select((MOVE,))
    needs = view.detail.needs
    assert [row.title for row in needs.rows.rows] == ["What is the easiest way to start?"]
    opened: list[int] = []
    view._editor.opened.connect(opened.append)
    place = needs.rows.visualRect(needs.rows.model().index(0, 0)).center()
    QTest.mouseClick(needs.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [NEED]

    def answer(dialog: PaletteDialog) -> int:
        assert dialog.results() == ["Which sport fits me?"]
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        return 0

    monkeypatch.setattr(PaletteDialog, "exec", answer)
    needs.search()
    assert view._editor.state.targets(MOVE, NeedPoint)[1].id == FIT
    assert jobs.need_opportunity(view._editor.state, FIT) == 15.0
    view.refresh()
    assert not needs.button.isEnabled()
    needs.rows.setCurrentIndex(needs.rows.model().index(0, 0))
    QTest.keyClick(needs.rows, Qt.Key.Key_Down)
    assert opened == [NEED]  # walking opens nothing
    QTest.keyClick(needs.rows, Qt.Key.Key_Delete)
    assert [need.id for need in view._editor.state.targets(MOVE, NeedPoint)] == [NEED]


def test_a_renamed_need_and_persona_are_followed(qtbot: QtBot, view: JobsView) -> None:
    view._editor.select((MOVE,))
    view._editor.edit("Rename", lambda state: edits.set_fields(state, [NEED], question="Where?"))
    qtbot.waitUntil(lambda: view.detail.needs.rows.rows[0].title == "Where?")
    view._editor.edit("Rename", lambda state: edits.set_fields(state, [MIA], name="Mia, 34"))
    qtbot.waitUntil(lambda: view.list.persona.itemText(1) == "Mia, 34")
    assert view.detail.story.kind.full == "functional · Mia, 34"


# empty, long, hostile, many


def test_before_the_first_job_it_teaches(qtbot: QtBot, show: Callable[..., JobsView]) -> None:
    view = show([Project(id=1), Journey(id=2)])
    assert view._stack.currentIndex() == 1
    assert "N" in view.first.toolTip()
    view.first.setFocus()
    QTest.keyClick(view.first, Qt.Key.Key_N)
    assert view._stack.currentIndex() == 0
    assert not view.detail.teach.isHidden()
    assert not view.detail.forces.hint.isHidden()
    assert not view.detail.needs.hint.isHidden()
    view._editor.undo()
    qtbot.waitUntil(lambda: view._stack.currentIndex() == 1)


def test_texts_are_shown_as_typed(qtbot: QtBot, show: Callable[..., JobsView]) -> None:
    long = (HOSTILE * 100)[:5000].strip()
    records = [
        *example(),
        Job(id=90, rank=9, persona=91, situation=long, motivation=long, outcome=long, note=long),
        Persona(id=91, rank=9, name=long),
        DesiredOutcome(id=92, job=90, text=long, importance=9.0, satisfaction=1.0, source=long),
        Force(id=93, job=90, kind="push", text=long),
        NeedPoint(id=94, journey=2, question=long),
        Attachment(id=95, subject=90, target=94),
    ]
    view = show(records)
    view.reveal(92)
    assert view.grab().width() == view.width()
    assert view.detail.story.fields["situation"].text.toPlainText() == long
    for widget in view.findChildren(QLabel):
        assert widget.textFormat() == Qt.TextFormat.PlainText
    tips = [widget.toolTip() for widget in view.findChildren(QWidget)]
    tips += [str(row_tip(rows.model())) for rows in (view.list.rows, view.legend, view.detail.needs.rows)]
    tips.append(str(view.detail.table.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)))
    assert any("&lt;b&gt;" in tip for tip in tips)
    assert not any("<b>" in tip or "<img" in tip for tip in tips)
    assert view.minimumSizeHint().width() <= 700


def row_tip(model: object) -> object:
    return model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)  # type: ignore[attr-defined]


def test_two_hundred_outcomes_stay_fluid(qtbot: QtBot, show: Callable[..., JobsView]) -> None:
    from time import perf_counter

    many = [
        DesiredOutcome(
            id=1000 + n,
            job=(MOVE, BELONG)[n % 2],
            rank=n,
            text=f"Outcome {n}",
            importance=n % 97 / 10,
            satisfaction=n % 89 / 10,
        )
        for n in range(200)
    ]
    view = show([*example(), *many])
    view._editor.select((1000,))
    start = perf_counter()
    for n in range(10):
        view._editor.edit("Move", lambda state, n=n: edits.set_fields(state, [1000], importance=float(n)))
        view.refresh()
        view.landscape.grab()
    assert (perf_counter() - start) / 10 < 0.15
    assert len(view.landscape.dots) == 205


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_drawn_in_both_themes_and_large(
    qtbot: QtBot, look: Appearance, show: Callable[..., JobsView], theme: str
) -> None:
    look.set(theme=theme, scale=2.0)  # type: ignore[arg-type]
    view = show()
    view._editor.select((TIME,))
    assert not view.grab().isNull()


def test_read_only_shows_and_changes_nothing(show: Callable[..., JobsView], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editor, "read_only", property(lambda self: True))
    view = show()
    view._editor.select((MOVE,))
    QTest.keyClick(view.landscape, Qt.Key.Key_N)
    assert not view.first.isEnabled()
    assert not view.detail.entry.isEnabled()
    assert not any(dot.movable for dot in view.landscape.dots)
    table = view.detail.table.rows
    assert not table.flags(table.index(0, WORDS)) & Qt.ItemFlag.ItemIsEditable
    assert steps(view) == 0


def test_the_table_asks_for_its_menu(qtbot: QtBot, view: JobsView) -> None:
    view.detail.table.menu_asked.disconnect()
    asked: list[object] = []
    view.detail.table.menu_asked.connect(asked.append)
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.detail.table.mapToGlobal(place))
    QApplication.sendEvent(view.detail.table.viewport(), event)
    assert len(asked) == 1
