"""The buttons the welcome page is made of: a recent file, a sample as a picture, a template. Each paints itself.

This module must not know what happens when one is pressed.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QEvent, QLocale, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from cjdesigner import i18n, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.picture import Picture
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.recent import RecentFile

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
PICTURE_WIDTH, PICTURE_HEIGHT = 336, 206


class Card(QAbstractButton):
    """A pressable card. Arrow keys go to its neighbours, Enter and Space press it."""

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = self.appearance.px(180)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.appearance.px(150), self.appearance.px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paint_plate(self, painter: QPainter) -> QRectF:
        """The card itself; returns the rectangle inside its edge."""
        palette, px = self.appearance.palette, self.appearance.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.hasFocus() or self.underMouse()
        line = px(2) if self.hasFocus() else 1
        rect = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(colour(palette.accent if strong else palette.hairline), line))
        painter.setBrush(colour(palette.field if self.isDown() else palette.raised))
        painter.drawRoundedRect(rect, px(8), px(8))
        return rect

    def text_height(self, text: str, font: QFont, width: int) -> int:
        """How high a text stands when it is wrapped to ``width``."""
        return QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), 100_000), _WRAP, text).height()


class TemplateCard(Card):
    """A template: its name and a sentence about it."""

    def __init__(self, appearance: Appearance, name: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(appearance, name, parent)
        self.sentence = sentence
        self.setAccessibleDescription(sentence)

    def heightForWidth(self, width: int) -> int:
        look, margin = self.appearance, self.appearance.px(14)
        inner = width - 2 * margin
        name = self.text_height(self.text(), look.font("semibold"), inner)
        return 2 * margin + name + look.px(4) + self.text_height(self.sentence, look.font(), inner)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, margin = self.appearance, self.appearance.px(14)
        painter = QPainter(self)
        self.paint_plate(painter)
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        painter.setFont(look.font("semibold"))
        painter.setPen(colour(look.palette.ink))
        painter.drawText(room, _WRAP, self.text())
        room.setTop(room.top() + self.text_height(self.text(), look.font("semibold"), room.width()) + look.px(4))
        painter.setFont(look.font())
        painter.setPen(colour(look.palette.second))
        painter.drawText(room, _WRAP, self.sentence)
        painter.end()


class SampleCard(Card):
    """A sample: its picture, its title, the excellence of its first journey, and what it shows."""

    def __init__(self, appearance: Appearance, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(appearance, title, parent)
        self.sentence = sentence
        self.setAccessibleDescription(sentence)
        self._picture: Picture | None = None

    def show_picture(self, picture: Picture) -> None:
        """Show the picture, now that it is drawn."""
        self._picture = picture
        if picture.title:
            self.setText(picture.title)
            self.setAccessibleName(picture.title)
        self.updateGeometry()
        self.update()

    @property
    def figure(self) -> str:
        """The excellence in words; "" while it is not known."""
        picture = self._picture
        if picture is None or picture.excellence is None:
            return ""
        value = i18n.percent(picture.excellence)
        return _("at most {value}").format(value=value) if picture.at_most else value

    def _picture_height(self, width: int) -> int:
        return round(width * PICTURE_HEIGHT / PICTURE_WIDTH)

    def _title_width(self, inner: int) -> int:
        figure = QFontMetrics(self.appearance.font("bold", theme.SIZE_HEADING)).horizontalAdvance(self.figure)
        return inner - (figure + self.appearance.px(10) if figure else 0)

    def heightForWidth(self, width: int) -> int:
        look, margin = self.appearance, self.appearance.px(14)
        inner = width - 2 * margin
        title = self.text_height(self.text(), look.font("semibold", theme.SIZE_STRONG), self._title_width(inner))
        sentence = self.text_height(self.sentence, look.font(), inner)
        return self._picture_height(width) + 2 * look.px(12) + max(title, look.px(22)) + look.px(6) + sentence

    def paintEvent(self, event: QPaintEvent) -> None:
        look, margin = self.appearance, self.appearance.px(14)
        palette, px = look.palette, look.px
        painter = QPainter(self)
        edge = self.paint_plate(painter)
        high = self._picture_height(self.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(QRectF(edge.x() + 1, edge.y() + px(3), edge.width() - 2, high - px(3)))
        if self._picture is not None:
            painter.drawImage(
                QRectF(edge.x() + px(3), edge.y() + px(3), edge.width() - px(6), high - px(3)), self._picture.image
            )
        painter.restore()
        painter.setPen(QPen(colour(palette.hairline), 1))
        painter.drawLine(round(edge.x() + 1), high, round(edge.right() - 1), high)
        room = self.rect().adjusted(margin, high + px(12), -margin, -px(12))
        painter.setFont(look.font("bold", theme.SIZE_HEADING))
        painter.setPen(colour(palette.ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.figure)
        strong = look.font("semibold", theme.SIZE_STRONG)
        title = QRect(room.x(), room.y(), self._title_width(room.width()), room.height())
        painter.setFont(strong)
        painter.drawText(title.translated(0, px(2)), _WRAP, self.text())
        room.setTop(room.top() + max(self.text_height(self.text(), strong, title.width()), px(22)) + px(6))
        painter.setFont(look.font())
        painter.setPen(colour(palette.second))
        painter.drawText(room, _WRAP, self.sentence)
        painter.end()


class RecentRow(Card):
    """A file opened lately: its name, its folder, when. One that is gone is grey, and says so."""

    removed = Signal()
    """The user wants the file forgotten."""

    def __init__(self, appearance: Appearance, file: RecentFile, parent: QWidget | None = None) -> None:
        super().__init__(appearance, file.path.stem, parent)
        self.file = file
        self.missing = False
        self.setToolTip(plain_tip(str(file.path)))
        self.setAccessibleDescription(str(file.path))
        self._remove = QToolButton(self)
        self._remove.setProperty("role", "flat")
        self._remove.setIcon(QIcon(appearance.icon("ri.close-line", appearance.palette.second, 16)))
        self._remove.setIconSize(QSize(appearance.px(16), appearance.px(16)))
        self._remove.setToolTip(_("Remove from this list (Delete); the file stays"))
        self._remove.setAccessibleName(_("Remove {name} from this list").format(name=file.path.stem))
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.clicked.connect(self.removed)
        self._remove.hide()

    def set_missing(self, missing: bool) -> None:
        """Whether the file is no longer where it was."""
        self.missing = missing
        self._show_remove()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self.appearance.px(48)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.file.untitled:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        size = self.appearance.px(26)
        self._remove.setGeometry(self.width() - size - self.appearance.px(6), (self.height() - size) // 2, size, size)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_remove()

    def leaveEvent(self, event: QEvent) -> None:
        self._show_remove()

    def _show_remove(self) -> None:
        self._remove.setVisible((self.missing or self.underMouse()) and not self.file.untitled)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self.appearance, self.appearance.px
        palette = look.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colour(palette.accent), px(2)) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.field))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        when = _("not found") if self.missing else spoken(self.file.opened)
        small = QFontMetrics(look.font("regular", theme.SIZE_SMALL))
        right = self.width() - px(10) - (px(28) if not self._remove.isHidden() else 0)
        room = QRect(px(10), px(6), right - px(10), self.height() - px(12))
        upper, lower = QRect(room), QRect(room)
        upper.setHeight(room.height() // 2)
        lower.setTop(upper.bottom() + 1)
        painter.setFont(look.font("regular", theme.SIZE_SMALL))
        painter.setPen(colour(palette.second))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, when)
        place = _("not saved under a name yet") if self.file.untitled else str(self.file.path.parent)
        folder = small.elidedText(place, Qt.TextElideMode.ElideMiddle, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, folder)
        strong = look.font("semibold")
        painter.setFont(strong)
        painter.setPen(colour(palette.second if self.missing else palette.ink))
        wide = upper.width() - small.horizontalAdvance(when) - px(10)
        name = QFontMetrics(strong).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, wide)
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()


def spoken(moment: datetime) -> str:
    """A moment as it is said: the time today, yesterday, then the date."""
    days = (datetime.now().date() - moment.date()).days
    if days == 0:
        return moment.strftime("%H:%M")
    if days == 1:
        return _("yesterday")
    return QLocale(i18n.language()).toString(QDate(moment.year, moment.month, moment.day), "d MMM yyyy")
