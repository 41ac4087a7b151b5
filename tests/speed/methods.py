"""An empathy map of many notes and a list of many insights: what one more key costs, painting included.

As a script it opens a window on such a project and says the median seconds of adding a note, of marking one, and of a
key in the insights' filter: ``methods.py NOTES INSIGHTS STEPS``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication
from speed.window import settle, welcome_window

from cjdesigner.model import edits, empathy
from cjdesigner.model.records import (
    Attachment,
    EmpathyMap,
    Insight,
    Journey,
    Note,
    NoteMark,
    Project,
    Record,
    Section,
    Touchpoint,
)
from cjdesigner.model.store import create
from cjdesigner.ui.main_window import MainWindow

MAP, TOUCHPOINT = 3, 4
_SECTIONS: tuple[Section, ...] = get_args(Section)
_MARKS: tuple[NoteMark, ...] = get_args(NoteMark)


def project(notes: int, insights: int) -> list[Record]:
    """A project of so many notes in all sections of one map, and so many insights on one touchpoint."""
    records: list[Record] = [
        Project(id=1),
        Journey(id=2, title="Journey"),
        EmpathyMap(id=MAP, title="Map"),
        Touchpoint(id=TOUCHPOINT, journey=2, x=100, y=120, name="Reception"),
        Attachment(id=5, subject=MAP, target=2),
    ]
    for number in range(notes):
        words = f"note {number}: nobody told me before I came here " + "again " * (number % 9)
        section, mark = _SECTIONS[number % len(_SECTIONS)], _MARKS[number % 3]
        records.append(Note(id=100 + number, map=MAP, rank=number, section=section, text=words, mark=mark))
    for number in range(insights):
        first = 100_000 + 2 * number
        words = f"insight {number} of interview {number % 17}"
        records.append(Insight(id=first, rank=number, text=words, department=f"Team {number % 5}"))
        records.append(Attachment(id=first + 1, subject=first, target=TOUCHPOINT, rank=number))
    return records


def steps(window: MainWindow, count: int) -> dict[str, list[float]]:
    """The seconds of each step, by what is done, in a window that shows such a project."""
    editor, took = window.editor_, dict[str, list[float]]()
    window.workspace_.reveal(MAP)
    settle(0.3)

    def add(number: int) -> None:
        editor.edit(
            "Add note", lambda state: empathy.add_notes(state, MAP, "see", [empathy.NoteText(f"one more {number}")])
        )

    def mark(number: int) -> None:
        editor.edit("Mark", lambda state: edits.set_fields(state, [100 + number], mark=_MARKS[(number + 1) % 3]))

    took["note"] = _timed(add, count)
    took["mark"] = _timed(mark, count)
    view = window.workspace_.show_view("insights")
    settle(0.3)

    def search(number: int) -> None:
        view.filters.words.setText("interview " + str(number % 17))  # type: ignore[attr-defined]

    took["filter"] = _timed(search, count)
    return took


def _timed(step: Callable[[int], None], count: int) -> list[float]:
    found = []
    for number in range(count):
        start = perf_counter()
        step(number)
        QApplication.processEvents()
        found.append(perf_counter() - start)
    return found


def in_fresh_process(variables: Mapping[str, str], *words: str) -> list[float]:
    """Run this script with these words; the seconds that it says: adding a note, marking one, filtering."""
    done = subprocess.run(
        [sys.executable, __file__, *words], capture_output=True, text=True, env=dict(variables), check=True
    )
    return [float(word) for word in done.stdout.split()]


def _main(words: list[str]) -> None:
    application = QApplication(words)
    with tempfile.TemporaryDirectory() as folder, welcome_window() as window:
        file = Path(folder) / "methods.cjd"
        create(file, project(int(words[1]), int(words[2]))).close()
        window.files.open_path(file)
        settle(1.0)
        for found in steps(window, int(words[3])).values():
            print(median(found))
        sys.stdout.flush()
        window.show_welcome()
    del application


if __name__ == "__main__":
    _main(sys.argv)
