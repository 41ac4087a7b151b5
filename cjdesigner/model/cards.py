"""The measures of a card: how large it is, and where in it text, foot and bar stand. Canvas and poster draw by these.

This module must not know where cards stand.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import msgspec

from cjdesigner.i18n import language
from cjdesigner.model.geometry import Rect, Size
from cjdesigner.model.records import NeedPoint, Node, node_title

if TYPE_CHECKING:
    from cjdesigner.text import Face

CARD_WIDTH = 184.0
MIN_CARD_HEIGHT = 84.0
"""The height of a card with up to two lines of text."""

PADDING = 12.0
CARD_TEXT_SIZE = 13.0
CARD_TEXT_FACE: Face = "semibold"
CARD_LINE_HEIGHT = 17.0
CARD_TEXT_LINES = 4
"""A longer text is cut with an ellipsis on the card; ``text.lines`` does so, given this many."""

FOOT_HEIGHT = 22.0
BAR_HEIGHT = 8.0

_TEXT_WIDTH = CARD_WIDTH - 2 * PADDING


class CardBoxes(msgspec.Struct, frozen=True):
    """Where things stand in a card, from its top left corner; all boxes lie within the card and beside each other.

    ``text``: the name, set from its top, or the question, each line centred. ``foot``: the row beneath; on a touchpoint
    the channel stands at its left and the score at its right, on a need point its fulfilment in the middle. ``bar``: a
    touchpoint's score bar along the lower edge, full width; without height on a need point.
    """

    size: Size
    text: Rect
    foot: Rect
    bar: Rect


def card_size(node: Node) -> Size:
    """A card's width and height: the height grows with the text, up to four lines."""
    return _boxes(node_title(node), isinstance(node, NeedPoint), language()).size


def card_rect(node: Node) -> Rect:
    """The card where its record says it stands."""
    width, height = card_size(node)
    return Rect(node.x, node.y, width, height)


def card_boxes(node: Node) -> CardBoxes:
    """Where things stand in the node's card."""
    return _boxes(node_title(node), isinstance(node, NeedPoint), language())


@functools.lru_cache(maxsize=32768)
def _boxes(title: str, need: bool, _spoken: str) -> CardBoxes:
    # The language in force counts, since by it words are broken.
    from cjdesigner import text  # measuring loads the typeface

    count = max(1, len(text.lines(title, CARD_TEXT_FACE, CARD_TEXT_SIZE, _TEXT_WIDTH, CARD_TEXT_LINES).lines))
    height = max(MIN_CARD_HEIGHT, PADDING + CARD_LINE_HEIGHT * count + 4 + FOOT_HEIGHT + 4 + BAR_HEIGHT)
    foot_top = height - BAR_HEIGHT - 4 - FOOT_HEIGHT
    return CardBoxes(
        size=(CARD_WIDTH, height),
        text=Rect(PADDING, PADDING, _TEXT_WIDTH, CARD_LINE_HEIGHT * max(2, count)),
        foot=Rect(PADDING, foot_top, _TEXT_WIDTH, FOOT_HEIGHT),
        bar=Rect(0.0, height - BAR_HEIGHT, CARD_WIDTH, 0.0 if need else BAR_HEIGHT),
    )
