"""The panes of an open document: what is selected when a view is entered, and that all panes stay in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from ui.canvas.driver import Hands

from cjdesigner.model.records import (
    Attachment,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Note,
    Phase,
    Principle,
    Project,
    Record,
    Touchpoint,
)
from cjdesigner.ui.across import Across
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.main_window import MainWindow
from cjdesigner.ui.panels.labels import ElidedLabel
from cjdesigner.ui.views import VIEWS

Open = Callable[..., MainWindow]

CARD, MAP_, NOTE, FIRST_JOB, JOB, INDICATOR, INSIGHT = 5, 10, 11, 20, 21, 30, 40


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    records: list[Record] = [
        Project(id=1),
        Journey(id=2, title="a\nb\r\nc\rd\u2028e", persona="f\ng"),
        Phase(id=3, journey=2, title="First"),
        Touchpoint(id=CARD, journey=2, phase=3, x=40, y=120, name="App"),
        EmpathyMap(id=MAP_, title="Interview"),
        Note(id=NOTE, map=MAP_, section="hear", text="loud"),
        Job(id=FIRST_JOB, rank=0),
        Job(id=JOB, rank=1),
        Indicator(id=INDICATOR, name="NPS"),
        Insight(id=INSIGHT, text="waits"),
        Principle(id=50, journey=2, text="Never late", kind="guard-rail"),
        Principle(id=51, journey=2, text="Never loud", kind="guard-rail"),
        Attachment(id=60, subject=INSIGHT, target=2),
    ]
    return open_window(records=records)


def enter(window: MainWindow, view: str) -> tuple[int, ...]:
    window.run_action(f"view-{view}")
    QTest.qWait(1)
    return window.editor_.selection


def test_on_entering_a_view_the_inspector_shows_what_is_shown_there(window: MainWindow) -> None:
    window.editor_.select((CARD,))
    assert enter(window, "empathy") == (MAP_,)
    assert enter(window, "jobs") == (FIRST_JOB,)
    assert enter(window, "indicators") == (INDICATOR,)
    assert enter(window, "insights") == (), "a list without anything open"
    assert enter(window, "personas") == ()
    window.editor_.select((JOB,))
    assert enter(window, "jobs") == (JOB,), "what is of the view stays selected"
    assert enter(window, "map") == ()
    window.editor_.select((CARD,))
    assert enter(window, "channels") == (CARD,), "the cards of the map are shown there too"
    assert enter(window, "map") == (CARD,)


def test_opening_a_record_selects_it_and_nothing_besides(window: MainWindow) -> None:
    seen: list[tuple[int, ...]] = []
    window.editor_.select((CARD,))
    window.editor_.selection_changed.connect(lambda: seen.append(window.editor_.selection))
    window.editor_.open(JOB)
    assert seen == [(JOB,)]
    window.editor_.open(NOTE)
    assert window.editor_.selection == (NOTE,)


def test_the_chooser_and_the_journey_panel_say_what_they_show_on_one_line_and_in_words(window: MainWindow) -> None:
    chooser = next(box for box in window.findChildren(QComboBox) if box.accessibleName() == "Journey")
    assert chooser.currentText() == "a b c d e · f g"
    badges = window.workspace_.journey_panel.badges
    assert [label.accessibleName() for label in badges.findChildren(ElidedLabel)] == ["What hangs on the journey"]
    assert set(badges.buttons) == {"insights", "rails"}


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_all_panes_stay_inside_a_small_window(window: MainWindow, appearance: Appearance, scale: float) -> None:
    appearance.set(language="de", scale=scale)
    window.resize(1280, 800)
    workspace = window.workspace_
    for name in ("map", *(view.id for view in VIEWS)):
        window.run_action(f"view-{name}")
        QTest.qWait(20)
        assert (window.width(), window.height()) == (1280, 800), name
        for pane in (workspace.navigator, workspace.inspector):
            if pane.isVisible():
                assert pane.width() >= pane.minimumSizeHint().width()
                assert window.rect().contains(pane.mapTo(window, pane.rect().topRight()))
    assert workspace.navigator.minimumSizeHint().height() < 200


class Demanding(QWidget):
    """A view that wants so much width."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setMinimumWidth(width)


def test_what_a_view_takes_from_the_panes_comes_back(window: MainWindow) -> None:
    workspace = window.workspace_
    window.resize(1280, 800)
    QTest.qWait(1)
    across = workspace.findChild(Across)
    assert across is not None
    before = across.sizes()
    stage = across.widget(1)
    wide, wider = Demanding(700), Demanding(850)
    for page, folded in ((wide, False), (wider, True)):
        stage.addWidget(page)  # type: ignore[attr-defined]
        stage.setCurrentWidget(page)  # type: ignore[attr-defined]
        QTest.qWait(1)
        assert stage.width() >= page.minimumWidth()
        assert across.folded == folded
        assert workspace.is_shown("left") != folded
        assert workspace.inspector.width() >= 240
        assert across.squeezed
    window.run_action("panel-left")
    assert workspace.navigator.isVisible(), "who asks for it gets it"
    stage.setCurrentIndex(0)  # type: ignore[attr-defined]
    QTest.qWait(1)
    assert across.sizes() == before
    assert not across.squeezed


def test_a_name_that_is_being_typed_is_written_when_another_view_is_shown(window: MainWindow) -> None:
    hands = Hands(window.canvas_)
    hands.click(hands.at("App"))
    hands.keys("F2")
    hands.type("Site")
    hands.keys("Alt+4")
    touchpoint = window.editor_.state[CARD]
    assert isinstance(touchpoint, Touchpoint)
    assert touchpoint.name == "Site"
