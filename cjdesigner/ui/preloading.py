"""Importing what opening a file needs while the welcome page is looked at, so that the file then opens at once.

In a thread of its own, because it takes a second. This module must not know what is imported, beyond its name.
"""

from __future__ import annotations

import importlib

from cjdesigner.ui.background import Task

AFTER = 700
"""Milliseconds after which it begins: the page and its pictures come first."""

_MODULES = ("cjdesigner.model.rows", "cjdesigner.ui.workspace", "cjdesigner.ui.card_commands", "numpy")


def preload() -> None:
    """Begin; what is imported already costs nothing, and who needs a module meanwhile waits for just that."""
    Task(_import).start()


def _import() -> None:
    for name in _MODULES:
        importlib.import_module(name)
