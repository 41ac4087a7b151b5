"""The opportunity landscape's geometry: bands that agree with the scores, labels that lie on nothing."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.model import jobs
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.landscape import areas, place_labels, spots

axis = st.integers(1, 999).map(lambda n: n / 100)


def inside(polygon: tuple[Point, ...], x: float, y: float) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


@given(axis, axis)
def test_a_dot_lies_in_the_area_of_its_band(satisfaction: float, importance: float) -> None:
    value = jobs.score(importance, satisfaction)
    if min(abs(value - edge) for edge in jobs.EDGES) < 1e-6:
        return  # on the line itself
    lying = [band for band, polygon in areas().items() if inside(polygon, satisfaction, importance)]
    assert lying == [jobs.band(value)]


def test_dots_that_coincide_share_a_spot() -> None:
    found = spots({1: (10, 10), 2: (50, 50), 3: (11, 10.5), 4: (14, 10)}, near=2)
    assert [spot.keys for spot in found] == [(1, 3), (2,), (4,)]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(10, 290), st.integers(10, 290)), max_size=60, unique=True))
def test_labels_lie_on_no_dot_and_no_label(dots: list[Point]) -> None:
    bounds = Rect(0, 0, 300, 300)
    labels = place_labels(dots, [(16, 12)] * len(dots), 4, bounds)
    standing = [label for label in labels if label is not None]
    blocks = [Rect(x - 4, y - 4, 8, 8) for x, y in dots]
    assert not any(one.intersects(other) for one, other in combinations(standing, 2))
    assert not any(label.intersects(block) for label in standing for block in blocks)
    assert all(r.x >= 0 and r.right <= 300 and r.y >= 0 and r.bottom <= 300 for r in standing)


def test_a_lone_dot_has_its_label_beside_it() -> None:
    (label,) = place_labels([(100, 100)], [(16, 12)], 4, Rect(0, 0, 300, 300))
    assert label is not None
    assert label.x >= 104
    assert abs(label.centre_y - 100) < 0.01


def test_where_there_is_no_room_there_is_no_label() -> None:
    dots = [(float(x), float(y)) for x in range(10, 60, 9) for y in range(10, 60, 9)]
    assert None in place_labels(dots, [(40, 12)] * len(dots), 4, Rect(0, 0, 70, 70))
