"""Design tokens: colours, the type scale and spacing, shared by window, canvas and poster.

Colours are ``#rrggbb`` strings; lengths are units of 1/96 inch at 100 % interface scale.

This module must not know Qt, reportlab or what is drawn.
"""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

ThemeName = Literal["light", "dark"]

FONT = "Inter"

# The type scale: px on screen at 100 %.
SIZE_SMALL = 11.0
SIZE_BODY = 13.0
SIZE_STRONG = 14.0
SIZE_HEADING = 18.0
SIZE_TITLE = 24.0


class Palette(msgspec.Struct, frozen=True):
    """One theme's colours by role. Text roles keep 4.5:1 on paper, surface and band."""

    name: ThemeName
    paper: str
    surface: str
    raised: str
    band: str
    ink: str
    second: str
    hairline: str
    field: str
    accent: str
    accent_soft: str
    on_accent: str
    need: str
    need_edge: str
    need_ink: str
    link: str
    grey: str
    danger: str
    shadow: str


LIGHT = Palette(
    name="light",
    paper="#F7F7F5",
    surface="#FFFFFF",
    raised="#FFFFFF",
    band="#F0F0EC",
    ink="#1F2328",
    second="#5B6470",
    hairline="#D9DCE1",
    field="#ECEDEF",
    accent="#3B4CC0",
    accent_soft="#E4E7F8",
    on_accent="#FFFFFF",
    need="#EBE8FA",
    need_edge="#C9C1EE",
    need_ink="#3A2F7D",
    link="#A9AFB8",
    grey="#E8E9EC",
    danger="#B3261E",
    shadow="#1F2328",
)

DARK = Palette(
    name="dark",
    paper="#17191D",
    surface="#1F2227",
    raised="#282C33",
    band="#1B1E22",
    ink="#ECEEF1",
    second="#A3ABB6",
    hairline="#383D45",
    field="#343941",
    accent="#8C9BFF",
    accent_soft="#2D335C",
    on_accent="#14161A",
    need="#332E57",
    need_edge="#564C91",
    need_ink="#DCD6FF",
    link="#6B7380",
    grey="#3A3F47",
    danger="#FF8A80",
    shadow="#000000",
)

PALETTES: dict[ThemeName, Palette] = {"light": LIGHT, "dark": DARK}

_RAMP = ((0.0, "#C8402F"), (0.5, "#E8A33D"), (1.0, "#1B8A7A"))


@functools.lru_cache(maxsize=1024)
def score_colour(score: float) -> str:
    """The ramp's colour for a score in [0, 1], interpolated in OKLab. For bars and fills only, never for text."""
    score = min(1.0, max(0.0, round(score, 3)))
    for (low, first), (high, second) in zip(_RAMP, _RAMP[1:], strict=False):
        if score <= high:
            return mix(first, second, (score - low) / (high - low))
    raise AssertionError(score)


@functools.lru_cache(maxsize=4096)
def mix(first: str, second: str, amount: float) -> str:
    """The colour ``amount`` of the way from ``first`` to ``second`` in OKLab (Ottosson 2020)."""
    one, two = _oklab(first), _oklab(second)
    return _from_oklab(tuple(a + (b - a) * amount for a, b in zip(one, two, strict=True)))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rgb(colour: str) -> tuple[float, float, float]:
    """``#rrggbb`` as three numbers in [0, 1]."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value) for value in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> tuple[float, ...]:
    red, green, blue = (_linear(value) for value in rgb(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lab: tuple[float, ...]) -> str:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_gamma(value) * 255):02X}" for value in channels)
