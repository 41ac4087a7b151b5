"""The endless journey as its lying eight: buy and own, acquire and look after, phase by phase.

This module must not know how the eight is painted.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import company, wording
from cjdesigner.model.document import Change
from cjdesigner.model.endless import Eight, eight_of
from cjdesigner.model.records import Node, Phase
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import ElidedLabel, label
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.views.eight_empty import EmptyEight
from cjdesigner.ui.views.eight_figure import EightFigure, PhaseWords


class EightView(QWidget):
    """The shown journey's phases on the eight."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        px = appearance.px
        self.setProperty("role", "surface")
        self.title = ElidedLabel("", "heading", self)
        self.beside = ElidedLabel("", "second", self)
        self.figure = EightFigure(appearance)
        self.hint = label("", "second", wrap=True, parent=self)
        self.empty = EmptyEight(appearance, self)
        self.empty.divide.clicked.connect(self._divide)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.figure)
        self._scroll = scroll
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(6))
        column.addWidget(self.title)
        column.addWidget(self.beside)
        column.addWidget(self.hint)
        column.addWidget(scroll, 1)
        column.addWidget(self.empty, 1)
        self._refresher = Refresher(self, self.refresh)
        self.figure.chosen.connect(self._choose)
        self.figure.asked.connect(editor.open)
        editor.changed.connect(self._changed)
        for signal in (editor.path_changed, editor.journey_changed, editor.selection_changed, editor.cover_changed):
            signal.connect(self._refresher.later)
        self.refresh()

    def reveal(self, identity: int) -> None:
        """Show a phase."""
        self._editor.select((identity,))

    def refresh(self) -> None:
        """Show the journey as it stands now."""
        editor = self._editor
        if editor.journey not in editor.state:
            return
        path = editor.path if editor.analysis.linked_scored else None
        eight = eight_of(editor.state, editor.journey, path)
        self.title.set_full(editor.journey_record.title or _("Unnamed journey"))
        self.beside.set_full(self._told(eight, path is not None))
        missing = [phase.title or _("Unnamed phase") for p in eight.unsided if (phase := editor.state.get(p, Phase))]
        hint, any_ = self._hint(eight, missing), bool(eight.stations)
        self.hint.setText(hint)
        self.empty.show_words(hint, divides=len(missing) > 1 and not editor.read_only)
        for part, shown in ((self.title, any_), (self.beside, any_), (self.hint, any_ and bool(hint))):
            part.setVisible(shown)
        self._scroll.setVisible(any_)
        self.empty.setVisible(not any_)
        self.setFocusProxy(self.figure if any_ else self.empty.divide)
        selected = next((phase.id for phase in editor.selected(Phase)), 0)
        halves = {
            side: wording.figure(worth, editor.covered) for side, worth in eight.worths.items() if worth is not None
        }
        self.figure.show_eight(eight, self._words(eight), halves, selected)

    def _told(self, eight: Eight, scored: bool) -> str:
        if not scored:
            return _("Customers buy and own; the company acquires and looks after. Nothing is scored yet.")
        path = wording.path_title(self._editor.choice)
        return _("What each phase keeps of what customers came for: {path}").format(path=path)

    def _hint(self, eight: Eight, missing: list[str]) -> str:
        if not self._editor.state.phases(self._editor.journey):
            return _("There are no phases yet. Press P on the map and click where a phase begins.")
        if missing and eight.stations:
            names = wording.listed([wording.brief(name, 40) for name in missing])
            return _("Not on the eight: {names}. Say in the inspector whether customers buy or own there.").format(
                names=names
            )
        if missing:
            return _(
                "The eight has two loops: phases in which customers buy, and phases in which they own. Choose a phase"
                " on the map and say in the inspector on which side it is."
            )
        return ""

    def _words(self, eight: Eight) -> dict[int, PhaseWords]:
        editor, found = self._editor, {}
        for station in eight.stations:
            phase = editor.state.get(station.phase, Phase)
            if phase is not None:
                found[phase.id] = PhaseWords(
                    title=phase.title or _("Unnamed phase"),
                    wording=phase.wording,
                    verb=_("We: {verb}").format(verb=phase.verb) if phase.verb else "",
                    question=phase.question,
                    worth="" if station.worth is None else wording.figure(station.worth, editor.covered),
                )
        return found

    def _choose(self, phase: int) -> None:
        self._editor.select((phase,))

    def _divide(self) -> None:
        journey = self._editor.journey
        self._editor.edit(mark("Divide the phases"), lambda state: company.divide(state, journey))

    def _changed(self, change: Change) -> None:
        if any(isinstance(a or b, (Phase, Node)) for b, a in change.patch.values()):
            self._refresher.later()
