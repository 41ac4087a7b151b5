"""The view of empathy maps: one map at a time, a bar over it, and what teaches where there is none yet.

This module must not know how a map is painted or edited.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import empathy
from cjdesigner.model.document import Change
from cjdesigner.model.empathy_merging import merge
from cjdesigner.model.records import Attachment, EmpathyMap, Journey, Node, Note, Persona, Phase, Record
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.views.empathy_bar import EmpathyBar
from cjdesigner.ui.views.empathy_board import EmpathyBoard
from cjdesigner.ui.views.empathy_merge import MergeDialog

_SHOWN = (EmpathyMap, Note, Attachment, Persona, Node, Phase, Journey)


class EmpathyView(QWidget):
    """Empathy maps."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self.setProperty("role", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Empathy maps"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.board = EmpathyBoard(editor, appearance, self)
        self.bar = EmpathyBar(editor, appearance, self.board, self)
        self.board.menu_requested.connect(self._show_menu)
        self.bar.map_chosen.connect(self._choose)
        self.bar.add_wanted.connect(self.add)
        self.bar.duplicate_wanted.connect(self.duplicate)
        self.bar.remove_wanted.connect(self.remove)
        self.bar.merge_wanted.connect(self.ask_merge)
        self._page = QWidget(self)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.bar)
        page.addWidget(self.board, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._scrolled(self._empty()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setMinimumSize(appearance.px(320), appearance.px(200))
        self._refresher = Refresher(self, self._refresh)
        editor.changed.connect(self._follow)
        self._settle()

    def _empty(self) -> QWidget:
        """What is shown where there is no map."""
        px = self._appearance.px
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(px(32), px(32), px(32), px(32))
        column.setSpacing(px(12))
        column.addStretch(2)
        words = (
            _("Put yourself in a customer's place: what they see, hear, say and do, and what they think and feel."),
            _("Write one note for each thing you heard or observed, one map for each interview; then merge the maps."),
            _("What matters becomes a need point, a job or an insight with one click, and stays tied to its note."),
        )
        middle = QWidget(page)
        middle.setMaximumWidth(px(520))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        inner = QVBoxLayout(middle)
        inner.setSpacing(px(12))
        inner.addWidget(label(_("No empathy map yet"), "heading", wrap=True, parent=middle))
        for line in words:
            inner.addWidget(label(line, "second", wrap=True, parent=middle))
        self.start = QPushButton(_("New empathy map"), middle)
        self.start.setProperty("role", "primary")
        self.start.setAutoDefault(True)
        self.start.setToolTip(_("Enter"))
        self.start.setEnabled(not self._editor.read_only)
        self.start.clicked.connect(self.add)
        inner.addSpacing(px(8))
        inner.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        column.addStretch(3)
        return page

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    # showing

    def reveal(self, identity: int) -> None:
        """Show and select a map or a note."""
        state = self._editor.state
        note = state.get(identity, Note)
        map_id = note.map if note is not None else identity
        if state.get(map_id, EmpathyMap) is None:
            return
        self._show(map_id)
        if note is not None and note.section not in self.board.sections:
            self.bar.forms.buttons["canvas"].click()
        self._editor.select([identity])
        if note is not None:
            self.board.show_note(identity)

    def current(self) -> tuple[int, ...]:
        """The map shown."""
        return (self.board.map,) if self.board.map else ()

    def flush(self) -> None:
        """Write what is being typed; to be called before the document is closed or saved elsewhere."""
        self.board.end_entry()

    def _show(self, map_id: int) -> None:
        self.board.show_map(map_id)
        self._settle()

    def _choose(self, map_id: int) -> None:
        self._show(map_id)
        self._editor.select([map_id])

    def _settle(self) -> None:
        """Show a map that is there; the first one where the shown one has gone."""
        records = empathy.maps(self._editor.state)
        if self.board.map not in {record.id for record in records}:
            self.board.show_map(records[0].id if records else 0)
        page = 0 if records else 1
        if self._stack.currentIndex() != page:
            focused = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            self._stack.setCurrentIndex(page)
            if focused or self.hasFocus():
                self._focus_inside()
        self.bar.refresh()

    def _refresh(self) -> None:
        self._settle()

    def _follow(self, change: Change) -> None:
        records = [after or before for before, after in change.patch.values()]
        if any(isinstance(record, EmpathyMap) for record in records):
            self._settle()
        elif any(isinstance(record, _SHOWN) for record in records):
            self._refresher.later()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        own = any(self._editor.state.get(key, Record) is not None for key in self._editor.selection)
        shown = any(
            isinstance(self._editor.state.get(key, Record), (EmpathyMap, Note)) for key in self._editor.selection
        )
        if self.board.map and not (own and shown):
            self._editor.select([self.board.map])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_inside()

    def _focus_inside(self) -> None:
        inner = self.board if self._stack.currentIndex() == 0 else self.start
        inner.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bar.commands.fill(menu)
        menu.popup(place)

    # maps

    def add(self) -> None:
        """A new map, of the first persona of the journey, its title ready to be typed."""
        personas = self._editor.state.personas(self._editor.journey)
        persona = personas[0] if personas else None
        title = empathy.free_title(self._editor.state, persona.name if persona is not None else "")
        patch = self._editor.edit(
            mark("Add empathy map"),
            lambda state: empathy.add_map(state, title, persona.id if persona is not None else None),
        )
        self._show_new(empathy.map_added(patch))
        if patch:
            self.board.edit_field("title")

    def duplicate(self) -> None:
        """A copy of the shown map, shown at once."""
        record = self.board.record
        if record is None:
            return
        title = empathy.free_title(self._editor.state, _("{title} (copy)").format(title=record.title))
        patch = self._editor.edit(
            mark("Duplicate empathy map"), lambda state: empathy.duplicate_map(state, record.id, title)
        )
        self._show_new(empathy.map_added(patch))

    def remove(self) -> None:
        """Remove the shown map with its notes, and show its neighbour."""
        map_id = self.board.map
        order = [record.id for record in empathy.maps(self._editor.state)]
        if map_id not in order:
            return
        place = order.index(map_id)
        left = [key for key in order if key != map_id]
        self.board.end_entry()
        if delete(self._editor, mark("Remove empathy map"), [map_id]) and left:
            self._choose(left[min(place, len(left) - 1)])

    def ask_merge(self) -> None:
        """Ask which maps to merge, and merge them."""
        self.board.end_entry()
        everything = [record.id for record in empathy.maps(self._editor.state)]
        dialog = MergeDialog(self._editor, self._appearance, everything, self)
        if dialog.exec():
            self.merge(dialog.ids, dialog.title, dialog.removes)
        dialog.deleteLater()

    def merge(self, ids: list[int], title: str, removes: bool) -> None:
        """Merge maps into a new one, shown at once."""
        patch = self._editor.edit(
            mark("Merge empathy maps"), lambda state: merge(state, ids, title, remove_originals=removes)
        )
        self._show_new(empathy.map_added(patch))

    def _show_new(self, map_id: int | None) -> None:
        if map_id is not None:
            self._choose(map_id)
            self._focus_inside()
