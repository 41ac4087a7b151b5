"""The view of insights: typed, pasted, narrowed down, hung, raised, handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLayout, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cjdesigner.errors import UserError, WriteFailed
from cjdesigner.model import insights
from cjdesigner.model.document import Document
from cjdesigner.model.insights import Wanted
from cjdesigner.model.records import Attachment, Insight, Journey, Phase, Project, Record, Touchpoint
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.inspector import InspectorPanel
from cjdesigner.ui.views import insights_files
from cjdesigner.ui.views.insights import InsightsView
from cjdesigner.ui.views.insights_list import InsightList
from cjdesigner.ui.views.insights_menu import raise_evidence
from cjdesigner.ui.views.insights_places import PlaceDialog

JOURNEY, DESK, APP, FIRST, SECOND, THIRD = 2, 3, 4, 10, 11, 12
NASTY = "<b>fett</b> <img src=x> &amp; & [b] שלום 👩‍👩‍👧 e\u0301 " + "long " * 1000
Show = Callable[..., InsightsView]


def records() -> list[Record]:
    return [
        Project(id=1),
        Journey(id=JOURNEY, title="Service"),
        Touchpoint(id=DESK, journey=JOURNEY, name="Desk & till", owner="Reception"),
        Touchpoint(id=APP, journey=JOURNEY, name="App", x=300),
        Insight(id=FIRST, rank=0, text="They asked for the plate", kind="quote", valence="pain", department="Service"),
        Insight(id=SECOND, rank=1, text="61 % call again", kind="figure", valence="pain"),
        Insight(id=THIRD, rank=2, text="A smile", valence="gain", department="service"),
        Attachment(id=20, subject=SECOND, target=DESK),
    ]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    settings().clear()
    look = Appearance()
    look.set(theme="light", scale=1.0, language="en")
    made: list[Editor] = []

    def opened(content: list[Record] | None = None, select: tuple[int, ...] = ()) -> InsightsView:
        editor = Editor(Document(records() if content is None else content))
        editor.select(select)
        made.append(editor)
        view = InsightsView(editor, look)
        qtbot.addWidget(view)
        view.resize(860, 640)
        with qtbot.waitExposed(view):
            view.show()
        return view

    yield opened
    for editor in made:
        editor.close()
    settings().clear()


def editor_of(view: InsightsView) -> Editor:
    return view._editor


def listed(view: InsightsView) -> list[str]:
    return [insight.text for insight in view.found]


def pick(view: InsightsView, *rows: int) -> None:
    view.list.setFocus()
    for place, row in enumerate(rows):
        held = Qt.KeyboardModifier.ControlModifier if place else Qt.KeyboardModifier.NoModifier
        rect = view.list.visualRect(view.model.index(row))
        QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, held, rect.center())


def words_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


# typing


def test_enter_adds_and_the_line_is_ready_for_the_next(show: Show) -> None:
    view = show([Project(id=1), Journey(id=JOURNEY)])
    assert view.stack.currentIndex() == 1
    assert "press Enter" in view.empty.words.text()
    for words in ("first", "second"):
        QTest.keyClicks(view.entry, words)
        QTest.keyClick(view.entry, Qt.Key.Key_Return)
    assert listed(view) == ["first", "second"]
    assert view.stack.currentIndex() == 0
    assert view.entry.toPlainText() == ""
    assert [i.text for i in editor_of(view).selected(Insight)] == ["second"]
    editor_of(view).undo()
    view.refresh()
    assert listed(view) == ["first"]


def test_pasted_lines_make_one_each_in_one_step(show: Show) -> None:
    view = show()
    data = QMimeData()
    data.setText("- one\n\n* two\n  three  \n")
    view.entry.insertFromMimeData(data)
    assert listed(view)[3:] == ["one", "two", "three"]
    editor_of(view).undo()
    view.refresh()
    assert len(listed(view)) == 3


@pytest.mark.parametrize("into", ["list", "entry"])
def test_ten_lines_pasted_are_all_selected(show: Show, into: str) -> None:
    view = show()
    pick(view, 0)
    target = view.list if into == "list" else view.entry
    target.setFocus()
    QApplication.clipboard().setText("\n".join(f"- line {n}" for n in range(10)))
    QTest.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert listed(view)[3:] == [f"line {n}" for n in range(10)]
    assert [i.text for i in editor_of(view).selected(Insight)] == listed(view)[3:]
    assert view.chosen == [insight.id for insight in view.found[3:]]
    assert view.list.hasFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Minus)
    assert all(i.valence == "pain" for i in editor_of(view).selected(Insight))
    editor_of(view).undo()
    editor_of(view).undo()
    view.refresh()
    assert len(listed(view)) == 3


def test_one_line_pasted_on_the_list_is_an_insight(show: Show) -> None:
    view = show()
    pick(view, 0)
    QApplication.clipboard().setText("The queue was long")
    QTest.keyClick(view.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert listed(view)[3:] == ["The queue was long"]


@pytest.mark.parametrize("width", [320, 500, 860])
def test_nothing_is_pushed_out_for_want_of_width(show: Show, qtbot: QtBot, width: int) -> None:
    view = show()
    view.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as in a splitter
    view.setMinimumSize(0, 0)
    view.filters.want(Wanted(valence="pain"))
    view.resize(width, 640)
    qtbot.waitUntil(lambda: max(view.head.geometry().right(), view.filters.geometry().right()) <= width - 24)
    assert view.minimumSizeHint().width() <= 320
    for part in (view.head, view.filters):
        assert all(
            w.geometry().right() <= part.width() for w in part.children() if isinstance(w, QWidget) and w.isVisible()
        )
    assert view.filters.valences.isVisible() == (width > 400)
    assert view.filters.valence_box.currentData() == "pain"
    view.filters.valence_box.activated.emit(view.filters.valence_box.findData("gain"))
    assert listed(view) == ["A smile"]


def test_a_pasted_line_or_a_broken_one_is_typed_on(show: Show) -> None:
    view = show()
    data = QMimeData()
    data.setText("only one")
    view.entry.insertFromMimeData(data)
    QTest.keyClick(view.entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(view.entry, "more")
    assert len(listed(view)) == 3
    QTest.keyClick(view.entry, Qt.Key.Key_Return)
    assert listed(view)[3] == "only one\nmore"


def test_a_new_one_is_of_what_is_listed(show: Show) -> None:
    view = show()
    view.filters.want(Wanted(department="Service", valence="pain", kind="quote", words="plate"))
    assert listed(view) == ["They asked for the plate"]
    view.add(["new"])
    new = view.found[-1]
    assert (new.text, new.department, new.valence, new.kind) == ("new", "Service", "pain", "quote")
    assert view.filters.wanted.words == ""


def test_a_pasted_picture_becomes_a_photo(show: Show) -> None:
    view = show()
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("#1B8A7A"))
    data = QMimeData()
    data.setImageData(picture)
    QTest.keyClicks(view.entry, "the queue")
    assert view.entry.canInsertFromMimeData(data)
    view.entry.insertFromMimeData(data)
    new = view.found[-1]
    assert (new.kind, new.text) == ("photo", "the queue")
    assert editor_of(view).document.images.get(new.image)
    middle = view.list.visualRect(view.model.index(3)).center().y()
    drawn = view.list.viewport().grab().toImage()
    ratio = drawn.devicePixelRatio()
    at = drawn.pixelColor(round((view.list.viewport().width() - 40) * ratio), round(middle * ratio))
    assert abs(at.green() - 0x8A) < 6
    assert abs(at.red() - 0x1B) < 8


def test_typed_in_place(show: Show) -> None:
    view = show()
    pick(view, 1)
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    field = view.list.findChild(QPlainTextEdit)
    assert field is not None
    assert field.toPlainText() == "61 % call again"
    QTest.keyClicks(field, "62 %")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert editor_of(view).state[SECOND].text == "62 %"  # type: ignore[attr-defined]
    QTest.keyClick(view.list, Qt.Key.Key_F2)
    again = [f for f in view.list.findChildren(QPlainTextEdit) if f.isVisible()]
    QTest.keyClicks(again[-1], "never")
    QTest.keyClick(again[-1], Qt.Key.Key_Escape)
    assert editor_of(view).state[SECOND].text == "62 %"  # type: ignore[attr-defined]


# narrowing down


def test_filters_hold_together_and_are_left_by_one_button(show: Show) -> None:
    view = show()
    assert [view.filters.departments.itemText(n) for n in range(view.filters.departments.count())] == [
        "All departments",
        "Nobody",
        "Service",
    ]
    view.filters.departments.setCurrentIndex(2)
    view.filters.departments.activated.emit(2)
    assert listed(view) == ["They asked for the plate", "A smile"]
    view.filters.valences.buttons["gain"].click()
    assert listed(view) == ["A smile"]
    assert view.counts.full == "1 insight of 3 · 1 gain"
    view.filters.words.setText("plate")
    assert listed(view) == []
    assert view.empty.title.text() == "Nothing fits"
    view.empty.way_out.click()
    assert len(listed(view)) == 3
    assert view.counts.full == "3 insights · 2 pains · 1 gain"


def test_what_nobody_owns_is_one_click_away(show: Show) -> None:
    view = show()
    assert view.nobody.text() == "1 nobody owns"
    view.nobody.click()
    assert listed(view) == ["61 % call again"]
    pick(view, 0)
    view.menu.about(view.chosen, ())
    departments = next(menu for menu in view.menu.findChildren(QMenu) if menu.title() == "Who should know it")
    assert words_of(departments) == ["Nobody", "Service", "Reception"]
    departments.actions()[2].trigger()
    view.refresh()
    assert view.nobody.isHidden()
    assert editor_of(view).state[SECOND].department == "Reception"  # type: ignore[attr-defined]


def test_reveal_leaves_the_filters_where_they_hide_it(show: Show) -> None:
    view = show()
    view.filters.want(Wanted(valence="gain"))
    view.reveal(THIRD)
    assert view.filters.wanted.valence == "gain"
    view.reveal(FIRST)
    assert view.filters.wanted.everything
    assert editor_of(view).selection == (FIRST,)
    assert view.chosen == [FIRST]


# hanging


def test_h_hangs_on_what_was_selected_before(show: Show, qtbot: QtBot) -> None:
    view = show(select=(APP,))
    pick(view, 0, 2)
    assert editor_of(view).selection == (FIRST, THIRD)
    QTest.keyClick(view.list, Qt.Key.Key_H)
    assert [i.id for i in editor_of(view).state.attached(APP, Insight)] == [FIRST, THIRD]
    view.refresh()
    line = view.model.line(0)
    assert line is not None
    assert line.places == ("App",)


def test_a_place_is_found_by_letters(show: Show) -> None:
    view = show()
    pick(view, 0)
    dialog = view.ask_place()
    assert dialog.rows.rows[0].title == "Service"
    QTest.keyClicks(dialog.words, "till")
    assert [row.title for row in dialog.rows.rows] == ["Desk & till"]
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert [i.id for i in editor_of(view).state.attached(DESK, Insight)] == [SECOND, FIRST]


def test_arrows_walk_among_the_places_and_choose_nothing_yet(show: Show) -> None:
    view = show()
    pick(view, 1)
    dialog = view.ask_place()
    assert [row.figure for row in dialog.rows.rows] == ["", "✓", ""]
    QTest.keyClick(dialog.words, Qt.Key.Key_Down)
    QTest.keyClick(dialog.words, Qt.Key.Key_Down)
    assert dialog.isVisible()
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert [i.id for i in editor_of(view).state.attached(APP, Insight)] == [SECOND]


def test_the_menu_takes_off_goes_there_and_raises(show: Show, qtbot: QtBot) -> None:
    view = show()
    pick(view, 1)
    view.hang_button.click()
    menu = view.hang_menu
    assert menu.isVisible()
    menu.hide()
    assert words_of(menu) == [
        "Hang on …",
        "Take off “Desk && till”",
        "Go to “Desk && till”",
        "Raise the evidence of “Desk && till” to measured",
    ]
    actions = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(editor_of(view).opened) as went:
        actions["Go to “Desk && till”"].trigger()
    assert went.args == [DESK]
    view.reveal(SECOND)
    with qtbot.waitSignal(editor_of(view).told) as told:
        actions["Raise the evidence of “Desk && till” to measured"].trigger()
    assert told.args == ["“Desk & till” is measured now."]
    assert editor_of(view).state[DESK].evidence == "measured"  # type: ignore[attr-defined]
    editor_of(view).undo()
    assert editor_of(view).state[DESK].evidence == "guess"  # type: ignore[attr-defined]
    view.reveal(SECOND)
    actions["Take off “Desk && till”"].trigger()
    assert editor_of(view).state.attached(DESK, Insight) == []
    with qtbot.waitSignal(editor_of(view).told):
        raise_evidence(editor_of(view), [DESK])


def test_where_there_is_nothing_else_to_choose_the_places_are_shown_at_once(show: Show) -> None:
    view = show()
    pick(view, 0)
    QTest.mouseClick(view.hang_button, Qt.MouseButton.LeftButton)
    assert not view.hang_menu.isVisible()
    dialog = view.findChild(PlaceDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.chosen.emit(APP)
    dialog.close()
    pick(view, 2)
    QTest.mouseClick(view.hang_button, Qt.MouseButton.LeftButton)
    assert view.hang_menu.isVisible()
    assert words_of(view.hang_menu) == ["Hang on “App”", "Hang on …"]
    view.hang_menu.hide()


# keys


def test_signs_say_what_it_means(show: Show) -> None:
    view = show()
    pick(view, 0, 1)
    for key, valence in ((Qt.Key.Key_Plus, "gain"), (Qt.Key.Key_0, "neutral"), (Qt.Key.Key_Minus, "pain")):
        QTest.keyClick(view.list, key)
        found = [editor_of(view).state.get(n, Insight) for n in (FIRST, SECOND)]
        assert [insight.valence for insight in found if insight] == [valence, valence]


def test_delete_removes_and_the_next_is_selected(show: Show) -> None:
    view = show()
    pick(view, 1)
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert listed(view) == ["They asked for the plate", "A smile"]
    assert view.chosen == [THIRD]
    editor_of(view).undo()
    view.refresh()
    assert [i.id for i in editor_of(view).state.attached(DESK, Insight)] == [SECOND]


def test_reading_only_changes_nothing(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editor, "read_only", True)
    view = show(select=(APP,))
    assert view.entry.isReadOnly()
    pick(view, 0)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_H, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        QTest.keyClick(view.list, key)
    view.menu.about(view.chosen, view.places)
    assert not any(a.isEnabled() for a in view.menu.actions() if "Hang" in a.text() or "Delete" in a.text())
    assert editor_of(view).state.get(FIRST, Insight) == records()[4]


# texts as they are, and many of them


def test_a_text_stands_as_it_was_typed(show: Show) -> None:
    odd = [
        *records(),
        Insight(id=50, rank=9, text=NASTY, source=NASTY, department=NASTY, valence="pain"),
        Phase(id=51, journey=JOURNEY, title=NASTY),
        Attachment(id=52, subject=50, target=51),
    ]
    view = show(odd)
    index = view.model.index(3)
    assert index.data(Qt.ItemDataRole.DisplayRole) == NASTY
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;fett" in tip
    assert "<img" not in tip
    pick(view, 3)
    view.list.viewport().grab()
    view.menu.about(view.chosen, view.places)
    assert any(text.startswith("Take off “<b>fett</b> <img src=x> &&amp;") for text in words_of(view.menu))
    assert all("&& " in text or "& " not in text for text in words_of(view.menu))
    view.resize(500, 400)
    view.list.viewport().grab()


def test_five_thousand_stay_fluid(show: Show) -> None:
    many: list[Record] = [*records()[:4]]
    many += [Insight(id=100 + n, rank=n, text=f"insight {n} " * 9, department=f"D{n % 7}") for n in range(5000)]
    many += [Attachment(id=10_000 + n, subject=100 + n, target=DESK) for n in range(0, 5000, 3)]
    start = perf_counter()
    view = show(many)
    shown = perf_counter() - start
    start = perf_counter()
    view.filters.words.setText("4999")
    view.filters.words.setText("")
    view.list.scrollToBottom()
    view.list.viewport().grab()
    used = perf_counter() - start
    assert len(view.found) == 5000
    assert shown < 3
    assert used < 1


def test_a_list_that_changes_keeps_what_is_selected(show: Show) -> None:
    view = show()
    pick(view, 2)
    editor_of(view).edit("Add", lambda state: insights.add(state, ["x"]))
    view.refresh()
    assert view.chosen == [THIRD]
    assert isinstance(view.list, InsightList)


def test_the_inspector_edits_an_insight_and_a_photo_only_where_there_is_one(show: Show, qtbot: QtBot) -> None:
    view = show()
    editor = editor_of(view)
    inspector = InspectorPanel(editor, Appearance())
    qtbot.addWidget(inspector)
    editor.select([FIRST])
    fields = inspector.form.fields
    assert list(fields) == ["text", "kind", "valence", "image", "source", "date", "confidence", "department"]
    assert fields["image"].isHidden()
    fields["valence"].write("gain")
    fields["kind"].write("photo")
    assert not fields["image"].isHidden()
    assert editor.state[FIRST].valence == "gain"  # type: ignore[attr-defined]


# files


@pytest.mark.parametrize("suffix", [".pdf", ".csv", ".svg", ".png"])
def test_written_whole_in_the_format_its_name_tells(show: Show, tmp_path: Path, suffix: str) -> None:
    view = show()
    target = tmp_path / f"out{suffix}"
    target.write_bytes(b"old")
    assert insights_files.save(editor_of(view).state, view.found, "Service", target) == []
    begins = {".pdf": b"%PDF", ".csv": b"\xef\xbb\xbfIns", ".svg": b"<?xml", ".png": b"\x89PNG"}
    assert target.read_bytes().startswith(begins[suffix])
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_written_is_told_and_the_old_file_stays(show: Show, tmp_path: Path) -> None:
    state = editor_of(show()).state
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    with pytest.raises(WriteFailed):
        insights_files.save(state, [], None, folder)
    with pytest.raises(UserError, match="no known kind"):
        insights_files.save(state, [], None, tmp_path / "x.doc")
    assert list(tmp_path.iterdir()) == [folder]


def test_the_user_chooses_the_file(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    view = show()
    view.filters.want(Wanted(department="Service"))
    proposed: list[str] = []

    def accept(dialog: QFileDialog) -> int:
        proposed.append(Path(dialog.selectedFiles()[0]).name)
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("sheet.csv")
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    view.print_button.menu().aboutToShow.emit()
    actions = view.print_button.menu().actions()
    assert actions[0].text() == "What Service should know"
    with qtbot.waitSignal(editor_of(view).told) as told:
        next(a for a in actions if "CSV" in a.text()).trigger()
    assert proposed == ["What Service should know.csv"]
    assert told.args == ["Written: sheet.csv"]
    written = (tmp_path / "sheet.csv").read_text(encoding="utf-8-sig")
    assert "A smile" in written
    assert "61 %" not in written


def test_a_name_for_the_file_however_the_department_is_called() -> None:
    assert insights_files.proposal('A/B: <c>\n"d"', ".pdf") == "What A B c d should know.pdf"
    assert len(insights_files.proposal("ü" * 5000, ".pdf").encode()) < 130
    QApplication.processEvents()
