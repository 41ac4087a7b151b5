"""A message: a heading, a sentence or two, and the answers to choose from. Every word it is given is plain text.

This module must not know what is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import breakable, plain_label


class Message(QDialog):
    """``answers`` are key -> word; the first is the one Enter gives. :attr:`chosen` is "" where it was dismissed."""

    def __init__(
        self,
        appearance: Appearance,
        heading: str,
        sentence: str,
        answers: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
        *,
        report: str = "",
    ) -> None:
        super().__init__(parent)
        self.chosen = ""
        self.setWindowTitle(heading)
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        self.heading = plain_label(breakable(heading), "heading")
        self.sentence = plain_label(breakable(sentence))
        for label in (self.heading, self.sentence):
            label.setWordWrap(True)
            label.setMinimumWidth(px(420))
            label.setMaximumWidth(px(560))
            column.addWidget(label)
        self.report = report
        if report:
            shown = QPlainTextEdit(report)
            shown.setReadOnly(True)
            shown.setTabChangesFocus(True)
            shown.setAccessibleName(_("Report"))
            shown.setMinimumHeight(px(140))
            column.addWidget(shown)
        column.addSpacing(px(4))
        answers = answers or {"close": _("Close")}
        column.addLayout(self._buttons(answers, px(8)))
        self.buttons[next(iter(answers))].setFocus()
        self.setAccessibleName(heading)
        self.setAccessibleDescription(sentence)

    def _buttons(self, answers: Mapping[str, str], spacing: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(spacing)
        if self.report:
            copy = QPushButton(_("Copy report"))
            copy.setAutoDefault(False)
            copy.clicked.connect(self._copy)
            row.addWidget(copy)
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for key, word in reversed(list(answers.items())):
            button = QPushButton(word)
            button.setProperty("key", key)
            button.clicked.connect(self._choose)
            row.addWidget(button)
            self.buttons[key] = button
        first = self.buttons[next(iter(answers))]
        first.setProperty("role", "primary")
        first.setDefault(True)
        return row

    def _choose(self) -> None:
        self.chosen = str(self.sender().property("key"))
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)


def ask(
    appearance: Appearance,
    parent: QWidget | None,
    heading: str,
    sentence: str,
    answers: Mapping[str, str] | None = None,
) -> str:
    """Show a message and wait for the answer: its key, or "" where it was dismissed."""
    message = Message(appearance, heading, sentence, answers, parent)
    message.exec()
    message.deleteLater()
    return message.chosen
