"""The page: one file without a request, texts as texts, every card in full, and in a browser what it promises."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cjdesigner.export import html as writer
from cjdesigner.export.options import Options
from cjdesigner.model import samples
from cjdesigner.model.records import Attachment, Insight, Journey, Link, NeedPoint, Phase, Project, Record, Touchpoint
from cjdesigner.model.state import State

HOSTILE = (
    "</script><script>document.title='taken'</script>",
    '<!-- <img src="http://127.0.0.1:9/x.png" onerror="document.title=1">',
    "{{style}} {{content}} &amp; &lt;b&gt; ]]>",
    "line\u2028separator\u2029 control\x00\x1b \"quotes' `back`",
    "مرحبا كيف يمكنني البدء 👨\u200d👩\u200d👧",
)
LOADING = ("src", "href", "xlink:href", "data", "action", "poster", "srcset", "formaction", "background")


class Page(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.text = data.decode()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self._open = ""
        self.feed(self.text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        self._open = tag
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in self.inside:
            self.inside[self._open][-1] += data

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.inside["script"][0])
        return found

    @property
    def policy(self) -> str:
        return next(a["content"] or "" for tag, a in self.tags if tag == "meta" and "http-equiv" in a)


def sample(name: str, language: str = "en") -> tuple[State, int]:
    state = State(samples.records(name, language))
    return state, state.journeys()[0].id


def hostile() -> tuple[State, int]:
    """Everywhere a text may stand there is one that would like to be more than a text."""
    records: list[Record] = [
        Project(id=1, title=HOSTILE[0]),
        Journey(
            id=2, title=HOSTILE[1], key_message=HOSTILE[0], scenario=HOSTILE[1], goal=HOSTILE[2], persona=HOSTILE[3]
        ),
    ]
    records += [Phase(id=3, journey=2, title=HOSTILE[0], wording=HOSTILE[1], question=HOSTILE[2], verb=HOSTILE[3])]
    records += [NeedPoint(id=4, journey=2, phase=3, question=HOSTILE[4], key='"><script>')]
    for place, words in enumerate(HOSTILE):
        records.append(
            Touchpoint(
                id=10 + place, journey=2, phase=3, x=240.0, y=120.0 * place, name=words, channel=words,
                owner="The owner", note="The note", mandate=words, basis=words, score=place / 4,
            )
        )  # fmt: skip
        records.append(Link(id=20 + place, journey=2, source=4, target=10 + place, label=words, hands_over=words))
    records += [Insight(id=40, text=HOSTILE[0], source=HOSTILE[1], department="The department")]
    records += [Attachment(id=41, subject=40, target=10)]
    return State(records), 2


def written(state: State, journey: int, **options: Any) -> Page:
    return Page(writer.write(state, journey, Options(**options)))


def digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def plain(words: str) -> str:
    return " ".join(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", words).split())


# what is in the file


@pytest.mark.parametrize("theme", ["paper", "mono"])
def test_nothing_is_loaded_and_only_the_pages_own_style_and_script_are_allowed(theme: Any) -> None:
    for page in (written(*sample("little-sport"), theme=theme), written(*hostile(), theme=theme)):
        assert len(page.inside["script"]) == 2
        assert len(page.inside["style"]) == 1
        assert digest(page.inside["script"][1]) in page.policy
        assert digest(page.inside["style"][0]) in page.policy
        assert page.policy.startswith("default-src 'none'; ")
        assert "unsafe" not in page.policy
        for tag, attributes in page.tags:
            assert not any(name.startswith("on") or name == "style" for name in attributes), tag
            for name in LOADING:
                assert (attributes.get(name) or "#").startswith(("#", "data:")), (tag, attributes)
        assert set(re.findall(r"url\((.{6})", page.inside["style"][0])) <= {'"data:'}
        assert "@import" not in page.inside["style"][0]


def test_texts_are_texts_in_markup_and_data() -> None:
    state, journey = hostile()
    page = written(state, journey)
    cards = {card["name"]: card for card in page.content["cards"]}
    for words in HOSTILE:
        assert plain(words) in {plain(name) for name in cards}
        assert html.escape(plain(words)).split()[0] in page.text
    data = page.text.split('id="data">')[1].split("</script>")[0]
    assert not re.search("[<>\u2028\u2029]", data)
    assert "\x00" not in page.text
    allowed = {"svg", "g", "path", "rect", "text", "title", "use", "symbol", "defs", "pattern", "circle"}
    page_tags = {tag for tag, _attributes in page.tags}
    assert page_tags - allowed == {tag for tag, _a in written(*sample("car-service")).tags} - allowed - {"use"}


@pytest.mark.parametrize(("name", "language"), [("little-sport", "de"), ("closed-branch", "en"), ("blank", "en")])
def test_every_card_is_told_in_full(name: str, language: str) -> None:
    state, journey = sample(name, language)
    page = written(state, journey, language=language)
    cards = page.content["cards"]
    assert len(cards) == len(state.nodes(journey)) == page.text.count('class="card ')
    assert next(a["lang"] for tag, a in page.tags if tag == "html") == language
    said = json.dumps(cards, ensure_ascii=False)
    for node in state.nodes(journey):
        if isinstance(node, Touchpoint):
            for words in (node.name, node.mandate, node.basis, node.note, node.owner, node.known):
                assert json.dumps(words, ensure_ascii=False)[1:-1] in said
        for insight in state.attached(node.id, Insight):
            assert json.dumps(insight.text, ensure_ascii=False)[1:-1] in said
    for card in cards:
        assert all(card["key"] == cards[back]["key"] or back < len(cards) for back, _words in card.get("to", []))


def test_a_clients_copy_has_no_owners_and_no_notes() -> None:
    state, journey = hostile()
    for client in (False, True):
        page = written(state, journey, client=client)
        for words in ("The owner", "The note", "The department"):
            assert (words in page.text) is not client


def test_the_same_journey_gives_the_same_page() -> None:
    state, journey = sample("car-service")
    assert writer.write(state, journey, Options()) == writer.write(state, journey, Options())


def test_colours_are_the_looks_in_light_and_dark() -> None:
    css = written(*sample("car-service"), accent="#0A7A5A").inside["style"][0]
    assert css.index("--accent:#0A7A5A") < css.index("prefers-color-scheme:dark")
    dark = css.split("prefers-color-scheme:dark")[1]
    assert "--paper:#17191D" in dark
    assert "--accent:#0A7A5A" not in dark.split("}")[0]  # too dark to be read there


# in a browser

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
in_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium to look at the page with")


def browsed(folder: Path, page: bytes, address: str, *wanted: str) -> str:
    """What headless Chromium prints of a page, opened at an address in it."""
    target = folder / "page.html"
    target.write_bytes(page)
    assert BROWSER is not None
    done = subprocess.run(
        [
            BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--window-size=1200,800",
            "--virtual-time-budget=2000", f"--user-data-dir={folder / 'profile'}",
            f"--log-net-log={folder / 'net.json'}", *wanted, target.as_uri() + address,
        ],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    return done.stdout.decode("utf-8", "replace")


OWN = re.compile(r"https?://[^/]*\.(google|googleapis|gvt1|gstatic)\.com[:/]")
"""What the browser asks for by itself, whatever is open in it."""


def requests(folder: Path) -> list[str]:
    """The addresses that the page made the browser ask a network for."""
    found = re.findall(r'"url":"([^"]+)"', (folder / "net.json").read_text("utf-8", "replace"))
    return [each for each in found if each.startswith(("http", "ws", "ftp")) and not OWN.match(each)]


@in_browser
def test_an_address_opens_a_card_and_searches_without_a_request(tmp_path: Path) -> None:
    state, journey = hostile()
    page = writer.write(state, journey, Options())
    key = next(card["key"] for card in Page(page).content["cards"] if card["kind"] == "Need point")
    assert key == '"><script>'
    told = browsed(tmp_path, page, "#search=SEPARATOR%20control&path=best&card=%22%3E%3Cscript%3E", "--dump-dom")
    assert re.search(r'<div id="overview" hidden', told)
    assert '<span id="count" role="status" aria-live="polite">' in told
    assert re.search(r'id="count"[^>]*>\d+ found<', told)
    assert re.search(r'class="card need[^"]*\bopen\b', told)
    assert len(re.findall(r'class="card touch[^"]*\bhit\b', told)) >= 1
    assert re.search(r'class="card touch[^"]*\bon\b', told)
    assert "<title>taken" not in told
    seen = Page(told.encode())
    assert len(seen.inside["script"]) == 2
    assert [a for _tag, a in seen.tags if any(name.startswith("on") for name in a)] == []
    assert requests(tmp_path) == []


@in_browser
def test_a_page_that_did_load_something_would_be_noticed(tmp_path: Path) -> None:
    browsed(tmp_path, b'<!doctype html><img src="http://127.0.0.1:9/x.png">', "", "--dump-dom")
    assert "http://127.0.0.1:9/x.png" in requests(tmp_path)


@in_browser
def test_the_map_is_seen(tmp_path: Path) -> None:
    from PIL import Image

    state, journey = sample("little-sport")
    pictures = []
    for place, page in enumerate((writer.write(state, journey, Options()), writer.write(*empty(), Options()))):
        shot = tmp_path / f"{place}.png"
        browsed(tmp_path, page, "", f"--screenshot={shot}")
        with Image.open(shot) as picture:
            pictures.append(picture.convert("RGB").crop((20, 110, 840, 700)))
    colours = [len(picture.getcolors(1 << 20) or ()) for picture in pictures]
    assert colours[0] > 100 > 20 > colours[1]


def empty() -> tuple[State, int]:
    return State([Project(id=1), Journey(id=2, title="Empty")]), 2


def test_a_logo_is_a_picture_in_the_page_of_what_is_drawn_and_of_nothing_else_in_its_file() -> None:
    logo = (
        b'<?xml-stylesheet href="http://example.org/a.css"?>'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10" xml:base="http://example.org/">'
        b'<style>.a{fill:#c30} @\\69mport "http://example.org/a.css";</style>'
        b'<iframe xmlns="http://www.w3.org/1999/xhtml" src="http://example.org/"></iframe>'
        b'<rect class="a" width="30" height="10"/><path d="M5 5h20" fill="none" stroke="#00f" stroke-width="3"/></svg>'
    )
    page = written(*sample("car-service"), logo=logo)
    (source,) = [attributes["src"] or "" for tag, attributes in page.tags if tag == "img"]
    shown = base64.b64decode(source.removeprefix("data:image/svg+xml;base64,"))
    assert shown.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="333.33" viewBox="0 0 1000 333.33">\n'
        '<path d="M0,0 L1000,0 L1000,333.33 L0,333.33 Z" fill="#CC3300"/>\n'
        '<path d="M166.67,166.67 L833.33,166.67" fill="none" stroke="#0000FF" stroke-width="100"/>\n'
        "</svg>\n"
    )


def test_a_logo_that_is_a_bitmap_is_in_the_page_as_it_is() -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 10), "#cc3300").save(out, "PNG")
    page = written(*sample("car-service"), logo=out.getvalue())
    (source,) = [attributes["src"] or "" for tag, attributes in page.tags if tag == "img"]
    assert base64.b64decode(source.removeprefix("data:image/png;base64,")) == out.getvalue()
