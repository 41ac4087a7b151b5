"""Labels for texts of users and for headings: never markup, cut with an ellipsis rather than pushed.

This module must not know the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from cjdesigner.ui.plain import plain_tip


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label that shows its text as it is, styled by role."""
    result = QLabel(parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        result.setSizePolicy(policy)
    return result


def section(title: str, parent: QWidget | None = None) -> QLabel:
    """The heading of a section, set in capitals."""
    result = ElidedLabel(title.upper(), "section", parent)
    result.setAccessibleName(title)
    return result


def hairline(parent: QWidget | None = None) -> QFrame:
    """A line between two parts."""
    result = QFrame(parent)
    result.setProperty("role", "hairline")
    return result


class ElidedLabel(QLabel):
    """One line of text that ends in an ellipsis where it does not fit; the whole is its tooltip then."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._full = ""
        self._tip = ""
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_full(text)

    @property
    def full(self) -> str:
        """The whole text."""
        return self._full

    def set_full(self, text: str, tip: str = "") -> None:
        """Show another text; ``tip`` is its tooltip even where it fits."""
        text = " ".join(text.split())
        if (text, tip) == (self._full, self._tip):
            return
        self._full, self._tip = text, tip
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(self.fontMetrics().averageCharWidth() * 4, self._needed()), hint.height())

    def sizeHint(self) -> QSize:
        return QSize(self._needed(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._full) + 2

    def _elide(self) -> None:
        self.ensurePolished()
        cut = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(0, self.width() - 1))
        if cut != self.text():
            self.setText(cut)
        self.setToolTip(plain_tip(self._tip or (self._full if cut != self._full else "")))


class PartsLabel(QLabel):
    """One line of several parts. Where they do not all fit, those of the highest rank are left out, whole.

    The tooltip then has them all.
    """

    _BETWEEN = " \u00b7 "

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self._parts: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def full(self) -> str:
        """All parts."""
        return self._said(self._parts)

    def set_parts(self, parts: Sequence[tuple[str, int]]) -> None:
        """Show these, each a text and its rank."""
        if list(parts) != self._parts:
            self._parts = list(parts)
            self.setAccessibleName(self.full)
            self.updateGeometry()
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as what is left out last; it takes more where there is more."""
        least = min(self._parts, key=lambda part: part[1], default=("", 0))[0]
        return QSize(self.fontMetrics().horizontalAdvance(least) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        left = list(self._parts)
        while left and self.fontMetrics().horizontalAdvance(self._said(left)) > self.width() - 1:
            left.remove(max(left, key=lambda part: part[1]))
        self.setText(self._said(left))
        self.setToolTip(plain_tip(self.full if len(left) < len(self._parts) else ""))

    def _said(self, parts: Sequence[tuple[str, int]]) -> str:
        return self._BETWEEN.join(text for text, _rank in parts)
