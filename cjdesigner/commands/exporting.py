"""The command export: a journey as a poster or in any other format, a project as JSON.

This module must not know how any format is written.
"""

from __future__ import annotations

import errno
import os
from argparse import Namespace
from pathlib import Path

from cjdesigner import paths
from cjdesigner.commands import export_flags
from cjdesigner.commands.parser import Parser
from cjdesigner.commands.projects import Opened, journey_of, open_project
from cjdesigner.commands.saying import notes, say
from cjdesigner.errors import BadInput, WriteFailed
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.state import State

JSON = ".json"


def parser() -> Parser:
    """``export FILE -o OUT``"""
    result = Parser(
        "export",
        _("Print a journey as a poster, or write it or the project in another format. An existing file is replaced."),
        (
            "export journey.cjd -o journey.pdf",
            "export journey.cjd -o journey.png --paper A0 --landscape --language de",
            "export journey.cjd -o tiles.pdf --paper A0 --tile A4 --overlap 10mm",
            'export journey.cjd -o client.pdf --preset "Client A0" --bleed 3mm --crop-marks',
            "export journey.cjd -o journey.mmd --diagram flowchart",
            "export journey.cjd -o journey.json",
        ),
    )
    result.usage = "cjdesigner export FILE -o OUT [--journey TITLE] [--preset NAME] …"
    result.takes("file", _("a project, .cjd, or its interchange form, .json"))
    result.may(
        "-o",
        "--output",
        metavar="OUT",
        needed=True,
        help=_("the file to write: {suffixes}").format(suffixes=", ".join(EXPORTERS)),
    )
    result.may("--journey", metavar="TITLE", help=_("the journey; the first by default, in JSON all"))
    export_flags.add(result)
    return result


def run(words: Namespace) -> int:
    """Write a journey to a file whose name tells the format."""
    target = Path(words.output)
    suffix = target.suffix.lower()
    if suffix not in EXPORTERS:
        known = ", ".join(EXPORTERS)
        raise BadInput(mark("{file}: the name must end in one of {suffixes}."), file=target, suffixes=known)
    if words.landscape and words.portrait:
        raise BadInput(mark("{file}: the paper cannot lie and stand at once."), file=target)
    export_flags.refuse_unheeded(words, suffix)
    opened = open_project(words.file)
    journey = journey_of(opened, words.journey) if words.journey is not None or suffix != JSON else None
    if target.exists() and target.resolve() == opened.path.resolve():
        raise BadInput(mark("{file}: a file cannot be exported onto itself."), file=target)
    if journey is None:
        state, number, chosen = opened.state, 0, Options(images=opened.images)
    else:
        state, number = opened.state if suffix != JSON else _only(opened, journey.id), journey.id
        chosen = export_flags.options(words, opened, journey.id)
    warnings = export_to(state, number, target, chosen)
    notes(opened.notes)
    notes(warnings)
    say(_("{file} is written.").format(file=target))
    return 0


def export_to(state: State, journey: int, target: Path, chosen: Options) -> tuple[str, ...]:
    """Write a journey in the format that the target's name tells, whole or not at all.

    Returns what is to be told of it: what had to be cut. Raises UserError.
    """
    exported = EXPORTERS[target.suffix.lower()].exported(state, journey, chosen)
    if target.is_dir():
        raise BadInput(mark("{file} is a folder, not a file."), file=target)
    try:
        paths.replace_atomically(target, exported.content)
    except OSError as error:
        reason = error.strerror or os.strerror(errno.EIO)
        raise WriteFailed(mark("{file} cannot be written: {reason}."), file=target, reason=reason) from error
    return exported.warnings


def _only(opened: Opened, journey: int) -> State:
    """The project with this journey alone."""
    from cjdesigner.model.removing import remove

    kept = State(opened.state.records.values())
    kept.advance(remove(kept, [other.id for other in kept.journeys() if other.id != journey]))
    return kept
