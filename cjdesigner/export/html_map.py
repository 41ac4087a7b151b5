"""The map as SVG for a page: the canvas's geometry, colours by class, so that a page can be light and dark.

Every card is an element that a keyboard reaches; ``data-n`` is its place in the list of cards. This module must not
know the page around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from cjdesigner import text
from cjdesigner.export.cards import channel_icons, channel_name, share_label, title_of
from cjdesigner.export.carried import answer_words, losing, score_words
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.marks import marks_of
from cjdesigner.export.sheet import Command, Line, Shape, arrowhead, commands, rounded_rect
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import wording
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.layout import (
    CARD_LINE_HEIGHT,
    CARD_TEXT_LINES,
    CARD_TEXT_SIZE,
    HEADER_HEIGHT,
    Map,
    card_boxes,
    map_of,
)
from cjdesigner.model.records import Link, NeedPoint, Node, Touchpoint
from cjdesigner.text import Face

_SMALL = 11.0
_MARGIN = 48.0
_RADIUS = 6.0
_BEYOND = 4000.0
"""Bands go on above and below what is seen of the map, so that they fill a window of any form."""
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535))


def clean(content: str) -> str:
    """A text without the characters that no markup may have."""
    return content.translate(_CONTROLS)


def said(content: str) -> str:
    """A text as markup writes it: nothing of it is interpreted."""
    return escape(clean(content), quote=True)


def number(value: float) -> str:
    """A length in few characters."""
    words = f"{value:.1f}".removesuffix(".0")
    return "0" if words == "-0" else words


class MapDrawing:
    """A journey's map; ``order`` are its cards in reading order, whose places elements name."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.map: Map = map_of(told.state, told.journey.id, spread=True)
        self.bounds = self.map.bounds.inflated(_MARGIN)
        self.order = self._read()
        self.places = {node: place for place, node in enumerate(self.order)}
        self._channels = channel_icons(told.state)
        self.scores: set[int] = set()
        """The scores in per cent that have a colour on the map."""
        self.icons: dict[str, str] = {}
        """The icons used, by their names, as path data in a square of side 16."""

    def _read(self) -> list[int]:
        """The cards as they are read: phase by phase, column by column, from above."""
        ranks = {phase.id: place for place, phase in enumerate(self.told.phases)}
        cards = self.map.cards

        def place(node: int) -> tuple[int, float, float, int]:
            phase = self.told.nodes[node].phase
            return ranks.get(phase, -1) if phase is not None else -1, round(cards[node].x / 60), cards[node].y, node

        return sorted(cards, key=place)

    def markup(self) -> str:
        """The SVG element."""
        box = self.bounds
        name = _("Map of the journey: {title}").format(title=self.told.title)
        body = "".join(self._body())  # draws first, so that its icons are known
        view = " ".join(number(value) for value in (box.x, box.y, box.width, box.height))
        return (
            f'<svg id="drawing" width="{number(box.width)}" height="{number(box.height)}" viewBox="{view}" '
            f'role="group" aria-label="{said(name)}"><defs>{"".join(self._defs())}</defs>{body}</svg>'
        )

    def _defs(self) -> Iterator[str]:
        yield (
            '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="hatched" width="2.4" height="5"/></pattern>'
        )
        for name, path in sorted(self.icons.items()):
            yield f'<symbol id="{name}" viewBox="0 0 16 16"><path d="{path}"/></symbol>'

    def _body(self) -> Iterator[str]:
        yield from self._bands()
        yield from self._lanes()
        yield '<g class="links">'
        for link in self.told.links:
            if link.id in self.map.routes:
                yield self._link(link)
        for node, stub in self.map.exits.items():
            yield self._exit(node, stub.points)
        yield "</g>"
        for node in self.order:
            yield self._card(self.told.nodes[node])

    # phases and lanes

    def _bands(self) -> Iterator[str]:
        top, bottom = self.bounds.y - _BEYOND, self.bounds.bottom + _BEYOND
        shown = [band for band in self.map.bands if band.phase is not None]
        for place, band in enumerate(shown):
            assert band.phase is not None
            kind = "band" if place % 2 else "band even"
            yield (
                f'<rect class="{kind}" x="{number(band.left)}" y="{number(top)}" width="{number(band.width)}" '
                f'height="{number(bottom - top)}"/>'
            )
            x, room = band.left + 16, band.width - 32
            yield self._line(band.phase.title, x, 26, "phase", "semibold", 15, room)
            yield self._line(band.phase.wording, x, 46, "second", "regular", 12, room)
            words = " · ".join(part.strip() for part in (band.phase.verb, band.phase.question) if part.strip())
            yield self._line(words, x, 64, "second", "regular", 12, room)
        if shown:
            left, right = shown[0].left, shown[-1].right
            yield f'<path class="rule" d="M{number(left)} {number(HEADER_HEIGHT - 8)}H{number(right)}"/>'

    def _lanes(self) -> Iterator[str]:
        for place, lane in enumerate(self.map.lanes):
            if place:
                ends = f"M{number(self.bounds.x)} {number(lane.top)}H{number(self.bounds.right)}"
                yield f'<path class="rule" d="{ends}"/>'
            yield self._line(lane.title, self.bounds.x + 4, lane.top + 14, "lane", "semibold", _SMALL, 200)

    def _line(self, content: str, x: float, y: float, kind: str, face: Face, size: float, room: float) -> str:
        """A text on one line, cut where it is too long."""
        line = text.line(content, face, size, room)
        if not line.text:
            return ""
        side = ' direction="rtl" text-anchor="end"' if line.rtl else ""
        return f'<text class="{kind}" x="{number(x)}" y="{number(y)}"{side}>{said(line.text)}</text>'

    # links

    def _link(self, link: Link) -> str:
        points = self.map.routes[link.id].points
        analysis = self.told.analysis
        flow = analysis.flows.get(link.id, 0.0)
        width = 1.2 + 4.6 * flow
        dry = " dry" if link.kind == "next" and not flow else ""
        ends = f"{self.places[link.source]}-{self.places[link.target]}"
        names = wording.link_name(link, self.told.state, short=True)
        parts = [
            f'<g class="{link.kind}{dry}" data-l="{ends}"><title>{said(names)}</title>',
            self._way(points, width),
        ]
        share = analysis.shares.get(link.id)
        ways = self.told.state.outgoing(link.source)
        if link.kind == "next" and share is not None and (len(ways) > 1 or share < 0.9995):
            x, y = self.map.routes[link.id].label
            assumed = link.id in analysis.assumed
            kind = "share assumed" if assumed else "share"
            parts.append(
                f'<text class="{kind}" x="{number(x)}" y="{number(y + 4)}">{said(share_label(share, assumed))}</text>'
            )
        if link.label.strip():
            x, y = self.map.routes[link.id].middle
            words = text.line(link.label, "regular", _SMALL, 150).text
            parts.append(f'<text class="label" x="{number(x)}" y="{number(y - 5)}">{said(words)}</text>')
        return "".join(parts) + "</g>"

    def _way(self, points: Sequence[Point], width: float) -> str:
        length = 6 + 1.3 * width
        (x1, y1), (x2, y2) = points[-2:]
        far = max(abs(x2 - x1) + abs(y2 - y1), 0.01)
        share = min(1.0, 0.7 * length / far)
        end = (x2 + (x1 - x2) * share, y2 + (y1 - y2) * share)
        line = Line((*points[:-1], end), "", width, radius=9)
        head = arrowhead(points[-1], points[-2], length, 0.6 * length + 0.9 * width)
        return (
            f'<path class="way" stroke-width="{number(width)}" d="{_path(commands(line))}"/>'
            f'<path class="head" d="{_path(head)}"/>'
        )

    def _exit(self, node: int, points: Sequence[Point]) -> str:
        share = losing(self.told, node)
        x, y = points[-1]
        words = wording.figure(share)
        return (
            f'<g class="exit">{self._way(points, 1.2 + 4.6 * share)}'
            f'<text class="share" x="{number(x + 3)}" y="{number(y + 4)}">{said(words)}</text></g>'
        )

    # cards

    def _card(self, node: Node) -> str:
        rect = self.map.cards[node.id]
        need = isinstance(node, NeedPoint)
        kinds = ["card", "need" if need else "touch"]
        if isinstance(node, Touchpoint) and node.blocked:
            kinds.append("blocked")
        if node.id in self.told.analysis.unanswered_ids:
            kinds.append("unanswered")
        inside = self._need(node, rect) if isinstance(node, NeedPoint) else self._touchpoint(node, rect)
        return (
            f'<g class="{" ".join(kinds)}" data-n="{self.places[node.id]}" role="button" tabindex="-1" '
            f'transform="translate({number(rect.x)} {number(rect.y)})" aria-label="{said(self._spoken(node))}">'
            + "".join(inside)
            + "".join(self._pill(node, rect))
            + "</g>"
        )

    def _spoken(self, node: Node) -> str:
        kind = _("Need point") if isinstance(node, NeedPoint) else _("Touchpoint")
        figure = answer_words(self.told, node) if isinstance(node, NeedPoint) else score_words(node)
        channel = channel_name(node.channel) if isinstance(node, Touchpoint) else ""
        return ", ".join(part for part in (f"{kind}: {self.told.name(node.id)}", figure, channel) if part)

    def _ground(self, rect: Rect, radius: float) -> str:
        return (
            f'<rect class="ground" width="{number(rect.width)}" height="{number(rect.height)}" rx="{number(radius)}"/>'
        )

    def _name(self, node: Node, box: Rect, *, centred: bool) -> Iterator[str]:
        found = text.lines(
            title_of(node) or self.told.name(node.id), "semibold", CARD_TEXT_SIZE, box.width, CARD_TEXT_LINES
        )
        if not found.lines:
            return
        top = box.y + (max(0.0, box.height - CARD_LINE_HEIGHT * len(found.lines)) / 2 if centred else 0.0)
        first = top + text.baseline("semibold", CARD_TEXT_SIZE)
        for row, line in enumerate(found.lines):
            x = box.centre_x if centred else box.x
            anchor = "" if centred else ' direction="rtl" text-anchor="start"' if line.rtl else ""
            if line.rtl and not centred:
                x = box.right
            y = number(first + row * CARD_LINE_HEIGHT)
            yield f'<text class="name" x="{number(x)}" y="{y}"{anchor}>{said(line.text)}</text>'

    def _need(self, node: NeedPoint, rect: Rect) -> Iterator[str]:
        boxes = card_boxes(node)
        yield self._ground(rect, 22)
        answer = answer_words(self.told, node)
        box = (
            boxes.text if answer else Rect(boxes.text.x, boxes.text.y, boxes.text.width, rect.height - 2 * boxes.text.y)
        )
        yield from self._name(node, box, centred=True)
        if answer:
            y = boxes.foot.y + 15
            yield f'<text class="foot" x="{number(rect.width / 2)}" y="{number(y)}">{said(answer)}</text>'

    def _touchpoint(self, node: Node, rect: Rect) -> Iterator[str]:
        assert isinstance(node, Touchpoint)
        boxes = card_boxes(node)
        yield self._ground(rect, _RADIUS)
        yield from self._name(node, boxes.text, centred=False)
        baseline = boxes.foot.y + 15
        leaves = node.outcome == "leaves"
        score = score_words(node)
        scored = node.score is not None and not leaves
        if leaves and node.reason.strip():
            score = f"{score}: {' '.join(node.reason.split())}"
        kind = "score" if scored else "unscored"
        right = boxes.foot.right
        room = boxes.foot.width if leaves else boxes.foot.width * 0.6
        words = score if scored else text.line(score, "regular", _SMALL, room).text
        taken = text.width(words, "semibold" if scored else "regular", CARD_TEXT_SIZE if scored else _SMALL)
        yield f'<text class="{kind}" x="{number(right)}" y="{number(baseline)}">{said(words)}</text>'
        x = boxes.foot.x
        icon = self._channels.get(node.channel, "") if node.channel else ""
        if icon and not leaves and self._use(icon):
            place = f'x="{number(x)}" y="{number(baseline - 12)}" width="15" height="15"'
            yield f'<use class="icon" href="#{_id(icon)}" {place}/>'
            x += 19
        channel = _("closed") if node.blocked else channel_name(node.channel)
        if channel and not leaves:
            yield self._line(channel, x, baseline, "foot", "regular", _SMALL, right - taken - 8 - x)
        if not leaves:
            yield from self._bar(node, boxes.bar)

    def _bar(self, node: Touchpoint, track: Rect) -> Iterator[str]:
        """The score's bar: solid where measured, hatched where observed, outlined where guessed."""
        whole = _path(rounded_rect(track, (0, 0, _RADIUS, _RADIUS)))
        yield f'<path class="track" d="{whole}"/>'
        if not node.score:
            return
        shown = max(1, round(node.score * 100))
        self.scores.add(shown)
        wide = track.width * node.score
        right = _RADIUS if wide > track.width - _RADIUS / 2 else 0.0
        if node.evidence == "guess":
            inner = Rect(track.x + 0.75, track.y + 0.75, max(0.1, wide - 1.5), track.height - 1.5)
            path = _path(rounded_rect(inner, (0, 0, max(0.0, right - 0.75), _RADIUS - 0.75)))
            yield f'<path class="bar guess s{shown}" d="{path}"/>'
            return
        path = _path(rounded_rect(Rect(track.x, track.y, wide, track.height), (0, 0, right, _RADIUS)))
        yield f'<path class="bar s{shown}" d="{path}"/>'
        if node.evidence == "observed":
            yield f'<path fill="url(#hatch)" d="{path}"/>'

    def _pill(self, node: Node, rect: Rect) -> Iterator[str]:
        """What hangs on the card, as signs across its upper edge."""
        hung = self.told.hung.get(node.id)
        marks = [mark for mark in marks_of(node, hung) if self._use(mark.icon)] if hung is not None else []
        if not marks:
            return
        widths = [13 + (text.width(mark.figure, "semibold", _SMALL) + 2 if mark.figure else 0) for mark in marks]
        wide = sum(widths) + 6 * (len(marks) - 1) + 12
        x = rect.width - 8 - wide
        count = len(marks)
        title = ", ".join(mark.words for mark in marks)
        yield f'<g class="pill"><title>{said(title)}</title>'
        yield f'<rect x="{number(x)}" y="-9" width="{number(wide)}" height="18" rx="9"/>'
        x += 6
        for place in range(count):
            mark, kind = marks[place], "icon grave" if marks[place].colour else "icon"
            yield f'<use class="{kind}" href="#{_id(mark.icon)}" x="{number(x)}" y="-6.5" width="13" height="13"/>'
            if mark.figure:
                yield f'<text class="{kind}" x="{number(x + 15)}" y="4">{said(mark.figure)}</text>'
            x += widths[place] + 6
        yield "</g>"

    def _use(self, icon: str) -> bool:
        """Note an icon for the definitions; False where there is none of that name."""
        if _id(icon) in self.icons:
            return True
        pen = Pen(Notes(), 1)
        if not pen.icon(icon, 0, 0, 16, ""):
            return False
        shape = pen.items[-1]
        assert isinstance(shape, Shape)
        self.icons[_id(icon)] = _path(shape.commands)
        return True

    def counted(self) -> str:
        """How much there is to see, in words."""
        analysis = self.told.analysis
        parts = [
            ngettext("{count} need point", "{count} need points", analysis.need_points),
            ngettext("{count} touchpoint", "{count} touchpoints", analysis.touchpoints),
        ]
        counts = (analysis.need_points, analysis.touchpoints)
        return ", ".join(
            part.format(count=wording.grouped(count)) for part, count in zip(parts, counts, strict=True) if count
        )


def _id(icon: str) -> str:
    return "i-" + icon.removeprefix("ri.")


def _path(found: Sequence[Command] | Iterator[Command]) -> str:
    return "".join(str(command[0]) + " ".join(map(number, command[1:])) for command in found)
