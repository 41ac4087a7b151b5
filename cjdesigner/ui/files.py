"""Opening, making, saving and closing documents for one window.

This module must not know how a document is shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cjdesigner.errors import UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.records import Journey, Project, Record
from cjdesigner.ui import file_dialogs, recent

if TYPE_CHECKING:
    from cjdesigner.model.document import Document
    from cjdesigner.model.store import Store
    from cjdesigner.ui.editor import Editor
    from cjdesigner.ui.main_window import MainWindow


class Files(QObject):
    """The file commands of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    # opening

    def open(self) -> None:
        """Ask for a file and open it."""
        path = file_dialogs.ask_open(self._window.appearance, self._window)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a file, or tell why not; False where the window stays as it was. JSON is imported."""
        if path.suffix.lower() == ".json":
            return self.import_path(path)
        shown = self._window.editor.store if self._window.editor is not None else None
        if shown is not None and os.path.realpath(shown.path) == os.path.realpath(path):
            self._window.tell(_("This file is open already."))
            return True
        opened = file_dialogs.open_or_tell(path, self._window.appearance, self._window)
        if opened is None:
            return False
        document, store = opened
        if not self.may_close():
            store.close()
            return False
        if not store.untitled:
            recent.add(path)
        self._show(document, store)
        for note in store.notes:
            self._window.tell(note)
        return True

    # making

    def new(self) -> None:
        """A new, empty project. It lies in the data folder until it is saved under a name."""
        self._begin([Project(id=1), Journey(id=2, title=_("New journey"))])

    def new_from(self, name: str) -> None:
        """A new project from a template or sample, in the program's language."""
        from cjdesigner.model import samples

        self._begin(samples.records(name, self._window.appearance.language))

    def _begin(self, records: list[Record], pictures: Iterable[bytes] = ()) -> bool:
        from cjdesigner.model.store import create_untitled

        if not self.may_close():
            return False
        try:
            store = create_untitled(records, pictures=pictures)
        except UserError as error:
            self._window.discarding = False
            file_dialogs.tell_error(error, self._window.appearance, self._window)
            return False
        self._show(store.document, store)
        return True

    def _show(self, document: Document, store: Store) -> None:
        from cjdesigner.ui.editor import Editor  # late: it brings the figures, which the welcome page does without

        self._window.show_document(Editor(document, store))

    def import_json(self) -> None:
        """Ask for an interchange file and make a new project of it."""
        path = file_dialogs.ask_import(self._window.appearance, self._window)
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> bool:
        """Make a new project of an interchange file; False where it is refused (that is told)."""
        from cjdesigner.model import interchange

        try:
            imported = interchange.load(interchange.read(path), path.name)
        except UserError as error:
            file_dialogs.tell_error(error, self._window.appearance, self._window)
            return False
        if not self._begin(imported.records, imported.images.values()):
            return False
        if len(imported.notes) == 1:
            self._window.tell(imported.notes[0])
        elif imported.notes:
            count = len(imported.notes)
            self._window.tell(
                ngettext(
                    "{count} link leads back and came in as a return link.",
                    "{count} links lead back and came in as return links.",
                    count,
                ).format(count=count)
            )
        return True

    # saving

    def save(self) -> None:
        """Everything is saved already; an untitled project asks for its name."""
        editor = self._window.editor
        if editor is None:
            return
        self._window.settle()
        unsaved = not self._window.saves and not editor.read_only
        if editor.store is not None and (editor.store.untitled or unsaved):
            self.save_as()
        elif editor.read_only:
            self._window.tell(_("This file is open for reading only; save it under another name to change it."))
        else:
            self._window.tell(_("Every change is saved as you make it."))

    def save_as(self) -> bool:
        """Give the project another name and place, and go on there."""
        editor = self._window.editor
        if editor is None or editor.store is None:
            return False
        self._window.settle()
        path = file_dialogs.ask_save(self._window.appearance, self._window, self._proposal(editor))
        if path is None:
            return False
        try:
            editor.store.relocate(path, overwrite=True)
        except UserError as error:
            file_dialogs.tell_error(error, self._window.appearance, self._window)
            return False
        recent.add(path)
        self._window.note_saved()
        return True

    def save_copy(self, *, history: bool = True) -> None:
        """Write a copy and stay with this file."""
        editor = self._window.editor
        if editor is None or editor.store is None:
            return
        self._window.settle()
        path = file_dialogs.ask_save(self._window.appearance, self._window, self._proposal(editor))
        if path is None:
            return
        try:
            editor.store.save_copy(path, history=history, overwrite=True)
        except UserError as error:
            file_dialogs.tell_error(error, self._window.appearance, self._window)
            return
        self._window.tell(_("A copy was saved as {name}.").format(name=path.name))

    def _proposal(self, editor: Editor) -> str:
        store = editor.store
        if store is not None and not store.untitled:
            return str(store.path)
        title = editor.state.project.title or editor.journey_record.title or _("Journey")
        return "".join("-" if letter in '/\\:*?"<>|' else letter for letter in title).strip() + ".cjd"

    # closing

    def close_file(self) -> bool:
        """Close the document and show the welcome page; False where the user stays."""
        if not self.may_close():
            return False
        self._window.show_welcome()
        return True

    def may_close(self) -> bool:
        """Whether the document may be closed: an untitled one with content asks whether to name, keep or delete it."""
        editor = self._window.editor
        self._window.discarding = False
        if editor is None or editor.store is None:
            return True
        self._window.settle()
        document = editor.document
        if not editor.store.untitled or (document.undo_label is None and document.redo_label is None):
            return True
        answer = file_dialogs.ask_untitled(self._window.appearance, self._window)
        if answer == "save":
            return self.save_as()
        self._window.discarding = answer == "discard"
        return answer in ("keep", "discard")
