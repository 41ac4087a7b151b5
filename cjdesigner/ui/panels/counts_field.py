"""The inspector's field for answers on a scale of five: how many gave 1, 2, 3, 4 and 5, and what that comes to.

This module must not know which attributes there are.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from cjdesigner.i18n import decimal, ngettext
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent
from cjdesigner.model.jobs import top_boxes
from cjdesigner.model.wording import MIXED, grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.field_editor import FieldEditor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.labels import label

_MOST = 1_000_000_000


class CountsField(FieldEditor):
    """Five small numbers side by side; all empty is no answers. Five numbers can be pasted into any of them."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        px = appearance.px
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(4))
        grid.setVerticalSpacing(px(2))
        self.boxes: list[QLineEdit] = []
        self._mending: list[QLineEdit] = []
        """What is wrong in them stays until it is mended."""
        for number in range(1, 6):
            box = QLineEdit(self)
            box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.setMinimumWidth(px(24))
            self._tint(box, False)
            box.setReadOnly(editor.read_only)
            box.setAccessibleName(_("{question} Answers {number}").format(question=_(field.label), number=number))
            box.setToolTip(_(field.tip))
            box.textEdited.connect(self._typed_into)
            box.returnPressed.connect(self.entered)
            box.installEventFilter(self)
            caption = label(str(number), "small", parent=self)
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(caption, 0, number - 1)
            grid.addWidget(box, 1, number - 1)
            grid.setColumnStretch(number - 1, 1)
            self.boxes.append(box)
        self.setFocusProxy(self.boxes[0])
        self.total = label("", "small", wrap=True, parent=self)
        self._column.addLayout(grid)
        self._column.addWidget(self.total)

    def load(self) -> None:
        self._mending = self._wrong() if self._unfinished else []
        self._unfinished = False
        super().load()
        self._unfinished = bool(self._mending)

    def show_value(self, value: Any, mixed: bool) -> None:
        counts = tuple(value or ())
        for number, box in enumerate(self.boxes):
            text = str(counts[number]) if counts else ""
            box.setPlaceholderText(MIXED if mixed else "")
            if box in self._mending:
                continue
            if box.text() != text and not (box.hasFocus() and _count(box.text(), 0) == _count(text, 0)):
                box.setText(text)
        self._sum_up(counts)

    def typed(self) -> Any:
        """The counts; where a box holds none, the one that was there stays."""
        texts = [box.text().strip() for box in self.boxes]
        if not any(texts):
            return ()
        held = self.values()
        old = held[0] if len(held) == 1 and held[0] else (0,) * len(texts)
        counts = tuple(_count(text, kept) for text, kept in zip(texts, old, strict=True))
        if not any(counts) and self._wrong():
            raise ValueError(texts)  # nothing right is typed yet
        return counts

    def _typed_into(self) -> None:
        self.typing()
        self._sum_up(self._counts())

    def flush(self) -> None:
        super().flush()
        self._unfinished = bool(self.ids) and bool(self._wrong())  # what is wrong stays to be mended
        self._sum_up(self._counts())

    def leave(self) -> None:
        self.flush()
        if not self._unfinished:
            super().leave()

    def _wrong(self) -> list[QLineEdit]:
        """The boxes that hold no number of answers."""
        return [box for box in self.boxes if _count(box.text(), -1) < 0]

    def _counts(self) -> tuple[int, ...]:
        try:
            return tuple(self.typed())
        except ValueError:
            return ()

    def _sum_up(self, counts: tuple[int, ...]) -> None:
        """What the answers come to, beneath them; or what is wrong, in red as the box it stands in."""
        wrong = self._wrong()
        fits = not wrong
        for box in self.boxes:
            self._tint(box, box in wrong)
        tenth, total = top_boxes(counts), sum(counts)
        if not fits:
            text = _("Not written: answers are whole numbers.")
        elif tenth is None:
            text = _("No answers yet: how many gave 1, 2, 3, 4 and 5?")
        else:
            text = ngettext(
                "{count} answer, {share} gave 4 or 5: {figure}", "{count} answers, {share} gave 4 or 5: {figure}", total
            ).format(count=grouped(total), share=_percent(tenth / 10), figure=decimal(tenth, 1))
        self.total.setText(text)
        role = "small" if fits else "error"
        if self.total.property("role") != role:
            self.total.setProperty("role", role)
            self.total.style().unpolish(self.total)
            self.total.style().polish(self.total)

    def _tint(self, box: QLineEdit, wrong: bool) -> None:
        px = self.appearance.px
        style = f"padding: {px(4)}px {px(2)}px;" + (f" color: {self.appearance.palette.danger};" if wrong else "")
        if box.styleSheet() != style:
            box.setStyleSheet(style)

    # hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste) and self._paste():
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            to = QApplication.focusWidget()
            if to is not watched and to in self.boxes:
                return False  # within the field: one visit
        return super().eventFilter(watched, event)

    def _paste(self) -> bool:
        """Five numbers fill the five boxes."""
        words = re.split(r"[\s;,|/]+", QApplication.clipboard().text().strip())
        if self.editor.read_only or len(words) != 5 or any(_count(word, -1) < 0 for word in words):
            return False
        for box, word in zip(self.boxes, words, strict=True):
            box.setText(word)
        self._typed_into()
        self.flush()
        return True


def _count(text: str, otherwise: int) -> int:
    """A number of answers; nothing is none."""
    text = text.strip()
    if not text:
        return 0
    return int(text) if re.fullmatch(r"[0-9]{1,10}", text) and int(text) <= _MOST else otherwise
