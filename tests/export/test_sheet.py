"""Primitives, and what measures them."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner import text
from cjdesigner.export.drawing import Notes, Pen, fitting_size
from cjdesigner.export.paper import PAPERS
from cjdesigner.export.sheet import (
    Box,
    Composition,
    Line,
    Page,
    TextLine,
    arrowhead,
    commands,
    flattened,
    hatch,
    overlaps,
    rounded_rect,
    smallest_type,
    strays,
)
from cjdesigner.model.geometry import Rect


def line(words: str, x: float, y: float, box: Rect, size: float = 10) -> TextLine:
    return TextLine(words, x, y, "regular", size, "#000000", text.width(words, "regular", size), box)


def test_overlapping_letters_are_found() -> None:
    wide = Rect(0, 0, 200, 200)
    page = Page(200, 200, (line("one", 10, 20, wide), line("two", 15, 24, wide), line("three", 10, 60, wide)))
    assert [(a.text, b.text) for a, b in overlaps(page)] == [("one", "two")]


def test_lines_beside_and_beneath_each_other_do_not_overlap() -> None:
    wide = Rect(0, 0, 200, 200)
    page = Page(200, 200, (line("Äpg", 10, 20, wide), line("Äpg", 10, 30, wide), line("Äpg", 60, 20, wide)))
    assert overlaps(page) == []


def test_letters_outside_their_box_or_the_page_are_found() -> None:
    page = Page(100, 100, (line("in", 10, 20, Rect(0, 0, 50, 50)), line("out", 45, 40, Rect(0, 0, 50, 50))))
    assert [stray.text for stray in strays(page)] == ["out"]
    page = Page(40, 100, (line("beyond the page", 10, 20, Rect(0, 0, 500, 50)),))
    assert len(strays(page)) == 1


def test_smallest_type() -> None:
    box = Rect(0, 0, 500, 50)
    page = Page(500, 100, (line("a", 0, 20, box, 8), line("b", 0, 40, box, 6)))
    assert smallest_type(Composition((page,), "", "en", 6)) == 6
    assert smallest_type(Composition((Page(1, 1, ()),), "", "en", 6)) is None


def test_a_box_has_four_corners_and_a_round_one_four_curves() -> None:
    letters = [command[0] for command in commands(Box(Rect(0, 0, 10, 10)))]
    assert letters.count("C") == 0
    assert [command[0] for command in commands(Box(Rect(0, 0, 10, 10), radius=3))].count("C") == 4
    # a radius larger than the box makes a circle, not a knot
    assert all(0 <= x <= 10 and 0 <= y <= 10 for x, y in flattened(list(rounded_rect(Rect(0, 0, 10, 10), (99,) * 4))))


def test_corners_of_a_line_are_rounded_where_there_is_room() -> None:
    bent = commands(Line(((0, 0), (10, 0), (10, 1)), "#000000", 1, radius=5))
    curve = next(command for command in bent if command[0] == "C")
    assert curve[1:][-2:] == pytest.approx((10, 0.5))
    assert bent[0][1:] == (0, 0)
    assert bent[-1][1:] == (10, 1)


@given(st.floats(0, 6.28))
def test_arrowheads_end_at_their_tip(angle: float) -> None:
    from math import cos, sin

    head = arrowhead((0, 0), (-cos(angle), -sin(angle)), 4, 2)
    assert head[0] == ("M", 0, 0)
    for corner in head[1:3]:
        assert hypot(corner[1], corner[2]) == pytest.approx(hypot(4, 1))


@settings(max_examples=60)
@given(st.floats(1, 60), st.floats(1, 60), st.floats(0, 30), st.floats(0.7, 5))
def test_hatches_stay_inside(width: float, height: float, radius: float, spacing: float) -> None:
    rect = Rect(3, 7, width, height)
    strokes = hatch(flattened(list(rounded_rect(rect, (radius,) * 4))), spacing)
    assert len(strokes) % 2 == 0
    grown = rect.inflated(0.01)
    assert all(grown.contains(command[1], command[2]) for command in strokes)


@settings(max_examples=80)
@given(
    st.text(alphabet=st.sampled_from("abcdefg Äß-中א\n"), max_size=200),
    st.floats(20, 300),
    st.floats(9.1, 120),
    st.sampled_from(["left", "centre", "right"]),
)
def test_set_texts_stay_in_their_box_and_what_is_cut_is_kept(
    words: str, width: float, height: float, align: str
) -> None:
    pen = Pen(Notes(), 6.0)
    rect = Rect(10, 10, width, height)
    pen.text(words, rect, "regular", 7, "#000000", align=align)  # type: ignore[arg-type]
    page = Page(400, 400, tuple(pen.items))
    assert strays(page, 0.3) == []
    shown = [item for item in pen.items if isinstance(item, TextLine)]
    if any("…" in item.text or "[1]" in item.text for item in shown):
        assert list(pen.notes.cut) == [words.strip()]
    else:
        gone = dict.fromkeys(map(ord, " \n-"))
        assert "".join(item.text for item in shown).translate(gone) == words.translate(gone)


def test_type_is_never_smaller_than_allowed() -> None:
    pen = Pen(Notes(), 6.0)
    pen.text("small", Rect(0, 0, 100, 20), "regular", 2, "#000000")
    pen.figure("1", 0, 50, "regular", 3, "#000000")
    assert {item.size for item in pen.items if isinstance(item, TextLine)} == {6.0}


def test_headings_are_set_in_lines_of_like_width() -> None:
    pen = Pen(Notes(), 6.0)
    words = "Two thirds of the promise are lost before the training"
    pen.text(words, Rect(0, 0, 300, 100), "bold", 20, "#000000", balance=True)
    first, second = (item for item in pen.items if isinstance(item, TextLine))
    assert abs(first.width - second.width) < 60


def test_fitting_size_breaks_no_word() -> None:
    size = fitting_size("Kundenzufriedenheit", "regular", 60, 20, 4)
    assert text.width("Kundenzufriedenheit", "regular", size) <= 60
    assert fitting_size("Kundenzufriedenheit", "regular", 5, 20, 4) == 4


def test_papers() -> None:
    assert PAPERS["A0"].smallest == pytest.approx(24, abs=0.1)
    assert PAPERS["A4"].smallest == 6
    assert PAPERS["Letter"].smallest == 6
    assert PAPERS["A4"].turned(True).width == PAPERS["A4"].height
    assert PAPERS["A0"].reading_distance == pytest.approx(1.1, abs=0.05)
