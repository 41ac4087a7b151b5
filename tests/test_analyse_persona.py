"""What analyse says of personas: side by side, or as one of them has the journey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cjdesigner import cli
from cjdesigner.commands import analysing
from cjdesigner.commands.projects import Opened
from cjdesigner.model.records import Attachment, Journey, Link, Override, Persona, Project, Record, Touchpoint
from cjdesigner.model.state import State

ODD = "<b>Laura</b> &amp; [bold]x[/bold] <img src=x>"
BASE: list[Record] = [
    Project(id=1),
    Journey(id=2, title="J"),
    Touchpoint(id=3, journey=2, name="Door", score=1.0),
    Touchpoint(id=4, journey=2, name="App", score=0.9),
    Touchpoint(id=5, journey=2, name="Call", score=0.5),
    Link(id=6, journey=2, source=3, target=4),
    Link(id=7, journey=2, source=3, target=5),
]
LAURA = [Persona(id=10, name="Laura", share=0.75), Attachment(id=11, subject=10, target=2)]
MACHINE = [
    Persona(id=12, name="Refrigerator", kind="machine", rank=1),
    Attachment(id=13, subject=12, target=2, rank=1),
    Override(id=14, persona=12, target=7, field="share", value=0.0),
    Override(id=15, persona=12, target=4, field="score", value=0.2),
]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs analyse on a project of these records: exit code, stdout, stderr."""

    def go(records: list[Record], *words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(analysing, "open_project", lambda name: Opened(Path(name), State(records), [], {}))
        code = cli.main(["analyse", "a.cjd", *words, "--language", "en"])
        return code, *capsys.readouterr()

    return go


def figures(run: Any, records: list[Record], *words: str) -> dict[str, Any]:
    code, out, err = run(records, "--json", *words)
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def test_two_personas_stand_side_by_side_and_old_fields_are_as_before(run: Any) -> None:
    alone = figures(run, BASE)
    both = figures(run, [*BASE, *LAURA, *MACHINE])
    assert {key: both[key] for key in alone} == alone
    assert set(both) - set(alone) == {"personas", "weighted"}
    assert [(p["name"], p["kind"], p["share"], p["weight"]) for p in both["personas"]] == [
        ("Refrigerator", "machine", None, 0.25),
        ("Laura", "human", 0.75, 0.75),
    ]
    assert [p["expected"] for p in both["personas"]] == pytest.approx([0.2, 0.7])
    assert both["personas"][0]["worst"] == {"excellence": 0.2, "path": ["Door", "App"]}
    weighted = both["weighted"]
    assert weighted["expected"] == pytest.approx(0.575)
    assert (weighted["lost"], weighted["upper_bound"]) == (0.0, False)
    assert {r["name"]: r["reach"] for r in weighted["reach"]} == pytest.approx({"Door": 1, "App": 0.625, "Call": 0.375})
    assert weighted["levers"][0] == {
        "name": "App",
        "slope": pytest.approx(0.625),
        "lever": pytest.approx(0.2375),
        "reach": pytest.approx(0.625),
    }


def test_one_persona_alone_adds_no_field(run: Any) -> None:
    assert figures(run, [*BASE, *LAURA]) == figures(run, BASE)


def test_as_one_persona_has_it(run: Any) -> None:
    found = figures(run, [*BASE, *LAURA, *MACHINE], "--persona", "refrigerator")
    assert (found["persona"], found["expected"], found["paths"]) == ("Refrigerator", pytest.approx(0.2), 1)
    assert "personas" not in found
    assert figures(run, [*BASE, *LAURA, *MACHINE], "--persona", "Laura")["expected"] == pytest.approx(0.7)


def test_what_is_supposed_holds_for_all_of_them(run: Any) -> None:
    found = figures(run, [*BASE, *LAURA, *MACHINE], "--set", "App=1", "--block", "Call")
    assert [p["expected"] for p in found["personas"]] == [1.0, 1.0]
    alone = figures(run, [*BASE, *LAURA, *MACHINE], "--persona", "Refrigerator", "--set", "App=60%")
    assert alone["expected"] == pytest.approx(0.6)


def test_the_table_shows_them_worst_first_and_the_sum_last(run: Any) -> None:
    code, out, err = run([*BASE, *LAURA, *MACHINE])
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    start = lines.index(["By", "persona"])
    heads = [line[0] for line in lines[start + 1 : start + 8]]
    assert heads == ["Refrigerator", "best", "worst", "Laura", "best", "worst", "all"]
    assert lines[start + 1][1:5] == ["25%", "of", "customers", "20%"]
    assert "58%" in lines[start + 7]
    assert lines[start + 7][-1] == "+24"
    assert "Laura, Refrigerator" in out.splitlines()[0]


def test_the_table_of_one_persona(run: Any) -> None:
    out = run([*BASE, *LAURA, *MACHINE], "--persona", "Refrigerator", "--set", "App=1")[1]
    assert out.splitlines()[0].endswith("Refrigerator")
    assert "100%  (before: 20%)" in out
    assert "By persona" not in out


def test_unscored_for_one_is_at_most_for_all(run: Any) -> None:
    records = [*BASE, *LAURA, *MACHINE, Override(id=20, persona=10, target=5, field="score", value=None)]
    out = run(records)[1]
    assert "at most 95%" in out
    assert "at most 76%" in out
    assert figures(run, records)["weighted"]["upper_bound"] is True


def test_names_are_told_as_typed(run: Any) -> None:
    odd = [Persona(id=10, name=ODD), Attachment(id=11, subject=10, target=2)]
    assert ODD in run([*BASE, *odd, *MACHINE])[1]
    assert figures(run, [*BASE, *odd], "--persona", ODD)["persona"] == ODD


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        (
            [*LAURA, *MACHINE],
            "a.cjd: --persona Tom: there is no such persona in this journey; there are “Laura”, “Refrigerator”.",
        ),
        (LAURA, "a.cjd: --persona Tom: there is no such persona in this journey; there is “Laura”."),
        ([], "a.cjd: --persona Tom: this journey has no persona yet."),
        (
            [
                Persona(id=30, name="Tom"),
                Persona(id=31, name="Tom"),
                Attachment(id=32, subject=30, target=2),
                Attachment(id=33, subject=31, target=2),
            ],
            "a.cjd: --persona Tom: several personas of this journey have that name.",
        ),
    ],
)
def test_an_unknown_name_is_told_in_a_sentence(run: Any, records: list[Record], sentence: str) -> None:
    assert run([*BASE, *records], "--persona", "Tom") == (2, "", sentence + "\n")
