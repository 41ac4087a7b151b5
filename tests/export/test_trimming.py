"""Bleed and crop marks."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from cjdesigner.errors import BadInput
from cjdesigner.export import pdf, png
from cjdesigner.export.options import Options
from cjdesigner.export.paper import MM
from cjdesigner.export.sheet import Box, Composition, Entry, Item, Jump, Line, Page, Picture, TextLine, Window
from cjdesigner.export.trimming import trimmed
from cjdesigner.model.geometry import Rect


def of(*items: Item, pages: int = 1) -> Composition:
    page = Page(400, 300, items, (Entry("Here", 0, 50),), (Jump(Rect(10, 20, 30, 40), 0, 70),))
    return Composition((page,) * pages, "Trimmed", "en", 6)


def line(words: str, x: float, y: float) -> TextLine:
    return TextLine(words, x, y, "regular", 10, "#000000", 5.5 * len(words), Rect(0, 0, 400, 300))


@pytest.mark.parametrize(("bleed", "marks"), [(3, False), (3, True), (0, True), (10, True)])
def test_boxes_are_right_to_a_tenth_of_a_millimetre(bleed: float, marks: bool) -> None:
    composition = trimmed(of(), Options(bleed=bleed, crop_marks=marks))
    document = pypdfium2.PdfDocument(pdf.write(composition))
    page = document[0]
    media, trim, bled = page.get_mediabox(), page.get_trimbox(), page.get_bleedbox()
    document.close()
    tenth = 0.1 * MM
    assert trim[2] - trim[0] == pytest.approx(400, abs=tenth / 10)
    assert trim[3] - trim[1] == pytest.approx(300, abs=tenth / 10)
    assert [abs(a - b) for a, b in zip(bled, trim, strict=True)] == pytest.approx([bleed * MM] * 4, abs=tenth / 10)
    assert media[2] - trim[2] == pytest.approx(trim[0], abs=tenth / 10)
    assert (trim[0] > bleed * MM + 5 * MM) == marks


def test_marks_are_in_line_with_the_cut_and_outside_the_bleed() -> None:
    for bleed in (0.0, 3.0, 8.0):
        (page,) = trimmed(of(), Options(bleed=bleed, crop_marks=True)).pages
        assert page.trim is not None
        assert page.bleed is not None
        marks = [item for item in page.items if isinstance(item, Line) and item.role == "crop mark"]
        assert len(marks) == 8
        for mark in marks:
            (x1, y1), (x2, y2) = mark.points
            if x1 == x2:
                assert min(abs(x1 - page.trim.x), abs(x1 - page.trim.right)) < 1e-6
                assert max(y1, y2) <= page.bleed.y + 1e-6 or min(y1, y2) >= page.bleed.bottom - 1e-6
            else:
                assert min(abs(y1 - page.trim.y), abs(y1 - page.trim.bottom)) < 1e-6
                assert max(x1, x2) <= page.bleed.x + 1e-6 or min(x1, x2) >= page.bleed.right - 1e-6
            assert all(0 < x < page.width and 0 < y < page.height for x, y in mark.points)
            assert mark.width <= 0.3


def test_what_reaches_the_edge_bleeds_and_nothing_else() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    composition = of(
        Box(Rect(0, 0, 400, 60), "#0000ff"),
        Box(Rect(100, 100, 50, 50), "#00ff00"),
        Picture(out.getvalue(), Rect(300, 200, 100, 100), Rect(250, 200, 200, 100)),
    )
    raster = Image.open(io.BytesIO(png.write(trimmed(composition, Options(bleed=5)), 72)))
    assert raster.size == (429, 329)
    assert raster.getpixel((1, 1)) == (0, 0, 255)
    assert raster.getpixel((427, 70)) == (0, 0, 255)
    assert raster.getpixel((427, 327)) == (255, 0, 0)
    assert raster.getpixel((2, 200)) == (255, 255, 255)
    box = [(x, y) for x in range(429) for y in range(329) if raster.getpixel((x, y)) == (0, 255, 0)]
    assert min(box) >= (113, 113)
    assert len(box) <= 52 * 52


def test_outline_and_links_move_with_the_sheet() -> None:
    (page,) = trimmed(of(), Options(bleed=10)).pages
    assert page.outline == (Entry("Here", 0, 50 + 10 * MM),)
    assert page.jumps == (Jump(Rect(10 + 10 * MM, 20 + 10 * MM, 30, 40), 0, 70 + 10 * MM),)
    document = pypdfium2.PdfDocument(pdf.write(trimmed(of(), Options(bleed=10))))
    (entry,) = document.get_toc()
    assert entry.get_dest().get_view()[1][1] == pytest.approx(300 - 50 + 10 * MM, abs=0.01)
    document.close()


def test_text_near_the_cut_is_warned_of() -> None:
    near = trimmed(of(line("Too near", 6, 100), line("far", 100, 100)), Options(bleed=3))
    (warning,) = near.warnings
    assert "“Too near”" in warning
    assert "5 mm" in warning
    assert "far" not in warning
    assert trimmed(of(line("far", 100, 100)), Options(bleed=3)).warnings == ()


def test_a_poster_keeps_its_words_and_every_page_its_marks(sport: Any) -> None:
    composition = sport.composed(paper="A3", landscape=True)
    cut = trimmed(composition, Options(bleed=3, crop_marks=True))
    assert cut.warnings == composition.warnings
    assert all(isinstance(page.items[0], Window) and page.trim for page in cut.pages)
    document = pypdfium2.PdfDocument(pdf.write(cut))
    words = document[0].get_textpage()
    assert words.search("Club website").get_next() is not None
    words.close()
    document.close()


@pytest.mark.parametrize("bleed", [-1, 30.1, float("nan"), float("inf")])
def test_an_impossible_bleed_is_refused(bleed: float) -> None:
    with pytest.raises(BadInput, match="mm is not possible"):
        trimmed(of(), Options(bleed=bleed))
