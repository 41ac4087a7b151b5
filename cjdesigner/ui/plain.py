"""Texts as they are: labels, tooltips and long words that show what was typed and never take it for markup.

This module must not know what a text says.
"""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

_ZERO_WIDTH_SPACE = "\u200b"


def plain_label(text: str, role: str = "") -> QLabel:
    """A label that takes its text as it is, in a role of the style sheet."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    return label


def breakable(text: str) -> str:
    """The text with places to break in words too long for a line: paths, mostly."""

    def broken(match: re.Match[str]) -> str:
        word = re.sub(r"([/\\_.\-])(?=.)", rf"\1{_ZERO_WIDTH_SPACE}", match[0])
        return re.sub(rf"([^{_ZERO_WIDTH_SPACE}]{{30}})(?=.)", rf"\1{_ZERO_WIDTH_SPACE}", word)

    return re.sub(r"\S{31,}", broken, text)


_LONGEST_TIP = 2000


def plain_tip(text: str) -> str:
    """A tooltip that shows the text as it is: never as markup, wrapped where it is long, no larger than a screen."""
    if len(text) > _LONGEST_TIP:
        text = text[:_LONGEST_TIP].rstrip() + "\u2026"
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""
