"""What is printed: the poster or the book, with bleed and crop marks, cut into tiles where it is wanted.

This module must not know any file format.
"""

from __future__ import annotations

import msgspec

from cjdesigner.export.options import Options
from cjdesigner.export.remarks import remarks
from cjdesigner.export.sheet import Composition
from cjdesigner.i18n import using
from cjdesigner.model.state import State


def printed(state: State, journey: int, options: Options) -> Composition:
    """The pages as they come out of the printer. Raises UserError."""
    return finished(composed(state, journey, options), options)


def composed(state: State, journey: int, options: Options) -> Composition:
    """The pages as they hang on the wall, before they are trimmed or cut into tiles. Raises UserError."""
    if options.book:
        from cjdesigner.export.book import compose
    else:
        from cjdesigner.export.poster import compose
    composition = compose(state, journey, options)
    with using(composition.language):
        warnings = (*remarks(options), *composition.warnings)
    return msgspec.structs.replace(composition, warnings=warnings)


def finished(composition: Composition, options: Options) -> Composition:
    """The same cut into tiles, or with bleed and crop marks, where that is wanted. Raises UserError."""
    if options.tiling is not None:
        from cjdesigner.export.tiles import tiled

        return tiled(composition, options)
    if options.bleed or options.crop_marks:
        from cjdesigner.export.trimming import trimmed

        return trimmed(composition, options)
    return composition
