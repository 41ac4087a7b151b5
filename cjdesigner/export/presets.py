"""From presets, as the file keeps them, to the options of an export and back.

What a preset names is checked here, where it is used: papers, themes, sections, languages, colours. This module must
not know who asks, nor how any of it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast, get_args

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.export import paper, pictures
from cjdesigner.export.options import PAGES, SECTIONS, SIDE, Options, ThemeName, Tiling
from cjdesigner.i18n import LANGUAGES, mark
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import Preset
from cjdesigner.model.state import State

PATHS: dict[str, str] = {
    "travelled": mark("The path that most take"),
    "best": mark("The best path"),
    "worst": mark("The worst path"),
}
"""The paths that a preset can name, with what they are called."""

THEMES: tuple[ThemeName, ...] = get_args(ThemeName)

ALONE: tuple[str, ...] = tuple(name for name in SECTIONS if name not in PAGES and name != "lanes")
"""The sections that are always on the map's page: lanes take a page of their own where they find no room on it."""

STARTS: dict[str, Preset] = {
    "usual": Preset(id=0, name=mark("Usual poster")),
    "wall": Preset(id=0, name=mark("Wall poster A0"), paper="A0", theme="bold", sections=ALONE),
    "hand-out": Preset(id=0, name=mark("Hand-out A4"), paper="A4"),
    "blank": Preset(id=0, name=mark("Blank sheet for the workshop"), paper="A0", blank=True),
    "client": Preset(id=0, name=mark("Client copy"), client=True),
    "tiled": Preset(id=0, name=mark("Tiled on A4"), paper="A1", tile="A4"),
    "book": Preset(id=0, name=mark("Book of the project"), paper="A4", book=True),
}
"""Settings to start from that are in no file, by key; their names are translated where they are shown."""

ON_PAPER: frozenset[str] = frozenset({"usual", "client"})
"""Keys of those that take the project's own paper."""
ACCENT = re.compile(r"#[0-9a-fA-F]{6}")


def started(key: str, state: State) -> Preset:
    """One of :data:`STARTS` as it is for a project."""
    start, kept = STARTS[key], state.project.settings
    return msgspec.structs.replace(start, paper=kept.paper, landscape=kept.landscape) if key in ON_PAPER else start


def options_of(preset: Preset, state: State, journey: int, images: pictures.Source) -> Options:
    """The options that a preset stands for, for a journey of the project. Raises BadInput for what there is not."""
    _check(preset, "paper", preset.paper, _papers(preset.paper))
    _check(preset, "tile", preset.tile, ("", *_papers(preset.tile)))
    _check(preset, "theme", preset.theme, THEMES)
    _check(preset, "path", preset.path, PATHS)
    _check(preset, "language", preset.language, ("", *LANGUAGES))
    for section in preset.sections:
        _check(preset, "sections", section, SECTIONS)
    for block in preset.side:
        _check(preset, "side", block, SIDE)
    if preset.accent and not ACCENT.fullmatch(preset.accent):
        template = mark("The preset “{preset}” has the accent “{value}”; a colour is written as #1f6feb.")
        raise BadInput(template, preset=preset.name, value=preset.accent)
    logo = images.get(preset.logo) if preset.logo else None
    return Options(
        paper=preset.paper,
        landscape=preset.landscape,
        margin=preset.margin,
        bleed=preset.bleed,
        crop_marks=preset.crop_marks,
        tiling=Tiling(paper=preset.tile, overlap=preset.overlap) if preset.tile else None,
        book=preset.book,
        blank=preset.blank,
        client=preset.client,
        theme=cast(ThemeName, preset.theme),
        accent=preset.accent,
        logo=logo,
        logo_missing=bool(preset.logo) and logo is None,
        language=preset.language or None,
        path=path_of(preset.path, state, journey),
        sections=tuple(name for name in SECTIONS if name in preset.sections) or None,
        side=preset.side,
        side_width=preset.side_width,
        dpi=preset.dpi,
        transparent=preset.transparent,
        images=pictures.collected(state, images),
    )


def preset_of(options: Options, name: str, state: State, *, path: str = "travelled", logo: str = "") -> Preset:
    """The options as a preset, which gets its id and place from ``model.presets.add``.

    ``path`` is a name of :data:`PATHS`, ``logo`` the hash under which the logo was put among the images. What belongs
    to one journey or one printing (key message, date, which tiles) is left out.
    """
    settings = state.project.settings
    return Preset(
        id=0,
        name=name,
        paper=options.paper if options.paper is not None else settings.paper,
        landscape=options.landscape if options.landscape is not None else settings.landscape,
        margin=options.margin,
        bleed=options.bleed,
        crop_marks=options.crop_marks,
        tile=options.tiling.paper if options.tiling is not None else "",
        overlap=options.tiling.overlap if options.tiling is not None else Tiling().overlap,
        book=options.book,
        blank=options.blank,
        client=options.client,
        theme=options.theme,
        accent=options.accent,
        logo=logo,
        language=options.language or "",
        path=path,
        sections=options.sections or (),
        side=options.side,
        side_width=options.side_width,
        dpi=options.dpi,
        transparent=options.transparent,
    )


def path_of(name: str, state: State, journey: int) -> tuple[int, ...] | None:
    """The nodes of the path of a name of :data:`PATHS`; None for the one most take, or where there is none."""
    if name == "travelled":
        return None
    analysis = Analysis(JourneyGraph(state, journey))
    found = analysis.best if name == "best" else analysis.worst
    return found.nodes if found is not None else None


_FAULTS = {
    "paper": mark("The preset “{preset}” names the paper “{value}”, which there is not; there are {known}."),
    "tile": mark("The preset “{preset}” names the paper “{value}” for tiles, which there is not; there are {known}."),
    "theme": mark("The preset “{preset}” names the theme “{value}”, which there is not; there are {known}."),
    "path": mark("The preset “{preset}” names the path “{value}”, which there is not; there are {known}."),
    "language": mark("The preset “{preset}” names the language “{value}”, which there is not; there are {known}."),
    "sections": mark("The preset “{preset}” names the section “{value}”, which there is not; there are {known}."),
    "side": mark("The preset “{preset}” names the block “{value}”, which there is not; there are {known}."),
}


def _check(preset: Preset, field: str, value: str, known: Iterable[str] | Mapping[str, str]) -> None:
    if value not in known:
        listed = ", ".join(name for name in known if name)
        raise BadInput(_FAULTS[field], preset=preset.name, value=value, known=listed)


def _papers(name: str) -> tuple[str, ...]:
    """The papers to choose from, with the one of that name where it is a size that can be printed."""
    return (*((name,) if paper.named(name) is not None else ()), *paper.PAPERS, *paper.ROLLS)
