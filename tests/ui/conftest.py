"""A window for the tests of the user interface, with an empty journey in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cjdesigner.model.records import Journey, Project, Record
from cjdesigner.model.store import create, open_document
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.main_window import MainWindow


@pytest.fixture
def appearance(qtbot: QtBot) -> Iterator[Appearance]:
    """The light theme in English at 100 %."""
    result = Appearance()
    result.set(theme="light", scale=1.0, language="en")
    yield result
    result.set(theme="light", scale=1.0, language="en")


@pytest.fixture
def open_window(qtbot: QtBot, appearance: Appearance, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Opens a window on a file, made of the records given where it does not exist."""
    windows: list[MainWindow] = []

    def opened(name: str = "journey.cjd", records: list[Record] | None = None) -> MainWindow:
        path = tmp_path / name
        if not path.exists():
            create(path, records or [Project(id=1), Journey(id=2, title="Journey")]).close()
        document, store = open_document(path)
        window = MainWindow(appearance)
        qtbot.addWidget(window)
        window.resize(1400, 900)
        window.show_document(Editor(document, store))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.canvas_.setFocus()
        windows.append(window)
        return window

    yield opened
    for window in windows:
        window.close()
