"""Asking for files, and telling why one was not opened or written: the dialogues, and what the user answers.

This module must not know how a document is shown, nor change one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from cjdesigner.errors import BadInput, FileInUse, FileRefused, UserError, WriteFailed
from cjdesigner.i18n import gettext as _
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.message import ask

if TYPE_CHECKING:
    from cjdesigner.model.document import Document
    from cjdesigner.model.store import Store

_FOLDER = "files/folder"


# asking for a file


def ask_open(appearance: Appearance, parent: QWidget | None) -> Path | None:
    """A project, or an interchange file, to open; None where the user thought better of it."""
    dialog = _dialog(parent, _("Open"), _("Journeys") + " (*.cjd *.json);;" + _("All files") + " (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_import(appearance: Appearance, parent: QWidget | None) -> Path | None:
    """An interchange file to import."""
    dialog = _dialog(parent, _("Import JSON"), _("Interchange files") + " (*.json);;" + _("All files") + " (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_readings(parent: QWidget | None) -> Path | None:
    """A CSV file or an Excel workbook with an indicator's readings."""
    kinds = " ".join(f"*{suffix}" for suffix in (".csv", ".tsv", ".txt", ".xlsx", ".xlsm"))
    dialog = _dialog(parent, _("Readings from a file"), _("Tables") + f" ({kinds});;" + _("All files") + " (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_save(
    appearance: Appearance, parent: QWidget | None, proposal: str, *, suffix: str = ".cjd", kind: str = ""
) -> Path | None:
    """A file to write, with a suffix. Whether one that exists may be replaced has been asked then."""
    dialog = _dialog(parent, _("Save as"), (kind or _("Journeys")) + f" (*{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    proposed = Path(proposal)
    if proposed.is_absolute():
        dialog.setDirectory(str(proposed.parent))
    dialog.selectFile(proposed.name)
    return _chosen(dialog)


def _dialog(parent: QWidget | None, title: str, names: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilter(names)
    folder = Path(str(settings().value(_FOLDER, "")) or Path.home())
    dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec()
    files = dialog.selectedFiles()
    dialog.deleteLater()
    if not accepted or not files:
        return None
    path = Path(files[0])
    settings().setValue(_FOLDER, str(path.parent))
    return path


# opening


def open_or_tell(path: Path, appearance: Appearance, parent: QWidget | None) -> tuple[Document, Store] | None:
    """Open a project. What is refused is told, and returns None; where it can be looked at only, that is offered."""
    from cjdesigner.model.guard import FileNotWritable

    try:
        return _opened(path, read_only=False)
    except (FileInUse, FileNotWritable) as error:
        heading = _("This file is open elsewhere") if isinstance(error, FileInUse) else _("This file cannot be changed")
        answers = {"view": _("Open for reading only"), "cancel": _("Cancel")}
        if ask(appearance, parent, heading, str(error), answers) != "view":
            return None
    except UserError as error:
        tell_error(error, appearance, parent)
        return None
    try:
        return _opened(path, read_only=True)
    except UserError as error:
        tell_error(error, appearance, parent)
        return None


def _opened(path: Path, *, read_only: bool) -> tuple[Document, Store]:
    from cjdesigner.model.store import open_document

    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return open_document(path, read_only=read_only)
    finally:
        QApplication.restoreOverrideCursor()


# telling


def tell_error(error: UserError, appearance: Appearance, parent: QWidget | None) -> None:
    """Say what did not work, under a heading that says what kind of thing it was."""
    if isinstance(error, FileRefused):
        heading = _("This file was not opened")
    elif isinstance(error, WriteFailed):
        heading = _("This was not written")
    elif isinstance(error, BadInput):
        heading = _("This file does not fit")
    else:
        heading = _("That did not work")
    ask(appearance, parent, heading, str(error))


def ask_copy(error: WriteFailed, store: Store | None, appearance: Appearance, parent: QWidget | None) -> bool:
    """Say that an edit could not be written and was taken back; True where the user wants to go on in a copy."""
    if store is None:
        tell_error(error, appearance, parent)
        return False
    if store.replaced:
        heading = _("Another program has replaced this file")
        answers = {"copy": _("Save a copy …"), "close": _("Not now")}
    else:
        heading = _("Your last change could not be saved")
        answers = {"close": _("Close"), "copy": _("Save under another name …")}
    return ask(appearance, parent, heading, str(error), answers) == "copy"


def ask_untitled(appearance: Appearance, parent: QWidget | None) -> str:
    """What to do with an untitled project that is closed: "save", "keep", "discard", or "" to stay."""
    sentence = _(
        "This journey has no name yet. Save it under one, or keep it as it is: then it is among the recent files."
    )
    answers = {"save": _("Save …"), "keep": _("Keep without a name"), "discard": _("Delete it")}
    return ask(appearance, parent, _("Keep this journey?"), sentence, answers)
