"""Texts of users as Markdown that shows what was typed: nothing in them is a heading, a link, a tag or markup.

The signs of CommonMark, of its common extensions and of note apps (``[[links]]``, ``#tags``, ``==marks==``,
``%%comments%%``, ``$formulas$``, ``^names``) have a backslash before them, which Markdown takes away again. This module
must not know what the texts are about.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*_\[\]<>&~$^#|{}@]|(?<=[=%])[=%]|[=%](?=[=%])|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_BEGINNING = re.compile(r"^(?:[-+:=]|\d+(?=[.)]))")
"""What makes a line a list, a rule or a definition where it stands first."""
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_HARD_BREAK = "  \n"


def typed(text: str) -> str:
    """A text with its lines; blank ones among them part paragraphs."""
    lines = [" ".join(line.split()) for line in _UNSEEN.sub("", text).strip().splitlines()]
    result = ""
    for line in lines:
        if not line:
            result = result.rstrip() + "\n\n" if result else ""
        else:
            parted = not result or result.endswith("\n\n")
            result += ("" if parted else _HARD_BREAK) + _line(line)
    return result.rstrip()


def typed_on_a_line(text: str) -> str:
    """A text with all its lines on one."""
    return typed(" ".join(text.split()))


def unseen_removed(text: str) -> str:
    """A text on one line as it is, for what is no Markdown: a group's name, a link's."""
    return " ".join(_UNSEEN.sub("", text).split())


def _line(line: str) -> str:
    escaped = _SIGNS.sub(lambda sign: "\\" + sign[0], line)
    found = _BEGINNING.match(escaped)
    if found is None:
        return escaped
    end = found.end() if found[0].isdigit() else 0
    return f"{escaped[:end]}\\{escaped[end:]}"
