"""Sheets that are cut after printing: room for the bleed around them, and crop marks that show where to cut.

This module must not know what is drawn, nor any file format.
"""

from __future__ import annotations

import math

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.export.options import Options
from cjdesigner.export.paper import MM
from cjdesigner.export.sheet import Box, Composition, Entry, Item, Jump, Line, Page, Picture, Window, texts
from cjdesigner.i18n import decimal, mark, using
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.model.record import MOST_BLEED
from cjdesigner.model.wording import brief

TEXT_INSIDE = 5.0
"""Millimetres that texts keep away from the cut: no cut is exact."""

_GAP = 3 * MM
_MARK = 5 * MM
_RIM = 2 * MM
_HAIRLINE = 0.25
_EDGE = 0.5
"""How near in points to the edge what is drawn reaches it."""


def trimmed(composition: Composition, options: Options) -> Composition:
    """The pages grown by the bleed, with crop marks where they are wanted; those to be read in the hand as they are.

    Raises BadInput for an impossible bleed.
    """
    if not 0 <= options.bleed <= MOST_BLEED:
        raise BadInput(
            mark("A bleed of {bleed} mm is not possible. Give 0 to {most} mm."),
            bleed=decimal(options.bleed, 1) if math.isfinite(options.bleed) else options.bleed,
            most=decimal(MOST_BLEED),
        )
    bleed = options.bleed * MM
    pages = tuple(page if page.in_hand else _trimmed(page, bleed, options.crop_marks) for page in composition.pages)
    with using(composition.language):
        warnings = (*composition.warnings, *_warnings(composition))
    return msgspec.structs.replace(composition, pages=pages, warnings=warnings)


def _trimmed(page: Page, bleed: float, crop_marks: bool) -> Page:
    away = max(bleed, _GAP)
    """How far from the cut crop marks begin: they are not to show on what bleeds."""
    grown = away + _MARK + _RIM if crop_marks else bleed
    trim = Rect(grown, grown, page.width, page.height)
    inner = msgspec.structs.replace(page, items=tuple(_bleeding(item, page, bleed) for item in page.items), jumps=())
    items: list[Item] = [Window(inner, trim.inflated(bleed), grown, grown)]
    if crop_marks:
        items += _marks(trim, away)
    return Page(
        page.width + 2 * grown,
        page.height + 2 * grown,
        tuple(items),
        tuple(Entry(entry.title, entry.level, entry.y + grown) for entry in page.outline),
        tuple(Jump(jump.rect.moved(grown, grown), jump.page, jump.y + grown) for jump in page.jumps),
        trim,
        trim.inflated(bleed),
    )


def _bleeding(item: Item, page: Page, bleed: float) -> Item:
    """What is filled up to the page's edge, drawn on into the bleed."""
    if not (isinstance(item, Box) and item.fill and not item.stroke) and not isinstance(item, Picture):
        return item
    rect = item.rect
    left = bleed if rect.x <= _EDGE else 0.0
    top = bleed if rect.y <= _EDGE else 0.0
    right = bleed if rect.right >= page.width - _EDGE else 0.0
    bottom = bleed if rect.bottom >= page.height - _EDGE else 0.0
    if not left + top + right + bottom:
        return item
    grown = Rect(rect.x - left, rect.y - top, rect.width + left + right, rect.height + top + bottom)
    if isinstance(item, Box):
        return msgspec.structs.replace(item, rect=grown)
    # A picture is enlarged rather than shifted: what is seen of it stays in the middle.
    whole, scale = item.whole, max(grown.width / rect.width, grown.height / rect.height)
    x, y = grown.centre_x + (whole.x - rect.centre_x) * scale, grown.centre_y + (whole.y - rect.centre_y) * scale
    return msgspec.structs.replace(item, rect=grown, whole=Rect(x, y, whole.width * scale, whole.height * scale))


def _marks(trim: Rect, away: float) -> list[Item]:
    """Hairlines at the corners, in line with the cuts."""
    found: list[Item] = []
    for x in (trim.x, trim.right):
        for near, way in ((trim.y - away, -1), (trim.bottom + away, 1)):
            found.append(Line(((x, near), (x, near + way * _MARK)), "#000000", _HAIRLINE, role="crop mark"))
    for y in (trim.y, trim.bottom):
        for near, way in ((trim.x - away, -1), (trim.right + away, 1)):
            found.append(Line(((near, y), (near + way * _MARK, y)), "#000000", _HAIRLINE, role="crop mark"))
    return found


def _warnings(composition: Composition) -> list[str]:
    """What stands too near to the cut."""
    found: dict[str, None] = {}
    for page in composition.pages:
        safe = Rect(0, 0, page.width, page.height).inflated(0.02 - TEXT_INSIDE * MM)
        for line in texts(page):
            ink = line.ink
            if ink.x < safe.x or ink.y < safe.y or ink.right > safe.right or ink.bottom > safe.bottom:
                found[brief(line.text)] = None
    if not found:
        return []
    names = ", ".join(f"“{words}”" for words in list(found)[:3]) + (" …" if len(found) > 3 else "")
    template = _("Texts stand nearer than {distance} mm to the edge where the sheet is cut: {names}. Widen the margin.")
    return [template.format(distance=decimal(TEXT_INSIDE), names=names)]
