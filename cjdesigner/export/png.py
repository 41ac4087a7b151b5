"""Writes a composition as PNG, by rastering its PDF: one composition, alike in every format.

Several pages stand below each other. This module must not know journeys.
"""

from __future__ import annotations

import io

from cjdesigner.errors import BadInput
from cjdesigner.export import pdf
from cjdesigner.export.sheet import Composition
from cjdesigner.i18n import mark

_MOST_DPI = 300.0
_SIDE = 7000.0
"""Pixels along the longer side, unless a resolution is asked for."""
_MOST_PIXELS = 400_000_000


def usual_dpi(composition: Composition) -> float:
    """A resolution good to look at: 300 on A4, 150 on A0."""
    page = composition.pages[0]
    return min(_MOST_DPI, _SIDE / (max(page.width, page.height) / 72))


def write(composition: Composition, dpi: float | None = None) -> bytes:
    """The PNG file. Raises BadInput where it would be too large for a picture."""
    import pypdfium2
    from PIL import Image

    scale = (dpi or usual_dpi(composition)) / 72
    width = max(page.width for page in composition.pages) * scale
    height = sum(page.height for page in composition.pages) * scale
    if width * height > _MOST_PIXELS:
        fits = int(scale * 72 * (_MOST_PIXELS / (width * height)) ** 0.5)
        raise BadInput(
            mark("At {dpi} dpi the picture would be too large. Up to {fits} dpi are possible."),
            dpi=round(scale * 72),
            fits=fits,
        )
    document = pypdfium2.PdfDocument(pdf.write(composition))
    try:
        rasters = []
        for page in document:
            rasters.append(page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB"))
            page.close()
    finally:
        document.close()
    whole = rasters[0]
    if len(rasters) > 1:
        whole = Image.new("RGB", (max(r.width for r in rasters), sum(r.height for r in rasters)), "white")
        top = 0
        for raster in rasters:
            whole.paste(raster, (0, top))
            top += raster.height
    out = io.BytesIO()
    whole.save(out, "PNG", dpi=(scale * 72, scale * 72), optimize=False)
    return out.getvalue()
