"""The bar above the canvas: tools, the journey shown, arranging, searching, and the large figure.

It says less where there is less room; the figure and its sentence stay. This module must not know what a tool does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.actions import TOOL_BAR
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.journey_chooser import JourneyChooser
from cjdesigner.ui.panels.figure import FigureHeader

if TYPE_CHECKING:
    from cjdesigner.ui.main_window import MainWindow

_ROOMY = 1360
"""From this width on (at 100 %) the search says what it does."""
_TIGHT = 1120
"""Below this width tools and arranging are icons."""


class TopBar(QWidget):
    """The top bar of one open document."""

    def __init__(self, window: MainWindow, editor: Editor, appearance: Appearance) -> None:
        super().__init__()
        self._px = px = appearance.px
        self._search_words = _("Search or do …") + "   " + window.menus.key_of("palette")
        self.setProperty("role", "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(16), px(6))
        row.setSpacing(px(2))
        self._tools = [self._tool(window, name) for name in TOOL_BAR]
        for tool in self._tools:
            row.addWidget(tool)
        row.addSpacing(px(12))
        row.addWidget(JourneyChooser(editor, appearance), 8)
        row.addSpacing(px(4))
        self._arrange = QToolButton()
        self._arrange.setText(_("Arrange"))
        self._arrange.setIcon(appearance.icon("ri.flow-chart", size=16))
        self._arrange.setIconSize(QSize(px(16), px(16)))
        self._arrange.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._arrange.setMenu(window.menus.menu_of(("arrange-flow", "arrange-channel", "arrange-owner"), self._arrange))
        self._arrange.setToolTip(_("Tidy the journey up: by flow, or in lanes by channel or owner"))
        row.addWidget(self._arrange)
        row.addSpacing(px(4))
        self._search = QPushButton(appearance.icon("ri.search-line", size=16), "")
        self._search.setIconSize(QSize(px(16), px(16)))
        self._search.clicked.connect(window.show_palette)
        tip = _("Find a card or a command by its name ({key})").format(key=window.menus.key_of("palette"))
        self._search.setToolTip(tip)
        self._search.setAccessibleName(_("Search or do …"))
        row.addWidget(self._search)
        row.addStretch(1)
        figure = FigureHeader(editor, appearance)
        figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(figure)
        self._fit(tight=True, roomy=False)

    def _tool(self, window: MainWindow, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(window.menus.qt_action(name))
        button.setIconSize(QSize(self._px(18), self._px(18)))
        button.setProperty("role", "tool")
        return button

    def _fit(self, *, tight: bool, roomy: bool) -> None:
        style = Qt.ToolButtonStyle
        for tool in self._tools:
            tool.setToolButtonStyle(style.ToolButtonIconOnly if tight else style.ToolButtonTextUnderIcon)
        self._arrange.setToolButtonStyle(style.ToolButtonIconOnly if tight else style.ToolButtonTextBesideIcon)
        self._search.setText(self._search_words if roomy else "")

    def minimumSizeHint(self) -> QSize:
        return QSize(self._px(640), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        self._fit(tight=width < self._px(_TIGHT), roomy=width >= self._px(_ROOMY))
        super().resizeEvent(event)
