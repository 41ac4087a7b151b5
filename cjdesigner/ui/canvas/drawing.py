"""How a card and a link are painted, in scene units, from a record and its figures.

This module must not know the scene, the editor or where the figures come from.
"""

from __future__ import annotations

import math

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from cjdesigner import fonts, i18n, text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model import cards, wording
from cjdesigner.model.geometry import Rect
from cjdesigner.model.hanging import Hung
from cjdesigner.model.records import BUILT_IN_CHANNELS, BuiltInChannel, NeedPoint, Node, Touchpoint
from cjdesigner.model.routes import Route
from cjdesigner.theme import Palette
from cjdesigner.ui.appearance import colour, font, icon_font
from cjdesigner.ui.canvas import badges

RADIUS = 8.0
NEED_RADIUS = 18.0
LINK_RADIUS = 10.0
ARROW = 9.0
COVER = "••"

_ICON = 14


class CardLook(msgspec.Struct, frozen=True):
    """What a card shows besides its record."""

    selected: bool = False
    hovered: bool = False
    on_path: bool = False
    covered: bool = False
    editing: bool = False
    fulfilment: float | None = None
    at_most: bool = False
    letter: str = ""
    """The card's letter on a path that the staircase cannot set under the phases."""
    channel_icon: str = BuiltInChannel.NEUTRAL_ICON
    channel_name: str = ""
    hung: Hung | None = None
    """What hangs on it; None where nothing does."""


def paint_card(painter: QPainter, node: Node, width: float, height: float, look: CardLook, palette: Palette) -> None:
    """Paint a card with its top left at the origin."""
    if isinstance(node, Touchpoint):
        _paint_touchpoint(painter, node, width, height, look, palette)
    elif isinstance(node, NeedPoint):
        _paint_need(painter, node, width, height, look, palette)
    if look.hung is not None:
        signs = badges.badges_of(look.hung, look.covered)
        badges.paint(painter, badges.on_card(signs, width, bool(look.letter)), signs, palette)


def _frame(
    painter: QPainter, box: QRectF, radius: float, fill: str, edge: str, look: CardLook, palette: Palette
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.shadow, 20 if palette.name == "light" else 70))
    painter.drawRoundedRect(box.translated(0, 1.5), radius, radius)
    painter.setBrush(colour(fill))
    painter.drawRoundedRect(box, radius, radius)
    strong = look.selected or look.on_path
    pen = QPen(colour(palette.accent if strong else edge), 2.5 if look.selected else 1.6 if look.on_path else 1.0)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)
    if look.selected:
        painter.setPen(QPen(colour(palette.accent, 60), 6))
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), radius + 2, radius + 2)


def _paint_touchpoint(
    painter: QPainter, node: Touchpoint, width: float, height: float, look: CardLook, palette: Palette
) -> None:
    box = QRectF(0, 0, width, height)
    boxes = cards.card_boxes(node)
    _frame(painter, box, RADIUS, palette.raised, palette.hairline, look, palette)
    clip = QPainterPath()
    clip.addRoundedRect(box.adjusted(0.8, 0.8, -0.8, -0.8), RADIUS - 1, RADIUS - 1)
    if node.blocked:
        painter.save()
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        _hatch(painter, box, colour(palette.second, 70), 8.0, 1.2)
        painter.restore()
    if node.score is not None or node.outcome != "leaves":
        paint_bar(painter, node, boxes.bar, clip, look, palette)
    ink = palette.second if node.blocked else palette.ink
    if not look.editing:
        name = node.name or _("Unnamed touchpoint")
        _paint_lines(painter, name, boxes.text, ink if node.name else palette.second, centred=False)
    foot = boxes.foot
    baseline = foot.centre_y + 4.5
    score = _score_text(node, look)
    painter.setFont(font("semibold", 14))
    painter.setPen(colour(ink if node.score is not None else palette.second))
    score_width = text.width(score, "semibold", 14)
    painter.drawText(QPointF(foot.right - score_width, baseline), score)
    marks = _marks(node)
    at = foot.right - score_width - 6
    for name, tint in marks:
        at -= _ICON + 2
        paint_icon(painter, name, at, foot.centre_y, _ICON, getattr(palette, tint))
    paint_icon(painter, look.channel_icon, foot.x, foot.centre_y, _ICON, palette.second)
    room = at - foot.x - _ICON - 10
    label = text.lines(look.channel_name, "regular", 11, room, 1).lines
    if label and room > 20:
        painter.setFont(font("regular", 11))
        painter.setPen(colour(palette.second))
        painter.drawText(QPointF(foot.x + _ICON + 5, baseline - 0.5), label[0].text)
    if look.letter:
        _paint_letter(painter, look.letter, width, palette)


def _marks(node: Touchpoint) -> list[tuple[str, str]]:
    """The small signs beside the score, from right to left: icon and colour role."""
    marks = []
    if node.signature:
        marks.append(("ri.star-fill", "accent"))
    if node.expectation == "exceeded":
        marks.append(("ri.arrow-up-circle-line", "second"))
    elif node.expectation == "missed":
        marks.append(("ri.arrow-down-circle-line", "second"))
    if node.actor == "machine":
        marks.append(("ri.robot-line", "second"))
    if node.outcome == "reached":
        marks.append(("ri.flag-2-fill", "second"))
    return marks


def _score_text(node: Touchpoint, look: CardLook) -> str:
    if node.score is None:
        return "" if node.outcome == "leaves" else "–"
    return COVER if look.covered else i18n.percent(node.score)


def paint_bar(
    painter: QPainter, node: Touchpoint, bar: Rect, clip: QPainterPath, look: CardLook, palette: Palette
) -> None:
    """The score as a bar within a clip: solid where it is measured, hatched where observed, outlined where guessed."""
    painter.save()
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    area = QRectF(bar.x, bar.y, bar.width, bar.height)
    painter.fillRect(area, colour(palette.field))
    if node.score is not None and not look.covered:
        filled = QRectF(bar.x, bar.y, bar.width * node.score, bar.height)
        tint = colour(theme.score_colour(node.score))
        if node.evidence == "measured":
            painter.fillRect(filled, tint)
        elif node.evidence == "observed":
            painter.fillRect(filled, colour(theme.mix(theme.score_colour(node.score), palette.raised, 0.55)))
            _hatch(painter, filled, tint, 5.0, 2.0)
        else:
            painter.fillRect(filled, colour(palette.raised))
            painter.setPen(QPen(tint, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(filled.adjusted(0.8, 0.8, -0.8, -0.8))
    painter.restore()


def _hatch(painter: QPainter, area: QRectF, tint: QColor, step: float, width: float) -> None:
    """Diagonal lines over an area."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(tint, width))
    x = area.left() - area.height()
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
        x += step
    painter.restore()


def _paint_need(
    painter: QPainter, node: NeedPoint, width: float, height: float, look: CardLook, palette: Palette
) -> None:
    boxes = cards.card_boxes(node)
    _frame(painter, QRectF(0, 0, width, height), NEED_RADIUS, palette.need, palette.need_edge, look, palette)
    if not look.editing:
        question = node.question or _("What does the customer ask?")
        _paint_lines(painter, question, boxes.text, palette.need_ink, centred=True, faint=not node.question)
    small = ""
    if look.covered and look.fulfilment is not None:
        small = COVER
    elif look.fulfilment is not None:
        bound = wording.is_bound(look.fulfilment, look.at_most)
        template = _("answered at most {share}") if bound else _("answered {share}")
        small = template.format(share=wording.figure(look.fulfilment))
    elif node.outcome == "leaves":
        small = _("gives up")
    if small:
        painter.setFont(font("regular", 11))
        painter.setPen(colour(palette.need_ink))
        at = width / 2 - text.width(small, "regular", 11) / 2
        painter.drawText(QPointF(at, boxes.foot.centre_y + 4), small)
    if look.letter:
        _paint_letter(painter, look.letter, width, palette)


def _paint_lines(painter: QPainter, words: str, box: Rect, ink: str, *, centred: bool, faint: bool = False) -> None:
    """The card's own text, broken as the layout measured it."""
    painter.setFont(font("italic" if faint else "semibold", cards.CARD_TEXT_SIZE))
    painter.setPen(colour(ink, 150 if faint else 255))
    face: text.Face = "italic" if faint else "semibold"
    broken = text.lines(words, face, cards.CARD_TEXT_SIZE, box.width, cards.CARD_TEXT_LINES)
    y = box.y + text.baseline("semibold", cards.CARD_TEXT_SIZE)
    for line in broken.lines:
        x = box.x + ((box.width - line.width) / 2 if centred else 0)
        painter.drawText(QPointF(x, y), line.text)
        y += cards.CARD_LINE_HEIGHT


def paint_icon(painter: QPainter, name: str, x: float, centre_y: float, size: int, tint: str) -> None:
    painter.setFont(icon_font(size))
    painter.setPen(colour(tint))
    painter.drawText(
        QRectF(x - 2, centre_y - size, size + 4, size * 2), Qt.AlignmentFlag.AlignCenter, fonts.icon_character(name)
    )


def _paint_letter(painter: QPainter, letter: str, width: float, palette: Palette) -> None:
    """The round badge that ties a card to its step in the staircase."""
    spot = QRectF(width - 14, -8, 20, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.accent))
    painter.drawEllipse(spot)
    painter.setFont(font("semibold", 11))
    painter.setPen(colour(palette.on_accent))
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, letter)


# links


def link_path(route: Route, shorten: float = 0.0) -> QPainterPath:
    """The route with rounded corners; ``shorten`` leaves room for the arrowhead."""
    points = [QPointF(x, y) for x, y in route.points]
    path = QPainterPath()
    if len(points) < 2:
        return path
    if shorten:
        points[-1] = _towards(points[-1], points[-2], shorten)
    path.moveTo(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(LINK_RADIUS, _length(before, corner) / 2, _length(corner, after) / 2)
        path.lineTo(_towards(corner, before, radius))
        path.quadTo(corner, _towards(corner, after, radius))
    path.lineTo(points[-1])
    return path


def paint_link(
    painter: QPainter, route: Route, path: QPainterPath, width: float, tint: str, *, dashed: bool, dotted: bool
) -> None:
    """A link with its arrowhead."""
    pen = QPen(colour(tint), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([5.0 / max(1.0, width) * 1.5, 3.0])
    elif dotted:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    (x1, y1), (x2, y2) = route.points[-2], route.points[-1]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    size = ARROW + width * 0.6
    half = size * 0.45
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour(tint)))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(x2, y2),
                QPointF(x2 - ux * size - uy * half, y2 - uy * size + ux * half),
                QPointF(x2 - ux * size + uy * half, y2 - uy * size - ux * half),
            ]
        )
    )


def paint_tag(
    painter: QPainter, words: str, x: float, y: float, *, italic: bool, palette: Palette, strong: bool
) -> None:
    """A small text on a link, centred at x, y, upon a patch of paper so that it reads on any line."""
    face: text.Face = "italic" if italic else "semibold" if strong else "regular"
    width = text.width(words, face, 11)
    patch = QRectF(x - width / 2 - 3, y - 8, width + 6, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.surface, 215))
    painter.drawRoundedRect(patch, 4, 4)
    painter.setFont(font(face, 11))
    painter.setPen(colour(palette.ink if strong else palette.second))
    painter.drawText(QPointF(x - width / 2, y + 4), words)


def shortened(words: str) -> str:
    """A link's own text as it stands beside the link: the beginning of its first line."""
    first = words.splitlines()[0] if words.splitlines() else ""
    return first if len(first) <= 28 else first[:27].rstrip() + "…"


def tag_width(words: str) -> float:
    """How wide a tag of regular weight is."""
    return text.width(words, "regular", 11) + 6


def paint_chip(painter: QPainter, words: str, card: Rect, area: QRectF, unit: float, palette: Palette) -> None:
    """A dark label beneath a card, kept inside the area; ``unit`` is a screen px in scene units."""
    width = (text.width(words, "regular", 12) + 20) * unit
    x = min(max(area.left() + 4 * unit, card.x), area.right() - width - 4 * unit)
    y = card.bottom + 6 * unit
    if y + 26 * unit > area.bottom():
        y = card.y - 32 * unit
    painter.save()
    painter.translate(x, y)
    painter.scale(unit, unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.ink, 240))
    painter.drawRoundedRect(QRectF(0, 0, width / unit, 26), 6, 6)
    painter.setFont(font("regular", 12))
    painter.setPen(colour(palette.surface))
    painter.drawText(QPointF(10, 17.5), words)
    painter.restore()


def _length(a: QPointF, b: QPointF) -> float:
    return math.hypot(a.x() - b.x(), a.y() - b.y())


def _towards(start: QPointF, end: QPointF, distance: float) -> QPointF:
    length = _length(start, end) or 1.0
    part = min(1.0, distance / length)
    return QPointF(start.x() + (end.x() - start.x()) * part, start.y() + (end.y() - start.y()) * part)


def channel_look(channel: str, own: dict[str, str]) -> tuple[str, str]:
    """Icon and shown name of a channel; ``own`` maps the project's own channels to their icons."""
    built_in = BUILT_IN_CHANNELS.get(channel)
    if built_in is not None:
        return built_in.icon, _(built_in.name)
    return own.get(channel) or BuiltInChannel.NEUTRAL_ICON, channel
