"""The experience strategy: guard rails and freedoms, signature interactions, hand-offs, mandates by owner.

This module must not know the other sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjdesigner import text
from cjdesigner.export.cards import channel_icons
from cjdesigner.export.drawing import Pen
from cjdesigner.export.flow import Draw, Flow, Piece, column_count, pour, split
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, score_colour
from cjdesigner.export.method_page import BODY, CAPS, Frame, Sheet, caps, set_text
from cjdesigner.export.sheet import Page
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import strategy, wording
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import BuiltInChannel, Principle, PrincipleKind, Touchpoint
from cjdesigner.model.strategy import Handoff, Moment

_WIDE = 158.0
_GROWTH = (1.5, 1.35, 1.2, 1.1, 1.0)
_KINDS: dict[PrincipleKind, tuple[str, str]] = {
    "guard-rail": (mark("Guard rails"), "ri.shield-line"),
    "freedom": (mark("Degrees of freedom"), "ri.compass-3-line"),
}


def draw(frame: Frame) -> Iterator[Page]:
    """The pages of the section."""
    told = frame.told
    title, said = _("Experience strategy"), _said(told)

    def begin(number: int) -> Sheet:
        return frame.begin(title, said, entry=0 if not number else 1)

    body = frame.room(title, said)
    gap = 18 * frame.scale
    for growth in _GROWTH:
        unit = growth * frame.scale
        flow = Flow(_pieces(told, unit), frame.paper.smallest)
        count = column_count(body.width, _WIDE * unit, gap, 5)
        if flow.fits(split(body, count, gap)):
            break
    for sheet in pour(flow, begin, lambda _number, sheet: split(sheet.body, count, gap)):
        yield frame.finished(sheet)


def _said(told: Told) -> str:
    state, journey = told.state, told.journey.id
    parts = []
    rails = len(strategy.principles(state, journey, "guard-rail"))
    if rails:
        parts.append(ngettext("{count} guard rail", "{count} guard rails", rails).format(count=wording.grouped(rails)))
    if told.handoffs:
        parts.append(strategy.handoff_words(told.handoffs))
    without = strategy.owners_without_mandate(state, journey)
    if without:
        words = ngettext("{count} owner without mandate", "{count} owners without mandate", len(without))
        parts.append(words.format(count=wording.grouped(len(without))))
    return "  ·  ".join(parts)


def _pieces(told: Told, unit: float) -> list[Piece]:
    state, journey = told.state, told.journey.id
    pieces: list[Piece] = []

    def section(words: str, entries: Sequence[Draw], remark: str = "") -> None:
        if entries or remark:
            above = 18 * unit if pieces else 0.0
            pieces.append(Piece(_heading(words, remark, unit), above=above, keep=bool(entries)))
            pieces.extend(Piece(entry) for entry in entries)

    for kind, (words, icon) in _KINDS.items():
        found = strategy.principles(state, journey, kind)
        section(_(words), [_principle(told, principle, icon, unit) for principle in found])
    signature = strategy.signature(state, journey, told.path)
    if signature.moments:
        remark = strategy.too_many_words(signature)
        if signature.product is not None:
            product = wording.at_most(signature.product, signature.upper_bound)
            remark = " · ".join(
                part for part in (_("their product on the path: {figure}").format(figure=product), remark) if part
            )
        section(_("Signature interactions"), [_moment(told, moment, unit) for moment in signature.moments], remark)
    section(
        _("Hand-offs"),
        [_handoff(told, handoff, unit) for handoff in told.handoffs],
        strategy.handoff_words(told.handoffs) if told.handoffs else "",
    )
    owners = strategy.owners(state, journey)
    if any(owner.mandated for owner in owners) or any(t.known.strip() for t in state.members(journey, Touchpoint)):
        icons = channel_icons(state)
        for owner in owners:
            words = owner.name or _("Nobody answers for")
            remark = _("without mandate") if owner.name and owner.without_mandate else ""
            heading = _("Mandates: {owner}").format(owner=words) if owner.name else words
            points = [*owner.unmandated, *owner.mandated]
            section(heading, [_mandate(told, point, icons, unit) for point in points], remark)
    return pieces


def _heading(words: str, remark: str, unit: float) -> Draw:
    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        pen.entry(words, 1, y)
        pen.line([(x, y), (x + width, y)], INK.ink, 0.9 * unit)
        y = caps(pen, words, x, y + 3.6 * unit, width, CAPS * unit, INK.ink)
        if remark:
            y = set_text(pen, remark, x, y - 0.8 * unit, width, "regular", 6.4 * unit, INK.second, 3)
        return y + 1.5 * unit

    return draw


def _principle(told: Told, principle: Principle, icon: str, unit: float) -> Draw:
    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size, small = max(pen.smallest, 8.0 * unit), max(pen.smallest, 6.4 * unit)
        y += 0.3 * size
        pen.icon(icon, x, y + 0.1 * size, 1.15 * size, INK.accent)
        left, wide = x + 1.75 * size, width - 1.75 * size
        y = set_text(pen, principle.text.strip() or _("Without words"), left, y, wide, "regular", size, INK.ink, 8)
        if principle.touchpoint is not None:
            where = _("at “{name}”").format(name=told.name(principle.touchpoint))
            y = set_text(pen, where, left, y, wide, "regular", small, INK.second, 2)
        return y + 0.3 * size

    return draw


def _moment(told: Told, moment: Moment, unit: float) -> Draw:
    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size, small = max(pen.smallest, BODY * unit), max(pen.smallest, 6.4 * unit)
        y += 0.35 * size
        figure = wording.figure(moment.score)
        wide = text.width(wording.figure(1.0), "semibold", size, tabular=True) + 0.7 * size
        baseline = y + text.baseline("semibold", size)
        pen.figure(figure, x + width, baseline, "semibold", size, INK.ink, align="right")
        y = set_text(pen, "★ " + told.name(moment.id), x, y, width - wide, "regular", size, INK.ink, 3)
        track = Rect(x, y + 0.25 * size, width, 0.32 * size)
        pen.box(track, INK.field, radius=0.1 * size)
        if moment.score:
            fill = Rect(track.x, track.y, moment.score * width, track.height)
            pen.box(fill, score_colour(moment.score), radius=0.1 * size, role="score")
        y = track.bottom + 0.2 * size
        words = strategy.moment_words(moment)
        if not moment.on_path and told.path is not None:
            words = " · ".join(part for part in (words, _("not on this path")) if part)
        if words:
            y = set_text(pen, words, x, y, width, "regular", small, INK.second, 2)
        return y + 0.35 * size

    return draw


def _handoff(told: Told, handoff: Handoff, unit: float) -> Draw:
    """From whom to whom, and what is handed over; where nothing is, that is marked."""

    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size, small = max(pen.smallest, BODY * unit), max(pen.smallest, 6.4 * unit)
        y += 0.3 * size
        owners = f"{handoff.owners[0]} → {handoff.owners[1]}"
        y = set_text(pen, owners, x, y, width, "semibold", size, INK.ink, 2)
        ends = f"{told.name(handoff.source)} → {told.name(handoff.target)}"
        y = set_text(pen, ends, x, y, width, "regular", small, INK.second, 3)
        if handoff.silent:
            pen.icon("ri.alert-line", x, y + 0.1 * size, 1.1 * size, INK.danger)
            words = _("nothing is handed over")
            y = set_text(pen, words, x + 1.6 * size, y, width - 1.6 * size, "regular", size, INK.second, 2)
        else:
            pen.icon("ri.arrow-right-circle-line", x, y + 0.1 * size, 1.1 * size, INK.accent)
            y = set_text(pen, handoff.hands_over, x + 1.6 * size, y, width - 1.6 * size, "regular", size, INK.ink, 6)
        pen.line([(x, y + 0.35 * size), (x + width, y + 0.35 * size)], INK.hairline, 0.5 * unit)
        return y + 0.4 * size

    return draw


def _mandate(told: Told, identity: int, icons: dict[str, str], unit: float) -> Draw:
    """A touchpoint with its mandate and what is known there of the customer."""
    point = told.nodes[identity]
    assert isinstance(point, Touchpoint)

    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size, small = max(pen.smallest, BODY * unit), max(pen.smallest, 6.4 * unit)
        y += 0.3 * size
        if point.channel:
            icon = icons.get(point.channel, BuiltInChannel.NEUTRAL_ICON)
            pen.icon(icon, x, y + 0.1 * size, 1.1 * size, INK.second)
        left, wide = x + 1.6 * size, width - 1.6 * size
        y = set_text(pen, told.name(identity), left, y, wide, "semibold", size, INK.ink, 3)
        mandate = point.mandate.strip()
        words, colour = (mandate, INK.ink) if mandate else (_("no mandate yet"), INK.second)
        y = set_text(pen, words, left, y, wide, "regular", size, colour, 6)
        if point.known.strip():
            known = _("Known: {known}").format(known=point.known.strip())
            y = set_text(pen, known, left, y, wide, "regular", small, INK.second, 4)
        pen.line([(x, y + 0.35 * size), (x + width, y + 0.35 * size)], INK.hairline, 0.5 * unit)
        return y + 0.4 * size

    return draw
