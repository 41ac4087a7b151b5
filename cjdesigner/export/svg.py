"""Writes a composition as SVG: text as text, in the fonts it was set in, which the file carries with it.

Several pages stand below each other. A page that is seen through windows is defined once and used by each. What Qt and
other small readers lack is kept from them or not needed: windows are symbols, whose view box clips, and texts name one
family alone, to which only readers that know more are given others to fall back on. This module must not know journeys.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from cjdesigner import fonts
from cjdesigner.export.sheet import (
    Box,
    Command,
    Composition,
    Item,
    Page,
    Picture,
    TextLine,
    Window,
    commands,
    shown_pages,
)
from cjdesigner.model.geometry import Rect
from cjdesigner.text import Face

_GAP = 24.0
_STYLES: dict[Face, tuple[int, str]] = {
    "regular": (400, "normal"),
    "semibold": (600, "normal"),
    "bold": (700, "normal"),
    "italic": (400, "italic"),
}
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535))


def write(composition: Composition) -> bytes:
    """The SVG file."""
    width = max(page.width for page in composition.pages)
    height = sum(page.height for page in composition.pages) + _GAP * (len(composition.pages) - 1)
    return "\n".join(_file(composition, width, height)).encode()


def _file(composition: Composition, width: float, height: float) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(width)}pt" height="{_number(height)}pt" '
        f'viewBox="0 0 {_number(width)} {_number(height)}" xml:lang={quoteattr(composition.language)} '
        'xml:space="preserve">'
    )
    yield f"<title>{_escaped(composition.title)}</title>"
    defined = _Defined(composition)
    stacked = list(_stacked(composition, defined))
    yield "<style>"
    yield from _fonts([*composition.pages, *defined.pages])
    # A list of families in plain sight would be taken for the name of one by Qt.
    yield f"@media all{{text{{font-family:'{fonts.FAMILY}',sans-serif;white-space:pre}}}}"
    yield "</style>"
    if defined.lines:
        yield "<defs>"
        yield from defined.lines
        yield "</defs>"
    yield from stacked
    yield "</svg>\n"


def _stacked(composition: Composition, defined: _Defined) -> Iterator[str]:
    """The pages below each other."""
    top = 0.0
    for number, page in enumerate(composition.pages):
        wide, high = _number(page.width), _number(page.height)
        clip = ""
        if len(composition.pages) > 1:
            defined.lines.append(f'<clipPath id="page-{number}"><rect width="{wide}" height="{high}"/></clipPath>')
            clip = f' clip-path="url(#page-{number})"'
        yield f'<g transform="translate(0 {_number(top)})"{clip}>'
        yield f'<rect width="{wide}" height="{high}" fill="#ffffff"/>'
        yield from _items(page, str(number), defined)
        yield "</g>"
        top += page.height + _GAP


class _Defined:
    """What is defined in one place and used by its name: pages that are seen through windows, symbols, clips."""

    def __init__(self, composition: Composition) -> None:
        self.lines: list[str] = []
        self.pages: list[Page] = []
        self._names: dict[int, str] = {}
        for page in composition.pages:
            # What a page shows is defined before it is used.
            for shown in reversed(list(shown_pages(page))[1:]):
                if id(shown) not in self._names:
                    name = self._names[id(shown)] = f"shown-{len(self.pages)}"
                    self.pages.append(shown)
                    items = list(_items(shown, name, self))
                    self.lines += [f'<g id="{name}">', *items, "</g>"]

    def name(self, page: Page) -> str:
        """The name of a page that is seen through windows."""
        return self._names[id(page)]

    def symbol(self, name: str, content: str, clip: Rect, scale: float, left: float, top: float) -> str:
        """A content, moved and scaled, as far as it lies in ``clip``; Qt wants the view box to begin at 0."""
        wide, high = f"{clip.width:.4f}", f"{clip.height:.4f}"
        matrix = f"matrix({scale:.6f} 0 0 {scale:.6f} {left - clip.x:.4f} {top - clip.y:.4f})"
        self.lines.append(
            f'<symbol id="{name}" viewBox="0 0 {wide} {high}"><g transform="{matrix}">{content}</g></symbol>'
        )
        return f'<use href="#{name}" x="{clip.x:.4f}" y="{clip.y:.4f}" width="{wide}" height="{high}"/>'


def _fonts(pages: Iterable[Page]) -> Iterator[str]:
    """Of each face what is used, as data in the file: nothing is fetched from anywhere."""
    used: dict[Face, set[str]] = {}
    for page in pages:
        for item in page.items:
            if isinstance(item, TextLine):
                used.setdefault(item.face, set()).update(item.text)
    for face, characters in used.items():
        weight, style = _STYLES[face]
        data = base64.b64encode(fonts.subset_of(face, characters)).decode()
        yield (
            f'@font-face{{font-family:"{fonts.FAMILY}";font-weight:{weight};font-style:{style};'
            f'src:url("data:font/ttf;base64,{data}")}}'
        )


def _items(page: Page, name: str, defined: _Defined) -> Iterator[str]:
    for place, item in enumerate(page.items):
        if isinstance(item, TextLine):
            yield _text(item)
        elif isinstance(item, Picture):
            yield _picture(item, f"clip-{name}-{place}", defined)
        elif isinstance(item, Window):
            content = f'<use href="#{defined.name(item.page)}"/>'
            yield defined.symbol(f"window-{name}-{place}", content, item.clip, item.scale, item.left, item.top)
        else:
            yield _path(item)


def _picture(picture: Picture, clip: str, defined: _Defined) -> str:
    """A bitmap as data in the file; where it is larger than what is seen of it, seen through a symbol."""
    whole = picture.whole
    place = (
        f'x="{_number(whole.x)}" y="{_number(whole.y)}" width="{_number(whole.width)}" height="{_number(whole.height)}"'
    )
    data = f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
    defined.lines.append(f'<clipPath id="{clip}"><path d="{"".join(map(_segment, commands(picture)))}"/></clipPath>')
    image = f'<image {place} preserveAspectRatio="none" clip-path="url(#{clip})" href="{data}"/>'
    return image if whole == picture.rect else defined.symbol(f"{clip}-seen", image, picture.rect, 1.0, 0.0, 0.0)


def _text(line: TextLine) -> str:
    weight, style = _STYLES[line.face]
    attributes = [
        f'x="{_number(line.x)}" y="{_number(line.y)}" font-size="{_number(line.size)}"',
        f'font-family="{fonts.FAMILY}" font-weight="{weight}"',
        f'fill="{line.colour}" textLength="{_number(line.width)}" lengthAdjust="spacingAndGlyphs"',
    ]
    if style != "normal":
        attributes.append(f'font-style="{style}"')
    if line.tabular:
        attributes.append("style=\"font-feature-settings:'tnum'\"")
    if line.rtl:
        attributes.append('direction="rtl" text-anchor="end"')
    return f"<text {' '.join(attributes)}>{_escaped(line.text)}</text>"


def _path(item: Item) -> str:
    assert not isinstance(item, (TextLine, Picture, Window))
    fill = getattr(item, "fill", None) or "none"
    attributes = [f'fill="{fill}"']
    if item.stroke:
        attributes.append(f'stroke="{item.stroke}" stroke-width="{_number(item.width)}"')
        if dash := getattr(item, "dash", ()):
            attributes.append(f'stroke-dasharray="{" ".join(map(_number, dash))}"')
    if item.role:
        attributes.append(f'class="{item.role}"')
    if isinstance(item, Box):
        rect = item.rect
        radius = f' rx="{_number(min(item.radius, rect.width / 2, rect.height / 2))}"' if item.radius else ""
        place = (
            f'x="{_number(rect.x)}" y="{_number(rect.y)}" width="{_number(rect.width)}" height="{_number(rect.height)}"'
        )
        return f"<rect {place}{radius} {' '.join(attributes)}/>"
    if item.stroke:
        attributes.append('stroke-linejoin="round"')
    return f'<path d="{"".join(map(_segment, commands(item)))}" {" ".join(attributes)}/>'


def _segment(command: Command) -> str:
    return str(command[0]) + " ".join(map(_number, command[1:]))


def _escaped(content: str) -> str:
    return escape(content.translate(_CONTROLS))


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
