"""The page's colours: the look's tokens as custom properties, light and dark, and a class a score.

This module must not know what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cjdesigner import theme
from cjdesigner.export.look import look
from cjdesigner.theme import DARK, Palette, contrast, mix

_ROLES = (
    "paper", "surface", "raised", "band", "ink", "second", "hairline", "field", "accent", "accent_soft", "on_accent",
    "need", "need_edge", "need_ink", "link", "danger",
)  # fmt: skip
_READABLE = 4.5


def style(sheet: str, scores: Iterable[int]) -> str:
    """The style sheet with its colours: light, dark where the system or the reader wants it, light again on paper."""
    palette, dark = _light(), _dark()
    light_scores = {score: look().score(score / 100) for score in sorted(scores)}
    dark_scores = light_scores
    if look().ramp is not None:
        dark_scores = dict.fromkeys(light_scores, dark.ink)
    by_light, by_dark = _rules(palette, light_scores), _rules(dark, dark_scores)
    return (
        ":root" + by_light
        + "@media (prefers-color-scheme:dark){:root:not([data-theme=light])" + by_dark + "}"
        + ":root[data-theme=dark]" + by_dark
        + "".join(f".s{score}{{color:var(--s{score})}}" for score in light_scores)
        + "\n" + sheet
        + "@media print{:root,:root[data-theme]" + by_light + "}\n"
    )  # fmt: skip


def _rules(palette: Palette, scores: dict[int, str]) -> str:
    values = [f"--{role.replace('_', '-')}:{getattr(palette, role)}" for role in _ROLES]
    values += [f"--s{score}:{colour}" for score, colour in scores.items()]
    values.append(f"color-scheme:{'dark' if palette.name == 'dark' else 'light'}")
    return "{" + ";".join(values) + "}"


def _light() -> Palette:
    return look().palette


def _dark() -> Palette:
    """The dark palette with the look's accent, light enough to be read; without colours where the look has none."""
    found = look()
    if found.ramp is not None:
        return msgspec.structs.replace(
            DARK, accent=DARK.ink, accent_soft=DARK.field, on_accent=DARK.paper, need=DARK.field, need_edge=DARK.second,
            need_ink=DARK.ink, danger=DARK.ink,
        )  # fmt: skip
    accent = found.palette.accent
    if accent == theme.LIGHT.accent:
        return DARK
    while contrast(accent, DARK.raised) < _READABLE:
        accent = mix(accent, "#FFFFFF", 0.06)
    on_accent = max((DARK.paper, "#FFFFFF"), key=lambda ink: contrast(ink, accent))
    return msgspec.structs.replace(
        DARK, accent=accent, accent_soft=mix(accent, DARK.surface, 0.78), on_accent=on_accent
    )
