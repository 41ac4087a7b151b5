"""Saying something on stdout or stderr: users' texts cannot steer the terminal, and an error takes one line.

This module must not know what is said.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable

_STEERING = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST_NOTES = 20


def plain(text: str) -> str:
    """The text on one line, without characters that move the cursor, colour the screen or turn the direction."""
    kept = (" " if unicodedata.category(char) in _STEERING or char in _TURNING else char for char in text)
    return " ".join("".join(kept).split())


def say(line: str) -> None:
    """A line on stdout."""
    sys.stdout.write(plain(line) + "\n")


def notes(lines: Iterable[str]) -> None:
    """Lines on stdout, the first twenty of them and how many more there are."""
    from cjdesigner.i18n import ngettext

    found = list(lines)
    for line in found[:_MOST_NOTES]:
        say(line)
    more = len(found) - _MOST_NOTES
    if more > 0:
        say(ngettext("… and {count} more", "… and {count} more", more).format(count=more))


def complain(error: object) -> None:
    """An error's one line on stderr."""
    sys.stderr.write(plain(str(error)) + "\n")
