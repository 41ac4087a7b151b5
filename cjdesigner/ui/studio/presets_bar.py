"""Named settings: those kept in the file, and some to start from; saved, renamed and deleted as edits with undo.

This module must not know what the settings mean.
"""

from __future__ import annotations

import functools

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.export.presets import STARTS
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import presets
from cjdesigner.model.document import Change
from cjdesigner.model.records import Preset
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import plain_label, plain_tip
from cjdesigner.ui.studio.controls import Choice
from cjdesigner.ui.studio.desk import Desk

_LONGEST = 120


def ask_name(appearance: Appearance, parent: QWidget, heading: str, name: str) -> str:
    """Ask for a preset's name; empty where the user thought better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(heading)
    px = appearance.px
    column = QVBoxLayout(dialog)
    column.setContentsMargins(px(24), px(20), px(24), px(20))
    column.setSpacing(px(12))
    line = QLineEdit(name)
    line.setMaxLength(_LONGEST)
    line.setMinimumWidth(px(340))
    line.setAccessibleName(_("Name"))
    line.selectAll()
    answers = QDialogButtonBox()
    answers.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
    save = answers.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
    save.setProperty("role", "primary")
    save.setDefault(True)
    save.setEnabled(bool(name.strip()))
    answers.accepted.connect(dialog.accept)
    answers.rejected.connect(dialog.reject)
    line.textChanged.connect(lambda text: save.setEnabled(bool(text.strip())))
    column.addWidget(plain_label(heading, "heading"))
    column.addWidget(line)
    column.addWidget(answers)
    accepted = dialog.exec()
    dialog.deleteLater()
    return " ".join(line.text().split()) if accepted else ""


class PresetsBar(QWidget):
    """Which preset the settings began with, whether they have changed since, and what can be done with it."""

    told = Signal(str)
    """What was done."""

    def __init__(self, desk: Desk, appearance: Appearance) -> None:
        super().__init__()
        self._desk, self._look = desk, appearance
        px = appearance.px
        self.choice = Choice()
        self.choice.setMaxVisibleItems(20)
        self.choice.setAccessibleName(_("Preset"))
        self.save_button = QPushButton(_("Save"))
        self.save_button.setAutoDefault(False)
        self.more = QToolButton()
        self.more.setProperty("role", "flat")
        self.more.setIcon(appearance.icon("ri.more-line", appearance.palette.ink, 18))
        self.more.setIconSize(QSize(px(18), px(18)))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setAccessibleName(_("More about presets"))
        self.more.setToolTip(_("More about presets"))
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.save = self._action(menu, _("Save"), self.save_settings, "Ctrl+S")
        self.save_as = self._action(menu, _("Save as …"), self.save_settings_as, "Ctrl+Shift+S")
        menu.addSeparator()
        self.rename = self._action(menu, _("Rename …"), self.rename_preset)
        self.delete = self._action(menu, _("Delete"), self.delete_preset)
        menu.addSeparator()
        self.reset = self._action(menu, _("Back to the preset as it was"), self.go_back)
        self.more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.choice, 1)
        row.addWidget(self.save_button)
        row.addWidget(self.more)
        self.choice.activated.connect(self._take)
        self.save_button.clicked.connect(self.save_settings)
        desk.changed.connect(self.refresh)
        desk.editor.changed.connect(self._follow)
        self.refresh()

    def _action(self, menu: QMenu, words: str, run: object, keys: str = "") -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(run)
        if keys:
            action.setShortcut(QKeySequence(keys))
            self.addAction(action)
        return action

    def _follow(self, change: Change) -> None:
        if any(isinstance(record, Preset) for pair in change.patch.values() for record in pair):
            self.refresh()

    def refresh(self) -> None:
        """Show which preset it is, and whether it has changed."""
        desk = self._desk
        stored = desk.editor.state.ranked(Preset)
        desk.follow_presets()
        here: int | str = desk.preset if desk.preset is not None else desk.start
        modified = desk.modified

        def shown(key: int | str, name: str) -> str:
            return f"{name} •" if key == here and modified else name

        pairs: list[tuple[int | str | None, str]] = []
        unsaved = _("Not saved: {name}")
        groups = (
            [(key, unsaved.format(name=loose.name)) for key, loose in desk.loose.items()],
            [(preset.id, shown(preset.id, preset.name)) for preset in stored],
        )
        for group in groups:
            pairs += [*group, (None, "")] if group else []
        pairs += [(key, shown(key, _(start.name))) for key, start in STARTS.items()]
        self.choice.offer(pairs)
        self.choice.show_key(here)
        if desk.is_loose:
            tip = _("In no preset: kept until the studio closes.")
        elif modified:
            tip = _("Changed since it was saved.")
        else:
            tip = _("Settings under a name, kept in the file")
        self.choice.setToolTip(plain_tip(tip))
        reason = _("This file is open for reading only, so presets cannot be saved in it.")
        writable = not desk.editor.read_only
        for action in (self.save, self.save_as, self.rename, self.delete):
            action.setEnabled(writable and (desk.preset is not None or action in (self.save, self.save_as)))
            action.setToolTip(plain_tip("" if writable else reason))
        self.save_button.setVisible(modified or desk.preset is None)
        self.save_button.setEnabled(writable)
        self.save_button.setToolTip(plain_tip(_("Save these settings as a preset") if writable else reason))
        self.reset.setEnabled(modified)

    # hands

    def _take(self) -> None:
        self._desk.take(self.choice.key)
        self.refresh()

    def go_back(self) -> None:
        """Take the preset's settings again."""
        desk = self._desk
        desk.take(desk.preset if desk.preset is not None else desk.start)

    def save_settings(self) -> None:
        """Keep the settings in the preset they began with; where that is in no file, ask for a name."""
        desk = self._desk
        if desk.editor.read_only:
            return
        if desk.preset is None:
            self.save_settings_as()
            return
        desk.editor.edit(mark("Save preset"), functools.partial(presets.replace, identity=desk.preset, preset=desk.now))
        self.refresh()

    def save_settings_as(self) -> None:
        """Keep the settings in a preset of another name."""
        desk = self._desk
        if desk.editor.read_only:
            return
        proposal = presets.free_name(desk.editor.state, desk.base_name)
        name = ask_name(self._look, self.window(), _("Save settings as"), proposal)
        if not name:
            return
        preset = msgspec.structs.replace(desk.now, id=0, name=name)
        patch = desk.editor.edit(mark("Save preset"), functools.partial(presets.add, preset=preset))
        if desk.is_loose:
            desk.loose.pop(desk.start)
            desk.start = "usual"
        for _before, after in patch.values():
            if isinstance(after, Preset):
                desk.preset = after.id
        desk.changed.emit()

    def rename_preset(self) -> None:
        """Give the preset another name."""
        desk = self._desk
        if desk.preset is None or desk.editor.read_only:
            return
        name = ask_name(self._look, self.window(), _("Rename preset"), desk.base.name)
        if name:
            edit = functools.partial(presets.rename, identity=desk.preset, name=name)
            desk.editor.edit(mark("Rename preset"), edit)

    def delete_preset(self) -> None:
        """Delete the preset; the settings stay on the desk, and undo brings it back."""
        desk = self._desk
        if desk.preset is None or desk.editor.read_only:
            return
        name = desk.base.name
        desk.editor.edit(mark("Delete preset"), functools.partial(presets.remove, identity=desk.preset))
        self.refresh()
        self.told.emit(_("The preset “{name}” is deleted; its settings stay here, not saved.").format(name=name))
