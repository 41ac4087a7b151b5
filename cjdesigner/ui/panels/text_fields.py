"""The inspector's fields that are typed into: lines, longer texts, owners, dates, shares.

This module must not know which attributes there are.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent
from cjdesigner.model import edits
from cjdesigner.model.dates import is_date
from cjdesigner.model.records import Link, Touchpoint
from cjdesigner.model.wording import MIXED
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels import scales
from cjdesigner.ui.panels.field_editor import FieldEditor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.plain import plain_tip

_HEADING_LINES = 4
"""A longer heading is scrolled; its tooltip tells the whole."""


class LineField(FieldEditor):
    """A text of one line."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self.line = QLineEdit(self)
        self._hint = _(field.hint)
        self.line.setReadOnly(editor.read_only)
        self.line.textEdited.connect(self.typing)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)
        self._dress(self.line)

    def show_value(self, value: Any, mixed: bool) -> None:
        self.line.setPlaceholderText(MIXED if mixed else self._hint)
        text = self.worded(value)
        if text != self.line.text() and not self._stands(self.line, value):
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def worded(self, value: Any) -> str:
        """The value as it stands in the line."""
        return value or ""

    def typed(self) -> Any:
        return self.line.text().strip()


class OwnerField(LineField):
    """A line that completes from the values other records have."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self._completer = QCompleter(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(self._completer)
        self._completer.activated.connect(self.typing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            state = self.editor.state
            owners = {record.owner for record in state.all(Touchpoint) if record.owner}
            self._completer.setModel(QStringListModel(sorted(owners, key=str.casefold), self._completer))
        return super().eventFilter(watched, event)


class CheckedField(LineField):
    """A line that does not take everything. What does not fit stays as it was typed, marked and unwritten, until it is
    mended; beneath it stands why.
    """

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self.hint = label("", "error", wrap=True, parent=self)
        self.hint.hide()
        self._column.addWidget(self.hint)

    def fault(self) -> str:
        """Why what stands in the line is not written; empty where nothing is to be said."""
        raise NotImplementedError

    def show_value(self, value: Any, mixed: bool) -> None:
        super().show_value(value, mixed)
        self._mark("")

    def flush(self) -> None:
        super().flush()
        self._mark(self.fault() if self._unfinished else "")

    def leave(self) -> None:
        self.flush()
        if not self._unfinished:
            super().leave()

    def _mark(self, fault: str) -> None:
        self.line.setStyleSheet(f"color: {self.appearance.palette.danger};" if fault else "")
        self.hint.setText(fault)
        self.hint.setVisible(bool(fault))


class DateField(CheckedField):
    """An ISO date or part of one."""

    def fault(self) -> str:
        return _("Not written: a date is 2026, 2026-09 or 2026-09-30.")

    def typed(self) -> Any:
        text = str(super().typed())
        if text and not is_date(text):
            raise ValueError(text)
        return text


class ShareField(CheckedField):
    """A share of customers; empty is not given. A link's share makes room among its siblings when the field is left."""

    def fault(self) -> str:
        return _("Not written: a share is 30, 30% or 0.3, at most 100%.")

    def worded(self, value: Any) -> str:
        return scales.shown(value)

    def show_value(self, value: Any, mixed: bool) -> None:
        super().show_value(value, mixed)
        if value is None and not mixed and not self.editor.covered and len(self.ids) == 1:
            assumed = self.editor.analysis.shares.get(self.ids[0]) if self.field.name == "share" else None
            if assumed is not None:
                text = _("\u2248 {share} assumed").format(share=_percent(assumed))
                self.line.setPlaceholderText(text)

    def typed(self) -> Any:
        return scales.parse(self.line.text())

    def leave(self) -> None:
        visit = self._visit
        self.flush()
        if self._unfinished:
            return
        link = self.editor.state.get(self.ids[0], Link) if len(self.ids) == 1 else None
        if self.field.name == "share" and link is not None and link.share is not None and self.line.isModified():
            share = link.share
            token = (id(self), self.ids, self.field.name, visit)
            self.editor.edit(self.field.edit, lambda state: edits.spread_shares(state, link.id, share), merge=token)
        self.line.setModified(False)
        super().leave()


class TextField(FieldEditor):
    """A text of several lines that grows with what it holds. As a heading, Enter leaves it."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self.text = GrowingText(appearance, heading=field.kind == "heading", parent=self)
        self._hint = _(field.hint)
        self.text.setReadOnly(editor.read_only)
        self.text.textChanged.connect(self.typing)
        self.text.entered.connect(self.entered)
        self.text.installEventFilter(self)
        self._dress(self.text)

    def show_value(self, value: Any, mixed: bool) -> None:
        self.text.setPlaceholderText(MIXED if mixed else self._hint)
        if (value or "") != self.text.toPlainText() and not self._stands(self.text, value):
            self.text.setPlainText(value or "")

    def typed(self) -> Any:
        return self.text.toPlainText().strip()


class GrowingText(QPlainTextEdit):
    """A plain text field as high as its text; Tab leaves it. A heading looks like one until it is touched.

    A heading is at most four lines high.
    """

    entered = Signal()

    def __init__(self, appearance: Appearance, *, heading: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._heading = heading
        self._least = 1 if heading else 2
        self._px = appearance.px
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks()  # the margin is nothing to undo
        if heading:
            px = appearance.px
            self.setStyleSheet(
                f"QPlainTextEdit {{ font-size: {px(18)}px; font-weight: 600; border-color: transparent;"
                f" background: transparent; padding: {px(2)}px {px(4)}px; margin-left: {-px(5)}px; }}"
                f"QPlainTextEdit:focus {{ border-color: {appearance.palette.accent}; }}"
                f"QPlainTextEdit:hover:!focus {{ border-color: {appearance.palette.hairline}; }}"
            )
        self.textChanged.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            self._heading
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = 0
        block = self.document().begin()
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        frame = self.height() - self.viewport().height() if self.isVisible() else self._px(10)
        if self._heading:
            self._bound(lines)
            lines = min(lines, _HEADING_LINES)
        line = ceil(QFontMetricsF(self.font()).lineSpacing())  # so the layout rounds it
        height = max(self._least, lines) * line + max(0, frame) + self._px(1)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _bound(self, lines: int) -> None:
        """A heading that is too long can be scrolled and is told by its tooltip."""
        long = lines > _HEADING_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        self.setToolTip(plain_tip(self.toPlainText()) if long else "")
