"""The help's worked examples, as journeys that are computed, and the small drawings beside its words.

This module must not know the help's words.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Journey, Link, NeedPoint, Project, Record, Touchpoint
from cjdesigner.ui.appearance import Appearance, colour


class Drawn(QWidget):
    """A picture as wide as there is room, up to its own size."""

    def __init__(self, appearance: Appearance, image: QImage) -> None:
        super().__init__()
        self._image = image
        self._full = appearance.px(640)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("A drawn example"))

    def sizeHint(self) -> QSize:
        return QSize(self._full, self.heightForWidth(self._full))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._full // 4, self.heightForWidth(self._full // 4))

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self._full) * self._image.height() / self._image.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), self._full)
        painter.drawImage(QRectF(0, 0, width, self.heightForWidth(width)), self._image)
        painter.end()


class Bar(QWidget):
    """A score as a bar."""

    def __init__(self, appearance: Appearance, score: float) -> None:
        super().__init__()
        self._appearance = appearance
        self._score = score
        self.setFixedSize(appearance.px(120), appearance.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._appearance.palette.field))
        bar = QRectF(self.rect())
        bar.setWidth(bar.width() * self._score)
        painter.fillRect(bar, colour(theme.score_colour(self._score)))
        painter.end()


def first_example() -> tuple[list[Record], float]:
    """A perfect touchpoint, then one that keeps half: the records, and their journey's excellence."""
    from cjdesigner.model.excellence import Analysis
    from cjdesigner.model.graph import JourneyGraph
    from cjdesigner.model.state import State

    records: list[Record] = [
        Project(id=1),
        Journey(id=2),
        Touchpoint(id=3, journey=2, name=_("Booking in the app"), score=1.0, x=0, y=0),
        Touchpoint(id=4, journey=2, name=_("Reception at the dealer"), score=0.5, x=280, y=0),
        Link(id=5, journey=2, source=3, target=4),
    ]
    expected = Analysis(JourneyGraph(State(records), 2)).expected
    assert expected is not None
    return records, expected


def second_example() -> list[Record]:
    """A need, two touchpoints that answer it, and one that all customers pass. Ids are 3 to 10."""
    return [
        Project(id=1),
        Journey(id=2),
        NeedPoint(id=3, journey=2, question=_("How do I return this?"), x=0, y=0),
        Touchpoint(id=4, journey=2, name=_("App"), score=0.9, x=272, y=0),
        Touchpoint(id=5, journey=2, name=_("Call"), score=0.6, x=272, y=120),
        Touchpoint(id=6, journey=2, name=_("Desk"), score=0.8, x=544, y=60),
        Link(id=7, journey=2, source=3, target=4, share=0.7),
        Link(id=8, journey=2, source=3, target=5),
        Link(id=9, journey=2, source=4, target=6),
        Link(id=10, journey=2, source=5, target=6),
    ]
