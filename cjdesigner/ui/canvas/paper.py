"""The paper beneath the cards and the phase headers above them, painted into the view.

Headers stay at the top of the window when the paper is scrolled, so one always knows in which phase a card stands.

This module must not know the pointer or any edit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cjdesigner import text
from cjdesigner.i18n import gettext as _
from cjdesigner.model import layout
from cjdesigner.model.hanging import Hung
from cjdesigner.model.layout import Band, Lane
from cjdesigner.model.records import Phase
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import colour, font
from cjdesigner.ui.canvas import badges
from cjdesigner.ui.canvas.badges import Badge


def paint_bands(painter: QPainter, area: QRectF, bands: list[Band], palette: Palette) -> None:
    """The phases' bands, in turn light and shaded, over the visible height."""
    painter.fillRect(area, colour(palette.paper))
    phases = [band for band in bands if band.phase is not None]
    for number, band in enumerate(phases):
        strip = QRectF(band.left, area.top(), band.width, area.height())
        if strip.intersects(area):
            painter.fillRect(strip, colour(palette.band if number % 2 else palette.surface))


def paint_lanes(painter: QPainter, area: QRectF, lanes: list[Lane], zoom: float, palette: Palette) -> None:
    """Lane lines with their titles, which stay at the left of the window."""
    pen = QPen(colour(palette.hairline), 1.0)
    pen.setCosmetic(True)
    for number, lane in enumerate(lanes):
        painter.setPen(pen)
        if number:
            painter.drawLine(QPointF(area.left(), lane.top), QPointF(area.right(), lane.top))
        size = max(11.0, 11.0 / zoom if zoom < 1 else 11.0)
        painter.setFont(font("semibold", size))
        painter.setPen(colour(palette.second))
        painter.drawText(QPointF(area.left() + 10 / zoom, lane.top + size + 6), lane.title)


def header_height(zoom: float) -> float:
    """The height of the phase headers in scene units: full when near, one line when far."""
    return layout.HEADER_HEIGHT if zoom >= 0.6 else 30.0 / zoom


def header_top(area_top: float) -> float:
    """Where the headers stand: on the paper's upper edge, or at the window's when that is scrolled away."""
    return max(0.0, area_top)


def shows_badges(zoom: float) -> bool:
    """Whether headers are near enough for what hangs on a phase."""
    return zoom >= 0.6


def header_pill(box: QRectF, found: Sequence[Badge]) -> QRectF:
    """Where the badges of a phase stand in its header: at the lower right, beneath its words."""
    wide = badges.pill_width(found)
    return QRectF(box.right() - 8 - wide, box.bottom() - badges.HEIGHT - 3, wide, badges.HEIGHT)


def paint_header_badges(
    painter: QPainter,
    area: QRectF,
    bands: list[Band],
    hung_on: Callable[[int], Hung | None],
    covered: bool,
    zoom: float,
    palette: Palette,
) -> None:
    """What hangs on each phase."""
    if not shows_badges(zoom):
        return
    for band in bands:
        hung = hung_on(band.phase.id) if band.phase is not None else None
        if hung is not None and band.right > area.left() and band.left < area.right():
            found = badges.badges_of(hung, covered)
            box = QRectF(band.left, header_top(area.top()), band.width, header_height(zoom))
            badges.paint(painter, header_pill(box, found), found, palette)


def paint_headers(
    painter: QPainter,
    area: QRectF,
    bands: list[Band],
    selected: frozenset[int],
    editing: int,
    zoom: float,
    palette: Palette,
) -> None:
    """Each phase's title, the customer's wording in italics and the company's verb beneath."""
    top, height = header_top(area.top()), header_height(zoom)
    lifted = top > 0
    number = 0
    for band in bands:
        phase = band.phase
        if phase is None:
            continue
        number += 1
        box = QRectF(band.left, top, band.width, height)
        if not box.intersects(area):
            continue
        if lifted:
            painter.fillRect(box, colour(palette.surface if number % 2 else palette.band))
            painter.setPen(QPen(colour(palette.hairline), 1 / zoom))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        if phase.id in selected:
            painter.fillRect(box, colour(palette.accent, 26))
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 3 / zoom), colour(palette.accent))
        _paint_header(painter, box, phase, editing == phase.id, zoom, palette)


def _paint_header(painter: QPainter, box: QRectF, phase: Phase, editing: bool, zoom: float, palette: Palette) -> None:
    far = zoom < 0.6
    size = 12.0 / zoom if far else 16.0
    room = box.width() - 20 / zoom
    y = box.top() + (20 / zoom if far else 28)
    if not editing:
        title = phase.title or _("Unnamed phase")
        _centred(painter, title, "semibold", size, box, y, room, palette.ink)
    if far:
        return
    wording: tuple[str, text.Face] = (phase.wording, "italic")
    verb: tuple[str, text.Face] = (phase.verb, "regular")
    for words, face in (wording, verb):
        if words:
            y += 20
            _centred(painter, words, face, 12.0, box, y, room, palette.second)


def _centred(
    painter: QPainter, words: str, face: text.Face, size: float, box: QRectF, y: float, room: float, tint: str
) -> None:
    line = text.line(words, face, size, room)
    painter.setFont(font(face, size))
    painter.setPen(colour(tint))
    painter.drawText(QPointF(box.center().x() - line.width / 2, y), line.text)


def paint_empty(painter: QPainter, area: QRectF, zoom: float, palette: Palette) -> None:
    """What goes here, and the keys that start it."""
    painter.save()
    painter.translate(area.center())
    painter.scale(1 / zoom, 1 / zoom)
    title = _("What goes through your customer's head?")
    hints = (
        _("Double-click to place a touchpoint, or press N and click for a need point."),
        _("Enter adds the next touchpoint, Tab an alternative beside it."),
        _("Paste a list: each line becomes a card; a line that begins with “?” becomes a need point."),
    )
    painter.setPen(colour(palette.ink))
    painter.setFont(font("semibold", 20))
    painter.drawText(QRectF(-400, -70, 800, 40), Qt.AlignmentFlag.AlignCenter, title)
    painter.setPen(colour(palette.second))
    painter.setFont(font("regular", 14))
    for number, hint in enumerate(hints):
        painter.drawText(QRectF(-500, -20 + number * 26, 1000, 26), Qt.AlignmentFlag.AlignCenter, hint)
    painter.restore()
