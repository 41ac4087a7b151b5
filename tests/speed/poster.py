"""A journey's poster on A0 in a process of its own, whose font files are made already.

As a script it says, as JSON, what it was asked for: ``first FILE`` the seconds that the first poster of a process takes
and a second one; ``beside FILE ROUNDS`` what composing, writing and the bare program take in turn; ``memory FILE`` the
megabytes that the process took at most.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any


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


def beside_the_bare(file: Path, rounds: int) -> dict[str, float]:
    """The median seconds of composing a poster, of writing it, and of a bare program that draws the same."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from speed import bare

    from cjdesigner.export import Options, pdf
    from cjdesigner.export.poster import compose
    from cjdesigner.model.store import open_document

    document, store = open_document(file, read_only=True)
    state = document.state
    options = Options(paper="A0", landscape=True, language="en")
    took: dict[str, list[float]] = {"compose": [], "write": [], "bare": []}
    for number in range(rounds + 1):
        marks = [perf_counter()]
        composition = compose(state, state.journeys()[0].id, options)
        marks.append(perf_counter())
        pdf.write(composition)
        marks.append(perf_counter())
        bare.write(composition)
        marks.append(perf_counter())
        for name, start, end in zip(took, marks, marks[1:], strict=False):
            if number:  # the first loads modules and fonts
                took[name].append(end - start)
    store.close()
    return {name: median(seconds) for name, seconds in took.items()}


def most_memory() -> float:
    """The megabytes that this process has taken at most."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / 1024


def in_fresh_process(variables: Mapping[str, str], *words: str) -> Any:
    """What this script says, run with these words."""
    done = subprocess.run(
        [sys.executable, __file__, *words], capture_output=True, text=True, env=dict(variables), check=True
    )
    return json.loads(done.stdout)


def _main(what: str, file: Path, *rest: str) -> Any:
    if what == "first":
        return [write_poster(file)[1] for _ in range(2)]
    if what == "beside":
        return beside_the_bare(file, int(rest[0]))
    write_poster(file)
    return most_memory()


if __name__ == "__main__":
    print(json.dumps(_main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])))
