"""One job in full: its sentence, its desired outcomes, the forces at a switch, the need points it serves.

This module must not know which job is shown beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import DesiredOutcome, Job
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.views.jobs_commands import JobCommands
from cjdesigner.ui.views.jobs_forces import Forces
from cjdesigner.ui.views.jobs_needs import ServedNeeds
from cjdesigner.ui.views.jobs_outcomes import OutcomeTable
from cjdesigner.ui.views.jobs_story import Story


class JobDetail(QScrollArea):
    """Shows and edits one job."""

    def __init__(
        self, editor: Editor, appearance: Appearance, commands: JobCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._commands = commands
        self._job: int | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        self.story = Story(editor, appearance, commands, page)
        self.table = OutcomeTable(appearance, editor.read_only, page)
        self.entry = EntryLine(page)
        self.teach = label(
            _(
                "By what do customers tell that this is done well? Type or paste outcomes, one a line, with importance "
                "and satisfaction from 0 to 10 where you have them: “Minimise the time it takes to book; 9.1; 3.2”."
            ),
            "second",
            wrap=True,
            parent=page,
        )
        self.forces = Forces(editor, appearance, commands, page)
        self.needs = ServedNeeds(editor, appearance, commands, page)
        self._arrange(page, appearance)
        self.setWidget(page)
        self._connect()

    def _arrange(self, page: QWidget, appearance: Appearance) -> None:
        px = appearance.px
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), px(12), px(16), px(20))
        column.setSpacing(px(6))
        column.addWidget(self.story)
        column.addSpacing(px(12))
        column.addWidget(section(_("Desired outcomes"), page))
        column.addWidget(self.teach)
        column.addWidget(self.table)
        column.addWidget(self.entry)
        column.addSpacing(px(14))
        column.addWidget(section(_("Forces at a switch"), page))
        column.addWidget(self.forces)
        column.addSpacing(px(14))
        column.addWidget(section(_("Need points it serves"), page))
        column.addWidget(self.needs)
        column.addStretch()

    def _connect(self) -> None:
        table, commands = self.table, self._commands
        table.rows.written.connect(commands.write)
        table.rows.refused.connect(self._editor.told)
        table.chosen.connect(self._select)
        table.removed.connect(commands.remove_outcomes)
        table.duplicated.connect(commands.duplicate_outcomes)
        table.copied.connect(commands.copy_outcomes)
        table.moved.connect(commands.move_outcome)
        table.pasted.connect(self._paste)
        table.menu_asked.connect(self._menu)
        self.entry.setEnabled(not self._editor.read_only)
        self.entry.returnPressed.connect(self._enter)
        self.entry.pasted.connect(self._add)

    # showing

    def show_job(self, job: Job, numbers: Mapping[int, int]) -> None:
        """Show a job; ``numbers`` are its outcomes' on the landscape."""
        if job.id != self._job:
            self.story.flush()
            self.entry.clear()
            self.verticalScrollBar().setValue(0)
            self._job = job.id
        outcomes = self._editor.state.referring(job.id, DesiredOutcome)
        self.story.show_job(job)
        self.table.show_outcomes(outcomes, numbers)
        self.table.setVisible(bool(outcomes))
        self.teach.setVisible(not outcomes)
        self.forces.show_job(job.id)
        self.needs.show_job(job.id)
        self.show_selection()

    def show_selection(self) -> None:
        """Mark what is selected."""
        self.table.show_selection([outcome.id for outcome in self._editor.selected(DesiredOutcome)])
        self.forces.show_selection()

    def flush(self) -> None:
        """Write what was typed and waits."""
        self.story.flush()

    # hands

    def _select(self, ids: Sequence[int]) -> None:
        if ids or self._editor.selected(DesiredOutcome):
            self._editor.select(ids or ([self._job] if self._job is not None else []))

    def _enter(self) -> None:
        self._add(self.entry.text())

    def _add(self, text: str) -> None:
        if self._job is not None and self._commands.add_outcomes(self._job, text):
            self.entry.clear()

    def _paste(self) -> None:
        if self._job is not None:
            self._commands.paste_outcomes(self._job)

    def _menu(self, place: QPoint) -> None:
        ids = self.table.selected_ids()
        menu = QMenu(self)
        copy = menu.addAction(_("Copy"))
        paste = menu.addAction(_("Paste lines"))
        duplicate = menu.addAction(_("Duplicate"))
        menu.addSeparator()
        delete = menu.addAction(_("Delete"))
        for action in menu.actions():
            needs_rows = action is not paste
            action.setEnabled((bool(ids) or not needs_rows) and (action is copy or not self._editor.read_only))
        chosen = menu.exec(place)
        menu.deleteLater()
        if chosen is copy:
            self._commands.copy_outcomes(ids)
        elif chosen is paste:
            self._paste()
        elif chosen is duplicate:
            self._commands.duplicate_outcomes(ids)
        elif chosen is delete:
            self._commands.remove_outcomes(ids)


class EntryLine(QLineEdit):
    """Where an outcome is typed; several lines pasted are outcomes at once."""

    pasted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Add an outcome; importance; satisfaction"))
        self.setAccessibleName(_("Add a desired outcome"))
        self.setToolTip(_("Enter adds it. Pasted lines become an outcome each; figures may follow, parted by tabs."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QApplication.clipboard().text()
            if "\n" in text.strip() or "\t" in text:
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)
