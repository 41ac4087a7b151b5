"""What a poster's PDF is measured against: a program that draws the same primitives with reportlab alone, as anybody
would write it, and Graphviz, which draws the same graph.

This module must not know how a poster is composed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from time import perf_counter
from typing import Any

from cjdesigner import text
from cjdesigner.export.sheet import Box, Composition, Line, Page, Picture, TextLine, Window, commands
from cjdesigner.model.records import Link, NeedPoint, Touchpoint
from cjdesigner.model.state import State


def write(composition: Composition) -> bytes:
    """The PDF as reportlab's canvas writes it: strings in its own TrueType fonts, rectangles, paths."""
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for face in text.FACES:
        if face not in getRegisteredFontNames():
            registerFont(TTFont(face, str(text.face_file(face))))
    out = io.BytesIO()
    first = composition.pages[0]
    canvas = Canvas(out, pagesize=(first.width, first.height), pageCompression=1, invariant=1)
    canvas.setTitle(composition.title)
    for page in composition.pages:
        canvas.setPageSize((page.width, page.height))
        _draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Any, page: Page) -> None:
    from reportlab.lib.colors import HexColor

    high = page.height
    for item in page.items:
        if isinstance(item, (Picture, Window)):
            raise NotImplementedError("only posters without pictures are compared")
        if isinstance(item, TextLine):
            canvas.setFillColor(HexColor(item.colour))
            canvas.setFont(item.face, item.size)
            canvas.drawString(item.x, high - item.y, item.text)
            continue
        fill = None if isinstance(item, Line) else item.fill
        if fill:
            canvas.setFillColor(HexColor(fill))
        if item.stroke:
            canvas.setStrokeColor(HexColor(item.stroke))
            canvas.setLineWidth(item.width)
            canvas.setDash(*([list(item.dash)] if getattr(item, "dash", ()) else []))
        if isinstance(item, Box):
            rect, asked = item.rect, {"stroke": bool(item.stroke), "fill": bool(fill)}
            place = rect.x, high - rect.bottom, rect.width, rect.height
            if item.radius:
                canvas.roundRect(*place, min(item.radius, rect.width / 2, rect.height / 2), **asked)
            else:
                canvas.rect(*place, **asked)
            continue
        path = canvas.beginPath()
        for letter, *numbers in commands(item):
            places = [high - number if place % 2 else number for place, number in enumerate(numbers)]
            {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}[letter](*places)
        canvas.drawPath(path, stroke=bool(item.stroke), fill=bool(fill))


def has_dot() -> bool:
    """Whether Graphviz is installed."""
    return shutil.which("dot") is not None


def seconds_of_dot(state: State, journey: int, longest: float) -> float | None:
    """How long Graphviz takes for the PDF of a journey's graph, from left to right; None beyond ``longest``."""
    graph = _graph(state, journey).encode()
    start = perf_counter()
    try:
        done = subprocess.run(["dot", "-Tpdf"], input=graph, capture_output=True, check=True, timeout=longest)
    except subprocess.TimeoutExpired:
        return None
    took = perf_counter() - start
    if not done.stdout.startswith(b"%PDF"):
        raise RuntimeError("dot has drawn nothing")
    return took


def _graph(state: State, journey: int) -> str:
    rows = ["digraph { rankdir=LR; node [shape=box, fontname=Helvetica];"]
    for record in state.records.values():
        if isinstance(record, (Touchpoint, NeedPoint)) and record.journey == journey:
            words = record.name if isinstance(record, Touchpoint) else record.question
            rows.append(f'{record.id} [label="{words}"];')
        elif isinstance(record, Link) and record.journey == journey:
            rows.append(f"{record.source} -> {record.target};")
    return "\n".join([*rows, "}"])
