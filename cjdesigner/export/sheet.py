"""A composed poster: pages of drawing primitives, which writers turn into files and tests measure.

Points, from the page's top left corner, y downwards. Later items lie over earlier ones. Everything is placed and every
line is broken already; a writer decides nothing.

This module must not know journeys, nor any file format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any

import msgspec

from cjdesigner import text
from cjdesigner.model.geometry import Point, Rect, around
from cjdesigner.text import Face, Run

Command = tuple[Any, ...]
"""``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)`` or ``("Z",)``."""

_ARC = 0.5522847498  # of the radius: where the control points of a quarter circle lie


class Box(msgspec.Struct, frozen=True):
    """A rectangle, filled, stroked or both; ``role`` says what it is, for tests and for those who read the file."""

    rect: Rect
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    role: str = ""


class Line(msgspec.Struct, frozen=True):
    """A polyline whose corners are rounded by ``radius`` where there is room."""

    points: tuple[Point, ...]
    stroke: str
    width: float
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    role: str = ""


class Shape(msgspec.Struct, frozen=True):
    """A free path: arrowheads, icons, dots, clipped hatches."""

    commands: tuple[Command, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    role: str = ""


class TextLine(msgspec.Struct, frozen=True):
    """One set line. ``x`` is its left end, ``y`` its baseline, ``box`` the room it was given."""

    text: str
    x: float
    y: float
    face: Face
    size: float
    colour: str
    width: float
    box: Rect
    tabular: bool = False
    rtl: bool = False
    role: str = ""
    """``imprint`` is the line that tells when the sheet was printed."""

    @property
    def ink(self) -> Rect:
        """Where letters stand: from the height of capitals to the foot of descenders."""
        top = self.y - text.cap_height(self.face, self.size)
        return Rect(self.x, top, self.width, self.y + 0.22 * self.size - top)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its glyphs, from left to right."""
        return text.shape(self.text, self.face, tabular=self.tabular, rtl=self.rtl)


class Picture(msgspec.Struct, frozen=True):
    """A bitmap: PNG or JPEG ``data`` that can be decoded (``pictures.py``). It fills ``whole``, of which ``rect`` is
    seen, its corners rounded by ``radius``."""

    data: bytes
    rect: Rect
    whole: Rect
    radius: float = 0.0
    role: str = ""

    @property
    def media_type(self) -> str:
        """image/png or image/jpeg."""
        return "image/jpeg" if self.data.startswith(b"\xff\xd8\xff") else "image/png"


class Window(msgspec.Struct, frozen=True):
    """Another page seen through ``clip``: its point (x, y) stands at (left + scale * x, top + scale * y)."""

    page: Page
    clip: Rect
    left: float
    top: float
    scale: float = 1.0


class Jump(msgspec.Struct, frozen=True):
    """A place that leads to a height of another page, counted from 0."""

    rect: Rect
    page: int
    y: float = 0.0


class Entry(msgspec.Struct, frozen=True):
    """An entry of the document's outline, at a height of its page."""

    title: str
    level: int
    y: float


Item = Box | Line | Shape | Picture | TextLine | Window


class Page(msgspec.Struct, frozen=True):
    """One page: the map, a method's sheet, or what is printed in full because it was cut on those."""

    width: float
    height: float
    items: tuple[Item, ...]
    outline: tuple[Entry, ...] = ()
    jumps: tuple[Jump, ...] = ()
    trim: Rect | None = None
    """Where the sheet is cut; None where the page is the sheet."""
    bleed: Rect | None = None
    """How far the drawing reaches beyond the cut."""
    in_hand: bool = False
    """Whether it is read in the hand, beside a poster that hangs on the wall."""


class Composition(msgspec.Struct, frozen=True):
    """A whole document. ``smallest`` is the smallest type in points that was allowed; ``warnings`` are told before a
    file is written: what was cut, what no font can show."""

    pages: tuple[Page, ...]
    title: str
    language: str
    smallest: float
    warnings: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    """What else a file says of itself to programs, by name."""


# measuring


def texts(page: Page) -> list[TextLine]:
    """The lines of a page; not those of others that it shows through windows."""
    return [item for item in page.items if isinstance(item, TextLine)]


def shown_pages(page: Page) -> Iterator[Page]:
    """The pages that a page shows through windows, each once, and itself."""
    yield page
    seen: set[int] = set()
    for item in page.items:
        if isinstance(item, Window) and id(item.page) not in seen:
            seen.add(id(item.page))
            yield from shown_pages(item.page)


def smallest_type(composition: Composition) -> float | None:
    """The smallest type used on what hangs on the wall, in points; None where there is no text.

    Of tiles it is what they show at actual size: their labels disappear when they are joined.
    """
    seen: dict[int, Page] = {}
    for page in composition.pages:
        if not page.in_hand:
            seen[id(page)] = page
            seen |= {id(item.page): item.page for item in page.items if isinstance(item, Window) and item.scale == 1.0}
    sizes = (line.size for page in seen.values() for line in texts(page) if line.role != "label")
    return min(sizes, default=None)


def bounds(item: Item) -> Rect:
    """Where a primitive may leave ink, rather too wide than too narrow."""
    if isinstance(item, TextLine):
        size = item.size
        return Rect(item.x - 0.5 * size, item.y - 1.3 * size, item.width + size, 1.9 * size)
    if isinstance(item, Window):
        return item.clip
    if isinstance(item, Picture):
        return item.rect
    if isinstance(item, Box):
        return item.rect.inflated(item.width / 2 if item.stroke else 0.0)
    if isinstance(item, Line):
        return around(item.points).inflated(item.width)
    places = [place for command in item.commands for place in zip(command[1::2], command[2::2], strict=True)]
    return around(places or [(0.0, 0.0)]).inflated(item.width)


def overlaps(page: Page, tolerance: float = 0.05) -> list[tuple[TextLine, TextLine]]:
    """Pairs of lines whose letters overlap by more than ``tolerance`` points both ways."""
    found = []
    standing: list[tuple[Rect, TextLine]] = []
    for line in sorted(texts(page), key=lambda line: line.ink.y):
        ink = line.ink.inflated(-tolerance / 2)
        standing = [(other, earlier) for other, earlier in standing if other.bottom > ink.y]
        found += [(earlier, line) for other, earlier in standing if other.intersects(ink)]
        standing.append((ink, line))
    return found


def strays(page: Page, tolerance: float = 0.05) -> list[TextLine]:
    """Lines whose letters leave the box they were given, or the page."""
    paper = Rect(0, 0, page.width, page.height)
    return [line for line in texts(page) if not (_in(line.ink, line.box, tolerance) and _in(line.ink, paper, 0.0))]


def _in(inner: Rect, outer: Rect, tolerance: float) -> bool:
    return (
        inner.x >= outer.x - tolerance
        and inner.y >= outer.y - tolerance
        and inner.right <= outer.right + tolerance
        and inner.bottom <= outer.bottom + tolerance
    )


# outlines


def commands(item: Box | Line | Shape | Picture) -> tuple[Command, ...]:
    """The path of a primitive; of a picture, what it is clipped to."""
    if isinstance(item, Shape):
        return item.commands
    if isinstance(item, Line):
        return tuple(_rounded(item.points, item.radius))
    return tuple(rounded_rect(item.rect, (item.radius,) * 4))


def rounded_rect(rect: Rect, radii: tuple[float, float, float, float]) -> Iterator[Command]:
    """A rectangle whose corners, from the top left clockwise, are rounded."""
    most = min(rect.width, rect.height) / 2
    a, b, c, d = (max(0.0, min(radius, most)) for radius in radii)
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    yield "M", left + a, top
    yield "L", right - b, top
    if b:
        yield "C", right - b + b * _ARC, top, right, top + b - b * _ARC, right, top + b
    yield "L", right, bottom - c
    if c:
        yield "C", right, bottom - c + c * _ARC, right - c + c * _ARC, bottom, right - c, bottom
    yield "L", left + d, bottom
    if d:
        yield "C", left + d - d * _ARC, bottom, left, bottom - d + d * _ARC, left, bottom - d
    yield "L", left, top + a
    if a:
        yield "C", left, top + a - a * _ARC, left + a - a * _ARC, top, left + a, top
    yield ("Z",)


def circle(x: float, y: float, radius: float) -> tuple[Command, ...]:
    """A circle around a point."""
    return tuple(rounded_rect(Rect(x - radius, y - radius, 2 * radius, 2 * radius), (radius,) * 4))


def arrowhead(tip: Point, before: Point, length: float, width: float) -> tuple[Command, ...]:
    """A filled head at the end of a line that comes from ``before``."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    far = hypot(dx, dy) or 1.0
    dx, dy = dx / far, dy / far
    x, y = tip[0] - dx * length, tip[1] - dy * length
    half = width / 2
    return (("M", *tip), ("L", x - dy * half, y + dx * half), ("L", x + dy * half, y - dx * half), ("Z",))


def hatch(polygon: Sequence[Point], spacing: float) -> tuple[Command, ...]:
    """Strokes rising to the right, ``spacing`` apart across, clipped to a convex polygon."""
    found: list[Command] = []
    levels = [x + y for x, y in polygon]
    step = spacing * 2**0.5
    level = (min(levels) // step + 1) * step
    while level < max(levels):
        ends = []
        for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
            first, second = x1 + y1 - level, x2 + y2 - level
            if (first < 0) != (second < 0):
                share = first / (first - second)
                ends.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share))
        if len(ends) == 2:
            found += [("M", *ends[0]), ("L", *ends[1])]
        level += step
    return tuple(found)


def flattened(path: Sequence[Command]) -> list[Point]:
    """The corners of a closed path without holes, curves cut into four pieces."""
    points: list[Point] = []
    for command in path:
        if command[0] in "ML":
            points.append((command[1], command[2]))
        elif command[0] == "C":
            (x0, y0), (_letter, x1, y1, x2, y2, x3, y3) = points[-1], command
            for part in (0.25, 0.5, 0.75, 1.0):
                rest = 1 - part
                a, b, c, d = rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3
                points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def _rounded(points: Sequence[Point], radius: float) -> Iterator[Command]:
    yield "M", *points[0]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _distance(before, corner), _distance(corner, after)
        r = min(radius, into / 2, out / 2)
        if r <= 0:
            yield "L", *corner
            continue
        start, end = _towards(corner, before, r / into), _towards(corner, after, r / out)
        yield "L", *start
        yield "C", *_towards(start, corner, _ARC), *_towards(end, corner, _ARC), *end
    yield "L", *points[-1]


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _towards(start: Point, goal: Point, share: float) -> Point:
    return start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share
