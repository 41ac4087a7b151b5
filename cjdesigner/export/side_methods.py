"""Further blocks beside the map: the figures by persona, hand-offs between owners, signature interactions.

This module must not know where its columns stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told, named
from cjdesigner.export.side_parts import Block, Column, heading, remark, row
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import strategy, wording
from cjdesigner.model.strategy import Handoff, Moment
from cjdesigner.model.weighing import PersonaFigures

_MOST = 6


def by_persona(told: Told) -> Block | None:
    """The journey's figure for each persona, the worst first, and weighted last."""
    found = told.comparison
    if found is None:
        return None

    title, all_together = _("By persona"), _("All together, weighted")
    weighed, analysis = found.weighed, told.analysis
    whole = wording.at_most(weighed.expected, weighed.upper_bound)
    differs = whole != wording.at_most(analysis.expected, analysis.upper_bound)

    def said(shown: Sequence[PersonaFigures]) -> list[str]:
        return [f"{named(part.persona)} ({_share(part)}): {_figure(part)}" for part in shown]

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, title)
        for part in found.figures[:count]:
            y = row(pen, column, y, "", named(part.persona), _figure(part), below=_share(part))
        rest = found.figures[count:]
        if rest:
            pen.notes.keep(title, said(rest), "personas")
            y = remark(pen, column, y, _more(len(rest)))
        y = row(pen, column, y, "", all_together, whole, strong=True)
        return remark(pen, column, y, personas_words()) if differs else y

    return Block(
        title,
        draw,
        min(len(found.figures), _MOST),
        min(len(found.figures), 2),
        listed=lambda: [*said(found.figures), f"{all_together}: {whole}"],
        sheet="personas",
    )


def personas_words() -> str:
    """How the figures by persona come to that of all: why it is not the one that the cards' own scores make."""
    return _("Each persona is analysed apart; then the figures are weighted by their shares of the customers.")


def _share(part: PersonaFigures) -> str:
    return _("{share} of customers").format(share=wording.figure(part.weight))


def _figure(part: PersonaFigures) -> str:
    return wording.at_most(part.analysis.expected, part.analysis.upper_bound)


def handoffs(told: Told) -> Block | None:
    """How many hand-offs there are, and those where nothing is handed over."""
    found = told.handoffs
    if not found:
        return None
    silent = [handoff for handoff in found if handoff.silent]
    title = _("Hand-offs")

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, title)
        y = row(pen, column, y, "", strategy.handoff_words(found), "", rule=bool(silent[:count]))
        for handoff in silent[:count]:
            y = row(pen, column, y, "", _said(told, handoff), "", lines=3)
        rest = silent[count:]
        if rest:
            said = [_said(told, each) for each in rest]
            pen.notes.keep(_("Hand-offs where nothing is handed over"), said, "strategy")
            y = remark(pen, column, y, _more(len(rest))) if count else y
        return y

    return Block(
        title,
        draw,
        min(len(silent), 4),
        0,
        listed=lambda: [strategy.handoff_words(found), *(_said(told, each) for each in silent)],
        sheet="strategy",
    )


def _said(told: Told, handoff: Handoff) -> str:
    owners = " \u2192 ".join(handoff.owners)
    return f"{owners}: {told.name(handoff.source)} \u2192 {told.name(handoff.target)}"


def signature(told: Told) -> Block | None:
    """The product of the signature interactions on the path, and those below 75 %."""
    found = strategy.signature(told.state, told.journey.id, told.path)
    if not found.moments:
        return None
    weak = [moment for moment in found.moments if moment.weak or moment.score is None]
    title, first, product = _("Signature interactions"), _("none on the path"), ""
    if found.on_path:
        first = ngettext("{count} on the path, multiplied", "{count} on the path, multiplied", found.on_path)
        first = first.format(count=wording.grouped(found.on_path))
        product = wording.at_most(found.product, found.upper_bound)
        if found.product is None:  # as long as nothing is scored the moments are told alone
            first = product = ""

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, title)
        if first:
            y = row(pen, column, y, "", first, product, strong=bool(product))
        for moment in weak[:count]:
            y = row(pen, column, y, "", _weak(told, moment), "")
        rest = weak[count:]
        if rest:
            pen.notes.keep(title, [_weak(told, moment) for moment in rest], "strategy")
            y = remark(pen, column, y, _more(len(rest)))
        too_many = strategy.too_many_words(found)
        return remark(pen, column, y, too_many) if too_many else y

    return Block(
        title,
        draw,
        min(len(weak), 4),
        min(len(weak), 1),
        listed=lambda: [f"{first}: {product}"] * bool(product) + [_weak(told, moment) for moment in weak],
        sheet="strategy",
    )


def _weak(told: Told, moment: Moment) -> str:
    return f"{told.name(moment.id)}: {strategy.moment_words(moment)}"


def _more(count: int) -> str:
    return ngettext("and {count} more, listed overleaf", "and {count} more, listed overleaf", count).format(count=count)
