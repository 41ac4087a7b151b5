"""The head of the personas' view: title, whose journey, and the buttons that add somebody.

Where they do not fit side by side, the buttons stand beneath the title. This module must not know the document.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import ElidedLabel, label

_TITLE = 160
"""What the title needs beside the buttons."""


class PersonasHead(QWidget):
    """Title and buttons."""

    def __init__(self, appearance: Appearance, *, writable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = appearance.px(_TITLE)
        self.add_button = QPushButton(_("New persona"), self)
        self.add_button.setProperty("role", "primary")
        self.add_button.setToolTip(_("A kind of customer, told as one person (N)"))
        self.machine_button = QPushButton(_("New machine"), self)
        self.machine_button.setToolTip(_("A device that orders by itself: it has criteria instead of feelings"))
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(label(_("Personas"), "heading", parent=self))
        self.subtitle = ElidedLabel("", "second", self)
        title.addWidget(self.subtitle)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(appearance.px(8))
        for button in (self.machine_button, self.add_button):
            button.setEnabled(writable)
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(appearance.px(8))
        self._row.addLayout(title, 1)
        self._row.addLayout(self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room, beside, beneath = event.size().width(), QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        needed = self._buttons.spacing() + sum(b.sizeHint().width() for b in (self.machine_button, self.add_button))
        self._buttons.setDirection(beside if needed <= room else beneath)
        self._row.setDirection(beside if needed + self._title <= room else beneath)
        self.updateGeometry()
