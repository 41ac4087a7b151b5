"""The list of insights: a model that follows the document, and how a row is painted.

A row is as high as every other, so that five thousand scroll as one does. This module must not know menus or filters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import msgspec
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cjdesigner import text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.images import Images
from cjdesigner.model.insight_words import KIND_ICONS, confidence_words, kind_words, valence_words
from cjdesigner.model.records import Insight, Valence
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views import portrait

Index = QModelIndex | QPersistentModelIndex

VALENCE_ICONS: dict[Valence, str] = {
    "pain": "ri.emotion-unhappy-line",
    "gain": "ri.emotion-happy-line",
    "neutral": "ri.emotion-normal-line",
}
_LINES = 2
_READ = 2000
"""More characters than these never fit on the lines of a row."""


_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class Line(msgspec.Struct, frozen=True):
    """An insight and the names of what it hangs on."""

    insight: Insight
    places: tuple[str, ...] = ()

    @property
    def meta(self) -> str:
        """What it rests on, in a line."""
        insight = self.insight
        parts = (kind_words(insight.kind), insight.source, insight.date, confidence_words(insight.confidence))
        return " \u00b7 ".join(words for part in parts if (words := " ".join(part.split())))


class InsightModel(QAbstractListModel):
    """The insights shown; ``line`` looks one up when it is painted, so that setting thousands costs nothing."""

    rewritten = Signal(int, str)
    """Another text was typed for an insight. It is told, not done: the document changes, then the row."""

    def __init__(self, line: Callable[[int], Line | None], editable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.ids: list[int] = []
        self.editable = editable
        self._line = line
        self._lines: dict[int, Line | None] = {}

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these insights; rows that stay keep their selection."""
        new, old = list(ids), self.ids
        self._lines.clear()
        if new == old:
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        # What is alike at the beginning and at the end stays: adding, removing and undoing move no other row.
        shorter = min(len(new), len(old))
        head = next((n for n in range(shorter) if new[n] != old[n]), shorter)
        tail = next((n for n in range(shorter - head) if new[-1 - n] != old[-1 - n]), shorter - head)
        if len(old) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            del old[head : len(old) - tail]
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            old[head:head] = new[head : len(new) - tail]
            self.endInsertRows()
        self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def line(self, row: int) -> Line | None:
        """What stands in a row."""
        identity = self.ids[row]
        if identity not in self._lines:
            self._lines[identity] = self._line(identity)
        return self._lines[identity]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        if role not in _ROLES:
            return None
        line = self.line(index.row())
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.insight.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(part for part in (line.insight.text, ", ".join(line.places)) if part))
        parts = (valence_words(line.insight.valence), line.insight.text, line.meta, line.insight.department)
        return ", ".join(part for part in (*parts, *line.places) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line = self.line(index.row())
        if line is not None and str(value) != line.insight.text:
            self.rewritten.emit(line.insight.id, str(value))
        return True


class InsightDelegate(QStyledItemDelegate):
    """Paints an insight: what it means, its text on two lines, what it rests on, its department, where it hangs."""

    def __init__(self, appearance: Appearance, images: Images, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._images = images
        self._body = appearance.font()
        self._strong = appearance.font("semibold", theme.SIZE_SMALL)
        self._small = appearance.font("regular", theme.SIZE_SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._appearance.px
        high = QFontMetrics(self._body).height() * _LINES + QFontMetrics(self._small).height()
        return QSize(px(240), high + px(10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        line = model.line(index.row()) if isinstance(model, InsightModel) else None
        if line is None:
            return
        px, palette = self._appearance.px, self._appearance.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.drawLine(rect.left() + px(44), rect.bottom(), rect.right() - px(12), rect.bottom())
        ground = rect.adjusted(0, px(1), 0, -px(2))
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.accent_soft if selected else palette.field))
            painter.drawRoundedRect(ground, px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0, 0, -1, -1), px(6), px(6))
        inner = rect.adjusted(px(12), px(4), -px(12), -px(5))
        words = line.insight.text.strip() or _("Without words")
        room = inner.width() - px(32) - (inner.height() + px(12) if line.insight.image else 0)
        set_lines = text.lines(words[:_READ], "regular", float(self._body.pixelSize()), room, _LINES).lines
        spare = (_LINES - len(set_lines)) * QFontMetrics(self._body).height()
        self._paint_picture(painter, inner, line)
        inner.adjust(0, spare // 2, 0, 0)  # a short one stands in the middle of its row
        self._paint_mark(painter, inner, line)
        self._paint_words(painter, QRect(inner.left() + px(32), inner.top(), room, inner.height()), line, set_lines)
        painter.restore()

    # typing in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QPlainTextEdit(parent)
        field.setTabChangesFocus(True)
        field.setAccessibleName(_("Insight"))
        field.setStyleSheet(f"padding: 0 {self._appearance.px(2)}px;")
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        model.setData(index, editor.toPlainText().strip(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        px = self._appearance.px
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(px(36), px(1), -px(4), -px(2)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            broken = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not broken:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched)
                return True
        return super().eventFilter(watched, event)

    # painting

    def _paint_mark(self, painter: QPainter, rect: QRect, line: Line) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        valence = line.insight.valence
        tints = {"pain": palette.danger, "gain": theme.mix(theme.score_colour(1.0), palette.ink, 0.25)}
        tint = tints.get(valence, palette.second)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.mix(tint, palette.surface, 0.86)))
        size = px(24)
        painter.drawRoundedRect(QRect(rect.left() - px(2), rect.top() - px(1), size, size), px(6), px(6))
        painter.drawPixmap(
            rect.left() - px(2) + (size - px(16)) // 2,
            rect.top() - px(1) + (size - px(16)) // 2,
            icon_pixmap(VALENCE_ICONS[valence], tint, px(16)),
        )

    def _paint_picture(self, painter: QPainter, rect: QRect, line: Line) -> None:
        """A photo, cut to a square at the right."""
        if not line.insight.image:
            return
        ratio = painter.device().devicePixelRatio()
        picture = portrait.pixmap(self._images, line.insight.image, round(rect.height() * ratio))
        if picture is not None and not picture.isNull():
            painter.drawPixmap(
                QRect(rect.right() - rect.height() + 1, rect.top(), rect.height(), rect.height()), picture
            )

    def _paint_words(self, painter: QPainter, rect: QRect, line: Line, set_lines: Sequence[text.Line]) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        body, small = QFontMetrics(self._body), QFontMetrics(self._small)
        painter.setFont(self._body)
        painter.setPen(colour(palette.ink if line.insight.text.strip() else palette.second))
        top = rect.top()
        for part in set_lines:
            beneath = QRect(rect.left(), top, rect.width(), body.height())
            side = Qt.AlignmentFlag.AlignRight if part.rtl else Qt.AlignmentFlag.AlignLeft
            painter.drawText(beneath, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, part.text)
            top += body.height()
        self._paint_foot(painter, QRect(rect.left(), top + px(1), rect.width(), small.height()), line, small)

    def _paint_foot(self, painter: QPainter, foot: QRect, line: Line, small: QFontMetrics) -> None:
        """Department and places at the right take up to half of the room, the rest tells what it rests on."""
        px, palette, insight = self._appearance.px, self._appearance.palette, line.insight
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        strong = QFontMetrics(self._strong)
        department = " ".join(insight.department.split()) or _("nobody owns it")
        department = strong.elidedText(department, Qt.TextElideMode.ElideRight, foot.width() // 3)
        painter.setFont(self._strong)
        painter.setPen(colour(palette.ink if insight.department.strip() else palette.second))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | flags, department)
        right = foot.right() - strong.horizontalAdvance(department) - px(14)
        painter.setFont(self._small)
        painter.setPen(colour(palette.second))
        if line.places:
            places = small.elidedText(", ".join(line.places), Qt.TextElideMode.ElideRight, foot.width() // 3)
            painter.drawText(
                QRect(foot.left(), foot.top(), right - foot.left(), foot.height()),
                Qt.AlignmentFlag.AlignRight | flags,
                places,
            )
            right -= small.horizontalAdvance(places) + px(16)
            icon = px(11)
            painter.drawPixmap(
                right, foot.top() + (foot.height() - icon) // 2, icon_pixmap("ri.pushpin-line", palette.second, icon)
            )
            right -= px(10)
        icon = px(11)
        painter.drawPixmap(
            foot.left(),
            foot.top() + (foot.height() - icon) // 2,
            icon_pixmap(KIND_ICONS[insight.kind], palette.second, icon),
        )
        left = foot.left() + icon + px(5)
        meta = small.elidedText(line.meta, Qt.TextElideMode.ElideRight, max(0, right - left))
        painter.drawText(
            QRect(left, foot.top(), max(0, right - left), foot.height()), Qt.AlignmentFlag.AlignLeft | flags, meta
        )


class InsightList(QListView):
    """The view of the list. Keys: + gain, \u2212 pain, 0 neutral, H hang, Delete, Enter to edit, Ctrl+V to paste."""

    asked = Signal(str)
    """A key asks for something for the selected rows: a valence, "hang", "remove"; or "paste"."""
    menu_asked = Signal(object)
    """A context menu was asked for, at that place on the screen."""

    _KEYS: ClassVar = {
        Qt.Key.Key_Plus: "gain",
        Qt.Key.Key_Minus: "pain",
        Qt.Key.Key_0: "neutral",
        Qt.Key.Key_H: "hang",
        Qt.Key.Key_Delete: "remove",
        Qt.Key.Key_Backspace: "remove",
        Qt.Key.Key_Return: "edit",
        Qt.Key.Key_Enter: "edit",
        Qt.Key.Key_F2: "edit",
    }

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Insights"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setTabKeyNavigation(False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            moving = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain and (moving or Qt.Key(event.key()) in self._KEYS) and self.currentIndex().isValid():
                event.accept()  # the list's own keys, not the window's
                return True
            if event.matches(QKeySequence.StandardKey.Paste):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.asked.emit("paste")
            return
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        asked = self._KEYS.get(Qt.Key(event.key()))
        if asked == "edit" and not held and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
        elif asked is not None and not held and self.selectionModel().hasSelection():
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, and the search field finds."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        rect = self.visualRect(self.currentIndex())
        self.menu_asked.emit(self.viewport().mapToGlobal(rect.bottomLeft()) if by_key else event.globalPos())
