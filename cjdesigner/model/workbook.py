"""The cells of an XLSX workbook's first sheet that has any: texts, numbers and dates as a spreadsheet shows them.

Of formulas the result is taken that was saved with them. The file may come from anywhere: it is read as a stream,
within bounds, and nothing in it is executed or fetched. ECMA-376 (Office Open XML), part 1, 18.3 and 18.8.

This module must not know what the cells mean.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cjdesigner.model import dates

MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_BYTES = 64 * 1024 * 1024
"""Unpacked, of all parts that are read."""
MOST_ELEMENTS = 600_000

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BUILT_IN_DATES = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
_BUILT_IN_PER_CENT = {9, 10}


class BadWorkbook(ValueError):
    """No workbook, or one that cannot be read."""


class HugeWorkbook(ValueError):
    """More than is read, packed into however few rows."""


class ManyRows(HugeWorkbook):
    """More rows than are read."""


def first_sheet(data: bytes) -> list[list[str | float]]:
    """The rows of the first sheet with cells. Dates are ISO texts; per cent are numbers of a hundred: 71 for 71%.

    A formula without a saved result is a text that begins with ``=``, an error one that begins with ``#``. Raises
    BadWorkbook and HugeWorkbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _Workbook(packed).rows()
    except HugeWorkbook:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        ElementTree.ParseError,
        NotImplementedError,  # features of ZIP files that nobody uses
        RuntimeError,  # a password
        KeyError,
        ValueError,
        EOFError,
        OSError,
        OverflowError,
        LookupError,  # an encoding that does not exist
    ) as error:
        raise BadWorkbook(str(error)) from error


class _Workbook:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        if any(part.compress_type not in _PACKED for part in packed.infolist()):
            raise BadWorkbook("packed as no spreadsheet program packs")
        self._packed = packed
        self._left = MOST_BYTES
        self._elements_left = MOST_ELEMENTS
        self._names = set(packed.namelist())
        self._texts: list[str] | None = None
        self._formats: list[str] | None = None
        self._since_1904 = False

    def rows(self) -> list[list[str | float]]:
        targets = {
            element.get("Id"): element.get("Target", "")
            for element in self._elements("xl/_rels/workbook.xml.rels", "Relationship")
        }
        sheets: list[str] = []
        for element in self._elements("xl/workbook.xml", "sheet", "workbookPr"):
            if _tag(element) == "workbookPr":
                self._since_1904 = element.get("date1904") in ("1", "true")
                continue
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            sheets.append(target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}"))
        if not sheets:
            raise BadWorkbook("no sheets")
        for sheet in sheets:
            if sheet in self._names and (found := self._sheet(sheet)):
                return found
        return []

    def _sheet(self, name: str) -> list[list[str | float]]:
        rows: list[list[str | float]] = []
        for element in self._elements(name, "row"):
            cells: list[str | float] = []
            for cell in element:
                if _tag(cell) != "c":
                    continue
                column = _column(cell.get("r", ""), len(cells))
                if column >= MOST_COLUMNS:
                    break
                cells += [""] * (column - len(cells))
                cells[column:] = [self._value(cell)]
            number = int(element.get("r") or len(rows) + 1)
            if number > MOST_ROWS or len(rows) >= MOST_ROWS:
                if any(cell != "" for cell in cells):
                    raise ManyRows
                continue
            if any(cell != "" for cell in cells):
                rows += [[] for _missing in range(number - 1 - len(rows))]
                rows.append(cells)
        return rows

    def _value(self, cell: Element) -> str | float:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_words(cell))
        text = next((child.text or "" for child in cell if _tag(child) == "v"), None)
        if text is None:
            return "=" if any(_tag(child) == "f" for child in cell) else ""
        if kind == "s":
            texts = self._shared_texts()
            return texts[int(text)] if 0 <= int(text) < len(texts) else ""
        if kind == "e":
            return text if text.startswith("#") else f"#{text}"
        if kind == "d":
            return text[:10]
        if kind != "n":
            return text
        return self._number(float(text), int(cell.get("s") or 0))

    def _number(self, value: float, style: int) -> str | float:
        formats = self._number_formats()
        shown = formats[style] if 0 <= style < len(formats) else ""
        if shown == "date":
            try:
                return dates.from_serial(value, since_1904=self._since_1904)
            except ValueError:
                return value
        return round(value * 100, 10) if shown == "percent" else value

    def _shared_texts(self) -> list[str]:
        if self._texts is None:
            name = "xl/sharedStrings.xml"
            self._texts = ["".join(_words(item)) for item in self._elements(name, "si")] if name in self._names else []
        return self._texts

    def _number_formats(self) -> list[str]:
        """What each cell style shows a number as: "date", "percent" or ""."""
        if self._formats is None:
            self._formats = []
            own: dict[int, str] = {}
            if "xl/styles.xml" in self._names:
                for element in self._elements("xl/styles.xml", "numFmt", "cellXfs"):
                    if _tag(element) == "numFmt":
                        own[int(element.get("numFmtId") or 0)] = element.get("formatCode", "")
                    else:
                        keys = [int(child.get("numFmtId") or 0) for child in element]
                        self._formats = [_shown_as(key, own.get(key)) for key in keys]
        return self._formats

    def _elements(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of these names in a part, one at a time; what was read is forgotten."""
        parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(("start", "end"))
        way: list[Element] = []
        inside = 0
        with self._packed.open(name) as stream:
            while block := stream.read(65536):
                self._left -= len(block)
                if self._left < 0:
                    raise HugeWorkbook
                parser.feed(block)
                for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                    if event == "start":
                        self._enter(way, element)
                        inside += _tag(element) in tags
                        continue
                    way.pop()
                    if _tag(element) in tags:
                        inside -= 1
                        yield element
                    if not inside and way:
                        way[-1].remove(element)

    def _enter(self, way: list[Element], element: Element) -> None:
        way.append(element)
        self._elements_left -= 1
        if len(way) > 100:
            raise BadWorkbook("nested too deeply")
        if self._elements_left < 0:
            raise HugeWorkbook


def _words(item: Element) -> Iterator[str]:
    """A text's runs, without what is only its pronunciation."""
    for child in item:
        if _tag(child) == "t":
            yield child.text or ""
        elif _tag(child) in ("r", "is"):
            yield from _words(child)


def _column(place: str, following: int) -> int:
    """The column of a cell such as B7, from 0; without a place it follows the one before."""
    letters = re.match(r"[A-Z]{1,3}", place)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return max(following, number - 1)


def _shown_as(key: int, code: str | None) -> str:
    if code is None:
        return "date" if key in _BUILT_IN_DATES else "percent" if key in _BUILT_IN_PER_CENT else ""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.lower()).split(";")[0]
    if "%" in bare:
        return "percent"
    return "date" if re.search(r"[dy]|mmm|m[-/.]|[-/.]m", bare) else ""


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
