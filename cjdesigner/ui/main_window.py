"""The main window: assembly only. Menus from the action table; the welcome page or the workspace beneath.

This module must not know what any action does beyond which part does it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, Qt, QTime, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from cjdesigner.errors import WriteFailed
from cjdesigner.export import EXPORTERS
from cjdesigner.i18n import gettext as _
from cjdesigner.ui import message
from cjdesigner.ui.actions import ACTIONS
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.files import Files
from cjdesigner.ui.menus import Menus

if TYPE_CHECKING:
    from cjdesigner.model.document import Change
    from cjdesigner.ui.canvas.view import CanvasView
    from cjdesigner.ui.card_commands import CardCommands
    from cjdesigner.ui.editor import Editor
    from cjdesigner.ui.help_dialog import PageName
    from cjdesigner.ui.lane_commands import LaneCommands
    from cjdesigner.ui.workspace import Workspace


class MainWindow(QMainWindow):
    """A window with one document, or with the welcome page."""

    def __init__(self, appearance: Appearance, path: Path | None = None) -> None:
        super().__init__()
        self.appearance: Appearance = appearance
        self.editor: Editor | None = None
        self.workspace: Workspace | None = None
        self.cards_: CardCommands | None = None
        self.lanes_: LaneCommands | None = None
        self.files: Files = Files(self)
        self.menus = Menus(self)
        self._saved_at = QTime.currentTime()
        self._failed = False
        self.discarding = False
        self._others: list[MainWindow] = []
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        appearance.changed.connect(self._rebuild)
        self._restore_geometry()
        self._expects_file = path is not None
        self._build()
        if path is not None:
            QTimer.singleShot(0, self, lambda: self._open_first(path))

    def _open_first(self, path: Path) -> None:
        """Open the file that the program was started with; the welcome page is made only where that fails."""
        self._expects_file = False
        if not self.files.open_path(path) and self.editor is None:
            self._build()

    # parts, where they are known to be there

    @property
    def editor_(self) -> Editor:
        """The editor; a document must be open."""
        assert self.editor is not None
        return self.editor

    @property
    def workspace_(self) -> Workspace:
        """The workspace; a document must be open."""
        assert self.workspace is not None
        return self.workspace

    @property
    def canvas(self) -> CanvasView | None:
        """The canvas, if a document is open."""
        return self.workspace.canvas if self.workspace is not None else None

    @property
    def canvas_(self) -> CanvasView:
        """The canvas; a document must be open."""
        return self.workspace_.canvas

    @property
    def cards(self) -> CardCommands:
        """The commands on the selection; a document must be open."""
        assert self.cards_ is not None
        return self.cards_

    @property
    def lanes(self) -> LaneCommands:
        """The commands on activities and lanes; a document must be open."""
        assert self.lanes_ is not None
        return self.lanes_

    # what the window shows

    def show_document(self, editor: Editor) -> None:
        """Show another document; the one before is closed."""
        self.settle()
        if self.workspace is not None:
            self.workspace.remember()
        before, self.editor = self.editor, editor
        editor.setParent(self)
        editor.changed.connect(self._changed)
        editor.failed.connect(self.tell_failure)
        editor.selection_changed.connect(self.menus.refresh)
        editor.cover_changed.connect(self.menus.refresh)
        editor.path_changed.connect(self.menus.refresh)
        self._saved_at = QTime.currentTime()
        self._failed = False
        self._build()
        self._let_go(before)

    def show_welcome(self) -> None:
        """Close the document and show the welcome page."""
        self.settle()
        before, self.editor = self.editor, None
        if self.workspace is not None:
            self.workspace.remember()
        self._build()
        self._let_go(before)

    def _let_go(self, editor: Editor | None) -> None:
        """Close a document; delete it where it is untitled and the user wants it gone."""
        for studio in self.findChildren(QDialog, "studio"):
            studio.close()
        if editor is not None:
            editor.close(discard=self.discarding)
            editor.deleteLater()
        self.discarding = False

    def _rebuild(self) -> None:
        """The look or language changed: build everything anew, and stay where the user was."""
        canvas = self.canvas
        seen = None
        self.settle()
        if canvas is not None and self.workspace is not None:
            area = canvas.visible_area()
            seen = (canvas.zoom, area.centre_x, area.centre_y)
            self.workspace.remember()
        self._build()
        if seen is not None and self.canvas is not None:
            # Only when the new canvas has its size can it look at the same place.
            QTimer.singleShot(0, self.canvas, functools.partial(self.canvas.look_at, *seen))

    def _build(self) -> None:
        old = self.takeCentralWidget()
        corner = self.menuBar().cornerWidget()
        if corner is not None:
            corner.hide()
            corner.deleteLater()
        self.menuBar().clear()
        self.workspace, self.cards_, self.lanes_ = None, None, None
        self.menus.rebuild()
        if self.editor is not None:
            from cjdesigner.ui.card_commands import CardCommands
            from cjdesigner.ui.lane_commands import LaneCommands
            from cjdesigner.ui.workspace import Workspace, saved_label

            self.workspace = Workspace(self, self.editor, self.appearance)
            self.cards_ = CardCommands(self.editor, self.workspace.canvas)
            self.lanes_ = LaneCommands(self.editor, self.workspace.canvas)
            self.setCentralWidget(self.workspace)
            canvas = self.workspace.canvas
            canvas.tool_changed.connect(self.menus.refresh)
            canvas.menu_requested.connect(self.menus.show_for)
            self.workspace.view_changed.connect(self.menus.refresh)
            for name, row in ACTIONS.items():
                (canvas if row.canvas else self).addAction(self.menus.qt_action(name))
            self._saved = saved_label(self)
        else:
            self.setCentralWidget(QWidget() if self._expects_file else self._welcome())
            for name in ACTIONS:
                self.addAction(self.menus.qt_action(name))
        self.menus.fill_bar()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.show_title()
        self.menus.refresh()
        if self.workspace is not None:
            self.workspace.canvas.setFocus()

    def _welcome(self) -> QWidget:
        from cjdesigner.ui import preloading
        from cjdesigner.ui.welcome import WelcomePage

        page = WelcomePage(self.appearance, self)
        page.open_requested.connect(self.files.open_path)
        page.sample_requested.connect(self.files.new_from)
        page.template_requested.connect(self.files.new_from)
        page.browse_requested.connect(self.files.open)
        page.new_requested.connect(self.files.new)
        QTimer.singleShot(preloading.AFTER, page, preloading.preload)
        return page

    # actions and menus

    def run_action(self, name: str) -> None:
        """Do what a row of the table says, where it can be done now."""
        row = ACTIONS[name]
        if row.enabled(self):
            row.run(self)
        self.menus.refresh()

    # the state of saving

    def _changed(self, change: Change) -> None:
        if not change.draft:
            self._saved_at = QTime.currentTime()
            self._failed = False
            self.menus.refresh()
            self.show_title()
        self._show_saving(draft=change.draft)

    def _show_saving(self, draft: bool = False) -> None:
        if self.editor is None:
            return
        store = self.editor.store
        name = store.path.name if store is not None and not store.untitled else _("Untitled")
        if self.editor.read_only:
            words = _("{name} · read only")
        elif self._failed or (store is not None and store.replaced):
            words = _("{name} · not saved")
        elif draft:
            words = _("{name} · changing …")
        else:
            words = _("{name} · all changes saved {time}")
        words = words.format(name=name, time=self._saved_at.toString("HH:mm")) + "   "
        if words != self._saved.text():
            self._saved.setText(words)
            self._saved.setMinimumWidth(self._saved.sizeHint().width())
            self.menuBar().setCornerWidget(self._saved)  # the menu bar measures its corner only when it is set
            self._saved.show()

    def show_title(self) -> None:
        """Set the window's title by project and file."""
        if self.editor is None:
            self.setWindowTitle("cjdesigner")
            return
        store = self.editor.store
        name = store.path.name if store is not None and not store.untitled else _("Untitled")
        title = self.editor.state.project.title
        self.setWindowTitle(f"{title} – {name}" if title else name)
        self._show_saving()

    # telling

    def tell(self, sentence: str) -> None:
        """Show a sentence for a while."""
        if self.workspace is not None:
            self.workspace.toast.tell(sentence)

    def tell_failure(self, error: WriteFailed) -> None:
        """Tell that an edit could not be written, and offer to go on under another name."""
        from cjdesigner.ui import file_dialogs

        self._failed = True
        self._show_saving()
        if file_dialogs.ask_copy(error, self.editor_.store, self.appearance, self):
            self.files.save_as()

    def quit(self) -> None:
        """Close all windows; each asks what it must."""
        QApplication.closeAllWindows()

    def note_saved(self) -> None:
        """The project has just been saved as a whole, under this name."""
        self._failed = False
        self._saved_at = QTime.currentTime()
        self.show_title()

    @property
    def saves(self) -> bool:
        """Whether every change is saved as it is made."""
        store = self.editor_.store
        return not self._failed and not self.editor_.read_only and store is not None and not store.replaced

    def settle(self) -> None:
        """Write what is being typed or dragged, before the file is closed or copied."""
        if self.workspace is not None:
            self.workspace.flush()
        if self.editor is not None:
            self.editor.settle()

    # dialogues

    def new_window(self) -> None:
        """Another window, with the welcome page."""
        other = MainWindow(self.appearance)
        other.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        other.move(self.pos() + QPoint(40, 40))
        self._others.append(other)
        other.destroyed.connect(lambda: self._others.remove(other) if other in self._others else None)
        other.show()

    def export(self, suffix: str = "") -> None:
        """Show the poster studio, with a format chosen if one is asked for."""
        from cjdesigner.ui.studio.window import opened

        self.settle()
        opened(self.editor_, self.appearance, self, suffix)

    def export_as(self, suffix: str) -> None:
        """Export in one format: in the studio where it has sheets, else straight into a file."""
        if "sheet" in EXPORTERS[suffix].uses:
            self.export(suffix)
            return
        from cjdesigner.ui.studio.direct import save

        self.settle()
        save(self, suffix)

    def show_palette(self) -> None:
        """Show the command palette: actions, cards and journeys by name."""
        from cjdesigner.ui.palette_dialog import PaletteDialog

        PaletteDialog(self.appearance, self._palette_entries(), self).exec()

    def _palette_entries(self) -> list[tuple[str, str, Callable[[], object]]]:
        from cjdesigner.ui.palette_entries import entries as everything

        entries: list[tuple[str, str, Callable[[], object]]] = []
        for name, row in ACTIONS.items():
            if name != "palette" and row.enabled(self):
                entries.append((_(row.text), self.menus.key_of(name), lambda name=name: self.run_action(name)))  # type: ignore[misc]
        if self.editor is not None:
            entries += everything(self.editor)
        return entries

    def show_settings(self) -> None:
        """Show the settings."""
        from cjdesigner.ui.settings_dialog import SettingsDialog

        SettingsDialog(self.appearance, self.editor, self).exec()

    def show_help(self, page: PageName = "excellence") -> None:
        """Show a page of the help; of the methods, the one whose view is shown."""
        from cjdesigner.ui.help_dialog import HelpDialog
        from cjdesigner.ui.help_keys import shortcuts

        view = self.workspace.view if self.workspace is not None else ""
        HelpDialog(self.appearance, shortcuts(), self, page=page, view=view).exec()

    def show_about(self) -> None:
        """Say what this program is."""
        from cjdesigner import __version__

        sentence = _("Version {version}. Draws a customer's journey as a graph that computes its own excellence.")
        message.ask(self.appearance, self, "cjdesigner", sentence.format(version=__version__))

    def toggle_theme(self) -> None:
        """Change between the light and the dark theme."""
        self.appearance.set(theme="light" if self.appearance.theme == "dark" else "dark")

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # the window itself

    def _restore_geometry(self) -> None:
        kept = settings().value("window/geometry")
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            room = self.screen().availableSize()
            self.resize(min(1600, room.width() * 9 // 10), min(1000, room.height() * 9 // 10))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_close():
            event.ignore()
            return
        settings().setValue("window/geometry", self.saveGeometry())
        if self.workspace is not None:
            self.workspace.remember()
        before, self.editor = self.editor, None
        self._let_go(before)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange:
            self.menus.refresh()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.files.open_path(path)


def _dropped_file(data: QMimeData) -> Path | None:
    for url in data.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in (".cjd", ".json"):
            return path
    return None
