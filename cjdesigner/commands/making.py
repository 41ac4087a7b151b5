"""The commands that make a project: new, import, demo; and check, which only reads one.

This module must not know how a project is stored or printed.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cjdesigner import i18n
from cjdesigner.commands.parser import Parser
from cjdesigner.commands.projects import open_project, project_target, refuse_existing
from cjdesigner.commands.saying import notes, say
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.records import NeedPoint, Touchpoint

DEMO = "car-service"


def new_parser() -> Parser:
    """``new FILE``"""
    parser = Parser(
        "new",
        _("Make a project, empty or from a template or sample."),
        ("new journey.cjd", "new journey.cjd --template endless-journey --language de"),
    )
    parser.takes("file", _("the project to make, a name that ends in .cjd"))
    parser.may("--template", metavar="NAME", help=_("blank (the default) or one of: {names}").format(names=_names()))
    parser.switch("--force", help=_("replace the file where there is one"))
    return parser


def new(words: Namespace) -> int:
    """Make a project from a template, blank by default."""
    from cjdesigner.model import samples
    from cjdesigner.model.store import create

    records = samples.records(words.template or "blank", i18n.language())
    target = project_target(words.file, force=words.force)
    create(target, records, overwrite=words.force).close()
    say(_("{file} is made.").format(file=target))
    return 0


def import_parser() -> Parser:
    """``import SOURCE.json -o FILE.cjd``"""
    parser = Parser(
        "import", _("Make a project from its interchange form, JSON."), ("import journey.json -o journey.cjd",)
    )
    parser.takes("source", _("the interchange file"))
    parser.may("-o", "--output", metavar="FILE.cjd", needed=True, help=_("the project to make"))
    parser.switch("--force", help=_("replace the file where there is one"))
    return parser


def import_(words: Namespace) -> int:
    """Make a project from interchange JSON and say what came in otherwise than it was written."""
    from cjdesigner.model import interchange
    from cjdesigner.model.store import create

    imported = interchange.load(interchange.read(Path(words.source)), words.source)
    target = project_target(words.output, force=words.force)
    create(target, imported.records, overwrite=words.force, pictures=imported.images.values()).close()
    notes(imported.notes)
    say(_("{file} is made.").format(file=target))
    return 0


def check_parser() -> Parser:
    """``check FILE``"""
    parser = Parser(
        "check",
        _("Read a project or an interchange file wholly, and say whether it is sound."),
        ("check journey.cjd", "check journey.json"),
    )
    parser.takes("file", _("a project, .cjd, or its interchange form, .json"))
    return parser


def check(words: Namespace) -> int:
    """Read a file wholly and say what it holds."""
    opened = open_project(words.file)
    state = opened.state
    notes(opened.notes)
    counts = [
        ngettext("{count} journey", "{count} journeys", len(state.journeys())).format(count=len(state.journeys()))
    ]
    needs, touchpoints = len(state.all(NeedPoint)), len(state.all(Touchpoint))
    counts.append(ngettext("{count} need point", "{count} need points", needs).format(count=needs))
    counts.append(ngettext("{count} touchpoint", "{count} touchpoints", touchpoints).format(count=touchpoints))
    say(_("{file} is sound: {counts}.").format(file=words.file, counts=", ".join(counts)))
    return 0


def demo_parser() -> Parser:
    """``demo``"""
    parser = Parser(
        "demo",
        _("Make car-service.cjd and its poster car-service.pdf here, tell its excellence, and open its window."),
        ("demo", "demo --no-window --force"),
    )
    parser.switch("--no-window", help=_("never open the window"))
    parser.switch("--force", help=_("replace the files where there are some"))
    return parser


def demo(words: Namespace) -> int:
    """The main job in one go: a project, its figures, its poster, its window."""
    from cjdesigner.commands import analysing, exporting
    from cjdesigner.export import Options
    from cjdesigner.model import samples
    from cjdesigner.model.store import create

    project, poster = Path(f"{DEMO}.cjd"), Path(f"{DEMO}.pdf")
    refuse_existing([project, poster], force=words.force)
    create(project, samples.records(DEMO, i18n.language()), overwrite=words.force).close()
    opened = open_project(str(project))
    journey = opened.state.journeys()[0]
    chosen = Options(language=i18n.language(), images=opened.images)
    notes(exporting.export_to(opened.state, journey.id, poster, chosen))
    analysing.show(opened.state, journey)
    say("")
    say(_("{project} and its poster {poster} are written.").format(project=project, poster=poster))
    if words.no_window:
        return 0
    from cjdesigner import app

    if not app.display_answers():
        say(_("No display answers, so no window opens."))
        return 0
    return app.run(str(project))


def _names() -> str:
    from cjdesigner.model import samples

    return ", ".join(name for name in samples.NAMES if name != "blank")
