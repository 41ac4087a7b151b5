"""The figures of a journey by persona, side by side: the worst first, the weighted sum last.

This module must not know how a figure is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.images import Images
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import Node, Persona
from cjdesigner.model.state import State
from cjdesigner.model.weighing import Comparison, PersonaFigures, Weighed
from cjdesigner.model.wording import COVERED, at_most, figure, is_bound, name_of, path_name, path_worth
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.panels.effects import gained
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.portrait import paint_portrait

Index = QModelIndex | QPersistentModelIndex
PERSONA, EXCELLENCE, LOST, PATHS, FIRST = range(5)
_PARTS = (0.24, 0.16, 0.09, 0.31, 0.2)
"""Each column's part of the width."""


class Line(msgspec.Struct, frozen=True):
    """One row in words. ``upper`` and ``lower`` are what stands in each column, the one above the other."""

    upper: tuple[str, ...]
    lower: tuple[str, ...]
    tips: tuple[str, ...]
    expected: float | None = None
    bound: bool = False
    persona: Persona | None = None
    """None in the row of the weighted sum."""
    first: int | None = None
    """The touchpoint to fix first."""


def lines_of(comparison: Comparison, state: State, covered: bool) -> list[Line]:
    """The rows for a comparison. Covered, they stand in the journey's order and tell no figure."""
    figures = list(comparison.figures)
    if covered:
        figures = list(comparison.in_order)
    return [_line(part, state, covered) for part in figures] + [_sum_line(comparison.weighed, state, covered)]


def _line(part: PersonaFigures, state: State, covered: bool) -> Line:
    analysis, name = part.analysis, persona_name(part.persona)
    weight = _("{share} of customers").format(share=figure(part.weight))
    expected = at_most(analysis.expected, analysis.upper_bound, covered)
    lever = next(iter(analysis.largest_levers(1)), None) if analysis.expected is not None else None
    first = lever if lever is not None and lever.lever > 0.0005 else None
    ways = ["", ""]
    tips: list[str] = []
    if analysis.expected is not None and not covered:
        found = [analysis.best] if analysis.paths == 1 else [analysis.best, analysis.worst]
        for place, path in enumerate(found):
            if path is not None:
                ways[place] = f"{path_worth(path)}  {path_name(path.nodes, state)}"
        words = (_("Best path") if ways[1] else _("The only path"), _("Worst path"))
        tips = [f"{word}: {way}" for word, way in zip(words, ways, strict=True) if way]
    fix, gain = _first(None if first is None else (first.id, first.lever), state, covered)
    return Line(
        upper=(name, expected, figure(analysis.lost, covered), ways[0], fix),
        lower=(weight, "", "", ways[1], gain),
        tips=(f"{name}\n{weight}", "", "", "\n".join(tips), "\n".join(t for t in (fix, gain) if t)),
        expected=None if covered else analysis.expected,
        bound=is_bound(analysis.expected, analysis.upper_bound),
        persona=part.persona,
        first=None if first is None or covered else first.id,
    )


def _sum_line(weighed: Weighed, state: State, covered: bool) -> Line:
    top = next(iter(weighed.levers), None) if weighed.expected is not None else None
    first = top if top is not None and top.lever > 0.0005 else None
    fix, gain = _first(None if first is None else (first.id, first.lever), state, covered)
    expected = at_most(weighed.expected, weighed.upper_bound, covered)
    return Line(
        upper=(_("All together"), expected, figure(weighed.lost, covered), "", fix),
        lower=(_("weighted by their shares"), "", "", "", gain),
        tips=(
            _("Each persona is analysed apart; then the figures are weighted by their shares of the customers."),
            "",
            "",
            _("Best and worst paths are each persona's own."),
            "\n".join(t for t in (fix, gain) if t),
        ),
        expected=None if covered else weighed.expected,
        bound=is_bound(weighed.expected, weighed.upper_bound),
        first=None if first is None or covered else first.id,
    )


def _first(lever: tuple[int, float] | None, state: State, covered: bool) -> tuple[str, str]:
    if covered:
        return COVERED, ""
    if lever is None:
        return "", ""
    return name_of(state.get(lever[0], Node)), gained(lever[1])


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
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(_PARTS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_PARTS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Persona"), _("Excellence"), _("Lost"), _("Best and worst path"), _("Fix first"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
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


class FiguresDelegate(QStyledItemDelegate):
    """Paints a cell: two lines of text, a portrait, or a bar beneath a figure."""

    def __init__(self, appearance: Appearance, images: Images, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._images = images
        self._body = appearance.font()
        self._strong = appearance.font("semibold")
        self._figure = appearance.font("semibold", theme.SIZE_STRONG + 1)
        self._small = appearance.font("regular", theme.SIZE_SMALL)

    def height(self) -> int:
        """A row's height."""
        return QFontMetrics(self._figure).height() + QFontMetrics(self._small).height() + self._appearance.px(16)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._appearance.px(60), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if line is None:
            return
        px, palette = self._appearance.px, self._appearance.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(palette.accent_soft))
        if line.persona is None:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colour(palette.link))
        else:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(palette.hairline))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -2.5, -2.5), px(4), px(4))
        box = rect.adjusted(px(8), px(7), -px(8), -px(7))
        column = index.column()
        if column == PERSONA:
            size = px(28)
            if line.persona is not None:
                face = QRectF(box.left(), box.center().y() - size / 2, size, size)
                paint_portrait(painter, face, line.persona, self._images, self._appearance)
            box.setLeft(box.left() + size + px(9))
        if column == EXCELLENCE:
            self._paint_excellence(painter, box, line)
        else:
            self._paint_lines(painter, box, line, column)
        painter.restore()

    def _paint_lines(self, painter: QPainter, box: QRect, line: Line, column: int) -> None:
        palette = self._appearance.palette
        upper, lower = line.upper[column], line.lower[column]
        ways = column == PATHS
        fonts = (self._small, self._small) if ways else (self._strong if column == PERSONA else self._body, self._small)
        inks = (palette.ink, palette.ink if ways else palette.second)
        shown = [(words, font, ink) for words, font, ink in zip((upper, lower), fonts, inks, strict=True) if words]
        high = sum(QFontMetrics(font).height() for _words, font, _ink in shown)
        top = box.center().y() - high // 2 + 1
        for words, font, ink in shown:
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(colour(ink))
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QRect(box.left(), top, box.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, cut)
            top += metrics.height()

    def _paint_excellence(self, painter: QPainter, box: QRect, line: Line) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        metrics = QFontMetrics(self._figure)
        painter.setFont(self._figure)
        painter.setPen(colour(palette.second if line.bound or line.expected is None else palette.ink))
        bar = px(6)
        top = box.center().y() - (metrics.height() + px(4) + bar) // 2
        cut = metrics.elidedText(line.upper[EXCELLENCE], Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.left(), top, box.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, cut)
        track = QRectF(box.left(), top + metrics.height() + px(4), box.width(), bar)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.field))
        painter.drawRoundedRect(track, bar / 2, bar / 2)
        if line.expected is None:
            return
        filled = QRectF(track.left(), track.top(), max(float(bar), track.width() * line.expected), bar)
        tint = colour(theme.score_colour(line.expected))
        if line.bound:
            painter.setPen(QPen(tint, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            filled = filled.adjusted(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setBrush(tint)
        painter.drawRoundedRect(filled, bar / 2, bar / 2)


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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self._cells.height())
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
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
        height = self.horizontalHeader().sizeHint().height() + self._cells.height() * len(self.lines) + 2
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        widths = [int(width * part) for part in _PARTS]
        for column in (LOST, EXCELLENCE):
            widths[column] = max(widths[column], self.horizontalHeader().sectionSizeHint(column))
        widths[PATHS] += width - sum(widths)
        for column, wide in enumerate(widths):
            self.setColumnWidth(column, max(20, wide))

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
