"""Bitmaps: decoded or quietly left out, and written into every format."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image

from cjdesigner.export import pdf, png, svg
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.pictures import collected, decoded, draw_picture
from cjdesigner.export.sheet import Box, Composition, Page, Picture
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Insight, Persona, Project
from cjdesigner.model.state import State

SVG = "{http://www.w3.org/2000/svg}"
RED = (200, 30, 60)


def image(mode: str = "RGB", size: tuple[int, int] = (40, 20), kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, RED).convert(mode).save(out, kind, **more)
    return out.getvalue()


def page_of(data: bytes | None, *, fill: bool = True) -> tuple[Composition, Pen]:
    pen = Pen(Notes(), 6.0)
    draw_picture(pen, data, "Mia", Rect(20, 30, 60, 60), 10, fill=fill)
    return Composition((Page(100, 120, tuple(pen.items)),), "Pictures", "en", 6), pen


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "LA", "I;16"])
def test_any_png_is_decoded(mode: str) -> None:
    data = image() if mode == "I;16" else image(mode)
    found = decoded(data)
    assert found is not None
    assert (found.width, found.height) == (40, 20)
    with Image.open(io.BytesIO(found.data)) as again:
        assert again.mode in ("RGB", "RGBA", "L")


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_any_jpeg_is_decoded(mode: str) -> None:
    found = decoded(image(mode, kind="JPEG"))
    assert found is not None
    assert found.data.startswith(b"\x89PNG" if mode == "CMYK" else b"\xff\xd8\xff")


def test_a_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = decoded(image(kind="JPEG", exif=exif))
    assert found is not None
    assert (found.width, found.height) == (20, 40)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", image()[:60], b"<svg/>"])
def test_what_is_damaged_or_something_else_is_not_decoded(data: bytes) -> None:
    assert decoded(data) is None
    composition, pen = page_of(data)
    (frame,) = [item for item in pen.items if isinstance(item, Box)]
    assert frame.role == "missing picture"
    assert list(pen.notes.damaged) == ["Mia"]
    assert pdf.write(composition).startswith(b"%PDF")


def test_a_bomb_is_not_decoded() -> None:
    assert decoded(image("1", (9000, 9000))) is None


def test_a_picture_fills_its_frame_or_stands_whole_in_it() -> None:
    _composition, pen = page_of(image())
    (picture,) = [item for item in pen.items if isinstance(item, Picture)]
    assert picture.rect == Rect(20, 30, 60, 60)
    assert picture.whole == Rect(-10, 30, 120, 60)
    _composition, pen = page_of(image(), fill=False)
    (picture,) = [item for item in pen.items if isinstance(item, Picture)]
    assert picture.rect == picture.whole == Rect(20, 30, 60, 30)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pdf_and_png_show_it_where_it_stands(kind: str) -> None:
    data = image(kind=kind)
    composition, _pen = page_of(data)
    content = pdf.write(composition)
    assert content == pdf.write(composition)
    raster = Image.open(io.BytesIO(png.write(composition, 72)))
    assert raster.size == (100, 120)

    def near(x: int, y: int) -> bool:
        return all(abs(one - other) < 8 for one, other in zip(raster.getpixel((x, y)), RED, strict=True))

    assert near(50, 60)
    assert near(22, 60)
    assert near(50, 32)
    for x, y in ((15, 60), (50, 25), (50, 95), (85, 60), (21, 31)):  # outside, and beyond a rounded corner
        assert raster.getpixel((x, y)) == (255, 255, 255)


def test_it_stands_the_right_way_up() -> None:
    out = io.BytesIO()
    half = Image.new("RGB", (20, 20), "white")
    half.paste(RED, (0, 0, 20, 10))
    half.save(out, "PNG")
    composition, _pen = page_of(out.getvalue())
    raster = Image.open(io.BytesIO(png.write(composition, 72)))
    assert raster.getpixel((50, 40))[0] > raster.getpixel((50, 40))[1] + 100
    assert raster.getpixel((50, 80)) == (255, 255, 255)


def test_svg_carries_it_and_fetches_nothing() -> None:
    data = image()
    composition, _pen = page_of(data)
    content = svg.write(composition)
    root = ElementTree.fromstring(content)
    (drawn,) = root.iter(f"{SVG}image")
    head, _comma, body = drawn.attrib["href"].partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(body) == data
    clip = re.fullmatch(r"url\(#(.+)\)", drawn.attrib["clip-path"])
    assert clip is not None
    assert [element.attrib["id"] for element in root.iter(f"{SVG}clipPath")] == [clip[1]]
    assert b"http" not in content.replace(b"http://www.w3.org/2000/svg", b"")


def test_alpha_lets_the_ground_through() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (*RED, 0)).save(out, "PNG")
    composition, _pen = page_of(out.getvalue())
    raster = Image.open(io.BytesIO(png.write(composition, 72)))
    assert raster.getpixel((50, 60)) == (255, 255, 255)


def test_what_records_name_is_collected() -> None:
    records = [Project(id=1), Persona(id=2, name="Mia", portrait="a"), Insight(id=3, text="t", image="b")]
    assert collected(State(records), {"a": b"1", "c": b"3"}) == {"a": b"1"}


def test_pages_with_pictures_have_their_text_too() -> None:
    pen = page_of(image())[1]
    pen.text("beneath", Rect(5, 100, 90, 12), "regular", 7, "#000000")
    page = Page(100, 120, tuple(pen.items))
    document = pypdfium2.PdfDocument(pdf.write(Composition((page,), "Pictures", "en", 6)))
    words = document[0].get_textpage()
    assert words.get_text_range().strip() == "beneath"
    words.close()
    document.close()
