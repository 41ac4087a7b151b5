"""The view of a journey's experience strategy: principles, hand-offs, signature interactions, mandates.

This module must not know how rows are made or painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import edits, strategy
from cjdesigner.model.document import Change
from cjdesigner.model.edits import with_fields
from cjdesigner.model.records import Journey, Link, NeedPoint, Principle, PrincipleKind, Record, Touchpoint
from cjdesigner.model.wording import brief, grouped, name_of, path_title
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import PartsLabel, label
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.segments import Segments
from cjdesigner.ui.views import strategy_told as told
from cjdesigner.ui.views.insights_entry import LineEntry
from cjdesigner.ui.views.strategy_handoffs import HandoffRows
from cjdesigner.ui.views.strategy_rows import WrappedRows
from cjdesigner.ui.views.strategy_typing import SlotRows

_ACROSS, _BESIDE = 1150, 580
"""From which widths on the four parts stand side by side, or at least principles beside the others."""
_FORMS: dict[str, tuple[Sequence[tuple[int, ...]], Sequence[int], Sequence[int]]] = {
    "across": (((0, 0), (0, 1), (0, 2), (0, 3)), (26, 44, 22, 28), (1, 0, 0, 0)),
    "beside": (((0, 0, 2, 1), (0, 1, 1, 2), (1, 1), (1, 2)), (34, 30, 34, 0), (5, 4, 0, 0)),
    "beneath": (((0, 0), (1, 0), (2, 0), (3, 0)), (1, 0, 0, 0), (1, 1, 1, 1)),
}
"""Where the parts stand (row, column, rows, columns), and how columns and rows share the room."""


_WRITTEN = {
    "mandate": mark("Change the mandate"),
    "known": mark("Change what is known of the customer"),
    "hands_over": mark("Change what is handed over"),
}
"""What it is called to type a field in place."""


class StrategyView(QWidget):
    """The strategy of the shown journey."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._touchpoint: int | None = None
        self._form = ""
        self.setAccessibleName(_("Experience strategy"))
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        changeable = not editor.read_only
        self.principles = WrappedRows(appearance, _("Principles"), editable=changeable, movable=changeable, parent=self)
        self.handoffs = HandoffRows(appearance, _("Hand-offs"), editable=changeable, parent=self)
        self.moments = WrappedRows(appearance, _("Signature interactions"), parent=self)
        self.mandates = SlotRows(appearance, _("Mandates"), editable=changeable, parent=self)
        self._build()
        for rows in (self.principles, self.handoffs, self.moments, self.mandates):
            rows.chosen.connect(self._select)
            rows.opened.connect(self._open)
            rows.menu_asked.connect(partial(self._show_menu, rows))
        for slots in (self.handoffs, self.mandates):
            slots.written.connect(self._write)
        self.principles.renamed.connect(self._rename)
        self.principles.moved.connect(self._move)
        self.principles.removed.connect(self._remove)
        self.entry.entered.connect(self.add)
        self._refresher = Refresher(self, self.refresh)
        self._figures = Refresher(self, self.refresh_figures)
        editor.changed.connect(self._changed)
        editor.journey_changed.connect(self._refresher.later)
        editor.figures_changed.connect(self._figures.later)
        editor.path_changed.connect(self._figures.later)
        editor.cover_changed.connect(self._figures.later)
        editor.selection_changed.connect(self._show_selection)
        self.refresh()

    # building

    def _build(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(16))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(label(_("Experience strategy"), "heading", parent=self))
        self.counts = PartsLabel("second", self)
        head.addWidget(self.counts, 1)
        column.addLayout(head)
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(28))
        self._grid.setVerticalSpacing(px(20))
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        column.addWidget(self._scroll, 1)
        self._parts = [self._principles(), self._handoffs(), self._signature(), self._mandates()]

    def _part(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        px = self._appearance.px
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        heading = label(title.upper(), "section", wrap=True, parent=part)
        heading.setAccessibleName(title)
        column.addWidget(heading)
        return part, column

    def _principles(self) -> QWidget:
        part, column = self._part(_("Principles"))
        kinds = {"guard-rail": _("Guard rail"), "freedom": _("Freedom")}
        self.kind = Segments(self._appearance, kinds, "guard-rail", _("Kind of principle"), part)
        self.entry = LineEntry(self._appearance, _("New principle"), _("Add one with Enter"), part)
        self.entry.setReadOnly(self._editor.read_only)
        self.only_here = QCheckBox(part)
        self.only_here.setToolTip(plain_tip(_("A principle of the selected touchpoint, not of the whole journey")))
        self.principles.setToolTip("")
        for widget in (self.kind, self.entry, self.only_here):
            column.addWidget(widget)
        column.addWidget(self.principles, 1)
        hint = _("Drag, or press Alt with an arrow key, to order them and to move them to the other kind.")
        self._hint = label(hint, "small", wrap=True, parent=part)
        column.addWidget(self._hint)
        return part

    def _handoffs(self) -> QWidget:
        part, column = self._part(_("Hand-offs between owners"))
        self.no_handoffs = label(
            _(
                "Where a link leads from one owner's touchpoint to another's, the customer is handed over. Give the "
                "touchpoints owners, and say on the link what is handed over: it is compared here with what is known."
            ),
            "second",
            wrap=True,
            parent=part,
        )
        column.addWidget(self.no_handoffs)
        column.addWidget(self.handoffs, 1)
        column.addStretch()
        return part

    def _signature(self) -> QWidget:
        part, column = self._part(_("Signature interactions"))
        self.product = label("", "strong", parent=part)
        self.product.setStyleSheet(f"font-size: {self._appearance.px(24)}px;")
        self.product_of = label("", "small", wrap=True, parent=part)
        column.addWidget(self.product)
        column.addWidget(self.product_of)
        self.too_many = label("", "strong", wrap=True, parent=part)
        column.addWidget(self.too_many)
        self.no_moments = label(
            _("Mark the few touchpoints that people shall remember with a star: what they are together stands here."),
            "second",
            wrap=True,
            parent=part,
        )
        column.addWidget(self.no_moments)
        column.addWidget(self.moments, 1)
        column.addStretch()
        return part

    def _mandates(self) -> QWidget:
        part, column = self._part(_("Mandates by owner"))
        self.without = label("", "second", wrap=True, parent=part)
        self.no_mandates = label(
            _("A touchpoint's mandate follows from the principles. Draw touchpoints, and name who answers for them."),
            "second",
            wrap=True,
            parent=part,
        )
        column.addWidget(self.without)
        column.addWidget(self.no_mandates)
        column.addWidget(self.mandates, 1)
        column.addStretch()
        return part

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(320), self._appearance.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() / self._appearance.scale
        form = "across" if width >= _ACROSS else "beside" if width >= _BESIDE else "beneath"
        if form != self._form:
            self._form = form
            self._place(*_FORMS[form])

    def _place(self, places: Sequence[tuple[int, ...]], columns: Sequence[int], rows: Sequence[int]) -> None:
        for part, place in zip(self._parts, places, strict=True):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, *place)
            part.setMinimumHeight(self._appearance.px(240 if self._form == "beneath" else 0))
        for column, stretch in enumerate(columns):
            self._grid.setColumnStretch(column, stretch)
        for row, stretch in enumerate(rows):
            self._grid.setRowStretch(row, stretch)

    # showing

    def refresh(self) -> None:
        """Show what the document holds now."""
        state, journey = self._editor.state, self._editor.journey
        self.principles.set_rows(told.principle_rows(state, journey))
        found = strategy.handoffs(state, journey)
        self.handoffs.set_cells(*told.handoff_rows(state, found), told.handoff_slots(state, found))
        self.handoffs.setVisible(bool(found))
        self.no_handoffs.setVisible(not found)
        rows = told.mandate_rows(state, journey)
        self.mandates.set_slots(rows, told.mandate_slots(state, rows))
        self.mandates.setVisible(bool(rows))
        self.no_mandates.setVisible(not rows)
        without = strategy.owners_without_mandate(state, journey)
        self.without.setText(told.without_words(without))
        self.without.setToolTip(plain_tip(", ".join(without)))
        self.without.setVisible(bool(without))
        parts = [(strategy.handoff_words(found), 0)] if found else []
        if without:
            text = ngettext("{count} owner without mandate", "{count} owners without mandate", len(without))
            parts.append((text.format(count=grouped(len(without))), 1))
        self.counts.set_parts(parts)
        self.refresh_figures()
        self._show_selection()

    def refresh_figures(self) -> None:
        """Show the signature interactions as they are scored now."""
        editor = self._editor
        found = strategy.signature(editor.state, editor.journey, editor.path)
        self.moments.set_rows(told.moment_rows(editor.state, found, editor.covered))
        self.product.setText(told.product_words(found, editor.path, editor.covered))
        words = _("product on the path shown: {path}, {walked} of {count}").format(
            path=path_title(editor.choice), walked=grouped(found.on_path), count=grouped(len(found.moments))
        )
        self.product_of.setText(words)
        for widget in (self.moments, self.product, self.product_of):
            widget.setVisible(bool(found.moments))
        self.no_moments.setVisible(not found.moments)
        self.too_many.setText(strategy.too_many_words(found))
        self.too_many.setVisible(found.too_many)

    def _changed(self, change: Change) -> None:
        if any(_concerns(before, after) for before, after in change.patch.values()):
            self._refresher.later()

    def _show_selection(self) -> None:
        editor = self._editor
        one = editor.selection[0] if len(editor.selection) == 1 else None
        for rows in (self.principles, self.moments, self.mandates):
            rows.show_current(one)
        handoff = self.handoffs.currentIndex()
        key = self.handoffs.rows[handoff.row()].key if handoff.isValid() else None
        if not (isinstance(key, tuple) and key[0] == one):
            match = (row.key for row in self.handoffs.rows if isinstance(row.key, tuple) and row.key[0] == one)
            self.handoffs.show_current(next(match, None))
        touchpoints = editor.selected(Touchpoint)
        if touchpoints:
            self._touchpoint = touchpoints[0].id
        touchpoint = editor.state.get(self._touchpoint, Touchpoint)
        if touchpoint is None or touchpoint.journey != editor.journey:
            self._touchpoint, touchpoint = None, None
            self.only_here.setChecked(False)
        self.only_here.setVisible(touchpoint is not None)
        if touchpoint is not None:
            text = _("only at “{name}”").format(name=brief(name_of(touchpoint), 24))
            self.only_here.setText(text.replace("&", "&&"))

    def reveal(self, identity: int) -> None:
        """Show a principle, hand-off or touchpoint and select it."""
        self._refresher.now()
        self._editor.select([identity])
        self._show_selection()
        self.principles.setFocus()

    # hands

    def _select(self, key: object) -> None:
        identity = key[0] if isinstance(key, tuple) and key[0] != "owner" else key
        if isinstance(identity, int):
            self._editor.select((identity,))

    def _on_map(self, key: object) -> int | None:
        """What a row shows on the map: a touchpoint or a link."""
        identity = key[0] if isinstance(key, tuple) else key
        if not isinstance(identity, int):
            return None
        principle = self._editor.state.get(identity, Principle)
        return principle.touchpoint if principle is not None else identity

    def _open(self, key: object) -> None:
        identity = self._on_map(key)
        if identity is not None:
            self._editor.open(identity)

    def _show_menu(self, rows: WrappedRows, key: object, place: QPoint) -> None:
        menu = self.menu(rows, key)
        if menu is not None:
            self._select(key)
            menu.popup(place)

    def menu(self, rows: WrappedRows, key: object) -> QMenu | None:
        """What can be done with a row; None where there is nothing."""
        on_map = self._on_map(key) is not None
        typed = rows if isinstance(rows, SlotRows) and rows.slots_of(key) else None
        if typed is None and not on_map:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for number, slot in enumerate(typed.slots_of(key) if typed is not None else ()):
            assert typed is not None
            begin = partial(typed.type_in, key, number)
            action = menu.addAction(f"{slot.name} \u2026".replace("&", "&&"), begin)
            if not number:
                action.setShortcut(QKeySequence("F2"))
        if on_map:
            menu.addSeparator()
            menu.addAction(_("Show on the map"), partial(self._open, key)).setShortcut(QKeySequence("Ctrl+Return"))
        return menu

    def _write(self, record: int, field: str, words: str) -> None:
        """Another text was typed in place."""
        values = {field: words}
        self._editor.edit(_WRITTEN[field], lambda state: edits.set_fields(state, [record], **values))
        self._refresher.now()

    def add(self, texts: list[str]) -> None:
        """New principles of the kind that is chosen, of the journey or of the touchpoint selected."""
        kind: PrincipleKind = "freedom" if self.kind.current == "freedom" else "guard-rail"
        where = self._touchpoint if self.only_here.isChecked() else None
        journey = self._editor.journey
        patch = self._editor.edit(
            mark("Add principles"), lambda state: strategy.add_principles(state, journey, texts, kind, where)
        )
        self._refresher.now()
        if patch:
            self.principles.show_current(list(patch)[-1])
        self.entry.setFocus()

    def _rename(self, key: object, text: str) -> None:
        if isinstance(key, int) and text:
            self._editor.edit(mark("Change the principle"), lambda state: edits.set_fields(state, [key], text=text))
        self._refresher.now()

    def _move(self, key: object, index: int) -> None:
        if isinstance(key, int):
            kind, place = told.dropped(self.principles.rows, key, index, self._editor.state)
            self._editor.edit(
                mark("Move the principle"), lambda state: strategy.move_principle(state, key, kind, place)
            )
        self._refresher.now()
        if isinstance(key, int):
            self.principles.show_current(key)

    def _remove(self, key: object) -> None:
        if isinstance(key, int):
            delete(self._editor, mark("Delete the principle"), [key])
        self._refresher.now()


def _concerns(before: Record | None, after: Record | None) -> bool:
    """Whether a change may show here: a card that only moves or is scored does not."""
    if isinstance(before, Touchpoint) and isinstance(after, Touchpoint):
        return with_fields(before, x=after.x, y=after.y, score=after.score) != after
    if isinstance(before, NeedPoint) and isinstance(after, NeedPoint):
        return False
    if isinstance(before, Link) and isinstance(after, Link):
        return with_fields(before, share=after.share) != after
    return isinstance(after or before, (Touchpoint, NeedPoint, Link, Principle, Journey))
