"""Pieces that flow into columns, and on to further pages where those are full.

A piece draws itself at a place and a width and returns its lower end. This module must not know what pieces say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.method_page import Sheet
from cjdesigner.model.geometry import Rect

Draw = Callable[[Pen, float, float, float], float]
"""``draw(pen, x, y, width)`` draws from ``y`` down and returns the lower end."""


class Piece(msgspec.Struct, frozen=True):
    """What is not broken over two columns. ``above`` is free before it, but at the top of a column; ``keep`` holds it
    to the piece that follows, as a heading wants."""

    draw: Draw
    above: float = 0.0
    keep: bool = False


class Flow:
    """Pieces and how high they are at a width."""

    def __init__(self, pieces: Sequence[Piece], smallest: float) -> None:
        self.pieces = pieces
        self._smallest = smallest
        self._heights: dict[tuple[int, float], float] = {}

    def height(self, place: int, width: float) -> float:
        """How high a piece is."""
        key = place, round(width, 3)
        if key not in self._heights:
            self._heights[key] = self.pieces[place].draw(Pen(Notes(), self._smallest), 0.0, 0.0, width)
        return self._heights[key]

    def total(self, width: float) -> float:
        """How high all are beneath each other."""
        return sum(self.height(place, width) + piece.above for place, piece in enumerate(self.pieces))

    def columns(self, start: int, width: float, heights: Sequence[float]) -> Iterator[tuple[int, int]]:
        """From which to which piece each column takes, greedily; an empty column where nothing is left."""
        for room in heights:
            end, used = start, 0.0
            while end < len(self.pieces):
                group = self._group(end)
                need = used
                for place in range(end, group):
                    above = self.pieces[place].above if place > start else 0.0
                    need += above + self.height(place, width)
                if need > room + 1e-6 and end > start:
                    break
                if need > room + 1e-6:
                    end = self._as_many(start, group, width, room)
                    break
                end, used = group, need
            yield start, end
            start = end

    def _as_many(self, start: int, end: int, width: float, room: float) -> int:
        """The end of the pieces that fit of those that stay together but find no room together; one at least."""
        used = self.height(start, width)
        for place in range(start + 1, end):
            used += self.pieces[place].above + self.height(place, width)
            if used > room:
                return place
        return end

    def _group(self, place: int) -> int:
        """The end of the pieces that stay together from one on."""
        while place < len(self.pieces) - 1 and self.pieces[place].keep:
            place += 1
        return place + 1

    def fits(self, areas: Sequence[Rect], start: int = 0, *, together: bool = False) -> bool:
        """Whether all pieces from one on find room in columns of one width; ``together``: without parting any that
        are to stay together."""
        spans = list(self.columns(start, areas[0].width, [area.height for area in areas]))
        if spans[-1][1] < len(self.pieces):
            return False
        if together and any(end > 0 and self.pieces[end - 1].keep for _start, end in spans[:-1]):
            return False
        return all(self._used(span, area.width) <= area.height + 1e-6 for span, area in zip(spans, areas, strict=True))

    def _used(self, span: tuple[int, int], width: float) -> float:
        start, end = span
        above = sum(self.pieces[place].above for place in range(start + 1, end))
        return above + sum(self.height(place, width) for place in range(start, end))

    def draw(self, pen: Pen, areas: Sequence[Rect], start: int = 0) -> int:
        """Draw what fits into columns of one width, in columns of like height where all does; return where it ends."""
        width, heights = areas[0].width, [area.height for area in areas]
        if self.fits(areas, start):
            heights = self._balanced(start, areas)
        done = start
        for (begin, end), area in zip(self.columns(start, width, heights), areas, strict=True):
            y = area.y
            for place in range(begin, end):
                piece = self.pieces[place]
                y = piece.draw(pen, area.x, y + (piece.above if place > begin else 0.0), width)
            done = end
        return done

    def _balanced(self, start: int, areas: Sequence[Rect]) -> list[float]:
        """The lowest columns that hold all."""
        low, high = 0.0, 1.0
        together = self.fits(areas, start, together=True)
        for _step in range(9):
            middle = (low + high) / 2
            tried = [Rect(area.x, area.y, area.width, area.height * middle) for area in areas]
            if self.fits(tried, start, together=together):
                high = middle
            else:
                low = middle
        return [area.height * high for area in areas]


def split(area: Rect, count: int, gap: float) -> list[Rect]:
    """An area in so many columns."""
    wide = (area.width - (count - 1) * gap) / count
    return [Rect(area.x + place * (wide + gap), area.y, wide, area.height) for place in range(count)]


def column_count(width: float, least: float, gap: float, most: int = 6) -> int:
    """How many columns of a least width there is room for."""
    return max(1, min(most, int((width + gap) / (least + gap))))


def pour(flow: Flow, begin: Callable[[int], Sheet], areas: Callable[[int, Sheet], Sequence[Rect]]) -> Iterator[Sheet]:
    """The sheets it takes: ``begin(number)`` begins one, ``areas(number, sheet)`` are its columns, of one width."""
    done, number = 0, 0
    while done < len(flow.pieces) or number == 0:
        sheet = begin(number)
        places = areas(number, sheet)
        if places:
            done = flow.draw(sheet.pen, places, done)
        yield sheet
        number += 1
