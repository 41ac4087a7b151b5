"""The sheets of a poster that is cut into tiles: each tile with its label and marks, and how they are joined.

This module must not know what is drawn on the poster, nor any file format.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from math import ceil

from cjdesigner import text
from cjdesigner.export.drawing import Notes, Pen, fitting_size
from cjdesigner.export.foot import short_date
from cjdesigner.export.halting import check
from cjdesigner.export.look import INK
from cjdesigner.export.options import Options, Tile
from cjdesigner.export.paper import MM, PAPERS, Paper
from cjdesigner.export.sheet import Composition, Entry, Jump, Page, Window, arrowhead, hatch
from cjdesigner.export.tile_plan import Part, Plan, rooms_of
from cjdesigner.i18n import decimal, ngettext, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Point, Rect

_SMALLEST = 6.0
_LABEL = 7.0
_CLEAR = 0.6 * MM
"""From the corner of what remains to its marks."""
_RULER = 100.0
_LEAST_ASSEMBLY, _LONGEST = 140 * MM, 1500 * MM
"""How tiles are joined is told on A4 where their own paper is narrower or longer."""


def sheets(composition: Composition, cut: Sequence[Part], wanted: Collection[str], options: Options) -> list[Page]:
    """The pages to print, of those whose keys are wanted: as they are, or an assembly sheet and tiles."""
    found: list[Page] = []
    several = sum(part.plan is not None for part in cut) > 1
    for part in cut:
        check()
        tiles = [tile for tile in part.tiles if part.key(tile) in wanted]
        if not tiles:
            continue
        if part.plan is None:
            found.append(part.page)
            continue
        sheet = _Sheets(composition, part, part.plan, options, several)
        found.append(sheet.assembly(tiles, len(found) + 1))
        found += [sheet.tile(tile) for tile in tiles]
    return found


class _Sheets:
    """The sheets of one page of a composition."""

    def __init__(self, composition: Composition, part: Part, plan: Plan, options: Options, several: bool) -> None:
        self.part, self.plan = part, plan
        count = len(composition.pages)
        page = _("page {number} of {count}").format(number=part.number + 1, count=count) if several else ""
        self.title = " · ".join(words for words in (composition.title.strip(), page) if words)
        self.date = short_date(options.date or datetime.date.today())

    def tile(self, tile: Tile) -> Page:
        """A tile: what it shows, marks at the corners of what remains of it, and its label."""
        plan = self.plan
        place, rect = plan.place(tile), plan.rect(tile)
        left, top = place.x - rect.x, place.y - rect.y
        pen = Pen(Notes(), _SMALLEST)
        pen.items.append(Window(self.part.page, plan.window(tile).moved(left, top), left, top))
        self._draw_marks(pen, tile, place)
        self._draw_label(pen, tile, place)
        entry = Entry(plan.name(tile), 1, 0.0)
        return Page(plan.paper.width, plan.paper.height, tuple(pen.items), (entry,))

    def _draw_marks(self, pen: Pen, tile: Tile, place: Rect) -> None:
        row, column = tile
        lead, tail = rooms_of(self.plan.tiling)
        before, after = -min(lead, 5.5 * MM), min(tail, 5.5 * MM)
        for x, joins in ((place.x, column > 0), (place.right, False)):
            for y, far in ((place.y, before), (place.bottom, after)):
                _mark(pen, (x, y + _CLEAR * (1 if far > 0 else -1)), (x, y + far), joins)
        for y, joins in ((place.y, row > 0), (place.bottom, False)):
            for x, far in ((place.x, before), (place.right, after)):
                _mark(pen, (x + _CLEAR * (1 if far > 0 else -1), y), (x + far, y), joins)

    def _draw_label(self, pen: Pen, tile: Tile, place: Rect) -> None:
        plan, size = self.plan, _LABEL
        lead, _tail = rooms_of(plan.tiling)
        name = plan.name(tile)
        where = _("of {span} · row {row}, column {column}").format(span=plan.span, row=tile[0] + 1, column=tile[1] + 1)
        x, high = place.x + 2.5 * MM, 1.45 * size
        # Where there is an overlap the label leaves most of it free, by which the neighbour is laid.
        baseline = place.y - lead + 0.3 * MM + 1.05 * size
        after = x + text.width(name, "bold", 1.15 * size) + 0.5 * size
        said = text.line(f"{where} · {self.date} · {self.title}", "regular", size, place.right - 2.5 * MM - after)
        plate = Rect(x - 0.4 * size, baseline - 1.05 * size, after + said.width - x + 0.8 * size, high)
        pen.box(plate, INK.surface, role="label")
        pen.figure(name, x, baseline, "bold", 1.15 * size, INK.ink, tabular=False, role="label")
        pen.figure(said.text, after, baseline, "regular", size, INK.second, tabular=False, role="label")

    # how they are joined

    def assembly(self, tiles: Sequence[Tile], first: int) -> Page:
        """The page in small with its tiles, how many there are, and what to do; a tile leads to its sheet, the first of
        which is page ``first``."""
        plan = self.plan
        paper = plan.paper
        if paper.roll or min(paper.width, paper.height) < _LEAST_ASSEMBLY or max(paper.width, paper.height) > _LONGEST:
            paper = PAPERS["A4"].turned(plan.width > plan.height)
        scale = min(1.5, max(0.75, paper.unit))
        margin = 13 * MM * scale
        pen = Pen(Notes(), _SMALLEST)
        inner = Rect(margin, margin, paper.width - 2 * margin, paper.height - 2 * margin)
        top = self._draw_head(pen, inner, len(tiles), scale)
        gap = 9 * MM * scale
        body = Rect(inner.x, top + 0.6 * gap, inner.width, inner.bottom - top - 0.6 * gap)
        if paper.width > paper.height:
            beside = min(0.4 * body.width, 102 * MM * scale)
            picture = Rect(body.x, body.y, body.width - beside - gap, body.height)
            words = Rect(picture.right + gap, body.y, beside, body.height)
        else:
            high = min(0.56 * body.height, body.width * plan.height / plan.width)
            picture = Rect(body.x, body.y, body.width, high)
            words = Rect(body.x, picture.bottom + gap, body.width, body.height - high - gap)
        jumps = self._draw_picture(pen, picture, tiles, first, scale)
        self._draw_steps(pen, words, tiles, scale)
        entry = Entry(_("How to join: {title}").format(title=self.title), 0, 0.0)
        return Page(paper.width, paper.height, tuple(pen.items), (entry,), tuple(jumps), in_hand=True)

    def _draw_head(self, pen: Pen, inner: Rect, count: int, scale: float) -> float:
        plan = self.plan
        small = 8 * scale
        y = inner.y + pen.text(_("How to join the tiles"), inner, "semibold", small, INK.accent, max_lines=1)
        size = fitting_size(self.title, "bold", inner.width, 20 * scale, 12 * scale)
        y += pen.text(self.title, Rect(inner.x, y, inner.width, 3 * size), "bold", size, INK.ink, max_lines=2)
        sheets_ = ngettext("{count} sheet of {paper}", "{count} sheets of {paper}", count)
        wide, high = decimal(plan.width / MM), decimal(plan.height / MM)
        said = (
            _("{width} × {height} mm").format(width=wide, height=high),
            sheets_.format(count=count, paper=_paper_name(plan.paper)),
            ngettext("{count} row", "{count} rows", plan.rows).format(count=plan.rows),
            ngettext("{count} column", "{count} columns", plan.columns).format(count=plan.columns),
            _("overlap {overlap} mm").format(overlap=decimal(plan.tiling.overlap)),
            self.date,
        )
        box = Rect(inner.x, y + 0.2 * small, inner.width, 4 * small)
        return box.y + pen.text("  ·  ".join(said), box, "regular", small, INK.second, max_lines=2)

    def _draw_picture(self, pen: Pen, room: Rect, tiles: Sequence[Tile], first: int, scale: float) -> list[Jump]:
        plan = self.plan
        small = min(room.width / plan.width, room.height / plan.height)
        seen = Rect(room.x, room.y, small * plan.width, small * plan.height)
        pen.items.append(Window(self.part.page, seen, seen.x, seen.y, small))
        wide, high = plan.cell[0] * small, plan.cell[1] * small
        size = max(_SMALLEST, min(13 * scale, 0.3 * wide, 0.42 * high))
        printed = {tile: number for number, tile in enumerate(tiles, first)}
        for tile in plan.tiles:
            if tile not in printed:
                cell = Rect(seen.x + tile[1] * wide, seen.y + tile[0] * high, wide, high)
                corners = [(cell.x, cell.y), (cell.right, cell.y), (cell.right, cell.bottom), (cell.x, cell.bottom)]
                pen.shape(hatch(corners, 2.6 * scale), stroke=INK.link, width=0.5 * scale, role="not printed")
        for width, colour in ((2.4 * scale, INK.surface), (0.9 * scale, INK.accent)):
            for column in range(1, plan.columns):
                x = seen.x + column * wide
                pen.line([(x, seen.y), (x, seen.bottom)], colour, width)
            for row in range(1, plan.rows):
                y = seen.y + row * high
                pen.line([(seen.x, y), (seen.right, y)], colour, width)
        pen.box(seen, None, INK.second, 0.5 * scale)
        jumps = []
        # Where tiles are too small for their names, only every second or third one is named.
        broadest = max(text.width(plan.name(tile), "bold", size) for tile in plan.tiles) + 1.5 * size
        across, down = ceil(broadest / wide), ceil(1.9 * size / high)
        for tile in plan.tiles:
            cell = Rect(seen.x + tile[1] * wide, seen.y + tile[0] * high, wide, high)
            name, there = plan.name(tile), tile in printed
            if there:
                jumps.append(Jump(cell, printed[tile]))
            if tile[0] % down or tile[1] % across:
                continue
            broad = text.width(name, "bold", size) + 0.9 * size
            plate = Rect(cell.centre_x - broad / 2, cell.centre_y - 0.75 * size, broad, 1.5 * size)
            # A rim of light parts the plate of a tile from a head of its colour.
            fill, rim = (INK.accent, INK.surface) if there else (INK.surface, INK.accent)
            pen.box(plate, fill, rim, (1.2 if there else 0.5) * scale, radius=0.35 * size)
            colour = INK.surface if there else INK.second
            baseline = cell.centre_y + text.cap_height("bold", size) / 2
            pen.figure(name, cell.centre_x, baseline, "bold", size, colour, align="centre", tabular=False)
        return jumps

    def _draw_steps(self, pen: Pen, box: Rect, tiles: Sequence[Tile], scale: float) -> None:
        plan = self.plan
        size, y = 9 * scale, box.y
        steps = [_("Print at actual size ({all}), never fitted to the page. The line below then measures {length} mm.")]
        steps[0] = steps[0].format(all=percent(1), length=decimal(_ruler(box)))
        steps.append(
            _(
                "Cut each tile along the solid marks at its right and lower edge, the first row at the top too, "
                "the first column at the left."
            )
        )
        if plan.columns > 1:
            steps.append(
                _(
                    "Join each row from left to right: lay a tile over the strip at the left of the next, "
                    "its cut edge on the dashed marks, and glue it down."
                )
            )
        if plan.rows > 1 and plan.columns > 1:
            steps.append(_("Join the rows from the top in the same way. Labels and marks disappear."))
        elif plan.rows > 1:
            steps.append(
                _(
                    "Join the tiles from the top: lay each over the strip at the top of the next, "
                    "its cut edge on the dashed marks, and glue it down."
                )
            )
        if len(tiles) < len(plan.tiles):
            steps.append(_("Hatched tiles are not printed this time: take those you have."))
        indent = 1.6 * size
        for number, words in enumerate(steps, 1):
            pen.figure(str(number), box.x, y + text.baseline("bold", size), "bold", size, INK.accent)
            room = Rect(box.x + indent, y, box.width - indent, max(size, box.bottom - y))
            y += pen.text(words, room, "regular", size, INK.ink) + 0.45 * size
        y += 0.9 * size
        self._draw_ruler(pen, Rect(box.x, y, box.width, 2.4 * size), scale)
        y += 4.2 * size
        wide = min(box.width, 2.6 * (box.bottom - y), 120 * MM * scale)
        if plan.columns > 1 and wide > 45 * MM * scale:
            _draw_join(pen, box.x, y, wide, scale)

    def _draw_ruler(self, pen: Pen, box: Rect, scale: float) -> None:
        length, size = _ruler(box), 7 * scale
        y = box.y + 0.6 * size
        pen.line([(box.x, y), (box.x + length * MM, y)], INK.ink, 0.7, role="ruler")
        for place in range(0, round(length) + 1, 10):
            high = 4.5 if place % 50 == 0 else 2.5
            x = box.x + place * MM
            pen.line([(x, y - high), (x, y)], INK.ink, 0.7)
        words = _("{length} mm").format(length=decimal(length))
        pen.figure(words, box.x, y + 1.4 * size, "regular", size, INK.second, tabular=False)


def _draw_join(pen: Pen, x: float, y: float, wide: float, scale: float) -> None:
    """Two tiles as they are joined: the left one, cut, lies over the strip of the right one."""
    high, strip, gap = 0.34 * wide, 0.07 * wide, 0.12 * wide
    one = Rect(x, y, 0.44 * wide - strip, high)
    other = Rect(one.right + gap, y, 0.44 * wide, high)
    for rect in (other, one):
        pen.box(rect, INK.surface, INK.second, 0.6 * scale)
    flap = Rect(other.x, other.y, strip, other.height)
    corners = [(flap.x, flap.y), (flap.right, flap.y), (flap.right, flap.bottom), (flap.x, flap.bottom)]
    pen.shape(hatch(corners, 2.2 * scale), stroke=INK.accent, width=0.4 * scale)
    pen.line([(flap.right, flap.y), (flap.right, flap.bottom)], INK.accent, 0.8 * scale, dash=(3 * scale, 2 * scale))
    pen.line([(one.right, one.y), (one.right, one.bottom)], "#000000", 1.4 * scale)
    tip = (flap.right - 0.01 * wide, one.centre_y)
    start = (one.right + 0.015 * wide, one.centre_y)
    pen.line([start, (tip[0] - 3 * scale, tip[1])], INK.accent, 1.2 * scale)
    pen.shape(arrowhead(tip, start, 5 * scale, 5 * scale), INK.accent)
    size = 11 * scale
    for words, rect in (("A1", one), ("A2", Rect(flap.right, other.y, other.right - flap.right, other.height))):
        baseline = rect.centre_y + text.cap_height("bold", size) / 2
        pen.figure(words, rect.centre_x, baseline, "bold", size, INK.second, align="centre", tabular=False)


def _ruler(box: Rect) -> float:
    """As many millimetres as there is room for, at most 100."""
    return min(_RULER, box.width / MM // 10 * 10)


def _mark(pen: Pen, start: Point, end: Point, joins: bool) -> None:
    """A mark to cut along, or (dashed) to lay the neighbour on; with light around it, for dark grounds."""
    pen.line([start, end], INK.surface, 1.8)
    if joins:
        pen.line([start, end], INK.accent, 0.7, dash=(2.0, 1.4), role="join mark")
    else:
        pen.line([start, end], "#000000", 0.5, role="cut mark")


def _paper_name(paper: Paper) -> str:
    if not paper.roll:
        return paper.name
    return f"{decimal(paper.width / MM)} × {decimal(paper.height / MM)} mm"
