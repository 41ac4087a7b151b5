"""The command line: finds the command, and tells every mistake in one line with exit code 2.

A first word that is no command is a file to open in the window. Nothing here imports Qt, and little else, before it is
clear what is asked. This module must not know what a command does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from cjdesigner import __version__, i18n
from cjdesigner.errors import BadInput, UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark

if TYPE_CHECKING:
    from argparse import Namespace

    from cjdesigner.commands.parser import Parser

COMMANDS: dict[str, tuple[str, str, str, str]] = {
    "demo": ("making", "demo_parser", "demo", mark("make the sample car service, its poster, and open its window")),
    "new": ("making", "new_parser", "new", mark("make a project, empty or from a template or sample")),
    "check": ("making", "check_parser", "check", mark("read a file wholly and say whether it is sound")),
    "import": ("making", "import_parser", "import_", mark("make a project from JSON")),
    "export": ("exporting", "parser", "run", mark("print a poster, or write JSON")),
    "analyse": ("analysing", "parser", "run", mark("tell a journey's excellence and what to fix first")),
    "report": ("reporting", "parser", "run", mark("tell what a project holds and what still wants a hand")),
}
"""Each command's module in cjdesigner.commands, the functions that parse and run it, and what it does."""

_EXAMPLES = (
    "demo",
    "new journey.cjd --template endless-journey",
    "analyse journey.cjd --block Hotline",
    "export journey.cjd -o poster.pdf --paper A0 --landscape",
)


def main(argv: list[str] | None = None) -> int:
    """Run a command line and return the exit code: 0 done, 2 refused in one line on stderr, 130 interrupted."""
    words = list(sys.argv[1:] if argv is None else argv)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        i18n.set_language(_language(words))
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; so that Python does not complain of it at its end as well:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        from cjdesigner.commands.saying import complain

        complain(UserError(i18n.mark("It cannot be written: {reason}."), reason=error.strerror or error))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except UserError as error:
        from cjdesigner.commands.saying import complain

        complain(error)
        return 2
    return code


def _run(words: list[str]) -> int:
    if words and words[0] in ("-h", "--help"):
        sys.stdout.write(_help())
        return 0
    if words == ["--version"]:
        sys.stdout.write(f"cjdesigner {__version__}\n")
        return 0
    if words and words[0] in COMMANDS:
        return _command(words[0], words[1:])
    return _window(words)


def _command(name: str, words: list[str]) -> int:
    module_name, parser_name, run_name, _summary = COMMANDS[name]
    module = import_module(f"cjdesigner.commands.{module_name}")
    parser: Parser = getattr(module, parser_name)()
    parser.finish()
    options = words[: words.index("--")] if "--" in words else words
    if "-h" in options or "--help" in options:
        sys.stdout.write(parser.format_help())
        return 0
    run: Callable[[Namespace], int] = getattr(module, run_name)
    return run(parser.read(words))


def _window(words: list[str]) -> int:
    """Open the window, on the file that is named, if any."""
    if words and words[0] == "--":
        words = words[1:]
    elif words and words[0].startswith("-"):
        raise BadInput(mark("“{word}” is not understood. See cjdesigner --help."), word=words[0])
    if len(words) > 1:
        raise BadInput(
            mark("“{word}” is no command, and only one file is opened. See cjdesigner --help."), word=words[0]
        )
    if words and not os.path.lexists(words[0]):
        raise BadInput(mark("There is no command and no file “{word}”. See cjdesigner --help."), word=words[0])
    from cjdesigner import app

    return app.run(words[0] if words else None)


def _language(words: list[str]) -> str:
    """The language asked for, wherever among the words, else the system's."""
    for index, word in enumerate(words):
        if word == "--":
            break
        if word == "--language" or word.startswith("--language="):
            code = word.partition("=")[2] if "=" in word else "".join(words[index + 1 : index + 2])
            if code not in i18n.LANGUAGES:
                raise BadInput(
                    mark("--language {code}: there are {codes}."), code=code or "?", codes=", ".join(i18n.LANGUAGES)
                )
            return code
    return i18n.system_language()


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [
        _("Usage: ") + "cjdesigner [FILE]",
        "       " + _("cjdesigner COMMAND …"),
        "",
        _("Draw a customer's journey, score it, see what it is worth, print the poster."),
        _("Without a command the window opens, on FILE if one is named."),
        "",
        _("Commands:"),
        *(f"  {name:<{width}}  {_(command[3])}" for name, command in COMMANDS.items()),
        "",
        _("Options:"),
        "  --version   " + _("show the version and exit"),
        "  -h, --help  " + _("show this and exit; after a command, the command's help"),
        "",
        _("Examples:"),
        *(f"  cjdesigner {example}" for example in _EXAMPLES),
    ]
    return "\n".join(lines) + "\n"
