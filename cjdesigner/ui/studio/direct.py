"""Exporting without the studio, in a format that has no sheets: a file is asked for, and written in a thread.

This module must not know any format.
"""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cjdesigner.errors import UserError
from cjdesigner.export.pictures import collected
from cjdesigner.ui.background import Task
from cjdesigner.ui.file_dialogs import tell_error
from cjdesigner.ui.studio.delivery import ask_target, told, written
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.exporting import Written, snapshot

if TYPE_CHECKING:
    from cjdesigner.ui.main_window import MainWindow


def save(window: MainWindow, suffix: str) -> None:
    """Ask for a file and export what the window shows; how it went is told in the window."""
    editor = window.editor_
    wish = Desk(editor, suffix=suffix).wish(collected(editor.state, editor.document.images))
    target = ask_target(editor, wish, window.appearance, window)
    if target is None:
        return
    teller = _Teller(window)
    task = Task(functools.partial(written, snapshot(editor.state), wish, target, threading.Event()))
    task.done.connect(teller.done)
    task.failed.connect(teller.failed)
    task.start()


class _Teller(QObject):
    """Tells how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def done(self, done: Written) -> None:
        self._window.tell(told(done, done.warnings))
        self.deleteLater()

    def failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, UserError):
            raise error
        tell_error(error, self._window.appearance, self._window)
