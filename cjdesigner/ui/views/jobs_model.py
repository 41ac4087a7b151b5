"""A job's desired outcomes as Qt reads a table: words, importance, satisfaction, answers, opportunity with its band.

Writing a cell is told, not done: the document changes, then the table. This module must not know how cells are painted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from cjdesigner.i18n import decimal
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.records import DesiredOutcome
from cjdesigner.model.wording import DASH, grouped
from cjdesigner.ui.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex

WORDS, IMPORTANCE, SATISFACTION, ANSWERS, OPPORTUNITY = range(5)
FIELDS = ("text", "importance", "satisfaction", "answers", "")


class OutcomeModel(QAbstractTableModel):
    """The outcomes of one job, in the designer's order; a row's number is the one on the landscape."""

    written = Signal(int, str, object)
    """A cell was given a value: the outcome's id, the field, the value."""
    refused = Signal(str)
    """What was typed is no value of that column; says why."""

    def __init__(self, read_only: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.outcomes: list[DesiredOutcome] = []
        self._numbers: Mapping[int, int] = {}
        self._read_only = read_only

    def show(self, outcomes: Sequence[DesiredOutcome], numbers: Mapping[int, int]) -> None:
        """Show these instead; ``numbers`` are theirs on the landscape."""
        new = list(outcomes)
        if [o.id for o in new] != [o.id for o in self.outcomes]:
            self.beginResetModel()
            self.outcomes, self._numbers = new, dict(numbers)
            self.endResetModel()
        elif new != self.outcomes or numbers != self._numbers:
            self.outcomes, self._numbers = new, dict(numbers)
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, OPPORTUNITY))

    def row_of(self, key: int) -> int | None:
        """The row of an outcome."""
        return next((row for row, outcome in enumerate(self.outcomes) if outcome.id == key), None)

    def number(self, row: int) -> int | None:
        """The number on the landscape of a row's outcome; None where it does not stand there."""
        return self._numbers.get(self.outcomes[row].id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.outcomes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else OPPORTUNITY + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Desired outcome"), _("Importance"), _("Satisfaction"), "n", _("Opportunity"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                (
                    _("Direction of change, unit of measure, object and clarifier"),
                    _("0 to 10: the share of customers who find it important (4 or 5 of 5), times ten"),
                    _("0 to 10: the share of customers who are satisfied today (4 or 5 of 5), times ten"),
                    _("The number of answers; none is an estimate, drawn hollow"),
                    _("Importance + (importance \u2212 satisfaction, where that is positive): 0 to 20, Ulwick"),
                )[section]
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignLeft if section in (WORDS, OPPORTUNITY) else Qt.AlignmentFlag.AlignRight
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.outcomes):
            return None
        outcome = self.outcomes[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return outcome
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._shown(outcome, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return outcome.text if index.column() == WORDS else self._typed(outcome, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(outcome_tip(outcome) if index.column() in (WORDS, OPPORTUNITY) else _evidence(outcome))
        return None

    @staticmethod
    def _shown(outcome: DesiredOutcome, column: int) -> str:
        if column == WORDS:
            return " ".join(outcome.text.split())
        if column == ANSWERS:
            return grouped(jobs.answers(outcome)) if jobs.answers(outcome) else DASH
        if column == OPPORTUNITY:
            return opportunity_words(outcome)
        value = jobs.importance(outcome) if column == IMPORTANCE else jobs.satisfaction(outcome)
        return DASH if value is None else decimal(value, 1)

    @staticmethod
    def _typed(outcome: DesiredOutcome, column: int) -> str:
        value = (None, outcome.importance, outcome.satisfaction, outcome.answers or None, None)[column]
        return (
            "" if value is None else f"{value:g}" if column == ANSWERS else decimal(value, 2).rstrip("0").rstrip(",.")
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and not self._read_only and self._is_given(self.outcomes[index.row()], index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @staticmethod
    def _is_given(outcome: DesiredOutcome, column: int) -> bool:
        """Whether a cell can be typed into: what is counted from answers cannot."""
        counted = sum(outcome.importance_counts), sum(outcome.satisfaction_counts)
        if column == ANSWERS:
            return not all(counted)
        return column == WORDS or (column in (IMPORTANCE, SATISFACTION) and not counted[column - IMPORTANCE])

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        outcome, column = self.outcomes[index.row()], index.column()
        new: Any = str(value).strip()
        if new == self.data(index, Qt.ItemDataRole.EditRole):
            return True
        if column != WORDS:
            try:
                new = _parsed(new, column)
            except ValueError:
                self.refused.emit(
                    _("“{typed}” is no whole number.").format(typed=new)
                    if column == ANSWERS
                    else _("“{typed}” is no number from 0 to 10.").format(typed=new)
                )
                return False
        self.written.emit(outcome.id, FIELDS[column], new)
        return True


def _parsed(text: str, column: int) -> float | int | None:
    if column == ANSWERS:
        if not re.fullmatch(r"[0-9]{0,9}", text):
            raise ValueError(text)
        return int(text or 0)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,2}([.,][0-9]{0,6})?", text) or not 0 <= float(text.replace(",", ".")) <= 10:
        raise ValueError(text)
    return float(text.replace(",", "."))


def opportunity_words(outcome: DesiredOutcome) -> str:
    """The opportunity with its band, marked as an estimate where it is one."""
    value = jobs.opportunity(outcome)
    if value is None:
        return DASH
    return f"{opportunity_figure(outcome)} {_(jobs.BANDS[jobs.band(value)])}"


def opportunity_figure(outcome: DesiredOutcome | None) -> str:
    """The opportunity alone; an approximation sign tells an estimate."""
    value = jobs.opportunity(outcome) if outcome is not None else None
    if outcome is None or value is None:
        return ""
    return ("\u2248\u202f" if jobs.is_estimate(outcome) else "") + jobs.worded(value)


def outcome_tip(outcome: DesiredOutcome) -> str:
    """An outcome in full: its words, figures and evidence."""
    lines = [outcome.text.strip() or _("Unnamed outcome")]
    wanted, served = jobs.importance(outcome), jobs.satisfaction(outcome)
    if wanted is not None and served is not None:
        text = _("Importance {importance}, satisfaction {satisfaction}: opportunity {opportunity}")
        words = opportunity_words(outcome)
        lines.append(text.format(importance=decimal(wanted, 1), satisfaction=decimal(served, 1), opportunity=words))
    lines.append(_evidence(outcome))
    return "\n".join(line for line in lines if line)


def _evidence(outcome: DesiredOutcome) -> str:
    """What the figures rest on."""
    parts = []
    if jobs.is_estimate(outcome):
        parts.append(_("an estimate"))
    elif jobs.answers(outcome):
        parts.append(f"n = {grouped(jobs.answers(outcome))}")
    if outcome.source.strip():
        parts.append(" ".join(outcome.source.split()))
    return ", ".join(parts)
