"""A poster cut into sheets for an office printer: an assembly sheet, and the tiles that are wanted.

This module must not know what is drawn, nor any file format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.export.fingerprints import PROPERTY, fingerprints, fingerprints_of, read_fingerprints
from cjdesigner.export.look import look_of, wearing
from cjdesigner.export.options import Options, Tiling
from cjdesigner.export.sheet import Composition
from cjdesigner.export.tile_plan import Part, Plan, letters, parts, plan
from cjdesigner.export.tile_sheets import sheets
from cjdesigner.i18n import mark, using

__all__ = ["Plan", "fingerprints", "plan", "read_fingerprints", "tiled"]


def tiled(composition: Composition, options: Options) -> Composition:
    """The sheets that come out of the printer: for each page that is cut an assembly sheet, and its tiles.

    Pages that fit on a tile's paper are left as they are. Raises BadInput for an impossible paper or overlap, for tiles
    that there are not, and where nothing has changed since what was printed.
    """
    tiling = options.tiling or Tiling()
    cut = parts(composition, tiling)
    prints = fingerprints_of(cut)
    wanted = _wanted(cut, tiling, prints)
    with using(composition.language), wearing(look_of(options.theme, options.accent)):
        pages = sheets(composition, cut, wanted, options)
    kept = (*composition.properties, (PROPERTY, msgspec.json.encode(prints).decode("ascii")))
    return msgspec.structs.replace(composition, pages=tuple(pages), properties=kept)


def _wanted(cut: Sequence[Part], tiling: Tiling, prints: Mapping[str, str]) -> frozenset[str]:
    """The keys of the tiles to print."""
    chosen = set(prints)
    if tiling.only is not None:
        first = cut[0]
        for tile in tiling.only:
            if tile not in first.tiles:
                name = f"{letters(max(0, tile[0]))}{tile[1] + 1}"
                span = first.plan.span if first.plan else "A1"
                raise BadInput(mark("There is no tile {name}; the poster has {span}."), name=name, span=span)
        chosen = {first.key(tile) for tile in tiling.only}
        if not chosen:
            raise BadInput(mark("No tile was chosen."))
    if tiling.printed:
        chosen = {key for key in chosen if tiling.printed.get(key) != prints[key]}
        if not chosen:
            raise BadInput(mark("Nothing has changed since the last printing: every tile is as it was."))
    return frozenset(chosen)
