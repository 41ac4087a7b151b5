"""Boxes found by their place are those that looking at each would find."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.model.geometry import Rect
from cjdesigner.ui.canvas.grid import Box, Grid

lengths = st.floats(-5000, 5000, allow_nan=False)
sizes = st.one_of(st.floats(0.5, 400), st.floats(400, 9000))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(lengths), draw(lengths)
    return left, top, left + draw(sizes), top + draw(sizes)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(1, 9), st.one_of(st.none(), boxes())), max_size=30), boxes())
def test_finds_what_looking_at_each_finds(moves: list[tuple[int, Box | None]], seen: Box) -> None:
    grid, plain = Grid(), dict[int, Box]()
    for identity, box in moves:
        if box is None:
            grid.drop(identity)
            plain.pop(identity, None)
        else:
            grid.put(identity, *box)
            plain[identity] = box
    left, top, right, bottom = seen
    area = Rect(left, top, right - left, bottom - top)
    found = list(grid.meeting(area))
    rects = {key: Rect(box[0], box[1], box[2] - box[0], box[3] - box[1]) for key, box in plain.items()}
    assert sorted(found) == sorted(key for key, rect in rects.items() if rect.intersects(area))


def test_what_covers_everything_costs_no_more_than_four_cells() -> None:
    grid = Grid()
    grid.put(1, -1e7, -1e7, 1e7, 1e7)
    grid.put(2, 0.0, 0.0, 184.0, 84.0)
    assert sum(len(cells) for cells in grid._levels.values()) <= 5
    assert set(grid.meeting(Rect(10.0, 10.0, 1.0, 1.0))) == {1, 2}
    assert set(grid.meeting(Rect(5000.0, 10.0, 1.0, 1.0))) == {1}
