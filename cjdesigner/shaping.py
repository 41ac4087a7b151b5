"""Shaping: which glyphs of which fonts a text is drawn with, from left to right, with HarfBuzz.

Lengths are in em. A line is cut into runs of one font, script and direction; characters the typeface lacks come from
other fonts (``fonts.fallback``). This module must not know lines, Qt or what a text means.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any, NamedTuple

from cjdesigner import fonts
from cjdesigner.fonts import Face, FontFile

_FEATURES = ({"calt": False}, {"calt": False, "tnum": True})
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Glyph(NamedTuple):
    """A glyph of a run: its number in the font, the character it begins at, advance and shift in em."""

    id: int
    cluster: int
    advance: float
    dx: float
    dy: float


class Run(NamedTuple):
    """A stretch of a line in one font and direction; ``text`` in reading order, ``glyphs`` from left to right."""

    font: FontFile
    text: str
    rtl: bool
    glyphs: tuple[Glyph, ...]
    width: float
    """In em."""


@functools.lru_cache(maxsize=8192)
def shape(text: str, face: Face, *, tabular: bool = False, rtl: bool | None = None) -> tuple[Run, ...]:
    """The runs of a text on one line, from left to right. ``rtl`` None takes the direction of its first letter."""
    text = clean(text)
    if not text:
        return ()
    if text.isascii() or (not rtl and is_plain(text)):
        return (_shaped(text, fonts_of(face), False, tabular),)
    levels = _levels(text, rtl)
    runs = []
    start, keys = 0, list(zip(levels, _chosen(text, face), _scripts(text), strict=True))
    for end in range(1, len(text) + 1):
        if end == len(text) or keys[end] != keys[start]:
            level, font, _ = keys[start]
            runs.append((level, _shaped(text[start:end], font, bool(level % 2), tabular)))
            start = end
    return tuple(run for _, run in _visual(runs))


@functools.cache
def fonts_of(face: Face) -> FontFile:
    """The font of the typeface that a face is set in."""
    return FontFile(str(fonts.face_file(face)))


@functools.lru_cache(maxsize=64)
def opened(font: FontFile) -> Any:
    """The font as a ``uharfbuzz.Font`` at the scale of its units per em."""
    hb = _harfbuzz()
    return hb.Font(hb.Face(hb.Blob.from_file_path(font.path), font.number))


@functools.lru_cache(maxsize=64)
def _upem(font: FontFile) -> int:
    return int(opened(font).face.upem)


@functools.cache
def _harfbuzz() -> Any:
    import uharfbuzz

    return uharfbuzz


@functools.cache
def _covered() -> frozenset[str]:
    """What Inter has, less what changes direction or is not drawn."""
    characters = map(chr, opened(fonts_of("regular")).face.unicodes)
    return frozenset(c for c in characters if not RIGHT_TO_LEFT.match(c) and not IGNORABLE.match(c))


def is_plain(text: str) -> bool:
    """Whether Inter has all of a text, and it runs from left to right."""
    return _covered().issuperset(text)


def clean(text: str) -> str:
    """A text without characters that cannot be drawn: blanks for controls, a sign for broken ones."""
    return text if text.isascii() and text.isprintable() else _UNPRINTABLE.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    return "\ufffd" if match[0] >= "\ud800" else " "


def _shaped(text: str, font: FontFile, rtl: bool, tabular: bool) -> Run:
    hb = _harfbuzz()
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(opened(font), buffer, _FEATURES[tabular])
    em = 1 / _upem(font)
    glyphs = tuple(
        Glyph(info.codepoint, info.cluster, at.x_advance * em, at.x_offset * em, at.y_offset * em)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
    return Run(font, text, rtl, glyphs, sum(glyph.advance for glyph in glyphs))


def _chosen(text: str, face: Face) -> list[FontFile]:
    """A font for each character; what belongs to the character before stays in its font if that has it."""
    inter, covered = fonts_of(face), _covered()
    result: list[FontFile] = []
    current = inter
    for character in text:
        if not IGNORABLE.match(character) or not result:
            # Blanks are always Inter's, so that the widths of words add up in every script.
            if result and current != inter and unicodedata.category(character)[0] == "M":
                current = fonts.fallback(character, face, current) or current
            elif character in covered:
                current = inter
            else:
                current = fonts.fallback(character, face, current if current != inter else None) or inter
        result.append(current)
    return result


def _scripts(text: str) -> list[str]:
    """The script of each character by the first word of its name, marks and signs going with what stands before."""
    result: list[str] = []
    current = ""
    for character in text:
        if unicodedata.category(character)[0] == "L":
            current = unicodedata.name(character, "").partition(" ")[0]
        result.append(current)
    return result


def missing(text: str) -> list[tuple[str, str]]:
    """The characters that no font here has, each once with its Unicode name, in the order they appear."""
    found: dict[str, str] = {}
    for character in clean(text):
        if character in found or character in _covered() or IGNORABLE.match(character) or character.isspace():
            continue
        if fonts.fallback(character, "regular") is None:
            found[character] = unicodedata.name(character, f"U+{ord(character):04X}")
    return list(found.items())


# direction


def _levels(text: str, rtl: bool | None) -> list[int]:
    """The embedding level of each character (Unicode bidirectional algorithm); odd levels run from right to left."""
    if not RIGHT_TO_LEFT.search(text) and not rtl:
        return [0] * len(text)
    from bidi import algorithm

    base = int(algorithm.get_base_level(text)) if rtl is None else int(rtl)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    for place, character in enumerate(storage["chars"]):
        character["place"] = place
        if character["type"] in ("LRI", "RLI", "FSI", "PDI"):
            character["type"] = "BN"  # the library is older than isolates; without them order is rarely worse
        elif character["type"] in ("", "B", "S"):
            character["type"] = "ON"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    known = {character["place"]: int(character["level"]) for character in storage["chars"]}
    levels: list[int] = []
    for place in range(len(text)):
        levels.append(known.get(place, levels[-1] if levels else base))
    for place in range(len(text) - 1, -1, -1):  # rule L1: blanks at the line's end stand at the paragraph's level
        if not text[place].isspace():
            break
        levels[place] = base
    return levels


def _visual(runs: list[tuple[int, Run]]) -> list[tuple[int, Run]]:
    """Rule L2: from the highest level down to the lowest odd one, turn every sequence of that level or higher."""
    odd = [level for level, _ in runs if level % 2]
    if not odd:
        return runs
    for level in range(max(level for level, _ in runs), min(odd) - 1, -1):
        turned: list[tuple[int, Run]] = []
        held: list[tuple[int, Run]] = []
        for run in runs:
            if run[0] >= level:
                held.append(run)
            else:
                turned += [*reversed(held), run]
                held = []
        runs = [*turned, *reversed(held)]
    return runs


def advance(text: str, font: FontFile, tabular: bool) -> float:
    """The width of a text that one font has, in em."""
    hb, hb_font = _harfbuzz(), opened(font)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb_font, buffer, _FEATURES[tabular])
    return float(sum(position.x_advance for position in buffer.glyph_positions or ())) / _upem(font)
