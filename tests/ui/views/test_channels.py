"""Needs by channels, by mouse and keys."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, JOURNEY, NEED, example

from cjdesigner.model import edits
from cjdesigner.model.document import Document
from cjdesigner.model.records import Journey, Link, NeedPoint, Project, Record, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.views.channels import ChannelsView
from cjdesigner.ui.views.channels_cells import entry_rect

Show = Callable[..., ChannelsView]


@pytest.fixture
def look(qtbot: QtBot) -> Appearance:
    result = Appearance()
    result.set(theme="light", scale=1.0, language="en")
    return result


@pytest.fixture
def show(qtbot: QtBot, look: Appearance) -> Iterator[Show]:
    made: list[Editor] = []

    def shown(records: list[Record] | None = None) -> ChannelsView:
        editor = Editor(Document(example() if records is None else records))
        made.append(editor)
        view = ChannelsView(editor, look)
        qtbot.addWidget(view)
        view.resize(1000, 600)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.setFocus()
        return view

    yield shown
    for editor in made:
        editor.close()


def editor_of(view: ChannelsView) -> Editor:
    return view._editor


def column(view: ChannelsView, channel: str) -> int:
    return [found.channel for found in view.matrix.columns].index(channel)


def click(view: ChannelsView, row: int, channel: str, place: int | None = None) -> None:
    table = view.table
    cell = table.visualRect(table.model().index(row, column(view, channel)))
    spot = entry_rect(cell, place, view._appearance).center() if place is not None else cell.center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))


def keys(view: ChannelsView, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(view.table, key)


def test_a_click_selects_a_card_and_digits_score_it(show: Show) -> None:
    view = show()
    click(view, 0, "app", 0)
    assert editor_of(view).selection == (APP,)
    keys(view, Qt.Key.Key_4, Qt.Key.Key_5)
    touchpoint = editor_of(view).state.get(APP, Touchpoint)
    assert touchpoint is not None
    assert touchpoint.score == 0.45
    editor_of(view).undo()
    assert editor_of(view).state[APP].score == 0.9  # type: ignore[attr-defined]


def test_arrows_walk_and_enter_goes_to_the_card(show: Show, qtbot: QtBot) -> None:
    view = show()
    click(view, 0, "phone", 0)
    keys(view, Qt.Key.Key_Right)
    assert editor_of(view).selection == (APP,)
    keys(view, Qt.Key.Key_Left)
    assert editor_of(view).selection == (CALL,)
    with qtbot.waitSignal(editor_of(view).opened) as opened:
        keys(view, Qt.Key.Key_Return)
    assert opened.args == [CALL]


def test_a_click_on_a_gap_fills_it_in_one_step(show: Show) -> None:
    view = show()
    view.add_column("web")
    before = dict(editor_of(view).state.records)
    click(view, 0, "web")
    assert editor_of(view).selection == (NEED,)
    assert not view.table.field.isHidden()
    QTest.keyClicks(view.table.field, "<b>Site</b> & more")
    QTest.keyClick(view.table.field, Qt.Key.Key_Return)
    state = editor_of(view).state
    (new,) = editor_of(view).selection
    touchpoint = state.get(new, Touchpoint)
    assert touchpoint is not None
    assert (touchpoint.name, touchpoint.channel) == ("<b>Site</b> & more", "web")
    assert [link.source for link in state.incoming(new)] == [NEED]
    assert view.table.current_entry() is not None
    assert "<b>Site</b>" in view.table.model().index(0, column(view, "web")).data()
    editor_of(view).undo()
    assert dict(editor_of(view).state.records) == before


def test_escape_makes_nothing_and_insert_adds_beside(show: Show) -> None:
    view = show()
    count = len(editor_of(view).state)
    click(view, 0, "app", 0)
    keys(view, Qt.Key.Key_Insert)
    QTest.keyClicks(view.table.field, "Second")
    QTest.keyClick(view.table.field, Qt.Key.Key_Escape)
    assert len(editor_of(view).state) == count
    keys(view, Qt.Key.Key_Insert)
    QTest.keyClicks(view.table.field, "Second")
    QTest.keyClick(view.table.field, Qt.Key.Key_Return)
    assert len(view.matrix.rows[0].cells["app"]) == 2
    keys(view, Qt.Key.Key_Up)
    assert editor_of(view).selection == (APP,)


def test_what_is_typed_is_kept_when_the_view_is_left(show: Show) -> None:
    view = show()
    view.add_column("web")
    click(view, 0, "web")
    QTest.keyClicks(view.table.field, "Site")
    view.flush()
    assert "web" in view.matrix.rows[0].cells


def test_a_channel_of_ones_own_becomes_a_column(show: Show) -> None:
    view = show()
    view._ask_channel()
    QTest.keyClicks(view.channel_field, "Trade fair")
    QTest.keyClick(view.channel_field, Qt.Key.Key_Return)
    assert "Trade fair" in [found.channel for found in view.matrix.columns]
    assert [channel.name for channel in editor_of(view).state.channels()] == ["Trade fair"]
    view._fill_channel_menu()
    assert "Trade fair" not in [action.text() for action in view.channel_button.menu().actions()]


def test_deleting_a_card_is_told_and_covered_figures_are_not_said(show: Show, qtbot: QtBot) -> None:
    view = show()
    editor_of(view).cover(True)
    assert "90" not in view.table.model().index(0, column(view, "app")).data()
    click(view, 0, "app", 0)
    with qtbot.waitSignal(editor_of(view).told) as told:
        keys(view, Qt.Key.Key_Delete)
    assert told.args == ["“App” deleted with 2 links. Ctrl+Z brings it back."]
    assert APP not in editor_of(view).state


def test_an_empty_journey_says_what_goes_here(show: Show) -> None:
    view = show([Project(id=1), Journey(id=2)])
    assert view.stack.currentWidget() is view.empty
    assert "need point" in view.empty.words.text()
    editor_of(view).edit("Need", lambda state: edits.add_need_point(state, 2, 0, 0, "Why?"))
    view.refresh()
    assert view.stack.currentWidget() is view.empty
    view.add_column("web")
    assert view.stack.currentWidget() is view.table


def test_two_hundred_needs_stay_fluid(show: Show) -> None:
    from time import perf_counter

    records: list[Record] = [Project(id=1), Journey(id=2)]
    for n in range(200):
        records += [
            NeedPoint(id=1000 + n, journey=2, question=f"Question {n} " * 20, y=n * 100.0),
            Touchpoint(
                id=2000 + n, journey=2, name=f"\u202eCard {n} 🙂", channel=("app", "web", "phone")[n % 3], score=0.5
            ),
            Link(id=3000 + n, journey=2, source=1000 + n, target=2000 + n),
        ]
    view = show(records)
    start = perf_counter()
    for score in (0.1, 0.2, 0.3, 0.4, 0.5):
        editor_of(view).edit("Score", lambda state, score=score: edits.set_fields(state, [2000], score=score))
        view.refresh()
        view.table.viewport().repaint()
    assert (perf_counter() - start) / 5 < 0.25
    assert view.table.rowAt(300) > 0


def test_painting_loses_no_reference(show: Show) -> None:
    view = show()
    for width in range(600, 640):
        view.resize(width, 500)
        view.grab()
    gc.collect()
    assert len(view.matrix.rows) > 0
    assert editor_of(view).journey == JOURNEY


def test_in_little_room_the_table_scrolls(show: Show, qtbot: QtBot) -> None:
    view = show()
    view.resize(320, 600)
    assert view.minimumSizeHint().width() <= 320
    qtbot.waitUntil(lambda: view.table.geometry().right() < 320)
    assert view.width() == 320
    assert view.table.horizontalScrollBar().maximum() > 0
    view._ask_channel()
    qtbot.waitUntil(lambda: view.channel_field.width() >= 120 and view.channel_button.geometry().right() < 320)
