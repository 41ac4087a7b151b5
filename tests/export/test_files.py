"""The files that are written from a composition."""

from __future__ import annotations

import io
import math
import re
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from PIL import Image, ImageChops

from cjdesigner import text
from cjdesigner.errors import BadInput
from cjdesigner.export import pdf, png, svg
from cjdesigner.export.pdf_fonts import EmbeddedFont
from cjdesigner.export.sheet import Composition, Page, TextLine
from cjdesigner.fonts import FontFile
from cjdesigner.model.geometry import Rect

SVG = "{http://www.w3.org/2000/svg}"


def composition_of(*words: str, face: text.Face = "regular") -> Composition:
    items = []
    for row, content in enumerate(words):
        for line in text.lines(content, face, 20, 560).lines:
            y = 40.0 + 40 * row
            items.append(
                TextLine(line.text, 20, y, face, 20, "#000000", line.width, Rect(0, 0, 600, 400), rtl=line.rtl)
            )
    return Composition((Page(600, 400, tuple(items)),), "Words", "en", 6)


def opened(content: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(content)


def said(content: bytes) -> str:
    document = opened(content)
    try:
        pages = []
        for page in document:
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
        return "\n".join(pages)
    finally:
        document.close()


def inflated(content: bytes) -> bytes:
    """The file with its streams unpacked."""
    from base64 import a85decode

    out = content
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.S):
        data = match[1].strip(b"\r\n")
        for unpack in (
            lambda d: zlib.decompress(d),
            lambda d: zlib.decompress(a85decode(d.strip().removesuffix(b"~>"))),
        ):
            try:
                out += unpack(data)
                break
            except (ValueError, zlib.error):
                continue
    return out


def test_fonts_are_embedded_and_differ(sport: Any) -> None:
    content = pdf.write(sport.composed(paper="A3", landscape=True))
    names = set(re.findall(rb"/BaseFont /([A-Z]{6}\+[\w-]+)", content))
    assert {name.partition(b"+")[2] for name in names} >= {
        b"Inter-Regular", b"Inter-SemiBold", b"Inter-Bold", b"Inter-Italic",
    }  # fmt: skip
    assert content.count(b"/FontFile2") == len(names)
    assert b"Helvetica" not in inflated(content)


def test_title_language_and_size(sport: Any) -> None:
    content = pdf.write(sport.composed(paper="A3", landscape=True, language="de"))
    document = opened(content)
    assert document.get_metadata_dict()["Title"] == "A little sport"
    assert document.get_metadata_dict()["Author"] == ""
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (1191, 842)
    entries = [entry.get_title() for entry in document.get_toc()]
    assert entries[0].startswith("Two thirds")
    assert "Impulse" in entries
    document.close()
    assert b"/Lang (de)" in content
    assert b"/DisplayDocTitle true" in content


def test_text_is_found_by_search(sport: Any) -> None:
    content = pdf.write(sport.composed(paper="A3", landscape=True))
    words = said(content)
    for wanted in (
        "Club website",
        "Phone call to the club",
        "A friend's tip",
        "36%",
        "Fix this first".upper(),
    ):
        assert wanted in words
    document = opened(content)
    page = document[0].get_textpage()
    assert page.search("club website").get_next() is not None
    page.close()
    document.close()


@pytest.mark.parametrize(
    "words",
    [
        "Äußerst schöne Übung – AVATAR 11",
        "Здравствуйте, как дела",
        "Ελληνικά γράμματα",
        "≈ −26 × ★ → “so”",
        "e\u0301a\u0308\u0323",
    ],
)
def test_text_comes_out_as_it_went_in(words: str) -> None:
    assert said(pdf.write(composition_of(words))).strip() == words


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("سعر الدولار اليوم", "الدولار"),
        ("שלום עולם", "שלום עולם"),
        ("abc שלום def", "abc שלום def"),
        ("中文字符", "中文字符"),
    ],
)
def test_other_scripts_are_found_too(words: str, wanted: str) -> None:
    if text.missing(words):
        pytest.skip("no font of this computer has these letters")
    assert wanted in said(pdf.write(composition_of(words)))


def test_a_character_without_a_font_is_still_found() -> None:
    assert "\U0001fae8 face" in said(pdf.write(composition_of("\U0001fae8 face", "\U0001fae9 x")))


def test_hyphen_like_characters_keep_their_own_codes() -> None:
    words = "a\u00a0b c"  # one glyph for two kinds of blank
    content = inflated(pdf.write(composition_of(words)))
    assert b"<00A0>" in content
    assert b"<0020>" in content


def test_the_same_composition_gives_the_same_bytes(sport: Any) -> None:
    composition = sport.composed(paper="A4")
    assert pdf.write(composition) == pdf.write(composition)
    assert svg.write(composition) == svg.write(composition)
    assert len(pdf.write(composition)) < 200_000


def test_an_empty_page_is_a_file_too() -> None:
    blank = Composition((Page(200, 100, ()),), "", "en", 6)
    document = opened(pdf.write(blank))
    assert len(document) == 1
    document.close()
    assert svg.write(blank).endswith(b"</svg>\n")


def test_list_pages_follow(draw: Callable[..., Any]) -> None:
    drawn = draw()
    drawn.link(drawn.touchpoint("word " * 90, score=0.5), drawn.touchpoint("B", x=264, score=0.5))
    composition = drawn.composed(paper="A4")
    assert len(composition.pages) == 2
    document = opened(pdf.write(composition))
    assert len(document) == 2
    document.close()
    assert re.sub(r"\s", "", said(pdf.write(composition))).count("word") >= 90


def test_fonts_with_cubic_outlines_are_embedded(tmp_path: Path) -> None:
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.curveTo((0, 700), (500, 700), (500, 0))
    pen.closePath()
    shape = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupCFF("Cubic", {"FullName": "Cubic"}, {".notdef": shape, "A": shape}, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Cubic", "styleName": "Regular", "psName": "Cubic"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "cubic.otf")
    source = FontFile(str(tmp_path / "cubic.otf"))
    font = EmbeddedFont(source, "CJ1")
    run = text.Run(source, "A", False, (text.Glyph(1, 0, 0.6, 0, 0),), 0.6)
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    ((_start, _rise, glyphs),) = font.pieces(run)
    font.file_into(canvas._doc)
    canvas.addLiteral(f"BT /CJ1 100 Tf 100 500 Td <{glyphs}> Tj ET")
    canvas.showPage()
    canvas.save()
    document = opened(out.getvalue())
    page = document[0]
    words = page.get_textpage()
    assert words.get_text_range().strip() == "A"
    raster = page.render(scale=1).to_pil().convert("L")
    assert raster.crop((100, 250, 160, 345)).getextrema()[0] < 50
    words.close()
    page.close()
    document.close()


def test_svg_holds_the_same_words_and_its_fonts(sport: Any) -> None:
    composition = sport.composed(paper="A4")
    root = ElementTree.fromstring(svg.write(composition))
    page = composition.pages[0]
    assert root.attrib["width"] == f"{page.width:.2f}pt"
    drawn = [element.text for element in root.iter(f"{SVG}text")]
    assert drawn == [line.text for page in composition.pages for line in page.items if isinstance(line, TextLine)]
    style = root.find(f"{SVG}style")
    assert style is not None
    assert (style.text or "").count("@font-face") == 4
    assert "http" not in (style.text or "")
    assert all(float(element.attrib["textLength"]) >= 0 for element in root.iter(f"{SVG}text"))


def test_svg_escapes_texts_and_drops_what_xml_cannot_hold() -> None:
    root = ElementTree.fromstring(svg.write(composition_of("<b> & \x07 \ud800 “x”")))
    assert "<b> &" in "".join(root.itertext())


def test_png_has_the_size_asked_for(sport: Any) -> None:
    composition = sport.composed(paper="A4", landscape=True)
    picture = Image.open(io.BytesIO(png.write(composition, 72)))
    assert abs(picture.width - composition.pages[0].width) <= 1
    assert len(composition.pages) * composition.pages[0].height == pytest.approx(picture.height, abs=2)
    colours = picture.getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 100
    assert png.usual_dpi(composition) == 300


@pytest.mark.parametrize("transparent", [False, True])
def test_a_picture_is_made_in_bands_that_cannot_be_seen(
    transparent: bool, sport: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = sport.composed(paper="A4", landscape=True)
    first = composition.pages[0]
    narrow = msgspec.structs.replace(first, width=first.width / 2 + 0.3, height=first.height - 0.7)
    composition = msgspec.structs.replace(composition, pages=(first, narrow))
    whole = Image.open(io.BytesIO(png.write(composition, 72, transparent=transparent)))
    held: list[int] = []
    made = png._bands

    def bands(*values: Any) -> Iterator[Image.Image]:
        for band in made(*values):
            held.append(band.width * band.height)
            yield band

    monkeypatch.setattr(png, "_bands", bands)
    monkeypatch.setattr(png, "_BAND_PIXELS", 50_000)
    banded = Image.open(io.BytesIO(png.write(composition, 72, transparent=transparent)))
    assert max(held) <= 50_000
    assert sum(held) == sum(math.ceil(page.width) * math.ceil(page.height) for page in composition.pages)
    assert banded.mode == ("RGBA" if transparent else "RGB")
    assert banded.size == whole.size == (math.ceil(first.width), math.ceil(first.height) + math.ceil(narrow.height))
    assert banded.info["dpi"] == pytest.approx((72, 72), abs=0.1)
    seen = [
        Image.alpha_composite(Image.new("RGBA", whole.size, "white"), each.convert("RGBA")) for each in (whole, banded)
    ]
    difference = ImageChops.difference(seen[0].convert("RGB"), seen[1].convert("RGB"))
    assert max(high for _low, high in difference.getextrema()) <= 24  # of roundings alone
    assert banded.getpixel((banded.width - 1, banded.height - 1)) == (255, 255, 255, 0)[: len(banded.getbands())]


def test_a_picture_too_large_is_refused(sport: Any) -> None:
    with pytest.raises(BadInput, match="1200 dpi"):
        png.write(sport.composed(paper="A0"), 1200)


def test_two_hundred_touchpoints_on_a0_in_two_seconds(draw: Callable[..., Any]) -> None:
    drawn = draw()
    before: list[int] = []
    for column in range(20):
        now = [
            drawn.touchpoint(f"Touchpoint number {column} {row}", x=264 * column, y=110 * row, score=0.9, channel="web")
            for row in range(10)
        ]
        for place, card in enumerate(before):
            drawn.link(card, now[place])
            drawn.link(card, now[(place + 3) % 10])
        before = now
    pdf.write(drawn.composed(paper="A4"))  # fonts made, modules loaded
    start = time.process_time()
    pdf.write(drawn.composed(paper="A0", landscape=True))
    assert time.process_time() - start < 2
