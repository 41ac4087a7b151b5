"""How long a piece of a roll a journey takes.

As long as its cards stand side by side in the type of a comfortable sheet; at least as long as a usual sheet of that
height, at most what a PDF can hold: what is longer then stands in rows. This module must not know how anything is
drawn.
"""

from __future__ import annotations

from cjdesigner.export.grid import EMPTY
from cjdesigner.export.journey import Told
from cjdesigner.export.map import grids_of
from cjdesigner.export.paper import Paper

_COLUMN = 108.0
"""Points on A4 of a comfortable column: a card of 8 pt with what its links need."""
_USUAL = 2**0.5
"""A usual sheet's width to its height."""


def cut_for(told: Told, paper: Paper, margin: float, beside: float) -> Paper:
    """The piece of the roll; ``margin`` are its margins and ``beside`` what stands at the map's right, in points."""
    width = 0.0
    if told.options.shows("map") and not told.options.blank:
        grid = grids_of(told)[0]
        taken = {column for column, _row in grid.cells.values()}
        columns = sum(1.0 if column in taken else EMPTY for column in range(len(grid.columns)))
        width = columns * _COLUMN * paper.unit + 2 * margin + beside
    return paper.cut(max(width, _USUAL * paper.height))


def usual(paper: Paper) -> Paper:
    """A piece of the roll for other pages than the map's; a sheet as it is."""
    return paper.cut(_USUAL * paper.height) if paper.roll else paper
