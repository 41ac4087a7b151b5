"""From the start of a process until a window is painted: the program's, and the barest one that Qt makes.

As a script it is one: ``starting.py bare``, or ``starting.py program [FILE]``; it says a line when the window
has been painted, and ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def environment(home: Path) -> dict[str, str]:
    """What a process of the program needs to run without a display and away from the user's own folders."""
    return os.environ | {"CJDESIGNER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LANG": "C"}


def seconds_until_painted(variables: Mapping[str, str], *arguments: str) -> float:
    """Run this script with these arguments, and the seconds until its window is painted."""
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, __file__, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(variables),
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = perf_counter() - start
        _rest, told = process.communicate(timeout=60)
    if line.strip() != "painted":
        raise RuntimeError(f"no window was painted: {told}")
    return took


# in the process


def _tell_when_painted(widget: QWidget) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    def told() -> None:
        print("painted", flush=True)
        QApplication.exit(0)

    class Seen(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, told)
            return False

    widget.installEventFilter(Seen(widget))


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication(sys.argv)
    window = QMainWindow()
    label = QLabel("Nothing")
    window.setCentralWidget(label)
    window.resize(1280, 800)
    _tell_when_painted(label)
    window.show()
    return application.exec()


def _program(words: list[str]) -> int:
    """The whole command line; its window is left as it is but for being watched."""
    from cjdesigner import app, cli

    goes_on = app._open

    def opened(application: Any, watch: Any, path: Path | None) -> int:
        from cjdesigner.ui.main_window import MainWindow

        show, show_document = MainWindow.show, MainWindow.show_document

        def shown(self: MainWindow) -> None:
            if path is None:
                _tell_when_painted(self.centralWidget())
            show(self)

        def document_shown(self: MainWindow, editor: Any) -> None:
            show_document(self, editor)
            _tell_when_painted(self.canvas_.viewport())

        MainWindow.show, MainWindow.show_document = shown, document_shown  # type: ignore[method-assign]
        return goes_on(application, watch, path)

    app._open = opened
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(_bare() if sys.argv[1] == "bare" else _program(sys.argv[2:]))
