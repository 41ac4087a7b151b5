"""The inspector's fields of the methods' records: a picture, one other record, several channels.

This module must not know which attributes there are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QToolButton, QWidget

from cjdesigner.errors import UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.model import edits
from cjdesigner.model.naming import called
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Persona, Record
from cjdesigner.model.state import State
from cjdesigner.model.wording import MIXED, brief
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.channels import channel_icon, channel_key, channel_name, vocabulary
from cjdesigner.ui.panels.field_editor import FieldEditor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.flow import Flow
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.picture_frame import PictureFrame
from cjdesigner.ui.panels.wheel import leave_wheel
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views import portrait

_FOLDER = "files/pictures"


# a picture


class ImageField(FieldEditor):
    """A picture: dropped on it, pasted, chosen by a dialogue; taken off by Delete."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self._name: str | None = ""
        self.frame = PictureFrame(editor, appearance, self)
        self.choose_button = QPushButton(_("Choose …"), self)
        self.remove_button = QPushButton(_("Remove"), self)
        self.fault = label("", "error", wrap=True, parent=self)
        self.fault.hide()
        self._dress(self.frame)
        self._column.removeWidget(self.frame)
        row = QHBoxLayout()
        row.setSpacing(appearance.px(10))
        row.addWidget(self.frame)
        buttons = QHBoxLayout()
        buttons.setSpacing(appearance.px(6))
        self.remove_button.setToolTip(QKeySequence(Qt.Key.Key_Delete).toString(QKeySequence.SequenceFormat.NativeText))
        for button in (self.choose_button, self.remove_button):
            button.setProperty("role", "link")
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab stops once, at the picture, which has their keys
            buttons.addWidget(button)
        buttons.addStretch()
        row.addLayout(buttons, 1)
        self._column.addLayout(row)
        self._column.addWidget(self.fault)
        tip = _("Drop a picture here, paste one, or press Enter to choose a file.")
        self.frame.setToolTip(plain_tip(_(field.tip) or tip))
        self.frame.setAccessibleDescription(tip)
        self.frame.brought.connect(self.bring)
        self.frame.asked.connect(self.choose)
        self.frame.removed.connect(self.remove)
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(self.remove)
        self.choose_button.setEnabled(not editor.read_only)

    def show_value(self, value: Any, mixed: bool) -> None:
        self._name = None if mixed else value or ""
        records = self.records()
        person = records[0] if len(records) == 1 and isinstance(records[0], Persona) else None
        self.frame.show_picture(self._name or "", person)
        self.remove_button.setVisible(bool(value) and not self.editor.read_only)

    def typed(self) -> Any:
        if self._name is None:
            raise ValueError
        return self._name

    def bind(self, ids: tuple[int, ...]) -> None:
        if ids != self.ids:
            self._tell("")
        super().bind(ids)

    def choose(self) -> None:
        """Ask for a file."""
        if self.editor.read_only:
            return
        dialog = QFileDialog(self, _("Choose a picture"))
        endings = " ".join(f"*.{suffix}" for suffix in portrait.suffixes())
        dialog.setNameFilter(_("Pictures") + f" ({endings});;" + _("All files") + " (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        folder = Path(str(settings().value(_FOLDER, "")) or Path.home())
        dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
        accepted = dialog.exec()
        files = dialog.selectedFiles()
        dialog.deleteLater()
        if accepted and files:
            path = Path(files[0])
            settings().setValue(_FOLDER, str(path.parent))
            self._bring(lambda: portrait.from_file(path))

    def bring(self, data: Any) -> None:
        """Take what was dropped or pasted."""
        self._bring(lambda: portrait.from_mime(data))

    def _bring(self, read: Any) -> None:
        if self.editor.read_only or not self.ids:
            return
        try:
            picture = read()
            name = self.editor.document.images.put(picture) if picture is not None else None
        except UserError as error:
            self._tell(str(error))
            return
        if name is None:
            self._tell(_("There is no picture to paste; copy one first, or choose a file."))
            return
        self._tell("")
        self.write(name)
        self.load()

    def remove(self) -> None:
        """Take the picture off."""
        if not self.editor.read_only:
            self._tell("")
            self.write("")

    def _tell(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))


# one other record


class RecordField(FieldEditor):
    """One record of :attr:`Field.of`, or none; the button beside it goes there."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self._keys: list[int | None] = []
        self.box = QComboBox(self)
        self.box.setEnabled(not editor.read_only)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        self.box.activated.connect(self._chose)
        leave_wheel(self.box).installEventFilter(self)
        self.open_button = QToolButton(self)
        self.open_button.setProperty("role", "flat")
        self.open_button.setIcon(appearance.icon("ri.arrow-right-line", appearance.palette.second, 16))
        self.open_button.setToolTip(_("Go there"))
        self.open_button.setAccessibleName(_("Go there"))
        self.open_button.clicked.connect(self._open)
        self._dress(self.box)
        self._column.removeWidget(self.box)
        row = QHBoxLayout()
        row.setSpacing(appearance.px(2))
        row.addWidget(self.box, 1)
        row.addWidget(self.open_button)
        self._column.addLayout(row)

    def _fill(self) -> None:
        state = self.editor.state
        records: list[Record] = list(state.ranked(self.field.of)) if self.field.of is not None else []
        items: list[tuple[int | None, str]] = [(None, _(self.field.hint) or _("none"))]
        items += [(record.id, brief(called(state, record))) for record in records]
        texts = [self.box.itemText(place) for place in range(self.box.count())]
        if self._keys == [key for key, _name in items] and texts == [name for _key, name in items]:
            return
        self._keys = [key for key, _name in items]
        with QSignalBlocker(self.box):
            self.box.clear()
            for _key, name in items:
                self.box.addItem(name)

    def _chose(self, index: int) -> None:
        self.write(self._keys[index])

    def _open(self) -> None:
        values = self.values()
        if len(values) == 1 and values[0] is not None:
            self.editor.open(values[0])

    def show_value(self, value: Any, mixed: bool) -> None:
        self._fill()
        self.box.setPlaceholderText(MIXED)
        self.box.setCurrentIndex(-1 if mixed or value not in self._keys else self._keys.index(value))
        self.open_button.setVisible(not mixed and value is not None)
        record = self.editor.state.get(value, Record)
        tip = called(self.editor.state, record) if record is not None else _(self.field.tip)
        self.box.setToolTip(plain_tip(tip))


# several channels


class ChannelsField(FieldEditor):
    """Several channels of the vocabulary, as chips; a name typed that is not in it joins it."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self._shown: tuple[str, ...] = ()
        self._offered: list[str] = []
        self.chips: list[QToolButton] = []
        self._place = QWidget(self)
        self._flow = Flow(self._place, appearance.px(4))
        self._column.addWidget(self._place)
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        self.box.setIconSize(QSize(appearance.px(16), appearance.px(16)))
        self.box.setVisible(not editor.read_only)
        line = self.box.lineEdit()
        assert line is not None
        self.line = line
        self.line.setPlaceholderText(_(field.hint) or _("add a channel"))
        self.line.returnPressed.connect(self._entered)
        completer = self.box.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.activated.connect(self._chose)
        leave_wheel(self.box).installEventFilter(self)
        self.line.installEventFilter(self)
        self._dress(self.box)

    def values(self) -> list[Any]:
        return list(dict.fromkeys(tuple(getattr(record, self.field.name)) for record in self.records()))

    def show_value(self, value: Any, mixed: bool) -> None:
        self._show_chips(tuple(value or ()), mixed)
        offered = [entry for entry in vocabulary(self.editor.state) if entry[0] not in self._shown]
        if [key for key, _name, _icon in offered] != self._offered:
            self._offered = [key for key, _name, _icon in offered]
            with QSignalBlocker(self.box):
                self.box.clear()
                for _key, name, icon in offered:
                    self.box.addItem(self.appearance.icon(icon, size=16) if icon else QIcon(), name)
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(-1)
            self.line.setText("")
            self.line.setPlaceholderText(MIXED if mixed else _(self.field.hint) or _("add a channel"))

    def _show_chips(self, keys: tuple[str, ...], mixed: bool) -> None:
        if keys == self._shown and not mixed:
            return
        self._shown = keys
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(key) for key in keys]
        self._flow.set_widgets(self.chips)
        self._place.setVisible(bool(keys))

    def _chip(self, key: str) -> QToolButton:
        px, palette = self.appearance.px, self.appearance.palette
        chip = QToolButton(self._place)
        name = channel_name(key)
        chip.setProperty("key", key)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIconSize(QSize(px(14), px(14)))
        chip.setIcon(self.appearance.icon(channel_icon(self.editor.state, key), palette.second, 14))
        cut = brief(name, 28).replace("&", "&&")
        chip.setText(cut if self.editor.read_only else f"{cut}  \u00d7")
        chip.setToolTip(
            plain_tip(name if self.editor.read_only else _("{name}: click to take it off").format(name=name))
        )
        chip.setAccessibleName(name)
        chip.setStyleSheet(f"QToolButton {{ padding: {px(2)}px {px(8)}px; border-radius: {px(11)}px; }}")
        chip.setEnabled(not self.editor.read_only)
        chip.clicked.connect(self._dropped)
        return chip

    def _dropped(self) -> None:
        key = str(self.sender().property("key"))
        place = self._shown.index(key) if key in self._shown else 0
        self.write(tuple(other for other in self._shown if other != key))
        self.load()
        near = self.chips[min(place, len(self.chips) - 1)] if self.chips else self.box
        near.setFocus()

    def _chose(self, index: int) -> None:
        if 0 <= index < len(self._offered):
            self._add(self._offered[index])

    def _entered(self) -> None:
        text = " ".join(self.line.text().split())
        if text:
            self._add(channel_key(self.editor.state, text) or text)

    def leave(self) -> None:
        self._entered()
        super().leave()

    def _add(self, key: str) -> None:
        if key not in self._shown and not self.editor.read_only:
            self.write((*self._shown, key))
        self.load()

    def patch(self, state: State, value: Any) -> Patch:
        patch = super().patch(state, value)
        for key in value:
            if channel_key(state, key) is None:
                patch = edits.add_channel(state, key) | patch
        return patch
