"""What canvas, panels and menus share while a document is open: the document, what is shown, selected and chosen.

The editor turns a document's changes into Qt signals, keeps one journey's graph and analysis in step with them, and is
the one place through which the window edits. View state (selection, chosen path, covered figures) lives here and is
never a record.

This module must not know any widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import QObject, Signal

from cjdesigner.errors import EditRefused, UserError, WriteFailed
from cjdesigner.i18n import mark
from cjdesigner.model import binding, edits
from cjdesigner.model.document import Change, Document, Gesture
from cjdesigner.model.excellence import Analysis, Path
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    Node,
    Note,
    Persona,
    Phase,
    Principle,
    R,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State
from cjdesigner.model.store import Store

PathChoice = Literal["travelled", "best", "worst"] | tuple[int, ...]
"""The path the staircase shows: one that is named by what it is, or one chosen by its nodes."""


class Editor(QObject):
    """One open document in one window."""

    changed = Signal(object)
    """A :class:`Change`, after graph and selection have followed it."""
    figures_changed = Signal()
    """The shown journey's figures are new; read :attr:`analysis`."""
    journey_changed = Signal()
    """Another journey is shown."""
    selection_changed = Signal()
    path_changed = Signal()
    """Another path is chosen, or the chosen one runs or scores otherwise."""
    cover_changed = Signal()
    """Figures were covered or revealed."""
    opened = Signal(int)
    """A record shall be shown where it lives; the workspace goes there."""
    typing_asked = Signal()
    """The name of what is selected shall be typed in the inspector."""
    told = Signal(str)
    """A sentence for the status line: a refused edit, what was pasted."""
    failed = Signal(object)
    """A :class:`WriteFailed`: the edit did not happen; the window tells it in a dialogue."""

    def __init__(self, document: Document, store: Store | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.store = store
        self.selection: tuple[int, ...] = ()
        self._said = ""
        """What is to be told of the gesture under way when it is finished."""
        self.covered = False
        self._choice: PathChoice = "travelled"
        self._path: Path | None = None
        self._path_known = False
        journeys = document.state.journeys()
        self._journey = journeys[0].id if journeys else 0
        self._graph = JourneyGraph(document.state, self._journey)
        self._analysis: Analysis | None = None
        self._unsubscribe = document.subscribe(self._follow)

    def close(self, *, discard: bool = False) -> None:
        """Stop following the document and close its file; ``discard`` deletes an untitled one."""
        self.document.settle()
        self._unsubscribe()
        if self.store is not None and discard and self.store.untitled:
            self.store.discard()
        elif self.store is not None:
            self.store.close()

    # reading

    @property
    def state(self) -> State:
        """The records as they stand now, drafts included."""
        return self.document.state

    @property
    def read_only(self) -> bool:
        """Whether the document can be looked at only."""
        return self.store is not None and self.store.read_only

    @property
    def journey(self) -> int:
        """The id of the journey shown."""
        return self._journey

    @property
    def journey_record(self) -> Journey:
        """The journey shown."""
        record = self.state[self._journey]
        assert isinstance(record, Journey)
        return record

    @property
    def graph(self) -> JourneyGraph:
        """The shown journey's graph."""
        return self._graph

    @property
    def analysis(self) -> Analysis:
        """The shown journey's figures; each is computed when it is first read."""
        if self._analysis is None:
            self._analysis = Analysis(self._graph)
        return self._analysis

    @property
    def choice(self) -> PathChoice:
        """Which path is chosen."""
        return self._choice

    @property
    def path(self) -> Path | None:
        """The chosen path with its figures; None where the journey has no path."""
        if not self._path_known:
            self._path = self._chosen()
            self._path_known = True
        return self._path

    def _chosen(self) -> Path | None:
        analysis = self.analysis
        if isinstance(self._choice, tuple):
            nodes = self._choice
            whole = None not in (self._graph.link_between(a, b) for a, b in zip(nodes, nodes[1:], strict=False))
            if whole and nodes and all(node in self.state for node in nodes):
                path = analysis.path(nodes)
                if path.probability > 0:
                    return path
            self._choice = "travelled"
        if self._choice == "best":
            return analysis.best
        if self._choice == "worst":
            return analysis.worst
        return next(iter(analysis.most_travelled(1)), None)

    def selected(self, kind: type[R]) -> list[R]:
        """The selected records of a kind, in the order they were selected."""
        return [record for identity in self.selection if (record := self.state.get(identity, kind)) is not None]

    def scorable(self) -> list[int]:
        """The selected touchpoints that want a score: where customers leave there is nothing to score."""
        return [touchpoint.id for touchpoint in self.selected(Touchpoint) if touchpoint.outcome != "leaves"]

    # view state

    def show_journey(self, journey: int) -> None:
        """Show another journey."""
        if journey == self._journey or not isinstance(self.state.get(journey, Record), Journey):
            return
        self.settle()
        self._journey = journey
        self._graph = JourneyGraph(self.state, journey)
        self._choice = "travelled"
        self._forget_figures()
        self.select(())
        self.journey_changed.emit()
        self.figures_changed.emit()
        self.path_changed.emit()

    def select(self, ids: Iterable[int], *, add: bool = False, toggle: bool = False) -> None:
        """Select these records: instead of, besides, or (toggle) in exchange with what is selected."""
        new = dict.fromkeys(self.selection if add or toggle else ())
        for identity in ids:
            if toggle and identity in new:
                del new[identity]
            elif identity in self.state:
                new[identity] = None
        if tuple(new) != self.selection:
            self.selection = tuple(new)
            self.selection_changed.emit()

    def open(self, identity: int) -> None:
        """Go to a record: the view it is shown in, its journey, its place, selected."""
        record = self.state.get(identity, Record)
        if record is None:
            return
        home = identity if isinstance(record, Journey) else getattr(record, "journey", None)
        if home is not None:
            self.show_journey(home)
        self.opened.emit(identity)

    def choose_path(self, choice: PathChoice) -> None:
        """Choose the path that staircase and canvas show."""
        self._choice = choice
        self._path_known = False
        self.path_changed.emit()

    def cover(self, covered: bool) -> None:
        """Cover all figures while people score, or reveal them together."""
        if covered != self.covered:
            self.covered = covered
            self.cover_changed.emit()

    # editing

    def edit(self, label: str, edit: Callable[[State], Patch], *, merge: object = None, select: bool = False) -> Patch:
        """Make an edit and return its patch; what is refused is told and returns an empty patch.

        With ``select`` the cards that the edit adds are selected.
        """
        if self.read_only:
            self.told.emit(str(UserError(mark("This file is open for reading only; nothing can be changed."))))
            return {}
        try:
            self.document.settle()
            patch = binding.following(self.state, edit(self.state))
            said = binding.said(self.state, patch)
            self.document.apply(patch, label, merge)
        except WriteFailed as error:
            self.failed.emit(error)
            return {}
        except EditRefused as error:
            self.told.emit(str(error))
            return {}
        if said:
            self.told.emit(said)
        if select:
            self.select(edits.nodes_added(patch))
        return patch

    def begin(self, label: str) -> Gesture | None:
        """Start a gesture; None where the document cannot be changed (that is told)."""
        if self.read_only:
            self.edit(label, lambda state: {})
            return None
        return self.document.begin(label) if self.settle() else None

    def settle(self) -> bool:
        """Commit the gesture under way, if any; False where it could not be written (that is told)."""
        try:
            self.document.settle()
        except WriteFailed as error:
            self.failed.emit(error)
            return False
        return True

    def draft(self, gesture: Gesture, edit: Callable[[State], Patch]) -> bool:
        """Make a gesture's draft anew; False where it is refused (that is told) and stays as it was, or is over."""
        if not gesture.open:
            return False
        try:
            gesture.draft(lambda state: self._followed(state, edit))
        except EditRefused as error:
            self.told.emit(str(error))
            return False
        return True

    def _followed(self, state: State, edit: Callable[[State], Patch]) -> Patch:
        patch = binding.following(state, edit(state))
        self._said = binding.said(state, patch)
        return patch

    def finish(self, gesture: Gesture) -> bool:
        """Commit a gesture; False where it could not be written (that is told) and was taken back."""
        said, self._said = self._said, ""
        try:
            gesture.commit()
        except WriteFailed as error:
            self.failed.emit(error)
            return False
        if said:
            self.told.emit(said)
        return True

    def undo(self) -> None:
        """Take the newest step back and show where it was."""
        self._travel(self.document.undo)

    def redo(self) -> None:
        """Do the newest undone step again and show where it is."""
        self._travel(self.document.redo)

    def _travel(self, move: Callable[[], Change | None]) -> None:
        if self.read_only:
            return
        try:
            change = move()
        except WriteFailed as error:
            self.failed.emit(error)
            return
        except EditRefused as error:
            self.told.emit(str(error))
            return
        if change is not None:
            self._show_change(change)

    def _show_change(self, change: Change) -> None:
        """Go to the journey in which something changed, and select what changed and still stands."""
        standing = [after for _, after in change.patch.values() if isinstance(after, (Node, Link, Phase))]
        homes = [record.journey for record in standing]
        homes = homes or [after.id for _, after in change.patch.values() if isinstance(after, Journey)]
        if homes and self._journey not in homes:
            self.show_journey(homes[0])
        for kind in (Node, Link, Phase):
            changed = [record.id for record in standing if isinstance(record, kind)]
            if changed:
                self.select(changed)
                return
        method = next((r for _, r in change.patch.values() if r is not None and isinstance(r, _SHOWN)), None)
        if method is not None:
            self.open(method.id)

    # following

    def _follow(self, change: Change) -> None:
        if self._journey not in self.state:
            journeys = self.state.journeys()
            if journeys:
                self._journey = 0
                self.show_journey(journeys[0].id)
            self.changed.emit(change)
            return
        moved = self._graph.advance(change.patch)
        if any(identity not in self.state for identity in self.selection):
            self.select(identity for identity in self.selection if identity in self.state)
        figures = bool(moved & {"structure", "scores", "shares"})
        if figures:
            self._forget_figures()
        self.changed.emit(change)
        if figures:
            self.figures_changed.emit()
        if moved - {"positions"} or any(_changes_phase(before, after) for before, after in change.patch.values()):
            self.path_changed.emit()

    def _forget_figures(self) -> None:
        self._analysis = None
        self._path = None
        self._path_known = False


_SHOWN = (Persona, EmpathyMap, Note, Job, DesiredOutcome, Force, Indicator, Reading, Insight, Principle)
"""The methods' records that a view shows by themselves."""


def _changes_phase(before: Record | None, after: Record | None) -> bool:
    return isinstance(before, Node) and isinstance(after, Node) and before.phase != after.phase
