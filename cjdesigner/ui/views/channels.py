"""The view of needs by channels: what stands above the table, and what the table asks for.

This module must not know how a cell looks or is walked to.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import edits
from cjdesigner.model.document import Change
from cjdesigner.model.matrix import Matrix, fill, matrix_of
from cjdesigner.model.records import Channel, Journey, Link, Node, Phase
from cjdesigner.model.wording import grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.channels import channel_key, vocabulary
from cjdesigner.ui.panels.labels import ElidedLabel, PartsLabel
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.channels_table import MatrixTable
from cjdesigner.ui.views.insights_empty import EmptyState

_WORDED = 520
"""From which width on the button has words."""


class ChannelsView(QWidget):
    """Needs as rows, channels as columns; an empty cell is a gap to fill."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._extra: dict[int, list[str]] = {}  # by journey: columns that were asked for and have nothing yet
        self.setAccessibleName(_("Needs and channels"))
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table = MatrixTable(editor, appearance, self)
        self.empty = EmptyState(appearance, _("Go to the map"), self)
        self._build()
        self.setFocusProxy(self.table)
        self.table.filled.connect(self.fill)
        self.table.opened.connect(editor.open)
        self.table.removed.connect(self._remove)
        self.table.menu_asked.connect(self._show_menu)
        self.empty.way_out.clicked.connect(self._go_to_map)
        self._refresher = Refresher(self, self.refresh)
        editor.changed.connect(self._changed)
        for signal in (editor.figures_changed, editor.journey_changed, editor.cover_changed):
            signal.connect(self._refresher.later)
        editor.selection_changed.connect(self._selected)
        self.refresh()

    def _build(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(20), 0, 0)
        column.setSpacing(px(12))
        self._head = head = QHBoxLayout()
        head.setContentsMargins(px(24), 0, px(24), 0)
        head.setSpacing(px(12))
        heading = ElidedLabel(_("Needs and channels"), "heading", self)
        heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.addWidget(heading)
        self.counts = PartsLabel("second", self)
        head.addWidget(self.counts, 1)
        self.channel_field = QLineEdit(self)
        self.channel_field.setPlaceholderText(_("Name of the channel; Enter adds it"))
        self.channel_field.setAccessibleName(_("New channel"))
        self.channel_field.setMinimumWidth(px(120))
        self.channel_field.setMaximumWidth(px(260))
        self.channel_field.returnPressed.connect(self._add_typed)
        self.channel_field.installEventFilter(self)
        self.channel_field.hide()
        head.addWidget(self.channel_field, 1)
        self.channel_button = QToolButton(self)
        self.channel_button.setText(_("Add a channel"))
        self.channel_button.setToolTip(plain_tip(_("Add a channel")))
        self.channel_button.setIcon(self._appearance.icon("ri.add-line", self._appearance.palette.second, 16))
        self.channel_button.setIconSize(QSize(px(16), px(16)))
        self.channel_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.channel_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.channel_button.setMenu(QMenu(self.channel_button))
        self.channel_button.menu().aboutToShow.connect(self._fill_channel_menu)
        head.addWidget(self.channel_button)
        column.addLayout(head)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(320), self._appearance.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style, px = Qt.ToolButtonStyle, self._appearance.px
        worded = self.width() >= px(_WORDED)
        side = px(24 if worded else 16)
        self._head.setContentsMargins(side, 0, side, 0)
        self.counts.setVisible(worded)
        self.channel_button.setToolButtonStyle(style.ToolButtonTextBesideIcon if worded else style.ToolButtonIconOnly)

    # showing

    @property
    def matrix(self) -> Matrix:
        """What is shown."""
        return self.table.matrix_model.matrix

    def reveal(self, identity: int) -> None:
        """Show and select a touchpoint or need point."""
        self._refresher.now()
        self._editor.select((identity,))
        self.table.show_touchpoint(identity)

    def flush(self) -> None:
        """Take what is being typed."""
        self.table.end_filling(keep=True)

    def refresh(self) -> None:
        """Read needs, channels and scores anew."""
        editor = self._editor
        matrix = matrix_of(editor.state, editor.journey, editor.analysis, self._extra.get(editor.journey, ()))
        self.table.show_matrix(matrix)
        self.counts.set_parts([(part, place) for place, part in enumerate(_counts(matrix))])
        self._show_empty(matrix)

    def _show_empty(self, matrix: Matrix) -> None:
        self.stack.setCurrentIndex(0 if matrix.rows and matrix.columns else 1)
        if not matrix.rows:
            title = _("Which need is met where?")
            words = _(
                "Each need point becomes a row here and each channel a column, with the scores in the cells. "
                "Start on the map: press N and click to place a need point."
            )
            self.empty.show_words(title, words, way_out=True)
        elif not matrix.columns:
            title = _("Through which channels?")
            words = _("Add a channel above: each empty cell is then a gap to click and fill.")
            self.empty.show_words(title, words, way_out=False)

    def _changed(self, change: Change) -> None:
        kinds = (Node, Link, Phase, Channel, Journey)
        if any(isinstance(after or before, kinds) for before, after in change.patch.values()):
            self._refresher.later()

    def _selected(self) -> None:
        """Something was selected, here or elsewhere."""
        selection = self._editor.selection
        if len(selection) == 1 and self.isVisible():
            self.table.show_touchpoint(selection[0])
        self.table.viewport().update()
        self.table.verticalHeader().viewport().update()

    def _go_to_map(self) -> None:
        self._editor.open(self._editor.journey)

    # editing

    def fill(self, need: int | None, channel: str, name: str) -> None:
        """A touchpoint of a channel for a need, and the keyboard on it."""
        journey = self._editor.journey
        patch = self._editor.edit(mark("Fill the gap"), lambda state: fill(state, need, channel, name, journey))
        added = edits.nodes_added(patch)
        if added:
            self._refresher.now()
            self.table.show_touchpoint(added[0])
            self._editor.select(added)

    def _remove(self, touchpoint: int) -> None:
        delete(self._editor, mark("Delete"), [touchpoint])
        self._refresher.now()

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu(self) -> QMenu:
        """What can be done in the current cell."""
        menu, entry = QMenu(self), self.table.current_entry()
        if entry is not None:
            menu.addAction(_("Show on the map"), functools.partial(self._editor.open, entry.touchpoint))
        words = _("Add another touchpoint here") if entry is not None else _("Add a touchpoint here")
        menu.addAction(words, self.table.begin_filling).setEnabled(not self._editor.read_only)
        if entry is not None:
            menu.addSeparator()
            off = menu.addAction(_("Delete"), functools.partial(self._remove, entry.touchpoint))
            off.setEnabled(not self._editor.read_only)
        return menu

    # channels

    def _fill_channel_menu(self) -> None:
        menu = self.channel_button.menu()
        menu.clear()
        shown = {column.channel for column in self.matrix.columns}
        for key, name, icon in vocabulary(self._editor.state):
            if key not in shown:
                action = menu.addAction(self._appearance.icon(icon, size=14), name.replace("&", "&&"))
                action.triggered.connect(functools.partial(self.add_column, key))
        menu.addSeparator()
        new = menu.addAction(_("A channel of your own …"), self._ask_channel)
        new.setEnabled(not self._editor.read_only)

    def add_column(self, channel: str, _checked: bool = False) -> None:
        """Show a channel's column though nothing is in it yet."""
        self._extra.setdefault(self._editor.journey, []).append(channel)
        self._refresher.now()
        place = [column.channel for column in self.matrix.columns].index(channel)
        if self.matrix.rows:
            self.table.go_to(self.matrix.rows[0].need, self.matrix.columns[place].channel)
        self.table.setFocus()

    def _ask_channel(self) -> None:
        self.channel_field.clear()
        self.channel_field.show()
        self.channel_field.setFocus()

    def _add_typed(self) -> None:
        name = " ".join(self.channel_field.text().split())
        self.channel_field.hide()
        if not name:
            return
        key = channel_key(self._editor.state, name)
        if key is None:
            if not self._editor.edit(mark("Add a channel"), lambda state: edits.add_channel(state, name)):
                return
            key = name
        self.add_column(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.channel_field:
            escaped = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            left = isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut
            if (escaped and event.type() == QEvent.Type.KeyPress) or left:
                self.channel_field.hide()
                if escaped:
                    self.table.setFocus()
                    return True
        return super().eventFilter(watched, event)


def _counts(matrix: Matrix) -> list[str]:
    if not matrix.rows:
        return []
    channels = len(matrix.columns)
    parts = [
        ngettext("{count} need", "{count} needs", matrix.needs).format(count=grouped(matrix.needs)),
        ngettext("{count} channel", "{count} channels", channels).format(count=grouped(channels)),
    ]
    if matrix.unmet:
        text = ngettext("{count} need is met nowhere", "{count} needs are met nowhere", matrix.unmet)
        parts.append(text.format(count=grouped(matrix.unmet)))
    return parts
