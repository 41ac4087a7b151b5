"""The ways of ties on paper: from a touchpoint's card down to the activities that serve it, past all other cards.

A tie may pass behind another activity only where that serves the same touchpoint; else it goes down between the
columns. This module must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Point, Rect
from cjdesigner.model.records import Activity
from cjdesigner.model.strips import Column, Strips, Tie

Way = list[Point]


class Ties:
    """The ways of all ties of one page. ``lost`` are those that found none."""

    def __init__(self, found: Strips, cards: Mapping[int, Rect], columns: Sequence[Column], size: float) -> None:
        self._found, self._cards, self._columns, self._size = found, cards, columns, size
        self._boxes = {box.id: box.rect for box in found.boxes}
        self._serving: dict[int, set[int]] = {}
        for tie in found.ties:
            self._serving.setdefault(tie.touchpoint, set()).add(tie.activity)
        activities = {tie.activity for tie in found.ties}
        self._solid = {key: rect for key, rect in self._boxes.items() if key in activities}
        self.ways: list[Way] = []
        self.lost: list[Tie] = []
        for tie in found.ties:
            way = next((way for way in self._candidates(tie) if self._is_free(tie, way)), None)
            if way is None:
                self.lost.append(tie)
            else:
                self.ways.append(_simple(way))

    def _candidates(self, tie: Tie) -> Iterator[Way]:
        card, box, size = self._cards[tie.touchpoint], self._boxes[tie.activity], self._size
        inside = min(0.5 * size, 0.2 * card.width)
        level = self._found.top - 0.25 * size
        starts = [box.centre_x, card.centre_x, *(card.x + share * card.width for share in (0.35, 0.65, 0.2, 0.8))]
        starts = [x for x in starts if card.x + inside <= x <= card.right - inside]
        for x in starts:  # straight down into the box
            if box.x + inside <= x <= box.right - inside:
                yield [(x, card.bottom), (x, box.y)]
        for x in starts:  # down, aside between map and strips, down again
            for end in self._ends(box):
                yield [(x, card.bottom), (x, level), (end[0][0], level), *end]
        step = 0.3 * size
        for x, beside in ((card.right - inside, card.right), (card.x + inside, card.x)):  # between the columns
            for share in (0.9, 1.5, 0.5):
                gutter = beside + share * size * (1 if beside == card.right else -1)
                for end in self._ends(box):
                    turn = card.bottom + step
                    yield [(x, card.bottom), (x, turn), (gutter, turn), (gutter, level), (end[0][0], level), *end]

    def _ends(self, box: Rect) -> Iterator[Way]:
        """From above the strips into the box: from above, or past what is not meant and in at its side."""
        for x in (box.centre_x, box.x + 0.3 * box.width, box.x + 0.7 * box.width):
            yield [(x, box.y)]
        for x, side in ((box.x - 0.4 * self._size, box.x), (box.right + 0.4 * self._size, box.right)):
            yield [(x, box.centre_y), (side, box.centre_y)]

    def _is_free(self, tie: Tie, way: Way) -> bool:
        left = min(self._found.left, *(card.x for card in self._cards.values())) - self._size
        right = max(self._found.right, *(card.right for card in self._cards.values())) + 0.2 * self._size
        if any(not left <= x <= right for x, _y in way):
            return False
        own = self._serving[tie.touchpoint]
        for (x1, y1), (x2, y2) in zip(way, way[1:], strict=False):
            piece = Rect(min(x1, x2) - 0.01, min(y1, y2) + 0.02, abs(x2 - x1) + 0.02, abs(y2 - y1) - 0.04)
            if y1 == y2:
                piece = Rect(min(x1, x2) + 0.02, y1 - 0.01, abs(x2 - x1) - 0.04, 0.02)
            if piece.width < 0 or piece.height < 0:
                continue
            if any(piece.intersects(card) for card in self._cards.values()):
                return False
            if any(piece.intersects(rect) and key not in own for key, rect in self._solid.items()):
                return False
        return True


def ways(
    told: Told, pen: Pen, found: Strips, cards: Mapping[int, Rect], columns: Sequence[Column], size: float
) -> list[Way]:
    """The ways of all ties; those that find none are told on the list pages."""
    ties = Ties(found, cards, columns, size)
    for tie in ties.lost:
        activity = told.state.get(tie.activity, Activity)
        name = " ".join(activity.name.split()) if activity is not None else ""
        name = name or _("Unnamed activity")
        entry = f"{name} \u2192 {told.name(tie.touchpoint)}"
        pen.notes.keep(_("Activities and their touchpoints"), [entry])
    return ties.ways


def _simple(way: Way) -> Way:
    """Without points that stand twice."""
    return [point for place, point in enumerate(way) if place == 0 or point != way[place - 1]]
