"""Edits: each does what a user means by it, and the rules hold whatever is done."""

from __future__ import annotations

import pytest

from cjdesigner.errors import EditRefused
from cjdesigner.model import edits, layout, removing, rules
from cjdesigner.model.cards import card_rect
from cjdesigner.model.document import Document
from cjdesigner.model.patch import added
from cjdesigner.model.records import (
    Channel,
    Journey,
    Link,
    NeedPoint,
    Node,
    Persona,
    Phase,
    Project,
    Touchpoint,
    node_title,
)
from cjdesigner.model.state import State


class Drawing:
    """A document with one journey and short ways to draw in it."""

    def __init__(self) -> None:
        self.document = Document([Project(id=1), Journey(id=2, title="Journey")])

    @property
    def state(self) -> State:
        return self.document.state

    def do(self, patch: edits.Patch) -> list[int]:
        self.document.apply(patch, "test")
        rules.check_all(self.state)
        return [key for key, (before, _after) in patch.items() if before is None]

    def touchpoint(self, name: str, x: float = 0, y: float = 200) -> int:
        return self.do(edits.add_touchpoint(self.state, 2, x, y, name))[0]

    def need(self, question: str, x: float = 0, y: float = 200) -> int:
        return self.do(edits.add_need_point(self.state, 2, x, y, question))[0]

    def phase(self, title: str, index: int | None = None) -> int:
        return self.do(edits.add_phase(self.state, 2, title, index))[0]

    def link(self, source: int, target: int) -> int:
        return self.do(edits.link(self.state, source, target))[0]

    def node(self, identity: int) -> Node:
        node = self.state.get(identity, Node)
        assert node is not None
        return node

    def titles(self) -> list[str]:
        return [phase.title for phase in self.state.phases(2)]


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


def test_a_card_takes_the_phase_in_whose_band_its_centre_lies(drawing: Drawing) -> None:
    first, second = drawing.phase("First"), drawing.phase("Second")
    assert drawing.node(drawing.touchpoint("a", 40)).phase == first
    assert drawing.node(drawing.touchpoint("b", 300)).phase == second
    assert drawing.node(drawing.touchpoint("c", -400)).phase is None


def test_moving_to_another_band_changes_the_phase_unless_it_is_kept(drawing: Drawing) -> None:
    first, second = drawing.phase("First"), drawing.phase("Second")
    card = drawing.touchpoint("a", 40)
    drawing.do(edits.move(drawing.state, [card], 264, 0, keep_phase=True))
    assert drawing.node(card).phase == first
    drawing.do(edits.move(drawing.state, [card], 4, 0))
    assert drawing.node(card).phase == second


def test_the_first_phase_takes_the_cards_that_stand_in_its_band(drawing: Drawing) -> None:
    card, far = drawing.touchpoint("a", 40), drawing.touchpoint("far", 900)
    phase = drawing.phase("First")
    assert drawing.node(card).phase == phase
    assert drawing.node(far).phase is None


def test_a_new_phase_pushes_what_stands_right_of_it(drawing: Drawing) -> None:
    drawing.phase("First")
    drawing.phase("Third")
    card = drawing.touchpoint("a", 300)
    drawing.phase("Second", 1)
    assert drawing.titles() == ["First", "Second", "Third"]
    assert drawing.node(card).x == 300 + 264
    assert [phase.rank for phase in drawing.state.phases(2)] == [0, 1, 2]


def test_phases_carry_their_cards_when_they_are_moved_or_resized(drawing: Drawing) -> None:
    first, second, third = (drawing.phase(title) for title in ("First", "Second", "Third"))
    cards = [drawing.touchpoint(name, x) for name, x in (("a", 40), ("b", 304), ("c", 568))]
    drawing.do(edits.move_phase(drawing.state, third, 0))
    assert drawing.titles() == ["Third", "First", "Second"]
    assert [drawing.node(card).x for card in cards] == [304, 568, 40]
    drawing.do(edits.resize_phase(drawing.state, third, 464))
    assert [drawing.node(card).x for card in cards] == [504, 768, 40]
    bands = {band.phase.id: band for band in layout.bands(drawing.state, 2) if band.phase is not None}
    for card, phase in zip(cards, (first, second, third), strict=True):
        assert bands[phase].left <= card_rect(drawing.node(card)).centre_x < bands[phase].right


def test_removing_phases_hands_cards_and_width_to_the_neighbour(drawing: Drawing) -> None:
    first, second, third = (drawing.phase(title) for title in ("First", "Second", "Third"))
    cards = [drawing.touchpoint(name, x) for name, x in (("a", 40), ("b", 304), ("c", 568))]
    drawing.do(removing.remove(drawing.state, [second]))
    assert [drawing.node(card).phase for card in cards] == [first, first, third]
    assert [drawing.node(card).x for card in cards] == [40, 304, 568]
    drawing.do(removing.remove(drawing.state, [first]))
    assert [drawing.node(card).phase for card in cards] == [third, third, third]
    drawing.do(removing.remove(drawing.state, [third]))
    assert [drawing.node(card).phase for card in cards] == [None, None, None]
    for _step in range(3):
        drawing.document.undo()
    assert [drawing.node(card).phase for card in cards] == [first, second, third]


def test_a_link_that_closes_a_cycle_becomes_a_return_link(drawing: Drawing) -> None:
    a, b, c = (drawing.touchpoint(name, x) for name, x in (("a", 0), ("b", 300), ("c", 600)))
    drawing.link(a, b)
    drawing.link(b, c)
    back = drawing.state.get(drawing.link(c, a), Link)
    assert back is not None
    assert back.kind == "return"


@pytest.mark.parametrize("fault", ["itself", "twice", "leaves"])
def test_links_that_cannot_be_are_refused_and_leave_no_trace(drawing: Drawing, fault: str) -> None:
    a, b = drawing.touchpoint("a"), drawing.touchpoint("b", 300)
    if fault == "twice":
        drawing.link(a, b)
    if fault == "leaves":
        drawing.do(edits.set_fields(drawing.state, [a], outcome="leaves"))
    before = dict(drawing.state.records)
    with pytest.raises(EditRefused):
        drawing.do(edits.link(drawing.state, a, a if fault == "itself" else b))
    assert drawing.state.records == before


def test_the_next_card_is_linked_and_covers_no_other(drawing: Drawing) -> None:
    need = drawing.need("What now?", 40)
    made = [edits.nodes_added(patch)[0] for patch in [drawing_add(drawing, need) for _ in range(3)]]
    assert [link.target for link in drawing.state.outgoing(need)] == made
    rects = [card_rect(drawing.node(card)) for card in (need, *made)]
    assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[n + 1 :])


def drawing_add(drawing: Drawing, source: int) -> edits.Patch:
    patch = edits.add_following(drawing.state, source)
    drawing.do(patch)
    return patch


def test_an_alternative_shares_where_customers_come_from_and_go(drawing: Drawing) -> None:
    need, a, end = drawing.need("?"), drawing.touchpoint("a", 300), drawing.touchpoint("end", 600)
    drawing.link(need, a)
    drawing.link(a, end)
    (other,) = edits.nodes_added(patch := edits.add_alternative(drawing.state, a))
    drawing.do(patch)
    assert [link.source for link in drawing.state.incoming(other)] == [need]
    assert [link.target for link in drawing.state.outgoing(other)] == [end]


def test_nothing_follows_a_card_where_customers_leave(drawing: Drawing) -> None:
    card = drawing.touchpoint("gives up")
    drawing.do(edits.set_fields(drawing.state, [card], outcome="leaves"))
    with pytest.raises(EditRefused, match="gives up"):
        edits.add_following(drawing.state, card)


def test_lines_become_parked_cards_and_questions_need_points(drawing: Drawing) -> None:
    drawing.do(edits.add_lines(drawing.state, 2, "App\r\n\n  ? When can I come?\nDesk <b>\n?", 0, 200))
    nodes = drawing.state.nodes(2)
    assert [(type(node), node_title(node)) for node in nodes] == [
        (Touchpoint, "App"),
        (NeedPoint, "When can I come?"),
        (Touchpoint, "Desk <b>"),
        (NeedPoint, "?"),
    ]
    rects = [card_rect(node) for node in nodes]
    assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[n + 1 :])
    assert drawing.state.links(2) == []


def test_align_and_distribute(drawing: Drawing) -> None:
    cards = [drawing.touchpoint(str(n), x, y) for n, (x, y) in enumerate([(0, 200), (250, 260), (900, 230)])]
    drawing.do(edits.align(drawing.state, cards, "top"))
    assert {drawing.node(card).y for card in cards} == {200}
    drawing.do(edits.distribute(drawing.state, cards, "horizontal"))
    assert [drawing.node(card).x for card in cards] == [0, 450, 900]
    drawing.do(edits.align(drawing.state, cards, "right"))
    assert {drawing.node(card).x for card in cards} == {900}


def test_duplicates_keep_the_links_among_them(drawing: Drawing) -> None:
    a, b, c = (drawing.touchpoint(name, x) for name, x in (("a", 0), ("b", 300), ("c", 600)))
    drawing.link(a, b)
    drawing.link(b, c)
    patch = edits.duplicate(drawing.state, [a, b])
    drawing.do(patch)
    first, second = edits.nodes_added(patch)
    assert [(link.source, link.target) for link in drawing.state.links(2)] == [(a, b), (b, c), (first, second)]
    assert node_title(drawing.node(first)) == "a"


def test_a_copied_journey_holds_all_of_it_and_stands_after_it(drawing: Drawing) -> None:
    drawing.phase("First")
    a, b = drawing.touchpoint("a", 40), drawing.touchpoint("b", 40, 400)
    drawing.link(a, b)
    drawing.do(edits.add_journey(drawing.state, "Last"))
    drawing.do(edits.duplicate_journey(drawing.state, 2, "Copy"))
    assert [journey.title for journey in drawing.state.journeys()] == ["Journey", "Copy", "Last"]
    copy = drawing.state.journeys()[1].id
    assert [phase.title for phase in drawing.state.phases(copy)] == ["First"]
    assert [node_title(node) for node in drawing.state.nodes(copy)] == ["a", "b"]
    assert len(drawing.state.links(copy)) == 1
    assert all(node.phase == drawing.state.phases(copy)[0].id for node in drawing.state.nodes(copy))


def test_removing_a_journey_removes_all_it_holds_and_undo_brings_it_back(drawing: Drawing) -> None:
    drawing.do(edits.add_journey(drawing.state, "Other"))
    drawing.phase("First")
    drawing.link(drawing.touchpoint("a"), drawing.touchpoint("b", 300))
    before = dict(drawing.state.records)
    drawing.do(removing.remove(drawing.state, [2]))
    assert {type(record) for record in drawing.state.records.values()} == {Project, Journey}
    drawing.document.undo()
    assert drawing.state.records == before


def test_journeys_are_reordered(drawing: Drawing) -> None:
    other = drawing.do(edits.add_journey(drawing.state, "Other"))[0]
    drawing.do(edits.move_journey(drawing.state, other, 0))
    assert [journey.title for journey in drawing.state.journeys()] == ["Other", "Journey"]


def test_a_share_that_would_exceed_the_whole_shrinks_the_others(drawing: Drawing) -> None:
    need = drawing.need("?")
    links = [drawing.link(need, drawing.touchpoint(str(n), 300, 200 + 120 * n)) for n in range(3)]
    drawing.do(edits.set_fields(drawing.state, links[:2], share=0.5))
    drawing.do(edits.spread_shares(drawing.state, links[2], 0.5))
    assert [link.share for link in drawing.state.outgoing(need)] == pytest.approx([0.25, 0.25, 0.5])
    drawing.do(edits.equal_shares(drawing.state, need))
    assert [link.share for link in drawing.state.outgoing(need)] == [None, None, None]


def test_a_renamed_channel_keeps_its_touchpoints(drawing: Drawing) -> None:
    channel = drawing.do(edits.add_channel(drawing.state, "kiosk", "ri.store-2-line"))[0]
    card = drawing.touchpoint("a")
    drawing.do(edits.set_fields(drawing.state, [card], channel="kiosk"))
    drawing.do(edits.rename_channel(drawing.state, channel, "terminal"))
    assert drawing.state.all(Channel)[0].name == "terminal"
    touchpoint = drawing.state.get(card, Touchpoint)
    assert touchpoint is not None
    assert touchpoint.channel == "terminal"


def test_dropping_a_card_in_another_lane_gives_it_that_channel(drawing: Drawing) -> None:
    a, b = drawing.touchpoint("a"), drawing.touchpoint("b", 300)
    drawing.do(edits.set_fields(drawing.state, [a], channel="app"))
    drawing.do(edits.set_fields(drawing.state, [b], channel="phone"))
    drawing.link(a, b)
    drawing.do(edits.arrange(drawing.state, 2, "channel"))
    lanes = {lane.key: lane for lane in layout.lanes(drawing.state, 2)}
    assert set(lanes) == {"app", "phone"}
    rise = card_rect(drawing.node(b)).centre_y - (lanes["app"].top + lanes["app"].bottom) / 2
    drawing.do(edits.move(drawing.state, [b], 300, -rise))
    moved = drawing.state.get(b, Touchpoint)
    assert moved is not None
    assert moved.channel == "app"


def test_scores_out_of_range_are_refused(drawing: Drawing) -> None:
    card = drawing.touchpoint("a")
    for value in (-0.1, 1.1, float("nan")):
        with pytest.raises(EditRefused, match="score"):
            drawing.do(edits.set_fields(drawing.state, [card], score=value))


def test_phase_indexes_beyond_the_ends_are_the_ends(drawing: Drawing) -> None:
    first, second = drawing.phase("First", 9), drawing.phase("Second", -3)
    assert drawing.titles() == ["Second", "First"]
    drawing.do(edits.move_phase(drawing.state, second, 99))
    assert [phase.id for phase in drawing.state.phases(2)] == [first, second]
    assert drawing.state.get(first, Phase) is not None


def test_renaming_a_channel_takes_touchpoints_and_personas_along(drawing: Drawing) -> None:
    card = drawing.touchpoint("Order")
    channel = drawing.state.allocate()
    drawing.do(added([Channel(id=channel, name="fax"), Persona(id=channel + 1, name="Anna", channels=("fax", "web"))]))
    drawing.do(edits.set_fields(drawing.state, [card], channel="fax"))
    drawing.do(edits.rename_channel(drawing.state, channel, "telefax"))
    persona = drawing.state.get(channel + 1, Persona)
    touchpoint = drawing.state.get(card, Touchpoint)
    assert persona is not None
    assert touchpoint is not None
    assert (touchpoint.channel, persona.channels) == ("telefax", ("telefax", "web"))
