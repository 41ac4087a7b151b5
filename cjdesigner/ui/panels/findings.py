"""What the journey panel lists, as rows: what to fix first, gaps, paths.

This module must not know Qt widgets, nor compute a figure that the analysis has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext, points
from cjdesigner.model import money
from cjdesigner.model.excellence import Analysis, Path
from cjdesigner.model.records import Journey, Link, Node
from cjdesigner.model.state import State
from cjdesigner.model.wording import figure, grouped, link_name, name_of, path_name, path_title, path_worth
from cjdesigner.ui.panels.rows import Row

_LEVERS = 7
_EACH = 5


def levers(analysis: Analysis, state: State, journey: Journey | None = None) -> list[Row]:
    """The touchpoints whose score moves the journey most, in points; those that move nothing are left out.

    Where the journey has figures for it, also as customers and money.
    """
    if analysis.expected is None:
        return []
    rows = []
    for lever in analysis.largest_levers(_LEVERS):
        if lever.lever <= 1e-12:
            break
        name = name_of(state.get(lever.id, Node))
        detail = _("scored {score}, reached by {reach}").format(score=figure(lever.score), reach=figure(lever.reach))
        worth = money.amount(journey, lever.lever) if journey is not None else ""
        detail = "\n".join(part for part in (detail, worth) if part)
        rows.append(Row(lever.id, name, points(lever.lever), detail, tip=f"{name}\n{detail}" if worth else name))
    return rows


def gaps(analysis: Analysis, state: State, covered: bool = False) -> list[Row]:
    """What is missing or doubtful, the gravest first. A row's key is the id of what it is about, or None."""
    reach = analysis.reach
    rows: list[Row] = []

    def add(ids: Sequence[int], detail: str, icon: str, more: str) -> None:
        for identity in ids[:_EACH]:
            record = state.get(identity, Node)
            name = name_of(record)
            share = figure(reach[identity], covered) if identity in reach else ""
            rows.append(Row(identity, name, share, detail, icon, tip=f"{name}: {detail}"))
        rest = len(ids) - _EACH
        if rest > 0:
            rows.append(Row(None, more.format(count=grouped(rest)), icon=icon, placeholder=True))

    add(analysis.unanswered_ids, _("unanswered need"), "ri.question-line", _("and {count} more unanswered needs"))
    first = nlargest(_EACH, analysis.unscored_ids, key=reach.__getitem__)
    unscored = [*first, *analysis.unscored_ids[_EACH:]]  # only the first are named, the others counted
    add(unscored, _("score this"), "ri.pencil-line", _("and {count} more to score"))
    rows += _lost(analysis, state, covered)
    for identity in analysis.oversubscribed[:_EACH]:
        given = sum(link.share or 0.0 for link in state.outgoing(identity))
        name = name_of(state.get(identity, Node))
        detail = _("its shares sum to {sum}").format(sum=figure(given))
        rows.append(Row(identity, name, "", detail, "ri.pie-chart-line", tip=f"{name}: {detail}"))
    for identity in analysis.dry[:_EACH]:
        link = state.get(identity, Link)
        if link is not None:
            name, detail = link_name(link, state), _("takes no customers: its share comes out as 0")
            rows.append(Row(identity, name, "", detail, "ri.drop-line", tip=f"{name}: {detail}"))
    add(
        analysis.single_points,
        _("every path goes through here"),
        "ri.focus-2-line",
        _("and {count} more that every path goes through"),
    )
    return rows


def _lost(analysis: Analysis, state: State, covered: bool) -> list[Row]:
    """Where customers are lost: ends that leave, and cards whose given shares leave some over."""
    if not analysis.lost:
        return []
    found = [(gone, identity) for identity, gone in analysis.losses.items() if gone > 1e-9]
    rows = []
    for gone, identity in nlargest(_EACH, found):
        node = state.get(identity, Node)
        detail = _("lost here")
        if node is not None and node.outcome == "leaves":
            detail = _("leave: {reason}").format(reason=" ".join(node.reason.split())) if node.reason else _("leave")
        rows.append(Row(identity, name_of(node), figure(gone, covered), detail, "ri.logout-box-r-line"))
    return rows


def needs_equal_shares(analysis: Analysis, state: State) -> list[int]:
    """The nodes at which equal shares would help: oversubscribed ones, and sources of links that run dry."""
    sources = [link.source for identity in analysis.dry if (link := state.get(identity, Link)) is not None]
    return list(dict.fromkeys([*analysis.oversubscribed, *sources]))


def summary(analysis: Analysis, state: State, travelled: Path | None, covered: bool) -> list[Row]:
    """Best, worst and most travelled path. A row's key is what :meth:`Editor.choose_path` takes.

    Before the first score no path is better than another.
    """
    rows = []
    ranked = [("best", analysis.best), ("worst", analysis.worst)] if analysis.expected is not None else []
    for choice, path in (*ranked, ("travelled", travelled)):
        if path is not None:
            worth = path_worth(path, covered)
            name = path_name(path.nodes, state)
            rows.append(Row(choice, path_title(choice), worth, name, tip=name))
    return rows


def path_rows(groups: Iterable[tuple[str, Sequence[Path]]], state: State, covered: bool) -> list[Row]:
    """Paths as rows, each once however many groups it is in. The key is the path's nodes."""
    titles: dict[tuple[int, ...], list[str]] = {}
    paths: dict[tuple[int, ...], Path] = {}
    for group, members in groups:
        for number, path in enumerate(members):
            paths[path.nodes] = path
            titles.setdefault(path.nodes, [])
            if number == 0:
                titles[path.nodes].append(group)
    rows = []
    for nodes, path in paths.items():
        name = path_name(nodes, state)
        share = figure(path.probability, covered)
        title = _("{share} of customers").format(share=share)
        if titles[nodes]:
            title = f"{share} \u00b7 {', '.join(titles[nodes])}"
        worth = path_worth(path, covered)
        rows.append(Row(nodes, title, worth, name, tip=name))
    return rows


def counts(analysis: Analysis) -> str:
    """How large the journey is, in a line."""
    needs, touchpoints = analysis.need_points, analysis.touchpoints
    parts = [
        ngettext("{count} need point", "{count} need points", needs).format(count=grouped(needs)),
        ngettext("{count} touchpoint", "{count} touchpoints", touchpoints).format(count=grouped(touchpoints)),
    ]
    return " \u00b7 ".join(parts)
