"""How fast it is: every measure beside what it is measured against, in one table.

``python tests/speed/report.py``; ``--quick`` takes fewer rounds. All are medians, and what is compared is run in turn,
so that a busy machine slows both. Everything runs without a display and in folders of its own.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
_HOME = tempfile.mkdtemp(prefix="cjdesigner-speed-")
os.environ |= {"CJDESIGNER_HOME": _HOME, "QT_QPA_PLATFORM": "offscreen"}
os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;qt.qpa.*=false")

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from speed import bare, committing, enumerating, methods, poster, starting, window  # noqa: E402
from speed.journeys import JOURNEY, big_journey, layers  # noqa: E402

from cjdesigner.model.state import State  # noqa: E402
from cjdesigner.model.store import create  # noqa: E402

Row = tuple[str, str, str, str, str]
"""What is measured, the median, what beside, the ratio or difference, the aim."""


def main() -> None:
    """Measure all and print the table."""
    quick = "--quick" in sys.argv
    console = Console(width=None if sys.stdout.isatty() else 132, highlight=False)
    table = Table(title="Speed (medians)", title_justify="left")
    for heading in ("What", "Takes", "Beside", "Compared", "Aim"):
        table.add_column(heading, justify="left" if heading in ("What", "Beside") else "right")
    try:
        folder = Path(_HOME)
        files = {size: folder / f"{size}.cjd" for size in (200, 500, 1_000, 2_000, 10_000)}
        for size, file in files.items():
            create(file, big_journey(size)).close()
        for part in (_starts, _windows, _methods, _commits, _figures, _posters, _drawings):
            with console.status(f"measuring: {part.__name__.strip('_')} …"):
                for row in part(files, quick):
                    table.add_row(*row)
            table.add_section()
        console.print(table)
        console.print(
            "10,000 touchpoints come with 2,500 need points and 20,000 links. A step is one event of the pointer:"
        )
        console.print(
            "the draft, what follows it at once, and the journey's figure. Painted: the whole turn of the event"
        )
        console.print(
            "loop after it besides, every panel and the painting of the window (software raster, 1400 x 900)."
        )
    finally:
        shutil.rmtree(_HOME, ignore_errors=True)


def _starts(files: dict[int, Path], quick: bool) -> Iterator[Row]:
    variables = starting.environment(Path(_HOME))
    kinds = {
        "bare": ("bare",),
        "Start until the welcome page is painted": ("program",),
        "Start until a file of 200 touchpoints is painted": ("program", str(files[200])),
    }
    took: dict[str, list[float]] = {name: [] for name in kinds}
    for number in range(4 if quick else 10):
        for name, words in kinds.items():
            seconds = starting.seconds_until_painted(variables, *words)
            if number:  # the first fills the caches
                took[name].append(seconds)
    bare = median(took.pop("bare"))
    for name, seconds in took.items():
        yield name, _time(median(seconds)), f"bare window {_time(bare)}", f"+{_time(median(seconds) - bare)}", "+500 ms"


def _windows(files: dict[int, Path], quick: bool) -> Iterator[Row]:
    variables = starting.environment(Path(_HOME))
    for size in (1_000, 10_000):
        took = [window.in_fresh_process(variables, "open", str(files[size]))[0] for _ in range(3 if quick else 7)]
        yield f"Open and first paint, {size:,} touchpoints", _time(median(took)), "", "", "1 s"
    steps = "60" if quick else "200"
    for kind, where in (("move", "near"), ("move", "far"), ("score", "near")):
        what = "a card is moved" if kind == "move" else "a bar is dragged"
        seen = "at actual size" if where == "near" else "all in view"
        draft, painted = window.in_fresh_process(variables, kind, where, str(files[10_000]), steps)
        yield f"Step while {what}, 10,000, {seen}", _time(draft), f"painted {_time(painted)}", "", "16 ms"


def _methods(files: dict[int, Path], quick: bool) -> Iterator[Row]:
    variables = starting.environment(Path(_HOME))
    for notes, insights, aim in ((500, 200, "16 ms"), (2_000, 5_000, "")):
        found = methods.in_fresh_process(variables, str(notes), str(insights), "10" if quick else "40")
        for what, seconds in zip(("Add a note to", "Mark a note of", "Filter"), found, strict=True):
            many = f"{insights:,} insights" if what == "Filter" else f"{notes:,} notes"
            yield f"{what} {many}, painted", _time(seconds), "", "", aim


def _commits(files: dict[int, Path], quick: bool) -> Iterator[Row]:
    copies = [Path(_HOME) / name for name in ("ours.cjd", "theirs.cjd")]
    for copy in copies:
        shutil.copyfile(files[10_000], copy)
    pair = committing.Pair(*copies)
    pair.timed(5)
    ours, theirs = map(median, pair.timed(60 if quick else 400))
    pair.close()
    yield "Commit a score", _time(ours), f"raw sqlite3 {_time(theirs)}", f"{ours / theirs:.2f} x", "1.5 x"


def _figures(files: dict[int, Path], quick: bool) -> Iterator[Row]:
    state = State(layers(7, 4))
    ours, theirs = [], []
    for _ in range(2 if quick else 5):
        ours.append(_timed(lambda: enumerating.by_analysis(state, JOURNEY)))
        theirs.append(_timed(lambda: enumerating.by_paths(state, JOURNEY)))
    mine, listed = median(ours), median(theirs)
    yield "Figures of 16,384 paths", _time(mine), f"all_simple_paths {_time(listed)}", f"1 : {listed / mine:,.0f}", ""
    deep = State(layers(40, 6))
    took = median([_timed(lambda: enumerating.by_analysis(deep, JOURNEY)) for _ in range(5)])
    yield "Figures of 6^40 paths", _time(took), "", "", "50 ms"


def _posters(files: dict[int, Path], quick: bool) -> Iterator[Row]:
    variables = starting.environment(Path(_HOME))
    took = [poster.in_fresh_process(variables, "first", str(files[200])) for _ in range(2 if quick else 5)]
    first, again = (median(seconds) for seconds in zip(*took, strict=True))
    yield "Poster of 200 touchpoints on A0, PDF", _time(first), f"again {_time(again)}", "", "2 s"
    for size in (200, 2_000):
        found = poster.in_fresh_process(variables, "beside", str(files[size]), "1" if quick else "5")
        drawn, whole = found["bare"], found["compose"] + found["write"]
        beside = f"bare reportlab {_time(drawn)}"
        yield f"Write the poster of {size:,}", _time(found["write"]), beside, f"{found['write'] / drawn:.2f} x", "1.5 x"
        yield f"Compose and write the poster of {size:,}", _time(whole), beside, f"{whole / drawn:.2f} x", "3 x"
    most = poster.in_fresh_process(variables, "memory", str(files[2_000]))
    yield "Memory at most, poster of 2,000", f"{most:.0f} MB", "", "", "300 MB"


def _drawings(files: dict[int, Path], quick: bool) -> Iterator[Row]:
    """Against Graphviz, as both are met: from the journey to the file, each in a process of its own."""
    if not bare.has_dot():
        yield "Posters beside Graphviz", "", "dot is not installed", "", ""
        return
    variables = starting.environment(Path(_HOME))
    longest = 60 if quick else 600
    for size in (200, 500, 2_000):
        rounds = 1 if quick or size > 500 else 3
        ours = median([poster.in_fresh_process(variables, "first", str(files[size]))[0] for _ in range(rounds)])
        theirs = [bare.seconds_of_dot(State(big_journey(size)), JOURNEY, longest) for _ in range(rounds)]
        aim = "ahead" if size >= 500 else ""
        took = [seconds for seconds in theirs if seconds is not None]
        beside = f"dot -Tpdf {_time(median(took))}" if took else f"dot -Tpdf over {longest} s"
        compared = f"{ours / median(took):.2f} x" if took else f"< {ours / longest:.2f} x"
        yield f"Poster of {size:,} touchpoints", _time(ours), beside, compared, aim


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _time(seconds: float) -> str:
    if seconds >= 0.9995:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.0995 else f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    main()
