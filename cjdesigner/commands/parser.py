"""A command's words: argparse, with every mistake told in one plain sentence and help in the user's language.

This module must not know what any command does.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from cjdesigner.errors import BadInput
from cjdesigner.i18n import LANGUAGES, mark
from cjdesigner.i18n import gettext as _


class Parser(argparse.ArgumentParser):
    """The parser of one command. ``summary`` is a sentence, ``examples`` are whole command lines."""

    def __init__(self, command: str, summary: str, examples: Sequence[str]) -> None:
        lines = [_("Examples:"), *(f"  cjdesigner {example}" for example in examples)]
        super().__init__(
            prog=f"cjdesigner {command}",
            description=summary,
            epilog="\n".join(lines),
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        # What begins like a number is a value, so that whoever reads it can say that it must not be negative.
        self._negative_number_matcher = re.compile(r"-[\d.,]")
        self._arguments = self.add_argument_group(_("Arguments"))
        self._general = self._choices = self.add_argument_group(_("Options"))

    def part(self, title: str) -> None:
        """From now on, options stand in the help under this title."""
        self._choices = self.add_argument_group(title)

    def takes(self, name: str, help: str) -> None:
        """A word that must be given."""
        self._arguments.add_argument(name, metavar=name.upper(), help=_literal(help))

    def may(self, *names: str, help: str, metavar: str | None = None, many: bool = False, needed: bool = False) -> None:
        """An option with a value; with ``many`` it may be given again and again."""
        self._choices.add_argument(
            *names, metavar=metavar, help=_literal(help), action="append" if many else "store", required=needed
        )

    def switch(self, *names: str, help: str) -> None:
        """An option without a value."""
        self._choices.add_argument(*names, action="store_true", help=_literal(help))

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """What the words say. Raises BadInput, also for a text that is none; names of files may be of any bytes."""
        found = self.parse_args(words)
        for action in self._actions:
            value = getattr(found, action.dest, None)
            if action.option_strings and action.metavar not in _FILES:
                for text in value if isinstance(value, list) else [value]:
                    if isinstance(text, str) and not _is_text(text):
                        raise BadInput(
                            mark("{command}: what follows {option} is no text: its bytes are not UTF-8."),
                            command=self.prog,
                            option=action.option_strings[-1],
                        )
        return found

    def finish(self) -> None:
        """Add what every command has."""
        self._choices = self._general
        languages = ", ".join(LANGUAGES)
        self.may("--language", metavar="CODE", help=_("language of texts and numbers: {codes}").format(codes=languages))
        self.switch("-h", "--help", help=_("show this and exit"))

    def error(self, message: str) -> NoReturn:
        """Tell what argparse has to say in our words."""
        for pattern, template in _PLAIN:
            if found := re.match(pattern, message, re.DOTALL):
                parts = {name: value.replace("/--", ", --") for name, value in found.groupdict().items()}
                raise BadInput(template, command=self.prog, **parts)
        raise BadInput(mark("{command}: {reason}. See {command} --help."), command=self.prog, reason=message)


_FILES = ("FILE", "FILE.cjd", "OUT", "PDF")
"""What stands in the help for the name of a file."""


def _is_text(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def _literal(help: str) -> str:
    """Help as argparse takes it, for which a percent sign begins a field."""
    return help.replace("%", "%%")


_PLAIN = (
    (
        r"the following arguments are required: (?P<words>.*)",
        mark("{command}: {words} is missing. See {command} --help."),
    ),
    (r"unrecognized arguments: (?P<words>.*)", mark("{command}: “{words}” is not understood. See {command} --help.")),
    (
        r"argument (?P<option>\S+): expected one argument",
        mark("{command}: {option} needs a value. See {command} --help."),
    ),
    (
        r"argument (?P<option>\S+): ignored explicit argument (?P<value>.*)",
        mark("{command}: {option} takes no value. See {command} --help."),
    ),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that begins with our word for usage."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)
