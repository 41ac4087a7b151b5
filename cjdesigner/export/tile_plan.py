"""How a poster is cut into sheets for an office printer, to be trimmed and joined again: pure geometry.

Every tile shows its part of the poster and, of its neighbours, a strip as wide as the overlap: a little of it at the
right and at the bottom, so that a cut beside the line leaves no white; the rest at the left and at the top, where the
neighbour before, cut along its marks, is laid over it and glued. There the label stands. All tiles of a page are alike,
so nothing is stretched and no tile is a sliver. This module must not know what is drawn, nor any file format.
"""

from __future__ import annotations

import math

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.export.options import Tile, Tiling
from cjdesigner.export.paper import LEAST, MM, MOST, PAPERS, Paper, named
from cjdesigner.export.sheet import Composition, Page
from cjdesigner.i18n import mark
from cjdesigner.model.geometry import Rect

UNPRINTABLE = 5 * MM
"""What printers leave white along the edges of a sheet."""

_BEYOND = 2 * MM
"""The most that a tile shows beyond its cut."""
_LEAD = 6 * MM
"""The least room for label and marks at the left and at the top."""
_TAIL = 4 * MM
"""The least room for marks at the right and at the bottom."""
_SMALLEST_CELL = 20 * MM
_MOST_TILES = 2000
_SAME = 0.1 * MM


class Plan(msgspec.Struct, frozen=True):
    """How a page is cut: into so many rows and columns of tiles, all alike. Lengths are points."""

    width: float
    height: float
    rows: int
    columns: int
    paper: Paper
    """A tile's sheet, turned as it is printed."""
    tiling: Tiling

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of what a tile shows when it is trimmed."""
        return self.width / self.columns, self.height / self.rows

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Row and column of every tile, row by row."""
        return tuple((row, column) for row in range(self.rows) for column in range(self.columns))

    @property
    def rects(self) -> tuple[Rect, ...]:
        """What of the page remains of each tile when it is trimmed, row by row."""
        return tuple(self.rect(tile) for tile in self.tiles)

    def rect(self, tile: Tile) -> Rect:
        """What of the page remains of a tile when it is trimmed."""
        wide, high = self.cell
        return Rect(tile[1] * wide, tile[0] * high, wide, high)

    def window(self, tile: Tile) -> Rect:
        """What of the page a tile shows: with the overlap, as far as there is a page."""
        rect = self.rect(tile)
        before, after = overlaps_of(self.tiling)
        left, top = max(0.0, rect.x - before), max(0.0, rect.y - before)
        right, bottom = min(self.width, rect.right + after), min(self.height, rect.bottom + after)
        return Rect(left, top, right - left, bottom - top)

    def place(self, tile: Tile) -> Rect:
        """Where on its sheet stands what remains of a tile: in the middle, with its label and marks."""
        (wide, high), (lead, tail) = self.cell, rooms_of(self.tiling)
        x, y = (self.paper.width - wide - lead - tail) / 2 + lead, (self.paper.height - high - lead - tail) / 2 + lead
        return Rect(x, y, wide, high)

    def name(self, tile: Tile) -> str:
        """``B3``: the third tile of the second row."""
        return f"{letters(tile[0])}{tile[1] + 1}"

    @property
    def span(self) -> str:
        """``A1–D4``: the first and the last tile."""
        last = self.name((self.rows - 1, self.columns - 1))
        return last if self.rows * self.columns == 1 else f"{self.name((0, 0))}–{last}"


def letters(number: int) -> str:
    """A to Z, AA to AZ, …"""
    return (letters(number // 26 - 1) if number >= 26 else "") + chr(65 + number % 26)


def overlaps_of(tiling: Tiling) -> tuple[float, float]:
    """How much of its neighbours a tile shows at the left and at the top, and at the right and at the bottom."""
    overlap = tiling.overlap * MM
    after = min(_BEYOND, overlap / 4)
    return overlap - after, after


def rooms_of(tiling: Tiling) -> tuple[float, float]:
    """The room around what remains of a tile: at the left and at the top, and at the right and at the bottom."""
    before, after = overlaps_of(tiling)
    return max(before, _LEAD), max(after, _TAIL)


def plan(width: float, height: float, tiling: Tiling) -> Plan:
    """How a page of so many points is cut. Raises BadInput where the paper or the overlap makes no tiles."""
    paper = _paper_of(tiling)
    if not 0 <= tiling.overlap < math.inf:
        raise _no_overlap(tiling, paper)
    sheets = [paper] if paper.roll else [paper.turned(lying) for lying in _ways(width, height, tiling)]
    plans = [found for sheet in sheets if (found := _cut(width, height, sheet, tiling)) is not None]
    if not plans:
        raise _no_overlap(tiling, paper)
    best = min(plans, key=lambda found: found.rows * found.columns)
    if best.rows * best.columns > _MOST_TILES:
        raise BadInput(
            mark("The poster would be cut into {count} tiles of {paper}. Choose a larger paper for them."),
            count=best.rows * best.columns,
            paper=paper.name,
        )
    return best


def _paper_of(tiling: Tiling) -> Paper:
    paper = named(tiling.paper)
    if paper is None:
        raise BadInput(
            mark("There is no paper “{name}” for tiles. Choose one of {known}, or give its size, such as 330x480mm."),
            name=tiling.paper,
            known=", ".join(PAPERS),
        )
    return paper


def _no_overlap(tiling: Tiling, paper: Paper) -> BadInput:
    template = mark("Tiles of {paper} with an overlap of {overlap} mm are not possible.")
    return BadInput(template, paper=paper.name, overlap=f"{tiling.overlap:g}")


def _ways(width: float, height: float, tiling: Tiling) -> tuple[bool, ...]:
    """Whether tiles lie; where both are possible, as the poster does first."""
    lying = width > height
    return (lying, not lying) if tiling.landscape is None else (tiling.landscape,)


def _cut(width: float, height: float, paper: Paper, tiling: Tiling) -> Plan | None:
    used = sum(rooms_of(tiling)) + 2 * UNPRINTABLE
    high = paper.height - used
    wide = (MOST if paper.roll else paper.width) - used
    overlap = tiling.overlap * MM
    if min(wide, high) < _SMALLEST_CELL or overlap > min(wide, high) / 2:
        return None
    rows, columns = (max(1, math.ceil((length - _SAME) / most)) for length, most in ((height, high), (width, wide)))
    if paper.roll:
        paper = paper.cut(max(LEAST, width / columns + used))
    return Plan(width, height, rows, columns, paper, tiling)


# pages


def is_tiled(page: Page, tiling: Tiling) -> bool:
    """Whether a page is larger than the paper of tiles, however that is turned. Raises BadInput for no paper."""
    return _is_larger(page.width, page.height, _paper_of(tiling))


def _is_larger(width: float, height: float, paper: Paper) -> bool:
    if paper.roll:
        return height > paper.height + _SAME
    short, long = sorted((width, height))
    least, most = sorted((paper.width, paper.height))
    return short > least + _SAME or long > most + _SAME


def uncut(paper: Paper, tiling: Tiling) -> Paper:
    """The sheet for pages that follow a poster on ``paper`` and need not be cut: that of tiles, turned as the poster
    is; the poster's own where it is no larger. Raises BadInput for no paper."""
    tile = _paper_of(tiling)
    if not _is_larger(paper.width, paper.height, tile):
        return paper
    return tile.turned(paper.width > paper.height)


class Part(msgspec.Struct, frozen=True):
    """A page of a composition, with its plan where it is cut into tiles."""

    number: int
    """From 0."""
    page: Page
    plan: Plan | None

    def key(self, tile: Tile) -> str:
        """What a tile is known by: ``B3`` on the first page, ``2-B3`` on the second; ``2`` is the whole page."""
        if self.plan is None:
            return str(self.number + 1)
        name = self.plan.name(tile)
        return f"{self.number + 1}-{name}" if self.number else name

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Its tiles; a page that is not cut is one."""
        return self.plan.tiles if self.plan else ((0, 0),)


def parts(composition: Composition, tiling: Tiling) -> list[Part]:
    """The pages of a composition, those larger than a tile's paper cut."""
    return [
        Part(number, page, plan(page.width, page.height, tiling) if is_tiled(page, tiling) else None)
        for number, page in enumerate(composition.pages)
    ]
