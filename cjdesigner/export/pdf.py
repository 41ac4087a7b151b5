"""Writes a composition as PDF: vectors, embedded fonts, text that can be selected and searched, an outline.

The same composition gives the same bytes. This module must not know journeys.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from cjdesigner.export.pdf_fonts import EmbeddedFont, note
from cjdesigner.export.sheet import Box, Command, Composition, Item, Page, Picture, TextLine, commands
from cjdesigner.text import FontFile, Run
from cjdesigner.theme import rgb


def write(composition: Composition) -> bytes:
    """The PDF file."""
    from reportlab.pdfgen.canvas import Canvas

    fonts: dict[FontFile, EmbeddedFont] = {}
    for page in composition.pages:
        for line in _lines(page):
            note(line.runs, fonts)
    size = (composition.pages[0].width, composition.pages[0].height)
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        lang=composition.language,
        pdfVersion=(1, 5),
        initialFontName=_no_font(),
    )
    document = canvas._doc
    for font in fonts.values():
        font.file_into(document)
    canvas.setTitle(composition.title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("cjdesigner")
    canvas.setProducer("cjdesigner")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(composition.pages):
        canvas.setPageSize((page.width, page.height))
        _write_content(canvas, page, fonts)
        _write_outline(canvas, page, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _no_font() -> str:
    """The name of a font that is never set: reportlab wants one to begin with, and lists Helvetica if it gets none."""
    from reportlab.pdfbase import pdfmetrics

    name = "cjdesigner-none"
    if name not in pdfmetrics.getRegisteredFontNames():
        # "Dynamic", so that nothing is written about it until a text is drawn with it.
        face = SimpleNamespace(name=name)
        pdfmetrics.registerFont(SimpleNamespace(fontName=name, face=face, _dynamicFont=True, _multiByte=False))
    return name


def _lines(page: Page) -> Iterator[TextLine]:
    return (item for item in page.items if isinstance(item, TextLine))


def _write_outline(canvas: object, page: Page, number: int) -> None:
    level = -1
    for place, entry in enumerate(page.outline):
        key = f"{number}.{place}"
        level = min(entry.level, level + 1)
        canvas.bookmarkHorizontal(key, 0, page.height - entry.y)  # type: ignore[attr-defined]
        canvas.addOutlineEntry(entry.title, key, level=level)  # type: ignore[attr-defined]


def _write_content(canvas: Any, page: Page, fonts: dict[FontFile, EmbeddedFont]) -> None:
    """The page's content; y is turned over once, so that everything else counts downwards as the sheet does."""
    lines = [f"q 1 0 0 -1 0 {_number(page.height)} cm 1 J 1 j"]
    ink = _Ink()
    for item in page.items:
        if isinstance(item, TextLine):
            lines += ink.fill(item.colour)
            lines += _text(item, fonts)
        elif isinstance(item, Picture):
            canvas.addLiteral("\n".join(lines))
            _write_picture(canvas, item)
            lines = []
        else:
            lines += _path(item, ink)
    canvas.addLiteral("\n".join([*lines, "Q"]))


def _write_picture(canvas: Any, picture: Picture) -> None:
    """A bitmap within its clip; it is turned over once more, because it counts upwards."""
    from reportlab.lib.utils import ImageReader

    clip = " ".join(map(_segment, commands(picture)))
    canvas.addLiteral(f"q {clip} W n 1 0 0 -1 0 0 cm")
    whole = picture.whole
    reader = ImageReader(io.BytesIO(picture.data))
    canvas.drawImage(reader, whole.x, -whole.bottom, whole.width, whole.height, mask="auto")
    canvas.addLiteral("Q")


class _Ink:
    """What colours, widths and dashes are in force, so that only changes are written."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}

    def _set(self, key: str, code: str) -> Iterator[str]:
        if self._now.get(key) != code:
            self._now[key] = code
            yield code

    def fill(self, colour: str) -> Iterator[str]:
        return self._set("fill", " ".join(map(_number, rgb(colour))) + " rg")

    def stroke(self, colour: str, width: float, dash: Iterable[float], cap: int) -> Iterator[str]:
        yield from self._set("stroke", " ".join(map(_number, rgb(colour))) + " RG")
        yield from self._set("width", f"{_number(width)} w")
        yield from self._set("dash", "[" + " ".join(map(_number, dash)) + "] 0 d")
        yield from self._set("cap", f"{cap} J")


def _path(item: Item, ink: _Ink) -> Iterator[str]:
    assert not isinstance(item, (TextLine, Picture))
    fill = getattr(item, "fill", None)
    if fill:
        yield from ink.fill(fill)
    if item.stroke:
        yield from ink.stroke(item.stroke, item.width, getattr(item, "dash", ()), 0)
    if isinstance(item, Box) and not item.radius:
        rect = item.rect
        yield " ".join(map(_number, (rect.x, rect.y, rect.width, rect.height))) + " re"
    else:
        yield " ".join(map(_segment, commands(item)))
    yield "B" if fill and item.stroke else "f" if fill else "S" if item.stroke else "n"


_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def _segment(command: Command) -> str:
    return " ".join([*map(_number, command[1:]), _OPERATORS[command[0]]])


def _text(line: TextLine, fonts: dict[FontFile, EmbeddedFont]) -> Iterator[str]:
    # Readers guess how a line of mixed direction reads; where its letters stand does not tell.
    mixed = not line.rtl and any(run.rtl for run in line.runs)
    if mixed:
        actual = ("\ufeff" + line.text).encode("utf-16-be").hex().upper()
        yield f"/Span <</ActualText <{actual}>>> BDC"
    yield "BT"
    x = line.x
    for run in line.runs:
        yield from _run(run, fonts[run.font], x, line.y, line.size)
        x += run.width * line.size
    yield "ET"
    if mixed:
        yield "EMC"


def _run(run: Run, font: EmbeddedFont, x: float, y: float, size: float) -> Iterator[str]:
    """A run as pieces without vertical shifts; kerning goes between the glyphs of a piece."""
    yield f"/{font.name} {_number(size)} Tf"
    piece: list[str] = []
    start, rise, pending = x, 0.0, 0.0
    for glyph, number in zip(run.glyphs, font.numbers(run), strict=True):
        if glyph.dy != rise or not piece:
            if piece:
                yield _piece(piece, start, y - rise * size)
            piece, start, rise, pending = [], x + glyph.dx * size, glyph.dy, 0.0
        elif glyph.dx:
            pending -= glyph.dx * 1000
        if abs(pending) >= 0.05:
            piece.append(_number(pending))
            pending = 0.0
        piece.append(f"<{number:04X}>")
        pending += font.advance(glyph) - glyph.advance * 1000 + glyph.dx * 1000
        x += glyph.advance * size
    if piece:
        yield _piece(piece, start, y - rise * size)


def _piece(parts: list[str], x: float, y: float) -> str:
    return f"1 0 0 -1 {_number(x)} {_number(y)} Tm [{''.join(parts).replace('><', '')}] TJ"


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
