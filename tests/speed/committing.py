"""A committed edit against the same rows written by raw sqlite3, in two copies of one file, under the same pragmas.

This module must not know Qt.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from time import perf_counter

from cjdesigner.model import edits
from cjdesigner.model.document import Document
from cjdesigner.model.projectfile import ProjectFile
from cjdesigner.model.records import Touchpoint
from cjdesigner.model.store import Store, open_document

_PRAGMAS = ("foreign_keys", "secure_delete", "synchronous", "journal_mode", "trusted_schema", "cell_size_check")


class Pair:
    """The program with one copy open, and a plain connection to the other."""

    def __init__(self, file: Path, twin: Path) -> None:
        self.document: Document
        self.store: Store
        self.document, self.store = open_document(file)
        touchpoints = self.document.state.all(Touchpoint)
        self.card = touchpoints[len(touchpoints) // 2].id
        self.raw = sqlite3.connect(twin, isolation_level=None)
        file = self.store._file
        assert isinstance(file, ProjectFile)
        self.own = file.connection
        for name in _PRAGMAS:
            (value,) = self.own.execute(f"PRAGMA {name}").fetchone()
            self.raw.execute(f"PRAGMA {name} = {value}")
            (taken,) = self.raw.execute(f"PRAGMA {name}").fetchone()
            if taken != value:
                raise RuntimeError(f"the pragma {name} is {taken} and not {value}")
        self._count = 0

    def close(self) -> None:
        """Close both files."""
        self.store.close()
        self.raw.close()

    def written(self, connection: sqlite3.Connection) -> tuple[float, int]:
        """The card's score and the number of undo steps that are in a file."""
        ((score,),) = connection.execute("SELECT score FROM touchpoint WHERE id = ?", (self.card,))
        ((steps,),) = connection.execute("SELECT count(*) FROM history")
        return score, steps

    def _next_score(self) -> float:
        self._count += 1
        return self._count % 97 / 100

    def ours(self) -> float:
        """Commit a score, and the seconds from the edit to the file."""
        score = self._next_score()
        start = perf_counter()
        self.document.apply(edits.set_fields(self.document.state, [self.card], score=score), "Score")
        return perf_counter() - start

    def theirs(self) -> float:
        """Write the same two rows, the touchpoint's and the history's, and the seconds that took."""
        score, execute = self._next_score(), self.raw.execute
        step = self.document.steps()[0][-1].patch if self.document.steps()[0] else b"{}"
        start = perf_counter()
        execute("BEGIN IMMEDIATE")
        execute("UPDATE touchpoint SET score = ? WHERE id = ?", (score, self.card))
        execute("INSERT INTO history (undone, format, label, patch) VALUES (0, 1, 'Score', ?)", (step,))
        execute("COMMIT")
        return perf_counter() - start

    def timed(self, rounds: int) -> tuple[list[float], list[float]]:
        """The seconds of both in turn, so often."""
        mine, raw = [], []
        for _ in range(rounds):
            mine.append(self.ours())
            raw.append(self.theirs())
        return mine, raw
