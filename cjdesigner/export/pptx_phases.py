"""The slides of the phases: their cards with scores and channels, links between them, and where ways come from and go.

This module must not know the other slides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cjdesigner.export.cards import channel_name, share_label, title_of
from cjdesigner.export.carried import Carried, answer_words, gain_words, losing, score_words
from cjdesigner.export.journey import Told
from cjdesigner.export.look import look, score_colour
from cjdesigner.export.pptx_board import Board, Words
from cjdesigner.export.pptx_deck import FOOT, MARGIN, WIDTH, Deck, emu, inline
from cjdesigner.export.pptx_fitting import fitted
from cjdesigner.export.pptx_places import Placing
from cjdesigner.export.pptx_routes import Way
from cjdesigner.export.pptx_sections import SIDE, SIDE_GAP, TOP, Section
from cjdesigner.i18n import decimal, ngettext, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Link, NeedPoint, Node, Touchpoint
from cjdesigner.theme import mix

_TAGS = 6
_BAR = 6.0
_NAME, _LEAST_NAME = 16.0, 11.0


class PhaseSlides:
    """Draws the slides of all phases."""

    def __init__(self, deck: Deck, told: Told, found: Sequence[Section]) -> None:
        self.deck, self.told, self.sections = deck, told, found
        self.carried = Carried(told)
        self.path = set(told.path.nodes) if told.path else set()
        self._size = _NAME
        self.home = {
            node: (number, place)
            for number, section in enumerate(found)
            for place, placing in enumerate(section.slides)
            for node in placing.cards
        }

    def draw(self) -> Iterator[tuple[Section, Any]]:
        """Draw them and give each section with its first slide."""
        for number, section in enumerate(self.sections):
            boards = [self._slide(number, place) for place in range(max(1, len(section.slides)))]
            yield section, boards[0].slide

    def _slide(self, number: int, place: int) -> Board:
        section = self.sections[number]
        title = self._title(number, place)
        board = Board(self.deck, title)
        self._head(board, section, number, place)
        if section.slides:
            shapes = self._cards(board, section.slides[place])
            self._links(board, section.slides[place], shapes)
            self._elsewhere(board, number, place, shapes)
            self._foot(board, section, place)
        else:
            room = Rect(MARGIN, 200, WIDTH - 2 * MARGIN, 40)
            board.text(room, [Words(_("This phase has no cards yet."), 14, "second")])
        board.finish()
        return board

    def _title(self, number: int, place: int) -> str:
        section = self.sections[number]
        if len(section.slides) < 2:
            return section.title
        count = _("{number} of {count}").format(number=decimal(place + 1), count=decimal(len(section.slides)))
        return f"{section.title} ({count})"

    # the head

    def _head(self, board: Board, section: Section, number: int, place: int) -> None:
        """The phase's place among the others, what customers say of it and what the company does."""
        filled = look().filled
        count, wide = len(self.sections), WIDTH - 2 * MARGIN
        gap = min(4.0, wide / count / 4)
        pitch = (wide + gap) / count
        for other in range(count) if count > 1 else ():
            rect = Rect(MARGIN + other * pitch, 14, pitch - gap, 4)
            colour = ("on_accent" if filled else "accent") if other == number else "hairline"
            if filled and other != number:
                colour = mix(self.deck_accent, "#FFFFFF", 0.35)
            board.box(rect, colour, name=_("Place of the phase"))
        phase = section.phase
        if phase is None:
            return
        said = " ".join(phase.wording.split())
        lines = [Words(said, 14, "ink", italic=True)] if said else []
        question = " ".join(phase.question.split())
        verb = " ".join(phase.verb.split())
        company = "   ·   ".join(
            part for part in (question, _("The company: {verb}").format(verb=verb) if verb else "") if part
        )
        if company:
            lines.append(Words(company, 12, "second"))
        if lines:
            top = 78.0 if filled else 68.0
            board.text(Rect(MARGIN, top, wide, 126 - top), lines, name=_("The phase in words"))
        if place == 0:
            board.tell(*(part for part in (said, question, verb) if part))

    @property
    def deck_accent(self) -> str:
        return look().palette.accent

    # cards

    def _cards(self, board: Board, placing: Placing) -> dict[int, Any]:
        self._size = self._title_size(placing)
        return {node: self._card(board, self.told.nodes[node], rect) for node, rect in placing.cards.items()}

    def _title_size(self, placing: Placing) -> float:
        """One size for all names of a slide, as large as most fit; a long one shrinks further by itself."""
        size = _NAME
        for node, rect in placing.cards.items():
            record = self.told.nodes[node]
            high = rect.height - (22 if isinstance(record, NeedPoint) else 34)
            words = self.told.name(node)
            size = min(size, fitted(words, "semibold", rect.width - 20, high, _NAME, _LEAST_NAME).size)
        return size

    def _card(self, board: Board, node: Node, rect: Rect) -> Any:
        """A card as a group; what links hold on to is its ground. Its whole content goes to the notes."""
        lines = self.carried.lines(node)
        board.tell(*lines)
        group = board.group(rect, lines[0], "\n".join(line.strip() for line in lines))
        if isinstance(node, NeedPoint):
            return self._need(board, group, node, rect)
        assert isinstance(node, Touchpoint)
        return self._touchpoint(board, group, node, rect)

    def _need(self, board: Board, group: Any, node: NeedPoint, rect: Rect) -> Any:
        analysis = self.told.analysis
        edge = "danger" if node.id in analysis.unanswered_ids else "accent" if node.id in self.path else "need_edge"
        shape = board.box(rect, "need", edge, weight=1.25, radius=14, into=group, name=_("Need point"))
        words = [
            Words(
                title_of(node, self.told.letters.get(node.id, "")) or _("Unnamed need point"),
                self._size,
                "need_ink",
                bold=True,
            )
        ]
        foot = answer_words(self.told, node)
        if foot:
            words.append(Words(foot, 11, "danger" if edge == "danger" else "need_ink", before=2))
        board.fill(shape, rect, words, align="centre", anchor="middle", inset=(9, 4, 9, 4))
        return shape

    def _touchpoint(self, board: Board, group: Any, node: Touchpoint, rect: Rect) -> Any:
        edge = "danger" if node.blocked else "accent" if node.id in self.path else "hairline"
        weight = 1.5 if edge != "hairline" else 1.0
        shape = board.box(
            rect, "surface", edge, weight=weight, radius=5, dash=node.blocked, into=group, name=_("Touchpoint")
        )
        name = self.told.name(node.id)
        letter = self.told.letters.get(node.id, "")
        title = f"{letter} · {name}" if letter else name
        star = 14.0 if node.signature else 0.0
        foot = 16.0
        bar = 0.0 if node.outcome == "leaves" else _BAR + 6
        board.fill(shape, rect, [Words(title, self._size, "ink", bold=True)], inset=(9, 6, 9 + star, foot + bar))
        if star:
            spot = Rect(rect.right - 20, rect.y + 7, 12, 12)
            board.box(spot, "accent", kind="STAR_5_POINT", into=group, name=_("Signature"), alt=_("Signature"))
        base = Rect(rect.x + 9, rect.bottom - bar - foot, rect.width - 18, foot)
        score, scored = score_words(node), node.score is not None and node.outcome != "leaves"
        if node.outcome == "leaves":
            reason = " ".join(node.reason.split())
            score = f"{score}: {reason}" if reason else score
            self._label(board, group, base, Words(score, 10, "danger"), "left")
            return shape
        right = 52.0 if scored else min(86.0, base.width / 2)
        channel = [part for part in (channel_name(node.channel), _("closed") if node.blocked else "") if part]
        if channel:
            self._label(
                board,
                group,
                Rect(base.x, base.y, base.width - right, foot),
                Words(" · ".join(channel), 10, "second"),
                "left",
            )
        value = Words(score, 12 if scored else 10, "ink" if scored else "second", bold=scored)
        self._label(board, group, Rect(base.right - right, base.y, right, foot), value, "right")
        self._bar(board, group, node, Rect(rect.x + 9, rect.bottom - _BAR - 6, rect.width - 18, _BAR))
        return shape

    def _label(self, board: Board, group: Any, rect: Rect, words: Words, align: Any) -> None:
        shape = group.shapes.add_textbox(0, 0, 0, 0)
        shape.left, shape.top, shape.width, shape.height = (emu(v) for v in (rect.x, rect.y, rect.width, rect.height))
        board.fill(shape, rect, [words], align=align, anchor="middle", inset=0.0, least=8.0)
        board.named(shape, words.text)

    def _bar(self, board: Board, group: Any, node: Touchpoint, track: Rect) -> None:
        """The score's bar: solid where measured, hatched where observed, outlined where guessed."""
        board.box(track, "field", into=group, name=_("Scale"))
        if not node.score:
            return
        rect = Rect(track.x, track.y, track.width * node.score, track.height)
        colour = score_colour(node.score)
        if node.evidence == "measured":
            board.box(rect, colour, into=group, name=_("Score"))
        elif node.evidence == "observed":
            board.box(rect, colour, colour, weight=0.75, pattern=True, into=group, name=_("Score"))
        else:
            board.box(rect, "surface", colour, weight=1.25, into=group, name=_("Score"))

    # links

    def _links(self, board: Board, placing: Placing, shapes: dict[int, Any]) -> None:
        inner = [link for link in self.told.links if link.source in shapes and link.target in shapes]
        arriving: dict[int, int] = {}
        for link in inner:
            arriving[link.target] = arriving.get(link.target, 0) + (link.kind == "next")
        for link in inner:
            way = self._way(placing, link)
            rects = placing.cards[link.source], placing.cards[link.target]
            chosen = link.id in self.told.path_links
            flow = self.told.analysis.flows.get(link.id, 0.0)
            board.connect(
                (shapes[link.source], shapes[link.target]), rects, way,
                colour="accent" if chosen else "link", weight=1.0 + 2.5 * flow,
                dash=link.kind == "return" or not flow, turn=10.0 if way == "below" else 20.0, name=self._said(link),
            )  # fmt: skip
            if way == "across" and arriving[link.target] == 1:
                self._share(board, link, rects[1])

    def _way(self, placing: Placing, link: Link) -> Way:
        (column, row), (other, below) = placing.columns[link.source], placing.columns[link.target]
        if link.kind == "return":
            return "below"
        if column == other:
            return "down" if below == row + 1 else "beside"
        return "across" if other > column else "below"

    def _share(self, board: Board, link: Link, target: Rect) -> None:
        """The share beside the arrow's end, where several ways leave the source."""
        share = self.told.analysis.shares.get(link.id)
        ways = self.told.state.outgoing(link.source)
        if share is None or len(ways) < 2:
            return
        assumed = link.id in self.told.analysis.assumed
        rect = Rect(target.x - 34, target.centre_y - 14, 30, 12)
        words = [Words(share_label(share, assumed), 9, "second", italic=assumed)]
        board.text(rect, words, align="centre", anchor="bottom", name=_("Share"))

    def _said(self, link: Link) -> str:
        names = f"{self.told.name(link.source)} → {self.told.name(link.target)}"
        share = self.told.analysis.shares.get(link.id)
        words = (
            _("{link}, {share} of those who come here").format(link=names, share=percent(share))
            if share is not None
            else names
        )
        return f"{words}: {' '.join(link.label.split())}" if link.label.strip() else words

    # what comes from and goes to other slides

    def _elsewhere(self, board: Board, number: int, place: int, shapes: dict[int, Any]) -> None:
        here = number, place
        comes: dict[tuple[int, int], list[Link]] = {}
        goes: dict[tuple[int, int], list[Link]] = {}
        for link in self.told.links:
            if (link.source in shapes) != (link.target in shapes):
                side = goes if link.source in shapes else comes
                other = self.home[link.target if link.source in shapes else link.source]
                side.setdefault(other, []).append(link)
        cards = self.sections[number].slides[place].cards
        for found, left in ((comes, MARGIN), (goes, WIDTH - MARGIN - SIDE)):
            if found:
                self._tags(board, here, found, left, shapes, cards, out=found is goes)

    def _tags(
        self,
        board: Board,
        here: tuple[int, int],
        found: dict[tuple[int, int], list[Link]],
        left: float,
        shapes: dict[int, Any],
        cards: dict[int, Rect],
        *,
        out: bool,
    ) -> None:
        ends = sorted(found, key=lambda other: (abs(other[0] - here[0]), other))
        shown, rest = ends[:_TAGS], ends[_TAGS:]
        shown.sort(key=lambda other: min(cards[self._inner(link, out)].centre_y for link in found[other]))
        board.tell("", _("Goes on to") if out else _("Comes from"))
        for other in ends:
            board.tell(*(f"   {self._title(*other)}: {self._said(link)}" for link in found[other]))
        room = Rect(left, TOP, SIDE, FOOT - 22 - TOP)
        high = min(64.0, (room.height - 18 - (14 if rest else 0)) / len(shown) - 8)
        whole = len(shown) * (high + 8) - 8
        top = room.y + 18 + (room.height - 18 - whole) * 0.4
        head = Rect(left, top - 18, SIDE, 14)
        board.text(head, [Words(_("Goes on to") if out else _("Comes from"), 10, "second")], name=_("Other phases"))
        for position, other in enumerate(shown):
            rect = Rect(left, top + position * (high + 8), SIDE, high)
            names = dict.fromkeys(self.told.name(link.target if out else link.source) for link in found[other])
            words = [Words(self._title(*other), 11, "second", bold=True)]
            if high > 30:
                words.append(Words(wording.brief(", ".join(names), 200), 9.5, "second", before=1))
            alt = f"{self._title(*other)}: {', '.join(names)}"
            shape = board.box(rect, "paper", "hairline", radius=4, name=alt, alt=alt)
            board.fill(shape, rect, words, anchor="middle", inset=(7, 3, 7, 3), least=8.0)
            inner: dict[int, list[Link]] = {}
            for link in found[other]:
                inner.setdefault(self._inner(link, out), []).append(link)
            for node, links in inner.items():
                chosen = any(link.id in self.told.path_links for link in links)
                back = all(link.kind == "return" for link in links)
                pair, rects = (shapes[node], shape), (cards[node], rect)
                board.connect(
                    pair if out else (shape, shapes[node]), rects if out else (rect, cards[node]), "across",
                    colour="accent" if chosen else "link", weight=1.0, dash=back,
                    turn=SIDE_GAP / 2 if not out else max(14.0, rect.x - cards[node].right - SIDE_GAP / 2),
                    name="; ".join(self._said(link) for link in links[:5]),
                )  # fmt: skip
        if rest:
            said = ngettext("and {count} more, in the notes", "and {count} more, in the notes", len(rest))
            spot = Rect(left, room.bottom - 12, SIDE, 12)
            board.text(spot, [Words(said.format(count=decimal(len(rest))), 9, "second")])

    @staticmethod
    def _inner(link: Link, out: bool) -> int:
        return link.source if out else link.target

    # the foot

    def _foot(self, board: Board, section: Section, place: int) -> None:
        """What the slide's cards say together: how many, the lowest, the largest lever, who leaves."""
        told = self.told
        nodes = [told.nodes[node] for node in section.slides[place].cards]
        touchpoints = [node for node in nodes if isinstance(node, Touchpoint)]
        scored = [node for node in touchpoints if node.score is not None and node.outcome != "leaves"]
        parts = []
        lowest = min(scored, key=lambda node: (node.score or 0.0, node.id), default=None)
        if lowest is not None and (lowest.score or 0.0) < 0.9995:
            name = inline(wording.brief(told.name(lowest.id), 40))
            parts.append(_("lowest: {name}, {score}").format(name=name, score=percent(lowest.score or 0.0)))
        levers = self.carried.levers
        best = max(touchpoints, key=lambda node: levers.get(node.id, 0.0), default=None)
        if best is not None and levers.get(best.id, 0.0) > 1e-9:
            words = _("largest lever: {name}, {points} points")
            name = inline(wording.brief(told.name(best.id), 40))
            parts.append(words.format(name=name, points=gain_words(levers[best.id])))
        lost = sum(losing(told, node.id) for node in nodes)
        if lost > 0.0005:
            parts.append(_("{share} of all customers leave here").format(share=wording.figure(lost)))
        if parts:
            rect = Rect(MARGIN, FOOT - 18, WIDTH - 2 * MARGIN, 14)
            board.text(rect, [Words("   ·   ".join(parts), 10.5, "second")], anchor="middle", name=_("Figures"))
