"""The table of a journey's figures by persona, side by side.

This module must not know how a figure is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.images import Images
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.personas_cells import FiguresDelegate
from cjdesigner.ui.views.personas_figures import COLUMNS, EXCELLENCE, FIRST, LOST, PATHS, PERSONA, Line

Index = QModelIndex | QPersistentModelIndex
_PARTS = {PERSONA: 0.28, EXCELLENCE: 0.14, LOST: 0.09, PATHS: 0.28, FIRST: 0.21}
"""Each column's part of the width."""
_LEAST = {PERSONA: 150, EXCELLENCE: 72, LOST: 48, PATHS: 136, FIRST: 116}
"""What each column needs at least; where they do not fit side by side, the table scrolls across."""


class FiguresModel(QAbstractTableModel):
    """The rows as Qt reads them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these instead."""
        new = list(lines)
        if len(new) != len(self.lines):
            self.beginResetModel()
            self.lines = new
            self.endResetModel()
        elif new != self.lines:
            self.lines = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Persona"), _("Excellence"), _("Lost"), _("Best and worst path"), _("Fix first"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.upper[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.tips[column])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.upper[column], line.lower[column]) if part)
        return line if role == Qt.ItemDataRole.UserRole else None


class FiguresTable(QTableView):
    """The table. Enter or a click on a persona chooses it; on what to fix first, goes there."""

    persona_chosen = Signal(int)
    touchpoint_chosen = Signal(int)

    def __init__(self, appearance: Appearance, images: Images, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._model = FiguresModel(self)
        self._cells = FiguresDelegate(appearance, images, self)
        self.setModel(self._model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(_("Figures by persona"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView { background: transparent; } QHeaderView { background: transparent; }")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        header.setMinimumSectionSize(20)
        header.setStyleSheet(
            f"QHeaderView::section {{ background: transparent; padding: {appearance.px(4)}px {appearance.px(8)}px; }}"
        )

    @property
    def lines(self) -> list[Line]:
        """The rows shown. To be read only."""
        return self._model.lines

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows."""
        self._model.set_lines(lines)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Share the width among the columns; rows and table are as high as their words."""
        widths = self._widths(self.viewport().width())
        for column, wide in enumerate(widths):
            self.setColumnWidth(column, wide)
        rows = self.verticalHeader()
        for row, line in enumerate(self.lines):
            rows.resizeSection(row, self._cells.height(line, widths))
        height = self._fit_header(widths) + rows.length() + 2
        if sum(widths) > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _fit_header(self, widths: Sequence[int]) -> int:
        """Titles that are too long stand on two lines."""
        header = self.horizontalHeader()
        long = any(header.sectionSizeHint(column) > wide for column, wide in enumerate(widths))
        height = header.sizeHint().height() + (header.fontMetrics().height() if long else 0)
        if height != header.minimumHeight():
            header.setFixedHeight(height)
        return height

    def _widths(self, width: int) -> list[int]:
        header, px = self.horizontalHeader(), self._appearance.px
        least = [px(_LEAST[column]) for column in COLUMNS]
        for column in (LOST, EXCELLENCE):
            least[column] = max(least[column], header.sectionSizeHint(column))
        spare = max(0, width - sum(least))
        wanted = [max(0, round(width * _PARTS[column]) - least[column]) for column in COLUMNS]
        whole = sum(wanted) or 1
        widths = [floor + spare * more // whole for floor, more in zip(least, wanted, strict=True)]
        widths[PATHS] += max(0, width - sum(widths)) if spare else 0
        return widths

    # hands

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._choose(index)

    def event(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in keys
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        line = self.lines[index.row()]
        if index.column() == FIRST and line.first is not None:
            self.touchpoint_chosen.emit(line.first)
        elif line.persona is not None:
            self.persona_chosen.emit(line.persona.id)
