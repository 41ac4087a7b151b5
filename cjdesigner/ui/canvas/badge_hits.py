"""The badges under the pointer: which one, what it counts in words, and opening what it counts.

This module must not know how a badge is painted.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import hanging, strategy
from cjdesigner.model.geometry import Rect
from cjdesigner.model.naming import called, kind_name
from cjdesigner.model.records import Link, Record, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief, name_of
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.canvas import badges, paper
from cjdesigner.ui.canvas.badges import Sign
from cjdesigner.ui.canvas.scene import FAR
from cjdesigner.ui.canvas.tools.base import Hit
from cjdesigner.ui.canvas.zooming import ZoomingView
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.record_icons import icon_of

_LISTED = 12
"""So many names a tooltip tells, and so many a menu lists before it says how many there are besides."""


def badge_at(view: ZoomingView, x: float, y: float) -> Hit | None:
    """The badge at a point of the scene, of a phase's header, a card or a link."""
    if view.zoom < FAR:
        return None
    header = paper.header_top(view.mapToScene(QPoint(0, 0)).y())
    if header <= y < header + paper.header_height(view.zoom):
        return _on_header(view, x, y)
    return _on_card(view, x, y) or _on_link(view, x, y)


def _on_header(view: ZoomingView, x: float, y: float) -> Hit | None:
    for band in view.placement.bands:
        if band.phase is not None and band.left <= x < band.right:
            found = badges.badges_of(view.scene_.hung_on(band.phase.id), view.editor.covered)
            top = paper.header_top(view.mapToScene(QPoint(0, 0)).y())
            pill = paper.header_pill(QRectF(band.left, top, band.width, paper.header_height(view.zoom)), found)
            badge = badges.badge_at(found, pill, x, y) if found and paper.shows_badges(view.zoom) else None
            return Hit("badge", band.phase.id, badge.kind) if badge is not None else None
    return None


def _on_card(view: ZoomingView, x: float, y: float) -> Hit | None:
    around = Rect(x, y, 1e-6, badges.ABOVE)
    card = max(view.placement.cards_in(around), default=None)
    found = badges.badges_of(view.scene_.hung_on(card), view.editor.covered) if card is not None else ()
    if not found or card is None:
        return None
    rect = view.placement.rects[card]
    pill = badges.on_card(found, rect.width, card in view.scene_.letters)
    badge = badges.badge_at(found, pill, x - rect.x, y - rect.y)
    return Hit("badge", card, badge.kind) if badge is not None else None


def _on_link(view: ZoomingView, x: float, y: float) -> Hit | None:
    if view.placement.card_at(x, y) is not None:
        return None
    for key in view.placement.links_near(Rect(x - 1, y - 1, 2, 2)):
        link = view.editor.state.get(key, Link)
        found, pill = view.scene_.link_signs(link) if link is not None else ((), QRectF())
        badge = badges.badge_at(found, pill, x, y) if found else None
        if badge is not None:
            return Hit("badge", key, badge.kind)
    return None


def words(state: State, target: int, sign: Sign) -> str:
    """What a badge counts, by name."""
    if sign == "handoff" or sign == "silent":
        return _handoff_words(state, target)
    found = hanging.behind(state, target, sign)
    lines = [f"{kind_name(record)}: {brief(called(state, record), 120)}" for record in found[:_LISTED]]
    if len(found) > _LISTED:
        lines.append(_("and {count} more").format(count=len(found) - _LISTED))
    return "\n".join(lines)


def _handoff_words(state: State, identity: int) -> str:
    link = state.get(identity, Link)
    if link is None:
        return ""
    lines = []
    for handoff in strategy.handoffs(state, link.journey):
        if identity == handoff.link:
            names = [brief(name_of(state.get(end, Touchpoint))) for end in (handoff.source, handoff.target)]
            text = _("From {giver} ({source}) to {taker} ({target})")
            giver, taker = (brief(owner) for owner in handoff.owners)
            lines.append(text.format(giver=giver, source=names[0], taker=taker, target=names[1]))
            lines.append(brief(handoff.hands_over, 300) if handoff.hands_over else _("Nothing is handed over."))
    return "\n".join([_("Hand-off"), *lines])


def tell(view: ZoomingView, hit: Hit, at: QPoint, place: QPoint) -> None:
    """Show a badge's words as a tooltip; anything else has none."""
    told = words(view.editor.state, hit.id, cast(Sign, hit.badge)) if hit.part == "badge" else ""
    QToolTip.showText(place, plain_tip(told), view.viewport(), QRect(at.x() - 4, at.y() - 4, 9, 9))


def open_badge(view: ZoomingView, target: int, sign: Sign, place: QPoint) -> None:
    """Open what a badge counts: at once where it is one, else by a menu of names."""
    editor = view.editor
    if sign == "handoff" or sign == "silent":
        editor.select((target,))
        return
    found = hanging.behind(editor.state, target, sign)
    if len(found) == 1:
        editor.open(found[0].id)
    elif found:
        menu_of(editor, view.appearance, found, view).popup(place)


def menu_of(editor: Editor, appearance: Appearance, found: list[Record], parent: QWidget) -> QMenu:
    """A menu of names, each of which opens its record; it deletes itself."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for record in found[: 4 * _LISTED]:
        name = brief(called(editor.state, record), 70).replace("&", "&&")
        action = menu.addAction(appearance.icon(icon_of(editor.state, record), size=14), name)
        action.setData(record.id)
    menu.triggered.connect(lambda action: editor.open(action.data()))
    return menu
