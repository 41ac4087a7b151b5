"""The small marks on the map: on a card what was learned, measured and agreed there, on a link a hand-off.

A card's marks stand in one pill across its upper edge at the right, as on the canvas. This module must not know where
cards stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.cards import CardStyle, title_of
from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import INK, look, score_colour
from cjdesigner.export.sheet import circle
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import jobs
from cjdesigner.model.geometry import Rect
from cjdesigner.model.hanging import Hung
from cjdesigner.model.records import NeedPoint, Node, Valence
from cjdesigner.model.wording import grouped

PAIN = "ri.emotion-unhappy-fill"
GAIN = "ri.emotion-happy-fill"
NEUTRAL = "ri.emotion-normal-line"
JOB = "ri.briefcase-line"
INDICATOR = "ri.line-chart-line"
RAIL = "ri.shield-line"
HANDOFF = "ri.arrow-left-right-line"
SILENT = "ri.forbid-line"

_EDGE, _GAP, _BESIDE = 0.5, 0.55, 0.2
"""In sizes of type: from a pill's ends, between marks, between an icon and its figure."""
_HEIGHT = 1.3


class Mark(msgspec.Struct, frozen=True):
    """A sign with what stands beside it, and what it says in words."""

    icon: str
    figure: str
    words: str
    colour: str = ""


def marks_of(node: Node, found: Hung) -> list[Mark]:
    """What a card tells of what hangs on it, the gravest first; a count of one needs no figure."""
    marks = []
    if found.pains:
        words = ngettext("{count} pain", "{count} pains", found.pains).format(count=grouped(found.pains))
        marks.append(Mark(PAIN, _count(found.pains), words, INK.danger))
    if found.opportunity is not None and isinstance(node, NeedPoint):
        figure = jobs.worded(found.opportunity)
        marks.append(Mark(JOB, figure, _("opportunity {figure}").format(figure=figure)))
    if found.trace is not None and found.trace.off:
        marks.append(Mark(INDICATOR, "", _("an indicator off target"), INK.danger))
    if found.rails:
        words = ngettext("{count} guard rail", "{count} guard rails", found.rails).format(count=grouped(found.rails))
        marks.append(Mark(RAIL, _count(found.rails), words))
    return marks


def _count(number: int) -> str:
    return grouped(number) if number > 1 else ""


class Pills:
    """The pills of all cards that have something to tell and room to tell it; ``rects`` by card."""

    def __init__(
        self, pen: Pen, hung: Mapping[int, Hung], nodes: Sequence[Node], cards: Mapping[int, Rect], style: CardStyle
    ) -> None:
        self.size = pen.smallest
        self.rects: dict[int, Rect] = {}
        self._marks: dict[int, list[Mark]] = {}
        for node in nodes:
            marks = marks_of(node, hung[node.id]) if node.id in hung else []
            if not marks:
                continue
            shown = self._placed(node.id, marks, cards, style) if style.lines else []
            if shown != marks:
                rest = ", ".join(mark.words for mark in marks if mark not in shown)
                pen.notes.keep(_("What hangs on the cards"), [f"{title_of(node)}: {rest}"])

    def _placed(self, node: int, marks: list[Mark], cards: Mapping[int, Rect], style: CardStyle) -> list[Mark]:
        """The marks that found room, the first of them."""
        card, high = cards[node], _HEIGHT * self.size
        inside = 0.8 * style.padding + (style.leading - 1.3) / 2 * style.size
        inside += text.baseline("semibold", style.size) - text.cap_height("semibold", style.size) - 0.12 * style.size
        top = card.y - max(0.0, high - max(0.0, inside)) if inside < 0.6 * high else card.y - 0.4 * high
        above = [other for key, other in cards.items() if key != node and other.y < card.y]
        for count in range(len(marks), 0, -1):
            wide = self._width(marks[:count])
            rect = Rect(card.right - 0.6 * self.size - wide, top, wide, high)
            if rect.x < card.x + 0.3 * self.size:
                continue
            if any(rect.inflated(0.1 * self.size).intersects(other) for other in above):
                return []
            self.rects[node], self._marks[node] = rect, marks[:count]
            return marks[:count]
        return []

    def _width(self, marks: Sequence[Mark]) -> float:
        wide = sum(1 + (_BESIDE if mark.figure else 0.0) for mark in marks) + _GAP * (len(marks) - 1) + 2 * _EDGE
        return wide * self.size + sum(text.width(mark.figure, "semibold", self.size) for mark in marks)

    def draw(self, pen: Pen) -> None:
        """Draw them over their cards."""
        size = self.size
        for node, rect in self.rects.items():
            pen.box(rect, INK.surface, INK.hairline, 0.07 * size, radius=rect.height / 2, role="pill")
            x = rect.x + _EDGE * size
            for mark in self._marks[node]:
                pen.icon(mark.icon, x, rect.centre_y - 0.5 * size, size, mark.colour or INK.second)
                x += size
                if mark.figure:
                    baseline = rect.centre_y + 0.36 * size
                    x += _BESIDE * size
                    pen.figure(mark.figure, x, baseline, "semibold", size, mark.colour or INK.second, tabular=False)
                    x += text.width(mark.figure, "semibold", size)
                x += _GAP * size


def draw_sign(pen: Pen, x: float, y: float, size: float, silent: bool) -> None:
    """The sign of a hand-off around a point of its link; where nothing is handed over it says so."""
    colour = INK.danger if silent else INK.second
    pen.shape(
        circle(x, y, 0.68 * size), INK.surface, colour, 0.08 * size, role="silent hand-off" if silent else "hand-off"
    )
    pen.icon(SILENT if silent else HANDOFF, x - 0.45 * size, y - 0.45 * size, 0.9 * size, colour)


def valence_ink(valence: Valence) -> str:
    """The colour of what an insight means to the customer."""
    if valence == "neutral":
        return INK.link
    return INK.danger if valence == "pain" else score_colour(1.0) if look().coloured else INK.ink


def draw_valence(pen: Pen, valence: Valence, x: float, y: float, size: float) -> float:
    """The sign of what an insight means to the customer, in a square from its top left corner; returns its right end.
    Its face tells it where colours do not."""
    icon = {"pain": PAIN, "gain": GAIN, "neutral": NEUTRAL}[valence]
    pen.icon(icon, x, y, size, INK.second if valence == "neutral" else valence_ink(valence))
    return x + size
