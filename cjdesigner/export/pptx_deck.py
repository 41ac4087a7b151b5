"""The presentation as such: 16:9, in a typeface that every machine has, in the colours of the look.

Arial is chosen on purpose: whoever opens the slides has it or one of the same measures, which nobody has of Inter.
Inter runs a little wider, so what is measured to fit in it fits in Arial too. This module must not know journeys.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

from cjdesigner.export.look import INK, look, score_colour
from cjdesigner.shaping import RIGHT_TO_LEFT

FONT = "Arial"
WIDTH, HEIGHT = 960.0, 540.0
"""A slide in points."""
MARGIN = 36.0
FOOT = 508.0
"""Where the footer begins."""

_EMU = 12700
_EPOCH = datetime.date(2000, 1, 1)
"""Stands where a date must and none is given, so that the same project gives the same file."""
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_SLOTS = {
    "ink": "dk1",
    "surface": "lt1",
    "second": "dk2",
    "paper": "lt2",
    "accent": "accent1",
    "need_edge": "accent2",
    "low": "accent3",
    "middle": "accent4",
    "high": "accent5",
    "link": "accent6",
}
"""The theme's colours by what they are to the look."""
_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}


def plain(content: str) -> str:
    """A text as XML takes it: without the characters it forbids, its lines parted in one way."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", content))


def inline(name: str) -> str:
    """A name to stand among other words: where it runs from right to left, what follows still runs to the right."""
    return name + "\u200e" if RIGHT_TO_LEFT.search(name) else name


def emu(points: float) -> int:
    """Points in the unit of the file."""
    return round(points * _EMU)


def colour_element(role: str) -> Any:
    """A colour: by the theme where it is one of its, so that slides follow when the theme is changed; else as it is."""
    from lxml import etree

    slot = _SLOTS.get(role)
    if slot:
        return etree.Element(f"{{{_A}}}schemeClr", val=_NAMES.get(slot, slot))
    value = role if role.startswith("#") else getattr(INK, role)
    return etree.Element(f"{{{_A}}}srgbClr", val=value.lstrip("#").upper())


class Deck:
    """A presentation without slides; its two layouts have a title, a footer and the slide's number."""

    def __init__(self, title: str, footer: str, language: str) -> None:
        import pptx
        from pptx.opc.constants import RELATIONSHIP_TYPE

        self.language = _LANGUAGES.get(language, language)
        self.title, self.footer = plain(title), " ".join(plain(footer).split())
        made: Any = pptx
        self.presentation = made.Presentation()
        self.presentation.slide_width = emu(WIDTH)
        self.presentation.slide_height = emu(HEIGHT)
        package, part = self.presentation.part.package, self.presentation.part
        _drop(package, RELATIONSHIP_TYPE.THUMBNAIL)
        _drop(part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
        master = self.presentation.slide_master
        self._colour(master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
        layouts = list(master.slide_layouts)
        for layout in layouts:
            if layout is not layouts[5] and layout is not layouts[0]:
                master.slide_layouts.remove(layout)
        self.cover, self.content = layouts[0], layouts[5]
        self._set_master(master)
        self._set_layout(self.cover, "Overview", (MARGIN, 52, 590, 92), 28, "t")
        for part_of in (master, self.cover, self.content):
            for run in part_of.element.xpath(".//*[@lang]"):
                run.set("lang", self.language)
        self._set_layout(self.content, "Title and drawing", (MARGIN, 24, WIDTH - 2 * MARGIN, 40), 24, "ctr")

    # the theme

    def _colour(self, part: Any) -> None:
        from lxml import etree

        root = etree.fromstring(part.blob)
        scheme = root.find(f".//{{{_A}}}clrScheme")
        scheme.set("name", "Journey")
        values = {slot: _value(role) for role, slot in _SLOTS.items()}
        values |= {"hlink": values["accent1"], "folHlink": values["dk2"]}
        for slot in scheme:
            name = etree.QName(slot).localname
            for child in list(slot):
                slot.remove(child)
            etree.SubElement(slot, f"{{{_A}}}srgbClr", val=values[name].lstrip("#").upper())
        fonts = root.find(f".//{{{_A}}}fontScheme")
        fonts.set("name", "Journey")
        for latin in fonts.iter(f"{{{_A}}}latin"):
            latin.set("typeface", FONT)
        root.set("name", "Journey")
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _set_master(self, master: Any) -> None:
        for shape in list(master.placeholders):
            kind = shape.element.find(f".//{{{_P}}}ph").get("type")
            if kind == "dt":
                shape.element.getparent().remove(shape.element)
            elif kind == "title":
                _place(shape, (MARGIN, 24, WIDTH - 2 * MARGIN, 40))
            elif kind == "body":
                _place(shape, (MARGIN, 80, WIDTH - 2 * MARGIN, 420))
            elif kind == "ftr":
                _place(shape, (MARGIN, FOOT, 700, 20))
            elif kind == "sldNum":
                _place(shape, (WIDTH - MARGIN - 80, FOOT, 80, 20))
        for size in master.element.iter(f"{{{_A}}}lvl1pPr"):
            run = size.find(f"{{{_A}}}defRPr")
            parent = size.getparent().tag
            if parent.endswith("titleStyle"):
                size.set("algn", "l")
                run.set("sz", "2400")
                run.set("b", "1")
                if look().filled:
                    fill = run.find(f"{{{_A}}}solidFill")
                    fill.clear()
                    fill.append(colour_element("on_accent"))
        for paragraph in master.element.iter(f"{{{_A}}}bodyPr"):
            for name in ("lIns", "rIns"):
                paragraph.set(name, "0")

    def _set_layout(self, layout: Any, name: str, place: tuple[float, ...], size: int, anchor: str) -> None:
        """A layout with a title; in a bold look it lies on a block of colour."""
        layout.name = name
        layout.element.attrib.pop("type", None)
        for shape in list(layout.placeholders):
            kind = shape.element.find(f".//{{{_P}}}ph").get("type")
            if kind in ("title", "ctrTitle"):
                shape.element.find(f".//{{{_P}}}ph").set("type", "title")
                _place(shape, place)
                self._set_title(shape, size, anchor)
            elif kind == "ftr":
                _place(shape, (MARGIN, FOOT, 700, 20))
                _style(shape, "l")
            elif kind == "sldNum":
                _place(shape, (WIDTH - MARGIN - 80, FOOT, 80, 20))
                _style(shape, "r")
            else:
                shape.element.getparent().remove(shape.element)
        if look().filled:
            self._lay_block(layout, 160 if layout is self.cover else 72)

    def _set_title(self, shape: Any, size: int, anchor: str) -> None:
        from lxml import etree

        body = shape.text_frame._txBody
        properties = body.find(f"{{{_A}}}bodyPr")
        for child in list(properties):
            properties.remove(child)
        properties.set("anchor", anchor)
        styles = body.find(f"{{{_A}}}lstStyle")
        styles.clear()
        level = etree.SubElement(styles, f"{{{_A}}}lvl1pPr", algn="l")
        etree.SubElement(level, f"{{{_A}}}defRPr", sz=str(size * 100), b="1")

    def _lay_block(self, layout: Any, high: float) -> None:
        from lxml import etree

        xml = (
            f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr><p:cNvPr id="90" name="Block"/><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{emu(WIDTH)}" cy="{emu(high)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'<a:solidFill><a:schemeClr val="accent1"/></a:solidFill></p:spPr></p:sp>'
        )
        layout.shapes._spTree.insert(2, etree.fromstring(xml))

    # slides

    def add(self, layout: Any) -> Any:
        """A slide of a layout, with its footer and number."""
        from copy import deepcopy

        slide = self.presentation.slides.add_slide(layout)
        for shape in layout.placeholders:
            kind = shape.element.find(f".//{{{_P}}}ph").get("type")
            if kind in ("ftr", "sldNum"):
                twin = deepcopy(shape.element)
                twin.find(f".//{{{_P}}}cNvPr").set("id", str(900 + (kind == "ftr")))
                slide.shapes._spTree.append(twin)
                if kind == "ftr":
                    slide.shapes[-1].text_frame.text = self.footer
        return slide

    def saved(self, date: datetime.date | None) -> bytes:
        """The file; nothing in it tells when it was written but the date given."""
        at = datetime.datetime.combine(date or _EPOCH, datetime.time())
        properties = self.presentation.core_properties
        properties.author, properties.last_modified_by, properties.title = "", "", self.title[:255]
        properties.created = properties.modified = at
        properties.revision = 1
        properties.language = self.language
        out = io.BytesIO()
        self.presentation.save(out)
        return _undated(out.getvalue())


def _drop(part: Any, kind: str) -> None:
    relations = part._rels
    for key, relation in list(relations.items()):
        if relation.reltype == kind:
            relations.pop(key)


def _value(role: str) -> str:
    ramp = {"low": 0.0, "middle": 0.5, "high": 1.0}
    value: str = score_colour(ramp[role]) if role in ramp else getattr(INK, role)
    return value


def _place(shape: Any, rect: tuple[float, ...]) -> None:
    shape.left, shape.top, shape.width, shape.height = (emu(value) for value in rect)


def _style(shape: Any, align: str) -> None:
    from lxml import etree

    styles = shape.text_frame._txBody.find(f"{{{_A}}}lstStyle")
    styles.clear()
    level = etree.SubElement(styles, f"{{{_A}}}lvl1pPr", algn=align)
    run = etree.SubElement(level, f"{{{_A}}}defRPr", sz="900")
    etree.SubElement(run, f"{{{_A}}}solidFill").append(colour_element("second"))


def _undated(data: bytes) -> bytes:
    """The same archive with its files dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return out.getvalue()
