"""The map: phases, cards and links, as on the canvas, set for the room on the paper.

This module must not know the other parts of the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cjdesigner.export import grid as grids
from cjdesigner.export.cards import Shown, channel_icons, draw_card
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.links import Links
from cjdesigner.export.marks import Pills
from cjdesigner.export.phases import Header
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.layout import Map, lanes, map_of
from cjdesigner.model.records import Link, Record, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.theme import LIGHT, mix

_LANES = 46.0
"""Points on A4 that the names of lanes take at the left."""


class JourneyMap:
    """A map fitted into ``width`` and at most ``height`` points; ``height`` then is what it takes.

    With ``titled`` there is room at the left for the names of what stands beneath it; ``bare`` are phases of which the
    company's part is said there.
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
    ) -> None:
        self.told, self.scale, self.width, self._smallest = told, scale, width, pen.smallest
        self.titled, self.bare = titled, bare
        self._returns = sum(link.kind == "return" for link in self._links())
        self._lane_of = _lanes_of(told)
        self.lane_room = _LANES * scale if self._lane_of or titled else 0.0
        self.given = room = height
        for _round in range(3):
            fit = self._fit(pen, width - self.lane_room, room)
            header = Header(pen, fit.grid.bands, fit.lefts, scale, 0.3 * height, told.learned, bare)
            if header.height + fit.height <= height + 0.01:
                break
            room = height - header.height
        self.header, self.fit = header, fit
        self._known: Map | None = None

    @property
    def _map(self) -> Map:
        """The links' ways, found when first asked for: a map that is only tried on for size needs none."""
        if self._known is None:
            self._known = self._routed()
        return self._known

    @property
    def height(self) -> float:
        """What the map takes, in points."""
        return self.header.height + self._rise() + max(self._depth(), 30 * self.scale)

    @property
    def lefts(self) -> list[float]:
        """The bands' left edges and the right end, from the map's left."""
        return [self.lane_room + left for left in self.fit.lefts]

    def stretch(self, height: float) -> None:
        """Move rows apart to fill ``height`` better."""
        fit = grids.stretched(self.fit, self.fit.height + height - self.height, 1.6)
        if fit is not self.fit:
            self.fit = fit
            self._known = None

    def _links(self) -> list[Link]:
        shown = {node.id for node in self.told.shown}
        return [link for link in self.told.links if link.source in shown and link.target in shown]

    def _fit(self, pen: Pen, width: float, height: float) -> grids.Fit:
        below = min(self._returns, 8)
        told = self.told
        room = (width, height)
        return grids.fitted(told.shown, told.phases, self._lane_of, room, self.scale, pen.smallest, below)

    def _routed(self) -> Map:
        """The links' ways among the cards as they stand on paper, in the map's units."""
        told, fit = self.told, self.fit
        places = grids.positions(fit)
        widths = dict(zip(fit.grid.bands, zip(fit.lefts, fit.lefts[1:], strict=False), strict=True))
        records: list[Record] = [told.project, told.journey, *self._links()]
        for phase in told.phases:
            left, right = widths[phase]
            records.append(msgspec.structs.replace(phase, width=(right - left) / fit.unit))
        records += [msgspec.structs.replace(n, x=places[n.id][0], y=places[n.id][1]) for n in told.shown]
        return map_of(State(records), told.journey.id, size=lambda node: places[node.id][2:])

    def _origin(self) -> float:
        """Where the map's x = 0 is, in points from the map's left."""
        unphased = self.fit.grid.bands[0] is None and len(self.fit.grid.bands) > 1
        return self.lane_room + (self.fit.lefts[1] if unphased else 0.0)

    def _depth(self) -> float:
        """From the cards' top to the lowest of cards and links, in points."""
        lowest = [y for route in self._map.routes.values() for _, y in route.points]
        lowest += [card.bottom for card in self._map.cards.values()]
        label = 1.5 * self._smallest if any(link.label for link in self._links() if link.kind == "return") else 0.0
        return max(lowest, default=0.0) * self.fit.unit + max(12 * self.fit.unit, label)

    def _rise(self) -> float:
        """How far links reach above the cards' top, in points."""
        highest = min((y for route in self._map.routes.values() for _, y in route.points), default=0.0)
        return max(0.0, 4 - highest) * self.fit.unit if highest < 4 else 0.0

    def again(self, pen: Pen, height: float) -> JourneyMap:
        """The same, fitted into another height."""
        return JourneyMap(self.told, pen, self.width, height, self.scale, titled=self.titled, bare=self.bare)

    def _cards_top(self, top: float, height: float) -> float:
        spare = max(0.0, height - self.height)
        return top + self.header.height + self._rise() + spare * (0.3 if self.header.height else 0.42)

    def rects(self, left: float, top: float, height: float) -> dict[int, Rect]:
        """Where cards stand on the page when the map is drawn from there, ``height`` deep."""
        unit, x, y = self.fit.unit, left + self._origin(), self._cards_top(top, height)
        return {
            node: Rect(x + card.x * unit, y + card.y * unit, card.width * unit, card.height * unit)
            for node, card in self._map.cards.items()
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
        self.header.draw_bands(pen, left + self.lane_room, top, top + height + below)
        for points in ties:
            pen.line(
                points,
                mix(LIGHT.second, LIGHT.surface, 0.35),
                0.5 * self.scale,
                dash=(0.5 * self.scale, 1.5 * self.scale),
                role="tie",
            )
        self.header.draw(pen, left + self.lane_room, top)
        cards_top = self._cards_top(top, height)
        unit, origin = self.fit.unit, left + self._origin()

        def placed(points: Sequence[Point]) -> list[Point]:
            return [(origin + x * unit, cards_top + y * unit) for x, y in points]

        rects = self.rects(left, top, height)
        pills = Pills(pen, self.told.hung, self.told.shown, rects, self.fit.style)
        self._draw_lanes(pen, left, cards_top)
        weight = min(5.2 * self.scale, 8.0 * unit)
        links = Links(pen, self.told, rects, weight, min(6 * self.scale, 10 * unit))
        links.keep_clear(pills.rects.values(), ties)
        links.draw(
            {link: placed(route.points) for link, route in self._map.routes.items()},
            {node: placed(stub.points) for node, stub in self._map.exits.items()},
            Rect(left, cards_top - self._rise(), self.width, top + height - cards_top + self._rise()),
            self.backgrounds(left),
        )
        self._draw_cards(pen, rects)
        pills.draw(pen)
        if not self.told.shown:
            box = Rect(left, cards_top + 10 * self.scale, self.width, 40 * self.scale)
            pen.text(_("This journey has no cards yet."), box, "regular", 9 * self.scale, LIGHT.second, align="centre")

    def backgrounds(self, left: float) -> list[tuple[float, str]]:
        """The bands' right edges and colours, from left to right."""
        found, place = [], 0
        for band, right in zip(self.fit.grid.bands, self.fit.lefts[1:], strict=True):
            tinted = band is not None and place % 2 == 1
            place += band is not None
            found.append((left + self.lane_room + right, LIGHT.band if tinted else LIGHT.surface))
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
        for place, lane in enumerate(self._map.lanes):
            y1, y2 = top + lane.top * self.fit.unit, top + lane.bottom * self.fit.unit
            if place:
                pen.line([(left, y1), (left + self.width, y1)], LIGHT.hairline, 0.5 * self.scale)
            if y2 - y1 >= 1.3 * size:
                inset = min(5 * self.scale, max(0.0, (y2 - y1 - 1.3 * size) / 2))
                box = Rect(left, y1 + inset, self.lane_room - 4 * self.scale, y2 - y1 - inset)
                pen.text(lane.title, box, "semibold", size, LIGHT.second)
            else:
                pen.notes.keep(_("Lanes from top to bottom"), [lane.title])


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
