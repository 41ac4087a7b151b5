"""A studio on a small journey in a file, and how to wait for what is drawn in threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cjdesigner.model.records import Journey, Link, NeedPoint, Phase, Project, Record, Touchpoint
from cjdesigner.model.store import create, open_document
from cjdesigner.ui import file_dialogs
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.studio.window import StudioWindow

LONG = 20_000

Wait = Callable[[StudioWindow], None]


def records() -> list[Record]:
    """Two journeys; in the first, of two ways to a desk one scores better."""
    return [
        Project(id=1, title="Garage"),
        Journey(id=2, title="Service", key_message="Said before"),
        Journey(id=3, title="Tyres", rank=1),
        Phase(id=4, journey=2, title="Ask", width=400),
        NeedPoint(id=5, journey=2, phase=4, x=20, y=40, question="When can I come?"),
        Touchpoint(id=6, journey=2, phase=4, x=240, y=20, name="App", score=0.9),
        Touchpoint(id=7, journey=2, phase=4, x=240, y=200, name="Phone", score=0.4),
        Touchpoint(id=8, journey=2, x=460, y=40, name="Desk", score=0.8),
        Link(id=9, journey=2, source=5, target=6),
        Link(id=10, journey=2, source=5, target=7),
        Link(id=11, journey=2, source=6, target=8),
        Link(id=12, journey=2, source=7, target=8),
        Touchpoint(id=13, journey=3, x=0, y=0, name="Rack"),
    ]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, appearance: Appearance) -> None:
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    path = tmp_path / "garage.cjd"
    create(path, records()).close()
    document, store = open_document(path)
    editor = Editor(document, store)
    yield editor
    editor.close()


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    """Waits until everything that was asked for is drawn."""

    def waited(studio: StudioWindow) -> None:
        qtbot.waitUntil(lambda: studio.proofs.resting and studio.body.sheet.resting, timeout=LONG)

    return waited


@pytest.fixture
def open_studio(
    editor: Editor, appearance: Appearance, qtbot: QtBot, wait: Wait
) -> Iterator[Callable[..., StudioWindow]]:
    """Opens a studio; of the sheets only the map's."""
    opened: list[StudioWindow] = []

    def made(suffix: str = ".pdf") -> StudioWindow:
        studio = StudioWindow(editor, appearance, None, suffix)
        studio.resize(1280, 800)
        studio.show()
        opened.append(studio)
        wait(studio)
        return studio

    yield made
    for studio in opened:
        try:
            visible = studio.isVisible()
        except RuntimeError:
            continue
        if visible:
            studio.close()


@pytest.fixture
def studio(open_studio: Callable[..., StudioWindow]) -> StudioWindow:
    """A studio with its first proof shown."""
    return open_studio()


@pytest.fixture
def saves_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[str]]:
    """Answers the file dialogue; what it was proposed is listed."""

    def answered(target: Path | None) -> list[str]:
        proposals: list[str] = []

        def ask(look: Appearance, parent: object, proposal: str, *, suffix: str, kind: str) -> Path | None:
            proposals.append(proposal)
            return target

        monkeypatch.setattr(file_dialogs, "ask_save", ask)
        return proposals

    return answered
