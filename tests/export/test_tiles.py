"""Posters cut into tiles: what is cut and joined again is the poster."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pypdfium2
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from cjdesigner import text
from cjdesigner.errors import BadInput
from cjdesigner.export import pdf
from cjdesigner.export.options import Options, Tiling
from cjdesigner.export.paper import MM, PAPERS
from cjdesigner.export.sheet import Box, Composition, Line, Page, TextLine, Window, bounds, texts
from cjdesigner.export.tiles import Plan, fingerprints, plan, read_fingerprints, tiled
from cjdesigner.model.geometry import Rect

DAY = datetime.date(2026, 11, 22)
TENTH = 0.1 * MM


def cut(composition: Composition, **tiling: Any) -> Composition:
    return tiled(composition, Options(tiling=Tiling(**tiling), date=DAY))


def lines_of(page: Page, role: str) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line) and item.role == role]


def window_of(page: Page) -> Window:
    return next(item for item in page.items if isinstance(item, Window))


def tiles_of(composition: Composition) -> list[Page]:
    return [page for page in composition.pages if lines_of(page, "cut mark")]


def upright(lines: Sequence[Line]) -> list[float]:
    return sorted({line.points[0][0] for line in lines if line.points[0][0] == line.points[1][0]})


def level(lines: Sequence[Line]) -> list[float]:
    return sorted({line.points[0][1] for line in lines if line.points[0][1] == line.points[1][1]})


def simple(width: float = 420, height: float = 297, pages: int = 1) -> Composition:
    """A little drawing on each of some pages; millimetres."""
    found = []
    for number in range(pages):
        words = f"Words on page {number + 1}"
        wide = text.width(words, "regular", 20)
        line = TextLine(words, 30, 60, "regular", 20, "#000000", wide, Rect(0, 0, 600, 400))
        found.append(Page(width * MM, height * MM, (Box(Rect(20, 20, 200, 100), "#c0ffee"), line)))
    return Composition(tuple(found), "A poster", "en", 6)


@pytest.fixture(scope="module")
def poster() -> Composition:
    """Cards all over an A3, so that every tile shows some."""
    pen: list[Any] = []
    for row in range(12):
        for column in range(8):
            x, y = 30 + 145 * column, 24 + 68 * row
            words = f"Card {row}.{column}"
            pen.append(Box(Rect(x, y, 110, 40), "#ffffff", "#202040", 1.0, radius=6))
            wide = text.width(words, "semibold", 14)
            pen.append(TextLine(words, x + 10, y + 25, "semibold", 14, "#202040", wide, Rect(x, y, 110, 40)))
            pen.append(Line(((x + 110, y + 20), (x + 145, y + 20), (x + 145, y + 54)), "#c03030", 2, radius=5))
    return Composition((Page(420 * MM, 297 * MM, tuple(pen)),), "Cards", "en", 6)


def test_cut_marks_of_neighbours_are_at_the_same_place_of_the_poster(poster: Composition) -> None:
    page = poster.pages[0]
    found = plan(page.width, page.height, Tiling())
    pages = dict(zip(found.tiles, tiles_of(cut(poster)), strict=True))
    right: dict[int, float] = {-1: 0.0}
    lower: dict[int, float] = {-1: 0.0}
    for (row, column), tile in pages.items():
        shown = window_of(tile)
        joins = [place - shown.left for place in upright(lines_of(tile, "join mark"))]
        cuts = [place - shown.left for place in upright(lines_of(tile, "cut mark"))]
        begins = joins if column else cuts[:1]
        assert begins == pytest.approx([right[column - 1]], abs=TENTH / 10)
        right[column] = cuts[-1]
        joins = [place - shown.top for place in level(lines_of(tile, "join mark"))]
        cuts = [place - shown.top for place in level(lines_of(tile, "cut mark"))]
        assert (joins if row else cuts[:1]) == pytest.approx([lower[row - 1]], abs=TENTH / 10)
        lower[row] = cuts[-1]
    assert right[found.columns - 1] == pytest.approx(page.width, abs=TENTH / 10)
    assert lower[found.rows - 1] == pytest.approx(page.height, abs=TENTH / 10)


def test_the_file_places_the_poster_as_the_primitives_do(poster: Composition) -> None:
    composition = cut(poster)
    document = pypdfium2.PdfDocument(pdf.write(composition))
    for number, page in enumerate(composition.pages):
        (form,) = (thing for thing in document[number].get_objects(max_depth=1) if thing.type == 5)
        matrix = form.get_matrix()
        shown = window_of(page)
        assert (matrix.a, matrix.d) == pytest.approx((shown.scale, -shown.scale), abs=1e-5)
        assert (matrix.e, page.height - matrix.f) == pytest.approx((shown.left, shown.top), abs=TENTH / 10)
    document.close()


def test_rastered_tiles_cut_and_joined_are_the_poster(poster: Composition) -> None:
    """At 10 pixels a millimetre, each pixel is as light as one no farther away than a pixel."""
    scale = 10 / MM
    page = poster.pages[0]
    composition = cut(poster, paper="A5", overlap=8)
    document = pypdfium2.PdfDocument(pdf.write(poster))
    whole = document[0].render(scale=scale).to_pil().convert("L")
    document.close()
    found = plan(page.width, page.height, Tiling(paper="A5", overlap=8))
    joined = Image.new("L", whole.size, 128)
    document = pypdfium2.PdfDocument(pdf.write(composition))
    for number, tile in enumerate(found.tiles, 1):
        drawn = composition.pages[number]
        marks = lines_of(drawn, "cut mark") + lines_of(drawn, "join mark")
        left, right, top, bottom = *upright(marks), *level(marks)
        sheet = document[number].render(scale=scale).to_pil().convert("L")
        piece = sheet.crop(tuple(round(place * scale) for place in (left, top, right, bottom)))
        joined.paste(piece, (round(found.rect(tile).x * scale), round(found.rect(tile).y * scale)))
    document.close()
    too_dark = ImageChops.subtract(whole.filter(ImageFilter.MinFilter(3)), joined)
    too_light = ImageChops.subtract(joined, whole.filter(ImageFilter.MaxFilter(3)))
    edge = (1, 1, whole.width - 2, whole.height - 2)
    assert max(too_dark.crop(edge).getextrema()[1], too_light.crop(edge).getextrema()[1]) < 48
    assert whole.getextrema()[0] < 80  # it is not empty


@settings(max_examples=60, deadline=None)
@given(
    st.floats(100, 3000),
    st.floats(100, 1200),
    st.sampled_from(["A5", "A4", "A3", "Letter", "Legal", "330x480mm", "610mm-roll"]),
    st.floats(0, 40),
    st.sampled_from([None, True, False]),
)
def test_every_plan_covers_the_page_and_keeps_the_printers_margins(
    width: float, height: float, paper: str, overlap: float, landscape: bool | None
) -> None:
    tiling = Tiling(paper=paper, overlap=overlap, landscape=landscape)
    try:
        found = plan(width * MM, height * MM, tiling)
    except BadInput:
        assume(False)
        raise
    assert sum(rect.width * rect.height for rect in found.rects) == pytest.approx(width * height * MM * MM)
    assert found.rect((0, 0)).x == found.rect((0, 0)).y == 0
    for row, column in found.tiles[:40]:
        window, place, rect = (
            found.window((row, column)), found.place((row, column)), found.rect((row, column))
        )  # fmt: skip
        if column + 1 < found.columns:
            assert found.rect((row, column + 1)).x == pytest.approx(rect.right)
            shared = window.right - found.window((row, column + 1)).x
            assert shared == pytest.approx(overlap * MM, abs=0.01) or found.window((row, column + 1)).x == 0
        moved = window.moved(place.x - rect.x, place.y - rect.y)
        for inner in (moved, place.inflated(4 * MM - 0.01)):
            assert inner.x >= 5 * MM - 0.01
            assert inner.y >= 5 * MM - 0.01
            assert inner.right <= found.paper.width - 5 * MM + 0.01
            assert inner.bottom <= found.paper.height - 5 * MM + 0.01


def test_label_and_marks_stay_inside_what_printers_print_and_outside_what_remains(poster: Composition) -> None:
    for overlap in (0, 3, 10, 25):
        composition = cut(poster, overlap=overlap)
        page = poster.pages[0]
        found = plan(page.width, page.height, Tiling(overlap=overlap))
        for tile, sheet in zip(found.tiles, tiles_of(composition), strict=True):
            printable = Rect(0, 0, sheet.width, sheet.height).inflated(-5 * MM)
            place = found.place(tile)
            for item in sheet.items[1:]:
                area = item.ink if isinstance(item, TextLine) else bounds(item)
                assert printable.x <= area.x
                assert printable.y <= area.y
                assert area.right <= printable.right
                assert area.bottom <= printable.bottom
                assert not area.inflated(-0.1).intersects(place)


def test_a_label_says_what_the_tile_is(poster: Composition) -> None:
    composition = cut(poster)
    words = " ".join(line.text for line in texts(composition.pages[4]))
    assert "A4" in words or "B" in words
    found = plan(poster.pages[0].width, poster.pages[0].height, Tiling())
    row, column = found.tiles[3]
    assert words.split()[0] == found.name((row, column))
    assert f"of {found.span} · row {row + 1}, column {column + 1} · 22 Nov 2026 · Cards" in words


def test_the_words_of_a_tile_can_be_searched_and_the_file_is_hardly_larger(draw: Callable[..., Any]) -> None:
    drawn = draw(title="Searched")
    cards = [
        drawn.touchpoint(f"Touchpoint number {n}", x=264 * (n % 10), y=130 * (n // 10), score=0.9) for n in range(60)
    ]
    for one, other in zip(cards, cards[1:], strict=False):
        drawn.link(one, other)
    composition = drawn.composed(paper="A0", landscape=True)
    whole, content = pdf.write(composition), pdf.write(cut(composition))
    tiles = len(cut(composition).pages)
    assert tiles > 20
    assert len(content) < 1.15 * len(whole) + 1600 * tiles
    document = pypdfium2.PdfDocument(content)
    found = 0
    for number in range(1, tiles):
        words = document[number].get_textpage()
        found += words.search("Touchpoint number 7").get_next() is not None
        words.close()
    document.close()
    assert found >= 1


def test_the_way_with_fewer_tiles_is_taken() -> None:
    for wide, high in ((594, 841), (841, 594), (420, 297), (900, 200)):
        counts = {}
        for landscape in (True, False):
            found = plan(wide * MM, high * MM, Tiling(landscape=landscape))
            counts[landscape] = found.rows * found.columns
            assert (found.paper.width > found.paper.height) == landscape
        best = plan(wide * MM, high * MM, Tiling())
        assert best.rows * best.columns == min(counts.values())


def test_tiles_are_named_as_a_spreadsheet_names_cells() -> None:
    found = plan(5000 * MM, 5000 * MM, Tiling())
    assert found.name((0, 0)) == "A1"
    assert found.name((1, 2)) == "B3"
    assert found.name((26, 0)) == "AA1"
    assert found.span == f"A1–{found.name((found.rows - 1, found.columns - 1))}"


def test_the_assembly_sheet_shows_the_poster_and_leads_to_each_tile(poster: Composition) -> None:
    composition = cut(poster)
    sheet = composition.pages[0]
    shown = window_of(sheet)
    assert shown.page is poster.pages[0]
    assert shown.clip.width == pytest.approx(shown.scale * shown.page.width)
    assert [jump.page for jump in sheet.jumps] == list(range(1, len(composition.pages)))
    words = [line.text for line in texts(sheet)]
    assert any("4 sheets of A4" in line for line in words)
    assert any("actual size (100%)" in line for line in words)
    assert {"A1", "A2", "B1", "B2"} <= set(words)
    (ruler,) = lines_of(sheet, "ruler")
    assert ruler.points[1][0] - ruler.points[0][0] == pytest.approx(100 * MM)
    document = pypdfium2.PdfDocument(pdf.write(composition))
    assert [entry.get_title() for entry in document.get_toc()] == ["How to join: Cards", "A1", "A2", "B1", "B2"]
    document.close()


@pytest.mark.parametrize("paper", ["A5", "A4", "A3", "Letter", "610mm-roll"])
def test_the_assembly_sheets_texts_have_room(paper: str) -> None:
    from cjdesigner.export.sheet import overlaps, strays

    long = msgspec.structs.replace(simple(1189, 841), title="Donaudampfschifffahrt " * 12)
    for language in ("en", "de"):
        sheet = cut(msgspec.structs.replace(long, language=language), paper=paper).pages[0]
        assert strays(sheet) == []
        assert [pair for pair in overlaps(sheet) if "bold" not in (pair[0].face, pair[1].face)] == []


def test_pages_that_fit_are_left_as_they_are_and_others_are_numbered() -> None:
    composition = simple(pages=2)
    small = Page(210 * MM, 297 * MM, composition.pages[0].items)
    composition = msgspec.structs.replace(composition, pages=(*composition.pages, small))
    printed = cut(composition)
    assert printed.pages[-1] is small
    found = read_fingerprints(pdf.write(printed))
    assert found is not None
    # On the second page nothing stands on three of the four tiles: they are not printed.
    assert list(found) == ["A1", "A2", "B1", "B2", "2-A1", "3"]
    assert len(printed.pages) == 1 + 4 + 1 + 1 + 1
    assert any("page 2 of 3" in line.text for line in texts(printed.pages[6]))
    same = simple(210, 297)
    assert cut(same).pages == same.pages


def test_only_what_is_chosen_is_printed(poster: Composition) -> None:
    composition = cut(poster, only=((0, 1), (1, 1)))
    assert [page.outline[0].title for page in composition.pages[1:]] == ["A2", "B2"]
    assert [jump.page for jump in composition.pages[0].jumps] == [1, 2]
    assert any("Hatched tiles" in line.text for line in texts(composition.pages[0]))
    with pytest.raises(BadInput, match="no tile C9; the poster has A1–B2"):
        cut(poster, only=((2, 8),))


def test_what_has_not_changed_since_is_left_out(poster: Composition) -> None:
    earlier = read_fingerprints(pdf.write(cut(poster)))
    assert earlier is not None
    with pytest.raises(BadInput, match="Nothing has changed"):
        cut(poster, printed=earlier)
    page = poster.pages[0]
    changed = msgspec.structs.replace(page, items=(*page.items, Box(Rect(40, 40, 9, 9), "#000000")))
    later = cut(msgspec.structs.replace(poster, pages=(changed,)), printed=earlier)
    assert [page.outline[0].title for page in later.pages[1:]] == ["A1"]
    # Tiles of another size have not been printed.
    assert len(cut(poster, printed=earlier, paper="A5").pages) == len(cut(poster, paper="A5").pages)


def test_a_renamed_touchpoint_changes_the_tiles_it_touches_and_no_others(draw: Callable[..., Any]) -> None:
    def composed(name: str, day: datetime.date) -> Composition:
        drawn = draw(title="Renamed")
        cards = [drawn.touchpoint(f"Card {n}", x=264 * (n % 8), y=130 * (n // 8), score=0.99) for n in range(40)]
        cards += [drawn.touchpoint(name, x=264 * 8, y=130 * 2, score=1.0)]
        drawn.link(cards[23], cards[-1])
        for one, other in zip(cards[:-1], cards[1:-1], strict=False):
            drawn.link(one, other)
        return drawn.composed(paper="A1", landscape=True, date=day)

    first = composed("Old name", DAY)
    found = plan(first.pages[0].width, first.pages[0].height, Tiling())
    before = fingerprints(first, found)
    assert fingerprints(composed("Old name", datetime.date(2027, 5, 1)), found) == before
    second = composed("New name", DAY)
    after = fingerprints(second, found)
    ours, theirs = (set(composition.pages[0].items) for composition in (first, second))
    areas = [bounds(item) for item in ours ^ theirs]
    touched = {found.name(tile) for tile in found.tiles if any(found.window(tile).intersects(area) for area in areas)}
    changed = {name for name, print_ in after.items() if before.get(name) != print_}
    assert {name for name in changed if not name.startswith("2-")} == touched  # the second page lists names in full
    assert 0 < len(touched) < len(found.tiles) / 2


def test_other_files_carry_no_fingerprints(poster: Composition) -> None:
    assert read_fingerprints(b"nothing") is None
    assert read_fingerprints(pdf.write(poster)) is None


@pytest.mark.parametrize(
    ("tiling", "told"),
    [
        ({"paper": "A9"}, "no paper “A9”"),
        ({"overlap": -1}, "overlap of -1 mm"),
        ({"overlap": float("nan")}, "overlap of nan mm"),
        ({"overlap": float("inf")}, "overlap of inf mm"),
        ({"overlap": 150}, "overlap of 150 mm"),
        ({"paper": "50x50mm", "overlap": 20}, "50x50mm"),
    ],
)
def test_what_cannot_be_cut_is_refused(tiling: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInput, match=re.escape(told)):
        cut(simple(), **tiling)


def test_a_poster_of_thousands_of_tiles_is_refused() -> None:
    with pytest.raises(BadInput, match="larger paper"):
        plan(5000 * MM, 5000 * MM, Tiling(paper="70x100mm"))


def test_a_roll_takes_strips_of_the_poster() -> None:
    found = plan(*reversed((PAPERS["A0"].width, PAPERS["A0"].height)), Tiling(paper="610mm-roll"))
    assert isinstance(found, Plan)
    assert (found.rows, found.columns) == (2, 1)
    assert found.paper.height == pytest.approx(610 * MM)
    assert found.paper.width > 1189 * MM
