"""A row of buttons, one for each kind of record that hangs on the shown journey: icon, count, and a click opens.

This module must not know what the records say beyond their names.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import hanging
from cjdesigner.model.document import Change
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.canvas.badge_hits import menu_of, words
from cjdesigner.ui.canvas.badges import Sign, badges_of
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import section
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.plain import plain_tip


class JourneyBadges(QWidget):
    """What hangs on the journey as a whole; it takes no room where nothing does."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self.setAccessibleName(_("What hangs on the journey"))
        self.buttons: dict[Sign, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, appearance.px(12))
        column.setSpacing(appearance.px(4))
        heading = section(_("What hangs on the journey"), self)
        heading.setIndent(appearance.px(8))
        column.addWidget(heading)
        self._row = QHBoxLayout()
        column.addLayout(self._row)
        self._row.setContentsMargins(appearance.px(4), 0, 0, 0)
        self._row.setSpacing(appearance.px(2))
        self._row.addStretch()
        self._refresher = Refresher(self, self.refresh)
        editor.changed.connect(self._changed)
        editor.journey_changed.connect(self.refresh)
        editor.cover_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        state, journey = self._editor.state, self._editor.journey
        found = badges_of(hanging.hung(state, journey), self._editor.covered)
        for sign in self.buttons.keys() - {badge.kind for badge in found}:
            button = self.buttons.pop(sign)
            self._row.removeWidget(button)
            button.deleteLater()
        for place, badge in enumerate(found):
            if badge.kind not in self.buttons:
                self.buttons[badge.kind] = self._button(badge.kind, badge.icon, badge.tint)
                self._row.insertWidget(place, self.buttons[badge.kind])
            button = self.buttons[badge.kind]
            button.setText(badge.words or "1")
            told = words(state, journey, badge.kind)
            button.setToolTip(plain_tip(told))
            button.setAccessibleName(told)
        self.setVisible(bool(found))

    def _button(self, sign: Sign, icon: str, tint: str) -> QToolButton:
        px = self._appearance.px
        button = QToolButton(self)
        button.setProperty("role", "flat")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(self._appearance.icon(icon, getattr(self._appearance.palette, tint), 14))
        button.setIconSize(QSize(px(14), px(14)))
        button.clicked.connect(functools.partial(self.open, sign))
        return button

    def open(self, sign: Sign, _checked: bool = False) -> None:
        """Open what a button counts: at once where it is one, else by a menu of names."""
        if sign == "handoff" or sign == "silent":
            return
        found = hanging.behind(self._editor.state, self._editor.journey, sign)
        if len(found) == 1:
            self._editor.open(found[0].id)
        elif found:
            button = self.buttons[sign]
            place = button.mapToGlobal(QPoint(0, button.height()))
            menu_of(self._editor, self._appearance, found, self).popup(place)

    def _changed(self, change: Change) -> None:
        if self._editor.journey in hanging.concerned(self._editor.state, change.patch):
            self._refresher.now()
