"""The map: phases, cards and links, as on the canvas, set for the room on the paper.

This module must not know the other parts of the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

from cjdesigner.export.card_texts import Texts
from cjdesigner.export.cards import Shown, channel_icons, draw_card
from cjdesigner.export.drawing import Pen, fitting_size
from cjdesigner.export.fit import Fit, Limits, fitted, origin, stretched
from cjdesigner.export.grid import Grid, grids
from cjdesigner.export.journey import Told
from cjdesigner.export.links import Links
from cjdesigner.export.look import INK, look
from cjdesigner.export.map_ways import Ways, ways_of
from cjdesigner.export.marks import Pills
from cjdesigner.export.phases import Header
from cjdesigner.export.ports import Ports
from cjdesigner.export.rows import Part
from cjdesigner.export.sheet import TextLine
from cjdesigner.export.staircase import axis_room
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.layout import lanes
from cjdesigner.model.records import Link, Touchpoint
from cjdesigner.theme import mix

LANE_NAMES = 46.0
"""Points on A4 that the names of lanes take at the left."""
_EMPTY = 26.0
"""Points on A4 of what is said where there are no cards."""
_HEADS, _HEADS_OF_ROW = 0.34, 0.3
"""Of the height is what the phases' heads take at most."""


class JourneyMap:
    """A map fitted into ``width`` and at most ``height`` points; ``height`` then is what it takes.

    With ``titled`` there is room at the left for the names of what stands beneath it; ``bare`` are phases of which the
    company's part is said there; where customers are ``quoted`` there the phases' heads do not count what they said.
    """

    def __init__(
        self,
        told: Told,
        pen: Pen,
        width: float,
        height: float,
        scale: float,
        *,
        titled: bool = False,
        bare: bool = False,
        quoted: bool = False,
    ) -> None:
        self.told, self.scale, self.width, self._smallest = told, scale, width, pen.smallest
        self.titled, self.bare, self.quoted = titled, bare, quoted
        has_lanes = told.journey.arrangement != "flow"
        self.lane_room = LANE_NAMES * scale if has_lanes or titled else 0.0
        self.ports = Ports(told, width, pen.smallest)
        self.start = max(self.lane_room + self.ports.left, axis_room(told, pen.smallest, scale))
        """Where the columns begin, from the map's left."""
        self.given = room = height
        for _round in range(3):
            fit = self._fit(pen, width - self.start - self.ports.right, room)
            header = Header(
                pen,
                fit.grid.bands,
                fit.lefts,
                scale,
                (_HEADS_OF_ROW if isinstance(told, Part) else _HEADS) * height,
                None if quoted else told.learned,
                bare,
                isinstance(told, Part),
                fit.style.size,
            )
            if header.height + fit.height <= height + 0.01:
                break
            room = height - header.height
        self.header, self.fit = header, fit

    @cached_property
    def _ways(self) -> Ways:
        """The links' ways, found when first asked for: a map that is only tried on for size needs none."""
        return ways_of(self.told, self.fit, self.ports)

    @property
    def height(self) -> float:
        """What the map takes, in points."""
        return self.header.height + self._rise() + max(self._depth(), 30 * self.scale)

    @property
    def lefts(self) -> list[float]:
        """The bands' left edges and the right end, from the map's left."""
        return [self.start + left for left in self.fit.lefts]

    def stretch(self, height: float) -> None:
        """Move rows apart to fill ``height`` better."""
        fit = stretched(self.fit, self.fit.height + height - self.height, 1.6)
        if fit is not self.fit:
            self.fit = fit
            self.__dict__.pop("_ways", None)

    def _links(self) -> list[Link]:
        shown = {node.id for node in self.told.shown}
        return [link for link in self.told.links if link.source in shown and link.target in shown]

    def _fit(self, pen: Pen, width: float, height: float) -> Fit:
        told, part = self.told, self.told if isinstance(self.told, Part) else None
        below = min(sum(link.kind == "return" for link in self._links()), 8)
        limits = Limits(self.scale, pen.smallest, below)
        if part is not None and part.cap is not None:
            limits = Limits(self.scale, pen.smallest, below, part.cap.size, part.cap.width)
        return fitted(_texts_of(told), grids_of(told), (width, height), limits)

    def _origin(self) -> float:
        """Where the map's x = 0 is, in points from the map's left."""
        return self.start + origin(self.fit)

    def _depth(self) -> float:
        """From the cards' top to the lowest of cards and links, in points."""
        lowest = [y for way in self._ways.all() for _, y in way]
        lowest += [card.bottom for card in self._ways.cards.values()]
        label = 1.5 * self._smallest if any(link.label for link in self._links() if link.kind == "return") else 0.0
        return max(lowest, default=0.0) * self.fit.unit + max(12 * self.fit.unit, label)

    def _rise(self) -> float:
        """How far links reach above the cards' top, in points."""
        highest = min((y for way in self._ways.all() for _, y in way), default=0.0)
        return max(0.0, 4 - highest) * self.fit.unit if highest < 4 else 0.0

    def again(self, pen: Pen, height: float) -> JourneyMap:
        """The same, fitted into another height."""
        asked = {"titled": self.titled, "bare": self.bare, "quoted": self.quoted}
        return JourneyMap(self.told, pen, self.width, height, self.scale, **asked)

    def _cards_top(self, top: float, height: float) -> float:
        spare = max(0.0, height - self.height)
        return top + self.header.height + self._rise() + spare * (0.3 if self.header.height else 0.42)

    def rects(self, left: float, top: float, height: float) -> dict[int, Rect]:
        """Where cards stand on the page when the map is drawn from there, ``height`` deep."""
        return self._on_page(self._ways.cards, left, self._cards_top(top, height))

    def _on_page(self, rects: Mapping[int, Rect], left: float, cards_top: float) -> dict[int, Rect]:
        unit, x, y = self.fit.unit, left + self._origin(), cards_top
        return {
            key: Rect(x + rect.x * unit, y + rect.y * unit, rect.width * unit, rect.height * unit)
            for key, rect in rects.items()
        }

    def draw(
        self,
        pen: Pen,
        left: float,
        top: float,
        height: float,
        *,
        below: float = 0.0,
        ties: Sequence[Sequence[Point]] = (),
    ) -> None:
        """Draw it; the bands reach down to ``height`` and ``below`` it. ``ties`` are lines beneath it all."""
        _drawn[self.told] = self.fit.grid
        self.header.draw_bands(pen, left + self.start, top, top + height + below)
        pen.place("map", Rect(left, top, self.width, height + below))
        for points in ties:
            pen.line(
                points,
                mix(INK.second, INK.surface, 0.35),
                0.5 * self.scale,
                dash=(0.5 * self.scale, 1.5 * self.scale),
                role="tie",
            )
        self.header.draw(pen, left + self.start, top)
        cards_top = self._cards_top(top, height)
        unit, origin = self.fit.unit, left + self._origin()

        def placed(points: Sequence[Point]) -> list[Point]:
            return [(origin + x * unit, cards_top + y * unit) for x, y in points]

        rects = self.rects(left, top, height)
        pills = Pills(pen, self.told.hung, self.told.shown, rects, self.fit.style)
        beneath = len(pen.items)
        self._draw_lanes(pen, left, cards_top)
        headings = [item.ink for item in pen.items[beneath:] if isinstance(item, TextLine)]
        weight = min(5.2 * self.scale, 8.0 * unit) * look().weight
        links = Links(pen, self.told, rects, weight, min(6 * self.scale, 10 * unit))
        found = self._ways
        out, into = (self._on_page(ports, left, cards_top) for ports in (found.out, found.into))
        links.keep_clear([*headings, *pills.rects.values(), *out.values(), *into.values()], ties)
        links.draw(
            {link: placed(way) for link, way in found.routes.items()},
            {node: placed(way) for node, way in found.exits.items()},
            Rect(left, cards_top - self._rise(), self.width, top + height - cards_top + self._rise()),
            self.backgrounds(left),
            [(port.links, placed(found.arriving[port.number])) for port in self.ports.into if port.number in into],
        )
        self.ports.draw(pen, out, into=False)
        self.ports.draw(pen, into, into=True)
        self._draw_cards(pen, rects)
        pills.draw(pen)
        if not self.told.shown:
            self._draw_empty(pen, Rect(left, top, self.width, height))

    def _draw_empty(self, pen: Pen, rect: Rect) -> None:
        """Say in the middle of the room that there are no cards."""
        words, wide = _("This journey has no cards yet."), 0.8 * rect.width
        size = fitting_size(words, "semibold", wide, _EMPTY * self.scale, pen.smallest, 2)
        high = pen.height(words, "semibold", size, wide)
        free = rect.height - self.header.height
        y = rect.y + self.header.height + max(0.0, 0.45 * (free - high))
        pen.text(words, Rect(rect.centre_x - wide / 2, y, wide, high + size), "semibold", size, INK.second,
                 align="centre", balance=True)  # fmt: skip

    def backgrounds(self, left: float) -> list[tuple[float, str]]:
        """The bands' right edges and colours, from left to right."""
        found, place = [], 0
        for band, right in zip(self.fit.grid.bands, self.fit.lefts[1:], strict=True):
            tinted = band is not None and place % 2 == 1
            place += band is not None
            found.append((left + self.start + right, INK.band if tinted else INK.surface))
        return found

    def _draw_cards(self, pen: Pen, rects: Mapping[int, Rect]) -> None:
        told, analysis = self.told, self.told.analysis
        channels = channel_icons(told.state)
        chosen = set(told.path.nodes) if told.path else set()
        unanswered = set(analysis.unanswered_ids)
        for node in sorted(told.shown, key=lambda node: (rects[node.id].x, rects[node.id].y)):
            shown = Shown(
                analysis.fulfilment.get(node.id),
                node.id in analysis.fulfilment_at_most,
                node.id in unanswered,
                node.id in chosen,
                told.letters.get(node.id, ""),
            )
            draw_card(pen, node, rects[node.id], self.fit.style, shown, channels)

    def _draw_lanes(self, pen: Pen, left: float, top: float) -> None:
        size = pen.smallest
        for place, lane in enumerate(self._ways.lanes):
            y1, y2 = top + lane.top * self.fit.unit, top + lane.bottom * self.fit.unit
            if place:
                pen.line([(left, y1), (left + self.width, y1)], INK.hairline, 0.5 * self.scale)
            if y2 - y1 >= 1.3 * size:
                inset = min(5 * self.scale, max(0.0, (y2 - y1 - 1.3 * size) / 2))
                # Of the lowest line the number of a text that was cut hangs a little deeper.
                box = Rect(left, y1 + inset, self.lane_room - 4 * self.scale, y2 - y1 - inset + 0.05 * size)
                pen.text(lane.title, box, "semibold", size, INK.second)
            else:
                pen.notes.keep(_("Lanes from top to bottom"), [lane.title])


_grids: WeakKeyDictionary[Told, tuple[Grid, ...]] = WeakKeyDictionary()
_drawn: WeakKeyDictionary[Told, Grid] = WeakKeyDictionary()
_texts: WeakKeyDictionary[Told, Texts] = WeakKeyDictionary()


def grids_of(told: Told) -> tuple[Grid, ...]:
    """The ways to read columns and rows off a journey's canvas, the finest first."""
    if told not in _grids:
        end = told.end if isinstance(told, Part) else None
        _grids[told] = tuple(grids(told.shown, told.phases, _lanes_of(told), end))
    return _grids[told]


def take_grid(told: Told, drawn: Told) -> None:
    """Let a journey's map have the columns and rows in which it was ``drawn``, if it was drawn in one row."""
    if drawn in _drawn:
        _grids[told] = (_drawn[drawn],)


def _texts_of(told: Told) -> Texts:
    if told not in _texts:
        _texts[told] = Texts(told.shown, told.letters)
    return _texts[told]


def _lanes_of(told: Told) -> dict[int, int]:
    """The lane of each card on the map, counted from the top; none where the journey is arranged by flow."""
    if told.journey.arrangement == "flow":
        return {}
    order = {(lane.kind, lane.key): place for place, lane in enumerate(lanes(told.state, told.journey.id))}
    found = {}
    for node in told.shown:
        if not isinstance(node, Touchpoint):
            found[node.id] = order["need", ""]
        elif told.journey.arrangement == "channel":
            found[node.id] = order["channel", node.channel]
        else:
            found[node.id] = order["owner", node.owner]
    return found
