"""Logos: what is drawn of them, where they stand, and what hostile files come to."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from cjdesigner.errors import BadInput
from cjdesigner.export import logo
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.options import Options
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import Page, Picture, Shape, flattened, overlaps, strays
from cjdesigner.model import samples
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Journey
from cjdesigner.model.state import State

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'


def svg(inside: str) -> bytes:
    return f"{OPEN}{inside}</svg>".encode()


def png(width: int = 400, height: int = 100) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#C8402F").save(out, "PNG")
    return out.getvalue()


RECT = '<rect width="5" height="5"/>'
HOSTILE = {
    "script": (svg("<script>alert(1)</script>" + RECT), "contains a script"),
    "handler": (svg('<rect width="5" height="5" onload="x()"/>'), "contains a script"),
    "text": (svg("<text>Club</text>"), "into outlines"),
    "bitmap": (svg('<image href="data:image/png;base64,AA"/>'), "as PNG or JPEG"),
    "outside": (svg('<use xlink:href="http://example.org/a.svg#a"/>'), "outside its file"),
    "file": (svg('<rect width="5" height="5" style="fill:url(file:///etc/passwd)"/>'), "outside its file"),
    "import": (svg('<style>@import "a.css";</style>' + RECT), "outside its file"),
    "gradient": (svg('<linearGradient id="g"/><rect width="5" height="5" fill="url(#g)"/>'), "flat colours"),
    "gradient in a rule": (svg("<style>.a{stroke:#000;fill:url(#g)}</style>" + RECT), "flat colours"),
    "entities": (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("<title>&a;</title>" + RECT), "entities"),
    "uses itself": (svg('<g id="a"><use href="#a"/></g>'), "too intricate"),
    "doubles": (
        svg("".join(f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, 40))),
        "too intricate",
    ),
    "deep": (svg("<g>" * 5000 + "</g>" * 5000), "too intricate"),
    "long": (svg('<path d="M0 0' + " 1 1" * 200_000 + '"/>'), "too intricate"),
    "no number": (svg('<path d="M0 0L nan 5"/>'), "damaged"),
    "infinite": (svg('<path d="M0 0L 1e999 5L3 3z"/>'), "damaged"),
    "no length": (svg('<circle r="5px5"/>'), "damaged"),
    "encoding that there is not": (b'<?xml version="1.0" encoding="nonsense"?>' + svg(RECT), "damaged"),
    "encoding that is not taken": (b'<?xml version="1.0" encoding="UTF-7"?>' + svg(RECT), "damaged"),
    "contours": (svg('<path d="M0 0' + "L5 5z" * 15_000 + '"/>'), "too intricate"),
    "elements": (svg("<g/>" * 200_000), "too intricate"),
    "arcs": (svg('<path d="M0 0' + "A5 5 0 0 1 9 9A5 5 0 0 1 0 0" * 3500 + '"/>'), "too intricate"),
    "attributes": (svg("<rect " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"), "too intricate"),
    "transforms": (svg('<g transform="' + "rotate(1) " * 1000 + '">' + RECT * 500 + "</g>"), "too intricate"),
    "rules": (svg("<style>" + "rect{fill:red}" * 1200 + "</style>" + RECT * 1000), "too intricate"),
    "nested contours": (
        svg('<path fill-rule="evenodd" d="' + ("M0 0" + "h9v9h-9v-9" * 20 + "z") * 199 + '"/>'),
        "too intricate",
    ),
    "cut off": (OPEN.encode() + b"<rect", "damaged"),
    "nothing": (svg(""), "shows nothing"),
    "other namespace": (b'<svg><rect width="5" height="5"/></svg>', "damaged"),
    "too large": (svg("<!--" + "x" * 1_100_000 + "-->" + RECT), "larger than"),
    "gif": (b"GIF89a", "neither PNG nor JPEG nor SVG"),
    "damaged picture": (b"\x89PNG\r\n\x1a\nxx", "damaged"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_must_not_or_cannot_be_drawn_is_told_in_a_sentence_that_names_the_file(case: str) -> None:
    data, words = HOSTILE[case]
    began = time.process_time()
    with pytest.raises(BadInput, match=words) as told:
        logo.checked(data, "Club.svg")
    assert "Club.svg" in str(told.value)
    assert "\n" not in str(told.value)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0' + "a1 1 0 0 1 5 5" * 900 + '"/>',
        '<path d="M0 0' + "L5 5z" * 5000 + '"/>',
        '<path d="M0 0' + "h1v1" * 10_000 + '"/>',
        "<circle r='5'/>" * 1200,
        '<path fill-rule="evenodd" d="' + "M0 0L9 9L0 9z" * 190 + '"/>',
        "<style>a" + " " * 500_000 + "</style>" + RECT,
        "<style>" + "a b" * 6000 + "</style>" + RECT,
        '<rect width="5" height="5" transform="' + "rotate(" * 2000 + '"/>',
    ],
    ids=["arcs", "contours", "lines", "circles", "nested", "blanks", "rules", "transforms"],
)
def test_the_slowest_files_that_are_taken_are_done_soon(inside: str) -> None:
    began = time.process_time()
    assert logo.checked(svg(inside), "slow.svg")
    assert time.process_time() - began < 2


def test_a_contour_without_a_move_begins_where_the_one_before_did() -> None:
    without, moved = (shapes(svg(f'<path d="{way}"/>')) for way in ("M1 1h2v2z l3 3 h1z", "M1 1h2v2zM1 1l3 3h1z"))
    assert without == moved


def shapes(data: bytes) -> list[Shape]:
    pen = Pen(Notes(), 6.0)
    logo.draw(pen, data, Rect(30, 30, 800, 100), 40)
    return [item for item in pen.items if isinstance(item, Shape)]


def test_an_svg_is_drawn_as_shapes_with_its_colours_transforms_and_uses() -> None:
    found = shapes(
        svg(
            '<style>.a{fill:#f00}</style><defs><circle id="c" r="2"/></defs>'
            '<g transform="translate(2 2)"><path class="a" d="M0 0h4v4a2 2 0 0 1-2 2q-2 0-2-2z"/></g>'
            '<use href="#c" x="8" y="8" fill="rgb(0,0,255)"/><rect width="1" height="1" opacity="0.5"/>'
            '<line x1="0" y1="9" x2="9" y2="9" stroke="#0a0" stroke-width="0.5"/><g display="none"><rect/></g>'
        )
    )
    assert [item.fill for item in found[:3]] == ["#FF0000", "#0000FF", "#808080"]
    assert found[3].stroke == "#00AA00"
    assert found[3].width > 0
    assert {command[0] for item in found for command in item.commands} <= set("MLCZ")


@pytest.mark.parametrize("rule", ["evenodd", "nonzero"])
def test_a_hole_stays_one_whichever_way_it_is_drawn(rule: str) -> None:
    ways = ["M2 2h6v6h-6z", "M2 2v6h6v-6z"] if rule == "evenodd" else ["M2 2v6h6v-6z"]
    for inner in ways:
        (ring,) = shapes(svg(f'<path fill-rule="{rule}" d="M0 0h10v10h-10z{inner}"/>'))
        assert winding(ring, (0.1, 0.1))
        assert not winding(ring, (0.5, 0.5))


def winding(item: Shape, place: tuple[float, float]) -> int:
    """How often a path winds around a place, told in parts of its frame."""
    contours: list[list[tuple]] = []  # type: ignore[type-arg]
    for command in item.commands:
        if command[0] == "M":
            contours.append([])
        contours[-1].append(command)
    polygons = [flattened(contour) for contour in contours]
    xs, ys = [x for polygon in polygons for x, _ in polygon], [y for polygon in polygons for _, y in polygon]
    px, py = min(xs) + place[0] * (max(xs) - min(xs)), min(ys) + place[1] * (max(ys) - min(ys))
    count = 0
    for polygon in polygons:
        for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
            if (y1 > py) != (y2 > py) and px < x1 + (py - y1) / (y2 - y1) * (x2 - x1):
                count += 1 if y2 > y1 else -1
    return count


def test_what_drawing_programs_write_around_a_drawing_is_no_hindrance() -> None:
    frame = '<clipPath id="f"><rect width="10" height="10" fill="white"/></clipPath>'
    usual = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    inside = f'<title>Club</title><metadata>x</metadata><g clip-path="url(#f)">{RECT}</g><defs>{frame}</defs>'
    assert len(shapes(usual + svg(inside))) == 1
    with pytest.raises(BadInput, match="clipping"):
        logo.checked(svg(inside.replace('width="10"', 'width="4"')), "cut.svg")


@pytest.mark.parametrize("theme", ["paper", "bold", "mono"])
@pytest.mark.parametrize("kind", ["broad", "upright", "drawing"])
def test_it_stands_in_every_head_in_its_proportions_and_never_large(theme: str, kind: str) -> None:
    data = {"broad": png(800, 100), "upright": png(100, 300), "drawing": svg('<rect width="8" height="4"/>')}[kind]
    ratio = {"broad": 8, "upright": 1 / 3, "drawing": 2}[kind]
    state = State(samples.records("little-sport", "en"))
    journey = next(iter(state.all(Journey))).id
    options = Options(paper="A4", landscape=True, logo=data, theme=theme, language="en")  # type: ignore[arg-type]
    composition = compose(state, journey, options)
    sizes = []
    for page in composition.pages:
        frame = rect_of(page)
        if frame is None:
            continue
        sizes.append(frame.width)
        assert frame.width / frame.height == pytest.approx(ratio, rel=0.01)
        assert frame.width <= (page.width - 56) / 8 + 0.1
        assert frame.y > 0
        assert frame.right <= page.width - 27
        assert overlaps(page) == []
        assert strays(page) == []
        assert not any(line.ink.intersects(frame) for line in page.items if hasattr(line, "ink"))
    assert len(sizes) >= 8
    assert sizes[0] > 1.2 * sizes[1]


def rect_of(page: Page) -> Rect | None:
    for item in page.items:
        if isinstance(item, Picture) and item.role == "logo":
            return item.rect
        if isinstance(item, Shape) and item.role == "logo":
            points = flattened(item.commands)
            xs, ys = [x for x, _ in points], [y for _, y in points]
            return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return None


def test_a_logo_keeps_its_colours_in_mono_and_a_bad_one_is_refused_before_anything_is_drawn() -> None:
    state = State(samples.records("closed-branch", "en"))
    journey = next(iter(state.all(Journey))).id
    page = compose(state, journey, Options(logo=svg('<rect width="5" height="5" fill="red"/>'), theme="mono")).pages[0]
    assert [item.fill for item in page.items if isinstance(item, Shape) and item.role == "logo"] == ["#FF0000"]
    with pytest.raises(BadInput, match="into outlines"):
        compose(state, journey, Options(logo=svg("<text>Club</text>")))
