"""The studio's fields of the look: language, theme, accent, logo.

This module must not know how a poster is drawn.
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from cjdesigner import i18n
from cjdesigner.errors import UserError
from cjdesigner.export.look import look_of
from cjdesigner.export.options import ThemeName
from cjdesigner.export.presets import ACCENT
from cjdesigner.i18n import gettext as _
from cjdesigner.model.images import LARGEST
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.undo_keys import share_undo
from cjdesigner.ui.studio.controls import Choice, Tab, link_button
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.logo_frame import LogoFrame
from cjdesigner.ui.studio.theme_choice import THEMES, ColourButton, ThemeChoice

_ACCENT = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


class LookTab(Tab):
    """How the poster looks and speaks."""

    def __init__(self, desk: Desk, appearance: Appearance) -> None:
        super().__init__(appearance, _("Look"))
        self._desk = desk
        px = appearance.px
        own = _("As the window: {language}").format(language=i18n.LANGUAGES[i18n.language()])
        self.language = Choice({"": own, **i18n.LANGUAGES})
        self.themes = ThemeChoice(appearance)
        self.accent_button = ColourButton(appearance)
        self.accent = QLineEdit()
        self.accent.setMaxLength(40)
        self.accent.setAccessibleName(_("Accent colour"))
        self.usual = link_button(_("The theme’s own"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.accent_button)
        row.addWidget(self.accent, 1)
        row.addWidget(self.usual)
        accents = QWidget()
        accents.setLayout(row)
        self.accent_row = accents
        self.accent_fault = label("", "error", wrap=True)
        self.accent_fault.hide()
        self.logo = LogoFrame(appearance)
        self.remove = link_button(_("Remove"))
        self.logo_fault = label("", "error", wrap=True)
        self.logo_fault.hide()
        self.field(_("Language of the poster"), self.language)
        self.field(_("Theme"), self.themes)
        self.field(_("Accent colour"), accents)
        self.column.addWidget(self.accent_fault)
        self.accent_hint = self.told(_("A colour too light to be read on white is darkened."))
        self.field(_("Logo"), self.logo, about=self.remove)
        self.column.addWidget(self.logo_fault)
        self.column.addStretch(1)
        self.language.activated.connect(self._take_language)
        self.themes.chosen.connect(self._take_theme)
        self.accent.editingFinished.connect(self._take_accent)
        self.accent_button.clicked.connect(self._ask_accent)
        self.usual.clicked.connect(self._usual_accent)
        self.logo.asked.connect(self.ask_logo)
        self.logo.brought.connect(self.take_logo)
        self.logo.removed.connect(self._remove_logo)
        self.remove.clicked.connect(self._remove_logo)
        share_undo(self.accent)
        self._shown_logo: str | None = None
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        desk, now = self._desk, self._desk.now
        looks = "look" in desk.exporter.uses
        name: ThemeName = now.theme if now.theme in THEMES else "paper"
        self.language.show_key(now.language)
        accent = now.accent if ACCENT.fullmatch(now.accent) else ""
        self.themes.show_theme(name, accent)
        shown = look_of(name, accent).palette.accent
        self.accent_button.show_colour(shown)
        if not self.accent.hasFocus() or self.accent_fault.isHidden():
            self.accent.setText(now.accent)
            self.accent.setPlaceholderText(shown)
            self.accent_fault.hide()
        self.usual.setVisible(bool(now.accent) and looks)
        mono = name == "mono"
        self.enable_field(self.accent_row, not mono)
        if mono:
            hint = _("Mono is black alone.")
        elif accent and shown.casefold() != accent.casefold():
            hint = _("{colour} is too light to be read: printed as {printed}.").format(
                colour=accent.lower(), printed=shown.lower()
            )
        else:
            hint = _("A colour too light to be read on white is darkened.")
        self.accent_hint.setText(hint)
        self.show_field(self.themes, looks)
        self.show_field(self.accent_row, looks)
        self.accent_hint.setVisible(looks)
        self.show_field(self.logo, desk.sheet)
        if now.logo != self._shown_logo:
            self._shown_logo = now.logo
            self.logo.show_logo(desk.logo_bytes(), _("Drop a PNG, JPEG or SVG here, or click to choose one."))
            self.logo_fault.hide()
        self.remove.setVisible(bool(now.logo) and desk.sheet)

    # hands

    def _take_language(self) -> None:
        self._desk.set(language=self.language.key)

    def _take_theme(self, name: str) -> None:
        self._desk.set(theme=name)

    def _take_accent(self) -> None:
        typed = self.accent.text().strip()
        found = _ACCENT.fullmatch(typed)
        if typed and found is None:
            self.accent_fault.setText(_("A colour is written as #1f6feb: six digits from 0 to f. Nothing was changed."))
            self.accent_fault.show()
            return
        digits = found[1].lower() if found is not None else ""
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        self.accent_fault.hide()
        self._desk.set(accent=f"#{digits}" if digits else "")
        self.refresh()

    def _ask_accent(self) -> None:
        found = QColorDialog.getColor(QColor(self.accent_button.shown), self, _("Accent colour"))
        if found.isValid():
            self.accent_fault.hide()
            self._desk.set(accent=found.name())

    def _usual_accent(self) -> None:
        self.accent_fault.hide()
        self._desk.set(accent="")

    def ask_logo(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, _("Choose a logo"))
        dialog.setNameFilter(_("Logos") + " (*.png *.jpg *.jpeg *.svg);;" + _("All files") + " (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        accepted, files = dialog.exec(), dialog.selectedFiles()
        dialog.deleteLater()
        if accepted and files:
            self.take_logo(Path(files[0]))

    def take_logo(self, path: Path) -> None:
        """Take the logo in a file, or say why not."""
        from cjdesigner.export.logo import checked

        try:
            with path.open("rb") as stream:
                data = checked(stream.read(LARGEST + 1), path.name)
            self._desk.take_logo(data)
        except UserError as error:
            self._tell(str(error))
        except (OSError, ValueError):
            self._tell(_("{name} cannot be read.").format(name=path.name[:80]))

    def _remove_logo(self) -> None:
        self.logo_fault.hide()
        self._desk.set(logo="")

    def _tell(self, fault: str) -> None:
        self.logo_fault.setText(fault)
        self.logo_fault.show()
