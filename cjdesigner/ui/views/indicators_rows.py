"""The list of indicators: in three groups or all together, each a row with its latest value, sparkline, trend and flag.

One that is several stands in each of its groups. This module must not know how an indicator is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cjdesigner import text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import insights
from cjdesigner.model.indicator_words import amount, difference, in_unit, name_of_indicator
from cjdesigner.model.indicators import (
    KIND_MEANINGS,
    KIND_WORDS,
    KINDS,
    Trace,
    is_worse,
    off_target,
    readings_of,
    shown_in,
    trace,
)
from cjdesigner.model.records import Indicator, Record
from cjdesigner.model.state import State
from cjdesigner.model.tipping import tipping
from cjdesigner.model.wording import COVERED, brief, grouped
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.sparkline import paint_sparkline

Index = QModelIndex | QPersistentModelIndex

_WORDED = 440
"""From which width on a row says its flags in words."""


class Line(msgspec.Struct, frozen=True):
    """A row: an indicator, or (``indicator`` is None) the heading of a group."""

    title: str
    detail: str
    group: str = ""
    indicator: int | None = None
    value: str = ""
    beneath: str = ""
    """Under the value: its date and the target."""
    change: str = ""
    worse: bool = False
    flag: str = ""
    tipped: str = ""
    marks: str = ""
    places: tuple[int, ...] = ()
    where: str = ""
    """What it hangs on, in words."""
    trace: Trace | None = None
    nameless: bool = False


def lines(state: State, *, grouped_: bool, covered: bool) -> list[Line]:
    """The rows of all indicators."""
    ranked = {indicator.id: line_of(state, indicator, covered) for indicator in state.ranked(Indicator)}
    if not grouped_:
        return list(ranked.values())
    result: list[Line] = []
    for kind, heading in KINDS.items():
        found = shown_in(state, kind)
        result.append(Line(_(heading), _(KIND_MEANINGS[kind]), kind, value=grouped(len(found))))
        for indicator in found:
            marks = _marks(indicator, kind)
            result.append(msgspec.structs.replace(ranked[indicator.id], group=kind, marks=marks))
    return result


def line_of(state: State, indicator: Indicator, covered: bool) -> Line:
    """An indicator's row where all are together."""
    readings = readings_of(state, indicator.id)
    latest = readings[-1] if readings else None
    places = state.targets(indicator.id, Record)
    tipped = None if covered else tipping(indicator, readings)
    change = readings[-1].value - readings[-2].value if len(readings) > 1 and not covered else None
    beneath = [latest.date] if latest is not None else []
    if indicator.target is not None:
        beneath.append(_("target {value}").format(value=amount(indicator.target)))
    return Line(
        brief(name_of_indicator(indicator), 300),
        brief(" ".join(indicator.owner.split()), 120),
        "",
        indicator.id,
        (COVERED if covered else in_unit(indicator, latest.value)) if latest is not None else _("no reading"),
        " \u00b7 ".join(beneath),
        difference(indicator, change) if change else "",
        bool(change) and is_worse(indicator, readings[-1].value, readings[-2].value),
        _("off target") if not covered and off_target(indicator, readings) else "",
        tipping_words(tipped.cause, tipped.since) if tipped is not None else "",
        _marks(indicator, ""),
        tuple(place.id for place in places),
        where_words(state, places),
        None if covered else trace(indicator, readings),
        not indicator.name.strip(),
    )


def _marks(indicator: Indicator, group: str) -> str:
    """The kinds it is of besides that of the group."""
    return " \u00b7 ".join(_(KIND_WORDS[kind]) for kind in KIND_WORDS if kind in indicator.kinds and kind != group)


def tipping_words(cause: str, since: str) -> str:
    """The flag in words."""
    if cause == "limit":
        return _("beyond the limit")
    return _("tipped in {date}").format(date=since)


def where_words(state: State, places: Sequence[Record]) -> str:
    """What it hangs on, in words."""
    if not places:
        return ""
    first = brief(insights.place_name(state, places[0]), 60)
    rest = len(places) - 1
    if not rest:
        return first
    return ngettext("{place} and {count} more", "{place} and {count} more", rest).format(place=first, count=rest)


class IndicatorModel(QAbstractListModel):
    """The rows as Qt reads them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def set_lines(self, new: Sequence[Line]) -> None:
        """Show these instead."""
        same = [(line.group, line.indicator) for line in new] == [(line.group, line.indicator) for line in self.lines]
        if same:
            self.lines = list(new)
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self.lines = list(new)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.UserRole:
            return line
        parts = (line.title, line.value, line.change, line.beneath, line.flag, line.tipped, line.detail, line.where)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and line.indicator is not None:
            return plain_tip("\n".join(part for part in parts if part))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].indicator is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class IndicatorDelegate(QStyledItemDelegate):
    """Paints a row: name with owner and places, sparkline, value, flag."""

    def __init__(self, appearance: Appearance, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._list = parent
        self._appearance = appearance
        self._title = appearance.font("semibold")
        self._plain = appearance.font()
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self._caption = appearance.font("semibold", theme.SIZE_SMALL)
        self._italic = appearance.font("italic")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(Qt.ItemDataRole.UserRole)
        high = QFontMetrics(self._title).height() + QFontMetrics(self._small).height()
        if line is not None and line.indicator is None:
            px, lines = self._appearance.px, 1 + len(self._meaning(line)[1])
            return QSize(px(80), QFontMetrics(self._small).height() * lines + px(26))
        return QSize(self._appearance.px(80), high + self._appearance.px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.indicator is None:
            self._paint_heading(painter, option.rect, line)
        else:
            self._paint_ground(painter, option)
            self._paint_line(painter, option.rect, line)
        painter.restore()

    def _heading(self, line: Line) -> str:
        return f"{line.title}  {line.value}"

    def _meaning(self, line: Line) -> tuple[int, tuple[text.Line, ...]]:
        """Where what a group means begins beside its heading; or its lines beneath where there is no room beside."""
        px, small = self._appearance.px, QFontMetrics(self._small)
        begins = QFontMetrics(self._caption).horizontalAdvance(self._heading(line)) + px(14)
        room = self._list.viewport().width() - 2 * px(12)
        if begins + small.horizontalAdvance(line.detail) <= room:
            return begins, ()
        return 0, text.lines(line.detail, "regular", float(self._small.pixelSize()), max(px(60), room), 2).lines

    def _paint_heading(self, painter: QPainter, rect: QRect, line: Line) -> None:
        """A group's name as it is written, and what it means."""
        px, palette = self._appearance.px, self._appearance.palette
        begins, lines = self._meaning(line)
        box = rect.adjusted(px(12), px(18), -px(12), -px(8))
        high = QFontMetrics(self._small).height()
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(self._caption)
        painter.setPen(colour(palette.second))
        title = QFontMetrics(self._caption).elidedText(self._heading(line), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.left(), box.top(), box.width(), high), flags, title)
        painter.setFont(self._small)
        if not lines:
            painter.drawText(QRect(box.left() + begins, box.top(), box.width() - begins, high), flags, line.detail)
        for number, part in enumerate(lines, 1):
            painter.drawText(QRect(box.left(), box.top() + number * high, box.width(), high), flags, part.text)
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.drawLine(box.left(), rect.bottom(), box.right(), rect.bottom())

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        state: QStyle.StateFlag = option.state
        ground = option.rect.adjusted(px(4), 1, -px(4), -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.accent_soft if selected else palette.field))
            painter.drawRoundedRect(ground, px(5), px(5))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(colour(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0, 0, -1, -1), px(5), px(5))

    # the columns

    def columns(self, rect: QRect) -> tuple[QRect, QRect, QRect, QRect]:
        """Name, sparkline, value and flag; in little room the sparkline goes first, then the flag's words."""
        px = self._appearance.px
        box = rect.adjusted(px(12), px(6), -px(12), -px(6))
        wide = box.width() > px(720)
        flag = min(px(150), box.width() // 4) if box.width() > px(_WORDED) else px(14)
        value = px(136 if wide else 116)
        spark = px(120 if wide else 84) if box.width() > px(480) else 0
        gap = px(12)
        name = max(px(60), box.width() - flag - value - spark - 3 * gap)
        lefts = [box.left(), box.left() + name + gap]
        lefts.append(lefts[1] + spark + (gap if spark else 0))
        lefts.append(lefts[2] + value + gap)
        wides = (name, spark, value, flag)
        boxes = [QRect(left, box.top(), wide, box.height()) for left, wide in zip(lefts, wides, strict=True)]
        return boxes[0], boxes[1], boxes[2], boxes[3]

    def places_rect(self, rect: QRect, line: Line) -> QRect:
        """Where what it hangs on stands; a click there goes to it."""
        if not line.where:
            return QRect()
        name, *_others = self.columns(rect)
        metrics = QFontMetrics(self._small)
        before = metrics.horizontalAdvance(self._owner(line, metrics, name.width()))
        wide = min(metrics.horizontalAdvance(line.where) + 2, name.width() - before)
        return QRect(name.left() + before, name.bottom() - metrics.height(), max(0, wide), metrics.height() + 1)

    def _owner(self, line: Line, metrics: QFontMetrics, room: int) -> str:
        if not line.detail:
            return ""
        cut = metrics.elidedText(line.detail, Qt.TextElideMode.ElideRight, room // 2 if line.where else room)
        return f"{cut} \u00b7 " if line.where else cut

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        name, spark, value, flag = self.columns(rect)
        self._paint_name(painter, rect, name, line)
        if line.trace is not None and spark.width():
            dot = self._appearance.px(2.5)
            paint_sparkline(painter, QRectF(spark), line.trace, self._appearance.palette, dot=dot)
        self._paint_value(painter, value, line)
        self._paint_flag(painter, flag, line)

    def _paint_name(self, painter: QPainter, rect: QRect, name: QRect, line: Line) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        font = self._italic if line.nameless else self._title
        metrics, small = QFontMetrics(font), QFontMetrics(self._small)
        marks = small.horizontalAdvance(line.marks) + px(10) if line.marks else 0
        title = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, max(0, name.width() - marks))
        painter.setFont(font)
        painter.setPen(colour(palette.second if line.nameless else palette.ink))
        alone = not line.detail and not line.where
        top = QRect(name.left(), name.top(), name.width(), name.height() if alone else metrics.height())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(self._small)
        if line.marks:
            painter.setPen(colour(palette.second))
            beside = top.adjusted(metrics.horizontalAdvance(title) + px(8), 0, 0, 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.marks)
        foot = QRect(name.left(), name.bottom() - small.height(), name.width(), small.height() + 1)
        painter.setPen(colour(palette.second))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._owner(line, small, name.width()))
        place = self.places_rect(rect, line)
        if place.width():
            painter.setPen(colour(palette.accent))
            words = small.elidedText(line.where, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place.adjusted(0, 0, px(4), 0), Qt.AlignmentFlag.AlignLeft, words)

    def _paint_value(self, painter: QPainter, box: QRect, line: Line) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        bold, small = QFontMetrics(self._title), QFontMetrics(self._small)
        top = QRect(box.left(), box.top(), box.width(), bold.height() if line.beneath else box.height())
        known = line.trace is not None or line.value == COVERED
        painter.setFont(self._title if known else self._italic)
        painter.setPen(colour(palette.ink if known else palette.second))
        value = bold.elidedText(line.value, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, value)
        if line.change:
            painter.setFont(self._small)
            painter.setPen(colour(palette.danger if line.worse else palette.second))
            beside = top.adjusted(bold.horizontalAdvance(value) + px(8), 0, 0, 0)
            change = small.elidedText(line.change, Qt.TextElideMode.ElideRight, beside.width())
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, change)
        painter.setFont(self._small)
        painter.setPen(colour(palette.second))
        beneath = small.elidedText(line.beneath, Qt.TextElideMode.ElideRight, box.width())
        foot = QRect(box.left(), box.bottom() - small.height(), box.width(), small.height() + 1)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, beneath)

    def _paint_flag(self, painter: QPainter, box: QRect, line: Line) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        small = QFontMetrics(self._small)
        flags = [(words, icon) for words, icon in _flags(line) if words]
        top = box.top() + (box.height() - len(flags) * (small.height() + px(2)) + px(2)) // 2
        painter.setPen(colour(palette.danger))
        for words, icon in flags:
            size = px(12)
            painter.drawPixmap(box.left(), top + (small.height() - size) // 2, icon_pixmap(icon, palette.danger, size))
            if box.width() <= size + px(5):
                top += small.height() + px(2)
                continue
            painter.setFont(self._caption if icon == _TIPPED else self._small)
            room = QRect(box.left() + size + px(5), top, box.width() - size - px(5), small.height())
            shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            top += small.height() + px(2)

    def is_place(self, rect: QRect, line: Line, at: QPoint) -> bool:
        """Whether a point of a row lies on what the indicator hangs on."""
        return bool(line.where) and self.places_rect(rect, line).contains(at)


_TIPPED = "ri.alert-fill"
_OFF = "ri.focus-3-line"


def _flags(line: Line) -> tuple[tuple[str, str], ...]:
    return (line.tipped, _TIPPED), (line.flag, _OFF)
