"""The inspector's part about what hangs here: seen, opened by a click, made, hung and taken off.

On a method's record it also says what that hangs on. This module must not know what a record's fields are.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import attaching, hanging, jobs
from cjdesigner.model.document import Change
from cjdesigner.model.naming import KIND_NAMES, called, kind_name
from cjdesigner.model.records import (
    Activity,
    Attachment,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Note,
    Persona,
    PrincipleKind,
    Record,
)
from cjdesigner.model.references import ATTACHABLE
from cjdesigner.model.wording import COVERED
from cjdesigner.ui.appearance import Appearance, icon_pixmap
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.panels.rows import Index, Row, RowDelegate, RowList
from cjdesigner.ui.panels.undo_keys import share_undo
from cjdesigner.ui.record_icons import icon_of

_MAKE: dict[type[Record], tuple[str, str]] = {
    Insight: (mark("New insight"), mark("Add an insight")),
    EmpathyMap: (mark("New empathy map"), mark("Add an empathy map")),
    Job: (mark("New job"), mark("Add a job")),
    Indicator: (mark("New indicator"), mark("Add an indicator")),
    Persona: (mark("New persona"), mark("Add a persona")),
    Activity: (mark("New activity"), mark("Add an activity")),
}
"""What the menu says to make one, and the name of that edit."""

_PRINCIPLES: dict[PrincipleKind, tuple[str, str]] = {
    "guard-rail": (mark("New guard rail"), mark("Add a guard rail")),
    "freedom": (mark("New degree of freedom"), mark("Add a degree of freedom")),
}

_TARGETS = tuple(dict.fromkeys(kind for kinds in ATTACHABLE.values() for kind in kinds))


def has_part(kind: type[Record]) -> bool:
    """Whether anything can hang on records of a type, or they on something."""
    return kind in _TARGETS or kind in ATTACHABLE


class HangingPart(QWidget):
    """What hangs on the one record it is bound to, and what that hangs on."""

    def __init__(self, kind: type[Record], editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._id = 0
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, 0)
        column.setSpacing(px(6))
        hangs = _("Became") if kind is Note else _("Hangs on")
        self.places = HangingList(appearance, hangs, self)
        self._places_heading = section(hangs, self)
        self._is_subject, self._is_target = kind in ATTACHABLE, kind in _TARGETS
        column.addWidget(self._places_heading)
        column.addWidget(self.places)
        nowhere = _("Nothing yet.") if kind is Note else _("It hangs nowhere yet.")
        self._not_hung = label(nowhere, "second", wrap=True, parent=self)
        column.addWidget(self._not_hung)
        self.list = HangingList(appearance, _("What hangs here"), self)
        self.add_button = self._add_button()
        heading = QHBoxLayout()
        self._heading = section(_("What hangs here"), self)
        heading.addWidget(self._heading, 1)
        heading.addWidget(self.add_button)
        column.addLayout(heading)
        column.addWidget(self.list)
        self.empty = label(
            _("Nothing yet. What was learned, measured or agreed here shows on the card."),
            "second",
            wrap=True,
            parent=self,
        )
        column.addWidget(self.empty)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("An insight; Enter hangs it here"))
        self.field.setAccessibleName(_("New insight"))
        self.field.setReadOnly(editor.read_only)
        self.field.returnPressed.connect(self.add_insight)
        share_undo(self.field)
        column.addWidget(self.field)
        self.list.chosen.connect(self._open)
        self.places.chosen.connect(self._open)
        self.list.taken_off.connect(self.take_off)
        self.places.taken_off.connect(self._take_off_place)
        self.list.menu_asked.connect(functools.partial(self._row_menu, self.list))
        self.places.menu_asked.connect(functools.partial(self._row_menu, self.places))
        self._refresher = Refresher(self, self.refresh)
        editor.changed.connect(self._changed)
        editor.cover_changed.connect(self._refresher.later)

    def _add_button(self) -> QToolButton:
        look = self._appearance
        button = QToolButton(self)
        button.setProperty("role", "flat")
        button.setIcon(look.icon("ri.add-line", look.palette.second, 16))
        button.setIconSize(QSize(look.px(16), look.px(16)))
        tip = _("Hang something here: a new one, or one there is already")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setEnabled(not self._editor.read_only)
        button.clicked.connect(self._show_menu)
        return button

    # showing

    def bind(self, identity: int) -> None:
        """Show what hangs on this record."""
        if identity != self._id:
            self.field.setText("")
        self._id = identity
        self.refresh()

    def refresh(self) -> None:
        """Read it anew."""
        state = self._editor.state
        if self._id not in state:
            return
        places = hanging.places(state, self._id) if self._is_subject else []
        self.places.set_rows(self._row(record) for record in places)
        _show(self._places_heading, self._is_subject)
        _show(self.places, bool(places))
        _show(self._not_hung, self._is_subject and not places)
        found = hanging.on(state, self._id) if self._is_target else []
        self.list.set_rows(self._row(record) for record in found)
        kinds = hanging.kinds_for(state[self._id])
        _show(self._heading, self._is_target)
        _show(self.add_button, bool(kinds))
        _show(self.list, bool(found))
        _show(self.empty, self._is_target and not found)
        _show(self.field, Insight in kinds)

    def _row(self, record: Record) -> Row:
        state = self._editor.state
        name = called(state, record)
        title = _("came from note “{text}”").format(text=name) if isinstance(record, Note) else name
        figure = ""
        if isinstance(record, Job):
            opportunity = jobs.job_opportunity(state, record.id)
            if opportunity is not None:
                figure = COVERED if self._editor.covered else jobs.worded(opportunity)
        home = state.get(record.map, EmpathyMap) if isinstance(record, Note) else None
        where = called(state, home) if home is not None else ""
        tip = "\n".join(line for line in (f"{kind_name(record)}: {name}", where) if line)
        return Row(record.id, title, figure=figure, detail=where, icon=icon_of(state, record), tip=tip)

    def _changed(self, change: Change) -> None:
        if not self._id:
            return
        shown = {row.key for row in (*self.list.rows, *self.places.rows)}
        for identity, pair in change.patch.items():
            if identity in shown or any(_ties(record, self._id) for record in pair if record is not None):
                self._refresher.later()
                return

    # hands

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self._editor.open(key)

    def add_insight(self) -> None:
        """Hang an insight of what was typed here."""
        words, target = self.field.text().strip(), self._id
        if words and self._editor.edit(
            mark("Add an insight"), lambda state: hanging.hang_new(state, Insight, target, words)
        ):
            self.field.setText("")  # unlike clear(), it leaves the field nothing to undo: the insight is undone
            self._refresher.now()

    def add_new(self, kind: type[Record]) -> None:
        """Make a new one, hung here, and open it; an insight is typed here."""
        if kind is Insight:
            self.field.setFocus()
            return
        target = self._id
        words = _("New indicator") if kind is Indicator else _("New activity") if kind is Activity else ""
        words = _("New persona") if kind is Persona else words
        patch = self._editor.edit(_MAKE[kind][1], lambda state: hanging.hang_new(state, kind, target, words))
        if patch:
            self._editor.open(next(iter(patch)))

    def add_principle(self, kind: PrincipleKind) -> None:
        """Make a new guard rail or degree of freedom here, and open it."""
        target = self._id
        patch = self._editor.edit(_PRINCIPLES[kind][1], lambda state: hanging.add_principle(state, target, kind))
        if patch:
            self._editor.open(next(iter(patch)))

    def hang(self, subject: int) -> None:
        """Hang one that there is already."""
        target = self._id
        self._editor.edit(mark("Hang here"), lambda state: attaching.attach(state, subject, target))
        self._refresher.now()

    def take_off(self, subject: object) -> None:
        """Take one off; it stays in the project."""
        target = self._id
        if isinstance(subject, int) and not self._editor.read_only:
            self._editor.edit(mark("Take off"), lambda state: hanging.take_off(state, subject, target))
            self._refresher.now()

    def _take_off_place(self, target: object) -> None:
        subject = self._id
        if isinstance(target, int) and not self._editor.read_only:
            self._editor.edit(mark("Take off"), lambda state: attaching.detach(state, subject, target))
            self._refresher.now()

    def menu(self) -> QMenu:
        """What can be hung here."""
        record, menu = self._editor.state[self._id], QMenu(self)
        for kind in hanging.kinds_for(record):
            menu.addAction(_(_MAKE[kind][0]), functools.partial(self.add_new, kind))
        if hanging.takes_principles(record):
            for principle, (words, _edit) in _PRINCIPLES.items():
                menu.addAction(_(words), functools.partial(self.add_principle, principle))
        menu.addSeparator()
        there = menu.addAction(_("One there is already …"), self.choose)
        there.setEnabled(bool(hanging.attachable(self._editor.state, self._id)))
        return menu

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def choose(self) -> None:
        """Choose one there is already, by its name."""
        from cjdesigner.ui.palette_dialog import Entry, PaletteDialog

        state = self._editor.state
        entries = [
            Entry(called(state, record), _(KIND_NAMES[type(record)]), functools.partial(self.hang, record.id))
            for record in hanging.attachable(state, self._id)
        ]
        PaletteDialog(self._appearance, entries, self, title=_("Hang here …"), hint=_("Its text or name")).exec()

    def _row_menu(self, rows: HangingList, key: object, place: QPoint) -> None:
        if key is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Open"), functools.partial(self._open, key))
        off = menu.addAction(_("Take off"), functools.partial(rows.taken_off.emit, key))
        off.setEnabled(not self._editor.read_only)
        menu.popup(place)


def _show(widget: QWidget, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)


def _ties(record: Record, identity: int) -> bool:
    if isinstance(record, Attachment):
        return identity in (record.subject, record.target)
    return identity in (getattr(record, "touchpoint", 0), getattr(record, "journey", 0)) and hasattr(record, "text")


class OpeningList(RowList):
    """Rows that a click or Enter opens elsewhere; arrows only walk."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = min(len(self.rows) - 1, max(0, self.currentIndex().row() + step))
            self.setCurrentIndex(self.model().index(row, 0))
        else:
            super().keyPressEvent(event)


class HangingList(OpeningList):
    """Rows that Delete or the cross at the end takes off."""

    taken_off = Signal(object)

    def __init__(self, appearance: Appearance, name: str, parent: QWidget) -> None:
        super().__init__(appearance, name, most=12, parent=parent)
        self._cross = appearance.px(26)
        self.setItemDelegate(_Delegate(appearance, self))

    def on_cross(self, index: Index, place: QPoint) -> bool:
        """Whether a place is on a row's cross."""
        return index.isValid() and place.x() > self.visualRect(index).right() - self._cross

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() == Qt.MouseButton.LeftButton and self.on_cross(index, place):
            self.taken_off.emit(self.rows[index.row()].key)
            return
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.taken_off.emit(self.rows[index.row()].key)
        else:
            super().keyPressEvent(event)


class _Delegate(RowDelegate):
    """A row with a cross at its end while it is under the pointer or current."""

    def __init__(self, appearance: Appearance, parent: HangingList) -> None:
        super().__init__(appearance, 1, parent)
        self._look = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            px = self._look.px
            size = px(14)
            at = QPoint(rect.right() - px(20), rect.center().y() - size // 2)
            painter.drawPixmap(at, icon_pixmap("ri.close-line", self._look.palette.second, size))
            option = QStyleOptionViewItem(option)
            option.rect = rect.adjusted(0, 0, -px(26), 0)
        super().paint(painter, option, index)
