"""What the export dialogue has done in a thread: a preview of the poster, and the file itself.

Everything here works on a copy of the records, so the document may change meanwhile. This module must not know widgets.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

import msgspec
from PySide6.QtGui import QImage

from cjdesigner import paths
from cjdesigner.errors import WriteFailed
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.i18n import mark
from cjdesigner.model.state import State

_pdfium = threading.Lock()
"""PDFium may be used by one thread at a time."""


class Preview(msgspec.Struct, frozen=True):
    """A page as it will be printed, and what is to be known before it is. Sizes in mm and points."""

    image: QImage
    width: float
    height: float
    smallest: float
    reading_distance: float
    pages: int
    page: int
    """Which of them is shown, from 0."""
    usual_dpi: float
    """The resolution of a picture if none is asked for."""
    warnings: tuple[str, ...]


def snapshot(state: State) -> State:
    """The state as it is now. Records never change, so copying the list of them is enough."""
    return State(list(state.records.values()), state.next_id)


def preview(state: State, journey: int, options: Options, width: int, height: int, page: int = 0) -> Preview:
    """A page of the poster, the last one where there are fewer, rastered to fit ``width`` x ``height`` pixels.

    Raises BadInput.
    """
    import pypdfium2

    from cjdesigner.export import pdf, png, poster

    composition = poster.compose(state, journey, options)
    paper = poster.paper_of(state, options)
    content = pdf.write(composition)
    with _pdfium:
        document = pypdfium2.PdfDocument(content)
        try:
            number = min(page, len(document) - 1)
            shown = document[number]
            scale = min(width / shown.get_width(), height / shown.get_height())
            raster = shown.render(scale=max(0.05, scale), force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
            drawn = QImage(
                bytes(raster.buffer), raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32
            ).copy()
        finally:
            document.close()
    millimetre = 72 / 25.4
    return Preview(
        drawn,
        paper.width / millimetre,
        paper.height / millimetre,
        composition.smallest,
        paper.reading_distance,
        len(composition.pages),
        number,
        png.usual_dpi(composition),
        composition.warnings,
    )


def export(state: State, journey: int, target: Path, options: Options) -> Path:
    """Write the file in the format that its name tells, whole or not at all; returns it. Raises UserError."""
    exporter = EXPORTERS[target.suffix.lower()]
    try:
        with _pdfium:
            content = exporter.content(state, journey, options)
        paths.replace_atomically(target, content)
    except OSError as error:
        reason = error.strerror or os.strerror(5)
        raise WriteFailed(mark("“{path}” cannot be written: {reason}."), path=target, reason=reason) from error
    return target
