"""The poster: what stands where on the sheet.

Head on top; the map, what stands under it, its staircase beneath; beside them (on a standing sheet: beneath) what to
fix first, paths, gaps, personas and anchors; the legend at the foot. Then the other sections' pages. Lengths are for A4
and grow with the paper; a roll is cut as long as the journey is (``roll.py``). This module must not know any file
format.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import msgspec

from cjdesigner import text
from cjdesigner.errors import BadInput
from cjdesigner.export import side
from cjdesigner.export.blank import blank_page, for_pens
from cjdesigner.export.body import GAP
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.filling import draw_body, draw_empty, is_empty
from cjdesigner.export.foot import draw_foot, foot_top
from cjdesigner.export.head import draw_head, head_room
from cjdesigner.export.journey import Told
from cjdesigner.export.lists import list_pages
from cjdesigner.export.look import look_of, wearing
from cjdesigner.export.map import take_grid
from cjdesigner.export.method_page import Frame
from cjdesigner.export.methods import MAP_PAGE, NOTHING, chosen, method_pages
from cjdesigner.export.options import SECTIONS, Options, known_sections
from cjdesigner.export.paper import MM, PAPERS, ROLLS, Paper, named
from cjdesigner.export.roll import cut_for, usual
from cjdesigner.export.sheet import Composition, Page, texts
from cjdesigner.export.side_parts import Block, Column, flowing, stack
from cjdesigner.export.stacking import in_column, in_stacks, is_all
from cjdesigner.export.strips_page import strips_pages
from cjdesigner.export.tile_plan import uncut
from cjdesigner.i18n import decimal, language, mark, ngettext, using
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief

_MARGIN = 28.0
_SIDE_GAP = 22.0
_SIDE_SHARE, _WIDEST_SIDE = 0.19, 190.0
"""The side column's share of the width, and its greatest width in points on A4, where none is asked for."""
_LEAST_SIDE, _MOST_SIDE = 0.1, 0.4
LEAST_ROOM = 60 * MM
"""What must be left inside the margins, either way."""
_LEAST_BODY = 0.62
"""Of the height above the legend: where it leaves less, there is none."""
_QUOTES = '“”„"«»'


def paper_of(state: State, options: Options) -> Paper:
    """The sheet: the one asked for, else the project's. Raises BadInput for a name that is none."""
    settings = state.project.settings
    name = settings.paper if options.paper is None else options.paper
    landscape = settings.landscape if options.landscape is None else options.landscape
    paper = named(name)
    if paper is None:
        known = ", ".join((*PAPERS, *ROLLS))
        raise BadInput(
            mark("There is no paper “{name}”. Choose one of {known}, or give its size, such as 594x1200mm."),
            name=name,
            known=known,
        )
    return paper.turned(landscape)


def sheet_of(state: State, journey: int, options: Options) -> Paper:
    """The sheet that a journey's map stands on: :func:`paper_of`, and of a roll the piece that the journey takes.

    Raises BadInput where the journey or the paper does not exist.
    """
    paper = paper_of(state, options)
    return _cut(Told(state, journey, options), paper) if paper.roll else paper


def compose(state: State, journey: int, options: Options | None = None, *, bound: bool = False) -> Composition:
    """A journey's poster. Raises BadInput where the journey or the paper does not exist.

    The sheets after the map's are posters too, but where the map's is cut into tiles: then they are as large as a tile,
    and only that one is cut. Lists are for the hand. Of what is ``bound`` all pages are of one size.
    """
    options = options or Options()
    with using(options.language or language()), wearing(look_of(options.theme, options.accent)):
        told, paper = Told(state, journey, options), paper_of(state, options)
        return _composed(told, _cut(told, paper) if paper.roll else paper, bound)


def _margin(options: Options, paper: Paper) -> float:
    """In points; at most what leaves half of the sheet to be drawn on, at least what rounding takes."""
    wanted = _MARGIN * paper.unit if options.margin is None else options.margin * MM
    sides = (paper.height,) if paper.roll else (paper.width, paper.height)
    return max(0.5, min(wanted, 0.25 * min(sides)))


def _refuse_narrow(paper: Paper, margin: float) -> None:
    """Raise BadInput where there is no room to print in."""
    wide, high = paper.width - 2 * margin, paper.height - 2 * margin
    if min(wide, high) < LEAST_ROOM - 1e-6:
        raise BadInput(
            mark(
                "Inside its margins “{name}” has room for {width} × {height} mm only, and a poster needs "
                "{least} mm either way. Choose a larger paper or narrower margins."
            ),
            name=paper.name,
            width=decimal(max(0.0, wide) / MM),
            height=decimal(max(0.0, high) / MM),
            least=decimal(LEAST_ROOM / MM),
        )


def _cut(told: Told, paper: Paper) -> Paper:
    beside = _SIDE_GAP * paper.unit + _WIDEST_SIDE * paper.unit if _has_side(told) else 0.0
    return cut_for(told, paper, _margin(told.options, paper), beside)


def _composed(told: Told, paper: Paper, bound: bool) -> Composition:
    options, sheet = told.options, usual(paper)
    margin = _margin(options, paper)
    _refuse_narrow(paper, margin)
    if options.blank:
        bare = Told(told.state, told.journey.id, for_pens(options))
        if not (bound or MAP_PAGE & set(bare.options.sections or ())):
            _refuse_nothing(options, mark("A blank sheet shows nothing of these sections: {names}."))
        # Its boxes stand in the columns and rows of the poster's cards, though it has other room.
        poster = Told(told.state, told.journey.id, msgspec.structs.replace(options, blank=False))
        _map_page(poster, paper, margin, Notes())
        take_grid(bare, poster)
        blank, _complete = _map_page(bare, paper, margin, Notes())
        warnings = tuple(_warnings(Notes(), [blank], apart=False))
        return Composition((blank,), told.title, language(), paper.smallest, warnings)
    sections = chosen(told.state, told.journey.id, options)
    notes = Notes(sections)
    pages: list[Page] = []
    complete, following = True, sheet
    if MAP_PAGE & set(sections):
        page, complete = _map_page(told, paper, margin, notes)
        pages.append(page)
        if options.tiling is not None:
            following = usual(uncut(sheet, options.tiling))
    around = margin if following == sheet else _margin(Options(), following)
    frame = Frame(told, following, around, notes)
    if not complete and following != sheet and not strips_pages(Frame(told, following, around, Notes())):
        frame = Frame(told, sheet, margin, notes)  # as large as the map's page, and cut as that is
    more = [] if complete else strips_pages(frame)
    apart = bool(more)
    more += method_pages(told, sections, following, around, notes)
    pages += [msgspec.structs.replace(page, in_hand=True) if _size(page) != _size(sheet) else page for page in more]
    hand = following if bound else following.in_hand
    pages += list_pages(notes, told.title, hand, around if hand == following else _margin(Options(), hand))
    if not bound and not any(line for page in pages for line in texts(page)):
        _refuse_nothing(options, NOTHING)
    smallest = min((line.size for page in pages if not page.in_hand for line in texts(page)), default=paper.smallest)
    smallest = min(smallest, paper.smallest)
    warnings = (*_shrunk(smallest, paper), *_warnings(notes, pages, apart))
    return Composition(tuple(pages), told.title, language(), smallest, warnings)


def _size(sheet: Page | Paper) -> tuple[float, float]:
    return sheet.width, sheet.height


def _refuse_nothing(options: Options, template: str) -> NoReturn:
    wanted = options.sections if options.sections is not None else SECTIONS
    raise BadInput(template, names=", ".join(_(SECTIONS[name]) for name in known_sections(wanted)))


def _map_page(told: Told, paper: Paper, margin: float, notes: Notes) -> tuple[Page, bool]:
    """The map's page, and whether the strips found room on it, where there are any."""
    pen = Pen(notes, paper.smallest)
    scale = paper.unit
    inner = Rect(margin, margin, paper.width - 2 * margin, paper.height - 2 * margin)
    legend = told.options.shows("legend")
    foot = foot_top(pen, told, inner, scale) if legend else inner.bottom + GAP * 0.6 * scale
    top = inner.y
    if legend and foot - top < _LEAST_BODY * inner.height:
        # On so small a sheet the map needs the room.
        legend, foot = False, inner.bottom + GAP * 0.6 * scale
    if told.options.shows("head"):
        top += draw_head(pen, told, head_room(inner), scale) + GAP * scale
    body = Rect(inner.x, top, inner.width, foot - GAP * 0.6 * scale - top)
    complete = _draw_middle(pen, told, body, scale, paper.width > paper.height)
    if legend:
        draw_foot(pen, told, inner, scale)
    if told.options.blank:
        return blank_page(told, pen, paper, inner), True
    outline = tuple(sorted(pen.outline, key=lambda entry: entry.y))
    return Page(paper.width, paper.height, tuple(pen.items), outline), complete


def _has_side(told: Told) -> bool:
    return bool(side.blocks(told))


def _draw_middle(pen: Pen, told: Told, body: Rect, scale: float, lying: bool) -> bool:
    """Map, lanes and staircase with the blocks beside or beneath them; whichever there are. Whether the strips stand
    under the map, where there are any."""
    wanted = side.blocks(told)
    if told.options.shows("map") and is_empty(told):
        draw_empty(pen, told, body, scale)
        return True
    if not any(told.options.shows(name) for name in ("map", "lanes", "staircase")):
        _draw_blocks(pen, wanted, body, scale)
        return True
    if not wanted:
        return _draw_body(pen, told, body, scale, lying)
    return (_lying if lying else _standing)(pen, told, wanted, body, scale)


def _draw_body(pen: Pen, told: Told, rect: Rect, scale: float, lying: bool) -> bool:
    """The body may be set in smaller type than what stands around it."""
    usually = pen.smallest
    complete = draw_body(pen, told, rect, scale, lying)
    pen.smallest = usually
    return complete


def _draw_blocks(pen: Pen, wanted: Sequence[Block], body: Rect, scale: float) -> None:
    """The blocks alone, in columns across the sheet, in type as large as there is room for."""
    for larger in (2.0, 1.7, 1.45, 1.2, 1.0):
        gap = 22 * scale * larger
        count = max(1, min(len(wanted), 4, int((body.width + gap) / (150 * scale * larger + gap))))
        wide = (body.width - (count - 1) * gap) / count
        columns = [Column(body.x + place * (wide + gap), wide, scale * larger) for place in range(count)]
        between = 16 * scale * larger
        shown = in_stacks(pen, wanted, columns[0], body.height, between, count)
        if larger == 1.0 or is_all(wanted, [pair for part in shown for pair in part]):
            break
    _keep_left_out(pen, wanted, [pair for part in shown for pair in part])
    for part, column in zip(shown, columns, strict=True):
        stack(pen, part, flowing(pen, part, column, body.height, between), body.y, between)


def _lying(pen: Pen, told: Told, wanted: Sequence[Block], body: Rect, scale: float) -> bool:
    """The blocks in a column at the right. Whether the strips stand under the map, where there are any."""
    share = told.options.side_width
    wide = min(_SIDE_SHARE * body.width, _WIDEST_SIDE * scale)
    if share is not None:
        wide = max(_LEAST_SIDE, min(_MOST_SIDE, share)) * body.width
    gap = _SIDE_GAP * scale
    left = Rect(body.x, body.y, body.width - wide - gap, body.height)
    complete = _draw_body(pen, told, left, scale, lying=True)
    beside = Column(body.right - wide, wide, scale)
    column, between, shown = in_column(pen, wanted, beside, body.height, (13 * scale, 8.5 * scale))
    _keep_left_out(pen, wanted, shown)
    stack(pen, shown, column, body.y, between)
    return complete


def _standing(pen: Pen, told: Told, wanted: Sequence[Block], body: Rect, scale: float) -> bool:
    """The blocks in three columns beneath. Whether the strips stand under the map, where there are any."""
    gap = _SIDE_GAP * scale
    count = min(3, len(wanted))
    wide = (body.width - (count - 1) * gap) / count
    columns = [Column(body.x + place * (wide + gap), wide, scale) for place in range(count)]
    most = 0.27 * body.height
    between = 11 * scale
    shown = in_stacks(pen, wanted, columns[0], most, between, count)
    _keep_left_out(pen, wanted, [block for part in shown for block in part])
    columns = [flowing(pen, part, column, most, between) for part, column in zip(shown, columns, strict=True)]
    high = max(
        (stack(pen.trial(), part, column, 0.0, between) for part, column in zip(shown, columns, strict=True)),
        default=0.0,
    )
    top = body.bottom - high
    middle = Rect(body.x, body.y, body.width, top - GAP * scale - body.y)
    complete = _draw_body(pen, told, middle, scale, lying=False)
    for part, column in zip(shown, columns, strict=True):
        stack(pen, part, column, top, between)
    return complete


def _keep_left_out(pen: Pen, wanted: Sequence[Block], shown: Sequence[tuple[Block, int]]) -> None:
    """What whole blocks that found no room would have said."""
    drawn = {id(block) for block, _count in shown}
    for block in wanted:
        if not block.extra and id(block) not in drawn:
            pen.notes.keep(block.title, block.listed(), block.sheet)


def _shrunk(smallest: float, paper: Paper) -> list[str]:
    """That the map is set smaller than is usual on such a paper, where it is."""
    if smallest >= 0.99 * paper.smallest:
        return []
    return [
        _(
            "So much stands on the sheet that its smallest text is {size} pt, not {usual} pt: it can be read from "
            "{distance} m."
        ).format(size=decimal(smallest, 1), usual=decimal(paper.smallest), distance=decimal(smallest / 22, 1))
    ]


def _warnings(notes: Notes, pages: Sequence[Page], apart: bool) -> list[str]:
    found = []
    if apart:
        found.append(_("Lanes and activities have no room under the map; they stand on the page after it."))
    if notes.cut:
        count = len(notes.cut)
        template = ngettext(
            "{count} text was cut and is printed in full on the pages that follow.",
            "{count} texts were cut and are printed in full on the pages that follow.",
            count,
        )
        found.append(template.format(count=count))
    found += notes.remarks
    for heading, entries in notes.lists.items():
        found.append(
            _(
                "“{heading}” had no room on the poster for {count} of its entries; they are on the pages that follow."
            ).format(heading=heading, count=len(entries))
        )
    if notes.damaged:
        names = ", ".join(f"“{brief(name.strip(_QUOTES))}”" for name in list(notes.damaged)[:5])
        more = "" if len(notes.damaged) <= 5 else " …"
        found.append(
            _("Pictures that cannot be shown, so that their frames stay empty: {names}.").format(names=names + more)
        )
    missing = {
        pair for page in pages for line in texts(page) if not line.text.isascii() for pair in text.missing(line.text)
    }
    if missing:
        names = ", ".join(name for _character, name in sorted(missing))
        found.append(_("No font on this computer shows these characters: {names}.").format(names=names))
    return found
