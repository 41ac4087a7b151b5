"""The journey panel."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, DESK, JOURNEY, NEED, TO_APP, TO_CALL, example

from cjdesigner.model import edits
from cjdesigner.model.records import Journey, Link, NeedPoint, Project, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.journey_panel import JourneyPanel
from cjdesigner.ui.panels.rows import RowList


def shown(qtbot: QtBot, editor: Editor, look: Appearance) -> JourneyPanel:
    panel = JourneyPanel(editor, look)
    qtbot.addWidget(panel)
    panel.resize(320, 1400)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.refresh()
    return panel


def click(rows: RowList, number: int) -> None:
    place = rows.visualRect(rows.model().index(number, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def told(rows: RowList) -> list[tuple[str, str, str]]:
    return [(row.title, row.figure, row.detail) for row in rows.rows]


def test_levers_in_points_largest_first(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    assert [(title, gain) for title, gain, _ in told(panel.levers)] == [("Desk", "+16"), ("Call", "+10"), ("App", "+6")]
    click(panel.levers, 1)
    assert editor.selection == (CALL,)


def test_what_gains_nothing_is_left_out(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Score", lambda state: edits.set_fields(state, [APP, DESK], score=1.0))
    assert [title for title, _, _ in told(shown(qtbot, editor, look).levers)] == ["Call"]


def test_levers_follow_a_drag(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    gesture = editor.begin("Score")
    assert gesture is not None
    editor.draft(gesture, lambda state: edits.set_fields(state, [APP], score=0.1))
    qtbot.waitUntil(lambda: panel.levers.rows[0].title == "App")
    gesture.cancel()
    qtbot.waitUntil(lambda: panel.levers.rows[0].title == "Desk")


def gappy() -> list[object]:
    return [
        *example(),
        NeedPoint(id=30, journey=JOURNEY, question="And then?"),
        Link(id=31, journey=JOURNEY, source=DESK, target=30),
        Touchpoint(id=32, journey=JOURNEY, name="Elsewhere", outcome="leaves", reason="too slow"),
        Link(id=33, journey=JOURNEY, source=DESK, target=32, share=0.2),
        Touchpoint(id=34, journey=JOURNEY, name="New"),
        Link(id=35, journey=JOURNEY, source=DESK, target=34),
    ]


def test_gaps_the_gravest_first(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    panel = shown(qtbot, edit(gappy()), look)
    assert told(panel.gaps) == [
        ("And then?", "40%", "unanswered need"),
        ("New", "40%", "score this"),
        ("Elsewhere", "20%", "leave: too slow"),
        ("Desk", "100%", "every path goes through here"),
    ]


def test_shares_above_one_and_their_cure(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Share", lambda state: edits.set_fields(state, [TO_CALL], share=0.6))
    panel = shown(qtbot, editor, look)
    assert ("When?", "", "its shares sum to 130%") in told(panel.gaps)
    assert panel.equal_button.text() == "Equal shares after “When?”"
    QTest.mouseClick(panel.equal_button, Qt.MouseButton.LeftButton)
    assert [link.share for link in editor.state.outgoing(NEED)] == [None, None]
    qtbot.waitUntil(lambda: panel.equal_button.isHidden())


def test_dry_links_and_shares_that_leave_some_over(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Share", lambda state: edits.set_fields(state, [TO_APP], share=1.0))
    panel = shown(qtbot, editor, look)
    assert ("When? → Call", "", "takes no customers: its share comes out as 0") in told(panel.gaps)
    number = next(n for n, row in enumerate(panel.gaps.rows) if row.key == TO_CALL)
    click(panel.gaps, number)
    assert editor.selection == (TO_CALL,)
    editor.edit("Share", lambda state: edits.set_fields(state, [TO_APP, TO_CALL], share=0.4))
    qtbot.waitUntil(lambda: ("When?", "20%", "lost here") in told(panel.gaps))


def test_choosing_a_path(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    assert [(title, worth) for title, worth, _ in told(panel.summary)] == [
        ("Best path", "72%"),
        ("Worst path", "48%"),
        ("Most travelled path", "72%"),
    ]
    click(panel.summary, 1)
    assert editor.choice == "worst"
    editor.choose_path("best")
    qtbot.waitUntil(lambda: panel.summary.currentIndex().row() == 0)


def test_sentences(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Share", lambda state: edits.set_fields(state, [22], share=0.5))
    panel = shown(qtbot, editor, look)
    lines = panel.sentences.text().splitlines()
    assert lines[0] == "1 need point · 4 touchpoints · 2 paths"
    assert lines[1] == "Lost: 35% · of 100: 65 arrive, those keep 61%"
    assert lines[2] == "The most travelled path is like 2 touchpoints at 85% each."


def test_trust_takes_the_return_links(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    """The fifth worked example."""
    records = [
        Project(id=1),
        Journey(id=2),
        Touchpoint(id=3, journey=2, name="A", score=0.9),
        Touchpoint(id=4, journey=2, name="B", score=0.8),
        Touchpoint(id=5, journey=2, name="C", score=0.5),
        Link(id=6, journey=2, source=3, target=4),
        Link(id=7, journey=2, source=4, target=5),
        Link(id=8, journey=2, source=5, target=4, kind="return"),
    ]
    editor = edit(records)
    panel = shown(qtbot, editor, look)
    assert panel.trust._values[:2] == pytest.approx([0.36, 0.144])
    assert panel.trust_hint.text() == "Never disappointed in 10 rounds: <0.1%. Each further round keeps 40%."
    editor.edit("Again", lambda state: edits.link(state, 4, 3, "return"))
    qtbot.waitUntil(lambda: "1 return link starts before the end" in panel.trust_hint.text())


def test_a_target_needs_a_score(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    panel.target.setValue(81)
    assert panel.needed.text() == "each of its 2 touchpoints needs 90%. 1 is below that, “Desk” the most."
    again = shown(qtbot, editor, look)
    assert again.target.value() == 81


def test_an_empty_journey_teaches(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    panel = shown(qtbot, edit([Project(id=1), Journey(id=2)]), look)
    assert panel.levers.isHidden()
    assert "digits" in panel.levers_hint.text()
    assert panel.gaps_hint.text().startswith("Unanswered needs")
    assert panel.trust.isHidden()


def test_covered_shows_no_figure(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = shown(qtbot, editor, look)
    editor.cover(True)
    qtbot.waitUntil(lambda: panel.levers.isHidden())
    assert not panel.levers.rows
    seen = [*told(panel.gaps), *told(panel.summary)]
    assert not any("%" in part for row in seen for part in row)
    assert "%" not in panel.sentences.text()
    assert panel.trust.isHidden()
    editor.cover(False)
    qtbot.waitUntil(lambda: len(panel.levers.rows) == 3)


def test_customers_and_money_only_where_the_journey_has_figures_for_them(
    qtbot: QtBot, editor: Editor, look: Appearance
) -> None:
    panel = shown(qtbot, editor, look)
    assert all("\n" not in row.detail for row in panel.levers.rows)
    assert "estimate" not in panel.levers_hint.text()
    before = panel.levers.sizeHint().height()
    editor.edit(
        "Money",
        lambda state: edits.set_fields(state, [JOURNEY], customers=10_000.0, customer_value=350.0, currency="€"),
    )
    qtbot.waitUntil(lambda: "estimate" in panel.levers_hint.text())
    assert panel.levers.rows[0].detail.endswith("\nabout 1,600 customers a year, about 570,000\u00a0€")
    assert panel.levers.sizeHint().height() > before
    editor.edit("Share", lambda state: edits.set_fields(state, [TO_APP, TO_CALL], share=0.4))
    qtbot.waitUntil(lambda: "That is about 2,000 customers a year" in panel.sentences.text())
    assert "an estimate" in panel.sentences.text()
    editor.cover(True)
    panel.refresh()
    assert "customers a year" not in panel.sentences.text() + panel.levers_hint.text()
