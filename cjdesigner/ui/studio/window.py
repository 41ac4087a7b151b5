"""The poster studio's window: it follows the document, asks for proofs, and hands them to what is shown.

This module must not know how a page is made, nor any single setting.
"""

from __future__ import annotations

import datetime
import functools

import msgspec
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cjdesigner.errors import UserError
from cjdesigner.export.pictures import collected
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.document import Change
from cjdesigner.model.images import FIELDS
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.background import Task
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.settings_dialog import with_settings
from cjdesigner.ui.studio.body import Body
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.exporting import Proof, raster, snapshot
from cjdesigner.ui.studio.proofs import Proofs, Rasters
from cjdesigner.ui.studio.remembering import Printing
from cjdesigner.ui.studio.wish import Wish

_GEOMETRY = "studio/geometry"
_TAB = "studio/tab"
_COPIED = 3200
"""Pixels of the longer side of a page that is copied as a picture."""


class StudioWindow(QDialog):
    """The poster studio of one document. It does not keep the main window from being used."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None, suffix: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("studio")
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.WindowMinMaxButtonsHint | Qt.WindowType.WindowCloseButtonHint
        )
        self.finished.connect(self.deleteLater)
        self._editor, self._appearance = editor, appearance
        self.desk = Desk(editor, self, suffix)
        self._images = collected(editor.state, editor.document.images)
        self._asked: Wish | None = None
        self._proof: Proof | None = None
        self._printing: Proof | None = None
        self.proofs = Proofs(self._wished, self)
        self.rasters = Rasters(self)
        self.proofs.ready.connect(self._show_proof)
        self.proofs.failed.connect(self._show_fault)
        self.proofs.working_changed.connect(self._show_work)
        self.proofs.cancelled.connect(self._let_go)
        self.desk.changed.connect(self._chosen)
        editor.changed.connect(self._follow)
        editor.path_changed.connect(self._path_changed)
        editor.journey_changed.connect(self._path_changed)
        editor.destroyed.connect(self.close)
        appearance.changed.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
        for key, run in ((QKeySequence.StandardKey.Undo, editor.undo), (QKeySequence.StandardKey.Redo, editor.redo)):
            QShortcut(QKeySequence(key), self).activated.connect(run)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body = self._made()
        self._restore_size()
        self.ask()

    # making

    def _made(self) -> Body:
        project = self._editor.state.project.title
        title = _("Poster studio")
        self.setWindowTitle(f"{title} – {project}" if project else title)
        body = Body(self.desk, self._appearance, self.rasters, self.wish)
        body.delivery.cancelled.connect(self.proofs.cancel)
        body.delivery.delivered.connect(self._delivered)
        body.delivery.print_asked.connect(self._print)
        body.delivery.copy_asked.connect(self._copy)
        body.presets.told.connect(body.delivery.tell)
        tab = str(settings().value(_TAB, 0))
        body.tabs.setCurrentIndex(int(tab) if tab.isdigit() and int(tab) < body.tabs.count() else 0)
        self._column.addWidget(body)
        return body

    def _rebuild(self) -> None:
        """The look or the language has changed."""
        before, page = self.body, self.body.page
        settings().setValue(_TAB, before.tabs.currentIndex())
        self._column.removeWidget(before)
        before.hide()
        before.setParent(None)
        before.deleteLater()
        self.body = self._made()
        if self._proof is not None:
            self.body.show_proof(self._proof)
            self.body.show_page(page)
        self.ask()

    def _restore_size(self) -> None:
        kept = settings().value(_GEOMETRY)
        if isinstance(kept, QByteArray) and self.restoreGeometry(kept):
            return
        screen = self.screen()
        room = screen.availableGeometry().size()
        px = self._appearance.px
        self.resize(min(px(1360), room.width() * 94 // 100), min(px(880), room.height() * 94 // 100))

    # what is wanted

    def wish(self) -> Wish:
        """All that is chosen now."""
        return self.desk.wish(self._images)

    def _wished(self) -> tuple[State, Wish]:
        self._asked = _seen(self.wish())
        return snapshot(self._editor.state), self._asked

    def ask(self) -> None:
        """What is to be printed has changed."""
        self.body.delivery.refuse("")
        if self.desk.sheet:
            self.body.sheet.wait()
            self.proofs.ask()
        else:
            self.proofs.cancel()

    def _chosen(self) -> None:
        self.body.delivery.follow()
        if not self.desk.sheet:
            self.body.delivery.refuse("")
            self._proof = None
            self.proofs.cancel()
        elif self._proof is None or _seen(self.wish()) != self._asked:
            self.ask()

    def _follow(self, change: Change) -> None:
        """The document has changed; a drag is followed when it rests."""
        touched = [record for pair in change.patch.values() for record in pair]
        if any(type(record) in FIELDS for record in touched):
            self._images = collected(self._editor.state, self._editor.document.images)
        if not change.draft:
            self.body.delivery.forget()
            self.desk.changed.emit()
        self.ask()

    def _path_changed(self) -> None:
        self.desk.changed.emit()

    # what comes

    def _show_proof(self, proof: Proof) -> None:
        self._proof = proof
        self.rasters.show(proof)
        self.body.sheet.wait(False)
        self.body.show_proof(proof)

    def _show_fault(self, error: Exception) -> None:
        self._proof = None
        self.rasters.show(None)
        if isinstance(error, UserError):
            self.body.show_fault(str(error))
            return
        self.body.show_fault(_("There is no preview."))
        raise error

    def _show_work(self) -> None:
        self.body.delivery.show_drawing(self.proofs.working)

    def _let_go(self) -> None:
        """The preview was let go of."""
        if not self.desk.sheet:
            return
        self._asked = None
        self.body.sheet.wait(False)
        if self._proof is None:
            self.body.sheet.show_words(_("The preview was let go of. Change anything to draw it again."))
        else:
            self.body.delivery.tell(_("The preview was let go of: it shows how things were before."))

    # going out

    def _delivered(self) -> None:
        self._keep_prints()
        self._keep_paper()
        self.desk.keep()

    def _keep_prints(self) -> None:
        """Remember how the tiles look that are printed now."""
        proof, journey = self._proof, self.desk.journey
        if not (self.desk.sheet and self.desk.now.tile and proof is not None and proof.fingerprints):
            return
        prints, last = proof.fingerprints, self.desk.printings.get(journey) or Printing(datetime.date.today(), {})
        if self.desk.which == "chosen" and proof.plan is not None:
            names = {proof.plan.name(tile) for tile in self.desk.only}
            kept = {key: value for key, value in last.tiles.items() if key in prints}
            prints = kept | {key: prints[key] for key in names}
        earlier = {"since": last.tiles, "again": last.before}.get(self.desk.which, {})
        printing = Printing(datetime.date.today(), dict(prints), earlier)
        self.desk.printings = {**self.desk.printings, journey: printing}
        if self.desk.which == "since":
            self.desk.which = "again"  # else nothing would have changed, and what jammed could not be printed again
        self.desk.changed.emit()

    def _keep_paper(self) -> None:
        """The paper is the project's from now on."""
        now, kept = self.desk.now, self._editor.state.project.settings
        if self._editor.read_only or not self.desk.sheet or (kept.paper, kept.landscape) == (now.paper, now.landscape):
            return
        change = functools.partial(with_settings, paper=now.paper, landscape=now.landscape)
        self._editor.edit(mark("Change paper"), change)

    def _print(self) -> None:
        from cjdesigner.ui import printing

        proof = self._proof
        if proof is None or proof.composition is None:
            return
        options = self.wish().options(self._editor.state)
        if printing.ask_and_print(self, proof.composition, self._appearance, options, self.body.delivery.export):
            self.body.delivery.tell(_("Handed over to the printer."), role="strong")
            self._delivered()

    def _copy(self) -> None:
        proof, page = self._proof, self.body.page
        if proof is None or not proof.sizes:
            return
        task = Task(functools.partial(raster, proof.pdf, page, _COPIED / max(proof.sizes[page])))
        task.done.connect(self._copied)
        task.start()

    def _copied(self, picture: QImage) -> None:
        self.body.delivery.copy(picture)

    # the window

    def reject(self) -> None:
        """Escape lets go of what takes long, and else closes."""
        if self.body.delivery.working:
            self.body.delivery.cancel()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.body.content_tab.message.write()
        settings().setValue(_GEOMETRY, self.saveGeometry())
        settings().setValue(_TAB, self.body.tabs.currentIndex())
        self.desk.keep()
        self.proofs.cancel()
        event.accept()
        self.done(0)


def _seen(wish: Wish) -> Wish:
    """As much of a wish as can be seen in the preview."""
    plain = msgspec.structs.replace(wish.settings, id=0, rank=0, dpi=None, transparent=False)
    return msgspec.structs.replace(wish, suffix="", diagram="journey", settings=plain)


def opened(editor: Editor, appearance: Appearance, parent: QWidget, suffix: str = "") -> StudioWindow:
    """The studio of a document, shown: the one that is open, or a new one."""
    for studio in parent.findChildren(StudioWindow):
        if studio.isVisible() and studio.desk.editor is editor:
            if suffix:
                studio.desk.choose(suffix=suffix)
            studio.raise_()
            studio.activateWindow()
            return studio
    studio = StudioWindow(editor, appearance, parent, suffix)
    studio.show()
    return studio
