"""Qt's own words (buttons of file dialogues, menus of text fields) and its dates, in the language in force.

This module must not know our own texts.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from cjdesigner.ui.appearance import Appearance


class QtWords(QObject):
    """Follows the appearance's language."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._appearance = appearance
        self._translator: QTranslator | None = None
        self._language = ""
        self._follow()
        appearance.changed.connect(self._follow)

    def remove(self) -> None:
        """Leave Qt's words in English, as they are in its source."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None

    def _follow(self) -> None:
        language = self._appearance.language
        if language == self._language:
            return
        self._language = language
        self.remove()
        QLocale.setDefault(QLocale(language))
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language != "en" and translator.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
