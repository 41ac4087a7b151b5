"""The forces at a switch: their balance, and the forces themselves, drivers at the left and holders at the right.

This module must not know how a balance is computed.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import jobs
from cjdesigner.model.job_text import force_line, verdict
from cjdesigner.model.records import Force, ForceKind
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.rows import Row
from cjdesigner.ui.views.jobs_balance import BalanceBars
from cjdesigner.ui.views.jobs_commands import JobCommands
from cjdesigner.ui.views.jobs_rows import PartRows

_HINTS: dict[ForceKind, str] = {
    "push": mark("what makes the present unbearable"),
    "pull": mark("what makes the new attractive"),
    "anxiety": mark("what frightens about the new"),
    "habit": mark("what is comfortable as it is"),
}
_ADD: dict[ForceKind, str] = {
    "push": mark("Push"),
    "pull": mark("Pull"),
    "anxiety": mark("Anxiety"),
    "habit": mark("Habit"),
}
_STRONGEST = 5
_NARROW = 300
"""Narrower than this, what holds stands beneath what drives."""


class Forces(QWidget):
    """The forces of one job."""

    def __init__(
        self, editor: Editor, appearance: Appearance, commands: JobCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._commands = commands
        self._job: int | None = None
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.verdict = label("", "strong", wrap=True, parent=self)
        self.hint = label(
            _(
                "Why do customers change to another way, and what keeps them? A switch takes more push and pull than "
                "anxiety and habit. Add a force, then press 0 to 5 for its strength."
            ),
            "second",
            wrap=True,
            parent=self,
        )
        self.bars = BalanceBars(appearance, self)
        self.bars.chosen.connect(self._select)
        column.addWidget(self.verdict)
        column.addWidget(self.bars)
        column.addWidget(self.hint)
        self.lists: list[PartRows] = []
        self.buttons: dict[ForceKind, QPushButton] = {}
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(12))
        for name, kinds in ((_("Driving forces"), jobs.DRIVING), (_("Holding forces"), jobs.HOLDING)):
            self._sides.addLayout(self._side(name, kinds), 1)
        column.addLayout(self._sides)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._appearance.px(_NARROW)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _side(self, name: str, kinds: tuple[ForceKind, ...]) -> QVBoxLayout:
        px = self._appearance.px
        rows = PartRows(self._appearance, name, most=6, editable=True, digits=True, parent=self)
        rows.chosen.connect(self._select)
        rows.renamed.connect(self._rename)
        rows.removed.connect(self._remove)
        rows.duplicated.connect(self._commands.duplicate_force)
        rows.copied.connect(self._commands.copy_force)
        rows.moved.connect(self._move)
        rows.digit.connect(self._weigh)
        self.lists.append(rows)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addWidget(rows)
        line = QHBoxLayout()
        line.setSpacing(px(4))
        for kind in kinds:
            button = QPushButton(_(_ADD[kind]), self)
            button.setProperty("role", "link")
            button.setIcon(self._appearance.icon("ri.add-line", self._appearance.palette.accent, 14))
            button.setToolTip(f"{_(jobs.FORCE_KINDS[kind])}: {_(_HINTS[kind])}")
            button.setAccessibleName(_("Add: {kind}").format(kind=_(jobs.FORCE_KINDS[kind])))
            button.setEnabled(not self._editor.read_only)
            button.clicked.connect(partial(self.add, kind))
            self.buttons[kind] = button
            line.addWidget(button)
        line.addStretch()
        column.addLayout(line)
        column.addStretch()
        return column

    # showing

    def show_job(self, job: int | None) -> None:
        """Show the forces of a job."""
        self._job = job
        forces = jobs.forces_of(self._editor.state, job) if job is not None else []
        words = verdict(self._editor.state, job) if job is not None else ""
        self.verdict.setText(words)
        for widget in (self.verdict, self.bars):
            widget.setVisible(bool(forces))
        self.hint.setVisible(not forces)
        for rows, kinds in zip(self.lists, (jobs.DRIVING, jobs.HOLDING), strict=True):
            rows.set_rows(_row(force) for force in forces if force.kind in kinds)
            rows.setVisible(bool(rows.rows))
        self.show_selection()

    def show_selection(self) -> None:
        """Mark the selected force."""
        chosen = self._editor.selected(Force)
        current = chosen[0].id if len(chosen) == 1 else None
        for rows in self.lists:
            rows.show_current(current)
        if self._job is not None:
            self.bars.show_forces(jobs.forces_of(self._editor.state, self._job), current, self.verdict.text())

    # editing

    def add(self, kind: ForceKind) -> None:
        """A new force, its words open for typing."""
        force = self._commands.add_force(self._job, kind) if self._job is not None else None
        if force is not None:
            self.show_job(self._job)
            self.lists[0 if kind in jobs.DRIVING else 1].edit_row(force)

    def _select(self, key: object) -> None:
        if isinstance(key, int):
            self._editor.select((key,))

    def _rename(self, key: int, text: str) -> None:
        self._commands.write(key, "text", text)

    def _weigh(self, key: int, strength: int) -> None:
        self._commands.write(key, "strength", min(_STRONGEST, strength))

    def _remove(self, key: int) -> None:
        self._commands.remove_force(key, self._beside(key))

    def _move(self, key: int, index: int) -> None:
        """To another place in its list, which shows the forces of two kinds: ranks follow what is seen."""
        beside = self._beside(key)
        if 0 <= index < len(beside):
            self._commands.move_force(key, beside[index])

    def _beside(self, key: int) -> list[int]:
        """The forces in the list of this one, as they stand."""
        lists = ([int(str(row.key)) for row in rows.rows] for rows in self.lists)
        return next((keys for keys in lists if key in keys), [])


def _row(force: Force) -> Row:
    words = " ".join(force.text.split())
    return Row(
        force.id,
        words or _(_HINTS[force.kind]),
        figure=str(force.strength),
        detail=_(jobs.FORCE_KINDS[force.kind]),
        tip=force_line(force),
        placeholder=not words,
    )
