"""What happens when something goes wrong that should not: it is logged, told in plain words, and can be reported.

An exception that nobody caught is written to the log and shown once; the program goes on, for every edit is in the
file already. A crash below Python (Qt, a driver) leaves a trace that the next start finds and tells.

This module must not know the document; a report never contains its content knowingly.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication

from cjdesigner import __version__, paths
from cjdesigner.errors import UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.message import Message

LOG_BYTES = 512 * 1024
LOGS_KEPT = 3

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("cjdesigner")


class CrashWatch(QObject):
    """Catches what nobody caught, from :meth:`start` to :meth:`stop`. ``appearance`` is set once there is one."""

    _caught = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.appearance: Appearance | None = None
        self.last_crash = ""
        """The trace of a crash of an earlier run; "" if there was none."""
        self._seen: set[str] = set()
        self._before: tuple[Callable[..., object], ...] = ()
        self._handler: logging.Handler | None = None
        self._faults: TextIO | None = None
        # Queued: an exception may come from a paint event or another thread, where no dialogue may open.
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Log from now on, and catch. A log folder that cannot be written is no reason not to start."""
        self.last_crash = _crash_before()
        try:
            folder = paths.logs()
            self._handler = logging.handlers.RotatingFileHandler(
                folder / "cjdesigner.log", maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
            )
            self._faults = (folder / f"fault-{os.getpid()}.log").open("w", encoding="utf-8")
            faulthandler.enable(self._faults)
        except OSError:
            self._handler = self._handler or logging.StreamHandler()
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(self._handler)
        if self.last_crash:
            _log.error("the last run crashed\n%s", self.last_crash)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = _log_unraisable
        qInstallMessageHandler(_log_qt)

    def stop(self) -> None:
        """The program ends as it should: nothing is caught any more, and no crash is told at the next start."""
        qInstallMessageHandler(None)
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = ()
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            Path(self._faults.name).unlink(missing_ok=True)
            self._faults = None

    def caught(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        """An exception that nobody caught. What happens again at the same place is logged, not told again."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, value, trace))
        _log.error("uncaught\n%s", text)
        frames = traceback.extract_tb(trace)
        place = f"{kind.__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else text
        if isinstance(value, UserError):
            self._caught.emit(str(value), "")
        elif place not in self._seen:
            self._seen.add(place)
            self._caught.emit("", report(text))

    def _caught_in_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None and not isinstance(hook.exc_value, SystemExit):
            self.caught(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def tell_last_crash(self) -> None:
        """Say that the last run crashed, if it did."""
        if self.last_crash:
            heading = _("cjdesigner ended unexpectedly last time")
            sentence = _("Every edit up to then is in its file. If you can, copy the report and send it to us.")
            self._show(heading, sentence, report(self.last_crash), {"close": _("Close")})
            self.last_crash = ""

    def _tell(self, sentence: str, text: str) -> None:
        if sentence:
            self._show(_("That did not work"), sentence, "", {"close": _("Close")})
            return
        heading = _("Something went wrong that should not have")
        plain = _(
            "Your work is safe: every edit up to now is in its file. You can go on; if anything looks odd, quit and "
            "open the file again. If you can, copy the report and send it to us; read it first, it may name your files."
        )
        answers = {"close": _("Go on"), "quit": _("Quit")}
        if self._show(heading, plain, text, answers) == "quit":
            QCoreApplication.quit()

    def _show(self, heading: str, sentence: str, text: str, answers: dict[str, str]) -> str:
        if self.appearance is None:
            sys.stderr.write(f"{heading}. {sentence}\n{text}\n")
            return ""
        message = Message(self.appearance, heading, sentence, answers, QApplication.activeWindow(), report=text)
        message.exec()
        message.deleteLater()
        return message.chosen


def report(trace: str) -> str:
    """What a crash report says: versions, the system, the trace."""
    screen = QApplication.platformName() if QApplication.instance() is not None else "-"
    head = f"cjdesigner {__version__}, Python {platform.python_version()}, Qt {qVersion()} ({screen})"
    return f"{head}\n{platform.platform()}\n\n{trace.strip()}\n"


def _crash_before() -> str:
    """The traces that dead processes left, which are put away so that they are told once; "" if there are none."""
    try:
        files = sorted(paths.logs().glob("fault-*.log"))
    except OSError:
        return ""
    found = []
    for file in files:
        number = file.stem.removeprefix("fault-")
        if not number.isdigit() or _alive(int(number)):
            continue
        try:
            text = file.read_text(encoding="utf-8", errors="replace").strip()
            file.unlink()
        except OSError:
            continue  # on Windows a file that a running program holds cannot be removed: it is not ours to tell
        found.append(text)
    return "\n\n".join(text for text in found if text)


def _alive(process: int) -> bool:
    if process == os.getpid():
        return False  # the number is used again: we have only just started
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _log_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    trace = traceback.format_exception(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback)
    _log.error("%s %r\n%s", unraisable.err_msg or "ignored in", unraisable.object, "".join(trace))


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message)
