"""How the cells of the figures by persona are painted: words on as many lines as they need, a portrait, a bar.

This module must not know how a figure is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cjdesigner import fonts, text, theme
from cjdesigner.model.images import Images
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.views.personas_figures import EXCELLENCE, PATHS, PERSONA, Line
from cjdesigner.ui.views.portrait import paint_portrait

Index = QModelIndex | QPersistentModelIndex

_FACE = 28
_MOST = 2
"""Lines of a name; the whole is in its tooltip."""


class Words(NamedTuple):
    """Lines of text in one font and ink."""

    lines: tuple[str, ...]
    font: QFont
    ink: str

    @property
    def height(self) -> int:
        """Of all lines."""
        return QFontMetrics(self.font).height() * len(self.lines)


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

    def height(self, line: Line, widths: Sequence[int]) -> int:
        """A row's height where its columns are so wide."""
        px = self._appearance.px
        least = QFontMetrics(self._figure).height() + QFontMetrics(self._small).height() + px(2)
        tallest = max(
            sum(words.height for words in self.words(line, column, self.room(column, width)))
            for column, width in enumerate(widths)
        )
        return max(least, tallest) + 2 * px(7)

    def room(self, column: int, width: int) -> int:
        """What a column's width leaves to words."""
        px = self._appearance.px
        return width - 2 * px(8) - (px(_FACE) + px(9) if column == PERSONA else 0)

    def words(self, line: Line, column: int, room: int) -> list[Words]:
        """What stands in a cell: paths on a line each, all else on up to two."""
        if column == EXCELLENCE:
            return []
        palette = self._appearance.palette
        ways = column == PATHS
        upper: tuple[fonts.Face, QFont] = ("semibold", self._strong) if column == PERSONA else ("regular", self._body)
        small: tuple[fonts.Face, QFont] = ("regular", self._small)
        parts = (
            (line.upper[column], small if ways else upper, palette.ink),
            (line.lower[column], small, palette.ink if ways else palette.second),
        )
        found = []
        for words, (face, font), ink in parts:
            broken = text.lines(" ".join(words.split()), face, float(font.pixelSize()), room, 1 if ways else _MOST)
            if broken.lines:
                found.append(Words(tuple(each.text for each in broken.lines), font, ink))
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._appearance.px(60), self._appearance.px(48))

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
            size = px(_FACE)
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
        shown = self.words(line, column, box.width())
        top = box.center().y() - sum(words.height for words in shown) // 2 + 1
        for words in shown:
            high = QFontMetrics(words.font).height()
            painter.setFont(words.font)
            painter.setPen(colour(words.ink))
            for each in words.lines:
                painter.drawText(QRect(box.left(), top, box.width(), high), Qt.AlignmentFlag.AlignLeft, each)
                top += high

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
