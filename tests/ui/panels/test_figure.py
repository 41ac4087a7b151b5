"""The large figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, DESK, JOURNEY, example

from cjdesigner.model import edits, personas
from cjdesigner.model.records import Journey, Link, NeedPoint, Project
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.figure import FigureHeader


def shown(qtbot: QtBot, editor: Editor, look: Appearance) -> FigureHeader:
    header = FigureHeader(editor, look)
    qtbot.addWidget(header)
    header.resize(header.sizeHint())
    with qtbot.waitExposed(header):
        header.show()
    return header


def test_figure_and_meaning(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    header = shown(qtbot, editor, look)
    assert header.figure == "65%"
    assert header.bound == ""
    assert header.sentences == ["of 100 who start, 65 get through without a disappointment"]


def test_it_is_live_in_a_draft(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    header = shown(qtbot, editor, look)
    gesture = editor.begin("Score")
    assert gesture is not None
    editor.draft(gesture, lambda state: edits.set_fields(state, [DESK], score=0.4))
    qtbot.waitUntil(lambda: header.figure == "32%")
    gesture.cancel()
    qtbot.waitUntil(lambda: header.figure == "65%")


def test_incomplete_is_at_most(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    header = shown(qtbot, editor, look)
    editor.edit("Score", lambda state: edits.set_fields(state, [CALL], score=None))
    qtbot.waitUntil(lambda: header.bound == "at most")
    assert header.figure == "74%"
    assert header.sentences == [
        "of 100 who start, at most 74 get through without a disappointment",
        "2 of 3 scored",
    ]


def test_an_unanswered_need_is_named(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    need = NeedPoint(id=30, journey=JOURNEY, question="And then?")
    editor = edit([*example(), need, Link(id=31, journey=JOURNEY, source=DESK, target=30)])
    assert shown(qtbot, editor, look).sentences[-1] == "1 need unanswered"


def test_nothing_scored_is_a_dash(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    header = shown(qtbot, editor, look)
    editor.edit("Score", lambda state: edits.set_fields(state, [APP, CALL, DESK], score=None))
    qtbot.waitUntil(lambda: header.figure == "–")
    assert header.bound == ""
    assert header.sentences == ["Score a touchpoint: then the journey's excellence stands here."]


def test_nothing_linked_teaches(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    header = shown(qtbot, edit([Project(id=1), Journey(id=2)]), look)
    assert (header.figure, header.bound) == ("–", "")
    assert header.sentences[0].startswith("Link two cards")


def test_lost_customers_are_told(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    header = shown(qtbot, editor, look)
    editor.edit("Share", lambda state: edits.set_fields(state, [22], share=0.5))
    qtbot.waitUntil(lambda: len(header.sentences) == 2)
    assert header.sentences[1] == "of 100: 65 arrive, those keep 61%"


def test_covered_and_revealed(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    header = shown(qtbot, editor, look)
    editor.cover(True)
    assert header.figure == "••"
    assert "65" not in " ".join((header.accessibleDescription(), header.toolTip(), *header.sentences))
    editor.cover(False)
    assert header.figure == "65%"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_painted_in_both_themes(qtbot: QtBot, editor: Editor, look: Appearance, theme: str) -> None:
    look.set(theme=theme)  # type: ignore[arg-type]
    header = shown(qtbot, editor, look)
    image = header.grab().toImage()
    ink = look.palette.ink.lower()
    places = [(x, y) for x in range(image.width() // 2, image.width()) for y in range(image.height())]
    assert any(image.pixelColor(x, y).name() == ink for x, y in places)


def test_what_personas_come_to_together_stands_beneath(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    header = shown(qtbot, editor, look)
    before = header.sentences
    editor.edit("Add", lambda state: personas.add_persona(state, "Anna", journey=JOURNEY))
    (anna,) = editor.state.personas(JOURNEY)
    assert header.sentences == before
    editor.edit("Own", lambda state: personas.set_own_value(state, anna.id, DESK, "score", 0.4))
    qtbot.waitUntil(lambda: header.sentences == [*before, "weighted by persona: 32%"])
    assert header.figure == "65%"
    editor.undo()
    qtbot.waitUntil(lambda: header.sentences == before)
