"""Drawing on one slide: texts that are measured to fit, shapes, connectors that hold on to what they connect.

Lengths are points. What had no room stands in full in the slide's notes. This module must not know journeys.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from cjdesigner import text
from cjdesigner.export.look import look
from cjdesigner.export.pptx_deck import Deck, colour_element, emu, plain
from cjdesigner.export.pptx_fitting import LEADING, Fitted, breaks_words, fitted, most_characters
from cjdesigner.export.pptx_routes import SITES, Way, ends_of, is_straight, route
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.shaping import RIGHT_TO_LEFT
from cjdesigner.text import Face

Anchor = Literal["top", "middle", "bottom"]
Align = Literal["left", "centre", "right"]

_ALIGN = {"left": "l", "centre": "ctr", "right": "r"}
_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}


class Words(msgspec.Struct, frozen=True):
    """A paragraph and how it is set."""

    text: str
    size: float
    colour: str = "ink"
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    """Points left free above it."""

    @property
    def face(self) -> Face:
        """The face that it is measured in."""
        return "semibold" if self.bold else "italic" if self.italic else "regular"


class Board:
    """A slide under the pen."""

    def __init__(self, deck: Deck, title: str, *, cover: bool = False) -> None:
        self.deck = deck
        self.slide = deck.add(deck.cover if cover else deck.content)
        self.shapes = self.slide.shapes
        self.notes: list[str] = []
        self._full: dict[str, None] = {}
        room = (590.0, 90.0, 28.0) if cover else (888.0, 38.0, 24.0)
        shown = self.fit(title, "bold", *room, 14.0)
        frame = self.shapes.title.text_frame
        frame.text = shown.text
        run = frame.paragraphs[0].runs[0] if frame.paragraphs[0].runs else None
        if run is not None:
            run._r.get_or_add_rPr().set("lang", deck.language)
            if shown.size < room[2]:
                run.font.size = emu(shown.size)
        self._front = 3  # where what lies beneath is put: after the title, which is read first

    def fit(self, content: str, face: Face, width: float, height: float, most: float, least: float) -> Fitted:
        """A text on one line or more as it fits; what is cut is kept for the notes."""
        content = " ".join(plain(content).split())
        found = fitted(content, face, width, height, most, least)
        if found.cut:
            self._full[content] = None
        return found

    # texts

    def text(
        self, rect: Rect, words: Sequence[Words], *, align: Align = "left", anchor: Anchor = "top", name: str = ""
    ) -> Any:
        """A box of text without ground."""
        shape = self.shapes.add_textbox(*_emus(rect))
        self.fill(shape, rect, words, align=align, anchor=anchor, inset=0.0)
        return self.named(shape, name or " ".join(plain(" ".join(each.text for each in words)).split())[:60])

    def fill(
        self,
        shape: Any,
        rect: Rect,
        words: Sequence[Words],
        *,
        align: Align = "left",
        anchor: Anchor = "top",
        inset: float | tuple[float, float, float, float] = 8.0,
        least: float = 9.0,
    ) -> None:
        """Set paragraphs into a shape that stands at ``rect``; they shrink together, then the longest is cut.

        ``inset`` is left free inside: at all sides, or at the left, above, at the right, below.
        """
        left, above, right, below = inset if isinstance(inset, tuple) else (inset,) * 4
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left, frame.margin_top, frame.margin_right, frame.margin_bottom = (
            emu(value) for value in (left, above, right, below)
        )
        frame._txBody.bodyPr.set("anchor", _ANCHOR[anchor])
        width, height = rect.width - left - right, rect.height - above - below
        for place, (each, size, shown) in enumerate(self._set(words, width, height, least)):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self._paragraph(paragraph, each, size, shown, align)

    def _set(self, words: Sequence[Words], width: float, height: float, least: float) -> list[tuple[Words, float, str]]:
        said = [(each, " ".join(plain(each.text).split())) for each in words]
        said = [(each, content) for each, content in said if content]
        shrink = 1.0
        if sum(len(content) for _each, content in said) > most_characters(width, height, least):
            shrink = 0.5  # surely cut, so that no size between need be tried
        most = int(height / (least * LEADING)) + 2
        while True:
            sizes = [max(min(each.size, least), each.size * shrink) for each, _content in said]
            counts = [
                len(text.lines(content, each.face, size, width, most).lines)
                for (each, content), size in zip(said, sizes, strict=True)
            ]
            high = sum(count * size * LEADING for count, size in zip(counts, sizes, strict=True))
            high += sum(each.before for each, _content in said)
            whole = shrink < 0.62 or not any(
                breaks_words(content, each.face, size, width) for (each, content), size in zip(said, sizes, strict=True)
            )
            if high <= height + 0.01 and whole:
                return [(each, size, content) for (each, content), size in zip(said, sizes, strict=True)]
            if shrink <= 0.5:
                break
            shrink -= 0.04
        while high > height and any(count > 1 for count in counts):
            longest = max(range(len(counts)), key=lambda place: counts[place])
            counts[longest] -= 1
            high -= sizes[longest] * LEADING
        result = []
        for (each, content), size, count in zip(said, sizes, counts, strict=True):
            shown = fitted(content, each.face, width, count * size * LEADING, size, size)
            if shown.cut:
                self._full[content] = None
            result.append((each, size, shown.text))
        return result

    def _paragraph(self, paragraph: Any, words: Words, size: float, content: str, align: Align) -> None:
        from lxml import etree

        side = _ALIGN[align]
        properties = paragraph._p.get_or_add_pPr()
        if RIGHT_TO_LEFT.search(content) and text.lines(content, "regular", 10, 1e6).lines[0].rtl:
            properties.set("rtl", "1")
            side = "r" if side == "l" else side
        properties.set("algn", side)
        if words.before:
            paragraph.space_before = emu(words.before)
        run = paragraph.add_run()
        run.text = content
        run.font.size, run.font.bold = emu(round(size * 2) / 2), words.bold
        if words.italic:
            run.font.italic = True
        font = run._r.get_or_add_rPr()
        font.set("lang", self.deck.language)
        fill = etree.Element(f"{{{_A}}}solidFill")
        fill.append(colour_element(words.colour))
        font.insert(0, fill)

    # shapes

    def box(
        self,
        rect: Rect,
        fill: str | None,
        edge: str | None = None,
        *,
        weight: float = 0.75,
        radius: float = 0.0,
        dash: bool = False,
        pattern: bool = False,
        kind: str = "",
        into: Any = None,
        name: str = "",
        alt: str = "",
    ) -> Any:
        """A shape with a ground and an edge by their roles; ``into`` is a group, ``kind`` another form."""
        from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
        from pptx.enum.shapes import MSO_SHAPE

        form = getattr(MSO_SHAPE, kind or ("ROUNDED_RECTANGLE" if radius else "RECTANGLE"))
        shape = (into or self).shapes.add_shape(form, *_emus(rect))
        if radius and not kind:
            shape.adjustments[0] = min(0.5, radius / max(0.1, min(rect.width, rect.height)))
        style = shape._element.find(f"{{{_P}}}style")
        if style is not None:
            shape._element.remove(style)  # no shadow and no colours of the theme's effects
        if fill is None:
            shape.fill.background()
        elif pattern:
            shape.fill.patterned()
            shape.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
            _recolour(shape.fill._fill._element if hasattr(shape.fill._fill, "_element") else shape._element, fill)
        else:
            _solid(shape._element.spPr, fill)
        if edge is None:
            shape.line.fill.background()
        else:
            shape.line.width = emu(weight * look().weight)
            _solid(shape.line._get_or_add_ln(), edge)
            if dash:
                shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        return self.named(shape, name, alt)

    def group(self, rect: Rect, name: str, alt: str) -> Any:
        """A group that is moved as one and read as one; what is put into it stands within ``rect``."""
        group = self.shapes.add_group_shape()
        frame = group._element.grpSpPr.get_or_add_xfrm()
        values = dict(zip(("x", "y", "cx", "cy"), map(str, _emus(rect)), strict=True))
        for tag, names in (("off", "xy"), ("ext", ("cx", "cy")), ("chOff", "xy"), ("chExt", ("cx", "cy"))):
            element = frame.find(f"{{{_A}}}{tag}")
            if element is None:
                element = frame.makeelement(f"{{{_A}}}{tag}", {})
                frame.append(element)
            for each in names:
                element.set(each, values[each])
        # Its frame is known, so that it need not be found anew with each shape.
        group.shapes._recalculate_extents = _nothing
        return self.named(group, name, alt)

    def named(self, shape: Any, name: str, alt: str = "") -> Any:
        """Name a shape for the selection pane and tell what it is to whoever cannot see it."""
        properties = shape._element.xpath(".//p:cNvPr")[0]
        if name:
            properties.set("name", " ".join(plain(name).split())[:120])
        if alt:
            properties.set("descr", plain(alt)[:2000])
        return shape

    def picture(self, data: bytes, rect: Rect, alt: str) -> Any:
        """A picture that fills ``rect``, cut evenly where it is longer one way."""
        import io

        shape = self.shapes.add_picture(io.BytesIO(data), emu(rect.x), emu(rect.y))
        wide, high = shape.image.size
        ratio, wanted = wide / high, rect.width / rect.height
        if ratio > wanted:
            shape.crop_left = shape.crop_right = (1 - wanted / ratio) / 2
        else:
            shape.crop_top = shape.crop_bottom = (1 - ratio / wanted) / 2
        shape.left, shape.top, shape.width, shape.height = _emus(rect)
        return self.named(shape, alt, alt)

    # connectors

    def connect(
        self,
        ends: tuple[Any, Any],
        rects: tuple[Rect, Rect],
        way: Way,
        *,
        colour: str = "link",
        weight: float = 1.25,
        dash: bool = False,
        turn: float = 14.0,
        name: str = "",
    ) -> Any:
        """A connector that holds on to both shapes, beneath all cards; ``turn`` is how far from its start it turns."""
        from pptx.enum.dml import MSO_LINE_DASH_STYLE
        from pptx.enum.shapes import MSO_CONNECTOR

        start, end = ends_of(rects, way)
        straight = is_straight(start, end, way)
        kind = MSO_CONNECTOR.STRAIGHT if straight else MSO_CONNECTOR.ELBOW
        shape = self.shapes.add_connector(kind, *(emu(value) for value in (*start, *end)))
        for glue, other, site in zip((shape.begin_connect, shape.end_connect), ends, SITES[way], strict=True):
            glue(other, site)
        if not straight:
            route(shape, start, end, way, turn)
        style = shape._element.find(f"{{{_P}}}style")
        if style is not None:
            shape._element.remove(style)
        shape.line.width = emu(weight * look().weight)
        line = shape.line._get_or_add_ln()
        _solid(line, colour)
        if dash:
            shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        tail = line.makeelement(f"{{{_A}}}tailEnd", {"type": "triangle", "w": "med", "len": "med"})
        line.append(tail)
        tree = self.shapes._spTree
        tree.remove(shape._element)
        tree.insert(self._front, shape._element)
        return self.named(shape, name or "Link", name)

    # notes

    def tell(self, *lines: str) -> None:
        """Lines for the slide's notes."""
        self.notes += [plain(line) for line in lines if line.strip()]

    def finish(self) -> None:
        """Write the notes: what is told of the slide, and in full what was cut."""
        lines = list(self.notes)
        if self._full:
            lines += ["", _("In full:"), *self._full]
        if lines:
            self.slide.notes_slide.notes_text_frame.text = "\n".join(lines).strip()


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


def _nothing() -> None:
    """Instead of what would be done with each shape that is added."""


def _emus(rect: Rect) -> tuple[int, int, int, int]:
    return emu(rect.x), emu(rect.y), emu(rect.width), emu(rect.height)


def _solid(parent: Any, role: str) -> None:
    """Fill a shape's or a line's properties with one colour."""
    from lxml import etree

    for name in _FILLS:
        for old in parent.findall(f"{{{_A}}}{name}"):
            parent.remove(old)
    fill = etree.Element(f"{{{_A}}}solidFill")
    fill.append(colour_element(role))
    geometry = parent.find(f"{{{_A}}}prstGeom")
    parent.insert(0 if geometry is None else list(parent).index(geometry) + 1, fill)


def _recolour(parent: Any, role: str) -> None:
    """Give a pattern its colours: the role's on the surface."""
    from lxml import etree

    pattern = parent if parent.tag.endswith("pattFill") else next(parent.iter(f"{{{_A}}}pattFill"))
    for child in list(pattern):
        pattern.remove(child)
    for name, colour in (("fgClr", role), ("bgClr", "surface")):
        etree.SubElement(pattern, f"{{{_A}}}{name}").append(colour_element(colour))
