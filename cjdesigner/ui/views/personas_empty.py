"""What the view of the personas says while there is none: what goes here, and how it begins.

This module must not know the document.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.wording import brief
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label


class EmptyPersonas(QWidget):
    """What goes here, and how it begins."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        px = appearance.px
        column = QVBoxLayout(self)
        column.setSpacing(px(10))
        sign = QLabel(self)
        sign.setPixmap(appearance.icon("ri.user-heart-line", appearance.palette.accent, 40).pixmap(px(40), px(40)))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._question = label(_("Who is the customer?"), "heading", wrap=True, parent=self)
        text = _(
            "A persona tells a kind of customer as one: goals, context, what frustrates them, what they say. "
            "A connected device that orders by itself is a customer too. "
            "Where a score or a share differs for one of them, the journey's figures stand side by side."
        )
        sentence = label(text, "second", wrap=True, parent=self)
        for words in (self._question, sentence):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.describe = QPushButton(self)
        self.describe.setProperty("role", "primary")
        self.person = QPushButton(_("New persona"), self)
        self.machine = QPushButton(_("New machine"), self)
        key = label(_("or press N"), "small", parent=self)
        key.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sign)
        column.addWidget(self._question)
        column.addWidget(sentence)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row = row
        row.addStretch(1)
        row.addWidget(self.describe)
        row.addWidget(self.person)
        row.addWidget(self.machine)
        row.addStretch(1)
        column.addSpacing(px(6))
        column.addLayout(row)
        column.addWidget(key)
        self.setMaximumWidth(px(520))

    def fit(self, room: int) -> None:
        """Set the buttons one beneath the other where they do not fit side by side."""
        shown = [button for button in (self.describe, self.person, self.machine) if not button.isHidden()]
        needed = sum(button.sizeHint().width() + self._row.spacing() for button in shown)
        wide = needed <= min(room, self.maximumWidth())
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def show_name(self, name: str) -> None:
        """Offer to describe whom the journey names in a word."""
        question = _("Who is “{name}”?").format(name=brief(name, 60)) if name else _("Who is the customer?")
        self._question.setText(question)
        self.describe.setText(_("Describe “{name}”").format(name=brief(name, 30)).replace("&", "&&"))
        self.describe.setVisible(bool(name))
        self.person.setProperty("role", "" if name else "primary")
        self.person.style().unpolish(self.person)
        self.person.style().polish(self.person)
