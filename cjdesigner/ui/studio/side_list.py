"""The blocks of the side column: which, and in which order. Dragged, or moved by Alt and the arrow keys.

This module must not know what the blocks say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour

_KEY = Qt.ItemDataRole.UserRole


class _Handle(QStyledItemDelegate):
    """Shows at the right that a row can be dragged."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        dot, box = self._look.px(3), option.rect
        left, top = box.right() - 4 * dot, box.center().y() - 2 * dot
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._look.palette.link))
        for place in range(6):
            x, y = left + place % 2 * 2 * dot, top + place // 2 * 2 * dot - dot // 2
            painter.drawEllipse(QRectF(x, y, dot * 0.9, dot * 0.9))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, self._look.px(28))


class SideList(QListWidget):
    """A box for each block, in order."""

    moved = Signal(tuple)
    """The blocks' names in their new order."""
    switched = Signal(str, bool)
    """A block is to be printed, or left out."""

    def __init__(self, appearance: Appearance, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = dict(words)
        self._row = appearance.px(28)
        self.setItemDelegate(_Handle(appearance, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._row * len(self._words) + 4)
        self.setAccessibleName(_("Side column"))
        self.setAccessibleDescription(_("Drag a block, or move it by Alt and the arrow keys"))
        palette, px = appearance.palette, appearance.px
        box = f"padding: 0 {px(20)}px 0 0; margin-left: -{px(3)}px; border-radius: {px(6)}px;"
        self.setStyleSheet(
            "QListView { background: transparent; }"
            f"QListView::item {{ {box} color: {palette.ink}; }}"
            f"QListView::item:selected {{ background: {palette.field}; color: {palette.ink}; }}"
        )
        self.itemChanged.connect(self._switched)
        for name in self._words:
            self._add(name)

    @property
    def order(self) -> tuple[str, ...]:
        """The blocks' names as they stand."""
        return tuple(self.item(row).data(_KEY) for row in range(self.count()))

    def show_blocks(self, order: Sequence[str], shown: set[str]) -> None:
        """Show this order, and which are printed."""
        with QSignalBlocker(self):
            if self.order != tuple(order):
                current = self.currentItem().data(_KEY) if self.currentItem() is not None else None
                self.clear()
                for name in order:
                    self._add(name)
                    if name == current:
                        self.setCurrentRow(self.count() - 1)
            for row in range(self.count()):
                item = self.item(row)
                wanted = Qt.CheckState.Checked if item.data(_KEY) in shown else Qt.CheckState.Unchecked
                if item.checkState() != wanted:
                    item.setCheckState(wanted)
        self.viewport().update()

    def _add(self, name: str) -> None:
        item = QListWidgetItem(self._words[name])
        item.setData(_KEY, name)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(Qt.CheckState.Checked)
        self.addItem(item)

    def _switched(self, item: QListWidgetItem) -> None:
        self.switched.emit(item.data(_KEY), item.checkState() == Qt.CheckState.Checked)

    # moving

    def move_row(self, row: int, to: int) -> None:
        """Move a block to another place."""
        if row == to or not (0 <= row < self.count() and 0 <= to < self.count()):
            return
        with QSignalBlocker(self):
            item = self.takeItem(row)
            self.insertItem(to, item)
            self.setCurrentRow(to)
        self.moved.emit(self.order)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.currentRow()
        place = event.position().toPoint().y() + self.verticalOffset()
        to = max(0, min(self.count(), round(place / self._row)))
        event.setDropAction(Qt.DropAction.CopyAction)  # the list is not to remove the row it began with
        event.accept()
        self.move_row(row, to - 1 if to > row else to)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _way(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _way(event)
        if way:
            self.move_row(self.currentRow(), self.currentRow() + way)
            event.accept()
            return
        super().keyPressEvent(event)


def _way(event: QKeyEvent) -> int:
    if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
