"""The help: its pages, the topics of the methods with their computed examples, the sheet of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cjdesigner import i18n
from cjdesigner.model import jobs
from cjdesigner.model.indicator_library import LIBRARY
from cjdesigner.model.tipping import METHOD
from cjdesigner.ui import help_method_examples as examples
from cjdesigner.ui.actions import ACTIONS, GESTURES
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.help_dialog import PAGES, HelpDialog
from cjdesigner.ui.help_excellence import ANCHORS
from cjdesigner.ui.help_keys import KeysPage, shortcuts, spoken_key
from cjdesigner.ui.help_methods import TOPICS, MethodsPage
from cjdesigner.ui.main_window import MainWindow
from cjdesigner.ui.views import VIEWS
from cjdesigner.ui.views import gestures as views

SHORTCUTS = [("File", "Open …", "Ctrl+O"), ("Canvas", "Zoom to the pointer", "Ctrl and wheel"), ("Canvas", "Pan", "H")]


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Appearance]:
    look = Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    look.set(theme="light", scale=1.0, language="en")
    yield look
    look.set(theme="light", scale=1.0, language="en")


def _said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def _topic(look: Appearance, qtbot: QtBot, title: str) -> str:
    page = MethodsPage(look)
    qtbot.addWidget(page)
    page.topics.setCurrentRow([topic.title for topic in TOPICS].index(title))
    return _said(page.shown)


# excellence


def test_the_help_says_the_sentence_the_anchors_and_the_examples(look: Appearance, qtbot: QtBot) -> None:
    dialog = HelpDialog(look, SHORTCUTS)
    qtbot.addWidget(dialog)
    said = _said(dialog.pages.widget(0))
    assert "Of 100 customers here, how many got what they came for, without a disappointment?" in said
    assert "Of 100 who start" in said
    assert "100% × 50% = 50%. The average would have said 75%." in said
    assert "70% × 90% × 80% + 30% × 60% × 80% = 64.8%" in said
    assert "72% · 48%" in said
    assert "81%" in said
    assert "Desk +16 · Call +10 · App +6" in said
    for _score, meaning in ANCHORS:
        assert meaning in said


# methods


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("Personas", ["75% × 64.8% + 25% × 40.0% = 58.6%", "25% of customers, excellence 40.0%"]),
        ("Empathy maps", ["1 WHO are", "7 What do they THINK and FEEL?", "heard", "quote · pain · medium confidence"]),
        (
            "Jobs and outcomes",
            [
                "When I have an hour to myself in the evening, I want to do a little sport near home, so",
                "9.1 + (9.1 − 3.2) = 15.0: low-hanging fruit",
                "91 of 100 answered 4 or 5: 9.1",
                "above 15; 15 itself is not",
            ],
        ),
        ("Forces of progress", ["7 drive, 8 hold: no switch", "7 drive, 6 hold: a switch"]),
        ("Needs and channels", ["90%", "60%", "a gap", "81%"]),
        ("Indicators", ["Customer performance indicators (CPI)", "71% (2026-03, n = 212)", "yes, by −9"]),
        ("When a drift tips", ["2026-10: the smoothed line leaves the band", "78, smoothed 79.52, band 79.54", METHOD]),
        ("Scores that follow", ["mean 3.58: 65%", "40 → 70%", "12\u00a0min → 72%", "60%"]),
        ("Insights", ["guess", "measured; basis: survey, n = 212"]),
        (
            "Experience strategy",
            ["at 1 nothing is handed over", "a moment people remember, at 45%", "32%", "At most 5", "below 75%"],
        ),
        ("The company's side", ["Line of internal interaction", "Backstage", "Emotion curve"]),
        ("The endless journey", ["90% × 80% = 72%", "95% × 60% = 57%", "41%"]),
        ("Money", ["+16", "about 1,900 customers a year, about 660,000\u00a0€; an estimate"]),
    ],
)
def test_a_topic_tells_its_method_by_figures_that_are_computed(
    look: Appearance, qtbot: QtBot, title: str, figures: list[str]
) -> None:
    said = _topic(look, qtbot, title)
    for figure in figures:
        assert figure in said


def test_every_topic_is_told_and_none_but_those(look: Appearance, qtbot: QtBot) -> None:
    page = MethodsPage(look)
    qtbot.addWidget(page)
    page.show()
    seen = []
    for number, topic in enumerate(TOPICS):
        page.topics.setCurrentRow(number)
        said = _said(page.shown)
        assert said.startswith(topic.title)
        assert not re.search(r"[{}]|https?:|www\.", said)  # no field is left unfilled, nothing to fetch
        seen.append(said)
    assert len(set(seen)) == len(TOPICS)


def test_the_topics_are_walked_by_keyboard_and_made_once(look: Appearance, qtbot: QtBot) -> None:
    page = MethodsPage(look)
    qtbot.addWidget(page)
    page.show()
    first = page.shown
    qtbot.keyClick(page.topics, Qt.Key.Key_Down)
    assert _said(page.shown).startswith(TOPICS[1].title)
    qtbot.keyClick(page.topics, Qt.Key.Key_Up)
    assert page.shown is first


def test_the_topic_of_the_view_that_is_shown_comes_first(look: Appearance, qtbot: QtBot) -> None:
    told = {topic.view for topic in TOPICS if topic.view}
    assert told == {view.id for view in VIEWS}
    for view in VIEWS:
        page = MethodsPage(look, view.id)
        qtbot.addWidget(page)
        assert TOPICS[page.topics.currentRow()].view == view.id
    page = MethodsPage(look, "map")
    qtbot.addWidget(page)
    assert page.topics.currentRow() == 0


def test_the_library_is_told_whole(look: Appearance, qtbot: QtBot) -> None:
    said = _topic(look, qtbot, "Indicators")
    for common in LIBRARY:
        assert common.name in said


def test_the_landscape_of_the_help_tells_answers_from_estimates() -> None:
    found = examples.outcomes()
    assert [jobs.is_estimate(outcome) for outcome in found] == [False, True, True, True]
    bands = [jobs.band(jobs.opportunity(outcome) or 0.0) for outcome in found]
    assert bands == ["low-hanging", "extreme", "worth", "unattractive"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_words_wrap_and_never_widen_a_topic(
    look: Appearance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, scale: float
) -> None:
    class Longer(i18n._gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return re.sub(r"(?<![{\w])(\w{5,})(?![\w}])", lambda word: word[1] + word[1][: len(word[1]) // 2], message)

    monkeypatch.setattr(i18n, "_load", lambda code: Longer())
    look.set(scale=scale, language="de")
    page = MethodsPage(look)
    qtbot.addWidget(page)
    page.resize(look.px(760), look.px(560))
    page.show()
    for number in range(len(TOPICS)):
        page.topics.setCurrentRow(number)
        QApplication.processEvents()
        area = page.shown
        assert isinstance(area, QScrollArea)
        inner = area.widget()
        assert inner is not None
        assert inner.minimumSizeHint().width() <= area.viewport().width(), TOPICS[number].title


# keys


def test_the_sheet_of_keys_shows_every_group_text_and_key(look: Appearance, qtbot: QtBot) -> None:
    dialog = HelpDialog(look, SHORTCUTS, page="shortcuts")
    qtbot.addWidget(dialog)
    assert dialog.pages.currentIndex() == 2
    said = [label.text() for label in dialog.pages.widget(2).findChildren(QLabel)]
    for group, text, key in SHORTCUTS:
        assert group.upper() in said
        assert text in said
        assert spoken_key(key) in said
    assert spoken_key("Ctrl and wheel") == "Ctrl and wheel"
    assert spoken_key("Alt+↑ ↓") == spoken_key("Alt+X").removesuffix("X") + "↑ ↓"


def test_every_view_tells_its_keys(look: Appearance, qtbot: QtBot) -> None:
    rows = shortcuts()
    assert set(views.GESTURES) == {view.id for view in VIEWS}
    for view in VIEWS:
        told = {(text, key) for group, text, key in rows if group == view.title}
        assert set(views.GESTURES[view.id]) <= told
    assert {("On the canvas", text, key) for text, key in GESTURES} <= set(rows)
    page = KeysPage(look, rows)
    qtbot.addWidget(page)
    said = _said(page)
    for _group, text, _key in rows:
        assert text in said


def test_a_narrow_sheet_has_one_column(look: Appearance, qtbot: QtBot) -> None:
    wide, narrow = KeysPage(look, shortcuts()), KeysPage(look, shortcuts(), narrow=True)
    for page in (wide, narrow):
        qtbot.addWidget(page)
    assert narrow.sizeHint().width() < wide.sizeHint().width()
    assert narrow.sizeHint().height() > wide.sizeHint().height()


# the menu


def test_each_page_has_its_row_in_the_menu(look: Appearance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = MainWindow(look)
    qtbot.addWidget(window)
    opened: list[str] = []
    monkeypatch.setattr(HelpDialog, "exec", lambda dialog: opened.append(PAGES[dialog.pages.currentIndex()]))
    for name in ("help", "methods", "shortcuts"):
        assert ACTIONS[name].keys
        window.run_action(name)
    assert opened == ["excellence", "methods", "shortcuts"]
    window.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_buttons_have_room_for_their_words(look: Appearance, qtbot: QtBot, theme: str) -> None:
    look.set(theme="dark" if theme == "dark" else "light", scale=2.0)
    dialog = HelpDialog(look, SHORTCUTS, page="methods")
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    for button in dialog.findChildren(QPushButton):
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()
    assert dialog.focusWidget() is dialog.methods.topics
