"""The view of the experience strategy: principles by hand, hand-offs, signature interactions, mandates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cjdesigner.model import edits, strategy
from cjdesigner.model.document import Document
from cjdesigner.model.records import Journey, Link, NeedPoint, Principle, Project, Record, Touchpoint
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.inspector import InspectorPanel
from cjdesigner.ui.panels.rows import RowList
from cjdesigner.ui.views.strategy import StrategyView
from cjdesigner.ui.views.strategy_typing import SlotRows

JOURNEY, APP, DESK, SHOP, TO_DESK, TO_SHOP = 2, 10, 11, 12, 20, 21
RAIL, FREE = 30, 31
NASTY = "<b>fett</b> <img src=x> &amp; & [b] שלום 👩‍👩‍👧 e\u0301 " + "long " * 1000
Show = Callable[..., StrategyView]


def records() -> list[Record]:
    return [
        Project(id=1),
        Journey(id=JOURNEY, title="Service"),
        Touchpoint(
            id=APP,
            journey=JOURNEY,
            name="App",
            owner="IT",
            mandate="In a minute",
            known="Name",
            signature=True,
            score=0.45,
        ),
        Touchpoint(id=DESK, journey=JOURNEY, name="Desk", owner="Reception", x=300, score=0.8, signature=True),
        Touchpoint(id=SHOP, journey=JOURNEY, name="Shop", x=600, owner="IT", score=1.0),
        Link(id=TO_DESK, journey=JOURNEY, source=APP, target=DESK, hands_over="Car and wish"),
        Link(id=TO_SHOP, journey=JOURNEY, source=DESK, target=SHOP),
        Principle(id=RAIL, journey=JOURNEY, text="Never ask twice"),
        Principle(id=FREE, journey=JOURNEY, kind="freedom", text="How to greet"),
    ]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    settings().clear()
    look = Appearance()
    look.set(theme="light", scale=1.0, language="en")
    made: list[Editor] = []

    def opened(content: list[Record] | None = None) -> StrategyView:
        editor = Editor(Document(records() if content is None else content))
        made.append(editor)
        view = StrategyView(editor, look)
        qtbot.addWidget(view)
        view.resize(1300, 700)
        with qtbot.waitExposed(view):
            view.show()
        return view

    yield opened
    for editor in made:
        editor.close()
    settings().clear()


def editor_of(view: StrategyView) -> Editor:
    return view._editor


def titles(rows: RowList) -> list[str]:
    return [row.title for row in rows.rows]


def texts(view: StrategyView) -> tuple[list[str], list[str]]:
    state = editor_of(view).state
    rails, free = (strategy.principles(state, JOURNEY, kind) for kind in ("guard-rail", "freedom"))  # type: ignore[arg-type]
    return [p.text for p in rails], [p.text for p in free]


def click(rows: RowList, number: int) -> None:
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.model().index(number, 0)).center()
    )


# principles


def test_typed_and_pasted_principles_are_of_the_kind_chosen(show: Show) -> None:
    view = show()
    QTest.keyClicks(view.entry, "Say the price first")
    QTest.keyClick(view.entry, Qt.Key.Key_Return)
    view.kind.buttons["freedom"].click()
    data = QMimeData()
    data.setText("1. When to call\n2. Whom to send")
    view.entry.insertFromMimeData(data)
    assert texts(view) == (["Never ask twice", "Say the price first"], ["How to greet", "When to call", "Whom to send"])
    assert titles(view.principles) == [
        "Guard rails",
        "Never ask twice",
        "Say the price first",
        "Degrees of freedom",
        "How to greet",
        "When to call",
        "Whom to send",
    ]
    editor_of(view).undo()
    assert texts(view) == (["Never ask twice", "Say the price first"], ["How to greet"])


def test_alt_and_arrows_order_and_change_the_kind(show: Show) -> None:
    view = show()
    view.add(["b"])
    view.principles.show_current(RAIL)
    view.principles.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(view.principles, Qt.Key.Key_Down, alt)
    assert texts(view)[0] == ["b", "Never ask twice"]
    QTest.keyClick(view.principles, Qt.Key.Key_Down, alt)
    assert texts(view) == (["b"], ["Never ask twice", "How to greet"])
    QTest.keyClick(view.principles, Qt.Key.Key_Up, alt)
    assert texts(view) == (["b", "Never ask twice"], ["How to greet"])


def test_dragged_to_the_other_kind(show: Show) -> None:
    view = show()
    model = view.principles.model()
    data = model.mimeData([model.index(4 - 1, 0)])  # How to greet
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    assert texts(view) == (["How to greet", "Never ask twice"], [])
    assert view.principles.rows[-1].placeholder
    data = model.mimeData([model.index(2, 0)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, len(view.principles.rows), 0, QModelIndex())
    assert texts(view) == (["How to greet"], ["Never ask twice"])


def test_headings_can_neither_be_chosen_nor_dragged_nor_renamed(show: Show) -> None:
    view = show()
    flags = view.principles.model().flags(view.principles.model().index(0, 0))
    assert not flags & (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable)
    click(view.principles, 0)
    assert editor_of(view).selection == ()


def test_renamed_in_place_and_deleted(show: Show, qtbot: QtBot) -> None:
    view = show()
    view.principles.setFocus()
    click(view.principles, 1)
    assert editor_of(view).selection == (RAIL,)
    QTest.keyClick(view.principles, Qt.Key.Key_F2)
    field = view.principles.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Ask once")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(view)[0] == ["Ask once"])  # committed when the key has been handled
    view.principles.show_current(RAIL)
    QTest.keyClick(view.principles, Qt.Key.Key_Delete)
    assert texts(view)[0] == []


def test_of_the_selected_touchpoint_only(show: Show) -> None:
    view = show()
    assert view.only_here.isHidden()
    editor_of(view).select([DESK])
    assert view.only_here.text() == "only at “Desk”"
    view.only_here.setChecked(True)
    view.add(["Stand up"])
    row = next(row for row in view.principles.rows if row.title == "Stand up")
    assert row.detail == "at “Desk”"
    principle = editor_of(view).state.get(row.key, Principle)  # type: ignore[arg-type]
    assert principle is not None
    assert principle.touchpoint == DESK


def test_the_inspector_has_what_the_strategy_needs(show: Show, qtbot: QtBot) -> None:
    editor = editor_of(show())
    inspector = InspectorPanel(editor, Appearance())
    qtbot.addWidget(inspector)
    editor.select([RAIL])
    assert list(inspector.form.fields) == ["text", "kind", "touchpoint"]
    inspector.form.fields["touchpoint"].write(DESK)
    assert editor.state[RAIL].touchpoint == DESK  # type: ignore[attr-defined]
    editor.select([DESK])
    assert {"mandate", "known"} <= set(inspector.form.fields)
    editor.select([TO_DESK])
    assert "hands_over" in inspector.form.fields
    editor.select(())
    assert {"customers", "customer_value", "currency"} <= set(inspector.form.fields)


# hand-offs


def test_handoffs_say_what_is_known_and_open_their_link(show: Show, qtbot: QtBot) -> None:
    view = show()
    assert view.counts.full == "2 hand-offs · at 1 nothing is handed over · 1 owner without mandate"
    silent, told = view.handoffs.rows
    assert (silent.title, silent.detail) == ("Desk → Shop", "nothing is handed over")
    cells = view.handoffs._handoffs.cells[told.key]
    assert (cells.names, cells.owners) == (("App", "Desk"), ("IT", "Reception"))
    assert (cells.known, cells.hands_over) == (("Name", ""), "Car and wish")
    click(view.handoffs, 1)
    assert editor_of(view).selection == (TO_DESK,)
    with qtbot.waitSignal(editor_of(view).opened) as went:
        QTest.keyClick(view.handoffs, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert went.args == [TO_DESK]


def test_handoffs_follow_what_is_written(show: Show, qtbot: QtBot) -> None:
    view = show()
    editor_of(view).edit("x", lambda state: edits.set_fields(state, [TO_SHOP], hands_over="Bill"))
    qtbot.waitUntil(lambda: view.counts.full.startswith("2 hand-offs · 1 owner"))
    editor_of(view).edit("x", lambda state: edits.set_fields(state, [DESK], owner="it"))
    qtbot.waitUntil(lambda: view.handoffs.isHidden())
    assert not view.no_handoffs.isHidden()


# typed in place


def row_of(rows: SlotRows, title: str) -> int:
    return next(number for number, row in enumerate(rows.rows) if row.title == title)


def double_click(rows: SlotRows, title: str, place: int) -> None:
    """Click twice on one of a row's texts."""
    number = row_of(rows, title)
    rect = rows.visualRect(rows.model().index(number, 0))
    at = rows._delegate.rects(rect, rows.rows[number])[place].center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)


def field_in(rows: SlotRows) -> QPlainTextEdit:
    fields = [field for field in rows.findChildren(QPlainTextEdit) if field.isVisible()]
    assert len(fields) == 1
    return fields[0]


def test_a_double_click_types_in_the_row_and_stays_here(show: Show, qtbot: QtBot) -> None:
    view = show()
    editor = editor_of(view)
    with qtbot.assertNotEmitted(editor.opened):
        double_click(view.mandates, "Desk", 0)
        field = field_in(view.mandates)
        assert (field.toPlainText(), field.placeholderText()) == ("", "Mandate")
        QTest.keyClicks(field, "Greet by name")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert editor.state[DESK].mandate == "Greet by name"  # type: ignore[attr-defined]
        double_click(view.mandates, "App", 1)
        assert field_in(view.mandates).toPlainText() == "Name"
        QTest.keyClick(field_in(view.mandates), Qt.Key.Key_Escape)
        double_click(view.handoffs, "Desk \u2192 Shop", 0)
        QTest.keyClicks(field_in(view.handoffs), "The bill")
        QTest.keyClick(field_in(view.handoffs), Qt.Key.Key_Return)
        assert editor.state[TO_SHOP].hands_over == "The bill"  # type: ignore[attr-defined]
        double_click(view.handoffs, "Desk \u2192 Shop", 2)
        QTest.keyClicks(field_in(view.handoffs), "Nothing yet")
        view.entry.setFocus()
        assert editor.state[SHOP].known == "Nothing yet"  # type: ignore[attr-defined]
    for _step in range(3):
        editor.undo()
    assert editor.state[DESK].mandate == ""  # type: ignore[attr-defined]
    assert editor.state[APP].known == "Name"  # type: ignore[attr-defined]
    assert editor.document.undo_label is None


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_keys_type_in_the_row_and_the_row_stays_current(show: Show, key: Qt.Key) -> None:
    view = show()
    view.mandates.setFocus()
    click(view.mandates, row_of(view.mandates, "Desk"))
    QTest.keyClick(view.mandates, key)
    QTest.keyClicks(field_in(view.mandates), "Greet")
    QTest.keyClick(field_in(view.mandates), Qt.Key.Key_Tab)
    field = field_in(view.mandates)
    assert field.placeholderText() == "Known of the customer"
    QTest.keyClicks(field, "Plate")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk = editor_of(view).state[DESK]
    assert (desk.mandate, desk.known) == ("Greet", "Plate")  # type: ignore[attr-defined]
    assert view.mandates.rows[view.mandates.currentIndex().row()].key == DESK
    assert view.mandates.hasFocus()


def test_a_handoff_stays_current_when_its_place_in_the_list_changes(show: Show) -> None:
    view = show()
    click(view.handoffs, 0)
    QTest.keyClick(view.handoffs, Qt.Key.Key_Return)
    QTest.keyClicks(field_in(view.handoffs), "The bill")
    QTest.keyClick(field_in(view.handoffs), Qt.Key.Key_Return)
    assert [row.title for row in view.handoffs.rows] == ["App \u2192 Desk", "Desk \u2192 Shop"]
    assert view.handoffs.currentIndex().row() == 1


def test_the_menu_types_too_and_leads_to_the_map(show: Show, qtbot: QtBot) -> None:
    view = show()
    menu = view.menu(view.handoffs, view.handoffs.rows[1].key)
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Hands over \u2026",
        "Known of the customer \u00b7 App \u2026",
        "Known of the customer \u00b7 Desk \u2026",
        "Show on the map",
    ]
    with qtbot.waitSignal(editor_of(view).opened) as went:
        menu.actions()[-1].trigger()
    assert went.args == [TO_DESK]
    menu.actions()[1].trigger()
    assert field_in(view.handoffs).toPlainText() == "Name"
    assert view.menu(view.principles, RAIL) is None
    assert view.menu(view.mandates, ("owner", "IT")) is None


# little room


@pytest.mark.parametrize("width", [320, 600, 1300])
def test_no_text_is_cut_off_for_want_of_width(show: Show, qtbot: QtBot, width: int) -> None:
    long = [Touchpoint(id=50 + n, journey=JOURNEY, name="x", owner=f"The owner called {n}") for n in range(4)]
    view = show([*records(), *long])
    view.resize(width, 700)
    assert view.minimumSizeHint().width() <= 320
    qtbot.waitUntil(lambda: view._scroll.widget().width() <= view._scroll.viewport().width())
    qtbot.waitUntil(lambda: view.without.height() >= view.without.heightForWidth(view.without.width()))
    assert "The owner called 3" in view.without.text()


# signature interactions


def test_the_weak_ones_first_with_their_product(show: Show, qtbot: QtBot) -> None:
    view = show()
    assert [(row.title, row.figure, row.detail) for row in view.moments.rows] == [
        ("App", "45%", "a moment people remember, at 45%"),
        ("Desk", "80%", ""),
    ]
    assert view.product.text() == "36%"
    assert "Most travelled path, 2 of 2" in view.product_of.text()
    assert view.too_many.isHidden()
    editor_of(view).edit("Score", lambda state: edits.set_fields(state, [APP], score=1.0))
    qtbot.waitUntil(lambda: view.product.text() == "80%")


def test_covered_figures_stay_covered(show: Show, qtbot: QtBot) -> None:
    view = show()
    editor_of(view).cover(True)
    qtbot.waitUntil(lambda: view.product.text() == "••")
    assert all("%" not in row.figure + row.detail for row in view.moments.rows)


def test_more_than_five_are_asked_about(show: Show) -> None:
    more = [Touchpoint(id=50 + n, journey=JOURNEY, name="x", signature=True) for n in range(4)]
    view = show([*records(), *more])
    assert view.too_many.text() == "6 signature interactions: which are the few?"


# mandates


def test_mandates_stand_under_their_owners(show: Show) -> None:
    view = show()
    assert [(row.title, row.figure, row.detail, row.heading) for row in view.mandates.rows] == [
        ("Reception", "without mandate", "", True),
        ("Desk", "", "no mandate yet", False),
        ("IT", "1 of 2", "", True),
        ("Shop", "", "no mandate yet", False),
        ("App", "", "In a minute\nKnown: Name", False),
    ]
    assert view.without.text() == "Without any mandate: Reception"
    click(view.mandates, 1)
    assert editor_of(view).selection == (DESK,)


def test_empty_states_teach(show: Show) -> None:
    view = show([Project(id=1), Journey(id=JOURNEY)])
    assert [row.placeholder for row in view.principles.rows] == [False, True, False, True]
    for hint in (view.no_handoffs, view.no_moments, view.no_mandates):
        assert not hint.isHidden()
    assert view.counts.full == ""


# whatever stands in it


def test_texts_stand_as_they_were_typed(show: Show) -> None:
    odd: list[Record] = [
        *records(),
        Principle(id=60, journey=JOURNEY, text=NASTY),
        Touchpoint(id=61, journey=JOURNEY, name=NASTY, owner=NASTY, mandate=NASTY, known=NASTY, signature=True),
        Link(id=62, journey=JOURNEY, source=SHOP, target=61, hands_over=NASTY),
    ]
    view = show(odd)
    editor_of(view).select([61])
    for width in (1300, 700):
        view.resize(width, 700)
        view.grab()
    assert "<b>fett</b> <img" in view.only_here.text()
    assert "&&amp;" in view.only_here.text() or "…" in view.only_here.text()
    tip = view.principles.model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;fett" in tip
    assert "<img" not in tip


def test_a_large_journey_is_shown_quickly(show: Show) -> None:
    many: list[Record] = [Project(id=1), Journey(id=JOURNEY)]
    for n in range(3000):
        many.append(Touchpoint(id=10 + n, journey=JOURNEY, name=f"T{n}", owner=f"O{n % 9}", x=n, known="all " * 9))
    many += [NeedPoint(id=4000, journey=JOURNEY, question="?")]
    many += [Link(id=5000 + n, journey=JOURNEY, source=10 + n, target=11 + n) for n in range(2998)]
    start = perf_counter()
    view = show(many)
    assert perf_counter() - start < 3
    assert view.counts.full.startswith("2,998 hand-offs")
    assert view.handoffs.rows[-1].title == "and 2,598 more"
    assert view.mandates.rows[-1].title.endswith("more")


def test_reading_only_changes_nothing(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editor, "read_only", True)
    view = show()
    assert view.entry.isReadOnly()
    view.principles.show_current(RAIL)
    view.principles.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2):
        QTest.keyClick(view.principles, key)
    double_click(view.mandates, "Desk", 0)
    QTest.keyClick(view.mandates, Qt.Key.Key_Return)
    assert view.mandates.findChild(QPlainTextEdit) is None
    QTest.keyClick(view.principles, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert texts(view) == (["Never ask twice"], ["How to greet"])
