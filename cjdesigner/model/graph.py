"""One journey's graph, moved along by each patch: compiled for the figures, and mirrored in networkx.

What the figures need again and again (the topological order, the shares, the flow under a set of blocked nodes) is
compiled once and kept until a patch touches it: a card that moves or is renamed costs nothing, and a new score leaves
all that is compiled in place. The networkx mirror, for whatever asks for an algorithm of graphs, is made when it is
first asked for: on opening a large file it would cost as much as the file.

This module must not know a formula, nor change a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cjdesigner.model.compiled import Flow, Shares, Topology
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Journey, Link, NeedPoint, Node, Phase, Record, Touchpoint
from cjdesigner.model.state import State

if TYPE_CHECKING:
    import networkx

_PLACE = attrgetter("x", "y", "phase")
_WAY = attrgetter("entry_share", "outcome")
_ENDS = attrgetter("source", "target", "kind")
_NEED_TEXTS = attrgetter("question", "reason", "key")
_TOUCHPOINT_TEXTS = attrgetter(
    *(
        name
        for name in Touchpoint.__struct_fields__
        if name not in ("id", "journey", "x", "y", "phase", "entry_share", "outcome", "blocked", "score")
    )
)
_KEPT = 16
"""Flows: enough for several personas, each with and without what a question would close."""

Variant = frozenset[tuple[int, float | None]]
"""The shares, by the id of a link or an entry, that are otherwise than the records'."""


class JourneyGraph:
    """The graph of one journey.

    ``next`` and ``returns`` are directed graphs over the ids of all the journey's need points and touchpoints; an edge
    carries its link's id as ``link``. ``scores`` has each touchpoint's score (None is unscored) by id. All three are
    to be read only; :meth:`advance` moves them.
    """

    def __init__(self, state: State, journey: int) -> None:
        self.state = state
        self.journey = journey
        self.scores: dict[int, float | None] = {}
        self._records: dict[int, Node | Link] = {}
        self._mirror: tuple[networkx.DiGraph, networkx.DiGraph] | None = None
        self._topology: Topology | None = None
        self._in_order: list[float | None] | None = None
        self._ends: list[tuple[int, int]] | None = None
        self._shares: Shares | None = None
        self._blocked: frozenset[int] | None = None
        self._variants: dict[Variant, Shares] = {}
        self._flows: dict[tuple[frozenset[int], Variant], Flow] = {}
        self.advance({record.id: (None, record) for record in (*state.nodes(journey), *state.links(journey))})

    # moving on

    def advance(self, patch: Patch) -> set[str]:
        """Make every record in the patch what the patch says it is after; doing it twice changes nothing.

        Returns what moved: ``structure`` (nodes, links), ``shares`` (who goes where: shares, entry shares, outcomes,
        blocked), ``scores``, ``positions`` (x, y, phase; a phase's width and rank; the
        arrangement), ``texts`` (all else).
        """
        moved: set[str] = set()
        gone: list[Node | Link] = []
        come: list[Node | Link] = []
        for identity, (first, after) in patch.items():
            before = self._records.get(identity)
            now = self._own(after)
            if before is now:
                if before is None:
                    moved |= self._frame_moved(first, after)
                continue
            if now is None:
                del self._records[identity]
            else:
                self._records[identity] = now
            if before is None or now is None or type(before) is not type(now):
                apart = True
            else:
                apart = isinstance(now, Link) and _ENDS(before) != _ENDS(now)
            if apart:
                if before is not None:
                    gone.append(before)
                if now is not None:
                    come.append(now)
            elif before is not None and now is not None:
                self._compare(before, now, moved)
        if gone or come:
            self._rebuild(gone, come)
            moved.add("structure")
        if "structure" in moved:
            self._topology = self._in_order = self._ends = None
        if moved & {"structure", "shares"}:
            self._shares = None
            self._blocked = None
            self._variants = {}
            self._flows = {}
        return moved

    def _own(self, record: Record | None) -> Node | Link | None:
        if isinstance(record, (NeedPoint, Touchpoint, Link)) and record.journey == self.journey:
            return record
        return None

    def _frame_moved(self, before: Record | None, after: Record | None) -> set[str]:
        """What a changed phase or journey record moves: the bands or their words."""
        for record in (before, after):
            if isinstance(record, Phase) and record.journey == self.journey:
                if isinstance(before, Phase) and isinstance(after, Phase):
                    same = (before.width, before.rank) == (after.width, after.rank)
                    return set() if before == after else {"texts"} if same else {"positions", "texts"}
                return {"positions", "texts"}
            if isinstance(record, Journey) and record.id == self.journey:
                if isinstance(before, Journey) and isinstance(after, Journey):
                    arranged = before.arrangement != after.arrangement
                    return set() if before == after else {"positions", "texts"} if arranged else {"texts"}
                return {"texts"}
        return set()

    def _compare(self, before: Node | Link, now: Node | Link, moved: set[str]) -> None:
        if isinstance(now, Link) and isinstance(before, Link):
            if before.share != now.share:
                moved.add("shares")
            if before.label != now.label:
                moved.add("texts")
            return
        if _PLACE(before) != _PLACE(now):
            moved.add("positions")
        if _WAY(before) != _WAY(now):
            moved.add("shares")
        if isinstance(now, Touchpoint) and isinstance(before, Touchpoint):
            if before.score != now.score:
                self.scores[now.id] = now.score
                if self._in_order is not None and now.id in self.topology.index:
                    self._in_order[self.topology.index[now.id]] = now.score
                moved.add("scores")
            if before.blocked != now.blocked:
                moved.add("shares")
            if "texts" not in moved and _TOUCHPOINT_TEXTS(before) != _TOUCHPOINT_TEXTS(now):
                moved.add("texts")
        elif "texts" not in moved and _NEED_TEXTS(before) != _NEED_TEXTS(now):
            moved.add("texts")

    def _rebuild(self, gone: list[Node | Link], come: list[Node | Link]) -> None:
        for record in gone:
            self.scores.pop(record.id, None)
        for record in come:
            if isinstance(record, Touchpoint):
                self.scores[record.id] = record.score
        if self._mirror is not None:
            _move(*self._mirror, gone, come)

    # the mirror

    @property
    def next(self) -> networkx.DiGraph:
        """The next links, between all need points and touchpoints."""
        return self._mirrored()[0]

    @property
    def returns(self) -> networkx.DiGraph:
        """The return links, between all need points and touchpoints."""
        return self._mirrored()[1]

    def _mirrored(self) -> tuple[networkx.DiGraph, networkx.DiGraph]:
        if self._mirror is None:
            import networkx  # late: it takes a fifth of a second

            self._mirror = networkx.DiGraph(), networkx.DiGraph()
            _move(*self._mirror, [], list(self._records.values()))
        return self._mirror

    def link_between(self, source: int, target: int) -> int | None:
        """The id of the next link from one node to another; None where there is none."""
        links = self.state.outgoing(source) if source in self._records else []
        return next((link.id for link in links if link.target == target), None)

    # what is compiled

    @property
    def topology(self) -> Topology:
        """The linked nodes in topological order. Raises ValueError where next links form a cycle (the rules forbid)."""
        if self._topology is None:
            onward: dict[int, list[tuple[int, int]]] = {}
            links: list[Link] = []
            needs: set[int] = set()
            for identity, record in self._records.items():
                if isinstance(record, Link):
                    if record.kind == "next":
                        links.append(record)
                    continue
                onward[identity] = []
                if isinstance(record, NeedPoint):
                    needs.add(identity)
            for link in links:
                onward[link.source].append((link.id, link.target))
            self._topology = Topology(onward, needs)
        return self._topology

    @property
    def scores_in_order(self) -> list[float | None]:
        """The score at each position of the topology; need points have none. To be read only, and not kept."""
        if self._in_order is None:
            self._in_order = list(map(self.scores.get, self.topology.ids))
        return self._in_order

    @property
    def return_ends(self) -> list[tuple[int, int]]:
        """Source and target of each return link."""
        if self._ends is None:
            records = self._records.values()
            self._ends = [(r.source, r.target) for r in records if isinstance(r, Link) and r.kind == "return"]
        return self._ends

    @property
    def shares(self) -> Shares:
        """Who goes where before anything is blocked."""
        if self._shares is None:
            records = self._records
            topology = self.topology
            links: dict[int, float | None] = {}
            for identity, record in records.items():
                if isinstance(record, Link):
                    links[identity] = record.share
            nodes = [records[identity] for identity in topology.ids]
            self._shares = Shares(
                topology,
                links,
                [node.entry_share if isinstance(node, Node) else None for node in nodes],
                [isinstance(node, Node) and node.outcome == "leaves" for node in nodes],
            )
        return self._shares

    @property
    def blocked(self) -> frozenset[int]:
        """The ids of the touchpoints whose own records say that they are blocked."""
        if self._blocked is None:
            records = self._records.values()
            self._blocked = frozenset(
                record.id for record in records if isinstance(record, Touchpoint) and record.blocked
            )
        return self._blocked

    def flow(self, blocked: frozenset[int], shares: Mapping[int, float | None] | None = None) -> Flow:
        """Who goes where with exactly these nodes closed; the records' own marks are not looked at.

        ``shares``, by the id of a next link or an entry, stand for the records' own.
        """
        linked = self.topology.index
        closed = frozenset(identity for identity in blocked if identity in linked)
        variant = self._variant(shares) if shares else frozenset()
        flow = self._flows.pop((closed, variant), None)
        if flow is None:
            flow = Flow(self._shares_of(variant), frozenset(linked[identity] for identity in closed))
            _make_room(self._flows)
        self._flows[closed, variant] = flow  # the last used stands last
        return flow

    def _variant(self, shares: Mapping[int, float | None]) -> Variant:
        """What of these shares differs from the records' own and matters."""
        entries, ids = self.topology.entries, self.topology.index
        differing: list[tuple[int, float | None]] = []
        for identity, share in shares.items():
            record = self._records.get(identity)
            if isinstance(record, Link):
                if record.kind == "next" and record.share != share:
                    differing.append((identity, share))
            elif record is not None and ids.get(identity) in entries and record.entry_share != share:
                differing.append((identity, share))
        return frozenset(differing)

    def _shares_of(self, variant: Variant) -> Shares:
        if not variant:
            return self.shares
        shares = self._variants.pop(variant, None)
        if shares is None:
            shares = self.shares.otherwise(dict(variant))
            _make_room(self._variants)
        self._variants[variant] = shares
        return shares


def _make_room(kept: dict[Any, Any]) -> None:
    """Forget what was not used for longest."""
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]


def _move(
    onward: networkx.DiGraph, returns: networkx.DiGraph, gone: list[Node | Link], come: list[Node | Link]
) -> None:
    """Links go before nodes go, and come after nodes came, so a patch may hold them in any order."""
    for record in gone:
        if isinstance(record, Link):
            graph = onward if record.kind == "next" else returns
            if graph.has_edge(record.source, record.target):
                graph.remove_edge(record.source, record.target)
    stay = {record.id for record in come}
    for record in gone:
        if isinstance(record, Node) and record.id not in stay:
            onward.remove_node(record.id)
            returns.remove_node(record.id)
    for record in come:
        if isinstance(record, Node):
            onward.add_node(record.id)
            returns.add_node(record.id)
    for record in come:
        if isinstance(record, Link):
            graph = onward if record.kind == "next" else returns
            graph.add_edge(record.source, record.target, link=record.id)
