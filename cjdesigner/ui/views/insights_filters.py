"""What narrows the list of insights down: words, department, kind and valence.

This module must not know the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.model import insights
from cjdesigner.model.insight_words import KINDS, VALENCES
from cjdesigner.model.insights import Wanted
from cjdesigner.model.records import Valence
from cjdesigner.model.wording import brief
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.wheel import leave_wheel
from cjdesigner.ui.segments import Segments

_ALL = "all"
_NOBODY = "nobody"
_NAMED = "="
"""Before the key of a department, so that one called “all” is not all."""


_WIDE, _SEGMENTS = 760, 470
"""From which widths on the filters stand on one line, and all valences are in sight."""
_FORMS: dict[str, dict[str, tuple[int, ...]]] = {
    "line": {"words": (0, 0), "departments": (0, 1), "kinds": (0, 2), "valences": (0, 3)},
    "lines": {"words": (0, 0), "departments": (0, 1), "kinds": (0, 2), "valences": (1, 0, 1, 3)},
    "fields": {"words": (0, 0), "valence_box": (0, 1), "departments": (1, 0), "kinds": (1, 1)},
}
"""Where the filters stand: row, column, rows, columns."""


class _Box(QComboBox):
    """A choice; words that do not fit end in an ellipsis."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        box = QStyle.ComplexControl.CC_ComboBox
        field = self.style().subControlRect(box, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, field.width() - 2
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class InsightFilters(QWidget):
    """One row of filters; all of them hold together."""

    changed = Signal()
    """Something else is wanted."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        px = appearance.px
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(8))
        self._grid.setColumnStretch(0, 1)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(_("Find in insights"))
        self.words.setAccessibleName(_("Find in insights"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(px(96))
        self.departments = self._combo(_("Department"))
        self.kinds = self._combo(_("Kind"))
        self.kinds.addItem(_("All kinds"), None)
        for key, word in KINDS.items():
            self.kinds.addItem(_(word), key)
        plural = {"pain": _("Pains"), "gain": _("Gains"), "neutral": _("Neutral")}
        choices = {_ALL: _("All")} | {valence: plural[valence] for valence in VALENCES}
        self.valences = Segments(appearance, choices, _ALL, _("Valence"), self)
        self.valence_box = self._combo(_("Valence"))
        for valence, word in choices.items():
            self.valence_box.addItem(word, valence)
        for field in (self.words, self.departments, self.kinds, self.valence_box):
            field.setMinimumHeight(self.valences.sizeHint().height())
        self._form = ""
        self._place("line")
        self.words.textChanged.connect(self.changed)
        self.departments.activated.connect(self.changed)
        self.kinds.activated.connect(self.changed)
        self.valences.chosen.connect(self._show_valence)
        self.valences.chosen.connect(self.changed)
        self.valence_box.activated.connect(self._valence_chosen)

    def fit(self, width: int) -> None:
        """Stand on one line, or, where that is too wide, on two, and in little room as four fields."""
        px = self._appearance.px
        self._place("line" if width >= px(_WIDE) else "lines" if width >= px(_SEGMENTS) else "fields")

    def _place(self, form: str) -> None:
        if form == self._form:
            return
        self._form = form
        for widget, place in _FORMS[form].items():
            self._grid.removeWidget(getattr(self, widget))
            self._grid.addWidget(getattr(self, widget), *place)
        self._grid.setColumnStretch(1, 1 if form == "fields" else 0)
        self.valences.setVisible(form != "fields")
        self.valence_box.setVisible(form == "fields")

    def _show_valence(self, key: str) -> None:
        self.valence_box.setCurrentIndex(self.valence_box.findData(key))

    def _valence_chosen(self, place: int) -> None:
        self.valences.buttons[self.valence_box.itemData(place)].click()

    def _combo(self, name: str) -> QComboBox:
        combo = leave_wheel(_Box(self))
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMinimumContentsLength(6)
        combo.setMaximumWidth(self._appearance.px(180))
        return combo

    @property
    def wanted(self) -> Wanted:
        """Which insights are wanted."""
        department = self.departments.currentData()
        valence = self.valences.current
        return Wanted(
            None if department in (None, _ALL) else "" if department == _NOBODY else str(department)[1:],
            self.kinds.currentData(),
            None if valence == _ALL else cast(Valence, valence),
            self.words.text(),
        )

    def offer(self, departments: Sequence[str]) -> None:
        """The departments to choose among; the one that is chosen stays so while it is there."""
        combo = self.departments
        keys: list[tuple[str, str]] = [(_("All departments"), _ALL), (_("Nobody"), _NOBODY)]
        keys += [(brief(name, 80), _NAMED + name) for name in departments]
        if [combo.itemData(place) for place in range(combo.count())] == [key for _name, key in keys]:
            return
        current = str(combo.currentData() or _ALL)
        combo.clear()
        for name, key in keys:
            combo.addItem(name, key)
        same = (place for place, (_name, key) in enumerate(keys) if insights.is_same(key, current))
        combo.setCurrentIndex(next(same, 0))

    def want(self, wanted: Wanted) -> None:
        """Want something else."""
        self.blockSignals(True)
        self.words.setText(wanted.words)
        key = _ALL if wanted.department is None else _NAMED + wanted.department if wanted.department else _NOBODY
        self.departments.setCurrentIndex(max(0, self.departments.findData(key)))
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(wanted.kind)))
        valence = wanted.valence or _ALL
        if self.valences.current != valence:
            self.valences.buttons[valence].click()
        self.blockSignals(False)
        self.changed.emit()
