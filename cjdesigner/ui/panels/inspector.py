"""The inspector: the fields of what is selected, and nothing else; the journey's own while nothing is.

Its rows come from the table in ``fields/``. This module must not know how a field is edited.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.document import Change
from cjdesigner.model.naming import KIND_NAMES, counted
from cjdesigner.model.records import Indicator, Link, NeedPoint, Node, Reading, Record, Touchpoint
from cjdesigner.model.wording import link_name
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.amount_fields import AmountField, SeveralField
from cjdesigner.ui.panels.by_persona import ByPersona
from cjdesigner.ui.panels.choice_fields import ChannelField, ChoiceField, FlagField, WidthField
from cjdesigner.ui.panels.counts_field import CountsField
from cjdesigner.ui.panels.effects import Effects
from cjdesigner.ui.panels.field_editor import FieldEditor
from cjdesigner.ui.panels.fields.field import Field, FieldKind
from cjdesigner.ui.panels.fields.table import fields_of
from cjdesigner.ui.panels.hanging import HangingPart, has_part
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.method_fields import ChannelsField, ImageField, RecordField
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.panels.score_binding import ScoreBinding
from cjdesigner.ui.panels.score_field import ScoreField
from cjdesigner.ui.panels.text_fields import DateField, LineField, OwnerField, ShareField, TextField
from cjdesigner.ui.plain import plain_tip

_SILENT = ("", "score", "evidence")
"""Parts without a heading of their own."""

_ONES_OWN = ("heading", "text")
"""What one record says, which is never written over many at once."""

FIELD_EDITORS: dict[FieldKind, type[FieldEditor]] = {
    "heading": TextField,
    "line": LineField,
    "text": TextField,
    "choice": ChoiceField,
    "flag": FlagField,
    "share": ShareField,
    "width": WidthField,
    "date": DateField,
    "score": ScoreField,
    "channel": ChannelField,
    "owner": OwnerField,
    "amount": AmountField,
    "several": SeveralField,
    "counts": CountsField,
    "image": ImageField,
    "record": RecordField,
    "channels": ChannelsField,
}
"""The widget of each kind of field."""

Kinds = frozenset[type[Record]]


class InspectorPanel(QWidget):
    """Shows and edits the selection."""

    left = Signal()
    """The keyboard goes back to what is worked on: Escape was pressed, or the record that was typed into is gone."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._forms: dict[tuple[Kinds, bool], Form] = {}
        self.setAccessibleName(_("Inspector"))
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._refresher = Refresher(self, self.refresh)
        editor.changed.connect(self._changed)
        editor.selection_changed.connect(self.show_selection)
        editor.journey_changed.connect(self.show_selection)
        editor.cover_changed.connect(self._refresher.later)
        self.show_selection()

    @property
    def form(self) -> Form:
        """The form shown."""
        widget = self._stack.currentWidget()
        assert isinstance(widget, Form)
        return widget

    def show_selection(self) -> None:
        """Show the fields of what is selected now; what was typed for others is written first."""
        self.flush()
        state = self._editor.state
        ids = tuple(key for key in self._editor.selection if key in state) or (self._editor.journey,)
        if ids[0] not in state:
            return
        if self._stack.count() and ids != self.form.ids:
            self._let_go()
        kinds: Kinds = frozenset(type(state[key]) for key in ids)
        key = (kinds, len(ids) > 1)
        form = self._forms.get(key)
        if form is None:
            form = Form(self._editor, self._appearance, kinds, many=len(ids) > 1, parent=self)
            self._forms[key] = form
            self._stack.addWidget(form)
        for other in self._forms.values():
            if other is not form:
                other.release()
        self._stack.setCurrentWidget(form)
        form.bind(ids)

    def refresh(self) -> None:
        """Show the records' values anew."""
        self.form.load()

    def flush(self) -> None:
        """Write what was typed and waits; to be called before the document is closed or saved elsewhere."""
        if self._stack.count():
            self.form.flush()

    def begin_typing(self) -> None:
        """Put the cursor into the name of what is selected."""
        self.form.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _let_go(self) -> None:
        """The caret must not fall into another record's fields."""
        focused = QApplication.focusWidget()
        if focused is not None and self.form.isAncestorOf(focused):
            focused.clearFocus()
            self.left.emit()

    def _changed(self, change: Change) -> None:
        if self._stack.count() and self.form.concerned(change):
            self._refresher.later()


class Form(QScrollArea):
    """The fields that records of some kinds have in common."""

    def __init__(
        self, editor: Editor, appearance: Appearance, kinds: Kinds, *, many: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._kinds = kinds
        self._many = many
        self._ids: tuple[int, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        px = appearance.px
        page = QWidget(self)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(8))
        self._kind = section(_("Selection") if many else _kind_name(kinds), page)
        self._column.addWidget(self._kind)
        self.title: QLabel | None = None
        self.effects: Effects | None = None
        self.hanging: HangingPart | None = None
        self.binding: ScoreBinding | None = None
        self.by_persona: ByPersona | None = None
        self.equal_button: QPushButton | None = None
        self.fields: dict[str, FieldEditor] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self._parts: dict[str, tuple[QWidget, list[str]]] = {}
        self._build(page)
        self._column.addStretch()
        self.setWidget(page)

    # building

    def _build(self, page: QWidget) -> None:
        if self._many or self._kinds == {Link}:
            self.title = label("", "heading", wrap=True, parent=page)
            self._column.addWidget(self.title)
        fields = [field for field in fields_of(self._kinds) if not (self._many and field.kind in _ONES_OWN)]
        if not fields:
            self._column.addWidget(label(_("These have no field in common."), "second", wrap=True, parent=page))
        part: str | None = None
        grid = QGridLayout()
        for field in fields:
            if field.part != part:
                self._close_part(part, page)
                part = field.part
                grid = self._open_part(part, page)
            self._add(field, grid, page)
        self._close_part(part, page)
        if self.effects is None and any(issubclass(kind, Node) for kind in self._kinds):
            self._add_effects(page)
        if self._kinds == {Link} and not self._many:
            button = QPushButton(_("Equal shares at the source"), page)
            button.setToolTip(_("Forget the given shares, so that all links out of the source take equally many."))
            button.setEnabled(not self._editor.read_only)
            button.clicked.connect(self._equal_shares)
            self.equal_button = button
            self._column.addWidget(button)
        self._add_by_persona(page)
        self._add_hanging(page)

    def _open_part(self, part: str, page: QWidget) -> QGridLayout:
        px = self._appearance.px
        if part not in _SILENT:
            self._column.addSpacing(px(8))
            heading = section(_(part), page)
            self._column.addWidget(heading)
            self._parts[part] = (heading, [])
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)
        return grid

    def _close_part(self, part: str | None, page: QWidget) -> None:
        """After what the score rests on comes what it does; need points have it after their question."""
        if self.effects is None and (part == "evidence" or (part == "" and self._kinds == {NeedPoint})):
            self._add_effects(page)

    def _add_effects(self, page: QWidget) -> None:
        if self._kinds == {Touchpoint}:
            self.binding = ScoreBinding(self._editor, self._appearance, page)
            self._column.addWidget(self.binding)
        self._add_by_persona(page)
        self._column.addSpacing(self._appearance.px(8))
        self.effects = Effects(self._editor, self._appearance, page)
        self._column.addWidget(self.effects)
        self._add_hanging(page)

    def _add_by_persona(self, page: QWidget) -> None:
        if self.by_persona is None and not self._many and self._kinds <= {NeedPoint, Touchpoint, Link}:
            self.by_persona = ByPersona(self._editor, self._appearance, page)
            self._column.addWidget(self.by_persona)

    def _add_hanging(self, page: QWidget) -> None:
        kind = next(iter(self._kinds))
        if self.hanging is None and not self._many and has_part(kind):
            self.hanging = HangingPart(kind, self._editor, self._appearance, page)
            self._column.addWidget(self.hanging)

    def _add(self, field: Field, grid: QGridLayout, page: QWidget) -> None:
        widget = FIELD_EDITORS[field.kind](field, self._editor, self._appearance, page)
        self.fields[field.name] = widget
        row = grid.rowCount()
        if not field.label or field.label == field.part or field.kind == "heading" or isinstance(widget, FlagField):
            grid.addWidget(widget, row, 0, 1, 2)
            self._rows[field.name] = [widget]
        else:
            caption = label(_(field.label), "second", parent=page)
            caption.setBuddy(widget)
            caption.setToolTip(widget.toolTip())
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(widget, row, 1)
            self._rows[field.name] = [caption, widget]
        if field.part in self._parts:
            self._parts[field.part][1].append(field.name)
        widget.rewritten.connect(self.show_rows)

    # showing

    @property
    def ids(self) -> tuple[int, ...]:
        """The records shown."""
        return self._ids

    def bind(self, ids: tuple[int, ...]) -> None:
        """Show and edit these records."""
        if ids != self._ids:
            self.verticalScrollBar().setValue(0)
        self._ids = ids
        self._count()
        self._head()
        self.show_rows()
        for widget in self.fields.values():
            widget.bind(ids)
        if self.effects is not None:
            self.effects.bind(ids)
        if self.binding is not None:
            self.binding.bind(ids)
        if self.by_persona is not None:
            self.by_persona.bind(ids)
        if self.hanging is not None:
            self.hanging.bind(ids[0])

    def release(self) -> None:
        """Let go of the records: another form is shown."""
        if self._ids:
            self.flush()
            self._ids = ()

    def load(self) -> None:
        """Show the records' values anew."""
        if any(key not in self._editor.state for key in self._ids):
            return
        self._head()
        self.show_rows()
        for widget in self.fields.values():
            widget.load()
        if self.binding is not None:
            self.binding.load()
        if self.by_persona is not None:
            self.by_persona.load()
        if self.effects is not None:
            self.effects.later()

    def flush(self) -> None:
        """Write what was typed and waits."""
        for widget in self.fields.values():
            widget.flush()
        if self.by_persona is not None:
            self.by_persona.flush()

    def concerned(self, change: Change) -> bool:
        """Whether a change may show here: it touches these records, or shares that are assumed from others."""
        patch = change.patch
        if any(key in patch for key in self._ids):
            return True
        if self._kinds & {Link, NeedPoint, Touchpoint} and len(self._ids) == 1:
            return any(isinstance(after or before, (Link, Indicator, Reading)) for before, after in patch.values())
        return False

    def focus_first(self) -> None:
        """Put the cursor into the first field, its text selected."""
        for widget in self.fields.values():
            widget.setFocus()
            inner = widget.focusProxy()
            if isinstance(inner, (QLineEdit, QPlainTextEdit)):
                inner.selectAll()
            return

    def show_rows(self) -> None:
        """Show the rows that make sense for these records."""
        state = self._editor.state
        records = [state[key] for key in self._ids[:50] if key in state]
        for name, widgets in self._rows.items():
            shown = self.fields[name].field.shown
            sensible = shown is None or any(shown(state, record) for record in records)
            for widget in widgets:
                if widget.isHidden() == sensible:
                    widget.setVisible(sensible)
        for heading, names in self._parts.values():
            heading.setVisible(any(not self._rows[name][0].isHidden() for name in names))

    def _count(self) -> None:
        if self.title is not None and self._many:
            state = self._editor.state
            self.title.setText(", ".join(counted(state[key] for key in self._ids)))

    def _head(self) -> None:
        if self.title is not None and not self._many:
            link = self._editor.state.get(self._ids[0], Link)
            if link is not None:
                self.title.setText(link_name(link, self._editor.state, short=True))
                self.title.setToolTip(plain_tip(link_name(link, self._editor.state)))
                if self.equal_button is not None:
                    given = [out for out in self._editor.state.outgoing(link.source) if out.share is not None]
                    self.equal_button.setVisible(link.kind == "next" and bool(given))

    def _equal_shares(self) -> None:
        self.flush()
        link = self._editor.state.get(self._ids[0], Link) if self._ids else None
        if link is not None:
            source = link.source
            self._editor.edit(mark("Make the shares equal"), lambda state: edits.equal_shares(state, source))


def _kind_name(kinds: Kinds) -> str:
    names = [_(KIND_NAMES[kind]) for kind in kinds if kind in KIND_NAMES]
    return names[0] if len(names) == len(kinds) == 1 else _("Selection")
