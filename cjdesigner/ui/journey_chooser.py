"""The top bar's list of journeys, with the persona of the one shown.

This module must not know how journeys are edited.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

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
        self.setMinimumContentsLength(9)
        self.setMaximumWidth(appearance.px(300))
        self._fill()
        self.activated.connect(self._chosen)
        editor.changed.connect(self._follow)
        editor.journey_changed.connect(self._fill)

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for journey in self._editor.state.journeys():
                title = " ".join(journey.title.split()) or _("Unnamed journey")
                persona = " ".join(journey.persona.split())
                self.addItem(f"{title} · {persona}" if persona else title, journey.id)
            self.setCurrentIndex(self.findData(self._editor.journey))

    def _follow(self, change: Change) -> None:
        if any(isinstance(after or before, Journey) for before, after in change.patch.values()):
            self._fill()

    def _chosen(self, index: int) -> None:
        self._editor.show_journey(self.itemData(index))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a title that does not fit with an ellipsis, not cut off."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        box = QStyle.ComplexControl.CC_ComboBox
        field = self.style().subControlRect(box, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        room = field.width() - 2 * self.fontMetrics().averageCharWidth()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
