"""What the strategy view lists, as rows: principles, hand-offs, signature interactions, mandates.

This module must not know widgets.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import strategy
from cjdesigner.model.path import Path
from cjdesigner.model.records import Link, PrincipleKind, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.strategy import Handoff, Signature
from cjdesigner.model.wording import COVERED, DASH, at_most, brief, figure, grouped, name_of
from cjdesigner.ui.panels.rows import Row
from cjdesigner.ui.record_icons import icon_of
from cjdesigner.ui.views.strategy_handoffs import Cells
from cjdesigner.ui.views.strategy_typing import Slot

KINDS: tuple[tuple[PrincipleKind, str, str], ...] = (
    ("guard-rail", mark("Guard rails"), mark("What must hold wherever a customer meets us?")),
    ("freedom", mark("Degrees of freedom"), mark("Where may people decide for themselves?")),
)
"""The kinds of principles, their headings, and what is asked while there is none."""

MOST = 400
"""Rows of a list; what is beyond is counted."""
_NAMED = 8
"""Owners without a mandate that are named."""


def principle_rows(state: State, journey: int) -> list[Row]:
    """Both kinds beneath each other, each under its heading. A row's key is the principle's id."""
    rows = []
    for kind, heading, question in KINDS:
        found = strategy.principles(state, journey, kind)
        rows.append(Row(kind, _(heading), str(len(found)) if found else "", heading=True))
        if not found:
            rows.append(Row(None, _(question), placeholder=True))
        for principle in found:
            where = ""
            if principle.touchpoint is not None:
                where = _("at “{name}”").format(name=name_of(state.get(principle.touchpoint, Touchpoint)))
            missing = not principle.text.strip()
            words = " ".join(principle.text.split()) or _("Without words")
            rows.append(Row(principle.id, words, "", where, tip=principle.text, placeholder=missing))
    return rows


def dropped(rows: Sequence[Row], key: Hashable, index: int, state: State) -> tuple[PrincipleKind, int]:
    """The kind and the place among its siblings where a principle comes to lie that is dropped at ``index``.

    ``index`` counts the rows without the dropped one.
    """
    rest = [row for row in rows if row.key != key]
    kind: PrincipleKind = KINDS[0][0]
    place = 0
    scope = getattr(state[key], "touchpoint", None) if isinstance(key, int) else None
    for row in rest[:index]:
        if row.heading:
            kind, place = next(found for found, _heading, _question in KINDS if found == row.key), 0
        elif isinstance(row.key, int) and getattr(state[row.key], "touchpoint", None) == scope:
            place += 1
    return kind, place


def handoff_rows(state: State, found: Sequence[Handoff]) -> tuple[list[Row], dict[Hashable, Cells]]:
    """Hand-offs as rows, and what their cells say. A key is (link, source, target)."""
    rows: list[Row] = []
    cells: dict[Hashable, Cells] = {}
    for handoff in found[:MOST]:
        key = handoff.link, handoff.source, handoff.target
        ends = [state.get(end, Touchpoint) for end in (handoff.source, handoff.target)]
        names = tuple(name_of(end) for end in ends)
        known = tuple(end.known.strip() if end is not None else "" for end in ends)
        words = handoff.hands_over or _("nothing is handed over")
        title = f"{names[0]} \u2192 {names[1]}"
        owners = f"{handoff.owners[0]} \u2192 {handoff.owners[1]}"
        rows.append(Row(key, title, "", words, tip="\n".join((title, owners, words))))
        cells[key] = Cells((names[0], names[1]), handoff.owners, (known[0], known[1]), handoff.hands_over)
    rows += _rest(len(found))
    return rows, cells


def handoff_slots(state: State, found: Sequence[Handoff]) -> dict[Hashable, tuple[Slot, ...]]:
    """What is typed in place in the rows of hand-offs: what is handed over, then what is known at either end."""
    slots: dict[Hashable, tuple[Slot, ...]] = {}
    for handoff in found[:MOST]:
        link = state.get(handoff.link, Link)
        texts = [Slot(handoff.link, "hands_over", link.hands_over if link is not None else "", _("Hands over"))]
        for end in (handoff.source, handoff.target):
            touchpoint = state.get(end, Touchpoint)
            name = " \u00b7 ".join((_("Known of the customer"), brief(name_of(touchpoint), 40)))
            texts.append(Slot(end, "known", touchpoint.known if touchpoint is not None else "", name))
        slots[handoff.link, handoff.source, handoff.target] = tuple(texts)
    return slots


def moment_rows(state: State, found: Signature, covered: bool) -> list[Row]:
    """Signature interactions as rows. A row's key is the touchpoint's id."""
    rows = []
    for moment in found.moments[:MOST]:
        name = name_of(state.get(moment.id, Touchpoint))
        parts = ["" if covered else strategy.moment_words(moment), "" if moment.on_path else _("not on this path")]
        detail = " \u00b7 ".join(part for part in parts if part)
        rows.append(Row(moment.id, name, figure(moment.score, covered), detail, "ri.star-line", tip=name))
    return rows + _rest(len(found.moments))


def product_words(found: Signature, path: Path | None, covered: bool) -> str:
    """The product of the signature interactions on the path."""
    if covered:
        return COVERED
    if found.product is None or path is None:
        return DASH
    return at_most(found.product, found.upper_bound)


def mandate_rows(state: State, journey: int) -> list[Row]:
    """Touchpoints under their owners, with mandate and what is known there. A row's key is the touchpoint's id."""
    rows: list[Row] = []
    total = 0
    for owner in strategy.owners(state, journey):
        given, count = len(owner.mandated), len(owner.mandated) + len(owner.unmandated)
        told = _("{given} of {count}").format(given=grouped(given), count=grouped(count))
        if owner.name and owner.without_mandate:
            told = _("without mandate")
        total += count
        if len(rows) >= MOST:
            continue
        rows.append(Row(("owner", owner.name), owner.name or _("Nobody answers for"), told, heading=True))
        for identity in (*owner.unmandated, *owner.mandated):
            touchpoint = state.get(identity, Touchpoint)
            if touchpoint is None or len(rows) >= MOST:
                continue
            lines = _mandate_lines(touchpoint)
            name = name_of(touchpoint)
            icon = icon_of(state, touchpoint)
            rows.append(Row(identity, name, "", "\n".join(lines), icon, tip="\n".join([name, *lines])))
    shown = sum(isinstance(row.key, int) for row in rows)
    return rows + _rest(total, shown)


def mandate_slots(state: State, rows: Sequence[Row]) -> dict[Hashable, tuple[Slot, ...]]:
    """What is typed in place in the rows of mandates: the mandate, then what is known."""
    slots: dict[Hashable, tuple[Slot, ...]] = {}
    for row in rows:
        touchpoint = state.get(row.key, Touchpoint) if isinstance(row.key, int) else None
        if touchpoint is not None:
            shown = [*_mandate_lines(touchpoint), ""]
            slots[row.key] = (
                Slot(touchpoint.id, "mandate", touchpoint.mandate, _("Mandate"), shown[0]),
                Slot(touchpoint.id, "known", touchpoint.known, _("Known of the customer"), shown[1]),
            )
    return slots


def _mandate_lines(touchpoint: Touchpoint) -> list[str]:
    lines = [touchpoint.mandate.strip() or _("no mandate yet")]
    if touchpoint.known.strip():
        lines.append(_("Known: {known}").format(known=touchpoint.known.strip()))
    return lines


def without_words(names: Sequence[str]) -> str:
    """Which owners have no mandate."""
    shown = list(map(brief, names[:_NAMED]))
    if len(names) > _NAMED:
        shown.append(_("{count} more").format(count=grouped(len(names) - _NAMED)))
    return _("Without any mandate: {names}").format(names=", ".join(shown))


def _rest(count: int, shown: int = MOST) -> list[Row]:
    rest = count - shown
    return [Row(None, _("and {count} more").format(count=grouped(rest)), placeholder=True)] if rest > 0 else []
