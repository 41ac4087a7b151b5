"""What stands in the studio's window: the pages and the preview at the left, all settings at the right.

Made anew when the look or the language changes. This module must not know how a page is made.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cjdesigner.export import EXPORTERS
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.plain import plain_label
from cjdesigner.ui.studio.content_tab import ContentTab
from cjdesigner.ui.studio.controls import Choice, Tab
from cjdesigner.ui.studio.delivery import Delivery
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.exporting import Proof
from cjdesigner.ui.studio.look_tab import LookTab
from cjdesigner.ui.studio.notes import Notes
from cjdesigner.ui.studio.output_tab import OutputTab
from cjdesigner.ui.studio.pages import PagesList, ViewBar
from cjdesigner.ui.studio.presets_bar import PresetsBar
from cjdesigner.ui.studio.proofs import Rasters
from cjdesigner.ui.studio.sheet_tab import SheetTab
from cjdesigner.ui.studio.sheet_view import SheetView
from cjdesigner.ui.studio.tally import tally
from cjdesigner.ui.studio.wish import Wish

_WIDE = 384
_SHEET, _CONTENT, _LOOK, _OUTPUT = range(4)


class Body(QWidget):
    """The studio's contents."""

    def __init__(self, desk: Desk, appearance: Appearance, rasters: Rasters, wish: Callable[[], Wish]) -> None:
        super().__init__()
        self._desk, self._look = desk, appearance
        self._page = 0
        self.proof: Proof | None = None
        self.sheet = SheetView(appearance, rasters)
        self.pages = PagesList(appearance, rasters)
        self.bar = ViewBar(appearance, self.sheet)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._left(), 1)
        row.addWidget(self._right(wish))
        self.pages.turned.connect(self.show_page)
        self.bar.turned.connect(self.show_page)
        self.sheet.turned.connect(self._turn)
        self.format.activated.connect(self._take_format)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self._room = QTimer(self, singleShot=True, interval=0)
        self._room.timeout.connect(self._share_room)
        self.tabs.currentChanged.connect(self._room.start)
        self.notes.toggled.connect(self._share_room)
        for tab in (self.sheet_tab, self.content_tab, self.look_tab, self.output_tab):
            tab.resized.connect(self._room.start)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _left(self) -> QVBoxLayout:
        table = QHBoxLayout()
        table.setSpacing(0)
        table.addWidget(self.pages)
        table.addWidget(self.sheet, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(table, 1)
        left.addWidget(self.bar)
        return left

    def _right(self, wish: Callable[[], Wish]) -> QWidget:
        desk, look, px = self._desk, self._look, self._look.px
        side = QWidget()
        side.setProperty("role", "right")
        side.setFixedWidth(px(_WIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(20), px(14), px(16), px(10))
        head.setSpacing(px(6))
        self.presets = PresetsBar(desk, look)
        self.format = Choice({suffix: _(exporter.label) for suffix, exporter in EXPORTERS.items()})
        self.format.setMaxVisibleItems(len(EXPORTERS))
        self.format.setAccessibleName(_("Format"))
        for words, control in ((_("Preset"), self.presets), (_("Format"), self.format)):
            name = plain_label(words, "second")
            name.setBuddy(self.presets.choice if control is self.presets else control)
            head.addWidget(name)
            head.addWidget(control)
        column.addLayout(head)
        self.tabs = QTabBar()
        self.tabs.setExpanding(True)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName(_("Settings"))
        self.stack = QStackedWidget()
        self.sheet_tab, self.content_tab = SheetTab(desk, look), ContentTab(desk, look)
        self.look_tab, self.output_tab = LookTab(desk, look), OutputTab(desk, look)
        for tab in (self.sheet_tab, self.content_tab, self.look_tab, self.output_tab):
            self.tabs.addTab(tab.accessibleName())
            self.stack.addWidget(tab)
        column.addWidget(self.tabs)
        self._tabs_line = _hairline()
        column.addWidget(self._tabs_line)
        self.about = label("", "second", wrap=True)
        self.about.setContentsMargins(px(20), px(14), px(16), px(14))
        column.addWidget(self.about)
        column.addWidget(self.stack, 1)
        column.addWidget(_hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(px(20), px(12), px(16), px(16))
        foot.setSpacing(px(10))
        self.notes = Notes(look)
        self.delivery = Delivery(desk.editor, look, wish)
        foot.addWidget(self.notes)
        foot.addWidget(self.delivery)
        column.addLayout(foot)
        return side

    # what is shown

    @property
    def page(self) -> int:
        """Which page is shown, from 0."""
        return self._page

    def refresh(self) -> None:
        """Show what the format asks for."""
        desk = self._desk
        uses = desk.exporter.uses
        self.format.show_key(desk.suffix)
        there = {
            _SHEET: desk.sheet,
            _CONTENT: "journey" in uses,
            _LOOK: "journey" in uses,
            _OUTPUT: desk.sheet or "diagram" in uses,
        }
        for tab, shown in there.items():
            self.tabs.setTabVisible(tab, shown)
        self.presets.setEnabled(desk.sheet)
        self.tabs.setVisible(any(there.values()))
        self._tabs_line.setVisible(any(there.values()))
        self.stack.setVisible(any(there.values()))
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        self.about.setVisible(not any(there.values()))
        self.about.setText(_("The file holds the whole project: every journey, every method, all pictures."))
        if not desk.sheet:
            self.proof = None
            self.pages.show_pages((), 0)
            self.bar.show_pages(0, ())
            self.sheet.show_words(
                _("{format}\n\nThis format has no sheets, so there is no preview.").format(
                    format=_(desk.exporter.label)
                )
            )
            self.notes.tell(None, desk)
        elif self.proof is not None:
            self.notes.tell(self.proof, desk)
        self.delivery.show_sheet(self.proof is not None and bool(self.proof.sizes))
        self._room.start()

    def show_proof(self, proof: Proof) -> None:
        """Show other pages; the one that was seen stays, where there still is one."""
        self.proof = proof
        self.delivery.refuse(proof.fault)
        self._room.start()
        self._page = max(0, min(self._page, len(proof.sizes) - 1))
        self.output_tab.show_proof(proof)
        self.pages.show_pages(proof.sizes, self._page)
        self.notes.tell(proof, self._desk)
        self.delivery.show_sheet(bool(proof.sizes))
        if proof.sizes:
            self.show_page(self._page)
        else:
            self.bar.show_pages(0, ())
            self.sheet.show_words(proof.fault)

    def show_fault(self, words: str) -> None:
        """Say why there are no pages."""
        self.proof = None
        self.delivery.refuse(words)
        self._room.start()
        self.pages.show_pages((), 0)
        self.bar.show_pages(0, ())
        self.sheet.show_words(words)
        self.notes.tell(None, self._desk)
        self.delivery.show_sheet(False)

    def show_page(self, page: int) -> None:
        """Show another page, from 0."""
        if self.proof is None or not 0 <= page < len(self.proof.sizes):
            return
        self._page = page
        self.pages.show_current(page)
        self.bar.show_pages(page, self.proof.sizes, tally(self.proof, self._desk))
        self.sheet.show_page(page, self.proof.sizes[page])

    def _share_room(self) -> None:
        """Give the notes the room that the fields leave."""
        tab = self.stack.currentWidget()
        fields = tab.wanted_height() if isinstance(tab, Tab) and not self.stack.isHidden() else 0
        self.notes.take_room(self.stack.height() + self.notes.height(), fields)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room.start()

    def _turn(self, by: int) -> None:
        self.show_page(self._page + by)

    def _take_format(self) -> None:
        self._desk.choose(suffix=self.format.key)


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    return line
