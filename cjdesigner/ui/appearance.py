"""How the window looks: theme, interface scale, language, the typeface in Qt, icons, and the style sheet they make.

One :class:`Appearance` per program; it is remembered in the settings. A change rebuilds the windows' contents, so no
widget needs to know how to change its words or colours.

This module must not know the document.
"""

from __future__ import annotations

import functools
import re
from typing import cast

from PySide6.QtCore import QObject, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from cjdesigner import fonts, i18n, paths, theme
from cjdesigner.theme import SIZE_BODY, Palette, ThemeName

SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

_WEIGHTS: dict[fonts.Face, QFont.Weight] = {
    "regular": QFont.Weight.Normal,
    "semibold": QFont.Weight.DemiBold,
    "bold": QFont.Weight.Bold,
    "italic": QFont.Weight.Normal,
}


def settings() -> QSettings:
    """What the program remembers between starts, in one file of the user's data folder."""
    return QSettings(str(paths.data() / "settings.ini"), QSettings.Format.IniFormat)


class Appearance(QObject):
    """Theme, scale and language in force."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        kept = settings()
        name = str(kept.value("appearance/theme", "light"))
        self._theme: ThemeName = "dark" if name == "dark" else "light"
        try:
            scale = float(str(kept.value("appearance/scale", 1.0)))
        except ValueError:
            scale = 1.0
        self._scale = min(2.0, max(1.0, scale))
        code = str(kept.value("appearance/language", "") or i18n.system_language())
        i18n.set_language(code if code in i18n.LANGUAGES else "en")
        load_typeface()
        self._apply()

    @property
    def palette(self) -> Palette:
        """The theme's colours."""
        return theme.PALETTES[self._theme]

    @property
    def theme(self) -> ThemeName:
        """The theme's name."""
        return self._theme

    @property
    def scale(self) -> float:
        """The interface scale, 1 to 2."""
        return self._scale

    @property
    def language(self) -> str:
        """The language in force."""
        return i18n.language()

    def px(self, length: float) -> int:
        """A length in screen pixels at the interface scale."""
        return round(length * self._scale)

    def font(self, face: fonts.Face = "regular", size: float = SIZE_BODY) -> QFont:
        """The typeface for widgets, at the interface scale."""
        return font(face, size * self._scale)

    def set(self, *, theme: ThemeName | None = None, scale: float | None = None, language: str | None = None) -> None:
        """Change how the window looks, at once, and remember it."""
        kept = settings()
        if theme is not None:
            self._theme = theme
            kept.setValue("appearance/theme", theme)
        if scale is not None:
            self._scale = min(2.0, max(1.0, scale))
            kept.setValue("appearance/scale", self._scale)
        if language is not None:
            i18n.set_language(language)
            kept.setValue("appearance/language", language)
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        application = cast(QApplication | None, QApplication.instance())
        if application is None:
            return
        look = (self._theme, self._scale)
        if application.property("look") == repr(look):
            return  # a style sheet that is set anew polishes every widget there is
        application.setProperty("look", repr(look))
        application.setFont(self.font())
        application.setPalette(_qt_palette(self.palette))
        application.setStyleSheet(style_sheet(self.palette, self._scale))

    def icon(self, name: str, colour: str | None = None, size: int = 20) -> QIcon:
        """An icon of the icon font in one colour."""
        return QIcon(icon_pixmap(name, colour or self.palette.ink, self.px(size)))


def load_typeface() -> None:
    """Make Qt know Inter and the icon font. Takes a few seconds at the very first start, when the faces are cut."""
    for face in _WEIGHTS:
        _load_font(str(fonts.face_file(face)))


@functools.cache
def _load_font(file: str) -> str:
    number = QFontDatabase.addApplicationFont(file)
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise RuntimeError(f"the font {file} cannot be loaded")
    return families[0]


@functools.lru_cache(maxsize=256)
def font(face: fonts.Face, size: float) -> QFont:
    """A face of Inter at a size in px. Widths agree with ``text.width``: no hinting, no synthesised weight."""
    result = QFont(theme.FONT)
    result.setPixelSize(max(1, round(size)))
    result.setWeight(_WEIGHTS[face])
    result.setItalic(face == "italic")
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


@functools.lru_cache(maxsize=512)
def colour(name: str, alpha: int = 255) -> QColor:
    """A token as QColor. To be read only."""
    result = QColor(name)
    result.setAlpha(alpha)
    return result


@functools.lru_cache(maxsize=512)
def icon_pixmap(name: str, tint: str, size: int) -> QPixmap:
    """An icon drawn from the icon font, twice as fine as asked, so that it stays sharp on fine screens."""
    glyph = fonts.icon_character(name)
    drawn = QPixmap(QSize(size * 2, size * 2))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(icon_font(size * 2))
    painter.setPen(colour(tint))
    painter.drawText(drawn.rect(), Qt.AlignmentFlag.AlignCenter, glyph)
    painter.end()
    drawn.setDevicePixelRatio(2)
    return drawn


@functools.lru_cache(maxsize=64)
def icon_font(size: int) -> QFont:
    """The icon font at a size in px."""
    result = QFont(_load_font(str(fonts.icon_file())))
    result.setPixelSize(max(1, size))
    return result


def _icon_url(name: str, tint: str, size: int) -> str:
    """An icon as a file for the style sheet, which knows pictures by file only."""
    target = paths.cache("icons") / f"{name}-{tint[1:]}-{size}.png"
    if not target.is_file():
        icon_pixmap(name, tint, size).save(str(target))
    return f"url({target.as_posix()})"


def _qt_palette(palette: Palette) -> QPalette:
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.surface,
        QPalette.ColorRole.WindowText: palette.ink,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.band,
        QPalette.ColorRole.Text: palette.ink,
        QPalette.ColorRole.PlaceholderText: palette.second,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.ink,
        QPalette.ColorRole.BrightText: palette.danger,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.ToolTipBase: palette.ink,
        QPalette.ColorRole.ToolTipText: palette.surface,
        QPalette.ColorRole.Link: palette.accent,
    }
    for role, value in roles.items():
        result.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.mix(palette.second, palette.surface, 0.45)))
    return result


def style_sheet(palette: Palette, scale: float) -> str:
    """The application's style sheet: the template in ``resources/themes`` with the tokens filled in."""
    template = paths.resource("themes", "window.qss").read_text(encoding="utf-8")
    drawn = re.sub(
        r"@icon\((\S+), (\w+), (\d+)\)", lambda m: _icon_url(m[1], getattr(palette, m[2]), int(m[3])), template
    )
    coloured = re.sub(r"@(\w+)", lambda match: getattr(palette, match[1]), drawn)
    return re.sub(r"(\d+(?:\.\d+)?)u\b", lambda match: f"{round(float(match[1]) * scale)}px", coloured)
