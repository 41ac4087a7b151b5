"""Every edit a user can make, as a pure function from a state to a patch. Cascades live here.

A function reads the state, allocates ids where it adds records, and returns the patch; it applies nothing. What the
rules forbid is refused when the patch is applied. Functions that add say in the patch what they added; the caller finds
it by :func:`nodes_added`.

This module must not know Qt, history or storage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import mark
from cjdesigner.model import layout
from cjdesigner.model.arrange import arrange as arranged
from cjdesigner.model.cards import CARD_WIDTH, MIN_CARD_HEIGHT, card_rect
from cjdesigner.model.geometry import Rect
from cjdesigner.model.ordering import inserted, ranked, reordered
from cjdesigner.model.patch import Patch, added, changed
from cjdesigner.model.records import (
    Arrangement,
    Attachment,
    Channel,
    Journey,
    Lane,
    LaneEntry,
    Link,
    LinkKind,
    NeedPoint,
    Node,
    Override,
    Persona,
    Phase,
    R,
    Record,
    Touchpoint,
    node_title,
)
from cjdesigner.model.references import MEMBERS
from cjdesigner.model.state import State

GAP_X = 88.0
"""Between a card and the next one that the keyboard or a drag from its edge makes."""
GAP_Y = 32.0

Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
Axis = Literal["horizontal", "vertical"]

N = TypeVar("N", bound=Node)


def nodes_added(patch: Patch) -> list[int]:
    """The ids of the cards that a patch adds, in order."""
    return [key for key, (before, after) in patch.items() if before is None and isinstance(after, Node)]


def with_fields(record: R, **values: Any) -> R:
    """The record with some fields replaced; itself where nothing differs."""
    after = msgspec.structs.replace(record, **values)
    return record if after == record else after


def set_fields(state: State, ids: Iterable[int], **values: Any) -> Patch:
    """Give these records these values; a record without such a field is passed over."""
    pairs = []
    for identity in ids:
        record = state[identity]
        own = {name: value for name, value in values.items() if hasattr(record, name)}
        pairs.append((record, with_fields(record, **own)))
    return changed(pairs)


# journeys


def add_journey(state: State, title: str, index: int | None = None) -> Patch:
    """A new, empty journey at ``index`` among the journeys, the end by default."""
    journey = Journey(id=state.allocate(), title=title)
    return ranked(inserted(state.journeys(), journey, index)) | added([_rank_of(journey, state.journeys(), index)])


def move_journey(state: State, journey: int, index: int) -> Patch:
    """Put a journey at another place in the file's order."""
    return ranked(reordered(state.journeys(), journey, index))


def duplicate_journey(state: State, journey: int, title: str) -> Patch:
    """A copy of a journey with all it holds, right after it; what hangs on the original hangs on the copy too."""
    original = state[journey]
    assert isinstance(original, Journey)
    index = [other.id for other in state.journeys()].index(journey) + 1
    copy = with_fields(original, id=state.allocate(), title=title)
    patch = ranked(inserted(state.journeys(), copy, index)) | added([_rank_of(copy, state.journeys(), index)])
    originals = [record for kind in MEMBERS for record in state.members(journey, kind)]
    originals += [entry for lane in state.members(journey, Lane) for entry in state.referring(lane.id, LaneEntry)]
    twins = {journey: copy.id} | {record.id: state.allocate() for record in originals}
    hanging = {r.id: r for key in twins for kind in (Attachment, Override) for r in state.referring(key, kind)}
    twins |= {identity: state.allocate() for identity in hanging}
    for record in (*originals, *hanging.values()):
        ties = {name: twins[value] for name in _TIES if (value := getattr(record, name, None)) in twins}
        patch |= added([with_fields(record, id=twins[record.id], **ties)])
    return patch


_TIES = ("journey", "phase", "source", "target", "subject", "touchpoint", "lane")
"""Fields by which what belongs to a journey refers to others of the journey."""


# phases


def add_phase(state: State, journey: int, title: str, index: int | None = None) -> Patch:
    """A new phase at ``index``, the end by default. What stands right of it moves along."""
    phases = state.phases(journey)
    index = len(phases) if index is None else max(0, min(index, len(phases)))
    phase = Phase(id=state.allocate(), journey=journey, rank=index, title=title)
    patch = added([phase]) | ranked(inserted(phases, phase, index))
    if not phases:
        return patch | _gathered(state, journey, phase)
    return patch | _shifted(state, {later.id: phase.width for later in phases[index:]}, journey)


def _gathered(state: State, journey: int, phase: Phase) -> Patch:
    """The first phase of a journey takes the cards that stand where its band comes to lie."""
    nodes = [node for node in state.nodes(journey) if 0 <= card_rect(node).centre_x < phase.width]
    return changed((node, with_fields(node, phase=phase.id)) for node in nodes)


def move_phase(state: State, phase: int, index: int) -> Patch:
    """Put a phase at another place; every phase's cards move along with it."""
    record = state[phase]
    assert isinstance(record, Phase)
    before = state.phases(record.journey)
    after = reordered(before, phase, index)
    old, new = _lefts(before), _lefts(after)
    return ranked(after) | _shifted(state, {key: new[key] - old[key] for key in old}, record.journey)


def resize_phase(state: State, phase: int, width: float) -> Patch:
    """Give a phase another width; what stands right of it moves along."""
    record = state[phase]
    assert isinstance(record, Phase)
    width = max(120.0, width)
    later = [other.id for other in state.phases(record.journey) if (other.rank, other.id) > (record.rank, record.id)]
    shift = dict.fromkeys(later, width - record.width)
    return changed([(record, with_fields(record, width=width))]) | _shifted(state, shift, record.journey)


def _shifted(state: State, by_phase: dict[int, float], journey: int) -> Patch:
    """Move the cards of each phase sideways by so much."""
    moved = [node for node in state.nodes(journey) if node.phase is not None and by_phase.get(node.phase)]
    return changed((node, with_fields(node, x=node.x + by_phase[node.phase or 0])) for node in moved)


def _lefts(phases: Sequence[Phase]) -> dict[int, float]:
    lefts, x = {}, 0.0
    for phase in phases:
        lefts[phase.id] = x
        x += phase.width
    return lefts


# cards


def add_need_point(state: State, journey: int, x: float, y: float, question: str = "") -> Patch:
    """A new need point with its top left at x, y, in the phase whose band lies there."""
    node = NeedPoint(id=state.allocate(), journey=journey, x=x, y=y, question=question)
    return added([_placed(state, node)])


def add_touchpoint(state: State, journey: int, x: float, y: float, name: str = "") -> Patch:
    """A new touchpoint with its top left at x, y, in the phase and lane that lie there."""
    node = Touchpoint(id=state.allocate(), journey=journey, x=x, y=y, name=name)
    return added([_placed(state, node)])


def add_lines(state: State, journey: int, text: str, x: float, y: float) -> Patch:
    """A parked card of each line of text, in a block whose top left is x, y. ``?`` begins a need point."""
    lines = pasted_lines(text)
    rows = max(1, min(8, len(lines)))
    patch: Patch = {}
    for number, line in enumerate(lines):
        column, row = divmod(number, rows)
        left = x + column * (CARD_WIDTH + GAP_X / 2)
        top = y + row * (MIN_CARD_HEIGHT + GAP_Y)
        if line.startswith("?"):
            patch |= add_need_point(state, journey, left, top, line[1:].strip() or line)
        else:
            patch |= add_touchpoint(state, journey, left, top, line)
    return patch


def pasted_lines(text: str) -> list[str]:
    """The lines of a pasted text that say something, without the bullets and numbers before them."""
    return [words for line in text.splitlines() if (words := _BULLET.sub("", line).strip())]


_BULLET = re.compile(r"^\s*(?:[-*•–‣◦]|\d{1,3}[.)])\s+")
"""What lists begin their lines with elsewhere."""


def add_following(
    state: State, node: int, kind: type[Node] = Touchpoint, at: tuple[float, float] | None = None
) -> Patch:
    """The next card after a node and the link to it; right of the node or, after a need point, beneath it."""
    source = state[node]
    assert isinstance(source, Node)
    if source.outcome == "leaves":
        _refuse_leaving(source)
    rect = card_rect(source)
    if at is not None:
        x, y = at
    elif isinstance(source, NeedPoint) and kind is Touchpoint:
        x, y = _free_below(state, source.journey, source.x, rect.bottom + GAP_Y * 1.75)
    else:
        x, y = _free_below(state, source.journey, rect.right + GAP_X, source.y)
    add = add_need_point if kind is NeedPoint else add_touchpoint
    patch = add(state, source.journey, x, y)
    (new,) = nodes_added(patch)
    return patch | added([Link(id=state.allocate(), journey=source.journey, source=node, target=new)])


def add_alternative(state: State, node: int) -> Patch:
    """A card of the same kind beside a card, reached from where that one is and leading to where that one leads."""
    twin = state[node]
    assert isinstance(twin, Node)
    rect = card_rect(twin)
    x, y = _free_below(state, twin.journey, twin.x, rect.bottom + GAP_Y)
    add = add_need_point if isinstance(twin, NeedPoint) else add_touchpoint
    patch = add(state, twin.journey, x, y)
    (new,) = nodes_added(patch)
    links = [with_fields(link, id=0, target=new, share=None, label="") for link in state.incoming(node)]
    links += [with_fields(link, id=0, source=new, share=None, label="") for link in state.outgoing(node)]
    return patch | added(with_fields(link, id=state.allocate()) for link in links)


def move(state: State, ids: Iterable[int], dx: float, dy: float, *, keep_phase: bool = False) -> Patch:
    """Move cards. Where a card's centre comes to lie in another band or lane, its phase, channel or owner follows."""
    moved = {node.id: (node.x + dx, node.y + dy) for node in _nodes(state, ids)}
    return _put(state, moved, stay=keep_phase)


def align(state: State, ids: Iterable[int], edge: Edge) -> Patch:
    """Bring the cards to one line: the outermost edge among them, or the middle of them all."""
    nodes = _nodes(state, ids)
    rects = [card_rect(node) for node in nodes]
    if len(nodes) < 2:
        return {}
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.united(rect)
    places: dict[Edge, Callable[[Rect], tuple[float, float]]] = {
        "left": lambda r: (whole.x, r.y),
        "centre": lambda r: (whole.centre_x - r.width / 2, r.y),
        "right": lambda r: (whole.right - r.width, r.y),
        "top": lambda r: (r.x, whole.y),
        "middle": lambda r: (r.x, whole.centre_y - r.height / 2),
        "bottom": lambda r: (r.x, whole.bottom - r.height),
    }
    return _put(state, {node.id: places[edge](rect) for node, rect in zip(nodes, rects, strict=True)})


def distribute(state: State, ids: Iterable[int], axis: Axis) -> Patch:
    """Make the gaps between the cards equal; the outermost two stay where they are."""
    nodes = _nodes(state, ids)
    if len(nodes) < 3:
        return {}
    rects = {node.id: card_rect(node) for node in nodes}
    across = axis == "horizontal"
    order = sorted(rects, key=lambda key: (rects[key].centre_x if across else rects[key].centre_y, key))
    sizes = [rects[key].width if across else rects[key].height for key in order]
    first, last = rects[order[0]], rects[order[-1]]
    start, end = (first.x, last.right) if across else (first.y, last.bottom)
    gap = (end - start - sum(sizes)) / (len(order) - 1)
    places, at = {}, start
    for key, size in zip(order, sizes, strict=True):
        places[key] = (at, rects[key].y) if across else (rects[key].x, at)
        at += size + gap
    return _put(state, places)


def arrange(state: State, journey: int, by: Arrangement) -> Patch:
    """Tidy a journey up: by flow, or in lanes by channel or owner. Phases take the width that their cards need."""
    record = state[journey]
    assert isinstance(record, Journey)
    result = arranged(state, journey, by)
    patch = changed([(record, with_fields(record, arrangement=by))])
    for key, width in result.widths.items():
        phase = state[key]
        assert isinstance(phase, Phase)
        patch |= changed([(phase, with_fields(phase, width=width))])
    return patch | _put(state, result.positions, stay=True)


def duplicate(state: State, ids: Iterable[int], dx: float = 24.0, dy: float = 24.0) -> Patch:
    """Copies of cards and of the links among them, a little beside the originals."""
    nodes = _nodes(state, ids)
    twins = {node.id: state.allocate() for node in nodes}
    copies: list[Record] = [
        _placed(state, with_fields(node, id=twins[node.id], key="", x=node.x + dx, y=node.y + dy), node)
        for node in nodes
    ]
    links = {link.id: link for node in nodes for link in state.links_at(node.id)}
    for key in sorted(links):
        link = links[key]
        if link.source in twins and link.target in twins:
            copies.append(with_fields(link, id=state.allocate(), source=twins[link.source], target=twins[link.target]))
    return added(copies)


# links


def link(state: State, source: int, target: int, kind: LinkKind = "next") -> Patch:
    """A link between two cards. A next link that would close a cycle is drawn as a return link."""
    start = state[source]
    assert isinstance(start, Node)
    if kind == "next" and source != target and state.leads_to(target, source):
        kind = "return"
    if kind == "next" and start.outcome == "leaves":
        _refuse_leaving(start)
    return added([Link(id=state.allocate(), journey=start.journey, source=source, target=target, kind=kind)])


def equal_shares(state: State, node: int) -> Patch:
    """Forget the given shares of a node's next links, so that they split equally."""
    return changed((out, with_fields(out, share=None)) for out in state.outgoing(node))


def spread_shares(state: State, link_id: int, share: float | None) -> Patch:
    """Give one link a share. Where the given shares of its source then exceed 1, the others shrink in proportion."""
    record = state[link_id]
    assert isinstance(record, Link)
    patch = changed([(record, with_fields(record, share=share))])
    others = [other for other in state.outgoing(record.source) if other.id != link_id and other.share]
    given = sum(other.share or 0.0 for other in others)
    if share is None or record.kind != "next" or given + share <= 1 + 1e-9:
        return patch
    factor = (1 - share) / given
    return patch | changed((other, with_fields(other, share=(other.share or 0.0) * factor)) for other in others)


# channels


def add_channel(state: State, name: str, icon: str = "") -> Patch:
    """A channel of the designer's own."""
    return added([Channel(id=state.allocate(), name=name, icon=icon)])


def rename_channel(state: State, channel: int, name: str) -> Patch:
    """Rename a channel; the touchpoints and personas that use it follow."""
    record = state[channel]
    assert isinstance(record, Channel)
    users = [touchpoint for touchpoint in state.all(Touchpoint) if touchpoint.channel == record.name]
    patch = changed([(record, with_fields(record, name=name))])
    for persona in state.all(Persona):
        used = tuple(dict.fromkeys(name if channel == record.name else channel for channel in persona.channels))
        patch |= changed([(persona, with_fields(persona, channels=used))])
    return patch | set_fields(state, [user.id for user in users], channel=name)


# shared


def _nodes(state: State, ids: Iterable[int]) -> list[Node]:
    return [node for identity in ids if (node := state.get(identity, Node)) is not None]


def _put(state: State, places: dict[int, tuple[float, float]], *, stay: bool = False) -> Patch:
    pairs: list[tuple[Record, Record]] = []
    ground: _Ground | None = None
    for key, (x, y) in places.items():
        node = state[key]
        assert isinstance(node, Node)
        after = with_fields(node, x=x, y=y)
        if not stay:
            ground = ground or _Ground(state, node.journey)
            after = ground.placed(after, node)
        pairs.append((node, after))
    return changed(pairs)


class _Ground:
    """A journey's bands and lanes as they lie, to tell what a card takes on where it is put."""

    def __init__(self, state: State, journey: int) -> None:
        record = state[journey]
        assert isinstance(record, Journey)
        self._bands = layout.bands(state, journey)
        self._by = record.arrangement
        self._lanes = layout.lanes(state, journey) if self._by != "flow" else []

    def placed(self, node: N, before: Node | None = None) -> N:
        """The card with the phase of its band and, where it was moved to another lane, that channel or owner."""
        rect = card_rect(node)
        band = layout.band_at(self._bands, rect.centre_x)
        if band is not None:
            node = with_fields(node, phase=band.phase.id if band.phase is not None else None)
        if self._lanes and before is not None and isinstance(node, Touchpoint):
            now, old = self._lane(rect.centre_y), self._lane(card_rect(before).centre_y)
            if now is not None and old is not None and now != old:
                node = with_fields(node, **{self._by: now})
        return node

    def _lane(self, y: float) -> str | None:
        lane = layout.lane_at(self._lanes, y)
        return lane.key if lane is not None and lane.kind == self._by else None


def _placed(state: State, node: N, before: Node | None = None) -> N:
    return _Ground(state, node.journey).placed(node, before)


def _free_below(state: State, journey: int, x: float, y: float) -> tuple[float, float]:
    """The first place at or below x, y where a new card covers no other."""
    taken = [card_rect(node) for node in state.nodes(journey)]
    column = sorted((r for r in taken if r.x < x + CARD_WIDTH and r.right > x), key=lambda r: r.y)
    for rect in column:
        if rect.y < y + MIN_CARD_HEIGHT + GAP_Y / 2 and rect.bottom + GAP_Y / 2 > y:
            y = rect.bottom + GAP_Y
    return x, y


def _refuse_leaving(node: Node) -> None:
    raise EditRefused(mark("Customers leave at “{name}”, so no link can lead on from it."), name=node_title(node))


def _rank_of(record: Journey, records: Sequence[Journey], index: int | None) -> Journey:
    return with_fields(record, rank=len(records) if index is None else index)
