"""What is not caught is logged, told once, and told at the next start where the process died."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cjdesigner import paths
from cjdesigner.errors import FileRefused
from cjdesigner.ui import crash
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.crash import CrashWatch
from cjdesigner.ui.message import Message


@pytest.fixture
def watch(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashWatch]:
    look = Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    watch = CrashWatch()
    watch.appearance = look
    watch.start()
    yield watch
    watch.stop()


def _log() -> str:
    return (paths.logs() / "cjdesigner.log").read_text(encoding="utf-8")


def _raise(error: BaseException) -> None:
    try:
        raise error
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def _answer(qtbot: QtBot, key: str, seen: list[str]) -> None:
    """Wait for the message, note what it says, and answer."""

    def find() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, Message):
            seen.append(f"{shown.heading.text()}|{shown.sentence.text()}|{shown.report}")
            shown.buttons[key].click()
        else:
            QTimer.singleShot(10, find)

    QTimer.singleShot(10, find)


def test_an_exception_is_logged_and_told_in_plain_words(watch: CrashWatch, qtbot: QtBot) -> None:
    seen: list[str] = []
    _answer(qtbot, "close", seen)
    _raise(ValueError("<b>marked</b>"))
    qtbot.waitUntil(lambda: bool(seen))
    heading, sentence, report = seen[0].split("|")
    assert heading == "Something went wrong that should not have"
    assert "Your work is safe" in sentence
    assert "ValueError: <b>marked</b>" in report
    assert "Qt 6" in report
    assert "ValueError: <b>marked</b>" in _log()


def test_the_same_place_is_told_once(watch: CrashWatch, qtbot: QtBot) -> None:
    seen: list[str] = []
    for _ in range(3):
        _raise(KeyError("again"))
    _answer(qtbot, "close", seen)
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.wait(60)
    assert QApplication.activeModalWidget() is None
    assert _log().count("KeyError: 'again'") == 3


def test_a_user_error_is_told_as_its_sentence(watch: CrashWatch, qtbot: QtBot) -> None:
    seen: list[str] = []
    _answer(qtbot, "close", seen)
    _raise(FileRefused("“{path}” is a folder. Name a file in it.", path="/x"))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["That did not work|“/x” is a folder. Name a file in it.|"]


def test_an_exception_in_a_thread_is_told_too(watch: CrashWatch, qtbot: QtBot) -> None:
    seen: list[str] = []
    _answer(qtbot, "close", seen)

    def fail() -> None:
        raise OSError("from a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert "OSError: from a thread" in seen[0]


def test_the_report_can_be_copied(watch: CrashWatch, qtbot: QtBot) -> None:
    assert watch.appearance is not None
    message = Message(watch.appearance, "a", "b", report="the whole report")
    qtbot.addWidget(message)
    message._copy()
    assert QGuiApplication.clipboard().text() == "the whole report"


def test_a_crash_of_a_dead_process_is_told_at_the_next_start_once(watch: CrashWatch, qtbot: QtBot) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = paths.logs() / f"fault-{dead.pid}.log"
    left.write_text("Fatal Python error: Segmentation fault")
    alive = paths.logs() / f"fault-{os.getppid()}.log"
    alive.write_text("not ours to tell")
    empty = paths.logs() / "fault-99999999.log"
    empty.write_text("")
    following = CrashWatch()
    following.appearance = watch.appearance
    watch.stop()
    following.start()
    try:
        assert following.last_crash == "Fatal Python error: Segmentation fault"
        assert not left.exists()
        assert not empty.exists()
        assert alive.exists()
        seen: list[str] = []
        _answer(qtbot, "close", seen)
        following.tell_last_crash()
        assert "ended unexpectedly last time" in seen[0]
        following.tell_last_crash()
        assert len(seen) == 1
    finally:
        following.stop()
    assert not (paths.logs() / f"fault-{os.getpid()}.log").exists()


def test_the_log_rotates(watch: CrashWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.stop()
    monkeypatch.setattr(crash, "LOG_BYTES", 2000)
    small = CrashWatch()
    small.start()
    for number in range(200):
        logging.getLogger("cjdesigner").error("line %s %s", number, "x" * 60)
    small.stop()
    names = sorted(file.name for file in paths.logs().glob("cjdesigner.log*"))
    assert names == ["cjdesigner.log", "cjdesigner.log.1", "cjdesigner.log.2", "cjdesigner.log.3"]
    assert all((paths.logs() / name).stat().st_size <= 2000 for name in names)


def test_hooks_are_given_back(watch: CrashWatch) -> None:
    watch.stop()
    assert sys.excepthook is not watch.caught
    assert sys.excepthook != watch.caught
