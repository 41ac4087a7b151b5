"""The bar over an empathy map: which map, whose it is, what it hangs on, in which form, and what to do with it.

This module must not know how a map is painted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, pgettext
from cjdesigner.model import edits, empathy
from cjdesigner.model.records import EmpathyMap, Persona, Record
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.wheel import leave_wheel
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.segments import Segments
from cjdesigner.ui.views.empathy_board import EmpathyBoard
from cjdesigner.ui.views.empathy_menus import HangingMenu, NoteCommands, add, next_map
from cjdesigner.ui.views.empathy_words import map_name, name

_MAP_ICON = "ri.emotion-line"

Parts = tuple[tuple[QWidget, ...], tuple[QWidget, ...]]
"""What stands at the left and at the right of a row."""


class Chooser(QComboBox):
    """A list of records of one kind by their names, after its icon; a name that does not fit ends in an ellipsis."""

    def __init__(self, appearance: Appearance, title: str, tip: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = appearance.icon(icon, appearance.palette.second, 16)
        self.setIconSize(QSize(appearance.px(16), appearance.px(16)))
        self.setAccessibleName(title)
        self.setToolTip(tip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMinimumWidth(appearance.px(84))
        self.setMaximumWidth(appearance.px(320))
        leave_wheel(self)

    def fill(self, entries: Sequence[tuple[str, int | None]], current: int | None) -> None:
        """Show these; the one whose id is ``current`` is chosen."""
        with QSignalBlocker(self):
            self.clear()
            for words, identity in entries:
                self.addItem(self._icon, words, identity)
                self.setItemData(self.count() - 1, plain_tip(words), Qt.ItemDataRole.ToolTipRole)
            self.setCurrentIndex(self.findData(current))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        room = field.width() - self.iconSize().width() - 2 * self.fontMetrics().averageCharWidth()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class EmpathyBar(QWidget):
    """Two rows: the map; and what belongs to it."""

    map_chosen = Signal(int)
    add_wanted = Signal()
    duplicate_wanted = Signal()
    remove_wanted = Signal()
    merge_wanted = Signal()

    def __init__(self, editor: Editor, appearance: Appearance, board: EmpathyBoard, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._board = board
        px = appearance.px
        self.setProperty("role", "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.maps = Chooser(appearance, _("Empathy map"), _("The map that is shown"), _MAP_ICON, self)
        self.maps.activated.connect(self._map_activated)
        self.new = self._button("ri.add-line", _("New empathy map"))
        self.new.clicked.connect(self.add_wanted)
        self.more = self._button("ri.more-line", _("Duplicate, remove, order or merge maps"))
        self.more_menu = QMenu(self)
        self.more_menu.aboutToShow.connect(self._fill_more)
        self._drop(self.more, self.more_menu)
        self.forms = Segments(
            appearance,
            {"canvas": pgettext("empathy map", "Canvas"), "classic": pgettext("empathy map", "Classic")},
            board.form,
            _("Form"),
            self,
        )
        self.forms.chosen.connect(board.show_form)
        self.personas = Chooser(appearance, _("Persona"), _("Whose map it is"), "ri.user-line", self)
        self.personas.activated.connect(self._persona_activated)
        self.hanging = QToolButton(self)
        self.hanging.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.hanging.setIcon(appearance.icon("ri.attachment-2", size=16))
        self.hanging.setIconSize(QSize(px(16), px(16)))
        self._drop(self.hanging, HangingMenu(editor, board))
        self.promotion = QToolButton(self)
        self.promotion.setText(_("Promote"))
        self.promotion.setToolTip(_("Make the selected notes need points, jobs or insights"))
        self.commands = NoteCommands(board)
        self.promote_menu = QMenu(self)
        self.promote_menu.aboutToShow.connect(self._fill_promotions)
        self._drop(self.promotion, self.promote_menu)
        self._arrange(px(8), px(6))
        editor.selection_changed.connect(self._show_promotion)
        self.refresh()

    def _arrange(self, gap: int, small: int) -> None:
        fit = self._button("ri.fullscreen-line", _("Show the whole map (Ctrl+9)"))
        fit.clicked.connect(self._board.fit)
        nearer = self._button("ri.zoom-in-line", _("Zoom in (Ctrl++)"))
        nearer.clicked.connect(self._board.zoom_in)
        farther = self._button("ri.zoom-out-line", _("Zoom out (Ctrl+-)"))
        farther.clicked.connect(self._board.zoom_out)
        self._zooming = (farther, nearer)
        self._rows = tuple(QHBoxLayout() for _row in range(3))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, gap, 0, gap)
        self._column.setSpacing(small)
        for row in self._rows:
            row.setSpacing(small)
            self._column.addLayout(row)
        self._wide: tuple[Parts, ...] = (
            ((self.maps, self.new, self.more), (self.forms,)),
            ((self.personas, self.hanging), (self.promotion, farther, nearer, fit)),
            ((), ()),
        )
        self._narrow: tuple[Parts, ...] = (
            ((self.maps, self.new, self.more), (self.promotion,)),
            ((self.personas, self.hanging), ()),
            ((self.forms,), (farther, nearer, fit)),
        )
        self._shown: tuple[Parts, ...] = ()
        self._set_out(self._wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._set_out(self._wide if self.width() >= self._asked(self._wide) else self._narrow)
        # Where even three rows are too narrow, zooming is left to the wheel and the keys.
        roomy = self.width() >= self._asked(self._narrow)
        for button in self._zooming:
            button.setVisible(roomy)

    def _side(self, rows: tuple[Parts, ...]) -> int:
        """The margin beside rows."""
        return self._appearance.px(16 if rows is self._wide else 8)

    def _asked(self, rows: tuple[Parts, ...]) -> int:
        """The width that the widest of these rows needs."""
        between = self._column.spacing()
        widths = [
            sum((part.minimumWidth() or part.minimumSizeHint().width()) + between for part in (*left, *right))
            for left, right in rows
        ]
        return max(widths) + 2 * self._side(rows)

    def _set_out(self, rows: tuple[Parts, ...]) -> None:
        if rows is self._shown:
            return
        self._shown = rows
        margins, side = self._column.contentsMargins(), self._side(rows)
        self._column.setContentsMargins(side, margins.top(), side, margins.bottom())
        for line in self._rows:
            while line.takeAt(0) is not None:
                pass
        for line, (left, right) in zip(self._rows, rows, strict=True):
            for widget in left:
                line.addWidget(widget, 1 if isinstance(widget, Chooser) else 0)
            if right:
                line.addStretch()
            for widget in right:
                line.addWidget(widget)

    def _button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "flat")
        button.setIcon(self._appearance.icon(icon))
        button.setIconSize(QSize(self._appearance.px(18), self._appearance.px(18)))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    @staticmethod
    def _drop(button: QToolButton, menu: QMenu) -> None:
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)

    # showing

    def refresh(self) -> None:
        """Show maps, personas and attachments as they are."""
        state, map_id = self._editor.state, self._board.map
        records = empathy.maps(state)
        self.maps.fill([(map_name(record), record.id) for record in records], map_id)
        record = state.get(map_id, EmpathyMap)
        persons = [(" ".join(p.name.split()) or _("Unnamed persona"), p.id) for p in state.ranked(Persona)]
        self.personas.fill([(_("No persona"), None), *persons], record.persona if record is not None else None)
        self._show_hanging(state.targets(map_id, Record))
        writable = not self._editor.read_only
        self.new.setEnabled(writable)
        self.personas.setEnabled(writable and record is not None)
        self.hanging.setEnabled(record is not None)
        self._fit()
        self._show_promotion()

    def _show_hanging(self, targets: Sequence[Record]) -> None:
        if not targets:
            words = _("Hangs on nothing")
        elif len(targets) == 1:
            words = _("Hangs on “{name}”").format(name=name(targets[0]))
        else:
            words = _("Hangs on {count}").format(count=len(targets))
        room = self._appearance.px(220)
        cut = self.hanging.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.hanging.setText(cut.replace("&", "&&"))
        self.hanging.setAccessibleName(words)
        names = "\n".join(name(target) for target in targets)
        self.hanging.setToolTip(plain_tip(names or _("Journey, phases, need points and touchpoints that it is about")))

    def _show_promotion(self) -> None:
        self.promotion.setEnabled(bool(self._board.map and self._board.chosen()) and not self._editor.read_only)

    def _fill_promotions(self) -> None:
        self.promote_menu.clear()
        self.commands.fill_promotions(self.promote_menu)

    def _fill_more(self) -> None:
        menu, records = self.more_menu, empathy.maps(self._editor.state)
        map_id, writable = self._board.map, not self._editor.read_only
        menu.clear()
        shown = writable and bool(map_id)
        add(menu, _("Rename"), self._rename, shown)
        add(menu, _("Duplicate map"), self.duplicate_wanted.emit, shown)
        add(menu, _("Remove map"), self.remove_wanted.emit, shown)
        menu.addSeparator()
        earlier, later = next_map(records, map_id, -1), next_map(records, map_id, 1)
        add(menu, _("Earlier in the list"), lambda: self._move(-1), writable and earlier is not None)
        add(menu, _("Later in the list"), lambda: self._move(1), writable and later is not None)
        menu.addSeparator()
        add(menu, _("Merge maps …"), self.merge_wanted.emit, writable and len(records) > 1)

    # doing

    def _map_activated(self, index: int) -> None:
        self.map_chosen.emit(self.maps.itemData(index))
        self._board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _persona_activated(self, index: int) -> None:
        persona, map_id = self.personas.itemData(index), self._board.map
        self._editor.edit(
            mark("Change the map's persona"), lambda state: edits.set_fields(state, [map_id], persona=persona)
        )

    def _rename(self) -> None:
        self._board.edit_field("title")

    def _move(self, step: int) -> None:
        map_id = self._board.map
        order = [record.id for record in empathy.maps(self._editor.state)]
        index = order.index(map_id) + step
        self._editor.edit(mark("Order empathy maps"), lambda state: empathy.move_map(state, map_id, index))
