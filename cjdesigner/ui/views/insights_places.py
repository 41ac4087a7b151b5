"""What insights hang on: everything they may hang on, found by a few letters, and when what is said of it changes.

This module must not know what is done with what is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import insights
from cjdesigner.model.naming import kind_name
from cjdesigner.model.records import (
    Attachment,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    Node,
    Persona,
    Phase,
    Record,
)
from cjdesigner.model.state import State
from cjdesigner.model.wording import grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.rows import Row, RowList
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.record_icons import icon_of

_MOST = 200


def candidates(state: State, journey: int) -> Iterator[Record]:
    """Everything that insights may hang on: the shown journey first, then what belongs to none, then other journeys."""
    others = [record.id for record in state.journeys() if record.id != journey]
    for place, home in enumerate((journey, *others)):
        shown = state.get(home, Journey)
        if shown is not None:
            yield shown
        yield from state.phases(home)
        yield from sorted(state.nodes(home), key=lambda node: (node.x, node.y, node.id))
        if not place:
            for kind in (Persona, Job, Indicator, EmpathyMap):
                yield from state.ranked(kind)
    for home in (journey, *others):
        yield from state.links(home)


def row_of(state: State, record: Record, taken: bool = False) -> Row:
    """The record as a row; ``taken`` marks that something hangs there already."""
    name = insights.place_name(state, record)
    return Row(record.id, name, "\u2713" if taken else "", _kind_of(state, record), icon_of(state, record), tip=name)


def _kind_of(state: State, record: Record) -> str:
    phase = state.get(record.phase, Phase) if isinstance(record, Node) else None
    parts = (kind_name(record), " ".join(phase.title.split()) if phase is not None else "")
    return " \u00b7 ".join(part for part in parts if part)


def concerns(before: Record | None, after: Record | None) -> bool:
    """Whether a change may show in the list: an insight, where one hangs, or what that is called."""
    record = after or before
    if isinstance(record, Insight):
        return True
    if isinstance(record, Attachment):
        return True
    if isinstance(record, Node) and before is not None and after is not None:
        return getattr(before, "name", "") != getattr(after, "name", "") or getattr(before, "question", "") != getattr(
            after, "question", ""
        )
    return isinstance(record, insights.PLACES) and before is not None


class PlaceDialog(QDialog):
    """Asks for a place. Typing narrows the list down, the arrow keys walk in it, Enter takes what is marked."""

    chosen = Signal(int)

    def __init__(
        self, editor: Editor, appearance: Appearance, taken: Iterable[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Hang on …"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state = editor.state
        self._taken = frozenset(taken)
        self._all = list(candidates(self._state, editor.journey))
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(_("Find a card, phase, persona, job …"))
        self.words.setAccessibleName(_("Find"))
        self.words.textChanged.connect(self._find)
        self.rows = RowList(appearance, _("Places"), most=12, parent=self)
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.rows.setMinimumHeight(px(320))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys walk in it while one types
        self.rows.chosen.connect(self._take)
        self.more = label("", "small", wrap=True, parent=self)
        for widget in (self.words, self.rows, self.more):
            column.addWidget(widget)
        self.resize(px(440), px(460))
        self._find("")
        self.words.setFocus()

    def _find(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [record for record in self._all if self._fits(record, words)]
        rows = [row_of(self._state, record, record.id in self._taken) for record in found[:_MOST]]
        self.rows.set_rows(rows)
        self.rows.show_current(rows[0].key if rows else None)
        rest = len(found) - len(rows)
        text = ngettext("and {count} more: type to find it", "and {count} more: type to find them", rest)
        self.more.setText(text.format(count=grouped(rest)) if rest else "" if found else _("Nothing is called so."))
        self.more.setToolTip(plain_tip(self.more.text()))
        self.more.setVisible(bool(self.more.text()))

    def _fits(self, record: Record, words: list[str]) -> bool:
        if not words:
            return not isinstance(record, Link)
        name = insights.place_name(self._state, record).casefold()
        return all(word in name for word in words)

    def _take(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen.emit(key)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.rows.currentIndex()
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = max(0, min(len(self.rows.rows) - 1, index.row() + step))
            if self.rows.rows:
                self.rows.show_current(self.rows.rows[row].key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._take(self.rows.rows[index.row()].key)
        else:
            super().keyPressEvent(event)
