"""How a poster looks: its colours and weights, by theme, with an accent of one's own.

Whatever draws asks :data:`INK` for a colour and gets the one of the look in force, as words are asked of ``i18n`` and
come in the language in force. This module must not know what is drawn.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import msgspec

from cjdesigner import theme
from cjdesigner.export.options import ThemeName
from cjdesigner.export.paper import MM
from cjdesigner.theme import LIGHT, Palette, mix

BLEED = 5 * MM
"""How far what fills a page to its edges reaches beyond them."""

_READABLE = 4.5
"""The contrast of all text."""


class Look(msgspec.Struct, frozen=True):
    """A look. ``ramp`` are the colours of the scores 0, 0.5 and 1; None is the program's."""

    name: ThemeName
    palette: Palette
    ramp: tuple[str, str, str] | None = None
    filled: bool = False
    """Head and phases stand on blocks of colour, to be seen from afar."""
    coloured: bool = True
    """Whether colours tell anything; else hatching, dashes, length and signs tell it."""
    weight: float = 1.0
    """How much heavier lines are."""
    path_weight: float = 1.0
    """How much heavier the path's links are than their share of customers makes them."""

    @property
    def ground(self) -> str | None:
        """What a head stands on; None is bare paper."""
        return self.palette.accent if self.filled else None

    @property
    def head_ink(self) -> str:
        """The colour of large type in a head."""
        return self.palette.on_accent if self.filled else self.palette.ink

    @property
    def head_second(self) -> str:
        """The colour of small type in a head."""
        if not self.filled:
            return self.palette.second
        light = mix(self.palette.on_accent, self.palette.accent, 0.16)
        return light if theme.contrast(light, self.palette.accent) >= _READABLE else self.palette.on_accent

    @property
    def accent_ink(self) -> str:
        """The accent as the colour of type that stands on tints: of bands, or of itself."""
        return _darkened(self.palette.accent, self.palette.band, self.palette.accent_soft)

    @property
    def deep(self) -> str:
        """A darker accent, for what stands beside it."""
        return mix(self.palette.accent, "#000000", 0.42)

    def dash(self, *lengths: float) -> tuple[float, ...]:
        """The dashes of a line that colour tells apart from others, where there are colours; else it is dashed."""
        return () if self.coloured else lengths

    def score(self, value: float) -> str:
        """The colour of a score in [0, 1]; for bars and fills only, never for text."""
        if self.ramp is None:
            return theme.score_colour(value)
        low, middle, high = self.ramp
        return mix(low, middle, 2 * value) if value < 0.5 else mix(middle, high, 2 * value - 1)


_BOLD = msgspec.structs.replace(
    LIGHT,
    ink="#12151A", second="#3D444E", hairline="#B3B9C3", link="#6B7480", grey="#D8DBE1", field="#DFE2E7",
    band="#ECEEFA", need="#DFD9F8", need_edge="#8B7DD6", need_ink="#2C2368", danger="#B3150C",
)  # fmt: skip
_MONO = msgspec.structs.replace(
    LIGHT,
    paper="#FFFFFF", band="#F3F3F3", ink="#000000", second="#2E2E2E", hairline="#9A9A9A", field="#E6E6E6",
    accent="#000000", accent_soft="#E6E6E6", need="#F0F0F0", need_edge="#5C5C5C", need_ink="#000000",
    link="#6E6E6E", grey="#FFFFFF", danger="#000000",
)  # fmt: skip

_LOOKS: dict[ThemeName, Look] = {
    "paper": Look("paper", LIGHT),
    "bold": Look("bold", _BOLD, filled=True, weight=1.45),
    "mono": Look("mono", _MONO, ("#262626", "#262626", "#262626"), coloured=False, path_weight=1.6),
}


@functools.lru_cache(maxsize=32)
def look_of(name: ThemeName, accent: str = "") -> Look:
    """A theme's look; an ``accent`` (``#rrggbb``) replaces its own but in mono, darkened where it could not be read on
    white."""
    look = _LOOKS[name]
    if not accent or name == "mono":
        return look
    accent = _darkened(accent, "#FFFFFF")
    palette = msgspec.structs.replace(look.palette, accent=accent, accent_soft=mix(accent, "#FFFFFF", 0.86))
    if look.filled:
        palette = msgspec.structs.replace(palette, band=mix(accent, "#FFFFFF", 0.92))
    return msgspec.structs.replace(look, palette=palette)


def accent_in_use(name: ThemeName, accent: str) -> str:
    """The accent that is printed for the one asked for, which may be darker; mono's is black. Compare without regard to
    case."""
    return look_of(name, accent).palette.accent


@functools.lru_cache(maxsize=256)
def _darkened(colour: str, *grounds: str) -> str:
    """A colour, darkened no more than it takes to be read on the grounds."""
    found, step = colour, 0
    while any(theme.contrast(found, ground) < _READABLE for ground in grounds):
        step += 1
        found = mix(colour, "#000000", step / 200)
    return found


_in_force: ContextVar[Look] = ContextVar("look", default=_LOOKS["paper"])


@contextlib.contextmanager
def wearing(look: Look) -> Iterator[None]:
    """Within this, the look is in force, in this thread."""
    token = _in_force.set(look)
    try:
        yield
    finally:
        _in_force.reset(token)


def look() -> Look:
    """The look in force."""
    return _in_force.get()


def score_colour(value: float) -> str:
    """The colour of a score in the look in force."""
    return _in_force.get().score(value)


class _Ink:
    """The palette in force, field by field."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_in_force.get().palette, name)


INK: Palette = _Ink()  # type: ignore[assignment]
