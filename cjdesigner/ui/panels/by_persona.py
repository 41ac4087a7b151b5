"""“By persona” in the inspector: which score or share of a card or a link is otherwise for whom.

Where the journey has two or more personas, or one with values of its own, each has a line here: empty means as the card
says. What is typed is written after a rest or on leaving the field; a visit to a field is one undo step.

This module must not know what the values do to the figures.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.i18n import percent as _percent
from cjdesigner.model import personas
from cjdesigner.model.document import Change
from cjdesigner.model.record import Overridden
from cjdesigner.model.records import Attachment, Link, Node, Override, Persona, Record, Touchpoint
from cjdesigner.model.wording import COVERED
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels import scales
from cjdesigner.ui.panels.field_editor import REST
from cjdesigner.ui.panels.labels import ElidedLabel, label, section
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.panels.undo_keys import forget_own, is_for_the_document
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.portrait import paint_portrait

_CAPTIONS: dict[Overridden, str] = {
    "score": mark("Score"),
    "share": mark("Share"),
    "entry_share": mark("Begin here"),
}
_LABELS: dict[Overridden, str] = {
    "score": mark("Score for a persona"),
    "share": mark("Share for a persona"),
    "entry_share": mark("Entry share for a persona"),
}


class ByPersona(QWidget):
    """A line for each persona and value of the one record it is bound to; hidden where all are alike."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._ids: tuple[int, ...] = ()
        self._made: tuple[object, ...] = ()
        self.lines: dict[tuple[int, Overridden], OwnValue] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, appearance.px(8), 0, 0)
        column.setSpacing(appearance.px(6))
        column.addWidget(section(_("By persona"), self))
        self._hint = label(_("Empty: as above."), "small", wrap=True, parent=self)
        self._place = QWidget(self)
        column.addWidget(self._place)
        column.addWidget(self._hint)
        self._grid: QGridLayout | None = None
        self._refresher = Refresher(self, self.load)
        editor.changed.connect(self._changed)
        editor.cover_changed.connect(self.load)
        self.hide()

    def bind(self, ids: tuple[int, ...]) -> None:
        """Show and edit what is otherwise at this record; what is typed for another is written first."""
        if ids != self._ids:
            self.flush()
            self._ids = ids
        self.load()

    def flush(self) -> None:
        """Write what was typed and waits."""
        for line in self.lines.values():
            line.flush()

    def load(self) -> None:
        """Show the values anew."""
        rows = self._rows()
        made = (self._ids, tuple((persona.id, field) for persona, field in rows))
        if made != self._made:
            self._build(rows)
            self._made = made
        for persona, field in rows:
            self.lines[persona.id, field].load(persona)
        self.setVisible(bool(rows))

    def _rows(self) -> list[tuple[Persona, Overridden]]:
        state = self._editor.state
        if len(self._ids) != 1 or self._ids[0] not in state:
            return []
        target = self._ids[0]
        record = state[target]
        if not isinstance(record, (Node, Link)):
            return []
        found = personas.taking_part(state, target)
        if len(found) < 2 and not any(state.referring(persona.id, Override) for persona in found):
            return []
        fields: list[Overridden] = []
        own = {override.field for override in state.referring(target, Override)}
        usual = personas.field_of(state, target)
        if usual is not None or "score" in own or "share" in own:
            fields.append(usual or ("share" if isinstance(record, Link) else "score"))
        if personas.begins(state, target) or "entry_share" in own:
            fields.append("entry_share")
        return [(persona, field) for field in fields for persona in found]

    def _build(self, rows: list[tuple[Persona, Overridden]]) -> None:
        self.flush()
        px = self._appearance.px
        old, self._place = self._place, QWidget(self)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._place)
        old.hide()
        old.deleteLater()
        self.lines = {}
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(5))
        grid.setColumnStretch(1, 1)
        several = len({field for _persona, field in rows}) > 1
        last: Overridden | None = None
        for persona, field in rows:
            if several and field != last:
                grid.addWidget(label(_(_CAPTIONS[field]), "second", parent=self._place), grid.rowCount(), 0, 1, 4)
            last = field
            line = OwnValue(self._editor, self._appearance, self._ids[0], persona, field, self._place)
            row = grid.rowCount()
            for column, widget in enumerate((line.face, line.name, line.entry, line.clear_button)):
                grid.addWidget(widget, row, column)
            self.lines[persona.id, field] = line

    def _changed(self, change: Change) -> None:
        kinds = (Persona, Override, Attachment)
        touched = any(isinstance(after or before, (*kinds, Link)) for before, after in change.patch.values())
        if touched or any(key in change.patch for key in self._ids):
            if self.isHidden():
                self.load()  # hidden, a refresher waits for ever
            else:
                self._refresher.later()


class OwnValue(QObject):
    """The line of one persona and one value: portrait, name, entry, and a button that clears it."""

    def __init__(
        self,
        editor: Editor,
        appearance: Appearance,
        target: int,
        persona: Persona,
        field: Overridden,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._target = target
        self._persona = persona.id
        self._field: Overridden = field
        self._visit = 0
        self._pending = False
        self.face = Face(editor, appearance, parent)
        self.name = NameButton("", "", parent)
        self.name.clicked.connect(self._open)
        self.entry = QLineEdit(parent)
        hints = (_("not scored"), _("not given"))
        widest = max(self.entry.fontMetrics().horizontalAdvance(hint) for hint in hints)
        self.entry.setFixedWidth(max(appearance.px(86), widest + appearance.px(26)))
        self.entry.setReadOnly(editor.read_only)
        self.entry.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.entry.textEdited.connect(self._typing)
        self.entry.returnPressed.connect(self._entered)
        self.entry.installEventFilter(self)
        self.clear_button = QToolButton(parent)
        self.clear_button.setProperty("role", "flat")
        self.clear_button.setIcon(appearance.icon("ri.close-line", appearance.palette.second, 14))
        self.clear_button.setToolTip(_("As above again"))
        self.clear_button.clicked.connect(self.clear)
        policy = self.clear_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(policy)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.flush)

    def load(self, persona: Persona) -> None:
        """Show the value as it stands, unless something typed waits to be written."""
        self.face.show_persona(persona)
        name = personas.persona_name(persona)
        self.name.set_full(name)
        words = f"{_(_CAPTIONS[self._field])}: {name}"
        self.entry.setAccessibleName(words)
        self.clear_button.setAccessibleName(_("As above again") + f": {name}")
        own = personas.own_value(self._editor.state, self._persona, self._target, self._field)
        covered = self._covered
        self.clear_button.setVisible(own is not None and not self._editor.read_only)
        self.entry.setPlaceholderText(COVERED if covered else self._usual(own))
        self.entry.setToolTip(plain_tip(words))
        if self._pending:
            return
        value = None if own is None else own.value
        if not (self.entry.hasFocus() and self.entry.text() and self._typed() == (value,)):
            self.entry.setText("" if covered else scales.shown(value))
        self._mark(True)

    def _usual(self, own: Override | None) -> str:
        """What holds where nothing is otherwise, or what is otherwise about an unset value."""
        if own is not None:
            return _("not scored") if self._field == "score" else _("not given")
        record = self._editor.state.get(self._target, Record)
        value = getattr(record, self._field, None)
        if value is not None:
            return scales.shown(value)
        if self._editor.covered:
            return ""
        if self._field == "share":
            assumed = self._editor.analysis.shares.get(self._target)
            return "" if assumed is None else f"\u2248 {_percent(assumed)}"
        if self._field == "entry_share":
            weight = self._editor.analysis.entry_weights.get(self._target)
            return "" if weight is None else f"\u2248 {_percent(weight)}"
        return _("not scored") if isinstance(record, Touchpoint) else ""

    @property
    def _covered(self) -> bool:
        """Scores are not told while people score; what is typed over them is."""
        return self._editor.covered and self._field == "score"

    # writing

    def _typing(self) -> None:
        self._pending = True
        self._rest.start()

    def _typed(self) -> tuple[float | None] | None:
        """What stands in the entry, in a tuple; None where that is no value yet."""
        try:
            return (scales.parse(self.entry.text()),)
        except ValueError:
            return None

    def flush(self) -> None:
        """Write what was typed, if anything waits."""
        self._rest.stop()
        if not self._pending:
            return
        typed = self._typed()
        if typed is None:
            self._mark(False)
            return
        self._pending = False
        if self._covered and typed == (None,):
            return
        self._mark(True)
        (value,) = typed
        who, target, field = self._persona, self._target, self._field
        token = (id(self), self._visit)
        if value is None:
            self._editor.edit(
                _LABELS[field], lambda state: personas.clear_own_value(state, who, target, field), merge=token
            )
        else:
            self._editor.edit(
                _LABELS[field], lambda state: personas.set_own_value(state, who, target, field, value), merge=token
            )

    def clear(self) -> None:
        """Let the card's own value hold again."""
        self._rest.stop()
        self._pending = False
        self._visit += 1
        who, target, field = self._persona, self._target, self._field
        self._editor.edit(_LABELS[field], lambda state: personas.clear_own_value(state, who, target, field))

    def _entered(self) -> None:
        self.flush()
        if not self._pending:
            self._visit += 1
            forget_own(self.entry)
        self.entry.selectAll()

    def _open(self) -> None:
        self._editor.open(self._persona)

    def _mark(self, fits: bool) -> None:
        self.entry.setStyleSheet("" if fits else f"color: {self._appearance.palette.danger};")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self.flush()
            self._give_up()
        elif is_for_the_document(watched, event):
            self.flush()
            event.ignore()
            return True
        elif (
            kind == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._pending
        ):
            self._give_up()
            return True
        return super().eventFilter(watched, event)

    def _give_up(self) -> None:
        """What is no value is forgotten; the next visit is another undo step."""
        self._rest.stop()
        self._pending = False
        self._visit += 1
        persona = self._editor.state.get(self._persona, Persona)
        if persona is not None:
            self.entry.clear()
            self.load(persona)


class NameButton(ElidedLabel):
    """A persona's name; a click goes there."""

    clicked = Signal()

    def __init__(self, text: str, role: str, parent: QWidget) -> None:
        super().__init__(text, role, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: object) -> None:
        self.clicked.emit()


class Face(QWidget):
    """A persona's portrait, small."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget, size: int = 22) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._persona: Persona | None = None
        self.setFixedSize(appearance.px(size), appearance.px(size))

    def show_persona(self, persona: Persona) -> None:
        """Show this one."""
        if persona != self._persona:
            self._persona = persona
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._persona is None:
            return
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_portrait(painter, box, self._persona, self._editor.document.images, self._appearance)
