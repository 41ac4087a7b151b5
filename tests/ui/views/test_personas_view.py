"""The view of the personas: cards, figures side by side, keys, drags, the menu."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot
from ui.panels.conftest import edit, look  # noqa: F401
from ui.panels.example import APP, CALL, JOURNEY, OTHER, example

from cjdesigner.model import attaching, edits, personas
from cjdesigner.model.records import Attachment, Override, Persona, Record
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.views import VIEWS
from cjdesigner.ui.views.personas import PersonasView
from cjdesigner.ui.views.personas_cards import MIME, CardList
from cjdesigner.ui.views.personas_cells import FiguresDelegate
from cjdesigner.ui.views.personas_figures import EXCELLENCE, FIRST, LOST, PATHS, PERSONA

LAURA, WATCH, TOM = 50, 51, 52
ODD = "<b>x</b> &amp; [b] <img src=http://example.com/x> \u202eabc e\u0301 \U0001f469\u200d\U0001f4bb "
Make = Callable[..., Editor]


def people() -> list[Record]:
    return [
        Persona(id=LAURA, name="Laura Brunner", role="Team lead", goals="Move\nSleep", quotes="No calls.", share=0.75),
        Persona(id=WATCH, name="Watch", kind="machine", criteria="Price", channels=("app",), rank=1),
        Persona(id=TOM, name="Tom", rank=2),
        Attachment(id=60, subject=LAURA, target=JOURNEY),
        Attachment(id=61, subject=WATCH, target=JOURNEY, rank=1),
        Override(id=62, persona=WATCH, target=APP, field="score", value=0.1),
    ]


@pytest.fixture
def editor(edit: Make) -> Editor:  # noqa: F811
    return edit([*example(), *people()])


@pytest.fixture
def show(qtbot: QtBot, look: Appearance) -> Callable[[Editor], PersonasView]:  # noqa: F811
    def shown(editor: Editor) -> PersonasView:
        view = PersonasView(editor, look)
        qtbot.addWidget(view)
        view.resize(900, 900)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        return view

    return shown


@pytest.fixture
def view(show: Callable[[Editor], PersonasView], editor: Editor) -> PersonasView:
    return show(editor)


def names(cards: CardList) -> list[str]:
    return [card.name for card in cards.cards]


def settle(view: PersonasView) -> None:
    view.refresh_cards()
    view.refresh_figures()


def dragged(persona: int) -> QMimeData:
    data = QMimeData()
    data.setData(MIME, str(persona).encode())
    return data


def let_go(cards: CardList, persona: int, row: int) -> None:
    cards.cards_model.dropMimeData(dragged(persona), Qt.DropAction.MoveAction, row, 0, QModelIndex())


# what is shown


def test_the_window_knows_the_view(editor: Editor, look: Appearance, qtbot: QtBot) -> None:  # noqa: F811
    widget = next(view for view in VIEWS if view.id == "personas").make(editor, look)
    qtbot.addWidget(widget)
    assert isinstance(widget, PersonasView)


def test_those_who_take_part_stand_above_the_others(view: PersonasView) -> None:
    assert names(view.here) == ["Laura Brunner", "Watch"]
    assert names(view.elsewhere) == ["Tom"]
    laura, watch = view.here.cards
    assert laura.kind == "Person \u00b7 whose journey it is"
    assert laura.told == (("Goals", "Move\nSleep"), ("Quotes", "No calls."))
    assert laura.journeys == "Takes part in: First"
    assert (laura.share, watch.share, watch.share_source) == ("75%", "\u2248 25%", "assumed")
    assert watch.told == (("Decides by", "Price"),)
    assert [name for _icon, name in watch.channels] == ["app"]
    assert view.elsewhere.cards[0].share == ""


def test_figures_stand_side_by_side_the_worst_first_the_sum_last(view: PersonasView) -> None:
    lines = view.table.lines
    assert [line.upper[PERSONA] for line in lines] == ["Watch", "Laura Brunner", "All together"]
    assert [line.upper[EXCELLENCE] for line in lines] == ["20%", "65%", "54%"]
    assert [line.upper[LOST] for line in lines] == ["0%", "0%", "0%"]
    assert lines[0].lower[PERSONA] == "25% of customers"
    assert (lines[0].upper[PATHS], lines[0].lower[PATHS]) == ("48%  Call \u2192 Desk", "8%  App \u2192 Desk")
    assert (lines[2].upper[PATHS], lines[2].lower[PATHS]) == ("", "")
    assert (lines[0].upper[FIRST], lines[0].lower[FIRST]) == ("App", "+50 points")
    assert lines[0].expected == pytest.approx(0.2)


def test_figures_follow_scores_and_own_values(view: PersonasView, editor: Editor, qtbot: QtBot) -> None:
    editor.edit("x", lambda state: personas.set_own_value(state, LAURA, APP, "score", 0.0))
    qtbot.waitUntil(lambda: view.table.lines[0].upper[PERSONA] == "Laura Brunner")
    assert view.table.lines[0].upper[EXCELLENCE] == "14%"
    editor.edit("x", lambda state: edits.set_fields(state, [CALL], score=0.0))
    qtbot.waitUntil(lambda: view.table.lines[0].upper[EXCELLENCE] == "0%")
    editor.undo()
    editor.undo()
    qtbot.waitUntil(lambda: view.table.lines[0].upper[PERSONA] == "Watch")


def test_upper_bounds_are_said_for_whom_they_hold_and_for_all(view: PersonasView, editor: Editor) -> None:
    editor.edit("x", lambda state: personas.set_own_value(state, LAURA, CALL, "score", None))
    settle(view)
    shown = {line.upper[PERSONA]: line.upper[EXCELLENCE] for line in view.table.lines}
    assert shown == {"Watch": "20%", "Laura Brunner": "at most 74%", "All together": "at most 61%"}


def test_covered_figures_tell_nothing_not_even_by_their_order(view: PersonasView, editor: Editor) -> None:
    editor.cover(True)
    settle(view)
    lines = view.table.lines
    assert [line.upper[PERSONA] for line in lines] == ["Laura Brunner", "Watch", "All together"]
    assert {text for line in lines for text in line.upper[1:] + line.lower[1:]} == {"\u2022\u2022", ""}
    assert not any("%" in tip for line in lines for tip in line.tips[1:])
    assert {line.expected for line in lines} == {None}


def test_one_persona_alone_has_no_table_but_a_hint(view: PersonasView, editor: Editor) -> None:
    editor.edit("x", lambda state: attaching.detach(state, WATCH, JOURNEY))
    settle(view)
    assert not view.table.isVisible()
    assert view.figures_hint.text() == "With a second persona the figures stand side by side here, the worst first."
    editor.edit("x", lambda state: personas.set_own_value(state, LAURA, APP, "score", 0.3))
    settle(view)
    assert view.table.isVisible()
    assert len(view.table.lines) == 2


def test_what_the_weights_come_of_is_said(view: PersonasView, editor: Editor) -> None:
    assert not view.figures_hint.isVisible()
    editor.edit("x", lambda state: edits.set_fields(state, [WATCH], share=0.5))
    settle(view)
    assert view.figures_hint.text() == "The given shares add up to 125%; they are weighed in proportion."
    editor.edit("x", lambda state: edits.set_fields(state, [LAURA, WATCH], share=0.0))
    settle(view)
    assert view.figures_hint.text().startswith("Every persona has a share of nothing")
    assert view.table.lines[-1].upper[EXCELLENCE] == "\u2013"
    editor.edit("x", lambda state: personas.clear_own_value(state, WATCH, APP, "score"))
    settle(view)
    assert "All have the same figures so far." in view.figures_hint.text()


def test_another_journey_has_its_own_personas(view: PersonasView, editor: Editor, qtbot: QtBot) -> None:
    editor.show_journey(OTHER)
    qtbot.waitUntil(lambda: names(view.elsewhere) == ["Laura Brunner", "Watch", "Tom"])
    assert names(view.here) == []
    assert view.here_hint.isVisible()
    assert not view.table.isVisible()


def test_the_empty_state_begins_one_by_n(show: Callable[[Editor], PersonasView], edit: Make) -> None:  # noqa: F811
    editor = edit()
    view = show(editor)
    asked: list[bool] = []
    editor.typing_asked.connect(lambda: asked.append(True))
    assert view.empty.isVisible()
    assert not view.empty.describe.isVisible()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_N)
    (persona,) = editor.state.personas(JOURNEY)
    assert editor.selection == (persona.id,)
    assert not view.empty.isVisible()
    assert asked == [True]
    editor.undo()
    settle(view)
    QTest.mouseClick(view.empty.machine, Qt.MouseButton.LeftButton)
    assert editor.state.personas(JOURNEY)[0].kind == "machine"


def test_whom_the_journey_names_is_described(show: Callable[[Editor], PersonasView], edit: Make) -> None:  # noqa: F811
    editor = edit()
    editor.edit("x", lambda state: edits.set_fields(state, [JOURNEY], persona="Mia & Co, 34"))
    view = show(editor)
    assert view.empty.describe.text() == "Describe \u201cMia && Co, 34\u201d"
    QTest.mouseClick(view.empty.describe, Qt.MouseButton.LeftButton)
    assert names(view.here) == ["Mia & Co, 34"]
    assert editor.journey_record.persona == ""
    editor.undo()
    settle(view)
    editor.edit("x", lambda state: personas.add_persona(state, "Elsewhere"))
    settle(view)
    assert view.describe_button.isVisible()
    QTest.mouseClick(view.describe_button, Qt.MouseButton.LeftButton)
    assert names(view.here) == ["Mia & Co, 34"]


# choosing


def test_a_click_selects_and_the_selection_shows(view: PersonasView, editor: Editor) -> None:
    place = view.here.card_rect(WATCH).center()
    QTest.mouseClick(view.here.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.selection == (WATCH,)
    editor.select([TOM])
    assert (view.here.current(), view.elsewhere.current()) == (None, TOM)


def test_reveal_shows_and_selects(view: PersonasView, editor: Editor) -> None:
    view.resize(900, 300)
    view.reveal(TOM)
    assert editor.selection == (TOM,)
    rect = view.elsewhere.card_rect(TOM)
    assert view.rect().contains(view.elsewhere.mapTo(view, rect.center()))
    view.reveal(62)  # a value of the watch's own
    assert editor.selection == (WATCH,)
    view.reveal(APP)
    assert editor.selection == (WATCH,)


def test_the_table_leads_to_personas_and_cards(view: PersonasView, editor: Editor) -> None:
    opened: list[int] = []
    editor.opened.connect(opened.append)
    model = view.table.model()
    QTest.mouseClick(
        view.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.table.visualRect(model.index(1, EXCELLENCE)).center(),
    )
    assert editor.selection == (LAURA,)
    view.table.setFocus()
    view.table.setCurrentIndex(model.index(0, FIRST))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert opened == [APP]


def test_the_arrows_walk_from_list_to_list(view: PersonasView, editor: Editor) -> None:
    view.here.setFocus(Qt.FocusReason.TabFocusReason)
    assert editor.selection == (LAURA,)
    QTest.keyClick(view.here, Qt.Key.Key_Down)
    assert editor.selection == (WATCH,)
    QTest.keyClick(view.here, Qt.Key.Key_Down)
    assert editor.selection == (TOM,)
    assert view.elsewhere.hasFocus()
    QTest.keyClick(view.elsewhere, Qt.Key.Key_Up)
    assert editor.selection == (WATCH,)


# editing


def test_keys_order_add_copy_and_delete(view: PersonasView, editor: Editor) -> None:
    view.reveal(WATCH)
    QTest.keyClick(view.here, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(view.here) == ["Watch", "Laura Brunner"]
    assert view.here.cards[0].kind.startswith("Machine \u00b7 whose")
    QTest.keyClick(view.here, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names(view.here) == ["Watch", "Laura Brunner", "Watch (copy)"]
    QTest.keyClick(view.here, Qt.Key.Key_Delete)
    assert names(view.here) == ["Watch", "Laura Brunner"]
    assert editor.selection == (LAURA,)
    QTest.keyClick(view.here, Qt.Key.Key_N)
    assert names(view.here) == ["Watch", "Laura Brunner", "Unnamed persona"]
    for _step in range(4):
        editor.undo()
    settle(view)
    assert names(view.here) == ["Laura Brunner", "Watch"]
    assert len(editor.state.all(Override)) == 1


def test_the_space_bar_lets_take_part_or_leave(view: PersonasView, editor: Editor) -> None:
    view.reveal(TOM)
    QTest.keyClick(view.elsewhere, Qt.Key.Key_Space)
    assert names(view.here) == ["Laura Brunner", "Watch", "Tom"]
    assert view.here.hasFocus()
    QTest.keyClick(view.here, Qt.Key.Key_Space)
    assert names(view.elsewhere) == ["Tom"]


def test_dragging_orders_and_moves_between_the_lists(view: PersonasView, editor: Editor) -> None:
    let_go(view.here, LAURA, 2)
    assert names(view.here) == ["Watch", "Laura Brunner"]
    let_go(view.here, TOM, 1)
    assert names(view.here) == ["Watch", "Tom", "Laura Brunner"]
    assert names(view.elsewhere) == []
    let_go(view.elsewhere, WATCH, 0)
    assert names(view.here) == ["Tom", "Laura Brunner"]
    assert names(view.elsewhere) == ["Watch"]
    let_go(view.elsewhere, TOM, 0)
    assert names(view.elsewhere) == ["Watch", "Tom"]
    let_go(view.elsewhere, TOM, 0)
    assert names(view.elsewhere) == ["Tom", "Watch"]
    for _step in range(5):
        editor.undo()
    settle(view)
    assert (names(view.here), names(view.elsewhere)) == (["Laura Brunner", "Watch"], ["Tom"])


def test_a_card_is_dragged_as_itself(view: PersonasView) -> None:
    model = view.here.cards_model
    data = model.mimeData([model.index(1)])
    assert bytes(data.data(MIME).data()) == str(WATCH).encode()
    other = QMimeData()
    other.setText("x")
    assert not model.canDropMimeData(other, Qt.DropAction.MoveAction, 0, 0, QModelIndex())


def test_the_menu_does_what_the_keys_do(view: PersonasView, editor: Editor) -> None:
    view.reveal(WATCH)
    actions = {action.text(): action for action in view.menu_of(WATCH).actions() if action.text()}
    assert list(actions) == [
        "Leave this journey",
        "Make it whose journey this is",
        "Move up",
        "Move down",
        "Duplicate",
        "Delete",
    ]
    assert not actions["Move down"].isEnabled()
    actions["Make it whose journey this is"].trigger()
    assert names(view.here)[0] == "Watch"
    actions["Delete"].trigger()
    assert WATCH not in editor.state


def test_the_dots_of_a_card_open_its_menu(view: PersonasView, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    view.here.menu_asked.disconnect(view.show_menu)
    view.here.menu_asked.connect(lambda persona, at: asked.append(persona))
    rect = view.here.card_rect(LAURA)
    QTest.mouseClick(view.here.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert asked == []
    dots = QPoint(rect.right() - 24, rect.bottom() - 10 - 20)
    QTest.mouseClick(view.here.viewport(), Qt.MouseButton.LeftButton, pos=dots)
    assert asked == [LAURA]


def test_reading_only_changes_nothing(
    show: Callable[[Editor], PersonasView], editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Editor, "read_only", property(lambda self: True))
    view = show(editor)
    before = dict(editor.state.records)
    assert not view.add_button.isEnabled()
    view.reveal(WATCH)
    for key in (Qt.Key.Key_N, Qt.Key.Key_Delete, Qt.Key.Key_Space):
        QTest.keyClick(view.here, key)
    let_go(view.here, TOM, 0)
    assert dict(editor.state.records) == before
    assert not any(action.isEnabled() for action in view.menu_of(WATCH).actions() if action.text())


# texts


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_text_is_shown_as_typed(
    show: Callable[[Editor], PersonasView],
    edit: Make,  # noqa: F811
    look: Appearance,  # noqa: F811
    theme: str,
    scale: float,
) -> None:
    look.set(theme=theme, scale=scale)  # type: ignore[arg-type]
    long = (ODD + "x" * 5000) + "\n" + ODD
    odd = Persona(
        id=LAURA,
        name=long,
        role=long,
        goals=long,
        context=long,
        frustrations=long,
        quotes=long,
        habits=long,
        share=0.5,
        share_source=long,
        channels=(ODD,),
    )
    editor = edit([*example(), odd, *people()[1:]])
    view = show(editor)
    view.resize(640, 500)
    QApplication.processEvents()
    view.grab()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in view.findChildren(QLabel) if label.text())
    card = view.here.cards[0]
    assert card.told[0][1] == long
    rect = view.here.card_rect(LAURA)
    assert rect.height() < 700 * scale
    at = rect.topLeft() + QPoint(int(40 * scale), int(110 * scale))
    QApplication.sendEvent(
        view.here.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.here.viewport().mapToGlobal(at))
    )
    assert "&lt;b&gt;x&lt;/b&gt; &amp;amp;" in QToolTip.text()
    QToolTip.hideText()


def test_many_personas_stay_fluid(show: Callable[[Editor], PersonasView], edit: Make) -> None:  # noqa: F811
    crowd = [Persona(id=1000 + place, name=f"p{place}", goals="word " * 40, rank=place) for place in range(300)]
    editor = edit([*example(), *crowd])
    view = show(editor)
    assert len(view.elsewhere.cards) == 300
    assert len(view.findChildren(QLabel)) < 30
    view.reveal(1299)
    assert editor.selection == (1299,)


@pytest.mark.parametrize("width", [340, 560, 1100])
def test_no_name_is_cut_however_narrow_it_is(view: PersonasView, editor: Editor, qtbot: QtBot, width: int) -> None:
    name = "Anna Katharina Brunner-Huber"
    first = editor.state.personas(JOURNEY)[0]
    editor.edit("Rename", lambda state: edits.set_fields(state, [first.id], name=name))
    view.resize(width, 700)
    qtbot.waitUntil(lambda: any(line.upper[PERSONA] == name for line in view.table.lines))
    table = view.table
    cells = table.itemDelegate()
    assert isinstance(cells, FiguresDelegate)
    wide = table.columnWidth(PERSONA)
    for row, line in enumerate(table.lines):
        words = cells.words(line, PERSONA, cells.room(PERSONA, wide))
        assert " ".join(words[0].lines) == line.upper[PERSONA]
        assert sum(each.height for each in words) <= table.rowHeight(row)
    rows = table.horizontalHeader().height() + sum(table.rowHeight(row) for row in range(len(table.lines)))
    assert table.height() >= rows
    scrolls = table.horizontalScrollBar().maximum() > 0
    assert scrolls == (sum(table.columnWidth(column) for column in range(5)) > table.viewport().width())
    for button in (view.add_button, view.machine_button):
        right = button.mapTo(view, button.rect().bottomRight()).x()
        assert right < view.width()
        assert button.width() >= button.sizeHint().width()
