"""What is seen while the typeface is cut, which takes a moment at the very first start only.

This module must not know the appearance: there is none yet.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QEventLoop, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from cjdesigner import i18n, theme
from cjdesigner.errors import WriteFailed
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.ui.appearance import colour, settings
from cjdesigner.ui.mark import paint_mark

PATIENCE = 0.3
"""Seconds the typeface may take before it is said what is being waited for."""


def prepare_typeface(application: QApplication) -> None:
    """Have every face ready as a file; Qt goes on meanwhile. Raises WriteFailed where they cannot be written."""
    failures: list[BaseException] = []

    def cut() -> None:
        try:
            from cjdesigner import fonts

            for face in fonts.FACES:
                fonts.face_file(face)
        except BaseException as error:
            failures.append(error)

    cutting = threading.Thread(target=cut, name="typeface")
    cutting.start()
    cutting.join(PATIENCE)
    if cutting.is_alive():
        splash = Splash()
        splash.show()
        waiting, clock = QEventLoop(), QTimer()
        clock.timeout.connect(lambda: None if cutting.is_alive() else waiting.quit())
        clock.start(30)
        waiting.exec()
        splash.close()
    if failures:
        if isinstance(failures[0], OSError):
            message = mark(
                "The typeface cannot be written to the cache folder: {reason}. Make room or give access there."
            )
            raise WriteFailed(message, reason=failures[0].strerror or failures[0]) from failures[0]
        raise failures[0]


class Splash(QWidget):
    """The mark, and a sentence that says what is being waited for."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen)
        kept = settings()
        self._palette = theme.DARK if kept.value("appearance/theme") == "dark" else theme.LIGHT
        language = str(kept.value("appearance/language", "") or i18n.system_language())
        with i18n.using(language if language in i18n.LANGUAGES else "en"):
            self._sentence = _("Preparing the typeface (only once) …")
        self.setAccessibleName(self._sentence)
        self.resize(380, 190)
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            self.move(screen.availableGeometry().center() - self.rect().center())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._palette.surface))
        painter.setPen(colour(self._palette.hairline))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        paint_mark(painter, QRectF((self.width() - 84) / 2, 38, 84, 64), self._palette)
        painter.setPen(colour(self._palette.second))
        painter.drawText(QRectF(16, 124, self.width() - 32, 40), Qt.AlignmentFlag.AlignCenter, self._sentence)
        painter.end()
