"""Starts the window: looks for a display, then Qt, the crash watch, the typeface, the look, and the main window.

Nothing here imports Qt before a display has answered, so the command line can ask. This module must not know the
document, nor what the window shows.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cjdesigner.errors import UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.ui import display
from cjdesigner.ui.display import display_answers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cjdesigner.ui.crash import CrashWatch

__all__ = ["display_answers", "run"]


def run(path: str | None) -> int:
    """Open the window, on a file if one is given, and return the exit code when it is closed.

    Where no window can open: one plain sentence on stderr, and 2.
    """
    sentence = display.obstacle()
    if sentence is None:
        try:
            from PySide6.QtWidgets import QApplication
        except ImportError as error:
            sentence = _("No window can open: {reason}").format(reason=str(error).splitlines()[0])
    if sentence is not None:
        sys.stderr.write(sentence + "\n")
        return 2

    application = QApplication([sys.argv[0]])
    application.setApplicationName("cjdesigner")
    application.setApplicationDisplayName("cjdesigner")
    application.setOrganizationName("cjdesigner")
    application.setDesktopFileName("cjdesigner")

    from cjdesigner.ui.collector import Collector
    from cjdesigner.ui.crash import CrashWatch
    from cjdesigner.ui.interrupts import Interrupts

    watch, interrupts, collector = CrashWatch(application), Interrupts(application), Collector(application)
    watch.start()
    try:
        return _open(application, watch, Path(path) if path is not None else None)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        _tell(str(error))
        return 2
    finally:
        watch.stop()
        interrupts.stop()
        collector.stop()


def _tell(sentence: str) -> None:
    """For who started by a click and sees no stderr."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Critical)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.exec()


def _open(application: QApplication, watch: CrashWatch, path: Path | None) -> int:
    from PySide6.QtCore import QTimer

    from cjdesigner.ui.splash import prepare_typeface

    prepare_typeface(application)

    from cjdesigner.ui.appearance import Appearance
    from cjdesigner.ui.mark import application_icon
    from cjdesigner.ui.qt_words import QtWords

    appearance = Appearance(application)
    watch.appearance = appearance
    words = QtWords(appearance)
    application.setWindowIcon(application_icon())

    from cjdesigner.ui.main_window import MainWindow

    window = MainWindow(appearance, path)
    window.show()
    QTimer.singleShot(0, watch.tell_last_crash)
    code = application.exec()
    window.close()
    words.remove()
    return code
