"""Fingerprints of what each tile of a poster shows, kept in the PDF, so that only what has changed is printed again.

When a sheet was printed does not count. This module must not know how tiles are drawn.
"""

from __future__ import annotations

import hashlib
import math
from typing import Any

import msgspec

from cjdesigner.export.paper import MM
from cjdesigner.export.sheet import Composition, Item, Page, TextLine, bounds
from cjdesigner.export.tile_plan import Part, Plan, parts

PROPERTY = "cjdesignerTiles"
"""The entry of a file's properties in which fingerprints are kept, as a JSON object."""


def fingerprints(composition: Composition, plan: Plan) -> dict[str, str]:
    """A fingerprint of what each tile shows, by the tile's key, for pages cut as this plan cuts the first.

    Tiles of the first page are called ``B3``, of the second ``2-B3``; a page that is not cut is called ``2``. After the
    first page, tiles on which there is nothing are left out.
    """
    return fingerprints_of(parts(composition, plan.tiling))


def fingerprints_of(cut: list[Part]) -> dict[str, str]:
    """The fingerprints of cut pages."""
    found: dict[str, str] = {}
    for part in cut:
        found |= _of_tiles(part, part.plan) if part.plan else {part.key((0, 0)): _of_page(part.page)}
    return found


def read_fingerprints(pdf: bytes) -> dict[str, str] | None:
    """The fingerprints that an earlier export carries; None where it carries none or is no PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return None
    try:
        return msgspec.json.decode(_property(document, pypdfium2.raw), type=dict[str, str])
    except msgspec.DecodeError:
        return None
    finally:
        document.close()


def _property(document: Any, raw: Any) -> str:
    import ctypes

    # pypdfium2 itself reads only the properties that the standard names.
    size = raw.FPDF_GetMetaText(document, PROPERTY.encode(), None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, PROPERTY.encode(), buffer, size)
    return bytes(buffer.raw[: max(0, size - 2)]).decode("utf-16-le", "replace")


def _of_page(page: Page) -> str:
    total = _new(page.width, page.height)
    for item in page.items:
        total.update(_said(item))
    return str(total.hexdigest())


def _of_tiles(part: Part, plan: Plan) -> dict[str, str]:
    windows = {tile: plan.window(tile) for tile in plan.tiles}
    totals = {tile: _new(plan.width, plan.height, *msgspec.structs.astuple(rect)) for tile, rect in windows.items()}
    inked: set[tuple[int, int]] = set()
    wide, high = plan.cell
    far = plan.tiling.overlap * MM
    for item in part.page.items:
        area = bounds(item).inflated(0.01)
        said = _said(item)
        # Only tiles whose windows may reach the primitive are asked: none reaches farther than the overlap.
        for row in _range(area.y, area.bottom, high, far, plan.rows):
            for column in _range(area.x, area.right, wide, far, plan.columns):
                if windows[row, column].intersects(area):
                    totals[row, column].update(said)
                    if said:
                        inked.add((row, column))
    return {
        part.key(tile): str(total.hexdigest()) for tile, total in totals.items() if part.number == 0 or tile in inked
    }


def _range(low: float, high: float, step: float, far: float, count: int) -> range:
    return range(max(0, math.floor((low - far) / step)), min(count, math.floor((high + far) / step) + 1))


def _new(*numbers: float) -> Any:
    return hashlib.blake2b(repr([round(number, 3) for number in numbers]).encode(), digest_size=9)


def _said(item: Item) -> bytes:
    """All that is to be seen of a primitive; nothing of the line that tells when the sheet was printed."""
    if not isinstance(item, TextLine):
        return msgspec.msgpack.encode(item)
    if item.role == "imprint":
        return b""
    seen = item.text, item.x, item.y, item.face, item.size, item.colour, item.width, item.tabular, item.rtl
    return msgspec.msgpack.encode(seen)
