"""A small picture of the poster with its tiles on it: those to be printed are clicked, or chosen by the keyboard.

This module must not know how tiles are cut.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjdesigner import theme
from cjdesigner.export.options import Tile
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour

_HIGH = 230


class TileGrid(QWidget):
    """Rows and columns of tiles over the poster."""

    toggled = Signal(object, bool)
    """A set of tiles is to be printed, or left out."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self._picture: QImage | None = None
        self._fitted: QImage | None = None
        self._size = (4.0, 3.0)
        self._tiles: dict[Tile, QRectF] = {}
        self._names: dict[Tile, str] = {}
        self._chosen: frozenset[Tile] = frozenset()
        self._at: Tile = (0, 0)
        self._wiping: bool | None = None
        self.editable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(appearance.px(120))
        self.setAccessibleName(_("Tiles"))
        self.setAccessibleDescription(_("Click the tiles to print; arrow keys and Space do the same."))

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All of them, row by row."""
        return tuple(self._tiles)

    @property
    def chosen(self) -> frozenset[Tile]:
        """Those to print."""
        return self._chosen

    def show_plan(
        self, size: tuple[float, float], tiles: Sequence[tuple[Tile, str, tuple[float, float, float, float]]]
    ) -> None:
        """Show other tiles: each its place, name, and rectangle (x, y, width, height) on a poster of that size."""
        self._size = size
        self._tiles = {tile: QRectF(*rect) for tile, _name, rect in tiles}
        self._names = {tile: name for tile, name, _rect in tiles}
        if self._at not in self._tiles and tiles:
            self._at = tiles[0][0]
        self._fit()
        self.update()

    def show_picture(self, picture: QImage | None) -> None:
        """Show the poster beneath."""
        self._picture, self._fitted = picture, None
        self.update()

    def show_chosen(self, chosen: Collection[Tile]) -> None:
        """Show which are printed."""
        self._chosen = frozenset(chosen)
        self.update()

    def _fit(self) -> None:
        most = self._look.px(_HIGH)
        high = round(self.width() * self._size[1] / self._size[0]) if self._size[0] else most
        high = max(self._look.px(48), min(most, high))
        if high != self.height():
            self.setFixedHeight(high)

    def resizeEvent(self, event: QEvent) -> None:
        self._fit()

    def _box(self) -> tuple[QRectF, float]:
        """Where the poster lies, and pixels of its unit."""
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        scale = min(room.width() / self._size[0], room.height() / self._size[1])
        wide, high = self._size[0] * scale, self._size[1] * scale
        return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high), scale

    def _rect(self, tile: Tile) -> QRectF:
        box, scale = self._box()
        rect = self._tiles[tile]
        placed = QRectF(
            box.x() + rect.x() * scale, box.y() + rect.y() * scale, rect.width() * scale, rect.height() * scale
        )
        return placed.intersected(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, px = self._look.palette, self._look.px
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box, _scale = self._box()
        painter.fillRect(box, colour("#FFFFFF"))
        if self._picture is not None:
            painter.drawImage(box, self._scaled(self._picture, box))
        small = self._look.font("semibold", theme.SIZE_SMALL)
        painter.setFont(small)
        for tile in self._tiles:
            rect, chosen = self._rect(tile), tile in self._chosen
            if not chosen:
                painter.fillRect(rect, colour("#FFFFFF", 215))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(theme.LIGHT.accent if chosen else theme.LIGHT.link, 170), 1))
            painter.drawRect(rect)
            name = self._names[tile]
            wide = painter.fontMetrics().horizontalAdvance(name) + px(8)
            if rect.width() >= wide and rect.height() >= px(15):
                plate = QRectF(0, 0, wide, px(15))
                plate.moveCenter(rect.center())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(theme.LIGHT.accent if chosen else theme.LIGHT.link))
                painter.drawRoundedRect(plate, px(4), px(4))
                painter.setPen(colour("#FFFFFF"))
                painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, name)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.drawRect(box)
        if self.hasFocus() and self.editable and self._at in self._tiles:
            painter.setPen(QPen(colour(theme.LIGHT.ink), px(2)))
            painter.drawRect(self._rect(self._at).adjusted(1, 1, -1, -1))

    def _scaled(self, picture: QImage, box: QRectF) -> QImage:
        """The picture in the box's pixels, made once."""
        size = (box.size() * self.devicePixelRatioF()).toSize()
        if self._fitted is None or self._fitted.size() != size:
            ratio, mode = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._fitted = picture.scaled(size, ratio, mode)
        return self._fitted

    # hands

    def _tile_at(self, point: QPointF) -> Tile | None:
        found = [tile for tile in self._tiles if self._rect(tile).contains(point)]
        if not found:
            return None
        return min(found, key=lambda tile: (self._rect(tile).center() - point).manhattanLength())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tile = self._tile_at(event.position())
        if tile is None or not self.editable or event.button() != Qt.MouseButton.LeftButton:
            return
        self._at = tile
        self._wiping = tile not in self._chosen
        self._switch(tile, self._wiping)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        tile = self._tile_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if tile and self.editable else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self._names.get(tile, "") if tile is not None else "")
        if self._wiping is not None and tile is not None and (tile in self._chosen) != self._wiping:
            self._at = tile
            self._switch(tile, self._wiping)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._wiping = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))
        if step is not None and self.editable:
            at = self._at[0] + step[0], self._at[1] + step[1]
            if at in self._tiles:
                self._at = at
                self.update()
        elif event.key() == Qt.Key.Key_Space and self.editable and self._at in self._tiles:
            self._switch(self._at, self._at not in self._chosen)
        else:
            super().keyPressEvent(event)

    def _switch(self, tile: Tile, chosen: bool) -> None:
        self._chosen = self._chosen | {tile} if chosen else self._chosen - {tile}
        self.update()
        self.toggled.emit({tile}, chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
