"""The flags of the command export: which there are, which formats heed them, and the options they stand for.

Every mistake is one sentence that names the flag, its value and what is possible. This module must not know how any
format is written.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast, get_args

import msgspec
from msgspec import Meta

from cjdesigner import i18n
from cjdesigner.commands.parser import Parser
from cjdesigner.commands.projects import Opened, preset_of
from cjdesigner.errors import BadInput
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.export.exporters import Uses
from cjdesigner.export.options import SECTIONS, SIDE, Diagram, Tile, Tiling, known_sections
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.record import Bleed, Dpi, Margin, Overlap

_HEEDING: dict[str, Uses] = {
    **dict.fromkeys(("paper", "landscape", "portrait", "margin", "bleed", "crop_marks", "tile", "overlap"), "sheet"),
    **dict.fromkeys(("tiles", "changed_since", "book", "blank", "side"), "sheet"),
    **dict.fromkeys(("theme", "accent"), "look"),
    "logo": "logo",
    "key_message": "message",
    "sections": "sections",
    "preset": "journey",
    "client": "client",
    "path": "path",
    "dpi": "dpi",
    "transparent": "transparent",
    "diagram": "diagram",
}
"""The flags, as argparse names them, and what a format must use to heed them."""

_DIAGRAMS: tuple[Diagram, ...] = get_args(Diagram)
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "": 1.0}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|)")
_TILE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,3})")
_LARGEST_PDF = 1 << 30


def add(parser: Parser) -> None:
    """Add the flags to the command's parser."""
    parser.may(
        "--preset",
        metavar="NAME",
        help=_("settings kept in the project, or to start from, such as “Client copy”; other flags go before them"),
    )
    parser.part(_("Sheet"))
    parser.may("--paper", metavar="SIZE", help=_("A0, Letter, 36x48in, 594x1200mm, 914mm-roll; else the project's"))
    parser.switch("--landscape", help=_("the paper lies"))
    parser.switch("--portrait", help=_("the paper stands"))
    parser.may("--margin", metavar="LENGTH", help=_("from the sheet's edge, such as 15mm, 1.5cm or 0.5in"))
    parser.may("--bleed", metavar="LENGTH", help=_("how far colour reaches beyond the cut, such as 3mm"))
    parser.switch("--crop-marks", help=_("marks where the sheet is cut"))
    parser.part(_("Tiles for an office printer"))
    parser.may("--tile", metavar="SIZE", help=_("the paper of the tiles, such as A4"))
    parser.may("--overlap", metavar="LENGTH", help=_("what a tile repeats of its neighbour; 10mm by default"))
    parser.may("--tiles", metavar="NAMES", help=_("only these, with commas between, such as B2,C3"))
    parser.may("--changed-since", metavar="PDF", help=_("only tiles that are otherwise than in this earlier export"))
    parser.part(_("What is printed"))
    parser.switch("--book", help=_("the whole project as a book instead of one journey"))
    parser.switch("--blank", help=_("the same sheet with empty, numbered boxes, for pens"))
    parser.switch("--client", help=_("nothing that is only for the team: no notes, no owners"))
    parser.may(
        "--sections", metavar="NAMES", help=_("the parts of the poster, of {names}").format(names=_listed(SECTIONS))
    )
    parser.may(
        "--side",
        metavar="NAMES",
        help=_("what stands first in the side column, of {names}").format(names=_listed(SIDE)),
    )
    parser.may("--path", metavar="WHICH", help=_("the path that is marked: travelled (by most), best or worst"))
    parser.may("--key-message", metavar="TEXT", help=_("instead of the journey's own"))
    parser.part(_("Look"))
    parser.may("--theme", metavar="NAME", help=_("paper, bold, or mono for copying"))
    parser.may("--accent", metavar="#RRGGBB", help=_("a colour of your own"))
    parser.may("--logo", metavar="FILE", help=_("a PNG, JPEG or SVG for the head"))
    parser.part(_("Pictures and diagrams"))
    parser.may("--dpi", metavar="NUMBER", help=_("dots per inch of a picture"))
    parser.switch("--transparent", help=_("no paper behind a picture"))
    parser.may("--diagram", metavar="KIND", help=_("of Mermaid: journey (the path) or flowchart (the graph)"))


def refuse_unheeded(words: Namespace, suffix: str) -> None:
    """Refuse a flag that the format of that suffix makes nothing of."""
    for name, needed in _HEEDING.items():
        if given(words, name) and needed not in EXPORTERS[suffix].uses:
            heeding = _listed(other for other, exporter in EXPORTERS.items() if needed in exporter.uses)
            raise BadInput(
                mark("{option} changes nothing in a {suffix} file; it is for {heeding}."),
                option=_option(name),
                suffix=suffix,
                heeding=heeding,
            )


def given(words: Namespace, name: str) -> bool:
    """Whether a flag was given."""
    return getattr(words, name) not in (None, False)


def options(words: Namespace, opened: Opened, journey: int) -> Options:
    """What the flags ask for, before what their preset does. Raises BadInput."""
    from cjdesigner.export.paper import lies_as_written
    from cjdesigner.export.presets import PATHS, THEMES, options_of, path_of

    base = Options()
    if words.preset is not None:
        base = options_of(preset_of(opened, words.preset), opened.state, journey, opened.images)
    language = i18n.language() if words.language is not None or base.language is None else base.language
    changes: dict[str, Any] = {"images": opened.images, "language": language}
    if words.paper is not None:
        changes["paper"] = _paper(words.paper, "--paper")
        lies = lies_as_written(words.paper)
        if lies is not None:
            changes["landscape"] = lies
    if words.landscape or words.portrait:
        changes["landscape"] = words.landscape
    for name in ("crop_marks", "book", "blank", "client", "transparent"):
        if given(words, name):
            changes[name] = True
    if words.book != words.blank:  # one of them is asked for, whatever the preset has
        changes["book"], changes["blank"] = words.book, words.blank
    if words.bleed is not None:
        changes["bleed"] = _length("--bleed", words.bleed, *_limits(Bleed))
    if words.sections is not None:
        changes["sections"] = _sections(words.sections)
    if words.side is not None:
        changes["side"] = _side(words.side)
    if words.path is not None:
        changes["path"] = path_of(_one_of("--path", words.path, PATHS), opened.state, journey)
    if words.key_message is not None:
        changes["key_message"] = words.key_message
    if words.theme is not None:
        changes["theme"] = _one_of("--theme", words.theme, THEMES)
    if words.accent is not None:
        changes["accent"] = _accent(words.accent, changes.get("theme", base.theme))
    if words.logo is not None:
        changes["logo"] = _logo(words.logo)
    if words.dpi is not None:
        changes["dpi"] = _number("--dpi", words.dpi, *_limits(Dpi))
    if words.diagram is not None:
        changes["diagram"] = _one_of("--diagram", words.diagram, _DIAGRAMS)
    result = msgspec.structs.replace(base, **changes)
    result = msgspec.structs.replace(result, tiling=_tiling(words, base.tiling))
    if words.margin is not None:
        result = msgspec.structs.replace(result, margin=_margin(words.margin, opened, result))
    _refuse_contradictions(words, opened, result)
    return result


def _refuse_contradictions(words: Namespace, opened: Opened, chosen: Options) -> None:
    """Flags that are heeded alone, but not together."""
    from cjdesigner.export.poster import paper_of

    if words.portrait and paper_of(opened.state, chosen).roll:
        raise BadInput(mark("--portrait: a roll always lies."))
    if chosen.tiling is not None:
        for name in ("bleed", "crop_marks"):
            if given(words, name):
                template = mark("{option} is for a sheet that is cut at its edge; tiles have marks of their own.")
                raise BadInput(template, option=_option(name))
    if chosen.book:
        for name in ("journey", "path", "key_message", "blank"):
            if given(words, name):
                raise BadInput(mark("{option} is for one journey; a book holds all of them."), option=_option(name))


# the values of flags


def _paper(name: str, option: str) -> str:
    from cjdesigner.export.paper import PAPERS, ROLLS, fault, named

    found = named(name)
    if found is None:
        template = _PAPER_FAULTS[fault(name)]
        raise BadInput(template, option=option, paper=name, papers=_listed([*PAPERS, *ROLLS]))
    return found.name


_PAPER_FAULTS = {
    "none": mark("{option} {paper}: there are {papers}, and sizes from 50 mm to 5 m, such as 594x1200mm or 36x48in."),
    "negative": mark("{option} {paper}: must not be negative."),
    "unit": mark(
        "{option} {paper}: without a unit these are millimetres, and a sheet measures from 50 mm to 5 m. "
        "Write the unit, such as 36x48in or 90x120cm."
    ),
    "limits": mark("{option} {paper}: a sheet measures from 50 mm to 5 m on each side."),
}


def _margin(value: str, opened: Opened, chosen: Options) -> float:
    """At most a quarter of the shorter side, so that something is left to print on."""
    from cjdesigner.export.paper import MM
    from cjdesigner.export.poster import paper_of

    paper = paper_of(opened.state, chosen)
    shorter = paper.height if paper.roll else min(paper.width, paper.height)
    lowest, highest = _limits(Margin)
    return _length("--margin", value, lowest, min(highest, shorter / MM // 4))


def _tiling(words: Namespace, base: Tiling | None) -> Tiling | None:
    if words.tile is not None:
        base = msgspec.structs.replace(base or Tiling(), paper=_paper(words.tile, "--tile"))
    if base is None:
        for name in ("overlap", "tiles", "changed_since"):
            if given(words, name):
                template = mark("{option} is for tiles; say by --tile on which paper, such as A4.")
                raise BadInput(template, option=_option(name))
        return None
    if words.overlap is not None:
        base = msgspec.structs.replace(base, overlap=_length("--overlap", words.overlap, *_limits(Overlap)))
    if words.tiles is not None:
        base = msgspec.structs.replace(base, only=_tiles(words.tiles))
    if words.changed_since is not None:
        base = msgspec.structs.replace(base, printed=_printed(words.changed_since))
    return base


def _tiles(value: str) -> tuple[Tile, ...]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    found = [_TILE.fullmatch(name) for name in names]
    if not found or None in found:
        wrong = next((name for name, tile in zip(names, found, strict=True) if tile is None), value)
        raise BadInput(mark("--tiles {value}: tiles are named as on the assembly sheet, such as B2,C3."), value=wrong)
    return tuple(dict.fromkeys(_row_and_column(*tile.groups()) for tile in found if tile is not None))


def _row_and_column(letters: str, digits: str) -> Tile:
    """Of a tile's name: rows count from A to Z, then from AA on."""
    row = 0
    for letter in letters.upper():
        row = 26 * row + ord(letter) - ord("A") + 1
    return row - 1, int(digits) - 1


def _printed(name: str) -> dict[str, str]:
    from cjdesigner.export.tiles import read_fingerprints

    found = read_fingerprints(_content("--changed-since", name, _LARGEST_PDF))
    if not found:
        raise BadInput(mark("--changed-since {file}: this is no PDF with tiles that cjdesigner wrote."), file=name)
    return found


def _logo(name: str) -> bytes:
    from cjdesigner.model.images import LARGEST, Images

    data = _content("--logo", name, LARGEST + 1)
    try:
        Images().put(data, logo=True)
    except BadInput as error:
        raise BadInput(mark("--logo {file}: {reason}"), file=name, reason=error) from None
    return data


def _content(option: str, name: str, most: int) -> bytes:
    """The first bytes of a file, at most so many."""
    path = Path(name)
    try:
        if path.is_dir():
            raise BadInput(mark("{option}: {file} is a folder, not a file."), option=option, file=name)
        with path.open("rb") as stream:
            return stream.read(most)
    except FileNotFoundError:
        raise BadInput(mark("{option}: there is no file {file}."), option=option, file=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInput(
            mark("{option}: {file} cannot be read: {reason}."), option=option, file=name, reason=reason
        ) from error


def _sections(value: str) -> tuple[str, ...]:
    found = known_sections(value.split(","), mark("--sections {name}: there are {known}."))
    if not found:
        raise BadInput(mark("--sections: name at least one of {known}."), known=_listed(SECTIONS))
    return found


def _side(value: str) -> tuple[str, ...]:
    found = list(dict.fromkeys("-".join(name.casefold().split()) for name in value.split(",") if name.strip()))
    return tuple(_one_of("--side", name, SIDE) for name in found or [value])


def _accent(value: str, theme: str) -> str:
    from cjdesigner.export.presets import ACCENT

    if not ACCENT.fullmatch(value):
        raise BadInput(mark("--accent {value}: a colour is written as #1f6feb."), value=value)
    if theme == "mono":
        raise BadInput(mark("--accent {value}: the theme mono has no colours."), value=value)
    return value.lower()


def _one_of(option: str, value: str, known: Iterable[str]) -> Any:
    names = list(known)
    if value.casefold() not in names:
        raise BadInput(mark("{option} {value}: there are {known}."), option=option, value=value, known=_listed(names))
    return value.casefold()


def _length(option: str, value: str, lowest: float, highest: float) -> float:
    """Millimetres."""
    _refuse_negative(option, value)
    found = _LENGTH.fullmatch(value.strip().casefold().replace(",", "."))
    length = float(found[1]) * _MILLIMETRES[found[2]] if found else None
    if length is None or not lowest <= length <= highest:
        raise BadInput(
            mark("{option} {value}: must be a length from {lowest} to {highest} mm, such as 12mm, 1.2cm or 0.5in."),
            option=option,
            value=value,
            lowest=f"{lowest:g}",
            highest=f"{highest:g}",
        )
    return length


def _refuse_negative(option: str, value: str) -> None:
    if re.match(r"\s*-\s*[\d.,]", value):
        raise BadInput(mark("{option} {value}: must not be negative."), option=option, value=value)


def _number(option: str, value: str, lowest: float, highest: float) -> float:
    _refuse_negative(option, value)
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not lowest <= number <= highest:
        raise BadInput(
            mark("{option} {value}: must be a number from {lowest} to {highest}."),
            option=option,
            value=value,
            lowest=f"{lowest:g}",
            highest=f"{highest:g}",
        )
    return number


def _limits(of: Any) -> tuple[float, float]:
    """The range of a field of a record."""
    meta = next(part for part in get_args(of) if isinstance(part, Meta))
    return cast(float, meta.ge), cast(float, meta.le)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
