"""The sheet's middle without a map: lanes or the staircase or both, under the heads of the phases.

They stand in the columns that the map would have. This module must not know what stands around them.
"""

from __future__ import annotations

from itertools import groupby

from cjdesigner.export.drawing import Pen
from cjdesigner.export.grid import EMPTY, GUTTER
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK
from cjdesigner.export.map import LANE_NAMES, grids_of
from cjdesigner.export.phases import Header
from cjdesigner.export.staircase import axis_room, draw_staircase, is_told
from cjdesigner.export.strips import STEPS, Beneath
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Activity
from cjdesigner.model.strips import Column

_GAP = 14.0
"""Points on A4 between the parts."""
_LEAST_STAIRS = 13.0
"""In sizes of the smallest type."""
_LARGEST = 1.5
"""Times the smallest type is what stands in lanes that have the sheet to themselves."""


def draw_mapless(pen: Pen, told: Told, rect: Rect, scale: float, lying: bool) -> None:
    """Draw lanes and staircase, as far as they are wanted; lanes without room are listed."""
    stairs = told.options.shows("staircase")
    title = LANE_NAMES * scale if lying and told.has_strips else 0.0
    start = max(title, axis_room(told, pen.smallest, scale))
    grid = grids_of(told)[0]
    taken = {column for column, _row in grid.cells.values()}
    weights = [1.0 if column in taken else EMPTY for column in range(len(grid.columns))]
    pitch = (rect.width - start) / max(1.0, sum(weights))
    edges = [rect.x + start]
    for weight in weights:
        edges.append(edges[-1] + weight * pitch)
    groups = [list(group) for _band, group in groupby(range(len(weights)), key=lambda column: grid.columns[column])]
    lefts = [*(edges[group[0]] for group in groups), edges[-1]]
    bare = told.has_strips and bool(told.state.members(told.journey.id, Activity))
    header = Header(pen, grid.bands, [left - lefts[0] for left in lefts], scale, 0.3 * rect.height, told.learned, bare)
    phases = [phase.id if phase else None for phase in grid.bands]
    bands = list(zip(phases, lefts, lefts[1:], strict=False))
    gap, top = _GAP * scale, rect.y + header.height
    least = _LEAST_STAIRS * pen.smallest if stairs and is_told(told) else 3 * pen.smallest if stairs else 0.0
    strips: Beneath | None = None
    if told.has_strips:
        columns = [Column(*band) for band in bands]
        cards = {
            node: Rect(edges[column], top, edges[column + 1] - edges[column], 0.0)
            for node, (column, _row) in grid.cells.items()
        }
        for step in STEPS[:-2]:
            letter, wide = _LARGEST * pen.smallest, max(pitch, 0.8 * GUTTER * scale)
            strips = Beneath(pen, told, step, columns, cards, wide, letter, title, scale, top + 0.5 * gap)
            if top + strips.height + 2 * gap + least <= rect.bottom:
                break
        else:
            strips = None
    bottom = top + 0.5 * gap + strips.height if strips is not None else rect.bottom if not stairs else top
    if any(phase is not None for phase in phases):
        header.draw_bands(pen, lefts[0], rect.y, bottom)
        header.draw(pen, lefts[0], rect.y)
    if strips is not None:
        tints = [INK.band if place % 2 else INK.surface for place in range(len(bands))]
        strips.draw(pen, rect.x, (), [(right, tint) for (_phase, _left, right), tint in zip(bands, tints, strict=True)])
        strips.keep_left_out(pen)
    if stairs:
        place = Rect(rect.x, bottom + gap, rect.width, rect.bottom - bottom - gap)
        draw_staircase(pen, told, place, bands, scale)
    if told.has_strips and strips is None:
        whole = [Column(None, rect.x, rect.right)]
        Beneath(pen, told, STEPS[-1], whole, {}, rect.width, pen.smallest, 0.0, scale).keep_left_out(pen)
