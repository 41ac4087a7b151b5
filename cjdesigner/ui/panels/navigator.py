"""The navigator at the left: the file's journeys, the shown journey's phases, and its parked cards.

This module must not know how a journey is drawn or computed with.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import edits
from cjdesigner.model.document import Change
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    NeedPoint,
    Node,
    Persona,
    Phase,
    Record,
    Touchpoint,
    node_title,
)
from cjdesigner.model.state import State
from cjdesigner.model.wording import grouped, name_of
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.channels import channel_icon
from cjdesigner.ui.panels.hanging import OpeningList
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.panels.rows import Row, RowList

NEED_ICON = "ri.question-line"
_PARKED_SHOWN = 500

_METHODS: tuple[tuple[type[Record], str, str], ...] = (
    (Persona, mark("Personas"), "ri.user-line"),
    (EmpathyMap, mark("Empathy maps"), "ri.emotion-line"),
    (Job, mark("Jobs to be done"), "ri.briefcase-line"),
    (Indicator, mark("Indicators"), "ri.line-chart-line"),
    (Insight, mark("Insights"), "ri.lightbulb-line"),
)


class NavigatorPanel(QScrollArea):
    """Journeys, phases and parked cards, each a section with its heading."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self.setAccessibleName(_("Navigator"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = _Page(self)
        self.journeys = _Section(appearance, _("Journeys"), most=10, editable=True, movable=True, parent=self._page)
        self.phases = _Section(appearance, _("Phases"), most=14, editable=True, movable=True, parent=self._page)
        self.parked = RowList(appearance, _("Parked"), parent=self._page)
        self.parked.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.methods = OpeningList(appearance, _("Methods"), most=6, parent=self._page)
        self._no_phases = self._hint(
            _("Phases divide the journey into bands, such as “Orientation” or “First steps”. Add one with +.")
        )
        self._none_parked = self._hint(
            _("Cards without a link wait here. Paste lines of text onto the canvas to make a card of each.")
        )
        self._add_journey_button = self._add_button(_("Add a journey"), self.add_journey)
        self._add_phase_button = self._add_button(_("Add a phase"), self.add_phase)
        self._parked_heading = section(_("Parked"), self._page)
        self._methods_heading = section(_("Methods"), self._page)
        self._arrange()
        for rows, renamed, moved, removed in (
            (self.journeys, self._rename_journey, self._move_journey, self.remove_journey),
            (self.phases, self._rename_phase, self._move_phase, self.remove_phase),
        ):
            rows.renamed.connect(renamed)
            rows.moved.connect(moved)
            rows.removed.connect(removed)
        self.journeys.chosen.connect(editor.show_journey)
        self.journeys.menu_asked.connect(self._journey_menu)
        self.phases.chosen.connect(self._select)
        self.phases.menu_asked.connect(self._phase_menu)
        self.parked.chosen.connect(self._select)
        self.methods.chosen.connect(self._open)
        self._refresher = Refresher(self, self.refresh)
        editor.changed.connect(self._changed)
        editor.journey_changed.connect(self._refresher.later)
        editor.selection_changed.connect(self._show_selection)
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        beside = self.verticalScrollBar().sizeHint().width()
        return QSize(max(hint.width(), self._page.minimumSizeHint().width() + beside), hint.height())

    def _arrange(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self._page)
        column.setContentsMargins(px(8), px(16), px(8), px(12))
        column.setSpacing(px(4))
        column.addLayout(self._heading(section(_("Journeys"), self._page), self._add_journey_button))
        column.addWidget(self.journeys)
        column.addSpacing(px(12))
        column.addLayout(self._heading(section(_("Phases"), self._page), self._add_phase_button))
        column.addWidget(self.phases)
        column.addWidget(self._no_phases)
        column.addSpacing(px(12))
        column.addLayout(self._heading(self._methods_heading, None))
        column.addWidget(self.methods)
        column.addSpacing(px(12))
        column.addLayout(self._heading(self._parked_heading, None))
        column.addWidget(self.parked, 1)
        column.addWidget(self._none_parked)
        column.addStretch()
        self.setWidget(self._page)

    def _heading(self, title: QWidget, button: QToolButton | None) -> QHBoxLayout:
        px = self._appearance.px
        line = QHBoxLayout()
        line.setContentsMargins(px(8), 0, 0, 0)
        line.addWidget(title, 1)
        if button is not None:
            line.addWidget(button)
        return line

    def _hint(self, text: str) -> QWidget:
        hint = label(text, "small", wrap=True, parent=self._page)
        hint.setIndent(self._appearance.px(8))
        return hint

    def _add_button(self, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self._page)
        button.setProperty("role", "flat")
        button.setIcon(self._appearance.icon("ri.add-line", self._appearance.palette.second, 16))
        button.setIconSize(QSize(self._appearance.px(16), self._appearance.px(16)))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setEnabled(not self._editor.read_only)
        button.clicked.connect(slot)
        return button

    # showing

    def refresh(self) -> None:
        """Show what the document holds now."""
        state, journey = self._editor.state, self._editor.journey
        untitled = _("Untitled journey")
        self.journeys.set_rows(
            Row(
                record.id,
                _one_line(record.title) or untitled,
                tip=record.scenario,
                placeholder=not _one_line(record.title),
                icon="ri.route-line" if record.kind == "as-is" else "ri.compass-3-line",
            )
            for record in state.journeys()
        )
        phases = state.phases(journey)
        self.phases.set_rows(
            Row(
                record.id,
                _one_line(record.title) or _("Untitled phase"),
                tip=record.wording,
                placeholder=not _one_line(record.title),
            )
            for record in phases
        )
        self.phases.setVisible(bool(phases))
        self._no_phases.setVisible(not phases)
        self._show_methods()
        self._show_parked()
        self._show_selection()

    def _show_methods(self) -> None:
        """How many records each method has; those it has none of are not listed."""
        state = self._editor.state
        rows = []
        for kind, title, icon in _METHODS:
            count = len(state.all(kind))
            if count:
                rows.append(Row(kind, _(title), figure=grouped(count), icon=icon))
        self.methods.set_rows(rows)
        self.methods.setVisible(bool(rows))
        self._methods_heading.setVisible(bool(rows))

    def _open(self, kind: object) -> None:
        """Go to a method's first record, in its view."""
        if isinstance(kind, type):
            self._editor.open(self._editor.state.ranked(kind)[0].id)

    def _show_parked(self) -> None:
        state = self._editor.state
        ids = self._editor.analysis.parked_ids
        rows = []
        for identity in ids[:_PARKED_SHOWN]:
            node = state.get(identity, Node)
            if node is not None:
                icon = NEED_ICON if isinstance(node, NeedPoint) else ""
                if isinstance(node, Touchpoint):
                    icon = channel_icon(state, node.channel)
                name = name_of(node)
                rows.append(Row(identity, name, icon=icon, tip=name))
        if len(ids) > _PARKED_SHOWN:
            rest = len(ids) - _PARKED_SHOWN
            rows.append(Row(None, ngettext("and {count} more", "and {count} more", rest).format(count=grouped(rest))))
        self.parked.set_rows(rows)
        self.parked.setVisible(bool(rows))
        self._none_parked.setVisible(not rows)

    def _changed(self, change: Change) -> None:
        """Follow what changes names and order at once; a card that only moves or is scored changes nothing here."""
        if any(
            before is None
            or after is None
            or isinstance(after, (Journey, Phase))
            or (isinstance(after, Node) and isinstance(before, Node) and node_title(after) != node_title(before))
            or (isinstance(after, Touchpoint) and after.channel != getattr(before, "channel", None))
            for before, after in change.patch.values()
        ):
            self._refresher.later()

    def _show_selection(self) -> None:
        selection = self._editor.selection
        one = selection[0] if len(selection) == 1 else None
        self.journeys.show_current(self._editor.journey)
        self.phases.show_current(one)
        self.parked.show_current(one)

    def _select(self, key: object) -> None:
        if isinstance(key, int):
            self._editor.select((key,))

    # journeys

    def add_journey(self) -> None:
        """A new journey, shown, its name open for typing."""
        patch = self._editor.edit(mark("Add a journey"), _adding_journey)
        self._show_new_journey([key for key in patch if patch[key][0] is None])

    def duplicate_journey(self, journey: int) -> None:
        """A copy of a journey, shown, its name open for typing."""
        record = self._editor.state.get(journey, Journey)
        if record is None:
            return
        title = _("{title}, copy").format(title=record.title or _("Untitled journey"))
        patch = self._editor.edit(
            mark("Duplicate the journey"), lambda state: edits.duplicate_journey(state, journey, title)
        )
        added = [key for key, (before, after) in patch.items() if before is None and isinstance(after, Journey)]
        self._show_new_journey(added)

    def _show_new_journey(self, added: list[int]) -> None:
        if added:
            self._editor.show_journey(added[0])
            self._refresher.now()
            self.journeys.edit_row(added[0])

    def remove_journey(self, journey: int) -> None:
        """Remove a journey with all it holds; the last one stays."""
        if len(self._editor.state.journeys()) < 2:
            self._editor.told.emit(_("A file keeps at least one journey; add another before you delete this one."))
            return
        delete(self._editor, mark("Delete the journey"), [journey])

    def _rename_journey(self, journey: int, title: str) -> None:
        self._editor.edit(mark("Rename the journey"), lambda state: edits.set_fields(state, [journey], title=title))
        self._refresher.now()

    def _move_journey(self, journey: int, index: int) -> None:
        self._editor.edit(mark("Move the journey"), lambda state: edits.move_journey(state, journey, index))
        self._refresher.now()

    def _journey_menu(self, journey: int | None, place: QPoint) -> None:
        menu = QMenu(self)
        add = menu.addAction(_("Add a journey"))
        rename = duplicate = up = down = delete = None
        if journey is not None:
            rename = self._with_key(menu.addAction(_("Rename")), "F2")
            duplicate = menu.addAction(_("Duplicate"))
            menu.addSeparator()
            up = self._with_key(menu.addAction(_("Move up")), "Alt+Up")
            down = self._with_key(menu.addAction(_("Move down")), "Alt+Down")
            menu.addSeparator()
            delete = self._with_key(menu.addAction(_("Delete")), "Del")
        chosen = self._ask(menu, place)
        if chosen is None:
            return
        if chosen is add:
            self.add_journey()
        elif journey is not None:
            order = [record.id for record in self._editor.state.journeys()]
            if chosen is rename:
                self.journeys.edit_row(journey)
            elif chosen is duplicate:
                self.duplicate_journey(journey)
            elif chosen is delete:
                self.remove_journey(journey)
            elif chosen in (up, down):
                self._move_journey(journey, order.index(journey) + (1 if chosen is down else -1))

    # phases

    def add_phase(self) -> None:
        """A new phase after the selected one, or at the end, its name open for typing."""
        journey = self._editor.journey
        order = [phase.id for phase in self._editor.state.phases(journey)]
        after = next((order.index(identity) + 1 for identity in self._editor.selection if identity in order), None)
        title = _("New phase")
        patch = self._editor.edit(mark("Add a phase"), lambda state: edits.add_phase(state, journey, title, after))
        added = [key for key, (before, record) in patch.items() if before is None and isinstance(record, Phase)]
        if added:
            self._editor.select(added)
            self._refresher.now()
            self.phases.edit_row(added[0])

    def remove_phase(self, phase: int) -> None:
        """Remove a phase; its cards go to the neighbour."""
        delete(self._editor, mark("Delete the phase"), [phase])

    def _rename_phase(self, phase: int, title: str) -> None:
        self._editor.edit(mark("Rename the phase"), lambda state: edits.set_fields(state, [phase], title=title))
        self._refresher.now()

    def _move_phase(self, phase: int, index: int) -> None:
        self._editor.edit(mark("Move the phase"), lambda state: edits.move_phase(state, phase, index))
        self._refresher.now()

    def _phase_menu(self, phase: int | None, place: QPoint) -> None:
        menu = QMenu(self)
        add = menu.addAction(_("Add a phase"))
        rename = up = down = delete = None
        if phase is not None:
            rename = self._with_key(menu.addAction(_("Rename")), "F2")
            menu.addSeparator()
            up = self._with_key(menu.addAction(_("Move to the left")), "Alt+Up")
            down = self._with_key(menu.addAction(_("Move to the right")), "Alt+Down")
            menu.addSeparator()
            delete = self._with_key(menu.addAction(_("Delete; its cards go to the neighbour")), "Del")
        chosen = self._ask(menu, place)
        if chosen is None:
            return
        if chosen is add:
            self.add_phase()
        elif phase is not None:
            order = [record.id for record in self._editor.state.phases(self._editor.journey)]
            if chosen is rename:
                self.phases.edit_row(phase)
            elif chosen is delete:
                self.remove_phase(phase)
            elif chosen in (up, down):
                self._move_phase(phase, order.index(phase) + (1 if chosen is down else -1))

    def _ask(self, menu: QMenu, place: QPoint) -> QAction | None:
        for action in menu.actions():
            action.setEnabled(not self._editor.read_only)
        chosen = menu.exec(place)
        menu.deleteLater()
        return chosen

    @staticmethod
    def _with_key(action: QAction, key: str) -> QAction:
        action.setShortcut(QKeySequence(key))
        return action


class _Page(QWidget):
    """What the navigator scrolls: only as high as it must be, for its lists scroll by themselves before."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1


class _Section(RowList):
    """A list as high as its rows where there is room, and no less than three of them where there is none."""

    def __init__(self, appearance: Appearance, name: str, **how: Any) -> None:
        super().__init__(appearance, name, **how)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def minimumSizeHint(self) -> QSize:
        all_rows = self.sizeHint().height()
        return QSize(40, min(all_rows, 3 * max(self.sizeHintForRow(0), 0) + 2))


def _one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def _adding_journey(state: State) -> Patch:
    return edits.add_journey(state, _("New journey"))
