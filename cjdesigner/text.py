"""Setting text: measuring it and breaking it into lines.

Window, layout and poster take their lines from here, so they agree about what fits. Lengths are in the unit of the
``size`` that is given. A text is a text: nothing in it is markup.

The typeface is Inter; characters it lacks come from other fonts, and what no font has is named by :func:`missing`
(``shaping.py``). This module must not know Qt, paper or what a text means.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cjdesigner import fonts, hyphens
from cjdesigner.fonts import FACES, Face, FontFile
from cjdesigner.i18n import language
from cjdesigner.shaping import (
    IGNORABLE,
    RIGHT_TO_LEFT,
    Glyph,
    Run,
    advance,
    clean,
    fonts_of,
    is_plain,
    missing,
    opened,
    shape,
)

__all__ = [
    "ELLIPSIS",
    "FACES",
    "Face",
    "FontFile",
    "Glyph",
    "Line",
    "Lines",
    "Run",
    "ascent",
    "baseline",
    "cap_height",
    "descent",
    "face_file",
    "line_height",
    "lines",
    "missing",
    "opened",
    "shape",
    "width",
]

ELLIPSIS = "\u2026"
_LEADING = 1.3
_ASCENT, _DESCENT, _CAP = 1984 / 2048, 494 / 2048, 1490 / 2048


class Line(NamedTuple):
    """One set line."""

    text: str
    """In reading order, as it is drawn: with the hyphen or ellipsis that breaking added."""
    width: float
    face: Face
    size: float
    rtl: bool = False
    """Whether its paragraph runs from right to left."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs from left to right."""
        return shape(self.text, self.face, rtl=self.rtl)


class Lines(NamedTuple):
    """A set text; ``cut`` tells that it ends in an ellipsis because not all lines were allowed."""

    lines: tuple[Line, ...]
    cut: bool

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max((line.width for line in self.lines), default=0.0)


def face_file(face: Face) -> Path:
    """The static font file of a face, for Qt and for files that embed it."""
    return fonts.face_file(face)


def line_height(size: float) -> float:
    """The distance of two baselines of running text."""
    return size * _LEADING


def ascent(face: Face, size: float) -> float:
    """From the baseline up to the top of the highest letters, accents included."""
    return _ASCENT * size


def descent(face: Face, size: float) -> float:
    """From the baseline down to the foot of the lowest letters."""
    return _DESCENT * size


def cap_height(face: Face, size: float) -> float:
    """The height of capitals and figures."""
    return _CAP * size


def baseline(face: Face, size: float) -> float:
    """From a line's top to its baseline, when the line is :func:`line_height` high."""
    return (_LEADING - _ASCENT - _DESCENT) / 2 * size + _ASCENT * size


# measuring

_words: dict[tuple[Face, bool], dict[str, float]] = {(face, tabular): {} for face in FACES for tabular in (False, True)}
_WORDS_KEPT = 100_000


def width(text: str, face: Face, size: float, *, tabular: bool = False) -> float:
    """The width of a text set on one line; ``tabular`` gives all figures the same width."""
    known = _words[face, tabular]
    total = 0.0
    for word in clean(text).split(" "):
        wide = known.get(word)
        total += _measured(word, face, tabular) if wide is None else wide
    return (total + text.count(" ") * _space(face)) * size


def _measured(word: str, face: Face, tabular: bool) -> float:
    known = _words[face, tabular]
    if len(known) > _WORDS_KEPT:
        known.clear()
    if word.isascii() or is_plain(word):
        wide = advance(word, fonts_of(face), tabular)
    else:
        wide = sum(run.width for run in shape(word, face, tabular=tabular))
    known[word] = wide
    return wide


@functools.cache
def _space(face: Face) -> float:
    # Inter does not kern with the space, so the widths of words and spaces add up (a test holds this).
    return advance(" ", fonts_of(face), False)


# breaking

_BLANKS = re.compile("[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_PARAGRAPHS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_AFTER = "-\u2010\u2012\u2013\u2014/\\|\u200b\u00ad&+_\u2026,;:)]}"
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_NOT_FIRST = (
    "\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff09\uff1a\uff1b\u300d\u300f\u3011\u30fc.,;:!?)]}%\u2026\u201d\u2019"
)


def lines(
    text: str, face: Face, size: float, max_width: float, max_lines: int | None = None, ending: str = ELLIPSIS
) -> Lines:
    """A text broken into lines no wider than ``max_width``, at most ``max_lines`` of them; when the text is cut, the
    last ends in ``ending``.

    Breaks at blanks and after hyphens, between ideographs, and in a word that is wider than a line with a hyphen where
    the language in force allows it, else anywhere; keeps the line breaks in the text. An empty text has no lines. Where
    one character alone is too wide it stands all the same.
    """
    return _lines(text, face, size, max_width, max_lines, ending, language())


@functools.lru_cache(maxsize=1 << 16)
def _lines(
    text: str, face: Face, size: float, max_width: float, max_lines: int | None, ending: str, spoken: str
) -> Lines:
    text = text.strip()
    if not text or (max_lines is not None and max_lines < 1):
        return Lines((), bool(text))
    room = max_width / size + 1e-6
    base = None if text.isascii() or not RIGHT_TO_LEFT.search(text) else True
    result: list[Line] = []
    for paragraph in _PARAGRAPHS.split(text):
        rtl = base is not None and _begins_rtl(paragraph)
        for broken, wide in _broken(clean(paragraph), face, room, spoken):
            if max_lines is not None and len(result) == max_lines:
                last = result[-1]
                joined = f"{last.text} {broken}" if last.text.endswith(" ") or broken else last.text
                shortened = _shortened(joined, face, room, ending)
                result[-1] = last._replace(text=shortened, width=width(shortened, face, size))
                return Lines(tuple(result), True)
            result.append(Line(broken, wide * size if wide >= 0 else width(broken, face, size), face, size, rtl))
    return Lines(tuple(result), False)


def paragraphs(text: str) -> list[str]:
    """The paragraphs that :func:`lines` breaks apart from each other."""
    return [clean(paragraph) for paragraph in _PARAGRAPHS.split(text.strip())]


def words(paragraph: str) -> list[str]:
    """The words of a paragraph, parted by blanks."""
    return [word for word in _BLANKS.split(paragraph.strip()) if word]


def pieces(word: str) -> list[str]:
    """A word in the pieces that it may be broken into, each as it is drawn at the end of a line."""
    if word.isalpha() and word.isascii():
        return [word]
    places = [0, *_openings(word), len(word)]
    return [_drawn(_head(word, end)[start:]) for start, end in zip(places, places[1:], strict=False)]


def line(text: str, face: Face, size: float, max_width: float) -> Line:
    """A text on one line, cut where it is too long; an empty line where there is nothing to set."""
    set_ = lines(" ".join(text.split()), face, size, max_width, 1).lines
    return set_[0] if set_ else Line("", 0.0, face, size, False)


def _begins_rtl(text: str) -> bool:
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _broken(paragraph: str, face: Face, room: float, spoken: str) -> Iterator[tuple[str, float]]:
    """The lines with their widths in em, negative where what is drawn is not what was measured."""
    known, space = _words[face, False], _space(face)
    line: list[str] = []
    used = -space
    for word in _BLANKS.split(paragraph.strip()):
        wide = known.get(word)
        if wide is None:
            wide = _measured(word, face, False)
        while used + space + wide > room:
            split = _split(word, face, room - used - space)
            if split is None and not line:
                split = _hyphenated(word, face, room, spoken) or _torn(word, face, room)
            if split is not None:
                head, word = split
                line.append(head)
                used = -1.0
                wide = _measured(word, face, False)
            elif not line:
                break  # one character, wider than the line
            yield _set(line, used)
            line, used = [], -space
        line.append(word)
        used += space + wide
    yield _set(line, used)


def _set(words: list[str], wide: float) -> tuple[str, float]:
    joined = " ".join(words)
    drawn = _drawn(joined)
    return drawn, wide if drawn is joined else -1.0


def _drawn(text: str) -> str:
    return text if text.isascii() else text.replace("\u00ad", "").replace("\u200b", "")


def _split(word: str, face: Face, room: float) -> tuple[str, str] | None:
    """The longest head of a word that fits and what follows it, where the word itself may be broken; else None."""
    place = _last(word, face, room, _openings(_near(word, room)), _head)
    return None if place is None else (_head(word, place), word[place:])


def _hyphenated(word: str, face: Face, room: float, spoken: str) -> tuple[str, str] | None:
    """The same where the language allows a hyphen."""
    places = [place for place in hyphens.breaks(word, spoken) if place <= len(_near(word, room))]
    place = _last(word, face, room, places, lambda word, place: word[:place] + "-")
    return None if place is None else (word[:place] + "-", word[place:])


def _torn(word: str, face: Face, room: float) -> tuple[str, str] | None:
    """The same anywhere; one character if nothing fits, None where there is but one."""
    places = _graphemes(_near(word, room))
    place = _last(word, face, room, places, _head)
    if place is None:
        place = next(iter(places), None)
    elif len(word) - place < 3 <= len(word) - 3 and word.isalpha():
        place = len(word) - 3  # rather three letters on the next line than one alone
    return None if place is None else (_head(word, place), word[place:])


def _near(word: str, room: float) -> str:
    """What of a word could fit, and a little: a character is rarely narrower than a fifth of an em."""
    return word[: int(max(0.0, room) * 5) + 8]


def _last(word: str, face: Face, room: float, places: Sequence[int], head: Callable[[str, int], str]) -> int | None:
    """The last of the places up to which a word fits."""
    best = None
    low, high = 0, len(places) - 1
    while low <= high:
        middle = (low + high) // 2
        if _measured(_drawn(head(word, places[middle])), face, False) <= room:
            best, low = places[middle], middle + 1
        else:
            high = middle - 1
    return best


def _head(word: str, place: int) -> str:
    head = word[:place]
    return head[:-1] + "-" if head.endswith("\u00ad") else head


def _openings(word: str) -> list[int]:
    """Where a line may end inside a word."""
    if word.isalpha() and word.isascii():
        return []
    places = []
    for place in range(1, len(word)):
        before, after = word[place - 1], word[place]
        if before in _AFTER:
            fits = before in "\u200b\u00ad" or (place > 1 and after.isalnum() and not after.isdigit())
        else:
            fits = bool(_IDEOGRAPH.match(before) or _IDEOGRAPH.match(after)) and after not in _NOT_FIRST
        if fits and not unicodedata.combining(after):
            places.append(place)
    return places


def _graphemes(text: str) -> list[int]:
    """Where the second and each further character, as a reader counts them, begins."""
    if text.isascii():
        return list(range(1, len(text)))
    places = []
    flags = 0
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        flags = flags + 1 if "\U0001f1e6" <= before <= "\U0001f1ff" else 0
        joined = (
            unicodedata.category(after)[0] == "M"
            or bool(IGNORABLE.match(after))
            or before == "\u200d"
            or "\U0001f3fb" <= after <= "\U0001f3ff"
            or (flags % 2 == 1 and "\U0001f1e6" <= after <= "\U0001f1ff")
        )
        if not joined:
            places.append(place)
    return places


def _shortened(text: str, face: Face, room: float, ending: str) -> str:
    """As much of a text as fits before the ending."""
    places = [*_graphemes(text), len(text)]
    low, high, best = 0, len(places) - 1, 0
    while low <= high:
        middle = (low + high) // 2
        if width(text[: places[middle]].rstrip() + ending, face, 1.0) <= room:
            best, low = places[middle], middle + 1
        else:
            high = middle - 1
    return text[:best].rstrip(" \u00a0,;:\u2013-") + ending
