"""What the view of the endless journey says while no phase is on the eight: what it shows, and how it begins.

This module must not know the document.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label


class EmptyEight(QWidget):
    """One block in the middle."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        px = appearance.px
        block = QWidget(self)
        block.setMaximumWidth(px(520))
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        sign = QLabel(block)
        sign.setPixmap(appearance.icon("ri.repeat-line", appearance.palette.accent, 40).pixmap(px(40), px(40)))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = label(_("The endless journey"), "heading", wrap=True, parent=block)
        lead = label(
            _("Customers buy and own; the company acquires and looks after."), "second", wrap=True, parent=block
        )
        self.hint = label("", "second", wrap=True, parent=block)
        column.addWidget(sign)
        for words in (title, lead, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        self.divide = QPushButton(_("First half buys, second half owns"), block)
        self.divide.setProperty("role", "primary")
        self.divide.setToolTip(_("Customers buy in the first half of the phases and own in the others: a beginning."))
        column.addSpacing(px(6))
        column.addWidget(self.divide, 0, Qt.AlignmentFlag.AlignHCenter)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(block, 100)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(across)
        whole.addStretch(3)

    def show_words(self, hint: str, *, divides: bool) -> None:
        """Say how it begins; ``divides`` offers to do so at once."""
        self.hint.setText(hint)
        self.divide.setVisible(divides)
