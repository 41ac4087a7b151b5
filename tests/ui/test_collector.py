"""Cyclic garbage is collected in the window's thread, and in no other."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from cjdesigner.ui import collector
from cjdesigner.ui.collector import Collector


class Ring:
    """An object that only the collector frees."""

    def __init__(self) -> None:
        self.me = self


def test_another_thread_collects_nothing_the_timer_does(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collector, "INTERVAL", 20)
    found: list[str] = []
    watched = Collector()
    try:
        ring = Ring()
        weakref.finalize(ring, lambda: found.append(threading.current_thread().name))
        del ring
        busy = threading.Thread(target=lambda: [Ring() for _ in range(50_000)], name="busy")
        busy.start()
        busy.join()
        assert found == []
        qtbot.waitUntil(lambda: found == [threading.main_thread().name])
    finally:
        watched.stop()
    assert gc.isenabled()
    gc.disable()
