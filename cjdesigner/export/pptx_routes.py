"""How connectors run, as presentation programs write them: a frame, turned and mirrored, and where the elbow turns.

This module must not know what is connected.
"""

from __future__ import annotations

from typing import Any, Literal

from cjdesigner.export.pptx_deck import emu
from cjdesigner.model.geometry import Point, Rect

Way = Literal["across", "down", "beside", "below"]
"""From right to left edge; from lower to upper edge; round the right edges; round the lower."""

SITES: dict[Way, tuple[int, int]] = {"across": (3, 1), "down": (2, 0), "beside": (3, 3), "below": (2, 2)}
"""The sides that a connector holds on to, counted as the file does: from the upper one to the left."""

_LEAST = 12700
"""A connector has no width of nothing, or its turn could not be told in parts of it."""
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def is_straight(start: Point, end: Point, way: Way) -> bool:
    """Whether a connector needs no elbow."""
    if way == "across":
        return abs(start[1] - end[1]) < 0.5
    return way == "down" and abs(start[0] - end[0]) < 0.5


def ends_of(rects: tuple[Rect, Rect], way: Way) -> tuple[Point, Point]:
    """Where a connector between two shapes begins and ends."""
    one, other = rects
    if way == "across":
        return (one.right, one.centre_y), (other.x, other.centre_y)
    if way == "down":
        return (one.centre_x, one.bottom), (other.centre_x, other.y)
    if way == "beside":
        return (one.right, one.centre_y), (other.right, other.centre_y)
    return (one.centre_x, one.bottom), (other.centre_x, other.bottom)


def route(shape: Any, start: Point, end: Point, way: Way, turn: float) -> None:
    """The connector's frame and where it turns, as presentation programs write them.

    An elbow runs along, aside and along again; it stands turned by a quarter where "along" is down.
    """
    (x1, y1), (x2, y2) = start, end
    upright = way in ("down", "below")
    along, aside = (y2 - y1, x1 - x2) if upright else (x2 - x1, y2 - y1)
    length, depth = max(_LEAST, emu(abs(along))), emu(abs(aside))
    back = along < 0
    if way in ("beside", "below"):
        # It turns beyond the farther of both edges.
        far = (turn if back else turn + abs(along)) if abs(along) >= 1 else turn
        part = -turn / (length / 12700) if back else far / (length / 12700)
    else:
        part = min(turn, max(abs(along) / 2, abs(along) - 8)) / max(1.0, abs(along))
    frame = shape._element.spPr.get_or_add_xfrm()
    for name in ("rot", "flipH", "flipV"):
        frame.attrib.pop(name, None)
    if upright:
        frame.set("rot", "5400000")
    if back:
        frame.set("flipH", "1")
    if aside < 0:
        frame.set("flipV", "1")
    middle = emu((x1 + x2) / 2), emu((y1 + y2) / 2)
    offset, extent = frame.find(f"{{{_A}}}off"), frame.find(f"{{{_A}}}ext")
    offset.set("x", str(middle[0] - length // 2))
    offset.set("y", str(middle[1] - depth // 2))
    extent.set("cx", str(length))
    extent.set("cy", str(depth))
    values = shape._element.spPr.find(f"{{{_A}}}prstGeom").find(f"{{{_A}}}avLst")
    values.clear()
    values.append(values.makeelement(f"{{{_A}}}gd", {"name": "adj1", "fmla": f"val {round(part * 100000)}"}))
