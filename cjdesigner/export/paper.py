"""Paper sizes, and how large things are on them.

Everything on a poster is measured for A4 and grows with the paper, so that a poster read from twice as far away looks
the same. This module must not know what stands on the paper.
"""

from __future__ import annotations

import re
from math import hypot
from typing import Literal

import msgspec

MM = 72 / 25.4
"""Points of a millimetre."""
_INCH = 72.0
_UNITS = {"mm": MM, "cm": 10 * MM, "m": 1000 * MM, "in": _INCH, "": MM}
_INCHES = re.compile(r"inch(?:es)?|zoll|[\"″”]|''")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|m|in)?x(\d+(?:\.\d+)?)(mm|cm|m|in)?")
_ROLL = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|m|in)?-?roll")

LEAST, MOST = 50 * MM, 5000 * MM
"""The shortest and the longest side of a sheet: beyond it PDF readers refuse a page."""


class Paper(msgspec.Struct, frozen=True):
    """A sheet in points. Of a ``roll`` the height is given, by the roll; as long as it is not cut, ``width`` is 0."""

    name: str
    width: float
    height: float
    roll: bool = False

    @property
    def unit(self) -> float:
        """How many times larger than on A4 things are: 1 on A4, 4 on A0; on smaller sheets less, as for A4 in the hand.

        A roll counts as the sheet of its height, however long it is cut, and a sheet of more than twice its shorter
        side as one of twice that.
        """
        short, long = sorted((2**0.5 * self.height if self.roll else self.width, self.height))
        return max(0.75, hypot(short, min(long, 2 * short)) / hypot(210 * MM, 297 * MM))

    @property
    def smallest(self) -> float:
        """The smallest type in points: 6 on A4 and below, 24 on A0."""
        return max(6.0, 6.0 * self.unit)

    @property
    def reading_distance(self) -> float:
        """From how many metres the smallest type can be read, at about 22 pt a metre."""
        return self.smallest / 22

    @property
    def in_hand(self) -> Paper:
        """A sheet to be read in the hand beside this one: A4, Letter where this one is measured in inches; this one
        where it is no larger."""
        short, long = sorted((self.width, self.height))
        sheets = PAPERS["A4"], PAPERS["Letter"]
        if not self.roll and any(short < sheet.width + MM and long < sheet.height + MM for sheet in sheets):
            return self
        metric = self.name[1:].isdigit() if self.name in PAPERS else not self.name.removesuffix("-roll").endswith("in")
        return sheets[0] if metric else sheets[1]

    def turned(self, landscape: bool) -> Paper:
        """The sheet with its longer side lying or standing; a roll always lies."""
        if self.roll:
            return self
        short, long = sorted((self.width, self.height))
        return Paper(self.name, *((long, short) if landscape else (short, long)))

    def cut(self, length: float) -> Paper:
        """A piece of the roll, so many points long."""
        return Paper(self.name, min(max(length, LEAST), MOST), self.height, roll=True)


def _sizes() -> dict[str, Paper]:
    metric = {
        "A5": (148, 210), "A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189),
    }  # fmt: skip
    inches = {
        "Letter": (8.5, 11),
        "Legal": (8.5, 14),
        "Tabloid": (11, 17),
        "ANSI C": (17, 22),
        "ANSI D": (22, 34),
        "ANSI E": (34, 44),
        "ARCH C": (18, 24),
        "ARCH D": (24, 36),
        "ARCH E": (36, 48),
    }
    result = {name: Paper(name, width * MM, height * MM) for name, (width, height) in metric.items()}
    result |= {name: Paper(name, width * _INCH, height * _INCH) for name, (width, height) in inches.items()}
    return result


PAPERS: dict[str, Paper] = _sizes()
"""Standing sheets by name."""

ROLLS = ("610mm-roll", "914mm-roll", "1067mm-roll")
"""The usual rolls, 24, 36 and 42 inches wide, as :func:`named` knows them."""


def named(name: str) -> Paper | None:
    """The sheet of that name, however it is written: ``ARCH E``, ``arch e``; by its size, ``36x48in``,
    ``36 x 48 inch``, ``36"x48"``, ``594x1200mm``; or the roll of that width, ``914mm-roll``. None for what is no paper,
    or none that can be printed.
    """
    wanted = _plain(name)
    for paper in PAPERS.values():
        inches = f"{paper.width / _INCH:g}x{paper.height / _INCH:g}in"
        if wanted in ("".join(paper.name.casefold().split()), inches):
            return paper
    if found := _ROLL.fullmatch(wanted):
        number, unit = float(found[1]), found[2] or "mm"
        high = number * _UNITS[unit]
        return Paper(f"{number:g}{unit}-roll", 0.0, high, roll=True) if LEAST <= high <= MOST else None
    size = _sides(wanted)
    if size is not None:
        one, other, unit = size
        sides = one * _UNITS[unit], other * _UNITS[unit]
        if min(sides) >= LEAST and max(sides) <= MOST:
            spelt = unit or "mm"
            same = f"{one:g}x{other:g}{spelt}"
            return named(same) if same != wanted else Paper(same, *sides)
    return None


def lies_as_written(name: str) -> bool | None:
    """Whether a size in figures, width first, is that of a lying sheet; None for what is no such size, or square."""
    size = _sides(_plain(name))
    return None if size is None or size[0] == size[1] else size[0] > size[1]


Fault = Literal["none", "negative", "unit", "limits"]


def fault(name: str) -> Fault:
    """What is wrong with a name of which :func:`named` makes nothing: it is none; below nothing; too small or too large
    in millimetres, which nobody wrote; too small or too large."""
    wanted = _plain(name)
    if re.match(r"-[\d.]|.*[x×*]-[\d.]", wanted):
        return "negative"
    size = _sides(wanted)
    if size is not None:
        return "limits" if size[2] else "unit"
    roll = _ROLL.fullmatch(wanted)
    return "none" if roll is None else "limits" if roll[2] else "unit"


def _plain(name: str) -> str:
    """A name without what can be written in several ways."""
    return _INCHES.sub("in", "".join(name.casefold().split())).replace(",", ".").replace("×", "x").replace("*", "x")


def _sides(wanted: str) -> tuple[float, float, str] | None:
    """Both sides of a size in figures, and their unit, as it is written once or twice; empty where it is not."""
    found = _SIZE.fullmatch(wanted)
    if found is None or (found[2] and found[4] and found[2] != found[4]) or (found[2] and not found[4]):
        return None
    return float(found[1]), float(found[3]), found[4] or ""
