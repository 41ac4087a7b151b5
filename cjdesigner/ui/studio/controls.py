"""The small parts that the studio's tabs are made of: columns of fields with their names, lengths, choices.

This module must not know what is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import i18n
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label as wrapped
from cjdesigner.ui.panels.labels import section
from cjdesigner.ui.plain import plain_label, plain_tip


class Tab(QScrollArea):
    """A column of fields that scrolls where it is longer than the window."""

    resized = Signal()
    """The fields have become more or fewer."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        px = appearance.px
        self.look = appearance
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(px(20), px(14), px(16), px(16))
        self.column.setSpacing(px(6))
        self.setWidget(content)
        self.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        self._labels: dict[QWidget, list[QWidget]] = {}

    def _keep_edge(self, low: int, high: int) -> None:
        """Let the fields end where they do without a scroll bar."""
        px = self.look.px
        bar = px(10) if high > low else 0
        self.column.setContentsMargins(px(20), px(14), px(16) - bar, px(16))

    def wanted_height(self) -> int:
        """How high it is with nothing to scroll."""
        if self.column.hasHeightForWidth():
            return self.column.totalHeightForWidth(self.viewport().width())
        return self.column.totalSizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().eventFilter(watched, event)

    def heading(self, title: str) -> QLabel:
        """The name of a group of fields."""
        if self.column.count():
            self.column.addSpacing(self.look.px(12))
        found = section(title)
        self.column.addWidget(found)
        return found

    def field(self, title: str, control: QWidget, tip: str = "", *, about: QWidget | None = None) -> None:
        """A field under its name; ``about`` stands at the right of the name."""
        label = plain_label(title, "second")
        label.setBuddy(control)
        _name(control, title, tip)
        row = QHBoxLayout()
        row.setContentsMargins(0, self.look.px(4), 0, 0)
        row.addWidget(label)
        row.addStretch(1)
        if about is not None:
            row.addWidget(about)
        self.column.addLayout(row)
        self.column.addWidget(control)
        self._labels[control] = [label] if about is None else [label, about]

    def line(self, title: str, control: QWidget, tip: str = "") -> None:
        """A short field, its name at the left of it."""
        label = wrapped(title, "second", wrap=True)
        label.setBuddy(control)
        _name(control, title, tip)
        row = QHBoxLayout()
        row.setSpacing(self.look.px(12))
        row.addWidget(label, 1)
        row.addWidget(control)
        self.column.addLayout(row)
        self._labels[control] = [label]

    def show_field(self, control: QWidget, shown: bool) -> None:
        """Show a field with its name, or hide both."""
        control.setVisible(shown)
        for label in self._labels.get(control, ()):
            label.setVisible(shown)

    def enable_field(self, control: QWidget, enabled: bool) -> None:
        """Let a field be changed, or not."""
        control.setEnabled(enabled)
        for label in self._labels.get(control, ()):
            label.setEnabled(enabled)

    def told(self, words: str = "", role: str = "small") -> QLabel:
        """A sentence under what it is about."""
        found = wrapped(words, role, wrap=True)
        self.column.addWidget(found)
        return found


def _name(control: QWidget, title: str, tip: str) -> None:
    control.setAccessibleName(title)
    if tip:
        control.setToolTip(plain_tip(tip))
        control.setAccessibleDescription(tip)


class Choice(QComboBox):
    """One of several, each a key with its words. The wheel scrolls past it."""

    left = Signal()
    """The keyboard has gone elsewhere, and not into its own list."""

    def __init__(self, choices: Mapping[Any, str] | Iterable[tuple[Any, str]] = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(choices)

    def offer(self, choices: Mapping[Any, str] | Iterable[tuple[Any, str]]) -> None:
        """Offer these instead; a key None is a line between groups."""
        pairs = list(choices.items() if isinstance(choices, Mapping) else choices)
        if pairs == getattr(self, "_pairs", None):
            return
        self._pairs = pairs
        kept = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for key, words in pairs:
                if key is None:
                    self.insertSeparator(self.count())
                else:
                    self.addItem(" ".join(words.split()), key)
            self.show_key(kept)

    @property
    def key(self) -> Any:
        """What is chosen."""
        return self.currentData()

    @property
    def keys(self) -> list[Any]:
        """What there is to choose."""
        return [key for key, _words in self._pairs if key is not None]

    def show_key(self, key: Any) -> None:
        """Show what is chosen, without telling."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(key))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Length(QDoubleSpinBox):
    """Millimetres; with ``automatic`` words for the value that nobody set."""

    def __init__(self, appearance: Appearance, most: float, *, automatic: str = "", step: float = 1.0) -> None:
        super().__init__()
        self._automatic = bool(automatic)
        self.setLocale(QLocale(i18n.language()))
        self.setDecimals(1)
        self.setSingleStep(step)
        self.setRange(-step if automatic else 0.0, most)
        self.setSuffix(" mm")
        self.setSpecialValueText(automatic)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(
            max(
                appearance.px(116),
                self.fontMetrics().horizontalAdvance(automatic) + appearance.px(52),
            )
        )

    @property
    def length(self) -> float | None:
        """None where it is automatic."""
        if self._automatic and self.value() < 0:
            return None
        return max(0.0, round(self.value(), 1))

    def show_length(self, length: float | None) -> None:
        """Show a length, without telling."""
        with QSignalBlocker(self):
            self.setValue(self.minimum() if length is None else length)

    def textFromValue(self, value: float) -> str:
        text = super().textFromValue(value)
        for sign in ",.":
            text = text.removesuffix(f"{sign}0")
        return text

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def link_button(words: str) -> QPushButton:
    """A button that looks like words to click."""
    button = QPushButton(words)
    button.setProperty("role", "link")
    button.setAutoDefault(False)
    return button
