"""The empathy map's view: filled by keyboard, by pasting and by dragging, as hands do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cjdesigner.model import empathy
from cjdesigner.model.attaching import attach
from cjdesigner.model.document import Document
from cjdesigner.model.promoting import became
from cjdesigner.model.record import NoteMark, Section
from cjdesigner.model.records import (
    EmpathyMap,
    Insight,
    Job,
    Journey,
    NeedPoint,
    Note,
    Persona,
    Phase,
    Project,
    Record,
    Touchpoint,
)
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.main_window import MainWindow
from cjdesigner.ui.views import empathy_drawing as drawing
from cjdesigner.ui.views.empathy import EmpathyView
from cjdesigner.ui.views.empathy_merge import MergeDialog
from cjdesigner.ui.views.empathy_words import hidden_words

JOURNEY, LAURA, CARD, FIRST, SECOND, PHASE, PAIN, SAY, SAY2, GAIN = 2, 3, 4, 10, 11, 5, 20, 21, 22, 23
LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NASTY = "<b>fett</b> <img src=x> &amp; [b] \u202bשלום\u202c 👩‍👩‍👧 e\u0301 " + "long " * 1000


def records() -> list[Record]:
    return [
        Project(id=1),
        Journey(id=JOURNEY, title="Sport & <b>more</b>"),
        Persona(id=LAURA, name="Laura & Co"),
        Touchpoint(id=CARD, journey=JOURNEY, x=40, y=200, name="Website & App"),
        Phase(id=PHASE, journey=JOURNEY, title="Start"),
        EmpathyMap(id=FIRST, rank=0, title="Interview 1"),
        EmpathyMap(id=SECOND, rank=1, title="Interview 2"),
        Note(id=PAIN, map=FIRST, section="pain", text="Being the worst", mark="imagined"),
        Note(id=SAY, map=FIRST, section="say", rank=0, text="I should", mark="heard", source="interview 1"),
        Note(id=SAY2, map=FIRST, section="say", rank=1, text="No time", mark="heard"),
        Note(id=GAIN, map=FIRST, section="gain", text="Sleep"),
    ]


class Hands:
    """Mouse and keyboard on one view."""

    def __init__(self, view: EmpathyView, editor: Editor) -> None:
        self.view = view
        self.editor = editor
        self.board = view.board

    def keys(self, *names: str) -> None:
        for name in names:
            combination = QKeySequence(name)[0]
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    def type(self, words: str) -> None:
        for character in words:
            QTest.keyClicks(self._focus(), character)
            QApplication.processEvents()

    def _focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def texts(self, section: Section, map_id: int = FIRST) -> list[str]:
        return [note.text for note in empathy.notes(self.editor.state, map_id, section)]

    def place(self, note: int) -> QPoint:
        rect = self.board.board.notes[note]
        return self.on_screen(rect.centre_x, rect.y + 10)

    def on_screen(self, x: float, y: float) -> QPoint:
        unit = self.board.unit
        return QPoint(round(x * unit), round(y * unit - self.board.verticalScrollBar().value()))

    def middle(self, section: Section) -> QPoint:
        rect = self.board.board.areas[section].rect
        return self.on_screen(rect.centre_x, rect.bottom - 8)

    def click(self, place: QPoint, modifiers: Qt.KeyboardModifier = NO) -> None:
        QTest.mouseClick(self.board.viewport(), LEFT, modifiers, place)
        QApplication.processEvents()

    def press(self, place: QPoint) -> None:
        QTest.mousePress(self.board.viewport(), LEFT, NO, place)

    def move(self, place: QPoint) -> None:
        paper = self.board.viewport()
        where = QPointF(paper.mapToGlobal(place))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, Qt.MouseButton.NoButton, LEFT, NO)
        QApplication.sendEvent(paper, event)

    def release(self, place: QPoint) -> None:
        QTest.mouseRelease(self.board.viewport(), LEFT, NO, place)
        QApplication.processEvents()

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        for step in (0.1, 0.5, 1.0):
            self.move(start + (end - start) * step)
        self.release(end)

    def whole(self) -> None:
        """Show all of the map, so that every place is on the screen."""
        self.board.fit()


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Appearance]:
    settings().clear()
    result = Appearance()
    result.set(theme="light", scale=1.0, language="en")
    yield result
    result.set(theme="light", scale=1.0, language="en")
    settings().clear()


@pytest.fixture
def show(qtbot: QtBot, look: Appearance) -> Iterator[Callable[..., Hands]]:
    made: list[Editor] = []

    def shown(own: list[Record] | None = None, size: tuple[int, int] = (1000, 800)) -> Hands:
        editor = Editor(Document(records() if own is None else own))
        made.append(editor)
        view = EmpathyView(editor, look)
        qtbot.addWidget(view)
        view.resize(*size)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        view.setFocus()
        QApplication.processEvents()
        return Hands(view, editor)

    yield shown
    for editor in made:
        editor.close()


@pytest.fixture
def hands(show: Callable[..., Hands]) -> Hands:
    return show()


# typing


def test_a_line_typed_is_a_note_enter_makes_the_next_and_tab_goes_on_to_the_next_section(hands: Hands) -> None:
    hands.type("One")
    hands.keys("Return")
    hands.type("Two")
    hands.keys("Tab")
    hands.type("Move")
    hands.keys("Escape", "Escape")
    hands.keys("Tab")
    assert hands.texts("who") == ["One", "Two"]
    assert hands.texts("need") == []  # Escape took it back
    hands.editor.undo()
    hands.editor.undo()
    assert hands.texts("who") == []
    assert hands.editor.document.undo_label is None


def test_what_is_typed_is_one_step_even_after_rests(hands: Hands, qtbot: QtBot) -> None:
    hands.type("One")
    qtbot.wait(350)
    assert hands.texts("who") == ["One"]
    hands.type(" more")
    hands.keys("Return", "Escape")
    assert hands.texts("who") == ["One more"]
    hands.editor.undo()
    assert hands.texts("who") == []


def test_enter_on_a_note_makes_one_right_after_it(hands: Hands) -> None:
    hands.click(hands.place(SAY))
    hands.keys("Return")
    hands.type("Between")
    hands.keys("Return", "Escape")
    assert hands.texts("say") == ["I should", "Between", "No time"]


def test_in_the_window_the_map_keeps_its_keys(open_window: Callable[..., MainWindow]) -> None:
    window = open_window(records=records())
    view = window.workspace_.show_view("empathy")
    assert isinstance(view, EmpathyView)
    hands = Hands(view, window.editor_)
    hands.type("n tlV8")  # letters are tools on the canvas, figures scores
    hands.keys("Return", "Escape")
    assert hands.texts("who") == ["n tlV8"]
    hands.keys("F2")
    hands.type("Who")
    hands.keys("Return", "Space")
    (note,) = empathy.notes(hands.editor.state, FIRST, "who")
    assert (note.text, note.mark) == ("Who", "heard")
    hands.keys("Ctrl+D")
    assert hands.texts("who") == ["Who", "Who"]
    hands.keys("Backspace", "Ctrl+Z", "Ctrl+Z")
    assert hands.texts("who") == ["Who"]
    assert not hands.editor.state.members(JOURNEY, NeedPoint)


def test_the_map_is_left_by_control_and_tab(hands: Hands) -> None:
    hands.keys("Ctrl+Tab")
    assert not hands.board.hasFocus()


def test_f2_edits_in_place_and_escape_gives_back(hands: Hands) -> None:
    hands.click(hands.place(SAY))
    hands.keys("F2")
    hands.type("I must")
    hands.keys("Return")
    assert hands.texts("say")[0] == "I must"
    hands.keys("F2")
    hands.type("nothing")
    hands.keys("Escape")
    assert hands.texts("say")[0] == "I must"
    assert hands.board.hasFocus()


def test_arrows_walk_delete_removes_and_undo_brings_back(hands: Hands) -> None:
    hands.click(hands.place(SAY))
    hands.keys("Down")
    assert hands.editor.selection == (SAY2,)
    hands.keys("Shift+Up")
    assert set(hands.editor.selection) == {SAY, SAY2}
    hands.keys("Del")
    assert hands.texts("say") == []
    hands.editor.undo()
    assert hands.texts("say") == ["I should", "No time"]


def test_what_is_typed_after_a_drag_stands_where_the_note_went(hands: Hands) -> None:
    hands.whole()
    hands.click(hands.place(SAY))
    hear = hands.board.board.areas["hear"].rect
    hands.drag(hands.place(SAY), hands.on_screen(hear.centre_x, hear.centre_y))
    assert hands.texts("hear") == ["I should"]
    assert hands.board.current == "hear"
    hands.type("Beneath it")
    hands.keys("Return", "Escape")
    assert hands.texts("hear") == ["I should", "Beneath it"]
    hands.click(hands.place(SAY2))
    hands.view.bar.commands.move_to("do")
    assert hands.board.current == "do"
    hands.editor.undo()
    assert hands.board.current == "say"


def test_tab_walks_the_sections_of_the_form_shown(hands: Hands) -> None:
    seen = []
    for _step in range(9):
        hands.keys("Tab")
        seen.append(hands.board.current)
    assert seen == ["need", "see", "say", "do", "hear", "pain", "gain", "thought", "who"]
    hands.keys("Shift+Tab")
    assert hands.board.current == "thought"
    assert hands.board.hasFocus()


def test_space_switches_the_mark_of_all_selected(hands: Hands) -> None:
    hands.editor.select([SAY, PAIN])
    hands.keys("Space")
    marks = [note.mark for note in hands.editor.selected(Note)]
    assert marks == ["observed", "observed"]
    hands.editor.undo()
    assert [note.mark for note in hands.editor.selected(Note)] != marks


def test_each_mark_has_a_sign_of_its_own() -> None:
    marks: tuple[NoteMark, ...] = ("heard", "observed", "imagined")
    assert len({drawing.MARK_ICONS[value] for value in marks}) == 3


def test_header_fields_are_typed_on_the_map(hands: Hands) -> None:
    rect = hands.board.board.fields["designed_by"]
    hands.click(hands.on_screen(rect.centre_x, rect.centre_y))
    hands.type("Ana & Ben")
    hands.keys("Tab")
    hands.type("2026-03-02")
    hands.keys("Return")
    record = hands.board.record
    assert record is not None
    assert (record.designed_by, record.date) == ("Ana & Ben", "2026-03-02")


# pasting


def test_pasted_lines_are_notes(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("- one\n\n• two\n3) three")
    hands.keys("Ctrl+V")
    assert hands.texts("who") == ["one", "two", "three"]
    hands.editor.undo()
    assert hands.texts("who") == []


def test_lines_pasted_while_typing_become_notes_too(hands: Hands) -> None:
    hands.type("and ")
    QGuiApplication.clipboard().setText("- one\n- two\n- three")
    hands.keys("Ctrl+V")
    hands.type("four")
    hands.keys("Return", "Escape")
    assert hands.texts("who") == ["and one", "two", "three", "four"]


def test_notes_are_copied_between_sections_with_mark_and_source_and_as_lines(hands: Hands) -> None:
    hands.click(hands.place(SAY))
    hands.keys("Ctrl+A", "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "I should\nNo time"
    hands.keys("Escape", "Tab", "Ctrl+V")
    copies = empathy.notes(hands.editor.state, FIRST, "do")
    assert [(note.text, note.mark, note.source) for note in copies] == [
        ("I should", "heard", "interview 1"),
        ("No time", "heard", ""),
    ]
    hands.keys("Ctrl+X")
    assert hands.texts("do") == []


# the pointer


def test_dragging_moves_notes_to_another_section_and_undo_back(hands: Hands) -> None:
    hands.whole()
    hands.drag(hands.place(SAY), hands.middle("hear"))
    assert hands.texts("say") == ["No time"]
    assert hands.texts("hear") == ["I should"]
    hands.editor.undo()
    assert hands.texts("say") == ["I should", "No time"]


def test_dragging_within_a_section_changes_the_order(hands: Hands) -> None:
    hands.whole()
    hands.drag(hands.place(SAY), hands.place(SAY2))
    assert hands.texts("say") == ["No time", "I should"]


def test_escape_takes_a_drag_back(hands: Hands) -> None:
    hands.whole()
    start, end = hands.place(SAY), hands.middle("hear")
    hands.press(start)
    hands.move(start + QPoint(9, 9))
    hands.move(end)
    assert hands.texts("hear") == ["I should"]
    hands.keys("Escape")
    hands.release(end)
    assert hands.texts("hear") == []
    assert hands.editor.document.undo_label is None


def test_several_notes_are_dragged_together_in_order(hands: Hands) -> None:
    hands.whole()
    hands.click(hands.place(SAY2))
    hands.click(hands.place(SAY), Qt.KeyboardModifier.ControlModifier)
    hands.drag(hands.place(SAY2), hands.middle("thought"))
    assert hands.texts("thought") == ["I should", "No time"]


def test_a_frame_selects_what_it_touches(hands: Hands) -> None:
    hands.whole()
    board = hands.board.board
    area = board.areas["say"].rect
    start = hands.on_screen(area.x + 3, board.notes[SAY].y - 4)
    hands.drag(start, hands.on_screen(area.right - 4, board.notes[SAY2].bottom + 4))
    assert set(hands.editor.selection) == {SAY, SAY2}


def test_alt_and_arrows_move_notes_without_the_pointer(hands: Hands) -> None:
    hands.editor.select([SAY2])
    hands.keys("Alt+Up")
    assert hands.texts("say") == ["No time", "I should"]
    hands.keys("Alt+Right")
    assert hands.texts("do") == ["No time"]


# layout


@pytest.mark.parametrize("form", ["canvas", "classic"])
@pytest.mark.parametrize("width", [500, 840, 1300, 2200])
def test_no_note_overlaps_another_and_each_lies_in_its_section(
    show: Callable[..., Hands], form: str, width: int
) -> None:
    sections = list(drawing.SECTION_ICONS)
    own = records() + [
        Note(
            id=100 + n,
            map=FIRST,
            section=sections[n % 9],
            rank=n,
            text="word " * (n % 23) + str(n),
            source="s" * (n % 3),
        )
        for n in range(180)
    ]
    hands = show(own, (width, 800))
    hands.view.bar.forms.buttons[form].click()
    board = hands.board.board
    rects = list(board.notes.items())
    for place, (key, rect) in enumerate(rects):
        note = hands.board.note(key)
        assert note is not None
        area = board.areas[note.section].rect
        assert area.x <= rect.x
        assert rect.right <= area.right
        assert area.y <= rect.y
        assert rect.bottom <= area.bottom
        assert not any(rect.intersects(other) for _key, other in rects[place + 1 :])
    areas = list(board.areas.values())
    head = board.head
    for place, one in enumerate(areas):
        assert not any(one.rect.intersects(other.rect) for other in areas[place + 1 :])
        if head is not None and one.section in ("pain", "gain", "thought"):
            assert head.x <= one.rect.x
            assert one.rect.right <= head.right
            assert one.rect.bottom <= head.bottom


def test_around_the_head_stand_hear_left_see_and_say_right_do_beneath_and_the_goal_on_top(hands: Hands) -> None:
    board = hands.board.board
    areas, head = board.areas, board.head
    assert head is not None
    assert areas["hear"].rect.right <= head.x
    assert areas["see"].rect.x >= head.right
    assert areas["say"].rect.y >= areas["see"].rect.bottom
    assert areas["do"].rect.y >= head.bottom
    assert areas["who"].rect.bottom <= head.y
    assert areas["need"].rect.bottom <= head.y


def test_five_hundred_notes_stay_fluid(show: Callable[..., Hands]) -> None:
    sections = list(drawing.SECTION_ICONS)
    own = records() + [
        Note(id=100 + n, map=FIRST, section=sections[n % 9], rank=n, text=f"Note {n} of middling length", source="i 3")
        for n in range(500)
    ]
    hands = show(own)
    hands.board.remeasure()
    hands.board.viewport().grab()
    start = perf_counter()
    for _round in range(5):
        hands.board.remeasure()
        hands.board.viewport().grab()
    assert (perf_counter() - start) / 5 < 0.25  # a tenth of that where nothing else runs


def test_the_whole_map_can_be_fitted_and_zoomed(hands: Hands) -> None:
    hands.whole()
    assert hands.board.verticalScrollBar().maximum() <= 1
    before = hands.board.unit
    hands.keys("Ctrl++")
    assert hands.board.unit > before
    hands.keys("Ctrl+0")
    assert hands.board.unit == 1.0


# the classic form


def test_the_classic_form_shows_the_same_notes_and_counts_the_others(hands: Hands) -> None:
    hands.view.bar.forms.buttons["classic"].click()
    assert set(hands.board.board.notes) == {PAIN, SAY, SAY2, GAIN}
    hands.view.board.type_note("do")
    hands.type("Runs")
    hands.keys("Return", "Escape")
    assert hands.texts("do") == ["Runs"]
    hands.editor.edit("test", lambda state: empathy.move_notes(state, [PAIN], "hear"))
    assert PAIN not in hands.board.board.notes
    hands.view.reveal(PAIN)
    assert PAIN in hands.board.board.notes
    assert hands.editor.selection == (PAIN,)


def test_the_classic_form_counts_only_what_there_is(hands: Hands) -> None:
    assert hidden_words(empathy.unshown(hands.editor.state, FIRST)) == ""
    hands.editor.edit("test", lambda state: empathy.move_notes(state, [PAIN], "hear"))
    assert hidden_words(empathy.unshown(hands.editor.state, FIRST)) == "Not shown in this form: Hear 1"


# promoting


def chosen(menu: QMenu, words: str) -> None:
    (action,) = [action for action in menu.actions() if action.text().split("\t")[0] == words]
    action.trigger()


@pytest.mark.parametrize(("words", "kind"), [("Need point", NeedPoint), ("Job to be done", Job), ("Insight", Insight)])
def test_notes_are_promoted_by_the_menu_and_a_click_on_the_sign_opens_what_they_became(
    hands: Hands, words: str, kind: type[Record]
) -> None:
    hands.whole()
    hands.click(hands.place(SAY))
    hands.view.bar.promote_menu.aboutToShow.emit()
    chosen(hands.view.bar.promote_menu, words)
    (made,) = hands.editor.state.targets(SAY, kind)
    opened: list[int] = []
    hands.editor.opened.connect(opened.append)
    box = drawing.sign_box(hands.board.board.notes[SAY], 0)
    hands.click(hands.on_screen(box.centre_x, box.centre_y))
    assert opened == [made.id]
    hands.editor.undo()
    assert became(hands.editor.state, SAY) == []


def test_one_note_that_becomes_a_job_is_open_for_wording_and_several_are_not(hands: Hands) -> None:
    asked: list[tuple[int, ...]] = []
    hands.editor.typing_asked.connect(lambda: asked.append(hands.editor.selection))
    hands.whole()
    hands.click(hands.place(PAIN))
    hands.view.bar.commands.promote("job")
    (job,) = hands.editor.state.targets(PAIN, Job)
    assert job.situation == "Being the worst"
    assert asked == [(job.id,)]
    hands.click(hands.place(SAY))
    hands.click(hands.place(SAY2), Qt.KeyboardModifier.ControlModifier)
    hands.view.bar.commands.promote("job")
    assert hands.editor.selection == (SAY, SAY2)
    assert len(asked) == 1


# maps


def test_a_further_map_of_a_persona_has_a_title_of_its_own(show: Callable[..., Hands]) -> None:
    hands = show([Project(id=1), Journey(id=JOURNEY), Persona(id=LAURA, name="Anna")])
    hands.editor.edit("test", lambda state: attach(state, LAURA, JOURNEY))
    for _number in range(3):
        hands.view.add()
        hands.board.end_entry()
    assert [record.title for record in empathy.maps(hands.editor.state)] == ["Anna", "Anna 2", "Anna 3"]
    bar = hands.view.bar
    assert not bar.maps.itemIcon(0).isNull()
    assert not bar.personas.itemIcon(0).isNull()
    assert bar.maps.toolTip() != bar.personas.toolTip()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_can_be_narrow(show: Callable[..., Hands], look: Appearance, scale: float) -> None:
    look.set(scale=scale)
    hands = show(size=(look.px(320), look.px(400)))
    assert hands.view.width() == look.px(320)
    bar = hands.view.bar
    for part in (bar.maps, bar.new, bar.more, bar.promotion, bar.personas, bar.hanging, bar.forms):
        assert part.isVisible()
        assert part.mapTo(bar, QPoint(part.width(), 0)).x() <= bar.width()
    hands.view.resize(look.px(900), look.px(600))
    QApplication.processEvents()
    assert bar.forms.y() == bar.forms.parentWidget().layout().contentsMargins().top()  # type: ignore[union-attr]


def test_where_there_is_no_map_enter_makes_one_and_its_title_is_typed_at_once(show: Callable[..., Hands]) -> None:
    hands = show([Project(id=1), Journey(id=JOURNEY)])
    assert hands.view.start.hasFocus()
    hands.keys("Return")
    hands.type("Laura")
    hands.keys("Return")
    (record,) = empathy.maps(hands.editor.state)
    assert record.title == "Laura"
    hands.type("First note")
    hands.keys("Return", "Escape")
    assert hands.texts("who", record.id) == ["First note"]


def test_maps_are_chosen_duplicated_ordered_and_removed(hands: Hands) -> None:
    bar = hands.view.bar
    hands.view.duplicate()
    titles = [record.title for record in empathy.maps(hands.editor.state)]
    assert titles == ["Interview 1", "Interview 1 (copy)", "Interview 2"]
    bar.more_menu.aboutToShow.emit()
    chosen(bar.more_menu, "Later in the list")
    assert [record.title for record in empathy.maps(hands.editor.state)][-1] == "Interview 1 (copy)"
    bar.more_menu.aboutToShow.emit()
    chosen(bar.more_menu, "Remove map")
    assert hands.board.map == SECOND
    hands.editor.undo()
    assert len(empathy.maps(hands.editor.state)) == 3
    index = bar.maps.findData(FIRST)
    bar.maps.setCurrentIndex(index)
    bar.maps.activated.emit(index)
    assert hands.board.map == FIRST
    assert hands.editor.selection == (FIRST,)


def test_a_map_has_a_persona_and_hangs_where_the_menu_says(hands: Hands) -> None:
    bar = hands.view.bar
    index = bar.personas.findData(LAURA)
    bar.personas.setCurrentIndex(index)
    bar.personas.activated.emit(index)
    record = hands.board.record
    assert record is not None
    assert record.persona == LAURA
    menu = bar.hanging.menu()
    menu.aboutToShow.emit()
    chosen(menu, "Journey: Sport && <b>more</b>")
    (touchpoints,) = [inner for inner in menu.findChildren(QMenu) if inner.title() == "Touchpoints"]
    touchpoints.aboutToShow.emit()
    chosen(touchpoints, "Website && App")
    assert {target.id for target in hands.editor.state.targets(FIRST, Record)} == {JOURNEY, CARD}
    menu.aboutToShow.emit()
    chosen(menu, "Touchpoint: Website && App")
    assert {target.id for target in hands.editor.state.targets(FIRST, Record)} == {JOURNEY}


def test_the_merge_dialogue_composes_the_title_and_one_undo_takes_the_merge_back(
    hands: Hands, look: Appearance
) -> None:
    before = dict(hands.editor.state.records)
    dialog = MergeDialog(hands.editor, look, [FIRST, SECOND], hands.view)
    assert dialog.title == "Interview 1 + Interview 2"
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.button.isEnabled()
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.box.setChecked(True)
    hands.view.merge(dialog.ids, dialog.title, dialog.removes)
    (whole,) = empathy.maps(hands.editor.state)
    assert hands.board.map == whole.id
    assert len(empathy.notes(hands.editor.state, whole.id)) == 4
    hands.editor.undo()
    assert hands.editor.state.records == before


# whatever is typed, whoever goes


def test_texts_appear_as_typed(show: Callable[..., Hands], look: Appearance) -> None:
    own = [
        Project(id=1),
        Journey(id=JOURNEY, title=NASTY),
        Persona(id=LAURA, name=NASTY),
        Touchpoint(id=CARD, journey=JOURNEY, name=NASTY),
        EmpathyMap(id=FIRST, title=NASTY, persona=LAURA, designed_for=NASTY),
        Note(id=PAIN, map=FIRST, section="pain", text=NASTY, source=NASTY),
    ]
    hands = show(own)
    lines = drawing.layout.note_lines(own[-1], 200)  # type: ignore[arg-type]
    assert lines.cut
    assert "<b>fett</b>" in "".join(line.text for line in lines.lines)
    rect = hands.board.board.notes[PAIN]
    assert "&lt;b&gt;fett" in hands.board._tip(QPointF(hands.on_screen(rect.centre_x, rect.y + 9)))
    for combo in hands.view.findChildren(QComboBox):
        assert "<b>fett</b>" in combo.currentText()
        assert "&lt;b&gt;" in combo.itemData(combo.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    menu = hands.view.bar.hanging.menu()
    menu.aboutToShow.emit()
    assert any("<b>fett</b> <img src=x> &&amp; [b]" in action.text() for action in menu.actions())
    hands.view.grab()


def test_reading_only_changes_nothing(show: Callable[..., Hands], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editor, "read_only", True)
    hands = show()
    before = dict(hands.editor.state.records)
    hands.whole()
    hands.type("x")
    hands.click(hands.place(SAY))
    hands.keys("F2", "Del", "Space", "Return", "Ctrl+X")
    hands.drag(hands.place(SAY), hands.middle("hear"))
    assert hands.editor.state.records == before


def test_a_view_that_is_gone_hears_nothing(show: Callable[..., Hands], look: Appearance) -> None:
    hands = show()
    other = EmpathyView(hands.editor, look)
    other.show()
    QTest.qWait(1)
    other.close()
    other.deleteLater()
    del other
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    hands.editor.select([SAY])
    hands.editor.edit("test", lambda state: empathy.set_mark(state, [SAY], "observed"))
    hands.editor.undo()
    QTest.qWait(20)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bar_fits_beside_navigator_and_inspector(
    show: Callable[..., Hands], look: Appearance, scale: float, theme: str
) -> None:
    look.set(scale=scale, theme=theme)  # type: ignore[arg-type]
    hands = show(size=(look.px(640), look.px(600)))
    assert hands.view.width() <= look.px(640)
    hands.view.grab()
