"""An editor in memory for the panels' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from pytestqt.qtbot import QtBot
from ui.panels.example import example

from cjdesigner.model.document import Document
from cjdesigner.model.records import Record
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.editor import Editor


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Appearance]:
    """The light theme in English at 100 %, nothing remembered."""
    settings().clear()
    result = Appearance()
    result.set(theme="light", scale=1.0, language="en")
    yield result
    result.set(theme="light", scale=1.0, language="en")
    settings().clear()


@pytest.fixture
def edit(look: Appearance) -> Iterator[Callable[..., Editor]]:
    """Makes an editor of records, the example by default."""
    made: list[Editor] = []

    def opened(records: Iterable[Record] | None = None) -> Editor:
        made.append(Editor(Document(example() if records is None else records)))
        return made[-1]

    yield opened
    for editor in made:
        editor.close()


@pytest.fixture
def editor(edit: Callable[..., Editor]) -> Editor:
    """The example, open."""
    return edit()
