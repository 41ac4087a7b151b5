"""What narrows the list of insights down: words, department, kind and valence.

This module must not know the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import insights
from cjdesigner.model.insight_words import KINDS, VALENCES
from cjdesigner.model.insights import Wanted
from cjdesigner.model.records import Valence
from cjdesigner.model.wording import brief
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.segments import Segments

_ALL = "all"
_NOBODY = "nobody"
_NAMED = "="
"""Before the key of a department, so that one called “all” is not all."""


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
        for field in (self.words, self.departments, self.kinds):
            field.setMinimumHeight(self.valences.sizeHint().height())
        for place, widget in enumerate((self.words, self.departments, self.kinds)):
            self._grid.addWidget(widget, 0, place)
        self._wide: bool | None = None
        self.spread(True)
        self.words.textChanged.connect(self.changed)
        self.departments.activated.connect(self.changed)
        self.kinds.activated.connect(self.changed)
        self.valences.chosen.connect(self.changed)

    def spread(self, wide: bool) -> None:
        """Stand on one line, or, where that is too wide, on two."""
        if wide != self._wide:
            self._wide = wide
            self._grid.removeWidget(self.valences)
            self._grid.addWidget(self.valences, *((0, 3) if wide else (1, 0, 1, 3)))

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
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
