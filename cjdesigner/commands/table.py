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
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import Journey, Node, Persona, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.weighing import Comparison, Weighed

_MOST_LEVERS = 10
_MOST_NAMES = 10
_ROUNDS = (1, 2, 3, 5, 10)


def table(
    state: State,
    journey: Journey,
    analysis: Analysis,
    before: Analysis,
    persona: Persona | None = None,
    comparison: Comparison | None = None,
) -> str:
    """The figures, set for the terminal; ``before`` are those without what is supposed, or the same.

    They are one ``persona``'s, or the journey's own, with a ``comparison`` of its personas.
    """
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
    for part in _Figures(state, journey, analysis, before, persona, comparison).parts():
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


class _Figures:
    def __init__(
        self,
        state: State,
        journey: Journey,
        analysis: Analysis,
        before: Analysis,
        persona: Persona | None,
        comparison: Comparison | None,
    ) -> None:
        self._state = state
        self._journey = journey
        self._analysis = analysis
        self._before = before
        self._persona = persona
        self._comparison = comparison

    def parts(self) -> Iterable[Text | Table]:
        """What is printed, from top to bottom."""
        journey, analysis = self._journey, self._analysis
        kind = _("to be") if journey.kind == "to-be" else _("as is")
        personas = self._state.personas(journey.id) if self._persona is None else [self._persona]
        who = ", ".join(persona_name(persona) for persona in personas) or journey.persona
        yield Text("  ·  ".join(plain(part) for part in (journey.title, kind, who) if part.strip()))
        yield Text()
        yield self._excellence()
        for sentence in wording.sentences(self._analysis):
            yield Text(sentence)
        if not analysis.linked:
            return
        yield from self._under(_("By persona"), self._by_persona())
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

    def _by_persona(self) -> Table | None:
        if self._comparison is None:
            return None
        grid = _grid("left", "right", "right", "right", "left")
        for part in self._comparison.figures:
            analysis = part.analysis
            first = next(iter(analysis.largest_levers(1)), None)
            fix = self._fix_first(first.id, first.lever) if first is not None else ""
            grid.add_row(
                *self._persona_row(wording.brief(plain(persona_name(part.persona))), part.weight, analysis, fix)
            )
            for name, path in ((_("best"), analysis.best), (_("worst"), analysis.worst)):
                if path is not None and analysis.expected is not None:
                    grid.add_row(*map(Text, ("", name, wording.path_worth(path), "", self._way(path))))
        weighed = self._comparison.weighed
        top = next(iter(weighed.levers), None)
        fix = self._fix_first(top.id, top.lever) if top is not None else ""
        grid.add_row(*self._persona_row(_("all together, weighted"), None, weighed, fix))
        return grid

    def _persona_row(self, name: str, weight: float | None, figures: Analysis | Weighed, fix: str) -> list[Text]:
        part = "" if weight is None else _("{share} of customers").format(share=wording.figure(weight))
        lost = _("{share} lost").format(share=wording.figure(figures.lost)) if figures.lost else ""
        return [
            Text(name),
            Text(part),
            Text(wording.at_most(figures.expected, figures.upper_bound), style="bold"),
            Text(lost),
            Text(fix if figures.expected is not None else ""),
        ]

    def _fix_first(self, identity: int, lever: float) -> str:
        if lever <= 0.0005:
            return ""
        return _("fix first: {name} {points}").format(name=self._name(identity), points=points(lever))

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
