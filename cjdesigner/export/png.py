"""Writes a composition as PNG, by rastering its PDF: one composition, alike in every format.

Several pages stand below each other. This module must not know journeys.
"""

from __future__ import annotations

import io
import math
from typing import Any

from cjdesigner.errors import BadInput
from cjdesigner.export import pdf
from cjdesigner.export.sheet import Composition
from cjdesigner.i18n import mark

_MOST_DPI = 300.0
_SIDE = 7000.0
"""Pixels along the longer side, unless a resolution is asked for."""
_ENOUGH_PIXELS = 160_000_000
"""Of all pages together, unless a resolution is asked for."""
_MOST_PIXELS = 400_000_000


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


def write(composition: Composition, dpi: float | None = None) -> bytes:
    """The PNG file. Raises BadInput where it would be too large for a picture."""
    import pypdfium2
    from PIL import Image

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
        whole = Image.new("RGB", (max(wide for wide, _high in sizes), sum(high for _wide, high in sizes)), "white")
        top = 0
        for page, (_wide, high) in zip(document, sizes, strict=True):
            whole.paste(page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB"), (0, top))
            page.close()
            top += high
    finally:
        document.close()
    out = io.BytesIO()
    whole.save(out, "PNG", dpi=(scale * 72, scale * 72), optimize=False)
    return out.getvalue()


def _page_size(page: Any) -> tuple[float, float]:
    width, height = page.get_size()
    page.close()
    return width, height
