"""The view of insights: one list, what narrows it down, a line to add to it, and what is done with the chosen ones.

This module must not know how a row is painted, nor what is written to files.
"""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.errors import UserError
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import edits, insights
from cjdesigner.model.document import Change
from cjdesigner.model.insight_words import VALENCES, count_words, title_for
from cjdesigner.model.insights import PLACES, Wanted
from cjdesigner.model.records import Insight, InsightKind, Record
from cjdesigner.model.wording import brief, grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views import portrait
from cjdesigner.ui.views.insights_empty import EmptyState
from cjdesigner.ui.views.insights_entry import LineEntry
from cjdesigner.ui.views.insights_files import FORMATS, ask_and_save
from cjdesigner.ui.views.insights_filters import InsightFilters
from cjdesigner.ui.views.insights_head import InsightHead
from cjdesigner.ui.views.insights_list import InsightDelegate, InsightList, InsightModel, Line
from cjdesigner.ui.views.insights_menu import InsightMenu, fill_later
from cjdesigner.ui.views.insights_places import PlaceDialog, concerns


class InsightsView(QWidget):
    """All insights of the project."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._found: list[Insight] = []
        self._place: tuple[int, ...] = ()
        self._following = False
        self.setAccessibleName(_("Insights"))
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = InsightList(appearance, self)
        self.model = InsightModel(self._line, not editor.read_only, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(InsightDelegate(appearance, editor.document.images, self.list))
        self.head = InsightHead(appearance, self)
        self.counts, self.nobody = self.head.counts, self.head.nobody
        self.hang_button, self.print_button = self.head.hang_button, self.head.print_button
        self.hang_menu = QMenu(self.hang_button)
        self.filters = InsightFilters(appearance, self)
        self.entry = LineEntry(
            appearance, _("New insight"), _("What did you learn? Enter adds it; pasted lines become one each"), self
        )
        self.entry.setReadOnly(editor.read_only)
        self.entry.takes_pictures = True
        self.entry.setToolTip(plain_tip(_("A photo can be pasted or dropped here too.")))
        self._build()
        self.menu = InsightMenu(editor, self)
        fill_later(self.print_button, self._print_menu)
        self.nobody.clicked.connect(self.show_unowned)
        self.hang_button.clicked.connect(self.ask_hanging)
        self.filters.changed.connect(self._narrow)
        self.entry.entered.connect(self.add)
        self.entry.brought.connect(self.add_photo)
        self.model.rewritten.connect(self._rewrite)
        self.list.asked.connect(self.do)
        self.list.menu_asked.connect(self._show_menu)
        self.list.selectionModel().selectionChanged.connect(self._selected_here)
        self._refresher = Refresher(self, self.refresh)
        editor.changed.connect(self._changed)
        editor.selection_changed.connect(self._selected_elsewhere)
        self._selected_elsewhere()
        self.refresh()

    # building

    def _build(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(8))
        column.setSpacing(px(12))
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addWidget(self.entry)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.list)
        self.empty = EmptyState(self._appearance, _("Show all"), self)
        self.empty.way_out.clicked.connect(self.show_all)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)

    # showing

    @property
    def found(self) -> list[Insight]:
        """The insights listed."""
        return self._found

    def refresh(self) -> None:
        """List what the document holds now."""
        state = self._editor.state
        self.filters.offer(insights.departments(state))
        wanted = self.filters.wanted
        self._found = insights.matching(state, wanted)
        self._following = True
        try:
            self.model.set_ids([insight.id for insight in self._found])
        finally:
            self._following = False
        everything = self._found if wanted.everything else state.all(Insight)
        counts = insights.counted(self._found)
        words = count_words(counts)
        if len(everything) != counts.total:
            words[0] = _("{shown} of {count}").format(shown=words[0], count=grouped(len(everything)))
        self.counts.set_parts([(part, place) for place, part in enumerate(words)])
        unowned = insights.counted(everything).unowned
        text = ngettext("{count} nobody owns", "{count} nobody owns", unowned)
        self.nobody.setText(text.format(count=grouped(unowned)))
        self.nobody.setToolTip(plain_tip(_("Show the insights without a department that should know them")))
        self.nobody.setVisible(bool(unowned) and wanted.department != "")
        self._show_empty(bool(everything))
        self._follow_selection()
        self._enable()

    def _show_empty(self, any_at_all: bool) -> None:
        self.stack.setCurrentIndex(0 if self._found else 1)
        title = _("What did you learn?")
        words = _(
            "Quotes, observations, figures and photos belong here, each with its source and the department "
            "that should know it. Type one above and press Enter, or paste a list: each line becomes one. "
            "Then hang them on what they are about: pains count on the card."
        )
        if any_at_all:
            title, words = _("Nothing fits"), _("No insight is of this kind, department and wording together.")
        self.empty.show_words(title, words, way_out=any_at_all)

    def _line(self, identity: int) -> Line | None:
        state = self._editor.state
        insight = state.get(identity, Insight)
        if insight is None:
            return None
        places = insights.places(state, identity)
        return Line(insight, tuple(brief(insights.place_name(state, place)) for place in places))

    def _changed(self, change: Change) -> None:
        if any(concerns(before, after) for before, after in change.patch.values()):
            self._refresher.later()

    def _narrow(self) -> None:
        self._refresher.now()
        if self._found:
            self.list.scrollToTop()

    def show_all(self) -> None:
        """Leave nothing out."""
        self.filters.want(Wanted())

    def show_unowned(self) -> None:
        """List the insights that nobody owns."""
        self.filters.want(Wanted(department=""))
        self.list.setFocus()

    def reveal(self, identity: int) -> None:
        """Show an insight and select it, whatever is listed."""
        self._refresher.now()
        if identity not in self.model.ids:
            self.show_all()
        if identity in self.model.ids:
            self._editor.select([identity])
            self._follow_selection()
            index = self.model.index(self.model.ids.index(identity))
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.list.scrollTo(index)
            self.list.setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(320), self._appearance.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filters.fit(self.width())
        self.head.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.model.ids:
            self.entry.setFocus()

    # the selection

    @property
    def chosen(self) -> list[int]:
        """The selected insights that are listed, in the list's order."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self.model.ids[row] for row in rows if row < len(self.model.ids)]

    @property
    def places(self) -> tuple[int, ...]:
        """What was selected last that insights may hang on, as far as it still stands."""
        return tuple(identity for identity in self._place if identity in self._editor.state)

    def _selected_here(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        if not self._following:
            self._following = True
            try:
                self._editor.select(self.chosen)
            finally:
                self._following = False
        self._enable()

    def _selected_elsewhere(self) -> None:
        state = self._editor.state
        places = tuple(
            identity for identity in self._editor.selection if isinstance(state.get(identity, Record), PLACES)
        )
        self._place = places or self._place
        if not self._following:
            self._follow_selection()
        self._enable()

    def _follow_selection(self) -> None:
        """Select in the list what is selected in the window."""
        wanted = {insight.id for insight in self._editor.selected(Insight)}
        if wanted == set(self.chosen):
            return
        model = self.list.selectionModel()
        picked = QItemSelection()
        for row, identity in enumerate(self.model.ids if wanted else ()):
            if identity in wanted:
                picked.select(self.model.index(row), self.model.index(row))
        self._following = True
        try:
            model.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if picked.count() == 1:
                model.setCurrentIndex(picked.indexes()[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        finally:
            self._following = False

    def _enable(self) -> None:
        self.hang_button.setEnabled(bool(self.chosen) and not self._editor.read_only)
        self.print_button.setEnabled(bool(self._found))

    # hands

    def add(self, texts: list[str], image: str = "") -> None:
        """New insights, of what the list is narrowed down to, so that they stand in it."""
        wanted = self.filters.wanted
        kind: InsightKind = "photo" if image else wanted.kind or "observation"
        if wanted.words or (wanted.kind or kind) != kind:
            wanted = msgspec.structs.replace(wanted, words="", kind=None)
            self.filters.want(wanted)
        patch = self._editor.edit(
            mark("Add insights"),
            lambda state: insights.add(
                state,
                texts,
                kind=kind,
                valence=wanted.valence or "neutral",
                department=wanted.department or "",
                image=image,
            ),
        )
        new = [key for key, (_before, after) in patch.items() if isinstance(after, Insight)]
        self._refresher.now()
        if new:
            self._editor.select(new)
            last = self.model.index(self.model.ids.index(new[-1]))
            self.list.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.list.scrollTo(last)
        if len(new) < 2:
            self.entry.setFocus()
        else:
            self.list.setFocus()  # what was pasted together is hung and weighed together

    def add_photo(self, data: QMimeData) -> None:
        """A new insight of a picture that was pasted or dropped."""
        try:
            picture = portrait.from_mime(data)
            name = self._editor.document.images.put(picture) if picture is not None else ""
        except UserError as error:
            self._editor.told.emit(str(error))
            return
        if name:
            words = self.entry.toPlainText().strip()
            self.entry.clear()
            self.add([words], name)

    def _rewrite(self, identity: int, text: str) -> None:
        self._editor.edit(mark("Change the insight"), lambda state: edits.set_fields(state, [identity], text=text))
        self._refresher.now()

    def do(self, what: str) -> None:
        """What a key asks for: a valence, "hang", "remove", "paste"."""
        if what == "paste":
            self.entry.take(QGuiApplication.clipboard().mimeData())
            return
        ids = self.chosen
        if not ids:
            return
        if what in VALENCES:
            self._editor.edit(
                mark("Change the valence"),
                lambda state: insights.set_valence(state, ids, what),
            )
        elif what == "remove":
            row = self.model.ids.index(ids[0])
            delete(self._editor, mark("Delete insights"), ids)
            self._refresher.now()
            if self.model.ids:
                self._editor.select([self.model.ids[min(row, len(self.model.ids) - 1)]])
        elif what == "hang":
            if self.places:
                self.hang(self.places)
            else:
                self.ask_place()

    def hang(self, places: tuple[int, ...]) -> None:
        """Hang the chosen insights on these places."""
        ids = self.chosen
        self._editor.edit(mark("Hang insights"), lambda state: insights.hang(state, ids, places))
        self._place = places

    def take_off(self, place: int) -> None:
        """Take the chosen insights off a place."""
        ids = self.chosen
        self._editor.edit(mark("Take insights off"), lambda state: insights.take_off(state, ids, place))

    def ask_place(self) -> PlaceDialog:
        """Ask what the chosen insights shall hang on."""
        state = self._editor.state
        ids = self.chosen
        taken = [{place.id for place in insights.places(state, identity)} for identity in ids]
        dialog = PlaceDialog(self._editor, self._appearance, set.intersection(*taken) if taken else (), self)
        dialog.chosen.connect(self._place_chosen)
        dialog.open()
        return dialog

    def _place_chosen(self, place: int) -> None:
        self.hang((place,))

    # menus

    def _show_menu(self, place: QPoint) -> None:
        if self.chosen:
            self.menu.about(self.chosen, self.places)
            self.menu.popup(place)

    def ask_hanging(self) -> None:
        """Show where the chosen insights may hang; at once the places to choose among where nothing else is to do."""
        self.hang_menu.clear()
        self.menu.fill_hanging(self.hang_menu, self.chosen, self.places)
        if len(self.hang_menu.actions()) == 1:
            self.ask_place()
        else:
            self.hang_menu.popup(self.hang_button.mapToGlobal(QPoint(0, self.hang_button.height())))

    def _print_menu(self) -> None:
        menu = self.print_button.menu()
        menu.clear()
        heading = QAction(brief(title_for(self.filters.wanted.department), 60).replace("&", "&&"), menu)
        heading.setEnabled(False)
        menu.addAction(heading)
        for suffix, words in FORMATS.items():
            action = menu.addAction(_(words) + " …")
            action.triggered.connect(partial(self.save, suffix))

    def save(self, suffix: str, checked: bool = False) -> None:
        """Write what is listed to a file that the user chooses."""
        sentence = ask_and_save(
            self._editor.state, self._found, self.filters.wanted.department, suffix, self._appearance, self
        )
        if sentence:
            self._editor.told.emit(sentence)
