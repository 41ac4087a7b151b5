"""The studio's fields of the sheet: paper, how it lies, margin, bleed, crop marks.

This module must not know what stands on the sheet.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QWidget

from cjdesigner import i18n
from cjdesigner.export.paper import MM, PAPERS, ROLLS, Paper, named
from cjdesigner.i18n import gettext as _
from cjdesigner.model.record import MOST_BLEED
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.undo_keys import share_undo
from cjdesigner.ui.segments import Segments
from cjdesigner.ui.studio.controls import Choice, Length, Tab
from cjdesigner.ui.studio.desk import Desk

OWN = "own"
_ISO = ("A5", "A4", "A3", "A2", "A1", "A0")
ORDER = (*reversed(_ISO), *(name for name in PAPERS if name not in _ISO))
"""Papers by name, as they are offered."""
_BOTH = re.compile(r"\s*([\d.,]+)\s*[x×]\s*([\d.,]+)\s*(mm|cm|m|in)?\s*", re.IGNORECASE)
_POINTS = {"mm": MM, "cm": 10 * MM, "m": 1000 * MM, "in": 72.0}
_PLACES = {"mm": 0, "cm": 1, "m": 3, "in": 2}
"""Places after the point to which a length is told."""


def paper_words(name: str) -> str:
    """A paper as it is offered: its name and its size."""
    paper = named(name)
    if paper is None:
        return name
    if paper.roll:
        wide = round(paper.height / MM)
        return _("Roll, {width} mm wide ({inches} in)").format(width=wide, inches=round(paper.height / 72))
    if name in PAPERS and name not in _ISO:
        size = " × ".join(i18n.decimal(side / 72, 0 if side % 72 < 0.01 else 1) for side in (paper.width, paper.height))
        return f"{name} · {size} in"
    size = " × ".join(i18n.decimal(round(side / MM)) for side in (paper.width, paper.height))
    return f"{name} · {size} mm" if name in PAPERS else f"{size} mm"


class OwnSize(QWidget):
    """Width, height and unit of a sheet of one's own."""

    def __init__(self, appearance: Appearance, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.width_line, self.height_line = QLineEdit(), QLineEdit()
        self.unit = Choice({unit: unit for unit in _POINTS})
        self.unit.setMinimumContentsLength(3)
        self.unit.setAccessibleName(_("Unit"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.px(6))
        for line, name in ((self.width_line, _("Width")), (self.height_line, _("Height"))):
            line.setAccessibleName(name)
            line.setToolTip(name)
            line.setPlaceholderText(name)
            line.editingFinished.connect(self.write)
            share_undo(line)
        row.addWidget(self.width_line, 2)
        row.addWidget(label("×", "second"))
        row.addWidget(self.height_line, 2)
        row.addWidget(self.unit, 1)
        self._unit = "mm"
        self.unit.currentIndexChanged.connect(self._take_unit)
        self.unit.left.connect(self.write)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.setFocusProxy(self.width_line)

    def show_size(self, name: str) -> None:
        """Show a size as the paper's name has it."""
        found = _BOTH.fullmatch(name)
        if found is None:
            return
        self.width_line.setText(found[1].replace(".", _point()))
        self.height_line.setText(found[2].replace(".", _point()))
        self._unit = (found[3] or "mm").casefold()
        self.unit.show_key(self._unit)
        self._tell("")

    def show_paper(self, name: str, lying: bool) -> None:
        """Show a paper's size, lying or standing: as its name has it, else in the unit at hand."""
        found, paper = _BOTH.fullmatch(name), named(name)
        if found is not None:
            short, long = sorted((found[1], found[2]), key=float)
            self.show_size("x".join((long, short) if lying else (short, long)) + (found[3] or "mm"))
        elif paper is not None and not paper.roll:
            turned = paper.turned(lying)
            self.show_size(f"{_in(turned.width, self._unit)}x{_in(turned.height, self._unit)}{self._unit}")

    @property
    def _typed(self) -> list[str]:
        return [line.text().strip().replace(",", ".") for line in (self.width_line, self.height_line)]

    def _paper(self) -> Paper | None:
        """The sheet of the size that stands there; None where there is none."""
        wide, high = self._typed
        paper = named(f"{high}x{wide}{self.unit.key}")
        if paper is None or paper.name not in PAPERS:  # those with a name are known standing
            paper = named(f"{wide}x{high}{self.unit.key}")
        return None if paper is None or paper.roll else paper

    def write(self) -> None:
        """Take what was typed, or say why not: as long as the other fields are still to come, that is not said."""
        both = _BOTH.fullmatch(self.width_line.text())
        if both is not None:
            self.show_size(both[0])
        typed = self._typed
        if not all(typed):
            self._tell("")
            return
        paper = self._paper()
        if paper is None:
            on_its_way = self.sender() is not QApplication.focusWidget() and self.isAncestorOf(
                QApplication.focusWidget() or self.window()
            )
            fault = _("A sheet is from 50 mm to 5 m long on each side; this size cannot be printed.")
            self._tell("" if on_its_way else fault)
            return
        self._tell("")
        lying = float(typed[0]) > float(typed[1])
        if (self._desk.now.paper, self._desk.now.landscape) != (paper.name, lying):
            self._desk.set(paper=paper.name, landscape=lying)

    def _take_unit(self) -> None:
        """Another unit: figures that were typed stay where they make a sheet, all others become it."""
        before, self._unit = self._unit, self.unit.key
        lines = self.width_line, self.height_line
        typed = [line.isModified() for line in lines]
        if not (any(typed) and (all(typed) and self._paper() is not None)):
            with QSignalBlocker(self.unit):
                self.unit.show_key(before)
                sheet = self._paper()
                self.unit.show_key(self._unit)
            for line, mine in zip(lines, typed, strict=True):
                if sheet is not None or not mine:
                    _convert(line, before, self._unit)
            if sheet is not None:  # the same sheet, told otherwise
                self._tell("")
                return
        self.write()

    def _tell(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))


class SheetTab(Tab):
    """The sheet."""

    def __init__(self, desk: Desk, appearance: Appearance) -> None:
        super().__init__(appearance, _("Sheet"))
        self._desk = desk
        self._own = False
        self.paper = Choice()
        self.paper.setMaxVisibleItems(24)
        self.own = OwnSize(appearance, desk)
        ways = {"portrait": _("Portrait"), "landscape": _("Landscape")}
        self.turned = Segments(appearance, ways, "landscape", _("Orientation"))
        self.margin = Length(appearance, 1000, automatic=_("Automatic"))
        self.bleed = Length(appearance, MOST_BLEED)
        self.crop_marks = QCheckBox(_("Crop marks"))
        self.crop_marks.setToolTip(_("Short lines outside the sheet that say where to cut"))
        self.field(_("Paper"), self.paper)
        self.column.addWidget(self.own)
        self.column.addWidget(self.own.fault)
        self.field(_("Orientation"), self.turned)
        self.heading(_("Edges"))
        self.line(
            _("Margin"), self.margin, _("From the edge of the sheet to what is drawn; automatic grows with the paper")
        )
        self.line(_("Bleed"), self.bleed, _("How far colours reach beyond the cut; print shops want 3 mm"))
        self.column.addWidget(self.crop_marks)
        self.hint = self.told()
        self.column.addStretch(1)
        self.paper.activated.connect(self._take_paper)
        self.turned.chosen.connect(self._turn)
        self.margin.valueChanged.connect(self._take_margin)
        self.bleed.valueChanged.connect(self._take_bleed)
        self.crop_marks.toggled.connect(self._take_marks)
        for spin in (self.margin, self.bleed):
            share_undo(spin)
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        now = self._desk.now
        paper = named(now.paper)
        pairs: list[tuple[str | None, str]] = [(name, paper_words(name)) for name in reversed(_ISO)]
        pairs.append((None, ""))
        pairs += [(name, paper_words(name)) for name in PAPERS if name not in _ISO]
        pairs.append((None, ""))
        rolls = [*ROLLS, *([paper.name] if paper is not None and paper.roll and paper.name not in ROLLS else [])]
        pairs += [(name, paper_words(name)) for name in rolls]
        pairs += [(None, ""), (OWN, _("Own size …"))]
        self.paper.offer(pairs)
        known = paper.name if paper is not None and paper.name in self.paper.keys else OWN
        own = self._own or known == OWN
        self.paper.show_key(OWN if own else known)
        self.own.setVisible(own)
        if not own:
            self.own.fault.hide()
        elif not self.own.isAncestorOf(self.focusWidget() or self):
            self.own.show_paper(now.paper, now.landscape)
        self.enable_field(self.turned, paper is None or not paper.roll)
        self.turned.show_key("landscape" if now.landscape else "portrait")
        self.margin.show_length(now.margin)
        self.bleed.show_length(now.bleed)
        with QSignalBlocker(self.crop_marks):
            self.crop_marks.setChecked(now.crop_marks)
        tiled = bool(now.tile)
        for control in (self.bleed,):
            self.enable_field(control, not tiled)
        self.crop_marks.setEnabled(not tiled)
        self.hint.setText(_("Tiles have cut marks of their own.") if tiled else "")
        self.hint.setVisible(tiled)

    # hands

    def _take_paper(self) -> None:
        key = self.paper.key
        self._own = key == OWN
        if key != OWN:
            self._desk.set(paper=key)
        else:
            paper = named(self._desk.now.paper)
            if paper is not None and not self.own.width_line.text():
                turned = paper.turned(self._desk.now.landscape)
                wide = turned.width or 1.4 * turned.height
                self.own.show_size(f"{round(wide / MM)}x{round(turned.height / MM)}mm")
            self.own.write()
            self.own.width_line.setFocus()
            self.own.width_line.selectAll()
        self.refresh()

    def _turn(self, way: str) -> None:
        self._desk.set(landscape=way == "landscape")

    def _take_margin(self) -> None:
        self._desk.set(margin=self.margin.length)

    def _take_bleed(self) -> None:
        self._desk.set(bleed=self.bleed.length or 0.0)

    def _take_marks(self, marked: bool) -> None:
        self._desk.set(crop_marks=marked)


def _in(points: float, unit: str) -> str:
    """A length in a unit, as precise as it is set."""
    told = f"{points / _POINTS[unit]:.{_PLACES[unit]}f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def _convert(line: QLineEdit, before: str, unit: str) -> None:
    """Tell the length in a line in another unit."""
    try:
        points = float(line.text().strip().replace(",", ".")) * _POINTS[before]
    except ValueError:
        return
    line.setText(_in(points, unit).replace(".", _point()))


def _point() -> str:
    return i18n.decimal(0.5, 1)[1]
