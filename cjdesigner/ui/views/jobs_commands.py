"""What can be done with jobs, their outcomes and forces, as named steps of the document's history.

This module must not know who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import attaching, edits, job_edits
from cjdesigner.model.job_text import force_line, job_text, outcome_line
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import DesiredOutcome, Force, ForceKind, JobKind
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor


class JobCommands(QObject):
    """Edits of jobs in one window."""

    done = Signal()
    """Something was edited; what is listed must be up to date before the next key."""

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor

    def _edit(self, label: str, edit: Callable[[State], Patch], *, merge: object = None) -> Patch:
        patch = self._editor.edit(label, edit, merge=merge)
        if patch:
            self.done.emit()
        return patch

    # jobs

    def add_job(self, kind: JobKind = "functional", persona: int | None = None) -> int | None:
        """A new job at the end, selected; its id."""
        patch = self._edit(mark("Add a job"), lambda state: job_edits.add_job(state, kind=kind, persona=persona))
        return self._show(job_edits.jobs_added(patch))

    def duplicate_job(self, job: int) -> int | None:
        """A copy of a job with all it holds, selected; its id."""
        if job not in self._editor.state:
            return None
        patch = self._edit(mark("Duplicate the job"), lambda state: job_edits.duplicate(state, [job]))
        return self._show(job_edits.jobs_added(patch))

    def remove_job(self, job: int, among: Sequence[int] = ()) -> None:
        """Remove a job with its outcomes and forces; of those ``among`` which it stood the next is selected."""
        self._remove(mark("Delete the job"), [job], among)

    def move_job(self, job: int, index: int) -> None:
        """Put a job at another place in the designer's order."""
        if job in self._editor.state:
            self._edit(mark("Move the job"), lambda state: job_edits.move_job(state, job, index))

    def copy_job(self, job: int) -> None:
        """The job as text to the clipboard."""
        if job in self._editor.state:
            QApplication.clipboard().setText(job_text(self._editor.state, job))

    def link(self, job: int, need: int) -> None:
        """Link a job to a need point that it serves."""
        self._edit(mark("Link the job to a need point"), lambda state: attaching.attach(state, job, need))

    def unlink(self, job: int, need: int) -> None:
        """Take a job off a need point."""
        self._edit(mark("Take the job off a need point"), lambda state: attaching.detach(state, job, need))

    # outcomes

    def add_outcomes(self, job: int, text: str) -> bool:
        """An outcome of each line, with the figures after it, selected; whether there was any.

        What stands where a figure stands and is none is told.
        """
        patch = self._edit(mark("Add desired outcomes"), lambda state: job_edits.add_outcomes(state, job, text))
        unread = job_edits.unread(text) if patch else []
        if unread:
            first = _("“{typed}” is no number from 0 to 10; it stays in the text.")
            more = ngettext("{count} further line, too.", "{count} further lines, too.", len(unread) - 1)
            told = [first.format(typed=brief(unread[0])), more.format(count=len(unread) - 1)]
            self._editor.told.emit(" ".join(told[: 1 if len(unread) == 1 else 2]))
        return self._show(list(patch), several=True) is not None

    def paste_outcomes(self, job: int) -> None:
        """The clipboard's lines as outcomes."""
        self.add_outcomes(job, QApplication.clipboard().text())

    def copy_outcomes(self, ids: Sequence[int]) -> None:
        """Outcomes as lines that can be pasted here or into a sheet."""
        found = [outcome for key in ids if (outcome := self._editor.state.get(key, DesiredOutcome)) is not None]
        QApplication.clipboard().setText("\n".join(outcome_line(outcome) for outcome in found))

    def duplicate_outcomes(self, ids: Sequence[int]) -> None:
        """Copies at the end, selected."""
        there = [key for key in ids if key in self._editor.state]
        patch = self._edit(mark("Duplicate the desired outcome"), lambda state: job_edits.duplicate(state, there))
        self._show(list(patch), several=True)

    def remove_outcomes(self, ids: Sequence[int]) -> None:
        """Remove outcomes; the next one of their job is selected."""
        first = self._editor.state.get(ids[0] if ids else None, DesiredOutcome)
        if first is not None:
            among = [outcome.id for outcome in self._editor.state.referring(first.job, DesiredOutcome)]
            self._remove(mark("Delete the desired outcome"), ids, among)

    def move_outcome(self, outcome: int, index: int) -> None:
        """Put an outcome at another place among its job's."""
        if outcome in self._editor.state:
            label = mark("Move the desired outcome")
            self._edit(label, lambda state: job_edits.move_part(state, outcome, index))

    def write(self, key: int, field: str, value: object) -> None:
        """Give an outcome's or a force's field a value; digits typed one after another are one step."""
        if key not in self._editor.state:
            return
        force = self._editor.state.get(key, Force) is not None
        label = mark("Change the force") if force else mark("Change the desired outcome")
        merge = ("strength", key) if field == "strength" else None
        self._edit(label, lambda state: edits.set_fields(state, [key], **{field: value}), merge=merge)

    # forces

    def add_force(self, job: int, kind: ForceKind) -> int | None:
        """A new force, selected; its id."""
        patch = self._edit(mark("Add a force"), lambda state: job_edits.add_force(state, job, kind))
        return self._show(list(patch))

    def duplicate_force(self, force: int) -> None:
        """A copy at the end."""
        if force in self._editor.state:
            self._edit(mark("Duplicate the force"), lambda state: job_edits.duplicate(state, [force]))

    def remove_force(self, force: int, among: Sequence[int]) -> None:
        """Remove a force; of those ``among`` which it stood the next is selected."""
        self._remove(mark("Delete the force"), [force], among)

    def move_force(self, force: int, to: int) -> None:
        """Put a force where another one of its job stands."""
        first, other = self._editor.state.get(force, Force), self._editor.state.get(to, Force)
        if first is not None and other is not None:
            index = self._editor.state.referring(first.job, Force).index(other)
            self._edit(mark("Move the force"), lambda state: job_edits.move_part(state, force, index))

    def copy_force(self, force: int) -> None:
        """The force as text to the clipboard."""
        record = self._editor.state.get(force, Force)
        if record is not None:
            QApplication.clipboard().setText(force_line(record))

    # shared

    def _show(self, added: Sequence[int], *, several: bool = False) -> int | None:
        if not added:
            return None
        self._editor.select(added if several else added[:1])
        return added[0]

    def _remove(self, label: str, ids: Sequence[int], among: Sequence[int]) -> None:
        following = _following(among, ids)
        if delete(self._editor, label, ids):
            if following is not None:
                self._editor.select((following,))
            self.done.emit()


def _following(among: Sequence[int], gone: Sequence[int]) -> int | None:
    """Who comes after those that go, or else before them."""
    last = max((place for place, key in enumerate(among) if key in gone), default=-1)
    after = [key for key in among[last + 1 :] if key not in gone]
    before = [key for key in among[: last + 1] if key not in gone]
    return after[0] if after else before[-1] if before else None
