"""A journey as tables: what is on its map with its figures, its paths and what to fix first, a row each.

Rows are joined by keys, the ids of the interchange form. Shares and scores are numbers in [0, 1]; dates are ISO, as
exact as is known; what is undefined is None. In a client's copy the columns for the team alone are not there.

This module must not know what kind of file the tables are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from cjdesigner.export.cards import channel_name
from cjdesigner.export.carried import EVIDENCE, losing
from cjdesigner.export.csv_cells import Cell
from cjdesigner.export.journey import Told
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, pgettext
from cjdesigner.model import jobs, money
from cjdesigner.model.excellence import Lever, Path
from cjdesigner.model.insights import counted
from cjdesigner.model.interchange_names import Names
from cjdesigner.model.records import Insight, Job, Link, NeedPoint, Node, Phase, Touchpoint
from cjdesigner.model.wording import path_name, path_title

Kind = Literal["key", "text", "percent", "points", "number", "amount", "count", "date", "flag"]
Bar = Literal["ramp", "bar"]

MOST_PATHS = 10
"""How many of the best, the worst and the most travelled paths are listed."""

_EXPECTATION = {"missed": mark("missed"), "met": mark("met"), "exceeded": mark("exceeded")}


class Column(msgspec.Struct, frozen=True):
    """What a column is called, what stands in it, how wide it wants to be in characters, and how it is coloured."""

    heading: str
    kind: Kind = "text"
    width: float = 14
    bar: Bar | None = None


class Table(msgspec.Struct, frozen=True):
    """A named table. ``order`` is, for cards, each row's place on the map: phase, x, y, id."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    order: tuple[tuple[float, ...], ...] = ()


R = TypeVar("R")
Filled = tuple[Column, Callable[[Any], Cell]]
"""A column, and what stands in it for a record."""


def filled(name: str, columns: Sequence[Filled | None], records: Iterable[R]) -> Table:
    """The table of these records; columns that are None are left out."""
    present = [column for column in columns if column is not None]
    rows = tuple(tuple(cell(record) for _column, cell in present) for record in records)
    return Table(name, tuple(column for column, _cell in present), rows)


def for_team(told: Told, column: Column, cell: Callable[[Any], Cell]) -> Filled | None:
    """A column that a client's copy does not have."""
    return None if told.client else (column, cell)


def of_journey(told: Told) -> list[Table]:
    """The tables of the map and its figures, in the order of a workbook's sheets."""
    return [touchpoints(told), need_points(told), links(told), paths(told), levers(told), staircase(told)]


# the map


def touchpoints(told: Told) -> Table:
    """The touchpoints with their scores and what they do to the journey."""
    cards = _Cards(told)
    state, gains = told.state, {lever.id: lever.lever for lever in told.analysis.levers}
    indicators = Names(state).indicators
    columns: list[Filled | None] = [
        *cards.first(),
        (Column(_("Channel"), width=13), lambda t: channel_name(t.channel)),
        for_team(told, Column(_("Owner"), width=16), lambda t: t.owner),
        (Column(_("Score"), "percent", 10, "ramp"), lambda t: _score(t)),
        (Column(_("Evidence"), width=12), lambda t: None if _score(t) is None else _(EVIDENCE[t.evidence])),
        (Column(_("Basis"), width=26), lambda t: t.basis),
        (Column(_("Date"), "date", 12), lambda t: t.date),
        (Column(_("Expectation"), width=12), lambda t: t.expectation and _(_EXPECTATION[t.expectation])),
        (Column(_("Signature"), "flag", 11), lambda t: t.signature),
        (Column(_("Blocked"), "flag", 11), lambda t: t.blocked),
        (Column(_("Customer is"), width=12), lambda t: _("a machine") if t.actor == "machine" else None),
        (Column(_("Lever"), "points", 10, "bar"), lambda t: gains.get(t.id) if t.outcome != "leaves" else None),
        *cards.ways(),
        (Column(_("Indicator"), "key", 18), lambda t: indicators.get(t.indicator) if t.indicator else None),
        *cards.learned(),
        for_team(told, Column(_("Mandate"), width=30), lambda t: t.mandate),
        for_team(told, Column(_("Known of the customer"), width=30), lambda t: t.known),
        for_team(told, Column(_("Note"), width=36), lambda t: t.note),
    ]
    return cards.table(_("Touchpoints"), columns, Touchpoint)


def need_points(told: Told) -> Table:
    """The need points with how well they are answered."""
    cards = _Cards(told)
    state, analysis, called = told.state, told.analysis, Names(told.state).jobs
    columns: list[Filled | None] = [
        *cards.first(),
        (Column(_("Answered"), "percent", 11, "ramp"), lambda n: analysis.fulfilment.get(n.id)),
        (Column(_("At most"), "flag", 10), lambda n: n.id in analysis.fulfilment_at_most),
        (Column(_("Unanswered"), "flag", 13), lambda n: n.id in analysis.unanswered_ids),
        (Column(_("Opportunity"), "number", 12), lambda n: jobs.need_opportunity(state, n.id)),
        (Column(_("Jobs"), "key", 16), lambda n: ", ".join(called[job.id] for job in state.attached(n.id, Job))),
        *cards.ways(),
        *cards.learned(),
    ]
    return cards.table(_("Need points"), columns, NeedPoint)


class _Cards:
    """The columns that all cards have."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.keys = Names(told.state).cards(told.journey.id)
        self.phases = {phase.id: place for place, phase in enumerate(told.phases)}

    def table(self, name: str, columns: Sequence[Filled | None], kind: type[Node]) -> Table:
        found = sorted((node for node in self.told.nodes.values() if isinstance(node, kind)), key=self._place)
        return msgspec.structs.replace(filled(name, columns, found), order=tuple(self._place(node) for node in found))

    def _place(self, node: Node) -> tuple[float, ...]:
        return self.phases.get(node.phase or 0, -1), node.x, node.y, node.id

    def first(self) -> list[Filled]:
        told = self.told
        return [
            (Column(_("Key"), "key", 16), lambda node: self.keys[node.id]),
            (Column(_("Name"), width=34), lambda node: told.name(node.id)),
            (Column(_("Phase"), width=18), lambda node: phase_title(told.state.get(node.phase, Phase))),
        ]

    def ways(self) -> list[Filled]:
        analysis, weights = self.told.analysis, self.told.analysis.entry_weights
        return [
            (Column(_("Comes here"), "percent", 12), lambda node: analysis.reach.get(node.id)),
            (Column(_("Begin here"), "percent", 12), lambda node: weights.get(node.id)),
            (Column(_("Leaves here"), "percent", 12), lambda node: losing(self.told, node.id) or None),
            (Column(_("Outcome"), width=12), lambda node: _outcome(node)),
            (Column(_("Reason"), width=24), lambda node: node.reason),
        ]

    def learned(self) -> list[Filled]:
        def count(node: Node) -> Any:
            return counted(self.told.state.attached(node.id, Insight))

        return [
            (Column(_("Pains"), "count", 9), lambda node: count(node).pains or None),
            (Column(_("Gains"), "count", 9), lambda node: count(node).gains or None),
        ]


def links(told: Told) -> Table:
    """The links with their shares, as given and as they are reckoned with."""
    analysis, keys = told.analysis, Names(told.state).cards(told.journey.id)
    columns: list[Filled | None] = [
        (Column(_("From"), "key", 16), lambda link: keys[link.source]),
        (Column(_("From (name)"), width=32), lambda link: told.name(link.source)),
        (Column(_("To"), "key", 16), lambda link: keys[link.target]),
        (Column(_("To (name)"), width=32), lambda link: told.name(link.target)),
        (Column(_("Leads"), width=14), lambda link: _leads(link)),
        (Column(_("Share as given"), "percent", 12), lambda link: link.share),
        (Column(_("Share"), "percent", 10, "bar"), lambda link: analysis.shares.get(link.id)),
        (Column(_("Assumed"), "flag", 11), lambda link: link.id in analysis.assumed),
        (Column(_("Of all customers"), "percent", 12), lambda link: analysis.flows.get(link.id)),
        (Column(_("Label"), width=26), lambda link: link.label),
        for_team(told, Column(_("Hands over"), width=30), lambda link: link.hands_over),
    ]
    return filled(_("Links"), columns, told.links)


# the figures


def paths(told: Told) -> Table:
    """The path that is told, then the most travelled, the best and the worst."""
    analysis, keys = told.analysis, Names(told.state).cards(told.journey.id)
    found: list[tuple[str, int, Path]] = []
    if told.path is not None and not told.path_is_most_travelled:
        found.append((path_title("chosen"), 1, told.path))
    for choice, ranked in (
        ("travelled", analysis.most_travelled(MOST_PATHS)),
        ("best", analysis.best_paths(MOST_PATHS)),
        ("worst", analysis.worst_paths(MOST_PATHS)),
    ):
        found += [(path_title(choice), place, path) for place, path in enumerate(ranked, 1)]
    columns: list[Filled | None] = [
        (Column(_("Path"), width=22), lambda row: row[0]),
        (Column(_("Place"), "count", 8), lambda row: row[1]),
        (Column(_("Excellence"), "percent", 12, "ramp"), lambda row: _worth(row[2])),
        (Column(_("At most"), "flag", 10), lambda row: row[2].upper_bound),
        (Column(_("Of all customers"), "percent", 12, "bar"), lambda row: row[2].probability),
        (Column(_("Touchpoints"), "count", 12), lambda row: row[2].touchpoints),
        (
            Column(_("Per touchpoint"), "percent", 12),
            lambda row: None if row[2].mean is None else row[2].per_touchpoint,
        ),
        (Column(_("Average of its scores"), "percent", 12), lambda row: row[2].mean),
        (Column(_("Peak and end"), "percent", 12), lambda row: row[2].peak_end),
        (Column(_("Weakest"), width=26), lambda row: row[2].weakest and told.name(row[2].weakest)),
        (Column(_("Way"), width=60), lambda row: path_name(row[2].nodes, told.state)),
        (Column(_("Keys"), "key", 30), lambda row: ", ".join(keys[node] for node in row[2].nodes)),
    ]
    return filled(_("Paths"), columns, found)


def levers(told: Told) -> Table:
    """What to fix first: what the journey would gain, were a touchpoint perfect."""
    analysis, journey = told.analysis, told.journey
    keys = Names(told.state).cards(journey.id)
    found = [lever for lever in analysis.levers if told.nodes[lever.id].outcome != "leaves"]

    def then(lever: Lever) -> float | None:
        return None if analysis.expected is None else min(1.0, analysis.expected + lever.lever)

    columns: list[Filled | None] = [
        (Column(_("Place"), "count", 8), lambda row: row[0]),
        (Column(_("Key"), "key", 16), lambda row: keys[row[1].id]),
        (Column(_("Name"), width=34), lambda row: told.name(row[1].id)),
        (Column(_("Phase"), width=18), lambda row: phase_title(told.state.get(told.nodes[row[1].id].phase, Phase))),
        (Column(_("Score"), "percent", 10, "ramp"), lambda row: row[1].score),
        (Column(_("Comes here"), "percent", 12), lambda row: row[1].reach),
        (Column(_("Lever"), "points", 12, "bar"), lambda row: row[1].lever),
        (Column(_("The journey then"), "percent", 14), lambda row: then(row[1])),
    ]
    if journey.customers is not None:
        columns.append((Column(_("Customers a year (estimate)"), "count", 16), lambda row: _people(told, row[1])))
    if journey.customers is not None and journey.customer_value is not None:
        heading = _("Worth (estimate)")
        currency = " ".join(journey.currency.split())
        heading = f"{heading}, {currency}" if currency else heading
        columns.append((Column(heading, "count", 16), lambda row: _money(told, row[1])))
    return filled(_("Levers"), columns, list(enumerate(found, 1)))


def staircase(told: Told) -> Table:
    """The path that is told, step by step: what is left of the promise before and after each touchpoint."""
    keys = Names(told.state).cards(told.journey.id)
    steps = told.path.steps if told.path else ()
    columns: list[Filled | None] = [
        (Column(_("Step"), "count", 8), lambda row: row[0]),
        (Column(_("Key"), "key", 16), lambda row: keys[row[1].id]),
        (Column(_("Name"), width=34), lambda row: told.name(row[1].id)),
        (Column(_("Phase"), width=18), lambda row: phase_title(told.state.get(told.nodes[row[1].id].phase, Phase))),
        (Column(_("Score"), "percent", 10, "ramp"), lambda row: getattr(told.nodes[row[1].id], "score", None)),
        (Column(_("Before"), "percent", 11), lambda row: row[1].before),
        (Column(_("Lost here"), "percent", 11, "bar"), lambda row: row[1].before - row[1].after),
        (Column(_("What is left"), "percent", 11), lambda row: row[1].after),
    ]
    return filled(_("Staircase"), columns, list(enumerate(steps, 1)))


def phase_title(phase: Phase | None) -> str:
    """What a phase is called; nothing where there is none."""
    return "" if phase is None else " ".join(phase.title.split()) or _("Untitled phase")


def _worth(path: Path) -> float | None:
    """A path's excellence; None while nothing on it is scored."""
    return None if path.touchpoints and path.mean is None else path.excellence


def _score(touchpoint: Touchpoint) -> float | None:
    """Where customers leave there is nothing to score."""
    return None if touchpoint.outcome == "leaves" else touchpoint.score


def _outcome(node: Node) -> str | None:
    if node.outcome is None:
        return None
    return pgettext("a customer", "leaves") if node.outcome == "leaves" else _("reached")


def _leads(link: Link) -> str:
    return _("onward") if link.kind == "next" else _("back")


def _people(told: Told, lever: Lever) -> float | None:
    customers = money.estimate(told.journey, lever.lever).customers
    return None if customers is None else money.honest(customers)


def _money(told: Told, lever: Lever) -> float | None:
    worth = money.estimate(told.journey, lever.lever).money
    return None if worth is None else money.honest(worth)
