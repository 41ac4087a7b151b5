"""What stands above the list of insights: how many there are, and what is done with the chosen or listed ones.

This module must not know what the buttons do.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import PartsLabel, label
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.insights_menu import tool_button

_WORDED, _ONE_LINE = 600, 470
"""From which widths on buttons have words, and all stands on one line."""


class InsightHead(QWidget):
    """Heading, counts, the link to what nobody owns, and the buttons."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self._line, self._under = QHBoxLayout(), QHBoxLayout()
        self._line.setSpacing(px(12))
        column.addLayout(self._line)
        column.addLayout(self._under)
        self._line.addWidget(label(_("Insights"), "heading", parent=self))
        self.counts = PartsLabel("second", self)
        self._line.addWidget(self.counts, 1)
        self.nobody = QPushButton(self)
        self.nobody.setProperty("role", "link")
        self._line.addWidget(self.nobody)
        self.hang_button = tool_button(appearance, _("Hang on …"), "ri.pushpin-line", self)
        self.hang_button.setToolTip(plain_tip(_("Hang the chosen insights on a card, phase, persona or job (H)")))
        self.print_button = tool_button(appearance, _("Export …"), "ri.printer-line", self)
        for button in (self.hang_button, self.print_button):
            self._line.addWidget(button)

    def fit(self, width: int) -> None:
        """Fit into a width: without words on the buttons, or on two lines."""
        px = self._appearance.px
        style = Qt.ToolButtonStyle
        worded = style.ToolButtonTextBesideIcon if width >= px(_WORDED) else style.ToolButtonIconOnly
        for button in (self.hang_button, self.print_button):
            button.setToolButtonStyle(worded)
        beneath = width < px(_ONE_LINE)
        if beneath != (self._under.count() > 0):
            here, there = (self._line, self._under) if beneath else (self._under, self._line)
            here.removeWidget(self.nobody)
            there.insertWidget(0 if beneath else 2, self.nobody)
            if beneath:
                there.addStretch()
            else:
                here.takeAt(0)
