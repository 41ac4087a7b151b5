"""The panes of an open document: top bar, rail, navigator, map or another view, inspector and journey.

It puts panes together and remembers their sizes. This module must not know what a pane shows or does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Link, Node, Phase, Record
from cjdesigner.ui.across import Across, Stage
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.canvas.view import CanvasView
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.inspector import InspectorPanel
from cjdesigner.ui.panels.journey_panel import JourneyPanel
from cjdesigner.ui.panels.navigator import NavigatorPanel
from cjdesigner.ui.panels.path_list import PathListPanel
from cjdesigner.ui.panels.staircase import StaircasePanel
from cjdesigner.ui.rail import Rail
from cjdesigner.ui.toast import Toast
from cjdesigner.ui.top_bar import TopBar
from cjdesigner.ui.views import MAP, VIEWS, Flushing, Showing, view_of

if TYPE_CHECKING:
    from cjdesigner.ui.main_window import MainWindow

_PANES = ("left", "bottom", "right")


class Workspace(QWidget):
    """Everything between menu bar and window edge while a document is open."""

    view_changed = Signal()
    """Another view is shown in the middle."""

    def __init__(self, window: MainWindow, editor: Editor, appearance: Appearance) -> None:
        super().__init__(window)
        self._editor = editor
        self._appearance = appearance
        self._scale = appearance.scale
        self.canvas = CanvasView(editor, appearance, self)
        self.navigator = NavigatorPanel(editor, appearance)
        self.inspector = InspectorPanel(editor, appearance)
        self.canvas.inline.companion = self.inspector
        self.journey_panel = JourneyPanel(editor, appearance)
        self.staircase = StaircasePanel(editor, appearance)
        self.paths = PathListPanel(editor, appearance)
        self.view = MAP
        self._views: dict[str, QWidget] = {}
        self._stage = Stage()
        self.toast = Toast(appearance, self._stage)
        editor.told.connect(self.toast.tell)
        editor.cover_changed.connect(self.toast.take_back)
        editor.changed.connect(self.toast.take_back)
        self._build(window)
        self._restore()
        self.canvas.area_changed.connect(self._align_staircase)
        editor.path_changed.connect(self._align_staircase)
        editor.opened.connect(self.reveal)
        editor.typing_asked.connect(self._begin_typing)
        self.inspector.left.connect(self._focus_view)
        QTimer.singleShot(0, self, self._align_staircase)

    def _build(self, window: MainWindow) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(TopBar(window, self._editor, self._appearance))

        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self.inspector, _("Selection"))
        tabs.addTab(self.journey_panel, _("Journey"))
        self._tabs = tabs
        self._middle = self._column(self.canvas, self.staircase)
        self._right = self._column(tabs, self.paths)
        # The two columns share one line: what lies beneath it belongs together.
        self._middle.splitterMoved.connect(lambda: self._right.setSizes(self._middle.sizes()))
        self._right.splitterMoved.connect(lambda: self._middle.setSizes(self._right.sizes()))

        self._stage.addWidget(self._middle)
        across = Across(self.navigator, self._stage, self._right, self._appearance)
        self._across = across
        beneath = QHBoxLayout()
        beneath.setSpacing(0)
        beneath.addWidget(Rail(window, self._appearance))
        beneath.addWidget(across, 1)
        whole.addLayout(beneath, 1)
        self._panes: dict[str, tuple[QWidget, ...]] = {
            "left": (self.navigator,),
            "bottom": (self.staircase, self.paths),
            "right": (self._right,),
        }
        self._shown = dict.fromkeys(self._panes, True)

    @staticmethod
    def _column(upper: QWidget, lower: QWidget) -> QSplitter:
        column = QSplitter(Qt.Orientation.Vertical)
        column.addWidget(upper)
        column.addWidget(lower)
        column.setStretchFactor(0, 1)
        column.setHandleWidth(1)
        column.setChildrenCollapsible(False)
        return column

    # views

    def show_view(self, name: str) -> QWidget:
        """Show the map or a method's view in the middle, with something selected that is shown there, or nothing."""
        entered = name != self.view
        page = self._show(name)
        if entered:
            self._enter(page)
        return page

    def _enter(self, page: QWidget) -> None:
        """What was selected elsewhere is not what one sees here; then the view says what it shows, if anything."""
        home = next((view.id for view in VIEWS if view.id == self.view and view.opens), MAP)
        kinds = [type(record) for record in self._editor.selected(Record)]
        if not any(view_of(kind) == home for kind in kinds):
            self._editor.select(page.current() if isinstance(page, Showing) else ())

    def _show(self, name: str) -> QWidget:
        """The view as the page in the middle; it is made when it is first shown."""
        if name != MAP and name not in self._views:
            view = next(view for view in VIEWS if view.id == name)
            self._views[name] = view.make(self._editor, self._appearance)
            self._stage.addWidget(self._views[name])
        page = self._middle if name == MAP else self._views[name]
        if name != self.view:
            self.flush()
            self._tab = self._map_tab
            self.view = name
            self._stage.setCurrentWidget(page)
            self._show_bottom()
            # Beside a method's view stands what is selected there; back on the map, what stood there before.
            self._tabs.setCurrentIndex(self._tab if name == MAP else 0)
            self.view_changed.emit()
        (self.canvas if name == MAP else page).setFocus()
        return page

    def _focus_view(self) -> None:
        """The keyboard goes back to what is shown in the middle."""
        self._show(self.view)

    @property
    def _map_tab(self) -> int:
        """Which of the right pane's tabs stands beside the map."""
        return self._tabs.currentIndex() if self.view == MAP else self._tab

    def flush(self) -> None:
        """Write what is being typed, before the document is closed or copied."""
        self.canvas.flush()
        self.inspector.flush()
        for view in self._views.values():
            if isinstance(view, Flushing):
                view.flush()

    def reveal(self, identity: int) -> None:
        """Show a record where it lives, selected."""
        record = self._editor.state.get(identity, Record)
        if record is None:
            return
        page = self._show(view_of(type(record)))
        if self.view != MAP:
            page.reveal(identity)  # type: ignore[attr-defined]  # a view has it, see Revealing
            return
        self._editor.select((identity,) if isinstance(record, (Node, Link, Phase)) else ())
        if isinstance(record, Link):
            self.canvas.reveal(record.source)
        elif isinstance(record, Node):
            self.canvas.reveal(identity)

    def _begin_typing(self) -> None:
        if not self.is_shown("right"):
            self.toggle("right")
        self._tabs.setCurrentWidget(self.inspector)
        self.inspector.begin_typing()

    # panes

    def is_shown(self, pane: str) -> bool:
        """Whether a pane is shown: "left", "right" or "bottom"."""
        return self._shown[pane] and not (pane == "left" and self._across.folded)

    def toggle(self, pane: str) -> None:
        """Show or hide a pane."""
        if pane == "left" and self._across.folded:
            self._across.unfold()
            return
        self._shown[pane] = not self._shown[pane]
        for part in self._panes[pane]:
            part.setVisible(self._shown[pane])
        self._show_bottom()
        self._across.fit()

    def _show_bottom(self) -> None:
        """Staircase and paths belong to the map."""
        for part in self._panes["bottom"]:
            part.setVisible(self._shown["bottom"] and self.view == MAP)

    def step_pane(self, step: int) -> None:
        """Put the keyboard into the next pane."""
        panes = [
            self.canvas,
            *self._views.values(),
            self.inspector,
            self.journey_panel,
            self.staircase,
            self.paths,
            self.navigator,
        ]
        shown = [pane for pane in panes if pane.isVisible()]
        focused = self.focusWidget()
        here = next((n for n, pane in enumerate(shown) if pane is focused or pane.isAncestorOf(focused)), -1)
        goal = shown[(here + step) % len(shown)]
        if goal is self.canvas or not goal.focusNextPrevChild(True):
            goal.setFocus(Qt.FocusReason.TabFocusReason)

    def _align_staircase(self) -> None:
        if self.staircase.isVisible():
            self.staircase.set_phase_spans(self.canvas.band_spans() or None)

    # remembering

    def _restore(self) -> None:
        kept, px = settings(), self._appearance.px
        self._across.setSizes([px(212), px(840), px(320)])
        for column in (self._middle, self._right):
            column.setSizes([px(520), px(200)])
        for name, splitter in self._splitters():
            state = kept.value(self._key(name))
            if state is not None:
                splitter.restoreState(state)
        for name in _PANES:
            if kept.value(f"window/{name}-shown", "true") == "false":
                self.toggle(name)
        self._tab = 1 if kept.value("window/tab", "0") == "1" else 0
        self._tabs.setCurrentIndex(self._tab)

    def remember(self) -> None:
        """Keep the panes' sizes for the next start."""
        kept = settings()
        for name, splitter in self._splitters():
            if splitter is not self._across or not self._across.squeezed:  # not what a view took for itself
                kept.setValue(self._key(name), splitter.saveState())
        for name in _PANES:
            kept.setValue(f"window/{name}-shown", "true" if self._shown[name] else "false")
        kept.setValue("window/tab", str(self._map_tab))

    def _key(self, name: str) -> str:
        """Sizes are kept for the scale they were chosen at: what fits at 200 % is too wide at 100 %."""
        return f"window/{name}-{self._scale:g}"

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return ("across", self._across), ("middle", self._middle), ("right", self._right)


def saved_label(parent: QWidget) -> QLabel:
    """The label at the menu bar's right end that tells the state of saving."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "small")
    return label
