"""A journey's poster on A0 in a process of its own, whose font files are made already.

As a script: the seconds that composing and writing take, first of all and again.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter


def write_poster(file: Path) -> tuple[bytes, float]:
    """The PDF of the first journey of a project, and the seconds from the open document to the bytes."""
    from cjdesigner.model.store import open_document

    document, store = open_document(file, read_only=True)
    state = document.state
    try:
        start = perf_counter()
        from cjdesigner.export import Options, pdf
        from cjdesigner.export.poster import compose

        options = Options(paper="A0", landscape=True, language="en")
        data = pdf.write(compose(state, state.journeys()[0].id, options))
        return data, perf_counter() - start
    finally:
        store.close()


def in_fresh_process(file: Path, variables: Mapping[str, str]) -> tuple[float, float]:
    """The seconds of the first poster that a process makes, and of a second one."""
    done = subprocess.run(
        [sys.executable, __file__, str(file)], capture_output=True, text=True, env=dict(variables), check=True
    )
    first, again = map(float, done.stdout.split())
    return first, again


if __name__ == "__main__":
    print(*(write_poster(Path(sys.argv[1]))[1] for _ in range(2)))
