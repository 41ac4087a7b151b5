"""The studio's fields of the content: what is printed, of which journey, with which sections.

This module must not know how any of it is drawn.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSlider, QWidget

from cjdesigner import i18n
from cjdesigner.export.methods import with_content
from cjdesigner.export.options import PAGES, PARTS, SIDE
from cjdesigner.export.presets import PATHS
from cjdesigner.i18n import gettext as _
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import plain_label, plain_tip
from cjdesigner.ui.segments import Segments
from cjdesigner.ui.studio.controls import Choice, Tab, link_button
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.key_message import KeyMessage
from cjdesigner.ui.studio.side_list import SideList

_FROM_MAP = "map"


class Boxes(QWidget):
    """A box for each section of a group, two in a row where they fit."""

    def __init__(self, appearance: Appearance, words: dict[str, str], desk: Desk) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(appearance.px(12))
        grid.setVerticalSpacing(appearance.px(6))
        self.boxes: dict[str, QCheckBox] = {}
        for name, word in words.items():
            box = QCheckBox(_(word), self)
            box.toggled.connect(functools.partial(desk.show_section, name))
            self.boxes[name] = box
        self.all: QCheckBox | None = None
        wides = [box.sizeHint().width() for box in self.boxes.values()]
        across = 2 if max(wides[::2]) + max(wides[1::2]) + appearance.px(12) <= appearance.px(320) else 1
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, 1 + place // across, place % across)
        if across == 2:
            grid.setColumnStretch(1, 1)
        self._desk = desk

    def offer_all(self, words: str) -> None:
        """Put a box above that prints all of them, or none."""
        self.all = QCheckBox(words, self)
        self.all.setTristate(True)
        self.all.clicked.connect(self._switch_all)
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(self.all, 0, 0, 1, 2)
        QWidget.setTabOrder(self.all, next(iter(self.boxes.values())))

    def _switch_all(self) -> None:
        self._desk.show_sections(tuple(self.boxes), not self._some)

    def _show_all(self, desk: Desk, there: set[str]) -> None:
        """Show whether all are printed, some or none: a click on none prints all, any other leaves all out."""
        held = [desk.shows(name) for name in self.boxes if name in there]
        self._some = any(held)
        if self.all is None:
            return
        states = Qt.CheckState
        with QSignalBlocker(self.all):
            self.all.setCheckState(
                states.Unchecked if not any(held) else states.Checked if all(held) else states.PartiallyChecked
            )
        self.all.setEnabled(bool(held))

    def refresh(self, desk: Desk, there: set[str]) -> None:
        """Show which are printed; of what has nothing to say, nothing can be."""
        self._show_all(desk, there)
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(desk.shows(name) and name in there)
            box.setEnabled(name in there)
            box.setToolTip("" if name in there else plain_tip(_("This journey has nothing of the kind yet.")))


class ContentTab(Tab):
    """What is printed."""

    def __init__(self, desk: Desk, appearance: Appearance) -> None:
        super().__init__(appearance, _("Content"))
        self._desk = desk
        self._proposed: tuple[int, list[str]] = (0, [])
        kinds = {"poster": _("Poster"), "blank": _("Blank sheet"), "book": _("Book")}
        self.kind = Segments(appearance, kinds, "poster", _("What is printed"))
        tips = {
            "poster": _("The journey, and the sheets of its methods"),
            "blank": _("The same sheet with empty numbered boxes, to be filled in by pen"),
            "book": _("The whole project: cover, contents, every journey, every method"),
        }
        for key, tip in tips.items():
            self.kind.buttons[key].setToolTip(plain_tip(tip))
        self.journey = Choice()
        self.path = Choice()
        self.message = KeyMessage(desk, appearance)
        self.propose = link_button(_("Propose"))
        self._before = 0, ""
        self.client = QCheckBox(_("Copy for the client"))
        self.client.setToolTip(plain_tip(_("Without notes, owners and departments: nothing that is only for the team")))
        self.parts = Boxes(appearance, PARTS, desk)
        self.side = SideList(appearance, {name: _(words) for name, words in SIDE.items()})
        self.pages = Boxes(appearance, PAGES, desk)
        self.pages.offer_all(_("All further sheets"))
        self._fill()
        self._connect()
        self.refresh()

    def _fill(self) -> None:
        px = self.look.px
        self.field(_("What is printed"), self.kind)
        self.field(_("Journey"), self.journey)
        self.field(_("Path told step by step"), self.path)
        self.field(_("Key message"), self.message, about=self.propose)
        self.alone = self.told(_("This file is open for reading only: the message is for this printing alone."))
        self.column.addSpacing(px(2))
        self.column.addWidget(self.client)
        self._part_heads: list[QWidget] = [self.heading(_("On the map’s page"))]
        self.column.addWidget(self.parts)
        self._part_heads.append(self.heading(_("Side column")))
        self.column.addWidget(self.side)
        self.side_width = QSlider(Qt.Orientation.Horizontal)
        self.side_width.setRange(10, 40)
        self.side_width.setPageStep(5)
        self.side_width.setAccessibleName(_("Width of the side column"))
        self.width_label = plain_label("", "second")
        self.width_usual = link_button(_("Automatic"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(plain_label(_("Width"), "second"))
        row.addWidget(self.side_width, 1)
        row.addWidget(self.width_label)
        row.addWidget(self.width_usual)
        self._width_row = QWidget()
        self._width_row.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._width_row)
        self._part_heads.append(self.heading(_("Further sheets")))
        self.column.addWidget(self.pages)
        self.column.addStretch(1)

    def _connect(self) -> None:
        desk = self._desk
        self.kind.chosen.connect(self._take_kind)
        self.journey.activated.connect(self._take_journey)
        self.path.activated.connect(self._take_path)
        self.propose.clicked.connect(self._propose)
        self.client.toggled.connect(self._take_client)
        self.side.switched.connect(desk.show_section)
        self.side.moved.connect(self._take_side)
        self.side_width.valueChanged.connect(self._take_width)
        self.width_usual.clicked.connect(self._usual_width)
        desk.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is chosen, and what there is to choose."""
        desk, now, state = self._desk, self._desk.now, self._desk.editor.state
        self.kind.show_key("book" if now.book else "blank" if now.blank else "poster")
        self.journey.offer([(journey.id, journey.title or _("Unnamed journey")) for journey in state.journeys()])
        self.journey.show_key(desk.journey)
        paths = {name: _(words) for name, words in PATHS.items()}
        if desk.journey == desk.editor.journey and desk.editor.path is not None:
            paths[_FROM_MAP] = _("The path chosen on the map")
        self.path.offer(paths)
        self.path.show_key(_FROM_MAP if desk.from_map and _FROM_MAP in paths else now.path)
        self.message.refresh()
        self._tell_before()
        with QSignalBlocker(self.client):
            self.client.setChecked(now.client)
        there = set(with_content(state, desk.journey)) if desk.journey in state else set()
        self.parts.refresh(desk, there)
        self.pages.refresh(desk, there)
        self.side.show_blocks(desk.side, {name for name in SIDE if desk.shows(name)})
        with QSignalBlocker(self.side_width):
            self.side_width.setValue(round((now.side_width or 0.19) * 100))
        self.width_label.setText(i18n.percent(now.side_width) if now.side_width is not None else _("Automatic"))
        self.width_usual.setVisible(now.side_width is not None)
        self._show_what_counts()

    def _show_what_counts(self) -> None:
        """Hide what this format, or this kind of print, does not heed."""
        sheet, uses = self._desk.sheet, self._desk.exporter.uses
        book = sheet and self._desk.now.book
        blank = sheet and self._desk.now.blank and not book
        self.show_field(self.kind, sheet)
        self.show_field(self.journey, not book and "journey" in uses)
        self.show_field(self.path, not book and not blank and "path" in uses)
        self.show_field(self.message, not book and not blank and sheet)
        self.alone.setVisible(self._desk.editor.read_only and not self.message.isHidden())
        self.client.setVisible("client" in uses and not blank)
        self._part_heads[0].setVisible(sheet)
        self.parts.setVisible(sheet)
        for widget in (*self._part_heads[1:], self.side, self._width_row, self.pages):
            widget.setVisible(sheet and not blank)

    # hands

    def _take_kind(self, kind: str) -> None:
        self._desk.set(book=kind == "book", blank=kind == "blank")

    def _take_journey(self) -> None:
        self._desk.choose(journey=self.journey.key)

    def _take_path(self) -> None:
        if self.path.key == _FROM_MAP:
            self._desk.choose(from_map=True)
            return
        self._desk.choose(from_map=False)
        self._desk.set(path=self.path.key)

    def _take_client(self, client: bool) -> None:
        self._desk.set(client=client)

    def _take_side(self, order: tuple[str, ...]) -> None:
        self._desk.set(side=() if order == tuple(SIDE) else order)

    def _take_width(self, value: int) -> None:
        self._desk.set(side_width=value / 100)

    def _usual_width(self) -> None:
        self._desk.set(side_width=None)

    def _propose(self) -> None:
        """Take a sentence computed from the figures, and the next one where that stands there already."""
        from cjdesigner.model.key_message import proposals

        state, journey = self._desk.editor.state, self._desk.journey
        same = journey == self._desk.editor.journey
        analysis = self._desk.editor.analysis if same else Analysis(JourneyGraph(state, journey))
        spoken = self._desk.now.language
        with i18n.using(spoken if spoken in i18n.LANGUAGES else i18n.language()):
            found = proposals(analysis, state, journey)
        if not found:
            self.message.setPlaceholderText(_("The figures do not say anything yet: score some touchpoints first."))
            return
        said = self.message.text()
        place = found.index(said) + 1 if said in found else 0
        if said not in found:
            self._before = journey, said
        self.message.propose(found[place % len(found)])
        self._tell_before()

    def _tell_before(self) -> None:
        """The tooltip says which sentence the proposals have taken the place of."""
        tip = _("A sentence computed from the figures; click again for another")
        journey, said = self._before
        if said and journey == self._desk.journey and said != self.message.text():
            tip += "\n" + _("Before it stood: “{sentence}”. Undo brings it back.").format(sentence=said)
        self.propose.setToolTip(plain_tip(tip))
