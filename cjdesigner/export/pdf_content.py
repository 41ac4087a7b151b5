"""The drawing operators of a page in a PDF: paths, glyphs by number, pictures and other pages by name.

Numbers are written by the thousandth of a point, and every state only where it changes. Posters have tens of thousands
of primitives, so each is formatted in one go. This module must not know how a file is put together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from itertools import chain

from cjdesigner.export.pdf_fonts import EmbeddedFont
from cjdesigner.export.sheet import Box, Command, Line, Page, Picture, Shape, TextLine, Window, commands
from cjdesigner.shaping import clean, fonts_of, is_plain, shape
from cjdesigner.text import Face, FontFile
from cjdesigner.theme import rgb

Named = Callable[[Picture | Page], str]
"""The name under which a page finds a picture, or another page."""

_ZEROS = re.compile(r"\.0+(?!\d)|(\.\d*[1-9])0+(?!\d)")
_OPERATORS = {"M": "%.3f %.3f m", "L": "%.3f %.3f l", "C": "%.3f %.3f %.3f %.3f %.3f %.3f c", "Z": "h"}
_CORNERS = 0.4477152502  # of the radius: from a corner to the control points of its quarter circle

SetRun = tuple[str, float, float, str]
"""A font's name, where its glyphs begin and how far they are raised (both in em), and the glyphs' array."""


def content(page: Page, fonts: Fonts, named: Named) -> str:
    """A page's operators, in a space whose y counts downwards."""
    out = ["1 j"]
    ink = _Ink(out)
    for item in page.items:
        kind = type(item)
        if kind is TextLine:
            _text(item, fonts, ink, out)  # type: ignore[arg-type]
        elif kind is Picture:
            out.append(_picture(item, named))  # type: ignore[arg-type]
        elif kind is Window:
            out.append(_window(item, named))  # type: ignore[arg-type]
        else:
            _path(item, ink, out)  # type: ignore[arg-type]
    return shortened("\n".join(out))


def shortened(operators: str) -> str:
    """Without zeros that end a number's decimals."""
    return _ZEROS.sub(_significant, operators)


def _significant(match: re.Match[str]) -> str:
    return match[1] or ""


# paths


class _Ink:
    """What colours, widths, dashes and font are in force, so that only changes are written."""

    def __init__(self, out: list[str]) -> None:
        self._out = out
        self._fill = self._stroke = ""
        self._font: tuple[str, float] | None = None
        self._width = -1.0
        self._dash: tuple[float, ...] = ()

    def fill(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._out.append(_coloured(colour) + " rg")

    def stroke(self, colour: str, width: float, dash: tuple[float, ...]) -> None:
        if colour != self._stroke:
            self._stroke = colour
            self._out.append(_coloured(colour) + " RG")
        if width != self._width:
            self._width = width
            self._out.append(f"{width:.3f} w")
        if dash != self._dash:
            self._dash = dash
            self._out.append("[" + " ".join([f"{length:.3f}" for length in dash]) + "] 0 d")

    def font(self, name: str, size: float) -> None:
        if (name, size) != self._font:
            self._font = name, size
            self._out.append(f"/{name} {size:.3f} Tf")


@functools.lru_cache(maxsize=4096)
def _coloured(colour: str) -> str:
    return "{:.3f} {:.3f} {:.3f}".format(*rgb(colour))


def _path(item: Box | Line | Shape, ink: _Ink, out: list[str]) -> None:
    fill, stroke = None if isinstance(item, Line) else item.fill, item.stroke
    if fill:
        ink.fill(fill)
    if stroke:
        ink.stroke(stroke, item.width, () if isinstance(item, Shape) else item.dash)
    if isinstance(item, Box):
        out.append(_rounded_box(item) if item.radius else _box(item))
    else:
        out.append(path(commands(item)))
    out.append("B" if fill and stroke else "f" if fill else "S" if stroke else "n")


def path(drawn: Iterable[Command]) -> str:
    """The operators of a path."""
    drawn = tuple(drawn)
    return _template("".join([command[0] for command in drawn])) % tuple(
        chain.from_iterable([command[1:] for command in drawn])
    )


@functools.lru_cache(maxsize=4096)
def _template(letters: str) -> str:
    return " ".join([_OPERATORS[letter] for letter in letters])


def _box(box: Box) -> str:
    rect = box.rect
    return f"{rect.x:.3f} {rect.y:.3f} {rect.width:.3f} {rect.height:.3f} re"


_ROUNDED = _template("MLCLCLCLCZ")


def _rounded_box(box: Box) -> str:
    """As ``sheet.rounded_rect``, with its four corners alike."""
    rect = box.rect
    left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
    r = min(box.radius, rect.width / 2, rect.height / 2)
    if r <= 0:
        return _box(box)
    k = r * _CORNERS
    return _ROUNDED % (
        left + r, top, right - r, top,
        right - k, top, right, top + k, right, top + r,
        right, bottom - r,
        right, bottom - k, right - k, bottom, right - r, bottom,
        left + r, bottom,
        left + k, bottom, left, bottom - k, left, bottom - r,
        left, top + r,
        left, top + k, left + k, top, left + r, top,
    )  # fmt: skip


# what has a name


def _picture(picture: Picture, named: Named) -> str:
    """A bitmap within its clip; it is turned over, because it counts upwards."""
    whole = picture.whole
    place = f"{whole.width:.3f} 0 0 {-whole.height:.3f} {whole.x:.3f} {whole.bottom:.3f} cm"
    return f"q {path(commands(picture))} W n {place} /{named(picture)} Do Q"


def _window(window: Window, named: Named) -> str:
    """Another page within its clip."""
    clip = window.clip
    edges = f"{clip.x:.4f} {clip.y:.4f} {clip.width:.4f} {clip.height:.4f} re W n"
    place = f"{window.scale:.6f} 0 0 {window.scale:.6f} {window.left:.4f} {window.top:.4f} cm"
    return f"q {edges} {place} /{named(window.page)} Do Q"


# texts


class Fonts:
    """The fonts of a document, and its lines as glyphs of them."""

    def __init__(self) -> None:
        self.embedded: dict[FontFile, EmbeddedFont] = {}
        self._lines: dict[tuple[str, str, bool, bool], tuple[tuple[SetRun, ...], bool]] = {}
        self._words: dict[tuple[Face, bool], dict[str, str | None]] = {}

    def set(self, line: TextLine) -> tuple[tuple[SetRun, ...], bool]:
        """A line's glyphs, and whether it is of mixed direction."""
        key = line.text, line.face, line.tabular, line.rtl
        known = self._lines.get(key)
        if known is None:
            known = self._lines[key] = self._by_words(line) or self._set(line)
        return known

    def _set(self, line: TextLine) -> tuple[tuple[SetRun, ...], bool]:
        found: list[SetRun] = []
        start, runs = 0.0, line.runs
        for run in runs:
            font = self._embedded(run.font)
            found += [(font.name, start + at, rise, f"[<{glyphs}>] TJ") for at, rise, glyphs in font.pieces(run)]
            start += run.width
        return tuple(found), not line.rtl and any(run.rtl for run in runs)

    def _by_words(self, line: TextLine) -> tuple[tuple[SetRun, ...], bool] | None:
        """A line that Inter alone sets, word by word, as it was measured: most words are in many lines. None for any
        other."""
        words = line.text
        if line.rtl or not _only_inter(words):
            return None
        known = self._words.setdefault((line.face, line.tabular), {})
        set_: list[str] = []
        for word in words.split(" "):
            glyphs = known.get(word, "?")
            if glyphs == "?":
                glyphs = known[word] = self._word(word, line)
            if glyphs is None:
                return None
            set_.append(glyphs)
        space = known.get(" ") or known.setdefault(" ", self._word(" ", line))
        return ((self._embedded(fonts_of(line.face)).name, 0.0, 0.0, f"[<{str(space).join(set_)}>] TJ"),), False

    def _word(self, word: str, line: TextLine) -> str | None:
        """A word's glyphs; None where some are raised."""
        if not word:
            return ""
        (run,) = shape(word, line.face, tabular=line.tabular)
        pieces = self._embedded(run.font).pieces(run)
        return pieces[0][2] if len(pieces) == 1 and pieces[0][:2] == (0.0, 0.0) else None

    def _embedded(self, source: FontFile) -> EmbeddedFont:
        font = self.embedded.get(source)
        if font is None:
            font = self.embedded[source] = EmbeddedFont(source, f"CJ{len(self.embedded) + 1}")
        return font


def _only_inter(words: str) -> bool:
    return (words.isascii() and words.isprintable()) or (is_plain(words) and clean(words) == words)


def _text(line: TextLine, fonts: Fonts, ink: _Ink, out: list[str]) -> None:
    runs, mixed = fonts.set(line)
    ink.fill(line.colour)
    # Readers guess how a line of mixed direction reads; where its letters stand does not tell.
    if mixed:
        actual = ("\ufeff" + line.text).encode("utf-16-be").hex().upper()
        out.append(f"/Span <</ActualText <{actual}>>> BDC")
    out.append("BT")
    size = line.size
    for name, at, rise, glyphs in runs:
        ink.font(name, size)
        out.append(f"1 0 0 -1 {line.x + at * size:.3f} {line.y - rise * size:.3f} Tm {glyphs}")
    out.append("ET")
    if mixed:
        out.append("EMC")
