"""The menus of an empathy map: of its notes, of what it hangs on, of the maps themselves.

Menus show texts of users as they are: an ampersand is doubled, a long text is cut. This module must not know how a map
is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import edits, empathy
from cjdesigner.model.attaching import attach, detach
from cjdesigner.model.empathy_canvas import MARKS, SECTIONS
from cjdesigner.model.promoting import Promotion, became, promote, promoted
from cjdesigner.model.record import NoteMark, Section
from cjdesigner.model.records import EmpathyMap, Journey, NeedPoint, Node, Note, Phase, Record, Touchpoint
from cjdesigner.model.wording import brief
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.views.empathy_board import EmpathyBoard
from cjdesigner.ui.views.empathy_drawing import SIGN_ICONS
from cjdesigner.ui.views.empathy_keys import Keyboard
from cjdesigner.ui.views.empathy_words import name

V = TypeVar("V")

_MOST = 200
"""Lines in one menu; what lies beyond is attached where it stands."""
_FLAT = 20
"""More than so many cards are listed by phase."""

PROMOTIONS: dict[Promotion, tuple[str, str, str]] = {
    "need": (mark("Need point"), mark("Promote to need point"), "ri.question-line"),
    "job": (mark("Job to be done"), mark("Promote to job"), "ri.briefcase-line"),
    "insight": (mark("Insight"), mark("Promote to insight"), "ri.lightbulb-line"),
}


def menu_words(words: str) -> str:
    """A text of a user as a menu shows it."""
    return brief(" ".join(words.split())).replace("&", "&&")


class NoteCommands:
    """What menus do with the selected notes of a board."""

    def __init__(self, board: EmpathyBoard) -> None:
        self._board = board
        self._editor = board.editor
        self._keyboard = Keyboard(board)

    def set_mark(self, value: NoteMark) -> None:
        """Say how the selected notes are known."""
        ids = self._board.chosen_in_order()
        self._editor.edit(mark("Change how notes are known"), lambda state: empathy.set_mark(state, ids, value))

    def ask_source(self) -> None:
        """Ask for the source of the selected notes."""
        ids = self._board.chosen_in_order()
        notes = self._editor.selected(Note)
        before = notes[0].source if len({note.source for note in notes}) == 1 else ""
        words, given = QInputDialog.getText(
            self._board, _("Source"), _("Who said it, or where it was seen:"), text=before
        )
        if given:
            self._editor.edit(
                mark("Change the note's source"), lambda state: edits.set_fields(state, ids, source=words.strip())
            )

    def move_to(self, section: Section) -> None:
        """Put the selected notes into a section."""
        ids = self._board.chosen_in_order()
        self._editor.edit(mark("Move notes"), lambda state: empathy.move_notes(state, ids, section))

    def promote(self, to: Promotion) -> None:
        """Make the selected notes need points, jobs or insights, and say where they are.

        One that becomes a job is selected, so that the inspector shows its three slots, open for wording.
        """
        editor, ids = self._editor, self._board.chosen_in_order()
        journey = editor.journey
        patch = editor.edit(PROMOTIONS[to][1], lambda state: promote(state, ids, to, journey))
        count = len(promoted(patch))
        words = {
            "need": ngettext(
                "{count} need point parked in the journey", "{count} need points parked in the journey", count
            ),
            "job": ngettext("{count} job added", "{count} jobs added", count),
            "insight": ngettext("{count} insight added", "{count} insights added", count),
        }
        if to == "job" and count == 1:
            # What a customer said is rarely a part of a sentence: its wording is gone over where it is read as one.
            editor.select(promoted(patch))
            editor.typing_asked.emit()
        if count:
            editor.told.emit(words[to].format(count=count))

    def fill(self, menu: QMenu, place: object = None) -> None:
        """Fill the menu of the selected notes, or of the map where none is selected."""
        board, editor = self._board, self._editor
        writable, keys = not editor.read_only, self._keyboard
        chosen = board.chosen()
        if not chosen:
            add(menu, _("New note"), board.type_note, writable, "Return")
            add(menu, _("Paste"), keys.paste, writable, "Ctrl+V")
            add(menu, _("Select all"), keys.select_all, True, "Ctrl+A")
            return
        add(menu, _("Edit text"), lambda: board.edit_note(chosen[-1]), writable, "F2")
        add(menu, _("Source …"), self.ask_source, writable)
        marks = menu.addMenu(_("Known by"))
        common = {note.mark for note in editor.selected(Note)}
        for value, words in MARKS.items():
            check(marks, _(words), common == {value}, _bound(self.set_mark, value), writable)
        sections = menu.addMenu(_("Move to"))
        for section in board.sections:
            add(sections, _(SECTIONS[section].short), _bound(self.move_to, section), writable)
        menu.addSeparator()
        self.fill_promotions(menu.addMenu(_("Promote to")))
        self._fill_became(menu, chosen)
        menu.addSeparator()
        add(menu, _("Cut"), keys.cut, writable, "Ctrl+X")
        add(menu, _("Copy"), keys.copy, True, "Ctrl+C")
        add(menu, _("Paste"), keys.paste, writable, "Ctrl+V")
        add(menu, _("Duplicate"), keys.duplicate, writable, "Ctrl+D")
        add(menu, _("Delete"), keys.delete, writable, "Del")

    def fill_promotions(self, menu: QMenu) -> None:
        """Fill a menu with what the selected notes may become."""
        enabled = bool(self._board.chosen()) and not self._editor.read_only
        for to, (words, _edit, icon) in PROMOTIONS.items():
            action = add(menu, _(words), _bound(self.promote, to), enabled)
            action.setIcon(self._board.appearance.icon(icon))

    def _fill_became(self, menu: QMenu, chosen: Sequence[int]) -> None:
        found = [record for identity in chosen for record in became(self._editor.state, identity)]
        for record in found[:12]:
            words = _("Open “{name}”").format(name=menu_words(name(record)))
            action = add(menu, words, _bound(self._editor.open, record.id), True)
            action.setIcon(self._board.appearance.icon(SIGN_ICONS[type(record)]))


class HangingMenu(QMenu):
    """Lists what a map may hang on: ticked where it hangs; filled when it is opened."""

    def __init__(self, editor: Editor, board: EmpathyBoard) -> None:
        super().__init__(board)
        self._editor = editor
        self._board = board
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List anew what there is."""
        self.clear()
        for inner in self.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            inner.deleteLater()  # clearing leaves them
        state, journey = self._editor.state, self._editor.journey
        targets = state.targets(self._board.map, Record)
        for target in targets:
            check(
                self, menu_words(f"{kind_of(target)}: {name(target)}"), True, _bound(self._toggle, target.id), self._can
            )
        if targets:
            opening = self.addMenu(_("Go to"))
            for target in targets:
                add(opening, menu_words(name(target)), _bound(self._editor.open, target.id), True)
            self.addSeparator()
        hanging = {target.id for target in targets}
        shown = self._editor.journey_record
        self._add_target(self, shown, hanging, _("Journey") + ": ")
        phases = state.phases(journey)
        self._submenu(self, _("Phases"), phases, hanging)
        for title, kind in ((_("Need points"), NeedPoint), (_("Touchpoints"), Touchpoint)):
            self._submenu_of_cards(title, state.members(journey, kind), phases, hanging)

    @property
    def _can(self) -> bool:
        return not self._editor.read_only

    def _submenu(self, menu: QMenu, title: str, records: Sequence[Record], hanging: set[int]) -> None:
        if not records:
            return
        inner = menu.addMenu(title)
        inner.aboutToShow.connect(lambda: self._list(inner, records, hanging))

    def _submenu_of_cards(self, title: str, cards: Sequence[Node], phases: Sequence[Phase], hanging: set[int]) -> None:
        if len(cards) <= _FLAT or not phases:
            self._submenu(self, title, cards, hanging)
            return
        inner = self.addMenu(title)
        by_phase: dict[int | None, list[Node]] = {}
        for card in cards:
            by_phase.setdefault(card.phase, []).append(card)
        if None in by_phase:
            self._submenu(inner, _("Without a phase"), by_phase[None], hanging)
        for phase in phases:
            self._submenu(inner, menu_words(name(phase)), by_phase.get(phase.id, []), hanging)

    def _list(self, menu: QMenu, records: Sequence[Record], hanging: set[int]) -> None:
        menu.clear()
        for record in records[:_MOST]:
            self._add_target(menu, record, hanging)
        if len(records) > _MOST:
            more = len(records) - _MOST
            add(menu, ngettext("{count} more", "{count} more", more).format(count=more), lambda: None, False)

    def _add_target(self, menu: QMenu, record: Record, hanging: set[int], before: str = "") -> None:
        words = before + menu_words(name(record))
        check(menu, words, record.id in hanging, _bound(self._toggle, record.id), self._can)

    def _toggle(self, target: int) -> None:
        editor, subject = self._editor, self._board.map
        if any(found.id == target for found in editor.state.targets(subject, Record)):
            editor.edit(mark("Take the map off"), lambda state: detach(state, subject, target))
        else:
            editor.edit(mark("Hang the map"), lambda state: attach(state, subject, target))


def kind_of(record: Record) -> str:
    """What a record is, in a word."""
    words = {
        Journey: mark("Journey"),
        Phase: mark("Phase"),
        NeedPoint: mark("Need point"),
        Touchpoint: mark("Touchpoint"),
    }
    return _(words[type(record)])


def add(menu: QMenu, words: str, run: Callable[[], object], enabled: bool, keys: str = "") -> QAction:
    """A line of a menu. ``keys`` are shown only: the board listens to them itself."""
    action = menu.addAction(f"{words}\t{keys}" if keys else words)
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: run())
    return action


def check(menu: QMenu, words: str, on: bool, run: Callable[[], object], enabled: bool) -> QAction:
    """A line of a menu that is ticked or not."""
    action = add(menu, words, run, enabled)
    action.setCheckable(True)
    action.setChecked(on)
    return action


def _bound(run: Callable[[V], object], value: V) -> Callable[[], object]:
    return lambda: run(value)


def next_map(maps: Sequence[EmpathyMap], map_id: int, step: int) -> int | None:
    """The map so many places after another; None where there is none."""
    ids = [record.id for record in maps]
    place = ids.index(map_id) + step if map_id in ids else -1
    return ids[place] if 0 <= place < len(ids) else None
