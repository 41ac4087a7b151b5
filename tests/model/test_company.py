"""Activities, lanes and the strips they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.errors import EditRefused
from cjdesigner.model import company, curve, strips
from cjdesigner.model.cards import card_rect
from cjdesigner.model.document import Document
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Activity, Journey, Lane, LaneEntry, Phase, Project, Touchpoint
from cjdesigner.model.removing import remove

COLUMNS = [strips.Column(3, 0, 264), strips.Column(4, 264, 528)]


@pytest.fixture
def document() -> Document:
    return Document(
        [
            Project(id=1),
            Journey(id=2),
            Phase(id=3, journey=2, rank=0, title="First", side="buy", verb="inform", question="Do they know us?"),
            Phase(id=4, journey=2, rank=1, title="Second", side="own"),
            Touchpoint(id=5, journey=2, phase=3, x=40, y=100, name="a"),
            Touchpoint(id=6, journey=2, phase=4, x=304, y=100, name="b"),
        ]
    )


def done(document: Document, patch: Patch) -> list[int]:
    document.apply(patch, "test")
    return [key for key, (before, _after) in patch.items() if before is None]


def of(document: Document, **more: bool) -> strips.Strips:
    cards = {node.id: card_rect(node) for node in document.state.nodes(2)}
    return strips.strips_of(document.state, 2, COLUMNS, cards, 400.0, **more)


def test_nothing_is_drawn_where_there_is_nothing(document: Document) -> None:
    assert not strips.has_strips(document.state, 2)
    assert of(document).strips == []


def test_levels_come_from_top_to_bottom_each_under_its_line(document: Document) -> None:
    for level in ("support", "frontstage", "backstage"):
        done(document, company.add_activity(document.state, 2, level, level, phase=3))
    found = of(document)
    assert [strip.key for strip in found.strips] == ["company", "frontstage", "backstage", "support"]
    assert [boundary.level for boundary in found.boundaries] == ["frontstage", "backstage", "support"]
    tops = {strip.key: strip.top for strip in found.strips}
    assert [boundary.y <= tops[boundary.level] for boundary in found.boundaries] == [True, True, True]
    assert found.boundaries[0].y <= tops["company"], "the line of interaction is the uppermost"


def test_an_activity_stands_under_its_touchpoints_and_is_tied_to_them(document: Document) -> None:
    (activity, *_ties) = done(document, company.add_activity(document.state, 2, "greet", touchpoints=[5, 6]))
    found = of(document)
    (box,) = found.boxes
    assert box.rect.centre_x == pytest.approx((132 + 396) / 2)
    assert {(tie.activity, tie.touchpoint) for tie in found.ties} == {(activity, 5), (activity, 6)}
    document.apply(remove(document.state, [5]), "Delete")
    assert [touchpoint.id for touchpoint in company.ties(document.state, activity)] == [6]
    document.undo()
    assert len(company.ties(document.state, activity)) == 2


def test_boxes_of_a_level_never_overlap(document: Document) -> None:
    for number in range(12):
        done(document, company.add_activity(document.state, 2, f"activity {number}", phase=3 + number % 2))
    boxes = of(document).boxes
    assert len(boxes) == 12
    for one in boxes:
        assert not any(one.rect.intersects(other.rect) for other in boxes if other is not one)


def test_the_company_says_per_phase_what_it_does(document: Document) -> None:
    phases = document.state.phases(2)
    assert strips.company_words(phases[0]) == ("acquire · inform", "Do they know us?")
    assert strips.company_words(phases[1]) == ("look after", "")


def test_an_emotion_curve_begins_with_a_point_in_each_phase_and_takes_more(document: Document) -> None:
    lane, first, second = done(document, company.add_lane(document.state, 2, "emotion", "Mood"))
    (third,) = done(document, company.add_entry(document.state, lane, 3, place=0.9, value=9))
    entry = document.state[third]
    assert isinstance(entry, LaneEntry)
    assert entry.value == 2
    (drawn,) = of(document).curves
    assert drawn.points.keys() == {first, second, third}
    assert len(drawn.pieces) == 2
    x, y = drawn.points[third]
    assert strips.point_at(of(document), COLUMNS, lane, x, y) == (3, pytest.approx(0.9), pytest.approx(2))
    assert strips.point_at(of(document), COLUMNS, lane, 9999, 9999) == (4, 1.0, -2.0)
    document.apply(company.move_point(document.state, third, 4, 0.25, -5), "Move")
    moved = document.state[third]
    assert isinstance(moved, LaneEntry)
    assert (moved.phase, moved.place, moved.value) == (4, 0.25, -2)


def test_what_is_shown_rather_than_entered_takes_no_entries(document: Document) -> None:
    (lane,) = done(document, company.add_lane(document.state, 2, "channel", "Channels"))
    with pytest.raises(EditRefused, match="Channels"):
        company.add_entry(document.state, lane, 3)


def test_lanes_keep_the_designers_order_and_go_with_their_entries(document: Document) -> None:
    first, *_points = done(document, company.add_lane(document.state, 2, "emotion", "Mood"))
    (second,) = done(document, company.add_lane(document.state, 2, "text", "Evidence"))
    document.apply(company.move_lane(document.state, second, 0), "Move")
    assert [lane.id for lane in company.lanes_of(document.state, 2)] == [second, first]
    document.apply(remove(document.state, [first]), "Delete")
    assert not document.state.all(LaneEntry)
    document.undo()
    assert len(document.state.all(LaneEntry)) == 2


def test_texts_of_one_phase_stand_one_below_the_other(document: Document) -> None:
    (lane,) = done(document, company.add_lane(document.state, 2, "text", "Evidence"))
    for words in ("key", "invoice " * 30, "<b>car</b>"):
        done(document, company.add_entry(document.state, lane, 3, text=words))
    found = of(document)
    ordered = sorted(found.boxes, key=lambda box: box.rect.y)
    assert all(a.rect.bottom <= b.rect.y for a, b in zip(ordered, ordered[1:], strict=False))
    assert ordered[-1].rect.bottom <= found.strips[0].bottom
    assert "<b>car</b>" in [box.lines.lines[0].text for box in found.boxes]


def test_without_phases_there_is_one_column_under_all_cards() -> None:
    document = Document([Project(id=1), Journey(id=2), Touchpoint(id=5, journey=2, x=40, y=100, name="a")])
    done(document, company.add_activity(document.state, 2, "greet", touchpoints=[5]))
    done(document, company.add_lane(document.state, 2, "emotion", "Mood"))
    cards = {node.id: card_rect(node) for node in document.state.nodes(2)}
    columns = strips.columns_of([], cards)
    assert columns == [strips.Column(None, 40, 224)]
    assert len(strips.strips_of(document.state, 2, columns, cards, 0.0).boxes) == 1
    assert [type(r) for r in document.state.members(2, Activity)] == [Activity]
    assert [type(r) for r in document.state.members(2, Lane)] == [Lane]


heights = st.floats(-2, 2)


@settings(deadline=None, max_examples=200)
@given(st.lists(heights, min_size=2, max_size=8))
def test_the_curve_never_leaves_what_its_neighbours_span(ys: list[float]) -> None:
    points = [(float(x), y) for x, y in enumerate(ys)]
    pieces = curve.smooth(points)
    assert [piece[0] for piece in pieces] + [pieces[-1][3]] == points
    for a, b, c, d in pieces:
        for t in (n / 20 for n in range(21)):
            u = 1 - t
            y = u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1]
            assert min(a[1], d[1]) - 1e-9 <= y <= max(a[1], d[1]) + 1e-9


def test_points_of_one_place_are_joined() -> None:
    assert curve.smooth([(0, 0), (1, 1), (1, 3)]) == curve.smooth([(0, 0), (1, 2)])
    assert curve.smooth([(0, 0), (0, 2)]) == []
