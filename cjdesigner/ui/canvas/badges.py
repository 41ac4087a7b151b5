"""The small signs of what hangs on a card, a phase or a link: one quiet pill, laid out and painted in scene units.

A card's pill straddles its upper edge at the right, so that it takes no room in the card and lies on no link.

This module must not know the scene or where the counts come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cjdesigner import fonts, text
from cjdesigner.model import jobs
from cjdesigner.model.hanging import BadgeKind, Hung
from cjdesigner.model.indicators import Trace
from cjdesigner.model.routes import Route
from cjdesigner.model.wording import COVERED, grouped
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import colour, font, icon_font
from cjdesigner.ui.record_icons import PAIN_ICON
from cjdesigner.ui.sparkline import paint_sparkline

HEIGHT = 17.0
ABOVE = 9.0
"""How far a card's pill stands above the card's upper edge."""

_ICON = 11.0
_TEXT = 10.5
_EDGE = 6.0
_GAP = 7.0
_SPARK = 28.0
_ARROWS = 28.0
"""So much of a link's piece must be seen besides its pill, so that the arrowhead is."""

Sign = BadgeKind | Literal["handoff", "silent"]


class Badge(msgspec.Struct, frozen=True):
    """One sign in a pill: its icon, what stands beside it, and where it lies from the pill's left edge."""

    kind: Sign
    icon: str
    words: str = ""
    tint: str = "second"
    trace: Trace | None = None
    left: float = 0.0
    width: float = 0.0


def badges_of(found: Hung | None, covered: bool, *, handoff: Sign | None = None) -> tuple[Badge, ...]:
    """The badges of what hangs somewhere, from left to right; a count of one needs no figure."""
    signs: list[Badge] = []
    if handoff is not None:
        silent = handoff == "silent"
        icon = "ri.forbid-line" if silent else "ri.arrow-left-right-line"
        signs.append(Badge(handoff, icon, tint="danger" if silent else "second"))
    if found is not None:
        if found.pains:
            signs.append(Badge("pains", PAIN_ICON, _count(found.pains), "danger"))
        if found.insights:
            signs.append(Badge("insights", "ri.lightbulb-line", _count(found.insights)))
        if found.maps:
            signs.append(Badge("maps", "ri.emotion-line", _count(found.maps)))
        if found.jobs:
            signs.append(Badge("jobs", "ri.briefcase-line", _opportunity(found, covered)))
        if found.indicators:
            trace = None if covered else found.trace
            signs.append(Badge("indicators", "ri.line-chart-line", _count(found.indicators), trace=trace))
        if found.rails:
            signs.append(Badge("rails", "ri.shield-line", _count(found.rails)))
    return _laid_out(signs)


def _count(number: int) -> str:
    return grouped(number) if number > 1 else ""


def _opportunity(found: Hung, covered: bool) -> str:
    if found.opportunity is None:
        return _count(found.jobs)
    return COVERED if covered else jobs.worded(found.opportunity)


def _laid_out(signs: Sequence[Badge]) -> tuple[Badge, ...]:
    placed, at = [], _EDGE
    for sign in signs:
        width = _SPARK if sign.trace is not None else _ICON
        if sign.words:
            width += 3 + text.width(sign.words, "semibold", _TEXT)
        placed.append(msgspec.structs.replace(sign, left=at, width=width))
        at += width + _GAP
    return tuple(placed)


def pill_width(badges: Sequence[Badge]) -> float:
    """How wide the pill of these is; nothing where there are none."""
    return badges[-1].left + badges[-1].width + _EDGE if badges else 0.0


def on_card(badges: Sequence[Badge], width: float, lettered: bool) -> QRectF:
    """A card's pill from the card's top left; it makes room for the letter that ties the card to the staircase."""
    wide = pill_width(badges)
    return QRectF(width - (20 if lettered else 8) - wide, -ABOVE, wide, HEIGHT)


def on_link(route: Route, wide: float, own: float) -> QRectF:
    """A link's pill of that width on its longest piece, its own text to follow; beside a piece that it would hide."""
    x, y = route.middle
    pieces = zip(route.points, route.points[1:], strict=False)
    across, down = max(((abs(x2 - x1), abs(y2 - y1)) for (x1, y1), (x2, y2) in pieces), key=sum)
    if across < down < HEIGHT + _ARROWS:
        return QRectF(x - wide - 5, y - HEIGHT / 2, wide, HEIGHT)
    if down <= across < wide + _ARROWS:
        return QRectF(x - wide / 2, y - HEIGHT - 4, wide, HEIGHT)
    return QRectF(x - (wide + own) / 2, y - HEIGHT / 2, wide, HEIGHT)


def badge_at(badges: Sequence[Badge], pill: QRectF, x: float, y: float) -> Badge | None:
    """The badge at a point; the gaps belong to their neighbours."""
    if not pill.contains(x, y):
        return None
    return next((b for b in badges if x < pill.left() + b.left + b.width + _GAP / 2), badges[-1])


def paint(painter: QPainter, pill: QRectF, badges: Sequence[Badge], palette: Palette) -> None:
    """Paint a pill."""
    painter.setPen(QPen(colour(palette.hairline), 1.0))
    painter.setBrush(colour(palette.raised))
    painter.drawRoundedRect(pill, HEIGHT / 2, HEIGHT / 2)
    middle = pill.center().y()
    for badge in badges:
        x, tint = pill.left() + badge.left, getattr(palette, badge.tint)
        if badge.trace is not None:
            box = QRectF(x, pill.top() + 3, _SPARK, HEIGHT - 6)
            paint_sparkline(painter, box, badge.trace, palette, dot=2.0)
            x += _SPARK + 3
        else:
            painter.setFont(icon_font(round(_ICON)))
            painter.setPen(colour(tint))
            box = QRectF(x - 2, pill.top(), _ICON + 4, HEIGHT)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, fonts.icon_character(badge.icon))
            x += _ICON + 3
        if badge.words:
            painter.setFont(font("semibold", _TEXT))
            painter.setPen(colour(tint))
            painter.drawText(QPointF(x, middle + 3.8), badge.words)
