"""The poster: what stands where on the sheet.

Head on top; the map, its staircase beneath; beside them (on a standing sheet: beneath) what to fix first, paths, gaps
and anchors; the legend at the foot. Lengths are for A4 and grow with the paper. This module must not know any file
format.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner import text
from cjdesigner.errors import BadInput
from cjdesigner.export import side
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.foot import draw_foot, foot_top
from cjdesigner.export.head import draw_head
from cjdesigner.export.journey import Told
from cjdesigner.export.lists import list_pages
from cjdesigner.export.map import JourneyMap
from cjdesigner.export.options import Options
from cjdesigner.export.paper import PAPERS, Paper, named
from cjdesigner.export.sheet import Composition, Page, TextLine, texts
from cjdesigner.export.staircase import draw_staircase, is_told
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, mark, ngettext, using
from cjdesigner.model.geometry import Rect
from cjdesigner.model.state import State

_MARGIN = 28.0
_GAP = 18.0
_STAIRS = ((0.32, 1.25), (0.25, 1.05), (0.2, 0.95), (0.17, 0.0))
_NO_STAIRS = ((0.12, 0.0),)
"""The staircase's least part of the height, tried until the map's type is so many times the smallest."""
_LEAST_STAIRS = 10.5
"""In sizes of the smallest type: below that steps cannot be told apart."""
_MOST_STAIRS = 0.46


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
    pen = Pen(notes, paper.smallest)
    scale = paper.unit
    margin = _MARGIN * scale
    inner = Rect(margin, margin, paper.width - 2 * margin, paper.height - 2 * margin)
    foot = foot_top(pen, told, inner, scale)
    head = draw_head(pen, told, Rect(inner.x, inner.y, inner.width, 0.19 * inner.height), scale)
    top = inner.y + head + _GAP * scale
    body = Rect(inner.x, top, inner.width, foot - _GAP * 0.6 * scale - top)
    if paper.width > paper.height:
        _lying(pen, told, body, scale)
    else:
        _standing(pen, told, body, scale)
    draw_foot(pen, told, inner, scale)
    page = Page(paper.width, paper.height, tuple(pen.items), tuple(sorted(pen.outline, key=lambda entry: entry.y)))
    pages = [page, *list_pages(notes, told.title, paper, margin)]
    warnings = tuple(_warnings(notes, pages))
    return Composition(tuple(pages), told.title, language(), paper.smallest, warnings)


def _lying(pen: Pen, told: Told, body: Rect, scale: float) -> None:
    """The blocks in a column at the right."""
    wide = min(0.19 * body.width, 190 * scale)
    gap = 22 * scale
    left = Rect(body.x, body.y, body.width - wide - gap, body.height)
    _draw_map(pen, told, left, scale)
    column = side.Column(body.right - wide, wide, scale)
    wanted = side.blocks(told)
    shown = side.fitted(pen, wanted, column, body.height, 13 * scale)
    _keep_left_out(pen, wanted, shown)
    side.stack(pen, shown, column, body.y, 13 * scale)


def _standing(pen: Pen, told: Told, body: Rect, scale: float) -> None:
    """The blocks in three columns beneath."""
    gap = 22 * scale
    wide = (body.width - 2 * gap) / 3
    columns = [side.Column(body.x + place * (wide + gap), wide, scale) for place in range(3)]
    most = 0.27 * body.height
    wanted = side.blocks(told)
    stacks = _shared_out(pen, wanted, columns[0], 11 * scale)
    shown = [side.fitted(pen, part, columns[0], most, 11 * scale) for part in stacks]
    _keep_left_out(pen, wanted, [block for part in shown for block in part])
    high = max(
        (side.stack(pen.trial(), part, column, 0.0, 11 * scale) for part, column in zip(shown, columns, strict=True)),
        default=0.0,
    )
    top = body.bottom - high
    _draw_map(pen, told, Rect(body.x, body.y, body.width, top - _GAP * scale - body.y), scale)
    for part, column in zip(shown, columns, strict=True):
        side.stack(pen, part, column, top, 11 * scale)


def _shared_out(pen: Pen, wanted: Sequence[side.Block], column: side.Column, gap: float) -> list[list[side.Block]]:
    """Blocks in three stacks of like height, in order."""
    heights = [block.draw(pen.trial(), column, 0.0, block.most) + gap for block in wanted]
    stacks: list[list[side.Block]] = [[], [], []]
    used = 0.0
    for block, high in zip(wanted, heights, strict=True):
        place = min(2, int((used + high / 2) / (sum(heights) / 3 + 0.01)))
        stacks[place].append(block)
        used += high
    return stacks


def _keep_left_out(pen: Pen, wanted: Sequence[side.Block], shown: Sequence[tuple[side.Block, int]]) -> None:
    """What whole blocks that found no room would have said."""
    drawn = {id(block) for block, _count in shown}
    for block in wanted:
        if block.extra or id(block) in drawn:
            continue
        trial = pen.trial()
        block.draw(trial, side.Column(0, 1e5, 1.0), 0.0, 10**6)
        said = [item.text for item in trial.items if isinstance(item, TextLine)]
        pen.notes.keep(said[0].capitalize(), said[1:])


def _draw_map(pen: Pen, told: Told, rect: Rect, scale: float) -> None:
    """The map and, beneath it, the staircase: the map takes what it needs, the staircase the rest within reason."""
    gap = _GAP * scale
    for least, enough in _STAIRS if is_told(told) else _NO_STAIRS:
        stairs = max(least * rect.height, _LEAST_STAIRS * pen.smallest)
        room = rect.height - gap - stairs
        journey_map = JourneyMap(told, pen, rect.width, room, scale)
        if journey_map.fit.whole and journey_map.fit.quality >= enough * pen.smallest:
            break
    for _attempt in range(3):
        # How deep return links nest shows only when they are routed.
        over = journey_map.height - room
        if over <= 0:
            break
        journey_map = JourneyMap(told, pen, rect.width, journey_map.given - 1.1 * over, scale)
    most = _MOST_STAIRS * rect.height if is_told(told) else stairs
    stairs = min(most, max(0.8 * stairs, rect.height - gap - journey_map.height))
    high = rect.height - gap - stairs
    journey_map.stretch(high)
    journey_map.draw(pen, rect.x, rect.y, high)
    phases = [phase.id if phase else None for phase in journey_map.fit.grid.bands]
    lefts = [rect.x + left for left in journey_map.lefts]
    bands = list(zip(phases, lefts, lefts[1:], strict=False))
    draw_staircase(pen, told, Rect(rect.x, rect.bottom - stairs, rect.width, stairs), bands, scale)


def _warnings(notes: Notes, pages: Sequence[Page]) -> list[str]:
    found = []
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
    missing = {
        pair for page in pages for line in texts(page) if not line.text.isascii() for pair in text.missing(line.text)
    }
    if missing:
        names = ", ".join(name for _character, name in sorted(missing))
        found.append(_("No font on this computer shows these characters: {names}.").format(names=names))
    return found
