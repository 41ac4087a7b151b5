"""The top bar's list of journeys, with the persona of the one shown.

This module must not know how journeys are edited.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.document import Change
from cjdesigner.model.records import Journey
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor


class JourneyChooser(QComboBox):
    """Choosing an entry shows that journey."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.setAccessibleName(_("Journey"))
        self.setToolTip(_("The journey that is shown"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaximumWidth(appearance.px(300))
        self._fill()
        self.activated.connect(self._chosen)
        editor.changed.connect(self._follow)
        editor.journey_changed.connect(self._fill)

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for journey in self._editor.state.journeys():
                title = journey.title or _("Unnamed journey")
                words = f"{title} · {journey.persona}" if journey.persona else title
                self.addItem(words.replace("\n", " "), journey.id)
            self.setCurrentIndex(self.findData(self._editor.journey))

    def _follow(self, change: Change) -> None:
        if any(isinstance(after or before, Journey) for before, after in change.patch.values()):
            self._fill()

    def _chosen(self, index: int) -> None:
        self._editor.show_journey(self.itemData(index))
