"""The chosen indicator: its chart, its readings, what it asks and how it is computed, and what it hangs on.

This module must not know how the list of indicators looks.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import binding, insights
from cjdesigner.model.indicator_words import in_unit, name_of_indicator
from cjdesigner.model.indicators import KIND_WORDS, off_target, readings_of
from cjdesigner.model.records import Indicator, Journey, Node, Phase, Reading, Record
from cjdesigner.model.tipping import BASELINE, METHOD, drift, tipping
from cjdesigner.model.wording import brief, grouped, listed, name_of
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.plain import plain_tip
from cjdesigner.ui.views.indicators_chart import IndicatorChart
from cjdesigner.ui.views.indicators_readings import ReadingsPane
from cjdesigner.ui.views.insights_places import PlaceDialog

_MOST_PLACES = 12
_BESIDE = 520
"""From which width on the readings stand beside the chart."""


class IndicatorDetail(QScrollArea):
    """Shows one indicator; its fields are edited in the inspector."""

    hang_asked = Signal()
    taken_off = Signal(int)
    """The indicator shall no longer hang on this."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._indicator: int | None = None
        self._places: tuple[tuple[int, str], ...] | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        self.name = label("", "heading", wrap=True, parent=page)
        self.question = label("", "second", wrap=True, parent=page)
        self.facts = label("", "small", wrap=True, parent=page)
        self.flag = label("", "error", wrap=True, parent=page)
        self.chart = IndicatorChart(appearance, page)
        self.method = label("", "small", wrap=True, parent=page)
        self.readings = ReadingsPane(editor, appearance, page)
        self.scores = label("", "second", wrap=True, parent=page)
        self.texts = {
            name: (section(_(title), page), label("", wrap=True, parent=page))
            for name, title in (("definition", _("Definition")), ("formula", _("Formula")))
        }
        self.hang_button = QPushButton(_("Hang on \u2026"), page)
        self._places_column = QVBoxLayout()
        self._build(page)
        self.setWidget(page)
        self.chart.pointed.connect(self.readings.show_reading)
        self.hang_button.clicked.connect(self.hang_asked)
        self.hang_button.setEnabled(not editor.read_only)

    def _build(self, page: QWidget) -> None:
        px = self._appearance.px
        column = QVBoxLayout(page)
        column.setContentsMargins(px(24), px(14), px(24), px(16))
        column.setSpacing(px(6))
        for widget in (self.name, self.question, self.facts, self.flag):
            column.addWidget(widget)
        left = QWidget(page)
        beneath = QVBoxLayout(left)
        beneath.setContentsMargins(0, 0, px(12), 0)
        beneath.setSpacing(px(4))
        beneath.addWidget(self.chart, 1)
        beneath.addWidget(self.method)
        self._across = across = QSplitter(Qt.Orientation.Horizontal, page)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(px(1))
        across.addWidget(left)
        right = QWidget(page)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(px(12), 0, 0, 0)
        beside.addWidget(self.readings)
        across.addWidget(right)
        across.setStretchFactor(0, 4)
        across.setStretchFactor(1, 5)
        across.setSizes([px(400), px(500)])
        column.addWidget(across, 1)
        column.addSpacing(px(8))
        self._left, self._right = beneath, beside
        self._foot_row = self._foot(page)
        column.addLayout(self._foot_row)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """In little room, what stands side by side stands beneath each other."""
        px, across = self._appearance.px, self._across
        wide = self.width() >= px(_BESIDE)
        across.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        across.setMinimumHeight(px(290 if wide else 560))
        self._left.setContentsMargins(0, 0, px(12) if wide else 0, 0)
        self._right.setContentsMargins(px(12) if wide else 0, 0 if wide else px(12), 0, 0)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._foot_row.setDirection(direction)
        self.readings.fit(wide=wide)

    def _foot(self, page: QWidget) -> QBoxLayout:
        px = self._appearance.px
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(px(24))
        for heading, text in self.texts.values():
            part = QVBoxLayout()
            part.setSpacing(px(4))
            part.addWidget(heading)
            part.addWidget(text)
            part.addStretch()
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            foot.addLayout(part, 1)
        hanging = QVBoxLayout()
        hanging.setSpacing(px(4))
        hanging.addWidget(section(_("Hangs on"), page))
        self._places_column.setSpacing(px(2))
        hanging.addLayout(self._places_column)
        row = QHBoxLayout()
        row.addWidget(self.hang_button)
        row.addStretch()
        hanging.addLayout(row)
        hanging.addWidget(self.scores)
        hanging.addStretch()
        foot.addLayout(hanging, 1)
        return foot

    # showing

    def show_indicator(self, identity: int | None) -> None:
        """Show an indicator, or the same one anew."""
        if identity != self._indicator:
            self.verticalScrollBar().setValue(0)
        self._indicator = identity
        state = self._editor.state
        indicator = state.get(identity, Indicator)
        readings = readings_of(state, indicator.id) if indicator is not None else []
        self.readings.show_indicator(indicator)
        self.chart.show_indicator(indicator, readings, covered=self._editor.covered)
        if indicator is None:
            return
        self.name.setText(brief(name_of_indicator(indicator), 300))
        _show(self.question, indicator.question)
        self.facts.setText(self._facts(indicator))
        _show(self.flag, "" if self._editor.covered else flag_words(indicator, readings))
        self.method.setText(self._method(indicator, readings))
        self.method.setToolTip(plain_tip(_(METHOD)))
        for name, (heading, text) in self.texts.items():
            words = getattr(indicator, name)
            _show(text, words)
            heading.setVisible(bool(words.strip()))
        self._show_places([(r.id, insights.place_name(state, r)) for r in state.targets(indicator.id, Record)])
        self._show_scores(indicator)

    def _facts(self, indicator: Indicator) -> str:
        parts = [_(KIND_WORDS[kind]) for kind in KIND_WORDS if kind in indicator.kinds]
        parts.append(_("more is better") if indicator.direction == "up" else _("less is better"))
        if indicator.target is not None:
            parts.append(_("target {value}").format(value=in_unit(indicator, indicator.target)))
        if indicator.limit is not None:
            parts.append(_("limit {value}").format(value=in_unit(indicator, indicator.limit)))
        if indicator.owner.strip():
            parts.append(_("owner {name}").format(name=brief(" ".join(indicator.owner.split()))))
        return " \u00b7 ".join(parts)

    def _method(self, indicator: Indicator, readings: list[Reading]) -> str:
        """How a tipping point is found, or what is missing until it can be."""
        if drift(indicator, readings) is not None:
            return _(METHOD)
        missing = BASELINE + 1 - len(readings)
        text = ngettext(
            "Drift is watched from the 7th reading on (EWMA control chart, Roberts 1959): {count} is missing.",
            "Drift is watched from the 7th reading on (EWMA control chart, Roberts 1959): {count} are missing.",
            missing,
        )
        return text.format(count=missing)

    def _show_scores(self, indicator: Indicator) -> None:
        following = binding.bound(self._editor.state, indicator.id)
        names = [f"\u201c{brief(name_of(touchpoint), 40)}\u201d" for touchpoint in following[:5]]
        if len(following) > 5:
            names.append(_("{count} more").format(count=grouped(len(following) - 5)))
        text = ngettext("The score of {names} follows it.", "The scores of {names} follow it.", len(following))
        _show(self.scores, text.format(names=listed(names)) if following else "")

    # places

    def _show_places(self, places: list[tuple[int, str]]) -> None:
        shown = tuple(places[:_MOST_PLACES])
        if self._places == shown:
            return
        self._places = shown
        while (item := self._places_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for identity, name in shown:
            self._places_column.addWidget(self._place_row(identity, name))
        rest = len(places) - len(shown)
        if rest:
            words = ngettext("and {count} more", "and {count} more", rest).format(count=grouped(rest))
            self._places_column.addWidget(label(words, "small", parent=self.widget()))

    def _place_row(self, identity: int, name: str) -> QWidget:
        box = QWidget(self.widget())
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        button = QPushButton(brief(name, 30).replace("&", "&&"), box)
        button.setProperty("role", "link")
        button.setProperty("record", identity)
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(_("Go to “{name}”").format(name=name)))
        button.clicked.connect(self._open)
        off = QToolButton(box)
        off.setIcon(self._appearance.icon("ri.close-line", self._appearance.palette.second, 12))
        off.setProperty("role", "flat")
        off.setProperty("record", identity)
        words = _("Take it off “{name}”").format(name=name)
        off.setAccessibleName(words)
        off.setToolTip(plain_tip(words))
        off.setEnabled(not self._editor.read_only)
        off.clicked.connect(self._take_off)
        row.addWidget(button)
        row.addWidget(off)
        row.addStretch()
        return box

    def _open(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._editor.open(int(sender.property("record")))

    def _take_off(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.taken_off.emit(int(sender.property("record")))

    def show_reading(self, reading: int) -> None:
        """Mark a reading in the table."""
        self.readings.show_reading(reading)

    def map_hang(self) -> QPoint:
        """Where the places are chosen from, on the screen."""
        return self.hang_button.mapToGlobal(QPoint(0, self.hang_button.height()))


class IndicatorPlaces(PlaceDialog):
    """Asks for what an indicator hangs on: a journey, phase, need point or touchpoint."""

    def _fits(self, record: Record, words: list[str]) -> bool:
        return isinstance(record, (Journey, Phase, Node)) and super()._fits(record, words)


def flag_words(indicator: Indicator, readings: list[Reading]) -> str:
    """What is wrong, in sentences."""
    said: list[str] = []
    tipped = tipping(indicator, readings)
    if tipped is not None and tipped.cause == "limit" and indicator.limit is not None:
        said.append(
            _("Tipping point: beyond the limit of {limit} since {date}.").format(
                limit=in_unit(indicator, indicator.limit), date=tipped.since
            )
        )
    elif tipped is not None:
        said.append(
            _("Tipping point: since {date} the smoothed readings have left what chance explains.").format(
                date=tipped.since
            )
        )
    if off_target(indicator, readings):
        said.append(
            _("Off target: {value} instead of {target}.").format(
                value=in_unit(indicator, readings[-1].value), target=in_unit(indicator, indicator.target)
            )
        )
    return " ".join(said)


def _show(where: QWidget, text: str) -> None:
    where.setText(text.strip())  # type: ignore[attr-defined]
    where.setVisible(bool(text.strip()))
