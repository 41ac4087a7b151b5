"""What stands between a display that answers and the window: the typeface, Qt's words, the mark."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cjdesigner import fonts, i18n, theme
from cjdesigner.errors import WriteFailed
from cjdesigner.ui import splash
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.mark import application_icon, paint_mark
from cjdesigner.ui.qt_words import QtWords


def test_a_warm_start_shows_no_splash(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splash, "Splash", lambda: pytest.fail("a splash was shown"))
    monkeypatch.setattr(splash, "PATIENCE", 5.0)
    splash.prepare_typeface(qapp)


def test_the_window_is_not_blocked_while_the_typeface_is_cut(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    cut: list[str] = []

    class Watched(splash.Splash):
        def __init__(self) -> None:
            super().__init__()
            shown.append(self.accessibleName())

    def slowly(face: str) -> Path:
        time.sleep(0.05)
        cut.append(face)
        return Path(face)

    monkeypatch.setattr(splash, "PATIENCE", 0.01)
    monkeypatch.setattr(splash, "Splash", Watched)
    monkeypatch.setattr(fonts, "face_file", slowly)
    splash.prepare_typeface(qapp)
    assert shown == ["Preparing the typeface (only once) …"]
    assert cut == list(fonts.FACES)


def test_a_cache_that_cannot_be_written_is_told_plainly(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(face: str) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fonts, "face_file", fail)
    with pytest.raises(WriteFailed, match=r"typeface cannot be written .*: No space left on device"):
        splash.prepare_typeface(qapp)


def test_the_splash_speaks_the_remembered_language_and_theme(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    splash.settings().setValue("appearance/theme", "dark")
    seen = splash.Splash()
    qtbot.addWidget(seen)
    assert seen.grab().toImage().pixelColor(20, 20).name().upper() == theme.DARK.surface


def test_qt_speaks_the_language_too(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_load", lambda code: i18n._gettext.NullTranslations())
    look = Appearance()
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    look.set(language="en")
    words = QtWords(look)
    try:
        look.set(language="de")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
        assert QLocale().language() == QLocale.Language.German
        look.set(language="en")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    finally:
        look.set(language="en")
        words.remove()


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_mark_steps_down_from_left_to_right(qapp: QApplication, palette: theme.Palette) -> None:
    image = QImage(104, 84, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, 104, 84), palette)
    painter.end()
    magenta = image.pixelColor(103, 0).rgb()
    tops = [next(y for y in range(84) if image.pixelColor(x, y).rgb() != magenta) for x in (10, 36, 62, 88)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 4


def test_the_icon_comes_in_every_size(qapp: QApplication) -> None:
    assert {size.width() for size in application_icon().availableSizes()} >= {16, 32, 48, 256}
