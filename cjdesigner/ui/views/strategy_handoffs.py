"""Hand-offs drawn in three cells: what is known, what is handed over, what is known.

This module must not know the document.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import msgspec
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from cjdesigner import text
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.panels.rows import Row
from cjdesigner.ui.views.strategy_rows import Index, paint_lines
from cjdesigner.ui.views.strategy_typing import Slot, SlotDelegate, SlotRows


class Cells(msgspec.Struct, frozen=True):
    """A hand-off in words: at either end a touchpoint, its owner and what is known there; between them what is told."""

    names: tuple[str, str]
    owners: tuple[str, str]
    known: tuple[str, str]
    hands_over: str


class HandoffRows(SlotRows):
    """Hand-offs, each in three cells: known, handed over, known. A key is (link, source, target)."""

    def __init__(
        self, appearance: Appearance, name: str, *, editable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, name, editable=editable, parent=parent)
        self._handoffs = HandoffDelegate(appearance, self)
        self._use_slots(self._handoffs)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._handoffs.narrowest, self._handoffs.height_of_lines(1, 2) * 3 // 2)

    def set_cells(
        self,
        rows: list[Row],
        cells: Mapping[Hashable, Cells],
        slots: Mapping[Hashable, tuple[Slot, ...]],
    ) -> None:
        """Show these hand-offs; a row's key finds its cells, and its texts: handed over, known before, known after."""
        if cells != self._handoffs.cells:
            self._handoffs.cells = cells
            self.scheduleDelayedItemsLayout()
        self.set_slots(rows, slots)

    def _same(self, key: Hashable) -> Hashable:
        """Its link may be another one once nothing is handed over any more."""
        if self._model.position(key) is None and isinstance(key, tuple):
            return next((row.key for row in self.rows if isinstance(row.key, tuple) and row.key[1:] == key[1:]), None)
        return key


class HandoffDelegate(SlotDelegate):
    """Paints a hand-off."""

    _NAME_LINES = 2
    _KNOWN_LINES = 3

    def __init__(self, appearance: Appearance, parent: SlotRows) -> None:
        super().__init__(appearance, 1, 1, parent)
        self.cells: Mapping[Hashable, Cells] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        cells = self.cells.get(row.key) if row is not None else None
        if cells is None:
            return super().sizeHint(option, index)
        wide = self._thirds(QRect(0, 0, self._list.viewport().width(), 0))[0].width()
        texts = [self._lines(words, self._detail, wide, self._KNOWN_LINES) for words in _texts(cells)]
        high = self.height_of_lines(self._name_lines(cells, wide), max(map(len, texts)))
        return QSize(self._appearance.px(60), high)

    def height_of_lines(self, names: int, texts: int) -> int:
        """The height of a row with so many lines of names and of what is known or handed over."""
        bold, small = QFontMetrics(self._chosen).height(), QFontMetrics(self._detail).height()
        return names * bold + (1 + max(1, texts)) * small + self._appearance.px(32)

    @property
    def narrowest(self) -> int:
        """The least width in which a hand-off can be read."""
        return self._appearance.px(240)

    def _thirds(self, rect: QRect) -> tuple[QRect, QRect, QRect]:
        """The cells of a row: before, between, after."""
        px = self._appearance.px
        inner = rect.adjusted(px(12) + 1, px(11), -px(12) - 2, -px(15))
        gap = px(14)
        wide = max(px(40), (inner.width() - 2 * gap) // 3)
        lefts = [inner.left() + place * (wide + gap) for place in range(3)]
        before, between, after = (QRect(left, inner.top(), wide, inner.height()) for left in lefts)
        return before, between, after

    def _name(self, words: str, wide: int) -> tuple[text.Line, ...]:
        return text.lines(words[:500], "semibold", float(self._chosen.pixelSize()), wide, self._NAME_LINES).lines

    def _name_lines(self, cells: Cells, wide: int) -> int:
        return max(1, *(len(self._name(name, wide)) for name in cells.names))

    def rects(self, rect: QRect, row: Row) -> list[QRect]:
        cells = self.cells.get(row.key)
        if cells is None:
            return []
        before, between, after = self._thirds(rect)
        names = self._name_lines(cells, before.width()) * QFontMetrics(self._chosen).height()
        down = names + QFontMetrics(self._detail).height() + self._appearance.px(6)
        return [cell.adjusted(0, down, 0, 0) for cell in (between, before, after)]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        cells = self.cells.get(row.key) if row is not None else None
        if cells is None:
            super().paint(painter, option, index)
            return
        px, palette = self._appearance.px, self._appearance.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rect.adjusted(1, px(2), -2, -px(6))
        over = state & QStyle.StateFlag.State_MouseOver
        painter.setBrush(colour(palette.accent_soft if selected else palette.field if over else palette.surface))
        painter.setPen(QPen(colour(palette.accent if selected else palette.hairline), 1))
        painter.drawRoundedRect(ground, px(8), px(8))
        before, between, after = self._thirds(rect)
        texts = self.rects(rect, row)
        self._paint_end(painter, before, texts[1], cells, 0)
        self._paint_end(painter, after, texts[2], cells, 1)
        self._paint_between(painter, between, texts[0], cells)
        painter.restore()

    def _paint_end(self, painter: QPainter, rect: QRect, beneath: QRect, cells: Cells, side: int) -> None:
        palette, room = self._appearance.palette, rect.width()
        name = self._name(cells.names[side], room)
        top = paint_lines(painter, name, self._chosen, palette.ink, rect.left(), rect.top(), room)
        metrics = QFontMetrics(self._detail)
        painter.setFont(self._detail)
        painter.setPen(colour(palette.second))
        owner = metrics.elidedText(cells.owners[side], Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(rect.left(), top, room, metrics.height()), _ONE_LINE, owner)
        words = _texts(cells)[1 + side]
        lines = self._lines(words, self._detail, room, self._KNOWN_LINES)
        ink = palette.ink if cells.known[side] else palette.second
        paint_lines(painter, lines, self._detail, ink, beneath.left(), beneath.top(), room)

    def _paint_between(self, painter: QPainter, rect: QRect, beneath: QRect, cells: Cells) -> None:
        """An arrow from the one to the other, and beneath it what it carries."""
        px, palette = self._appearance.px, self._appearance.palette
        tint = palette.second if cells.hands_over else palette.danger
        y = rect.top() + QFontMetrics(self._chosen).height() // 2
        pen = QPen(colour(tint), px(1.5))
        if not cells.hands_over:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(rect.left(), y, rect.right() - px(2), y)
        painter.setPen(QPen(colour(tint), px(1.5)))
        for step in (-px(4), px(4)):
            painter.drawLine(rect.right() - px(5), y + step, rect.right() - px(1), y)
        top = rect.top() + QFontMetrics(self._chosen).height()
        if cells.hands_over:
            painter.setFont(self._detail)
            painter.setPen(colour(palette.second))
            line = QRect(rect.left(), top, rect.width(), QFontMetrics(self._detail).height())
            painter.drawText(line, _ONE_LINE, _("hands over"))
        lines = self._lines(_texts(cells)[0], self._detail, rect.width(), self._KNOWN_LINES)
        ink = palette.ink if cells.hands_over else palette.danger
        paint_lines(painter, lines, self._detail, ink, beneath.left(), beneath.top(), rect.width())


_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _texts(cells: Cells) -> tuple[str, str, str]:
    """What stands beneath: handed over, known before, known after."""
    nothing = _("nothing known of the customer")
    return cells.hands_over or _("nothing is handed over"), cells.known[0] or nothing, cells.known[1] or nothing
