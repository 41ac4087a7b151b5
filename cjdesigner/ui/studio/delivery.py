"""The studio's foot: export, print, copy; how far the work is, and how it went.

This module must not know how a file is written.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from cjdesigner.errors import UserError
from cjdesigner.export import EXPORTERS
from cjdesigner.export.halting import Halted
from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Journey
from cjdesigner.model.state import State
from cjdesigner.ui import file_dialogs
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.background import Task
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.plain import breakable, plain_label, plain_tip
from cjdesigner.ui.studio.controls import link_button
from cjdesigner.ui.studio.exporting import Written, export, snapshot
from cjdesigner.ui.studio.wish import Wish

PATIENCE = 350
"""Milliseconds after which work under way is shown."""
_LONGEST = 120


def written(state: State, wish: Wish, target: Path, halt: threading.Event) -> Written | None:
    """Write the file; None where it was let go of. Raises UserError."""
    try:
        return export(state, wish.journey, target, wish.options(state), halt)
    except Halted:
        return None


def proposal(editor: Editor, wish: Wish) -> str:
    """A file's name and folder, made of what is in it, of what kind it is, and where the project lies."""
    record = editor.state.get(wish.journey, Journey)
    uses, settings = EXPORTERS[wish.suffix].uses, wish.settings
    sheet = "sheet" in uses
    whole = "journey" not in uses or (settings.book and sheet)
    title = editor.state.project.title if whole or record is None else record.title
    name = " ".join(re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "-", title).split()).strip(". ")
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip() or _("Journey")
    blank = settings.blank and sheet and not settings.book
    for wanted, words in (
        (settings.book and sheet, _("{name} book")),
        (blank, _("{name} blank")),
        (settings.client and "client" in uses and not blank, _("{name} for the client")),
        (bool(settings.tile) and sheet, _("{name} tiles")),
    ):
        name = words.format(name=name) if wanted else name
    store = editor.store
    if store is not None and not store.untitled:
        return str(Path(store.path).absolute().parent / (name + wish.suffix))
    return name + wish.suffix


def ask_target(editor: Editor, wish: Wish, appearance: Appearance, parent: QWidget | None) -> Path | None:
    """Where to write; None where the user thought better of it."""
    kind = wish.suffix.removeprefix(".").upper()
    target = file_dialogs.ask_save(appearance, parent, proposal(editor, wish), suffix=wish.suffix, kind=kind)
    if target is not None and target.suffix.lower() != wish.suffix:
        target = target.with_name(target.name + wish.suffix)
    return target


def told(done: Written, warnings: Sequence[str]) -> str:
    """That a file was written, and what is to be known of it."""
    return " ".join((_("{name} is written.").format(name=done.path.name), *warnings))


class Delivery(QWidget):
    """What is done with the poster, and how it went."""

    cancelled = Signal()
    """Whatever is under way is to be let go of."""
    delivered = Signal()
    """A file was written, or the pages were printed."""
    print_asked = Signal()
    copy_asked = Signal()

    def __init__(self, editor: Editor, appearance: Appearance, wish: Callable[[], Wish]) -> None:
        super().__init__()
        self._editor, self._look, self._wish = editor, appearance, wish
        self._halt: threading.Event | None = None
        self._drawing = False
        self._refusal = ""
        self._about: Wish | None = None
        self.file: Path | None = None
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(px(4))
        self.doing = plain_label("", "small")
        self.cancel_button = link_button(_("Cancel"))
        self.cancel_button.setToolTip(QKeySequence(Qt.Key.Key_Escape).toString(QKeySequence.SequenceFormat.NativeText))
        self.busy = QWidget()
        row = QHBoxLayout(self.busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.doing)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel_button)
        column.addWidget(self.busy)
        self.outcome = plain_label("")
        self.outcome.setWordWrap(True)
        column.addWidget(self.outcome)
        self.links = QWidget()
        row = QHBoxLayout(self.links)
        row.setContentsMargins(0, 0, 0, 0)
        self.open_file = link_button(_("Open file"))
        self.open_folder = link_button(_("Open folder"))
        row.addWidget(self.open_file)
        row.addWidget(self.open_folder)
        row.addStretch(1)
        column.addWidget(self.links)
        column.addLayout(self._buttons())
        for widget in (self.busy, self.outcome, self.links):
            widget.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show_busy)
        self.cancel_button.clicked.connect(self.cancel)
        self.open_file.clicked.connect(self._open_file)
        self.open_folder.clicked.connect(self._open_folder)

    def _buttons(self) -> QHBoxLayout:
        look, px = self._look, self._look.px
        self.copy_button = QToolButton()
        self.copy_button.setIcon(look.icon("ri.file-copy-line", look.palette.ink, 16))
        self.copy_button.setIconSize(QSize(px(16), px(16)))
        self.copy_button.setAccessibleName(_("Copy this page as a picture"))
        key = QKeySequence("Ctrl+Shift+C")
        self.copy_button.setShortcut(key)
        words = _("Copy this page as a picture")
        self.copy_button.setToolTip(f"{words} ({key.toString(QKeySequence.SequenceFormat.NativeText)})")
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy_button.clicked.connect(self.copy_asked)
        self.print_button = QPushButton(_("Print …"))
        self.print_button.setShortcut(QKeySequence(QKeySequence.StandardKey.Print))
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self.print_asked)
        self.export_button = QPushButton(_("Export …"))
        self.export_button.setProperty("role", "primary")
        self.export_button.setAutoDefault(False)
        self.export_button.setShortcut(QKeySequence("Ctrl+Return"))
        self.export_button.clicked.connect(self.export)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.export_button)
        return row

    # what is under way

    def follow(self) -> None:
        """Something was chosen: what was told of another wish is no longer true."""
        if self._about is not None and self._halt is None and self._wish() != self._about:
            self.tell("")

    def forget(self) -> None:
        """The document has changed: what was told is of how it was."""
        if self._about is not None and self._halt is None:
            self.tell("")

    def refuse(self, reason: str) -> None:
        """Say why there is nothing to export; empty where there is."""
        self._refusal = reason
        self.export_button.setToolTip(plain_tip(reason))
        self._show_work()

    @property
    def working(self) -> bool:
        """Whether a file is being written, or the preview has taken long enough to be let go of."""
        return self._halt is not None or (self._drawing and not self.busy.isHidden())

    def show_drawing(self, drawing: bool) -> None:
        """The preview is being drawn, or no longer."""
        self._drawing = drawing
        self._show_work()

    def show_sheet(self, there: bool) -> None:
        """Whether there are pages, to print and to copy."""
        self.print_button.setEnabled(there)
        self.copy_button.setEnabled(there)

    def _show_work(self) -> None:
        self.export_button.setEnabled(self._halt is None and not self._refusal)
        self.doing.setText(_("Writing …") if self._halt is not None else _("Drawing …"))
        if self._halt is not None:
            self._patience.stop()
            self.busy.show()
        elif not self._drawing:
            self._patience.stop()
            self.busy.hide()
        elif self.busy.isHidden() and not self._patience.isActive():
            self._patience.start()

    def _show_busy(self) -> None:
        self.busy.setVisible(self._drawing or self._halt is not None)

    def cancel(self) -> None:
        """Let go of what is under way."""
        if self._halt is not None:
            self._halt.set()
        self.cancelled.emit()

    # the file

    def export(self) -> None:
        """Ask for a file and write it."""
        if self._halt is not None or self._refusal:
            return
        wish = self._wish()
        target = ask_target(self._editor, wish, self._look, self)
        if target is None:
            return
        self.tell("")
        self._halt = threading.Event()
        self._show_work()
        task = Task(functools.partial(written, snapshot(self._editor.state), wish, target, self._halt))
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.start()

    def _done(self, done: Written | None) -> None:
        self._halt = None
        self._show_work()
        self.file = done.path if done is not None else None
        if done is None:
            self.tell(_("Cancelled: nothing was written."))
            return
        wish = self._wish()
        said = done.warnings if "sheet" not in EXPORTERS[wish.suffix].uses else ()  # else they stand above already
        self.tell(told(done, said), role="strong")
        self.links.show()
        self._about = None
        self.delivered.emit()
        self._about = self._wish()

    def _failed(self, error: Exception) -> None:
        self._halt = None
        self._show_work()
        self.file = None
        if not isinstance(error, UserError):
            self.tell(_("The file was not written; what went wrong is told in a moment."), role="error")
            raise error
        self.tell(str(error), role="error")

    def tell(self, words: str, *, role: str = "second") -> None:
        """Say how it went; until something else is chosen."""
        self.links.hide()
        self._about = self._wish() if words else None
        self.outcome.setProperty("role", role)
        self.outcome.setText(breakable(words))
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        self.outcome.setVisible(bool(words))

    def copy(self, picture: QImage) -> None:
        """Put a picture on the clipboard."""
        QGuiApplication.clipboard().setImage(picture)
        self.tell(_("The page is on the clipboard as a picture."))

    def _open_file(self) -> None:
        if self.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file)))

    def _open_folder(self) -> None:
        if self.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.parent)))
