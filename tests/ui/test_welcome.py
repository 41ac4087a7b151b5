"""The welcome page: what it asks for, by mouse, by keyboard and by dropping, and what it remembers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cjdesigner import paths
from cjdesigner.model import samples
from cjdesigner.ui import picture, recent
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.welcome import SAMPLES, TEMPLATES, WelcomePage


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Appearance]:
    look = Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))
    look.set(theme="light", scale=1.0, language="en")
    yield look
    look.set(theme="light", scale=1.0, language="en")


@pytest.fixture
def page(look: Appearance, qtbot: QtBot) -> WelcomePage:
    page = WelcomePage(look)
    qtbot.addWidget(page)
    page.resize(1280, 770)
    return page


def _shown(page: WelcomePage, qtbot: QtBot) -> WelcomePage:
    page.show()
    qtbot.waitUntil(lambda: all(card.figure for card in page.samples.values()), timeout=20_000)
    return page


def test_it_offers_all_samples_and_templates_there_are() -> None:
    assert tuple(SAMPLES) == samples.SAMPLES
    assert tuple(TEMPLATES) == samples.TEMPLATES


def test_samples_are_shown_with_their_own_title_and_excellence(page: WelcomePage, qtbot: QtBot) -> None:
    _shown(page, qtbot)
    assert page.samples["car-service"].figure == "50%"
    for name, card in page.samples.items():
        assert card.text() == samples.load(name, "en").records[0].title  # type: ignore[attr-defined]
        assert not card._picture.image.isNull()  # type: ignore[union-attr]


def test_pictures_are_kept_and_drawn_once(page: WelcomePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    _shown(page, qtbot)
    assert len(list(paths.cache("pictures").glob("*.png"))) == 3
    monkeypatch.setattr(picture, "_drawn", None)
    again = WelcomePage(page._appearance)
    qtbot.addWidget(again)
    assert _shown(again, qtbot).samples["car-service"].figure == "50%"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_follows_the_content_and_the_theme(look: Appearance, theme: str) -> None:
    look.set(theme="dark" if theme == "dark" else "light")
    records = samples.load("car-service", "en").records
    before = picture.picture_of(records, look.palette, 320, 200, 1.0)
    edge = before.image.pixelColor(1, 1).name().upper()
    assert edge == look.palette.paper
    assert before.excellence == pytest.approx(0.5)
    assert len(list(paths.cache("pictures").glob("*.png"))) == 1
    picture.picture_of(records[:2], look.palette, 320, 200, 1.0)
    assert len(list(paths.cache("pictures").glob("*.png"))) == 2


def test_each_card_asks_for_its_own(page: WelcomePage, qtbot: QtBot) -> None:
    asked: list[str] = []
    page.sample_requested.connect(asked.append)
    page.template_requested.connect(asked.append)
    page.show()
    for card in (*page.samples.values(), *page.templates.values()):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert asked == [*SAMPLES, *TEMPLATES]


def test_the_first_key_makes_a_new_journey(page: WelcomePage, qtbot: QtBot) -> None:
    page.show()
    qtbot.waitUntil(lambda: page.new_button.hasFocus())
    with qtbot.waitSignal(page.new_requested):
        qtbot.keyClick(page.new_button, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.browse_requested):
        qtbot.mouseClick(page.browse_button, Qt.MouseButton.LeftButton)


def test_everything_is_reached_by_tab(look: Appearance, qtbot: QtBot, tmp_path: Path) -> None:
    recent.add(tmp_path / "a.cjd")
    page = WelcomePage(look)
    qtbot.addWidget(page)
    page.resize(1280, 770)
    page.show()
    qtbot.waitUntil(lambda: page.new_button.hasFocus())
    passed = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        if focus in passed:
            break
        passed.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    wanted = [page.new_button, page.browse_button, *page.recent_rows, page.clear_button]
    assert passed == [*wanted, *page.samples.values(), *page.templates.values()]
    assert all(widget.accessibleName() or widget.text() for widget in passed)


def test_recent_files_open_and_those_that_are_gone_can_be_removed(
    look: Appearance, qtbot: QtBot, tmp_path: Path
) -> None:
    there, gone = tmp_path / "there.cjd", tmp_path / "gone.cjd"
    there.write_text("")
    recent.add(there)
    recent.add(gone)
    page = WelcomePage(look)
    qtbot.addWidget(page)
    page.resize(1280, 770)
    page.show()
    qtbot.waitUntil(lambda: page.recent_rows[0].missing)
    assert [row.file.path for row in page.recent_rows] == [gone, there]
    assert not page.recent_rows[1].missing
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.keyClick(page.recent_rows[1], Qt.Key.Key_Return)
    assert asked.args == [there]
    qtbot.mouseClick(page.recent_rows[0]._remove, Qt.MouseButton.LeftButton)
    assert [row.file.path for row in page.recent_rows] == [there]
    qtbot.keyClick(page.recent_rows[0], Qt.Key.Key_Delete)
    assert page.recent_rows == []
    assert recent.recent_files() == []
    assert there.exists()
    assert not page.clear_button.isVisible()
    assert "appear here" in page._hint.text()


def test_a_file_is_dropped_anywhere(page: WelcomePage, qtbot: QtBot, tmp_path: Path) -> None:
    page.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "ä b.cjd"))])
    actions, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), actions, data, button, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert page._veil.isVisible()
    with qtbot.waitSignal(page.open_requested) as asked:
        QApplication.sendEvent(page, QDropEvent(QPointF(300, 300), actions, data, button, none))
    assert asked.args == [tmp_path / "ä b.cjd"]
    assert not page._veil.isVisible()


def test_text_that_is_dragged_is_not_taken(page: WelcomePage) -> None:
    data = QMimeData()
    data.setText("hello")
    enter = QDragEnterEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1280, 770), (1920, 1040), (700, 500)])
def test_nothing_is_cut_off_sideways(look: Appearance, qtbot: QtBot, scale: float, size: tuple[int, int]) -> None:
    look.set(scale=scale)
    page = WelcomePage(look)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    QApplication.processEvents()
    cards = [*page.samples.values(), *page.templates.values(), page.new_button, page.browse_button]
    for card in cards:
        left = card.mapTo(page, QPoint(0, 0)).x()
        assert left >= 0
        assert left + card.width() <= page.width()
        if hasattr(card, "heightForWidth") and card.hasHeightForWidth():
            assert card.height() >= card.heightForWidth(card.width())
