"""What stands in the view of indicators while there is none: what goes here, and how to begin.

This module must not know the document.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.indicator_library import BY_KEY
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.plain import plain_tip

_OFFERED = ("fcr", "nps", "csat", "trust")


class EmptyIndicators(QWidget):
    """Teaches, and offers a few common ones."""

    asked = Signal(str)
    """An indicator of the library was chosen: its key."""

    def __init__(self, appearance: Appearance, parent: QWidget, *, enabled: bool) -> None:
        super().__init__(parent)
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(48), px(32), px(48), px(32))
        column.setSpacing(px(10))
        column.addStretch(1)
        column.addWidget(label(_("How would you notice that it gets better?"), "heading", wrap=True, parent=self))
        words = _(
            "Customer performance indicators tell whether the result is reached that the customer wanted, KPIs how the"
            " company does, brand KPIs what people think of it. Each has a target and readings over time, hangs on what"
            " it measures, and may give a touchpoint its score. Press N for a blank one, or begin with a common one:"
        )
        column.addWidget(label(words, "second", wrap=True, parent=self))
        for key in _OFFERED:
            button = QPushButton(_(BY_KEY[key].name), self)
            button.setProperty("role", "link")
            button.setProperty("common", key)
            button.setToolTip(plain_tip(_(BY_KEY[key].question)))
            button.setEnabled(enabled)
            button.clicked.connect(self._chose)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)

    def _chose(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.asked.emit(str(sender.property("common")))
