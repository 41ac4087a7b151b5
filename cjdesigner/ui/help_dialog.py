"""The help: how excellence is computed, the methods and terms, and the sheet of keys.

This module must not know the open document, nor what any page says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.help_excellence import excellence_page
from cjdesigner.ui.help_keys import KeysPage, Shortcut
from cjdesigner.ui.help_methods import MethodsPage
from cjdesigner.ui.help_page import scrolled

PageName = Literal["excellence", "methods", "shortcuts"]
PAGES: tuple[PageName, ...] = ("excellence", "methods", "shortcuts")


class HelpDialog(QDialog):
    """Three pages; ``page`` is the one shown first, ``view`` the id of the view whose method is told first."""

    def __init__(
        self,
        appearance: Appearance,
        shortcuts: Sequence[Shortcut],
        parent: QWidget | None = None,
        *,
        page: PageName = "excellence",
        view: str = "",
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        px = appearance.px
        self.setWindowTitle(_("Help"))
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(12))
        column.setSpacing(px(10))
        narrow = self._size().width() < px(760)
        self.methods = MethodsPage(appearance, view)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        self.pages.addTab(scrolled(excellence_page(appearance)), _("How excellence is computed"))
        self.pages.addTab(self.methods, _("Methods and terms"))
        self.pages.addTab(scrolled(KeysPage(appearance, shortcuts, narrow=narrow)), _("Keys and mouse"))
        self.pages.setCurrentIndex(PAGES.index(page))
        column.addWidget(self.pages)
        close = QPushButton(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(self._size())
        self.pages.currentWidget().setFocus()

    def _size(self) -> QSize:
        wanted = QSize(self._appearance.px(920), self._appearance.px(740))
        screen = self.screen()
        return wanted.boundedTo(screen.availableGeometry().size() * 0.92) if screen is not None else wanted
