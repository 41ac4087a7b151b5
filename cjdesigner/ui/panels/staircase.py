"""The excellence staircase: along the chosen path the running product steps down from 100 % to what is left.

The panel holds the title, teaches while there is nothing to show, and makes the plot, which lies in a module of its own
because pyqtgraph takes long to import. This module must not know how the plot is painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.excellence import Path
from cjdesigner.model.lettering import letters
from cjdesigner.model.records import Touchpoint
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import ElidedLabel, PartsLabel, label
from cjdesigner.ui.panels.refresh import Refresher

if TYPE_CHECKING:
    from cjdesigner.ui.panels.staircase_plot import StaircasePlot

Spans = Sequence[tuple[int | None, float, float]]

_PLOT_AFTER = 120
"""Milliseconds after the panel is first painted: the window is usable before pyqtgraph is imported."""
_NARROWEST = 30.0
_LEFT, _RIGHT = 44.0, 24.0
_FILLED = 0.74
_WIDEST = 150.0


class Stair(msgspec.Struct, frozen=True):
    """One step: a touchpoint, the running product before and after it, and where it stands (px, in the panel)."""

    id: int
    name: str
    phase: int | None
    before: float
    after: float
    scored: bool
    known: bool
    """Whether anything up to here is scored; before that the product says nothing."""
    bound: bool
    """Whether something up to here is unscored, so that ``after`` is an upper bound."""
    left: float = 0.0
    right: float = 0.0
    room: float = 0.0
    """The width its words may take."""


class StaircasePanel(QWidget):
    """Title and plot of the chosen path."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._spans: list[tuple[int | None, float, float]] | None = None
        self._wanted = False
        self.plot: StaircasePlot | None = None
        self.setAccessibleName(_("Excellence staircase"))
        self.setProperty("role", "surface")
        px = appearance.px
        self.setMinimumHeight(px(120))
        self.title = ElidedLabel("", "strong", self)
        self.beside = PartsLabel("second", self)
        self.hint = label("", "second", wrap=True, parent=self)
        self.hint.setIndent(px(20))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(10), 0, 0)
        self._column.setSpacing(px(2))
        head = QHBoxLayout()
        head.setContentsMargins(px(20), 0, px(12), 0)
        head.setSpacing(px(12))
        head.addWidget(self.title)
        head.addWidget(self.beside, 1)
        self._column.addLayout(head)
        self._column.addWidget(self.hint)
        self._column.addStretch()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PLOT_AFTER)
        self._late.timeout.connect(self.make_plot)
        self._refresher = Refresher(self, self.refresh, share=0.2)
        editor.path_changed.connect(self._refresher.later)
        editor.figures_changed.connect(self._refresher.later)
        editor.cover_changed.connect(self._refresher.later)
        editor.selection_changed.connect(self._show_selection)

    def set_phase_spans(self, spans: Spans | None) -> None:
        """Where the bands above lie, as (phase id or None, left, right) in this panel's px; None spaces evenly."""
        new = list(spans) if spans is not None else None
        if new != self._spans:
            self._spans = new
            self._refresher.later()

    @property
    def stairs(self) -> list[Stair]:
        """The steps of the chosen path, placed."""
        path = self._editor.path
        if path is None:
            return []
        found = stairs(path, self._editor.state)
        scale = self._appearance.scale
        return placed(found, float(self.width()), self._spans, scale) if found else []

    def refresh(self) -> None:
        """Show the chosen path as it stands now."""
        path = self._editor.path
        self._show_title(path)
        steps = self.stairs
        hint = self._hint(path, bool(steps))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        if not steps:
            if self.plot is not None:
                self.plot.hide()
            return
        if self.plot is None:
            self._wanted = True
            self.update()
            return
        self.plot.setVisible(True)
        self.plot.show_stairs(steps, covered=self._editor.covered, selected=frozenset(self._editor.selection))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._wanted and self.plot is None and not self._late.isActive():
            self._late.start()  # not before the window has been painted

    def make_plot(self) -> None:
        """Import pyqtgraph and make the plot, if that has not happened yet."""
        if self.plot is None:
            from cjdesigner.ui.panels.staircase_plot import StaircasePlot

            self.plot = StaircasePlot(self._appearance, self)
            self.plot.chosen.connect(self._select)
            self.plot.resized.connect(self._refresher.later)
            self._column.insertWidget(2, self.plot, 1)
            self._column.setStretch(3, 0)
        self.refresh()

    def _show_title(self, path: Path | None) -> None:
        analysis, covered = self._editor.analysis, self._editor.covered
        if path is None:
            self.title.set_full(_("Excellence staircase"))
            self.beside.set_parts(())
            return
        worth = wording.path_worth(path, covered)
        text = _("{path}: {figure}").format(path=wording.path_title(self._editor.choice), figure=worth)
        self.title.set_full(text)
        self.beside.set_parts([] if covered else wording.path_comparison(path, analysis.expected, analysis.upper_bound))

    def _hint(self, path: Path | None, any_steps: bool) -> str:
        if any_steps:
            return ""
        if path is not None:
            return _("This path has no touchpoint yet, so nothing can be lost on it.")
        if self._editor.analysis.linked:
            return _("No way leads to an end that is reached: every customer is lost.")
        return _(
            "Here the journey steps down from 100%, touchpoint by touchpoint, to what is left of it. "
            "Link two cards and score them to see the first step."
        )

    def _show_selection(self) -> None:
        if self.plot is not None:
            self.plot.show_selected(frozenset(self._editor.selection))

    def _select(self, identity: int) -> None:
        self._editor.select((identity,))


def stairs(path: Path, state: State) -> list[Stair]:
    """The steps of a path, not yet placed."""
    found: list[Stair] = []
    known = bound = False
    lettered = letters(path, state)
    for step in path.steps:
        record = state.get(step.id, Touchpoint)
        if record is not None:
            scored = record.score is not None
            known, bound = known or scored, bound or not scored
            name = wording.name_of(record)
            if step.id in lettered:
                name = f"{lettered[step.id]} · {name}"
            found.append(Stair(step.id, name, record.phase, step.before, step.after, scored, known, bound))
    return found


def placed(steps: Sequence[Stair], width: float, spans: Spans | None, scale: float = 1.0) -> list[Stair]:
    """The steps side by side: under their phases where those have room and the path never goes back, else evenly."""
    aligned = _under_phases(steps, width, spans, scale) if spans else None
    if aligned is not None:
        return aligned
    left, right = _LEFT * scale, width - _RIGHT * scale
    pitch = max(1.0, (right - left) / len(steps))
    return [_in_part(step, left + number * pitch, pitch, scale) for number, step in enumerate(steps)]


def _under_phases(steps: Sequence[Stair], width: float, spans: Spans, scale: float) -> list[Stair] | None:
    bands = {phase: (number, max(0.0, left), min(width, right)) for number, (phase, left, right) in enumerate(spans)}
    if any(step.phase not in bands for step in steps):
        return None
    order = [bands[step.phase][0] for step in steps]
    if order != sorted(order):
        return None
    counts: dict[int | None, int] = {}
    for step in steps:
        counts[step.phase] = counts.get(step.phase, 0) + 1
    result, nth = [], dict.fromkeys(counts, 0)
    for step in steps:
        _number, left, right = bands[step.phase]
        part = (right - left) / counts[step.phase]
        if part < _NARROWEST * scale:
            return None
        result.append(_in_part(step, left + nth[step.phase] * part, part, scale))
        nth[step.phase] += 1
    return result


def _in_part(step: Stair, left: float, part: float, scale: float) -> Stair:
    wide = min(part * _FILLED, _WIDEST * scale) if part > 6 else part
    middle = left + part / 2
    return msgspec.structs.replace(step, left=middle - wide / 2, right=middle + wide / 2, room=part)
