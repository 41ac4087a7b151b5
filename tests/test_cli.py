"""The command line: what it makes, what it says, and how it refuses."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cjdesigner import __version__, app, cli, i18n
from cjdesigner.model import interchange, samples
from cjdesigner.model.records import Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.store import open_document

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    yield
    i18n.set_language("en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line: exit code, stdout, stderr."""

    def go(*words: str) -> tuple[int, str, str]:
        code = cli.main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return go


@pytest.fixture
def refuse(run: Run) -> Callable[..., str]:
    """Runs a command line that must be refused, and returns its one line."""

    def go(*words: str) -> str:
        before = sorted(Path().iterdir())
        code, out, err = run(*words)
        assert code == 2
        assert out == ""
        assert err.endswith("\n")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        assert sorted(Path().iterdir()) == before
        return err.rstrip("\n")

    return go


def read(path: str) -> State:
    document, store = open_document(path, read_only=True)
    store.close()
    return document.state


def write(name: str, **journey: Any) -> str:
    Path(name).write_text(json.dumps({"title": "P", "journeys": [{"title": "J", **journey}]}), "utf-8")
    return name


TWO = {
    "touchpoints": [{"id": "a", "name": "App", "score": 0.9}, {"id": "b", "name": "Desk", "score": 0.5}],
    "links": [{"source": "a", "target": "b"}],
}
EXAMPLE_2 = {
    "need_points": [{"id": "n", "question": "Need"}],
    "touchpoints": [
        {"id": "app", "name": "App", "score": 0.9},
        {"id": "call", "name": "Call", "score": 0.6},
        {"id": "desk", "name": "Desk", "score": 0.8},
    ],
    "links": [
        {"source": "n", "target": "app", "share": 0.7},
        {"source": "n", "target": "call"},
        {"source": "app", "target": "desk"},
        {"source": "call", "target": "desk"},
    ],
}


# new, import, check


def test_new_is_blank_by_default(run: Run) -> None:
    assert run("new", "a.cjd") == (0, "a.cjd is made.\n", "")
    state = read("a.cjd")
    assert [journey.title for journey in state.journeys()] == ["Journey 1"]


@pytest.mark.parametrize("name", samples.NAMES)
def test_new_takes_templates_and_samples(run: Run, name: str) -> None:
    assert run("new", "a.cjd", "--template", name)[0] == 0
    assert read("a.cjd").records == State(samples.records(name, "en")).records


def test_new_in_german(run: Run) -> None:
    assert run("new", "a.cjd", "--template", "car-service", "--language", "de")[0] == 0
    assert read("a.cjd").project.title == "Autoservice"


def test_the_systems_language_is_the_default(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_CH.UTF-8")
    assert run("new", "a.cjd", "--template", "car-service")[0] == 0
    assert read("a.cjd").project.title == "Autoservice"


def test_new_keeps_what_is_there_unless_forced(run: Run, refuse: Callable[..., str]) -> None:
    Path("a.cjd").write_text("mine")
    assert refuse("new", "a.cjd") == "a.cjd exists already; --force replaces it."
    assert Path("a.cjd").read_text() == "mine"
    assert run("new", "a.cjd", "--force")[0] == 0
    assert len(read("a.cjd").journeys()) == 1


def test_import_and_export_are_lossless(run: Run) -> None:
    write("a.json", **EXAMPLE_2)
    assert run("import", "a.json", "-o", "a.cjd") == (0, "a.cjd is made.\n", "")
    assert run("export", "a.cjd", "-o", "b.json")[0] == 0
    assert run("import", "b.json", "-o", "b.cjd")[0] == 0
    assert run("export", "b.cjd", "-o", "c.json")[0] == 0
    assert Path("b.json").read_bytes() == Path("c.json").read_bytes()
    assert read("b.cjd").records == read("a.cjd").records


def test_import_says_which_links_come_in_as_return_links(run: Run) -> None:
    links = [{"source": "a", "target": "b"}, {"source": "b", "target": "a"}]
    write("a.json", **{**TWO, "links": links})
    code, out, err = run("import", "a.json", "-o", "a.cjd")
    assert (code, err) == (0, "")
    assert "journeys[0].links[1]: the link from “Desk” to “App” closes a cycle and comes in as a return link." in out


def test_check_counts_what_there_is(run: Run) -> None:
    write("a.json", **TWO)
    assert run("check", "a.json") == (0, "a.json is sound: 1 journey, 0 need points, 2 touchpoints.\n", "")
    run("new", "a.cjd", "--template", "car-service")
    assert run("check", "a.cjd")[1] == "a.cjd is sound: 2 journeys, 6 need points, 18 touchpoints.\n"


# analyse


def analysed(run: Run, *words: str) -> dict[str, Any]:
    code, out, err = run("analyse", *words, "--json")
    assert (code, err) == (0, "")
    result = json.loads(out)
    assert isinstance(result, dict)
    return result


def test_the_object_of_worked_example_2(run: Run) -> None:
    found = analysed(run, write("a.json", **EXAMPLE_2))
    counts = ("journey", "touchpoints", "need_points", "scored", "parked", "unanswered", "upper_bound", "paths")
    assert [found[key] for key in counts] == ["J", 3, 1, 3, 0, 0, False, 2]
    assert found["expected"] == pytest.approx(0.648)
    assert found["best"] == {"excellence": pytest.approx(0.72), "path": ["Need", "App", "Desk"]}
    assert found["worst"] == {"excellence": pytest.approx(0.48), "path": ["Need", "Call", "Desk"]}
    assert found["lost"] == 0
    assert [lever["name"] for lever in found["levers"]] == ["Desk", "Call", "App"]
    assert [lever["lever"] for lever in found["levers"]] == pytest.approx([0.162, 0.096, 0.056])
    assert found["levers"][1] == {
        "name": "Call",
        "score": 0.6,
        "slope": pytest.approx(0.24),
        "lever": pytest.approx(0.096),
        "reach": pytest.approx(0.3),
    }
    assert found["fulfilment"] == [{"name": "Need", "value": pytest.approx(0.81)}]
    assert found["single_points"] == ["Desk"]
    assert found["trust"] == pytest.approx([0.648**n for n in range(1, 11)])
    assert list(found) == [
        *counts,
        "expected",
        "best",
        "worst",
        "lost",
        "levers",
        "fulfilment",
        "single_points",
        "trust",
    ]


def test_null_where_it_is_undefined(run: Run) -> None:
    found = analysed(run, write("a.json", touchpoints=[{"id": "a", "name": "App"}]))
    assert found["parked"] == 1
    for key in ("paths", "expected", "best", "worst", "lost", "trust"):
        assert found[key] is None


def test_block_and_set_by_name_and_by_id(run: Run) -> None:
    write("a.json", **EXAMPLE_2)
    assert analysed(run, "a.json", "--block", "App")["expected"] == pytest.approx(0.48)
    assert analysed(run, "a.json", "--block", "app")["expected"] == pytest.approx(0.48)
    closed = analysed(run, "a.json", "--block", "Desk")
    assert (closed["expected"], closed["lost"], closed["best"]) == (0, 1, None)
    assert analysed(run, "a.json", "--set", "desk=1.0")["expected"] == pytest.approx(0.81)
    assert analysed(run, "a.json", "--set", "Desk=40%", "--set", "Call=90 %")["expected"] == pytest.approx(0.36)


def test_set_splits_at_the_last_equals_sign(run: Run) -> None:
    write("a.json", **{**TWO, "touchpoints": [{"id": "a", "name": "x=1", "score": 0.9}, {"id": "b", "name": "Desk"}]})
    assert analysed(run, "a.json", "--set", "x=1=0.5")["levers"][0]["score"] == 0.5


def test_another_journey_by_title(run: Run) -> None:
    run("new", "a.cjd", "--template", "car-service")
    assert analysed(run, "a.cjd")["expected"] == 0.5
    assert analysed(run, "a.cjd", "--journey", "The fuller story")["paths"] == 72


def test_the_table_for_people(run: Run) -> None:
    run("new", "a.cjd", "--template", "little-sport")
    code, out, err = run("analyse", "a.cjd")
    assert (code, err) == (0, "")
    for line in (
        "Journey excellence  21%",
        "of 100 who start, 21 get through without a disappointment",
        "of 100: 98 arrive",
        " 1  Club website               45%  reached by 50%   +10  points",
        "parked  Newsletter, Open day",
        "lost    2% of customers",
    ):
        assert line in out.splitlines()
    assert "\x1b" not in out


def test_the_table_says_at_most_while_scores_are_missing(run: Run) -> None:
    write("a.json", **{**TWO, "touchpoints": [{"id": "a", "name": "App", "score": 0.9}, {"id": "b", "name": "Desk"}]})
    out = run("analyse", "a.json")[1]
    assert "Journey excellence  at most 90%" in out
    assert "1 of 2 scored" in out
    assert "not scored  Desk" in out


def test_the_table_says_what_was_before_and_who_takes_the_customers(run: Run) -> None:
    out = run("analyse", write("a.json", **EXAMPLE_2), "--block", "App")[1]
    assert "Journey excellence  48%  (before: 65%)" in out
    assert "Call  30% → 100%" in out


def test_the_table_in_german(run: Run) -> None:
    out = run("analyse", write("a.json", **TWO), "--language", "de")[1]
    assert "45\u00a0%" in out


def test_texts_are_no_markup_and_steer_no_terminal(run: Run) -> None:
    name = "[red]\x1b[31mApp\n\u202eeve"
    write("a.json", **{**TWO, "touchpoints": [{"id": "a", "name": name, "score": 0.9}, {"id": "b", "name": "Desk"}]})
    out = run("analyse", "a.json")[1]
    assert "[red] [31mApp eve → Desk" in out
    assert not {"\x1b", "\u202e"} & set(out)


def test_more_paths_than_a_number_has_digits_for(run: Run) -> None:
    touchpoints = [
        {"id": f"{k}.{i}", "name": f"{k}.{i}", "score": 1, "x": 0, "y": 0} for k in range(40) for i in range(6)
    ]
    links = [{"source": f"{k}.{i}", "target": f"{k + 1}.{j}"} for k in range(39) for i in range(6) for j in range(6)]
    write("a.json", touchpoints=touchpoints, links=links)
    assert analysed(run, "a.json")["paths"] == 6**40
    assert "1.3 × 10³¹" in run("analyse", "a.json")[1]


# export


def test_export_replaces_what_is_there(run: Run) -> None:
    run("new", "a.cjd", "--template", "car-service")
    Path("a.json").write_text("old")
    assert run("export", "a.cjd", "-o", "a.json") == (0, "a.json is written.\n", "")
    assert interchange.load(Path("a.json").read_bytes(), "a.json").records == samples.records("car-service", "en")


def test_export_of_one_journey_to_json(run: Run) -> None:
    run("new", "a.cjd", "--template", "car-service")
    run("export", "a.cjd", "-o", "a.json", "--journey", "The fuller story")
    assert [journey["title"] for journey in json.loads(Path("a.json").read_bytes())["journeys"]] == ["The fuller story"]


def test_export_of_a_poster(run: Run) -> None:
    import pypdfium2

    run("new", "a.cjd", "--template", "car-service")
    words = ("export", "a.cjd", "-o", "a.pdf", "--paper", "a4", "--portrait", "--journey", "The fuller story")
    assert run(*words)[0] == 0
    with pypdfium2.PdfDocument("a.pdf") as document:
        width, height = document[0].get_size()
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert (round(width), round(height)) == (595, 842)
    assert "Call to the workshop" in " ".join(text.split())


def test_a_failed_export_leaves_the_old_file(
    run: Run, refuse: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("new", "a.cjd")
    Path("a.json").write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert refuse("export", "a.cjd", "-o", "a.json") == "a.json cannot be written: No space left on device."
    assert Path("a.json").read_text() == "old"


# refusals


def test_what_is_refused_in_one_line(refuse: Callable[..., str]) -> None:
    write("a.json", **EXAMPLE_2)
    write("twins.json", touchpoints=[{"id": "a", "name": "App"}, {"id": "b", "name": "App"}])
    write("bad.json", touchpoints=[{"id": "a", "name": "App", "score": 2}])
    Path("none.json").write_text('{"title": "P"}')
    Path("text.cjd").write_text("hello")
    with sqlite3.connect("other.cjd") as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    expected = {
        ("check", "bad.json"): "bad.json: journeys[0].touchpoints[0].score (“App”): must be at most 1, not 2.",
        ("analyse", "gone.json"): "There is no file gone.json.",
        ("analyse", "none.json"): "none.json holds no journey.",
        ("analyse", "a.json", "--journey", "K"): "a.json: there is no journey “K”; there are “J”.",
        ("analyse", "twins.json", "--block", "App"): (
            "twins.json: --block App: several cards are called “App”; take an id: a, b."
        ),
        ("analyse", "a.json", "--block", "Dusk"): (
            "a.json: --block Dusk: there is no touchpoint “Dusk” in this journey; is “Desk” meant?"
        ),
        ("analyse", "a.json", "--block", "Need"): (
            "a.json: --block Need: “Need” is a need point; only touchpoints are blocked or scored."
        ),
        ("analyse", "a.json", "--set", "Desk"): "a.json: --set Desk: must be NAME=SCORE.",
        ("analyse", "a.json", "--set", "Desk=120%"): (
            "a.json: --set Desk=120%: “120%” is no score; a score is a number from 0 to 1, or from 0% to 100%."
        ),
        ("analyse", "a.json", "--set", "Desk=nan"): (
            "a.json: --set Desk=nan: “nan” is no score; a score is a number from 0 to 1, or from 0% to 100%."
        ),
        ("new", "a.txt"): "a.txt: a project's name ends in .cjd.",
        ("new", "b.cjd", "--template", "x"): f"There is no template “x”; there are {', '.join(samples.NAMES)}.",
        ("import", "a.json"): "cjdesigner import: -o, --output is missing. See cjdesigner import --help.",
        ("analyse",): "cjdesigner analyse: FILE is missing. See cjdesigner analyse --help.",
        ("analyse", "a.json", "--blok", "x"): (
            "cjdesigner analyse: “--blok x” is not understood. See cjdesigner analyse --help."
        ),
        ("analyse", "a.json", "--json=1"): "cjdesigner analyse: --json takes no value. See cjdesigner analyse --help.",
        ("export", "a.json", "-o", "b.pdf", "--paper", "A9"): "--paper A9: there are A5, A4, A3, A2, A1, A0, Letter, ",
        ("export", "a.json", "-o", "b.png", "--dpi", "5"): "--dpi 5: must be a number from 10 to 1200.",
        ("export", "a.json", "-o", "b.pdf", "--landscape", "--portrait"): (
            "b.pdf: the paper cannot lie and stand at once."
        ),
        ("export", "a.json", "-o", "b.docx"): "b.docx: the name must end in one of .pdf, ",
        ("export", "a.json", "-o", "a.json"): "a.json: a file cannot be exported onto itself.",
        ("export", "a.json", "-o", "gone/b.json"): "gone/b.json cannot be written: No such file or directory.",
        ("check", "a.json", "--language", "xx"): "--language xx: there are en, de.",
        ("anlyse",): "There is no command and no file “anlyse”. See cjdesigner --help.",
        ("a.json", "b.json"): "“a.json” is no command, and only one file is opened. See cjdesigner --help.",
        ("--frobnicate",): "“--frobnicate” is not understood. See cjdesigner --help.",
    }
    for words, line in expected.items():
        assert refuse(*words).replace("\\", "/").startswith(line), words
    for words in (("check", "text.cjd"), ("check", "other.cjd"), ("analyse", "gone.cjd"), ("check", ".")):
        assert words[1] in refuse(*words)


def test_hostile_input_is_one_line(refuse: Callable[..., str]) -> None:
    Path("deep.json").write_bytes(b"[" * 1_000_000)
    assert refuse("check", "deep.json") == "deep.json: the JSON is nested too deeply."
    with open("large.json", "wb") as stream:
        stream.truncate(100_000_000)
    assert refuse("check", "large.json").startswith("large.json: the file is larger than 64 MB")
    write("lines.json", touchpoints=[{"id": "a\nb", "name": "x\ny", "phase": "p\u2028q"}])
    assert refuse("check", "lines.json") == (
        "lines.json: journeys[0].touchpoints[0] (“x y”): the phase “p q” is not among the journey's phases."
    )


# the window


def test_a_first_word_that_is_no_command_is_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str | None] = []
    monkeypatch.setattr(app, "run", lambda path: opened.append(path) or 0)
    run("new", "a.cjd")
    assert run("a.cjd") == (0, "", "")
    assert run() == (0, "", "")
    assert opened == ["a.cjd", None]


def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"cjdesigner {__version__}\n", "")
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert all(f"  {command} " in out for command in cli.COMMANDS)
    for command in cli.COMMANDS:
        code, out, err = run(command, "--help")
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: cjdesigner {command} ")
        assert f"Examples:\n  cjdesigner {command}" in out


# demo


def test_demo_does_the_main_job_and_overwrites_nothing(run: Run, refuse: Callable[..., str]) -> None:
    Path("car-service.pdf").write_text("mine")
    assert refuse("demo", "--no-window") == "car-service.pdf exists already; --force replaces it."
    code, out, err = run("demo", "--no-window", "--force")
    assert (code, err) == (0, "")
    assert "Journey excellence  50%" in out
    assert Path("car-service.pdf").read_bytes().startswith(b"%PDF-")
    assert len(read("car-service.cjd").all(Touchpoint)) == 18
    assert refuse("demo") == "car-service.cjd, car-service.pdf exist already; --force replaces them."


def test_demo_opens_the_window_where_a_display_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str | None] = []
    monkeypatch.setattr(app, "run", lambda path: opened.append(path) or 0)
    monkeypatch.setattr(app, "display_answers", lambda: False)
    assert "no window opens" in run("demo")[1]
    monkeypatch.setattr(app, "display_answers", lambda: True)
    assert run("demo", "--force")[0] == 0
    assert run("demo", "--force", "--no-window")[0] == 0
    assert opened == ["car-service.cjd"]


# as a process


def test_a_reader_that_goes_away_is_no_error() -> None:
    write("a.json", **EXAMPLE_2)
    with subprocess.Popen(
        [sys.executable, "-m", "cjdesigner", "analyse", "a.json", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(30) == 1


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "run", interrupted)
    assert run() == (130, "", "")


def test_the_command_line_starts_light() -> None:
    heavy = "{'PySide6', 'networkx', 'sqlalchemy', 'reportlab', 'rich', 'numpy', 'msgspec', 'babel'} & set(sys.modules)"
    code = f"import sys, cjdesigner.cli; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_no_command_imports_qt() -> None:
    write("a.json", **EXAMPLE_2)
    code = (
        "import sys; from cjdesigner import cli; "
        "assert cli.main(['analyse', 'a.json']) == 0; assert cli.main(['new', 'a.cjd']) == 0; "
        "sys.exit('PySide6' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
