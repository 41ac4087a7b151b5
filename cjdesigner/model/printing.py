"""The record of how a project is printed.

This module must not know which papers, themes and sections there are: what a preset names is checked where it is used,
so that one made by a later program is kept as it is.
"""

from __future__ import annotations

from cjdesigner.model.record import Bleed, Dpi, Margin, Overlap, Record, SideShare


class Preset(Record, frozen=True, kw_only=True):
    """Settings of an export under a name, fit for any of the project's journeys. Lengths are millimetres.

    None is what is usual; an empty text or tuple asks for nothing of one's own.
    """

    rank: int = 0
    name: str
    paper: str = "A3"
    landscape: bool = True
    margin: Margin | None = None
    bleed: Bleed = 0.0
    crop_marks: bool = False
    tile: str = ""
    """The paper of tiles; empty prints the poster whole."""
    overlap: Overlap = 10.0
    book: bool = False
    blank: bool = False
    client: bool = False
    theme: str = "paper"
    accent: str = ""
    """``#rrggbb``, instead of the theme's own."""
    logo: str = ""
    """An image, by its hash. A logo may be an SVG, which other images may not."""
    language: str = ""
    """Of the poster; empty is the language in force."""
    path: str = "travelled"
    """Which path is marked: the one most customers take (``travelled``), the ``best`` or the ``worst``."""
    sections: tuple[str, ...] = ()
    """Empty is all that have something to say."""
    side: tuple[str, ...] = ()
    """The side column's blocks that stand first, in this order."""
    side_width: SideShare | None = None
    dpi: Dpi | None = None
    transparent: bool = False
