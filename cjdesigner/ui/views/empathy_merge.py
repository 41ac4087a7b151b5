"""The dialogue that merges empathy maps: which ones, under what title, and whether the originals go.

This module must not know how maps are merged.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import empathy
from cjdesigner.model.empathy_merging import merged_title
from cjdesigner.model.records import EmpathyMap
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.empathy_words import map_name


class MergeDialog(QDialog):
    """Asks; :attr:`ids`, :attr:`title` and :attr:`removes` are what was answered."""

    def __init__(
        self, editor: Editor, appearance: Appearance, chosen: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        px = appearance.px
        self._state = editor.state
        self._typed = False
        self.setWindowTitle(_("Merge empathy maps"))
        self.setMinimumSize(px(440), px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(10))
        words = _("All notes come into one new map. Equal notes become one and keep all their sources.")
        column.addWidget(label(words, "second", wrap=True, parent=self))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Maps to merge"))
        for record in empathy.maps(self._state):
            self._add(record, record.id in chosen)
        self.list.itemChanged.connect(self._changed)
        column.addWidget(self.list, 1)
        caption = label(_("Title"), "second", parent=self)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(_("Title"))
        self.line.textEdited.connect(self._title_typed)
        caption.setBuddy(self.line)
        column.addWidget(caption)
        column.addWidget(self.line)
        self.box = QCheckBox(_("Remove the originals"), self)
        column.addWidget(self.box)
        buttons = QDialogButtonBox(self)
        self.button = QPushButton(_("Merge"), self)
        self.button.setProperty("role", "primary")
        buttons.addButton(self.button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._changed()

    def _add(self, record: EmpathyMap, checked: bool) -> None:
        count = len(empathy.notes(self._state, record.id))
        words = ngettext("{title} · {count} note", "{title} · {count} notes", count)
        item = QListWidgetItem(words.format(title=map_name(record), count=count))
        item.setToolTip(plain_tip(map_name(record)))
        item.setData(Qt.ItemDataRole.UserRole, record.id)
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    @property
    def ids(self) -> list[int]:
        """The maps to merge."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    @property
    def title(self) -> str:
        """The new map's title."""
        return self.line.text().strip()

    @property
    def removes(self) -> bool:
        """Whether the originals go."""
        return self.box.isChecked()

    def _title_typed(self) -> None:
        self._typed = True

    def _changed(self) -> None:
        ids = self.ids
        self.button.setEnabled(len(ids) > 1)
        if not self._typed:
            found = [record for record in empathy.maps(self._state) if record.id in ids]
            self.line.setText(" ".join(merged_title(found).split()))
            self.line.setCursorPosition(0)
