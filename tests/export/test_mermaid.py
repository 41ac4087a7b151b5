"""Mermaid: what is drawn, and that no text of a user is ever taken for a part of the diagram."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.export import mermaid
from cjdesigner.export.exporters import EXPORTERS
from cjdesigner.export.mermaid_text import actor, front_matter, plain, task
from cjdesigner.export.options import Options
from cjdesigner.model.records import Persona
from cjdesigner.model.state import State

HOSTILE = [
    'a "quoted" [x] (y) {z} "] --> b',
    "1. list",
    "12) list",
    "- list",
    "+ list",
    "* a *b* __c__ `d` ~~e~~",
    "`markdown`",
    "<b>bold</b> &amp; <img src=x onerror=alert(1)>",
    "end",
    'style: #35; "%%{init: {"theme":"dark"}}%% 80%',
    "C:\\new\\table",
    "fa:fa-car and $$x^2$$",
    "ﬂ°°35¶ß",
    "a|b; c --> d",
    "# head",
    "> quote",
    "--- --- ---",
    "journey home",
    "Title: of it",
    "sections",
    "accTitle: x",
    "a: 5: b, c",
    "www.x.example and https://x.example",
    "مرحبا 日本 🙂",
    "line\none\r\ntwo\x07",
]
# The characters that Mermaid's lexers and Markdown give a meaning, anywhere or in a label.
MEANING = re.compile(r'["`*_\[\]{}<>|\\~$^&=@+]|%%|^\d+[.)]|^-|www\.')
CODE = re.compile(r"#(\d+);")
JOURNEY = re.compile(
    r"(?i)\s*(?:(?P<title>title)\s(?P<said>[^#\n;]+)|section\s(?P<section>[^#:\n;]+)"
    r"|(?P<task>[^#:\n;]+):(?P<data>[^#\n;]+))"
)


def decoded(text: str) -> str:
    """What Mermaid shows: it hides the codes from its parsers and puts their characters into the finished drawing."""
    return CODE.sub(lambda code: chr(int(code[1])), text).replace("\u2060", "")


def one_line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]", " ", text).split())


def hidden(line: str) -> str:
    """A line as the parsers see it."""
    return CODE.sub(lambda code: f"ﬂ°°{code[1]}¶ß", line)


def parsed(source: str) -> list[tuple[str, ...]]:
    """The statements of a journey diagram, read as its grammar does."""
    first, *lines = source.splitlines()
    assert first == "journey"
    found: list[tuple[str, ...]] = []
    for line in lines:
        if line.strip().startswith("%%"):
            assert "%%{" not in line
            continue
        statement = JOURNEY.fullmatch(hidden(line))
        assert statement, line
        assert ";" not in hidden(line)
        shown = {key: value.strip() for key, value in statement.groupdict().items() if value}
        if "said" in shown:
            found.append(("title", _unhidden(shown["said"])))
        elif "section" in shown:
            found.append(("section", _unhidden(shown["section"])))
        else:
            assert not re.match(r"(?i)journey|acctitle|accdescr", shown["task"])
            parts = shown["data"].split(":")
            assert len(parts) <= 2
            actors = parts[1].split(",") if len(parts) > 1 else []
            found.append(("task", _unhidden(shown["task"]), parts[0].strip(), *(_unhidden(a.strip()) for a in actors)))
    return found


def _unhidden(text: str) -> str:
    return decoded(re.sub(r"ﬂ°°(\d+)¶ß", r"#\1;", text))


def source(drawn: Any, *more: Any, **options: Any) -> str:
    state = State([*drawn.records, *more])
    chosen = Options(**{"language": "en", **options})
    raw = EXPORTERS[".mmd"].content(state, drawn.journey, chosen)
    assert raw == EXPORTERS[".mmd"].content(state, drawn.journey, chosen)
    return raw.decode()


def statements(drawn: Any) -> list[str]:
    """The lines of a flowchart; a label of two lines is on one."""
    text = re.sub(r'"[^"]*"', lambda label: label[0].replace("\n", "\v"), source(drawn, diagram="flowchart"))
    return [line.strip().replace("\v", "\n") for line in text.split("\n")]


def test_a_journey_has_sections_tasks_and_actors(sport: Any) -> None:
    assert parsed(source(sport)) == [
        ("title", "A little sport"),
        ("section", "Impulse"),
        ("task", "Reel in social feed", "4", "Mia, 34"),
        ("section", "Choice"),
        ("task", "Club website", "3", "Mia, 34"),
    ]


def test_another_path_and_an_unscored_touchpoint(draw: Callable[..., Any]) -> None:
    drawn = draw(title="J")
    one, two, three = (drawn.touchpoint(name, score=score) for name, score in (("A", 1.0), ("B", 0.0), ("C", None)))
    drawn.link(one, two)
    drawn.link(one, three)
    assert parsed(source(drawn, path=(one, three)))[1:] == [("task", "A", "5"), ("task", "C (not scored)", "3")]
    assert parsed(source(drawn, path=(one, two)))[1:] == [("task", "A", "5"), ("task", "B", "1")]


@pytest.mark.parametrize(("score", "face"), [(0, 1), (0.12, 1), (0.125, 2), (0.25, 2), (0.5, 3), (0.75, 4), (1, 5)])
def test_scores_become_faces(score: float, face: int) -> None:
    assert mermaid.face(score) == face


def test_a_flowchart_has_phases_shapes_shares_and_classes(sport: Any) -> None:
    lines = statements(sport)
    assert lines[:4] == ["---", 'title: "A little sport"', "---", "flowchart LR"]
    ids = {record.id: record for record in sport.records}
    names = {getattr(record, "name", getattr(record, "question", "")): key for key, record in ids.items()}
    easy, site, gone = (names[n] for n in ("What is the easiest way to begin?", "Club website", "Buys elsewhere"))
    near, news = names["Where can I get it near me?"], names["Newsletter"]
    assert f'n{easy}(["What is the easiest way to begin?\n86%"]):::need' in lines
    assert f'n{site}["Club website\n★ 45%"]:::score3' in lines
    assert f'n{gone}["Buys elsewhere\nleaves#58; no answer"]:::leaves' in lines
    assert f'n{news}["Newsletter\n30%"]:::parked' in lines
    assert f'n{near} -->|"70% · at home"| n{site}' in lines
    assert f'n{site} -.->|"next year"| n{easy}' in lines
    assert sum(line.startswith("subgraph") for line in lines) == lines.count("end") == 2
    links = [line for line in lines if re.match(r"n\d+ -", line)]
    thick = next(line for line in lines if line.startswith("linkStyle"))
    on_path = [links[int(place)] for place in thick.split()[1].split(",")]
    assert [line.split()[-1] for line in on_path] == [f"n{names['Reel in social feed']}", f"n{near}", f"n{site}"]
    used = {line.rpartition(":::")[2] for line in lines if ":::" in line} | {"phase"}
    assert used <= {line.split()[1] for line in lines if line.startswith("classDef")}


def test_closed_ones_and_lost_customers_are_drawn(draw: Callable[..., Any]) -> None:
    drawn = draw()
    need = drawn.need("?")
    shut = drawn.touchpoint("Shut", score=0.5, blocked=True)
    drawn.link(need, shut, 0.75)
    lines = statements(drawn)
    assert f'n{shut}["Shut\n50% · closed"]:::closed' in lines
    assert f'n{need} -->|"25%"| out{need}["leave"]:::leaves' in lines


@pytest.mark.parametrize("diagram", ["journey", "flowchart"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_drawn_as_typed(draw: Callable[..., Any], text: str, diagram: str) -> None:
    drawn = draw(title=text, persona=text)
    phase = drawn.phase(text)
    need, one = drawn.need(text, phase), drawn.touchpoint(text, phase, score=0.5)
    drawn.link(need, one, label=text)
    said = one_line(text)
    if diagram == "journey":
        expected = [("title", said), ("section", said), ("task", said, "3", said)]
        assert parsed(source(drawn)) == expected
        return
    lines = source(drawn, diagram="flowchart").splitlines()
    quoted = re.findall(r'"([^"]*)"', "\n".join(lines[3:]))
    assert len(quoted) == 4
    for label in quoted:
        name = label.removesuffix("\n50%")
        assert decoded(name) == said
        assert not MEANING.search(CODE.sub("x", name))
    yaml = lines[1].removeprefix('title: "').removesuffix('"')
    assert re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), yaml) == said


@settings(deadline=None, max_examples=120)
@given(st.text(max_size=60))
def test_any_text_keeps_its_characters_and_loses_its_meaning(text: str) -> None:
    for written in (plain(text), task(text), actor(text)):
        assert decoded(written) == one_line(text).replace("\u2060", "")
        assert not re.search(r"[:;#<>\n]|%%|^%", CODE.sub("x", written))
        assert "ﬂ°" not in written
        assert "¶ß" not in written
    assert not MEANING.search(CODE.sub("x", plain(text)))
    assert not re.match(r"(?i)journey|title|section|acctitle|accdescr", task(text))
    assert "," not in actor(text)
    assert "\n" not in front_matter(text)[1]
    assert front_matter(text)[1].count('"') == 2


def test_several_personas_are_actors(draw: Callable[..., Any]) -> None:
    from cjdesigner.model.records import Attachment

    drawn = draw()
    one, two = drawn.touchpoint("A", score=1), drawn.touchpoint("B", score=1)
    drawn.link(one, two)
    more = [Persona(id=90, name="Mia, 34"), Persona(id=91, name="Watch", kind="machine")]
    hung = [Attachment(id=92 + place, subject=p.id, target=drawn.journey, rank=place) for place, p in enumerate(more)]
    assert parsed(source(drawn, *more, *hung))[1] == ("task", "A", "5", "Mia, 34", "Watch (a machine)")


@pytest.mark.parametrize("diagram", ["journey", "flowchart"])
def test_nothing_on_the_map(draw: Callable[..., Any], diagram: str) -> None:
    drawn = draw(title="", persona="")
    written = source(drawn, diagram=diagram)
    assert "title" in written
    drawn.need("Alone?")
    assert "n3" in source(drawn, diagram="flowchart")
    assert parsed(source(drawn)) == [("title", "Project")]


def test_a_large_one_says_what_to_raise(draw: Callable[..., Any]) -> None:
    drawn = draw()
    cards = [drawn.touchpoint(f"T{n}", score=1) for n in range(502)]
    for one, two in zip(cards, cards[1:], strict=False):
        drawn.link(one, two)
    assert "maxEdges" in source(drawn, diagram="flowchart")
    assert "maxEdges" not in source(draw(), diagram="flowchart")


def test_theme_and_language(sport: Any) -> None:
    mono = source(sport, diagram="flowchart", theme="mono")
    assert "#3B4CC0" not in mono
    assert mono != source(sport, diagram="flowchart")
    assert "45 %" in source(sport, diagram="flowchart", language="de").replace("\u00a0", " ")
