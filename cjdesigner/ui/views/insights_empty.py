"""What stands where a list has nothing to show: what goes there, and how it starts.

This module must not know what the list lists.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label


class EmptyState(QWidget):
    """A heading, a few sentences, and perhaps a way out."""

    def __init__(self, appearance: Appearance, way_out: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), 0, px(24), 0)
        column.setSpacing(px(8))
        self.title = label("", "heading", wrap=True, parent=self)
        self.words = label("", "second", wrap=True, parent=self)
        self.way_out = QPushButton(way_out, self)
        self.way_out.setProperty("role", "link")
        column.addStretch(2)
        for part in (self.title, self.words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addWidget(self.way_out, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_words(self, title: str, words: str, *, way_out: bool) -> None:
        """Say something else."""
        self.title.setText(title)
        self.words.setText(words)
        self.way_out.setVisible(way_out)
