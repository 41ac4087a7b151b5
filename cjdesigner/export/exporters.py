"""The formats a journey is exported in: one table that menus, dialogues and the command line read.

A new format is a writer in this package and one line here. This module must not know who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from cjdesigner.export.options import Options
from cjdesigner.export.remarks import remarks
from cjdesigner.i18n import decimal, language, mark, using
from cjdesigner.i18n import gettext as _
from cjdesigner.model.state import State

if TYPE_CHECKING:
    from cjdesigner.export.sheet import Composition

Uses = Literal[
    "sheet", "journey", "client", "look", "path", "message", "logo", "sections", "dpi", "transparent", "diagram"
]
"""What a format makes of the options: the sheet and all that is set on it; one journey, not the whole project; that
nothing is told but what a client may read; theme and accent; the path that is marked; the key message; the logo; which
sections; the resolution; whether there is paper behind; which diagram."""


class Exported(msgspec.Struct, frozen=True):
    """A file, and what is to be told about it: what was cut, what no font can show."""

    content: bytes
    warnings: tuple[str, ...] = ()


Making = Callable[[State, int, Options], Exported]


class Exporter(msgspec.Struct, frozen=True):
    """A format. ``label`` is its English name, translated where it is shown."""

    label: str
    exported: Making
    """``exported(state, journey, options)`` makes the file; raises UserError."""
    uses: frozenset[Uses] = frozenset()

    def content(self, state: State, journey: int, options: Options) -> bytes:
        """The file alone. Raises UserError."""
        return self.exported(state, journey, options).content

    def write(self, state: State, journey: int, target: Path, options: Options) -> None:
        """Write the file; who needs the old one kept until the new one is whole writes a draft beside it first.

        Raises OSError, and UserError for what cannot be exported.
        """
        target.write_bytes(self.content(state, journey, options))


def _of_sheet(write: Callable[[Composition, Options], bytes], *, stacked: bool = False) -> Making:
    """What a writer makes of the composed pages, composed once; ``stacked`` below each other in one picture."""

    def exported(state: State, journey: int, options: Options) -> Exported:
        from cjdesigner.export.printed import printed

        composition = printed(state, journey, options)
        warnings = composition.warnings
        if stacked and len(composition.pages) > 1:
            said = _("The picture holds {count} pages below each other; choose fewer sections for one.")
            warnings = (said.format(count=decimal(len(composition.pages))), *warnings)
        return Exported(write(composition, options), warnings)

    return exported


def _pdf(composition: Composition, options: Options) -> bytes:
    from cjdesigner.export import pdf

    return pdf.write(composition)


def _svg(composition: Composition, options: Options) -> bytes:
    from cjdesigner.export import svg

    return svg.write(composition)


def _png(composition: Composition, options: Options) -> bytes:
    from cjdesigner.export import png

    return png.write(composition, options.dpi, transparent=options.transparent)


def _json(state: State, journey: int, options: Options) -> Exported:
    from cjdesigner.model import interchange

    return Exported(interchange.dump(state, options.images))


def _apart(label: str, module: str, uses: frozenset[Uses]) -> Exporter:
    """What a module of this package makes by its ``write(state, journey, options)``, loaded when asked."""

    def exported(state: State, journey: int, options: Options) -> Exported:
        content = import_module(f"cjdesigner.export.{module}").write(state, journey, options)
        with using(options.language or language()):
            return Exported(content, remarks(options, uses))

    return Exporter(label, exported, uses)


_JOURNEY: frozenset[Uses] = frozenset({"journey", "client"})
_DRAWN: frozenset[Uses] = _JOURNEY | {"look", "path"}
_TOLD: frozenset[Uses] = _DRAWN | {"message", "logo"}
_SHEET: frozenset[Uses] = _TOLD | {"sheet", "sections"}

EXPORTERS: dict[str, Exporter] = {
    ".pdf": Exporter(mark("Poster to print (PDF)"), _of_sheet(_pdf), _SHEET),
    ".svg": Exporter(mark("Poster as a drawing (SVG)"), _of_sheet(_svg, stacked=True), _SHEET),
    ".png": Exporter(mark("Poster as a picture (PNG)"), _of_sheet(_png, stacked=True), _SHEET | {"dpi", "transparent"}),
    ".pptx": _apart(mark("Slides to edit (PowerPoint)"), "pptx", _TOLD | {"sections"}),
    ".html": _apart(mark("A page to look around in, for any browser (HTML)"), "html", _TOLD),
    ".xlsx": _apart(mark("Tables with figures (Excel)"), "xlsx", _DRAWN | {"message"}),
    ".csv": _apart(mark("Touchpoints and need points as a table (CSV)"), "csv", _JOURNEY),
    ".mmd": _apart(mark("A diagram as text (Mermaid)"), "mermaid", _DRAWN | {"diagram"}),
    ".canvas": _apart(mark("Cards and links for note apps (JSON Canvas)"), "canvas", _DRAWN | {"message", "sections"}),
    ".json": Exporter(mark("The whole project, for other programs and for keeping (JSON)"), _json),
}
"""Exporters by the suffix of the file."""
