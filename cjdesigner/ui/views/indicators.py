"""The view of indicators: customer performance indicators, KPIs and brand KPIs, kept apart or seen together.

Above the list, beneath it the chosen one with its chart and readings. What an indicator is (name, unit, target, owner)
is edited in the inspector. This module must not know how a reading is read or a drift is found.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import attaching, insights, ordering
from cjdesigner.model.document import Change
from cjdesigner.model.indicator_library import LIBRARY, add_common
from cjdesigner.model.indicators import KINDS, add_indicator, added_indicator
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    Attachment,
    Indicator,
    IndicatorKind,
    Journey,
    NeedPoint,
    Phase,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief, grouped
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import PartsLabel, label
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.segments import Segments
from cjdesigner.ui.views.indicators_detail import IndicatorDetail, IndicatorPlaces
from cjdesigner.ui.views.indicators_empty import EmptyIndicators
from cjdesigner.ui.views.indicators_list import IndicatorList
from cjdesigner.ui.views.indicators_readings import dropped_file
from cjdesigner.ui.views.indicators_rows import lines

_ADD = mark("Add an indicator")
_REMOVE = mark("Remove the indicator")
_MOVE = mark("Move the indicator")
_HANG = mark("Hang the indicator")
_TAKE_OFF = mark("Take the indicator off")

_SHOWN = (Indicator, Reading, Attachment, Journey, Phase, NeedPoint, Touchpoint)
_ONE_LINE = 620
"""From which width on all that stands above the list stands on one line."""
_SETTING = "indicators/grouped"


class IndicatorsView(QWidget):
    """All indicators, and the chosen one in full."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._indicator: int | None = None
        self._dialog: IndicatorPlaces | None = None
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grouped_ = str(settings().value(_SETTING, "groups"))
        choices = {"groups": _("In three groups"), "all": _("All together")}
        self.mode = Segments(appearance, choices, grouped_ if grouped_ in choices else "groups", _("Order"), self)
        self.counts = PartsLabel("second", self)
        self.list = IndicatorList(appearance, self)
        self.detail = IndicatorDetail(editor, appearance, self)
        self.add_button = QToolButton(self)
        self.library = QMenu(self.add_button)
        self.kinds: dict[IndicatorKind, QMenu] = {}
        self.stack = QStackedWidget(self)
        self._build()
        self.mode.chosen.connect(self._regroup)
        self.list.chosen.connect(self._choose)
        self.list.asked.connect(self.do)
        self.list.place_clicked.connect(self._show_places)
        self.list.menu_asked.connect(self._show_menu)
        self.detail.hang_asked.connect(self.hang)
        self.detail.taken_off.connect(self.take_off)
        self.setAcceptDrops(not editor.read_only)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._refresher = Refresher(self, self.refresh)
        editor.changed.connect(self._changed)
        editor.cover_changed.connect(self._refresher.later)
        editor.selection_changed.connect(self._selected_elsewhere)
        self._selected_elsewhere()
        self.refresh()

    # building

    def _build(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(20), 0, 0)
        column.setSpacing(px(10))
        self._head, self._under = QHBoxLayout(), QHBoxLayout()
        head = self._head
        head.setContentsMargins(px(24), 0, px(24), 0)
        head.setSpacing(px(12))
        self._under.setContentsMargins(px(16), 0, px(16), 0)
        head.addWidget(label(_("Indicators"), "heading", parent=self))
        head.addWidget(self.counts, 1)
        head.addWidget(self.mode)
        head.addWidget(self.add_button)
        column.addLayout(head)
        column.addLayout(self._under)
        self._dress_add()
        upper = QWidget(self)
        beneath = QVBoxLayout(upper)
        beneath.setContentsMargins(px(12), 0, px(12), 0)
        beneath.addWidget(self.list)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(1)
        both.addWidget(upper)
        both.addWidget(self.detail)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        both.setSizes([px(300), px(440)])
        self.stack.addWidget(both)
        empty = EmptyIndicators(self._appearance, self, enabled=not self._editor.read_only)
        empty.asked.connect(self.add)
        self.stack.addWidget(empty)
        column.addWidget(self.stack, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(320), self._appearance.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beneath = self.width() < self._appearance.px(_ONE_LINE)
        if beneath != (self._under.count() > 0):
            here, there = (self._head, self._under) if beneath else (self._under, self._head)
            here.removeWidget(self.mode)
            there.insertWidget(0 if beneath else 2, self.mode)

    def _dress_add(self) -> None:
        button = self.add_button
        button.setText(_("Add"))
        button.setIcon(self._appearance.icon("ri.add-line", self._appearance.palette.ink, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(_("Add an indicator"))
        button.setToolTip(plain_tip(_("A blank indicator (N), or a common one with its definition and formula")))
        button.setEnabled(not self._editor.read_only)
        self.library.setToolTipsVisible(True)
        self.library.addAction(_("Blank indicator")).setData("")
        for kind, heading in KINDS.items():
            menu = QMenu(_(heading), self.library)
            menu.setToolTipsVisible(True)
            self.library.addMenu(menu)
            self.kinds[kind] = menu
            for common in LIBRARY:
                if kind in common.kinds:
                    action = menu.addAction(_(common.name).replace("&", "&&"))
                    action.setData(common.key)
                    action.setToolTip(plain_tip(f"{_(common.question)}\n{_(common.formula)}"))
        self.library.triggered.connect(self._add_chosen)
        button.setMenu(self.library)

    # showing

    @property
    def indicator(self) -> int | None:
        """The id of the indicator shown in full."""
        return self._indicator

    def current(self) -> tuple[int, ...]:
        """The indicator shown in full."""
        if self._refresher.stale:
            self._refresher.now()
        return () if self._indicator is None else (self._indicator,)

    def reveal(self, identity: int) -> None:
        """Show and select an indicator, or a reading within its indicator."""
        reading = self._editor.state.get(identity, Reading)
        key = reading.indicator if reading is not None else identity
        if self._editor.state.get(key, Indicator) is None:
            return
        self._indicator = key
        self.refresh()
        self._editor.select([identity])
        if reading is not None:
            self.detail.show_reading(identity)
        self.list.setFocus()

    def refresh(self) -> None:
        """Show what the document holds now."""
        state = self._editor.state
        all_ = state.ranked(Indicator)
        if state.get(self._indicator, Indicator) is None:
            self._indicator = all_[0].id if all_ else None
        self.stack.setCurrentIndex(0 if all_ else 1)
        self.list.blockSignals(True)
        try:
            self.list.set_lines(
                lines(state, grouped_=self.mode.current == "groups", covered=self._editor.covered) if all_ else []
            )
            self.list.show_current(self._indicator)
        finally:
            self.list.blockSignals(False)
        self.detail.show_indicator(self._indicator)
        self._count(all_)

    def _count(self, all_: list[Indicator]) -> None:
        parts = [ngettext("{count} indicator", "{count} indicators", len(all_)).format(count=grouped(len(all_)))]
        if not self._editor.covered:
            rows = {line.indicator: line for line in self.list.lines if line.indicator is not None}
            off = sum(bool(line.flag) for line in rows.values())
            tipped = sum(bool(line.tipped) for line in rows.values())
            if off:
                parts.append(ngettext("{count} off target", "{count} off target", off).format(count=grouped(off)))
            if tipped:
                parts.append(ngettext("{count} tipped", "{count} tipped", tipped).format(count=grouped(tipped)))
        self.counts.set_parts([(part, place) for place, part in enumerate(parts)] if all_ else [])

    def _regroup(self, mode: str) -> None:
        settings().setValue(_SETTING, mode)
        self.refresh()

    def _choose(self, identity: int) -> None:
        self._indicator = identity
        self.detail.show_indicator(identity)
        if self._editor.selection != (identity,):
            self._editor.select([identity])

    def _selected_elsewhere(self) -> None:
        found = next(iter(self._editor.selected(Indicator)), None)
        if found is not None and found.id != self._indicator:
            self._indicator = found.id
            self._refresher.later()

    def _changed(self, change: Change) -> None:
        if any(isinstance(record, _SHOWN) for pair in change.patch.values() for record in pair):
            self._refresher.later()

    # editing

    def do(self, wish: str) -> None:
        """What a key in the list asks for."""
        if wish == "readings":
            self.detail.readings.entries["date"].setFocus()
        elif wish == "paste":
            self.detail.readings.paste()
        elif wish == "new":
            self.add()
        elif wish == "remove":
            self.remove()
        elif wish == "hang":
            self.hang()
        elif wish in ("up", "down"):
            self.shift(-1 if wish == "up" else 1)

    def add(self, common: str = "") -> None:
        """Add a blank indicator, or one of the library, of the group that is current."""
        line = self.list.current
        kind: IndicatorKind = next((kind for kind in KINDS if line is not None and line.group == kind), "cpi")

        def added(state: State) -> Patch:
            return add_common(state, common) if common else add_indicator(state, name="", kinds=(kind,))

        new = added_indicator(self._editor.edit(_ADD, added))
        if new is not None:
            self.reveal(new)

    def _add_chosen(self, action: object) -> None:
        self.add(str(action.data()))  # type: ignore[attr-defined]

    def remove(self) -> None:
        """Remove the chosen indicator with its readings; the next one is chosen."""
        key = self._indicator
        if key is None:
            return
        ids = list(dict.fromkeys(line.indicator for line in self.list.lines if line.indicator is not None))
        place = ids.index(key) if key in ids else 0
        following = [*ids[place + 1 :], *reversed(ids[:place])]
        if delete(self._editor, _REMOVE, [key]):
            self._indicator = following[0] if following else None
            self.refresh()
            self._editor.select([self._indicator] if self._indicator is not None else [])

    def shift(self, step: int) -> None:
        """Put the chosen indicator before or behind its neighbour in the group."""
        line = self.list.current
        if line is None or line.indicator is None:
            return
        key = line.indicator
        group = [other.indicator for other in self.list.lines if other.group == line.group and other.indicator]
        place = group.index(key) + step
        if 0 <= place < len(group):
            ranked = self._editor.state.ranked(Indicator)
            index = next(number for number, record in enumerate(ranked) if record.id == group[place])
            self._editor.edit(_MOVE, lambda state: ordering.moved(state.ranked(Indicator), key, index))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._begins(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._begins(event):
            self.add()
        else:
            super().keyPressEvent(event)

    def _begins(self, event: QKeyEvent) -> bool:
        """Whether a key begins the first indicator: the empty state says so."""
        return self.stack.currentIndex() == 1 and event.key() == Qt.Key.Key_N and not event.modifiers()

    # places

    def hang(self) -> None:
        """Choose what the indicator hangs on."""
        key = self._indicator
        if key is None or self._editor.read_only:
            return
        taken = [record.id for record in self._editor.state.targets(key, Record)]
        self._dialog = IndicatorPlaces(self._editor, self._appearance, taken, self)
        self._dialog.chosen.connect(self.hang_on)
        self._dialog.open()

    def hang_on(self, target: int) -> None:
        """Hang the chosen indicator there."""
        key = self._indicator
        if key is not None:
            self._editor.edit(_HANG, lambda state: attaching.attach(state, key, target))

    def take_off(self, target: int) -> None:
        """The chosen indicator hangs there no more."""
        key = self._indicator
        if key is not None:
            self._editor.edit(_TAKE_OFF, lambda state: attaching.detach(state, key, target))

    def _show_places(self, identity: int, place: QPoint) -> None:
        """Go to what an indicator hangs on; where it hangs on several, ask which."""
        state = self._editor.state
        places = state.targets(identity, Record)
        if len(places) == 1:
            self._editor.open(places[0].id)
        elif places:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for record in places[:30]:
                menu.addAction(brief(insights.place_name(state, record)).replace("&", "&&")).setData(record.id)
            menu.triggered.connect(self._open_place)
            menu.popup(place)

    def _open_place(self, action: object) -> None:
        self._editor.open(int(action.data()))  # type: ignore[attr-defined]

    def _show_menu(self, identity: int, place: QPoint) -> None:
        self._choose(identity)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for wish, words in (
            ("readings", _("New reading")),
            ("paste", _("Paste readings")),
            ("hang", _("Hang on \u2026")),
            ("up", _("Move up")),
            ("down", _("Move down")),
            ("remove", _("Remove")),
        ):
            action = menu.addAction(words)
            action.setData(wish)
            action.setEnabled(not self._editor.read_only)
        menu.triggered.connect(self._do_chosen)
        menu.popup(place)

    def _do_chosen(self, action: object) -> None:
        self.do(str(action.data()))  # type: ignore[attr-defined]

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self._indicator is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None and self._indicator is not None:
            event.acceptProposedAction()
            self.detail.readings.take_file(path)
