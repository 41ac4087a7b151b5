"""The elements of an SVG that comes from anywhere, as far as they can be drawn as plain shapes.

An XML parser that follows nothing reads it, it is checked element by element, and what drawing it would take is counted
before anybody draws. This module must not know what becomes of the elements.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.parsers import expat

from cjdesigner.i18n import mark

_MOST_WORK = 45_000
"""Of the work of drawing, in coordinates, with each element counted as often as it is used: half a second."""
_SHAPE, _GROUP, _ARC = 30, 10, 30
"""What a shape, another element and an arc come to, in coordinates. A transform of one element comes to one."""
_ARC_NUMBERS = 5
"""Of an arc there are seven, of which two may be written with the one after them."""
_RULES_SHARE = 200
"""So many characters of rules come to one coordinate for each element."""
_MOST_ELEMENTS = 10_000
_MOST_ATTRIBUTES = 100
_MOST_DEPTH = 60
_MOST_STYLE = 20_000

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_KEPT = _SHAPES | {"svg", "g", "defs", "symbol", "use", "style", "clipPath"}
_UNSEEN = {"title", "desc", "metadata"}
_PAINTS = {"linearGradient", "radialGradient", "pattern", "marker", "mask", "filter", "view", "animate", "set",
           "animateTransform", "animateMotion"}  # fmt: skip
"""Left out: where one of them is used, that is told."""
_EFFECTS = ("mask", "filter", "marker", "marker-start", "marker-mid", "marker-end", "stroke-dasharray", "clip-path")

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_OUTSIDE = re.compile(r"url\(\s*[\"']?\s*(?!#|[\"'#\s])", re.IGNORECASE)
_WAY = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]*")
_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CLOSED = re.compile(r"[Zz](?=[\s,]*+[^\s,Mm])")
_LETTERS = re.compile(r"[A-Za-df-z]")
_ARCS = re.compile(r"[Aa]([^A-DF-Za-df-z]*)")
_LIST = re.compile(r"[0-9eE+\-.,\s]*")
_LENGTH = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?\s*(?:[a-zA-Z]{1,4}|%)?\s*|\s*auto\s*")
_TURN = re.compile(r"[a-zA-Z0-9+\-.,()%\s]*")
_LENGTHS = ("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "stroke-width")

SCRIPT = mark("The logo “{name}” contains a script. A logo is drawn, not run: save it without.")
OUTSIDE = mark("The logo “{name}” refers to something outside its file. Save it with everything it needs in it.")
ENTITIES = mark("The logo “{name}” defines abbreviations (entities) of its own. Save it again as plain SVG.")
WRITING = mark("The logo “{name}” contains text. Turn the text into outlines in the drawing program and save it again.")
BITMAP = mark("The logo “{name}” is an SVG around a bitmap. Choose that picture itself, as PNG or JPEG.")
EFFECTS = mark(
    "The logo “{name}” uses gradients, patterns, masks, dashes or clipping, which cannot be drawn as plain shapes. "
    "Save it with flat colours, or as PNG."
)
INTRICATE = mark("The logo “{name}” is too intricate to be drawn. Simplify it, or save it as PNG.")
DAMAGED = mark("The logo “{name}” is damaged and cannot be drawn. Save it again as SVG or PNG.")


class Refused(Exception):
    """Carries the sentence that tells why."""


def read_elements(data: bytes) -> ElementTree.Element:
    """The root of an SVG with what can be drawn. Raises Refused, with the sentence that tells why there is none."""
    try:
        root = _Reading(data).root
    except (expat.ExpatError, LookupError, ValueError):  # the latter two for an encoding that there is not
        raise Refused(DAMAGED) from None
    _Check(root)
    return root


class _Reading:
    """The elements of an XML file. Nothing is fetched, no entity is taken up."""

    def __init__(self, data: bytes) -> None:
        self._depth = self._count = 0
        self._tree = ElementTree.TreeBuilder()
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._tree.data
        parser.EntityDeclHandler = self._entity
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(data, True)
        self.root = self._tree.close()
        if self.root.tag != _SVG + "svg":
            raise Refused(DAMAGED)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > _MOST_DEPTH or self._count > _MOST_ELEMENTS or len(attributes) > _MOST_ATTRIBUTES:
            raise Refused(INTRICATE)
        self._tree.start(_named(tag), {_named(key): value for key, value in attributes.items()})

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._tree.end(_named(tag))

    def _entity(self, *_declared: object) -> None:
        raise Refused(ENTITIES)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        # The usual line of a drawing program names the format and is followed nowhere; a subset may define anything.
        if has_subset:
            raise Refused(ENTITIES)


def _named(name: str) -> str:
    return "{" + name if "}" in name else name


class _Check:
    """Goes through the elements, throws out what does not matter and refuses what cannot be drawn."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.root = root
        self.by_id = {identity: found for found in root.iter() if (identity := found.get("id"))}
        self._ruled = 0
        for element in root.iter():
            self._element(element)
        self._clean(root)
        self._weights: dict[ElementTree.Element, tuple[int, int]] = {}
        self._open: set[ElementTree.Element] = set()
        if self._weight(root, 0)[0] > _MOST_WORK:
            raise Refused(INTRICATE)

    def _element(self, element: ElementTree.Element) -> None:
        tag = _plain(element)
        if tag in ("script", "handler", "listener"):
            raise Refused(SCRIPT)
        if tag in ("text", "tspan", "textPath", "tref", "foreignObject"):
            raise Refused(WRITING)
        if tag in ("image", "feImage"):
            raise Refused(BITMAP)
        if tag == "style":
            self._rules(element)
        for key, value in list(element.attrib.items()):
            self._attribute(element, tag, key, value)

    def _rules(self, element: ElementTree.Element) -> None:
        rules = " ".join("".join(element.itertext()).split())
        if len(rules) > _MOST_STYLE:
            raise Refused(INTRICATE)
        rules = re.sub(r"/\*.*?\*/", " ", rules)
        if "@import" in rules or _OUTSIDE.search(rules):
            raise Refused(OUTSIDE)
        for declared in re.findall(r"[{;]\s?([\w-]+)\s?:\s?([^;{}]*)", rules):
            self._look(*declared)
        self._ruled += len(rules)
        # The reader of rules is slow with what is none.
        blocks = [block.partition("{") for block in rules.split("}")]
        element.text = " ".join(f"{names}{{{said}}}" for names, brace, said in blocks if brace and names.strip())
        del element[:]

    def _attribute(self, element: ElementTree.Element, tag: str, key: str, value: str) -> None:
        if key.casefold().startswith("on") or value.strip().casefold().startswith("javascript:"):
            raise Refused(SCRIPT)
        if (key in _HREFS and not value.strip().startswith("#")) or _OUTSIDE.search(value):
            raise Refused(OUTSIDE)
        if key not in ("d", "points") and len(value) > _MOST_STYLE:
            raise Refused(INTRICATE)
        if key == "style":
            for part in value.split(";"):
                name, _colon, said = part.partition(":")
                self._look(name.strip(), said.strip())
        elif tag in _KEPT:
            self._look(key, value)
        if key == "d":
            # A contour without a move of its own begins where the last one did; the reader would look for it for long.
            element.set(key, _CLOSED.sub(r"\g<0>m0 0", value))
        grammar = {"d": _WAY, "points": _LIST, "transform": _TURN, "viewBox": _LIST}.get(key)
        if key in _LENGTHS and tag in _SHAPES | {"use", "svg"}:
            grammar = _LENGTH
        if grammar is not None and tag in _KEPT and not grammar.fullmatch(value):
            raise Refused(DAMAGED)

    def _look(self, name: str, value: str) -> None:
        """Refuse what plain shapes cannot show."""
        if name in ("fill", "stroke") and "url(" in value:
            raise Refused(EFFECTS)
        if name == "clip-path" and self._clips_nothing(value):
            return
        if name in _EFFECTS and value.strip() not in ("", "none", "0"):
            raise Refused(EFFECTS)

    def _clips_nothing(self, value: str) -> bool:
        """Whether a clip is but the drawing's own frame, as drawing programs put around all they save."""
        found = re.fullmatch(r"\s*url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)\s*", value)
        clip = self.by_id.get(found[1]) if found else None
        view = [float(number) for number in _NUMBERS.findall(self.root.get("viewBox", ""))]
        if clip is None or len(clip) != 1 or len(view) != 4 or _plain(clip[0]) != "rect" or clip[0].get("transform"):
            return False
        sizes = []
        for key in ("x", "y", "width", "height"):
            number = _NUMBERS.fullmatch(clip[0].get(key, "0").strip().removesuffix("px"))
            if number is None:
                return False
            sizes.append(float(number[0]))
        x, y, wide, high = sizes
        reach = 1e-3 * max(view[2:])
        return (
            x <= view[0] + reach
            and y <= view[1] + reach
            and x + wide >= view[0] + view[2] - reach
            and y + high >= view[1] + view[3] - reach
        )

    def _clean(self, element: ElementTree.Element) -> None:
        for child in list(element):
            if child.tag == _SVG + "clipPath" or not child.tag.startswith(_SVG) or _plain(child) in _UNSEEN | _PAINTS:
                element.remove(child)
            elif _plain(child) not in _KEPT:
                raise Refused(EFFECTS)
            else:
                self._clean(child)
        for key in [key for key in element.attrib if key == "clip-path" or (key.startswith("{") and key not in _HREFS)]:
            del element.attrib[key]

    def _weight(self, element: ElementTree.Element, depth: int) -> tuple[int, int]:
        """The work of drawing an element with all that it uses, and how many elements that are."""
        if element in self._open or depth > 2 * _MOST_DEPTH:
            raise Refused(INTRICATE)  # something that uses itself
        if element not in self._weights:
            self._open.add(element)
            parts = [self._weight(child, depth + 1) for child in element]
            used = next((value.strip()[1:] for key in _HREFS if (value := element.get(key))), "")
            if used and _plain(element) == "use" and used in self.by_id:
                parts.append(self._weight(self.by_id[used], depth + 1))
            count = min(1 + sum(elements for _work, elements in parts), _MOST_WORK)
            work = self._own_weight(element) + sum(work for work, _elements in parts)
            work += element.get("transform", "").count("(") * count
            self._open.discard(element)
            self._weights[element] = min(work, 10 * _MOST_WORK), count
        return self._weights[element]

    def _own_weight(self, element: ElementTree.Element) -> int:
        way = element.get("d", "")
        work = sum(len(_NUMBERS.findall(element.get(key, ""))) for key in ("d", "points"))
        work += len(_LETTERS.findall(way)) + _ARC * sum(
            len(_NUMBERS.findall(arc)) // _ARC_NUMBERS for arc in _ARCS.findall(way)
        )
        said = sum(len(value) for key, value in element.attrib.items() if key not in ("d", "points"))
        return (_SHAPE if _plain(element) in _SHAPES else _GROUP) + work + said // 20 + self._ruled // _RULES_SHARE


def _plain(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(_SVG)
