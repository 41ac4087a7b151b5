"""The links of the map on paper, and the labels at them.

This module must not know how routes are found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cjdesigner import text
from cjdesigner.export.cards import share_label
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look
from cjdesigner.export.marks import draw_sign
from cjdesigner.export.sheet import arrowhead
from cjdesigner.export.taken import Taken
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent
from cjdesigner.model import wording
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.layout import loses_customers
from cjdesigner.model.records import Link


class Links:
    """Draws links along their ways. ``weight`` is the width in points of a link that all customers pass."""

    def __init__(self, pen: Pen, told: Told, cards: Mapping[int, Rect], weight: float, radius: float) -> None:
        self.pen, self.told, self.weight, self.radius = pen, told, weight, radius
        self.size = pen.smallest
        self._lines = Taken(4 * self.size)
        self._texts = Taken(4 * self.size)
        self._covered: dict[int, list[Rect]] = {}
        for card in cards.values():
            self._texts.add(card)

    def keep_clear(self, rects: Iterable[Rect], lines: Iterable[Sequence[Point]]) -> None:
        """Further places that labels must not cover, and lines that they rather stay away from."""
        for rect in rects:
            self._texts.add(rect)
        for points in lines:
            self._take(points, 0.1 * self.size)

    def draw(
        self,
        ways: Mapping[int, Sequence[Point]],
        stubs: Mapping[int, Sequence[Point]],
        room: Rect,
        backgrounds: Sequence[tuple[float, str]],
        arriving: Sequence[tuple[Sequence[Link], Sequence[Point]]] = (),
    ) -> None:
        """All links, then all labels, these within ``room``. ``arriving`` are links that come from another row, and
        the last piece of the way that they share.

        ``backgrounds`` are (right edge, colour) from left to right, to clear a line behind a label that finds no free
        place.
        """
        self._room, self._backgrounds = room, backgrounds
        stubs = {node: points for node, points in stubs.items() if self._losing(node) > 1e-9}
        chosen = self.told.path_links
        links = [link for link in self.told.links if link.id in ways]
        for together, points in arriving:
            self._draw_link(together, points, any(link.id in chosen for link in together))
        for link in sorted(links, key=lambda link: (link.id in chosen, link.kind == "next", link.id)):
            self._draw_link([link], ways[link.id], link.id in chosen)
        for node, points in stubs.items():
            self._draw_stub(node, points)
        self._sign(ways)
        for node, points in stubs.items():
            self._label_stub(node, points)
        self._label_shares(links, ways)
        for link in links:
            if link.label.strip():
                self._label_words(link, ways[link.id])

    def _draw_link(self, links: Sequence[Link], points: Sequence[Point], chosen: bool) -> None:
        """Links that share a way."""
        forward = [link.id for link in links if link.kind == "next"]
        flow = sum(self.told.analysis.flows.get(link, 0.0) for link in forward)
        width = self.weight * (0.17 + 0.83 * flow)
        colour = INK.accent if chosen else INK.link
        width *= look().path_weight if chosen else 1.0
        dash = () if flow > 0 else (self.weight * 0.7, self.weight * 0.6)
        covered = self._draw_way(points, colour, width, dash, "link" if forward else "return")
        self._covered |= {link.id: covered for link in links}

    def _draw_way(
        self, points: Sequence[Point], colour: str, width: float, dash: tuple[float, ...], role: str
    ) -> list[Rect]:
        """Returns what line and head cover, the head last."""
        (x1, y1), (x2, y2) = points[-2:]
        far = abs(x2 - x1) + abs(y2 - y1)
        length = min(1.3 * width + 1.25 * self.weight, 0.8 * far)
        self.pen.shape(arrowhead(points[-1], points[-2], length, length * 0.55 + 0.85 * width), colour, role="head")
        share = 0.7 * length / far if far else 0.0
        end = (x2 + (x1 - x2) * share, y2 + (y1 - y2) * share)
        self.pen.line([*points[:-1], end], colour, width, radius=self.radius, dash=dash, role=role)
        covered = self._take(points, width / 2 + 0.1 * self.size)
        if far:
            back = (x2 + (x1 - x2) * length / far, y2 + (y1 - y2) * length / far)
            covered += self._take([points[-1], back], (length * 0.55 + 0.85 * width) / 2)
        return covered

    def _take(self, points: Sequence[Point], half: float) -> list[Rect]:
        covered = [
            Rect(min(a, c) - half, min(b, d) - half, abs(c - a) + 2 * half, abs(d - b) + 2 * half)
            for (a, b), (c, d) in zip(points, points[1:], strict=False)
        ]
        for rect in covered:
            self._lines.add(rect)
        return covered

    def _sign(self, ways: Mapping[int, Sequence[Point]]) -> None:
        """A sign at each hand-off, on its link where the fewest others pass."""
        for link, silent in self.told.signed.items():
            pieces = list(zip(ways.get(link, ()), ways.get(link, ())[1:], strict=False))
            pieces.sort(key=lambda piece: -abs(piece[1][0] - piece[0][0]) - abs(piece[1][1] - piece[0][1]))
            places = [
                (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
                for (x1, y1), (x2, y2) in pieces[:3]
                for share in (0.5, 0.35, 0.65)
            ]
            tip = ways.get(link, ((0.0, 0.0),))[-1]
            head = 1.7 * self.weight + 0.5 * self.size  # the arrowhead stays to be seen
            clear = [place for place in places if abs(place[0] - tip[0]) + abs(place[1] - tip[1]) > head]
            best = self._sign_place(clear or places)
            if best is not None:
                self._texts.add(best)
                draw_sign(self.pen, best.centre_x, best.centre_y, best.width / 1.44, silent)
            elif pieces:
                record = self.told.state[link]
                assert isinstance(record, Link)
                words = _("nothing is handed over") if silent else _("hands over")
                entry = f"{self.told.name(record.source)} → {self.told.name(record.target)}: {words}"
                self.pen.notes.keep(_("Hand-offs without room on the map"), [entry])

    def _draw_stub(self, node: int, points: Sequence[Point]) -> None:
        flow = self._losing(node)
        self._draw_way(
            points,
            INK.danger,
            self.weight * (0.17 + 0.83 * flow),
            look().dash(0.3 * self.weight, 0.3 * self.weight),
            "exit",
        )

    def _losing(self, node: int) -> float:
        return self.told.analysis.reach.get(node, 0.0) * loses_customers(self.told.state, node)

    def _sign_place(self, places: Sequence[Point]) -> Rect | None:
        """The best place for a sign, a smaller one where columns stand close."""
        for size in (1.0, 0.8, 0.64):
            half = 0.72 * size * self.size
            rects = [Rect(x - half, y - half, 2 * half, 2 * half) for x, y in places]
            free = [rect for rect in rects if self._texts.is_free(rect.inflated(0.1 * self.size))]
            if free:
                return min(free, key=lambda rect: round(self._lines.overlap(rect) / (half * half), 1))
        return None

    # labels

    def _label_stub(self, node: int, points: Sequence[Point]) -> None:
        words = wording.figure(self._losing(node))
        x1, (x2, y) = points[0][0], points[-1]
        wide, high = text.width(words, "semibold", self.size, tabular=True), self.size
        places = [
            (x2 + 0.2 * high, y - high / 2),
            ((x1 + x2 - wide) / 2, y - 1.6 * high),
            ((x1 + x2 - wide) / 2, y + 0.6 * high),
            (x1 + 0.3 * high, y - 1.6 * high),
            (x1 + 0.3 * high, y + 0.6 * high),
        ]
        if not self._set(words, "semibold", INK.danger, places):
            entry = _("{name}: {share} of all customers leave").format(name=self.told.name(node), share=words)
            self.pen.notes.keep(_("Shares without room on the map"), [entry])

    def _label_shares(self, links: Sequence[Link], ways: Mapping[int, Sequence[Point]]) -> None:
        analysis = self.told.analysis
        ways_on = Counter(link.source for link in self.told.links if link.kind == "next")
        together: dict[int, list[Rect]] = {}
        for link in links:
            together.setdefault(link.source, []).extend(self._covered.get(link.id, ()))
        for link in links:
            share = analysis.shares.get(link.id)
            assumed = link.id in analysis.assumed
            if link.kind != "next" or share is None or (ways_on[link.source] < 2 and share > 0.9995):
                continue
            words = share_label(share, assumed)
            face: text.Face = "italic" if assumed else "regular"
            wide = text.width(words, face, self.size, tabular=True)
            own = self._covered.get(link.id, [])
            places = self._beside(ways[link.id], wide, own[-1].height / 2 if own else 0.0)
            trunk = together[link.source]
            set_down = self._set(words, face, INK.second, places, light=assumed, own=trunk)
            if not set_down and not assumed:  # an assumed share says no more than that there are other ways
                entry = f"{self.told.name(link.source)} → {self.told.name(link.target)}: " + percent(share)
                self.pen.notes.keep(_("Shares without room on the map"), [entry])

    def _label_words(self, link: Link, points: Sequence[Point]) -> None:
        wide = text.width(link.label, "italic", self.size)
        if "\n" in link.label or not self._set(link.label, "italic", INK.second, self._along(points, wide), True):
            entry = f"{self.told.name(link.source)} → {self.told.name(link.target)}: {link.label}"
            self.pen.notes.keep(_("Labels of links"), [entry])

    def _beside(self, points: Sequence[Point], wide: float, head: float) -> list[Point]:
        """Places for a share, as top left corners: above its arrowhead, which reaches ``head`` above and below its
        line, then along the way back, at last on the line itself."""
        high, gap = self.size, 0.25 * self.size
        places: list[Point] = []
        over: list[Point] = []
        pieces = list(zip(points, points[1:], strict=False))
        for number, ((x1, y1), (x2, y2)) in enumerate(reversed(pieces)):
            middle = (x1 + x2 - wide) / 2
            if y1 == y2:
                if number == 0:
                    away = max(head, 1.2 * gap) + 0.4 * gap
                    places += [(middle, y2 - high - away), (x2 - gap - wide, y2 - high - away)]
                    back = x2 - 1.2 * self.weight - wide
                    places += [(back, y2 - high - 1.6 * gap), (middle, y2 + away), (back, y2 + 1.6 * gap)]
                places += [(middle, y1 - high - 1.6 * gap), (middle, y1 + 1.6 * gap)]
                over.append((middle, y1 - high / 2))
            else:
                down = 1 if y2 > y1 else -1
                for back in (1.6 * high, 3.2 * high, 4.8 * high, abs(y2 - y1) / 2):
                    if back < abs(y2 - y1):
                        y = y2 - down * back - high / 2
                        places += [(x1 - wide - 1.6 * gap, y), (x1 + 1.6 * gap, y)]
                        over.append((x1 - wide / 2, y))
        return places + over

    def _along(self, points: Sequence[Point], wide: float) -> list[Point]:
        """Places for words: above or below the longest level pieces, then over one."""
        high, gap = self.size, 0.3 * self.size
        pieces = [(a, b) for a, b in zip(points, points[1:], strict=False) if a[1] == b[1]]
        pieces.sort(key=lambda piece: -abs(piece[1][0] - piece[0][0]))
        places: list[Point] = []
        for (x1, y), (x2, _y) in pieces[:2]:
            middle = (x1 + x2 - wide) / 2
            for shift in (0.0, 0.25, -0.25):
                x = middle + shift * abs(x2 - x1)
                places += [(x, y - high - 1.5 * gap), (x, y + 1.5 * gap), (x, y - high / 2)]
        return places

    def _set(
        self,
        words: str,
        face: text.Face,
        colour: str,
        places: Sequence[Point],
        long: bool = False,
        light: bool = False,
        own: Sequence[Rect] | None = None,
    ) -> bool:
        """Set a label at the first free place; where lines are everywhere, over one, cleared beneath it.

        ``long`` is a text, not a figure; ``light`` is a label that rather stays away than covers a line; with ``own``
        it covers nothing but these pieces of its own line and of those it begins with.
        """
        wide, high = text.width(words, face, self.size, tabular=not long), self.size
        rects = [Rect(x, y, wide, high) for x, y in places]
        free = [rect for rect in rects if self._texts.is_free(rect.inflated(0.12 * high))]
        free = [rect for rect in free if self._room.united(rect) == self._room]
        rect = next((rect for rect in free if self._lines.is_free(rect)), None)
        if rect is None and free and not light:
            covered = [(self._lines.overlap(rect) / (high * high), rect) for rect in free]
            if own is not None:
                # What is cleared must not be another's line.
                covered = [(much, rect) for much, rect in covered if much <= _shared(own, rect) / (high * high) + 1e-6]
            if covered:
                rect = min(covered, key=lambda pair: round(pair[0], 2))[1]
                behind = next((colour for right, colour in self._backgrounds if rect.centre_x < right), INK.surface)
                self.pen.box(rect.inflated(0.1 * high), behind)
        if rect is None:
            return False
        self._texts.add(rect)
        self.pen.figure(words, rect.x, rect.bottom - 0.14 * high, face, self.size, colour, tabular=not long)
        return True


def _shared(pieces: Sequence[Rect], rect: Rect) -> float:
    """How much of ``rect`` pieces cover together, each for itself."""
    total = 0.0
    for piece in pieces:
        wide = min(rect.right, piece.right) - max(rect.x, piece.x)
        high = min(rect.bottom, piece.bottom) - max(rect.y, piece.y)
        total += max(0.0, wide) * max(0.0, high)
    return total
