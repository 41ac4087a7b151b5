"""A job's sentence, large, typed in place in its three slots; above it kind and persona and its opportunity.

This module must not know how an opportunity is computed.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.records import Job, Persona
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.fields.jobs import TABLE
from cjdesigner.ui.panels.labels import ElidedLabel, label
from cjdesigner.ui.panels.text_fields import TextField
from cjdesigner.ui.views.jobs_commands import JobCommands
from cjdesigner.ui.views.jobs_model import opportunity_words, outcome_tip


class Slot(TextField):
    """A slot of the sentence. What is typed for a job that has gone meanwhile goes with it."""

    def write(self, value: Any, *, merge: bool = False) -> None:
        if self.records():
            super().write(value, merge=merge)


class Story(QWidget):
    """One job as a sentence."""

    def __init__(
        self, editor: Editor, appearance: Appearance, commands: JobCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._commands = commands
        self._job: int | None = None
        px = appearance.px
        self.kind = ElidedLabel("", "small", self)
        self.opportunity = label("", "strong", parent=self)
        self.more = QToolButton(self)
        self.fields: dict[jobs.Slot, Slot] = {}
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.kind, 1)
        head.addWidget(self.opportunity)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addLayout(self._sentence())
        self._set_up_menu()

    def _sentence(self) -> QGridLayout:
        px = self._appearance.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(5))
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(1, 1)
        rows = {row.name: row for row in TABLE[Job]}
        for number, (slot, words) in enumerate(jobs.leads().items()):
            lead = QLabel(words, self)
            lead.setTextFormat(Qt.TextFormat.PlainText)
            lead.setIndent(0)
            lead.setStyleSheet(
                f"font-size: {px(theme.SIZE_HEADING)}px; color: {self._appearance.palette.second};"
                f" padding-top: {px(2)}px;"
            )
            field = msgspec.structs.replace(rows[slot], kind="heading")
            self.fields[slot] = Slot(field, self._editor, self._appearance, self)
            text = self.fields[slot].text
            quiet = theme.mix(self._appearance.palette.second, self._appearance.palette.surface, 0.35)
            look = f"QPlainTextEdit {{ placeholder-text-color: {quiet}; margin-left: 0; }}"
            text.setStyleSheet(f"{text.styleSheet()} {look}")
            lead.setBuddy(self.fields[slot])
            grid.addWidget(lead, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[slot], number, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _set_up_menu(self) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        more = self.more
        more.setProperty("role", "flat")
        more.setIcon(self._appearance.icon("ri.more-2-line", palette.second, 16))
        more.setIconSize(QSize(px(16), px(16)))
        more.setToolTip(_("Duplicate, copy as text, delete"))
        more.setAccessibleName(_("More about this job"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        for title, run, writes in (
            (_("Duplicate"), self._commands.duplicate_job, True),
            (_("Copy as text"), self._commands.copy_job, False),
            (_("Delete"), self._commands.remove_job, True),
        ):
            action = menu.addAction(title)
            action.setEnabled(not (writes and self._editor.read_only))
            action.triggered.connect(partial(self._run, run))
        more.setMenu(menu)

    def _run(self, run: object) -> None:
        self.flush()
        if self._job is not None and callable(run):
            run(self._job)

    # showing

    def show_job(self, job: Job) -> None:
        """Show and edit this job."""
        self._job = job.id
        state = self._editor.state
        persona = state.get(job.persona, Persona)
        parts = [_(jobs.JOB_KINDS[job.kind])]
        if persona is not None:
            parts.append(persona.name.strip() or _("Unnamed persona"))
        self.kind.set_full(" \u00b7 ".join(parts))
        best = jobs.best_outcome(state, job.id)
        self.opportunity.setText(opportunity_words(best) if best is not None else "")
        tip = _("The highest opportunity among its desired outcomes, 0 to 20.")
        self.opportunity.setAccessibleDescription(f"{tip} {outcome_tip(best)}" if best is not None else tip)
        self.opportunity.setToolTip(tip)
        for field in self.fields.values():
            field.bind((job.id,))

    def begin_typing(self) -> None:
        """Put the cursor into the first slot."""
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Write what was typed and waits."""
        for field in self.fields.values():
            field.flush()
