"""The whole story by hand: draw, paste lines, link, score, undo all, redo all, reopen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot
from ui.canvas.driver import ALT, CTRL, SHIFT, Hands

from cjdesigner.model import edits
from cjdesigner.model.records import Link, NeedPoint, Node, Phase, Record, Touchpoint
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.main_window import MainWindow

Open = Callable[..., MainWindow]


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window()


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window.canvas_)


def test_the_whole_story(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    hands, editor = Hands(window.canvas_), window.editor_
    start = dict(editor.state.records)

    # draw: a phase, a need point by tool and click, touchpoints by keyboard alone
    hands.keys("P")
    hands.click((40, 300))
    hands.type("Book")
    hands.keys("Return")
    assert [phase.title for phase in editor.state.phases(editor.journey)] == ["Book"]
    hands.keys("N")
    hands.click((130, 160))
    hands.type("When can my car be serviced?")
    hands.keys("Return")
    hands.keys("Return")
    hands.type("App")
    hands.keys("Return")
    hands.keys("Tab")
    hands.type("Call")
    hands.keys("Return")
    assert hands.links() == {("When can my car be serviced?", name, "next") for name in ("App", "Call")}
    assert hands.phase_of("App") == "Book"

    # paste lines: cards parked under the pointer
    hands.move((500, 420))
    hands.paste("Desk\n? Is it ready?\n\nInvoice <b>")
    assert {"Desk", "Is it ready?", "Invoice <b>"} <= set(hands.titles())
    assert isinstance(editor.state.get(hands.named("Is it ready?"), Node), NeedPoint)
    assert editor.analysis.parked == 3

    # link: from the cards' edges, and by the tool
    hands.canvas.fit()
    hands.drag(hands.handle("App"), hands.at("Desk"))
    hands.keys("L")
    hands.drag(hands.at("Call"), hands.at("Desk"))
    hands.keys("V")
    assert {("App", "Desk", "next"), ("Call", "Desk", "next")} <= hands.links()

    # score: by digits and by the bar, the figure following the pointer
    hands.click(hands.at("App"))
    hands.keys("9")
    assert hands.score("App") == 0.9
    hands.click(hands.at("Call"))
    hands.keys("6")
    rect = hands.canvas.placement.rects[hands.named("Desk")]
    hands.press((rect.x + 20, rect.bottom - 4))
    hands.move((rect.x + rect.width * 0.5, rect.bottom - 4))
    seen = editor.analysis.expected
    hands.move((rect.x + rect.width * 0.8, rect.bottom - 4))
    assert seen != editor.analysis.expected
    hands.release((rect.x + rect.width * 0.8, rect.bottom - 4))
    assert hands.score("Desk") == pytest.approx(0.8, abs=0.02)
    link = hands.link("When can my car be serviced?", "App")
    editor.select((link.id,))
    hands.keys("7", "0")
    hands.click(hands.at("Desk"))
    hands.keys("8")
    assert editor.analysis.expected == pytest.approx(0.648)

    # undo all, redo all
    end = dict(editor.state.records)
    steps = 0
    while editor.document.undo_label is not None:
        hands.keys("Ctrl+Z")
        steps += 1
    assert dict(editor.state.records) == start
    for _step in range(steps):
        hands.keys("Ctrl+Shift+Z")
    assert dict(editor.state.records) == end

    # reopen: everything is there, history too
    window.close()
    again = open_window()
    assert dict(again.editor_.state.records) == end
    assert again.editor_.analysis.expected == pytest.approx(0.648)
    again.editor_.undo()
    assert dict(again.editor_.state.records) != end


def chain(*names: str) -> list[Record]:
    """Touchpoints in a row, 300 apart, linked one after another."""
    from cjdesigner.model.records import Journey, Project

    records: list[Record] = [Project(id=1), Journey(id=2, title="Journey")]
    ids = range(3, 3 + len(names))
    records += [
        Touchpoint(id=i, journey=2, name=name, x=300.0 * n, y=200.0)
        for n, (i, name) in enumerate(zip(ids, names, strict=True))
    ]
    records += [Link(id=100 + n, journey=2, source=i, target=i + 1) for n, i in enumerate(ids[:-1])]
    return records


def test_a_drag_moves_all_selected_cards_and_is_one_step(open_window: Open) -> None:
    window = open_window(records=chain("a", "b", "c"))
    hands, editor = Hands(window.canvas_), window.editor_
    hands.click(hands.at("a"))
    hands.click(hands.at("b"), SHIFT)
    before = dict(editor.state.records)
    hands.drag(hands.at("a"), (hands.at("a")[0] + 60, hands.at("a")[1] + 90), CTRL)
    moved = [editor.state.get(hands.named(name), Node) for name in "abc"]
    places = [place for node in moved if node for place in (node.x, node.y)]
    assert places == pytest.approx([60, 290, 360, 290, 600, 200], abs=1.5)
    assert all(place == int(place) for place in places)
    editor.undo()
    assert dict(editor.state.records) == before


def test_escape_takes_a_drag_back_while_the_button_is_down(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands, editor = Hands(window.canvas_), window.editor_
    before = dict(editor.state.records)
    hands.press(hands.at("a"))
    hands.move((400, 500))
    assert dict(editor.state.records) != before
    hands.keys("Escape")
    assert dict(editor.state.records) == before
    hands.release((400, 500))
    assert editor.document.undo_label is None


def test_a_drag_snaps_to_the_other_cards_edges(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands, editor = Hands(window.canvas_), window.editor_
    start = hands.at("b")
    hands.drag(start, (start[0] + 40, start[1] + 3))
    node = editor.state.get(hands.named("b"), Node)
    assert node is not None
    assert node.y == 200


def test_the_rubber_band_selects_what_it_meets(open_window: Open) -> None:
    window = open_window(records=chain("a", "b", "c"))
    hands = Hands(window.canvas_)
    hands.drag((-40, 150), (400, 400))
    assert set(window.editor_.selection) == {hands.named("a"), hands.named("b")}


def test_dragging_from_an_edge_to_empty_ground_makes_the_next_card(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands = Hands(window.canvas_)
    hands.canvas.zoom_to(0.8)
    hands.drag(hands.handle("a"), (320, 330))
    hands.type("next")
    hands.keys("Return")
    assert hands.links() == {("a", "next", "next")}
    hands.drag(hands.handle("next"), (330, 480), ALT)
    hands.type("why?")
    hands.keys("Return")
    assert ("next", "why?", "next") in hands.links()
    assert isinstance(window.editor_.state.get(hands.named("why?"), Node), NeedPoint)


def test_a_link_that_leads_back_becomes_a_return_link(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands = Hands(window.canvas_)
    told: list[str] = []
    window.editor_.told.connect(told.append)
    hands.drag(hands.handle("b"), hands.at("a"))
    assert hands.links() == {("a", "b", "next"), ("b", "a", "return")}
    assert any("return link" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("typed", "score"), [("8", 0.8), ("85", 0.85), ("00", 0.0), ("0", 1.0), ("07", 0.07), ("100", 1.0)]
)
def test_scores_by_digits(open_window: Open, typed: str, score: float) -> None:
    window = open_window(records=chain("a"))
    hands = Hands(window.canvas_)
    hands.click(hands.at("a"))
    hands.keys(*typed)
    assert hands.score("a") == pytest.approx(score)
    window.editor_.undo()
    if len(typed) < 3:
        assert hands.score("a") is None, "the digits of one number are one step"


def test_u_takes_the_score_away_and_delete_deletes(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands = Hands(window.canvas_)
    hands.click(hands.at("a"))
    hands.keys("7", "U")
    assert hands.score("a") is None
    hands.keys("Backspace")
    assert hands.titles() == ["b"]
    assert hands.links() == set()
    hands.keys("Ctrl+Z")
    assert hands.links() == {("a", "b", "next")}


def test_arrows_walk_along_links(open_window: Open) -> None:
    window = open_window(records=chain("a", "b", "c"))
    hands = Hands(window.canvas_)
    hands.keys("Right")
    assert window.editor_.selection == (hands.named("a"),)
    hands.keys("Right", "Right")
    assert window.editor_.selection == (hands.named("c"),)
    hands.keys("Left")
    assert window.editor_.selection == (hands.named("b"),)


def test_shift_and_arrows_nudge_as_one_step(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands = Hands(window.canvas_)
    hands.click(hands.at("a"))
    hands.keys("Shift+Down", "Shift+Down", "Shift+Right")
    node = window.editor_.state.get(hands.named("a"), Node)
    assert node is not None
    assert (node.x, node.y) == (4, 208)
    window.editor_.undo()
    assert window.editor_.document.undo_label is None


def test_text_is_edited_in_place_and_escape_gives_it_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(records=chain("a"))
    hands = Hands(window.canvas_)
    hands.click(hands.at("a"))
    hands.keys("F2")
    hands.type("Reception")
    qtbot.wait(300)
    assert hands.titles() == ["Reception"], "typing is written after a rest"
    hands.type(" desk")
    hands.keys("Return")
    assert hands.titles() == ["Reception desk"]
    window.editor_.undo()
    assert hands.titles() == ["a"], "one visit of a field is one step"
    hands.keys("F2")
    hands.type("nonsense")
    hands.keys("Escape")
    assert hands.titles() == ["a"]


def test_cards_are_copied_between_windows(open_window: Open) -> None:
    first = open_window("one.cjd", records=chain("a", "b", "c"))
    hands = Hands(first.canvas_)
    hands.click(hands.at("a"))
    hands.click(hands.at("b"), SHIFT)
    hands.keys("Ctrl+C")
    second = open_window("two.cjd")
    there = Hands(second.canvas_)
    there.keys("Ctrl+V")
    assert there.links() == {("a", "b", "next")}
    assert set(second.editor_.selection) == {there.named("a"), there.named("b")}


def test_duplicate_and_select_all(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands = Hands(window.canvas_)
    hands.keys("Ctrl+A", "Ctrl+D")
    assert sorted(hands.titles()) == ["a", "a", "b", "b"]
    assert len(window.editor_.state.links(2)) == 2


def test_phases_are_made_renamed_resized_moved_and_removed(window: MainWindow, hands: Hands) -> None:
    editor = window.editor_
    for name in ("First", "Second"):
        hands.keys("P")
        hands.click((900, 300))
        hands.type(name)
        hands.keys("Return")
    state, journey = editor.state, editor.journey
    assert [phase.title for phase in state.phases(journey)] == ["First", "Second"]
    hands.drag((264, 40), (344, 40))
    assert [phase.width for phase in state.phases(journey)] == [344, 264]
    hands.drag((400, 40), (60, 40), steps=8)
    assert [phase.title for phase in state.phases(journey)] == ["Second", "First"]
    hands.double_click((60, 30))
    hands.type("Opening")
    hands.keys("Return")
    assert [phase.title for phase in state.phases(journey)] == ["Opening", "First"]
    hands.click((60, 30))
    hands.keys("Delete")
    assert [phase.title for phase in state.phases(journey)] == ["First"]


def test_dropping_a_card_in_another_band_changes_its_phase_alt_only_moves(open_window: Open) -> None:
    from cjdesigner.model.records import Journey, Project

    records: list[Record] = [
        Project(id=1),
        Journey(id=2),
        Phase(id=3, journey=2, rank=0, title="First"),
        Phase(id=4, journey=2, rank=1, title="Second"),
        Touchpoint(id=5, journey=2, name="a", x=40, y=200, phase=3),
    ]
    window = open_window(records=records)
    hands = Hands(window.canvas_)
    start = hands.at("a")
    hands.drag(start, (start[0] + 264, start[1]), ALT)
    assert hands.phase_of("a") == "First"
    hands.drag(hands.at("a"), start, ALT)
    hands.drag(start, (start[0] + 264, start[1]))
    assert hands.phase_of("a") == "Second"


def test_blocking_tells_what_it_does(open_window: Open) -> None:
    records = chain("a", "b", "c")
    window = open_window(records=records)
    hands, editor = Hands(window.canvas_), window.editor_
    told: list[str] = []
    editor.told.connect(told.append)
    hands.click(hands.at("b"))
    hands.keys("8", "B")
    assert editor.analysis.expected == 0
    assert told
    assert "80%" in told[-1]
    hands.keys("B")
    assert editor.analysis.expected == pytest.approx(0.8)


def test_figures_are_covered_and_revealed_by_one_key(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands = Hands(window.canvas_)
    hands.keys("F8")
    assert window.editor_.covered
    hands.keys("F8")
    assert not window.editor_.covered


def test_a_read_only_document_is_not_changed_by_any_key_or_drag(open_window: Open) -> None:
    first = open_window(records=chain("a", "b"))
    path = first.editor_.store and first.editor_.store.path
    assert path is not None
    from cjdesigner.model.store import open_document

    document, store = open_document(path, read_only=True)
    other = open_window("other.cjd")
    other.show_document(Editor(document, store))
    hands = Hands(other.canvas_)
    before = dict(document.state.records)
    hands.keys("Right", "8", "Return", "Tab", "Delete", "Ctrl+D", "B")
    hands.drag(hands.at("a"), (300, 500))
    hands.paste("one\ntwo")
    assert dict(document.state.records) == before


def test_zoom_keeps_what_lies_under_the_pointer(open_window: Open) -> None:
    window = open_window(records=chain("a", "b", "c"))
    canvas = window.canvas_
    from PySide6.QtCore import QPointF

    spot = QPointF(300, 200)
    before = canvas.mapToScene(spot.toPoint())
    canvas.zoom_by(1.7, spot)
    after = canvas.mapToScene(spot.toPoint())
    assert abs(before.x() - after.x()) < 2
    assert abs(before.y() - after.y()) < 2


def test_far_away_the_overview_stands_for_all_cards(open_window: Open) -> None:
    window = open_window(records=chain(*(f"card {n}" for n in range(60))))
    canvas = window.canvas_
    canvas.zoom_to(0.1)
    picture = canvas.grab()
    assert not picture.isNull()
    canvas.zoom_to(1.0)
    assert canvas.hit(*Hands(canvas).at("card 0")).part == "card"


def test_the_editor_survives_a_change_of_language_theme_and_scale(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    window.editor_.select((3,))
    window.appearance.set(language="de", theme="dark", scale=1.5)
    assert window.editor_.selection == (3,)
    hands = Hands(window.canvas_)
    hands.click(hands.at("b"))
    hands.keys("5")
    assert hands.score("b") == 0.5


def test_escape_on_a_new_card_that_has_no_name_takes_it_back(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands, editor = Hands(window.canvas_), window.editor_
    hands.click(hands.at("a"))
    before = dict(editor.state.records)
    hands.keys("Return", "Escape")
    assert dict(editor.state.records) == before
    assert editor.selection == (hands.named("a"),)


@pytest.mark.parametrize("key", ["Return", "Tab", "Alt+7"])
def test_a_new_card_that_got_no_name_was_not_meant(open_window: Open, key: str) -> None:
    window = open_window(records=chain("a"))
    hands, editor = Hands(window.canvas_), window.editor_
    hands.click(hands.at("a"))
    before = dict(editor.state.records)
    hands.keys("Return")
    assert len(editor.state.records) == len(before) + 2, "card and link"
    hands.keys(key)
    assert dict(editor.state.records) == before


def test_a_new_card_without_a_name_goes_by_a_click_on_the_paper_and_stays_where_it_is_edited(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands, editor = Hands(window.canvas_), window.editor_
    before = dict(editor.state.records)
    hands.double_click((60, 420))
    assert len(editor.state.records) == len(before) + 1
    hands.click((400, 420))
    assert dict(editor.state.records) == before
    hands.double_click((60, 420))
    fields = window.workspace_.inspector.findChildren(QLineEdit) + window.workspace_.inspector.findChildren(QTextEdit)
    field = next(field for field in fields if field.isVisible() and field.isEnabled())
    field.setFocus()
    hands.rest()
    assert len(editor.state.records) == len(before) + 1, "one goes on in the inspector"


def test_a_new_card_to_which_something_was_done_stays_without_a_name(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands, editor = Hands(window.canvas_), window.editor_
    hands.click(hands.at("a"))
    hands.keys("Return")
    (fresh,) = editor.selection
    editor.edit("Score", lambda state: edits.set_fields(state, [fresh], score=0.4))
    hands.keys("Return")
    assert fresh in editor.state
    hands.keys("F2", "Return")
    assert fresh in editor.state, "only a card that has just been made goes"


def test_a_link_to_itself_is_refused_in_a_sentence(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands = Hands(window.canvas_)
    told: list[str] = []
    window.editor_.told.connect(told.append)
    hands.keys("L")
    hands.drag(hands.at("a", 0.2), hands.at("a", 0.8))
    assert told == ["“a” cannot be linked to itself."]


def test_where_customers_leave_no_score_is_given(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands, editor = Hands(window.canvas_), window.editor_
    editor.select((4,))
    window.cards.toggle_outcome("leaves")
    hands.keys("Ctrl+A", "5")
    assert (hands.score("a"), hands.score("b")) == (0.5, None)


def test_bullets_of_pasted_lists_are_no_part_of_a_name(open_window: Open) -> None:
    window = open_window()
    Hands(window.canvas_).paste("- Desk\n * Phone\n2. App\n• ? How long?\n3-day wait")
    assert Hands(window.canvas_).titles() == ["Desk", "Phone", "App", "How long?", "3-day wait"]


def test_covering_hides_what_was_just_told(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands = Hands(window.canvas_)
    hands.click(hands.at("b"))
    hands.keys("8", "B")
    assert window.workspace_.toast.isVisible()
    hands.keys("F8")
    assert not window.workspace_.toast.isVisible()


def test_a_change_of_language_keeps_the_place_and_one_saved_label(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(records=chain("a", "b", "c"))
    before = window.canvas_.visible_area()
    for language in ("de", "en", "de", "en"):
        window.appearance.set(language=language)
        qtbot.wait(20)
    after = window.canvas_.visible_area()
    assert abs(before.centre_x - after.centre_x) < 20
    assert abs(before.centre_y - after.centre_y) < 20
    labels = [label for label in window.menuBar().children() if label.inherits("QLabel") and label.isVisible()]  # type: ignore[attr-defined]
    assert len(labels) == 1


def test_an_untitled_journey_is_not_left_without_asking(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from cjdesigner.ui import file_dialogs, recent

    window = open_window()
    window.files.new()
    hands = Hands(window.canvas_)
    window.canvas_.setFocus()
    hands.keys("Return")
    hands.type("kept")
    hands.keys("Return")
    path = window.editor_.store and window.editor_.store.path
    asked: list[str] = []
    monkeypatch.setattr(file_dialogs, "ask_untitled", lambda *_: asked.append("asked") or "")
    window.files.new()
    assert asked
    assert hands.titles() == ["kept"], "the user stays"
    monkeypatch.setattr(file_dialogs, "ask_untitled", lambda *_: "keep")
    window.files.new()
    assert path in [file.path for file in recent.recent_files()]
    assert window.files.open_path(path)
    assert Hands(window.canvas_).titles() == ["kept"]
    monkeypatch.setattr(file_dialogs, "ask_untitled", lambda *_: "discard")
    window.show_welcome() if window.files.may_close() else None
    assert path not in [file.path for file in recent.recent_files()]


def test_undo_during_a_drag_ends_it_and_nothing_follows_the_pointer(open_window: Open) -> None:
    window = open_window(records=chain("a", "b"))
    hands, editor = Hands(window.canvas_), window.editor_
    hands.click(hands.at("a"))
    hands.keys("8")
    hands.press(hands.at("a"))
    hands.move((300, 500))
    hands.keys("Ctrl+Z")
    before = dict(editor.state.records)
    hands.move((500, 600))
    hands.release((500, 600))
    assert dict(editor.state.records) == before
    store = editor.store
    assert store is not None
    window.close()
    assert dict(open_window().editor_.state.records) == before


def test_a_share_typed_with_a_leading_nought_leaves_the_others_their_room(open_window: Open) -> None:
    records = chain("a", "b", "c")[:-1]
    records.append(Link(id=102, journey=2, source=3, target=5))
    window = open_window(records=records)
    hands, editor = Hands(window.canvas_), window.editor_
    editor.select((100,))
    hands.keys("5", "0")
    editor.select((102,))
    hands.keys("0", "5")
    assert [link.share for link in editor.state.outgoing(3)] == [0.5, 0.05]


def test_a_click_into_another_field_keeps_the_keyboard_there(open_window: Open) -> None:
    window = open_window(records=chain("a"))
    hands = Hands(window.canvas_)
    hands.click(hands.at("a"))
    other = next(field for field in window.findChildren(QLineEdit) if field.isVisible() and field.isEnabled())
    hands.keys("F2")
    other.setFocus()
    hands.rest()
    assert other.hasFocus()
