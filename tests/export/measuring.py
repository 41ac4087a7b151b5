"""Measuring compositions in tests."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from cjdesigner.export.sheet import Box, Line, Page


def plain(words: str) -> str:
    """A text without what setting it adds or takes away."""
    return "".join(c for c in words if not c.isspace() and c not in "-…\u00ad\u200d\ufe0f")


def hidden_links(page: Page) -> Iterator[tuple[Line, Box]]:
    """Links with a piece inside a card; a link begins and ends at the edges of its own."""
    cards = [item for item in page.items if isinstance(item, Box) and item.role == "card"]
    cards.sort(key=lambda card: card.rect.x)
    widest = max((card.rect.width for card in cards), default=0.0)
    lefts = [card.rect.x for card in cards]
    for item in page.items:
        if not isinstance(item, Line) or item.role not in ("link", "return"):
            continue
        for (x1, y1), (x2, y2) in zip(item.points, item.points[1:], strict=False):
            left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            for card in cards[bisect_left(lefts, left - widest) : bisect_left(lefts, right)]:
                inner = card.rect.inflated(-0.2)
                if left < inner.right and right > inner.x and top < inner.bottom and bottom > inner.y:
                    yield item, card
