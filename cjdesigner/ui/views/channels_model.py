"""The matrix of needs by channels as Qt reads it.

This module must not know how a cell is painted or edited.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from cjdesigner.i18n import gettext as _
from cjdesigner.model.matrix import Column, Entry, Matrix, MatrixRow
from cjdesigner.model.records import NeedPoint, Touchpoint
from cjdesigner.model.wording import figure, name_of
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.rows import Index
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.channels_cells import column_name, column_tip


class MatrixModel(QAbstractTableModel):
    """The matrix as Qt reads it."""

    def __init__(self, editor: Editor, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self.matrix = Matrix((), ())

    def show(self, matrix: Matrix) -> bool:
        """Show another matrix; True where rows or columns are others."""
        other = _shape(matrix) != _shape(self.matrix)
        if other:
            self.beginResetModel()
        self.matrix = matrix
        if other:
            self.endResetModel()
        elif matrix.rows and matrix.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(matrix.rows) - 1, len(matrix.columns) - 1))
        return other

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.matrix.columns)

    def entries(self, row: int, column: int) -> tuple[Entry, ...]:
        """The touchpoints of a cell."""
        if not (0 <= row < len(self.matrix.rows) and 0 <= column < len(self.matrix.columns)):
            return ()
        return self.matrix.rows[row].cells.get(self.matrix.columns[column].channel, ())

    def row_at(self, row: int) -> MatrixRow | None:
        """A row, if it is there."""
        return self.matrix.rows[row] if 0 <= row < len(self.matrix.rows) else None

    def column_at(self, column: int) -> Column | None:
        """A column, if it is there."""
        return self.matrix.columns[column] if 0 <= column < len(self.matrix.columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entries = self.entries(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = [f"{self._name(entry)} {figure(entry.score, self._editor.covered)}" for entry in entries]
            return ", ".join(said) or _("gap")
        return None

    def _name(self, entry: Entry) -> str:
        return name_of(self._editor.state.get(entry.touchpoint, Touchpoint))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        found = self.matrix.columns if across else self.matrix.rows
        if not 0 <= section < len(found):
            return None
        if across:
            column = self.matrix.columns[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column_tip(column, self._editor.covered))
            return column_name(column.channel) if role == Qt.ItemDataRole.DisplayRole else None
        row = self.matrix.rows[section]
        need = self._editor.state.get(row.need, NeedPoint)
        words = name_of(need) if need is not None else _("No need comes before these")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(need.question if need is not None else words)
        return words if role == Qt.ItemDataRole.DisplayRole else None


def _shape(matrix: Matrix) -> object:
    return (
        [(row.need, [(key, [e.touchpoint for e in cell]) for key, cell in row.cells.items()]) for row in matrix.rows],
        [column.channel for column in matrix.columns],
    )
