"""The formats a journey is exported in: one table that menus, dialogues and the command line read.

A new format is a writer in this package and one line here. This module must not know who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from cjdesigner.export.options import Options
from cjdesigner.i18n import mark
from cjdesigner.model.state import State

Content = Callable[[State, int, Options], bytes]


class Exporter(msgspec.Struct, frozen=True):
    """A format. ``label`` is its English name, translated where it is shown."""

    label: str
    content: Content
    """``content(state, journey, options)`` is the file; raises UserError."""

    def write(self, state: State, journey: int, target: Path, options: Options) -> None:
        """Write the file; who needs the old one kept until the new one is whole writes a draft beside it first.

        Raises OSError, and UserError for what cannot be exported.
        """
        target.write_bytes(self.content(state, journey, options))


def _pdf(state: State, journey: int, options: Options) -> bytes:
    from cjdesigner.export import pdf, poster

    return pdf.write(poster.compose(state, journey, options))


def _svg(state: State, journey: int, options: Options) -> bytes:
    from cjdesigner.export import poster, svg

    return svg.write(poster.compose(state, journey, options))


def _png(state: State, journey: int, options: Options) -> bytes:
    from cjdesigner.export import png, poster

    return png.write(poster.compose(state, journey, options), options.dpi)


def _json(state: State, journey: int, options: Options) -> bytes:
    from cjdesigner.model import interchange

    return interchange.dump(state, options.images)


EXPORTERS: dict[str, Exporter] = {
    ".pdf": Exporter(mark("Poster to print (PDF)"), _pdf),
    ".svg": Exporter(mark("Poster as a drawing (SVG)"), _svg),
    ".png": Exporter(mark("Poster as a picture (PNG)"), _png),
    ".json": Exporter(mark("The whole project, for other programs and for keeping (JSON)"), _json),
}
"""Exporters by the suffix of the file."""
