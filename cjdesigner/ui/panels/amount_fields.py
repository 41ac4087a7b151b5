"""The inspector's fields for numbers that may be missing, and for several of a few choices.

This module must not know which attributes there are.
"""

from __future__ import annotations

from math import floor, log10
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from cjdesigner.i18n import decimal, language, mark
from cjdesigner.i18n import gettext as _
from cjdesigner.model import edits, indicators
from cjdesigner.model.indicator_words import amount
from cjdesigner.model.patch import Patch, changed
from cjdesigner.model.readings import Unreadable, number
from cjdesigner.model.records import Indicator, Reading, Record
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.field_editor import FieldEditor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.text_fields import CheckedField

_NO_NUMBER = mark("Not written: this is no number.")
_MISSING = mark("Not written: there must be a number.")
_OUTSIDE = mark("Not written: it lies between {lowest} and {highest}.")


class AmountField(CheckedField):
    """A number; empty is none.

    A decimal comma and a decimal point are both read. Counts, whose attribute cannot be missing, are 0 where empty.
    """

    def worded(self, value: Any) -> str:
        return "" if value is None or (value == 0 and self._whole) else written(value)

    def typed(self) -> Any:
        text = self.line.text().strip()
        if not text:
            return self._empty()
        held = self.values()
        if len(held) == 1 and held[0] is not None and text == written(held[0]):
            return held[0]  # shown rounded, it stays what it is
        value = amount_typed(text, self._unit())
        lowest, highest = self.field.lowest, self.field.highest
        if (lowest is not None and value < lowest) or (highest is not None and value > highest):
            sentence = _(_OUTSIDE).format(
                lowest=amount(lowest if lowest is not None else -1e15),
                highest=amount(highest if highest is not None else 1e15),
            )
            raise _Refused(sentence)
        if self._whole:
            if value != int(value):
                raise _Refused(_("Not written: it is a whole number."))
            return int(value)
        return value

    def patch(self, state: State, value: Any) -> Patch:
        if all(isinstance(state[key], Reading) for key in self.ids):
            return indicators.change_readings(state, {key: {self.field.name: value} for key in self.ids})
        return super().patch(state, value)

    @property
    def _whole(self) -> bool:
        """Whether it is a count: its attribute is a whole number where nothing is given, and never missing."""
        kinds = {type(record) for record in self.records()}
        found = (field for kind in kinds for field in msgspec.structs.fields(kind) if field.name == self.field.name)
        return any(isinstance(field.default, int) for field in found)

    def _empty(self) -> Any:
        if len(self.values()) > 1:
            raise ValueError("")
        if self._whole:
            return 0
        if any(isinstance(record, Reading) for record in self.records()):
            raise _Refused(_(_MISSING))
        return None

    def _unit(self) -> str:
        for record in self.records():
            if isinstance(record, Indicator):
                return record.unit
            if isinstance(record, Reading):
                indicator = self.editor.state.get(record.indicator, Indicator)
                return indicator.unit if indicator is not None else ""
        return ""

    def fault(self) -> str:
        try:
            self.typed()
        except _Refused as refused:
            return str(refused)
        except ValueError:
            return _(_NO_NUMBER) if self.line.text().strip() else ""
        return ""


class _Refused(ValueError):
    """Why a number does not fit, worded."""


def amount_typed(text: str, unit: str = "") -> float:
    """The number that was typed, perhaps with its unit. Raises ValueError."""
    try:
        return number(text, "," if language() == "de" else ".", unit)
    except Unreadable as error:
        raise ValueError(text) from error


def written(value: float) -> str:
    """A number as it is typed: two digits after the language's decimal sign at most, a true minus sign, no groups.

    What two digits would round to nothing has as many as show two of its own.
    """
    digits = 2 if abs(value) >= 0.005 or not value else min(15, 1 - floor(log10(abs(value))))
    text = decimal(value, digits)
    return text.rstrip("0").rstrip(".,")


class SeveralField(FieldEditor):
    """Several of a few choices, at least one. Partly ticked where the records differ."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        self.boxes: dict[Any, QCheckBox] = {}
        for value, text in field.choices:
            tick = QCheckBox(_(text), box)
            tick.setEnabled(not editor.read_only)
            tick.setAccessibleName(f"{_(field.label)}: {_(text)}")
            tick.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            tick.clicked.connect(self._clicked)
            tick.installEventFilter(self)
            self.boxes[value] = tick
            column.addWidget(tick)
        self._dress(box)
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def _clicked(self) -> None:
        tick = self.sender()
        choice = next(value for value, box in self.boxes.items() if box is tick)
        self.toggle(choice, not all(choice in chosen for chosen in self.values()))

    def toggle(self, choice: Any, wanted: bool) -> None:
        """Add or take a choice, each record keeping its others; the last one of a record stays."""
        name = self.field.name
        pairs: list[tuple[Record, Record]] = []
        for record in self.records():
            has = set(getattr(record, name)) - {choice} | ({choice} if wanted else set())
            pairs.append((record, edits.with_fields(record, **{name: tuple(v for v in self.boxes if v in has)})))
        if any(not getattr(after, name) for _before, after in pairs):
            self.editor.told.emit(_("At least one must be chosen."))
        elif self.editor.edit(self.field.edit, lambda state: changed(pairs)):
            self.rewritten.emit()
        self.load()

    def load(self) -> None:
        chosen = self.values()
        for value, box in self.boxes.items():
            having = [value in each for each in chosen]
            mixed = any(having) and not all(having)
            box.setTristate(mixed)
            state = Qt.CheckState.PartiallyChecked if mixed else Qt.CheckState.Checked
            box.setCheckState(state if any(having) else Qt.CheckState.Unchecked)
