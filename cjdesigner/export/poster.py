"""The poster: what stands where on the sheet.

Head on top; the map, what stands under it, its staircase beneath; beside them (on a standing sheet: beneath) what to
fix first, paths, gaps, personas and anchors; the legend at the foot. Then the other sections' pages. Lengths are for A4
and grow with the paper. This module must not know any file format.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner import text
from cjdesigner.errors import BadInput
from cjdesigner.export import side
from cjdesigner.export.body import GAP, draw_body
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.foot import draw_foot, foot_top
from cjdesigner.export.head import draw_head
from cjdesigner.export.journey import Told
from cjdesigner.export.lists import list_pages
from cjdesigner.export.method_page import Frame
from cjdesigner.export.methods import MAP, chosen, method_pages
from cjdesigner.export.options import Options
from cjdesigner.export.paper import PAPERS, Paper, named
from cjdesigner.export.sheet import Composition, Page, TextLine, texts
from cjdesigner.export.side_parts import Block, Column, fitted, stack
from cjdesigner.export.strips_page import strips_pages
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, mark, ngettext, using
from cjdesigner.model.geometry import Rect
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief

_MARGIN = 28.0
_QUOTES = '“”„"«»'


def paper_of(state: State, options: Options) -> Paper:
    """The sheet: the one asked for, else the project's. Raises BadInput for a name that is none."""
    settings = state.project.settings
    name = settings.paper if options.paper is None else options.paper
    landscape = settings.landscape if options.landscape is None else options.landscape
    paper = named(name)
    if paper is None:
        known = ", ".join(PAPERS)
        raise BadInput(mark("There is no paper “{name}”. Choose one of {known}."), name=name, known=known)
    return paper.turned(landscape)


def compose(state: State, journey: int, options: Options | None = None) -> Composition:
    """A journey's poster. Raises BadInput where the journey or the paper does not exist."""
    options = options or Options()
    with using(options.language or language()):
        told, paper = Told(state, journey, options), paper_of(state, options)
        return _composed(told, paper)


def _composed(told: Told, paper: Paper) -> Composition:
    notes = Notes()
    margin = _MARGIN * paper.unit
    sections = chosen(told.state, told.journey.id, told.options)
    pages = _map_pages(told, paper, margin, notes) if MAP in sections else []
    apart = len(pages) > 1
    pages += method_pages(told, sections, paper, margin, notes)
    pages += list_pages(notes, told.title, paper, margin)
    warnings = tuple(_warnings(notes, pages, apart))
    return Composition(tuple(pages), told.title, language(), paper.smallest, warnings)


def _map_pages(told: Told, paper: Paper, margin: float, notes: Notes) -> list[Page]:
    """The map's page, and one for the strips where they found no room on it."""
    pen = Pen(notes, paper.smallest)
    scale = paper.unit
    inner = Rect(margin, margin, paper.width - 2 * margin, paper.height - 2 * margin)
    foot = foot_top(pen, told, inner, scale)
    head = draw_head(pen, told, Rect(inner.x, inner.y, inner.width, 0.19 * inner.height), scale)
    top = inner.y + head + GAP * scale
    body = Rect(inner.x, top, inner.width, foot - GAP * 0.6 * scale - top)
    complete = _lying(pen, told, body, scale) if paper.width > paper.height else _standing(pen, told, body, scale)
    draw_foot(pen, told, inner, scale)
    outline = tuple(sorted(pen.outline, key=lambda entry: entry.y))
    page = Page(paper.width, paper.height, tuple(pen.items), outline)
    return [page] if complete else [page, *strips_pages(Frame(told, paper, margin, notes))]


def _lying(pen: Pen, told: Told, body: Rect, scale: float) -> bool:
    """The blocks in a column at the right. Whether the strips stand under the map, where there are any."""
    wide = min(0.19 * body.width, 190 * scale)
    gap = 22 * scale
    left = Rect(body.x, body.y, body.width - wide - gap, body.height)
    complete = draw_body(pen, told, left, scale, lying=True)
    column = Column(body.right - wide, wide, scale)
    wanted = side.blocks(told)
    gap, shown = _stacked(pen, wanted, column, body.height, (13 * scale, 8.5 * scale))
    _keep_left_out(pen, wanted, shown)
    stack(pen, shown, column, body.y, gap)
    return complete


def _stacked(
    pen: Pen, wanted: Sequence[Block], column: Column, height: float, gaps: Sequence[float]
) -> tuple[float, list[tuple[Block, int]]]:
    """The blocks that fit, with the widest gap between them in which those do that come first."""
    found = [(gap, fitted(pen, wanted, column, height, gap)) for gap in gaps[:1]]
    if sum(not block.extra for block in wanted) > len(found[0][1]):
        found += [(gap, fitted(pen, wanted, column, height, gap)) for gap in gaps[1:]]

    def there(shown: Sequence[tuple[Block, int]]) -> list[bool]:
        return [any(block is other for other, _count in shown) for block in wanted]

    return max(found, key=lambda pair: (there(pair[1]), pair[0]))


def _standing(pen: Pen, told: Told, body: Rect, scale: float) -> bool:
    """The blocks in three columns beneath. Whether the strips stand under the map, where there are any."""
    gap = 22 * scale
    wide = (body.width - 2 * gap) / 3
    columns = [Column(body.x + place * (wide + gap), wide, scale) for place in range(3)]
    most = 0.27 * body.height
    wanted = side.blocks(told)
    stacks = _shared_out(pen, wanted, columns[0], 11 * scale)
    shown = [fitted(pen, part, columns[0], most, 11 * scale) for part in stacks]
    _find_room(pen, wanted, shown, columns[0], most, 11 * scale)
    _keep_left_out(pen, wanted, [block for part in shown for block in part])
    high = max(
        (stack(pen.trial(), part, column, 0.0, 11 * scale) for part, column in zip(shown, columns, strict=True)),
        default=0.0,
    )
    top = body.bottom - high
    middle = Rect(body.x, body.y, body.width, top - GAP * scale - body.y)
    complete = draw_body(pen, told, middle, scale, lying=False)
    for part, column in zip(shown, columns, strict=True):
        stack(pen, part, column, top, 11 * scale)
    return complete


def _shared_out(pen: Pen, wanted: Sequence[Block], column: Column, gap: float) -> list[list[Block]]:
    """Blocks in three stacks of like height, in order."""
    heights = [block.draw(pen.trial(), column, 0.0, block.most) + gap for block in wanted]
    stacks: list[list[Block]] = [[], [], []]
    used = 0.0
    for block, high in zip(wanted, heights, strict=True):
        place = min(2, int((used + high / 2) / (sum(heights) / 3 + 0.01)))
        stacks[place].append(block)
        used += high
    return stacks


def _find_room(
    pen: Pen, wanted: Sequence[Block], shown: list[list[tuple[Block, int]]], column: Column, most: float, gap: float
) -> None:
    """Put blocks that found no room in their stack beneath another one; what is extra gives way."""
    there = {id(block) for part in shown for block, _count in part}
    for block in wanted:
        if block.extra or id(block) in there:
            continue
        for place, part in enumerate(shown):
            more = [*(pair for pair in part if not pair[0].extra), (block, block.least)]
            if stack(pen.trial(), more, column, 0.0, gap) <= most:
                shown[place] = more
                break


def _keep_left_out(pen: Pen, wanted: Sequence[Block], shown: Sequence[tuple[Block, int]]) -> None:
    """What whole blocks that found no room would have said."""
    drawn = {id(block) for block, _count in shown}
    for block in wanted:
        if block.extra or id(block) in drawn:
            continue
        trial = pen.trial()
        block.draw(trial, Column(0, 1e5, 1.0), 0.0, 10**6)
        said = [item.text for item in trial.items if isinstance(item, TextLine)]
        pen.notes.keep(trial.outline[0].title if trial.outline else said[0], said[1:])


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
