"""Writes a composition as SVG: text as text, in the fonts it was set in, which the file carries with it.

Several pages stand below each other. This module must not know journeys.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from cjdesigner import fonts
from cjdesigner.export.sheet import Box, Command, Composition, Item, Page, Picture, TextLine, commands
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
        f'viewBox="0 0 {_number(width)} {_number(height)}" xml:lang={quoteattr(composition.language)}>'
    )
    yield f"<title>{_escaped(composition.title)}</title>"
    yield "<style>"
    yield from _fonts(composition)
    yield "text{white-space:pre}"
    yield "</style>"
    top = 0.0
    for number, page in enumerate(composition.pages):
        yield f'<g transform="translate(0 {_number(top)})">'
        yield f'<rect width="{_number(page.width)}" height="{_number(page.height)}" fill="#ffffff"/>'
        yield from _items(page, number)
        yield "</g>"
        top += page.height + _GAP
    yield "</svg>\n"


def _fonts(composition: Composition) -> Iterator[str]:
    """Of each face what is used, as data in the file: nothing is fetched from anywhere."""
    used: dict[Face, set[str]] = {}
    for page in composition.pages:
        for item in page.items:
            if isinstance(item, TextLine):
                used.setdefault(item.face, set()).update(item.text)
    for face, characters in used.items():
        weight, style = _STYLES[face]
        data = base64.b64encode(fonts.subset_of(face, characters)).decode()
        yield (
            f'@font-face{{font-family:"{_family(face)}";font-weight:{weight};font-style:{style};'
            f'src:url("data:font/ttf;base64,{data}")}}'
        )


def _family(face: Face) -> str:
    # The bold is the display cut, which a reader would not tell from another Inter Bold by its weight.
    return f"cj-{face}"


def _items(page: Page, number: int) -> Iterator[str]:
    for place, item in enumerate(page.items):
        if isinstance(item, Picture):
            yield _picture(item, f"clip-{number}-{place}")
        else:
            yield _text(item) if isinstance(item, TextLine) else _path(item)


def _picture(picture: Picture, clip: str) -> str:
    """A bitmap as data in the file."""
    whole = picture.whole
    place = (
        f'x="{_number(whole.x)}" y="{_number(whole.y)}" width="{_number(whole.width)}" height="{_number(whole.height)}"'
    )
    data = f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
    return (
        f'<clipPath id="{clip}"><path d="{"".join(map(_segment, commands(picture)))}"/></clipPath>'
        f'<image {place} preserveAspectRatio="none" clip-path="url(#{clip})" href="{data}"/>'
    )


def _text(line: TextLine) -> str:
    weight, style = _STYLES[line.face]
    attributes = [
        f'x="{_number(line.x)}" y="{_number(line.y)}" font-size="{_number(line.size)}"',
        f'font-family="\'{_family(line.face)}\',{fonts.FAMILY},sans-serif" font-weight="{weight}"',
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
    assert not isinstance(item, (TextLine, Picture))
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
