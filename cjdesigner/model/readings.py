"""Readings from text: lines that were pasted or typed, and rows of a table with columns found by header or content.

What cannot be read is named by its line, with the reason; nothing is guessed where two readings are possible.

    2026-03; 71 %; n=212; Survey of the shop

Columns are parted by tabs, semicolons or commas; numbers have a decimal comma or point. Which of the two a number such
as 1,234 means is told by the other numbers beside it, else by the language in force.

This module must not know files, records that exist, nor who asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, mark
from cjdesigner.model import dates
from cjdesigner.model.indicators import Entry

MOST = 10_000
"""More readings than an indicator ever has."""


class Fault(msgspec.Struct, frozen=True):
    """A line that cannot be read: its number from 1, what stands there, and why; ``reason`` is an English message."""

    line: int
    text: str
    reason: str

    def told(self) -> str:
        """The fault in a sentence."""
        text = " ".join(self.text.split())
        text = text if len(text) <= 60 else text[:59].rstrip() + "\u2026"
        return _("Line {line}, “{text}”: {reason}").format(line=self.line, text=text, reason=_(self.reason))


class Read(msgspec.Struct, frozen=True):
    """What was read: entries in the order of their lines, and what could not be read."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


_NO_DATE = mark("there is no date, such as 2026, 2026-09 or 2026-09-30")
_TWO_DATES = mark("day and month cannot be told apart; write 2026-09-30")
_NO_VALUE = mark("there is no value after the date")
_BAD_VALUE = mark("the value is no number")
_COMMAS = mark("the commas may part columns or decimals; part columns by semicolons")
_TOO_LARGE = mark("the number is too large")
_BAD_ANSWERS = mark("the number of answers is no whole number")
_TOO_MANY = mark("there are more than 10,000 lines")

_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"})
_NUMBER = re.compile(r"([+-]?)(\d[\d.,' ]*|[.,]\d+)\s*(.*)", re.DOTALL)
_ANSWERS = re.compile(
    r"(?:n\s*[=:]?\s*([\d][\d.,' ]*)|([\d][\d.,' ]*)\s*(?:answers?|responses?|antworten|befragte))", re.IGNORECASE
)
_ANSWERS_BEHIND = re.compile(r"(.*\S)\s+\(?(n\s*=?\s*\d[\d.,' ]*|\d+\s+(?:answers|responses|Antworten))\)?", re.DOTALL)


def read_lines(text: str, unit: str = "") -> Read:
    """The readings that lines of text hold; empty lines and a header are passed over."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST:
        return Read((), (Fault(MOST + 1, lines[MOST][1], _TOO_MANY),))
    rows = [(number, line, _parted(line)) for number, line in lines]
    if len(rows) > 1 and not any(character.isdigit() for character in rows[0][1]):
        rows = rows[1:]  # a header
    point = decimal_sign(part for _number, _line, parts in rows for part in (parts or [])[1:2])
    entries: list[Entry] = []
    faults: list[Fault] = []
    for number, line, parts in rows:
        try:
            if parts is None:
                raise Unreadable(_COMMAS)
            entries.append(entry_of(parts, point, unit))
        except Unreadable as fault:
            faults.append(Fault(number, line, fault.reason))
    return Read(tuple(entries), tuple(faults))


class Unreadable(ValueError):
    """Why something cannot be read, as an English message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def entry_of(parts: Sequence[str], point: str, unit: str = "") -> Entry:
    """One reading from its date, its value and, in any order, answers and source. Raises Unreadable."""
    date = read_day(parts[0])
    if len(parts) < 2 or not parts[1].strip():
        raise Unreadable(_NO_VALUE)
    value = number(parts[1], point, unit)
    answers, source = 0, []
    for part in parts[2:]:
        found = _ANSWERS.fullmatch(part.strip().strip("()").translate(_SIGNS))
        if found:
            answers = count(found[1] or found[2])
        elif part.strip().isdigit() and not answers:
            answers = count(part)
        elif part.strip():
            source.append(part.strip())
    return Entry(date, value, answers, "; ".join(source))


def read_day(text: str) -> str:
    """A date as it was typed. Raises Unreadable."""
    try:
        return dates.read_date(text.strip())
    except dates.AmbiguousDate:
        raise Unreadable(_TWO_DATES) from None
    except ValueError:
        raise Unreadable(_NO_DATE) from None


def number(text: str, point: str, unit: str = "") -> float:
    """A value with its decimal sign ``point``, perhaps with the unit behind or before it. Raises Unreadable."""
    text = text.strip().translate(_SIGNS)
    plain = " ".join(unit.translate(_SIGNS).split())
    if plain and text.casefold().startswith(plain.casefold()):
        text = text[len(plain) :].strip()
    found = _NUMBER.fullmatch(text)
    if found is None or found[3].casefold() not in ("", "%", plain.casefold()):
        raise Unreadable(_BAD_VALUE)
    value = _float(found[2].strip(), point)
    if abs(value) > 1e15:
        raise Unreadable(_TOO_LARGE)
    return -value if found[1] == "-" and value else value


def count(text: str) -> int:
    """A number of answers, perhaps in groups of three. Raises Unreadable."""
    digits = re.sub(r"(?<=\d)[.,' ](?=\d{3}(?!\d))", "", text.strip().translate(_SIGNS))
    if not re.fullmatch(r"[0-9]{1,20}", digits):
        raise Unreadable(_BAD_ANSWERS)
    if int(digits) > 1_000_000_000:
        raise Unreadable(_TOO_LARGE)
    return int(digits)


def decimal_sign(texts: Iterable[str]) -> str:
    """The decimal sign of a column of numbers: what the clear ones use, else the language's."""
    votes = {".": 0, ",": 0}
    for text in texts:
        found = _NUMBER.fullmatch(text.strip().translate(_SIGNS))
        sign = _clear_sign(found[2].strip()) if found else ""
        if sign:
            votes[sign] += 1
    if votes["."] == votes[","]:
        return "," if language() == "de" else "."
    return max(votes, key=lambda sign: votes[sign])


def _clear_sign(digits: str) -> str:
    """The decimal sign of a number where only one is possible; empty where it may be a group's."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return ""
    sign = digits[last]
    other = "." if sign == "," else ","
    if other in digits:
        return sign  # 1.234,5: what comes last parts the decimals
    if digits.count(sign) > 1:
        return other  # 1,234,567: what comes twice parts groups
    return sign if len(digits) - last - 1 != 3 or digits[:last].lstrip("0") == "" else ""


def _float(digits: str, point: str) -> float:
    sign = _clear_sign(digits) or point
    group = "." if sign == "," else ","
    whole, _sign, rest = digits.partition(sign)
    if group in whole or " " in whole or "'" in whole:
        if not re.fullmatch(r"\d{1,3}(?:[.,' ]\d{3})+", whole):
            raise Unreadable(_BAD_VALUE)
        whole = re.sub(r"\D", "", whole)
    if not re.fullmatch(r"\d*", whole) or not re.fullmatch(r"\d*", rest) or not (whole or rest) or len(digits) > 40:
        raise Unreadable(_BAD_VALUE)
    return float(f"{whole or 0}.{rest or 0}")


def _parted(line: str) -> list[str] | None:
    """A line's columns; None where its commas may mean either."""
    for separator in ("\t", ";", "|"):
        if separator in line:
            return line.split(separator)
    words = list(re.finditer(r"[^\s,]+", line))[:4]
    day = next((line[: word.end()] for word in reversed(words) if _is_day(line[: word.end()].rstrip(":"))), None)
    if day is None:
        return line.split(",")
    rest = line[len(day) :]
    parts = _by_commas(rest.lstrip(", "), comma=rest.lstrip().startswith(","))
    return None if parts is None else [day.rstrip(":"), *parts]


def _by_commas(rest: str, *, comma: bool) -> list[str] | None:
    """What stands behind the date; ``comma`` tells that a comma parted the two."""
    if ", " in rest:
        return [column for part in rest.split(", ") for column in _by_answers(part)]
    parts = rest.split(",")
    if len(parts) == 2 and re.fullmatch(r"[+\u2212\u2013-]?\d+", parts[0].strip()) and parts[1][:1].isdigit():
        return None if comma and parts[1].isdigit() else _by_answers(rest)
    if not comma and len(parts) > 2:
        return None
    return parts if len(parts) > 1 and comma else _by_answers(rest)


def _by_answers(text: str) -> list[str]:
    """A value and, behind it, the number of answers: 71 % (n = 212)."""
    found = _ANSWERS_BEHIND.fullmatch(text.strip())
    return [found[1], found[2]] if found else [text]


def _is_day(text: str) -> bool:
    try:
        dates.read_date(text)
    except dates.AmbiguousDate:
        return True
    except ValueError:
        return False
    return True
