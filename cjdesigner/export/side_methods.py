"""Further blocks beside the map: the figures by persona, hand-offs between owners, signature interactions.

This module must not know where its columns stand.
"""

from __future__ import annotations

from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told, named
from cjdesigner.export.side_parts import Block, Column, heading, remark, row
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import strategy, wording
from cjdesigner.model.strategy import Handoff, Moment

_MOST = 6


def by_persona(told: Told) -> Block | None:
    """The journey's figure for each persona, the worst first, and weighted last."""
    found = told.comparison
    if found is None:
        return None

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, _("By persona"))
        shown = found.figures[:count]
        for part in shown:
            figure = wording.at_most(part.analysis.expected, part.analysis.upper_bound)
            y = row(pen, column, y, "", f"{named(part.persona)}, {wording.figure(part.weight)}", figure)
        rest = found.figures[count:]
        if rest:
            said = [f"{named(p.persona)}: {wording.at_most(p.analysis.expected, p.analysis.upper_bound)}" for p in rest]
            pen.notes.keep(_("By persona"), said)
            y = remark(pen, column, y, _more(len(rest)))
        whole = wording.at_most(found.weighed.expected, found.weighed.upper_bound)
        return row(pen, column, y, "", _("All together, weighted"), whole, strong=True)

    return Block(draw, min(len(found.figures), _MOST), min(len(found.figures), 2))


def handoffs(told: Told) -> Block | None:
    """How many hand-offs there are, and those where nothing is handed over."""
    found = told.handoffs
    if not found:
        return None
    silent = [handoff for handoff in found if handoff.silent]

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, _("Hand-offs"))
        y = row(pen, column, y, "", strategy.handoff_words(found), "", rule=bool(silent[:count]))
        for handoff in silent[:count]:
            y = row(pen, column, y, "", _said(told, handoff), "")
        rest = silent[count:]
        if rest:
            pen.notes.keep(_("Hand-offs where nothing is handed over"), [_said(told, each) for each in rest])
            y = remark(pen, column, y, _more(len(rest))) if count else y
        return y

    return Block(draw, min(len(silent), 4), 0)


def _said(told: Told, handoff: Handoff) -> str:
    owners = " \u2192 ".join(handoff.owners)
    return f"{owners}: {told.name(handoff.source)} \u2192 {told.name(handoff.target)}"


def signature(told: Told) -> Block | None:
    """The product of the signature interactions on the path, and those below 75 %."""
    found = strategy.signature(told.state, told.journey.id, told.path)
    if not found.moments:
        return None
    weak = [moment for moment in found.moments if moment.weak or moment.score is None]

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, _("Signature interactions"))
        if found.on_path:
            template = ngettext(
                "{count} on the path, multiplied", "{count} on the path, multiplied", found.on_path
            ).format(count=wording.grouped(found.on_path))
            y = row(pen, column, y, "", template, wording.at_most(found.product, found.upper_bound), strong=True)
        else:
            y = row(pen, column, y, "", _("none on the path"), "")
        for moment in weak[:count]:
            y = row(pen, column, y, "", _weak(told, moment), "")
        rest = weak[count:]
        if rest:
            pen.notes.keep(_("Signature interactions"), [_weak(told, moment) for moment in rest])
            y = remark(pen, column, y, _more(len(rest)))
        too_many = strategy.too_many_words(found)
        return remark(pen, column, y, too_many) if too_many else y

    return Block(draw, min(len(weak), 4), min(len(weak), 1))


def _weak(told: Told, moment: Moment) -> str:
    return f"{told.name(moment.id)}: {strategy.moment_words(moment)}"


def _more(count: int) -> str:
    return ngettext("and {count} more, listed overleaf", "and {count} more, listed overleaf", count).format(count=count)
