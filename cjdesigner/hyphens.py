"""Where a language allows a word to be broken, by Liang's patterns in the dictionaries that come with Pyphen.

Pyphen itself reads German patterns for compounds and for syllables as one, which breaks “Stau-b-e-cken”, and takes a
second to read them; so those for syllables are read here, when a word first asks. This module must not know typefaces,
nor how lines are filled.
"""

from __future__ import annotations

import functools
import re

_DICTIONARIES = {"de": "de_DE", "en": "en_US"}
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_VALUES = re.compile(r"(\d?)(\D?)")
_VOWEL = re.compile(r"[aeiouyàáâäåæèéêëìíîïòóôöøœùúûüý]")
_BEFORE, _AFTER = 2, 3
"""The fewest letters that stay before a break, and that come after it."""


@functools.lru_cache(maxsize=1 << 14)
def breaks(word: str, language: str) -> tuple[int, ...]:
    """Where a word may be broken with a hyphen, as numbers of the letters that come next, in order; nowhere in a
    language that is neither ``en`` nor ``de``.

    What is not a letter parts a word: “(Kundendienst)” is broken as the bare word is.
    """
    if language not in _DICTIONARIES or len(word) < _BEFORE + _AFTER:
        return ()
    found: list[int] = []
    for match in _LETTERS.finditer(word):
        letters = match[0].lower()
        if len(letters) == len(match[0]):
            found += [match.start() + place for place in _syllables(letters, language)]
    return tuple(found)


def _syllables(word: str, language: str) -> list[int]:
    patterns, longest = _patterns(language)
    dotted = f".{word}."
    values = [0] * (len(dotted) + 1)
    for start in range(len(dotted)):
        for end in range(start + 1, min(start + longest, len(dotted)) + 1):
            pattern = patterns.get(dotted[start:end], "")
            for place, (value, _letter) in enumerate(_VALUES.findall(pattern), start):
                values[place] = max(values[place], int(value or 0))
    found: list[int] = []
    for place in range(_BEFORE, len(word) - _AFTER + 1):
        if values[place + 1] % 2 == 0:
            continue
        # Patterns come into conflict, “Prei-s-an-ge-bot”; but a syllable has a vowel.
        while found and not _VOWEL.search(word, found[-1], place):
            found.pop()
        if _VOWEL.search(word, 0, place):
            found.append(place)
    while found and not _VOWEL.search(word, found[-1]):
        found.pop()
    return found


@functools.cache
def _patterns(language: str) -> tuple[dict[str, str], int]:
    """Each pattern, digits and all, by its letters; and how many of these the longest has."""
    import pyphen

    with pyphen.LANGUAGES[_DICTIONARIES[language]].open("rb") as file:
        encoding = file.readline().decode("ascii").strip()
        said = file.read().decode(encoding)
    lines = said.rpartition("NEXTLEVEL")[2].splitlines()
    lines = [line for line in lines if line and line[0] not in "#%" and not line[:2].isupper()]
    patterns = {_DIGITS.sub("", line): line for line in lines}
    return patterns, max(map(len, patterns))
