"""The view of jobs to be done: the jobs at the left, the opportunity landscape, and the chosen job in full beneath it.

This module must not know how a job is edited or an opportunity computed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import edits, jobs
from cjdesigner.model.document import Change, Gesture
from cjdesigner.model.records import Attachment, DesiredOutcome, Force, Job, Journey, NeedPoint, Persona, Record
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.panels.rows import Row, RowList
from cjdesigner.ui.views.jobs_commands import JobCommands
from cjdesigner.ui.views.jobs_detail import JobDetail
from cjdesigner.ui.views.jobs_list import JobList
from cjdesigner.ui.views.jobs_model import opportunity_figure, outcome_tip
from cjdesigner.ui.views.landscape import Dot, Landscape

_SHOWN = (Job, DesiredOutcome, Force, Persona, Attachment)
_FOLDED = 560
"""Narrower than this, the parts stand beneath each other."""


class JobsView(QWidget):
    """Jobs, their opportunities, and one of them in full."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._job: int | None = None
        self._numbers: dict[int, int] = {}
        self._gesture: Gesture | None = None
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Jobs to be done"))
        self.commands = JobCommands(editor, self)
        self.list = JobList(editor, appearance, self.commands)
        self.landscape = Landscape(appearance)
        self.legend = RowList(appearance, _("Outcomes by opportunity"))
        self.legend.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.unplaced = label("", "small", wrap=True)
        self.detail = JobDetail(editor, appearance, self.commands)
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._refresher = Refresher(self, self.refresh)
        self.commands.done.connect(self._refresher.now)
        self.refresh()

    def _arrange(self) -> None:
        px = self._appearance.px
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(px(4), px(14), px(8), px(8))
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setContentsMargins(px(8), 0, 0, 0)
        head.addWidget(section(_("Outcomes by opportunity"), beside))
        column.addLayout(head)
        column.addWidget(self.legend, 1)
        column.addWidget(self.unplaced)
        key = label(_legend(), "small", wrap=True, parent=beside)
        for small in (key, self.unplaced):
            small.setIndent(px(8))
        column.addWidget(key)
        self._upper = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._upper)
        self._across.setContentsMargins(px(12), px(12), 0, px(4))
        self._across.setSpacing(px(4))
        self._across.addWidget(self.landscape, 8)
        self._across.addWidget(beside, 7)
        metrics = QFontMetrics(self._appearance.font("regular", theme.SIZE_SMALL))
        longest = max(metrics.horizontalAdvance(part) for part in _legend().split("   "))
        beside.setMinimumWidth(max(px(150), longest + px(24)))
        right = self._splitter(Qt.Orientation.Vertical, self._upper, self.detail)
        right.setSizes([px(320), px(400)])
        self._stack.addWidget(right)
        self._stack.addWidget(self._empty())
        self._whole = self._splitter(Qt.Orientation.Horizontal, self.list, self._stack)
        self._whole.setStretchFactor(1, 1)
        self._whole.setSizes([px(216), px(700)])
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._whole)
        self._scroll.setMinimumSize(px(320), px(200))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width() < self._appearance.px(_FOLDED))

    def _fold(self, folded: bool) -> None:
        """Where it is narrow, list, landscape, its outcomes and the job stand beneath each other, and all scrolls."""
        direction = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        if direction == self._across.direction():
            return
        px = self._appearance.px
        self._across.setDirection(direction)
        self._whole.setOrientation(Qt.Orientation.Vertical if folded else Qt.Orientation.Horizontal)
        for part, height in ((self.list, 230), (self._upper, 470), (self.detail, 400)):
            part.setMinimumHeight(px(height) if folded else 0)
        self._whole.setSizes([px(230), px(870)] if folded else [px(216), px(700)])

    @staticmethod
    def _splitter(direction: Qt.Orientation, *parts: QWidget) -> QSplitter:
        splitter = QSplitter(direction)
        for part in parts:
            splitter.addWidget(part)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _empty(self) -> QWidget:
        """What stands here before the first job."""
        px = self._appearance.px
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(10))
        column.addStretch(2)
        column.addWidget(label(_("What do customers want to get done?"), "heading", wrap=True, parent=page))
        text = _(
            "Nobody wakes up longing to be acquired. A job says in which situation customers want to do what, and what "
            "it is good for. Its desired outcomes, by importance and satisfaction, show where an opportunity lies."
        )
        column.addWidget(label(text, "second", wrap=True, parent=page))
        column.addWidget(label(jobs.sentence(Job(id=0)), "strong", wrap=True, parent=page))
        self.first = QPushButton(_("Add a job"), page)
        self.first.setProperty("role", "primary")
        self.first.setToolTip(_("Key: N"))
        self.first.setEnabled(not self._editor.read_only)
        self.first.clicked.connect(self.add_job)
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(self.first)
        line.addWidget(label(_("or press N"), "second", parent=page))
        line.addStretch()
        column.addLayout(line)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        editor = self._editor
        self.list.chosen.connect(self._select)
        self.list.added.connect(self.add_job)
        self.list.rearranged.connect(self.refresh)
        self.legend.chosen.connect(self._select)
        self.landscape.chosen.connect(self._select)
        self.landscape.opened.connect(self._open_outcome)
        self.landscape.grasped.connect(self._grasp)
        self.landscape.dragged.connect(self._drag)
        self.landscape.released.connect(self._release)
        editor.changed.connect(self._changed)
        editor.selection_changed.connect(self._show_selection)
        editor.journey_changed.connect(self._journey_changed)

    # showing

    def reveal(self, identity: int) -> None:
        """Show and select a job, a desired outcome or a force."""
        job = self._job_of(self._editor.state.get(identity, Record))
        if job is None:
            return
        self.list.widen(job)
        self._job = job.id
        self._editor.select((identity,))
        self._refresher.now()

    def current(self) -> tuple[int, ...]:
        """The job shown in full."""
        if self._refresher.stale:
            self._refresher.now()
        return () if self._job is None else (self._job,)

    def refresh(self) -> None:
        """Show what the document holds now."""
        shown = self.list.refresh()
        selected = self._selected_job()
        if selected is not None:
            self._job = selected.id
        current = self._editor.state.get(self._job, Job) or (shown[0] if shown else None)
        current = current or next(iter(self._editor.state.ranked(Job)), None)
        self._job = current.id if current is not None else None
        self._stack.setCurrentIndex(0 if current is not None else 1)
        self.setFocusProxy(self.first if current is None else self.list.rows if shown else self.list.kind)
        self._show_opportunities(shown)
        if current is not None:
            self.detail.show_job(current, self._numbers)
        self._mark()

    def _show_opportunities(self, shown: list[Job]) -> None:
        """The landscape and the list beside it, numbered from the highest opportunity."""
        state = self._editor.state
        outcomes = [outcome for job in shown for outcome in state.referring(job.id, DesiredOutcome)]
        placed = [(value, o) for o in outcomes if (value := jobs.opportunity(o)) is not None]
        placed.sort(key=lambda pair: -pair[0])
        self._numbers = {outcome.id: number for number, (_value, outcome) in enumerate(placed, 1)}
        self.landscape.show_dots(
            [self._dot(outcome) for _value, outcome in placed],
            _("Give desired outcomes importance and satisfaction, and each has its place here."),
        )
        self.legend.set_rows(
            Row(
                outcome.id,
                f"{self._numbers[outcome.id]}\u2002\u2068{_words(outcome)}\u2069",
                figure=opportunity_figure(outcome),
                tip=outcome_tip(outcome),
            )
            for _value, outcome in placed
        )
        rest = len(outcomes) - len(placed)
        text = ngettext("{count} outcome without figures yet", "{count} outcomes without figures yet", rest)
        self.unplaced.setText(text.format(count=rest))
        self.unplaced.setVisible(bool(rest))

    def _dot(self, outcome: DesiredOutcome) -> Dot:
        counted = sum(outcome.importance_counts) or sum(outcome.satisfaction_counts)
        estimate = jobs.is_estimate(outcome)
        return Dot(
            outcome.id,
            self._numbers[outcome.id],
            jobs.satisfaction(outcome) or 0.0,
            jobs.importance(outcome) or 0.0,
            estimate=estimate,
            strong=outcome.job == self._job,
            movable=estimate and not counted and not self._editor.read_only,
            tip=f"{self._numbers[outcome.id]}  {outcome_tip(outcome)}",
        )

    def _changed(self, change: Change) -> None:
        for before, after in change.patch.values():
            record = after if after is not None else before
            asked = isinstance(record, NeedPoint) and (
                getattr(before, "question", None) != getattr(after, "question", None)
            )
            if asked or isinstance(record, (*_SHOWN, Journey)):
                self._refresher.later()
                return

    def _journey_changed(self) -> None:
        self._refresher.later()

    def _job_of(self, record: Record | None) -> Job | None:
        if isinstance(record, DesiredOutcome | Force):
            return self._editor.state.get(record.job, Job)
        return record if isinstance(record, Job) else None

    def _selected_job(self) -> Job | None:
        """The job of what is selected, if that is of one job."""
        found = {}
        for identity in self._editor.selection:
            job = self._job_of(self._editor.state.get(identity, Record))
            if job is None:
                return None
            found[job.id] = job
        return next(iter(found.values())) if len(found) == 1 else None

    def _show_selection(self) -> None:
        job = self._selected_job()
        if job is not None and job.id != self._job:
            self._job = job.id
            self._refresher.now() if self.isVisible() else self._refresher.later()
        else:
            self._mark()
            self.detail.show_selection()

    def _mark(self) -> None:
        """Mark what is selected in the lists and on the landscape."""
        outcomes = self._editor.selected(DesiredOutcome)
        current = outcomes[0].id if len(outcomes) == 1 else None
        self.list.show_current(self._job)
        self.legend.show_current(current)
        self.landscape.show_current(current)

    # hands

    def add_job(self) -> None:
        """A new job, its first slot open for typing."""
        kind, persona = self.list.wanted
        job = self.commands.add_job(kind, persona)
        if job is not None:
            self._job = job
            self._refresher.now()
            self.detail.story.begin_typing()
            self._scroll.ensureWidgetVisible(self.detail.story)

    def flush(self) -> None:
        """Write what was typed and waits."""
        self.detail.flush()

    def _select(self, key: object) -> None:
        if isinstance(key, int):
            self._editor.select((key,))

    def _open_outcome(self, key: int) -> None:
        """Go on to the outcome's row, so that its figures can be typed."""
        self._editor.select((key,))
        self.detail.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.detail.ensureWidgetVisible(self.detail.table)
        self._scroll.ensureWidgetVisible(self.detail)

    def _grasp(self, key: int) -> None:
        self._gesture = self._editor.begin(mark("Move the estimate"))

    def _drag(self, satisfaction: float, importance: float) -> None:
        ids = [outcome.id for outcome in self._editor.selected(DesiredOutcome)]
        if self._gesture is not None:
            self._editor.draft(
                self._gesture,
                lambda state: edits.set_fields(state, ids, satisfaction=satisfaction, importance=importance),
            )

    def _release(self, holds: bool) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.open:
            if holds:
                self._editor.finish(gesture)
            else:
                gesture.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and not event.modifiers() and not self._editor.read_only:
            self.add_job()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and (
            self.landscape.hasFocus() or self.legend.hasFocus()
        ):
            self.commands.remove_outcomes([outcome.id for outcome in self._editor.selected(DesiredOutcome)])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_N
            and not event.modifiers()
        ):
            event.accept()  # a new job here, whatever the window makes of the key
            return True
        return super().event(event)


def _legend() -> str:
    """What the dots say; a line is broken between them only."""
    words = _("\u25cf\u00a0from\u00a0answers   \u25cb\u00a0estimate, can be dragged")
    first, mark, second = words.partition("\u25cb")
    return "   ".join("\u00a0".join(part.split()) for part in (first, mark + second))


def _words(outcome: DesiredOutcome) -> str:
    return " ".join(outcome.text.split()) or _("Unnamed outcome")
