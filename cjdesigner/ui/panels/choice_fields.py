"""The inspector's fields that are chosen rather than typed: one of a few, yes or no, a width, a channel.

This module must not know which attributes there are.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import edits
from cjdesigner.model.patch import Patch
from cjdesigner.model.state import State
from cjdesigner.model.wording import MIXED
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.channels import channel_key, channel_name, vocabulary
from cjdesigner.ui.panels.field_editor import FieldEditor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.wheel import leave_wheel


class ChoiceField(FieldEditor):
    """One of a few values."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self.box = QComboBox(self)
        for _value, text in field.choices:
            self.box.addItem(_(text))
        self.box.setEnabled(not editor.read_only)
        self.box.setPlaceholderText(MIXED)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        self.box.activated.connect(self._chose)
        leave_wheel(self.box).installEventFilter(self)
        self._dress(self.box)

    def _chose(self, index: int) -> None:
        self.write(self.field.choices[index][0])

    def show_value(self, value: Any, mixed: bool) -> None:
        values = [choice for choice, _text in self.field.choices]
        self.box.setCurrentIndex(-1 if mixed or value not in values else values.index(value))


class FlagField(FieldEditor):
    """Yes or no; partly where the records differ."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self.box = QCheckBox(_(field.label), self)
        self.box.setEnabled(not editor.read_only)
        self.box.clicked.connect(self._clicked)
        self._dress(self.box)

    def _clicked(self) -> None:
        self.write(not all(self.values()))

    def show_value(self, value: Any, mixed: bool) -> None:
        state = Qt.CheckState.PartiallyChecked if mixed else Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
        self.box.setTristate(mixed)
        self.box.setCheckState(state)


class WidthField(FieldEditor):
    """A phase's width; what stands right of the phase moves along."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self.box = QSpinBox(self)
        self.box.setRange(119, 100_000)
        self.box.setSingleStep(20)
        self.box.setSpecialValueText(MIXED)
        self.box.setKeyboardTracking(False)
        self.box.setReadOnly(editor.read_only)
        self.box.valueChanged.connect(self._changed)
        leave_wheel(self.box).installEventFilter(self)
        self._dress(self.box)

    def _changed(self, value: int) -> None:
        if not self._loading and value >= 120:
            self.write(float(value), merge=True)

    def patch(self, state: State, value: Any) -> Patch:
        if len(self.ids) == 1:
            return edits.resize_phase(state, self.ids[0], value)
        return edits.set_fields(state, self.ids, width=value)

    def show_value(self, value: Any, mixed: bool) -> None:
        with QSignalBlocker(self.box):
            self.box.setValue(119 if value is None else round(value))


class ChannelField(FieldEditor):
    """A channel of the vocabulary, with icons; a name typed that is not in it joins it."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        self.box.setEnabled(not editor.read_only)
        self.box.setIconSize(QSize(appearance.px(16), appearance.px(16)))
        self._keys: list[str] = []
        line = self.box.lineEdit()
        assert line is not None
        self._line = line
        line.returnPressed.connect(self._entered)
        line.textEdited.connect(self._edited)
        completer = self.box.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.activated.connect(self._chose)
        leave_wheel(self.box).installEventFilter(self)
        line.installEventFilter(self)
        self._dress(self.box)
        self._fill()

    def _fill(self) -> None:
        channels = [("", _("none"), ""), *vocabulary(self.editor.state)]
        keys = [key for key, _name, _icon in channels]
        if keys == self._keys:
            return
        self._keys = keys
        self.box.clear()
        for _key, name, icon in channels:
            self.box.addItem(self.appearance.icon(icon, size=16) if icon else QIcon(), name)

    def _edited(self) -> None:
        self._pending = True  # written on Enter or on leaving: half a name is no channel

    def _chose(self, index: int) -> None:
        self._pending = False
        self.write(self._keys[index])

    def _entered(self) -> None:
        self._pending = True
        self.flush()
        self.load()

    def typed(self) -> Any:
        text = " ".join(self._line.text().split())
        if text in ("", _("none")):
            if not text and len(self.values()) > 1:
                raise ValueError(text)
            return ""
        return channel_key(self.editor.state, text) or text

    def patch(self, state: State, value: Any) -> Patch:
        patch = super().patch(state, value)
        if value and channel_key(state, value) is None:
            patch = edits.add_channel(state, value) | patch
        return patch

    def show_value(self, value: Any, mixed: bool) -> None:
        self._fill()
        with QSignalBlocker(self.box):
            self._line.setPlaceholderText(MIXED if mixed else _(self.field.hint))
            self.box.setCurrentIndex(self._keys.index(value) if value and value in self._keys else -1)
            self._line.setText("" if mixed or not value else channel_name(value))
            self._line.setCursorPosition(0)
