"""What hangs on a card is seen on the card and opened with one click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from ui.canvas.driver import Hands

from cjdesigner.model.edits import set_fields
from cjdesigner.model.hanging import Hung
from cjdesigner.model.patch import added
from cjdesigner.model.records import (
    Attachment,
    Indicator,
    Insight,
    Journey,
    Link,
    NeedPoint,
    Phase,
    Principle,
    Project,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.routes import Route
from cjdesigner.ui.canvas import badges, scene
from cjdesigner.ui.canvas.badge_hits import menu_of, words
from cjdesigner.ui.main_window import MainWindow

CARD, BARE, NEED, LINK = 5, 6, 4, 8


def records() -> list[Record]:
    return [
        Project(id=1),
        Journey(id=2, title="Journey"),
        Phase(id=3, journey=2, title="Ask", width=600),
        NeedPoint(id=NEED, journey=2, phase=3, x=20, y=140, question="When?"),
        Touchpoint(id=CARD, journey=2, phase=3, x=20, y=300, name="Desk", owner="Sales", score=0.5),
        Touchpoint(id=BARE, journey=2, phase=3, x=380, y=300, name="Garage", owner="Service", score=0.5),
        Link(id=7, journey=2, source=NEED, target=CARD),
        Link(id=LINK, journey=2, source=CARD, target=BARE),
        Insight(id=10, text="Twice <b>asked</b> & again", valence="pain"),
        Insight(id=11, text="Friendly"),
        Insight(id=12, text="Warm"),
        Indicator(id=13, name="CSAT", target=80.0),
        Reading(id=14, indicator=13, date="2026-01", value=70.0),
        Reading(id=15, indicator=13, date="2026-02", value=75.0),
        Principle(id=16, journey=2, touchpoint=CARD, text="Never ask twice"),
        *(Attachment(id=20 + n, subject=subject, target=CARD, rank=n) for n, subject in enumerate((10, 11, 12, 13))),
        Attachment(id=30, subject=11, target=3),
    ]


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    result = open_window(records=records())
    result.canvas_.zoom_to(1.0)
    result.canvas_.reveal(CARD)
    return result


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window.canvas_)


def place(hands: Hands, card: int, kind: str) -> tuple[float, float]:
    """The middle of a badge on the paper."""
    scene = hands.canvas.scene_
    found = badges.badges_of(scene.hung_on(card), False)
    rect = hands.canvas.placement.rects[card]
    pill = badges.on_card(found, rect.width, card in scene.letters)
    badge = next(badge for badge in found if badge.kind == kind)
    return rect.x + pill.left() + badge.left + badge.width / 2, rect.y + pill.center().y()


def test_a_card_shows_what_hangs_and_keeps_its_size(hands: Hands) -> None:
    hung = hands.canvas.scene_.hung_on(CARD)
    assert hung is not None
    assert (hung.pains, hung.insights, hung.indicators, hung.rails) == (1, 2, 1, 1)
    assert hands.canvas.scene_.hung_on(BARE) is None
    rects = hands.canvas.placement.rects
    assert rects[CARD].height == rects[BARE].height


def test_one_click_opens_the_one_thing(hands: Hands, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hands.editor.opened) as opened:
        hands.click(place(hands, CARD, "pains"))
    assert opened.args == [10]
    assert not hands.canvas.busy


def test_several_are_offered_by_name(hands: Hands, window: MainWindow, qtbot: QtBot) -> None:
    state = hands.editor.state
    menu = menu_of(hands.editor, window.appearance, [state[10], state[11]], window)
    assert [action.text() for action in menu.actions()] == ["Twice <b>asked</b> && again", "Friendly"]
    with qtbot.waitSignal(hands.editor.opened) as opened:
        menu.actions()[1].trigger()
    assert opened.args == [11]
    hands.click(place(hands, CARD, "insights"))
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    assert [action.text() for action in shown.actions()] == ["Friendly", "Warm"]
    with qtbot.waitSignal(hands.editor.opened) as opened:
        shown.actions()[1].trigger()
    assert opened.args == [12]
    shown.close()


def test_badges_are_named_and_a_drag_of_the_card_is_not_begun_by_them(hands: Hands) -> None:
    assert words(hands.editor.state, CARD, "pains") == "Pain: Twice <b>asked</b> & again"
    assert words(hands.editor.state, CARD, "rails") == "Guard rail: Never ask twice"
    x, y = place(hands, CARD, "rails")
    assert hands.canvas.hit(x, y).part == "badge"
    assert hands.canvas.hit(*hands.at("Desk")).part == "card"
    hands.canvas.use_tool("link")
    assert hands.canvas.hit(x, y).part != "badge"


def test_only_what_a_patch_concerns_is_counted_anew(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    from cjdesigner.ui.canvas import scene as module

    canvas = hands.canvas.scene_
    canvas.hung_on(CARD)
    canvas.hung_on(3)
    counted: list[int] = []
    genuine = module.hanging.hung

    def watched(state: object, target: int) -> Hung | None:
        counted.append(target)
        return genuine(state, target)  # type: ignore[arg-type]

    monkeypatch.setattr(module.hanging, "hung", watched)
    hands.editor.edit("Score", lambda state: set_fields(state, [CARD], score=0.9))
    hands.editor.edit("Turn", lambda state: set_fields(state, [10], valence="gain"))
    found = canvas.hung_on(CARD)
    canvas.hung_on(3)
    assert counted == [CARD]
    assert found is not None
    assert (found.pains, found.insights) == (0, 3)
    hands.editor.undo()
    again = canvas.hung_on(CARD)
    assert again is not None
    assert again.pains == 1


def test_a_draft_shows_at_once_and_escape_takes_it_back(hands: Hands) -> None:
    gesture = hands.editor.begin("Turn")
    assert gesture is not None
    hands.editor.draft(gesture, lambda state: set_fields(state, [10], valence="gain"))
    found = hands.canvas.scene_.hung_on(CARD)
    assert found is not None
    assert found.pains == 0
    gesture.cancel()
    found = hands.canvas.scene_.hung_on(CARD)
    assert found is not None
    assert found.pains == 1


def test_figures_are_covered(hands: Hands) -> None:
    hung = hands.canvas.scene_.hung_on(CARD)
    shown = next(badge for badge in badges.badges_of(hung, False) if badge.kind == "indicators")
    covered = next(badge for badge in badges.badges_of(hung, True) if badge.kind == "indicators")
    assert shown.trace is not None
    assert shown.trace.off
    assert covered.trace is None


def test_far_away_there_are_none(hands: Hands) -> None:
    x, y = place(hands, CARD, "pains")
    hands.canvas.zoom_to(0.2)
    assert hands.canvas.hit(x, y).part != "badge"


def test_a_change_of_owner_is_marked_and_told(hands: Hands) -> None:
    scene, editor = hands.canvas.scene_, hands.editor
    link = editor.state.get(LINK, Link)
    assert link is not None
    found, pill = scene.link_signs(link)
    assert [badge.kind for badge in found] == ["silent"]
    assert hands.canvas.hit(pill.center().x(), pill.center().y()).badge == "silent"
    assert words(editor.state, LINK, "silent").splitlines() == [
        "Hand-off",
        "From Sales (Desk) to Service (Garage)",
        "Nothing is handed over.",
    ]
    editor.edit("Say", lambda state: set_fields(state, [LINK], hands_over="number plate"))
    link = editor.state.get(LINK, Link)
    assert link is not None
    assert [badge.kind for badge in scene.link_signs(link)[0]] == ["handoff"]
    editor.edit("Own", lambda state: set_fields(state, [BARE], owner="Sales"))
    assert scene.link_signs(link)[0] == ()


def test_an_insight_on_a_link_and_a_phase_opens_too(hands: Hands, qtbot: QtBot) -> None:
    hands.editor.edit("Hang", lambda state: added([Attachment(id=90, subject=12, target=LINK)]))
    link = hands.editor.state.get(LINK, Link)
    assert link is not None
    found, pill = hands.canvas.scene_.link_signs(link)
    assert [badge.kind for badge in found] == ["silent", "insights"]
    at = pill.left() + found[1].left + found[1].width / 2, pill.center().y()
    with qtbot.waitSignal(hands.editor.opened) as opened:
        hands.click(at)
    assert opened.args == [12]
    hands.canvas.reveal(NEED)
    from PySide6.QtCore import QPoint, QRectF

    from cjdesigner.ui.canvas import paper

    band = next(band for band in hands.canvas.placement.bands if band.phase is not None)
    top = paper.header_top(hands.canvas.mapToScene(QPoint(0, 0)).y())
    signs = badges.badges_of(hands.canvas.scene_.hung_on(3), False)
    box = paper.header_pill(QRectF(band.left, top, band.width, paper.header_height(hands.canvas.zoom)), signs)
    assert hands.canvas.hit(box.center().x(), box.center().y()).badge == "insights"


def test_deleting_the_card_leaves_its_insights(hands: Hands, qtbot: QtBot) -> None:
    hands.editor.select((CARD,))
    with qtbot.waitSignal(hands.editor.told) as told:
        hands.keys("Delete")
    assert told.args[0].startswith("“Desk” deleted with 2 links and 1 guard rail. 3 insights and 1 indicator")
    assert {10, 11, 12, 13} <= set(hands.editor.state)
    hands.keys("Ctrl+Z")
    assert hands.canvas.scene_.hung_on(CARD) is not None


def test_a_links_sign_never_hides_a_short_link() -> None:
    short = Route(((100.0, 0.0), (100.0, 24.0)), (110.0, 12.0))
    assert badges.on_link(short, 20, 0).right() < 100
    narrow = Route(((0.0, 50.0), (30.0, 50.0)), (10.0, 40.0))
    assert badges.on_link(narrow, 20, 0).bottom() < 50
    long = Route(((0.0, 50.0), (300.0, 50.0)), (10.0, 40.0))
    assert badges.on_link(long, 20, 0).center().toTuple() == (150, 50)


def test_among_many_links_handoffs_are_found_a_moment_later(
    open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene, "_MANY_LINKS", 0)
    window = open_window(
        records=[
            Project(id=1),
            Journey(id=2, title="Journey"),
            Touchpoint(id=3, journey=2, x=40, y=120, name="a", owner="IT"),
            Touchpoint(id=4, journey=2, x=400, y=120, name="b", owner="Sales"),
            Link(id=5, journey=2, source=3, target=4),
        ]
    )
    found = window.canvas_.scene_
    found.rebuild()
    link = window.editor_.state.links(2)[0]
    assert found.handoff_on(link) is None
    qtbot.waitUntil(lambda: found.handoff_on(link) == "silent")
