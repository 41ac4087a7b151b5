"""The need points that a job serves: by name, opened by a click, linked by searching.

This module must not know how a link is stored.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Journey, NeedPoint
from cjdesigner.model.wording import name_of
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.palette_dialog import Entry, PaletteDialog
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.rows import Row
from cjdesigner.ui.views.jobs_commands import JobCommands
from cjdesigner.ui.views.jobs_rows import PartRows

_ICON = "ri.question-line"


class ServedNeeds(QWidget):
    """The need points of one job."""

    def __init__(
        self, editor: Editor, appearance: Appearance, commands: JobCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._commands = commands
        self._job: int | None = None
        px = appearance.px
        self.rows = NeedRows(appearance, _("Need points this job serves"), parent=self)
        self.rows.chosen.connect(self._open)
        self.rows.removed.connect(self._unlink)
        self.hint = label(
            _("Which questions in the customer's head come from this job? A need point shows the highest opportunity."),
            "second",
            wrap=True,
            parent=self,
        )
        self.button = QPushButton(_("Link a need point …"), self)
        self.button.setProperty("role", "link")
        self.button.setIcon(appearance.icon("ri.link", appearance.palette.accent, 14))
        self.button.setToolTip(_("Search the need points of all journeys. Del takes a linked one off again."))
        self.button.clicked.connect(self.search)
        line = QHBoxLayout()
        line.addWidget(self.button)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.hint)
        column.addWidget(self.rows)
        column.addLayout(line)

    def show_job(self, job: int | None) -> None:
        """Show the need points of a job."""
        self._job = job
        state = self._editor.state
        needs = state.targets(job, NeedPoint) if job is not None else []
        several = len(state.journeys()) > 1
        self.rows.set_rows(
            Row(
                need.id,
                name_of(need),
                icon=_ICON,
                detail=self._journey(need) if several else "",
                tip=need.question,
                placeholder=not need.question.strip(),
            )
            for need in needs
        )
        self.rows.setVisible(bool(needs))
        self.hint.setVisible(not needs)
        self.button.setEnabled(not self._editor.read_only and bool(self.candidates()))

    def candidates(self) -> list[NeedPoint]:
        """The need points that can still be linked, those of the journey shown first."""
        state = self._editor.state
        if self._job is None:
            return []
        linked = {need.id for need in state.targets(self._job, NeedPoint)}
        order = sorted(state.journeys(), key=lambda journey: journey.id != self._editor.journey)
        return [need for journey in order for need in state.members(journey.id, NeedPoint) if need.id not in linked]

    def search(self) -> None:
        """Choose a need point by its question."""
        job = self._job
        if job is None:
            return
        entries = [
            Entry(name_of(need), self._journey(need), partial(self._commands.link, job, need.id))
            for need in self.candidates()
        ]
        dialog = PaletteDialog(self._appearance, entries, self.window())
        dialog.setWindowTitle(_("Link a need point"))
        dialog.field.setPlaceholderText(_("The question of a need point"))
        dialog.exec()

    def _journey(self, need: NeedPoint) -> str:
        journey = self._editor.state.get(need.journey, Journey)
        return " ".join(journey.title.split()) if journey is not None else ""

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self._editor.open(key)

    def _unlink(self, key: int) -> None:
        if self._job is not None:
            self._commands.unlink(self._job, key)


class NeedRows(PartRows):
    """Rows that open on a click or Enter; walking along them opens nothing."""

    def __init__(self, appearance: Appearance, name: str, *, parent: QWidget) -> None:
        super().__init__(appearance, name, parent=parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            QListView.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)
