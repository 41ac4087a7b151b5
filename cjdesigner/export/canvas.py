"""A journey as JSON Canvas 1.0, which note apps open: cards as text nodes, phases as groups, links as edges.

Everything stands as on the map, larger by :data:`SCALE` so that a card's text is read in full where note apps set it at
16 px. Coordinates are whole numbers of px, as the form wants. What hangs on a card as insights stands in its text. This
module must not know Markdown (``canvas_text.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cjdesigner import i18n, text
from cjdesigner.export.canvas_text import typed, typed_on_a_line, unseen_removed
from cjdesigner.export.cards import channel_name
from cjdesigner.export.carried import EVIDENCE, losing, score_words
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look_of, score_colour, wearing
from cjdesigner.export.options import Options
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, ngettext, percent, pgettext
from cjdesigner.model import wording
from cjdesigner.model.geometry import Rect, Size
from cjdesigner.model.insight_words import valence_words
from cjdesigner.model.layout import CARD_WIDTH, HEADER_HEIGHT, Band, map_of
from cjdesigner.model.records import Insight, Link, NeedPoint, Node, Phase, Touchpoint
from cjdesigner.model.state import State

SCALE = 1.75
"""Pixels of the canvas to a unit of the map."""

_SIZE, _PITCH, _PADDING = 16.0, 24.0, 20.0
"""Type, line and border of a text node, in px, as note apps set them; a little is left for those that set it wider."""
_WIDER, _HIGHER = 1.06, 14.0
_GAP = 12
_BETWEEN = 24
"""What is free beneath a card."""
_MOST_INSIGHTS = 5
_LONGEST_INSIGHT = 160

Item = dict[str, Any]


def write(state: State, journey: int, options: Options) -> bytes:
    """The canvas in UTF-8, a node or an edge a line."""
    with i18n.using(options.language or language()), wearing(look_of(options.theme, options.accent)):
        canvas = _Canvas(Told(state, journey, options))
    parts = (f'\t"{name}": [{_lines(items)}]' for name, items in (("nodes", canvas.nodes), ("edges", canvas.edges)))
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "replace")


def _lines(items: list[Item]) -> str:
    lines = ",\n".join("\t\t" + json.dumps(item, ensure_ascii=False) for item in items)
    return f"\n{lines}\n\t" if items else ""


class _Canvas:
    def __init__(self, told: Told) -> None:
        self.told = told
        self.words = {node.id: _card(told, node) for node in told.nodes.values()}
        self.map = map_of(told.state, told.journey.id, size=self._size, spread=True)
        self.bottom = _px(max((card.bottom for card in self.map.cards.values()), default=HEADER_HEIGHT)) + 2 * _GAP
        heads = [self._head(band) for band in self.map.bands if band.phase is not None]
        above = max((head["height"] for head in heads if head is not None), default=0)
        self.top = _px(min((card.y for card in self.map.cards.values()), default=0.0)) - 3 * _GAP
        self.top -= above + _GAP if above else 0
        for head in heads:
            if head is not None:
                head["y"] = self.top + _GAP
        self.nodes = [
            *(self._group(band.phase, band) for band in self.map.bands if band.phase is not None),
            self._journey(),
            *(head for head in heads if head is not None),
            *(self._node(node, self.map.cards[node.id]) for node in told.nodes.values()),
        ]
        self.edges = [self._edge(link) for link in told.links]

    # nodes

    def _size(self, node: Node) -> Size:
        return CARD_WIDTH, (_height(self.words[node.id], CARD_WIDTH * SCALE) + _BETWEEN) / SCALE

    def _node(self, node: Node, card: Rect) -> Item:
        item = _text(f"card-{node.id}", self.words[node.id], _px(card.x), _px(card.y), _px(card.width))
        item["height"] = _px(card.height) - _BETWEEN
        colour = _colour(node)
        return item | ({"color": colour} if colour else {})

    def _group(self, phase: Phase, band: Band) -> Item:
        left, right = _px(band.left), _px(band.right)
        item: Item = {"id": f"phase-{phase.id}", "type": "group", "x": left + _GAP // 2, "y": self.top}
        item |= {"width": max(right - left - _GAP, 1), "height": self.bottom - self.top}
        item["label"] = unseen_removed(phase.title) or _("Untitled phase")
        item["color"] = {None: INK.link, "buy": INK.accent, "own": score_colour(1.0)}[phase.side]
        return item

    def _head(self, band: Band) -> Item | None:
        """What a phase says besides its title, as a card above its cards."""
        phase = band.phase
        assert phase is not None
        parts = []
        if phase.wording.strip():
            parts.append(f"*{typed_on_a_line(phase.wording)}*")
        if phase.question.strip():
            parts.append(typed_on_a_line(phase.question))
        if phase.verb.strip():
            parts.append(_("We: {verb}").format(verb=typed_on_a_line(phase.verb)))
        if phase.id in self.told.learned:
            parts.append(typed_on_a_line(self.told.learned[phase.id]))
        if not parts:
            return None
        left, right = _px(band.left), _px(band.right)
        return _text(f"about-{phase.id}", "\n\n".join(parts), left + 2 * _GAP, 0, max(right - left - 4 * _GAP, 60))

    def _journey(self) -> Item:
        """The journey itself, above its map."""
        told, journey = self.told, self.told.journey
        parts = [f"# {typed_on_a_line(told.title)}"]
        if told.key_message:
            parts.append(f"**{typed_on_a_line(told.key_message)}**")
        worth = wording.at_most(told.analysis.expected, told.analysis.upper_bound)
        said = "; ".join(wording.sentences(told.analysis))
        parts.append(typed_on_a_line(_("Journey excellence") + f": {worth} ({said})"))
        for label, words in (
            (_("Persona"), told.persona),
            (_("Scenario"), journey.scenario),
            (_("Goal"), journey.goal),
            (_("Copy for the client") if told.client else "", " "),
        ):
            if label and words:
                parts.append(f"{label}: {typed(words)}" if words.strip() else label)
        left = _px(min([self.map.bands[0].left, *(card.x for card in self.map.cards.values())], default=0))
        item = _text("journey", "\n\n".join(parts), left, 0, 760)
        item["y"] = self.top - item["height"] - 4 * _GAP
        return item

    # edges

    def _edge(self, link: Link) -> Item:
        start, end = self._sides(link)
        item: Item = {"id": f"link-{link.id}", "fromNode": f"card-{link.source}", "fromSide": start}
        item |= {"toNode": f"card-{link.target}", "toSide": end, "toEnd": "arrow"}
        item["color"] = INK.accent if link.id in self.told.path_links else INK.link
        label = self._label(link)
        return item | ({"label": label} if label else {})

    def _sides(self, link: Link) -> tuple[str, str]:
        """Where a link leaves and arrives so that its curve passes the cards between: on to the right, straight down to
        the first card beneath, around the left edge to those further down, back beneath all."""
        cards = self.map.cards
        source, target = cards[link.source], cards[link.target]
        if link.kind == "return":
            return "bottom", "bottom"
        if target.x >= source.right or target.right <= source.x:
            return ("right", "left") if target.x >= source.right else ("left", "right")
        upwards = target.y < source.y
        beneath = [cards[other.target] for other in self.told.state.outgoing(link.source)]
        first = all(card.y >= target.y or card.y < source.y or card.x >= source.right for card in beneath)
        return ("left", "left") if upwards or not first else ("bottom", "top")

    def _label(self, link: Link) -> str:
        analysis = self.told.analysis
        share = analysis.shares.get(link.id) if link.kind == "next" else None
        words = ["↩"] if link.kind == "return" else []
        if share is not None and share < 0.9995:
            said = percent(share)
            assumed = link.id in analysis.assumed
            words.append(pgettext("assumed share", "≈{share}").format(share=said) if assumed else said)
        words.append(unseen_removed(link.label))
        return " · ".join(word for word in words if word)


def _card(told: Told, node: Node) -> str:
    """A card's text: its name, its figures, what it is, and the insights that hang on it."""
    parts = [f"**{typed_on_a_line(told.name(node.id))}**", *(typed(line) for line in _said(told, node) if line.strip())]
    insights = told.state.attached(node.id, Insight) if told.state.is_referred_to(node.id) else []
    for insight in insights[:_MOST_INSIGHTS]:
        words = wording.brief(" ".join(insight.text.split()), _LONGEST_INSIGHT)
        parts.append(f"– *{valence_words(insight.valence)}:* {typed_on_a_line(words)}")
    if (more := len(insights) - _MOST_INSIGHTS) > 0:
        parts.append(ngettext("{count} more insight", "{count} more insights", more).format(count=more))
    return "  \n".join(parts)


def _said(told: Told, node: Node) -> Iterator[str]:
    analysis = told.analysis
    if isinstance(node, NeedPoint):
        if node.id in analysis.unanswered_ids:
            yield _("no answer")
        elif (met := analysis.fulfilment_of(node.id)) is not None:
            yield _("{share} answered").format(share=wording.at_most(met, analysis.is_fulfilment_at_most(node.id)))
    elif isinstance(node, Touchpoint):
        figure = score_words(node)
        if node.score is not None and node.outcome != "leaves":
            figure = f"{figure} ({_(EVIDENCE[node.evidence])})"
        marks = [figure, channel_name(node.channel), _("closed") if node.blocked else ""]
        marks.append("★ " + _("Signature") if node.signature else "")
        yield " · ".join(mark for mark in marks if mark)
        yield node.owner
        yield node.note
    yield node.reason
    lost = losing(told, node.id)
    if node.outcome != "leaves" and lost > 0.0005:
        yield _("{share} of all customers leave here").format(share=wording.figure(lost))


def _colour(node: Node) -> str:
    """Needs as lavender, scores by the ramp; closed touchpoints and those where customers leave as a warning."""
    if isinstance(node, NeedPoint):
        return INK.need_edge
    assert isinstance(node, Touchpoint)
    if node.blocked or node.outcome == "leaves":
        return INK.danger
    return "" if node.score is None else score_colour(node.score)


def _text(identity: str, words: str, x: int, y: int, width: int) -> Item:
    high = round(_height(words, width))
    return {"id": identity, "type": "text", "x": x, "y": y, "width": width, "height": high, "text": words}


def _height(words: str, width: float) -> float:
    """How high a text node is that shows all its text."""
    room, lines = max(width - 2 * _PADDING, 1.0), 0.0
    for line in words.split("\n"):
        large = 1.6 if line.startswith("# ") else 1.0
        shown = text.lines(line.replace("\\", ""), "semibold", _SIZE * large * _WIDER, room)
        lines += large * max(len(shown.lines), 0.6)
    return lines * _PITCH + 2 * _PADDING + _HIGHER


def _px(length: float) -> int:
    return round(length * SCALE)
