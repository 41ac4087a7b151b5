"""Fonts in a PDF: of each font only the glyphs that are used, placed by number, with the text they stand for.

reportlab's own TrueType support places characters, not glyphs; kerning, marks and scripts that join need glyphs. So
fonts are written as composite fonts, and reportlab only files the objects. This module must not know what is drawn.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from cjdesigner import text
from cjdesigner.text import FontFile, Glyph, Run


class EmbeddedFont:
    """One font of a document. Glyphs get their numbers as they are set; then the font is filed."""

    def __init__(self, source: FontFile, name: str) -> None:
        self.source, self.name = source, name
        # A glyph that stands for several texts (a blank for two kinds of space) has a number for each, so that
        # whoever reads the numbers reads the text.
        self._numbers: dict[tuple[int, str], int] = {}
        self._set: dict[tuple[int, str], tuple[str, float]] = {}
        face = text.opened(source).face
        # Outlines of this kind have no map from numbers to glyphs: the numbers are the glyphs' own.
        self._cubic = not {"CFF ", "CFF2"}.isdisjoint(face.table_tags)

    def pieces(self, run: Run) -> list[tuple[float, float, str]]:
        """A run cut where glyphs are raised or lowered: where each piece begins and how far it is raised, in em, and
        its glyphs' numbers, hexadecimal, with the kerning between them."""
        found: list[tuple[float, float, str]] = []
        piece: list[str] = []
        x = start = rise = pending = 0.0
        known = self._set
        for glyph, said in clusters(run):
            identity, _cluster, wide, dx, dy = glyph
            hexadecimal, own = known.get((identity, said)) or self._new(glyph, said)
            if dy != rise or not piece:
                if piece:
                    found.append((start, rise, "".join(piece)))
                piece, start, rise, pending = [], x + dx, dy, 0.0
            elif dx:
                pending -= dx * 1000
            if pending >= 0.05 or pending <= -0.05:
                piece.append(f">{pending:.3f}<{hexadecimal}")
                pending = 0.0
            else:
                piece.append(hexadecimal)
            pending += own + (dx - wide) * 1000
            x += wide
        if piece:
            found.append((start, rise, "".join(piece)))
        return found

    def _new(self, glyph: Glyph, said: str) -> tuple[str, float]:
        number = glyph.id if self._cubic else len(self._numbers) + 1
        self._numbers[glyph.id, said] = number
        made = self._set[glyph.id, said] = f"{number:04X}", self.advance(glyph)
        return made

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font file with the set glyphs only, and their numbers in it."""
        import uharfbuzz as hb

        face = text.opened(self.source).face
        wish = hb.SubsetInput()
        wish.glyph_set.update(glyph for glyph, _ in self._numbers)
        wish.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.DOWNGRADE_CFF2 | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        if self._cubic:
            wish.flags |= hb.SubsetFlags.RETAIN_GIDS
        for axis in face.axis_infos:
            wish.pin_axis_to_default(face, axis.tag)
        wish.layout_feature_tag_set.clear()
        for tag in ("GSUB", "GPOS", "GDEF", "kern", "name", "DSIG", "STAT"):
            wish.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
        plan = hb.SubsetPlan(face, wish)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def advance(self, glyph: Glyph) -> float:
        """A glyph's own advance in thousandths of an em, before kerning."""
        font = text.opened(self.source)
        return float(font.get_glyph_h_advance(glyph.id)) * 1000 / float(font.face.upem)

    def file_into(self, document: Any) -> None:
        """Write the font's objects into a reportlab document; pages know it by ``name``."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        data, places = self._subset()
        postscript = f"{_tag(self._numbers)}+{_postscript_name(self.source)}"
        outlines = _table(data, b"CFF ")
        file = _stream(
            {"Length1": len(data)} if outlines is None else {"Subtype": PDFName("CIDFontType0C")}, outlines or data
        )
        descriptor = PDFDictionary(
            {"Type": PDFName("FontDescriptor"), "FontName": PDFName(postscript), **self._measures(PDFArray)}
        )
        file_key = "FontFile2" if outlines is None else "FontFile3"
        descriptor[file_key] = document.Reference(file, f"{self.name}.file")
        widths: list[Any] = []
        glyph_of = {number: glyph for (glyph, _said), number in self._numbers.items()}
        for number, glyph in sorted(glyph_of.items()):
            widths += [number, PDFArray([round(self.advance(Glyph(glyph, 0, 0, 0, 0)), 3)])]
        inner = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2" if outlines is None else "CIDFontType0"),
            "BaseFont": PDFName(postscript),
            "CIDSystemInfo": PDFDictionary(
                {"Registry": _text("Adobe"), "Ordering": _text("Identity"), "Supplement": 0}
            ),
            "FontDescriptor": document.Reference(descriptor, f"{self.name}.descriptor"),
            "W": PDFArray(widths),
        }
        if outlines is None:
            glyphs = b"".join(
                places.get(glyph_of.get(number, 0), 0).to_bytes(2, "big")
                for number in range(max(glyph_of, default=0) + 1)
            )
            inner["CIDToGIDMap"] = document.Reference(_stream({}, glyphs), f"{self.name}.glyphs")
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(postscript),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([document.Reference(PDFDictionary(inner), f"{self.name}.cid")]),
            "ToUnicode": document.Reference(_stream({}, self._to_unicode()), f"{self.name}.unicode"),
        }
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.name] = document.Reference(PDFDictionary(font), self.name)

    def _measures(self, array: Any) -> dict[str, Any]:
        font = text.opened(self.source)
        em = 1000 / font.face.upem
        extents = font.get_font_extents("ltr")
        italic = "italic" in _postscript_name(self.source).lower() or "oblique" in _postscript_name(self.source).lower()
        bold = any(word in _postscript_name(self.source).lower() for word in ("bold", "black"))
        return {
            "Flags": 4 | (64 if italic else 0),
            "FontBBox": array([-800, round(extents.descender * em), 2500, round(extents.ascender * em)]),
            "ItalicAngle": -10 if italic else 0,
            "Ascent": round(extents.ascender * em),
            "Descent": round(extents.descender * em),
            "CapHeight": 728,
            "StemV": 140 if bold else 90,
        }

    def _to_unicode(self) -> bytes:
        said: dict[int, str] = {}
        for (_glyph, stands_for), number in self._numbers.items():
            said.setdefault(number, stands_for)
        pairs = [f"<{n:04X}> <{words.encode('utf-16-be').hex().upper()}>" for n, words in sorted(said.items()) if words]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode()


def clusters(run: Run) -> Iterable[tuple[Glyph, str]]:
    """Each glyph of a run with the text it stands for; of several glyphs for one text the first has it.

    Where the run goes from right to left so does that text: readers turn whole stretches of letters around.
    """
    if (
        not run.rtl
        and len(run.glyphs) == len(run.text)
        and all(glyph[1] == place for place, glyph in enumerate(run.glyphs))
    ):
        return zip(run.glyphs, run.text, strict=True)
    return _clusters(run)


def _clusters(run: Run) -> Iterator[tuple[Glyph, str]]:
    starts = sorted({glyph.cluster for glyph in run.glyphs})
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    told: set[int] = set()
    for glyph in run.glyphs:
        words = "" if glyph.cluster in told else run.text[glyph.cluster : ends[glyph.cluster]]
        told.add(glyph.cluster)
        yield glyph, words[::-1] if run.rtl else words


def _postscript_name(source: FontFile) -> str:
    name = text.opened(source).face.get_name(6) or "Font"
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_")) or "Font"


def _tag(glyphs: Iterable[tuple[int, str]]) -> str:
    """Six letters that tell subsets apart."""
    number = zlib.crc32(repr(sorted(glyphs)).encode())
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _table(data: bytes, tag: bytes) -> bytes | None:
    """A table of a font file."""
    for place in range(int.from_bytes(data[4:6], "big")):
        entry = data[12 + 16 * place : 28 + 16 * place]
        if entry[:4] == tag:
            start, length = int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")
            return data[start : start + length]
    return None


def _stream(entries: dict[str, Any], data: bytes) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

    return PDFStream(PDFDictionary({**entries, "Filter": PDFName("FlateDecode")}), zlib.compress(data, 9))


def _text(content: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFString

    return PDFString(content)
