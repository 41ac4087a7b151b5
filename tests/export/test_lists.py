"""What is read in the hand: lists of what had no room, and the sheets after a poster that is cut into tiles."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cjdesigner.export.drawing import Notes
from cjdesigner.export.lists import list_pages
from cjdesigner.export.method_page import Frame
from cjdesigner.export.options import SECTIONS, Options, Tiling
from cjdesigner.export.paper import PAPERS, named
from cjdesigner.export.printed import composed, printed
from cjdesigner.export.sheet import Composition, Page, overlaps, smallest_type, strays, texts
from cjdesigner.export.strips_page import strips_pages
from cjdesigner.export.tile_plan import is_tiled, parts, uncut
from cjdesigner.model import samples
from cjdesigner.model.geometry import Rect
from cjdesigner.model.state import State

DAY = datetime.date(2026, 11, 22)


def words_of(page: Page) -> str:
    return " ".join(line.text for line in texts(page))


def poster(**options: Any) -> Composition:
    state = State(samples.records("little-sport", "en"))
    chosen = Options(**{"paper": "A0", "landscape": True, "language": "en", "date": DAY, **options})
    return composed(state, state.journeys()[0].id, chosen)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A0", "A4"), ("A3", "A4"), ("594x1200mm", "A4"), ("914mm-roll", "A4"), ("100x600mm", "A4"),
        ("36x48in", "Letter"), ("Tabloid", "Letter"), ("ANSI C", "Letter"), ("Legal", "Letter"), ("30x40in", "Letter"),
        ("36in-roll", "Letter"), ("A4", "A4"), ("A5", "A5"), ("Letter", "Letter"), ("100x150mm", "100x150mm"),
    ],
)  # fmt: skip
def test_a_sheet_in_the_hand_is_no_larger_than_a4_or_letter(name: str, expected: str) -> None:
    paper = named(name)
    assert paper is not None
    assert paper.in_hand.name == expected
    lying = paper.turned(True)
    assert lying.in_hand in (lying, PAPERS.get(expected))


@pytest.mark.parametrize("paper", ["A0", "A3", "36x48in", "914mm-roll"])
def test_lists_stand_on_small_sheets_after_any_poster(paper: str) -> None:
    composition = poster(paper=paper)
    lists = [page for page in composition.pages if "what the poster had no room for" in words_of(page)]
    assert lists
    for page in lists:
        assert page.in_hand
        assert sorted((page.width, page.height)) <= [612.1, 842]
        assert overlaps(page) == []
        assert strays(page) == []
    walls = [page for page in composition.pages if not page.in_hand]
    assert len({page.height for page in walls}) == 1
    # What is read in the hand says nothing of how far the poster is read from.
    assert (smallest_type(composition) or 0) >= composition.smallest - 1e-9
    assert paper == "A3" or composition.smallest > min(line.size for page in lists for line in texts(page))


def test_lists_stand_in_two_columns_and_break_no_entry_in_two() -> None:
    notes = Notes()
    notes.keep(
        "Gaps", [f"Not scored: touchpoint number {number} with a name of two lines in a column" for number in range(70)]
    )
    for paper in (PAPERS["A4"], PAPERS["A4"].turned(True), PAPERS["Letter"]):
        pages = list_pages(notes, "Journey", paper, 28)
        lefts = {round(line.x) for line in texts(pages[0])}
        assert len(lefts) == 2
        for page in pages:
            assert overlaps(page) == []
            assert strays(page) == []
            columns: dict[int, list[str]] = {}
            for line in texts(page):
                columns.setdefault(round(line.x), []).append(line.text)
            for lines in columns.values():
                assert not lines[-1].startswith("Not scored") or lines[-1].endswith("column")
    small = named("74x105mm")
    assert small is not None
    assert len({round(line.x) for line in texts(list_pages(notes, "Journey", small, 14)[0])}) == 1


def test_an_entry_longer_than_a_sheet_goes_on_on_the_next() -> None:
    notes = Notes()
    notes.keep("Gaps", ["words " * 60])
    small = named("50x50mm")
    assert small is not None
    pages = list_pages(notes, "J", small, 10)
    assert len(pages) > 1
    assert sum(words_of(page).count("words") for page in pages) == 60


def test_pairs_stay_pairs_and_nothing_is_listed_that_a_sheet_shows() -> None:
    said = "\n".join(line.text for page in poster().pages[-1:] for line in texts(page))
    assert "100 promise kept" in said
    assert "0 failed" in said
    assert "HAND-OFFS" not in said
    listed = poster(
        sections=("head", "map", "fix-first", "hand-offs", "by-persona", "paths", "gaps", "scale", "single-points"),
        paper="A4",
    )
    everything = "\n".join(words_of(page) for page in listed.pages if page.in_hand)
    assert "HAND-OFFS WHERE NOTHING IS HANDED OVER" in everything


@pytest.mark.parametrize("tile", ["A4", "A3", "610mm-roll"])
def test_only_the_map_is_cut_where_a_poster_is_tiled(tile: str) -> None:
    tiling = Tiling(paper=tile)
    sections = tuple(name for name in SECTIONS if name != "lanes")
    composition = poster(tiling=tiling, sections=sections)
    cut = parts(composition, tiling)
    assert [bool(part.plan) for part in cut] == [True] + [False] * (len(cut) - 1)
    assert len(cut) > 6
    for page in composition.pages[1:]:
        assert page.in_hand
        assert not is_tiled(page, tiling)
        assert overlaps(page) == []
        assert strays(page) == []
    state = State(samples.records("little-sport", "en"))
    options = Options(paper="A0", landscape=True, language="en", date=DAY, tiling=tiling, sections=sections)
    whole = printed(state, state.journeys()[0].id, options)
    assert cut[0].plan is not None
    assert len(whole.pages) == 1 + len(cut[0].tiles) + len(cut) - 1
    assert not any("page 1 of" in words_of(page) for page in whole.pages)


def test_lanes_without_room_on_a_tiles_paper_stay_as_large_as_the_map_and_are_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def drawn(frame: Frame) -> list[Page]:
        return strips_pages(frame) if frame.paper.height > PAPERS["A4"].height else []

    monkeypatch.setattr("cjdesigner.export.poster.strips_pages", drawn)
    tiling = Tiling(paper="A4")
    composition = poster(tiling=tiling)
    cut = parts(composition, tiling)
    assert [bool(part.plan) for part in cut][:3] == [True, True, False]
    assert "Customer and company" in words_of(composition.pages[1])
    assert not composition.pages[1].in_hand


def test_a_sheet_that_is_chosen_alone_is_cut() -> None:
    tiling = Tiling(paper="A4")
    composition = poster(tiling=tiling, sections=("personas",))
    assert composition.pages[0].height == pytest.approx(PAPERS["A0"].width)
    assert parts(composition, tiling)[0].plan is not None


def test_sheets_after_a_small_poster_stay_as_large_as_it() -> None:
    paper = PAPERS["A4"].turned(True)
    assert uncut(paper, Tiling(paper="A3")) == paper
    assert uncut(PAPERS["A1"].turned(True), Tiling(paper="A3")) == PAPERS["A3"].turned(True)
    assert uncut(PAPERS["A1"], Tiling(paper="A3", landscape=True)) == PAPERS["A3"]


def test_texts_beside_the_map_flow_while_there_is_room(draw: Callable[..., Any]) -> None:
    drawn = draw(title="A journey", key_message="A message")
    phase = drawn.phase("One")
    names = [
        f"A touchpoint with a name that takes many more words than two lines beside a map hold, number {n}"
        for n in (1, 2)
    ]
    cards = [drawn.touchpoint(name, phase, 264 * n, 0, score=0.5) for n, name in enumerate(names)]
    drawn.link(*cards)
    composition = drawn.composed(paper="A3", landscape=True, sections=("map", "fix-first"))
    page = composition.pages[0]
    head = next(line for line in texts(page) if line.text == "FIX THIS FIRST")
    beside = " ".join(line.text for line in texts(page) if line.x >= head.x)
    for name in names:
        assert name in beside
    assert Rect(0, 0, page.width, page.height).bottom > max(line.y for line in texts(page))
