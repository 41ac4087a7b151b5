"""Writes a composition as PNG, by rastering its PDF: one composition, alike in every format.

Several pages stand below each other. This module must not know journeys.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cjdesigner.errors import BadInput
from cjdesigner.export import pdf
from cjdesigner.export.halting import check
from cjdesigner.export.sheet import Composition
from cjdesigner.i18n import mark

if TYPE_CHECKING:
    from PIL import Image

_MOST_DPI = 300.0
_SIDE = 7000.0
"""Pixels along the longer side, unless a resolution is asked for."""
_ENOUGH_PIXELS = 160_000_000
"""Of all pages together, unless a resolution is asked for."""
_MOST_PIXELS = 400_000_000
_BAND_PIXELS = 6_000_000
"""Of a page that are held at a time."""


def usual_dpi(composition: Composition) -> float:
    """A resolution good to look at: 300 on A4, 150 on A0, less where there are many pages."""
    page = composition.pages[0]
    width, height = _size(composition)
    enough = math.sqrt(_ENOUGH_PIXELS / (width * height)) * 72
    return min(_MOST_DPI, _SIDE / (max(page.width, page.height) / 72), enough)


def _size(composition: Composition) -> tuple[float, float]:
    """All pages below each other, in points."""
    pages = composition.pages
    return max(page.width for page in pages), sum(page.height for page in pages)


def write(composition: Composition, dpi: float | None = None, *, transparent: bool = False) -> bytes:
    """The PNG file; ``transparent`` leaves out the paper. Raises BadInput where it would be too large for a picture."""
    import pypdfium2

    scale = (dpi or usual_dpi(composition)) / 72
    width, height = (length * scale for length in _size(composition))
    if width * height > _MOST_PIXELS:
        fits = int(scale * 72 * (_MOST_PIXELS / (width * height)) ** 0.5)
        raise BadInput(
            mark("At {dpi} dpi the picture would be too large. Up to {fits} dpi are possible."),
            dpi=round(scale * 72),
            fits=fits,
        )
    document = pypdfium2.PdfDocument(pdf.write(composition))
    try:
        sizes = [(math.ceil(wide * scale), math.ceil(high * scale)) for wide, high in map(_page_size, document)]
        whole = _Picture(max(wide for wide, _high in sizes), sum(high for _wide, high in sizes), scale, transparent)
        for page, size in zip(document, sizes, strict=True):
            for band in _bands(page, size, scale, transparent):
                whole.add(band)
            page.close()
    finally:
        document.close()
    return whole.finished()


def _bands(page: Any, size: tuple[int, int], scale: float, transparent: bool) -> Iterator[Image.Image]:
    """A page from top to bottom, a piece at a time: the whole of it would take half a gigabyte."""
    wide, high = size
    each = max(1, _BAND_PIXELS // wide)
    for top in range(0, high, each):
        check()
        below = max(0, high - top - each)
        # Rounded up to whole pixels by whoever renders.
        left_out = tuple(max(0.0, pixels - 0.5) / scale for pixels in (0, below, 0, top))
        bitmap = page.render(
            scale=scale,
            crop=left_out,
            rev_byteorder=True,
            fill_color=(255, 255, 255, 0 if transparent else 255),
            maybe_alpha=transparent,
        )
        yield bitmap.to_pil().convert("RGBA" if transparent else "RGB")
        bitmap.close()


class _Picture:
    """A PNG file that grows from top to bottom. Rows go unfiltered, which suits even surfaces."""

    def __init__(self, width: int, height: int, scale: float, transparent: bool) -> None:
        self._ground = (b"\xff\xff\xff\x00" if transparent else b"\xff\xff\xff") * width
        self._packed = zlib.compressobj(6)
        self._parts = [b"\x89PNG\r\n\x1a\n"]
        self._chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6 if transparent else 2, 0, 0, 0))
        per_metre = round(scale * 72 / 0.0254)
        self._chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))

    def add(self, band: Image.Image) -> None:
        """Further rows; what is narrower than the picture has its ground at the right."""
        row = band.width * len(band.getbands())
        data, rest = memoryview(band.tobytes()), self._ground[row:]
        found = []
        for start in range(0, len(data), row):
            found.append(self._packed.compress(b"".join((b"\0", data[start : start + row], rest))))
        self._rows(b"".join(found))

    def finished(self) -> bytes:
        """The file."""
        self._rows(self._packed.flush())
        self._chunk(b"IEND", b"")
        return b"".join(self._parts)

    def _rows(self, data: bytes) -> None:
        if data:
            self._chunk(b"IDAT", data)

    def _chunk(self, kind: bytes, data: bytes) -> None:
        self._parts.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))


def _page_size(page: Any) -> tuple[float, float]:
    width, height = page.get_size()
    page.close()
    return width, height
