"""That texts on cards are measured once for all sizes, and take the lines that are then set."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjdesigner import text
from cjdesigner.export.card_texts import MOST_LINES, Texts
from cjdesigner.export.grid import Grid
from cjdesigner.export.taken import Taken
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import NeedPoint, Touchpoint

WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöüß-  .,/()ABW'…&", min_size=1, max_size=70)


def texts_of(*names: str) -> Texts:
    return Texts([Touchpoint(id=place, journey=1, name=name) for place, name in enumerate(names, start=1)])


@settings(deadline=None, max_examples=150)
@given(WORDS, st.floats(2.0, 40.0))
@example("Kfz-Haftpflicht-Schadenmeldung bei der Filiale", 9.0)
@example("one\ntwo three\nfour", 6.0)
@example("很長的一段文字。中文字符測試", 5.0)
def test_a_text_takes_no_more_lines_than_were_measured(name: str, room: float) -> None:
    texts = texts_of(name)
    count, full = texts.lines(0, room, MOST_LINES)
    for size in (6.0, 31.7):
        set_ = text.lines(texts.titles[0], "semibold", size, room * size, MOST_LINES)
        assert len(set_.lines) <= max(1, count)
        if full:
            assert not set_.cut


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=1, max_size=9), st.floats(6.5, 40.0))
def test_of_plain_words_it_takes_exactly_so_many(words: list[str], room: float) -> None:
    texts = texts_of(" ".join(words))
    if texts.longest[0] <= room and all(abs(least - room) > 0.01 * room for least in texts.rooms[0]):
        set_ = text.lines(texts.titles[0], "semibold", 10.0, room * 10.0, MOST_LINES)
        assert texts.lines(0, room, MOST_LINES) == (len(set_.lines), not set_.cut)


def test_a_row_takes_the_lines_of_its_longest_text() -> None:
    nodes = [
        Touchpoint(id=1, journey=1, name="Short"),
        Touchpoint(id=2, journey=1, name="A name that is a good deal longer than the other one"),
        NeedPoint(id=3, journey=1, question="Why?"),
    ]
    texts = Texts(nodes)
    grid = Grid((None,), (0, 0, 0), {1: (0, 0), 2: (1, 0), 3: (2, 0)}, 1)
    levels = texts.levels(grid)
    assert levels is texts.levels(grid)
    lines = levels.whole({True: 12.0, False: 12.0}, MOST_LINES)
    assert lines[0, True] == 1
    assert lines[0, False] == texts.lines(1, 12.0, MOST_LINES)[0] > 1


def test_a_letter_before_a_name_is_measured_with_it() -> None:
    node = Touchpoint(id=1, journey=1, name="Website")
    assert Texts([node], {1: "B"}).rooms[0][0] > Texts([node]).rooms[0][0]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[st.floats(0, 60)] * 4), max_size=6), st.tuples(*[st.floats(0, 60)] * 4))
def test_what_is_taken_is_found(taken: list[tuple[float, float, float, float]], asked: tuple[float, ...]) -> None:
    found = Taken(7.0)
    for place in taken:
        found.add(Rect(*place))
    rect = Rect(*asked)
    total = 0.0
    for place in taken:
        other = Rect(*place)
        wide = min(rect.right, other.right) - max(rect.x, other.x)
        high = min(rect.bottom, other.bottom) - max(rect.y, other.y)
        total += max(0.0, wide) * max(0.0, high)
    assert abs(found.overlap(rect) - total) < 1e-6 * (1 + total)
    if total > 0:
        assert not found.is_free(rect)
