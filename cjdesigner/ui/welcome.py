"""The page seen while no document is open: start a journey, open a file, or look at a sample.

It asks for what the user chose by signals; this module must not know how a file is opened or made.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import i18n, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.ui import recent
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.background import Task
from cjdesigner.ui.mark import paint_mark
from cjdesigner.ui.picture import Picture, picture_of
from cjdesigner.ui.plain import plain_label
from cjdesigner.ui.welcome_cards import PICTURE_HEIGHT, PICTURE_WIDTH, RecentRow, SampleCard, TemplateCard

SAMPLES = {
    "car-service": (
        mark("Car service appointment"),
        mark("A perfect booking, then a reception that knows only the number plate."),
    ),
    "little-sport": (
        mark("A little sport"),
        mark("Needs first: each is answered by several touchpoints, and some customers leave."),
    ),
    "closed-branch": (
        mark("Insurance in a closed branch"),
        mark("A touchpoint closes. Where do its customers go?"),
    ),
}
"""What each sample is called until its own title is read, and what it shows."""

TEMPLATES = {
    "blank": (mark("Blank"), mark("One empty journey, nothing else.")),
    "endless-journey": (
        mark("The endless journey"),
        mark("Eleven phases from awareness to cross-selling, each with its guiding question."),
    ),
    "service-blueprint": (
        mark("Service blueprint"),
        mark("From what the customer sees to what supports it behind the scenes."),
    ),
}

_WIDTH = 1320
_BREATH = 60
"""Milliseconds after which pictures are drawn: the page itself is seen first."""
_NARROW = 860
_SLIM = 560


class WelcomePage(QWidget):
    """Recent files, samples, templates, and a new journey. Files may be dropped anywhere on it."""

    open_requested = Signal(Path)
    sample_requested = Signal(str)
    template_requested = Signal(str)
    browse_requested = Signal()
    new_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._dropping = False
        self._drawn = False
        px = appearance.px
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Welcome"))

        page = QWidget()
        page.setProperty("role", "paper")
        self._margins = QHBoxLayout(page)
        self._margins.setContentsMargins(px(40), px(36), px(40), px(32))
        self._margins.addStretch(1)
        content = QWidget()
        content.setMaximumWidth(px(_WIDTH))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._margins.addWidget(content, 1000)
        self._margins.addStretch(1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(36))
        column.addStretch(1)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(px(28))
        column.addLayout(self._head)
        self._fill_head()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(px(40))
        self._body.addLayout(self._recent_column(), 10)
        self._body.addLayout(self._start_column(), 23)
        column.addLayout(self._body)
        column.addStretch(4)

        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._veil = _Veil(appearance, self)
        self.refresh()

    # making

    def _fill_head(self) -> None:
        look, px = self._appearance, self._appearance.px
        self._head.addWidget(_Mark(look), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(8))
        headline = plain_label(_("Draw the journey. See what it is worth."))
        headline.setFont(look.font("bold", 30))
        headline.setStyleSheet(f"font-size: {px(30)}px; font-weight: 700;")
        headline.setWordWrap(True)
        sentence = _(
            "A customer does not average a journey: a touchpoint that keeps {whole} of its promises and one that "
            "keeps {half} make a journey of {half}, not {mean}."
        ).format(whole=i18n.percent(1), half=i18n.percent(0.5), mean=i18n.percent(0.75))
        below = plain_label(sentence, "second")
        below.setWordWrap(True)
        words.addWidget(headline)
        words.addWidget(below)
        self._head.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(10))
        self.new_button = QPushButton(_("New journey"))
        self.new_button.setProperty("role", "primary")
        self.new_button.setDefault(True)
        self.new_button.clicked.connect(self.new_requested)
        self.browse_button = QPushButton(_("Open …"))
        self.browse_button.clicked.connect(self.browse_requested)
        for button in (self.new_button, self.browse_button):
            button.setMinimumHeight(px(44))
            button.setStyleSheet(f"padding: 0 {px(20)}px; font-size: {px(14)}px;")
            self._buttons.addWidget(button)
        self._head.addLayout(self._buttons)
        self._head.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)

    def _recent_column(self) -> QVBoxLayout:
        px = self._appearance.px
        column = QVBoxLayout()
        column.setSpacing(px(2))
        row = QHBoxLayout()
        row.addStrut(px(24))
        row.addWidget(_section(_("Recent files")))
        row.addStretch(1)
        self.clear_button = QPushButton(_("Clear the list"))
        self.clear_button.setProperty("role", "link")
        self.clear_button.setToolTip(_("Forgets these files; none is deleted"))
        self.clear_button.clicked.connect(self._clear)
        row.addWidget(self.clear_button)
        column.addLayout(row)
        column.addSpacing(px(4))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(2))
        column.addLayout(self._rows)
        self._hint = plain_label("", "second")
        self._hint.setWordWrap(True)
        column.addSpacing(px(8))
        column.addWidget(self._hint)
        column.addStretch(1)
        return column

    def _start_column(self) -> QVBoxLayout:
        look, px = self._appearance, self._appearance.px
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(_section(_("Look at a sample"), px(24)))
        row = QHBoxLayout()
        self._card_rows = [row]
        row.setSpacing(px(16))
        self.samples: dict[str, SampleCard] = {}
        for name, (title, sentence) in SAMPLES.items():
            card = SampleCard(look, _(title), _(sentence))
            card.setProperty("name", name)
            card.clicked.connect(self._ask_sample)
            self.samples[name] = card
            row.addWidget(card, 1)
        column.addLayout(row)
        column.addSpacing(px(18))
        column.addWidget(_section(_("Start from a template"), px(24)))
        row = QHBoxLayout()
        self._card_rows.append(row)
        row.setSpacing(px(16))
        self.templates: dict[str, TemplateCard] = {}
        for name, (title, sentence) in TEMPLATES.items():
            template = TemplateCard(look, _(title), _(sentence))
            template.setProperty("name", name)
            template.clicked.connect(self._ask_template)
            self.templates[name] = template
            row.addWidget(template, 1)
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _ask_sample(self) -> None:
        self.sample_requested.emit(str(self.sender().property("name")))

    def _ask_template(self) -> None:
        self.template_requested.emit(str(self.sender().property("name")))

    # recent files

    def refresh(self) -> None:
        """Read the list of recent files again."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        files = recent.recent_files()
        self.recent_rows: list[RecentRow] = []
        for file in files:
            row = RecentRow(self._appearance, file)
            row.clicked.connect(self._open_recent)
            row.removed.connect(self._remove_recent)
            self._rows.addWidget(row)
            self.recent_rows.append(row)
        self.clear_button.setVisible(bool(files))
        self._hint.setText(
            _("Or drop a file anywhere on this page.")
            if files
            else _("The files you open appear here. You can also drop a file anywhere on this page.")
        )
        self._order_tabs()
        if files:
            looking = Task(functools.partial(_missing, files))  # a folder on a network may take its time
            looking.done.connect(self._mark_missing)
            looking.start()

    def _mark_missing(self, missing: set[Path]) -> None:
        for row in self.recent_rows:
            row.set_missing(row.file.path in missing)

    def _open_recent(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            self.open_requested.emit(row.file.path)

    def _remove_recent(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            index = self.recent_rows.index(row)
            recent.remove(row.file.path)
            self.refresh()
            rest = self.recent_rows[index : index + 1] or self.recent_rows[-1:]
            (rest[0] if rest else self.new_button).setFocus()

    def _clear(self) -> None:
        recent.clear()
        self.refresh()
        self.new_button.setFocus()

    def _order_tabs(self) -> None:
        chain: Sequence[QWidget] = (
            self.new_button,
            self.browse_button,
            *self.recent_rows,
            self.clear_button,
            *self.samples.values(),
            *self.templates.values(),
        )
        for first, second in zip(chain, chain[1:], strict=False):
            QWidget.setTabOrder(first, second)

    # pictures

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._drawn:
            self._drawn = True
            self.new_button.setFocus()
            QTimer.singleShot(_BREATH, self, self._draw_next)

    def _draw_next(self) -> None:
        """Draw the pictures one after the other, so that two cores are enough."""
        name = next((name for name, card in self.samples.items() if card.property("asked") is None), None)
        if name is None:
            return
        self.samples[name].setProperty("asked", True)
        ratio = 2.0 * self._appearance.scale
        drawing = Task(functools.partial(_picture, name, self._appearance.palette, ratio))
        drawing.done.connect(self._show_picture)
        drawing.start()

    def _show_picture(self, drawn: tuple[str, Picture]) -> None:
        name, picture = drawn
        self.samples[name].show_picture(picture)
        self._draw_next()

    # dropping and resizing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()
            self._veil.show_over(self.size())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.hide()
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_requested.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._appearance.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._body.setDirection(way)
        self._head.setDirection(way)
        slim = self.width() < self._appearance.px(_SLIM)
        for row in self._card_rows:
            row.setDirection(QBoxLayout.Direction.TopToBottom if slim else QBoxLayout.Direction.LeftToRight)
        self._veil.resize(self.size())


class _Mark(QWidget):
    """The staircase."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setFixedSize(appearance.px(104), appearance.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._appearance.palette)
        painter.end()


class _Veil(QWidget):
    """What lies over the page while a file is dragged over it."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, size: QSize) -> None:
        """Cover the page."""
        self.resize(size)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self._appearance, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(look.palette.accent), px(2), Qt.PenStyle.DashLine))
        painter.setBrush(colour(look.palette.accent_soft, 225))
        margin = px(12)
        painter.drawRoundedRect(self.rect().adjusted(margin, margin, -margin, -margin), px(12), px(12))
        painter.setFont(look.font("bold", theme.SIZE_TITLE))
        painter.setPen(colour(look.palette.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Drop to open"))
        painter.end()


def _section(words: str, height: int = 0) -> QLabel:
    label = plain_label(words.upper(), "section")
    label.setMinimumHeight(height)
    return label


def _missing(files: Sequence[recent.RecentFile]) -> set[Path]:
    return {file.path for file in files if not file.exists}


def _picture(name: str, palette: theme.Palette, ratio: float) -> tuple[str, Picture]:
    from cjdesigner.model import samples

    return name, picture_of(samples.load(name).records, palette, PICTURE_WIDTH, PICTURE_HEIGHT, ratio)


def _dropped(event: QDropEvent) -> Path | None:
    """The first file that is dragged, if there is one on this machine."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if files else None
