"""A logo that is an SVG, as plain shapes.

What is known to be harmless and can be drawn (``logo_reading.py``) goes to svgelements, which turns it into paths. This
module must not know where a logo stands.
"""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.export.logo_reading import DAMAGED, INTRICATE, Refused, read_elements
from cjdesigner.export.sheet import Command
from cjdesigner.export.windings import TooMany, wound
from cjdesigner.i18n import mark
from cjdesigner.model.geometry import Point, Rect

if TYPE_CHECKING:
    from svgelements import Path, Shape

_FARTHEST = 1e7
_LONGER = 1000.0
"""The longer side of a drawing that is written anew."""
_MOST_CONTOURS = 200
"""Within one path, of which it is found out which lies in which."""
_MOST_STEPS = 1_000_000
"""Of finding that out, along all contours of a drawing."""


EMPTY = mark("The logo “{name}” shows nothing.")


class Part(msgspec.Struct, frozen=True):
    """One shape of a logo: filled, stroked or both, in the file's units."""

    commands: tuple[Command, ...]
    fill: str | None
    stroke: str | None
    width: float


class Drawing(msgspec.Struct, frozen=True):
    """A logo's shapes from the back to the front, and how far they reach."""

    parts: tuple[Part, ...]
    bounds: Rect


def read(data: bytes, name: str) -> Drawing:
    """The shapes of an SVG. Raises BadInput, naming the file, for what cannot or must not be drawn."""
    found = _read(data)
    if isinstance(found, str):
        raise BadInput(found, name=name)
    return found


def rewritten(data: bytes, name: str) -> bytes:
    """An SVG with the shapes of one, and nothing else of what stands in it. Raises BadInput as :func:`read` does."""
    drawing = read(data, name)
    bounds = drawing.bounds
    scale = _LONGER / max(bounds.width, bounds.height)
    wide, high = (max(1.0, length * scale) for length in (bounds.width, bounds.height))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_short(wide)}" height="{_short(high)}" '
        f'viewBox="0 0 {_short(wide)} {_short(high)}">'
    ]
    for part in drawing.parts:
        way = " ".join(_command(command, bounds, scale) for command in part.commands)
        stroke = f' stroke="{part.stroke}" stroke-width="{_short(part.width * scale)}"' if part.stroke else ""
        lines.append(f'<path d="{way}" fill="{part.fill or "none"}"{stroke}/>')
    return "\n".join([*lines, "</svg>\n"]).encode()


def _command(command: Command, bounds: Rect, scale: float) -> str:
    begin = bounds.x, bounds.y
    numbers = [(number - begin[place % 2]) * scale for place, number in enumerate(command[1:])]
    return str(command[0]) + ",".join(map(_short, numbers))


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


@functools.lru_cache(maxsize=8)
def _read(data: bytes) -> Drawing | str:
    """The shapes, or the sentence that tells why there are none."""
    try:
        return _drawn(read_elements(data))
    except Refused as refused:
        return str(refused)


def _drawn(root: ElementTree.Element) -> Drawing:
    from svgelements import SVG, Shape

    try:
        found = SVG.parse(io.BytesIO(ElementTree.tostring(root)), reify=True)
        steps = _Steps()
        parts = [part for shape in found.elements() if isinstance(shape, Shape) for part in _parts(shape, steps)]
    except Refused:
        raise
    except TooMany:
        raise Refused(INTRICATE) from None
    except Exception as error:  # whatever a reader of strange files stumbles over, the file is what is wrong
        raise Refused(DAMAGED) from error
    if not parts:
        raise Refused(EMPTY)
    places = [(x, y, part.width / 2 if part.stroke else 0.0) for part in parts for x, y in _points(part.commands)]
    left, top = min(x - half for x, _y, half in places), min(y - half for _x, y, half in places)
    right, bottom = max(x + half for x, _y, half in places), max(y + half for _x, y, half in places)
    bounds = Rect(left, top, right - left, bottom - top)
    if not max(bounds.width, bounds.height) > 1e-6:
        raise Refused(EMPTY)
    return Drawing(tuple(parts), bounds)


def _points(commands: Sequence[Command]) -> Iterator[Point]:
    for command in commands:
        numbers = command[1:]
        yield from zip(numbers[::2], numbers[1::2], strict=True)


class _Steps:
    """What is left of :data:`_MOST_STEPS`."""

    def __init__(self) -> None:
        self.left = _MOST_STEPS

    def wound(self, contours: Sequence[list[Command]]) -> list[list[Command]]:
        """As :func:`~cjdesigner.export.windings.wound` does it."""
        found, taken = wound(contours, self.left)
        self.left -= taken
        return found


def _parts(shape: Shape, steps: _Steps) -> Iterator[Part]:
    from svgelements import Path

    values: dict[str, Any] = shape.values
    if values.get("visibility") in ("hidden", "collapse"):
        return
    whole = _share(values.get("opacity"))
    fill, stroke = _colour(shape.fill, whole), _colour(shape.stroke, whole)
    width = float(shape.stroke_width or 0.0)
    stroke = stroke if width > 0 else None
    contours = _contours(Path(shape))
    if not contours or not (fill or stroke):
        return
    if values.get("fill-rule") == "evenodd" and 1 < len(contours) <= _MOST_CONTOURS:
        contours = steps.wound(contours)
    yield Part(tuple(command for contour in contours for command in contour), fill, stroke, width)


def _share(value: object) -> float:
    try:
        return min(1.0, max(0.0, float(str(value)))) if value is not None else 1.0
    except ValueError:
        return 1.0


def _colour(colour: Any, share: float) -> str | None:
    """A colour as it is seen on white."""
    if colour is None or colour.value is None:
        return None
    share *= colour.opacity
    if share <= 0.004:
        return None
    parts = (round(255 + (part - 255) * share) for part in (colour.red, colour.green, colour.blue))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _contours(path: Path) -> list[list[Command]]:
    """A path's contours; those that go nowhere are left out."""
    from svgelements import Arc, Close, CubicBezier, Line, Move, QuadraticBezier

    found: list[list[Command]] = []
    start: Point | None = None
    for piece in path:
        if isinstance(piece, Move):
            start = _at(piece.end)
            found.append([("M", *start)])
        elif start is None:
            raise Refused(DAMAGED)
        elif isinstance(piece, Close):
            found[-1].append(("Z",))
            found.append([("M", *start)])
        elif isinstance(piece, Line):
            found[-1].append(("L", *_at(piece.end)))
        elif isinstance(piece, CubicBezier):
            found[-1].append(("C", *_at(piece.control1), *_at(piece.control2), *_at(piece.end)))
        elif isinstance(piece, QuadraticBezier):
            begin, middle, end = _at(piece.start), _at(piece.control), _at(piece.end)
            one = tuple(a + (b - a) * 2 / 3 for a, b in zip(begin, middle, strict=True))
            two = tuple(a + (b - a) * 2 / 3 for a, b in zip(end, middle, strict=True))
            found[-1].append(("C", *one, *two, *end))
        elif isinstance(piece, Arc):
            curves = list(piece.as_cubic_curves())
            found[-1] += [("C", *_at(each.control1), *_at(each.control2), *_at(each.end)) for each in curves]
    return [contour for contour in found if len(contour) > 1]


def _at(point: Any) -> Point:
    x, y = float(point.x), float(point.y)
    if not (math.isfinite(x) and math.isfinite(y) and max(abs(x), abs(y)) < _FARTHEST):
        raise Refused(DAMAGED)
    return x, y
