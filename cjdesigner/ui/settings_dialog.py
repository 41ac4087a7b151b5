"""The settings: how the window looks and speaks, at once; and what the project remembers for its poster.

The dialogue stays while the window rebuilds beneath it, and rebuilds itself, so its own words switch as well.
This module must not know how an appearance is applied.
"""

from __future__ import annotations

import functools
import itertools

import msgspec
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import i18n
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.document import Change
from cjdesigner.model.patch import Patch
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import SCALES, Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.plain import plain_label
from cjdesigner.ui.segments import Segments

REST = 250
"""Milliseconds of rest after which what was typed is written."""

_visits = itertools.count()


class SettingsDialog(QDialog):
    """Language, theme and scale; with an editor, also the project's title, scoring note and paper."""

    def __init__(self, appearance: Appearance, editor: Editor | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self._appearance = appearance
        self._editor = editor
        self._visit = next(_visits)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outer.addWidget(self._scroll)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.write)
        appearance.changed.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
        if editor is not None:
            editor.changed.connect(self._follow)
            editor.destroyed.connect(self.close)
        self._build()

    # making

    def _rebuild(self) -> None:
        focused: QWidget | None = self.focusWidget()
        name = ""
        while focused is not None and focused is not self and not name:
            name, focused = focused.objectName(), focused.parentWidget()
        self.write()
        self._build()
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _build(self) -> None:
        px = self._appearance.px
        self.setWindowTitle(_("Settings"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(20))
        self._grid.setVerticalSpacing(px(10))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._window_rows()
        if self._editor is not None:
            self._project_rows(self._editor)
        column.addStretch(1)
        close = QPushButton(_("Close"))
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addSpacing(px(4))
        column.addLayout(row)
        before = self._scroll.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self._scroll.setWidget(content)
        content.setMinimumWidth(max(px(460), content.minimumSizeHint().width()))
        wanted = content.sizeHint().expandedTo(QSize(px(460), 0)) + QSize(2, 2)
        screen = self.screen()
        self.resize(wanted.boundedTo(screen.availableGeometry().size() * 0.92) if screen is not None else wanted)

    def _window_rows(self) -> None:
        look = self._appearance
        self._add_section(_("Window"))
        language = Segments(look, i18n.LANGUAGES, look.language, _("Language"))
        language.chosen.connect(self._set_language)
        themes = {"light": _("Light"), "dark": _("Dark")}
        theme = Segments(look, themes, look.theme, _("Theme"))
        theme.chosen.connect(self._set_theme)
        scales = {str(scale): i18n.percent(scale) for scale in SCALES}
        scale = Segments(look, scales, str(look.scale), _("Size of everything"))
        scale.chosen.connect(self._set_scale)
        self.language, self.theme, self.scale = language, theme, scale
        self._add(_("Language"), language, "language")
        self._add(_("Theme"), theme, "theme")
        self._add(_("Size of everything"), scale, "scale")

    def _project_rows(self, editor: Editor) -> None:
        from cjdesigner.export.paper import PAPERS

        px, project = self._appearance.px, editor.state.project
        line = QFrame()
        line.setProperty("role", "hairline")
        self._grid.addWidget(line, self._grid.rowCount(), 0, 1, 2)
        self._add_section(_("Project"))
        self.title = QLineEdit(project.title)
        self.title.setPlaceholderText(_("What the file is called on posters"))
        self.title.textEdited.connect(self._typed)
        self.note = QPlainTextEdit(project.settings.scoring_note)
        self.note.setPlaceholderText(_("How scores were made: the poster's small print says so"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(px(72))
        self.note.textChanged.connect(self._typed)
        for field in (self.title, self.note):
            field.installEventFilter(self)
        self.paper = QComboBox()
        self.paper.addItems(list(PAPERS))
        if project.settings.paper not in PAPERS:
            self.paper.addItem(project.settings.paper)
        self.paper.setCurrentText(project.settings.paper)
        self.paper.currentTextChanged.connect(self._set_paper)
        ways = {"portrait": _("Portrait"), "landscape": _("Landscape")}
        self.turned = Segments(
            self._appearance, ways, "landscape" if project.settings.landscape else "portrait", _("Orientation")
        )
        self.turned.chosen.connect(self._set_turned)
        for control in (self.title, self.note, self.paper, self.turned):
            control.setEnabled(not editor.read_only)
        self._add(_("Title"), self.title, "title")
        self._add(_("How scores were made"), self.note, "note")
        self._add(_("Paper"), self.paper, "paper")
        self._add(_("Orientation"), self.turned, "turned")

    def _add_section(self, words: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(plain_label(words.upper(), "section"), row, 0, 1, 2)
        self._grid.setRowMinimumHeight(row, self._appearance.px(22))

    def _add(self, word: str, control: QWidget, name: str) -> None:
        label = plain_label(word)
        label.setBuddy(control)
        control.setObjectName(name)
        control.setAccessibleName(word)
        tall = isinstance(control, QPlainTextEdit)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(control, row, 1)

    # the window

    def _set_language(self, code: str) -> None:
        self.write()
        self._appearance.set(language=code)

    def _set_theme(self, name: str) -> None:
        self.write()
        self._appearance.set(theme="dark" if name == "dark" else "light")

    def _set_scale(self, scale: str) -> None:
        self.write()
        self._appearance.set(scale=float(scale))

    # the project

    def _typed(self) -> None:
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.write()
            self._visit = next(_visits)
        return super().eventFilter(watched, event)

    def write(self) -> None:
        """Write what was typed and is not written yet."""
        self._rest.stop()
        editor = self._editor
        if editor is None or editor.read_only:
            return
        title, note = self.title.text(), self.note.toPlainText()
        project = editor.state.project
        if title != project.title:
            merge = (id(self), project.id, "title", self._visit)
            change = functools.partial(_with_title, title=title)
            editor.edit(mark("Change title"), change, merge=merge)
        if note != project.settings.scoring_note:
            merge = (id(self), project.id, "scoring_note", self._visit)
            editor.edit(mark("Change scoring note"), functools.partial(with_settings, scoring_note=note), merge=merge)

    def _set_paper(self, paper: str) -> None:
        if self._editor is not None:
            self._editor.edit(mark("Change paper"), functools.partial(with_settings, paper=paper))

    def _set_turned(self, way: str) -> None:
        if self._editor is not None:
            turned = functools.partial(with_settings, landscape=way == "landscape")
            self._editor.edit(mark("Change orientation"), turned)

    def _follow(self, change: Change) -> None:
        """Undo and redo beneath show here as well; what is being typed stays."""
        editor = self._editor
        if editor is None or self._rest.isActive() or editor.state.project.id not in change.patch:
            return
        project = editor.state.project
        if self.title.text() != project.title:
            self.title.setText(project.title)
        if self.note.toPlainText() != project.settings.scoring_note:
            self.note.blockSignals(True)
            self.note.setPlainText(project.settings.scoring_note)
            self.note.blockSignals(False)
        self.paper.blockSignals(True)
        self.paper.setCurrentText(project.settings.paper)
        self.paper.blockSignals(False)

    # the end

    def done(self, result: int) -> None:
        self.write()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.write()
        super().closeEvent(event)


def with_settings(state: State, **values: object) -> Patch:
    """The edit that gives the project's settings these values."""
    project = state.project
    return edits.set_fields(state, [project.id], settings=msgspec.structs.replace(project.settings, **values))


def _with_title(state: State, title: str) -> Patch:
    return edits.set_fields(state, [state.project.id], title=title)
