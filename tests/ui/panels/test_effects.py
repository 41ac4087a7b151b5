"""What the inspector says that a card does."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot
from ui.panels.example import APP, CALL, DESK, JOURNEY, NEED, PARKED, example

from cjdesigner.model import edits
from cjdesigner.model.blocking import Blocking
from cjdesigner.model.records import Link, NeedPoint, Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.effects import Effects, closing_sentence, gained


def shown(qtbot: QtBot, editor: Editor, look: Appearance, *ids: int) -> Effects:
    effects = Effects(editor, look)
    qtbot.addWidget(effects)
    effects.resize(300, 300)
    effects.bind(ids)
    effects.show()
    effects.refresh_closing()
    return effects


def rows(effects: Effects) -> dict[str, str]:
    pairs = zip(effects._names, effects._figures, strict=True)
    return {name.text(): value.text() for name, value in pairs if not name.isHidden()}


def test_reach_lever_and_closing(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    effects = shown(qtbot, editor, look, APP)
    assert rows(effects) == {
        "reached by": "70%",
        "at 100% the journey gains": "+6 points",
        "if it closes the journey is": "48%",
    }
    assert effects.sentence.text() == "Customers go to Call (30 → 100%), provided they carry the load."


def test_closing_the_only_way_loses_everybody(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    effects = shown(qtbot, editor, look, DESK)
    assert rows(effects)["if it closes the journey is"] == "0%"
    assert effects.sentence.text() == "100% of all customers are lost, to a competitor."


def test_a_rise_is_told_with_its_condition(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    effects = shown(qtbot, editor, look, CALL)
    assert rows(effects)["if it closes the journey is"] == "72%"
    assert (
        "The journey rises: the remaining ways score higher, provided they carry the load." in effects.sentence.text()
    )


def test_a_blocked_card_shows_both_figures(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Block", lambda state: edits.set_fields(state, [APP], blocked=True))
    effects = shown(qtbot, editor, look, APP)
    assert rows(effects) == {"reached by": "0%", "open, the journey would be": "65%", "closed, it is": "48%"}


def test_it_follows_scores_while_seen(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    effects = shown(qtbot, editor, look, APP)
    editor.edit("Score", lambda state: edits.set_fields(state, [APP], score=0.4))
    qtbot.waitUntil(lambda: rows(effects)["at 100% the journey gains"] == "+34 points")
    editor.edit("Score", lambda state: edits.set_fields(state, [CALL], score=1.0))
    qtbot.waitUntil(lambda: rows(effects)["if it closes the journey is"] == "80%")


def test_a_need_tells_how_it_is_answered(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    assert rows(shown(qtbot, editor, look, NEED)) == {"reached by": "100%", "answered": "81%"}


def test_an_unscored_answer_makes_it_an_upper_bound(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Score", lambda state: edits.set_fields(state, [CALL], score=None))
    assert rows(shown(qtbot, editor, look, NEED))["answered"] == "at most 93%"
    assert rows(shown(qtbot, editor, look, APP))["if it closes the journey is"] == "at most 80%"
    assert "at 100% the journey gains" not in rows(shown(qtbot, editor, look, CALL))


def test_several_gain_together(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    effects = shown(qtbot, editor, look, APP, CALL, DESK)
    assert rows(effects) == {"all at 100% the journey gains": "+35 points"}


def test_parked_and_unanswered_cards_teach(
    qtbot: QtBot, edit: Callable[..., Editor], editor: Editor, look: Appearance
) -> None:
    parked = shown(qtbot, editor, look, PARKED)
    assert rows(parked) == {}
    assert parked.sentence.text().startswith("Parked")
    need = NeedPoint(id=30, journey=JOURNEY, question="And then?")
    open_end = edit([*example(), need, Link(id=31, journey=JOURNEY, source=DESK, target=30)])
    assert shown(qtbot, open_end, look, 30).sentence.text().startswith("Nothing answers this need yet")


def test_who_leaves_is_lost_not_taken_on(qtbot: QtBot, edit: Callable[..., Editor], look: Appearance) -> None:
    away = Touchpoint(id=30, journey=JOURNEY, name="Elsewhere", outcome="leaves")
    editor = edit([*example(), away, Link(id=31, journey=JOURNEY, source=NEED, target=30, share=0.1)])
    text = shown(qtbot, editor, look, APP).sentence.text()
    assert "Elsewhere" not in text
    assert "are lost, to a competitor" in text


def test_covered_says_nothing(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.cover(True)
    effects = shown(qtbot, editor, look, APP)
    assert set(rows(effects).values()) == {"••"}
    assert effects.sentence.text() == "••"


def test_many_takers_are_counted() -> None:
    takers = tuple((number, 0.1, 0.2) for number in range(6))
    text = closing_sentence(Blocking(0.5, 0.4, 0.0, 0.0, takers), lambda key: f"T{key}", closed=False)
    assert text == (
        "Customers go to T0 (10 → 20%), T1 (10 → 20%), T2 (10 → 20%) and 3 others, provided they carry the load."
    )


def test_it_names_takers_as_they_are_called_now(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    effects = shown(qtbot, editor, look, APP)
    assert "Call (" in effects.sentence.text()
    editor.edit("Rename", lambda state: edits.set_fields(state, [CALL], name="x" * 30_000))
    qtbot.waitUntil(lambda: "x" * 59 + "… (" in effects.sentence.text())
    assert len(effects.sentence.text()) < 200


def test_nothing_is_never_at_most_nothing(qtbot: QtBot, editor: Editor, look: Appearance) -> None:
    editor.edit("Score", lambda state: edits.set_fields(state, [CALL], score=None))
    assert rows(shown(qtbot, editor, look, DESK))["if it closes the journey is"] == "0%"


def test_gains_in_words() -> None:
    assert gained(0.0) == "nothing"
    assert gained(0.01) == "+1 point"
    assert gained(0.004) == "+0.4 points"
