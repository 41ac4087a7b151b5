"""Texts measured to fit a place: as large as there is room, at the smallest size cut with an ellipsis.

This module must not know slides.
"""

from __future__ import annotations

import msgspec

from cjdesigner import text
from cjdesigner.text import Face

LEADING = 1.2


class Fitted(msgspec.Struct, frozen=True):
    """A text that fits: what there is room for, at which size, how high it is, and whether it was cut."""

    text: str
    size: float
    height: float
    cut: bool


def fitted(content: str, face: Face, width: float, height: float, most: float, least: float) -> Fitted:
    """A text set as large as it fits; at the smallest size it is cut with an ellipsis."""
    size = least if len(content) > most_characters(width, height, least) else most
    while True:
        room = max(1, int(height / (size * LEADING) + 0.01))
        count = len(text.lines(content, face, size, width, room + 1).lines)
        if count <= room and (size <= least or not breaks_words(content, face, size, width)):
            return Fitted(content, size, count * size * LEADING, False)
        if size <= least:
            return Fitted(_shortened(content, face, size, width, room), size, room * size * LEADING, True)
        size = max(least, size - 0.5)


def most_characters(width: float, height: float, size: float) -> int:
    """More characters than this do surely not fit, so that they need not be measured."""
    return (int(height / (size * LEADING)) + 1) * (int(width / (0.18 * size)) + 1)


def breaks_words(content: str, face: Face, size: float, width: float) -> bool:
    """Whether a word is wider than the line that it should stand on."""
    # A word of very many letters need not be measured.
    return any(len(word) * 0.1 * size > width or text.width(word, face, size) > width for word in content.split())


def _shortened(content: str, face: Face, size: float, width: float, room: int) -> str:
    low, high = 0, min(len(content), most_characters(width, room * size * LEADING, size))
    while low < high:
        middle = (low + high + 1) // 2
        tried = content[:middle].rstrip() + text.ELLIPSIS
        if len(text.lines(tried, face, size, width, room + 1).lines) <= room:
            low = middle
        else:
            high = middle - 1
    return content[:low].rstrip(" ,;:\u2013-\u200d") + text.ELLIPSIS
