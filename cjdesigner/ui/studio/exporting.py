"""What the studio has done in a thread: the pages as they will be printed, and the file itself.

Everything here works on a copy of the records, so the document may change meanwhile. This module must not know widgets.
"""

from __future__ import annotations

import contextlib
import math
import os
import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec
from PySide6.QtGui import QImage

from cjdesigner import paths
from cjdesigner.errors import UserError, WriteFailed
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.export.halting import check, halted_by
from cjdesigner.export.options import Tiling
from cjdesigner.export.sheet import Composition, smallest_type
from cjdesigner.export.tile_plan import Plan
from cjdesigner.i18n import mark
from cjdesigner.model.state import State

_pdfium = threading.Lock()
"""PDFium may be used by one thread at a time."""

MM = 72 / 25.4
_SMALL = 900
"""Pixels of the longer side of the picture on which tiles are chosen."""
_METRE = 22.0
"""Type so many points high is read from a metre away."""


class Proof(msgspec.Struct, frozen=True):
    """What will be printed, as PDF, and what is to be known before it is."""

    poster: Composition
    """The pages as they hang on the wall, before they are trimmed or cut into tiles."""
    composition: Composition | None
    """As they come out of the printer; None where nothing does."""
    pdf: bytes
    usual_dpi: float
    """The resolution of a picture if none is asked for."""
    fault: str = ""
    """Why nothing comes out of the printer."""
    plan: Plan | None = None
    """How the first page is cut into tiles, where it is."""
    fingerprints: Mapping[str, str] = {}
    """Of all tiles."""
    picture: QImage | None = None
    """The first page, small, where it is cut into tiles."""
    tiles: int = 0
    """How many of its tiles are printed."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points."""
        pages = self.composition.pages if self.composition is not None else ()
        return tuple((page.width, page.height) for page in pages)

    @property
    def assemblies(self) -> int:
        """How many sheets show how the first page's tiles are joined."""
        return 1 if self.tiles else 0

    @property
    def further(self) -> int:
        """How many sheets there are besides those of the first page."""
        first = self.tiles + self.assemblies if self.plan is not None else 1
        return max(0, len(self.sizes) - first)

    @property
    def smallest(self) -> float:
        """The smallest type on the poster, in points."""
        return smallest_type(self.poster) or self.poster.smallest

    @property
    def reading_distance(self) -> float:
        """From how many metres the smallest type can be read."""
        return self.smallest / _METRE

    @property
    def warnings(self) -> tuple[str, ...]:
        """What shrank, was cut, or has no glyph; nothing where nothing is printed."""
        return self.composition.warnings if self.composition is not None else ()


def snapshot(state: State) -> State:
    """The state as it is now. Records never change, so copying the list of them is enough."""
    return State(list(state.records.values()), state.next_id)


def preview(state: State, journey: int, options: Options, halt: threading.Event | None = None) -> Proof:
    """The pages as they will be printed. Raises UserError, and Halted once ``halt`` is set."""
    from cjdesigner.export import pdf, png
    from cjdesigner.export.printed import composed, printed

    with halted_by(halt or threading.Event()):
        tiling = options.tiling
        if tiling is None:
            composition = printed(state, journey, options)
            check()
            return Proof(composition, composition, pdf.write(composition), png.usual_dpi(composition))
        return _in_tiles(composed(state, journey, options), options, tiling)


def _in_tiles(poster: Composition, options: Options, tiling: Tiling) -> Proof:
    """A poster that is cut; which tiles there are is known even where none of them is to be printed."""
    from cjdesigner.export import pdf, png
    from cjdesigner.export.tile_plan import parts
    from cjdesigner.export.tiles import fingerprints, tiled

    check()
    plan = parts(poster, tiling)[0].plan
    prints = fingerprints(poster, plan) if plan is not None else {}
    first = msgspec.structs.replace(poster.pages[0], outline=(), jumps=())
    check()
    alone = pdf.write(msgspec.structs.replace(poster, pages=(first,)))
    picture = raster(alone, 0, _SMALL / max(first.width, first.height))
    check()
    try:
        composition = tiled(poster, options)
    except UserError as error:
        return Proof(poster, None, b"", png.usual_dpi(poster), str(error), plan, prints, picture)
    check()
    tiles = _printed(plan, tiling, prints) if plan is not None else 0
    content, dpi = pdf.write(composition), png.usual_dpi(composition)
    return Proof(poster, composition, content, dpi, "", plan, prints, picture, tiles)


def _printed(plan: Plan, tiling: Tiling, prints: Mapping[str, str]) -> int:
    """How many tiles of the first page are printed."""
    wanted = plan.tiles if tiling.only is None else tiling.only
    names = {plan.name(tile) for tile in wanted}
    return sum(not tiling.printed or tiling.printed.get(name) != prints[name] for name in names)


def raster(
    content: bytes, number: int, scale: float, region: tuple[int, int, int, int] | None = None, *, ratio: float = 1.0
) -> QImage:
    """A page at ``scale`` pixels a point, or the ``region`` (x, y, width, height in those pixels) of it.

    ``ratio`` is how many of the pixels the screen counts as one.
    """
    import pypdfium2

    raw = pypdfium2.raw
    with _pdfium:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[number]
            wide = max(1, math.ceil(page.get_width() * scale))
            high = max(1, math.ceil(page.get_height() * scale))
            x, y, width, height = region or (0, 0, wide, high)
            bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(bitmap, page, -x, -y, wide, high, 0, 0)
            drawn = QImage(bytes(bitmap.buffer), width, height, bitmap.stride, QImage.Format.Format_RGB32).copy()
            bitmap.close()
            page.close()
        finally:
            document.close()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def fingerprints_in(content: bytes) -> dict[str, str] | None:
    """What the tiles of an exported PDF looked like; None where it has none."""
    from cjdesigner.export.tiles import read_fingerprints

    with _pdfium:
        return read_fingerprints(content)


class Written(msgspec.Struct, frozen=True):
    """A file that was written, and what is to be told of it."""

    path: Path
    warnings: tuple[str, ...] = ()


def export(state: State, journey: int, target: Path, options: Options, halt: threading.Event | None = None) -> Written:
    """Write the file in the format that its name tells, whole or not at all.

    Raises UserError, and Halted once ``halt`` is set: then nothing is written.
    """
    exporter = EXPORTERS[target.suffix.lower()]
    try:
        with halted_by(halt or threading.Event()), _pdfium if "dpi" in exporter.uses else contextlib.nullcontext():
            made = exporter.exported(state, journey, options)
            check()
        paths.replace_atomically(target, made.content)
    except OSError as error:
        reason = error.strerror or os.strerror(5)
        raise WriteFailed(mark("“{path}” cannot be written: {reason}."), path=target, reason=reason) from error
    return Written(target, made.warnings)
