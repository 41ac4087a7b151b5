"""What a card carries, in words: its facts line by line, and what hangs on it.

For formats that tell a card in full (a page to look around in, the notes under a slide). What a client's copy leaves
out is empty in its records (``client_copy``). This module must not know any format.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from cjdesigner.export.cards import channel_name
from cjdesigner.export.journey import Told
from cjdesigner.i18n import decimal, mark, percent, pgettext, points
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs, money, wording
from cjdesigner.model.company import activities_at
from cjdesigner.model.empathy import by_section
from cjdesigner.model.empathy_canvas import SECTIONS
from cjdesigner.model.hanging import on
from cjdesigner.model.indicator_words import in_unit, name_of_indicator, reading_words
from cjdesigner.model.indicators import readings_of
from cjdesigner.model.insight_words import confidence_words
from cjdesigner.model.layout import loses_customers
from cjdesigner.model.naming import called, kind_name
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import (
    Activity,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    NeedPoint,
    Node,
    Note,
    Override,
    Persona,
    Record,
    Touchpoint,
)

EVIDENCE = {"guess": mark("guess"), "observed": mark("observed"), "measured": mark("measured")}
_EXPECTATION = {"missed": mark("missed"), "met": mark("met"), "exceeded": mark("exceeded")}
_NOTHING = 1e-9


class Fact(msgspec.Struct, frozen=True):
    """One thing a card says: what it is about, and the words."""

    label: str
    text: str


class Hanging(msgspec.Struct, frozen=True):
    """A record that hangs on a card: what kind it is, what it says, and what is known of it, a line each."""

    kind: str
    text: str
    more: tuple[str, ...] = ()


class Carried:
    """What the cards of a journey carry."""

    def __init__(self, told: Told) -> None:
        self.told = told

    @cached_property
    def levers(self) -> dict[int, float]:
        """Every touchpoint's lever."""
        return {lever.id: lever.lever for lever in self.told.analysis.levers}

    def facts(self, node: Node) -> list[Fact]:
        """What a card says besides its name, the weightiest first."""
        found = self._touchpoint_facts(node) if isinstance(node, Touchpoint) else self._need_facts(node)
        return [Fact(label, text.strip()) for label, text in found if text.strip()]

    def _need_facts(self, node: Node) -> Iterator[tuple[str, str]]:
        analysis = self.told.analysis
        if node.id in analysis.unanswered_ids:
            yield _("Answered"), _("no answer")
        elif (met := analysis.fulfilment.get(node.id)) is not None:
            yield _("Answered"), wording.at_most(met, node.id in analysis.fulfilment_at_most)
        yield from self._way_facts(node)

    def _touchpoint_facts(self, node: Touchpoint) -> Iterator[tuple[str, str]]:
        if node.outcome != "leaves":
            score = score_words(node)
            yield _("Score"), f"{score}, {_(EVIDENCE[node.evidence])}" if node.score is not None else score
        yield _("Basis"), ", ".join(part for part in (node.basis.strip(), node.date.strip()) if part)
        for own in self.told.state.referring(node.id, Override):
            persona = self.told.state.get(own.persona, Persona)
            if own.field == "score" and own.value is not None and persona is not None:
                yield _("Score for {persona}").format(persona=persona_name(persona)), percent(own.value)
        if node.expectation is not None:
            yield _("Expectation"), _(_EXPECTATION[node.expectation])
        lever = self.levers.get(node.id, 0.0)
        if lever > _NOTHING:
            text = _("{points} points of the whole journey, were this one perfect").format(points=points(lever))
            yield _("Lever"), ", ".join(part for part in (text, money.amount(self.told.journey, lever)) if part)
        yield from self._way_facts(node)
        yield _("Channel"), channel_name(node.channel)
        yield _("Owner"), node.owner
        if node.actor == "machine":
            yield _("Customer is"), _("a machine")
        if node.signature:
            yield _("Signature"), _("one of the few moments that people shall remember")
        if node.blocked:
            yield _("Blocked"), _("closed")
        yield _("Mandate"), node.mandate
        yield _("Known of the customer"), node.known
        yield _("Note"), node.note

    def _way_facts(self, node: Node) -> Iterator[tuple[str, str]]:
        analysis = self.told.analysis
        reach = analysis.reach.get(node.id)
        if reach is not None:
            text = _("{share} of all customers").format(share=wording.figure(reach))
            yield _("Comes here"), ", ".join(part for part in (text, money.people(self.told.journey, reach)) if part)
        elif self.told.analysis.linked:
            yield _("Comes here"), _("not linked")
        if (lost := losing(self.told, node.id)) > 0.0005:
            yield _("Leaves here"), _("{share} of all customers").format(share=wording.figure(lost))
        if node.outcome is not None:
            words = pgettext("a customer", "leaves") if node.outcome == "leaves" else _("reached")
            yield _("Outcome"), ": ".join(part for part in (words, node.reason.strip()) if part)

    # what hangs on it

    def hangings(self, node: Node) -> list[Hanging]:
        """All that hangs on a card, kind by kind."""
        state = self.told.state
        if not state.is_referred_to(node.id):
            return []
        found = [self._hanging(record) for record in on(state, node.id) if not isinstance(record, (Note, Activity))]
        activities = activities_at(state, node.id) if isinstance(node, Touchpoint) else []
        for activity in activities:
            more = activity.owner.strip(), activity.note.strip()
            found.append(Hanging(_("Activity"), called(state, activity), tuple(part for part in more if part)))
        return found

    def _hanging(self, record: Record) -> Hanging:
        state = self.told.state
        if isinstance(record, Insight):
            known = [record.source.strip(), record.date.strip(), confidence_words(record.confidence)]
            more = [", ".join(part for part in known if part)]
            if record.department.strip():
                more.append(_("for {department}").format(department=record.department.strip()))
            return Hanging(kind_name(record), record.text.strip() or called(state, record), tuple(more))
        if isinstance(record, Indicator):
            return Hanging(kind_name(record), name_of_indicator(record), tuple(self._indicator(record)))
        if isinstance(record, Job):
            chance = jobs.job_opportunity(state, record.id)
            worth = () if chance is None else (_("opportunity {figure}").format(figure=jobs.worded(chance)),)
            return Hanging(kind_name(record), called(state, record), worth)
        if isinstance(record, EmpathyMap):
            sections = by_section(state, record.id)
            lines = [
                f"{_(text.short)}: {'; '.join(' '.join(note.text.split()) for note in sections[section])}"
                for section, text in SECTIONS.items()
                if sections.get(section)
            ]
            return Hanging(kind_name(record), called(state, record), tuple(lines))
        return Hanging(kind_name(record), called(state, record))

    def _indicator(self, indicator: Indicator) -> Iterator[str]:
        readings = readings_of(self.told.state, indicator.id)
        if readings:
            yield reading_words(indicator, readings[-1])
        if indicator.target is not None:
            yield _("target {value}").format(value=in_unit(indicator, indicator.target))
        if indicator.owner.strip():
            yield indicator.owner.strip()

    def lines(self, node: Node) -> list[str]:
        """A card in full as lines of text: its name, its facts, what hangs on it, the further lines drawn in."""
        kind = _("Need point") if isinstance(node, NeedPoint) else _("Touchpoint")
        lines = [f"{kind}: {self.told.name(node.id)}"]
        lines += [f"   {fact.label}: {' '.join(fact.text.split())}" for fact in self.facts(node)]
        for hanging in self.hangings(node):
            lines.append(f"   {hanging.kind}: {' '.join(hanging.text.split())}")
            lines += [f"      {' '.join(line.split())}" for line in hanging.more if line]
        return lines


def score_words(node: Node) -> str:
    """A touchpoint's score; in words where there is none, and where customers leave there is nothing to score."""
    if node.outcome == "leaves":
        return pgettext("a customer", "leaves")
    if not isinstance(node, Touchpoint):
        return ""
    return _("not scored") if node.score is None else percent(node.score)


def answer_words(told: Told, node: NeedPoint) -> str:
    """How far a need is answered; nothing where that is not known yet."""
    analysis = told.analysis
    if node.outcome == "leaves":
        return pgettext("a customer", "leaves")
    if node.id in analysis.unanswered_ids:
        return _("no answer")
    met = analysis.fulfilment.get(node.id)
    if met is None:
        return ""
    template = _("answered at most {share}") if node.id in analysis.fulfilment_at_most else _("answered {share}")
    return template.format(share=percent(met))


def losing(told: Told, node: int) -> float:
    """The share of all customers who leave the journey at a card."""
    reach = told.analysis.reach.get(node, 0.0)
    return reach * loses_customers(told.state, node) if reach else 0.0


def gain_words(lever: float) -> str:
    """A lever in points; a tiny one with two digits rather than as nothing."""
    if lever >= 0.0005:
        return points(lever)
    return ("+" if lever >= 0.00005 else "<+") + decimal(max(lever, 0.0001) * 100, 2)
