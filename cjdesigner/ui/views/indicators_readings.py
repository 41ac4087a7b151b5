"""Readings of an indicator: typed in a line, pasted as lines, taken from a CSV or Excel file, changed in a table.

What cannot be read is named line by line, and nothing is taken until the user agrees. This module must not know how
lines and files are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.errors import UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import indicators
from cjdesigner.model.indicators import Entry
from cjdesigner.model.reading_files import SUFFIXES, read_file
from cjdesigner.model.readings import Fault, Read, read_lines
from cjdesigner.model.records import Indicator
from cjdesigner.model.wording import grouped, listed
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.indicators_table import FIELDS, NotWritten, ReadingModel, ReadingTable, typed

_ADD = mark("Add readings")
_CHANGE = mark("Change a reading")
_REMOVE = mark("Remove readings")

_SHOWN_FAULTS = 6


class ReadingsPane(QWidget):
    """The readings of one indicator."""

    walked = Signal(int)
    """A reading was chosen in the table: its id."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._indicator: int | None = None
        self._waiting: tuple[Entry, ...] = ()
        self.model = ReadingModel(self, editable=not editor.read_only)
        self.table = ReadingTable(appearance, self.model, self)
        self.entries: dict[str, QLineEdit] = {}
        self.add_button = QPushButton(_("Add"), self)
        self.paste_button = QPushButton(_("Paste lines"), self)
        self.file_button = QPushButton(_("From a file \u2026"), self)
        self.hint = label("", "error", wrap=True, parent=self)
        self.box = _FaultBox(appearance, self)
        self._arrange()
        self.setAcceptDrops(not editor.read_only)
        self.model.changed.connect(self._change)
        self.model.refused.connect(self._refuse)
        self.table.removed.connect(self._remove)
        self.table.pasted.connect(self.paste)
        self.table.selectionModel().currentRowChanged.connect(self._walked)
        self.add_button.clicked.connect(self.add_typed)
        self.paste_button.clicked.connect(self.paste)
        self.file_button.clicked.connect(self._ask_file)
        self.box.take.clicked.connect(self._take_waiting)
        self.box.leave.clicked.connect(self.forget_faults)
        for widget in (self.add_button, self.paste_button, self.file_button, *self.entries.values()):
            widget.setEnabled(not editor.read_only)

    def _arrange(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(section(_("Readings"), self))
        self._row = QGridLayout()
        self._row.setSpacing(px(4))
        hints = {"date": "2026-09", "value": _("Value"), "answers": _("n"), "source": _("Source")}
        names = {
            "date": _("Date of the new reading"),
            "value": _("Value of the new reading"),
            "answers": _("Number of answers"),
            "source": _("Source of the new reading"),
        }
        for field, wide in zip(FIELDS, (92, 60, 48, 0), strict=True):
            line = _EntryLine(self)
            line.setPlaceholderText(hints[field])
            line.setAccessibleName(names[field])
            line.setToolTip(plain_tip(names[field]))
            if wide:
                line.setFixedWidth(px(wide))
            line.returnPressed.connect(self.add_typed)
            line.lines_pasted.connect(self.paste_text)
            self.entries[field] = line
        self.fit(wide=True)
        column.addLayout(self._row)
        column.addWidget(self.hint)
        self.hint.hide()
        column.addWidget(self.box)
        self.box.hide()
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(6))
        foot.addWidget(self.paste_button)
        foot.addWidget(self.file_button)
        foot.addStretch()
        column.addLayout(foot)
        self.paste_button.setToolTip(
            plain_tip(_("One reading a line: date; value; answers; source. For instance 2026-03; 71 %; n=212"))
        )
        self.file_button.setToolTip(
            plain_tip(_("A CSV file or an Excel workbook (.xlsx). It can be dropped here too."))
        )

    def fit(self, *, wide: bool) -> None:
        """Have the fields of a new reading on one line, or on two."""
        places = (
            [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4)] if wide else [(0, 0), (0, 1), (0, 2), (1, 0, 1, 2), (1, 2, 1, 2)]
        )
        for widget, place in zip((*self.entries.values(), self.add_button), places, strict=True):
            self._row.removeWidget(widget)
            self._row.addWidget(widget, *place)
        self._row.setColumnStretch(3, 1)

    # showing

    def show_indicator(self, indicator: Indicator | None) -> None:
        """Show an indicator's readings."""
        identity = indicator.id if indicator is not None else None
        if identity != self._indicator:
            self.forget_faults()
            self.hint.hide()
            for line in self.entries.values():
                line.clear()
        self._indicator = identity
        readings = indicators.readings_of(self._editor.state, identity) if identity is not None else []
        self.model.set_readings(indicator, readings, covered=self._editor.covered)

    def show_reading(self, reading: int) -> None:
        """Mark and show a reading in the table."""
        row = self.model.row_of(reading)
        if row is not None and self.table.currentIndex().row() != row:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.model.index(row, 0))

    # typing

    def add_typed(self) -> None:
        """Take what stands in the line as a reading; a whole line typed or pasted into the date is taken too."""
        texts = {field: line.text() for field, line in self.entries.items()}
        indicator = self._record()
        if indicator is None or not any(text.strip() for text in texts.values()):
            self.entries["date"].setFocus()
            return
        if not texts["value"].strip() and any(sign in texts["date"] for sign in ";\t,"):
            self._offer(read_lines(texts["date"], indicator.unit), clear=True)
            return
        values: dict[str, Any] = {}
        for field, text in texts.items():
            try:
                values[field] = typed(field, text, indicator.unit)
            except NotWritten as error:
                self._refuse(_(error.reason))
                self.entries[field].setFocus()
                self.entries[field].selectAll()
                return
        if self.take([Entry(**values)]):
            self._clear_line()

    def _clear_line(self) -> None:
        for line in self.entries.values():
            line.clear()
        self.entries["date"].setFocus()

    def _refuse(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.show()

    # lines and files

    def paste(self) -> None:
        """Take the lines that lie in the clipboard."""
        self.paste_text(QGuiApplication.clipboard().text())

    def paste_text(self, text: str) -> None:
        """Take lines of text."""
        indicator = self._record()
        if indicator is None or self._editor.read_only:
            return
        if not text.strip():
            self._editor.told.emit(_("There is no text to paste."))
            return
        self._offer(read_lines(text[:4_000_000], indicator.unit))

    def take_file(self, path: Path) -> None:
        """Take the readings in a file."""
        indicator = self._record()
        if indicator is None or self._editor.read_only:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            read = read_file(path, indicator)
        except UserError as error:
            self._waiting = ()
            self.box.show_sentences([str(error)], 0)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._offer(read)

    def _ask_file(self) -> None:
        from cjdesigner.ui.file_dialogs import ask_readings

        path = ask_readings(self)
        if path is not None:
            self.take_file(path)

    def _offer(self, read: Read, *, clear: bool = False) -> None:
        """Take what was read if all could be; else say what could not, and let the user decide."""
        self.forget_faults()
        if read.faults:
            self._waiting = read.entries
            self.box.show_faults(read.faults, len(read.entries))
        elif not read.entries:
            self._editor.told.emit(_("There is no reading in it."))
        elif self.take(read.entries) and clear:
            self._clear_line()

    def _take_waiting(self) -> None:
        entries, self._waiting = self._waiting, ()
        self.forget_faults()
        self.take(entries)

    def forget_faults(self) -> None:
        """Take nothing of what waits."""
        self._waiting = ()
        self.box.hide()

    def take(self, entries: Sequence[Entry]) -> bool:
        """Add readings in one step and tell what was replaced; False where it was refused."""
        key = self._indicator
        if key is None or not entries:
            return False
        replaced = indicators.replaced(self._editor.state, key, entries)
        before = len(self.model.readings)
        patch = self._editor.edit(_ADD, lambda state: indicators.add_readings(state, key, entries))
        self.hint.hide()
        if replaced:
            dates = [*replaced[:3], *(["\u2026"] if len(replaced) > 3 else [])]
            text = ngettext(
                "{count} reading replaced an earlier one: {dates}.",
                "{count} readings replaced earlier ones: {dates}.",
                len(replaced),
            )
            self._editor.told.emit(text.format(count=grouped(len(replaced)), dates=listed(dates)))
        elif len(entries) > 1:
            text = ngettext("{count} reading taken.", "{count} readings taken.", len(entries))
            self._editor.told.emit(text.format(count=grouped(len(entries))))
        return bool(patch) or bool(replaced) or before != len(self.model.readings)

    # changing

    def _change(self, reading: int, field: str, value: Any) -> None:
        self.hint.hide()
        date = value if field == "date" else ""
        if date and any(record.date == date and record.id != reading for record in self.model.readings):
            self._editor.told.emit(_("This reading replaced the earlier one of {date}.").format(date=date))
        self._editor.edit(_CHANGE, lambda state: indicators.change_reading(state, reading, **{field: value}))

    def _remove(self, ids: list[int]) -> None:
        if ids:
            self._editor.edit(_REMOVE, lambda state: indicators.remove_readings(state, ids))

    def _walked(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.readings):
            self.walked.emit(self.model.readings[row].id)

    def _record(self) -> Indicator | None:
        return self._editor.state.get(self._indicator, Indicator)

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self._indicator is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)


def dropped_file(event: QDropEvent) -> Path | None:
    """The one file of readings that is dropped."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 and files[0].lower().endswith(SUFFIXES) else None


class _EntryLine(QLineEdit):
    """A line into which several lines can be pasted: they are told, not entered."""

    lines_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if len(text.strip().splitlines()) > 1:
            self.lines_pasted.emit(text)
            return
        super().keyPressEvent(event)


class _FaultBox(QFrame):
    """What could not be read, and what is to become of the rest."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        px, palette = appearance.px, appearance.palette
        self.setObjectName("faults")
        self.setStyleSheet(f"QFrame#faults {{ border: 1px solid {palette.danger}; border-radius: {px(6)}px; }}")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(8), px(10), px(8))
        column.setSpacing(px(6))
        self.said = label("", wrap=True, parent=self)
        self.take = QPushButton(self)
        self.leave = QPushButton(self)
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.take)
        row.addWidget(self.leave)
        row.addStretch()
        column.addLayout(row)

    def show_faults(self, faults: Sequence[Fault], readable: int) -> None:
        """Name the lines that cannot be read."""
        count = len(faults)
        head = ngettext("{count} line cannot be read:", "{count} lines cannot be read:", count)
        sentences = [head.format(count=grouped(count)), *(fault.told() for fault in faults[:_SHOWN_FAULTS])]
        rest = count - _SHOWN_FAULTS
        if rest > 0:
            sentences.append(ngettext("and {count} more", "and {count} more", rest).format(count=grouped(rest)))
        self.show_sentences(sentences, readable)

    def show_sentences(self, sentences: Sequence[str], readable: int) -> None:
        """Say these; ``readable`` readings are offered to be taken all the same."""
        self.said.setText("\n".join(sentences))
        take = ngettext("Take {count} readable line", "Take {count} readable lines", readable)
        self.take.setText(take.format(count=grouped(readable)))
        self.take.setVisible(readable > 0)
        self.leave.setText(_("Take none") if readable else _("Close"))
        self.show()
        (self.take if readable else self.leave).setFocus()
