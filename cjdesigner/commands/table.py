"""The figures of a journey as people read them in a terminal.

This module must not know how figures are computed. Texts of users are set as they are, never as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cjdesigner.commands.saying import plain
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext, percent, points
from cjdesigner.model import wording
from cjdesigner.model.excellence import Analysis, Path
from cjdesigner.model.records import Journey, Node, Touchpoint
from cjdesigner.model.state import State

_MOST_LEVERS = 10
_MOST_NAMES = 10
_ROUNDS = (1, 2, 3, 5, 10)


def table(state: State, journey: Journey, analysis: Analysis, before: Analysis) -> str:
    """The figures, set for the terminal; ``before`` are those without what is supposed, or the same."""
    wide = sys.stdout.isatty()
    stream = StringIO()
    console = Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=wide,
        width=None if wide else 10_000,
        soft_wrap=not wide,
    )
    for part in _Figures(state, journey, analysis, before).parts():
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


class _Figures:
    def __init__(self, state: State, journey: Journey, analysis: Analysis, before: Analysis) -> None:
        self._state = state
        self._journey = journey
        self._analysis = analysis
        self._before = before

    def parts(self) -> Iterable[Text | Table]:
        """What is printed, from top to bottom."""
        journey, analysis = self._journey, self._analysis
        kind = _("to be") if journey.kind == "to-be" else _("as is")
        yield Text("  ·  ".join(plain(part) for part in (journey.title, kind, journey.persona) if part.strip()))
        yield Text()
        yield self._excellence()
        for sentence in wording.sentences(self._analysis):
            yield Text(sentence)
        if not analysis.linked:
            return
        yield from self._under(_("Paths"), self._paths())
        yield from self._under(_("Fix this first"), self._levers())
        yield from self._under(_("Customers go to"), self._takers())
        yield from self._under(_("Gaps"), self._gaps())
        yield from self._under(_("Trust"), self._trust())

    def _under(self, heading: str, part: Table | None) -> Iterable[Text | Table]:
        if part is not None and part.row_count:
            yield Text()
            yield Text(heading, style="bold")
            yield part

    def _excellence(self) -> Text:
        analysis, before = self._analysis, self._before
        line = Text(_("Journey excellence") + "  ")
        line.append(wording.at_most(analysis.expected, analysis.upper_bound), style="bold")
        if before is not analysis:
            was = _("before: {figure}").format(figure=wording.at_most(before.expected, before.upper_bound))
            line.append(f"  ({was})")
        return line

    def _paths(self) -> Table | None:
        analysis = self._analysis
        if not analysis.paths:
            return None
        grid = _grid("left", "right", "right", "left")
        travelled = next(iter(analysis.most_travelled(1)), None)
        rows = [(_("best"), analysis.best), (_("worst"), analysis.worst), (_("most travelled"), travelled)]
        if analysis.paths == 1:
            rows = [(_("the only one"), analysis.best)]
        elif analysis.expected is None:  # before the first score no path is better than another
            rows = rows[2:]
        for name, path in rows:
            if path is not None:
                figure = wording.path_worth(path)
                customers = _("{share} of customers").format(share=wording.figure(path.probability))
                grid.add_row(*map(Text, (name, figure, customers, self._way(path))))
        if analysis.single_points:
            grid.add_row(Text(_("all through")), Text(), Text(), Text(self._names(analysis.single_points)))
        grid.add_row(Text(_("number of paths")), Text(wording.large(analysis.paths)))
        return grid

    def _levers(self) -> Table | None:
        if self._analysis.expected is None:
            return None
        levers = [lever for lever in self._analysis.levers if lever.lever > 0.0005]
        grid = _grid("right", "left", "right", "left", "right", "left")
        for place, lever in enumerate(levers[:_MOST_LEVERS], 1):
            score = "" if lever.score is None else percent(lever.score)
            reach = _("reached by {share}").format(share=wording.figure(lever.reach))
            words = (
                f"{place}",
                self._name(lever.id),
                score,
                reach,
                points(lever.lever),
                _("points") if place == 1 else "",
            )
            grid.add_row(*map(Text, words))
        more = len(levers) - _MOST_LEVERS
        if more > 0:
            grid.add_row(Text(), Text(ngettext("… and {count} more", "… and {count} more", more).format(count=more)))
        return grid

    def _takers(self) -> Table | None:
        if self._before is self._analysis:
            return None
        grid = _grid("left", "right")
        was, now = self._before.reach, self._analysis.reach
        gains = [(now[n] - was.get(n, 0.0), n) for n in now if now[n] - was.get(n, 0.0) > 0.0005]
        for _gain, identity in sorted(gains, key=lambda gain: -gain[0]):
            if self._state.get(identity, Touchpoint) is not None:
                change = f"{percent(was.get(identity, 0.0))} → {percent(now[identity])}"
                grid.add_row(Text(self._name(identity)), Text(change))
        return grid

    def _gaps(self) -> Table | None:
        analysis = self._analysis
        grid = _grid("left", "left")
        for heading, ids in (
            (_("unanswered"), analysis.unanswered_ids),
            (_("not scored"), analysis.unscored_ids),
            (_("parked"), analysis.parked_ids),
        ):
            if ids:
                grid.add_row(Text(heading), Text(self._names(ids)))
        if analysis.lost:
            grid.add_row(Text(_("lost")), Text(_("{share} of customers").format(share=wording.figure(analysis.lost))))
        return grid

    def _trust(self) -> Table | None:
        analysis = self._analysis
        if analysis.expected is None:
            return None
        grid = _grid("left", "right")
        for rounds in _ROUNDS:
            template = ngettext("never disappointed in {count} round", "never disappointed in {count} rounds", rounds)
            figure = wording.at_most(analysis.trust(rounds), analysis.upper_bound)
            grid.add_row(Text(template.format(count=rounds)), Text(figure))
        return grid

    def _way(self, path: Path) -> str:
        return " → ".join(self._name(identity) for identity in path.nodes)

    def _names(self, ids: Sequence[int]) -> str:
        names = [self._name(identity) for identity in ids[:_MOST_NAMES]]
        return ", ".join(names) + (" …" if len(ids) > _MOST_NAMES else "")

    def _name(self, identity: int) -> str:
        node = self._state.get(identity, Node)
        return plain(wording.name_of(node)) if node is not None else ""


def _grid(*columns: str) -> Table:
    grid = Table.grid(padding=(0, 2))
    for justify in columns:
        grid.add_column(justify="right" if justify == "right" else "left")
    return grid
