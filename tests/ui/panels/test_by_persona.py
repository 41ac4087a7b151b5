"""“By persona” in the inspector: whose score or share is otherwise, seen, typed and cleared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, JOURNEY, NEED, PARKED, TO_APP, TO_CALL, example

from cjdesigner.model import attaching, personas
from cjdesigner.model.document import Document
from cjdesigner.model.record import Overridden
from cjdesigner.model.records import Attachment, Override, Persona
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.by_persona import ByPersona, OwnValue
from cjdesigner.ui.panels.field_editor import REST
from cjdesigner.ui.panels.inspector import InspectorPanel

LAURA, WATCH = 50, 51
ODD = "<b>Watch</b> &amp; [b] <img src=x> " + "x" * 5000


@pytest.fixture
def editor(look: Appearance) -> Editor:
    people = [
        Persona(id=LAURA, name="Laura"),
        Persona(id=WATCH, name=ODD, kind="machine", rank=1),
        Attachment(id=52, subject=LAURA, target=JOURNEY),
        Attachment(id=53, subject=WATCH, target=JOURNEY, rank=1),
    ]
    return Editor(Document([*example(), *people]))


@pytest.fixture
def part(qtbot: QtBot, editor: Editor, look: Appearance) -> ByPersona:
    result = ByPersona(editor, look)
    qtbot.addWidget(result)
    result.resize(300, 400)
    result.bind((APP,))
    result.show()
    with qtbot.waitActive(result):
        result.activateWindow()
    return result


def own(editor: Editor, persona: int, target: int, field: Overridden = "score") -> object:
    found = personas.own_value(editor.state, persona, target, field)
    return None if found is None else found.value


def retype(line: OwnValue, text: str) -> None:
    line.entry.setFocus()
    line.entry.selectAll()
    QTest.keyClicks(line.entry, text)


def test_each_persona_has_a_line_with_the_cards_own_value_beneath(part: ByPersona) -> None:
    assert list(part.lines) == [(LAURA, "score"), (WATCH, "score")]
    assert [line.entry.placeholderText() for line in part.lines.values()] == ["90%", "90%"]
    assert [line.entry.text() for line in part.lines.values()] == ["", ""]
    assert not any(line.clear_button.isVisible() for line in part.lines.values())


def test_a_value_is_typed_and_cleared(part: ByPersona, editor: Editor, qtbot: QtBot) -> None:
    line = part.lines[WATCH, "score"]
    retype(line, "35")
    qtbot.wait(REST + 100)
    assert own(editor, WATCH, APP) == 0.35
    retype(line, "4/5")
    QTest.keyClick(line.entry, Qt.Key.Key_Return)
    assert own(editor, WATCH, APP) == 0.8
    assert own(editor, LAURA, APP) is None
    assert editor.state[APP].score == 0.9  # type: ignore[attr-defined]
    editor.undo()  # one visit, one step
    assert own(editor, WATCH, APP) is None
    editor.redo()
    part.load()
    line.clear_button.click()
    assert own(editor, WATCH, APP) is None
    assert not editor.state.all(Override)
    editor.undo()
    assert own(editor, WATCH, APP) == 0.8


def test_emptying_clears(part: ByPersona, editor: Editor) -> None:
    line = part.lines[LAURA, "score"]
    retype(line, "50%")
    QTest.keyClick(line.entry, Qt.Key.Key_Return)
    assert own(editor, LAURA, APP) == 0.5
    line.entry.selectAll()
    QTest.keyClick(line.entry, Qt.Key.Key_Delete)
    QTest.keyClick(line.entry, Qt.Key.Key_Return)
    assert not editor.state.all(Override)
    part.load()
    assert (line.entry.text(), line.entry.placeholderText()) == ("", "90%")


def test_what_is_no_value_is_marked_and_forgotten(part: ByPersona, editor: Editor) -> None:
    line = part.lines[LAURA, "score"]
    retype(line, "150")
    QTest.keyClick(line.entry, Qt.Key.Key_Return)
    assert "color" in line.entry.styleSheet()
    assert not editor.state.all(Override)
    QTest.keyClick(line.entry, Qt.Key.Key_Escape)
    assert (line.entry.text(), line.entry.styleSheet()) == ("", "")


def test_what_is_typed_for_one_card_is_not_written_to_the_next(part: ByPersona, editor: Editor) -> None:
    retype(part.lines[LAURA, "score"], "20")
    part.bind((CALL,))
    assert own(editor, LAURA, APP) == 0.2
    assert own(editor, LAURA, CALL) is None
    assert part.lines[LAURA, "score"].entry.text() == ""


def test_links_have_shares_entries_a_beginning_parked_cards_a_score(part: ByPersona, editor: Editor) -> None:
    part.bind((TO_CALL,))
    assert list(part.lines) == [(LAURA, "share"), (WATCH, "share")]
    assert part.lines[LAURA, "share"].entry.placeholderText() == "\u2248 30%"
    retype(part.lines[LAURA, "share"], "10")
    part.flush()
    assert own(editor, LAURA, TO_CALL, "share") == 0.1
    part.bind((TO_APP,))
    assert part.lines[LAURA, "share"].entry.placeholderText() == "70%"
    part.bind((NEED,))
    assert list(part.lines) == [(LAURA, "entry_share"), (WATCH, "entry_share")]
    part.bind((PARKED,))
    assert list(part.lines) == [(LAURA, "score"), (WATCH, "score")]
    part.bind((APP, CALL))
    assert part.isHidden()
    part.bind((JOURNEY,))
    assert part.isHidden()


def test_it_is_seen_only_where_there_is_something_to_tell_apart(part: ByPersona, editor: Editor) -> None:
    editor.edit("x", lambda state: attaching.detach(state, WATCH, JOURNEY))
    part.bind((APP,))
    assert part.isHidden()
    editor.edit("x", lambda state: personas.set_own_value(state, LAURA, CALL, "score", 0.2))
    assert not part.isHidden()
    assert list(part.lines) == [(LAURA, "score")]
    editor.undo()
    editor.undo()
    part.load()
    assert list(part.lines) == [(LAURA, "score"), (WATCH, "score")]


def test_an_own_value_that_is_unset_says_so_and_is_cleared(part: ByPersona, editor: Editor) -> None:
    editor.edit("x", lambda state: personas.set_own_value(state, LAURA, APP, "score", None))
    part.load()
    line = part.lines[LAURA, "score"]
    assert (line.entry.text(), line.entry.placeholderText()) == ("", "not scored")
    line.clear_button.click()
    assert not editor.state.all(Override)


def test_covered_scores_are_not_told_but_typed(part: ByPersona, editor: Editor) -> None:
    editor.edit("x", lambda state: personas.set_own_value(state, LAURA, APP, "score", 0.25))
    editor.cover(True)
    line = part.lines[LAURA, "score"]
    assert (line.entry.text(), line.entry.placeholderText()) == ("", "\u2022\u2022")
    line.entry.setFocus()
    QTest.keyClick(line.entry, Qt.Key.Key_Return)
    assert own(editor, LAURA, APP) == 0.25
    retype(line, "40")
    QTest.keyClick(line.entry, Qt.Key.Key_Return)
    assert own(editor, LAURA, APP) == 0.4
    editor.cover(False)
    line.entry.clearFocus()
    assert line.entry.text() == "40%"


def test_names_are_shown_as_typed_and_lead_there(part: ByPersona, editor: Editor) -> None:
    line = part.lines[WATCH, "score"]
    assert line.name.textFormat() == Qt.TextFormat.PlainText
    assert line.name.full == ODD
    assert "&lt;b&gt;Watch&lt;/b&gt; &amp;amp;" in line.name.toolTip()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in part.findChildren(QLabel))
    opened: list[int] = []
    editor.opened.connect(opened.append)
    QTest.mouseClick(line.name, Qt.MouseButton.LeftButton)
    assert opened == [WATCH]


def test_the_inspector_has_it(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    panel = InspectorPanel(editor, look)
    qtbot.addWidget(panel)
    panel.resize(320, 900)
    panel.show()
    for identity, field in ((APP, "score"), (TO_APP, "share"), (NEED, "entry_share")):
        editor.select([identity])
        part = panel.form.by_persona
        assert part is not None
        assert not part.isHidden()
        assert list(part.lines) == [(LAURA, field), (WATCH, field)]
    editor.select([APP])
    retype(panel.form.by_persona.lines[LAURA, "score"], "12")  # type: ignore[union-attr]
    panel.flush()
    assert own(editor, LAURA, APP) == 0.12


def test_the_journeys_word_for_its_persona_is_asked_for_only_without_one(
    qtbot: QtBot, editor: Editor, look: Appearance
) -> None:
    panel = InspectorPanel(editor, look)
    qtbot.addWidget(panel)
    editor.select([JOURNEY])
    panel.show()
    assert panel.form.fields["persona"].isHidden()
    for persona in (LAURA, WATCH):
        editor.edit("x", lambda state, who=persona: attaching.detach(state, who, JOURNEY))  # type: ignore[misc]
    panel.refresh()
    assert not panel.form.fields["persona"].isHidden()
