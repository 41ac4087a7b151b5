"""The personas: who takes part in the journey shown, what it is worth to each, and who else there is in the project.

The upper cards are the journey's personas, in its order; the first is the one whose journey it is. The lower ones are
the others. What a persona is, is edited in the inspector.

This module must not know how a figure is computed, nor how a card is painted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent
from cjdesigner.model.document import Change
from cjdesigner.model.records import Attachment, Channel, Journey, Link, Node, Override, Persona
from cjdesigner.model.weighing import compare, scaled_from, weights
from cjdesigner.model.wording import brief
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.views.personas_cards import CardList, key_word
from cjdesigner.ui.views.personas_commands import PersonaCommands
from cjdesigner.ui.views.personas_empty import EmptyPersonas
from cjdesigner.ui.views.personas_figures import lines_of
from cjdesigner.ui.views.personas_head import PersonasHead
from cjdesigner.ui.views.personas_table import FiguresTable
from cjdesigner.ui.views.personas_told import card_of

_CARD_KINDS = (Persona, Attachment, Journey, Channel)
_FIGURE_KINDS = (Persona, Attachment, Override, Journey)
_WIDEST = 1080


class PersonasView(QWidget):
    """Cards and figures of the personas."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self.commands = PersonaCommands(editor)
        self.setAccessibleName(_("Personas"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        images, movable = editor.document.images, not editor.read_only
        self.table = FiguresTable(appearance, images, self)
        self.here = CardList(appearance, images, _("Personas of this journey"), movable=movable, parent=self)
        self.elsewhere = CardList(appearance, images, _("Other personas"), movable=movable, parent=self)
        self.head = PersonasHead(appearance, writable=movable, parent=self)
        self.add_button, self.machine_button = self.head.add_button, self.head.machine_button
        self.subtitle = self.head.subtitle
        self.describe_button = QPushButton(self)
        self.empty = EmptyPersonas(appearance, self)
        self._scroll = QScrollArea(self)
        self._build()
        for cards in (self.here, self.elsewhere):
            cards.chosen.connect(self._choose)
            cards.key_pressed.connect(self._key)
            cards.menu_asked.connect(self.show_menu)
        self.here.cards_model.dropped.connect(self._dropped_here)
        self.elsewhere.cards_model.dropped.connect(self._dropped_elsewhere)
        self.here.left_behind.connect(self._walk_down)
        self.elsewhere.left_behind.connect(self._walk_up)
        self.table.persona_chosen.connect(self.reveal)
        self.table.touchpoint_chosen.connect(editor.open)
        self.add_button.clicked.connect(self._add_human)
        self.machine_button.clicked.connect(self._add_machine)
        self.empty.person.clicked.connect(self._add_human)
        self.empty.machine.clicked.connect(self._add_machine)
        self.empty.describe.clicked.connect(self._describe)
        self.describe_button.clicked.connect(self._describe)
        self._cards_refresher = Refresher(self, self.refresh_cards)
        self._figures_refresher = Refresher(self, self.refresh_figures)
        editor.changed.connect(self._changed)
        editor.journey_changed.connect(self._all_new)
        editor.figures_changed.connect(self._figures_refresher.later)
        editor.cover_changed.connect(self._figures_refresher.later)
        editor.selection_changed.connect(self._show_selection)
        self.refresh_cards()
        self.refresh_figures()

    def _build(self) -> None:
        px = self._appearance.px
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(px(24), px(20), px(24), px(24))
        column.setSpacing(px(8))
        column.addWidget(self.head)
        column.addSpacing(px(10))
        self.describe_button.setProperty("role", "link")
        self.describe_button.setToolTip(_("Makes a persona of whom the journey names in a word."))
        self.describe_button.setEnabled(not self._editor.read_only)
        column.addWidget(self.describe_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._figures_heading = section(_("Figures by persona"), self)
        self.figures_hint = label("", "second", wrap=True, parent=self)
        self._here_heading = section(_("In this journey"), self)
        self.here_hint = label("", "second", wrap=True, parent=self)
        self._elsewhere_heading = section(_("Elsewhere in the project"), self)
        panel = QFrame(self)
        panel.setObjectName("figures")
        palette = self._appearance.palette
        panel.setStyleSheet(
            f"QFrame#figures {{ background: {palette.surface}; border: 1px solid {palette.hairline};"
            f" border-radius: {px(10)}px; }}"
        )
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(px(8), px(8), px(8), px(4))
        inside.addWidget(self.table)
        self._figures_panel = panel
        for widget in (self._figures_heading, panel, self.figures_hint):
            column.addWidget(widget)
        column.addSpacing(px(8))
        for widget in (self._here_heading, self.here_hint, self.here, self._elsewhere_heading, self.elsewhere):
            column.addWidget(widget)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.empty, 4)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        page.setMaximumWidth(px(_WIDEST))
        outer = QWidget(self)
        across = QHBoxLayout(outer)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(page)
        self._scroll.setWidget(outer)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.fit(self._scroll.viewport().width() - 2 * self._appearance.px(24))

    # what the window asks

    def reveal(self, identity: int) -> None:
        """Show a persona, or the one that a value of its own belongs to, and select it."""
        override = self._editor.state.get(identity, Override)
        persona = override.persona if override is not None else identity
        if self._editor.state.get(persona, Persona) is None:
            return
        self._cards_refresher.now()
        self._editor.select([persona])
        self._show_selection()
        cards = self._list_of(persona)
        page = self._scroll.widget()
        if page is None:
            return
        layout = page.layout()
        if layout is not None:
            layout.activate()
        rect = cards.card_rect(persona)
        at = cards.mapTo(page, rect.center())
        self._scroll.ensureVisible(at.x(), at.y(), 0, rect.height() // 2 + self._appearance.px(16))
        cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_of(self, persona: int) -> CardList:
        return self.here if self.here.place(persona) is not None else self.elsewhere

    # showing

    def _changed(self, change: Change) -> None:
        records = [record for pair in change.patch.values() for record in pair if record is not None]
        if any(isinstance(record, _CARD_KINDS) for record in records):
            self._cards_refresher.later()
        if any(isinstance(record, (*_FIGURE_KINDS, Node, Link)) for record in records):
            self._figures_refresher.later()

    def _all_new(self) -> None:
        self._cards_refresher.later()
        self._figures_refresher.later()

    def refresh_cards(self) -> None:
        """Show the personas as they stand."""
        editor, state = self._editor, self._editor.state
        if editor.journey not in state:
            return
        journey = editor.journey_record
        here = state.personas(journey.id)
        inside = {persona.id for persona in here}
        others = [persona for persona in state.ranked(Persona) if persona.id not in inside]
        parts = weights(here)
        first = here[0].id if here else None
        self.here.set_cards([card_of(state, persona, parts[persona.id], first=persona.id == first) for persona in here])
        self.elsewhere.set_cards([card_of(state, persona) for persona in others])
        anybody = bool(here or others)
        named = journey.persona.strip()
        title = journey.title.strip() or _("Untitled journey")
        self.subtitle.set_full(_("Journey: {title}").format(title=title))
        self.describe_button.setVisible(bool(named and anybody) and not here)
        words = _("Describe “{name}”, whom this journey names, as a persona").format(name=brief(named, 40))
        self.describe_button.setText(words.replace("&", "&&"))
        self.here_hint.setText(
            "" if here else _("Nobody takes part in this journey yet. Drag a card here, or press the space bar on it.")
        )
        for widget, seen in (
            (self.empty, not anybody),
            (self.add_button, anybody),
            (self.machine_button, anybody),
            (self._here_heading, anybody),
            (self.here_hint, anybody and not here),
            (self.here, anybody),
            (self._elsewhere_heading, bool(others)),
            (self.elsewhere, bool(others) or (bool(here) and anybody)),
        ):
            widget.setVisible(seen)
        self.empty.show_name(named)
        self._show_selection()

    def refresh_figures(self) -> None:
        """Show the figures anew, side by side."""
        editor, state = self._editor, self._editor.state
        if editor.journey not in state:
            return
        here = state.personas(editor.journey)
        several = len(here) > 1 or any(state.referring(persona.id, Override) for persona in here)
        if several:
            comparison = compare(editor.graph)
            self.table.set_lines(lines_of(comparison, state, editor.covered))
        hint = " ".join(self._hints(here, several))
        self.figures_hint.setText(hint)
        self.figures_hint.setVisible(bool(hint))
        self._figures_heading.setVisible(bool(here))
        self._figures_panel.setVisible(several)

    def _hints(self, here: list[Persona], several: bool) -> list[str]:
        """What is to be known of the figures beside them."""
        if not several:
            alone = _("With a second persona the figures stand side by side here, the worst first.")
            return [alone] if here else []
        hints = []
        total = scaled_from(here)
        if total is not None:
            words = _("The given shares add up to {total}; they are weighed in proportion.")
            hints.append(words.format(total=_percent(total)))
        elif here and not any(weights(here).values()):
            hints.append(_("Every persona has a share of nothing, so there is nothing to weigh."))
        if not any(self._editor.state.referring(persona.id, Override) for persona in here):
            hints.append(
                _(
                    "All have the same figures so far. Select a card or a link on the map: "
                    "under “By persona” a score or a share may be otherwise for one of them."
                )
            )
        return hints

    def _show_selection(self) -> None:
        chosen = next((persona.id for persona in self._editor.selected(Persona)), None)
        for cards in (self.here, self.elsewhere):
            cards.show_current(chosen)

    def _choose(self, persona: int) -> None:
        self._editor.select([persona])

    # walking from one list to the other

    def _walk_down(self, step: int) -> None:
        if step > 0 and self.elsewhere.cards:
            self._step_into(self.elsewhere, 0)

    def _walk_up(self, step: int) -> None:
        if step < 0 and self.here.cards:
            self._step_into(self.here, -1)

    def _step_into(self, cards: CardList, place: int) -> None:
        self._editor.select([cards.cards[place].persona.id])
        cards.setFocus(Qt.FocusReason.OtherFocusReason)

    # editing

    def _add_human(self) -> None:
        self.show_result(self.commands.add("human"), typing=True)

    def _add_machine(self) -> None:
        self.show_result(self.commands.add("machine"), typing=True)

    def _describe(self) -> None:
        self.show_result(self.commands.describe())

    def show_result(self, persona: int, *, typing: bool = False) -> None:
        """Show what a command has made or moved; with ``typing`` its name is to be typed next."""
        if persona:
            self.reveal(persona)
            if typing:
                self._editor.typing_asked.emit()

    def remove(self, persona: int) -> None:
        """Delete a persona and stay where it was."""
        cards = self._list_of(persona)
        place = cards.place(persona) or 0
        self.commands.remove(persona)
        self._cards_refresher.now()
        if cards.cards:
            self._step_into(cards, min(place, len(cards.cards) - 1))
        else:
            self.setFocus()

    def _dropped_here(self, persona: int, place: int) -> None:
        old = self.here.place(persona)
        if old is None:
            self.show_result(self.commands.take_part(persona, place))
        else:
            self.show_result(self.commands.place(persona, place - (place > old)))

    def _dropped_elsewhere(self, persona: int, place: int) -> None:
        old = self.elsewhere.place(persona)
        if old is None:
            self.show_result(self.commands.toggle(persona))
        else:
            self.show_result(self.commands.place(persona, place - (place > old)))

    # keys and menus

    def _key(self, persona: int, word: str) -> None:
        if word == "new":
            self._add_human()
        elif word == "remove":
            self.remove(persona)
        elif word == "toggle":
            self.show_result(self.commands.toggle(persona))
        elif word == "duplicate":
            self.show_result(self.commands.duplicate(persona))
        elif word in ("up", "down"):
            cards = self._list_of(persona)
            place = (cards.place(persona) or 0) + (1 if word == "down" else -1)
            if 0 <= place < len(cards.cards):
                self.show_result(self.commands.place(persona, place))
        elif word == "open":
            self._choose(persona)
            self._editor.typing_asked.emit()

    def show_menu(self, persona: int, at: QPoint) -> None:
        """What can be done with a persona."""
        self._choose(persona)
        menu = self.menu_of(persona)
        menu.exec(at)
        menu.deleteLater()

    def menu_of(self, persona: int) -> QMenu:
        """The menu of a card."""
        menu = QMenu(self)
        commands, cards = self.commands, self._list_of(persona)
        place, inside = cards.place(persona) or 0, cards is self.here

        def add(words: str, keys: str, result: Callable[[], int]) -> QAction:
            action = menu.addAction(words)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda: self.show_result(result()))
            return action

        part = _("Leave this journey") if inside else _("Take part in this journey")
        add(part, "Space", lambda: commands.toggle(persona))
        if inside and place > 0:
            add(_("Make it whose journey this is"), "", lambda: commands.place(persona, 0))
        up = add(_("Move up"), "Alt+Up", lambda: commands.place(persona, place - 1))
        down = add(_("Move down"), "Alt+Down", lambda: commands.place(persona, place + 1))
        up.setEnabled(place > 0)
        down.setEnabled(place + 1 < len(cards.cards))
        menu.addSeparator()
        add(_("Duplicate"), "Ctrl+D", lambda: commands.duplicate(persona))
        delete = menu.addAction(_("Delete"))
        delete.setShortcut(QKeySequence("Delete"))
        delete.triggered.connect(lambda: self.remove(persona))
        for action in menu.actions():
            action.setEnabled(action.isEnabled() and not self._editor.read_only)
        return menu

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and key_word(event) == "new":
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_word(event) == "new":
            self._add_human()
        elif key_word(event) in ("next", "previous") and self.here.cards:
            self._step_into(self.here, 0)
        else:
            super().keyPressEvent(event)
