"""A persona as a calm card: portrait, name, role, share and what is told of it. Painted, not a widget.

This module must not know the document.
"""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cjdesigner import text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.images import Images
from cjdesigner.model.records import Persona
from cjdesigner.ui.appearance import Appearance, colour, icon_pixmap
from cjdesigner.ui.views.portrait import paint_portrait

Index = QModelIndex | QPersistentModelIndex

_LINES = 3
"""Of each thing told; the inspector has the whole, and so has the tooltip."""
_PORTRAIT = 56
_COLUMN = 190
_NARROW = 340


class Card(msgspec.Struct, frozen=True):
    """What a card shows. ``told`` are headings with texts, ``channels`` icons with names."""

    persona: Persona
    name: str
    kind: str
    share: str = ""
    share_source: str = ""
    told: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    journeys: str = ""
    assumed: bool = False
    """Whether the share is not given, but what the others leave."""


class _Block(msgspec.Struct, frozen=True):
    """A heading with lines of text beneath it, and the whole text."""

    box: QRect
    heading: str
    lines: tuple[str, ...]
    whole: str


class CardDelegate(QStyledItemDelegate):
    """Paints a card."""

    def __init__(self, appearance: Appearance, images: Images, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._images = images
        self._name = appearance.font("semibold", theme.SIZE_STRONG + 1)
        self._body = appearance.font()
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self._heading = appearance.font("semibold", theme.SIZE_SMALL - 1)
        self._figure = appearance.font("bold", theme.SIZE_HEADING)
        self._laid: dict[tuple[Card, int], tuple[list[_Block], int]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card = index.data(Qt.ItemDataRole.UserRole)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else self._appearance.px(600)
        return QSize(self._appearance.px(200), self.height(card, width) if card is not None else 0)

    def height(self, card: Card, width: int) -> int:
        """A card's height in a list so wide, the gap beneath it included."""
        return self._layout(card, width)[1] + self._appearance.px(10)

    def _layout(self, card: Card, width: int) -> tuple[list[_Block], int]:
        """What is told, in columns, from the card's top left; and the card's height."""
        found = self._laid.get((card, width))
        if found is not None:
            return found
        px = self._appearance.px
        margin = px(16)
        top = margin + max(px(_PORTRAIT), self._head_height(card, width)) + px(12)
        room = width - 2 * margin
        columns = max(1, min(len(card.told) or 1, 3, room // px(_COLUMN)))
        across = (room - (columns - 1) * px(20)) // columns
        blocks: list[_Block] = []
        high = QFontMetrics(self._body).height()
        head = QFontMetrics(self._heading).height() + px(2)
        for start in range(0, len(card.told), columns):
            tallest = 0
            for column, (heading, whole) in enumerate(card.told[start : start + columns]):
                lines = _broken(whole, float(self._body.pixelSize()), across)
                box = QRect(margin + column * (across + px(20)), top, across, head + high * len(lines))
                blocks.append(_Block(box, heading, lines, whole))
                tallest = max(tallest, box.height())
            top += tallest + px(12)
        top += max(QFontMetrics(self._small).height(), px(16)) + px(12)
        height = top + margin - px(16)
        if len(self._laid) > 4096:
            self._laid.clear()
        self._laid[card, width] = blocks, height
        return blocks, height

    def _is_narrow(self, width: int) -> bool:
        """Whether the share has no room beside the name and stands beneath it."""
        return width < self._appearance.px(_NARROW)

    def _head_height(self, card: Card, width: int) -> int:
        lines = QFontMetrics(self._name).height() + QFontMetrics(self._small).height() + self._appearance.px(4)
        if card.share and self._is_narrow(width):
            lines += QFontMetrics(self._small).height() + self._appearance.px(2)
        return lines + (QFontMetrics(self._body).height() if card.persona.role.strip() else 0)

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.data(Qt.ItemDataRole.UserRole)
        if card is None:
            return
        px, palette = self._appearance.px, self._appearance.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(rect.adjusted(0, 0, -1, -px(10) - 1)).translated(0.5, 0.5)
        edge = palette.accent if selected else palette.link if state & QStyle.StateFlag.State_MouseOver else ""
        painter.setPen(QPen(colour(edge or palette.hairline), px(2) if selected else 1))
        painter.setBrush(colour(palette.surface))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5) if selected else frame, px(10), px(10))
        painter.translate(rect.topLeft())
        self._paint_head(painter, card, rect.width())
        blocks, height = self._layout(card, rect.width())
        for block in blocks:
            self._paint_block(painter, block)
        self._paint_foot(painter, card, rect.width(), height)
        painter.restore()

    def _paint_head(self, painter: QPainter, card: Card, width: int) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        margin, side = px(16), px(_PORTRAIT)
        paint_portrait(painter, QRectF(margin, margin, side, side), card.persona, self._images, self._appearance)
        left, right = margin + side + px(14), width - margin
        narrow = self._is_narrow(width)
        if card.share and not narrow:
            metrics = QFontMetrics(self._figure)
            wide = max(metrics.horizontalAdvance(card.share), px(96))
            painter.setFont(self._figure)
            painter.setPen(colour(palette.second if card.assumed else palette.ink))
            box = QRect(right - wide, margin - px(2), wide, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, card.share)
            painter.setFont(self._small)
            painter.setPen(colour(palette.second))
            room = max(wide, min(px(320), (right - left) // 2))
            below = QRect(right - room, box.bottom() + 1, room, QFontMetrics(self._small).height())
            words = QFontMetrics(self._small).elidedText(card.share_source, Qt.TextElideMode.ElideRight, room)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            right -= room + px(12)
        lines = [(self._name, palette.ink, card.name), (self._small, palette.second, card.kind)]
        if card.persona.role.strip():
            lines.insert(1, (self._body, palette.second, " ".join(card.persona.role.split())))
        if card.share and narrow:
            lines.append((self._small, palette.ink, f"{card.share} {card.share_source}"))
        top = margin + max(0, (side - self._head_height(card, width)) // 2)
        for font, ink, words in lines:
            metrics = QFontMetrics(font)
            box = QRect(left, top, right - left, metrics.height())
            painter.setFont(font)
            painter.setPen(colour(ink))
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
            top += metrics.height() + px(2)

    def _paint_block(self, painter: QPainter, block: _Block) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        metrics = QFontMetrics(self._heading)
        painter.setFont(self._heading)
        painter.setPen(colour(palette.second))
        line = QRect(block.box.left(), block.box.top(), block.box.width(), metrics.height())
        heading = metrics.elidedText(block.heading.upper(), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, heading)
        painter.setFont(self._body)
        painter.setPen(colour(palette.ink))
        high = QFontMetrics(self._body).height()
        top = line.bottom() + 1 + px(2)
        for words in block.lines:
            box = QRect(block.box.left(), top, block.box.width(), high)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            top += high

    def _paint_foot(self, painter: QPainter, card: Card, width: int, height: int) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        metrics = QFontMetrics(self._small)
        more = self._more(width, height)
        painter.drawPixmap(more.topLeft(), icon_pixmap("ri.more-line", palette.second, more.width()))
        line = QRect(px(16), more.center().y() - metrics.height() // 2, width - px(32), metrics.height())
        painter.setFont(self._small)
        painter.setPen(colour(palette.second))
        cut = metrics.elidedText(card.journeys, Qt.TextElideMode.ElideRight, line.width() * 3 // 5)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
        size, right = px(16), more.left() - px(16)
        fitting = (line.width() * 2 // 5 - more.width()) // (size + px(8))
        for icon, _name in card.channels[: max(0, min(10, fitting))][::-1]:
            at = QPoint(right - size, more.center().y() - size // 2)
            painter.drawPixmap(at, icon_pixmap(icon, palette.second, size))
            right -= size + px(8)

    def _more(self, width: int, height: int) -> QRect:
        px = self._appearance.px
        return QRect(width - px(16) - px(18), height - px(12) - px(18), px(18), px(18))

    def is_more(self, card: Card, width: int, at: QPoint) -> bool:
        """Whether a point of a card is on the dots that open its menu."""
        around = self._appearance.px(6)
        return self._more(width, self._layout(card, width)[1]).adjusted(-around, -around, around, around).contains(at)

    # tooltips

    def whole_at(self, card: Card, width: int, at: QPoint) -> str:
        """The whole of what is shown at a point of a card; empty where nothing is cut there."""
        px = self._appearance.px
        blocks, height = self._layout(card, width)
        for block in blocks:
            if block.box.contains(at):
                return block.whole
        if self.is_more(card, width, at):
            return _("What can be done with it")
        if at.y() > height - px(36):
            names = ", ".join(name for _icon, name in card.channels)
            return names if at.x() > width // 2 and names else card.journeys
        if at.y() < px(16) + px(_PORTRAIT) and at.x() > width - px(180) and card.share_source:
            return card.share_source
        return "\n".join(part for part in (card.name, card.persona.role) if part)


def _broken(whole: str, em: float, width: float) -> tuple[str, ...]:
    """The first lines of a text whose own lines are points: none is joined to the next, and what is left is told."""
    found: list[str] = []
    cut = False
    for point in (words for line in whole.splitlines() if (words := line.strip())):
        if len(found) == _LINES:
            cut = True
            break
        found += [line.text for line in text.lines(point, "regular", em, width, _LINES - len(found)).lines]
    if cut and not found[-1].endswith("\u2026"):
        last = text.lines(found[-1] + "\u2026", "regular", em, width, 1).lines
        found[-1] = last[0].text if last else found[-1]
    return tuple(found)
