"""A process that edits a project until it is killed; run as a program by test_kill.py.

It reads lines ``path seed`` from stdin. For each it forks a child, which opens the project, edits it at random and says
each committed edit on stdout: ``pid NUMBER``, then a line ``edit`` for each, then ``dead`` when the child has gone.
"""

from __future__ import annotations

import os
import random
import sys

from model import random_edits

from cjdesigner.errors import EditRefused
from cjdesigner.model.document import Document
from cjdesigner.model.store import open_document


def edit(document: Document, chance: random.Random) -> bool:
    """One random edit, undo or redo; whether it was committed. The same chance does the same to the same document."""
    what = chance.random()
    if what < 0.12:
        return document.undo() is not None
    if what < 0.2:
        return document.redo() is not None
    patch = random_edits.edit(document.state, chance.randrange(100), [chance.randrange(1000) for _ in range(4)])
    try:
        if what < 0.4:
            gesture = document.begin("Drag")
            gesture.update(patch)
            gesture.commit()
        else:
            document.apply(patch, "Edit", merge="typing" if what < 0.6 else None)
    except EditRefused:
        if document.gesture is not None:
            document.gesture.cancel()
        return False
    return bool(patch)


def _say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def _live(path: str, seed: int) -> None:
    document, _store = open_document(path)
    chance = random.Random(seed)
    while True:
        if edit(document, chance):
            _say("edit")


def _main() -> None:
    from cjdesigner.model import rows  # noqa: F401  (imported once, before forking)

    for line in sys.stdin:
        path, seed = line.rsplit(maxsplit=1)
        child = os.fork()
        if not child:
            try:
                _live(path, int(seed))
            finally:
                os._exit(1)
        _say(f"pid {child}")
        os.waitpid(child, 0)
        _say("dead")


if __name__ == "__main__":
    _main()
