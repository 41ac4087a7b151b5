"""Parts of the export dialogue: which sections of the poster are printed, what to know of it, the row that turns pages.

This module must not know how a page is made.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cjdesigner import i18n
from cjdesigner.export.options import SECTIONS
from cjdesigner.i18n import gettext as _
from cjdesigner.model.wording import grouped
from cjdesigner.ui.appearance import Appearance, colour, settings
from cjdesigner.ui.exporting import Preview
from cjdesigner.ui.plain import breakable, plain_label

_LEFT_OUT = "export/left-out"
"""The sections that were left out last, by name."""
_WIDE = 300
"""Room for two boxes side by side, in px at 100 %."""


class SectionBoxes(QWidget):
    """A box for each section that has something to say."""

    changed = Signal()
    """Another choice."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        left_out = set(str(settings().value(_LEFT_OUT, "")).split(","))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(appearance.px(12))
        grid.setVerticalSpacing(appearance.px(4))
        self._grid, self._room = grid, appearance.px(_WIDE)
        self.boxes: dict[str, QCheckBox] = {}
        for name, words in SECTIONS.items():
            box = QCheckBox(_(words), self)
            box.setChecked(name not in left_out)
            box.toggled.connect(self.changed)
            self.boxes[name] = box
        self.setFocusProxy(next(iter(self.boxes.values())))
        self._offered: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether there is something to choose."""
        return len(self._offered) > 1

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The chosen sections; None is all there are."""
        found = tuple(name for name in self._offered if self.boxes[name].isChecked())
        return None if found == self._offered or not self.several else found

    def offer(self, names: Iterable[str]) -> None:
        """Show these sections' boxes, two in a row where there is room."""
        self._offered = tuple(names)
        for box in self.boxes.values():
            self._grid.removeWidget(box)
            box.hide()
        wides = [self.boxes[name].sizeHint().width() for name in self._offered]
        needed = max(wides[::2], default=0) + max(wides[1::2], default=0) + self._grid.horizontalSpacing()
        across = 2 if needed <= self._room else 1
        for place, name in enumerate(self._offered):
            self._grid.addWidget(self.boxes[name], place // across, place % across)
            self.boxes[name].show()

    def remember(self) -> None:
        """Keep what is left out for the next time; of what is not offered, what was kept stays."""
        settings().setValue(_LEFT_OUT, ",".join(name for name, box in self.boxes.items() if not box.isChecked()))


class PagesRow(QWidget):
    """Turns pages, by its buttons and by Page Up and Page Down; not there where there is one page."""

    turned = Signal(int)
    """The page to show, from 0."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = appearance.px
        self._page, self._count = 0, 1
        self.back = self._button(
            appearance, "ri.arrow-left-s-line", _("Previous page"), QKeySequence.StandardKey.MoveToPreviousPage
        )
        self.onward = self._button(
            appearance, "ri.arrow-right-s-line", _("Next page"), QKeySequence.StandardKey.MoveToNextPage
        )
        self.back.clicked.connect(self._turn_back)
        self.onward.clicked.connect(self._turn_on)
        self.label = plain_label("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(12), px(10))
        row.setSpacing(px(8))
        row.addStretch(1)
        for widget in (self.back, self.label, self.onward):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._ground = colour(appearance.palette.band)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.end()

    def _button(self, look: Appearance, icon: str, words: str, key: QKeySequence.StandardKey) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "flat")
        button.setIcon(look.icon(icon, look.palette.ink, 18))
        button.setIconSize(QSize(look.px(18), look.px(18)))
        button.setShortcut(QKeySequence(key))
        button.setAccessibleName(words)
        keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({keys})" if keys else words)
        return button

    def show_pages(self, page: int, count: int) -> None:
        """Say which of how many pages is shown."""
        self._page, self._count = page, count
        self.label.setText(_("Page {page} of {pages}").format(page=grouped(page + 1), pages=grouped(count)))
        self.back.setEnabled(page > 0)
        self.onward.setEnabled(page < count - 1)
        self.setVisible(count > 1)

    def _turn_back(self) -> None:
        self.turned.emit(max(0, self._page - 1))

    def _turn_on(self) -> None:
        self.turned.emit(min(self._count - 1, self._page + 1))


class ExportNotes(QVBoxLayout):
    """What is to be known before a poster is printed, a line each."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setSpacing(appearance.px(8))

    def tell(self, drawn: Preview | None, dpi: float | None, *, picture: bool) -> None:
        """Say from where it can be read, how large a ``picture`` gets, and what was cut; nothing without a preview."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if drawn is None:
            return
        size = i18n.decimal(drawn.smallest, 0 if drawn.smallest >= 10 else 1).removesuffix(",0").removesuffix(".0")
        distance = i18n.decimal(drawn.reading_distance, 1)
        self._add(_("Smallest text {size} pt: readable from {distance} m.").format(size=size, distance=distance))
        if picture:
            width, height = (round(length / 25.4 * (dpi or drawn.usual_dpi)) for length in (drawn.width, drawn.height))
            self._add(_("A page has {width} × {height} pixels.").format(width=width, height=height))
        for warning in drawn.warnings:
            self._add(warning, warning=True)

    def _add(self, words: str, *, warning: bool = False) -> None:
        look, px = self._appearance, self._appearance.px
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        sign = QLabel()
        name = "ri.alert-line" if warning else "ri.eye-line"
        tint = look.palette.ink if warning else look.palette.second
        sign.setPixmap(look.icon(name, tint, 16).pixmap(px(16), px(16)))
        sign.setFixedWidth(px(16))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        label = plain_label(breakable(words), "" if warning else "second")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        self.addWidget(line)
