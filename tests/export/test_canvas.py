"""JSON Canvas, against its specification, version 1.0."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cjdesigner.export.canvas_text import typed, typed_on_a_line
from cjdesigner.export.exporters import EXPORTERS
from cjdesigner.export.options import Options
from cjdesigner.model.records import Attachment, Insight
from cjdesigner.model.state import State

SIDES = {"top", "right", "bottom", "left"}
COLOUR = re.compile(r"[1-6]|#[0-9A-Fa-f]{6}")
OWN = {"text": {"text"}, "group": {"label", "background", "backgroundStyle"}}
EDGE = {"id", "fromNode", "fromSide", "fromEnd", "toNode", "toSide", "toEnd", "color", "label"}
Canvas = dict[str, list[dict[str, Any]]]


def check(canvas: Canvas) -> None:
    """All that the specification asks."""
    assert set(canvas) <= {"nodes", "edges"}
    ids = [item["id"] for item in canvas["nodes"] + canvas["edges"]]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(identity, str) and identity for identity in ids)
    for node in canvas["nodes"]:
        assert node["type"] in OWN
        assert set(node) <= {"id", "type", "x", "y", "width", "height", "color"} | OWN[node["type"]]
        for field in ("x", "y", "width", "height"):
            assert type(node[field]) is int
        assert node["width"] > 0
        assert node["height"] > 0
        assert isinstance(node["text" if node["type"] == "text" else "label"], str)
    nodes = {node["id"] for node in canvas["nodes"]}
    for edge in canvas["edges"]:
        assert {"id", "fromNode", "toNode"} <= set(edge) <= EDGE
        assert {edge["fromNode"], edge["toNode"]} <= nodes
        assert {edge.get("fromSide", "top"), edge.get("toSide", "top")} <= SIDES
        assert {edge.get("fromEnd", "none"), edge.get("toEnd", "arrow")} <= {"none", "arrow"}
        assert isinstance(edge.get("label", ""), str)
    for item in canvas["nodes"] + canvas["edges"]:
        assert COLOUR.fullmatch(item.get("color", "1"))


def canvas(drawn: Any, *more: Any, **options: Any) -> Canvas:
    state, chosen = State([*drawn.records, *more]), Options(**{"language": "en", **options})
    raw = EXPORTERS[".canvas"].content(state, drawn.journey, chosen)
    assert raw == EXPORTERS[".canvas"].content(state, drawn.journey, chosen)
    found: Canvas = json.loads(raw.decode("utf-8"))
    check(found)
    return found


def shown(markdown: str) -> tuple[str, set[str]]:
    """What a reader of Markdown shows, its lines as lines, and the tags it made besides paragraphs and line breaks."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    tags = set(re.findall(r"</?([a-z0-9]+)", html)) - {"p", "br"}
    text = re.sub(r"<br ?/?>\n?", "\n", html.replace("</p>\n<p>", "\n\n"))
    return unescape(re.sub(r"<[^>]*>", "", text)).strip(), tags


def by_text(found: Canvas, word: str) -> dict[str, Any]:
    return next(node for node in found["nodes"] if word in node.get("text", ""))


def covers(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    return all(
        outer[at] <= inner[at] and inner[at] + inner[size] <= outer[at] + outer[size]
        for at, size in (("x", "width"), ("y", "height"))
    )


def test_cards_stand_in_the_groups_of_their_phases(sport: Any) -> None:
    found = canvas(sport)
    groups = {node["label"]: node for node in found["nodes"] if node["type"] == "group"}
    assert list(groups) == ["Impulse", "Choice"]
    assert covers(groups["Impulse"], by_text(found, "Reel in social feed"))
    assert covers(groups["Choice"], by_text(found, "Club website"))
    assert not covers(groups["Impulse"], by_text(found, "Club website"))
    assert covers(groups["Impulse"], by_text(found, "I should move more"))
    cards = [node for node in found["nodes"] if node["type"] == "text"]
    for place, one in enumerate(cards):
        for other in cards[place + 1 :]:
            apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            assert apart or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    assert "45% (measured) · web · ★ Signature" in by_text(found, "Club website")["text"]
    assert [node["type"] for node in found["nodes"]][:2] == ["group", "group"]  # what comes first lies beneath


def test_links_have_sides_shares_and_the_told_path(sport: Any) -> None:
    found = canvas(sport)
    easy, reel, tip, near, site = (
        by_text(found, word)["id"] for word in ("easiest", "Reel", "tip", "near me", "Club website")
    )
    edges = {(edge["fromNode"], edge["toNode"]): edge for edge in found["edges"]}
    assert len(edges) == 8
    assert (edges[easy, reel]["fromSide"], edges[easy, reel]["toSide"]) == ("bottom", "top")
    assert (edges[easy, tip]["fromSide"], edges[easy, tip]["toSide"]) == ("left", "left")
    assert (edges[reel, near]["fromSide"], edges[reel, near]["toSide"]) == ("right", "left")
    assert edges[near, site]["label"] == "70% · at home"
    assert edges[easy, tip]["label"] == "≈40%"
    assert edges[site, easy]["label"] == "↩ · next year"
    accent = {pair for pair, edge in edges.items() if edge["color"] == edges[easy, reel]["color"]}
    assert accent == {(easy, reel), (reel, near), (near, site)}


HOSTILE = [
    "# head",
    "- list",
    "+ list",
    "1. list",
    "2) list",
    "> quote",
    "    code",
    "```\ncode\n```",
    "*a* **b** _c_ `d` ~~e~~ ==f== %%g%% $h$ $$i$$ ^j",
    "[[note]] ![[picture.png]] [a](https://x.example) ![p](http://x.example/p.png)",
    "<b>bold</b> &amp; &#35; <img src=x onerror=alert(1)> <!-- c -->",
    "#tag @mention",
    "a | b\n--- | ---\nc | d",
    "head\n===\nhead\n---",
    "***",
    "https://x.example www.x.example mailto:a@x.example",
    "[^1]: note\n[a]: /b",
    ": definition",
    "back\\slash \\* \\",
    "{{field}} {% x %}",
    "مرحبا 日本 🙂",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_appear_as_typed(text: str) -> None:
    said, tags = shown(typed(text))
    assert said.split("\n") == [" ".join(line.split()) for line in text.splitlines()]
    assert not tags
    assert not re.search(r"(?<!\\)[#@$^\[\]]|(?<!\\):/|==|%%|www\.", typed(text))


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from(list(" \n\t*_`#>-+=~[]()<>&;:!|\\^$%{}.1239abxyäé🙂\"'@/")), max_size=40))
def test_any_text_appears_as_typed(text: str) -> None:
    said, tags = shown(typed(text))
    assert not tags
    assert said.split() == text.split()
    assert "\n" not in typed_on_a_line(text)
    assert shown(typed_on_a_line(text))[0].split() == text.split()


def test_users_texts_are_escaped_in_cards_and_as_they_are_in_labels(draw: Callable[..., Any]) -> None:
    drawn = draw(title="# <b>", goal="*x*")
    phase = drawn.phase("*p*\x07", verb="[[v]]")
    one, two = drawn.touchpoint("# one", phase, note="- n"), drawn.touchpoint("two", phase, y=300)
    drawn.link(one, two, label="*l*")
    found = canvas(drawn)
    assert next(node for node in found["nodes"] if node["type"] == "group")["label"] == "*p*"
    assert found["edges"][0]["label"] == "*l*"
    card = by_text(found, "one")["text"]
    assert card.splitlines()[0].strip() == "**\\# one**"
    assert card.splitlines()[2].strip() == "\\- n"
    assert by_text(found, "Goal")["text"].startswith("# \\# \\<b\\>")
    assert shown(by_text(found, "\\[\\[v")["text"])[0] == "We: [[v]]"


def test_insights_stand_on_their_cards_and_a_client_sees_no_owner(draw: Callable[..., Any]) -> None:
    drawn = draw()
    one = drawn.touchpoint("One", owner="Sales", note="secret", score=0.2)
    insights = [Insight(id=50 + n, text=f"*pain* {n}", valence="pain") for n in range(7)]
    hung = [Attachment(id=70 + n, subject=insight.id, target=one, rank=n) for n, insight in enumerate(insights)]
    card = by_text(canvas(drawn, *insights, *hung), "One")["text"]
    assert "– *pain:* \\*pain\\* 4" in card
    assert "pain\\* 5" not in card
    assert card.endswith("2 more insights")
    assert "Sales" in card
    assert "secret" in card
    client = canvas(drawn, *insights, *hung, client=True)
    assert "Sales" not in str(client)
    assert "secret" not in str(client)
    assert "Copy for the client" in str(client)


def test_long_texts_make_high_cards(draw: Callable[..., Any]) -> None:
    drawn = draw()
    drawn.touchpoint("Kraftfahrzeughaftpflichtversicherung " * 8)
    drawn.touchpoint("short", x=400)
    found = canvas(drawn)
    assert by_text(found, "Kraft")["height"] > 2 * by_text(found, "short")["height"]


@pytest.mark.parametrize("phases", [0, 2])
def test_nothing_on_the_map(draw: Callable[..., Any], phases: int) -> None:
    drawn = draw(title="")
    for number in range(phases):
        drawn.phase(f"P{number}" if number else "")
    found = canvas(drawn)
    assert [node["type"] for node in found["nodes"]] == ["group"] * phases + ["text"]
    assert found["edges"] == []
