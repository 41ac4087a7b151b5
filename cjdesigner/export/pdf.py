"""Writes a composition as PDF: vectors, embedded fonts, text that can be selected and searched, an outline, links.

A page that is seen through windows is filed once, however many windows show it. The same composition gives the same
bytes. This module must not know journeys.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from typing import Any

from cjdesigner.export.halting import check
from cjdesigner.export.pdf_content import Fonts, content
from cjdesigner.export.sheet import Composition, Page, Picture
from cjdesigner.model.geometry import Rect

_BEYOND = 200.0
"""How far beyond its edges a page may be seen through a window: a bleed is shorter."""


def write(composition: Composition) -> bytes:
    """The PDF file."""
    return _File(composition).written()


class _File:
    """The objects of a file; reportlab numbers, formats and files them."""

    def __init__(self, composition: Composition) -> None:
        from reportlab.pdfbase import pdfdoc

        self.pdf = pdfdoc
        self.composition = composition
        self.document = pdfdoc.PDFDocument(
            dummyoutline=1, compression=1, invariant=1, pdfVersion=(1, 5), lang=composition.language
        )
        self.fonts = Fonts()
        self._names: dict[int | bytes, str] = {}

    def written(self) -> bytes:
        document = self.document
        for number, page in enumerate(self.composition.pages):
            check()
            self._add_page(page, number)
        for font in self.fonts.embedded.values():
            font.file_into(document)
        document.info = self._info()
        document.Catalog.Outlines = self._outline()
        document.Catalog.ViewerPreferences = self.pdf.PDFDictionary({"DisplayDocTitle": "true"})
        data: bytes = document.format()
        return data

    # pages

    def _add_page(self, page: Page, number: int) -> None:
        used: dict[str, Any] = {}
        drawn = f"q 1 0 0 -1 0 {page.height:.4f} cm\n{content(page, self.fonts, self._named(used))}\nQ"
        made = self.pdf.PDFPage()
        made.MediaBox = self._box(page, Rect(0, 0, page.width, page.height))
        if page.trim is not None:
            made.TrimBox = self._box(page, page.trim)
            made.BleedBox = self._box(page, page.bleed or page.trim)
        made.Resources = self._resources(used)
        made.Contents = self._stream({}, drawn.encode("latin-1"))
        made.Annots = self.pdf.PDFArray([self._link(page, jump.rect, jump.page, jump.y) for jump in page.jumps])
        if not page.jumps:
            made.Annots = None
        self.document.addPage(made)

    def _named(self, used: dict[str, Any]) -> Any:
        """Finds the names of what a page shows, and notes them as used."""

        def named(shown: Picture | Page) -> str:
            key = id(shown) if isinstance(shown, Page) else shown.data
            name = self._names.get(key)
            if name is None:
                name = self._names[key] = f"{'P' if isinstance(shown, Page) else 'I'}{len(self._names) + 1}"
                made = self._form(shown) if isinstance(shown, Page) else self._image(shown.data)
                self.document.Reference(made, name)
            used[name] = self.pdf.PDFObjectReference(name)
            return name

        return named

    def _form(self, page: Page) -> Any:
        """A page that others show through windows."""
        used: dict[str, Any] = {}
        drawn = content(page, self.fonts, self._named(used))
        seen = Rect(0, 0, page.width, page.height).inflated(_BEYOND)
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": self.pdf.PDFArray([seen.x, seen.y, seen.right, seen.bottom]),
            "Resources": self._resources(used),
        }
        return self._stream(entries, drawn.encode("latin-1"))

    def _resources(self, used: dict[str, Any]) -> Any:
        entries = {"Font": self.pdf.PDFObjectReference("BasicFonts")}
        if used:
            entries["XObject"] = self.pdf.PDFDictionary(used)
        return self.pdf.PDFDictionary(entries)

    def _box(self, page: Page, rect: Rect) -> Any:
        corners = rect.x, page.height - rect.bottom, rect.right, page.height - rect.y
        return self.pdf.PDFArray([_exact(number) for number in corners])

    # pictures

    def _image(self, data: bytes) -> Any:
        from PIL import Image

        with Image.open(io.BytesIO(data)) as image:
            entries = {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": image.width,
                "Height": image.height,
                "BitsPerComponent": 8,
                "ColorSpace": "/DeviceGray" if image.mode == "L" else "/DeviceRGB",
            }
            if image.format == "JPEG":
                return self._filed({**entries, "Filter": "/DCTDecode"}, data)
            if image.mode == "RGBA":
                solid = {**entries, "ColorSpace": "/DeviceGray"}
                entries["SMask"] = self._stream(solid, image.getchannel("A").tobytes())
            plain = image if image.mode == "L" else image.convert("RGB")
            return self._stream(entries, plain.tobytes())

    def _stream(self, entries: dict[str, Any], data: bytes) -> Any:
        return self._filed({**entries, "Filter": "/FlateDecode"}, zlib.compress(data))

    def _filed(self, entries: dict[str, Any], data: bytes) -> Any:
        self.document.updateSignature(data)
        return self.pdf.PDFStream(self.pdf.PDFDictionary(entries), data)

    # what leads somewhere

    def _target(self, number: int, y: float) -> Any:
        """A height of a page, counted from 0."""
        number = min(max(number, 0), len(self.composition.pages) - 1)
        top = _exact(self.composition.pages[number].height - y)
        page = self.pdf.PDFObjectReference(f"Page{number + 1}")
        return self.pdf.PDFArray([page, "/XYZ", 0, top, "null"])

    def _link(self, page: Page, rect: Rect, number: int, y: float) -> Any:
        entries = {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": self._box(page, rect),
            "Border": "[0 0 0]",
            "Dest": self._target(number, y),
        }
        return self.pdf.PDFDictionary(entries)

    def _outline(self) -> Any:
        """The tree of all pages' entries; one that lies deeper than one level beneath the one before is lifted."""
        stems: list[list[Any]] = []
        level = -1
        root: list[tuple[Any, list[Any]]] = []
        stems.append(root)
        for number, page in enumerate(self.composition.pages):
            for entry in page.outline:
                level = max(0, min(entry.level, level + 1))
                node: tuple[Any, list[Any]] = (self._entry(entry.title, number, entry.y), [])
                del stems[level + 1 :]
                stems[level].append(node)
                stems.append(node[1])
        if not root:
            return None
        outline = self.pdf.PDFDictionary({"Type": "/Outlines"})
        reference = self.document.Reference(outline, "Outline")
        outline.dict |= self._siblings(root, reference)
        return reference

    def _entry(self, title: str, number: int, y: float) -> Any:
        return self.pdf.PDFDictionary({"Title": self.pdf.PDFString(title), "Dest": self._target(number, y)})

    def _siblings(self, nodes: Sequence[tuple[Any, list[Any]]], parent: Any) -> dict[str, Any]:
        """Link entries with each other; what their parent says of them."""
        places = [self.document.Reference(entry, None) for entry, _children in nodes]
        count = len(nodes)
        for place, (entry, children) in enumerate(nodes):
            entry["Parent"] = parent
            if place:
                entry["Prev"] = places[place - 1]
            if place + 1 < len(nodes):
                entry["Next"] = places[place + 1]
            if children:
                entry.dict |= self._siblings(children, places[place])
                count += entry["Count"]
        return {"First": places[0], "Last": places[-1], "Count": count}

    def _info(self) -> Any:
        said = {
            "Title": self.composition.title,
            "Creator": "cjdesigner",
            "Producer": "cjdesigner",
            **dict(self.composition.properties),
        }
        return self.pdf.PDFDictionary({name: self.pdf.PDFString(words) for name, words in said.items()})


def _exact(number: float) -> str:
    """By the tenth of a thousandth of a point."""
    return f"{number:.4f}".rstrip("0").rstrip(".")
