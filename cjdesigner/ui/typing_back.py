"""Typing a blank sheet back: its numbered boxes and lines as a list, and a line in which one after the other is typed.

Enter writes and goes on to the next number. A number alone leads to that box; with a colon before the text, the text
goes there: a full stop would take “1. Mahnung” apart. What is typed into an empty place becomes a card of its phase.
This module must not know how a blank sheet is drawn.
"""

from __future__ import annotations

import itertools
import re

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.blank_slots import Slot, slots, typed_back
from cjdesigner.model.document import Change
from cjdesigner.model.records import Node
from cjdesigner.model.wording import COVERED, grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels import scales
from cjdesigner.ui.plain import plain_label
from cjdesigner.ui.typing_slots import HINTS, ICONS, KIND, NUMBER, PHASE, SCORE, WORDS, Index, SlotModel, kind_words

_NUMBER = re.compile(r"\s*([0-9]{1,5})\s*")
_THERE = re.compile(r"\s*([0-9]{1,5})\s*:(?:\s+(.*))?", re.DOTALL)
_visits = itertools.count()


class TypingBack(QDialog):
    """The boxes of the shown journey's blank sheet, in the order of their numbers."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self._editor, self._appearance = editor, appearance
        self._journey = editor.journey
        self._visit = next(_visits)
        self.setWindowTitle(_("Type back a blank sheet"))
        self.model = SlotModel(editor, appearance, slots(editor.state, editor.journey), self)
        self.list = QTableView(self)
        self.number, self.words, self.score = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.kind = plain_label("", "second")
        self.progress = plain_label("", "second")
        self.said = plain_label("", "second")
        self._arrange()
        self._dress()
        self._row = -1
        self._shown = self._typed
        self.go(self._first_open())
        editor.changed.connect(self._follow)
        editor.cover_changed.connect(self._show)
        editor.destroyed.connect(self.reject)

    # making

    def _arrange(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        head = QHBoxLayout()
        heading = plain_label(_("Type back a blank sheet"), "heading")
        head.addWidget(heading, 1)
        head.addWidget(self.progress)
        column.addLayout(head)
        hint = _(
            "Enter writes and goes on, Tab leads to the score. A number alone, such as 9, goes to that box; "
            "“9: Reception” writes there. Escape drops what is half typed, Ctrl+Z takes back what was written."
        )
        note = plain_label(hint, "second")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.number)
        row.addWidget(self.kind)
        row.addWidget(self.words, 1)
        row.addWidget(self.score)
        column.addLayout(row)
        foot = QHBoxLayout()
        self.said.setWordWrap(True)
        foot.addWidget(self.said, 1)
        self.close_button = QPushButton(_("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        self.resize(px(760), px(600))

    def _dress(self) -> None:
        px, table = self._appearance.px, self.list
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        palette = self._appearance.palette
        table.setStyleSheet(
            f"selection-background-color: {palette.accent_soft}; selection-color: {palette.ink}; outline: none;"
        )
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setIconSize(QSize(px(18), px(18)))
        table.setAccessibleName(_("Boxes of the sheet"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(32))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, wide in ((NUMBER, 52), (KIND, 40), (PHASE, 150), (SCORE, 84)):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(section, px(wide))
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(self._picked)
        self.number.setValidator(QIntValidator(1, 99_999, self.number))
        fields = (
            (self.number, _("Number of the box"), 64),
            (self.words, _("What is written in the box"), 0),
            (self.score, _("Score, typed"), 96),
        )
        for field, name, wide in fields:
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.setReadOnly(self._editor.read_only)
            if wide:
                field.setFixedWidth(px(wide))
            field.installEventFilter(self)
        self.number.setReadOnly(False)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.kind.setFixedWidth(px(24))
        table.installEventFilter(self)
        order = (self.number, self.words, self.score, self.list, self.close_button)
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    # where we are

    @property
    def slot(self) -> Slot | None:
        """The box that is typed."""
        return self.model.slots[self._row] if 0 <= self._row < len(self.model.slots) else None

    def go(self, row: int, *, focus: bool = True) -> None:
        """Type another box, after what was typed so far is written; past the end it stays at the last."""
        if not self.write() or not self.model.slots:
            return
        self._row = min(max(0, row), len(self.model.slots) - 1)
        self._visit = next(_visits)
        self._show()
        if focus:
            self.words.setFocus()
            self.words.selectAll()

    def _first_open(self) -> int:
        """The first box with nothing in it, but for spare ones and lines; else the first."""
        boxes = ((row, slot) for row, slot in enumerate(self.model.slots) if not (slot.spare or slot.is_line))
        open_ = (row for row, slot in boxes if not self.model.words(slot).strip())
        return next(open_, 0)

    def _picked(self, current: Index) -> None:
        if current.isValid() and current.row() != self._row:
            self.go(current.row(), focus=not self.list.hasFocus())
            if self._row != current.row():
                self._show()

    def _show(self) -> None:
        """The box of the row, as it stands in the document."""
        slot = self.slot
        if slot is None:
            return
        self.list.selectRow(self._row)
        self.list.scrollTo(self.model.index(self._row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        palette = self._appearance.palette
        self.number.setText(str(slot.number))
        side = self._appearance.px(18)
        self.kind.setPixmap(self._appearance.icon(ICONS[slot.kind], palette.second, 18).pixmap(QSize(side, side)))
        self.kind.setToolTip(kind_words(slot))
        self.words.setText(self.model.words(slot))
        self.words.setPlaceholderText(_(HINTS[slot.kind]))
        self.score.setVisible(slot.kind == "touchpoint")
        self.score.setText(self.model.score(slot))
        self.score.setPlaceholderText(COVERED if self._editor.covered else _("unscored"))
        self._shown = self._typed
        self._mark(fits=True)
        filled = sum(bool(self.model.words(slot).strip()) for slot in self.model.slots)
        self.progress.setText(
            _("{filled} of {boxes} filled in").format(filled=grouped(filled), boxes=grouped(len(self.model.slots)))
        )

    def _follow(self, change: Change) -> None:
        if self._journey not in self._editor.state:
            self.reject()
            return
        self.model.refresh()
        if change.cause != "edit":
            self._go_where(change)

    def _go_where(self, change: Change) -> None:
        """Show the box that an undone or redone step changed, unless something is half typed elsewhere."""
        if self._is_half_typed:
            return
        rows = [row for row, slot in enumerate(self.model.slots) if self.model.is_of(slot, change.patch)]
        self._row = rows[0] if rows and self._row not in rows else self._row
        self._visit = next(_visits)
        self._show()

    @property
    def _typed(self) -> tuple[str, str, str]:
        return self.number.text(), self.words.text(), self.score.text()

    @property
    def _is_half_typed(self) -> bool:
        """Whether the line holds something that is not written."""
        return self._typed != self._shown

    # writing

    def write(self) -> bool:
        """Write what is typed into the card of the row; False where its score is none."""
        slot = self.slot
        if slot is None or self._editor.read_only or not self._is_half_typed:
            return True
        words = " ".join(self.words.text().split())
        before = " ".join(self.model.words(slot).split())
        try:
            score = self._typed_score(slot)
        except ValueError:
            self._mark(fits=False)
            self.score.setFocus()
            self.score.selectAll()
            return False
        if words == before and score == self.model.value(slot):
            return True
        if words == before:
            words = self.model.words(slot)  # its line breaks stay, where only the score was typed
        if not words.strip() and slot.record is None:
            return True
        journey = self._journey
        patch = self._editor.edit(
            mark("Type back a blank sheet"),
            lambda state: typed_back(state, journey, slot, words, score),
            merge=("typing back", id(self), self._visit),
        )
        self._shown = self._typed
        new = next((after.id for before_, after in patch.values() if before_ is None and isinstance(after, Node)), None)
        if new is not None:
            self.model.fill(self._row, new)
        return True

    def _typed_score(self, slot: Slot) -> float | None:
        """The score in the field, exactly the one there is where it was not touched; raises ValueError."""
        if slot.kind != "touchpoint":
            return None
        typed = self.score.text().strip()
        there = self.model.value(slot)
        if typed == self.model.score(slot) or (self._editor.covered and not typed):
            return there
        return scales.parse(typed)

    def _mark(self, *, fits: bool) -> None:
        self.score.setStyleSheet("" if fits else f"color: {self._appearance.palette.danger};")
        self.said.setText("" if fits else _("A score is typed as 85, 85%, 0.85 or 4/5."))
        self.said.setProperty("role", "second" if fits else "error")
        self.said.style().polish(self.said)

    def done(self, result: int) -> None:
        """Write what is typed and close; a score that is none is dropped."""
        if not self.write() and self.slot is not None:
            self.score.setText(self.model.score(self.slot))
            self.write()
        super().done(result)

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter or key == Qt.Key.Key_Tab) and watched is self.words and self._leads_elsewhere():
            return True
        if enter:
            if watched is self.number:
                self._jump()
            elif watched is self.list:
                self.words.setFocus()
            else:
                self.go(self._row + 1)
            return True
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            return self._travel(watched, back=event.matches(QKeySequence.StandardKey.Undo))
        if watched is not self.list and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.go(self._row + (1 if key == Qt.Key.Key_Down else -1))
            return True
        if watched is self.list and event.text().isdigit():
            self.number.setFocus()
            self.number.setText(event.text())
            return True
        return False

    def _travel(self, watched: QObject, *, back: bool) -> bool:
        """Undo or redo in the document, once the field has nothing of its own to take back."""
        if isinstance(watched, QLineEdit) and (watched.isUndoAvailable() if back else watched.isRedoAvailable()):
            return False
        if not self._is_half_typed:
            (self._editor.undo if back else self._editor.redo)()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape drops what is half typed; then it closes."""
        if event.key() == Qt.Key.Key_Escape and self._is_half_typed:
            self._show()
            field = self.focusWidget()
            if isinstance(field, QLineEdit):
                field.selectAll()
            return
        super().keyPressEvent(event)

    def _leads_elsewhere(self) -> bool:
        """Whether the line holds the number of a box, alone or before a text, and was led there."""
        typed = self.words.text()
        if typed == self._shown[1]:
            return False
        alone, before = _NUMBER.fullmatch(typed), _THERE.fullmatch(typed)
        found = alone or before
        if found is None:
            return False
        row = self._row_of(int(found[1]))
        if row is None:
            self.words.selectAll()
            return True
        words = (before[2] or "").strip() if before is not None else ""
        score = self.score.text() if words and self.score.text() != self._shown[2] else None
        self._show()
        self.go(row)
        if words:
            self.words.setText(words)
            if score is not None and self.score.isVisible():
                self.score.setText(score)
            if self.write():
                self.go(self._row + 1)
                self.said.setText(_("Written into box {number}.").format(number=grouped(int(found[1]))))
        return True

    def _jump(self) -> None:
        """Go to the box whose number was typed."""
        row = self._row_of(int(self.number.text()) if self.number.text().isdigit() else 0)
        if row is None:
            self.number.selectAll()
        else:
            self.go(row)

    def _row_of(self, wanted: int) -> int | None:
        """The row of a number; None, and said so, where there is none."""
        row = next((row for row, slot in enumerate(self.model.slots) if slot.number == wanted), None)
        if row is None:
            self.said.setText(
                _("There is no box {number}; the last one is {last}.").format(
                    number=grouped(wanted), last=grouped(len(self.model.slots))
                )
            )
        return row
