"""A journey's experience strategy: guard rails, degrees of freedom, mandates, hand-offs, signature interactions.

This module must not know how any of it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.edits import with_fields
from cjdesigner.model.insights import folded
from cjdesigner.model.ordering import inserted, next_rank, ranked
from cjdesigner.model.patch import Patch, added, changed, squash
from cjdesigner.model.path import Path
from cjdesigner.model.records import Link, NeedPoint, Principle, PrincipleKind, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.wording import figure, grouped

WEAK = 0.75
"""Below this a signature interaction is remembered for the wrong reason."""
FEW = 5
"""More signature interactions than these are no longer the few."""


# guard rails and degrees of freedom


def principles(state: State, journey: int, kind: PrincipleKind) -> list[Principle]:
    """A journey's principles of a kind: its own first, then those of its touchpoints, each in the designer's order."""
    found = [principle for principle in state.members(journey, Principle) if principle.kind == kind]
    return sorted(found, key=lambda p: (p.touchpoint is not None, p.touchpoint or 0, p.rank, p.id))


def siblings(state: State, principle: Principle, kind: PrincipleKind | None = None) -> list[Principle]:
    """The principles of a kind (its own by default) that stand where a principle stands, in order."""
    found = principles(state, principle.journey, kind or principle.kind)
    return [other for other in found if other.touchpoint == principle.touchpoint]


def add_principles(
    state: State, journey: int, texts: Sequence[str], kind: PrincipleKind, touchpoint: int | None = None
) -> Patch:
    """A new principle of each text, of the journey or of one touchpoint, after those there are."""
    there = [p for p in principles(state, journey, kind) if p.touchpoint == touchpoint]
    rank = next_rank(there)
    return added(
        Principle(id=state.allocate(), journey=journey, rank=rank + place, touchpoint=touchpoint, kind=kind, text=text)
        for place, text in enumerate(texts)
    )


def move_principle(state: State, identity: int, kind: PrincipleKind, index: int) -> Patch:
    """Put a principle at a place among those of a kind that stand where it stands; ``index`` counts without it."""
    principle = state[identity]
    assert isinstance(principle, Principle)
    moving = with_fields(principle, kind=kind)
    rest = [other for other in siblings(state, principle, kind) if other.id != identity]
    patch = changed([(principle, moving)])
    return squash(patch, ranked(inserted(rest, moving, max(0, min(index, len(rest))))))


# hand-offs


class Handoff(msgspec.Struct, frozen=True):
    """Where a customer is handed from one owner to another, between two touchpoints.

    ``links`` are the next links on the way: one, or more where it leads through need points. ``link`` is the one to
    write at: the first that says what is handed over, or else the first.
    """

    link: int
    source: int
    target: int
    owners: tuple[str, str]
    hands_over: str
    links: tuple[int, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether nothing is handed over."""
        return not self.hands_over


def handoffs(state: State, journey: int) -> list[Handoff]:
    """The hand-offs of a journey, those where nothing is handed over first, else in the order of their links.

    A hand-off is a next link between two touchpoints whose owners are both named and differ. A need point on the way
    is no owner, so it passes through: a next link from a touchpoint into need points is a hand-off to every touchpoint
    that is reached through need points alone. What any link on the way hands over is handed over.
    """
    onward = _Onward(state, journey)
    found = []
    for first in state.links(journey):
        source = state.get(first.source, Touchpoint)
        if source is None or first.kind != "next" or not source.owner.strip():
            continue
        for target, way in onward.after(first).items():
            receiver = state.get(target, Touchpoint)
            if receiver is None or not receiver.owner.strip() or folded(receiver.owner) == folded(source.owner):
                continue
            found.append(_handoff(state, source, receiver, way))
    return sorted(found, key=lambda handoff: (not handoff.silent, handoff.links[0], handoff.target))


def silent_handoffs(state: State, journey: int) -> list[Handoff]:
    """The hand-offs where nothing is handed over."""
    return [handoff for handoff in handoffs(state, journey) if handoff.silent]


def handoff_links(found: Sequence[Handoff]) -> dict[int, bool]:
    """The links that hand-offs run along; True where on one of them nothing is handed over."""
    links: dict[int, bool] = {}
    for handoff in found:
        for link in handoff.links:
            links[link] = links.get(link, False) or handoff.silent
    return links


def hands_off(state: State, link: Link) -> bool:
    """Whether a link lies on a hand-off: for a map that draws its links one at a time."""
    if link.kind != "next":
        return False
    before = _owners_at(state, link.source, forward=False)
    after = _owners_at(state, link.target, forward=True) if before else set()
    return bool(before and after) and (len(before) > 1 or len(after) > 1 or before != after)


def _owners_at(state: State, node: int, *, forward: bool) -> set[str]:
    """The owners of the touchpoints at a node, or met first beyond it where it is a need point."""
    owners: set[str] = set()
    seen, todo = {node}, [node]
    while todo:
        here = todo.pop()
        touchpoint = state.get(here, Touchpoint)
        if touchpoint is not None:
            if touchpoint.owner.strip():
                owners.add(folded(touchpoint.owner))
            continue
        ways = state.outgoing(here) if forward else state.incoming(here)
        ends = [way.target if forward else way.source for way in ways]
        todo += [end for end in ends if end not in seen]
        seen.update(ends)
    return owners


def _handoff(state: State, source: Touchpoint, target: Touchpoint, way: tuple[int, ...]) -> Handoff:
    said = [(key, link.hands_over.strip()) for key in way if (link := state.get(key, Link)) is not None]
    texts = [(key, text) for key, text in said if text]
    words = "\n".join(dict.fromkeys(text for _key, text in texts))
    owners = (" ".join(source.owner.split()), " ".join(target.owner.split()))
    return Handoff(texts[0][0] if texts else way[0], source.id, target.id, owners, words, way)


class _Onward:
    """The touchpoints that are met first after a link, with the links on the way; need points are walked through."""

    def __init__(self, state: State, journey: int) -> None:
        self._state = state
        self._beyond: dict[int, dict[int, tuple[int, ...]]] = {}  # need point -> touchpoint -> links on the way
        for need in state.members(journey, NeedPoint):
            self._explore(need.id)

    def after(self, link: Link) -> dict[int, tuple[int, ...]]:
        """By touchpoint, the links on the ways there, this one first."""
        if self._state.get(link.target, Touchpoint) is not None:
            return {link.target: (link.id,)}
        return {goal: (link.id, *way) for goal, way in self._beyond.get(link.target, {}).items()}

    def _explore(self, start: int) -> None:
        """Next links form no cycle; a need point is told once all those after it are."""
        todo = [start]
        while todo:
            need = todo[-1]
            if need in self._beyond:
                todo.pop()
                continue
            links = self._state.outgoing(need)
            waiting = [
                link.target
                for link in links
                if link.target not in self._beyond and self._state.get(link.target, NeedPoint) is not None
            ]
            if waiting:
                todo += waiting
                continue
            reached: dict[int, dict[int, None]] = {}
            for link in links:
                for goal, way in self.after(link).items():
                    reached.setdefault(goal, {}).update(dict.fromkeys(way))
            self._beyond[need] = {goal: tuple(way) for goal, way in reached.items()}
            todo.pop()


# mandates


class Owner(msgspec.Struct, frozen=True):
    """Who answers for touchpoints; ``name`` is empty for those that nobody answers for. Ids in the map's order."""

    name: str
    mandated: tuple[int, ...]
    unmandated: tuple[int, ...]

    @property
    def without_mandate(self) -> bool:
        """Whether it is asked for nothing at all."""
        return not self.mandated


def owners(state: State, journey: int) -> list[Owner]:
    """The owners of a journey's touchpoints: those without any mandate first, nobody last, else by the alphabet."""
    names: dict[str, str] = {}
    given: dict[str, list[int]] = {}
    missing: dict[str, list[int]] = {}
    for touchpoint in sorted(state.members(journey, Touchpoint), key=lambda t: (t.x, t.y, t.id)):
        if touchpoint.outcome == "leaves" and not touchpoint.owner.strip() and not touchpoint.mandate.strip():
            continue  # where customers go elsewhere there is nothing to answer for
        key = folded(touchpoint.owner)
        names.setdefault(key, " ".join(touchpoint.owner.split()))
        (given if touchpoint.mandate.strip() else missing).setdefault(key, []).append(touchpoint.id)
    found = [Owner(name, tuple(given.get(key, ())), tuple(missing.get(key, ()))) for key, name in names.items()]
    return sorted(found, key=lambda owner: (not owner.name, not owner.without_mandate, folded(owner.name)))


def owners_without_mandate(state: State, journey: int) -> list[str]:
    """The owners who answer for touchpoints and have been given no mandate at any of them, by the alphabet."""
    return [owner.name for owner in owners(state, journey) if owner.name and owner.without_mandate]


# signature interactions


class Moment(msgspec.Struct, frozen=True):
    """A signature interaction; ``score`` is None while it has none."""

    id: int
    score: float | None
    on_path: bool

    @property
    def weak(self) -> bool:
        """Whether people remember it for the wrong reason."""
        return self.score is not None and self.score < WEAK - 1e-9


class Signature(msgspec.Struct, frozen=True):
    """The signature interactions of a journey, the weak ones first, the weakest of them at the top.

    ``product`` is that of those on the chosen path, None where none of them is scored; an upper bound while one of
    them is not.
    """

    moments: tuple[Moment, ...]
    product: float | None
    upper_bound: bool
    on_path: int

    @property
    def too_many(self) -> bool:
        """Whether there are more than people remember."""
        return len(self.moments) > FEW


def signature(
    state: State, journey: int, path: Path | None, scores: Mapping[int, float | None] | None = None
) -> Signature:
    """The signature interactions of a journey and their product on a path; ``scores`` stand for the records' own."""
    walked = {node: place for place, node in enumerate(path.nodes)} if path is not None else {}
    found = []
    for touchpoint in state.members(journey, Touchpoint):
        if touchpoint.signature and touchpoint.outcome != "leaves":
            score = touchpoint.score if scores is None else scores.get(touchpoint.id, touchpoint.score)
            found.append(Moment(touchpoint.id, score, touchpoint.id in walked))
    on_path = [moment for moment in found if moment.on_path]
    known = [moment.score for moment in on_path if moment.score is not None]
    product: float | None = None
    for score in known:
        product = score if product is None else product * score

    def place(moment: Moment) -> tuple[object, ...]:
        if moment.weak:
            return 0, moment.score, moment.id
        return (1 if moment.score is None else 2), not moment.on_path, walked.get(moment.id, 0), moment.id

    moments = tuple(sorted(found, key=place))
    return Signature(moments, product, len(known) < len(on_path), len(on_path))


# in words


def moment_words(moment: Moment) -> str:
    """What is said of a signature interaction; a strong one needs no words."""
    if moment.score is None:
        return _("a moment people remember, not scored yet")
    return _("a moment people remember, at {figure}").format(figure=figure(moment.score)) if moment.weak else ""


def too_many_words(found: Signature) -> str:
    """The question where there are too many; empty where they are few."""
    if not found.too_many:
        return ""
    count = len(found.moments)
    return _("{count} signature interactions: which are the few?").format(count=grouped(count))


def handoff_words(found: Sequence[Handoff]) -> str:
    """How many hand-offs there are, and at how many nothing is handed over."""
    count, silent = len(found), sum(handoff.silent for handoff in found)
    text = ngettext("{count} hand-off", "{count} hand-offs", count).format(count=grouped(count))
    if silent:
        more = ngettext("at {count} nothing is handed over", "at {count} nothing is handed over", silent)
        text += " \u00b7 " + more.format(count=grouped(silent))
    return text
