"""Texts of users in Mermaid's language, written so that nothing is interpreted and all is drawn as typed.

Mermaid reads ``#35;`` as the character with that number. It finds these before it parses anything, and puts the
characters back when the drawing is done: so neither its grammars nor Markdown, HTML, icons and formulas in labels see
them. Letters, digits and a few signs that mean nothing to any of these stay as they are, to be read by people.

This module must not know the diagrams.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PARTING = set("#;:<>")
_SAFE = set(" ,.!?'()/-%")
_CODED = re.compile(r"^\d+[.)]|^[-%]|(?<=\bwww)\.|%(?=%)|(?<=%)%|n(?=\s+(?:TB|TD|BT|RL|LR))", re.IGNORECASE)
"""The last of these is coded: what begins a Markdown list or rule, an address, a comment or (anywhere in a line of a
flowchart) ``direction LR``, of safe signs."""
_KEYWORD = re.compile(r"journey|title|section|acctitle|accdescr", re.IGNORECASE)
"""What a line of a journey diagram must not begin with, even as the beginning of a word."""
_OWN = (("\ufb02\u00b0", "\ufb02\u2060\u00b0"), ("\u00b6\u00df", "\u00b6\u2060\u00df"))
"""Mermaid's own signs for its codes; a word joiner, which is not seen, keeps them from being one."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def plain(text: str) -> str:
    """A text on one line, for a quoted label."""
    return _coded(text, _is_special)


def task(text: str) -> str:
    """A text that begins a line of a journey diagram, or stands behind a keyword there: no Markdown and no HTML there,
    and lines are broken before codes are put back, so there are as few as can be."""
    text = _coded(text, _PARTING.__contains__)
    return _code(text[0]) + text[1:] if _KEYWORD.match(text) else text


def actor(text: str) -> str:
    """A text in a list parted by commas."""
    return task(text).replace(",", _code(","))


def _coded(text: str, is_special: Callable[[str], bool]) -> str:
    text = " ".join(_UNSEEN.sub(" ", text).split())
    for sign, parted in _OWN:
        text = text.replace(sign, parted)
    coded = {found.end() - 1 for found in _CODED.finditer(text)}
    return "".join(_code(sign) if place in coded or is_special(sign) else sign for place, sign in enumerate(text))


def front_matter(title: str) -> list[str]:
    """The lines before a diagram that give it a title: YAML, the title in quotes with all but letters as codes."""
    words = " ".join(_UNSEEN.sub(" ", title).split())
    coded = "".join(f"\\u{ord(sign):04x}" if _is_special(sign) or sign in "-%" else sign for sign in words)
    return ["---", f'title: "{coded}"', "---"]


def _is_special(sign: str) -> bool:
    return sign.isascii() and not sign.isalnum() and sign not in _SAFE


def _code(sign: str) -> str:
    return f"#{ord(sign)};"
