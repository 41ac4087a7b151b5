"""Work in a thread: its result comes back where widgets are, and its language stays there."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cjdesigner import i18n
from cjdesigner.ui.background import Task, _running


class _Receiver:
    def __init__(self) -> None:
        self.got: list[object] = []

    def take(self, value: object) -> None:
        self.got.append((value, threading.current_thread() is threading.main_thread()))


def test_results_and_errors_arrive_in_the_windows_thread(qapp: QApplication, qtbot: QtBot) -> None:
    receiver = _Receiver()
    error = ValueError("x")

    def fail() -> None:
        raise error

    for work in (threading.current_thread, fail):
        task = Task(work)
        task.done.connect(receiver.take)
        task.failed.connect(receiver.take)
        task.start()
    qtbot.waitUntil(lambda: len(receiver.got) == 2)
    values = [value for value, _main in receiver.got]  # type: ignore[misc]
    assert error in values
    assert threading.main_thread() not in values
    assert all(main for _value, main in receiver.got)  # type: ignore[misc]
    assert not _running


def test_an_error_nobody_listens_to_is_not_swallowed(qapp: QApplication, qtbot: QtBot) -> None:
    def fail() -> None:
        raise LookupError("unheard")

    with qtbot.captureExceptions() as raised:
        Task(fail).start()
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is LookupError


def test_a_language_borrowed_in_a_thread_leaves_the_window_as_it_is(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_load", lambda code: i18n._gettext.NullTranslations())
    borrowed, finish = threading.Event(), threading.Event()

    def speak() -> str:
        with i18n.using("de"):
            borrowed.set()
            finish.wait(5)
            return i18n.percent(0.5)

    receiver = _Receiver()
    task = Task(speak)
    task.done.connect(receiver.take)
    task.start()
    assert borrowed.wait(5)
    assert i18n.percent(0.5) == "50%"
    finish.set()
    qtbot.waitUntil(lambda: bool(receiver.got))
    assert receiver.got == [("50\u00a0%", True)]
