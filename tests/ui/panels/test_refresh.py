"""When panels refresh."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cjdesigner.ui.panels.refresh import Refresher


def test_often_told_refreshed_once(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    calls: list[int] = []
    refresher = Refresher(widget, lambda: calls.append(1))
    for _ in range(50):
        refresher.later()
    assert not calls
    qtbot.waitUntil(lambda: bool(calls))
    QTest.qWait(20)
    assert len(calls) == 1
    assert not refresher.stale


def test_unseen_waits_until_it_is_seen(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    calls: list[int] = []
    refresher = Refresher(widget, lambda: calls.append(1))
    refresher.later()
    QTest.qWait(20)
    assert not calls
    widget.show()
    qtbot.waitUntil(lambda: len(calls) == 1)


def test_rest_waits_for_quiet(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    calls: list[int] = []
    refresher = Refresher(widget, lambda: calls.append(1), rest=60)
    for _ in range(5):
        refresher.later()
        QTest.qWait(15)
    assert not calls
    qtbot.waitUntil(lambda: len(calls) == 1)


def test_a_dear_refresh_leaves_the_pointer_most_of_the_time(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    calls: list[int] = []

    def dear() -> None:
        QTest.qSleep(20)
        calls.append(1)

    refresher = Refresher(widget, dear, share=0.25)
    for _ in range(30):
        refresher.later()
        QTest.qWait(5)
    assert 1 <= len(calls) <= 5  # 150 ms and more of telling, 20 ms of work and 60 ms of pause each
