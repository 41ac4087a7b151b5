"""The pages of a proof, small, one below the other; and the bar that turns pages, tells their size and zooms.

This module must not know how a page is made.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from cjdesigner import i18n, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.wording import grouped
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.panels.labels import PartsLabel
from cjdesigner.ui.plain import plain_label
from cjdesigner.ui.studio.proofs import Key, Rasters
from cjdesigner.ui.studio.sheet_view import SheetView
from cjdesigner.ui.studio.tally import size_words

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 84
"""A small page's longer side, in px at 100 %."""
_WIDE = 124


class _Pages(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sizes: tuple[tuple[float, float], ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("Page {page} of {pages}").format(page=grouped(index.row() + 1), pages=grouped(len(self.sizes)))
        return None

    def show_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self.beginResetModel()
        self.sizes = sizes
        self.endResetModel()


class _Small(QStyledItemDelegate):
    """A small page with its number beneath."""

    def __init__(self, appearance: Appearance, list_: PagesList) -> None:
        super().__init__(list_)
        self._look, self._list = appearance, list_

    def page_size(self, row: int) -> QSize:
        wide, high = self._list.sizes[row]
        side = self._look.px(_SIDE)
        scale = side / max(wide, high)
        return QSize(max(6, round(wide * scale)), max(6, round(high * scale)))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._look.px(_WIDE - 14), self.page_size(index.row()).height() + self._look.px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, px = self._look, self._look.px
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box: QRect = option.rect
        size = self.page_size(index.row())
        at = QPoint(box.center().x() - size.width() // 2, box.top() + px(8))
        page = QRectF(QRect(at, size))
        painter.fillRect(page, colour("#FFFFFF"))
        image = self._list.picture(index.row())
        if image is not None:
            painter.drawImage(page, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(look.palette.accent if chosen else look.palette.hairline), px(2) if chosen else 1))
        edge = px(2) if chosen else 0
        painter.drawRoundedRect(page.adjusted(-edge, -edge, edge, edge), px(2), px(2))
        painter.setFont(look.font("semibold" if chosen else "regular", theme.SIZE_SMALL))
        painter.setPen(colour(look.palette.accent if chosen else look.palette.second))
        below = QRectF(box.left(), page.bottom() + px(4), box.width(), px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, grouped(index.row() + 1))
        painter.restore()


class PagesList(QListView):
    """All pages, small; not there where there is one."""

    turned = Signal(int)
    """The page to show, from 0."""

    def __init__(self, appearance: Appearance, rasters: Rasters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rasters = rasters
        self._pictures: dict[int, QImage] = {}
        self._pages = _Pages(self)
        self._small = _Small(appearance, self)
        self.setModel(self._pages)
        self.setItemDelegate(self._small)
        self.setFixedWidth(appearance.px(_WIDE))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Pages"))
        palette = appearance.palette
        self.setStyleSheet(
            f"QListView {{ background: {palette.paper}; border-right: 1px solid {palette.hairline};"
            f" padding: {appearance.px(4)}px 0; }}"
        )
        self._side = appearance.px(_SIDE)
        self._rest = QTimer(self, singleShot=True, interval=80)
        self._rest.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._ask_soon)
        self.selectionModel().currentChanged.connect(self._current)
        rasters.drawn.connect(self._drawn)
        self.hide()

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points."""
        return self._pages.sizes

    def picture(self, row: int) -> QImage | None:
        """A small page, once it is drawn."""
        return self._pictures.get(row)

    def show_pages(self, sizes: tuple[tuple[float, float], ...], page: int) -> None:
        """Show the pages of a new proof; those before stand in until they are drawn."""
        blocked = self.selectionModel().blockSignals(True)
        if sizes != self.sizes:
            self._pictures = {}
            self._pages.show_sizes(sizes)
        self.selectionModel().blockSignals(blocked)
        self.setVisible(len(sizes) > 1)
        self.show_current(page)
        self._rest.start()

    def show_current(self, page: int) -> None:
        """Mark the page that is shown large."""
        if not self.sizes:
            return
        index = self._pages.index(page)
        if self.currentIndex() != index:
            blocked = self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(blocked)
            self.viewport().update()
        self.scrollTo(index)

    def _current(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.turned.emit(now.row())

    def _ask_soon(self) -> None:
        self._rest.start()

    def _ask(self) -> None:
        if not self.isVisible() or not self.sizes:
            return
        first = self.indexAt(QPoint(10, 1))
        last = self.indexAt(QPoint(10, self.viewport().height() - 2))
        rows = range(max(0, first.row()), (last.row() if last.isValid() else len(self.sizes) - 1) + 1)
        self._rasters.ask("thumb", [self._key(row) for row in rows])

    def _key(self, row: int) -> Key:
        ratio = 2 * self.devicePixelRatioF()
        return row, round(self._side * ratio / max(self.sizes[row]), 6), None

    def _drawn(self, purpose: str, key: Key, image: QImage) -> None:
        if purpose == "thumb" and key[0] < len(self.sizes):
            side = round(self._side * self.devicePixelRatioF())
            mode = Qt.TransformationMode.SmoothTransformation
            self._pictures[key[0]] = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode)
            self.update(self._pages.index(key[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rest.start()


class ViewBar(QWidget):
    """Turns pages, tells the page's size, zooms."""

    turned = Signal(int)
    """The page to show, from 0."""

    def __init__(self, appearance: Appearance, view: SheetView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px, keys = appearance.px, QKeySequence.StandardKey
        self._view, self._page, self._count = view, 0, 1
        self.setProperty("role", "surface")
        self.setObjectName("viewbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#viewbar {{ border-top: 1px solid {appearance.palette.hairline}; }}")
        self._look = appearance
        self.back = self._button("ri.arrow-left-s-line", _("Previous page"), QKeySequence(keys.MoveToPreviousPage))
        self.onward = self._button("ri.arrow-right-s-line", _("Next page"), QKeySequence(keys.MoveToNextPage))
        self.back.clicked.connect(self._turn_back)
        self.onward.clicked.connect(self._turn_on)
        self.label = plain_label("", "second")
        self.size_label = PartsLabel("second")
        self.size_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.size_label.setAccessibleDescription(_("Width and height of this page, and how many there are"))
        self.nearer = self._button("ri.add-line", _("Zoom in"), QKeySequence("Ctrl++"))
        self.farther = self._button("ri.subtract-line", _("Zoom out"), QKeySequence("Ctrl+-"))
        self.zoom_label = plain_label("", "second")
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom_label.setMinimumWidth(self.zoom_label.fontMetrics().horizontalAdvance("1600 %") + px(4))
        self.whole = self._button("ri.fullscreen-line", _("Show the whole page"), QKeySequence("Ctrl+0"))
        self.across = self._button("ri.arrow-left-right-line", _("Show the whole width"), QKeySequence("Ctrl+2"))
        self.actual = self._button("", _("As large as on paper, on this screen"), QKeySequence("Ctrl+1"))
        self.actual.setText(i18n.percent(1.0))
        self.nearer.clicked.connect(view.zoom_in)
        self.farther.clicked.connect(view.zoom_out)
        self.whole.clicked.connect(view.fit_page)
        self.across.clicked.connect(view.fit_width)
        self.actual.clicked.connect(view.zoom_actual)
        view.zoom_changed.connect(self._tell_zoom)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.setSpacing(px(4))
        for widget in (self.back, self.label, self.onward):
            row.addWidget(widget)
        row.addWidget(self.size_label, 1)
        for widget in (self.farther, self.zoom_label, self.nearer):
            row.addWidget(widget)
        row.addSpacing(px(8))
        for widget in (self.whole, self.across, self.actual):
            row.addWidget(widget)
        self.show_pages(0, ())

    def _button(self, icon: str, words: str, key: QKeySequence) -> QToolButton:
        look, button = self._look, QToolButton(self)
        button.setProperty("role", "flat")
        if icon:
            button.setIcon(look.icon(icon, look.palette.ink, 16))
            button.setIconSize(QSize(look.px(16), look.px(16)))
        button.setShortcut(key)
        button.setAccessibleName(words)
        keys = key.toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({keys})" if keys else words)
        return button

    def show_pages(self, page: int, sizes: tuple[tuple[float, float], ...], tally: str = "") -> None:
        """Say which of the pages is shown, how large it is, and how many of what there are; none where there is nothing
        to show."""
        self._page, self._count = page, len(sizes)
        several = len(sizes) > 1
        self.label.setText(
            _("Page {page} of {pages}").format(page=grouped(page + 1), pages=grouped(len(sizes))) if several else ""
        )
        for widget in (self.back, self.label, self.onward):
            widget.setVisible(several)
        self.back.setEnabled(page > 0)
        self.onward.setEnabled(page < len(sizes) - 1)
        said = ((size_words(*sizes[page]), 1), (tally, 2)) if sizes else ()
        self.size_label.set_parts([part for part in said if part[0]])
        for widget in (self.nearer, self.farther, self.whole, self.across, self.actual):
            widget.setEnabled(bool(sizes))
        if not sizes:
            self.zoom_label.setText("")

    def _tell_zoom(self) -> None:
        self.zoom_label.setText(i18n.percent(self._view.zoom))

    def _turn_back(self) -> None:
        self.turned.emit(max(0, self._page - 1))

    def _turn_on(self) -> None:
        self.turned.emit(min(self._count - 1, self._page + 1))
