"""The field of the key message: two lines for one sentence.

This module must not know how sentences are proposed.
"""

from __future__ import annotations

import functools
import itertools

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.records import Journey
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.undo_keys import forget_own, share_undo
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.studio.desk import Desk

REST = 250
"""Milliseconds of rest after which what was typed is written."""
_visits = itertools.count()


class KeyMessage(QPlainTextEdit):
    """The journey's key message on two lines: an edit of the document, as in the inspector. Where the document cannot
    be written, it is the message of this printing alone. Enter writes it."""

    def __init__(self, desk: Desk, appearance: Appearance) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._px = appearance.px
        self._desk, self._visit, self._journey = desk, next(_visits), 0
        self._unwritten = False
        self.setPlaceholderText(_("What everybody should take away, in one sentence"))
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.write)
        self.textChanged.connect(self._typed)
        self.installEventFilter(self)
        share_undo(self)

    def text(self) -> str:
        """What stands there, on one line."""
        return " ".join(self.toPlainText().split())

    def _show(self, words: str) -> None:
        with QSignalBlocker(self):
            self.setPlainText(words)

    def sizeHint(self) -> QSize:
        frame = 2 * self.frameWidth() + self._px(12)
        return QSize(super().sizeHint().width(), 2 * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._px(80), self.sizeHint().height())

    def refresh(self) -> None:
        """Show the journey's, unless one is being typed."""
        if self._journey != self._desk.journey:
            self.write()
            self._journey, self._visit = self._desk.journey, next(_visits)
        record = self._desk.editor.state.get(self._journey, Journey)
        said = record.key_message if record is not None else ""
        said = " ".join((said if self._desk.message is None else self._desk.message).split())
        if said != self.text() and not self._unwritten:
            self._show(said)
        self.setToolTip(plain_tip(said))

    def propose(self, words: str) -> None:
        """Take a sentence."""
        self._visit = next(_visits)
        self._show(words)
        self._unwritten = True
        self.write()

    def _typed(self) -> None:
        self._unwritten = True
        self._rest.start()

    def write(self) -> None:
        """Write what was typed."""
        self._rest.stop()
        if not self._unwritten or self._journey not in self._desk.editor.state:
            return
        self._unwritten = False
        forget_own(self)
        if self._desk.editor.read_only:
            self._desk.choose(message=self.text())
            return
        edit = functools.partial(edits.set_fields, ids=[self._journey], key_message=self.text())
        merge = ("studio", self._journey, "key_message", self._visit)
        self._desk.editor.edit(mark("Change key message"), edit, merge=merge)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._visit = next(_visits)
        elif event.type() == QEvent.Type.FocusOut:
            self.write()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()
        else:
            super().keyPressEvent(event)
