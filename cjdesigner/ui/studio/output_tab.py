"""The studio's fields of the output: tiles for an office printer, a picture's resolution, a diagram's kind.

This module must not know how a file is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QSpinBox, QWidget

from cjdesigner import i18n
from cjdesigner.export.options import Tile
from cjdesigner.export.paper import PAPERS
from cjdesigner.export.tile_plan import Plan
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.wording import grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.undo_keys import share_undo
from cjdesigner.ui.segments import Segments
from cjdesigner.ui.studio.controls import Choice, Length, Tab, link_button
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.exporting import Proof, fingerprints_in
from cjdesigner.ui.studio.sheet_tab import ORDER, paper_words

_USUAL = 35
"""Where the resolution stands for what suits the paper."""
_MOST_PDF = 400 * 1024 * 1024


class OutputTab(Tab):
    """How it comes out."""

    def __init__(self, desk: Desk, appearance: Appearance) -> None:
        super().__init__(appearance, _("Output"))
        self._desk = desk
        self.plan: Plan | None = None
        self._prints: Mapping[str, str] = {}
        self._proof: Proof | None = None
        self._make_tiles()
        self._make_picture()
        self._make_diagram()
        self.column.addStretch(1)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _make_tiles(self) -> None:
        from cjdesigner.ui.studio.tile_grid import TileGrid

        look = self.look
        self._tiles_head = self.heading(_("Tiles for an office printer"))
        self.tile = Choice()
        self.tile.setMaxVisibleItems(24)
        self.overlap = Length(look, 100)
        self.which = Choice()
        self.grid = TileGrid(look)
        self.all = link_button(_("All"))
        self.none = link_button(_("None"))
        self.compare = link_button(_("Compare with a PDF …"))
        self.compare.setToolTip(_("A PDF of tiles that was exported before: only what has changed since is printed"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.all)
        row.addWidget(self.none)
        row.addStretch(1)
        row.addWidget(self.compare)
        self._links = QWidget()
        self._links.setLayout(row)
        self.field(_("Tile paper"), self.tile)
        self.line(
            _("Overlap"),
            self.overlap,
            _("What neighbours repeat of each other, so that they can be glued; 10 mm is usual"),
        )
        self.field(_("Which tiles"), self.which)
        self.column.addWidget(self.grid)
        self.column.addWidget(self._links)
        self.summary = self.told()
        self.alone = self.told(_("The further sheets are left out."))
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.column.addWidget(self.fault)
        self.tile.activated.connect(self._take_tile)
        self.overlap.valueChanged.connect(self._take_overlap)
        self.which.activated.connect(self._take_which)
        self.grid.toggled.connect(self._toggle)
        self.all.clicked.connect(self._choose_all)
        self.none.clicked.connect(self._choose_none)
        self.compare.clicked.connect(self.ask_compare)
        share_undo(self.overlap)

    def _make_picture(self) -> None:
        self._picture_head = self.heading(_("Picture"))
        self.dpi = QSpinBox()
        self.dpi.setLocale(QLocale(i18n.language()))
        self.dpi.setRange(_USUAL, 1200)
        self.dpi.setSingleStep(25)
        self.dpi.setSuffix(" dpi")
        self.dpi.setSpecialValueText(_("As suits the paper"))
        self.dpi.setKeyboardTracking(False)
        self.dpi.setMinimumWidth(self.look.px(150))
        self.transparent = QCheckBox(_("Transparent, without the paper’s white"))
        self.line(_("Resolution"), self.dpi, _("Pixels of an inch: 300 in the hand, 150 on the wall"))
        self.column.addWidget(self.transparent)
        self.dpi.valueChanged.connect(self._take_dpi)
        self.transparent.toggled.connect(self._take_transparent)
        share_undo(self.dpi)

    def _make_diagram(self) -> None:
        kinds = {"journey": _("The path’s journey"), "flowchart": _("The whole map")}
        self.diagram = Segments(self.look, kinds, self._desk.diagram, _("Diagram"))
        self.field(_("Diagram"), self.diagram)
        self.diagram.chosen.connect(self._take_diagram)

    # showing

    def refresh(self) -> None:
        """Show what is chosen."""
        desk, now, uses = self._desk, self._desk.now, self._desk.exporter.uses
        tiled = bool(now.tile) and desk.sheet
        self._tiles_head.setVisible(desk.sheet)
        self.show_field(self.tile, desk.sheet)
        names = [*ORDER, *([now.tile] if now.tile and now.tile not in PAPERS else [])]
        self.tile.offer([("", _("In one piece")), (None, ""), *((name, paper_words(name)) for name in names)])
        self.tile.show_key(now.tile)
        self.overlap.show_length(now.overlap)
        self.show_field(self.overlap, tiled)
        self.show_field(self.which, tiled and self.plan is not None)
        for widget in (self.grid, self._links):
            widget.setVisible(tiled and self.plan is not None)
        self.summary.setVisible(tiled)
        ways: list[tuple[str, str]] = [("all", _("All")), ("chosen", _("Only those that I click"))]
        printing = desk.printings.get(desk.journey)
        if printing is not None:
            day = QLocale(i18n.language()).toString(
                QDate(*printing.date.timetuple()[:3]), QLocale.FormatType.ShortFormat
            )
            ways.append(("since", _("What changed since the last export ({date})").format(date=day)))
        if "again" in desk.ways:
            ways.append(("again", _("Once more what had changed then")))
        if desk.compared is not None:
            ways.append(("compared", _("What changed since {name}").format(name=desk.compared_name)))
        self.which.offer(ways)
        self.which.show_key(desk.which)
        self._show_chosen(tiled)
        self._picture_head.setVisible("dpi" in uses)
        self.show_field(self.dpi, "dpi" in uses)
        self.transparent.setVisible("transparent" in uses)
        with QSignalBlocker(self.dpi), QSignalBlocker(self.transparent):
            self.dpi.setValue(round(now.dpi) if now.dpi is not None else _USUAL)
            self.transparent.setChecked(now.transparent)
        self.show_field(self.diagram, "diagram" in uses)
        self.diagram.show_key(desk.diagram)

    def show_proof(self, proof: Proof) -> None:
        """Show the tiles of another proof."""
        self.plan, self._prints, self._proof = proof.plan, proof.fingerprints, proof
        plan = proof.plan
        if plan is not None:
            rects = zip(plan.tiles, plan.rects, strict=True)
            listed = [(tile, plan.name(tile), (r.x, r.y, r.width, r.height)) for tile, r in rects]
            self.grid.show_plan((plan.width, plan.height), listed)
            self.grid.show_picture(proof.picture)
        self.refresh()

    def _show_chosen(self, tiled: bool) -> None:
        tiles, printed = self.grid.tiles, self._desk.compared_with
        if self._desk.which == "chosen":
            chosen = set(self._desk.only)
        elif printed is not None:
            chosen = {tile for tile in tiles if self._changed(tile, printed)}
        else:
            chosen = set(tiles)
        self.grid.show_chosen(chosen & set(tiles))
        count = len(self.grid.chosen)
        told = ngettext("{count} of {all} tiles is printed.", "{count} of {all} tiles are printed.", count)
        if self.plan is None:
            self.summary.setText(_("The poster fits on this paper; nothing is cut."))
        else:
            self.summary.setText(told.format(count=grouped(count), all=grouped(len(tiles))))
        proof = self._proof
        more = proof is not None and proof.plan is not None and len(proof.poster.pages) > 1
        self.alone.setVisible(tiled and more and self._desk.which == "chosen")

    def _changed(self, tile: Tile, printed: Mapping[str, str]) -> bool:
        name = self.plan.name(tile) if self.plan is not None else ""
        return printed.get(name) != self._prints.get(name)

    # hands

    def _take_tile(self) -> None:
        self.fault.hide()
        self._desk.set(tile=self.tile.key)

    def _take_overlap(self) -> None:
        self._desk.set(overlap=self.overlap.length or 0.0)

    def _take_which(self) -> None:
        which = self.which.key
        only = self.grid.chosen if which == "chosen" else frozenset()
        self._desk.choose(which=which, only=only)

    def _toggle(self, tiles: set[Tile], chosen: bool) -> None:
        self._desk.choose(which="chosen", only=self.grid.chosen)

    def _choose_all(self) -> None:
        self._desk.choose(which="all", only=frozenset())

    def _choose_none(self) -> None:
        self._desk.choose(which="chosen", only=frozenset())

    def ask_compare(self) -> None:
        """Ask for a PDF of tiles that was exported before."""
        dialog = QFileDialog(self, _("Compare with a PDF"))
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        accepted, files = dialog.exec(), dialog.selectedFiles()
        dialog.deleteLater()
        if accepted and files:
            self.take_compare(Path(files[0]))

    def take_compare(self, path: Path) -> None:
        """Print only what has changed since that PDF, or say why that cannot be."""
        name = path.name[:80]
        try:
            large = path.stat().st_size > _MOST_PDF
            found = None if large else fingerprints_in(path.read_bytes())
        except OSError:
            self._tell(_("{name} cannot be read.").format(name=name))
            return
        if not found:
            self._tell(
                _("{name} holds no tiles of this program: choose a PDF that was exported as tiles.").format(name=name)
            )
            return
        self.fault.hide()
        self._desk.choose(compared=found, compared_name=name, which="compared")

    def _tell(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.show()

    def _take_dpi(self, value: int) -> None:
        self._desk.set(dpi=float(value) if value > _USUAL else None)

    def _take_transparent(self, transparent: bool) -> None:
        self._desk.set(transparent=transparent)

    def _take_diagram(self, diagram: str) -> None:
        self._desk.choose(diagram=diagram)
