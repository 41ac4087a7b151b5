"""A list of personas' cards, the model beneath it, and what keys and drags mean on it.

Dragging a card within a list orders it; dragging one to the other list of the view lets it take part in the journey, or
no longer. Dropping is told, not done: the document changes, then the cards.

This module must not know the document, nor how a card looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QToolTip, QWidget

from cjdesigner.model.images import Images
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.personas_card import Card, CardDelegate

Index = QModelIndex | QPersistentModelIndex

MIME = "application/x-cjdesigner-persona"


class CardModel(QAbstractListModel):
    """The cards as Qt reads them. Dropping is told, not done: the document changes, then the cards."""

    dropped = Signal(int, int)
    """A persona's id, and the place among these cards where it was let go."""

    def __init__(self, movable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []
        self._movable = movable

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these instead."""
        if list(cards) == self.cards:
            return
        if [card.persona.id for card in cards] == [card.persona.id for card in self.cards]:
            self.cards = list(cards)
            self.dataChanged.emit(self.index(0), self.index(len(self.cards) - 1))
            return
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (card.name, card.persona.role, card.kind, card.share) if part)
        return card if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._movable else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self._movable else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, str(self.cards[indexes[0].row()].persona.id).encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return self._movable and data.hasFormat(MIME)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not self._movable or not data.hasFormat(MIME):
            return False
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self.cards)
        self.dropped.emit(int(bytes(data.data(MIME).data()).decode()), place)
        return False  # the cards follow the document, Qt must not remove any


class CardList(QListView):
    """A list of cards, as high as they are; whoever holds it scrolls."""

    chosen = Signal(int)
    """A card was clicked or walked to."""
    key_pressed = Signal(int, str)
    """A key on a card: "remove", "toggle", "up", "down", "open"; or, on none, "new"."""
    menu_asked = Signal(int, QPoint)
    left_behind = Signal(int)
    """Beyond the first or last card: -1 or 1."""

    def __init__(
        self, appearance: Appearance, images: Images, name: str, *, movable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.cards_model = CardModel(movable, self)
        self._cards_delegate = CardDelegate(appearance, images, self)
        self.setModel(self.cards_model)
        self.setItemDelegate(self._cards_delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; } QListView::item { padding: 0; }")
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            self.setDropIndicatorShown(True)

    @property
    def cards(self) -> list[Card]:
        """The cards shown. To be read only."""
        return self.cards_model.cards

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these; what was current stays so."""
        current = self.current()
        self.cards_model.set_cards(cards)
        self.show_current(current)
        self._fit()

    def current(self) -> int | None:
        """The id of the current card's persona."""
        index = self.currentIndex()
        marked = index.isValid() and self.selectionModel().hasSelection()
        return self.cards[index.row()].persona.id if marked and index.row() < len(self.cards) else None

    def place(self, persona: int | None) -> int | None:
        """Where a persona's card stands."""
        return next((row for row, card in enumerate(self.cards) if card.persona.id == persona), None)

    def show_current(self, persona: int | None) -> None:
        """Mark a persona's card; none where it is not here."""
        row = self.place(persona)
        if row is None:
            self.selectionModel().clear()
        elif self.currentIndex().row() != row or not self.selectionModel().hasSelection():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.cards_model.index(row), flag)

    def card_rect(self, persona: int) -> QRect:
        """Where a persona's card lies in the list."""
        row = self.place(persona)
        return self.visualRect(self.cards_model.index(row)) if row is not None else QRect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        height = sum(self._cards_delegate.height(card, width) for card in self.cards)
        height = max(height, self._appearance.px(8)) + 2
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    # hands

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            card, rect = self.cards[index.row()], self.visualRect(index)
            self.chosen.emit(card.persona.id)
            at = event.position().toPoint() - rect.topLeft()
            if self._cards_delegate.is_more(card, rect.width(), at):
                self.menu_asked.emit(card.persona.id, event.globalPosition().toPoint())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current() is None and self.cards and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.show_current(self.cards[0].persona.id)
            self.chosen.emit(self.cards[0].persona.id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and key_word(event):
            event.accept()  # the list's own keys, not the window's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        word, here = key_word(event), self.current()
        if word == "new" or (word and here is not None and word not in ("previous", "next")):
            self.key_pressed.emit(here or 0, word)
        elif word in ("previous", "next"):
            self._walk(1 if word == "next" else -1)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        row = self.place(self.current())
        to = 0 if row is None else row + step
        if 0 <= to < len(self.cards):
            self.show_current(self.cards[to].persona.id)
            self.chosen.emit(self.cards[to].persona.id)
        else:
            self.left_behind.emit(step)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_asked.emit(self.cards[index.row()].persona.id, place)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid():
                rect = self.visualRect(index)
                card = self.cards[index.row()]
                whole = self._cards_delegate.whole_at(card, rect.width(), event.pos() - rect.topLeft())
                QToolTip.showText(event.globalPos(), plain_tip(whole), self)
                return True
        return super().viewportEvent(event)


def key_word(event: QKeyEvent) -> str:
    """What a key means on the cards; empty where it means nothing."""
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == Qt.KeyboardModifier.AltModifier:
        return {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}.get(Qt.Key(key), "")
    if modifiers == Qt.KeyboardModifier.ControlModifier:
        return "duplicate" if key == Qt.Key.Key_D else ""
    if modifiers:
        return ""
    words = {
        Qt.Key.Key_N: "new",
        Qt.Key.Key_Insert: "new",
        Qt.Key.Key_Delete: "remove",
        Qt.Key.Key_Backspace: "remove",
        Qt.Key.Key_Space: "toggle",
        Qt.Key.Key_Up: "previous",
        Qt.Key.Key_Down: "next",
        Qt.Key.Key_Return: "open",
        Qt.Key.Key_Enter: "open",
        Qt.Key.Key_F2: "open",
    }
    return words.get(Qt.Key(key), "")
