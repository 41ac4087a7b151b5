"""What a journey's figures say first: one short sentence for the head of its poster, and others that are true as well.

Numbers stand in words where people say them so, and only where they hold: “half” from 45 to 55 %, “a third” within two
points. Where figures are upper bounds a sentence says only what holds whatever is still unscored.

This module must not know where the sentence is shown, nor compute a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext, pgettext
from cjdesigner.model import strategy
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.path import Path
from cjdesigner.model.records import NeedPoint, Node, Phase, Touchpoint, node_title
from cjdesigner.model.state import State
from cjdesigner.model.wording import figure, grouped, is_bound

MOST = 70
"""Characters that a sentence aims at; a name in it is cut for that, but never below :data:`LEAST_NAME`."""
LEAST_NAME = 22
GOOD = 0.85
"""A journey that keeps as much is told by what it keeps."""

_NEAR, _NEAR_HALF = 0.02, 0.05
"""How far a share may be from the fraction that is said for it."""

_LOST: tuple[tuple[float, str, str], ...] = (
    (
        0.5,
        mark("Half the promise is lost before “{name}”"),
        mark("More than half the promise is lost before “{name}”"),
    ),
    (
        2 / 3,
        mark("Two thirds of the promise are lost before “{name}”"),
        mark("More than two thirds of the promise are lost before “{name}”"),
    ),
    (
        0.75,
        mark("Three quarters of the promise are lost before “{name}”"),
        mark("More than three quarters of the promise are lost before “{name}”"),
    ),
    (
        0.9,
        mark("Nine tenths of the promise are lost before “{name}”"),
        mark("More than nine tenths of the promise are lost before “{name}”"),
    ),
)
"""What part of the promise is lost, as it is said where it is about that, and where it is more."""

_SHARES: tuple[tuple[float, float, str, int], ...] = (
    (0.1, 0.01, mark("One in ten customers"), 1),
    (0.2, 0.02, mark("One in five customers"), 1),
    (0.25, 0.02, mark("One in four customers"), 1),
    (0.3, 0.012, mark("Three in ten customers"), 3),
    (1 / 3, 0.02, mark("One in three customers"), 1),
    (0.4, 0.02, mark("Four in ten customers"), 4),
    (0.5, 0.02, mark("One in two customers"), 1),
    (0.6, 0.02, mark("Six in ten customers"), 6),
    (2 / 3, 0.02, mark("Two in three customers"), 2),
    (0.75, 0.02, mark("Three in four customers"), 3),
    (0.8, 0.02, mark("Eight in ten customers"), 8),
    (0.9, 0.01, mark("Nine in ten customers"), 9),
)
"""Shares of customers, how near one must be to be said so, the words, and the number that the verb agrees with."""


def proposal(analysis: Analysis, state: State, journey: int) -> str:
    """The strongest sentence, in the language in force; empty where the figures say nothing yet."""
    return next(iter(proposals(analysis, state, journey)), "")


def proposals(analysis: Analysis, state: State, journey: int) -> list[str]:
    """The sentences that are true of the journey, each once, the strongest first; none where nothing is scored."""
    if analysis.expected is None or not analysis.linked_scored:
        return []
    found = sorted(_Journey(analysis, state, journey).candidates(), key=lambda pair: -pair[0])
    return list(dict.fromkeys(sentence for _weight, sentence in found))


class _Journey:
    """The candidates of one journey, as (weight, sentence).

    A weight is about the share of all customers, or of the promise, that is lost where the sentence points to: what
    names a place weighs more than what sums up.
    """

    def __init__(self, analysis: Analysis, state: State, journey: int) -> None:
        self.analysis, self.state, self.journey = analysis, state, journey
        self.expected = analysis.expected or 0.0
        self.bound = is_bound(analysis.expected, analysis.upper_bound)

    def candidates(self) -> Iterator[tuple[float, str]]:
        if (self.analysis.lost or 0.0) >= 1 - 1e-9:
            yield 3.0, _("Nobody reaches the end of this journey")
            yield from self._leaving()
            yield from self._unanswered()
            return
        path = next(iter(self.analysis.most_travelled(1)), None)
        yield from self._kept()
        if path is not None:
            yield from self._promise(path)
            yield from self._average(path)
        yield from self._leaving()
        yield from self._unanswered()
        yield from self._lever()
        yield from self._contrast()
        yield from self._silent()
        yield from self._single()
        yield 0.02, self._meaning()

    # what is kept

    def _kept(self) -> Iterator[tuple[float, str]]:
        if self.bound or self.expected < GOOD:
            return
        if self.expected > 1 - 1e-9:
            yield 2.0, _("The journey keeps every promise")
            return
        kept = figure(self.expected)
        lever = next(iter(self.analysis.largest_levers(1)), None)
        name = self._name(lever.id) if lever is not None and lever.lever > 0.0005 else ""
        if name:
            yield 2.0, _named(_("The journey keeps {figure}: what remains is “{name}”"), name, figure=kept)
        else:
            yield 2.0, _("The journey keeps {figure} of its promise").format(figure=kept)

    def _meaning(self) -> str:
        count = ceil(self.expected * 100 - 1e-9) if self.bound else int(self.expected * 100 + 0.5)
        if not 1 <= count <= 99:
            if not self.expected:
                return _("Nobody gets through without a disappointment")
            return _("The journey keeps {figure} of its promise").format(figure=figure(self.expected))
        if self.bound:
            said = ngettext(
                "At most {count} of 100 customers gets through without a disappointment",
                "At most {count} of 100 customers get through without a disappointment",
                count,
            )
        else:
            said = ngettext(
                "Only {count} of 100 customers gets through without a disappointment",
                "Only {count} of 100 customers get through without a disappointment",
                count,
            )
            if self.expected >= 0.5:
                said = ngettext(
                    "{count} of 100 customers gets through without a disappointment",
                    "{count} of 100 customers get through without a disappointment",
                    count,
                )
        return said.format(count=count)

    # along the most travelled path

    def _promise(self, path: Path) -> Iterator[tuple[float, str]]:
        """How much is gone before a touchpoint: the first before which it is about half, and where it is most."""
        steps, already = path.steps, ""
        for place, step in enumerate(steps):
            said = _lost_words(1 - step.before, path.upper_bound)
            if step.before < 1e-9:
                said = _("Nothing of the promise is left before “{name}”")
            name = self._place_name(path, place)
            if not said or said == already or not name:
                continue
            early = 1 - place / len(steps)
            yield (0.15 if already else 0.55) + 0.4 * (1 - step.before) + 0.3 * early, _named(said, name)
            already = said

    def _place_name(self, path: Path, place: int) -> str:
        """What a path's touchpoint is called; its phase where that is shorter and begins there."""
        steps = path.steps
        name = self._name(steps[place].id)
        node = self.state.get(steps[place].id, Node)
        phase = self.state.get(node.phase, Phase) if node is not None else None
        if phase is None or not phase.title.strip() or 0 < len(name) <= 32:
            return name
        earlier = [self.state.get(step.id, Node) for step in steps[:place]]
        begins = all(other is not None and other.phase != phase.id for other in earlier)
        title = " ".join(phase.title.split())
        return title if begins and (not name or len(title) < len(name)) else name

    def _average(self, path: Path) -> Iterator[tuple[float, str]]:
        if path.mean is None or path.upper_bound or path.touchpoints < 2:
            return
        gap = path.mean - path.excellence
        if gap >= 0.15:
            yield (
                0.3 * gap,
                _("The scores average {mean}, together they keep {figure}").format(
                    mean=figure(path.mean), figure=figure(path.excellence)
                ),
            )

    # places

    def _leaving(self) -> Iterator[tuple[float, str]]:
        losses = {node: loss for node, loss in self.analysis.losses.items() if loss >= 0.01}
        for node, loss in sorted(losses.items(), key=lambda pair: (-pair[1], pair[0]))[:2]:
            record, name = self.state.get(node, Node), self._name(node)
            if record is None or not name:
                continue
            customers, number = _customers(loss)
            if record.outcome == "leaves":
                said = ngettext("{customers} leaves: “{name}”", "{customers} leave: “{name}”", number)
            else:
                said = ngettext("{customers} leaves at “{name}”", "{customers} leave at “{name}”", number)
            yield 1.7 * loss + (0.35 if loss >= 0.2 else 0.0), _named(said, name, customers=customers)
        lost = self.analysis.lost or 0.0
        if 0.01 <= lost < 1 - 1e-9 and len(losses) > 1:
            customers, number = _customers(lost)
            said = ngettext("{customers} never arrives", "{customers} never arrive", number)
            yield 1.2 * lost, said.format(customers=customers)

    def _unanswered(self) -> Iterator[tuple[float, str]]:
        reach = self.analysis.reach
        records = [self.state.get(need, NeedPoint) for need in self.analysis.unanswered_ids]
        found = [record for record in records if record is not None and record.outcome != "leaves"]
        for record in sorted(found, key=lambda need: (-reach.get(need.id, 0.0), need.id))[:2]:
            name = self._name(record.id)
            if name:
                weight = 0.4 + 0.5 * reach.get(record.id, 0.0)
                yield weight, _named(_("Nothing answers the question “{name}”"), name)
        if len(found) > 1:
            yield 0.4, _("{count} questions of the customers find no answer").format(count=_counted(len(found)))

    def _lever(self) -> Iterator[tuple[float, str]]:
        for place, lever in enumerate(self.analysis.largest_levers(2)):
            name = self._name(lever.id)
            bound = self.analysis.upper_bound
            points = ceil(100 * lever.lever - 1e-9) if bound else int(100 * lever.lever + 0.5)
            if points < 2 or not name:
                continue
            if not bound:
                kept = self.expected / (self.expected + lever.lever)
                if abs(kept - 0.5) <= _NEAR_HALF + 1e-9:
                    yield 0.9 - 0.3 * place, _named(_("“{name}” alone halves what the journey keeps"), name)
                said = _("One touchpoint, “{name}”, costs {points} of 100 points")
            else:
                said = _("One touchpoint, “{name}”, costs up to {points} of 100 points")
            yield (1.6 - 0.6 * place) * lever.lever, _named(said, name, points=points)

    def _contrast(self) -> Iterator[tuple[float, str]]:
        best, worst = self.analysis.best, self.analysis.worst
        if best is None or worst is None or best.upper_bound or worst.upper_bound:
            return
        if best.excellence - worst.excellence >= 0.2:
            said = _("The best way keeps {best}, the worst {worst}")
            words = said.format(best=figure(best.excellence), worst=figure(worst.excellence))
            yield 0.5 * (best.excellence - worst.excellence), words

    def _silent(self) -> Iterator[tuple[float, str]]:
        """Hand-offs where nothing is handed over; told by touchpoints, so that no owner is named."""
        reach = self.analysis.reach
        found = strategy.handoffs(self.state, self.journey)
        silent = [handoff for handoff in found if handoff.silent]
        if len(silent) > 1 and len(silent) == len(found):
            said = _("At none of {count} hand-offs is anything handed over")
            yield 0.3, said.format(count=grouped(len(found)))
        elif len(silent) > 1:
            said = _("At {silent} of {count} hand-offs nothing is handed over")
            yield 0.2, said.format(silent=grouped(len(silent)), count=grouped(len(found)))
        for handoff in silent[:1]:
            name = self._name(handoff.target)
            if name:
                weight = 0.15 + 0.15 * reach.get(handoff.target, 0.0)
                yield weight, _named(_("What came before is not handed over to “{name}”"), name)

    def _single(self) -> Iterator[tuple[float, str]]:
        """The weakest of the touchpoints that everybody passes."""
        records = [self.state.get(node, Touchpoint) for node in self.analysis.single_points]
        found = [
            record for record in records if record is not None and record.score is not None and self._name(record.id)
        ]
        weak = min(found, key=lambda point: point.score or 0.0, default=None)
        if weak is None or weak.score is None or weak.score > 0.75 or (self.analysis.paths or 0) < 2:
            return
        said = _("All ways lead through “{name}”, which keeps {figure}")
        yield 0.6 * (1 - weak.score), _named(said, self._name(weak.id), figure=figure(weak.score))

    def _name(self, node: int) -> str:
        record = self.state.get(node, Node)
        return " ".join(node_title(record).split()) if record is not None else ""


def _lost_words(lost: float, bound: bool) -> str:
    """The sentence for a part of the promise that is lost; empty below about half. Of a bound only that it is more."""
    said = ""
    for share, about, more in _LOST:
        near = _NEAR_HALF if share == 0.5 else _NEAR
        if abs(lost - share) <= near + 1e-9 and not bound:
            return _(about)
        if lost > share + (0.0 if bound else near):
            said = _(more)
    return said


def _customers(share: float) -> tuple[str, int]:
    """A share of the customers in words, and the number a verb agrees with."""
    near = [
        (abs(share - value), words, number) for value, reach, words, number in _SHARES if abs(share - value) <= reach
    ]
    if near:
        _distance, words, number = min(near)
        return _(words), number
    count = int(share * 100 + 0.5)
    said = ngettext("{count} of 100 customers", "{count} of 100 customers", count)
    return said.format(count=count), count


def _counted(count: int) -> str:
    """A small number as a word at the beginning of a sentence."""
    words = (
        pgettext("a number that begins a sentence", "Two"),
        pgettext("a number that begins a sentence", "Three"),
        pgettext("a number that begins a sentence", "Four"),
        pgettext("a number that begins a sentence", "Five"),
        pgettext("a number that begins a sentence", "Six"),
        pgettext("a number that begins a sentence", "Seven"),
        pgettext("a number that begins a sentence", "Eight"),
        pgettext("a number that begins a sentence", "Nine"),
        pgettext("a number that begins a sentence", "Ten"),
        pgettext("a number that begins a sentence", "Eleven"),
        pgettext("a number that begins a sentence", "Twelve"),
    )
    return words[count - 2] if 2 <= count <= 12 else grouped(count)


def _named(template: str, name: str, **fields: object) -> str:
    """The sentence with a name in it, cut at a word's end where the sentence would be too long."""
    rest = len(template.format(name="", **fields))
    return template.format(name=shortened(name, max(LEAST_NAME, MOST - rest)), **fields)


def shortened(name: str, most: int) -> str:
    """A name of at most so many characters: whole words where they leave more than half of the room filled."""
    name = " ".join(name.split())
    if len(name) <= most:
        return name
    cut = name[: most - 1]
    if name[most - 1] != " ":
        words = cut.rpartition(" ")[0]
        cut = words if len(words) >= most / 2 else cut
    return cut.rstrip(" ,;:.–-(/“„") + "…"
