"""How the table of needs by channels looks: touchpoints stacked in a cell, gaps, and the two headers.

This module must not know the document beyond the records that a cell names, nor edit anything.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cjdesigner import text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.geometry import Rect
from cjdesigner.model.matrix import Column, Entry, MatrixRow
from cjdesigner.model.records import NeedPoint, Phase, Touchpoint
from cjdesigner.model.wording import COVERED, at_most, figure, grouped, name_of
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.canvas.drawing import CardLook, paint_bar
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.channels import channel_icon, channel_name
from cjdesigner.ui.panels.rows import Index

# Records of the matrix are asked for as they are: on their way through a QVariant, lists of them are copied.
EntriesAt = Callable[[int, int], tuple[Entry, ...]]
RowAt = Callable[[int], MatrixRow | None]
ColumnAt = Callable[[int], Column | None]

PADDING = 6
ENTRY = 72
GAP = 5
LEAST = 98
"""The lowest row: a need's question in three lines and its fulfilment."""
QUESTION_LINES = 3
NAME_LINES = 2


def stack_height(count: int, look: Appearance) -> int:
    """The height of a cell with so many touchpoints."""
    return max(look.px(LEAST), 2 * look.px(PADDING) + count * look.px(ENTRY) + max(0, count - 1) * look.px(GAP))


def entry_rect(cell: QRect, place: int, look: Appearance) -> QRect:
    """Where the touchpoint at a place of a cell's stack stands."""
    pad, height = look.px(PADDING), look.px(ENTRY)
    return QRect(cell.left() + pad, cell.top() + pad + place * (height + look.px(GAP)), cell.width() - 2 * pad, height)


class CellDelegate(QStyledItemDelegate):
    """Paints a cell. ``current`` is (row, column, place) of what has the keyboard, ``hovered`` of what the pointer."""

    def __init__(self, editor: Editor, appearance: Appearance, entries: EntriesAt, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._look = appearance
        self._entries = entries
        self.current = (-1, -1, 0)
        self.hovered = (-1, -1)
        self.focused = False
        self.adding: tuple[int, int] | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect
        palette = self._look.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entries = self._entries(index.row(), index.column())
        here = self.current[:2] == (index.row(), index.column())
        for place, entry in enumerate(entries):
            chosen = entry.touchpoint in self._editor.selection
            self._paint_entry(painter, entry_rect(cell, place, self._look), entry, chosen, here)
        if not entries and self.adding != (index.row(), index.column()):
            self._paint_gap(painter, cell, here, self.hovered == (index.row(), index.column()))
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        painter.restore()

    def _paint_gap(self, painter: QPainter, cell: QRect, current: bool, hovered: bool) -> None:
        palette, px = self._look.palette, self._look.px
        size = px(16)
        box = cell.adjusted(px(PADDING), px(PADDING), -px(PADDING) - 1, -px(PADDING) - 1)
        if current or hovered:
            tint = palette.accent if current and self.focused else palette.link
            painter.setPen(QPen(colour(tint), 1.5 if current else 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box), px(6), px(6))
        icon = icon_pixmap("ri.add-line", palette.accent if hovered or current else palette.link, size)
        painter.drawPixmap(cell.center() - QPointF(size / 2, size / 2).toPoint(), icon)

    def _paint_entry(self, painter: QPainter, box: QRect, entry: Entry, chosen: bool, here: bool) -> None:
        touchpoint = self._editor.state.get(entry.touchpoint, Touchpoint)
        if touchpoint is None:
            return
        palette, px = self._look.palette, self._look.px
        covered = self._editor.covered
        frame = QRectF(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.raised))
        painter.drawRoundedRect(frame, px(6), px(6))
        clip = QPainterPath()
        clip.addRoundedRect(frame, px(6), px(6))
        bar = Rect(frame.left(), frame.bottom() - px(6), frame.width(), float(px(6)))
        if touchpoint.score is not None or touchpoint.outcome != "leaves":
            paint_bar(painter, touchpoint, bar, clip, CardLook(covered=covered), palette)
        strong = chosen and here
        painter.setPen(QPen(colour(palette.accent if chosen else palette.hairline), 2 if strong else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, px(6), px(6))
        self._paint_words(painter, box.adjusted(px(8), px(5), -px(8), -px(9)), touchpoint, entry)

    def _paint_words(self, painter: QPainter, room: QRect, touchpoint: Touchpoint, entry: Entry) -> None:
        palette, look = self._look.palette, self._look
        covered = self._editor.covered
        bold, small = look.font("semibold"), look.font("regular", theme.SIZE_SMALL)
        dim = touchpoint.blocked or not touchpoint.name
        painter.setFont(look.font())
        painter.setPen(colour(palette.second if dim else palette.ink))
        metrics, size = QFontMetrics(look.font()), float(look.font().pixelSize())
        y = room.top()
        for part in text.lines(name_of(touchpoint), "regular", size, room.width(), NAME_LINES).lines:
            painter.drawText(QPointF(room.left(), y + metrics.ascent()), part.text)
            y += metrics.height()
        high = QFontMetrics(bold).height()
        foot = QRect(room.left(), room.bottom() - high + 1, room.width(), high)
        score = "" if touchpoint.outcome == "leaves" and entry.score is None else figure(entry.score, covered)
        painter.setFont(bold)
        painter.setPen(colour(palette.second if entry.score is None or touchpoint.blocked else palette.ink))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, score)
        foot.setRight(foot.right() - QFontMetrics(bold).horizontalAdvance(score) - look.px(8))
        painter.setFont(small)
        painter.setPen(colour(palette.second))
        words = QFontMetrics(small).elidedText(entry_words(entry, covered), Qt.TextElideMode.ElideRight, foot.width())
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def entry_words(entry: Entry, covered: bool) -> str:
    """Who comes to a touchpoint: of those with the need, or of all."""
    if entry.share is not None and entry.share < 0.9999:
        return _("taken by {share}").format(share=figure(entry.share, covered))
    if entry.reach is not None:
        return _("reached by {share}").format(share=figure(entry.reach, covered))
    return _("parked")


class NeedHeader(QHeaderView):
    """The needs at the left: the phase where another begins, the question, how well it is answered."""

    def __init__(self, editor: Editor, appearance: Appearance, row: RowAt, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._editor = editor
        self._row = row
        self._look = appearance
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def fit(self, room: int) -> None:
        """Take its part of the table's width. (A sizeHint of one's own loses references in PySide 6.10.)"""
        self.setFixedWidth(min(self._look.px(236), max(self._look.px(140), round(room * 0.36))))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        row = self._row(logical)
        if row is None:
            return
        look, px, palette = self._look, self._look.px, self._look.palette
        state = self._editor.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour(palette.surface))
        if row.need is not None and row.need in self._editor.selection:
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), colour(palette.accent))
        room = rect.adjusted(px(24), px(8), -px(12), -px(8))
        y = room.top()
        before = self._row(logical - 1)
        phase = state.get(row.phase, Phase)
        if phase is not None and (before is None or before.phase != row.phase):
            y += self._line(painter, room, y, phase.title or _("Untitled phase"), "semibold", palette.second)
        need = state.get(row.need, NeedPoint)
        words = name_of(need) if row.need is not None else _("No need comes before these")
        face: text.Face = "regular" if need is not None and need.question.strip() else "italic"
        size = float(look.font(face).pixelSize())
        painter.setFont(look.font(face))
        painter.setPen(colour(palette.ink if face == "regular" else palette.second))
        high = QFontMetrics(look.font(face)).height()
        for line in text.lines(words, face, size, room.width(), QUESTION_LINES).lines:
            painter.drawText(QPointF(room.left(), y + QFontMetrics(look.font(face)).ascent()), line.text)
            y += high
        if row.need is not None:
            self._paint_fulfilment(painter, room, y + px(2), row)
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def _paint_fulfilment(self, painter: QPainter, room: QRect, y: int, row: MatrixRow) -> None:
        palette = self._look.palette
        if not row.met:
            self._line(painter, room, y, _("met nowhere"), "semibold", palette.danger)
        elif row.fulfilment is not None:
            share = at_most(row.fulfilment, row.at_most, self._editor.covered)
            self._line(painter, room, y, _("answered {share}").format(share=share), "regular", palette.second)

    def _line(self, painter: QPainter, room: QRect, y: int, words: str, face: text.Face, tint: str) -> int:
        font = self._look.font(face, theme.SIZE_SMALL)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(colour(tint))
        shown = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), y, room.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, shown)
        return metrics.height() + self._look.px(2)


class ChannelHeader(QHeaderView):
    """The channels above: icon and name, how many needs they meet, and the mean of their scores."""

    def __init__(self, editor: Editor, appearance: Appearance, column: ColumnAt, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(appearance.px(54))
        self._editor = editor
        self._column = column
        self._look = appearance
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        column = self._column(logical)
        if column is None:
            return
        look, px, palette = self._look, self._look.px, self._look.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour(palette.surface))
        room = rect.adjusted(px(12), px(8), -px(10), -px(6))
        bold, small = look.font("semibold"), look.font("regular", theme.SIZE_SMALL)
        high, size = QFontMetrics(bold).height(), px(14)
        icon = channel_icon(self._editor.state, column.channel) if column.channel else "ri.question-line"
        painter.drawPixmap(room.left(), room.top() + (high - size) // 2, icon_pixmap(icon, palette.second, size))
        line = QRect(room.left() + size + px(6), room.top(), room.width() - size - px(6), high)
        if column.mean is not None:
            mean = figure(column.mean, self._editor.covered)
            painter.setFont(bold)
            painter.setPen(colour(palette.ink))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mean)
            line.setRight(line.right() - QFontMetrics(bold).horizontalAdvance(mean) - px(8))
        painter.setFont(bold)
        painter.setPen(colour(palette.ink))
        name = column_name(column.channel)
        shown = QFontMetrics(bold).elidedText(name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(small)
        painter.setPen(colour(palette.second))
        beneath = QRect(room.left(), room.top() + high + px(2), room.width(), QFontMetrics(small).height())
        words = QFontMetrics(small).elidedText(column_words(column), Qt.TextElideMode.ElideRight, beneath.width())
        painter.drawText(beneath, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


def column_name(channel: str) -> str:
    """What a column is called."""
    return " ".join(channel_name(channel).split()) if channel else _("no channel")


def column_words(column: Column) -> str:
    """How many needs a channel meets."""
    text_ = ngettext("meets {count} need", "meets {count} needs", column.needs)
    return text_.format(count=grouped(column.needs))


def column_tip(column: Column, covered: bool) -> str:
    """A channel's summary in full."""
    count = ngettext("{count} touchpoint", "{count} touchpoints", column.touchpoints)
    parts = [column_name(column.channel), column_words(column), count.format(count=grouped(column.touchpoints))]
    if column.mean is not None:
        mean = COVERED if covered else figure(column.mean)
        parts.append(_("their scores, weighed by who comes: {share}").format(share=mean))
    return "\n".join(parts)
