"""The scene: which items there are, and what they need to know to paint themselves.

Near, items exist for what is in view; far, one overview item stands for all. The scene follows the editor's signals and
touches only what a patch names.

This module must not know the pointer or the view's transform, beyond the area that is seen.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtWidgets import QGraphicsScene

from cjdesigner.i18n import decimal, pgettext
from cjdesigner.model import hanging, strategy
from cjdesigner.model.document import Change
from cjdesigner.model.geometry import Rect
from cjdesigner.model.hanging import Hung
from cjdesigner.model.lettering import letters
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Link, NeedPoint, Node, Touchpoint
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.canvas import badges
from cjdesigner.ui.canvas.badges import Badge, Sign
from cjdesigner.ui.canvas.drawing import COVER, CardLook, channel_look, shortened, tag_width
from cjdesigner.ui.canvas.items import CardItem, LinkItem
from cjdesigner.ui.canvas.overview import OverviewItem
from cjdesigner.ui.canvas.placement import Placement
from cjdesigner.ui.canvas.strips_layer import StripsLayer
from cjdesigner.ui.editor import Editor

FAR = 0.34
"""Below this zoom a card's text cannot be read, and the overview is shown."""

_MANY_LINKS = 4_000
_REST = 300
"""Milliseconds after which the hand-offs among so many links are looked for."""

_KEPT = 900
"""So many items may outlive their being seen before they are let go."""


class CanvasScene(QGraphicsScene):
    """The shown journey as items."""

    def __init__(self, editor: Editor, appearance: Appearance) -> None:
        super().__init__()
        self.editor = editor
        self.palette_: Palette = appearance.palette
        self.hovered = 0
        self.editing = 0
        self.selected: frozenset[int] = frozenset(editor.selection)
        self.path_links: frozenset[int] = frozenset()
        self.path_nodes: frozenset[int] = frozenset()
        self.letters: dict[int, str] = {}
        self._cards: dict[int, CardItem] = {}
        self._links: dict[int, LinkItem] = {}
        self._overview: OverviewItem | None = None
        self._hung: dict[int, Hung | None] = {}
        self._handoffs: dict[int, bool] | None = None
        self._finding = QTimer(self, interval=_REST, singleShot=True)
        self._finding.timeout.connect(self._find_handoffs)
        self._area: Rect | None = None
        self._far = False
        self.placement = Placement(editor.state, editor.journey)
        self.strips = StripsLayer(editor)
        self._take_path()
        self._fit_scene_rect()
        editor.changed.connect(self.follow)
        editor.figures_changed.connect(self._figures_moved)
        editor.selection_changed.connect(self._selection_moved)
        editor.path_changed.connect(self._path_moved)
        editor.journey_changed.connect(self.rebuild)
        editor.cover_changed.connect(self._cover_moved)

    # what there is

    def rebuild(self) -> None:
        """Begin anew: another journey is shown."""
        self.clear()
        self._cards.clear()
        self._links.clear()
        self._overview = None
        self._hung.clear()
        self._handoffs = None
        self.hovered = 0
        self.placement = Placement(self.editor.state, self.editor.journey)
        self.selected = frozenset(self.editor.selection)
        self._take_path()
        self._fit_scene_rect()
        if self._area is not None:
            self.show_area(self._area, far=self._far)

    def show_area(self, area: Rect, *, far: bool) -> None:
        """Make the items that this part of the scene needs; let go of many that nobody sees."""
        self._area, self._far = area, far
        if far:
            if self._overview is None:
                self._overview = OverviewItem(self)
                self.addItem(self._overview)
            self._overview.setVisible(True)
            self._let_go(set(), set())
            return
        if self._overview is not None:
            self._overview.setVisible(False)
        wide = area.inflated(200.0)
        cards = set(self.placement.cards_in(wide))
        links = set(self.placement.links_near(wide))
        for identity in cards - self._cards.keys():
            self._cards[identity] = item = CardItem(self, identity)
            self.addItem(item)
        for identity in links - self._links.keys():
            self._links[identity] = way = LinkItem(self, identity)
            way.setZValue(self._link_height(identity))
            self.addItem(way)
        for identity in self._cards.keys() - cards:
            self._cards[identity].forget_picture()
        if len(self._cards) + len(self._links) > len(cards) + len(links) + _KEPT:
            self._let_go(cards, links)

    def _let_go(self, cards: set[int], links: set[int]) -> None:
        for identity in self._cards.keys() - cards:
            self.removeItem(self._cards.pop(identity))
        for identity in self._links.keys() - links:
            self.removeItem(self._links.pop(identity))

    # following

    def follow(self, change: Change) -> None:
        """Touch what a change names."""
        for identity in hanging.concerned(self.editor.state, change.patch):
            self._hung.pop(identity, None)
        if _hands_over_anew(change.patch):
            self._handoffs = None
        if self.placement.journey != self.editor.journey:
            return
        self.strips.follow(change)
        touched = self.placement.advance(change.patch, draft=change.draft)
        for identity in touched.cards:
            card = self._cards.get(identity)
            if identity not in self.placement.rects:
                if card is not None:
                    self.removeItem(self._cards.pop(identity))
            elif card is not None:
                card.refresh()
        for identity in touched.links:
            way = self._links.get(identity)
            if identity not in self.placement.links:
                if way is not None:
                    self.removeItem(self._links.pop(identity))
            elif way is not None:
                way.refresh()
        if self._overview is not None:
            under_way = change.draft and self.editor.document.gesture is not None
            self._overview.follow(touched.cards, touched.links, draft=under_way)
        if self._area is not None and (touched.cards or touched.links):
            self.show_area(self._area, far=self._far)
        if not change.draft and (touched.cards or touched.ground):
            self._fit_scene_rect()
        self.repaint()

    def repaint(self) -> None:
        """Have the views painted once, when Qt comes to it, however often and for whatever it is asked.

        Items do not ask themselves: for them Qt paints at once, and again for what else has changed.
        """
        for view in self.views():
            view.viewport().update()

    def _fit_scene_rect(self) -> None:
        bounds = self.placement.bounds.inflated(2400.0)
        self.setSceneRect(QRectF(bounds.x, bounds.y, bounds.width, bounds.height))

    def _figures_moved(self) -> None:
        self.repaint()

    def _selection_moved(self) -> None:
        before, self.selected = self.selected, frozenset(self.editor.selection)
        for identity in before ^ self.selected:
            if identity in self._cards:
                self._cards[identity].setZValue(3 if identity in self.selected else 2)
            elif identity in self._links:
                self._links[identity].setZValue(self._link_height(identity))
        self.repaint()

    def _link_height(self, identity: int) -> float:
        """Links on the chosen path and selected ones lie upon the others, all beneath the cards."""
        return 1.8 if identity in self.selected else 1.5 if identity in self.path_links else 1.0

    def _take_path(self) -> None:
        path = self.editor.path
        nodes = path.nodes if path is not None else ()
        graph = self.editor.graph
        self.path_nodes = frozenset(nodes)
        self.letters = letters(path, self.editor.state)
        links = (graph.link_between(a, b) for a, b in zip(nodes, nodes[1:], strict=False))
        self.path_links = frozenset(link for link in links if link is not None)

    def _path_moved(self) -> None:
        before = self.path_links, self.path_nodes, self.letters
        self._take_path()
        if before != (self.path_links, self.path_nodes, self.letters):
            for identity in before[0] ^ self.path_links:
                if identity in self._links:
                    self._links[identity].setZValue(self._link_height(identity))
            self.repaint()

    def _cover_moved(self) -> None:
        if self._overview is not None:
            self._overview.recolour()
        self.repaint()

    def hover(self, identity: int) -> None:
        """The pointer is over another card, or over none (0)."""
        self.hovered = identity
        self.repaint()

    # what items ask

    def card_look(self, node: Node) -> CardLook:
        """What a card shows besides its record."""
        editor = self.editor
        icon, name, fulfilment = "", "", None
        if isinstance(node, Touchpoint) and node.channel:
            icon, name = channel_look(node.channel, {c.name: c.icon for c in editor.state.channels()})
        elif isinstance(node, NeedPoint):
            fulfilment = editor.analysis.fulfilment_of(node.id)
        return CardLook(
            selected=node.id in self.selected,
            hovered=node.id == self.hovered,
            on_path=node.id in self.path_nodes,
            covered=editor.covered,
            editing=node.id == self.editing,
            fulfilment=fulfilment,
            at_most=fulfilment is not None and editor.analysis.is_fulfilment_at_most(node.id),
            letter=self.letters.get(node.id, ""),
            channel_icon=icon,
            channel_name=name,
            hung=self.hung_on(node.id),
        )

    def hung_on(self, identity: int) -> Hung | None:
        """What hangs on a card, phase or link; counted anew only when a patch concerns it."""
        if not self.editor.state.is_referred_to(identity):
            return None
        if identity not in self._hung:
            self._hung[identity] = hanging.hung(self.editor.state, identity)
        return self._hung[identity]

    def handoff_on(self, link: Link) -> Sign | None:
        """Whether a link hands a customer over to another owner, and whether it does so silently."""
        if self._handoffs is None:
            if not strategy.hands_off(self.editor.state, link):
                return None
            if len(self.placement.links) > _MANY_LINKS:
                if not self._finding.isActive():
                    self._finding.start()  # the map is seen first, its signs a moment later
                return None
            self._find_handoffs()
        silent = self._handoffs.get(link.id) if self._handoffs is not None else None
        return None if silent is None else "silent" if silent else "handoff"

    def _find_handoffs(self) -> None:
        """Find where customers are handed over: one sign at each change of owners, where what goes along is written."""
        found: dict[int, bool] = {}
        if self.placement.journey in self.editor.state:
            for handoff in strategy.handoffs(self.editor.state, self.placement.journey):
                found[handoff.link] = found.get(handoff.link, False) or handoff.silent
        self._handoffs = found
        self.repaint()

    def link_signs(self, link: Link) -> tuple[tuple[Badge, ...], QRectF]:
        """What hangs on a link and whether it hands off, with the pill where they stand: before the link's own text."""
        hung, handoff = self.hung_on(link.id), self.handoff_on(link)
        if hung is None and handoff is None:
            return (), QRectF()
        found = badges.badges_of(hung, self.editor.covered, handoff=handoff)
        wide, own = badges.pill_width(found), tag_width(shortened(link.label)) if link.label else 0.0
        return found, badges.on_link(self.placement.route(link.id), wide, own)

    def flow_of(self, link: Link) -> float:
        """The share of all customers who pass a link; a return link counts as thin."""
        return self.editor.analysis.flows.get(link.id, 0.0) if link.kind == "next" else 0.08

    def share_words(self, link: Link) -> tuple[str, bool]:
        """A link's share as shown, and whether it is given rather than assumed. Empty where it is the only way."""
        if link.kind != "next":
            return "", True
        share = self.editor.analysis.shares.get(link.id)
        if share is None or (link.share is None and share > 0.9999):
            return "", True
        if self.editor.covered:
            return COVER, True
        given = link.share is not None and link.source not in self.editor.analysis.oversubscribed
        whole = not given or abs(share * 100 - round(share * 100)) < 0.05  # what is about so much needs no decimal
        number = decimal(share * 100, 0 if whole and share >= 0.01 else 1)
        return (number if given else pgettext("assumed share", "≈{share}").format(share=number)), given

    def lost_at(self, node: Node) -> float | None:
        """The share of all customers who leave the journey at a node; None where nobody does."""
        lost = self.editor.analysis.losses.get(node.id)
        return 0.0 if lost is None and node.outcome == "leaves" else lost


def _hands_over_anew(patch: Patch) -> bool:
    """Whether a patch may change who hands over what to whom."""
    for before, after in patch.values():
        if type(after) is Touchpoint and type(before) is Touchpoint:
            if before.owner != after.owner:
                return True
        elif isinstance(after or before, Link):
            if not isinstance(before, Link) or not isinstance(after, Link):
                return True
            if (before.kind, before.hands_over) != (after.kind, after.hands_over):
                return True
    return False
