"""The list of jobs: sorted by opportunity or as the designer put them, filtered by kind and persona.

This module must not know how a job is shown in full.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.records import Job, JobKind, Persona
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.rows import Row
from cjdesigner.ui.panels.wheel import leave_wheel
from cjdesigner.ui.views.jobs_commands import JobCommands
from cjdesigner.ui.views.jobs_model import opportunity_figure
from cjdesigner.ui.views.jobs_rows import SentenceRows


class JobList(QWidget):
    """Jobs and what is shown of them."""

    chosen = Signal(int)
    rearranged = Signal()
    """Sorted or filtered otherwise."""
    added = Signal()
    """A new job was asked for."""

    def __init__(
        self, editor: Editor, appearance: Appearance, commands: JobCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._commands = commands
        self.setProperty("role", "surface")
        self.setAccessibleName(_("Jobs to be done"))
        self.setMinimumWidth(appearance.px(180))
        self.rows = SentenceRows(appearance, _("Jobs to be done"), self)
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.order = self._box(_("Order"))
        self.order.addItem(_("By opportunity"), "opportunity")
        self.order.addItem(_("In your order"), "rank")
        self.kind = self._box(_("Kind"))
        self.kind.addItem(_("All kinds"), None)
        for kind, name in jobs.JOB_KINDS.items():
            self.kind.addItem(_(name), kind)
        self.persona = self._box(_("Persona"))
        self.nothing = label("", "second", wrap=True, parent=self)
        self.add_button = QToolButton(self)
        self._arrange()
        for box in (self.order, self.kind, self.persona):
            box.activated.connect(self.rearranged)
        self.rows.chosen.connect(self._choose)
        self.rows.removed.connect(self._remove)
        self.rows.duplicated.connect(commands.duplicate_job)
        self.rows.copied.connect(commands.copy_job)
        self.rows.moved.connect(self._move)
        self.rows.menu_asked.connect(self._menu)

    def _box(self, name: str) -> QComboBox:
        box = leave_wheel(QComboBox(self))
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        px = self._appearance.px
        box.setStyleSheet(
            f"QComboBox {{ padding: {px(4)}px {px(2)}px {px(4)}px {px(6)}px; }}"
            f"QComboBox::drop-down {{ width: {px(18)}px; }}"
        )
        return box

    def _arrange(self) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        add = self.add_button
        add.setProperty("role", "flat")
        add.setIcon(self._appearance.icon("ri.add-line", palette.second, 16))
        add.setIconSize(QSize(px(16), px(16)))
        add.setToolTip(_("Add a job (N)"))
        add.setAccessibleName(_("Add a job"))
        add.setEnabled(not self._editor.read_only)
        add.clicked.connect(self.added)
        head = QHBoxLayout()
        head.setContentsMargins(px(8), 0, 0, 0)
        head.addWidget(section(_("Jobs to be done"), self), 1)
        head.addWidget(add)
        filters = QHBoxLayout()
        filters.setSpacing(px(6))
        filters.addWidget(self.kind, 1)
        filters.addWidget(self.persona, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(14), px(8), px(8))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.order)
        column.addLayout(filters)
        column.addWidget(self.nothing)
        column.addWidget(self.rows, 1)
        column.addStretch()

    # showing

    def refresh(self) -> list[Job]:
        """Show what the document holds now; the jobs shown, in their order."""
        state = self._editor.state
        self._fill_personas(state.ranked(Persona))
        every = state.ranked(Job)
        shown = [job for job in every if self._is_wanted(job)]
        if self.order.currentData() == "opportunity":
            shown = jobs.by_opportunity(state, shown)
        self.rows.set_rows(self._row(job) for job in shown)
        self.nothing.setText(_("No job of this kind and persona.") if every else "")
        self.nothing.setVisible(bool(every) and not shown)
        self.rows.setVisible(bool(shown))
        for box in (self.order, self.kind):
            box.setVisible(bool(every))
        return shown

    def _is_wanted(self, job: Job) -> bool:
        kind, persona = self.kind.currentData(), self.persona.currentData()
        return kind in (None, job.kind) and persona in (None, job.persona)

    def _fill_personas(self, personas: list[Persona]) -> None:
        entries = [(_("Anyone"), None), *((_name(persona), persona.id) for persona in personas)]
        now = [(self.persona.itemText(n), self.persona.itemData(n)) for n in range(self.persona.count())]
        if entries != now:
            with QSignalBlocker(self.persona):
                chosen = self.persona.currentData()
                self.persona.clear()
                for name, key in entries:
                    self.persona.addItem(name, key)
                self.persona.setCurrentIndex(max(0, self.persona.findData(chosen) if chosen is not None else 0))
        self.persona.setVisible(bool(personas) and bool(self._editor.state.all(Job)))

    def _row(self, job: Job) -> Row:
        persona = self._editor.state.get(job.persona, Persona)
        detail = [_(jobs.JOB_KINDS[job.kind]), *([_name(persona)] if persona is not None else [])]
        sentence = jobs.sentence(job)
        return Row(
            job.id,
            sentence,
            figure=opportunity_figure(jobs.best_outcome(self._editor.state, job.id)),
            detail=" \u00b7 ".join(detail),
            tip="\n".join([sentence, *([job.note] if job.note else [])]),
            placeholder=jobs.is_blank(job),
        )

    def show_current(self, job: int | None) -> None:
        """Mark the job shown."""
        self.rows.show_current(job)

    def widen(self, job: Job) -> None:
        """Let go of the filters that hide a job."""
        if job.kind != (self.kind.currentData() or job.kind):
            self.kind.setCurrentIndex(0)
        if self.persona.currentData() not in (None, job.persona):
            self.persona.setCurrentIndex(0)

    @property
    def wanted(self) -> tuple[JobKind, int | None]:
        """Kind and persona for a new job, so that the filters show it."""
        kind: JobKind = self.kind.currentData() or "functional"
        return kind, self.persona.currentData()

    # editing

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen.emit(key)

    def _remove(self, key: int) -> None:
        self._commands.remove_job(key, [int(str(row.key)) for row in self.rows.rows])

    def _move(self, key: int, index: int) -> None:
        """Put a job where another one of the list stands; by opportunity there is nothing to move."""
        if self.order.currentData() != "rank":
            self._editor.told.emit(_("Jobs are sorted by opportunity; choose “In your order” to move them."))
            return
        every: list[object] = [job.id for job in self._editor.state.ranked(Job)]
        if self.rows.rows[index].key in every:
            self._commands.move_job(key, every.index(self.rows.rows[index].key))

    def _menu(self, key: int | None, place: QPoint) -> None:
        menu = QMenu(self)
        add = menu.addAction(_("Add a job"))
        duplicate = copy = delete = None
        if key is not None:
            duplicate = menu.addAction(_("Duplicate"))
            copy = menu.addAction(_("Copy as text"))
            menu.addSeparator()
            delete = menu.addAction(_("Delete"))
        for action in menu.actions():
            action.setEnabled(action is copy or not self._editor.read_only)
        chosen = menu.exec(place)
        menu.deleteLater()
        if chosen is add:
            self.added.emit()
        elif chosen is not None and key is not None:
            if chosen is duplicate:
                self._commands.duplicate_job(key)
            elif chosen is copy:
                self._commands.copy_job(key)
            elif chosen is delete:
                self._remove(key)


def _name(persona: Persona) -> str:
    return " ".join(persona.name.split()) or _("Unnamed persona")
