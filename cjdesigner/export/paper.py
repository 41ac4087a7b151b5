"""Paper sizes, and how large things are on them.

Everything on a poster is measured for A4 and grows with the paper, so that a poster read from twice as far away looks
the same. This module must not know what stands on the paper.
"""

from __future__ import annotations

from math import hypot

import msgspec

_MM = 72 / 25.4
_INCH = 72.0


class Paper(msgspec.Struct, frozen=True):
    """A sheet in points."""

    name: str
    width: float
    height: float

    @property
    def unit(self) -> float:
        """How many times larger than on A4 things are: 1 on A4, 4 on A0; never below 1."""
        return max(1.0, hypot(self.width, self.height) / hypot(210 * _MM, 297 * _MM))

    @property
    def smallest(self) -> float:
        """The smallest type in points: 6 on A4, 24 on A0."""
        return 6.0 * self.unit

    @property
    def reading_distance(self) -> float:
        """From how many metres the smallest type can be read, at about 22 pt a metre."""
        return self.smallest / 22

    def turned(self, landscape: bool) -> Paper:
        """The sheet with its longer side lying or standing."""
        short, long = sorted((self.width, self.height))
        return Paper(self.name, *((long, short) if landscape else (short, long)))


def _sizes() -> dict[str, Paper]:
    metric = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
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
    result = {name: Paper(name, width * _MM, height * _MM) for name, (width, height) in metric.items()}
    result |= {name: Paper(name, width * _INCH, height * _INCH) for name, (width, height) in inches.items()}
    return result


PAPERS: dict[str, Paper] = _sizes()
"""Standing sheets by name."""


def named(name: str) -> Paper | None:
    """The sheet of that name, however it is written: ``ARCH E``, ``arch e``, or by its inches, ``36x48in``."""
    wanted = "".join(name.casefold().split())
    for paper in PAPERS.values():
        inches = f"{paper.width / _INCH:g}x{paper.height / _INCH:g}in"
        if wanted in ("".join(paper.name.casefold().split()), inches):
            return paper
    return None
