"""One gettext catalogue for window, poster, command line and errors.

English is the language of the source; other languages lie as ``.po`` files in ``resources/i18n``. A ``.po`` file is
compiled once into the cache folder and read from there, so neither checkout nor wheel holds a binary catalogue.

This module must not know Qt, the model or who asks.
"""

from __future__ import annotations

import gettext as _gettext
import hashlib
import io
import locale
import math
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from cjdesigner import paths

LANGUAGES = {"en": "English", "de": "Deutsch"}

_NBSP = "\u00a0"

ONE_POINT = 0.95
"""From here on a percentage is one whole per cent; below it has a digit after the decimal sign."""


class _Speech(NamedTuple):
    code: str
    catalogue: _gettext.NullTranslations


_spoken = _Speech("en", _gettext.NullTranslations())
# A thread that exports in another language must not change the words of the window meanwhile.
_borrowed: ContextVar[_Speech | None] = ContextVar("borrowed language", default=None)


def language() -> str:
    """The language in force, a key of :data:`LANGUAGES`."""
    return _speech().code


def system_language() -> str:
    """The user's language if there is a catalogue for it, else English."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((value for value in names if value), None) or locale.getlocale()[0] or ""
    code = name[:2].lower()
    return code if code in LANGUAGES else "en"


def set_language(code: str) -> None:
    """Switch every text asked for from now on. ``code`` is a key of :data:`LANGUAGES`."""
    global _spoken
    _spoken = _speaking(code)


@contextmanager
def using(code: str) -> Iterator[None]:
    """Speak another language for a while, in this thread: a German poster from an English window."""
    token = _borrowed.set(_speaking(code))
    try:
        yield
    finally:
        _borrowed.reset(token)


def _speech() -> _Speech:
    return _borrowed.get() or _spoken


def _speaking(code: str) -> _Speech:
    if code not in LANGUAGES:
        raise ValueError(code)
    return _Speech(code, _gettext.NullTranslations() if code == "en" else _load(code))


def gettext(message: str) -> str:
    """The message in the language in force."""
    return _speech().catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The singular or plural in the language in force; ``{count}`` is left for the caller to fill."""
    return _speech().catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The message as it is said in ``context``, for words that translate in more than one way."""
    return _speech().catalogue.pgettext(context, message)


def mark(message: str) -> str:
    """Marks a message for the catalogue where it is declared; it is translated where it is shown."""
    return message


def rounded(value: float, digits: int = 0) -> float:
    """Half away from zero, as people round; the noise of floating point beyond the ninth digit decides nothing."""
    unit = 10**digits
    return math.copysign(math.floor(round(abs(value) * unit, 9) + 0.5) / unit, value)


def decimal(value: float, digits: int = 0) -> str:
    """A number with the language's decimal sign and a true minus sign."""
    text = f"{rounded(value, digits):.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    if language() == "de":
        text = text.replace(".", ",")
    return text.replace("-", "\u2212")


def percent(value: float, digits: int = 0) -> str:
    """A share of 1 as a percentage, set as the language does: 50% and 50 %.

    Whole numbers, but below one and above 99 one digit, so that nothing is rounded to nothing or to all.
    """
    number = round(value * 100, 9)
    if digits == 0 and (0 < number < ONE_POINT or 99.5 <= number < 100):
        number, digits = min(99.9, max(0.1, number)), 1
    return decimal(number, digits) + ("%" if language() == "en" else f"{_NBSP}%")


def points(value: float) -> str:
    """A difference of two shares as signed percentage points: +12, \u22124, and one digit where it is below one."""
    size = round(abs(value) * 100, 9)
    if not size:
        return decimal(0)
    text = ("+" if value > 0 else "\u2212") + decimal(max(size, 0.1), 0 if size >= ONE_POINT else 1)
    return text if size >= 0.05 else "<" + text


def _load(code: str) -> _gettext.GNUTranslations:
    source = paths.resource("i18n", f"{code}.po").read_bytes()
    compiled = paths.cache("i18n") / f"{code}-{hashlib.sha256(source).hexdigest()[:16]}.mo"
    try:
        return _gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    except (OSError, EOFError, ValueError, struct.error):
        pass  # not there yet, or damaged
    from babel.messages import mofile, pofile

    buffer = io.BytesIO()
    mofile.write_mo(buffer, pofile.read_po(io.BytesIO(source), locale=code))
    try:
        paths.replace_atomically(compiled, buffer.getvalue())
    except OSError:
        pass  # no cache is slower, not wrong
    buffer.seek(0)
    return _gettext.GNUTranslations(buffer)
