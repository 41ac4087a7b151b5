"""A small picture of a journey, drawn from its records: what the welcome page shows of a sample.

May run in any thread; pictures lie in the cache folder under the hash of all that they show. This module must not know
where a picture is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPen, QPolygonF

from cjdesigner import i18n, paths, theme
from cjdesigner.model.records import Journey, Link, NeedPoint, Node, Project, Record, Touchpoint, node_title
from cjdesigner.model.state import State
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import colour, font

if TYPE_CHECKING:
    from cjdesigner.model.path import Path

_RECIPE = 4
"""Counted up when pictures are drawn otherwise, so that old ones are drawn again."""

_MARGIN = 10.0
_LARGEST = 1.0
_STAIRS = 0.27
"""The staircase's part of the height."""
_READABLE = 5.0
"""Names are set from so many px on; below, lines stand for them."""


class Picture(msgspec.Struct, frozen=True):
    """``title`` is the project's; ``excellence`` the figure of the journey shown, None where it has none."""

    image: QImage
    title: str
    excellence: float | None
    at_most: bool


def picture_of(records: Sequence[Record], palette: Palette, width: int, height: int, ratio: float) -> Picture:
    """The first journey of these records on ``width`` x ``height`` px, ``ratio`` device pixels to one."""
    state = State(records)
    key = hashlib.sha256(
        repr((_RECIPE, palette.name, width, height, ratio, i18n.language(), list(records))).encode()
    ).hexdigest()
    file = paths.cache("pictures") / f"{key[:32]}.png"
    image = QImage(str(file)) if file.is_file() else QImage()
    if image.isNull():
        journeys = state.journeys()
        image = _drawn(state, journeys[0] if journeys else None, palette, width, height, ratio)
        _keep(image, file.name)
    image.setDevicePixelRatio(ratio)
    figure = image.text("excellence")
    return Picture(image, image.text("title"), float(figure) if figure else None, image.text("bound") == "at most")


def _keep(image: QImage, name: str) -> None:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    try:
        paths.replace_atomically(paths.cache("pictures") / name, bytes(content.data()))
    except OSError:
        pass  # no cache is slower, not wrong


def _drawn(state: State, journey: Journey | None, palette: Palette, width: int, height: int, ratio: float) -> QImage:
    from cjdesigner.model.excellence import Analysis
    from cjdesigner.model.graph import JourneyGraph

    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(colour(palette.paper))
    project = next(iter(state.all(Project)), None)
    image.setText("title", (project.title if project is not None else "") or (journey.title if journey else ""))
    if journey is not None:
        analysis = Analysis(JourneyGraph(state, journey.id))
        if analysis.expected is not None and analysis.scored:
            image.setText("excellence", repr(analysis.expected))
            image.setText("bound", "at most" if analysis.upper_bound else "")
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = next(iter(analysis.most_travelled(1)), None)
        stairs = round(height * _STAIRS) if path is not None and path.steps else 0
        painter.save()
        painter.setClipRect(0, 0, width, height - stairs)
        _draw_map(painter, state, journey.id, palette, width, height - stairs, analysis.flows)
        painter.restore()
        if path is not None and stairs:
            room = QRectF(_MARGIN, height - stairs + 10, width - 2 * _MARGIN, stairs - 10)
            painter.fillRect(QRectF(0, height - stairs, width, stairs), colour(palette.raised))
            _draw_stairs(painter, path, room, palette)
        painter.end()
    return image


def _draw_map(
    painter: QPainter, state: State, journey: int, palette: Palette, width: int, height: int, flows: dict[int, float]
) -> None:
    from cjdesigner.model import cards
    from cjdesigner.model.layout import map_of

    drawn = map_of(state, journey, spread=True)
    bounds = drawn.bounds
    if not drawn.cards and len(drawn.bands) < 2:
        return
    scale = min(
        (width - 2 * _MARGIN) / max(1.0, bounds.width), (height - 2 * _MARGIN) / max(1.0, bounds.height), _LARGEST
    )
    painter.translate(width / 2, height / 2)
    painter.scale(scale, scale)
    painter.translate(-bounds.centre_x, -bounds.centre_y)
    top, bottom = bounds.y - height / scale, bounds.bottom + height / scale
    painter.setPen(Qt.PenStyle.NoPen)
    phased = [band for band in drawn.bands if band.phase is not None]
    for number, band in enumerate(phased):
        painter.fillRect(
            QRectF(band.left, top, band.width, bottom - top), colour(palette.band if number % 2 else palette.surface)
        )
    for identity, route in drawn.routes.items():
        flow = flows.get(identity, 0.0)
        line = 1.5 + 4.5 * flow if route.kind == "next" else 1.5
        pen = QPen(colour(theme.mix(palette.link, palette.accent, 0.9 * flow)), max(line, 0.8 / scale))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if route.kind == "return":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in route.points]))
        link = state.get(identity, Link)
        if link is not None and link.share is not None and cards.CARD_TEXT_SIZE * scale >= _READABLE:
            x, y = route.label
            painter.setPen(colour(palette.second))
            painter.setFont(font("regular", 12))
            painter.drawText(
                QRectF(x - 24, y - 8, 48, 16), Qt.AlignmentFlag.AlignCenter, i18n.decimal(link.share * 100)
            )
    for node in state.nodes(journey):
        box = drawn.cards[node.id]
        _draw_card(painter, node, QRectF(box.x, box.y, box.width, box.height), palette, scale)
    for band in phased:
        assert band.phase is not None
        _draw_words(painter, [band.phase.title], QRectF(band.left, 12, band.width, 30), 18, palette.ink, scale, True)


def _draw_stairs(painter: QPainter, path: Path, room: QRectF, palette: Palette) -> None:
    """The excellence staircase of a path: what remains in grey, each loss in its colour, the largest saturated."""
    largest = max(step.before - step.after for step in path.steps)
    wide = room.width() / len(path.steps)
    for number, step in enumerate(path.steps):
        left, gap = room.x() + number * wide, min(4.0, wide / 8)
        top = room.bottom() - room.height() * step.before
        level = room.bottom() - room.height() * step.after
        tint = theme.score_colour(step.factor)
        tint = tint if step.before - step.after == largest else theme.mix(tint, palette.raised, 0.55)
        painter.fillRect(QRectF(left, top, wide - gap, level - top), colour(tint))
        painter.fillRect(QRectF(left, level, wide - gap, room.bottom() - level), colour(palette.grey))
        painter.fillRect(QRectF(left, level - 0.75, wide - gap, 1.5), colour(palette.ink))


def _draw_card(painter: QPainter, node: Node, rect: QRectF, palette: Palette, scale: float) -> None:
    from cjdesigner import text
    from cjdesigner.model import cards

    need = isinstance(node, NeedPoint)
    painter.setPen(QPen(colour(palette.need_edge if need else palette.hairline), max(1.0, 0.7 / scale)))
    painter.setBrush(colour(palette.need if need else palette.raised))
    radius = 20.0 if need else 6.0
    painter.drawRoundedRect(rect, radius, radius)
    boxes = cards.card_boxes(node)
    if isinstance(node, Touchpoint):
        bar = QRectF(rect.x() + 1, rect.y() + boxes.bar.y - 1, rect.width() - 2, boxes.bar.height)
        painter.fillRect(bar, colour(palette.field))
        if node.score is not None:
            bar.setWidth(bar.width() * node.score)
            painter.fillRect(bar, colour(theme.score_colour(node.score)))
            if cards.CARD_TEXT_SIZE * scale >= _READABLE:
                foot = QRectF(rect.x() + boxes.foot.x, rect.y() + boxes.foot.y, boxes.foot.width, boxes.foot.height)
                painter.setFont(font("bold", 15))
                painter.setPen(colour(palette.ink))
                align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(foot, align, i18n.percent(node.score))
    words = text.lines(
        node_title(node), cards.CARD_TEXT_FACE, cards.CARD_TEXT_SIZE, boxes.text.width, cards.CARD_TEXT_LINES
    )
    place = QRectF(rect.x() + boxes.text.x, rect.y() + boxes.text.y, boxes.text.width, cards.CARD_LINE_HEIGHT)
    tint = palette.need_ink if need else palette.ink
    _draw_words(painter, (line.text for line in words.lines), place, cards.CARD_TEXT_SIZE, tint, scale, need)


def _draw_words(
    painter: QPainter, lines: Iterable[str], place: QRectF, size: float, tint: str, scale: float, centred: bool
) -> None:
    """Lines of text from ``place`` downwards; where they could not be read, grey lines as long as they are."""
    from cjdesigner import text

    painter.setFont(font("semibold", size))
    align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    for words in lines:
        if size * scale >= _READABLE:
            painter.setPen(colour(tint))
            painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, words)
        else:
            long = min(text.width(words, "semibold", size), place.width())
            left = place.x() + (place.width() - long) / 2 if centred else place.x()
            painter.fillRect(QRectF(left, place.center().y() - size / 5, long, size / 2.5), colour(tint, 90))
        place = place.translated(0, place.height())
