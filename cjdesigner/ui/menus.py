"""The window's actions and menus, made from the table in ``actions.py`` and enabled as things stand.

This module must not know what any action does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cjdesigner.export import EXPORTERS
from cjdesigner.i18n import gettext as _
from cjdesigner.ui import actions, recent
from cjdesigner.ui.actions import ACTIONS, MENUS, SEPARATOR

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.tools import Hit
    from cjdesigner.ui.main_window import MainWindow


class Menus(QObject):
    """The Qt actions of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._qt_actions: dict[str, QAction] = {}

    def rebuild(self) -> None:
        """Make all actions anew: look, language or document changed."""
        for action in self._qt_actions.values():
            action.deleteLater()
        self._qt_actions = {name: self._make_action(name) for name in ACTIONS}

    def qt_action(self, name: str) -> QAction:
        """The Qt action of a row of the table."""
        return self._qt_actions[name]

    def key_of(self, name: str) -> str:
        """An action's first key as the system writes it; empty where it has none."""
        return next(iter(self._keys_of(name)), "")

    @staticmethod
    def _keys_of(name: str) -> list[str]:
        native = QKeySequence.SequenceFormat.NativeText
        return [QKeySequence(key).toString(native) for key in ACTIONS[name].keys]

    def _make_action(self, name: str) -> QAction:
        row = ACTIONS[name]
        action = QAction(_(row.text), self._window)
        action.setObjectName(name)
        if row.icon:
            action.setIcon(self._icon(row.icon, bool(row.checked)))
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        if row.canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setCheckable(row.checked is not None)
        key = self.key_of(name)
        tip = _(row.tip) if row.tip else _(row.text)
        action.setToolTip(f"{tip} ({key})" if key else tip)
        action.triggered.connect(lambda _checked=False: self._window.run_action(name))
        return action

    def _icon(self, name: str, switch: bool) -> QIcon:
        icon = self._window.appearance.icon(name, size=18)
        if switch:
            marked = self._window.appearance.icon(name, self._window.appearance.palette.accent, size=18)
            icon.addPixmap(marked.pixmap(self._window.appearance.px(18)), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def menu_of(self, names: tuple[str, ...], parent: QWidget | None = None) -> QMenu:
        """A menu of actions by name."""
        menu = QMenu(parent or self._window)
        menu.setToolTipsVisible(False)
        for name in names:
            if name == SEPARATOR:
                menu.addSeparator()
            elif name == "menu:recent":
                self._recent_menu(menu)
            elif name == "menu:templates":
                self._template_menu(menu)
            elif name == "menu:exports":
                self._export_menu(menu)
            else:
                menu.addAction(self._qt_actions[name])
        return menu

    def fill_bar(self) -> None:
        bar = self._window.menuBar()
        for title, names in MENUS:
            menu = self.menu_of(names, bar)
            menu.setTitle(_(title))
            menu.aboutToShow.connect(self.refresh)
            bar.addMenu(menu)
        if self._window.editor is None:
            bar.setCornerWidget(QWidget(bar))

    def _recent_menu(self, menu: QMenu) -> None:
        sub = menu.addMenu(_("Open recent"))

        def fill() -> None:
            sub.clear()
            for entry in recent.recent_files():
                if entry.exists:
                    path = Path(entry.path)
                    sub.addAction(path.name, lambda path=path: self._window.files.open_path(path)).setToolTip(str(path))
            if sub.isEmpty():
                sub.addAction(_("No files yet")).setEnabled(False)

        sub.aboutToShow.connect(fill)

    def _export_menu(self, menu: QMenu) -> None:
        sub = menu.addMenu(_("Export as"))
        for suffix in EXPORTERS:
            sub.addAction(self._qt_actions[f"export-{suffix[1:]}"])

    def _template_menu(self, menu: QMenu) -> None:
        sub = menu.addMenu(_("New from template or sample"))

        def fill() -> None:
            from cjdesigner.model import samples

            sub.clear()
            for group in (samples.TEMPLATES, samples.SAMPLES):
                for name in group:
                    sub.addAction(samples.title(name), lambda name=name: self._window.files.new_from(name))
                sub.addSeparator()

        sub.aboutToShow.connect(fill)

    def show_for(self, position: QPoint, hit: Hit) -> None:
        names = {
            "card": actions.CARD_MENU,
            "bar": actions.CARD_MENU,
            "link": actions.LINK_MENU,
            "phase-header": actions.PHASE_MENU,
            "phase-edge": actions.PHASE_MENU,
            "activity": actions.STRIP_MENU,
            "entry": actions.STRIP_MENU,
            "point": actions.STRIP_MENU,
            "lane": actions.LANE_MENU,
        }.get(hit.part, actions.PAPER_MENU)
        self.refresh()
        menu = self.menu_of(names)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def refresh(self) -> None:
        """Enable and check the actions as things stand now."""
        gesture = self._window.editor is not None and self._window.editor.document.gesture is not None
        if gesture:
            return
        for name, action in self._qt_actions.items():
            row = ACTIONS[name]
            action.setEnabled(row.enabled(self._window))
            if row.checked is not None:
                action.setChecked(row.checked(self._window))
        if self._window.editor is not None:
            document = self._window.editor.document
            for name, label in (("undo", document.undo_label), ("redo", document.redo_label)):
                words = _(ACTIONS[name].text)
                self._qt_actions[name].setText(f"{words}: {_(label)}" if label else words)
