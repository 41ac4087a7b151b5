"""What other programs say of the files: PDF checked, SVG as Qt draws it, PNG without its paper."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from cjdesigner import text
from cjdesigner.export import pdf, png, svg
from cjdesigner.export.options import Options, Tiling
from cjdesigner.export.paper import MM, PAPERS, ROLLS, named
from cjdesigner.export.sheet import (
    Box,
    Composition,
    Entry,
    Item,
    Jump,
    Page,
    Picture,
    Shape,
    TextLine,
    Window,
    circle,
)
from cjdesigner.export.tiles import tiled
from cjdesigner.export.trimming import trimmed
from cjdesigner.model.geometry import Rect

DAY = datetime.date(2026, 11, 22)


def told_by(tool: str, *words: str | Path) -> str:
    """What a program that looks at PDFs says; the test is skipped where there is none."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([found, *map(str, words)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def line(
    words: str, x: float, y: float, size: float = 12, face: text.Face = "regular", colour: str = "#000000"
) -> Item:
    wide = text.width(words, face, size)
    return TextLine(words, x, y, face, size, colour, wide, Rect(0, 0, 600, 400))


def portrait() -> Picture:
    out = io.BytesIO()
    image = Image.new("RGB", (40, 20), "red")
    image.paste("green", (0, 0, 20, 20))
    image.save(out, "PNG")
    return Picture(out.getvalue(), Rect(250, 30, 60, 60), Rect(220, 30, 120, 60))


@pytest.fixture
def several(sport: Any) -> dict[str, Composition]:
    """A poster as it is, with bleed, and in tiles."""
    composition = sport.composed(paper="A2", landscape=True)
    options = Options(bleed=3, crop_marks=True, tiling=Tiling(), date=DAY)
    return {"whole": composition, "trimmed": trimmed(composition, options), "tiled": tiled(composition, options)}


def test_every_font_is_an_embedded_subset(several: dict[str, Composition], tmp_path: Path) -> None:
    for name, composition in several.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(pdf.write(composition))
        rows = told_by("pdffonts", file).splitlines()[2:]
        assert len(rows) == 4
        for row in rows:
            assert re.match(r"[A-Z]{6}\+Inter-", row)
            assert re.search(r" yes +yes +yes +\d+ +0$", row), row


def test_files_are_without_faults(several: dict[str, Composition], tmp_path: Path) -> None:
    for name, composition in several.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(pdf.write(composition))
        said = told_by("qpdf", "--check", file)
        assert "No syntax or stream encoding errors" in said
        assert "WARNING" not in said


def test_there_is_no_bitmap_but_pictures(several: dict[str, Composition], tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    for composition in several.values():
        file.write_bytes(pdf.write(composition))
        assert len(told_by("pdfimages", "-list", file).splitlines()) == 2
    page = Page(400, 300, (portrait(), portrait(), line("Mia", 20, 40)))
    file.write_bytes(pdf.write(Composition((page, page), "Pictures", "en", 6)))
    rows = told_by("pdfimages", "-list", file).splitlines()[2:]
    assert {row.split()[10] for row in rows} == {rows[0].split()[10]}  # one object, however often it is shown


@pytest.mark.parametrize("name", [*PAPERS, *ROLLS, "36x48in", "594x1200mm", "100x4000mm"])
@pytest.mark.parametrize("landscape", [True, False])
def test_the_page_is_right_to_a_tenth_of_a_millimetre(name: str, landscape: bool) -> None:
    paper = named(name)
    assert paper is not None
    paper = paper.cut(2345 * MM) if paper.roll else paper.turned(landscape)
    document = pypdfium2.PdfDocument(pdf.write(Composition((Page(paper.width, paper.height, ()),), "", "en", 6)))
    size = document[0].get_size()
    document.close()
    assert size == pytest.approx((paper.width, paper.height), abs=0.01 * MM)
    if not paper.roll:
        assert (size[0] > size[1]) == landscape


def test_the_posters_page_is_the_paper(sport: Any) -> None:
    for name, wide, high in (("A0", 1189, 841), ("36x48in", 48 * 25.4, 36 * 25.4), ("594x1200mm", 1200, 594)):
        document = pypdfium2.PdfDocument(pdf.write(sport.composed(paper=name, landscape=True)))
        assert document[0].get_size() == pytest.approx((wide * MM, high * MM), abs=0.1 * MM)
        document.close()


def test_links_and_outline_lead_to_their_pages() -> None:
    pages = (
        Page(300, 200, (), (Entry("Part", 0, 10), Entry("Chapter", 1, 90)), (Jump(Rect(10, 20, 50, 12), 2, 30),)),
        Page(300, 200, (), (Entry("Next chapter", 1, 10),)),
        Page(300, 200, (), (Entry("Deep", 3, 30), Entry("Ωμέγα (2)", 0, 40))),
    )
    document = pypdfium2.PdfDocument(pdf.write(Composition(pages, "Links", "en", 6)))
    found = [
        (entry.level, entry.get_title(), entry.get_dest().get_index(), round(entry.get_dest().get_view()[1][1]))
        for entry in document.get_toc()
    ]
    assert found == [
        (0, "Part", 0, 190), (1, "Chapter", 0, 110), (1, "Next chapter", 1, 190), (2, "Deep", 2, 170),
        (0, "Ωμέγα (2)", 2, 160),
    ]  # fmt: skip
    raw = pypdfium2.raw
    link = raw.FPDFLink_GetLinkAtPoint(document[0], 30, 200 - 25)
    assert link
    assert raw.FPDFDest_GetDestPageIndex(document, raw.FPDFLink_GetDest(document, link)) == 2
    assert not raw.FPDFLink_GetLinkAtPoint(document[0], 90, 175)
    document.close()


def test_a_file_says_more_of_itself_where_it_is_asked_to() -> None:
    composition = Composition((Page(90, 90, ()),), "T", "en", 6, properties=(("cjdesignerThing", "ä (1) \\"),))
    content = pdf.write(composition)
    assert b"/cjdesignerThing" in content
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_dict()["Creator"] == "cjdesigner"
    document.close()


# windows


@pytest.fixture
def seen() -> Composition:
    """A page seen through windows: in part, in part elsewhere, and in small."""
    inner = Page(
        100,
        100,
        (Box(Rect(10, 10, 50, 50), "#ff0000"), Shape(circle(60, 60, 30), "#0000ff"), line("Hallo", 10, 90, 20, "bold")),
    )
    windows = (
        Window(inner, Rect(0, 0, 80, 80), -5.3, -5.3),
        Window(inner, Rect(100, 20, 60, 60), 80, 0),
        Window(inner, Rect(100, 82, 60, 30), 100, 82, 0.3),
    )
    return Composition((Page(200, 120, windows),), "Windows", "en", 6)


def test_windows_show_only_what_lies_in_them(seen: Composition) -> None:
    raster = Image.open(io.BytesIO(png.write(seen, 144)))
    assert raster.getpixel((20, 20)) == (255, 0, 0)
    assert raster.getpixel((2 * 79, 2 * 60)) == (0, 0, 255)
    assert raster.getpixel((2 * 82, 2 * 60)) == (255, 255, 255)
    assert raster.getpixel((2 * 110, 2 * 18)) == (255, 255, 255)
    assert raster.getpixel((2 * 110, 2 * 22)) == (255, 0, 0)
    assert raster.getpixel((2 * 105, 2 * 87)) == (255, 0, 0)
    document = pypdfium2.PdfDocument(pdf.write(seen))
    words = document[0].get_textpage()
    assert words.get_text_range().count("allo") == 3
    words.close()
    document.close()
    assert pdf.write(seen).count(b"/Subtype /Form") == 1


def drawn_by_qt(content: bytes, width: int, height: int) -> Image.Image:
    qtsvg = pytest.importorskip("PySide6.QtSvg")
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter

    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    for face in text.FACES:
        QFontDatabase.addApplicationFont(str(text.face_file(face)))
    renderer = qtsvg.QSvgRenderer(QByteArray(content))
    assert renderer.isValid()
    image = QImage(width, height, QImage.Format.Format_RGBA8888)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return Image.frombuffer("RGBA", (width, height), bytes(image.constBits()), "raw", "RGBA", 0, 1).convert("RGB")


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ plainly when both are looked at from afar."""
    pair = [image.filter(ImageFilter.GaussianBlur(2)) for image in (one, other)]
    far = ImageChops.difference(*pair).convert("L").point(lambda value: 255 if value > 60 else 0)
    return far.histogram()[255] / (one.width * one.height)


@pytest.mark.usefixtures("qapp")
def test_svg_is_drawn_by_qt_as_the_pdf_is_rastered(sport: Any, seen: Composition) -> None:
    poster = sport.composed(paper="A4", landscape=True)
    poster = msgspec.structs.replace(poster, pages=poster.pages[:1])
    tile = tiled(sport.composed(paper="A3", landscape=True), Options(tiling=Tiling(), date=DAY))
    lower = msgspec.structs.replace(tile, pages=tile.pages[3:4])
    for composition, most in ((poster, 0.002), (seen, 0.002), (lower, 0.01)):
        raster = Image.open(io.BytesIO(png.write(composition, 100))).convert("RGB")
        drawn = drawn_by_qt(svg.write(composition), *raster.size)
        assert unlike(raster, drawn) < most
        assert unlike(raster, Image.new("RGB", raster.size, "white")) > 2 * most


def test_svg_of_tiles_holds_the_poster_once(sport: Any) -> None:
    composition = sport.composed(paper="A2", landscape=True)
    cut = tiled(composition, Options(tiling=Tiling(), date=DAY))
    parts = svg.write(cut)
    assert len(parts) < 1.2 * len(svg.write(composition)) + 4000 * len(cut.pages)
    root = ElementTree.fromstring(parts)
    names = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(names) == len(set(names))
    for element in root.iter("{http://www.w3.org/2000/svg}use"):
        assert element.attrib["href"].removeprefix("#") in names
    assert sum("Club website" in (element.text or "") for element in root.iter()) == sum(
        "Club website" in item.text for item in composition.pages[0].items if isinstance(item, TextLine)
    )


# PNG


def test_a_transparent_picture_laid_on_white_is_the_opaque_one(sport: Any) -> None:
    composition = sport.composed(paper="A5", landscape=True)
    opaque = Image.open(io.BytesIO(png.write(composition, 100)))
    clear = Image.open(io.BytesIO(png.write(composition, 100, transparent=True)))
    assert (opaque.mode, clear.mode) == ("RGB", "RGBA")
    assert clear.getpixel((2, 2))[3] == 0
    laid = Image.new("RGBA", clear.size, "white")
    laid.alpha_composite(clear)
    assert max(high for _low, high in ImageChops.difference(laid.convert("RGB"), opaque).getextrema()) <= 6


def test_edges_on_transparent_ground_keep_their_colour(draw: Callable[..., Any]) -> None:
    page = Page(100, 100, (Shape(circle(50, 50, 33.3), "#ff0000"), line("red", 30, 96, 11, "bold", "#ff0000")))
    picture = Image.open(io.BytesIO(png.write(Composition((page,), "", "en", 6), 72, transparent=True)))
    soft = [colour for _count, colour in picture.getcolors(1 << 20) or [] if 0 < colour[3] < 255]
    assert len(soft) > 20
    assert all(red >= 250 and green <= 5 and blue <= 5 for red, green, blue, alpha in soft if alpha > 8)
