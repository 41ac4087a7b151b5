"""The cells of the table of desired outcomes: how they are painted, and how they are typed into.

This module must not know the document.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cjdesigner import text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.records import DesiredOutcome
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.views.jobs_model import ANSWERS, OPPORTUNITY, WORDS, Index, OutcomeModel, opportunity_figure

LINES = 2
"""Of an outcome's words, where there is room."""
_LONGEST = 400


class OutcomeDelegate(QStyledItemDelegate):
    """Paints the cells: words in two lines after their number, figures at the right, the band beneath its score."""

    def __init__(self, appearance: Appearance, rows: OutcomeModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._rows = rows
        self._body = appearance.font()
        self._bold = appearance.font("semibold")
        self._italic = appearance.font("italic")
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self.lines = LINES
        self.gutter = QFontMetrics(self._small).horizontalAdvance("000") + appearance.px(6)

    @property
    def height(self) -> int:
        """The height of a row."""
        return QFontMetrics(self._body).height() * self.lines + self._appearance.px(10)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._appearance.px(40), self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        outcome = index.data(Qt.ItemDataRole.UserRole)
        if outcome is None:
            return
        px, palette = self._appearance.px, self._appearance.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), colour(palette.accent_soft))
        painter.setPen(colour(palette.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -2), px(4), px(4))
        inner = rect.adjusted(px(4), px(4), -px(4), -px(5))
        if index.column() == WORDS:
            self._paint_words(painter, inner, outcome, self._rows.number(index.row()))
        elif index.column() == OPPORTUNITY:
            self._paint_opportunity(painter, inner, outcome)
        else:
            estimated = jobs.is_estimate(outcome)
            painter.setFont(self._italic if estimated else self._body)
            painter.setPen(colour(palette.second if estimated or index.column() == ANSWERS else palette.ink))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, int(right), str(index.data()))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, outcome: DesiredOutcome, number: int | None) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        high = QFontMetrics(self._body).height()
        gutter = self.gutter
        words = " ".join(outcome.text[:_LONGEST].split())
        blank = not words
        painter.setFont(self._italic if blank else self._body)
        painter.setPen(colour(palette.second if blank else palette.ink))
        room = rect.adjusted(gutter, 0, 0, 0)
        shown = words or _("Unnamed outcome")
        face: text.Face = "italic" if blank else "regular"
        found = text.lines(shown, face, float(self._body.pixelSize()), max(40.0, room.width()), self.lines)
        top = room.top() + (room.height() - high * len(found.lines)) // 2
        if number is not None:
            painter.save()
            painter.setFont(self._small)
            painter.setPen(colour(palette.second))
            beside = QRect(rect.left(), top, gutter - px(6), high)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            painter.restore()
        for line in found.lines:
            painter.drawText(
                QRect(room.left(), top, room.width() + px(4), high), Qt.AlignmentFlag.AlignVCenter, line.text
            )
            top += high

    def _paint_opportunity(self, painter: QPainter, rect: QRect, outcome: DesiredOutcome) -> None:
        """A dot as on the landscape, the score, the band's name beneath."""
        px, palette = self._appearance.px, self._appearance.palette
        value = jobs.opportunity(outcome)
        if value is None:
            painter.setPen(colour(palette.second))
            painter.setFont(self._small)
            none = QFontMetrics(self._small).elidedText(_("no figures yet"), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, none)
            return
        high, size = QFontMetrics(self._bold).height(), px(8)
        rect.setTop(rect.top() + (rect.height() - high - QFontMetrics(self._small).height()) // 2)
        dot = QRect(rect.left() + px(2), rect.top() + (high - size) // 2, size, size)
        painter.setPen(QPen(colour(palette.accent), px(1.5)))
        painter.setBrush(colour(palette.surface if jobs.is_estimate(outcome) else palette.accent))
        painter.drawEllipse(dot)
        left = rect.left() + px(16)
        painter.setFont(self._bold)
        painter.setPen(colour(palette.ink))
        line = QRect(left, rect.top(), rect.right() - left, high)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, opportunity_figure(outcome))
        painter.setFont(self._small)
        painter.setPen(colour(palette.second))
        metrics = QFontMetrics(self._small)
        name = metrics.elidedText(_(jobs.BANDS[jobs.band(value)]), Qt.TextElideMode.ElideRight, rect.right() - left)
        beneath = QRect(left, rect.top() + high, rect.right() - left, metrics.height())
        painter.drawText(beneath, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    # typing into cells

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        px = self._appearance.px
        if index.column() == WORDS:
            field = CellText(parent)
            field.entered.connect(self._entered)
            field.setStyleSheet(f"padding: {px(1)}px {px(3)}px; border-radius: {px(3)}px;")
            return field
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setStyleSheet(f"padding: 0 {px(3)}px; border-radius: {px(3)}px;")
        return line

    def _entered(self, field: QWidget) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, CellText):
            if not editor.document().isModified():
                editor.setPlainText(value)
                editor.selectAll()
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellText):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        gutter = self.gutter if index.column() == WORDS else 0
        editor.setGeometry(rect.adjusted(gutter, 1, -1, -2))


class CellText(QPlainTextEdit):
    """The words of an outcome being typed: Enter ends, Shift+Enter breaks the line."""

    entered = Signal(QWidget)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted:
            self.entered.emit(self)
        else:
            super().keyPressEvent(event)
