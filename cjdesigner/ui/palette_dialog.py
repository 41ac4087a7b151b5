"""The command palette: type a few letters, and do what is found or go there.

It is given entries to choose from; this module must not know what they do.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.plain import plain_label

SHOWN = 60
"""So many results are listed; who wants others types on."""

_ROWS = 11


class Entry(NamedTuple):
    """Something to do or a place to go: its title, what stands beside it (a key, a kind), and what it does."""

    title: str
    hint: str
    run: Callable[[], object]


def found(entries: Sequence[Entry], folded: Sequence[str], wanted: str) -> list[int]:
    """Indexes of the entries in which every word of ``wanted`` occurs, best first; all of them for an empty text.

    ``folded`` are the titles and hints as :func:`fold` makes them. A word that begins the title is better than one
    that begins a word, and that is better than one within; shorter titles come first, then the given order.
    """
    words = fold(wanted).split()
    if not words:
        return list(range(len(entries)))
    ranked = []
    for index, text in enumerate(folded):
        rank = 0
        for word in words:
            at = text.find(word)
            if at < 0:
                break
            rank += 0 if at == 0 else 1 if f" {word}" in text else 2
        else:
            ranked.append((rank, len(entries[index].title), index))
    return [index for _rank, _length, index in sorted(ranked)]


@functools.lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """A text as it is searched: without case, accents and punctuation."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+|[^\w\s]", plain.casefold()))


class PaletteDialog(QDialog):
    """A field and a list. Enter does what is chosen, after the dialogue has closed; Escape does nothing."""

    def __init__(
        self,
        appearance: Appearance,
        entries: Sequence[Entry | tuple[str, str, Callable[[], object]]],
        parent: QWidget | None = None,
        *,
        title: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.finished.connect(self.deleteLater)
        px = appearance.px
        self._entries = [Entry(*entry) for entry in entries]
        self._folded = [fold(f"{entry.title} {entry.hint}") for entry in self._entries]
        self.setWindowTitle(title or _("Search or do …"))
        self.setAccessibleName(title or _("Search or do …"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(10), px(10), px(10))
        column.setSpacing(px(8))
        self.setStyleSheet(
            f"PaletteDialog {{ background: {appearance.palette.raised};"
            f" border: 1px solid {appearance.palette.hairline}; }}"
        )
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint or _("A command, or what a card, an insight, a job … says"))
        self.field.setAccessibleName(_("Search"))
        self.field.setMinimumHeight(px(36))
        self.field.setFont(appearance.font("regular", theme.SIZE_STRONG))
        self.field.textChanged.connect(self.search)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("background: transparent;")
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(_("Results"))
        self._model = _Results(self)
        self.list.setModel(self._model)
        delegate = _Delegate(appearance, self)
        self.list.setItemDelegate(delegate)
        self.list.clicked.connect(self._do)
        self._row_height = delegate.height
        column.addWidget(self.list)
        self.nothing = plain_label(_("Nothing of that name."), "second")
        self.nothing.setContentsMargins(px(10), px(4), px(10), px(6))
        column.addWidget(self.nothing)
        self.setFixedWidth(px(580))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)  # X11 gives a popup no focus by itself
        self.search("")
        self._place(parent)

    def _place(self, parent: QWidget | None) -> None:
        self.adjustSize()
        if parent is not None:
            window = parent.window()
            corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, window.height() // 9))
            self.move(corner)

    def search(self, wanted: str) -> None:
        """Show what is found."""
        hits = found(self._entries, self._folded, wanted)[:SHOWN]
        self._model.show([self._entries[index] for index in hits])
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        if hits:
            self.list.setFixedHeight(min(_ROWS, len(hits)) * self._row_height)
            self.list.setCurrentIndex(self._model.index(0))
        self.adjustSize()

    def results(self) -> list[str]:
        """The titles listed."""
        return [entry.title for entry in self._model.entries]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS,
                Qt.Key.Key_PageUp: -_ROWS,
            }
            step = steps.get(Qt.Key(event.key()), 0)
            if step and self._model.entries:
                last = len(self._model.entries) - 1
                row = self.list.currentIndex().row() + step
                row = (0 if row > last else last if row < 0 else row) if abs(step) == 1 else min(last, max(0, row))
                self.list.setCurrentIndex(self._model.index(row))
                return True
        return super().eventFilter(watched, event)

    def _do(self) -> None:
        row = self.list.currentIndex().row()
        if not self.list.isHidden() and 0 <= row < len(self._model.entries):
            entry = self._model.entries[row]
            self.accept()
            entry.run()


class _Results(QAbstractListModel):
    """The entries found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.entries[index.row()].title
        if role == Qt.ItemDataRole.UserRole:
            return self.entries[index.row()].hint
        return None


class _Delegate(QStyledItemDelegate):
    """A row: the title, its hint at the right."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.height = appearance.px(32)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, px = self._appearance, self._appearance.px
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(colour(look.palette.accent_soft))
            painter.drawRoundedRect(rect, px(6), px(6))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour(look.palette.field))
            painter.drawRoundedRect(rect, px(6), px(6))
        room = rect.adjusted(px(10), 0, -px(10), 0)
        small = look.font("regular", theme.SIZE_SMALL)
        hint = QFontMetrics(small).elidedText(
            str(index.data(Qt.ItemDataRole.UserRole)), Qt.TextElideMode.ElideRight, room.width() // 2
        )
        painter.setFont(small)
        painter.setPen(colour(look.palette.second))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)
        room.setRight(room.right() - QFontMetrics(small).horizontalAdvance(hint) - px(12))
        painter.setFont(look.font())
        painter.setPen(colour(look.palette.ink))
        words = " ".join(str(index.data()).split())
        title = QFontMetrics(look.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()
