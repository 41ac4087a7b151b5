"""The sheet of keys: every key of the menus, then what keyboard and pointer do on the canvas and in each view.

This module must not know what any of it does.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.ui import actions
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import plain_label
from cjdesigner.ui.views import VIEWS
from cjdesigner.ui.views.gestures import GESTURES

Shortcut = tuple[str, str, str]
"""Group, what it does, the key: all in the language in force. A key may be a QKeySequence in its portable text."""

_MODIFIERS = ("Shift+", "Alt+")
_LONG = 20
"""A key of more characters than these breaks its line."""


def shortcuts() -> list[Shortcut]:
    """All there is, in the order of the menus, the canvas, the views."""
    rows = [
        (_(title), _(actions.ACTIONS[name].text), " / ".join(actions.ACTIONS[name].keys))
        for title, names in actions.MENUS
        for name in names
        if name in actions.ACTIONS and actions.ACTIONS[name].keys
    ]
    rows += [(_("On the canvas"), _(words), _(keys)) for words, keys in actions.GESTURES]
    return rows + [(_(view.title), _(words), _(keys)) for view in VIEWS for words, keys in GESTURES.get(view.id, ())]


class KeysPage(QWidget):
    """The sheet, in two columns where there is room for them."""

    def __init__(self, appearance: Appearance, rows: Sequence[Shortcut], *, narrow: bool = False) -> None:
        super().__init__()
        self._appearance = appearance
        px = appearance.px
        across = QHBoxLayout(self)
        across.setContentsMargins(px(20), px(20), px(20), px(20))
        across.setSpacing(px(40))
        groups: dict[str, list[Shortcut]] = {}
        for row in rows:
            groups.setdefault(row[0], []).append(row)
        for names in _balanced(groups, 1 if narrow else 2):
            column = QVBoxLayout()
            column.setSpacing(px(6))
            for number, name in enumerate(names):
                if number:
                    column.addSpacing(px(16))
                column.addWidget(plain_label(name.upper(), "section"))
                for _group, words, key in groups[name]:
                    column.addLayout(self._row(words, key))
            column.addStretch(1)
            across.addLayout(column, 1)

    def _row(self, words: str, key: str) -> QHBoxLayout:
        px, palette = self._appearance.px, self._appearance.palette
        row = QHBoxLayout()
        row.setSpacing(px(12))
        told = plain_label(words)
        told.setWordWrap(True)
        row.addWidget(told, 1)
        cap = plain_label(spoken_key(key))
        cap.setStyleSheet(
            f"background: {palette.field}; border-radius: {px(4)}px; padding: {px(2)}px {px(7)}px;"
            f" font-size: {px(theme.SIZE_SMALL)}px;"
        )
        cap.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        cap.setMaximumWidth(px(190))
        cap.setWordWrap(len(key) > _LONG)
        row.addWidget(cap)
        return row


def _balanced(groups: dict[str, list[Shortcut]], count: int) -> list[list[str]]:
    """The groups' names in so many columns of about one height, in their order down each."""
    columns: list[list[str]] = [[] for _number in range(count)]
    heights = [0] * count
    for name, members in groups.items():
        shortest = heights.index(min(heights))
        columns[shortest].append(name)
        heights[shortest] += len(members) + 3
    return columns


def spoken_key(key: str) -> str:
    """A key, or several with " / " between them, as this system names it; what is no key sequence stays as it is."""
    return " / ".join(map(_spoken, key.split(" / ")))


def _spoken(key: str) -> str:
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.toString(QKeySequence.SequenceFormat.PortableText) == key:
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    for held in _MODIFIERS:
        if key.startswith(held) and not key.isascii():  # with arrows, which are no key names
            return _spoken(held + "X").removesuffix("X") + key.removeprefix(held)
    return key
