"""The command export: a journey as a poster, a project as JSON.

This module must not know how any format is written.
"""

from __future__ import annotations

import errno
import os
from argparse import Namespace
from pathlib import Path

import msgspec

from cjdesigner import i18n, paths
from cjdesigner.commands.parser import Parser
from cjdesigner.commands.projects import Opened, journey_of, open_project
from cjdesigner.commands.saying import notes, say
from cjdesigner.errors import BadInput, WriteFailed
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.export.options import SECTIONS, known_sections
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.state import State

JSON = ".json"


def parser() -> Parser:
    """``export FILE -o OUT``"""
    result = Parser(
        "export",
        _("Print a journey as a poster, or write a project in its interchange form. An existing file is replaced."),
        (
            "export journey.cjd -o journey.pdf",
            "export journey.cjd -o journey.png --paper A0 --landscape --language de",
            "export journey.cjd -o journey.json",
        ),
    )
    result.takes("file", _("a project, .cjd, or its interchange form, .json"))
    result.may(
        "-o", "--output", metavar="OUT", needed=True, help=_("the file to write: {suffixes}").format(suffixes=_known())
    )
    result.may("--journey", metavar="TITLE", help=_("the journey; the first by default, in JSON all"))
    result.may("--paper", metavar="SIZE", help=_("the paper, such as A4, A0 or Letter; the project's by default"))
    result.switch("--landscape", help=_("the paper lies"))
    result.switch("--portrait", help=_("the paper stands"))
    result.may("--dpi", metavar="NUMBER", help=_("dots per inch of a picture"))
    result.may(
        "--sections",
        metavar="NAMES",
        help=_(
            "the parts of the poster, with commas between, of {names}; all that have something to say by default"
        ).format(names=", ".join(SECTIONS)),
    )
    return result


def run(words: Namespace) -> int:
    """Write a journey to a file whose name tells the format."""
    target = Path(words.output)
    suffix = target.suffix.lower()
    if suffix != JSON and suffix not in EXPORTERS:
        raise BadInput(mark("{file}: the name must end in one of {suffixes}."), file=target, suffixes=_known())
    if words.landscape and words.portrait:
        raise BadInput(mark("{file}: the paper cannot lie and stand at once."), file=target)
    chosen = options(
        words.paper, True if words.landscape else False if words.portrait else None, words.dpi, words.sections
    )
    opened = open_project(words.file)
    journey = journey_of(opened, words.journey) if words.journey is not None or suffix != JSON else None
    if target.exists() and target.resolve() == opened.path.resolve():
        raise BadInput(mark("{file}: a file cannot be exported onto itself."), file=target)
    notes(opened.notes)
    if suffix == JSON:
        from cjdesigner.model import interchange

        state = opened.state if journey is None else _only(opened, journey.id)
        _replace(target, interchange.dump(state, opened.images))
    elif journey is not None:
        export_to(opened.state, journey.id, target, msgspec.structs.replace(chosen, images=opened.images))
    say(_("{file} is written.").format(file=target))
    return 0


def options(
    paper: str | None = None, landscape: bool | None = None, dpi: str | None = None, sections: str | None = None
) -> Options:
    """The options of a poster, in the language in force. Raises BadInput for a paper, resolution or section there is
    not."""
    return Options(
        paper=_paper(paper),
        landscape=landscape,
        language=i18n.language(),
        dpi=_dpi(dpi),
        sections=_sections(sections),
    )


def export_to(state: State, journey: int, target: Path, chosen: Options) -> None:
    """Write a journey in the format that the target's name tells, and say what a poster had to cut."""
    from cjdesigner.export import poster

    notes(poster.compose(state, journey, chosen).warnings)
    content = EXPORTERS[target.suffix.lower()].content(state, journey, chosen)
    _replace(target, content)


def _replace(target: Path, content: bytes) -> None:
    """Put the new file in the old one's place, whole or not at all."""
    if target.is_dir():
        raise BadInput(mark("{file} is a folder, not a file."), file=target)
    try:
        paths.replace_atomically(target, content)
    except OSError as error:
        reason = error.strerror or os.strerror(errno.EIO)
        raise WriteFailed(mark("{file} cannot be written: {reason}."), file=target, reason=reason) from error


def _only(opened: Opened, journey: int) -> State:
    """The project with this journey alone."""
    from cjdesigner.model.removing import remove

    kept = State(opened.state.records.values())
    kept.advance(remove(kept, [other.id for other in kept.journeys() if other.id != journey]))
    return kept


def _paper(name: str | None) -> str | None:
    from cjdesigner.export.paper import PAPERS, named

    if name is None:
        return None
    found = named(name)
    if found is None:
        raise BadInput(mark("--paper {paper}: there are {papers}."), paper=name, papers=", ".join(PAPERS))
    return found.name


def _sections(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    found = known_sections(text.split(","), mark("--sections {name}: there are {known}."))
    if not found:
        raise BadInput(mark("--sections: name at least one of {known}."), known=", ".join(SECTIONS))
    return found


def _dpi(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 10 <= value <= 1200:
        raise BadInput(mark("--dpi {value}: must be a number from 10 to 1200."), value=text)
    return value


def _known() -> str:
    return ", ".join(dict.fromkeys([*EXPORTERS, JSON]))
