"""The rail at the window's left edge: which view the middle shows.

It says the views' names where there is room. This module must not know what a view is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.views import MAP, VIEWS

if TYPE_CHECKING:
    from cjdesigner.ui.main_window import MainWindow

_TALL = 640
"""From this height on (at 100 %) there is room for the names."""
_ABOVE = 95
"""The height (at 100 %) of menu bar and top bar."""


class Rail(QWidget):
    """One button a view; the map is first."""

    def __init__(self, window: MainWindow, appearance: Appearance) -> None:
        super().__init__()
        self._px = px = appearance.px
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Views"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(8), px(6), px(8))
        column.setSpacing(px(2))
        self._buttons = []
        for name, short in ((MAP, _("Map")), *((view.id, _(view.short)) for view in VIEWS)):
            button = QToolButton()
            button.setDefaultAction(window.menus.qt_action(f"view-{name}"))
            button.setText(short)  # the action says it in full, in menu and tooltip
            button.setIconSize(QSize(px(20), px(20)))
            button.setProperty("role", "rail")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._buttons.append((button, short))
            column.addWidget(button)
        column.addStretch(1)
        # As it will be, from the first: what stands beside it shall not move when its height is known.
        self._dress(window.height() - px(_ABOVE) >= px(_TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._dress(event.size().height() >= self._px(_TALL))
        super().resizeEvent(event)

    def _dress(self, tall: bool) -> None:
        style = Qt.ToolButtonStyle
        for button, short in self._buttons:
            button.setToolButtonStyle(style.ToolButtonTextUnderIcon if tall else style.ToolButtonIconOnly)
            if button.text() != short:
                button.setText(short)
